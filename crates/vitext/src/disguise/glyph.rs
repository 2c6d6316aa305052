//! One character as a reader sees it.

use std::ops::Range;

use unicode_normalization::char::decompose_canonical;

use super::leet;
use crate::{
    Style,
    class::{Class, classify, entry},
    letter::{Letter, Quality, Tone},
    lookalike,
};

/// A letter, a digit or a sign, and what it may stand for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glyph {
    /// Folded letters or digits, the likeliest first; 0 for none.
    pub(crate) options: [u8; 3],
    /// The quality and the tone that it was seen with.
    pub(crate) quality: Quality,
    pub(crate) tone: Tone,
    /// Bytes of the text.
    pub(crate) start: u32,
    pub(crate) end: u32,
    flags: u16,
}

/// What is known of a glyph.
pub(crate) mod flags {
    /// Signs or white space stand before it.
    pub(crate) const PARTED: u16 = 1;
    /// And they are such that no term is read across them.
    pub(crate) const WALLED: u16 = 1 << 1;
    /// A character of another kind was read as a letter.
    pub(crate) const LOOKALIKE: u16 = 1 << 2;
    /// It is of an alphabet with languages of its own.
    pub(crate) const OTHER_ALPHABET: u16 = 1 << 3;
    /// A digit or a sign that may be a letter.
    pub(crate) const LEET: u16 = 1 << 4;
    /// A sign that may as well be nothing: `|` parts letters, too.
    pub(crate) const MAY_SKIP: u16 = 1 << 5;
    /// A sign that hides a letter: `đ*nh`.
    pub(crate) const MASK: u16 = 1 << 6;
    /// Bears marks that mean nothing, or too many.
    pub(crate) const STACKED: u16 = 1 << 7;
    /// Unseen characters stand before it.
    pub(crate) const UNSEEN: u16 = 1 << 8;
    /// In upper case.
    pub(crate) const UPPER: u16 = 1 << 9;
    /// A combining mark that only Vietnamese has was put on it.
    pub(crate) const VIETNAMESE_MARK: u16 = 1 << 10;
    /// A digit as typed.
    pub(crate) const DIGIT: u16 = 1 << 11;
    /// Under a mark of another language: names are written so.
    pub(crate) const FOREIGN_MARK: u16 = 1 << 12;
    /// The signs before it are more than the hyphens of a slug.
    pub(crate) const SIGNED: u16 = 1 << 13;
}

impl Glyph {
    #[inline]
    pub(crate) fn has(&self, wanted: u16) -> bool {
        self.flags & wanted != 0
    }

    /// Tells whether there is but one way to read it.
    #[inline]
    pub(crate) fn is_single(&self) -> bool {
        self.flags & (flags::LEET | flags::MASK | flags::MAY_SKIP) == 0 && self.options[1] == 0
    }

    pub(crate) fn is_letter(&self) -> bool {
        self.options.first().is_some_and(u8::is_ascii_lowercase) && !self.has(flags::LEET)
    }

    /// Returns the glyph as a letter, when it stands for `option`.
    pub(crate) fn letter(&self, option: u8) -> Letter {
        let own = self.options.first() == Some(&option);
        Letter {
            base: option,
            quality: if own { self.quality } else { Quality::Plain },
            tone: self.tone,
        }
    }

    fn of_letter(letter: Letter, at: &Range<usize>, flags: u16) -> Glyph {
        Glyph {
            options: [letter.base, 0, 0],
            quality: letter.quality,
            tone: letter.tone,
            start: at.start as u32,
            end: at.end as u32,
            flags,
        }
    }

    fn of_options(options: [u8; 3], at: &Range<usize>, flags: u16) -> Glyph {
        Glyph {
            options,
            quality: Quality::Plain,
            tone: Tone::Level,
            start: at.start as u32,
            end: at.end as u32,
            flags,
        }
    }
}

