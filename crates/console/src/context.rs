//! What is known of every request before its page is made: who asks, in which
//! language, and what its forms must carry.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use haidang_model::{ContentHash, Role};
use haidang_store::User;

use crate::{
    ConsoleError, Language, cookies::Cookie, error_page, language::Words, router::App,
    secret::draw_token,
};

/// A user who is logged in.
#[derive(Clone, Debug)]
pub(crate) struct Who {
    pub(crate) user: User,
    /// The hash under which the session is kept.
    pub(crate) session: ContentHash,
}

impl Who {
    pub(crate) fn has_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.user.roles.contains(role))
    }
}

/// What is known of a request.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    pub(crate) words: Words,
    pub(crate) who: Option<Arc<Who>>,
    /// What every form of this session must carry.
    pub(crate) csrf: String,
    /// The path and query to come back to, `/` for forms.
    pub(crate) here: String,
    /// Whether the answer is to be JSON.
    pub(crate) json: bool,
}

/// Derives the form token of a session (or of the cookie of somebody not
/// logged in) from its secret. It tells nothing of the secret and differs from
/// the hash under which the session is kept.
fn form_token(secret: &str) -> String {
    ContentHash::of_parts([b"haidang form token 1".as_slice(), secret.as_bytes()]).to_string()
}

/// Finds out what is known of the request, for everything within.
pub(crate) async fn attach(
    State(app): State<App>,
    mut request: Request,
    next: Next,
) -> Result<Response, ConsoleError> {
    let secure = app.state.config.secure_cookies;
    let headers = request.headers();
    let words = Words::new(
        Cookie::Language
            .read(headers, secure)
            .map_or_else(Language::default, |code| Language::from_code(&code)),
    );
    let json = wants_json(headers);
    let here = match *request.method() {
        Method::GET => request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str())
            .to_owned(),
        _ => "/".to_owned(),
    };
    let mut context = Context {
        words,
        who: None,
        csrf: String::new(),
        here,
        json,
    };
    let mut new_form_cookie = None;
    let session = Cookie::Session.read(headers, secure);
    let form = Cookie::Form.read(headers, secure);
    let mut failure = None;
    if let Some(token) = session {
        let session = ContentHash::of(token.as_bytes());
        match app
            .state
            .store
            .session_get(&session, app.state.clock.now())
            .await
        {
            Ok(Some((_, user))) if user.closed.is_none() => {
                context.csrf = form_token(&token);
                context.who = Some(Arc::new(Who { user, session }));
            }
            Ok(_) => {}
            Err(error) => failure = Some(error),
        }
    }
    if context.who.is_none() {
        let token = match form.filter(|token| token.len() == 43) {
            Some(token) => token,
            None => {
                let token = draw_token()
                    .map_err(|error| ConsoleError::internal("draw a form token", error))?;
                new_form_cookie = Some(Cookie::Form.set(&token, None, secure));
                token
            }
        };
        context.csrf = form_token(&token);
    }
    request.extensions_mut().insert(context.clone());
    let response = match failure {
        Some(error) => ConsoleError::from(error).into_response(),
        None => next.run(request).await,
    };
    let mut response = error_page::dress(&app, &context, response);
    if let Some(cookie) = new_form_cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn wants_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("application/json") && !accept.contains("text/html"))
}
