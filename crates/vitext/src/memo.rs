//! The words met before, with their forms.
//!
//! Running text says the same words again and again: the commonest thousand
//! forms make up some nine tenths of a Vietnamese text. What the normaliser
//! works out about a short word depends on its bytes alone, so the pass keeps
//! it and looks it up: one load, one hash, one comparison. The memory is of
//! fixed size and forgets what a newer word pushes out, so text made against
//! it costs a miss a word and no more.

use std::cell::Cell;

use crate::{TokenKind, fold::Scratch, normalised::Facts};

/// Bytes of a word that is kept, and of each of its forms. The longest
/// syllable in NFC has ten (`nghiễng`), in NFD twelve.
pub(crate) const WORD_BYTES: usize = 16;

/// Places for words; half a megabyte for each thread that normalises.
const PLACES: usize = 1 << PLACES_LOG;
const PLACES_LOG: u32 = 12;

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
    words: Vec<Word>,
    pub(crate) scratch: Scratch,
    pub(crate) general: String,
}

impl Default for Memo {
    fn default() -> Memo {
        Memo {
            words: vec![Word::default(); PLACES],
            scratch: Scratch::default(),
            general: String::new(),
        }
    }
}

impl Memo {
    /// Returns what is known of a word.
    #[inline(always)]
    pub(crate) fn find(&self, bytes: u128) -> Option<&Word> {
        self.words
            .get(place(bytes))
            .filter(|word| word.bytes == bytes)
    }

    /// Keeps a word in place of another.
    pub(crate) fn keep(&mut self, word: Word) {
        if let Some(place) = self.words.get_mut(place(word.bytes)) {
            *place = word;
        }
    }
}

#[inline(always)]
fn place(bytes: u128) -> usize {
    // Odd numbers near 2^64 over the golden ratio and over pi spread well.
    let (low, high) = (bytes as u64, (bytes >> 64) as u64);
    let mixed = (low ^ high.wrapping_mul(0x517C_C1B7_2722_0A95)) ^ (low >> 32);
    (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - PLACES_LOG)) as usize
}

/// A word and its forms. What every use reads comes first, in one cache line.
#[derive(Clone, Copy, Default)]
#[repr(C, align(64))]
pub(crate) struct Word {
    /// The bytes of the source, the first lowest, zero past the end; all zero
    /// when the place is free.
    pub(crate) bytes: u128,
    pub(crate) folded: Form,
    pub(crate) kind: TokenKind,
    pub(crate) facts: Facts,
    /// Any of the three below is there.
    pub(crate) has_others: bool,
    /// Empty when it is the source as it stands.
    pub(crate) accented: Form,
    /// Empty when it is the accented form, as the key then is the folded one.
    pub(crate) canonical: Form,
    pub(crate) key: Form,
}

/// A short text.
#[derive(Clone, Copy, Default)]
pub(crate) struct Form {
    bytes: [u8; WORD_BYTES],
    len: u8,
}

impl Form {
    /// Takes a text; `None` when it is too long.
    pub(crate) fn of(text: &[u8]) -> Option<Form> {
        let mut form = Form::default();
        form.bytes.get_mut(..text.len())?.copy_from_slice(text);
        form.len = text.len() as u8;
        Some(form)
    }

    /// Returns the bytes with what stands behind them, for a store of one size.
    #[inline(always)]
    pub(crate) fn padded(&self) -> &[u8; WORD_BYTES] {
        &self.bytes
    }

    #[inline(always)]
    pub(crate) fn len(&self) -> usize {
        usize::from(self.len)
    }

    pub(crate) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.len()).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
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
    Form::of(rest).map_or(0, |form| u128::from_le_bytes(form.bytes))
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
