//! `N OF (…)` and `COUNT(…) >= n`.

use haidang_model::Span;

use super::{Parser, lexer::TokenKind};
use crate::{AddressPart, Node, limits};

impl Parser<'_> {
    /// Reads `OF (a, b)` behind the number `digits`, which stood at `number`.
    pub(super) fn n_of(&mut self, digits: &str, number: Span) -> Option<Node> {
        self.at += 1;
        let open = self.span();
        self.at += 1;
        self.deeper(&open)?;
        let faults = self.faults.len();
        let nodes = self.list();
        self.depth -= 1;
        self.close(&open);
        if self.faults.len() > faults || self.given_up {
            return None;
        }
        match digits.parse::<usize>() {
            Ok(count) if (1..=nodes.len()).contains(&count) => Some(Node::AtLeast {
                count,
                nodes,
                span: number.start..self.last_end(),
            }),
            _ => {
                let most = nodes.len();
                self.fault(
                    number,
                    format!(
                        "danh sách có {most} phần nên số trước OF phải từ 1 đến {most}; các phần ngăn bằng dấu phẩy, ví dụ 2 OF (\"a\", \"b\", \"c\")"
                    ),
                    format!(
                        "the list has {most} parts, so the number before OF is 1 to {most}; commas part them, as in 2 OF (\"a\", \"b\", \"c\")"
                    ),
                );
                None
            }
        }
    }

    /// Reads the parts of a list, up to its end.
    fn list(&mut self) -> Vec<Node> {
        let mut nodes = Vec::new();
        loop {
            let faults = self.faults.len();
            let start = self.span();
            let node = self.or();
            if node.is_none() && faults == self.faults.len() {
                self.fault(
                    start,
                    "danh sách thiếu một phần ở đây; hãy viết điều cần tìm hoặc bỏ dấu phẩy",
                    "the list lacks a part here; write something or remove the comma",
                );
            }
            nodes.extend(node);
            if self.peek() != Some(&TokenKind::Comma) {
                return nodes;
            }
            self.at += 1;
        }
    }

    /// Reads `(a) >= 3` behind `COUNT`, which stood at `name`.
    pub(super) fn count_of(&mut self, name: Span) -> Option<Node> {
        let faults = self.faults.len();
        let open = self.span();
        let node = self.group(open);
        let places = self.comparison(&name);
        if self.faults.len() > faults || self.given_up {
            return None;
        }
        let node = node?;
        if let Some(span) = not_countable(&node) {
            self.fault(
                span,
                "COUNT đếm chỗ gặp từ, cụm từ, NEAR, /…/, liên kết hoặc nhóm (a OR b) của chúng; hãy đưa phần này ra ngoài và nối bằng AND",
                "COUNT counts places of words, phrases, NEAR, /…/, links or groups (a OR b) of them; move this outside and join with AND",
            );
            return None;
        }
        Some(Node::Count {
            node: Box::new(node),
            places: places?,
            span: name.start..self.last_end(),
        })
    }

    /// Reads `>= 3` or `> 2`.
    fn comparison(&mut self, name: &Span) -> Option<usize> {
        let start = self.span();
        let text = match self.peek() {
            Some(TokenKind::Word { text, rung: None }) => text.clone(),
            _ => String::new(),
        };
        let end = text
            .find(|letter: char| !matches!(letter, '>' | '<' | '=' | '≥' | '≤' | '!'))
            .unwrap_or(text.len());
        let (sign, mut digits) = text.split_at(end);
        let next;
        if sign.is_empty() {
            self.fault(
                name.clone(),
                "sau COUNT(…) phải có >= và một số, ví dụ COUNT(\"nhà cái\") >= 3",
                "COUNT(…) needs >= and a number after it, as in COUNT(\"nhà cái\") >= 3",
            );
            return None;
        }
        self.at += 1;
        if digits.is_empty()
            && let Some(TokenKind::Word { text, rung: None }) = self.peek()
            && text.bytes().all(|byte| byte.is_ascii_digit())
        {
            next = text.clone();
            digits = &next;
            self.at += 1;
        }
        let span = start.start..self.last_end();
        let more = match sign {
            ">=" | "≥" | "=>" => 0,
            ">" => 1,
            _ => {
                self.fault(
                    span,
                    "COUNT chỉ so bằng >= hoặc >; để nói ít hơn, hãy viết NOT COUNT(…) >= n",
                    "COUNT takes >= or > only; for fewer, write NOT COUNT(…) >= n",
                );
                return None;
            }
        };
        let places = digits
            .parse::<usize>()
            .ok()
            .and_then(|places| places.checked_add(more))
            .filter(|places| (1..=limits::COUNT_PLACES_MAX).contains(places));
        if places.is_none() {
            let most = limits::COUNT_PLACES_MAX;
            self.fault(
                span,
                format!("sau >= phải là một số từ 1 đến {most}, ví dụ COUNT(\"nhà cái\") >= 3"),
                format!("after >= stands a number of 1 to {most}, as in COUNT(\"nhà cái\") >= 3"),
            );
        }
        places
    }
}

/// Returns the place of the first part that has no places to count.
fn not_countable(node: &Node) -> Option<Span> {
    match node {
        Node::Link { .. }
        | Node::Shape {
            part: AddressPart::Link,
            ..
        } => None,
        Node::Or { nodes, .. } | Node::Any { nodes, .. } => nodes.iter().find_map(not_countable),
        other => super::not_a_place(other),
    }
}
