use std::{collections::BTreeMap, sync::Arc};

use haidang_model::PageId;
use serde::Serialize;

use crate::{IndexError, Indexer, Result, collect::CandidateCollector, indexer::blocking};

/// Examples of each kind of difference that a report names.
const EXAMPLES_MAX: usize = 100;

/// Pages read from the store at a time.
const BATCH: u32 = 500;

/// How index and store compare.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct IndexReport {
    /// Documents of the index.
    pub documents: u64,
    /// Pages of the store.
    pub pages: u64,
    /// Outbox rows that the index has not taken in yet; while there are any,
    /// the differences below need not mean anything.
    pub pending: u64,
    /// Pages of the store without a document, at most 100 of them.
    pub missing: Vec<PageId>,
    /// Pages with more than one document, at most 100 of them.
    pub doubled: Vec<PageId>,
    /// Documents whose page the store does not know, at most 100 of them.
    pub unknown: Vec<PageId>,
    /// Pages whose document is of another version than the newest, at most
    /// 100 of them.
    pub stale: Vec<PageId>,
    /// Files of the index whose checksum is wrong.
    pub damaged: Vec<String>,
}

impl IndexReport {
    /// Tells whether every page stands in the index exactly once, in its
    /// newest version, and every file is whole.
    pub fn is_sound(&self) -> bool {
        self.pending == 0
            && self.documents == self.pages
            && self.missing.is_empty()
            && self.doubled.is_empty()
            && self.unknown.is_empty()
            && self.stale.is_empty()
            && self.damaged.is_empty()
    }
}

impl Indexer {
    /// Compares index and store, page by page, and checks every file of the
    /// index. Reads the whole of both.
    ///
    /// # Errors
    /// [`IndexError::Tantivy`] when the index cannot be read at all,
    /// [`IndexError::Store`].
    pub async fn verify(&self) -> Result<IndexReport> {
        let shared = Arc::clone(&self.shared);
        let (candidates, damaged) = blocking(move || {
            shared.refresh_if_read_only()?;
            let searcher = shared.searcher();
            let all = tantivy::query::AllQuery;
            let candidates = searcher
                .search(&all, &CandidateCollector { with_site: false })
                .map_err(IndexError::tantivy("list its documents"))?;
            let damaged = searcher
                .index()
                .validate_checksum()
                .map_err(IndexError::tantivy("check its files"))?;
            Ok((candidates, damaged))
        })
        .await?;
        let mut report = IndexReport {
            documents: candidates.len() as u64,
            pending: self.shared.store.outbox_count().await?,
            damaged: damaged
                .into_iter()
                .map(|path| path.display().to_string())
                .collect(),
            ..IndexReport::default()
        };
        report.damaged.sort_unstable();
        let mut indexed = BTreeMap::new();
        for candidate in candidates {
            let versions: &mut Vec<_> = indexed.entry(candidate.page).or_default();
            versions.push(candidate.fetched);
        }
        let mut after = PageId(i64::MIN);
        loop {
            let stored = self.shared.store.pages_after(after, BATCH).await?;
            let Some(last) = stored.last() else { break };
            after = last.meta.id;
            for page in &stored {
                report.pages += 1;
                match indexed.remove(&page.meta.id).as_deref() {
                    None => note(&mut report.missing, page.meta.id),
                    Some([fetched]) if *fetched != page.meta.fetched => {
                        note(&mut report.stale, page.meta.id);
                    }
                    Some([_]) => (),
                    Some(_) => note(&mut report.doubled, page.meta.id),
                }
            }
        }
        for page in indexed.into_keys().take(EXAMPLES_MAX) {
            report.unknown.push(page);
        }
        Ok(report)
    }
}

fn note(examples: &mut Vec<PageId>, page: PageId) {
    if examples.len() < EXAMPLES_MAX {
        examples.push(page);
    }
}
