//! A rehearsal: what watchlists would do on everything that is stored.
//!
//! Every stored page is read with the code that reads a fetched one, so that
//! what a backtest says of a page is what the watch says of it once it is live.
//! Pages are read in batches and matched on as many threads as there are cores;
//! nothing is written.

mod report;
mod sample;
mod tally;

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use haidang_model::{Page, PageId, RuleId, Timestamp, WatchlistId};
use haidang_query::PageText;
use haidang_store::{DynStore, NewFlag, PackedPage, StoreError};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

pub use report::{BacktestReport, Expected, RuleCount, Sample, SampleHit};
use tally::{Past, Tally};

use crate::{Assessment, Fault, PageContext, Watch, assess::text_of};

/// Pages that one thread reads and matches at a time.
const BATCH_PAGES: u32 = 256;

/// What is rehearsed.
#[derive(Clone, Debug)]
pub struct Backtest {
    tried: Arc<Tried>,
    draft: Pair,
    live: Pair,
    /// Pages shown as samples at most, of those gained and of those lost each.
    pub samples_max: usize,
    /// Minutes that one case takes a reviewer, for the minutes a day.
    pub minutes_a_case: f64,
}

/// Whose flags count.
#[derive(Debug)]
struct Tried {
    lists: BTreeSet<WatchlistId>,
    /// This rule of theirs alone; every rule when `None`.
    rule: Option<RuleId>,
}

impl Tried {
    fn has(&self, list: &WatchlistId, rule: &RuleId) -> bool {
        self.lists.contains(list) && self.rule.as_ref().is_none_or(|only| only == rule)
    }

    /// Tells whether they leave anything of a page.
    fn meets(&self, assessment: &Assessment) -> bool {
        let mut flags = assessment.flags.iter();
        flags.any(|flag| self.has(&flag.watchlist, &flag.rule))
    }

    /// Returns what they would put before a person.
    fn queued<'a>(&'a self, assessment: &'a Assessment) -> impl Iterator<Item = &'a NewFlag> {
        let flags = assessment.flags.iter();
        flags.filter(|flag| flag.queued && self.has(&flag.watchlist, &flag.rule))
    }
}

/// A set of watchlists, and those of it that are tried, by themselves.
#[derive(Clone, Debug)]
struct Pair {
    whole: Watch,
    /// Met first: a page on which the tried rules meet nothing is not raised by
    /// them, because all that other rules do to a score is lower it.
    alone: Watch,
}

impl Backtest {
    /// Rehearses the lists `ids` of `draft`, compared with those of `live`.
    /// Both are whole sets, because the lists that know news and warnings lower
    /// the scores of the others.
    ///
    /// # Errors
    /// The faults of rules, which sets that compiled once do not have.
    pub fn new(
        draft: Watch,
        live: Watch,
        ids: BTreeSet<WatchlistId>,
        now: Timestamp,
    ) -> Result<Backtest, Vec<Fault>> {
        Backtest::of_tried(
            draft,
            live,
            Tried {
                lists: ids,
                rule: None,
            },
            now,
        )
    }

    /// Rehearses one rule of the list `id`, compared with the live rule of that
    /// id; the other rules do to it what they do live.
    ///
    /// # Errors
    /// As [`Backtest::new`].
    pub fn of_rule(
        draft: Watch,
        live: Watch,
        id: WatchlistId,
        rule: RuleId,
        now: Timestamp,
    ) -> Result<Backtest, Vec<Fault>> {
        let tried = Tried {
            lists: BTreeSet::from([id]),
            rule: Some(rule),
        };
        Backtest::of_tried(draft, live, tried, now)
    }

    fn of_tried(
        draft: Watch,
        live: Watch,
        tried: Tried,
        now: Timestamp,
    ) -> Result<Backtest, Vec<Fault>> {
        Ok(Backtest {
            draft: Pair::new(draft, &tried, now)?,
            live: Pair::new(live, &tried, now)?,
            tried: Arc::new(tried),
            samples_max: 20,
            minutes_a_case: 2.0,
        })
    }
}

impl Pair {
    fn new(whole: Watch, tried: &Tried, now: Timestamp) -> Result<Pair, Vec<Fault>> {
        let alone = whole
            .lists()
            .iter()
            .filter(|list| tried.lists.contains(&list.watchlist.id))
            .map(|list| {
                let mut watchlist = list.watchlist.clone();
                watchlist
                    .rules
                    .retain(|rule| tried.has(&list.watchlist.id, &rule.id));
                (watchlist, list.version)
            })
            .collect();
        let alone = Watch::compile(alone, whole.host_lists(), whole.config(), now)?;
        Ok(Pair { whole, alone })
    }

