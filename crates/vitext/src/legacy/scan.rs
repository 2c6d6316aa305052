//! Looking a text through for anything that an old encoding leaves behind.

use super::tables::byte_of;
use crate::Span;

/// Returns where the first character after `from` stands that may be misread, or nothing:
/// the answer for nearly every text, and given without a second look.
///
/// The letters of Vietnamese that Unicode has beyond Latin-1 say nothing
/// against a text, those of Latin-1 only in a place where no syllable has them.
pub(super) fn first_sign(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut pos = from;
    while let Some(&first) = bytes.get(pos) {
        if first < 0x80 {
            // Eight bytes at a time where there is nothing to see.
            match bytes.get(pos..pos + 8) {
                Some(block) if block.is_ascii() => pos += 8,
                _ => pos += 1,
            }
            continue;
        }
        let second = bytes.get(pos + 1).copied().unwrap_or(0);
        let (width, is_sign) = match first {
            0xC2 => (2, is_sign(bytes, pos, second)),
            0xC3 => (2, is_misplaced(bytes, pos, second)),
            // Œ œ Š š Ÿ Ž ž ƒ ˆ ˜, and the letters of Vietnamese.
            0xC5 => (
                2,
                matches!(second, 0x92 | 0x93 | 0xA0 | 0xA1 | 0xB8 | 0xBD | 0xBE),
            ),
            0xC6 => (2, second == 0x92),
            0xCB => (2, matches!(second, 0x86 | 0x9C)),
            0xC4..=0xDF => (2, false),
            0xE2 => (3, is_inside_word(bytes, pos)),
            0xE0..=0xEF => (3, false),
            _ => (4, false),
        };
        if is_sign {
            return Some(pos);
        }
        pos += width;
    }
    None
}

/// A sign of Latin-1, or a control character.
fn is_sign(bytes: &[u8], pos: usize, second: u8) -> bool {
    if second < 0xA0 {
        return true;
    }
    let after = bytes.get(pos + 2).copied().unwrap_or(b' ');
    let before_any = after.is_ascii_alphabetic() || matches!(after, 0xC2..=0xCB | 0xE2);
    let (after_any, after_letter) = match pos.checked_sub(1).and_then(|at| bytes.get(at)) {
        Some(before) if before.is_ascii() => {
            (before.is_ascii_alphabetic(), before.is_ascii_alphabetic())
        }
        // Something else of Latin-1.
        Some(_) => (
            matches!(
                pos.checked_sub(2).and_then(|at| bytes.get(at)),
                Some(0xC2 | 0xC3)
            ),
            false,
        ),
        None => (false, false),
    };
    match second {
        // Space, closing quote, degree, small figures, © ®.
        0xA0 | 0xBB | 0xB0 | 0xB2 | 0xB3 | 0xA9 | 0xAE => before_any && after_any,
        0xAB => after_letter,
        _ => before_any || after_any,
    }
}

/// A letter of Latin-1: one that Vietnamese does not have, or one of its own
/// after a letter that it never follows.
fn is_misplaced(bytes: &[u8], pos: usize, second: u8) -> bool {
    let lower = second | 0x20;
    // à á â ã è é ê ì í ò ó ô õ ù ú ý
    if !matches!(
        lower,
        0xA0..=0xA3 | 0xA8..=0xAA | 0xAC | 0xAD | 0xB2..=0xB5 | 0xB9 | 0xBA | 0xBD
    ) {
        return true;
    }
    let Some(&before) = pos.checked_sub(1).and_then(|before| bytes.get(before)) else {
        return false;
    };
    if before.is_ascii_lowercase() && second < 0xA0 {
        return true;
    }
    match before | 0x20 {
        b'a' | b'e' if before.is_ascii() => true,
        b'o' if before.is_ascii() => !matches!(lower, 0xA0 | 0xA1 | 0xA3 | 0xA8 | 0xA9),
        b'u' if before.is_ascii() => matches!(lower, 0xAC | 0xB2 | 0xB5 | 0xB9),
        b'i' | b'y' if before.is_ascii() => matches!(lower, 0xAC | 0xB2 | 0xB5 | 0xB9),
        // After another letter of Latin-1.
        0xA0..=0xBF if !before.is_ascii() => matches!(lower, 0xAC | 0xB2 | 0xB5 | 0xB9),
        // Before the sign that à leaves of itself.
        _ => second == 0x83 && !bytes.get(pos + 2).is_some_and(u8::is_ascii_alphabetic),
    }
}

