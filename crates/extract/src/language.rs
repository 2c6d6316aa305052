//! The language of a text, by the text; `lang` attributes lie.

/// Letters that Vietnamese has and the languages it is mistaken for have not:
/// ă, đ, ơ, ư, and vowels with a hook, a dot, or a tone on a circumflex.
fn is_vietnamese_letter(c: char) -> bool {
    matches!(
        c,
        'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | 'ĩ' | 'Ĩ' | 'ũ' | 'Ũ'
    ) || ('\u{1ea0}'..='\u{1ef9}').contains(&c)
}

/// The most frequent English words that are no Vietnamese syllables.
const ENGLISH: [&str; 20] = [
    "the", "of", "and", "is", "for", "with", "that", "are", "was", "this", "you", "from", "have",
    "be", "by", "or", "as", "it", "your", "not",
];

/// Words that are looked at.
const WORDS_MAX: usize = 5_000;

/// Returns `vi`, `en` or `und`. Vietnamese when at least one word in ten has
/// a letter of Vietnamese alone (running text has about one in two; English
/// text that quotes a name stays below one in fifty).
pub(crate) fn language_of<'t>(texts: impl Iterator<Item = &'t str>) -> &'static str {
    let mut words = 0_usize;
    let mut vietnamese = 0_usize;
    let mut english = 0_usize;
    'all: for text in texts {
        let mut rest = text;
        while let Some((word, behind)) = next_word(rest) {
            rest = behind;
            words += 1;
            let has_marks =
                |word: &str| word.chars().any(|c| is_vietnamese_letter(c) || is_mark(c));
            if !word.is_ascii() && has_marks(word) {
                vietnamese += 1;
            } else if word.len() <= 4
                && ENGLISH.iter().any(|known| known.eq_ignore_ascii_case(word))
            {
                english += 1;
            }
            if words >= WORDS_MAX {
                break 'all;
            }
        }
    }
    verdict(words, vietnamese, english)
}

/// Cuts the next word off: letters and marks. Bytes of ASCII, most of any
/// page, are not decoded.
fn next_word(text: &str) -> Option<(&str, &str)> {
    let begins = |byte: &u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    let mut rest = text;
    loop {
        let start = rest.as_bytes().iter().position(begins)?;
        rest = rest.get(start..)?;
        let bytes = rest.as_bytes();
        let mut end = bytes
            .iter()
            .position(|byte| !byte.is_ascii_alphabetic())
            .unwrap_or(bytes.len());
        if bytes.get(end).is_some_and(|byte| !byte.is_ascii()) {
            end = rest
                .find(|c: char| !c.is_alphabetic() && !is_mark(c))
                .unwrap_or(rest.len());
        }
        if end > 0 {
            return rest.split_at_checked(end);
        }
        // A sign beyond ASCII that is no letter.
        let mut chars = rest.chars();
        chars.next();
        rest = chars.as_str();
    }
}

/// Returns the language of a text by its words, those with a letter of
/// Vietnamese alone, and the most frequent ones of English: `vi`, `en` or
/// `und`.
pub(crate) fn verdict(words: usize, vietnamese: usize, english: usize) -> &'static str {
    if words > 0 && vietnamese * 10 >= words && vietnamese >= english {
        "vi"
    } else if english >= 2 && english * 12 >= words {
        "en"
    } else {
        "und"
    }
}

/// Combining tone and vowel marks of decomposed Vietnamese.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'
            | '\u{301}'
            | '\u{302}'
            | '\u{303}'
            | '\u{306}'
            | '\u{309}'
            | '\u{31b}'
            | '\u{323}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_by_content() {
        for (text, lang) in [
            ("Công an cảnh báo thủ đoạn lừa đảo mới", "vi"),
            ("Cong an canh bao thu doan", "und"),
            (
                "The police have warned of a new fraud that is spreading",
                "en",
            ),
            ("Le café de la forêt était fermé à Noël", "und"),
            (
                "This is a page about phở and the food of Hà Nội for those that are new to it",
                "en",
            ),
            ("Vie\u{323}t Nam", "vi"),
            ("", "und"),
            ("123 !!!", "und"),
        ] {
            assert_eq!(language_of([text].into_iter()), lang, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn words_are_letters_and_marks(text in "(\\PC|[a-zđ\u{301} .]){0,60}") {
            let mut found = Vec::new();
            let mut rest = text.as_str();
            while let Some((word, behind)) = next_word(rest) {
                found.push(word);
                rest = behind;
            }
            let split: Vec<_> = text
                .split(|c: char| !c.is_alphabetic() && !is_mark(c))
                .filter(|word| !word.is_empty())
                .collect();
            proptest::prop_assert_eq!(found, split);
        }
    }
}
