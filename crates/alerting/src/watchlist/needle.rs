//! A needle that would follow a person is refused before it is ever used.
//!
//! The program watches pages and sites, not people: a phone, an account or ID
//! number, an e-mail address, a social handle or a profile address cannot be
//! looked for, neither as a term nor inside a query.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

/// The kind of personal data that a needle holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PersonalNeedle {
    /// A phone, account, card or ID number, in digits or spelt out.
    Number,
    /// An e-mail address.
    Email,
    /// A name on a social network, `@name`.
    Handle,
    /// The address of a profile, a channel or a group on a social network.
    Profile,
}

impl PersonalNeedle {
    /// Names the kind in Vietnamese.
    pub fn vi(self) -> &'static str {
        match self {
            PersonalNeedle::Number => "số điện thoại, số tài khoản hoặc số giấy tờ",
            PersonalNeedle::Email => "địa chỉ thư điện tử",
            PersonalNeedle::Handle => "tên tài khoản mạng xã hội",
            PersonalNeedle::Profile => "địa chỉ trang cá nhân, kênh hoặc nhóm mạng xã hội",
        }
    }

    /// Names the kind in English.
    pub fn en(self) -> &'static str {
        match self {
            PersonalNeedle::Number => "a phone, account or ID number",
            PersonalNeedle::Email => "an e-mail address",
            PersonalNeedle::Handle => "a social handle",
            PersonalNeedle::Profile => "the address of a profile, channel or group",
        }
    }
}

/// Digits from which a number may be somebody's: a landline without its area
/// code has 7 or 8, a mobile number 10, an old identity card 9, a citizen card
/// 12, bank accounts 6 to 19. Hotlines of 8 digits are refused with them;
/// prices and years are shorter, and amounts are written with units.
const DIGITS_MIN: usize = 7;

/// Digit words, folded, that make up a spelt-out number.
const DIGIT_WORDS: &[&str] = &[
    "khong", "mot", "hai", "ba", "bon", "tu", "nam", "lam", "sau", "bay", "tam", "chin", "linh",
    "le",
];

/// Hosts on which a path names a person or a group.
const SOCIAL_HOSTS: &str = r"(?:[a-z0-9-]+\.)*(?:facebook|fb|instagram|tiktok|twitter|x|threads|linkedin|youtube|vk|snapchat|pinterest|weibo)\.(?:com|net|ru)|(?:[a-z0-9-]+\.)*(?:t\.me|telegram\.me|telegram\.dog|zalo\.me|m\.me|wa\.me|fb\.me|fb\.watch|youtu\.be|discord\.gg|line\.me|zaloapp\.com)";

static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)[\p{L}\p{N}._%+-]+\s*(?:@|\[at\]|\(at\)|\{at\}|\s+at\s+)\s*[\p{L}\p{N}-]+\s*(?:\.|\[dot\]|\(dot\)|\{dot\}|\[\.\]|\s+dot\s+)\s*\p{L}{2,}",
    )
    .ok()
});

static PROFILE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?i)(?:^|[^\p{{L}}\p{{N}}.-])(?:{SOCIAL_HOSTS})\s*/\s*[^\s/]|\b(?:tg|zalo|fb|viber|skype|whatsapp)://"
    ))
    .ok()
});

static HANDLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)(?:^|[^\p{L}\p{N}])@[\p{L}\p{N}_.]{2,}").ok());

/// Runs of digits that are a date, a span of years or an ISO day.
static CALENDAR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?:19|20)[0-9]{2}\s?[-–/]\s?(?:19|20)[0-9]{2}|[0-9]{1,2}([-/.])[0-9]{1,2}[-/.](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2})$",
    )
    .ok()
});

/// A grouped amount of money, with its unit after it.
static AMOUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^[0-9]{1,3}(?:[.,][0-9]{3})+\s?(?:đồng|đ|dong|vnđ|vnd|₫|usd|\$)(?:[^\p{L}\p{N}]|$)",
    )
    .ok()
});

