//! The evasion cases of another author, as far as this ladder reaches:
//! the rows of the rungs exact, tone and folded.

// A test that fails should say where; `unwrap` does.
#![allow(clippy::unwrap_used)]
// The numbers of a run are told to whoever reads its output.
#![allow(clippy::print_stderr)]

use std::{collections::BTreeMap, path::Path};

use haidang_model::{Kind, Page, RuleId, Rung, WatchlistId};
use haidang_query::{PageMeta, PageText, RuleBody, RuleSet, RuleSpec};

/// Told apart: no rule on words alone can be expected to decide them.
const HARD: [&str; 5] = [
    "word_boundary_semantic",
    "bare_ambiguous",
    "viqr",
    "telex_raw",
    "vni_keys_raw",
];

const PRECISION_MIN: f64 = 0.99;
const RECALL_MIN: f64 = 0.98;

#[derive(Default)]
struct Count {
    met: u32,
    missed: u32,
    wrongly_met: u32,
    rightly_not: u32,
}

#[test]
fn the_ladder_holds_on_the_evasion_cases() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/cases/text/evasion.jsonl"
    );
    if !Path::new(path).exists() {
        eprintln!("skipped: {path} is not there");
        return;
    }
    let rows = std::fs::read_to_string(path).unwrap();
    let mut all = Count::default();
    let mut hard: BTreeMap<String, Count> = BTreeMap::new();
    for line in rows.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        let mode: Rung = text("mode").parse().unwrap();
        if mode == Rung::Deobf {
            continue;
        }
        let met = is_met(&text("term"), &text("text"), mode);
        let should = row["should_match"].as_bool().unwrap();
        let trick = text("trick");
        let is_hard = HARD.contains(&trick.as_str());
        let count = if is_hard {
            hard.entry(trick.clone()).or_default()
        } else {
            &mut all
        };
        match (should, met) {
            (true, true) => count.met += 1,
            (true, false) => count.missed += 1,
            (false, true) => count.wrongly_met += 1,
            (false, false) => count.rightly_not += 1,
        }
        if should != met && !is_hard {
            eprintln!("wrong on {} ({trick}): {row}", text("id"));
        }
    }
    for (trick, count) in &hard {
        eprintln!(
            "hard group {trick}: {} met, {} missed, {} wrongly met, {} rightly not",
            count.met, count.missed, count.wrongly_met, count.rightly_not
        );
    }
    let precision = f64::from(all.met) / f64::from(all.met + all.wrongly_met);
    let recall = f64::from(all.met) / f64::from(all.met + all.missed);
    eprintln!(
        "rungs exact, tone, folded: precision {precision:.3}, recall {recall:.3}, {} rows",
        all.met + all.missed + all.wrongly_met + all.rightly_not
    );
    assert!(precision >= PRECISION_MIN && recall >= RECALL_MIN);
}

fn is_met(term: &str, text: &str, max_rung: Rung) -> bool {
    let rules = RuleSet::compile(vec![RuleSpec {
        watchlist: WatchlistId::parse("cases").unwrap(),
        rule: RuleId::parse("case").unwrap(),
        version: 1,
        kind: Kind::Offer,
        body: RuleBody::Terms(vec![term.to_owned()]),
        max_rung,
        zones: None,
        unless: Vec::new(),
    }])
    .unwrap();
    let page = Page::from_text(None, text);
    !rules
        .scan(&PageText::new(&page, PageMeta::default()))
        .hits
        .is_empty()
}
