//! Counts the words of a text, byte by byte: this runs over all text of every
//! page, so nothing is decoded but the few words that look run together.

use std::collections::HashSet;

use vitext::{Span, is_run_together, is_syllable};

/// What a text is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) words: u32,
    /// Words with a letter that is of Vietnamese alone.
    pub(super) vietnamese: u32,
    /// The most frequent words of English.
    pub(super) english: u32,
    /// Words of scripts other than Latin; two ideographs are counted as one.
    pub(super) other_script: u32,
    pub(super) sentence_ends: u32,
    /// Letters and digits.
    pub(super) chars: u32,
    glued: Glued,
    /// Words that are glued if the page is Vietnamese: their marks are those
    /// of many languages (`tàiquay`, but also `été`).
    maybe_glued: Glued,
}

/// Words that are run together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Glued {
    pub(super) words: u32,
    /// Different ones: a loan word comes back (`lôga`), a seam does not.
    pub(super) kinds: u32,
}

impl Glued {
    fn add(&mut self, other: Glued) {
        self.words = self.words.saturating_add(other.words);
        self.kinds = self.kinds.saturating_add(other.kinds);
    }
}

/// Words run together that were met on the page, as hashes.
#[derive(Default)]
pub(super) struct Met(HashSet<u64>);

/// More different ones say no more.
const MET_MAX: usize = 10_000;

impl Met {
    /// Tells whether a word is met for the first time.
    fn is_new(&mut self, word: &str) -> bool {
        self.0.len() < MET_MAX && self.0.insert(hash_of(word))
    }
}

/// FNV-1a of the small letters of a word: two words that share one would only
/// be taken for the same.
pub(super) fn hash_of(word: &str) -> u64 {
    let letters = word.chars().flat_map(char::to_lowercase);
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, c| {
        (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// What a byte of UTF-8 does in a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// White space, punctuation, and the symbols beyond ASCII.
    Between,
    Digit,
    Consonant,
    /// A consonant that no other one but h stands behind in Vietnamese, within
    /// a syllable or between two.
    Hard,
    Vowel,
    /// f, j, w, z: no Vietnamese syllable has them.
    Foreign,
    /// The first byte of two or three that may be a Latin letter with marks.
    Latin,
    /// The first byte of a combining mark.
    Mark,
    /// The first byte of a letter of another script.
    Other,
}

static CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut classes = [Class::Between; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' => Class::Digit,
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => Class::Vowel,
            b'A' | b'E' | b'I' | b'O' | b'U' | b'Y' => Class::Vowel,
            b'f' | b'j' | b'w' | b'z' | b'F' | b'J' | b'W' | b'Z' => Class::Foreign,
            b'b' | b'd' | b'k' | b'l' | b'q' | b'r' | b's' | b'v' | b'x' => Class::Hard,
            b'B' | b'D' | b'K' | b'L' | b'Q' | b'R' | b'S' | b'V' | b'X' => Class::Hard,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Consonant,
            0xC3..=0xC6 | 0xE1 => Class::Latin,
            0xCC | 0xCD => Class::Mark,
            // C2 and E2 begin punctuation and symbols, EF forms for display,
            // F0 symbols and pictures.
            0xC7..=0xDF | 0xE0 | 0xE3..=0xED => Class::Other,
            _ => Class::Between,
        };
        byte += 1;
    }
    classes
}

/// Bytes of the shortest word without marks that is looked at closely.
const BARE_BYTES_MIN: usize = 8;

/// Bytes of two ideographs.
const OTHER_WORD_BYTES: usize = 6;

/// A word being read.
#[derive(Default)]
struct Word {
    /// Groups of vowels; a syllable has one.
    vowel_groups: u32,
    in_vowels: bool,
    has_marks: bool,
    is_vietnamese: bool,
    /// It has a letter with marks that Vietnamese has not.
    is_foreign: bool,
    /// It has letters of ASCII that Vietnamese has not, or has not in a row.
    is_foreign_bare: bool,
    last_is_hard: bool,
    other_bytes: usize,
    letters: u32,
    /// A capital stands behind a small letter: `getName`.
    is_camel: bool,
    last_is_small: bool,
    is_behind_digit: bool,
}

