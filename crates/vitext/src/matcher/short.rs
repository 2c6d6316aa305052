//! Terms some of whose words are shortened: "hack tkhoản", "hack tk".
//!
//! A term of some words can be shortened in as many ways, and filing each as a
//! term of its own made the trie four times as large. So the trie holds terms
//! in full alone, a short form leads over the words that it may stand for, and
//! only what arrives at a term is held against the term's own short forms.

use std::collections::HashMap;

use super::{
    spelling::Drafts,
    table::NumberMap,
    term::Term,
    trie::{Shorts, Trie, short_path},
    vocabulary::Vocabulary,
};
use crate::{Normalised, normalise::normalise_into, teencode};

/// The short forms of the words of all terms.
#[derive(Debug, Default)]
pub(super) struct ShortForms {
    pub(super) keys: Shorts,
    /// Where the short forms of a pair stand in `forms`, by the letter that the
    /// first is shortened to and the number of the second.
    by_pair: NumberMap<(u32, u32)>,
    /// Short forms in general use, by the numbers of the words.
    known: HashMap<Box<[u32]>, Vec<u32>>,
    /// Numbers among the words of the terms.
    forms: Vec<u32>,
}

fn pair(letter: char, second: u32) -> u64 {
    u64::from(u32::from(letter)) << 32 | u64::from(second)
}

/// Tells whether a term is looked for in short, too.
pub(super) fn may_be_short(term: &Term) -> bool {
    term.len as usize >= teencode::TERM_WORDS_MIN && term.is_plain()
}

impl ShortForms {
    /// Returns the short forms of some words of a term, the first of which is
    /// the word `at`, by their numbers.
    pub(super) fn of(
        &self,
        vocabulary: &Vocabulary,
        term: &Term,
        at: usize,
        taken: usize,
    ) -> impl Iterator<Item = u32> {
        let numbers = vocabulary.numbers_of(term);
        let within =
            may_be_short(term) && at + taken <= numbers.len().min(teencode::ABBREVIATED_WORDS_MAX);
        let words = match within {
            true => numbers.get(at..at + taken).unwrap_or_default(),
            false => &[],
        };
        let known = self.known.get(words).map_or(&[][..], Vec::as_slice);
        let of_pair = match words {
            [first, second] => teencode::initial(vocabulary.words().accented(*first as usize))
                .and_then(|letter| self.by_pair.get(&pair(letter, *second)))
                .and_then(|&(from, to)| self.forms.get(from as usize..to as usize))
                .unwrap_or_default(),
            _ => &[],
        };
        let new = |form: &&u32| !known.contains(form);
        known.iter().chain(of_pair.iter().filter(new)).copied()
    }
}

/// Words that have short forms in general use, by their numbers.
struct Known {
    words: Vec<u32>,
    forms: Vec<u32>,
}

/// Gathers the short forms of terms while a matcher is built.
pub(super) struct ShortBuilder<'a> {
    pub(super) vocabulary: &'a mut Vocabulary,
    pub(super) trie: &'a mut Trie,
    pub(super) drafts: &'a mut Drafts,
    /// Keys of the words that are no short forms, by their numbers.
    pub(super) keys: &'a [u32],
}

