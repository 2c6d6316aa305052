//! The classes of disguise: each a name, a place in the order of work, and a
//! trick.

#![allow(dead_code, reason = "each test takes what it needs")]

use crate::{
    chance::Chance,
    form::{Form, Marking},
    glyphs::{CYRILLIC, CYRILLIC_LOOSE, GREEK, LATIN, SMALL_CAPITALS, SUPERSCRIPTS, Series},
    legacy::Page,
    tricks::{self, Reach},
};

/// The order of work: a later stage is laid over the earlier ones. Two classes
/// of one stage do not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Spelling,
    Marks,
    Leet,
    Glyph,
    /// After the glyphs: people hold down the key of what they write.
    Repeat,
    Stack,
    Insert,
    Joint,
    /// Hosts and paths: they are written in plain small letters.
    Address,
    Turn,
    /// The whole sentence in another code page.
    Page,
}

/// Which of the two ways to write a term a class is tried on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tried {
    Both,
    WithMarks,
    WithoutMarks,
}

type Trick = Box<dyn Fn(&mut Form, &mut Chance) -> bool>;

pub(crate) struct Class {
    pub(crate) name: String,
    pub(crate) stage: Stage,
    pub(crate) tried: Tried,
    pub(crate) trick: Trick,
}

impl Class {
    /// Tells whether both can be laid over one term and still be read.
    pub(crate) fn goes_with(&self, other: &Class) -> bool {
        use Stage::*;
        let (low, high) = match self.stage <= other.stage {
            true => (self, other),
            false => (other, self),
        };
        let tried = [self.tried, other.tried];
        let contradict = tried.contains(&Tried::WithMarks) && tried.contains(&Tried::WithoutMarks);
        let stages = match (low.stage, high.stage) {
            (low, high) if low == high => false,
            (Spelling | Repeat, Page) => true,
            (_, Page) => false,
            (Spelling | Leet | Repeat, Address) => !low.name.contains("masked"),
            (_, Address) | (Address, _) => false,
            // Regional letters and marks in odd order are tricks of their own.
            (Marks, Glyph | Stack) => false,
            // A bidi control inside turned text turns it again.
            (Insert, Turn) => !low.name.contains("bidi"),
            // Letters parted by signs in words pushed together are read by
            // nobody.
            (Insert, Joint) => high.name.starts_with("pictures") || high.name.starts_with("signs"),
            _ => true,
        };
        !contradict && stages
    }
}

const ZERO_WIDTH: [char; 6] = [
    '\u{200B}', '\u{200C}', '\u{200D}', '\u{2060}', '\u{FEFF}', '\u{180E}',
];
const BIDI: [char; 10] = [
    '\u{200E}', '\u{200F}', '\u{61C}', '\u{202A}', '\u{202C}', '\u{2066}', '\u{2068}', '\u{2069}',
    '\u{202D}', '\u{206F}',
];
const FILLERS: [char; 5] = ['\u{115F}', '\u{1160}', '\u{3164}', '\u{FFA0}', '\u{2063}'];

