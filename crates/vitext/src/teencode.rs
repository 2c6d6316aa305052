//! Teencode: the spellings of chat and of sellers who hide, generated from the
//! accented syllables of a term.
//!
//! Nothing is decoded here. A term is respelled when it is compiled, and only
//! into what is no Vietnamese syllable, so that innocent text cannot meet it.

mod abbreviation;
mod rules;

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use unicode_normalization::UnicodeNormalization;

pub use abbreviation::abbreviations;
pub(crate) use abbreviation::{
    KNOWN, TERM_WORDS_MIN, WORDS_MAX as ABBREVIATED_WORDS_MAX, initial, shorts_of_known,
    shorts_of_pair,
};
use rules::{CHAT, RULES, Rule};

use crate::{
    Tone, is_syllable,
    letter::{Letter, Quality},
};

/// Most spellings of one syllable.
const SPELLINGS_MAX: usize = 24;

/// Longest syllable in bytes: `nghiễng`, decomposed, has 11; the rest is
/// refused before any work.
const SYLLABLE_BYTES_MAX: usize = 32;

/// Returns the teencode spellings of one syllable, lower case, NFC, commonest
/// first; empty for what is no syllable.
///
/// Up to two rules apply, each to another part of the syllable (onset,
/// nucleus, coda), or both to the nucleus. Marks and the bar of đ stay as in
/// the syllable; a tone whose vowel becomes a j moves to the next vowel, and
/// falls when there is none (`mình` → `mjnh`).
///
/// At most 24, distinct. None is a syllable, with its marks or without, so
/// `số` has no `xố`: such a swap cannot be told from another word. The rules
/// are of our own writing, with an example each, in `teencode/rules.rs`.
///
/// ```
/// let spellings = vitext::spellings("cược");
/// assert!(spellings.iter().any(|spelling| spelling == "kược"));
/// assert!(spellings.iter().any(|spelling| spelling == "kượk"));
/// assert!(vitext::spellings("không").contains(&"ko".to_owned()));
/// assert!(vitext::spellings("hack").is_empty());
/// ```
pub fn spellings(syllable: &str) -> Vec<String> {
    if syllable.len() > SYLLABLE_BYTES_MAX {
        return Vec::new();
    }
    let syllable: String = syllable.nfc().flat_map(char::to_lowercase).collect();
    if !is_syllable(&syllable) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let chat = CHAT.iter().find(|(known, _)| *known == syllable);
    for form in chat.into_iter().flat_map(|(_, forms)| *forms) {
        keep(&mut found, (*form).to_owned());
    }
    let Some(whole) = Parts::of(&syllable) else {
        return found;
    };
    let once: Vec<(usize, Parts)> = RULES
        .iter()
        .enumerate()
        .filter_map(|(number, rule)| Some((number, whole.respelled(rule)?)))
        .collect();
    for (_, parts) in &once {
        keep(&mut found, parts.spelling());
    }
    for (number, parts) in &once {
        // In the order of the table, so that two rules meet once.
        for rule in RULES.iter().skip(number + 1) {
            let first = RULES.get(*number).map(|first| first.part);
            if (first != Some(rule.part) || rule.part == Part::Nucleus)
                && let Some(parts) = parts.respelled(rule)
            {
                keep(&mut found, parts.spelling());
            }
        }
    }
    found
}

/// The spellings of every syllable that a term ever had: compiling the same
/// watchlists again must not respell them again. Only syllables are kept, so
/// it is bounded by the language: some ten thousand entries.
static RESPELLED: LazyLock<Mutex<HashMap<Box<str>, Arc<str>>>> = LazyLock::new(Mutex::default);

/// Returns what [`spellings`] says of an accented word in lower case, in one
/// text, parted by spaces; remembers it.
pub(crate) fn respelled(accented: &str) -> Arc<str> {
    if !is_syllable(accented) {
        return Arc::default();
    }
    // A thread that died while it held the lock left whole entries behind.
    let mut known = RESPELLED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = known.get(accented) {
        return Arc::clone(found);
    }
    let found: Arc<str> = spellings(accented).join(" ").into();
    known.insert(accented.into(), Arc::clone(&found));
    found
}

/// Takes a spelling in that no innocent text can hold, up to the bound.
fn keep(found: &mut Vec<String>, spelling: String) {
    if found.len() < SPELLINGS_MAX && !is_innocent(&spelling) && !found.contains(&spelling) {
        found.push(spelling);
    }
}

/// Tells whether a spelling is a Vietnamese syllable, as it is or without its
/// marks.
fn is_innocent(spelling: &str) -> bool {
    is_syllable(spelling) || is_syllable(&crate::fold(spelling))
}

/// The parts of a syllable that a rule may respell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Onset,
    Nucleus,
    Coda,
}

const ONSETS: [&str; 26] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v",
];

const CODAS: [&str; 8] = ["ch", "ng", "nh", "c", "m", "n", "p", "t"];

