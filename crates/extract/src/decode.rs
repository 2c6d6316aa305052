//! Bytes → text: which encoding, and what it says.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252, WINDOWS_1254, WINDOWS_1258,
    X_USER_DEFINED,
};
use haidang_model::Defect;
use unicode_normalization::UnicodeNormalization;
use vitext::Legacy;

use crate::defect::defect;

/// Bytes in which a `<meta charset>` is looked for (HTML standard, "prescan a
/// byte stream to determine its encoding").
const PRESCAN_BYTES: usize = 1024;

/// Bytes that detection looks at; the first hundred kilobytes decide it.
const DETECT_BYTES: usize = 256 << 10;

/// Text and where it came from.
pub(crate) struct Decoded<'b> {
    pub(crate) text: Cow<'b, str>,
    /// The name by the Encoding Standard.
    pub(crate) encoding: &'static str,
    /// What the text is in truth, for the encodings that no browser knows; the
    /// text is then decoded by windows-1252.
    pub(crate) legacy: Option<Legacy>,
    pub(crate) defect: Option<Defect>,
}

/// What a `charset` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Charset {
    /// An encoding of the Encoding Standard.
    Web(&'static Encoding),
    /// One that browsers have given up, or never had.
    Old(Legacy),
}

/// Names of the old encodings: IANA's for VISCII (RFC 1456), those of the
/// browsers of the nineties (`x-viet-…`), and what pages say.
const OLD_LABELS: [(&str, Legacy); 18] = [
    ("viscii", Legacy::Viscii),
    ("viscii1.1-1", Legacy::Viscii),
    ("csviscii", Legacy::Viscii),
    ("x-viscii", Legacy::Viscii),
    ("x-viet-viscii", Legacy::Viscii),
    ("tcvn", Legacy::Tcvn3),
    ("tcvn3", Legacy::Tcvn3),
    ("tcvn-5712", Legacy::Tcvn3),
    ("tcvn5712", Legacy::Tcvn3),
    ("tcvn5712-1", Legacy::Tcvn3),
    ("x-viet-tcvn", Legacy::Tcvn3),
    ("x-viet-tcvn3", Legacy::Tcvn3),
    ("x-viet-tcvn5712", Legacy::Tcvn3),
    ("vni", Legacy::Vni),
    ("x-viet-vni", Legacy::Vni),
    ("vps", Legacy::Vps),
    ("x-vps", Legacy::Vps),
    ("x-viet-vps", Legacy::Vps),
];

impl Charset {
    fn for_label(label: &str) -> Option<Charset> {
        let old = OLD_LABELS.iter().find(|(name, _)| *name == label);
        match old {
            Some((_, legacy)) => Some(Charset::Old(*legacy)),
            None => Encoding::for_label(label.as_bytes()).map(Charset::Web),
        }
    }
}

/// Decodes a body: byte order mark, then the `charset` of the header, then
/// `<meta>`, then detection. A declared encoding that the bytes contradict is
/// believed only if it is not UTF-8: a page that says `utf-8` and is none
/// would lose every letter with a mark.
pub(crate) fn decode<'b>(bytes: &'b [u8], content_type: Option<&str>) -> Decoded<'b> {
    let (encoding, legacy, skip) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, None, length),
        None => {
            let (encoding, legacy) = choose(bytes, content_type);
            (encoding, legacy, 0)
        }
    };
    let (text, malformed) =
        encoding.decode_without_bom_handling(bytes.get(skip..).unwrap_or_default());
    let text = if encoding == WINDOWS_1258 {
        // windows-1258 writes tone marks as characters of their own.
        text.nfc().collect()
    } else {
        text
    };
    Decoded {
        defect: malformed.then(|| {
            let replaced = text.chars().filter(|&c| c == '\u{fffd}').count();
            defect(
                "bad_encoding",
                format!("{replaced} characters are not {}", encoding.name()),
            )
        }),
        text,
        encoding: encoding.name(),
        legacy,
    }
}

