use std::{collections::HashMap, sync::Arc};

use haidang_model::{ContentHash, Timestamp, WatchlistId, WatchlistState};
use haidang_query::{RuleSet, RuleSpec};

use crate::{AlertingConfig, Fault, HostLists, Watchlist};

/// Counts up when the same watchlists and the same page may come to another
/// assessment; part of [`Watch::digest`], so that stored pages are matched anew.
const ASSESS_VERSION: u32 = 2;

/// A watchlist in one of its versions.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedList {
    /// The watchlist.
    pub watchlist: Watchlist,
    /// Its version; counts from 1, 0 where nothing is stored.
    pub version: u32,
}

/// Every watchlist that is live or on trial, compiled. Immutable and cheap to
/// clone; a change of a watchlist makes a new one that is swapped in whole.
#[derive(Clone, Debug)]
pub struct Watch(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    live: ListSet,
    /// Versions on trial, scanned apart: what they meet must not change what
    /// the live ones say.
    trial: ListSet,
    hosts: HostLists,
    config: AlertingConfig,
    digest: ContentHash,
}

/// Watchlists with the one scanner made of them.
#[derive(Debug)]
pub(crate) struct ListSet {
    lists: Vec<LoadedList>,
    by_id: HashMap<WatchlistId, usize>,
    rules: RuleSet,
}

impl ListSet {
    fn compile(lists: Vec<(Watchlist, u32)>, hosts: &HostLists) -> Result<ListSet, Vec<Fault>> {
        let mut missing: Vec<Fault> = lists
            .iter()
            .flat_map(|(watchlist, _)| hosts.faults(watchlist))
            .collect();
        if !missing.is_empty() {
            missing.sort();
            missing.dedup();
            return Err(missing);
        }
        let lists: Vec<LoadedList> = lists
            .into_iter()
            .map(|(watchlist, version)| LoadedList { watchlist, version })
            .collect();
        let specs: Vec<RuleSpec> = lists
            .iter()
            .flat_map(|list| list.watchlist.rule_specs(list.version, hosts))
            .collect();
        let rules = RuleSet::compile(specs).map_err(|faults| {
            let mut placed: Vec<Fault> = faults
                .into_iter()
                .filter_map(|fault| {
                    let list = lists
                        .iter()
                        .find(|list| list.watchlist.id == fault.watchlist)?;
                    Some(list.watchlist.place_fault(fault))
                })
                .collect();
            placed.sort();
            placed.dedup();
            placed
        })?;
        Ok(ListSet {
            by_id: lists
                .iter()
                .enumerate()
                .map(|(index, list)| (list.watchlist.id.clone(), index))
                .collect(),
            lists,
            rules,
        })
    }

    pub(crate) fn list(&self, id: &WatchlistId) -> Option<&LoadedList> {
        self.by_id.get(id).and_then(|index| self.lists.get(*index))
    }

    pub(crate) fn rules(&self) -> &RuleSet {
        &self.rules
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }
}

impl Watch {
    /// Compiles watchlists that are all live, see [`Watch::with_trials`].
    ///
    /// # Errors
    /// Those of [`Watch::with_trials`].
    pub fn compile(
        lists: Vec<(Watchlist, u32)>,
        hosts: &HostLists,
        config: &AlertingConfig,
        now: Timestamp,
    ) -> Result<Watch, Vec<Fault>> {
        Watch::with_trials(lists, Vec::new(), hosts, config, now)
    }

