//! One term, and the plain ways in which a text may hold it.

use std::sync::atomic::{AtomicU8, Ordering};

use super::vocabulary::{Listed, TermWords};
use crate::{
    Agreement, Gap, Normalised, compare,
    ladder::{BareRisk, Evidence},
};

/// How a term is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TermOptions {
    /// Other words that may stand between the first and the last; 0 for a
    /// phrase, 65,535 at most. Disguises are not undone in a term with slop.
    pub slop: usize,
    /// A word typed without marks also meets text that has them, as a person
    /// who searches expects.
    pub typed_bare: bool,
}

/// A term as it is looked for. Its words are numbers of the vocabulary, in
/// [`Vocabulary`]'s list of all words of all terms.
#[derive(Debug)]
pub(super) struct Term {
    /// The first of its words, once more: what most terms need is in one line
    /// of the processor's cache.
    head: [u32; HEAD],
    pub(super) from: u32,
    pub(super) len: u32,
    pub(super) slop: u16,
    typed_bare: bool,
    /// Nothing but white space stands between its words.
    has_spaces_only: bool,
    /// What it is taken for without its marks: reckoned when it is first met
    /// so, which most never are. See [`risk_number`].
    risk: AtomicU8,
}

/// Words that a term keeps beside itself.
const HEAD: usize = 4;

/// Not reckoned yet.
const NO_RISK_YET: u8 = 0;

impl Term {
    pub(super) fn new(listed: Listed, options: TermOptions) -> Term {
        let Listed {
            from, len, head, ..
        } = listed;
        let slop = if len > 1 { options.slop } else { 0 };
        Term {
            head,
            from,
            len,
            slop: u16::try_from(slop).unwrap_or(u16::MAX),
            typed_bare: options.typed_bare,
            has_spaces_only: listed.has_spaces_only,
            risk: AtomicU8::new(NO_RISK_YET),
        }
    }

    /// Tells whether the term is looked for as terms usually are.
    pub(super) fn is_plain(&self) -> bool {
        self.slop == 0 && !self.typed_bare
    }

    /// Returns what the term is likely to be taken for without its marks.
    pub(super) fn risk(&self, words: TermWords<'_>) -> BareRisk {
        if let Some(known) = risk_of_number(self.risk.load(Ordering::Relaxed)) {
            return known;
        }
        // Two threads may both reckon it, and find the same.
        let risk = BareRisk::of(words);
        self.risk.store(risk_number(risk), Ordering::Relaxed);
        risk
    }

    /// Tells whether a text holds the term as it is written, word for word with
    /// white space between: the quick answer, which most places get. `found`
    /// has the numbers of the text's words. No of terms of more than four
    /// words.
    #[inline]
    pub(super) fn is_written(&self, found: &[u32], text: &Normalised, first: usize) -> bool {
        let len = self.len as usize;
        let (Some(numbers), Some(words)) = (self.head.get(..len), found.get(first..first + len))
        else {
            return false;
        };
        self.has_spaces_only
            && words.iter().zip(numbers).all(|(found, own)| found == own)
            && (1..len).all(|token| text.gap(first + token) == Gap::Space)
    }

    /// Holds the term against a text from token `first` on. Returns the last
    /// token and how they agree.
    pub(super) fn meet(
        &self,
        words: TermWords<'_>,
        gap_before: impl Fn(usize) -> Gap,
        text: &Normalised,
        first: usize,
    ) -> Option<(usize, Evidence)> {
        let mut evidence = Evidence::default();
        self.agree(words, 0, text, first, &mut evidence)?;
        let mut at = first;
        let mut slop_left = self.slop;
        for token in 1..words.len() {
            let wanted = gap_before(token);
            let mut skipped = 0;
            loop {
                at += 1;
                if at >= text.len() {
                    return None;
                }
                if !self.crosses(wanted, text.gap(at), &mut evidence) {
                    return None;
                }
                if self.agree(words, token, text, at, &mut evidence).is_some() {
                    break;
                }
                skipped += 1;
                if skipped > slop_left {
                    return None;
                }
            }
            slop_left -= skipped;
        }
        Some((at, evidence))
    }

    fn agree(
        &self,
        words: TermWords<'_>,
        token: usize,
        text: &Normalised,
        at: usize,
        evidence: &mut Evidence,
    ) -> Option<()> {
        let (all, word) = words.place(token)?;
        if let Some(agreement) = compare(all, word, text, at) {
            evidence.agree(agreement);
            return Some(());
        }
        // Marks may be absent on the side of whoever searches, too: the same
        // rule with the sides changed.
        if self.typed_bare && compare(text, at, all, word).is_some() {
            evidence.typed_bare = true;
            return Some(());
        }
        None
    }

    /// Tells whether a gap may stand where the term has the gap `wanted`.
    fn crosses(&self, wanted: Gap, gap: Gap, evidence: &mut Evidence) -> bool {
        if gap == wanted || matches!(gap, Gap::Space | Gap::None) && wanted == Gap::Space {
            return true;
        }
        match gap {
            Gap::Joiner | Gap::Space | Gap::None if !is_odd(wanted) => {
                evidence.joined = true;
                true
            }
            // Other words between make room for commas and quotes as well.
            Gap::Comma | Gap::Other => self.slop > 0,
            _ => false,
        }
    }
}

fn risk_number(risk: BareRisk) -> u8 {
    match risk {
        BareRisk::None => 1,
        BareRisk::Short => 2,
        BareRisk::Rival => 3,
    }
}

fn risk_of_number(number: u8) -> Option<BareRisk> {
    match number {
        1 => Some(BareRisk::None),
        2 => Some(BareRisk::Short),
        3 => Some(BareRisk::Rival),
        _ => None,
    }
}

impl Evidence {
    pub(super) fn agree(&mut self, agreement: Agreement) {
        match agreement {
            Agreement::Exact => {}
            Agreement::Tone => self.tone = true,
            Agreement::Folded => self.bare = true,
        }
    }
}

/// Tells whether no term crosses a gap, unless it has the same gap itself.
pub(super) fn is_odd(gap: Gap) -> bool {
    !matches!(gap, Gap::Space | Gap::Joiner | Gap::None)
}
