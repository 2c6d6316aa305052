//! False hits: innocent neighbours of our own terms, made by rule and drawn
//! from real text, must not be reported.
//!
//! `cargo test -p vitext --test innocents -- --nocapture` shows the table;
//! `--ignored` reads all of the shared texts rather than a slice of each.

#![allow(clippy::print_stderr)]

#[path = "support/bare.rs"]
mod bare;
#[path = "support/carriers.rs"]
mod carriers;
#[path = "support/chance.rs"]
mod chance;
#[path = "disguises/classes.rs"]
mod classes;
#[path = "innocents/foreign.rs"]
mod foreign;
#[path = "disguises/form.rs"]
mod form;
#[path = "disguises/glyphs.rs"]
mod glyphs;
#[path = "disguises/legacy.rs"]
mod legacy;
#[path = "innocents/neighbours.rs"]
mod neighbours;
#[path = "support/rows.rs"]
mod rows;
#[path = "support/terms.rs"]
mod terms;
#[path = "disguises/tricks.rs"]
mod tricks;
#[path = "innocents/windows.rs"]
mod windows;

use std::collections::BTreeMap;

use carriers::Dress;
use chance::Chance;
use classes::{Stage, Tried};
use form::{Case, Form};
use terms::TERMS;
use vitext::{Matcher, MatcherBuilder, Rung, TermHit, TermId, compare, normalise};
use windows::{Look, Terms};

const FALSE_MAX: f64 = 0.02;

fn matcher() -> (Matcher, Vec<TermId>) {
    let mut builder = MatcherBuilder::new();
    let ids = TERMS.iter().map(|(term, _)| builder.add(term)).collect();
    (builder.build(), ids)
}

fn reported(matcher: &Matcher, text: &str) -> Vec<TermHit> {
    let mut hits = matcher.find(text);
    hits.retain(|hit| hit.is_reported());
    hits
}

#[derive(Default)]
struct Kinds(BTreeMap<String, (usize, usize, Vec<String>)>);

impl Kinds {
    fn add(&mut self, kind: &str, hit: Option<String>) {
        let (wrong, tried, shown) = self.0.entry(kind.to_owned()).or_default();
        *tried += 1;
        if let Some(hit) = hit {
            *wrong += 1;
            shown.push(hit);
        }
    }

    /// Prints the table and returns the share of texts with a false hit.
    fn print(&self) -> f64 {
        let (mut all_wrong, mut all_tried) = (0, 0);
        eprintln!("\ninnocent texts: rate, false, tried");
        for (kind, (wrong, tried, shown)) in &self.0 {
            all_wrong += wrong;
            all_tried += tried;
            eprintln!("{:.4} {wrong:5} {tried:6}  {kind}", share(*wrong, *tried));
            for hit in shown.iter().step_by((shown.len() / 8).max(1)).take(8) {
                eprintln!("       - {hit}");
            }
        }
        let rate = share(all_wrong, all_tried);
        eprintln!("{rate:.4} {all_wrong:5} {all_tried:6}  all");
        rate
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// The hit and what stands around it, for whoever reads the list.
fn shown(term: usize, hit: &TermHit, text: &str) -> String {
    let read = text.get(hit.span()).unwrap_or("?");
    let around = around(text, hit);
    format!(
        "{} {} {} {:?} “{read}” in {around:?}",
        TERMS[term].0, hit.rung, hit.confidence, hit.reasons
    )
}

fn around<'t>(text: &'t str, hit: &TermHit) -> &'t str {
    let start = text.floor_char_boundary(hit.start.saturating_sub(60));
    let end = text.ceil_char_boundary((hit.end + 60).min(text.len()));
    text.get(start..end).unwrap_or_default()
}

#[test]
fn neighbours_made_by_rule_are_not_reported() {
    let (matcher, ids) = matcher();
    let mut kinds = Kinds::default();
    for (term, (text, _)) in TERMS.iter().enumerate() {
        for innocent in neighbours::of(text) {
            let hits = reported(&matcher, &innocent.text);
            let hit = hits.iter().find(|hit| hit.term == ids[term]);
            kinds.add(
                innocent.kind,
                hit.map(|hit| shown(term, hit, &innocent.text)),
            );
        }
    }
    for (term, (text, _)) in TERMS.iter().enumerate() {
        for (disguise, innocent) in disguised_others(term, text) {
            let hits = reported(&matcher, &innocent);
            let hit = hits.iter().find(|hit| hit.term == ids[term]);
            let said = hit.map(|hit| format!("[{disguise}] {}", shown(term, hit, &innocent)));
            kinds.add("marks that contradict, in disguise", said);
        }
    }
    let any_hit = |text: &str| {
        let hits = reported(&matcher, text);
        let hit = hits.first()?;
        let term = ids.iter().position(|&id| id == hit.term)?;
        Some(shown(term, hit, text))
    };
    for text in foreign::SENTENCES {
        kinds.add("foreign sentences, papers", any_hit(text));
        let bare = bare::without_marks(text);
        kinds.add("foreign sentences, papers, bare", any_hit(&bare));
    }
    for line in foreign::codes(3_000) {
        kinds.add("codes", any_hit(&line));
    }
    assert!(kinds.print() <= FALSE_MAX);
    for (kind, (wrong, tried, _)) in &kinds.0 {
        assert!(share(*wrong, *tried) <= FALSE_MAX, "{kind}");
    }
}

