//! The words of all terms, each kept once.

use super::{
    table::WordTable,
    term::{Term, is_odd},
};
use crate::{Gap, Normalised};

/// In place of a number.
pub(super) const NO_WORD: u32 = u32::MAX;

/// The different words of all terms, and each term as numbers of them.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// One token for each word.
    words: Normalised,
    /// Numbers of the words, by their accented forms; once the terms are all
    /// there, without those that are short forms alone.
    numbers: WordTable,
    /// The words of all terms, one term after the other, and what stands
    /// before each.
    listed: Vec<u32>,
    gaps: Vec<Gap>,
}

/// Where the words of a term are listed, and what stands between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listed {
    pub(super) from: u32,
    pub(super) len: u32,
    /// The first of them.
    pub(super) head: [u32; 4],
    /// A gap inside the term is one that no other term crosses.
    pub(super) has_odd_gap: bool,
    pub(super) has_spaces_only: bool,
}

impl Vocabulary {
    /// Returns the number of a word of a text, adding it if it is new.
    pub(super) fn add(&mut self, text: &Normalised, token: usize) -> u32 {
        let number = self.numbers.add(text.accented(token));
        if number as usize == self.words.len() {
            self.words.push_word_of(text, token);
        }
        number
    }

    /// Returns the number of a word, if a term has it.
    pub(super) fn number(&self, accented: &str) -> Option<u32> {
        self.numbers.get(accented)
    }

    /// Lists the words of a term.
    pub(super) fn list(&mut self, term: &Normalised) -> Listed {
        let mut listed = Listed {
            from: self.listed.len() as u32,
            len: term.len() as u32,
            head: [NO_WORD; 4],
            has_odd_gap: false,
            has_spaces_only: true,
        };
        for token in 0..term.len() {
            let (number, gap) = (self.add(term, token), term.gap(token));
            self.listed.push(number);
            if let Some(place) = listed.head.get_mut(token) {
                *place = number;
            }
            self.gaps.push(gap);
            listed.has_odd_gap |= token > 0 && is_odd(gap);
            listed.has_spaces_only &= token == 0 || gap == Gap::Space;
        }
        listed
    }

    /// No more words are added. Those past the first `count` are short forms
    /// alone, which are looked up by their keys.
    pub(super) fn finish(&mut self, count: usize) {
        self.numbers = WordTable::default();
        for word in 0..count {
            self.numbers.add(self.words.accented(word));
        }
        self.listed.shrink_to_fit();
        self.gaps.shrink_to_fit();
        self.words.shrink_to_fit();
    }

    /// Returns the number of a token's word; `NO_WORD` when no term has it, and
    /// for a token that hides unseen characters.
    #[inline]
    pub(super) fn number_of(&self, text: &Normalised, token: usize) -> u32 {
        if text.is_disguised(token) {
            return NO_WORD;
        }
        let number = match text.packed_accented(token) {
            None => self.numbers.get(text.accented(token)),
            packed => self.numbers.get_packed(packed, ""),
        };
        number.unwrap_or(NO_WORD)
    }

    /// Returns how many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn words(&self) -> &Normalised {
        &self.words
    }

    /// Returns the numbers of a term's words.
    #[inline]
    pub(super) fn numbers_of(&self, term: &Term) -> &[u32] {
        let (from, len) = (term.from as usize, term.len as usize);
        self.listed.get(from..from + len).unwrap_or_default()
    }

    /// Returns the words of a term.
    #[inline]
    pub(super) fn of(&self, term: &Term) -> TermWords<'_> {
        self.view(self.numbers_of(term))
    }

    /// Returns words by their numbers.
    #[inline]
    pub(super) fn view<'a>(&'a self, numbers: &'a [u32]) -> TermWords<'a> {
        TermWords {
            words: &self.words,
            numbers,
        }
    }

    /// Returns what stands before a word of a term.
    #[inline]
    pub(super) fn gap(&self, term: &Term, token: usize) -> Gap {
        let gap = self.gaps.get(term.from as usize + token);
        gap.copied().unwrap_or(Gap::Hard)
    }
}

/// The words of one term. Numbers past its end answer with nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TermWords<'a> {
    words: &'a Normalised,
    numbers: &'a [u32],
}

impl<'a> TermWords<'a> {
    /// Takes a text for a term: `numbers` are those of its tokens.
    #[cfg(test)]
    pub(crate) fn of_text(words: &'a Normalised, numbers: &'a [u32]) -> TermWords<'a> {
        TermWords { words, numbers }
    }

    pub(crate) fn len(self) -> usize {
        self.numbers.len()
    }

    /// Returns all words of all terms, and the number of the word among them.
    #[inline]
    pub(crate) fn place(self, token: usize) -> Option<(&'a Normalised, usize)> {
        let number = self.numbers.get(token)?;
        Some((self.words, *number as usize))
    }

    pub(crate) fn canonical(self, token: usize) -> &'a str {
        self.place(token)
            .map_or("", |(all, word)| all.canonical(word))
    }

    pub(crate) fn folded(self, token: usize) -> &'a str {
        self.place(token).map_or("", |(all, word)| all.folded(word))
    }

    pub(crate) fn has_marks(self, token: usize) -> bool {
        self.place(token)
            .is_some_and(|(all, word)| all.has_marks(word))
    }
}
