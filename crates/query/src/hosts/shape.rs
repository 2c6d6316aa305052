//! How the names of gambling hosts are made.
//!
//! A label is cut into numbers, words of the trade and what is left over; a
//! few patterns of these pieces are such names, all others are none. No name
//! of a brand stands here: brands change every week, the way of making them
//! does not.

mod pieces;
mod words;

use std::fmt;

use haidang_model::{Confidence, Host};

use pieces::{Kind, Piece, cut};
use words::{GAMBLING_ENDINGS, LIVELY_ENDINGS, is_lucky, is_ordinary};

/// A host whose name is made like those of gambling sites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The pieces that say so, as written: `789`, `bet`.
    pub parts: Vec<String>,
    /// How sure, from .4 on. Judged by hand, not calibrated.
    pub confidence: Confidence,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parts.join("+"))
    }
}

/// Letters left over beside `bet` and the like: those of an invented brand.
const BRAND_LETTERS_MAX: usize = 4;

/// Labels that are looked at, from the name on; farther ones are chosen by
/// machines.
const LABELS_MAX: usize = 3;

/// Letters from which the name of a game is no accident.
const LONG_GAME_MIN: usize = 6;

/// Tells whether a host is named as gambling sites are: numbers of luck with
/// `bet`, `win`, `club`; words of the games; under endings that they use.
///
/// Linear in the name. `None` for IP addresses and for state and school hosts.
///
/// ```
/// use haidang_model::Host;
/// let shape = |host: &str| haidang_query::gambling_shape(&Host::parse(host).ok()?);
/// assert_eq!(shape("i9bet65.com").map(|shape| shape.to_string()).as_deref(), Some("9+bet+65"));
/// assert!(shape("keonhacai-hom-nay.net").is_some());
/// assert_eq!(shape("alphabet.com"), None);
/// assert_eq!(shape("bancaphe.vn"), None);
/// ```
pub fn gambling_shape(host: &Host) -> Option<Shape> {
    let suffix = host.public_suffix()?;
    if host.site().is_official() {
        return None;
    }
    let name = host.as_str().strip_suffix(suffix)?.strip_suffix('.')?;
    let ending = Ending::of(suffix);
    let mut best: Option<Shape> = None;
    for (behind, label) in name.rsplit('.').take(LABELS_MAX).enumerate() {
        // What stands before the name is chosen freely; only words and numbers
        // together count there, not the ending.
        let ending = if behind == 0 {
            ending
        } else {
            Ending::Vietnamese
        };
        let Some(shape) = shape_of(label, ending) else {
            continue;
        };
        if best
            .as_ref()
            .is_none_or(|best| best.confidence < shape.confidence)
        {
            best = Some(shape);
        }
    }
    best
}

/// What the ending of a host says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Ending {
    /// Registered at home under a name and an address: shops like numbers of
    /// luck too.
    Vietnamese,
    /// Nothing.
    Plain,
    /// Many gambling sites stand under it, and many others.
    Lively,
    /// It means gambling, or winning.
    Gambling,
    /// It is kept for gambling: `.bet`, `.casino`.
    Kept,
}

impl Ending {
    fn of(suffix: &str) -> Ending {
        match suffix {
            "bet" | "casino" | "poker" | "bingo" => Ending::Kept,
            _ if suffix == "vn" || suffix.ends_with(".vn") => Ending::Vietnamese,
            _ if GAMBLING_ENDINGS.contains(&suffix) => Ending::Gambling,
            _ if LIVELY_ENDINGS.contains(&suffix) => Ending::Lively,
            _ => Ending::Plain,
        }
    }
}

/// Pieces of a label, counted.
struct Pieces<'l> {
    pieces: Vec<Piece<'l>>,
    ending: Ending,
}

fn shape_of(label: &str, ending: Ending) -> Option<Shape> {
    if label.starts_with("xn--") || is_ordinary(label) {
        return None;
    }
    let pieces = Pieces {
        pieces: cut(label),
        ending,
    };
    let permille = pieces.permille()?;
    let says =
        |piece: &&Piece<'_>| !matches!(piece.kind, Kind::Letters | Kind::Syllable | Kind::Country);
    Some(Shape {
        parts: pieces
            .pieces
            .iter()
            .filter(says)
            .map(|piece| piece.text.to_owned())
            .collect(),
        confidence: Confidence::from_permille(permille),
    })
}

