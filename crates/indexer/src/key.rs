//! The terms under which the syllables of a text stand in the index, made the
//! same way for pages and for queries.

use vitext::Normalised;

use crate::schema::TOKEN_BYTES_MAX;

/// Returns the accented term of a token: its canonical form, so that every
/// agreed spelling of one syllable is one term.
pub(crate) fn accented(text: &Normalised, token: usize) -> &str {
    clip(text.canonical(token))
}

/// Returns the folded term of a token. Two tokens that agree at any rung up to
/// `folded` have the same one, which is what lets the index propose by it.
pub(crate) fn folded(text: &Normalised, token: usize) -> &str {
    clip(text.key(token))
}

/// Returns the term of two neighbouring folded terms. A blank stands in no
/// token, so no pair can be taken for a single term.
pub(crate) fn pair(left: &str, right: &str) -> String {
    let mut pair = String::with_capacity(left.len() + 1 + right.len());
    pair.push_str(left);
    pair.push(' ');
    pair.push_str(right);
    pair
}

/// Tells whether a token's terms are whole, so that equal terms mean equal
/// tokens.
pub(crate) fn is_whole(text: &Normalised, token: usize) -> bool {
    text.canonical(token).len() < TOKEN_BYTES_MAX
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
