//! A style sheet → its rules, without recursion.

use super::declarations::unescape;
use crate::{parse::split_at_char, work};

/// Bytes of one `content` value that are read.
const CONTENT_BYTES_MAX: usize = 4096;

/// A rule as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RawRule<'s> {
    /// What stands before the block.
    pub(crate) selectors: &'s str,
    /// What stands in it.
    pub(crate) block: &'s str,
    /// It stands in a `@layer`: it yields to rules that do not (CSS Cascade
    /// Level 5, section 6.4).
    pub(crate) layered: bool,
}

/// Goes through a sheet; rules in conditional groups that a desktop screen
/// meets count as if they stood outside.
pub(crate) struct Rules<'s> {
    rest: &'s str,
    /// Groups that are open.
    groups: u32,
    /// How many are open with the outermost layer.
    layer: Option<u32>,
}

/// Splits a sheet into rules.
pub(crate) fn rules(sheet: &str) -> Rules<'_> {
    Rules {
        rest: sheet,
        groups: 0,
        layer: None,
    }
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
                if end == b'}' {
                    self.groups = self.groups.saturating_sub(1);
                    self.layer = self.layer.filter(|layer| *layer <= self.groups);
                }
                continue;
            }
            if let Some(at_rule) = prelude.strip_prefix('@') {
                if enters(at_rule) {
                    self.groups = self.groups.saturating_add(1);
                    if at_rule
                        .get(..5)
                        .is_some_and(|name| name.eq_ignore_ascii_case("layer"))
                    {
                        self.layer.get_or_insert(self.groups);
                    }
                } else {
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
                layered: self.layer.is_some(),
            });
        }
    }
}

/// Rules inside rules inside rules: deeper ones are not read.
const NESTED_MAX: u8 = 4;

/// Splits a block with rules inside it (CSS Nesting) into flat ones: `found`
/// gets selectors and declarations. `bytes_left` is what the selectors put
/// together may take; false when that was too little.
pub(crate) fn flatten_nested(
    selectors: &str,
    block: &str,
    depth: u8,
    bytes_left: &mut usize,
    found: &mut impl FnMut(&str, &str),
) -> bool {
    let mut complete = true;
    let mut own = String::new();
    let mut rest = block;
    while let Some((before, end, behind)) = until(rest, b"{};") {
        rest = behind;
        if end != b'{' {
            own.push_str(before);
            own.push(';');
            continue;
        }
        let inner = rest;
        rest = behind_block(rest);
        let inner = inner.get(..inner.len() - rest.len()).unwrap_or_default();
        let inner = inner.strip_suffix('}').unwrap_or(inner);
        let prelude = strip_comments_before(before);
        if depth >= NESTED_MAX {
            continue;
        }
        let joined = match prelude.strip_prefix('@') {
            Some(at_rule) if enters(at_rule) => selectors.to_owned(),
            Some(_) => continue,
            None => {
                let length = (selectors.len() + 8) * (1 + prelude.matches(['&', ',']).count());
                match bytes_left.checked_sub(length + prelude.len()) {
                    Some(left) => *bytes_left = left,
                    None => {
                        complete = false;
                        continue;
                    }
                }
                join_selectors(selectors, prelude)
            }
        };
        complete &= flatten_nested(&joined, inner, depth + 1, bytes_left, found);
    }
    own.push_str(rest);
    found(selectors, &own);
    complete
}

/// `.a` and `&.b, .c` make `:is(.a).b, :is(.a) .c`.
fn join_selectors(outer: &str, inner: &str) -> String {
    let mut joined = String::new();
    let mut rest = inner;
    loop {
        let (one, more) = split_list(rest);
        if !joined.is_empty() {
            joined.push(',');
        }
        let outer = format!(":is({outer})");
        if one.contains('&') {
            joined.push_str(&one.replace('&', &outer));
        } else {
            joined.push_str(&outer);
            joined.push(' ');
            joined.push_str(one);
        }
        match more {
            Some(more) => rest = more,
            None => return joined,
        }
    }
}

/// Splits a list of selectors at its first comma outside brackets and strings.
fn split_list(list: &str) -> (&str, Option<&str>) {
    let bytes = list.as_bytes();
    let mut at = 0;
    let mut depth = 0_u32;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b'"' | b'\'' => {
                at = behind_string(bytes, at);
                continue;
            }
            b'\\' => at += 1,
            b',' if depth == 0 => {
                return (list.get(..at).unwrap_or_default(), list.get(at + 1..));
            }
            _ => {}
        }
        at += 1;
    }
    (list, None)
}

/// Finds the first of `ends` outside comments and strings; returns what stands
/// before, which it is, and what stands behind.
fn until<'s>(text: &'s str, ends: &[u8]) -> Option<(&'s str, u8, &'s str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        work::add(1);
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
        work::add(1);
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
        "layer" | "container" | "scope" => true,
        "supports" => !condition.trim_start().starts_with("not"),
        "media" => meets_screen(condition),
        _ => false,
    }
}

/// Tells whether a window of 1,280 by 900 pixels, light, with a mouse, on a
/// screen meets the media queries, given in lower case.
pub(crate) fn meets_screen(condition: &str) -> bool {
    condition.split(',').any(meets_one)
}

