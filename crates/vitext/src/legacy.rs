//! Text that was read in the wrong encoding, put right.
//!
//! Vietnamese was written for twenty years in code pages that no browser
//! names, shown by fonts that draw `®¸nh b¹c` as `đánh bạc`; and text in UTF-8
//! is read as Latin-1 every day (`Ä‘Ã¡nh báº¡c`). [`repair`] takes text as a
//! decoder gives it, bytes read as windows-1252 or ISO-8859-1, and gives what
//! a reader was meant to see.
//!
//! Decided per stretch (words of one line), by syllables: a stretch is
//! converted only if words that were no syllables become such, letter for
//! letter, with all of their marks, and hardly any becomes something else. See
//! [`Legacy`] for the encodings and where their tables come from.

mod common;
mod evidence;
mod scan;
mod steps;
mod tables;
#[cfg(test)]
mod tests;
mod word;

use evidence::{continues, judge};
use scan::Stretches;
use steps::{Kind, Steps};
use word::Words;

use crate::Span;

/// What a text really was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Legacy {
    /// TCVN 5712:1993, table VN3, also called ABC: the fonts `.VnTime` and
    /// their like. `®¸nh b¹c`
    Tcvn3,
    /// VNI for Windows, two bytes a letter with marks: the fonts `VNI-Times`
    /// and their like. `ñaùnh baïc`
    Vni,
    /// VISCII 1.1, RFC 1456. `ðánh bÕc`
    Viscii,
    /// The code of the Vietnamese Professionals Society. `Çánh båc`
    Vps,
    /// Microsoft code page 1258 read as 1252. `ðaình baòc`
    Windows1258,
    /// UTF-8 read as windows-1252 or ISO-8859-1. `Ä‘Ã¡nh báº¡c`
    Utf8AsLatin1,
    /// The same, saved as UTF-8 and misread once more.
    Utf8AsLatin1Twice,
}

impl Legacy {
    /// All of them, the more frequent first.
    pub const ALL: [Legacy; 7] = [
        Legacy::Utf8AsLatin1,
        Legacy::Tcvn3,
        Legacy::Vni,
        Legacy::Windows1258,
        Legacy::Viscii,
        Legacy::Vps,
        Legacy::Utf8AsLatin1Twice,
    ];

    /// Returns a short name in lower case, such as `tcvn3` or `utf-8`.
    pub fn name(self) -> &'static str {
        match self {
            Legacy::Tcvn3 => "tcvn3",
            Legacy::Vni => "vni",
            Legacy::Viscii => "viscii",
            Legacy::Vps => "vps",
            Legacy::Windows1258 => "windows-1258",
            Legacy::Utf8AsLatin1 => "utf-8",
            Legacy::Utf8AsLatin1Twice => "utf-8-twice",
        }
    }

    fn is_utf8(self) -> bool {
        matches!(self, Legacy::Utf8AsLatin1 | Legacy::Utf8AsLatin1Twice)
    }
}

/// A text put right, and the way back to the text it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    text: String,
    source_len: usize,
    /// In order; between them the text is that of the source.
    changes: Vec<Change>,
}

/// One character that stands for others of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    start: usize,
    end: usize,
    source_start: usize,
    source_end: usize,
    legacy: Legacy,
}

impl Repaired {
    /// Returns the text as its reader was meant to see it; what was converted
    /// is in NFC.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text and lets the map go.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Returns where a part of the repaired text stands in the source, in
    /// bytes; both ends lie on `char` boundaries of the source. A span that
    /// begins or ends within a character takes all of it, one past the end is
    /// cut.
    pub fn source_span(&self, span: Span) -> Span {
        let start = self.source_start(span.start);
        let end = self.source_end(span.end);
        start..end.max(start)
    }

    /// Returns where a place of the source stands in the repaired text: the
    /// other way round. A place within characters that became one stands
    /// behind it.
    pub fn place_of(&self, source: usize) -> usize {
        let after = self
            .changes
            .partition_point(|change| change.source_start < source);
        let mut place = match after.checked_sub(1).and_then(|at| self.changes.get(at)) {
            None => source,
            Some(change) => change.end + source.saturating_sub(change.source_end),
        }
        .min(self.text.len());
        while !self.text.is_char_boundary(place) {
            place += 1;
        }
        place
    }

