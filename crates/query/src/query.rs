use std::{fmt, sync::Arc};

use haidang_model::{Confidence, HitReason, Rung, Span, Zone};

use crate::{
    Node, PageText, QueryFault, ZoneSet,
    evaluate::{Seen, Told, evaluate},
    limits, parse,
    patterns::FewPatterns,
    program::{Collected, Defaults, Program},
    scanner::{RULE_CONFIDENCE_MIN, Scanner},
};

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
    /// Bytes of that run's text; see [`crate::Place::span`]. For a link, its
    /// whole text; empty when it has none, and for what is met by the page's
    /// address or by a signal.
    pub span: Span,
    /// The words as they stand, whole; for a link, its target; for `url:` and
    /// `host:`, the address; empty for a signal.
    pub quote: String,
    /// The first token, counted through the page; 0 for what is not text.
    pub first_token: usize,
    /// The last token.
    pub last_token: usize,
}

/// A query, parsed and ready. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Query(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    ast: Node,
    surface: Surface,
    scanner: Scanner,
    patterns: FewPatterns,
    program: Program,
}

impl Query {
    /// Parses a query.
    ///
    /// ```
    /// use haidang_query::{Query, Surface};
    /// let query = Query::parse("\"cá độ\" AND (nạp OR rút", Surface::Search);
    /// let faults = query.expect_err("a parenthesis is open");
    /// assert_eq!(faults[0].span, 16..17);
    /// ```
    ///
    /// # Errors
    /// The faults found, each with its place; never empty.
    pub fn parse(source: &str, surface: Surface) -> Result<Query, Vec<QueryFault>> {
        let ast = parse::parse(source, surface)?;
        let mut collected = Collected::default();
        let defaults = Defaults {
            // The index gives no candidates for disguised words, so a search
            // that met them here would find what it cannot count.
            max_rung: match surface {
                Surface::Search => Rung::Folded,
                Surface::Rule => Rung::Deobf,
            },
            typed_bare: surface == Surface::Search,
        };
        let program = Program::of_node(&ast, defaults, &mut collected);
        Ok(Query(Arc::new(Compiled {
            ast,
            surface,
            scanner: collected.scanner.build(),
            patterns: collected.patterns.build_few(),
            program,
        })))
    }

    /// Returns the query taken apart.
    pub fn ast(&self) -> &Node {
        &self.0.ast
    }

    /// Returns for whom it was written.
    pub fn surface(&self) -> Surface {
        self.0.surface
    }

    /// Tells whether the page meets the query.
    pub fn matches(&self, page: &PageText) -> bool {
        self.evaluate(page, 0).is_some()
    }

    /// Returns the terms of the query that are met on a page that meets it, in
    /// the order of the page; at most 1,000, the surest of each term and zone
    /// first. Empty when the page does not meet it, and also when it does so by
    /// filters alone; [`Query::matches`] tells which.
    pub fn find(&self, page: &PageText) -> Vec<Found> {
        let told = self.evaluate(page, limits::FOUND_MAX);
        told.map_or_else(Vec::new, |told| told.found)
    }

    fn evaluate(&self, page: &PageText, most: usize) -> Option<Told> {
        // Whoever searches wants to see doubtful places, too; a rule accuses.
        let (rung_max, confidence_min) = match self.0.surface {
            Surface::Search => (Rung::Folded, 0),
            Surface::Rule => (Rung::Deobf, RULE_CONFIDENCE_MIN),
        };
        let occurrences = self.0.scanner.scan(page, rung_max, confidence_min);
        let seen = Seen {
            page,
            terms: &occurrences,
            patterns: &self.0.patterns.meet(page),
        };
        evaluate(&self.0.program, seen, ZoneSet::ALL, most)
    }
}

impl fmt::Display for Query {
    /// Writes a query that parses to the same tree.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.ast.fmt(f)
    }
}
