//! What stands around a hit: marks, words of the trade, another language.

use std::ops::Range;

use crate::{Gap, Normalised, TokenKind, lexicon};

/// Tokens looked at on either side to tell whether a text bears marks: about a
/// sentence.
const SURROUNDINGS: usize = 15;

/// Share of marked syllables below which the surroundings are bare; running
/// Vietnamese text has about .8 ([`Normalised::accented_share`]).
const BARE_SHARE_MAX: f64 = 0.5;

fn before(first: usize, reach: usize) -> Range<usize> {
    first.saturating_sub(reach)..first
}

fn after(text: &Normalised, last: usize, reach: usize) -> Range<usize> {
    last + 1..(last + 1 + reach).min(text.len())
}

/// Tells whether the tokens around are without marks, for the most part.
pub(super) fn are_bare(text: &Normalised, first: usize, last: usize) -> bool {
    let (before, after) = (before(first, SURROUNDINGS), after(text, last, SURROUNDINGS));
    let (weight_before, weight_after) = (before.len() as f64, after.len() as f64);
    let weight = weight_before + weight_after;
    if weight == 0.0 {
        return true;
    }
    let marked =
        text.accented_share(before) * weight_before + text.accented_share(after) * weight_after;
    marked / weight < BARE_SHARE_MAX
}

/// What is done with games of chance: right before a bare term it says which of
/// its readings is meant ("choi lo de"). Typed bare themselves; own list.
const VERBS: [&str; 7] = ["choi", "danh", "ghi", "ghien", "me", "nghien", "thau"];

/// Tells whether a word of the trade stands at most `reach` tokens before
/// `first` or after `last`: beside one of them a short bare term is more likely
/// to be the watched one ("co bac nao" against "co bac online").
pub(super) fn has_context(text: &Normalised, first: usize, last: usize, reach: usize) -> bool {
    let begins = |mut tokens: Range<usize>| {
        let end = tokens.end;
        tokens.any(|token| {
            if !lexicon::may_begin_context(text.folded(token)) {
                return false;
            }
            let next = (token + 1 < end).then(|| text.folded(token + 1));
            // The same words again say nothing more.
            let again = text.folded(token) == text.folded(first) && next == Some(text.folded(last));
            !again && lexicon::context(text.folded(token), next)
        })
    };
    let verb = first.checked_sub(1).is_some_and(|before| {
        VERBS.contains(&text.accented(before)) && text.gap(first) == Gap::Space
    });
    verb || begins(before(first, reach)) || begins(after(text, last, reach))
}

/// Tells whether the words around are of another language: two words that a
/// bare Vietnamese sentence does not hold, or one among few syllables.
pub(super) fn are_foreign(text: &Normalised, first: usize, last: usize) -> bool {
    let (mut foreign, mut syllables, mut words) = (0, 0, 0);
    for token in before(first, SURROUNDINGS).chain(after(text, last, SURROUNDINGS)) {
        if text.kind(token) == TokenKind::Word {
            words += 1;
            syllables += u32::from(text.is_syllable(token));
            foreign += u32::from(lexicon::is_foreign(text.accented(token)));
        }
    }
    foreign >= 2 || foreign == 1 && syllables * 2 < words
}
