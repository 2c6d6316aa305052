//! `crawl`: one crawl now.

use std::{sync::Arc, time::Instant};

use arc_swap::ArcSwap;
use haidang_crawler::{AdHoc, Source, Until};
use haidang_model::{CanonicalUrl, Clock, SystemClock};
use serde_json::json;

use super::progress;
use crate::{
    app::{Access, App, Setting},
    cli::Crawl,
    crawling, lifecycle,
    output::UsageError,
};

pub(super) async fn run(setting: Setting, options: &Crawl) -> anyhow::Result<()> {
    let seeds = options
        .urls
        .iter()
        .map(|url| CanonicalUrl::parse(url).map_err(|error| UsageError::anyhow(error.to_string())))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let defaults = AdHoc::default();
    let ad_hoc = AdHoc {
        delay_ms: options.delay.unwrap_or(if options.allow_private {
            0
        } else {
            defaults.delay_ms
        }),
        allow_private: options.allow_private,
        pages_max: options.max_pages.unwrap_or(defaults.pages_max),
    };
    let lang = setting.out.lang;
    let source = Source::ad_hoc(&seeds, &ad_hoc, SystemClock.now()).map_err(|faults| {
        let lines: Vec<&str> = faults
            .iter()
            .map(|fault| lang.pick(&fault.vi, &fault.en))
            .collect();
        UsageError::anyhow(lines.join("\n"))
    })?;
    let source_id = source.id.clone();
    let app = App::open(setting, Access::Write).await?;
    let config = app.setting.configured.config.crawler.clone();
    let stop = lifecycle::stop_on_signals()?;
    let watch = app.watch().await?;
    let bar = progress::spinner();
    bar.enable_steady_tick(std::time::Duration::from_millis(200));
    let started = Instant::now();
    let (summary, tally) = crawling::crawl(
        &app,
        config,
        Arc::new(ArcSwap::from_pointee(vec![source])),
        watch,
        stop,
        Until::Idle {
            pages_max: options.max_pages,
        },
    )
    .await?;
    bar.finish_and_clear();
    // Every attempt of this source by how it ended, earlier crawls counted in,
    // with the newest reason of each.
    let counts = app.store.fetch_counts().await?;
    let outcomes: Vec<_> = counts
        .iter()
        .filter(|count| count.source.as_ref() == Some(&source_id))
        .map(|count| {
            json!({"outcome": count.outcome.as_str(), "count": count.count,
                "last_reason": count.last_reason})
        })
        .collect();
    let object = json!({
        "fetched": summary.fetched, "pages": summary.pages, "flags": tally.flags,
        "errors": summary.errors, "robots_denied": summary.robots_denied,
        "skipped": summary.skipped, "out_of_scope": summary.out_of_scope,
        "not_modified": summary.not_modified, "disk_full": summary.disk_full,
        "seconds": started.elapsed().as_secs_f64(), "outcomes": outcomes,
    });
    app.setting.out.row_or(&object, || {
        let words = [
            ("lượt tải", "fetched", summary.fetched),
            ("trang", "pages", summary.pages),
            ("cảnh báo", "flags", tally.flags),
            ("lỗi", "errors", summary.errors),
            (
                "bị robots.txt từ chối",
                "denied by robots.txt",
                summary.robots_denied,
            ),
        ];
        let mut lines: Vec<String> = words
            .iter()
            .map(|(vi, en, count)| format!("{}: {count}", lang.pick(vi, en)))
            .collect();
        lines.extend(outcomes.iter().filter_map(|outcome| {
            let reason = outcome["last_reason"].as_str()?;
            Some(format!(
                "  {} × {}: {reason}",
                outcome["outcome"].as_str()?,
                outcome["count"]
            ))
        }));
        lines.join("\n")
    })?;
    anyhow::ensure!(
        !summary.store_failed,
        "{}",
        lang.pick(
            "kho dữ liệu gặp lỗi nên đã dừng thu thập; xem nhật ký, chạy lại sẽ tiếp tục từ chỗ này",
            "the store failed, so crawling stopped; see the log, run again and it goes on from here"
        )
    );
    anyhow::ensure!(
        !summary.disk_full,
        "{}",
        lang.pick(
            "đĩa gần đầy nên đã dừng thu thập; dọn bớt rồi chạy lại, việc sẽ tiếp tục từ chỗ này",
            "the disk is nearly full, so crawling stopped; make room and run again, it goes on from here"
        )
    );
    Ok(())
}
