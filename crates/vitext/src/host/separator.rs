//! What stands between two labels of a host, plain or defanged.

/// How two labels are held together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// A full stop, tight.
    Dot,
    /// A full-width or ideographic stop, tight.
    WideDot,
    /// `[.]`, `(dot)`, `{chấm}`.
    Bracketed,
    /// A stop with white space beside it.
    Spaced,
    /// `nhacai chấm com`.
    Cham,
    /// `nhacai dot com`, or chấm without its mark.
    Dotword,
}

/// Most white space on each side; more is layout.
const SPACES_MAX: usize = 2;

const BLANKS: [char; 3] = [' ', '\t', '\u{A0}'];

/// Reads a separator at the beginning of the text; returns it and the bytes
/// that it takes, white space included.
pub(super) fn separator(text: &str) -> Option<(Separator, usize)> {
    let (before, rest) = spaces(text)?;
    let first = rest.chars().next()?;
    let (kind, rest) = match first {
        '.' | '．' | '。' | '｡' | '․' => {
            let after = rest.get(first.len_utf8()..)?;
            let kind = if first == '.' {
                Separator::Dot
            } else {
                Separator::WideDot
            };
            let (behind, _) = spaces(after)?;
            let tight = before == 0 && behind == 0;
            (if tight { kind } else { Separator::Spaced }, after)
        }
        '[' | '(' | '{' | '<' | '（' | '【' => {
            let (_, inner) = spaces(rest.get(first.len_utf8()..)?)?;
            let inner = match inner.strip_prefix(['.', '．', '。']) {
                Some(inner) => inner,
                None => word(inner)?.1,
            };
            let (_, inner) = spaces(inner)?;
            let close = match first {
                '[' => ']',
                '(' => ')',
                '{' => '}',
                '<' => '>',
                '（' => '）',
                _ => '】',
            };
            (Separator::Bracketed, inner.strip_prefix(close)?)
        }
        _ if before > 0 => {
            let (kind, after) = word(rest)?;
            // A word of its own, not the beginning of one.
            if spaces(after)?.0 == 0 {
                return None;
            }
            (kind, after)
        }
        _ => return None,
    };
    let (_, rest) = spaces(rest)?;
    Some((kind, text.len() - rest.len()))
}

/// Takes a little white space off; `None` when there is more.
fn spaces(text: &str) -> Option<(usize, &str)> {
    let rest = text.trim_start_matches(BLANKS);
    // Counted in bytes, which a no-break space has two of.
    let taken = text.len() - rest.len();
    (taken <= SPACES_MAX).then_some((taken, rest))
}

/// Takes the white space of a separator off the end; `None` when there is more.
pub(super) fn trim_end(text: &str) -> Option<&str> {
    let rest = text.trim_end_matches(BLANKS);
    (text.len() - rest.len() <= SPACES_MAX).then_some(rest)
}

/// Reads a word for the dot.
fn word(text: &str) -> Option<(Separator, &str)> {
    const WORDS: [(&str, Separator); 4] = [
        ("chấm", Separator::Cham),
        ("cha\u{302}\u{301}m", Separator::Cham),
        ("cham", Separator::Dotword),
        ("dot", Separator::Dotword),
    ];
    WORDS.into_iter().find_map(|(word, kind)| {
        let mut rest = text.chars();
        for wanted in word.chars() {
            if !rest.next()?.to_lowercase().eq([wanted]) {
                return None;
            }
        }
        Some((kind, rest.as_str()))
    })
}
