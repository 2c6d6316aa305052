//! Rows of watchlists, and of what a trial recorded.

use haidang_model::{FlagId, PageId, Timestamp, UserId};
use sqlx::FromRow;

use super::Place;
use crate::{Act, Result, StoreError, TrialFlag, TrialTotal, WatchlistMeta, WatchlistVersion};

#[derive(FromRow)]
pub(crate) struct WatchlistMetaRow {
    id: String,
    version: i64,
    state: String,
    digest: Vec<u8>,
    note: String,
    restores: Option<i64>,
    author: Option<i64>,
    created: i64,
    tried_by: Option<i64>,
    tried_at: Option<i64>,
    proposed_by: Option<i64>,
    proposed_at: Option<i64>,
    published_by: Option<i64>,
    published_at: Option<i64>,
    retire_proposed_by: Option<i64>,
    retire_proposed_at: Option<i64>,
    retired_by: Option<i64>,
    retired_at: Option<i64>,
}

impl TryFrom<WatchlistMetaRow> for WatchlistMeta {
    type Error = StoreError;

    fn try_from(row: WatchlistMetaRow) -> Result<WatchlistMeta> {
        let name = format!("{}/{}", row.id, row.version);
        let place = Place {
            table: "watchlist_versions",
            row: name.as_str(),
        };
        let act = |by: Option<i64>, at: Option<i64>| {
            at.map(|at| Act {
                by: by.map(UserId),
                at: Timestamp(at),
            })
        };
        Ok(WatchlistMeta {
            id: place.parse("id", &row.id)?,
            version: place.number("version", row.version)?,
            state: place.parse("state", &row.state)?,
            digest: place.hash("digest", &row.digest)?,
            restores: row
                .restores
                .map(|version| place.number("restores", version))
                .transpose()?,
            drafted: Act {
                by: row.author.map(UserId),
                at: Timestamp(row.created),
            },
            tried: act(row.tried_by, row.tried_at),
            proposed: act(row.proposed_by, row.proposed_at),
            published: act(row.published_by, row.published_at),
            retire_proposed: act(row.retire_proposed_by, row.retire_proposed_at),
            retired: act(row.retired_by, row.retired_at),
            note: row.note,
        })
    }
}

#[derive(FromRow)]
pub(crate) struct WatchlistRow {
    #[sqlx(flatten)]
    meta: WatchlistMetaRow,
    text: String,
}

impl TryFrom<WatchlistRow> for WatchlistVersion {
    type Error = StoreError;

    fn try_from(row: WatchlistRow) -> Result<WatchlistVersion> {
        Ok(WatchlistVersion {
            meta: row.meta.try_into()?,
            text: row.text,
        })
    }
}

#[derive(FromRow)]
pub(crate) struct TrialTotalRow {
    rule: String,
    flags: i64,
    would_queue: i64,
}

impl TryFrom<TrialTotalRow> for TrialTotal {
    type Error = StoreError;

    fn try_from(row: TrialTotalRow) -> Result<TrialTotal> {
        let place = Place {
            table: "flags",
            row: row.rule.as_str(),
        };
        Ok(TrialTotal {
            rule: place.parse("rule", &row.rule)?,
            flags: row.flags.unsigned_abs(),
            would_queue: row.would_queue.unsigned_abs(),
        })
    }
}

#[derive(FromRow)]
pub(crate) struct TrialFlagRow {
    id: i64,
    rule: String,
    trial: i64,
    hits: String,
    priority: String,
    raised: i64,
    page_id: i64,
    key: String,
    title: String,
    site: String,
}

impl TryFrom<TrialFlagRow> for TrialFlag {
    type Error = StoreError;

    fn try_from(row: TrialFlagRow) -> Result<TrialFlag> {
        let place = Place {
            table: "flags",
            row: row.id,
        };
        Ok(TrialFlag {
            id: FlagId(row.id),
            rule: place.parse("rule", &row.rule)?,
            would_queue: row.trial != 0,
            hits: place.json("hits", &row.hits)?,
            priority: place.json("priority", &row.priority)?,
            raised: Timestamp(row.raised),
            page_id: PageId(row.page_id),
            page: place.parse("page_id", &row.key)?,
            title: row.title,
            site: row.site,
        })
    }
}
