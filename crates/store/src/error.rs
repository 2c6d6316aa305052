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
}

/// The result of asking the store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;
