//! A [`Node`] made ready for evaluating: its terms are needles of a scanner.

use haidang_model::{Host, Rung};

use crate::{
    Node,
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
    Not(Box<Op>),
    Title(Box<Op>),
    /// Number of a link pattern.
    Link(usize),
    /// A filter, evaluated from the node itself.
    Filter(Node),
}

/// A query or a rule, ready for evaluating.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) op: Op,
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) links: Vec<LinkPattern>,
}

/// What must be met on a page for a rule to be met: one of these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Anchors {
    pub(crate) needles: Vec<NeedleId>,
    pub(crate) links: Vec<Host>,
}

/// How the terms of a program are looked for unless they say otherwise.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Defaults {
    pub(crate) max_rung: Rung,
    pub(crate) typed_bare: bool,
}

impl Program {
    /// Builds the program of a query.
    pub(crate) fn of_node(
        node: &Node,
        defaults: Defaults,
        scanner: &mut ScannerBuilder,
    ) -> Program {
        let mut builder = Builder {
            defaults,
            scanner,
            leaves: Vec::new(),
            links: Vec::new(),
        };
        let op = builder.build(node);
        Program {
            op,
            leaves: builder.leaves,
            links: builder.links,
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
        }
    }

    /// Returns the best anchors of the program; None when it can be met by a
    /// page that holds none of its terms and links.
    pub(crate) fn anchors(&self, words_of: impl Fn(NeedleId) -> usize) -> Option<Anchors> {
        self.anchors_of(&self.op, &words_of)
    }
}

struct Builder<'a> {
    defaults: Defaults,
    scanner: &'a mut ScannerBuilder,
    leaves: Vec<Leaf>,
    links: Vec<LinkPattern>,
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
            Node::Zone { .. }
            | Node::Site { .. }
            | Node::Host { .. }
            | Node::Lang { .. }
            | Node::Fetched { .. } => Op::Filter(node.clone()),
        }
    }

    fn build_all(&mut self, nodes: &[Node]) -> Vec<Op> {
        nodes.iter().map(|node| self.build(node)).collect()
    }

    fn leaf(&mut self, text: &str, slop: u32, rung: Option<Rung>) -> Op {
        let default = self.defaults.max_rung;
        self.leaves.push(Leaf {
            term: text.to_owned(),
            needle: self.scanner.add(text, slop, self.defaults.typed_bare),
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
                links: Vec::new(),
            }),
            Op::Link(link) => Some(Anchors {
                needles: Vec::new(),
                links: vec![self.links.get(*link)?.host.clone()],
            }),
            Op::Near { left, right, .. } => best([below(left), below(right)], words_of),
            Op::And(ops) => best(ops.iter().map(below), words_of),
            Op::Or(ops) => {
                let mut all = Anchors::default();
                for op in ops {
                    let anchors = below(op)?;
                    all.needles.extend(anchors.needles);
                    all.links.extend(anchors.links);
                }
                Some(all)
            }
            Op::Title(op) => below(op),
            Op::Not(_) | Op::Filter(_) => None,
        }
    }
}

/// Picks the anchors that are met on the fewest pages: those whose shortest
/// term is longest. Single syllables do not filter in Vietnamese.
fn best(
    all: impl IntoIterator<Item = Option<Anchors>>,
    words_of: &impl Fn(NeedleId) -> usize,
) -> Option<Anchors> {
    all.into_iter().flatten().max_by_key(|anchors| {
        let shortest = anchors.needles.iter().map(|needle| words_of(*needle)).min();
        (
            shortest.unwrap_or(usize::MAX),
            usize::MAX - anchors.needles.len(),
        )
    })
}
