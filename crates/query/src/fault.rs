use std::fmt;

use haidang_model::{RuleId, Span, WatchlistId};

/// A fault of a query: where, what, and the way out, in both languages of the
/// console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryFault {
    /// The place, in bytes of the query's source. Empty at the end of the
    /// source when something is missing there.
    pub span: Span,
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

impl QueryFault {
    pub(crate) fn new(span: Span, vi: impl Into<String>, en: impl Into<String>) -> QueryFault {
        QueryFault {
            span,
            vi: vi.into(),
            en: en.into(),
        }
    }
}

impl fmt::Display for QueryFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}: {}", self.span.start, self.span.end, self.en)
    }
}

impl std::error::Error for QueryFault {}

/// A fault of one rule of a watchlist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFault {
    /// The watchlist.
    pub watchlist: WatchlistId,
    /// The rule.
    pub rule: RuleId,
    /// Which of the rule's `terms` (or of its `unless`, see `part`), from 0;
    /// absent for a query.
    pub term_index: Option<usize>,
    /// Which key of the rule.
    pub part: RulePart,
    /// The place, in bytes of that term or query.
    pub span: Span,
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

impl fmt::Display for RuleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}: {}", self.watchlist, self.rule, self.en)
    }
}

impl std::error::Error for RuleFault {}

/// The keys of a rule that hold words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RulePart {
    /// `terms`.
    Terms,
    /// `query`.
    Query,
    /// `unless`.
    Unless,
}
