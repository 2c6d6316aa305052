//! Tables that are asked for every word of every page.
//!
//! The standard hash resists chosen keys, which took half the time of a scan
//! with 100,000 rules: 63 ms a megabyte against 32, as `benches/scan.rs`
//! measured it. Here the keys come from an operator's own rules; a hostile page
//! only asks for keys and never adds one.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// A map from numbers.
pub(crate) type NumberMap<V> = HashMap<u64, V, BuildHasherDefault<NumberHasher>>;

/// A set of numbers that may say yes to one that was never added, but never no
/// to one that was: two bits in one machine word, eight to sixteen bits a number,
/// about one wrong yes in twenty-five. It is small enough to stay in the
/// processor's cache, where a map of 300,000 entries is not.
#[derive(Debug, Default)]
pub(crate) struct Sieve {
    /// As many words as a power of two.
    words: Vec<u64>,
}

impl Sieve {
    pub(crate) fn of(count: usize, numbers: impl Iterator<Item = u64>) -> Sieve {
        let words = (count * 8 / 64 + 1).next_power_of_two();
        let mut sieve = Sieve {
            words: vec![0; words],
        };
        for number in numbers {
            let (word, bits) = sieve.place(number);
            if let Some(word) = sieve.words.get_mut(word) {
                *word |= bits;
            }
        }
        sieve
    }

    #[inline]
    pub(crate) fn may_have(&self, number: u64) -> bool {
        let (word, bits) = self.place(number);
        self.words.get(word).is_some_and(|word| word & bits == bits)
    }

    #[inline]
    fn place(&self, number: u64) -> (usize, u64) {
        let hash = mixed(number);
        let word = (hash >> 12) as usize & self.words.len().wrapping_sub(1);
        (word, 1 << (hash & 63) | 1 << (hash >> 6 & 63))
    }
}

/// Mixes one number: both halves of its product with an odd constant (the
/// golden ratio in 64 bits), so that high and low bits are good alike.
#[inline]
pub(crate) fn mixed(number: u64) -> u64 {
    let product = u128::from(number) * u128::from(0x9e37_79b9_7f4a_7c15_u64);
    (product >> 64) as u64 ^ product as u64
}

/// Hashes one number; see [`mixed`].
#[derive(Default)]
pub(crate) struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = mixed(self.0 ^ number);
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }
}

/// Numbers the words it is given, from 0.
#[derive(Debug, Default)]
pub(crate) struct WordTable {
    /// Words of up to sixteen bytes: every syllable is one, with its marks or
    /// without. Open places, as many as a power of two.
    short: Vec<Slot>,
    len_short: usize,
    long: HashMap<Box<str>, u32>,
}

/// A word and its number. In parts of four bytes, so that none are lost to
/// alignment.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    word: [u32; 4],
    /// One more than the number; 0 where there is no word.
    number: u32,
}

