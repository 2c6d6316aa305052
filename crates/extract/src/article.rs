//! Which element holds the main text.
//!
//! A scorer in the manner of readability: paragraphs vote for the elements
//! around them by length and commas, links speak against, names and tags
//! lean the scale.

use std::collections::HashMap;

use haidang_model::Region;

use crate::{
    dom::{Dom, Element, NodeId},
    survey::Survey,
};

/// Characters that make a block a paragraph worth a vote.
const PARAGRAPH_CHARS_MIN: u32 = 25;

/// Less main text than this is no article; the whole body is taken instead.
const ARTICLE_CHARS_MIN: u32 = 140;

/// Returns the element that holds the main text, or `None` when the page as a
/// whole is as good an answer.
pub(crate) fn main_element(dom: &Dom, survey: &Survey) -> Option<NodeId> {
    if survey.thread.is_some() {
        return survey.thread;
    }
    let mut scores: HashMap<NodeId, f64> = HashMap::new();
    for &id in &survey.elements {
        let facts = survey.of(id);
        if !facts.look.is_block
            || facts.own_text < PARAGRAPH_CHARS_MIN
            || is_outside(dom, survey, id)
        {
            continue;
        }
        let plain = f64::from(facts.own_text - facts.own_link_text.min(facts.own_text));
        if plain < f64::from(PARAGRAPH_CHARS_MIN) {
            continue;
        }
        let vote = 1.0 + f64::from(facts.own_commas).min(10.0) + (plain / 100.0).min(5.0);
        let holds_text_itself = !matches!(
            dom.element(id).map(|element| &**element.tag()),
            Some("p" | "li" | "td" | "h1" | "h2" | "h3" | "h4" | "pre" | "dd" | "figcaption")
        );
        let mut weight = if holds_text_itself { 1.0 } else { 0.0 };
        let mut at = Some(id);
        for step in 0..5 {
            let Some(here) = at else { break };
            if weight > 0.0 {
                *scores.entry(here).or_default() += vote * weight;
            }
            at = dom.parent(here).filter(|&up| dom.element(up).is_some());
            weight = match step {
                0 if !holds_text_itself => 0.6,
                0 => 1.0,
                1 => 0.6,
                2 => 0.35,
                _ => 0.2,
            };
        }
    }
    // Ties are broken by order, so that a page always gives the same answer.
    let mut best: Option<(f64, NodeId)> = None;
    for &id in &survey.elements {
        let (Some(score), Some(element)) = (scores.get(&id), dom.element(id)) else {
            continue;
        };
        let score = score * (1.0 - link_share(survey, id)) * leaning(element);
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, id));
        }
    }
    let (_, best) = best?;
    let chosen = prefer_marked(dom, survey, widen(dom, survey, best));
    let facts = survey.of(chosen);
    (facts.text - facts.link_text.min(facts.text) >= ARTICLE_CHARS_MIN).then_some(chosen)
}

/// The part of the marked main text that a choice inside it must hold.
const MARKED_SHARE_MIN: f64 = 0.5;

/// Takes the only `<main>` of the page if the choice stands outside it or
/// holds a small part of it, and its text is more than a list of links.
fn prefer_marked(dom: &Dom, survey: &Survey, chosen: NodeId) -> NodeId {
    let plain = |id: NodeId| {
        let facts = survey.of(id);
        f64::from(facts.text - facts.link_text.min(facts.text))
    };
    let mut marked = survey.elements.iter().copied().filter(|&id| {
        dom.element(id).is_some_and(|element| {
            &**element.tag() == "main" || element.attribute("role") == Some("main")
        })
    });
    let (Some(main), None) = (marked.next(), marked.next()) else {
        return chosen;
    };
    let mut at = Some(chosen);
    let mut is_inside = false;
    for _ in 0..LEVELS_MAX {
        let Some(here) = at else { break };
        is_inside |= here == main;
        at = dom.parent(here);
    }
    let holds_enough = plain(chosen) >= MARKED_SHARE_MIN * plain(main);
    if plain(main) < f64::from(ARTICLE_CHARS_MIN) || is_inside && holds_enough {
        return chosen;
    }
    if !is_inside && plain(chosen) > 2.0 * plain(main) {
        return chosen;
    }
    main
}

