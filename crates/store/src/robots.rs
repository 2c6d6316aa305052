//! robots.txt as last fetched, by origin.

use async_trait::async_trait;
use haidang_model::Timestamp;

use crate::Result;

/// What is known of the robots.txt of one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RobotsRecord {
    /// `https://host[:port]`.
    pub origin: String,
    /// When it was last asked for.
    pub checked: Timestamp,
    /// The answer's status; `None` when there was no answer.
    pub status: Option<u16>,
    /// The last good body, at most 500 KiB (RFC 9309 §2.5).
    pub body: Option<Vec<u8>>,
    /// When `body` was fetched.
    pub body_fetched: Option<Timestamp>,
}

/// Keeps robots.txt files.
#[async_trait]
pub trait RobotsRepository {
    /// Returns what is known of an origin.
    async fn robots_get(&self, origin: &str) -> Result<Option<RobotsRecord>>;

    /// Keeps what is known of an origin, in place of what was.
    async fn robots_put(&self, record: &RobotsRecord) -> Result<()>;
}
