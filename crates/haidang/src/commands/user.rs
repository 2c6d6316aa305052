//! `user`: who may log in.

use anyhow::Context as _;
use haidang_console::{OneTimeSecret, hash_password};
use haidang_model::{AuditAction, Role};
use haidang_store::{NewAudit, NewUser};
use serde_json::json;

use crate::{
    app::{Access, App, Setting},
    cli::User,
    output::UsageError,
};

pub(super) async fn run(setting: Setting, what: &User) -> anyhow::Result<()> {
    let lang = setting.out.lang;
    let access = if matches!(what, User::List) {
        Access::Read
    } else {
        Access::Write
    };
    let app = App::open(setting, access).await?;
    let audit = |action, name: &str, detail| NewAudit {
        at: app.clock.now(),
        actor: "system".into(),
        action,
        subject: format!("user:{name}"),
        detail,
    };
    match what {
        User::List => {
            for user in app.store.users().await? {
                let roles: Vec<&str> = user.roles.iter().map(|role| role.as_str()).collect();
                let object = json!({"name": user.name, "roles": roles,
                    "closed": user.closed.map(|at| at.to_string())});
                app.setting
                    .out
                    .row_or(&object, || format!("{}\t{}", user.name, roles.join(",")))?;
            }
        }
        User::Add { name, roles } => {
            let roles = roles
                .iter()
                .map(|role| role.parse::<Role>())
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| UsageError::anyhow(format!("--role: {error}")))?;
            let well_formed = |byte: u8| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_".contains(&byte)
            };
            if name.is_empty() || name.len() > 64 || !name.bytes().all(well_formed) {
                return Err(UsageError::anyhow(format!(
                    "`{name}`: 1–64 × a-z 0-9 . - _"
                )));
            }
            let secret = OneTimeSecret::draw(name)?;
            let user = NewUser {
                name: name.clone(),
                password_hash: hash_password(secret.reveal()).await?,
                roles: roles.clone(),
                must_change: true,
            };
            let added = app
                .store
                .user_add(
                    &user,
                    &audit(AuditAction::UserCreated, name, json!({"roles": roles})),
                )
                .await?;
            if added.is_none() {
                return Err(UsageError::anyhow(format!(
                    "`{name}`: {}",
                    lang.pick("tên này đã có người dùng", "this name is taken")
                )));
            }
            tell(&app, name, &secret)?;
        }
        User::Reset { name } => {
            let mut user = app
                .store
                .user_by_name(name)
                .await?
                .with_context(|| format!("no user `{name}`"))?;
            let secret = OneTimeSecret::draw(name)?;
            user.password_hash = hash_password(secret.reveal()).await?;
            user.must_change = true;
            user.failures = 0;
            user.locked_until = None;
            app.store
                .user_update(
                    &user,
                    &audit(AuditAction::UserChanged, name, json!({"password": "reset"})),
                )
                .await?;
            tell(&app, name, &secret)?;
        }
        User::Close { name } => {
            let mut user = app
                .store
                .user_by_name(name)
                .await?
                .with_context(|| format!("no user `{name}`"))?;
            user.closed = Some(app.clock.now());
            app.store
                .user_update(&user, &audit(AuditAction::UserClosed, name, json!({})))
                .await?;
        }
    }
    Ok(())
}

/// Shows a one-time password, once.
fn tell(app: &App, name: &str, secret: &OneTimeSecret) -> anyhow::Result<()> {
    app.setting.out.row_or(
        &json!({"name": name, "one_time_password": secret.reveal()}),
        || {
            format!(
                "{name}: {} {}",
                app.setting.out.lang.pick(
                    "mật khẩu dùng một lần, đổi khi đăng nhập:",
                    "one-time password, to be changed at log-in:"
                ),
                secret.reveal()
            )
        },
    )?;
    Ok(())
}
