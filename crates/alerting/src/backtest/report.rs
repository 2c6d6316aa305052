//! What a backtest found, for people and for machines.

use haidang_model::{CanonicalUrl, PageId, PageKey, RuleId, Rung, WatchlistId, Zone};
use serde::Serialize;

/// What watchlists would do on the stored pages.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BacktestReport {
    /// Pages that were read.
    pub pages: u64,
    /// Pages that could not be read or matched; each is named in the log.
    pub broken: u64,
    /// False when it was stopped before the last page.
    pub complete: bool,
    /// Pages that the draft would put before a person.
    pub raised: u64,
    /// Pages on which the draft meets something that is recorded only.
    pub recorded: u64,
    /// Raised by the draft and not by the live version.
    pub gained: u64,
    /// Raised by the live version and not by the draft.
    pub lost: u64,
    /// Cases that those pages would be joined to, if none were open.
    pub cases: u64,
    /// Raised pages by rule, most first.
    pub by_rule: Vec<RuleCount>,
    /// Raised pages by site (or file of an import), most first.
    pub by_site: Vec<(String, u64)>,
    /// Raised pages by the day in Vietnam on which they were fetched.
    pub by_day: Vec<(String, u64)>,
    /// What people decided on raised pages before.
    pub expected: Expected,
    /// Days from the oldest to the newest page, at least 1.
    pub days: u64,
    /// Minutes of review that the cases would take a day.
    pub minutes_a_day: f64,
    /// Some of the pages gained.
    pub samples_gained: Vec<Sample>,
    /// Some of the pages lost.
    pub samples_lost: Vec<Sample>,
}

/// Pages that one rule would raise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RuleCount {
    /// Its watchlist.
    pub watchlist: WatchlistId,
    /// The rule.
    pub rule: RuleId,
    /// Pages.
    pub pages: u64,
}

/// What past decisions on the raised pages say of the draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Expected {
    /// Raised pages that people confirmed, in the same category.
    pub confirmed: u64,
    /// Raised pages that people found not harmful.
    pub not_harmful: u64,
    /// Raised pages on which decisions disagree.
    pub disputed: u64,
    /// The share confirmed of those decided; absent when none is.
    pub precision: Option<f64>,
    /// Its 95 % interval (Wilson's score interval).
    pub interval: Option<(f64, f64)>,
}

impl Expected {
    /// Makes the shares from the counts.
    pub(super) fn of(confirmed: u64, not_harmful: u64, disputed: u64) -> Expected {
        let decided = confirmed + not_harmful;
        let share = confirmed as f64 / decided as f64;
        let known = decided > 0;
        Expected {
            confirmed,
            not_harmful,
            disputed,
            precision: known.then_some(share),
            interval: known.then(|| wilson(share, decided as f64)),
        }
    }
}

/// Wilson's score interval at 95 % (E. B. Wilson, 1927): unlike the plain one
/// it stays within 0 and 1 and is honest for a handful of decisions.
fn wilson(share: f64, count: f64) -> (f64, f64) {
    const Z: f64 = 1.959_963_985;
    let middle = (share + Z * Z / (2.0 * count)) / (1.0 + Z * Z / count);
    let half = Z / (1.0 + Z * Z / count)
        * (share * (1.0 - share) / count + Z * Z / (4.0 * count * count)).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

/// A page shown as an example.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sample {
    /// The page.
    pub page: PageId,
    /// What names it.
    pub key: PageKey,
    /// Its address, if it has one.
    pub url: Option<CanonicalUrl>,
    /// Its title, personal data masked.
    pub title: String,
    /// The score that decides.
    pub score: f64,
    /// What was met, surest first.
    pub hits: Vec<SampleHit>,
}

/// A hit of a sample with the words around it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SampleHit {
    /// The rule.
    pub rule: RuleId,
    /// The term.
    pub term: String,
    /// How far from exact.
    pub rung: Rung,
    /// How sure, from 0 to 1.
    pub confidence: f64,
    /// Where on the page.
    pub zone: Zone,
    /// The words before it, personal data masked; empty where the hit is no
    /// text of the page, as in a link.
    pub before: String,
    /// What stands there, personal data masked.
    pub quote: String,
    /// The words after it, as those before.
    pub after: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        // Worked by hand from the formula: 8 of 10.
        let (low, high) = Expected::of(8, 2, 0).interval.unwrap();
        assert!((low - 0.490).abs() < 0.001, "{low}");
        assert!((high - 0.943).abs() < 0.001, "{high}");
        let (low, high) = Expected::of(3, 0, 0).interval.unwrap();
        assert!((low - 0.438).abs() < 0.001, "{low}");
        assert!((high - 1.0).abs() < 1e-9, "{high}");
        assert_eq!(Expected::of(0, 0, 4).precision, None);
    }
}
