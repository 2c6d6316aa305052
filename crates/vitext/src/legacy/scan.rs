//! Looking a text through for anything that an old encoding leaves behind.

use std::ops::Range;

use super::tables::byte_of;

/// Returns where the first character stands that may be misread, or nothing:
/// the answer for nearly every text, and given without a second look.
///
/// The letters of Vietnamese that Unicode has beyond Latin-1 say nothing
/// against a text, those of Latin-1 only in a place where no syllable has them.
pub(super) fn first_sign(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut pos = 0;
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
    let before_letter = after.is_ascii_alphabetic() || matches!(after, 0xC2 | 0xC3);
    let after_letter = pos
        .checked_sub(1)
        .and_then(|before| bytes.get(before))
        .is_some_and(u8::is_ascii_alphabetic);
    match second {
        // Space, closing quote, degree, small figures, © ®.
        0xA0 | 0xBB | 0xB0 | 0xB2 | 0xB3 | 0xA9 | 0xAE => before_letter && after_letter,
        0xAB => after_letter,
        _ => before_letter || after_letter,
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
    before.is_some_and(u8::is_ascii_alphabetic) && after.is_some_and(u8::is_ascii_alphabetic)
}

/// Longest stretch that is judged at once, in words; a longer line may be of
/// two minds.
const WORDS_MAX: usize = 40;

/// Longest stretch in bytes, for text that has no spaces.
const BYTES_MAX: usize = 4 << 10;

/// The stretches of a text that may be of an old encoding: words of one line,
/// one after the other, with no character that none of them could have left,
/// and with at least one that ASCII does not have.
pub(super) struct Stretches<'t> {
    text: &'t str,
    pos: usize,
}

impl<'t> Stretches<'t> {
    /// Begins with the line in which `from` stands.
    pub(super) fn new(text: &'t str, from: usize) -> Stretches<'t> {
        let before = text.get(..from).unwrap_or_default();
        let pos = before.rfind('\n').map_or(0, |end| end + 1);
        Stretches { text, pos }
    }
}

impl Iterator for Stretches<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        while self.pos < self.text.len() {
            let start = self.pos;
            let rest = self.text.get(start..)?;
            let mut has_high = false;
            let mut words = 0;
            let mut word_start = 0;
            // Where the stretch ends, and where the next begins.
            let mut found = None;
            let mut is_barred = false;
            for (at, c) in rest.char_indices() {
                let is_end = matches!(c, '\n' | '\r');
                if is_end || c == ' ' || c == '\t' {
                    if is_barred {
                        found = Some((word_start, at + 1));
                        break;
                    }
                    words += 1;
                    word_start = at + 1;
                    if is_end || words >= WORDS_MAX {
                        found = Some((at, at + 1));
                        break;
                    }
                } else if c.is_ascii() {
                    continue;
                } else if byte_of(c).is_some() {
                    has_high = true;
                } else if c.is_alphabetic() || is_mark(c) {
                    is_barred = true;
                }
                if at >= BYTES_MAX {
                    let end = if is_barred { word_start } else { at };
                    found = Some((end, at + c.len_utf8()));
                    break;
                }
            }
            let (end, next) = found.unwrap_or(if is_barred {
                (word_start, rest.len())
            } else {
                (rest.len(), rest.len())
            });
            self.pos = start + next;
            let stretch = rest.get(..end)?;
            // Signs of the barred word do not count.
            if has_high && !stretch.is_ascii() {
                return Some(start..start + end);
            }
        }
        None
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}
