//! The letters of every syllable of every term, as typed and in teencode: what
//! disguised text is read against, letter by letter.

use std::collections::HashMap;

use super::trie::NONE;
use crate::teencode;

/// Letters and digits of a folded syllable.
const ALPHABET: usize = 36;

/// Letters of the longest syllable or foreign word that is filed.
const LETTERS_MAX: usize = 24;

/// A syllable that a path of letters spells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spelled {
    /// Its key in the trie of terms.
    pub(super) key: u32,
    pub(super) teencode: bool,
}

#[derive(Clone, Debug)]
struct Node {
    next: [u32; ALPHABET],
    /// First in `spelled`, and how many.
    accepts: (u32, u32),
}

/// A trie of letters.
#[derive(Debug)]
pub(super) struct Spellings {
    nodes: Vec<Node>,
    spelled: Vec<Spelled>,
    /// While building: what each node accepts.
    accepts: Vec<Vec<Spelled>>,
    /// The teencode of each accented syllable of a term.
    teencode: HashMap<Box<str>, Box<[Box<str>]>>,
}

/// Where reading a syllable starts.
pub(super) const START: u32 = 0;

impl Default for Spellings {
    fn default() -> Spellings {
        Spellings {
            nodes: vec![Node::empty()],
            spelled: Vec::new(),
            accepts: vec![Vec::new()],
            teencode: HashMap::new(),
        }
    }
}

impl Node {
    fn empty() -> Node {
        Node {
            next: [NONE; ALPHABET],
            accepts: (0, 0),
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
        let mut node = START as usize;
        for letter in letters.bytes().filter_map(index) {
            let fresh = self.nodes.len();
            let next = match self.nodes.get_mut(node) {
                Some(node) => &mut node.next[letter],
                None => return,
            };
            if *next == NONE {
                *next = fresh as u32;
                self.nodes.push(Node::empty());
                self.accepts.push(Vec::new());
                node = fresh;
            } else {
                node = *next as usize;
            }
        }
        if let Some(accepts) = self.accepts.get_mut(node)
            && !accepts.contains(&spelled)
        {
            accepts.push(spelled);
        }
    }

    /// Makes the trie ready for reading.
    pub(super) fn finish(&mut self) {
        for (node, accepts) in self.nodes.iter_mut().zip(&self.accepts) {
            node.accepts = (self.spelled.len() as u32, accepts.len() as u32);
            self.spelled.extend_from_slice(accepts);
        }
        self.accepts = Vec::new();
    }

    /// Returns the node that a letter or digit leads to.
    #[inline]
    pub(super) fn next(&self, node: u32, letter: u8) -> Option<u32> {
        let next = *self.nodes.get(node as usize)?.next.get(index(letter)?)?;
        (next != NONE).then_some(next)
    }

    /// Returns the syllables spelt by the letters that led to a node.
    #[inline]
    pub(super) fn accepted(&self, node: u32) -> &[Spelled] {
        let Some(node) = self.nodes.get(node as usize) else {
            return &[];
        };
        let (first, count) = (node.accepts.0 as usize, node.accepts.1 as usize);
        self.spelled.get(first..first + count).unwrap_or_default()
    }

    /// Returns the teencode spellings of a term's accented syllable.
    pub(super) fn teencode_of(&self, accented: &str) -> &[Box<str>] {
        self.teencode.get(accented).map_or(&[], |all| all)
    }
}

/// Returns the place of a folded letter or digit in a node.
#[inline]
fn index(letter: u8) -> Option<usize> {
    match letter {
        b'a'..=b'z' => Some(usize::from(letter - b'a')),
        b'0'..=b'9' => Some(usize::from(letter - b'0') + 26),
        _ => None,
    }
}
