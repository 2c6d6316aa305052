//! From a query to what the index is asked.
//!
//! The plan must propose every page that the evaluator would accept; it may
//! propose more. Where it provably proposes no more, it says so, and the
//! number of pages can be read off the index.

use std::collections::BTreeSet;

use haidang_model::Rung;
use haidang_query::Node;
use tantivy::{
    Searcher, Term,
    query::{
        AllQuery, BooleanQuery, ConstScoreQuery, Occur, Query, RangeQuery, TermQuery, TermSetQuery,
    },
    schema::{Field, IndexRecordOption},
};
use vitext::Normalised;

use crate::{
    key::{self, Spelling},
    schema::Fields,
};

/// What the index is asked for a query.
pub(crate) struct Plan {
    /// Proposes pages and scores them.
    pub(crate) query: Box<dyn Query>,
    /// Whether the evaluator accepts every page proposed.
    pub(crate) exact: bool,
}

/// Spellings of one folded syllable that are looked at; Vietnamese has at most
/// some dozens.
const SPELLINGS_MAX: usize = 1_000;

/// Makes the plan of a query parsed with `Surface::Search`, for what the index
/// holds at present.
///
/// # Errors
/// When the dictionary of the index cannot be read.
pub(crate) fn plan(fields: &Fields, searcher: &Searcher, node: &Node) -> tantivy::Result<Plan> {
    Planner { fields, searcher }.plan(node)
}

struct Planner<'a> {
    fields: &'a Fields,
    searcher: &'a Searcher,
}