/// Finds personal data in a needle: its kind and its bytes.
///
/// Numbers count whatever stands between their digits (spaces, dots, dashes,
/// brackets), in any decimal digits of Unicode and with `o`, `O`, `l`, `I`
/// standing for a digit, and spelt out in words.
///
/// ```
/// use haidang_alerting::{PersonalNeedle, personal_needle};
///
/// assert_eq!(personal_needle("zalo 0912.345.678").map(|(kind, _)| kind), Some(PersonalNeedle::Number));
/// assert_eq!(personal_needle("tài xỉu md5 789"), None);
/// ```
pub fn personal_needle(text: &str) -> Option<(PersonalNeedle, Range<usize>)> {
    let first = |regex: &LazyLock<Option<Regex>>| {
        regex
            .as_ref()
            .and_then(|regex| regex.find(text))
            .map(|found| found.range())
    };
    if let Some(range) = first(&EMAIL) {
        return Some((PersonalNeedle::Email, range));
    }
    if let Some(range) = first(&PROFILE) {
        return Some((PersonalNeedle::Profile, range));
    }
    if let Some(range) = first(&HANDLE) {
        return Some((PersonalNeedle::Handle, range));
    }
    long_number(text)
        .or_else(|| spelt_number(text))
        .or_else(|| {
            haidang_model::find_personal_data(text)
                .into_iter()
                .next()
                .map(|(_, span)| span)
        })
        .map(|range| (PersonalNeedle::Number, range))
}

/// Finds a run of digits, broken by separators only, that is long enough to be
/// somebody's number and is no date and no amount of money.
fn long_number(text: &str) -> Option<Range<usize>> {
    digit_runs(text)
        .into_iter()
        .filter(|(_, digits)| *digits >= DIGITS_MIN)
        .map(|(range, _)| range)
        .find(|range| !is_date(text, range) && !is_amount(text, range))
}

/// Lists the runs of digits with how many digits each has.
fn digit_runs(text: &str) -> Vec<(Range<usize>, usize)> {
    let mut runs: Vec<(Range<usize>, usize)> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if is_digit(c) || (open && is_digit_look_alike(c)) {
            match runs.last_mut().filter(|_| open) {
                Some((range, digits)) => {
                    range.end = end;
                    *digits += 1;
                }
                None => runs.push((at..end, 1)),
            }
            open = true;
        } else if !is_number_separator(c) {
            open = false;
        }
    }
    runs
}

fn is_date(text: &str, range: &Range<usize>) -> bool {
    let (Some(regex), Some(run)) = (CALENDAR.as_ref(), text.get(range.clone())) else {
        return false;
    };
    regex.is_match(run)
}

fn is_amount(text: &str, range: &Range<usize>) -> bool {
    let (Some(regex), Some(rest)) = (AMOUNT.as_ref(), text.get(range.start..)) else {
        return false;
    };
    // The unit must follow the whole run, not a part of it.
    regex
        .find(rest)
        .is_some_and(|found| found.end() >= range.len())
}

/// Tells whether a character is a decimal digit of some script.
fn is_digit(c: char) -> bool {
    // Full-width and mathematical digits are what disguises use; the other
    // scripts' digits are `Nd` too and `is_numeric` holds them all.
    c.is_ascii_digit() || (!c.is_ascii() && c.is_numeric())
}

/// Tells whether a letter is typed for a digit inside numbers.
fn is_digit_look_alike(c: char) -> bool {
    matches!(c, 'o' | 'O' | 'l' | 'I')
}

fn is_number_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '.'
            | '-'
            | '_'
            | '('
            | ')'
            | '+'
            | '/'
            | ','
            | '*'
            | '\u{a0}'
            | '–'
            | '·'
            | '\u{200b}'
            | '\u{200c}'
            | '\u{200d}'
            | '\u{2060}'
            | '\u{ad}'
            | '"'
            | '?'
    )
}

