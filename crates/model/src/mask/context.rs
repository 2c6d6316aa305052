//! The words around a number, which say what it is.

use crate::Span;

/// How many characters before and after a number are read for context.
const BEFORE_CHARS: usize = 40;
const AFTER_CHARS: usize = 25;

/// Words that say "phone". All lists are folded, as the window is.
pub(super) const PHONE: &[&str] = &[
    "dien thoai",
    "dt",
    "sdt",
    "so dt",
    "di dong",
    "dd",
    "tel",
    "phone",
    "mobile",
    "hotline",
    "fax",
    "zalo",
    "viber",
    "whatsapp",
    "telegram",
    "lien he",
    "lh",
    "goi",
    "alo",
    "call",
    "may ban",
    "tong dai",
    "hot line",
    "duong day nong",
];

/// Words that say "identity card".
pub(super) const IDENTITY: &[&str] = &[
    "cccd",
    "can cuoc",
    "cmnd",
    "cmt",
    "cmtnd",
    "chung minh",
    "so dinh danh",
    "dinh danh ca nhan",
    "so giay to",
    "id card",
    "identity",
];

/// Words that say "account".
pub(super) const ACCOUNT: &[&str] = &[
    "stk",
    "so tk",
    "tk",
    "so tai khoan",
    "tai khoan",
    "chuyen khoan",
    "ck",
    "account",
    "a c",
    "so the",
    "card",
    "so vi",
];

/// Names that banks and wallets of Viet Nam are written by.
pub(super) const BANK: &[&str] = &[
    "ngan hang",
    "bank",
    "vietcombank",
    "vcb",
    "techcombank",
    "tcb",
    "bidv",
    "agribank",
    "vietinbank",
    "ctg",
    "mb",
    "mbbank",
    "mb bank",
    "acb",
    "sacombank",
    "stb",
    "tpbank",
    "vpbank",
    "vp bank",
    "shb",
    "hdbank",
    "vib",
    "ocb",
    "msb",
    "seabank",
    "eximbank",
    "lpbank",
    "lienvietpostbank",
    "scb",
    "namabank",
    "nam a bank",
    "abbank",
    "bac a bank",
    "bvbank",
    "pvcombank",
    "vietbank",
    "vietabank",
    "kienlongbank",
    "baovietbank",
    "cake",
    "timo",
    "shinhan",
    "momo",
    "zalopay",
    "viettelpay",
];

/// Words before numbers that look like phones and are none: tax codes,
/// business registrations, orders, books.
pub(super) const REGISTRY: &[&str] = &[
    "mst",
    "ma so thue",
    "ma so doanh nghiep",
    "msdn",
    "gpkd",
    "dkkd",
    "gcndkdn",
    "dkkd so",
    "giay phep so",
    "ma don hang",
    "ma van don",
    "ma so",
    "isbn",
    "issn",
];

/// Words after an amount.
const CURRENCY: &[&str] = &[
    "dong", "d", "vnd", "usd", "trieu", "ty", "nghin", "k", "lan", "luot", "nguoi", "m2", "ha",
    "kg",
];

/// The folded words around a number.
pub(super) struct Window {
    before: String,
    after: String,
}

impl Window {
    /// Reads the words before `start` and after `end`, bytes of `text`, whose
    /// addresses are `emails`.
    ///
    /// An address ends the window (of one before the number, the host is read):
    /// its name will be masked, and what is found must not depend on whether
    /// it is yet.
    pub(super) fn around(text: &str, emails: &[Span], start: usize, end: usize) -> Window {
        let before = text.get(..start).unwrap_or_default();
        let from = before
            .char_indices()
            .rev()
            .take(BEFORE_CHARS)
            .take_while(|(_, c)| *c != '@')
            .last()
            .map_or(start, |(place, _)| place);
        let (outside, before) = before.split_at(from);
        // A word that the window cuts through is another word.
        let before = match outside.chars().next_back() {
            Some(c) if c.is_alphabetic() => before.trim_start_matches(char::is_alphabetic),
            _ => before,
        };
        let next_email = emails.get(emails.partition_point(|email| email.start < end));
        let limit = next_email.map_or(text.len(), |email| email.start);
        let after = text.get(end..limit).unwrap_or_default();
        let length = after
            .char_indices()
            .take(AFTER_CHARS)
            .take_while(|(_, c)| *c != '@')
            .last()
            .map_or(0, |(place, c)| place + c.len_utf8());
        let (after, outside) = after.split_at(length);
        let after = match outside.chars().next() {
            Some(c) if c.is_alphabetic() => after.trim_end_matches(char::is_alphabetic),
            _ => after,
        };
        // Tables of numbers have many windows and no words.
        let fold = |side: &str| match side
            .contains(|c: char| !c.is_ascii() || c.is_alphabetic() || matches!(c, '$' | '%'))
        {
            true => vitext::fold(side),
            false => String::new(),
        };
        Window {
            before: fold(before),
            after: fold(after),
        }
    }

    pub(super) fn before_has(&self, words: &[&str]) -> bool {
        has_any(&self.before, words)
    }

    /// Tells whether one of `words` stands before the number, and none of
    /// `others` nearer to it.
    pub(super) fn is_nearest_before(&self, words: &[&str], others: &[&[&str]]) -> bool {
        let Some(place) = self.last_before(words) else {
            return false;
        };
        others
            .iter()
            .all(|others| self.last_before(others).is_none_or(|other| other <= place))
    }

    /// Returns where the word nearest to the number ends.
    fn last_before(&self, words: &[&str]) -> Option<usize> {
        if self.before.is_empty() {
            return None;
        }
        words
            .iter()
            .filter_map(|word| places(&self.before, word).last())
            .max()
    }

    pub(super) fn has(&self, words: &[&str]) -> bool {
        self.before_has(words) || has_any(&self.after, words)
    }

    /// Tells whether the number is that of a law or decision: `12345678/QĐ-NH`.
    pub(super) fn is_law_number(&self) -> bool {
        let after = self.after.strip_prefix('/').unwrap_or_default();
        after.starts_with(char::is_alphabetic)
    }

    /// Tells whether the number is an amount of something.
    pub(super) fn is_amount(&self) -> bool {
        let after = self.after.trim_start();
        if after.starts_with(['₫', '$', '%', '€']) {
            return true;
        }
        let word: &str = after
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        let rest = after.get(word.len()..).unwrap_or_default();
        CURRENCY.contains(&word) && !rest.starts_with('•')
    }
}

/// Tells whether `text` holds any of `words`, standing apart.
fn has_any(text: &str, words: &[&str]) -> bool {
    !text.is_empty() && words.iter().any(|word| places(text, word).next().is_some())
}

/// Returns the ends of `word` in `text` where it stands between characters
/// that are no letters. A letter beside a mask is the rest of a name.
fn places(text: &str, word: &str) -> impl Iterator<Item = usize> {
    let stands_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic() && c != super::MASK);
    text.match_indices(word)
        .map(|(start, found)| (start, start + found.len()))
        .filter(move |&(start, end)| {
            let before = text.get(..start).unwrap_or_default();
            let after = text.get(end..).unwrap_or_default();
            stands_apart(before.chars().next_back()) && stands_apart(after.chars().next())
        })
        .map(|(_, end)| end)
}
