//! The traits of generated landing pages; see [`DoorwayTrait`] for what each
//! rests on.

use haidang_model::{DoorwayTrait, Host, Link, Origin, Visibility};

use super::{
    PageFacts,
    links::{host_of, path_of},
    words::{Tally, hash_of},
};
use crate::language::verdict;

/// Links with paths of programs before they are most of the site.
const MACHINE_LINKS_MIN: u32 = 10;

/// Words of a title before it can be echoed.
const TITLE_WORDS_MIN: usize = 4;

/// Words of a title that are looked at.
const TITLE_WORDS_MAX: usize = 40;

/// Links that are made of words of the title.
const ECHOES_MIN: usize = 5;

/// Words of a page before the want of sentences says anything.
const PHRASE_WORDS_MIN: u32 = 12;

/// Text of phrases has less than one end of a sentence in this many words.
const SENTENCE_WORDS: u32 = 60;

/// Words of a title and of a page before their languages are compared.
const FOREIGN_TITLE_WORDS_MIN: u32 = 4;
const FOREIGN_TEXT_WORDS_MIN: u32 = 50;

pub(super) fn doorway_traits(facts: &PageFacts<'_>) -> Vec<DoorwayTrait> {
    let holds = |doorway_trait: &DoorwayTrait| match doorway_trait {
        DoorwayTrait::RandomHost => has_random_host(facts),
        DoorwayTrait::MachineAddress => facts
            .page
            .url
            .as_ref()
            .is_some_and(|url| is_machine_path(path_of(url.as_str()))),
        DoorwayTrait::MachinePaths => {
            let links = facts.links;
            links.inside_machine >= MACHINE_LINKS_MIN && links.inside_machine * 2 >= links.inside
        }
        DoorwayTrait::EchoedTitle => echoes_title(facts),
        DoorwayTrait::SearchPhrases => is_phrases(facts.all),
        DoorwayTrait::LeavesAtOnce => leaves_at_once(facts),
        DoorwayTrait::ForeignTitle => has_foreign_title(facts),
    };
    let all = DoorwayTrait::ALL.iter();
    all.copied().filter(holds).collect()
}

fn has_random_host(facts: &PageFacts<'_>) -> bool {
    let Some(url) = &facts.page.url else {
        return false;
    };
    if url.host().as_ip().is_some() {
        return false;
    }
    let host = url.host().as_str();
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.split('.').next().is_some_and(is_random_label)
}

/// Tells whether a label is letters and digits that no one would say: digits
/// alone, digits between letters, four consonants in a row, a q without its u.
fn is_random_label(label: &str) -> bool {
    let bytes = label.as_bytes();
    if !(4..=32).contains(&bytes.len()) || !bytes.iter().all(u8::is_ascii_alphanumeric) {
        return false;
    }
    if bytes.iter().all(u8::is_ascii_digit) {
        return true;
    }
    // `tintuc24h` is said so.
    let said = match bytes {
        [head @ .., digit, letter] if digit.is_ascii_digit() && letter.is_ascii_alphabetic() => {
            bytes.get(..=head.len()).unwrap_or(bytes)
        }
        _ => bytes,
    };
    let changes = said
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if a.is_ascii_digit() != b.is_ascii_digit()))
        .count();
    let is_consonant = |byte: &u8| byte.is_ascii_alphabetic() && !b"aeiouy".contains(byte);
    let four_consonants = bytes
        .windows(4)
        .any(|window| window.iter().all(is_consonant));
    let lone_q = bytes
        .windows(2)
        .any(|pair| matches!(pair, [b'q', next] if *next != b'u'));
    changes >= 2 || four_consonants || lone_q
}

/// Tells whether every part of a path was made by a program: numbers of four
/// digits or more, with a word and a hyphen before them at most
/// (`news-801260`), or a few letters and digits mixed (`HC8Yt`). Suffixes of
/// files are set aside; a path with a query is none.
pub(super) fn is_machine_path(path: &str) -> bool {
    const PARTS_MAX: usize = 4;
    if path.contains('?') {
        return false;
    }
    let path = path.trim_matches('/');
    !path.is_empty() && path.split('/').count() <= PARTS_MAX && path.split('/').all(is_machine_part)
}

