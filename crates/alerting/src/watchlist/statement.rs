//! What a watchlist says of itself must be said.

use super::table::Message;

/// Letters that the shortest real statement has.
const LETTERS_MIN: usize = 6;

/// Answers that only look like a statement, without marks and punctuation.
const PLACEHOLDERS: &[&str] = &[
    "bo sung sau",
    "cap nhat sau",
    "chua biet",
    "chua cap nhat",
    "chua co",
    "chua co can cu",
    "chua ro",
    "chua xac dinh",
    "dang bo sung",
    "dang cap nhat",
    "dang cho",
    "dien sau",
    "khong",
    "khong biet",
    "khong can",
    "khong co",
    "khong ro",
    "none",
    "not yet",
    "pending",
    "placeholder",
    "se bo sung",
    "se cap nhat",
    "theo luat",
    "theo phap luat",
    "theo quy dinh",
    "theo quy dinh cua phap luat",
    "theo quy dinh phap luat",
    "to be added",
    "to be determined",
    "todo",
    "unknown",
];

/// Says what is wrong with a statement (purpose, legal basis): empty, dotted
/// out, or an answer that answers nothing.
pub(super) fn statement_fault(key: &str, text: &str) -> Option<Message> {
    let plain = plain_words(text);
    let letters = plain.chars().filter(|c| c.is_alphabetic()).count();
    if text.contains("...") || text.contains('…') || text.contains("__") {
        return Some(Message::new(
            format!("`{key}` còn chỗ để trống bằng dấu chấm; hãy ghi đầy đủ"),
            format!("`{key}` is dotted out; write it in full"),
        ));
    }
    if letters < LETTERS_MIN || PLACEHOLDERS.contains(&plain.as_str()) {
        return Some(Message::new(
            format!("`{key}` chưa nói gì; hãy ghi đầy đủ, ví dụ \"Điều 321 Bộ luật Hình sự 2015\""),
            format!(
                "`{key}` says nothing; write it in full, for example \"Điều 321 Bộ luật Hình sự 2015\""
            ),
        ));
    }
    None
}

/// Folds a text to its words without marks and punctuation.
fn plain_words(text: &str) -> String {
    let folded = vitext::fold(text);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_and_dotted_out_statements_are_refused() {
        for (text, fine) in [
            ("Điều 321, 322 Bộ luật Hình sự 2015", true),
            ("Luật An ninh mạng 2018", true),
            ("Điều 8 Nghị định 13/2023/NĐ-CP", true),
            ("", false),
            ("   ", false),
            (".", false),
            ("...", false),
            ("…", false),
            ("Điều ... Bộ luật Hình sự", false),
            ("Điều … Bộ luật Hình sự", false),
            ("Điều ____ Bộ luật Hình sự", false),
            ("- - - -", false),
            ("chưa có", false),
            ("Chưa có.", false),
            ("CHƯA  CÓ", false),
            ("Đang cập nhật", false),
            ("theo quy định của pháp luật", false),
            ("n/a", false),
            ("TODO", false),
            ("123456789", false),
        ] {
            assert_eq!(
                statement_fault("legal_basis", text).is_none(),
                fine,
                "{text:?}"
            );
        }
    }
}