impl Tally {
    pub(super) fn add(&mut self, other: &Tally) {
        let pairs = [
            (&mut self.words, other.words),
            (&mut self.vietnamese, other.vietnamese),
            (&mut self.english, other.english),
            (&mut self.other_script, other.other_script),
            (&mut self.sentence_ends, other.sentence_ends),
            (&mut self.chars, other.chars),
        ];
        for (count, more) in pairs {
            *count = count.saturating_add(more);
        }
        self.glued.add(other.glued);
        self.maybe_glued.add(other.maybe_glued);
    }

    /// Words run together; those with marks of many languages where at least
    /// one word in ten is Vietnamese beyond doubt.
    pub(super) fn glued(&self) -> Glued {
        let mut glued = self.glued;
        if self.vietnamese.saturating_mul(10) >= self.words {
            glued.add(self.maybe_glued);
        }
        glued
    }

    /// Counts a text.
    pub(super) fn read(&mut self, text: &str, met: &mut Met) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match CLASSES[usize::from(byte)] {
                Class::Between => {
                    self.end_of_sentence(bytes, at);
                    at += 1;
                }
                Class::Digit => {
                    let start = at;
                    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                        at += 1;
                    }
                    self.chars += (at - start) as u32;
                }
                _ => at = self.word(text, at, met),
            }
        }
    }

    fn end_of_sentence(&mut self, bytes: &[u8], at: usize) {
        let is_end = match bytes.get(at) {
            Some(b'.' | b'!' | b'?') => true,
            Some(0xE2) => bytes.get(at..at + 3) == Some("…".as_bytes()),
            _ => false,
        };
        // "1.5" and "a.b" go on.
        let behind = bytes.get(at + 1).copied().unwrap_or(b' ');
        if is_end && !behind.is_ascii_alphanumeric() && behind != b'.' {
            self.sentence_ends += 1;
        }
    }

    /// Reads one word; returns the place behind it.
    fn word(&mut self, text: &str, start: usize, met: &mut Met) -> usize {
        let bytes = text.as_bytes();
        let before = start.checked_sub(1).and_then(|before| bytes.get(before));
        let mut word = Word {
            is_behind_digit: before.is_some_and(u8::is_ascii_digit),
            ..Word::default()
        };
        let mut at = start;
        while let Some(&byte) = bytes.get(at) {
            match CLASSES[usize::from(byte)] {
                Class::Between | Class::Digit => break,
                class @ (Class::Consonant | Class::Hard | Class::Vowel | Class::Foreign) => {
                    word.ascii(byte, class);
                    at += 1;
                }
                Class::Latin => at += word.latin(bytes, at),
                Class::Mark => {
                    word.has_marks = true;
                    at += 2;
                }
                Class::Other => {
                    let width = width(byte);
                    word.other_bytes += width;
                    word.letters += 1;
                    at += width;
                }
            }
        }
        let at = at.min(bytes.len());
        self.count(text, start..at, &word, met);
        at
    }

    fn count(&mut self, text: &str, place: Span, word: &Word, met: &mut Met) {
        self.chars = self.chars.saturating_add(word.letters);
        if word.other_bytes > 0 {
            let words = word.other_bytes.div_ceil(OTHER_WORD_BYTES) as u32;
            self.words = self.words.saturating_add(words);
            self.other_script = self.other_script.saturating_add(words);
            return;
        }
        self.words += 1;
        let written = text.as_bytes().get(place.clone()).unwrap_or_default();
        if word.is_vietnamese || word.has_marks && has_combining_mark(written) {
            self.vietnamese += 1;
        } else if !word.has_marks && is_english(written) {
            self.english += 1;
        }
        if word.may_be_glued(written)
            && let Some(written) = glued(text, place, word)
        {
            let glued = Glued {
                words: 1,
                kinds: u32::from(met.is_new(written)),
            };
            if word.is_vietnamese || !word.has_marks {
                self.glued.add(glued);
            } else {
                self.maybe_glued.add(glued);
            }
        }
    }
}

