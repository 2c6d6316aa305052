//! What the store says is to be matched.

use haidang_model::{Timestamp, WatchlistState};
use haidang_store::DynStore;

use super::{LifeError, read};
use crate::{AlertingConfig, Fault, HostLists, Watch, Watchlist};

/// The versions that are matched, each with its number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InUse {
    /// Those that raise flags.
    pub live: Vec<(Watchlist, u32)>,
    /// Those that only record.
    pub trial: Vec<(Watchlist, u32)>,
}

impl InUse {
    /// Compiles them.
    ///
    /// # Errors
    /// Those of [`Watch::with_trials`].
    pub fn compile(
        self,
        hosts: &HostLists,
        config: &AlertingConfig,
        now: Timestamp,
    ) -> Result<Watch, Vec<Fault>> {
        Watch::with_trials(self.live, self.trial, hosts, config, now)
    }
}

/// Reads the versions that are live and on trial.
///
/// # Errors
/// [`LifeError::Faults`] with every fault of every version that cannot be read
/// any more, [`LifeError::Store`].
pub async fn in_use(store: &DynStore) -> Result<InUse, LifeError> {
    let mut in_use = InUse::default();
    let mut faults = Vec::new();
    for version in store.watchlists_active().await? {
        match read(&version) {
            Ok(watchlist) => {
                let list = (watchlist, version.meta.version);
                if version.meta.state == WatchlistState::Trial {
                    in_use.trial.push(list);
                } else {
                    in_use.live.push(list);
                }
            }
            Err(LifeError::Faults(found)) => faults.extend(found),
            Err(error) => return Err(error),
        }
    }
    if faults.is_empty() {
        Ok(in_use)
    } else {
        Err(LifeError::Faults(faults))
    }
}

/// Takes watchlists in as live if the store has none yet: whoever installs the
/// server decides what it begins with. Returns whether they were taken in.
///
/// # Errors
/// [`LifeError::Store`].
pub async fn install(
    store: &DynStore,
    watchlists: &[Watchlist],
    now: Timestamp,
) -> Result<bool, LifeError> {
    let lists: Vec<_> = watchlists
        .iter()
        .map(|list| (list.id.clone(), list.to_toml()))
        .collect();
    Ok(store.watchlists_install(&lists, now).await?)
}
