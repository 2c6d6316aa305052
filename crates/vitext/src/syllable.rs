//! The grammar of Vietnamese syllables.
//!
//! A syllable is an onset (one of 27, or none), a rime (one of 161) and a
//! tone. Both lists are written from the spelling rules taught in schools and
//! counted by hand; loan words beyond them (`Đắk`, `boong` aside) are not
//! syllables here, which on real text is well under one token in a hundred.

mod packed;

use crate::letter::{Letter, Quality, Tone};
use packed::Packed;

/// A syllable taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syllable {
    /// The onset as spelt, `""` when there is none.
    pub onset: &'static str,
    /// The rime with its vowel qualities, without its tone.
    pub rime: &'static str,
    /// The tone.
    pub tone: Tone,
}

/// Longest first, so that the first that fits is the right one to try.
const ONSETS: [&str; 27] = [
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
];

/// Rimes under their folded form, sorted by it.
const RIMES: [(&str, &[&str]); 109] = [
    ("a", &["a"]),
    ("ac", &["ac", "ăc", "âc"]),
    ("ach", &["ach"]),
    ("ai", &["ai"]),
    ("am", &["am", "ăm", "âm"]),
    ("an", &["an", "ăn", "ân"]),
    ("ang", &["ang", "ăng", "âng"]),
    ("anh", &["anh"]),
    ("ao", &["ao"]),
    ("ap", &["ap", "ăp", "âp"]),
    ("at", &["at", "ăt", "ât"]),
    ("au", &["au", "âu"]),
    ("ay", &["ay", "ây"]),
    ("e", &["e", "ê"]),
    ("ec", &["ec"]),
    ("ech", &["êch"]),
    ("em", &["em", "êm"]),
    ("en", &["en", "ên"]),
    ("eng", &["eng"]),
    ("enh", &["ênh"]),
    ("eo", &["eo"]),
    ("ep", &["ep", "êp"]),
    ("et", &["et", "êt"]),
    ("eu", &["êu"]),
    ("i", &["i"]),
    ("ia", &["ia"]),
    ("ich", &["ich"]),
    ("iec", &["iêc"]),
    ("iem", &["iêm"]),
    ("ien", &["iên"]),
    ("ieng", &["iêng"]),
    ("iep", &["iêp"]),
    ("iet", &["iêt"]),
    ("ieu", &["iêu"]),
    ("im", &["im"]),
    ("in", &["in"]),
    ("inh", &["inh"]),
    ("ip", &["ip"]),
    ("it", &["it"]),
    ("iu", &["iu"]),
    ("o", &["o", "ô", "ơ"]),
    ("oa", &["oa"]),
    ("oac", &["oac", "oăc"]),
    ("oach", &["oach"]),
    ("oai", &["oai"]),
    ("oam", &["oam", "oăm"]),
    ("oan", &["oan", "oăn"]),
    ("oang", &["oang", "oăng"]),
    ("oanh", &["oanh"]),
    ("oao", &["oao"]),
    ("oap", &["oap"]),
    ("oat", &["oat", "oăt"]),
    ("oay", &["oay"]),
    ("oc", &["oc", "ôc"]),
    ("oe", &["oe"]),
    ("oem", &["oem"]),
    ("oen", &["oen"]),
    ("oeo", &["oeo"]),
    ("oet", &["oet"]),
    ("oi", &["oi", "ôi", "ơi"]),
    ("om", &["om", "ôm", "ơm"]),
    ("on", &["on", "ôn", "ơn"]),
    ("ong", &["ong", "ông"]),
    ("ooc", &["ooc"]),
    ("oong", &["oong"]),
    ("op", &["op", "ôp", "ơp"]),
    ("ot", &["ot", "ôt", "ơt"]),
    ("u", &["u", "ư"]),
    ("ua", &["ua", "ưa"]),
    ("uan", &["uân"]),
    ("uang", &["uâng"]),
    ("uat", &["uât"]),
    ("uay", &["uây"]),
    ("uc", &["uc", "ưc"]),
    ("ue", &["uê"]),
    ("uech", &["uêch"]),
    ("uenh", &["uênh"]),
    ("ui", &["ui", "ưi"]),
    ("um", &["um", "ưm"]),
    ("un", &["un", "ưn"]),
    ("ung", &["ung", "ưng"]),
    ("uo", &["uơ"]),
    ("uoc", &["uôc", "ươc"]),
    ("uoi", &["uôi", "ươi"]),
    ("uom", &["uôm", "ươm"]),
    ("uon", &["uôn", "ươn"]),
    ("uong", &["uông", "ương"]),
    ("uop", &["ươp"]),
    ("uot", &["uôt", "ươt"]),
    ("uou", &["ươu"]),
    ("up", &["up"]),
    ("ut", &["ut", "ưt"]),
    ("uu", &["ưu"]),
    ("uy", &["uy"]),
    ("uya", &["uya"]),
    ("uych", &["uych"]),
    ("uyen", &["uyên"]),
    ("uyet", &["uyêt"]),
    ("uyn", &["uyn"]),
    ("uynh", &["uynh"]),
    ("uyp", &["uyp"]),
    ("uyt", &["uyt"]),
    ("uyu", &["uyu"]),
    ("y", &["y"]),
    ("yem", &["yêm"]),
    ("yen", &["yên"]),
    ("yeng", &["yêng"]),
    ("yet", &["yêt"]),
    ("yeu", &["yêu"]),
];

