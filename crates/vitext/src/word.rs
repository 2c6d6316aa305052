//! Words: which syllables belong together.

use std::ops::Range;

use crate::{
    Gap, Normalised, TokenKind,
    lexicon::{SYLLABLES_MAX, is_whole_word},
};

/// Parts a text into words: ranges of tokens, in order, each token in exactly
/// one of them. For display and statistics; search and matching do without.
///
/// `raw` is the text that `text` was made from: names are told by their
/// capitals. Of all ways to lay words of the lexicon, names and single
/// syllables side by side, the one with the least cost is taken: few words
/// first, and a syllable that is often a word of its own rather than one that
/// is not. The weights were set by hand; nothing was trained. No word crosses
/// anything but white space, save a number written with full stops or commas.
///
/// Linear in time and memory.
///
/// ```
/// let raw = "Ông Nguyễn Văn An có 1.500 đề xuất cải tiến kỹ thuật.";
/// let text = vitext::normalise(raw);
/// let words: Vec<_> = vitext::words(raw, &text)
///     .into_iter()
///     .map(|word| &raw[text.raw(word.start).start..text.raw(word.end - 1).end])
///     .collect();
/// assert_eq!(words, ["Ông", "Nguyễn Văn An", "có", "1.500", "đề xuất", "cải tiến", "kỹ thuật"]);
/// ```
pub fn words(raw: &str, text: &Normalised) -> Vec<Range<usize>> {
    let names = names(raw, text);
    // For each place the least cost of the tokens before it, and where the
    // last word of that way begins.
    let mut best = vec![(u32::MAX, 0_usize); text.len() + 1];
    if let Some(first) = best.first_mut() {
        *first = (0, 0);
    }
    let mut names = names.into_iter().peekable();
    for start in 0..text.len() {
        let Some(&(cost, _)) = best.get(start) else {
            break;
        };
        let mut offer = |end: usize, more: u32| {
            let cost = cost.saturating_add(more);
            if let Some(place) = best.get_mut(end)
                && cost < place.0
            {
                *place = (cost, start);
            }
        };
        let single = if OFTEN_ALONE.binary_search(&text.accented(start)).is_ok() {
            ALONE_OFTEN_COST
        } else {
            ALONE_COST
        };
        offer(start + 1, single);
        for end in start + 2..=(start + SYLLABLES_MAX).min(text.len()) {
            if text.gap(end - 1) != Gap::Space {
                break;
            }
            if is_whole_word((start..end).map(|i| text.canonical(i)))
                || (end == start + 2 && is_doubled(text, start))
            {
                offer(end, WORD_COST);
            }
        }
        while names.next_if(|name| name.start < start).is_some() {}
        if let Some(name) = names.next_if(|name| name.start == start) {
            offer(name.end, NAME_COST);
        }
        let number = number_end(raw, text, start);
        if number > start + 1 {
            offer(number, NAME_COST);
        }
    }
    let mut words = Vec::new();
    let mut end = text.len();
    while let Some(&(_, start)) = best.get(end).filter(|_| end > 0) {
        words.push(start..end);
        end = start;
    }
    words.reverse();
    words
}

/// A word of several syllables costs a little more than one syllable alone and
/// less than two; a name is hardly ever two things.
const ALONE_COST: u32 = 10;
const ALONE_OFTEN_COST: u32 = 8;
const WORD_COST: u32 = 11;
const NAME_COST: u32 = 6;

/// Most tokens of one name; longer runs of capitals are headlines.
const NAME_MAX: usize = 6;

/// Most pieces of one number: 1.000.000.000 has four.
const NUMBER_PIECES_MAX: usize = 6;

/// Syllables that are mostly words of their own; sorted by code point.
const OFTEN_ALONE: &[&str] = &[
    "anh", "bà", "bị", "cho", "chưa", "chỉ", "con", "các", "còn", "có", "cũng", "cả", "của", "do",
    "em", "hơn", "khi", "không", "là", "lên", "lại", "mà", "mình", "mọi", "mỗi", "một", "nhiều",
    "như", "nhất", "những", "này", "nên", "nó", "nếu", "phải", "qua", "ra", "rất", "rồi", "sau",
    "sẽ", "ta", "theo", "thì", "trong", "trên", "tôi", "từ", "và", "vào", "vì", "vẫn", "về", "với",
    "ông", "đang", "đi", "đây", "đã", "được", "đến", "để", "ở",
];

