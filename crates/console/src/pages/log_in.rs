//! Logging in and out, and the language of the screen.

use std::net::SocketAddr;

use askama::Template;
use axum::{
    Extension, Form,
    extract::{ConnectInfo, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use haidang_model::{AuditAction, ContentHash, Timestamp};
use haidang_store::{NewAudit, Session, User};
use serde::Deserialize;
use serde_json::json;

use crate::{
    ConsoleError, Language,
    context::Context,
    cookies::Cookie,
    need::{Need, OwnAccount},
    password::verify_password,
    router::App,
    secret::draw_token,
    shell::{Shell, home_path, html},
    throttle::address_key,
};

/// The log-in page.
#[derive(Debug, Template)]
#[template(path = "log_in.html")]
pub(crate) struct LogInPage {
    pub(crate) shell: Shell,
    /// The name that was typed.
    pub(crate) name: String,
    /// Where to go after.
    pub(crate) next: String,
    /// Whether an attempt was refused just now.
    pub(crate) refused: bool,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

/// Returns the path of the log-in page that leads back to `next`.
pub(crate) fn log_in_path(next: Option<&str>) -> String {
    match next {
        Some(next) if next != "/" && is_own_path(next) => {
            let mut path = String::from("/log-in?next=");
            for byte in next.bytes() {
                match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => {
                        path.push(char::from(byte));
                    }
                    byte => path.push_str(&format!("%{byte:02X}")),
                }
            }
            path
        }
        _ => "/log-in".to_owned(),
    }
}

/// Tells whether a path stays on this console: `//host` and `/\host` do not.
pub(crate) fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && path.is_ascii()
        && !path.bytes().any(|byte| byte == b'\\' || byte < b' ')
}

pub(crate) async fn show(
    State(app): State<App>,
    Extension(context): Extension<Context>,
    Query(next): Query<Next>,
) -> Response {
    if let Some(who) = &context.who {
        return Redirect::to(home_path(&who.user.roles)).into_response();
    }
    let page = LogInPage::new(&app, &context, String::new(), next.next, false);
    html(StatusCode::OK, &page)
}

#[derive(Deserialize)]
pub(crate) struct LogInForm {
    name: String,
    password: String,
    #[serde(default)]
    next: String,
}

pub(crate) async fn log_in(
    State(app): State<App>,
    Extension(context): Extension<Context>,
    address: Option<Extension<ConnectInfo<SocketAddr>>>,
    Form(form): Form<LogInForm>,
) -> Result<Response, ConsoleError> {
    let now = app.state.clock.now();
    let store = &app.state.store;
    let address = address_key(address.map(|Extension(ConnectInfo(address))| address.ip()));
    let name = form.name.trim().to_lowercase();
    app.addresses
        .attempt(&address, now)
        .map_err(|until| too_many(now, until))?;
    app.names
        .attempt(&name_key(&name), now)
        .map_err(|until| too_many(now, until))?;
    let user = match is_log_in_name(&name) {
        true => store.user_by_name(&name).await?,
        false => None,
    };
    if let Some(until) = user.as_ref().and_then(|user| user.locked_until)
        && now < until
    {
        return Err(too_many(now, until));
    }
    let open = user.as_ref().filter(|user| user.closed.is_none());
    let hash = open.map(|user| user.password_hash.as_str());
    let fits = verify_password(&form.password, hash).await?;
    let Some(user) = open.filter(|_| fits) else {
        refuse(&app, user.as_ref(), now).await?;
        let page = LogInPage::new(&app, &context, form.name, form.next, true);
        return Ok(html(StatusCode::UNAUTHORIZED, &page));
    };
    app.names.forgive(&name_key(&name));
    app.addresses.take_back(&address);
    if user.failures > 0 || user.locked_until.is_some() {
        store.user_log_in_state(user.id, 0, None).await?;
    }
    if let Some(who) = &context.who {
        store.session_end(&who.session).await?;
    }
    let mut response = if user.must_change {
        Redirect::to("/account").into_response()
    } else if is_own_path(&form.next) {
        Redirect::to(&form.next).into_response()
    } else {
        Redirect::to(home_path(&user.roles)).into_response()
    };
    start_session(&app, user, &mut response).await?;
    let audit = NewAudit {
        at: now,
        actor: user.name.clone(),
        action: AuditAction::LogIn,
        subject: format!("user:{}", user.name),
        detail: json!({}),
    };
    store.audit_add(&audit).await?;
    Ok(response)
}

/// Makes a session for `user` and puts its cookie into the answer.
pub(crate) async fn start_session(
    app: &App,
    user: &User,
    response: &mut Response,
) -> Result<(), ConsoleError> {
    let config = &app.state.config;
    let token =
        draw_token().map_err(|error| ConsoleError::internal("draw a session token", error))?;
    let now = app.state.clock.now();
    let session = Session {
        token_hash: ContentHash::of(token.as_bytes()),
        user: user.id,
        created: now,
        expires: now.plus_ms(config.session_ms),
    };
    app.state.store.session_add(&session).await?;
    let cookie = Cookie::Session.set(
        &token,
        Some(config.session_ms / 1_000),
        config.secure_cookies,
    );
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(())
}

/// Records a refused attempt. The name is written down only if a user has it:
/// people type passwords into the wrong field.
async fn refuse(app: &App, user: Option<&User>, now: Timestamp) -> Result<(), ConsoleError> {
    metrics::counter!("haidang_console_refused_log_ins_total").increment(1);
    let config = &app.state.config;
    let store = &app.state.store;
    let mut locked = false;
    if let Some(user) = user {
        // A lock that is over starts the count anew.
        let before = if user.locked_until.is_some() {
            0
        } else {
            user.failures
        };
        let failures = before.saturating_add(1);
        locked = failures >= config.name_failures_max;
        let until = locked.then(|| now.plus_ms(config.lock_ms));
        store.user_log_in_state(user.id, failures, until).await?;
    }
    let name = user.map_or("?", |user| user.name.as_str());
    let audit = NewAudit {
        at: now,
        actor: "system".to_owned(),
        action: AuditAction::LogInRefused,
        subject: format!("user:{name}"),
        detail: json!({ "locked": locked }),
    };
    store.audit_add(&audit).await?;
    Ok(())
}

fn too_many(now: Timestamp, until: Timestamp) -> ConsoleError {
    let ms = until.ms_since(now).max(0).unsigned_abs();
    ConsoleError::TooMany {
        retry_after_s: ms.div_ceil(1_000),
    }
}

/// Tells whether text has the form of a log-in name: 1 to 64 of `a-z`, `0-9`,
/// `.`, `-`, `_`.
pub(crate) fn is_log_in_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_'))
}

