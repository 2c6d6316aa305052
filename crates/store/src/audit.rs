//! The audit chain: rows are only ever added.

use async_trait::async_trait;
use haidang_model::{AuditAction, AuditEvent, Timestamp};

use crate::Result;

/// An audit row to be added.
#[derive(Clone, Debug, PartialEq)]
pub struct NewAudit {
    /// When.
    pub at: Timestamp,
    /// The log-in name of who did it, or `system`.
    pub actor: String,
    /// What was done.
    pub action: AuditAction,
    /// To what: `case:12`, `watchlist:co-bac`, `user:lan`.
    pub subject: String,
    /// More; never page text or personal data.
    pub detail: serde_json::Value,
}

/// What walking the chain found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainReport {
    /// Rows walked.
    pub rows: u64,
    /// The first row that does not fit, with why.
    pub broken: Option<(i64, String)>,
}

/// Keeps the audit chain.
#[async_trait]
pub trait AuditRepository {
    /// Adds a row.
    async fn audit_add(&self, event: &NewAudit) -> Result<AuditEvent>;

    /// Lists rows about `subject` (all when `None`), newest first.
    async fn audit_list(&self, subject: Option<&str>, limit: u32) -> Result<Vec<AuditEvent>>;

    /// Walks the whole chain and checks every hash.
    async fn audit_verify(&self) -> Result<ChainReport>;
}
