//! Disguised text, read letter by letter.
//!
//! Most text needs none of this: a token that is a Vietnamese syllable with
//! white space around it is what it seems. What is left (tokens that are no
//! syllable, letters parted by signs, signs beside letters) is laid out as
//! *stretches* of [`Glyph`]s, each with the letters it may stand for and the
//! place it came from. The matcher reads the syllables of its terms from them,
//! so a disguise is undone only where the result is a syllable that is watched.

mod glyph;
mod leet;
mod piece;
mod reorder;
mod rest;
mod separator;

use crate::{
    Gap, Normalised, TokenKind,
    class::{Class, classify, entry},
    letter::Letter,
    matcher::is_mail_address,
};

pub(crate) use glyph::{Glyph, flags};
pub(crate) use leet::is_letter_sign;
pub(crate) use rest::{Edge, Rests};

/// Most glyphs of one stretch. No term in its longest disguise is longer; what
/// goes on is the next stretch.
const GLYPHS_MAX: usize = 96;

/// Bytes of a gap that may be part of a disguise: a few signs, or one emoji
/// with its joiners.
const GAP_BYTES_MAX: usize = 32;

/// Bytes of one Vietnamese letter with its marks apart, as in `ợ`.
const LETTER_BYTES_MAX: usize = 5;

/// Bytes of a token that may be a single letter: a mathematical one under eight
/// marks.
const SINGLE_BYTES_MAX: usize = 20;

/// Tokens on either side that tell whether a word of another alphabet stands
/// among Latin ones.
const COMPANY: usize = 5;

/// A piece of text to be read letter by letter.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    /// The boundary it begins at: the number of the token after it. Stretches
    /// that are read in display order have boundaries of their own, past those
    /// of the text.
    pub(crate) start: u32,
    /// The boundary it ends at.
    pub(crate) end: u32,
    /// Its glyphs, in [`Disguises::glyphs`].
    pub(crate) from: u32,
    pub(crate) to: u32,
}

/// The stretches of one text. Its buffers are reused from text to text.
#[derive(Debug, Default)]
pub(crate) struct Disguises {
    /// In the order of their starts.
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) glyphs: Vec<Glyph>,
    /// Boundaries at which two words that are side by side are parted by signs
    /// that a term may be read across, in order.
    pub(crate) bridges: Vec<u32>,
    /// Tokens of a single letter, in order.
    singles: Vec<u32>,
    /// One past the last boundary in use.
    boundaries: u32,
    reversed: reorder::Reversed,
}

impl Disguises {
    /// Lays out what a text may hide.
    pub(crate) fn read(&mut self, text: &str, words: &Normalised) {
        self.stretches.clear();
        self.glyphs.clear();
        self.bridges.clear();
        self.singles.clear();
        self.boundaries = words.len() as u32 + 1;
        let mut token = 0;
        while token < words.len() {
            // Nine words in ten: nothing to see, and nothing beside them.
            if words.is_plain_between_spaces(token) {
                token += 1;
                continue;
            }
            token = self.read_chunk(text, words, token);
        }
        self.read_spaced_letters(text, words);
        reorder::read(self, text, words);
        self.stretches
            .sort_unstable_by_key(|stretch| (stretch.start, stretch.from));
    }

