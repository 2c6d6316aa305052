//! The trie of terms: paths of keys (folded syllables, i and y as one).
//!
//! Every key is the node that it leads to from the root, so that a word looked
//! up is a step taken. What is worth asking about a node is told by the number
//! that leads to it ([`Step`]), so that most steps touch one table alone.

use super::table::{NumberMap, Sieve, WordTable};

/// The number that stands for "none" in the tables.
pub(super) const NONE: Step = Step {
    place: u32::MAX,
    term: NO_TERM,
};

/// Where a walk starts.
pub(super) const ROOT: Step = NONE;

/// A node that was reached, or a key, and what is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Step {
    /// The number of the node, and flags.
    place: u32,
    /// The first of the terms that end there.
    term: u32,
}

impl Step {
    /// Keys lead on from the node.
    const LEADS_ON: u32 = 1 << 31;
    /// Terms end at it.
    const ENDS: u32 = 1 << 30;
    /// The key is short for several words of a term.
    const SHORT: u32 = 1 << 29;
    /// Terms with slop begin with the key.
    const LOOSE: u32 = 1 << 28;
    const NODE: u32 = Step::LOOSE - 1;

    /// Returns the number of the node.
    #[inline]
    pub(super) fn node(self) -> u32 {
        self.place & Step::NODE
    }

    /// Tells whether any key leads on.
    #[inline]
    pub(super) fn leads_on(self) -> bool {
        self.place & Step::LEADS_ON != 0
    }

    /// Tells whether a term ends here.
    #[inline]
    pub(super) fn ends(self) -> bool {
        self.place & Step::ENDS != 0
    }

    /// Tells whether the key is short for several words.
    #[inline]
    pub(super) fn is_short(self) -> bool {
        self.place != u32::MAX && self.place & Step::SHORT != 0
    }

    /// Tells whether terms with slop begin with the key.
    #[inline]
    pub(super) fn is_loose(self) -> bool {
        self.place & Step::LOOSE != 0
    }

    /// Tells whether anything at all begins with the key.
    #[inline]
    pub(super) fn begins(self) -> bool {
        self.place != u32::MAX && self.place & !Step::NODE != 0
    }
}

/// The terms by their keys.
#[derive(Debug, Default)]
pub(super) struct Trie {
    keys: WordTable,
    /// Flags of each node, until the trie is finished.
    flags: Vec<u32>,
    /// Steps of the keys, by key.
    roots: Vec<Step>,
    edges: Edges,
    /// Asked before `edges`: most words that follow one lead nowhere.
    may_lead_on: Sieve,
    /// The first term that ends at a node, by node, until the trie is finished.
    first_term: Vec<u32>,
    /// The term that ends at the same node, by term.
    next_term: Vec<u32>,
}

/// No term.
const NO_TERM: u32 = u32::MAX;

/// Set on the number of a term that another one follows at the same node, which
/// is seldom: most need not look.
const MORE: u32 = 1 << 31;

impl Trie {
    /// Returns the number of a key, adding it if it is new. All keys are added
    /// before the first term is filed.
    pub(super) fn add_key(&mut self, key: &str) -> u32 {
        self.keys.add(key)
    }

    /// Returns the number of a key that was added, before the trie is finished.
    pub(super) fn known_key(&self, key: &str) -> Option<u32> {
        self.keys.get(key)
    }

    /// Makes room for the terms: so many of them, and so many words after their
    /// first ones.
    pub(super) fn begin(&mut self, terms: usize, steps: usize) {
        let keys = self.keys.len();
        self.flags = vec![0; keys];
        self.first_term = vec![NO_TERM; keys];
        self.next_term = vec![NO_TERM; terms];
        self.edges = Edges::with_room(steps);
    }

    /// Files a term under its path of keys.
    pub(super) fn file(&mut self, term: u32, path: impl Iterator<Item = u32>) {
        let mut at = None;
        for key in path {
            let Some(node) = at else {
                at = Some(key);
                continue;
            };
            if let Some(flags) = self.flags.get_mut(node as usize) {
                *flags |= Step::LEADS_ON;
            }
            let fresh = self.flags.len() as u32;
            let next = self.edges.add(node, key, fresh);
            if next == fresh {
                self.flags.push(0);
                self.first_term.push(NO_TERM);
            }
            at = Some(next);
        }
        let Some(node) = at.map(|node| node as usize) else {
            return;
        };
        if let (Some(flags), Some(first), Some(next)) = (
            self.flags.get_mut(node),
            self.first_term.get_mut(node),
            self.next_term.get_mut(term as usize),
        ) {
            *flags |= Step::ENDS;
            *next = *first;
            *first = match *next {
                NO_TERM => term,
                _ => term | MORE,
            };
        }
    }

