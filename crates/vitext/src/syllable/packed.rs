//! The question "is it a syllable" on letters packed into one integer.
//!
//! It is asked of every new word and of every reading of a disguise, so it
//! takes no list apart: the letters of a token become seven bytes, an onset is
//! cut off by shifting, and what is left is looked up whole among the rimes.

use super::{LETTERS_MAX, RIMES, spelling_allows};
use crate::{
    letter::{Letter, Quality, Tone, VOWELS, VOWELS_UPPER},
    normalise::decode,
};

/// The letters of a token, the first lowest.
#[derive(Clone, Copy)]
pub(super) struct Packed {
    /// A byte each: the ASCII letter.
    bases: u64,
    /// A byte each: the [`Quality`], 0 for none.
    qualities: u64,
    tone: u32,
}

impl Packed {
    /// Packs a token's letters; `None` when one is no Vietnamese letter, when
    /// there are more than seven, or two tones.
    #[inline]
    pub(super) fn of(token: &str) -> Option<Packed> {
        let bytes = token.as_bytes();
        let mut packed = Packed {
            bases: 0,
            qualities: 0,
            tone: 0,
        };
        let (mut pos, mut shift) = (0, 0);
        while pos < bytes.len() {
            let (code, width) = decode(bytes, pos);
            let letter = letter(code);
            let (base, tone) = (letter & 0xFF, letter >> 16);
            let second_tone = tone != 0 && packed.tone != 0;
            if base == 0 || second_tone || shift == 8 * LETTERS_MAX {
                return None;
            }
            packed.bases |= u64::from(base) << shift;
            packed.qualities |= u64::from(letter >> 8 & 0xFF) << shift;
            packed.tone |= tone;
            pos += width;
            shift += 8;
        }
        Some(packed)
    }

    #[inline]
    pub(super) fn is_syllable(self) -> bool {
        let letter = |place: usize| (self.bases >> (8 * place)) as u8;
        let (first, second, third) = (letter(0), letter(1), letter(2));
        // The onset may be taken in more than one way, so each is tried. Most
        // tokens are settled by the first or second way.
        self.has_rime(1, one_letter(first))
            || self.has_rime(2, two_letters(first, second))
            || self.has_rime(0, onset::NONE)
            || (matches!((first, second, third), (b'n', b'g', b'h'))
                && self.has_rime(3, onset::FRONT))
            // The rimes in uy after q, whose u the onset qu has already taken:
            // quýt, quỳnh.
            || (first == b'q' && third == b'y' && self.has_rime(1, onset::NONE))
    }

    /// Tells whether the letters after an onset are a rime that may follow it.
    #[inline(always)]
    fn has_rime(self, onset_letters: u32, onset: u8) -> bool {
        let shift = 8 * onset_letters;
        let (bases, qualities) = (self.bases >> shift, self.qualities >> shift);
        let Some(rimes) = RIME_TABLE.get(slot(bases)) else {
            return false;
        };
        // No letter of an onset has a quality but đ, which stands alone; not
        // the u of qu either.
        let onset_qualities = self.qualities & ((1 << shift) - 1);
        let onset_fits = onset_qualities & !(Quality::Stroke as u64) == 0;
        if rimes.bases != bases || !onset_fits || (rimes.tones >> self.tone) & 1 == 0 {
            return false;
        }
        // A quality may be absent, never another.
        let present = present(qualities);
        rimes.spellings.iter().any(|spelling| {
            spelling.onsets & onset != 0 && (spelling.qualities ^ qualities) & present == 0
        })
    }
}

/// Sets all bits of the bytes that are not zero; none of them may pass 127.
#[inline(always)]
fn present(bytes: u64) -> u64 {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    (((bytes + EACH * 0x7F) >> 7) & EACH) * 0xFF
}