    /// Returns the encoding that most of the converted characters were of.
    pub fn legacy(&self) -> Legacy {
        self.legacy_within(0..self.text.len())
            .unwrap_or(Legacy::Utf8AsLatin1)
    }

    /// Returns the encoding that most of the converted characters within a
    /// part of the repaired text were of; `None` when none was converted.
    pub fn legacy_within(&self, span: Span) -> Option<Legacy> {
        let from = self
            .changes
            .partition_point(|change| change.end <= span.start);
        let changes = self.changes.get(from..).unwrap_or_default();
        let mut counts = [0_usize; Legacy::ALL.len()];
        for change in changes.iter().take_while(|change| change.start < span.end) {
            if let Some(count) = counts.get_mut(change.legacy as usize) {
                *count += 1;
            }
        }
        Legacy::ALL
            .into_iter()
            .map(|legacy| (counts.get(legacy as usize).copied().unwrap_or(0), legacy))
            .filter(|(count, _)| *count > 0)
            // Of two alike the first.
            .rev()
            .max_by_key(|(count, _)| *count)
            .map(|(_, legacy)| legacy)
    }

    fn source_start(&self, pos: usize) -> usize {
        let mut pos = pos.min(self.text.len());
        while !self.text.is_char_boundary(pos) {
            pos -= 1;
        }
        let after = self.changes.partition_point(|change| change.start <= pos);
        match after.checked_sub(1).and_then(|at| self.changes.get(at)) {
            None => pos,
            Some(change) if pos < change.end => change.source_start,
            Some(change) => change.source_end + (pos - change.end),
        }
    }

    fn source_end(&self, pos: usize) -> usize {
        let mut pos = pos.min(self.text.len());
        while !self.text.is_char_boundary(pos) {
            pos += 1;
        }
        let after = self.changes.partition_point(|change| change.start < pos);
        match after.checked_sub(1).and_then(|at| self.changes.get(at)) {
            None => pos,
            Some(change) => change.source_end + pos.saturating_sub(change.end),
        }
        .min(self.source_len)
    }

    /// Puts a further repair of the repaired text behind this one.
    fn then(self, next: Repaired) -> Repaired {
        let mut changes = Vec::with_capacity(self.changes.len() + next.changes.len());
        let mut own = self.changes.iter().peekable();
        // How far the text of this repair has moved in that of the next.
        let (mut moved_from, mut moved_to) = (0, 0);
        let mut take_until = |limit: usize, from: usize, to: usize, changes: &mut Vec<Change>| {
            while let Some(change) = own.next_if(|change| change.end <= limit) {
                if change.start >= from {
                    changes.push(Change {
                        start: change.start - from + to,
                        end: change.end - from + to,
                        ..*change
                    });
                }
            }
        };
        for change in &next.changes {
            take_until(change.source_start, moved_from, moved_to, &mut changes);
            let source = self.source_span(change.source_start..change.source_end);
            changes.push(Change {
                source_start: source.start,
                source_end: source.end,
                ..*change
            });
            (moved_from, moved_to) = (change.source_end, change.end);
        }
        take_until(self.text.len(), moved_from, moved_to, &mut changes);
        Repaired {
            text: next.text,
            source_len: self.source_len,
            changes,
        }
    }
}

/// Rounds of repair of one text. Each takes misread characters away, and text
/// that needs a third is made to.
const ROUNDS_MAX: usize = 8;

/// Puts right text that was read in the wrong encoding; `None` when there is
/// nothing to put right, which is nearly always, and is told in one scan
/// without allocating.
///
/// The text is taken as decoders for windows-1252 or ISO-8859-1 give it, the
/// control characters U+0080 to U+009F included. Other words of the same text
/// may be clean. Repairing what was repaired gives `None`.
///
/// ```
/// use vitext::Legacy;
///
/// let source = "tæ chøc ®¸nh b¹c, xem abc88.com";
/// let repaired = vitext::repair(source).unwrap();
/// assert_eq!(repaired.text(), "tổ chức đánh bạc, xem abc88.com");
/// assert_eq!(repaired.legacy(), Legacy::Tcvn3);
/// let at = repaired.text().find("đánh").unwrap();
/// let span = repaired.source_span(at..at + "đánh".len());
/// assert_eq!(source.get(span), Some("®¸nh"));
///
/// assert!(vitext::repair("đánh bạc, «déjà vu» à 20 °C").is_none());
/// ```
pub fn repair(text: &str) -> Option<Repaired> {
    settle(text, None)
}

