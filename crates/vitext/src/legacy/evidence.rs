//! Weighing what a stretch of text says under each encoding.

use super::{
    Legacy,
    steps::{Kind, Steps, is_letter, lowered},
    tables::byte_of,
    word::{Word, Words},
};
use crate::is_syllable;

/// Different words that are remembered; more than enough to be sure.
const WORDS_KEPT: usize = 8;

/// What speaks for and against one encoding.
#[derive(Default)]
struct Tally {
    /// Different words that become syllables and were none, and their weight.
    words: [u64; WORDS_KEPT],
    word_count: usize,
    points: u32,
    /// Words that nobody would write as they stand.
    unnatural: u32,
    /// All such words, the same ones too.
    strong: u32,
    /// Words that become syllables and were syllables before.
    weak: u32,
    /// Words with a misread letter that become no syllable.
    bad: u32,
    /// Words with marks that are Vietnamese as they stand.
    clean: u32,
    /// Bytes above 0x7F in the strong words.
    bytes: [u64; 2],
    /// Words with marks that the encoding leaves as they are.
    kept: u32,
    /// The weight of all strong words.
    weight: u32,
    /// Strong words that texts are full of, and such words of any kind.
    known_strong: u32,
    known: u32,
    /// How common the letters are that came out.
    common: u32,
    /// A sequence of bytes that does not come about by chance.
    proof: bool,
}

/// Tells which encoding a stretch of text is of, if of any. `likely` is that of
/// the stretch before: where it reads well, no other is tried.
pub(super) fn judge(
    text: &str,
    is_beside_unicode: bool,
    likely: Option<Legacy>,
    words: &mut Words,
) -> Option<Legacy> {
    if let Some(legacy) = likely
        && let Some(tally) = Tally::of(legacy, text, words)
        && tally.strong > 2 + 3 * tally.bad
        && tally.convinces(text, legacy, is_beside_unicode)
    {
        return likely;
    }
    // The one that reads best has to convince: one that reads worse does not
    // win by asking for less.
    let mut best: Option<((i64, bool), Legacy)> = None;
    for legacy in Legacy::ALL {
        let Some(tally) = Tally::of(legacy, text, words).filter(Tally::reads_well) else {
            continue;
        };
        let score = tally.score();
        if best.is_some_and(|((known, _), _)| score < known) {
            continue;
        }
        let rank = (score, tally.convinces(text, legacy, is_beside_unicode));
        if best.is_none_or(|(known, _)| rank > known) {
            best = Some((rank, legacy));
        }
    }
    best.filter(|((_, convinces), _)| *convinces)
        .map(|(_, legacy)| legacy)
}

/// Tells whether a stretch, too little to tell by itself, is of the encoding
/// of other stretches of the same text. Beside words that were written in
/// Unicode none is.
pub(super) fn continues(
    text: &str,
    is_beside_unicode: bool,
    known: Legacy,
    words: &mut Words,
) -> bool {
    !is_beside_unicode && Tally::of(known, text, words).is_some_and(|tally| tally.continues())
}

impl Tally {
    /// Reads a stretch; `None` when it has become plain that it is not of this
    /// encoding.
    fn of(legacy: Legacy, text: &str, words: &mut Words) -> Option<Tally> {
        let mut tally = Tally::default();
        let mut word = Token::default();
        let mut steps = Steps::new(legacy, text);
        // Words that no encoding changes say nothing: nearly all of a text in
        // another language are.
        let mut end = steps.pass_plain();
        while let Some(step) = steps.next() {
            let start = end;
            end += step.len;
            if is_letter(step.out) || step.out.is_ascii_digit() {
                if word.is_empty() {
                    word.start = start;
                }
                word.add(step.out, step.kind, step.len);
            } else if !word.is_empty() {
                tally.add(&word, text.get(word.start..start)?, legacy, words);
                word = Token::default();
                if tally.is_hopeless() {
                    return None;
                }
                end += steps.pass_plain();
            }
        }
        if !word.is_empty() {
            tally.add(&word, text.get(word.start..end)?, legacy, words);
        }
        Some(tally)
    }

