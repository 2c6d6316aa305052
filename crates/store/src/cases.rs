//! Flags, cases and decisions.

use async_trait::async_trait;
use haidang_model::{
    AnyCase, CaseId, Category, Disposition, Flag, FlagId, Hit, PageId, PageKey, PageVersionId,
    Priority, RuleId, Timestamp, UserId, WatchlistId,
};

use crate::{NewAudit, Result};

/// A flag with the page it stands on.
#[derive(Clone, Debug, PartialEq)]
pub struct FlagRow {
    /// The flag.
    pub flag: Flag,
    /// The page's row.
    pub page_id: PageId,
    /// The version that was flagged.
    pub page_version: PageVersionId,
    /// The page's title.
    pub title: String,
    /// The page's site, or the file stem of an import.
    pub site: String,
}

/// Which flags to list; all by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlagFilter {
    /// Of this case only.
    pub case: Option<CaseId>,
    /// Of this page only.
    pub page: Option<PageId>,
    /// Of this category only.
    pub category: Option<Category>,
    /// After this one, for paging.
    pub after: Option<FlagId>,
}

/// What a version on trial recorded of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialTotal {
    /// The rule.
    pub rule: RuleId,
    /// Flags recorded, one for each page and text.
    pub flags: u64,
    /// Those that would have gone to the queue were the version live.
    pub would_queue: u64,
}

/// A flag that a version on trial recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct TrialFlag {
    /// Its row.
    pub id: FlagId,
    /// The rule.
    pub rule: RuleId,
    /// Whether it would have gone to the queue were the version live.
    pub would_queue: bool,
    /// What was met.
    pub hits: Vec<Hit>,
    /// The priority with its parts.
    pub priority: Priority,
    /// When it was recorded.
    pub raised: Timestamp,
    /// The page's row.
    pub page_id: PageId,
    /// What names the page.
    pub page: PageKey,
    /// The page's title.
    pub title: String,
    /// The page's site, or the file stem of an import.
    pub site: String,
}

/// Which cases to list; all by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// By the name of the state ([`AnyCase::state`]).
    pub state: Option<String>,
    /// Of this category only.
    pub category: Option<Category>,
    /// Whose flags are on this site.
    pub site: Option<String>,
}

/// In which order cases come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaseOrder {
    /// Highest priority first, then oldest.
    #[default]
    Priority,
    /// Newest first.
    Newest,
}

/// A case in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseSummary {
    /// The case.
    pub case: AnyCase,
    /// The title of the page of its highest flag.
    pub title: String,
    /// The address or key of that page.
    pub page_key: String,
    /// Who holds it, until when.
    pub claim: Option<(UserId, Timestamp)>,
}

/// A decision to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct NewDecision {
    /// The case.
    pub case: CaseId,
    /// The revision the reviewer saw.
    pub revision: i64,
    /// Whose.
    pub user: UserId,
    /// What.
    pub disposition: Disposition,
    /// In the reviewer's own words; may be empty.
    pub note: String,
    /// When.
    pub at: Timestamp,
    /// The audit row that goes with it, in the same transaction.
    pub audit: NewAudit,
}

/// The case changed between being read and being decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevisionConflict {
    /// The revision the reviewer saw.
    pub seen: i64,
    /// The revision it has now.
    pub now: i64,
}

/// What came of a decision.
#[derive(Clone, Debug, PartialEq)]
pub enum Decided {
    /// It stands.
    Done(AnyCase),
    /// It was refused; nothing was written.
    Conflict(RevisionConflict),
    /// The same user's decision on this case stands already; undo it first.
    AlreadyDecided,
    /// There is no such case, or nothing to undo.
    Missing,
}

/// Reads flags. They are written with their page only.
#[async_trait]
pub trait FlagRepository {
    /// Lists queued flags in the order of their ids.
    async fn flags(&self, filter: &FlagFilter, limit: u32) -> Result<Vec<FlagRow>>;

    /// Counts queued flags.
    async fn flag_count(&self, filter: &FlagFilter) -> Result<u64>;

    /// Counts what a version recorded on trial, by rule, most first. What
    /// reached the queue after the version went live is no longer among it.
    async fn trial_totals(&self, watchlist: &WatchlistId, version: u32) -> Result<Vec<TrialTotal>>;

    /// Lists what a version recorded on trial, newest first.
    async fn trial_flags(
        &self,
        watchlist: &WatchlistId,
        version: u32,
        limit: u32,
    ) -> Result<Vec<TrialFlag>>;

    /// Lists the categories of the queued flags of pages, each once a page, in
    /// the order of the pages.
    async fn page_categories(&self, pages: &[PageId]) -> Result<Vec<(PageId, Category)>>;
}

/// Keeps cases and decisions.
#[async_trait]
pub trait CaseRepository {
    /// Lists cases.
    async fn cases(
        &self,
        filter: &CaseFilter,
        order: CaseOrder,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<CaseSummary>>;

    /// Counts cases.
    async fn case_count(&self, filter: &CaseFilter) -> Result<u64>;

    /// Returns a case.
    async fn case_get(&self, id: CaseId) -> Result<Option<CaseSummary>>;

    /// Claims a case for a user until `until`, so that others see it is being
    /// worked on. False when another holds it at `now`. Claims do not change
    /// the revision.
    async fn case_claim(
        &self,
        id: CaseId,
        user: UserId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool>;

    /// Writes a decision and its audit row, if the case is still at the
    /// revision the reviewer saw.
    async fn case_decide(&self, decision: &NewDecision) -> Result<Decided>;

    /// Undoes the user's standing decision and writes the audit row, if the
    /// case is still at `revision`.
    async fn case_undo(
        &self,
        case: CaseId,
        revision: i64,
        user: UserId,
        at: Timestamp,
        audit: &NewAudit,
    ) -> Result<Decided>;
}
