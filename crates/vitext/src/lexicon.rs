//! What is a word: the hand-written lists that the guards ask.
//!
//! A watched term must not trip on text in which another word crosses its edge
//! ("một số | đề xuất", "bằng | giả định") nor on text typed without marks in
//! which the same letters are other words ("bang gia" is also "bảng giá").
//! Every question here is about two syllables that stand side by side, and is
//! answered by a hash probe: no question allocates, and what is kept is bounded
//! by the lists, whatever the text.
//!
//! The lists stand in `lexicon/` beside this file, each with its origin in its
//! head: all were written by hand for this project. They are read once, when
//! the first question is asked.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, Hasher},
    sync::LazyLock,
};

use crate::{
    matcher::{WordTable, mixed},
    normalise,
};

const WORDS: &str = include_str!("lexicon/words.txt");
const PAIRS: &str = include_str!("lexicon/pairs.txt");
const KEEP: &str = include_str!("lexicon/keep.txt");
const BARE: &str = include_str!("lexicon/bare.txt");
const CONTEXT: &str = include_str!("lexicon/context.txt");
const FOREIGN: &str = include_str!("lexicon/foreign.txt");

/// Most syllables of one word in the lists: "xã hội chủ nghĩa".
pub(crate) const SYLLABLES_MAX: usize = 4;

/// Tells whether two syllables side by side are a common word, or a common
/// sequence that parts a term at its edge ("cái bàn").
///
/// Both are canonical accented forms, as [`Normalised::canonical`] gives them
/// (`hoà`, `kì`), in lower case. False for words of `keep.txt`.
///
/// [`Normalised::canonical`]: crate::Normalised::canonical
pub(crate) fn is_word(first: &str, second: &str) -> bool {
    LEXICON.words.has(first, second)
}

/// Tells whether some word or everyday sequence folds to these two syllables:
/// `bang gia` for "bảng giá". Both are folded forms, or keys.
pub(crate) fn is_bare_word(first: &str, second: &str) -> bool {
    !bare_readings(first, second).is_empty()
}

/// Returns the accented words and everyday sequences that fold to these two
/// syllables, as they are written in the lists; empty when there is none. The
/// slice is ordered by the word.
pub fn bare_readings(first: &str, second: &str) -> &'static [&'static str] {
    LEXICON.bare.get(first, second)
}

/// Tells whether two canonical accented syllables are a word that may stand
/// across the edge of a watched term and leaves its reading as it is: "độ bóng"
/// in "cá độ bóng đá".
#[cfg(test)]
fn keeps(first: &str, second: &str) -> bool {
    LEXICON.keep.has(first, second)
}

/// Tells whether a word of the trade begins here: `first` alone, or `first` and
/// the syllable after it. Both are folded forms.
pub(crate) fn context(first: &str, second: Option<&str>) -> bool {
    LEXICON.context_single.get(first).is_some()
        || second.is_some_and(|second| LEXICON.context.has(first, second))
}

/// Tells whether a word of the trade may begin with a folded syllable: what
/// [`context`] would be asked in vain otherwise.
pub(crate) fn may_begin_context(first: &str) -> bool {
    LEXICON.context_first.get(first).is_some()
}

/// Tells whether folded letters are a word of brands, hosts and hashtags, or
/// one of the trade written without its space: `online`, `bongda`.
pub(crate) fn is_brand_word(letters: &str) -> bool {
    LEXICON.brand.get(letters).is_some()
}

/// Returns the words of [`is_brand_word`], in no order.
pub(crate) fn brand_words() -> impl Iterator<Item = String> {
    LEXICON.brand.words()
}

/// Tells whether the folded token is a function word of another language that
/// is no Vietnamese syllable: `siempre`, `with`.
pub(crate) fn is_foreign(word: &str) -> bool {
    LEXICON.foreign.get(word).is_some()
}

/// Tells whether two to four canonical syllables are a word of the language,
/// those of `keep.txt` among them. For segmentation.
#[cfg_attr(
    not(feature = "words"),
    allow(dead_code, reason = "the segmenter asks, and the tests")
)]
pub(crate) fn is_whole_word<'s>(syllables: impl Iterator<Item = &'s str>) -> bool {
    let mut packed = [NONE; SYLLABLES_MAX];
    let mut count = 0;
    for syllable in syllables {
        let (Some(place), Some(&number)) = (
            packed.get_mut(count),
            LEXICON.accented_numbers.get(syllable),
        ) else {
            return false;
        };
        *place = number;
        count += 1;
    }
    count > 1 && LEXICON.whole.contains(&packed)
}

