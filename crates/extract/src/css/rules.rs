//! A style sheet → its rules, without recursion.

use super::declarations::unescape;
use crate::parse::split_at_char;

/// Bytes of one `content` value that are read.
const CONTENT_BYTES_MAX: usize = 4096;

/// A rule as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawRule<'s> {
    /// What stands before the block.
    pub(crate) selectors: &'s str,
    /// What stands in it.
    pub(crate) block: &'s str,
}

/// Goes through a sheet; rules in conditional groups that a desktop screen
/// meets count as if they stood outside.
pub(crate) struct Rules<'s> {
    rest: &'s str,
}

/// Splits a sheet into rules.
pub(crate) fn rules(sheet: &str) -> Rules<'_> {
    Rules { rest: sheet }
}

impl<'s> Iterator for Rules<'s> {
    type Item = RawRule<'s>;

    fn next(&mut self) -> Option<RawRule<'s>> {
        loop {
            let (prelude, end, behind) = until(self.rest, b"{};")?;
            self.rest = behind;
            let prelude = strip_comments_before(prelude);
            if end != b'{' {
                // An `@import`, a stray `}` (the end of a group), a fault.
                continue;
            }
            if let Some(at_rule) = prelude.strip_prefix('@') {
                if !enters(at_rule) {
                    self.rest = behind_block(self.rest);
                }
                continue;
            }
            let block_start = self.rest;
            self.rest = behind_block(self.rest);
            let length = block_start.len() - self.rest.len();
            let block = block_start.get(..length).unwrap_or_default();
            return Some(RawRule {
                selectors: prelude,
                block: block.strip_suffix('}').unwrap_or(block),
            });
        }
    }
}

/// Finds the first of `ends` outside comments and strings; returns what stands
/// before, which it is, and what stands behind.
fn until<'s>(text: &'s str, ends: &[u8]) -> Option<(&'s str, u8, &'s str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at = memchr::memmem::find(bytes.get(at + 2..).unwrap_or_default(), b"*/")
                    .map_or(bytes.len(), |end| at + 2 + end + 2);
            }
            b'"' | b'\'' => at = behind_string(bytes, at),
            b'\\' => at += 2,
            _ if ends.contains(&byte) => {
                return Some((text.get(..at)?, byte, text.get(at + 1..)?));
            }
            _ => at += 1,
        }
    }
    None
}

/// Returns the place behind the string that begins at `at`; a line feed ends
/// a bad one.
fn behind_string(bytes: &[u8], at: usize) -> usize {
    let quote = bytes.get(at).copied();
    let mut at = at + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' => return at + 1,
            _ if Some(byte) == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Returns what stands behind the block whose `{` was just passed.
fn behind_block(mut text: &str) -> &str {
    let mut depth = 1;
    while let Some((_, end, behind)) = until(text, b"{}") {
        depth += if end == b'{' { 1 } else { -1 };
        text = behind;
        if depth == 0 {
            return text;
        }
    }
    ""
}

fn strip_comments_before(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        // HTML comment marks are allowed between rules.
        text = text.strip_prefix("<!--").unwrap_or(text);
        text = text.strip_prefix("-->").unwrap_or(text).trim_start();
        match text.strip_prefix("/*").map(|rest| rest.split_once("*/")) {
            Some(Some((_, behind))) => text = behind,
            Some(None) => return "",
            None => return text.trim_end(),
        }
    }
}

/// Tells whether the rules of a group count on a desktop screen.
fn enters(at_rule: &str) -> bool {
    let at_rule = at_rule.to_ascii_lowercase();
    let (name, condition) = at_rule
        .split_once(|c: char| c.is_ascii_whitespace() || c == '(')
        .unwrap_or((&at_rule, ""));
    match name {
        "supports" | "layer" | "container" | "scope" => true,
        "media" => meets_screen(condition),
        _ => false,
    }
}

