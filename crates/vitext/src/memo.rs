//! The words met before, with their forms.
//!
//! Running text says the same words again and again: the commonest thousand
//! forms make up some nine tenths of a Vietnamese text. What the normaliser
//! works out about a short word depends on its bytes alone, so the pass keeps
//! it and looks it up: one load, one hash, one comparison. The memory is of
//! fixed size and forgets what a newer word pushes out, so text made against
//! it costs a miss a word and no more.

use std::cell::Cell;

use crate::{
    TokenKind,
    fold::Scratch,
    normalised::{Facts, Other},
};

/// Bytes of a word that is kept, and one more. The longest syllable in NFC has
/// ten (`nghiễng`), in NFD twelve.
pub(crate) const WORD_BYTES: usize = 16;

/// Letters of a word that is kept.
pub(crate) const FOLDED_BYTES: usize = 12;

/// Pairs of places for words. With the forms of [`Others`] they take 768 KiB
/// in each thread that normalises, of which the pages met are in use.
const PAIRS: usize = 1 << PAIRS_LOG;
const PAIRS_LOG: u32 = 12;

thread_local! {
    /// Taken out while a text is read, so that nothing is borrowed.
    static MEMO: Cell<Option<Box<Memo>>> = const { Cell::new(None) };
}

/// Calls with the memory of this thread.
pub(crate) fn with<T>(call: impl FnOnce(&mut Memo) -> T) -> T {
    // While the thread ends its memory may be gone; a new one does as well.
    let kept = MEMO.try_with(Cell::take).ok().flatten();
    let mut memo = kept.unwrap_or_default();
    let result = call(&mut memo);
    // If it is gone, so is the need for it.
    let _ = MEMO.try_with(|place| place.set(Some(memo)));
    result
}

/// Words met before, and room to work in.
pub(crate) struct Memo {
    pairs: Vec<Pair>,
    others: Vec<Others>,
    /// Which of a full pair the next word takes: this one's lowest bit.
    turn: usize,
    pub(crate) scratch: Scratch,
    pub(crate) general: String,
    /// Of the token being read, those that are not the source as it stands.
    pub(crate) forms: String,
}

/// Two words that hash to one place, in one cache line.
#[derive(Clone, Copy, Default)]
#[repr(align(64))]
struct Pair([Word; 2]);

/// The forms of a word that are not the source as it stands: where the
/// accented one, the canonical one and the key end, counted from the fourth
/// byte, and the forms from there on.
type Others = [u8; 64];

impl Default for Memo {
    fn default() -> Memo {
        Memo {
            pairs: vec![Pair::default(); PAIRS],
            others: vec![[0; 64]; PAIRS * 2],
            turn: 0,
            scratch: Scratch::default(),
            general: String::new(),
            forms: String::new(),
        }
    }
}

impl Memo {
    /// Returns what is known of a word, and its number.
    #[inline(always)]
    pub(crate) fn find(&self, bytes: u128) -> Option<(&Word, usize)> {
        let place = place(bytes);
        let Pair([first, second]) = self.pairs.get(place)?;
        let is_second = second.bytes == bytes;
        let word = if is_second { second } else { first };
        (word.bytes == bytes).then_some((word, place * 2 + usize::from(is_second)))
    }

    /// Writes the forms of a word that are not the source as it stands.
    pub(crate) fn write_others(&self, number: usize, out: &mut Vec<u8>) -> Option<Other> {
        let [accented_end, canonical_end, key_end, forms @ ..] = self.others.get(number)?;
        let start = out.len() as u32;
        // A copy of one size is quicker than one of the right size.
        out.extend_from_slice(forms);
        out.truncate(start as usize + usize::from(*key_end));
        Some(Other {
            start,
            accented_end: start + u32::from(*accented_end),
            canonical_end: start + u32::from(*canonical_end),
            key_end: start + u32::from(*key_end),
        })
    }

    /// Keeps a word, in place of another if need be, with the forms that are
    /// written, whose ends `other` tells.
    pub(crate) fn keep(&mut self, word: Word, other: Other) -> Option<()> {
        let forms = self.forms.as_bytes();
        let place = place(word.bytes);
        let Pair(pair) = self.pairs.get_mut(place)?;
        let free = pair.iter().position(|word| word.bytes == 0);
        let way = free.unwrap_or_else(|| {
            self.turn = self.turn.wrapping_add(1);
            self.turn & 1
        });
        if !forms.is_empty() {
            let [accented_end, canonical_end, key_end, room @ ..] =
                self.others.get_mut(place * 2 + way)?;
            room.get_mut(..forms.len())?.copy_from_slice(forms);
            *accented_end = (other.accented_end - other.start) as u8;
            *canonical_end = (other.canonical_end - other.start) as u8;
            *key_end = (other.key_end - other.start) as u8;
        }
        *pair.get_mut(way)? = word;
        Some(())
    }
}

