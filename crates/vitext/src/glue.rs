//! Words that are several syllables run together.

use unicode_normalization::UnicodeNormalization;

use crate::{is_syllable, lexicon};

/// Letters that are looked at; of a longer token, this many from its start.
const LETTERS_MAX: usize = 48;

/// Letters of the longest syllable (`nghiêng`).
const SYLLABLE_MAX: usize = 7;

/// Letters without any mark fall apart into syllables by chance (`canon`,
/// `momo`); shorter ones are not taken.
const BARE_LETTERS_MIN: usize = 8;

/// Letters of a name that words with marks are glued to: `chelseatỷ`.
const NAME_LETTERS_MIN: usize = 3;

/// Tells whether a token of letters is two or more Vietnamese words written
/// without the space between them: `đứcnha`, `khôngphải`, `xosomienbac`.
///
/// With a mark of Vietnamese in it, it is enough that all of it falls apart
/// into syllables of two letters or more, the marks as they may be; of its
/// first piece, any three letters or more without marks are a name, where a
/// letter of Vietnamese alone follows (`chelseatỷ lệ`). Without marks, words of other languages fall apart so too
/// (`co-mi-ca`), so eight letters or more are asked for, and two thirds of
/// them have to be pairs that are words of our lists (`xổ số`, `miền bắc`) or
/// words of the trade. Case does not matter. Bounded: 48 letters are looked
/// at.
///
/// ```
/// use vitext::is_run_together;
/// assert!(is_run_together("đứcnha") && is_run_together("xosomienbac"));
/// assert!(!is_run_together("nghiêng") && !is_run_together("communication"));
/// assert!(!is_run_together("ôtô")); // a syllable of one letter
/// ```
pub fn is_run_together(token: &str) -> bool {
    if token.is_ascii() {
        return are_words(token);
    }
    // A letter of Vietnamese has three code points at most.
    let letters: Vec<char> = token
        .chars()
        .take(3 * LETTERS_MAX)
        .flat_map(char::to_lowercase)
        .nfc()
        .take(LETTERS_MAX + 1)
        .collect();
    let is_cut = letters.len() > LETTERS_MAX;
    let letters = letters.get(..LETTERS_MAX).unwrap_or(&letters);
    let mut text = String::with_capacity(2 * letters.len());
    let mut starts = Vec::with_capacity(letters.len() + 1);
    for letter in letters {
        starts.push(text.len());
        text.push(*letter);
    }
    starts.push(text.len());
    are_syllables(&text, &starts, is_cut)
}

/// Where the last piece may end: at the end, or, of a token that was cut, in
/// the last syllable that is there.
fn may_end(end: usize, letters: usize, is_cut: bool) -> bool {
    end == letters || is_cut && end + SYLLABLE_MAX > letters
}

/// Asks of letters with marks; `starts` are the places where each begins, and
/// the end.
fn are_syllables(text: &str, starts: &[usize], is_cut: bool) -> bool {
    let letters = starts.len() - 1;
    let piece = |from: usize, to: usize| {
        let ends = starts.get(from).zip(starts.get(to));
        ends.and_then(|(&from, &to)| text.get(from..to))
            .unwrap_or_default()
    };
    // How many pieces reach each place; 0 is none.
    let mut reached = [0_u8; LETTERS_MAX + 1];
    let bare = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    // Marks of Latin-1 are those of many languages: `electrónico`.
    let is_vietnamese = text.chars().any(|c| c > '\u{ff}');
    if is_vietnamese {
        for place in reached.iter_mut().take(bare + 1).skip(NAME_LETTERS_MIN) {
            *place = 1;
        }
    }
    for start in 0..letters {
        let before = reached.get(start).copied().unwrap_or(0);
        if start > 0 && before == 0 {
            continue;
        }
        for end in start + 2..=(start + SYLLABLE_MAX).min(letters) {
            let syllable = piece(start, end);
            // Behind a name, only marks say that a word begins.
            let follows = start == 0 || before > 1 || start >= bare || !syllable.is_ascii();
            if follows
                && is_syllable(syllable)
                && let Some(place) = reached.get_mut(end)
            {
                *place = (*place).max(before + 1);
            }
        }
    }
    (0..=letters).any(|end| {
        may_end(end, letters, is_cut) && reached.get(end).is_some_and(|&count| count > 1)
    })
}

