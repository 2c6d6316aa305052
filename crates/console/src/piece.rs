//! Text of watched pages, made safe to look at: masked, highlighted, its
//! invisible controls shown.

use haidang_model::{Span, mask_with_spans};

/// How a piece is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// As running text.
    Plain,
    /// As something that was met.
    Mark,
    /// As the name of a control character that stood there.
    Control,
    /// As a gap where text was left out.
    Gap,
}

/// A piece of text with one look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) look: Look,
}

impl Piece {
    fn new(text: impl Into<String>, look: Look) -> Piece {
        Piece {
            text: text.into(),
            look,
        }
    }

    pub(crate) fn is_mark(&self) -> bool {
        self.look == Look::Mark
    }

    pub(crate) fn is_control(&self) -> bool {
        self.look == Look::Control
    }

    pub(crate) fn is_gap(&self) -> bool {
        self.look == Look::Gap
    }
}

/// Whether personal data is masked. Unmasked text is shown only in the answer
/// to a form that gave a reason, which is in the audit chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Masking {
    Masked,
    Unmasked,
}

/// Cuts `text` into pieces, with `marks` (byte spans of `text`, in any order,
/// possibly overlapping) highlighted. Spans that do not fit are left out.
pub(crate) fn pieces(text: &str, marks: &[Span], masking: Masking) -> Vec<Piece> {
    let marks = united(text, marks);
    let (text, marks) = match masking {
        Masking::Masked => {
            let (text, marks) = mask_with_spans(text, &marks);
            let marks = united(&text, &marks);
            (text, marks)
        }
        Masking::Unmasked => (text.to_owned(), marks),
    };
    let mut out = Vec::new();
    let mut at = 0;
    for mark in marks {
        push(&mut out, text.get(at..mark.start), Look::Plain);
        push(&mut out, text.get(mark.clone()), Look::Mark);
        at = mark.end;
    }
    push(&mut out, text.get(at..), Look::Plain);
    out
}

/// Like [`pieces`], but keeps only `around` characters on either side of the
/// marks, and marks where text was left out.
pub(crate) fn excerpt(text: &str, marks: &[Span], around: usize, masking: Masking) -> Vec<Piece> {
    let all = pieces(text, marks, masking);
    if !all.iter().any(Piece::is_mark) {
        return beginning(all, 2 * around);
    }
    let last = all.len().saturating_sub(1);
    let mut out = Vec::with_capacity(all.len());
    for (index, piece) in all.into_iter().enumerate() {
        if piece.look != Look::Plain {
            out.push(piece);
            continue;
        }
        let length = piece.text.chars().count();
        let head = if index == 0 { 0 } else { around };
        let tail = if index == last { 0 } else { around };
        if length <= head + tail + around / 4 {
            out.push(piece);
            continue;
        }
        if head > 0 {
            out.push(Piece::new(first_chars(&piece.text, head), Look::Plain));
        }
        out.push(Piece::new("…", Look::Gap));
        if tail > 0 {
            out.push(Piece::new(last_chars(&piece.text, tail), Look::Plain));
        }
    }
    out
}

/// Keeps the first `count` characters.
fn beginning(all: Vec<Piece>, count: usize) -> Vec<Piece> {
    let mut left = count;
    let mut out = Vec::with_capacity(all.len());
    for piece in all {
        let length = piece.text.chars().count();
        if length > left {
            out.push(Piece::new(first_chars(&piece.text, left), piece.look));
            out.push(Piece::new("…", Look::Gap));
            break;
        }
        left -= length;
        out.push(piece);
    }
    out
}

/// Masks a short text without marks: a title, an address, a quote.
pub(crate) fn plain(text: &str, masking: Masking) -> Vec<Piece> {
    pieces(text, &[], masking)
}

/// Makes a piece that was masked and cut already safe to look at.
pub(crate) fn marked(text: &str, mark: bool) -> Vec<Piece> {
    let mut out = Vec::new();
    push(
        &mut out,
        Some(text),
        if mark { Look::Mark } else { Look::Plain },
    );
    out
}

