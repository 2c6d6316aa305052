//! Raising flags, and joining them to cases, within a transaction.

use haidang_model::{CaseId, FlagId, PageId, PageVersionId, Timestamp};

use super::{Db, Tx};
use crate::{CommitOutcome, NewFlag, Result, StoreError, rows::text};

/// The page version that flags are raised on.
pub(super) struct Target<'a> {
    pub(super) page: PageId,
    pub(super) version: PageVersionId,
    pub(super) text_hash: &'a [u8],
    /// Absent for imported text, which is on no site.
    pub(super) site: Option<&'a str>,
}

/// Raises flags that are not there yet and notes in `outcome` what is new.
pub(super) async fn raise_all(
    tx: &mut Tx,
    target: &Target<'_>,
    flags: &[NewFlag],
    now: Timestamp,
    outcome: &mut CommitOutcome,
) -> Result<()> {
    for flag in flags {
        let id = match insert(tx, target, flag, now).await? {
            Some(id) => id,
            // Raised before. If it was recorded only and now asks for a human,
            // because the threshold was lowered since or its version left its
            // trial and went live, it reaches the queue.
            None if goes_to_queue(flag) => match promote(tx, target, flag).await? {
                Some(id) => id,
                None => continue,
            },
            None => continue,
        };
        if goes_to_queue(flag) {
            let (case, opened) = join(tx, target, flag, now).await?;
            sqlx::query(
                "UPDATE flags
                 SET case_id = $2, trial = NULL
                 WHERE id = $1",
            )
            .bind(id.0)
            .bind(case.0)
            .execute(&mut **tx)
            .await
            .map_err(StoreError::database("join a flag to its case"))?;
            outcome.flags.push(id);
            if opened {
                outcome.cases_opened.push(case);
            }
        }
    }
    Ok(())
}

/// What a version on trial finds never reaches the queue.
fn goes_to_queue(flag: &NewFlag) -> bool {
    flag.queued && flag.trial.is_none()
}

/// Writes a flag, without a case yet; `None` when it is there already.
async fn insert(
    tx: &mut Tx,
    target: &Target<'_>,
    flag: &NewFlag,
    now: Timestamp,
) -> Result<Option<FlagId>> {
    let id: Option<i64> = sqlx::query_scalar::<Db, i64>(
        "INSERT INTO flags (page_id, page_version, text_hash, watchlist, rule, version, category, hits, priority, raised, trial)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT DO NOTHING
         RETURNING id",
    )
    .bind(target.page.0)
    .bind(target.version.0)
    .bind(target.text_hash)
    .bind(flag.watchlist.as_str())
    .bind(flag.rule.as_str())
    .bind(i64::from(flag.version))
    .bind(flag.category.as_str())
    .bind(json(&flag.hits)?)
    .bind(json(&flag.priority)?)
    .bind(now.0)
    .bind(flag.trial.map(i64::from))
    .fetch_optional(&mut **tx)
    .await
    .map_err(StoreError::database("raise a flag"))?;
    Ok(id.map(FlagId))
}

/// Brings a flag that was only recorded up to date with `flag`; `None` when it
/// is in a case already.
async fn promote(tx: &mut Tx, target: &Target<'_>, flag: &NewFlag) -> Result<Option<FlagId>> {
    let id: Option<i64> = sqlx::query_scalar::<Db, i64>(
        "UPDATE flags
         SET hits = $6, priority = $7
         WHERE page_id = $1
           AND text_hash = $2
           AND watchlist = $3
           AND rule = $4
           AND version = $5
           AND case_id IS NULL
         RETURNING id",
    )
    .bind(target.page.0)
    .bind(target.text_hash)
    .bind(flag.watchlist.as_str())
    .bind(flag.rule.as_str())
    .bind(i64::from(flag.version))
    .bind(json(&flag.hits)?)
    .bind(json(&flag.priority)?)
    .fetch_optional(&mut **tx)
    .await
    .map_err(StoreError::database("queue a recorded flag"))?;
    Ok(id.map(FlagId))
}

