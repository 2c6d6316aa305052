//! How sure a hit is: one table of confidences, and the evidence that picks a
//! row of it.

mod context;

use haidang_model::{Confidence, HitReason, Rung};
use vitext::{Agreement, Normalised};

/// The confidences of the ladder, in thousandths. First estimates, from the
/// published experience that the design quotes; review recalibrates them.
struct Table {
    /// As the term is written.
    exact: u16,
    /// Tone on another vowel, i for y, ð for đ.
    tone: u16,
    /// Every mark is there, but `-`, `_`, `+` or `/` stands for the space.
    joined: u16,
    /// Bare, and so is the text around.
    bare: u16,
    /// Bare in text that has marks: as a whole, or in a syllable that the
    /// language does not have without them (`bac`, `thuong`), or beside a word
    /// of the trade.
    bare_in_accented: u16,
    /// One syllable is bare in text that has marks, and may well be meant so:
    /// "đổi thương hiệu" is not "đổi thưởng", nor is "làm gia đình" "làm giả".
    /// These are the bulk of what folding finds in an encyclopedia.
    partly_bare: u16,
    /// Bare and short, so that it may be many other words.
    ambiguous: u16,
    /// The same, beside a word of the trade.
    ambiguous_in_context: u16,
    /// A search typed without marks that meets text with them.
    typed_bare: u16,
}

const TABLE: Table = Table {
    exact: 1_000,
    tone: 980,
    joined: 950,
    bare: 800,
    bare_in_accented: 600,
    partly_bare: 450,
    ambiguous: 350,
    ambiguous_in_context: 650,
    typed_bare: 800,
};

/// Tokens looked at on either side to tell whether a text bears marks: about a
/// sentence.
const SURROUNDINGS: usize = 15;

/// Share of marked syllables below which the surroundings are bare; running
/// Vietnamese text has about .7.
const BARE_SHARE_MAX: f64 = 0.5;

/// Letters of a short syllable.
const SHORT_LETTERS_MAX: usize = 3;

/// Tokens on either side in which a word of the trade counts as context.
const CONTEXT: usize = 12;

/// How the words of a term and of the text agree, gathered token by token.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Evidence {
    tone: bool,
    bare: bool,
    joined: bool,
    typed_bare: bool,
}

impl Evidence {
    pub(crate) fn agree(&mut self, agreement: Agreement) {
        match agreement {
            Agreement::Exact => {}
            Agreement::Tone => self.tone = true,
            Agreement::Folded => self.bare = true,
        }
    }

    /// A mark stands in the text that the term, as typed, lacks.
    pub(crate) fn typed_bare(&mut self) {
        self.typed_bare = true;
    }

    /// A joiner stands where the term has a space, or the other way round.
    pub(crate) fn joined(&mut self) {
        self.joined = true;
    }

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

/// How sure, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) confidence: Confidence,
    pub(crate) reasons: Vec<HitReason>,
}

/// Judges a term met at the tokens `first..=last` of `text`. `is_short` is
/// [`is_short`] of the term.
pub(crate) fn judge(
    evidence: Evidence,
    is_short: bool,
    text: &Normalised,
    first: usize,
    last: usize,
) -> Verdict {
    let mut reasons = Vec::new();
    let mut permille = TABLE.exact;
    if evidence.tone {
        permille = permille.min(TABLE.tone);
        reasons.push(HitReason::TonePlacement);
    }
    if evidence.joined {
        permille = permille.min(TABLE.joined);
    }
    if evidence.typed_bare {
        permille = permille.min(TABLE.typed_bare);
    }
    if evidence.bare {
        let (found, reason) = judge_bare(is_short, text, first, last);
        permille = permille.min(found);
        reasons.extend(reason);
    }
    Verdict {
        confidence: Confidence::from_permille(permille),
        reasons,
    }
}

/// Judges a term whose marks are absent in the text, at least in part.
fn judge_bare(
    is_short: bool,
    text: &Normalised,
    first: usize,
    last: usize,
) -> (u16, Vec<HitReason>) {
    let wholly_bare = !(first..=last).any(|token| text.has_marks(token));
    let in_context = || context::is_near(text, first, last, CONTEXT);
    let (permille, reason) = if share_around(text, first, last) < BARE_SHARE_MAX {
        (TABLE.bare, HitReason::Bare)
    } else if wholly_bare
        || (first..=last).any(|token| must_have_lost_marks(text, token))
        || in_context()
    {
        (TABLE.bare_in_accented, HitReason::BareInAccented)
    } else {
        (TABLE.partly_bare, HitReason::BareInAccented)
    };
    if !(is_short && wholly_bare) {
        return (permille, vec![reason]);
    }
    let ambiguous = if in_context() {
        TABLE.ambiguous_in_context
    } else {
        TABLE.ambiguous
    };
    (permille.min(ambiguous), vec![reason, HitReason::Ambiguous])
}

