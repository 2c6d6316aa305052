//! Builders that say only what a test is about; the rest is plain.

use haidang_model::{
    CanonicalUrl, Category, Confidence, ContentHash, Hit, Kind, Page, PageKey, Priority, RuleId,
    Rung, SourceId, Timestamp, WatchlistId, Zone,
};
use haidang_store::{
    FetchOutcome, FrontierEntry, FrontierOutcome, HostLease, NewEntry, NewFetch, NewFlag, NewPage,
    PageCommit,
};

/// Parses an address.
///
/// # Panics
/// When it is none.
pub fn url(text: &str) -> CanonicalUrl {
    CanonicalUrl::parse(text).expect("a test's address is valid")
}

/// Parses the id of a source.
///
/// # Panics
/// When it is none.
pub fn source(id: &str) -> SourceId {
    SourceId::parse(id).expect("a test's source id is valid")
}

/// An address to wait in the frontier: a seed, due at once.
pub fn entry(source_id: &str, address: &str) -> NewEntry {
    NewEntry {
        url: url(address),
        source: source(source_id),
        depth: 0,
        due: Timestamp(0),
    }
}

/// A successful fetch of an address, at time 0, without a source.
pub fn fetch(address: &str) -> NewFetch {
    NewFetch {
        url: Some(url(address)),
        final_url: Some(url(address)),
        source: None,
        at: Timestamp(0),
        outcome: FetchOutcome::Page,
        reason: None,
        status: Some(200),
        content_type: Some("text/html".into()),
        body: None,
        body_bytes: 0,
        request_headers: String::new(),
        response_headers: String::new(),
        duration_ms: 1,
    }
}

/// A page of plain text at an address. Its text hash is that of the text.
pub fn page(address: &str, text: &str) -> NewPage {
    let address = url(address);
    NewPage {
        site: address.site().as_str().to_owned(),
        content_hash: ContentHash::of(text.as_bytes()),
        text_hash: ContentHash::of(text.as_bytes()),
        page: Page::from_text(Some(address.clone()), text),
        key: PageKey::Url(address),
    }
}

/// A hit of a rule: an exact one in the main text.
///
/// # Panics
/// When an id is no id.
pub fn hit(watchlist: &str, rule: &str) -> Hit {
    Hit {
        watchlist: WatchlistId::parse(watchlist).expect("a test's watchlist id is valid"),
        rule: RuleId::parse(rule).expect("a test's rule id is valid"),
        version: 1,
        kind: Kind::Offer,
        term: "tài xỉu".into(),
        rung: Rung::Exact,
        confidence: Confidence::ONE,
        reasons: Vec::new(),
        zone: Zone::Main,
        run: 0,
        span: 0..10,
        quote: "tài xỉu".into(),
    }
}

/// A queued flag of a rule about gambling, of full priority, that opens a case
/// of its own.
pub fn flag(watchlist: &str, rule: &str) -> FlagBuilder {
    let hit = hit(watchlist, rule);
    FlagBuilder(NewFlag {
        watchlist: hit.watchlist.clone(),
        rule: hit.rule.clone(),
        version: 1,
        category: Category::Gambling,
        hits: vec![hit],
        priority: priority(1.0),
        queued: true,
        trial: None,
        case_keys: Vec::new(),
    })
}

/// A priority whose total is `total`.
pub fn priority(total: f64) -> Priority {
    Priority {
        severity: total,
        confidence: 1.0,
        zone: 1.0,
        freshness: 1.0,
        reach: 1.0,
    }
}

/// See [`flag`].
#[derive(Clone, Debug)]
pub struct FlagBuilder(NewFlag);

