//! The most telling part of a page's text, with what was met marked.

use std::collections::BTreeSet;

use haidang_model::{Page, Span, TextRun, Zone, mask_with_spans};
use haidang_query::Found;

use crate::Piece;

/// What stands for text left out before or after the snippet.
const LEFT_OUT: &str = "…";

/// Places looked at for the best window; the first of a page that has more.
const FOUND_MAX: usize = 200;

/// Runs looked at for the snippet of a page that met no term.
const OPENING_RUNS_MAX: usize = 1_000;

/// Cuts the snippet of a page: up to `chars_max` characters of the line in
/// which most different terms were met close together, seen text before
/// hidden, else the opening of the page. White space is folded and personal
/// data masked.
pub(crate) fn snippet(page: &Page, found: &[Found], chars_max: usize) -> Vec<Piece> {
    match best_window(page, found, chars_max) {
        Some((line, window)) => line.cut(window),
        None => {
            let line = opening(page);
            let window = line.window_at(0, chars_max);
            line.cut(window)
        }
    }
}

/// A line of the page: a run and those joined to it, white space folded, with
/// the places where terms were met.
#[derive(Debug, Default)]
struct Line {
    text: String,
    /// Byte spans of `text` with the index of the term met there; in order,
    /// may overlap.
    marks: Vec<(Span, usize)>,
    /// How much a reader would want to see this line.
    weight: u32,
}

/// Finds the line and the window that show most.
fn best_window(page: &Page, found: &[Found], chars_max: usize) -> Option<(Line, Span)> {
    let found = found.get(..FOUND_MAX).unwrap_or(found);
    let mut best: Option<((u32, u32), Line, Span)> = None;
    for (first, last) in lines_with(page, found) {
        let Some(line) = Line::new(page, first, last, found) else {
            continue;
        };
        for (mark, _) in &line.marks {
            let window = line.window_around(mark, chars_max);
            let rank = (line.terms_in(&window), line.weight);
            // Of equals the first, which stands highest on the page.
            if best.as_ref().is_none_or(|(other, ..)| rank > *other) {
                best = Some((rank, Line::default(), window));
            }
        }
        if let Some((_, kept, _)) = &mut best
            && kept.text.is_empty()
        {
            *kept = line;
        }
    }
    best.map(|(_, line, window)| (line, window))
}

/// Lists the lines in which something was met, each by its first and last
/// run, both included; in the order of the page.
fn lines_with(page: &Page, found: &[Found]) -> BTreeSet<(usize, usize)> {
    let joined = |at: usize| page.runs.get(at).is_some_and(|run| run.joined);
    found
        .iter()
        .map(|found| {
            let first = (0..=found.run).rev().find(|&at| !joined(at)).unwrap_or(0);
            let last = (found.run..page.runs.len())
                .find(|&at| !joined(at + 1))
                .unwrap_or(found.run);
            (first, last)
        })
        .collect()
}

impl Line {
    /// Builds the line of some runs; `None` when nothing was met there.
    fn new(page: &Page, first: usize, last: usize, found: &[Found]) -> Option<Line> {
        // A link is met by its target, which is no text to be marked.
        let here: Vec<(usize, &Found)> = found
            .iter()
            .enumerate()
            .filter(|(_, found)| (first..=last).contains(&found.run))
            .filter(|(_, found)| !matches!(found.zone, Zone::Link | Zone::Host))
            .collect();
        if here.is_empty() {
            return None;
        }
        let runs = page.runs.get(first..=last)?;
        let mut raw = String::new();
        let mut starts = Vec::with_capacity(runs.len());
        for run in runs {
            starts.push(raw.len());
            raw.push_str(&run.text);
        }
        let marks = here
            .iter()
            .filter_map(|(_, found)| {
                let start = starts.get(found.run - first)? + found.span.start;
                // The quote goes on into joined runs where the span may not.
                let term = here
                    .iter()
                    .position(|(_, other)| other.term == found.term)
                    .unwrap_or_default();
                Some((start..start + found.quote.len(), term))
            })
            .collect();
        let mut line = Line::folded(&raw, marks);
        line.weight = runs.first().map_or(0, weight);
        Some(line)
    }

    /// Folds white space, moving the marks along.
    fn folded(raw: &str, mut marks: Vec<(Span, usize)>) -> Line {
        marks.sort_unstable_by_key(|(span, _)| (span.start, span.end));
        let mut text = String::with_capacity(raw.len());
        // Where each byte of `raw` that begins a character went.
        let mut moved = Vec::with_capacity(raw.len() + 1);
        for character in raw.chars() {
            for _ in 0..character.len_utf8() {
                moved.push(text.len());
            }
            if !character.is_whitespace() {
                text.push(character);
            } else if !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
        }
        text.truncate(text.trim_end().len());
        moved.push(text.len());
        let marks = marks
            .into_iter()
            .filter_map(|(span, term)| {
                let start = (*moved.get(span.start)?).min(text.len());
                let end = (*moved.get(span.end)?).min(text.len());
                (start < end).then_some((start..end, term))
            })
            .collect();
        Line {
            text,
            marks,
            weight: 0,
        }
    }