impl ShortBuilder<'_> {
    pub(super) fn build(mut self, terms: &[Term]) -> ShortForms {
        let words = self.keys.len();
        let initials: Vec<Option<char>> = (0..words)
            .map(|word| teencode::initial(self.vocabulary.words().accented(word)))
            .collect();
        let mut known_by_first: HashMap<u32, Vec<Known>> = HashMap::new();
        for (long, shorts) in &teencode::KNOWN {
            let numbers = long.split(' ').map(|word| self.vocabulary.number(word));
            let Some(numbers) = numbers.collect::<Option<Vec<u32>>>() else {
                continue;
            };
            let Some(first) = numbers.first() else {
                continue;
            };
            let forms = teencode::shorts_of_known(shorts).map(str::to_owned);
            let forms = self.add_all(forms.collect());
            known_by_first.entry(*first).or_default().push(Known {
                words: numbers,
                forms,
            });
        }
        let mut made = ShortForms::default();
        // Short key, and the keys of the words.
        let mut paths: Vec<(u32, [u32; 4])> = Vec::new();
        // The keys of the short forms, beside `made.forms`.
        let mut short_keys: Vec<u32> = Vec::new();
        for term in terms.iter().filter(|term| may_be_short(term)) {
            let numbers = self.vocabulary.numbers_of(term).to_vec();
            let numbers = numbers
                .get(..numbers.len().min(teencode::ABBREVIATED_WORDS_MAX))
                .unwrap_or_default();
            for at in 0..numbers.len() {
                let rest = numbers.get(at..).unwrap_or_default();
                let Some(first) = rest.first() else { continue };
                for Known { words: long, forms } in known_by_first.get(first).into_iter().flatten()
                {
                    if !rest.starts_with(long) || made.known.contains_key(long.as_slice()) {
                        continue;
                    }
                    let keys = long.iter().filter_map(|word| self.keys.get(*word as usize));
                    let path = short_path(keys.copied());
                    let of_forms = forms
                        .iter()
                        .filter_map(|form| Some((self.key_of(*form)?, path?)));
                    paths.extend(of_forms);
                    made.known.insert(long.as_slice().into(), forms.clone());
                }
                let Some([_, second]) = rest.first_chunk::<2>() else {
                    continue;
                };
                let Some(letter) = initials.get(*first as usize).copied().flatten() else {
                    continue;
                };
                if !self.vocabulary.words().is_syllable(*second as usize) {
                    continue;
                }
                let place = pair(letter, *second);
                let (from, to) = match made.by_pair.get(&place) {
                    Some(known) => *known,
                    None => {
                        let whole = self.vocabulary.words().accented(*second as usize);
                        let shorts = teencode::shorts_of_pair(letter, whole).collect();
                        let forms = self.add_all(shorts);
                        let from = made.forms.len() as u32;
                        short_keys.extend(forms.iter().filter_map(|form| self.key_of(*form)));
                        made.forms.extend(forms);
                        let range = (from, made.forms.len() as u32);
                        made.by_pair.insert(place, range);
                        range
                    }
                };
                let keys = [first, second].map(|word| self.keys.get(*word as usize).copied());
                let path = short_path(keys.into_iter().flatten());
                let shorts = short_keys.get(from as usize..to as usize);
                for short in shorts.unwrap_or_default() {
                    paths.extend(path.map(|path| (*short, path)));
                }
            }
        }
        made.forms.shrink_to_fit();
        made.by_pair.shrink_to_fit();
        made.keys = Shorts::of(paths);
        made
    }

    /// Adds short forms to the words, the keys and the spellings; returns their
    /// numbers.
    fn add_all(&mut self, shorts: Vec<String>) -> Vec<u32> {
        let mut text = Normalised::default();
        let mut numbers = Vec::with_capacity(shorts.len());
        for short in shorts {
            normalise_into(&short, &mut text);
            let number = self.vocabulary.add(&text, 0);
            let key = self.trie.add_key(text.key(0));
            self.drafts.add(text.folded(0), text.key(0), key);
            numbers.push(number);
        }
        numbers
    }

    fn key_of(&self, word: u32) -> Option<u32> {
        self.trie
            .known_key(self.vocabulary.words().key(word as usize))
    }
}

#[cfg(test)]
mod tests {
    use crate::{MatcherBuilder, Reason, Rung, teencode};

    #[test]
    fn every_short_form_of_a_term_is_met_and_no_other() {
        let terms = [
            "hack tài khoản",
            "bán số điện thoại",
            "số điện thoại",
            "làm giả căn cước công dân",
            "mua bán tài khoản ngân hàng giá rẻ",
            "vay tín dụng đen",
            "nạp rút công ty online",
        ];
        let mut builder = MatcherBuilder::new();
        let ids = terms.map(|term| builder.add(term));
        let matcher = builder.build();
        let met = |text: &str, rung: Rung| {
            let hits = matcher.find(text).into_iter();
            let same = move |hit: &crate::TermHit| {
                hit.rung == rung && hit.reasons.iter().any(|reason| reason == Reason::Teencode)
            };
            hits.filter(same).map(|hit| hit.term).collect::<Vec<_>>()
        };
        let mut tried = 0;
        for (term, id) in terms.iter().zip(ids) {
            let words: Vec<&str> = term.split(' ').collect();
            for (first, taken, short) in teencode::abbreviations(&words) {
                let mut shortened = words.clone();
                shortened.splice(first..first + taken, [short.as_str()]);
                let text = format!("Nhận {} ngay.", shortened.join(" "));
                assert!(met(&text, Rung::Deobf).contains(&id), "{text}");
                tried += 1;
                // The same letters in place of another word are nothing.
                let mut other = words.clone();
                let unknown = format!("x{short}");
                other.splice(first..first + taken, [unknown.as_str()]);
                let text = format!("Nhận {} ngay.", other.join(" "));
                assert!(!met(&text, Rung::Deobf).contains(&id), "{text}");
            }
        }
        assert!(tried > 25, "{tried}");
    }
}
