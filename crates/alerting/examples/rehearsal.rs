//! Times rehearsals on a store of 100,000 pages:
//!
//! ```text
//! cargo run --release -p haidang-alerting --example rehearsal -- STORE ARTICLES TREES TERMS
//! ```
//!
//! `STORE` is the data folder; made and filled when it is not there yet:
//! `ARTICLES` is a `.jsonl.zst` with `id` and `text` in each row, `TREES` a folder
//! of saved websites; changed copies of both fill it up. `TERMS` is a JSONL with
//! `term` in each row, of which a watchlist of 500 rules is made.

#![allow(
    clippy::print_stdout,
    reason = "an example's answer belongs on standard output"
)]

use std::{
    collections::BTreeSet,
    error::Error,
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    time::Instant,
};

use haidang_alerting::{AlertingConfig, Backtest, HostLists, Watch, backtest, load_str};
use haidang_extract::{Input, Limits};
use haidang_model::{
    CanonicalUrl, Clock, ContentHash, Page, PageKey, SystemClock, Timestamp, WatchlistId,
};
use haidang_store::{
    DynStore, FetchOutcome, NewFetch, NewPage, PageCommit, StoreConfig, open, open_read_only,
};
use tokio_util::sync::CancellationToken;

type Done<T> = Result<T, Box<dyn Error>>;

/// Pages of the store.
const PAGES: usize = 100_000;

/// Rules of the long watchlist.
const RULES: usize = 500;

/// Pages committed at a time.
const BATCH: usize = 1_000;

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

fn main() -> Done<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [store, articles, trees, terms] = arguments.as_slice() else {
        return Err("usage: rehearsal STORE ARTICLES TREES TERMS".into());
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let config = StoreConfig {
        data: PathBuf::from(store),
        postgres: None,
    };
    if !config.data.is_dir() {
        runtime.block_on(fill(&config, articles, trees))?;
    }
    let terms = read_terms(terms)?;
    runtime.block_on(async {
        let (store, _blobs) = open_read_only(&config).await?;
        println!("{} pages", store.page_count().await?);
        for (name, rules) in [
            ("one rule, rare", vec![term_rule("mot", "tài xỉu")]),
            ("one rule, often met", vec![term_rule("mot", "thể thao")]),
            ("500 rules", rules_of(&terms)),
        ] {
            time(&store, name, &rules).await?;
        }
        Ok(())
    })
}

async fn time(store: &DynStore, name: &str, rules: &[String]) -> Done<()> {
    let now = SystemClock.now();
    let text = format!("{HEAD}{}", rules.concat());
    let list = load_str("thu.toml", &text).map_err(|faults| format!("{faults:?}"))?;
    let config = AlertingConfig::default();
    let live = Watch::compile(Vec::new(), &HostLists::default(), &config, now)
        .map_err(|faults| format!("{faults:?}"))?;
    let draft = Watch::compile(vec![(list, 1)], &HostLists::default(), &config, now)
        .map_err(|faults| format!("{faults:?}"))?;
    let ids = BTreeSet::from([WatchlistId::parse("thu")?]);
    let what = Backtest::new(draft, live, ids, now).map_err(|faults| format!("{faults:?}"))?;
    let (began, before) = (Instant::now(), processor_seconds()?);
    let report = backtest(store, &what, now, |_| (), &CancellationToken::new()).await?;
    println!(
        "{name}: {} pages, {} raised, {:.2} s on the clock, {:.2} s of processors",
        report.pages,
        report.raised,
        began.elapsed().as_secs_f64(),
        processor_seconds()? - before,
    );
    Ok(())
}

/// Returns what this process took of processors so far, of its own and in the
/// system (proc(5): fields 14 and 15 of `stat`, in hundredths of a second).
fn processor_seconds() -> Done<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(')').ok_or("no name in stat")?;
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: Vec<f64> = ticks.map(str::parse).collect::<Result<_, _>>()?;
    Ok(ticks.iter().sum::<f64>() / 100.0)
}

const HEAD: &str = r#"version = 1
[watchlist]
id = "thu"
name = "Thử"
category = "gambling"
severity = "high"
kind = "offer"
purpose = "Đo thời gian diễn tập trên kho một trăm nghìn trang"
legal_basis = "Điều 321 Bộ luật Hình sự 2015"
owner = "to-van-hanh"
review_by = 2099-06-30
"#;

fn term_rule(id: &str, term: &str) -> String {
    format!("[[rule]]\nid = \"{id}\"\nterms = [{term:?}]\n")
}

