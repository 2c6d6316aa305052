//! The fingerprint of a text.

use haidang_model::Fingerprint;
use vitext::normalise;

use super::sketch::{Sketch, hash_bytes, mix};

/// Fewer distinct features than this say too little. One changed word changes
/// three of them, so that of n features (n − 3) / (n + 3) stay in common: with
/// 40, 4.5 bits differ on average and .96 of such copies are near (example
/// `near`); with 20 it would be 8.3 bits, and a text of that length would have
/// a fingerprint that is good for nothing but finding itself.
const SHINGLES_MIN: u32 = 40;

/// A word with more letters is none: no Vietnamese syllable has more than
/// seven, and of English words in running text next to none has more.
const LETTERS_MAX: usize = 20;

/// Returns the fingerprint of a text, or `None` when it has too few words in
/// a row (about forty) to say what it is nearly the same as.
///
/// Its features are three words in a row, folded: marks, case and
/// punctuation count for nothing. What changes from one visit to the next is
/// read as one mark whatever it says, and several such as one: everything
/// with a digit in it (clock times, dates, counters, prices, numbers of
/// telephones and sessions), the unit and the "trước" or "ago" behind it,
/// days of the week and months, and what has too many letters for a word.
///
/// ```
/// use haidang_extract::text_print;
///
/// let page = |first: &str| {
///     format!(
///         "{first} lượt xem\nNgọn hải đăng trên mũi đá đen đã đứng đó hơn một trăm năm, \
///          soi đường cho tàu thuyền ra vào cửa biển mỗi đêm giông bão. Người gác đèn \
///          kể rằng có mùa sóng lớn đến nỗi nước tràn qua bậc thềm, phải kê bao cát."
///     )
/// };
/// let print = text_print(&page("Thứ Hai, 23/11/2026 08:15 · 999"));
/// assert!(print.is_some());
/// assert_eq!(print, text_print(&page("Chủ nhật, 29-11-2026 17h02 · 1.204")));
/// assert_eq!(text_print("Quá ngắn."), None);
/// ```
pub fn text_print(text: &str) -> Option<Fingerprint> {
    let words = normalise(text);
    let mut shingles = Shingles::new();
    let mut i = 0;
    while i < words.len() {
        let (word, next) = (words.folded(i), words.folded(i + 1));
        if is_day_in_two(word, next) {
            shingles.push(CHANGING);
            i += 2;
        } else {
            shingles.word(word, next);
            i += 1;
        }
    }
    shingles.sketch.finish(SHINGLES_MIN)
}

/// Stands for whatever changes from visit to visit.
const CHANGING: u64 = 0;

/// Words on their way into a sketch.
struct Shingles {
    sketch: Sketch,
    /// The two words before, older first.
    before: [u64; 2],
    /// How many of them there are.
    filled: u8,
}

impl Shingles {
    fn new() -> Shingles {
        Shingles {
            sketch: Sketch::new(),
            before: [CHANGING; 2],
            filled: 0,
        }
    }

    /// Takes in a word; `next` is the one behind it.
    fn word(&mut self, word: &str, next: &str) {
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            let changes = word.len() > LETTERS_MAX
                || is_day_or_month(word)
                || self.is_after_changing() && goes_with_number(word)
                || is_short_day_or_month(word)
                    && (self.is_after_changing() || has_digit(next) || is_short_day_or_month(next));
            self.push(if changes {
                CHANGING
            } else {
                mix(hash_bytes(word.bytes()))
            });
        } else if has_digit(word) {
            self.push(CHANGING);
        } else if word.chars().any(is_unspaced) {
            for letter in word.chars() {
                self.push(mix(u64::from(u32::from(letter))));
            }
        } else if word.chars().nth(LETTERS_MAX).is_some() {
            self.push(CHANGING);
        } else {
            self.push(mix(hash_bytes(word.bytes())));
        }
    }

    fn is_after_changing(&self) -> bool {
        self.filled > 0 && self.before[1] == CHANGING
    }

    fn push(&mut self, word: u64) {
        if word == CHANGING && self.is_after_changing() {
            return;
        }
        let [first, second] = self.before;
        self.before = [second, word];
        if self.filled < 2 {
            self.filled += 1;
            return;
        }
        // Two odd factors keep the order of the three.
        let shingle = first
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .wrapping_add(second.wrapping_mul(0xc2b2_ae3d_27d4_eb4f))
            .wrapping_add(word);
        self.sketch.add(shingle);
    }
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
        || !word.is_ascii() && word.chars().any(char::is_numeric)
}

/// Tells whether a letter is of a script that puts no spaces between words,
/// so that each letter is taken for one: Thai to Khmer, kana, Han.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Days of the week and days told from today, folded: "Thứ Hai", "Chủ nhật",
/// "hôm qua", "vừa xong". "Thứ tự" is among them, which does no harm.
fn is_day_in_two(word: &str, next: &str) -> bool {
    match word {
        "thu" => matches!(next, "hai" | "ba" | "tu" | "nam" | "sau" | "bay"),
        "chu" => next == "nhat",
        "hom" => matches!(next, "nay" | "qua"),
        "vua" => next == "xong",
        "just" => next == "now",
        _ => false,
    }
}

