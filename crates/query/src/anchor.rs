//! Which rules a page has to be held against at all.
//!
//! A rule is asked of when one of its anchors was met, and then only if each
//! page that it can meet also holds one of its *guards*: the other side of a
//! `NEAR`, another part of an `AND`. Both are asked without touching the rule
//! itself, from numbers that lie one behind the other: nine candidates in ten
//! end here.

use crate::{
    program::Op,
    scanner::{NeedleId, Occurrences},
};

/// Needles of the largest group that is kept as a guard.
const GUARD_MAX: usize = 16;

/// The rules by the needles that anchor them.
#[derive(Debug, Default)]
pub(crate) struct Anchored {
    /// Where the entries of each needle begin in `entries`, and one past the
    /// last.
    from: Vec<u32>,
    /// For each rule that a needle anchors: its number, how many needles its
    /// guard has, and those.
    entries: Vec<u32>,
}

/// A rule with what anchors it, while a set is compiled.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) needle: NeedleId,
    pub(crate) rule: u32,
    /// Where its guard stands in the list of all guards.
    pub(crate) guard: (u32, u32),
}

impl Anchored {
    pub(crate) fn of(mut entries: Vec<Entry>, guards: &[NeedleId]) -> Anchored {
        entries.sort_unstable_by_key(|entry| (entry.needle, entry.rule));
        let needles = entries.last().map_or(0, |last| last.needle.0 as usize + 1);
        let mut anchored = Anchored {
            from: Vec::with_capacity(needles + 1),
            entries: Vec::with_capacity(entries.len() * 4),
        };
        for entry in entries {
            while anchored.from.len() <= entry.needle.0 as usize {
                anchored.from.push(anchored.entries.len() as u32);
            }
            let (from, to) = entry.guard;
            let guard = guards.get(from as usize..to as usize).unwrap_or_default();
            anchored.entries.push(entry.rule);
            anchored.entries.push(guard.len() as u32);
            anchored.entries.extend(guard.iter().map(|needle| needle.0));
        }
        anchored.from.push(anchored.entries.len() as u32);
        anchored.entries.shrink_to_fit();
        anchored
    }

    /// Adds the rules that one of the needles met anchors and that nothing
    /// speaks against yet.
    pub(crate) fn candidates(&self, occurrences: &Occurrences, rules: &mut Vec<u32>) {
        for needle in occurrences.needles() {
            let at = needle.0 as usize;
            let (Some(from), Some(to)) = (self.from.get(at), self.from.get(at + 1)) else {
                continue;
            };
            let mut rest = self
                .entries
                .get(*from as usize..*to as usize)
                .unwrap_or_default();
            while let [rule, count, after @ ..] = rest {
                let count = (*count as usize).min(after.len());
                let (guard, next) = after.split_at(count);
                if guard.is_empty() || guard.iter().any(|needle| occurrences.may_have(*needle)) {
                    rules.push(*rule);
                }
                rest = next;
            }
        }
    }
}

/// Returns groups of needles of which each page that meets a program holds one
/// at least, beside those that anchor it: the smallest such group, or none.
pub(crate) fn guard(
    op: &Op,
    needle_of: &impl Fn(usize) -> Option<NeedleId>,
    anchors: &[NeedleId],
) -> Vec<NeedleId> {
    let groups = needed(op, needle_of).into_iter();
    let other = |group: &Vec<NeedleId>| !group.iter().all(|needle| anchors.contains(needle));
    let small = |group: &Vec<NeedleId>| group.len() <= GUARD_MAX;
    let least = groups.filter(other).filter(small).min_by_key(Vec::len);
    least.unwrap_or_default()
}

/// Returns groups of needles of which each page that meets a part holds one.
/// A part that is not known here asks for nothing.
fn needed(op: &Op, needle_of: &impl Fn(usize) -> Option<NeedleId>) -> Vec<Vec<NeedleId>> {
    match op {
        Op::Leaf(leaf) => needle_of(*leaf)
            .map(|needle| vec![needle])
            .into_iter()
            .collect(),
        Op::Near { left, right, .. } => {
            let mut all = needed(left, needle_of);
            all.extend(needed(right, needle_of));
            all
        }
        Op::And(ops) => ops.iter().flat_map(|op| needed(op, needle_of)).collect(),
        Op::Or(ops) => {
            let mut any = Vec::new();
            for op in ops {
                let Some(group) = needed(op, needle_of).into_iter().min_by_key(Vec::len) else {
                    return Vec::new();
                };
                any.extend(group);
            }
            vec![any]
        }
        Op::Title(op) => needed(op, needle_of),
        _ => Vec::new(),
    }
}
