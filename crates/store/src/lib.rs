//! What is kept, and how it is asked for.
//!
//! One trait per thing kept, named for it; SQLite and PostgreSQL implement
//! all of them from the same SQL (`sql/`), and one suite of tests runs over
//! both. [`open`] gives either as a [`DynStore`]. The exact bytes of pages lie
//! beside the database as content-addressed [`Blobs`].

mod audit;
mod blobs;
mod cases;
mod config;
mod error;
mod frontier;
mod names;
mod open;
mod outbox;
mod pages;
mod postgres;
mod robots;
mod rows;
#[expect(
    clippy::duplicate_mod,
    reason = "the files in `sql/` are compiled once for each database, with the types of that database; \
              see `sqlite.rs` and `postgres.rs`"
)]
mod sqlite;
mod users;
pub mod warc;
mod watchlists;

use std::sync::Arc;

pub use audit::{AuditRepository, ChainReport, NewAudit};
pub use blobs::{BLOB_BYTES_MAX, Blobs};
pub use cases::{
    CaseFilter, CaseOrder, CaseRepository, CaseSummary, Decided, FlagFilter, FlagRepository,
    FlagRow, NewDecision, RevisionConflict, TrialFlag, TrialTotal,
};
pub use config::{ConfigKind, ConfigRepository, ConfigVersion};
pub use error::{Result, StoreError};
pub use frontier::{
    FrontierCounts, FrontierEntry, FrontierOutcome, FrontierRepository, HostLease, LeaseScope,
    NewEntry,
};
pub use names::UnknownName;
pub use open::{StoreConfig, open, open_read_only};
pub use outbox::{OutboxOp, OutboxRepository, OutboxRow};
pub use pages::{
    CommitOutcome, FetchCounts, FetchOutcome, NewFetch, NewFlag, NewPage, PackedPage, PageCommit,
    PageDecision, PageRepository, StoredPage, StoredPageMeta,
};
pub use postgres::PostgresStore;
pub use robots::{RobotsRecord, RobotsRepository};
pub use sqlite::SqliteStore;
pub use users::{NewUser, Session, User, UserRepository};
pub use watchlists::{
    Act, NewDraft, Person, Stepped, WatchlistMeta, WatchlistRefusal, WatchlistRepository,
    WatchlistStep, WatchlistVersion,
};

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
    + WatchlistRepository
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
        + WatchlistRepository
        + Send
        + Sync
{
}

/// A store that many tasks share.
pub type DynStore = Arc<dyn Store>;
