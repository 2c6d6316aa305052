//! The queue: cases that wait for a person, most urgent first.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use haidang_model::{AnyCase, Category, Hit, Timestamp};
use haidang_store::{CaseFilter, CaseOrder, CaseSummary, FlagFilter, FlagRow};
use serde::Deserialize;

use crate::{
    ConsoleError,
    need::{self, Need},
    pages::case::told,
    piece::{Masking, Piece, plain},
    router::App,
    shell::{Shell, html},
    when::Moment,
};

/// Cases on one page of the queue.
const ROWS: u32 = 25;

/// Pages of the queue that can be leafed through.
const PAGE_MAX: u32 = 1_000;

/// Flags of a case that are looked at for its line of reasons.
const FLAGS_LOOKED_AT: u32 = 20;

/// Different quotes in the line of reasons.
const QUOTES_MAX: usize = 3;

/// The states of a case, in the order of their tabs.
pub(crate) const STATES: [&str; 4] = ["open", "confirmed_once", "confirmed_twice", "closed"];

/// What of the queue is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct QueueQuery {
    #[serde(default)]
    state: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    site: String,
    #[serde(default)]
    page: u32,
}

/// A tab of the queue.
#[derive(Clone, Debug)]
pub(crate) struct Tab {
    pub(crate) state: &'static str,
    pub(crate) count: u64,
    pub(crate) current: bool,
}

/// Why a case was flagged, in one line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Why {
    /// The words that were met, masked; different ones, a few.
    pub(crate) quotes: Vec<Vec<Piece>>,
    /// The zone of the first.
    pub(crate) zone: Option<String>,
    /// The rung of the first.
    pub(crate) rung: Option<String>,
}

/// A case in the queue.
#[derive(Clone, Debug)]
pub(crate) struct QueueRow {
    pub(crate) id: i64,
    pub(crate) category: Category,
    pub(crate) title: Vec<Piece>,
    pub(crate) site: Option<String>,
    pub(crate) official: bool,
    pub(crate) flags: u32,
    /// The priority in hundredths.
    pub(crate) priority: u32,
    pub(crate) why: Why,
    pub(crate) opened: Moment,
    /// Who holds it, if somebody does.
    pub(crate) claimed_by: Option<String>,
    pub(crate) claimed_by_me: bool,
    /// Whether the one who looks has decided already.
    pub(crate) decided_by_me: bool,
}

/// The queue page.
#[derive(Debug, Template)]
#[template(path = "queue.html")]
pub(crate) struct QueuePage {
    pub(crate) shell: Shell,
    pub(crate) tabs: Vec<Tab>,
    pub(crate) state: &'static str,
    pub(crate) categories: &'static [Category],
    pub(crate) category: Option<Category>,
    pub(crate) site: String,
    pub(crate) rows: Vec<QueueRow>,
    pub(crate) total: u64,
    /// The page shown, from 0.
    pub(crate) page: u32,
    pub(crate) has_next: bool,
}