/// A syllable in parts, the tone apart.
#[derive(Clone, Debug)]
struct Parts {
    onset: String,
    /// Letters without tone.
    nucleus: String,
    coda: String,
    tone: Tone,
    /// The letter that bore the tone, without it.
    bearer: char,
}

impl Parts {
    fn of(syllable: &str) -> Option<Parts> {
        // gi and qu are onsets when a vowel follows: `gì` has g alone.
        let (onset, rest) = ONSETS
            .into_iter()
            .chain(["x", ""])
            .filter_map(|onset| Some((onset, syllable.strip_prefix(onset)?)))
            .find(|(_, rest)| {
                rest.chars()
                    .next()
                    .and_then(Letter::of)
                    .is_some_and(Letter::is_vowel)
            })?;
        let (coda, vowels) = CODAS
            .into_iter()
            .chain([""])
            .find_map(|coda| Some((coda, rest.strip_suffix(coda)?)))?;
        let mut parts = Parts {
            onset: onset.to_owned(),
            nucleus: String::with_capacity(vowels.len()),
            coda: coda.to_owned(),
            tone: Tone::Level,
            bearer: '\0',
        };
        for c in vowels.chars() {
            let letter = Letter::of(c)?;
            let level = Letter {
                tone: Tone::Level,
                ..letter
            };
            let level = level.compose()?;
            if letter.tone != Tone::Level {
                parts.tone = letter.tone;
                parts.bearer = level;
            }
            parts.nucleus.push(level);
        }
        Some(parts)
    }

    /// Applies one rule; `None` when it has nothing to respell.
    fn respelled(&self, rule: &Rule) -> Option<Parts> {
        let mut parts = self.clone();
        match rule.part {
            Part::Onset if self.onset == rule.from => parts.onset = rule.to.to_owned(),
            Part::Coda if self.coda == rule.from => parts.coda = rule.to.to_owned(),
            Part::Nucleus if self.nucleus.contains(rule.from) => {
                parts.nucleus = self.nucleus.replacen(rule.from, rule.to, 1);
                if rule.from.contains(self.bearer) {
                    // The tone goes with the vowel that replaces its own.
                    parts.bearer = rule.to.chars().rfind(|&c| bears(c)).unwrap_or('\0');
                }
            }
            _ => return None,
        }
        Some(parts)
    }

    /// Puts the parts together, the tone on its vowel.
    fn spelling(&self) -> String {
        let vowels: Vec<char> = self.nucleus.chars().collect();
        let marked = |c: char| Letter::of(c).is_some_and(|l| l.quality != Quality::Plain);
        let place = vowels
            .iter()
            .rposition(|&c| marked(c))
            .or_else(|| vowels.iter().rposition(|&c| c == self.bearer))
            .or_else(|| vowels.iter().position(|&c| bears(c)));
        let mut spelling = self.onset.clone();
        for (i, &c) in vowels.iter().enumerate() {
            let toned = Letter::of(c)
                .filter(|_| Some(i) == place && bears(c))
                .and_then(|letter| {
                    let tone = self.tone;
                    Letter { tone, ..letter }.compose()
                });
            spelling.push(toned.unwrap_or(c));
        }
        spelling.push_str(&self.coda);
        spelling
    }
}

