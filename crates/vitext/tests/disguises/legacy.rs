//! Sentences written in the code pages of before Unicode and shown as Latin.
//!
//! Written for the tests alone and apart from the decoders of the crate, so
//! that a slip in a table there is not repeated here. Sources: TCVN
//! 5712:1993 (whose small letters TCVN3 shares) and RFC 1456 (VISCII), both
//! checked against `iconv`; the VNI and windows-1258 pairs by the keyboard
//! manuals of the time.

use unicode_normalization::UnicodeNormalization;

use crate::form::is_tone;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    Tcvn3,
    Viscii,
    Vni,
    /// windows-1258 read as windows-1252.
    Windows1258,
    /// UTF-8 read as Latin-1.
    Utf8AsLatin1,
    /// UTF-8 read as windows-1252.
    Utf8As1252,
    /// UTF-8 read as windows-1252, twice.
    Utf8As1252Twice,
}

impl Page {
    /// Writes a text in this code page and shows what a reader without the
    /// font, or with the wrong charset, would see.
    pub(crate) fn misread(self, text: &str) -> String {
        let composed = text.nfc();
        match self {
            Page::Tcvn3 => composed.map(|c| by_table(c, &TCVN3)).collect(),
            Page::Viscii => composed.map(|c| by_table(c, &VISCII)).collect(),
            Page::Vni => composed.flat_map(vni).collect(),
            Page::Windows1258 => composed.flat_map(windows_1258).collect(),
            Page::Utf8AsLatin1 => text.bytes().map(char::from).collect(),
            Page::Utf8As1252 => as_1252(text),
            Page::Utf8As1252Twice => as_1252(&as_1252(text)),
        }
    }
}

const LETTERS: &str = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ";

const TCVN3: [u8; 67] = [
    0xB5, 0xB8, 0xB6, 0xB7, 0xB9, 0xA8, 0xBB, 0xBE, 0xBC, 0xBD, 0xC6, 0xA9, 0xC7, 0xCA, 0xC8, 0xC9,
    0xCB, 0xCC, 0xD0, 0xCE, 0xCF, 0xD1, 0xAA, 0xD2, 0xD5, 0xD3, 0xD4, 0xD6, 0xD7, 0xDD, 0xD8, 0xDC,
    0xDE, 0xDF, 0xE3, 0xE1, 0xE2, 0xE4, 0xAB, 0xE5, 0xE8, 0xE6, 0xE7, 0xE9, 0xAC, 0xEA, 0xED, 0xEB,
    0xEC, 0xEE, 0xEF, 0xF3, 0xF1, 0xF2, 0xF4, 0xAD, 0xF5, 0xF8, 0xF6, 0xF7, 0xF9, 0xFA, 0xFD, 0xFB,
    0xFC, 0xFE, 0xAE,
];

const VISCII: [u8; 67] = [
    0xE0, 0xE1, 0xE4, 0xE3, 0xD5, 0xE5, 0xA2, 0xA1, 0xC6, 0xC7, 0xA3, 0xE2, 0xA5, 0xA4, 0xA6, 0xE7,
    0xA7, 0xE8, 0xE9, 0xEB, 0xA8, 0xA9, 0xEA, 0xAB, 0xAA, 0xAC, 0xAD, 0xAE, 0xEC, 0xED, 0xEF, 0xEE,
    0xB8, 0xF2, 0xF3, 0xF6, 0xF5, 0xF7, 0xF4, 0xB0, 0xAF, 0xB1, 0xB2, 0xB5, 0xBD, 0xB6, 0xBE, 0xB7,
    0xDE, 0xFE, 0xF9, 0xFA, 0xFC, 0xFB, 0xF8, 0xDF, 0xD7, 0xD1, 0xD8, 0xE6, 0xF1, 0xCF, 0xFD, 0xD6,
    0xDB, 0xDC, 0xF0,
];

/// Capitals with marks are written small: most TCVN3 fonts had none, and
/// texts set them in a second font.
fn by_table(c: char, table: &[u8; 67]) -> char {
    let small = c.to_lowercase().next().unwrap_or(c);
    let place = LETTERS.chars().position(|letter| letter == small);
    place.map_or(c, |place| char::from(table[place]))
}

