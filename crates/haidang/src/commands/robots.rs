//! `robots`: may this agent ask for this address?

use std::{fs::File, io::BufReader};

use anyhow::Context as _;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use haidang_crawler::robots::RobotsRules;
use serde::Deserialize;

use crate::{app::Setting, cli::Robots, import::Lines, output::UsageError};

/// One question of a `--cases` file.
#[derive(Deserialize)]
struct Row {
    robots: Option<String>,
    robots_b64: Option<String>,
    ua: Option<String>,
    uas: Option<Vec<String>>,
    url: String,
}

pub(super) fn run(setting: &Setting, options: &Robots) -> anyhow::Result<()> {
    let _ = setting;
    if let Some(cases) = &options.cases {
        return many(cases);
    }
    let (Some(agent), Some(url), Some(file)) = (&options.agent, &options.url, &options.file) else {
        return Err(UsageError::anyhow("robots: --agent, --url, FILE"));
    };
    let body = std::fs::read(file)
        .map_err(|error| UsageError::anyhow(format!("`{}`: {error}", file.display())))?;
    print(allows(&body, &[agent.as_str()], url))
}

fn many(file: &std::path::Path) -> anyhow::Result<()> {
    let place = file.display().to_string();
    let reader =
        File::open(file).map_err(|error| UsageError::anyhow(format!("`{place}`: {error}")))?;
    for (line, bytes) in Lines::new(BufReader::new(reader), place.clone()) {
        let bytes =
            bytes.map_err(|problem| UsageError::anyhow(format!("{place}:{line}: {problem}")))?;
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let row: Row = serde_json::from_slice(&bytes).map_err(|error| {
            UsageError::anyhow(format!("{place}:{line}:{}: {error}", error.column()))
        })?;
        let body = match (row.robots, row.robots_b64) {
            (Some(text), _) => text.into_bytes(),
            (None, Some(text)) => BASE64_STANDARD
                .decode(text)
                .with_context(|| format!("{place}:{line}: robots_b64"))?,
            (None, None) => {
                return Err(UsageError::anyhow(format!(
                    "{place}:{line}: `robots` or `robots_b64` is missing"
                )));
            }
        };
        let agents = row.uas.unwrap_or_default();
        let agents: Vec<&str> = row.ua.iter().chain(&agents).map(String::as_str).collect();
        print(allows(&body, &agents, &row.url))?;
    }
    Ok(())
}

/// Several names of one agent: the first that the file has a group for counts,
/// as RFC 9309 §2.2.1 asks of a crawler with more than one product token.
fn allows(body: &[u8], agents: &[&str], url: &str) -> bool {
    RobotsRules::parse(body).for_agents(agents).allows(url)
}

fn print(allowed: bool) -> anyhow::Result<()> {
    use std::io::Write as _;
    writeln!(
        std::io::stdout().lock(),
        "{}",
        if allowed { "allowed" } else { "disallowed" }
    )?;
    Ok(())
}
