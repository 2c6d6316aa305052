//! A [`Node`] made ready for evaluating: its terms are needles of a scanner.

use std::cmp::Reverse;

use haidang_model::{Host, Rung};

use crate::{
    Node, Signal,
    pattern::PatternPart,
    patterns::{PatternId, PatternsBuilder},
    scanner::{NeedleId, ScannerBuilder},
};

/// A term of a query or of a rule.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    /// As it is written.
    pub(crate) term: String,
    pub(crate) needle: NeedleId,
    pub(crate) max_rung: Rung,
}

/// What the target of a link must be.
#[derive(Clone, Debug)]
pub(crate) struct LinkPattern {
    /// As it is written: `link:bao.example/vao`.
    pub(crate) term: String,
    pub(crate) host: Host,
    /// The beginning of the path; empty for any.
    pub(crate) path: String,
}

/// A regular expression of a query or of a rule.
#[derive(Clone, Debug)]
pub(crate) struct PatternLeaf {
    /// As it is written: `host:/bet[0-9]+/`.
    pub(crate) term: String,
    /// None for one that cannot be met.
    pub(crate) id: Option<PatternId>,
    pub(crate) part: PatternPart,
}

/// The tree that is evaluated.
#[derive(Clone, Debug)]
pub(crate) enum Op {
    /// Number of a leaf.
    Leaf(usize),
    Near {
        left: Box<Op>,
        right: Box<Op>,
        words: usize,
    },
    And(Vec<Op>),
    Or(Vec<Op>),
    AtLeast(usize, Vec<Op>),
    Count {
        op: Box<Op>,
        places: usize,
    },
    Not(Box<Op>),
    Title(Box<Op>),
    /// Number of a link pattern.
    Link(usize),
    /// Number of a regular expression.
    Pattern(usize),
    Signal(Signal),
    /// A filter, evaluated from the node itself.
    Filter(Node),
}

/// A query or a rule, ready for evaluating.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) op: Op,
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) links: Vec<LinkPattern>,
    pub(crate) patterns: Vec<PatternLeaf>,
}

/// What must be met on a page for a rule to be met: one of these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Anchors {
    pub(crate) needles: Vec<NeedleId>,
    pub(crate) links: Vec<Host>,
    pub(crate) patterns: Vec<PatternId>,
    pub(crate) signals: Vec<Signal>,
}

impl Anchors {
    fn extend(&mut self, other: Anchors) {
        self.needles.extend(other.needles);
        self.links.extend(other.links);
        self.patterns.extend(other.patterns);
        self.signals.extend(other.signals);
    }

    fn count(&self) -> usize {
        self.needles.len() + self.links.len() + self.patterns.len() + self.signals.len()
    }
}

/// What a query or a rule is made of, collected for those that look for it.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    pub(crate) scanner: ScannerBuilder,
    pub(crate) patterns: PatternsBuilder,
}

/// How the terms of a program are looked for unless they say otherwise.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Defaults {
    pub(crate) max_rung: Rung,
    pub(crate) typed_bare: bool,
}

impl Program {
    /// Builds the program of a query.
    pub(crate) fn of_node(node: &Node, defaults: Defaults, collected: &mut Collected) -> Program {
        let mut builder = Builder {
            defaults,
            collected,
            leaves: Vec::new(),
            links: Vec::new(),
            patterns: Vec::new(),
        };
        let op = builder.build(node);
        Program {
            op,
            leaves: builder.leaves,
            links: builder.links,
            patterns: builder.patterns,
        }
    }

    /// Builds the program of a list of terms: any of them.
    pub(crate) fn of_terms(
        terms: &[String],
        defaults: Defaults,
        scanner: &mut ScannerBuilder,
    ) -> Program {
        let leaves: Vec<Leaf> = terms
            .iter()
            .map(|term| Leaf {
                term: term.clone(),
                needle: scanner.add(term, 0, defaults.typed_bare),
                max_rung: defaults.max_rung,
            })
            .collect();
        Program {
            op: Op::Or((0..leaves.len()).map(Op::Leaf).collect()),
            leaves,
            links: Vec::new(),
            patterns: Vec::new(),
        }
    }

    /// Returns the best anchors of the program; None when it can be met by a
    /// page that holds none of its terms, links, expressions and signals.
    pub(crate) fn anchors(&self, words_of: impl Fn(NeedleId) -> usize) -> Option<Anchors> {
        self.anchors_of(&self.op, &words_of)
    }
}

struct Builder<'a> {
    defaults: Defaults,
    collected: &'a mut Collected,
    leaves: Vec<Leaf>,
    links: Vec<LinkPattern>,
    patterns: Vec<PatternLeaf>,
}

