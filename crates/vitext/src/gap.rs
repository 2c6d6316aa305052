//! What stands between two tokens.

use crate::class::Class;

/// What stood between a token and the one before it.
///
/// When several things stood there, the one that parts most is told:
/// `Hard`, then `Comma`, `Other`, `Joiner`, `Space`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gap {
    /// The first token of a text.
    Start,
    /// Nothing a reader sees. One pass never yields it, since such tokens are
    /// one; it is for callers who lay texts side by side.
    None,
    /// Any run of white space with at most one line break, NBSP and tab
    /// included.
    Space,
    /// One or more of `-` `_` `+` `/` (and the Unicode hyphens) without space.
    Joiner,
    /// A comma followed by space.
    Comma,
    /// Anything else: quotes, brackets, a spaced dash, a full stop inside a
    /// number, emoji.
    Other,
    /// A boundary that no phrase crosses: `.` `!` `?` `…` `;` `:` followed by
    /// white space, a blank line, a line break followed by a list bullet, a
    /// bullet that stands alone. The colon is one of them because it parts a
    /// label from what it labels.
    Hard,
}

/// Reads the characters between two tokens, one at a time.
#[derive(Default)]
pub(crate) struct GapReader {
    line_breaks: u8,
    space: bool,
    joiner: bool,
    other: bool,
    comma: bool,
    hard: bool,
    /// The character before was white space (or the text began).
    after_space: bool,
    /// A full stop or a lone bullet; white space after it makes it hard.
    hard_if_space: bool,
    comma_if_space: bool,
}

impl GapReader {
    pub(crate) fn push(&mut self, class: Class) {
        match class {
            Class::Space | Class::LineBreak | Class::Paragraph => {
                self.space = true;
                self.hard |= self.hard_if_space;
                self.comma |= self.comma_if_space;
                self.after_space = true;
                self.hard_if_space = false;
                self.comma_if_space = false;
                match class {
                    Class::LineBreak => {
                        self.line_breaks = self.line_breaks.saturating_add(1);
                        self.hard |= self.line_breaks > 1;
                    }
                    Class::Paragraph => self.hard = true,
                    _ => {}
                }
                return;
            }
            // Unseen, or a mark with nothing to stand on: as if absent.
            Class::Invisible | Class::Mark => return,
            Class::Close => self.other = true,
            _ => {
                let line_start = self.line_breaks > 0;
                self.hard_if_space = false;
                self.comma_if_space = false;
                match class {
                    Class::Joiner => self.joiner = true,
                    Class::JoinerBullet => {
                        self.joiner = true;
                        self.hard |= line_start;
                    }
                    Class::LineBullet => {
                        self.other = true;
                        self.hard |= line_start;
                    }
                    Class::Bullet => {
                        self.other = true;
                        self.hard |= line_start;
                        self.hard_if_space = self.after_space;
                    }
                    Class::Sentence => {
                        self.other = true;
                        self.hard_if_space = true;
                    }
                    Class::Comma => {
                        self.other = true;
                        self.comma_if_space = true;
                    }
                    Class::WideComma => self.comma = true,
                    Class::WideSentence => self.hard = true,
                    _ => self.other = true,
                }
            }
        }
        self.line_breaks = 0;
        self.after_space = false;
    }

    pub(crate) fn finish(self) -> Gap {
        if self.hard {
            Gap::Hard
        } else if self.comma {
            Gap::Comma
        } else if self.other || (self.joiner && self.space) {
            Gap::Other
        } else if self.joiner {
            Gap::Joiner
        } else if self.space {
            Gap::Space
        } else {
            Gap::None
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Gap, normalise};

    #[test]
    fn gaps_say_how_far_two_words_are_apart() {
        for (text, gap) in [
            ("tài xỉu", Gap::Space),
            ("tài\txỉu", Gap::Space),
            ("tài\u{a0}\u{3000} xỉu", Gap::Space),
            ("tài\nxỉu", Gap::Space),
            ("tài \r\n xỉu", Gap::Space),
            ("tài\n\nxỉu", Gap::Hard),
            ("tài\r\n \r\nxỉu", Gap::Hard),
            ("tài\u{2029}xỉu", Gap::Hard),
            ("tài\n- xỉu", Gap::Hard),
            ("tài\n  • xỉu", Gap::Hard),
            ("tài\n+xỉu", Gap::Hard),
            ("tài\n👉 xỉu", Gap::Hard),
            ("tài • xỉu", Gap::Hard),
            ("tài•xỉu", Gap::Other),
            ("tài-xỉu", Gap::Joiner),
            ("tài_xỉu", Gap::Joiner),
            ("tài+xỉu", Gap::Joiner),
            ("tài/xỉu", Gap::Joiner),
            ("tài - xỉu", Gap::Other),
            ("tài – xỉu", Gap::Other),
            ("tài, xỉu", Gap::Comma),
            ("tài,xỉu", Gap::Other),
            ("tài. xỉu", Gap::Hard),
            ("tài.xỉu", Gap::Other),
            ("tài .\nxỉu", Gap::Hard),
            ("tài!!! xỉu", Gap::Hard),
            ("tài?” xỉu", Gap::Hard),
            ("tài… xỉu", Gap::Hard),
            ("tài; xỉu", Gap::Hard),
            ("tài: xỉu", Gap::Hard),
            ("tài:xỉu", Gap::Other),
            ("tài。xỉu", Gap::Hard),
            ("tài “xỉu", Gap::Other),
            ("tài (xỉu", Gap::Other),
            ("tài\u{200b} xỉu", Gap::Space),
            ("tài \u{301}xỉu", Gap::Space),
            ("tài 🎲 xỉu", Gap::Other),
            ("tài\n“xỉu", Gap::Other),
        ] {
            let normalised = normalise(text);
            assert_eq!(normalised.len(), 2, "{text:?}");
            assert_eq!(normalised.gap(0), Gap::Start, "{text:?}");
            assert_eq!(normalised.gap(1), gap, "{text:?}");
        }
    }
}
