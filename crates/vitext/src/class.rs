//! What a character is to the normaliser: the tables of its one pass.

use unicode_normalization::char::is_combining_mark;

use crate::letter::{Quality, VOWELS, VOWELS_UPPER};

/// The part a character plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// A letter or digit of the table: the [`Entry`] says how it is written.
    Plain,
    /// A letter or digit that needs the general algorithm.
    Letter,
    /// A number that needs the general algorithm.
    Number,
    /// A combining mark.
    Mark,
    /// Zero-width characters, soft hyphen, bidi controls, variation selectors.
    Invisible,
    Space,
    LineBreak,
    /// A paragraph separator.
    Paragraph,
    /// Joins syllables in slugs and tags.
    Joiner,
    /// The same, and a bullet at the start of a line.
    JoinerBullet,
    /// A bullet at the start of a line.
    LineBullet,
    /// A bullet wherever it stands alone.
    Bullet,
    /// Ends a sentence when white space follows.
    Sentence,
    /// Ends a sentence always: the full-width marks carry their own space.
    WideSentence,
    Comma,
    WideComma,
    /// Closing quotes and brackets, which may stand between a full stop and
    /// the space after it.
    Close,
    Other,
    /// Outside the table.
    Unknown,
}

/// Facts about a letter. A token gathers them with "or", and counts vowels by
/// adding the high bytes up.
pub(crate) mod bits {
    pub(crate) const LETTER: u16 = 1;
    pub(crate) const DIGIT: u16 = 2;
    /// Has a tone mark.
    pub(crate) const TONE: u16 = 4;
    /// Has a tone mark and is otherwise an ASCII letter.
    pub(crate) const TONE_ON_PLAIN: u16 = 8;
    /// Is not an ASCII letter: a tone, another vowel, or đ.
    pub(crate) const MARKED: u16 = 16;
    /// ð or ɖ, read as đ one rung up.
    pub(crate) const ETH: u16 = 32;
    /// y, which i may stand for one rung up.
    pub(crate) const Y: u16 = 64;
    /// Is written otherwise in lower case.
    pub(crate) const UPPER: u16 = 128;
    /// One vowel.
    pub(crate) const VOWEL: u16 = 0x100;
    /// One vowel with a quality mark.
    pub(crate) const QUALITY: u16 = 0x1000;
}

/// How one character is written in the forms of a token.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) lower: char,
    /// The folded letter, ASCII.
    pub(crate) folded: u8,
    pub(crate) bits: u16,
    pub(crate) class: Class,
}

const UNKNOWN: Entry = Entry {
    lower: '\0',
    folded: 0,
    bits: 0,
    class: Class::Unknown,
};

/// Latin up to and with the IPA ɖ, then Latin Extended Additional.
const LOW_END: usize = 0x260;
const HIGH_START: usize = 0x1E00;
const HIGH_END: usize = 0x1F00;

/// Both ranges, and one place more for all the rest.
const TABLE_LEN: usize = LOW_END + HIGH_END - HIGH_START + 1;

static TABLE: [Entry; TABLE_LEN] = table();

/// Looks a character up; `Class::Unknown` when [`classify`] has to say.
///
/// Without a branch between the ranges, which alternate in Vietnamese.
#[inline(always)]
pub(crate) fn entry(code: usize) -> &'static Entry {
    let high = code.wrapping_sub(HIGH_START).min(TABLE_LEN - 1 - LOW_END) + LOW_END;
    &TABLE[if code < LOW_END { code } else { high }]
}

/// Looks an ASCII character up, by its byte.
#[inline(always)]
pub(crate) fn ascii_entry(byte: u8) -> &'static Entry {
    &TABLE[usize::from(byte & 0x7F)]
}

const fn slot(c: char) -> usize {
    let code = c as usize;
    if code < LOW_END {
        code
    } else {
        code - HIGH_START + LOW_END
    }
}

const fn plain(lower: char, folded: u8, bits: u16) -> Entry {
    Entry {
        lower,
        folded,
        bits,
        class: Class::Plain,
    }
}