/// Which rimes may follow an onset depends on its spelling; onsets that are
/// spelt by one rule are of one kind, a bit each.
mod onset {
    /// Any consonant without a rule of its own.
    pub(super) const OTHER: u8 = 1;
    /// k gh ngh
    pub(super) const FRONT: u8 = 2;
    /// c ng
    pub(super) const BACK: u8 = 4;
    pub(super) const G: u8 = 8;
    pub(super) const QU: u8 = 16;
    pub(super) const GI: u8 = 32;
    pub(super) const NONE: u8 = 64;
    /// An onset of each kind, for [`super::spelling_allows`].
    pub(super) const EXAMPLES: [(u8, &str); 7] = [
        (OTHER, "b"),
        (FRONT, "k"),
        (BACK, "c"),
        (G, "g"),
        (QU, "qu"),
        (GI, "gi"),
        (NONE, ""),
    ];
}

/// The kind of an onset of one letter, 0 for none.
#[inline(always)]
fn one_letter(letter: u8) -> u8 {
    const KINDS: [u8; 32] = {
        let mut kinds = [0; 32];
        let mut at = 0;
        let others = b"bdhlmnprstvx";
        while at < others.len() {
            kinds[(others[at] & 31) as usize] = onset::OTHER;
            at += 1;
        }
        kinds[(b'k' & 31) as usize] = onset::FRONT;
        kinds[(b'c' & 31) as usize] = onset::BACK;
        kinds[(b'g' & 31) as usize] = onset::G;
        kinds
    };
    KINDS[usize::from(letter & 31)]
}

/// The kind of an onset of two letters, 0 for none.
#[inline(always)]
fn two_letters(first: u8, second: u8) -> u8 {
    const KINDS: [u8; 1024] = {
        let mut kinds = [0; 1024];
        let pairs: [(&[u8; 2], u8); 10] = [
            (b"ch", onset::OTHER),
            (b"kh", onset::OTHER),
            (b"nh", onset::OTHER),
            (b"ph", onset::OTHER),
            (b"th", onset::OTHER),
            (b"tr", onset::OTHER),
            (b"gh", onset::FRONT),
            (b"ng", onset::BACK),
            (b"gi", onset::GI),
            (b"qu", onset::QU),
        ];
        let mut at = 0;
        while at < pairs.len() {
            let (pair, kind) = pairs[at];
            kinds[(pair[0] as usize & 31) << 5 | (pair[1] as usize & 31)] = kind;
            at += 1;
        }
        kinds
    };
    KINDS[usize::from(first & 31) << 5 | usize::from(second & 31)]
}

/// The rimes that fold to the same letters.
#[derive(Clone, Copy, Default)]
struct Rimes {
    /// As in [`Packed`]; 0 in a free place.
    bases: u64,
    /// A bit for each tone that they may bear.
    tones: u8,
    spellings: [Spelling; 3],
}

#[derive(Clone, Copy, Default)]
struct Spelling {
    qualities: u64,
    /// The kinds of onset that it may follow; 0 in a free place.
    onsets: u8,
}

const SLOTS_LOG: u32 = 9;

/// Where rimes stand in the table. The factor was found by trying odd numbers
/// until no two of the 109 fell on one place.
#[inline(always)]
fn slot(bases: u64) -> usize {
    (bases.wrapping_mul(0xAB7E_7E75_C468_D1EF) >> (64 - SLOTS_LOG)) as usize
}

static RIME_TABLE: std::sync::LazyLock<Vec<Rimes>> = std::sync::LazyLock::new(rime_table);

