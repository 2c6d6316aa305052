use serde::{Deserialize, Serialize};

use crate::{CaseId, Category, ContentHash, FlagId, Hit, PageKey, Timestamp};

/// The parts of a priority, each from 0 to 1, shown as they are; the total is
/// their product, as DESIGN §7 says: severity × confidence × zone × freshness
/// × reach.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Priority {
    /// How grave the harm is.
    pub severity: f64,
    /// How sure the hits are, exclusions and report context counted in.
    pub confidence: f64,
    /// Where on the page they stood.
    pub zone: f64,
    /// How new the page is.
    pub freshness: f64,
    /// How many may meet it (pages of one campaign, an official host).
    pub reach: f64,
}

impl Priority {
    /// Returns the total, from 0 to 1.
    pub fn total(&self) -> f64 {
        self.severity * self.confidence * self.zone * self.freshness * self.reach
    }
}

/// Hits on a page that ask for a human. Unique on page, content, rule, version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flag {
    /// Its row.
    pub id: FlagId,
    /// The case it joined.
    pub case: CaseId,
    /// The page.
    pub page: PageKey,
    /// The text version of the page the hits were met on.
    pub text_hash: ContentHash,
    /// The category of its watchlist.
    pub category: Category,
    /// What was met, all of one watchlist's rule and version.
    pub hits: Vec<Hit>,
    /// Its priority with its parts.
    pub priority: Priority,
    /// When it was raised.
    pub raised: Timestamp,
}
