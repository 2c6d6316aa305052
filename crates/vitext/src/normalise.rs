//! The one pass over a text.

use std::ops::Range;

use crate::{
    Gap, Normalised, TokenKind,
    canonical::write_canonical,
    class::{Class, ascii_entry, bits, classify, entry},
    gap::GapReader,
    is_syllable,
    letter::Letter,
    memo::{self, FOLDED_BYTES, Memo, Word, padded, word_at},
    normalised::{Facts, Other, SAME, Token},
};

/// Normalises a text: tokens with their forms, their places and the gaps
/// between them.
///
/// A token is a longest run of letters, combining marks and digits. NFC is
/// applied, so composed, decomposed and half-composed text (as windows-1258
/// has it) give the same tokens. Unseen characters inside a token are left out
/// of its forms and do not part it; marks with nothing to stand on are left
/// out altogether.
///
/// Linear in time and memory for every input. Text past 512 MiB is not read.
/// A thread that normalises keeps half a megabyte of words met before, which
/// changes nothing but the time.
///
/// ```
/// let text = vitext::normalise("Nạp rút\u{a0}24/7!");
/// let forms: Vec<_> = (0..text.len()).map(|i| text.folded(i)).collect();
/// assert_eq!(forms, ["nap", "rut", "24", "7"]);
/// assert_eq!(text.gap(3), vitext::Gap::Joiner);
/// ```
pub fn normalise(text: &str) -> Normalised {
    let mut normalised = Normalised::default();
    normalise_into(text, &mut normalised);
    normalised
}

/// Normalises a text in place of another, in the memory that it had: after
/// some pages of usual size no page allocates any more.
///
/// ```
/// let mut text = vitext::Normalised::default();
/// for page in ["Tài xỉu", "Lô đề"] {
///     vitext::normalise_into(page, &mut text);
///     assert_eq!(text.len(), 2);
/// }
/// assert_eq!(text.folded(1), "de");
/// ```
pub fn normalise_into(text: &str, into: &mut Normalised) {
    let mut text = text;
    if text.len() > BYTES_MAX {
        text = text
            .get(..text.floor_char_boundary(BYTES_MAX))
            .unwrap_or_default();
    }
    memo::with(|memo| {
        let mut pass = Pass::new(text, memo, into);
        pass.run();
        pass.finish();
    });
}

/// Places are kept in 32 bits, and the forms of a letter, three at most, have
/// no more than twice its bytes each (U+0958 and its like, which NFC takes
/// apart, have twice).
const BYTES_MAX: usize = 512 << 20;

struct Pass<'t> {
    text: &'t str,
    memo: &'t mut Memo,
    out: &'t mut Normalised,
    folded: Buffer,
    /// [`Normalised::other_text`] while it grows.
    other_text: Vec<u8>,
}

/// Bytes with an end of their own, so that a folded letter is one store. There
/// is always room for the rest of the source and for one form more.
struct Buffer {
    bytes: Vec<u8>,
    len: usize,
}

impl<'t> Pass<'t> {
    fn new(text: &'t str, memo: &'t mut Memo, out: &'t mut Normalised) -> Pass<'t> {
        out.tokens.clear();
        // A Vietnamese syllable and its space are about six bytes; a little
        // more room saves copying half of all pages.
        out.tokens.reserve(text.len() / 5 + 1);
        out.source.clear();
        out.source.push_str(text);
        out.others.clear();
        let mut other_text = std::mem::take(&mut out.other_text).into_bytes();
        other_text.clear();
        // One word in eight begins with a capital.
        out.others.reserve(text.len() / 40);
        other_text.reserve(text.len() / 6);
        let folded = Buffer::new(std::mem::take(&mut out.folded), text.len());
        Pass {
            text,
            memo,
            out,
            folded,
            other_text,
        }
    }

    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut pos = 0;
        loop {
            // One space and a letter: nearly every gap there is.
            if bytes.get(pos) == Some(&b' ') && !self.out.tokens.is_empty() {
                if let Some(end) = self.read_known(pos + 1, Gap::Space) {
                    pos = end;
                    continue;
                }
                let letters = read_letters(bytes, pos + 1, self.folded.room());
                if letters.count > 0 {
                    pos = self.read_token(pos + 1, Gap::Space, letters);
                    continue;
                }
            }
            let (gap, start) = self.read_long_gap(pos);
            if start >= bytes.len() {
                return;
            }
            if let Some(end) = self.read_known(start, gap) {
                pos = end;
                continue;
            }
            let letters = read_letters(bytes, start, self.folded.room());
            pos = self.read_token(start, gap, letters);
        }
    }

