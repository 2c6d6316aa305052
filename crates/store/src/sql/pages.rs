//! Pages, versions and fetch records in SQL.

use async_trait::async_trait;
use haidang_model::{ContentHash, PageId, PageKey, PageVersionId, SourceId, Timestamp};

use super::{Db, ThisStore};
use crate::{
    CommitOutcome, FetchCounts, NewFlag, PackedPage, PageCommit, PageDecision, PageRepository,
    Result, StoreError, StoredPage, StoredPageMeta,
    rows::{self, FetchCountsRow, PageDecisionRow, PageMetaRow, PageRow, text},
};

#[async_trait]
impl PageRepository for ThisStore {
    async fn commit_pages(
        &self,
        batch: &[PageCommit],
        now: Timestamp,
    ) -> Result<Vec<CommitOutcome>> {
        self.commit_batch(batch, now).await
    }

    async fn commit_flags(
        &self,
        version: PageVersionId,
        flags: &[NewFlag],
        now: Timestamp,
    ) -> Result<CommitOutcome> {
        self.commit_flags_of(version, flags, now).await
    }

    async fn page_get(&self, id: PageId) -> Result<Option<StoredPage>> {
        let row = sqlx::query_as::<Db, PageRow>(
            "SELECT p.id AS page_id, v.id AS version_id, p.key, v.url, p.site, p.source, v.title, v.lang,
                    v.content_hash, v.text_hash, v.fetched, v.page
             FROM pages AS p
             JOIN page_versions AS v ON v.id = p.newest
             WHERE p.id = $1",
        )
        .bind(id.0)
        .fetch_optional(self.reads())
        .await
        .map_err(StoreError::database("read a page"))?;
        rows::one(row)
    }

    async fn page_by_key(&self, key: &PageKey) -> Result<Option<StoredPage>> {
        let row = sqlx::query_as::<Db, PageRow>(
            "SELECT p.id AS page_id, v.id AS version_id, p.key, v.url, p.site, p.source, v.title, v.lang,
                    v.content_hash, v.text_hash, v.fetched, v.page
             FROM pages AS p
             JOIN page_versions AS v ON v.id = p.newest
             WHERE p.key = $1",
        )
        .bind(text(&key.to_string()))
        .fetch_optional(self.reads())
        .await
        .map_err(StoreError::database("read a page by its key"))?;
        rows::one(row)
    }

    async fn page_version(&self, id: PageVersionId) -> Result<Option<StoredPage>> {
        let row = sqlx::query_as::<Db, PageRow>(
            "SELECT p.id AS page_id, v.id AS version_id, p.key, v.url, p.site, p.source, v.title, v.lang,
                    v.content_hash, v.text_hash, v.fetched, v.page
             FROM page_versions AS v
             JOIN pages AS p ON p.id = v.page_id
             WHERE v.id = $1",
        )
        .bind(id.0)
        .fetch_optional(self.reads())
        .await
        .map_err(StoreError::database("read a page version"))?;
        rows::one(row)
    }

    async fn pages_get(&self, ids: &[PageId]) -> Result<Vec<StoredPage>> {
        let rows = sqlx::query_as::<Db, PageRow>(concat!(
            "SELECT p.id AS page_id, v.id AS version_id, p.key, v.url, p.site, p.source, v.title, v.lang,
                    v.content_hash, v.text_hash, v.fetched, v.page
             FROM pages AS p
             JOIN page_versions AS v ON v.id = p.newest
             WHERE p.id IN ",
            json_numbers!("$1"),
            " ORDER BY p.id",
        ))
        .bind(serde_json::json!(ids).to_string())
        .fetch_all(self.reads())
        .await
        .map_err(StoreError::database("read pages"))?;
        rows::all(rows)
    }

    async fn page_versions(&self, id: PageId) -> Result<Vec<StoredPageMeta>> {
        let rows = sqlx::query_as::<Db, PageMetaRow>(
            "SELECT p.id AS page_id, v.id AS version_id, p.key, v.url, p.site, p.source, v.title, v.lang,
                    v.content_hash, v.text_hash, v.fetched
             FROM page_versions AS v
             JOIN pages AS p ON p.id = v.page_id
             WHERE v.page_id = $1
             ORDER BY v.id DESC",
        )
        .bind(id.0)
        .fetch_all(self.reads())
        .await
        .map_err(StoreError::database("list the versions of a page"))?;
        rows::all(rows)
    }

