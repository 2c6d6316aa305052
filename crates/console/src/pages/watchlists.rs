//! The watchlists as they are loaded, and trying a text against them.

use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use haidang_alerting::{HostLists, LoadedList, PageContext, RuleText, Watch, WatchTerm};
use haidang_model::{
    Category, Kind, Page, PageKey, Rung, Severity, Timestamp, WatchlistId, WatchlistState, Zone,
};
use haidang_query::{PageMeta, PageText};
use serde::Deserialize;

use crate::{
    ConsoleError,
    need::{Need, Reader},
    pages::{case::HitView, queue::hundredths},
    piece::{Masking, Piece, pieces},
    router::App,
    shell::{Shell, html},
};

/// A watchlist in the list of them.
#[derive(Clone, Debug)]
pub(crate) struct ListRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) category: Category,
    pub(crate) severity: Severity,
    pub(crate) kind: Kind,
    pub(crate) version: u32,
    pub(crate) state: WatchlistState,
    pub(crate) owner: String,
    pub(crate) review_by: String,
    pub(crate) expired: bool,
    pub(crate) purpose: String,
    pub(crate) legal_basis: String,
    pub(crate) rules: usize,
}

/// A rule of a watchlist.
#[derive(Clone, Debug)]
pub(crate) struct RuleRow {
    pub(crate) id: String,
    pub(crate) terms: Vec<String>,
    pub(crate) query: Option<String>,
    pub(crate) max_rung: Rung,
    pub(crate) kind: Kind,
    pub(crate) zones: Vec<Zone>,
    pub(crate) unless: Vec<String>,
    pub(crate) note: Option<String>,
}

/// What a rule came to on the text that was tried.
#[derive(Clone, Debug)]
pub(crate) struct TriedRule {
    pub(crate) list_name: String,
    pub(crate) rule: String,
    pub(crate) kind: Kind,
    /// Score and its parts, in hundredths.
    pub(crate) score: u32,
    pub(crate) evidence: u32,
    pub(crate) unless: u32,
    pub(crate) report: u32,
}

/// What the watchlists say of the text that was tried.
#[derive(Clone, Debug)]
pub(crate) struct Tried {
    pub(crate) flagged: bool,
    pub(crate) category: Option<Category>,
    /// In hundredths, as is the threshold.
    pub(crate) score: u32,
    pub(crate) flag_at: u32,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) hits: Vec<HitView>,
    pub(crate) rules: Vec<TriedRule>,
}

/// The watchlists page.
#[derive(Debug, Template)]
#[template(path = "watchlists.html")]
pub(crate) struct WatchlistsPage {
    pub(crate) shell: Shell,
    pub(crate) lists: Vec<ListRow>,
    /// The text that was tried.
    pub(crate) text: String,
    pub(crate) tried: Option<Tried>,
}

/// The page of one watchlist.
#[derive(Debug, Template)]
#[template(path = "watchlist.html")]
pub(crate) struct WatchlistPage {
    pub(crate) shell: Shell,
    pub(crate) list: ListRow,
    pub(crate) rules: Vec<RuleRow>,
}

impl ListRow {
    fn new(list: &LoadedList, state: WatchlistState, now: Timestamp) -> ListRow {
        let watchlist = &list.watchlist;
        ListRow {
            id: watchlist.id.to_string(),
            name: watchlist.name.clone(),
            category: watchlist.category,
            severity: watchlist.severity,
            kind: watchlist.kind,
            version: list.version,
            state,
            owner: watchlist.owner.clone(),
            review_by: watchlist.review_by.strftime("%d/%m/%Y").to_string(),
            expired: watchlist.is_expired(now),
            purpose: watchlist.purpose.clone(),
            legal_basis: watchlist.legal_basis.clone(),
            rules: watchlist.rules.len(),
        }
    }
}

pub(crate) async fn show(State(app): State<App>, need: Need<Reader>) -> Response {
    let page = WatchlistsPage::new(&app, &need, String::new(), None);
    html(StatusCode::OK, &page)
}

pub(crate) async fn show_one(
    State(app): State<App>,
    need: Need<Reader>,
    Path(id): Path<String>,
) -> Result<Response, ConsoleError> {
    let watch = app.state.watch.load();
    let id = WatchlistId::parse(&id).map_err(|_| ConsoleError::NotFound)?;
    let live = watch.list(&id).map(|list| (list, WatchlistState::Live));
    let trial = || watch.trial(&id).map(|list| (list, WatchlistState::Trial));
    let (list, state) = live.or_else(trial).ok_or(ConsoleError::NotFound)?;
    let rules = list
        .watchlist
        .rules
        .iter()
        .map(|rule| {
            let (terms, query) = match &rule.body {
                RuleText::Terms(terms) => {
                    let terms = terms.iter().map(term_text).collect();
                    (terms, None)
                }
                RuleText::Query(query) => (Vec::new(), Some(query.text.clone())),
                body => (host_words(body, watch.host_lists()), None),
            };
            RuleRow {
                id: rule.id.to_string(),
                terms,
                query,
                max_rung: rule.max_rung,
                kind: rule.kind,
                zones: rule.zones.clone().unwrap_or_default(),
                unless: rule.unless.iter().map(|term| term.text.clone()).collect(),
                note: rule.note.clone(),
            }
        })
        .collect();
    let page = WatchlistPage {
        shell: Shell::new(
            &app,
            &need.context,
            list.watchlist.name.clone(),
            "/watchlists",
        ),
        list: ListRow::new(list, state, app.state.clock.now()),
        rules,
    };
    Ok(html(StatusCode::OK, &page))
}

