//! The terms under which the syllables of a text stand in the index, made the
//! same way for pages and for queries.

use vitext::Normalised;

use crate::schema::TOKEN_BYTES_MAX;

/// What parts the folded from the accented form in an accented term; sorts
/// before everything a token can hold.
const PART: char = '\t';

/// Ends the accented term of a token with unseen characters inside.
const DISGUISED: &str = "\t~";

/// Returns the accented term of a token: its folded form, then its canonical
/// one. All spellings of one folded syllable thus stand side by side in the
/// dictionary of the index, where a search can look them up.
pub(crate) fn accented(text: &Normalised, token: usize) -> String {
    let mut term = String::new();
    push_accented(&mut term, text, token);
    term
}

/// Writes the accented term of a token behind `out`.
pub(crate) fn push_accented(out: &mut String, text: &Normalised, token: usize) {
    out.push_str(folded(text, token));
    out.push(PART);
    out.push_str(clip(text.canonical(token)));
    if text.is_disguised(token) {
        out.push_str(DISGUISED);
    }
}

/// Returns what every accented term of a folded form begins with.
pub(crate) fn spellings_of(folded: &str) -> String {
    let mut prefix = folded.to_owned();
    prefix.push(PART);
    prefix
}

/// A spelling of a syllable as it stands in the index.
pub(crate) struct Spelling {
    words: Normalised,
    is_disguised: bool,
}

impl Spelling {
    /// Reads an accented term.
    pub(crate) fn read(term: &str) -> Option<Spelling> {
        let (_, canonical) = term.split_once(PART)?;
        let (canonical, is_disguised) = match canonical.strip_suffix(DISGUISED) {
            Some(canonical) => (canonical, true),
            None => (canonical, false),
        };
        let words = vitext::normalise(canonical);
        (words.len() == 1).then_some(Spelling {
            words,
            is_disguised,
        })
    }

    /// Tells whether a typed word meets the spelling in a search: marks may be
    /// absent on either side, never contradictory, and what has unseen
    /// characters inside is met only by what was typed with no mark too many.
    /// The evaluator's rule for tokens, on what the index keeps of them.
    pub(crate) fn is_met_by(&self, typed: &Normalised, token: usize) -> bool {
        let text_lacks_marks =
            !self.is_disguised && vitext::compare(typed, token, &self.words, 0).is_some();
        text_lacks_marks || vitext::compare(&self.words, 0, typed, token).is_some()
    }
}

/// Returns the folded term of a token. Two tokens that agree at any rung up to
/// `folded` have the same one, which is what lets the index propose by it.
pub(crate) fn folded(text: &Normalised, token: usize) -> &str {
    clip(text.key(token))
}

/// Stands between the two of a pair. It stands in no token, so that no pair
/// can be taken for a single term.
pub(crate) const PAIR: char = ' ';

/// Returns the term of two neighbouring folded terms.
pub(crate) fn pair(left: &str, right: &str) -> String {
    format!("{left}{PAIR}{right}")
}

/// Tells whether the terms of every spelling of a token are whole, so that
/// equal terms mean equal tokens: a marked letter has at most three bytes.
pub(crate) fn is_whole(text: &Normalised, token: usize) -> bool {
    text.key(token).len() * 3 <= TOKEN_BYTES_MAX
}

/// Cuts a term at [`TOKEN_BYTES_MAX`], between characters.
fn clip(term: &str) -> &str {
    match term.get(..TOKEN_BYTES_MAX) {
        Some(head) => head,
        None if term.len() <= TOKEN_BYTES_MAX => term,
        None => {
            let end = (0..TOKEN_BYTES_MAX)
                .rev()
                .find(|&end| term.is_char_boundary(end))
                .unwrap_or(0);
            term.get(..end).unwrap_or_default()
        }
    }
}

/// Returns the host and every domain above it, down to the last label; an IP
/// literal has none above.
pub(crate) fn host_and_above(host: &haidang_model::Host) -> Vec<&str> {
    let mut names = vec![host.as_str()];
    if host.as_ip().is_none() {
        let mut rest = host.as_str();
        while let Some((_, above)) = rest.split_once('.') {
            names.push(above);
            rest = above;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_terms_are_cut_between_characters() {
        let long = "ộ".repeat(TOKEN_BYTES_MAX);
        let cut = clip(&long);
        assert!(cut.len() <= TOKEN_BYTES_MAX && long.starts_with(cut));
        assert_eq!(cut.len(), TOKEN_BYTES_MAX / "ộ".len() * "ộ".len());
        let fits = "a".repeat(TOKEN_BYTES_MAX);
        assert_eq!(clip(&fits), fits);
        assert_eq!(clip(""), "");
    }

    #[test]
    fn spellings_of_one_syllable_are_one_term() {
        for (left, right) in [("hoà", "hòa"), ("kỳ", "kì"), ("Đề", "đề"), ("QUÝ", "quý")]
        {
            let (left, right) = (vitext::normalise(left), vitext::normalise(right));
            assert_eq!(accented(&left, 0), accented(&right, 0));
            assert_eq!(folded(&left, 0), folded(&right, 0));
        }
        let (marked, bare) = (vitext::normalise("kỳ"), vitext::normalise("ky"));
        assert_ne!(accented(&marked, 0), accented(&bare, 0));
        assert_eq!(folded(&marked, 0), folded(&bare, 0));
    }

    #[test]
    fn a_typed_word_meets_what_does_not_contradict_it() {
        for (typed, text, met) in [
            ("đề", "đề", true),
            ("đề", "de", true),
            ("de", "đề", true),
            ("đê", "đề", true),
            ("đề", "để", false),
            ("đề", "dê", true),
            ("kỳ", "kì", true),
            ("đề", "đ\u{200b}ề", true),
            ("de", "đ\u{200b}ề", true),
            ("đề", "d\u{200b}e", false),
        ] {
            let (typed, text) = (vitext::normalise(typed), vitext::normalise(text));
            let term = accented(&text, 0);
            assert!(term.starts_with(&spellings_of(folded(&typed, 0))), "{term}");
            let spelling = Spelling::read(&term).unwrap();
            assert_eq!(spelling.is_met_by(&typed, 0), met, "{term}");
        }
    }

    #[test]
    fn domains_above_a_host() {
        let host = haidang_model::Host::parse("a.b.gov.vn").unwrap();
        assert_eq!(
            host_and_above(&host),
            ["a.b.gov.vn", "b.gov.vn", "gov.vn", "vn"]
        );
        let ip = haidang_model::Host::parse("127.0.0.1").unwrap();
        assert_eq!(host_and_above(&ip), ["127.0.0.1"]);
    }
}
