//! What is left of a word when a term is cut out of it: "cadobongda" holds
//! "cá độ", "avocado" does not.

use super::{
    Glyph, flags,
    piece::{Pieces, START},
};
use crate::{is_syllable, lexicon};

/// Letters of a rest that is looked at; a longer one is a code or a hash.
const REST_MAX: usize = 32;

/// Letters of the longest piece of a rest.
const PIECE_MAX: usize = 10;

/// What stands beside a term inside a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Edge {
    /// Nothing: the term ends where the word does.
    Clean,
    /// Digits, a change of case, words of the trade and of brands.
    Brand,
    /// Letters that are syllables.
    Syllables,
    /// Letters that are nothing.
    Unknown,
}

/// How some letters were cut into pieces: the worst of the pieces, and how many
/// they are.
type Cut = (Edge, u8);

const NO_CUT: Cut = (Edge::Unknown, 0);

/// The rests of every glyph of one stretch: reckoned once, when first asked
/// for, so that a word full of terms costs no more than its length. Kept for
/// its buffers.
#[derive(Debug, Default)]
pub(crate) struct Rests {
    /// The number of the stretch, and whether it was cut from the end as well.
    stretch: Option<u32>,
    is_cut_back: bool,
    /// For each glyph, where its word begins and ends.
    words: Vec<(u32, u32)>,
    /// For each place between glyphs, what stands from the beginning of the
    /// word to it, and from it to the end.
    before: Vec<Cut>,
    after: Vec<Cut>,
    letters: Vec<u8>,
}

impl Rests {
    /// Forgets the stretch: another text begins.
    pub(crate) fn clear(&mut self) {
        self.stretch = None;
    }

    /// Judges what stands between the beginning of the word and a term that
    /// begins at glyph `start`.
    pub(crate) fn before(&mut self, number: u32, glyphs: &[Glyph], start: usize) -> Edge {
        self.prepare(number, glyphs);
        let Some(&(word_start, _)) = self.words.get(start) else {
            return Edge::Clean;
        };
        let rest = glyphs.get(word_start as usize..start).unwrap_or_default();
        let turns = is_upper(glyphs.get(start)) && !is_upper(rest.last());
        judge(rest, turns, self.before.get(start))
    }

    /// Judges what stands between a term that ends before glyph `end` and the
    /// end of the word.
    pub(crate) fn after(&mut self, number: u32, glyphs: &[Glyph], end: usize) -> Edge {
        self.prepare(number, glyphs);
        self.cut_back(glyphs);
        let last = end.checked_sub(1);
        let Some(&(_, word_end)) = last.and_then(|last| self.words.get(last)) else {
            return Edge::Clean;
        };
        let rest = glyphs.get(end..word_end as usize).unwrap_or_default();
        let turns = is_upper(rest.first()) && !last.is_some_and(|last| is_upper(glyphs.get(last)));
        judge(rest, turns, self.after.get(end))
    }

    fn prepare(&mut self, number: u32, glyphs: &[Glyph]) {
        if self.stretch == Some(number) {
            return;
        }
        self.stretch = Some(number);
        self.is_cut_back = false;
        self.letters.clear();
        self.letters.extend(glyphs.iter().map(|glyph| {
            if glyph.is_letter() || glyph.has(flags::DIGIT) {
                glyph.options[0]
            } else {
                b'?'
            }
        }));
        read_words(glyphs, &mut self.words);
        self.before.clear();
        self.before.resize(glyphs.len() + 1, NO_CUT);
        let mut start = 0;
        while let Some(&(_, end)) = self.words.get(start) {
            let end = end as usize;
            self.cut_word(start, end);
            start = end.max(start + 1);
        }
    }

    /// Cuts the words from their ends, once a term was met in one.
    fn cut_back(&mut self, glyphs: &[Glyph]) {
        if self.is_cut_back {
            return;
        }
        self.is_cut_back = true;
        self.after.clear();
        self.after.resize(glyphs.len() + 1, NO_CUT);
        let mut start = 0;
        while let Some(&(_, end)) = self.words.get(start) {
            let end = end as usize;
            self.cut_word_back(start, end);
            start = end.max(start + 1);
        }
    }

    fn cut_word(&mut self, start: usize, end: usize) {
        let pieces = Pieces::all();
        self.before[start] = (Edge::Clean, 0);
        for from in start..end.min(start + REST_MAX) {
            let so_far = self.before[from];
            if so_far.0 == Edge::Unknown {
                continue;
            }
            let mut node = Some(START);
            let mut digits = true;
            for to in from + 1..=end.min(from + PIECE_MAX) {
                let letter = self.letters.get(to - 1).copied().unwrap_or(b'?');
                digits &= letter.is_ascii_digit();
                node = node.and_then(|node| pieces.next(node, letter));
                let kind = match (digits, node) {
                    (true, _) => Edge::Brand,
                    (false, Some(node)) => pieces.kind(node),
                    (false, None) => break,
                };
                let cut = (so_far.0.max(kind), so_far.1 + 1);
                // The place where the next word begins is that word's own.
                if kind != Edge::Unknown && to < end && cut < self.before[to] {
                    self.before[to] = cut;
                }
            }
        }
    }

