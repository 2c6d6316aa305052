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
    pub(crate) fn of<'a>(numbers: impl ExactSizeIterator<Item = &'a u64>) -> Sieve {
        let words = (numbers.len() * 8 / 64 + 1).next_power_of_two();
        let mut sieve = Sieve {
            words: vec![0; words],
        };
        for number in numbers {
            let (word, bits) = sieve.place(*number);
            if let Some(word) = sieve.words.get_mut(word) {
                *word |= bits;
            }
        }
        sieve
    }

    pub(crate) fn may_have(&self, number: u64) -> bool {
        let (word, bits) = self.place(number);
        self.words.get(word).is_some_and(|word| word & bits == bits)
    }

    fn place(&self, number: u64) -> (usize, u64) {
        let mut hasher = NumberHasher::default();
        hasher.write_u64(number);
        let hash = hasher.finish();
        let word = (hash >> 12) as usize & self.words.len().wrapping_sub(1);
        (word, 1 << (hash & 63) | 1 << (hash >> 6 & 63))
    }
}

/// Mixes one number: both halves of its product with an odd constant (the
/// golden ratio in 64 bits), so that high and low bits are good alike.
#[derive(Default)]
pub(crate) struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write_u64(&mut self, number: u64) {
        let product = u128::from(self.0 ^ number) * u128::from(0x9e37_79b9_7f4a_7c15_u64);
        self.0 = (product >> 64) as u64 ^ product as u64;
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
    /// Words of up to eight bytes, their bytes as the number: every syllable
    /// without marks is one.
    short: NumberMap<u32>,
    long: HashMap<Box<str>, u32>,
}

impl WordTable {
    /// Returns the number of a word that was added.
    pub(crate) fn get(&self, word: &str) -> Option<u32> {
        match packed(word) {
            Some(number) => self.short.get(&number).copied(),
            None if self.long.is_empty() => None,
            None => self.long.get(word).copied(),
        }
    }

    /// Returns the number of a word, adding it if it is new.
    pub(crate) fn add(&mut self, word: &str) -> u32 {
        let fresh = (self.short.len() + self.long.len()) as u32;
        match packed(word) {
            Some(number) => *self.short.entry(number).or_insert(fresh),
            None => *self.long.entry(word.into()).or_insert(fresh),
        }
    }
}

/// Writes a word of up to eight bytes as one number. Words hold no NUL, so no
/// two give the same.
fn packed(word: &str) -> Option<u64> {
    let bytes = word.as_bytes();
    let mut number = [0; 8];
    number.get_mut(..bytes.len())?.copy_from_slice(bytes);
    Some(u64::from_le_bytes(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sieve_never_loses_a_number() {
        assert!(!Sieve::default().may_have(1));
        let numbers: Vec<u64> = (0..10_000).map(|number| number * 7_919).collect();
        let sieve = Sieve::of(numbers.iter());
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
    }
}
