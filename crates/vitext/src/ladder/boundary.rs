//! Words that cross the edge of a term: "một số | đề xuất" does not hold "số
//! đề", nor does "chứng minh bằng | giả định" hold "bằng giả".
//!
//! A word crosses when the last syllable of the term and the next one of the
//! text are a common word, unless that next one makes a word with its own
//! neighbour, so that both readings cut the text cleanly ("chơi lô đề xuất
//! hiện" has "xuất hiện").

use crate::{Gap, Normalised, lexicon};

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
    is_word(text, last)
        && !lexicon::keeps(text.canonical(last), text.canonical(last + 1))
        && !is_word(text, last + 1)
}

/// Tells whether a common word ends with the term's first token, so that the
/// rest of the term begins another. It is asked of partly bare terms only: a
/// term in full dress has such neighbours too often ("người | nhà cái").
pub(super) fn crosses_left(text: &Normalised, first: usize, last: usize) -> bool {
    let Some(before) = first.checked_sub(1) else {
        return false;
    };
    last == first + 1
        && is_word(text, before)
        && !lexicon::keeps(text.canonical(before), text.canonical(first))
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
/// token: "co the | cao" does not hold "thẻ cào".
pub(super) fn crosses_bare(text: &Normalised, first: usize, last: usize) -> bool {
    let right = is_bare_word(text, last)
        && !lexicon::keeps_bare(text.folded(last), text.folded(last + 1))
        && !is_bare_word(text, last + 1);
    let left = first.checked_sub(1).is_some_and(|before| {
        is_bare_word(text, before)
            && !before
                .checked_sub(1)
                .is_some_and(|earlier| is_bare_word(text, earlier))
    });
    right || left
}
