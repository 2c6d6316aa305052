//! What is known of each node before the walk: how it looks, how much text
//! stands in it, which region it opens.

mod post;

use haidang_model::{Defect, Region, Visibility};

use crate::{
    Limits,
    css::{Cascade, Matcher, Sheet, inline_rank, meets_screen, read_inline},
    defect::defect,
    dom::{DOCUMENT, Dom, Element, NodeData, NodeId, Step},
    guard::NOSCRIPT,
    look::Look,
    region::own_region,
};

/// Less text than this in `<noscript>` and its like is a hint to turn scripts on.
const UNSHOWN_CHARS_MIN: f64 = 500.0;

/// Text that is not shown is the page's when it is this many times as long as
/// what is.
const UNSHOWN_TO_SHOWN: f64 = 3.0;

/// Fewer characters of comments are no thread of posts.
const THREAD_CHARS_MIN: f64 = 600.0;

/// Comments are taken for the posts of a thread when they hold this many
/// times as much text as all the rest.
const THREAD_TO_REST: f64 = 2.0;

/// A button or label with more characters holds text.
const CONTROL_CHARS_MAX: u32 = 60;

/// Nodes behind the headline that are looked at for a lead and a body.
const LEAD_SIBLINGS_MAX: usize = 12;

/// A lead is longer than a date or a name, and shorter than a story.
const LEAD_CHARS_MIN: u32 = 40;

/// See [`LEAD_CHARS_MIN`].
const LEAD_CHARS_MAX: u32 = 500;

/// Fewer posts are no thread.
const POSTS_MIN: usize = 3;

/// The share of the page's text that the posts of a thread hold at least.
const POSTS_SHARE_MIN: f64 = 0.4;

/// A block with less text is no post.
const POST_CHARS_MIN: u32 = 40;

/// A panel with more text is part of what the post says.
const SIDE_CHARS_MAX: u32 = 400;

/// Facts of one node.
#[derive(Clone, Copy)]
pub(crate) struct Facts {
    /// How it looks; of text nodes, their parent's.
    pub(crate) look: Look,
    /// The region it opens.
    pub(crate) region: Option<Region>,
    /// A button or the like, whose text is no main text.
    pub(crate) is_control: bool,
    /// Characters of seen text below, white space not counted.
    pub(crate) text: u32,
    /// Those of them that stand in links.
    pub(crate) link_text: u32,
    /// Seen text that stands in it but in no block inside it.
    pub(crate) own_text: u32,
    /// Those of them that stand in links.
    pub(crate) own_link_text: u32,
    /// Commas in that text.
    pub(crate) own_commas: u32,
}

impl Facts {
    const EMPTY: Facts = Facts {
        look: Look::ROOT,
        region: None,
        is_control: false,
        text: 0,
        link_text: 0,
        own_text: 0,
        own_link_text: 0,
        own_commas: 0,
    };
}

/// The facts of all nodes, and what is of the page as a whole.
pub(crate) struct Survey {
    facts: Vec<Facts>,
    /// The elements in the order of the document.
    pub(crate) elements: Vec<NodeId>,
    /// The `href` of the first `<base>`.
    pub(crate) base: Option<String>,
    /// Whether text of unknown visibility counts as seen: see [`survey`].
    pub(crate) counts_unshown: bool,
    unshown_text: u32,
    /// Whether hidden text counts as seen when main text is chosen: on a page
    /// that hides nearly all it has, a script shows it as the reader scrolls.
    /// Only text that a script may show, and not that of links, for what is
    /// hidden on a page that is not the writer's own are links; its runs stay
    /// hidden, and the page says so (`hidden_main`).
    pub(crate) counts_hidden: bool,
    hidden_text: u32,
    /// The element around all posts of a thread.
    pub(crate) thread: Option<NodeId>,
    pub(crate) defects: Vec<Defect>,
}

/// Returns the innermost element around two.
fn around(dom: &Dom, first: NodeId, last: NodeId) -> Option<NodeId> {
    let mut above = std::collections::HashSet::new();
    let mut at = dom.parent(first);
    while let Some(id) = at {
        above.insert(id);
        at = dom.parent(id);
    }
    at = dom.parent(last);
    while let Some(id) = at {
        if above.contains(&id) {
            return dom.element(id).map(|_| id);
        }
        at = dom.parent(id);
    }
    None
}

impl Survey {
    /// Returns the facts of a node.
    pub(crate) fn of(&self, id: NodeId) -> &Facts {
        &self.facts[id as usize]
    }
}