impl Builder<'_> {
    fn build(&mut self, node: &Node) -> Op {
        match node {
            Node::Term { text, rung, .. } => self.leaf(text, 0, *rung),
            Node::Phrase {
                text, slop, rung, ..
            } => self.leaf(text, *slop, *rung),
            Node::Near {
                left, right, words, ..
            } => Op::Near {
                left: Box::new(self.build(left)),
                right: Box::new(self.build(right)),
                words: *words as usize,
            },
            Node::And { nodes, .. } => Op::And(self.build_all(nodes)),
            Node::Or { nodes, .. } | Node::Any { nodes, .. } => Op::Or(self.build_all(nodes)),
            Node::AtLeast { count, nodes, .. } => Op::AtLeast(*count, self.build_all(nodes)),
            Node::Count { node, places, .. } => Op::Count {
                op: Box::new(self.build(node)),
                places: *places,
            },
            Node::Not { node, .. } => Op::Not(Box::new(self.build(node))),
            Node::Title { node, .. } => Op::Title(Box::new(self.build(node))),
            Node::Link { host, path, .. } => {
                self.links.push(LinkPattern {
                    term: node.to_string(),
                    host: host.clone(),
                    path: path.clone(),
                });
                Op::Link(self.links.len() - 1)
            }
            Node::Regex { pattern, .. } => self.pattern(node, PatternPart::Text, pattern),
            Node::Shape { part, pattern, .. } => {
                self.pattern(node, PatternPart::Address(*part), pattern)
            }
            Node::Signal { signal, .. } => Op::Signal(*signal),
            Node::Zone { .. }
            | Node::Site { .. }
            | Node::Host { .. }
            | Node::Category { .. }
            | Node::Lang { .. }
            | Node::Fetched { .. } => Op::Filter(node.clone()),
        }
    }

    fn build_all(&mut self, nodes: &[Node]) -> Vec<Op> {
        nodes.iter().map(|node| self.build(node)).collect()
    }

    fn pattern(&mut self, node: &Node, part: PatternPart, source: &str) -> Op {
        self.patterns.push(PatternLeaf {
            term: node.to_string(),
            id: self.collected.patterns.add(part, source),
            part,
        });
        Op::Pattern(self.patterns.len() - 1)
    }

    fn leaf(&mut self, text: &str, slop: u32, rung: Option<Rung>) -> Op {
        let default = self.defaults.max_rung;
        self.leaves.push(Leaf {
            term: text.to_owned(),
            needle: self
                .collected
                .scanner
                .add(text, slop, self.defaults.typed_bare),
            // A term may narrow what its rule allows, never widen it.
            max_rung: rung.map_or(default, |rung| rung.min(default)),
        });
        Op::Leaf(self.leaves.len() - 1)
    }
}

impl Program {
    fn anchors_of(&self, op: &Op, words_of: &impl Fn(NeedleId) -> usize) -> Option<Anchors> {
        let below = |op: &Op| self.anchors_of(op, words_of);
        match op {
            Op::Leaf(leaf) => Some(Anchors {
                needles: vec![self.leaves.get(*leaf)?.needle],
                ..Anchors::default()
            }),
            Op::Link(link) => Some(Anchors {
                links: vec![self.links.get(*link)?.host.clone()],
                ..Anchors::default()
            }),
            Op::Pattern(pattern) => Some(Anchors {
                patterns: self.patterns.get(*pattern)?.id.into_iter().collect(),
                ..Anchors::default()
            }),
            Op::Signal(signal) => Some(Anchors {
                signals: vec![*signal],
                ..Anchors::default()
            }),
            Op::Near { left, right, .. } => best([below(left), below(right)], words_of),
            Op::And(ops) => best(ops.iter().map(below), words_of),
            Op::Or(ops) => {
                let mut all = Anchors::default();
                for op in ops {
                    all.extend(below(op)?);
                }
                Some(all)
            }
            Op::AtLeast(count, ops) => {
                // When so many parts are met, then of any `enough` parts at
                // least one is.
                let enough = (ops.len() + 1).checked_sub(*count)?;
                let mut anchored: Vec<Anchors> = ops.iter().filter_map(below).collect();
                if anchored.len() < enough {
                    return None;
                }
                anchored.sort_by_key(|anchors| Reverse(strength(anchors, words_of)));
                let mut all = Anchors::default();
                anchored
                    .into_iter()
                    .take(enough)
                    .for_each(|anchors| all.extend(anchors));
                Some(all)
            }
            Op::Title(op) | Op::Count { op, .. } => below(op),
            Op::Not(_) | Op::Filter(_) => None,
        }
    }
}

/// Picks the anchors that are met on the fewest pages.
fn best(
    all: impl IntoIterator<Item = Option<Anchors>>,
    words_of: &impl Fn(NeedleId) -> usize,
) -> Option<Anchors> {
    let all = all.into_iter().flatten();
    all.max_by_key(|anchors| strength(anchors, words_of))
}

/// Says how rarely anchors are met: the shortest term counts, for single
/// syllables do not filter in Vietnamese; a regular expression counts as two
/// words, a signal as one, and a named host as rarer than any words.
fn strength(anchors: &Anchors, words_of: &impl Fn(NeedleId) -> usize) -> (usize, Reverse<usize>) {
    let shortest = anchors.needles.iter().map(|needle| words_of(*needle)).min();
    let of_patterns = (!anchors.patterns.is_empty()).then_some(2);
    let of_signals = (!anchors.signals.is_empty()).then_some(1);
    let weakest = shortest.into_iter().chain(of_patterns).chain(of_signals);
    (
        weakest.min().unwrap_or(usize::MAX),
        Reverse(anchors.count()),
    )
}
