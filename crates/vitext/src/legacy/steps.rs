//! Reading a text as if it were of one of the old encodings.

use super::{
    Legacy,
    tables::{
        High, TCVN3, VISCII, VISCII_LOW, VNI_BREVES, VNI_HATS, VNI_SINGLE, VNI_TONES, VPS, VPS_LOW,
        W1258_LETTERS, W1258_TONES, byte_of,
    },
    word::Word,
};
use crate::letter::{Letter, Quality, Tone, VOWELS, VOWELS_UPPER};

/// One character of the text read, and what it was read from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) out: char,
    /// Bytes of the source.
    pub(super) len: usize,
    pub(super) kind: Kind,
}

/// How a character came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It means what it says.
    Same,
    /// It was something else.
    Decoded,
    /// It is a letter that the encoding does not have.
    Foreign,
}

/// Reads a text character by character. It knows the letters of the word it
/// is in, because a lost no-break space can only be told by the word.
#[derive(Clone, Copy)]
pub(super) struct Steps<'t> {
    legacy: Legacy,
    rest: &'t str,
    word: Word,
    looks_ahead: bool,
}

impl<'t> Steps<'t> {
    pub(super) fn new(legacy: Legacy, text: &'t str) -> Steps<'t> {
        Steps {
            legacy,
            rest: text,
            word: Word::default(),
            looks_ahead: true,
        }
    }

    /// Goes on, from between two words, behind the words in printable ASCII
    /// that stand there, which mean in every encoding what they say. Returns
    /// how many bytes these are.
    pub(super) fn pass_plain(&mut self) -> usize {
        let bytes = self.rest.as_bytes();
        let printable = bytes
            .iter()
            .take_while(|byte| matches!(byte, b' '..=b'~'))
            .count();
        let plain = if printable == bytes.len() {
            printable
        } else {
            // A sign may follow that belongs to the last letter.
            bytes
                .get(..printable)
                .and_then(|bytes| bytes.iter().rposition(|byte| !byte.is_ascii_alphanumeric()))
                .map_or(0, |last| last + 1)
        };
        self.rest = self.rest.get(plain..).unwrap_or_default();
        plain
    }

    fn step(&self) -> Option<Step> {
        let c = self.rest.chars().next()?;
        let step = match self.legacy {
            Legacy::Tcvn3 => of_table(c, &TCVN3, &[]),
            Legacy::Viscii => match c {
                '\u{a0}' => self.tilde_or_space(),
                _ => of_table(c, &VISCII, &VISCII_LOW),
            },
            Legacy::Vps => of_table(c, &VPS, &VPS_LOW),
            Legacy::Vni => of_vni(self.rest, c),
            Legacy::Windows1258 => of_windows_1258(self.rest, c),
            Legacy::Utf8AsLatin1 => self.of_utf8(c, 1),
            Legacy::Utf8AsLatin1Twice => self.of_utf8(c, 2),
        };
        Some(step)
    }

    /// Byte 0xA0 is Õ in VISCII, and a space to everyone else: it is the
    /// letter where that makes a syllable.
    fn tilde_or_space(&self) -> Step {
        let out = if self.looks_ahead && self.makes_syllable('Õ', 2) {
            'Õ'
        } else {
            '\u{a0}'
        };
        Step {
            out,
            len: 2,
            kind: if out == 'Õ' {
                Kind::Decoded
            } else {
                Kind::Same
            },
        }
    }

    fn of_utf8(&self, c: char, times: u32) -> Step {
        if c.is_ascii() {
            return same(c);
        }
        let Some(read) = read_utf8(self.rest, times).filter(|read| read.c >= '\u{a0}') else {
            return unknown(c);
        };
        // A no-break space that became a space, or was lost at the end.
        let eaten = read.is_cut && self.eats_space(read);
        Step {
            out: read.c,
            len: read.len + usize::from(eaten),
            kind: Kind::Decoded,
        }
    }

    /// Tells whether the space behind a cut sequence is its last byte, rather
    /// than the space between two words when white space was folded.
    fn eats_space(&self, read: Read) -> bool {
        let Some(after) = self
            .rest
            .get(read.len..)
            .and_then(|rest| rest.strip_prefix(' '))
        else {
            return false;
        };
        match after.chars().next() {
            None | Some(' ' | '\t' | '\n' | '\r') => true,
            _ => self.looks_ahead && self.makes_syllable(read.c, read.len + 1),
        }
    }

    /// Tells whether the word so far, a letter, and the letters after `len`
    /// bytes are a syllable with all of its marks.
    fn makes_syllable(&self, c: char, len: usize) -> bool {
        let mut ahead = Steps {
            rest: self.rest.get(len..).unwrap_or_default(),
            looks_ahead: false,
            ..*self
        };
        ahead.word.add(c);
        while let Some(step) = ahead.step() {
            if !is_letter(step.out) || !ahead.word.add(step.out) {
                break;
            }
            ahead.rest = ahead.rest.get(step.len..).unwrap_or_default();
        }
        ahead.word.is_whole_syllable()
    }
}

impl Iterator for Steps<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.step()?;
        self.rest = self.rest.get(step.len..).unwrap_or_default();
        // Only these have bytes that the word has to tell.
        if self.legacy.is_utf8() || self.legacy == Legacy::Viscii {
            if is_letter(step.out) {
                self.word.add(step.out);
            } else {
                self.word = Word::default();
            }
        }
        Some(step)
    }
}

