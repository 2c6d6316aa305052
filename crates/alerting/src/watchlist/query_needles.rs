//! Personal data inside a query, also when operators cut it into pieces.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{PersonalNeedle, personal_needle};

/// Operators that make their two sides stand together on a page, so that a
/// number cut in two by one is still that number.
static JOINING: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(?:AND|NEAR(?:/[0-9]+)?)\b|~[0-9]+").ok());

/// Finds personal data in a query: its kind and its bytes.
pub(super) fn query_personal_needle(query: &str) -> Option<(PersonalNeedle, Range<usize>)> {
    personal_needle(query).or_else(|| {
        let joined = JOINING.as_ref()?.replace_all(query, " ");
        personal_needle(&joined).map(|(kind, _)| (kind, 0..query.len()))
    })
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
            (r#""tài xỉu" AND fetched:[2026-01-01 TO *]"#, false),
        ] {
            assert_eq!(query_personal_needle(query).is_some(), found, "{query}");
        }
    }
}
