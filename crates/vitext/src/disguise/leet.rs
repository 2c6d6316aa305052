//! Digits and signs that are read as letters.

/// Returns the letters that a digit may stand for; 0 for none.
///
/// By their shapes, as in everyday leet: 0 o, 1 i or l, 3 e, 4 a, 5 s, 6 b or
/// g, 7 t, 8 b, 9 g or q. 2 has no letter that Vietnamese uses.
pub(super) fn letters_of_digit(digit: u8) -> [u8; 2] {
    match digit {
        b'0' => [b'o', 0],
        b'1' => [b'i', b'l'],
        b'3' => [b'e', 0],
        b'4' => [b'a', 0],
        b'5' => [b's', 0],
        b'6' => [b'b', b'g'],
        b'7' => [b't', 0],
        b'8' => [b'b', 0],
        b'9' => [b'g', b'q'],
        _ => [0, 0],
    }
}

/// Returns the letters that a sign may stand for, and whether it may as well
/// part letters without being one.
pub(super) fn letters_of_sign(sign: char) -> Option<([u8; 3], bool)> {
    Some(match sign {
        '@' => ([b'a', 0, 0], true),
        '$' => ([b's', 0, 0], true),
        '!' | '¡' => ([b'i', b'l', 0], true),
        '|' | '¦' => ([b'i', b'l', 0], true),
        '+' => ([b't', 0, 0], true),
        '€' => ([b'e', 0, 0], false),
        '£' => ([b'l', 0, 0], false),
        '¥' => ([b'y', 0, 0], false),
        '¢' | '©' => ([b'c', 0, 0], false),
        '®' => ([b'r', 0, 0], false),
        // Signs of sets and logic, and letters of Hangul, that are drawn so.
        '∪' => ([b'u', 0, 0], false),
        '∩' => ([b'n', 0, 0], false),
        '∨' => ([b'v', 0, 0], false),
        '⊂' => ([b'c', 0, 0], false),
        '∈' => ([b'e', 0, 0], false),
        'ㅣ' | '∣' => ([b'i', b'l', 0], false),
        'ㅇ' | '〇' => ([b'o', 0, 0], false),
        'ㅏ' => ([b't', 0, 0], false),
        _ => return None,
    })
}

/// Tells whether a sign beside a word is likely to be a letter of it. Those
/// that also end sentences or open lists are not.
pub(crate) fn is_letter_sign(c: char) -> bool {
    matches!(c, '@' | '$' | '€' | '£' | '¥' | '¢' | '∪' | '∩')
}
