//! The code tables: what a byte of each old encoding writes.
//!
//! Written from the published standards, and held against other people's
//! implementations in the tests (`iconv` for TCVN and VISCII). `'\0'` stands
//! where a table has no Vietnamese letter.

/// Bytes 0x80 to 0xFF of a code of one byte a letter.
pub(super) type High = [char; 128];

/// TCVN 5712:1993, table VN3, known as TCVN3 or ABC (fonts `.VnTime` …): all
/// small letters and the seven capitals without a tone. Capitals with a tone
/// are small letters in a font that draws capitals (`.VnTimeH`), so they come
/// out as small letters. VN1 and VN2 of the same standard agree with VN3
/// wherever VN3 has a letter; what they have beyond it no font of the ABC
/// family shows.
#[rustfmt::skip]
pub(super) const TCVN3: High = [
    '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0',
    '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0', '\0',
    '\0', 'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ', '\0',
    '\0', '\0', '\0', '\0', '\0', 'à', 'ả', 'ã', 'á', 'ạ', '\0', 'ằ', 'ẳ', 'ẵ', 'ắ', '\0',
    '\0', '\0', '\0', '\0', '\0', '\0', 'ặ', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ', 'è', '\0', 'ẻ', 'ẽ',
    'é', 'ẹ', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'ì', 'ỉ', '\0', '\0', '\0', 'ĩ', 'í', 'ị', 'ò',
    '\0', 'ỏ', 'õ', 'ó', 'ọ', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ', 'ù',
    '\0', 'ủ', 'ũ', 'ú', 'ụ', 'ừ', 'ử', 'ữ', 'ứ', 'ự', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ', '\0',
];

/// VISCII 1.1, RFC 1456.
#[rustfmt::skip]
pub(super) const VISCII: High = [
    'Ạ', 'Ắ', 'Ằ', 'Ặ', 'Ấ', 'Ầ', 'Ẩ', 'Ậ', 'Ẽ', 'Ẹ', 'Ế', 'Ề', 'Ể', 'Ễ', 'Ệ', 'Ố',
    'Ồ', 'Ổ', 'Ỗ', 'Ộ', 'Ợ', 'Ớ', 'Ờ', 'Ở', 'Ị', 'Ỏ', 'Ọ', 'Ỉ', 'Ủ', 'Ũ', 'Ụ', 'Ỳ',
    'Õ', 'ắ', 'ằ', 'ặ', 'ấ', 'ầ', 'ẩ', 'ậ', 'ẽ', 'ẹ', 'ế', 'ề', 'ể', 'ễ', 'ệ', 'ố',
    'ồ', 'ổ', 'ỗ', 'Ỡ', 'Ơ', 'ộ', 'ờ', 'ở', 'ị', 'Ự', 'Ứ', 'Ừ', 'Ử', 'ơ', 'ớ', 'Ư',
    'À', 'Á', 'Â', 'Ã', 'Ả', 'Ă', 'ẳ', 'ẵ', 'È', 'É', 'Ê', 'Ẻ', 'Ì', 'Í', 'Ĩ', 'ỳ',
    'Đ', 'ứ', 'Ò', 'Ó', 'Ô', 'ạ', 'ỷ', 'ừ', 'ử', 'Ù', 'Ú', 'ỹ', 'ỵ', 'Ý', 'ỡ', 'ư',
    'à', 'á', 'â', 'ã', 'ả', 'ă', 'ữ', 'ẫ', 'è', 'é', 'ê', 'ẻ', 'ì', 'í', 'ĩ', 'ỉ',
    'đ', 'ự', 'ò', 'ó', 'ô', 'õ', 'ỏ', 'ọ', 'ụ', 'ù', 'ú', 'ũ', 'ủ', 'ý', 'ợ', 'Ữ',
];

/// The six capitals that VISCII puts among the control characters.
pub(super) const VISCII_LOW: [(char, char); 6] = [
    ('\u{2}', 'Ẳ'),
    ('\u{5}', 'Ẵ'),
    ('\u{6}', 'Ẫ'),
    ('\u{14}', 'Ỷ'),
    ('\u{19}', 'Ỹ'),
    ('\u{1e}', 'Ỵ'),
];