/// Words that stand before a name and do not belong to it.
const TITLES: &[&str] = &[
    "anh",
    "ban",
    "bà",
    "báo",
    "bác",
    "bộ",
    "cha",
    "chú",
    "chị",
    "cháu",
    "cô",
    "công",
    "cậu",
    "em",
    "gs",
    "huyện",
    "khi",
    "má",
    "mẹ",
    "nhà",
    "nhưng",
    "ông",
    "phó",
    "quận",
    "rồi",
    "sông",
    "thành",
    "thì",
    "thầy",
    "tp",
    "trường",
    "tỉnh",
    "từ",
    "và",
    "vì",
    "với",
    "xã",
    "đội",
    "ở",
];

/// Finds runs of capitalised syllables.
fn names(raw: &str, text: &Normalised) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    let mut start = 0;
    while start < text.len() {
        if !is_capitalised(raw, text, start) {
            start += 1;
            continue;
        }
        let mut run = start + 1;
        while run < text.len() && text.gap(run) == Gap::Space && is_capitalised(raw, text, run) {
            run += 1;
        }
        let (mut first, mut end) = (start, run);
        while first < end && TITLES.contains(&text.accented(first)) {
            first += 1;
        }
        // "Bộ Giáo dục": the last capital begins a word.
        let goes_on = text.gap(run) == Gap::Space
            && is_whole_word([run - 1, run].into_iter().map(|i| text.canonical(i)));
        if goes_on {
            end -= 1;
        }
        if (first + 2..=first + NAME_MAX).contains(&end) {
            names.push(first..end);
        }
        start = run;
    }
    names
}

fn is_capitalised(raw: &str, text: &Normalised, i: usize) -> bool {
    text.kind(i) == TokenKind::Word
        && raw
            .get(text.raw(i))
            .and_then(|token| token.chars().next())
            .is_some_and(char::is_uppercase)
}

/// Tells whether the syllable stands twice: "xanh xanh".
fn is_doubled(text: &Normalised, i: usize) -> bool {
    text.kind(i) == TokenKind::Word && text.accented(i) == text.accented(i + 1)
}

/// Returns where the number ends that begins here: `1.500`, `3,5`.
fn number_end(raw: &str, text: &Normalised, start: usize) -> usize {
    let mut end = start + 1;
    while end < (start + NUMBER_PIECES_MAX).min(text.len())
        && text.kind(end - 1) == TokenKind::Number
        && text.kind(end) == TokenKind::Number
        && matches!(
            raw.get(text.raw(end - 1).end..text.raw(end).start),
            Some("." | ",")
        )
    {
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise;

    fn parted(raw: &str) -> Vec<&str> {
        let text = normalise(raw);
        let words = words(raw, &text);
        // Every token once, in order.
        assert_eq!(words.first().map_or(0, |word| word.start), 0);
        assert!(words.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!(words.last().map_or(0, |word| word.end), text.len());
        words
            .into_iter()
            .filter_map(|word| raw.get(text.raw(word.start).start..text.raw(word.end - 1).end))
            .collect()
    }

    #[test]
    fn the_list_of_syllables_is_sorted() {
        assert!(OFTEN_ALONE.is_sorted());
    }

    #[test]
    fn words_of_the_language() {
        for (raw, wanted) in [
            ("", ""),
            ("học sinh học sinh học", "học sinh|học|sinh học"),
            ("một số đề xuất", "một số|đề xuất"),
            ("chủ nghĩa xã hội", "chủ nghĩa|xã hội"),
            ("đề, xuất", "đề|xuất"),
            ("đề. Xuất", "đề|Xuất"),
            ("Bộ Giáo dục", "Bộ|Giáo dục"),
            ("gặp Trần Thị Lan", "gặp|Trần Thị Lan"),
            ("trời xanh xanh", "trời|xanh xanh"),
            ("giá 3,5 đồng", "giá|3,5|đồng"),
        ] {
            let parted = parted(raw);
            let wanted: Vec<_> = wanted.split('|').filter(|word| !word.is_empty()).collect();
            if raw.starts_with("học") {
                // Two ways are as good; three words in either.
                assert_eq!(parted.len(), wanted.len(), "{raw}: {parted:?}");
            } else {
                assert_eq!(parted, wanted, "{raw}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn every_token_is_in_one_word(raw in "(\\PC|[a-zA-ZđĐ ]){0,60}") {
            parted(&raw);
        }
    }
}
