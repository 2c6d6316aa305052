//! Watchlists in SQL.

use async_trait::async_trait;
use haidang_model::{AuditAction, ContentHash, Timestamp, UserId, WatchlistId, WatchlistState};
use serde_json::json;

use super::{Db, ThisStore, Tx, audit};
use crate::{
    Act, NewAudit, NewDraft, Person, Result, Stepped, StoreError, WatchlistMeta, WatchlistRefusal,
    WatchlistRepository, WatchlistStep, WatchlistVersion,
    rows::{self, WatchlistMetaRow, WatchlistRow, text},
};

/// The columns of [`WatchlistMetaRow`] before whatever follows.
macro_rules! select_meta {
    ($rest:literal) => {
        concat!(
            "SELECT id, version, state, digest, note, restores, author, created, tried_by, tried_at,
                    proposed_by, proposed_at, published_by, published_at,
                    retire_proposed_by, retire_proposed_at, retired_by, retired_at",
            $rest
        )
    };
}

#[async_trait]
impl WatchlistRepository for ThisStore {
    async fn watchlists_install(
        &self,
        lists: &[(WatchlistId, String)],
        now: Timestamp,
    ) -> Result<bool> {
        let action = "take in the watchlists of an installation";
        let error = StoreError::database(action);
        let mut tx = self.begin_pages(action).await?;
        let kept: i64 = sqlx::query_scalar::<Db, i64>(
            "SELECT COUNT(*)
             FROM watchlist_versions",
        )
        .fetch_one(&mut *tx)
        .await
        .map_err(&error)?;
        if kept > 0 {
            return Ok(false);
        }
        for (id, content) in lists {
            let content = text(content);
            let digest = ContentHash::of(content.as_bytes());
            sqlx::query(
                "INSERT INTO watchlist_versions (id, version, state, text, digest, note, created, published_at)
                 VALUES ($1, 1, 'live', $2, $3, '', $4, $4)",
            )
            .bind(id.as_str())
            .bind(&content)
            .bind(digest.as_bytes().as_slice())
            .bind(now.0)
            .execute(&mut *tx)
            .await
            .map_err(&error)?;
            let event = NewAudit {
                at: now,
                actor: "system".to_owned(),
                action: AuditAction::WatchlistInstalled,
                subject: subject(id),
                detail: json!({ "version": 1, "digest": digest }),
            };
            audit::append(&mut tx, &event).await?;
        }
        tx.commit().await.map_err(&error)?;
        Ok(true)
    }

    async fn watchlists_active(&self) -> Result<Vec<WatchlistVersion>> {
        let rows = sqlx::query_as::<Db, WatchlistRow>(select_meta!(
            ", text
             FROM watchlist_versions
             WHERE state IN ('live', 'trial')
             ORDER BY id, state"
        ))
        .fetch_all(self.reads())
        .await
        .map_err(StoreError::database("read the watchlists in use"))?;
        rows::all(rows)
    }

    async fn watchlist_metas(&self, id: Option<&WatchlistId>) -> Result<Vec<WatchlistMeta>> {
        let rows = sqlx::query_as::<Db, WatchlistMetaRow>(select_meta!(
            "
             FROM watchlist_versions
             WHERE id = $1 OR $2 = 1
             ORDER BY id, version DESC"
        ))
        .bind(id.map_or("", WatchlistId::as_str))
        .bind(i64::from(id.is_none()))
        .fetch_all(self.reads())
        .await
        .map_err(StoreError::database("list the versions of watchlists"))?;
        rows::all(rows)
    }

    async fn watchlist_get(
        &self,
        id: &WatchlistId,
        version: u32,
    ) -> Result<Option<WatchlistVersion>> {
        let row = sqlx::query_as::<Db, WatchlistRow>(select_meta!(
            ", text
             FROM watchlist_versions
             WHERE id = $1
               AND version = $2"
        ))
        .bind(id.as_str())
        .bind(i64::from(version))
        .fetch_optional(self.reads())
        .await
        .map_err(StoreError::database("read a version of a watchlist"))?;
        rows::one(row)
    }

    async fn watchlist_draft(&self, draft: &NewDraft) -> Result<WatchlistMeta> {
        let action = "keep a draft of a watchlist";
        let mut tx = self.begin_pages(action).await?;
        let meta = insert(&mut tx, draft, None).await?;
        tx.commit().await.map_err(StoreError::database(action))?;
        Ok(meta)
    }

