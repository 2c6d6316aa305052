//! The result of the one pass: tokens with their forms and their places.

use std::ops::Range;

use crate::{Gap, Span, matcher::packed};

/// What a token is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters only.
    #[default]
    Word,
    /// Digits only.
    Number,
    /// Letters and digits, like `md5` or `24h`.
    Mixed,
}

/// What is known of a token beside its forms: a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts(u8);

impl Facts {
    pub(crate) const MARKED: Facts = Facts(1);
    pub(crate) const DISGUISED: Facts = Facts(2);
    pub(crate) const SYLLABLE: Facts = Facts(4);

    /// Returns the set with these facts too, if they hold.
    pub(crate) fn with(self, facts: Facts, hold: bool) -> Facts {
        Facts(self.0 | if hold { facts.0 } else { 0 })
    }

    fn has(self, facts: Facts) -> bool {
        self.0 & facts.0 == facts.0
    }
}

/// One token. Forms stand in the shared strings of [`Normalised`]; a folded
/// form begins where that of the token before it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) raw_start: u32,
    pub(crate) raw_end: u32,
    pub(crate) folded_end: u32,
    /// Index of an [`Other`], or `SAME`.
    pub(crate) other: u32,
    pub(crate) gap: Gap,
    pub(crate) kind: TokenKind,
    pub(crate) facts: Facts,
}

/// The token's accented and canonical forms are the source as it stands, and
/// its key is its folded form.
pub(crate) const SAME: u32 = u32::MAX;

/// The forms of a token that are not the source as it stands. They follow each
/// other from `start` in the string of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Other {
    pub(crate) start: u32,
    /// Equal to `start` when the accented form is the source.
    pub(crate) accented_end: u32,
    /// Equal to `accented_end` when the canonical form is the accented one;
    /// then the key is the folded form.
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
    /// The text itself. Most tokens are in lower case and composed, so that
    /// copying it whole is cheaper than copying it token by token.
    pub(crate) source: String,
    pub(crate) folded: String,
    pub(crate) others: Vec<Other>,
    pub(crate) other_text: String,
}

impl Normalised {
    /// Appends a word of another text, all its forms as they are there, as if
    /// it were typed in its accented form. The gap before it is a space.
    pub(crate) fn push_word_of(&mut self, from: &Normalised, i: usize) {
        let Some(token) = from.tokens.get(i) else {
            return;
        };
        let (accented, canonical, key) = (from.accented(i), from.canonical(i), from.key(i));
        let folded = from.folded(i);
        let raw_start = self.source.len() as u32;
        self.source.push_str(accented);
        self.folded.push_str(folded);
        let other = if canonical == accented && key == folded {
            SAME
        } else {
            let start = self.other_text.len() as u32;
            self.other_text.push_str(canonical);
            let canonical_end = self.other_text.len() as u32;
            self.other_text.push_str(key);
            self.others.push(Other {
                start,
                accented_end: start,
                canonical_end,
                key_end: self.other_text.len() as u32,
            });
            self.others.len() as u32 - 1
        };
        self.tokens.push(Token {
            raw_start,
            raw_end: self.source.len() as u32,
            folded_end: self.folded.len() as u32,
            other,
            gap: Gap::Space,
            ..*token
        });
    }