/// Quotes, dashes, the bullet, the euro: as letters, they stand between others.
fn is_inside_word(bytes: &[u8], pos: usize) -> bool {
    let text = bytes.get(pos..pos + 3);
    if text == Some("’".as_bytes()) {
        return false;
    }
    let before = pos.checked_sub(1).and_then(|before| bytes.get(before));
    let after = bytes.get(pos + 3);
    // The beginning of a quote or a dash that was misread: â€.
    if text == Some("€".as_bytes()) && before.is_some_and(|before| !before.is_ascii()) {
        return true;
    }
    before.is_some_and(u8::is_ascii_alphabetic) && after.is_some_and(u8::is_ascii_alphabetic)
}

/// Longest stretch that is judged at once, in words; a longer line may be of
/// two minds.
const WORDS_MAX: usize = 40;

/// Longest stretch in bytes, for text that has no spaces.
const BYTES_MAX: usize = 4 << 10;

/// Words of one line, one after the other, with no character that no old
/// encoding could have left, and with at least one that ASCII does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) span: Span,
    /// Words of Unicode stand in the same line.
    pub(super) is_beside_unicode: bool,
}

/// The stretches of a text that hold a sign, in order.
pub(super) struct Stretches<'t> {
    text: &'t str,
    pos: usize,
}

impl<'t> Stretches<'t> {
    pub(super) fn new(text: &'t str) -> Stretches<'t> {
        Stretches { text, pos: 0 }
    }
}

impl Iterator for Stretches<'_> {
    type Item = Stretch;

    fn next(&mut self) -> Option<Stretch> {
        loop {
            let sign = first_sign(self.text, self.pos)?;
            let before = self.text.get(self.pos..sign)?;
            let after = self.text.get(sign..)?;
            let back = Reach::over(before.chars().rev(), WORDS_MAX / 2);
            let ahead = Reach::over(after.chars(), WORDS_MAX);
            let start = sign - back.len;
            let end = sign + ahead.len;
            self.pos = sign + ahead.seen;
            // The word of the sign itself may be of Unicode, and then there is
            // nothing left but its neighbours.
            let stretch = self.text.get(start..end)?;
            if end > sign && !stretch.is_ascii() {
                return Some(Stretch {
                    span: start..end,
                    is_beside_unicode: back.is_barred || ahead.is_barred,
                });
            }
        }
    }
}

/// How far whole words go, in one direction.
#[derive(Default)]
struct Reach {
    /// Bytes of the words that count.
    len: usize,
    /// Bytes that were looked at, with those of a word that does not count.
    seen: usize,
    /// A word of Unicode stands at the end.
    is_barred: bool,
}

impl Reach {
    fn over(chars: impl Iterator<Item = char>, words_max: usize) -> Reach {
        let mut reach = Reach::default();
        let mut words = 0;
        for c in chars {
            if matches!(c, '\n' | '\r') {
                break;
            }
            if c == ' ' || c == '\t' {
                if reach.is_barred {
                    return reach;
                }
                words += 1;
                reach.len = reach.seen;
                if words >= words_max {
                    return reach;
                }
            } else if !c.is_ascii() && byte_of(c).is_none() && (c.is_alphabetic() || is_mark(c)) {
                reach.is_barred = true;
            }
            if reach.seen >= BYTES_MAX {
                break;
            }
            reach.seen += c.len_utf8();
        }
        if !reach.is_barred {
            reach.len = reach.seen;
        }
        reach
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}
