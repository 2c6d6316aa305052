//! The frontier in SQL.

use std::collections::BTreeSet;

use async_trait::async_trait;
use haidang_model::{CanonicalUrl, Host, SourceId, Timestamp};
use serde_json::json;

use super::{Db, ThisStore, Tx};
use crate::{
    FrontierCounts, FrontierEntry, FrontierOutcome, FrontierRepository, HostLease, LeaseScope,
    NewEntry, Result, StoreError,
    rows::{self, FrontierEntryRow, text},
};

/// Entries that go into one statement.
const ENTRIES_PER_STATEMENT: usize = 1_000;

/// Hosts of sources whose entries were moved in a transaction, to be brought
/// up to date once before it ends.
#[derive(Default)]
pub(super) struct Touched(BTreeSet<(String, String)>);

#[async_trait]
impl FrontierRepository for ThisStore {
    async fn frontier_add(&self, entries: &[NewEntry]) -> Result<u64> {
        if entries.is_empty() {
            return Ok(0);
        }
        let action = "add to the frontier";
        let mut tx = self.begin_pages(action).await?;
        let mut touched = Touched::default();
        let added = add(&mut tx, entries, &mut touched).await?;
        refresh(&mut tx, touched).await?;
        tx.commit().await.map_err(StoreError::database(action))?;
        Ok(added)
    }

    async fn frontier_reschedule(
        &self,
        source: &SourceId,
        url: &CanonicalUrl,
        due: Timestamp,
    ) -> Result<u64> {
        let action = "reschedule an address";
        let mut tx = self.begin_pages(action).await?;
        let moved = sqlx::query(
            "UPDATE frontier
             SET due = $3
             WHERE source = $1
               AND url = $2
               AND (due IS NULL OR due > $3)",
        )
        .bind(source.as_str())
        .bind(url.as_str())
        .bind(due.0)
        .execute(&mut *tx)
        .await
        .map_err(StoreError::database(action))?
        .rows_affected();
        if moved > 0 {
            let mut touched = Touched::default();
            touched
                .0
                .insert((source.as_str().to_owned(), url.host().as_str().to_owned()));
            refresh(&mut tx, touched).await?;
        }
        tx.commit().await.map_err(StoreError::database(action))?;
        Ok(moved)
    }

    async fn frontier_lease(
        &self,
        scope: &LeaseScope,
        now: Timestamp,
        ttl_ms: i64,
    ) -> Result<Option<HostLease>> {
        let action = "lease a host";
        // Most askings of an idle worker end here, without a transaction.
        match earliest(
            self.reads()
                .acquire()
                .await
                .map_err(StoreError::database(action))?
                .as_mut(),
            scope,
        )
        .await?
        {
            Some((ready_at, _)) if ready_at <= now.0 => {}
            _ => return Ok(None),
        }
        let mut tx = self.begin_pages(action).await?;
        let host = match earliest(&mut tx, scope).await? {
            Some((ready_at, host)) if ready_at <= now.0 => host,
            _ => return Ok(None),
        };
        let until = now.plus_ms(ttl_ms);
        let fence: i64 = sqlx::query_scalar::<Db, i64>(
            "UPDATE hosts
             SET fence = fence + 1, lease_until = $2
             WHERE host = $1
             RETURNING fence",
        )
        .bind(&host)
        .bind(until.0)
        .fetch_one(&mut *tx)
        .await
        .map_err(StoreError::database(action))?;
        hold(&mut tx, &host).await?;
        tx.commit().await.map_err(StoreError::database(action))?;
        let host = Host::parse(&host).map_err(|error| StoreError::Inconsistent {
            table: "hosts",
            column: "host",
            row: host,
            problem: error.to_string(),
        })?;
        Ok(Some(HostLease { host, fence, until }))
    }