    fn add(&mut self, word: &Token, source: &str, legacy: Legacy, words: &mut Words) {
        if word.has_digit {
            return;
        }
        if source.is_ascii() && !word.is_decoded {
            return;
        }
        let was_syllable = is_vietnamese(source, words);
        let facts = words.look_up(&word.letters);
        self.clean += u32::from(was_syllable);
        if !word.is_decoded && !word.is_foreign {
            if was_syllable {
                self.kept += 1;
                self.common += u32::from(facts.letters_common);
                self.known += u32::from(facts.is_common);
            } else {
                self.bad += 1;
            }
            return;
        }
        if word.is_foreign || !word.is_well_cased || !facts.is_syllable {
            // Abbreviations such as ĐT; and what is UTF-8 by its bytes need not
            // be Vietnamese.
            let is_excused = word.is_abbreviation() || legacy.is_utf8() && !word.is_foreign;
            self.bad += u32::from(!is_excused);
            return;
        }
        self.common += u32::from(facts.letters_common);
        let is_known = facts.is_common;
        self.known += u32::from(is_known);
        let weight = if was_syllable { 0 } else { weight_of(source) };
        if weight == 0 {
            self.weak += 1;
            return;
        }
        self.strong += 1;
        self.weight += weight;
        self.unnatural += u32::from(weight > 1);
        self.proof |= legacy.is_utf8() && word.is_proof();
        for byte in source
            .chars()
            .filter_map(byte_of)
            .filter(|byte| *byte >= 0x80)
        {
            if let Some(bits) = self.bytes.get_mut(usize::from(byte >> 6) & 1) {
                *bits |= 1 << (byte & 0x3F);
            }
        }
        let hash = hash(source);
        let known = self.words.get(..self.word_count).unwrap_or_default();
        if !known.contains(&hash)
            && let Some(place) = self.words.get_mut(self.word_count)
        {
            *place = hash;
            self.word_count += 1;
            self.points += weight;
            self.known_strong += u32::from(is_known);
        }
    }

    fn is_hopeless(&self) -> bool {
        self.bad >= 3 && self.bad > self.strong + self.weak
    }

    fn reads_well(&self) -> bool {
        self.strong > 0 && self.is_mostly_good()
    }

    fn is_mostly_good(&self) -> bool {
        self.bad * 5 <= self.weight + self.weak
    }

    fn different_bytes(&self) -> u32 {
        self.bytes.iter().map(|bits| bits.count_ones()).sum()
    }

    /// Ð for Đ is a slip of many a clean text.
    fn has_more_than_eth(&self) -> bool {
        let [low, high] = self.bytes;
        low != 0 || high & !(1 << (0xD0 & 0x3F) | 1 << (0xF0 & 0x3F)) != 0
    }

    fn convinces(&self, text: &str, legacy: Legacy, is_beside_unicode: bool) -> bool {
        if !self.is_mostly_good() || !legacy.is_utf8() && !self.has_more_than_eth() {
            return false;
        }
        if self.proof {
            return true;
        }
        let shares_letters = matches!(legacy, Legacy::Viscii | Legacy::Vps | Legacy::Windows1258);
        // VISCII, VPS and 1258 share letters with Latin-1; in the others a
        // word that is Vietnamese as it stands is a chance.
        let clean_max = if shares_letters {
            3 * self.strong + 2
        } else {
            self.weight
        };
        if self.clean > clean_max {
            return false;
        }
        let different = self.different_bytes();
        // The words around say that it is Vietnamese.
        let is_among_vietnamese = !is_beside_unicode && self.bad == 0 && self.kept > 0;
        if shares_letters
            && is_among_vietnamese
            && (self.unnatural > 0 || self.known_strong > 0 || self.points >= 2 && different >= 2)
        {
            return true;
        }
        let is_unnatural = self.unnatural > 0 && self.points >= 3 && different >= 2;
        let is_known = self.known_strong >= 2 && self.bad == 0 && different >= 2;
        let is_long = self.points >= 5 && different >= 3;
        self.word_count >= 2
            && (is_unnatural || is_known || is_long)
            && (self.strong >= 6 || self.stands_in_vietnamese(text))
    }

    /// Tells whether no more of the words without marks than of the others are
    /// of some other language.
    fn stands_in_vietnamese(&self, text: &str) -> bool {
        let mut good = self.strong + self.weak;
        let mut bad = 0;
        for word in text.split_ascii_whitespace() {
            let word = word.trim_matches(|c| ",.;:!?()\"'".contains(c));
            // Pieces of addresses and figures say nothing.
            if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                continue;
            }
            if is_syllable(word) {
                good += 1;
            } else if !is_abbreviation(word) {
                bad += 1;
            }
        }
        bad <= good
    }

    fn continues(&self) -> bool {
        self.points > 0 && self.is_mostly_good() && self.clean <= self.strong + self.weak
    }

    fn score(&self) -> i64 {
        i64::from(8 * (self.strong + self.weak + self.kept) + 12 * self.known + 2 * self.common)
            - i64::from(24 * self.bad)
    }
}

/// One word as it is read.
#[derive(Default)]
struct Token {
    start: usize,
    letters: Word,
    len: usize,
    has_digit: bool,
    is_decoded: bool,
    is_foreign: bool,
    is_well_cased: bool,
    seen_lower: bool,
    uppers: u32,
    /// Sequences of two and of more misread bytes.
    pairs: u32,
    triples: u32,
}

impl Token {
    fn is_empty(&self) -> bool {
        self.len == 0
    }

    fn add(&mut self, c: char, kind: Kind, source_len: usize) {
        if self.len == 0 {
            self.is_well_cased = true;
        }
        self.len += 1;
        if c.is_ascii_digit() {
            self.has_digit = true;
            return;
        }
        self.letters.add(c);
        self.is_decoded |= kind == Kind::Decoded;
        self.is_foreign |= kind == Kind::Foreign;
        if kind == Kind::Decoded {
            if source_len >= 5 {
                self.triples += 1;
            } else {
                self.pairs += u32::from(source_len >= 3);
            }
        }
        if lowered(c).1 {
            self.is_well_cased &= !self.seen_lower;
            self.uppers += 1;
        } else {
            // Small letters with marks stand for capitals in many a font.
            self.is_well_cased &= !(c.is_ascii() && self.uppers >= 2);
            self.seen_lower |= c.is_ascii() || self.uppers == 0;
        }
    }

