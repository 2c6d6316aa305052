use std::collections::BTreeMap;

use daachorse::DoubleArrayAhoCorasick;
use haidang_model::{Confidence, Rung};
use vitext::Reasons;

use super::{PatternId, PatternsMet};
use crate::{
    Block, PageText, limits,
    pattern::{Lowered, Pattern},
    scanner::Occurrence,
};

/// Expressions on text.
#[derive(Default)]
pub(super) struct TextSet {
    patterns: Vec<(PatternId, Pattern)>,
    /// Finds numbers of `of_literal`; absent when there is nothing to find.
    literals: Option<DoubleArrayAhoCorasick<u32>>,
    /// Which patterns hold a literal.
    of_literal: Vec<Vec<usize>>,
}

impl std::fmt::Debug for TextSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextSet")
            .field("patterns", &self.patterns)
            .finish_non_exhaustive()
    }
}

impl TextSet {
    pub(super) fn new(patterns: Vec<(PatternId, Pattern)>) -> TextSet {
        let mut by_literal: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, (_, pattern)) in patterns.iter().enumerate() {
            for literal in &pattern.literals {
                by_literal.entry(literal).or_default().push(at);
            }
        }
        let numbered = by_literal.keys().zip(0..);
        let automaton = DoubleArrayAhoCorasick::with_values(numbered);
        let of_literal = by_literal.into_values().collect();
        // It cannot be built of no literals, or of more than fit; the latter
        // leaves every expression to run on every block.
        TextSet {
            literals: automaton.ok(),
            of_literal,
            patterns,
        }
    }

    pub(super) fn meet(&self, page: &PageText, met: &mut PatternsMet) {
        if self.patterns.is_empty() {
            return;
        }
        let mut wanted = vec![false; self.patterns.len()];
        for block in page.blocks() {
            let lowered = Lowered::of(block.text());
            wanted.fill(self.literals.is_none());
            if let Some(literals) = &self.literals {
                for found in literals.find_overlapping_iter(lowered.text()) {
                    let holders = self.of_literal.get(found.value() as usize);
                    for &at in holders.into_iter().flatten() {
                        if let Some(wanted) = wanted.get_mut(at) {
                            *wanted = true;
                        }
                    }
                }
            }
            for ((id, pattern), _) in self.patterns.iter().zip(&wanted).filter(|(_, on)| **on) {
                run(*id, pattern, block, &lowered, met);
            }
        }
    }
}

/// Holds one expression against every block.
pub(super) fn meet_one(id: PatternId, pattern: &Pattern, page: &PageText, met: &mut PatternsMet) {
    for block in page.blocks() {
        run(id, pattern, block, &Lowered::of(block.text()), met);
    }
}

/// Notes every place of a block at which an expression is met.
fn run(id: PatternId, pattern: &Pattern, block: &Block, lowered: &Lowered, met: &mut PatternsMet) {
    for (count, found) in pattern.regex.find_iter(lowered.text()).enumerate() {
        if count >= limits::PATTERN_PLACES_MAX {
            met.truncated = true;
            return;
        }
        let bytes = lowered.source_span(found.range());
        let zones = block.zones_of_bytes(&bytes);
        if !met.has_room(id, zones) {
            continue;
        }
        let (first, last) = block.tokens_of_bytes(&bytes);
        let told = bytes.start + limits::PATTERN_QUOTE_BYTES_MAX;
        let end = bytes.end.min(block.text().floor_char_boundary(told));
        met.texts.entry(id).or_default().push(Occurrence {
            needle: Occurrence::NO_NEEDLE,
            first: block.first_token() + first,
            last: block.first_token() + last,
            start: bytes.start,
            end,
            rung: Rung::Exact,
            confidence: Confidence::ONE,
            reasons: Reasons::NONE,
            zones,
        });
    }
}
