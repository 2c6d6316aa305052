//! Rows as the databases give them, and their way into the types of `model`.
//! Shared by both databases; what does not fit names table, column and row.

mod watchlists;

use std::fmt::Display;

use haidang_model::{
    AnyCase, AuditEvent, CaseFacts, CaseId, Category, ContentHash, Decision, DecisionId,
    Disposition, Flag, FlagId, FrontierId, Page, PageId, PageVersionId, Role, SourceId, Timestamp,
    UserId,
};
use sqlx::FromRow;

use crate::{
    CaseSummary, ConfigVersion, FetchCounts, FlagRow, FrontierEntry, OutboxRow, PackedPage,
    PageDecision, Result, RobotsRecord, Session, StoreError, StoredPage, StoredPageMeta, User,
};

pub(crate) use watchlists::{TrialFlagRow, TrialTotalRow, WatchlistMetaRow, WatchlistRow};

/// Bytes of the largest stored page, unpacked. The crawler's ceiling for a body
/// is far lower; this one keeps a damaged row from filling memory.
const PAGE_BYTES_MAX: usize = 256 << 20;

/// Makes text fit for a row: PostgreSQL refuses the character NUL in text, so
/// it becomes U+FFFD in both databases.
pub(crate) fn text(text: &str) -> String {
    text.replace('\0', "\u{FFFD}")
}

/// Turns a count or size into what a column holds, at most its maximum.
pub(crate) fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Names the column that a value was read from.
#[derive(Clone, Copy)]
struct Place<K> {
    table: &'static str,
    row: K,
}

impl<K: Display + Copy> Place<K> {
    fn wrong(&self, column: &'static str, problem: impl Display) -> StoreError {
        StoreError::Inconsistent {
            table: self.table,
            column,
            row: self.row.to_string(),
            problem: problem.to_string(),
        }
    }

