//! The letters of every syllable of every term, as typed and in teencode: what
//! disguised text is read against, letter by letter.

use std::collections::{BTreeMap, HashMap};

use crate::teencode;

/// Letters of the longest syllable or foreign word that is filed.
const LETTERS_MAX: usize = 24;

/// A syllable that a path of letters spells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spelled {
    /// Its key in the trie of terms.
    pub(super) key: u32,
    pub(super) teencode: bool,
}

/// A node of the trie as it is read: small, since reading jumps from node to
/// node, and what it jumps over has to stay in the processor's cache.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// The letters that lead on, a bit each.
    letters: u64,
    /// Where the nodes that they lead to begin in `children`.
    children: u32,
    /// First in `spelled`.
    spelled: u32,
    spelled_count: u32,
    /// Whether a syllable at it or past it begins a term.
    begins_terms: bool,
}

/// A node while the trie is built.
#[derive(Debug, Default)]
struct Draft {
    next: BTreeMap<u8, u32>,
    accepts: Vec<Spelled>,
}

/// A trie of letters.
#[derive(Debug)]
pub(super) struct Spellings {
    nodes: Vec<Node>,
    children: Vec<u32>,
    spelled: Vec<Spelled>,
    drafts: Vec<Draft>,
    /// The teencode of each accented syllable of a term.
    teencode: HashMap<Box<str>, Box<[Box<str>]>>,
}

/// Where reading a syllable starts.
pub(super) const START: u32 = 0;

impl Default for Spellings {
    fn default() -> Spellings {
        Spellings {
            nodes: Vec::new(),
            children: Vec::new(),
            spelled: Vec::new(),
            drafts: vec![Draft::default()],
            teencode: HashMap::new(),
        }
    }
}

impl Spellings {
    /// Files a token of a term: its folded form, its key, both with i and y at
    /// the end exchanged, and its teencode.
    pub(super) fn add(&mut self, accented: &str, folded: &str, key: &str, key_id: u32) {
        let plain = Spelled {
            key: key_id,
            teencode: false,
        };
        self.file(folded, plain);
        self.file(key, plain);
        if let Some(stem) = key.strip_suffix('i') {
            // Only where the tone rung holds the two to be one vowel.
            let twin = format!("{stem}y");
            if crate::normalise(&twin).key(0) == key {
                self.file(&twin, plain);
            }
        }
        if self.teencode.contains_key(accented) {
            return;
        }
        let spellings = if crate::is_syllable(accented) {
            teencode::spellings(accented)
        } else {
            Vec::new()
        };
        for spelling in &spellings {
            let spelled = Spelled {
                key: key_id,
                teencode: true,
            };
            self.file(&crate::fold(spelling), spelled);
        }
        self.teencode.insert(
            accented.into(),
            spellings.into_iter().map(String::into_boxed_str).collect(),
        );
    }

    fn file(&mut self, letters: &str, spelled: Spelled) {
        if letters.len() > LETTERS_MAX || !letters.bytes().all(|byte| index(byte).is_some()) {
            return;
        }
        let mut node = START;
        for letter in letters.bytes().filter_map(index) {
            let fresh = self.drafts.len() as u32;
            let Some(draft) = self.drafts.get_mut(node as usize) else {
                return;
            };
            node = *draft.next.entry(letter).or_insert(fresh);
            if node == fresh {
                self.drafts.push(Draft::default());
            }
        }
        if let Some(draft) = self.drafts.get_mut(node as usize)
            && !draft.accepts.contains(&spelled)
        {
            draft.accepts.push(spelled);
        }
    }

    /// Makes the trie ready for reading. `begins` tells of a key whether a term
    /// begins with it.
    pub(super) fn finish(&mut self, begins: impl Fn(u32) -> bool) {
        for draft in std::mem::take(&mut self.drafts) {
            self.nodes.push(Node {
                letters: draft.next.keys().fold(0, |all, letter| all | 1 << letter),
                children: self.children.len() as u32,
                spelled: self.spelled.len() as u32,
                spelled_count: draft.accepts.len() as u32,
                begins_terms: draft.accepts.iter().any(|spelled| begins(spelled.key)),
            });
            self.children.extend(draft.next.values());
            self.spelled.extend(draft.accepts);
        }
        // A node comes before those that it leads to.
        for at in (0..self.nodes.len()).rev() {
            let Some(node) = self.nodes.get(at).copied() else {
                continue;
            };
            let children =
                node.children as usize..(node.children + node.letters.count_ones()) as usize;
            let below = self
                .children
                .get(children)
                .unwrap_or_default()
                .iter()
                .any(|child| {
                    self.nodes
                        .get(*child as usize)
                        .is_some_and(|child| child.begins_terms)
                });
            if let Some(node) = self.nodes.get_mut(at) {
                node.begins_terms |= below;
            }
        }
    }

    /// Tells whether a syllable at a node or past it begins a term.
    #[inline]
    pub(super) fn begins_terms(&self, node: u32) -> bool {
        self.nodes
            .get(node as usize)
            .is_some_and(|node| node.begins_terms)
    }

    /// Returns the node that a letter or digit leads to.
    #[inline]
    pub(super) fn next(&self, node: u32, letter: u8) -> Option<u32> {
        let node = self.nodes.get(node as usize)?;
        let bit = 1 << index(letter)?;
        if node.letters & bit == 0 {
            return None;
        }
        let place = node.children + (node.letters & (bit - 1)).count_ones();
        self.children.get(place as usize).copied()
    }

    /// Returns the syllables spelt by the letters that led to a node.
    #[inline]
    pub(super) fn accepted(&self, node: u32) -> &[Spelled] {
        let Some(node) = self.nodes.get(node as usize) else {
            return &[];
        };
        let (first, count) = (node.spelled as usize, node.spelled_count as usize);
        self.spelled.get(first..first + count).unwrap_or_default()
    }

    /// Returns the teencode spellings of a term's accented syllable.
    pub(super) fn teencode_of(&self, accented: &str) -> &[Box<str>] {
        self.teencode.get(accented).map_or(&[], |all| all)
    }
}

/// Returns the bit of a folded letter or digit in a node.
#[inline]
fn index(letter: u8) -> Option<u8> {
    match letter {
        b'a'..=b'z' => Some(letter - b'a'),
        b'0'..=b'9' => Some(letter - b'0' + 26),
        _ => None,
    }
}