/// Finds the open case that `flag` joins, or opens one. Returns whether it was
/// opened.
async fn join(
    tx: &mut Tx,
    target: &Target<'_>,
    flag: &NewFlag,
    now: Timestamp,
) -> Result<(CaseId, bool)> {
    let priority = flag.priority.total().clamp(0.0, 1.0);
    let (case, opened) = match find_open(tx, &flag.case_keys).await? {
        Some(case) => {
            grow(tx, case, target.version, priority).await?;
            (case, false)
        }
        None => (open(tx, target.version, flag, priority, now).await?, true),
    };
    if let Some(site) = target.site {
        count_site(tx, case, site).await?;
    }
    Ok((case, opened))
}

async fn find_open(tx: &mut Tx, keys: &[String]) -> Result<Option<CaseId>> {
    for key in keys {
        let case: Option<i64> = sqlx::query_scalar::<Db, i64>(
            "SELECT c.id
             FROM case_keys AS k
             JOIN cases AS c ON c.id = k.case_id
             WHERE k.key = $1
               AND c.state = 'open'
             ORDER BY c.id
             LIMIT 1",
        )
        .bind(text(key))
        .fetch_optional(&mut **tx)
        .await
        .map_err(StoreError::database("find a case to join"))?;
        if let Some(case) = case {
            return Ok(Some(CaseId(case)));
        }
    }
    Ok(None)
}

async fn grow(tx: &mut Tx, case: CaseId, version: PageVersionId, priority: f64) -> Result<()> {
    let action = "join a flag to its case";
    let found = sqlx::query(
        "UPDATE cases
         SET flags = flags + 1,
             revision = revision + 1,
             top_version = CASE WHEN $2 > priority THEN $3 ELSE top_version END,
             priority = CASE WHEN $2 > priority THEN $2 ELSE priority END
         WHERE id = $1",
    )
    .bind(case.0)
    .bind(priority)
    .bind(version.0)
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

async fn open(
    tx: &mut Tx,
    version: PageVersionId,
    flag: &NewFlag,
    priority: f64,
    now: Timestamp,
) -> Result<CaseId> {
    let error = StoreError::database("open a case");
    let case: i64 = sqlx::query_scalar::<Db, i64>(
        "INSERT INTO cases (category, flags, priority, top_version, opened, revision, state)
         VALUES ($1, 1, $2, $3, $4, 1, 'open')
         RETURNING id",
    )
    .bind(flag.category.as_str())
    .bind(priority)
    .bind(version.0)
    .bind(now.0)
    .fetch_one(&mut **tx)
    .await
    .map_err(&error)?;
    for key in &flag.case_keys {
        sqlx::query(
            "INSERT INTO case_keys (case_id, key)
             VALUES ($1, $2)
             ON CONFLICT (key, case_id) DO NOTHING",
        )
        .bind(case)
        .bind(text(key))
        .execute(&mut **tx)
        .await
        .map_err(&error)?;
    }
    Ok(CaseId(case))
}

/// Counts a flag for its site, and makes the site with the most flags that of
/// the case.
async fn count_site(tx: &mut Tx, case: CaseId, site: &str) -> Result<()> {
    let error = StoreError::database("count the flags of a case by site");
    sqlx::query(
        "INSERT INTO case_sites (case_id, site, flags)
         VALUES ($1, $2, 1)
         ON CONFLICT (case_id, site) DO UPDATE
         SET flags = case_sites.flags + 1",
    )
    .bind(case.0)
    .bind(text(site))
    .execute(&mut **tx)
    .await
    .map_err(&error)?;
    sqlx::query(
        "UPDATE cases
         SET site = (
             SELECT s.site
             FROM case_sites AS s
             WHERE s.case_id = $1
             ORDER BY s.flags DESC, s.site
             LIMIT 1
         )
         WHERE id = $1",
    )
    .bind(case.0)
    .execute(&mut **tx)
    .await
    .map_err(&error)?;
    Ok(())
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| StoreError::Inconsistent {
        table: "flags",
        column: "hits",
        row: "new".to_owned(),
        problem: error.to_string(),
    })
}
