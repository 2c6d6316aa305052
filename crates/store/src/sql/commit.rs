//! The one transaction that writes what became of addresses: fetch record,
//! page version, flags and cases, links, frontier times, outbox row.

use haidang_model::{FetchId, PageId, PageKey, PageVersionId, Timestamp};

use super::{
    Db, ThisStore, Tx,
    frontier::{self, Touched},
    outbox,
    raise::{self, Target},
};
use crate::{
    CommitOutcome, FetchOutcome, NewFetch, NewFlag, NewPage, OutboxOp, PageCommit, Result,
    StoreError,
    rows::{integer, pack_page, text},
};

/// A page as it stands before a commit.
struct Standing {
    page: PageId,
    version: PageVersionId,
    text_hash: Vec<u8>,
}

impl ThisStore {
    pub(super) async fn commit_batch(
        &self,
        batch: &[PageCommit],
        now: Timestamp,
    ) -> Result<Vec<CommitOutcome>> {
        let action = "commit a batch of pages";
        let mut tx = self.begin_pages(action).await?;
        let mut touched = Touched::default();
        let mut late = Vec::new();
        let mut outcomes = Vec::with_capacity(batch.len());
        for commit in batch {
            outcomes.push(commit_one(&mut tx, commit, now, &mut touched, &mut late).await?);
        }
        frontier::refresh(&mut tx, touched).await?;
        tx.commit().await.map_err(StoreError::database(action))?;
        if cfg!(feature = "defect-order") && !late.is_empty() {
            // The seeded defect: the outbox rows come after the pages stand. A
            // crash between the two leaves pages that are never indexed. The
            // wait opens the gap as wide as a slow disk would.
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            let mut tx = self.begin_pages(action).await?;
            for page in late {
                outbox::push(&mut tx, page, OutboxOp::Upsert).await?;
            }
            tx.commit().await.map_err(StoreError::database(action))?;
        }
        Ok(outcomes)
    }

    pub(super) async fn commit_flags_of(
        &self,
        version: PageVersionId,
        flags: &[NewFlag],
        now: Timestamp,
    ) -> Result<CommitOutcome> {
        let action = "add flags to a stored page";
        let mut tx = self.begin_pages(action).await?;
        let row = sqlx::query_as::<Db, (i64, String, String, Vec<u8>)>(
            "SELECT p.id, p.key, p.site, v.text_hash
             FROM page_versions AS v
             JOIN pages AS p ON p.id = v.page_id
             WHERE v.id = $1",
        )
        .bind(version.0)
        .fetch_optional(&mut *tx)
        .await
        .map_err(StoreError::database(action))?;
        let (page, key, site, text_hash) = row.ok_or(StoreError::Affected { action, found: 0 })?;
        let mut outcome = CommitOutcome {
            page: Some(PageId(page)),
            ..CommitOutcome::default()
        };
        let target = Target {
            page: PageId(page),
            version,
            text_hash: &text_hash,
            site: (!key.starts_with("import:")).then_some(site.as_str()),
        };
        raise::raise_all(&mut tx, &target, flags, now, &mut outcome).await?;
        tx.commit().await.map_err(StoreError::database(action))?;
        Ok(outcome)
    }
}

async fn commit_one(
    tx: &mut Tx,
    commit: &PageCommit,
    now: Timestamp,
    touched: &mut Touched,
    late: &mut Vec<PageId>,
) -> Result<CommitOutcome> {
    if let Some(frontier) = &commit.frontier
        && !frontier::is_newest(tx, &frontier.lease).await?
    {
        return Ok(CommitOutcome::default());
    }
    let mut outcome = CommitOutcome::default();
    let mut version = None;
    if let Some(page) = &commit.page {
        let standing = standing(tx, &page.key).await?;
        let same_text = standing
            .as_ref()
            .filter(|standing| standing.text_hash == page.text_hash.as_bytes().as_slice());
        if let Some(standing) = same_text
            && commit.fetch.outcome == FetchOutcome::Imported
            && !cfg!(feature = "defect-uniqueness")
        {
            outcome.page = Some(standing.page);
            return Ok(outcome);
        }
        let (page_id, version_id) = match same_text {
            Some(standing) => (standing.page, standing.version),
            None => {
                let page_id = match &standing {
                    Some(standing) => standing.page,
                    None => add_page(tx, page, &commit.fetch).await?,
                };
                let version_id = add_version(tx, page_id, page, commit.fetch.at).await?;
                outcome.new_version = Some(version_id);
                if cfg!(feature = "defect-order") {
                    late.push(page_id);
                } else {
                    outbox::push(tx, page_id, OutboxOp::Upsert).await?;
                }
                (page_id, version_id)
            }
        };
        outcome.page = Some(page_id);
        version = Some(version_id);
        let target = Target {
            page: page_id,
            version: version_id,
            text_hash: page.text_hash.as_bytes(),
            site: match page.key {
                PageKey::Url(_) => Some(page.site.as_str()),
                PageKey::Import(_) => None,
            },
        };
        raise::raise_all(tx, &target, &commit.flags, now, &mut outcome).await?;
    }
    outcome.fetch = Some(add_fetch(tx, &commit.fetch, version).await?);
    count_fetch(tx, &commit.fetch).await?;
    outcome.links_new = frontier::add(tx, &commit.links, touched).await?;
    if let Some(frontier) = &commit.frontier {
        frontier::settle(tx, frontier, commit.fetch.at, touched).await?;
    }
    Ok(outcome)
}

