use std::{fmt, sync::Arc};

use arc_swap::ArcSwap;
use bytes::Bytes;
use haidang_model::{CanonicalUrl, Clock, Page, SourceId, Timestamp};
use haidang_store::{DynStore, FrontierEntry, HostLease, NewEntry, NewFetch};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use crate::{
    CrawlerConfig, Source,
    attempt::Means,
    fetch::{GuardedFetch, NameLookup, SystemLookup},
    politeness::Politeness,
    robots_gate::RobotsGate,
    run::Run,
};

/// What becomes of the address that was fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NextVisit {
    /// When it is due again; `None` when it is not to be asked for again.
    pub next_due: Option<Timestamp>,
    /// Failures in a row, this attempt counted in; 0 after a success.
    pub failures: u32,
    /// `ETag` to keep.
    pub etag: Option<String>,
    /// `Last-Modified` to keep.
    pub last_modified: Option<String>,
}

/// One attempt, on its way to being kept. Whoever takes it writes the fetch
/// record and the frontier outcome and then sends on, or drops, `done`; until
/// then its host is not asked for the next batch.
#[derive(Debug)]
pub struct Fetched {
    /// The entry of the frontier.
    pub entry: FrontierEntry,
    /// The lease under which it was fetched.
    pub lease: HostLease,
    /// The attempt. Its `body` hash is `None`: blobs are the taker's.
    pub fetch: NewFetch,
    /// The decoded body, when there is a page to be read.
    pub body: Option<Bytes>,
    /// The whole `Content-Type`, parameters too, when the server sent one.
    pub content_type: Option<String>,
    /// The address that answered, after redirects.
    pub page_url: CanonicalUrl,
    /// Addresses named by a sitemap or a feed, within scope.
    pub discovered: Vec<NewEntry>,
    /// What becomes of the entry.
    pub next: NextVisit,
    /// To be sent or dropped once the attempt is committed.
    pub done: oneshot::Sender<()>,
}

/// When a crawl ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// When nothing is due any more, or so many pages were read.
    Idle {
        /// Pages of this run at most; `None` for no limit but the sources'.
        pages_max: Option<u64>,
    },
    /// When it is told to stop.
    Stopped,
}

/// What a crawl did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CrawlSummary {
    /// Attempts that reached a server.
    pub fetched: u64,
    /// Pages that were read.
    pub pages: u64,
    /// Attempts that failed.
    pub errors: u64,
    /// Addresses that robots.txt denied.
    pub robots_denied: u64,
    /// Answers of a type that is not read.
    pub skipped: u64,
    /// Addresses that were left out as out of scope.
    pub out_of_scope: u64,
    /// Answers that said nothing had changed.
    pub not_modified: u64,
    /// Set when the crawl stopped by itself for want of room on the disk.
    pub disk_full: bool,
    /// Set when the crawl stopped by itself because the store failed; the log
    /// says how.
    pub store_failed: bool,
}

/// Why a source is not crawled, though its file is in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCrawled {
    /// Its `review_by` has passed.
    Expired,
    /// `contact` is not set, and only private sources are crawled without it.
    NoContact,
}

impl fmt::Display for NotCrawled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotCrawled::Expired => {
                "its `review_by` has passed; review it and set a later date in its file"
            }
            NotCrawled::NoContact => {
                "`contact` is not set in the configuration; a site's owner must be able to reach us"
            }
        })
    }
}

/// Tells how many bytes are free where pages are kept; `None` when it cannot
/// be told.
pub type FreeBytes = Arc<dyn Fn() -> Option<u64> + Send + Sync>;

/// Crawls the sources it is given.
pub struct Crawler {
    pub(crate) config: CrawlerConfig,
    pub(crate) store: DynStore,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) sources: Arc<ArcSwap<Vec<Source>>>,
    pub(crate) means: Arc<Means>,
    pub(crate) free_bytes: Option<FreeBytes>,
}

impl Crawler {
    /// Builds a crawler. `sources` may be swapped while it runs.
    pub fn new(
        config: CrawlerConfig,
        store: DynStore,
        clock: Arc<dyn Clock>,
        sources: Arc<ArcSwap<Vec<Source>>>,
    ) -> Crawler {
        let means = Means {
            fetch: GuardedFetch::with_lookup(config.clone(), Arc::new(SystemLookup::default())),
            robots: RobotsGate::new(Arc::clone(&store), Arc::clone(&clock)),
            politeness: Politeness::default(),
            clock: Arc::clone(&clock),
        };
        Crawler {
            config,
            store,
            clock,
            sources,
            means: Arc::new(means),
            free_bytes: None,
        }
    }

    /// Looks names up another way, as tests do.
    #[must_use]
    pub fn with_lookup(mut self, lookup: Arc<dyn NameLookup>) -> Crawler {
        self.means = Arc::new(Means {
            fetch: GuardedFetch::with_lookup(self.config.clone(), lookup),
            robots: RobotsGate::new(Arc::clone(&self.store), Arc::clone(&self.clock)),
            politeness: Politeness::default(),
            clock: Arc::clone(&self.clock),
        });
        self
    }

    /// Watches the room on the disk: below `free_bytes_min` nothing new is
    /// fetched.
    #[must_use]
    pub fn with_free_bytes(mut self, free_bytes: FreeBytes) -> Crawler {
        self.free_bytes = Some(free_bytes);
        self
    }

    /// Crawls until told to stop or until nothing is due. Every attempt goes
    /// to `out`; a full channel slows the crawl. Returns after the last
    /// attempt was acknowledged.
    ///
    /// With [`Until::Idle`] seeds are asked for anew unless an earlier crawl
    /// of the source was broken off, which is then resumed; the run ends when
    /// nothing becomes due within a few seconds, so a host that failed and is
    /// to be tried again later does not hold it up.
    pub async fn run(
        &self,
        out: mpsc::Sender<Fetched>,
        stop: CancellationToken,
        until: Until,
    ) -> CrawlSummary {
        Run::new(self, out, stop, until).run().await
    }

    /// Lists the loaded sources that are not crawled at `now`, with why.
    pub fn not_crawled(&self, now: Timestamp) -> Vec<(SourceId, NotCrawled)> {
        self.sources
            .load()
            .iter()
            .filter_map(|source| Some((source.id.clone(), why_not(&self.config, source, now)?)))
            .collect()
    }

    /// Returns the source that an entry belongs to, if it is still loaded.
    pub fn source(&self, id: &SourceId) -> Option<Source> {
        self.sources
            .load()
            .iter()
            .find(|source| source.id == *id)
            .cloned()
    }

    /// Returns the addresses of a page that are to be crawled; see
    /// [`crate::discover()`].
    pub fn discover(
        &self,
        source: &Source,
        entry: &FrontierEntry,
        page_url: &CanonicalUrl,
        page: &Page,
        now: Timestamp,
    ) -> Vec<NewEntry> {
        crate::discover(source, entry, page_url, page, now)
    }
}

/// Tells why a source is not crawled at `now`.
pub(crate) fn why_not(
    config: &CrawlerConfig,
    source: &Source,
    now: Timestamp,
) -> Option<NotCrawled> {
    if source.is_expired(now) {
        Some(NotCrawled::Expired)
    } else if config.contact.trim().is_empty() && !source.allow_private() {
        Some(NotCrawled::NoContact)
    } else {
        None
    }
}