/// Other words with the term's letters in every disguise that leaves marks
/// where they are: they stay other words.
fn disguised_others(term: usize, text: &str) -> Vec<(String, String)> {
    let classes = classes::single();
    let mut chance = Chance::of(&["others", text]);
    let others = neighbours::other_terms(text);
    let mut texts = Vec::new();
    for class in &classes {
        let takes_marks = class.stage == Stage::Leet || class.name == "some words bare";
        if class.tried == Tried::WithoutMarks || takes_marks || others.is_empty() {
            continue;
        }
        for _ in 0..3 {
            let other: &String = chance.pick(&others);
            let mut form = Form::new(other, false, Case::Lower);
            if (class.trick)(&mut form, &mut chance) {
                let sentences = carriers::sentences(TERMS[term].1);
                let sentence = sentences[chance.below(sentences.len())];
                let (innocent, _) = form.write_into(sentence, Dress::Accented);
                texts.push((class.name.clone(), innocent));
            }
        }
    }
    texts
}

/// Reads so much of every shared file and holds the reported hits below rung
/// tone to so many a million characters.
fn read_real_text(bytes_max: [usize; 3], rate_max: f64) {
    let (matcher, ids) = matcher();
    let texts: Vec<&str> = TERMS.iter().map(|(term, _)| *term).collect();
    let windows = Terms::new(&texts);
    let mut looks: BTreeMap<Look, (usize, Vec<String>)> = BTreeMap::new();
    let mut below_tone: Vec<Found> = Vec::new();
    let mut bare = Bare::default();
    let (mut chars, mut up_to_tone, mut found_text) = (0, 0, false);
    for (file, bytes_max) in rows::FILES.into_iter().zip(bytes_max) {
        let Some(texts) = rows::texts(file, bytes_max) else {
            continue;
        };
        found_text = true;
        for text in texts {
            chars += text.chars().count();
            let hits = reported(&matcher, &text);
            let (wide, narrow): (Vec<&TermHit>, Vec<&TermHit>) =
                hits.iter().partition(|hit| hit.rung > Rung::Tone);
            up_to_tone += narrow.len();
            for hit in &wide {
                let term = ids.iter().position(|&id| id == hit.term).unwrap_or(0);
                below_tone.push(Found::new(term, hit, &text));
            }
            bare.read(&matcher, &ids, &text);
            for window in windows.windows(&text) {
                let (seen, wrong) = looks.entry(window.look).or_default();
                *seen += 1;
                let hit = wide.iter().find(|hit| {
                    hit.term == ids[window.term]
                        && hit.start < window.place.end
                        && window.place.start < hit.end
                });
                if let Some(hit) = hit {
                    wrong.push(shown(window.term, hit, &text));
                }
            }
        }
    }
    if !found_text {
        return;
    }
    bare.print(chars);
    let millions = chars as f64 / 1e6;
    let rate = below_tone.len() as f64 / millions;
    eprintln!("\n{millions:.1} M characters of real text");
    eprintln!("{up_to_tone} hits up to rung tone");
    eprintln!(
        "{} reported hits below it, {rate:.2} a million:",
        below_tone.len()
    );
    print_tally(&below_tone);
    for (look, (seen, wrong)) in &looks {
        eprintln!("{look:?}: {seen} windows, {} false", wrong.len());
        for hit in wrong.iter().take(20) {
            eprintln!("  - {hit}");
        }
    }
    for (look, (seen, wrong)) in &looks {
        assert!(*seen > 100, "{look:?}: only {seen} windows");
        assert!(wrong.is_empty(), "{look:?}: {}", wrong.len());
    }
    assert!(rate <= rate_max, "{rate:.2}");
}

/// A hit as it is listed: what was taken for what, and one place of it.
struct Found {
    what: String,
    place: String,
}

