//! Cuts the source of a query into tokens with their places.

use haidang_model::{Rung, Span};

use crate::{QueryFault, limits};

use super::absent;

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    And,
    Or,
    Not,
    Near(u32),
    Word {
        text: String,
        rung: Option<Rung>,
    },
    Quoted {
        text: String,
        slop: u32,
        rung: Option<Rung>,
    },
    /// `title:`; a word, a phrase or a group follows.
    Title,
    /// The name of a filter; its value follows.
    Filter(Filter),
    /// The value of a filter.
    Value(String),
}

/// What may stand before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Filter(Filter),
}

/// Fields whose value is not read as a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    Site,
    Host,
    Link,
    Zone,
    Lang,
    Fetched,
}

/// The fields of the language, by name.
pub(super) const FIELDS: [(&str, Field); 7] = [
    ("title", Field::Title),
    ("site", Field::Filter(Filter::Site)),
    ("host", Field::Filter(Filter::Host)),
    ("link", Field::Filter(Filter::Link)),
    ("zone", Field::Filter(Filter::Zone)),
    ("lang", Field::Filter(Filter::Lang)),
    ("fetched", Field::Filter(Filter::Fetched)),
];

/// Cuts `source` into tokens. Faults are collected, and reading goes on after
/// each, so that all of them are reported at once.
pub(super) fn lex(source: &str, faults: &mut Vec<QueryFault>) -> Vec<Token> {
    let mut lexer = Lexer {
        source,
        at: 0,
        tokens: Vec::new(),
        faults,
    };
    lexer.run();
    lexer.tokens
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
    tokens: Vec<Token>,
    faults: &'a mut Vec<QueryFault>,
}

/// Marks that open a quotation; word processors and phones type the second.
fn opens_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«')
}

/// Marks that close a quotation opened with `open`.
fn closes_quote(open: char, letter: char) -> bool {
    match open {
        '"' => letter == '"',
        '«' => matches!(letter, '»' | '"'),
        _ => matches!(letter, '"' | '“' | '”'),
    }
}

