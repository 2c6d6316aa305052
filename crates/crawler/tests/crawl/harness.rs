//! A crawler with a store, and a taker that commits what it hands on.

use std::{
    collections::{HashMap, HashSet},
    net::IpAddr,
    sync::Arc,
};

use arc_swap::ArcSwap;
use async_trait::async_trait;
use haidang_crawler::{
    CrawlSummary, Crawler, CrawlerConfig, Fetched, Source, Until,
    fetch::{NameLookup, NoSuchName},
    load_str,
};
use haidang_model::{
    CanonicalUrl, Clock, ContentHash, Host, Link, Page, PageKey, Region, SystemClock, Visibility,
};
use haidang_store::{DynStore, FetchOutcome, FrontierOutcome, NewPage, PageCommit, StoreConfig};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// Names that tests know; all others are unknown.
#[derive(Default)]
pub(crate) struct Names(pub(crate) HashMap<String, Vec<IpAddr>>);

#[async_trait]
impl NameLookup for Names {
    async fn lookup(&self, host: &Host, _private: bool) -> Result<Vec<IpAddr>, NoSuchName> {
        self.0
            .get(host.as_str())
            .cloned()
            .ok_or_else(|| NoSuchName("no such name".into()))
    }
}

/// One attempt as it was handed on.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) url: String,
    pub(crate) outcome: FetchOutcome,
    pub(crate) reason: String,
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) wait_ms: Option<i64>,
    pub(crate) final_url: Option<String>,
    pub(crate) request_headers: String,
    pub(crate) response_headers: String,
}

pub(crate) struct Harness {
    folder: tempfile::TempDir,
    pub(crate) config: CrawlerConfig,
    pub(crate) sources: Vec<Source>,
    pub(crate) names: Names,
    pub(crate) free_bytes: Option<u64>,
    /// Ends the run once so many addresses were attempted, retries left undone.
    pub(crate) stop_after: Option<usize>,
    /// Attempts after which nothing is committed any more, as after a crash.
    pub(crate) lose_after: Option<usize>,
}

/// Builds a private source from the lines of its `[source]` and `[resolve]`.
pub(crate) fn source(lines: &str, resolve: &str) -> Source {
    let text = format!(
        "version = 1\n[source]\nid = \"thu\"\nname = \"Thử\"\nbasis = \"kiểm thử\"\nowner = \"to-kiem-thu\"\nreview_by = 2099-01-01\nallow_private = true\ndelay_ms = 0\n{lines}\n[resolve]\n{resolve}\n"
    );
    load_str("thu.toml", &text).unwrap_or_else(|faults| panic!("{faults:?}"))
}

impl Harness {
    pub(crate) fn new(sources: Vec<Source>) -> Harness {
        Harness {
            folder: tempfile::tempdir().unwrap(),
            config: CrawlerConfig {
                workers: 8,
                batch: 8,
                wire_bytes_max: 64 << 10,
                decoded_bytes_max: 128 << 10,
                header_bytes_max: 8 << 10,
                total_ms_max: 4_000,
                connect_ms_max: 4_000,
                free_bytes_min: 0,
                probe_sitemap: false,
                ..CrawlerConfig::default()
            },
            sources,
            names: Names::default(),
            free_bytes: None,
            stop_after: None,
            lose_after: None,
        }
    }

    pub(crate) async fn store(&self) -> DynStore {
        let config = StoreConfig {
            data: self.folder.path().to_owned(),
            postgres: None,
        };
        haidang_store::open(&config).await.unwrap().0
    }

    /// Returns why sources are not crawled, in their order.
    pub(crate) async fn not_crawled(&self) -> Vec<haidang_crawler::NotCrawled> {
        let crawler = Crawler::new(
            self.config.clone(),
            self.store().await,
            Arc::new(SystemClock),
            Arc::new(ArcSwap::from_pointee(self.sources.clone())),
        );
        let why = crawler.not_crawled(SystemClock.now());
        why.into_iter().map(|(_, why)| why).collect()
    }

