//! Work on one leased host: entry after entry, batch after batch.

use std::{
    collections::HashSet,
    future::Future,
    sync::{
        Arc, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use haidang_model::{CanonicalUrl, FrontierId, Host, PageKey, Timestamp};
use haidang_store::{FetchOutcome, FrontierEntry, HostLease, NewEntry, NewFetch, StoreError};
use tokio::sync::oneshot;

use super::{
    Shared,
    pages::{Pages, Reserved, Room},
};
use crate::{
    Fetched, NextVisit, Source, Until,
    attempt::{Attempt, attempt},
    backoff,
    robots_gate::origin,
};

/// Batches of one host under one lease, before others get their turn.
const BATCHES_MAX: u32 = 8;
/// How long a host rests whose attempts were not committed.
const UNCOMMITTED_PAUSE: Duration = Duration::from_secs(30);
/// How long a host rests when there may be no room for its pages.
const FULL_PAUSE: Duration = Duration::from_millis(100);
/// Pairs of source and origin that are remembered as searched for sitemaps.
const SITEMAP_ORIGINS_MAX: usize = 100_000;
/// Where a sitemap stands when nothing says otherwise.
const USUAL_SITEMAP: &str = "/sitemap.xml";

/// What a batch leaves behind.
#[derive(Default)]
struct Batch {
    fetched: HashSet<FrontierId>,
    acks: Vec<oneshot::Receiver<()>>,
    reserved: Reserved,
    /// After how long the host is due again.
    delay: Duration,
}

/// Why a batch ended early.
enum Break {
    /// Told to stop.
    Stop,
    /// No room for more pages until others in flight have ended.
    Full,
    /// The host is to be left alone for a time.
    Pause(Duration),
}

impl Shared {
    /// Works on a leased host: batch after batch, then gives it back.
    pub(super) async fn work(&self, mut lease: HostLease) {
        let pause = match self.batches(&mut lease).await {
            Ok(pause) => pause,
            Err(error) => {
                tracing::warn!(
                    host = %lease.host,
                    error = &error as &dyn std::error::Error,
                    "a host is given back because the store fails"
                );
                UNCOMMITTED_PAUSE
            }
        };
        let now = self.crawler.clock.now();
        let until = now.plus_ms(i64::try_from(pause.as_millis()).unwrap_or(i64::MAX));
        if let Err(error) = self.crawler.store.frontier_release(&lease, until).await {
            tracing::warn!(
                host = %lease.host,
                error = &error as &dyn std::error::Error,
                "a lease cannot be given back and will run out by itself"
            );
        }
    }

    /// Returns for how long the host is to be left alone.
    async fn batches(&self, lease: &mut HostLease) -> Result<Duration, StoreError> {
        let mut last: HashSet<FrontierId> = HashSet::new();
        let mut delay = Duration::ZERO;
        for _ in 0..BATCHES_MAX {
            let now = self.crawler.clock.now();
            let Some(scope) = self.scope(now) else { break };
            let limit = self.crawler.config.batch.max(1);
            let due = self
                .crawler
                .store
                .frontier_due(&scope, lease, now, limit)
                .await?;
            if due.is_empty() {
                break;
            }
            if due.iter().any(|entry| last.contains(&entry.id)) {
                tracing::warn!(host = %lease.host, "attempts were not committed; the host rests");
                return Ok(UNCOMMITTED_PAUSE);
            }
            let mut batch = Batch::default();
            let ended = self.batch(lease, due, &mut batch).await;
            // Whatever ended the batch, its attempts are waited for.
            for ack in batch.acks {
                let _ = self.holding(lease, ack).await;
            }
            self.recount(batch.reserved).await?;
            (last, delay) = (batch.fetched, batch.delay);
            metrics::counter!("haidang_crawler_committed_batches_total").increment(1);
            self.committed.notify_one();
            match ended? {
                None => {}
                Some(Break::Stop) => break,
                Some(Break::Full) => {
                    delay = delay.max(FULL_PAUSE);
                    break;
                }
                Some(Break::Pause(pause)) => return Ok(pause),
            }
            if self.is_over() || self.is_low_on_disk() {
                break;
            }
        }
        let until = self
            .crawler
            .clock
            .now()
            .plus_ms(i64::try_from(delay.as_millis()).unwrap_or(i64::MAX));
        self.resting_until.fetch_max(until.0, Ordering::SeqCst);
        Ok(delay)
    }

    /// Fetches one entry after the other and hands each on.
    async fn batch(
        &self,
        lease: &mut HostLease,
        due: Vec<FrontierEntry>,
        batch: &mut Batch,
    ) -> Result<Option<Break>, StoreError> {
        for entry in due {
            if self.is_over() {
                return Ok(Some(Break::Stop));
            }
            let sources = self.crawler.sources.load_full();
            let Some(source) = sources.iter().find(|source| source.id == entry.source) else {
                continue;
            };
            let pages = self.pages_of(source).await?;
            let room = self.room(source, &pages);
            let attempt = match room {
                Room::Perhaps => return Ok(Some(Break::Full)),
                Room::No if !self.is_known(&entry.url).await? => full(source, &entry, self.now()),
                // A page that is kept already may be fetched anew.
                Room::No | Room::Yes => {
                    let work = attempt(&self.crawler.means, source, &entry);
                    // A request that is broken off is made again later.
                    let attempt = tokio::select! {
                        attempt = self.holding(lease, work) => Some(attempt),
                        () = self.stop.cancelled() => None,
                    };
                    if room == Room::Yes {
                        let ended = attempt.as_ref().and_then(|attempt| attempt.as_ref().ok());
                        self.settle(source, pages, ended, &mut batch.reserved);
                    }
                    match attempt {
                        Some(attempt) => attempt?,
                        None => return Ok(Some(Break::Stop)),
                    }
                }
            };
            batch.delay = attempt.delay;
            self.count(source, &entry, &attempt);
            self.seek_sitemaps(source, &entry, &attempt).await?;
            let pause = self.pause_after(&lease.host, &attempt).await;
            batch.fetched.insert(entry.id);
            let (done, ack) = oneshot::channel();
            let handed = Fetched {
                entry,
                lease: lease.clone(),
                fetch: attempt.fetch,
                body: attempt.body,
                content_type: attempt.content_type,
                page_url: attempt.page_url,
                discovered: attempt.discovered,
                next: attempt.next,
                done,
            };
            if self.holding(lease, self.out.send(handed)).await.is_err() {
                return Ok(Some(Break::Stop));
            }
            batch.acks.push(ack);
            if let Some(pause) = pause {
                return Ok(Some(Break::Pause(pause)));
            }
        }
        Ok(None)
    }

    fn now(&self) -> Timestamp {
        self.crawler.clock.now()
    }

    /// Waits for something while the lease is kept alive.
    async fn holding<T>(&self, lease: &mut HostLease, work: impl Future<Output = T>) -> T {
        tokio::pin!(work);
        let third = self.crawler.config.lease_ms.max(3) / 3;
        loop {
            let left = lease.until.ms_since(self.now());
            let nap = Duration::from_millis(u64::try_from(left - third).unwrap_or(0));
            tokio::select! {
                biased;
                done = &mut work => return done,
                () = tokio::time::sleep(nap) => {}
            }
            let until = self.now().plus_ms(self.crawler.config.lease_ms);
            match self.crawler.store.frontier_renew(lease, until).await {
                Ok(true) => lease.until = until,
                // What is written under a lost lease is refused by its number,
                // so going on does no harm.
                Ok(false) | Err(_) => {
                    tracing::warn!(host = %lease.host, "a lease was lost");
                    return work.await;
                }
            }
        }
    }

    /// Returns the count of a source's pages, read from the store at first.
    async fn pages_of(&self, source: &Source) -> Result<Arc<Pages>, StoreError> {
        let found = |shared: &Shared| {
            shared
                .source_pages
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get(&source.id)
                .cloned()
        };
        if let Some(pages) = found(self) {
            return Ok(pages);
        }
        let kept = self.crawler.store.source_page_count(&source.id).await?;
        let pages = Pages {
            sure: AtomicU64::new(kept),
            open: AtomicU64::new(0),
        };
        Ok(Arc::clone(
            self.source_pages
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .entry(source.id.clone())
                .or_insert(Arc::new(pages)),
        ))
    }

    /// Takes room for one page from the run and from the source.
    fn room(&self, source: &Source, pages: &Pages) -> Room {
        if let Until::Idle {
            pages_max: Some(most),
        } = self.until
        {
            match self.run_pages.reserve(most) {
                Room::Yes => {}
                // The run ends rather than leaving addresses out for good.
                Room::No | Room::Perhaps => return Room::Perhaps,
            }
        } else {
            self.run_pages.reserve(u64::MAX);
        }
        let room = pages.reserve(source.pages_max);
        if room != Room::Yes {
            self.run_pages.release(1);
        }
        room
    }

    /// Says what became of room that was taken. A page keeps its room in the
    /// source until it is committed.
    fn settle(
        &self,
        source: &Source,
        pages: Arc<Pages>,
        attempt: Option<&Attempt>,
        reserved: &mut Reserved,
    ) {
        if attempt.is_some_and(|attempt| attempt.fetch.outcome == FetchOutcome::Page) {
            // Sure first, so that no reader sees less than there is.
            self.run_pages.sure.fetch_add(1, Ordering::SeqCst);
            reserved.0.entry(source.id.clone()).or_insert((pages, 0)).1 += 1;
        } else {
            pages.release(1);
        }
        self.run_pages.release(1);
    }

    /// Counts the sources of a committed batch anew: a page fetched again is
    /// no further page.
    async fn recount(&self, reserved: Reserved) -> Result<(), StoreError> {
        for (source, (pages, count)) in reserved.0 {
            let kept = self.crawler.store.source_page_count(&source).await;
            if let Ok(kept) = kept {
                pages.sure.store(kept, Ordering::SeqCst);
            }
            pages.release(count);
            kept?;
        }
        Ok(())
    }

    async fn is_known(&self, url: &CanonicalUrl) -> Result<bool, StoreError> {
        let key = PageKey::Url(url.clone());
        Ok(self.crawler.store.page_by_key(&key).await?.is_some())
    }

    fn count(&self, source: &Source, entry: &FrontierEntry, attempt: &Attempt) {
        use FetchOutcome as O;
        let outcome = attempt.fetch.outcome;
        metrics::counter!("haidang_crawler_attempts_total", "outcome" => outcome.as_str())
            .increment(1);
        tracing::debug!(
            source.id = %source.id,
            host = %entry.url.host(),
            outcome = outcome.as_str(),
            status = attempt.fetch.status,
            duration_ms = attempt.fetch.duration_ms,
            "attempt ended"
        );
        let guessed = is_guessed_sitemap(source, entry)
            && matches!(attempt.fetch.status, Some(401 | 403 | 404 | 410));
        self.summarise(|summary| {
            if attempt.fetch.status.is_some() {
                summary.fetched += 1;
            }
            match outcome {
                O::Page => summary.pages += 1,
                O::NotModified => summary.not_modified += 1,
                O::SkippedType => summary.skipped += 1,
                O::OutOfScope => summary.out_of_scope += 1,
                O::RobotsDenied => summary.robots_denied += 1,
                // That there is no sitemap where one might be is no error.
                O::HttpError if guessed => {}
                _ => summary.errors += 1,
            }
        });
    }

    /// Adds the sitemaps that robots.txt names, or else the usual place, once
    /// for each source and origin. Those out of scope are added too: their
    /// turn records why they are left out, without a request.
    async fn seek_sitemaps(
        &self,
        source: &Source,
        entry: &FrontierEntry,
        attempt: &Attempt,
    ) -> Result<(), StoreError> {
        let Some(robots) = &attempt.robots else {
            return Ok(());
        };
        let origin = origin(&entry.url);
        {
            let mut searched = self.searched.lock().unwrap_or_else(PoisonError::into_inner);
            if searched.len() >= SITEMAP_ORIGINS_MAX {
                searched.clear();
            }
            if !searched.insert((source.id.clone(), origin.clone())) {
                return Ok(());
            }
        }
        let mut sitemaps: Vec<CanonicalUrl> = robots
            .sitemaps()
            .iter()
            .filter_map(|address| entry.url.join(address).ok())
            .collect();
        if sitemaps.is_empty() && self.crawler.config.probe_sitemap {
            sitemaps.extend(
                entry
                    .url
                    .join(USUAL_SITEMAP)
                    .ok()
                    .filter(|url| source.admits_sitemap(url)),
            );
        }
        let due = self.now();
        let entries: Vec<NewEntry> = sitemaps
            .into_iter()
            .map(|url| NewEntry {
                url,
                source: source.id.clone(),
                depth: 0,
                due,
            })
            .collect();
        self.crawler.store.frontier_add(&entries).await?;
        Ok(())
    }

    /// Returns for how long a host in trouble is left alone: as long as it
    /// says, else twice as long with each failure.
    async fn pause_after(&self, host: &Host, attempt: &Attempt) -> Option<Duration> {
        let pause = {
            let mut failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
            match attempt.trouble {
                None => {
                    failing.remove(host);
                    return None;
                }
                Some(trouble) => {
                    let failures = failing.entry(host.clone()).or_insert(0);
                    *failures = failures.saturating_add(1);
                    trouble
                        .retry_after
                        .unwrap_or_else(|| backoff::pause(*failures))
                }
            }
        };
        self.crawler.means.politeness.pause(host, pause).await;
        Some(pause)
    }
}

/// Tells whether an entry was put there because sitemaps often stand there.
fn is_guessed_sitemap(source: &Source, entry: &FrontierEntry) -> bool {
    entry.depth == 0
        && !source.seeds.contains(&entry.url)
        && entry.url.to_url().path() == USUAL_SITEMAP
}

/// Writes up an entry that is left out because its source is full.
fn full(source: &Source, entry: &FrontierEntry, now: Timestamp) -> Attempt {
    Attempt {
        fetch: NewFetch {
            url: Some(entry.url.clone()),
            final_url: None,
            source: Some(source.id.clone()),
            at: now,
            outcome: FetchOutcome::OutOfScope,
            reason: Some(format!(
                "the source holds its {} pages already (pages_max)",
                source.pages_max
            )),
            status: None,
            content_type: None,
            body: None,
            body_bytes: 0,
            request_headers: String::new(),
            response_headers: String::new(),
            duration_ms: 0,
        },
        body: None,
        content_type: None,
        page_url: entry.url.clone(),
        discovered: Vec::new(),
        next: NextVisit {
            next_due: source.revisit(now),
            failures: 0,
            etag: entry.etag.clone(),
            last_modified: entry.last_modified.clone(),
        },
        trouble: None,
        delay: Duration::ZERO,
        robots: None,
    }
}