const fn table() -> [Entry; TABLE_LEN] {
    let mut table = [UNKNOWN; TABLE_LEN];
    let mut code = 0;
    while code < 128 {
        let c = code as u8;
        table[code] = if c.is_ascii_alphabetic() {
            let lower = c.to_ascii_lowercase();
            let upper = if c.is_ascii_uppercase() {
                bits::UPPER
            } else {
                0
            };
            plain(lower as char, lower, bits::LETTER | upper)
        } else if c.is_ascii_digit() {
            plain(c as char, c, bits::DIGIT)
        } else {
            Entry {
                class: ascii_class(c),
                ..UNKNOWN
            }
        };
        code += 1;
    }
    let mut row = 0;
    while row < VOWELS.len() {
        let (base, quality, tones) = VOWELS[row];
        let mut tone = 0;
        while tone < 6 {
            let mut facts = bits::LETTER | bits::VOWEL;
            let is_plain = matches!(quality, Quality::Plain);
            if tone > 0 {
                facts |= bits::TONE;
                if is_plain {
                    facts |= bits::TONE_ON_PLAIN;
                }
            }
            if !is_plain {
                facts |= bits::QUALITY;
            }
            if !tones[tone].is_ascii() {
                facts |= bits::MARKED;
            }
            if base == b'y' {
                facts |= bits::Y;
            }
            table[slot(tones[tone])] = plain(tones[tone], base, facts);
            table[slot(VOWELS_UPPER[row][tone])] = plain(tones[tone], base, facts | bits::UPPER);
            tone += 1;
        }
        row += 1;
    }
    let stroke = bits::LETTER | bits::MARKED;
    table[slot('đ')] = plain('đ', b'd', stroke);
    table[slot('Đ')] = plain('đ', b'd', stroke | bits::UPPER);
    table[slot('ð')] = plain('ð', b'd', stroke | bits::ETH);
    table[slot('Ð')] = plain('ð', b'd', stroke | bits::UPPER | bits::ETH);
    table[slot('ɖ')] = plain('ɖ', b'd', stroke | bits::ETH);
    table[slot('Ɖ')] = plain('ɖ', b'd', stroke | bits::UPPER | bits::ETH);
    table
}

const fn ascii_class(c: u8) -> Class {
    match c {
        b'\n' | b'\r' | 0x0B | 0x0C => Class::LineBreak,
        b' ' | b'\t' => Class::Space,
        b'-' | b'+' => Class::JoinerBullet,
        b'_' | b'/' => Class::Joiner,
        b'*' => Class::LineBullet,
        b'.' | b'!' | b'?' | b';' | b':' => Class::Sentence,
        b',' => Class::Comma,
        b'"' | b'\'' | b')' | b']' | b'}' => Class::Close,
        _ => Class::Other,
    }
}

/// Says what a character outside the table is.
///
/// Characters that Unicode holds canonically equal get equal classes, so that
/// composed and decomposed text give the same tokens and gaps.
pub(crate) fn classify(c: char) -> Class {
    match c {
        _ if is_invisible(c) => Class::Invisible,
        '\u{85}' | '\u{2028}' => Class::LineBreak,
        '\u{2029}' => Class::Paragraph,
        _ if c.is_whitespace() => Class::Space,
        '\u{2010}' | '\u{2011}' => Class::JoinerBullet,
        // Dashes, the middle dot and its Greek double, the minus.
        '\u{2012}'..='\u{2015}' | '\u{B7}' | '\u{387}' | '\u{2212}' | '※' => Class::LineBullet,
        '•' | '‣' | '⁃' | '◦' | '∙' | '▪' | '▫' | '●' | '○' | '■' | '□' | '◆' | '◇' | '►' | '▶'
        | '▸' | '➤' | '➢' | '➔' => Class::Bullet,
        '…' | '\u{37E}' => Class::Sentence,
        '。' | '！' | '？' | '；' | '：' | '．' => Class::WideSentence,
        '、' | '，' => Class::WideComma,
        '\u{2018}'..='\u{201F}' | '«' | '»' | '‹' | '›' | '）' | '」' | '』' | '】' | '》' => {
            Class::Close
        }
        _ if is_combining_mark(c) => Class::Mark,
        // Letters in brackets, squares and flags, which Unicode holds to be
        // symbols: they spell words, if only disguised ones.
        '\u{249C}'..='\u{24B5}' | '\u{1F110}'..='\u{1F12B}' | '\u{1F1E6}'..='\u{1F1FF}' => {
            Class::Letter
        }
        _ if c.is_alphabetic() => Class::Letter,
        _ if c.is_numeric() => Class::Number,
        // Arrows, dingbats and emoji open the lines of many a list.
        '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' => {
            Class::LineBullet
        }
        '\u{1F000}'..='\u{1FAFF}' => Class::LineBullet,
        _ => Class::Other,
    }
}

/// Characters that a reader does not see: Default_Ignorable_Code_Point of
/// Unicode 16.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}