fn is_machine_part(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default();
    let is_number =
        |text: &str| (4..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let numbered = stem.rsplit_once('-').is_some_and(|(word, number)| {
        is_number(number) && !word.contains('-') && word.bytes().all(|b| b.is_ascii_alphabetic())
    });
    let mixed = || {
        let digits = stem.bytes().filter(u8::is_ascii_digit).count();
        let letters = stem.bytes().filter(u8::is_ascii_alphabetic).count();
        // A year or an edition behind a word is no mixture: `tin2026`.
        let ends_in_digit = stem.bytes().last().is_some_and(|b| b.is_ascii_digit());
        (4..=10).contains(&stem.len())
            && digits > 0
            && letters > 1
            && digits + letters == stem.len()
            && !ends_in_digit
    };
    is_number(stem) || numbered || mixed()
}

/// Tells whether the words of the title stand in a heading and make up the
/// text of many links.
fn echoes_title(facts: &PageFacts<'_>) -> bool {
    let mut title: Vec<u64> = words(&facts.page.title).take(TITLE_WORDS_MAX).collect();
    title.sort_unstable();
    title.dedup();
    if title.len() < TITLE_WORDS_MIN {
        return false;
    }
    let is_echo = |text: &str| {
        let mut count = 0;
        words(text).all(|word| {
            count += 1;
            title.binary_search(&word).is_ok()
        }) && count > 1
    };
    let echoes = |link: &&Link| link.text.len() <= 200 && is_echo(&link.text);
    facts
        .page
        .links
        .iter()
        .filter(echoes)
        .nth(ECHOES_MIN - 1)
        .is_some()
        && facts.page.runs.iter().any(|run| {
            run.origin == Origin::Heading
                && run.visibility != Visibility::Hidden
                && is_echo(&run.text)
        })
}

/// The words of a text as hashes: nothing is kept.
fn words(text: &str) -> impl Iterator<Item = u64> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(hash_of)
}

fn is_phrases(all: &Tally) -> bool {
    all.words >= PHRASE_WORDS_MIN
        && all.glued().kinds >= 2
        && all.sentence_ends.saturating_mul(SENTENCE_WORDS) <= all.words
}

fn leaves_at_once(facts: &PageFacts<'_>) -> bool {
    let Some(own) = facts.site else {
        return false;
    };
    let refreshes = facts.page.links.iter().filter(|link| link.rel == "refresh");
    refreshes
        .map(|link| &link.target)
        .chain(facts.leaves_for)
        .filter_map(|target| Host::parse(host_of(target)?).ok())
        .any(|host| host.site() != *own)
}

/// Tells whether the title speaks Vietnamese or in ideographs while the text
/// does not, or is English while the text is Vietnamese without one English
/// sentence.
fn has_foreign_title(facts: &PageFacts<'_>) -> bool {
    let (title, all) = (facts.title, facts.all);
    if title.words < FOREIGN_TITLE_WORDS_MIN || all.words < FOREIGN_TEXT_WORDS_MIN {
        return false;
    }
    let language = |tally: &Tally| {
        let counts = [tally.words, tally.vietnamese, tally.english];
        let [words, vietnamese, english] = counts.map(|count| count as usize);
        verdict(words, vietnamese, english)
    };
    // The title itself is part of the text.
    let vietnamese = all.vietnamese.saturating_sub(2 * title.vietnamese);
    let english = all.english.saturating_sub(2 * title.english);
    let other = all.other_script.saturating_sub(2 * title.other_script);
    match language(title) {
        "vi" => vietnamese * 50 < all.words,
        "en" => language(all) == "vi" && english * 100 < all.words,
        _ => title.other_script * 2 >= title.words && other * 50 < all.words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_nobody_would_say() {
        for label in ["hx3kq9v", "q7zt2mb", "501937", "bvrtkel", "xaqimor"] {
            assert!(is_random_label(label), "{label}");
        }
        for label in [
            "www",
            "m",
            "mp3",
            "tintuc24h",
            "baotinhxa",
            "xn--x-yfa",
            "vnexample",
            "quy",
        ] {
            assert!(!is_random_label(label), "{label}");
        }
    }

    #[test]
    fn paths_nobody_would_write() {
        for path in [
            "news-801260.index.html",
            "473841",
            "619849/view-825215.html",
            "Hk8Yt/61669.html",
        ] {
            assert!(is_machine_path(path), "{path}");
        }
        for path in [
            "",
            "tin-tuc",
            "tin/473841",
            "showthread.php?t=473841",
            "gia-vang-hom-nay-473841.html",
            "2026/11/25",
            "tin2026.html",
            "index.html",
            "doc/manual",
            "a1/b2",
        ] {
            assert!(!is_machine_path(path), "{path}");
        }
    }
}