/// Appends the glyphs of some bytes of a text, at most `most`.
pub(super) fn lay_out(text: &str, bytes: Range<usize>, most: usize, glyphs: &mut Vec<Glyph>) {
    let first = glyphs.len();
    let mut pending = 0;
    let base = bytes.start;
    for (offset, c) in text.get(bytes).unwrap_or_default().char_indices() {
        if glyphs.len() - first >= most {
            break;
        }
        let at = base + offset..base + offset + c.len_utf8();
        if let Some(glyph) = read_char(c, &at, pending) {
            // Runs of one letter are cut to three: no syllable has more, and a
            // megabyte of one letter must not cost more than reading it.
            if is_fourth_of_a_run(glyphs.get(first..).unwrap_or_default(), &glyph) {
                if let Some(last) = glyphs.last_mut() {
                    last.end = glyph.end;
                }
            } else {
                glyphs.push(glyph);
            }
            pending = 0;
            continue;
        }
        match entry(c as usize).class {
            Class::Unknown => match classify(c) {
                Class::Mark => {
                    if glyphs.len() > first
                        && let Some(last) = glyphs.last_mut()
                    {
                        add_mark(last, c);
                        last.end = at.end as u32;
                    }
                }
                Class::Invisible => pending |= flags::UNSEEN,
                Class::Letter | Class::Number => {
                    // A letter that looks like none of ours ends the reading.
                    pending |= flags::PARTED | flags::WALLED;
                }
                Class::JoinerBullet => pending |= flags::PARTED,
                _ => pending |= flags::PARTED | flags::SIGNED,
            },
            Class::Space | Class::LineBreak | Class::Joiner | Class::JoinerBullet => {
                pending |= flags::PARTED;
            }
            _ if is_wall(c) => pending |= flags::PARTED | flags::WALLED,
            _ => pending |= flags::PARTED | flags::SIGNED,
        }
    }
}

/// Signs that part words for a reader: lists, quotes, brackets.
fn is_wall(c: char) -> bool {
    matches!(
        c,
        '|' | ',' | ';' | ':' | '"' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '?' | '&'
    )
}

fn is_fourth_of_a_run(glyphs: &[Glyph], glyph: &Glyph) -> bool {
    glyphs.len() >= 3
        && !glyph.has(flags::PARTED)
        && glyphs.iter().rev().take(3).all(|other| {
            other.options == glyph.options
                && other.quality == glyph.quality
                && other.tone == glyph.tone
        })
}

fn read_char(c: char, at: &Range<usize>, pending: u16) -> Option<Glyph> {
    if c.is_ascii() {
        return match c as u8 {
            letter @ (b'a'..=b'z' | b'A'..=b'Z') => {
                let upper = if letter.is_ascii_uppercase() {
                    flags::UPPER
                } else {
                    0
                };
                let options = [letter.to_ascii_lowercase(), 0, 0];
                Some(Glyph::of_options(options, at, pending | upper))
            }
            digit @ b'0'..=b'9' => {
                let [first, second] = leet::letters_of_digit(digit);
                let flags = pending | flags::LEET | flags::DIGIT;
                Some(Glyph::of_options([digit, first, second], at, flags))
            }
            b'*' => Some(Glyph::of_options(
                [0; 3],
                at,
                pending | flags::MASK | flags::MAY_SKIP,
            )),
            _ => leet::letters_of_sign(c).map(|(options, skip)| {
                let skip = if skip { flags::MAY_SKIP } else { 0 };
                Glyph::of_options(options, at, pending | flags::LEET | skip)
            }),
        };
    }
    let lower = c.to_lowercase().next().unwrap_or(c);
    let upper = if lower == c { 0 } else { flags::UPPER };
    if let Some(letter) = Letter::of(lower) {
        return Some(Glyph::of_letter(letter, at, pending | upper));
    }
    // A letter of ours, or a look-alike, under marks that have a code of
    // their own with it: read as if they stood apart.
    let mut parts = [None; 4];
    let mut count = 0;
    decompose_canonical(lower, |part| {
        if let Some(place) = parts.get_mut(count) {
            *place = Some(part);
        }
        count += 1;
    });
    if let [Some(base), marks @ ..] = parts
        && count > 1
    {
        let glyph = match Letter::of(base) {
            Some(letter) => Some(Glyph::of_letter(letter, at, pending | upper)),
            None => lookalike(base).map(|found| of_lookalike(found, at, pending | upper)),
        };
        if let Some(mut glyph) = glyph {
            for mark in marks.into_iter().flatten() {
                add_mark(&mut glyph, mark);
            }
            return Some(glyph);
        }
    }
    if let Some(found) = lookalike(c) {
        return Some(of_lookalike(found, at, pending | upper));
    }
    let (options, skip) = leet::letters_of_sign(c)?;
    let skip = if skip { flags::MAY_SKIP } else { 0 };
    Some(Glyph::of_options(options, at, pending | flags::LEET | skip))
}

