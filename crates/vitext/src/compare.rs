//! Marks may be absent in the text, never contradictory.

use unicode_normalization::UnicodeNormalization;

use crate::{
    Normalised,
    canonical::Shape,
    fold::is_strippable,
    letter::{Letter, Quality, Tone},
};

/// How far a token of a text agrees with a token of a term, closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// The same but for case and for the bytes that spell a letter.
    Exact,
    /// The tone elsewhere, i for y, or ð for đ.
    Tone,
    /// The text lacks marks that the term has; those it has are the term's.
    Folded,
}

/// Compares one token of a term with one token of a text; `None` when the
/// letters differ, a mark of the text contradicts the term, or the text's
/// token hides unseen characters ([`Normalised::is_disguised`]).
///
/// Vowel quality (and the bar of đ) is held against its own letter. The tone
/// belongs to the syllable, so it may stand on another vowel.
///
/// ```
/// use vitext::{Agreement, compare, normalise};
/// let term = normalise("đánh");
/// let agreement = |text: &str| compare(&term, 0, &normalise(text), 0);
/// assert_eq!(agreement("ĐÁNH"), Some(Agreement::Exact));
/// assert_eq!(agreement("Ðánh"), Some(Agreement::Tone));
/// assert_eq!(agreement("đanh"), Some(Agreement::Folded));
/// assert_eq!(agreement("đành"), None);
/// ```
pub fn compare(term: &Normalised, ti: usize, text: &Normalised, xi: usize) -> Option<Agreement> {
    if ti >= term.len() || xi >= text.len() || text.is_disguised(xi) {
        return None;
    }
    if term.accented(ti) == text.accented(xi) {
        return Some(Agreement::Exact);
    }
    // Most pairs end here: two keys a few bytes long.
    if term.key(ti) != text.key(xi) {
        return None;
    }
    let (term, text) = (term.canonical(ti), text.canonical(xi));
    if term == text {
        return Some(Agreement::Tone);
    }
    marks_are_absent(term, text).then_some(Agreement::Folded)
}

/// Tells whether every mark of `text` is also in `term`. Both are canonical.
pub(crate) fn marks_are_absent(term: &str, text: &str) -> bool {
    let tone_moves = is_one_syllable(term);
    let (mut term_tone, mut text_tone) = (Tone::Level, Tone::Level);
    let (mut term, mut text) = (term.chars(), text.chars());
    loop {
        match (term.next(), text.next()) {
            (None, None) => break,
            (Some(wanted), Some(found)) if wanted == found => {
                // A tone may still stand on another vowel of the other side.
                let tone = Letter::of(wanted).map_or(Tone::Level, |letter| letter.tone);
                if tone != Tone::Level {
                    term_tone = tone;
                    text_tone = tone;
                }
            }
            (Some(wanted), Some(found)) => match (Letter::of(wanted), Letter::of(found)) {
                (Some(wanted), Some(found)) => {
                    let quality_agrees =
                        found.quality == Quality::Plain || found.quality == wanted.quality;
                    if wanted.base != found.base || !quality_agrees {
                        return false;
                    }
                    if !tone_moves && found.tone != Tone::Level && found.tone != wanted.tone {
                        return false;
                    }
                    if wanted.tone != Tone::Level {
                        term_tone = wanted.tone;
                    }
                    if found.tone != Tone::Level {
                        // Two different tones make no syllable.
                        if text_tone != Tone::Level && text_tone != found.tone {
                            return false;
                        }
                        text_tone = found.tone;
                    }
                }
                // A foreign letter without its marks: n for ñ.
                _ if stripped(wanted) == Some(found) => {}
                _ => return false,
            },
            _ => return false,
        }
    }
    !tone_moves || text_tone == Tone::Level || text_tone == term_tone
}

