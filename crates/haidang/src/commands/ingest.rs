//! `ingest`: stored pages through the same pipeline.

use std::{collections::BTreeMap, sync::atomic::Ordering, time::Instant};

use bytes::Bytes;
use haidang_model::Timestamp;
use haidang_store::{FetchOutcome, NewFetch};
use serde_json::json;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::progress;
use crate::{
    app::{Access, App, Setting},
    cli::Ingest,
    import::{self, Import, ImportBody, ImportItem, ImportRow},
    lifecycle,
    pipeline::{Body, Item, RawPage},
};

/// Rows that may wait before the pipeline; bytes are bounded in the pipeline.
const ROWS_WAITING_MAX: usize = 64;

/// Faults that are named; more are counted only.
const FAULTS_NAMED_MAX: u64 = 50;

#[derive(Default)]
struct Counts {
    rows: u64,
    skipped: BTreeMap<&'static str, u64>,
    faults: u64,
}

pub(super) async fn run(setting: Setting, options: &Ingest) -> anyhow::Result<()> {
    // Every file is opened before anything is kept, so that a mistyped name
    // does not leave half an import.
    let files = options
        .files
        .iter()
        .map(|file| import::open(file))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let app = App::open(setting, Access::Write).await?;
    let watch = app.watch().await?;
    let stop = lifecycle::stop_on_signals()?;
    let started = Instant::now();

    let (items_in, items_out) = mpsc::channel(ROWS_WAITING_MAX);
    let bar = progress::bytes(files.iter().map(|file| file.bytes_total).sum());
    let now = app.clock.now();
    let out = app.setting.out;
    let reading = tokio::task::spawn_blocking({
        let (bar, stop) = (bar.clone(), stop.clone());
        move || {
            read(files, &items_in, &bar, &stop, now, &|vi, en| {
                bar.suspend(|| out.say(vi, en))
            })
        }
    });
    let finished = CancellationToken::new();
    let keeping = async {
        let tally = app.pipeline(watch).run(items_out).await;
        finished.cancel();
        tally
    };
    let indexing = app.keep_indexing(finished.clone());
    let (counts, tally, indexed) = tokio::join!(reading, keeping, indexing);
    bar.finish_and_clear();
    let tally = tally?;
    indexed?;
    let counts = counts?;
    let object = json!({
        "read": counts.rows, "pages": tally.pages, "new": tally.new_versions,
        "unchanged": tally.pages - tally.new_versions, "flags": tally.flags, "cases": tally.cases,
        "skipped": counts.skipped, "errors": counts.faults, "seconds": started.elapsed().as_secs_f64(),
    });
    out.row_or(&object, || {
        let lang = out.lang;
        let mut lines = vec![
            format!("{}: {}", lang.pick("trang", "pages"), tally.pages),
            format!(
                "{}: {}",
                lang.pick("trong đó mới", "of these new"),
                tally.new_versions
            ),
            format!(
                "{}: {}",
                lang.pick("cảnh báo mới", "new flags"),
                tally.flags
            ),
            format!("{}: {}", lang.pick("lỗi", "errors"), counts.faults),
        ];
        lines.extend(counts.skipped.iter().map(|(reason, count)| {
            format!("{} {reason}: {count}", lang.pick("bỏ qua", "left out"))
        }));
        lines.join("\n")
    })?;
    if stop.is_cancelled() {
        anyhow::bail!(out.lang.pick(
            "đã dừng giữa chừng; chạy lại để nhập tiếp",
            "stopped half-way; run it again to go on"
        ));
    }
    Ok(())
}

/// Reads the files one after the other into the channel.
fn read(
    files: Vec<Import>,
    items: &mpsc::Sender<Item>,
    bar: &indicatif::ProgressBar,
    stop: &CancellationToken,
    now: Timestamp,
    say: &dyn Fn(&str, &str),
) -> Counts {
    let mut counts = Counts::default();
    let mut before = 0;
    for mut file in files {
        while let Some(item) = file.next() {
            bar.set_position(before + file.bytes_read.load(Ordering::Relaxed));
            if stop.is_cancelled() {
                return counts;
            }
            match item {
                ImportItem::Row(row) => {
                    counts.rows += 1;
                    // The pipeline has failed and says so itself.
                    if items.blocking_send(item_of(*row, now)).is_err() {
                        return counts;
                    }
                }
                ImportItem::Skipped { reason } => *counts.skipped.entry(reason).or_default() += 1,
                ImportItem::Fault { place, problem } => {
                    counts.faults += 1;
                    if counts.faults <= FAULTS_NAMED_MAX {
                        let line = format!("{place}: {problem}");
                        say(&line, &line);
                    }
                }
            }
        }
        before += file.bytes_total;
    }
    counts
}

fn item_of(row: ImportRow, now: Timestamp) -> Item {
    let body = match row.body {
        ImportBody::Bytes(bytes) => Body::Bytes(Bytes::from(bytes)),
        ImportBody::Html(html) => Body::Html(html),
        ImportBody::Text(text) => Body::Text(text),
    };
    Item {
        fetch: NewFetch {
            url: row.url.clone(),
            final_url: row.url.clone(),
            source: None,
            at: row.fetched.unwrap_or(now),
            outcome: FetchOutcome::Imported,
            reason: None,
            status: row.status,
            content_type: row.content_type.as_deref().map(|full| {
                full.split(';')
                    .next()
                    .unwrap_or(full)
                    .trim()
                    .to_ascii_lowercase()
            }),
            body: None,
            body_bytes: 0,
            request_headers: String::new(),
            response_headers: row.response_headers,
            duration_ms: 0,
        },
        page: Some(RawPage {
            key: row.key,
            url: row.url,
            site: row.site,
            content_type: row.content_type,
            body,
        }),
        links: Vec::new(),
        discover: None,
        frontier: None,
        done: None,
    }
}
