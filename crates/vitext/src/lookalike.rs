//! Look-alikes: which letter a character of another alphabet stands for when
//! it is written among Vietnamese letters.

mod table;

use table::ROWS;

use crate::letter::Letter;

/// What a disguise character stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lookalike {
    /// A lower-case letter: a to z, or one of the Vietnamese alphabet; or an
    /// ASCII digit for a full-width, mathematical, enclosed or raised digit.
    /// A letter that bears a Vietnamese tone keeps it: Greek ά stands for á.
    pub letter: char,
    /// The second letter that the character may stand for, like n for the
    /// Greek ν, which is drawn like v.
    pub also: Option<char>,
    /// What kind of character it is.
    pub style: Style,
}

/// The kinds of look-alikes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// а е о р с
    Cyrillic,
    /// α ο ρ ν
    Greek,
    /// Armenian, Cherokee, Coptic, Lisu, Canadian syllabics and rarer ones.
    OtherScript,
    /// ａ Ａ １
    FullWidth,
    /// 𝐚 𝒂 𝕬 𝟏 and the letters of the same kinds in Letterlike Symbols, ℂ ℎ.
    Mathematical,
    /// ⓐ Ⓐ ⒜ 🄰 🅐 🅰 ①
    Enclosed,
    /// ᴀ ʙ ᴄ
    SmallCapital,
    /// ᵃ ₐ ª ²
    Superscript,
    /// Latin letters with bars, hooks and tails, and those of the phonetic
    /// alphabet: ɑ ɡ ɖ ɓ ø.
    Phonetic,
    /// 🇦
    RegionalIndicator,
    /// Latin letters under marks that Vietnamese has not: ä ñ č ō.
    ForeignMark,
    /// Roman numerals, outlined letters; Han signs and currencies drawn like
    /// letters, ₫ for one.
    Other,
}

/// Returns which letter a look-alike stands for; `None` for ASCII, for the
/// letters of Vietnamese, and for what looks like no letter.
///
/// One constant-time test for Vietnamese letters, then a binary search in a
/// static table of some 1,900 rows; no allocation. Upper and lower case give
/// the same lower-case letter. Whether a character *is* a disguise only its
/// company tells: `ο` in a Greek word is a Greek letter.
///
/// The table comes from `confusables.txt` of Unicode Technical Standard #39
/// (filtered), the decompositions of the Unicode Character Database, and rows
/// of our own; its head and `tables/lookalikes.py` say which.
///
/// ```
/// use vitext::{Style, lookalike};
/// let disguised = "ᴄá 𝖼ượ𝖼 ɓóɴg đá";
/// let read: String = disguised
///     .chars()
///     .map(|c| lookalike(c).map_or(c, |found| found.letter))
///     .collect();
/// assert_eq!(read, "cá cược bóng đá");
/// assert_eq!(lookalike('а').unwrap().style, Style::Cyrillic);
/// assert_eq!(lookalike('ν').unwrap().also, Some('n'));
/// assert_eq!(lookalike('a'), None);
/// assert_eq!(lookalike('ậ'), None);
/// ```
pub fn lookalike(c: char) -> Option<Lookalike> {
    if c.is_ascii() || is_plain_vietnamese(c) {
        return None;
    }
    let place = ROWS.partition_point(|row| row.last < c);
    let row = ROWS.get(place).filter(|row| row.first <= c)?;
    let step = u32::from(c) - u32::from(row.first);
    Some(Lookalike {
        letter: char::from_u32(u32::from(row.letter) + step)?,
        also: row.also,
        style: row.style,
    })
}

/// Tells Vietnamese letters, the common case, without a search. Capitals of
/// the lower blocks go on to the search, which does not hold them.
fn is_plain_vietnamese(c: char) -> bool {
    // ẠạẢả to Ỹỹ is Vietnamese without a gap.
    matches!(c, 'Ạ'..='ỹ') || (Letter::of(c).is_some() && !matches!(c, 'ð' | 'ɖ'))
}

/// Characters in a row that stand for letters in a row; most rows are one.
struct Row {
    first: char,
    last: char,
    /// What `first` stands for; the next character stands for the next letter.
    letter: char,
    also: Option<char>,
    style: Style,
}

impl Row {
    const fn one(source: char, letter: char, style: Style) -> Row {
        Row::run(source, source, letter, style)
    }

