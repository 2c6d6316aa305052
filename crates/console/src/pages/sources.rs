//! Sources, and how their crawl goes.

use std::collections::BTreeMap;

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use haidang_model::SourceId;
use haidang_store::{FetchCounts, FetchOutcome, FrontierCounts};

use crate::{
    ConsoleError, SourceView,
    need::{CrawlReader, Need},
    piece::{Masking, Piece, plain},
    router::App,
    shell::{Shell, html},
    when::Moment,
};

/// How many attempts ended in one way.
#[derive(Clone, Debug)]
pub(crate) struct OutcomeRow {
    /// The outcome's stable name, for the catalog.
    pub(crate) outcome: &'static str,
    pub(crate) good: bool,
    pub(crate) count: u64,
    pub(crate) last: Moment,
    /// Why, for the newest; in English, as it was recorded.
    pub(crate) reason: Option<Vec<Piece>>,
}

/// A source with the state of its crawl.
#[derive(Clone, Debug)]
pub(crate) struct SourceRow {
    /// What its file says; `None` for imports and for sources whose file is gone.
    pub(crate) view: Option<SourceView>,
    /// Its id; empty for imports.
    pub(crate) id: String,
    pub(crate) frontier: FrontierCounts,
    pub(crate) outcomes: Vec<OutcomeRow>,
    pub(crate) fetched: u64,
    pub(crate) pages: u64,
    pub(crate) failed: u64,
    pub(crate) last: Option<Moment>,
}

/// The sources page.
#[derive(Debug, Template)]
#[template(path = "sources.html")]
pub(crate) struct SourcesPage {
    pub(crate) shell: Shell,
    pub(crate) rows: Vec<SourceRow>,
    /// The frontier as a whole.
    pub(crate) frontier: FrontierCounts,
    pub(crate) pages: u64,
    /// Changes of pages that the search index has yet to take in.
    pub(crate) index_lag: u64,
}

pub(crate) async fn show(
    State(app): State<App>,
    need: Need<CrawlReader>,
) -> Result<Response, ConsoleError> {
    let store = &app.state.store;
    let now = app.state.clock.now();
    let words = need.context.words;
    let mut by_source: BTreeMap<String, Vec<FetchCounts>> = BTreeMap::new();
    for counts in store.fetch_counts().await? {
        let id = counts
            .source
            .as_ref()
            .map_or_else(String::new, |id| id.as_str().to_owned());
        by_source.entry(id).or_default().push(counts);
    }
    let row = |view: Option<SourceView>, id: String, counts: Vec<FetchCounts>| {
        let sum = |of: &dyn Fn(FetchOutcome) -> bool| {
            let counted = counts.iter().filter(|counts| of(counts.outcome));
            counted.map(|counts| counts.count).sum()
        };
        SourceRow {
            view,
            id,
            frontier: FrontierCounts::default(),
            fetched: sum(&|_| true),
            pages: sum(&brings_page),
            failed: sum(&|outcome| !is_good(outcome)),
            last: counts
                .iter()
                .map(|counts| counts.last)
                .max()
                .map(|at| Moment::new(words, at, now)),
            outcomes: counts
                .into_iter()
                .map(|counts| OutcomeRow {
                    outcome: counts.outcome.as_str(),
                    good: is_good(counts.outcome),
                    count: counts.count,
                    last: Moment::new(words, counts.last, now),
                    reason: counts
                        .last_reason
                        .map(|reason| plain(&reason, Masking::Masked)),
                })
                .collect(),
        }
    };
    let mut rows = Vec::new();
    for view in app.state.sources.load().iter() {
        let counts = by_source.remove(&view.id).unwrap_or_default();
        rows.push(row(Some(view.clone()), view.id.clone(), counts));
    }
    // What is left came from files of pages, or from sources that are gone.
    for (id, counts) in by_source {
        rows.push(row(None, id, counts));
    }
    for row in &mut rows {
        if let Ok(id) = SourceId::parse(&row.id) {
            row.frontier = store.frontier_counts(Some(&id), now).await?;
        }
    }
    let page = SourcesPage {
        shell: Shell::new(&app, &need.context, words.t("sources-title"), "/sources"),
        rows,
        frontier: store.frontier_counts(None, now).await?,
        pages: store.page_count().await?,
        index_lag: store.outbox_count().await?,
    };
    Ok(html(StatusCode::OK, &page))
}

fn brings_page(outcome: FetchOutcome) -> bool {
    matches!(outcome, FetchOutcome::Page | FetchOutcome::Imported)
}

/// Whether nobody need look into it: rules that were obeyed are no failures.
fn is_good(outcome: FetchOutcome) -> bool {
    brings_page(outcome)
        || matches!(
            outcome,
            FetchOutcome::NotModified
                | FetchOutcome::SkippedType
                | FetchOutcome::RobotsDenied
                | FetchOutcome::OutOfScope
        )
}
