//! E-mail addresses as people write them: the common part of RFC 5321.

use crate::Span;

/// Longest name and host of an address, RFC 5321 section 4.5.3.1.
const NAME_MAX: usize = 64;
const HOST_MAX: usize = 255;

/// Finds addresses, in order, without overlaps.
pub(super) fn find(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut free_from = 0;
    for host in hosts(text) {
        let at = host.start - 1;
        // A name takes nothing from the host before it: `a@b.vn@c.vn`.
        let name = text.get(free_from..at).unwrap_or_default();
        let length = name_length(name.as_bytes());
        if length > 0 {
            found.push(at - length..host.end);
        }
        free_from = host.end;
    }
    found
}

/// Returns the length of the name that ends `text`.
fn name_length(text: &[u8]) -> usize {
    let mut length = 0;
    let mut after = b'@';
    for byte in text.iter().rev().take(NAME_MAX).copied() {
        // Two full stops in a row are in no name; they end a sentence.
        if !is_name(byte) || (byte == b'.' && after == b'.') {
            break;
        }
        length += 1;
        after = byte;
    }
    // So does one before the name.
    length - usize::from(after == b'.')
}

/// Finds what follows an `@` and has the shape of a host, in order. Digits in
/// there belong to no number.
pub(super) fn hosts(text: &str) -> impl Iterator<Item = Span> {
    text.match_indices('@').filter_map(|(at, _)| {
        let start = at + 1;
        let length = text
            .as_bytes()
            .get(start..)?
            .iter()
            .take(HOST_MAX)
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
            .count();
        let host = text
            .get(start..start + length)?
            .trim_end_matches(['.', '-']);
        is_host(host).then_some(start..start + host.len())
    })
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-')
}

/// Two labels at least, the last of letters.
fn is_host(host: &str) -> bool {
    let Some((rest, last)) = host.rsplit_once('.') else {
        return false;
    };
    last.len() >= 2
        && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        && rest.split('.').all(|label| !label.is_empty())
}
