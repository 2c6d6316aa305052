//! Reads every page below the folders given and prints what came out: how
//! many pages of which encoding, language and defect, and how fast.
//!
//! `cargo run --release -p haidang-extract --example table -- FOLDER…`
//! A `.jsonl.zst` file of rows `{"html", "url"}` is read too; with
//! `--main` its rows `{"id", "main"}` are printed for scoring.

// An example talks to people; its folders are its user's own.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Instant,
};

use haidang_extract::{Input, Limits, extract};
use haidang_model::{CanonicalUrl, Page};

#[derive(Default)]
struct Table {
    counts: BTreeMap<String, usize>,
    pages: usize,
    bytes: usize,
    seconds: f64,
    slowest: (f64, String),
}

impl Table {
    fn add(&mut self, name: &str, bytes: &[u8], url: Option<&CanonicalUrl>) -> Page {
        let started = Instant::now();
        let page = extract(
            &Input {
                bytes,
                url,
                content_type: None,
            },
            &Limits::default(),
        );
        let seconds = started.elapsed().as_secs_f64();
        self.pages += 1;
        self.bytes += bytes.len();
        self.seconds += seconds;
        if seconds > self.slowest.0 {
            self.slowest = (seconds, name.to_owned());
        }
        let mut count = |what: String| *self.counts.entry(what).or_default() += 1;
        count(format!("encoding {}", page.encoding));
        count(format!("language {}", page.lang));
        for (what, there) in [
            ("title", !page.title.is_empty()),
            ("lead", !page.lead.is_empty()),
            ("main", !page.main.is_empty()),
            ("date", page.published.is_some()),
        ] {
            if there {
                count(format!("with {what}"));
            } else if what == "main" {
                eprintln!("no main text: {name}");
            }
        }
        for defect in &page.defects {
            count(format!("defect {}", defect.code));
        }
        page
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                std::fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn main() {
    let print_main = std::env::args().any(|argument| argument == "--main");
    let mut table = Table::default();
    for argument in std::env::args()
        .skip(1)
        .filter(|argument| argument != "--main")
    {
        for path in files_below(Path::new(&argument)) {
            let name = path.display().to_string();
            let bytes = std::fs::read(&path).unwrap();
            if name.ends_with(".jsonl.zst") {
                let rows = zstd::decode_all(bytes.as_slice()).unwrap();
                for row in rows
                    .split(|byte| *byte == b'\n')
                    .filter(|row| !row.is_empty())
                {
                    let row: serde_json::Value = serde_json::from_slice(row).unwrap();
                    let text = |key: &str| row[key].as_str().unwrap_or_default();
                    let url = CanonicalUrl::parse(text("url")).ok();
                    let page = table.add(text("id"), text("html").as_bytes(), url.as_ref());
                    if print_main {
                        let row = serde_json::json!({"id": text("id"), "main": page.main});
                        println!("{row}");
                    }
                }
            } else if name.ends_with(".html") || name.ends_with(".htm") {
                table.add(&name, &bytes, None);
            }
        }
    }
    for (what, count) in &table.counts {
        eprintln!("{count:7} {what}");
    }
    eprintln!(
        "{} pages, {:.1} MB in {:.2} s: {:.0} pages/s, {:.1} MB/s; slowest {:.0} ms: {}",
        table.pages,
        table.bytes as f64 / 1e6,
        table.seconds,
        table.pages as f64 / table.seconds,
        table.bytes as f64 / 1e6 / table.seconds,
        table.slowest.0 * 1e3,
        table.slowest.1,
    );
}