impl FlagBuilder {
    /// Adds a key that joins it to a case.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        self.0.case_keys.push(key.to_owned());
        self
    }

    /// Sets the total of its priority.
    #[must_use]
    pub fn priority(mut self, total: f64) -> Self {
        self.0.priority = priority(total);
        self
    }

    /// Sets its category.
    #[must_use]
    pub fn category(mut self, category: Category) -> Self {
        self.0.category = category;
        self
    }

    /// Sets the version of its watchlist.
    #[must_use]
    pub fn version(mut self, version: u32) -> Self {
        self.0.version = version;
        for hit in &mut self.0.hits {
            hit.version = version;
        }
        self
    }

    /// Has it recorded only.
    #[must_use]
    pub fn recorded_only(mut self) -> Self {
        self.0.queued = false;
        self
    }

    /// Makes it one of a version on trial, which would do what was said so far.
    #[must_use]
    pub fn on_trial(mut self) -> Self {
        self.0.trial = Some(self.0.queued);
        self.0.queued = false;
        self
    }

    /// Ends the building.
    pub fn build(self) -> NewFlag {
        self.0
    }
}

/// What became of fetching an address: a page of some text, no flags.
pub fn commit(address: &str) -> CommitBuilder {
    CommitBuilder(PageCommit {
        fetch: fetch(address),
        page: Some(page(address, "Ngọn hải đăng")),
        flags: Vec::new(),
        links: Vec::new(),
        frontier: None,
    })
}

/// An imported row without an address.
pub fn import(file_stem: &str, row: &str) -> CommitBuilder {
    let text = "Ngọn hải đăng";
    CommitBuilder(PageCommit {
        fetch: NewFetch {
            url: None,
            final_url: None,
            outcome: FetchOutcome::Imported,
            status: None,
            content_type: None,
            ..fetch("http://unused.example/")
        },
        page: Some(NewPage {
            key: PageKey::import(file_stem, row),
            site: file_stem.to_owned(),
            content_hash: ContentHash::of(text.as_bytes()),
            text_hash: ContentHash::of(text.as_bytes()),
            page: Page::from_text(None, text),
        }),
        flags: Vec::new(),
        links: Vec::new(),
        frontier: None,
    })
}

/// See [`commit`] and [`import`].
#[derive(Clone, Debug)]
pub struct CommitBuilder(PageCommit);

impl CommitBuilder {
    /// Sets the text of its page.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        if let Some(page) = &mut self.0.page {
            page.content_hash = ContentHash::of(text.as_bytes());
            page.text_hash = page.content_hash;
            page.page = Page {
                title: std::mem::take(&mut page.page.title),
                ..Page::from_text(page.page.url.clone(), text)
            };
        }
        self
    }

    /// Sets the title of its page.
    #[must_use]
    pub fn title(mut self, title: &str) -> Self {
        if let Some(page) = &mut self.0.page {
            page.page.title = title.to_owned();
        }
        self
    }

    /// Adds a flag.
    #[must_use]
    pub fn flag(mut self, flag: FlagBuilder) -> Self {
        self.0.flags.push(flag.build());
        self
    }

    /// Adds a link, one further from the seed.
    #[must_use]
    pub fn link(mut self, source_id: &str, address: &str) -> Self {
        self.0.links.push(NewEntry {
            depth: 1,
            ..entry(source_id, address)
        });
        self
    }

    /// Has it come from a source.
    #[must_use]
    pub fn source(mut self, id: &str) -> Self {
        self.0.fetch.source = Some(source(id));
        self
    }

    /// Sets when it was fetched.
    #[must_use]
    pub fn at(mut self, at: Timestamp) -> Self {
        self.0.fetch.at = at;
        self
    }

    /// Has it end without a page.
    #[must_use]
    pub fn failed(mut self, outcome: FetchOutcome, reason: &str) -> Self {
        self.0.page = None;
        self.0.fetch.outcome = outcome;
        self.0.fetch.reason = Some(reason.to_owned());
        self
    }

    /// Has it settle a frontier entry under a lease.
    #[must_use]
    pub fn settles(
        mut self,
        entry: &FrontierEntry,
        lease: &HostLease,
        next_due: Option<Timestamp>,
    ) -> Self {
        self.0.fetch.source = Some(entry.source.clone());
        self.0.frontier = Some(FrontierOutcome {
            entry: entry.id,
            lease: lease.clone(),
            next_due,
            failures: 0,
            etag: None,
            last_modified: None,
        });
        self
    }

    /// Ends the building.
    pub fn build(self) -> PageCommit {
        self.0
    }
}
