//! A term on its way into disguise: letters that can be changed one by one.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{bare::without_marks, carriers::Dress, legacy::Page};

/// One letter of a term.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// The letter in its case and without marks: ASCII, đ or Đ.
    pub(crate) letter: char,
    /// The letter is đ, even where it is typed as d.
    pub(crate) stroke: bool,
    /// What is written for it.
    pub(crate) glyph: String,
    /// Its Vietnamese marks, vowel quality before tone.
    pub(crate) marks: Vec<char>,
    /// What stands on or behind the letter beside its marks.
    pub(crate) tail: String,
    /// What parts it from the next letter of the word.
    pub(crate) after: String,
}

impl Cell {
    pub(crate) fn is_vowel(&self) -> bool {
        "aeiouy".contains(self.letter.to_ascii_lowercase())
    }

    pub(crate) fn is_undisguised(&self) -> bool {
        self.glyph.chars().eq([self.letter])
    }

    /// Takes the tone off and returns it.
    pub(crate) fn take_tone(&mut self) -> Option<char> {
        let place = self.marks.iter().position(|&mark| is_tone(mark))?;
        Some(self.marks.remove(place))
    }

    /// Writes another letter in this one's case, without marks.
    pub(crate) fn become_letter(&mut self, letter: char) {
        let upper = self.letter.is_uppercase();
        self.letter = if upper {
            letter.to_ascii_uppercase()
        } else {
            letter
        };
        self.glyph = self.letter.to_string();
        self.marks.clear();
    }
}

pub(crate) fn is_tone(mark: char) -> bool {
    matches!(
        mark,
        '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'
    )
}

/// How letters and marks are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marking {
    Composed,
    Decomposed,
    /// As windows-1258 has it: quality composed, tone after it.
    Half,
    /// The tone before the vowel quality.
    ToneFirst,
    /// U+0340 and U+0341 for grave and acute.
    Deprecated,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Lower,
    Title,
    Upper,
}

#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) words: Vec<Vec<Cell>>,
    /// What parts each word from the next.
    pub(crate) joints: Vec<String>,
    pub(crate) marking: Marking,
    /// What the term is wrapped in: a host's beginning and end, a `#`.
    pub(crate) frame: (String, String),
    /// Written backwards, between these.
    pub(crate) turned: Option<(&'static str, &'static str)>,
    /// The code page that the whole sentence is misread from.
    pub(crate) page: Option<Page>,
}

impl Form {
    pub(crate) fn new(term: &str, bare: bool, case: Case) -> Form {
        let words: Vec<Vec<Cell>> = term
            .split(' ')
            .map(|word| cells_of(word, bare, case))
            .collect();
        Form {
            joints: vec![" ".to_owned(); words.len() - 1],
            words,
            marking: Marking::Composed,
            frame: (String::new(), String::new()),
            turned: None,
            page: None,
        }
    }

    pub(crate) fn cells(&mut self) -> impl Iterator<Item = &mut Cell> {
        self.words.iter_mut().flatten()
    }

    pub(crate) fn has_marks(&self) -> bool {
        self.words
            .iter()
            .flatten()
            .any(|cell| !cell.marks.is_empty())
    }

    /// The letters as they are read, for comparing.
    pub(crate) fn letters(&self) -> usize {
        self.words.iter().map(Vec::len).sum()
    }

    pub(crate) fn set_joints(&mut self, joint: &str) {
        self.joints.fill(joint.to_owned());
    }

    pub(crate) fn set_case(&mut self, case: Case) {
        for word in &mut self.words {
            for (place, cell) in word.iter_mut().enumerate() {
                let as_it_was = cell.is_undisguised();
                cell.letter = in_case(cell.letter, case, place);
                if as_it_was {
                    cell.glyph = cell.letter.to_string();
                }
            }
        }
    }

    /// Writes the term into a sentence; returns it with the term's place.
    pub(crate) fn write_into(&self, sentence: &str, dress: Dress) -> (String, Range<usize>) {
        let sentence = match dress {
            Dress::Bare => without_marks(sentence),
            _ => sentence.to_owned(),
        };
        let (before, after) = sentence.split_once("{}").expect("a place for the term");
        let term = self.to_string();
        let parts = [before, &term, after];
        let [before, term, after] = match self.page {
            Some(page) => parts.map(|part| page.misread(part)),
            None => parts.map(str::to_owned),
        };
        let place = before.len()..before.len() + term.len();
        (before + &term + &after, place)
    }
}

impl std::fmt::Display for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut pieces: Vec<String> = Vec::new();
        for (place, word) in self.words.iter().enumerate() {
            for (i, cell) in word.iter().enumerate() {
                pieces.push(self.written(cell));
                if i + 1 < word.len() {
                    pieces.push(cell.after.clone());
                }
            }
            pieces.extend(self.joints.get(place).cloned());
        }
        if let Some((before, after)) = self.turned {
            pieces.reverse();
            write!(f, "{before}{}{after}", pieces.concat())
        } else {
            write!(f, "{}{}{}", self.frame.0, pieces.concat(), self.frame.1)
        }
    }
}

impl Form {
    fn written(&self, cell: &Cell) -> String {
        let (tones, qualities): (Vec<char>, Vec<char>) =
            cell.marks.iter().partition(|&&mark| is_tone(mark));
        let quality = |end: &[char]| {
            let letter: String = cell.glyph.chars().chain(qualities.clone()).collect();
            letter.nfc().chain(end.iter().copied()).collect::<String>()
        };
        let marked: String = match self.marking {
            Marking::Composed => quality(&tones).nfc().collect(),
            Marking::Decomposed => quality(&tones).nfd().collect(),
            Marking::Half => quality(&tones),
            Marking::ToneFirst => cell.glyph.chars().chain(tones).chain(qualities).collect(),
            Marking::Deprecated => {
                let old = |&tone: &char| match tone {
                    '\u{300}' => '\u{340}',
                    '\u{301}' => '\u{341}',
                    other => other,
                };
                quality(&tones.iter().map(old).collect::<Vec<char>>())
            }
        };
        marked + &cell.tail
    }
}

fn cells_of(word: &str, bare: bool, case: Case) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for c in word.nfd() {
        match cells.last_mut() {
            Some(_) if is_combining_mark(c) && bare => {}
            Some(cell) if is_combining_mark(c) => cell.marks.push(c),
            _ => {
                let plain = if bare && c == 'đ' { 'd' } else { c };
                let letter = in_case(plain, case, cells.len());
                cells.push(Cell {
                    letter,
                    stroke: c == 'đ',
                    glyph: letter.to_string(),
                    marks: Vec::new(),
                    tail: String::new(),
                    after: String::new(),
                });
            }
        }
    }
    // NFD puts the dot below before the hat; tables want the quality first.
    for cell in &mut cells {
        cell.marks.sort_by_key(|&mark| is_tone(mark));
    }
    cells
}

fn in_case(letter: char, case: Case, place: usize) -> char {
    let upper = case == Case::Upper || (case == Case::Title && place == 0);
    match (upper, letter) {
        (true, 'đ') => 'Đ',
        (false, 'Đ') => 'đ',
        (true, _) => letter.to_ascii_uppercase(),
        (false, _) => letter.to_ascii_lowercase(),
    }
}