fn choose(bytes: &[u8], content_type: Option<&str>) -> (&'static Encoding, Option<Legacy>) {
    let declared = content_type
        .and_then(charset_of_header)
        .or_else(|| prescan(bytes.get(..PRESCAN_BYTES).unwrap_or(bytes)));
    let encoding = match declared {
        Some(Charset::Web(encoding)) if encoding == UTF_8 => {
            if is_mostly_utf8(bytes) {
                return (UTF_8, None);
            }
            None
        }
        Some(Charset::Web(encoding)) if !encoding.is_ascii_compatible() => {
            return (encoding, None);
        }
        Some(Charset::Web(encoding)) => Some(encoding),
        Some(Charset::Old(_)) => Some(WINDOWS_1252),
        None => None,
    };
    // A page in UTF-8 that says it is Latin: the most frequent lie. Text of
    // another encoding is hardly ever valid UTF-8 by chance.
    if std::str::from_utf8(bytes).is_ok() && (encoding.is_none() || !bytes.is_ascii()) {
        return (UTF_8, None);
    }
    if let Some(Charset::Old(legacy)) = declared {
        return (WINDOWS_1252, Some(legacy));
    }
    // Fonts of the old encodings were used under whatever name the program at
    // hand wrote: the Western one, or that of Vietnamese Windows.
    let may_be_old = encoding.is_none_or(|encoding| {
        [WINDOWS_1250, WINDOWS_1252, WINDOWS_1254, WINDOWS_1258].contains(&encoding)
    });
    if may_be_old && let Some(found) = detect_vietnamese(bytes) {
        return found;
    }
    (encoding.unwrap_or_else(|| detect(bytes)), None)
}

/// Looks for Vietnamese by its syllables, which no statistics of bytes know.
fn detect_vietnamese(bytes: &[u8]) -> Option<(&'static Encoding, Option<Legacy>)> {
    let sample = bytes.get(..DETECT_BYTES).unwrap_or(bytes);
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(sample);
    Some(match vitext::repair(&text)?.legacy() {
        Legacy::Windows1258 => (WINDOWS_1258, None),
        Legacy::Utf8AsLatin1 | Legacy::Utf8AsLatin1Twice => (UTF_8, None),
        legacy => (WINDOWS_1252, Some(legacy)),
    })
}

/// Tells whether at most one in a hundred of the non-ASCII bytes is broken.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let sample = bytes.get(..DETECT_BYTES).unwrap_or(bytes);
    let high = sample.iter().filter(|byte| **byte >= 0x80).count();
    let broken: usize = sample
        .utf8_chunks()
        .filter(|chunk| !chunk.invalid().is_empty())
        .count();
    broken * 100 <= high.max(1) || broken <= 1
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let sample = bytes.get(..DETECT_BYTES).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, sample.len() == bytes.len());
    // Not the page's own top-level domain: whoever writes Vietnamese does so
    // on any. `vn` makes windows-1258 win over its Western relatives.
    detector.guess(Some(b"vn"), Utf8Detection::Allow)
}

/// Returns the encoding that a `Content-Type` names. `x-user-defined`, which
/// pages with fonts of their own said, is read by windows-1252: what browsers
/// show for it is that font's business.
fn charset_of_header(header: &str) -> Option<Charset> {
    let lower = header.to_ascii_lowercase();
    let (_, value) = lower.split_once("charset")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let label = value
        .trim_start_matches(['"', '\''])
        .split(['"', '\'', ';', ' ', ','])
        .next()?;
    match Charset::for_label(label)? {
        Charset::Web(encoding) if encoding == X_USER_DEFINED => Some(Charset::Web(WINDOWS_1252)),
        charset => Some(charset),
    }
}

