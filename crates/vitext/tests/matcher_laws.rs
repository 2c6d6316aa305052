//! Laws of the matcher, on disguised Vietnamese and on any text at all.

#[path = "support/bare.rs"]
mod bare;
#[path = "support/carriers.rs"]
mod carriers;
#[path = "support/chance.rs"]
mod chance;
#[path = "disguises/classes.rs"]
mod classes;
#[path = "disguises/form.rs"]
mod form;
#[path = "disguises/glyphs.rs"]
mod glyphs;
#[path = "disguises/legacy.rs"]
mod legacy;
#[path = "support/terms.rs"]
mod terms;
#[path = "disguises/tricks.rs"]
mod tricks;

use std::sync::OnceLock;

use proptest::{collection::vec, prelude::*, sample::select};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use vitext::{Cache, Matcher, MatcherBuilder, Reading, Reason, Rung, TermHit};

use carriers::Dress;
use chance::Chance;
use classes::{Class, Stage, Tried};
use form::{Case, Form};
use terms::TERMS;

fn matcher() -> &'static Matcher {
    static MATCHER: OnceLock<Matcher> = OnceLock::new();
    MATCHER.get_or_init(|| {
        let mut builder = MatcherBuilder::new();
        for (term, _) in TERMS {
            builder.add(term);
        }
        builder.build()
    })
}

thread_local! {
    static CLASSES: Vec<Class> = classes::single();
}

/// Whether sentences in old code pages are among the disguised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pages {
    All,
    Unicode,
}

/// One term in one or two disguises that go together, in a sentence.
fn disguised(pages: Pages) -> impl Strategy<Value = String> {
    (0..TERMS.len(), any::<u64>()).prop_map(move |(term, seed)| {
        let mut chance = Chance::of(&[&seed.to_string()]);
        CLASSES.with(|classes| {
            let first = chance.pick(classes);
            let second = chance.pick(classes);
            let mut drawn = vec![first];
            // FIXME: a stretch of letters is cut after so many bytes, so towers
            // of marks between signs are read further composed than decomposed.
            let towers = [first, second]
                .iter()
                .any(|class| class.stage == Stage::Stack);
            let too_long = towers && pages == Pages::Unicode;
            if first.goes_with(second) && !too_long {
                drawn.push(second);
            }
            drawn.sort_by_key(|class| class.stage);
            let bare = drawn.iter().any(|class| class.tried == Tried::WithoutMarks);
            let mut form = Form::new(TERMS[term].0, bare, Case::Lower);
            let whole = drawn.iter().any(|class| class.stage == Stage::Page);
            for class in drawn {
                (class.trick)(&mut form, &mut chance);
            }
            if pages == Pages::Unicode {
                form.page = None;
            }
            let sentences = carriers::sentences(TERMS[term].1);
            let dress = match whole || chance.flip() {
                true => Dress::Accented,
                false => Dress::Bare,
            };
            let sentence = sentences[chance.below(sentences.len())];
            form.write_into(sentence, dress).0
        })
    })
}

/// Sentences one after the other, parted in some way.
fn page(pages: Pages) -> impl Strategy<Value = String> {
    let parts = select(vec![" ", ". ", ", ", "\n", "\n- ", "\t", "\t\t", " | ", ""]);
    vec((disguised(pages), parts), 1..4).prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(text, part)| [text, part.to_owned()])
            .collect()
    })
}

