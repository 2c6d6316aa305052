//! [`Node`] → source that parses to the same tree.

use std::fmt::{self, Write as _};

use crate::Node;

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Term { text, rung, .. } => {
                f.write_str(text)?;
                write_rung(f, *rung)
            }
            Node::Phrase {
                text, slop, rung, ..
            } => {
                write_quoted(f, text)?;
                if *slop > 0 {
                    write!(f, "~{slop}")?;
                }
                write_rung(f, *rung)
            }
            Node::Near {
                left, right, words, ..
            } => {
                write_inner(f, left)?;
                write!(f, " NEAR/{words} ")?;
                write_inner(f, right)
            }
            Node::And { nodes, .. } => write_joined(f, nodes, " AND "),
            Node::Or { nodes, .. } => write_joined(f, nodes, " OR "),
            Node::Any { nodes, .. } => {
                for (at, node) in nodes.iter().enumerate() {
                    if at > 0 {
                        f.write_char(' ')?;
                    }
                    write_beside(f, node)?;
                }
                Ok(())
            }
            Node::AtLeast { count, nodes, .. } => {
                write!(f, "{count} OF (")?;
                for (at, node) in nodes.iter().enumerate() {
                    if at > 0 {
                        f.write_str(", ")?;
                    }
                    write_in_list(f, node)?;
                }
                f.write_char(')')
            }
            Node::Count { node, places, .. } => write!(f, "COUNT({node}) >= {places}"),
            Node::Regex { pattern, .. } => write_pattern(f, pattern),
            Node::Not { node, .. } => {
                f.write_str("NOT ")?;
                write_inner(f, node)
            }
            Node::Title { node, .. } => {
                f.write_str("title:")?;
                write_beside(f, node)
            }
            Node::Zone { zone, .. } => write!(f, "zone:{zone}"),
            Node::Site { site, .. } => {
                f.write_str("site:")?;
                write_value(f, site.as_str())
            }
            Node::Host { host, .. } => {
                f.write_str("host:")?;
                write_value(f, host.as_str())
            }
            Node::Link { host, path, .. } => {
                f.write_str("link:")?;
                write_value(f, &format!("{host}{path}"))
            }
            Node::Shape { part, pattern, .. } => {
                write!(f, "{}:", part.as_str())?;
                write_pattern(f, pattern)
            }
            Node::Signal { signal, .. } => write!(f, "signal:{signal}"),
            Node::Category { category, .. } => write!(f, "category:{category}"),
            Node::Lang { lang, .. } => write!(f, "lang:{lang}"),
            Node::Fetched { from, to, .. } => {
                let end = |day: &Option<crate::Day>| {
                    day.map_or_else(|| "*".to_owned(), |day| day.to_string())
                };
                write!(f, "fetched:[{} TO {}]", end(from), end(to))
            }
        }
    }
}

/// Writes a part of a larger one; in parentheses wherever it could bind
/// differently without.
fn write_inner(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    match node {
        Node::And { .. } | Node::Or { .. } | Node::Any { .. } | Node::Near { .. } => {
            write!(f, "({node})")
        }
        _ => write!(f, "{node}"),
    }
}

/// Writes a part that others may follow without an operator between. `OF` and
/// `COUNT` are words; before a group they would not be read as such.
fn write_beside(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    match node {
        Node::Term {
            text, rung: None, ..
        } if text == "OF" || text == "COUNT" => write!(f, "({text})"),
        _ => write_inner(f, node),
    }
}

/// Writes a part of a list. A comma that is part of it would end it.
fn write_in_list(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    let written = node.to_string();
    let is_group = matches!(
        node,
        Node::And { .. } | Node::Or { .. } | Node::Any { .. } | Node::Near { .. }
    );
    if is_group || written.contains([',', '，']) {
        write!(f, "({written})")
    } else {
        f.write_str(&written)
    }
}

/// Writes an expression. What follows a backslash belongs to it.
fn write_pattern(f: &mut fmt::Formatter<'_>, pattern: &str) -> fmt::Result {
    f.write_char('/')?;
    let mut escaped = false;
    for letter in pattern.chars() {
        if letter == '/' && !escaped {
            f.write_char('\\')?;
        }
        escaped = letter == '\\' && !escaped;
        f.write_char(letter)?;
    }
    f.write_char('/')
}

fn write_joined(f: &mut fmt::Formatter<'_>, nodes: &[Node], between: &str) -> fmt::Result {
    for (at, node) in nodes.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        write_inner(f, node)?;
    }
    Ok(())
}

fn write_rung(f: &mut fmt::Formatter<'_>, rung: Option<haidang_model::Rung>) -> fmt::Result {
    rung.map_or(Ok(()), |rung| write!(f, "~{rung}"))
}

fn write_quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for letter in text.chars() {
        if matches!(letter, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(letter)?;
    }
    f.write_char('"')
}

/// Writes the value of a field, in quotes if it would not be read whole.
fn write_value(f: &mut fmt::Formatter<'_>, value: &str) -> fmt::Result {
    let plain = value.chars().all(|letter| {
        !letter.is_whitespace()
            && !matches!(
                letter,
                '(' | ')'
                    | '"'
                    | '（'
                    | '）'
                    | ','
                    | '，'
                    | '“'
                    | '”'
                    | '„'
                    | '‟'
                    | '«'
                    | '＂'
                    | '\\'
            )
    });
    if plain {
        f.write_str(value)
    } else {
        write_quoted(f, value)
    }
}
