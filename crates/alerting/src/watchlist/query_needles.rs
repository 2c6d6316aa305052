//! Personal data inside a query, also when operators cut it into pieces or an
//! expression writes it in other ways.

use std::{ops::Range, sync::LazyLock};

use haidang_query::{Node, Query, Surface};
use regex::Regex;

use super::{PersonalNeedle, personal_needle};

/// Operators that make their two sides stand together on a page, so that a
/// number cut in two by one is still that number.
static JOINING: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(?:AND|NEAR(?:/[0-9]+)?|[0-9]+ OF)\b|~[0-9]+|,").ok());

/// Finds personal data in a query: its kind and its bytes.
pub(super) fn query_personal_needle(query: &str) -> Option<(PersonalNeedle, Range<usize>)> {
    let mut words = query.to_owned();
    // A query that does not parse is refused anyway.
    if let Ok(parsed) = Query::parse(query, Surface::Rule) {
        if let Some(found) = needle_of_expressions(parsed.ast()) {
            return Some(found);
        }
        blank_expressions(parsed.ast(), &mut words);
    }
    personal_needle(&words).or_else(|| {
        let joined = JOINING.as_ref()?.replace_all(&words, " ");
        personal_needle(&joined).map(|(kind, _)| (kind, 0..query.len()))
    })
}

/// Puts spaces where expressions stand, whose repetitions (`{2,3}`) would read
/// as the figures of a number.
fn blank_expressions(node: &Node, words: &mut String) {
    if let Node::Regex { span, .. } | Node::Shape { span, .. } = node
        && words.get(span.clone()).is_some()
    {
        words.replace_range(span.clone(), &" ".repeat(span.len()));
    }
    for child in node.children() {
        blank_expressions(child, words);
    }
}

/// Finds personal data in the regular expressions of a query.
fn needle_of_expressions(node: &Node) -> Option<(PersonalNeedle, Range<usize>)> {
    if let Node::Regex { pattern, span } | Node::Shape { pattern, span, .. } = node {
        let (kind, _) = personal_needle(&plain_text(pattern))?;
        return Some((kind, span.clone()));
    }
    node.children().into_iter().find_map(needle_of_expressions)
}

/// Returns the letters that an expression spells out: without its signs, its
/// repetitions, and the classes that hold more than one letter, which may stand
/// between the figures of a number.
fn plain_text(pattern: &str) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.extend(letters.next().filter(|next| !next.is_alphanumeric())),
            '[' => {
                let mut members = Vec::new();
                while let Some(member) = letters.next().filter(|next| *next != ']') {
                    if member == '\\' {
                        members.extend(letters.next());
                    } else {
                        members.push(member);
                    }
                }
                if let [only] = members.as_slice() {
                    text.push(*only);
                }
            }
            '{' => while letters.next().is_some_and(|next| next != '}') {},
            '(' => {
                if letters.next_if_eq(&'?').is_some() {
                    while letters
                        .next()
                        .is_some_and(|next| next != ':' && next != '>')
                    {}
                }
            }
            '|' => text.push('\n'),
            '?' | '*' | '+' | ')' | '^' | '$' => {}
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_do_not_hide_a_number() {
        for (query, found) in [
            (r#""chuyển khoản" AND "0912345678""#, true),
            (r#""0912" NEAR/2 "345678""#, true),
            (r#""0912 345 678"~2"#, true),
            (r#""0912" AND "345" AND "678""#, true),
            (r#"link:"t.me/abc" AND "vay nóng""#, true),
            (r#""nhà cái" NEAR/20 ("nạp tiền" OR "khuyến mãi")"#, false),
            (r#""789" OR "8888""#, false),
            (r#"2 OF ("0912", "345678")"#, true),
            (r#"2 OF ("nạp tiền", "789", "88")"#, false),
            (r"/0912[3]45678/", true),
            (r"/zalo:? 0912[. ]?345[. ]?678/", true),
            (r"/zalo (?:09)12\.345\.678\b/", true),
            (r"link:/t\.me\/abc/", true),
            (r"/(?:zalo|tele) 09[0-9]{8}/", false),
            (r"host:/^[a-z]{2,5}[0-9]{2,3}\./", false),
            (r"/nhà c[aá]i [0-9]+/", false),
            (
                r"host:/^[0-9]{2,3}[a-z]{2,5}[0-9]{4,5}[a-z]{1,9}\./ AND /bet[0-9]{2,3}/",
                false,
            ),
            (r#""tài xỉu" AND fetched:[2026-01-01 TO *]"#, false),
        ] {
            assert_eq!(query_personal_needle(query).is_some(), found, "{query}");
        }
    }
}