/// Most letters of a syllable (`nghiêng`).
const LETTERS_MAX: usize = 7;

impl Syllable {
    /// Takes a syllable apart; `None` when the letters are none. Marks have to
    /// be as spelt: `khuyen` is no syllable here, `khuyên` is.
    ///
    /// ```
    /// let syllable = vitext::Syllable::parse("nghiêng").unwrap();
    /// assert_eq!((syllable.onset, syllable.rime), ("ngh", "iêng"));
    /// assert_eq!(vitext::Syllable::parse("các").unwrap().tone, vitext::Tone::Acute);
    /// assert!(vitext::Syllable::parse("cac").is_none()); // a stop without its tone
    /// ```
    pub fn parse(token: &str) -> Option<Syllable> {
        Letters::of(token)?.parse(Marks::AsSpelt)
    }
}

/// Tells whether the letters can be one Vietnamese syllable, with all of their
/// marks, with some, or with none. Case does not matter.
///
/// ```
/// use vitext::is_syllable;
/// assert!(is_syllable("đánh") && is_syllable("đanh") && is_syllable("danh"));
/// assert!(!is_syllable("đxnh") && !is_syllable("nhacai") && !is_syllable("md5"));
/// ```
pub fn is_syllable(token: &str) -> bool {
    Packed::of(token).is_some_and(Packed::is_syllable)
}

/// Returns every syllable as it is without marks, some more than once: what
/// [`is_syllable`] takes of ASCII letters.
pub(crate) fn bare_syllables() -> impl Iterator<Item = String> {
    // q stands alone before uy.
    let onsets = ONSETS.into_iter().chain(["", "q"]);
    let all = onsets.flat_map(|onset| {
        RIMES
            .iter()
            .map(move |(rime, _)| format!("{}{rime}", crate::fold(onset)))
    });
    all.filter(|syllable| is_syllable(syllable))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    AsSpelt,
    /// What [`Packed`] answers faster; the tests hold it against this.
    MayBeAbsent,
}

/// The letters of a token with its one tone taken off.
struct Letters {
    letters: [Letter; LETTERS_MAX],
    count: usize,
    tone: Tone,
}

