//! Flags in SQL, for reading; `raise.rs` writes them.

use async_trait::async_trait;
use haidang_model::{Category, PageId, WatchlistId};
use sqlx::QueryBuilder;

use super::{Db, ThisStore};
use crate::{
    FlagFilter, FlagRepository, FlagRow, Result, StoreError, TrialFlag, TrialTotal,
    rows::{self, FlagJoinRow, PageCategoryRow, TrialFlagRow, TrialTotalRow},
};

#[async_trait]
impl FlagRepository for ThisStore {
    async fn flags(&self, filter: &FlagFilter, limit: u32) -> Result<Vec<FlagRow>> {
        let mut query = QueryBuilder::<Db>::new(
            "SELECT f.id, f.case_id, p.key, f.text_hash, f.category, f.hits, f.priority, f.raised,
                    f.page_id, f.page_version, v.title, p.site
             FROM flags AS f
             JOIN pages AS p ON p.id = f.page_id
             JOIN page_versions AS v ON v.id = f.page_version",
        );
        push_filter(&mut query, filter);
        query.push(" ORDER BY f.id LIMIT ");
        query.push_bind(i64::from(limit));
        let rows = query
            .build_query_as::<FlagJoinRow>()
            .fetch_all(self.reads())
            .await
            .map_err(StoreError::database("list flags"))?;
        rows::all(rows)
    }

    async fn flag_count(&self, filter: &FlagFilter) -> Result<u64> {
        let mut query = QueryBuilder::<Db>::new(
            "SELECT COUNT(*)
             FROM flags AS f",
        );
        push_filter(&mut query, filter);
        let count: i64 = query
            .build_query_scalar()
            .fetch_one(self.reads())
            .await
            .map_err(StoreError::database("count flags"))?;
        Ok(count.unsigned_abs())
    }

    async fn trial_totals(&self, watchlist: &WatchlistId, version: u32) -> Result<Vec<TrialTotal>> {
        let rows = sqlx::query_as::<Db, TrialTotalRow>(
            "SELECT rule, COUNT(*) AS flags, CAST(SUM(trial) AS BIGINT) AS would_queue
             FROM flags
             WHERE watchlist = $1
               AND version = $2
               AND trial IS NOT NULL
             GROUP BY rule
             ORDER BY would_queue DESC, flags DESC, rule",
        )
        .bind(watchlist.as_str())
        .bind(i64::from(version))
        .fetch_all(self.reads())
        .await
        .map_err(StoreError::database("count what a trial recorded"))?;
        rows::all(rows)
    }

    async fn trial_flags(
        &self,
        watchlist: &WatchlistId,
        version: u32,
        limit: u32,
    ) -> Result<Vec<TrialFlag>> {
        let rows = sqlx::query_as::<Db, TrialFlagRow>(
            "SELECT f.id, f.rule, f.trial, f.hits, f.priority, f.raised, f.page_id, p.key, v.title, p.site
             FROM flags AS f
             JOIN pages AS p ON p.id = f.page_id
             JOIN page_versions AS v ON v.id = f.page_version
             WHERE f.watchlist = $1
               AND f.version = $2
               AND f.trial IS NOT NULL
             ORDER BY f.id DESC
             LIMIT $3",
        )
        .bind(watchlist.as_str())
        .bind(i64::from(version))
        .bind(i64::from(limit))
        .fetch_all(self.reads())
        .await
        .map_err(StoreError::database("list what a trial recorded"))?;
        rows::all(rows)
    }

    async fn page_categories(&self, pages: &[PageId]) -> Result<Vec<(PageId, Category)>> {
        let rows = sqlx::query_as::<Db, PageCategoryRow>(concat!(
            "SELECT DISTINCT f.page_id, f.category
             FROM flags AS f
             WHERE f.case_id IS NOT NULL
               AND f.page_id IN ",
            json_numbers!("$1"),
            " ORDER BY f.page_id, f.category",
        ))
        .bind(serde_json::json!(pages).to_string())
        .fetch_all(self.reads())
        .await
        .map_err(StoreError::database("list the categories of pages"))?;
        rows::all(rows)
    }
}

/// Writes only the conditions asked for, so that each combination is planned
/// over the index that fits it.
fn push_filter(query: &mut QueryBuilder<Db>, filter: &FlagFilter) {
    query.push(" WHERE f.case_id IS NOT NULL");
    if let Some(case) = filter.case {
        query.push(" AND f.case_id = ").push_bind(case.0);
    }
    if let Some(page) = filter.page {
        query.push(" AND f.page_id = ").push_bind(page.0);
    }
    if let Some(category) = filter.category {
        query
            .push(" AND f.category = ")
            .push_bind(category.as_str());
    }
    if let Some(after) = filter.after {
        query.push(" AND f.id > ").push_bind(after.0);
    }
}
