//! robots.txt files in SQL.

use async_trait::async_trait;

use super::{Db, ThisStore};
use crate::{
    Result, RobotsRecord, RobotsRepository, StoreError,
    rows::{self, RobotsRow},
};

#[async_trait]
impl RobotsRepository for ThisStore {
    async fn robots_get(&self, origin: &str) -> Result<Option<RobotsRecord>> {
        let row = sqlx::query_as::<Db, RobotsRow>(
            "SELECT origin, checked, status, body, body_fetched
             FROM robots
             WHERE origin = $1",
        )
        .bind(origin)
        .fetch_optional(self.reads())
        .await
        .map_err(StoreError::database("read a robots.txt"))?;
        rows::one(row)
    }

    async fn robots_put(&self, record: &RobotsRecord) -> Result<()> {
        let action = "keep a robots.txt";
        let mut tx = self.begin(action).await?;
        sqlx::query(
            "INSERT INTO robots (origin, checked, status, body, body_fetched)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (origin) DO UPDATE
             SET checked = excluded.checked,
                 status = excluded.status,
                 body = excluded.body,
                 body_fetched = excluded.body_fetched",
        )
        .bind(&record.origin)
        .bind(record.checked.0)
        .bind(record.status.map(i64::from))
        .bind(record.body.as_deref())
        .bind(record.body_fetched.map(|at| at.0))
        .execute(&mut *tx)
        .await
        .map_err(StoreError::database(action))?;
        tx.commit().await.map_err(StoreError::database(action))
    }
}