    /// Returns what the set makes of a page, if the tried rules meet anything.
    fn assess(&self, page: &Page, text: &PageText, context: &PageContext) -> Option<Assessment> {
        if self.alone.rule_count() == 0 {
            return None;
        }
        let alone = self.alone.weigh(page, text, context);
        if alone.flags.is_empty() {
            return None;
        }
        Some(self.whole.weigh(page, text, context))
    }
}

/// Where a backtest stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BacktestProgress {
    /// Pages done.
    pub pages: u64,
    /// Pages stored when it began.
    pub pages_total: u64,
    /// Pages that would be raised so far.
    pub raised: u64,
}

/// Why a backtest stopped.
#[derive(Debug, thiserror::Error)]
pub enum BacktestError {
    /// The store could not be read.
    #[error("cannot rehearse on the stored pages")]
    Store(#[from] StoreError),
    /// The matching of a batch broke down.
    #[error("matching a batch of pages broke down")]
    Match(#[source] tokio::task::JoinError),
}

/// Rehearses watchlists on every stored page, newest versions only. Cancelled,
/// it returns what it has, marked as not complete.
///
/// # Errors
/// [`BacktestError`]; nothing was written.
pub async fn backtest(
    store: &DynStore,
    what: &Backtest,
    now: Timestamp,
    mut progress: impl FnMut(BacktestProgress) + Send,
    cancel: &CancellationToken,
) -> Result<BacktestReport, BacktestError> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let past = Arc::new(Past::new(store.page_decisions().await?));
    let mut at = BacktestProgress {
        pages_total: store.page_count().await?,
        ..BacktestProgress::default()
    };
    let mut tally = Tally::default();
    let mut running: JoinSet<Tally> = JoinSet::new();
    let mut after = PageId(0);
    let mut more = true;
    let mut complete = false;
    loop {
        // One batch more than threads, so that none waits for the store.
        while more && running.len() <= threads {
            let pages = store.pages_packed_after(after, BATCH_PAGES).await?;
            match pages.last() {
                Some(last) if !cancel.is_cancelled() => after = last.meta.id,
                last => {
                    complete = last.is_none();
                    more = false;
                    continue;
                }
            }
            let (what, past) = (what.clone(), Arc::clone(&past));
            running.spawn_blocking(move || match_batch(&what, &pages, &past, now));
        }
        let Some(done) = running.join_next().await else {
            break;
        };
        tally.merge(done.map_err(BacktestError::Match)?, what.samples_max);
        at.pages = tally.pages;
        at.raised = tally.raised();
        progress(at);
    }
    Ok(tally.report(what, complete))
}

fn match_batch(what: &Backtest, pages: &[PackedPage], past: &Past, now: Timestamp) -> Tally {
    let mut tally = Tally::default();
    for packed in pages {
        tally.pages += 1;
        tally.saw(packed.meta.fetched);
        // As in a rematch: one page that breaks the matcher holds up no other.
        let read = catch_unwind(AssertUnwindSafe(|| match_page(what, packed, now)));
        match read {
            Ok(Some(read)) => tally.add(what, &packed.meta, read, past),
            Ok(None) => tally.broken += 1,
            Err(_) => {
                tracing::error!(
                    page.id = packed.meta.id.0,
                    "matching of a stored page broke down; the page is left out"
                );
                tally.broken += 1;
            }
        }
    }
    tally
}

/// A page, and what the draft and the live set make of it.
struct Matched {
    page: Page,
    draft: Option<Assessment>,
    live: Option<Assessment>,
}

/// Returns `None` when the stored page cannot be read.
fn match_page(what: &Backtest, packed: &PackedPage, now: Timestamp) -> Option<Matched> {
    let page = match packed.unpack() {
        Ok(page) => page,
        Err(error) => {
            tracing::error!(page.id = packed.meta.id.0, %error, "a stored page cannot be read");
            return None;
        }
    };
    let meta = &packed.meta;
    let text = text_of(&page, meta);
    let context = PageContext::of_stored(meta, now);
    Some(Matched {
        draft: what.draft.assess(&page, &text, &context),
        live: what.live.assess(&page, &text, &context),
        page,
    })
}