/// A window of 1,280 pixels, light, on a screen.
fn meets_screen(condition: &str) -> bool {
    const WIDTH_PX: f32 = 1280.0;
    let one = |query: &str| {
        let limit = |name: &str| {
            query.split_once(name).and_then(|(_, rest)| {
                let rest = rest.trim_start().strip_prefix(':')?.trim_start();
                let digits: String = rest
                    .chars()
                    .take_while(|c| c.is_ascii_digit() || *c == '.')
                    .collect();
                let unit = rest.get(digits.len()..).unwrap_or_default();
                let number: f32 = digits.parse().ok()?;
                Some(if unit.starts_with("em") || unit.starts_with("rem") {
                    number * 16.0
                } else {
                    number
                })
            })
        };
        if query.contains("print") || query.contains("speech") {
            return query.contains("not ");
        }
        !query.contains("dark")
            && !query.contains("prefers-reduced")
            && !query.contains("forced-colors")
            && !query.contains("portrait")
            && limit("max-width").is_none_or(|max| WIDTH_PX <= max)
            && limit("min-width").is_none_or(|min| WIDTH_PX >= min)
    };
    condition.split(',').any(one)
}

/// Returns the strings that `content` declarations of a sheet put on the page.
pub(crate) fn content_strings(sheet: &str) -> Vec<String> {
    let mut found = Vec::new();
    let bytes = sheet.as_bytes();
    for at in memchr::memmem::find_iter(bytes, b"content") {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        if before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            continue;
        }
        let Some(rest) = sheet.get(at + "content".len()..) else {
            continue;
        };
        let Some(value) = rest.trim_start().strip_prefix(':') else {
            continue;
        };
        let (value, _) = split_at_char(value, CONTENT_BYTES_MAX);
        let value = until(value, b";}").map_or(value, |(value, _, _)| value);
        let mut text = String::new();
        let mut rest = value;
        while let Some(open) = rest.find(['"', '\'']) {
            let end = behind_string(rest.as_bytes(), open);
            let inner = rest.get(open + 1..end).unwrap_or_default();
            let inner = inner.strip_suffix(['"', '\'']).unwrap_or(inner);
            text.push_str(&unescape(inner));
            rest = rest.get(end..).unwrap_or_default();
        }
        if text.chars().any(char::is_alphanumeric) {
            found.push(text);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(sheet: &str) -> Vec<(&str, &str)> {
        rules(sheet)
            .map(|rule| (rule.selectors, rule.block))
            .collect()
    }

    #[test]
    fn sheets_fall_apart_into_rules() {
        for (sheet, expected) in [
            ("a{b:c}", vec![("a", "b:c")]),
            (
                "/* x{} */ a , b { c : d } e{}",
                vec![("a , b", " c : d "), ("e", "")],
            ),
            ("@import 'x;y'; a{b:c}", vec![("a", "b:c")]),
            (
                "@media screen{a{b:c}}d{e:f}",
                vec![("a", "b:c"), ("d", "e:f")],
            ),
            ("@media print{a{b:c}}d{e:f}", vec![("d", "e:f")]),
            ("@media (max-width:600px){a{b:c}}d{e:f}", vec![("d", "e:f")]),
            ("@media (min-width:600px){a{b:c}}", vec![("a", "b:c")]),
            ("@font-face{a:b}d{e:f}", vec![("d", "e:f")]),
            ("@keyframes x{from{a:b}to{c:d}}d{e:f}", vec![("d", "e:f")]),
            (
                "a::before{content:\"}\"}b{c:d}",
                vec![("a::before", "content:\"}\""), ("b", "c:d")],
            ),
            ("a{b{c:d}e:f}g{h:i}", vec![("a", "b{c:d}e:f"), ("g", "h:i")]),
            ("<!-- a{b:c} -->", vec![("a", "b:c")]),
            ("a{b:c", vec![("a", "b:c")]),
            ("a", vec![]),
            ("}}}a{b:c}", vec![("a", "b:c")]),
        ] {
            assert_eq!(pairs(sheet), expected, "{sheet}");
        }
    }

    #[test]
    fn content_is_read_with_its_escapes() {
        assert_eq!(
            content_strings(
                r#"a::before{content:"c\E1  \111\1ED9" } b{justify-content:"no";content: 'a' attr(x) "b"}"#
            ),
            ["cá độ", "ab"]
        );
        assert!(content_strings("a{content:''}").is_empty());
    }
}
