use crate::{Legacy, Normalised, Repaired, Span, normalise, repair};

/// A text made ready for matching: put right if it was read in the wrong
/// encoding, then normalised.
///
/// ```
/// let text = "nhaø caùi haøng ñaàu chaâu aù";
/// let reading = vitext::Reading::of(text);
/// assert_eq!(reading.words().accented(1), "cái");
/// assert_eq!(text.get(reading.raw(1)), Some("caùi"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Reading {
    words: Normalised,
    repaired: Option<Box<Repaired>>,
}

impl Reading {
    /// Reads a text. Linear in time and memory.
    pub fn of(text: &str) -> Reading {
        let repaired = repair(text).map(Box::new);
        let words = normalise(repaired.as_ref().map_or(text, |repaired| repaired.text()));
        Reading { words, repaired }
    }

    /// Returns the words. Their own spans are bytes of [`Reading::text`].
    pub fn words(&self) -> &Normalised {
        &self.words
    }

    /// Returns what was normalised: the text that was read, or what it should
    /// have been.
    pub fn text<'a>(&'a self, source: &'a str) -> &'a str {
        self.repaired
            .as_ref()
            .map_or(source, |repaired| repaired.text())
    }

    /// Returns where a word stands, in bytes of the text that was read.
    pub fn raw(&self, i: usize) -> Span {
        self.source_span(self.words.raw(i))
    }

    /// Returns the bytes of the text that was read for bytes of
    /// [`Reading::text`].
    pub fn source_span(&self, span: Span) -> Span {
        match &self.repaired {
            Some(repaired) => repaired.source_span(span),
            None => span,
        }
    }

    /// Returns in which encoding some bytes of [`Reading::text`] really were;
    /// `None` for those that were right.
    pub fn legacy(&self, span: Span) -> Option<Legacy> {
        self.repaired.as_ref()?.legacy_within(span)
    }
}
