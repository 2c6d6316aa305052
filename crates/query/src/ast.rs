use haidang_model::{Category, Host, Rung, Span, Zone};

use crate::{Day, Signal};

/// A query, taken apart.
///
/// Every part carries the [`Span`] of the query's source it was read from, so
/// that a fault found later can still point at the place. Comparing two trees
/// with `==` compares spans too; [`Node::without_spans`] gives what they say.
///
/// A search index that proposes candidates must never propose too few. It may
/// narrow by words (folded, without marks) and by the page's address; it must
/// not exclude by [`Node::Not`], because the index cannot tell "số để" from
/// "số đề" where the evaluator can, nor by [`Node::Zone`], which speaks of the
/// terms beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// One word as it was typed. It may hold several syllables (`tai-xiu`),
    /// which must then stand next to each other.
    Term {
        /// The word; has at least one letter or digit.
        text: String,
        /// The widest rung allowed; the default of the surface when absent.
        rung: Option<Rung>,
        /// Where it stands.
        span: Span,
    },
    /// Words in quotes, in this order.
    Phrase {
        /// What stood between the quotes; has at least one letter or digit.
        text: String,
        /// How many other words may stand between the first and the last.
        slop: u32,
        /// The widest rung allowed; the default of the surface when absent.
        rung: Option<Rung>,
        /// Where it stands.
        span: Span,
    },
    /// `/…/` – a regular expression on the accented, lower-case NFC text of a
    /// block. Always met exactly: what is in it is meant by the letter.
    Regex {
        /// The expression, lower-case NFC, a `/` in it without backslash.
        pattern: String,
        /// Where it stands.
        span: Span,
    },
    /// Both sides, in either order, with at most `words` words between them.
    Near {
        /// A term, a phrase, a regular expression, an [`Node::Or`],
        /// [`Node::Any`] or `Near` of such.
        left: Box<Node>,
        /// The same.
        right: Box<Node>,
        /// Words that may stand between; 0 means side by side.
        words: u32,
        /// Where it stands.
        span: Span,
    },
    /// All of them; two or more.
    And {
        /// The parts.
        nodes: Vec<Node>,
        /// Where it stands.
        span: Span,
    },
    /// At least one of them; two or more.
    Or {
        /// The parts.
        nodes: Vec<Node>,
        /// Where it stands.
        span: Span,
    },
    /// Words typed side by side in a search: at least one, and the more the
    /// better. Never in a rule. Two or more.
    Any {
        /// The parts.
        nodes: Vec<Node>,
        /// Where it stands.
        span: Span,
    },
    /// `2 OF (a, b, c)` – at least so many of the parts.
    AtLeast {
        /// How many; from 1 to the number of parts.
        count: usize,
        /// The parts; one or more.
        nodes: Vec<Node>,
        /// Where it stands.
        span: Span,
    },
    /// `COUNT(a) >= 3` – the part is met at so many places that do not
    /// overlap; for a link, so many different targets.
    Count {
        /// What may be a side of [`Node::Near`], and links.
        node: Box<Node>,
        /// How many places; 1 or more.
        places: usize,
        /// Where it stands.
        span: Span,
    },
    /// Not this one. Words are looked for where a reader sees them, unless a
    /// zone is named: a page must not talk itself out of a rule in a comment.
    Not {
        /// The part that must not be met.
        node: Box<Node>,
        /// Where it stands.
        span: Span,
    },
    /// `title:` – the part is met in the title.
    Title {
        /// The part.
        node: Box<Node>,
        /// Where it stands.
        span: Span,
    },
    /// `zone:` – directly inside an [`Node::And`] (or a `Not` there) it limits
    /// the zones in which the other parts are met; elsewhere it asks whether
    /// the page has text in that zone at all.
    Zone {
        /// The zone.
        zone: Zone,
        /// Where it stands.
        span: Span,
    },
    /// `site:` – the page's host is this domain or lies below it.
    Site {
        /// The domain.
        site: Host,
        /// Where it stands.
        span: Span,
    },
    /// `host:` – the page's host is exactly this one.
    Host {
        /// The host.
        host: Host,
        /// Where it stands.
        span: Span,
    },
    /// `link:` – the page links to this host or one below it.
    Link {
        /// The host.
        host: Host,
        /// The beginning of the path, with its `/`; empty for any.
        path: String,
        /// Where it stands.
        span: Span,
    },
    /// `url:/…/`, `host:/…/`, `link:/…/` – a regular expression on an address,
    /// in lower case.
    Shape {
        /// Which address.
        part: AddressPart,
        /// The expression, lower-case NFC, a `/` in it without backslash.
        pattern: String,
        /// Where it stands.
        span: Span,
    },
    /// `signal:` – the page as a whole looks so.
    Signal {
        /// The signal.
        signal: Signal,
        /// Where it stands.
        span: Span,
    },
    /// `category:` – the page has a flag of this category. Never in a rule.
    Category {
        /// The category.
        category: Category,
        /// Where it stands.
        span: Span,
    },
    /// `lang:` – the language of the content.
    Lang {
        /// The language, lower case: `vi`, `en`, `und`.
        lang: String,
        /// Where it stands.
        span: Span,
    },
    /// `fetched:[from TO to]` – when the page was fetched, both days included.
    Fetched {
        /// The first day; open when absent.
        from: Option<Day>,
        /// The last day; open when absent.
        to: Option<Day>,
        /// Where it stands.
        span: Span,
    },
}