/// The key under which attempts on a name are counted; a hash, so that a key
/// is short whatever was typed.
fn name_key(name: &str) -> String {
    ContentHash::of(name.as_bytes()).to_string()
}

pub(crate) async fn log_out(
    State(app): State<App>,
    need: Need<OwnAccount>,
) -> Result<Response, ConsoleError> {
    let store = &app.state.store;
    store.session_end(&need.who.session).await?;
    let audit = NewAudit {
        at: app.state.clock.now(),
        actor: need.who.user.name.clone(),
        action: AuditAction::LogOut,
        subject: format!("user:{}", need.who.user.name),
        detail: json!({}),
    };
    store.audit_add(&audit).await?;
    let mut response = Redirect::to("/log-in").into_response();
    let cookie = Cookie::Session.set("", Some(0), app.state.config.secure_cookies);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

#[derive(Deserialize)]
pub(crate) struct LanguageForm {
    language: String,
    back: String,
}

pub(crate) async fn set_language(
    State(app): State<App>,
    Form(form): Form<LanguageForm>,
) -> Response {
    /// Seconds of a year.
    const YEAR_S: i64 = 365 * 24 * 60 * 60;
    let language = Language::from_code(&form.language);
    let back = if is_own_path(&form.back) {
        form.back.as_str()
    } else {
        "/"
    };
    let mut response = Redirect::to(back).into_response();
    let cookie = Cookie::Language.set(
        language.as_str(),
        Some(YEAR_S),
        app.state.config.secure_cookies,
    );
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

impl LogInPage {
    fn new(app: &App, context: &Context, name: String, next: String, refused: bool) -> LogInPage {
        let title = context.words.t("log-in-title");
        let mut shell = Shell::new(app, context, title, "");
        if shell.back == "/" {
            shell.back = "/log-in".to_owned();
        }
        LogInPage {
            shell,
            name: name.chars().take(64).collect(),
            next,
            refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_on_the_console() {
        for (next, expected) in [
            (None, "/log-in"),
            (Some("/"), "/log-in"),
            (Some("/cases/3"), "/log-in?next=/cases/3"),
            (Some("/search?q=a b"), "/log-in?next=/search%3Fq%3Da%20b"),
            (Some("//evil.example/"), "/log-in"),
            (Some("/\\evil.example/"), "/log-in"),
            (Some("https://evil.example/"), "/log-in"),
            (Some("/a\r\nSet-Cookie: x"), "/log-in"),
        ] {
            assert_eq!(log_in_path(next), expected, "{next:?}");
        }
    }

    #[test]
    fn log_in_names_are_plain() {
        for good in ["a", "lan.nguyen", "x-1_2", &"a".repeat(64)] {
            assert!(is_log_in_name(good), "{good}");
        }
        for bad in ["", "Lan", "lan nguyen", "lân", "a@b", &"a".repeat(65)] {
            assert!(!is_log_in_name(bad), "{bad}");
        }
    }
}