/// Finds at least [`DIGITS_MIN`] digit words in a row.
fn spelt_number(text: &str) -> Option<Range<usize>> {
    let mut run: Option<(Range<usize>, usize)> = None;
    let mut at = 0;
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let range = at..at + bare.len();
        at += word.len();
        if bare.is_empty() {
            continue;
        }
        if DIGIT_WORDS.contains(&vitext::fold(bare).as_str()) {
            let (whole, count) = run.take().unwrap_or((range.clone(), 0));
            if count + 1 >= DIGITS_MIN {
                return Some(whole.start..range.end);
            }
            run = Some((whole.start..range.end, count + 1));
        } else {
            run = None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_is_refused_and_ordinary_needles_are_not() {
        use PersonalNeedle as P;
        for (text, expected) in [
            ("0912345678", Some(P::Number)),
            ("0912.345.678", Some(P::Number)),
            ("0912 345 678", Some(P::Number)),
            ("+84 (912) 345-678", Some(P::Number)),
            ("zalo: 0912 345 678 gặp Lan", Some(P::Number)),
            ("O9l2.345.678", Some(P::Number)),
            ("09l2 345 67O", Some(P::Number)),
            ("０９１２３４５６７８", Some(P::Number)),
            ("0912\u{200b}345\u{200b}678", Some(P::Number)),
            ("024 3822 1234", Some(P::Number)),
            ("không chín một hai ba bốn năm sáu bảy tám", Some(P::Number)),
            ("khong chin mot hai ba bon nam sau", Some(P::Number)),
            ("001099012345", Some(P::Number)),
            ("CCCD 001099012345", Some(P::Number)),
            ("stk 19034567890123 techcombank", Some(P::Number)),
            ("4111 1111 1111 1111", Some(P::Number)),
            ("hộ chiếu B1234567", Some(P::Number)),
            ("C01234567", Some(P::Number)),
            ("912.345.678", Some(P::Number)),
            ("ai.do@thu.example", Some(P::Email)),
            ("AI.DO@THU.EXAMPLE", Some(P::Email)),
            ("ai.do [at] thu [dot] example", Some(P::Email)),
            ("ai.do(at)thu.example", Some(P::Email)),
            ("@nguyenvana", Some(P::Handle)),
            ("tele @vay_nong_24h", Some(P::Handle)),
            ("(@abc.xyz)", Some(P::Handle)),
            ("facebook.com/nguyen.van.a", Some(P::Profile)),
            (
                "https://www.facebook.com/profile.php?id=1",
                Some(P::Profile),
            ),
            ("m.facebook.com/groups/abc", Some(P::Profile)),
            ("fb.com/abc", Some(P::Profile)),
            ("t.me/vaynong", Some(P::Profile)),
            ("https://t.me/+AbCd", Some(P::Profile)),
            ("zalo.me/g/abcdef", Some(P::Profile)),
            ("tiktok.com/@abc", Some(P::Profile)),
            ("youtube.com/@kenh", Some(P::Profile)),
            ("link:m.me/abc", Some(P::Profile)),
            ("tg://resolve?domain=abc", Some(P::Profile)),
            // Ordinary needles.
            ("tài xỉu md5", None),
            ("nhận 100k miễn phí", None),
            ("tặng 58.000 đồng", None),
            ("lãi 1.000 đồng mỗi ngày", None),
            ("nổ hũ 789", None),
            ("thu nhập 500.000 đến 1 triệu", None),
            ("năm 2026", None),
            ("vay 10.000.000 đồng", None),
            ("vay 10.000.000đ trong ngày", None),
            ("mùa giải 2025-2026", None),
            ("trước 30/04/2026", None),
            ("fetched:[2026-01-01 TO 2026-02-01]", None),
            ("hai ba ngày", None),
            ("kết bạn telegram", None),
            ("inbox zalo", None),
            ("link:t.me", None),
            ("facebook.com", None),
            ("hack facebook", None),
            ("a.example/abc", None),
            ("box.com/abc", None),
            ("nạp @ rút", None),
            ("lô 3 số @", None),
        ] {
            assert_eq!(
                personal_needle(text).map(|(kind, _)| kind),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn the_place_is_that_of_the_number() {
        let text = "gọi 0912 345 678 ngay";
        let (_, range) = personal_needle(text).unwrap();
        assert_eq!(text.get(range), Some("0912 345 678"));
    }
}
