//! The pieces that a rest of letters may be cut into, as a trie of letters, so
//! that all pieces that begin at a letter are found in one walk.

use std::{collections::BTreeMap, sync::LazyLock};

use super::rest::Edge;
use crate::{lexicon, syllable::bare_syllables};

/// A letter of a piece; see [`Pieces::next`].
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The letters and digits that lead on, a bit each.
    letters: u64,
    /// Where the nodes that they lead to begin in `children`.
    children: u32,
    kind: Edge,
}

/// Syllables without marks, of two letters at least, and the words of brands.
#[derive(Debug)]
pub(super) struct Pieces {
    nodes: Vec<Node>,
    children: Vec<u16>,
}

/// Where a piece begins.
pub(super) const START: u16 = 0;

static PIECES: LazyLock<Pieces> = LazyLock::new(Pieces::read);

impl Pieces {
    pub(super) fn all() -> &'static Pieces {
        &PIECES
    }

    fn read() -> Pieces {
        let mut drafts = vec![(BTreeMap::<u8, u16>::new(), Edge::Unknown)];
        // Some three thousand syllables and a hundred words, with fewer nodes
        // than letters.
        let syllables = bare_syllables().filter(|syllable| syllable.len() > 1);
        let brands = lexicon::brand_words();
        let all = syllables.map(|piece| (piece, Edge::Syllables));
        for (piece, kind) in all.chain(brands.map(|piece| (piece, Edge::Brand))) {
            let mut at = START;
            for letter in piece.bytes().filter_map(index) {
                let fresh = drafts.len() as u16;
                let Some((next, _)) = drafts.get_mut(usize::from(at)) else {
                    break;
                };
                at = *next.entry(letter).or_insert(fresh);
                if at == fresh {
                    drafts.push((BTreeMap::new(), Edge::Unknown));
                }
            }
            if let Some((_, known)) = drafts.get_mut(usize::from(at)) {
                *known = kind.min(*known);
            }
        }
        let mut pieces = Pieces {
            nodes: Vec::with_capacity(drafts.len()),
            children: Vec::with_capacity(drafts.len()),
        };
        for (next, kind) in drafts {
            pieces.nodes.push(Node {
                letters: next.keys().fold(0, |all, letter| all | 1 << letter),
                children: pieces.children.len() as u32,
                kind,
            });
            pieces.children.extend(next.values());
        }
        pieces
    }

    /// Returns the node that a letter leads to.
    #[inline]
    pub(super) fn next(&self, node: u16, letter: u8) -> Option<u16> {
        let node = self.nodes.get(usize::from(node))?;
        let bit = 1 << index(letter)?;
        if node.letters & bit == 0 {
            return None;
        }
        let place = node.children + (node.letters & (bit - 1)).count_ones();
        self.children.get(place as usize).copied()
    }

    /// Returns what the letters that led to a node are.
    #[inline]
    pub(super) fn kind(&self, node: u16) -> Edge {
        let node = self.nodes.get(usize::from(node));
        node.map_or(Edge::Unknown, |node| node.kind)
    }
}

/// Returns the bit of a letter or digit in a node.
#[inline]
fn index(letter: u8) -> Option<u8> {
    match letter {
        b'a'..=b'z' => Some(letter - b'a'),
        b'0'..=b'9' => Some(letter - b'0' + 26),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::is_syllable;

    #[test]
    fn the_trie_says_what_the_lists_say() {
        let kind = |piece: &str| {
            let mut letters = piece.bytes();
            let end = letters.try_fold(START, |at, letter| Pieces::all().next(at, letter));
            end.map_or(Edge::Unknown, |end| Pieces::all().kind(end))
        };
        let check = |piece: &str| {
            let expected = if lexicon::is_brand_word(piece) {
                Edge::Brand
            } else if piece.len() > 1 && is_syllable(piece) {
                Edge::Syllables
            } else {
                Edge::Unknown
            };
            assert_eq!(kind(piece), expected, "{piece}");
        };
        // Every word of up to four letters, and every syllable and brand.
        for number in 1..27_u32.pow(4) {
            let mut piece = String::new();
            let mut rest = number;
            while rest > 0 {
                piece.extend(char::from_u32(
                    u32::from(b'a') + (rest % 27).saturating_sub(1),
                ));
                rest /= 27;
            }
            check(&piece);
        }
        for piece in bare_syllables().chain(lexicon::brand_words()) {
            check(&piece);
            check(&format!("{piece}n"));
            check(&format!("n{piece}"));
        }
    }
}
