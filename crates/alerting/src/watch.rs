use std::{collections::HashMap, sync::Arc};

use haidang_model::{ContentHash, Timestamp, WatchlistId};
use haidang_query::{RuleSet, RuleSpec};

use crate::{AlertingConfig, Fault, Watchlist};

/// Counts up when the same watchlists and the same page may come to another
/// assessment; part of [`Watch::digest`], so that stored pages are matched anew.
const ASSESS_VERSION: u32 = 1;

/// A watchlist in the version it was registered with.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedList {
    /// The watchlist.
    pub watchlist: Watchlist,
    /// Its version; counts from 1, 0 where nothing is stored.
    pub version: u32,
}

/// Every watchlist, compiled to one scanner. Immutable and cheap to clone;
/// a change of a file makes a new one that is swapped in whole.
#[derive(Clone, Debug)]
pub struct Watch(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    lists: Vec<LoadedList>,
    by_id: HashMap<WatchlistId, usize>,
    rules: RuleSet,
    config: AlertingConfig,
    digest: ContentHash,
}

impl Watch {
    /// Compiles watchlists, and warns in the log of each that is past its
    /// review-by day at `now`. Such a list stays loaded; [`Watch::assess`]
    /// leaves its hits out.
    ///
    /// # Errors
    /// Every fault of every rule, and a number of `config` that is out of
    /// bounds.
    pub fn compile(
        lists: Vec<(Watchlist, u32)>,
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
        let lists: Vec<LoadedList> = lists
            .into_iter()
            .map(|(watchlist, version)| LoadedList { watchlist, version })
            .collect();
        let specs: Vec<RuleSpec> = lists
            .iter()
            .flat_map(|list| list.watchlist.rule_specs(list.version))
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
        let watch = Watch(Arc::new(Inner {
            by_id: lists
                .iter()
                .enumerate()
                .map(|(index, list)| (list.watchlist.id.clone(), index))
                .collect(),
            digest: digest(&lists, config),
            lists,
            rules,
            config: config.clone(),
        }));
        watch.warn_of_expired(now);
        Ok(watch)
    }

    /// Returns the watchlists, in the order they were given.
    pub fn lists(&self) -> &[LoadedList] {
        &self.0.lists
    }

    /// Returns a watchlist by its id.
    pub fn list(&self, id: &WatchlistId) -> Option<&LoadedList> {
        self.0
            .by_id
            .get(id)
            .and_then(|index| self.0.lists.get(*index))
    }

    /// Returns the watchlists that raise nothing at `now` because their
    /// review-by day is over.
    pub fn expired(&self, now: Timestamp) -> Vec<&LoadedList> {
        self.0
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

    /// Returns how many rules there are.
    pub fn rule_count(&self) -> usize {
        self.0.rules.len()
    }

    /// Returns the numbers that scores are made with.
    pub fn config(&self) -> &AlertingConfig {
        &self.0.config
    }

    /// Returns what tells this set of watchlists, versions and numbers from
    /// any other.
    pub fn digest(&self) -> ContentHash {
        self.0.digest
    }

    pub(crate) fn rules(&self) -> &RuleSet {
        &self.0.rules
    }
}

fn digest(lists: &[LoadedList], config: &AlertingConfig) -> ContentHash {
    let mut parts: Vec<String> = vec![ASSESS_VERSION.to_string(), format!("{config:?}")];
    for list in lists {
        parts.push(list.watchlist.id.to_string());
        parts.push(list.version.to_string());
        parts.push(list.watchlist.text.to_string());
    }
    ContentHash::of_parts(parts.iter().map(String::as_bytes))
}
