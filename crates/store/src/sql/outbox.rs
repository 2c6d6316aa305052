//! The outbox in SQL.

use async_trait::async_trait;
use haidang_model::PageId;

use super::{Db, ThisStore, Tx};
use crate::{
    OutboxOp, OutboxRepository, OutboxRow, Result, StoreError,
    rows::{self, OutboxDbRow},
};

#[async_trait]
impl OutboxRepository for ThisStore {
    async fn outbox_after(&self, after: i64, limit: u32) -> Result<Vec<OutboxRow>> {
        let rows = sqlx::query_as::<Db, OutboxDbRow>(
            "SELECT sequence, page_id, op
             FROM outbox
             WHERE sequence > $1
             ORDER BY sequence
             LIMIT $2",
        )
        .bind(after)
        .bind(i64::from(limit))
        .fetch_all(self.reads())
        .await
        .map_err(StoreError::database("read the outbox"))?;
        rows::all(rows)
    }

    async fn outbox_trim(&self, sequence: i64) -> Result<()> {
        let action = "trim the outbox";
        let mut tx = self.begin(action).await?;
        sqlx::query(
            "DELETE FROM outbox
             WHERE sequence <= $1",
        )
        .bind(sequence)
        .execute(&mut *tx)
        .await
        .map_err(StoreError::database(action))?;
        tx.commit().await.map_err(StoreError::database(action))
    }

    async fn outbox_refill(&self) -> Result<u64> {
        let action = "fill the outbox anew";
        let mut tx = self.begin_pages(action).await?;
        // The new rows say all that waiting ones said, so that asking twice
        // does not double the work.
        sqlx::query(
            "DELETE FROM outbox
             WHERE op = 'upsert'",
        )
        .execute(&mut *tx)
        .await
        .map_err(StoreError::database(action))?;
        let rows = sqlx::query(
            "INSERT INTO outbox (page_id, op)
             SELECT id, 'upsert'
             FROM pages
             WHERE newest IS NOT NULL
             ORDER BY id",
        )
        .execute(&mut *tx)
        .await
        .map_err(StoreError::database(action))?
        .rows_affected();
        tx.commit().await.map_err(StoreError::database(action))?;
        Ok(rows)
    }

    async fn outbox_count(&self) -> Result<u64> {
        let count: i64 = sqlx::query_scalar::<Db, i64>(
            "SELECT COUNT(*)
             FROM outbox",
        )
        .fetch_one(self.reads())
        .await
        .map_err(StoreError::database("count the outbox"))?;
        Ok(count.unsigned_abs())
    }
}

/// Adds a row. The transaction must be one of `begin_pages`: those end in the
/// order in which they took their sequence numbers, so that a reader who saw a
/// number never misses a lower one.
pub(super) async fn push(tx: &mut Tx, page: PageId, op: OutboxOp) -> Result<()> {
    sqlx::query(
        "INSERT INTO outbox (page_id, op)
         VALUES ($1, $2)",
    )
    .bind(page.0)
    .bind(op.as_str())
    .execute(&mut **tx)
    .await
    .map_err(StoreError::database("add to the outbox"))?;
    Ok(())
}
