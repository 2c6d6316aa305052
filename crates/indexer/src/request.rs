use std::collections::BTreeMap;

use haidang_model::{CanonicalUrl, PageId, PageKey, Timestamp};
use haidang_query::Query;
use serde::{Deserialize, Serialize};

/// In which order pages come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SortOrder {
    /// Best first; equal ones by page id.
    #[default]
    Relevance,
    /// Newest first; equal ones by page id.
    Newest,
}

/// By what the found pages are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FacetField {
    /// The registrable domain, or the file stem of an import.
    Site,
    /// The day of the fetch in Vietnam (UTC+7), `2026-01-31`.
    Day,
}

/// A search.
#[derive(Clone, Debug)]
pub struct SearchRequest {
    /// What is searched for, parsed with `Surface::Search`.
    pub query: Query,
    /// Pages to list, at most 1,000.
    pub limit: usize,
    /// Pages to leave out before.
    pub offset: usize,
    /// In which order.
    pub sort: SortOrder,
    /// What to count the found pages by.
    pub facets: Vec<FacetField>,
}

impl SearchRequest {
    /// Builds a search for the first ten pages by relevance, without facets.
    pub fn new(query: Query) -> SearchRequest {
        SearchRequest {
            query,
            limit: 10,
            offset: 0,
            sort: SortOrder::Relevance,
            facets: Vec::new(),
        }
    }
}

/// A piece of a snippet or title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The text, personal data masked; not yet escaped for any mark-up.
    pub text: String,
    /// Whether the query was met here.
    pub mark: bool,
}

/// A found page.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchHit {
    /// The page.
    pub page_id: PageId,
    /// The address of the content, if known.
    pub url: Option<CanonicalUrl>,
    /// What names the page.
    pub key: PageKey,
    /// The title, personal data masked; empty when there is none.
    pub title: String,
    /// BM25 over both text fields; comparable inside one answer only.
    pub score: f32,
    /// The most telling part of the text.
    pub snippet: Vec<Piece>,
    /// When this version was first fetched.
    pub fetched: Timestamp,
    /// The registrable domain, or the file stem of an import.
    pub site: String,
}

impl SearchHit {
    /// Returns the snippet as one text, without marks.
    pub fn snippet_text(&self) -> String {
        self.snippet
            .iter()
            .map(|piece| piece.text.as_str())
            .collect()
    }
}

/// How many found pages have one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetCount {
    /// The value.
    pub value: String,
    /// Pages.
    pub count: u64,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchPage {
    /// Pages that meet the query.
    pub total: u64,
    /// Set when more pages were proposed than one search may confirm
    /// ([`crate::IndexConfig::confirm_pages_max`]): `total` and the facets
    /// then count the confirmed ones only.
    pub total_is_lower_bound: bool,
    /// The pages asked for.
    pub hits: Vec<SearchHit>,
    /// Counts by facet, most frequent first, at most 50 values each.
    pub facets: BTreeMap<FacetField, Vec<FacetCount>>,
}
