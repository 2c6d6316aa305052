//! Versions of sources in SQL.

use async_trait::async_trait;
use haidang_model::{AuditAction, ContentHash, Timestamp};
use serde_json::json;

use super::{Db, ThisStore, audit};
use crate::{
    ConfigKind, ConfigRepository, ConfigVersion, NewAudit, Result, StoreError,
    rows::{self, ConfigRow, text},
};

#[async_trait]
impl ConfigRepository for ThisStore {
    async fn config_register(
        &self,
        kind: ConfigKind,
        id: &str,
        content: &str,
        now: Timestamp,
    ) -> Result<u32> {
        let action = "register a configuration file";
        let error = StoreError::database(action);
        let digest = ContentHash::of(content.as_bytes());
        let mut tx = self.begin_pages(action).await?;
        let newest = sqlx::query_as::<Db, ConfigRow>(
            "SELECT version, digest, loaded, text
             FROM config_versions
             WHERE kind = $1
               AND id = $2
             ORDER BY version DESC
             LIMIT 1",
        )
        .bind(kind.as_str())
        .bind(text(id))
        .fetch_optional(&mut *tx)
        .await
        .map_err(&error)?;
        let newest: Option<ConfigVersion> = rows::one(newest)?;
        let version = match newest {
            Some(newest) if newest.digest == digest => return Ok(newest.version),
            Some(newest) => newest.version + 1,
            None => 1,
        };
        sqlx::query(
            "INSERT INTO config_versions (kind, id, version, digest, loaded, text)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(kind.as_str())
        .bind(text(id))
        .bind(i64::from(version))
        .bind(digest.as_bytes().as_slice())
        .bind(now.0)
        .bind(text(content))
        .execute(&mut *tx)
        .await
        .map_err(&error)?;
        let event = NewAudit {
            at: now,
            actor: "system".to_owned(),
            action: match kind {
                ConfigKind::Source => AuditAction::SourceLoaded,
            },
            subject: format!("{kind}:{id}"),
            detail: json!({ "version": version, "digest": digest }),
        };
        audit::append(&mut tx, &event).await?;
        tx.commit().await.map_err(&error)?;
        Ok(version)
    }

    async fn config_versions(&self, kind: ConfigKind, id: &str) -> Result<Vec<ConfigVersion>> {
        let rows = sqlx::query_as::<Db, ConfigRow>(
            "SELECT version, digest, loaded, text
             FROM config_versions
             WHERE kind = $1
               AND id = $2
             ORDER BY version DESC",
        )
        .bind(kind.as_str())
        .bind(text(id))
        .fetch_all(self.reads())
        .await
        .map_err(StoreError::database(
            "list the versions of a configuration file",
        ))?;
        rows::all(rows)
    }
}
