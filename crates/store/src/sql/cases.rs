//! Cases and decisions in SQL.

use std::collections::HashMap;

use async_trait::async_trait;
use haidang_model::{CaseId, Decision, Timestamp, UserId};
use sqlx::QueryBuilder;

use super::{Db, ThisStore, Tx, audit};
use crate::{
    CaseFilter, CaseOrder, CaseRepository, CaseSummary, Decided, NewAudit, NewDecision, Result,
    RevisionConflict, StoreError,
    rows::{CaseRow, DecisionRow, disposition_columns, text},
};

const CASE_COLUMNS: &str =
    "SELECT c.id, c.category, c.site, c.flags, c.priority, c.opened, c.revision,
            c.claim_user, c.claim_until, v.title, p.key
     FROM cases AS c
     JOIN page_versions AS v ON v.id = c.top_version
     JOIN pages AS p ON p.id = v.page_id";

#[async_trait]
impl CaseRepository for ThisStore {
    async fn cases(
        &self,
        filter: &CaseFilter,
        order: CaseOrder,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<CaseSummary>> {
        let error = StoreError::database("list cases");
        let mut query = QueryBuilder::<Db>::new(CASE_COLUMNS);
        push_filter(&mut query, filter);
        query.push(match order {
            CaseOrder::Priority => " ORDER BY c.priority DESC, c.opened, c.id LIMIT ",
            CaseOrder::Newest => " ORDER BY c.opened DESC, c.id DESC LIMIT ",
        });
        query.push_bind(i64::from(limit));
        query.push(" OFFSET ").push_bind(i64::from(offset));
        // One transaction, so that cases and decisions are of one moment.
        let mut tx = self.begin_read("list cases").await?;
        let cases = query
            .build_query_as::<CaseRow>()
            .fetch_all(&mut *tx)
            .await
            .map_err(&error)?;
        let ids: Vec<i64> = cases.iter().map(|case| case.id).collect();
        let mut decisions = decisions(&mut tx, &ids).await?;
        cases
            .into_iter()
            .map(|case| {
                let decisions = decisions.remove(&case.id).unwrap_or_default();
                case.with_decisions(decisions)
            })
            .collect()
    }

    async fn case_count(&self, filter: &CaseFilter) -> Result<u64> {
        let mut query = QueryBuilder::<Db>::new(
            "SELECT COUNT(*)
             FROM cases AS c",
        );
        push_filter(&mut query, filter);
        let count: i64 = query
            .build_query_scalar()
            .fetch_one(self.reads())
            .await
            .map_err(StoreError::database("count cases"))?;
        Ok(count.unsigned_abs())
    }

    async fn case_get(&self, id: CaseId) -> Result<Option<CaseSummary>> {
        let mut tx = self.begin_read("read a case").await?;
        load(&mut tx, id).await
    }

    async fn case_claim(
        &self,
        id: CaseId,
        user: UserId,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool> {
        let action = "claim a case";
        let mut tx = self.begin_pages(action).await?;
        let claimed = sqlx::query(
            "UPDATE cases
             SET claim_user = $2, claim_until = $4
             WHERE id = $1
               AND (claim_user IS NULL OR claim_user = $2 OR claim_until <= $3)",
        )
        .bind(id.0)
        .bind(user.0)
        .bind(now.0)
        .bind(until.0)
        .execute(&mut *tx)
        .await
        .map_err(StoreError::database(action))?
        .rows_affected();
        tx.commit().await.map_err(StoreError::database(action))?;
        Ok(claimed == 1)
    }

    async fn case_decide(&self, decision: &NewDecision) -> Result<Decided> {
        let action = "write a decision";
        let mut tx = self.begin_pages(action).await?;
        let seen = match at_revision(&mut tx, decision.case, decision.revision).await? {
            Ok(case) => case,
            Err(refused) => return Ok(refused),
        };
        if stands(&seen, decision.user) {
            return Ok(Decided::AlreadyDecided);
        }
        let (outcome, category, reason) = disposition_columns(&decision.disposition);
        sqlx::query(
            "INSERT INTO decisions (case_id, user_id, outcome, category, reason, note, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(decision.case.0)
        .bind(decision.user.0)
        .bind(outcome)
        .bind(category)
        .bind(reason)
        .bind(text(&decision.note))
        .bind(decision.at.0)
        .execute(&mut *tx)
        .await
        .map_err(StoreError::database(action))?;
        finish(tx, decision.case, decision.user, &decision.audit).await
    }

    async fn case_undo(
        &self,
        case: CaseId,
        revision: i64,
        user: UserId,
        at: Timestamp,
        audit: &NewAudit,
    ) -> Result<Decided> {
        let action = "undo a decision";
        let mut tx = self.begin_pages(action).await?;
        let seen = match at_revision(&mut tx, case, revision).await? {
            Ok(case) => case,
            Err(refused) => return Ok(refused),
        };
        if !stands(&seen, user) {
            return Ok(Decided::Missing);
        }
        sqlx::query(
            "UPDATE decisions
             SET undone = $3
             WHERE case_id = $1
               AND user_id = $2
               AND undone IS NULL",
        )
        .bind(case.0)
        .bind(user.0)
        .bind(at.0)
        .execute(&mut *tx)
        .await
        .map_err(StoreError::database(action))?;
        finish(tx, case, user, audit).await
    }
}

fn push_filter(query: &mut QueryBuilder<Db>, filter: &CaseFilter) {
    query.push(" WHERE TRUE");
    if let Some(state) = &filter.state {
        query.push(" AND c.state = ").push_bind(text(state));
    }
    if let Some(category) = filter.category {
        query
            .push(" AND c.category = ")
            .push_bind(category.as_str());
    }
    if let Some(site) = &filter.site {
        // Any of its flags, not only most of them.
        query
            .push(" AND EXISTS (SELECT 1 FROM case_sites AS s WHERE s.case_id = c.id AND s.site = ")
            .push_bind(text(site))
            .push(")");
    }
}

fn stands(case: &CaseSummary, user: UserId) -> bool {
    case.case
        .decisions()
        .iter()
        .any(|decision| decision.user == user && decision.undone.is_none())
}

/// Returns the case if it is still at the revision its reviewer saw.
async fn at_revision(
    tx: &mut Tx,
    id: CaseId,
    seen: i64,
) -> Result<std::result::Result<CaseSummary, Decided>> {
    let Some(case) = load(tx, id).await? else {
        return Ok(Err(Decided::Missing));
    };
    let now = case.case.facts().revision;
    Ok(if now == seen {
        Ok(case)
    } else {
        Err(Decided::Conflict(RevisionConflict { seen, now }))
    })
}

/// Brings state and revision of a case in line with its decisions, adds the
/// audit row, and ends the transaction. A claim of `user` has served.
async fn finish(mut tx: Tx, id: CaseId, user: UserId, audit: &NewAudit) -> Result<Decided> {
    let action = "bring a case in line with its decisions";
    let missing = || StoreError::Affected { action, found: 0 };
    let state = match load(&mut tx, id).await? {
        Some(case) => case.case.state(),
        None => return Err(missing()),
    };
    sqlx::query(
        "UPDATE cases
         SET state = $2,
             revision = revision + 1,
             claim_until = CASE WHEN claim_user = $3 THEN NULL ELSE claim_until END,
             claim_user = CASE WHEN claim_user = $3 THEN NULL ELSE claim_user END
         WHERE id = $1",
    )
    .bind(id.0)
    .bind(state)
    .bind(user.0)
    .execute(&mut *tx)
    .await
    .map_err(StoreError::database(action))?;
    let case = load(&mut tx, id).await?.ok_or_else(missing)?;
    audit::append(&mut tx, audit).await?;
    tx.commit().await.map_err(StoreError::database(action))?;
    Ok(Decided::Done(case.case))
}

async fn load(tx: &mut Tx, id: CaseId) -> Result<Option<CaseSummary>> {
    let mut query = QueryBuilder::<Db>::new(CASE_COLUMNS);
    query.push(" WHERE c.id = ").push_bind(id.0);
    let row = query
        .build_query_as::<CaseRow>()
        .fetch_optional(&mut **tx)
        .await
        .map_err(StoreError::database("read a case"))?;
    let Some(row) = row else {
        return Ok(None);
    };
    let mut decisions = decisions(tx, &[id.0]).await?;
    row.with_decisions(decisions.remove(&id.0).unwrap_or_default())
        .map(Some)
}

/// Reads the decisions of several cases, each case's oldest first.
async fn decisions(tx: &mut Tx, cases: &[i64]) -> Result<HashMap<i64, Vec<Decision>>> {
    let rows = sqlx::query_as::<Db, DecisionRow>(concat!(
        "SELECT id, case_id, user_id, outcome, category, reason, note, at, undone
         FROM decisions
         WHERE case_id IN ",
        json_numbers!("$1"),
        " ORDER BY id",
    ))
    .bind(serde_json::json!(cases).to_string())
    .fetch_all(&mut **tx)
    .await
    .map_err(StoreError::database("read decisions"))?;
    let mut by_case: HashMap<i64, Vec<Decision>> = HashMap::new();
    for row in rows {
        let case = row.case_id;
        by_case.entry(case).or_default().push(row.try_into()?);
    }
    Ok(by_case)
}
