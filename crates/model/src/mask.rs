//! Personal data in text: found and masked.
//!
//! What counts is what lets a reader reach or impersonate somebody: phone,
//! identity card, account and card numbers, e-mail addresses. The rules lean
//! towards masking: a number masked without need costs a click of those who
//! may unmask, one left open is a leak. Amounts, dates, numbers of laws and
//! short or free-phone lines stay readable, since cases turn on them.

mod context;
mod email;
mod groups;
mod number;

use crate::{Span, closed_list};
use groups::Groups;

closed_list! {
    /// A kind of personal data that is masked on every screen and export.
    pub enum PersonalDataKind, "personal data kind" {
        /// A phone number.
        Phone => "phone",
        /// A citizen or identity card number.
        IdNumber => "id_number",
        /// A bank account or card number.
        Account => "account",
        /// An e-mail address.
        Email => "email",
    }
}

/// What stands for a character that is not shown.
const MASK: char = '•';

/// Finds personal data in `text`, in order, without overlaps.
///
/// Linear in the length of the text. Found are
///
/// - mobile and landline numbers of Viet Nam, with `+84`, `84`, `0084` or 0 in
///   front, in one piece or in groups, and numbers of other countries with
///   their `+`; the numbers before the changes of 2014–2018 too, when words
///   like `điện thoại` stand by;
/// - citizen identity numbers of 12 digits (province of birth, century and
///   sex, year: Circular 07/2016/TT-BCA and Decree 137/2015/NĐ-CP, article
///   13), and any 9 or 12 digits after words like `CCCD`;
/// - card numbers of 13 to 19 digits of the known schemes with a true check
///   digit, and accounts of 8 to 15 digits beside words like `STK` or the name
///   of a bank;
/// - e-mail addresses.
pub fn find_personal_data(text: &str) -> Vec<(PersonalDataKind, Span)> {
    if !text
        .bytes()
        .any(|byte| byte.is_ascii_digit() || byte == b'@')
    {
        return Vec::new();
    }
    let emails = email::find(text);
    let mut groups = Groups::read(text, &emails);
    let mut found: Vec<(PersonalDataKind, Span)> = emails
        .iter()
        .map(|span| (PersonalDataKind::Email, span.clone()))
        .collect();
    for (kind, rule) in number::RULES {
        groups.claim(
            |groups, first| rule(groups, first),
            |span| found.push((kind, span)),
        );
    }
    found.sort_by_key(|(_, span)| span.start);
    found
}

/// Masks personal data in `text`; every character keeps its place, so the
/// length in characters stays.
///
/// Of a number the first and last two digits are left, of an address the first
/// character and the host: enough to tell two of them apart, too little to use
/// one. Masking twice is masking once.
///
/// ```
/// use haidang_model::mask;
/// assert_eq!(mask("Zalo 0912345678"), "Zalo 09••••••78");
/// assert_eq!(mask("gửi nam@gmail.com"), "gửi n••@gmail.com");
/// assert_eq!(mask("phạt 1.000.000 đồng"), "phạt 1.000.000 đồng");
/// ```
pub fn mask(text: &str) -> String {
    mask_with_spans(text, &[]).0
}

/// Masks personal data in `text` and carries spans of `text`, such as
/// highlights, over to the masked text.
///
/// A span that ends inside a character or past the text is cut back to the
/// character boundary before it. The spans come back in the order given.
pub fn mask_with_spans(text: &str, spans: &[Span]) -> (String, Vec<Span>) {
    let mut masked = String::with_capacity(text.len());
    // Where, from a place of the text on, the masked text goes on.
    let mut steps: Vec<(usize, usize)> = vec![(0, 0)];
    let mut done = 0;
    for (kind, span) in find_personal_data(text) {
        masked.push_str(text.get(done..span.start).unwrap_or_default());
        let piece = text.get(span.clone()).unwrap_or_default();
        let shown = shown_of(kind, piece);
        for (place, c) in piece.char_indices() {
            masked.push(if shown.contains(place) { c } else { MASK });
            steps.push((span.start + place + c.len_utf8(), masked.len()));
        }
        done = span.end;
    }
    masked.push_str(text.get(done..).unwrap_or_default());
    let carry = |place: usize| {
        let place = text.floor_char_boundary(place.min(text.len()));
        let step = steps.partition_point(|(from, _)| *from <= place);
        let (from, to) = step
            .checked_sub(1)
            .and_then(|step| steps.get(step))
            .copied()
            .unwrap_or_default();
        to + (place - from)
    };
    let spans = spans
        .iter()
        .map(|span| carry(span.start)..carry(span.end))
        .collect();
    (masked, spans)
}

/// The ends of a piece that stay readable, in bytes.
struct Shown {
    head_end: usize,
    tail_start: usize,
}

impl Shown {
    fn contains(&self, place: usize) -> bool {
        place < self.head_end || place >= self.tail_start
    }
}

fn shown_of(kind: PersonalDataKind, piece: &str) -> Shown {
    if kind == PersonalDataKind::Email {
        let at = piece.rfind('@').unwrap_or(piece.len());
        // The whole of a one-letter name is hidden: it is all there is.
        return Shown {
            head_end: usize::from(at > 1),
            tail_start: at,
        };
    }
    let is_digit = |c: char| c.is_ascii_digit();
    let (Some(first), Some(last)) = (piece.find(is_digit), piece.rfind(is_digit)) else {
        return Shown {
            head_end: 0,
            tail_start: piece.len(),
        };
    };
    // Two digits, or one when it stands alone: what is left has to touch the
    // mask, which tells it from a number of its own.
    let bytes = piece.as_bytes();
    let more = |place: Option<usize>| {
        let byte = place.and_then(|place| bytes.get(place));
        usize::from(byte.is_some_and(u8::is_ascii_digit))
    };
    Shown {
        head_end: first + 1 + more(Some(first + 1)),
        tail_start: last - more(last.checked_sub(1)),
    }
}

#[cfg(test)]
mod tests;