/// Tells vowels, which can bear a tone, from j and w.
fn bears(c: char) -> bool {
    Letter::of(c).is_some_and(Letter::is_vowel)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_spellings_of_chat_are_made() {
        for (syllable, wanted) in [
            ("không", "ko k hok kg kông kôg khôg khônq"),
            ("được", "đc dc đượk"),
            ("với", "vs zới"),
            ("người", "ng nqười nghười ngườj"),
            ("việc", "vc ziệc việk"),
            ("cá", "ká"),
            ("cược", "kược kượk cượk"),
            ("kiếm", "ciếm kjm kjếm cyếm cím"),
            ("tiền", "tjền tjn tyền"),
            ("biết", "bik bjết byết"),
            ("nhiều", "nhjều nkiều nhju"),
            ("phí", "fí pkí"),
            ("quay", "way waj quaj wai"),
            ("quỳnh", "wỳnh qỳnh wỳh"),
            ("giả", "jả zả"),
            ("giếng", "jếng zếng"),
            ("gì", "j gj"),
            ("dâm", "zâm jâm"),
            ("vay", "zay vaj zaj"),
            ("nghiện", "ngiện nghjện"),
            ("ngân", "nghân nqân"),
            ("đánh", "đáh đánk"),
            ("bạc", "bạk"),
            ("lộc", "lộk"),
            ("thích", "thík thíck thíc tkích thk"),
            ("tài", "tàj"),
            ("xỉu", "xjủ xỷu xỉw"),
            ("mình", "mjnh mìh mk mik mjh"),
            ("chơi", "ckơi chơj chơy ckơj"),
            ("hoa", "hwa"),
            ("khoản", "koản khwản kkoản"),
            ("tuyển", "twyển tujển"),
            ("cao", "kao caw kaw"),
            ("đường", "đườg đườnq"),
            ("CƯỢC", "kược"),
            ("ca\u{301}", "ká"),
            ("khong", "kong khog"),
        ] {
            let found = spellings(syllable);
            for spelling in wanted.split_whitespace() {
                assert!(
                    found.iter().any(|known| known == spelling),
                    "{syllable}: {spelling} in {found:?}"
                );
            }
        }
    }

    #[test]
    fn the_bar_and_the_marks_stay() {
        for syllable in ["đề", "đánh", "đường", "độc"] {
            for spelling in spellings(syllable) {
                assert!(spelling.starts_with('đ'), "{syllable}: {spelling}");
            }
        }
        // Innocent swaps are not made.
        assert!(!spellings("số").contains(&"xố".to_owned()));
        assert!(!spellings("ghi").contains(&"gi".to_owned()));
    }

    #[test]
    fn what_is_no_syllable_has_no_spelling() {
        for token in ["", "hack", "otp", "casino", "88", "tài khoản", "nghiênggg"] {
            assert!(spellings(token).is_empty(), "{token}");
        }
        assert!(spellings(&"a\u{301}".repeat(100_000)).is_empty());
    }

    #[test]
    fn each_rule_has_a_use() {
        let syllables: Vec<String> = every_syllable().collect();
        assert!(syllables.len() > 15_000);
        for rule in &RULES {
            // A short diphthong is a syllable, and of use to a second rule.
            let tells = |parts: &Parts| !is_innocent(&parts.spelling());
            let used = syllables
                .iter()
                .filter_map(|syllable| Parts::of(syllable)?.respelled(rule))
                .any(|once| {
                    let twice = RULES.iter().filter_map(|rule| once.respelled(rule));
                    tells(&once) || (rule.part == Part::Nucleus && { twice }.any(|p| tells(&p)))
                });
            assert!(used, "{} to {}", rule.from, rule.to);
        }
        for (syllable, forms) in CHAT {
            assert!(is_syllable(syllable));
            assert!(forms.iter().any(|form| !is_innocent(form)), "{syllable}");
        }
    }

    /// The law, over every syllable that the grammar allows.
    #[test]
    fn no_spelling_is_a_syllable_of_the_language() {
        let mut most = 0;
        for syllable in every_syllable() {
            let found = spellings(&syllable);
            most = most.max(found.len());
            assert!(found.len() <= SPELLINGS_MAX);
            for (i, spelling) in found.iter().enumerate() {
                assert!(!is_syllable(spelling), "{syllable}: {spelling}");
                assert!(
                    !is_syllable(&crate::fold(spelling)),
                    "{syllable}: {spelling}"
                );
                assert!(
                    !found[..i].contains(spelling),
                    "{syllable}: {spelling} twice"
                );
                assert!(
                    spelling.nfc().eq(spelling.chars()),
                    "{syllable}: {spelling}"
                );
            }
        }
        assert!(most > 10);
    }

    /// Every onset, nucleus of up to three vowels, coda and tone that make a
    /// syllable with its marks.
    fn every_syllable() -> impl Iterator<Item = String> {
        const VOWELS: [&str; 13] = [
            "", "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y",
        ];
        let nuclei = VOWELS.into_iter().flat_map(|first| {
            VOWELS.into_iter().flat_map(move |second| {
                let thirds = VOWELS.into_iter();
                thirds.map(move |third| format!("{first}{second}{third}"))
            })
        });
        let mut nuclei: Vec<String> = nuclei.collect();
        nuclei.sort();
        nuclei.dedup();
        nuclei.into_iter().flat_map(|nucleus| {
            let onsets = ONSETS.into_iter().chain(["x", ""]);
            onsets.flat_map(move |onset| {
                let nucleus = nucleus.clone();
                let codas = CODAS.into_iter().chain([""]);
                codas.flat_map(move |coda| toned(onset, &nucleus, coda))
            })
        })
    }

    /// The syllable in each of its tones; nothing when it is none.
    fn toned(onset: &str, nucleus: &str, coda: &str) -> Vec<String> {
        let with = |tone| Parts {
            onset: onset.to_owned(),
            nucleus: nucleus.to_owned(),
            coda: coda.to_owned(),
            tone,
            bearer: nucleus.chars().next().unwrap_or('\0'),
        };
        if crate::Syllable::parse(&with(Tone::Acute).spelling()).is_none() {
            return Vec::new();
        }
        let syllables = Tone::ALL.into_iter().map(|tone| with(tone).spelling());
        syllables.filter(|syllable| is_syllable(syllable)).collect()
    }

    proptest! {
        #[test]
        fn any_text_is_bounded(text in "\\PC{0,12}") {
            prop_assert!(spellings(&text).len() <= SPELLINGS_MAX);
        }
    }
}