/// Goes over the tree once and over its nodes once more. `in_frame` tells that
/// the page is shown inside another, whose colours it stands on.
pub(crate) fn survey(dom: &Dom, limits: &Limits, in_frame: bool) -> Survey {
    let mut survey = Survey {
        facts: vec![Facts::EMPTY; dom.len()],
        elements: Vec::new(),
        counts_unshown: false,
        unshown_text: 0,
        counts_hidden: false,
        hidden_text: 0,
        thread: None,
        base: None,
        defects: Vec::new(),
    };
    let sheets = read_sheets(dom, limits, &mut survey.defects);
    if sheets.are_all_here && !in_frame {
        survey.facts[DOCUMENT as usize].look = Look::ROOT.on_white();
    }
    let sheet = sheets.sheet;
    survey.measure(dom, Some(&sheet), limits);
    let shown = f64::from(survey.of(DOCUMENT).text);
    let outweighs = |text: u32| f64::from(text) > UNSHOWN_CHARS_MIN + UNSHOWN_TO_SHOWN * shown;
    // A page that its script builds, with what it would show kept in
    // `<noscript>`: that is its text. So is what it hides until then.
    survey.counts_unshown = outweighs(survey.unshown_text);
    survey.counts_hidden = outweighs(survey.hidden_text);
    if survey.counts_hidden {
        survey.defects.push(defect(
            "hidden_main",
            "what is taken for the main text is hidden until a script shows it".to_owned(),
        ));
    }
    if survey.counts_unshown || survey.counts_hidden {
        for facts in &mut survey.facts {
            // How a node looks does not change with what is counted.
            *facts = Facts {
                look: facts.look,
                ..Facts::EMPTY
            };
        }
        survey.elements.clear();
        survey.measure(dom, None, limits);
    }
    survey.name_regions(dom);
    survey
}

/// The style sheets of a page.
struct Sheets {
    sheet: Sheet,
    /// No sheet stands at another address, so that the colours are known.
    are_all_here: bool,
}

/// Reads all `<style>` elements, wherever they stand: browsers do.
fn read_sheets(dom: &Dom, limits: &Limits, defects: &mut Vec<Defect>) -> Sheets {
    let mut sheet = Sheet::default();
    let mut are_all_here = true;
    let mut complete = true;
    let mut walk = dom.walk(DOCUMENT);
    while let Some(step) = walk.next() {
        let Step::Enter(id) = step else { continue };
        let Some(element) = dom.element(id) else {
            continue;
        };
        let tag: &str = element.tag();
        if matches!(tag, NOSCRIPT | "template") {
            // Sheets for browsers without scripts, and sheets not in use.
            walk.pass_over(id);
        } else if tag == "style" {
            let on_screen = element
                .attribute("media")
                .is_none_or(|media| meets_screen(&media.to_ascii_lowercase()));
            let is_css = element.attribute("type").is_none_or(|kind| {
                let kind = kind.trim();
                kind.is_empty() || kind.eq_ignore_ascii_case("text/css")
            });
            if on_screen && is_css {
                let text = dom.child_text(id);
                are_all_here &= !text.contains("@import");
                complete &= sheet.add(&text, limits.style_rules_max);
            }
        } else if tag == "link" {
            are_all_here &= !element
                .attribute("rel")
                .is_some_and(|rel| rel.to_ascii_lowercase().contains("stylesheet"));
        }
    }
    if !complete {
        defects.push(defect(
            "truncated_styles",
            format!(
                "style rules beyond {} were not read",
                limits.style_rules_max
            ),
        ));
    }
    Sheets {
        sheet,
        are_all_here,
    }
}

