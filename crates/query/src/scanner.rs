//! Many terms, one walk over each block of a page.

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
};

use haidang_model::{Confidence, HitReason, Rung};
use vitext::{
    Cache, Matcher, MatcherBuilder, REPORT_MIN, Reason, Reasons, TermHit, TermId, TermOptions,
};

use crate::{Block, PageText, ZoneSet, limits};

/// The number of a needle in its scanner.
pub(crate) type NeedleId = TermId;

/// One needle met at one place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Occurrence {
    /// [`Occurrence::NO_NEEDLE`] of what is no needle of a scanner.
    pub(crate) needle: NeedleId,
    /// Tokens, counted through the page, both included.
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Bytes of the block's text.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) rung: Rung,
    pub(crate) confidence: Confidence,
    pub(crate) reasons: Reasons,
    /// The zones it touches.
    pub(crate) zones: ZoneSet,
}

impl Occurrence {
    /// The place of an expression is told as that of a needle is.
    pub(crate) const NO_NEEDLE: NeedleId = TermId(u32::MAX);

    /// Returns why that sure.
    pub(crate) fn reasons(&self) -> Vec<HitReason> {
        self.reasons.iter().map(reason).collect()
    }
}

/// What was met on a page.
#[derive(Debug, Default)]
pub(crate) struct Occurrences {
    /// In the order of the page.
    all: Vec<Occurrence>,
    /// The same by needle, and then in the order of the page; made when it is
    /// first asked for, which on most pages no rule does.
    by_needle: OnceCell<Vec<Occurrence>>,
    /// Bits of the needles met.
    sieve: Sieve,
    pub(crate) truncated: bool,
}

impl Occurrences {
    pub(crate) fn of(&self, needle: NeedleId) -> &[Occurrence] {
        if !self.may_have(needle.0) {
            return &[];
        }
        let all = self.by_needle.get_or_init(|| {
            let mut order: Vec<u64> = (0_u64..)
                .zip(&self.all)
                .map(|(at, found)| u64::from(found.needle.0) << 32 | at)
                .collect();
            order.sort_unstable();
            let places = order.iter().map(|order| *order as u32 as usize);
            places.filter_map(|at| self.all.get(at).copied()).collect()
        });
        let from = all.partition_point(|found| found.needle < needle);
        let rest = all.get(from..).unwrap_or_default();
        let count = rest.partition_point(|found| found.needle == needle);
        rest.get(..count).unwrap_or_default()
    }

    /// Returns the needles met, each once, in their order.
    pub(crate) fn needles(&self) -> Vec<NeedleId> {
        let mut needles: Vec<NeedleId> = self.all.iter().map(|found| found.needle).collect();
        needles.sort_unstable();
        needles.dedup();
        needles
    }

    /// Tells whether a needle may have been met: never no to one that was.
    #[inline]
    pub(crate) fn may_have(&self, needle: u32) -> bool {
        self.sieve.may_have(needle)
    }
}

/// A set of needles that may say yes to one that was never added: a bit each,
/// small enough to stay at hand while thousands of rules ask.
#[derive(Debug)]
struct Sieve(Vec<u64>);

impl Default for Sieve {
    fn default() -> Sieve {
        Sieve(vec![0; Sieve::WORDS])
    }
}

impl Sieve {
    /// Of 64 bits each; a page of usual size meets some 150 of many terms.
    const WORDS: usize = 128;

    fn add(&mut self, needle: u32) {
        let (word, bit) = Sieve::place(needle);
        if let Some(word) = self.0.get_mut(word) {
            *word |= bit;
        }
    }

    #[inline]
    fn may_have(&self, needle: u32) -> bool {
        let (word, bit) = Sieve::place(needle);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    #[inline]
    fn place(needle: u32) -> (usize, u64) {
        // The golden ratio in 32 bits: neighbours are far apart.
        let mixed = needle.wrapping_mul(0x9e37_79b1) >> 19;
        (mixed as usize / 64, 1 << (mixed % 64))
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
    /// Kept once there are more in all than there may be of one needle.
    counts: HashMap<(NeedleId, ZoneSet, Rung), usize>,
    confidence_min: u16,
}

impl Found {
    fn add(&mut self, block: &Block, hit: TermHit) {
        if hit.confidence < self.confidence_min {
            return;
        }
        let zones = block.zones(hit.first, hit.last);
        let so_far = self.occurrences.all.len();
        if so_far >= limits::OCCURRENCES_MAX && !self.has_room(hit.term, zones, hit.rung) {
            return;
        }
        self.occurrences.sieve.add(hit.term.0);
        self.occurrences.all.push(Occurrence {
            needle: hit.term,
            first: block.first_token() + hit.first,
            last: block.first_token() + hit.last,
            start: hit.start,
            end: hit.end,
            rung: hit.rung,
            confidence: Confidence::from_permille(hit.confidence),
            reasons: hit.reasons,
            zones,
        });
    }

    /// Counts an occurrence, and tells whether it is to be kept. Zones and
    /// rungs are counted apart, so that a comment full of a term cannot crowd
    /// out the one that a reader sees.
    fn has_room(&mut self, needle: NeedleId, zones: ZoneSet, rung: Rung) -> bool {
        if self.counts.is_empty() {
            for found in &self.occurrences.all {
                let same = (found.needle, found.zones, found.rung);
                *self.counts.entry(same).or_default() += 1;
            }
        }
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
