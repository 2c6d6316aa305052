//! Gives a page to html5ever, the ordinary parts of it without the tokenizer.
//!
//! The tokenizer goes through a page character by character and copies each
//! attribute several times over. Nearly all of a page is plain text, tags as
//! they are meant to be, closed comments and scripts: these are read here at
//! one go, and the tokenizer is asked only for the rest. What the tree builder
//! gets is the same (HTML standard, section 13.2.5): whatever is not plainly
//! what the tokenizer would make of it is handed over, and taken back when
//! the tokenizer has ended a tag, a comment or a doctype.

use html5ever::{
    Attribute, LocalName, QualName, TokenizerResult, ns,
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, EndTag, StartTag, Tag, TagKind, Token, TokenSink, Tokenizer, TokenizerOpts,
    },
    tree_builder::TreeBuilder,
};
use memchr::{memchr, memchr_iter, memchr2, memmem};

use crate::{
    Limits,
    dom::{Dom, NodeId},
    guard::{Cuts, Guard, Reads, is_raw_text},
    parse::split_at_char,
    sink::Sink,
};

/// Bytes that are read at one go, so that the clock can be looked at between.
const PIECE_BYTES: usize = 32 << 10;

/// Attributes of a tag that is read here; each is compared with those before.
const ATTRIBUTES_MAX: usize = 256;

/// Reads a page piece by piece.
pub(crate) struct Feeder<'h> {
    tokenizer: Tokenizer<Guard>,
    queue: BufferQueue,
    rest: &'h str,
    /// What comes next; `None` when only the tokenizer knows.
    reads: Option<Reads>,
    /// Whether any part may be read without the tokenizer.
    is_ordinary: bool,
    /// A name in small letters.
    name: String,
}

