//! Letters that look like others, by script; one line, one letter.
//!
//! A few dozen characters that a reader takes for the letter, chosen by eye
//! from the Unicode code charts for these tests; not the table of the crate.

/// A letter and the characters that may stand for it.
pub(crate) type Glyphs = &'static [(char, &'static str)];

/// Cyrillic letters with the very shape of a Latin one.
pub(crate) const CYRILLIC: Glyphs = &[
    ('a', "а"),
    ('c', "с"),
    ('d', "ԁ"),
    ('e', "е"),
    ('h', "һ"),
    ('i', "і"),
    ('j', "ј"),
    ('l', "ӏ"),
    ('o', "о"),
    ('p', "р"),
    ('q', "ԛ"),
    ('s', "ѕ"),
    ('v', "ѵ"),
    ('w', "ԝ"),
    ('x', "х"),
    ('y', "у"),
    ('A', "А"),
    ('B', "В"),
    ('C', "С"),
    ('E', "Е"),
    ('H', "Н"),
    ('I', "І"),
    ('K', "К"),
    ('M', "М"),
    ('O', "О"),
    ('P', "Р"),
    ('S', "Ѕ"),
    ('T', "Т"),
    ('X', "Х"),
    ('Y', "У"),
];

/// The same, and those that are like a Latin letter only in part.
pub(crate) const CYRILLIC_LOOSE: Glyphs = &[
    ('a', "а"),
    ('b', "вЬ"),
    ('c', "с"),
    ('e', "е"),
    ('g', "ԍ"),
    ('h', "н"),
    ('i', "і"),
    ('k', "к"),
    ('m', "м"),
    ('n', "п"),
    ('o', "о"),
    ('p', "р"),
    ('r', "г"),
    ('t', "т"),
    ('x', "х"),
    ('y', "у"),
];

pub(crate) const GREEK: Glyphs = &[
    ('a', "α"),
    ('b', "β"),
    ('d', "δ"),
    ('e', "ε"),
    ('i', "ι"),
    ('k', "κ"),
    ('n', "η"),
    ('o', "οσ"),
    ('p', "ρ"),
    ('t', "τ"),
    ('u', "υμ"),
    ('v', "ν"),
    ('w', "ω"),
    ('x', "χ"),
    ('y', "γ"),
    ('A', "Α"),
    ('B', "Β"),
    ('E', "Ε"),
    ('H', "Η"),
    ('I', "Ι"),
    ('K', "Κ"),
    ('M', "Μ"),
    ('N', "Ν"),
    ('O', "Ο"),
    ('P', "Ρ"),
    ('T', "Τ"),
    ('X', "Χ"),
    ('Y', "Υ"),
    ('Z', "Ζ"),
];

/// Latin letters of other alphabets and of the IPA.
pub(crate) const LATIN: Glyphs = &[
    ('a', "ɑ"),
    ('b', "ƀɓ"),
    ('c', "ƈ"),
    ('d', "ɗ"),
    ('e', "ɇɛ"),
    ('f', "ƒ"),
    ('g', "ɡɠ"),
    ('h', "ħɦ"),
    ('i', "ıɨɩ"),
    ('k', "ƙ"),
    ('l', "łɭ"),
    ('m', "ɱ"),
    ('n', "ŋɳɲ"),
    ('o', "øɵ"),
    ('p', "ƥ"),
    ('r', "ɾɍ"),
    ('s', "ʂ"),
    ('t', "ŧƭ"),
    ('u', "ʉ"),
    ('v', "ʋ"),
    ('y', "ƴɏ"),
    ('z', "ƶʐ"),
];

pub(crate) const SMALL_CAPITALS: Glyphs = &[
    ('a', "ᴀ"),
    ('b', "ʙ"),
    ('c', "ᴄ"),
    ('d', "ᴅ"),
    ('e', "ᴇ"),
    ('f', "ꜰ"),
    ('g', "ɢ"),
    ('h', "ʜ"),
    ('i', "ɪ"),
    ('j', "ᴊ"),
    ('k', "ᴋ"),
    ('l', "ʟ"),
    ('m', "ᴍ"),
    ('n', "ɴ"),
    ('o', "ᴏ"),
    ('p', "ᴘ"),
    ('q', "ꞯ"),
    ('r', "ʀ"),
    ('s', "ꜱ"),
    ('t', "ᴛ"),
    ('u', "ᴜ"),
    ('v', "ᴠ"),
    ('w', "ᴡ"),
    ('y', "ʏ"),
    ('z', "ᴢ"),
];

