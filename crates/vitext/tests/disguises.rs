//! Recall: terms of our own in disguises made by rule, class by class.
//!
//! Each term is written in every class of disguise, put into sentences with
//! marks, without marks and into titles, and has to be found where it stands.
//! All dice are seeded, so the figures are the same on every machine. The
//! table goes to standard error (`cargo test -p vitext --test disguises --
//! --nocapture`), with some of the misses of each class below it.
//!
//! What is not asked for: hits across sentence ends, bullets, cells or block
//! edges; words pushed together without marks when they have fewer than six
//! letters; hits that are too unsure to be reported.

#![allow(clippy::print_stderr, clippy::string_slice, clippy::unwrap_used)]

#[path = "support/bare.rs"]
mod bare;
#[path = "support/carriers.rs"]
mod carriers;
#[path = "support/chance.rs"]
mod chance;
#[path = "disguises/classes.rs"]
mod classes;
#[path = "disguises/form.rs"]
mod form;
#[path = "disguises/glyphs.rs"]
mod glyphs;
#[path = "disguises/legacy.rs"]
mod legacy;
#[path = "support/terms.rs"]
mod terms;
#[path = "disguises/tricks.rs"]
mod tricks;

use std::{collections::BTreeMap, ops::Range};

use carriers::{Dress, TITLES, sentences};
use chance::Chance;
use classes::{Class, Stage, Tried, single};
use form::{Case, Form};
use terms::TERMS;
use vitext::{Matcher, MatcherBuilder, TermId};

const OVERALL_MIN: f64 = 0.95;
const CLASS_MIN: f64 = 0.90;

/// How often each combination of a term is drawn.
const PAIRS: usize = 40;
const TRIPLES: usize = 40;

struct Terms {
    matcher: Matcher,
    ids: Vec<TermId>,
}

impl Terms {
    fn new() -> Terms {
        let mut builder = MatcherBuilder::new();
        let ids = TERMS.iter().map(|(term, _)| builder.add(term)).collect();
        Terms {
            matcher: builder.build(),
            ids,
        }
    }

    fn finds(&self, term: usize, text: &str, place: &Range<usize>) -> bool {
        self.matcher.find(text).iter().any(|hit| {
            hit.term == self.ids[term]
                && hit.is_reported()
                && hit.start < place.end
                && place.start < hit.end
        })
    }
}

#[derive(Default)]
struct Score {
    found: usize,
    tried: usize,
    misses: Vec<String>,
}

impl Score {
    fn recall(&self) -> f64 {
        self.found as f64 / self.tried.max(1) as f64
    }
}

#[derive(Default)]
struct Scores(BTreeMap<String, Score>);

impl Scores {
    fn add(&mut self, class: &str, found: bool, miss: impl FnOnce() -> String) {
        let score = self.0.entry(class.to_owned()).or_default();
        score.tried += 1;
        match found {
            true => score.found += 1,
            false => score.misses.push(miss()),
        }
    }

    fn total(&self) -> Score {
        let mut total = Score::default();
        for score in self.0.values() {
            total.found += score.found;
            total.tried += score.tried;
        }
        total
    }

    /// Writes the table, worst class first, with a few misses of each.
    fn print(&self, title: &str) {
        let mut rows: Vec<(&String, &Score)> = self.0.iter().collect();
        rows.sort_by(|(_, a), (_, b)| a.recall().total_cmp(&b.recall()));
        eprintln!("\n{title}: recall, found, tried");
        for (class, score) in rows {
            let recall = score.recall();
            eprintln!("{recall:.3} {:6} {:6}  {class}", score.found, score.tried);
            let step = (score.misses.len() / MISSES_SHOWN).max(1);
            for miss in score.misses.iter().step_by(step).take(MISSES_SHOWN) {
                eprintln!("       - {miss}");
            }
        }
        let total = self.total();
        let recall = total.recall();
        eprintln!("{recall:.4} {:6} {:6}  {title}", total.found, total.tried);
    }
}

const MISSES_SHOWN: usize = 6;