fn same(c: char) -> Step {
    Step {
        out: c,
        len: c.len_utf8(),
        kind: Kind::Same,
    }
}

/// A character that the encoding has no place for.
fn unknown(c: char) -> Step {
    Step {
        kind: if is_letter(c) {
            Kind::Foreign
        } else {
            Kind::Same
        },
        ..same(c)
    }
}

fn of_table(c: char, high: &High, low: &[(char, char)]) -> Step {
    if (' '..='~').contains(&c) {
        return same(c);
    }
    let found = match byte_of(c) {
        Some(byte @ 0x80..) => high.get(usize::from(byte - 0x80)).copied(),
        _ => low.iter().find(|(from, _)| *from == c).map(|(_, to)| *to),
    };
    match found {
        Some(out) if out != '\0' => Step {
            out,
            kind: if out == c { Kind::Same } else { Kind::Decoded },
            ..same(c)
        },
        _ => unknown(c),
    }
}

fn of_vni(rest: &str, c: char) -> Step {
    let (lower, is_upper) = lowered(c);
    let single = VNI_SINGLE.iter().find(|(from, _)| *from == lower);
    let base = match (lower, single) {
        ('a' | 'e' | 'o' | 'u' | 'y', _) => lower,
        (_, Some((_, to))) => *to,
        _ if c.is_ascii() => return same(c),
        _ => return unknown(c),
    };
    let mark = rest
        .get(c.len_utf8()..)
        .and_then(|rest| rest.chars().next());
    let marked = mark.and_then(|mark| {
        let letter = with_vni_mark(base, lowered(mark).0)?;
        Some(Step {
            out: cased(letter, is_upper)?,
            len: c.len_utf8() + mark.len_utf8(),
            kind: Kind::Decoded,
        })
    });
    marked.unwrap_or_else(|| {
        let out = cased_char(base, is_upper);
        Step {
            out,
            kind: if out == c { Kind::Same } else { Kind::Decoded },
            ..same(c)
        }
    })
}

/// The letter that a vowel and a sign of VNI write together.
fn with_vni_mark(base: char, mark: char) -> Option<Letter> {
    let letter = Letter::of(base).filter(|letter| letter.tone == Tone::Level)?;
    // What is one sign takes none, but for ô (ơ) and ö (ư).
    if letter.quality == Quality::Stroke || letter.base == b'i' {
        return None;
    }
    let tone = |place: usize| Tone::ALL.get(place).copied();
    if let Some((_, place)) = VNI_TONES.iter().find(|(sign, _)| *sign == mark) {
        return Some(Letter {
            tone: tone(*place)?,
            ..letter
        });
    }
    if letter.quality != Quality::Plain {
        return None;
    }
    let place = |signs: &[char; 6]| signs.iter().position(|&sign| sign == mark);
    let (quality, place) = match (place(&VNI_HATS), place(&VNI_BREVES)) {
        (Some(place), _) if matches!(letter.base, b'a' | b'e' | b'o') => {
            (Quality::Circumflex, place)
        }
        (_, Some(place)) if letter.base == b'a' => (Quality::Breve, place),
        _ => return None,
    };
    Some(Letter {
        quality,
        tone: tone(place)?,
        ..letter
    })
}