impl Letters {
    fn of(token: &str) -> Option<Letters> {
        let none = Letter {
            base: 0,
            quality: Quality::Plain,
            tone: Tone::Level,
        };
        let mut read = Letters {
            letters: [none; LETTERS_MAX],
            count: 0,
            tone: Tone::Level,
        };
        for c in token.chars().flat_map(char::to_lowercase) {
            let letter = Letter::of(c)?;
            if letter.tone != Tone::Level {
                if read.tone != Tone::Level {
                    return None;
                }
                read.tone = letter.tone;
            }
            *read.letters.get_mut(read.count)? = Letter {
                tone: Tone::Level,
                ..letter
            };
            read.count += 1;
        }
        Some(read)
    }

    fn parse(&self, marks: Marks) -> Option<Syllable> {
        let letters = self.letters.get(..self.count)?;
        let fitting = ONSETS
            .into_iter()
            .filter_map(|onset| Some((onset, fits(onset, letters, marks)?)));
        // The onset may be taken in more than one way: gi + ếng is no
        // syllable, g + iếng is.
        for (onset, rest) in fitting.chain([("", letters)]) {
            if let Some(rime) = self.rime(onset, rest, marks) {
                return Some(Syllable {
                    onset,
                    rime,
                    tone: self.tone,
                });
            }
        }
        self.quy(letters, marks)
    }

    fn rime(&self, onset: &str, rest: &[Letter], marks: Marks) -> Option<&'static str> {
        let mut folded = [0_u8; LETTERS_MAX];
        for (byte, letter) in folded.iter_mut().zip(rest) {
            *byte = letter.base;
        }
        let folded = std::str::from_utf8(folded.get(..rest.len())?).ok()?;
        let place = RIMES
            .binary_search_by(|(known, _)| known.cmp(&folded))
            .ok()?;
        let (_, rimes) = RIMES.get(place)?;
        let rime = rimes.iter().find(|rime| {
            fits(rime, rest, marks).is_some_and(<[Letter]>::is_empty)
                && spelling_allows(onset, rime)
        })?;
        self.tone_allows(rime, marks).then_some(*rime)
    }

    /// The rimes in uy after q, whose u the onset `qu` has already taken:
    /// `quýt`, `quỳnh`.
    fn quy(&self, letters: &[Letter], marks: Marks) -> Option<Syllable> {
        let (first, rest) = letters.split_first()?;
        if first.base != b'q' || rest.get(1)?.base != b'y' {
            return None;
        }
        let rime = self.rime("", rest, marks)?;
        Some(Syllable {
            onset: "qu",
            rime,
            tone: self.tone,
        })
    }

    /// A syllable that a stop closes has the acute or the dot.
    fn tone_allows(&self, rime: &str, marks: Marks) -> bool {
        let stopped = rime.ends_with(['c', 'p', 't']) || rime.ends_with("ch");
        match self.tone {
            Tone::Acute | Tone::Dot => true,
            Tone::Level => !stopped || marks == Marks::MayBeAbsent,
            _ => !stopped,
        }
    }
}

/// Holds letters against the beginning of a spelling; returns those left over.
fn fits<'l>(spelling: &str, letters: &'l [Letter], marks: Marks) -> Option<&'l [Letter]> {
    let mut rest = letters;
    for c in spelling.chars() {
        let (found, after) = rest.split_first()?;
        let wanted = Letter::of(c)?;
        let absent = marks == Marks::MayBeAbsent && found.quality == Quality::Plain;
        if found.base != wanted.base || !(found.quality == wanted.quality || absent) {
            return None;
        }
        rest = after;
    }
    Some(rest)
}

