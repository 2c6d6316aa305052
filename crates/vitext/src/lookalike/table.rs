//! The table behind [`lookalike`](super::lookalike).
//!
//! Written by `tables/lookalikes.py`; change that file, not this one.
//!
//! Source: Unicode Character Database / UTS #39 `confusables.txt`, version
//! 17.0.0, filtered to single letters of the Vietnamese alphabet (its script
//! list is in the generator); decompositions of the Unicode Character Database
//! 14.0.0; rows of our own, with their reasons, in the generator.
//! Unicode data files: © Unicode, Inc., Unicode licence v3,
//! <https://www.unicode.org/license.txt>.
//!
//! 3072 characters in 1918 rows.

use super::Row;
use super::Style::*;

/// Sorted by the first character; rows do not overlap.
pub(super) static ROWS: [Row; 1918] = [
    Row::one('ª', 'a', Superscript),
    Row::run('²', '³', '2', Superscript),
    Row::two('µ', 'u', 'm', Greek),
    Row::one('¹', '1', Superscript),
    Row::one('º', 'o', Superscript),
    Row::one('Ä', 'a', ForeignMark),
    Row::one('Å', 'a', ForeignMark),
    Row::one('Ç', 'c', ForeignMark),
    Row::one('Ë', 'e', ForeignMark),
    Row::one('Î', 'i', ForeignMark),
    Row::one('Ï', 'i', ForeignMark),
    Row::one('Ð', 'đ', Phonetic),
    Row::one('Ñ', 'n', ForeignMark),
    Row::one('Ö', 'o', ForeignMark),
    Row::one('Ø', 'o', Phonetic),
    Row::one('Û', 'u', ForeignMark),
    Row::one('Ü', 'u', ForeignMark),
    Row::two('Þ', 'p', 'b', Phonetic),
    Row::two('ß', 'b', 's', Phonetic),
    Row::one('ä', 'a', ForeignMark),
    Row::one('å', 'a', ForeignMark),
    Row::one('ç', 'c', ForeignMark),
    Row::one('ë', 'e', ForeignMark),
    Row::one('î', 'i', ForeignMark),
    Row::one('ï', 'i', ForeignMark),
    Row::one('ð', 'đ', Phonetic),
    Row::one('ñ', 'n', ForeignMark),
    Row::one('ö', 'o', ForeignMark),
    Row::one('ø', 'o', Phonetic),
    Row::one('û', 'u', ForeignMark),
    Row::one('ü', 'u', ForeignMark),
    Row::two('þ', 'p', 'b', Phonetic),
    Row::one('ÿ', 'y', ForeignMark),
    Row::one('Ā', 'a', ForeignMark),
    Row::one('ā', 'a', ForeignMark),
    Row::one('Ą', 'a', ForeignMark),
    Row::one('ą', 'a', ForeignMark),
    Row::one('Ć', 'c', ForeignMark),
    Row::one('ć', 'c', ForeignMark),
    Row::one('Ĉ', 'c', ForeignMark),
    Row::one('ĉ', 'c', ForeignMark),
    Row::one('Ċ', 'c', ForeignMark),
    Row::one('ċ', 'c', ForeignMark),
    Row::one('Č', 'c', ForeignMark),
    Row::one('č', 'c', ForeignMark),
    Row::two('Ď', 'd', 'đ', ForeignMark),
    Row::two('ď', 'd', 'đ', ForeignMark),
    Row::one('Ē', 'e', ForeignMark),
    Row::one('ē', 'e', ForeignMark),
    Row::two('Ĕ', 'e', 'ê', ForeignMark),
    Row::two('ĕ', 'e', 'ê', ForeignMark),
    Row::one('Ė', 'e', ForeignMark),
    Row::one('ė', 'e', ForeignMark),
    Row::one('Ę', 'e', ForeignMark),
    Row::one('ę', 'e', ForeignMark),
    Row::two('Ě', 'e', 'ê', ForeignMark),
    Row::two('ě', 'e', 'ê', ForeignMark),
    Row::one('Ĝ', 'g', ForeignMark),
    Row::one('ĝ', 'g', ForeignMark),
    Row::one('Ğ', 'g', ForeignMark),
    Row::one('ğ', 'g', ForeignMark),
    Row::one('Ġ', 'g', ForeignMark),
    Row::one('ġ', 'g', ForeignMark),
    Row::one('Ģ', 'g', ForeignMark),
    Row::run('ģ', 'Ĥ', 'g', ForeignMark),
    Row::one('ĥ', 'h', ForeignMark),
    Row::one('Ħ', 'h', Phonetic),
    Row::one('ħ', 'h', Phonetic),
    Row::one('Ī', 'i', ForeignMark),
    Row::one('ī', 'i', ForeignMark),
    Row::one('Ĭ', 'i', ForeignMark),
    Row::one('ĭ', 'i', ForeignMark),
    Row::one('Į', 'i', ForeignMark),
    Row::one('į', 'i', ForeignMark),
    Row::one('İ', 'i', ForeignMark),
    Row::one('ı', 'i', Phonetic),
    Row::one('Ĵ', 'j', ForeignMark),
    Row::run('ĵ', 'Ķ', 'j', ForeignMark),
    Row::one('ķ', 'k', ForeignMark),
    Row::one('Ĺ', 'l', ForeignMark),
    Row::one('ĺ', 'l', ForeignMark),
    Row::one('Ļ', 'l', ForeignMark),
    Row::one('ļ', 'l', ForeignMark),
    Row::one('Ľ', 'l', ForeignMark),
    Row::one('ľ', 'l', ForeignMark),
    Row::one('Ł', 'l', Phonetic),
    Row::one('ł', 'l', Phonetic),
    Row::one('Ń', 'n', ForeignMark),
    Row::one('ń', 'n', ForeignMark),
    Row::one('Ņ', 'n', ForeignMark),
    Row::one('ņ', 'n', ForeignMark),
    Row::one('Ň', 'n', ForeignMark),
    Row::one('ň', 'n', ForeignMark),
    Row::one('ŉ', 'n', Phonetic),
    Row::one('Ŋ', 'n', Phonetic),
    Row::one('ŋ', 'n', Phonetic),
    Row::one('Ō', 'o', ForeignMark),
    Row::one('ō', 'o', ForeignMark),
    Row::two('Ŏ', 'o', 'ô', ForeignMark),
    Row::two('ŏ', 'o', 'ô', ForeignMark),
    Row::two('Ő', 'o', 'ơ', ForeignMark),
    Row::two('ő', 'o', 'ơ', ForeignMark),
    Row::one('Ŕ', 'r', ForeignMark),
    Row::one('ŕ', 'r', ForeignMark),
    Row::one('Ŗ', 'r', ForeignMark),
    Row::one('ŗ', 'r', ForeignMark),
    Row::one('Ř', 'r', ForeignMark),
    Row::run('ř', 'Ś', 'r', ForeignMark),
    Row::one('ś', 's', ForeignMark),
    Row::one('Ŝ', 's', ForeignMark),
    Row::one('ŝ', 's', ForeignMark),
    Row::one('Ş', 's', ForeignMark),
    Row::one('ş', 's', ForeignMark),
    Row::one('Š', 's', ForeignMark),
    Row::run('š', 'Ţ', 's', ForeignMark),
    Row::one('ţ', 't', ForeignMark),
    Row::one('Ť', 't', ForeignMark),
    Row::one('ť', 't', ForeignMark),
    Row::one('Ŧ', 't', Phonetic),
    Row::one('ŧ', 't', Phonetic),
    Row::one('Ū', 'u', ForeignMark),
    Row::one('ū', 'u', ForeignMark),
    Row::two('Ŭ', 'u', 'ư', ForeignMark),
    Row::two('ŭ', 'u', 'ư', ForeignMark),
    Row::two('Ů', 'u', 'ư', ForeignMark),
    Row::two('ů', 'u', 'ư', ForeignMark),
    Row::two('Ű', 'u', 'ư', ForeignMark),
    Row::two('ű', 'u', 'ư', ForeignMark),
    Row::one('Ų', 'u', ForeignMark),
    Row::one('ų', 'u', ForeignMark),
    Row::one('Ŵ', 'w', ForeignMark),
    Row::one('ŵ', 'w', ForeignMark),
    Row::one('Ŷ', 'y', ForeignMark),
    Row::one('ŷ', 'y', ForeignMark),
    Row::run('Ÿ', 'Ź', 'y', ForeignMark),
    Row::one('ź', 'z', ForeignMark),
    Row::one('Ż', 'z', ForeignMark),
    Row::one('ż', 'z', ForeignMark),
    Row::one('Ž', 'z', ForeignMark),
    Row::one('ž', 'z', ForeignMark),
    Row::two('ſ', 's', 'f', Phonetic),
    Row::one('ƀ', 'b', Phonetic),
    Row::one('Ɓ', 'b', Phonetic),
    Row::one('Ƃ', 'b', Phonetic),
    Row::one('ƃ', 'b', Phonetic),
    Row::one('Ƅ', 'b', Phonetic),
    Row::one('ƅ', 'b', Phonetic),
    Row::two('Ɔ', 'o', 'c', Phonetic),
    Row::one('Ƈ', 'c', Phonetic),
    Row::one('ƈ', 'c', Phonetic),
    Row::one('Ɖ', 'đ', Phonetic),
    Row::two('Ɗ', 'd', 'đ', Phonetic),
    Row::two('Ƌ', 'đ', 'd', Phonetic),
    Row::two('ƌ', 'đ', 'd', Phonetic),
    Row::one('ƍ', 'g', Phonetic),
    Row::one('Ǝ', 'e', Phonetic),
    Row::two('Ə', 'e', 'a', Phonetic),
    Row::run('Ɛ', 'Ƒ', 'e', Phonetic),
    Row::run('ƒ', 'Ɠ', 'f', Phonetic),
    Row::two('Ɣ', 'y', 'v', Phonetic),
    Row::one('ƕ', 'h', Phonetic),
    Row::two('Ɩ', 'i', 'l', Phonetic),
    Row::one('Ɨ', 'i', Phonetic),
    Row::one('Ƙ', 'k', Phonetic),
    Row::run('ƙ', 'ƚ', 'k', Phonetic),
    Row::two('Ɯ', 'w', 'm', Phonetic),
    Row::one('Ɲ', 'n', Phonetic),
    Row::run('ƞ', 'Ɵ', 'n', Phonetic),
    Row::one('Ƥ', 'p', Phonetic),
    Row::one('ƥ', 'p', Phonetic),
    Row::run('Ʀ', 'Ƨ', 'r', Phonetic),
    Row::one('ƨ', 's', Phonetic),
    Row::two('Ʃ', 's', 'e', Phonetic),
    Row::one('ƫ', 't', Phonetic),
    Row::one('Ƭ', 't', Phonetic),
    Row::one('ƭ', 't', Phonetic),
    Row::one('Ʈ', 't', Phonetic),
    Row::two('Ʊ', 'u', 'o', Phonetic),
    Row::two('Ʋ', 'u', 'v', Phonetic),
    Row::one('Ƴ', 'y', Phonetic),
    Row::run('ƴ', 'Ƶ', 'y', Phonetic),
    Row::one('ƶ', 'z', Phonetic),
    Row::one('Ʒ', 'z', Phonetic),
    Row::one('ƹ', 'z', Phonetic),
    Row::one('Ƽ', 's', Phonetic),
    Row::one('ƽ', 's', Phonetic),
    Row::one('ƿ', 'p', Phonetic),
    Row::two('ǀ', 'l', 'i', Phonetic),
    Row::one('Ǎ', 'ă', ForeignMark),
    Row::one('ǎ', 'ă', ForeignMark),
    Row::one('Ǐ', 'i', ForeignMark),
    Row::one('ǐ', 'i', ForeignMark),
    Row::two('Ǒ', 'o', 'ô', ForeignMark),
    Row::two('ǒ', 'o', 'ô', ForeignMark),
    Row::two('Ǔ', 'u', 'ư', ForeignMark),
    Row::two('ǔ', 'u', 'ư', ForeignMark),
    Row::one('Ǖ', 'u', ForeignMark),
    Row::one('ǖ', 'u', ForeignMark),
    Row::one('Ǘ', 'ú', ForeignMark),
    Row::one('ǘ', 'ú', ForeignMark),
    Row::two('Ǚ', 'u', 'ư', ForeignMark),
    Row::two('ǚ', 'u', 'ư', ForeignMark),
    Row::one('Ǜ', 'ù', ForeignMark),
    Row::one('ǜ', 'ù', ForeignMark),
    Row::one('ǝ', 'e', Phonetic),
    Row::one('Ǟ', 'a', ForeignMark),
    Row::one('ǟ', 'a', ForeignMark),
    Row::one('Ǡ', 'a', ForeignMark),
    Row::one('ǡ', 'a', ForeignMark),
    Row::one('Ǥ', 'g', Phonetic),
    Row::one('ǥ', 'g', Phonetic),
    Row::one('Ǧ', 'g', ForeignMark),
    Row::one('ǧ', 'g', ForeignMark),
    Row::one('Ǩ', 'k', ForeignMark),
    Row::one('ǩ', 'k', ForeignMark),
    Row::one('Ǫ', 'o', ForeignMark),
    Row::one('ǫ', 'o', ForeignMark),
    Row::one('Ǭ', 'o', ForeignMark),
    Row::one('ǭ', 'o', ForeignMark),
    Row::one('Ǯ', 'z', Phonetic),
    Row::one('ǯ', 'z', Phonetic),
    Row::one('ǰ', 'j', ForeignMark),
    Row::one('Ǵ', 'g', ForeignMark),
    Row::one('ǵ', 'g', ForeignMark),
    Row::one('Ǹ', 'n', ForeignMark),
    Row::one('ǹ', 'n', ForeignMark),
    Row::one('Ǻ', 'á', ForeignMark),
    Row::one('ǻ', 'á', ForeignMark),
    Row::one('Ǿ', 'ó', Phonetic),
    Row::one('ǿ', 'ó', Phonetic),
    Row::one('Ȁ', 'a', ForeignMark),
    Row::one('ȁ', 'a', ForeignMark),
    Row::one('Ȃ', 'â', ForeignMark),
    Row::one('ȃ', 'â', ForeignMark),
    Row::one('Ȅ', 'e', ForeignMark),
    Row::one('ȅ', 'e', ForeignMark),
    Row::one('Ȇ', 'ê', ForeignMark),
    Row::one('ȇ', 'ê', ForeignMark),
    Row::one('Ȉ', 'i', ForeignMark),
    Row::one('ȉ', 'i', ForeignMark),
    Row::one('Ȋ', 'i', ForeignMark),
    Row::one('ȋ', 'i', ForeignMark),
    Row::one('Ȍ', 'o', ForeignMark),
    Row::one('ȍ', 'o', ForeignMark),
    Row::one('Ȏ', 'ô', ForeignMark),
    Row::one('ȏ', 'ô', ForeignMark),
    Row::one('Ȑ', 'r', ForeignMark),
    Row::one('ȑ', 'r', ForeignMark),
    Row::one('Ȓ', 'r', ForeignMark),
    Row::one('ȓ', 'r', ForeignMark),
    Row::one('Ȕ', 'u', ForeignMark),
    Row::one('ȕ', 'u', ForeignMark),
    Row::one('Ȗ', 'u', ForeignMark),
    Row::one('ȗ', 'u', ForeignMark),
    Row::one('Ș', 's', ForeignMark),
    Row::run('ș', 'Ț', 's', ForeignMark),
    Row::one('ț', 't', ForeignMark),
    Row::one('Ȟ', 'h', ForeignMark),
    Row::one('ȟ', 'h', ForeignMark),
    Row::one('Ƞ', 'n', Phonetic),
    Row::two('ȡ', 'd', 'đ', Phonetic),
    Row::one('Ȥ', 'z', Phonetic),
    Row::one('ȥ', 'z', Phonetic),
    Row::one('Ȧ', 'a', ForeignMark),
    Row::one('ȧ', 'a', ForeignMark),
    Row::one('Ȩ', 'e', ForeignMark),
    Row::one('ȩ', 'e', ForeignMark),
    Row::one('Ȫ', 'o', ForeignMark),
    Row::one('ȫ', 'o', ForeignMark),
    Row::one('Ȭ', 'õ', ForeignMark),
    Row::one('ȭ', 'õ', ForeignMark),
    Row::one('Ȯ', 'o', ForeignMark),
    Row::one('ȯ', 'o', ForeignMark),
    Row::one('Ȱ', 'o', ForeignMark),
    Row::one('ȱ', 'o', ForeignMark),
    Row::one('Ȳ', 'y', ForeignMark),
    Row::one('ȳ', 'y', ForeignMark),
    Row::one('ȴ', 'l', Phonetic),
    Row::one('ȵ', 'n', Phonetic),
    Row::one('ȷ', 'j', Phonetic),
    Row::one('Ⱥ', 'a', Phonetic),
    Row::one('Ȼ', 'c', Phonetic),
    Row::one('ȼ', 'c', Phonetic),
    Row::one('Ƚ', 'l', Phonetic),
    Row::one('Ⱦ', 't', Phonetic),
    Row::one('ȿ', 's', Phonetic),
    Row::one('ɀ', 'z', Phonetic),
    Row::one('Ƀ', 'b', Phonetic),
    Row::one('Ʉ', 'u', Phonetic),
    Row::two('Ʌ', 'a', 'v', Phonetic),
    Row::one('Ɇ', 'e', Phonetic),
    Row::one('ɇ', 'e', Phonetic),
    Row::one('Ɉ', 'j', Phonetic),
    Row::one('ɉ', 'j', Phonetic),
    Row::one('Ɋ', 'q', Phonetic),
    Row::run('ɋ', 'Ɍ', 'q', Phonetic),
    Row::one('ɍ', 'r', Phonetic),
    Row::one('Ɏ', 'y', Phonetic),
    Row::one('ɏ', 'y', Phonetic),
    Row::one('\u{250}', 'a', Phonetic),                // ɐ
    Row::one('\u{251}', 'a', Phonetic),                // ɑ
    Row::run('\u{252}', '\u{253}', 'a', Phonetic),     // ɒ–ɓ
    Row::two('\u{254}', 'o', 'c', Phonetic),           // ɔ
    Row::one('\u{255}', 'c', Phonetic),                // ɕ
    Row::one('\u{256}', 'đ', Phonetic),                // ɖ
    Row::two('\u{257}', 'd', 'đ', Phonetic),           // ɗ
    Row::one('\u{258}', 'e', Phonetic),                // ɘ
    Row::two('\u{259}', 'e', 'a', Phonetic),           // ə
    Row::one('\u{25A}', 'e', Phonetic),                // ɚ
    Row::one('\u{25B}', 'e', Phonetic),                // ɛ
    Row::one('\u{25C}', 'e', Phonetic),                // ɜ
    Row::one('\u{25D}', 'e', Phonetic),                // ɝ
    Row::one('\u{25E}', 'e', Phonetic),                // ɞ
    Row::two('\u{25F}', 'j', 'f', Phonetic),           // ɟ
    Row::one('\u{260}', 'g', Phonetic),                // ɠ
    Row::one('\u{261}', 'g', Phonetic),                // ɡ
    Row::one('\u{262}', 'g', SmallCapital),            // ɢ
    Row::two('\u{263}', 'y', 'v', Phonetic),           // ɣ
    Row::two('\u{264}', 'o', 'u', Phonetic),           // ɤ
    Row::two('\u{265}', 'h', 'u', Phonetic),           // ɥ
    Row::one('\u{266}', 'h', Phonetic),                // ɦ
    Row::run('\u{267}', '\u{268}', 'h', Phonetic),     // ɧ–ɨ
    Row::two('\u{269}', 'i', 'l', Phonetic),           // ɩ
    Row::one('\u{26A}', 'i', SmallCapital),            // ɪ
    Row::one('\u{26B}', 'l', Phonetic),                // ɫ
    Row::one('\u{26C}', 'l', Phonetic),                // ɬ
    Row::one('\u{26D}', 'l', Phonetic),                // ɭ
    Row::two('\u{26F}', 'u', 'm', Phonetic),           // ɯ
    Row::two('\u{270}', 'u', 'm', Phonetic),           // ɰ
    Row::run('\u{271}', '\u{272}', 'm', Phonetic),     // ɱ–ɲ
    Row::one('\u{273}', 'n', Phonetic),                // ɳ
    Row::one('\u{274}', 'n', SmallCapital),            // ɴ
    Row::one('\u{275}', 'o', Phonetic),                // ɵ
    Row::one('\u{279}', 'r', Phonetic),                // ɹ
    Row::one('\u{27A}', 'r', Phonetic),                // ɺ
    Row::one('\u{27B}', 'r', Phonetic),                // ɻ
    Row::one('\u{27C}', 'r', Phonetic),                // ɼ
    Row::one('\u{27D}', 'r', Phonetic),                // ɽ
    Row::one('\u{27E}', 'r', Phonetic),                // ɾ
    Row::one('\u{27F}', 'r', Phonetic),                // ɿ
    Row::one('\u{280}', 'r', SmallCapital),            // ʀ
    Row::run('\u{281}', '\u{282}', 'r', Phonetic),     // ʁ–ʂ
    Row::two('\u{283}', 's', 'f', Phonetic),           // ʃ
    Row::one('\u{284}', 'f', Phonetic),                // ʄ
    Row::two('\u{285}', 's', 'l', Phonetic),           // ʅ
    Row::one('\u{287}', 't', Phonetic),                // ʇ
    Row::run('\u{288}', '\u{289}', 't', Phonetic),     // ʈ–ʉ
    Row::two('\u{28A}', 'u', 'o', Phonetic),           // ʊ
    Row::two('\u{28B}', 'u', 'v', Phonetic),           // ʋ
    Row::two('\u{28C}', 'a', 'v', Phonetic),           // ʌ
    Row::two('\u{28D}', 'w', 'm', Phonetic),           // ʍ
    Row::one('\u{28E}', 'y', Phonetic),                // ʎ
    Row::one('\u{28F}', 'y', SmallCapital),            // ʏ
    Row::one('\u{290}', 'z', Phonetic),                // ʐ
    Row::one('\u{291}', 'z', Phonetic),                // ʑ
    Row::one('\u{292}', 'z', Phonetic),                // ʒ
    Row::one('\u{299}', 'b', SmallCapital),            // ʙ
    Row::run('\u{29B}', '\u{29C}', 'g', SmallCapital), // ʛ–ʜ
    Row::run('\u{29D}', '\u{29E}', 'j', Phonetic),     // ʝ–ʞ
    Row::one('\u{29F}', 'l', SmallCapital),            // ʟ
    Row::one('\u{2A0}', 'q', Phonetic),                // ʠ
    Row::two('\u{2AF}', 'h', 'u', Phonetic),           // ʯ
    Row::one('\u{2B0}', 'h', Superscript),             // ʰ
    Row::one('\u{2B1}', 'h', Superscript),             // ʱ
    Row::one('\u{2B2}', 'j', Superscript),             // ʲ
    Row::one('\u{2B3}', 'r', Superscript),             // ʳ
    Row::one('\u{2B4}', 'r', Superscript),             // ʴ
    Row::one('\u{2B5}', 'r', Superscript),             // ʵ
    Row::one('\u{2B6}', 'r', Superscript),             // ʶ
    Row::one('\u{2B7}', 'w', Superscript),             // ʷ
    Row::one('\u{2B8}', 'y', Superscript),             // ʸ
    Row::two('\u{2E0}', 'y', 'v', Superscript),        // ˠ
    Row::one('\u{2E1}', 'l', Superscript),             // ˡ
    Row::one('\u{2E2}', 's', Superscript),             // ˢ
    Row::one('\u{2E3}', 'x', Superscript),             // ˣ
    Row::one('Ϳ', 'j', Greek),
    Row::one('Ά', 'á', Greek),
    Row::one('Έ', 'é', Greek),
    Row::one('Ή', 'h', Greek),
    Row::two('Ί', 'í', 'l', Greek),
    Row::one('Ό', 'ó', Greek),
    Row::two('Ύ', 'ý', 'ú', Greek),
    Row::one('Ώ', 'ó', Greek),
    Row::one('ΐ', 'í', Greek),
    Row::run('Α', 'Β', 'a', Greek),
    Row::one('Γ', 'r', Greek),
    Row::two('Δ', 'a', 'd', Greek),
    Row::one('Ε', 'e', Greek),
    Row::one('Ζ', 'z', Greek),
    Row::one('Η', 'h', Greek),
    Row::one('Θ', 'o', Greek),
    Row::two('Ι', 'i', 'l', Greek),
    Row::one('Κ', 'k', Greek),
    Row::one('Λ', 'a', Greek),
    Row::run('Μ', 'Ν', 'm', Greek),
    Row::one('Ξ', 'e', Greek),
    Row::one('Ο', 'o', Greek),
    Row::two('Π', 'n', 'p', Greek),
    Row::one('Ρ', 'p', Greek),
    Row::two('Σ', 'e', 's', Greek),
    Row::one('Τ', 't', Greek),
    Row::two('Υ', 'y', 'u', Greek),
    Row::two('Φ', 'o', 'p', Greek),
    Row::one('Χ', 'x', Greek),
    Row::two('Ψ', 'y', 'u', Greek),
    Row::one('Ω', 'o', Greek),
    Row::two('Ϊ', 'i', 'l', Greek),
    Row::two('Ϋ', 'y', 'u', Greek),
    Row::one('ά', 'á', Greek),
    Row::one('έ', 'é', Greek),
    Row::one('ή', 'n', Greek),
    Row::one('ί', 'í', Greek),
    Row::two('ΰ', 'ú', 'ý', Greek),
    Row::run('α', 'β', 'a', Greek),
    Row::two('γ', 'y', 'g', Greek),
    Row::two('δ', 'd', 'đ', Greek),
    Row::one('ε', 'e', Greek),
    Row::one('ζ', 'z', Greek),
    Row::run('η', 'θ', 'n', Greek),
    Row::one('ι', 'i', Greek),
    Row::one('κ', 'k', Greek),
    Row::two('λ', 'a', 'l', Greek),
    Row::two('μ', 'u', 'm', Greek),
    Row::two('ν', 'v', 'n', Greek),
    Row::one('ξ', 'e', Greek),
    Row::one('ο', 'o', Greek),
    Row::two('π', 'n', 'p', Greek),
    Row::one('ρ', 'p', Greek),
    Row::two('ς', 'c', 's', Greek),
    Row::two('σ', 'o', 's', Greek),
    Row::one('τ', 't', Greek),
    Row::two('υ', 'u', 'y', Greek),
    Row::two('φ', 'o', 'p', Greek),
    Row::one('χ', 'x', Greek),
    Row::two('ψ', 'y', 'u', Greek),
    Row::one('ω', 'w', Greek),
    Row::one('ϊ', 'i', Greek),
    Row::two('ϋ', 'u', 'y', Greek),
    Row::one('ό', 'ó', Greek),
    Row::two('ύ', 'ú', 'ý', Greek),
    Row::one('ώ', 'w', Greek),
    Row::one('ϐ', 'b', Greek),
    Row::one('ϑ', 'o', Greek),
    Row::one('ϒ', 'y', Greek),
    Row::one('ϓ', 'ý', Greek),
    Row::one('ϔ', 'y', Greek),
    Row::two('ϕ', 'o', 'p', Greek),
    Row::one('ϖ', 'w', Greek),
    Row::one('Ϙ', 'q', Greek),
    Row::one('ϙ', 'q', Greek),
    Row::one('Ϝ', 'f', Greek),
    Row::one('ϝ', 'f', Greek),
    Row::one('ϭ', 'o', OtherScript),
    Row::one('ϰ', 'k', Greek),
    Row::one('ϱ', 'p', Greek),
    Row::one('ϲ', 'c', Greek),
    Row::one('ϳ', 'j', Greek),
    Row::one('ϴ', 'o', Greek),
    Row::one('ϵ', 'e', Greek),
    Row::one('Ϸ', 'p', Greek),
    Row::one('ϸ', 'p', Greek),
    Row::one('Ϲ', 'c', Greek),
    Row::one('Ϻ', 'm', Greek),
    Row::one('ϻ', 'm', Greek),
    Row::one('Ѐ', 'è', Cyrillic),
    Row::one('Ё', 'e', Cyrillic),
    Row::two('Ђ', 'h', 'đ', Cyrillic),
    Row::one('Ѓ', 'r', Cyrillic),
    Row::one('Є', 'e', Cyrillic),
    Row::one('Ѕ', 's', Cyrillic),
    Row::two('І', 'i', 'l', Cyrillic),
    Row::run('Ї', 'Ј', 'i', Cyrillic),
    Row::one('Ћ', 'h', Cyrillic),
    Row::one('Ќ', 'k', Cyrillic),
    Row::two('Ѝ', 'n', 'ù', Cyrillic),
    Row::one('Ў', 'y', Cyrillic),
    Row::one('Џ', 'u', Cyrillic),
    Row::run('А', 'Б', 'a', Cyrillic),
    Row::one('В', 'b', Cyrillic),
    Row::one('Г', 'r', Cyrillic),
    Row::two('Д', 'a', 'd', Cyrillic),
    Row::one('Е', 'e', Cyrillic),
    Row::two('Ж', 'x', 'k', Cyrillic),
    Row::one('З', 'z', Cyrillic),
    Row::two('И', 'n', 'u', Cyrillic),
    Row::two('Й', 'n', 'u', Cyrillic),
    Row::one('К', 'k', Cyrillic),
    Row::two('Л', 'l', 'n', Cyrillic),
    Row::one('М', 'm', Cyrillic),
    Row::two('Н', 'h', 'n', Cyrillic),
    Row::one('О', 'o', Cyrillic),
    Row::one('П', 'n', Cyrillic),
    Row::one('Р', 'p', Cyrillic),
    Row::one('С', 'c', Cyrillic),
    Row::one('Т', 't', Cyrillic),
    Row::one('У', 'y', Cyrillic),
    Row::two('Ф', 'f', 'o', Cyrillic),
    Row::one('Х', 'x', Cyrillic),
    Row::two('Ц', 'u', 'c', Cyrillic),
    Row::one('Ч', 'y', Cyrillic),
    Row::two('Ш', 'w', 'm', Cyrillic),
    Row::two('Щ', 'w', 'm', Cyrillic),
    Row::one('Ъ', 'b', Cyrillic),
    Row::one('Ь', 'b', Cyrillic),
    Row::one('Э', 'e', Cyrillic),
    Row::one('Я', 'r', Cyrillic),
    Row::run('а', 'б', 'a', Cyrillic),
    Row::one('в', 'b', Cyrillic),
    Row::one('г', 'r', Cyrillic),
    Row::two('д', 'd', 'a', Cyrillic),
    Row::one('е', 'e', Cyrillic),
    Row::two('ж', 'x', 'k', Cyrillic),
    Row::one('з', 'z', Cyrillic),
    Row::two('и', 'u', 'n', Cyrillic),
    Row::two('й', 'u', 'n', Cyrillic),
    Row::one('к', 'k', Cyrillic),
    Row::two('л', 'n', 'l', Cyrillic),
    Row::one('м', 'm', Cyrillic),
    Row::two('н', 'h', 'n', Cyrillic),
    Row::one('о', 'o', Cyrillic),
    Row::one('п', 'n', Cyrillic),
    Row::one('р', 'p', Cyrillic),
    Row::one('с', 'c', Cyrillic),
    Row::one('т', 't', Cyrillic),
    Row::one('у', 'y', Cyrillic),
    Row::two('ф', 'f', 'o', Cyrillic),
    Row::one('х', 'x', Cyrillic),
    Row::two('ц', 'u', 'c', Cyrillic),
    Row::one('ч', 'y', Cyrillic),
    Row::two('ш', 'w', 'm', Cyrillic),
    Row::two('щ', 'w', 'm', Cyrillic),
    Row::one('ъ', 'b', Cyrillic),
    Row::one('ь', 'b', Cyrillic),
    Row::one('э', 'e', Cyrillic),
    Row::one('я', 'r', Cyrillic),
    Row::one('ѐ', 'è', Cyrillic),
    Row::one('ё', 'e', Cyrillic),
    Row::two('ђ', 'h', 'đ', Cyrillic),
    Row::one('ѓ', 'r', Cyrillic),
    Row::one('є', 'e', Cyrillic),
    Row::one('ѕ', 's', Cyrillic),
    Row::one('і', 'i', Cyrillic),
    Row::run('ї', 'ј', 'i', Cyrillic),
    Row::one('ћ', 'h', Cyrillic),
    Row::one('ќ', 'k', Cyrillic),
    Row::two('ѝ', 'ù', 'n', Cyrillic),
    Row::one('ў', 'y', Cyrillic),
    Row::one('џ', 'u', Cyrillic),
    Row::one('Ѡ', 'w', Cyrillic),
    Row::one('ѡ', 'w', Cyrillic),
    Row::one('Ѣ', 'b', Cyrillic),
    Row::one('ѣ', 'b', Cyrillic),
    Row::one('Ѳ', 'o', Cyrillic),
    Row::one('ѳ', 'o', Cyrillic),
    Row::one('Ѵ', 'v', Cyrillic),
    Row::one('ѵ', 'v', Cyrillic),
    Row::one('Ѷ', 'v', Cyrillic),
    Row::one('ѷ', 'v', Cyrillic),
    Row::one('Ҍ', 'b', Cyrillic),
    Row::one('ҍ', 'b', Cyrillic),
    Row::one('Ґ', 'r', Cyrillic),
    Row::one('ґ', 'r', Cyrillic),
    Row::two('Ғ', 'f', 'r', Cyrillic),
    Row::two('ғ', 'f', 'r', Cyrillic),
    Row::one('ҕ', 'b', Cyrillic),
    Row::one('Қ', 'k', Cyrillic),
    Row::one('қ', 'k', Cyrillic),
    Row::one('Ҝ', 'k', Cyrillic),
    Row::one('ҝ', 'k', Cyrillic),
    Row::one('Ҟ', 'k', Cyrillic),
    Row::one('ҟ', 'k', Cyrillic),
    Row::one('Ҡ', 'k', Cyrillic),
    Row::one('ҡ', 'k', Cyrillic),
    Row::two('Ң', 'h', 'n', Cyrillic),
    Row::two('ң', 'h', 'n', Cyrillic),
    Row::two('Ҥ', 'h', 'n', Cyrillic),
    Row::two('ҥ', 'h', 'n', Cyrillic),
    Row::one('ҩ', 'q', Cyrillic),
    Row::one('Ҫ', 'c', Cyrillic),
    Row::one('ҫ', 'c', Cyrillic),
    Row::one('Ҭ', 't', Cyrillic),
    Row::one('ҭ', 't', Cyrillic),
    Row::one('Ү', 'y', Cyrillic),
    Row::one('ү', 'y', Cyrillic),
    Row::one('Ұ', 'y', Cyrillic),
    Row::one('ұ', 'y', Cyrillic),
    Row::one('Ҳ', 'x', Cyrillic),
    Row::one('ҳ', 'x', Cyrillic),
    Row::one('Ҷ', 'y', Cyrillic),
    Row::one('ҷ', 'y', Cyrillic),
    Row::one('Ҹ', 'y', Cyrillic),
    Row::one('ҹ', 'y', Cyrillic),
    Row::one('Һ', 'h', Cyrillic),
    Row::one('һ', 'h', Cyrillic),
    Row::one('ҽ', 'e', Cyrillic),
    Row::one('ҿ', 'e', Cyrillic),
    Row::two('Ӏ', 'l', 'i', Cyrillic),
    Row::two('Ӂ', 'x', 'k', Cyrillic),
    Row::two('ӂ', 'x', 'k', Cyrillic),
    Row::one('Ӄ', 'k', Cyrillic),
    Row::one('ӄ', 'k', Cyrillic),
    Row::two('Ӈ', 'h', 'n', Cyrillic),
    Row::two('ӈ', 'h', 'n', Cyrillic),
    Row::two('Ӊ', 'h', 'n', Cyrillic),
    Row::two('ӊ', 'h', 'n', Cyrillic),
    Row::one('Ӎ', 'm', Cyrillic),
    Row::one('ӎ', 'm', Cyrillic),
    Row::two('ӏ', 'l', 'i', Cyrillic),
    Row::one('Ӑ', 'a', Cyrillic),
    Row::one('ӑ', 'a', Cyrillic),
    Row::one('Ӓ', 'a', Cyrillic),
    Row::one('ӓ', 'a', Cyrillic),
    Row::one('Ӗ', 'e', Cyrillic),
    Row::one('ӗ', 'e', Cyrillic),
    Row::two('Ә', 'e', 'a', Cyrillic),
    Row::two('ә', 'e', 'a', Cyrillic),
    Row::two('Ӛ', 'e', 'a', Cyrillic),
    Row::two('ӛ', 'e', 'a', Cyrillic),
    Row::two('Ӝ', 'x', 'k', Cyrillic),
    Row::two('ӝ', 'x', 'k', Cyrillic),
    Row::one('Ӟ', 'z', Cyrillic),
    Row::one('ӟ', 'z', Cyrillic),
    Row::two('Ӣ', 'n', 'u', Cyrillic),
    Row::two('ӣ', 'u', 'n', Cyrillic),
    Row::two('Ӥ', 'n', 'u', Cyrillic),
    Row::two('ӥ', 'u', 'n', Cyrillic),
    Row::one('Ӧ', 'o', Cyrillic),
    Row::one('ӧ', 'o', Cyrillic),
    Row::one('Ө', 'o', Cyrillic),
    Row::one('ө', 'o', Cyrillic),
    Row::one('Ӫ', 'o', Cyrillic),
    Row::one('ӫ', 'o', Cyrillic),
    Row::one('Ӭ', 'e', Cyrillic),
    Row::one('ӭ', 'e', Cyrillic),
    Row::one('Ӯ', 'y', Cyrillic),
    Row::one('ӯ', 'y', Cyrillic),
    Row::one('Ӱ', 'y', Cyrillic),
    Row::one('ӱ', 'y', Cyrillic),
    Row::one('Ӳ', 'y', Cyrillic),
    Row::one('ӳ', 'y', Cyrillic),
    Row::one('Ӵ', 'y', Cyrillic),
    Row::one('ӵ', 'y', Cyrillic),
    Row::two('Ӻ', 'f', 'r', Cyrillic),
    Row::two('ӻ', 'f', 'r', Cyrillic),
    Row::one('Ӽ', 'x', Cyrillic),
    Row::one('ӽ', 'x', Cyrillic),
    Row::one('Ԁ', 'd', Cyrillic),
    Row::one('ԁ', 'd', Cyrillic),
    Row::one('Ԍ', 'g', Cyrillic),
    Row::one('ԍ', 'g', Cyrillic),
    Row::one('Ԏ', 't', Cyrillic),
    Row::one('ԏ', 't', Cyrillic),
    Row::one('Ԑ', 'e', Cyrillic),
    Row::one('ԑ', 'e', Cyrillic),
    Row::two('Ԓ', 'l', 'n', Cyrillic),
    Row::two('ԓ', 'n', 'l', Cyrillic),
    Row::one('Ԛ', 'q', Cyrillic),
    Row::one('ԛ', 'q', Cyrillic),
    Row::one('Ԝ', 'w', Cyrillic),
    Row::one('ԝ', 'w', Cyrillic),
    Row::one('Ԟ', 'k', Cyrillic),
    Row::one('ԟ', 'k', Cyrillic),
    Row::two('ԡ', 'n', 'l', Cyrillic),
    Row::two('Ԣ', 'h', 'n', Cyrillic),
    Row::two('ԣ', 'h', 'n', Cyrillic),
    Row::one('Ԥ', 'n', Cyrillic),
    Row::one('ԥ', 'n', Cyrillic),
    Row::one('Ԧ', 'h', Cyrillic),
    Row::one('ԧ', 'h', Cyrillic),
    Row::two('ԩ', 'h', 'n', Cyrillic),
    Row::two('ԯ', 'n', 'l', Cyrillic),
    Row::one('\u{54D}', 'u', OtherScript),                 // Ս
    Row::one('\u{54F}', 's', OtherScript),                 // Տ
    Row::one('\u{555}', 'o', OtherScript),                 // Օ
    Row::one('\u{561}', 'w', OtherScript),                 // ա
    Row::one('\u{563}', 'q', OtherScript),                 // գ
    Row::one('\u{566}', 'q', OtherScript),                 // զ
    Row::one('\u{570}', 'h', OtherScript),                 // հ
    Row::one('\u{572}', 'n', OtherScript),                 // ղ
    Row::one('\u{578}', 'n', OtherScript),                 // ո
    Row::one('\u{57C}', 'n', OtherScript),                 // ռ
    Row::one('\u{57D}', 'u', OtherScript),                 // ս
    Row::one('\u{581}', 'g', OtherScript),                 // ց
    Row::one('\u{582}', 'i', OtherScript),                 // ւ
    Row::one('\u{584}', 'f', OtherScript),                 // ք
    Row::one('\u{585}', 'o', OtherScript),                 // օ
    Row::one('\u{E3F}', 'b', Other),                       // ฿
    Row::one('\u{10E7}', 'y', OtherScript),                // ყ
    Row::one('\u{10FF}', 'o', OtherScript),                // ჿ
    Row::two('\u{13A0}', 'd', 'đ', OtherScript),           // Ꭰ
    Row::one('\u{13A1}', 'r', OtherScript),                // Ꭱ
    Row::one('\u{13A2}', 't', OtherScript),                // Ꭲ
    Row::one('\u{13A5}', 'i', OtherScript),                // Ꭵ
    Row::one('\u{13A9}', 'y', OtherScript),                // Ꭹ
    Row::one('\u{13AA}', 'a', OtherScript),                // Ꭺ
    Row::one('\u{13AB}', 'j', OtherScript),                // Ꭻ
    Row::one('\u{13AC}', 'e', OtherScript),                // Ꭼ
    Row::run('\u{13B3}', '\u{13B4}', 'w', OtherScript),    // Ꮃ–Ꮄ
    Row::one('\u{13B6}', 'g', OtherScript),                // Ꮆ
    Row::one('\u{13B7}', 'm', OtherScript),                // Ꮇ
    Row::one('\u{13BB}', 'h', OtherScript),                // Ꮋ
    Row::one('\u{13BD}', 'y', OtherScript),                // Ꮍ
    Row::one('\u{13BE}', 'o', OtherScript),                // Ꮎ
    Row::one('\u{13C0}', 'g', OtherScript),                // Ꮐ
    Row::one('\u{13C2}', 'h', OtherScript),                // Ꮒ
    Row::one('\u{13C3}', 'z', OtherScript),                // Ꮓ
    Row::one('\u{13C6}', 'i', OtherScript),                // Ꮖ
    Row::one('\u{13CB}', 'e', OtherScript),                // Ꮛ
    Row::one('\u{13CC}', 'u', OtherScript),                // Ꮜ
    Row::one('\u{13CF}', 'b', OtherScript),                // Ꮟ
    Row::one('\u{13D0}', 'h', OtherScript),                // Ꮠ
    Row::one('\u{13D2}', 'r', OtherScript),                // Ꮢ
    Row::one('\u{13D4}', 'w', OtherScript),                // Ꮤ
    Row::one('\u{13D5}', 's', OtherScript),                // Ꮥ
    Row::one('\u{13D9}', 'v', OtherScript),                // Ꮩ
    Row::one('\u{13DA}', 's', OtherScript),                // Ꮪ
    Row::one('\u{13DE}', 'l', OtherScript),                // Ꮮ
    Row::one('\u{13DF}', 'c', OtherScript),                // Ꮯ
    Row::one('\u{13E2}', 'p', OtherScript),                // Ꮲ
    Row::one('\u{13E6}', 'k', OtherScript),                // Ꮶ
    Row::two('\u{13E7}', 'd', 'đ', OtherScript),           // Ꮷ
    Row::one('\u{13EB}', 'o', OtherScript),                // Ꮻ
    Row::one('\u{13F0}', 'b', OtherScript),                // Ᏸ
    Row::one('\u{13F2}', 'h', OtherScript),                // Ᏺ
    Row::one('\u{13F3}', 'g', OtherScript),                // Ᏻ
    Row::one('\u{13F4}', 'b', OtherScript),                // Ᏼ
    Row::one('\u{142F}', 'v', OtherScript),                // ᐯ
    Row::one('\u{1431}', 'a', OtherScript),                // ᐱ
    Row::one('\u{144C}', 'u', OtherScript),                // ᑌ
    Row::one('\u{144E}', 'n', OtherScript),                // ᑎ
    Row::one('\u{1455}', 'c', OtherScript),                // ᑕ
    Row::one('\u{146B}', 'q', OtherScript),                // ᑫ
    Row::one('\u{146D}', 'p', OtherScript),                // ᑭ
    Row::one('\u{146F}', 'd', OtherScript),                // ᑯ
    Row::one('\u{1472}', 'b', OtherScript),                // ᑲ
    Row::one('\u{1473}', 'b', OtherScript),                // ᑳ
    Row::one('\u{148D}', 'j', OtherScript),                // ᒍ
    Row::one('\u{14AA}', 'l', OtherScript),                // ᒪ
    Row::one('\u{1515}', 's', OtherScript),                // ᔕ
    Row::one('\u{1541}', 'x', OtherScript),                // ᕁ
    Row::one('\u{156E}', 'e', OtherScript),                // ᕮ
    Row::one('\u{157C}', 'h', OtherScript),                // ᕼ
    Row::one('\u{157D}', 'x', OtherScript),                // ᕽ
    Row::one('\u{1587}', 'r', OtherScript),                // ᖇ
    Row::one('\u{15AF}', 'b', OtherScript),                // ᖯ
    Row::one('\u{15B4}', 'f', OtherScript),                // ᖴ
    Row::one('\u{15C5}', 'a', OtherScript),                // ᗅ
    Row::one('\u{15DD}', 'o', OtherScript),                // ᗝ
    Row::two('\u{15DE}', 'd', 'đ', OtherScript),           // ᗞ
    Row::one('\u{15E9}', 'a', OtherScript),                // ᗩ
    Row::one('\u{15EA}', 'd', OtherScript),                // ᗪ
    Row::one('\u{15EF}', 'w', OtherScript),                // ᗯ
    Row::one('\u{15F0}', 'm', OtherScript),                // ᗰ
    Row::one('\u{15F7}', 'b', OtherScript),                // ᗷ
    Row::one('\u{161C}', 'g', OtherScript),                // ᘜ
    Row::one('\u{16B7}', 'x', OtherScript),                // ᚷ
    Row::two('\u{16C1}', 'l', 'i', OtherScript),           // ᛁ
    Row::one('\u{16D5}', 'k', OtherScript),                // ᛕ
    Row::one('\u{16D6}', 'm', OtherScript),                // ᛖ
    Row::one('\u{1D00}', 'a', SmallCapital),               // ᴀ
    Row::run('\u{1D03}', '\u{1D05}', 'b', SmallCapital),   // ᴃ–ᴅ
    Row::one('\u{1D06}', 'đ', SmallCapital),               // ᴆ
    Row::one('\u{1D07}', 'e', SmallCapital),               // ᴇ
    Row::run('\u{1D0A}', '\u{1D0D}', 'j', SmallCapital),   // ᴊ–ᴍ
    Row::two('\u{1D0E}', 'n', 'u', SmallCapital),          // ᴎ
    Row::one('\u{1D0F}', 'o', SmallCapital),               // ᴏ
    Row::two('\u{1D10}', 'o', 'c', SmallCapital),          // ᴐ
    Row::one('\u{1D11}', 'o', SmallCapital),               // ᴑ
    Row::one('\u{1D13}', 'o', SmallCapital),               // ᴓ
    Row::one('\u{1D18}', 'p', SmallCapital),               // ᴘ
    Row::one('\u{1D19}', 'r', SmallCapital),               // ᴙ
    Row::one('\u{1D1A}', 'r', SmallCapital),               // ᴚ
    Row::run('\u{1D1B}', '\u{1D1C}', 't', SmallCapital),   // ᴛ–ᴜ
    Row::one('\u{1D1D}', 'u', SmallCapital),               // ᴝ
    Row::one('\u{1D1F}', 'm', SmallCapital),               // ᴟ
    Row::run('\u{1D20}', '\u{1D21}', 'v', SmallCapital),   // ᴠ–ᴡ
    Row::one('\u{1D22}', 'z', SmallCapital),               // ᴢ
    Row::one('\u{1D23}', 'z', SmallCapital),               // ᴣ
    Row::one('\u{1D26}', 'r', Greek),                      // ᴦ
    Row::one('\u{1D27}', 'a', Greek),                      // ᴧ
    Row::one('\u{1D28}', 'n', Greek),                      // ᴨ
    Row::one('\u{1D29}', 'p', Greek),                      // ᴩ
    Row::one('\u{1D2C}', 'a', Superscript),                // ᴬ
    Row::one('\u{1D2E}', 'b', Superscript),                // ᴮ
    Row::run('\u{1D30}', '\u{1D31}', 'd', Superscript),    // ᴰ–ᴱ
    Row::one('\u{1D32}', 'e', Superscript),                // ᴲ
    Row::run('\u{1D33}', '\u{1D3A}', 'g', Superscript),    // ᴳ–ᴺ
    Row::one('\u{1D3C}', 'o', Superscript),                // ᴼ
    Row::one('\u{1D3E}', 'p', Superscript),                // ᴾ
    Row::one('\u{1D3F}', 'r', Superscript),                // ᴿ
    Row::run('\u{1D40}', '\u{1D41}', 't', Superscript),    // ᵀ–ᵁ
    Row::one('\u{1D42}', 'w', Superscript),                // ᵂ
    Row::one('\u{1D43}', 'a', Superscript),                // ᵃ
    Row::one('\u{1D44}', 'a', Superscript),                // ᵄ
    Row::one('\u{1D45}', 'a', Superscript),                // ᵅ
    Row::one('\u{1D47}', 'b', Superscript),                // ᵇ
    Row::run('\u{1D48}', '\u{1D49}', 'd', Superscript),    // ᵈ–ᵉ
    Row::two('\u{1D4A}', 'e', 'a', Superscript),           // ᵊ
    Row::one('\u{1D4B}', 'e', Superscript),                // ᵋ
    Row::one('\u{1D4C}', 'e', Superscript),                // ᵌ
    Row::one('\u{1D4D}', 'g', Superscript),                // ᵍ
    Row::one('\u{1D4F}', 'k', Superscript),                // ᵏ
    Row::run('\u{1D50}', '\u{1D52}', 'm', Superscript),    // ᵐ–ᵒ
    Row::two('\u{1D53}', 'o', 'c', Superscript),           // ᵓ
    Row::one('\u{1D56}', 'p', Superscript),                // ᵖ
    Row::run('\u{1D57}', '\u{1D58}', 't', Superscript),    // ᵗ–ᵘ
    Row::one('\u{1D59}', 'u', Superscript),                // ᵙ
    Row::two('\u{1D5A}', 'u', 'm', Superscript),           // ᵚ
    Row::one('\u{1D5B}', 'v', Superscript),                // ᵛ
    Row::one('\u{1D5D}', 'b', Superscript),                // ᵝ
    Row::two('\u{1D5E}', 'y', 'g', Superscript),           // ᵞ
    Row::two('\u{1D5F}', 'd', 'đ', Superscript),           // ᵟ
    Row::two('\u{1D60}', 'o', 'p', Superscript),           // ᵠ
    Row::one('\u{1D61}', 'x', Superscript),                // ᵡ
    Row::one('\u{1D62}', 'i', Superscript),                // ᵢ
    Row::one('\u{1D63}', 'r', Superscript),                // ᵣ
    Row::run('\u{1D64}', '\u{1D65}', 'u', Superscript),    // ᵤ–ᵥ
    Row::one('\u{1D66}', 'b', Superscript),                // ᵦ
    Row::two('\u{1D67}', 'y', 'g', Superscript),           // ᵧ
    Row::one('\u{1D68}', 'p', Superscript),                // ᵨ
    Row::two('\u{1D69}', 'o', 'p', Superscript),           // ᵩ
    Row::one('\u{1D6A}', 'x', Superscript),                // ᵪ
    Row::one('\u{1D6C}', 'b', Phonetic),                   // ᵬ
    Row::one('\u{1D6D}', 'đ', Phonetic),                   // ᵭ
    Row::one('\u{1D6E}', 'f', Phonetic),                   // ᵮ
    Row::run('\u{1D6F}', '\u{1D70}', 'm', Phonetic),       // ᵯ–ᵰ
    Row::one('\u{1D72}', 'r', Phonetic),                   // ᵲ
    Row::run('\u{1D74}', '\u{1D75}', 's', Phonetic),       // ᵴ–ᵵ
    Row::one('\u{1D76}', 'z', Phonetic),                   // ᵶ
    Row::two('\u{1D78}', 'h', 'n', Superscript),           // ᵸ
    Row::one('\u{1D7B}', 'i', Phonetic),                   // ᵻ
    Row::one('\u{1D7C}', 'i', Phonetic),                   // ᵼ
    Row::one('\u{1D7D}', 'p', Phonetic),                   // ᵽ
    Row::one('\u{1D7E}', 'u', Phonetic),                   // ᵾ
    Row::one('\u{1D80}', 'b', Phonetic),                   // ᶀ
    Row::two('\u{1D81}', 'd', 'đ', Phonetic),              // ᶁ
    Row::run('\u{1D82}', '\u{1D83}', 'f', Phonetic),       // ᶂ–ᶃ
    Row::run('\u{1D84}', '\u{1D87}', 'k', Phonetic),       // ᶄ–ᶇ
    Row::one('\u{1D88}', 'p', Phonetic),                   // ᶈ
    Row::run('\u{1D89}', '\u{1D8A}', 'r', Phonetic),       // ᶉ–ᶊ
    Row::two('\u{1D8C}', 'v', 'y', Phonetic),              // ᶌ
    Row::one('\u{1D8D}', 'x', Phonetic),                   // ᶍ
    Row::one('\u{1D8E}', 'z', Phonetic),                   // ᶎ
    Row::two('\u{1D91}', 'd', 'đ', Phonetic),              // ᶑ
    Row::one('\u{1D99}', 'u', Phonetic),                   // ᶙ
    Row::one('\u{1D9B}', 'a', Superscript),                // ᶛ
    Row::one('\u{1D9C}', 'c', Superscript),                // ᶜ
    Row::one('\u{1D9D}', 'c', Superscript),                // ᶝ
    Row::one('\u{1D9E}', 'đ', Superscript),                // ᶞ
    Row::run('\u{1D9F}', '\u{1DA0}', 'e', Superscript),    // ᶟ–ᶠ
    Row::two('\u{1DA1}', 'j', 'f', Superscript),           // ᶡ
    Row::one('\u{1DA2}', 'g', Superscript),                // ᶢ
    Row::two('\u{1DA3}', 'h', 'u', Superscript),           // ᶣ
    Row::one('\u{1DA4}', 'i', Superscript),                // ᶤ
    Row::two('\u{1DA5}', 'i', 'l', Superscript),           // ᶥ
    Row::one('\u{1DA6}', 'i', Superscript),                // ᶦ
    Row::run('\u{1DA7}', '\u{1DA8}', 'i', Superscript),    // ᶧ–ᶨ
    Row::one('\u{1DA9}', 'l', Superscript),                // ᶩ
    Row::one('\u{1DAA}', 'l', Superscript),                // ᶪ
    Row::run('\u{1DAB}', '\u{1DAC}', 'l', Superscript),    // ᶫ–ᶬ
    Row::two('\u{1DAD}', 'u', 'm', Superscript),           // ᶭ
    Row::one('\u{1DAE}', 'n', Superscript),                // ᶮ
    Row::one('\u{1DAF}', 'n', Superscript),                // ᶯ
    Row::run('\u{1DB0}', '\u{1DB1}', 'n', Superscript),    // ᶰ–ᶱ
    Row::one('\u{1DB3}', 's', Superscript),                // ᶳ
    Row::two('\u{1DB4}', 's', 'f', Superscript),           // ᶴ
    Row::run('\u{1DB5}', '\u{1DB6}', 't', Superscript),    // ᶵ–ᶶ
    Row::two('\u{1DB7}', 'u', 'o', Superscript),           // ᶷ
    Row::one('\u{1DB8}', 'u', Superscript),                // ᶸ
    Row::two('\u{1DB9}', 'u', 'v', Superscript),           // ᶹ
    Row::two('\u{1DBA}', 'a', 'v', Superscript),           // ᶺ
    Row::one('\u{1DBB}', 'z', Superscript),                // ᶻ
    Row::one('\u{1DBC}', 'z', Superscript),                // ᶼ
    Row::one('\u{1DBD}', 'z', Superscript),                // ᶽ
    Row::one('\u{1DBE}', 'z', Superscript),                // ᶾ
    Row::one('\u{1DBF}', 'o', Superscript),                // ᶿ
    Row::one('\u{1E00}', 'a', ForeignMark),                // Ḁ
    Row::run('\u{1E01}', '\u{1E02}', 'a', ForeignMark),    // ḁ–Ḃ
    Row::one('\u{1E03}', 'b', ForeignMark),                // ḃ
    Row::one('\u{1E04}', 'b', ForeignMark),                // Ḅ
    Row::one('\u{1E05}', 'b', ForeignMark),                // ḅ
    Row::one('\u{1E06}', 'b', ForeignMark),                // Ḇ
    Row::run('\u{1E07}', '\u{1E08}', 'b', ForeignMark),    // ḇ–Ḉ
    Row::one('\u{1E09}', 'c', ForeignMark),                // ḉ
    Row::two('\u{1E0A}', 'd', 'đ', ForeignMark),           // Ḋ
    Row::two('\u{1E0B}', 'd', 'đ', ForeignMark),           // ḋ
    Row::two('\u{1E0C}', 'd', 'đ', ForeignMark),           // Ḍ
    Row::two('\u{1E0D}', 'd', 'đ', ForeignMark),           // ḍ
    Row::two('\u{1E0E}', 'd', 'đ', ForeignMark),           // Ḏ
    Row::two('\u{1E0F}', 'd', 'đ', ForeignMark),           // ḏ
    Row::two('\u{1E10}', 'd', 'đ', ForeignMark),           // Ḑ
    Row::two('\u{1E11}', 'd', 'đ', ForeignMark),           // ḑ
    Row::two('\u{1E12}', 'd', 'đ', ForeignMark),           // Ḓ
    Row::two('\u{1E13}', 'd', 'đ', ForeignMark),           // ḓ
    Row::one('\u{1E14}', 'è', ForeignMark),                // Ḕ
    Row::one('\u{1E15}', 'è', ForeignMark),                // ḕ
    Row::one('\u{1E16}', 'é', ForeignMark),                // Ḗ
    Row::one('\u{1E17}', 'é', ForeignMark),                // ḗ
    Row::one('\u{1E18}', 'e', ForeignMark),                // Ḙ
    Row::one('\u{1E19}', 'e', ForeignMark),                // ḙ
    Row::one('\u{1E1A}', 'e', ForeignMark),                // Ḛ
    Row::one('\u{1E1B}', 'e', ForeignMark),                // ḛ
    Row::two('\u{1E1C}', 'e', 'ê', ForeignMark),           // Ḝ
    Row::two('\u{1E1D}', 'e', 'ê', ForeignMark),           // ḝ
    Row::one('\u{1E1E}', 'f', ForeignMark),                // Ḟ
    Row::run('\u{1E1F}', '\u{1E20}', 'f', ForeignMark),    // ḟ–Ḡ
    Row::run('\u{1E21}', '\u{1E22}', 'g', ForeignMark),    // ḡ–Ḣ
    Row::one('\u{1E23}', 'h', ForeignMark),                // ḣ
    Row::one('\u{1E24}', 'h', ForeignMark),                // Ḥ
    Row::one('\u{1E25}', 'h', ForeignMark),                // ḥ
    Row::one('\u{1E26}', 'h', ForeignMark),                // Ḧ
    Row::one('\u{1E27}', 'h', ForeignMark),                // ḧ
    Row::one('\u{1E28}', 'h', ForeignMark),                // Ḩ
    Row::one('\u{1E29}', 'h', ForeignMark),                // ḩ
    Row::one('\u{1E2A}', 'h', ForeignMark),                // Ḫ
    Row::run('\u{1E2B}', '\u{1E2C}', 'h', ForeignMark),    // ḫ–Ḭ
    Row::one('\u{1E2D}', 'i', ForeignMark),                // ḭ
    Row::one('\u{1E2E}', 'í', ForeignMark),                // Ḯ
    Row::one('\u{1E2F}', 'í', ForeignMark),                // ḯ
    Row::one('\u{1E30}', 'k', ForeignMark),                // Ḱ
    Row::one('\u{1E31}', 'k', ForeignMark),                // ḱ
    Row::one('\u{1E32}', 'k', ForeignMark),                // Ḳ
    Row::one('\u{1E33}', 'k', ForeignMark),                // ḳ
    Row::one('\u{1E34}', 'k', ForeignMark),                // Ḵ
    Row::run('\u{1E35}', '\u{1E36}', 'k', ForeignMark),    // ḵ–Ḷ
    Row::one('\u{1E37}', 'l', ForeignMark),                // ḷ
    Row::one('\u{1E38}', 'l', ForeignMark),                // Ḹ
    Row::one('\u{1E39}', 'l', ForeignMark),                // ḹ
    Row::one('\u{1E3A}', 'l', ForeignMark),                // Ḻ
    Row::one('\u{1E3B}', 'l', ForeignMark),                // ḻ
    Row::one('\u{1E3C}', 'l', ForeignMark),                // Ḽ
    Row::run('\u{1E3D}', '\u{1E3E}', 'l', ForeignMark),    // ḽ–Ḿ
    Row::one('\u{1E3F}', 'm', ForeignMark),                // ḿ
    Row::one('\u{1E40}', 'm', ForeignMark),                // Ṁ
    Row::one('\u{1E41}', 'm', ForeignMark),                // ṁ
    Row::one('\u{1E42}', 'm', ForeignMark),                // Ṃ
    Row::run('\u{1E43}', '\u{1E44}', 'm', ForeignMark),    // ṃ–Ṅ
    Row::one('\u{1E45}', 'n', ForeignMark),                // ṅ
    Row::one('\u{1E46}', 'n', ForeignMark),                // Ṇ
    Row::one('\u{1E47}', 'n', ForeignMark),                // ṇ
    Row::one('\u{1E48}', 'n', ForeignMark),                // Ṉ
    Row::one('\u{1E49}', 'n', ForeignMark),                // ṉ
    Row::one('\u{1E4A}', 'n', ForeignMark),                // Ṋ
    Row::one('\u{1E4B}', 'n', ForeignMark),                // ṋ
    Row::one('\u{1E4C}', 'õ', ForeignMark),                // Ṍ
    Row::one('\u{1E4D}', 'õ', ForeignMark),                // ṍ
    Row::one('\u{1E4E}', 'õ', ForeignMark),                // Ṏ
    Row::one('\u{1E4F}', 'õ', ForeignMark),                // ṏ
    Row::one('\u{1E50}', 'ò', ForeignMark),                // Ṑ
    Row::one('\u{1E51}', 'ò', ForeignMark),                // ṑ
    Row::one('\u{1E52}', 'ó', ForeignMark),                // Ṓ
    Row::one('\u{1E53}', 'ó', ForeignMark),                // ṓ
    Row::one('\u{1E54}', 'p', ForeignMark),                // Ṕ
    Row::one('\u{1E55}', 'p', ForeignMark),                // ṕ
    Row::one('\u{1E56}', 'p', ForeignMark),                // Ṗ
    Row::one('\u{1E57}', 'p', ForeignMark),                // ṗ
    Row::one('\u{1E58}', 'r', ForeignMark),                // Ṙ
    Row::one('\u{1E59}', 'r', ForeignMark),                // ṙ
    Row::one('\u{1E5A}', 'r', ForeignMark),                // Ṛ
    Row::one('\u{1E5B}', 'r', ForeignMark),                // ṛ
    Row::one('\u{1E5C}', 'r', ForeignMark),                // Ṝ
    Row::one('\u{1E5D}', 'r', ForeignMark),                // ṝ
    Row::one('\u{1E5E}', 'r', ForeignMark),                // Ṟ
    Row::run('\u{1E5F}', '\u{1E60}', 'r', ForeignMark),    // ṟ–Ṡ
    Row::one('\u{1E61}', 's', ForeignMark),                // ṡ
    Row::one('\u{1E62}', 's', ForeignMark),                // Ṣ
    Row::one('\u{1E63}', 's', ForeignMark),                // ṣ
    Row::one('\u{1E64}', 's', ForeignMark),                // Ṥ
    Row::one('\u{1E65}', 's', ForeignMark),                // ṥ
    Row::one('\u{1E66}', 's', ForeignMark),                // Ṧ
    Row::one('\u{1E67}', 's', ForeignMark),                // ṧ
    Row::one('\u{1E68}', 's', ForeignMark),                // Ṩ
    Row::run('\u{1E69}', '\u{1E6A}', 's', ForeignMark),    // ṩ–Ṫ
    Row::one('\u{1E6B}', 't', ForeignMark),                // ṫ
    Row::one('\u{1E6C}', 't', ForeignMark),                // Ṭ
    Row::one('\u{1E6D}', 't', ForeignMark),                // ṭ
    Row::one('\u{1E6E}', 't', ForeignMark),                // Ṯ
    Row::one('\u{1E6F}', 't', ForeignMark),                // ṯ
    Row::one('\u{1E70}', 't', ForeignMark),                // Ṱ
    Row::run('\u{1E71}', '\u{1E72}', 't', ForeignMark),    // ṱ–Ṳ
    Row::one('\u{1E73}', 'u', ForeignMark),                // ṳ
    Row::one('\u{1E74}', 'u', ForeignMark),                // Ṵ
    Row::one('\u{1E75}', 'u', ForeignMark),                // ṵ
    Row::one('\u{1E76}', 'u', ForeignMark),                // Ṷ
    Row::one('\u{1E77}', 'u', ForeignMark),                // ṷ
    Row::one('\u{1E78}', 'ũ', ForeignMark),                // Ṹ
    Row::one('\u{1E79}', 'ũ', ForeignMark),                // ṹ
    Row::one('\u{1E7A}', 'u', ForeignMark),                // Ṻ
    Row::run('\u{1E7B}', '\u{1E7C}', 'u', ForeignMark),    // ṻ–Ṽ
    Row::one('\u{1E7D}', 'v', ForeignMark),                // ṽ
    Row::one('\u{1E7E}', 'v', ForeignMark),                // Ṿ
    Row::run('\u{1E7F}', '\u{1E80}', 'v', ForeignMark),    // ṿ–Ẁ
    Row::one('\u{1E81}', 'w', ForeignMark),                // ẁ
    Row::one('\u{1E82}', 'w', ForeignMark),                // Ẃ
    Row::one('\u{1E83}', 'w', ForeignMark),                // ẃ
    Row::one('\u{1E84}', 'w', ForeignMark),                // Ẅ
    Row::one('\u{1E85}', 'w', ForeignMark),                // ẅ
    Row::one('\u{1E86}', 'w', ForeignMark),                // Ẇ
    Row::one('\u{1E87}', 'w', ForeignMark),                // ẇ
    Row::one('\u{1E88}', 'w', ForeignMark),                // Ẉ
    Row::run('\u{1E89}', '\u{1E8A}', 'w', ForeignMark),    // ẉ–Ẋ
    Row::one('\u{1E8B}', 'x', ForeignMark),                // ẋ
    Row::one('\u{1E8C}', 'x', ForeignMark),                // Ẍ
    Row::run('\u{1E8D}', '\u{1E8E}', 'x', ForeignMark),    // ẍ–Ẏ
    Row::run('\u{1E8F}', '\u{1E90}', 'y', ForeignMark),    // ẏ–Ẑ
    Row::one('\u{1E91}', 'z', ForeignMark),                // ẑ
    Row::one('\u{1E92}', 'z', ForeignMark),                // Ẓ
    Row::one('\u{1E93}', 'z', ForeignMark),                // ẓ
    Row::one('\u{1E94}', 'z', ForeignMark),                // Ẕ
    Row::one('\u{1E95}', 'z', ForeignMark),                // ẕ
    Row::one('\u{1E96}', 'h', ForeignMark),                // ẖ
    Row::one('\u{1E97}', 't', ForeignMark),                // ẗ
    Row::one('\u{1E98}', 'w', ForeignMark),                // ẘ
    Row::one('\u{1E99}', 'y', ForeignMark),                // ẙ
    Row::two('\u{1E9B}', 's', 'f', Phonetic),              // ẛ
    Row::two('\u{1E9C}', 's', 'f', Phonetic),              // ẜ
    Row::two('\u{1E9D}', 's', 'f', Phonetic),              // ẝ
    Row::two('\u{1E9E}', 'b', 's', Phonetic),              // ẞ
    Row::one('\u{1EFE}', 'y', Phonetic),                   // Ỿ
    Row::one('\u{1EFF}', 'y', Phonetic),                   // ỿ
    Row::one('\u{1F00}', 'a', Greek),                      // ἀ
    Row::one('\u{1F01}', 'a', Greek),                      // ἁ
    Row::one('\u{1F02}', 'à', Greek),                      // ἂ
    Row::one('\u{1F03}', 'à', Greek),                      // ἃ
    Row::one('\u{1F04}', 'á', Greek),                      // ἄ
    Row::one('\u{1F05}', 'á', Greek),                      // ἅ
    Row::one('\u{1F06}', 'ã', Greek),                      // ἆ
    Row::one('\u{1F07}', 'ã', Greek),                      // ἇ
    Row::one('\u{1F08}', 'a', Greek),                      // Ἀ
    Row::one('\u{1F09}', 'a', Greek),                      // Ἁ
    Row::one('\u{1F0A}', 'à', Greek),                      // Ἂ
    Row::one('\u{1F0B}', 'à', Greek),                      // Ἃ
    Row::one('\u{1F0C}', 'á', Greek),                      // Ἄ
    Row::one('\u{1F0D}', 'á', Greek),                      // Ἅ
    Row::one('\u{1F0E}', 'ã', Greek),                      // Ἆ
    Row::one('\u{1F0F}', 'ã', Greek),                      // Ἇ
    Row::one('\u{1F10}', 'e', Greek),                      // ἐ
    Row::one('\u{1F11}', 'e', Greek),                      // ἑ
    Row::one('\u{1F12}', 'è', Greek),                      // ἒ
    Row::one('\u{1F13}', 'è', Greek),                      // ἓ
    Row::one('\u{1F14}', 'é', Greek),                      // ἔ
    Row::one('\u{1F15}', 'é', Greek),                      // ἕ
    Row::one('\u{1F18}', 'e', Greek),                      // Ἐ
    Row::one('\u{1F19}', 'e', Greek),                      // Ἑ
    Row::one('\u{1F1A}', 'è', Greek),                      // Ἒ
    Row::one('\u{1F1B}', 'è', Greek),                      // Ἓ
    Row::one('\u{1F1C}', 'é', Greek),                      // Ἔ
    Row::one('\u{1F1D}', 'é', Greek),                      // Ἕ
    Row::one('\u{1F20}', 'n', Greek),                      // ἠ
    Row::one('\u{1F21}', 'n', Greek),                      // ἡ
    Row::one('\u{1F22}', 'n', Greek),                      // ἢ
    Row::one('\u{1F23}', 'n', Greek),                      // ἣ
    Row::one('\u{1F24}', 'n', Greek),                      // ἤ
    Row::one('\u{1F25}', 'n', Greek),                      // ἥ
    Row::one('\u{1F26}', 'n', Greek),                      // ἦ
    Row::one('\u{1F27}', 'n', Greek),                      // ἧ
    Row::one('\u{1F28}', 'h', Greek),                      // Ἠ
    Row::one('\u{1F29}', 'h', Greek),                      // Ἡ
    Row::one('\u{1F2A}', 'h', Greek),                      // Ἢ
    Row::one('\u{1F2B}', 'h', Greek),                      // Ἣ
    Row::one('\u{1F2C}', 'h', Greek),                      // Ἤ
    Row::one('\u{1F2D}', 'h', Greek),                      // Ἥ
    Row::one('\u{1F2E}', 'h', Greek),                      // Ἦ
    Row::run('\u{1F2F}', '\u{1F30}', 'h', Greek),          // Ἧ–ἰ
    Row::one('\u{1F31}', 'i', Greek),                      // ἱ
    Row::one('\u{1F32}', 'ì', Greek),                      // ἲ
    Row::one('\u{1F33}', 'ì', Greek),                      // ἳ
    Row::one('\u{1F34}', 'í', Greek),                      // ἴ
    Row::one('\u{1F35}', 'í', Greek),                      // ἵ
    Row::one('\u{1F36}', 'ĩ', Greek),                      // ἶ
    Row::one('\u{1F37}', 'ĩ', Greek),                      // ἷ
    Row::two('\u{1F38}', 'i', 'l', Greek),                 // Ἰ
    Row::two('\u{1F39}', 'i', 'l', Greek),                 // Ἱ
    Row::two('\u{1F3A}', 'ì', 'l', Greek),                 // Ἲ
    Row::two('\u{1F3B}', 'ì', 'l', Greek),                 // Ἳ
    Row::two('\u{1F3C}', 'í', 'l', Greek),                 // Ἴ
    Row::two('\u{1F3D}', 'í', 'l', Greek),                 // Ἵ
    Row::two('\u{1F3E}', 'ĩ', 'l', Greek),                 // Ἶ
    Row::two('\u{1F3F}', 'ĩ', 'l', Greek),                 // Ἷ
    Row::one('\u{1F40}', 'o', Greek),                      // ὀ
    Row::one('\u{1F41}', 'o', Greek),                      // ὁ
    Row::one('\u{1F42}', 'ò', Greek),                      // ὂ
    Row::one('\u{1F43}', 'ò', Greek),                      // ὃ
    Row::one('\u{1F44}', 'ó', Greek),                      // ὄ
    Row::one('\u{1F45}', 'ó', Greek),                      // ὅ
    Row::one('\u{1F48}', 'o', Greek),                      // Ὀ
    Row::one('\u{1F49}', 'o', Greek),                      // Ὁ
    Row::one('\u{1F4A}', 'ò', Greek),                      // Ὂ
    Row::one('\u{1F4B}', 'ò', Greek),                      // Ὃ
    Row::one('\u{1F4C}', 'ó', Greek),                      // Ὄ
    Row::one('\u{1F4D}', 'ó', Greek),                      // Ὅ
    Row::two('\u{1F50}', 'u', 'y', Greek),                 // ὐ
    Row::two('\u{1F51}', 'u', 'y', Greek),                 // ὑ
    Row::two('\u{1F52}', 'ù', 'ỳ', Greek),                 // ὒ
    Row::two('\u{1F53}', 'ù', 'ỳ', Greek),                 // ὓ
    Row::two('\u{1F54}', 'ú', 'ý', Greek),                 // ὔ
    Row::two('\u{1F55}', 'ú', 'ý', Greek),                 // ὕ
    Row::two('\u{1F56}', 'ũ', 'ỹ', Greek),                 // ὖ
    Row::two('\u{1F57}', 'ũ', 'ỹ', Greek),                 // ὗ
    Row::two('\u{1F59}', 'y', 'u', Greek),                 // Ὑ
    Row::two('\u{1F5B}', 'ỳ', 'ù', Greek),                 // Ὓ
    Row::two('\u{1F5D}', 'ý', 'ú', Greek),                 // Ὕ
    Row::two('\u{1F5F}', 'ỹ', 'ũ', Greek),                 // Ὗ
    Row::one('\u{1F60}', 'w', Greek),                      // ὠ
    Row::one('\u{1F61}', 'w', Greek),                      // ὡ
    Row::one('\u{1F62}', 'w', Greek),                      // ὢ
    Row::one('\u{1F63}', 'w', Greek),                      // ὣ
    Row::one('\u{1F64}', 'w', Greek),                      // ὤ
    Row::one('\u{1F65}', 'w', Greek),                      // ὥ
    Row::one('\u{1F66}', 'w', Greek),                      // ὦ
    Row::one('\u{1F67}', 'w', Greek),                      // ὧ
    Row::one('\u{1F68}', 'o', Greek),                      // Ὠ
    Row::one('\u{1F69}', 'o', Greek),                      // Ὡ
    Row::one('\u{1F6A}', 'ò', Greek),                      // Ὢ
    Row::one('\u{1F6B}', 'ò', Greek),                      // Ὣ
    Row::one('\u{1F6C}', 'ó', Greek),                      // Ὤ
    Row::one('\u{1F6D}', 'ó', Greek),                      // Ὥ
    Row::one('\u{1F6E}', 'õ', Greek),                      // Ὦ
    Row::one('\u{1F6F}', 'õ', Greek),                      // Ὧ
    Row::one('\u{1F70}', 'à', Greek),                      // ὰ
    Row::one('\u{1F71}', 'á', Greek),                      // ά
    Row::one('\u{1F72}', 'è', Greek),                      // ὲ
    Row::one('\u{1F73}', 'é', Greek),                      // έ
    Row::one('\u{1F74}', 'n', Greek),                      // ὴ
    Row::one('\u{1F75}', 'n', Greek),                      // ή
    Row::one('\u{1F76}', 'ì', Greek),                      // ὶ
    Row::one('\u{1F77}', 'í', Greek),                      // ί
    Row::one('\u{1F78}', 'ò', Greek),                      // ὸ
    Row::one('\u{1F79}', 'ó', Greek),                      // ό
    Row::two('\u{1F7A}', 'ù', 'ỳ', Greek),                 // ὺ
    Row::two('\u{1F7B}', 'ú', 'ý', Greek),                 // ύ
    Row::one('\u{1F7C}', 'w', Greek),                      // ὼ
    Row::one('\u{1F7D}', 'w', Greek),                      // ώ
    Row::one('\u{1F80}', 'a', Greek),                      // ᾀ
    Row::one('\u{1F81}', 'a', Greek),                      // ᾁ
    Row::one('\u{1F82}', 'à', Greek),                      // ᾂ
    Row::one('\u{1F83}', 'à', Greek),                      // ᾃ
    Row::one('\u{1F84}', 'á', Greek),                      // ᾄ
    Row::one('\u{1F85}', 'á', Greek),                      // ᾅ
    Row::one('\u{1F86}', 'ã', Greek),                      // ᾆ
    Row::one('\u{1F87}', 'ã', Greek),                      // ᾇ
    Row::one('\u{1F88}', 'a', Greek),                      // ᾈ
    Row::one('\u{1F89}', 'a', Greek),                      // ᾉ
    Row::one('\u{1F8A}', 'à', Greek),                      // ᾊ
    Row::one('\u{1F8B}', 'à', Greek),                      // ᾋ
    Row::one('\u{1F8C}', 'á', Greek),                      // ᾌ
    Row::one('\u{1F8D}', 'á', Greek),                      // ᾍ
    Row::one('\u{1F8E}', 'ã', Greek),                      // ᾎ
    Row::one('\u{1F8F}', 'ã', Greek),                      // ᾏ
    Row::one('\u{1F90}', 'n', Greek),                      // ᾐ
    Row::one('\u{1F91}', 'n', Greek),                      // ᾑ
    Row::one('\u{1F92}', 'n', Greek),                      // ᾒ
    Row::one('\u{1F93}', 'n', Greek),                      // ᾓ
    Row::one('\u{1F94}', 'n', Greek),                      // ᾔ
    Row::one('\u{1F95}', 'n', Greek),                      // ᾕ
    Row::one('\u{1F96}', 'n', Greek),                      // ᾖ
    Row::one('\u{1F97}', 'n', Greek),                      // ᾗ
    Row::one('\u{1F98}', 'h', Greek),                      // ᾘ
    Row::one('\u{1F99}', 'h', Greek),                      // ᾙ
    Row::one('\u{1F9A}', 'h', Greek),                      // ᾚ
    Row::one('\u{1F9B}', 'h', Greek),                      // ᾛ
    Row::one('\u{1F9C}', 'h', Greek),                      // ᾜ
    Row::one('\u{1F9D}', 'h', Greek),                      // ᾝ
    Row::one('\u{1F9E}', 'h', Greek),                      // ᾞ
    Row::one('\u{1F9F}', 'h', Greek),                      // ᾟ
    Row::one('\u{1FA0}', 'w', Greek),                      // ᾠ
    Row::one('\u{1FA1}', 'w', Greek),                      // ᾡ
    Row::one('\u{1FA2}', 'w', Greek),                      // ᾢ
    Row::one('\u{1FA3}', 'w', Greek),                      // ᾣ
    Row::one('\u{1FA4}', 'w', Greek),                      // ᾤ
    Row::one('\u{1FA5}', 'w', Greek),                      // ᾥ
    Row::one('\u{1FA6}', 'w', Greek),                      // ᾦ
    Row::one('\u{1FA7}', 'w', Greek),                      // ᾧ
    Row::one('\u{1FA8}', 'o', Greek),                      // ᾨ
    Row::one('\u{1FA9}', 'o', Greek),                      // ᾩ
    Row::one('\u{1FAA}', 'ò', Greek),                      // ᾪ
    Row::one('\u{1FAB}', 'ò', Greek),                      // ᾫ
    Row::one('\u{1FAC}', 'ó', Greek),                      // ᾬ
    Row::one('\u{1FAD}', 'ó', Greek),                      // ᾭ
    Row::one('\u{1FAE}', 'õ', Greek),                      // ᾮ
    Row::one('\u{1FAF}', 'õ', Greek),                      // ᾯ
    Row::one('\u{1FB0}', 'a', Greek),                      // ᾰ
    Row::one('\u{1FB1}', 'a', Greek),                      // ᾱ
    Row::one('\u{1FB2}', 'à', Greek),                      // ᾲ
    Row::one('\u{1FB3}', 'a', Greek),                      // ᾳ
    Row::one('\u{1FB4}', 'á', Greek),                      // ᾴ
    Row::one('\u{1FB6}', 'ã', Greek),                      // ᾶ
    Row::one('\u{1FB7}', 'ã', Greek),                      // ᾷ
    Row::one('\u{1FB8}', 'a', Greek),                      // Ᾰ
    Row::one('\u{1FB9}', 'a', Greek),                      // Ᾱ
    Row::one('\u{1FBA}', 'à', Greek),                      // Ὰ
    Row::one('\u{1FBB}', 'á', Greek),                      // Ά
    Row::one('\u{1FBC}', 'a', Greek),                      // ᾼ
    Row::one('\u{1FBE}', 'i', Greek),                      // ι
    Row::one('\u{1FC2}', 'n', Greek),                      // ῂ
    Row::one('\u{1FC3}', 'n', Greek),                      // ῃ
    Row::one('\u{1FC4}', 'n', Greek),                      // ῄ
    Row::one('\u{1FC6}', 'n', Greek),                      // ῆ
    Row::one('\u{1FC7}', 'n', Greek),                      // ῇ
    Row::one('\u{1FC8}', 'è', Greek),                      // Ὲ
    Row::one('\u{1FC9}', 'é', Greek),                      // Έ
    Row::one('\u{1FCA}', 'h', Greek),                      // Ὴ
    Row::one('\u{1FCB}', 'h', Greek),                      // Ή
    Row::one('\u{1FCC}', 'h', Greek),                      // ῌ
    Row::one('\u{1FD0}', 'i', Greek),                      // ῐ
    Row::one('\u{1FD1}', 'i', Greek),                      // ῑ
    Row::one('\u{1FD2}', 'ì', Greek),                      // ῒ
    Row::one('\u{1FD3}', 'í', Greek),                      // ΐ
    Row::one('\u{1FD6}', 'ĩ', Greek),                      // ῖ
    Row::one('\u{1FD7}', 'ĩ', Greek),                      // ῗ
    Row::two('\u{1FD8}', 'i', 'l', Greek),                 // Ῐ
    Row::two('\u{1FD9}', 'i', 'l', Greek),                 // Ῑ
    Row::two('\u{1FDA}', 'ì', 'l', Greek),                 // Ὶ
    Row::two('\u{1FDB}', 'í', 'l', Greek),                 // Ί
    Row::two('\u{1FE0}', 'u', 'y', Greek),                 // ῠ
    Row::two('\u{1FE1}', 'u', 'y', Greek),                 // ῡ
    Row::two('\u{1FE2}', 'ù', 'ỳ', Greek),                 // ῢ
    Row::two('\u{1FE3}', 'ú', 'ý', Greek),                 // ΰ
    Row::one('\u{1FE4}', 'p', Greek),                      // ῤ
    Row::one('\u{1FE5}', 'p', Greek),                      // ῥ
    Row::two('\u{1FE6}', 'ũ', 'ỹ', Greek),                 // ῦ
    Row::two('\u{1FE7}', 'ũ', 'ỹ', Greek),                 // ῧ
    Row::two('\u{1FE8}', 'y', 'u', Greek),                 // Ῠ
    Row::two('\u{1FE9}', 'y', 'u', Greek),                 // Ῡ
    Row::two('\u{1FEA}', 'ỳ', 'ù', Greek),                 // Ὺ
    Row::two('\u{1FEB}', 'ý', 'ú', Greek),                 // Ύ
    Row::one('\u{1FEC}', 'p', Greek),                      // Ῥ
    Row::one('\u{1FF2}', 'w', Greek),                      // ῲ
    Row::one('\u{1FF3}', 'w', Greek),                      // ῳ
    Row::one('\u{1FF4}', 'w', Greek),                      // ῴ
    Row::one('\u{1FF6}', 'w', Greek),                      // ῶ
    Row::one('\u{1FF7}', 'w', Greek),                      // ῷ
    Row::one('\u{1FF8}', 'ò', Greek),                      // Ὸ
    Row::one('\u{1FF9}', 'ó', Greek),                      // Ό
    Row::one('\u{1FFA}', 'ò', Greek),                      // Ὼ
    Row::one('\u{1FFB}', 'ó', Greek),                      // Ώ
    Row::one('\u{1FFC}', 'o', Greek),                      // ῼ
    Row::one('\u{2070}', '0', Superscript),                // ⁰
    Row::one('\u{2071}', 'i', Superscript),                // ⁱ
    Row::run('\u{2074}', '\u{2079}', '4', Superscript),    // ⁴–⁹
    Row::one('\u{207F}', 'n', Superscript),                // ⁿ
    Row::run('\u{2080}', '\u{2089}', '0', Superscript),    // ₀–₉
    Row::one('\u{2090}', 'a', Superscript),                // ₐ
    Row::one('\u{2091}', 'e', Superscript),                // ₑ
    Row::one('\u{2092}', 'o', Superscript),                // ₒ
    Row::one('\u{2093}', 'x', Superscript),                // ₓ
    Row::two('\u{2094}', 'e', 'a', Superscript),           // ₔ
    Row::one('\u{2095}', 'h', Superscript),                // ₕ
    Row::run('\u{2096}', '\u{2099}', 'k', Superscript),    // ₖ–ₙ
    Row::one('\u{209A}', 'p', Superscript),                // ₚ
    Row::run('\u{209B}', '\u{209C}', 's', Superscript),    // ₛ–ₜ
    Row::one('\u{20A3}', 'f', Other),                      // ₣
    Row::run('\u{20A5}', '\u{20A6}', 'm', Other),          // ₥–₦
    Row::one('\u{20A9}', 'w', Other),                      // ₩
    Row::one('\u{20AB}', 'đ', Other),                      // ₫
    Row::one('\u{20AD}', 'k', Other),                      // ₭
    Row::one('\u{20AE}', 't', Other),                      // ₮
    Row::one('\u{20B1}', 'p', Other),                      // ₱
    Row::one('\u{20B2}', 'g', Other),                      // ₲
    Row::one('\u{20B3}', 'a', Other),                      // ₳
    Row::one('\u{20B4}', 's', Other),                      // ₴
    Row::one('\u{20B5}', 'c', Other),                      // ₵
    Row::one('\u{2102}', 'c', Mathematical),               // ℂ
    Row::one('\u{2107}', 'e', Other),                      // ℇ
    Row::run('\u{210A}', '\u{210B}', 'g', Mathematical),   // ℊ–ℋ
    Row::one('\u{210C}', 'h', Mathematical),               // ℌ
    Row::one('\u{210D}', 'h', Mathematical),               // ℍ
    Row::one('\u{210E}', 'h', Mathematical),               // ℎ
    Row::run('\u{210F}', '\u{2110}', 'h', Mathematical),   // ℏ–ℐ
    Row::one('\u{2111}', 'i', Mathematical),               // ℑ
    Row::one('\u{2112}', 'l', Mathematical),               // ℒ
    Row::one('\u{2113}', 'l', Mathematical),               // ℓ
    Row::one('\u{2115}', 'n', Mathematical),               // ℕ
    Row::run('\u{2119}', '\u{211B}', 'p', Mathematical),   // ℙ–ℛ
    Row::one('\u{211C}', 'r', Mathematical),               // ℜ
    Row::one('\u{211D}', 'r', Mathematical),               // ℝ
    Row::one('\u{2124}', 'z', Mathematical),               // ℤ
    Row::one('\u{2126}', 'o', Greek),                      // Ω
    Row::one('\u{2128}', 'z', Mathematical),               // ℨ
    Row::one('\u{212A}', 'k', Other),                      // K
    Row::one('\u{212B}', 'a', ForeignMark),                // Å
    Row::run('\u{212C}', '\u{212D}', 'b', Mathematical),   // ℬ–ℭ
    Row::one('\u{212F}', 'e', Mathematical),               // ℯ
    Row::run('\u{2130}', '\u{2131}', 'e', Mathematical),   // ℰ–ℱ
    Row::one('\u{2133}', 'm', Mathematical),               // ℳ
    Row::one('\u{2134}', 'o', Mathematical),               // ℴ
    Row::one('\u{2139}', 'i', Mathematical),               // ℹ
    Row::two('\u{213C}', 'n', 'p', Mathematical),          // ℼ
    Row::two('\u{213D}', 'y', 'g', Mathematical),          // ℽ
    Row::two('\u{213E}', 'y', 'g', Mathematical),          // ℾ
    Row::two('\u{213F}', 'n', 'p', Mathematical),          // ℿ
    Row::one('\u{2145}', 'd', Mathematical),               // ⅅ
    Row::run('\u{2146}', '\u{2147}', 'd', Mathematical),   // ⅆ–ⅇ
    Row::run('\u{2148}', '\u{2149}', 'i', Mathematical),   // ⅈ–ⅉ
    Row::one('\u{2160}', 'i', Other),                      // Ⅰ
    Row::one('\u{2164}', 'v', Other),                      // Ⅴ
    Row::one('\u{2169}', 'x', Other),                      // Ⅹ
    Row::one('\u{216C}', 'l', Other),                      // Ⅼ
    Row::run('\u{216D}', '\u{216E}', 'c', Other),          // Ⅽ–Ⅾ
    Row::one('\u{216F}', 'm', Other),                      // Ⅿ
    Row::one('\u{2170}', 'i', Other),                      // ⅰ
    Row::one('\u{2174}', 'v', Other),                      // ⅴ
    Row::one('\u{2179}', 'x', Other),                      // ⅹ
    Row::one('\u{217C}', 'l', Other),                      // ⅼ
    Row::run('\u{217D}', '\u{217E}', 'c', Other),          // ⅽ–ⅾ
    Row::one('\u{217F}', 'm', Other),                      // ⅿ
    Row::one('\u{2183}', 'c', Phonetic),                   // Ↄ
    Row::one('\u{2184}', 'c', Phonetic),                   // ↄ
    Row::two('\u{2202}', 'd', 'đ', Other),                 // ∂
    Row::run('\u{2460}', '\u{2468}', '1', Enclosed),       // ①–⑨
    Row::run('\u{2474}', '\u{247C}', '1', Enclosed),       // ⑴–⑼
    Row::run('\u{2488}', '\u{2490}', '1', Enclosed),       // ⒈–⒐
    Row::run('\u{249C}', '\u{24B5}', 'a', Enclosed),       // ⒜–⒵
    Row::run('\u{24B6}', '\u{24CF}', 'a', Enclosed),       // Ⓐ–Ⓩ
    Row::run('\u{24D0}', '\u{24E9}', 'a', Enclosed),       // ⓐ–ⓩ
    Row::one('\u{24EA}', '0', Enclosed),                   // ⓪
    Row::run('\u{24F5}', '\u{24FD}', '1', Enclosed),       // ⓵–⓽
    Row::one('\u{24FF}', '0', Enclosed),                   // ⓿
    Row::run('\u{2776}', '\u{277E}', '1', Enclosed),       // ❶–❾
    Row::run('\u{2780}', '\u{2788}', '1', Enclosed),       // ➀–➈
    Row::run('\u{278A}', '\u{2792}', '1', Enclosed),       // ➊–➒
    Row::one('\u{2C60}', 'l', Phonetic),                   // Ⱡ
    Row::one('\u{2C61}', 'l', Phonetic),                   // ⱡ
    Row::one('\u{2C63}', 'p', Phonetic),                   // Ᵽ
    Row::one('\u{2C64}', 'r', Phonetic),                   // Ɽ
    Row::one('\u{2C65}', 'a', Phonetic),                   // ⱥ
    Row::one('\u{2C66}', 't', Phonetic),                   // ⱦ
    Row::one('\u{2C67}', 'h', Phonetic),                   // Ⱨ
    Row::one('\u{2C68}', 'h', Phonetic),                   // ⱨ
    Row::one('\u{2C69}', 'k', Phonetic),                   // Ⱪ
    Row::one('\u{2C6A}', 'k', Phonetic),                   // ⱪ
    Row::one('\u{2C6B}', 'z', Phonetic),                   // Ⱬ
    Row::one('\u{2C6C}', 'z', Phonetic),                   // ⱬ
    Row::one('\u{2C6D}', 'a', Phonetic),                   // Ɑ
    Row::one('\u{2C6E}', 'm', Phonetic),                   // Ɱ
    Row::one('\u{2C6F}', 'a', Phonetic),                   // Ɐ
    Row::one('\u{2C70}', 'a', Phonetic),                   // Ɒ
    Row::run('\u{2C71}', '\u{2C72}', 'v', Phonetic),       // ⱱ–Ⱳ
    Row::one('\u{2C73}', 'w', Phonetic),                   // ⱳ
    Row::one('\u{2C75}', 'h', Phonetic),                   // Ⱶ
    Row::one('\u{2C76}', 'h', Phonetic),                   // ⱶ
    Row::one('\u{2C78}', 'e', Phonetic),                   // ⱸ
    Row::one('\u{2C7A}', 'o', Phonetic),                   // ⱺ
    Row::one('\u{2C7C}', 'j', Superscript),                // ⱼ
    Row::one('\u{2C7D}', 'v', Superscript),                // ⱽ
    Row::one('\u{2C7E}', 's', Phonetic),                   // Ȿ
    Row::one('\u{2C7F}', 'z', Phonetic),                   // Ɀ
    Row::one('\u{2C82}', 'b', OtherScript),                // Ⲃ
    Row::one('\u{2C85}', 'r', OtherScript),                // ⲅ
    Row::one('\u{2C8E}', 'h', OtherScript),                // Ⲏ
    Row::one('\u{2C90}', 'o', OtherScript),                // Ⲑ
    Row::one('\u{2C91}', 'o', OtherScript),                // ⲑ
    Row::two('\u{2C92}', 'l', 'i', OtherScript),           // Ⲓ
    Row::one('\u{2C93}', 'i', OtherScript),                // ⲓ
    Row::one('\u{2C94}', 'k', OtherScript),                // Ⲕ
    Row::one('\u{2C98}', 'm', OtherScript),                // Ⲙ
    Row::one('\u{2C9A}', 'n', OtherScript),                // Ⲛ
    Row::one('\u{2C9E}', 'o', OtherScript),                // Ⲟ
    Row::one('\u{2C9F}', 'o', OtherScript),                // ⲟ
    Row::one('\u{2CA2}', 'p', OtherScript),                // Ⲣ
    Row::one('\u{2CA3}', 'p', OtherScript),                // ⲣ
    Row::one('\u{2CA4}', 'c', OtherScript),                // Ⲥ
    Row::one('\u{2CA5}', 'c', OtherScript),                // ⲥ
    Row::one('\u{2CA6}', 't', OtherScript),                // Ⲧ
    Row::one('\u{2CA8}', 'y', OtherScript),                // Ⲩ
    Row::one('\u{2CA9}', 'y', OtherScript),                // ⲩ
    Row::one('\u{2CAC}', 'x', OtherScript),                // Ⲭ
    Row::one('\u{2CBD}', 'w', OtherScript),                // ⲽ
    Row::one('\u{2CCE}', 'p', OtherScript),                // Ⳏ
    Row::one('\u{2CCF}', 'p', OtherScript),                // ⳏ
    Row::one('\u{2CD0}', 'l', OtherScript),                // Ⳑ
    Row::one('\u{2D31}', 'o', OtherScript),                // ⴱ
    Row::one('\u{2D38}', 'v', OtherScript),                // ⴸ
    Row::one('\u{2D39}', 'e', OtherScript),                // ⴹ
    Row::one('\u{2D41}', 'o', OtherScript),                // ⵁ
    Row::two('\u{2D4F}', 'l', 'i', OtherScript),           // ⵏ
    Row::one('\u{2D54}', 'o', OtherScript),                // ⵔ
    Row::one('\u{2D55}', 'q', OtherScript),                // ⵕ
    Row::one('\u{2D5D}', 'x', OtherScript),                // ⵝ
    Row::two('\u{2F01}', 'i', 'l', Other),                 // ⼁
    Row::one('\u{2F04}', 'z', Other),                      // ⼄
    Row::one('\u{2F0F}', 'n', Other),                      // ⼏
    Row::one('\u{2F15}', 'c', Other),                      // ⼕
    Row::one('\u{2F19}', 'p', Other),                      // ⼙
    Row::one('\u{2F2D}', 'w', Other),                      // ⼭
    Row::one('\u{2F56}', 'm', Other),                      // ⽖
    Row::one('\u{3039}', 'h', Other),                      // 〹
    Row::one('\u{3112}', 't', Other),                      // ㄒ
    Row::one('\u{3116}', 'o', Other),                      // ㄖ
    Row::one('\u{311A}', 'y', Other),                      // ㄚ
    Row::one('\u{3125}', 'l', Other),                      // ㄥ
    Row::one('\u{3129}', 'u', Other),                      // ㄩ
    Row::one('\u{319A}', 'z', Superscript),                // ㆚
    Row::one('\u{4E02}', 's', Other),                      // 丂
    Row::two('\u{4E28}', 'i', 'l', Other),                 // 丨
    Row::one('\u{4E42}', 'x', Other),                      // 乂
    Row::one('\u{4E43}', 'b', Other),                      // 乃
    Row::one('\u{4E47}', 'e', Other),                      // 乇
    Row::one('\u{4E59}', 'z', Other),                      // 乙
    Row::one('\u{51E0}', 'n', Other),                      // 几
    Row::one('\u{531A}', 'c', Other),                      // 匚
    Row::one('\u{5342}', 'a', Other),                      // 卂
    Row::one('\u{5343}', 'f', Other),                      // 千
    Row::one('\u{5344}', 'h', Other),                      // 卄
    Row::one('\u{5369}', 'p', Other),                      // 卩
    Row::one('\u{5C3A}', 'r', Other),                      // 尺
    Row::one('\u{5C71}', 'w', Other),                      // 山
    Row::one('\u{722A}', 'm', Other),                      // 爪
    Row::one('\u{A4D0}', 'b', OtherScript),                // ꓐ
    Row::one('\u{A4D1}', 'p', OtherScript),                // ꓑ
    Row::two('\u{A4D2}', 'd', 'đ', OtherScript),           // ꓒ
    Row::two('\u{A4D3}', 'd', 'đ', OtherScript),           // ꓓ
    Row::one('\u{A4D4}', 't', OtherScript),                // ꓔ
    Row::one('\u{A4D6}', 'g', OtherScript),                // ꓖ
    Row::one('\u{A4D7}', 'k', OtherScript),                // ꓗ
    Row::one('\u{A4D9}', 'j', OtherScript),                // ꓙ
    Row::one('\u{A4DA}', 'c', OtherScript),                // ꓚ
    Row::one('\u{A4DC}', 'z', OtherScript),                // ꓜ
    Row::one('\u{A4DD}', 'f', OtherScript),                // ꓝ
    Row::run('\u{A4DF}', '\u{A4E0}', 'm', OtherScript),    // ꓟ–ꓠ
    Row::one('\u{A4E1}', 'l', OtherScript),                // ꓡ
    Row::one('\u{A4E2}', 's', OtherScript),                // ꓢ
    Row::one('\u{A4E3}', 'r', OtherScript),                // ꓣ
    Row::one('\u{A4E6}', 'v', OtherScript),                // ꓦ
    Row::one('\u{A4E7}', 'h', OtherScript),                // ꓧ
    Row::run('\u{A4EA}', '\u{A4EC}', 'w', OtherScript),    // ꓪ–ꓬ
    Row::one('\u{A4EE}', 'a', OtherScript),                // ꓮ
    Row::one('\u{A4F0}', 'e', OtherScript),                // ꓰ
    Row::two('\u{A4F2}', 'l', 'i', OtherScript),           // ꓲ
    Row::one('\u{A4F3}', 'o', OtherScript),                // ꓳ
    Row::one('\u{A4F4}', 'u', OtherScript),                // ꓴ
    Row::one('\u{A646}', 'i', Cyrillic),                   // Ꙇ
    Row::one('\u{A647}', 'i', Cyrillic),                   // ꙇ
    Row::one('\u{A695}', 'h', Cyrillic),                   // ꚕ
    Row::one('\u{A69C}', 'b', Superscript),                // ꚜ
    Row::one('\u{A69D}', 'b', Superscript),                // ꚝ
    Row::one('\u{A6DF}', 'v', OtherScript),                // ꛟ
    Row::one('\u{A730}', 'f', SmallCapital),               // ꜰ
    Row::one('\u{A731}', 's', SmallCapital),               // ꜱ
    Row::one('\u{A740}', 'k', Phonetic),                   // Ꝁ
    Row::one('\u{A741}', 'k', Phonetic),                   // ꝁ
    Row::one('\u{A749}', 'l', Phonetic),                   // ꝉ
    Row::one('\u{A74A}', 'o', Phonetic),                   // Ꝋ
    Row::one('\u{A74B}', 'o', Phonetic),                   // ꝋ
    Row::one('\u{A750}', 'p', Phonetic),                   // Ꝑ
    Row::one('\u{A751}', 'p', Phonetic),                   // ꝑ
    Row::one('\u{A757}', 'q', Phonetic),                   // ꝗ
    Row::one('\u{A761}', 'w', Phonetic),                   // ꝡ
    Row::two('\u{A77A}', 'd', 'đ', Phonetic),              // ꝺ
    Row::two('\u{A78D}', 'h', 'u', Phonetic),              // Ɥ
    Row::one('\u{A790}', 'n', Phonetic),                   // Ꞑ
    Row::one('\u{A791}', 'n', Phonetic),                   // ꞑ
    Row::one('\u{A798}', 'f', Phonetic),                   // Ꞙ
    Row::one('\u{A799}', 'f', Phonetic),                   // ꞙ
    Row::one('\u{A79F}', 'u', Phonetic),                   // ꞟ
    Row::one('\u{A7AB}', 'e', Phonetic),                   // Ɜ
    Row::one('\u{A7AC}', 'g', Phonetic),                   // Ɡ
    Row::one('\u{A7AD}', 'l', Phonetic),                   // Ɬ
    Row::one('\u{A7AF}', 'q', SmallCapital),               // ꞯ
    Row::one('\u{A7B0}', 'k', Phonetic),                   // Ʞ
    Row::one('\u{A7B2}', 'j', Phonetic),                   // Ʝ
    Row::one('\u{A7B3}', 'x', Phonetic),                   // Ꭓ
    Row::one('\u{A7B4}', 'b', Phonetic),                   // Ꞵ
    Row::two('\u{A7C8}', 'd', 'đ', Phonetic),              // ꟈ
    Row::one('\u{A7F2}', 'c', Superscript),                // ꟲ
    Row::one('\u{A7F3}', 'f', Superscript),                // ꟳ
    Row::one('\u{A7F4}', 'q', Superscript),                // ꟴ
    Row::one('\u{A7F8}', 'h', Superscript),                // ꟸ
    Row::one('\u{AB32}', 'e', Phonetic),                   // ꬲ
    Row::one('\u{AB33}', 'e', Phonetic),                   // ꬳ
    Row::one('\u{AB35}', 'f', Phonetic),                   // ꬵ
    Row::one('\u{AB3D}', 'o', Phonetic),                   // ꬽ
    Row::one('\u{AB3E}', 'o', Phonetic),                   // ꬾ
    Row::one('\u{AB47}', 'r', Phonetic),                   // ꭇ
    Row::one('\u{AB48}', 'r', Phonetic),                   // ꭈ
    Row::one('\u{AB4E}', 'u', Phonetic),                   // ꭎ
    Row::one('\u{AB52}', 'u', Phonetic),                   // ꭒ
    Row::one('\u{AB53}', 'x', Phonetic),                   // ꭓ
    Row::one('\u{AB5A}', 'y', Phonetic),                   // ꭚ
    Row::one('\u{AB5E}', 'l', Superscript),                // ꭞ
    Row::one('\u{AB5F}', 'u', Superscript),                // ꭟ
    Row::two('\u{AB69}', 'w', 'm', Superscript),           // ꭩ
    Row::one('\u{AB74}', 'ơ', Phonetic),                   // ꭴ
    Row::one('\u{AB75}', 'i', OtherScript),                // ꭵ
    Row::one('\u{AB81}', 'r', OtherScript),                // ꮁ
    Row::one('\u{AB83}', 'w', OtherScript),                // ꮃ
    Row::one('\u{AB8E}', 'o', OtherScript),                // ꮎ
    Row::one('\u{AB93}', 'z', OtherScript),                // ꮓ
    Row::one('\u{AB9C}', 'u', OtherScript),                // ꮜ
    Row::one('\u{ABA9}', 'v', OtherScript),                // ꮩ
    Row::one('\u{ABAA}', 's', OtherScript),                // ꮪ
    Row::one('\u{ABAF}', 'c', OtherScript),                // ꮯ
    Row::one('\u{ABBB}', 'o', OtherScript),                // ꮻ
    Row::run('\u{FF10}', '\u{FF19}', '0', FullWidth),      // ０–９
    Row::run('\u{FF21}', '\u{FF3A}', 'a', FullWidth),      // Ａ–Ｚ
    Row::run('\u{FF41}', '\u{FF5A}', 'a', FullWidth),      // ａ–ｚ
    Row::one('\u{FFE6}', 'w', FullWidth),                  // ￦
    Row::one('\u{10282}', 'b', OtherScript),               // 𐊂
    Row::run('\u{10286}', '\u{10287}', 'e', OtherScript),  // 𐊆–𐊇
    Row::two('\u{1028A}', 'l', 'i', OtherScript),          // 𐊊
    Row::one('\u{10290}', 'x', OtherScript),               // 𐊐
    Row::one('\u{10292}', 'o', OtherScript),               // 𐊒
    Row::one('\u{10295}', 'p', OtherScript),               // 𐊕
    Row::run('\u{10296}', '\u{10297}', 's', OtherScript),  // 𐊖–𐊗
    Row::run('\u{102A0}', '\u{102A2}', 'a', OtherScript),  // 𐊠–𐊢
    Row::one('\u{102A5}', 'f', OtherScript),               // 𐊥
    Row::one('\u{102AB}', 'o', OtherScript),               // 𐊫
    Row::one('\u{102B0}', 'm', OtherScript),               // 𐊰
    Row::one('\u{102B1}', 't', OtherScript),               // 𐊱
    Row::one('\u{102B2}', 'y', OtherScript),               // 𐊲
    Row::one('\u{102B4}', 'x', OtherScript),               // 𐊴
    Row::one('\u{102CF}', 'h', OtherScript),               // 𐋏
    Row::run('\u{10301}', '\u{10302}', 'b', OtherScript),  // 𐌁–𐌂
    Row::two('\u{10309}', 'l', 'i', OtherScript),          // 𐌉
    Row::one('\u{10311}', 'm', OtherScript),               // 𐌑
    Row::one('\u{10315}', 't', OtherScript),               // 𐌕
    Row::one('\u{10317}', 'x', OtherScript),               // 𐌗
    Row::one('\u{10404}', 'o', OtherScript),               // 𐐄
    Row::one('\u{10415}', 'c', OtherScript),               // 𐐕
    Row::one('\u{1041B}', 'l', OtherScript),               // 𐐛
    Row::one('\u{10420}', 's', OtherScript),               // 𐐠
    Row::one('\u{1042C}', 'o', OtherScript),               // 𐐬
    Row::one('\u{1043D}', 'c', OtherScript),               // 𐐽
    Row::one('\u{10448}', 's', OtherScript),               // 𐑈
    Row::one('\u{104B4}', 'r', OtherScript),               // 𐒴
    Row::one('\u{104C2}', 'o', OtherScript),               // 𐓂
    Row::one('\u{104CE}', 'u', OtherScript),               // 𐓎
    Row::one('\u{104EA}', 'o', OtherScript),               // 𐓪
    Row::one('\u{104F6}', 'u', OtherScript),               // 𐓶
    Row::one('\u{10513}', 'n', OtherScript),               // 𐔓
    Row::one('\u{10516}', 'o', OtherScript),               // 𐔖
    Row::one('\u{10518}', 'k', OtherScript),               // 𐔘
    Row::one('\u{1051C}', 'c', OtherScript),               // 𐔜
    Row::one('\u{1051D}', 'v', OtherScript),               // 𐔝
    Row::one('\u{10525}', 'f', OtherScript),               // 𐔥
    Row::one('\u{10526}', 'l', OtherScript),               // 𐔦
    Row::one('\u{10527}', 'x', OtherScript),               // 𐔧
    Row::one('\u{10784}', 'b', Superscript),               // 𐞄
    Row::one('\u{10785}', 'b', Superscript),               // 𐞅
    Row::one('\u{1078B}', 'đ', Superscript),               // 𐞋
    Row::two('\u{1078C}', 'd', 'đ', Superscript),          // 𐞌
    Row::two('\u{1078D}', 'd', 'đ', Superscript),          // 𐞍
    Row::one('\u{1078E}', 'e', Superscript),               // 𐞎
    Row::one('\u{1078F}', 'e', Superscript),               // 𐞏
    Row::two('\u{10791}', 'o', 'u', Superscript),          // 𐞑
    Row::one('\u{10792}', 'g', Superscript),               // 𐞒
    Row::one('\u{10793}', 'g', Superscript),               // 𐞓
    Row::run('\u{10794}', '\u{10795}', 'g', Superscript),  // 𐞔–𐞕
    Row::one('\u{10796}', 'h', Superscript),               // 𐞖
    Row::one('\u{10797}', 'h', Superscript),               // 𐞗
    Row::one('\u{10798}', 'f', Superscript),               // 𐞘
    Row::one('\u{1079B}', 'l', Superscript),               // 𐞛
    Row::one('\u{107A0}', 'y', Superscript),               // 𐞠
    Row::one('\u{107A2}', 'o', Superscript),               // 𐞢
    Row::run('\u{107A5}', '\u{107A6}', 'q', Superscript),  // 𐞥–𐞦
    Row::one('\u{107A8}', 'r', Superscript),               // 𐞨
    Row::one('\u{107A9}', 'r', Superscript),               // 𐞩
    Row::one('\u{107AA}', 'r', Superscript),               // 𐞪
    Row::one('\u{107AF}', 't', Superscript),               // 𐞯
    Row::one('\u{107B0}', 'v', Superscript),               // 𐞰
    Row::one('\u{107B2}', 'y', Superscript),               // 𐞲
    Row::two('\u{107B6}', 'l', 'i', Superscript),          // 𐞶
    Row::one('\u{118A0}', 'v', OtherScript),               // 𑢠
    Row::one('\u{118A2}', 'f', OtherScript),               // 𑢢
    Row::one('\u{118A3}', 'l', OtherScript),               // 𑢣
    Row::one('\u{118A4}', 'y', OtherScript),               // 𑢤
    Row::one('\u{118A6}', 'e', OtherScript),               // 𑢦
    Row::one('\u{118A9}', 'z', OtherScript),               // 𑢩
    Row::one('\u{118AE}', 'e', OtherScript),               // 𑢮
    Row::one('\u{118B2}', 'l', OtherScript),               // 𑢲
    Row::one('\u{118B5}', 'o', OtherScript),               // 𑢵
    Row::one('\u{118B8}', 'u', OtherScript),               // 𑢸
    Row::one('\u{118BC}', 't', OtherScript),               // 𑢼
    Row::one('\u{118C0}', 'v', OtherScript),               // 𑣀
    Row::one('\u{118C1}', 's', OtherScript),               // 𑣁
    Row::one('\u{118C2}', 'f', OtherScript),               // 𑣂
    Row::one('\u{118C3}', 'i', OtherScript),               // 𑣃
    Row::one('\u{118C4}', 'z', OtherScript),               // 𑣄
    Row::one('\u{118C8}', 'o', OtherScript),               // 𑣈
    Row::one('\u{118D7}', 'o', OtherScript),               // 𑣗
    Row::one('\u{118D8}', 'u', OtherScript),               // 𑣘
    Row::one('\u{118DC}', 'y', OtherScript),               // 𑣜
    Row::one('\u{16F08}', 'v', OtherScript),               // 𖼈
    Row::one('\u{16F0A}', 't', OtherScript),               // 𖼊
    Row::one('\u{16F16}', 'l', OtherScript),               // 𖼖
    Row::two('\u{16F28}', 'l', 'i', OtherScript),          // 𖼨
    Row::one('\u{16F35}', 'r', OtherScript),               // 𖼵
    Row::one('\u{16F3A}', 's', OtherScript),               // 𖼺
    Row::one('\u{16F40}', 'a', OtherScript),               // 𖽀
    Row::one('\u{16F42}', 'u', OtherScript),               // 𖽂
    Row::one('\u{16F43}', 'y', OtherScript),               // 𖽃
    Row::run('\u{1CCD6}', '\u{1CCEF}', 'a', Other),        // U+1CCD6
    Row::run('\u{1CCF0}', '\u{1CCF9}', '0', Other),        // U+1CCF0
    Row::run('\u{1D400}', '\u{1D419}', 'a', Mathematical), // 𝐀–𝐙
    Row::run('\u{1D41A}', '\u{1D433}', 'a', Mathematical), // 𝐚–𝐳
    Row::run('\u{1D434}', '\u{1D44D}', 'a', Mathematical), // 𝐴–𝑍
    Row::run('\u{1D44E}', '\u{1D454}', 'a', Mathematical), // 𝑎–𝑔
    Row::run('\u{1D456}', '\u{1D467}', 'i', Mathematical), // 𝑖–𝑧
    Row::run('\u{1D468}', '\u{1D481}', 'a', Mathematical), // 𝑨–𝒁
    Row::run('\u{1D482}', '\u{1D49B}', 'a', Mathematical), // 𝒂–𝒛
    Row::one('\u{1D49C}', 'a', Mathematical),              // 𝒜
    Row::run('\u{1D49E}', '\u{1D49F}', 'c', Mathematical), // 𝒞–𝒟
    Row::one('\u{1D4A2}', 'g', Mathematical),              // 𝒢
    Row::run('\u{1D4A5}', '\u{1D4A6}', 'j', Mathematical), // 𝒥–𝒦
    Row::run('\u{1D4A9}', '\u{1D4AC}', 'n', Mathematical), // 𝒩–𝒬
    Row::run('\u{1D4AE}', '\u{1D4B5}', 's', Mathematical), // 𝒮–𝒵
    Row::run('\u{1D4B6}', '\u{1D4B9}', 'a', Mathematical), // 𝒶–𝒹
    Row::one('\u{1D4BB}', 'f', Mathematical),              // 𝒻
    Row::run('\u{1D4BD}', '\u{1D4C3}', 'h', Mathematical), // 𝒽–𝓃
    Row::run('\u{1D4C5}', '\u{1D4CF}', 'p', Mathematical), // 𝓅–𝓏
    Row::run('\u{1D4D0}', '\u{1D4E9}', 'a', Mathematical), // 𝓐–𝓩
    Row::run('\u{1D4EA}', '\u{1D503}', 'a', Mathematical), // 𝓪–𝔃
    Row::run('\u{1D504}', '\u{1D505}', 'a', Mathematical), // 𝔄–𝔅
    Row::run('\u{1D507}', '\u{1D50A}', 'd', Mathematical), // 𝔇–𝔊
    Row::run('\u{1D50D}', '\u{1D514}', 'j', Mathematical), // 𝔍–𝔔
    Row::run('\u{1D516}', '\u{1D51C}', 's', Mathematical), // 𝔖–𝔜
    Row::run('\u{1D51E}', '\u{1D537}', 'a', Mathematical), // 𝔞–𝔷
    Row::run('\u{1D538}', '\u{1D539}', 'a', Mathematical), // 𝔸–𝔹
    Row::run('\u{1D53B}', '\u{1D53E}', 'd', Mathematical), // 𝔻–𝔾
    Row::run('\u{1D540}', '\u{1D544}', 'i', Mathematical), // 𝕀–𝕄
    Row::one('\u{1D546}', 'o', Mathematical),              // 𝕆
    Row::run('\u{1D54A}', '\u{1D550}', 's', Mathematical), // 𝕊–𝕐
    Row::run('\u{1D552}', '\u{1D56B}', 'a', Mathematical), // 𝕒–𝕫
    Row::run('\u{1D56C}', '\u{1D585}', 'a', Mathematical), // 𝕬–𝖅
    Row::run('\u{1D586}', '\u{1D59F}', 'a', Mathematical), // 𝖆–𝖟
    Row::run('\u{1D5A0}', '\u{1D5B9}', 'a', Mathematical), // 𝖠–𝖹
    Row::run('\u{1D5BA}', '\u{1D5D3}', 'a', Mathematical), // 𝖺–𝗓
    Row::run('\u{1D5D4}', '\u{1D5ED}', 'a', Mathematical), // 𝗔–𝗭
    Row::run('\u{1D5EE}', '\u{1D607}', 'a', Mathematical), // 𝗮–𝘇
    Row::run('\u{1D608}', '\u{1D621}', 'a', Mathematical), // 𝘈–𝘡
    Row::run('\u{1D622}', '\u{1D63B}', 'a', Mathematical), // 𝘢–𝘻
    Row::run('\u{1D63C}', '\u{1D655}', 'a', Mathematical), // 𝘼–𝙕
    Row::run('\u{1D656}', '\u{1D66F}', 'a', Mathematical), // 𝙖–𝙯
    Row::run('\u{1D670}', '\u{1D689}', 'a', Mathematical), // 𝙰–𝚉
    Row::run('\u{1D68A}', '\u{1D6A3}', 'a', Mathematical), // 𝚊–𝚣
    Row::run('\u{1D6A4}', '\u{1D6A5}', 'i', Mathematical), // 𝚤–𝚥
    Row::run('\u{1D6A8}', '\u{1D6A9}', 'a', Mathematical), // 𝚨–𝚩
    Row::two('\u{1D6AA}', 'y', 'g', Mathematical),         // 𝚪
    Row::two('\u{1D6AB}', 'd', 'đ', Mathematical),         // 𝚫
    Row::one('\u{1D6AC}', 'e', Mathematical),              // 𝚬
    Row::one('\u{1D6AD}', 'z', Mathematical),              // 𝚭
    Row::run('\u{1D6AE}', '\u{1D6AF}', 'n', Mathematical), // 𝚮–𝚯
    Row::one('\u{1D6B0}', 'i', Mathematical),              // 𝚰
    Row::one('\u{1D6B1}', 'k', Mathematical),              // 𝚱
    Row::two('\u{1D6B2}', 'a', 'l', Mathematical),         // 𝚲
    Row::two('\u{1D6B3}', 'u', 'm', Mathematical),         // 𝚳
    Row::two('\u{1D6B4}', 'v', 'n', Mathematical),         // 𝚴
    Row::one('\u{1D6B5}', 'e', Mathematical),              // 𝚵
    Row::one('\u{1D6B6}', 'o', Mathematical),              // 𝚶
    Row::two('\u{1D6B7}', 'n', 'p', Mathematical),         // 𝚷
    Row::one('\u{1D6B8}', 'p', Mathematical),              // 𝚸
    Row::one('\u{1D6B9}', 'o', Mathematical),              // 𝚹
    Row::two('\u{1D6BA}', 'o', 's', Mathematical),         // 𝚺
    Row::one('\u{1D6BB}', 't', Mathematical),              // 𝚻
    Row::two('\u{1D6BC}', 'u', 'y', Mathematical),         // 𝚼
    Row::two('\u{1D6BD}', 'o', 'p', Mathematical),         // 𝚽
    Row::one('\u{1D6BE}', 'x', Mathematical),              // 𝚾
    Row::two('\u{1D6BF}', 'y', 'u', Mathematical),         // 𝚿
    Row::one('\u{1D6C0}', 'w', Mathematical),              // 𝛀
    Row::run('\u{1D6C2}', '\u{1D6C3}', 'a', Mathematical), // 𝛂–𝛃
    Row::two('\u{1D6C4}', 'y', 'g', Mathematical),         // 𝛄
    Row::two('\u{1D6C5}', 'd', 'đ', Mathematical),         // 𝛅
    Row::one('\u{1D6C6}', 'e', Mathematical),              // 𝛆
    Row::one('\u{1D6C7}', 'z', Mathematical),              // 𝛇
    Row::run('\u{1D6C8}', '\u{1D6C9}', 'n', Mathematical), // 𝛈–𝛉
    Row::one('\u{1D6CA}', 'i', Mathematical),              // 𝛊
    Row::one('\u{1D6CB}', 'k', Mathematical),              // 𝛋
    Row::two('\u{1D6CC}', 'a', 'l', Mathematical),         // 𝛌
    Row::two('\u{1D6CD}', 'u', 'm', Mathematical),         // 𝛍
    Row::two('\u{1D6CE}', 'v', 'n', Mathematical),         // 𝛎
    Row::one('\u{1D6CF}', 'e', Mathematical),              // 𝛏
    Row::one('\u{1D6D0}', 'o', Mathematical),              // 𝛐
    Row::two('\u{1D6D1}', 'n', 'p', Mathematical),         // 𝛑
    Row::one('\u{1D6D2}', 'p', Mathematical),              // 𝛒
    Row::two('\u{1D6D3}', 'c', 's', Mathematical),         // 𝛓
    Row::two('\u{1D6D4}', 'o', 's', Mathematical),         // 𝛔
    Row::one('\u{1D6D5}', 't', Mathematical),              // 𝛕
    Row::two('\u{1D6D6}', 'u', 'y', Mathematical),         // 𝛖
    Row::two('\u{1D6D7}', 'o', 'p', Mathematical),         // 𝛗
    Row::one('\u{1D6D8}', 'x', Mathematical),              // 𝛘
    Row::two('\u{1D6D9}', 'y', 'u', Mathematical),         // 𝛙
    Row::one('\u{1D6DA}', 'w', Mathematical),              // 𝛚
    Row::two('\u{1D6DB}', 'd', 'đ', Mathematical),         // 𝛛
    Row::one('\u{1D6DC}', 'e', Mathematical),              // 𝛜
    Row::one('\u{1D6DD}', 'o', Mathematical),              // 𝛝
    Row::one('\u{1D6DE}', 'k', Mathematical),              // 𝛞
    Row::two('\u{1D6DF}', 'o', 'p', Mathematical),         // 𝛟
    Row::one('\u{1D6E0}', 'p', Mathematical),              // 𝛠
    Row::two('\u{1D6E1}', 'n', 'p', Mathematical),         // 𝛡
    Row::run('\u{1D6E2}', '\u{1D6E3}', 'a', Mathematical), // 𝛢–𝛣
    Row::two('\u{1D6E4}', 'y', 'g', Mathematical),         // 𝛤
    Row::two('\u{1D6E5}', 'd', 'đ', Mathematical),         // 𝛥
    Row::one('\u{1D6E6}', 'e', Mathematical),              // 𝛦
    Row::one('\u{1D6E7}', 'z', Mathematical),              // 𝛧
    Row::run('\u{1D6E8}', '\u{1D6E9}', 'n', Mathematical), // 𝛨–𝛩
    Row::one('\u{1D6EA}', 'i', Mathematical),              // 𝛪
    Row::one('\u{1D6EB}', 'k', Mathematical),              // 𝛫
    Row::two('\u{1D6EC}', 'a', 'l', Mathematical),         // 𝛬
    Row::two('\u{1D6ED}', 'u', 'm', Mathematical),         // 𝛭
    Row::two('\u{1D6EE}', 'v', 'n', Mathematical),         // 𝛮
    Row::one('\u{1D6EF}', 'e', Mathematical),              // 𝛯
    Row::one('\u{1D6F0}', 'o', Mathematical),              // 𝛰
    Row::two('\u{1D6F1}', 'n', 'p', Mathematical),         // 𝛱
    Row::one('\u{1D6F2}', 'p', Mathematical),              // 𝛲
    Row::one('\u{1D6F3}', 'o', Mathematical),              // 𝛳
    Row::two('\u{1D6F4}', 'o', 's', Mathematical),         // 𝛴
    Row::one('\u{1D6F5}', 't', Mathematical),              // 𝛵
    Row::two('\u{1D6F6}', 'u', 'y', Mathematical),         // 𝛶
    Row::two('\u{1D6F7}', 'o', 'p', Mathematical),         // 𝛷
    Row::one('\u{1D6F8}', 'x', Mathematical),              // 𝛸
    Row::two('\u{1D6F9}', 'y', 'u', Mathematical),         // 𝛹
    Row::one('\u{1D6FA}', 'w', Mathematical),              // 𝛺
    Row::run('\u{1D6FC}', '\u{1D6FD}', 'a', Mathematical), // 𝛼–𝛽
    Row::two('\u{1D6FE}', 'y', 'g', Mathematical),         // 𝛾
    Row::two('\u{1D6FF}', 'd', 'đ', Mathematical),         // 𝛿
    Row::one('\u{1D700}', 'e', Mathematical),              // 𝜀
    Row::one('\u{1D701}', 'z', Mathematical),              // 𝜁
    Row::run('\u{1D702}', '\u{1D703}', 'n', Mathematical), // 𝜂–𝜃
    Row::one('\u{1D704}', 'i', Mathematical),              // 𝜄
    Row::one('\u{1D705}', 'k', Mathematical),              // 𝜅
    Row::two('\u{1D706}', 'a', 'l', Mathematical),         // 𝜆
    Row::two('\u{1D707}', 'u', 'm', Mathematical),         // 𝜇
    Row::two('\u{1D708}', 'v', 'n', Mathematical),         // 𝜈
    Row::one('\u{1D709}', 'e', Mathematical),              // 𝜉
    Row::one('\u{1D70A}', 'o', Mathematical),              // 𝜊
    Row::two('\u{1D70B}', 'n', 'p', Mathematical),         // 𝜋
    Row::one('\u{1D70C}', 'p', Mathematical),              // 𝜌
    Row::two('\u{1D70D}', 'c', 's', Mathematical),         // 𝜍
    Row::two('\u{1D70E}', 'o', 's', Mathematical),         // 𝜎
    Row::one('\u{1D70F}', 't', Mathematical),              // 𝜏
    Row::two('\u{1D710}', 'u', 'y', Mathematical),         // 𝜐
    Row::two('\u{1D711}', 'o', 'p', Mathematical),         // 𝜑
    Row::one('\u{1D712}', 'x', Mathematical),              // 𝜒
    Row::two('\u{1D713}', 'y', 'u', Mathematical),         // 𝜓
    Row::one('\u{1D714}', 'w', Mathematical),              // 𝜔
    Row::two('\u{1D715}', 'd', 'đ', Mathematical),         // 𝜕
    Row::one('\u{1D716}', 'e', Mathematical),              // 𝜖
    Row::one('\u{1D717}', 'o', Mathematical),              // 𝜗
    Row::one('\u{1D718}', 'k', Mathematical),              // 𝜘
    Row::two('\u{1D719}', 'o', 'p', Mathematical),         // 𝜙
    Row::one('\u{1D71A}', 'p', Mathematical),              // 𝜚
    Row::two('\u{1D71B}', 'n', 'p', Mathematical),         // 𝜛
    Row::run('\u{1D71C}', '\u{1D71D}', 'a', Mathematical), // 𝜜–𝜝
    Row::two('\u{1D71E}', 'y', 'g', Mathematical),         // 𝜞
    Row::two('\u{1D71F}', 'd', 'đ', Mathematical),         // 𝜟
    Row::one('\u{1D720}', 'e', Mathematical),              // 𝜠
    Row::one('\u{1D721}', 'z', Mathematical),              // 𝜡
    Row::run('\u{1D722}', '\u{1D723}', 'n', Mathematical), // 𝜢–𝜣
    Row::one('\u{1D724}', 'i', Mathematical),              // 𝜤
    Row::one('\u{1D725}', 'k', Mathematical),              // 𝜥
    Row::two('\u{1D726}', 'a', 'l', Mathematical),         // 𝜦
    Row::two('\u{1D727}', 'u', 'm', Mathematical),         // 𝜧
    Row::two('\u{1D728}', 'v', 'n', Mathematical),         // 𝜨
    Row::one('\u{1D729}', 'e', Mathematical),              // 𝜩
    Row::one('\u{1D72A}', 'o', Mathematical),              // 𝜪
    Row::two('\u{1D72B}', 'n', 'p', Mathematical),         // 𝜫
    Row::one('\u{1D72C}', 'p', Mathematical),              // 𝜬
    Row::one('\u{1D72D}', 'o', Mathematical),              // 𝜭
    Row::two('\u{1D72E}', 'o', 's', Mathematical),         // 𝜮
    Row::one('\u{1D72F}', 't', Mathematical),              // 𝜯
    Row::two('\u{1D730}', 'u', 'y', Mathematical),         // 𝜰
    Row::two('\u{1D731}', 'o', 'p', Mathematical),         // 𝜱
    Row::one('\u{1D732}', 'x', Mathematical),              // 𝜲
    Row::two('\u{1D733}', 'y', 'u', Mathematical),         // 𝜳
    Row::one('\u{1D734}', 'w', Mathematical),              // 𝜴
    Row::run('\u{1D736}', '\u{1D737}', 'a', Mathematical), // 𝜶–𝜷
    Row::two('\u{1D738}', 'y', 'g', Mathematical),         // 𝜸
    Row::two('\u{1D739}', 'd', 'đ', Mathematical),         // 𝜹
    Row::one('\u{1D73A}', 'e', Mathematical),              // 𝜺
    Row::one('\u{1D73B}', 'z', Mathematical),              // 𝜻
    Row::run('\u{1D73C}', '\u{1D73D}', 'n', Mathematical), // 𝜼–𝜽
    Row::one('\u{1D73E}', 'i', Mathematical),              // 𝜾
    Row::one('\u{1D73F}', 'k', Mathematical),              // 𝜿
    Row::two('\u{1D740}', 'a', 'l', Mathematical),         // 𝝀
    Row::two('\u{1D741}', 'u', 'm', Mathematical),         // 𝝁
    Row::two('\u{1D742}', 'v', 'n', Mathematical),         // 𝝂
    Row::one('\u{1D743}', 'e', Mathematical),              // 𝝃
    Row::one('\u{1D744}', 'o', Mathematical),              // 𝝄
    Row::two('\u{1D745}', 'n', 'p', Mathematical),         // 𝝅
    Row::one('\u{1D746}', 'p', Mathematical),              // 𝝆
    Row::two('\u{1D747}', 'c', 's', Mathematical),         // 𝝇
    Row::two('\u{1D748}', 'o', 's', Mathematical),         // 𝝈
    Row::one('\u{1D749}', 't', Mathematical),              // 𝝉
    Row::two('\u{1D74A}', 'u', 'y', Mathematical),         // 𝝊
    Row::two('\u{1D74B}', 'o', 'p', Mathematical),         // 𝝋
    Row::one('\u{1D74C}', 'x', Mathematical),              // 𝝌
    Row::two('\u{1D74D}', 'y', 'u', Mathematical),         // 𝝍
    Row::one('\u{1D74E}', 'w', Mathematical),              // 𝝎
    Row::two('\u{1D74F}', 'd', 'đ', Mathematical),         // 𝝏
    Row::one('\u{1D750}', 'e', Mathematical),              // 𝝐
    Row::one('\u{1D751}', 'o', Mathematical),              // 𝝑
    Row::one('\u{1D752}', 'k', Mathematical),              // 𝝒
    Row::two('\u{1D753}', 'o', 'p', Mathematical),         // 𝝓
    Row::one('\u{1D754}', 'p', Mathematical),              // 𝝔
    Row::two('\u{1D755}', 'n', 'p', Mathematical),         // 𝝕
    Row::run('\u{1D756}', '\u{1D757}', 'a', Mathematical), // 𝝖–𝝗
    Row::two('\u{1D758}', 'y', 'g', Mathematical),         // 𝝘
    Row::two('\u{1D759}', 'd', 'đ', Mathematical),         // 𝝙
    Row::one('\u{1D75A}', 'e', Mathematical),              // 𝝚
    Row::one('\u{1D75B}', 'z', Mathematical),              // 𝝛
    Row::run('\u{1D75C}', '\u{1D75D}', 'n', Mathematical), // 𝝜–𝝝
    Row::one('\u{1D75E}', 'i', Mathematical),              // 𝝞
    Row::one('\u{1D75F}', 'k', Mathematical),              // 𝝟
    Row::two('\u{1D760}', 'a', 'l', Mathematical),         // 𝝠
    Row::two('\u{1D761}', 'u', 'm', Mathematical),         // 𝝡
    Row::two('\u{1D762}', 'v', 'n', Mathematical),         // 𝝢
    Row::one('\u{1D763}', 'e', Mathematical),              // 𝝣
    Row::one('\u{1D764}', 'o', Mathematical),              // 𝝤
    Row::two('\u{1D765}', 'n', 'p', Mathematical),         // 𝝥
    Row::one('\u{1D766}', 'p', Mathematical),              // 𝝦
    Row::one('\u{1D767}', 'o', Mathematical),              // 𝝧
    Row::two('\u{1D768}', 'o', 's', Mathematical),         // 𝝨
    Row::one('\u{1D769}', 't', Mathematical),              // 𝝩
    Row::two('\u{1D76A}', 'u', 'y', Mathematical),         // 𝝪
    Row::two('\u{1D76B}', 'o', 'p', Mathematical),         // 𝝫
    Row::one('\u{1D76C}', 'x', Mathematical),              // 𝝬
    Row::two('\u{1D76D}', 'y', 'u', Mathematical),         // 𝝭
    Row::one('\u{1D76E}', 'w', Mathematical),              // 𝝮
    Row::run('\u{1D770}', '\u{1D771}', 'a', Mathematical), // 𝝰–𝝱
    Row::two('\u{1D772}', 'y', 'g', Mathematical),         // 𝝲
    Row::two('\u{1D773}', 'd', 'đ', Mathematical),         // 𝝳
    Row::one('\u{1D774}', 'e', Mathematical),              // 𝝴
    Row::one('\u{1D775}', 'z', Mathematical),              // 𝝵
    Row::run('\u{1D776}', '\u{1D777}', 'n', Mathematical), // 𝝶–𝝷
    Row::one('\u{1D778}', 'i', Mathematical),              // 𝝸
    Row::one('\u{1D779}', 'k', Mathematical),              // 𝝹
    Row::two('\u{1D77A}', 'a', 'l', Mathematical),         // 𝝺
    Row::two('\u{1D77B}', 'u', 'm', Mathematical),         // 𝝻
    Row::two('\u{1D77C}', 'v', 'n', Mathematical),         // 𝝼
    Row::one('\u{1D77D}', 'e', Mathematical),              // 𝝽
    Row::one('\u{1D77E}', 'o', Mathematical),              // 𝝾
    Row::two('\u{1D77F}', 'n', 'p', Mathematical),         // 𝝿
    Row::one('\u{1D780}', 'p', Mathematical),              // 𝞀
    Row::two('\u{1D781}', 'c', 's', Mathematical),         // 𝞁
    Row::two('\u{1D782}', 'o', 's', Mathematical),         // 𝞂
    Row::one('\u{1D783}', 't', Mathematical),              // 𝞃
    Row::two('\u{1D784}', 'u', 'y', Mathematical),         // 𝞄
    Row::two('\u{1D785}', 'o', 'p', Mathematical),         // 𝞅
    Row::one('\u{1D786}', 'x', Mathematical),              // 𝞆
    Row::two('\u{1D787}', 'y', 'u', Mathematical),         // 𝞇
    Row::one('\u{1D788}', 'w', Mathematical),              // 𝞈
    Row::two('\u{1D789}', 'd', 'đ', Mathematical),         // 𝞉
    Row::one('\u{1D78A}', 'e', Mathematical),              // 𝞊
    Row::one('\u{1D78B}', 'o', Mathematical),              // 𝞋
    Row::one('\u{1D78C}', 'k', Mathematical),              // 𝞌
    Row::two('\u{1D78D}', 'o', 'p', Mathematical),         // 𝞍
    Row::one('\u{1D78E}', 'p', Mathematical),              // 𝞎
    Row::two('\u{1D78F}', 'n', 'p', Mathematical),         // 𝞏
    Row::run('\u{1D790}', '\u{1D791}', 'a', Mathematical), // 𝞐–𝞑
    Row::two('\u{1D792}', 'y', 'g', Mathematical),         // 𝞒
    Row::two('\u{1D793}', 'd', 'đ', Mathematical),         // 𝞓
    Row::one('\u{1D794}', 'e', Mathematical),              // 𝞔
    Row::one('\u{1D795}', 'z', Mathematical),              // 𝞕
    Row::run('\u{1D796}', '\u{1D797}', 'n', Mathematical), // 𝞖–𝞗
    Row::one('\u{1D798}', 'i', Mathematical),              // 𝞘
    Row::one('\u{1D799}', 'k', Mathematical),              // 𝞙
    Row::two('\u{1D79A}', 'a', 'l', Mathematical),         // 𝞚
    Row::two('\u{1D79B}', 'u', 'm', Mathematical),         // 𝞛
    Row::two('\u{1D79C}', 'v', 'n', Mathematical),         // 𝞜
    Row::one('\u{1D79D}', 'e', Mathematical),              // 𝞝
    Row::one('\u{1D79E}', 'o', Mathematical),              // 𝞞
    Row::two('\u{1D79F}', 'n', 'p', Mathematical),         // 𝞟
    Row::one('\u{1D7A0}', 'p', Mathematical),              // 𝞠
    Row::one('\u{1D7A1}', 'o', Mathematical),              // 𝞡
    Row::two('\u{1D7A2}', 'o', 's', Mathematical),         // 𝞢
    Row::one('\u{1D7A3}', 't', Mathematical),              // 𝞣
    Row::two('\u{1D7A4}', 'u', 'y', Mathematical),         // 𝞤
    Row::two('\u{1D7A5}', 'o', 'p', Mathematical),         // 𝞥
    Row::one('\u{1D7A6}', 'x', Mathematical),              // 𝞦
    Row::two('\u{1D7A7}', 'y', 'u', Mathematical),         // 𝞧
    Row::one('\u{1D7A8}', 'w', Mathematical),              // 𝞨
    Row::run('\u{1D7AA}', '\u{1D7AB}', 'a', Mathematical), // 𝞪–𝞫
    Row::two('\u{1D7AC}', 'y', 'g', Mathematical),         // 𝞬
    Row::two('\u{1D7AD}', 'd', 'đ', Mathematical),         // 𝞭
    Row::one('\u{1D7AE}', 'e', Mathematical),              // 𝞮
    Row::one('\u{1D7AF}', 'z', Mathematical),              // 𝞯
    Row::run('\u{1D7B0}', '\u{1D7B1}', 'n', Mathematical), // 𝞰–𝞱
    Row::one('\u{1D7B2}', 'i', Mathematical),              // 𝞲
    Row::one('\u{1D7B3}', 'k', Mathematical),              // 𝞳
    Row::two('\u{1D7B4}', 'a', 'l', Mathematical),         // 𝞴
    Row::two('\u{1D7B5}', 'u', 'm', Mathematical),         // 𝞵
    Row::two('\u{1D7B6}', 'v', 'n', Mathematical),         // 𝞶
    Row::one('\u{1D7B7}', 'e', Mathematical),              // 𝞷
    Row::one('\u{1D7B8}', 'o', Mathematical),              // 𝞸
    Row::two('\u{1D7B9}', 'n', 'p', Mathematical),         // 𝞹
    Row::one('\u{1D7BA}', 'p', Mathematical),              // 𝞺
    Row::two('\u{1D7BB}', 'c', 's', Mathematical),         // 𝞻
    Row::two('\u{1D7BC}', 'o', 's', Mathematical),         // 𝞼
    Row::one('\u{1D7BD}', 't', Mathematical),              // 𝞽
    Row::two('\u{1D7BE}', 'u', 'y', Mathematical),         // 𝞾
    Row::two('\u{1D7BF}', 'o', 'p', Mathematical),         // 𝞿
    Row::one('\u{1D7C0}', 'x', Mathematical),              // 𝟀
    Row::two('\u{1D7C1}', 'y', 'u', Mathematical),         // 𝟁
    Row::one('\u{1D7C2}', 'w', Mathematical),              // 𝟂
    Row::two('\u{1D7C3}', 'd', 'đ', Mathematical),         // 𝟃
    Row::one('\u{1D7C4}', 'e', Mathematical),              // 𝟄
    Row::one('\u{1D7C5}', 'o', Mathematical),              // 𝟅
    Row::one('\u{1D7C6}', 'k', Mathematical),              // 𝟆
    Row::two('\u{1D7C7}', 'o', 'p', Mathematical),         // 𝟇
    Row::one('\u{1D7C8}', 'p', Mathematical),              // 𝟈
    Row::two('\u{1D7C9}', 'n', 'p', Mathematical),         // 𝟉
    Row::one('\u{1D7CA}', 'f', Mathematical),              // 𝟊
    Row::one('\u{1D7CB}', 'f', Mathematical),              // 𝟋
    Row::run('\u{1D7CE}', '\u{1D7D7}', '0', Mathematical), // 𝟎–𝟗
    Row::run('\u{1D7D8}', '\u{1D7E1}', '0', Mathematical), // 𝟘–𝟡
    Row::run('\u{1D7E2}', '\u{1D7EB}', '0', Mathematical), // 𝟢–𝟫
    Row::run('\u{1D7EC}', '\u{1D7F5}', '0', Mathematical), // 𝟬–𝟵
    Row::run('\u{1D7F6}', '\u{1D7FF}', '0', Mathematical), // 𝟶–𝟿
    Row::one('\u{1F10B}', '0', Enclosed),                  // 🄋
    Row::one('\u{1F10C}', '0', Enclosed),                  // 🄌
    Row::run('\u{1F110}', '\u{1F129}', 'a', Enclosed),     // 🄐–🄩
    Row::one('\u{1F12B}', 'c', Enclosed),                  // 🄫
    Row::one('\u{1F12C}', 'r', Enclosed),                  // 🄬
    Row::run('\u{1F130}', '\u{1F149}', 'a', Enclosed),     // 🄰–🅉
    Row::run('\u{1F150}', '\u{1F169}', 'a', Enclosed),     // 🅐–🅩
    Row::run('\u{1F170}', '\u{1F189}', 'a', Enclosed),     // 🅰–🆉
    Row::run('\u{1F1E6}', '\u{1F1FF}', 'a', RegionalIndicator), // 🇦–🇿
    Row::run('\u{1FBF0}', '\u{1FBF9}', '0', Mathematical), // 🯰–🯹
];