    /// Reads the token that starts here if it is a word met before; returns
    /// where it ends.
    #[inline(always)]
    fn read_known(&mut self, start: usize, gap: Gap) -> Option<usize> {
        let (bytes, len) = word_at(self.text.as_bytes(), start)?;
        let (word, number) = self.memo.find(bytes)?;
        let end = start + len;
        self.folded.push(word);
        let (kind, facts) = (word.kind, word.facts);
        let other = if word.has_others {
            self.push_others(number)
        } else {
            SAME
        };
        self.out.tokens.push(Token {
            raw_start: start as u32,
            raw_end: end as u32,
            folded_end: self.folded.len as u32,
            other,
            gap,
            kind,
            facts,
        });
        Some(end)
    }

    #[inline(never)]
    fn read_long_gap(&self, start: usize) -> (Gap, usize) {
        let bytes = self.text.as_bytes();
        let mut reader = GapReader::default();
        let mut pos = start;
        while pos < bytes.len() {
            let (code, width) = decode(bytes, pos);
            let mut class = class_of(code);
            if matches!(class, Class::Plain | Class::Letter | Class::Number) {
                break;
            }
            pos += width;
            if code == usize::from(b'\r') && bytes.get(pos) == Some(&b'\n') {
                class = Class::Space;
            }
            reader.push(class);
        }
        let gap = if self.out.tokens.is_empty() {
            Gap::Start
        } else {
            reader.finish()
        };
        (gap, pos)
    }

    /// Reads the token that starts here with these letters, if any; returns
    /// where reading goes on.
    #[inline(always)]
    fn read_token(&mut self, start: usize, gap: Gap, letters: Letters) -> usize {
        let bytes = self.text.as_bytes();
        let (other_start, folded_start) = (self.other_text.len(), self.folded.len);
        self.memo.forms.clear();
        self.folded.len += letters.count;
        let mut seen = Seen {
            facts: letters.facts,
            vowels: letters.vowels,
            ..Seen::default()
        };
        // An ASCII character that is no letter of the table parts tokens; after
        // any other the token may go on.
        let (end, pos) = match bytes.get(letters.end) {
            Some(byte) if !byte.is_ascii() => self.read_on(letters.end, &mut seen),
            _ => (letters.end, letters.end),
        };
        let raw = self.text.get(start..end).unwrap_or_default();
        if !seen.is_as_typed() && (seen.general || !self.write_plain(raw, &mut seen.facts)) {
            seen.general = true;
            self.memo.forms.clear();
            self.write_general(raw, folded_start, bytes.len() - end);
        }
        let other = self.write_other(raw, other_start, &seen);
        let accented_len = (other.accented_end - other.start) as usize;
        let accented = match self.memo.forms.get(..accented_len) {
            Some(written) if !seen.is_as_typed() => written,
            _ => raw,
        };
        let folded = self.folded.bytes.get(folded_start..self.folded.len);
        let marked = match seen.general {
            true => Some(accented.as_bytes()) != folded,
            false => seen.facts & bits::MARKED != 0,
        };
        let facts = Facts::default()
            .with(Facts::MARKED, marked)
            .with(Facts::DISGUISED, seen.disguised)
            .with(Facts::SYLLABLE, is_syllable(accented));
        let kind = match seen.facts & (bits::LETTER | bits::DIGIT) {
            bits::DIGIT => TokenKind::Number,
            bits::LETTER => TokenKind::Word,
            _ => TokenKind::Mixed,
        };
        let is_same = other.key_end == other.start;
        self.out.tokens.push(Token {
            raw_start: start as u32,
            raw_end: end as u32,
            folded_end: self.folded.len as u32,
            other: match is_same {
                true => SAME,
                false => self.out.others.len() as u32,
            },
            gap,
            kind,
            facts,
        });
        if !is_same {
            self.out.others.push(other);
            self.other_text
                .extend_from_slice(self.memo.forms.as_bytes());
        }
        self.keep(start..end, folded_start, other, kind, facts);
        pos
    }