fn read_terms(file: &str) -> Done<Vec<String>> {
    let mut terms = BTreeSet::new();
    for line in BufReader::new(File::open(file)?).lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let term = row["term"].as_str().unwrap_or_default();
        // What the loader refuses, such as short terms, is left out.
        if load_str("thu.toml", &format!("{HEAD}{}", term_rule("mot", term))).is_ok() {
            terms.insert(term.to_owned());
        }
    }
    Ok(terms.into_iter().collect())
}

/// One rule a term, then rules that tie five of them together, up to 500.
fn rules_of(terms: &[String]) -> Vec<String> {
    let at = |index: usize| {
        terms
            .get(index % terms.len().max(1))
            .map_or("", |term| term)
    };
    let single = terms.iter().enumerate();
    let single = single.map(|(number, term)| term_rule(&format!("tu-{number}"), term));
    let tied = (0..RULES).map(|number| {
        let [a, b, c, d, e] = [0, 7, 31, 101, 211].map(|step| at(number + step));
        format!(
            "[[rule]]\nid = \"cum-{number}\"\nquery = '\"{a}\" NEAR/20 (\"{b}\" OR \"{c}\" OR \"{d}\") NOT \"{e}\"'\n"
        )
    });
    single.chain(tied).take(RULES).collect()
}

async fn fill(config: &StoreConfig, articles: &str, trees: &str) -> Done<()> {
    let (store, _blobs) = open(config).await?;
    let began = Instant::now();
    let mut filler = Filler {
        store,
        now: SystemClock.now(),
        pages: 0,
        batch: Vec::new(),
        for_copies: Vec::new(),
    };
    let reader = BufReader::new(zstd::Decoder::new(File::open(articles)?)?);
    for line in reader.lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let text = row["text"].as_str().unwrap_or_default();
        filler
            .add(haidang_extract::extract_text(text, None))
            .await?;
    }
    for file in files_below(Path::new(trees))? {
        let bytes = std::fs::read(&file)?;
        let place = file.strip_prefix(trees)?.display().to_string();
        let url = CanonicalUrl::parse(&format!("https://cay.example/{place}"))?;
        let input = Input {
            bytes: &bytes,
            url: Some(&url),
            content_type: None,
        };
        let page = haidang_extract::extract(&input, &Limits::default());
        filler.add(page).await?;
    }
    let originals = filler.pages;
    // Those of the trees first: they came last.
    let copies = std::mem::take(&mut filler.for_copies).into_iter();
    let mut copies = copies.rev().cycle();
    while filler.pages < PAGES {
        let Some(mut page) = copies.next() else { break };
        page.url = None;
        if let Some(run) = page.runs.last_mut() {
            run.text.push_str(&format!(" (bản sao {})", filler.pages));
        }
        filler.add(page).await?;
    }
    filler.flush().await?;
    println!(
        "filled with {originals} pages and {} copies in {:.0} s",
        filler.pages - originals,
        began.elapsed().as_secs_f64()
    );
    Ok(())
}

struct Filler {
    store: DynStore,
    now: Timestamp,
    pages: usize,
    batch: Vec<PageCommit>,
    /// One page in eight.
    for_copies: Vec<Page>,
}

impl Filler {
    async fn add(&mut self, page: Page) -> Done<()> {
        if self.pages.is_multiple_of(8) {
            self.for_copies.push(page.clone());
        }
        let number = self.pages;
        self.pages += 1;
        let hash = ContentHash::of(number.to_string().as_bytes());
        let key = page
            .url
            .clone()
            .map_or_else(|| PageKey::import("bai", &number.to_string()), PageKey::Url);
        self.batch.push(PageCommit {
            fetch: NewFetch {
                url: page.url.clone(),
                final_url: page.url.clone(),
                source: None,
                at: Timestamp(self.now.0 - (number as i64 % 30) * DAY_MS),
                outcome: FetchOutcome::Imported,
                reason: None,
                status: None,
                content_type: None,
                body: None,
                body_bytes: 0,
                request_headers: String::new(),
                response_headers: String::new(),
                duration_ms: 1,
            },
            page: Some(NewPage {
                site: page
                    .url
                    .as_ref()
                    .map_or_else(|| "bai".to_owned(), |url| url.site().as_str().to_owned()),
                content_hash: hash,
                text_hash: hash,
                page,
                key,
            }),
            flags: Vec::new(),
            links: Vec::new(),
            frontier: None,
        });
        if self.batch.len() >= BATCH {
            self.flush().await?;
        }
        Ok(())
    }

    async fn flush(&mut self) -> Done<()> {
        self.store.commit_pages(&self.batch, self.now).await?;
        self.batch.clear();
        Ok(())
    }
}

/// Returns the HTML files below a folder, in the order of their names.
fn files_below(folder: &Path) -> Done<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|kind| kind == "html") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
