//! Versions of sources, as they were loaded from files. Watchlists have a life of
//! their own, see [`crate::WatchlistRepository`].

use async_trait::async_trait;
use haidang_model::{ContentHash, Timestamp};

use crate::Result;

/// What a configuration file describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigKind {
    /// A source.
    Source,
}

/// A version of a configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigVersion {
    /// Counts from 1 for each source.
    pub version: u32,
    /// The hash of the file's text.
    pub digest: ContentHash,
    /// When it was first loaded.
    pub loaded: Timestamp,
    /// The file's text.
    pub text: String,
}

/// Keeps every version of every source that was ever loaded.
#[async_trait]
pub trait ConfigRepository {
    /// Returns the version number of `text`: that of the newest version if the
    /// text is the same, else a new one, with an audit row in the same
    /// transaction.
    async fn config_register(
        &self,
        kind: ConfigKind,
        id: &str,
        text: &str,
        now: Timestamp,
    ) -> Result<u32>;

    /// Lists the versions of one source, newest first.
    async fn config_versions(&self, kind: ConfigKind, id: &str) -> Result<Vec<ConfigVersion>>;
}
