//! The audit chain in SQL.

use async_trait::async_trait;
use haidang_model::{AuditEvent, ContentHash};

use super::{Db, ThisStore, Tx, lock_audit};
use crate::{
    AuditRepository, ChainReport, NewAudit, Result, StoreError,
    rows::{self, AuditRow, text},
};

/// Rows that are read at once when the chain is walked.
const ROWS_PER_STEP: i64 = 1_000;

#[async_trait]
impl AuditRepository for ThisStore {
    async fn audit_add(&self, event: &NewAudit) -> Result<AuditEvent> {
        let action = "add an audit row";
        let mut tx = self.begin(action).await?;
        let event = append(&mut tx, event).await?;
        tx.commit().await.map_err(StoreError::database(action))?;
        Ok(event)
    }

    async fn audit_list(&self, subject: Option<&str>, limit: u32) -> Result<Vec<AuditEvent>> {
        let error = StoreError::database("list audit rows");
        let rows = match subject {
            Some(subject) => sqlx::query_as::<Db, AuditRow>(
                "SELECT sequence, at, actor, action, subject, detail, previous, hash
                 FROM audit
                 WHERE subject = $2
                 ORDER BY sequence DESC
                 LIMIT $1",
            )
            .bind(i64::from(limit))
            .bind(text(subject))
            .fetch_all(self.reads())
            .await
            .map_err(error)?,
            None => sqlx::query_as::<Db, AuditRow>(
                "SELECT sequence, at, actor, action, subject, detail, previous, hash
                 FROM audit
                 ORDER BY sequence DESC
                 LIMIT $1",
            )
            .bind(i64::from(limit))
            .fetch_all(self.reads())
            .await
            .map_err(error)?,
        };
        rows::all(rows)
    }

    async fn audit_verify(&self) -> Result<ChainReport> {
        let mut report = ChainReport::default();
        let mut previous = ContentHash::of(b"");
        let mut last = 0;
        loop {
            let rows = sqlx::query_as::<Db, AuditRow>(
                "SELECT sequence, at, actor, action, subject, detail, previous, hash
                 FROM audit
                 WHERE sequence > $1
                 ORDER BY sequence
                 LIMIT $2",
            )
            .bind(last)
            .bind(ROWS_PER_STEP)
            .fetch_all(self.reads())
            .await
            .map_err(StoreError::database("walk the audit chain"))?;
            if rows.is_empty() {
                return Ok(report);
            }
            for row in rows {
                let sequence = row.sequence;
                report.rows += 1;
                match check(row, last, previous) {
                    Ok(hash) => previous = hash,
                    Err(problem) => {
                        report.broken = Some((sequence, problem));
                        return Ok(report);
                    }
                }
                last = sequence;
            }
        }
    }
}

/// Checks one row against the one before; returns its hash.
fn check(row: AuditRow, last: i64, previous: ContentHash) -> Result<ContentHash, String> {
    if row.sequence != last + 1 {
        return Err(format!("row {} is missing", last + 1));
    }
    let event = AuditEvent::try_from(row).map_err(|error| error.to_string())?;
    if event.previous != previous {
        return Err("it does not follow the row before it".to_owned());
    }
    if event.hash != event.compute_hash() {
        return Err("its hash is not that of its content".to_owned());
    }
    Ok(event.hash)
}

/// Adds a row to the chain within a transaction. Take no lock on a page, a
/// case or the frontier after it: this one is the last in the order of locks.
pub(super) async fn append(tx: &mut Tx, event: &NewAudit) -> Result<AuditEvent> {
    let error = StoreError::database("add an audit row");
    lock_audit(tx).await?;
    let last: Option<(i64, Vec<u8>)> = sqlx::query_as::<Db, (i64, Vec<u8>)>(
        "SELECT sequence, hash
         FROM audit
         ORDER BY sequence DESC
         LIMIT 1",
    )
    .fetch_optional(&mut **tx)
    .await
    .map_err(&error)?;
    let (sequence, previous) = match last {
        None => (0, ContentHash::of(b"")),
        Some((sequence, hash)) => match rows::hash(&hash) {
            Some(hash) => (sequence, hash),
            None => {
                return Err(StoreError::Inconsistent {
                    table: "audit",
                    column: "hash",
                    row: sequence.to_string(),
                    problem: "a hash has 32 bytes".to_owned(),
                });
            }
        },
    };
    // The hash is over what will be read back: numbers may be written shorter
    // once they went through text.
    let detail = event.detail.to_string();
    let detail = serde_json::from_str(&detail).unwrap_or(serde_json::Value::String(detail));
    let mut event = AuditEvent {
        sequence: sequence + 1,
        at: event.at,
        actor: text(&event.actor),
        action: event.action,
        subject: text(&event.subject),
        detail,
        hash: previous,
        previous,
    };
    event.hash = event.compute_hash();
    sqlx::query(
        "INSERT INTO audit (sequence, at, actor, action, subject, detail, previous, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(event.sequence)
    .bind(event.at.0)
    .bind(&event.actor)
    .bind(event.action.as_str())
    .bind(&event.subject)
    .bind(event.detail.to_string())
    .bind(event.previous.as_bytes().as_slice())
    .bind(event.hash.as_bytes().as_slice())
    .execute(&mut **tx)
    .await
    .map_err(&error)?;
    Ok(event)
}