impl<'h> Feeder<'h> {
    /// Begins a page, in which line feeds are the only ends of lines.
    pub(crate) fn new(
        html: &'h str,
        builder: TreeBuilder<NodeId, Sink>,
        limits: &Limits,
    ) -> Feeder<'h> {
        debug_assert!(!html.contains('\r'));
        Feeder {
            tokenizer: Tokenizer::new(Guard::new(builder, limits), TokenizerOpts::default()),
            queue: BufferQueue::default(),
            rest: html,
            reads: None,
            // The tokenizer replaces the one, and drops the other wherever a
            // piece begins with it.
            is_ordinary: memchr(0, html.as_bytes()).is_none() && !html.contains('\u{feff}'),
            name: String::new(),
        }
    }

    /// Hands everything to the tokenizer.
    #[cfg(test)]
    pub(crate) fn plainly(mut self) -> Feeder<'h> {
        self.is_ordinary = false;
        self
    }

    /// Returns what was not read yet.
    pub(crate) fn rest(&self) -> &'h str {
        self.rest
    }

    /// Reads on.
    pub(crate) fn step(&mut self) {
        let passed = match self.reads.take() {
            Some(Reads::Data) => self.read_data(),
            Some(Reads::RawText(name)) => self.read_raw_text(&name),
            None => None,
        };
        match passed.and_then(|passed| self.rest.get(passed..)) {
            Some(rest) => self.rest = rest,
            None => self.hand_over(),
        }
    }

    /// Ends the page.
    pub(crate) fn finish(self) -> (Dom, Cuts) {
        self.tokenizer.end();
        self.tokenizer.sink.finish()
    }

    /// Gives the tokenizer what reaches up to the next `>`. A tag, comment or
    /// doctype ends nowhere else; so if one did, nothing is left inside the
    /// tokenizer, and what comes next is known.
    fn hand_over(&mut self) {
        let (piece, _) = split_at_char(self.rest, PIECE_BYTES);
        let end = memchr(b'>', piece.as_bytes()).filter(|_| self.is_ordinary);
        let piece = end.and_then(|end| piece.get(..end + 1)).unwrap_or(piece);
        self.rest = self.rest.get(piece.len()..).unwrap_or_default();
        self.tokenizer.sink.forget_reads();
        self.queue.push_back(StrTendril::from(piece));
        // Scripts and encoding indications hand control back; go on at once.
        while !matches!(self.tokenizer.feed(&self.queue), TokenizerResult::Done) {}
        self.reads = end.and_then(|_| self.tokenizer.sink.take_reads());
    }

    /// Passes a token on that the tokenizer would have made.
    fn pass(&mut self, token: Token) {
        // Where lines are counted nobody asks. The answer bears on elements
        // whose content is text, and those are handed over.
        let _ = self.tokenizer.sink.process_token(token, 1);
        self.reads = Some(Reads::Data);
    }

    fn pass_text(&mut self, text: &str) {
        self.tokenizer.sink.add_text(text, 1);
        self.reads = Some(Reads::Data);
    }

    /// Reads text, a tag or a comment; returns how many bytes of it, `None`
    /// when the tokenizer has to.
    fn read_data(&mut self) -> Option<usize> {
        let rest = self.rest;
        match rest.as_bytes() {
            [b'<', b'/', ..] => self.read_end_tag(rest),
            [b'<', b'!', ..] => self.read_comment(rest),
            [b'<', ..] => self.read_start_tag(rest),
            [b'&', ..] => {
                let (character, length) = read_reference(rest, false)?;
                self.pass_text(character.encode_utf8(&mut [0; 4]));
                Some(length)
            }
            _ => {
                // Looked for within the piece alone: each piece of a long text
                // would cost the whole rest.
                let (piece, _) = split_at_char(rest, PIECE_BYTES);
                let end = memchr2(b'<', b'&', piece.as_bytes()).unwrap_or(piece.len());
                let text = piece.get(..end)?;
                self.pass_text(text);
                Some(text.len())
            }
        }
    }

    /// Reads the text of a script or the like up to its end tag.
    fn read_raw_text(&mut self, name: &str) -> Option<usize> {
        let end = find_end_tag(self.rest, name)?;
        let text = self.rest.get(..end)?;
        // In a script, `<!--` may make an end tag part of the text.
        if name == "script" && memmem::find(text.as_bytes(), b"<!--").is_some() {
            return None;
        }
        self.pass_text(text);
        // The tokenizer still waits for the end tag.
        self.reads = None;
        Some(end)
    }

    fn read_comment(&mut self, rest: &str) -> Option<usize> {
        let inner = rest.strip_prefix("<!--")?;
        if inner.starts_with('>') || inner.starts_with("->") {
            return None;
        }
        let bytes = inner.as_bytes();
        let end = memchr_iter(b'>', bytes).find_map(|at| {
            let before = bytes.get(..at)?;
            match before {
                [.., b'-', b'-'] => Some(Some(at - 2)),
                [.., b'-', b'-', b'!'] => Some(None),
                _ => None,
            }
        })??;
        let text = StrTendril::from_slice(inner.get(..end)?);
        self.pass(Token::CommentToken(text));
        Some("<!--".len() + end + "-->".len())
    }

    fn read_end_tag(&mut self, rest: &str) -> Option<usize> {
        let mut scan = Scan { text: rest, at: 2 };
        let name = self.local_name(scan.tag_name()?);
        scan.pass_space();
        if scan.next()? != b'>' {
            return None;
        }
        self.pass(tag_token(EndTag, name, Vec::new(), false, false));
        Some(scan.at)
    }

    fn read_start_tag(&mut self, rest: &str) -> Option<usize> {
        let mut scan = Scan { text: rest, at: 1 };
        let name = self.local_name(scan.tag_name()?);
        if is_raw_text(&name) || &*name == "plaintext" {
            return None;
        }
        let mut attributes: Vec<Attribute> = Vec::new();
        let mut had_duplicates = false;
        let self_closing = loop {
            scan.pass_space();
            match scan.peek()? {
                b'>' => break false,
                b'/' => {
                    scan.at += 1;
                    if scan.peek()? != b'>' {
                        return None;
                    }
                    break true;
                }
                _ => {}
            }
            let local = self.local_name(scan.attribute_name()?);
            let value = scan.attribute_value()?;
            if attributes.iter().any(|known| known.name.local == local) {
                had_duplicates = true;
                continue;
            }
            if attributes.len() >= ATTRIBUTES_MAX {
                return None;
            }
            attributes.push(Attribute {
                name: QualName::new(None, ns!(), local),
                value,
            });
        };
        self.pass(tag_token(
            StartTag,
            name,
            attributes,
            self_closing,
            had_duplicates,
        ));
        Some(scan.at + 1)
    }

    fn local_name(&mut self, written: &str) -> LocalName {
        if !written.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return LocalName::from(written);
        }
        self.name.clear();
        self.name.push_str(written);
        self.name.make_ascii_lowercase();
        LocalName::from(self.name.as_str())
    }
}

fn tag_token(
    kind: TagKind,
    name: LocalName,
    attrs: Vec<Attribute>,
    self_closing: bool,
    had_duplicate_attributes: bool,
) -> Token {
    Token::TagToken(Tag {
        kind,
        name,
        self_closing,
        attrs,
        had_duplicate_attributes,
    })
}