fn of_windows_1258(rest: &str, c: char) -> Step {
    if c.is_ascii() && !matches!(c, 'a'..='y' | 'A'..='Y') {
        return same(c);
    }
    let (lower, is_upper) = lowered(c);
    let found = W1258_LETTERS.iter().find(|(from, _)| *from == lower);
    let base = found.map_or(lower, |(_, to)| *to);
    if W1258_TONES.iter().any(|(sign, _)| *sign == c) {
        // A mark without its vowel.
        return unknown(c);
    }
    let mark = rest
        .get(c.len_utf8()..)
        .and_then(|rest| rest.chars().next());
    let letter = Letter::of(base).filter(|letter| letter.is_vowel() && letter.tone == Tone::Level);
    if let (Some(letter), Some(mark)) = (letter, mark)
        && let Some((_, place)) = W1258_TONES.iter().find(|(sign, _)| *sign == mark)
        && let Some(tone) = Tone::ALL.get(*place).copied()
        && let Some(out) = cased(Letter { tone, ..letter }, is_upper)
    {
        return Step {
            out,
            len: c.len_utf8() + mark.len_utf8(),
            kind: Kind::Decoded,
        };
    }
    if found.is_some() {
        return Step {
            out: cased_char(base, is_upper),
            kind: Kind::Decoded,
            ..same(c)
        };
    }
    // The rest of the page is that of windows-1252.
    if c.is_ascii() || Letter::of(lower).is_some() {
        same(c)
    } else {
        unknown(c)
    }
}

/// Lowers a letter and tells whether it was a capital. The letters of the old
/// encodings, which is nearly all that comes here, without a table.
pub(super) fn lowered(c: char) -> (char, bool) {
    let lower = match c {
        ..='\u{7f}' => c.to_ascii_lowercase(),
        '\u{c0}'..='\u{de}' if c != '×' => char::from(c as u8 + 0x20),
        '\u{80}'..='\u{ff}' => c,
        // A capital and its small letter are neighbours there.
        '\u{1ea0}'..='\u{1ef9}' => char::from_u32(u32::from(c) | 1).unwrap_or(c),
        _ => c.to_lowercase().next().unwrap_or(c),
    };
    (lower, lower != c)
}

/// Tells whether a character is a letter; the like for `char::is_alphabetic`.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        ..='\u{7f}' => c.is_ascii_alphabetic(),
        '\u{c0}'..='\u{ff}' => !matches!(c, '×' | '÷'),
        '\u{80}'..='\u{bf}' => matches!(c, 'ª' | 'µ' | 'º'),
        '\u{1ea0}'..='\u{1ef9}' => true,
        _ => c.is_alphabetic(),
    }
}

fn cased(letter: Letter, is_upper: bool) -> Option<char> {
    let row = VOWELS
        .iter()
        .position(|(base, quality, _)| *base == letter.base && *quality == letter.quality)?;
    let tone = letter.tone as usize;
    if is_upper {
        VOWELS_UPPER.get(row)?.get(tone).copied()
    } else {
        VOWELS.get(row)?.2.get(tone).copied()
    }
}

fn cased_char(c: char, is_upper: bool) -> char {
    if is_upper {
        c.to_uppercase().next().unwrap_or(c)
    } else {
        c
    }
}

/// One character read out of a sequence of misread bytes.
#[derive(Clone, Copy)]
struct Read {
    c: char,
    /// Bytes of the source.
    len: usize,
    /// The last byte, 0xA0, is not there: a no-break space of the misread text
    /// that became a space (which `len` does not count) or was trimmed.
    is_cut: bool,
}

/// Reads one character that was misread `times` times; `None` when the bytes
/// are no UTF-8.
fn read_utf8(rest: &str, times: u32) -> Option<Read> {
    let Some(times_inside) = times.checked_sub(1) else {
        let c = rest.chars().next()?;
        return Some(Read {
            c,
            len: c.len_utf8(),
            is_cut: false,
        });
    };
    let first = read_utf8(rest, times_inside)?;
    let lead = byte_of(first.c)?;
    let (follows, mut code) = match lead {
        0..=0x7F => return Some(first),
        0xC2..=0xDF => (1, u32::from(lead & 0x1F)),
        0xE0..=0xEF => (2, u32::from(lead & 0x0F)),
        0xF0..=0xF4 => (3, u32::from(lead & 0x07)),
        _ => return None,
    };
    let mut len = first.len;
    let mut is_cut = first.is_cut;
    for place in 0..follows {
        if is_cut {
            return None;
        }
        let after = rest.get(len..)?;
        // Only à and the no-break space itself: the rest is rare, and a lone
        // letter before a space proves nothing.
        let may_be_cut = place + 1 == follows && matches!(lead, 0xC2 | 0xC3);
        if may_be_cut && (after.is_empty() || after.starts_with([' ', '\n', '\r'])) {
            is_cut = true;
            code = code << 6 | 0x20;
            continue;
        }
        let next = read_utf8(after, times_inside)?;
        let byte = byte_of(next.c).filter(|byte| (0x80..0xC0).contains(byte))?;
        code = code << 6 | u32::from(byte & 0x3F);
        len += next.len;
        is_cut = next.is_cut;
    }
    let shortest = [0, 0x80, 0x800, 0x1_0000].get(follows as usize)?;
    let c = char::from_u32(code).filter(|_| code >= *shortest)?;
    Some(Read { c, len, is_cut })
}