    /// Crawls until idle over a store that is opened for it and closed after.
    pub(crate) async fn crawl(&mut self, pages_max: Option<u64>) -> (CrawlSummary, Vec<Record>) {
        let store = self.store().await;
        let free = self.free_bytes;
        let crawler = Crawler::new(
            self.config.clone(),
            Arc::clone(&store),
            Arc::new(SystemClock),
            Arc::new(ArcSwap::from_pointee(self.sources.clone())),
        )
        .with_lookup(Arc::new(std::mem::take(&mut self.names)))
        .with_free_bytes(Arc::new(move || free));
        let crawler = Arc::new(crawler);
        let stop = CancellationToken::new();
        let (sender, receiver) = mpsc::channel(4);
        let taker = tokio::spawn(take(
            Arc::clone(&crawler),
            store,
            receiver,
            stop.clone(),
            (self.stop_after, self.lose_after),
        ));
        let summary = crawler.run(sender, stop, Until::Idle { pages_max }).await;
        (summary, taker.await.unwrap())
    }
}

async fn take(
    crawler: Arc<Crawler>,
    store: DynStore,
    mut receiver: mpsc::Receiver<Fetched>,
    stop: CancellationToken,
    (stop_after, lose_after): (Option<usize>, Option<usize>),
) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    while let Some(fetched) = receiver.recv().await {
        let now = SystemClock.now();
        records.push(Record {
            url: fetched.entry.url.to_string(),
            outcome: fetched.fetch.outcome,
            reason: fetched.fetch.reason.clone().unwrap_or_default(),
            body: fetched.body.as_ref().map(|body| body.to_vec()),
            wait_ms: fetched.next.next_due.map(|due| due.ms_since(now)),
            final_url: fetched.fetch.final_url.as_ref().map(ToString::to_string),
            request_headers: fetched.fetch.request_headers.clone(),
            response_headers: fetched.fetch.response_headers.clone(),
        });
        let distinct = || {
            let urls: HashSet<&String> = records.iter().map(|record| &record.url).collect();
            urls.len()
        };
        if stop_after.is_some_and(|most| distinct() >= most) {
            stop.cancel();
        }
        if lose_after.is_some_and(|most| records.len() > most) {
            stop.cancel();
            continue;
        }
        commit(&crawler, &store, fetched).await;
    }
    records
}

/// Does what the pipeline does, with a crude eye for links.
async fn commit(crawler: &Crawler, store: &DynStore, fetched: Fetched) {
    let now = SystemClock.now();
    let mut links = fetched.discovered;
    let mut page = None;
    if let Some(body) = &fetched.body {
        let text = String::from_utf8_lossy(body);
        let extracted = Page {
            links: targets(&text, &fetched.page_url)
                .into_iter()
                .map(|target| Link {
                    target: target.to_string(),
                    text: String::new(),
                    rel: String::new(),
                    visibility: Visibility::Visible,
                    region: Region::Main,
                })
                .collect(),
            ..Page::from_text(Some(fetched.page_url.clone()), "")
        };
        let source = crawler.source(&fetched.entry.source).unwrap();
        links.extend(crawler.discover(&source, &fetched.entry, &fetched.page_url, &extracted, now));
        page = Some(NewPage {
            key: PageKey::Url(fetched.page_url.clone()),
            site: fetched.page_url.site().to_string(),
            content_hash: ContentHash::of(body),
            text_hash: ContentHash::of(body),
            page: extracted,
        });
    }
    let commit = PageCommit {
        fetch: haidang_store::NewFetch {
            body: page.as_ref().map(|page| page.content_hash),
            ..fetched.fetch
        },
        page,
        flags: Vec::new(),
        links,
        frontier: Some(FrontierOutcome {
            entry: fetched.entry.id,
            lease: fetched.lease,
            next_due: fetched.next.next_due,
            failures: fetched.next.failures,
            etag: fetched.next.etag,
            last_modified: fetched.next.last_modified,
        }),
    };
    let outcomes = store.commit_pages(&[commit], now).await.unwrap();
    assert!(
        outcomes.iter().all(|outcome| outcome.fetch.is_some()),
        "a lease was lost"
    );
    let _ = fetched.done.send(());
}

/// Returns where the `<a>` of a page lead, `<base>` honoured, by a crude eye
/// that is good enough for pages without comments and scripts that hold links.
pub(crate) fn targets(text: &str, page: &CanonicalUrl) -> Vec<CanonicalUrl> {
    let base = after(text, "<base href=\"").map_or(Ok(page.clone()), |base| page.join(base));
    text.split("<a ")
        .skip(1)
        .filter_map(|tag| after(tag.split('>').next()?, "href=\""))
        .filter_map(|href| base.as_ref().ok()?.join(&href.replace("&amp;", "&")).ok())
        .collect()
}

/// Returns what stands between the first `before` and the next `"`.
fn after<'a>(text: &'a str, before: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split('"').next()
}
