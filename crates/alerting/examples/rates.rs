//! Prints how often the watchlists of a folder hit and flag pages:
//! `cargo run -p haidang-alerting --example rates -- LISTS EVERY WHAT…`, where
//! one page in EVERY is taken.
//!
//! Reads `.jsonl` and `.jsonl.zst` with a `text` or `html` in each row, and a
//! `url` if it has one; `.txt.zst` with one page a line; and folders, of which
//! every file below that ends in `.html` or `.htm` is a page. Pages are read as
//! `haidang match` reads them.
//!
//! With `HAIDANG_FLAGGED=FILE` the names of the flagged pages are written there,
//! one a line, each with its watchlist.

#![allow(
    clippy::print_stdout,
    reason = "an example's answer belongs on standard output"
)]

use std::{
    collections::BTreeMap,
    error::Error,
    fs::File,
    io::{BufRead, BufReader, Write as _},
    path::{Path, PathBuf},
};

use haidang_alerting::{AlertingConfig, HostLists, PageContext, Watch, load_dir};
use haidang_extract::{Input, Limits, extract, extract_html, extract_text};
use haidang_model::{CanonicalUrl, Clock, Page, PageKey, SystemClock, Timestamp};
use haidang_query::{PageMeta, PageText};

/// Pages read from one file or folder at most.
const PAGES_MAX: usize = 100_000;

/// Flagged pages that are shown for each file.
const SAMPLES_MAX: usize = 120;

/// A page and what it is called.
type Named = (String, Page);

/// The pages of a file or folder, as they are read.
type Pages = Box<dyn Iterator<Item = Result<Named, Box<dyn Error>>>>;

#[derive(Default)]
struct Count {
    hits: u64,
    pages: u64,
    flags: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: rates LISTS EVERY WHAT…";
    let lists = arguments.next().ok_or(usage)?;
    let every: usize = arguments.next().ok_or(usage)?.parse()?;
    let now = SystemClock.now();
    let watch = watch(Path::new(&lists), now)?;
    let mut flagged = match std::env::var_os("HAIDANG_FLAGGED") {
        Some(path) => Some(File::create(path)?),
        None => None,
    };
    for what in arguments {
        let mut tally = Tally::default();
        for page in pages(&what, every.max(1))? {
            let (name, page) = page?;
            for list in tally.count(&watch, &name, &page, now) {
                if let Some(file) = &mut flagged {
                    writeln!(file, "{name}\t{list}")?;
                }
            }
        }
        tally.print(&what);
    }
    Ok(())
}

fn watch(folder: &Path, now: Timestamp) -> Result<Watch, Box<dyn Error>> {
    let told = |faults: Vec<haidang_alerting::Fault>| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        lines.join("\n")
    };
    let hosts = HostLists::load(&HostLists::folders_of(folder), &HostLists::default());
    let lists = load_dir(folder).map_err(told)?;
    let lists = lists.into_iter().map(|list| (list, 1)).collect();
    let hosts = hosts.map_err(told)?;
    Ok(Watch::compile(lists, &hosts, &AlertingConfig::default(), now).map_err(told)?)
}

/// Reads one page in `every` of a file or folder.
fn pages(what: &str, every: usize) -> Result<Pages, Box<dyn Error>> {
    let path = Path::new(what);
    if path.is_dir() {
        let mut files = Vec::new();
        collect(path, &mut files)?;
        files.sort();
        let files = files.into_iter().step_by(every).take(PAGES_MAX);
        return Ok(Box::new(files.map(|file| {
            let bytes = std::fs::read(&file)?;
            let input = Input {
                bytes: &bytes,
                url: None,
                content_type: None,
            };
            Ok((
                file.display().to_string(),
                extract(&input, &Limits::default()),
            ))
        })));
    }
    let file = File::open(path)?;
    let reader: Box<dyn BufRead> = if what.ends_with(".zst") {
        Box::new(BufReader::new(zstd::Decoder::new(file)?))
    } else {
        Box::new(BufReader::new(file))
    };
    let rows = what.contains(".jsonl");
    let lines = reader.lines().enumerate().step_by(every).take(PAGES_MAX);
    Ok(Box::new(lines.map(move |(at, line)| {
        let line = line?;
        let name = (at + 1).to_string();
        if !rows {
            return Ok((name, extract_text(&line, None)));
        }
        let row: serde_json::Value = serde_json::from_str(&line)?;
        let url = row["url"]
            .as_str()
            .and_then(|url| CanonicalUrl::parse(url).ok());
        let page = match row["html"].as_str() {
            Some(html) => extract_html(html, url.as_ref(), &Limits::default()),
            None => extract_text(row["text"].as_str().unwrap_or_default(), url.as_ref()),
        };
        let name = row["id"].as_str().map_or(name, str::to_owned);
        Ok((name, page))
    })))
}

/// Collects the files of web pages below a folder.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "html" || extension == "htm")
        {
            files.push(path);
        }
    }
    Ok(())
}

/// What was seen of one file or folder.
#[derive(Default)]
struct Tally {
    pages: u64,
    flagged: u64,
    counts: BTreeMap<String, Count>,
    samples: Vec<String>,
}

impl Tally {
    /// Assesses a page; returns the watchlists that flag it.
    fn count(&mut self, watch: &Watch, name: &str, page: &Page, now: Timestamp) -> Vec<String> {
        self.pages += 1;
        let meta = PageMeta {
            url: page.url.clone(),
            ..PageMeta::default()
        };
        let key = match &page.url {
            Some(url) => PageKey::Url(url.clone()),
            None => PageKey::import("rates", &self.pages.to_string()),
        };
        let context = PageContext {
            key,
            site: "rates".into(),
            fetched: now,
            now,
        };
        let assessment = watch.assess(page, &PageText::new(page, meta), &context);
        self.flagged += u64::from(assessment.flagged);
        for score in &assessment.rules {
            let count = self.counts.entry(score.watchlist.to_string()).or_default();
            count.pages += 1;
        }
        for hit in &assessment.hits {
            let count = self.counts.entry(hit.watchlist.to_string()).or_default();
            count.hits += 1;
        }
        let mut lists = Vec::new();
        for flag in assessment.flags.iter().filter(|flag| flag.queued) {
            let list = flag.watchlist.to_string();
            self.counts.entry(list.clone()).or_default().flags += 1;
            if let Some(hit) = flag.hits.first() {
                self.samples.push(format!(
                    "{name} {}/{} `{}` as `{}` {:?} {:?} {}",
                    hit.watchlist,
                    hit.rule,
                    hit.term,
                    hit.quote,
                    hit.zone,
                    hit.rung,
                    hit.confidence
                ));
            }
            lists.push(list);
        }
        lists.sort();
        lists.dedup();
        lists
    }

    fn print(&self, what: &str) {
        println!("{what}: {} pages, {} flagged", self.pages, self.flagged);
        let share = |count: u64| count as f64 * 1_000.0 / self.pages.max(1) as f64;
        for (list, count) in &self.counts {
            println!(
                "  {list:<20} per 1,000 pages: {:>8.2} hits, {:>7.2} rules met, {:>7.2} flags",
                share(count.hits),
                share(count.pages),
                share(count.flags)
            );
        }
        for sample in self.samples.iter().take(SAMPLES_MAX) {
            println!("    {sample}");
        }
    }
}