impl Word {
    fn ascii(&mut self, byte: u8, class: Class) {
        self.letters += 1;
        let is_vowel = class == Class::Vowel;
        self.vowel_groups += u32::from(is_vowel && !self.in_vowels);
        self.in_vowels = is_vowel;
        self.is_foreign_bare |= class == Class::Foreign
            || self.last_is_hard && !is_vowel && !matches!(byte, b'h' | b'H');
        self.last_is_hard = class == Class::Hard;
        let is_small = byte.is_ascii_lowercase();
        self.is_camel |= self.last_is_small && !is_small;
        self.last_is_small = is_small;
    }

    /// Takes a letter of two or three bytes; returns how many.
    fn latin(&mut self, bytes: &[u8], at: usize) -> usize {
        let byte = |place: usize| bytes.get(at + place).copied().unwrap_or(0);
        self.letters += 1;
        self.has_marks = true;
        let (lead, next) = (byte(0), byte(1));
        let mut is_vowel = true;
        match (lead, next) {
            // đ
            (0xC4, 0x90 | 0x91) => {
                is_vowel = false;
                self.is_vietnamese = true;
            }
            // ă, ĩ, ũ, ơ, ư, and all from ạ to ỹ
            (0xC4, 0x82 | 0x83 | 0xA8 | 0xA9)
            | (0xC5, 0xA8 | 0xA9)
            | (0xC6, 0xA0 | 0xA1 | 0xAF | 0xB0)
            | (0xE1, 0xBA | 0xBB) => self.is_vietnamese = true,
            // à á â ã è é ê ì í ò ó ô õ ù ú ý
            (0xC3, 0x80..=0x83 | 0x88..=0x8A | 0x8C | 0x8D | 0x92..=0x95 | 0x99 | 0x9A | 0x9D)
            | (0xC3, 0xA0..=0xA3 | 0xA8..=0xAA | 0xAC | 0xAD | 0xB2..=0xB5 | 0xB9 | 0xBA | 0xBD) => {
            }
            _ => self.is_foreign = true,
        }
        self.vowel_groups += u32::from(is_vowel && !self.in_vowels);
        self.in_vowels = is_vowel;
        self.last_is_small = false;
        width(lead)
    }

    /// A cheap look before the word is taken apart.
    fn may_be_glued(&self, written: &[u8]) -> bool {
        if self.is_foreign {
            return false;
        }
        if self.has_marks {
            return self.vowel_groups >= 2 || self.is_behind_digit;
        }
        self.vowel_groups >= 3
            && !self.is_foreign_bare
            && written.len() >= BARE_BYTES_MIN
            && !self.is_camel
            && written
                .last()
                .is_some_and(|last| b"aeiouycmnptgh".contains(&last.to_ascii_lowercase()))
    }
}

/// Returns a word that is syllables run together, and no part of an address,
/// no tag, no name of a program.
fn glued<'t>(text: &'t str, place: Span, word: &Word) -> Option<&'t str> {
    let before = text.get(..place.start)?;
    let written = text.get(place.clone())?;
    if word.vowel_groups < 2 {
        return is_glued_to_number(written).then_some(written);
    }
    let mut after = text.get(place.end..)?.bytes();
    let (next, second) = (after.next(), after.next());
    let in_address = before.ends_with(['#', '@', '/', '.', '_', '-', '\\', '&', '=', '%', '$'])
        || next.is_some_and(|byte| b"@/_=\\(-".contains(&byte))
        || next == Some(b'.') && second.is_some_and(|byte| byte.is_ascii_alphanumeric());
    // `Xuđăng`, `Inđônêxia`: names of places are written so.
    let mut letters = written.chars();
    let is_name = letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase);
    (!in_address && !is_name && is_run_together(written)).then_some(written)
}

/// What is counted is often written without a space: `100triệu`, `3ngày`.
const COUNTED: [&str; 20] = [
    "bài", "bộ", "chiếc", "cái", "giờ", "giây", "lần", "lít", "mét", "ngày", "người", "nghìn",
    "ngàn", "năm", "phút", "tháng", "triệu", "tuổi", "tỷ", "đồng",
];

