use haidang_model::{Hit, Kind, RuleId, Rung, WatchlistId, Zone};

use crate::{PageText, RuleFault};

/// What a rule looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleBody {
    /// Any of these terms. Each is met as a phrase: its words side by side.
    Terms(Vec<String>),
    /// A query on the surface [`crate::Surface::Rule`].
    Query(String),
}

/// A rule as an operator wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSpec {
    /// Its watchlist.
    pub watchlist: WatchlistId,
    /// Its name.
    pub rule: RuleId,
    /// The version of the watchlist; stamped on each hit.
    pub version: u32,
    /// What its hits are.
    pub kind: Kind,
    /// What it looks for.
    pub body: RuleBody,
    /// The widest rung a hit may have. A query may narrow it per term.
    pub max_rung: Rung,
    /// Where it looks; everywhere if absent.
    pub zones: Option<Vec<Zone>>,
    /// Terms that, seen by a reader anywhere on the page, speak against the
    /// rule.
    pub unless: Vec<String>,
}

/// An `unless` term that was met on a page on which its rule was met.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnlessMet {
    /// The watchlist of the rule.
    pub watchlist: WatchlistId,
    /// The rule.
    pub rule: RuleId,
    /// The term, as the rule writes it.
    pub term: String,
}

/// What a page holds of a [`RuleSet`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// The rules met, in the order of the rules, then of the page.
    pub hits: Vec<Hit>,
    /// The `unless` terms met, for rules that have a hit here.
    pub unless: Vec<UnlessMet>,
    /// Whether hits were left out because the page has too many. Every rule
    /// that was met still has at least one.
    pub truncated: bool,
}

/// Many rules in one scanner. Immutable; whoever holds one may share it
/// between threads and swap it for another whole.
#[derive(Debug, Default)]
pub struct RuleSet {
    rules: Vec<RuleSpec>,
}

impl RuleSet {
    /// Compiles rules.
    ///
    /// # Errors
    /// Every fault of every rule, not only the first.
    pub fn compile(rules: Vec<RuleSpec>) -> Result<RuleSet, Vec<RuleFault>> {
        Ok(RuleSet { rules })
    }

    /// Returns how many rules there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Tells whether there are no rules.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Holds all rules against a page. The cost is that of the page's text and
    /// of what is met in it, whatever the number of rules.
    pub fn scan(&self, page: &PageText) -> Scan {
        let _ = page;
        Scan::default()
    }
}
