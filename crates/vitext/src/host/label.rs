//! One label of a host, as written.

use unicode_normalization::char::is_combining_mark;

use super::{
    is_glued,
    tld::{self, Ending},
};

/// Longest label in characters (RFC 1035, section 2.3.4).
const LABEL_MAX: usize = 63;

/// A run of letters, digits, marks, hyphens and underlines. Underlines are no
/// part of a host; taking them in keeps `so_1.de_2` from giving one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label<'t> {
    /// Where it begins, in bytes of the text.
    pub(super) start: usize,
    pub(super) text: &'t str,
}

impl<'t> Label<'t> {
    /// Reads the label that begins at a place; `None` when none does.
    pub(super) fn at(text: &'t str, start: usize) -> Option<Label<'t>> {
        let rest = text.get(start..)?;
        if !rest.starts_with(begins) {
            return None;
        }
        let end = rest.find(|c| !continues(c)).unwrap_or(rest.len());
        let text = rest.get(..end)?.trim_end_matches('-');
        Some(Label { start, text })
    }

    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Returns the label up to a hyphen behind an ending: `com` of
    /// `com-nhà`, where a dash was typed without spaces.
    pub(super) fn head(&self) -> &'t str {
        match self.text.split_once('-') {
            Some((head, _)) if ending(head).is_some() => head,
            _ => self.text,
        }
    }

    pub(super) fn ending(&self) -> Option<Ending> {
        ending(self.head())
    }

    /// Compares with a lower-case ASCII word.
    pub(super) fn is(&self, word: &str) -> bool {
        plain(self.text).eq(word.chars())
    }

    pub(super) fn is_legal(&self) -> bool {
        self.text.len() <= 4 * LABEL_MAX
            && self.text.chars().count() <= LABEL_MAX
            && !self.text.contains('_')
            && plain(self.text).next().is_some()
    }

    pub(super) fn is_lower(&self) -> bool {
        !self.text.chars().any(char::is_uppercase)
    }

    pub(super) fn is_upper(&self) -> bool {
        !self.text.chars().any(char::is_lowercase) && self.text.chars().any(char::is_uppercase)
    }

    pub(super) fn begins_upper(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Tells what begins the next sentence rather than goes on with a host.
    pub(super) fn begins_sentence(&self) -> bool {
        self.begins_upper() || !self.text.is_ascii()
    }

    pub(super) fn has_digit(&self) -> bool {
        self.text.contains(|c: char| c.is_ascii_digit())
    }

    pub(super) fn is_number(&self) -> bool {
        plain(self.text).all(|c| c.is_ascii_digit())
    }

    pub(super) fn is_letter(&self) -> bool {
        plain(self.text).count() == 1 && !self.is_number()
    }

    pub(super) fn is_syllable(&self) -> bool {
        // Longer labels are none, and need not be composed to see it.
        self.text.len() <= 4 * 8 && crate::is_syllable(&composed(self.text))
    }

    pub(super) fn is_marked_syllable(&self) -> bool {
        !self.text.is_ascii() && self.is_syllable()
    }

    /// Tells what is not a word of running Vietnamese text.
    pub(super) fn is_no_word(&self) -> bool {
        let plain = self.plain();
        !plain.is_empty() && plain.is_ascii() && !self.is_syllable() && !self.is_number()
    }

    /// Tells what is a name made for a host and not a word of any language:
    /// it has digits among its letters, or is several syllables in one.
    pub(super) fn is_name(&self) -> bool {
        let plain = self.plain();
        let letters = plain.trim_matches(|c: char| c.is_ascii_digit());
        self.is_no_word()
            && self.is_legal()
            && (self.has_digit() && letters.len() > 1 || is_glued(letters))
    }

    /// Returns the letters as the host has them, none when the label is too
    /// long for a host.
    pub(super) fn plain(&self) -> String {
        if self.is_legal() {
            plain(self.text).collect()
        } else {
            String::new()
        }
    }
}

fn ending(head: &str) -> Option<Ending> {
    // The longest ending of the list has 13 letters, of 3 bytes full-width.
    if head.len() > 48 {
        return None;
    }
    tld::ending(&plain(head).collect::<String>())
}

fn composed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    plain(text).nfc().collect()
}

/// The letters of a label as the host has them: lower case, full-width forms
/// as ASCII, without what no reader sees.
pub(super) fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|&c| !is_invisible(c))
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .flat_map(char::to_lowercase)
}

/// Full-width forms of ASCII.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{FF01}'..='\u{FF5E}')
}

/// Zero-width characters and the soft hyphen, which hide a host from search.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

pub(super) fn begins(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

pub(super) fn continues(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    }
    c.is_alphanumeric() || is_invisible(c) || is_combining_mark(c)
}