    const fn two(source: char, letter: char, also: char, style: Style) -> Row {
        Row {
            first: source,
            last: source,
            letter,
            also: Some(also),
            style,
        }
    }

    const fn run(first: char, last: char, letter: char, style: Style) -> Row {
        Row {
            first,
            last,
            letter,
            also: None,
            style,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::{VOWELS, VOWELS_UPPER};

    fn is_of_the_alphabet(c: char) -> bool {
        c == 'đ' || (Letter::of(c).is_some() && !matches!(c, 'ð' | 'ɖ'))
    }

    fn vietnamese() -> impl Iterator<Item = char> {
        let lower = VOWELS.into_iter().flat_map(|(_, _, tones)| tones);
        let upper = VOWELS_UPPER.into_iter().flatten();
        lower.chain(upper).chain(['đ', 'Đ'])
    }

    fn read(text: &str) -> String {
        text.chars()
            .map(|c| lookalike(c).map_or(c, |found| found.letter))
            .collect()
    }

    #[test]
    fn the_table_is_sorted_and_holds_letters() {
        assert!(ROWS.is_sorted_by(|a, b| a.last < b.first));
        for row in &ROWS {
            assert!(row.first <= row.last);
            for c in row.first..=row.last {
                let found = lookalike(c).unwrap();
                let digit = found.letter.is_ascii_digit();
                assert!(is_of_the_alphabet(found.letter) || digit, "{c} {found:?}");
                assert_ne!(found.also, Some(found.letter), "{c}");
                assert!(found.also.is_none_or(is_of_the_alphabet), "{c} {found:?}");
            }
        }
        assert!(ROWS.len() > 1_500);
    }

    #[test]
    fn letters_of_our_own_stand_for_themselves() {
        for c in ('\0'..='\u{7F}').chain(vietnamese()) {
            assert_eq!(lookalike(c), None, "{c}");
            assert!(
                !ROWS.iter().any(|row| row.first <= c && c <= row.last),
                "{c}"
            );
        }
    }

    #[test]
    fn punctuation_marks_and_living_scripts_are_left() {
        for c in "“”…–•·×÷€¥£§¶°\u{300}\u{301}\u{323}ا ه ไ म 中 国 の 한 ♠ ⅓".chars()
        {
            assert_eq!(lookalike(c), None, "{c}");
        }
    }

    /// Checks 26 letters from a first code, but for the holes.
    fn check_alphabet(first: u32, style: Style) {
        for (i, letter) in ('a'..='z').enumerate() {
            let c = char::from_u32(first + i as u32).unwrap();
            // Unassigned: these letters are older than their alphabets and
            // stand in Letterlike Symbols.
            let hole = matches!(
                u32::from(c),
                0x1D455
                    | 0x1D49D
                    | 0x1D4A0
                    | 0x1D4A1
                    | 0x1D4A3
                    | 0x1D4A4
                    | 0x1D4A7
                    | 0x1D4A8
                    | 0x1D4AD
                    | 0x1D4BA
                    | 0x1D4BC
                    | 0x1D4C4
                    | 0x1D506
                    | 0x1D50B
                    | 0x1D50C
                    | 0x1D515
                    | 0x1D51D
                    | 0x1D53A
                    | 0x1D53F
                    | 0x1D545
                    | 0x1D547..=0x1D549 | 0x1D551
            );
            if hole {
                assert_eq!(lookalike(c), None);
                continue;
            }
            let found = lookalike(c).unwrap();
            assert_eq!((found.letter, found.style), (letter, style), "{c}");
        }
    }

    #[test]
    fn whole_alphabets_are_covered() {
        // Bold, italic, bold italic, script, bold script, fraktur, double
        // struck, bold fraktur, sans-serif in four, monospace: 13.
        for alphabet in 0..13 {
            check_alphabet(0x1D400 + 52 * alphabet, Style::Mathematical);
            check_alphabet(0x1D400 + 52 * alphabet + 26, Style::Mathematical);
        }
        for first in [0xFF21, 0xFF41] {
            check_alphabet(first, Style::FullWidth);
        }
        for first in [0x249C, 0x24B6, 0x24D0, 0x1F110, 0x1F130, 0x1F150, 0x1F170] {
            check_alphabet(first, Style::Enclosed);
        }
        check_alphabet(0x1F1E6, Style::RegionalIndicator);
        check_alphabet(0x1CCD6, Style::Other);
        assert_eq!(read("ℎℬℰℱℋℐℒℳℛℯℊℴℭℌℑℜℨℂℍℕℙℚℝℤ"), "hbefhilmregochirzchnpqrz");
    }

    #[test]
    fn digits_in_dress_are_digits() {
        for first in [
            0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1CCF0, 0x2080,
        ] {
            for (i, digit) in ('0'..='9').enumerate() {
                let c = char::from_u32(first + i as u32).unwrap();
                assert_eq!(lookalike(c).map(|found| found.letter), Some(digit), "{c}");
            }
        }
        for first in [0x2460, 0x2474, 0x2776, 0x2780, 0x278A, 0x24F5] {
            for (i, digit) in ('1'..='9').enumerate() {
                let c = char::from_u32(first + i as u32).unwrap();
                assert_eq!(lookalike(c).map(|found| found.letter), Some(digit), "{c}");
            }
        }
        assert_eq!(read("⁰¹²³⁴⁵⁶⁷⁸⁹⓪⓿"), "012345678900");
    }

    #[test]
    fn words_in_each_style_read_back() {
        for (written, letters) in [
            ("сá сượс", "cá cược"),
            ("тài кhоản", "tài khoản"),
            ("Сhеnh", "chenh"),
            ("τài χỉυ", "tài xỉu"),
            ("κιεm τιεη", "kiem tien"),
            ("ｎｈａ ｃａｉ ８８", "nha cai 88"),
            ("𝓷𝓱à 𝕔á𝕚", "nhà cái"),
            ("ⓝⓗⓐ ⒸⒶⒾ 🅽🅷🅰 🅒🅐🅘", "nha cai nha cai"),
            ("ɴʜà ᴄáɪ ʟô ᴆề ꜱố", "nhà cái lô đề số"),
            ("ⁿʰᵃ ᶜᵃⁱ", "nha cai"),
            ("🇳🇭🇦", "nha"),
            ("ðánh ɖánh ƌánh Ɖánh", "đánh đánh đánh đánh"),
            ("ñhä çåï", "nha cai"),
            ("ᗷᗩᑎ ᕼᑌ", "ban hu"),
            ("Ꮯá Ꮯược", "cá cược"),
            ("ꓠꓧꓮ ꓚꓮꓲ", "nha cal"),
            ("卂乃匚", "abc"),
            ("₫ánh", "đánh"),
            ("₵₳ ฿₳₦", "ca ban"),
            ("ⅰⅴⅹ", "ivx"),
            ("\u{212A}iếm", "kiếm"),
        ] {
            assert_eq!(read(written), letters, "{written}");
        }
    }

    #[test]
    fn tones_and_hats_survive_foreign_marks() {
        for (c, letter, also) in [
            ('ά', 'á', None),
            ('ὰ', 'à', None),
            ('ᾶ', 'ã', None),
            ('ό', 'ó', None),
            ('ύ', 'ú', Some('ý')),
            ('ǎ', 'ă', None),
            ('ȃ', 'â', None),
            ('ȏ', 'ô', None),
            ('ő', 'o', Some('ơ')),
            ('ŭ', 'u', Some('ư')),
            ('ď', 'd', Some('đ')),
            ('ǘ', 'ú', None),
            ('ń', 'n', None),
            ('ё', 'e', None),
            ('ї', 'i', None),
            ('й', 'u', Some('n')),
        ] {
            let found = lookalike(c).unwrap();
            assert_eq!((found.letter, found.also), (letter, also), "{c}");
        }
    }

    #[test]
    fn a_second_reading_where_the_drawing_has_two() {
        for (c, letters) in [
            ('ν', "vn"),
            ('и', "un"),
            ('н', "hn"),
            ('μ', "um"),
            ('ӏ', "li"),
            ('ꓲ', "li"),
            ('ꓡ', "l"),
            ('Ь', "b"),
        ] {
            let found = lookalike(c).unwrap();
            let both: String = [Some(found.letter), found.also]
                .into_iter()
                .flatten()
                .collect();
            assert_eq!(both, letters, "{c}");
        }
    }
}
