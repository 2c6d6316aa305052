//! How sure a hit is, and why: the priors, and the evidence that picks one.

mod boundary;
mod priors;
mod reason;
mod surroundings;

use std::cell::OnceCell;

use crate::{Normalised, Rung, disguise::Edge, lexicon, matcher::TermWords};

pub use priors::Priors;
pub use reason::{Reason, Reasons};

/// The least confidence, in thousandths, at which a hit is worth telling.
/// Below it another reading of the words is the likelier one; such hits are
/// found, so that they can be counted, but they are not told as hits.
pub const REPORT_MIN: u16 = 500;

/// Tokens on either side in which a word of the trade counts as context.
const CONTEXT: usize = 12;

/// Letters of a short syllable.
const SHORT_LETTERS_MAX: usize = 3;

/// Letters of a glued term that is so short that other words hold it by
/// chance: `cado`, `lode`.
const SHORT_GLUE_MAX: usize = 5;

/// Letters from which on chance is out of the question even among syllables.
const LONG_GLUE_MIN: usize = 8;

/// How the words of a term and of the text agree, gathered token by token.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Evidence {
    pub(crate) tone: bool,
    pub(crate) bare: bool,
    /// A joiner stands where the term has a space, or the other way round.
    pub(crate) joined: bool,
    /// A mark stands in the text that the term, as typed, lacks.
    pub(crate) typed_bare: bool,
}

impl Evidence {
    /// Returns the narrowest rung that all of it fits on.
    pub(crate) fn rung(self) -> Rung {
        if self.bare || self.joined || self.typed_bare {
            Rung::Folded
        } else if self.tone {
            Rung::Tone
        } else {
            Rung::Exact
        }
    }
}

/// What a term is likely to be taken for when its marks are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BareRisk {
    /// Nothing else reads so.
    None,
    /// Two short syllables, or letters that some everyday phrase has as well.
    Short,
    /// A common word has the same letters ("bảng giá" for "bằng giả"), or two
    /// short syllables are an everyday phrase ("có bác" for "cờ bạc"), or the
    /// term is a single syllable.
    Rival,
}

impl BareRisk {
    /// Judges a term. One that holds a token which is no Vietnamese syllable
    /// (`otp`) cannot be mistaken for anything.
    pub(crate) fn of(term: TermWords<'_>) -> BareRisk {
        if !(0..term.len()).all(|token| crate::is_syllable(term.folded(token))) {
            return BareRisk::None;
        }
        match term.len() {
            1 => BareRisk::Rival,
            2 => BareRisk::of_pair(term),
            _ => BareRisk::None,
        }
    }

    fn of_pair(term: TermWords<'_>) -> BareRisk {
        let short = |token| term.folded(token).chars().count() <= SHORT_LETTERS_MAX;
        let short = short(0) && short(1);
        let mut risk = if short {
            BareRisk::Short
        } else {
            BareRisk::None
        };
        for reading in lexicon::bare_readings(term.folded(0), term.folded(1)) {
            let reading = crate::normalise(reading);
            let (first, second) = (reading.canonical(0), reading.canonical(1));
            if (first, second) == (term.canonical(0), term.canonical(1)) {
                continue;
            }
            let everyday = [first, second]
                .iter()
                .any(|syllable| EVERYDAY.binary_search(syllable).is_ok());
            if lexicon::is_word(first, second) || short && everyday {
                return BareRisk::Rival;
            }
            risk = BareRisk::Short;
        }
        risk
    }
}

/// What a disguise was.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    /// What was read bears marks, or the term has none.
    pub(crate) marked: bool,
    /// Any trick at all.
    pub(crate) tricks_any: bool,
    /// A trick that nobody uses but to hide.
    pub(crate) hidden: bool,
    /// The same, or one that names of other languages have by nature.
    pub(crate) obfuscated: bool,
    /// Words stand without a space between them.
    pub(crate) glued: bool,
    /// What the term is glued to.
    pub(crate) edge: Edge,
    /// How many letters were read from disguise.
    pub(crate) letters: usize,
    /// Signs stand inside its words.
    pub(crate) separated: bool,
    /// A capital begins each word of it: "TaiXiu".
    pub(crate) camel: bool,
    pub(crate) teencode: bool,
    /// It may as well be a code or two abbreviations.
    pub(crate) code_like: bool,
    /// In a host name, a path or a hashtag, where words are always glued.
    pub(crate) in_address: bool,
}

/// Syllables so frequent that a phrase with one of them is on any page: "có
/// bác", "đưa cho", "số để". Pronouns, kinship, particles, prepositions; own
/// list, canonical.
const EVERYDAY: &[&str] = &[
    "anh", "ba", "ban", "bà", "bác", "bé", "bạn", "bị", "bố", "chi", "cho", "chung", "chú", "chỉ",
    "chị", "con", "các", "có", "cô", "công", "cả", "của", "do", "dưới", "em", "gia", "gì", "hai",
    "hay", "họ", "khi", "không", "kinh", "lo", "là", "lên", "lại", "mà", "má", "mẹ", "mới",
    "ngoài", "nhân", "như", "nào", "này", "nên", "nó", "năm", "nếu", "qua", "quan", "ra", "riêng",
    "rồi", "sau", "sinh", "sẽ", "ta", "thanh", "theo", "thu", "thì", "thông", "tiên", "trong",
    "trung", "trên", "tôi", "từ", "và", "vào", "vì", "về", "với", "xem", "ông", "đi", "đã", "đó",
    "được", "đến", "để", "ở",
];

