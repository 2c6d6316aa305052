use std::path::Path;

use haidang_store::DynStore;

use crate::{IndexConfig, IndexError, Result, SearchPage, SearchRequest};

/// How index and store compare, for `verify`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct IndexReport {
    /// Documents of the index.
    pub documents: u64,
    /// Pages of the store.
    pub pages: u64,
    /// Outbox rows not taken in yet.
    pub pending: u64,
    /// Pages of the store without a document, at most 100.
    pub missing: Vec<haidang_model::PageId>,
    /// Pages with more than one document, at most 100.
    pub doubled: Vec<haidang_model::PageId>,
    /// Documents whose page the store does not know, at most 100.
    pub unknown: Vec<haidang_model::PageId>,
}

/// The search index of one store.
pub struct Indexer {}

impl Indexer {
    /// Opens the index in `dir` for reading and writing, building it anew when
    /// there is none, when it is broken or when it belongs to another store.
    pub async fn open(dir: &Path, store: DynStore, config: IndexConfig) -> Result<Indexer> {
        let _ = (dir, store, config);
        Err(IndexError::TaskLost)
    }

    /// Opens the index in `dir` for reading only, beside a process that writes.
    pub async fn open_read_only(
        dir: &Path,
        store: DynStore,
        config: IndexConfig,
    ) -> Result<Indexer> {
        let _ = (dir, store, config);
        Err(IndexError::TaskLost)
    }

    /// Takes in everything the outbox names; returns how many pages.
    pub async fn drain(&self) -> Result<u64> {
        Err(IndexError::TaskLost)
    }

    /// Builds the index anew from the store, beside the old one until it is
    /// complete; returns how many pages. `progress` is called with pages done.
    pub async fn rebuild(&self, progress: &(dyn Fn(u64) + Send + Sync)) -> Result<u64> {
        let _ = progress;
        Err(IndexError::TaskLost)
    }

    /// Searches.
    pub async fn search(&self, request: &SearchRequest) -> Result<SearchPage> {
        let _ = request;
        Err(IndexError::TaskLost)
    }

    /// Counts the documents of the index.
    pub fn document_count(&self) -> u64 {
        0
    }

    /// Compares index and store.
    pub async fn verify(&self) -> Result<IndexReport> {
        Err(IndexError::TaskLost)
    }
}
