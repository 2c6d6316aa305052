//! From a query to what the index is asked.
//!
//! The plan must propose every page that the evaluator would accept; it may
//! propose more. Where it provably proposes no more, it says so, and the
//! number of pages can be read off the index.

use haidang_model::Rung;
use haidang_query::Node;
use tantivy::{
    Term,
    query::{
        AllQuery, BooleanQuery, ConstScoreQuery, Occur, Query, RangeQuery, TermQuery, TermSetQuery,
    },
    schema::{Field, IndexRecordOption},
};
use vitext::Normalised;

use crate::{forms::forms, key, schema::Fields};

/// What the index is asked for a query.
pub(crate) struct Plan {
    /// Proposes pages and scores them.
    pub(crate) query: Box<dyn Query>,
    /// Whether the evaluator accepts every page proposed.
    pub(crate) exact: bool,
}

/// Makes the plan of a query parsed with `Surface::Search`.
pub(crate) fn plan(fields: &Fields, node: &Node) -> Plan {
    Planner { fields }.plan(node)
}

struct Planner<'a> {
    fields: &'a Fields,
}

impl Planner<'_> {
    fn plan(&self, node: &Node) -> Plan {
        match node {
            Node::Term { text, rung, .. } => self.words(text, *rung, 0),
            Node::Phrase {
                text, rung, slop, ..
            } => self.words(text, *rung, *slop),
            Node::Near { left, right, .. } => {
                let parts = [self.plan(left), self.plan(right)];
                Plan {
                    exact: false,
                    ..all_of(parts)
                }
            }
            Node::And { nodes, .. } => {
                // A zone beside them limits where the other parts are met.
                let limited = nodes.iter().any(speaks_of_a_zone);
                let plan = all_of(nodes.iter().map(|node| self.plan(node)));
                Plan {
                    exact: plan.exact && !limited,
                    ..plan
                }
            }
            Node::Or { nodes, .. } => any_of(nodes.iter().map(|node| self.plan(node))),
            Node::Any { nodes, .. } => self.side_by_side(nodes),
            // The index cannot tell "số để" from "số đề" where the evaluator
            // can, so nothing is left out by it.
            Node::Not { .. } | Node::Zone { .. } => Plan {
                query: unscored(AllQuery),
                exact: false,
            },
            Node::Title { node, .. } => Plan {
                exact: false,
                ..self.plan(node)
            },
            Node::Site { site, .. } => Plan {
                query: unscored(TermSetQuery::new([
                    Term::from_field_text(self.fields.host, site.as_str()),
                    Term::from_field_text(self.fields.site, site.as_str()),
                ])),
                exact: false,
            },
            Node::Host { host, .. } => self.filter(self.fields.host, host.as_str()),
            Node::Link { host, .. } => self.filter(self.fields.link, host.as_str()),
            Node::Lang { lang, .. } => self.filter(self.fields.lang, lang),
            Node::Fetched { from, to, .. } => {
                use std::ops::Bound::{Excluded, Included, Unbounded};
                let term = |ms| Term::from_field_i64(self.fields.fetched, ms);
                let lower = from.map_or(Unbounded, |day| Included(term(day.start().0)));
                let upper = to.map_or(Unbounded, |day| Excluded(term(day.end().0)));
                if from.is_none() && to.is_none() {
                    return Plan {
                        query: unscored(AllQuery),
                        exact: false,
                    };
                }
                Plan {
                    query: unscored(RangeQuery::new(lower, upper)),
                    exact: false,
                }
            }
        }
    }

    fn filter(&self, field: Field, value: &str) -> Plan {
        Plan {
            query: unscored(term_query(field, value)),
            exact: false,
        }
    }

    /// Plans a word or a phrase.
    fn words(&self, text: &str, rung: Option<Rung>, slop: u32) -> Plan {
        let words = vitext::normalise(text);
        let accented: Vec<&str> = (0..words.len())
            .map(|at| key::accented(&words, at))
            .collect();
        let folded: Vec<&str> = (0..words.len()).map(|at| key::folded(&words, at)).collect();
        match folded.as_slice() {
            // The parser refuses such a term; a page cannot meet it either.
            [] => Plan {
                query: Box::new(tantivy::query::EmptyQuery),
                exact: true,
            },
            [single] => self.word(&words, rung, accented.first().copied(), single),
            _ => {
                let required = if slop == 0 {
                    let pairs = folded.windows(2).filter_map(|pair| match pair {
                        [left, right] => Some(key::pair(left, right)),
                        _ => None,
                    });
                    pairs.collect()
                } else {
                    folded
                        .iter()
                        .map(|word| (*word).to_owned())
                        .collect::<Vec<_>>()
                };
                let mut clauses: Vec<(Occur, Box<dyn Query>)> = required
                    .iter()
                    .map(|term| (Occur::Must, scored(self.fields.folded, term)))
                    .collect();
                if slop == 0 {
                    for word in &folded {
                        clauses.push((Occur::Should, scored(self.fields.folded, word)));
                    }
                }
                for word in &accented {
                    clauses.push((Occur::Should, scored(self.fields.accented, word)));
                }
                Plan {
                    query: Box::new(BooleanQuery::new(clauses)),
                    exact: false,
                }
            }
        }
    }

    /// Plans a single syllable. Without a rung of its own its pages are known
    /// exactly: those with one of the spellings that it may meet.
    fn word(
        &self,
        words: &Normalised,
        rung: Option<Rung>,
        accented: Option<&str>,
        folded: &str,
    ) -> Plan {
        let accented = accented.unwrap_or_default();
        let whole = key::is_whole(words, 0);
        let default_rung = rung.is_none_or(|rung| rung == Rung::Folded);
        let spellings = if whole && default_rung && words.has_marks(0) {
            forms(words)
        } else {
            None
        };
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::with_capacity(3);
        let exact = match spellings {
            // A bare word meets whatever folds to it.
            None if whole && default_rung && !words.has_marks(0) => true,
            None => false,
            Some(spellings) => {
                let terms = spellings
                    .iter()
                    .map(|form| Term::from_field_text(self.fields.accented, form));
                clauses.push((Occur::Must, unscored(TermSetQuery::new(terms))));
                true
            }
        };
        clauses.push((Occur::Must, scored(self.fields.folded, folded)));
        clauses.push((Occur::Should, scored(self.fields.accented, accented)));
        Plan {
            query: Box::new(BooleanQuery::new(clauses)),
            exact,
        }
    }

    /// Plans words typed side by side: any of them, and pairs of neighbours
    /// raise the score.
    fn side_by_side(&self, nodes: &[Node]) -> Plan {
        let plans = nodes.iter().map(|node| self.plan(node));
        let mut exact = true;
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::with_capacity(nodes.len() * 2);
        for plan in plans {
            exact &= plan.exact;
            clauses.push((Occur::Should, plan.query));
        }
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
        // A pair alone proposes no page that its two words do not.
        Plan {
            query: Box::new(BooleanQuery::new(clauses)),
            exact,
        }
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
