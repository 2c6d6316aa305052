//! The evasion cases of another author, every rung.

// A test that fails should say where; `unwrap` does.
#![allow(clippy::unwrap_used)]
// The numbers of a run are told to whoever reads its output.
#![allow(clippy::print_stderr)]

use std::{collections::BTreeMap, path::Path};

use vitext::{MatcherBuilder, Rung};

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
        "easy rows: precision {precision:.3}, recall {recall:.3}, {} rows",
        all.met + all.missed + all.wrongly_met + all.rightly_not
    );
    assert!(precision >= PRECISION_MIN && recall >= RECALL_MIN);
    let rightly_not = |trick: &str| hard.get(trick).map_or(0, |count| count.rightly_not);
    assert!(rightly_not("word_boundary_semantic") >= 4);
    assert!(rightly_not("bare_ambiguous") >= 7);
}

fn is_met(term: &str, text: &str, most: Rung) -> bool {
    let mut builder = MatcherBuilder::new();
    builder.add(term);
    builder
        .build()
        .find(text)
        .iter()
        .any(|hit| hit.rung <= most && hit.is_reported())
}
