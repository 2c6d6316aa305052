//! A label cut into numbers, words and what is left over.

use std::{collections::HashMap, sync::OnceLock};

use super::words::{AMBIGUOUS_GAMES, COUNTRY, GAMES, LURES};

/// What a piece of a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Digits.
    Number,
    /// `bet`.
    Bet,
    /// `win`.
    Win,
    /// `club`, `vip`.
    Club,
    /// A game, and nothing else.
    Game,
    /// A game, or another word.
    AmbiguousGame,
    /// A word that promises.
    Lure,
    /// The country.
    Country,
    /// A Vietnamese syllable that is none of these.
    Syllable,
    /// Letters that make no word.
    Letters,
}

/// A piece of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'l> {
    pub(super) text: &'l str,
    pub(super) kind: Kind,
}

/// Letters of the longest word.
const WORD_MAX: usize = 20;

/// Letters of the longest syllable.
const SYLLABLE_MAX: usize = 7;

fn words() -> &'static HashMap<&'static str, Kind> {
    static WORDS: OnceLock<HashMap<&'static str, Kind>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = HashMap::new();
        for (list, kind) in [
            (COUNTRY, Kind::Country),
            (LURES, Kind::Lure),
            (AMBIGUOUS_GAMES, Kind::AmbiguousGame),
            (GAMES, Kind::Game),
            ("bet bets", Kind::Bet),
            ("win wins", Kind::Win),
            ("club vip", Kind::Club),
        ] {
            words.extend(list.split_whitespace().map(|word| (word, kind)));
        }
        words
    })
}

/// Cuts a label: digits, and letters in the way that leaves the fewest
/// letters over. Words may go on over a hyphen (`keo-nha-cai`).
pub(super) fn cut(label: &str) -> Vec<Piece<'_>> {
    // Two readings: as written, and with the hyphens inside words taken out.
    let mut pieces = Vec::new();
    for part in label.split('-') {
        let mut rest = part;
        while let Some(first) = rest.chars().next() {
            let digits = first.is_ascii_digit();
            let end = rest
                .find(|c: char| c.is_ascii_digit() != digits)
                .unwrap_or(rest.len());
            let (run, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if digits {
                pieces.push(Piece {
                    text: run,
                    kind: Kind::Number,
                });
            } else {
                cut_letters(run, &mut pieces);
            }
            rest = behind;
        }
    }
    over_hyphens(label, &mut pieces);
    pieces
}

/// Adds a game that is parted by hyphens.
fn over_hyphens(label: &str, pieces: &mut Vec<Piece<'_>>) {
    let parts: Vec<&str> = label.split('-').collect();
    for from in 0..parts.len() {
        for to in from + 2..=parts.len().min(from + 4) {
            let joined = parts.get(from..to).unwrap_or_default().concat();
            if let Some((word, Kind::Game)) = words().get_key_value(joined.as_str()) {
                pieces.push(Piece {
                    text: word,
                    kind: Kind::Game,
                });
            }
        }
    }
}

/// The cheapest way to cut letters: a word costs 1, a syllable 3 and a letter
/// 3, so that a word is found where it stands, and not inside a syllable that
/// would be cut in two for it.
fn cut_letters<'l>(run: &'l str, pieces: &mut Vec<Piece<'l>>) {
    const WORD: u32 = 1;
    const SYLLABLE: u32 = 3;
    const LETTER: u32 = 3;
    if !run.is_ascii() {
        pieces.push(Piece {
            text: run,
            kind: Kind::Letters,
        });
        return;
    }
    // For each place the least cost, where the last piece began, and its kind.
    let mut best: Vec<(u32, usize, Kind)> = vec![(u32::MAX, 0, Kind::Letters); run.len() + 1];
    if let Some(first) = best.first_mut() {
        first.0 = 0;
    }
    for start in 0..run.len() {
        let Some(&(so_far, ..)) = best.get(start) else {
            break;
        };
        for end in start + 1..=run.len().min(start + WORD_MAX) {
            let Some(text) = run.get(start..end) else {
                continue;
            };
            let length = end - start;
            let (cost, kind) = if let Some(kind) = words().get(text) {
                (WORD, *kind)
            } else if (2..=SYLLABLE_MAX).contains(&length) && vitext::is_syllable(text) {
                (SYLLABLE, Kind::Syllable)
            } else if length == 1 {
                (LETTER, Kind::Letters)
            } else {
                continue;
            };
            if let Some(place) = best.get_mut(end)
                && so_far + cost < place.0
            {
                *place = (so_far + cost, start, kind);
            }
        }
    }
    let mut backwards: Vec<Piece<'l>> = Vec::new();
    let mut end = run.len();
    while let Some(&(_, start, kind)) = best.get(end)
        && end > 0
    {
        // Letters side by side are one piece: `xq` of `xq88`.
        let mut start = start;
        while kind == Kind::Letters
            && let Some(&(_, before, Kind::Letters)) = best.get(start)
            && start > 0
        {
            start = before;
        }
        let text = run.get(start..end).unwrap_or_default();
        backwards.push(Piece { text, kind });
        end = start;
    }
    pieces.extend(backwards.into_iter().rev());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(label: &str) -> Vec<(&str, Kind)> {
        let pieces = cut(label);
        pieces
            .iter()
            .map(|piece| (piece.text, piece.kind))
            .collect()
    }

    #[test]
    fn labels_fall_into_pieces() {
        assert_eq!(
            told("i9bet65"),
            [
                ("i", Kind::Letters),
                ("9", Kind::Number),
                ("bet", Kind::Bet),
                ("65", Kind::Number)
            ]
        );
        assert_eq!(
            told("bancaphe"),
            [("banca", Kind::AmbiguousGame), ("phe", Kind::Syllable)]
        );
        assert_eq!(told("keonhacai"), [("keonhacai", Kind::Game)]);
        assert!(told("nha-cai").contains(&("nhacai", Kind::Game)));
    }
}
