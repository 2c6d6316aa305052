//! `watchlist backtest`: what a version would do on every stored page.

mod words;

use std::{collections::BTreeSet, path::Path};

use haidang_alerting::{
    Backtest, BacktestReport, Watch, Watchlist,
    lifecycle::{self, LifeError},
    load_file,
};
use haidang_model::{Clock, RuleId, SystemClock, WatchlistId, WatchlistState};
use haidang_store::WatchlistMeta;
use serde::Serialize;
use serde_json::json;

use super::{super::progress, Desk, look, parse_id};
use crate::{
    app::{Access, Setting},
    cli::WatchlistBacktest,
    lifecycle::stop_on_signals,
    output::UsageError,
};

/// Samples of each sort that one call shows at most.
const SAMPLES_MAX: u32 = 1_000;

/// What is rehearsed, and against what.
#[derive(Debug, Serialize)]
struct Tried {
    id: WatchlistId,
    /// The version; `None` for a file.
    version: Option<u32>,
    state: Option<WatchlistState>,
    file: Option<String>,
    /// This rule alone.
    rule: Option<RuleId>,
    /// The live version it is compared with; `None` when there is none.
    live: Option<u32>,
}

pub(super) async fn run(setting: Setting, options: &WatchlistBacktest) -> anyhow::Result<()> {
    if options.samples > SAMPLES_MAX {
        return Err(UsageError::anyhow(format!("--samples: ≤ {SAMPLES_MAX}")));
    }
    let id = parse_id(&options.id)?;
    let rule = options
        .rule
        .as_deref()
        .map(RuleId::parse)
        .transpose()
        .map_err(|error| UsageError::anyhow(error.to_string()))?;
    let desk = Desk::open(setting, Access::Read).await?;
    let (list, mut tried) = match &options.file {
        Some(file) => of_file(&desk, &id, file)?,
        None => of_store(&desk, &id, options.version).await?,
    };
    if let Some(rule) = &rule
        && !list.rules.iter().any(|known| known.id == *rule)
    {
        let known: Vec<&str> = list.rules.iter().map(|rule| rule.id.as_str()).collect();
        return Err(UsageError::anyhow(format!(
            "--rule {rule}: {}: {}",
            desk.setting
                .out
                .lang
                .pick("danh mục chỉ có các luật", "the list has the rules"),
            known.join(", ")
        )));
    }
    tried.rule = rule;
    rehearse(&desk, list, tried, options.samples).await
}

fn of_file(desk: &Desk, id: &WatchlistId, file: &Path) -> anyhow::Result<(Watchlist, Tried)> {
    let list = load_file(file).map_err(|faults| desk.setting.faults(&faults))?;
    if list.id != *id {
        return Err(UsageError::anyhow(format!(
            "`{}`: {} `{}`, {} `{id}`",
            file.display(),
            desk.setting
                .out
                .lang
                .pick("tập tin là danh mục", "the file holds the watchlist"),
            list.id,
            desk.setting.out.lang.pick("không phải", "not")
        )));
    }
    let tried = Tried {
        id: id.clone(),
        version: None,
        state: None,
        file: Some(file.display().to_string()),
        rule: None,
        live: None,
    };
    Ok((list, tried))
}

async fn of_store(
    desk: &Desk,
    id: &WatchlistId,
    version: Option<u32>,
) -> anyhow::Result<(Watchlist, Tried)> {
    let metas = desk.store.watchlist_metas(Some(id)).await?;
    let version = match version {
        Some(version) => version,
        None => meant(&metas).ok_or_else(|| {
            desk.setting
                .refused(LifeError::UnknownList { id: id.clone() })
        })?,
    };
    let kept = look::get(desk, id, version).await?;
    let tried = Tried {
        id: id.clone(),
        version: Some(version),
        state: Some(kept.meta.state),
        file: None,
        rule: None,
        live: None,
    };
    Ok((look::read(desk, &kept)?, tried))
}

/// The version meant when none is named: the newest that waits to go live, else
/// the live one, else the newest.
fn meant(metas: &[WatchlistMeta]) -> Option<u32> {
    let newest = |wanted: &[WatchlistState]| {
        let fitting = metas.iter().filter(|meta| wanted.contains(&meta.state));
        fitting.map(|meta| meta.version).max()
    };
    newest(&[WatchlistState::Draft, WatchlistState::Trial])
        .or_else(|| newest(&[WatchlistState::Live]))
        .or_else(|| newest(&[WatchlistState::Retired]))
}

async fn rehearse(
    desk: &Desk,
    list: Watchlist,
    mut tried: Tried,
    samples: u32,
) -> anyhow::Result<()> {
    let (setting, now) = (&desk.setting, SystemClock.now());
    let live = lifecycle::in_use(&desk.store)
        .await
        .map_err(|error| setting.refused(error))?
        .live;
    let config = &setting.configured.config.alerting;
    if list.is_expired(now) {
        setting.out.say(
            &format!(
                "CẢNH BÁO: bản này đã quá hạn rà soát (review_by = {}) nên không cảnh báo gì.",
                list.review_by
            ),
            &format!(
                "WARNING: this version is past its review_by date ({}) and raises nothing.",
                list.review_by
            ),
        );
    }
    let ours = live.iter().find(|(live, _)| live.id == tried.id);
    tried.live = ours.map(|(_, version)| *version);
    let mut draft: Vec<(Watchlist, u32)> = live
        .iter()
        .filter(|(live, _)| live.id != tried.id)
        .cloned()
        .collect();
    draft.push((list, tried.version.unwrap_or_default()));
    let hosts = setting.host_lists(None)?;
    let compile = |lists| {
        Watch::compile(lists, &hosts, config, now).map_err(|faults| setting.faults(&faults))
    };
    let (draft, live) = (compile(draft)?, compile(live)?);
    let what = match &tried.rule {
        Some(rule) => Backtest::of_rule(draft, live, tried.id.clone(), rule.clone(), now),
        None => Backtest::new(draft, live, BTreeSet::from([tried.id.clone()]), now),
    };
    let mut what = what.map_err(|faults| setting.faults(&faults))?;
    what.samples_max = samples as usize;

    let stop = stop_on_signals()?;
    let bar = progress::count(desk.store.page_count().await?);
    let raises = setting.out.lang.pick("sẽ cảnh báo", "would be raised");
    let report = haidang_alerting::backtest(
        &desk.store,
        &what,
        now,
        |at| {
            bar.set_length(at.pages_total.max(at.pages));
            bar.set_position(at.pages);
            bar.set_message(format!("{} {raises}", at.raised));
        },
        &stop,
    )
    .await?;
    bar.finish_and_clear();
    if setting.out.json {
        rows(desk, &tried, &report)
    } else {
        words::print(&tried, &report, setting.out.lang)?;
        Ok(())
    }
}

/// One object that tells everything but the samples, then a row for each sample.
fn rows(desk: &Desk, tried: &Tried, report: &BacktestReport) -> anyhow::Result<()> {
    let mut object = json!(report);
    if let Some(object) = object.as_object_mut() {
        object.remove("samples_gained");
        object.remove("samples_lost");
        object.insert("tried".into(), json!(tried));
    }
    desk.setting.out.row(&object)?;
    let gained = report
        .samples_gained
        .iter()
        .map(|sample| ("gained", sample));
    let lost = report.samples_lost.iter().map(|sample| ("lost", sample));
    for (change, sample) in gained.chain(lost) {
        let mut row = json!(sample);
        if let Some(row) = row.as_object_mut() {
            row.insert("change".into(), change.into());
        }
        desk.setting.out.row(&row)?;
    }
    Ok(())
}
