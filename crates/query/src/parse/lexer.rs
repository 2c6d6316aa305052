//! Cuts the source of a query into tokens with their places.

use haidang_model::{Rung, Span};

use crate::{AddressPart, QueryFault, limits};

use super::{absent, slashed};

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
    /// Between the parts of `N OF (…)`.
    Comma,
    /// What stands between the slashes.
    Regex(String),
    /// `url:/…/` and the like; what stands between the slashes.
    Shape(AddressPart, String),
    /// `title:`; a word, a phrase, an expression or a group follows.
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
    Url,
    Zone,
    Signal,
    Category,
    Lang,
    Fetched,
}

impl Filter {
    /// Returns the address that an expression behind the field speaks of.
    fn address(self) -> Option<AddressPart> {
        match self {
            Filter::Url => Some(AddressPart::Url),
            Filter::Host => Some(AddressPart::Host),
            Filter::Link => Some(AddressPart::Link),
            _ => None,
        }
    }
}

/// The fields of the language, by name.
pub(super) const FIELDS: [(&str, Field); 10] = [
    ("title", Field::Title),
    ("site", Field::Filter(Filter::Site)),
    ("host", Field::Filter(Filter::Host)),
    ("link", Field::Filter(Filter::Link)),
    ("url", Field::Filter(Filter::Url)),
    ("zone", Field::Filter(Filter::Zone)),
    ("signal", Field::Filter(Filter::Signal)),
    ("category", Field::Filter(Filter::Category)),
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
        lists: Vec::new(),
        faults,
    };
    lexer.run();
    lexer.tokens
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
    tokens: Vec<Token>,
    /// The parentheses that are open, and whether each is a list.
    lists: Vec<bool>,
    faults: &'a mut Vec<QueryFault>,
}

/// Marks that open a quotation; word processors and phones type the second.
fn opens_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '‟' | '«' | '＂')
}

/// Marks that close a quotation opened with `open`.
fn closes_quote(open: char, letter: char) -> bool {
    match open {
        '"' => letter == '"',
        '«' => matches!(letter, '»' | '"'),
        _ => matches!(letter, '"' | '“' | '”' | '‟' | '＂'),
    }
}

/// Returns what was probably meant by a full-width mark, as some keyboards type
/// them.
fn half_width(letter: char) -> Option<char> {
    match letter {
        '（' => Some('('),
        '）' => Some(')'),
        '，' => Some(','),
        '：' => Some(':'),
        _ => None,
    }
}