/// The rules that share one sound between several spellings of the onset.
fn spelling_allows(onset: &str, rime: &str) -> bool {
    let front = rime.starts_with(['i', 'e', 'ê', 'y']);
    match onset {
        "k" | "gh" | "ngh" => front,
        "c" | "ng" => !front,
        // `gì`, `gìn`, `giếng`: the i is both onset and nucleus.
        "g" => !front || rime.starts_with('i'),
        // qu has taken the rounding; `quy` keeps its y.
        "qu" => !rime.starts_with(['u', 'o', 'ư']) || rime == "ơ",
        "gi" => !rime.starts_with(['i', 'y']),
        // Alone the diphthong is written with y: `yên`.
        "" => !rime.starts_with("iê"),
        _ => !rime.starts_with("yê"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization as _;

    use super::*;

    #[test]
    fn the_tables_hold_what_they_say() {
        assert_eq!(ONSETS.len(), 27);
        assert_eq!(
            RIMES.iter().map(|(_, rimes)| rimes.len()).sum::<usize>(),
            161
        );
        assert!(RIMES.is_sorted_by(|(a, _), (b, _)| a < b));
        for (folded, rimes) in RIMES {
            for rime in rimes {
                assert_eq!(crate::fold(rime), folded);
            }
        }
        assert!(ONSETS.is_sorted_by_key(|onset| std::cmp::Reverse(onset.chars().count())));
    }

    #[test]
    fn syllables_in_full_dress() {
        for token in "đánh bạc tài xỉu nổ hũ nghiêng giếng gì gìn giữ quý quỳnh quýt quyết quả \
             quốc quở khuya khuỷu nguyễn thuở yêu ý ỉa uống ươm ước oái oăm hoặc kỳ ghê nghề \
             được người trường xoong loạng thuế khuếch ĐẠI Quảng phượng pin quen quên giặt"
            .split_whitespace()
        {
            assert!(Syllable::parse(token).is_some(), "{token}");
            assert!(is_syllable(token), "{token}");
            assert!(is_syllable(&crate::fold(token)), "{token} bare");
        }
    }

    #[test]
    fn what_is_no_syllable() {
        for token in
            "xyz str đxnh nhacai online facebook ngi cị kà ghà nga\u{301}\u{300} ngheo1 md5 \
             quuy yêm1 lyên iên càc hộpp đánhbạc nghiêngg Wifi jav fáo zô a1 ă đ ph ceo ñan"
                .split_whitespace()
        {
            assert!(!is_syllable(token), "{token}");
        }
        assert!(!is_syllable(""));
    }

    #[test]
    fn marks_as_spelt_are_asked_for_by_parse_only() {
        for token in ["khuyen", "duoc", "cac", "hoc", "uong"] {
            assert!(is_syllable(token), "{token}");
            assert!(Syllable::parse(token).is_none(), "{token}");
        }
    }

    /// The rule as it reads, for the packed one to agree with.
    fn is_syllable_slowly(token: &str) -> bool {
        Letters::of(token).is_some_and(|letters| letters.parse(Marks::MayBeAbsent).is_some())
    }

    #[test]
    fn packed_letters_are_judged_alike() {
        let tones = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"];
        let rimes = RIMES
            .iter()
            .flat_map(|(folded, rimes)| [folded].into_iter().chain(*rimes));
        let onsets = ONSETS.into_iter().chain(["", "q", "w", "ngg", "dđ", "kn"]);
        let mut judged = 0;
        for rime in rimes {
            for onset in onsets.clone() {
                for tone in tones {
                    for bearer in 0..rime.chars().count() {
                        let mut token = onset.to_owned();
                        for (place, c) in rime.chars().enumerate() {
                            token.push(c);
                            token.push_str(if place == bearer { tone } else { "" });
                        }
                        let token: String = token.nfc().collect();
                        let upper = token.chars().flat_map(char::to_uppercase).collect();
                        for token in [upper, token] {
                            assert_eq!(is_syllable(&token), is_syllable_slowly(&token), "{token}");
                            judged += 1;
                        }
                    }
                }
            }
        }
        assert!(judged > 200_000, "{judged}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn packed_letters_are_judged_alike_in_any_order(
            token in prop_oneof![
                "[abceghiknopqtuyăâđêôơưĐƠộứằyúờếKİ\u{212a}]{0,8}",
                "(ng|q|gi|k|đ|d)?[aâăeêioôơuưyộứằýúờế]{1,3}[cnhgmpt]{0,2}",
                any::<String>(),
            ]
        ) {
            prop_assert_eq!(is_syllable(&token), is_syllable_slowly(&token));
        }
    }
}
