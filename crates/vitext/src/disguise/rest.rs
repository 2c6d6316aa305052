//! What is left of a word when a term is cut out of it: "cadobongda" holds
//! "cá độ", "avocado" does not.

use super::{Glyph, flags};
use crate::{is_syllable, lexicon};

/// Letters of a rest that is looked at; a longer one is a code or a hash.
const REST_MAX: usize = 32;

/// Letters of the longest piece of a rest.
const PIECE_MAX: usize = 12;

/// Words that brands, hosts and hashtags are made of besides syllables; own
/// list. None is a word of running text.
const AFFIXES: &[&str] = &[
    "app",
    "asia",
    "bet",
    "bets",
    "blog",
    "bongda",
    "casino",
    "casinos",
    "city",
    "club",
    "com",
    "dealer",
    "fun",
    "game",
    "games",
    "group",
    "hit",
    "home",
    "hot",
    "info",
    "king",
    "land",
    "life",
    "link",
    "live",
    "loto",
    "lux",
    "max",
    "net",
    "online",
    "org",
    "play",
    "plus",
    "pro",
    "run",
    "shop",
    "site",
    "slot",
    "store",
    "team",
    "tele",
    "top",
    "tructuyen",
    "tv",
    "uk",
    "uytin",
    "viet",
    "vietnam",
    "vin",
    "vip",
    "vipclub",
    "vn",
    "vnd",
    "web",
    "win",
    "world",
    "www",
    "xyz",
    "zalo",
    "zone",
];

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

impl Edge {
    /// Judges the glyphs that stand between the beginning of a word and a
    /// term.
    pub(crate) fn before(stretch: &[Glyph], term_start: usize) -> Edge {
        let start = unit_start(stretch, term_start);
        let rest = stretch.get(start..term_start).unwrap_or_default();
        let turns = stretch
            .get(term_start)
            .is_some_and(|glyph| glyph.has(flags::UPPER))
            && rest.last().is_some_and(|glyph| !glyph.has(flags::UPPER));
        judge(rest, turns)
    }

    /// Judges the glyphs between a term and the end of the word.
    pub(crate) fn after(stretch: &[Glyph], term_end: usize) -> Edge {
        let end = unit_end(stretch, term_end);
        let rest = stretch.get(term_end..end).unwrap_or_default();
        let turns = rest.first().is_some_and(|glyph| glyph.has(flags::UPPER))
            && term_end
                .checked_sub(1)
                .and_then(|last| stretch.get(last))
                .is_some_and(|glyph| !glyph.has(flags::UPPER));
        judge(rest, turns)
    }
}

fn judge(rest: &[Glyph], turns: bool) -> Edge {
    if rest.is_empty() {
        return Edge::Clean;
    }
    if rest.len() > REST_MAX {
        return Edge::Unknown;
    }
    let digits = rest.iter().all(|glyph| glyph.has(flags::DIGIT));
    let letters = rest.iter().filter(|glyph| glyph.is_letter()).count();
    if digits || turns && letters >= 2 {
        return Edge::Brand;
    }
    let mut word = [0_u8; REST_MAX];
    for (byte, glyph) in word.iter_mut().zip(rest) {
        *byte = if glyph.is_letter() || glyph.has(flags::DIGIT) {
            glyph.options[0]
        } else {
            b'?'
        };
    }
    let word = word.get(..rest.len()).unwrap_or_default();
    cut(std::str::from_utf8(word).unwrap_or_default())
}

/// Cuts letters into pieces that are known, the best way there is. Syllables
/// of two letters are found in any word: a rest of many short ones is none.
fn cut(word: &str) -> Edge {
    // The best way to have read so far and its pieces, by the letters read.
    let mut best = [(Edge::Unknown, 0); REST_MAX + 1];
    best[0] = (Edge::Clean, 0);
    for start in 0..word.len() {
        let (so_far, pieces) = best[start];
        if so_far == Edge::Unknown {
            continue;
        }
        for length in 1..=PIECE_MAX.min(word.len() - start) {
            let piece = word.get(start..start + length).unwrap_or_default();
            let kind = so_far.max(piece_kind(piece));
            let end = &mut best[start + length];
            *end = (*end).min((kind, pieces + 1));
        }
    }
    match best[word.len()] {
        (Edge::Clean, _) => Edge::Unknown,
        (Edge::Syllables, pieces) if word.len() * 2 < pieces * 5 => Edge::Unknown,
        (edge, _) => edge,
    }
}

fn piece_kind(piece: &str) -> Edge {
    if piece.bytes().all(|byte| byte.is_ascii_digit())
        || AFFIXES.binary_search(&piece).is_ok()
        || is_trade_word(piece)
    {
        Edge::Brand
    } else if piece.len() > 1 && is_syllable(piece) {
        Edge::Syllables
    } else {
        Edge::Unknown
    }
}

/// Tells whether letters are a word of the trade, of one or two syllables.
fn is_trade_word(piece: &str) -> bool {
    piece.len() >= 3
        && (lexicon::context(piece, None)
            || (2..piece.len() - 1).any(|at| {
                let (first, second) = piece.split_at(at);
                lexicon::context(first, Some(second)) && !lexicon::context(first, None)
            }))
}

/// Returns where the word around a glyph begins: after the last separator,
/// where letters that stand one by one count as one word.
fn unit_start(stretch: &[Glyph], at: usize) -> usize {
    let parted = |at: usize| {
        stretch
            .get(at)
            .is_some_and(|glyph| glyph.has(flags::PARTED))
    };
    let mut start = at;
    loop {
        while start > 0 && !parted(start) {
            start -= 1;
        }
        // One letter alone, and one letter alone before it.
        let single = start == 0 || start + 1 >= stretch.len() || parted(start + 1);
        let single_before = start >= 1 && (start == 1 || parted(start - 1));
        if start > 0 && single && single_before {
            start -= 1;
        } else {
            return start;
        }
    }
}

/// Returns where the word ends that goes on at a glyph.
fn unit_end(stretch: &[Glyph], at: usize) -> usize {
    let parted = |at: usize| {
        at >= stretch.len()
            || stretch
                .get(at)
                .is_some_and(|glyph| glyph.has(flags::PARTED))
    };
    let mut end = at;
    loop {
        while !parted(end) {
            end += 1;
        }
        let single_before = end >= 1 && (end == 1 || parted(end - 1));
        let single = end < stretch.len() && parted(end + 1);
        if single && single_before {
            end += 1;
        } else {
            return end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rests_are_cut_into_what_is_known() {
        for (rest, expected) in [
            ("88", Edge::Brand),
            ("online", Edge::Brand),
            ("onlinevip", Edge::Brand),
            ("uytin", Edge::Brand),
            ("gan", Edge::Syllables),
            ("xton", Edge::Unknown),
            ("ex", Edge::Unknown),
            ("tion", Edge::Unknown),
            ("thamgia", Edge::Syllables),
            ("t", Edge::Unknown),
        ] {
            assert_eq!(cut(rest), expected, "{rest}");
        }
        assert!(AFFIXES.is_sorted());
    }
}