/// Does what [`repair`] does for text that stands beside other text of a known
/// encoding, such as the title of a page: little evidence suffices for that
/// one, where words of the text are none as they stand.
///
/// ```
/// use vitext::Legacy;
///
/// assert!(vitext::repair("§iÒu 5").is_none());
/// let repaired = vitext::repair_as("§iÒu 5", Legacy::Tcvn3).unwrap();
/// assert_eq!(repaired.text(), "Điều 5");
/// ```
pub fn repair_as(text: &str, known: Legacy) -> Option<Repaired> {
    settle(text, Some(known))
}

fn settle(text: &str, known: Option<Legacy>) -> Option<Repaired> {
    let mut repaired = repair_once(text, known)?;
    for _ in 1..ROUNDS_MAX {
        match repair_once(&repaired.text, None) {
            Some(next) => repaired = repaired.then(next),
            None => break,
        }
    }
    Some(repaired)
}

fn repair_once(text: &str, known: Option<Legacy>) -> Option<Repaired> {
    // Made when there is a first sign, which is hardly ever.
    let mut words = None;
    let mut found: Vec<(Span, Legacy)> = Vec::new();
    for stretch in Stretches::new(text) {
        let source = text.get(stretch.span.clone())?;
        let words = words.get_or_insert_with(|| Words::new(text.len()));
        let likely = found.last().map(|(_, legacy)| *legacy);
        if let Some(legacy) = judge(source, stretch.is_beside_unicode, likely, words) {
            found.push((stretch.span, legacy));
        }
    }
    // The rest of the text is likely of the encoding of most of it.
    let prior = known.or_else(|| {
        Legacy::ALL
            .into_iter()
            .map(|legacy| {
                (
                    found.iter().filter(|(_, other)| *other == legacy).count(),
                    legacy,
                )
            })
            .filter(|(count, _)| *count > 0)
            .rev()
            .max_by_key(|(count, _)| *count)
            .map(|(_, legacy)| legacy)
    })?;
    let mut builder = Builder::new(text);
    let mut found = found.into_iter().peekable();
    for stretch in Stretches::new(text) {
        let decided = found.next_if(|(other, _)| *other == stretch.span);
        let legacy = match decided {
            Some((_, legacy)) => Some(legacy),
            None => {
                let source = text.get(stretch.span.clone())?;
                let words = words.get_or_insert_with(|| Words::new(text.len()));
                continues(source, stretch.is_beside_unicode, prior, words).then_some(prior)
            }
        };
        if let Some(legacy) = legacy {
            builder.convert(stretch.span, legacy);
        }
    }
    builder.finish()
}

/// Writes the repaired text.
struct Builder<'t> {
    source: &'t str,
    done: usize,
    out: Repaired,
}

impl<'t> Builder<'t> {
    fn new(source: &'t str) -> Builder<'t> {
        Builder {
            source,
            done: 0,
            out: Repaired {
                text: String::with_capacity(source.len()),
                source_len: source.len(),
                changes: Vec::new(),
            },
        }
    }

    fn copy_until(&mut self, end: usize) {
        let text = self.source.get(self.done..end).unwrap_or_default();
        self.out.text.push_str(text);
        self.done = end;
    }

    fn convert(&mut self, stretch: Span, legacy: Legacy) {
        self.copy_until(stretch.start);
        let text = self.source.get(stretch).unwrap_or_default();
        for step in Steps::new(legacy, text) {
            let start = self.out.text.len();
            self.out.text.push(step.out);
            if step.kind == Kind::Decoded {
                self.out.changes.push(Change {
                    start,
                    end: self.out.text.len(),
                    source_start: self.done,
                    source_end: self.done + step.len,
                    legacy,
                });
            }
            self.done += step.len;
        }
    }

    fn finish(mut self) -> Option<Repaired> {
        self.copy_until(self.source.len());
        (!self.out.changes.is_empty()).then_some(self.out)
    }
}