impl WordTable {
    /// Numbers words.
    pub(crate) fn of<'a>(words: impl Iterator<Item = &'a str>) -> WordTable {
        let mut table = WordTable::default();
        for word in words {
            table.add(word);
        }
        table
    }

    /// Returns the words, in no order.
    pub(crate) fn words(&self) -> impl Iterator<Item = String> + '_ {
        let used = self.short.iter().filter(|slot| slot.number != 0);
        let short = used.map(|slot| {
            let bytes = whole(slot.word).to_le_bytes();
            let len = bytes.iter().position(|byte| *byte == 0);
            let bytes = bytes.get(..len.unwrap_or(bytes.len()));
            String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned()
        });
        short.chain(self.long.keys().map(|word| word.to_string()))
    }

    /// Returns how many words there are.
    pub(crate) fn len(&self) -> usize {
        self.len_short + self.long.len()
    }

    /// Returns the number of a word that was added.
    pub(crate) fn get(&self, word: &str) -> Option<u32> {
        self.get_packed(packed(word), word)
    }

    /// The same of a word that is packed already, if it is short.
    #[inline]
    pub(crate) fn get_packed(&self, packed: Option<u128>, word: &str) -> Option<u32> {
        let Some(packed) = packed else {
            return match self.long.is_empty() {
                true => None,
                false => self.long.get(word).copied(),
            };
        };
        let word = parts(packed);
        let mask = self.short.len().wrapping_sub(1);
        let mut place = place_of(packed) & mask;
        loop {
            let slot = self.short.get(place)?;
            if slot.word == word && slot.number != 0 {
                return Some(slot.number - 1);
            }
            if slot.number == 0 {
                return None;
            }
            place = (place + 1) & mask;
        }
    }

    /// Returns the number of a word, adding it if it is new.
    pub(crate) fn add(&mut self, word: &str) -> u32 {
        if let Some(known) = self.get(word) {
            return known;
        }
        let fresh = self.len() as u32;
        match packed(word) {
            None => {
                self.long.insert(word.into(), fresh);
            }
            Some(packed) => {
                if self.len_short * 4 >= self.short.len() * 3 {
                    self.grow();
                }
                self.place(Slot {
                    word: parts(packed),
                    number: fresh + 1,
                });
                self.len_short += 1;
            }
        }
        fresh
    }

    fn grow(&mut self) {
        let places = (self.short.len() * 2).max(16);
        let before = std::mem::replace(&mut self.short, vec![Slot::default(); places]);
        for slot in before.into_iter().filter(|slot| slot.number != 0) {
            self.place(slot);
        }
    }

    /// Puts a word that is not there in the first free place.
    fn place(&mut self, slot: Slot) {
        let mask = self.short.len().wrapping_sub(1);
        let mut at = place_of(whole(slot.word)) & mask;
        while let Some(place) = self.short.get_mut(at) {
            if place.number == 0 {
                *place = slot;
                return;
            }
            at = (at + 1) & mask;
        }
    }
}

#[inline]
fn parts(packed: u128) -> [u32; 4] {
    [0, 32, 64, 96].map(|bits| (packed >> bits) as u32)
}

fn whole(parts: [u32; 4]) -> u128 {
    parts
        .iter()
        .rev()
        .fold(0, |whole, part| whole << 32 | u128::from(*part))
}

#[inline]
fn place_of(packed: u128) -> usize {
    let (low, high) = (packed as u64, (packed >> 64) as u64);
    (mixed(low ^ high.rotate_left(29)) >> 16) as usize
}

/// Writes a word of up to sixteen bytes as one number. Words hold no NUL, so
/// no two give the same.
pub(crate) fn packed(word: &str) -> Option<u128> {
    let bytes = word.as_bytes();
    let mut number = [0; 16];
    number.get_mut(..bytes.len())?.copy_from_slice(bytes);
    Some(u128::from_le_bytes(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sieve_never_loses_a_number() {
        assert!(!Sieve::default().may_have(1));
        let numbers: Vec<u64> = (0..10_000).map(|number| number * 7_919).collect();
        let sieve = Sieve::of(numbers.len(), numbers.iter().copied());
        assert!(numbers.iter().all(|number| sieve.may_have(*number)));
        let wrong = (0..10_000)
            .filter(|number| sieve.may_have(number * 7_919 + 1))
            .count();
        assert!(wrong < 600, "{wrong}");
    }

    #[test]
    fn words_are_numbered_once() {
        let mut table = WordTable::default();
        let words = [
            "",
            "a",
            "nghieng",
            "12345678",
            "123456789",
            "1234567890123456",
            "12345678901234567",
            "a\u{111}",
            "aa",
        ];
        for (number, word) in words.iter().enumerate() {
            assert_eq!(table.get(word), None);
            assert_eq!(table.add(word), number as u32, "{word}");
        }
        for (number, word) in words.iter().enumerate() {
            assert_eq!(table.add(word), number as u32, "{word}");
            assert_eq!(table.get(word), Some(number as u32), "{word}");
        }
        let mut kept: Vec<String> = table.words().collect();
        kept.sort_unstable();
        let mut words = words.map(str::to_owned);
        words.sort_unstable();
        assert_eq!(kept, words);
    }
}
