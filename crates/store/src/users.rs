//! Users of the console, and their sessions.

use async_trait::async_trait;
use haidang_model::{ContentHash, Role, Timestamp, UserId};

use crate::{NewAudit, Result};

/// A user to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUser {
    /// The log-in name: 1 to 64 of `a-z`, `0-9`, `.`, `-`, `_`.
    pub name: String,
    /// The argon2id hash of the password, as a PHC string.
    pub password_hash: String,
    /// What the user may do.
    pub roles: Vec<Role>,
    /// Whether the password must be changed at the next log-in (one-time secret).
    pub must_change: bool,
}

/// A user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// The row.
    pub id: UserId,
    /// The log-in name.
    pub name: String,
    /// The argon2id hash of the password, as a PHC string.
    pub password_hash: String,
    /// What the user may do.
    pub roles: Vec<Role>,
    /// Whether the password must be changed at the next log-in.
    pub must_change: bool,
    /// When the user was closed.
    pub closed: Option<Timestamp>,
    /// Refused log-ins in a row.
    pub failures: u32,
    /// No log-in before this.
    pub locked_until: Option<Timestamp>,
}

/// A log-in that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The SHA-256 of the token in the cookie; the token itself is not kept.
    pub token_hash: ContentHash,
    /// Whose.
    pub user: UserId,
    /// When it was made.
    pub created: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
}

/// Keeps users and sessions.
#[async_trait]
pub trait UserRepository {
    /// Makes a user; `None` when the name is taken. The audit row goes into
    /// the same transaction.
    async fn user_add(&self, user: &NewUser, audit: &NewAudit) -> Result<Option<UserId>>;

    /// Returns a user by log-in name.
    async fn user_by_name(&self, name: &str) -> Result<Option<User>>;

    /// Returns a user.
    async fn user_get(&self, id: UserId) -> Result<Option<User>>;

    /// Lists all users, by name.
    async fn users(&self) -> Result<Vec<User>>;

    /// Sets password hash, roles and closing of a user and ends all sessions.
    async fn user_update(&self, user: &User, audit: &NewAudit) -> Result<()>;

    /// Sets the count of refused log-ins and the lock.
    async fn user_log_in_state(
        &self,
        id: UserId,
        failures: u32,
        locked_until: Option<Timestamp>,
    ) -> Result<()>;

    /// Makes a session.
    async fn session_add(&self, session: &Session) -> Result<()>;

    /// Returns a session that has not ended at `now`, with its user.
    async fn session_get(
        &self,
        token_hash: &ContentHash,
        now: Timestamp,
    ) -> Result<Option<(Session, User)>>;

    /// Ends a session.
    async fn session_end(&self, token_hash: &ContentHash) -> Result<()>;
}
