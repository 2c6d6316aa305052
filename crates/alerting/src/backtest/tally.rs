//! Counting what batches of a backtest found.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use haidang_model::{Category, PageId, RuleId, Timestamp, WatchlistId};
use haidang_store::{PageDecision, StoredPageMeta};

use super::{
    Backtest, BacktestReport, Expected, Matched, RuleCount, Tried,
    sample::{Samples, sample},
};
use crate::watchlist::vietnam_day;

/// Sites that are named; the others are one number.
const SITES_MAX: usize = 100;

/// What people decided on pages, by page and category.
#[derive(Debug, Default)]
pub(super) struct Past(HashMap<(PageId, Category), Verdict>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Confirmed,
    NotHarmful,
    Disputed,
}

impl Past {
    pub(super) fn new(decisions: Vec<PageDecision>) -> Past {
        let mut past = HashMap::new();
        for decision in decisions {
            let verdict = if decision.confirmed {
                Verdict::Confirmed
            } else {
                Verdict::NotHarmful
            };
            past.entry((decision.page, decision.category))
                .and_modify(|known| {
                    if *known != verdict {
                        *known = Verdict::Disputed;
                    }
                })
                .or_insert(verdict);
        }
        Past(past)
    }
}

/// What some pages came to.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) pages: u64,
    pub(super) broken: u64,
    recorded: u64,
    raised: u64,
    gained: u64,
    lost: u64,
    confirmed: u64,
    not_harmful: u64,
    disputed: u64,
    by_rule: BTreeMap<(WatchlistId, RuleId), u64>,
    by_site: BTreeMap<String, u64>,
    by_day: BTreeMap<String, u64>,
    /// What would join each raised page to a case.
    case_keys: Vec<Vec<String>>,
    oldest: Option<Timestamp>,
    newest: Option<Timestamp>,
    samples_gained: Samples,
    samples_lost: Samples,
}

impl Tally {
    pub(super) fn raised(&self) -> u64 {
        self.raised
    }

    /// Notes when a page was fetched.
    pub(super) fn saw(&mut self, fetched: Timestamp) {
        self.oldest = Some(self.oldest.map_or(fetched, |oldest| oldest.min(fetched)));
        self.newest = Some(self.newest.map_or(fetched, |newest| newest.max(fetched)));
    }

    /// Counts one page.
    pub(super) fn add(
        &mut self,
        what: &Backtest,
        meta: &StoredPageMeta,
        read: Matched,
        past: &Past,
    ) {
        let Matched { page, draft, live } = read;
        let tried: &Tried = &what.tried;
        let live = live.filter(|live| tried.queued(live).next().is_some());
        let draft = draft.filter(|draft| tried.meets(draft));
        let raised = draft
            .as_ref()
            .is_some_and(|draft| tried.queued(draft).next().is_some());
        if let Some(live) = live.as_ref().filter(|_| !raised) {
            self.lost += 1;
            self.samples_lost.offer(meta.id, what.samples_max, || {
                sample(tried, meta, &page, live)
            });
        }
        let Some(draft) = draft else {
            return;
        };
        if !raised {
            self.recorded += 1;
            return;
        }
        self.raised += 1;
        if live.is_none() {
            self.gained += 1;
            self.samples_gained.offer(meta.id, what.samples_max, || {
                sample(tried, meta, &page, &draft)
            });
        }
        *self.by_site.entry(meta.site.clone()).or_default() += 1;
        if let Some(day) = vietnam_day(meta.fetched) {
            *self.by_day.entry(day.to_string()).or_default() += 1;
        }
        let mut verdict = None;
        for flag in tried.queued(&draft) {
            let rule = (flag.watchlist.clone(), flag.rule.clone());
            *self.by_rule.entry(rule).or_default() += 1;
            self.case_keys.push(flag.case_keys.clone());
            verdict = verdict.or_else(|| past.0.get(&(meta.id, flag.category)).copied());
        }
        match verdict {
            Some(Verdict::Confirmed) => self.confirmed += 1,
            Some(Verdict::NotHarmful) => self.not_harmful += 1,
            Some(Verdict::Disputed) => self.disputed += 1,
            None => {}
        }
    }

