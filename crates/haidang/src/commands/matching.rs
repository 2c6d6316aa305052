//! `match`: texts against watchlists, nothing kept.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::Path,
};

use haidang_alerting::Watch;
use haidang_model::{CanonicalUrl, Clock, Hit, Page, PageKey, SystemClock, Timestamp};
use serde::Serialize;

use crate::{
    app::Setting,
    cli::Match,
    import::{JsonRow, Lines},
    output::UsageError,
    pipeline::{self, Body, RawPage},
};

/// Rows handed to the cores at a time; enough to keep them busy, few enough to
/// bound memory.
const ROWS_PER_CORE: usize = 64;

/// Bytes of rows taken together at a time.
const BYTES_MAX: usize = 64 << 20;

#[derive(Serialize)]
struct OutRow<'a> {
    id: &'a str,
    flagged: bool,
    category: Option<haidang_model::Category>,
    score: f64,
    hits: Vec<OutHit<'a>>,
}

#[derive(Serialize)]
struct OutHit<'a> {
    watchlist: &'a str,
    rule: &'a str,
    term: &'a str,
    mode: &'static str,
    confidence: f64,
    zone: &'static str,
    /// Unicode scalar offsets into `text`, or into run `run` of the page.
    start: usize,
    end: usize,
    quote: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<usize>,
    reasons: &'a [haidang_model::HitReason],
}

pub(super) fn run(setting: &Setting, options: &Match) -> anyhow::Result<()> {
    let now = SystemClock.now();
    let folder = options.watchlists.as_deref();
    let (lists, hosts) = (setting.watchlists(folder)?, setting.host_lists(folder)?);
    let watch = setting.compile_unkept(lists, &hosts, now)?;
    over(setting, &watch, &options.file)
}

/// Matches every row of a JSONL file and prints one for each, in order.
pub(super) fn over(setting: &Setting, watch: &Watch, file: &Path) -> anyhow::Result<()> {
    let now = SystemClock.now();
    let place = file.display().to_string();
    let reader: Box<dyn BufRead> = if place == "-" {
        Box::new(io::stdin().lock())
    } else {
        let file =
            File::open(file).map_err(|error| UsageError::anyhow(format!("`{place}`: {error}")))?;
        if place.ends_with(".zst") {
            Box::new(BufReader::new(zstd::Decoder::new(file)?))
        } else {
            Box::new(BufReader::new(file))
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut lines = Lines::new(reader, place.clone());
    let mut faults = 0_u64;
    loop {
        let mut batch = Vec::new();
        let mut bytes = 0;
        for (line, text) in lines.by_ref() {
            match text {
                Ok(text) if text.iter().all(u8::is_ascii_whitespace) => continue,
                Ok(text) => {
                    bytes += text.len();
                    batch.push((line, text));
                }
                Err(problem) => {
                    faults += 1;
                    setting.out.say(
                        &format!("{place}:{line}: {problem}"),
                        &format!("{place}:{line}: {problem}"),
                    );
                }
            }
            if batch.len() >= ROWS_PER_CORE * cores || bytes >= BYTES_MAX {
                break;
            }
        }
        if batch.is_empty() {
            break;
        }
        let share = batch.len().div_ceil(cores);
        let done: Vec<Vec<Result<Matched, String>>> = std::thread::scope(|scope| {
            let workers: Vec<_> = batch
                .chunks(share)
                .map(|rows| {
                    scope
                        .spawn(move || rows.iter().map(|(_, text)| one(text, watch, now)).collect())
                })
                .collect();
            workers
                .into_iter()
                .map(|worker| {
                    worker
                        .join()
                        .unwrap_or_else(|_| vec![Err("a row made the program fail".into())])
                })
                .collect()
        });
        for ((line, _), matched) in batch.iter().zip(done.into_iter().flatten()) {
            match matched {
                Ok(matched) => print(setting, &matched)?,
                Err(problem) => {
                    faults += 1;
                    setting.out.say(
                        &format!("{place}:{line}: {problem}"),
                        &format!("{place}:{line}: {problem}"),
                    );
                }
            }
        }
    }
    if faults > 0 {
        anyhow::bail!("{faults} rows of `{place}` could not be read; the others were");
    }
    Ok(())
}

struct Matched {
    id: String,
    /// Set when plain text was given, so that offsets point into it.
    plain: bool,
    page: Page,
    assessment: haidang_alerting::Assessment,
}

fn one(line: &[u8], watch: &Watch, now: Timestamp) -> Result<Matched, String> {
    let row: JsonRow = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let (body, plain) = match (row.html, row.text) {
        (Some(html), _) => (Body::Html(html), false),
        (None, Some(text)) => (Body::Text(text), true),
        (None, None) => return Err("the row has neither `html` nor `text`".into()),
    };
    let url = row
        .url
        .as_deref()
        .and_then(|url| CanonicalUrl::parse(url).ok());
    let raw = RawPage {
        key: PageKey::import("match", &row.id.0),
        site: url
            .as_ref()
            .map_or_else(String::new, |url| url.site().to_string()),
        url,
        content_type: None,
        body,
    };
    let analysed = pipeline::analyse(&raw, watch, now, now);
    Ok(Matched {
        id: row.id.0,
        plain,
        page: analysed.page,
        assessment: analysed.assessment,
    })
}

fn print(setting: &Setting, matched: &Matched) -> anyhow::Result<()> {
    let assessment = &matched.assessment;
    let hits = assessment.hits.iter().map(|hit| {
        let (start, end) = scalars(&matched.page, hit);
        OutHit {
            watchlist: hit.watchlist.as_str(),
            rule: hit.rule.as_str(),
            term: &hit.term,
            mode: hit.rung.as_str(),
            confidence: hit.confidence.as_f64(),
            zone: hit.zone.as_str(),
            start,
            end,
            quote: &hit.quote,
            run: (!matched.plain).then_some(hit.run),
            reasons: &hit.reasons,
        }
    });
    setting.out.row(&OutRow {
        id: &matched.id,
        flagged: assessment.flagged,
        category: assessment.category,
        score: assessment.score,
        hits: hits.collect(),
    })?;
    Ok(())
}

/// Turns the byte span of a hit into Unicode scalar offsets of its run.
fn scalars(page: &Page, hit: &Hit) -> (usize, usize) {
    let text = page.runs.get(hit.run).map_or("", |run| run.text.as_str());
    let count = |end: usize| text.get(..end).map_or(0, |part| part.chars().count());
    (count(hit.span.start), count(hit.span.end))
}