impl Planner<'_> {
    fn plan(&self, node: &Node) -> tantivy::Result<Plan> {
        Ok(match node {
            Node::Term { text, rung, .. } => self.words(text, *rung, 0)?,
            Node::Phrase {
                text, rung, slop, ..
            } => self.words(text, *rung, *slop)?,
            Node::Near { left, right, .. } => {
                let parts = [self.plan(left)?, self.plan(right)?];
                Plan {
                    exact: false,
                    ..all_of(parts)
                }
            }
            Node::And { nodes, .. } => {
                // A zone beside them limits where the other parts are met.
                let limited = nodes.iter().any(speaks_of_a_zone);
                let plan = all_of(self.plans(nodes)?);
                Plan {
                    exact: plan.exact && !limited,
                    ..plan
                }
            }
            Node::Or { nodes, .. } => any_of(self.plans(nodes)?),
            Node::Any { nodes, .. } => self.side_by_side(nodes)?,
            // The index cannot tell "số để" from "số đề" where the evaluator
            // can, so nothing is left out by it. Of expressions, signals and
            // flags it knows nothing.
            Node::Not { .. }
            | Node::Zone { .. }
            | Node::Regex { .. }
            | Node::Shape { .. }
            | Node::Signal { .. }
            | Node::Category { .. } => Plan {
                query: unscored(AllQuery),
                exact: false,
            },
            // Where so many are met, one is.
            Node::AtLeast { nodes, .. } => Plan {
                exact: false,
                ..any_of(self.plans(nodes)?)
            },
            Node::Count { node, .. } => Plan {
                exact: false,
                ..self.plan(node)?
            },
            Node::Title { node, .. } => Plan {
                exact: false,
                ..self.plan(node)?
            },
            Node::Site { site, .. } => Plan {
                query: unscored(TermSetQuery::new([
                    Term::from_field_text(self.fields.host, site.as_str()),
                    Term::from_field_text(self.fields.site, site.as_str()),
                ])),
                exact: true,
            },
            // The field has the domains above as well, of which `host:` does
            // not speak; and `link:` may go on with a path.
            Node::Host { host, .. } => self.filter(self.fields.host, host.as_str(), false),
            Node::Link { host, .. } => self.filter(self.fields.link, host.as_str(), false),
            Node::Lang { lang, .. } => self.filter(self.fields.lang, lang, true),
            Node::Fetched { from, to, .. } => {
                use std::ops::Bound::{Excluded, Included, Unbounded};
                let term = |ms| Term::from_field_i64(self.fields.fetched, ms);
                let lower = from.map_or(Unbounded, |day| Included(term(day.start().0)));
                let upper = to.map_or(Unbounded, |day| Excluded(term(day.end().0)));
                let query = match (from, to) {
                    // Every page was fetched at some time.
                    (None, None) => unscored(AllQuery),
                    _ => unscored(RangeQuery::new(lower, upper)),
                };
                Plan { query, exact: true }
            }
        })
    }

    fn plans(&self, nodes: &[Node]) -> tantivy::Result<Vec<Plan>> {
        nodes.iter().map(|node| self.plan(node)).collect()
    }

    fn filter(&self, field: Field, value: &str, exact: bool) -> Plan {
        Plan {
            query: unscored(term_query(field, value)),
            exact,
        }
    }

    /// Plans a word or a phrase.
    fn words(&self, text: &str, rung: Option<Rung>, slop: u32) -> tantivy::Result<Plan> {
        let words = vitext::normalise(text);
        if words.len() == 1 {
            return self.word(&words, rung);
        }
        let folded: Vec<&str> = (0..words.len()).map(|at| key::folded(&words, at)).collect();
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::with_capacity(words.len() * 3);
        if slop == 0 {
            for pair in folded.windows(2) {
                if let [left, right] = pair {
                    let pair = key::pair(left, right);
                    clauses.push((Occur::Must, scored(self.fields.folded, &pair)));
                }
            }
        }
        // With pairs required, their syllables are there anyway.
        let occur = if slop == 0 {
            Occur::Should
        } else {
            Occur::Must
        };
        for (at, word) in folded.iter().enumerate() {
            clauses.push((occur, scored(self.fields.folded, word)));
            let accented = key::accented(&words, at);
            clauses.push((Occur::Should, scored(self.fields.accented, &accented)));
        }
        // Without a word it proposes nothing, and no page can meet it.
        Ok(Plan {
            query: Box::new(BooleanQuery::new(clauses)),
            exact: words.is_empty(),
        })
    }

    /// Plans a single syllable. Its pages are known exactly: those with one of
    /// the spellings that it may meet.
    fn word(&self, words: &Normalised, rung: Option<Rung>) -> tantivy::Result<Plan> {
        let folded = key::folded(words, 0);
        let ranking = [
            (Occur::Should, scored(self.fields.folded, folded)),
            (
                Occur::Should,
                scored(self.fields.accented, &key::accented(words, 0)),
            ),
        ];
        let narrowed = rung.is_some_and(|rung| rung < Rung::Folded);
        let spellings = if key::is_whole(words, 0) {
            self.spellings(words)?
        } else {
            None
        };
        let mut clauses = Vec::from(ranking);
        let exact = match spellings {
            Some(spellings) => {
                clauses.push((Occur::Must, unscored(TermSetQuery::new(spellings))));
                !narrowed
            }
            None => {
                let any = term_query(self.fields.folded, folded);
                clauses.push((Occur::Must, unscored(any)));
                false
            }
        };
        Ok(Plan {
            query: Box::new(BooleanQuery::new(clauses)),
            exact,
        })
    }

    /// Looks up the accented terms that a single syllable may meet; `None`
    /// when there are too many to look at.
    fn spellings(&self, words: &Normalised) -> tantivy::Result<Option<Vec<Term>>> {
        let prefix = key::spellings_of(key::folded(words, 0));
        let mut terms = BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.accented)?;
            let mut stream = index.terms().range().ge(prefix.as_bytes()).into_stream()?;
            while stream.advance() {
                let Some(term) = std::str::from_utf8(stream.key())
                    .ok()
                    .filter(|term| term.starts_with(&prefix))
                else {
                    break;
                };
                terms.insert(term.to_owned());
                if terms.len() > SPELLINGS_MAX {
                    return Ok(None);
                }
            }
        }
        let met = terms
            .into_iter()
            .filter(|term| {
                Spelling::read(term).is_some_and(|spelling| spelling.is_met_by(words, 0))
            })
            .map(|term| Term::from_field_text(self.fields.accented, &term))
            .collect();
        Ok(Some(met))
    }

    /// Plans words typed side by side: any of them, and pairs of neighbours
    /// raise the score.
    fn side_by_side(&self, nodes: &[Node]) -> tantivy::Result<Plan> {
        let any = any_of(self.plans(nodes)?);
        // Pairs rank and never propose: "sổ để" has the pair of "số đề" and
        // none of its words.
        let mut clauses = vec![(Occur::Must, any.query)];
        let typed: Vec<Option<Normalised>> = nodes
            .iter()
            .map(|node| match node {
                Node::Term { text, .. } => Some(vitext::normalise(text)),
                _ => None,
            })
            .collect();
        for pair in typed.windows(2) {
            let [Some(left), Some(right)] = pair else {
                continue;
            };
            let Some(last) = left.len().checked_sub(1) else {
                continue;
            };
            if right.is_empty() {
                continue;
            }
            let pair = key::pair(key::folded(left, last), key::folded(right, 0));
            clauses.push((Occur::Should, scored(self.fields.folded, &pair)));
        }
        Ok(Plan {
            query: Box::new(BooleanQuery::new(clauses)),
            exact: any.exact,
        })
    }
}

/// Tells whether a part limits the zones of the parts beside it.
fn speaks_of_a_zone(node: &Node) -> bool {
    match node {
        Node::Zone { .. } => true,
        Node::Not { node, .. } => speaks_of_a_zone(node),
        Node::And { nodes, .. } | Node::Or { nodes, .. } | Node::Any { nodes, .. } => {
            nodes.iter().any(speaks_of_a_zone)
        }
        _ => false,
    }
}

fn all_of(plans: impl IntoIterator<Item = Plan>) -> Plan {
    joined(plans, Occur::Must)
}

fn any_of(plans: impl IntoIterator<Item = Plan>) -> Plan {
    joined(plans, Occur::Should)
}

fn joined(plans: impl IntoIterator<Item = Plan>, occur: Occur) -> Plan {
    let mut exact = true;
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for plan in plans {
        exact &= plan.exact;
        clauses.push((occur, plan.query));
    }
    Plan {
        query: Box::new(BooleanQuery::new(clauses)),
        exact,
    }
}

fn term_query(field: Field, text: &str) -> TermQuery {
    TermQuery::new(
        Term::from_field_text(field, text),
        IndexRecordOption::WithFreqs,
    )
}

/// A term that counts for the ranking; both text fields weigh the same.
fn scored(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(term_query(field, text))
}

/// A part that decides which pages are proposed and says nothing of how good
/// they are.
fn unscored(query: impl Query) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}
