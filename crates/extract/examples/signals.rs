//! Prints how many pages raise each signal, and the counts of those that do.
//!
//! `cargo run --release -p haidang-extract --example signals -- PATH…`
//! A folder's `.html` pages are given an address of their own, so that every
//! absolute link of theirs leads outside: that is the hardest reading. A
//! `.jsonl.zst` file has rows `{"html", "url"}` or `{"text", "url"}`.
//! `--near` prints the pages with the highest counts as well, whether they
//! raise anything or not.

// An example talks to people; its files are its user's own.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use haidang_extract::{Input, Limits, extract, extract_text};
use haidang_model::{CanonicalUrl, DoorwayTrait, Page, Signal};

#[derive(Default)]
struct Table {
    pages: usize,
    signals: Vec<(Signal, String)>,
    traits: Vec<DoorwayTrait>,
    rows: Vec<(String, Page)>,
}

impl Table {
    fn add(&mut self, name: &str, mut page: Page) {
        self.pages += 1;
        for signal in page.signals.raised() {
            println!("{signal}\t{name}\t{:?}", page.signals);
            self.signals.push((signal, name.to_owned()));
        }
        self.traits.extend(&page.signals.doorway_traits);
        page.runs.clear();
        page.links.clear();
        self.rows.push((name.to_owned(), page));
    }

    fn print(&mut self, near: bool) {
        println!("{} pages", self.pages);
        for signal in Signal::ALL {
            let raised = self.signals.iter().filter(|(s, _)| s == signal).count();
            let percent = 100.0 * raised as f64 / self.pages.max(1) as f64;
            println!("{raised:7} {percent:6.2} % {signal}");
        }
        for kind in DoorwayTrait::ALL {
            let met = self.traits.iter().filter(|t| *t == kind).count();
            println!("{met:7}          trait {kind}");
        }
        type Measure = (&'static str, fn(&Page) -> u32);
        let measures: [Measure; 5] = [
            ("glued in 10,000 words", |page| {
                page.signals.glued_words * 10_000 / page.signals.words.max(10)
            }),
            ("outside sites", |page| page.signals.outside_sites),
            ("hidden sites", |page| page.signals.hidden_outside_sites),
            ("traits", |page| page.signals.doorway_traits.len() as u32),
            ("shifted words", |page| page.signals.shifted_words),
        ];
        for (what, measure) in measures.iter().filter(|_| near) {
            self.rows
                .sort_by_key(|(_, page)| std::cmp::Reverse(measure(page)));
            for (name, page) in self.rows.iter().take(15) {
                println!("{what} {}: {name} {:?}", measure(page), page.signals);
            }
        }
        let mut hosts: usize = 0;
        let mut named: usize = 0;
        let mut canonical: usize = 0;
        for (_, page) in &self.rows {
            hosts += page.hosts.len();
            named += usize::from(!page.site_name.is_empty());
            canonical += usize::from(page.canonical.is_some());
        }
        println!("{hosts} written hosts; site name on {named} pages, canonical on {canonical}");
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).unwrap();
            open.extend(entries.map(|entry| entry.unwrap().path()));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let near = arguments.iter().any(|argument| argument == "--near");
    let mut table = Table::default();
    for argument in arguments.iter().filter(|argument| *argument != "--near") {
        for path in files_below(Path::new(argument)) {
            let name = path.display().to_string();
            if name.ends_with(".jsonl.zst") || name.ends_with(".jsonl") {
                let bytes = std::fs::read(&path).unwrap();
                let rows = if name.ends_with(".zst") {
                    zstd::decode_all(bytes.as_slice()).unwrap()
                } else {
                    bytes
                };
                for row in rows
                    .split(|byte| *byte == b'\n')
                    .filter(|row| !row.is_empty())
                {
                    let row: serde_json::Value = serde_json::from_slice(row).unwrap();
                    let url = CanonicalUrl::parse(row["url"].as_str().unwrap_or_default()).ok();
                    let page = match row["html"].as_str() {
                        Some(html) => read(html.as_bytes(), url.as_ref()),
                        None => {
                            extract_text(row["text"].as_str().unwrap_or_default(), url.as_ref())
                        }
                    };
                    table.add(row["id"].as_str().unwrap_or_default(), page);
                }
            } else if name.ends_with(".html") || name.ends_with(".htm") {
                let file = path.file_name().unwrap_or_default().to_string_lossy();
                let url = CanonicalUrl::parse(&format!("https://trang.example/{file}")).ok();
                table.add(&name, read(&std::fs::read(&path).unwrap(), url.as_ref()));
            }
        }
    }
    table.print(near);
}

fn read(bytes: &[u8], url: Option<&CanonicalUrl>) -> Page {
    let input = Input {
        bytes,
        url,
        content_type: None,
    };
    extract(&input, &Limits::default())
}
