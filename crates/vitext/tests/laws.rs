//! Laws of the normaliser, on Vietnamese text and on any text at all.

use proptest::{collection::vec, prelude::*, sample::select};
use unicode_normalization::UnicodeNormalization;
use vitext::{Agreement, Gap, Normalised, compare, fold, is_syllable, normalise};

const SYLLABLES: &[&str] = &[
    "đánh",
    "bạc",
    "tài",
    "xỉu",
    "nổ",
    "hũ",
    "nhà",
    "cái",
    "uy",
    "tín",
    "cá",
    "độ",
    "lô",
    "đề",
    "Ðề",
    "khoá",
    "khóa",
    "hòa",
    "hoà",
    "thuỷ",
    "thủy",
    "quý",
    "quí",
    "kỳ",
    "kì",
    "mỹ",
    "người",
    "nguyễn",
    "nghiêng",
    "giấy",
    "tờ",
    "giả",
    "được",
    "thuở",
    "khuỷu",
    "yêu",
    "ý",
    "ỵ",
    "ặ",
    "ợ",
    "ự",
    "TÀI",
    "KHOẢN",
    "Ngân",
    "HÀNG",
    "md5",
    "24h",
    "otp",
    "café",
    "señor",
    "Москва",
    "한국",
    "ไทย",
    "İ",
    "ß",
];

const SEPARATORS: &[&str] = &[
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "\u{a0}",
    "-",
    "_",
    "/",
    ", ",
    ". ",
    "! ",
    "… ",
    ": ",
    "\n- ",
    "\n• ",
    " 👉 ",
    "“",
    "\u{200b} ",
    ".",
];

/// Vietnamese text with some of everything between its words.
fn vietnamese() -> impl Strategy<Value = String> {
    vec((select(SYLLABLES), select(SEPARATORS)), 0..24).prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(syllable, separator)| [syllable, separator])
            .collect()
    })
}

/// Pieces that meet every branch of the pass: letters, loose marks, unseen
/// characters, hangul, letters that grow when lowered, emoji, controls.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "a",
        "o",
        "y",
        "d",
        "đ",
        "Ð",
        "ɖ",
        "Ộ",
        "ư",
        "9",
        "²",
        "\u{301}",
        "\u{302}",
        "\u{303}",
        "\u{306}",
        "\u{309}",
        "\u{31b}",
        "\u{323}",
        "\u{340}",
        "\u{338}",
        "\u{345}",
        "\u{34f}",
        "\u{20e3}",
        "\u{fe0f}",
        "\u{200b}",
        "\u{200d}",
        "\u{ad}",
        "\u{feff}",
        "\u{202e}",
        "İ",
        "ǰ",
        "ẞ",
        "ﬃ",
        "Σ",
        "ς",
        "K",
        "Å",
        "각",
        "ᄀ",
        "ᅡ",
        "ᆨ",
        "が",
        "か",
        "\u{3099}",
        "ക",
        "ൊ",
        "क़",
        "Ⅷ",
        "Ⓐ",
        "😀",
        "1️⃣",
        "\u{385}",
        "\u{37e}",
        " ",
        "\n",
        "-",
        ".",
        "•",
        "\0",
        "\u{10ffff}",
    ]);
    // Letters under small towers of the marks that Vietnamese uses.
    let mark = select(vec![
        '\u{300}', '\u{301}', '\u{302}', '\u{303}', '\u{306}', '\u{309}', '\u{31b}', '\u{323}',
    ]);
    let letter = select(vec![
        'a', 'E', 'o', 'u', 'y', 'â', 'ă', 'ớ', 'ọ', 'd', 'đ', 'ð', 'n', '1',
    ]);
    let tower = (letter, vec(mark, 0..4))
        .prop_map(|(letter, marks)| [letter].into_iter().chain(marks).collect::<String>());
    prop_oneof![
        3 => vec(pieces, 0..40).prop_map(|pieces| pieces.concat()),
        2 => vec(tower, 0..12).prop_map(|towers| towers.concat()),
        1 => any::<String>(),
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![vietnamese(), hostile()]
}

