//! A case: why it was flagged, what the page says, and what to make of it.

use askama::Template;
use axum::{
    Form,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use haidang_alerting::{
    Watch,
    review::{self, Claim, ReviewError, Verdict},
};
use haidang_model::{
    CaseId, Category, Decision, Disposition, Hit, HitReason, Kind, NotHarmfulReason, Priority,
    Rung, Signal, Timestamp, UserId, Zone,
};
use haidang_store::{
    CaseFilter, CaseOrder, CaseSummary, Decided, FlagFilter, FlagRow, StoredPage, User,
};
use serde::Deserialize;

use crate::{
    ConsoleError,
    language::Words,
    need::{self, Need},
    pages::{
        audit::AuditRow,
        queue::{holder, hundredths, is_decided_by},
    },
    piece::{Masking, Piece, plain},
    router::App,
    shell::{Shell, html},
    text_block::TextBlocks,
    when::Moment,
};

/// Flags of a case that are listed.
const FLAGS_MAX: u32 = 200;

/// Cases that are looked through for the next one.
const NEXT_LOOKED_AT: u32 = 50;

/// A hit, ready to be explained.
#[derive(Clone, Debug)]
pub(crate) struct HitView {
    pub(crate) quote: Vec<Piece>,
    pub(crate) term: String,
    pub(crate) list_id: String,
    pub(crate) list_name: String,
    pub(crate) rule: String,
    pub(crate) version: u32,
    pub(crate) kind: Kind,
    pub(crate) zone: Zone,
    pub(crate) rung: Rung,
    /// In hundredths.
    pub(crate) confidence: u32,
    pub(crate) reasons: Vec<HitReason>,
    /// Places with the same words, zone and rule.
    pub(crate) places: usize,
}

impl HitView {
    pub(crate) fn new(words: Words, watch: &Watch, hit: &Hit, masking: Masking) -> HitView {
        HitView {
            quote: plain(&told(words, hit), masking),
            term: hit.term.clone(),
            list_id: hit.watchlist.to_string(),
            list_name: watch.list(&hit.watchlist).map_or_else(
                || hit.watchlist.to_string(),
                |list| list.watchlist.name.clone(),
            ),
            rule: hit.rule.to_string(),
            version: hit.version,
            kind: hit.kind,
            zone: hit.zone,
            rung: hit.rung,
            confidence: hundredths(hit.confidence.as_f64()),
            reasons: hit.reasons.clone(),
            places: 1,
        }
    }

    fn same_kind_as(&self, other: &HitView) -> bool {
        (
            &self.quote,
            &self.term,
            &self.list_id,
            &self.rule,
            self.zone,
        ) == (
            &other.quote,
            &other.term,
            &other.list_id,
            &other.rule,
            other.zone,
        ) && self.version == other.version
    }
}

/// Returns what a hit shows: the words of the page, or the name of the signal
/// that the page as a whole raises, which has no words of its own.
pub(crate) fn told(words: Words, hit: &Hit) -> String {
    let signal = hit.term.strip_prefix("signal:");
    match signal.and_then(|name| name.parse::<Signal>().ok()) {
        Some(signal) if hit.quote.is_empty() => words.name("signal", signal),
        _ => hit.quote.clone(),
    }
}

/// A part of the priority.
#[derive(Clone, Debug)]
pub(crate) struct PriorityPart {
    /// The stem of its key.
    pub(crate) name: &'static str,
    /// In hundredths.
    pub(crate) value: u32,
}

/// The page with the flags that are shown.
#[derive(Clone, Debug)]
pub(crate) struct FlaggedPage {
    pub(crate) page_id: i64,
    pub(crate) version_id: i64,
    pub(crate) title: Vec<Piece>,
    pub(crate) address: Vec<Piece>,
    pub(crate) fetched: Moment,
    pub(crate) blocks: TextBlocks,
    pub(crate) hits: Vec<HitView>,
}

/// Another flag of the case.
#[derive(Clone, Debug)]
pub(crate) struct FlagView {
    pub(crate) id: i64,
    pub(crate) title: Vec<Piece>,
    pub(crate) key: Vec<Piece>,
    pub(crate) rules: String,
    pub(crate) priority: u32,
    pub(crate) raised: Moment,
    pub(crate) current: bool,
}

/// A decision, ready to be shown.
#[derive(Clone, Debug)]
pub(crate) struct DecisionView {
    pub(crate) user: String,
    pub(crate) outcome: &'static str,
    /// The category or the reason, named.
    pub(crate) detail: Option<String>,
    pub(crate) note: Vec<Piece>,
    pub(crate) at: Moment,
    pub(crate) undone: Option<Moment>,
    pub(crate) own: bool,
}

/// The decision just made on another case, which may be undone from here.
#[derive(Clone, Debug)]
pub(crate) struct JustDecided {
    pub(crate) case: i64,
    pub(crate) revision: i64,
    pub(crate) outcome: &'static str,
}

/// What a reviewer sent that could not be taken.
#[derive(Clone, Debug, Default)]
pub(crate) struct Refused {
    /// The key of what is wrong.
    pub(crate) key: &'static str,
    pub(crate) note: String,
}

/// The page of a case.
#[derive(Debug, Template)]
#[template(path = "case.html")]
pub(crate) struct CasePage {
    pub(crate) shell: Shell,
    pub(crate) id: i64,
    pub(crate) revision: i64,
    pub(crate) state: &'static str,
    pub(crate) category: Category,
    pub(crate) site: Option<String>,
    pub(crate) official: bool,
    pub(crate) opened: Moment,
    pub(crate) flag_count: u32,
    pub(crate) claimed_by: Option<String>,
    pub(crate) claimed_by_me: bool,
    pub(crate) priority: u32,
    pub(crate) parts: Vec<PriorityPart>,
    pub(crate) page: Option<FlaggedPage>,
    pub(crate) flags: Vec<FlagView>,
    pub(crate) decisions: Vec<DecisionView>,
    pub(crate) history: Vec<AuditRow>,
    /// Whether a decision of the one who looks stands.
    pub(crate) decided_by_me: bool,
    pub(crate) next: Option<i64>,
    pub(crate) just_decided: Option<JustDecided>,
    pub(crate) unmasked: bool,
    pub(crate) refused: Option<Refused>,
    pub(crate) categories: &'static [Category],
    pub(crate) reasons: &'static [NotHarmfulReason],
}

/// The page that tells that a case changed meanwhile.
#[derive(Debug, Template)]
#[template(path = "conflict.html")]
pub(crate) struct ConflictPage {
    pub(crate) shell: Shell,
    pub(crate) id: i64,
    pub(crate) seen: i64,
    pub(crate) now: i64,
    pub(crate) state: &'static str,
    /// Decisions made or undone since, and flags that joined, where the
    /// history tells.
    pub(crate) changes: Vec<AuditRow>,
    pub(crate) flag_count: u32,
    /// How many flags the reviewer saw.
    pub(crate) flags_seen: Option<u32>,
    /// What the reviewer wrote; it is not lost.
    pub(crate) note: String,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct CaseQuery {
    /// The flag whose page is shown.
    flag: Option<i64>,
    /// The case decided just now.
    done: Option<i64>,
}

pub(crate) async fn show(
    State(app): State<App>,
    need: Need<need::Reviewer>,
    Path(id): Path<i64>,
    Query(query): Query<CaseQuery>,
) -> Result<Response, ConsoleError> {
    let page = load(&app, &need, CaseId(id), &query, Masking::Masked).await?;
    Ok(html(StatusCode::OK, &page))
}

pub(crate) async fn claim(
    State(app): State<App>,
    need: Need<need::Reviewer>,
    Path(id): Path<i64>,
) -> Result<Response, ConsoleError> {
    let reviewer = reviewer(&need)?;
    let now = app.state.clock.now();
    match review::claim(&app.state.store, &reviewer, CaseId(id), now).await {
        // The page shows who holds it.
        Ok(Claim::Held(_) | Claim::Other(..)) => Ok(to_case(id)),
        Ok(Claim::Missing) => Err(ConsoleError::NotFound),
        Err(error) => Err(failed(error)),
    }
}

#[derive(Deserialize)]
pub(crate) struct DecideForm {
    revision: i64,
    /// Flags that the page showed.
    flags: Option<u32>,
    outcome: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    note: String,
}

pub(crate) async fn decide(
    State(app): State<App>,
    need: Need<need::Reviewer>,
    Path(id): Path<i64>,
    Form(form): Form<DecideForm>,
) -> Result<Response, ConsoleError> {
    let case = CaseId(id);
    let disposition = match form.outcome.as_str() {
        "confirmed" => match form.category.parse() {
            Ok(category) => Disposition::Confirmed { category },
            Err(_) => return refused(&app, &need, case, "decide-no-category", form.note).await,
        },
        "not_harmful" => match form.reason.parse() {
            Ok(reason) => Disposition::NotHarmful { reason },
            Err(_) => return refused(&app, &need, case, "decide-no-reason", form.note).await,
        },
        "unsure" => Disposition::Unsure,
        other => return Err(ConsoleError::Invalid(format!("unknown outcome `{other}`"))),
    };
    let verdict = Verdict {
        case,
        revision: form.revision,
        disposition,
        note: form.note,
    };
    let reviewer = reviewer(&need)?;
    let now = app.state.clock.now();
    match review::decide(&app.state.store, &reviewer, &verdict, now).await {
        Ok(Decided::Done(_)) => {
            let next = next_case(&app, need.who.user.id, case, now).await?;
            let path = match next {
                Some(next) => format!("/cases/{next}?done={id}"),
                None => format!("/cases/{id}?done={id}"),
            };
            Ok(Redirect::to(&path).into_response())
        }
        Ok(Decided::Conflict(conflict)) => {
            let seen = Seen {
                revision: conflict.seen,
                flags: form.flags,
            };
            conflict_page(&app, &need, case, seen, verdict.note).await
        }
        Ok(Decided::AlreadyDecided) => {
            let seen = Seen {
                revision: form.revision,
                flags: form.flags,
            };
            conflict_page(&app, &need, case, seen, verdict.note).await
        }
        Ok(Decided::Missing) => Err(ConsoleError::NotFound),
        Err(ReviewError::NoteMissing) => {
            refused(&app, &need, case, "decide-note-missing", verdict.note).await
        }
        Err(ReviewError::NoteTooLong) => {
            refused(&app, &need, case, "decide-note-too-long", verdict.note).await
        }
        Err(error) => Err(failed(error)),
    }
}

#[derive(Deserialize)]
pub(crate) struct UndoForm {
    revision: i64,
}

pub(crate) async fn undo(
    State(app): State<App>,
    need: Need<need::Reviewer>,
    Path(id): Path<i64>,
    Form(form): Form<UndoForm>,
) -> Result<Response, ConsoleError> {
    let case = CaseId(id);
    let reviewer = reviewer(&need)?;
    let now = app.state.clock.now();
    match review::undo(&app.state.store, &reviewer, case, form.revision, now).await {
        Ok(Decided::Done(_)) => Ok(to_case(id)),
        Ok(Decided::Conflict(_) | Decided::AlreadyDecided) => {
            let seen = Seen {
                revision: form.revision,
                flags: None,
            };
            conflict_page(&app, &need, case, seen, String::new()).await
        }
        Ok(Decided::Missing) => Err(ConsoleError::NotFound),
        Err(error) => Err(failed(error)),
    }
}

#[derive(Deserialize)]
pub(crate) struct UnmaskForm {
    reason: String,
    /// The flag whose page was shown.
    flag: Option<i64>,
}

/// Shows the case once with its personal data, after the reason is written
/// into the audit chain.
pub(crate) async fn unmask(
    State(app): State<App>,
    need: Need<need::Reviewer>,
    Path(id): Path<i64>,
    Form(form): Form<UnmaskForm>,
) -> Result<Response, ConsoleError> {
    let case = CaseId(id);
    let reviewer = reviewer(&need)?;
    let now = app.state.clock.now();
    match review::unmask(&app.state.store, &reviewer, case, &form.reason, now).await {
        Ok(Some(_)) => {
            let query = CaseQuery {
                flag: form.flag,
                done: None,
            };
            let page = load(&app, &need, case, &query, Masking::Unmasked).await?;
            Ok(html(StatusCode::OK, &page))
        }
        Ok(None) => Err(ConsoleError::NotFound),
        Err(ReviewError::ReasonTooShort) => {
            refused(&app, &need, case, "unmask-reason-short", String::new()).await
        }
        Err(ReviewError::ReasonTooLong) => {
            refused(&app, &need, case, "unmask-reason-long", String::new()).await
        }
        Err(error) => Err(failed(error)),
    }
}

fn to_case(id: i64) -> Response {
    Redirect::to(&format!("/cases/{id}")).into_response()
}

fn reviewer(need: &Need<need::Reviewer>) -> Result<review::Reviewer, ConsoleError> {
    review::Reviewer::of(&need.who.user).map_err(failed)
}

pub(crate) fn failed(error: ReviewError) -> ConsoleError {
    match error {
        ReviewError::Store(error) => ConsoleError::Store(error),
        ReviewError::NotReviewer { .. } => ConsoleError::Forbidden,
        other => ConsoleError::Invalid(other.to_string()),
    }
}

/// Shows the case again with what is wrong and what was written.
async fn refused(
    app: &App,
    need: &Need<need::Reviewer>,
    case: CaseId,
    key: &'static str,
    note: String,
) -> Result<Response, ConsoleError> {
    let query = CaseQuery::default();
    let page = CasePage {
        refused: Some(Refused { key, note }),
        ..load(app, need, case, &query, Masking::Masked).await?
    };
    Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// What of a case a reviewer had before them.
#[derive(Clone, Copy, Debug)]
struct Seen {
    revision: i64,
    flags: Option<u32>,
}

async fn conflict_page(
    app: &App,
    need: &Need<need::Reviewer>,
    case: CaseId,
    seen: Seen,
    note: String,
) -> Result<Response, ConsoleError> {
    /// Acts that are shown; the case page has the others.
    const SHOWN: usize = 10;
    let words = need.context.words;
    let now = app.state.clock.now();
    let store = &app.state.store;
    let summary = store.case_get(case).await?.ok_or(ConsoleError::NotFound)?;
    let history = review::history(store, case).await.map_err(failed)?;
    let facts = summary.case.facts();
    let page = ConflictPage {
        shell: case_shell(app, need, case, words.t("conflict-title")),
        id: case.0,
        seen: seen.revision,
        flags_seen: seen.flags,
        now: facts.revision,
        state: summary.case.state(),
        changes: history
            .iter()
            .take(SHOWN)
            .map(|event| AuditRow::new(words, event, now))
            .collect(),
        flag_count: facts.flags,
        note,
    };
    Ok(html(StatusCode::CONFLICT, &page))
}

/// Builds the shell of a page about a case; after a form, the language switch
/// comes back to the case.
fn case_shell(app: &App, need: &Need<need::Reviewer>, case: CaseId, title: String) -> Shell {
    let mut shell = Shell::new(app, &need.context, title, "/queue");
    if shell.back == "/" {
        shell.back = format!("/cases/{case}");
    }
    shell
}

async fn load(
    app: &App,
    need: &Need<need::Reviewer>,
    id: CaseId,
    query: &CaseQuery,
    masking: Masking,
) -> Result<CasePage, ConsoleError> {
    let store = &app.state.store;
    let now = app.state.clock.now();
    let words = need.context.words;
    let me = need.who.user.id;
    let summary = store.case_get(id).await?.ok_or(ConsoleError::NotFound)?;
    let filter = FlagFilter {
        case: Some(id),
        ..FlagFilter::default()
    };
    let flags = store.flags(&filter, FLAGS_MAX).await?;
    let shown = shown_flag(&flags, query.flag);
    let page = match shown {
        Some(row) => store.page_version(row.page_version).await?,
        None => None,
    };
    let users = store.users().await?;
    let history = review::history(store, id).await.map_err(failed)?;
    let just_decided = match query.done {
        Some(done) => just_decided(app, CaseId(done), me).await?,
        None => None,
    };
    let watch = app.state.watch.load();
    let facts = summary.case.facts();
    let holder = holder(&summary, now);
    let title = words.n("case-title", id.0);
    Ok(CasePage {
        shell: case_shell(app, need, id, title),
        id: id.0,
        revision: facts.revision,
        state: summary.case.state(),
        category: facts.category,
        site: facts.site.clone(),
        official: facts.is_official(),
        opened: Moment::new(words, facts.opened, now),
        flag_count: facts.flags,
        claimed_by: holder.map(|holder| user_name(&users, holder)),
        claimed_by_me: holder == Some(me),
        priority: hundredths(facts.priority),
        parts: shown.map_or_else(Vec::new, |row| parts(&row.flag.priority)),
        page: page.zip(shown).map(|(page, row)| {
            let hits = flags
                .iter()
                .filter(|flag| flag.page_version == row.page_version)
                .flat_map(|flag| flag.flag.hits.iter().cloned())
                .collect::<Vec<Hit>>();
            FlaggedPage::new(words, &watch, &page, &hits, masking, now)
        }),
        flags: flags
            .iter()
            .map(|row| FlagView {
                id: row.flag.id.0,
                title: plain(&row.title, masking),
                key: plain(&row.flag.page.to_string(), masking),
                rules: rules(&row.flag.hits),
                priority: hundredths(row.flag.priority.total()),
                raised: Moment::new(words, row.flag.raised, now),
                current: shown.is_some_and(|shown| shown.flag.id == row.flag.id),
            })
            .collect(),
        decisions: summary
            .case
            .decisions()
            .iter()
            .rev()
            .map(|decision| DecisionView::new(words, &users, decision, me, masking, now))
            .collect(),
        history: history
            .iter()
            .map(|event| AuditRow::new(words, event, now))
            .collect(),
        decided_by_me: is_decided_by(&summary.case, me),
        next: next_case(app, me, id, now).await?.map(|id| id.0),
        just_decided,
        unmasked: masking == Masking::Unmasked,
        refused: None,
        categories: Category::ALL,
        reasons: NotHarmfulReason::ALL,
    })
}

/// Picks the flag that was asked for, else the one of highest priority.
fn shown_flag(flags: &[FlagRow], asked: Option<i64>) -> Option<&FlagRow> {
    flags
        .iter()
        .find(|row| Some(row.flag.id.0) == asked)
        .or_else(|| {
            flags.iter().max_by(|one, other| {
                let total = |row: &FlagRow| row.flag.priority.total();
                // Among equals the oldest, so that the page stays the same
                // when others join.
                total(one)
                    .total_cmp(&total(other))
                    .then(other.flag.id.cmp(&one.flag.id))
            })
        })
}

fn rules(hits: &[Hit]) -> String {
    let mut names: Vec<String> = Vec::new();
    for hit in hits {
        let name = format!("{} / {}", hit.watchlist, hit.rule);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

fn parts(priority: &Priority) -> Vec<PriorityPart> {
    [
        ("severity", priority.severity),
        ("confidence", priority.confidence),
        ("zone", priority.zone),
        ("freshness", priority.freshness),
        ("reach", priority.reach),
    ]
    .into_iter()
    .map(|(name, value)| PriorityPart {
        name,
        value: hundredths(value),
    })
    .collect()
}

fn user_name(users: &[User], id: UserId) -> String {
    users
        .iter()
        .find(|user| user.id == id)
        .map_or_else(|| format!("#{id}"), |user| user.name.clone())
}

async fn just_decided(
    app: &App,
    case: CaseId,
    me: UserId,
) -> Result<Option<JustDecided>, ConsoleError> {
    let summary = app.state.store.case_get(case).await?;
    Ok(summary.and_then(|summary| {
        let outcome = summary
            .case
            .decisions()
            .iter()
            .rev()
            .find(|decision| decision.user == me && decision.undone.is_none())?
            .disposition
            .outcome();
        Some(JustDecided {
            case: case.0,
            revision: summary.case.facts().revision,
            outcome,
        })
    }))
}

/// Finds the most urgent case that the user has not decided and nobody else
/// holds: open ones first, then those that wait for a second person.
async fn next_case(
    app: &App,
    me: UserId,
    current: CaseId,
    now: Timestamp,
) -> Result<Option<CaseId>, ConsoleError> {
    for state in ["open", "confirmed_once"] {
        let filter = CaseFilter {
            state: Some(state.to_owned()),
            ..CaseFilter::default()
        };
        let cases = app
            .state
            .store
            .cases(&filter, CaseOrder::Priority, NEXT_LOOKED_AT, 0)
            .await?;
        let free = |case: &&CaseSummary| {
            case.case.facts().id != current
                && !is_decided_by(&case.case, me)
                && holder(case, now).is_none_or(|user| user == me)
        };
        if let Some(case) = cases.iter().find(free) {
            return Ok(Some(case.case.facts().id));
        }
    }
    Ok(None)
}

impl FlaggedPage {
    fn new(
        words: Words,
        watch: &Watch,
        page: &StoredPage,
        hits: &[Hit],
        masking: Masking,
        now: Timestamp,
    ) -> FlaggedPage {
        let meta = &page.meta;
        let address = meta
            .url
            .as_ref()
            .map_or_else(|| meta.key.to_string(), |url| url.to_string());
        let mut views: Vec<HitView> = Vec::new();
        for hit in hits {
            let view = HitView::new(words, watch, hit, masking);
            match views.iter_mut().find(|known| known.same_kind_as(&view)) {
                Some(known) => known.places += 1,
                None => views.push(view),
            }
        }
        views.sort_by_key(|view| std::cmp::Reverse(view.confidence));
        FlaggedPage {
            page_id: meta.id.0,
            version_id: meta.version.0,
            title: plain(&meta.title, masking),
            address: plain(&address, masking),
            fetched: Moment::new(words, meta.fetched, now),
            blocks: TextBlocks::new(&page.page, hits, masking),
            hits: views,
        }
    }
}

impl DecisionView {
    fn new(
        words: Words,
        users: &[User],
        decision: &Decision,
        me: UserId,
        masking: Masking,
        now: Timestamp,
    ) -> DecisionView {
        DecisionView {
            user: user_name(users, decision.user),
            outcome: decision.disposition.outcome(),
            detail: match decision.disposition {
                Disposition::Confirmed { category } => Some(words.name("category", category)),
                Disposition::NotHarmful { reason } => Some(words.name("reason", reason)),
                Disposition::Unsure => None,
            },
            note: plain(&decision.note, masking),
            at: Moment::new(words, decision.at, now),
            undone: decision.undone.map(|at| Moment::new(words, at, now)),
            own: decision.user == me,
        }
    }
}
