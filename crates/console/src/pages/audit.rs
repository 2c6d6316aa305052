//! The newest rows of the audit chain, for admins.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use haidang_model::{AuditEvent, Timestamp};

use crate::{
    ConsoleError,
    language::Words,
    need::{Admin, Need},
    piece::{Masking, Piece, plain},
    router::App,
    shell::{Shell, html},
    when::Moment,
};

/// Rows that are shown.
const ROWS_MAX: u32 = 200;

/// A row of the audit chain, ready to be shown.
#[derive(Clone, Debug)]
pub(crate) struct AuditRow {
    pub(crate) at: Moment,
    pub(crate) actor: String,
    /// The name of the action in the reader's language.
    pub(crate) action: String,
    pub(crate) subject: String,
    /// The reason that was given, where one was.
    pub(crate) reason: Vec<Piece>,
}

impl AuditRow {
    pub(crate) fn new(words: Words, event: &AuditEvent, now: Timestamp) -> AuditRow {
        let reason = event
            .detail
            .get("reason")
            .and_then(|reason| reason.as_str())
            .unwrap_or_default();
        AuditRow {
            at: Moment::new(words, event.at, now),
            actor: event.actor.clone(),
            action: words.name("audit", event.action),
            subject: event.subject.clone(),
            reason: plain(reason, Masking::Masked),
        }
    }
}

/// The audit page.
#[derive(Debug, Template)]
#[template(path = "audit.html")]
pub(crate) struct AuditPage {
    pub(crate) shell: Shell,
    pub(crate) rows: Vec<AuditRow>,
}

pub(crate) async fn show(
    State(app): State<App>,
    need: Need<Admin>,
) -> Result<Response, ConsoleError> {
    let now = app.state.clock.now();
    let words = need.context.words;
    let rows = app.state.store.audit_list(None, ROWS_MAX).await?;
    let page = AuditPage {
        shell: Shell::new(&app, &need.context, words.t("audit-title"), "/audit"),
        rows: rows
            .iter()
            .map(|event| AuditRow::new(words, event, now))
            .collect(),
    };
    Ok(html(StatusCode::OK, &page))
}
