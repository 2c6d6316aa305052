use std::fmt;

use haidang_model::{Confidence, HitReason, Rung, Span, Zone};

use crate::{Node, PageText, QueryFault};

/// For whom a query is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Surface {
    /// A person who searches: words side by side are alternatives, and a word
    /// typed without marks also meets text that has them.
    Search,
    /// An operator's rule: words side by side are refused, and so is a rule
    /// that has nothing to look for.
    Rule,
}

/// One term of a query met at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The term, as the query writes it.
    pub term: String,
    /// How far from exact.
    pub rung: Rung,
    /// How sure; never more than the weakest part that had to be met with it.
    pub confidence: Confidence,
    /// Why that sure.
    pub reasons: Vec<HitReason>,
    /// Where on the page.
    pub zone: Zone,
    /// Which of the page's runs holds `span`.
    pub run: usize,
    /// Bytes of that run's text; see [`crate::Place::span`].
    pub span: Span,
    /// The words as they stand, whole; for a link, its target.
    pub quote: String,
    /// The first token, counted through the page.
    pub first_token: usize,
    /// The last token.
    pub last_token: usize,
}

/// A query, parsed and ready.
#[derive(Clone, Debug)]
pub struct Query {
    ast: Node,
    surface: Surface,
}

impl Query {
    /// Parses a query.
    ///
    /// # Errors
    /// The faults found, each with its place; never empty.
    pub fn parse(source: &str, surface: Surface) -> Result<Query, Vec<QueryFault>> {
        let _ = (source, surface);
        Err(Vec::new())
    }

    /// Returns the query taken apart.
    pub fn ast(&self) -> &Node {
        &self.ast
    }

    /// Returns for whom it was written.
    pub fn surface(&self) -> Surface {
        self.surface
    }

    /// Tells whether the page meets the query.
    pub fn matches(&self, page: &PageText) -> bool {
        let _ = page;
        false
    }

    /// Returns the terms of the query that are met on a page that meets it, in
    /// the order of the page.
    pub fn find(&self, page: &PageText) -> Vec<Found> {
        let _ = page;
        Vec::new()
    }
}

impl fmt::Display for Query {
    /// Writes a query that parses to the same tree.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.ast)
    }
}
