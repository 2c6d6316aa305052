//! Counts the hits of watched terms in innocent running text: `collisions
//! TERMS THRESHOLD FILE…`, one term a line; a file is text, one page a line, or
//! JSONL with a `text` in each row, compressed with zstd. With the terms and
//! the encyclopedia and laws of the shared cases it measures how many false
//! hits the rungs beyond tone add.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufRead, BufReader},
    time::Instant,
};

use vitext::{Cache, MatcherBuilder, Reading, Rung};

/// Characters shown on either side of a hit.
const AROUND: usize = 40;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let terms = std::fs::read_to_string(arguments.next().unwrap()).unwrap();
    let threshold = (arguments.next().unwrap().parse::<f64>().unwrap() * 1_000.0) as u16;
    let terms: Vec<&str> = terms
        .lines()
        .filter(|term| !term.trim().is_empty())
        .collect();
    let mut builder = MatcherBuilder::new();
    for term in &terms {
        builder.add(term.trim());
    }
    let matcher = builder.build();
    let mut cache = Cache::default();
    for path in arguments {
        let file = BufReader::new(zstd::Decoder::new(File::open(&path).unwrap()).unwrap());
        let mut by_rung: BTreeMap<Rung, u32> = BTreeMap::new();
        let mut over: Vec<String> = Vec::new();
        let (mut under, mut letters, mut bytes) = (0, 0, 0);
        let mut seconds = 0.0;
        for line in file.lines() {
            let line = line.unwrap();
            let text = if path.contains("jsonl") {
                let row: serde_json::Value = serde_json::from_str(&line).unwrap();
                row["text"].as_str().unwrap().to_owned()
            } else {
                line
            };
            letters += text.chars().count();
            bytes += text.len();
            let start = Instant::now();
            let reading = Reading::of(&text);
            let mut hits = Vec::new();
            matcher.scan(&text, &reading, Rung::Deobf, &mut cache, |hit| {
                hits.push(hit)
            });
            seconds += start.elapsed().as_secs_f64();
            for hit in hits {
                *by_rung.entry(hit.rung).or_default() += 1;
                if hit.rung < Rung::Folded {
                    if hit.confidence < threshold {
                        let shown = show(&text, hit.span());
                        println!(
                            "  lowered\t{}\t{:.2}\t{shown}",
                            terms[hit.term.0 as usize],
                            f64::from(hit.confidence) / 1_000.0
                        );
                    }
                    continue;
                }
                if hit.confidence < threshold {
                    under += 1;
                    continue;
                }
                over.push(format!(
                    "{}\t{}\t{:.2}\t{:?}\t{}",
                    terms[hit.term.0 as usize],
                    hit.rung,
                    f64::from(hit.confidence) / 1_000.0,
                    hit.reasons,
                    show(&text, hit.span())
                ));
            }
        }
        println!(
            "{path}: {} terms over {letters} characters, {:.1} MB/s",
            terms.len(),
            bytes as f64 / 1e6 / seconds
        );
        for (rung, count) in by_rung {
            println!("  {rung}: {count}");
        }
        println!(
            "  beyond tone, at or over {threshold}: {}; under: {under}",
            over.len()
        );
        over.sort();
        for line in over {
            println!("{line}");
        }
    }
}

fn show(text: &str, span: vitext::Span) -> String {
    let start = text.floor_char_boundary(span.start.saturating_sub(AROUND));
    let end = text.floor_char_boundary((span.end + AROUND).min(text.len()));
    let part = |from, to| text.get(from..to).unwrap().replace(['\n', '\t'], " ");
    format!(
        "{}[{}]{}",
        part(start, span.start),
        part(span.start, span.end),
        part(span.end, end)
    )
}
