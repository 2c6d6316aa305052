//! Users and sessions in SQL.

use async_trait::async_trait;
use haidang_model::{ContentHash, Timestamp, UserId};

use super::{Db, ThisStore, audit};
use crate::{
    NewAudit, NewUser, Result, Session, StoreError, User, UserRepository,
    rows::{self, SessionRow, UserRow, roles_column, text},
};

#[async_trait]
impl UserRepository for ThisStore {
    async fn user_add(&self, user: &NewUser, event: &NewAudit) -> Result<Option<UserId>> {
        let action = "make a user";
        let error = StoreError::database(action);
        let mut tx = self.begin(action).await?;
        let id: Option<i64> = sqlx::query_scalar::<Db, i64>(
            "INSERT INTO users (name, password_hash, roles, must_change)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (name) DO NOTHING
             RETURNING id",
        )
        .bind(text(&user.name))
        .bind(&user.password_hash)
        .bind(roles_column(&user.roles))
        .bind(i64::from(user.must_change))
        .fetch_optional(&mut *tx)
        .await
        .map_err(&error)?;
        let Some(id) = id else {
            return Ok(None);
        };
        audit::append(&mut tx, event).await?;
        tx.commit().await.map_err(&error)?;
        Ok(Some(UserId(id)))
    }

    async fn user_by_name(&self, name: &str) -> Result<Option<User>> {
        let row = sqlx::query_as::<Db, UserRow>(
            "SELECT id, name, password_hash, roles, must_change, closed, failures, locked_until
             FROM users
             WHERE name = $1",
        )
        .bind(text(name))
        .fetch_optional(self.reads())
        .await
        .map_err(StoreError::database("read a user by name"))?;
        rows::one(row)
    }

    async fn user_get(&self, id: UserId) -> Result<Option<User>> {
        let row = sqlx::query_as::<Db, UserRow>(
            "SELECT id, name, password_hash, roles, must_change, closed, failures, locked_until
             FROM users
             WHERE id = $1",
        )
        .bind(id.0)
        .fetch_optional(self.reads())
        .await
        .map_err(StoreError::database("read a user"))?;
        rows::one(row)
    }

    async fn users(&self) -> Result<Vec<User>> {
        let rows = sqlx::query_as::<Db, UserRow>(
            "SELECT id, name, password_hash, roles, must_change, closed, failures, locked_until
             FROM users
             ORDER BY name",
        )
        .fetch_all(self.reads())
        .await
        .map_err(StoreError::database("list the users"))?;
        rows::all(rows)
    }

    async fn user_update(&self, user: &User, event: &NewAudit) -> Result<()> {
        let action = "change a user";
        let error = StoreError::database(action);
        let mut tx = self.begin(action).await?;
        let found = sqlx::query(
            "UPDATE users
             SET password_hash = $2, roles = $3, must_change = $4, closed = $5
             WHERE id = $1",
        )
        .bind(user.id.0)
        .bind(&user.password_hash)
        .bind(roles_column(&user.roles))
        .bind(i64::from(user.must_change))
        .bind(user.closed.map(|at| at.0))
        .execute(&mut *tx)
        .await
        .map_err(&error)?
        .rows_affected();
        if found != 1 {
            return Err(StoreError::Affected { action, found });
        }
        sqlx::query(
            "DELETE FROM sessions
             WHERE user_id = $1",
        )
        .bind(user.id.0)
        .execute(&mut *tx)
        .await
        .map_err(&error)?;
        audit::append(&mut tx, event).await?;
        tx.commit().await.map_err(&error)
    }

    async fn user_log_in_state(
        &self,
        id: UserId,
        failures: u32,
        locked_until: Option<Timestamp>,
    ) -> Result<()> {
        let action = "count a refused log-in";
        let mut tx = self.begin(action).await?;
        let found = sqlx::query(
            "UPDATE users
             SET failures = $2, locked_until = $3
             WHERE id = $1",
        )
        .bind(id.0)
        .bind(i64::from(failures))
        .bind(locked_until.map(|at| at.0))
        .execute(&mut *tx)
        .await
        .map_err(StoreError::database(action))?
        .rows_affected();
        if found != 1 {
            return Err(StoreError::Affected { action, found });
        }
        tx.commit().await.map_err(StoreError::database(action))
    }

    async fn session_add(&self, session: &Session) -> Result<()> {
        let action = "make a session";
        let error = StoreError::database(action);
        let mut tx = self.begin(action).await?;
        // Those that ran out are swept here, so that the table stays small.
        sqlx::query(
            "DELETE FROM sessions
             WHERE expires <= $1",
        )
        .bind(session.created.0)
        .execute(&mut *tx)
        .await
        .map_err(&error)?;
        sqlx::query(
            "INSERT INTO sessions (token_hash, user_id, created, expires)
             VALUES ($1, $2, $3, $4)",
        )
        .bind(session.token_hash.as_bytes().as_slice())
        .bind(session.user.0)
        .bind(session.created.0)
        .bind(session.expires.0)
        .execute(&mut *tx)
        .await
        .map_err(&error)?;
        tx.commit().await.map_err(&error)
    }

    async fn session_get(
        &self,
        token_hash: &ContentHash,
        now: Timestamp,
    ) -> Result<Option<(Session, User)>> {
        let row = sqlx::query_as::<Db, SessionRow>(
            "SELECT token_hash, user_id, created, expires
             FROM sessions
             WHERE token_hash = $1
               AND expires > $2",
        )
        .bind(token_hash.as_bytes().as_slice())
        .bind(now.0)
        .fetch_optional(self.reads())
        .await
        .map_err(StoreError::database("read a session"))?;
        let Some(session) = rows::one::<_, Session>(row)? else {
            return Ok(None);
        };
        let user = self.user_get(session.user).await?;
        Ok(user.map(|user| (session, user)))
    }

    async fn session_end(&self, token_hash: &ContentHash) -> Result<()> {
        let action = "end a session";
        let mut tx = self.begin(action).await?;
        sqlx::query(
            "DELETE FROM sessions
             WHERE token_hash = $1",
        )
        .bind(token_hash.as_bytes().as_slice())
        .execute(&mut *tx)
        .await
        .map_err(StoreError::database(action))?;
        tx.commit().await.map_err(StoreError::database(action))
    }
}
