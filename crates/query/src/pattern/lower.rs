use std::iter;

use haidang_model::Span;
use unicode_normalization::{
    IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick,
};

/// A text in NFC and lower case, letter by letter, with the way back.
///
/// The words of a page are normalised too, but without what stands between
/// them; an expression may speak of that.
#[derive(Debug, Default)]
pub(crate) struct Lowered {
    text: String,
    /// Where bytes of the text are not those of the source, one by one; in
    /// order.
    changes: Vec<Change>,
}

#[derive(Debug)]
struct Change {
    text: Span,
    source: Span,
}

/// Letters under this neither combine with the one before nor change in NFC.
const FIRST_MARK: char = '\u{300}';

impl Lowered {
    /// Normalises a text. Linear in its length.
    pub(crate) fn of(source: &str) -> Lowered {
        let mut lowered = Lowered {
            text: String::with_capacity(source.len()),
            changes: Vec::new(),
        };
        let mut letters = source.char_indices().peekable();
        while let Some((start, letter)) = letters.next() {
            let mut end = start + letter.len_utf8();
            while let Some((at, mark)) = letters.next_if(|(_, next)| goes_on(*next)) {
                end = at + mark.len_utf8();
            }
            let piece = source.get(start..end).unwrap_or_default();
            lowered.push(piece, letter, start);
        }
        lowered
    }

    fn push(&mut self, piece: &str, letter: char, start: usize) {
        let at = self.text.len();
        if piece.len() == letter.len_utf8() && letter < FIRST_MARK {
            self.text.extend(letter.to_lowercase());
        } else {
            self.text.extend(piece.nfc().flat_map(char::to_lowercase));
        }
        // Marks may have been put in another order.
        if piece.len() != letter.len_utf8() || self.text.len() - at != piece.len() {
            self.changes.push(Change {
                text: at..self.text.len(),
                source: start..start + piece.len(),
            });
        }
    }

    /// Returns the text.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text by itself.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Returns the bytes of the source for bytes of the text; whole letters
    /// with their marks where the two differ.
    pub(crate) fn source_span(&self, span: Span) -> Span {
        let before = self
            .changes
            .partition_point(|change| change.text.start <= span.start);
        let start = match before.checked_sub(1).and_then(|at| self.changes.get(at)) {
            Some(change) if span.start < change.text.end => change.source.start,
            Some(change) => change.source.end + (span.start - change.text.end),
            None => span.start,
        };
        let before = self
            .changes
            .partition_point(|change| change.text.start < span.end);
        let end = match before.checked_sub(1).and_then(|at| self.changes.get(at)) {
            Some(change) if span.end <= change.text.end => change.source.end,
            Some(change) => change.source.end + (span.end - change.text.end),
            None => span.end,
        };
        start..end.max(start)
    }
}

/// Tells whether a letter may join with the one before it.
fn goes_on(letter: char) -> bool {
    letter >= FIRST_MARK
        && (canonical_combining_class(letter) != 0
            || is_nfc_quick(iter::once(letter)) == IsNormalized::Maybe)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_know_their_source() {
        // NFD "Độ", then a letter that grows in lower case.
        let source = "Ca\u{301} ĐO\u{302}\u{323} İx";
        let lowered = Lowered::of(source);
        assert_eq!(lowered.text(), "cá độ i\u{307}x");
        let of = |part: &str| {
            let start = lowered.text().find(part).unwrap();
            source
                .get(lowered.source_span(start..start + part.len()))
                .unwrap()
        };
        assert_eq!(of("cá"), "Ca\u{301}");
        assert_eq!(of("độ"), "ĐO\u{302}\u{323}");
        assert_eq!(of("độ i"), "ĐO\u{302}\u{323} İ");
        assert_eq!(of("\u{307}x"), "İx");
        assert_eq!(of("x"), "x");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn spans_lie_on_letters_of_the_source(
            source in "[a-cĐỆé \u{301}\u{302}\u{323}İẞ\u{1100}\u{1161}]{0,16}"
        ) {
            let lowered = Lowered::of(&source);
            let whole: String = source.nfc().flat_map(char::to_lowercase).collect();
            prop_assert_eq!(lowered.text(), &whole);
            let cuts: Vec<usize> = lowered
                .text()
                .char_indices()
                .map(|(at, _)| at)
                .chain([lowered.text().len()])
                .collect();
            for (at, &start) in cuts.iter().enumerate() {
                for &end in cuts.iter().skip(at + 1) {
                    let span = lowered.source_span(start..end);
                    let piece = source.get(span.clone());
                    prop_assert!(piece.is_some(), "{span:?} of {source:?}");
                    let again: String = piece.unwrap().nfc().flat_map(char::to_lowercase).collect();
                    prop_assert!(again.contains(lowered.text().get(start..end).unwrap()));
                }
            }
        }
    }
}
