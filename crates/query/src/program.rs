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
    Link {
        host: Host,
        path: String,
    },
    /// A filter, evaluated from the node itself.
    Filter(Node),
}

/// A query or a rule, ready for evaluating.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) op: Op,
    pub(crate) leaves: Vec<Leaf>,
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
        let mut leaves = Vec::new();
        let op = build(node, defaults, scanner, &mut leaves);
        Program { op, leaves }
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
        }
    }

    /// Returns the best anchors of the program; None when it can be met by a
    /// page that holds none of its terms and links.
    pub(crate) fn anchors(&self, words_of: impl Fn(NeedleId) -> usize) -> Option<Anchors> {
        anchors(&self.op, &self.leaves, &words_of)
    }
}

fn build(
    node: &Node,
    defaults: Defaults,
    scanner: &mut ScannerBuilder,
    leaves: &mut Vec<Leaf>,
) -> Op {
    let mut leaf = |text: &str, slop: u32, rung: Option<Rung>| {
        leaves.push(Leaf {
            term: text.to_owned(),
            needle: scanner.add(text, slop, defaults.typed_bare),
            // A term may narrow what its rule allows, never widen it.
            max_rung: rung.map_or(defaults.max_rung, |rung| rung.min(defaults.max_rung)),
        });
        Op::Leaf(leaves.len() - 1)
    };
    match node {
        Node::Term { text, rung, .. } => leaf(text, 0, *rung),
        Node::Phrase {
            text, slop, rung, ..
        } => leaf(text, *slop, *rung),
        Node::Near {
            left, right, words, ..
        } => Op::Near {
            left: Box::new(build(left, defaults, scanner, leaves)),
            right: Box::new(build(right, defaults, scanner, leaves)),
            words: *words as usize,
        },
        Node::And { nodes, .. } => Op::And(build_all(nodes, defaults, scanner, leaves)),
        Node::Or { nodes, .. } | Node::Any { nodes, .. } => {
            Op::Or(build_all(nodes, defaults, scanner, leaves))
        }
        Node::Not { node, .. } => Op::Not(Box::new(build(node, defaults, scanner, leaves))),
        Node::Title { node, .. } => Op::Title(Box::new(build(node, defaults, scanner, leaves))),
        Node::Link { host, path, .. } => Op::Link {
            host: host.clone(),
            path: path.clone(),
        },
        Node::Zone { .. }
        | Node::Site { .. }
        | Node::Host { .. }
        | Node::Lang { .. }
        | Node::Fetched { .. } => Op::Filter(node.clone()),
    }
}

fn build_all(
    nodes: &[Node],
    defaults: Defaults,
    scanner: &mut ScannerBuilder,
    leaves: &mut Vec<Leaf>,
) -> Vec<Op> {
    nodes
        .iter()
        .map(|node| build(node, defaults, scanner, leaves))
        .collect()
}

fn anchors(op: &Op, leaves: &[Leaf], words_of: &impl Fn(NeedleId) -> usize) -> Option<Anchors> {
    let below = |op: &Op| anchors(op, leaves, words_of);
    match op {
        Op::Leaf(leaf) => Some(Anchors {
            needles: leaves
                .get(*leaf)
                .map(|leaf| leaf.needle)
                .into_iter()
                .collect(),
            links: Vec::new(),
        }),
        Op::Link { host, .. } => Some(Anchors {
            needles: Vec::new(),
            links: vec![host.clone()],
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
