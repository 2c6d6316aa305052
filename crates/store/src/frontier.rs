//! Addresses waiting, each with a due time; leased by host.

use async_trait::async_trait;
use haidang_model::{CanonicalUrl, FrontierId, Host, SourceId, Timestamp};

use crate::Result;

/// An address to be added to the frontier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// The address; unique together with `source`.
    pub url: CanonicalUrl,
    /// The source that asks for it.
    pub source: SourceId,
    /// Links from a seed; 0 for a seed.
    pub depth: u32,
    /// When it may be fetched.
    pub due: Timestamp,
}

/// An address of the frontier, ready to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontierEntry {
    /// Its row.
    pub id: FrontierId,
    /// The address.
    pub url: CanonicalUrl,
    /// The source that asks for it.
    pub source: SourceId,
    /// Links from a seed.
    pub depth: u32,
    /// When it was due.
    pub due: Timestamp,
    /// Failures in a row so far.
    pub failures: u32,
    /// `ETag` of the last answer, for a conditional request.
    pub etag: Option<String>,
    /// `Last-Modified` of the last answer.
    pub last_modified: Option<String>,
}

/// The right to ask one host, until it runs out. Writes that carry an
/// outdated fencing number are refused, so clocks need not be trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostLease {
    /// The host.
    pub host: Host,
    /// Grows with every lease of this host.
    pub fence: i64,
    /// When the lease runs out.
    pub until: Timestamp,
}

/// Which part of the frontier a worker takes hosts from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeaseScope {
    /// Only entries of these sources; all when empty.
    pub sources: Vec<SourceId>,
}

/// What becomes of an entry after an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontierOutcome {
    /// The entry.
    pub entry: FrontierId,
    /// The lease under which it was fetched.
    pub lease: HostLease,
    /// When it is due again; `None` when it is not to be asked for again.
    pub next_due: Option<Timestamp>,
    /// Failures in a row, this attempt counted in; 0 after a success.
    pub failures: u32,
    /// `ETag` to keep.
    pub etag: Option<String>,
    /// `Last-Modified` to keep.
    pub last_modified: Option<String>,
}

/// How many entries stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FrontierCounts {
    /// All entries.
    pub total: u64,
    /// Never fetched yet.
    pub waiting: u64,
    /// Due now.
    pub due: u64,
    /// Not to be asked for again.
    pub done: u64,
}

/// Keeps the frontier.
#[async_trait]
pub trait FrontierRepository {
    /// Adds entries that are not there yet; leaves the others as they are.
    /// Returns how many were new.
    async fn frontier_add(&self, entries: &[NewEntry]) -> Result<u64>;

    /// Makes the entries of a source due at `due` if they are due later or
    /// done, as a schedule does. Returns how many were moved.
    async fn frontier_reschedule(
        &self,
        source: &SourceId,
        url: &CanonicalUrl,
        due: Timestamp,
    ) -> Result<u64>;

    /// Leases a host that has an entry due at `now`, that is not held by a
    /// lease still running at `now`, and whose own pause is over. `None` when
    /// there is no such host.
    async fn frontier_lease(
        &self,
        scope: &LeaseScope,
        now: Timestamp,
        ttl_ms: i64,
    ) -> Result<Option<HostLease>>;

    /// Returns up to `limit` entries of the leased host that are due at `now`,
    /// earliest first.
    async fn frontier_due(
        &self,
        scope: &LeaseScope,
        lease: &HostLease,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<FrontierEntry>>;

    /// Extends a lease. False when it was lost meanwhile.
    async fn frontier_renew(&self, lease: &HostLease, until: Timestamp) -> Result<bool>;

    /// Gives a lease back; the host is not leased again before `pause_until`.
    async fn frontier_release(&self, lease: &HostLease, pause_until: Timestamp) -> Result<()>;

    /// Frees every lease, at the start of the only process on this store.
    async fn frontier_release_all(&self) -> Result<()>;

    /// Returns the earliest time at which anything becomes due and may be
    /// leased, `None` when nothing ever does.
    async fn frontier_next_due(&self, scope: &LeaseScope) -> Result<Option<Timestamp>>;

    /// Counts the entries of a source, or of all.
    async fn frontier_counts(
        &self,
        source: Option<&SourceId>,
        now: Timestamp,
    ) -> Result<FrontierCounts>;
}
