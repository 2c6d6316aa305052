//! The trie of terms: paths of keys (folded syllables, i and y as one).

use super::table::{NumberMap, Sieve, WordTable};

/// The number that stands for "none" in the tables.
pub(super) const NONE: u32 = u32::MAX;

/// Where a walk starts.
pub(super) const ROOT: u32 = NONE;

#[derive(Clone, Debug, Default)]
struct Node {
    /// The first term that ends here; the others follow in `next_term`.
    term: Option<u32>,
    has_children: bool,
}

/// The terms by their keys.
#[derive(Debug, Default)]
pub(super) struct Trie {
    keys: WordTable,
    /// Node reached by a key from the root, by key; `NONE` for none.
    roots: Vec<u32>,
    nodes: Vec<Node>,
    /// Node reached from a node by a key; see [`edge`].
    edges: NumberMap<u32>,
    /// Asked before `edges`: most words that follow one lead nowhere.
    may_lead_on: Sieve,
    /// The term that ends at the same node, by term.
    next_term: Vec<Option<u32>>,
}

impl Trie {
    /// Returns the number of a key, adding it if it is new.
    pub(super) fn add_key(&mut self, key: &str) -> u32 {
        let id = self.keys.add(key);
        if id as usize == self.roots.len() {
            self.roots.push(NONE);
        }
        id
    }

    /// Returns the number of a key that was added, else `NONE`.
    #[inline]
    pub(super) fn key(&self, key: &str) -> u32 {
        self.keys.get(key).unwrap_or(NONE)
    }

    /// Files the next term under its path. Terms are numbered as they come; a
    /// term without a path is numbered and not filed.
    pub(super) fn file(&mut self, path: &[u32]) {
        let term = self.next_term.len() as u32;
        self.next_term.push(None);
        let mut node = ROOT;
        for &key in path {
            let fresh = self.nodes.len() as u32;
            let next = if node == ROOT {
                match self.roots.get_mut(key as usize) {
                    Some(root) if *root == NONE => {
                        *root = fresh;
                        fresh
                    }
                    Some(root) => *root,
                    None => return,
                }
            } else {
                if let Some(parent) = self.nodes.get_mut(node as usize) {
                    parent.has_children = true;
                }
                *self.edges.entry(edge(node, key)).or_insert(fresh)
            };
            if next == fresh {
                self.nodes.push(Node::default());
            }
            node = next;
        }
        if let Some(last) = self.nodes.get_mut(node as usize) {
            let before = last.term.replace(term);
            if let Some(next) = self.next_term.get_mut(term as usize) {
                *next = before;
            }
        }
    }

    /// Makes the trie ready for walking.
    pub(super) fn finish(&mut self) {
        self.may_lead_on = Sieve::of(self.edges.keys());
    }

    /// Returns the node that a key leads to, if any.
    #[inline]
    pub(super) fn next(&self, node: u32, key: u32) -> Option<u32> {
        let next = if node == ROOT {
            self.roots.get(key as usize).copied()?
        } else {
            let edge = edge(node, key);
            if !self.may_lead_on.may_have(edge) {
                return None;
            }
            self.edges.get(&edge).copied()?
        };
        (next != NONE).then_some(next)
    }

    /// Tells whether any key leads on from a node.
    #[inline]
    pub(super) fn leads_on(&self, node: u32) -> bool {
        self.nodes
            .get(node as usize)
            .is_some_and(|node| node.has_children)
    }

    /// Returns the terms that end at a node.
    #[inline]
    pub(super) fn terms(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.nodes.get(node as usize).and_then(|node| node.term);
        std::iter::successors(first, |term| {
            self.next_term.get(*term as usize).copied().flatten()
        })
    }
}

/// Returns the key of an edge.
fn edge(node: u32, key: u32) -> u64 {
    u64::from(node) << 32 | u64::from(key)
}
