//! The endings that make a host of dotted words.

/// How much an ending says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// `com`, `vn`: after a dot it is an ending and nothing else.
    Firm,
    /// `shop`, `top`: also a word, so that two sentences joined without a space
    /// look alike.
    Word,
    /// `la`, `to`, `co`: a word that sentences begin with, so that the name
    /// has to speak for the host.
    Particle,
}

/// Endings met on the Vietnamese web, of own choosing from the root zone
/// (facts: the Root Zone Database of IANA): the old generic ones,
/// those cheap ones that gambling and fraud like, and the countries that
/// Vietnamese pages link to. Left out are those that are file types (md, sh,
/// pl, py, rs, zip, mov) and those nobody here uses.
const FIRM: [&str; 30] = [
    "biz", "cc", "cf", "cn", "com", "cz", "edu", "fr", "gov", "gq", "hk", "icu", "info", "jp",
    "kh", "kr", "ml", "mobi", "net", "org", "ph", "pw", "sg", "th", "tk", "tw", "uk", "vn", "ws",
    "xyz",
];

/// The same, of those that are words or file types too.
const WORD: [&str; 93] = [
    "agency",
    "app",
    "art",
    "asia",
    "au",
    "best",
    "bet",
    "blog",
    "buzz",
    "bz",
    "cam",
    "cash",
    "casino",
    "center",
    "chat",
    "city",
    "click",
    "cloud",
    "club",
    "company",
    "cool",
    "credit",
    "cx",
    "cyou",
    "dev",
    "digital",
    "email",
    "eu",
    "expert",
    "family",
    "finance",
    "fit",
    "fm",
    "football",
    "fun",
    "fund",
    "fyi",
    "game",
    "games",
    "gg",
    "gift",
    "global",
    "group",
    "homes",
    "host",
    "ink",
    "international",
    "io",
    "life",
    "link",
    "live",
    "loan",
    "loans",
    "love",
    "ltd",
    "market",
    "me",
    "media",
    "money",
    "monster",
    "network",
    "news",
    "nl",
    "online",
    "page",
    "pics",
    "plus",
    "poker",
    "press",
    "pro",
    "rest",
    "ru",
    "run",
    "sbs",
    "services",
    "shop",
    "site",
    "skin",
    "space",
    "store",
    "team",
    "tech",
    "tel",
    "today",
    "top",
    "trade",
    "tv",
    "vip",
    "website",
    "wiki",
    "win",
    "work",
    "world",
];

/// Those that are the small words of Vietnamese and English.
const PARTICLE: [&str; 22] = [
    "ac", "ai", "am", "at", "be", "ca", "co", "de", "ga", "gl", "id", "im", "in", "is", "it", "la",
    "ly", "my", "one", "so", "to", "us",
];

/// Endings believed even with white space around the dot: what gambling and
/// loan pages use most.
const SPACED: [&str; 20] = [
    "bet", "biz", "cc", "club", "com", "fun", "icu", "info", "live", "me", "net", "online", "org",
    "pro", "shop", "top", "vip", "vn", "win", "xyz",
];

/// What may stand between a name and the ending of a country.
const SECOND: [&str; 8] = ["ac", "biz", "co", "com", "edu", "gov", "net", "org"];

/// Says what ending a lower-case label is, `None` for none.
pub(super) fn ending(label: &str) -> Option<Ending> {
    if FIRM.contains(&label) {
        Some(Ending::Firm)
    } else if WORD.contains(&label) {
        Some(Ending::Word)
    } else if PARTICLE.contains(&label) {
        Some(Ending::Particle)
    } else {
        None
    }
}

pub(super) fn is_spaced_ending(label: &str) -> bool {
    SPACED.contains(&label)
}

/// Tells the labels that are part of a public suffix, `com` in `com.vn`.
pub(super) fn is_second_level(label: &str) -> bool {
    SECOND.contains(&label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_apart_and_sorted() {
        for list in [
            &FIRM[..],
            &WORD[..],
            &PARTICLE[..],
            &SPACED[..],
            &SECOND[..],
        ] {
            assert!(list.is_sorted_by(|a, b| a < b));
        }
        let twice = |label: &&str| WORD.contains(label) || PARTICLE.contains(label);
        assert!(!FIRM.iter().any(twice));
        assert!(!WORD.iter().any(|label| PARTICLE.contains(label)));
        assert!(SPACED.iter().all(|label| ending(label).is_some()));
    }

    #[test]
    fn no_firm_ending_is_a_word_but_two() {
        let words: Vec<&str> = FIRM.into_iter().filter(|l| crate::is_syllable(l)).collect();
        assert_eq!(words, ["com", "net"]);
    }
}
