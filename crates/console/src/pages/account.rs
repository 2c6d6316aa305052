//! One's own account: changing the password.

use askama::Template;
use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use haidang_model::{AuditAction, Role, Timestamp};
use haidang_store::{NewAudit, User};
use serde::Deserialize;
use serde_json::json;

use crate::{
    ConsoleError, MIN_PASSWORD_CHARS, hash_password,
    need::{Need, OwnAccount},
    pages::log_in::start_session,
    password::{check_password, verify_password},
    router::App,
    shell::{Shell, home_path, html},
};

/// The account page.
#[derive(Debug, Template)]
#[template(path = "account.html")]
pub(crate) struct AccountPage {
    pub(crate) shell: Shell,
    pub(crate) name: String,
    pub(crate) roles: Vec<Role>,
    pub(crate) must_change: bool,
    /// Characters of the shortest password.
    pub(crate) chars_min: usize,
    /// The key of what is wrong with the password sent, if something is.
    pub(crate) fault: Option<&'static str>,
}

impl AccountPage {
    fn new(app: &App, need: &Need<OwnAccount>, fault: Option<&'static str>) -> AccountPage {
        let user = &need.who.user;
        let title = need.context.words.t("account-title");
        AccountPage {
            shell: Shell::new(app, &need.context, title, "/account"),
            name: user.name.clone(),
            roles: user.roles.clone(),
            must_change: user.must_change,
            chars_min: MIN_PASSWORD_CHARS,
            fault,
        }
    }
}

pub(crate) async fn show(State(app): State<App>, need: Need<OwnAccount>) -> Response {
    html(StatusCode::OK, &AccountPage::new(&app, &need, None))
}

#[derive(Deserialize)]
pub(crate) struct PasswordForm {
    old: String,
    new: String,
    again: String,
}

pub(crate) async fn change_password(
    State(app): State<App>,
    need: Need<OwnAccount>,
    Form(form): Form<PasswordForm>,
) -> Result<Response, ConsoleError> {
    let user = &need.who.user;
    let now = app.state.clock.now();
    // Whoever found an open session must not be able to guess on.
    let key = format!("password of {}", user.name);
    app.names
        .attempt(&key, now)
        .map_err(|until| wait(now, until))?;
    let fault = if !verify_password(&form.old, Some(&user.password_hash)).await? {
        Some("password-old-wrong")
    } else if form.new != form.again {
        Some("password-differs")
    } else if form.new == form.old {
        Some("password-same")
    } else {
        check_password(&user.name, &form.new)
            .err()
            .map(|fault| fault.key())
    };
    if fault != Some("password-old-wrong") {
        app.names.forgive(&key);
    }
    if fault.is_some() {
        let page = AccountPage::new(&app, &need, fault);
        return Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let changed = User {
        password_hash: hash_password(&form.new).await?,
        must_change: false,
        failures: 0,
        locked_until: None,
        ..user.clone()
    };
    let audit = NewAudit {
        at: now,
        actor: user.name.clone(),
        action: AuditAction::UserChanged,
        subject: format!("user:{}", user.name),
        detail: json!({ "password": true }),
    };
    // Ends every session of the user, this one too; it begins anew.
    app.state.store.user_update(&changed, &audit).await?;
    let mut response = Redirect::to(home_path(&user.roles)).into_response();
    start_session(&app, &changed, &mut response).await?;
    Ok(response)
}

fn wait(now: Timestamp, until: Timestamp) -> ConsoleError {
    let ms = until.ms_since(now).max(0).unsigned_abs();
    ConsoleError::TooMany {
        retry_after_s: ms.div_ceil(1_000),
    }
}
