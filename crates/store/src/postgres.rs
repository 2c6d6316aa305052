//! The store in a PostgreSQL database, which several processes may share.
//!
//! The statements lie in `sql/` and are the same for SQLite; what differs
//! stands here. Above all the order of writers, which SQLite has by nature and
//! which is made here with two advisory locks, held to the end of a
//! transaction:
//!
//! * [`PAGES_LOCK`], taken first by every transaction that writes to the
//!   frontier, to pages, flags, cases or the outbox. One after the other, they
//!   cannot raise a flag twice, open two cases for one key or lock each other
//!   out; and outbox numbers become visible in the order they were taken, so
//!   that the indexer never passes over a row that commits late.
//! * [`AUDIT_LOCK`], taken last, when a row is added to the audit chain.
//!
//! Transactions are short batches, so one writer at a time is no bottleneck
//! before the crawl is; with `READ COMMITTED` every statement after the lock
//! sees all that earlier writers wrote.

use std::time::Duration;

use sqlx::{
    ConnectOptions, Connection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{Result, StoreError};

pub(crate) type Db = sqlx::Postgres;
pub(crate) type Tx = sqlx::Transaction<'static, sqlx::Postgres>;
pub(crate) use PostgresStore as ThisStore;

/// Rows out of a parameter that holds a JSON array; each row's `value` is one
/// element of it.
macro_rules! json_rows {
    ($parameter:literal) => {
        concat!(
            "jsonb_array_elements(CAST(",
            $parameter,
            " AS JSONB)) AS j (value)"
        )
    };
}

/// Numbers out of a parameter that holds a JSON array of numbers, for `IN`.
macro_rules! json_numbers {
    ($parameter:literal) => {
        concat!(
            "(SELECT CAST(value AS BIGINT) FROM jsonb_array_elements_text(CAST(",
            $parameter,
            " AS JSONB)))"
        )
    };
}

/// The keys of the advisory locks; any numbers that nobody else uses in this
/// database. `0x6864` is "hd".
const PAGES_LOCK: i64 = 0x6864_0001;
const AUDIT_LOCK: i64 = 0x6864_0002;

/// Connections of one process.
const CONNECTIONS: u32 = 10;

/// Everything that is kept, in a PostgreSQL database.
#[derive(Debug)]
pub struct PostgresStore {
    pool: PgPool,
}

impl PostgresStore {
    pub(crate) async fn connect(url: &str) -> Result<PostgresStore> {
        let error = StoreError::database("connect to PostgreSQL");
        let options = options(url)?;
        // The pool goes on trying for as long as a caller may wait; a wrong
        // address should be told at once.
        let first = options.connect().await.map_err(&error)?;
        first.close().await.map_err(&error)?;
        let pool = pool().connect_with(options).await.map_err(&error)?;
        sqlx::migrate!("migrations/postgres")
            .run(&pool)
            .await
            .map_err(StoreError::Migrate)?;
        #[cfg(feature = "defect-uniqueness")]
        sqlx::query("DROP INDEX IF EXISTS flags_once")
            .execute(&pool)
            .await
            .map_err(&error)?;
        Ok(PostgresStore { pool })
    }

    pub(crate) async fn connect_read_only(url: &str) -> Result<PostgresStore> {
        let options = options(url)?.options([("default_transaction_read_only", "on")]);
        let pool = pool()
            .connect_with(options)
            .await
            .map_err(StoreError::database("connect to PostgreSQL"))?;
        Ok(PostgresStore { pool })
    }

    /// Returns what reads go to; each sees the last commit.
    pub(crate) fn reads(&self) -> &PgPool {
        &self.pool
    }

    /// Begins a transaction whose reads are all of one moment.
    pub(crate) async fn begin_read(&self, action: &'static str) -> Result<Tx> {
        self.pool
            .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            .await
            .map_err(StoreError::database(action))
    }

    /// Begins a transaction that writes to what needs no order among writers.
    pub(crate) async fn begin(&self, action: &'static str) -> Result<Tx> {
        self.pool
            .begin_with("BEGIN ISOLATION LEVEL READ COMMITTED")
            .await
            .map_err(StoreError::database(action))
    }

    /// Begins a transaction that writes to the frontier, to pages, flags, cases
    /// or the outbox. It is the only one of its kind from here to its end.
    pub(crate) async fn begin_pages(&self, action: &'static str) -> Result<Tx> {
        let mut tx = self.begin(action).await?;
        lock(&mut tx, PAGES_LOCK)
            .await
            .map_err(StoreError::database(action))?;
        Ok(tx)
    }
}

/// Takes the end of the audit chain for a transaction.
pub(crate) async fn lock_audit(tx: &mut Tx) -> Result<()> {
    lock(tx, AUDIT_LOCK)
        .await
        .map_err(StoreError::database("take the end of the audit chain"))
}

async fn lock(tx: &mut Tx, key: i64) -> sqlx::Result<()> {
    sqlx::query("SELECT pg_advisory_xact_lock($1)")
        .bind(key)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn options(url: &str) -> Result<PgConnectOptions> {
    let options: PgConnectOptions = url
        .parse()
        .map_err(StoreError::database("read the address of PostgreSQL"))?;
    Ok(options
        .application_name("haidang")
        // A worker that hangs within a transaction would stop all others.
        .options([
            ("idle_in_transaction_session_timeout", "60s"),
            ("lock_timeout", "120s"),
        ])
        .disable_statement_logging())
}

fn pool() -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(Duration::from_secs(30))
}

#[path = "sql/audit.rs"]
mod audit;
#[path = "sql/cases.rs"]
mod cases;
#[path = "sql/commit.rs"]
mod commit;
#[path = "sql/config.rs"]
mod config;
#[path = "sql/flags.rs"]
mod flags;
#[path = "sql/frontier.rs"]
mod frontier;
#[path = "sql/outbox.rs"]
mod outbox;
#[path = "sql/pages.rs"]
mod pages;
#[path = "sql/raise.rs"]
mod raise;
#[path = "sql/robots.rs"]
mod robots;
#[path = "sql/users.rs"]
mod users;
#[path = "sql/watchlists.rs"]
mod watchlists;