fn forms(text: &Normalised) -> Vec<(&str, &str, &str, &str)> {
    (0..text.len())
        .map(|i| {
            (
                text.accented(i),
                text.canonical(i),
                text.folded(i),
                text.key(i),
            )
        })
        .collect()
}

fn gaps(text: &Normalised) -> Vec<Gap> {
    (0..text.len()).map(|i| text.gap(i)).collect()
}

/// As windows-1258 writes: the vowel with its quality in one character, the
/// tone as a combining mark after it.
fn half_decomposed(text: &str) -> String {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    text.nfc()
        .flat_map(|c| {
            let (mut letter, mut tone) = (String::new(), None);
            for part in c.to_string().nfd() {
                match TONES.contains(&part) {
                    true => tone = Some(part),
                    false => letter.push(part),
                }
            }
            let letter: Vec<char> = letter.nfc().collect();
            letter.into_iter().chain(tone)
        })
        .collect()
}

/// A syllable's letters with a choice of marks left out: bit 0 of a choice
/// takes the tone, bit 1 the quality.
fn without(syllable: &str, choices: &[u8]) -> String {
    let mut choices = choices.iter().copied().cycle();
    syllable
        .nfc()
        .flat_map(|c| {
            let choice = choices.next().unwrap_or(0);
            let c = if c == 'đ' && choice & 2 != 0 { 'd' } else { c };
            c.to_string()
                .nfd()
                .filter(|part| match part {
                    '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => choice & 1 == 0,
                    '\u{302}' | '\u{306}' | '\u{31b}' => choice & 2 == 0,
                    _ => true,
                })
                .collect::<Vec<char>>()
        })
        .nfc()
        .collect()
}

