//! Text that is shown in another order than it is stored.
//!
//! Between a right-to-left override (U+202E) and its end a browser draws the
//! characters from right to left, so that "\u{202e}cạb hnáđ\u{202c}" reads
//! "đánh bạc" (UAX #9, explicit directional overrides). HTML's `<bdo dir=rtl>`
//! is the same thing, and the extractor writes it so.

use std::ops::Range;

use super::{Disguises, GLYPHS_MAX, Stretch, glyph};
use crate::{
    Normalised,
    class::{Class, classify},
};

const OVERRIDE: char = '\u{202E}';
const POP: char = '\u{202C}';

/// Overrides read in one text. Whoever nests more hides nothing from a reader.
const SEGMENTS_MAX: usize = 1_000;

/// Bytes of one override that are read.
const SEGMENT_BYTES_MAX: usize = 64 << 10;

/// Adds the stretches of all overrides of a text.
pub(super) fn read(disguises: &mut Disguises, text: &str, words: &Normalised) {
    // One byte of the override is rare enough to look for it alone.
    if !text.contains(OVERRIDE) {
        return;
    }
    let mut from = 0;
    for _ in 0..SEGMENTS_MAX {
        let Some(offset) = text.get(from..).and_then(|rest| rest.find(OVERRIDE)) else {
            return;
        };
        let start = from + offset;
        let inside = start + OVERRIDE.len_utf8();
        let rest = text.get(inside..).unwrap_or_default();
        let length = rest
            .find([POP, OVERRIDE, '\n', '\u{2029}'])
            .unwrap_or(rest.len())
            .min(rest.floor_char_boundary(SEGMENT_BYTES_MAX));
        read_segment(disguises, text, words, start, inside..inside + length);
        from = inside + length;
    }
}

/// A text in display order, and where each of its characters came from. Kept
/// from text to text for its buffers.
#[derive(Debug, Default)]
pub(super) struct Reversed {
    text: String,
    /// Start in `text`, then the source of the cluster that begins there.
    clusters: Vec<(usize, Range<usize>)>,
}

impl Reversed {
    fn read(&mut self, text: &str, inside: Range<usize>, override_start: usize) {
        self.text.clear();
        self.clusters.clear();
        let segment = text.get(inside.clone()).unwrap_or_default();
        let mut end = inside.end;
        for (offset, c) in segment.char_indices().rev() {
            let start = inside.start + offset;
            if matches!(classify(c), Class::Mark | Class::Invisible) && start > inside.start {
                continue;
            }
            self.clusters.push((self.text.len(), start..end));
            self.text.push_str(text.get(start..end).unwrap_or_default());
            end = start;
        }
        // What is met at the beginning of the override takes the override with
        // it, so that the quoted bytes read the same alone.
        if let Some((_, last)) = self.clusters.last_mut() {
            last.start = override_start;
        }
    }

    fn source_of(&self, byte: usize) -> Range<usize> {
        let after = self.clusters.partition_point(|(start, _)| *start <= byte);
        after
            .checked_sub(1)
            .and_then(|index| self.clusters.get(index))
            .map_or(0..0, |(_, source)| source.clone())
    }
}

fn read_segment(
    disguises: &mut Disguises,
    text: &str,
    words: &Normalised,
    start: usize,
    inside: Range<usize>,
) {
    let tokens = tokens_within(words, &inside);
    if tokens.is_empty() {
        return;
    }
    let mut reversed = std::mem::take(&mut disguises.reversed);
    reversed.read(text, inside, start);
    let mut boundary = disguises.boundaries;
    let mut at = 0;
    // Letters that spaces part are read as one word, as in text that is shown
    // as it is stored.
    let pieces = || reversed.text.split_whitespace();
    let letters = |piece: &&str| {
        let mut seen = piece.chars().filter(|c| classify(*c) != Class::Mark);
        seen.by_ref().take(2).count() == 1
    };
    let spaced = pieces().count() > 1 && pieces().filter(letters).count() * 2 > pieces().count();
    let parts = |c: char| !spaced && c.is_whitespace();
    for piece in reversed.text.split_inclusive(parts) {
        let word = piece.trim_end();
        let from = disguises.glyphs.len();
        glyph::lay_out(
            &reversed.text,
            at..at + word.len(),
            GLYPHS_MAX,
            &mut disguises.glyphs,
        );
        at += piece.len();
        if disguises.glyphs.len() == from {
            continue;
        }
        for glyph in disguises.glyphs.iter_mut().skip(from) {
            let first = reversed.source_of(glyph.start as usize);
            let last = reversed.source_of((glyph.end as usize).saturating_sub(1));
            glyph.start = first.start.min(last.start) as u32;
            glyph.end = first.end.max(last.end) as u32;
        }
        disguises.stretches.push(Stretch {
            start: boundary,
            end: boundary + 1,
            from: from as u32,
            to: disguises.glyphs.len() as u32,
        });
        boundary += 1;
        if word.ends_with(['.', ',', ';', ':', '!', '?']) {
            // A sentence ends here: leave a boundary out.
            boundary += 1;
        }
    }
    disguises.boundaries = boundary + 1;
    disguises.reversed = reversed;
}

/// Returns the tokens that begin inside some bytes.
fn tokens_within(words: &Normalised, bytes: &Range<usize>) -> Range<usize> {
    let first_at = |byte: usize| {
        let (mut low, mut high) = (0, words.len());
        while low < high {
            let middle = (low + high) / 2;
            if words.raw(middle).start < byte {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    };
    first_at(bytes.start)..first_at(bytes.end)
}