fn first_chars(text: &str, count: usize) -> &str {
    let end = text
        .char_indices()
        .nth(count)
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

fn last_chars(text: &str, count: usize) -> &str {
    let start = text
        .char_indices()
        .rev()
        .nth(count.saturating_sub(1))
        .map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or(text)
}

/// Sorts spans, drops those that do not fit `text`, unites those that touch.
fn united(text: &str, spans: &[Span]) -> Vec<Span> {
    let mut spans: Vec<Span> = spans
        .iter()
        .filter(|span| span.start < span.end && text.get((*span).clone()).is_some())
        .cloned()
        .collect();
    spans.sort_by_key(|span| (span.start, span.end));
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

fn push(out: &mut Vec<Piece>, text: Option<&str>, look: Look) {
    let mut plain = String::new();
    for letter in text.unwrap_or_default().chars() {
        match control_name(letter) {
            Some(name) => {
                if !plain.is_empty() {
                    out.push(Piece::new(std::mem::take(&mut plain), look));
                }
                out.push(Piece::new(name, Look::Control));
            }
            None => plain.push(letter),
        }
    }
    if !plain.is_empty() {
        out.push(Piece::new(plain, look));
    }
}

/// Names the characters that change how others are shown, or that hide inside
/// words: bidirectional controls (UAX #9), zero-width characters, the soft
/// hyphen, and C0 and C1 controls other than white space. The zero-width joiner
/// is left alone: emoji are made with it.
fn control_name(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\u{202A}' => "LRE",
        '\u{202B}' => "RLE",
        '\u{202C}' => "PDF",
        '\u{202D}' => "LRO",
        '\u{202E}' => "RLO",
        '\u{2066}' => "LRI",
        '\u{2067}' => "RLI",
        '\u{2068}' => "FSI",
        '\u{2069}' => "PDI",
        '\u{200E}' => "LRM",
        '\u{200F}' => "RLM",
        '\u{061C}' => "ALM",
        '\u{200B}' => "ZWSP",
        '\u{200C}' => "ZWNJ",
        '\u{2060}' => "WJ",
        '\u{FEFF}' => "BOM",
        '\u{00AD}' => "SHY",
        '\t' | '\n' | '\r' => return None,
        letter if letter.is_control() => "CTRL",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| match piece.look {
                Look::Plain => piece.text.clone(),
                Look::Mark => format!("[{}]", piece.text),
                Look::Control => format!("‹{}›", piece.text),
                Look::Gap => "…".to_owned(),
            })
            .collect()
    }

    /// The span of the first `words` in `text`.
    fn at(text: &str, words: &str) -> Span {
        let start = text.find(words).unwrap();
        start..start + words.len()
    }

    #[test]
    fn marks_and_controls_are_shown() {
        for (text, marks, expected) in [
            ("", vec![], ""),
            ("chơi nổ hũ nhé", vec!["nổ hũ"], "chơi [nổ hũ] nhé"),
            ("nổ hũ", vec!["nổ hũ"], "[nổ hũ]"),
            ("ab cd", vec!["cd", "ab"], "[ab] [cd]"),
            ("abcd", vec!["abc", "cd"], "[abcd]"),
            ("abcd", vec!["ab", "cd"], "[abcd]"),
            ("a\u{202E}b", vec![], "a‹RLO›b"),
            ("n\u{200B}ổ", vec!["n\u{200B}ổ"], "[n]‹ZWSP›[ổ]"),
            ("một\nhai\tba\u{0}", vec![], "một\nhai\tba‹CTRL›"),
        ] {
            let marks: Vec<Span> = marks.iter().map(|words| at(text, words)).collect();
            let found = pieces(text, &marks, Masking::Unmasked);
            assert_eq!(shown(&found), expected, "{text:?}");
            assert_eq!(shown(&pieces(text, &marks, Masking::Masked)), expected);
        }
    }

    #[test]
    fn spans_that_do_not_fit_are_left_out() {
        for span in [2..3, 0..99, 1..1, 99..100] {
            let found = pieces("nổ", std::slice::from_ref(&span), Masking::Masked);
            assert_eq!(shown(&found), "nổ", "{span:?}");
        }
    }

    #[test]
    fn excerpts_keep_what_is_around_marks() {
        let text = format!("{}nổ hũ{}", "x".repeat(100), "ỷ".repeat(100));
        let found = excerpt(&text, &[at(&text, "nổ hũ")], 4, Masking::Unmasked);
        assert_eq!(shown(&found), "…xxxx[nổ hũ]ỷỷỷỷ…");
        let unmarked = excerpt("abcdefghijk", &[], 4, Masking::Masked);
        assert_eq!(shown(&unmarked), "abcdefgh…");
        let unmarked = excerpt("abcdefgh", &[], 4, Masking::Masked);
        assert_eq!(shown(&unmarked), "abcdefgh");
        let text = "a nổ hũ b";
        let short = excerpt(text, &[at(text, "nổ hũ")], 4, Masking::Unmasked);
        assert_eq!(shown(&short), text.replace("nổ hũ", "[nổ hũ]"));
    }

    #[test]
    fn personal_data_is_masked_unless_a_reason_was_given() {
        let text = "Liên hệ 0912 345 678 để nhận lương";
        let masked = shown(&plain(text, Masking::Masked));
        assert!(!masked.contains("345"), "{masked}");
        assert!(shown(&plain(text, Masking::Unmasked)).contains("0912 345 678"));
    }
}