/// VNI for Windows: the letter, then one character for its marks.
fn vni(c: char) -> Vec<char> {
    let (letter, quality, tone) = taken_apart(c);
    let marks = match (quality, tone) {
        (None, tone) => match tone {
            Some('\u{301}') => "ù",
            Some('\u{300}') => "ø",
            Some('\u{309}') => "û",
            Some('\u{303}') => "õ",
            Some('\u{323}') => "ï",
            _ => "",
        },
        (Some('\u{302}'), tone) => match tone {
            Some('\u{301}') => "á",
            Some('\u{300}') => "à",
            Some('\u{309}') => "å",
            Some('\u{303}') => "ã",
            Some('\u{323}') => "ä",
            _ => "â",
        },
        (Some('\u{306}'), tone) => match tone {
            Some('\u{301}') => "é",
            Some('\u{300}') => "è",
            Some('\u{309}') => "ú",
            Some('\u{303}') => "ü",
            Some('\u{323}') => "ë",
            _ => "ê",
        },
        (_, tone) => {
            let horned = if letter.eq_ignore_ascii_case(&'o') {
                'ô'
            } else {
                'ö'
            };
            let plain: Vec<char> = tone.into_iter().collect();
            let tail = vni_tail(&plain);
            return [horned].into_iter().chain(tail.chars()).collect();
        }
    };
    match (letter, tone) {
        ('đ', _) => vec!['ñ'],
        ('Đ', _) => vec!['Ñ'],
        ('i', Some('\u{301}')) => vec!['í'],
        ('i', Some('\u{300}')) => vec!['ì'],
        ('i', Some('\u{309}')) => vec!['æ'],
        ('i', Some('\u{303}')) => vec!['ó'],
        ('i', Some('\u{323}')) => vec!['ò'],
        ('y', Some('\u{323}')) => vec!['î'],
        _ => [letter].into_iter().chain(marks.chars()).collect(),
    }
}

fn vni_tail(tone: &[char]) -> &'static str {
    match tone {
        ['\u{301}'] => "ù",
        ['\u{300}'] => "ø",
        ['\u{309}'] => "û",
        ['\u{303}'] => "õ",
        ['\u{323}'] => "ï",
        _ => "",
    }
}

fn windows_1258(c: char) -> Vec<char> {
    let (letter, quality, tone) = taken_apart(c);
    let first = match (letter, quality) {
        ('đ', _) => 'ð',
        ('Đ', _) => 'Ð',
        (letter, None) => letter,
        ('a', Some('\u{306}')) => 'ã',
        ('o', Some('\u{31b}')) => 'õ',
        ('u', Some('\u{31b}')) => 'ý',
        (letter, Some(quality)) => [letter, quality].into_iter().nfc().next().unwrap_or(letter),
    };
    let tone = match tone {
        Some('\u{300}') => Some('Ì'),
        Some('\u{309}') => Some('Ò'),
        Some('\u{303}') => Some('Þ'),
        Some('\u{301}') => Some('ì'),
        Some('\u{323}') => Some('ò'),
        _ => None,
    };
    [first].into_iter().chain(tone).collect()
}

/// A letter without marks, its quality mark and its tone mark; marked letters
/// come small.
fn taken_apart(c: char) -> (char, Option<char>, Option<char>) {
    let parts: Vec<char> = c.nfd().collect();
    let letter = match parts.len() {
        1 => c,
        _ => parts[0].to_ascii_lowercase(),
    };
    let marks = || parts.iter().copied().skip(1);
    (
        letter,
        marks().find(|&mark| !is_tone(mark)),
        marks().find(|&mark| is_tone(mark)),
    )
}

/// The bytes 0x80 to 0x9F of windows-1252 (WHATWG encoding standard, index
/// windows-1252: five of them stay control characters).
const HIGH_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn as_1252(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            0x80..0xA0 => HIGH_1252[usize::from(byte - 0x80)],
            _ => char::from(byte),
        })
        .collect()
}
