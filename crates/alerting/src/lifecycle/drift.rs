//! Files that no longer say what the store says.

use haidang_model::{ContentHash, WatchlistId, WatchlistState};
use haidang_store::DynStore;

use super::{LifeError, canonical};
use crate::Watchlist;

/// A file that says something else than the live version of its watchlist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The watchlist.
    pub id: WatchlistId,
    /// The file, as it was named to the loader.
    pub file: String,
    /// How the two stand to each other.
    pub kind: DriftKind,
}

/// How a file stands to what the store has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DriftKind {
    /// The store has no such watchlist.
    New,
    /// The live version is this one, and the file says something else.
    Differs {
        /// The number of the live version.
        live: u32,
    },
    /// What the file says is kept already, and not live (yet).
    Kept {
        /// The number of the version that says the same.
        version: u32,
        /// Where it stands.
        state: WatchlistState,
    },
    /// The store has the watchlist, no version of it is live, and none says what
    /// the file says.
    NotLive,
}

/// Compares files with the store, by what they say and not by how they are
/// written. Those that agree with the live version are left out.
///
/// # Errors
/// [`LifeError::Store`].
pub async fn drift(store: &DynStore, files: &[Watchlist]) -> Result<Vec<Drift>, LifeError> {
    let metas = store.watchlist_metas(None).await?;
    let active = store.watchlists_active().await?;
    let mut drifts = Vec::new();
    for file in files {
        let text = file.to_toml();
        let digest = ContentHash::of(text.as_bytes());
        let live = active.iter().find(|version| {
            version.meta.id == file.id && version.meta.state == WatchlistState::Live
        });
        if live.is_some_and(|live| canonical(live).is_some_and(|kept| kept == text)) {
            continue;
        }
        let of_list = || metas.iter().filter(|meta| meta.id == file.id);
        let same = of_list().find(|meta| meta.digest == digest);
        let kind = match (live, same) {
            // A file that says what a version said before the live one is old.
            (Some(live), Some(same)) if same.state == WatchlistState::Retired => {
                DriftKind::Differs {
                    live: live.meta.version,
                }
            }
            (_, Some(same)) => DriftKind::Kept {
                version: same.version,
                state: same.state,
            },
            (Some(live), None) => DriftKind::Differs {
                live: live.meta.version,
            },
            (None, None) if of_list().next().is_some() => DriftKind::NotLive,
            (None, None) => DriftKind::New,
        };
        drifts.push(Drift {
            id: file.id.clone(),
            file: file.file.clone(),
            kind,
        });
    }
    Ok(drifts)
}
