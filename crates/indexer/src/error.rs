use std::path::PathBuf;

use haidang_store::StoreError;

/// What can go wrong in the index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Another process writes to this index.
    #[error("the index in `{0}` is being written by another process; stop it first")]
    Busy(PathBuf),
    /// There is no index yet, and this process may only read.
    #[error("there is no index in `{0}` yet; `haidang reindex` builds it")]
    Missing(PathBuf),
    /// This process opened the index for reading only.
    #[error("the index was opened for reading only")]
    ReadOnly,
    /// The disk is full; the outbox keeps what is not in the index yet.
    #[error("no room left on the disk that holds the index in `{0}`")]
    DiskFull(PathBuf),
    /// The folder of the index cannot be used.
    #[error("cannot use the index folder `{path}`")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// `index/pages.toml` and the code disagree.
    #[error("index/pages.toml does not describe this index: {0}")]
    Definition(String),
    /// tantivy failed; the folder is set aside and built anew when this
    /// happens while writing.
    #[error("the search index cannot {action}")]
    Tantivy {
        /// What was to be done.
        action: &'static str,
        /// What tantivy said.
        #[source]
        source: tantivy::TantivyError,
    },
    /// The store failed.
    #[error("the search index cannot ask the store")]
    Store(#[from] StoreError),
    /// A task of the index was lost, because it panicked or the program ends.
    #[error("a task of the search index was lost")]
    TaskLost,
}

impl IndexError {
    /// Turns a tantivy error into one that says what was to be done.
    pub(crate) fn tantivy(action: &'static str) -> impl Fn(tantivy::TantivyError) -> IndexError {
        move |source| IndexError::Tantivy { action, source }
    }
}

/// The result of asking the index.
pub type Result<T, E = IndexError> = std::result::Result<T, E>;