impl Pieces<'_> {
    fn has(&self, kind: Kind) -> bool {
        self.pieces.iter().any(|piece| piece.kind == kind)
    }

    /// Letters that no word covers.
    fn left_over(&self) -> usize {
        let letters = |kind: Kind| {
            let pieces = self.pieces.iter().filter(move |piece| piece.kind == kind);
            pieces.map(|piece| piece.text.len()).sum::<usize>()
        };
        letters(Kind::Letters) + letters(Kind::Syllable)
    }

    fn is_brand(&self) -> bool {
        self.left_over() <= BRAND_LETTERS_MAX
    }

    fn lucky(&self) -> bool {
        let mut numbers = self
            .pieces
            .iter()
            .filter(|piece| piece.kind == Kind::Number);
        numbers.any(|piece| is_lucky(piece.text))
    }

    /// The patterns, surest first.
    fn permille(&self) -> Option<u16> {
        let number = self.has(Kind::Number);
        let lively = self.ending >= Ending::Lively;
        let gambling = self.ending >= Ending::Gambling;
        let stake = self.has(Kind::Bet) || self.has(Kind::Win) || self.has(Kind::Club);
        if self.has_game() {
            let sure = number || stake || self.has(Kind::Lure) || gambling;
            return Some(if sure { 900 } else { 800 });
        }
        if self.has(Kind::AmbiguousGame)
            && self.left_over() == 0
            && (self.lucky() || self.has(Kind::Bet) || self.has(Kind::Win) || gambling)
        {
            return Some(750);
        }
        if self.ending == Ending::Kept {
            return Some(if self.is_brand() { 800 } else { 600 });
        }
        if self.has(Kind::Bet) && self.is_brand() && self.pieces.len() > 1 {
            // `better`, `beta`: letters behind make other words of it.
            if self.goes_on(Kind::Bet) && !self.number_before(Kind::Bet) {
                return None;
            }
            if number {
                return Some(850);
            }
            let company = self.has(Kind::Lure) || self.has(Kind::Club) || self.has(Kind::Win);
            if company || self.has(Kind::Country) {
                return Some(700);
            }
            if lively {
                return Some(650);
            }
            // `kubet.li`: hardly a word has so few letters before `bet`.
            return (self.ending != Ending::Vietnamese && self.left_over() <= 2).then_some(500);
        }
        if self.has(Kind::Win) && self.is_brand() {
            // `window`, `winrt`; but a letter or two behind `98win` only tells
            // one mirror of a site from the next.
            let mirror = self.number_before(Kind::Win) && self.left_over() <= 2;
            if self.goes_on(Kind::Win) && !mirror {
                return None;
            }
            if self.number_before(Kind::Win) || self.luck_behind(Kind::Win) {
                return Some(750);
            }
            let company = self.has(Kind::Lure) || self.has(Kind::Club) || self.has(Kind::Country);
            if lively && (company || self.left_over() <= 3) {
                return Some(550);
            }
            return None;
        }
        if self.has(Kind::Club) && self.is_brand() {
            if self.lucky() && (lively || self.left_over() <= 2) {
                return Some(600);
            }
            if gambling && (number || self.has(Kind::Lure)) {
                return Some(500);
            }
        }
        self.of_luck(lively, gambling)
    }

    /// Names of a few letters and a number of luck.
    fn of_luck(&self, lively: bool, gambling: bool) -> Option<u16> {
        let number = self
            .pieces
            .iter()
            .find(|piece| piece.kind == Kind::Number)?
            .text;
        let only_number = self.pieces.len() == 1;
        if only_number {
            // 5566688: no year, no telephone number, no short name of old.
            let doubled = number
                .as_bytes()
                .windows(2)
                .any(|pair| pair.first() == pair.last());
            let long = (5..=9).contains(&number.len()) && !number.starts_with('0');
            return (long && doubled && lively).then_some(500);
        }
        let letters = self.left_over();
        let words = self.pieces.len() > 2;
        let lure = self.has(Kind::Lure);
        let foreign = self.ending != Ending::Vietnamese;
        // `lan88` is a person, `nhadat88` a shop.
        let syllables = self.has(Kind::Syllable);
        let few = self.pieces.len() <= 3;
        match (is_lucky(number), letters) {
            (true, 0..=4) if gambling => Some(700),
            (true, 0) if lure && lively => Some(600),
            (true, 1..=3) if lively && !words => Some(550),
            (true, 1..=4) if foreign && is_eights(number) && !syllables && few => Some(450),
            (true, 0) if foreign && is_eights(number) && lure && few => Some(500),
            (false, 1..=3) if gambling && number.len() <= 3 && !words => Some(500),
            _ => None,
        }
    }

    /// A game, and no accident of letters: a short one must not leave letters
    /// over (`musicbox`, `nohup`).
    fn has_game(&self) -> bool {
        let games = self.pieces.iter().filter(|piece| piece.kind == Kind::Game);
        let whole = !self.has(Kind::Letters);
        games
            .into_iter()
            .any(|game| whole || game.text.len() >= LONG_GAME_MIN)
    }

    /// A number right before a word; one digit only when nothing else stands
    /// before it (`9win`, but not `py2win`).
    fn number_before(&self, kind: Kind) -> bool {
        self.pieces.windows(2).enumerate().any(|(at, pair)| {
            matches!(pair, [number, word] if number.kind == Kind::Number
                && word.kind == kind
                && (at == 0 || number.text.len() > 1))
        })
    }

    /// A number of luck right behind a word.
    fn luck_behind(&self, kind: Kind) -> bool {
        self.pieces.windows(2).any(|pair| {
            matches!(pair, [word, number] if number.kind == Kind::Number
                && word.kind == kind
                && is_lucky(number.text))
        })
    }

    /// Tells letters right behind a word, which make another word of it.
    fn goes_on(&self, kind: Kind) -> bool {
        self.pieces.windows(2).any(|pair| {
            matches!(pair, [word, behind] if word.kind == kind
                && matches!(behind.kind, Kind::Letters | Kind::Syllable))
        })
    }
}