async fn standing(tx: &mut Tx, key: &PageKey) -> Result<Option<Standing>> {
    let row = sqlx::query_as::<Db, (i64, i64, Vec<u8>)>(
        "SELECT p.id, v.id, v.text_hash
         FROM pages AS p
         JOIN page_versions AS v ON v.id = p.newest
         WHERE p.key = $1",
    )
    .bind(text(&key.to_string()))
    .fetch_optional(&mut **tx)
    .await
    .map_err(StoreError::database("find a page"))?;
    Ok(row.map(|(page, version, text_hash)| Standing {
        page: PageId(page),
        version: PageVersionId(version),
        text_hash,
    }))
}

async fn add_page(tx: &mut Tx, page: &NewPage, fetch: &NewFetch) -> Result<PageId> {
    let id: i64 = sqlx::query_scalar::<Db, i64>(
        "INSERT INTO pages (key, site, source)
         VALUES ($1, $2, $3)
         RETURNING id",
    )
    .bind(text(&page.key.to_string()))
    .bind(text(&page.site))
    .bind(fetch.source.as_ref().map(|source| source.as_str()))
    .fetch_one(&mut **tx)
    .await
    .map_err(StoreError::database("keep a page"))?;
    Ok(PageId(id))
}

async fn add_version(
    tx: &mut Tx,
    page_id: PageId,
    page: &NewPage,
    fetched: Timestamp,
) -> Result<PageVersionId> {
    let error = StoreError::database("keep a page version");
    let id: i64 = sqlx::query_scalar::<Db, i64>(
        "INSERT INTO page_versions (page_id, url, title, lang, content_hash, text_hash, fetched, page)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         RETURNING id",
    )
    .bind(page_id.0)
    .bind(page.page.url.as_ref().map(|url| url.as_str()))
    .bind(text(&page.page.title))
    .bind(text(&page.page.lang))
    .bind(page.content_hash.as_bytes().as_slice())
    .bind(page.text_hash.as_bytes().as_slice())
    .bind(fetched.0)
    .bind(pack_page(&page.page)?)
    .fetch_one(&mut **tx)
    .await
    .map_err(&error)?;
    sqlx::query(
        "UPDATE pages
         SET newest = $2
         WHERE id = $1",
    )
    .bind(page_id.0)
    .bind(id)
    .execute(&mut **tx)
    .await
    .map_err(&error)?;
    Ok(PageVersionId(id))
}

async fn add_fetch(
    tx: &mut Tx,
    fetch: &NewFetch,
    version: Option<PageVersionId>,
) -> Result<FetchId> {
    let id: i64 = sqlx::query_scalar::<Db, i64>(
        "INSERT INTO fetches (
             url, final_url, source, at, outcome, reason, status, content_type, body, body_bytes,
             request_headers, response_headers, duration_ms, page_version
         )
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         RETURNING id",
    )
    .bind(fetch.url.as_ref().map(|url| url.as_str()))
    .bind(fetch.final_url.as_ref().map(|url| url.as_str()))
    .bind(fetch.source.as_ref().map(|source| source.as_str()))
    .bind(fetch.at.0)
    .bind(fetch.outcome.as_str())
    .bind(fetch.reason.as_deref().map(text))
    .bind(fetch.status.map(i64::from))
    .bind(fetch.content_type.as_deref().map(text))
    .bind(fetch.body.as_ref().map(|body| body.as_bytes().as_slice()))
    .bind(integer(fetch.body_bytes))
    .bind(text(&fetch.request_headers))
    .bind(text(&fetch.response_headers))
    .bind(integer(fetch.duration_ms))
    .bind(version.map(|version| version.0))
    .fetch_one(&mut **tx)
    .await
    .map_err(StoreError::database("record a fetch"))?;
    Ok(FetchId(id))
}

/// Counts a fetch. The newest tells the reason, whichever is written last.
async fn count_fetch(tx: &mut Tx, fetch: &NewFetch) -> Result<()> {
    sqlx::query(
        "INSERT INTO fetch_totals (source, outcome, count, last, last_reason)
         VALUES ($1, $2, 1, $3, $4)
         ON CONFLICT (source, outcome) DO UPDATE
         SET count = fetch_totals.count + 1,
             last = CASE WHEN excluded.last >= fetch_totals.last THEN excluded.last ELSE fetch_totals.last END,
             last_reason = CASE WHEN excluded.last >= fetch_totals.last THEN excluded.last_reason ELSE fetch_totals.last_reason END",
    )
    .bind(fetch.source.as_ref().map_or("", |source| source.as_str()))
    .bind(fetch.outcome.as_str())
    .bind(fetch.at.0)
    .bind(fetch.reason.as_deref().map(text))
    .execute(&mut **tx)
    .await
    .map_err(StoreError::database("count a fetch"))?;
    Ok(())
}
