//! The tricks, one function each. A trick changes a form and tells whether it
//! found anything to change.

use crate::{
    chance::Chance,
    form::{Case, Cell, Form, Marking},
    glyphs::{Glyphs, LEET, MATHEMATICAL_ALPHABETS, Series},
};

/// How many letters a trick touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// One place in the whole term.
    One,
    /// Each letter or place by the toss of a coin, one at least.
    Some,
    All,
}

/// Chooses among `count` places by reach.
fn chosen(count: usize, reach: Reach, chance: &mut Chance) -> Vec<bool> {
    let sure = chance.below(count);
    (0..count)
        .map(|place| match reach {
            Reach::One => place == sure,
            Reach::Some => place == sure || chance.flip(),
            Reach::All => true,
        })
        .collect()
}

/// Writes something between letters of words; tells whether there was room.
fn insert(
    form: &mut Form,
    reach: Reach,
    chance: &mut Chance,
    mut piece: impl FnMut(&mut Chance) -> String,
) -> bool {
    let count = form.words.iter().map(|word| word.len() - 1).sum();
    let places = chosen(count, reach, chance);
    let gaps = form.words.iter_mut().flat_map(|word| {
        let last = word.len() - 1;
        word.iter_mut().take(last)
    });
    for (cell, _) in gaps.zip(&places).filter(|(_, chosen)| **chosen) {
        cell.after.push_str(&piece(chance));
    }
    count > 0
}

/// One separator between letters; with all letters parted, the words may be
/// parted by it too.
pub(crate) fn separators(form: &mut Form, reach: Reach, from: &str, chance: &mut Chance) -> bool {
    let sign = chance.letter(from);
    if reach == Reach::All && from.chars().count() == 1 && sign != '|' && chance.below(3) == 0 {
        form.set_joints(&sign.to_string());
    }
    insert(form, reach, chance, |chance| {
        chance.letter(from).to_string()
    })
}

/// A space between all letters, words parted by `between`.
pub(crate) fn spaces(form: &mut Form, between: &str, chance: &mut Chance) -> bool {
    form.set_joints(between);
    insert(form, Reach::All, chance, |_| " ".to_owned())
}

/// Characters that nobody sees between letters.
pub(crate) fn unseen(form: &mut Form, reach: Reach, from: &[char], chance: &mut Chance) -> bool {
    insert(form, reach, chance, |chance| chance.pick(from).to_string())
}

/// Other glyphs for letters, marks staying on top.
pub(crate) fn glyphs(form: &mut Form, reach: Reach, table: Glyphs, chance: &mut Chance) -> bool {
    swap(form, reach, chance, |letter, chance| {
        let small = letter.to_ascii_lowercase();
        let row = |wanted| table.iter().find(|(known, _)| *known == wanted);
        let (_, choices) = row(letter).or_else(|| row(small))?;
        Some(chance.letter(choices).to_string())
    })
}

pub(crate) fn series(form: &mut Form, reach: Reach, series: Series, chance: &mut Chance) -> bool {
    swap(form, reach, chance, |letter, _| {
        Some(series.of(letter)?.to_string())
    })
}

/// One of the mathematical alphabets for the whole term.
pub(crate) fn mathematical(form: &mut Form, reach: Reach, chance: &mut Chance) -> bool {
    let alphabet = chance.below(MATHEMATICAL_ALPHABETS as usize) as u32;
    series(form, reach, Series::Mathematical(alphabet), chance)
}

/// A look-alike for every đ.
pub(crate) fn stroke(form: &mut Form, glyph: &str) -> bool {
    let mut found = false;
    for cell in form.cells().filter(|cell| matches!(cell.letter, 'đ' | 'Đ')) {
        cell.glyph = glyph.to_owned();
        found = true;
    }
    found
}

fn swap(
    form: &mut Form,
    reach: Reach,
    chance: &mut Chance,
    mut glyph: impl FnMut(char, &mut Chance) -> Option<String>,
) -> bool {
    let able = form
        .cells()
        .filter(|cell| cell.is_undisguised() && glyph(cell.letter, chance).is_some())
        .count();
    let places = chosen(able, reach, chance);
    let mut place = 0;
    for cell in form.cells().filter(|cell| cell.is_undisguised()) {
        if let Some(glyph) = glyph(cell.letter, chance) {
            if places[place] {
                cell.glyph = glyph;
            }
            place += 1;
        }
    }
    able > 0
}

