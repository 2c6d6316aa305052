//! What looks like another query language, or like a part of this one that is
//! not there: named, with the way out, rather than read as words.

use haidang_model::Span;

use crate::QueryFault;

use super::lexer::FIELDS;

/// Tells whether `name:` is a field that the language has no way to answer yet.
pub(super) fn is_field(name: &str) -> bool {
    name.eq_ignore_ascii_case("category")
}

/// Says that there is no field `name:`.
pub(super) fn field(name: &str, is_address: bool, span: Span, faults: &mut Vec<QueryFault>) {
    let (vi, en) = if is_address {
        (
            "đây là một địa chỉ; hãy viết site:, host: hoặc link: kèm tên máy chủ, hoặc đặt cả địa chỉ trong ngoặc kép để tìm như văn bản".to_owned(),
            "this is an address; write site:, host: or link: with its host, or put it in quotes to look for it as text".to_owned(),
        )
    } else if is_field(name) {
        (
            "chưa tìm được theo loại vi phạm (category:); hãy dùng bộ lọc của danh sách vụ việc"
                .to_owned(),
            "category: cannot be searched yet; use the filter of the list of cases".to_owned(),
        )
    } else {
        let names: Vec<String> = FIELDS.iter().map(|(name, _)| format!("{name}:")).collect();
        let names = names.join(", ");
        (
            format!(
                "không có trường `{name}:`; các trường là {names}. Nếu là văn bản, hãy đặt trong ngoặc kép"
            ),
            format!("there is no field `{name}:`; the fields are {names}. Put text in quotes"),
        )
    };
    faults.push(QueryFault::new(span, vi, en));
}

/// Says what a suffix after `~` may be.
pub(super) fn suffix(name: &str, phrase: bool, span: Span, faults: &mut Vec<QueryFault>) {
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    let (vi, en) = if is_number && !phrase {
        (
            "không có tìm gần đúng theo số ký tự sai; viết nhiều cách bằng OR, hoặc ~3 chỉ sau cụm từ trong ngoặc kép",
            "there is no fuzzy search by wrong letters; write the spellings with OR. ~3 stands after a quoted phrase only",
        )
    } else {
        (
            "sau ~ chỉ có thể là exact, tone, folded, deobf, hoặc một số sau cụm từ trong ngoặc kép. Nếu ~ là văn bản, hãy đặt trong ngoặc kép",
            "after ~ may stand exact, tone, folded, deobf, or a number after a quoted phrase. Put a ~ that is text in quotes",
        )
    };
    faults.push(QueryFault::new(span, vi, en));
}

/// Returns the length of a regular expression `/…/` at the beginning of `text`.
/// A path (`/tin/nha-cai.html`) is none.
pub(super) fn regex_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('/')?;
    let close = inner.find('/')?;
    let after = inner.get(close + 1..)?.chars().next();
    let ends = after.is_none_or(|next| next.is_whitespace() || next == ')');
    (close > 0 && ends).then_some(close + 2)
}

/// Says that there are no regular expressions.
pub(super) fn regex(span: Span, faults: &mut Vec<QueryFault>) {
    faults.push(QueryFault::new(
        span,
        "chưa có biểu thức chính quy /…/; hãy viết các cách bằng OR, hoặc đặt trong ngoặc kép nếu đó là văn bản",
        "regular expressions /…/ are not there yet; write the forms with OR, or put it in quotes if it is text",
    ));
}

/// Checks a bare word for marks of other query languages. Returns whether a
/// fault was noted.
pub(super) fn word(text: &str, span: Span, faults: &mut Vec<QueryFault>) -> bool {
    let followed_by_letter = |mark: char| {
        let mut letters = text.chars().peekable();
        let mut found = false;
        while let Some(letter) = letters.next() {
            found |= letter == mark && letters.peek().is_some_and(|next| next.is_alphanumeric());
        }
        found
    };
    let has_letter = text.chars().any(char::is_alphanumeric);
    let (vi, en) = if has_letter && (text.contains('*') || followed_by_letter('?')) {
        (
            "không có ký tự đại diện * và ?; hãy viết đủ từ, nhiều cách thì nối bằng OR, hoặc đặt trong ngoặc kép",
            "there are no wildcards * and ?; write the words in full, several forms with OR, or put it in quotes",
        )
    } else if text.starts_with('-') && text.chars().nth(1).is_some_and(char::is_alphanumeric) {
        (
            "để loại trừ, hãy viết NOT trước từ; nếu dấu - là văn bản, hãy đặt trong ngoặc kép",
            "to exclude, write NOT before the word; if the - is text, put it in quotes",
        )
    } else {
        return false;
    };
    faults.push(QueryFault::new(span, vi, en));
    true
}

/// Says that there is no `3 OF (…)`.
pub(super) fn n_of(span: Span, faults: &mut Vec<QueryFault>) {
    faults.push(QueryFault::new(
        span,
        "chưa có phép `N OF (…)`; hãy nối bằng AND và OR, hoặc đặt trong ngoặc kép nếu đó là văn bản",
        "`N OF (…)` is not there yet; join with AND and OR, or put it in quotes if it is text",
    ));
}

/// Says that there is no `COUNT(…)`.
pub(super) fn count(span: Span, faults: &mut Vec<QueryFault>) {
    faults.push(QueryFault::new(
        span,
        "chưa có phép `COUNT(…)`; hãy nối bằng AND, hoặc đặt trong ngoặc kép nếu đó là văn bản",
        "`COUNT(…)` is not there yet; join with AND, or put it in quotes if it is text",
    ));
}
