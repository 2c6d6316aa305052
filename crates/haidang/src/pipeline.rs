//! The one path of a page: raw bytes → page → page text → hits → flags, and
//! one transaction a batch that keeps them all.
//!
//! ```text
//! crawler ─┐                 ┌ CPU pool ┐             ┌ one transaction ┐
//!          ├─ Item ─ bytes ─▶│ analyse  │─ in order ─▶│ blobs, then     │─▶ outbox ─▶ index
//! import ──┘    bounded      └──────────┘             │ commit_pages    │
//!                                                     └─────────────────┘
//! ```
//!
//! The order matters: bodies are durable before the transaction that names
//! them, and the outbox row stands in the same transaction as the page, so a
//! flag exists before its page can be found, never the other way round.

use std::{sync::Arc, time::Duration};

use arc_swap::ArcSwap;
use bytes::Bytes;
use futures_util::StreamExt as _;
use haidang_alerting::{Assessment, PageContext, Watch};
use haidang_extract::{Input, Limits};
use haidang_model::{CanonicalUrl, Clock, ContentHash, Defect, Page, PageKey, Timestamp};
use haidang_query::{PageMeta, PageText};
use haidang_store::{
    Blobs, DynStore, FrontierOutcome, NewEntry, NewFetch, NewPage, PageCommit, StoreError,
};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio_stream::wrappers::ReceiverStream;

/// Bytes of bodies that may be under way between stages at one time.
const BYTES_IN_FLIGHT_MAX: usize = 64 << 20;

/// Pages of the largest batch that one transaction takes.
const BATCH_PAGES_MAX: usize = 64;

/// How long a batch waits for more pages before it is written.
const BATCH_WAIT: Duration = Duration::from_millis(150);

/// Bytes of body kept as evidence for one page; the crawler and the importers
/// stop well before.
const BODY_BYTES_MAX: usize = 64 << 20;

/// What was fetched or imported, as found.
#[derive(Debug)]
pub enum Body {
    /// Bytes, to be decoded by the content type or by detection.
    Bytes(Bytes),
    /// HTML, decoded already.
    Html(String),
    /// Plain text.
    Text(String),
}

impl Body {
    fn as_bytes(&self) -> &[u8] {
        match self {
            Body::Bytes(bytes) => bytes,
            Body::Html(text) | Body::Text(text) => text.as_bytes(),
        }
    }
}

/// A page that goes in, with all that belongs to it.
#[derive(Debug)]
pub struct RawPage {
    /// What names it.
    pub key: PageKey,
    /// The address the content came from.
    pub url: Option<CanonicalUrl>,
    /// Its site, or the file stem of an import.
    pub site: String,
    /// The full content type of the answer.
    pub content_type: Option<String>,
    /// The content.
    pub body: Body,
}

/// Decides which links of a page go to the frontier.
pub type Discover = Arc<dyn Fn(&Page) -> Vec<NewEntry> + Send + Sync>;

/// One attempt on its way through the pipeline.
pub struct Item {
    /// The attempt; its body hash is filled in here.
    pub fetch: NewFetch,
    /// The page, if one was read.
    pub page: Option<RawPage>,
    /// Addresses found beside the page (sitemaps, feeds).
    pub links: Vec<NewEntry>,
    /// Which links of the page go to the frontier; none for imports.
    pub discover: Option<Discover>,
    /// What becomes of the frontier entry.
    pub frontier: Option<FrontierOutcome>,
    /// Told when the item is committed; dropped when it could not be.
    pub done: Option<oneshot::Sender<()>>,
}

/// What a page became, before it is kept.
pub struct Analysed {
    /// The extracted page.
    pub page: Page,
    /// The hash of its normalised text.
    pub text_hash: ContentHash,
    /// What the watchlists make of it.
    pub assessment: Assessment,
}

