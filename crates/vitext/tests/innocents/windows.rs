//! Places in real text that look like a term to a careless program.

use std::{collections::HashMap, ops::Range};

use vitext::{Normalised, compare, normalise};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Look {
    /// The letters of the term, word by word, under marks that contradict.
    MarksContradict,
    /// The letters of the term, but other words.
    OtherEdges,
}

pub(crate) struct Window {
    pub(crate) term: usize,
    pub(crate) look: Look,
    pub(crate) place: Range<usize>,
}

pub(crate) struct Terms {
    terms: Vec<Normalised>,
    /// Under the first folded syllable.
    by_first: HashMap<String, Vec<usize>>,
    /// All letters of each term, pushed together.
    glued: Vec<String>,
    /// The same with their marks.
    accented: Vec<String>,
}

impl Terms {
    pub(crate) fn new(terms: &[&str]) -> Terms {
        let terms: Vec<Normalised> = terms.iter().map(|term| normalise(term)).collect();
        let mut by_first: HashMap<String, Vec<usize>> = HashMap::new();
        for (id, term) in terms.iter().enumerate() {
            by_first
                .entry(term.folded(0).to_owned())
                .or_default()
                .push(id);
        }
        let glued = terms
            .iter()
            .map(|term| (0..term.len()).map(|i| term.folded(i)).collect())
            .collect();
        let accented = terms
            .iter()
            .map(|term| (0..term.len()).map(|i| term.accented(i)).collect())
            .collect();
        Terms {
            terms,
            by_first,
            glued,
            accented,
        }
    }

    pub(crate) fn windows(&self, text: &str) -> Vec<Window> {
        let text = normalise(text);
        let mut windows = self.contradicting(&text);
        self.across_edges(&text, &mut windows);
        windows
    }

    fn contradicting(&self, text: &Normalised) -> Vec<Window> {
        let mut windows = Vec::new();
        for start in 0..text.len() {
            for &id in self.by_first.get(text.folded(start)).into_iter().flatten() {
                let term = &self.terms[id];
                let same = (0..term.len()).all(|i| term.folded(i) == text.folded(start + i));
                if same && (0..term.len()).any(|i| compare(term, i, text, start + i).is_none()) {
                    windows.push(Window {
                        term: id,
                        look: Look::MarksContradict,
                        place: text.raw(start).start..text.raw(start + term.len() - 1).end,
                    });
                }
            }
        }
        windows
    }

    fn across_edges(&self, text: &Normalised, windows: &mut Vec<Window>) {
        let mut letters = String::new();
        let mut starts: Vec<usize> = Vec::with_capacity(text.len() + 1);
        for i in 0..text.len() {
            starts.push(letters.len());
            letters.push_str(text.folded(i));
        }
        starts.push(letters.len());
        for (id, glued) in self.glued.iter().enumerate() {
            for (from, _) in letters.match_indices(glued.as_str()) {
                let to = from + glued.len();
                let first = starts.partition_point(|&start| start <= from) - 1;
                let last = starts.partition_point(|&start| start < to) - 1;
                // Within one word it is a word pushed together, which may well
                // be meant; letters parted one by one are meant for sure.
                let single = (first..=last).all(|i| text.folded(i).chars().count() == 1);
                if first == last
                    || single
                    || self.edges_agree(id, from, &starts[first..=last], to == starts[last + 1])
                {
                    continue;
                }
                // All marks in place: the term, and a space that was forgotten.
                let read: String = (first..=last).map(|i| text.accented(i)).collect();
                if read.contains(&self.accented[id]) {
                    continue;
                }
                windows.push(Window {
                    term: id,
                    look: Look::OtherEdges,
                    place: text.raw(first).start..text.raw(last).end,
                });
            }
        }
    }

    /// Tells whether the words of the text are cut as those of the term.
    fn edges_agree(&self, id: usize, from: usize, starts: &[usize], ends_with_word: bool) -> bool {
        let term = &self.terms[id];
        let mut place = from;
        let cut = (0..term.len()).map(|i| {
            let start = place;
            place += term.folded(i).len();
            start
        });
        ends_with_word && cut.eq(starts.iter().copied())
    }
}
