//! Source → [`Node`], with the fault of every place that does not parse.
//!
//! Binding, tightest first: `NEAR`, words side by side, `AND`, `OR`.
//! `NOT` and the filters (`site:`, `zone:` …) need no `AND`: they always
//! narrow what they stand beside.

mod absent;
mod filter;
mod lexer;
mod list;
mod nearest;
mod rule_surface;
mod slashed;

use haidang_model::{Rung, Span};

use self::lexer::{Filter, Token, TokenKind};
use crate::{
    Node, QueryFault, Surface, limits,
    pattern::{Pattern, PatternPart},
};

/// Parses a query.
///
/// # Errors
/// The faults in the order of their places, at most
/// [`limits::FAULTS_MAX`]; never empty.
pub(crate) fn parse(source: &str, surface: Surface) -> Result<Node, Vec<QueryFault>> {
    if source.len() > limits::QUERY_BYTES_MAX {
        return Err(vec![QueryFault::new(
            0..source.len(),
            format!(
                "câu tìm dài {} byte, nhiều nhất là {}; hãy chia thành nhiều câu",
                source.len(),
                limits::QUERY_BYTES_MAX
            ),
            format!(
                "the query has {} bytes, at most {} are read; split it",
                source.len(),
                limits::QUERY_BYTES_MAX
            ),
        )]);
    }
    let mut faults = Vec::new();
    let tokens = lexer::lex(source, &mut faults);
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        end: source.len(),
        surface,
        depth: 0,
        parts: 0,
        given_up: false,
        faults,
    };
    let node = parser.whole();
    let mut faults = parser.faults;
    if faults.is_empty()
        && surface == Surface::Rule
        && let Some(node) = &node
    {
        rule_surface::check(node, &mut faults);
    }
    match node {
        Some(node) if faults.is_empty() => Ok(node),
        _ => {
            if faults.is_empty() {
                faults.push(QueryFault::new(
                    0..source.len(),
                    "câu tìm trống; hãy viết ít nhất một từ",
                    "the query is empty; write at least one word",
                ));
            }
            faults.sort_by_key(|fault| (fault.span.start, fault.span.end));
            faults.truncate(limits::FAULTS_MAX);
            Err(faults)
        }
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    end: usize,
    surface: Surface,
    depth: usize,
    parts: usize,
    /// Nested too deep: the rest is not read, so no more faults are noted.
    given_up: bool,
    faults: Vec<QueryFault>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    /// Returns the place of the next token, or the empty place at the end.
    fn span(&self) -> Span {
        self.tokens
            .get(self.at)
            .map_or(self.end..self.end, |token| token.span.clone())
    }

    fn last_end(&self) -> usize {
        self.at
            .checked_sub(1)
            .and_then(|at| self.tokens.get(at))
            .map_or(0, |token| token.span.end)
    }

    fn fault(&mut self, span: Span, vi: impl Into<String>, en: impl Into<String>) {
        if !self.given_up {
            self.faults.push(QueryFault::new(span, vi, en));
        }
    }

    /// Reads everything; goes on after a parenthesis too many.
    fn whole(&mut self) -> Option<Node> {
        let node = self.or();
        while self.peek().is_some() {
            let span = self.span();
            if self.peek() == Some(&TokenKind::Close) {
                self.fault(
                    span,
                    "thừa dấu đóng ngoặc ) ở đây; hãy bỏ nó hoặc thêm ( ở trước",
                    "this ) closes nothing; remove it or add a ( before",
                );
            } else if self.peek() == Some(&TokenKind::Comma) {
                self.fault(
                    span,
                    "dấu phẩy chỉ ngăn các phần của N OF (…); hãy bỏ nó hoặc đặt trong ngoặc kép",
                    "a comma parts the parts of N OF (…) only; remove it or put it in quotes",
                );
            }
            // Whatever stopped the reading has been reported.
            self.at += 1;
            let _ = self.or();
        }
        node
    }

    fn or(&mut self) -> Option<Node> {
        let start = self.span().start;
        let mut nodes: Vec<Node> = self.and().into_iter().collect();
        while self.peek() == Some(&TokenKind::Or) {
            let operator = self.span();
            self.at += 1;
            self.operand(&mut nodes, &operator, Parser::and);
        }
        join(nodes, start..self.last_end(), |nodes, span| Node::Or {
            nodes,
            span,
        })
    }

    /// Reads what stands right of an operator, and says so when nothing does.
    fn operand(
        &mut self,
        nodes: &mut Vec<Node>,
        operator: &Span,
        read: fn(&mut Self) -> Option<Node>,
    ) {
        let faults = self.faults.len();
        let missing_left = nodes.is_empty();
        let right = read(self);
        if (missing_left || right.is_none()) && faults == self.faults.len() {
            self.missing_side(operator.clone());
        }
        nodes.extend(right);
    }

    fn missing_side(&mut self, operator: Span) {
        self.fault(
            operator,
            "phép nối này thiếu một vế; hãy viết từ ở cả hai bên, hoặc đặt trong ngoặc kép nếu đó là văn bản",
            "one side of this operator is missing; write words on both sides, or put it in quotes if it is text",
        );
    }

    fn and(&mut self) -> Option<Node> {
        let start = self.span().start;
        let mut nodes = self.sequence();
        while self.peek() == Some(&TokenKind::And) {
            let operator = self.span();
            self.at += 1;
            let faults = self.faults.len();
            let missing_left = nodes.is_empty();
            let right = self.sequence();
            if (missing_left || right.is_empty()) && faults == self.faults.len() {
                self.missing_side(operator);
            }
            nodes.extend(right);
        }
        join(nodes, start..self.last_end(), |nodes, span| Node::And {
            nodes,
            span,
        })
    }

    /// Reads items side by side. Words are alternatives in a search and
    /// refused in a rule; filters and `NOT` always narrow, so they come out as
    /// parts of their own for the `AND` around.
    fn sequence(&mut self) -> Vec<Node> {
        let (mut words, mut narrowing) = (Vec::new(), Vec::new());
        let mut words_at = None;
        loop {
            match self.peek() {
                None
                | Some(TokenKind::And | TokenKind::Or | TokenKind::Close | TokenKind::Comma) => {
                    break;
                }
                Some(_) => {}
            }
            let Some(node) = self.unary() else { continue };
            if node.is_filter() || matches!(node, Node::Not { .. }) {
                narrowing.push(node);
            } else {
                words_at.get_or_insert(narrowing.len());
                words.push(node);
            }
        }
        if self.surface == Surface::Rule
            && let [first, .., last] = words.as_slice()
        {
            let span = first.span().start..last.span().end;
            self.fault(
                span,
                "trong luật, các từ viết cạnh nhau không rõ là cụm từ hay lựa chọn; hãy đặt cụm từ trong ngoặc kép, hoặc nối bằng AND hay OR",
                "in a rule, words side by side may mean a phrase or a choice; put a phrase in quotes, or join with AND or OR",
            );
        }
        let span = words
            .first()
            .zip(words.last())
            .map_or(0..0, |(first, last)| first.span().start..last.span().end);
        if let Some(any) = join(words, span, |nodes, span| Node::Any { nodes, span }) {
            narrowing.insert(words_at.unwrap_or(0), any);
        }
        narrowing
    }

    fn unary(&mut self) -> Option<Node> {
        if self.peek() != Some(&TokenKind::Not) {
            return self.near();
        }
        let operator = self.span();
        self.at += 1;
        self.deeper(&operator)?;
        let faults = self.faults.len();
        let node = match self.peek() {
            None | Some(TokenKind::And | TokenKind::Or | TokenKind::Close | TokenKind::Comma) => {
                None
            }
            Some(_) => self.unary(),
        };
        self.depth -= 1;
        if node.is_none() && faults == self.faults.len() {
            self.fault(
                operator.clone(),
                "sau NOT phải có điều cần loại trừ; hoặc đặt NOT trong ngoặc kép nếu đó là văn bản",
                "NOT needs what is to be excluded after it; put it in quotes if it is text",
            );
        }
        let node = Box::new(node?);
        Some(Node::Not {
            span: operator.start..node.span().end,
            node,
        })
    }

    fn near(&mut self) -> Option<Node> {
        let mut left = self.primary();
        let mut chain = 0;
        while let Some(&TokenKind::Near(words)) = self.peek() {
            let operator = self.span();
            self.at += 1;
            chain += 1;
            if self.depth + chain > limits::DEPTH_MAX {
                self.too_deep(operator);
                return None;
            }
            let faults = self.faults.len();
            let right = match self.peek() {
                None
                | Some(
                    TokenKind::And
                    | TokenKind::Or
                    | TokenKind::Not
                    | TokenKind::Close
                    | TokenKind::Comma
                    | TokenKind::Near(_),
                ) => None,
                Some(_) => self.primary(),
            };
            let (Some(near_left), Some(near_right)) = (left, right) else {
                if faults == self.faults.len() {
                    self.missing_side(operator);
                }
                return None;
            };
            for side in [&near_left, &near_right] {
                if let Some(span) = not_a_place(side) {
                    self.fault(
                        span,
                        "hai vế của NEAR phải là từ, cụm từ, /…/ hoặc nhóm (a OR b); hãy đưa phần này ra ngoài và nối bằng AND",
                        "the sides of NEAR are words, phrases, /…/ or groups (a OR b); move this outside and join with AND",
                    );
                }
            }
            left = Some(Node::Near {
                span: near_left.span().start..near_right.span().end,
                left: Box::new(near_left),
                right: Box::new(near_right),
                words,
            });
        }
        left
    }

    /// Reads one item. Always moves on.
    fn primary(&mut self) -> Option<Node> {
        let token = self.tokens.get(self.at)?;
        let span = token.span.clone();
        match &token.kind {
            TokenKind::Open => self.group(span),
            TokenKind::Word { text, rung } => {
                self.at += 1;
                self.word(text, *rung, span)
            }
            TokenKind::Quoted { text, slop, rung } => {
                self.at += 1;
                self.check_text(text, &span)?;
                Some(Node::Phrase {
                    text: text.clone(),
                    slop: *slop,
                    rung: *rung,
                    span,
                })
            }
            TokenKind::Regex(text) => {
                self.at += 1;
                let pattern = self.pattern(text, PatternPart::Text, &span)?;
                Some(Node::Regex { pattern, span })
            }
            TokenKind::Shape(part, text) => {
                self.at += 1;
                let pattern = self.pattern(text, PatternPart::Address(*part), &span)?;
                let part = *part;
                Some(Node::Shape {
                    part,
                    pattern,
                    span,
                })
            }
            TokenKind::Title => self.title(span),
            TokenKind::Filter(filter) => self.filter(*filter, span),
            TokenKind::Near(_) => {
                self.at += 1;
                self.missing_side(span);
                None
            }
            TokenKind::Value(_)
            | TokenKind::And
            | TokenKind::Or
            | TokenKind::Not
            | TokenKind::Comma
            | TokenKind::Close => {
                self.at += 1;
                None
            }
        }
    }

    /// Reads a regular expression; returns it in the form that is kept.
    fn pattern(&mut self, text: &str, part: PatternPart, span: &Span) -> Option<String> {
        self.count(span)?;
        match Pattern::read(text, part) {
            Ok((_, source)) => Some(source),
            Err(bad) => {
                self.fault(span.clone(), bad.vi, bad.en);
                None
            }
        }
    }

    fn group(&mut self, open: Span) -> Option<Node> {
        self.at += 1;
        self.deeper(&open)?;
        let faults = self.faults.len();
        let node = self.or();
        self.depth -= 1;
        if self.close(&open) && node.is_none() && faults == self.faults.len() {
            self.fault(
                open.start..self.last_end(),
                "trong ngoặc không có gì; hãy viết điều cần tìm hoặc bỏ cặp ngoặc",
                "nothing stands between these parentheses; write something or remove them",
            );
        }
        node
    }

    /// Reads the `)` of a group, or says that it is missing.
    fn close(&mut self, open: &Span) -> bool {
        let closes = self.peek() == Some(&TokenKind::Close);
        if closes {
            self.at += 1;
        } else {
            self.fault(
                open.clone(),
                "dấu ( mở ở đây mà không đóng; hãy thêm dấu ) ở cuối nhóm",
                "this ( is not closed; add a ) at the end of the group",
            );
        }
        closes
    }

    fn word(&mut self, text: &str, rung: Option<Rung>, span: Span) -> Option<Node> {
        let plain = rung.is_none();
        if plain && text == "COUNT" && self.peek() == Some(&TokenKind::Open) {
            return self.count_of(span);
        }
        let opens_list = matches!(self.peek(), Some(TokenKind::Word { text, rung: None }) if text == "OF")
            && matches!(
                self.tokens.get(self.at + 1),
                Some(Token {
                    kind: TokenKind::Open,
                    ..
                })
            );
        if plain && opens_list && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.n_of(text, span);
        }
        let has_letter = text.chars().any(char::is_alphanumeric);
        if !has_letter && self.surface == Surface::Search {
            // A dash or an ampersand between words of a search says nothing.
            return None;
        }
        self.check_text(text, &span)?;
        Some(Node::Term {
            text: text.to_owned(),
            rung,
            span,
        })
    }

    fn check_text(&mut self, text: &str, span: &Span) -> Option<()> {
        self.count(span)?;
        match text_fault(text, span.clone()) {
            Some(fault) => {
                self.faults.push(fault);
                None
            }
            None => Some(()),
        }
    }

    fn count(&mut self, span: &Span) -> Option<()> {
        self.parts += 1;
        if self.parts <= limits::PARTS_MAX {
            return Some(());
        }
        if self.parts == limits::PARTS_MAX + 1 {
            self.fault(
                span.clone(),
                format!(
                    "câu tìm có quá {} từ; hãy chia thành nhiều câu",
                    limits::PARTS_MAX
                ),
                format!(
                    "the query has more than {} parts; split it",
                    limits::PARTS_MAX
                ),
            );
        }
        None
    }

    fn deeper(&mut self, span: &Span) -> Option<()> {
        if self.depth < limits::DEPTH_MAX {
            self.depth += 1;
            return Some(());
        }
        self.too_deep(span.clone());
        None
    }

    fn too_deep(&mut self, span: Span) {
        self.fault(
            span,
            format!("lồng nhau quá {} tầng; hãy viết gọn lại", limits::DEPTH_MAX),
            format!("nested deeper than {}; write it flatter", limits::DEPTH_MAX),
        );
        self.given_up = true;
        self.at = self.tokens.len();
    }

    fn filter(&mut self, filter: Filter, name: Span) -> Option<Node> {
        self.at += 1;
        // The lexer puts the value right behind, or has reported why not.
        let token = self.tokens.get(self.at)?;
        let TokenKind::Value(value) = &token.kind else {
            return None;
        };
        let (value, value_span) = (value.trim(), token.span.clone());
        let span = name.start..value_span.end;
        self.at += 1;
        self.count(&span)?;
        match filter::build(filter, value, span) {
            Ok(node) => Some(node),
            Err(filter::BadValue { vi, en }) => {
                self.fault(value_span, vi, en);
                None
            }
        }
    }

    fn title(&mut self, name: Span) -> Option<Node> {
        self.at += 1;
        self.deeper(&name)?;
        let faults = self.faults.len();
        let node = match self.peek() {
            Some(
                TokenKind::Word { .. }
                | TokenKind::Quoted { .. }
                | TokenKind::Regex(_)
                | TokenKind::Open,
            ) => self.primary(),
            _ => None,
        };
        self.depth -= 1;
        if node.is_none() && faults == self.faults.len() {
            self.fault(
                name.clone(),
                "sau `title:` phải có từ, cụm từ trong ngoặc kép, hoặc nhóm trong ngoặc đơn",
                "`title:` needs a word, a quoted phrase or a group in parentheses",
            );
        }
        let node = Box::new(node?);
        if node.is_filter() {
            self.fault(
                node.span(),
                "`title:` chỉ dùng với từ; hãy đưa bộ lọc ra ngoài",
                "`title:` takes words; move the filter outside",
            );
            return None;
        }
        Some(Node::Title {
            span: name.start..self.last_end(),
            node,
        })
    }
}

