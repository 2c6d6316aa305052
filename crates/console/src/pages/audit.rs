//! The newest rows of the audit chain, for admins.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use haidang_model::{AuditAction, AuditEvent, Timestamp};

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
    /// What was decided, or the reason that was given, where there is one.
    pub(crate) detail: Vec<Piece>,
}

impl AuditRow {
    pub(crate) fn new(words: Words, event: &AuditEvent, now: Timestamp) -> AuditRow {
        AuditRow {
            at: Moment::new(words, event.at, now),
            actor: match event.actor.as_str() {
                "system" => words.t("audit-system"),
                name => name.to_owned(),
            },
            action: words.name("audit", event.action),
            subject: event.subject.clone(),
            detail: plain(&detail(words, event), Masking::Masked),
        }
    }
}

fn detail(words: Words, event: &AuditEvent) -> String {
    let text = |key: &str| event.detail.get(key).and_then(|value| value.as_str());
    if event.action != AuditAction::CaseDecided {
        return text("reason").unwrap_or_default().to_owned();
    }
    let outcome = text("outcome").map(|outcome| words.name("outcome", outcome));
    let category = text("category").map(|category| words.name("category", category));
    let reason = text("reason").map(|reason| words.name("reason", reason));
    let parts: Vec<String> = [outcome, category, reason].into_iter().flatten().collect();
    parts.join(" · ")
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
