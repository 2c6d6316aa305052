//! Gaps that a disguise may leave between two words.

use super::GAP_BYTES_MAX;
use crate::class::{Class, classify};

/// What a gap of signs is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Signs without white space. Letters may be joined across them, and words
    /// too if `bridge`.
    Tight { bridge: bool },
    /// Emoji or ornaments, with or without white space around: "lô ★ đề".
    Decoration,
    /// Anything else: it parts.
    None,
}

/// Signs in a row between two letters.
const SIGNS_MAX: usize = 3;

/// Says what a gap of the kind [`crate::Gap::Other`] is.
pub(super) fn kind(gap: &str) -> Kind {
    if gap.len() > GAP_BYTES_MAX {
        return Kind::None;
    }
    let unseen = |c: char| !c.is_ascii() && matches!(classify(c), Class::Mark | Class::Invisible);
    let signs = || gap.chars().filter(|&c| !c.is_whitespace() && !unseen(c));
    let spaced = gap.chars().any(char::is_whitespace);
    let count = signs().count();
    if count > 0 && signs().all(is_decoration) {
        return Kind::Decoration;
    }
    if spaced || count > SIGNS_MAX {
        return Kind::None;
    }
    Kind::Tight {
        bridge: signs().all(is_bridge),
    }
}

/// Signs that join the words of a disguise; lists, quotes, brackets and the
/// signs of addresses part words for a reader.
fn is_bridge(c: char) -> bool {
    matches!(
        c,
        '.' | '='
            | '~'
            | '*'
            | '^'
            | '\''
            | '`'
            | '#'
            | '%'
            | '$'
            | '@'
            | '!'
            | '-'
            | '_'
            | '+'
            | '/'
            | '\\'
            | '·'
            | '°'
            | '¨'
            | '´'
            | '‘'
            | '’'
            | '•'
            | '∙'
            | '●'
            | '○'
    ) || is_decoration(c)
}

/// Emoji, stars, hearts, card suits, dice and their like, and the unseen
/// characters that make emoji. Not the arrows and squares that open the lines
/// of a list.
fn is_decoration(c: char) -> bool {
    matches!(c,
        '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{2712}' | '\u{2715}'..='\u{2793}'
        | '\u{2B50}' | '\u{2B55}' | '\u{FE0E}' | '\u{FE0F}' | '\u{200D}' | '\u{20E3}'
        | '\u{2190}'..='\u{2199}' | '※' | '¤')
        && !matches!(
            c,
            '\u{1F449}' | '\u{1F448}' | '\u{1F53A}'..='\u{1F53D}' | '\u{1F538}' | '\u{1F539}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_of_signs() {
        for (gap, expected) in [
            (".", Kind::Tight { bridge: true }),
            ("~", Kind::Tight { bridge: true }),
            ("(", Kind::Tight { bridge: false }),
            ("|", Kind::Tight { bridge: false }),
            ("....", Kind::None),
            (" | ", Kind::None),
            (" – ", Kind::None),
            (" 💰 ", Kind::Decoration),
            ("💰", Kind::Decoration),
            (" ★ ", Kind::Decoration),
            (" ⚽️ ", Kind::Decoration),
            (" 👉 ", Kind::None),
            (" “", Kind::None),
        ] {
            assert_eq!(kind(gap), expected, "{gap:?}");
        }
    }
}