/// Pieces of terms, tricks and trouble in any order.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "sòng", "bạc", "song", "bac", "lo", "xien", "đặt", "cược", "xì", "tố", "quà", "tri", "ân",
        "s", "o", "n", "g", "b", "a", "c", "đ", "Đ", "ð", "à", "ạ", "ặ", "ờ", "y", "4", "0", "1",
        "@", "$", "!", "|", "а", "о", "с", "α", "ο", "ｓ", "𝐨", "ⓝ", "🇬", "ᴀ", "ᵃ", " ", " ", "-",
        ".", "_", "*", "\t", "\n", "\n\n", "\n- ", ", ", ". ", "\u{200b}", "\u{ad}", "\u{202e}",
        "\u{202c}", "\u{2067}", "\u{2069}", "\u{feff}", "\u{300}", "\u{301}", "\u{302}", "\u{303}",
        "\u{309}", "\u{323}", "\u{31b}", "\u{335}", "\u{345}", "😀", "★", "#", "www.", ".example",
        "https://", "[.]", "88", "vip", "Ã²", "áº", "®", "¹", "ø", "漢", "각", "İ", "ﬃ", "Σ", "\0",
    ]);
    prop_oneof![
        4 => vec(pieces, 0..48).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

/// As windows-1258 writes: the vowel with its quality in one character, the
/// tone as a combining mark after it.
fn half_decomposed(text: &str) -> String {
    text.nfc()
        .flat_map(|c| {
            let (tones, letter): (Vec<char>, Vec<char>) =
                c.nfd().partition(|&part| form::is_tone(part));
            letter.into_iter().nfc().chain(tones).collect::<Vec<char>>()
        })
        .collect()
}

/// What a hit says, with its place told in composed characters.
fn told(text: &str, hits: &[TermHit]) -> Vec<String> {
    hits.iter()
        .map(|hit| {
            let before: String = text.get(..hit.start).unwrap_or("?").nfc().collect();
            let read: String = text.get(hit.span()).unwrap_or("?").nfc().collect();
            format!(
                "{:?} {}..{} {} {} {:?} at {} “{read}”",
                hit.term,
                hit.first,
                hit.last,
                hit.rung,
                hit.confidence,
                hit.reasons,
                before.chars().count()
            )
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn hits_lie_in_order_on_character_boundaries(text in prop_oneof![page(Pages::All), hostile()]) {
        let mut start = 0;
        for hit in matcher().find(&text) {
            prop_assert!(hit.start < hit.end);
            prop_assert!(text.get(hit.span()).is_some());
            prop_assert!(start <= hit.start);
            prop_assert!(hit.first <= hit.last);
            prop_assert!((1..=1_000).contains(&hit.confidence));
            start = hit.start;
        }
    }

    /// Text in an old code page is left out: what its characters decompose to
    /// is not what they stand for.
    #[test]
    fn every_composition_gives_the_same_hits(text in page(Pages::Unicode)) {
        let composed: String = text.nfc().collect();
        let expected = told(&composed, &matcher().find(&composed));
        for other in [text.nfd().collect::<String>(), half_decomposed(&text)] {
            prop_assert_eq!(&expected, &told(&other, &matcher().find(&other)), "{:?}", other);
        }
    }

    /// Limiting the rung takes the hits of wider rungs away and no others.
    #[test]
    fn a_hit_is_a_hit_at_every_wider_rung(text in prop_oneof![page(Pages::All), hostile()]) {
        let everything = up_to(&text, Rung::Deobf);
        prop_assert_eq!(&everything, &sorted(matcher().find(&text)));
        for rung in Rung::ALL {
            let wanted: Vec<TermHit> = everything
                .iter()
                .filter(|hit| hit.rung <= rung)
                .copied()
                .collect();
            prop_assert_eq!(wanted, up_to(&text, rung), "{}", rung);
        }
    }

    /// The slice of a hit, alone, is a hit of the same term at the same rung,
    /// and of all of it. At the rung of disguises the company counts: letters
    /// of another alphabet are a disguise among Latin words and a language
    /// among their like, so the slice may ask for a Vietnamese word on either
    /// side. Text that is turned is turned back first, for the control that
    /// turned it stands outside. Of text in another encoding it is the slice of
    /// what it should have been, for one phrase is little evidence, and that may
    /// be met at a narrower rung; so may a slice that was only glued to others.
    #[test]
    fn the_slice_of_a_hit_is_the_term(text in page(Pages::All)) {
        let reading = Reading::of(&text);
        for hit in matcher().find(&text) {
            let slice = text.get(hit.span()).unwrap_or_default();
            if hit.reasons.has(Reason::LegacyEncoding) {
                let words = reading.words();
                let place = words.raw(hit.first).start..words.raw(hit.last).end;
                let read = reading.text(&text).get(place).unwrap_or_default();
                let found = matcher().find(read);
                let again = found.iter().any(|again| again.term == hit.term);
                prop_assert!(again, "{} {} {:?}", slice, read, hit);
                continue;
            }
            let whole = |before: &str, slice: &str, after: &str| {
                let text = [before, slice, after].concat();
                let place = before.len()..before.len() + slice.len();
                matcher().find(&text).iter().any(|again| {
                    let same_rung = again.rung == hit.rung
                        || hit.reasons.has(Reason::Glued) && again.rung < hit.rung;
                    again.term == hit.term && same_rung && again.span() == place
                })
            };
            let disguised = |slice: &str| whole("", slice, "") || whole("là ", slice, " nhé");
            // FIXME: a sign behind the last letter that was read as a vowel, or
            // passed over, may belong to the slice: `s*i*ế*t*n*` before `0`.
            if slice.ends_with(|c: char| c.is_ascii_punctuation()) {
                continue;
            }
            prop_assert!(
                whole("", slice, "")
                    || hit.rung == Rung::Deobf
                        && (disguised(slice) || disguised(&turned_back(slice))),
                "{:?} of {:?} {:?}: {:?}", slice, TERMS[hit.term.0 as usize].0, hit, matcher().find(slice)
            );
        }
    }
}

fn sorted(mut hits: Vec<TermHit>) -> Vec<TermHit> {
    hits.sort_by_key(|hit| (hit.start, hit.end, hit.term, hit.rung));
    hits
}

fn up_to(text: &str, rung: Rung) -> Vec<TermHit> {
    let mut hits = Vec::new();
    let reading = Reading::of(text);
    matcher().scan(text, &reading, rung, &mut Cache::default(), |hit| {
        hits.push(hit)
    });
    sorted(hits)
}

/// Letters in the other order, each with its marks behind it.
fn turned_back(text: &str) -> String {
    let mut letters: Vec<String> = Vec::new();
    for c in text.chars() {
        match letters.last_mut() {
            Some(letter) if is_combining_mark(c) => letter.push(c),
            _ => letters.push(c.to_string()),
        }
    }
    letters.reverse();
    letters.concat()
}
