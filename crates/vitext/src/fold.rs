//! Folding: marks stripped, lower case, đ read as d.

use unicode_normalization::{
    UnicodeNormalization,
    char::{canonical_combining_class, decompose_canonical},
};

/// Most combining marks kept after one letter; the rest are dropped, so that
/// a megabyte of them costs no more than reading. The figure is that of the
/// Stream-Safe Text Format, UAX #15 section 13.
const MARKS_MAX: u32 = 30;

/// Strips marks, lowers case and reads đ (and ð, ɖ) as d; everything that is
/// not a letter stays as it is.
///
/// Only the marks of Latin, Greek and Cyrillic are marks here: the vowel signs
/// of Thai or Hindi are letters to their readers and stay.
///
/// ```
/// assert_eq!(vitext::fold("ĐÁNH BẠC, 24/7"), "danh bac, 24/7");
/// ```
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    let mut scratch = Scratch::default();
    let mut pieces = text.split_inclusive(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
    for piece in &mut pieces {
        if piece.is_ascii() {
            folded.extend(piece.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            scratch.read(piece.chars());
            scratch.write_folded(&mut folded);
        }
    }
    folded
}

/// One token, decomposed and in lower case. The general algorithm of the
/// normaliser, for every letter that its table does not know.
#[derive(Default)]
pub(crate) struct Scratch(String);

impl Scratch {
    /// Takes in the characters of one token.
    pub(crate) fn read(&mut self, chars: impl Iterator<Item = char>) {
        self.0.clear();
        let mut marks = 0;
        for c in chars {
            decompose_canonical(c, |part| {
                for lower in part.to_lowercase() {
                    // Lowering may itself give a mark, as İ does.
                    if canonical_combining_class(lower) == 0 {
                        marks = 0;
                    } else {
                        marks += 1;
                    }
                    if marks <= MARKS_MAX {
                        self.0.push(lower);
                    }
                }
            });
        }
    }

    /// Appends the accented form: NFC.
    pub(crate) fn write_accented(&self, out: &mut String) {
        out.extend(self.0.nfc());
    }

    /// Appends the folded form.
    pub(crate) fn write_folded(&self, out: &mut String) {
        out.extend(
            self.0
                .chars()
                .filter(|&c| !is_strippable(c))
                .map(|c| match c {
                    'đ' | 'ð' | 'ɖ' => 'd',
                    _ => c,
                })
                .nfc(),
        );
    }
}

/// The blocks of combining diacritical marks.
pub(crate) fn is_strippable(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_strips_marks_and_nothing_else() {
        for (text, folded) in [
            ("", ""),
            ("Tài XỈU", "tai xiu"),
            ("đường Đê Ðông ɖ", "duong de dong d"),
            ("ta\u{300}i xi\u{309}u", "tai xiu"),
            ("Señor ÜBER façade", "senor uber facade"),
            ("Москва й", "москва и"),
            ("ไทย हिन्दी が 한국", "ไทย हिन्दी が 한국"),
            ("a\u{200b}b", "a\u{200b}b"),
            ("İ", "i"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn a_tower_of_marks_is_cut() {
        let mut scratch = Scratch::default();
        let tower = format!("x{}", "\u{338}".repeat(1_000));
        scratch.read(tower.chars());
        let mut accented = String::new();
        scratch.write_accented(&mut accented);
        assert_eq!(accented.chars().count(), 31);
    }
}
