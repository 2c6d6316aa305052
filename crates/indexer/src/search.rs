use std::sync::Arc;

use haidang_model::{PageId, mask};
use haidang_query::{Node, PageText, Query};
use haidang_store::StoredPage;

use crate::{
    FacetField, IndexError, Indexer, Result, SearchHit, SearchPage, SearchRequest,
    collect::{self, Candidate, CandidateCollector},
    document::page_text,
    facet,
    indexer::{Shared, blocking},
    snippet::snippet,
    translate::plan,
};

/// Pages of one answer, whatever was asked for.
const LIMIT_MAX: usize = 1_000;

/// Pages read from the store and confirmed at a time.
const CONFIRM_BATCH: usize = 128;

impl Indexer {
    /// Searches. The index proposes pages and ranks them; each is confirmed on
    /// its stored text before it is counted or shown, unless the index can be
    /// relied on by itself (single words and their combinations).
    ///
    /// # Errors
    /// [`IndexError::Tantivy`] when the index fails (the next drain then
    /// builds it anew), [`IndexError::Store`].
    pub async fn search(&self, request: &SearchRequest) -> Result<SearchPage> {
        let (shared, query) = (Arc::clone(&self.shared), request.query.clone());
        let sort = request.sort;
        let by_site = request.facets.contains(&FacetField::Site);
        let (candidates, exact) = blocking(move || {
            shared.refresh_if_read_only()?;
            let searcher = shared.searcher();
            let plan = plan(&shared.fields, &searcher, query.ast())
                .map_err(IndexError::tantivy("look up words"))?;
            let with_site = plan.exact && by_site;
            let mut candidates = searcher
                .search(&plan.query, &CandidateCollector { with_site })
                .map_err(IndexError::tantivy("answer a search"))?;
            collect::sort(&mut candidates, sort);
            Ok((candidates, plan.exact))
        })
        .await
        .inspect_err(|_| self.shared.suspect())?;
        let search = Search {
            shared: &self.shared,
            request,
        };
        if exact && let Some(page) = search.counted_by_index(&candidates).await? {
            return Ok(page);
        }
        search.confirmed(&candidates).await
    }
}

/// One search under way.
struct Search<'a> {
    shared: &'a Arc<Shared>,
    request: &'a SearchRequest,
}

impl Search<'_> {
    fn limit(&self) -> usize {
        self.request.limit.min(LIMIT_MAX)
    }

    /// Reads only the pages to be shown. `None` when the evaluator does not
    /// accept one of them, because the store has moved on since the last
    /// drain: then all have to be confirmed.
    async fn counted_by_index(&self, candidates: &[Candidate]) -> Result<Option<SearchPage>> {
        let shown: Vec<Candidate> = candidates
            .iter()
            .skip(self.request.offset)
            .take(self.limit())
            .cloned()
            .collect();
        let mut hits = Vec::with_capacity(shown.len());
        for batch in shown.chunks(CONFIRM_BATCH) {
            let checked = self.check(batch, 0..batch.len()).await?;
            if checked.len() < batch.len() {
                return Ok(None);
            }
            hits.extend(checked.into_iter().filter_map(|checked| checked.hit));
        }
        let facets = self.request.facets.iter().map(|&field| {
            let counts = match field {
                FacetField::Site => facet::count(
                    candidates
                        .iter()
                        .filter_map(|candidate| candidate.site.as_deref()),
                ),
                FacetField::Day => facet::count(
                    candidates
                        .iter()
                        .map(|candidate| facet::day(candidate.fetched)),
                ),
            };
            (field, counts)
        });
        Ok(Some(SearchPage {
            total: candidates.len() as u64,
            total_is_lower_bound: false,
            hits,
            facets: facets.collect(),
        }))
    }

    /// Confirms every candidate, best first, up to the ceiling.
    async fn confirmed(&self, candidates: &[Candidate]) -> Result<SearchPage> {
        let ceiling = self.shared.config.confirm_pages_max;
        let mut page = SearchPage {
            total_is_lower_bound: candidates.len() > ceiling,
            ..SearchPage::default()
        };
        let wanted = self.request.offset..self.request.offset.saturating_add(self.limit());
        let (mut sites, mut days) = (Vec::new(), Vec::new());
        let candidates = candidates.get(..ceiling).unwrap_or(candidates);
        for batch in candidates.chunks(CONFIRM_BATCH) {
            let before = page.total as usize;
            let show = wanted.start.saturating_sub(before)..wanted.end.saturating_sub(before);
            for checked in self.check(batch, show).await? {
                page.total += 1;
                if self.request.facets.contains(&FacetField::Site) {
                    sites.push(checked.site);
                }
                if self.request.facets.contains(&FacetField::Day) {
                    days.push(checked.day);
                }
                page.hits.extend(checked.hit);
            }
        }
        for &field in &self.request.facets {
            let counts = match field {
                FacetField::Site => facet::count(&sites),
                FacetField::Day => facet::count(&days),
            };
            page.facets.insert(field, counts);
        }
        Ok(page)
    }

    /// Returns the pages of a batch that the evaluator accepts, in order.
    /// Those whose place among them lies in `show` are made ready to be shown.
    async fn check(
        &self,
        batch: &[Candidate],
        show: std::ops::Range<usize>,
    ) -> Result<Vec<Checked>> {
        let ids: Vec<PageId> = batch.iter().map(|candidate| candidate.page).collect();
        let mut pages = self.shared.store.pages_get(&ids).await?;
        pages.sort_unstable_by_key(|page| page.meta.id);
        // Few searches ask for the flags of a page.
        let categories = if asks_for_categories(self.request.query.ast()) {
            self.shared.store.page_categories(&ids).await?
        } else {
            Vec::new()
        };
        let batch = batch.to_vec();
        let query = self.request.query.clone();
        let chars_max = self.shared.config.snippet_chars_max;
        blocking(move || {
            let mut accepted = Vec::new();
            for candidate in &batch {
                let Ok(at) = pages.binary_search_by_key(&candidate.page, |page| page.meta.id)
                else {
                    continue;
                };
                let Some(stored) = pages.get(at) else {
                    continue;
                };
                let shown = show.contains(&accepted.len());
                let of_page = categories
                    .iter()
                    .filter(|(page, _)| *page == candidate.page);
                let text = page_text(stored, of_page.map(|(_, category)| *category).collect());
                accepted.extend(check_one(
                    &query, candidate, stored, &text, shown, chars_max,
                ));
            }
            Ok(accepted)
        })
        .await
    }
}

/// A page that the evaluator accepts.
struct Checked {
    site: String,
    day: String,
    /// Present when it is to be shown.
    hit: Option<SearchHit>,
}

fn asks_for_categories(node: &Node) -> bool {
    matches!(node, Node::Category { .. }) || node.children().into_iter().any(asks_for_categories)
}

fn check_one(
    query: &Query,
    candidate: &Candidate,
    stored: &StoredPage,
    text: &PageText,
    shown: bool,
    chars_max: usize,
) -> Option<Checked> {
    if !query.matches(text) {
        return None;
    }
    let meta = &stored.meta;
    let hit = shown.then(|| SearchHit {
        page_id: meta.id,
        url: meta.url.clone(),
        key: meta.key.clone(),
        title: mask(&meta.title),
        score: candidate.score,
        snippet: snippet(&stored.page, &query.find(text), chars_max),
        fetched: meta.fetched,
        site: meta.site.clone(),
    });
    Some(Checked {
        site: meta.site.clone(),
        day: facet::day(meta.fetched),
        hit,
    })
}
