use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use vitext::Normalised;

/// Spellings of one syllable beyond which the index is not asked for each; a
/// real Vietnamese syllable has at most 32 (`đ`, a marked vowel pair, a tone).
const FORMS_MAX: usize = 256;

/// Returns every accented term that a single marked syllable may meet: its
/// own, and those with some of its marks absent ("marks may be absent, never
/// contradictory"). `None` when there are too many to list.
pub(crate) fn forms(syllable: &Normalised) -> Option<Vec<String>> {
    let mut texts = vec![String::new()];
    for letter in syllable.canonical(0).chars() {
        let choices = with_marks_absent(letter);
        if texts.len() * choices.len() > FORMS_MAX {
            return None;
        }
        texts = texts
            .iter()
            .flat_map(|text| choices.iter().map(move |choice| format!("{text}{choice}")))
            .collect();
    }
    // The index holds canonical forms: taking a mark away may leave a spelling
    // that is not one.
    let mut terms = BTreeSet::new();
    for text in texts {
        let normalised = vitext::normalise(&text);
        if normalised.len() == 1 && vitext::compare(syllable, 0, &normalised, 0).is_some() {
            terms.insert(crate::key::accented(&normalised, 0).to_owned());
        }
    }
    Some(terms.into_iter().collect())
}

/// Returns a letter and what is left of it when some of its marks are absent.
fn with_marks_absent(letter: char) -> Vec<char> {
    if letter == 'đ' {
        return vec!['đ', 'd'];
    }
    let mut parts = letter.nfd();
    let Some(base) = parts.next() else {
        return vec![letter];
    };
    let marks: Vec<char> = parts.collect();
    let mut left: Vec<char> = (0..1_u32 << marks.len().min(4))
        .filter_map(|kept| {
            let kept = marks
                .iter()
                .enumerate()
                .filter(|(at, _)| kept & (1 << at) != 0)
                .map(|(_, mark)| *mark);
            let mut composed = std::iter::once(base).chain(kept).nfc();
            // What does not compose to one letter is no letter of Vietnamese.
            composed.next().filter(|_| composed.next().is_none())
        })
        .collect();
    left.push(letter);
    left.sort_unstable();
    left.dedup();
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_may_be_absent_and_never_contradict() {
        for (syllable, expected) in [
            ("đề", &["de", "dê", "dè", "dề", "đe", "đê", "đè", "đề"][..]),
            ("tài", &["tai", "tài"]),
            ("xỉu", &["xiu", "xỉu"]),
        ] {
            let mut expected: Vec<&str> = expected.to_vec();
            expected.sort_unstable();
            assert_eq!(forms(&vitext::normalise(syllable)).unwrap(), expected);
        }
    }

    #[test]
    fn a_hostile_word_is_given_up() {
        assert_eq!(forms(&vitext::normalise(&"ộ".repeat(20))), None);
    }
}
