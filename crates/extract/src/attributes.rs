//! Cuts tags of too many attributes, and floods of `<`, before the tokenizer
//! sees them.
//!
//! html5ever's tokenizer compares every attribute of a tag with all those
//! before it, so 100,000 attributes on one tag cost 5·10⁹ comparisons before
//! any sink is asked. The scan here knows just enough of HTML to leave the
//! text of scripts, styles and comments alone.

use std::borrow::Cow;

use memchr::{memchr, memmem};

use crate::work;

/// Elements whose content is text, not tags.
const RAW: [&str; 7] = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noframes",
];

/// Signs `<` that begin no tag; each costs the tokenizer two tokens of its own.
const STRAY_MAX: usize = 1 << 20;

/// What is left of a page, and what was left out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cut<'h> {
    pub(crate) html: Cow<'h, str>,
    /// Tags that lost attributes.
    pub(crate) tags: usize,
    /// Signs `<` that begin no tag, beyond 2²⁰.
    pub(crate) strays: usize,
}

/// Returns `html` with at most `attributes_max` attributes in each start tag.
pub(crate) fn cut_attributes(html: &str, attributes_max: usize) -> Cut<'_> {
    let bytes = html.as_bytes();
    let mut kept = String::new();
    let mut copied = 0;
    let mut cut = 0;
    let mut strays = 0_usize;
    let mut at = 0;
    // What was looked for once and is nowhere further on is not looked for
    // again: 100,000 unclosed scripts would each cost the whole rest.
    let mut never_closed = [false; RAW.len() + 1];
    // Inside SVG and MathML all elements hold tags.
    let mut foreign = [0_usize; FOREIGN.len()];
    while let Some(open) = memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        at += open + 1;
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.starts_with(b"!--") {
            at += 3;
            if !never_closed[RAW.len()] {
                match memmem::find(bytes.get(at..).unwrap_or_default(), b"-->") {
                    Some(end) => at += end + 3,
                    None => never_closed[RAW.len()] = true,
                }
            }
            continue;
        }
        if let Some(name) = rest.strip_prefix(b"/")
            && let Some(kind) = foreign_kind(name)
        {
            foreign[kind] = foreign[kind].saturating_sub(1);
        }
        if !rest.first().is_some_and(u8::is_ascii_alphabetic) {
            if !matches!(rest.first(), Some(b'/' | b'!' | b'?')) {
                strays += 1;
                if strays > STRAY_MAX {
                    kept.push_str(html.get(copied..at - 1).unwrap_or_default());
                    copied = at;
                }
            }
            continue;
        }
        if let Some(kind) = foreign_kind(rest) {
            foreign[kind] += 1;
        }
        let tag = scan_tag(rest, attributes_max);
        if let Some(from) = tag.over {
            cut += 1;
            // All edges are at ASCII bytes, so these slices hold whole characters.
            kept.push_str(html.get(copied..at + from).unwrap_or_default());
            kept.push(' ');
            copied = at + tag.end;
        }
        at += tag.end;
        work::add(tag.end);
        if foreign != [0; FOREIGN.len()] {
            continue;
        }
        let raw = RAW.iter().position(|name| {
            rest.get(..tag.name_end)
                .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        });
        if let Some(raw) = raw
            && !never_closed[raw]
        {
            match raw_end(bytes, at, RAW[raw]) {
                Some(end) => at = end,
                // The tokenizer will see no further tag either.
                None => never_closed[raw] = true,
            }
        }
    }
    let html = if copied == 0 {
        Cow::Borrowed(html)
    } else {
        kept.push_str(html.get(copied..).unwrap_or_default());
        Cow::Owned(kept)
    };
    Cut {
        html,
        tags: cut,
        strays: strays.saturating_sub(STRAY_MAX),
    }
}

/// Elements inside which `<script>` and its like are read as tags.
const FOREIGN: [&str; 2] = ["svg", "math"];

fn foreign_kind(name: &[u8]) -> Option<usize> {
    FOREIGN.iter().position(|kind| {
        name.get(..kind.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(kind.as_bytes()))
            && !name.get(kind.len()).is_some_and(u8::is_ascii_alphanumeric)
    })
}

