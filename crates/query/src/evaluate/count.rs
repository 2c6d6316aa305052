//! `N OF (…)` and `COUNT(…)`.

use std::cmp::Reverse;

use haidang_model::Confidence;

use crate::{pattern::PatternPart, program::Op};

use super::{Evaluation, Item, Met, Scope};

impl Evaluation<'_> {
    /// At least `count` of the parts. As sure as the last part that was needed.
    pub(super) fn meet_some(&self, count: usize, ops: &[Op], scope: Scope) -> Option<Met> {
        let met: Vec<Met> = ops.iter().filter_map(|op| self.meet(op, scope)).collect();
        let best = nth_best(met.iter().map(|met| met.best), count)?;
        let items = met.into_iter().flat_map(|met| met.items).collect();
        Some(Met { items, best }.at_most(best))
    }

    /// At least so many places that do not overlap. As sure as the last place
    /// that was needed.
    pub(super) fn meet_often(&self, op: &Op, places: usize, scope: Scope) -> Option<Met> {
        let mut links = self.link_items(op, scope);
        links.sort_by_key(|item| self.identity(item).1);
        links.dedup_by_key(|item| self.identity(item).1);
        let mut extents = self.extents(op, scope);
        // Taking whatever ends first leaves the most room for others.
        extents.sort_by_key(|extent| (extent.end_and_begin(), Reverse(extent.best)));
        let mut sure: Vec<Confidence> = links.iter().map(|item| item.confidence).collect();
        let mut end = None;
        for extent in &extents {
            let (this_end, begin) = extent.end_and_begin();
            if end.is_none_or(|end| begin > end) {
                end = Some(this_end);
                sure.push(extent.best);
            }
        }
        let best = nth_best(sure, places)?;
        let items = extents.into_iter().flat_map(|extent| extent.items);
        let items = links.into_iter().chain(items).collect();
        Some(Met { items, best }.at_most(best))
    }

    /// Returns the links that a part is met by.
    fn link_items(&self, op: &Op, scope: Scope) -> Vec<Item> {
        match op {
            Op::Link(pattern) => self.links_of(*pattern, scope),
            Op::Pattern(pattern) => {
                let part = self.program.patterns.get(*pattern).map(|leaf| leaf.part);
                match part {
                    Some(PatternPart::Address(_)) => self.pattern_items(*pattern, scope),
                    _ => Vec::new(),
                }
            }
            Op::Or(ops) => {
                let ops = ops.iter();
                ops.flat_map(|op| self.link_items(op, scope)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Returns the `count`-th best; None when there are fewer.
fn nth_best(all: impl IntoIterator<Item = Confidence>, count: usize) -> Option<Confidence> {
    let mut all: Vec<Confidence> = all.into_iter().collect();
    all.sort_unstable_by_key(|confidence| Reverse(*confidence));
    all.get(count.checked_sub(1)?).copied()
}