/// How sure, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) confidence: u16,
    pub(crate) reasons: Reasons,
}

impl Verdict {
    pub(crate) const CERTAIN: Verdict = Verdict {
        confidence: 1_000,
        reasons: Reasons::NONE,
    };

    /// Lowers the confidence to a prior, for a reason.
    pub(crate) fn at_most(&mut self, prior: u16, reason: Option<Reason>) {
        self.confidence = self.confidence.min(prior);
        if let Some(reason) = reason {
            self.reasons.add(reason);
        }
    }

    /// Multiplies the confidence, for a reason.
    pub(crate) fn times(&mut self, factor: u16, reason: Reason) {
        self.confidence = (u32::from(self.confidence) * u32::from(factor) / 1_000) as u16;
        self.reasons.add(reason);
    }
}

/// Judges a term met, without a disguise, at the tokens `first..=last`.
pub(crate) fn judge(
    priors: &Priors,
    evidence: Evidence,
    risk: impl FnOnce() -> BareRisk,
    term: TermWords<'_>,
    text: &Normalised,
    first: usize,
    last: usize,
) -> Verdict {
    let mut verdict = Verdict::CERTAIN;
    if evidence.tone {
        verdict.at_most(priors.tone, Some(Reason::TonePlacement));
    }
    if evidence.joined {
        verdict.at_most(priors.joined, None);
    }
    if evidence.typed_bare {
        verdict.at_most(priors.typed_bare, None);
        return verdict;
    }
    if evidence.bare {
        let place = Place { text, first, last };
        judge_bare(&mut verdict, priors, evidence, risk(), term, place);
    } else if boundary::crosses_right(text, last) {
        verdict.times(priors.boundary_factor, Reason::BoundaryCrossed);
    }
    verdict
}

/// Judges a term met in disguise. A disguise switches the guard against bare
/// terms off: nobody hides "có bác".
pub(crate) fn judge_disguised(
    priors: &Priors,
    evidence: Evidence,
    facts: Facts,
    risk: BareRisk,
    text: &Normalised,
    first: usize,
    last: usize,
) -> Verdict {
    let mut verdict = Verdict::CERTAIN;
    if evidence.tone {
        verdict.at_most(priors.tone, Some(Reason::TonePlacement));
    }
    if facts.obfuscated {
        let prior = if facts.marked {
            priors.obfuscated
        } else {
            priors.obfuscated_bare
        };
        verdict.at_most(prior, Some(Reason::Obfuscated));
    }
    if facts.teencode {
        verdict.at_most(priors.teencode, Some(Reason::Teencode));
    }
    if facts.glued {
        let prior = if facts.marked {
            priors.glued
        } else {
            priors.glued_bare
        };
        verdict.at_most(prior, Some(Reason::Glued));
    }
    if !(facts.marked || facts.hidden) {
        judge_bare_letters(&mut verdict, priors, facts, risk, text, first, last);
    }
    if facts.code_like && !facts.marked {
        verdict.times(priors.code_factor, Reason::Code);
    }
    verdict
}

/// Judges letters without marks that stand glued to others, or in teencode:
/// a name or a word of another language may hold them.
fn judge_bare_letters(
    verdict: &mut Verdict,
    priors: &Priors,
    facts: Facts,
    risk: BareRisk,
    text: &Normalised,
    first: usize,
    last: usize,
) {
    let in_context = surroundings::has_context(text, first, last, CONTEXT);
    let doubtful = match facts.edge {
        // "avocado", "cadogan", "aphelenchoide"
        Edge::Syllables if facts.in_address => facts.letters <= SHORT_GLUE_MAX,
        Edge::Syllables => facts.letters < LONG_GLUE_MIN,
        // A word as a whole: "lode" is English, "#lode" is not.
        Edge::Clean => facts.glued && facts.letters <= SHORT_GLUE_MAX && !facts.in_address,
        Edge::Brand | Edge::Unknown => false,
    };
    let doubtful = doubtful && !facts.camel;
    let rivalled = facts.teencode && risk == BareRisk::Rival;
    if (doubtful || rivalled) && !in_context {
        verdict.at_most(priors.ambiguous, Some(Reason::Ambiguous));
    }
    if surroundings::are_foreign(text, first, last) {
        verdict.times(priors.foreign_factor, Reason::ForeignText);
    }
}

/// Where a term was met.
#[derive(Clone, Copy)]
struct Place<'t> {
    text: &'t Normalised,
    /// Tokens, both included.
    first: usize,
    last: usize,
}

