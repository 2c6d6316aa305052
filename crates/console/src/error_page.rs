//! Pages for what went wrong, each with a way forward.

use std::sync::Arc;

use askama::Template;
use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::{
    ConsoleError,
    context::Context,
    router::App,
    shell::{Shell, html},
};

/// Put into answers that are pages already, so that a 409 or 422 with its own
/// page is left alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Finished;

/// The page of an error.
#[derive(Debug, Template)]
#[template(path = "error.html")]
pub(crate) struct ErrorPage {
    pub(crate) shell: Shell,
    /// The status of the answer.
    pub(crate) status: u16,
    /// The stem of the keys: `error-<code>-title`, `-text`.
    pub(crate) code: &'static str,
    /// The way forward: where to, and the key of what it is called.
    pub(crate) way: (&'static str, &'static str),
    /// Minutes to wait, for too many log-ins.
    pub(crate) minutes: Option<u64>,
}

/// Makes a page (or JSON, if that was asked for) of an answer that is an error
/// without one, and writes what broke to the log.
pub(crate) fn dress(app: &App, context: &Context, response: Response) -> Response {
    let status = response.status();
    if response.extensions().get::<Finished>().is_some()
        || !(status.is_client_error() || status.is_server_error())
    {
        return response;
    }
    let error = response
        .extensions()
        .get::<Arc<ConsoleError>>()
        .cloned()
        .unwrap_or_else(|| Arc::new(plain_error(status)));
    if error.status().is_server_error() {
        metrics::counter!("haidang_console_failed_requests_total").increment(1);
        tracing::error!(error = error.chain(), "a page of the console failed");
    }
    let retry = response.headers().get(header::RETRY_AFTER).cloned();
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut dressed = if context.json {
        let body = json!({ "error": error.code(), "message": error.to_string() });
        (status, Json(body)).into_response()
    } else {
        let page = ErrorPage::new(app, context, &error, status);
        html(status, &page)
    };
    for (name, value) in [(header::RETRY_AFTER, retry), (header::ALLOW, allow)] {
        if let Some(value) = value {
            dressed.headers_mut().insert(name, value);
        }
    }
    dressed
}

/// The error behind a bare status of axum's own: an unknown path, a form field
/// missing, a wrong method.
fn plain_error(status: StatusCode) -> ConsoleError {
    match status {
        StatusCode::NOT_FOUND => ConsoleError::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => ConsoleError::TooLarge,
        status if status.is_client_error() => {
            ConsoleError::Invalid(status.canonical_reason().unwrap_or("refused").to_owned())
        }
        _ => ConsoleError::internal("answer", "a handler failed"),
    }
}

impl ErrorPage {
    fn text_key(&self) -> String {
        format!("error-{}-text", self.code)
    }

    pub(crate) fn new(
        app: &App,
        context: &Context,
        error: &ConsoleError,
        status: StatusCode,
    ) -> ErrorPage {
        let code = error.code();
        let title = context.words.t(&format!("error-{code}-title"));
        let way = match error {
            ConsoleError::Unauthenticated | ConsoleError::TooMany { .. } => {
                ("/log-in", "way-log-in")
            }
            ConsoleError::Forged if context.who.is_none() => ("/log-in", "way-log-in"),
            _ => ("/", "way-home"),
        };
        let minutes = match error {
            ConsoleError::TooMany { retry_after_s } => Some(retry_after_s.div_ceil(60).max(1)),
            _ => None,
        };
        ErrorPage {
            shell: Shell::new(app, context, title, ""),
            status: status.as_u16(),
            code,
            way,
            minutes,
        }
    }
}
