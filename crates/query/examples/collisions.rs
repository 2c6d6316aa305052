//! Counts the hits of watched terms in innocent running text: `collisions
//! TERMS TEXT.zst [THRESHOLD]`, one term a line, one page a line. With the
//! terms and the encyclopedia of the shared cases it measures how many false
//! hits the rung folded adds.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufRead, BufReader},
    time::Instant,
};

use haidang_model::{Confidence, HitReason, Kind, Page, RuleId, Rung, WatchlistId};
use haidang_query::{PageMeta, PageText, RuleBody, RuleSet, RuleSpec};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (terms, text) = (arguments.next().unwrap(), arguments.next().unwrap());
    let threshold: f64 = arguments
        .next()
        .map_or(0.5, |threshold| threshold.parse().unwrap());
    let threshold = Confidence::from(threshold);
    let terms = std::fs::read_to_string(terms).unwrap();
    let rules = terms
        .lines()
        .filter(|term| !term.trim().is_empty())
        .enumerate()
        .map(|(at, term)| RuleSpec {
            watchlist: WatchlistId::parse("terms").unwrap(),
            rule: RuleId::parse(&format!("r{at}")).unwrap(),
            version: 1,
            kind: Kind::Offer,
            body: RuleBody::Terms(vec![term.trim().to_owned()]),
            max_rung: Rung::Deobf,
            zones: None,
            unless: Vec::new(),
        })
        .collect();
    let rules = RuleSet::compile(rules).unwrap();
    let text = BufReader::new(zstd::Decoder::new(File::open(text).unwrap()).unwrap());
    let mut by_rung: BTreeMap<Rung, u32> = BTreeMap::new();
    let mut over: BTreeMap<(String, String), u32> = BTreeMap::new();
    let (mut under, mut letters, mut ambiguous) = (0, 0, 0);
    let start = Instant::now();
    for line in text.lines() {
        let line = line.unwrap();
        letters += line.chars().count();
        let page = PageText::new(&Page::from_text(None, &line), PageMeta::default());
        for hit in rules.scan(&page).hits {
            *by_rung.entry(hit.rung).or_default() += 1;
            if hit.rung < Rung::Folded {
                continue;
            }
            ambiguous += u32::from(hit.reasons.contains(&HitReason::Ambiguous));
            if hit.confidence >= threshold {
                *over.entry((hit.term, hit.quote)).or_default() += 1;
            } else {
                under += 1;
            }
        }
    }
    println!(
        "{} rules over {letters} characters in {:.1} s",
        rules.len(),
        start.elapsed().as_secs_f64()
    );
    for (rung, count) in by_rung {
        println!("{rung}: {count}");
    }
    let total: u32 = over.values().sum();
    println!("folded at or over {threshold}: {total}; under: {under}; ambiguous: {ambiguous}");
    for ((term, quote), count) in over {
        println!("{count}\t{term}\t{quote}");
    }
}
