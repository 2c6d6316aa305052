//! The text of a page as blocks with their zone, hits highlighted.

use std::collections::HashMap;

use haidang_model::{HiddenBy, Hit, Page, Span, TextRun, Visibility, Zone};

use crate::piece::{Masking, Piece, excerpt, pieces};

/// Characters shown on either side of a hit.
const AROUND_CHARS: usize = 240;

/// Blocks with hits that are shown; a page may repeat one slogan a thousand
/// times, and nobody reads it more often than this.
const FOCUS_BLOCKS_MAX: usize = 30;

/// Bytes of one block that are looked through for what is around its hits.
const FOCUS_BYTES_MAX: usize = 64 * 1024;

/// Bytes of the whole text that are shown.
const WHOLE_BYTES_MAX: usize = 256 * 1024;

/// Blocks of the whole text that are shown.
const WHOLE_BLOCKS_MAX: usize = 2_000;

/// A piece of the page that reads as one: a run and those joined to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TextBlock {
    pub(crate) zone: Zone,
    pub(crate) visibility: Visibility,
    /// What keeps it from readers, if anything does.
    pub(crate) hidden_by: Option<HiddenBy>,
    pub(crate) pieces: Vec<Piece>,
    /// Whether something was met in it.
    pub(crate) hit: bool,
    /// Where it links to, as plain text; only beside hits.
    pub(crate) target: Option<Vec<Piece>>,
}

impl TextBlock {
    /// Whether a reader of the page may not have seen it.
    pub(crate) fn is_unseen(&self) -> bool {
        matches!(self.visibility, Visibility::Hidden | Visibility::Suspect)
    }
}

/// The blocks of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TextBlocks {
    /// Blocks with hits, and the ones right before and after, shortened.
    pub(crate) focus: Vec<TextBlock>,
    /// Every block, whole.
    pub(crate) whole: Vec<TextBlock>,
    /// Whether text was left out of `whole` for its length.
    pub(crate) cut: bool,
}

struct Joined {
    text: String,
    marks: Vec<Span>,
    zone: Zone,
    visibility: Visibility,
    hidden_by: Option<HiddenBy>,
    href: Option<String>,
}

impl TextBlocks {
    /// Reads the blocks of `page` with `hits` highlighted.
    pub(crate) fn new(page: &Page, hits: &[Hit], masking: Masking) -> TextBlocks {
        let joined = join(&page.runs, hits);
        let mut blocks = TextBlocks::default();
        let mut shown = vec![false; joined.len()];
        let with_hits = joined
            .iter()
            .enumerate()
            .filter(|(_, block)| !block.marks.is_empty())
            .take(FOCUS_BLOCKS_MAX);
        for (index, _) in with_hits {
            for near in index.saturating_sub(1)..=index + 1 {
                if let Some(shown) = shown.get_mut(near) {
                    *shown = true;
                }
            }
        }
        let mut left = WHOLE_BYTES_MAX;
        for (index, block) in joined.iter().enumerate() {
            if shown.get(index) == Some(&true) {
                let range = block.around_marks();
                let text = block.shown(masking, range, |text, marks| {
                    excerpt(text, marks, AROUND_CHARS, masking)
                });
                blocks.focus.push(text);
            }
            if blocks.whole.len() >= WHOLE_BLOCKS_MAX || left == 0 {
                blocks.cut = true;
                continue;
            }
            let end = block.text.floor_char_boundary(left);
            blocks.cut |= end < block.text.len();
            left = left.saturating_sub(block.text.len());
            let text = block.shown(masking, 0..end, |text, marks| pieces(text, marks, masking));
            blocks.whole.push(text);
        }
        blocks
    }
}

impl Joined {
    /// The part of the text that holds the marks, or the beginning when there
    /// are none, not more than [`FOCUS_BYTES_MAX`]: a plain-text page is one
    /// block of any length, and masking reads all it is given.
    fn around_marks(&self) -> Span {
        let first = self.marks.iter().map(|mark| mark.start).min().unwrap_or(0);
        let start = first.saturating_sub(FOCUS_BYTES_MAX / 4);
        let start = self.text.floor_char_boundary(start);
        let end = start.saturating_add(FOCUS_BYTES_MAX);
        start..self.text.floor_char_boundary(end)
    }