    /// Notes that terms with slop begin with a key.
    pub(super) fn mark_loose(&mut self, key: u32) {
        if let Some(flags) = self.flags.get_mut(key as usize) {
            *flags |= Step::LOOSE;
        }
    }

    /// Notes that a key is short for several words.
    pub(super) fn mark_short(&mut self, key: u32) {
        if let Some(flags) = self.flags.get_mut(key as usize) {
            *flags |= Step::SHORT;
        }
    }

    /// Makes the trie ready for walking.
    pub(super) fn finish(&mut self) {
        let flags = std::mem::take(&mut self.flags);
        let first_term = std::mem::take(&mut self.first_term);
        let step = |node: u32| {
            let at = node as usize;
            Step {
                place: node | flags.get(at).copied().unwrap_or(0),
                term: first_term.get(at).copied().unwrap_or(NO_TERM),
            }
        };
        self.roots = (0..self.keys.len() as u32).map(step).collect();
        self.may_lead_on = Sieve::of(self.edges.len(), self.edges.all());
        self.edges.finish(step);
    }

    /// Returns what a key leads to from the root; `NONE` for one that was not
    /// added.
    #[inline]
    pub(super) fn key(&self, packed: Option<u128>, key: &str) -> Step {
        let key = self.keys.get_packed(packed, key);
        key.map_or(NONE, |key| self.root(key))
    }

    /// Returns the step of a key by its number.
    #[inline]
    pub(super) fn root(&self, key: u32) -> Step {
        self.roots.get(key as usize).copied().unwrap_or(NONE)
    }

    /// Returns the node that a key leads to, if any.
    #[inline]
    pub(super) fn next(&self, from: Step, key: Step) -> Option<Step> {
        if from.place == ROOT.place {
            let begins = key.leads_on() || key.ends();
            return (key.place != NONE.place && begins).then_some(key);
        }
        let (node, key) = (from.node(), key.node());
        if !self.may_lead_on.may_have(edge(node, key)) {
            return None;
        }
        self.edges.get(node, key)
    }

    /// Tells whether a key may lead on from a node that is not the root: never no
    /// where it does.
    #[inline]
    pub(super) fn may_lead_on(&self, from: Step, key: Step) -> bool {
        self.may_lead_on.may_have(edge(from.node(), key.node()))
    }

    /// Returns what a key leads to from a node that is not the root, without
    /// asking first whether it may.
    #[inline]
    pub(super) fn edge(&self, from: Step, key: Step) -> Option<Step> {
        self.edges.get(from.node(), key.node())
    }

    /// Returns the terms that end at a node.
    #[inline]
    pub(super) fn terms(&self, at: Step) -> impl Iterator<Item = u32> + '_ {
        let real = |term: &u32| *term != NO_TERM;
        let all = std::iter::successors(Some(at.term).filter(real), move |term| {
            if term & MORE == 0 {
                return None;
            }
            self.next_term.get((term & !MORE) as usize).copied()
        });
        all.map(|term| term & !MORE)
    }
}

/// Returns the key of an edge.
#[inline]
fn edge(node: u32, key: u32) -> u64 {
    u64::from(node) << 32 | u64::from(key)
}

/// What leads where: a table of fixed size with open places, four of them in a
/// line of the processor's cache.
#[derive(Debug, Default)]
struct Edges {
    /// Node, key, and the step that they lead to; `FREE` in place of the first
    /// where there is nothing. As many as a power of two.
    slots: Vec<[u32; 4]>,
    len: usize,
}

const FREE: u32 = u32::MAX;

impl Edges {
    fn with_room(edges: usize) -> Edges {
        let places = (edges * 4 / 3 + 2).next_power_of_two();
        Edges {
            slots: vec![[FREE; 4]; places],
            len: 0,
        }
    }

    /// Returns where an edge leads, which is `fresh` if it is new.
    fn add(&mut self, node: u32, key: u32, fresh: u32) -> u32 {
        let mask = self.slots.len().wrapping_sub(1);
        let mut place = place_of(node, key) & mask;
        while let Some(slot) = self.slots.get_mut(place) {
            if slot[0] == FREE {
                *slot = [node, key, fresh, NO_TERM];
                self.len += 1;
                return fresh;
            }
            if slot[0] == node && slot[1] == key {
                return slot[2];
            }
            place = (place + 1) & mask;
        }
        fresh
    }

