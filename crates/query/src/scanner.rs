//! Many terms, one walk over each block of a page.

use std::{cell::RefCell, collections::HashMap};

use haidang_model::{Confidence, HitReason, Rung};
use vitext::{Cache, Matcher, MatcherBuilder, REPORT_MIN, Reason, TermHit, TermId, TermOptions};

use crate::{Block, PageText, ZoneSet, limits};

/// The number of a needle in its scanner.
pub(crate) type NeedleId = TermId;

/// One needle met at one place.
#[derive(Clone, Debug)]
pub(crate) struct Occurrence {
    /// Tokens, counted through the page, both included.
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Bytes of the block's text.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) rung: Rung,
    pub(crate) confidence: Confidence,
    pub(crate) reasons: Vec<HitReason>,
    /// The zones it touches.
    pub(crate) zones: ZoneSet,
}

/// What was met on a page, by needle, in the order of the page.
#[derive(Debug, Default)]
pub(crate) struct Occurrences {
    by_needle: HashMap<NeedleId, Vec<Occurrence>>,
    pub(crate) truncated: bool,
}

impl Occurrences {
    pub(crate) fn of(&self, needle: NeedleId) -> &[Occurrence] {
        self.by_needle.get(&needle).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn needles(&self) -> impl Iterator<Item = NeedleId> + '_ {
        self.by_needle.keys().copied()
    }
}

/// Collects needles.
#[derive(Debug, Default)]
pub(crate) struct ScannerBuilder(MatcherBuilder);

/// Looks for many needles at once.
#[derive(Debug, Default)]
pub(crate) struct Scanner(Matcher);

impl ScannerBuilder {
    /// Adds a term; the same term twice is one needle. The caller has checked
    /// that it has words, and not too many.
    pub(crate) fn add(&mut self, text: &str, slop: u32, typed_bare: bool) -> NeedleId {
        let options = TermOptions {
            slop: slop as usize,
            typed_bare,
        };
        self.0.add_with(text, options)
    }

    /// Returns how many words a needle has.
    pub(crate) fn words_of(&self, needle: NeedleId) -> usize {
        self.0.words_of(needle)
    }

    pub(crate) fn build(self) -> Scanner {
        Scanner(self.0.build())
    }
}

thread_local! {
    /// The buffers of a scan, one set a thread, so that pages share them.
    static CACHE: RefCell<Cache> = RefCell::default();
}

impl Scanner {
    /// Looks for all needles in a page, up to a rung. What is met with less
    /// than `confidence_min` thousandths is left out.
    pub(crate) fn scan(&self, page: &PageText, rung_max: Rung, confidence_min: u16) -> Occurrences {
        let mut found = Found {
            confidence_min,
            ..Found::default()
        };
        CACHE.with_borrow_mut(|cache| {
            for block in page.blocks() {
                self.0
                    .scan(block.text(), block.reading(), rung_max, cache, |hit| {
                        found.add(block, hit);
                    });
            }
        });
        found.occurrences
    }
}

/// Hits under this are not told by rules.
pub(crate) const RULE_CONFIDENCE_MIN: u16 = REPORT_MIN;

/// Occurrences being collected, with their ceilings.
#[derive(Default)]
struct Found {
    occurrences: Occurrences,
    counts: HashMap<(NeedleId, ZoneSet, Rung), usize>,
    confidence_min: u16,
}

impl Found {
    fn add(&mut self, block: &Block, hit: TermHit) {
        if hit.confidence < self.confidence_min {
            return;
        }
        let zones = block.zones(hit.first, hit.last);
        if !self.has_room(hit.term, zones, hit.rung) {
            return;
        }
        let occurrence = Occurrence {
            first: block.first_token() + hit.first,
            last: block.first_token() + hit.last,
            start: hit.start,
            end: hit.end,
            rung: hit.rung,
            confidence: Confidence::from_permille(hit.confidence),
            reasons: hit.reasons.iter().map(reason).collect(),
            zones,
        };
        self.occurrences
            .by_needle
            .entry(hit.term)
            .or_default()
            .push(occurrence);
    }

    /// Counts an occurrence, and tells whether it is to be kept. Zones and
    /// rungs are counted apart, so that a comment full of a term cannot crowd
    /// out the one that a reader sees.
    fn has_room(&mut self, needle: NeedleId, zones: ZoneSet, rung: Rung) -> bool {
        let count = self.counts.entry((needle, zones, rung)).or_default();
        *count += 1;
        let room = *count <= limits::OCCURRENCES_MAX;
        self.occurrences.truncated |= !room;
        room
    }
}

fn reason(reason: Reason) -> HitReason {
    match reason {
        Reason::TonePlacement => HitReason::TonePlacement,
        Reason::Bare => HitReason::Bare,
        Reason::BareInAccented => HitReason::BareInAccented,
        Reason::Ambiguous => HitReason::Ambiguous,
        Reason::BoundaryCrossed => HitReason::BoundaryCrossed,
        Reason::Glued => HitReason::Glued,
        Reason::Obfuscated => HitReason::Obfuscated,
        Reason::Teencode => HitReason::Teencode,
        Reason::LegacyEncoding => HitReason::LegacyEncoding,
        Reason::ForeignText => HitReason::ForeignText,
        Reason::Code => HitReason::Code,
    }
}