    fn is_abbreviation(&self) -> bool {
        !self.is_foreign && self.uppers as usize == self.len && self.len <= 4
    }

    fn is_proof(&self) -> bool {
        self.letters.len() > 1 && (self.triples > 0 || self.pairs > 1)
    }
}

/// How much it says that a word as it stands is no word: 2 when nobody writes
/// so, 1 when some language may, 0 when it is a sign that stands alone or a
/// letter with a small figure.
fn weight_of(source: &str) -> u32 {
    let mut chars = source.chars();
    let (Some(first), last) = (chars.next(), chars.next_back()) else {
        return 0;
    };
    let Some(last) = last else {
        return 0;
    };
    let has_letter = source.chars().any(|c| c.is_ascii_alphabetic());
    let high = source.chars().filter(|c| !c.is_ascii()).count();
    if !has_letter && high < 2 {
        return 0;
    }
    if is_sign_after(last) && high == 1 {
        return 0;
    }
    let mut before: Option<char> = None;
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii() {
            let is_last = chars.peek().is_none();
            let is_edge = before.is_none() && (is_sign_before(first) || first == '»')
                || is_last && (is_sign_after(c) || c == '«');
            let is_strange = if is_true_letter(c) {
                before.is_some_and(|before| is_strange_pair(before, c))
            } else {
                !is_edge && !matches!(c, '’' | '\u{a0}' | '\u{ad}' | '·')
            };
            if is_strange {
                return 2;
            }
        }
        before = Some(c);
    }
    1
}

/// Capitals that stand for words, such as TP or UBND.
fn is_abbreviation(word: &str) -> bool {
    word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Tells whether a word is a Vietnamese syllable as it stands: letters of the
/// alphabet, capitals where they belong, the tone on no glide.
fn is_vietnamese(source: &str, words: &mut Words) -> bool {
    let mut word = Word::default();
    let mut after_small = false;
    for c in source.chars() {
        let (_, is_capital) = lowered(c);
        // Icelandic has ð in many a word, Vietnamese only by mistake.
        if matches!(c, 'ð' | 'Ð') || is_capital && after_small || !word.add(c) {
            return false;
        }
        after_small = !is_capital;
    }
    words.look_up(&word).is_syllable_bare
}

/// Letters of some language; the ordinal signs and mu are signs here.
fn is_true_letter(c: char) -> bool {
    is_letter(c) && !matches!(c, 'ª' | 'º' | 'µ' | 'μ' | 'ˆ')
}

fn is_sign_before(c: char) -> bool {
    matches!(
        c,
        '«' | '‹' | '“' | '„' | '‘' | '‚' | '¿' | '¡' | '©' | '±' | '•' | '§' | 'µ'
    )
}

fn is_sign_after(c: char) -> bool {
    matches!(
        c,
        '\u{a0}'
            | '½'
            | '¼'
            | '¾'
            | '»'
            | '›'
            | '”'
            | '“'
            | '’'
            | '‘'
            | '…'
            | '™'
            | '®'
            | '©'
            | '°'
            | '²'
            | '³'
            | '¹'
            | 'º'
            | 'ª'
    )
}

/// Pairs of letters that no language writes: a capital inside a word, a vowel
/// and the tone of it as a letter of its own.
fn is_strange_pair(before: char, c: char) -> bool {
    if before.is_lowercase() && c.is_uppercase() {
        return true;
    }
    let c = c.to_lowercase().next().unwrap_or(c);
    match before.to_ascii_lowercase() {
        'a' => matches!(
            c,
            'ù' | 'ø' | 'õ' | 'å' | 'ã' | 'ä' | 'â' | 'á' | 'à' | 'û' | 'ê' | 'ì' | 'ò'
        ),
        'e' => matches!(c, 'ù' | 'ø' | 'õ' | 'å' | 'ã' | 'ä' | 'â' | 'û' | 'ì' | 'ò'),
        'o' => matches!(c, 'ø' | 'õ' | 'å' | 'ä' | 'â' | 'ì' | 'ò'),
        'u' => matches!(c, 'ù' | 'ø' | 'õ' | 'û' | 'ï'),
        'y' => matches!(c, 'ù' | 'ø' | 'õ' | 'û' | 'ï' | 'ì' | 'ò'),
        'ô' | 'ö' | 'ý' | 'õ' | 'â' | 'ê' | 'ã' => {
            matches!(c, 'ù' | 'ø' | 'õ' | 'û' | 'ï' | 'ì' | 'ò')
        }
        _ => false,
    }
}

/// FNV-1a, to tell words apart; nobody gains from two that meet.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
