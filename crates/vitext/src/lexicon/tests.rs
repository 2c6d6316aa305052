use std::collections::HashSet;

use unicode_normalization::is_nfc;

use super::*;
use crate::{is_syllable, syllable::Syllable};

/// Syllables of loan words and everyday foreign words that `words.txt` may use.
const LOANS: &[&str] = &["axit", "game", "video"];

const LISTS: &[(&str, &str)] = &[
    ("words.txt", WORDS),
    ("pairs.txt", PAIRS),
    ("keep.txt", KEEP),
    ("bare.txt", BARE),
];

#[test]
fn the_lists_are_well_formed() {
    let mut faults = Vec::new();
    for (name, list) in LISTS {
        let mut seen = HashSet::new();
        for word in entries(list) {
            let syllables = word.split(' ').count();
            let most = if *name == "words.txt" {
                SYLLABLES_MAX
            } else {
                2
            };
            if !(2..=most).contains(&syllables) {
                faults.push(format!("{name}: `{word}` has {syllables} syllables"));
            }
            if !seen.insert(word) {
                faults.push(format!("{name}: `{word}` twice"));
            }
            if !is_nfc(word) || word.to_lowercase() != word {
                faults.push(format!("{name}: `{word}` is not NFC in lower case"));
            }
            for syllable in word.split(' ') {
                let full = Syllable::parse(syllable).is_some();
                if !full && !LOANS.contains(&syllable) {
                    faults.push(format!("{name}: `{syllable}` in `{word}` is no syllable"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_word_stands_in_two_lists() {
    let words: HashSet<_> = entries(WORDS).collect();
    for (name, list) in LISTS.iter().skip(1) {
        for word in entries(list) {
            assert!(!words.contains(word), "{name}: `{word}` is in words.txt");
        }
    }
    let keep: HashSet<_> = entries(KEEP).collect();
    for word in entries(BARE).chain(entries(PAIRS)) {
        assert!(!keep.contains(word), "`{word}` is in keep.txt");
    }
}

#[test]
fn the_lists_have_their_size() {
    assert!(entries(WORDS).count() >= 1_500);
    assert!(entries(BARE).count() >= 400);
    assert!(entries(CONTEXT).count() >= 150);
    assert!(entries(FOREIGN).count() >= 250);
    assert!(LEXICON.accented_numbers.len() < usize::from(u16::MAX));
}

#[test]
fn foreign_words_are_no_bare_syllables() {
    for word in entries(FOREIGN) {
        assert!(!is_syllable(word), "{word}");
        assert!(word.is_ascii(), "{word}");
    }
}

#[test]
fn watched_terms_are_in_no_list_of_words() {
    for term in [
        "bầu cua",
        "bạch thủ",
        "bắn cá",
        "bằng giả",
        "bóng cười",
        "cá cược",
        "cá độ",
        "cầm đồ",
        "cần sa",
        "chốt số",
        "chơi đề",
        "cờ bạc",
        "đá gà",
        "đánh bạc",
        "đòi nợ",
        "đổi thưởng",
        "đua chó",
        "game bài",
        "ghi đề",
        "hoàn tiền",
        "làm giả",
        "lô đề",
        "lừa đảo",
        "ma túy",
        "mã độc",
        "mua bán",
        "nạp rút",
        "nhà cái",
        "nổ hũ",
        "pháo nổ",
        "quay hũ",
        "rút tiền",
        "sim rác",
        "soi kèo",
        "số đề",
        "súng hơi",
        "tài xỉu",
        "thẻ cào",
        "thuốc lắc",
        "tiền giả",
        "vay nóng",
        "vay tiền",
        "vé số",
        "xóc đĩa",
        "xổ số",
    ] {
        for (name, list) in LISTS {
            assert!(entries(list).all(|word| word != term), "{name}: {term}");
        }
    }
}

fn canonical_pair(pair: &str, ask: fn(&str, &str) -> bool) -> bool {
    let text = normalise(pair);
    assert_eq!(text.len(), 2, "{pair}");
    ask(text.canonical(0), text.canonical(1))
}

#[test]
fn words_that_cross_the_edge_of_a_term() {
    for pair in [
        "đề xuất",
        "đề nghị",
        "đề án",
        "đề tài",
        "đề cập",
        "đề phòng",
        "giả định",
        "giả sử",
        "giả thiết",
        "giả vờ",
        "giả thuyết",
        "cải tạo",
        "thương hiệu",
        "độ tuổi",
        "độ cao",
        "bạc hà",
        "cái bàn",
        "cái ghế",
        "tiền đạo",
        "tiền đề",
        "số lượng",
        "rác thải",
        "một số",
        "có thể",
        "vấn đề",
        "cá nhân",
        "thay đổi",
        "sa thải",
        "đồ chơi",
        // Both spellings of the tone and of i and y.
        "hoà bình",
        "hòa bình",
        "kỳ lạ",
        "kì lạ",
    ] {
        assert!(canonical_pair(pair, is_word), "{pair}");
        assert!(!canonical_pair(pair, keeps), "{pair}");
    }
    for pair in [
        "giả mạo",
        "độ bóng",
        "bạc tỷ",
        "bạc tỉ",
        "giá rẻ",
        "tiền mặt",
    ] {
        assert!(canonical_pair(pair, keeps), "{pair}");
        assert!(!canonical_pair(pair, is_word), "{pair}");
    }
    for pair in [
        "đề xuat",
        "de xuat",
        "xuất đề",
        "đánh bạc",
        "lô đề",
        "cờ bạc",
        "x y",
    ] {
        assert!(!canonical_pair(pair, is_word), "{pair}");
    }
    assert!(!is_word("", ""));
    assert!(!is_word("đề", ""));
}

#[test]
fn bare_letters_that_are_other_words() {
    for (first, second, reading) in [
        ("bang", "gia", "bảng giá"),
        ("dua", "cho", "đưa cho"),
        ("co", "bac", "có bác"),
        ("co", "the", "có thể"),
        ("the", "cao", "thể cao"),
        ("ca", "do", "cả đó"),
        ("so", "de", "số để"),
        ("nha", "cai", "nhà cải"),
        ("lam", "gia", "lâm gia"),
        ("da", "gap", "đã gặp"),
        ("doi", "thuong", "đời thường"),
        ("vay", "tien", "vậy tiền"),
        ("ky", "la", "kỳ lạ"),
        ("ki", "la", "kỳ lạ"),
    ] {
        assert!(is_bare_word(first, second), "{first} {second}");
        let readings = bare_readings(first, second);
        assert!(
            readings.contains(&reading),
            "{first} {second}: {readings:?}"
        );
        for word in readings {
            let text = normalise(word);
            assert!([text.folded(0), text.key(0)].contains(&first), "{word}");
        }
    }
    for (first, second) in [("tai", "xiu1"), ("xiu", "tai"), ("", ""), ("bảng", "giá")] {
        assert!(!is_bare_word(first, second), "{first} {second}");
        assert!(bare_readings(first, second).is_empty());
    }
}

#[test]
fn words_of_the_trade_and_of_other_languages() {
    assert!(context("zalo", None));
    assert!(context("zalo", Some("nao")));
    assert!(context("uy", Some("tin")));
    assert!(!context("uy", None));
    assert!(!context("nao", Some("zalo")));
    for word in ["siempre", "with", "avec", "yang", "nicht", "sempre"] {
        assert!(is_foreign(word), "{word}");
    }
    for word in [
        "de", "la", "me", "no", "do", "so", "hay", "con", "cho", "an", "",
    ] {
        assert!(!is_foreign(word), "{word}");
    }
}

#[test]
fn whole_words_of_two_to_four() {
    let is_whole = |word: &str| is_whole_word(word.split(' '));
    assert!(is_whole("vấn đề"));
    assert!(is_whole("xã hội chủ nghĩa"));
    assert!(is_whole("tiền mặt"));
    for word in [
        "đề",
        "cái bàn",
        "vấn đề vấn đề vấn",
        "xã hội chủ",
        "dua cho",
    ] {
        assert!(!is_whole(word), "{word}");
    }
}
