//! The result of the one pass: tokens with their forms and their places.

use std::ops::Range;

use crate::{Gap, Span, is_syllable};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters only.
    Word,
    /// Digits only.
    Number,
    /// Letters and digits, like `md5` or `24h`.
    Mixed,
}

/// One token. Forms stand in the shared strings of [`Normalised`]; a form
/// begins where that of the token before it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) raw_start: u32,
    pub(crate) raw_end: u32,
    pub(crate) accented_end: u32,
    pub(crate) folded_end: u32,
    /// Index of a [`Variant`], or `SAME`.
    pub(crate) variant: u32,
    pub(crate) gap: Gap,
    pub(crate) kind: TokenKind,
    pub(crate) marked: bool,
    pub(crate) disguised: bool,
}

/// The token's canonical form is its accented one and its key its folded one.
pub(crate) const SAME: u32 = u32::MAX;

/// The forms of a token that reads differently one rung up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Variant {
    pub(crate) canonical_end: u32,
    pub(crate) key_end: u32,
}

/// A text as tokens, each with its forms and its place in the source.
///
/// All indexes are token numbers, from 0 to [`len`](Normalised::len). An index
/// past the end answers with nothing (an empty form, an empty span at 0,
/// [`Gap::Hard`]) rather than a panic. Memory is about 24 bytes a token and
/// two bytes a letter; no token allocates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Normalised {
    pub(crate) tokens: Vec<Token>,
    pub(crate) accented: String,
    pub(crate) folded: String,
    pub(crate) variants: Vec<Variant>,
    /// Canonical form and key of each variant, one after the other.
    pub(crate) variant_text: String,
}

impl Normalised {
    /// Returns the number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Tells whether the text has no token at all.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Returns where the token stands, in bytes of the text that was
    /// normalised. The span begins and ends with a letter, mark or digit.
    pub fn raw(&self, i: usize) -> Span {
        self.tokens.get(i).map_or(0..0, |token| {
            token.raw_start as usize..token.raw_end as usize
        })
    }

    /// Returns the token as typed, NFC and in lower case (Unicode, one
    /// character at a time). Equal forms agree at [`Rung::Exact`](crate::Rung).
    pub fn accented(&self, i: usize) -> &str {
        let Some(token) = self.tokens.get(i) else {
            return "";
        };
        let start = self.before(i).map_or(0, |token| token.accented_end);
        slice(&self.accented, start, token.accented_end)
    }

    /// Returns the accented form with the tone where the standard of 1984
    /// puts it (`hoà`, `thuý`), i for y where they are one vowel (`kì`), and
    /// ð or ɖ as đ. Equal forms agree at [`Rung::Tone`](crate::Rung).
    pub fn canonical(&self, i: usize) -> &str {
        match self.variant(i) {
            Some((start, variant)) => slice(&self.variant_text, start, variant.canonical_end),
            None => self.accented(i),
        }
    }

    /// Returns the token without marks, in lower case, đ as d.
    pub fn folded(&self, i: usize) -> &str {
        let Some(token) = self.tokens.get(i) else {
            return "";
        };
        let start = self.before(i).map_or(0, |token| token.folded_end);
        slice(&self.folded, start, token.folded_end)
    }

    /// Returns the folded form of the canonical one: the key under which a
    /// term has to be filed so that every text that [`compare`](crate::compare)
    /// accepts is found. It differs from [`folded`](Normalised::folded) in y
    /// alone: `quý` folds to `quy`, its key is `qui`.
    pub fn key(&self, i: usize) -> &str {
        match self.variant(i) {
            Some((_, variant)) => slice(&self.variant_text, variant.canonical_end, variant.key_end),
            None => self.folded(i),
        }
    }

    /// Returns what stood between the token and the one before it.
    pub fn gap(&self, i: usize) -> Gap {
        self.tokens.get(i).map_or(Gap::Hard, |token| token.gap)
    }

    /// Returns what the token is made of.
    pub fn kind(&self, i: usize) -> TokenKind {
        self.tokens
            .get(i)
            .map_or(TokenKind::Mixed, |token| token.kind)
    }

    /// Tells whether folding took anything from the token but its case.
    pub fn has_marks(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.marked)
    }

    /// Tells whether characters that a reader does not see (zero-width, soft
    /// hyphen, bidi controls) stand inside the token. The forms leave them
    /// out, so that search is not fooled; for matching such a token is a
    /// disguise, and [`compare`](crate::compare) does not accept it.
    pub fn is_disguised(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|token| token.disguised)
    }

    /// Returns which share of the Vietnamese syllables among `tokens` bears
    /// marks, from 0 to 1, and 0 when there is none.
    ///
    /// A token counts when its letters can be a Vietnamese syllable, so that
    /// English words and addresses do not speak. Running Vietnamese text has
    /// about .8 (.87 in Wikipedia, .78 in laws), text typed without marks 0.
    pub fn accented_share(&self, tokens: Range<usize>) -> f64 {
        let end = tokens.end.min(self.len());
        let (mut syllables, mut marked) = (0_u32, 0_u32);
        for i in tokens.start..end {
            if self.kind(i) == TokenKind::Word && is_syllable(self.accented(i)) {
                syllables += 1;
                marked += u32::from(self.has_marks(i));
            }
        }
        if syllables == 0 {
            0.0
        } else {
            f64::from(marked) / f64::from(syllables)
        }
    }

    fn before(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i.checked_sub(1)?)
    }

    /// Returns where the forms of the token's variant begin, and the variant.
    fn variant(&self, i: usize) -> Option<(u32, Variant)> {
        let index = self.tokens.get(i)?.variant;
        let variant = *self.variants.get(index as usize)?;
        let before = (index as usize).checked_sub(1);
        let start = before
            .and_then(|before| self.variants.get(before))
            .map_or(0, |before| before.key_end);
        Some((start, variant))
    }
}

fn slice(text: &str, start: u32, end: u32) -> &str {
    text.get(start as usize..end as usize).unwrap_or_default()
}
