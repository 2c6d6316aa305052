//! Terms that mean nothing, made of syllables by chance: a rule that was
//! tuned to certain words shows it on them.

use vitext::Syllable;

use crate::chance::Chance;

/// A phrase of two to four syllables by chance.
pub(crate) fn term(chance: &mut Chance) -> String {
    let count = *chance.pick(&[2, 2, 3, 3, 4]);
    let words: Vec<String> = (0..count).map(|_| syllable(chance)).collect();
    words.join(" ")
}

/// A syllable by chance, with marks as spelt.
fn syllable(chance: &mut Chance) -> String {
    const ONSETS: [&str; 26] = [
        "", "b", "c", "ch", "d", "đ", "g", "gi", "h", "k", "kh", "l", "m", "n", "ng", "nh", "ph",
        "qu", "r", "s", "t", "th", "tr", "v", "x", "ngh",
    ];
    const RIMES: [&str; 48] = [
        "à", "á", "ai", "ại", "am", "án", "ang", "ành", "ao", "áp", "át", "âu", "ấy", "ăn", "ắc",
        "è", "em", "ên", "ệt", "eo", "i", "ía", "ích", "iên", "iết", "iếu", "in", "ìm", "o", "ọc",
        "ói", "ông", "ốt", "ơi", "ợ", "u", "ua", "ùng", "ước", "ường", "oàn", "oại", "uy", "uyết",
        "ưa", "ươi", "ỹ", "ể",
    ];
    loop {
        let made = format!("{}{}", chance.pick(&ONSETS), chance.pick(&RIMES));
        if made.chars().count() > 1 && Syllable::parse(&made).is_some() {
            return made;
        }
    }
}