/// What a rule about hosts looks for, as a reader sees it.
fn host_words(body: &RuleText, lists: &HostLists) -> Vec<String> {
    let of = |count: Option<usize>| count.unwrap_or_default();
    match body {
        RuleText::Shapes(shapes) => shapes
            .iter()
            .map(|shape| format!("shapes: {}", shape.text))
            .collect(),
        RuleText::LookAlikes(list) => vec![format!(
            "protects: {} ({} máy chủ)",
            list.text,
            of(lists.protected_count(&list.text))
        )],
        RuleText::Hosts(list) => vec![format!(
            "hosts: {} ({} máy chủ)",
            list.text,
            of(lists.host_count(&list.text))
        )],
        RuleText::Terms(_) | RuleText::Query(_) => Vec::new(),
    }
}

/// A term with its own limit, as a reader sees it.
fn term_text(term: &WatchTerm) -> String {
    match term.max_rung {
        None => term.needle.text.clone(),
        Some(rung) => format!("{} (≤ {rung})", term.needle.text),
    }
}

#[derive(Deserialize)]
pub(crate) struct TestForm {
    text: String,
}

/// Tries a text against every watchlist. Nothing is kept of it.
pub(crate) async fn test(
    State(app): State<App>,
    need: Need<Reader>,
    Form(form): Form<TestForm>,
) -> Result<Response, ConsoleError> {
    let watch = Watch::clone(&app.state.watch.load());
    let now = app.state.clock.now();
    let text = form.text.clone();
    // Matching is computing, and the text may be long.
    let (assessment, watch) = tokio::task::spawn_blocking(move || {
        let page = Page::from_text(None, &text);
        let page_text = PageText::new(&page, PageMeta::default());
        let context = PageContext {
            key: PageKey::import("console", "test"),
            site: String::new(),
            fetched: now,
            now,
        };
        (watch.assess(&page, &page_text, &context), watch)
    })
    .await
    .map_err(|error| ConsoleError::internal("match a text", error))?;
    let words = need.context.words;
    let spans: Vec<_> = assessment.hits.iter().map(|hit| hit.span.clone()).collect();
    // The reader typed the text; what it holds is no secret to them.
    let masking = Masking::Unmasked;
    let tried = Tried {
        flagged: assessment.flagged,
        category: assessment.category,
        score: hundredths(assessment.score),
        flag_at: hundredths(watch.config().flag_at),
        pieces: pieces(&form.text, &spans, masking),
        hits: assessment
            .hits
            .iter()
            .take(HITS_SHOWN)
            .map(|hit| HitView::new(words, &watch, hit, masking))
            .collect(),
        rules: assessment
            .rules
            .iter()
            .take(RULES_SHOWN)
            .map(|rule| TriedRule {
                list_name: watch
                    .list(&rule.watchlist)
                    .map_or_else(String::new, |list| list.watchlist.name.clone()),
                rule: rule.rule.to_string(),
                kind: rule.kind,
                score: hundredths(rule.score()),
                evidence: hundredths(rule.evidence),
                unless: hundredths(rule.unless),
                report: hundredths(rule.report),
            })
            .collect(),
    };
    let page = WatchlistsPage::new(&app, &need, form.text, Some(tried));
    Ok(html(StatusCode::OK, &page))
}

/// Hits of a tried text that are listed.
const HITS_SHOWN: usize = 100;

/// Rules met by a tried text that are listed.
const RULES_SHOWN: usize = 50;

impl WatchlistsPage {
    fn new(app: &App, need: &Need<Reader>, text: String, tried: Option<Tried>) -> WatchlistsPage {
        let now = app.state.clock.now();
        let title = need.context.words.t("watchlists-title");
        let mut shell = Shell::new(app, &need.context, title, "/watchlists");
        if tried.is_some() {
            shell.back = "/watchlists".to_owned();
        }
        let watch = app.state.watch.load();
        let row = |state| move |list: &LoadedList| ListRow::new(list, state, now);
        let live = watch.lists().iter().map(row(WatchlistState::Live));
        let trials = watch.trials().iter().map(row(WatchlistState::Trial));
        let lists = live.chain(trials).collect();
        WatchlistsPage {
            shell,
            lists,
            text,
            tried,
        }
    }
}