impl Survey {
    /// Fills in the facts of all nodes; without a sheet the looks that are
    /// there stay.
    fn measure(&mut self, dom: &Dom, sheet: Option<&Sheet>, limits: &Limits) {
        let mut matcher = Matcher::new(dom, limits.style_steps_max);
        let sheet_rules = sheet.filter(|sheet| !sheet.is_empty());
        let mut cascade = Cascade::EMPTY;
        let mut links_open = 0_u32;
        // The nearest blocks, innermost last.
        let mut blocks: Vec<NodeId> = vec![DOCUMENT];
        let mut walk = dom.walk(DOCUMENT);
        while let Some(step) = walk.next() {
            match step {
                Step::Enter(id) => {
                    let parent_look = dom
                        .parent(id)
                        .map_or(Look::ROOT, |parent| self.of(parent).look);
                    match &dom.node(id).data {
                        NodeData::Element(element) => {
                            self.elements.push(id);
                            let tag: &str = element.tag();
                            let look = if sheet.is_some() {
                                cascade.clear();
                                if let Some(sheet) = sheet_rules {
                                    sheet.apply(element, id, &mut matcher, &mut cascade);
                                    matcher.enter(element);
                                }
                                if let Some(style) = element.attribute("style") {
                                    read_inline(style, |declaration, important| {
                                        cascade.set(declaration, inline_rank(important));
                                    });
                                }
                                parent_look.of_child(element, &cascade)
                            } else {
                                self.of(id).look
                            };
                            self.facts[id as usize].look = look;
                            match tag {
                                "base" if self.base.is_none() => {
                                    self.base = element.attribute("href").map(str::to_owned);
                                }
                                "a" => links_open += 1,
                                "script" | "style" | "title" => walk.pass_over(id),
                                _ => {}
                            }
                            if look.is_block {
                                blocks.push(id);
                            }
                        }
                        NodeData::Text(text) => {
                            self.facts[id as usize].look = parent_look;
                            let counts = match parent_look.visibility() {
                                Visibility::Visible | Visibility::Suspect => true,
                                Visibility::Unknown => {
                                    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
                                    self.unshown_text = self.unshown_text.saturating_add(length);
                                    self.counts_unshown
                                }
                                Visibility::Collapsed => false,
                                Visibility::Hidden if !parent_look.may_be_revealed() => false,
                                Visibility::Hidden => {
                                    if links_open == 0 {
                                        let length =
                                            u32::try_from(text.trim().len()).unwrap_or(u32::MAX);
                                        self.hidden_text = self.hidden_text.saturating_add(length);
                                    }
                                    self.counts_hidden
                                }
                            };
                            if counts {
                                self.count(id, text, links_open > 0, blocks.last().copied());
                            }
                        }
                        _ => {}
                    }
                }
                Step::Leave(id) => {
                    if let Some(element) = dom.element(id) {
                        if sheet_rules.is_some() {
                            matcher.leave(element);
                        }
                        if &**element.tag() == "a" {
                            links_open = links_open.saturating_sub(1);
                        }
                        if blocks.last() == Some(&id) {
                            blocks.pop();
                        }
                    }
                    if let Some(parent) = dom.parent(id) {
                        let Facts {
                            text, link_text, ..
                        } = *self.of(id);
                        let facts = &mut self.facts[parent as usize];
                        facts.text += text;
                        facts.link_text += link_text;
                    }
                }
            }
        }
        if matcher.is_exhausted() {
            self.defects.push(defect(
                "truncated_styles",
                format!(
                    "style rules were matched for {} steps only",
                    limits.style_steps_max
                ),
            ));
        }
    }

    fn count(&mut self, id: NodeId, text: &str, in_link: bool, block: Option<NodeId>) {
        let mut letters = 0;
        let mut commas = 0;
        for char in text.chars() {
            letters += u32::from(!char.is_whitespace());
            commas += u32::from(matches!(char, ',' | '，' | '、'));
        }
        let link_letters = if in_link { letters } else { 0 };
        let facts = &mut self.facts[id as usize];
        facts.text = letters;
        facts.link_text = link_letters;
        if let Some(block) = block {
            let facts = &mut self.facts[block as usize];
            facts.own_text += letters;
            facts.own_link_text += link_letters;
            facts.own_commas += commas;
        }
    }

    fn name_regions(&mut self, dom: &Dom) {
        let all = f64::from(self.of(DOCUMENT).text.max(1));
        for &id in &self.elements {
            if let Some(element) = dom.element(id) {
                let share = f64::from(self.facts[id as usize].text) / all;
                let is_control = self.is_control(dom, id, element);
                let facts = &mut self.facts[id as usize];
                facts.region = own_region(element, share);
                facts.is_control = is_control;
            }
        }
        if self.is_thread(dom) {
            for &id in &self.elements {
                let region = &mut self.facts[id as usize].region;
                if *region == Some(Region::Comments) {
                    *region = None;
                }
            }
        }
        self.set_post_sides_aside(dom);
        if !self
            .elements
            .iter()
            .any(|&id| self.of(id).region == Some(Region::Lead))
            && let Some(id) = self.unmarked_lead(dom)
        {
            self.facts[id as usize].region = Some(Region::Lead);
        }
    }