struct ScannedTag {
    name_end: usize,
    /// Where the first attribute beyond the ceiling begins.
    over: Option<usize>,
    /// Where the closing `>` stands, or the end of the input.
    end: usize,
}

/// Reads a tag from behind its `<`.
fn scan_tag(bytes: &[u8], attributes_max: usize) -> ScannedTag {
    let is_space = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/');
    let mut at = 0;
    while bytes
        .get(at)
        .is_some_and(|&byte| !is_space(byte) && byte != b'>')
    {
        at += 1;
    }
    let name_end = at;
    let mut count = 0;
    let mut over = None;
    loop {
        while bytes.get(at).is_some_and(|&byte| is_space(byte)) {
            at += 1;
        }
        match bytes.get(at) {
            None | Some(b'>') => {
                return ScannedTag {
                    name_end,
                    over,
                    end: at,
                };
            }
            Some(_) => {}
        }
        count += 1;
        if count == attributes_max + 1 {
            over = Some(at);
        }
        // A name may begin with `=`, as the standard has it.
        at += 1;
        while bytes
            .get(at)
            .is_some_and(|&byte| !is_space(byte) && byte != b'>' && byte != b'=')
        {
            at += 1;
        }
        let mut value = at;
        while bytes
            .get(value)
            .is_some_and(|&byte| is_space(byte) && byte != b'/')
        {
            value += 1;
        }
        if bytes.get(value) != Some(&b'=') {
            continue;
        }
        at = value + 1;
        while bytes
            .get(at)
            .is_some_and(|&byte| is_space(byte) && byte != b'/')
        {
            at += 1;
        }
        match bytes.get(at) {
            Some(&quote @ (b'"' | b'\'')) => {
                at += 1;
                at = memchr(quote, bytes.get(at..).unwrap_or_default())
                    .map_or(bytes.len(), |end| at + end + 1);
            }
            _ => {
                while bytes
                    .get(at)
                    .is_some_and(|&byte| !is_space(byte) && byte != b'>' || byte == b'/')
                {
                    at += 1;
                }
            }
        }
    }
}

/// Returns where the content of a raw text element ends, if it does.
fn raw_end(bytes: &[u8], from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(found) = memmem::find(bytes.get(at..).unwrap_or_default(), b"</") {
        work::add(found + 2);
        at += found + 2;
        if bytes
            .get(at..at + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tags_over_the_ceiling_are_cut() {
        for (html, kept) in [
            ("<p a b c>x", "<p a b  >x"),
            ("<p a b>x", "<p a b>x"),
            ("<p a='x > y' b=\"1\" c=2>x", "<p a='x > y' b=\"1\"  >x"),
            ("<p a = 1 b\n=\n2 c>x</p>", "<p a = 1 b\n=\n2  >x</p>"),
            (
                "<script>a <b c d e f></script>",
                "<script>a <b c d e f></script>",
            ),
            (
                "<!-- <p a b c d> --><i a b c>",
                "<!-- <p a b c d> --><i a b  >",
            ),
            ("<p a b c=\"đ", "<p a b  "),
            (
                "<svg><title><p a b c></title></svg><title><p a b c></title>",
                "<svg><title><p a b  ></title></svg><title><p a b c></title>",
            ),
            ("a < b c d e", "a < b c d e"),
        ] {
            assert_eq!(cut_attributes(html, 2).html, kept, "{html}");
        }
    }

    #[test]
    fn a_page_within_the_ceiling_is_not_copied() {
        assert!(matches!(
            cut_attributes("<p a>", 2),
            Cut {
                html: Cow::Borrowed(_),
                tags: 0,
                strays: 0
            }
        ));
    }

    #[test]
    fn floods_of_signs_are_cut() {
        let flood = "a < b".repeat(STRAY_MAX + 5);
        let cut = cut_attributes(&flood, 2);
        assert_eq!((cut.tags, cut.strays), (0, 5));
        assert_eq!(cut.html.len(), flood.len() - 5);
        assert!(cut.html.ends_with("a  ba  b"), "the last ones go");
    }
}
