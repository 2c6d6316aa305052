//! The letters of every syllable of every term, as typed and in teencode: what
//! disguised text is read against, letter by letter.

use std::sync::Arc;

use super::{table::NumberMap, trie::Step};

/// Letters of the longest syllable or foreign word that is filed.
const LETTERS_MAX: usize = 24;

/// A syllable that a path of letters spells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spelled {
    /// Its key in the trie of terms.
    pub(super) key: Step,
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

/// A trie of letters.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    nodes: Vec<Node>,
    children: Vec<u32>,
    spelled: Vec<Spelled>,
    /// The teencode of a term's accented syllable, by its number among the
    /// words of the terms; see [`crate::teencode::respelled`].
    teencode: NumberMap<Arc<str>>,
}

/// What is to be spelled, while it is gathered.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    /// Letters packed, the key that they spell, and whether in teencode.
    all: Vec<(u128, u32, bool)>,
    teencode: NumberMap<Arc<str>>,
}

/// Where reading a syllable starts.
pub(super) const START: u32 = 0;

impl Drafts {
    /// Files a word of a term: its folded form, its key, and both with i and y
    /// at the end exchanged.
    pub(super) fn add(&mut self, folded: &str, key: &str, key_id: u32) {
        self.file(folded, key_id, false);
        if key != folded {
            self.file(key, key_id, false);
        }
        if let Some(stem) = key.strip_suffix('i') {
            // Only where the tone rung holds the two to be one vowel.
            let twin = format!("{stem}y");
            if crate::normalise(&twin).key(0) == key {
                self.file(&twin, key_id, false);
            }
        }
    }

    /// Files the teencode of an accented word, of the number `word` among the
    /// words of the terms.
    pub(super) fn add_teencode(&mut self, word: u32, respelled: Arc<str>, key_id: u32) {
        for spelling in respelled.split(' ').filter(|spelling| !spelling.is_empty()) {
            if spelling.is_ascii() {
                self.file(spelling, key_id, true);
            } else {
                self.file(&crate::fold(spelling), key_id, true);
            }
        }
        if !respelled.is_empty() {
            self.teencode.insert(u64::from(word), respelled);
        }
    }

    fn file(&mut self, letters: &str, key: u32, teencode: bool) {
        if let Some(packed) = packed(letters) {
            self.all.push((packed, key, teencode));
        }
    }

    /// Makes the trie. `step` tells the step of a key, `begins` whether a term
    /// begins with it.
    pub(super) fn finish(
        mut self,
        step: impl Fn(u32) -> Step,
        begins: impl Fn(Step) -> bool,
    ) -> Spellings {
        self.all.sort_unstable();
        self.all.dedup();
        let mut spellings = Spellings {
            teencode: std::mem::take(&mut self.teencode),
            ..Spellings::default()
        };
        spellings.nodes.push(Node::default());
        // Level by level: the words below a node stand side by side.
        let mut level = vec![(START, 0..self.all.len())];
        for depth in 0..=LETTERS_MAX {
            let mut below = Vec::new();
            for (number, words) in level {
                let mut node = Node {
                    children: spellings.children.len() as u32,
                    spelled: spellings.spelled.len() as u32,
                    ..Node::default()
                };
                let mut at = words.start;
                while at < words.end {
                    let letter = self.all.get(at).map_or(0, |word| letter_at(word.0, depth));
                    let mut to = at + 1;
                    while to < words.end
                        && self.all.get(to).map(|word| letter_at(word.0, depth)) == Some(letter)
                    {
                        to += 1;
                    }
                    if let Some(letter) = letter.checked_sub(1) {
                        node.letters |= 1 << letter;
                        let child = spellings.nodes.len() as u32;
                        spellings.nodes.push(Node::default());
                        spellings.children.push(child);
                        below.push((child, at..to));
                    } else {
                        for &(_, key, teencode) in self.all.get(at..to).unwrap_or_default() {
                            let key = step(key);
                            node.begins_terms |= begins(key);
                            spellings.spelled.push(Spelled { key, teencode });
                        }
                    }
                    at = to;
                }
                node.spelled_count = spellings.spelled.len() as u32 - node.spelled;
                if let Some(place) = spellings.nodes.get_mut(number as usize) {
                    *place = node;
                }
            }
            level = below;
        }
        spellings.spread_beginnings();
        spellings.nodes.shrink_to_fit();
        spellings.children.shrink_to_fit();
        spellings.spelled.shrink_to_fit();
        spellings
    }
}

/// Symbols of a packed word: 26 letters, 10 digits, and the end.
const SYMBOLS: u128 = 37;

/// Packs letters and digits so that words sort as they read: twenty-four
/// places of the base 37, which is just under 2^126. `None` when a word is too
/// long or holds anything else.
fn packed(letters: &str) -> Option<u128> {
    if letters.len() > LETTERS_MAX {
        return None;
    }
    let mut packed = 0;
    for letter in letters.bytes() {
        packed = packed * SYMBOLS + u128::from(index(letter)?) + 1;
    }
    Some(packed * SYMBOLS.pow((LETTERS_MAX - letters.len()) as u32))
}

/// Returns one more than the index of a packed word's letter, and 0 past its
/// end.
fn letter_at(packed: u128, place: usize) -> u8 {
    match LETTERS_MAX.checked_sub(place + 1) {
        Some(after) => (packed / POWERS[after] % SYMBOLS) as u8,
        None => 0,
    }
}

/// The powers of [`SYMBOLS`].
const POWERS: [u128; LETTERS_MAX] = {
    let mut powers = [1; LETTERS_MAX];
    let mut at = 1;
    while at < LETTERS_MAX {
        powers[at] = powers[at - 1] * SYMBOLS;
        at += 1;
    }
    powers
};

impl Spellings {
    /// Carries up to each node whether a syllable past it begins a term.
    fn spread_beginnings(&mut self) {
        // A node comes before those that it leads to.
        for at in (0..self.nodes.len()).rev() {
            let Some(node) = self.nodes.get(at).copied() else {
                continue;
            };
            let children =
                node.children as usize..(node.children + node.letters.count_ones()) as usize;
            let children = self.children.get(children).unwrap_or_default();
            let below = children.iter().any(|child| {
                let child = self.nodes.get(*child as usize);
                child.is_some_and(|child| child.begins_terms)
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

    /// Returns the teencode spellings of a word of the terms.
    pub(super) fn teencode_of(&self, word: u32) -> impl Iterator<Item = &str> {
        let respelled = self.teencode.get(&u64::from(word));
        let all = respelled.into_iter().flat_map(|all| all.split(' '));
        all.filter(|spelling| !spelling.is_empty())
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