    /// Writes the canonical form and the key of a token whose accented form is
    /// written, where they differ; tells where the forms end.
    #[inline(always)]
    fn write_other(&mut self, raw: &str, other_start: usize, seen: &Seen) -> Other {
        let accented_end = other_start + self.memo.forms.len();
        let mut other = Other {
            start: other_start as u32,
            accented_end: accented_end as u32,
            canonical_end: accented_end as u32,
            key_end: accented_end as u32,
        };
        if seen.may_vary() {
            let Memo { general, forms, .. } = &mut *self.memo;
            general.clear();
            let accented = match forms.as_str() {
                "" => raw,
                written => written,
            };
            if let Some(canonical_end) = write_canonical(accented, general) {
                other.canonical_end += canonical_end as u32;
                other.key_end += general.len() as u32;
                forms.push_str(general);
            }
        }
        other
    }

    /// Keeps a token for the next time, if it is short and if what stands
    /// behind it would end it anywhere.
    #[inline(never)]
    fn keep(
        &mut self,
        span: Range<usize>,
        folded_start: usize,
        other: Other,
        kind: TokenKind,
        facts: Facts,
    ) -> Option<()> {
        let (bytes, len) = word_at(self.text.as_bytes(), span.start)?;
        if len != span.len() {
            return None;
        }
        let folded = self.folded.bytes.get(folded_start..self.folded.len)?;
        let word = Word {
            bytes,
            folded: padded(folded)?,
            folded_len: folded.len() as u8,
            kind,
            facts,
            has_others: other.key_end > other.start,
        };
        self.memo.keep(word, other)
    }

    /// Reads on in a token that holds more than letters of the table; returns
    /// where the token ends, and where reading goes on after unseen characters.
    #[cold]
    #[inline(never)]
    fn read_on(&mut self, from: usize, seen: &mut Seen) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let mut first_hidden = usize::MAX;
        let (mut end, mut pos) = (from, from);
        while pos < bytes.len() {
            let (code, width) = decode(bytes, pos);
            match class_of(code) {
                Class::Plain => {
                    let letters = read_letters(bytes, pos, self.folded.room());
                    self.folded.len += letters.count;
                    seen.facts |= letters.facts;
                    seen.vowels += letters.vowels;
                    pos = letters.end;
                    end = pos;
                    continue;
                }
                Class::Letter => {
                    seen.general = true;
                    seen.facts |= bits::LETTER;
                }
                Class::Number => {
                    seen.general = true;
                    seen.facts |= bits::DIGIT;
                }
                Class::Mark => seen.marks = true,
                Class::Invisible => {
                    first_hidden = first_hidden.min(pos);
                    pos += width;
                    continue;
                }
                _ => break,
            }
            pos += width;
            end = pos;
        }
        // Unseen characters count only with a letter on both sides.
        seen.disguised = first_hidden < end;
        (end, pos)
    }

    /// Writes the accented form of a token of letters that the table knows,
    /// lowering them and adding their marks; tells whether it could.
    #[inline(never)]
    fn write_plain(&mut self, raw: &str, facts: &mut u16) -> bool {
        let accented = &mut self.memo.forms;
        for c in raw.chars() {
            let found = entry(c as usize);
            if found.class == Class::Plain {
                accented.push(found.lower);
            } else if class_of(c as usize) == Class::Mark {
                let last = accented.pop().and_then(Letter::of);
                let Some(letter) = last.and_then(|letter| letter.with_mark(c)) else {
                    return false;
                };
                *facts |= entry(letter as usize).bits;
                accented.push(letter);
            }
        }
        true
    }

    /// Writes the forms of a token that holds more than the table knows.
    #[cold]
    #[inline(never)]
    fn write_general(&mut self, raw: &str, folded_start: usize, room_after: usize) {
        let Memo {
            scratch,
            general,
            forms,
            ..
        } = &mut *self.memo;
        scratch.read(
            raw.chars()
                .filter(|&c| class_of(c as usize) != Class::Invisible),
        );
        scratch.write_accented(forms);
        general.clear();
        scratch.write_folded(general);
        self.folded.replace_from(folded_start, general, room_after);
    }

    /// Writes the forms of a known word that are not the source as it stands.
    #[inline(never)]
    fn push_others(&mut self, number: usize) -> u32 {
        match self.memo.write_others(number, &mut self.other_text) {
            Some(other) => {
                self.out.others.push(other);
                (self.out.others.len() - 1) as u32
            }
            None => SAME,
        }
    }

    fn finish(self) {
        self.out.folded = self.folded.into_string();
        self.out.other_text = into_string(self.other_text);
    }
}

/// What a token was seen to hold.
#[derive(Default)]
struct Seen {
    facts: u16,
    /// Vowels in the low four bits, vowels with a quality mark above. Past
    /// fifteen the counts run into each other, but no syllable gets there.
    vowels: u32,
    marks: bool,
    /// The table does not suffice.
    general: bool,
    disguised: bool,
}