    /// Tells whether the text hides nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.stretches.is_empty() && self.bridges.is_empty()
    }

    /// Returns the stretches that begin at a boundary. `near` is a stretch that
    /// begins at it or a few boundaries before, if the caller knows one.
    pub(crate) fn at(&self, boundary: u32, near: usize) -> std::ops::Range<usize> {
        let starts = |number: usize| self.stretches.get(number).map(|stretch| stretch.start);
        let mut first = near;
        let mut steps = 0;
        while starts(first).is_some_and(|start| start < boundary) && steps < 48 {
            first += 1;
            steps += 1;
        }
        let known = starts(first).is_none_or(|start| start >= boundary)
            && first
                .checked_sub(1)
                .is_none_or(|before| starts(before).is_some_and(|start| start < boundary));
        if !known {
            first = self
                .stretches
                .partition_point(|stretch| stretch.start < boundary);
        }
        let mut end = first;
        while starts(end) == Some(boundary) {
            end += 1;
        }
        first..end
    }

    /// Reads the tokens from `first` on that no white space parts; returns the
    /// token after them.
    fn read_chunk(&mut self, text: &str, words: &Normalised, first: usize) -> usize {
        let mut last = first;
        let mut suspect = is_suspect(words, first);
        self.note_single(words, first);
        let bridges = self.bridges.len();
        while last + 1 < words.len() {
            let bridge = match words.gap(last + 1) {
                Gap::Joiner | Gap::None => false,
                Gap::Other => match separator::kind(gap_text(text, words, last + 1)) {
                    separator::Kind::Tight { bridge } => bridge,
                    separator::Kind::Decoration => {
                        self.bridges.push(last as u32 + 1);
                        break;
                    }
                    separator::Kind::None => break,
                },
                _ => break,
            };
            if bridge && !starts_sentence(text, words, last + 1) {
                self.bridges.push(last as u32 + 1);
            }
            last += 1;
            self.note_single(words, last);
            suspect |= is_suspect(words, last) || is_severed(words, last);
        }
        // Between spaces nothing can stand beside it.
        let spaced = last + 1 < words.len()
            && words.gap(first) == Gap::Space
            && words.gap(last + 1) == Gap::Space;
        if spaced && !suspect {
            return last + 1;
        }
        let (start, end) = chunk_bytes(text, words, first, last);
        let signed = start < words.raw(first).start || end > words.raw(last).end;
        // A letter that stands alone is a label or a unit.
        let lone = first == last && !signed && words.accented(first).chars().nth(1).is_none();
        if !(suspect && !lone || signed) {
            return last + 1;
        }
        if is_mail_address(text.get(start..end).unwrap_or_default()) {
            self.bridges.truncate(bridges);
        } else {
            self.add(text, words, first, last, start..end);
        }
        last + 1
    }

    fn note_single(&mut self, words: &Normalised, token: usize) {
        let bytes = words.raw(token).len();
        // A letter under marks that make no letter with it is no syllable.
        let short =
            bytes <= LETTER_BYTES_MAX || bytes <= SINGLE_BYTES_MAX && !words.is_syllable(token);
        if short && letters_of(words, token) == 1 {
            self.singles.push(token as u32);
        }
    }

    /// Adds the stretches of a chunk; a long chunk is cut between tokens.
    fn add(
        &mut self,
        text: &str,
        words: &Normalised,
        first: usize,
        last: usize,
        bytes: std::ops::Range<usize>,
    ) {
        let mut at = first;
        let mut start = bytes.start;
        while at <= last {
            // A token longer than the ceiling is read as far as it goes.
            let mut end_token = at;
            let room = start + GLYPHS_MAX;
            while end_token < last && words.raw(end_token + 1).end <= room {
                end_token += 1;
            }
            let end = if end_token == last {
                bytes.end
            } else {
                words.raw(end_token).end
            };
            let from = self.glyphs.len();
            glyph::lay_out(text, start..end, GLYPHS_MAX, &mut self.glyphs);
            self.keep_if_latin(words, at, end_token, from);
            if self.glyphs.len() > from {
                self.stretches.push(Stretch {
                    start: at as u32,
                    end: end_token as u32 + 1,
                    from: from as u32,
                    to: self.glyphs.len() as u32,
                });
            }
            at = end_token + 1;
            start = words.raw(at).start;
        }
    }

    /// Drops the glyphs from `from` on when they are a word of another
    /// alphabet among words of the same: a Russian sentence is no disguise. A
    /// letter of ours among them, or a mark that only Vietnamese has, shows
    /// that it is one.
    fn keep_if_latin(&mut self, words: &Normalised, first: usize, last: usize, from: usize) {
        let glyphs = self.glyphs.get(from..).unwrap_or_default();
        let foreign = glyphs.iter().any(|glyph| glyph.has(flags::OTHER_ALPHABET));
        if !foreign {
            return;
        }
        let ours = glyphs
            .iter()
            .any(|glyph| !glyph.has(flags::OTHER_ALPHABET) && glyph.is_letter());
        let marked = glyphs.iter().any(|glyph| glyph.has(flags::VIETNAMESE_MARK));
        let before = first.saturating_sub(COMPANY)..first;
        let after = last + 1..(last + 1 + COMPANY).min(words.len());
        let alone = before.is_empty() && after.is_empty();
        let in_company = before.chain(after).any(|token| {
            let first_letter = words.accented(token).chars().next();
            first_letter.is_some_and(|c| Letter::of(c).is_some())
        });
        if !(ours || marked || alone || in_company) {
            self.glyphs.truncate(from);
        }
    }

    /// Adds the runs of letters that spaces or ornaments part: "đ á n h". Pairs
    /// of letters may be among them, as long as half are single.
    fn read_spaced_letters(&mut self, text: &str, words: &Normalised) {
        let mut free = 0;
        let singles = std::mem::take(&mut self.singles);
        for &single in &singles {
            let single = single as usize;
            if single < free {
                continue;
            }
            let mut first = single;
            while first > free
                && may_part_letters(text, words, first)
                && letters_of(words, first - 1) == 2
            {
                first -= 1;
            }
            let mut end = first;
            let mut count_single = 0;
            while end < words.len() && end - first < GLYPHS_MAX / 2 {
                let letters = letters_of(words, end);
                if letters > 2 || end > first && !may_part_letters(text, words, end) {
                    break;
                }
                count_single += usize::from(letters == 1);
                end += 1;
            }
            let count = end - first;
            if count >= 2 && count_single * 2 >= count {
                let (start, stop) = chunk_bytes(text, words, first, end - 1);
                let from = self.glyphs.len();
                glyph::lay_out(text, start..stop, GLYPHS_MAX, &mut self.glyphs);
                self.keep_if_latin(words, first, end - 1, from);
                if self.glyphs.len() > from {
                    self.stretches.push(Stretch {
                        start: first as u32,
                        end: end as u32,
                        from: from as u32,
                        to: self.glyphs.len() as u32,
                    });
                }
            }
            free = end.max(first + 1);
        }
        self.singles = singles;
    }
}

