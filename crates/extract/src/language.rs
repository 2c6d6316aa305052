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
        for word in text.split(|c: char| !c.is_alphabetic() && !is_mark(c)) {
            if word.is_empty() {
                continue;
            }
            words += 1;
            if word.chars().any(is_vietnamese_letter) || word.chars().any(is_mark) {
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
}
