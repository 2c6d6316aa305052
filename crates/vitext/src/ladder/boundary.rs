//! Words that cross the edge of a term: "một số | đề xuất" does not hold "số
//! đề", nor does "chứng minh bằng | giả định" hold "bằng giả".
//!
//! A word crosses when the last syllable of the term and the next one of the
//! text are a common word, unless that next one makes a word with its own
//! neighbour, so that both readings cut the text cleanly ("chơi lô đề xuất
//! hiện" has "xuất hiện").

use super::BareRisk;
use crate::{Gap, Normalised, lexicon, matcher::TermWords};

/// Tells whether two neighbours stand side by side, as the parts of one word.
fn side_by_side(text: &Normalised, second: usize) -> bool {
    second < text.len() && matches!(text.gap(second), Gap::Space | Gap::None)
}

fn is_word(text: &Normalised, first: usize) -> bool {
    side_by_side(text, first + 1)
        && lexicon::is_word(text.canonical(first), text.canonical(first + 1))
}

fn is_bare_word(text: &Normalised, first: usize) -> bool {
    side_by_side(text, first + 1)
        && lexicon::is_bare_word(text.folded(first), text.folded(first + 1))
}

/// Tells whether a common word begins with the term's last token and goes on
/// after it.
pub(super) fn crosses_right(text: &Normalised, last: usize) -> bool {
    is_word(text, last) && !is_word(text, last + 1)
}

/// Tells whether a common word ends with the term's first token, so that the
/// rest of the term begins another. It is asked of partly bare terms only: a
/// term in full dress has such neighbours too often ("người | nhà cái").
pub(super) fn crosses_left(text: &Normalised, first: usize, last: usize) -> bool {
    let Some(before) = first.checked_sub(1) else {
        return false;
    };
    last == first + 1 && is_word(text, before)
}

/// Tells whether the words met are, with the marks they have, another common
/// word than the term.
pub(super) fn is_other_word(text: &Normalised, first: usize, last: usize) -> bool {
    last == first + 1 && lexicon::is_word(text.canonical(first), text.canonical(last))
}

/// Tells whether the words are joined to more words on either side.
pub(super) fn goes_on_joined(text: &Normalised, first: usize, last: usize) -> bool {
    text.gap(first) == Gap::Joiner || last + 1 < text.len() && text.gap(last + 1) == Gap::Joiner
}

/// The same on text without marks, where a word may also end with the first
/// token: "co the | cao" does not hold "thẻ cào". A word that has the term's
/// own syllable speaks for the term ("bắn pháo | nổ"), not against it.
pub(super) fn crosses_bare(
    term: TermWords<'_>,
    text: &Normalised,
    first: usize,
    last: usize,
    risk: BareRisk,
) -> bool {
    let own = |token: usize| term.canonical(token);
    let last_own = own(term.len().saturating_sub(1));
    let right = rivals(text, last, |first, _| first != last_own) && !is_bare_word(text, last + 1);
    // A term that reads but one way has such neighbours too often.
    let left = risk != BareRisk::None
        && first.checked_sub(1).is_some_and(|before| {
            rivals(text, before, |_, second| second != own(0))
                && !before
                    .checked_sub(1)
                    .is_some_and(|earlier| is_bare_word(text, earlier))
        });
    right || left
}

/// Tells whether the bare tokens at `first` may be read as a word that is
/// another one by the test given.
fn rivals(text: &Normalised, first: usize, other: impl Fn(&str, &str) -> bool) -> bool {
    side_by_side(text, first + 1)
        && lexicon::bare_readings(text.folded(first), text.folded(first + 1))
            .iter()
            .any(|reading| {
                let reading = crate::normalise(reading);
                other(reading.canonical(0), reading.canonical(1))
            })
}
