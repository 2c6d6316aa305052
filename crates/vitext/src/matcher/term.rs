//! One term, and the plain ways in which a text may hold it.

use super::TermId;
use crate::{
    Agreement, Gap, Normalised, compare,
    ladder::{BareRisk, Evidence},
};

/// How a term is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TermOptions {
    /// Other words that may stand between the first and the last; 0 for a
    /// phrase. Disguises are not undone in a term with slop.
    pub slop: usize,
    /// A word typed without marks also meets text that has them, as a person
    /// who searches expects.
    pub typed_bare: bool,
}

/// A term as it is looked for.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// The term it is told as.
    pub(super) id: TermId,
    /// It is a short way of writing that term.
    pub(super) abbreviated: bool,
    pub(super) words: Normalised,
    pub(super) options: TermOptions,
    pub(super) risk: BareRisk,
}

impl Term {
    pub(super) fn new(text: &str, options: TermOptions, id: TermId) -> Term {
        let words = crate::normalise(text);
        let slop = if words.len() > 1 { options.slop } else { 0 };
        Term {
            risk: BareRisk::of(&words),
            options: TermOptions { slop, ..options },
            words,
            id,
            abbreviated: false,
        }
    }

    pub(super) fn abbreviated(text: &str, id: TermId) -> Term {
        Term {
            abbreviated: true,
            ..Term::new(text, TermOptions::default(), id)
        }
    }

    /// Tells whether a gap inside the term is one that no other term crosses.
    pub(super) fn has_odd_gaps(&self) -> bool {
        (1..self.words.len()).any(|token| is_odd(self.words.gap(token)))
    }

    /// Holds the term against a text from token `first` on. Returns the last
    /// token and how they agree.
    pub(super) fn meet(&self, text: &Normalised, first: usize) -> Option<(usize, Evidence)> {
        let mut evidence = Evidence::default();
        self.agree(0, text, first, &mut evidence)?;
        let mut at = first;
        let mut slop_left = self.options.slop;
        for token in 1..self.words.len() {
            let mut skipped = 0;
            loop {
                at += 1;
                if at >= text.len() {
                    return None;
                }
                if !self.crosses(token, text.gap(at), &mut evidence) {
                    return None;
                }
                if self.agree(token, text, at, &mut evidence).is_some() {
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
        token: usize,
        text: &Normalised,
        at: usize,
        evidence: &mut Evidence,
    ) -> Option<()> {
        if let Some(agreement) = compare(&self.words, token, text, at) {
            evidence.agree(agreement);
            return Some(());
        }
        // Marks may be absent on the side of whoever searches, too: the same
        // rule with the sides changed.
        if self.options.typed_bare && compare(text, at, &self.words, token).is_some() {
            evidence.typed_bare = true;
            return Some(());
        }
        None
    }

    /// Tells whether the gap before a word of the text may stand before word
    /// `token` of the term.
    fn crosses(&self, token: usize, gap: Gap, evidence: &mut Evidence) -> bool {
        let wanted = self.words.gap(token);
        if gap == wanted || matches!(gap, Gap::Space | Gap::None) && wanted == Gap::Space {
            return true;
        }
        match gap {
            Gap::Joiner | Gap::Space | Gap::None if !is_odd(wanted) => {
                evidence.joined = true;
                true
            }
            // Other words between make room for commas and quotes as well.
            Gap::Comma | Gap::Other => self.options.slop > 0,
            _ => false,
        }
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