/// The code of the Vietnamese Professionals Society, as its fonts (`VPS
/// Times` …) draw it and as `recode` and the browsers of the nineties
/// (`x-viet-vps`) read it.
#[rustfmt::skip]
pub(super) const VPS: High = [
    'À', 'Ả', 'Ã', 'Ấ', 'Ầ', 'Ẩ', 'ọ', 'ỗ', 'Ă', 'ế', 'ề', 'ể', 'ệ', 'Ắ', 'Ằ', 'Ẳ',
    'Ế', '\0', '\0', 'Ề', 'Ể', 'Ễ', 'Ố', 'Ồ', 'Ổ', 'Ỗ', 'ý', 'ỷ', 'ỵ', 'Ớ', 'Ờ', 'Ở',
    '\0', 'ắ', 'ằ', 'ẳ', 'ẵ', 'ặ', 'Ỡ', 'ớ', 'Ù', 'ờ', 'ở', 'ỡ', 'Ũ', 'Ứ', 'ợ', 'Ừ',
    'ổ', 'Ử', 'Ỳ', 'Ỹ', 'Í', 'Ì', 'ộ', 'Ỉ', 'Ĩ', 'Ó', 'ử', 'ữ', 'Ò', 'Ỏ', 'Õ', 'ự',
    'ầ', 'Á', 'Â', 'ấ', 'ẩ', 'ẫ', 'ậ', 'đ', 'ẻ', 'É', 'Ê', 'ẹ', 'ỉ', 'ễ', 'ị', 'ỹ',
    'Ư', 'Ủ', 'ồ', 'ố', 'Ô', 'ỏ', 'ơ', 'È', 'ừ', 'ứ', 'Ú', 'ũ', 'ư', 'Ý', 'Ẻ', '\0',
    'à', 'á', 'â', 'ã', 'ả', 'ạ', 'ă', '\0', 'è', 'é', 'ê', 'ẽ', 'ì', 'í', '\0', 'ĩ',
    'Ẵ', 'Đ', 'ò', 'ó', 'ô', 'õ', '\0', 'Ơ', 'ụ', 'ù', 'ú', 'ủ', '\0', 'Ỷ', 'Ẽ', 'ỳ',
];

/// The capitals that VPS puts among the control characters.
pub(super) const VPS_LOW: [(char, char); 14] = [
    ('\u{2}', 'Ạ'),
    ('\u{3}', 'Ậ'),
    ('\u{4}', 'Ặ'),
    ('\u{5}', 'Ẹ'),
    ('\u{6}', 'Ệ'),
    ('\u{10}', 'Ị'),
    ('\u{11}', 'Ọ'),
    ('\u{12}', 'Ộ'),
    ('\u{13}', 'Ợ'),
    ('\u{14}', 'Ụ'),
    ('\u{15}', 'Ự'),
    ('\u{19}', 'Ỵ'),
    ('\u{1c}', 'Ẫ'),
    ('\u{1d}', 'Ữ'),
];

/// Windows-1252 above Latin-1: bytes 0x80 to 0x9F (Encoding Standard, index
/// windows-1252; the five undefined bytes are control characters there too).
#[rustfmt::skip]
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Returns the byte that windows-1252 or ISO-8859-1 read as this character.
/// The Greek mu is what compatibility normalisation makes of the micro sign.
#[inline]
pub(super) fn byte_of(c: char) -> Option<u8> {
    match c {
        ..='\u{ff}' => u8::try_from(u32::from(c)).ok(),
        'μ' => Some(0xB5),
        'Œ'..='˜' | '–'..='™' => WINDOWS_1252
            .iter()
            .position(|&known| known == c)
            .and_then(|place| u8::try_from(0x80 + place).ok()),
        _ => None,
    }
}

/// VNI for Windows: a vowel, then one sign that carries its hat, its tone, or
/// both. After a, e, o come signs with and without a hat; after the rest (and
/// after ô for ơ, ö for ư) the tones alone.
pub(super) const VNI_TONES: [(char, usize); 5] = [('ø', 1), ('ù', 2), ('û', 3), ('õ', 4), ('ï', 5)];

/// Signs of the circumflex, in the order of the tones.
pub(super) const VNI_HATS: [char; 6] = ['â', 'à', 'á', 'å', 'ã', 'ä'];

/// Signs of the breve, in the order of the tones; after a only.
pub(super) const VNI_BREVES: [char; 6] = ['ê', 'è', 'é', 'ú', 'ü', 'ë'];

/// Letters of VNI that are one sign.
pub(super) const VNI_SINGLE: [(char, char); 9] = [
    ('ñ', 'đ'),
    ('ô', 'ơ'),
    ('ö', 'ư'),
    ('ì', 'ì'),
    ('í', 'í'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('î', 'ỵ'),
];

/// Microsoft code page 1258 where it differs from 1252: letters, …
pub(super) const W1258_LETTERS: [(char, char); 4] =
    [('ã', 'ă'), ('õ', 'ơ'), ('ý', 'ư'), ('ð', 'đ')];

/// … and tone marks after the vowel.
pub(super) const W1258_TONES: [(char, usize); 5] =
    [('Ì', 1), ('ì', 2), ('Ò', 3), ('Þ', 4), ('ò', 5)];
