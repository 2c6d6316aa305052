//! Innocent texts made by rule from a term: close to it, and not it.

use unicode_normalization::UnicodeNormalization;
use vitext::{Syllable, is_syllable};

use crate::{bare::without_marks, chance::Chance};

/// A text that must not be reported for the term, and what kind it is.
pub(crate) struct Innocent {
    pub(crate) kind: &'static str,
    pub(crate) text: String,
}

pub(crate) fn of(term: &str) -> Vec<Innocent> {
    let words: Vec<&str> = term.split(' ').collect();
    let mut chance = Chance::of(&["innocent", term]);
    let mut all = Vec::new();
    let mut add = |kind, texts: Vec<String>| {
        all.extend(texts.into_iter().map(|text| Innocent { kind, text }));
    };
    let others = other_terms(term).into_iter();
    let others = others.map(|other| format!("Sáng nay {other} thì cả nhà mới biết."));
    add("marks that contradict", others.collect());
    add("hard break", parted(&words, HARD_BREAKS));
    add("comma and space", parted(&words, &[", "]));
    add("table cells", cells(&words));
    add("other words between", between(&words, &mut chance));
    add("longer word", longer(&words));
    add("abbreviation, then a sentence", abbreviations(&words));
    add("mail address", mail(&words));
    all
}

const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// The term with one of its words under every other tone or vowel that gives
/// a syllable and is not merely a mark left out.
pub(crate) fn other_terms(term: &str) -> Vec<String> {
    let words: Vec<&str> = term.split(' ').collect();
    let mut terms = Vec::new();
    for (place, word) in words.iter().enumerate() {
        for other in other_marks(word) {
            let mut all = words.clone();
            all[place] = &other;
            terms.push(all.join(" "));
        }
    }
    terms
}

/// The same letters with other marks, each a syllable, none of them what a
/// careless typist makes of the word by leaving marks out.
fn other_marks(word: &str) -> Vec<String> {
    const VOWELS: [(&str, char); 4] = [
        ("a", '\u{302}'),
        ("a", '\u{306}'),
        ("eo", '\u{302}'),
        ("ou", '\u{31B}'),
    ];
    let tone = word.nfd().find(|c| TONES.contains(c));
    let toneless: String = word.nfd().filter(|c| !TONES.contains(c)).nfc().collect();
    let mut others = Vec::new();
    // Another tone on the same letters.
    for other in TONES.into_iter().filter(|&other| Some(other) != tone) {
        others.extend(with_tone(&toneless, other));
    }
    // Another vowel, or d with a bar, under the same tone.
    let letters: Vec<char> = toneless.chars().collect();
    for (place, &letter) in letters.iter().enumerate() {
        let base = letter.to_string().nfd().next().unwrap_or(letter);
        let mut choices: Vec<char> = VOWELS
            .iter()
            .filter(|(vowels, _)| vowels.contains(base))
            .filter_map(|&(_, mark)| [base, mark].into_iter().nfc().next())
            .collect();
        if letter == 'd' {
            choices.push('đ');
        }
        for choice in choices.into_iter().filter(|&choice| choice != letter) {
            let mut changed = letters.clone();
            changed[place] = choice;
            let changed: String = changed.into_iter().collect();
            match tone {
                Some(tone) => others.extend(with_tone(&changed, tone)),
                None => others.push(changed),
            }
        }
    }
    others.retain(|other| Syllable::parse(other).is_some());
    others.sort();
    others.dedup();
    others
}

/// The tone on the first vowel that gives a syllable, as spelt.
fn with_tone(toneless: &str, tone: char) -> Option<String> {
    let letters: Vec<char> = toneless.chars().collect();
    // The vowel with a quality mark bears the tone; else the one that any
    // spelling allows will do, since the place of the tone tells no words apart.
    let bears = |c: char| "aăâeêioôơuưy".contains(c);
    let place = letters
        .iter()
        .rposition(|&c| "ăâêôơư".contains(c))
        .or_else(|| letters.iter().rposition(|&c| bears(c)))?;
    let mut marked: String = letters.iter().take(place + 1).collect();
    marked.push(tone);
    marked.extend(&letters[place + 1..]);
    let marked: String = marked.nfc().collect();
    Syllable::parse(&marked).is_some().then_some(marked)
}

const HARD_BREAKS: &[&str] = &[
    ". ", "! ", "? ", "… ", "; ", ": ", ".\n", "\n\n", "\n- ", "\n• ", "\n+ ", "\n* ", " • ",
    "\n👉 ", ".” ", "\r\n\r\n", "。",
];

