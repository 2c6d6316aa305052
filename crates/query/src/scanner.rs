//! Many terms, one walk over the text.
//!
//! Terms are paths of a trie over *keys* (folded syllables, i and y as one).
//! Every token of a page is looked up once; from each, the trie is walked as
//! far as the text follows it. What arrives at a term is a candidate, and is
//! held against the accented words by [`vitext::compare`]. Nothing is done per
//! term that the page does not hold.

use std::collections::HashMap;

use haidang_model::{Confidence, HitReason, Rung};
use vitext::{Gap, Normalised};

use crate::{
    Block, PageText, ZoneSet,
    fast_map::{NumberMap, Sieve, WordTable},
    ladder::{self, Evidence},
    limits,
};

/// A term as it is looked for.
#[derive(Clone, Debug)]
pub(crate) struct Needle {
    words: Normalised,
    /// Other words that may stand between the first and the last.
    slop: usize,
    /// A word typed without marks also meets text that has them.
    typed_bare: bool,
    is_short: bool,
}

/// The number of a needle in its scanner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NeedleId(u32);

/// What makes two terms the same needle.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct NeedleKey {
    text: String,
    slop: usize,
    typed_bare: bool,
}

/// One needle met at one place.
#[derive(Clone, Debug)]
pub(crate) struct Occurrence {
    /// Tokens, counted through the page, both included.
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) rung: Rung,
    pub(crate) confidence: Confidence,
    pub(crate) reasons: Vec<HitReason>,
    /// The zones it touches.
    pub(crate) zones: ZoneSet,
}

/// What was met on a page, by needle, in the order of the page.
#[derive(Debug, Default)]
pub(crate) struct Occurrences {
    by_needle: HashMap<NeedleId, Vec<Occurrence>>,
    pub(crate) truncated: bool,
}

impl Occurrences {
    pub(crate) fn of(&self, needle: NeedleId) -> &[Occurrence] {
        self.by_needle.get(&needle).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn needles(&self) -> impl Iterator<Item = NeedleId> + '_ {
        self.by_needle.keys().copied()
    }
}

/// The number that stands for "none" in the tables of the trie.
const NONE: u32 = u32::MAX;

#[derive(Clone, Debug, Default)]
struct TrieNode {
    /// The first needle that ends here; the others follow in `next_needle`.
    needle: Option<u32>,
    has_children: bool,
}

/// Collects needles.
#[derive(Debug, Default)]
pub(crate) struct ScannerBuilder {
    scanner: Scanner,
    known: HashMap<NeedleKey, NeedleId>,
}

/// Looks for many needles at once.
#[derive(Debug, Default)]
pub(crate) struct Scanner {
    keys: WordTable,
    /// Node reached by a key from the root, by key; `NONE` for none.
    roots: Vec<u32>,
    nodes: Vec<TrieNode>,
    /// Node reached from a node by a key; see [`edge`].
    edges: NumberMap<u32>,
    /// Asked before `edges`: most words that follow one lead nowhere.
    may_lead_on: Sieve,
    needles: Vec<Needle>,
    /// The needle that ends at the same node, by needle.
    next_needle: Vec<Option<u32>>,
    /// Needles with slop, by their first key.
    loose: HashMap<u32, Vec<u32>>,
    /// Whether a needle itself has a comma, a full stop or the like inside.
    odd_gaps: bool,
}

impl ScannerBuilder {
    /// Adds a term; the same term twice is one needle. The caller has checked
    /// that it has words, and not too many.
    pub(crate) fn add(&mut self, text: &str, slop: u32, typed_bare: bool) -> NeedleId {
        let key = NeedleKey {
            text: text.to_owned(),
            slop: slop as usize,
            typed_bare,
        };
        if let Some(needle) = self.known.get(&key) {
            return *needle;
        }
        let words = vitext::normalise(text);
        let needle = Needle {
            is_short: ladder::is_short(&words),
            slop: if words.len() > 1 { key.slop } else { 0 },
            typed_bare,
            words,
        };
        let id = self.scanner.insert(needle);
        self.known.insert(key, id);
        id
    }

    /// Returns how many words a needle has.
    pub(crate) fn words_of(&self, needle: NeedleId) -> usize {
        self.scanner
            .needles
            .get(needle.0 as usize)
            .map_or(0, |needle| needle.words.len())
    }

    pub(crate) fn build(mut self) -> Scanner {
        self.scanner.may_lead_on = Sieve::of(self.scanner.edges.keys());
        self.scanner
    }
}

impl Scanner {
    fn insert(&mut self, needle: Needle) -> NeedleId {
        let id = self.needles.len() as u32;
        let path: Vec<u32> = (0..needle.words.len())
            .map(|token| self.key_id(needle.words.key(token)))
            .collect();
        self.odd_gaps |= (1..needle.words.len()).any(|token| is_odd(needle.words.gap(token)));
        self.next_needle.push(None);
        if needle.slop > 0 {
            if let Some(first) = path.first() {
                self.loose.entry(*first).or_default().push(id);
            }
        } else {
            self.file(id, &path);
        }
        self.needles.push(needle);
        NeedleId(id)
    }

    fn key_id(&mut self, key: &str) -> u32 {
        let id = self.keys.add(key);
        if id as usize == self.roots.len() {
            self.roots.push(NONE);
        }
        id
    }

    /// Files a needle under its path.
    fn file(&mut self, needle: u32, path: &[u32]) {
        let mut node = NONE;
        for &key in path {
            let fresh = self.nodes.len() as u32;
            let next = if node == NONE {
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
                self.nodes.push(TrieNode::default());
            }
            node = next;
        }
        if let Some(last) = self.nodes.get_mut(node as usize) {
            let before = last.needle.replace(needle);
            if let Some(next) = self.next_needle.get_mut(needle as usize) {
                *next = before;
            }
        }
    }

