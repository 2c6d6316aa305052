use haidang_model::ContentHash;

/// What can go wrong in keeping things.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or could not be reached.
    #[error("database: cannot {action}")]
    Database {
        /// What was to be done, for example `commit a batch of pages`.
        action: &'static str,
        /// What the database said.
        #[source]
        source: sqlx::Error,
    },
    /// A migration failed.
    #[error("cannot bring the database to this version's form")]
    Migrate(#[source] sqlx::migrate::MigrateError),
    /// A row contradicts itself.
    #[error("table {table}, column {column}, row {row}: {problem}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's key.
        row: String,
        /// What is wrong.
        problem: String,
    },
    /// A write that should have met one row met another number.
    #[error("{action}: {found} rows changed where 1 was expected")]
    Affected {
        /// What was to be done.
        action: &'static str,
        /// How many rows changed.
        found: u64,
    },
    /// A blob could not be read or written.
    #[error("cannot {action} blob {hash}")]
    Blob {
        /// `read`, `write`, …
        action: &'static str,
        /// Which.
        hash: ContentHash,
        /// What the file system or the object store said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The bytes of a blob are not those its name promises.
    #[error("blob {0} holds other bytes than its name says; restore it from a backup")]
    BlobCorrupt(ContentHash),
    /// The disk, or the room set for it, is full.
    #[error("no room left on the disk that holds {0}")]
    DiskFull(String),
    /// The data folder cannot be used.
    #[error("cannot use the data folder `{path}`")]
    DataFolder {
        /// The folder.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// Another process writes to the data folder.
    #[error(
        "the data folder `{path}` is in use by {holder}; stop it first, or name another folder with --data"
    )]
    InUse {
        /// The folder.
        path: String,
        /// Who holds it, as far as it said: `process 4711`.
        holder: String,
    },
    /// The store was opened for reading only.
    #[error("the store was opened for reading only")]
    ReadOnly,
}

/// The result of asking the store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

impl StoreError {
    /// Returns what turns a database error met while doing `action` into one
    /// of ours. A full disk and a read-only store have variants of their own,
    /// because people can do something about them.
    pub(crate) fn database(action: &'static str) -> impl Fn(sqlx::Error) -> StoreError {
        move |source| {
            let code = source
                .as_database_error()
                .and_then(|error| error.code())
                .unwrap_or_default();
            match code.as_ref() {
                // SQLITE_FULL, and SQLITE_IOERR_SHMSIZE: no room to grow the
                // file beside the log (https://sqlite.org/rescode.html).
                "13" | "4874" => StoreError::DiskFull("the database".to_owned()),
                // disk_full (PostgreSQL manual, appendix A).
                "53100" => StoreError::DiskFull("the PostgreSQL server's data".to_owned()),
                // SQLITE_READONLY; read_only_sql_transaction.
                "8" | "25006" => StoreError::ReadOnly,
                _ => StoreError::Database { action, source },
            }
        }
    }

    /// Turns a failure of the file system into a full disk or whatever `other`
    /// makes of it.
    pub(crate) fn file_system(
        holds: &str,
        error: Box<dyn std::error::Error + Send + Sync>,
        other: impl FnOnce(Box<dyn std::error::Error + Send + Sync>) -> StoreError,
    ) -> StoreError {
        if is_disk_full(error.as_ref()) {
            StoreError::DiskFull(holds.to_owned())
        } else {
            other(error)
        }
    }
}

/// Tells whether a full disk or a used-up quota lies at the bottom of `error`.
fn is_disk_full(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(io) = error.downcast_ref::<std::io::Error>() {
            return matches!(
                io.kind(),
                std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded
            );
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use sqlx::Connection;

    use super::*;

    fn other(source: Box<dyn std::error::Error + Send + Sync>) -> StoreError {
        StoreError::Blob {
            action: "write",
            hash: ContentHash::of(b""),
            source,
        }
    }

    /// The error that SQLite itself gives when a file may not grow.
    #[tokio::test]
    async fn a_full_database_is_told_apart() {
        let mut connection = sqlx::SqliteConnection::connect("sqlite::memory:")
            .await
            .unwrap();
        let fill = "CREATE TABLE t (b BLOB); PRAGMA max_page_count = 3; INSERT INTO t VALUES (zeroblob(100000))";
        let error = sqlx::raw_sql(fill)
            .execute(&mut connection)
            .await
            .unwrap_err();
        let error = StoreError::database("fill it")(error);
        assert!(matches!(error, StoreError::DiskFull(_)), "{error:?}");
        let error = sqlx::raw_sql("SELECT nothing")
            .execute(&mut connection)
            .await
            .unwrap_err();
        let error = StoreError::database("ask for nothing")(error);
        assert_eq!(error.to_string(), "database: cannot ask for nothing");
    }

    #[test]
    fn a_full_disk_is_found_below_other_errors() {
        // ENOSPC and EDQUOT (errno(3)); 13 is EACCES.
        for (number, full) in [(28, true), (122, true), (13, false)] {
            let below = Error::from_raw_os_error(number);
            let error = object_store::Error::Generic {
                store: "LocalFileSystem",
                source: Box::new(below),
            };
            let error = StoreError::file_system("blobs", error.into(), other);
            assert_eq!(matches!(error, StoreError::DiskFull(_)), full, "{number}");
        }
        let error = Error::from(ErrorKind::StorageFull);
        let error = StoreError::file_system("blobs", error.into(), other);
        assert_eq!(
            error.to_string(),
            "no room left on the disk that holds blobs"
        );
    }
}
