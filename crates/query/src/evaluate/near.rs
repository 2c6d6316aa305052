//! Nearness.
//!
//! The sides of a `NEAR` lie in one stream of the page: title and meta data,
//! what a reader sees, hidden text, attributes, comments, or scripts. They may
//! lie in different blocks, because landing pages put each slogan into a box of
//! its own; the edge of a block counts as a few words. They never lie in
//! different streams: a word of a comment stands nowhere near the text around
//! it.

use haidang_model::Confidence;

use crate::{page_text::Stream, program::Op};

use super::{Evaluation, Item, Scope};

/// Places kept for one `NEAR`. Each place of one side is paired with the
/// nearest of the other before and after it, so there are at most four times as
/// many as occurrences; a `NEAR` of `NEAR`s is what this bounds.
const EXTENTS_MAX: usize = 65_536;

/// A place of the text that a positional part was met at.
#[derive(Clone)]
pub(super) struct Extent {
    stream: Stream,
    /// Positions in the stream, both included.
    first: usize,
    last: usize,
    pub(super) best: Confidence,
    pub(super) items: Vec<Item>,
}

impl Extent {
    fn order(&self) -> (usize, usize, usize) {
        (self.stream as usize, self.first, self.last)
    }

    /// Returns where it ends, and where it begins, each with its stream.
    pub(super) fn end_and_begin(&self) -> ((usize, usize), (usize, usize)) {
        let stream = self.stream as usize;
        ((stream, self.last), (stream, self.first))
    }
}

impl Evaluation<'_> {
    /// Returns the places where a positional part is met, in the order of the
    /// streams.
    pub(super) fn extents(&self, op: &Op, scope: Scope) -> Vec<Extent> {
        let mut extents = match op {
            Op::Leaf(leaf) => self.extents_of(self.items_of(*leaf, scope)),
            Op::Pattern(pattern) => self.extents_of(self.pattern_items(*pattern, scope)),
            Op::Or(ops) => ops.iter().flat_map(|op| self.extents(op, scope)).collect(),
            Op::Near { left, right, words } => pair(
                &self.extents(left, scope),
                &self.extents(right, scope),
                *words,
            ),
            // The parser lets nothing else stand beside a NEAR.
            _ => Vec::new(),
        };
        extents.sort_by_key(Extent::order);
        extents
    }

    fn extents_of(&self, items: Vec<Item>) -> Vec<Extent> {
        let items = items.into_iter();
        items.filter_map(|item| self.extent_of(item)).collect()
    }

    fn extent_of(&self, item: Item) -> Option<Extent> {
        let (_, occurrence) = self.occurrence(&item)?;
        let (stream, first) = self.seen.page.stream_position(occurrence.first)?;
        Some(Extent {
            stream,
            first,
            last: first + (occurrence.last - occurrence.first),
            best: item.confidence,
            items: vec![item],
        })
    }
}

/// Pairs each place with the nearest of the other side, before and after it,
/// that is at most `words` words away.
fn pair(left: &[Extent], right: &[Extent], words: usize) -> Vec<Extent> {
    let mut pairs: Vec<Extent> = Vec::new();
    for (side, other) in [(left, right), (right, left)] {
        let mut by_end: Vec<&Extent> = other.iter().collect();
        by_end.sort_by_key(|extent| (extent.stream as usize, extent.last, extent.first));
        for extent in side {
            let stream = extent.stream as usize;
            let after = other.partition_point(|next| {
                (next.stream as usize, next.first) <= (stream, extent.last)
            });
            let before = by_end.partition_point(|previous| {
                (previous.stream as usize, previous.last) < (stream, extent.first)
            });
            let previous = before.checked_sub(1).and_then(|at| by_end.get(at)).copied();
            let near = other.get(after).into_iter().chain(previous);
            pairs.extend(near.filter_map(|other| join(extent, other, words)));
        }
    }
    pairs.sort_by_key(|extent| (extent.order(), std::cmp::Reverse(extent.best)));
    pairs.dedup_by(|later, kept| {
        let same = later.order() == kept.order();
        if same {
            for item in &later.items {
                if !kept.items.iter().any(|known| known.what == item.what) {
                    kept.items.push(*item);
                }
            }
        }
        same
    });
    pairs.truncate(EXTENTS_MAX);
    pairs
}

/// Joins two places of one stream that do not overlap and are near.
fn join(one: &Extent, two: &Extent, words: usize) -> Option<Extent> {
    let (left, right) = if one.first <= two.first {
        (one, two)
    } else {
        (two, one)
    };
    let near = left.stream == right.stream
        && right.first > left.last
        && right.first - left.last - 1 <= words;
    near.then(|| {
        let best = left.best.min(right.best);
        let items = left.items.iter().chain(&right.items);
        Extent {
            stream: left.stream,
            first: left.first,
            last: right.last,
            best,
            items: items
                .map(|item| Item {
                    confidence: item.confidence.min(best),
                    ..*item
                })
                .collect(),
        }
    })
}