pub(crate) const SUPERSCRIPTS: Glyphs = &[
    ('a', "ᵃ"),
    ('b', "ᵇ"),
    ('c', "ᶜ"),
    ('d', "ᵈ"),
    ('e', "ᵉ"),
    ('f', "ᶠ"),
    ('g', "ᵍ"),
    ('h', "ʰ"),
    ('i', "ⁱ"),
    ('j', "ʲ"),
    ('k', "ᵏ"),
    ('l', "ˡ"),
    ('m', "ᵐ"),
    ('n', "ⁿ"),
    ('o', "ᵒ"),
    ('p', "ᵖ"),
    ('r', "ʳ"),
    ('s', "ˢ"),
    ('t', "ᵗ"),
    ('u', "ᵘ"),
    ('v', "ᵛ"),
    ('w', "ʷ"),
    ('x', "ˣ"),
    ('y', "ʸ"),
    ('z', "ᶻ"),
];

/// Digits and signs that are read as letters.
pub(crate) const LEET: Glyphs = &[
    ('a', "4@"),
    ('b', "8"),
    ('e', "3"),
    ('g', "9"),
    ('i', "1!"),
    ('l', "1"),
    ('o', "0"),
    ('s', "5$"),
    ('t', "7"),
    ('z', "2"),
];

/// Letters that stand at a regular distance from A or a.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Series {
    FullWidth,
    /// One of the thirteen mathematical alphabets.
    Mathematical(u32),
    Circled,
    NegativeCircled,
    Squared,
    NegativeSquared,
    Parenthesised,
    Regional,
}

impl Series {
    /// The letter in this series; `None` for what is no ASCII letter.
    pub(crate) fn of(self, letter: char) -> Option<char> {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        let upper = letter.is_ascii_uppercase();
        let place = u32::from(letter.to_ascii_lowercase()) - u32::from('a');
        let code = match (self, upper) {
            (Series::FullWidth, true) => 0xFF21,
            (Series::FullWidth, false) => 0xFF41,
            (Series::Mathematical(alphabet), _) => {
                let code = 0x1D400 + 52 * alphabet + 26 * u32::from(!upper) + place;
                return char::from_u32(older(code));
            }
            (Series::Circled, true) => 0x24B6,
            (Series::Circled, false) => 0x24D0,
            (Series::NegativeCircled, _) => 0x1F150,
            (Series::Squared, _) => 0x1F130,
            (Series::NegativeSquared, _) => 0x1F170,
            (Series::Parenthesised, true) => 0x1F110,
            (Series::Parenthesised, false) => 0x249C,
            (Series::Regional, _) => 0x1F1E6,
        };
        char::from_u32(code + place)
    }
}

pub(crate) const MATHEMATICAL_ALPHABETS: u32 = 13;

/// Mathematical letters that Unicode had before the block: their places in it
/// are empty.
fn older(code: u32) -> u32 {
    match code {
        0x1D455 => 0x210E,
        0x1D49D => 0x212C,
        0x1D4A0 => 0x2130,
        0x1D4A1 => 0x2131,
        0x1D4A3 => 0x210B,
        0x1D4A4 => 0x2110,
        0x1D4A7 => 0x2112,
        0x1D4A8 => 0x2133,
        0x1D4AD => 0x211B,
        0x1D4BA => 0x212F,
        0x1D4BC => 0x210A,
        0x1D4C4 => 0x2134,
        0x1D506 => 0x212D,
        0x1D50B => 0x210C,
        0x1D50C => 0x2111,
        0x1D515 => 0x211C,
        0x1D51D => 0x2128,
        0x1D53A => 0x2102,
        0x1D53F => 0x210D,
        0x1D545 => 0x2115,
        0x1D547 => 0x2119,
        0x1D548 => 0x211A,
        0x1D549 => 0x211D,
        0x1D551 => 0x2124,
        _ => code,
    }
}