/// Builds the table from the list that people read.
fn rime_table() -> Vec<Rimes> {
    let mut table = vec![Rimes::default(); 1 << SLOTS_LOG];
    for (folded, spellings) in RIMES {
        let Some(packed) = Packed::of(folded) else {
            continue;
        };
        let stopped = folded.ends_with(['c', 'p', 't']) || folded.ends_with("ch");
        let tones = Tone::ALL
            .into_iter()
            .filter(|&tone| !stopped || matches!(tone, Tone::Level | Tone::Acute | Tone::Dot));
        let mut rimes = Rimes {
            bases: packed.bases,
            tones: tones.fold(0, |bits, tone| bits | 1 << tone as u8),
            ..Rimes::default()
        };
        for (place, rime) in rimes.spellings.iter_mut().zip(spellings) {
            let onsets = onset::EXAMPLES
                .into_iter()
                .filter(|(_, example)| spelling_allows(example, rime));
            *place = Spelling {
                qualities: Packed::of(rime).map_or(0, |packed| packed.qualities),
                onsets: onsets.fold(0, |bits, (kind, _)| bits | kind),
            };
        }
        if let Some(place) = table.get_mut(slot(packed.bases)) {
            *place = rimes;
        }
    }
    table
}

/// Latin up to and with the IPA ɖ, then the toned vowels of Latin Extended
/// Additional.
const LOW_END: usize = 0x260;
const HIGH_START: usize = 0x1EA0;
const HIGH_END: usize = 0x1EFA;
const LETTERS_LEN: usize = LOW_END + HIGH_END - HIGH_START;

/// Base, quality and tone of every letter of either case, a byte each.
static LETTERS: [u32; LETTERS_LEN] = {
    let mut letters = [0; LETTERS_LEN];
    let mut base = b'a';
    while base <= b'z' {
        letters[base as usize] = base as u32;
        letters[base.to_ascii_uppercase() as usize] = base as u32;
        base += 1;
    }
    let mut row = 0;
    while row < VOWELS.len() {
        let (base, quality, tones) = VOWELS[row];
        let mut tone = 0;
        while tone < tones.len() {
            let packed = base as u32 | (quality as u32) << 8 | (tone as u32) << 16;
            letters[letter_slot(tones[tone] as usize)] = packed;
            letters[letter_slot(VOWELS_UPPER[row][tone] as usize)] = packed;
            tone += 1;
        }
        row += 1;
    }
    let strokes = ['đ', 'Đ', 'ð', 'Ð', 'ɖ', 'Ɖ'];
    let mut at = 0;
    while at < strokes.len() {
        letters[strokes[at] as usize] = b'd' as u32 | (Quality::Stroke as u32) << 8;
        at += 1;
    }
    letters
};

/// Past the end for what is not in the table.
#[inline(always)]
const fn letter_slot(code: usize) -> usize {
    if code < LOW_END {
        code
    } else if code < HIGH_START {
        LETTERS_LEN
    } else {
        code - HIGH_START + LOW_END
    }
}

#[inline(always)]
fn letter(code: usize) -> u32 {
    match LETTERS.get(letter_slot(code)) {
        Some(&letter) => letter,
        None => rare_letter(code),
    }
}

/// A character that is one of our letters only in lower case: the Kelvin sign.
#[cold]
fn rare_letter(code: usize) -> u32 {
    let Some(c) = char::from_u32(code as u32) else {
        return 0;
    };
    let mut lower = c.to_lowercase();
    match (lower.next().and_then(Letter::of), lower.next()) {
        (Some(letter), None) => {
            u32::from(letter.base) | (letter.quality as u32) << 8 | (letter.tone as u32) << 16
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rime_has_its_place() {
        let table = rime_table();
        let filled = table.iter().filter(|rimes| rimes.bases != 0).count();
        assert_eq!(filled, RIMES.len());
        for (folded, spellings) in RIMES {
            let bases = Packed::of(folded).unwrap().bases;
            let rimes = &table[slot(bases)];
            assert_eq!(rimes.bases, bases, "{folded}");
            let known = rimes.spellings.iter().filter(|known| known.onsets != 0);
            assert_eq!(known.count(), spellings.len(), "{folded}");
        }
    }

    #[test]
    fn absent_qualities_are_no_contradiction() {
        assert_eq!(present(0), 0);
        assert_eq!(present(0x0400_0001_007F_0002), 0xFF00_00FF_00FF_00FF);
    }
}