    /// Makes the part `range` of the block ready to be shown; both its ends lie
    /// on character boundaries.
    fn shown(
        &self,
        masking: Masking,
        range: Span,
        cut: impl Fn(&str, &[Span]) -> Vec<Piece>,
    ) -> TextBlock {
        let marks: Vec<Span> = self
            .marks
            .iter()
            .filter(|mark| range.start <= mark.start && mark.end <= range.end)
            .map(|mark| mark.start - range.start..mark.end - range.start)
            .collect();
        let hit = !self.marks.is_empty();
        TextBlock {
            zone: self.zone,
            visibility: self.visibility,
            hidden_by: self.hidden_by,
            pieces: cut(self.text.get(range).unwrap_or_default(), &marks),
            hit,
            target: self
                .href
                .as_ref()
                .filter(|_| hit)
                .map(|href| pieces(href, &[], masking)),
        }
    }
}

/// Puts joined runs together and moves the spans of the hits along. Runs of
/// white space alone are left out.
fn join(runs: &[TextRun], hits: &[Hit]) -> Vec<Joined> {
    let mut by_run: HashMap<usize, Vec<&Hit>> = HashMap::new();
    for hit in hits {
        by_run.entry(hit.run).or_default().push(hit);
    }
    let mut out: Vec<Joined> = Vec::new();
    // Where each hit begins in its block, and its quote: it may go on into the
    // runs joined after, so it is measured when the block is whole.
    let mut begun: Vec<(usize, &Hit)> = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        if !run.joined || out.is_empty() {
            settle(&mut out, &mut begun);
            out.push(Joined {
                text: String::new(),
                marks: Vec::new(),
                zone: run.zone(),
                visibility: run.visibility,
                hidden_by: run.hidden_by,
                href: None,
            });
        }
        let Some(block) = out.last_mut() else {
            continue;
        };
        for hit in by_run.get(&index).into_iter().flatten() {
            begun.push((block.text.len(), hit));
        }
        let visibility = worse(block.visibility, run.visibility);
        if visibility != block.visibility {
            block.visibility = visibility;
            block.hidden_by = run.hidden_by;
        }
        block.text.push_str(&run.text);
        if block.href.is_none() {
            block.href.clone_from(&run.href);
        }
    }
    settle(&mut out, &mut begun);
    out.retain(|block| !block.text.trim().is_empty());
    out
}

fn settle(out: &mut [Joined], begun: &mut Vec<(usize, &Hit)>) {
    let Some(block) = out.last_mut() else {
        return;
    };
    for (offset, hit) in begun.drain(..) {
        let start = offset + hit.span.start;
        let whole = !hit.quote.is_empty()
            && block
                .text
                .get(start..)
                .is_some_and(|rest| rest.starts_with(&hit.quote));
        let end = if whole {
            start + hit.quote.len()
        } else {
            offset + hit.span.end
        };
        if start < end {
            block.marks.push(start..end);
        }
    }
}

fn worse(one: Visibility, other: Visibility) -> Visibility {
    let rank = |visibility| match visibility {
        Visibility::Hidden => 4,
        Visibility::Suspect => 3,
        Visibility::Collapsed => 2,
        Visibility::Unknown => 1,
        Visibility::Visible => 0,
    };
    if rank(other) > rank(one) { other } else { one }
}

#[cfg(test)]
mod tests {
    use haidang_model::{Confidence, Kind, Origin, Region, RuleId, Rung, WatchlistId};

    use super::*;

    fn run(text: &str, joined: bool, visibility: Visibility) -> TextRun {
        TextRun {
            origin: Origin::Text,
            region: Region::Main,
            visibility,
            hidden_by: None,
            text: text.into(),
            href: None,
            joined,
        }
    }