/// Which address a [`Node::Shape`] speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AddressPart {
    /// The page's whole address.
    Url,
    /// The page's host.
    Host,
    /// The targets of its links.
    Link,
}

impl AddressPart {
    /// Returns the name of the field.
    pub fn as_str(self) -> &'static str {
        match self {
            AddressPart::Url => "url",
            AddressPart::Host => "host",
            AddressPart::Link => "link",
        }
    }
}

impl Node {
    /// Returns the place in the query's source, in bytes.
    pub fn span(&self) -> Span {
        match self {
            Node::Term { span, .. }
            | Node::Phrase { span, .. }
            | Node::Regex { span, .. }
            | Node::Near { span, .. }
            | Node::And { span, .. }
            | Node::Or { span, .. }
            | Node::Any { span, .. }
            | Node::AtLeast { span, .. }
            | Node::Count { span, .. }
            | Node::Not { span, .. }
            | Node::Title { span, .. }
            | Node::Zone { span, .. }
            | Node::Site { span, .. }
            | Node::Host { span, .. }
            | Node::Link { span, .. }
            | Node::Shape { span, .. }
            | Node::Signal { span, .. }
            | Node::Category { span, .. }
            | Node::Lang { span, .. }
            | Node::Fetched { span, .. } => span.clone(),
        }
    }

    /// Tells whether the part speaks about the page rather than about its
    /// words, so that it narrows whatever words it stands beside.
    pub fn is_filter(&self) -> bool {
        match self {
            Node::Zone { .. }
            | Node::Site { .. }
            | Node::Host { .. }
            | Node::Lang { .. }
            | Node::Link { .. }
            | Node::Shape { .. }
            | Node::Signal { .. }
            | Node::Category { .. }
            | Node::Fetched { .. } => true,
            Node::And { nodes, .. }
            | Node::Or { nodes, .. }
            | Node::Any { nodes, .. }
            | Node::AtLeast { nodes, .. } => nodes.iter().all(Node::is_filter),
            Node::Not { node, .. } | Node::Title { node, .. } | Node::Count { node, .. } => {
                node.is_filter()
            }
            Node::Term { .. } | Node::Phrase { .. } | Node::Regex { .. } | Node::Near { .. } => {
                false
            }
        }
    }

    /// Returns the parts directly below this one, in order.
    pub fn children(&self) -> Vec<&Node> {
        match self {
            Node::Near { left, right, .. } => vec![left, right],
            Node::And { nodes, .. }
            | Node::Or { nodes, .. }
            | Node::Any { nodes, .. }
            | Node::AtLeast { nodes, .. } => nodes.iter().collect(),
            Node::Not { node, .. } | Node::Title { node, .. } | Node::Count { node, .. } => {
                vec![node]
            }
            _ => Vec::new(),
        }
    }

    /// Returns the same tree with every span empty, for comparing what two
    /// trees say.
    #[must_use]
    pub fn without_spans(&self) -> Node {
        let mut node = self.clone();
        node.clear_spans();
        node
    }

    fn clear_spans(&mut self) {
        *self.span_mut() = 0..0;
        match self {
            Node::Near { left, right, .. } => {
                left.clear_spans();
                right.clear_spans();
            }
            Node::And { nodes, .. }
            | Node::Or { nodes, .. }
            | Node::Any { nodes, .. }
            | Node::AtLeast { nodes, .. } => nodes.iter_mut().for_each(Node::clear_spans),
            Node::Not { node, .. } | Node::Title { node, .. } | Node::Count { node, .. } => {
                node.clear_spans();
            }
            _ => {}
        }
    }

    fn span_mut(&mut self) -> &mut Span {
        match self {
            Node::Term { span, .. }
            | Node::Phrase { span, .. }
            | Node::Regex { span, .. }
            | Node::Near { span, .. }
            | Node::And { span, .. }
            | Node::Or { span, .. }
            | Node::Any { span, .. }
            | Node::AtLeast { span, .. }
            | Node::Count { span, .. }
            | Node::Not { span, .. }
            | Node::Title { span, .. }
            | Node::Zone { span, .. }
            | Node::Site { span, .. }
            | Node::Host { span, .. }
            | Node::Link { span, .. }
            | Node::Shape { span, .. }
            | Node::Signal { span, .. }
            | Node::Category { span, .. }
            | Node::Lang { span, .. }
            | Node::Fetched { span, .. } => span,
        }
    }
}