pub(crate) async fn show(
    State(app): State<App>,
    need: Need<need::Reviewer>,
    Query(query): Query<QueueQuery>,
) -> Result<Response, ConsoleError> {
    let store = &app.state.store;
    let now = app.state.clock.now();
    let words = need.context.words;
    let state = STATES
        .into_iter()
        .find(|state| *state == query.state)
        .unwrap_or("open");
    let filter = CaseFilter {
        state: Some(state.to_owned()),
        category: query.category.parse().ok(),
        site: Some(query.site.trim().to_lowercase()).filter(|site| !site.is_empty()),
    };
    let mut tabs = Vec::with_capacity(STATES.len());
    for tab in STATES {
        let filter = CaseFilter {
            state: Some(tab.to_owned()),
            ..filter.clone()
        };
        tabs.push(Tab {
            state: tab,
            count: store.case_count(&filter).await?,
            current: tab == state,
        });
    }
    let total = tabs
        .iter()
        .find(|tab| tab.current)
        .map_or(0, |tab| tab.count);
    let page = query.page.min(PAGE_MAX);
    let cases = store
        .cases(&filter, CaseOrder::Priority, ROWS, page * ROWS)
        .await?;
    let users = store.users().await?;
    let mut rows = Vec::with_capacity(cases.len());
    for case in &cases {
        let facts = case.case.facts();
        let flags = FlagFilter {
            case: Some(facts.id),
            ..FlagFilter::default()
        };
        let flags = store.flags(&flags, FLAGS_LOOKED_AT).await?;
        let holder = holder(case, now);
        let me = need.who.user.id;
        rows.push(QueueRow {
            id: facts.id.0,
            category: facts.category,
            title: plain(&case.title, Masking::Masked),
            site: facts.site.clone(),
            official: facts.is_official(),
            flags: facts.flags,
            priority: hundredths(facts.priority),
            why: Why::new(&need, &flags),
            opened: Moment::new(words, facts.opened, now),
            claimed_by: holder
                .and_then(|id| users.iter().find(|user| user.id == id))
                .map(|user| user.name.clone()),
            claimed_by_me: holder == Some(me),
            decided_by_me: is_decided_by(&case.case, me),
        });
    }
    let shown = u64::from(page) * u64::from(ROWS) + rows.len() as u64;
    let page = QueuePage {
        shell: Shell::new(&app, &need.context, words.t("queue-title"), "/queue"),
        tabs,
        state,
        categories: Category::ALL,
        category: filter.category,
        site: filter.site.unwrap_or_default(),
        rows,
        total,
        page,
        has_next: shown < total,
    };
    Ok(html(StatusCode::OK, &page))
}

/// Returns who holds a case at `now`.
pub(crate) fn holder(case: &CaseSummary, now: Timestamp) -> Option<haidang_model::UserId> {
    case.claim
        .filter(|(_, until)| now < *until)
        .map(|(user, _)| user)
}

/// Tells whether a decision of `user` stands on the case.
pub(crate) fn is_decided_by(case: &AnyCase, user: haidang_model::UserId) -> bool {
    case.decisions()
        .iter()
        .any(|decision| decision.user == user && decision.undone.is_none())
}

/// Rounds a number from 0 to 1 to hundredths.
pub(crate) fn hundredths(part: f64) -> u32 {
    // The cast saturates, and the number is clamped before it.
    (part.clamp(0.0, 1.0) * 100.0).round() as u32
}

impl Why {
    fn new(need: &Need<need::Reviewer>, flags: &[FlagRow]) -> Why {
        let words = need.context.words;
        let highest = flags
            .iter()
            .max_by(|one, other| {
                let total = |row: &FlagRow| row.flag.priority.total();
                total(one).total_cmp(&total(other))
            })
            .into_iter();
        let mut hits: Vec<&Hit> = highest
            .chain(flags.iter())
            .flat_map(|row| row.flag.hits.iter())
            .collect();
        // Stable: the hits of the highest flag stay first among equals.
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.confidence));
        let mut seen: Vec<String> = Vec::new();
        for hit in &hits {
            let quote = told(words, hit).to_lowercase();
            if seen.len() < QUOTES_MAX && !seen.contains(&quote) {
                seen.push(quote);
            }
        }
        Why {
            quotes: seen
                .iter()
                .map(|quote| plain(quote, Masking::Masked))
                .collect(),
            zone: hits.first().map(|hit| words.name("zone", hit.zone)),
            rung: hits.first().map(|hit| words.name("rung", hit.rung)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priorities_are_rounded_inside_bounds() {
        for (part, expected) in [(0.0, 0), (0.004, 0), (0.005, 1), (1.0, 100), (7.0, 100)] {
            assert_eq!(hundredths(part), expected, "{part}");
        }
        assert_eq!(hundredths(f64::NAN), 0);
    }
}
