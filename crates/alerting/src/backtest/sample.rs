//! Pages shown as examples: which ones, and with which words.

use std::{cmp::Reverse, collections::BTreeMap};

use haidang_model::{Hit, Page, PageId, TextRun, mask, mask_with_spans};
use haidang_store::StoredPageMeta;

use super::{Sample, SampleHit, Tried};
use crate::Assessment;

/// Hits shown with a sample.
const SAMPLE_HITS_MAX: usize = 8;

/// Characters shown before a hit, and after it.
const AROUND_CHARS: usize = 80;

/// Characters more that are looked at on each side, so that personal data which
/// begins before what is shown is known for what it is, and masked.
const MARGIN_CHARS: usize = 200;

/// The samples kept so far. Which they are does not depend on the order in which
/// batches come in, nor are the oldest pages favoured.
#[derive(Debug, Default)]
pub(super) struct Samples(BTreeMap<(u64, PageId), Sample>);

impl Samples {
    /// Takes a page as a sample, if it is one of the `max` to be kept.
    pub(super) fn offer(&mut self, page: PageId, max: usize, make: impl FnOnce() -> Sample) {
        let key = (spread(page), page);
        let full = self.0.len() >= max;
        let last = self.0.last_key_value().map(|(last, _)| *last);
        if full && last.is_none_or(|last| last <= key) {
            return;
        }
        self.0.insert(key, make());
        if full {
            self.0.pop_last();
        }
    }

    pub(super) fn merge(&mut self, other: Samples, max: usize) {
        self.0.extend(other.0);
        while self.0.len() > max {
            self.0.pop_last();
        }
    }

    pub(super) fn into_vec(self) -> Vec<Sample> {
        self.0.into_values().collect()
    }
}

/// Puts pages into an order that has nothing to do with when they came
/// (the finaliser of SplitMix64, Steele and others, 2014).
fn spread(page: PageId) -> u64 {
    let mut z = page.0.unsigned_abs().wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Shows a page with what the tried rules met on it, surest first.
pub(super) fn sample(
    tried: &Tried,
    meta: &StoredPageMeta,
    page: &Page,
    assessment: &Assessment,
) -> Sample {
    let mut hits: Vec<&Hit> = assessment
        .hits
        .iter()
        .filter(|hit| tried.has(&hit.watchlist, &hit.rule))
        .collect();
    hits.sort_by_key(|hit| Reverse(hit.confidence));
    let rules = assessment.rules.iter();
    let score = rules
        .filter(|score| tried.has(&score.watchlist, &score.rule))
        .map(crate::RuleScore::score)
        .fold(0.0, f64::max);
    Sample {
        page: meta.id,
        key: meta.key.clone(),
        url: meta.url.clone(),
        title: mask(&meta.title),
        score,
        hits: hits
            .into_iter()
            .take(SAMPLE_HITS_MAX)
            .map(|hit| {
                let shown = in_context(page, hit);
                SampleHit {
                    rule: hit.rule.clone(),
                    term: hit.term.clone(),
                    rung: hit.rung,
                    confidence: hit.confidence.as_f64(),
                    zone: hit.zone,
                    before: shown.before,
                    quote: shown.quote,
                    after: shown.after,
                }
            })
            .collect(),
    }
}

/// What stands at a hit and around it, personal data masked, white space folded.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    before: String,
    quote: String,
    after: String,
}

fn in_context(page: &Page, hit: &Hit) -> Shown {
    let (text, run_start) = line_of(&page.runs, hit.run);
    let start = run_start + hit.span.start;
    let found = text.get(start..).filter(|rest| {
        // Of a host the quote is its name, which is nowhere in the text.
        !hit.quote.is_empty() && rest.starts_with(&hit.quote)
    });
    let (Some(rest), Some(head)) = (found, text.get(..start)) else {
        return Shown {
            before: String::new(),
            quote: fold(&mask(&hit.quote)),
            after: String::new(),
        };
    };
    let most = AROUND_CHARS + MARGIN_CHARS;
    let tail = rest.get(hit.quote.len()..).unwrap_or_default();
    let (head, tail) = (last_chars(head, most), first_chars(tail, most));
    let end = head.len() + hit.quote.len();
    let window = format!("{head}{}{tail}", hit.quote);
    let (masked, spans) = mask_with_spans(&window, std::slice::from_ref(&(head.len()..end)));
    let span = spans.into_iter().next().unwrap_or_default();
    let part = |from: usize, to: usize| fold(masked.get(from..to).unwrap_or_default());
    let before = part(0, span.start);
    let after = part(span.end, masked.len());
    let shown_before = last_chars(&before, AROUND_CHARS);
    let shown_after = first_chars(&after, AROUND_CHARS);
    Shown {
        before: match shown_before.len() == before.len() {
            true => before,
            false => format!("…{shown_before}"),
        },
        quote: part(span.start, span.end),
        after: match shown_after.len() == after.len() {
            true => after,
            false => format!("{shown_after}…"),
        },
    }
}

