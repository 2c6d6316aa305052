use haidang_model::Timestamp;
use haidang_store::{ConfigKind, DynStore};

use crate::Watchlist;

/// Gives each watchlist its version: the newest one if its text is the same,
/// else a new one with an audit row. The order is kept.
///
/// # Errors
/// What the store says; watchlists before the failing one stay registered,
/// which a second call finds and leaves alone.
pub async fn register(
    store: &DynStore,
    watchlists: &[Watchlist],
    now: Timestamp,
) -> haidang_store::Result<Vec<(Watchlist, u32)>> {
    let mut versions = Vec::with_capacity(watchlists.len());
    for watchlist in watchlists {
        let version = store
            .config_register(
                ConfigKind::Watchlist,
                watchlist.id.as_str(),
                &watchlist.text,
                now,
            )
            .await?;
        versions.push((watchlist.clone(), version));
    }
    Ok(versions)
}