/// Tells whether a bare token is a syllable that is never written so: one that
/// ends in a stop has a tone (sắc or nặng), and `ie`, `ye` and `uo` are always
/// `iê`, `yê` and `uô` or `ươ` (the spelling rules taught in schools; `gi`
/// before `e` is an onset).
fn must_have_lost_marks(text: &Normalised, token: usize) -> bool {
    let syllable = text.accented(token);
    if text.has_marks(token) || !vitext::is_syllable(syllable) {
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

/// Tells whether a term without its marks is so short that it may be many
/// other words: one syllable, or two of at most three letters ("cờ bạc" and
/// "có bác" are both `co bac`). A token that is no Vietnamese syllable (`otp`)
/// cannot be mistaken for one.
pub(crate) fn is_short(term: &Normalised) -> bool {
    let syllables = (0..term.len()).all(|token| vitext::is_syllable(term.folded(token)));
    let short = |token| term.folded(token).chars().count() <= SHORT_LETTERS_MAX;
    syllables && (term.len() == 1 || term.len() == 2 && short(0) && short(1))
}

/// Returns the share of marked syllables around the tokens, without them.
fn share_around(text: &Normalised, first: usize, last: usize) -> f64 {
    let before = first.saturating_sub(SURROUNDINGS)..first;
    let after = last + 1..(last + 1 + SURROUNDINGS).min(text.len());
    let (weight_before, weight_after) = (before.len() as f64, after.len() as f64);
    let weight = weight_before + weight_after;
    if weight == 0.0 {
        return 0.0;
    }
    (text.accented_share(before) * weight_before + text.accented_share(after) * weight_after)
        / weight
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the confidence, in thousandths, with which `term` is met as the
    /// tokens `at..` of `text`.
    fn check(term: &str, text: &str, at: usize, expected: (u16, &[HitReason])) {
        let term_words = vitext::normalise(term);
        let text_words = vitext::normalise(text);
        let mut evidence = Evidence::default();
        for token in 0..term_words.len() {
            let agreement = vitext::compare(&term_words, token, &text_words, at + token);
            evidence.agree(agreement.unwrap());
        }
        let last = at + term_words.len() - 1;
        let verdict = judge(evidence, is_short(&term_words), &text_words, at, last);
        let found = (verdict.confidence.permille(), verdict.reasons.as_slice());
        assert_eq!(found, expected, "{term} in {text}");
    }

    #[test]
    fn the_ladder_is_climbed_step_by_step() {
        use HitReason::{Ambiguous, Bare, BareInAccented, TonePlacement};
        check("đánh bạc", "đường dây ĐÁNH BẠC", 2, (1_000, &[]));
        check("xóa nợ", "dịch vụ xoá nợ", 2, (980, &[TonePlacement]));
        check("pháo nổ", "ban phao no tet", 1, (800, &[Bare]));
        check("khóa thẻ", "khoa the", 0, (800, &[Bare]));
        check(
            "đổi thưởng",
            "chơi game bài doi thuong uy tín nhất hiện nay",
            3,
            (600, &[BareInAccented]),
        );
        check(
            "đánh bạc",
            "tổ chức đánh bac ăn tiền ở xã",
            2,
            (600, &[BareInAccented]),
        );
        check(
            "đổi thưởng",
            "công ty đổi thương hiệu để bán hàng",
            2,
            (450, &[BareInAccented]),
        );
        check(
            "cờ bạc",
            "co bac nao biet khong",
            0,
            (350, &[Bare, Ambiguous]),
        );
        check(
            "tài xỉu",
            "tai xiu md5 nap rut nhanh",
            0,
            (650, &[Bare, Ambiguous]),
        );
    }

    #[test]
    fn short_terms_are_those_that_read_many_ways() {
        for (term, short) in [
            ("đề", true),
            ("cờ bạc", true),
            ("tài xỉu", true),
            ("bằng giả", false),
            ("đánh bạc", false),
            ("mã otp", false),
            ("việc nhẹ lương cao", false),
            ("số đề miền bắc", false),
        ] {
            assert_eq!(is_short(&vitext::normalise(term)), short, "{term}");
        }
    }
}