    fn parse<T>(&self, column: &'static str, text: &str) -> Result<T>
    where
        T: std::str::FromStr<Err: Display>,
    {
        text.parse().map_err(|error| self.wrong(column, error))
    }

    fn parse_some<T>(&self, column: &'static str, text: Option<&str>) -> Result<Option<T>>
    where
        T: std::str::FromStr<Err: Display>,
    {
        text.map(|text| self.parse(column, text)).transpose()
    }

    fn hash(&self, column: &'static str, bytes: &[u8]) -> Result<ContentHash> {
        hash(bytes).ok_or_else(|| self.wrong(column, "a hash has 32 bytes"))
    }

    fn number<T: TryFrom<i64, Error: Display>>(
        &self,
        column: &'static str,
        number: i64,
    ) -> Result<T> {
        T::try_from(number).map_err(|error| self.wrong(column, error))
    }

    fn json<T: serde::de::DeserializeOwned>(&self, column: &'static str, text: &str) -> Result<T> {
        serde_json::from_str(text).map_err(|error| self.wrong(column, error))
    }
}

/// Takes the bytes of a column as a hash.
pub(crate) fn hash(bytes: &[u8]) -> Option<ContentHash> {
    bytes.try_into().ok().map(ContentHash::from_bytes)
}

/// Packs a page for its column: JSON, zstd at level 3.
pub(crate) fn pack_page(page: &Page) -> Result<Vec<u8>> {
    let wrong = |problem: String| StoreError::Inconsistent {
        table: "page_versions",
        column: "page",
        row: page
            .url
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        problem,
    };
    let json = serde_json::to_vec(page).map_err(|error| wrong(error.to_string()))?;
    if json.len() > PAGE_BYTES_MAX {
        return Err(wrong(format!("{} bytes are too many", json.len())));
    }
    zstd::bulk::compress(&json, 3).map_err(|error| wrong(error.to_string()))
}

#[derive(FromRow)]
pub(crate) struct FrontierEntryRow {
    id: i64,
    url: String,
    source: String,
    depth: i64,
    due: i64,
    failures: i64,
    etag: Option<String>,
    last_modified: Option<String>,
}

impl TryFrom<FrontierEntryRow> for FrontierEntry {
    type Error = StoreError;

    fn try_from(row: FrontierEntryRow) -> Result<FrontierEntry> {
        let place = Place {
            table: "frontier",
            row: row.id,
        };
        Ok(FrontierEntry {
            id: FrontierId(row.id),
            url: place.parse("url", &row.url)?,
            source: place.parse("source", &row.source)?,
            depth: place.number("depth", row.depth)?,
            due: Timestamp(row.due),
            failures: place.number("failures", row.failures)?,
            etag: row.etag,
            last_modified: row.last_modified,
        })
    }
}

#[derive(FromRow)]
pub(crate) struct RobotsRow {
    origin: String,
    checked: i64,
    status: Option<i64>,
    body: Option<Vec<u8>>,
    body_fetched: Option<i64>,
}

impl TryFrom<RobotsRow> for RobotsRecord {
    type Error = StoreError;

    fn try_from(row: RobotsRow) -> Result<RobotsRecord> {
        let place = Place {
            table: "robots",
            row: row.origin.as_str(),
        };
        let status = row
            .status
            .map(|status| place.number("status", status))
            .transpose()?;
        Ok(RobotsRecord {
            checked: Timestamp(row.checked),
            status,
            body: row.body,
            body_fetched: row.body_fetched.map(Timestamp),
            origin: row.origin,
        })
    }
}

#[derive(FromRow)]
pub(crate) struct PageMetaRow {
    page_id: i64,
    version_id: i64,
    key: String,
    url: Option<String>,
    site: String,
    source: Option<String>,
    title: String,
    lang: String,
    content_hash: Vec<u8>,
    text_hash: Vec<u8>,
    fetched: i64,
}

impl TryFrom<PageMetaRow> for StoredPageMeta {
    type Error = StoreError;

    fn try_from(row: PageMetaRow) -> Result<StoredPageMeta> {
        let page = Place {
            table: "pages",
            row: row.page_id,
        };
        let version = Place {
            table: "page_versions",
            row: row.version_id,
        };
        Ok(StoredPageMeta {
            id: PageId(row.page_id),
            version: PageVersionId(row.version_id),
            key: page.parse("key", &row.key)?,
            url: version.parse_some("url", row.url.as_deref())?,
            site: row.site,
            source: page.parse_some("source", row.source.as_deref())?,
            title: row.title,
            lang: row.lang,
            content_hash: version.hash("content_hash", &row.content_hash)?,
            text_hash: version.hash("text_hash", &row.text_hash)?,
            fetched: Timestamp(row.fetched),
        })
    }
}

#[derive(FromRow)]
pub(crate) struct PageRow {
    #[sqlx(flatten)]
    meta: PageMetaRow,
    page: Vec<u8>,
}

impl TryFrom<PageRow> for StoredPage {
    type Error = StoreError;

    fn try_from(row: PageRow) -> Result<StoredPage> {
        Ok(StoredPage {
            page: unpack_page(row.meta.version_id, &row.page)?,
            meta: row.meta.try_into()?,
        })
    }
}

impl TryFrom<PageRow> for PackedPage {
    type Error = StoreError;

    fn try_from(row: PageRow) -> Result<PackedPage> {
        Ok(PackedPage {
            packed: row.page,
            meta: row.meta.try_into()?,
        })
    }
}

/// Unpacks the page of a version, the inverse of [`pack_page`].
pub(crate) fn unpack_page(version: i64, packed: &[u8]) -> Result<Page> {
    let place = Place {
        table: "page_versions",
        row: version,
    };
    let json = zstd::bulk::decompress(packed, unpacked_bytes(packed))
        .map_err(|error| place.wrong("page", error))?;
    serde_json::from_slice(&json).map_err(|error| place.wrong("page", error))
}

#[derive(FromRow)]
pub(crate) struct PageDecisionRow {
    page_id: i64,
    category: String,
    outcome: String,
}

impl TryFrom<PageDecisionRow> for PageDecision {
    type Error = StoreError;

    fn try_from(row: PageDecisionRow) -> Result<PageDecision> {
        let place = Place {
            table: "flags",
            row: row.page_id,
        };
        Ok(PageDecision {
            page: PageId(row.page_id),
            category: place.parse("category", &row.category)?,
            confirmed: row.outcome == "confirmed",
        })
    }
}

/// Returns the room to set aside for a packed page: what its frame says, within
/// the ceiling.
fn unpacked_bytes(packed: &[u8]) -> usize {
    zstd::zstd_safe::get_frame_content_size(packed)
        .ok()
        .flatten()
        .and_then(|bytes| usize::try_from(bytes).ok())
        .unwrap_or(PAGE_BYTES_MAX)
        .min(PAGE_BYTES_MAX)
}

#[derive(FromRow)]
pub(crate) struct FetchCountsRow {
    source: String,
    outcome: String,
    count: i64,
    last: i64,
    last_reason: Option<String>,
}

impl TryFrom<FetchCountsRow> for FetchCounts {
    type Error = StoreError;

    fn try_from(row: FetchCountsRow) -> Result<FetchCounts> {
        let place = Place {
            table: "fetch_totals",
            row: row.source.as_str(),
        };
        let source = Some(row.source.as_str()).filter(|source| !source.is_empty());
        Ok(FetchCounts {
            source: place.parse_some::<SourceId>("source", source)?,
            outcome: place.parse("outcome", &row.outcome)?,
            count: place.number("count", row.count)?,
            last: Timestamp(row.last),
            last_reason: row.last_reason,
        })
    }
}

#[derive(FromRow)]
pub(crate) struct FlagJoinRow {
    id: i64,
    case_id: i64,
    key: String,
    text_hash: Vec<u8>,
    category: String,
    hits: String,
    priority: String,
    raised: i64,
    page_id: i64,
    page_version: i64,
    title: String,
    site: String,
}

impl TryFrom<FlagJoinRow> for FlagRow {
    type Error = StoreError;

    fn try_from(row: FlagJoinRow) -> Result<FlagRow> {
        let place = Place {
            table: "flags",
            row: row.id,
        };
        Ok(FlagRow {
            flag: Flag {
                id: FlagId(row.id),
                case: CaseId(row.case_id),
                page: place.parse("page_id", &row.key)?,
                text_hash: place.hash("text_hash", &row.text_hash)?,
                category: place.parse("category", &row.category)?,
                hits: place.json("hits", &row.hits)?,
                priority: place.json("priority", &row.priority)?,
                raised: Timestamp(row.raised),
            },
            page_id: PageId(row.page_id),
            page_version: PageVersionId(row.page_version),
            title: row.title,
            site: row.site,
        })
    }
}

#[derive(FromRow)]
pub(crate) struct PageCategoryRow {
    page_id: i64,
    category: String,
}

impl TryFrom<PageCategoryRow> for (PageId, Category) {
    type Error = StoreError;

    fn try_from(row: PageCategoryRow) -> Result<(PageId, Category)> {
        let place = Place {
            table: "flags",
            row: row.page_id,
        };
        let category = place.parse("category", &row.category)?;
        Ok((PageId(row.page_id), category))
    }
}

#[derive(FromRow)]
pub(crate) struct CaseRow {
    pub(crate) id: i64,
    category: String,
    site: Option<String>,
    flags: i64,
    priority: f64,
    opened: i64,
    pub(crate) revision: i64,
    claim_user: Option<i64>,
    claim_until: Option<i64>,
    title: String,
    key: String,
}

impl CaseRow {
    /// Joins a case to its decisions, which give it its state.
    pub(crate) fn with_decisions(self, decisions: Vec<Decision>) -> Result<CaseSummary> {
        let place = Place {
            table: "cases",
            row: self.id,
        };
        let facts = CaseFacts {
            id: CaseId(self.id),
            category: place.parse("category", &self.category)?,
            flags: place.number("flags", self.flags)?,
            priority: self.priority,
            opened: Timestamp(self.opened),
            revision: self.revision,
            site: self.site,
        };
        let case = AnyCase::from_decisions(facts, decisions)
            .map_err(|error| place.wrong("state", error))?;
        Ok(CaseSummary {
            case,
            title: self.title,
            page_key: self.key,
            claim: self
                .claim_user
                .zip(self.claim_until)
                .map(|(user, until)| (UserId(user), Timestamp(until))),
        })
    }
}

#[derive(FromRow)]
pub(crate) struct DecisionRow {
    id: i64,
    pub(crate) case_id: i64,
    user_id: i64,
    outcome: String,
    category: Option<String>,
    reason: Option<String>,
    note: String,
    at: i64,
    undone: Option<i64>,
}

impl TryFrom<DecisionRow> for Decision {
    type Error = StoreError;

    fn try_from(row: DecisionRow) -> Result<Decision> {
        let place = Place {
            table: "decisions",
            row: row.id,
        };
        let category = place.parse_some::<Category>("category", row.category.as_deref())?;
        let reason = place.parse_some("reason", row.reason.as_deref())?;
        let disposition = match (row.outcome.as_str(), category, reason) {
            ("confirmed", Some(category), None) => Disposition::Confirmed { category },
            ("not_harmful", None, Some(reason)) => Disposition::NotHarmful { reason },
            ("unsure", None, None) => Disposition::Unsure,
            (outcome, ..) => {
                return Err(place.wrong(
                    "outcome",
                    format!("`{outcome}` does not fit its category and reason"),
                ));
            }
        };
        Ok(Decision {
            id: DecisionId(row.id),
            user: UserId(row.user_id),
            disposition,
            note: row.note,
            at: Timestamp(row.at),
            undone: row.undone.map(Timestamp),
        })
    }
}

/// The columns of a decision that its outcome fills.
pub(crate) fn disposition_columns(
    disposition: &Disposition,
) -> (&'static str, Option<&'static str>, Option<&'static str>) {
    let (category, reason) = match disposition {
        Disposition::Confirmed { category } => (Some(category.as_str()), None),
        Disposition::NotHarmful { reason } => (None, Some(reason.as_str())),
        Disposition::Unsure => (None, None),
    };
    (disposition.outcome(), category, reason)
}

#[derive(FromRow)]
pub(crate) struct OutboxDbRow {
    sequence: i64,
    page_id: i64,
    op: String,
}

impl TryFrom<OutboxDbRow> for OutboxRow {
    type Error = StoreError;

    fn try_from(row: OutboxDbRow) -> Result<OutboxRow> {
        let place = Place {
            table: "outbox",
            row: row.sequence,
        };
        Ok(OutboxRow {
            sequence: row.sequence,
            page: PageId(row.page_id),
            op: place.parse("op", &row.op)?,
        })
    }
}

#[derive(FromRow)]
pub(crate) struct AuditRow {
    pub(crate) sequence: i64,
    at: i64,
    actor: String,
    action: String,
    subject: String,
    detail: String,
    previous: Vec<u8>,
    hash: Vec<u8>,
}

impl TryFrom<AuditRow> for AuditEvent {
    type Error = StoreError;

    fn try_from(row: AuditRow) -> Result<AuditEvent> {
        let place = Place {
            table: "audit",
            row: row.sequence,
        };
        Ok(AuditEvent {
            sequence: row.sequence,
            at: Timestamp(row.at),
            action: place.parse("action", &row.action)?,
            detail: place.json("detail", &row.detail)?,
            previous: place.hash("previous", &row.previous)?,
            hash: place.hash("hash", &row.hash)?,
            actor: row.actor,
            subject: row.subject,
        })
    }
}

#[derive(FromRow)]
pub(crate) struct UserRow {
    id: i64,
    name: String,
    password_hash: String,
    roles: String,
    must_change: i64,
    closed: Option<i64>,
    failures: i64,
    locked_until: Option<i64>,
}

impl TryFrom<UserRow> for User {
    type Error = StoreError;

    fn try_from(row: UserRow) -> Result<User> {
        let place = Place {
            table: "users",
            row: row.id,
        };
        let mut roles = Vec::new();
        for role in row.roles.split(',').filter(|role| !role.is_empty()) {
            roles.push(place.parse("roles", role)?);
        }
        Ok(User {
            id: UserId(row.id),
            name: row.name,
            password_hash: row.password_hash,
            roles,
            must_change: row.must_change != 0,
            closed: row.closed.map(Timestamp),
            failures: place.number("failures", row.failures)?,
            locked_until: row.locked_until.map(Timestamp),
        })
    }
}

/// Writes roles as their column holds them.
pub(crate) fn roles_column(roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    names.join(",")
}

#[derive(FromRow)]
pub(crate) struct SessionRow {
    token_hash: Vec<u8>,
    user_id: i64,
    created: i64,
    expires: i64,
}

impl TryFrom<SessionRow> for Session {
    type Error = StoreError;

    fn try_from(row: SessionRow) -> Result<Session> {
        let place = Place {
            table: "sessions",
            row: row.user_id,
        };
        Ok(Session {
            token_hash: place.hash("token_hash", &row.token_hash)?,
            user: UserId(row.user_id),
            created: Timestamp(row.created),
            expires: Timestamp(row.expires),
        })
    }
}

#[derive(FromRow)]
pub(crate) struct ConfigRow {
    version: i64,
    digest: Vec<u8>,
    loaded: i64,
    text: String,
}

impl TryFrom<ConfigRow> for ConfigVersion {
    type Error = StoreError;

    fn try_from(row: ConfigRow) -> Result<ConfigVersion> {
        let place = Place {
            table: "config_versions",
            row: row.version,
        };
        Ok(ConfigVersion {
            version: place.number("version", row.version)?,
            digest: place.hash("digest", &row.digest)?,
            loaded: Timestamp(row.loaded),
            text: row.text,
        })
    }
}

/// Turns every row into its type, or names the first that does not fit.
pub(crate) fn all<R, T>(rows: Vec<R>) -> Result<Vec<T>>
where
    T: TryFrom<R, Error = StoreError>,
{
    rows.into_iter().map(T::try_from).collect()
}

/// Turns a row into its type, if there is one.
pub(crate) fn one<R, T>(row: Option<R>) -> Result<Option<T>>
where
    T: TryFrom<R, Error = StoreError>,
{
    row.map(T::try_from).transpose()
}