/// Numbers that stand for luck and nothing else: 88, 188, 888.
fn is_eights(number: &str) -> bool {
    number.ends_with("88") && number.len() <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permille(host: &str) -> Option<u16> {
        let shape = gambling_shape(&Host::parse(host).unwrap())?;
        Some(shape.confidence.permille())
    }

    #[test]
    fn names_are_told_by_how_they_are_made() {
        for host in [
            "q98bet.com",
            "bet79vn.net",
            "77win.top",
            "77winqk3.com",
            "www.66winok9.in",
            "nhacaiuytin.example",
            "keo-nha-cai.net",
            "taixiu-online.com",
            "nohu777.vip",
            "banca88.club",
            "xq88.vip",
            "vip79.top",
            "qw88b.com",
            "www.sky888.com",
            "zq-bet.ch",
            "5566688.vip",
            "abc.bet",
            "www.soicau-xoso.com",
            "b99.club",
        ] {
            assert!(permille(host).is_some(), "{host}");
        }
    }

    #[test]
    fn words_and_shops_are_no_such_names() {
        for host in [
            "alphabet.com",
            "tibet.vn",
            "tibet.club",
            "sorbet.fun",
            "darwin.net",
            "twin.top",
            "windows.com",
            "window8.com",
            "windows-1255.com",
            "win32-x86.com",
            "py2winapp.com",
            "better-web3.com",
            "betsy.com",
            "bet.com",
            "beta88.vn",
            "musicbox.com",
            "nanohub.com",
            "lan88.com",
            "w88.com.vn",
            "xoso.com.vn",
            "phomuaban.vn",
            "banhkeo.vn",
            "win10.vn",
            "bancaphe.vn",
            "bancathe.com",
            "avocado.vn",
            "explode.io",
            "bongda.com.vn",
            "thethao247.vn",
            "bookclub.com",
            "vipshop.com",
            "noithat68.com",
            "nhadat79.vn",
            "xe88hanoi.vn",
            "24h.com.vn",
            "kenh14.vn",
            "2026.vn",
            "19001234.com",
            "congan88.gov.vn",
            "truong68.edu.vn",
            "microwin.org",
            "baivietmoi.net",
            "lodestar.com",
            "keoviet.vn",
            "club.vn",
            "dancingclub.net",
        ] {
            assert_eq!(permille(host), None, "{host}");
        }
    }

    #[test]
    fn the_pieces_that_say_so_are_named() {
        let shape = gambling_shape(&Host::parse("vn-xq789bet.com").unwrap()).unwrap();
        assert_eq!(shape.to_string(), "789+bet");
    }
}