    /// Lets go of memory that is not in use.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.tokens.shrink_to_fit();
        self.source.shrink_to_fit();
        self.folded.shrink_to_fit();
        self.others.shrink_to_fit();
        self.other_text.shrink_to_fit();
    }

    /// Returns the key of a token of up to sixteen bytes as one number, as
    /// [`packed`] makes it; `None` when it is longer.
    #[inline]
    pub(crate) fn packed_key(&self, i: usize) -> Option<u128> {
        let token = self.tokens.get(i)?;
        match self.others.get(token.other as usize) {
            Some(other) if other.key_end > other.canonical_end => {
                packed_part(&self.other_text, other.canonical_end, other.key_end)
            }
            _ => {
                let start = self.before(i).map_or(0, |token| token.folded_end);
                packed_part(&self.folded, start, token.folded_end)
            }
        }
    }

    /// The same of the accented form.
    #[inline]
    pub(crate) fn packed_accented(&self, i: usize) -> Option<u128> {
        let token = self.tokens.get(i)?;
        match self.others.get(token.other as usize) {
            Some(other) if other.accented_end > other.start => {
                packed_part(&self.other_text, other.start, other.accented_end)
            }
            _ => packed_part(&self.source, token.raw_start, token.raw_end),
        }
    }

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
        match self.other(i) {
            Some(other) if other.accented_end > other.start => {
                slice(&self.other_text, other.start, other.accented_end)
            }
            _ => self.source.get(self.raw(i)).unwrap_or_default(),
        }
    }

    /// Returns the accented form with the tone where the standard of 1984
    /// puts it (`hoà`, `thuý`), i for y where they are one vowel (`kì`), and
    /// ð or ɖ as đ. Equal forms agree at [`Rung::Tone`](crate::Rung).
    pub fn canonical(&self, i: usize) -> &str {
        match self.other(i) {
            Some(other) if other.canonical_end > other.accented_end => {
                slice(&self.other_text, other.accented_end, other.canonical_end)
            }
            _ => self.accented(i),
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
        match self.other(i) {
            Some(other) if other.key_end > other.canonical_end => {
                slice(&self.other_text, other.canonical_end, other.key_end)
            }
            _ => self.folded(i),
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
        self.tokens
            .get(i)
            .is_some_and(|token| token.facts.has(Facts::MARKED))
    }

    /// Tells whether characters that a reader does not see (zero-width, soft
    /// hyphen, bidi controls) stand inside the token. The forms leave them
    /// out, so that search is not fooled; for matching such a token is a
    /// disguise, and [`compare`](crate::compare) does not accept it.
    pub fn is_disguised(&self, i: usize) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|token| token.facts.has(Facts::DISGUISED))
    }

    /// Tells whether the token can be one Vietnamese syllable, as
    /// [`is_syllable`](crate::is_syllable) says of its accented form. It was
    /// worked out with the token, so asking costs nothing.
    ///
    /// ```
    /// let text = vitext::normalise("Đánh BAC online");
    /// assert!(text.is_syllable(0) && text.is_syllable(1));
    /// assert!(!text.is_syllable(2) && !text.is_syllable(3));
    /// ```
    pub fn is_syllable(&self, i: usize) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|token| token.facts.has(Facts::SYLLABLE))
    }

    /// Tells whether the token is a syllable or a number, of two letters or
    /// digits at least, with one white space on either side. Such a token hides
    /// nothing and has nothing beside it.
    #[inline]
    pub(crate) fn is_plain_between_spaces(&self, i: usize) -> bool {
        let (Some(token), Some(next)) = (self.tokens.get(i), self.tokens.get(i + 1)) else {
            return false;
        };
        let folded_start = self.before(i).map_or(0, |token| token.folded_end);
        token.gap == Gap::Space
            && next.gap == Gap::Space
            && !token.facts.has(Facts::DISGUISED)
            && (token.facts.has(Facts::SYLLABLE) || token.kind == TokenKind::Number)
            // Marks and foreign digits take more bytes than letters folded.
            && token.folded_end - folded_start >= 2
            && (token.facts.has(Facts::SYLLABLE)
                || token.raw_end - token.raw_start == token.folded_end - folded_start)
    }

    /// Returns which share of the Vietnamese syllables among `tokens` bears
    /// marks, from 0 to 1, and 0 when there is none.
    ///
    /// A token counts when its letters can be a Vietnamese syllable, so that
    /// English words and addresses do not speak. Running Vietnamese text has
    /// about .8 (.87 in Wikipedia, .78 in laws), text typed without marks 0.
    pub fn accented_share(&self, tokens: Range<usize>) -> f64 {
        const MARKED_SYLLABLE: Facts = Facts(Facts::MARKED.0 | Facts::SYLLABLE.0);
        let end = tokens.end.min(self.len());
        let tokens = self.tokens.get(tokens.start..end).unwrap_or_default();
        let (mut syllables, mut marked) = (0_u32, 0_u32);
        for Token { facts, .. } in tokens {
            syllables += u32::from(facts.has(Facts::SYLLABLE));
            marked += u32::from(facts.has(MARKED_SYLLABLE));
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

    fn other(&self, i: usize) -> Option<&Other> {
        self.others.get(self.tokens.get(i)?.other as usize)
    }
}

/// Packs a part of a text that is one to sixteen bytes long.
#[inline]
fn packed_part(text: &str, start: u32, end: u32) -> Option<u128> {
    let len = end.wrapping_sub(start) as usize;
    if !(1..=16).contains(&len) {
        return None;
    }
    let rest = text.as_bytes().get(start as usize..)?;
    match rest.first_chunk::<16>() {
        // One load of a fixed size is quicker than a copy of the right one.
        Some(chunk) => Some(u128::from_le_bytes(*chunk) & u128::MAX >> (128 - len * 8)),
        None => packed(slice(text, start, end)),
    }
}

fn slice(text: &str, start: u32, end: u32) -> &str {
    text.get(start as usize..end as usize).unwrap_or_default()
}