    async fn pages_after(&self, after: PageId, limit: u32) -> Result<Vec<StoredPage>> {
        let pages = self.pages_packed_after(after, limit).await?;
        pages
            .into_iter()
            .map(|packed| {
                Ok(StoredPage {
                    page: packed.unpack()?,
                    meta: packed.meta,
                })
            })
            .collect()
    }

    async fn pages_packed_after(&self, after: PageId, limit: u32) -> Result<Vec<PackedPage>> {
        let rows = sqlx::query_as::<Db, PageRow>(
            "SELECT p.id AS page_id, v.id AS version_id, p.key, v.url, p.site, p.source, v.title, v.lang,
                    v.content_hash, v.text_hash, v.fetched, v.page
             FROM pages AS p
             JOIN page_versions AS v ON v.id = p.newest
             WHERE p.id > $1
             ORDER BY p.id
             LIMIT $2",
        )
        .bind(after.0)
        .bind(i64::from(limit))
        .fetch_all(self.reads())
        .await
        .map_err(StoreError::database("walk over the pages"))?;
        rows::all(rows)
    }

    async fn page_decisions(&self) -> Result<Vec<PageDecision>> {
        let rows = sqlx::query_as::<Db, PageDecisionRow>(
            "SELECT DISTINCT f.page_id, f.category, d.outcome
             FROM decisions AS d
             JOIN flags AS f ON f.case_id = d.case_id
             WHERE d.undone IS NULL
               AND d.outcome <> 'unsure'
             ORDER BY f.page_id, f.category, d.outcome",
        )
        .fetch_all(self.reads())
        .await
        .map_err(StoreError::database("list what was decided of pages"))?;
        rows::all(rows)
    }

    async fn page_count(&self) -> Result<u64> {
        let count: i64 = sqlx::query_scalar::<Db, i64>(
            "SELECT COUNT(*)
             FROM pages",
        )
        .fetch_one(self.reads())
        .await
        .map_err(StoreError::database("count the pages"))?;
        Ok(count.unsigned_abs())
    }

    async fn fetch_counts(&self) -> Result<Vec<FetchCounts>> {
        let rows = sqlx::query_as::<Db, FetchCountsRow>(
            "SELECT source, outcome, count, last, last_reason
             FROM fetch_totals
             ORDER BY source, outcome",
        )
        .fetch_all(self.reads())
        .await
        .map_err(StoreError::database("count the fetches"))?;
        rows::all(rows)
    }

    async fn body_hashes(
        &self,
        after: Option<ContentHash>,
        limit: u32,
    ) -> Result<Vec<ContentHash>> {
        // The empty string of bytes comes before every hash.
        let after = after.map_or_else(Vec::new, |hash| hash.as_bytes().to_vec());
        let rows: Vec<Vec<u8>> = sqlx::query_scalar::<Db, Vec<u8>>(
            "SELECT DISTINCT body
             FROM fetches
             WHERE body > $1
             ORDER BY body
             LIMIT $2",
        )
        .bind(after)
        .bind(i64::from(limit))
        .fetch_all(self.reads())
        .await
        .map_err(StoreError::database("list the bodies"))?;
        rows.iter()
            .map(|bytes| {
                rows::hash(bytes).ok_or_else(|| StoreError::Inconsistent {
                    table: "fetches",
                    column: "body",
                    row: String::new(),
                    problem: "a hash has 32 bytes".to_owned(),
                })
            })
            .collect()
    }

    async fn source_page_count(&self, source: &SourceId) -> Result<u64> {
        let count: i64 = sqlx::query_scalar::<Db, i64>(
            "SELECT COUNT(*)
             FROM pages
             WHERE source = $1",
        )
        .bind(source.as_str())
        .fetch_one(self.reads())
        .await
        .map_err(StoreError::database("count the pages of a source"))?;
        Ok(count.unsigned_abs())
    }

    async fn job_set(&self, job: &str, state: &str) -> Result<()> {
        let action = "keep where a job stands";
        let mut tx = self.begin(action).await?;
        sqlx::query(
            "INSERT INTO jobs (name, state)
             VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE
             SET state = excluded.state",
        )
        .bind(text(job))
        .bind(text(state))
        .execute(&mut *tx)
        .await
        .map_err(StoreError::database(action))?;
        tx.commit().await.map_err(StoreError::database(action))
    }

    async fn job_get(&self, job: &str) -> Result<Option<String>> {
        sqlx::query_scalar::<Db, String>(
            "SELECT state
             FROM jobs
             WHERE name = $1",
        )
        .bind(text(job))
        .fetch_optional(self.reads())
        .await
        .map_err(StoreError::database("read where a job stands"))
    }
}
