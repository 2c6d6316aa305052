use haidang_model::{AuditAction, Clock, Role};
use haidang_store::{DynStore, NewAudit, NewUser};
use serde_json::json;

use crate::{ConsoleError, OneTimeSecret, hash_password};

/// The log-in name of the first user.
const FIRST_USER: &str = "admin";

/// Makes the user `admin` with every role when there is no user at all, and
/// returns the secret to be printed once. There is no default password.
/// `None` when there are users already.
///
/// # Errors
/// When the store refuses, or there is no randomness to be had.
pub async fn ensure_first_user(
    store: &DynStore,
    clock: &dyn Clock,
) -> Result<Option<OneTimeSecret>, ConsoleError> {
    if !store.users().await?.is_empty() {
        return Ok(None);
    }
    let secret = OneTimeSecret::draw(FIRST_USER)
        .map_err(|error| ConsoleError::internal("draw a one-time secret", error))?;
    let user = NewUser {
        name: FIRST_USER.to_owned(),
        password_hash: hash_password(secret.reveal()).await?,
        roles: Role::ALL.to_vec(),
        must_change: true,
    };
    let audit = NewAudit {
        at: clock.now(),
        actor: "system".to_owned(),
        action: AuditAction::UserCreated,
        subject: format!("user:{FIRST_USER}"),
        detail: json!({ "roles": Role::ALL, "first": true }),
    };
    // Another process may have been faster; then its secret counts.
    Ok(store.user_add(&user, &audit).await?.map(|_| secret))
}