impl Found {
    fn new(term: usize, hit: &TermHit, text: &str) -> Found {
        let read = text.get(hit.span()).unwrap_or("?").to_lowercase();
        Found {
            what: format!(
                "{} “{read}” {} {} {:?}",
                TERMS[term].0, hit.rung, hit.confidence, hit.reasons
            ),
            place: around(text, hit).to_owned(),
        }
    }
}

/// Prints how often each reading was met, the most frequent first, and where
/// it was met last.
fn print_tally(found: &[Found]) {
    let mut tally: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for found in found {
        let (count, place) = tally.entry(&found.what).or_default();
        *count += 1;
        *place = &found.place;
    }
    let mut rows: Vec<_> = tally.into_iter().collect();
    rows.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    for (what, (count, place)) in rows.into_iter().take(60) {
        eprintln!("  {count:5} {what}: {place:?}");
    }
}

/// The same text typed without marks, where more words look like a term. What
/// the marks said of a place is known from the text as it was.
#[derive(Default)]
struct Bare {
    right: usize,
    wrong: Vec<Found>,
}

impl Bare {
    fn read(&mut self, matcher: &Matcher, ids: &[TermId], text: &str) {
        let typed = bare::without_marks(text);
        let (words, typed_words) = (normalise(text), normalise(&typed));
        if words.len() != typed_words.len() {
            return;
        }
        for hit in reported(matcher, &typed) {
            let term = ids.iter().position(|&id| id == hit.term).unwrap_or(0);
            let wanted = normalise(TERMS[term].0);
            let is_term = hit.last - hit.first + 1 == wanted.len()
                && (0..wanted.len()).all(|i| compare(&wanted, i, &words, hit.first + i).is_some());
            match is_term {
                true => self.right += 1,
                false => self.wrong.push(Found::new(term, &hit, &typed)),
            }
        }
    }

    fn print(&self, chars: usize) {
        eprintln!(
            "typed without marks: {} right hits, {} wrong ones, {:.2} a million",
            self.right,
            self.wrong.len(),
            self.wrong.len() as f64 / (chars as f64 / 1e6)
        );
        print_tally(&self.wrong);
    }
}

/// One in two million characters.
const HITS_PER_MILLION_MAX: f64 = 0.5;

#[test]
fn windows_of_real_text_are_not_reported() {
    read_real_text([7 << 20, 6 << 20, 1 << 20], HITS_PER_MILLION_MAX);
}

#[test]
#[ignore = "reads 140 MB of text"]
fn windows_of_all_real_text_are_not_reported() {
    // A little over the bar of one in two million: in texts read by machine
    // "hoàn thuê" is "hoàn thuế", and words stand glued to the next. A third of
    // the hits are right.
    read_real_text([usize::MAX; 3], 0.6);
}

/// Pages of the web in English and other languages, their text and their
/// markup with all its scripts, addresses and codes; and names of hosts.
#[test]
fn foreign_pages_and_hosts_are_not_reported() {
    let (matcher, ids) = matcher();
    let mut over = Vec::new();
    for (file, field) in [
        ("html/wcxb_dev_sample.jsonl.zst", "main"),
        ("html/wcxb_dev_sample.jsonl.zst", "html"),
        ("lists/domains.jsonl.zst", "domain"),
    ] {
        let Some(texts) = rows::fields(file, field, 12 << 20) else {
            continue;
        };
        let mut chars = 0;
        let mut found: Vec<Found> = Vec::new();
        let mut short: Vec<Found> = Vec::new();
        for text in texts {
            chars += text.chars().count();
            for hit in reported(&matcher, &text) {
                let term = ids.iter().position(|&id| id == hit.term).unwrap_or(0);
                let letters = TERMS[term].0.chars().filter(|&c| c != ' ').count();
                let list = if letters < 6 { &mut short } else { &mut found };
                list.push(Found::new(term, &hit, &text));
            }
        }
        let a_million = |count: usize| count as f64 / (chars as f64 / 1e6);
        let (rate, short_rate) = (a_million(found.len()), a_million(short.len()));
        eprintln!("\n{file} {field}: {chars} characters, {rate:.2} hits a million");
        print_tally(&found);
        eprintln!("and {short_rate:.2} of terms under six letters:");
        print_tally(&short);
        // Many of the hosts are what they are listed for; they are for reading.
        if field != "domain" && short_rate > SHORT_HITS_PER_MILLION_MAX {
            over.push(format!("{file} {field}, short terms: {short_rate:.2}"));
        }
        if field != "domain" && rate > HITS_PER_MILLION_MAX {
            over.push(format!("{file} {field}: {rate:.2}"));
        }
    }
    assert!(over.is_empty(), "{over:?}");
}

const SHORT_HITS_PER_MILLION_MAX: f64 = 0.5;