/// Characters that end a word.
fn ends_word(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '(' | ')') || opens_quote(letter)
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push(&mut self, kind: TokenKind, start: usize) {
        let span = start..self.at;
        self.tokens.push(Token { kind, span });
    }

    fn fault(&mut self, span: Span, vi: impl Into<String>, en: impl Into<String>) {
        self.faults.push(QueryFault::new(span, vi, en));
    }

    fn run(&mut self) {
        while let Some(letter) = self.peek() {
            let start = self.at;
            if letter.is_whitespace() {
                self.at += letter.len_utf8();
            } else if letter == '(' || letter == ')' {
                self.at += 1;
                let kind = if letter == '(' {
                    TokenKind::Open
                } else {
                    TokenKind::Close
                };
                self.push(kind, start);
            } else if opens_quote(letter) {
                self.quoted();
            } else if !self.field() {
                self.word();
            }
        }
    }

    /// Reads what stands in quotes, without its suffixes. None when the
    /// quotation is not closed; the fault is noted.
    fn quotation(&mut self) -> Option<String> {
        let start = self.at;
        let open = self.peek()?;
        self.at += open.len_utf8();
        let mut text = String::new();
        let mut letters = self.rest().char_indices();
        while let Some((offset, letter)) = letters.next() {
            if closes_quote(open, letter) {
                self.at += offset + letter.len_utf8();
                return Some(text);
            }
            if letter == '\\' {
                match letters.next() {
                    Some((_, escaped @ ('"' | '\\'))) => text.push(escaped),
                    Some((_, other)) => text.extend(['\\', other]),
                    None => text.push('\\'),
                }
            } else {
                text.push(letter);
            }
        }
        self.at = self.source.len();
        self.fault(
            start..start + open.len_utf8(),
            "dấu ngoặc kép mở ở đây mà không đóng; hãy thêm dấu \" ở cuối cụm từ",
            "this quotation mark is not closed; add a \" at the end of the phrase",
        );
        None
    }

    fn quoted(&mut self) {
        let start = self.at;
        let Some(text) = self.quotation() else {
            return;
        };
        let (slop, rung) = self.suffixes(true);
        self.push(
            TokenKind::Quoted {
                text,
                slop: slop.unwrap_or(0),
                rung,
            },
            start,
        );
    }

    /// Reads `~3` and `~folded`, in any order, each at most once.
    fn suffixes(&mut self, phrase: bool) -> (Option<u32>, Option<Rung>) {
        let (mut slop, mut rung) = (None, None);
        while self.peek() == Some('~') {
            let start = self.at;
            self.at += 1;
            let length = self
                .rest()
                .find(|letter: char| ends_word(letter) || letter == '~')
                .unwrap_or(self.rest().len());
            let name = self.rest().get(..length).unwrap_or_default().to_owned();
            self.at += length;
            let span = start..self.at;
            if let Ok(found) = name.parse::<Rung>() {
                if rung.replace(found).is_some() {
                    self.fault(
                        span,
                        "một từ chỉ có một bậc khớp; hãy bỏ bớt",
                        "a term has one rung only; remove one",
                    );
                }
            } else if phrase && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()) {
                match name.parse::<u32>() {
                    Ok(words) if words <= limits::SLOP_WORDS_MAX => slop = Some(words),
                    _ => self.fault(
                        span,
                        format!(
                            "khoảng cách sau ~ nhiều nhất là {}; xa hơn hãy dùng NEAR",
                            limits::SLOP_WORDS_MAX
                        ),
                        format!(
                            "the slop after ~ is at most {}; use NEAR for more",
                            limits::SLOP_WORDS_MAX
                        ),
                    ),
                }
            } else {
                absent::suffix(&name, phrase, span, self.faults);
            }
        }
        (slop, rung)
    }

    /// Reads `name:` and, where it is not a term, its value. Returns false when
    /// no field stands here.
    fn field(&mut self) -> bool {
        let start = self.at;
        let length = self
            .rest()
            .find(|letter: char| !letter.is_ascii_alphabetic() && letter != '_')
            .unwrap_or(0);
        let Some((name, after)) = self
            .rest()
            .get(..length)
            .zip(self.rest().get(length..))
            .filter(|(name, after)| !name.is_empty() && after.starts_with(':'))
        else {
            return false;
        };
        let value_follows = after
            .chars()
            .nth(1)
            .is_some_and(|next| !next.is_whitespace() && next != ')');
        let known = FIELDS
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        let name = name.to_owned();
        let Some(&(known_name, field)) = known else {
            if !value_follows && !absent::is_field(&name) {
                // "Facebook: …" is a word with a colon, not a field.
                return false;
            }
            let is_address = after.starts_with("://");
            self.skip_word();
            absent::field(&name, is_address, start..self.at, self.faults);
            return true;
        };
        self.at += length + 1;
        let span = start..self.at;
        if !value_follows {
            self.fault(
                span,
                format!("sau `{known_name}:` phải có giá trị viết liền, không cách"),
                format!("`{known_name}:` needs a value right after it"),
            );
            return true;
        }
        match field {
            Field::Title => self.push(TokenKind::Title, start),
            Field::Filter(filter) => {
                self.push(TokenKind::Filter(filter), start);
                self.value(filter);
            }
        }
        true
    }

    /// Reads the value of a filter: in quotes, a `[…]` range, or up to the next
    /// space or parenthesis.
    fn value(&mut self, filter: Filter) {
        let start = self.at;
        let rest = self.rest();
        if rest.starts_with(opens_quote) {
            if let Some(text) = self.quotation() {
                self.push(TokenKind::Value(text), start);
            }
            return;
        }
        let length = if filter == Filter::Fetched && rest.starts_with('[') {
            rest.find(']').map_or(rest.len(), |close| close + 1)
        } else {
            rest.find(ends_word).unwrap_or(rest.len())
        };
        let text = rest.get(..length).unwrap_or_default().to_owned();
        self.at += length;
        self.push(TokenKind::Value(text), start);
    }

    fn skip_word(&mut self) {
        let length = self.rest().find(ends_word).unwrap_or(self.rest().len());
        self.at += length;
    }

    fn word(&mut self) {
        let start = self.at;
        if let Some(length) = absent::regex_length(self.rest()) {
            self.at += length;
            absent::regex(start..self.at, self.faults);
            return;
        }
        let length = self
            .rest()
            .find(|letter: char| ends_word(letter) || letter == '~')
            .unwrap_or(self.rest().len());
        let text = self.rest().get(..length).unwrap_or_default().to_owned();
        self.at += length;
        if self.peek() != Some('~') {
            match text.as_str() {
                "AND" => return self.push(TokenKind::And, start),
                "OR" => return self.push(TokenKind::Or, start),
                "NOT" => return self.push(TokenKind::Not, start),
                _ if text == "NEAR" || text.starts_with("NEAR/") => return self.near(&text, start),
                _ => {}
            }
        }
        let (_, rung) = self.suffixes(false);
        if absent::word(&text, start..start + text.len(), self.faults) {
            return;
        }
        self.push(TokenKind::Word { text, rung }, start);
    }

    fn near(&mut self, text: &str, start: usize) {
        let words = text
            .strip_prefix("NEAR/")
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|digits| digits.parse().ok())
            .filter(|words| *words <= limits::NEAR_WORDS_MAX);
        if words.is_none() {
            self.fault(
                start..self.at,
                format!(
                    "NEAR cần một khoảng cách từ 0 đến {} từ, ví dụ NEAR/10",
                    limits::NEAR_WORDS_MAX
                ),
                format!(
                    "NEAR needs a distance of 0 to {} words, as in NEAR/10",
                    limits::NEAR_WORDS_MAX
                ),
            );
        }
        // The operator is kept, so that what stands around it is checked too.
        self.push(TokenKind::Near(words.unwrap_or(0)), start);
    }
}
