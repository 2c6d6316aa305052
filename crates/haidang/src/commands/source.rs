//! `source check` and `source test`.

use haidang_crawler::{Source, fetch::GuardedFetch};
use haidang_model::{Clock, SystemClock};
use serde_json::json;

use crate::{app::Setting, cli, output::UsageError};

pub(super) async fn run(setting: &Setting, what: &cli::Source) -> anyhow::Result<()> {
    match what {
        cli::Source::Check { dir } => check(setting, &setting.sources(dir.as_deref())?),
        cli::Source::Test { id } => {
            let sources = setting.sources(None)?;
            let Some(source) = sources.iter().find(|source| source.id.as_str() == id) else {
                let known: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
                return Err(UsageError::anyhow(format!(
                    "`{id}`: {} {}",
                    setting
                        .out
                        .lang
                        .pick("không có nguồn này; đang có:", "no such source; there are:"),
                    known.join(", ")
                )));
            };
            test(setting, source).await
        }
    }
}

fn check(setting: &Setting, sources: &[Source]) -> anyhow::Result<()> {
    let now = SystemClock.now();
    for source in sources {
        let expired = source.is_expired(now);
        let object = json!({"id": source.id, "name": source.name, "seeds": source.seeds,
            "scope": source.scope.as_str(), "review_by": source.review_by.to_string(),
            "expired": expired, "file": source.file});
        let lang = setting.out.lang;
        setting.out.row_or(&object, || {
            let note = if expired {
                lang.pick(
                    "ĐÃ QUÁ HẠN RÀ SOÁT, không thu thập",
                    "PAST ITS REVIEW DATE, not crawled",
                )
            } else {
                ""
            };
            format!("{}\t{}\t{note}", source.id, source.name)
        })?;
    }
    Ok(())
}

/// Asks for robots.txt and the first seed of a source, keeping nothing.
async fn test(setting: &Setting, source: &Source) -> anyhow::Result<()> {
    let trial = GuardedFetch::new(&setting.configured.config.crawler)?
        .try_source(source, &SystemClock)
        .await;
    setting.out.row_or(&trial, || {
        serde_json::to_string_pretty(&trial).unwrap_or_default()
    })?;
    anyhow::ensure!(
        trial.ok,
        "{}",
        trial.reason.as_deref().unwrap_or("not fetched")
    );
    Ok(())
}