/// Returns the text of a run with that of the runs joined to it, and where in it
/// the run begins.
fn line_of(runs: &[TextRun], run: usize) -> (String, usize) {
    let Some(upto) = runs.get(..=run) else {
        return (String::new(), 0);
    };
    let first = upto.iter().rposition(|run| !run.joined).unwrap_or(0);
    let mut text = String::new();
    let mut run_start = 0;
    for (at, piece) in runs.iter().enumerate().skip(first) {
        if at > run && !piece.joined {
            break;
        }
        if at == run {
            run_start = text.len();
        }
        text.push_str(&piece.text);
    }
    (text, run_start)
}

fn last_chars(text: &str, most: usize) -> &str {
    let start = text.char_indices().rev().take(most).last();
    start.map_or("", |(at, _)| text.get(at..).unwrap_or_default())
}

fn first_chars(text: &str, most: usize) -> &str {
    let end = text.char_indices().nth(most);
    end.map_or(text, |(at, _)| text.get(..at).unwrap_or_default())
}

/// Makes one space of any white space; that at the ends stays one space.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_whitespace() || c.is_control() {
            true if folded.ends_with(' ') => {}
            true => folded.push(' '),
            false => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(pieces: &[(&str, bool)]) -> Page {
        let run = |(text, joined): &(&str, bool)| {
            let mut run = Page::from_text(None, text).runs.remove(0);
            run.joined = *joined;
            run
        };
        Page {
            runs: pieces.iter().map(run).collect(),
            ..Page::default()
        }
    }

    fn shown(page: &Page, run: usize, quote: &str) -> Shown {
        let mut hit = haidang_testkit::build::hit("co-bac", "tro-choi");
        let start = page.runs[run].text.find(quote.split('|').next().unwrap());
        let start = start.unwrap();
        hit.run = run;
        hit.quote = quote.replace('|', "");
        hit.span = start..page.runs[run].text.len();
        in_context(page, &hit)
    }

    #[test]
    fn a_hit_is_shown_with_the_words_around_it() {
        let split = page(&[
            ("Trang khác", false),
            ("Chơi\n tài ", false),
            ("xỉu", true),
            (" md5 nhé", true),
            ("nữa", false),
        ]);
        let found = shown(&split, 1, "tài |xỉu");
        assert_eq!(
            (&*found.before, &*found.quote, &*found.after),
            ("Chơi ", "tài xỉu", " md5 nhé")
        );
        // What is long is cut, on both sides.
        let long = page(&[(
            &format!("{}tài xỉu{}", "a ".repeat(500), " b".repeat(500)),
            false,
        )]);
        let found = shown(&long, 0, "tài xỉu");
        assert_eq!(found.before.chars().count(), AROUND_CHARS + 1);
        assert!(found.before.starts_with('…') && found.after.ends_with('…'));
    }

    #[test]
    fn personal_data_is_masked_also_where_it_is_cut() {
        let filler = "x".repeat(AROUND_CHARS - 6);
        let text = format!("Zalo 0912345678 {filler} tài xỉu, gọi 0912345678");
        let found = shown(&page(&[(&text, false)]), 0, "tài xỉu");
        assert!(!found.before.contains("5678"), "{}", found.before);
        assert!(found.before.contains("••78"), "{}", found.before);
        assert_eq!(found.after, ", gọi 09••••••78");
    }

    #[test]
    fn what_is_no_text_of_the_page_is_shown_by_itself() {
        let mut hit = haidang_testkit::build::hit("co-bac", "tro-choi");
        hit.quote = "cobac88.example".into();
        hit.run = 7;
        let found = in_context(&page(&[("Chào", false)]), &hit);
        assert_eq!((&*found.before, &*found.quote), ("", "cobac88.example"));
    }

    #[test]
    fn the_same_samples_are_kept_in_whatever_order_pages_come() {
        let sample = |page| Sample {
            page: PageId(page),
            key: haidang_model::PageKey::import("thu", &page.to_string()),
            url: None,
            title: String::new(),
            score: 1.0,
            hits: Vec::new(),
        };
        let kept = |order: &mut dyn Iterator<Item = i64>| {
            let (mut one, mut other) = (Samples::default(), Samples::default());
            for page in order {
                let half = if page % 3 == 0 { &mut one } else { &mut other };
                half.offer(PageId(page), 5, || sample(page));
            }
            one.merge(other, 5);
            let pages = one.into_vec().into_iter().map(|sample| sample.page);
            pages.collect::<Vec<_>>()
        };
        let pages = kept(&mut (1..500));
        assert_eq!(pages.len(), 5);
        assert_eq!(pages, kept(&mut (1..500).rev()));
        assert!(kept(&mut std::iter::empty()).is_empty());
        let mut none = Samples::default();
        none.offer(PageId(1), 0, || sample(1));
        assert!(none.into_vec().is_empty());
    }
}