/// Tells whether a token has the shape of a single syllable, so that its tone
/// may stand on any of its vowels. Bounded: longer tokens are none.
fn is_one_syllable(token: &str) -> bool {
    let mut letters = [Letter {
        base: 0,
        quality: Quality::Plain,
        tone: Tone::Level,
    }; 8];
    let mut count = 0;
    for c in token.chars() {
        match (Letter::of(c), letters.get_mut(count)) {
            (Some(letter), Some(place)) => *place = letter,
            _ => return false,
        }
        count += 1;
    }
    letters.get(..count).and_then(Shape::of).is_some()
}

/// Returns the letter under a foreign letter's marks, if it is one letter with
/// marks that folding strips.
fn stripped(c: char) -> Option<char> {
    let mut parts = c.nfd();
    let base = parts.next()?;
    parts.all(is_strippable).then_some(base)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise;

    fn check(term: &str, text: &str, agreement: Option<Agreement>) {
        let (term_tokens, text_tokens) = (normalise(term), normalise(text));
        assert_eq!(
            (term_tokens.len(), text_tokens.len()),
            (1, 1),
            "{term:?} {text:?}"
        );
        assert_eq!(
            compare(&term_tokens, 0, &text_tokens, 0),
            agreement,
            "term {term:?}, text {text:?}"
        );
    }

    #[test]
    fn marks_may_be_absent_never_contradictory() {
        use Agreement::{Exact, Folded, Tone};
        for (term, text, agreement) in [
            ("đánh", "Đánh", Some(Exact)),
            ("đánh", "đa\u{301}nh", Some(Exact)),
            ("đánh", "đanh", Some(Folded)),
            ("đánh", "danh", Some(Folded)),
            ("đánh", "dánh", Some(Folded)),
            ("đánh", "đành", None),
            ("đánh", "đảnh", None),
            ("đánh", "đănh", None),
            ("danh", "đánh", None),
            ("danh", "đanh", None),
            ("đánh", "đán", None),
            ("hóa", "hoa", Some(Folded)),
            ("hóa", "hoá", Some(Tone)),
            ("hoá", "hóa", Some(Tone)),
            ("hoà", "hóa", None),
            ("hoa", "hoá", None),
            ("quý", "quí", Some(Tone)),
            ("quý", "qui", Some(Folded)),
            ("quý", "quy", Some(Folded)),
            ("kỳ", "kì", Some(Tone)),
            ("kỳ", "ki", Some(Folded)),
            ("kỳ", "kí", None),
            ("thúy", "thui", None),
            ("độ", "đô", Some(Folded)),
            ("độ", "đọ", Some(Folded)),
            ("độ", "do", Some(Folded)),
            ("độ", "dộ", Some(Folded)),
            ("độ", "đồ", None),
            ("độ", "đơ", None),
            ("giấy", "giây", Some(Folded)),
            ("giấy", "giáy", Some(Folded)),
            ("giả", "gia", Some(Folded)),
            ("giả", "giá", None),
            ("thuở", "thuỏ", Some(Folded)),
            ("thuở", "thủo", Some(Folded)),
            ("lừa", "lùa", Some(Folded)),
            ("tuyển", "tuyên", Some(Folded)),
            ("tuyển", "tuyến", None),
            ("đề", "để", None),
            ("Ðề", "đề", Some(Tone)),
            ("đề", "Ðe", Some(Folded)),
            ("đánhbạc", "đanhbạc", Some(Folded)),
            ("đánhbạc", "đanhbac", Some(Folded)),
            ("đánhbac", "đanhbác", None),
            ("señor", "senor", Some(Folded)),
            ("senor", "señor", None),
            ("md5", "MD5", Some(Exact)),
            ("md5", "md6", None),
            ("đánh", "đá\u{200b}nh", None),
            ("đánh", "\u{feff}đánh\u{200b}", Some(Exact)),
        ] {
            check(term, text, agreement);
        }
    }

    #[test]
    fn tokens_that_are_not_there_agree_with_nothing() {
        let text = normalise("đánh");
        assert_eq!(compare(&text, 1, &text, 0), None);
        assert_eq!(compare(&text, 0, &text, 1), None);
    }
}