/// Words that brands, hosts and hashtags are made of besides syllables; own
/// list. None is a word of running text.
const BRANDS: &[&str] = &[
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

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// No syllable. Numbers are given from 1.
const NONE: u16 = 0;

type Set<T> = HashSet<T, BuildHasherDefault<Fnv>>;
type Map<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

struct Lexicon {
    words: Pairs,
    #[cfg(test)]
    keep: Pairs,
    bare: Readings,
    context: Pairs,
    context_single: WordTable,
    /// First syllables of all of them.
    context_first: WordTable,
    brand: WordTable,
    foreign: WordTable,
    accented_numbers: Map<String, u16>,
    whole: Set<[u16; SYLLABLES_MAX]>,
}

impl Lexicon {
    fn read() -> Lexicon {
        let mut lexicon = Lexicon {
            words: Pairs::default(),
            #[cfg(test)]
            keep: Pairs::default(),
            bare: Readings::default(),
            context: Pairs::default(),
            context_single: WordTable::default(),
            context_first: WordTable::default(),
            brand: WordTable::of(BRANDS.iter().copied()),
            foreign: WordTable::of(entries(FOREIGN)),
            accented_numbers: Map::default(),
            whole: Set::default(),
        };
        let mut readings = Vec::new();
        for (list, is_whole, is_boundary, is_bare) in [
            (WORDS, true, true, true),
            (PAIRS, false, true, true),
            (KEEP, true, false, false),
            (BARE, false, false, true),
        ] {
            for word in entries(list) {
                let text = normalise(word);
                if is_whole {
                    lexicon.add_whole(&text);
                }
                if text.len() != 2 {
                    continue;
                }
                let (first, second) = (text.canonical(0), text.canonical(1));
                if is_boundary {
                    lexicon.words.add(first, second);
                }
                #[cfg(test)]
                if is_whole && !is_boundary {
                    lexicon.keep.add(first, second);
                }
                if is_bare {
                    // As typed, and with i for y: both are written.
                    readings.push((lexicon.bare.number(text.folded(0), text.folded(1)), word));
                    readings.push((lexicon.bare.number(text.key(0), text.key(1)), word));
                }
            }
        }
        lexicon.bare.fill(readings);
        for word in entries(CONTEXT) {
            let text = normalise(word);
            lexicon
                .brand
                .add(&[text.folded(0), text.folded(1)].concat());
            lexicon.context_first.add(text.folded(0));
            if text.len() == 2 {
                lexicon.context.add(text.folded(0), text.folded(1));
            } else {
                lexicon.context_single.add(text.folded(0));
            }
        }
        lexicon
    }

    fn add_whole(&mut self, text: &crate::Normalised) {
        let mut packed = [NONE; SYLLABLES_MAX];
        for (i, place) in packed.iter_mut().enumerate().take(text.len()) {
            *place = number(&mut self.accented_numbers, text.canonical(i));
        }
        self.whole.insert(packed);
    }
}

/// The entries of a list: its lines without remarks, blank lines and the names
/// of groups.
fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with(['#', '[']))
}

/// Returns the number of a syllable, and gives it the next one at first sight.
/// The lists hold some thousands of syllables; past 65,535 they would share
/// the last number, and a test would tell.
fn number(numbers: &mut Map<String, u16>, syllable: &str) -> u16 {
    let next = u16::try_from(numbers.len() + 1).unwrap_or(u16::MAX);
    match numbers.get(syllable) {
        Some(&number) => number,
        None => {
            numbers.insert(syllable.to_owned(), next);
            next
        }
    }
}

/// A set of pairs of syllables.
#[derive(Default)]
struct Pairs {
    numbers: WordTable,
    pairs: Set<u64>,
}

impl Pairs {
    fn add(&mut self, first: &str, second: &str) {
        let numbers = [first, second].map(|word| u64::from(self.numbers.add(word)));
        self.pairs.insert(numbers[0] << 32 | numbers[1]);
    }

    fn has(&self, first: &str, second: &str) -> bool {
        let Some(first) = self.numbers.get(first) else {
            return false;
        };
        let second = self.numbers.get(second);
        let pair = |second| u64::from(first) << 32 | u64::from(second);
        second.is_some_and(|second| self.pairs.contains(&pair(second)))
    }
}

/// What two folded syllables may be read as.
#[derive(Default)]
struct Readings {
    numbers: Map<String, u16>,
    /// Where the readings of a pair stand in `words`: from, to.
    places: Map<u32, (u32, u32)>,
    words: Vec<&'static str>,
}

impl Readings {
    fn number(&mut self, first: &str, second: &str) -> u32 {
        pack(
            number(&mut self.numbers, first),
            number(&mut self.numbers, second),
        )
    }

    fn fill(&mut self, mut readings: Vec<(u32, &'static str)>) {
        readings.sort_unstable();
        readings.dedup();
        for (at, (pair, word)) in (0_u32..).zip(readings) {
            self.words.push(word);
            self.places.entry(pair).or_insert((at, at)).1 = at + 1;
        }
    }

    fn get(&self, first: &str, second: &str) -> &[&'static str] {
        let numbers = self.numbers.get(first).zip(self.numbers.get(second));
        numbers
            .and_then(|(&first, &second)| self.places.get(&pack(first, second)))
            .and_then(|&(from, to)| self.words.get(from as usize..to as usize))
            .unwrap_or_default()
    }
}

fn pack(first: u16, second: u16) -> u32 {
    u32::from(first) << 16 | u32::from(second)
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo; RFC 9923). Nothing from outside is
/// ever inserted, so nobody can crowd a bucket, and for keys of six bytes it
/// is several times as fast as the standard hasher.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = mixed(self.0 ^ number);
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests;