/// Tells a syllable with marks right behind a number: `2023vô địch`, `số 1cơ
/// cấu`.
fn is_glued_to_number(written: &str) -> bool {
    let lower = written.to_lowercase();
    written.chars().count() >= 2 && !COUNTED.contains(&lower.as_str()) && is_syllable(written)
}

fn width(lead: u8) -> usize {
    match lead {
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0.. => 4,
        _ => 1,
    }
}

/// Combining tone and vowel marks of decomposed Vietnamese, as bytes.
fn has_combining_mark(written: &[u8]) -> bool {
    written.windows(2).any(|pair| {
        matches!(
            pair,
            [0xCC, 0x80 | 0x81 | 0x82 | 0x83 | 0x86 | 0x89 | 0x9B | 0xA3]
        )
    })
}

/// The list of `language.rs`, of two to four letters each.
fn is_english(written: &[u8]) -> bool {
    let mut lower = [0_u8; 4];
    if !(2..=4).contains(&written.len()) {
        return false;
    }
    for (place, byte) in lower.iter_mut().zip(written) {
        *place = byte.to_ascii_lowercase();
    }
    matches!(
        &lower,
        b"the\0"
            | b"of\0\0"
            | b"and\0"
            | b"is\0\0"
            | b"for\0"
            | b"with"
            | b"that"
            | b"are\0"
            | b"was\0"
            | b"this"
            | b"you\0"
            | b"from"
            | b"have"
            | b"be\0\0"
            | b"by\0\0"
            | b"or\0\0"
            | b"as\0\0"
            | b"it\0\0"
            | b"your"
            | b"not\0"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::language_of;

    fn tally(text: &str) -> Tally {
        let mut tally = Tally::default();
        tally.read(text, &mut Met::default());
        tally
    }

    #[test]
    fn glued_words_and_near_misses() {
        for (text, glued) in [
            ("vô địch quốc gia đứcnha cai uy tín", 1),
            ("quay hũ tàiquay, đổi the càođánh bài", 2),
            ("nhacai2023vô địch, top 2021tải game đổi", 2),
            ("cổng số 1cơ cấu, 100triệu đồng, 3ngày", 1),
            ("xosomienbac hom nay", 1),
            // A French text has no Vietnamese words.
            ("été à la forêt", 0),
            ("Xuđăng và Inđônêxia là tên nước", 0),
            ("#xổsốmiềnbắc ở https://nhacaiuytin.example/xosomienbac", 0),
            ("getXosomienbac() của lớp", 0),
            ("ôtô, tivi và càphê; đường 20kg, phòng 12A", 1),
            ("The communication of the organization was automatic", 0),
            ("", 0),
        ] {
            assert_eq!(tally(text).glued().words, glued, "{text}");
        }
    }

    #[test]
    fn a_word_that_comes_back_is_one_kind() {
        let found = tally("uống càphê, càphê và CÀPHÊ của đất nước").glued();
        assert_eq!((found.words, found.kinds), (3, 1));
    }

    #[test]
    fn words_ends_and_letters() {
        let found = tally("Giá 1.5 triệu. Hết! a.b c…  d?");
        assert_eq!((found.words, found.sentence_ends), (7, 4));
        assert_eq!(tally("đá 88").chars, 4);
        assert_eq!(tally("彩票平台").other_script, 2);
        assert_eq!(tally("hello 😀 “x”").words, 2);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_counted(text in "\\PC{0,200}") {
            let found = tally(&text);
            proptest::prop_assert!(found.vietnamese + found.english <= found.words);
            proptest::prop_assert!(found.chars as usize <= text.chars().count());
        }

        #[test]
        fn the_words_are_those_of_the_language(
            text in "(the|of|xổ|số|miền|bắc|đ|a|hello|été|[ .,0-9]){0,60}"
        ) {
            let found = tally(&text);
            let verdict = crate::language::verdict(
                found.words as usize,
                found.vietnamese as usize,
                found.english as usize,
            );
            proptest::prop_assert_eq!(verdict, language_of([text.as_str()].into_iter()));
        }
    }
}