    fn cut_word_back(&mut self, start: usize, end: usize) {
        let piece = |from: usize, to: usize| {
            let piece = self.letters.get(from..to).unwrap_or_default();
            piece_kind(std::str::from_utf8(piece).unwrap_or_default())
        };
        let longer = |so_far: Cut, kind: Edge| (so_far.0.max(kind), so_far.1 + 1);
        let mut last = (Edge::Clean, 0);
        for to in (start + 1..=end).rev().take(REST_MAX) {
            let so_far = if to == end { last } else { self.after[to] };
            if so_far.0 == Edge::Unknown {
                continue;
            }
            for from in (to.saturating_sub(PIECE_MAX).max(start + 1)..to).rev() {
                let cut = longer(so_far, piece(from, to));
                if cut < self.after[from] {
                    self.after[from] = cut;
                }
            }
            last = NO_CUT;
        }
    }
}

/// Judges a rest by how it can be cut. Syllables of two letters are found in
/// any word: many short ones are none.
fn judge(rest: &[Glyph], turns: bool, cut: Option<&Cut>) -> Edge {
    if rest.is_empty() {
        return Edge::Clean;
    }
    if rest.len() > REST_MAX {
        return Edge::Unknown;
    }
    let letters = rest.iter().filter(|glyph| glyph.is_letter()).count();
    if turns && letters >= 2 {
        return Edge::Brand;
    }
    match cut {
        Some((Edge::Syllables, pieces)) if rest.len() * 2 < usize::from(*pieces) * 5 => {
            Edge::Unknown
        }
        Some((Edge::Clean, _)) | None => Edge::Unknown,
        Some((edge, _)) => *edge,
    }
}

fn is_upper(glyph: Option<&Glyph>) -> bool {
    glyph.is_some_and(|glyph| glyph.has(flags::UPPER))
}

fn piece_kind(piece: &str) -> Edge {
    if piece.bytes().all(|byte| byte.is_ascii_digit()) || lexicon::is_brand_word(piece) {
        Edge::Brand
    } else if piece.len() > 1 && is_syllable(piece) {
        Edge::Syllables
    } else {
        Edge::Unknown
    }
}

/// Tells for each glyph where its word begins and ends: at separators, where
/// letters that stand one by one count as one word.
fn read_words(glyphs: &[Glyph], words: &mut Vec<(u32, u32)>) {
    words.clear();
    let parted = |at: usize| {
        at == 0
            || at >= glyphs.len()
            || glyphs.get(at).is_some_and(|glyph| glyph.has(flags::PARTED))
    };
    let single = |at: usize| parted(at) && parted(at + 1);
    let mut start = 0;
    while start < glyphs.len() {
        let mut end = start + 1;
        while end < glyphs.len() && (!parted(end) || single(end - 1) && single(end)) {
            end += 1;
        }
        words.extend((start..end).map(|_| (start as u32, end as u32)));
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disguise::glyph;

    /// Returns what stands before and after the part of a word in brackets.
    fn edges(word: &str) -> (Edge, Edge) {
        let glyphs_before = |sign: char| {
            let before = word.split(sign).next().unwrap();
            before.chars().filter(|c| c.is_alphanumeric()).count()
        };
        let (start, end) = (glyphs_before('['), glyphs_before(']'));
        let word = word.replace(['[', ']'], "");
        let mut glyphs = Vec::new();
        glyph::lay_out(&word, 0..word.len(), 96, &mut glyphs);
        let mut rests = Rests::default();
        (
            rests.before(0, &glyphs, start),
            rests.after(0, &glyphs, end),
        )
    }

    #[test]
    fn rests_are_cut_into_what_is_known() {
        use Edge::{Brand, Clean, Syllables, Unknown};
        for (word, before, after) in [
            ("[taixiu]", Clean, Clean),
            ("[taixiu]88", Clean, Brand),
            ("789[taixiu]online", Brand, Brand),
            ("[taixiu]onlinevip", Clean, Brand),
            ("[taixiu]uytin", Clean, Brand),
            ("xem[taixiu]thamgia", Syllables, Syllables),
            ("[cado]gan", Clean, Syllables),
            ("avo[cado]", Unknown, Clean),
            ("[cado]xton", Clean, Unknown),
            ("ex[plode]", Unknown, Clean),
            ("[bac]tion", Clean, Unknown),
            ("[TaiXiu]Xyq", Clean, Brand),
            ("xem.[taixiu].online", Clean, Clean),
        ] {
            assert_eq!(edges(word), (before, after), "{word}");
        }
    }

    #[test]
    fn letters_one_by_one_are_one_word() {
        let mut glyphs = Vec::new();
        let text = "T.C.A.do.x";
        glyph::lay_out(text, 0..text.len(), 96, &mut glyphs);
        let mut words = Vec::new();
        read_words(&glyphs, &mut words);
        assert_eq!(words, [(0, 3), (0, 3), (0, 3), (3, 5), (3, 5), (5, 6)]);
    }
}