    /// Counts the different terms met inside a window.
    fn terms_in(&self, window: &Span) -> u32 {
        let mut terms: Vec<usize> = self
            .marks
            .iter()
            .filter(|(span, _)| window.start <= span.start && span.end <= window.end)
            .map(|(_, term)| *term)
            .collect();
        terms.sort_unstable();
        terms.dedup();
        terms.len() as u32
    }

    /// Returns the window that begins a little before a mark.
    fn window_around(&self, mark: &Span, chars_max: usize) -> Span {
        let before = self.text.get(..mark.start).unwrap_or_default();
        let lead = chars_max / 4;
        let start = before
            .char_indices()
            .rev()
            .take(lead)
            .last()
            .map_or(mark.start, |(at, _)| at);
        // A line that ends soon leaves room for more in front.
        let start = start.min(self.start_of_last(chars_max));
        self.window_at(self.word_start(start, mark.start), chars_max)
    }

    /// Returns where the last `chars` characters of the line begin.
    fn start_of_last(&self, chars: usize) -> usize {
        self.text
            .char_indices()
            .rev()
            .take(chars)
            .last()
            .map_or(0, |(at, _)| at)
    }

    /// Moves a place forward to the beginning of a word, no further than `end`.
    fn word_start(&self, at: usize, end: usize) -> usize {
        if at == 0 {
            return 0;
        }
        let before = self.text.get(..at).unwrap_or_default();
        if before.ends_with(' ') {
            return at;
        }
        self.text
            .get(at..end)
            .and_then(|rest| rest.find(' '))
            .map_or(at, |blank| at + blank + 1)
    }

    /// Returns the window of up to `chars_max` characters from `start`, cut at
    /// the end of a word if there is one in its second half.
    fn window_at(&self, start: usize, chars_max: usize) -> Span {
        let rest = self.text.get(start..).unwrap_or_default();
        let Some((cut, _)) = rest.char_indices().nth(chars_max) else {
            return start..self.text.len();
        };
        let head = rest.get(..cut).unwrap_or_default();
        let end = match (head.rfind(' '), rest.get(cut..)) {
            (_, Some(next)) if next.starts_with(' ') => cut,
            (Some(blank), _) if blank > cut / 2 => blank,
            _ => cut,
        };
        start..start + end
    }

    /// Cuts the window into pieces, personal data masked.
    fn cut(&self, window: Span) -> Vec<Piece> {
        // The whole line is masked: half a number at the edge of the window,
        // or one parted from its "STK", would not be known for one.
        let spans: Vec<Span> = std::iter::once(window)
            .chain(self.marks.iter().map(|(span, _)| span.clone()))
            .collect();
        let (text, spans) = mask_with_spans(&self.text, &spans);
        let Some((window, marks)) = spans.split_first() else {
            return Vec::new();
        };
        let mut edges = vec![window.start, window.end];
        edges.extend(marks.iter().flat_map(|span| [span.start, span.end]));
        edges.retain(|edge| window.start <= *edge && *edge <= window.end);
        edges.sort_unstable();
        edges.dedup();
        let mut pieces = Vec::new();
        if window.start > 0 {
            push(&mut pieces, LEFT_OUT, false);
        }
        for pair in edges.windows(2) {
            let &[start, end] = pair else { continue };
            let mark = marks
                .iter()
                .any(|span| span.start <= start && end <= span.end);
            push(&mut pieces, text.get(start..end).unwrap_or_default(), mark);
        }
        if window.end < text.len() {
            push(&mut pieces, LEFT_OUT, false);
        }
        pieces
    }
}

/// Adds text, to the last piece when it is of the same kind.
fn push(pieces: &mut Vec<Piece>, text: &str, mark: bool) {
    match pieces.last_mut() {
        Some(last) if last.mark == mark => last.text.push_str(text),
        _ if text.is_empty() => (),
        _ => pieces.push(Piece {
            text: text.to_owned(),
            mark,
        }),
    }
}

/// Returns how much a reader would want to see a run. The title stands above
/// the snippet anyway.
fn weight(run: &TextRun) -> u32 {
    match run.zone() {
        Zone::Main | Zone::Lead => 4,
        Zone::Other | Zone::Anchor => 3,
        Zone::Hidden => 2,
        Zone::Title | Zone::Meta | Zone::Attribute => 1,
        Zone::Comment | Zone::Script | Zone::Host | Zone::Link => 0,
    }
}

