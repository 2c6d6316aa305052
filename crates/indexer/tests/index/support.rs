//! A store and an index in a temporary folder, and pages to put into them.

use std::path::PathBuf;

use haidang_indexer::{IndexConfig, Indexer, SearchPage, SearchRequest};
use haidang_model::{
    CanonicalUrl, ContentHash, Origin, Page, PageId, PageKey, Region, TextRun, Timestamp,
    Visibility,
};
use haidang_query::{PageMeta, PageText, Query, Surface};
use haidang_store::{DynStore, FetchOutcome, NewFetch, NewPage, PageCommit, StoreConfig};

/// A store with an index beside it, both gone when dropped.
pub(crate) struct Room {
    pub(crate) store: DynStore,
    pub(crate) index: PathBuf,
    pub(crate) config: IndexConfig,
    _data: tempfile::TempDir,
}

impl Room {
    /// Makes an empty room.
    pub(crate) async fn new() -> Room {
        let data = tempfile::tempdir().unwrap();
        let (store, _blobs) = haidang_store::open(&StoreConfig {
            data: data.path().to_owned(),
            postgres: None,
        })
        .await
        .unwrap();
        Room {
            store,
            index: data.path().join("index"),
            config: IndexConfig {
                batch_pages_max: 7,
                ..IndexConfig::default()
            },
            _data: data,
        }
    }

    /// Opens the index for writing.
    pub(crate) async fn open(&self) -> Indexer {
        Indexer::open(&self.index, self.store.clone(), self.config.clone())
            .await
            .unwrap()
    }

    /// Stores pages, in one transaction; returns their ids.
    pub(crate) async fn put(&self, commits: &[PageCommit]) -> Vec<PageId> {
        let outcomes = self
            .store
            .commit_pages(commits, Timestamp(1_000))
            .await
            .unwrap();
        outcomes
            .into_iter()
            .map(|outcome| outcome.page.unwrap())
            .collect()
    }

    /// Names the folders beside the index that were set aside.
    pub(crate) fn set_aside(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.index.parent().unwrap())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.starts_with("index.broken-"))
            .collect();
        names.sort();
        names
    }
}

/// Parses a search.
pub(crate) fn query(text: &str) -> Query {
    Query::parse(text, Surface::Search).unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
}

/// Searches for up to 100 pages.
pub(crate) async fn search(indexer: &Indexer, text: &str) -> SearchPage {
    let request = SearchRequest {
        limit: 100,
        ..SearchRequest::new(query(text))
    };
    indexer.search(&request).await.unwrap()
}

/// A run of seen main text.
pub(crate) fn run(text: &str) -> TextRun {
    TextRun {
        origin: Origin::Text,
        region: Region::Main,
        visibility: Visibility::Visible,
        hidden_by: None,
        text: text.to_owned(),
        href: None,
        joined: false,
    }
}

/// A page of the web with a title and paragraphs, fetched at `fetched_ms`.
pub(crate) fn web_page(url: &str, title: &str, paragraphs: &[&str], fetched_ms: i64) -> PageCommit {
    let url = CanonicalUrl::parse(url).unwrap();
    let mut runs = vec![TextRun {
        origin: Origin::Title,
        region: Region::Other,
        ..run(title)
    }];
    runs.extend(paragraphs.iter().map(|text| run(text)));
    let page = Page {
        url: Some(url.clone()),
        title: title.to_owned(),
        lang: "vi".into(),
        encoding: "UTF-8".into(),
        main: paragraphs.join("\n"),
        runs,
        ..Page::default()
    };
    let site = url.site().to_string();
    commit(PageKey::Url(url.clone()), Some(url), site, page, fetched_ms)
}

/// A row of an imported file.
pub(crate) fn import(row: &str, text: &str) -> PageCommit {
    let page = Page::from_text(None, text);
    commit(
        PageKey::import("rows", row),
        None,
        "rows".into(),
        page,
        1_000,
    )
}

fn commit(
    key: PageKey,
    url: Option<CanonicalUrl>,
    site: String,
    page: Page,
    fetched_ms: i64,
) -> PageCommit {
    let text = PageText::new(&page, PageMeta::default());
    let content_hash = ContentHash::of(text.text_hash().to_string().as_bytes());
    PageCommit {
        fetch: NewFetch {
            url: url.clone(),
            final_url: url,
            source: None,
            at: Timestamp(fetched_ms),
            outcome: FetchOutcome::Imported,
            reason: None,
            status: None,
            content_type: None,
            body: None,
            body_bytes: 0,
            request_headers: String::new(),
            response_headers: String::new(),
            duration_ms: 0,
        },
        page: Some(NewPage {
            key,
            site,
            content_hash,
            text_hash: text.text_hash(),
            page,
        }),
        flags: Vec::new(),
        links: Vec::new(),
        frontier: None,
    }
}