fn is_day_or_month(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "today"
            | "yesterday"
    )
}

/// Days and months that are other words as well ("may", "món"): they count as
/// dates beside one another or a number.
fn is_short_day_or_month(word: &str) -> bool {
    matches!(
        word,
        "mon"
            | "tue"
            | "wed"
            | "thu"
            | "fri"
            | "sat"
            | "sun"
            | "jan"
            | "feb"
            | "mar"
            | "march"
            | "apr"
            | "may"
            | "jun"
            | "jul"
            | "aug"
            | "sep"
            | "sept"
            | "oct"
            | "nov"
            | "dec"
    )
}

/// Units and what stands behind them: "5 phút trước" becomes "2 giờ trước" and
/// "999 lượt" becomes "1,2 nghìn lượt".
fn goes_with_number(word: &str) -> bool {
    matches!(
        word,
        "giay"
            | "phut"
            | "gio"
            | "ngay"
            | "tuan"
            | "thang"
            | "nam"
            | "truoc"
            | "sang"
            | "trua"
            | "chieu"
            | "toi"
            | "sa"
            | "ch"
            | "am"
            | "pm"
            | "gmt"
            | "utc"
            | "h"
            | "nghin"
            | "ngan"
            | "trieu"
            | "ty"
            | "k"
            | "m"
            | "tr"
            | "second"
            | "seconds"
            | "sec"
            | "minute"
            | "minutes"
            | "min"
            | "mins"
            | "hour"
            | "hours"
            | "hr"
            | "hrs"
            | "day"
            | "days"
            | "week"
            | "weeks"
            | "month"
            | "months"
            | "year"
            | "years"
            | "ago"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sixty words that are no two times the same three in a row.
    const BODY: &str = "Ngọn hải đăng trên mũi đá đen đã đứng đó hơn một trăm năm, \
        soi đường cho tàu thuyền ra vào cửa biển mỗi đêm giông bão. Người gác đèn \
        kể rằng có mùa sóng lớn đến nỗi nước tràn qua bậc thềm, phải kê bao cát \
        suốt từ chập tối tới khi gà gáy mới giữ được gian máy khỏi ngập mặn.";

    fn with(head: &str) -> String {
        format!("{head}\n{BODY}")
    }

    /// The hash is stored: a change of any of these values makes stored
    /// fingerprints worthless and needs all pages read again.
    #[test]
    fn fingerprints_are_the_same_everywhere() {
        let print = |text: &str| text_print(text).map(|print| print.to_string());
        assert_eq!(print(BODY).as_deref(), Some("35feaee1072e951a"));
        assert_eq!(
            print(&with("Sáng nay, 25/11/2026")).as_deref(),
            Some("3dfeae61072e951a")
        );
    }

    #[test]
    fn what_changes_from_visit_to_visit_counts_for_nothing() {
        for (one, other) in [
            (
                "Thứ Hai, 23/11/2026 08:15",
                "Chủ nhật, 29-11-2026, 17h02 (GMT+7)",
            ),
            ("5 phút trước", "2 giờ trước"),
            ("Đăng hôm qua", "Đăng 3 ngày trước"),
            ("999 lượt xem", "1.204 lượt xem"),
            ("999 lượt xem", "1,2 nghìn lượt xem"),
            ("12 bình luận", "1K bình luận"),
            (
                "Mon, 23 Nov 2026 08:15 AM",
                "Sunday, December 6, 2026 11:00 pm",
            ),
            ("Tue Nov 24", "Fri May 1"),
            ("Mã: a8f3e0c1", "Mã: 77b0"),
            (
                "phiên qwertyuiopasdfghjklzxcvbnm",
                "phiên mnbvcxzlkjhgfdsapoiuytrewq",
            ),
            ("Giá 1.200.000 đ", "Giá 990.000 đ"),
            ("ĐỌC NHIỀU", "đọc nhiều"),
            ("đọc nhiều", "doc nhieu"),
            ("đọc  nhiều", "đọc… – nhiều!"),
        ] {
            assert_eq!(text_print(&with(one)), text_print(&with(other)), "{one}");
        }
    }

    #[test]
    fn what_is_said_counts() {
        for (one, other) in [
            ("món ăn", "máy ăn"),
            ("ngày nắng", "tháng nắng"),
            ("一二三四五", "五四三二一"),
        ] {
            let print = |head: &str| {
                let mut shingles = Shingles::new();
                let words = normalise(head);
                for i in 0..words.len() {
                    shingles.word(words.folded(i), words.folded(i + 1));
                }
                shingles.before
            };
            assert_ne!(print(one), print(other), "{one}");
        }
    }

    #[test]
    fn too_little_text_has_no_fingerprint() {
        assert_eq!(text_print(""), None);
        assert_eq!(text_print("một hai ba"), None);
        assert_eq!(text_print(&"mua ngay kẻo hết ".repeat(1000)), None);
        assert_eq!(text_print(&"12 ".repeat(1000)), None);
        assert!(text_print(BODY).is_some());
    }
}
