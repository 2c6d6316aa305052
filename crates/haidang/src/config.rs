//! `haidang.toml`, and where configuration is found.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use haidang_alerting::AlertingConfig;
use haidang_crawler::CrawlerConfig;
use serde::Deserialize;

use crate::{output::UsageError, telemetry::LogFormat};

/// What `haidang.toml` may say. Every key has a default; the shipped file
/// names them all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The crawler.
    pub crawler: CrawlerConfig,
    /// Watchlists and flags.
    pub alerting: AlertingConfig,
    /// The console.
    pub console: ConsoleSection,
    /// Where things are kept.
    pub store: StoreSection,
    /// Logs.
    pub log: LogSection,
}

/// `[console]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConsoleSection {
    /// Where the console listens.
    pub listen: SocketAddr,
    /// Whether the cookie is sent over HTTPS only; set it when a proxy in
    /// front of the console does TLS.
    pub secure_cookie: bool,
}

impl Default for ConsoleSection {
    fn default() -> Self {
        ConsoleSection {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8088),
            secure_cookie: false,
        }
    }
}

/// `[store]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StoreSection {
    /// A file that holds the address of a PostgreSQL database; SQLite in the
    /// data folder when absent. A file, so that the password stands nowhere
    /// else; the environment's `HAIDANG_POSTGRES` goes before it.
    pub postgres_url_file: Option<PathBuf>,
}

impl StoreSection {
    /// Returns the address of the PostgreSQL database, if one is to be used.
    ///
    /// # Errors
    /// When the file that should hold it cannot be read.
    pub fn postgres_url(&self) -> anyhow::Result<Option<String>> {
        if let Ok(url) = std::env::var("HAIDANG_POSTGRES") {
            return Ok(Some(url));
        }
        let Some(file) = &self.postgres_url_file else {
            return Ok(None);
        };
        let url = std::fs::read_to_string(file).with_context(|| {
            format!("cannot read the database address from `{}`", file.display())
        })?;
        Ok(Some(url.trim().to_owned()))
    }
}

/// `[log]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LogSection {
    /// `text` or `json`.
    pub format: LogFormat,
}

/// The configuration folder, if there is one, and what its `haidang.toml` says.
#[derive(Clone, Debug, Default)]
pub struct Configured {
    /// The folder; `None` when the shipped watchlists are to be used.
    pub folder: Option<PathBuf>,
    /// The settings.
    pub config: Config,
}

/// Finds and reads the configuration: the folder named on the command line,
/// else `config` in the working folder, else none.
///
/// # Errors
/// When a folder was named that is not there, or `haidang.toml` has a fault;
/// the message says `file:line:column`.
pub fn load(named: Option<&Path>) -> anyhow::Result<Configured> {
    let folder = match named {
        Some(folder) if folder.is_dir() => Some(folder.to_owned()),
        Some(folder) => {
            return Err(UsageError::anyhow(format!(
                "`{}`: không có thư mục cấu hình này / no such configuration folder",
                folder.display()
            )));
        }
        None => Some(PathBuf::from("config")).filter(|folder| folder.is_dir()),
    };
    let Some(folder) = folder else {
        return Ok(Configured::default());
    };
    let file = folder.join("haidang.toml");
    let config = if file.exists() {
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("cannot read `{}`", file.display()))?;
        parse(&file, &text)?
    } else {
        Config::default()
    };
    Ok(Configured {
        folder: Some(folder),
        config,
    })
}

/// Reads the text of a `haidang.toml`.
fn parse(file: &Path, text: &str) -> anyhow::Result<Config> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let before = text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        UsageError::anyhow(format!(
            "{}:{line}:{column}: {}",
            file.display(),
            error.message()
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../../config/haidang.toml");

    #[test]
    fn the_shipped_file_states_every_default() {
        let shipped = parse(Path::new("haidang.toml"), SHIPPED).expect("the shipped file is read");
        assert_eq!(format!("{shipped:?}"), format!("{:?}", Config::default()));
    }

    #[test]
    fn a_typo_is_named_with_its_place() {
        let text = "[crawler]\nworkers = 4\n\n[console]\nlisen = \"127.0.0.1:1\"\n";
        let error = parse(Path::new("config/haidang.toml"), text).expect_err("a typo");
        let message = error.to_string();
        assert!(
            message.starts_with("config/haidang.toml:5:1: unknown field `lisen`"),
            "{message}"
        );
    }
}
