//! Vietnamese as it is typed without marks.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A text without any mark, đ as d, its case kept.
pub(crate) fn without_marks(text: &str) -> String {
    text.nfd()
        .filter(|&c| !is_combining_mark(c))
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            _ => c,
        })
        .collect()
}
