//! Names that differ by a letter or two, found without looking at each.
//!
//! Two names are at most `k` edits apart only if some deletion of at most `k`
//! letters makes them equal (the neighbourhood of SymSpell by Wolf Garbe, here
//! with the check that follows it). The deletions of all protected names are
//! kept as hashes; those of a name that is asked for are made and looked up.

use std::collections::HashMap;

/// Letters of the longest name that is compared.
pub(super) const NAME_MAX: usize = 24;

/// Letters from which two edits are allowed. Below, half of all names would be
/// near to one another.
const TWO_EDITS_MIN: usize = 11;

/// Letters from which one edit is allowed; see [`super::brand`] for the names
/// that are left out although they are long enough.
const ONE_EDIT_MIN: usize = 6;

/// Bits of the filter before the map.
const FILTER_BITS: u64 = 1 << 18;

/// The names near to a name.
#[derive(Clone, Debug)]
pub(super) struct Near {
    names: Vec<(Box<[u8]>, u32)>,
    /// By the hash of a deletion, the names that have it.
    deletions: HashMap<u64, Vec<u32>>,
    /// Bits of the hashes in the map: nearly every question ends here.
    filter: Vec<u64>,
    /// The letters of each name that allows two edits, each once.
    letter_sets: Vec<u64>,
    /// The lengths of names, to pass over what no name is near to.
    shortest: usize,
    longest: usize,
}

impl Default for Near {
    fn default() -> Near {
        Near {
            names: Vec::new(),
            deletions: HashMap::new(),
            filter: vec![0; (FILTER_BITS / 64) as usize],
            letter_sets: Vec::new(),
            shortest: usize::MAX,
            longest: 0,
        }
    }
}

/// Returns how many edits a name of this length may have.
pub(super) fn edits_max(length: usize) -> usize {
    match length {
        0..ONE_EDIT_MIN => 0,
        ONE_EDIT_MIN..TWO_EDITS_MIN => 1,
        _ => 2,
    }
}

impl Near {
    /// Adds a name with its number.
    pub(super) fn add(&mut self, name: &[u8], number: u32) {
        let edits = edits_max(name.len());
        if edits == 0 || name.len() > NAME_MAX {
            return;
        }
        let at = self.names.len() as u32;
        self.names.push((name.into(), number));
        self.shortest = self.shortest.min(name.len());
        self.longest = self.longest.max(name.len());
        if edits > 1 {
            self.letter_sets.push(letter_set(name));
            self.letter_sets.sort_unstable();
            self.letter_sets.dedup();
        }
        let mut hashes = Vec::new();
        each_deletion(name, edits, |hash| hashes.push(hash));
        for hash in hashes {
            let names = self.deletions.entry(hash).or_default();
            if names.last() != Some(&at) {
                names.push(at);
            }
            let bit = hash % FILTER_BITS;
            if let Some(word) = self.filter.get_mut((bit / 64) as usize) {
                *word |= 1 << (bit % 64);
            }
        }
    }

    /// Tells each name near to `asked`, but not the same: its number, its
    /// length and how many edits away it is.
    pub(super) fn find(&self, asked: &[u8], mut tell: impl FnMut(u32, usize, usize)) {
        let length = asked.len();
        if length + 2 < self.shortest || length > self.longest + 2 || length > NAME_MAX {
            return;
        }
        // A name one longer than asked may allow two edits.
        let mut edits = edits_max(length + 1);
        // Pairs of letters are many; two edits change at most four of the
        // letters that a name has, and that is quickly seen.
        let set = letter_set(asked);
        let mut sets = self.letter_sets.iter();
        if edits > 1 && !sets.any(|of_name| (of_name ^ set).count_ones() <= 4) {
            edits = 1;
        }
        let mut last = None;
        each_deletion(asked, edits, |hash| {
            let bit = hash % FILTER_BITS;
            let word = self.filter.get((bit / 64) as usize).copied().unwrap_or(0);
            if word & (1 << (bit % 64)) == 0 {
                return;
            }
            for at in self.deletions.get(&hash).into_iter().flatten() {
                if last == Some(*at) {
                    continue;
                }
                let Some((name, number)) = self.names.get(*at as usize) else {
                    continue;
                };
                let distance = distance(name, asked);
                if distance > 0 && distance <= edits_max(name.len()) {
                    last = Some(*at);
                    tell(*number, name.len(), distance);
                }
            }
        });
    }
}