/// Every class that is one trick alone.
pub(crate) fn single() -> Vec<Class> {
    let mut classes = Vec::new();
    let mut add = |name: String, stage, tried, trick: Trick| {
        classes.push(Class {
            name,
            stage,
            tried,
            trick,
        });
    };
    use Tried::*;

    for (name, tried) in [("plain", WithMarks), ("bare", WithoutMarks)] {
        add(
            name.to_owned(),
            Stage::Spelling,
            tried,
            Box::new(|_, _| true),
        );
    }
    for (name, marking) in [
        ("NFD", Marking::Decomposed),
        ("windows-1258 half-composed", Marking::Half),
        ("tone before quality", Marking::ToneFirst),
        ("deprecated tone marks", Marking::Deprecated),
    ] {
        let trick = move |form: &mut Form, _: &mut Chance| tricks::marking(form, marking);
        add(name.to_owned(), Stage::Marks, WithMarks, Box::new(trick));
    }
    add(
        "tone on another vowel".to_owned(),
        Stage::Spelling,
        WithMarks,
        Box::new(tricks::tone_elsewhere),
    );
    add(
        "i for y".to_owned(),
        Stage::Spelling,
        WithMarks,
        Box::new(|form, _| tricks::iy(form)),
    );
    add(
        "some words bare".to_owned(),
        Stage::Spelling,
        WithMarks,
        Box::new(tricks::half_bare),
    );

    for sign in "-_.*~+/|·'`".chars() {
        for (reach, name) in [(Reach::All, "all"), (Reach::One, "one")] {
            let trick = move |form: &mut Form, chance: &mut Chance| {
                tricks::separators(form, reach, &sign.to_string(), chance)
            };
            let name = format!("separator {sign} {name}");
            add(name, Stage::Insert, Both, Box::new(trick));
        }
    }
    add(
        "separators mixed".to_owned(),
        Stage::Insert,
        Both,
        Box::new(|form, chance| tricks::separators(form, Reach::Some, "-_.*~+/·'`", chance)),
    );
    for (name, between) in [("spaces, words wider", "   "), ("spaces, all alike", " ")] {
        let trick =
            move |form: &mut Form, chance: &mut Chance| tricks::spaces(form, between, chance);
        add(name.to_owned(), Stage::Insert, Both, Box::new(trick));
    }

    let variation: Vec<char> = ('\u{FE00}'..='\u{FE0F}')
        .chain('\u{E0100}'..='\u{E010F}')
        .collect();
    let tags: Vec<char> = ('\u{E0061}'..='\u{E007A}').collect();
    for (name, from) in [
        ("zero-width", ZERO_WIDTH.to_vec()),
        ("bidi controls", BIDI.to_vec()),
        ("soft hyphen", vec!['\u{AD}']),
        ("grapheme joiner", vec!['\u{34F}']),
        ("tag characters", tags),
        ("variation selectors", variation),
        ("fillers", FILLERS.to_vec()),
    ] {
        for (reach, how) in [(Reach::All, "all"), (Reach::One, "one")] {
            let from = from.clone();
            let trick = move |form: &mut Form, chance: &mut Chance| {
                tricks::unseen(form, reach, &from, chance)
            };
            let name = format!("{name} {how}");
            add(name, Stage::Insert, Both, Box::new(trick));
        }
    }

    for (name, table) in [
        ("Cyrillic", CYRILLIC),
        ("Cyrillic, loose", CYRILLIC_LOOSE),
        ("Greek", GREEK),
        ("Latin, IPA", LATIN),
        ("small capitals", SMALL_CAPITALS),
        ("superscripts", SUPERSCRIPTS),
    ] {
        for (reach, how) in [(Reach::All, "all"), (Reach::Some, "some")] {
            let trick = move |form: &mut Form, chance: &mut Chance| {
                tricks::glyphs(form, reach, table, chance)
            };
            let name = format!("{name} {how}");
            add(name, Stage::Glyph, Both, Box::new(trick));
        }
    }
    for (name, series) in [
        ("full-width", Series::FullWidth),
        ("circled", Series::Circled),
        ("negative circled", Series::NegativeCircled),
        ("squared", Series::Squared),
        ("negative squared", Series::NegativeSquared),
        ("parenthesised", Series::Parenthesised),
    ] {
        for (reach, how) in [(Reach::All, "all"), (Reach::Some, "some")] {
            let trick = move |form: &mut Form, chance: &mut Chance| {
                tricks::series(form, reach, series, chance)
            };
            let name = format!("{name} {how}");
            add(name, Stage::Glyph, Both, Box::new(trick));
        }
    }
    for (reach, how) in [(Reach::All, "all"), (Reach::Some, "some")] {
        let trick =
            move |form: &mut Form, chance: &mut Chance| tricks::mathematical(form, reach, chance);
        add(
            format!("mathematical {how}"),
            Stage::Glyph,
            Both,
            Box::new(trick),
        );
    }
    add(
        "regional indicators".to_owned(),
        Stage::Glyph,
        WithoutMarks,
        Box::new(|form, chance| tricks::series(form, Reach::All, Series::Regional, chance)),
    );
    for glyph in ["ð", "Ð", "ɖ", "ƌ", "ɗ", "d\u{335}", "Ɖ"] {
        let trick = move |form: &mut Form, _: &mut Chance| tricks::stroke(form, glyph);
        add(
            format!("đ as {glyph}"),
            Stage::Glyph,
            WithMarks,
            Box::new(trick),
        );
    }

    add(
        "stacked marks".to_owned(),
        Stage::Stack,
        Both,
        Box::new(tricks::stacked),
    );
    for count in [1, 2] {
        let trick = move |form: &mut Form, chance: &mut Chance| tricks::leet(form, count, chance);
        add(format!("leet {count}"), Stage::Leet, Both, Box::new(trick));
    }
    for (reach, how) in [(Reach::One, "one word"), (Reach::All, "all words")] {
        let trick = move |form: &mut Form, chance: &mut Chance| tricks::masked(form, reach, chance);
        let name = format!("vowel masked {how}");
        add(name, Stage::Leet, Both, Box::new(trick));
    }
    for (reach, how) in [(Reach::One, "one word"), (Reach::All, "all words")] {
        let trick =
            move |form: &mut Form, chance: &mut Chance| tricks::repeats(form, reach, chance);
        let name = format!("repeated letters {how}");
        add(name, Stage::Repeat, Both, Box::new(trick));
    }
    for (reach, how) in [(Reach::One, "one"), (Reach::All, "all")] {
        let trick =
            move |form: &mut Form, chance: &mut Chance| tricks::teencode(form, reach, chance);
        add(
            format!("teencode {how}"),
            Stage::Spelling,
            Both,
            Box::new(trick),
        );
    }

    add(
        "glued, with marks".to_owned(),
        Stage::Joint,
        WithMarks,
        Box::new(|form, _| tricks::glued(form, false)),
    );
    add(
        "glued, bare".to_owned(),
        Stage::Joint,
        WithoutMarks,
        Box::new(|form, _| long_enough(form) && tricks::glued(form, false)),
    );
    add(
        "glued with capitals".to_owned(),
        Stage::Joint,
        Both,
        Box::new(|form, _| tricks::glued(form, true)),
    );
    for (affix, name) in [(false, "hashtag"), (true, "hashtag with affix")] {
        let trick = move |form: &mut Form, chance: &mut Chance| {
            long_enough(form) && tricks::hashtag(form, affix, chance)
        };
        add(name.to_owned(), Stage::Joint, Both, Box::new(trick));
    }
    add(
        "pictures spaced".to_owned(),
        Stage::Joint,
        Both,
        Box::new(|form, chance| tricks::pictures(form, true, chance)),
    );
    add(
        "pictures alone".to_owned(),
        Stage::Joint,
        Both,
        Box::new(|form, chance| tricks::pictures(form, false, chance)),
    );
    add(
        "signs between words".to_owned(),
        Stage::Joint,
        Both,
        Box::new(tricks::signs),
    );
    add(
        "host with affix".to_owned(),
        Stage::Address,
        WithoutMarks,
        Box::new(|form, chance| long_enough(form) && tricks::host(form, ".", chance)),
    );
    add(
        "defanged host".to_owned(),
        Stage::Address,
        WithoutMarks,
        Box::new(|form, chance| long_enough(form) && tricks::defanged(form, chance)),
    );
    for sign in ["-", "_"] {
        let trick = move |form: &mut Form, chance: &mut Chance| tricks::path(form, sign, chance);
        add(
            format!("path {sign}"),
            Stage::Address,
            WithoutMarks,
            Box::new(trick),
        );
    }
    add(
        "right to left".to_owned(),
        Stage::Turn,
        Both,
        Box::new(tricks::turned),
    );
    for (name, page) in [
        ("TCVN3", Page::Tcvn3),
        ("VISCII", Page::Viscii),
        ("VNI", Page::Vni),
        ("windows-1258 as 1252", Page::Windows1258),
        ("UTF-8 as Latin-1", Page::Utf8AsLatin1),
        ("UTF-8 as 1252", Page::Utf8As1252),
        ("UTF-8 as 1252 twice", Page::Utf8As1252Twice),
    ] {
        let trick = move |form: &mut Form, _: &mut Chance| {
            form.page = Some(page);
            form.has_marks()
        };
        add(name.to_owned(), Stage::Page, WithMarks, Box::new(trick));
    }
    classes
}

/// Six letters pushed together can be told from a chance meeting in another
/// word; fewer cannot, so nothing is asked of `comy` or `xito`.
fn long_enough(form: &Form) -> bool {
    form.letters() >= 6
}