/// Returns how the page opens: its lead, else its main text, else the first
/// text that a reader sees.
fn opening(page: &Page) -> Line {
    let text = [&page.lead, &page.main]
        .into_iter()
        .find(|text| !text.trim().is_empty())
        .map(String::as_str)
        .or_else(|| {
            page.runs
                .iter()
                .take(OPENING_RUNS_MAX)
                .filter(|run| weight(run) > 1)
                .map(|run| run.text.as_str())
                .find(|text| !text.trim().is_empty())
        })
        .unwrap_or_default();
    Line::folded(text, Vec::new())
}

#[cfg(test)]
mod tests {
    use haidang_model::{Confidence, Origin, Region, Rung, Visibility};

    use super::*;

    fn found(page: &Page, run: usize, term: &str) -> Found {
        let text = &page.runs[run].text;
        let start = text.find(term).unwrap();
        Found {
            term: term.to_owned(),
            rung: Rung::Exact,
            confidence: Confidence::ONE,
            reasons: Vec::new(),
            zone: page.runs[run].zone(),
            run,
            span: start..start + term.len(),
            quote: term.to_owned(),
            first_token: 0,
            last_token: 0,
        }
    }

    fn shown(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| match piece.mark {
                true => format!("[{}]", piece.text),
                false => piece.text.clone(),
            })
            .collect()
    }

    fn page(texts: &[(&str, bool)]) -> Page {
        Page {
            runs: texts
                .iter()
                .map(|(text, joined)| TextRun {
                    origin: Origin::Text,
                    region: Region::Main,
                    visibility: Visibility::Visible,
                    hidden_by: None,
                    text: (*text).to_owned(),
                    href: None,
                    joined: *joined,
                })
                .collect(),
            ..Page::default()
        }
    }

    #[test]
    fn the_line_with_most_terms_is_shown_and_marked() {
        let page = page(&[
            ("Ủy ban xã họp bàn về nhà cái.", false),
            ("Quảng cáo  nhà cái\n tặng tiền nạp tiền", false),
        ]);
        let found = [
            found(&page, 0, "nhà cái"),
            found(&page, 1, "nhà cái"),
            found(&page, 1, "nạp tiền"),
        ];
        assert_eq!(
            shown(&snippet(&page, &found, 200)),
            "Quảng cáo [nhà cái] tặng tiền [nạp tiền]"
        );
    }

    #[test]
    fn words_cut_off_are_left_out_whole() {
        let text = format!("{}lô đề {}", "trước ".repeat(60), "sau ".repeat(60));
        let page = page(&[(&text, false)]);
        let pieces = snippet(&page, &[found(&page, 0, "lô đề")], 80);
        let shown = shown(&pieces);
        assert!(
            shown.starts_with("…trước ") && shown.ends_with("sau…"),
            "{shown}"
        );
        assert!(shown.contains("[lô đề]"), "{shown}");
        let length: usize = pieces.iter().map(|piece| piece.text.chars().count()).sum();
        assert!(length <= 82, "{length}");
    }

    #[test]
    fn a_term_across_joined_runs_is_marked_whole() {
        let page = page(&[("chơi tài", false), (" xỉu", true), (" ngay", true)]);
        let across = Found {
            quote: "tài xỉu".into(),
            ..found(&page, 0, "tài")
        };
        assert_eq!(
            shown(&snippet(&page, &[across], 200)),
            "chơi [tài xỉu] ngay"
        );
    }

    #[test]
    fn personal_data_is_masked_and_marks_stay_in_place() {
        let page = page(&[("vay nóng gọi 0912345678 gặp anh Ba, vay nóng", false)]);
        let again = Found {
            span: page.runs[0].text.rfind("vay").unwrap()..page.runs[0].text.len(),
            ..found(&page, 0, "vay nóng")
        };
        let pieces = snippet(&page, &[found(&page, 0, "vay nóng"), again], 200);
        assert_eq!(
            shown(&pieces),
            "[vay nóng] gọi 09••••••78 gặp anh Ba, [vay nóng]"
        );
    }

    #[test]
    fn without_a_term_the_page_opens() {
        let page = page(&[("  ", false), ("Trang\n\n chủ", false)]);
        assert_eq!(shown(&snippet(&page, &[], 200)), "Trang chủ");
        assert_eq!(snippet(&Page::default(), &[], 200), []);
    }

    #[test]
    fn no_window_breaks_a_letter() {
        let text = "ẩn danh tính ".repeat(30);
        let page = page(&[(&text, false)]);
        for chars in 1..60 {
            let pieces = snippet(&page, &[found(&page, 0, "danh")], chars);
            assert!(!pieces.is_empty(), "{chars}");
        }
    }
}