/// Levels that widening looks up; posts of a thread stand up to this deep in
/// wrappers of their own.
const WIDEN_LEVELS_MAX: usize = 8;

/// What a wider element has to add, in parts of what is there.
const WIDEN_SHARE_MIN: f64 = 0.25;

/// Takes an element further out if that adds running text rather than lists
/// of links: an article cut in sections, the posts of a thread.
fn widen(dom: &Dom, survey: &Survey, from: NodeId) -> NodeId {
    let plain = |id: NodeId| {
        let facts = survey.of(id);
        f64::from(facts.text - facts.link_text.min(facts.text))
    };
    let mut chosen = from;
    let mut inner = from;
    // Text beside the way up that belongs to no article.
    let mut set_aside = 0.0;
    let mut levels = 0;
    while let Some(parent) = dom.parent(inner)
        && levels < WIDEN_LEVELS_MAX
    {
        let Some(element) = dom.element(parent) else {
            break;
        };
        if matches!(&**element.tag(), "body" | "html") || survey.of(parent).region.is_some() {
            break;
        }
        let mut child = dom.first_child(parent);
        while let Some(id) = child {
            let outside = survey.of(id).region.is_some_and(is_boilerplate);
            if id != inner && (outside || link_share(survey, id) > 0.5) {
                set_aside += plain(id);
            }
            child = dom.next(id);
        }
        inner = parent;
        levels += 1;
        let added = plain(parent) - plain(chosen) - set_aside;
        if added >= WIDEN_SHARE_MIN * plain(chosen) && set_aside < added {
            chosen = parent;
            set_aside = 0.0;
            levels = 0;
        }
    }
    chosen
}

/// Tells whether text of the region is left out of the main text.
pub(crate) fn is_boilerplate(region: Region) -> bool {
    matches!(
        region,
        Region::Nav | Region::Header | Region::Footer | Region::Aside | Region::Comments
    )
}

/// Levels up that are looked at for a region; those further up hold the page.
const LEVELS_MAX: usize = 64;

fn is_outside(dom: &Dom, survey: &Survey, id: NodeId) -> bool {
    let mut at = Some(id);
    for _ in 0..LEVELS_MAX {
        let Some(here) = at else { break };
        if survey.of(here).is_control {
            return true;
        }
        match survey.of(here).region {
            Some(Region::Main) => return false,
            Some(region) if is_boilerplate(region) => return true,
            _ => at = dom.parent(here),
        }
    }
    false
}

fn link_share(survey: &Survey, id: NodeId) -> f64 {
    let facts = survey.of(id);
    if facts.text == 0 {
        return 0.0;
    }
    f64::from(facts.link_text) / f64::from(facts.text)
}

/// How much names and tags speak for an element.
fn leaning(element: &Element) -> f64 {
    let names = ["class", "id", "itemprop"]
        .into_iter()
        .filter_map(|name| element.attribute(name))
        .collect::<Vec<_>>()
        .join(" ")
        .to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| names.contains(word));
    let mut factor = match &**element.tag() {
        "article" | "main" => 1.4,
        "body" | "html" => 0.7,
        "form" | "ul" | "ol" | "table" | "tbody" | "tr" => 0.8,
        _ => 1.0,
    };
    if names.contains("articlebody") {
        factor *= 3.0;
    }
    if says(&[
        "article", "content", "body", "entry", "post", "detail", "noi-dung", "noidung", "bai-viet",
        "baiviet", "story", "fck",
    ]) {
        factor *= 1.3;
    }
    if says(&[
        "sidebar",
        "widget",
        "footer",
        "menu",
        "related",
        "lien-quan",
        "promo",
        "banner",
    ]) {
        factor *= 0.6;
    }
    factor
}