/// Digits and signs for letters at so many places; they take the letter's
/// marks away, and one letter of each word stays. A sign that ends a sentence
/// never ends a word.
pub(crate) fn leet(form: &mut Form, count: usize, chance: &mut Chance) -> bool {
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (w, word) in form.words.iter().enumerate() {
        for (c, cell) in word.iter().enumerate() {
            let letter = cell.letter.to_ascii_lowercase();
            if LEET.iter().any(|(known, _)| *known == letter) {
                places.push((w, c));
            }
        }
    }
    let mut done = 0;
    while done < count && !places.is_empty() {
        let (w, c) = places.swap_remove(chance.below(places.len()));
        let word = &form.words[w];
        let letters = word
            .iter()
            .filter(|cell| cell.glyph.chars().all(char::is_alphabetic));
        if letters.count() < 2 {
            continue;
        }
        let letter = word[c].letter.to_ascii_lowercase();
        let (_, signs) = LEET
            .iter()
            .find(|(known, _)| *known == letter)
            .expect("a row");
        let mut sign = chance.letter(signs);
        if sign == '!' && c + 1 == word.len() {
            sign = '1';
        }
        let cell = &mut form.words[w][c];
        cell.glyph = sign.to_string();
        cell.marks.clear();
        done += 1;
    }
    done == count
}

/// A star for a vowel between two letters, in one word or in all.
pub(crate) fn masked(form: &mut Form, reach: Reach, chance: &mut Chance) -> bool {
    let able = |word: &Vec<Cell>| {
        let places: Vec<usize> = (1..word.len().saturating_sub(1))
            .filter(|&place| word[place].is_vowel())
            .collect();
        (!places.is_empty()).then_some(places)
    };
    let count = form
        .words
        .iter()
        .filter(|word| able(word).is_some())
        .count();
    let mut words = chosen(count, reach, chance).into_iter();
    for word in &mut form.words {
        let Some(places) = able(word) else { continue };
        if words.next() == Some(true) {
            let cell = &mut word[*chance.pick(&places)];
            cell.glyph = "*".to_owned();
            cell.marks.clear();
        }
    }
    count > 0
}

/// Letters said twice to six times: the last vowel or the last letter of one
/// word or of all.
pub(crate) fn repeats(form: &mut Form, reach: Reach, chance: &mut Chance) -> bool {
    let words = chosen(form.words.len(), reach, chance);
    for (word, _) in form
        .words
        .iter_mut()
        .zip(words)
        .filter(|(_, chosen)| *chosen)
    {
        let vowel = word.iter().rposition(Cell::is_vowel);
        let place = match vowel {
            Some(vowel) if chance.flip() => vowel,
            _ => word.len() - 1,
        };
        let mut copy = word[place].clone();
        // People hold down the key of the letter, with its marks or without.
        if chance.flip() {
            copy.marks.clear();
        }
        for _ in 0..chance.between(1, 5) {
            word.insert(place + 1, copy.clone());
        }
    }
    true
}

/// Up to eight marks on each letter, none of them a Vietnamese one.
pub(crate) fn stacked(form: &mut Form, chance: &mut Chance) -> bool {
    let marks: Vec<char> = ('\u{300}'..='\u{36F}')
        .filter(|mark| {
            !matches!(
                mark,
                '\u{300}'
                    ..='\u{303}'
                        | '\u{306}'
                        | '\u{309}'
                        | '\u{31B}'
                        | '\u{323}'
                        | '\u{335}'
                        | '\u{336}'
                        | '\u{340}'
                        | '\u{341}'
                        | '\u{343}'
                        | '\u{344}'
                        | '\u{345}'
                        | '\u{34F}'
            )
        })
        .collect();
    for cell in form.cells() {
        for _ in 0..chance.between(0, 8) {
            cell.tail.push(*chance.pick(&marks));
        }
    }
    form.cells().any(|cell| !cell.tail.is_empty())
}

/// Words pushed together; capitals may tell where they begin.
pub(crate) fn glued(form: &mut Form, capitals: bool) -> bool {
    form.set_joints("");
    if capitals {
        form.set_case(Case::Title);
    }
    true
}

