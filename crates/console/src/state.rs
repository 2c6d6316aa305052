use std::{fmt, sync::Arc};

use arc_swap::ArcSwap;
use haidang_alerting::Watch;
use haidang_indexer::Indexer;
use haidang_model::Clock;
use haidang_store::DynStore;

/// What the console may be told; the defaults fit a single node on loopback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleConfig {
    /// Whether cookies carry `Secure`: set it when the console is reached
    /// through HTTPS. Off by default, for plain HTTP on loopback.
    pub secure_cookies: bool,
    /// Milliseconds a log-in lasts. 12 hours: a working day with overtime.
    pub session_ms: i64,
    /// Refused log-ins in a row after which a name is locked. 5.
    pub name_failures_max: u32,
    /// Refused log-ins within the lock time after which an address is asked
    /// to wait. 20: an office may share one address. Behind a proxy every
    /// log-in comes from the proxy's address; raise it there.
    pub address_failures_max: u32,
    /// Milliseconds a name or an address stays locked. 15 minutes.
    pub lock_ms: i64,
    /// Bytes of the largest form that is read. 256 KiB: room for a text to be
    /// tested against the watchlists.
    pub form_bytes_max: usize,
}

impl Default for ConsoleConfig {
    fn default() -> ConsoleConfig {
        ConsoleConfig {
            secure_cookies: false,
            session_ms: 12 * 60 * 60 * 1_000,
            name_failures_max: 5,
            address_failures_max: 20,
            lock_ms: 15 * 60 * 1_000,
            form_bytes_max: 256 * 1024,
        }
    }
}

/// A source as the console shows it. Filled by the binary, so that the console
/// need not know the crawler.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceView {
    /// The id of the source, as its file names it.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Where its crawl begins.
    pub seeds: Vec<String>,
    /// `host`, `site` or `prefix`.
    pub scope: String,
    /// Why it is read.
    pub basis: String,
    /// Who answers for it.
    pub owner: String,
    /// The day by which it must be reviewed, `YYYY-MM-DD`.
    pub review_by: String,
    /// Whether that day has passed, so that it is not crawled.
    pub expired: bool,
    /// Whether its owner consented in writing.
    pub owned: bool,
    /// Whether private addresses are allowed.
    pub allow_private: bool,
    /// Milliseconds between two requests to one host, at least.
    pub delay_ms: u64,
    /// Pages it may bring in.
    pub pages_max: u64,
    /// The cron expression of its visits, if it is visited on its own.
    pub every: Option<String>,
}

/// What every page of the console works on.
#[derive(Clone)]
pub struct ConsoleState {
    /// Everything that is kept.
    pub store: DynStore,
    /// The search index.
    pub indexer: Arc<Indexer>,
    /// The compiled watchlists, swapped whole when they change.
    pub watch: Arc<ArcSwap<Watch>>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The sources as last loaded.
    pub sources: Arc<ArcSwap<Vec<SourceView>>>,
    /// Limits and switches.
    pub config: ConsoleConfig,
}

impl fmt::Debug for ConsoleState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConsoleState")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}