/// The letters of a name, a bit each.
fn letter_set(name: &[u8]) -> u64 {
    name.iter().fold(0, |set, letter| set | 1 << (letter & 63))
}

/// Tells the hash of a name without each choice of at most `edits` letters.
///
/// A hash is a polynomial in [`BASE`], so that the hash of what is left comes
/// out of those of the pieces between the letters taken away.
fn each_deletion(name: &[u8], edits: usize, mut tell: impl FnMut(u64)) {
    let length = name.len().min(NAME_MAX);
    // Hashes of the beginnings, and powers of the base.
    let mut heads = [0_u64; NAME_MAX + 1];
    let mut powers = [1_u64; NAME_MAX + 1];
    for (at, letter) in name.iter().take(length).enumerate() {
        heads[at + 1] = heads[at]
            .wrapping_mul(BASE)
            .wrapping_add(u64::from(*letter));
        powers[at + 1] = powers[at].wrapping_mul(BASE);
    }
    let piece = |from: usize, to: usize| {
        heads[to].wrapping_sub(heads[from].wrapping_mul(powers[to - from]))
    };
    let joined = |left: u64, from: usize, to: usize| {
        left.wrapping_mul(powers[to - from])
            .wrapping_add(piece(from, to))
    };
    tell(spread(heads[length]));
    if edits == 0 {
        return;
    }
    for (first, &head) in heads.iter().enumerate().take(length) {
        tell(spread(joined(head, first + 1, length)));
        if edits > 1 {
            for second in first + 1..length {
                let left = joined(head, first + 1, second);
                tell(spread(joined(left, second + 1, length)));
            }
        }
    }
}

/// An odd number of 64 bits, the golden ratio of them.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// Mixes the high bits of a polynomial into the low ones.
fn spread(hash: u64) -> u64 {
    (hash ^ (hash >> 32)).wrapping_mul(0xFF51_AFD7_ED55_8CCD) >> 8
}

/// Counts the letters to add, drop, change or swap with their neighbour
/// (optimal string alignment).
pub(super) fn distance(one: &[u8], other: &[u8]) -> usize {
    const SIDE: usize = NAME_MAX + 3;
    if one.len() >= SIDE || other.len() >= SIDE {
        return usize::MAX;
    }
    let mut rows = [[0_u8; SIDE]; SIDE];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            rows[i][j] = if i == 0 || j == 0 {
                (i + j) as u8
            } else {
                let changed = rows[i - 1][j - 1] + u8::from(one[i - 1] != other[j - 1]);
                let least = changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                let swapped =
                    i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                if swapped {
                    least.min(rows[i - 2][j - 2] + 1)
                } else {
                    least
                }
            };
        }
    }
    usize::from(rows[one.len()][other.len()])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn edits_are_counted() {
        for (one, other, edits) in [
            ("shopee", "shoppe", 1),
            ("shopee", "shopeee", 1),
            ("shopee", "hsopee", 1),
            ("shopee", "shoee", 1),
            ("vietcombank", "vietconbamk", 2),
            ("abc", "abc", 0),
        ] {
            assert_eq!(distance(one.as_bytes(), other.as_bytes()), edits, "{other}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_near_is_found(
            name in "[abc]{6,14}",
            asked in "[abc]{5,16}",
        ) {
            let mut near = Near::default();
            near.add(name.as_bytes(), 7);
            let apart = distance(name.as_bytes(), asked.as_bytes());
            let mut found = None;
            near.find(asked.as_bytes(), |number, _, edits| found = Some((number, edits)));
            let expected = (apart > 0 && apart <= edits_max(name.len())).then_some((7, apart));
            prop_assert_eq!(found, expected);
        }
    }
}