    async fn frontier_due(
        &self,
        scope: &LeaseScope,
        lease: &HostLease,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<FrontierEntry>> {
        let error = StoreError::database("read the entries due of a host");
        let held: Option<i64> = sqlx::query_scalar::<Db, i64>(
            "SELECT fence
             FROM hosts
             WHERE host = $1
               AND fence = $2
               AND lease_until > 0",
        )
        .bind(lease.host.as_str())
        .bind(lease.fence)
        .fetch_optional(self.reads())
        .await
        .map_err(&error)?;
        if held.is_none() {
            return Ok(Vec::new());
        }
        // One source after the other, each read off its index in order.
        let sources: Vec<String> = if scope.sources.is_empty() {
            sqlx::query_scalar::<Db, String>(
                "SELECT source
                 FROM frontier_hosts
                 WHERE host = $1
                   AND next_due <= $2",
            )
            .bind(lease.host.as_str())
            .bind(now.0)
            .fetch_all(self.reads())
            .await
            .map_err(&error)?
        } else {
            scope
                .sources
                .iter()
                .map(|source| source.as_str().to_owned())
                .collect()
        };
        let mut entries: Vec<FrontierEntry> = Vec::new();
        for source in sources {
            let rows = sqlx::query_as::<Db, FrontierEntryRow>(
                "SELECT id, url, source, depth, due, failures, etag, last_modified
                 FROM frontier
                 WHERE host = $1
                   AND source = $2
                   AND due <= $3
                 ORDER BY due, id
                 LIMIT $4",
            )
            .bind(lease.host.as_str())
            .bind(source)
            .bind(now.0)
            .bind(i64::from(limit))
            .fetch_all(self.reads())
            .await
            .map_err(&error)?;
            entries.extend(rows::all::<_, FrontierEntry>(rows)?);
        }
        entries.sort_by_key(|entry| (entry.due, entry.id));
        entries.truncate(limit as usize);
        Ok(entries)
    }

    async fn frontier_renew(&self, lease: &HostLease, until: Timestamp) -> Result<bool> {
        let action = "renew a lease";
        let mut tx = self.begin_pages(action).await?;
        let renewed = sqlx::query(
            "UPDATE hosts
             SET lease_until = $3
             WHERE host = $1
               AND fence = $2
               AND lease_until > 0",
        )
        .bind(lease.host.as_str())
        .bind(lease.fence)
        .bind(until.0)
        .execute(&mut *tx)
        .await
        .map_err(StoreError::database(action))?
        .rows_affected()
            == 1;
        if renewed {
            hold(&mut tx, lease.host.as_str()).await?;
        }
        tx.commit().await.map_err(StoreError::database(action))?;
        Ok(renewed)
    }

    async fn frontier_release(&self, lease: &HostLease, pause_until: Timestamp) -> Result<()> {
        let action = "give a lease back";
        let mut tx = self.begin_pages(action).await?;
        let released = sqlx::query(
            "UPDATE hosts
             SET lease_until = 0, paused_until = $3
             WHERE host = $1
               AND fence = $2",
        )
        .bind(lease.host.as_str())
        .bind(lease.fence)
        .bind(pause_until.0)
        .execute(&mut *tx)
        .await
        .map_err(StoreError::database(action))?
        .rows_affected();
        // Lost meanwhile: the host is another's now and stays so.
        if released == 1 {
            hold(&mut tx, lease.host.as_str()).await?;
        }
        tx.commit().await.map_err(StoreError::database(action))
    }

    async fn frontier_release_all(&self) -> Result<()> {
        let action = "free every lease";
        let mut tx = self.begin_pages(action).await?;
        // The fence grows, so that a write of a holder of before is refused.
        let hosts: Vec<String> = sqlx::query_scalar::<Db, String>(
            "UPDATE hosts
             SET lease_until = 0, fence = fence + 1
             WHERE lease_until > 0
             RETURNING host",
        )
        .fetch_all(&mut *tx)
        .await
        .map_err(StoreError::database(action))?;
        for host in hosts {
            hold(&mut tx, &host).await?;
        }
        tx.commit().await.map_err(StoreError::database(action))
    }

    async fn frontier_next_due(&self, scope: &LeaseScope) -> Result<Option<Timestamp>> {
        let mut connection = self
            .reads()
            .acquire()
            .await
            .map_err(StoreError::database("find what is due next"))?;
        let earliest = earliest(&mut connection, scope).await?;
        Ok(earliest.map(|(ready_at, _)| Timestamp(ready_at)))
    }

    async fn frontier_counts(
        &self,
        source: Option<&SourceId>,
        now: Timestamp,
    ) -> Result<FrontierCounts> {
        let (total, waiting, due, done) = sqlx::query_as::<Db, (i64, i64, i64, i64)>(
            "SELECT COUNT(*),
                    COUNT(CASE WHEN fetched IS NULL AND due IS NOT NULL THEN 1 END),
                    COUNT(CASE WHEN due <= $2 THEN 1 END),
                    COUNT(CASE WHEN due IS NULL THEN 1 END)
             FROM frontier
             WHERE $1 IS NULL OR source = $1",
        )
        .bind(source.map(SourceId::as_str))
        .bind(now.0)
        .fetch_one(self.reads())
        .await
        .map_err(StoreError::database("count the frontier"))?;
        Ok(FrontierCounts {
            total: total.unsigned_abs(),
            waiting: waiting.unsigned_abs(),
            due: due.unsigned_abs(),
            done: done.unsigned_abs(),
        })
    }
}

/// Adds entries that are not there yet; returns how many were new.
pub(super) async fn add(tx: &mut Tx, entries: &[NewEntry], touched: &mut Touched) -> Result<u64> {
    let error = StoreError::database("add to the frontier");
    let mut added = 0;
    for chunk in entries.chunks(ENTRIES_PER_STATEMENT) {
        let values: Vec<serde_json::Value> = chunk
            .iter()
            .map(|entry| {
                json!({
                    "source": entry.source.as_str(),
                    "url": entry.url.as_str(),
                    "host": entry.url.host().as_str(),
                    "depth": entry.depth,
                    "due": entry.due.0,
                })
            })
            .collect();
        let values = serde_json::Value::Array(values).to_string();
        sqlx::query(concat!(
            "INSERT INTO hosts (host)
             SELECT DISTINCT j.value ->> 'host'
             FROM ",
            json_rows!("$1"),
            " WHERE TRUE
             ON CONFLICT (host) DO NOTHING",
        ))
        .bind(&values)
        .execute(&mut **tx)
        .await
        .map_err(&error)?;
        let new: Vec<(String, String)> = sqlx::query_as::<Db, (String, String)>(concat!(
            "INSERT INTO frontier (source, url, host, depth, due)
             SELECT j.value ->> 'source',
                    j.value ->> 'url',
                    j.value ->> 'host',
                    CAST(j.value ->> 'depth' AS BIGINT),
                    CAST(j.value ->> 'due' AS BIGINT)
             FROM ",
            json_rows!("$1"),
            " WHERE TRUE
             ON CONFLICT (source, url) DO NOTHING
             RETURNING source, host",
        ))
        .bind(&values)
        .fetch_all(&mut **tx)
        .await
        .map_err(&error)?;
        added += new.len() as u64;
        touched.0.extend(new);
    }
    Ok(added)
}

/// Tells whether a lease is still the last one given for its host. Whether it
/// ran out meanwhile does not matter: nobody else has been given the host.
pub(super) async fn is_newest(tx: &mut Tx, lease: &HostLease) -> Result<bool> {
    let fence: Option<i64> = sqlx::query_scalar::<Db, i64>(
        "SELECT fence
         FROM hosts
         WHERE host = $1",
    )
    .bind(lease.host.as_str())
    .fetch_optional(&mut **tx)
    .await
    .map_err(StoreError::database("check a lease"))?;
    Ok(fence == Some(lease.fence))
}

/// Writes what becomes of an entry after an attempt at `at`.
pub(super) async fn settle(
    tx: &mut Tx,
    outcome: &FrontierOutcome,
    at: Timestamp,
    touched: &mut Touched,
) -> Result<()> {
    let action = "settle a frontier entry";
    let source: Option<String> = sqlx::query_scalar::<Db, String>(
        "UPDATE frontier
         SET due = $3, failures = $4, etag = $5, last_modified = $6, fetched = $7
         WHERE id = $1
           AND host = $2
         RETURNING source",
    )
    .bind(outcome.entry.0)
    .bind(outcome.lease.host.as_str())
    .bind(outcome.next_due.map(|due| due.0))
    .bind(i64::from(outcome.failures))
    .bind(outcome.etag.as_deref().map(text))
    .bind(outcome.last_modified.as_deref().map(text))
    .bind(at.0)
    .fetch_optional(&mut **tx)
    .await
    .map_err(StoreError::database(action))?;
    let source = source.ok_or(StoreError::Affected { action, found: 0 })?;
    touched
        .0
        .insert((source, outcome.lease.host.as_str().to_owned()));
    Ok(())
}

/// Brings the rows of hosts whose entries moved up to date.
pub(super) async fn refresh(tx: &mut Tx, touched: Touched) -> Result<()> {
    for (source, host) in touched.0 {
        sqlx::query(
            "INSERT INTO frontier_hosts (source, host, next_due, ready_at)
             SELECT $1,
                    $2,
                    t.due,
                    CASE WHEN t.due IS NULL THEN NULL WHEN t.due > t.busy THEN t.due ELSE t.busy END
             FROM (
                 SELECT (
                            SELECT f.due
                            FROM frontier AS f
                            WHERE f.host = $2
                              AND f.source = $1
                              AND f.due IS NOT NULL
                            ORDER BY f.due
                            LIMIT 1
                        ) AS due,
                        CASE WHEN h.lease_until > h.paused_until THEN h.lease_until ELSE h.paused_until END AS busy
                 FROM hosts AS h
                 WHERE h.host = $2
             ) AS t
             WHERE TRUE
             ON CONFLICT (source, host) DO UPDATE
             SET next_due = excluded.next_due, ready_at = excluded.ready_at",
        )
        .bind(source)
        .bind(host)
        .execute(&mut **tx)
        .await
        .map_err(StoreError::database("bring a host up to date"))?;
    }
    Ok(())
}

/// Carries a change of a host's lease or pause over to its rows by source.
async fn hold(tx: &mut Tx, host: &str) -> Result<()> {
    sqlx::query(
        "UPDATE frontier_hosts
         SET ready_at = (
             SELECT CASE
                        WHEN frontier_hosts.next_due > h.lease_until AND frontier_hosts.next_due > h.paused_until
                        THEN frontier_hosts.next_due
                        WHEN h.lease_until > h.paused_until
                        THEN h.lease_until
                        ELSE h.paused_until
                    END
             FROM hosts AS h
             WHERE h.host = frontier_hosts.host
         )
         WHERE host = $1
           AND next_due IS NOT NULL",
    )
    .bind(host)
    .execute(&mut **tx)
    .await
    .map_err(StoreError::database("bring a host up to date"))?;
    Ok(())
}

/// Finds the host that may be leased first, and when.
async fn earliest(
    connection: &mut <Db as sqlx::Database>::Connection,
    scope: &LeaseScope,
) -> Result<Option<(i64, String)>> {
    let error = StoreError::database("find a host to lease");
    if scope.sources.is_empty() {
        return sqlx::query_as::<Db, (i64, String)>(
            "SELECT ready_at, host
             FROM frontier_hosts
             WHERE ready_at IS NOT NULL
             ORDER BY ready_at, host
             LIMIT 1",
        )
        .fetch_optional(connection)
        .await
        .map_err(&error);
    }
    let mut first: Option<(i64, String)> = None;
    for source in &scope.sources {
        let found = sqlx::query_as::<Db, (i64, String)>(
            "SELECT ready_at, host
             FROM frontier_hosts
             WHERE source = $1
               AND ready_at IS NOT NULL
             ORDER BY ready_at, host
             LIMIT 1",
        )
        .bind(source.as_str())
        .fetch_optional(&mut *connection)
        .await
        .map_err(&error)?;
        first = first.into_iter().chain(found).min();
    }
    Ok(first)
}