    fn hit(run: usize, span: Span, quote: &str) -> Hit {
        Hit {
            watchlist: WatchlistId::parse("co-bac").unwrap(),
            rule: RuleId::parse("no-hu").unwrap(),
            version: 1,
            kind: Kind::Offer,
            term: "nổ hũ".into(),
            rung: Rung::Exact,
            confidence: Confidence::ONE,
            reasons: vec![],
            zone: Zone::Main,
            run,
            span,
            quote: quote.into(),
        }
    }

    #[test]
    fn a_block_tells_what_hides_its_least_seen_part() {
        let mut runs = vec![
            run("chữ ", false, Visibility::Visible),
            run("ẩn ", true, Visibility::Hidden),
            run("mờ", true, Visibility::Suspect),
        ];
        runs[1].hidden_by = Some(HiddenBy::FontSize);
        runs[2].hidden_by = Some(HiddenBy::Opacity);
        let page = Page {
            runs,
            ..Page::default()
        };
        let blocks = TextBlocks::new(&page, &[], Masking::Masked);
        assert_eq!(blocks.whole[0].visibility, Visibility::Hidden);
        assert_eq!(blocks.whole[0].hidden_by, Some(HiddenBy::FontSize));
    }

    fn marked(block: &TextBlock) -> Vec<String> {
        let marks = block.pieces.iter().filter(|piece| piece.is_mark());
        marks.map(|piece| piece.text.clone()).collect()
    }

    #[test]
    fn hits_across_joined_runs_are_whole() {
        let page = Page {
            runs: vec![
                run("Mở đầu", false, Visibility::Visible),
                run("Chơi nổ ", false, Visibility::Visible),
                run("hũ", true, Visibility::Hidden),
                run(" ngay", true, Visibility::Visible),
                run("Hết", false, Visibility::Visible),
                run("Xa", false, Visibility::Visible),
            ],
            ..Page::default()
        };
        let hits = [hit(1, 6..11, "nổ hũ"), hit(99, 0..3, "lạc")];
        let blocks = TextBlocks::new(&page, &hits, Masking::Masked);
        assert_eq!(blocks.whole.len(), 4);
        assert_eq!(blocks.focus.len(), 3);
        let block = &blocks.focus[1];
        assert!(block.hit && block.is_unseen());
        assert_eq!(marked(block), ["nổ hũ"]);
        assert!(!blocks.cut);
    }

    #[test]
    fn long_pages_are_cut_but_their_hits_are_not() {
        let mut runs: Vec<TextRun> = (0..WHOLE_BLOCKS_MAX + 5)
            .map(|n| run(&format!("đoạn {n}"), false, Visibility::Visible))
            .collect();
        runs.push(run("nổ hũ", false, Visibility::Visible));
        let last = runs.len() - 1;
        let page = Page {
            runs,
            ..Page::default()
        };
        let blocks = TextBlocks::new(&page, &[hit(last, 0..9, "nổ hũ")], Masking::Masked);
        assert!(blocks.cut);
        assert_eq!(blocks.whole.len(), WHOLE_BLOCKS_MAX);
        assert_eq!(blocks.focus.len(), 2);
    }

    #[test]
    fn one_block_of_any_length_is_shown_in_part() {
        let text = format!("{}nổ hũ{}", "ỷ ".repeat(400_000), " ỷ".repeat(400_000));
        let start = text.find("nổ hũ").unwrap();
        let page = Page {
            runs: vec![run(&text, false, Visibility::Visible)],
            ..Page::default()
        };
        let span = start..start + "nổ hũ".len();
        let blocks = TextBlocks::new(&page, &[hit(0, span, "nổ hũ")], Masking::Masked);
        assert!(blocks.cut);
        let bytes = |block: &TextBlock| -> usize {
            block.pieces.iter().map(|piece| piece.text.len()).sum()
        };
        assert!((200_000..=WHOLE_BYTES_MAX).contains(&bytes(&blocks.whole[0])));
        assert_eq!(marked(&blocks.focus[0]), ["nổ hũ"]);
        assert!(bytes(&blocks.focus[0]) < 4_000);
    }
}