/// A hashtag, alone or with a word that is often added.
pub(crate) fn hashtag(form: &mut Form, affix: bool, chance: &mut Chance) -> bool {
    form.set_joints("");
    let tail = if affix { *chance.pick(&AFFIXES) } else { "" };
    form.frame = ("#".to_owned(), tail.to_owned());
    true
}

/// What is often hung on a word in hosts and tags.
const AFFIXES: [&str; 4] = ["online", "88", "vip", "club"];

/// A host with an affix; `dot` is how its full stop is written.
pub(crate) fn host(form: &mut Form, dot: &str, chance: &mut Chance) -> bool {
    form.set_joints("");
    form.set_case(Case::Lower);
    let affix = *chance.pick(&AFFIXES);
    let start = *chance.pick(&["", "https://", "www.", "http://www."]);
    let (before, after) = match chance.below(4) {
        0 => (format!("{start}{affix}"), String::new()),
        1 => (start.to_owned(), format!("-{affix}")),
        _ => (start.to_owned(), affix.to_owned()),
    };
    let path = *chance.pick(&["", "/dang-ky", "/?ref=1"]);
    form.frame = (before, format!("{after}{dot}example{path}"));
    true
}

/// The same behind a scheme that nothing opens, with the full stop in brackets.
pub(crate) fn defanged(form: &mut Form, chance: &mut Chance) -> bool {
    let dot = *chance.pick(&["[.]", "(.)", "{.}", "[dot]", " [.] "]);
    host(form, dot, chance);
    let scheme = *chance.pick(&["hxxp://", "hxxps://", "", "hxxps[:]//"]);
    form.frame.0 = scheme.to_owned();
    true
}

/// A path whose words are parted by a sign.
pub(crate) fn path(form: &mut Form, sign: &str, chance: &mut Chance) -> bool {
    form.set_joints(sign);
    form.set_case(Case::Lower);
    let start = *chance.pick(&["https://trang.example/tin/", "/bai-viet/", "trang.example/"]);
    let end = *chance.pick(&["/", ".html", "-moi-nhat.html", "?p=2"]);
    form.frame = (start.to_owned(), end.to_owned());
    true
}

/// Signs or emoji between the words; never one that opens a list.
pub(crate) fn pictures(form: &mut Form, spaced: bool, chance: &mut Chance) -> bool {
    const SIGNS: [&str; 14] = [
        "💰", "🎰", "🔥", "💎", "🎲", "❤️", "⚡", "✅", "👍🏽", "★", "☆", "♠", "♥", "※",
    ];
    let count = chance.between(1, 3);
    let sign = chance.pick(&SIGNS).repeat(count);
    form.set_joints(&if spaced { format!(" {sign} ") } else { sign });
    true
}

/// Signs of the keyboard between the words. With spaces around them they part
/// two things as often as they hide one, so they come without.
pub(crate) fn signs(form: &mut Form, chance: &mut Chance) -> bool {
    let count = chance.between(1, 2);
    form.set_joints(&chance.pick(&["~", "^", "=", "*", "+", "."]).repeat(count));
    true
}

/// Teencode by general rules: one of them, or every one that applies.
pub(crate) fn teencode(form: &mut Form, reach: Reach, chance: &mut Chance) -> bool {
    let mut able: Vec<(usize, TeenRule)> = Vec::new();
    for (place, word) in form.words.iter().enumerate() {
        for rule in TEEN_RULES {
            if rule(&mut word.clone()) {
                able.push((place, rule));
            }
        }
    }
    if reach == Reach::One && !able.is_empty() {
        able = vec![*chance.pick(&able)];
    }
    let mut found = false;
    for (place, rule) in able {
        found |= rule(&mut form.words[place]);
    }
    found
}

type TeenRule = fn(&mut Vec<Cell>) -> bool;

const TEEN_RULES: [TeenRule; 8] = [
    |word| at_start(word, "c", "k", |next| next.is_vowel()),
    |word| at_start(word, "ph", "f", |next| next.is_vowel()),
    |word| at_start(word, "qu", "w", |next| next.is_vowel()),
    |word| at_start(word, "gi", "j", |next| next.is_vowel()),
    // đ is another sound, and nobody hears z in it.
    |word| !word[0].stroke && at_start(word, "d", "z", |next| next.is_vowel()),
    |word| at_end(word, "c", "k"),
    |word| at_end(word, "ng", "g"),
    |word| at_end(word, "nh", "h"),
];