    #[inline]
    fn get(&self, node: u32, key: u32) -> Option<Step> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut place = place_of(node, key) & mask;
        loop {
            let slot = self.slots.get(place)?;
            if slot[0] == node && slot[1] == key {
                return Some(Step {
                    place: slot[2],
                    term: slot[3],
                });
            }
            if slot[0] == FREE {
                return None;
            }
            place = (place + 1) & mask;
        }
    }

    fn len(&self) -> usize {
        self.len
    }

    fn all(&self) -> impl Iterator<Item = u64> + '_ {
        let used = self.slots.iter().filter(|slot| slot[0] != FREE);
        used.map(|slot| edge(slot[0], slot[1]))
    }

    /// Puts steps in place of the nodes.
    fn finish(&mut self, step: impl Fn(u32) -> Step) {
        for slot in self.slots.iter_mut().filter(|slot| slot[0] != FREE) {
            let step = step(slot[2]);
            (slot[2], slot[3]) = (step.place, step.term);
        }
    }
}

#[inline]
fn place_of(node: u32, key: u32) -> usize {
    (super::table::mixed(edge(node, key)) >> 8) as usize
}

/// The keys that short forms stand for.
///
/// "tkhoan" may be "tài khoản" or "tín khoản": the path goes on from a node
/// over one of the firsts, and then over the rest.
#[derive(Debug, Default)]
pub(super) struct Shorts {
    /// Where the groups of a key stand, by key.
    by_key: NumberMap<(u32, u32)>,
    groups: Vec<Group>,
    /// Keys of first words, and of those after them.
    keys: Vec<u32>,
}

#[derive(Debug)]
struct Group {
    firsts: (u32, u32),
    rest: (u32, u32),
}

impl Shorts {
    /// Gathers short forms, each its key and the keys of its words (two to
    /// four).
    pub(super) fn of(mut all: Vec<(u32, [u32; 4])>) -> Shorts {
        // Those that differ in the first word alone stand side by side.
        all.sort_unstable_by_key(|(short, [first, rest @ ..])| (*short, *rest, *first));
        all.dedup();
        let mut shorts = Shorts::default();
        for same in all.chunk_by(|one, two| one.0 == two.0 && one.1[1..] == two.1[1..]) {
            let Some((short, [_, rest @ ..])) = same.first() else {
                continue;
            };
            let firsts_from = shorts.keys.len() as u32;
            shorts.keys.extend(same.iter().map(|(_, keys)| keys[0]));
            let firsts_to = shorts.keys.len() as u32;
            shorts
                .keys
                .extend(rest.iter().filter(|key| **key != NONE.place));
            let group = shorts.groups.len() as u32;
            shorts.groups.push(Group {
                firsts: (firsts_from, firsts_to),
                rest: (firsts_to, shorts.keys.len() as u32),
            });
            let places = shorts.by_key.entry(u64::from(*short));
            places.or_insert((group, group)).1 = group + 1;
        }
        shorts.keys.shrink_to_fit();
        shorts.groups.shrink_to_fit();
        shorts
    }

    /// Returns the keys that are short for something.
    pub(super) fn all(&self) -> impl Iterator<Item = u32> {
        self.by_key.keys().map(|key| *key as u32)
    }

    /// Returns the nodes that a short key leads to from a node, each with the
    /// number of words that it stands for.
    pub(super) fn next<'a>(
        &'a self,
        trie: &'a Trie,
        from: Step,
        short: Step,
    ) -> impl Iterator<Item = (Step, usize)> + 'a {
        let (first, last) = self
            .by_key
            .get(&u64::from(short.node()))
            .copied()
            .unwrap_or((0, 0));
        let groups = self.groups.get(first as usize..last as usize);
        groups.into_iter().flatten().flat_map(move |group| {
            let keys = |(from, to): (u32, u32)| {
                let keys = self.keys.get(from as usize..to as usize);
                keys.unwrap_or_default()
            };
            let rest = keys(group.rest);
            keys(group.firsts).iter().filter_map(move |key| {
                let mut at = trie.next(from, trie.root(*key))?;
                for key in rest {
                    at = trie.next(at, trie.root(*key))?;
                }
                Some((at, rest.len() + 1))
            })
        })
    }
}

/// The keys of a short form's words, in the shape that [`Shorts::of`] takes.
pub(super) fn short_path(keys: impl Iterator<Item = u32>) -> Option<[u32; 4]> {
    let mut path = [NONE.place; 4];
    let mut count = 0;
    for key in keys {
        *path.get_mut(count)? = key;
        count += 1;
    }
    (count > 1).then_some(path)
}