    /// Looks for all needles in a page.
    pub(crate) fn scan(&self, page: &PageText) -> Occurrences {
        let mut found = Found::default();
        let mut keys = Vec::new();
        for block in page.blocks() {
            let words = block.normalised();
            keys.clear();
            keys.extend(
                (0..words.len()).map(|token| self.keys.get(words.key(token)).unwrap_or(NONE)),
            );
            for (token, &key) in keys.iter().enumerate() {
                if key != NONE {
                    self.walk(block, &keys, token, key, &mut found);
                }
            }
        }
        found.occurrences
    }

    /// Follows the trie from one token, and tries the loose needles there.
    fn walk(&self, block: &Block, keys: &[u32], token: usize, key: u32, found: &mut Found) {
        if !self.loose.is_empty() {
            for &needle in self.loose.get(&key).into_iter().flatten() {
                self.try_needle(block, token, needle, found);
            }
        }
        let mut node = self.roots.get(key as usize).copied().unwrap_or(NONE);
        let mut at = token;
        while let Some(here) = self.nodes.get(node as usize) {
            let mut needle = here.needle;
            while let Some(id) = needle {
                self.try_needle(block, token, id, found);
                needle = self.next_needle.get(id as usize).copied().flatten();
            }
            at += 1;
            let Some(&next) = keys.get(at) else { return };
            if !here.has_children
                || next == NONE
                || (!self.odd_gaps && is_odd(block.normalised().gap(at)))
            {
                return;
            }
            let edge = edge(node, next);
            if !self.may_lead_on.may_have(edge) {
                return;
            }
            node = self.edges.get(&edge).copied().unwrap_or(NONE);
        }
    }

    fn try_needle(&self, block: &Block, token: usize, needle_id: u32, found: &mut Found) {
        let Some(needle) = self.needles.get(needle_id as usize) else {
            return;
        };
        let Some((last, evidence)) = needle.meet(block.normalised(), token) else {
            return;
        };
        let zones = block.zones(token, last);
        let rung = evidence.rung();
        if !found.has_room(NeedleId(needle_id), zones, rung) {
            return;
        }
        let verdict = ladder::judge(evidence, needle.is_short, block.normalised(), token, last);
        found
            .occurrences
            .by_needle
            .entry(NeedleId(needle_id))
            .or_default()
            .push(Occurrence {
                first: block.first_token() + token,
                last: block.first_token() + last,
                rung,
                confidence: verdict.confidence,
                reasons: verdict.reasons,
                zones,
            });
    }
}

/// Returns the key of an edge of the trie.
fn edge(node: u32, key: u32) -> u64 {
    u64::from(node) << 32 | u64::from(key)
}

/// Tells whether no term crosses a gap, unless it has the same gap itself.
fn is_odd(gap: Gap) -> bool {
    !matches!(gap, Gap::Space | Gap::Joiner | Gap::None)
}

/// Occurrences being collected, with their ceilings.
#[derive(Default)]
struct Found {
    occurrences: Occurrences,
    counts: HashMap<(NeedleId, ZoneSet, Rung), usize>,
}

impl Found {
    /// Counts an occurrence, and tells whether it is to be kept. Zones and
    /// rungs are counted apart, so that a comment full of a term cannot crowd
    /// out the one that a reader sees.
    fn has_room(&mut self, needle: NeedleId, zones: ZoneSet, rung: Rung) -> bool {
        let count = self.counts.entry((needle, zones, rung)).or_default();
        *count += 1;
        let room = *count <= limits::OCCURRENCES_MAX;
        self.occurrences.truncated |= !room;
        room
    }
}

impl Needle {
    /// Holds the needle against a text from token `first` on. Returns the last
    /// token and how they agree.
    fn meet(&self, text: &Normalised, first: usize) -> Option<(usize, Evidence)> {
        let mut evidence = Evidence::default();
        self.agree(0, text, first, &mut evidence)?;
        let mut at = first;
        let mut slop_left = self.slop;
        for token in 1..self.words.len() {
            let mut skipped = 0;
            loop {
                at += 1;
                if at >= text.len() {
                    return None;
                }
                if !self.crosses(token, text.gap(at), &mut evidence) {
                    return None;
                }
                if self.agree(token, text, at, &mut evidence).is_some() {
                    break;
                }
                skipped += 1;
                if skipped > slop_left {
                    return None;
                }
            }
            slop_left -= skipped;
        }
        Some((at, evidence))
    }

    fn agree(
        &self,
        token: usize,
        text: &Normalised,
        at: usize,
        evidence: &mut Evidence,
    ) -> Option<()> {
        if let Some(agreement) = vitext::compare(&self.words, token, text, at) {
            evidence.agree(agreement);
            return Some(());
        }
        // Marks may be absent on the side of whoever searches, too: the same
        // rule with the sides changed.
        if self.typed_bare && vitext::compare(text, at, &self.words, token).is_some() {
            evidence.typed_bare();
            return Some(());
        }
        None
    }

    /// Tells whether the gap before a word of the text may stand before word
    /// `token` of the needle.
    fn crosses(&self, token: usize, gap: Gap, evidence: &mut Evidence) -> bool {
        let wanted = self.words.gap(token);
        if gap == wanted || matches!(gap, Gap::Space | Gap::None) && wanted == Gap::Space {
            return true;
        }
        match gap {
            Gap::Joiner | Gap::Space | Gap::None if !is_odd(wanted) => {
                evidence.joined();
                true
            }
            // Other words between make room for commas and quotes as well.
            Gap::Comma | Gap::Other => self.slop > 0,
            _ => false,
        }
    }
}