/// Extracts, normalises and matches one page. Pure: the same bytes, watch and
/// time give the same result; a panic inside is the caller's to catch.
pub fn analyse(raw: &RawPage, watch: &Watch, fetched: Timestamp, now: Timestamp) -> Analysed {
    let limits = Limits::default();
    let page = match &raw.body {
        Body::Text(text) => haidang_extract::extract_text(text, raw.url.as_ref()),
        Body::Html(html) => haidang_extract::extract_html(html, raw.url.as_ref(), &limits),
        Body::Bytes(bytes) => haidang_extract::extract(
            &Input {
                bytes,
                url: raw.url.as_ref(),
                content_type: raw.content_type.as_deref(),
            },
            &limits,
        ),
    };
    assess(page, &raw.key, &raw.site, watch, fetched, now)
}

/// Normalises and matches an extracted page.
pub fn assess(
    page: Page,
    key: &PageKey,
    site: &str,
    watch: &Watch,
    fetched: Timestamp,
    now: Timestamp,
) -> Analysed {
    let text = PageText::new(
        &page,
        PageMeta {
            url: page.url.clone(),
            site: site.to_owned(),
            fetched: Some(fetched),
            lang: page.lang.clone(),
            categories: Vec::new(),
        },
    );
    let context = PageContext {
        key: key.clone(),
        site: site.to_owned(),
        fetched,
        now,
    };
    let assessment = watch.assess(&page, &text, &context);
    Analysed {
        text_hash: text.text_hash(),
        page,
        assessment,
    }
}

/// What the pipeline has done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Attempts committed.
    pub items: u64,
    /// Pages committed, new and known.
    pub pages: u64,
    /// Pages whose text was new.
    pub new_versions: u64,
    /// Flags raised.
    pub flags: u64,
    /// Cases opened.
    pub cases: u64,
}

/// The joint of all rooms: takes items, keeps what comes of them.
#[derive(Clone)]
pub struct Pipeline {
    store: DynStore,
    blobs: Blobs,
    watch: Arc<ArcSwap<Watch>>,
    clock: Arc<dyn Clock>,
    committed: Arc<Notify>,
    bytes: Arc<Semaphore>,
    cores: usize,
}

impl Pipeline {
    /// Builds a pipeline. `committed` is notified after each batch, for
    /// whoever drains the outbox.
    pub fn new(
        store: DynStore,
        blobs: Blobs,
        watch: Arc<ArcSwap<Watch>>,
        clock: Arc<dyn Clock>,
        committed: Arc<Notify>,
    ) -> Pipeline {
        Pipeline {
            store,
            blobs,
            watch,
            clock,
            committed,
            bytes: Arc::new(Semaphore::new(BYTES_IN_FLIGHT_MAX)),
            cores: std::thread::available_parallelism().map_or(2, usize::from),
        }
    }

    /// Works until the channel is closed and everything in it is committed.
    ///
    /// # Errors
    /// The first fault of the store. Items not yet committed then are dropped,
    /// and with them their `done`: the frontier still has them.
    pub async fn run(&self, items: mpsc::Receiver<Item>) -> Result<Tally, StoreError> {
        let this = self.clone();
        let analysed = ReceiverStream::new(items)
            .map(move |item| {
                let this = this.clone();
                async move { this.work(item).await }
            })
            .buffered(self.cores * 2);
        let batches =
            tokio_stream::StreamExt::chunks_timeout(analysed, BATCH_PAGES_MAX, BATCH_WAIT);
        tokio::pin!(batches);
        let mut tally = Tally::default();
        while let Some(batch) = batches.next().await {
            self.commit(batch, &mut tally).await?;
        }
        Ok(tally)
    }