impl Seen {
    /// Tells whether the accented form is the source as it stands.
    fn is_as_typed(&self) -> bool {
        !(self.general || self.marks || self.disguised) && self.facts & bits::UPPER == 0
    }

    /// Tells whether the token may read differently at the tone rung. A tone
    /// on a vowel with a quality mark is in its place, unless there are two
    /// such vowels.
    fn may_vary(&self) -> bool {
        let facts = |wanted: u16| self.facts & wanted != 0;
        // A composed letter is not among the counted qualities.
        let two_qualities = self.marks || self.vowels >= 0x20;
        self.general
            || facts(bits::ETH | bits::Y)
            || (self.vowels & 0xF != 1
                && (facts(bits::TONE_ON_PLAIN) || (facts(bits::TONE) && two_qualities)))
    }
}

/// A run of letters and digits that the table knows.
struct Letters {
    /// Where reading stopped.
    end: usize,
    count: usize,
    facts: u16,
    vowels: u32,
}

/// Reads a run of letters and digits that the table knows and writes their
/// folded forms. Kept apart and small: it is where the time goes, and it needs
/// every register.
#[inline(never)]
fn read_letters(bytes: &[u8], start: usize, folded: &mut [u8]) -> Letters {
    let mut letters = Letters {
        end: start,
        count: 0,
        facts: 0,
        vowels: 0,
    };
    for room in folded {
        let Some(&first) = bytes.get(letters.end) else {
            break;
        };
        let (found, width) = if first < 0x80 {
            (ascii_entry(first), 1)
        } else {
            let (code, width) = decode(bytes, letters.end);
            (entry(code), width)
        };
        if found.class != Class::Plain {
            break;
        }
        *room = found.folded;
        letters.end += width;
        letters.count += 1;
        letters.facts |= found.bits;
        letters.vowels += u32::from(found.bits >> 8);
    }
    letters
}

/// Reads one character of valid UTF-8: its code and its width in bytes.
#[inline(always)]
pub(crate) fn decode(bytes: &[u8], pos: usize) -> (usize, usize) {
    let byte = |ahead: usize| bytes.get(pos + ahead).map_or(0, |&byte| usize::from(byte));
    let tail = |ahead: usize| byte(ahead) & 0x3F;
    let first = byte(0);
    if first < 0x80 {
        return (first, 1);
    }
    let two = (first & 0x1F) << 6 | tail(1);
    if first >= 0xF0 {
        let code = (first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3);
        return (code, 4);
    }
    // Letters of two and of three bytes mix so well in Vietnamese that a
    // branch here would be guessed wrong every other time.
    let three = usize::from(first >= 0xE0);
    let code = two << (6 * three) | (tail(2) * three);
    (code, 2 + three)
}

fn class_of(code: usize) -> Class {
    match entry(code).class {
        Class::Unknown => char::from_u32(code as u32).map_or(Class::Other, classify),
        known => known,
    }
}

impl Buffer {
    /// Takes over the memory of a string and makes room in it.
    fn new(text: String, len: usize) -> Buffer {
        let mut bytes = text.into_bytes();
        bytes.resize(len + FOLDED_BYTES, 0);
        Buffer { bytes, len: 0 }
    }

    fn room(&mut self) -> &mut [u8] {
        self.bytes.get_mut(self.len..).unwrap_or_default()
    }

    #[inline(always)]
    fn push(&mut self, word: &Word) {
        if let Some(room) = self.room().first_chunk_mut() {
            *room = word.folded;
            self.len += usize::from(word.folded_len);
        }
    }

    /// Puts text in place of everything after `start`, and sees to it that
    /// there is room for the rest of the source: a folded letter is no longer
    /// than its source but for rarities, so growing is rare, and it doubles.
    fn replace_from(&mut self, start: usize, text: &str, room_after: usize) {
        let end = start + text.len();
        let room = room_after + FOLDED_BYTES;
        if self.bytes.len() < end + room {
            self.bytes.resize(end + room, 0);
        }
        if let Some(room) = self.bytes.get_mut(start..end) {
            room.copy_from_slice(text.as_bytes());
            self.len = end;
        }
    }

    fn into_string(mut self) -> String {
        self.bytes.truncate(self.len);
        into_string(self.bytes)
    }
}

/// Whole letters only were written, so the lossy branch never runs.
fn into_string(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