fn letters(word: &[Cell]) -> String {
    word.iter()
        .map(|cell| cell.letter.to_ascii_lowercase())
        .collect()
}

fn at_start(word: &mut Vec<Cell>, from: &str, to: &str, next: fn(&Cell) -> bool) -> bool {
    let unmarked = word
        .iter()
        .take(from.len())
        .all(|cell| cell.marks.is_empty());
    if !letters(word).starts_with(from) || !unmarked || !word.get(from.len()).is_some_and(next) {
        return false;
    }
    word.drain(1..from.len());
    word[0].become_letter(to.chars().next().expect("a letter"));
    true
}

fn at_end(word: &mut Vec<Cell>, from: &str, to: &str) -> bool {
    let start = word.len().saturating_sub(from.len());
    if !letters(word).ends_with(from) || start == 0 || !word[start - 1].is_vowel() {
        return false;
    }
    word.truncate(start + 1);
    word[start].become_letter(to.chars().next().expect("a letter"));
    true
}

/// The tone of a word on another of its vowels.
pub(crate) fn tone_elsewhere(form: &mut Form, chance: &mut Chance) -> bool {
    let mut found = false;
    for word in &mut form.words {
        let Some(from) = word
            .iter()
            .position(|cell| cell.marks.iter().any(|&m| crate::form::is_tone(m)))
        else {
            continue;
        };
        // The u of qu and the i of gi are written as vowels and are none.
        let glide = letters(word).starts_with("qu") || letters(word).starts_with("gi");
        let others: Vec<usize> = (0..word.len())
            .filter(|&place| place != from && word[place].is_vowel() && !(glide && place == 1))
            .collect();
        if others.is_empty() {
            continue;
        }
        let to = *chance.pick(&others);
        if let Some(tone) = word[from].take_tone() {
            word[to].marks.push(tone);
            found = true;
        }
    }
    found
}

/// i for y and y for i at the end of an open syllable.
pub(crate) fn iy(form: &mut Form) -> bool {
    let mut found = false;
    for word in &mut form.words {
        let vowels = word.iter().filter(|cell| cell.is_vowel()).count();
        let Some(cell) = word.last_mut().filter(|_| vowels == 1) else {
            continue;
        };
        let other = match cell.letter {
            'i' => 'y',
            'y' => 'i',
            'I' => 'Y',
            'Y' => 'I',
            _ => continue,
        };
        cell.letter = other;
        cell.glyph = other.to_string();
        found = true;
    }
    found
}

pub(crate) fn marking(form: &mut Form, marking: Marking) -> bool {
    form.marking = marking;
    match marking {
        Marking::ToneFirst => form
            .words
            .iter()
            .flatten()
            .any(|cell| cell.marks.len() == 2),
        Marking::Deprecated => form.words.iter().flatten().any(|cell| {
            cell.marks
                .iter()
                .any(|mark| matches!(mark, '\u{300}' | '\u{301}'))
        }),
        _ => form.has_marks(),
    }
}

/// Written backwards for a reader who is made to read from the right.
pub(crate) fn turned(form: &mut Form, chance: &mut Chance) -> bool {
    form.turned = Some(*chance.pick(&[
        ("\u{202E}", "\u{202C}"),
        ("\u{2067}\u{202E}", "\u{202C}\u{2069}"),
    ]));
    true
}

/// Marks taken from each word by the toss of a coin, one word at least.
pub(crate) fn half_bare(form: &mut Form, chance: &mut Chance) -> bool {
    let words = chosen(form.words.len(), Reach::Some, chance);
    let mut found = false;
    for (word, _) in form
        .words
        .iter_mut()
        .zip(words)
        .filter(|(_, chosen)| *chosen)
    {
        for cell in word {
            found |= !cell.marks.is_empty() || matches!(cell.letter, 'đ' | 'Đ');
            cell.marks.clear();
            if matches!(cell.letter, 'đ' | 'Đ') {
                cell.become_letter('d');
            }
        }
    }
    found
}
