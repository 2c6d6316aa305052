//! `watchlist`: files, and the life of what came of them.

mod act;
mod backtest;
mod import;
mod look;

use std::{
    io::Read as _,
    path::{Path, PathBuf},
};

use haidang_alerting::{HostLists, Watchlist as List, load_dir, load_file};
use haidang_model::{Clock, SystemClock, WatchlistId};
use haidang_store::DynStore;
use serde_json::json;

use super::matching;
use crate::{
    app::{Access, Setting},
    cli::{Watchlist, WatchlistTest},
    output::UsageError,
    pipeline::{self, Body, RawPage},
};

/// Bytes of the longest text that `test` takes.
const TEXT_BYTES_MAX: u64 = 8 << 20;

pub(super) async fn run(setting: Setting, what: &Watchlist) -> anyhow::Result<()> {
    match what {
        Watchlist::Check { files } => check(&setting, files),
        Watchlist::Test(options) => test(&setting, options),
        Watchlist::List => look::list(setting).await,
        Watchlist::Show { id, version } => look::show(setting, &parse_id(id)?, *version).await,
        Watchlist::Export { id, version } => look::export(setting, &parse_id(id)?, *version).await,
        Watchlist::Diff { id, from, to } => look::diff(setting, &parse_id(id)?, *from, *to).await,
        Watchlist::Backtest(options) => backtest::run(setting, options).await,
        Watchlist::Import(options) => import::run(setting, options).await,
        Watchlist::Trial(act) => act::run(setting, act::Act::Trial, act).await,
        Watchlist::Propose(act) => act::run(setting, act::Act::Propose, act).await,
        Watchlist::Publish(act) => act::run(setting, act::Act::Publish, act).await,
        Watchlist::Retire(act) => act::run(setting, act::Act::Retire, act).await,
        Watchlist::Rollback { id, to, note, user } => {
            act::rollback(setting, &parse_id(id)?, *to, note, user).await
        }
    }
}

/// The store and how to speak: all that watchlists need. The index is left alone,
/// so that with PostgreSQL the commands work while `run` does.
struct Desk {
    setting: Setting,
    store: DynStore,
}

impl Desk {
    async fn open(setting: Setting, access: Access) -> anyhow::Result<Desk> {
        let (store, _) = setting.open_store(access).await?;
        Ok(Desk { setting, store })
    }
}

fn parse_id(id: &str) -> anyhow::Result<WatchlistId> {
    WatchlistId::parse(id).map_err(|error| UsageError::anyhow(error.to_string()))
}

/// Reads the files and folders named, or the watchlists of the configuration.
fn files_or_configured(setting: &Setting, files: &[PathBuf]) -> anyhow::Result<Vec<List>> {
    if files.is_empty() {
        return setting.watchlists(None);
    }
    let mut lists = Vec::new();
    let mut faults = Vec::new();
    for file in files {
        let loaded = if Path::new(file).is_dir() {
            load_dir(file)
        } else {
            load_file(file).map(|list| vec![list])
        };
        match loaded {
            Ok(loaded) => lists.extend(loaded),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() {
        Ok(lists)
    } else {
        Err(setting.faults(&faults))
    }
}

/// Reads the lists of hosts for the same files and folders: those beside the
/// first of them.
fn hosts_of(setting: &Setting, files: &[PathBuf]) -> anyhow::Result<HostLists> {
    let Some(first) = files.first() else {
        return setting.host_lists(None);
    };
    let folder = if first.is_dir() {
        Some(first.as_path())
    } else {
        first.parent()
    };
    // The folder of a bare file name is the working folder.
    let folder = folder.map(|folder| {
        if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        }
    });
    setting.host_lists(folder)
}

fn check(setting: &Setting, files: &[PathBuf]) -> anyhow::Result<()> {
    let now = SystemClock.now();
    let lists = files_or_configured(setting, files)?;
    let rows: Vec<_> = lists
        .iter()
        .map(|list| {
            json!({"id": list.id, "name": list.name, "category": list.category,
                "rules": list.rules.len(), "review_by": list.review_by.to_string(),
                "expired": list.is_expired(now), "file": list.file})
        })
        .collect();
    setting.compile_unkept(lists, &hosts_of(setting, files)?, now)?;
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

fn test(setting: &Setting, options: &WatchlistTest) -> anyhow::Result<()> {
    let now = SystemClock.now();
    let lists = files_or_configured(setting, &options.files)?;
    let hosts = hosts_of(setting, &options.files)?;
    let watch = setting.compile_unkept(lists, &hosts, now)?;
    let text = match (&options.on, options.text.as_deref()) {
        (Some(file), _) => return matching::over(setting, &watch, file),
        (None, Some("-")) => {
            let mut bytes = Vec::new();
            std::io::stdin()
                .take(TEXT_BYTES_MAX)
                .read_to_end(&mut bytes)?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
        (None, text) => text.unwrap_or_default().to_owned(),
    };
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