    async fn watchlist_restore(
        &self,
        id: &WatchlistId,
        version: u32,
        note: &str,
        by: &Person,
        at: Timestamp,
    ) -> Result<Stepped> {
        let action = "bring back a version of a watchlist";
        let mut tx = self.begin_pages(action).await?;
        let row = sqlx::query_as::<Db, WatchlistRow>(select_meta!(
            ", text
             FROM watchlist_versions
             WHERE id = $1
               AND version = $2"
        ))
        .bind(id.as_str())
        .bind(i64::from(version))
        .fetch_optional(&mut *tx)
        .await
        .map_err(StoreError::database(action))?;
        let Some(earlier) = rows::one::<_, WatchlistVersion>(row)? else {
            return Ok(Err(WatchlistRefusal::Missing));
        };
        let state = earlier.meta.state;
        if state != WatchlistState::Retired || earlier.meta.published.is_none() {
            return Ok(Err(WatchlistRefusal::State(state)));
        }
        let draft = NewDraft {
            id: id.clone(),
            text: earlier.text,
            note: note.to_owned(),
            by: by.clone(),
            at,
        };
        let meta = insert(&mut tx, &draft, Some(version)).await?;
        tx.commit().await.map_err(StoreError::database(action))?;
        Ok(Ok(meta))
    }

    async fn watchlist_step(
        &self,
        id: &WatchlistId,
        version: u32,
        step: WatchlistStep,
        by: &Person,
        at: Timestamp,
    ) -> Result<Stepped> {
        let action = "change the state of a watchlist";
        let mut tx = self.begin_pages(action).await?;
        let Some(mut meta) = meta_of(&mut tx, id, version).await? else {
            return Ok(Err(WatchlistRefusal::Missing));
        };
        if let Err(refusal) = step.check(&meta, by.id) {
            return Ok(Err(refusal));
        }
        let act = Act {
            by: Some(by.id),
            at,
        };
        let audit_action = match step {
            WatchlistStep::Try => {
                retire_other(&mut tx, &meta, WatchlistState::Trial, by, None, at).await?;
                meta.state = WatchlistState::Trial;
                meta.tried = Some(act);
                AuditAction::WatchlistTried
            }
            WatchlistStep::Propose => {
                meta.proposed = Some(act);
                AuditAction::WatchlistProposed
            }
            WatchlistStep::Publish => {
                let proposed = meta.proposed.unwrap_or(meta.drafted);
                retire_other(&mut tx, &meta, WatchlistState::Live, by, Some(proposed), at).await?;
                meta.proposed = Some(proposed);
                meta.published = Some(act);
                meta.state = WatchlistState::Live;
                AuditAction::WatchlistPublished
            }
            WatchlistStep::ProposeRetiring => {
                meta.retire_proposed = Some(act);
                AuditAction::WatchlistRetireProposed
            }
            WatchlistStep::Retire => {
                meta.retired = Some(act);
                meta.state = WatchlistState::Retired;
                AuditAction::WatchlistRetired
            }
        };
        update(&mut tx, &meta).await?;
        let mut detail = json!({ "version": version, "state": meta.state });
        if let Some(restores) = meta.restores {
            detail["restores"] = restores.into();
        }
        let event = NewAudit {
            at,
            actor: by.name.clone(),
            action: audit_action,
            subject: subject(id),
            detail,
        };
        audit::append(&mut tx, &event).await?;
        tx.commit().await.map_err(StoreError::database(action))?;
        Ok(Ok(meta))
    }
}

fn subject(id: &WatchlistId) -> String {
    format!("watchlist:{id}")
}

async fn meta_of(tx: &mut Tx, id: &WatchlistId, version: u32) -> Result<Option<WatchlistMeta>> {
    let row = sqlx::query_as::<Db, WatchlistMetaRow>(select_meta!(
        "
         FROM watchlist_versions
         WHERE id = $1
           AND version = $2"
    ))
    .bind(id.as_str())
    .bind(i64::from(version))
    .fetch_optional(&mut **tx)
    .await
    .map_err(StoreError::database("read a version of a watchlist"))?;
    rows::one(row)
}

