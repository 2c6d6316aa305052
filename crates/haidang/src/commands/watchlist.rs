//! `watchlist check` and `watchlist test`.

use std::io::Read as _;

use haidang_model::{Clock, SystemClock};
use serde_json::json;

use crate::{
    app::Setting,
    cli::Watchlist,
    pipeline::{self, Body, RawPage},
};

/// Bytes of the longest text that `test` takes.
const TEXT_BYTES_MAX: u64 = 8 << 20;

pub(super) fn run(setting: &Setting, what: &Watchlist) -> anyhow::Result<()> {
    let now = SystemClock.now();
    match what {
        Watchlist::Check { dir } => {
            let lists = setting.watchlists(dir.as_deref())?;
            let rows: Vec<_> = lists
                .iter()
                .map(|list| {
                    json!({"id": list.id, "name": list.name, "category": list.category,
                        "rules": list.rules.len(), "review_by": list.review_by.to_string(),
                        "expired": list.is_expired(now), "file": list.file})
                })
                .collect();
            setting.compile_unkept(lists, now)?;
            for row in &rows {
                setting.out.row_or(row, || {
                    format!(
                        "{}\t{}\t{} {}",
                        row["id"].as_str().unwrap_or_default(),
                        row["name"].as_str().unwrap_or_default(),
                        row["rules"],
                        setting.out.lang.pick("luật", "rules")
                    )
                })?;
            }
            Ok(())
        }
        Watchlist::Test { text, watchlists } => {
            let text = if text == "-" {
                let mut bytes = Vec::new();
                std::io::stdin()
                    .take(TEXT_BYTES_MAX)
                    .read_to_end(&mut bytes)?;
                String::from_utf8_lossy(&bytes).into_owned()
            } else {
                text.clone()
            };
            let watch = setting.compile_unkept(setting.watchlists(watchlists.as_deref())?, now)?;
            let raw = RawPage {
                key: haidang_model::PageKey::import("test", "1"),
                url: None,
                site: String::new(),
                content_type: None,
                body: Body::Text(text),
            };
            let found = pipeline::analyse(&raw, &watch, now, now).assessment;
            let object = json!({"flagged": found.flagged, "category": found.category,
                "score": found.score, "hits": found.hits});
            setting.out.row_or(&object, || {
                serde_json::to_string_pretty(&object).unwrap_or_default()
            })?;
            Ok(())
        }
    }
}
