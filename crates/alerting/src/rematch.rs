use std::panic::{AssertUnwindSafe, catch_unwind};

use haidang_model::{AuditAction, Clock, PageId, PageVersionId, Timestamp};
use haidang_store::{DynStore, NewAudit, NewFlag, StoreError, StoredPage};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::{PageContext, Watch, assess::text_of};

/// Pages that are read and matched between two looks at the cancellation and
/// two notes of where the job stands.
const BATCH_PAGES: u32 = 64;

/// Where a rematch stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RematchProgress {
    /// Pages done, those of an interrupted run before this one counted in.
    pub pages: u64,
    /// Pages stored when this run began.
    pub pages_total: u64,
    /// Flags that are new in the queue.
    pub flags: u64,
}

/// What a rematch did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RematchReport {
    /// Pages matched, those of an interrupted run before this one counted in.
    pub pages: u64,
    /// Flags that are new in the queue.
    pub flags: u64,
    /// Cases that were opened.
    pub cases: u64,
    /// Pages that could not be matched because the matching of them broke down;
    /// each is named in the log, and the others are not held up.
    pub broken: u64,
    /// Whether it went on where an interrupted run had stopped.
    pub resumed: bool,
    /// Whether it was stopped before the last page; the next run goes on.
    pub cancelled: bool,
}

/// Why a rematch stopped. What was done is kept; the next run goes on.
#[derive(Debug, thiserror::Error)]
pub enum RematchError {
    /// The store could not be read or written.
    #[error("cannot match stored pages anew")]
    Store(#[from] StoreError),
    /// The matching of a batch broke down.
    #[error("matching the pages after page {after} broke down")]
    Match {
        /// The last page of the batch before.
        after: PageId,
        /// What the runtime said.
        #[source]
        source: tokio::task::JoinError,
    },
}

/// Where the job stands, as it is kept in the store.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct JobState {
    after: i64,
    pages: u64,
    flags: u64,
    cases: u64,
    broken: u64,
    done: bool,
}

/// Matches every stored page anew, newest versions only, with the same code
/// that matches a page when it is fetched.
///
/// The job is kept under the digest of the watch: stopped or killed, the next
/// run with the same watchlists goes on after the last batch; with others, or
/// after the end, it begins anew. Flags are unique on page, text, rule and
/// version, so a page matched twice is flagged once. Matching runs on blocking
/// threads. Writes one audit row when it comes to the end.
///
/// # Errors
/// [`RematchError`]; what was done is kept.
pub async fn rematch(
    store: &DynStore,
    watch: &Watch,
    clock: &dyn Clock,
    mut progress: impl FnMut(RematchProgress) + Send,
    cancel: &CancellationToken,
) -> Result<RematchReport, RematchError> {
    let job = job_name(watch);
    let before = read_state(store, &job).await?;
    let resumed = before.is_some_and(|state| !state.done && state.after > 0);
    let mut state = before.filter(|state| !state.done).unwrap_or_default();
    let pages_total = store.page_count().await?;
    loop {
        progress(RematchProgress {
            pages: state.pages,
            pages_total,
            flags: state.flags,
        });
        if cancel.is_cancelled() {
            return Ok(report(&state, resumed, true));
        }
        let after = PageId(state.after);
        let pages = store.pages_after(after, BATCH_PAGES).await?;
        let Some(last) = pages.last().map(|page| page.meta.id) else {
            break;
        };
        let count = pages.len() as u64;
        let batch = match_batch(watch, pages, clock, after).await?;
        state.broken += batch.broken;
        for (version, flags) in batch.flags {
            let outcome = store.commit_flags(version, &flags, clock.now()).await?;
            state.flags += outcome.flags.len() as u64;
            state.cases += outcome.cases_opened.len() as u64;
        }
        state.after = last.0;
        state.pages += count;
        write_state(store, &job, &state).await?;
    }
    // The audit row comes first: killed between the two, the end is written
    // again rather than never.
    store
        .audit_add(&NewAudit {
            at: clock.now(),
            actor: "system".to_owned(),
            action: AuditAction::Rematched,
            subject: job.clone(),
            detail: serde_json::json!({
                "pages": state.pages,
                "flags": state.flags,
                "cases": state.cases,
                "broken": state.broken,
                "watchlists": watch.lists().len(),
            }),
        })
        .await?;
    state.done = true;
    write_state(store, &job, &state).await?;
    Ok(report(&state, resumed, false))
}

/// Tells whether every page stored at that time was matched against this watch
/// and later ones are matched as they come, so that [`rematch`] has nothing to
/// do.
///
/// # Errors
/// When the store refuses.
pub async fn is_matched(store: &DynStore, watch: &Watch) -> Result<bool, StoreError> {
    let state = read_state(store, &job_name(watch)).await?;
    Ok(state.is_some_and(|state| state.done))
}

fn job_name(watch: &Watch) -> String {
    format!("rematch/{}", watch.digest())
}

fn report(state: &JobState, resumed: bool, cancelled: bool) -> RematchReport {
    RematchReport {
        pages: state.pages,
        flags: state.flags,
        cases: state.cases,
        broken: state.broken,
        resumed,
        cancelled,
    }
}

/// What matching a batch of pages came to.
#[derive(Default)]
struct MatchedBatch {
    /// The flags of each page version that has any.
    flags: Vec<(PageVersionId, Vec<NewFlag>)>,
    broken: u64,
}

/// Matches a batch on a blocking thread.
async fn match_batch(
    watch: &Watch,
    pages: Vec<StoredPage>,
    clock: &dyn Clock,
    after: PageId,
) -> Result<MatchedBatch, RematchError> {
    let watch = watch.clone();
    let now = clock.now();
    tokio::task::spawn_blocking(move || {
        let mut batch = MatchedBatch::default();
        for stored in &pages {
            // One page that breaks the matcher must not stop the job for good:
            // every later run would come to the same page.
            let matched = catch_unwind(AssertUnwindSafe(|| match_page(&watch, stored, now)));
            match matched {
                Ok(flags) if flags.is_empty() => {}
                Ok(flags) => batch.flags.push((stored.meta.version, flags)),
                Err(_) => {
                    tracing::error!(
                        page.id = stored.meta.id.0,
                        "matching of a stored page broke down; the page is left out"
                    );
                    batch.broken += 1;
                }
            }
        }
        batch
    })
    .await
    .map_err(|source| RematchError::Match { after, source })
}

fn match_page(watch: &Watch, stored: &StoredPage, now: Timestamp) -> Vec<NewFlag> {
    let StoredPage { meta, page } = stored;
    let text = text_of(page, meta);
    let context = PageContext::of_stored(meta, now);
    watch.assess(page, &text, &context).flags
}

/// Reads where the job stands; a state that cannot be read counts as none, for
/// to begin anew is always safe.
async fn read_state(store: &DynStore, job: &str) -> Result<Option<JobState>, StoreError> {
    let Some(text) = store.job_get(job).await? else {
        return Ok(None);
    };
    match serde_json::from_str(&text) {
        Ok(state) => Ok(Some(state)),
        Err(error) => {
            tracing::warn!(job, %error, "the state of a job cannot be read; it begins anew");
            Ok(None)
        }
    }
}

async fn write_state(store: &DynStore, job: &str, state: &JobState) -> Result<(), StoreError> {
    // Five numbers always serialise; were it not so, the job would begin anew.
    let text = serde_json::to_string(state).unwrap_or_default();
    store.job_set(job, &text).await
}
