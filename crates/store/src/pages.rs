//! Fetches, pages and their versions, and the one transaction that joins them
//! to flags, links, the frontier and the outbox.

use async_trait::async_trait;
use haidang_model::{
    CanonicalUrl, CaseId, Category, ContentHash, FetchId, FlagId, Hit, Page, PageId, PageKey,
    PageVersionId, Priority, RuleId, SourceId, Timestamp, WatchlistId,
};

use crate::{FrontierOutcome, NewEntry, Result};

/// How an attempt ended. The stable name (`as_str`) is what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FetchOutcome {
    /// A page was read.
    Page,
    /// The server said that nothing changed (304).
    NotModified,
    /// Fetched, but of a type that is not read.
    SkippedType,
    /// An answer other than 2xx, 3xx.
    HttpError,
    /// robots.txt does not allow it, or could not be had.
    RobotsDenied,
    /// The address, or one it redirects to, is one we never ask.
    AddressRefused,
    /// The name does not resolve.
    UnknownHost,
    /// Nobody answers there, or the connection broke.
    Unreachable,
    /// TLS failed.
    Tls,
    /// It took too long.
    Timeout,
    /// A ceiling was met (bytes on the wire or decoded, headers, redirects).
    TooLarge,
    /// The content encoding is broken or unknown.
    BadEncoding,
    /// More redirects than we follow, or one without a target.
    BadRedirect,
    /// Left out: out of scope, a trap, or over the limit of the source.
    OutOfScope,
    /// Imported from a file.
    Imported,
}

/// One attempt to fetch an address, to be recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct NewFetch {
    /// The address that was asked for; `None` for imported text without one.
    pub url: Option<CanonicalUrl>,
    /// The address that answered, after redirects.
    pub final_url: Option<CanonicalUrl>,
    /// The source that asked; `None` for imports.
    pub source: Option<SourceId>,
    /// When it was asked for.
    pub at: Timestamp,
    /// How it ended.
    pub outcome: FetchOutcome,
    /// Why, in English, for outcomes other than a page.
    pub reason: Option<String>,
    /// The status of the answer.
    pub status: Option<u16>,
    /// The media type, without parameters.
    pub content_type: Option<String>,
    /// The hash of the body; its bytes are in [`crate::Blobs`] already.
    pub body: Option<ContentHash>,
    /// Bytes of the body, decoded.
    pub body_bytes: u64,
    /// The request's headers, a line each.
    pub request_headers: String,
    /// The answer's status line and headers, a line each.
    pub response_headers: String,
    /// Milliseconds from asking to the last byte.
    pub duration_ms: u64,
}

/// A page that was read, to be kept.
#[derive(Clone, Debug, PartialEq)]
pub struct NewPage {
    /// What names it.
    pub key: PageKey,
    /// The site or, for imports, the file stem; for counting and filtering.
    pub site: String,
    /// The hash of the bytes it was read from.
    pub content_hash: ContentHash,
    /// The hash of its normalised text, see `query::PageText::text_hash`. The
    /// same as in the last version: no new version is made.
    pub text_hash: ContentHash,
    /// The extracted page.
    pub page: Page,
}

/// Hits of one rule on a page that ask for a human, to be raised. Unique on
/// page, text hash, watchlist, rule and version: raised twice, it is one.
#[derive(Clone, Debug, PartialEq)]
pub struct NewFlag {
    /// The watchlist.
    pub watchlist: WatchlistId,
    /// The rule.
    pub rule: RuleId,
    /// The watchlist's version.
    pub version: u32,
    /// The category of the watchlist.
    pub category: Category,
    /// The hits, never empty.
    pub hits: Vec<Hit>,
    /// The priority with its parts.
    pub priority: Priority,
    /// Whether it goes to the queue; otherwise it is recorded only, and joins
    /// no case.
    pub queued: bool,
    /// Set for a version on trial, whose flags are never queued: whether this
    /// one would be were the version live.
    pub trial: Option<bool>,
    /// What joins it to a case, most telling first: it joins the first open
    /// case that holds one of these keys, else opens one that holds all.
    pub case_keys: Vec<String>,
}

/// What became of one address, written in one transaction.
#[derive(Clone, Debug, PartialEq)]
pub struct PageCommit {
    /// The attempt.
    pub fetch: NewFetch,
    /// The page, if one was read.
    pub page: Option<NewPage>,
    /// Its flags.
    pub flags: Vec<NewFlag>,
    /// Addresses found on it, already within scope.
    pub links: Vec<NewEntry>,
    /// What becomes of the frontier entry; `None` for imports.
    pub frontier: Option<FrontierOutcome>,
}

/// What one [`PageCommit`] changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommitOutcome {
    /// The fetch record; `None` when the lease had been lost and nothing was
    /// written, or when an import brought nothing new.
    pub fetch: Option<FetchId>,
    /// The page.
    pub page: Option<PageId>,
    /// Set when a new version was made.
    pub new_version: Option<PageVersionId>,
    /// Flags that are new, queued ones only.
    pub flags: Vec<FlagId>,
    /// Cases that were opened.
    pub cases_opened: Vec<CaseId>,
    /// Links that were new to the frontier.
    pub links_new: u64,
}

