//! One file a command; each reads: open what is needed, do it, say what came
//! of it.

mod cases;
mod crawl;
mod demo;
mod extract;
mod flags;
mod health;
mod ingest;
mod maintain;
mod matching;
mod person;
mod progress;
mod robots;
mod run;
mod search;
mod source;
mod user;
mod watchlist;

use crate::{
    app::Setting,
    cli::{Cli, Command},
    telemetry,
};

/// Does what the command line says.
///
/// # Errors
/// A [`crate::output::UsageError`] for wrong usage, anything else for failure.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    let setting = Setting::load(&cli.global)?;
    let long = matches!(cli.command, Command::Run(_));
    telemetry::init_logs(setting.configured.config.log.format, long);
    match cli.command {
        Command::Demo(options) => demo::run(setting, &options).await,
        Command::Run(options) => run::run(setting, &options).await,
        Command::Crawl(options) => crawl::run(setting, &options).await,
        Command::Ingest(options) => ingest::run(setting, &options).await,
        Command::Search(options) => search::run(setting, &options).await,
        Command::Match(options) => matching::run(&setting, &options),
        Command::Extract(options) => extract::run(&setting, &options),
        Command::Robots(options) => robots::run(&setting, &options),
        Command::Flags(options) => flags::run(setting, &options).await,
        Command::Cases(what) => cases::run(setting, &what).await,
        Command::Watchlist(what) => watchlist::run(setting, &what).await,
        Command::Source(what) => source::run(&setting, &what).await,
        Command::Rematch => maintain::rematch(setting).await,
        Command::User(what) => user::run(setting, &what).await,
        Command::Reindex => maintain::reindex(setting).await,
        Command::Verify => maintain::verify(setting).await,
        Command::Health { url } => health::run(&setting, &url).await,
    }
}