    /// Returns the lead of a page that gives it no name: the paragraph right
    /// behind the headline, outside the container of the body.
    fn unmarked_lead(&self, dom: &Dom) -> Option<NodeId> {
        let tag = |id: NodeId| dom.element(id).map(|element| &**element.tag());
        let mut headlines = self.elements.iter().filter(|&&id| tag(id) == Some("h1"));
        let (Some(&headline), None) = (headlines.next(), headlines.next()) else {
            return None;
        };
        let mut lead = None;
        let mut at = dom.next(headline);
        for _ in 0..LEAD_SIBLINGS_MAX {
            let id = at?;
            at = dom.next(id);
            let Some(name) = tag(id) else { continue };
            let facts = self.of(id);
            match lead {
                None if matches!(name, "p" | "h2")
                    && (LEAD_CHARS_MIN..=LEAD_CHARS_MAX).contains(&facts.text)
                    && facts.region.is_none()
                    && facts.link_text * 3 < facts.text =>
                {
                    lead = Some(id);
                }
                // A second paragraph: the body stands here itself.
                Some(_) if matches!(name, "p" | "h2") => return None,
                Some(lead)
                    if facts.text >= 2 * self.of(lead).text
                        && facts.link_text * 3 < facts.text
                        && facts.region.is_none_or(|region| region == Region::Main) =>
                {
                    return Some(lead);
                }
                _ => {}
            }
        }
        None
    }

    /// On a page of posts (a forum thread, questions and answers) the panels
    /// beside the words of a post, its writer's rank, its buttons, its
    /// signature, are set aside.
    fn set_post_sides_aside(&mut self, dom: &Dom) {
        let mut posts = 0;
        let mut posts_text = 0;
        let mut ends: Option<(NodeId, NodeId)> = None;
        let mut sides = Vec::new();
        let mut open: Vec<NodeId> = Vec::new();
        for step in dom.walk(DOCUMENT) {
            match step {
                Step::Enter(id) => {
                    let Some(element) = dom.element(id) else {
                        continue;
                    };
                    if post::is_post(element) && self.of(id).text >= POST_CHARS_MIN {
                        posts += 1;
                        if open.is_empty() {
                            posts_text += self.of(id).text;
                            ends = Some((ends.map_or(id, |(first, _)| first), id));
                        }
                        open.push(id);
                    } else if !open.is_empty()
                        && self.of(id).text <= SIDE_CHARS_MAX
                        && post::is_side(element)
                    {
                        sides.push(id);
                    }
                }
                Step::Leave(id) => {
                    if open.last() == Some(&id) {
                        open.pop();
                    }
                }
            }
        }
        let share = f64::from(posts_text) / f64::from(self.of(DOCUMENT).text.max(1));
        if posts >= POSTS_MIN && share >= POSTS_SHARE_MIN {
            for id in sides {
                self.facts[id as usize].region = Some(Region::Aside);
            }
            self.thread = ends.and_then(|(first, last)| around(dom, first, last));
        }
    }

    /// Tells whether an element is a control, which is the page's machinery and
    /// not its text. Buttons and labels are, unless they fold a section
    /// away: then they stand in its heading or hold one, or are long.
    fn is_control(&self, dom: &Dom, id: NodeId, element: &Element) -> bool {
        let is_control = matches!(&**element.tag(), "button" | "label")
            || element.attribute("role") == Some("button") && &**element.tag() != "a";
        let is_heading = |id: NodeId| {
            dom.element(id).is_some_and(|element| {
                matches!(
                    &**element.tag(),
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "dt"
                )
            })
        };
        let folds = || {
            element.attribute("aria-expanded").is_some()
                || dom.parent(id).is_some_and(is_heading)
                || dom.first_child(id).is_some_and(is_heading)
        };
        let is_list = matches!(
            &**element.tag(),
            "select" | "option" | "datalist" | "dialog"
        );
        is_list || is_control && self.of(id).text <= CONTROL_CHARS_MAX && !folds()
    }

    /// Tells whether the "comments" are the page: the posts of a thread.
    fn is_thread(&self, dom: &Dom) -> bool {
        let plain = |id: NodeId| {
            let facts = self.of(id);
            f64::from(facts.text - facts.link_text.min(facts.text))
        };
        let mut comments = 0.0;
        let mut outermost: Option<NodeId> = None;
        for step in dom.walk(DOCUMENT) {
            match step {
                Step::Enter(id)
                    if outermost.is_none() && self.of(id).region == Some(Region::Comments) =>
                {
                    outermost = Some(id);
                    comments += plain(id);
                }
                Step::Leave(id) if outermost == Some(id) => outermost = None,
                _ => {}
            }
        }
        comments >= THREAD_CHARS_MIN && comments > THREAD_TO_REST * (plain(DOCUMENT) - comments)
    }
}
