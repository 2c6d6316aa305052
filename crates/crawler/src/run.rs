//! One run of the crawler: who is leased when, and when it is over.

mod host;
mod pages;

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::Duration,
};

use haidang_model::{Host, SourceId, Timestamp};
use haidang_store::{HostLease, LeaseScope, StoreError};
use tokio::{
    sync::{Notify, mpsc},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;

use self::pages::Pages;
use crate::{
    CrawlSummary, Crawler, Fetched, Source, Until, crawler::why_not, scheduler::Scheduler,
};

/// How far ahead something may become due for an idle run to wait for it. The
/// first retry of a host lies within, the later ones do not.
const IDLE_WAIT_MS: i64 = 5_000;
/// How long the coordinator sleeps at most before it looks again: other
/// processes, swapped sources and ticks are not announced.
const POLL_MAX: Duration = Duration::from_millis(1_000);
/// How long it sleeps at least, so that it never spins.
const POLL_MIN: Duration = Duration::from_millis(10);
/// Errors of the store in a row after which a run gives up.
const STORE_ERRORS_MAX: u32 = 10;

/// One run of the crawler.
pub(crate) struct Run<'a> {
    crawler: &'a Crawler,
    shared: Arc<Shared>,
}

/// What the coordinator and the tasks of a run share.
struct Shared {
    crawler: Parts,
    out: mpsc::Sender<Fetched>,
    stop: CancellationToken,
    until: Until,
    summary: Mutex<CrawlSummary>,
    /// Pages that are being fetched or were handed on.
    run_pages: Pages,
    source_pages: Mutex<HashMap<SourceId, Arc<Pages>>>,
    /// Until when hosts rest for politeness alone; an idle run waits for it.
    resting_until: AtomicI64,
    failing: Mutex<HashMap<Host, u32>>,
    /// Where sitemaps were looked for already.
    searched: Mutex<HashSet<(SourceId, String)>>,
    low_on_disk: AtomicBool,
    /// Rung when attempts were committed, and so links may be new.
    committed: Notify,
}

/// The parts of the crawler that tasks need; tasks outlive borrows.
struct Parts {
    config: crate::CrawlerConfig,
    store: haidang_store::DynStore,
    clock: Arc<dyn haidang_model::Clock>,
    sources: Arc<arc_swap::ArcSwap<Vec<Source>>>,
    means: Arc<crate::attempt::Means>,
    free_bytes: Option<crate::FreeBytes>,
}

