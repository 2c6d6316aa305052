//! Tokenizers for a search index: the two streams that find a Vietnamese page
//! whether its words are typed with marks or without.
//!
//! On four Vietnamese test sets, accented syllables in one field and folded
//! syllables with folded bigrams in another, of equal weight, found more than
//! segmented words did, and lost nothing when a question was typed without
//! marks. A query goes through the same tokenizer as the pages.

use tantivy_tokenizer_api::{Token, TokenStream, Tokenizer};

use crate::{Gap, Normalised, normalise_into};

/// Gives the syllables of a text in their canonical form, so that the two
/// spellings of tone placement, and i and y, are one term.
///
/// Positions count the tokens of [`normalise`](crate::normalise); offsets are
/// bytes of the text. No text allocates once the buffers have grown.
///
/// ```
/// use tantivy_tokenizer_api::{TokenStream as _, Tokenizer as _};
/// let mut tokenizer = vitext::AccentedSyllables::new();
/// let mut stream = tokenizer.token_stream("Xóa nợ");
/// assert_eq!(stream.next().map(|token| token.text.as_str()), Some("xoá"));
/// assert_eq!(stream.next().map(|token| token.offset_from), Some(5));
/// assert!(stream.next().is_none());
/// ```
#[derive(Clone, Debug, Default)]
pub struct AccentedSyllables {
    buffers: Buffers,
}

impl AccentedSyllables {
    /// Creates the tokenizer.
    pub fn new() -> AccentedSyllables {
        AccentedSyllables::default()
    }
}

impl Tokenizer for AccentedSyllables {
    type TokenStream<'a> = SyllableStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> SyllableStream<'a> {
        self.buffers.stream(text, Form::Accented)
    }
}

/// Gives the syllables of a text without marks (the
/// [key](Normalised::key), so that `quý` and `quí` are one), and on demand
/// every two that follow each other, with a space between.
///
/// A bigram stands at the position of its first syllable, two long, and never
/// reaches across a [hard gap](Gap::Hard). Else as [`AccentedSyllables`].
///
/// ```
/// use tantivy_tokenizer_api::{TokenStream as _, Tokenizer as _};
/// let mut tokenizer = vitext::FoldedSyllables::with_bigrams();
/// let mut terms = Vec::new();
/// tokenizer.token_stream("Lô đề. Tài xỉu").process(&mut |token| terms.push(token.text.clone()));
/// assert_eq!(terms, ["lo", "lo de", "de", "tai", "tai xiu", "xiu"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct FoldedSyllables {
    buffers: Buffers,
    bigrams: bool,
}

impl FoldedSyllables {
    /// Creates a tokenizer that gives syllables alone.
    pub fn new() -> FoldedSyllables {
        FoldedSyllables::default()
    }

    /// Creates a tokenizer that gives syllables and bigrams.
    pub fn with_bigrams() -> FoldedSyllables {
        FoldedSyllables {
            bigrams: true,
            ..FoldedSyllables::default()
        }
    }
}

impl Tokenizer for FoldedSyllables {
    type TokenStream<'a> = SyllableStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> SyllableStream<'a> {
        let form = match self.bigrams {
            true => Form::FoldedPairs,
            false => Form::Folded,
        };
        self.buffers.stream(text, form)
    }
}

/// Stands between the two of a bigram. No token holds it.
const BETWEEN: char = ' ';

/// What is kept from text to text.
#[derive(Clone, Debug, Default)]
struct Buffers {
    text: Normalised,
    token: Token,
}

impl Buffers {
    fn stream(&mut self, text: &str, form: Form) -> SyllableStream<'_> {
        normalise_into(text, &mut self.text);
        self.token.reset();
        SyllableStream {
            text: &self.text,
            token: &mut self.token,
            form,
            next: 0,
            pair_is_next: false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Accented,
    Folded,
    FoldedPairs,
}

/// The tokens of one text.
#[derive(Debug)]
pub struct SyllableStream<'a> {
    text: &'a Normalised,
    token: &'a mut Token,
    form: Form,
    /// The syllable to come.
    next: usize,
    /// The bigram of the syllable before comes first.
    pair_is_next: bool,
}

impl SyllableStream<'_> {
    /// Gives the bigram of the syllable just given and the next one.
    fn give_pair(&mut self) {
        // A filter may have changed the text of the token, not its offsets.
        self.token.text.clear();
        self.token.text.push_str(self.text.key(self.next - 1));
        self.token.text.push(BETWEEN);
        self.token.text.push_str(self.text.key(self.next));
        self.token.offset_to = self.text.raw(self.next).end;
        self.token.position_length = 2;
        self.pair_is_next = false;
    }

    fn give_syllable(&mut self) {
        let span = self.text.raw(self.next);
        self.token.offset_from = span.start;
        self.token.offset_to = span.end;
        self.token.position = self.next;
        self.token.position_length = 1;
        self.token.text.clear();
        self.token.text.push_str(match self.form {
            Form::Accented => self.text.canonical(self.next),
            Form::Folded | Form::FoldedPairs => self.text.key(self.next),
        });
        self.next += 1;
        self.pair_is_next = self.form == Form::FoldedPairs && self.text.gap(self.next) != Gap::Hard;
    }
}

impl TokenStream for SyllableStream<'_> {
    fn advance(&mut self) -> bool {
        if self.pair_is_next {
            self.give_pair();
        } else if self.next < self.text.len() {
            self.give_syllable();
        } else {
            return false;
        }
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Given = (String, usize, usize, std::ops::Range<usize>);

    fn tokens(tokenizer: &mut impl Tokenizer, text: &str) -> Vec<Given> {
        let mut found = Vec::new();
        tokenizer.token_stream(text).process(&mut |token| {
            found.push((
                token.text.clone(),
                token.position,
                token.position_length,
                token.offset_from..token.offset_to,
            ));
        });
        found
    }

    #[test]
    fn syllables_stand_where_they_stood() {
        let found = tokens(&mut AccentedSyllables::new(), "Hòa, kỳ\u{200b}: a\u{301}");
        let expected = [
            ("hoà", 0, 1, 0..4),
            ("kì", 1, 1, 6..10),
            ("á", 2, 1, 15..18),
        ];
        assert_eq!(
            found,
            expected.map(|(text, at, long, span)| (text.into(), at, long, span))
        );
    }

    #[test]
    fn bigrams_stop_at_hard_gaps() {
        let mut tokenizer = FoldedSyllables::with_bigrams();
        let expected = [
            ("so", 0, 1, 0..4),
            ("so de", 0, 2, 0..10),
            ("de", 1, 1, 5..10),
            ("qui", 2, 1, 12..16),
        ]
        .map(|(text, at, long, span)| (text.to_owned(), at, long, span));
        for _ in 0..2 {
            assert_eq!(tokens(&mut tokenizer, "số đề. quý"), expected);
        }
        let found = tokens(&mut FoldedSyllables::new(), "số đề");
        assert_eq!(found.len(), 2);
        assert!(tokens(&mut tokenizer, " \u{301}. ").is_empty());
    }

    #[test]
    fn what_a_filter_does_to_a_token_stays_with_it() {
        let mut tokenizer = FoldedSyllables::with_bigrams();
        let mut stream = tokenizer.token_stream("lô đề");
        let mut found = Vec::new();
        while stream.advance() {
            stream.token_mut().text.push('!');
            found.push(stream.token().text.clone());
        }
        assert_eq!(found, ["lo!", "lo de!", "de!"]);
    }
}