/// Judges a term whose marks are absent in the text, at least in part.
fn judge_bare(
    verdict: &mut Verdict,
    priors: &Priors,
    evidence: Evidence,
    risk: BareRisk,
    term: TermWords<'_>,
    place: Place<'_>,
) {
    let Place { text, first, last } = place;
    // Asked last, for it looks at two dozen words; and seldom needed.
    let in_context = OnceCell::new();
    let in_context =
        || *in_context.get_or_init(|| surroundings::has_context(text, first, last, CONTEXT));
    let wholly_bare = !(first..=last).any(|token| text.has_marks(token));
    let bare_around = surroundings::are_bare(text, first, last);
    if !wholly_bare {
        let lost = (first..=last).any(|token| must_have_lost_marks(text, token));
        let prior = match bare_around {
            true => priors.bare,
            false if lost || last > first + 1 || in_context() => priors.bare_in_accented,
            false => priors.partly_bare,
        };
        verdict.at_most(prior, Some(bare_reason(bare_around)));
        if evidence.joined && boundary::goes_on_joined(text, first, last) {
            // A foreign name as it is spoken: "Ma-đa-ga-xca".
            verdict.at_most(priors.ambiguous, Some(Reason::Ambiguous));
        } else if boundary::crosses_right(text, last) || boundary::crosses_left(text, first, last) {
            verdict.times(priors.boundary_factor, Reason::BoundaryCrossed);
        } else if !bare_around
            && (boundary::is_other_word(text, first, last)
                || differs_by_everyday_syllables(term, text, first, last))
            && !in_context()
        {
            verdict.at_most(priors.ambiguous, Some(Reason::Ambiguous));
        }
        return;
    }
    let prior = if bare_around {
        priors.bare
    } else {
        priors.bare_in_accented
    };
    verdict.at_most(prior, Some(bare_reason(bare_around)));
    match risk {
        BareRisk::None => {}
        _ if in_context() => {
            verdict.at_most(priors.ambiguous_in_context, Some(Reason::Ambiguous));
        }
        BareRisk::Short if bare_around => {
            verdict.at_most(priors.bare_in_accented, Some(Reason::Ambiguous));
        }
        _ => verdict.at_most(priors.ambiguous, Some(Reason::Ambiguous)),
    }
    if last <= first + 1 && boundary::crosses_bare(term, text, first, last, risk) && !in_context() {
        verdict.times(priors.boundary_factor, Reason::BoundaryCrossed);
    }
    if surroundings::are_foreign(text, first, last) {
        verdict.times(priors.foreign_factor, Reason::ForeignText);
    }
}

/// Tells whether the syllables in which the text lacks marks are everyday ones
/// as they stand: "hóa đơn không" is more likely meant so than "khống".
fn differs_by_everyday_syllables(
    term: TermWords<'_>,
    text: &Normalised,
    first: usize,
    last: usize,
) -> bool {
    last - first + 1 == term.len()
        && (0..term.len()).all(|token| {
            let found = text.canonical(first + token);
            found == term.canonical(token) || EVERYDAY.binary_search(&found).is_ok()
        })
}

fn bare_reason(bare_around: bool) -> Reason {
    if bare_around {
        Reason::Bare
    } else {
        Reason::BareInAccented
    }
}

/// Tells whether a bare token is a syllable that is never written so: one that
/// ends in a stop has a tone (sắc or nặng), and `ie`, `ye` and `uo` are always
/// `iê`, `yê` and `uô` or `ươ` (the spelling rules taught in schools; `gi`
/// before `e` is an onset).
fn must_have_lost_marks(text: &Normalised, token: usize) -> bool {
    let syllable = text.accented(token);
    if text.has_marks(token) || !text.is_syllable(token) {
        return false;
    }
    let stop = ["c", "ch", "p", "t"]
        .iter()
        .any(|end| syllable.ends_with(end));
    let pair = ["ie", "ye", "uo"]
        .iter()
        .any(|pair| syllable.contains(pair));
    stop || pair && !syllable.starts_with("gi")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_syllables_are_canonical_and_in_order() {
        assert!(EVERYDAY.is_sorted());
        for syllable in EVERYDAY {
            assert_eq!(crate::normalise(syllable).canonical(0), *syllable);
        }
    }

    #[test]
    fn the_risk_of_a_bare_term_is_what_else_it_may_be() {
        for (term, risk) in [
            ("cờ bạc", BareRisk::Rival),
            ("bằng giả", BareRisk::Rival),
            ("đua chó", BareRisk::Rival),
            ("kèo", BareRisk::Rival),
            ("tài xỉu", BareRisk::Short),
            ("việc nhẹ lương cao", BareRisk::None),
            ("mã otp", BareRisk::None),
        ] {
            let words = crate::normalise(term);
            let numbers: Vec<u32> = (0..words.len() as u32).collect();
            let words = TermWords::of_text(&words, &numbers);
            assert_eq!(BareRisk::of(words), risk, "{term}");
        }
    }
}