/// The sentences for one term: with marks, without, a title.
fn carriers_for(term: usize, chance: &mut Chance) -> [(&'static str, Dress); 3] {
    let sentences = sentences(TERMS[term].1);
    [
        (*chance.pick(&sentences), Dress::Accented),
        (*chance.pick(&sentences), Dress::Bare),
        (*chance.pick(&TITLES), Dress::Title),
    ]
}

/// The term undisguised, as it would stand in such a sentence.
fn form_for(term: usize, dress: Dress, tried: Tried, chance: &mut Chance) -> Form {
    let bare = match tried {
        Tried::WithMarks => false,
        Tried::WithoutMarks => true,
        // Half of the disguises of a page with marks are bare all the same.
        Tried::Both => dress == Dress::Bare || chance.flip(),
    };
    let case = match dress {
        Dress::Title => *chance.pick(&[Case::Title, Case::Title, Case::Upper]),
        _ => *chance.pick(&[Case::Lower, Case::Lower, Case::Title]),
    };
    Form::new(TERMS[term].0, bare, case)
}

/// Tries one laying of classes over one term in all its sentences.
fn run(scores: &mut Scores, terms: &Terms, name: &str, term: usize, classes: &[&Class]) {
    let mut chance = Chance::of(&[name, TERMS[term].0]);
    let tried = classes
        .iter()
        .map(|class| class.tried)
        .find(|&tried| tried != Tried::Both)
        .unwrap_or(Tried::Both);
    let whole_page = classes.iter().any(|class| class.stage == Stage::Page);
    for (sentence, mut dress) in carriers_for(term, &mut chance) {
        let mut form = form_for(term, dress, tried, &mut chance);
        if whole_page {
            // Old code pages were for writing marks, and few fonts of theirs
            // had capitals with marks.
            form.set_case(Case::Lower);
            if dress == Dress::Bare {
                dress = Dress::Accented;
            }
        }
        if !classes
            .iter()
            .all(|class| (class.trick)(&mut form, &mut chance))
        {
            continue;
        }
        let (text, place) = form.write_into(sentence, dress);
        let found = terms.finds(term, &text, &place);
        let tricks: Vec<&str> = classes.iter().map(|class| class.name.as_str()).collect();
        let miss = || format!("{} [{}] {text}", TERMS[term].0, tricks.join(" + "));
        scores.add(name, found, miss);
    }
}

#[test]
fn terms_are_found_in_every_disguise() {
    assert!(TERMS.len() >= 60);
    let terms = Terms::new();
    let mut scores = Scores::default();
    let classes = single();
    for class in &classes {
        for term in 0..TERMS.len() {
            run(&mut scores, &terms, &class.name, term, &[class]);
        }
    }
    scores.print("single tricks");
    let low: Vec<&String> = scores
        .0
        .iter()
        .filter(|(_, score)| score.recall() < CLASS_MIN)
        .map(|(class, _)| class)
        .collect();
    let total = scores.total();
    assert!(total.recall() >= OVERALL_MIN, "{:.4}", total.recall());
    assert!(low.is_empty(), "classes under {CLASS_MIN}: {low:?}");
}

#[test]
fn terms_are_found_under_two_and_three_disguises() {
    let terms = Terms::new();
    let mut classes = single();
    classes.retain(|class| class.name != "plain" && class.name != "bare");
    let mut scores = Scores::default();
    for term in 0..TERMS.len() {
        for (count, draws) in [(2, PAIRS), (3, TRIPLES)] {
            for draw in 0..draws {
                let mut chance = Chance::of(&[TERMS[term].0, &format!("{count} {draw}")]);
                let drawn = draw_classes(&classes, count, &mut chance);
                let mut names: Vec<&str> = drawn.iter().map(|class| class.name.as_str()).collect();
                names.insert(0, if count == 2 { "two:" } else { "three:" });
                // One row for each class that took part, to see which fails.
                let name = names.join(" ");
                let mut own = Scores::default();
                run(&mut own, &terms, &name, term, &drawn);
                let Some(score) = own.0.remove(&name) else {
                    continue;
                };
                let key = |class: &Class| format!("{} {}", names[0], class.name);
                for class in drawn.iter().map(|class| key(class)) {
                    let sum = scores.0.entry(class).or_default();
                    sum.found += score.found;
                    sum.tried += score.tried;
                    sum.misses.extend(score.misses.iter().cloned());
                }
            }
        }
    }
    scores.print("combinations (each counted under every class in it)");
    for (count, name) in [(2, "two:"), (3, "three:")] {
        let (mut found, mut tried) = (0, 0);
        for (class, score) in &scores.0 {
            if class.starts_with(name) {
                found += score.found;
                tried += score.tried;
            }
        }
        let recall = found as f64 / tried.max(1) as f64;
        eprintln!("{recall:.4} of {} with {count} tricks", tried / count);
        assert!(recall >= COMBINED_MIN, "{name} {recall:.4}");
    }
}

const COMBINED_MIN: f64 = 0.90;

/// Draws classes that go together, in the order of work.
fn draw_classes<'c>(classes: &'c [Class], count: usize, chance: &mut Chance) -> Vec<&'c Class> {
    let mut drawn: Vec<&Class> = vec![chance.pick(classes)];
    for _ in 0..200 {
        if drawn.len() == count {
            break;
        }
        let next = chance.pick(classes);
        if drawn.iter().all(|class| class.goes_with(next)) {
            drawn.push(next);
        }
    }
    drawn.sort_by_key(|class| class.stage);
    drawn
}
