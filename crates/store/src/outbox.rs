//! What the search index still has to take in.

use async_trait::async_trait;
use haidang_model::PageId;

use crate::Result;

/// What the index is to do with a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutboxOp {
    /// Take in its newest version, in place of any other.
    Upsert,
    /// Forget it.
    Delete,
}

/// A row of the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its place; grows, may have gaps.
    pub sequence: i64,
    /// The page.
    pub page: PageId,
    /// What to do.
    pub op: OutboxOp,
}

/// Keeps the outbox.
#[async_trait]
pub trait OutboxRepository {
    /// Returns up to `limit` rows after `after`, in order.
    ///
    /// Every row up to the last one returned is visible: a row whose
    /// transaction is still open never shows up later below it.
    async fn outbox_after(&self, after: i64, limit: u32) -> Result<Vec<OutboxRow>>;

    /// Forgets the rows up to `sequence`, which the index has made durable.
    async fn outbox_trim(&self, sequence: i64) -> Result<()>;

    /// Puts every page into the outbox anew, for `reindex`; returns how many.
    async fn outbox_refill(&self) -> Result<u64>;

    /// Counts the rows.
    async fn outbox_count(&self) -> Result<u64>;
}