#[inline(always)]
fn place(bytes: u128) -> usize {
    // Odd numbers near 2^64 over the golden ratio and over pi spread well.
    let (low, high) = (bytes as u64, (bytes >> 64) as u64);
    let mixed = (low ^ high.wrapping_mul(0x517C_C1B7_2722_0A95)) ^ (low >> 32);
    (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - PAIRS_LOG)) as usize
}

/// A word met before.
#[derive(Clone, Copy, Default)]
pub(crate) struct Word {
    /// The bytes of the source, the first lowest, zero past the end; all zero
    /// when the place is free.
    pub(crate) bytes: u128,
    /// With zeros behind it, for a store of one size.
    pub(crate) folded: [u8; FOLDED_BYTES],
    pub(crate) folded_len: u8,
    pub(crate) kind: TokenKind,
    pub(crate) facts: Facts,
    /// Some form is not the source as it stands.
    pub(crate) has_others: bool,
}

/// Returns a text with zeros behind it; `None` when it is too long.
pub(crate) fn padded<const LEN: usize>(text: &[u8]) -> Option<[u8; LEN]> {
    let mut bytes = [0; LEN];
    bytes.get_mut(..text.len())?.copy_from_slice(text);
    Some(bytes)
}

/// Reads the word that begins here and ends before an ASCII character that is
/// no letter and no digit, or with the text: its bytes as [`Word`] has them,
/// and how many. `None` when it is empty or longer than [`WORD_BYTES`] less
/// one.
#[inline(always)]
pub(crate) fn word_at(text: &[u8], start: usize) -> Option<(u128, usize)> {
    let ahead = match text
        .get(start..)
        .and_then(<[u8]>::first_chunk::<WORD_BYTES>)
    {
        Some(chunk) => u128::from_le_bytes(*chunk),
        None => last_bytes(text, start),
    };
    let ends = ends(ahead);
    let bits = ends.trailing_zeros() & !7;
    if bits == 0 || ends == 0 {
        return None;
    }
    Some((ahead & (u128::MAX >> (128 - bits)), (bits / 8) as usize))
}

/// The bytes from here to the end of the text, fewer than [`WORD_BYTES`], with
/// zeros behind them.
#[cold]
fn last_bytes(text: &[u8], start: usize) -> u128 {
    let rest = text.get(start..).unwrap_or_default();
    padded(rest).map_or(0, u128::from_le_bytes)
}

/// Sets the high bit of every byte that is ASCII, no letter and no digit.
#[inline(always)]
fn ends(bytes: u128) -> u128 {
    const EACH: u128 = u128::from_le_bytes([1; WORD_BYTES]);
    const HIGH: u128 = EACH << 7;
    let ascii = bytes & !HIGH;
    // No byte of these sums passes 255, so none carries into the next.
    let at_least = |ascii: u128, least: u8| ascii + EACH * u128::from(0x80 - least);
    let digit = at_least(ascii, b'0') & !at_least(ascii, b'9' + 1);
    let lower = ascii | (EACH * 0x20);
    let letter = at_least(lower, b'a') & !at_least(lower, b'z' + 1);
    !(digit | letter | bytes) & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_ends_a_word_or_does_not() {
        for byte in 0..=255_u8 {
            for place in 0..WORD_BYTES {
                let mut text = [b'z'; WORD_BYTES];
                text[place] = byte;
                let end = byte.is_ascii() && !byte.is_ascii_alphanumeric();
                let expected = u128::from(end) << (place * 8 + 7);
                assert_eq!(ends(u128::from_le_bytes(text)), expected, "{byte:#x}");
            }
        }
    }

    #[test]
    fn a_pair_of_words_fills_a_cache_line() {
        assert_eq!(size_of::<Pair>(), 64);
    }

    #[test]
    fn words_are_read_up_to_their_end() {
        for (text, start, len) in [
            ("đánh bạc", 0, Some(6)),
            ("đánh bạc", 7, Some(5)),
            ("đánh bạc", 6, None),
            ("đánh bạc", 12, None),
            ("đánh bạc", 99, None),
            ("abcdefghijklmno", 0, Some(15)),
            ("abcdefghijklmnop", 0, None),
            ("abcdefghijklmno p", 0, Some(15)),
            ("", 0, None),
        ] {
            let found = word_at(text.as_bytes(), start);
            assert_eq!(found.map(|(_, len)| len), len, "{text} {start}");
            if let (Some((bytes, _)), Some(len)) = (found, len) {
                let mut word = [0; WORD_BYTES];
                word[..len].copy_from_slice(&text.as_bytes()[start..start + len]);
                assert_eq!(bytes.to_le_bytes(), word);
            }
        }
    }
}