/// Accented syllables in lower case, one of each kind of nucleus.
fn syllable() -> impl Strategy<Value = &'static str> {
    select(vec![
        "đánh", "bạc", "xỉu", "nổ", "hũ", "độ", "đề", "khoá", "hòa", "thuỷ", "quý", "kỳ", "người",
        "nguyễn", "nghiêng", "giấy", "giả", "được", "thuở", "khuỷu", "yến", "lừa", "đảo", "tuyển",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_024))]

    #[test]
    fn normalising_twice_is_normalising_once(text in any_text()) {
        let once = normalise(&text);
        let joined: Vec<&str> = (0..once.len()).map(|i| once.accented(i)).collect();
        let joined = joined.join(" ");
        let twice = normalise(&joined);
        prop_assert_eq!(forms(&once), forms(&twice));
        for i in 1..twice.len() {
            prop_assert_eq!(twice.gap(i), Gap::Space);
        }
        for i in 0..twice.len() {
            prop_assert_eq!(joined.get(twice.raw(i)), Some(once.accented(i)));
        }
    }

    #[test]
    fn spans_lie_in_order_on_character_boundaries(text in any_text()) {
        let normalised = normalise(&text);
        let mut end = 0;
        for i in 0..normalised.len() {
            let span = normalised.raw(i);
            prop_assert!(span.start >= end && span.start < span.end);
            end = span.end;
            let Some(source) = text.get(span) else {
                return Err(TestCaseError::fail("a span that is none"));
            };
            // What a span points at is the token it belongs to.
            let again = normalise(source);
            prop_assert_eq!(again.len(), 1);
            prop_assert_eq!(again.raw(0), 0..source.len());
            prop_assert_eq!(again.accented(0), normalised.accented(i));
            prop_assert_eq!(again.canonical(0), normalised.canonical(i));
            prop_assert_eq!(again.folded(0), normalised.folded(i));
            prop_assert_eq!(again.kind(0), normalised.kind(i));
            prop_assert_eq!(again.has_marks(0), normalised.has_marks(i));
            prop_assert_eq!(again.is_disguised(0), normalised.is_disguised(i));
            prop_assert!(!normalised.accented(i).is_empty());
            prop_assert!(!normalised.folded(i).is_empty());
        }
    }

    #[test]
    fn every_composition_gives_the_same_tokens(text in vietnamese()) {
        let composed: String = text.nfc().collect();
        let expected = normalise(&composed);
        for other in [text.nfd().collect::<String>(), half_decomposed(&text), text.clone()] {
            let other = normalise(&other);
            prop_assert_eq!(forms(&expected), forms(&other));
            prop_assert_eq!(gaps(&expected), gaps(&other));
        }
    }

    #[test]
    fn every_composition_of_anything_gives_the_same_tokens(text in hostile()) {
        let composed = normalise(&text.nfc().collect::<String>());
        let decomposed = normalise(&text.nfd().collect::<String>());
        prop_assert_eq!(forms(&composed), forms(&decomposed));
        prop_assert_eq!(gaps(&composed), gaps(&decomposed));
    }

    #[test]
    fn the_accented_form_is_nfc_in_lower_case(text in any_text()) {
        let normalised = normalise(&text);
        for i in (0..normalised.len()).filter(|&i| !normalised.is_disguised(i)) {
            let source = text.get(normalised.raw(i)).unwrap_or_default();
            let plain: String = source.nfd().flat_map(char::to_lowercase).nfc().collect();
            prop_assert_eq!(normalised.accented(i), plain);
        }
    }

    #[test]
    fn folding_agrees_with_the_folded_form(text in any_text()) {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded.clone());
        let normalised = normalise(&text);
        for i in 0..normalised.len() {
            if !normalised.is_disguised(i) {
                let source = text.get(normalised.raw(i)).unwrap_or_default();
                prop_assert_eq!(normalised.folded(i), fold(source));
            }
            prop_assert_eq!(normalised.key(i), fold(normalised.canonical(i)));
        }
    }

    #[test]
    fn the_canonical_form_is_its_own(text in any_text()) {
        let normalised = normalise(&text);
        for i in 0..normalised.len() {
            let again = normalise(normalised.canonical(i));
            prop_assert_eq!(again.canonical(0), normalised.canonical(i));
        }
    }

    #[test]
    fn leaving_marks_out_still_agrees(syllable in syllable(), choices in vec(0_u8..4, 1..8)) {
        let bare = without(syllable, &choices);
        let (term, text) = (normalise(syllable), normalise(&bare));
        let agreement = compare(&term, 0, &text, 0);
        prop_assert!(agreement.is_some(), "{} {}", syllable, bare);
        prop_assert_eq!(agreement == Some(Agreement::Exact), syllable == bare);
        // Filed under its key, the term is found for every such text.
        prop_assert_eq!(term.key(0), text.key(0));
        prop_assert!(is_syllable(&bare), "{}", bare);
        // The other way round the text has marks that the term lacks.
        if agreement == Some(Agreement::Folded) {
            prop_assert_eq!(compare(&text, 0, &term, 0), None);
        }
    }

    #[test]
    fn another_tone_never_agrees(syllable in syllable(), pick in 0_usize..5) {
        const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
        let other: String = syllable
            .nfd()
            .map(|c| if TONES.contains(&c) { TONES[pick] } else { c })
            .nfc()
            .collect();
        let agreement = compare(&normalise(syllable), 0, &normalise(&other), 0);
        prop_assert_eq!(agreement, (syllable == other).then_some(Agreement::Exact));
    }

    #[test]
    fn agreement_means_equal_keys(left in any_text(), right in any_text()) {
        let (left, right) = (normalise(&left), normalise(&right));
        for i in 0..left.len() {
            for j in 0..right.len() {
                match compare(&left, i, &right, j) {
                    Some(Agreement::Exact) => prop_assert_eq!(left.accented(i), right.accented(j)),
                    Some(Agreement::Tone) => prop_assert_eq!(left.canonical(i), right.canonical(j)),
                    Some(Agreement::Folded) => prop_assert_eq!(left.key(i), right.key(j)),
                    None => {}
                }
            }
        }
    }
}
