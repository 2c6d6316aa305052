//! A crawl and all that goes with it: crawler, pipeline and index, running
//! side by side and ending in order.

use std::sync::Arc;

use anyhow::Context as _;
use arc_swap::ArcSwap;
use haidang_alerting::Watch;
use haidang_crawler::{CrawlSummary, Crawler, CrawlerConfig, Fetched, Source, Until};
use haidang_model::PageKey;
use haidang_store::{ConfigKind, FrontierOutcome};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{
    app::App,
    pipeline::{Body, Discover, Item, RawPage, Tally},
};

/// Attempts that may wait between crawler and pipeline; bytes are bounded in
/// the pipeline itself.
const FETCHED_WAITING_MAX: usize = 16;

/// Crawls `sources` until told to stop or nothing is due, keeping what is
/// found and feeding the index.
///
/// # Errors
/// The first fault of store or index; what was committed before stays.
pub async fn crawl(
    app: &App,
    config: CrawlerConfig,
    sources: Arc<ArcSwap<Vec<Source>>>,
    watch: Arc<ArcSwap<Watch>>,
    stop: CancellationToken,
    until: Until,
) -> anyhow::Result<(CrawlSummary, Tally)> {
    for source in sources
        .load()
        .iter()
        .filter(|source| !source.text.is_empty())
    {
        app.store
            .config_register(
                ConfigKind::Source,
                source.id.as_str(),
                &source.text,
                app.clock.now(),
            )
            .await?;
    }
    let blobs = app.blobs.clone();
    let crawler = Arc::new(
        Crawler::new(
            config,
            Arc::clone(&app.store),
            Arc::clone(&app.clock),
            sources,
        )
        .with_free_bytes(Arc::new(move || blobs.free_bytes().ok())),
    );
    for (source, why) in crawler.not_crawled(app.clock.now()) {
        app.setting.out.say(
            &format!("Nguồn `{source}` không được thu thập: {why}"),
            &format!("Source `{source}` is not crawled: {why}"),
        );
    }
    let (fetched_in, mut fetched_out) = mpsc::channel::<Fetched>(FETCHED_WAITING_MAX);
    let (items_in, items_out) = mpsc::channel::<Item>(FETCHED_WAITING_MAX);

    // A fault in one part ends the others: nothing may go on crawling that is
    // not kept any more.
    let stop = stop.child_token();
    let indexed = CancellationToken::new();
    let crawling = {
        let (crawler, stop) = (Arc::clone(&crawler), stop.clone());
        async move { crawler.run(fetched_in, stop, until).await }
    };
    let joining = async {
        while let Some(fetched) = fetched_out.recv().await {
            if items_in.send(item(&crawler, fetched, app)).await.is_err() {
                break;
            }
        }
        drop(items_in);
    };
    let keeping = async {
        let tally = app.pipeline(watch).run(items_out).await;
        if tally.is_err() {
            stop.cancel();
        }
        indexed.cancel();
        tally
    };
    let indexing = async {
        let done = app.keep_indexing(indexed.clone()).await;
        if done.is_err() {
            stop.cancel();
        }
        done
    };
    let (summary, (), tally, indexed) = tokio::join!(crawling, joining, keeping, indexing);
    let tally = tally.context(
        "what was crawled could not be kept; the crawl was stopped and goes on from here next time",
    )?;
    indexed.context("the search index could not be fed; `haidang reindex` builds it anew")?;
    Ok((summary, tally))
}

/// Turns an attempt of the crawler into an item of the pipeline.
fn item(crawler: &Arc<Crawler>, fetched: Fetched, app: &App) -> Item {
    let Fetched {
        entry,
        lease,
        fetch,
        body,
        content_type,
        page_url,
        discovered,
        next,
        done,
    } = fetched;
    let frontier = FrontierOutcome {
        entry: entry.id,
        lease,
        next_due: next.next_due,
        failures: next.failures,
        etag: next.etag,
        last_modified: next.last_modified,
    };
    let page = body.map(|body| RawPage {
        key: PageKey::Url(page_url.clone()),
        url: Some(page_url.clone()),
        site: page_url.site().to_string(),
        content_type,
        body: Body::Bytes(body),
    });
    let discover = crawler.source(&entry.source).map(|source| -> Discover {
        let (crawler, clock) = (Arc::clone(crawler), Arc::clone(&app.clock));
        Arc::new(move |page| crawler.discover(&source, &entry, &page_url, page, clock.now()))
    });
    Item {
        fetch,
        page,
        links: discovered,
        discover,
        frontier: Some(frontier),
        done: Some(done),
    }
}
