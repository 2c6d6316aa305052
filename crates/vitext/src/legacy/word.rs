//! One word of a text, and what is known of it.

use super::{common::COMMON_WORDS, steps::lowered};
use crate::{
    Syllable,
    letter::{Letter, Quality, Tone, VOWELS},
};

/// Most letters of a syllable, and one more to tell that there are more.
const LETTERS_MAX: usize = 8;

/// The letters of one word, in lower case.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Word {
    letters: [char; LETTERS_MAX],
    count: usize,
}

impl Word {
    /// Adds a letter; tells whether the word can still be a syllable.
    pub(super) fn add(&mut self, c: char) -> bool {
        if let Some(place) = self.letters.get_mut(self.count) {
            *place = lowered(c).0;
            self.count += 1;
        }
        self.count < LETTERS_MAX
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    fn letters(&self) -> &[char] {
        self.letters.get(..self.count).unwrap_or_default()
    }

    /// Tells whether this is a syllable with all of its marks.
    pub(super) fn is_whole_syllable(&self) -> bool {
        self.spelt(|text| Syllable::parse(text).is_some()) && !has_tone_on_glide(self.letters())
    }

    fn facts(&self) -> Facts {
        if has_tone_on_glide(self.letters()) {
            return Facts::default();
        }
        let is_syllable = self.spelt(|text| Syllable::parse(text).is_some());
        Facts {
            is_syllable,
            is_syllable_bare: is_syllable || self.spelt(crate::is_syllable),
            is_common: is_syllable && self.spelt(|text| COMMON_WORDS.binary_search(&text).is_ok()),
            letters_common: self.letters().iter().map(|&c| common(c)).sum(),
        }
    }

    fn spelt(&self, holds: impl Fn(&str) -> bool) -> bool {
        if self.count >= LETTERS_MAX {
            return false;
        }
        let mut bytes = [0; 4 * LETTERS_MAX];
        let mut len = 0;
        for c in self.letters() {
            let Some(room) = bytes.get_mut(len..).filter(|room| room.len() >= 4) else {
                return false;
            };
            len += c.encode_utf8(room).len();
        }
        let text = bytes
            .get(..len)
            .and_then(|text| std::str::from_utf8(text).ok());
        text.is_some_and(holds)
    }
}

/// Tells whether a word in lower case has its tone on the glide that ends it,
/// as `laì` has, where no rule of tone placement puts it. The syllable grammar
/// takes the tone wherever it stands.
fn has_tone_on_glide(word: &[char]) -> bool {
    let mut tail = [None; 3];
    for &c in word {
        tail = [tail[1], tail[2], Letter::of(c)];
    }
    let [first, Some(vowel), Some(glide)] = tail else {
        return false;
    };
    if glide.tone == Tone::Level {
        return false;
    }
    let follows = |base: u8| first.is_some_and(|letter: Letter| letter.base == base);
    match (vowel.base, glide.base) {
        (b'a' | b'e', b'i' | b'o' | b'u' | b'y') | (b'o', b'i') => true,
        // quí and giú begin with qu and gi.
        (b'u', b'i' | b'u') => vowel.quality == Quality::Horn || !follows(b'q'),
        (b'i', b'u') => !follows(b'g'),
        _ => false,
    }
}

/// How common the tones are on a vowel with or without a quality, in rough
/// steps: estimates by hand. The level tone and the acute are everywhere, the
/// tilde is rare.
const COMMON_TONES: [u8; 6] = [6, 5, 6, 4, 3, 5];

/// What a vowel takes from that, in the order of [`VOWELS`]: ă, e and y have
/// fewer words than a, ê and i.
const RARE_VOWELS: [u8; 12] = [0, 1, 0, 2, 0, 1, 1, 0, 0, 1, 0, 2];

fn common(c: char) -> u16 {
    if c.is_ascii() {
        return 0;
    }
    if c == 'đ' {
        return 7;
    }
    let Some(letter) = Letter::of(c) else {
        return 0;
    };
    let row = VOWELS
        .iter()
        .position(|(base, quality, _)| *base == letter.base && *quality == letter.quality);
    if letter.quality == Quality::Plain && letter.tone == Tone::Level {
        return 0;
    }
    let tone = COMMON_TONES.get(letter.tone as usize).copied();
    let rare = row.and_then(|row| RARE_VOWELS.get(row)).copied();
    u16::from(tone.unwrap_or(0).saturating_sub(rare.unwrap_or(0)))
}

/// What is known of a word.
#[derive(Clone, Copy, Default)]
pub(super) struct Facts {
    /// With all of its marks.
    pub(super) is_syllable: bool,
    /// With all of its marks, with some, or with none.
    pub(super) is_syllable_bare: bool,
    pub(super) is_common: bool,
    /// How common its letters are: see [`COMMON_TONES`].
    pub(super) letters_common: u16,
}

/// Most places in the memory of words; a text has most of its words from fewer.
const PLACES_MAX: usize = 512;

/// Bytes of text for each place, so that a short text costs no large memory.
const BYTES_A_PLACE: usize = 4;

/// A memory of the words of one text: each is looked at under several
/// encodings, and comes again.
pub(super) struct Words(Vec<(Word, Facts)>);

impl Words {
    /// Makes an empty memory for a text of so many bytes.
    pub(super) fn new(text_bytes: usize) -> Words {
        let places = (text_bytes / BYTES_A_PLACE).clamp(8, PLACES_MAX);
        // No facts hold for the word without letters.
        Words(vec![(Word::default(), Facts::default()); places])
    }

    pub(super) fn look_up(&mut self, word: &Word) -> Facts {
        let hash = word.letters().iter().fold(0_u32, |hash, &c| {
            (hash ^ u32::from(c))
                .wrapping_mul(0x9E37_79B1)
                .rotate_left(7)
        });
        let places = self.0.len();
        let Some(place) = self.0.get_mut(hash as usize % places) else {
            return word.facts();
        };
        if place.0 != *word {
            *place = (*word, word.facts());
        }
        place.1
    }
}