impl Lexer<'_> {
    fn in_list(&self) -> bool {
        self.lists.last() == Some(&true)
    }

    /// Tells whether a character ends a word here.
    fn ends_word(&self, letter: char) -> bool {
        letter.is_whitespace()
            || matches!(letter, '(' | ')' | '（' | '）')
            || opens_quote(letter)
            || (self.in_list() && matches!(letter, ',' | '，'))
    }

    /// Returns the bytes up to the end of the word here, or to a `~`.
    fn word_length(&self) -> usize {
        let rest = self.rest();
        rest.find(|letter: char| self.ends_word(letter) || letter == '~')
            .unwrap_or(rest.len())
    }

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
            if letter.is_whitespace() {
                self.at += letter.len_utf8();
            } else if self.mark(letter) {
                // A parenthesis or a comma was read.
            } else if opens_quote(letter) {
                self.quoted();
            } else if !self.field() {
                self.word();
            }
        }
    }

    /// Reads a parenthesis, or the comma of a list.
    fn mark(&mut self, letter: char) -> bool {
        let start = self.at;
        let meant = half_width(letter).unwrap_or(letter);
        let kind = match meant {
            '(' => TokenKind::Open,
            ')' => TokenKind::Close,
            ',' if self.in_list() => TokenKind::Comma,
            _ => return false,
        };
        if kind == TokenKind::Open {
            self.lists.push(self.number_and_of_stand_before());
        } else if kind == TokenKind::Close {
            self.lists.pop();
        }
        self.at += letter.len_utf8();
        if meant != letter {
            self.full_width(start..self.at, letter, meant);
        }
        self.push(kind, start);
        true
    }

    fn full_width(&mut self, span: Span, typed: char, meant: char) {
        self.fault(
            span,
            format!("dấu `{typed}` là loại toàn khổ; hãy gõ `{meant}`, hoặc đặt trong ngoặc kép nếu đó là văn bản"),
            format!("`{typed}` is a full-width mark; type `{meant}`, or put it in quotes if it is text"),
        );
    }

    fn number_and_of_stand_before(&self) -> bool {
        let is_word = |token: &Token, fits: fn(&str) -> bool| matches!(&token.kind, TokenKind::Word { text, rung: None } if fits(text));
        match self.tokens.as_slice() {
            [.., number, of] => {
                is_word(number, |text| {
                    text.bytes().all(|byte| byte.is_ascii_digit())
                }) && is_word(of, |text| text == "OF")
            }
            _ => false,
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
            let length = self.word_length();
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
            .filter(|(name, after)| !name.is_empty() && after.starts_with([':', '：']))
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
        let colon = after.chars().next().unwrap_or(':');
        let name = name.to_owned();
        let Some(&(known_name, field)) = known else {
            if colon != ':' {
                return false;
            }
            if !value_follows {
                // "Facebook: …" is a word with a colon, not a field.
                return false;
            }
            let is_address = after.starts_with("://");
            self.skip_word();
            absent::field(&name, is_address, start..self.at, self.faults);
            return true;
        };
        self.at += length + colon.len_utf8();
        if colon != ':' {
            self.full_width(start + length..self.at, colon, ':');
        }
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
            Field::Filter(filter) if self.rest().starts_with('/') && filter.address().is_some() => {
                self.shape(filter, start);
            }
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
            rest.find(|letter: char| self.ends_word(letter))
                .unwrap_or(rest.len())
        };
        let text = rest.get(..length).unwrap_or_default().to_owned();
        self.at += length;
        self.push(TokenKind::Value(text), start);
    }

    fn skip_word(&mut self) {
        let rest = self.rest();
        let length = rest.find(|letter: char| self.ends_word(letter));
        self.at += length.unwrap_or(rest.len());
    }

    /// Reads the expression behind `url:` and the like.
    fn shape(&mut self, filter: Filter, start: usize) {
        let slash = self.at;
        let read = slashed::read(self.rest(), |letter| self.ends_word(letter), true);
        if let Some(text) = self.expression(&read, slash)
            && let Some(part) = filter.address()
        {
            self.push(TokenKind::Shape(part, text), start);
        }
    }

    /// Takes an expression that was read at `slash`; None when something is
    /// wrong with it, which is noted.
    fn expression(&mut self, read: &slashed::Slashed, slash: usize) -> Option<String> {
        let slashed::Slashed::Expression {
            text,
            length,
            flags,
        } = read
        else {
            self.skip_word();
            let whole = slash..self.at;
            self.faults.extend(slashed::fault(read, whole));
            return None;
        };
        self.at += length;
        if *flags > 0 {
            let span = self.at..self.at + flags;
            self.at += flags;
            absent::flags(span, self.faults);
        }
        if self.peek() == Some('~') {
            let start = self.at;
            self.at += 1;
            self.skip_word();
            absent::rung_of_expression(start..self.at, self.faults);
        }
        Some(text.clone())
    }

    fn word(&mut self) {
        let start = self.at;
        if self.rest().starts_with('/') {
            let read = slashed::read(self.rest(), |letter| self.ends_word(letter), false);
            if read != slashed::Slashed::Word {
                if let Some(text) = self.expression(&read, start) {
                    self.push(TokenKind::Regex(text), start);
                }
                return;
            }
        }
        let length = self.word_length();
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
