//! `rematch`, `reindex`, `verify`.

use haidang_model::{AuditAction, ContentHash};
use haidang_store::{NewAudit, StoreError};
use serde_json::json;

use super::progress;
use crate::{
    app::{Access, App, Setting},
    lifecycle,
};

/// Hashes asked of the store at a time.
const HASHES: u32 = 1_000;

/// Faults that `verify` names; more are counted only.
const FAULTS_MAX: usize = 100;

/// Matches every stored page against the watchlists as they are now.
pub(super) async fn rematch(setting: Setting) -> anyhow::Result<()> {
    let app = App::open(setting, Access::Write).await?;
    let stop = lifecycle::stop_on_signals()?;
    let watch = app.watch().await?.load_full();
    let bar = progress::count(app.store.page_count().await?);
    let report = haidang_alerting::rematch(
        &app.store,
        &watch,
        &*app.clock,
        |done| bar.set_position(done.pages),
        &stop,
    )
    .await?;
    bar.finish_and_clear();
    let object = json!({"pages": report.pages, "flags": report.flags, "cases": report.cases,
        "resumed": report.resumed, "cancelled": report.cancelled});
    app.setting.out.row_or(&object, || {
        format!(
            "{}: {}\n{}: {}",
            app.setting.out.lang.pick("số trang", "pages"),
            report.pages,
            app.setting.out.lang.pick("cảnh báo mới", "new flags"),
            report.flags
        )
    })?;
    Ok(())
}

/// Builds the search index anew from the store.
pub(super) async fn reindex(setting: Setting) -> anyhow::Result<()> {
    let app = App::open(setting, Access::Write).await?;
    let bar = progress::count(app.store.page_count().await?);
    let shown = bar.clone();
    let pages = app
        .indexer
        .rebuild(&move |done| shown.set_position(done))
        .await?;
    bar.finish_and_clear();
    app.store
        .audit_add(&NewAudit {
            at: app.clock.now(),
            actor: "system".into(),
            action: AuditAction::Reindexed,
            subject: "index".into(),
            detail: json!({ "pages": pages }),
        })
        .await?;
    app.setting.out.row_or(&json!({ "pages": pages }), || {
        format!(
            "{}: {pages}",
            app.setting
                .out
                .lang
                .pick("số trang trong chỉ mục", "pages in the index")
        )
    })?;
    Ok(())
}

/// Checks the audit chain, every body, and the index against the store.
pub(super) async fn verify(setting: Setting) -> anyhow::Result<()> {
    let app = App::open(setting, Access::Write).await?;
    app.indexer.drain().await?;
    let chain = app.store.audit_verify().await?;
    let index = app.indexer.verify().await?;
    let bar = progress::spinner();
    let mut after: Option<ContentHash> = None;
    let (mut bodies, mut faults, mut bad) = (0_u64, Vec::new(), 0_u64);
    loop {
        let hashes = app.store.body_hashes(after, HASHES).await?;
        let Some(last) = hashes.last() else { break };
        after = Some(*last);
        for hash in &hashes {
            bodies += 1;
            let fault = match app.blobs.get(hash).await {
                Ok(Some(_)) => continue,
                Ok(None) => "missing".to_owned(),
                Err(error @ (StoreError::BlobCorrupt(_) | StoreError::Blob { .. })) => {
                    error.to_string()
                }
                Err(error) => return Err(error.into()),
            };
            bad += 1;
            if faults.len() < FAULTS_MAX {
                faults.push(json!({ "body": hash, "problem": fault }));
            }
        }
        bar.set_position(bodies);
    }
    bar.finish_and_clear();
    let index_sound =
        index.missing.is_empty() && index.doubled.is_empty() && index.unknown.is_empty();
    let sound = chain.broken.is_none() && index_sound && bad == 0;
    let object = json!({
        "ok": sound,
        "audit": { "rows": chain.rows, "broken": chain.broken },
        "bodies": { "checked": bodies, "bad": bad, "faults": faults },
        "index": index,
    });
    app.setting.out.row_or(&object, || {
        serde_json::to_string_pretty(&object).unwrap_or_default()
    })?;
    anyhow::ensure!(
        sound,
        "{}",
        app.setting.out.lang.pick(
            "dữ liệu không toàn vẹn; xem chi tiết ở trên",
            "what is kept is not whole; see above"
        )
    );
    Ok(())
}
