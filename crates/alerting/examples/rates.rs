//! Prints how often the watchlists of a folder hit and flag ordinary text:
//! `cargo run -p haidang-alerting --example rates -- LISTS EVERY FILE…`, where
//! one page in EVERY is taken.
//!
//! Reads `.jsonl.zst` with a `text` in each row, and `.txt.zst` with one page a
//! line. Every text is taken as the main text of a page without an address.

#![allow(
    clippy::print_stdout,
    reason = "an example's answer belongs on standard output"
)]

use std::{
    collections::BTreeMap,
    error::Error,
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use haidang_alerting::{AlertingConfig, PageContext, Watch, load_dir};
use haidang_model::{Clock, Page, PageKey, SystemClock};
use haidang_query::{PageMeta, PageText};

/// Pages read from one file at most.
const PAGES_MAX: usize = 100_000;

#[derive(Default)]
struct Count {
    hits: u64,
    pages: u64,
    flags: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: rates LISTS EVERY FILE…";
    let lists = arguments.next().ok_or(usage)?;
    let every: usize = arguments.next().ok_or(usage)?.parse()?;
    let now = SystemClock.now();
    let lists = load_dir(Path::new(&lists)).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        lines.join("\n")
    })?;
    let watch = Watch::compile(
        lists.into_iter().map(|list| (list, 1)).collect(),
        &AlertingConfig::default(),
        now,
    )
    .map_err(|faults| format!("{faults:?}"))?;
    for file in arguments {
        let reader = BufReader::new(zstd::Decoder::new(File::open(&file)?)?);
        let mut pages = 0_u64;
        let mut flagged = 0_u64;
        let mut counts: BTreeMap<String, Count> = BTreeMap::new();
        let mut samples: Vec<String> = Vec::new();
        for line in reader.lines().step_by(every.max(1)).take(PAGES_MAX) {
            let line = line?;
            let text = if file.contains(".jsonl") {
                let row: serde_json::Value = serde_json::from_str(&line)?;
                row["text"].as_str().unwrap_or_default().to_owned()
            } else {
                line
            };
            pages += 1;
            let page = Page::from_text(None, &text);
            let prepared = PageText::new(&page, PageMeta::default());
            let context = PageContext {
                key: PageKey::import("rates", &pages.to_string()),
                site: "rates".into(),
                fetched: now,
                now,
            };
            let assessment = watch.assess(&page, &prepared, &context);
            flagged += u64::from(assessment.flagged);
            for score in &assessment.rules {
                let count = counts.entry(score.watchlist.to_string()).or_default();
                count.pages += 1;
            }
            for hit in &assessment.hits {
                counts.entry(hit.watchlist.to_string()).or_default().hits += 1;
            }
            for flag in assessment.flags.iter().filter(|flag| flag.queued) {
                counts.entry(flag.watchlist.to_string()).or_default().flags += 1;
                if let Some(hit) = flag.hits.first() {
                    samples.push(format!(
                        "{}/{} `{}` as `{}` {:?} {}",
                        hit.watchlist, hit.rule, hit.term, hit.quote, hit.rung, hit.confidence
                    ));
                }
            }
        }
        println!("{file}: {pages} pages, {flagged} flagged");
        let share = |count: u64| count as f64 * 1_000.0 / pages.max(1) as f64;
        for (list, count) in counts {
            println!(
                "  {list:<20} per 1,000 pages: {:>8.2} hits, {:>7.2} rules met, {:>7.2} flags",
                share(count.hits),
                share(count.pages),
                share(count.flags)
            );
        }
        for sample in samples.iter().take(60) {
            println!("    {sample}");
        }
    }
    Ok(())
}