    /// Analyses one item on the CPU pool. Waits for room first, so that a slow
    /// disk slows the crawler rather than filling memory.
    async fn work(&self, item: Item) -> Worked {
        let Item {
            mut fetch,
            page,
            mut links,
            discover,
            frontier,
            done,
        } = item;
        let Some(raw) = page else {
            let commit = PageCommit {
                fetch,
                page: None,
                flags: Vec::new(),
                links,
                frontier,
            };
            return Worked {
                commit,
                body: None,
                done,
                room: None,
            };
        };
        let bytes = raw.body.as_bytes().len().min(BODY_BYTES_MAX);
        let room = u32::try_from(bytes.clamp(1, BYTES_IN_FLIGHT_MAX)).unwrap_or(u32::MAX);
        // The semaphore is never closed.
        let room = Arc::clone(&self.bytes).acquire_many_owned(room).await.ok();
        let watch = self.watch.load_full();
        let (fetched, now) = (fetch.at, self.clock.now());
        let raw = Arc::new(raw);
        let worked = tokio::task::spawn_blocking({
            let raw = Arc::clone(&raw);
            let discover = discover.clone();
            move || {
                let analysed = analyse(&raw, &watch, fetched, now);
                let links = discover.map_or_else(Vec::new, |discover| discover(&analysed.page));
                (analysed, links)
            }
        })
        .await;
        let (analysed, found) = match worked {
            Ok(worked) => worked,
            Err(error) => {
                // A page that breaks us is kept with the fact that it did; its
                // bytes are evidence, and the next version may read it.
                tracing::error!(page.key_hash = %ContentHash::of(raw.key.to_string().as_bytes()), %error, "page could not be analysed");
                metrics::counter!("haidang_pipeline_panics_total").increment(1);
                (broken(&raw, &self.watch.load(), fetched, now), Vec::new())
            }
        };
        links.extend(found);
        let content_hash = ContentHash::of(raw.body.as_bytes());
        fetch.body = Some(content_hash);
        fetch.body_bytes = raw.body.as_bytes().len() as u64;
        let commit = PageCommit {
            fetch,
            page: Some(NewPage {
                key: raw.key.clone(),
                site: raw.site.clone(),
                content_hash,
                text_hash: analysed.text_hash,
                page: analysed.page,
            }),
            flags: analysed.assessment.flags,
            links,
            frontier,
        };
        Worked {
            commit,
            body: Some(raw),
            done,
            room,
        }
    }

    async fn commit(&self, batch: Vec<Worked>, tally: &mut Tally) -> Result<(), StoreError> {
        for worked in &batch {
            if let Some(raw) = &worked.body {
                self.blobs.put(raw.body.as_bytes()).await?;
            }
        }
        self.blobs.sync().await?;
        let (commits, acknowledgements): (Vec<_>, Vec<_>) = batch
            .into_iter()
            .map(|worked| (worked.commit, (worked.done, worked.room)))
            .unzip();
        let outcomes = self.store.commit_pages(&commits, self.clock.now()).await?;
        for ((commit, outcome), (done, _room)) in commits.iter().zip(outcomes).zip(acknowledgements)
        {
            tally.items += 1;
            tally.pages += u64::from(commit.page.is_some());
            tally.new_versions += u64::from(outcome.new_version.is_some());
            tally.flags += outcome.flags.len() as u64;
            tally.cases += outcome.cases_opened.len() as u64;
            metrics::counter!("haidang_pipeline_pages_total")
                .increment(u64::from(commit.page.is_some()));
            metrics::counter!("haidang_pipeline_flags_total").increment(outcome.flags.len() as u64);
            if let Some(done) = done {
                // The crawler may have stopped waiting.
                let _ = done.send(());
            }
        }
        self.committed.notify_one();
        Ok(())
    }
}

/// An item that is analysed and waits to be committed.
struct Worked {
    commit: PageCommit,
    body: Option<Arc<RawPage>>,
    done: Option<oneshot::Sender<()>>,
    room: Option<OwnedSemaphorePermit>,
}

/// The page of a body that made the analysis panic.
fn broken(raw: &RawPage, watch: &Watch, fetched: Timestamp, now: Timestamp) -> Analysed {
    let page = Page {
        url: raw.url.clone(),
        lang: "und".into(),
        defects: vec![Defect {
            code: "panic".into(),
            detail: "reading this page failed inside the program; its bytes are kept".into(),
        }],
        ..Page::default()
    };
    assess(page, &raw.key, &raw.site, watch, fetched, now)
}