/// Returns the encoding that a `<meta>` in the first bytes names. UTF-16
/// there is not true (the bytes could be read as ASCII) and means UTF-8.
fn prescan(head: &[u8]) -> Option<Charset> {
    let text: String = head
        .iter()
        .map(|byte| {
            if byte.is_ascii() {
                char::from(byte.to_ascii_lowercase())
            } else {
                ' '
            }
        })
        .collect();
    let mut rest = text.as_str();
    loop {
        let comment = rest.find("<!--");
        let meta = rest.find("<meta")?;
        if let Some(comment) = comment
            && comment < meta
        {
            rest = rest.get(comment + 4..)?;
            rest = rest.get(rest.find("-->")? + 3..)?;
            continue;
        }
        rest = rest.get(meta + 5..)?;
        let tag = rest.split('>').next().unwrap_or(rest);
        match charset_of_header(tag) {
            Some(Charset::Web(encoding)) if [UTF_16BE, UTF_16LE].contains(&encoding) => {
                return Some(Charset::Web(UTF_8));
            }
            Some(charset) => return Some(charset),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_in_order() {
        let vietnamese = "Đây là một bài viết tiếng Việt có dấu";
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(vietnamese.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let utf8 = vietnamese.as_bytes();
        let meta = format!("<meta charset=windows-1252>{vietnamese}");
        let bom = format!("\u{feff}{vietnamese}");
        for (bytes, header, encoding) in [
            (utf8, None, "UTF-8"),
            (utf8, Some("text/html; charset=UTF-8"), "UTF-8"),
            (utf8, Some("text/html; charset=\"iso-8859-1\""), "UTF-8"),
            (meta.as_bytes(), None, "UTF-8"),
            (
                bom.as_bytes(),
                Some("text/html; charset=windows-1258"),
                "UTF-8",
            ),
            (
                utf16.as_slice(),
                Some("text/html; charset=utf-8"),
                "UTF-16LE",
            ),
            (b"plain", None, "UTF-8"),
            (b"", None, "UTF-8"),
        ] {
            let decoded = decode(bytes, header);
            assert_eq!(decoded.encoding, encoding, "{header:?}");
            assert!(decoded.defect.is_none());
        }
        assert_eq!(decode(bom.as_bytes(), None).text, vietnamese);
    }

    #[test]
    fn windows_1258_is_composed() {
        // "Việt Nam là một nước" with tones as characters of their own.
        let (bytes, _, unmappable) =
            WINDOWS_1258.encode("Viê\u{323}t Nam la\u{300} mô\u{323}t nươ\u{301}c đe\u{323}p");
        assert!(!unmappable);
        for header in [Some("text/html; charset=windows-1258"), None] {
            let decoded = decode(&bytes, header);
            assert_eq!(decoded.encoding, "windows-1258", "{header:?}");
            assert_eq!(decoded.text, "Việt Nam là một nước đẹp");
        }
    }

    #[test]
    fn broken_bytes_are_replaced_and_told() {
        let mut bytes = "Việt Nam ".repeat(50).into_bytes();
        bytes.push(0xff);
        let decoded = decode(&bytes, Some("text/html; charset=utf-8"));
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(decoded.defect.map(|d| d.code), Some("bad_encoding".into()));
    }

    #[test]
    fn meta_is_read_as_browsers_do() {
        for (head, encoding) in [
            ("<meta charset=utf-8>", Some("utf-8")),
            ("<meta charset=x-user-defined>", Some("windows-1252")),
            ("<meta charset=VISCII>", Some("viscii")),
            ("<meta charset='x-viet-tcvn5712'>", Some("tcvn3")),
            (
                "<META http-equiv=Content-Type content='text/html; charset=windows-1258'>",
                Some("windows-1258"),
            ),
            (
                "<!-- <meta charset=utf-8> --><meta charset=gbk>",
                Some("gbk"),
            ),
            ("<meta name=x><meta charset=utf-16>", Some("utf-8")),
            ("<meta charset=nothing>", None),
            ("<p>", None),
        ] {
            assert_eq!(
                prescan(head.as_bytes()),
                encoding.and_then(Charset::for_label),
                "{head}"
            );
        }
    }
}
