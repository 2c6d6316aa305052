//! Searching everything that was collected.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use haidang_indexer::{FacetCount, FacetField, SearchHit, SearchRequest, SortOrder};
use haidang_query::{QueryFault, Surface};
use serde::Deserialize;

use crate::{
    ConsoleError, Language,
    need::{Need, Reader},
    piece::{Masking, Piece, marked, plain},
    router::App,
    shell::{Shell, html},
    when::Moment,
};

/// Found pages on one page of results.
const ROWS: usize = 10;

/// Pages of results that can be leafed through.
const PAGE_MAX: usize = 99;

/// Bytes of the longest query.
const QUERY_BYTES_MAX: usize = 2_000;

/// What is searched for.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct SearchQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    page: usize,
}

/// A fault of the query, at its place.
#[derive(Clone, Debug)]
pub(crate) struct FaultView {
    pub(crate) before: String,
    /// What is wrong; empty at the end of the query.
    pub(crate) there: String,
    pub(crate) after: String,
    pub(crate) message: String,
}

/// A found page.
#[derive(Clone, Debug)]
pub(crate) struct ResultRow {
    pub(crate) page_id: i64,
    pub(crate) title: Vec<Piece>,
    pub(crate) address: Vec<Piece>,
    pub(crate) site: String,
    pub(crate) snippet: Vec<Piece>,
    pub(crate) fetched: Moment,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Results {
    pub(crate) total: u64,
    /// Whether there may be more than `total`.
    pub(crate) at_least: bool,
    pub(crate) rows: Vec<ResultRow>,
    /// Sites with how many of the pages are theirs.
    pub(crate) sites: Vec<(String, u64)>,
    pub(crate) has_next: bool,
}

/// The search page.
#[derive(Debug, Template)]
#[template(path = "search.html")]
pub(crate) struct SearchPage {
    pub(crate) shell: Shell,
    pub(crate) q: String,
    pub(crate) newest: bool,
    /// The page shown, from 0.
    pub(crate) page: usize,
    pub(crate) faults: Vec<FaultView>,
    pub(crate) results: Option<Results>,
}

pub(crate) async fn show(
    State(app): State<App>,
    need: Need<Reader>,
    Query(query): Query<SearchQuery>,
) -> Result<Response, ConsoleError> {
    let words = need.context.words;
    let now = app.state.clock.now();
    let q = query.q.trim().to_owned();
    let newest = query.sort == "newest";
    let mut page = SearchPage {
        shell: Shell::new(&app, &need.context, words.t("search-title"), "/search"),
        newest,
        page: query.page.min(PAGE_MAX),
        faults: Vec::new(),
        results: None,
        q,
    };
    if page.q.is_empty() {
        return Ok(html(StatusCode::OK, &page));
    }
    if page.q.len() > QUERY_BYTES_MAX {
        page.faults.push(FaultView {
            before: String::new(),
            there: String::new(),
            after: String::new(),
            message: words.n("search-too-long", QUERY_BYTES_MAX),
        });
        return Ok(html(StatusCode::BAD_REQUEST, &page));
    }
    let parsed = match haidang_query::Query::parse(&page.q, Surface::Search) {
        Ok(parsed) => parsed,
        Err(faults) => {
            page.faults = faults
                .iter()
                .map(|fault| FaultView::new(&page.q, fault, words.language()))
                .collect();
            return Ok(html(StatusCode::BAD_REQUEST, &page));
        }
    };
    let offset = page.page * ROWS;
    let request = SearchRequest {
        limit: ROWS,
        offset,
        sort: if newest {
            SortOrder::Newest
        } else {
            SortOrder::Relevance
        },
        facets: vec![FacetField::Site],
        ..SearchRequest::new(parsed)
    };
    let found = app
        .state
        .indexer
        .search(&request)
        .await
        .map_err(|error| ConsoleError::internal("search", error))?;
    let shown = (offset + found.hits.len()) as u64;
    page.results = Some(Results {
        total: found.total,
        at_least: found.total_is_lower_bound,
        has_next: shown < found.total && page.page < PAGE_MAX && !found.hits.is_empty(),
        rows: found
            .hits
            .into_iter()
            .map(|hit| ResultRow::new(hit, |at| Moment::new(words, at, now)))
            .collect(),
        sites: found
            .facets
            .get(&FacetField::Site)
            .into_iter()
            .flatten()
            .take(8)
            .map(|FacetCount { value, count }| (value.clone(), *count))
            .collect(),
    });
    Ok(html(StatusCode::OK, &page))
}

impl SearchPage {
    /// The query, narrowed to one site.
    fn narrowed(&self, site: &str) -> String {
        format!("({}) AND site:{site}", self.q)
    }
}

impl FaultView {
    pub(crate) fn new(source: &str, fault: &QueryFault, language: Language) -> FaultView {
        let cut = |range: std::ops::Range<usize>| source.get(range).unwrap_or_default().to_owned();
        let (start, end) = (fault.span.start, fault.span.end);
        FaultView {
            before: cut(0..start),
            there: cut(start..end),
            after: cut(end..source.len()),
            message: match language {
                Language::Vi => fault.vi.clone(),
                Language::En => fault.en.clone(),
            },
        }
    }
}

impl ResultRow {
    fn new(hit: SearchHit, moment: impl Fn(haidang_model::Timestamp) -> Moment) -> ResultRow {
        let address = hit
            .url
            .as_ref()
            .map_or_else(|| hit.key.to_string(), |url| url.to_string());
        ResultRow {
            page_id: hit.page_id.0,
            title: plain(&hit.title, Masking::Masked),
            address: plain(&address, Masking::Masked),
            snippet: hit
                .snippet
                .iter()
                .flat_map(|piece| marked(&piece.text, piece.mark))
                .collect(),
            fetched: moment(hit.fetched),
            site: hit.site,
        }
    }
}