/// The words with something between them that no phrase crosses, at each
/// place, with marks and without.
fn parted(words: &[&str], breaks: &[&str]) -> Vec<String> {
    let mut texts = Vec::new();
    for place in 1..words.len() {
        let (left, right) = (words[..place].join(" "), words[place..].join(" "));
        for sign in breaks {
            let right = match sign.starts_with(['.', '!', '?', '…']) {
                true => capital(&right),
                false => right.clone(),
            };
            let text = format!("Hôm qua nói về {left}{sign}{right} thì để hôm sau");
            texts.push(without_marks(&text));
            texts.push(text);
        }
    }
    texts
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

fn cells(words: &[&str]) -> Vec<String> {
    let mut texts = Vec::new();
    for place in 1..words.len() {
        let (left, right) = (words[..place].join(" "), words[place..].join(" "));
        for (start, sign, end) in [
            ("STT\tTên\t", "\t", "\tghi chú"),
            ("| cột | ", " | ", " | 12 |"),
            ("12\t\t", "\t\t", ""),
            ("|", "|", "|"),
        ] {
            texts.push(format!("{start}{left}{sign}{right}{end}"));
        }
    }
    texts
}

/// Two words that belong to neither side, at each place.
fn between(words: &[&str], chance: &mut Chance) -> Vec<String> {
    const OTHERS: [&str; 6] = [
        "của nhà",
        "rồi lại",
        "và những",
        "ở bên",
        "cho mấy",
        "này với",
    ];
    (1..words.len())
        .flat_map(|place| {
            let (left, right) = (words[..place].join(" "), words[place..].join(" "));
            let other = chance.pick(&OTHERS);
            let text = format!("Bà kể chuyện {left} {other} {right} cho các cháu");
            [without_marks(&text), text]
        })
        .collect()
}

/// Letters before the first word or behind the last that make another
/// syllable, or a word that is no syllable at all.
fn longer(words: &[&str]) -> Vec<String> {
    const BEFORE: [&str; 12] = ["b", "c", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v"];
    const BEHIND: [&str; 12] = [
        "c", "m", "n", "p", "t", "ch", "ng", "nh", "i", "o", "u", "y",
    ];
    const FOREIGN: [&str; 4] = ["tion", "ware", "sky", "ment"];
    let (first, last) = (words[0], words[words.len() - 1]);
    let mut texts = Vec::new();
    let mut add = |first: &str, last: &str| {
        let mut all: Vec<&str> = words.to_vec();
        all[0] = first;
        if words.len() > 1 {
            let end = all.len() - 1;
            all[end] = last;
        }
        texts.push(format!("Người ta gọi là {} đấy", all.join(" ")));
    };
    for letters in BEFORE {
        let made = format!("{letters}{first}");
        if Syllable::parse(&made).is_some() && !first.starts_with(letters) {
            add(&made, last);
        }
    }
    for letters in BEHIND {
        let made = format!("{last}{letters}");
        if Syllable::parse(&made).is_some() && !last.ends_with(letters) && !is_teencode(last, &made)
        {
            add(first, &made);
        }
    }
    for letters in FOREIGN {
        let made = format!("{last}{letters}");
        if !is_syllable(&made) {
            add(first, &made);
        }
    }
    texts
}

/// `ng` for `g` and the like are taken back by design.
fn is_teencode(word: &str, made: &str) -> bool {
    made.strip_prefix(word)
        .is_some_and(|rest| word.ends_with('n') && (rest == "g" || rest == "h"))
}

fn abbreviations(words: &[&str]) -> Vec<String> {
    let rest = words[1..].join(" ");
    let letters: Vec<String> = words[0]
        .chars()
        .map(|c| c.to_uppercase().collect())
        .collect();
    vec![
        format!(
            "Gửi cho {}. {} là chuyện khác.",
            letters.join("."),
            capital(&rest)
        ),
        format!(
            "TS. {}. {} thì chưa đến.",
            letters.join("."),
            capital(&rest)
        ),
    ]
}

fn mail(words: &[&str]) -> Vec<String> {
    let glued = without_marks(&words.concat());
    let dotted = without_marks(&words.join("."));
    vec![
        format!("Thư gửi về {glued}@thu.example trước thứ sáu"),
        format!("Thư gửi về {glued}88@hop-thu.example trước thứ sáu"),
        format!("Thư gửi về {dotted}@thu.example trước thứ sáu"),
        format!("mailto:{dotted}@vidu.example.vn"),
    ]
}