/// Asks of letters of ASCII.
fn are_words(token: &str) -> bool {
    let mut lower = [0_u8; LETTERS_MAX];
    for (place, byte) in lower.iter_mut().zip(token.bytes()) {
        *place = byte.to_ascii_lowercase();
    }
    let letters = token.len().min(LETTERS_MAX);
    let is_cut = token.len() > LETTERS_MAX;
    let Ok(text) = std::str::from_utf8(&lower) else {
        return false;
    };
    if letters < BARE_LETTERS_MIN {
        return false;
    }
    let piece = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    // From each place, a bit for each length of a syllable that begins there,
    // in words that fall apart at all: nearly none of another language does.
    let mut lengths = [0_u8; LETTERS_MAX];
    let mut reached = 1_u64;
    for (start, bits) in lengths.iter_mut().enumerate().take(letters) {
        if reached >> start & 1 == 0 {
            continue;
        }
        for length in 2..=SYLLABLE_MAX.min(letters - start) {
            if is_syllable(piece(start, start + length)) {
                *bits |= 1 << length;
                reached |= 1 << (start + length);
            }
        }
        if reached >> (start + 1) == 0 {
            return false;
        }
    }
    if !(0..=letters).any(|end| may_end(end, letters, is_cut) && reached >> end & 1 == 1) {
        return false;
    }
    // Letters of known words on the best way to each place.
    let mut covered: [Option<usize>; LETTERS_MAX + 1] = [None; LETTERS_MAX + 1];
    covered[0] = Some(0);
    let has = |start: usize, length: usize| {
        lengths
            .get(start)
            .is_some_and(|bits| bits >> length & 1 == 1)
    };
    for start in 0..letters {
        let Some(before) = covered.get(start).copied().flatten() else {
            continue;
        };
        let mut reach = |end: usize, known: usize| {
            if let Some(place) = covered.get_mut(end) {
                *place = (*place).max(Some(before + known));
            }
        };
        for length in 2..=SYLLABLE_MAX.min(letters - start) {
            let middle = start + length;
            let first = piece(start, middle);
            if lexicon::is_brand_word(first) {
                reach(middle, length);
            } else if !has(start, length) {
                continue;
            }
            reach(middle, 0);
            for next in (2..=SYLLABLE_MAX).filter(|&next| has(middle, next)) {
                if lexicon::is_bare_word(first, piece(middle, middle + next)) {
                    reach(middle + next, length + next);
                }
            }
        }
    }
    (0..=letters).any(|end| {
        let known = covered.get(end).copied().flatten().unwrap_or(0);
        may_end(end, letters, is_cut) && known * 3 >= end * 2 && known > SYLLABLE_MAX
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_run_together() {
        for token in [
            "đứcnha",
            "tàiquay",
            "càođánh",
            "bắccau",
            "thưởngdu",
            "ĐỨCNHA",
            "khôngphải",
            "xosomienbac",
            "danhbaidoithuong",
            "nhacaiuytin",
            "chelseatỷ",
            "arsenaltỷlệ",
            "xo\u{302}\u{309}so\u{302}\u{301}mie\u{302}\u{300}nba\u{306}\u{301}c",
        ] {
            assert!(is_run_together(token), "{token}");
        }
        assert!(is_run_together(&"xosomienbac".repeat(200)));
        assert!(is_run_together(&"xổsốmiềnbắc".repeat(200)));
    }

    #[test]
    fn words_that_are_whole() {
        for token in [
            "",
            "a",
            "nghiêng",
            "nghieng",
            "khuya",
            "ôtô",
            "đ",
            "forêt",
            "communication",
            "information",
            "documentation",
            "getElementById",
            "canon",
            "banana",
            "monitoring",
            "kemenangan",
            "Mátxcơva",
            "xlô",
            "electrónico",
            "nohu",
            "configuration",
            "automatic",
            "animation",
            "organization",
            "combination",
            "location",
            "notation",
            "mutation",
        ] {
            assert!(!is_run_together(token), "{token}");
        }
        assert!(!is_run_together(&"a".repeat(100_000)));
        assert!(!is_run_together(&"é".repeat(100_000)));
    }

    proptest::proptest! {
        #[test]
        fn what_parts_into_syllables_says_so_without_case(token in "\\PC{0,60}") {
            let _ = is_run_together(&token);
            proptest::prop_assert_eq!(
                is_run_together(&token.to_lowercase()),
                is_run_together(&token)
            );
        }
    }
}