/// Returns how many letters a token has, up to three; a number of several
/// digits is none.
fn letters_of(words: &Normalised, token: usize) -> usize {
    let accented = words.accented(token);
    if accented.is_ascii() && words.kind(token) == TokenKind::Word || accented.len() == 1 {
        return accented.len().min(3);
    }
    if words.kind(token) == TokenKind::Number {
        return 3;
    }
    let is_letter = |c: &char| match entry(*c as usize).class {
        Class::Unknown => classify(*c) != Class::Mark,
        _ => true,
    };
    accented.chars().filter(is_letter).take(3).count()
}

/// Tells whether the gap before a token may part the letters of a word: a
/// space, ornaments, or a sign that is itself a letter.
fn may_part_letters(text: &str, words: &Normalised, token: usize) -> bool {
    match words.gap(token) {
        Gap::Space | Gap::None => true,
        Gap::Other => {
            let gap = gap_text(text, words, token);
            let sign = gap.trim();
            separator::kind(gap) == separator::Kind::Decoration
                || separator::kind(gap) == separator::Kind::Tight { bridge: true }
                || sign.chars().all(is_letter_sign) && sign.len() < gap.len()
        }
        _ => false,
    }
}

/// Tells whether a token may be more, or less, than it seems.
fn is_suspect(words: &Normalised, token: usize) -> bool {
    words.is_disguised(token) || words.kind(token) != TokenKind::Number && !words.is_syllable(token)
}

/// Tells whether a token behind a sign may be the rest of the one before it:
/// it begins with a vowel, or one of the two is a single letter ("so|i").
fn is_severed(words: &Normalised, token: usize) -> bool {
    let single = |token: usize| words.accented(token).chars().nth(1).is_none();
    let vowel = words
        .folded(token)
        .starts_with(['a', 'e', 'i', 'o', 'u', 'y']);
    words.kind(token) == TokenKind::Word
        && (vowel || single(token) || token.checked_sub(1).is_some_and(single))
}

/// Returns the bytes of a chunk with the signs beside it that may be letters.
fn chunk_bytes(text: &str, words: &Normalised, first: usize, last: usize) -> (usize, usize) {
    let (start, end) = (words.raw(first).start, words.raw(last).end);
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    let start = match before {
        Some(c) if leet::is_letter_sign(c) => start - c.len_utf8(),
        _ => start,
    };
    let end = match after {
        Some(c) if leet::is_letter_sign(c) => end + c.len_utf8(),
        _ => end,
    };
    (start, end)
}

/// Returns what stands between a token and the one before it.
fn gap_text<'t>(text: &'t str, words: &Normalised, token: usize) -> &'t str {
    let start = token
        .checked_sub(1)
        .map_or(0, |before| words.raw(before).end);
    text.get(start..words.raw(token).start).unwrap_or_default()
}

/// Tells whether a token follows a full stop without its space: "về nhà.Cái
/// ghế" is two sentences.
fn starts_sentence(text: &str, words: &Normalised, token: usize) -> bool {
    let raw = |token: usize| text.get(words.raw(token)).unwrap_or_default();
    let stop = gap_text(text, words, token).contains(['.', '!', '?', ':', ';']);
    let upper = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    let before = token.checked_sub(1).map_or("", raw);
    let shouted = before.chars().count() > 1 && !before.chars().any(char::is_lowercase);
    stop && upper(raw(token)) && !shouted
}