/// Writes a draft under the next number, with its audit row.
async fn insert(tx: &mut Tx, draft: &NewDraft, restores: Option<u32>) -> Result<WatchlistMeta> {
    let error = StoreError::database("keep a draft of a watchlist");
    let content = text(&draft.text);
    let digest = ContentHash::of(content.as_bytes());
    let row = sqlx::query_as::<Db, WatchlistMetaRow>(
        "INSERT INTO watchlist_versions (id, version, state, text, digest, note, restores, author, created)
         VALUES (
             $1,
             (SELECT COALESCE(MAX(w.version), 0) + 1 FROM watchlist_versions AS w WHERE w.id = $1),
             'draft', $2, $3, $4, $5, $6, $7
         )
         RETURNING id, version, state, digest, note, restores, author, created, tried_by, tried_at,
                   proposed_by, proposed_at, published_by, published_at,
                   retire_proposed_by, retire_proposed_at, retired_by, retired_at",
    )
    .bind(draft.id.as_str())
    .bind(&content)
    .bind(digest.as_bytes().as_slice())
    .bind(text(&draft.note))
    .bind(restores.map(i64::from))
    .bind(draft.by.id.0)
    .bind(draft.at.0)
    .fetch_one(&mut **tx)
    .await
    .map_err(&error)?;
    let meta = WatchlistMeta::try_from(row)?;
    let mut detail = json!({ "version": meta.version, "digest": digest });
    if let Some(restores) = restores {
        detail["restores"] = restores.into();
    }
    let event = NewAudit {
        at: draft.at,
        actor: draft.by.name.clone(),
        action: AuditAction::WatchlistDrafted,
        subject: subject(&draft.id),
        detail,
    };
    audit::append(tx, &event).await?;
    Ok(meta)
}

/// Retires the version that stands in `state` to make room for `next`. A live
/// one goes by the two people of the one that follows.
async fn retire_other(
    tx: &mut Tx,
    next: &WatchlistMeta,
    state: WatchlistState,
    by: &Person,
    proposed: Option<Act>,
    at: Timestamp,
) -> Result<()> {
    let row = sqlx::query_as::<Db, WatchlistMetaRow>(select_meta!(
        "
         FROM watchlist_versions
         WHERE id = $1
           AND state = $2"
    ))
    .bind(next.id.as_str())
    .bind(state.as_str())
    .fetch_optional(&mut **tx)
    .await
    .map_err(StoreError::database("find the version to be replaced"))?;
    let Some(mut other) = rows::one::<_, WatchlistMeta>(row)? else {
        return Ok(());
    };
    other.state = WatchlistState::Retired;
    other.retire_proposed = proposed;
    other.retired = Some(Act {
        by: Some(by.id),
        at,
    });
    update(tx, &other).await?;
    let event = NewAudit {
        at,
        actor: by.name.clone(),
        action: AuditAction::WatchlistRetired,
        subject: subject(&next.id),
        detail: json!({
            "version": other.version, "state": other.state, "replaced_by": next.version,
        }),
    };
    audit::append(tx, &event).await?;
    Ok(())
}

/// Writes what may change of a version.
async fn update(tx: &mut Tx, meta: &WatchlistMeta) -> Result<()> {
    let action = "change the state of a watchlist";
    let by = |act: Option<Act>| act.and_then(|act| act.by).map(|UserId(id)| id);
    let at = |act: Option<Act>| act.map(|act| act.at.0);
    let found = sqlx::query(
        "UPDATE watchlist_versions
         SET state = $3,
             tried_by = $4, tried_at = $5,
             proposed_by = $6, proposed_at = $7,
             published_by = $8, published_at = $9,
             retire_proposed_by = $10, retire_proposed_at = $11,
             retired_by = $12, retired_at = $13
         WHERE id = $1
           AND version = $2",
    )
    .bind(meta.id.as_str())
    .bind(i64::from(meta.version))
    .bind(meta.state.as_str())
    .bind(by(meta.tried))
    .bind(at(meta.tried))
    .bind(by(meta.proposed))
    .bind(at(meta.proposed))
    .bind(by(meta.published))
    .bind(at(meta.published))
    .bind(by(meta.retire_proposed))
    .bind(at(meta.retire_proposed))
    .bind(by(meta.retired))
    .bind(at(meta.retired))
    .execute(&mut **tx)
    .await
    .map_err(StoreError::database(action))?
    .rows_affected();
    if found == 1 {
        Ok(())
    } else {
        Err(StoreError::Affected { action, found })
    }
}