fn of_lookalike(found: crate::Lookalike, at: &Range<usize>, pending: u16) -> Glyph {
    let mut flags = pending | flags::LOOKALIKE;
    if matches!(
        found.style,
        Style::Cyrillic | Style::Greek | Style::OtherScript
    ) {
        flags |= flags::OTHER_ALPHABET;
    }
    if found.style == Style::ForeignMark {
        flags = pending | flags::FOREIGN_MARK;
    }
    let second = found
        .also
        .and_then(Letter::of)
        .map_or(0, |letter| letter.base);
    match Letter::of(found.letter) {
        Some(letter) => {
            let mut glyph = Glyph::of_letter(letter, at, flags);
            glyph.options = [letter.base, second, 0];
            glyph
        }
        None => {
            let digit = u8::try_from(found.letter).unwrap_or(0);
            let [first, second] = leet::letters_of_digit(digit);
            let flags = flags | flags::LEET | flags::DIGIT;
            Glyph::of_options([digit, first, second], at, flags)
        }
    }
}

/// Puts a combining mark on a glyph. The first tone and the first quality
/// count; a tower of marks is noise around them.
fn add_mark(glyph: &mut Glyph, mark: char) {
    let base = glyph.options[0];
    let is_vowel = matches!(base, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    if let Some(tone) = Tone::of_mark(mark)
        && is_vowel
    {
        if glyph.tone == Tone::Level {
            glyph.tone = tone;
            if matches!(tone, Tone::Hook | Tone::Dot) {
                glyph.flags |= flags::VIETNAMESE_MARK;
            }
        } else {
            glyph.flags |= flags::STACKED;
        }
        return;
    }
    if let Some(quality) = Quality::of_mark(mark)
        && is_vowel
    {
        if glyph.quality == Quality::Plain {
            // A quality that comes after its tone is another letter to
            // Unicode, and the same to a reader.
            if !matches!(glyph.tone, Tone::Level | Tone::Dot) && quality != Quality::Horn {
                glyph.flags |= flags::STACKED;
            }
            glyph.quality = quality;
            if quality == Quality::Horn {
                glyph.flags |= flags::VIETNAMESE_MARK;
            }
        } else {
            glyph.flags |= flags::STACKED;
        }
        return;
    }
    if matches!(mark, '\u{335}'..='\u{338}') && base == b'd' {
        // A bar laid over a d.
        glyph.quality = Quality::Stroke;
        glyph.flags |= flags::LOOKALIKE;
    } else if is_mark_of_names(mark) && !glyph.has(flags::FOREIGN_MARK) {
        glyph.flags |= flags::FOREIGN_MARK;
    } else {
        glyph.flags |= flags::STACKED;
    }
}

/// Marks that the Latin alphabets of other languages use, one to a letter:
/// acute and grave on consonants, macron, dot above, diaeresis, ring, double
/// acute, caron, comma below, cedilla, ogonek.
fn is_mark_of_names(mark: char) -> bool {
    matches!(
        mark,
        '\u{300}'..='\u{304}' | '\u{306}'..='\u{308}' | '\u{30A}'..='\u{30C}' | '\u{323}'
            | '\u{326}'..='\u{328}'
    )
}