fn meets_one(query: &str) -> bool {
    let query = query.trim();
    if let Some(rest) = query.strip_prefix("not ") {
        return !meets_one(rest);
    }
    let other_device = ["print", "speech", "tty", "braille", "embossed"]
        .iter()
        .any(|device| query.contains(device));
    let other_window = [
        "dark",
        "prefers-reduced",
        "prefers-contrast: more",
        "forced-colors",
        "portrait",
        "hover: none",
        "hover:none",
        "pointer: coarse",
        "pointer:coarse",
    ]
    .iter()
    .any(|state| query.contains(state));
    !other_device
        && !other_window
        && meets_size(query, "width", 1280.0)
        && meets_size(query, "height", 900.0)
}

/// Tells whether a window this wide or high meets what a query says of that:
/// `min-width: 600px`, `width >= 600px`, `400px < width < 700px`.
fn meets_size(query: &str, name: &str, pixels: f32) -> bool {
    let mut rest = query;
    while let Some((left, right)) = rest.split_once(name) {
        let after = right.trim_start();
        let fits = if let Some(value) = after.strip_prefix(':') {
            let limit = length(value.trim_start());
            if left.ends_with("max-") || left.ends_with("max-device-") {
                limit.is_none_or(|max| pixels <= max)
            } else if left.ends_with("min-") || left.ends_with("min-device-") {
                limit.is_none_or(|min| pixels >= min)
            } else {
                limit.is_none_or(|only| pixels == only)
            }
        } else {
            let upper = after.strip_prefix('<').map(|value| (value, true));
            let lower = after.strip_prefix('>').map(|value| (value, false));
            let behind = upper.or(lower).is_none_or(|(value, is_upper)| {
                length(value.trim_start_matches('=').trim_start()).is_none_or(|limit| {
                    if is_upper {
                        pixels <= limit
                    } else {
                        pixels >= limit
                    }
                })
            });
            // `600px <= width`.
            let left = left.trim_end().trim_end_matches('=');
            let is_lower = left.ends_with('<');
            let front = !(is_lower || left.ends_with('>'))
                || left
                    .trim_end_matches(['<', '>'])
                    .rsplit('(')
                    .next()
                    .and_then(|value| length(value.trim()))
                    .is_none_or(|limit| {
                        if is_lower {
                            limit <= pixels
                        } else {
                            limit >= pixels
                        }
                    });
            behind && front
        };
        if !fits {
            return false;
        }
        rest = right;
    }
    true
}

/// A length of a media query in pixels.
fn length(value: &str) -> Option<f32> {
    let digits: String = value
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    let unit = value.get(digits.len()..).unwrap_or_default();
    let number: f32 = digits.parse().ok()?;
    Some(if unit.starts_with("em") || unit.starts_with("rem") {
        number * 16.0
    } else {
        number
    })
}

/// Returns the strings that `content` declarations of a sheet put on the page.
pub(crate) fn content_strings(sheet: &str) -> Vec<String> {
    let mut found = Vec::new();
    let bytes = sheet.as_bytes();
    let mut behind = 0;
    for at in memchr::memmem::find_iter(bytes, b"content") {
        if at < behind {
            // Inside the value before.
            continue;
        }
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
        behind = at + "content".len() + value.len();
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
    fn windows_of_a_desk_are_told_from_others() {
        for (condition, meets) in [
            ("", true),
            ("screen", true),
            ("print", false),
            ("not print", true),
            ("not all", false),
            ("only screen and (max-width:600px)", false),
            ("print, screen", true),
            ("(min-width:40em)", true),
            ("(width<600px)", false),
            ("(width >= 600px)", true),
            ("(400px<=width<=700px)", false),
            ("(400px <= width <= 2000px)", true),
            ("(600px > width)", false),
            ("(max-height:500px)", false),
            ("(hover:none)", false),
            ("(prefers-color-scheme:dark)", false),
        ] {
            assert_eq!(meets_screen(condition), meets, "{condition}");
        }
    }

    #[test]
    fn rules_inside_rules_are_put_outside() {
        let flat = |selectors: &str, block: &str, mut bytes: usize| {
            let mut found = Vec::new();
            let complete = flatten_nested(selectors, block, 0, &mut bytes, &mut |s, d| {
                found.push(format!("{s}{{{d}}}"));
            });
            (found, complete)
        };
        assert_eq!(
            flat(".a", "b:c;.d{e:f}&.g,&:is(h,i){j:k} l:m", 1_000),
            (
                vec![
                    ":is(.a) .d{e:f}".to_owned(),
                    ":is(.a).g,:is(.a):is(h,i){j:k}".to_owned(),
                    ".a{b:c; l:m}".to_owned(),
                ],
                true
            )
        );
        assert_eq!(
            flat("p", "@media screen{b:c}@media print{d:e}", 1_000).0,
            ["p{b:c}", "p{}"]
        );
        assert_eq!(
            flat("p", "a{b:c}d:e", 3),
            (vec!["p{d:e}".to_owned()], false)
        );
        assert_eq!(flat("p", &"a{".repeat(50), 100_000).0.len(), 5);
    }

    #[test]
    fn layers_are_told() {
        let layered: Vec<bool> = rules("a{b:c}@layer x{d{e:f}@media screen{g{h:i}}j{k:l}}m{n:o}")
            .map(|rule| rule.layered)
            .collect();
        assert_eq!(layered, [false, true, true, true, false]);
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