/// Puts nodes under one, unless there is only one.
fn join(
    mut nodes: Vec<Node>,
    span: Span,
    build: impl FnOnce(Vec<Node>, Span) -> Node,
) -> Option<Node> {
    if nodes.len() > 1 {
        Some(build(nodes, span))
    } else {
        nodes.pop()
    }
}

/// Returns the place of the first part that cannot be a side of `NEAR`: one
/// that is not met at places of the text.
fn not_a_place(node: &Node) -> Option<Span> {
    match node {
        Node::Term { .. } | Node::Phrase { .. } | Node::Regex { .. } => None,
        Node::Near { left, right, .. } => not_a_place(left).or_else(|| not_a_place(right)),
        Node::Or { nodes, .. } | Node::Any { nodes, .. } => nodes.iter().find_map(not_a_place),
        other => Some(other.span()),
    }
}

/// Checks the text of a term, of a query or of a rule's `terms`.
pub(crate) fn text_fault(text: &str, span: Span) -> Option<QueryFault> {
    if text.len() > limits::TERM_BYTES_MAX {
        return Some(QueryFault::new(
            span,
            format!(
                "cụm từ dài quá {} byte; hãy rút ngắn",
                limits::TERM_BYTES_MAX
            ),
            format!(
                "the term is longer than {} bytes; shorten it",
                limits::TERM_BYTES_MAX
            ),
        ));
    }
    // A word takes two bytes with what parts it from the next, so that short
    // terms with a letter in them, which nearly all are, need not be read.
    let has_word = text.bytes().any(|byte| byte.is_ascii_alphanumeric());
    if has_word && text.len() < limits::TERM_WORDS_MAX * 2 {
        return None;
    }
    let words = vitext::normalise(text).len();
    if words == 0 {
        return Some(QueryFault::new(
            span,
            "không có chữ hay số nào để tìm; hãy viết ít nhất một từ",
            "there is no letter or digit to look for; write at least one word",
        ));
    }
    (words > limits::TERM_WORDS_MAX).then(|| {
        QueryFault::new(
            span,
            format!(
                "cụm từ có {words} âm tiết, nhiều nhất là {}; hãy chia nhỏ và nối bằng AND",
                limits::TERM_WORDS_MAX
            ),
            format!(
                "the term has {words} syllables, at most {}; split it and join with AND",
                limits::TERM_WORDS_MAX
            ),
        )
    })
}

#[cfg(test)]
mod tests;
