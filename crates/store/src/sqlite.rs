//! The store in one SQLite file.
//!
//! The log is write-ahead (WAL) and synced at every commit
//! (`synchronous = FULL`). There is one connection that writes, so
//! transactions wait for each other in the pool, in order, and none ever meets
//! `SQLITE_BUSY`; others read beside it. The statements lie in `sql/` and are
//! the same for PostgreSQL; what differs stands here.

use std::{path::Path, time::Duration};

use sqlx::{
    ConnectOptions, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{Result, StoreError, open::DataLock};

pub(crate) type Db = sqlx::Sqlite;
pub(crate) type Tx = sqlx::Transaction<'static, sqlx::Sqlite>;
pub(crate) use SqliteStore as ThisStore;

/// Rows out of a parameter that holds a JSON array; each row's `value` is one
/// element of it.
macro_rules! json_rows {
    ($parameter:literal) => {
        concat!("json_each(", $parameter, ") AS j")
    };
}

/// Numbers out of a parameter that holds a JSON array of numbers, for `IN`.
macro_rules! json_numbers {
    ($parameter:literal) => {
        concat!("(SELECT value FROM json_each(", $parameter, "))")
    };
}

/// Connections that read beside the one that writes.
const READERS: u32 = 4;

/// How long a transaction waits for its turn. Only long jobs (`reindex` of
/// millions of pages) hold the writer for more than a moment.
const TURN_TIMEOUT: Duration = Duration::from_secs(120);

/// Everything that is kept, in one SQLite file.
#[derive(Debug)]
pub struct SqliteStore {
    readers: SqlitePool,
    /// Absent when the store was opened for reading only.
    writer: Option<SqlitePool>,
    _lock: Option<DataLock>,
}

impl SqliteStore {
    pub(crate) async fn open(data: &Path, lock: DataLock) -> Result<SqliteStore> {
        let error = StoreError::database("open the SQLite file");
        let options = options(data)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full);
        let writer = pool(1)
            .connect_with(options.clone())
            .await
            .map_err(&error)?;
        sqlx::migrate!("migrations/sqlite")
            .run(&writer)
            .await
            .map_err(StoreError::Migrate)?;
        #[cfg(feature = "defect-uniqueness")]
        sqlx::query("DROP INDEX IF EXISTS flags_once")
            .execute(&writer)
            .await
            .map_err(&error)?;
        let readers = pool(READERS).connect_lazy_with(options.pragma("query_only", "ON"));
        Ok(SqliteStore {
            readers,
            writer: Some(writer),
            _lock: Some(lock),
        })
    }

    pub(crate) async fn open_read_only(data: &Path) -> Result<SqliteStore> {
        let file = data.join(FILE);
        if let Err(source) = std::fs::metadata(&file) {
            return Err(StoreError::DataFolder {
                path: data.display().to_string(),
                source,
            });
        }
        let readers = pool(READERS)
            .connect_with(options(data).read_only(true))
            .await
            .map_err(StoreError::database("open the SQLite file"))?;
        Ok(SqliteStore {
            readers,
            writer: None,
            _lock: None,
        })
    }

    /// Returns what reads go to; each sees the last commit.
    pub(crate) fn reads(&self) -> &SqlitePool {
        &self.readers
    }

    /// Begins a transaction whose reads are all of one moment: in a
    /// write-ahead log every transaction reads from one snapshot.
    pub(crate) async fn begin_read(&self, action: &'static str) -> Result<Tx> {
        self.readers
            .begin()
            .await
            .map_err(StoreError::database(action))
    }

    /// Begins a transaction that writes. It has the database for itself from
    /// here to its end.
    pub(crate) async fn begin(&self, action: &'static str) -> Result<Tx> {
        let writer = self.writer.as_ref().ok_or(StoreError::ReadOnly)?;
        writer
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(StoreError::database(action))
    }

    /// See the twin in `postgres.rs`: here every transaction that writes is
    /// alone already.
    pub(crate) async fn begin_pages(&self, action: &'static str) -> Result<Tx> {
        self.begin(action).await
    }
}

/// See the twin in `postgres.rs`.
pub(crate) async fn lock_audit(_tx: &mut Tx) -> Result<()> {
    Ok(())
}

const FILE: &str = "haidang.sqlite";

fn options(data: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(data.join(FILE))
        .foreign_keys(true)
        // Another process may be a reader that checkpoints, or `sqlite3`.
        .busy_timeout(Duration::from_secs(10))
        .statement_cache_capacity(256)
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging()
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(TURN_TIMEOUT)
        // A connection to a file neither breaks nor ages, and its prepared
        // statements are worth keeping.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
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