/// Returns where the end tag of a raw text element begins.
fn find_end_tag(text: &str, name: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr_iter(b'<', bytes).find(|at| {
        let found = bytes.get(at + 1..).unwrap_or_default();
        let Some((b'/', found)) = found.split_first() else {
            return false;
        };
        found
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && found
                .get(name.len())
                .is_some_and(|&behind| is_space(behind) || matches!(behind, b'/' | b'>'))
    })
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c')
}

/// Reads a tag as long as it is written as it should be.
struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn pass_space(&mut self) {
        while self.peek().is_some_and(is_space) {
            self.at += 1;
        }
    }

    /// Takes the bytes that `holds` allows, up to one that must be there.
    fn take(&mut self, holds: impl Fn(u8) -> bool) -> Option<&'t str> {
        let from = self.at;
        while holds(self.peek()?) {
            self.at += 1;
        }
        self.text.get(from..self.at)
    }

    fn tag_name(&mut self) -> Option<&'t str> {
        let name =
            self.take(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':'))?;
        let ends = is_space(self.peek()?) || matches!(self.peek()?, b'/' | b'>');
        (ends && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(name)
    }

    fn attribute_name(&mut self) -> Option<&'t str> {
        let name = self.take(|byte| {
            byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\'' | b'<' | b'=' | b'/' | b'>')
        })?;
        let ends = is_space(self.peek()?) || matches!(self.peek()?, b'=' | b'/' | b'>');
        (ends && !name.is_empty()).then_some(name)
    }

    /// Reads what stands behind the name of an attribute; nothing is the empty
    /// value.
    fn attribute_value(&mut self) -> Option<StrTendril> {
        self.pass_space();
        if self.peek()? != b'=' {
            return Some(StrTendril::new());
        }
        self.at += 1;
        self.pass_space();
        let quote = self.peek()?;
        if !matches!(quote, b'"' | b'\'') {
            let value = self.take(|byte| {
                !is_space(byte) && !matches!(byte, b'"' | b'\'' | b'<' | b'=' | b'`' | b'&' | b'>')
            })?;
            let ends = is_space(self.peek()?) || self.peek()? == b'>';
            return (ends && !value.is_empty()).then(|| StrTendril::from_slice(value));
        }
        let rest = self.text.get(self.at + 1..)?;
        let value = rest.get(..memchr(quote, rest.as_bytes())?)?;
        self.at += value.len() + 2;
        decode(value)
    }
}

/// Puts characters for the references of an attribute's value.
fn decode(value: &str) -> Option<StrTendril> {
    let mut decoded = StrTendril::new();
    let mut rest = value;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        let (before, from) = rest.split_at_checked(at)?;
        let (character, length) = read_reference(from, true)?;
        decoded.push_slice(before);
        decoded.push_char(character);
        rest = from.get(length..)?;
    }
    if decoded.is_empty() {
        return Some(StrTendril::from_slice(rest));
    }
    decoded.push_slice(rest);
    Some(decoded)
}

/// Reads a reference at the `&` that `text` begins with: the character and how
/// many bytes stand for it. `None` for the rarer ones, which the tokenizer knows.
fn read_reference(text: &str, in_attribute: bool) -> Option<(char, usize)> {
    const LITERAL: (char, usize) = ('&', 1);
    let behind = text.get(1..)?;
    let Some(&first) = behind.as_bytes().first() else {
        return in_attribute.then_some(LITERAL);
    };
    if first != b'#' && !first.is_ascii_alphanumeric() {
        return Some(LITERAL);
    }
    let end = behind
        .bytes()
        .skip(1)
        .position(|byte| !byte.is_ascii_alphanumeric());
    let end = end? + 1;
    let name = behind.get(..end)?;
    match behind.as_bytes().get(end)? {
        b';' => {}
        // The next part of an address, whatever it is called.
        b'=' if in_attribute && first != b'#' => return Some(LITERAL),
        _ => return None,
    }
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "nbsp" => '\u{a0}',
        "copy" => '©',
        "reg" => '®',
        "laquo" => '«',
        "raquo" => '»',
        "middot" => '·',
        "bull" => '•',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => numbered(name.strip_prefix('#')?)?,
    };
    Some((character, end + 2))
}

/// Returns the character of a number, unless it is one of those that the
/// standard treats apart.
fn numbered(digits: &str) -> Option<char> {
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    let is_plain = matches!(code, 0x20..=0x7e | 0xa0..=0xd7ff | 0xe000..=0xfdcf | 0xfe00..=0xfffd);
    char::from_u32(code).filter(|_| is_plain)
}

#[cfg(test)]
mod tests;
