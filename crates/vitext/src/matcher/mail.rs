//! Addresses of electronic mail: contacts are not watched, whatever they spell.

use std::ops::Range;

/// Bytes on either side in which the rest of an address may stand; the
/// standard allows 254 for the whole (RFC 5321, 4.5.3.1.3).
const ADDRESS_BYTES: usize = 254;

/// Tells whether some bytes stand in an address of electronic mail.
pub(super) fn is_around(text: &str, bytes: Range<usize>) -> bool {
    let before_start = text.ceil_char_boundary(bytes.start.saturating_sub(ADDRESS_BYTES));
    let before = text.get(before_start..bytes.start).unwrap_or_default();
    let after_end = text.floor_char_boundary((bytes.end + ADDRESS_BYTES).min(text.len()));
    let after = text.get(bytes.end..after_end).unwrap_or_default();
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| !c.is_whitespace())
        .last()
        .map_or(bytes.start, |(offset, _)| before_start + offset);
    let length = after.find(char::is_whitespace).unwrap_or(after.len());
    let chunk = text.get(start..bytes.end + length).unwrap_or_default();
    chunk.contains('@') && is_address(chunk)
}

/// Tells whether a word without white space is, or holds, an address.
pub(crate) fn is_address(chunk: &str) -> bool {
    let trimmed = chunk.trim_matches(|c: char| !c.is_alphanumeric());
    let Some((name, host)) = trimmed.split_once('@') else {
        return false;
    };
    let host_end = host
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')))
        .unwrap_or(host.len());
    let host = host
        .get(..host_end)
        .unwrap_or_default()
        .trim_end_matches('.');
    let labels = || host.split('.');
    name.ends_with(|c: char| c.is_ascii_alphanumeric())
        && labels().count() >= 2
        && labels().all(|label| label.starts_with(|c: char| c.is_ascii_alphanumeric()))
        && labels()
            .next_back()
            .is_some_and(|end| end.len() >= 2 && end.chars().all(|c| c.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_signs_that_are_letters() {
        for (chunk, expected) in [
            ("cado@vidu.example", true),
            ("song.bac@thu.example,", true),
            ("<mailto:ca-do@a.example>", true),
            ("c@", false),
            ("b@ng", false),
            ("nh@.cái", false),
            ("a@b", false),
        ] {
            assert_eq!(is_address(chunk), expected, "{chunk}");
        }
        let text = "Thư gửi về ca-do@thu.example trước";
        let start = text.find("ca-do").unwrap();
        assert!(is_around(text, start..start + 5));
        assert!(!is_around(text, 0..3));
    }
}