    /// Compiles watchlists, live ones and those on trial, with the lists of
    /// hosts that their rules name, and warns in the log of each that is past
    /// its review-by day at `now`. Such a list stays loaded; [`Watch::assess`]
    /// leaves its hits out.
    ///
    /// # Errors
    /// Every list of hosts that is named and is not in `hosts`, every fault of
    /// those that are named; else every fault of every rule; and a number of
    /// `config` that is out of bounds.
    pub fn with_trials(
        live: Vec<(Watchlist, u32)>,
        trial: Vec<(Watchlist, u32)>,
        hosts: &HostLists,
        config: &AlertingConfig,
        now: Timestamp,
    ) -> Result<Watch, Vec<Fault>> {
        if let Err(error) = config.check() {
            return Err(vec![Fault {
                file: "haidang.toml".to_owned(),
                line: 1,
                column: 1,
                vi: format!(
                    "[alerting] {} = {} ngoài giới hạn; cần từ {} đến {}",
                    error.key, error.value, error.min, error.max
                ),
                en: error.to_string(),
            }]);
        }
        let (live, trial) = (
            ListSet::compile(live, hosts)?,
            ListSet::compile(trial, hosts)?,
        );
        let watch = Watch(Arc::new(Inner {
            digest: digest(&live, &trial, hosts, config),
            live,
            trial,
            hosts: hosts.clone(),
            config: config.clone(),
        }));
        watch.warn_of_expired(now);
        Ok(watch)
    }

    /// Returns the live watchlists, in the order they were given.
    pub fn lists(&self) -> &[LoadedList] {
        &self.0.live.lists
    }

    /// Returns the watchlists on trial, in the order they were given.
    pub fn trials(&self) -> &[LoadedList] {
        &self.0.trial.lists
    }

    /// Returns a watchlist on trial by its id.
    pub fn trial(&self, id: &WatchlistId) -> Option<&LoadedList> {
        self.0.trial.list(id)
    }

    /// Returns a live watchlist by its id.
    pub fn list(&self, id: &WatchlistId) -> Option<&LoadedList> {
        self.0.live.list(id)
    }

    /// Returns the live watchlists that raise nothing at `now` because their
    /// review-by day is over.
    pub fn expired(&self, now: Timestamp) -> Vec<&LoadedList> {
        self.0
            .live
            .lists
            .iter()
            .filter(|list| list.watchlist.is_expired(now))
            .collect()
    }

    /// Says in the log which watchlists raise nothing at `now`; to be called
    /// once a day by whatever runs for long.
    pub fn warn_of_expired(&self, now: Timestamp) {
        for list in self.expired(now) {
            tracing::error!(
                watchlist.id = %list.watchlist.id,
                watchlist.owner = %list.watchlist.owner,
                review_by = %list.watchlist.review_by,
                "watchlist is past its review-by day and raises nothing; review it and set a new day"
            );
        }
    }

    /// Returns how many rules are live.
    pub fn rule_count(&self) -> usize {
        self.0
            .live
            .lists
            .iter()
            .map(|list| list.watchlist.rules.len())
            .sum()
    }

    /// Returns the numbers that scores are made with.
    pub fn config(&self) -> &AlertingConfig {
        &self.0.config
    }

    /// Returns the lists of hosts that its rules may name.
    pub fn host_lists(&self) -> &HostLists {
        &self.0.hosts
    }

    /// Returns what tells this set of watchlists, versions, named lists of hosts
    /// and numbers from any other.
    pub fn digest(&self) -> ContentHash {
        self.0.digest
    }

    pub(crate) fn live_set(&self) -> &ListSet {
        &self.0.live
    }

    pub(crate) fn trial_set(&self) -> &ListSet {
        &self.0.trial
    }
}

fn digest(
    live: &ListSet,
    trial: &ListSet,
    hosts: &HostLists,
    config: &AlertingConfig,
) -> ContentHash {
    let mut parts: Vec<String> = vec![ASSESS_VERSION.to_string(), format!("{config:?}")];
    let states = [(WatchlistState::Live, live), (WatchlistState::Trial, trial)];
    for (state, set) in states {
        for list in &set.lists {
            parts.push(state.to_string());
            parts.push(list.watchlist.id.to_string());
            parts.push(list.version.to_string());
            parts.push(list.watchlist.text.to_string());
            parts.extend(hosts.digests(&list.watchlist));
        }
    }
    ContentHash::of_parts(parts.iter().map(String::as_bytes))
}
