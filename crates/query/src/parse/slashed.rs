//! `/…/`: a regular expression, or a path that someone looks for.

use haidang_model::Span;

use crate::QueryFault;

/// What stands at a `/`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Slashed {
    /// An ordinary word.
    Word,
    /// An expression: what stands between the slashes, with `\/` read as `/`.
    Expression {
        text: String,
        /// Bytes up to behind the closing slash.
        length: usize,
        /// Bytes of flags behind it, which are refused.
        flags: usize,
    },
    /// The closing slash is missing.
    Unclosed,
    /// There is a slash inside without backslash.
    SlashInside,
}

/// Characters that say that somebody meant an expression, not a path.
const TELLING: [char; 9] = ['[', ']', '|', '{', '}', '*', '^', '$', '\\'];

/// Reads what stands at the beginning of `rest`, which begins with `/`. Where
/// only an expression can stand (`must_be`), nothing is read as a word.
pub(super) fn read(rest: &str, ends_word: impl Fn(char) -> bool, must_be: bool) -> Slashed {
    let word = rest.find(&ends_word).unwrap_or(rest.len());
    let word = rest.get(..word).unwrap_or_default();
    let unless_word = |slashed| {
        if must_be || word.contains(TELLING) {
            slashed
        } else {
            Slashed::Word
        }
    };
    let mut text = String::new();
    let mut letters = rest.char_indices().skip(1);
    let close = loop {
        match letters.next() {
            None => return unless_word(Slashed::Unclosed),
            Some((at, '/')) => break at,
            Some((_, '\\')) => match letters.next() {
                Some((_, '/')) => text.push('/'),
                Some((_, escaped)) => text.extend(['\\', escaped]),
                None => return unless_word(Slashed::Unclosed),
            },
            Some((_, letter)) => text.push(letter),
        }
    };
    if !must_be && (text.is_empty() || text.starts_with(char::is_whitespace)) {
        return Slashed::Word;
    }
    let length = close + 1;
    let after = rest.get(length..).unwrap_or_default();
    let flags = after
        .find(|letter: char| !matches!(letter, 'g' | 'i' | 'm' | 's' | 'u' | 'x'))
        .unwrap_or(after.len());
    let behind = after.get(flags..).unwrap_or_default().chars().next();
    let ends = behind.is_none_or(|letter| ends_word(letter) || letter == '~');
    if ends && flags <= 3 {
        return Slashed::Expression {
            text,
            length,
            flags,
        };
    }
    unless_word(Slashed::SlashInside)
}

/// Says what is wrong with an expression that cannot be read whole.
pub(super) fn fault(slashed: &Slashed, span: Span) -> Option<QueryFault> {
    let (vi, en) = match slashed {
        Slashed::Word | Slashed::Expression { .. } => return None,
        Slashed::Unclosed => (
            "biểu thức chính quy mở bằng / ở đây mà không đóng; hãy thêm dấu / ở cuối, hoặc đặt trong ngoặc kép nếu đó là văn bản",
            "the expression opened by this / is not closed; add a / at its end, or put it in quotes if it is text",
        ),
        Slashed::SlashInside => (
            "trong biểu thức chính quy, dấu / phải viết là \\/ ; nếu đó là văn bản hãy đặt trong ngoặc kép",
            "inside an expression a / is written \\/ ; put it in quotes if it is text",
        ),
    };
    Some(QueryFault::new(span, vi, en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_expressions_are_told_apart() {
        let ends = |letter: char| letter.is_whitespace() || letter == ')';
        let expression = |text: &str, length, flags| Slashed::Expression {
            text: text.to_owned(),
            length,
            flags,
        };
        for (source, expected) in [
            ("/tin/nha-cai.html", Slashed::Word),
            ("/tin", Slashed::Word),
            ("/", Slashed::Word),
            ("//", Slashed::Word),
            ("/ b / c", Slashed::Word),
            ("/ca d[oô]/ x", expression("ca d[oô]", 11, 0)),
            ("/a\\/b/)", expression("a/b", 6, 0)),
            ("/a\\\\/", expression("a\\\\", 5, 0)),
            ("/abc/i", expression("abc", 5, 1)),
            ("/abc/~exact", expression("abc", 5, 0)),
            ("/ca d[oô", Slashed::Word),
            ("/ca[oô", Slashed::Unclosed),
            ("/ca\\", Slashed::Unclosed),
            ("/https?://a[0-9]/", Slashed::SlashInside),
            ("/tin/the-thao/", Slashed::Word),
        ] {
            assert_eq!(read(source, ends, false), expected, "{source}");
        }
        assert_eq!(read("/tin", ends, true), Slashed::Unclosed);
        assert_eq!(read("/a/b/", ends, true), Slashed::SlashInside);
        assert_eq!(read("//", ends, true), expression("", 2, 0));
    }
}
