//! `flags`: what asks for a human.

use haidang_model::{CaseId, Category, mask};
use haidang_store::{FlagFilter, FlagRow};
use serde_json::json;

use crate::{
    app::{Access, App, Setting},
    cli::Flags,
    output::UsageError,
};

/// Rows asked of the store at a time.
const PAGE: u32 = 500;

pub(super) async fn run(setting: Setting, options: &Flags) -> anyhow::Result<()> {
    let category = options
        .category
        .as_deref()
        .map(str::parse::<Category>)
        .transpose()
        .map_err(|error| UsageError::anyhow(format!("--category: {error}")))?;
    let app = App::open(setting, Access::Read).await?;
    let mut filter = FlagFilter {
        case: options.case.map(CaseId),
        category,
        ..FlagFilter::default()
    };
    let mut left = options.limit.unwrap_or(u64::MAX);
    while left > 0 {
        let limit = PAGE.min(u32::try_from(left).unwrap_or(PAGE));
        let rows = app.store.flags(&filter, limit).await?;
        let Some(last) = rows.last() else { break };
        filter.after = Some(last.flag.id);
        left -= rows.len() as u64;
        for row in &rows {
            print(&app, row)?;
        }
    }
    Ok(())
}

fn print(app: &App, row: &FlagRow) -> anyhow::Result<()> {
    let flag = &row.flag;
    let hits: Vec<_> = flag
        .hits
        .iter()
        .map(|hit| {
            json!({
                "watchlist": hit.watchlist, "rule": hit.rule, "version": hit.version,
                "term": hit.term, "mode": hit.rung, "confidence": hit.confidence,
                "zone": hit.zone, "reasons": hit.reasons, "quote": mask(&hit.quote),
            })
        })
        .collect();
    let title = mask(&row.title);
    let object = json!({
        "id": flag.id, "case": flag.case, "category": flag.category,
        "page": flag.page.to_string(), "title": title, "site": row.site,
        "priority": flag.priority.total(), "parts": flag.priority,
        "raised": flag.raised.to_string(), "hits": hits,
    });
    app.setting.out.row_or(&object, || {
        let why: Vec<String> = flag
            .hits
            .iter()
            .take(3)
            .map(|hit| format!("“{}”", mask(&hit.quote)))
            .collect();
        format!(
            "{}\t{}\t{}\t{:.2}\t{}\t{}",
            flag.id,
            flag.case,
            flag.category,
            flag.priority.total(),
            flag.page,
            why.join(", ")
        )
    })?;
    Ok(())
}
