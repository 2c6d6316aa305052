//! What is kept, and how it is asked for.
//!
//! One trait per thing kept, named for it; SQLite and PostgreSQL implement
//! all of them from the same SQL, and one suite of tests runs over both. The
//! exact bytes of pages lie beside the database as content-addressed
//! [`Blobs`].

mod audit;
mod blobs;
mod cases;
mod config;
mod error;
mod frontier;
mod outbox;
mod pages;
mod robots;
mod users;

use std::sync::Arc;

pub use audit::{AuditRepository, ChainReport, NewAudit};
pub use blobs::Blobs;
pub use cases::{
    CaseFilter, CaseOrder, CaseRepository, CaseSummary, Decided, FlagFilter, FlagRepository,
    FlagRow, NewDecision, RevisionConflict,
};
pub use config::{ConfigKind, ConfigRepository, ConfigVersion};
pub use error::{Result, StoreError};
pub use frontier::{
    FrontierCounts, FrontierEntry, FrontierOutcome, FrontierRepository, HostLease, LeaseScope,
    NewEntry,
};
pub use outbox::{OutboxOp, OutboxRepository, OutboxRow};
pub use pages::{
    CommitOutcome, FetchCounts, FetchOutcome, NewFetch, NewFlag, NewPage, PageCommit,
    PageRepository, StoredPage, StoredPageMeta,
};
pub use robots::{RobotsRecord, RobotsRepository};
pub use users::{NewUser, Session, User, UserRepository};

/// Everything that is kept, whatever the database.
pub trait Store:
    FrontierRepository
    + RobotsRepository
    + PageRepository
    + FlagRepository
    + CaseRepository
    + OutboxRepository
    + AuditRepository
    + UserRepository
    + ConfigRepository
    + Send
    + Sync
{
}

impl<T> Store for T where
    T: FrontierRepository
        + RobotsRepository
        + PageRepository
        + FlagRepository
        + CaseRepository
        + OutboxRepository
        + AuditRepository
        + UserRepository
        + ConfigRepository
        + Send
        + Sync
{
}

/// A store that many tasks share.
pub type DynStore = Arc<dyn Store>;
