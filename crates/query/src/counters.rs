//! What each rule costs and brings, counted while pages are held against it.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use haidang_model::{RuleId, WatchlistId};

/// What one rule cost and brought since its set was compiled.
///
/// Read while pages are being scanned, the figures of one rule may be apart by
/// a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleCounters {
    /// Its watchlist.
    pub watchlist: WatchlistId,
    /// The rule.
    pub rule: RuleId,
    /// Pages that it was held against: one of its anchors was met there, and
    /// one of what else it needs.
    pub candidates: u64,
    /// Pages that it was met on.
    pub pages: u64,
    /// Hits on those pages, before a page with too many leaves some out.
    pub hits: u64,
    /// Time spent in holding it against pages; looking for its terms is shared
    /// with all rules and not in it.
    pub nanoseconds: u64,
}

/// The counters of one rule, shared between threads. They are touched once a
/// page, and by a rule that is a candidate there alone.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    candidates: AtomicU64,
    pages: AtomicU64,
    hits: AtomicU64,
    nanoseconds: AtomicU64,
}

impl Tally {
    pub(crate) fn count(&self, hits: Option<usize>, spent: Duration) {
        let add = |counter: &AtomicU64, number: u64| {
            counter.fetch_add(number, Ordering::Relaxed);
        };
        add(&self.candidates, 1);
        add(
            &self.nanoseconds,
            u64::try_from(spent.as_nanos()).unwrap_or(u64::MAX),
        );
        if let Some(hits) = hits {
            add(&self.pages, 1);
            add(&self.hits, hits as u64);
        }
    }

    pub(crate) fn read(&self, watchlist: &WatchlistId, rule: &RuleId) -> RuleCounters {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        RuleCounters {
            watchlist: watchlist.clone(),
            rule: rule.clone(),
            candidates: read(&self.candidates),
            pages: read(&self.pages),
            hits: read(&self.hits),
            nanoseconds: read(&self.nanoseconds),
        }
    }
}
