//! Gathers every page that a query proposes, with what sorting and counting
//! need, from fast fields alone.

use std::{collections::HashMap, sync::Arc};

use haidang_model::{PageId, Timestamp};
use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::{Column, StrColumn},
};

use crate::{SortOrder, schema::fast};

/// A page that the index proposes.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) page: PageId,
    pub(crate) score: Score,
    pub(crate) fetched: Timestamp,
    /// Absent when not asked for.
    pub(crate) site: Option<Arc<str>>,
}

/// Puts candidates into the order asked for. A page that stands in the index
/// twice would be an error elsewhere; it is not hidden here.
pub(crate) fn sort(candidates: &mut [Candidate], order: SortOrder) {
    candidates.sort_unstable_by(|a, b| {
        let by = match order {
            SortOrder::Relevance => b.score.total_cmp(&a.score),
            SortOrder::Newest => b.fetched.cmp(&a.fetched),
        };
        by.then(a.page.cmp(&b.page))
    });
}

/// Gathers [`Candidate`]s.
pub(crate) struct CandidateCollector {
    pub(crate) with_site: bool,
}

impl Collector for CandidateCollector {
    type Fruit = Vec<Candidate>;
    type Child = SegmentCandidates;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentCandidates> {
        let columns = segment.fast_fields();
        Ok(SegmentCandidates {
            page: columns.i64(fast::PAGE)?,
            fetched: columns.i64(fast::FETCHED)?,
            site: if self.with_site {
                columns.str(fast::SITE)?
            } else {
                None
            },
            sites: HashMap::new(),
            found: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Candidate>>) -> tantivy::Result<Vec<Candidate>> {
        Ok(fruits.into_iter().flatten().collect())
    }
}

pub(crate) struct SegmentCandidates {
    page: Column<i64>,
    fetched: Column<i64>,
    site: Option<StrColumn>,
    /// Names of sites already looked up, by their ordinal.
    sites: HashMap<u64, Arc<str>>,
    found: Vec<Candidate>,
}

impl SegmentCandidates {
    fn site(&mut self, doc: DocId) -> Option<Arc<str>> {
        let column = self.site.as_ref()?;
        let ordinal = column.term_ords(doc).next()?;
        if let Some(site) = self.sites.get(&ordinal) {
            return Some(Arc::clone(site));
        }
        let mut name = String::new();
        if !column.ord_to_str(ordinal, &mut name).ok()? {
            return None;
        }
        let site: Arc<str> = name.into();
        self.sites.insert(ordinal, Arc::clone(&site));
        Some(site)
    }
}

impl SegmentCollector for SegmentCandidates {
    type Fruit = Vec<Candidate>;

    fn collect(&mut self, doc: DocId, score: Score) {
        // Every document has both fields; one without was not written by us
        // and names no page.
        let (Some(page), Some(fetched)) = (self.page.first(doc), self.fetched.first(doc)) else {
            return;
        };
        let site = self.site(doc);
        self.found.push(Candidate {
            page: PageId(page),
            score,
            fetched: Timestamp(fetched),
            site,
        });
    }

    fn harvest(self) -> Vec<Candidate> {
        self.found
    }
}