    pub(super) fn merge(&mut self, other: Tally, samples_max: usize) {
        self.pages += other.pages;
        self.broken += other.broken;
        self.recorded += other.recorded;
        self.raised += other.raised;
        self.gained += other.gained;
        self.lost += other.lost;
        self.confirmed += other.confirmed;
        self.not_harmful += other.not_harmful;
        self.disputed += other.disputed;
        for (rule, pages) in other.by_rule {
            *self.by_rule.entry(rule).or_default() += pages;
        }
        for (site, pages) in other.by_site {
            *self.by_site.entry(site).or_default() += pages;
        }
        for (day, pages) in other.by_day {
            *self.by_day.entry(day).or_default() += pages;
        }
        self.case_keys.extend(other.case_keys);
        for fetched in [other.oldest, other.newest].into_iter().flatten() {
            self.saw(fetched);
        }
        self.samples_gained.merge(other.samples_gained, samples_max);
        self.samples_lost.merge(other.samples_lost, samples_max);
    }

    pub(super) fn report(self, what: &Backtest, complete: bool) -> BacktestReport {
        let cases = count_cases(&self.case_keys);
        let span_ms = match (self.oldest, self.newest) {
            (Some(oldest), Some(newest)) => newest.0.saturating_sub(oldest.0).unsigned_abs(),
            _ => 0,
        };
        let days = span_ms.div_ceil(24 * 60 * 60 * 1_000).max(1);
        let mut by_rule: Vec<RuleCount> = self
            .by_rule
            .into_iter()
            .map(|((watchlist, rule), pages)| RuleCount {
                watchlist,
                rule,
                pages,
            })
            .collect();
        by_rule.sort_by_key(|count| Reverse(count.pages));
        let mut by_site: Vec<(String, u64)> = self.by_site.into_iter().collect();
        by_site.sort_by_key(|(_, pages)| Reverse(*pages));
        by_site.truncate(SITES_MAX);
        BacktestReport {
            pages: self.pages,
            broken: self.broken,
            complete,
            raised: self.raised,
            recorded: self.recorded,
            gained: self.gained,
            lost: self.lost,
            cases,
            by_rule,
            by_site,
            by_day: self.by_day.into_iter().collect(),
            expected: Expected::of(self.confirmed, self.not_harmful, self.disputed),
            days,
            minutes_a_day: cases as f64 * what.minutes_a_case / days as f64,
            samples_gained: self.samples_gained.into_vec(),
            samples_lost: self.samples_lost.into_vec(),
        }
    }
}

/// Counts the groups of flags that share a key, directly or by others.
fn count_cases(flags: &[Vec<String>]) -> u64 {
    let mut owner: HashMap<&str, usize> = HashMap::new();
    let mut parent: Vec<usize> = (0..flags.len()).collect();
    for (at, keys) in flags.iter().enumerate() {
        for key in keys {
            match owner.get(key.as_str()) {
                Some(other) => join(&mut parent, at, *other),
                None => {
                    owner.insert(key, at);
                }
            }
        }
    }
    (0..parent.len())
        .filter(|at| root(&mut parent, *at) == *at)
        .count() as u64
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while let Some(above) = parent.get(at).copied().filter(|above| *above != at) {
        // Halves the path, so that long chains stay cheap.
        let next = parent.get(above).copied().unwrap_or(above);
        if let Some(slot) = parent.get_mut(at) {
            *slot = next;
        }
        at = next;
    }
    at
}

fn join(parent: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(parent, one), root(parent, other));
    if let Some(slot) = parent.get_mut(one.max(other)) {
        *slot = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_with_a_shared_key_are_one_case() {
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        let flags = [
            keys(&["text:1", "site:a"]),
            keys(&["text:2", "site:b"]),
            keys(&["text:2", "site:a"]),
            keys(&["text:3", "site:c"]),
        ];
        assert_eq!(count_cases(&flags), 2);
        assert_eq!(count_cases(&[]), 0);
    }
}