impl<'a> Run<'a> {
    pub(crate) fn new(
        crawler: &'a Crawler,
        out: mpsc::Sender<Fetched>,
        stop: CancellationToken,
        until: Until,
    ) -> Run<'a> {
        let shared = Shared {
            crawler: Parts {
                config: crawler.config.clone(),
                store: Arc::clone(&crawler.store),
                clock: Arc::clone(&crawler.clock),
                sources: Arc::clone(&crawler.sources),
                means: Arc::clone(&crawler.means),
                free_bytes: crawler.free_bytes.clone(),
            },
            out,
            stop,
            until,
            summary: Mutex::default(),
            run_pages: Pages::default(),
            source_pages: Mutex::default(),
            resting_until: AtomicI64::new(i64::MIN),
            failing: Mutex::default(),
            searched: Mutex::default(),
            low_on_disk: AtomicBool::new(false),
            committed: Notify::new(),
        };
        Run {
            crawler,
            shared: Arc::new(shared),
        }
    }

    /// Leases hosts and hands each to a task, until the run is over.
    pub(crate) async fn run(self) -> CrawlSummary {
        for (source, why) in self.crawler.not_crawled(self.crawler.clock.now()) {
            tracing::error!(source.id = %source, "source is not crawled: {why}");
        }
        let mut tasks = JoinSet::new();
        if let Err(error) = self.coordinate(&mut tasks).await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the crawl stops because the store fails"
            );
            self.shared.summarise(|summary| summary.store_failed = true);
        }
        while let Some(ended) = tasks.join_next().await {
            report(ended);
        }
        self.shared
            .summary
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    async fn coordinate(&self, tasks: &mut JoinSet<()>) -> Result<(), StoreError> {
        let shared = &self.shared;
        let crawler = self.crawler;
        if crawler.config.sole_process {
            crawler.store.frontier_release_all().await?;
        }
        let mut scheduler = Scheduler::new(Arc::clone(&crawler.store), shared.until);
        let mut errors = 0;
        loop {
            while let Some(ended) = tasks.try_join_next() {
                report(ended);
            }
            if shared.is_over() {
                return Ok(());
            }
            if tasks.len() >= crawler.config.workers.max(1) {
                tokio::select! {
                    Some(ended) = tasks.join_next() => report(ended),
                    () = shared.stop.cancelled() => {}
                }
                continue;
            }
            if shared.is_low_on_disk() {
                if matches!(shared.until, Until::Idle { .. }) {
                    shared.summarise(|summary| summary.disk_full = true);
                    return Ok(());
                }
                shared.rest(POLL_MAX).await;
                continue;
            }
            // Whether anything was in flight is asked before the lease: what
            // ends in between has committed its links already.
            let nothing_in_flight = tasks.is_empty();
            match self.lease(&mut scheduler).await {
                Ok(Some(lease)) => {
                    errors = 0;
                    metrics::counter!("haidang_crawler_leases_total").increment(1);
                    let shared = Arc::clone(shared);
                    tasks.spawn(async move { shared.work(lease).await });
                }
                Ok(None) => {
                    errors = 0;
                    match self.wait_for().await? {
                        None if nothing_in_flight && matches!(shared.until, Until::Idle { .. }) => {
                            return Ok(());
                        }
                        next => {
                            let nap = next.unwrap_or(POLL_MAX).clamp(POLL_MIN, POLL_MAX);
                            tokio::select! {
                                Some(ended) = tasks.join_next(), if !tasks.is_empty() => report(ended),
                                () = shared.committed.notified() => {}
                                () = shared.rest(nap) => {}
                            }
                        }
                    }
                }
                Err(error) => {
                    errors += 1;
                    if errors >= STORE_ERRORS_MAX {
                        return Err(error);
                    }
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "the frontier cannot be asked"
                    );
                    shared.rest(POLL_MAX).await;
                }
            }
        }
    }

    /// Leases a host that is due, after the schedules were heeded.
    async fn lease(&self, scheduler: &mut Scheduler) -> Result<Option<HostLease>, StoreError> {
        let now = self.crawler.clock.now();
        let sources = self.crawler.sources.load_full();
        for source in sources.iter() {
            if why_not(&self.crawler.config, source, now).is_none() {
                scheduler.plan(source, now).await?;
            }
        }
        match self.shared.scope(now) {
            Some(scope) => {
                let ttl_ms = self.crawler.config.lease_ms;
                self.crawler.store.frontier_lease(&scope, now, ttl_ms).await
            }
            None => Ok(None),
        }
    }

    /// Returns after what time something is due that this run waits for.
    async fn wait_for(&self) -> Result<Option<Duration>, StoreError> {
        let now = self.crawler.clock.now();
        let Some(scope) = self.shared.scope(now) else {
            return Ok(None);
        };
        let Some(next) = self.crawler.store.frontier_next_due(&scope).await? else {
            return Ok(None);
        };
        let resting = Timestamp(self.shared.resting_until.load(Ordering::SeqCst));
        let horizon = now.plus_ms(IDLE_WAIT_MS).max(resting);
        let waited_for = matches!(self.shared.until, Until::Stopped) || next <= horizon;
        let ms = u64::try_from(next.ms_since(now)).unwrap_or(0);
        Ok(waited_for.then(|| Duration::from_millis(ms)))
    }
}

fn report(ended: Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended {
        tracing::error!(%error, "a crawl task broke off; its host is free again when its lease runs out");
    }
}

impl Shared {
    /// Tells whether nothing new is to be begun.
    fn is_over(&self) -> bool {
        self.stop.is_cancelled()
            || self.out.is_closed()
            || match self.until {
                Until::Idle {
                    pages_max: Some(most),
                } => self.run_pages.sure.load(Ordering::SeqCst) >= most,
                _ => false,
            }
    }

    fn is_low_on_disk(&self) -> bool {
        let floor = self.crawler.config.free_bytes_min;
        let free = self.crawler.free_bytes.as_ref().and_then(|free| free());
        let low = floor > 0 && free.is_some_and(|free| free < floor);
        if low && !self.low_on_disk.swap(true, Ordering::SeqCst) {
            metrics::counter!("haidang_crawler_disk_floor_total").increment(1);
            tracing::error!(
                free_bytes = free,
                free_bytes_min = floor,
                "nothing new is fetched: the disk is almost full"
            );
        }
        if !low && self.low_on_disk.swap(false, Ordering::SeqCst) {
            tracing::info!(free_bytes = free, "there is room on the disk again");
        }
        low
    }

    async fn rest(&self, nap: Duration) {
        tokio::select! {
            () = tokio::time::sleep(nap) => {}
            () = self.stop.cancelled() => {}
        }
    }

    fn summarise(&self, change: impl FnOnce(&mut CrawlSummary)) {
        change(&mut self.summary.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Returns the sources that are crawled at `now`; `None` when there are
    /// none, which the store would take for all.
    fn scope(&self, now: Timestamp) -> Option<LeaseScope> {
        let sources: Vec<SourceId> = self
            .crawler
            .sources
            .load()
            .iter()
            .filter(|source| why_not(&self.crawler.config, source, now).is_none())
            .map(|source| source.id.clone())
            .collect();
        (!sources.is_empty()).then_some(LeaseScope { sources })
    }
}
