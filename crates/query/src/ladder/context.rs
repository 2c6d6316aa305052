//! Words of the trade: beside one of them, a short bare term is more likely to
//! be the watched one ("co bac nao" against "co bac online").

use vitext::Normalised;

/// Written by hand from what advertisements of gambling, loans, fake papers and
/// accounts say about themselves; folded. None of them alone is a harm, and
/// none is a common word of running text. One or two syllables each.
const WORDS: &[&[&str]] = &[
    &["bong", "da"],
    &["casino"],
    &["chap", "nhan"],
    &["dang", "ky"],
    &["dat", "cuoc"],
    &["doi", "thuong"],
    &["game"],
    &["hotline"],
    &["hoan", "tien"],
    &["inbox"],
    &["khuyen", "mai"],
    &["lai", "suat"],
    &["lien", "he"],
    &["link"],
    &["md5"],
    &["mien", "bac"],
    &["mien", "nam"],
    &["nap", "rut"],
    &["nap", "tien"],
    &["nhan", "thuong"],
    &["online"],
    &["rut", "tien"],
    &["sieu", "toc"],
    &["slot"],
    &["tai", "app"],
    &["telegram"],
    &["the", "chap"],
    &["trang", "chu"],
    &["tren", "mang"],
    &["truc", "tuyen"],
    &["tu", "van"],
    &["uy", "tin"],
    &["zalo"],
];

/// Tells whether one of the words stands at most `reach` tokens before `first`
/// or after `last`.
pub(super) fn is_near(text: &Normalised, first: usize, last: usize, reach: usize) -> bool {
    let before = first.saturating_sub(reach)..first;
    let after = last + 1..(last + 1 + reach).min(text.len());
    begins_word(text, before) || begins_word(text, after)
}

fn begins_word(text: &Normalised, mut tokens: std::ops::Range<usize>) -> bool {
    let end = tokens.end;
    tokens.any(|token| {
        WORDS.iter().any(|word| {
            token + word.len() <= end
                && word
                    .iter()
                    .enumerate()
                    .all(|(at, syllable)| text.folded(token + at) == *syllable)
        })
    })
}
