//! Users, for admins: who there is, and making, closing and resetting them.

use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use haidang_model::{AuditAction, Role};
use haidang_store::{NewAudit, NewUser, User};
use serde::Deserialize;
use serde_json::json;

use crate::{
    ConsoleError, OneTimeSecret, hash_password,
    need::{Admin, Need},
    pages::log_in::is_log_in_name,
    router::App,
    shell::{Shell, html},
    when::Moment,
};

/// A user in the list.
#[derive(Clone, Debug)]
pub(crate) struct UserRow {
    pub(crate) name: String,
    pub(crate) roles: Vec<Role>,
    pub(crate) must_change: bool,
    pub(crate) closed: Option<Moment>,
    pub(crate) locked: bool,
    /// Whether it is the one who looks.
    pub(crate) own: bool,
}

/// The users page.
#[derive(Debug, Template)]
#[template(path = "users.html")]
pub(crate) struct UsersPage {
    pub(crate) shell: Shell,
    pub(crate) users: Vec<UserRow>,
    /// A secret drawn just now: name and secret. Shown in this answer only.
    pub(crate) secret: Option<(String, String)>,
    /// The key of what is wrong with the form sent, if something is.
    pub(crate) fault: Option<&'static str>,
    /// The name that was typed.
    pub(crate) typed: String,
    pub(crate) all_roles: &'static [Role],
}

impl UsersPage {
    async fn load(
        app: &App,
        need: &Need<Admin>,
        secret: Option<OneTimeSecret>,
    ) -> Result<UsersPage, ConsoleError> {
        let now = app.state.clock.now();
        let words = need.context.words;
        let users = app.state.store.users().await?;
        let users = users
            .into_iter()
            .map(|user| UserRow {
                own: user.id == need.who.user.id,
                must_change: user.must_change,
                closed: user.closed.map(|at| Moment::new(words, at, now)),
                locked: user.locked_until.is_some_and(|until| now < until),
                name: user.name,
                roles: user.roles,
            })
            .collect();
        Ok(UsersPage {
            shell: Shell::new(app, &need.context, words.t("users-title"), "/users"),
            users,
            secret: secret.map(|secret| (secret.name.clone(), secret.reveal().to_owned())),
            fault: None,
            typed: String::new(),
            all_roles: Role::ALL,
        })
    }
}

pub(crate) async fn show(
    State(app): State<App>,
    need: Need<Admin>,
) -> Result<Response, ConsoleError> {
    let page = UsersPage::load(&app, &need, None).await?;
    Ok(html(StatusCode::OK, &page))
}

#[derive(Deserialize)]
pub(crate) struct NewUserForm {
    name: String,
    role_analyst: Option<String>,
    role_reviewer: Option<String>,
    role_operator: Option<String>,
    role_admin: Option<String>,
}

impl NewUserForm {
    fn roles(&self) -> Vec<Role> {
        [
            (Role::Analyst, &self.role_analyst),
            (Role::Reviewer, &self.role_reviewer),
            (Role::Operator, &self.role_operator),
            (Role::Admin, &self.role_admin),
        ]
        .into_iter()
        .filter(|(_, ticked)| ticked.is_some())
        .map(|(role, _)| role)
        .collect()
    }
}

pub(crate) async fn create(
    State(app): State<App>,
    need: Need<Admin>,
    Form(form): Form<NewUserForm>,
) -> Result<Response, ConsoleError> {
    let name = form.name.trim().to_lowercase();
    let roles = form.roles();
    let fault = if !is_log_in_name(&name) {
        Some("users-bad-name")
    } else if roles.is_empty() {
        Some("users-no-role")
    } else {
        None
    };
    if fault.is_some() {
        return refused(&app, &need, fault, form.name).await;
    }
    let secret = draw(&name)?;
    let user = NewUser {
        name: name.clone(),
        password_hash: hash_password(secret.reveal()).await?,
        roles: roles.clone(),
        must_change: true,
    };
    let audit = audit(
        &app,
        &need,
        AuditAction::UserCreated,
        &name,
        json!({ "roles": roles }),
    );
    if app.state.store.user_add(&user, &audit).await?.is_none() {
        return refused(&app, &need, Some("users-name-taken"), form.name).await;
    }
    let page = UsersPage::load(&app, &need, Some(secret)).await?;
    Ok(html(StatusCode::CREATED, &page))
}

async fn refused(
    app: &App,
    need: &Need<Admin>,
    fault: Option<&'static str>,
    typed: String,
) -> Result<Response, ConsoleError> {
    let page = UsersPage {
        fault,
        typed: typed.chars().take(64).collect(),
        ..UsersPage::load(app, need, None).await?
    };
    Ok(html(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

pub(crate) async fn close(
    State(app): State<App>,
    need: Need<Admin>,
    Path(name): Path<String>,
) -> Result<Response, ConsoleError> {
    let user = other_user(&app, &need, &name).await?;
    if user.closed.is_none() {
        let closed = User {
            closed: Some(app.state.clock.now()),
            ..user
        };
        let audit = audit(
            &app,
            &need,
            AuditAction::UserClosed,
            &closed.name,
            json!({}),
        );
        app.state.store.user_update(&closed, &audit).await?;
    }
    Ok(Redirect::to("/users").into_response())
}

pub(crate) async fn new_secret(
    State(app): State<App>,
    need: Need<Admin>,
    Path(name): Path<String>,
) -> Result<Response, ConsoleError> {
    let user = other_user(&app, &need, &name).await?;
    if user.closed.is_some() {
        return Err(ConsoleError::Conflict);
    }
    let secret = draw(&user.name)?;
    let changed = User {
        password_hash: hash_password(secret.reveal()).await?,
        must_change: true,
        failures: 0,
        locked_until: None,
        ..user
    };
    let detail = json!({ "one_time_secret": true });
    let audit = audit(&app, &need, AuditAction::UserChanged, &changed.name, detail);
    app.state.store.user_update(&changed, &audit).await?;
    let page = UsersPage::load(&app, &need, Some(secret)).await?;
    Ok(html(StatusCode::OK, &page))
}

/// Finds the user to be changed. One's own account is left alone here: closing
/// it could leave nobody to open it again.
async fn other_user(app: &App, need: &Need<Admin>, name: &str) -> Result<User, ConsoleError> {
    let user = app
        .state
        .store
        .user_by_name(name)
        .await?
        .ok_or(ConsoleError::NotFound)?;
    if user.id == need.who.user.id {
        return Err(ConsoleError::Conflict);
    }
    Ok(user)
}

fn draw(name: &str) -> Result<OneTimeSecret, ConsoleError> {
    OneTimeSecret::draw(name)
        .map_err(|error| ConsoleError::internal("draw a one-time secret", error))
}

fn audit(
    app: &App,
    need: &Need<Admin>,
    action: AuditAction,
    name: &str,
    detail: serde_json::Value,
) -> NewAudit {
    NewAudit {
        at: app.state.clock.now(),
        actor: need.who.user.name.clone(),
        action,
        subject: format!("user:{name}"),
        detail,
    }
}
