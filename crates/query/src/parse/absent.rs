//! What looks like another query language, or like a part of this one that is
//! not there: named, with the way out, rather than read as words.

use haidang_model::Span;

use crate::QueryFault;

use super::{lexer::FIELDS, nearest::nearest};

/// Says that there is no field `name:`.
pub(super) fn field(name: &str, is_address: bool, span: Span, faults: &mut Vec<QueryFault>) {
    let (vi, en) = if is_address {
        (
            "đây là một địa chỉ; hãy viết site:, host: hoặc link: kèm tên máy chủ, hoặc đặt cả địa chỉ trong ngoặc kép để tìm như văn bản".to_owned(),
            "this is an address; write site:, host: or link: with its host, or put it in quotes to look for it as text".to_owned(),
        )
    } else {
        let names: Vec<String> = FIELDS.iter().map(|(name, _)| format!("{name}:")).collect();
        let names = names.join(", ");
        let meant = nearest(name, FIELDS.iter().map(|(name, _)| *name));
        let meant_vi = meant.map_or_else(String::new, |meant| format!(" Có phải `{meant}:`?"));
        let meant_en = meant.map_or_else(String::new, |meant| format!(" Did you mean `{meant}:`?"));
        (
            format!(
                "không có trường `{name}:`.{meant_vi} Các trường là {names}. Nếu là văn bản, hãy đặt trong ngoặc kép"
            ),
            format!(
                "there is no field `{name}:`.{meant_en} The fields are {names}. Put text in quotes"
            ),
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

/// Says that expressions have no flags.
pub(super) fn flags(span: Span, faults: &mut Vec<QueryFault>) {
    let bad = crate::pattern::no_flags();
    faults.push(QueryFault::new(span, bad.vi, bad.en));
}

/// Says that expressions have no rung.
pub(super) fn rung_of_expression(span: Span, faults: &mut Vec<QueryFault>) {
    faults.push(QueryFault::new(
        span,
        "biểu thức chính quy luôn khớp đúng từng chữ, không có bậc khớp sau ~; hãy bỏ phần này",
        "an expression is always met by the letter and takes no rung after ~; remove this",
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