/// A page without its text.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredPageMeta {
    /// The page.
    pub id: PageId,
    /// Its newest version.
    pub version: PageVersionId,
    /// What names it.
    pub key: PageKey,
    /// The address its content came from, if known.
    pub url: Option<CanonicalUrl>,
    /// The site, or the file stem of an import.
    pub site: String,
    /// The source that fetched it first; `None` for imports.
    pub source: Option<SourceId>,
    /// The title.
    pub title: String,
    /// The language.
    pub lang: String,
    /// The hash of the bytes it was read from.
    pub content_hash: ContentHash,
    /// The hash of its normalised text.
    pub text_hash: ContentHash,
    /// When this version was first fetched.
    pub fetched: Timestamp,
}

/// A stored page with its text.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredPage {
    /// All but the text.
    pub meta: StoredPageMeta,
    /// The extracted page.
    pub page: Page,
}

/// A stored page whose text is still packed, so that whoever walks over all of
/// them can unpack on threads of their own.
#[derive(Clone, Debug, PartialEq)]
pub struct PackedPage {
    /// All but the text.
    pub meta: StoredPageMeta,
    /// The extracted page: JSON, zstd.
    pub(crate) packed: Vec<u8>,
}

impl PackedPage {
    /// Unpacks the page.
    ///
    /// # Errors
    /// [`crate::StoreError::Inconsistent`] when the column holds no page.
    pub fn unpack(&self) -> Result<Page> {
        crate::rows::unpack_page(self.meta.version.0, &self.packed)
    }
}

/// What a person decided on a case, told of one page that is flagged in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageDecision {
    /// The page.
    pub page: PageId,
    /// The category of the page's flag.
    pub category: Category,
    /// Whether the harm was confirmed; otherwise it was found not harmful.
    pub confirmed: bool,
}

/// Attempts of one source by outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchCounts {
    /// The source; `None` for imports.
    pub source: Option<SourceId>,
    /// How they ended.
    pub outcome: FetchOutcome,
    /// How many.
    pub count: u64,
    /// The newest.
    pub last: Timestamp,
    /// The reason of the newest, if it has one.
    pub last_reason: Option<String>,
}

/// Keeps fetches and pages.
#[async_trait]
pub trait PageRepository {
    /// Writes a batch in one transaction, in the order given: fetch record,
    /// page version, flags and cases, links, frontier times, outbox row. The
    /// caller has made the blobs durable before ([`crate::Blobs::sync`]).
    ///
    /// Writing the same batch again changes nothing but the fetch records; an
    /// import that is already stored with the same text changes nothing at all.
    async fn commit_pages(
        &self,
        batch: &[PageCommit],
        now: Timestamp,
    ) -> Result<Vec<CommitOutcome>>;

    /// Adds flags to a stored page version, as `rematch` does; same uniqueness.
    /// Returns the new queued flags and the cases opened.
    async fn commit_flags(
        &self,
        version: PageVersionId,
        flags: &[NewFlag],
        now: Timestamp,
    ) -> Result<CommitOutcome>;

    /// Returns the newest version of a page.
    async fn page_get(&self, id: PageId) -> Result<Option<StoredPage>>;

    /// Returns the newest version of a page by its key.
    async fn page_by_key(&self, key: &PageKey) -> Result<Option<StoredPage>>;

    /// Returns a version of a page, which need not be the newest.
    async fn page_version(&self, id: PageVersionId) -> Result<Option<StoredPage>>;

    /// Returns the newest versions of several pages; missing ones are left out.
    async fn pages_get(&self, ids: &[PageId]) -> Result<Vec<StoredPage>>;

    /// Lists every version of a page, newest first.
    async fn page_versions(&self, id: PageId) -> Result<Vec<StoredPageMeta>>;

    /// Walks over the newest versions in the order of page ids, beginning
    /// after `after`, for `rematch`, `reindex` and `verify`.
    async fn pages_after(&self, after: PageId, limit: u32) -> Result<Vec<StoredPage>>;

    /// As [`PageRepository::pages_after`], the pages still packed, for a walk
    /// over all of them on several threads.
    async fn pages_packed_after(&self, after: PageId, limit: u32) -> Result<Vec<PackedPage>>;

    /// Lists what stands decided (`unsure` left out) of every page that has
    /// flags in a decided case, each once, for rehearsing rules.
    async fn page_decisions(&self) -> Result<Vec<PageDecision>>;

    /// Counts pages.
    async fn page_count(&self) -> Result<u64>;

    /// Counts attempts by source and outcome.
    async fn fetch_counts(&self) -> Result<Vec<FetchCounts>>;

    /// Lists the hashes of all bodies that fetch records name, in order,
    /// beginning after `after`, for `verify`.
    async fn body_hashes(&self, after: Option<ContentHash>, limit: u32)
    -> Result<Vec<ContentHash>>;

    /// Counts the pages that a source has fetched, for its `pages_max`.
    async fn source_page_count(&self, source: &SourceId) -> Result<u64>;

    /// Keeps where a long job stands, so that it can go on after a crash.
    async fn job_set(&self, job: &str, state: &str) -> Result<()>;

    /// Returns where a long job stands.
    async fn job_get(&self, job: &str) -> Result<Option<String>>;
}
