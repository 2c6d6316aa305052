//! A host as letters: hyphens and dots taken out, punycode and Vietnamese
//! marks undone, and beside it the letters that a hasty reader takes it for.

use std::ops::Range;

/// Letters of the longest host (RFC 1035 section 2.3.4).
const LETTERS_MAX: usize = 253;

/// A letter that stands for nothing we know.
const UNKNOWN: u8 = b'?';

/// The part of a host before its public suffix, as letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    /// a to z, digits and [`UNKNOWN`], without hyphens and dots.
    pub(super) text: Vec<u8>,
    /// Where each label lies in `text`.
    pub(super) labels: Vec<Range<usize>>,
    /// Where parts of labels, between hyphens, lie in `text`.
    pub(super) parts: Vec<Range<usize>>,
    /// Labels that were written with letters of other alphabets.
    disguised: Vec<Range<usize>>,
    /// What `text` is taken for; see [`looks`].
    pub(super) looks: Vec<u8>,
    /// Where each letter of `looks` begins in `text`, and the end.
    pub(super) places: Vec<usize>,
}

impl Letters {
    /// Takes in a host, without its public suffix.
    pub(super) fn read(&mut self, name: &str) {
        self.text.clear();
        self.labels.clear();
        self.parts.clear();
        self.disguised.clear();
        for label in name.split('.') {
            let start = self.text.len();
            let written = label
                .strip_prefix("xn--")
                .and_then(idna::punycode::decode_to_string);
            match written {
                Some(written) => {
                    let unknown = self.read_label(&plain(&written));
                    if unknown || is_disguised(&written) {
                        self.disguised.push(start..self.text.len());
                    }
                }
                None => {
                    self.read_label(label);
                }
            }
            self.labels.push(start..self.text.len());
        }
        looks(&self.text, &mut self.looks, &mut self.places);
    }

    /// Takes in one label; tells whether it holds letters that are unknown.
    fn read_label(&mut self, label: &str) -> bool {
        let mut unknown = false;
        for part in label.split('-') {
            let start = self.text.len();
            for c in part.chars() {
                if self.text.len() >= LETTERS_MAX {
                    break;
                }
                let letter = match c {
                    'a'..='z' | '0'..='9' => c as u8,
                    _ => UNKNOWN,
                };
                unknown |= letter == UNKNOWN;
                self.text.push(letter);
            }
            if self.text.len() > start {
                self.parts.push(start..self.text.len());
            }
        }
        unknown
    }

    /// Returns letters of the host.
    pub(super) fn of(&self, range: Range<usize>) -> &[u8] {
        self.text.get(range).unwrap_or_default()
    }

    /// Returns the label in which a letter stands, and its number.
    pub(super) fn label_at(&self, at: usize) -> Option<(usize, Range<usize>)> {
        let number = self.labels.iter().position(|label| label.contains(&at))?;
        Some((number, self.labels.get(number)?.clone()))
    }

    /// Returns the part in which a letter stands.
    pub(super) fn part_at(&self, at: usize) -> Option<Range<usize>> {
        self.parts.iter().find(|part| part.contains(&at)).cloned()
    }

    /// Tells whether a part begins here.
    pub(super) fn begins_part(&self, at: usize) -> bool {
        self.parts.iter().any(|part| part.start == at)
    }

    /// Tells whether a part ends here.
    pub(super) fn ends_part(&self, at: usize) -> bool {
        self.parts.iter().any(|part| part.end == at)
    }

    /// Tells whether letters of other alphabets stand in the label around.
    pub(super) fn is_disguised(&self, range: &Range<usize>) -> bool {
        self.disguised
            .iter()
            .any(|label| label.start <= range.start && range.end <= label.end)
    }
}

/// Letters of other alphabets as what they look like, marks taken off.
fn plain(written: &str) -> String {
    let read: String = written
        .chars()
        .map(|c| vitext::lookalike(c).map_or(c, |found| found.letter))
        .collect();
    vitext::fold(&read)
}

/// Tells letters that Vietnamese does not have.
fn is_disguised(written: &str) -> bool {
    written.chars().any(|c| vitext::lookalike(c).is_some())
}

/// Writes what letters are taken for at a glance: 0 for o, 1 and i for l, rn
/// for m, vv for w, cl for d, and the digits that are drawn like letters. The
/// name of a protected host is read the same way, so what the classes merge
/// they merge on both sides.
///
/// The pairs are those of `confusables.txt` (Unicode Technical Standard #39)
/// among ASCII, and of leet writing.
pub(super) fn looks(text: &[u8], looks: &mut Vec<u8>, places: &mut Vec<usize>) {
    looks.clear();
    places.clear();
    let mut at = 0;
    while let Some(&letter) = text.get(at) {
        let pair = match (letter, text.get(at + 1)) {
            (b'r', Some(b'n')) => Some(b'm'),
            (b'v', Some(b'v')) => Some(b'w'),
            (b'c', Some(b'l')) => Some(b'd'),
            _ => None,
        };
        places.push(at);
        looks.push(pair.unwrap_or(match letter {
            b'0' => b'o',
            b'1' | b'i' => b'l',
            b'2' => b'z',
            b'3' => b'e',
            b'4' => b'a',
            b'5' => b's',
            b'7' => b't',
            b'8' => b'b',
            b'9' => b'g',
            _ => letter,
        }));
        at += 1 + usize::from(pair.is_some());
    }
    places.push(text.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> (String, String) {
        let mut letters = Letters::default();
        letters.read(name);
        (
            String::from_utf8(letters.text).unwrap(),
            String::from_utf8(letters.looks).unwrap(),
        )
    }

    #[test]
    fn a_host_is_read_as_letters_and_as_what_it_looks_like() {
        for (name, text, looks) in [
            ("vietcombank", "vietcombank", "vletcombank"),
            ("vietcornbank", "vietcornbank", "vletcombank"),
            ("v1etc0m-bank.x", "v1etc0mbankx", "vletcombankx"),
        ] {
            assert_eq!(read(name), (text.to_owned(), looks.to_owned()), "{name}");
        }
    }

    #[test]
    fn other_alphabets_and_marks_are_undone() {
        for (written, disguised) in [("việtcombank", false), ("vietcоmbank", true)] {
            let host = haidang_model::Host::parse(written).unwrap();
            let mut letters = Letters::default();
            letters.read(host.as_str());
            assert_eq!(letters.text, b"vietcombank", "{written}");
            assert_eq!(letters.is_disguised(&(0..11)), disguised, "{written}");
        }
    }

    #[test]
    fn parts_and_labels_know_their_places() {
        let mut letters = Letters::default();
        letters.read("my-acb.vn-x");
        assert_eq!(letters.text, b"myacbvnx");
        assert_eq!(letters.labels, [0..5, 5..8]);
        assert_eq!(letters.parts, [0..2, 2..5, 5..7, 7..8]);
        assert!(letters.begins_part(2) && letters.ends_part(5) && !letters.ends_part(6));
    }
}
