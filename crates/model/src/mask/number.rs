//! Which digits are a phone, a card of identity, a bank card, an account.

use super::{
    PersonalDataKind,
    context::{ACCOUNT, BANK, IDENTITY, PHONE, REGISTRY, Window},
    groups::{Candidate, Claim, Groups, after, before, is_date},
};

type Rule = fn(&Groups<'_>, usize) -> Option<Claim>;

/// The rules, surest first: what one claims, the next does not see.
pub(super) const RULES: [(PersonalDataKind, Rule); 4] = [
    (PersonalDataKind::IdNumber, identity),
    (PersonalDataKind::Account, card),
    (PersonalDataKind::Phone, phone),
    (PersonalDataKind::Account, account),
];

/// The provinces of birth in a citizen number: annex I of Circular
/// 07/2016/TT-BCA (63 provinces; numbers once given keep theirs).
const PROVINCES: [u8; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37,
    38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77,
    79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
];

fn claim(groups: &Groups<'_>, candidate: &Candidate) -> Option<Claim> {
    Some(Claim {
        last: candidate.last,
        span: groups.span(candidate),
    })
}

fn window(groups: &Groups<'_>, candidate: &Candidate) -> Window {
    let span = groups.span(candidate);
    Window::around(groups.text, groups.emails, span.start, span.end)
}

/// Citizen numbers of 12 digits in one piece; beside a word that says so any 12
/// digits, and the old identity numbers of 9.
fn identity(groups: &Groups<'_>, first: usize) -> Option<Claim> {
    let mut nine = None;
    for candidate in groups.candidates(first) {
        match candidate.digits().len() {
            9 => nine = Some(candidate),
            12 => {
                let window = window(groups, &candidate);
                let named = window.before_has(IDENTITY);
                let whole = candidate.first == candidate.last;
                if named
                    || (whole
                        && is_citizen_number(candidate.digits())
                        && !groups.is_fraction(first)
                        && !is_inside_a_word(groups, &candidate)
                        && !window.is_amount())
                {
                    return claim(groups, &candidate);
                }
            }
            13.. => break,
            _ => {}
        }
    }
    let nine = nine?;
    window(groups, &nine)
        .before_has(IDENTITY)
        .then(|| claim(groups, &nine))?
}

/// Province, then a digit for century and sex (0 and 1 for 1900–1999, 2 and 3
/// for 2000–2099: Decree 137/2015/NĐ-CP, article 13), then two of the year.
fn is_citizen_number(digits: &str) -> bool {
    let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|d| d.parse().ok());
    let (Some(province), Some(century), Some(year)) = (number(0..3), number(3..4), number(4..6))
    else {
        return false;
    };
    // Nobody of age was born in the second half of this century.
    PROVINCES.contains(&province) && (century < 2 || (century < 4 && year < 50))
}

/// Card numbers with the prefix of a scheme and a true check digit.
fn card(groups: &Groups<'_>, first: usize) -> Option<Claim> {
    if groups.is_fraction(first) {
        return None;
    }
    let candidate = groups.candidates(first).find(|candidate| {
        let digits = candidate.digits();
        digits.len() >= 13
            && is_card_scheme(digits)
            && is_luhn(digits)
            && groups.lengths(candidate).all(|length| length >= 3)
            && !is_inside_a_word(groups, candidate)
    })?;
    claim(groups, &candidate)
}

/// Issuer ranges of ISO/IEC 7812 in use: Visa, Mastercard, American Express,
/// JCB, Diners, Discover, UnionPay, and 9704, the national cards of NAPAS.
fn is_card_scheme(digits: &str) -> bool {
    let prefix = |length: usize| -> u32 {
        let prefix = digits.get(..length).and_then(|prefix| prefix.parse().ok());
        prefix.unwrap_or(0)
    };
    match digits.len() {
        14 => matches!(prefix(2), 30 | 36 | 38),
        15 => matches!(prefix(2), 34 | 37),
        16 => {
            matches!(prefix(1), 4)
                || matches!(prefix(2), 35 | 51..=55 | 62 | 64 | 65)
                || matches!(prefix(4), 2221..=2720 | 6011 | 9704)
        }
        13 => prefix(1) == 4,
        17 | 18 => prefix(2) == 62,
        19 => prefix(1) == 4 || prefix(2) == 62 || prefix(4) == 9704,
        _ => false,
    }
}

/// The check digit of ISO/IEC 7812-1.
fn is_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            match place % 2 {
                0 => digit,
                _ if digit > 4 => digit * 2 - 9,
                _ => digit * 2,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Phones of Viet Nam, and of elsewhere with a plus.
fn phone(groups: &Groups<'_>, first: usize) -> Option<Claim> {
    if groups.is_fraction(first) {
        return None;
    }
    let start = groups.span(&groups.candidates(first).next()?).start;
    let opening: String = before(groups.text, start).take(2).collect();
    let plus = opening.starts_with('+');
    let mut fit = None;
    for candidate in groups.candidates(first) {
        let digits = candidate.digits();
        if digits.len() > 15 {
            break;
        }
        if is_inside_a_word(groups, &candidate) || !has_phone_shape(groups, &candidate) {
            continue;
        }
        if is_vietnamese(digits, plus) {
            if is_spoken_for(groups, &candidate, plus) {
                continue;
            }
            fit = Some(candidate);
            break;
        }
        // Short of a certain number, the longest is the likeliest.
        if is_phone_by_context(groups, &candidate, plus) {
            fit = Some(candidate);
        }
    }
    let candidate = fit?;
    let mut span = groups.span(&candidate);
    // `(+84)` and `(024)` open before the first digit.
    if plus {
        span.start -= 1;
    }
    let inside = groups.text.get(span.clone()).unwrap_or_default();
    let bracket = groups.text.get(..span.start).unwrap_or_default();
    if bracket.ends_with('(') && inside.contains(')') && !inside.contains('(') {
        span.start -= 1;
    }
    Some(Claim {
        last: candidate.last,
        span,
    })
}

/// Mobile numbers (03x, 05x, 07x, 08x, 09x and eight or seven digits) and
/// landlines (02 and nine digits), by the numbering plan in force since 2018
/// (Circular 22/2014/TT-BTTTT and Decision 798/QĐ-BTTTT).
fn is_vietnamese(digits: &str, plus: bool) -> bool {
    let national = match digits.strip_prefix("0084") {
        Some(rest) => rest,
        None if plus || !digits.starts_with('0') => match digits.strip_prefix("84") {
            Some(rest) => rest,
            None => return false,
        },
        None => digits,
    };
    // The trunk prefix may be there or not: `+84 (0) 912…`.
    let number = national.strip_prefix('0').unwrap_or(national);
    if national.len() == number.len() && national.len() == digits.len() {
        return false;
    }
    let mut leading = number.bytes();
    match (leading.next(), leading.next()) {
        (Some(b'3'), Some(b'2'..=b'9'))
        | (Some(b'5'), Some(b'2' | b'5' | b'6' | b'8' | b'9'))
        | (Some(b'7'), Some(b'0' | b'6'..=b'9'))
        | (Some(b'8' | b'9'), Some(b'0'..=b'9')) => number.len() == 9,
        (Some(b'2'), Some(b'0'..=b'9')) => number.len() == 10,
        _ => false,
    }
}

/// Numbers that only the words beside them tell: those of before 2018 and
/// local ones; abroad the plus says it.
fn is_phone_by_context(groups: &Groups<'_>, candidate: &Candidate, plus: bool) -> bool {
    let digits = candidate.digits();
    if plus {
        return (10..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && groups.joints(candidate).all(|joint| !joint.contains('.'))
            && !window(groups, candidate).is_amount();
    }
    digits.starts_with('0')
        && (9..=11).contains(&digits.len())
        && window(groups, candidate).is_nearest_before(PHONE, &[REGISTRY, ACCOUNT, BANK])
}

/// Tells whether groups are set as in phones: not all pairs, as lottery
/// numbers are, unless the words say phone, and no lone 0 before a fraction.
fn has_phone_shape(groups: &Groups<'_>, candidate: &Candidate) -> bool {
    let single = candidate.first == candidate.last;
    let pairs = !single && groups.lengths(candidate).all(|length| length <= 2);
    let mut lengths = groups.lengths(candidate);
    let fraction = lengths.next() == Some(1)
        && groups.joints(candidate).next() == Some(".")
        && lengths.next().is_some_and(|length| length > 4);
    !fraction && (!pairs || window(groups, candidate).before_has(PHONE))
}

/// Tells whether a number of the right shape is something else: a tax code, or
/// an amount that begins with 84.
fn is_spoken_for(groups: &Groups<'_>, candidate: &Candidate, plus: bool) -> bool {
    let window = window(groups, candidate);
    if window.is_nearest_before(REGISTRY, &[PHONE, ACCOUNT, BANK]) {
        return true;
    }
    if plus || candidate.digits().starts_with('0') {
        return false;
    }
    window.is_amount() || groups.joints(candidate).any(|joint| joint.contains('.'))
}

/// Account numbers beside a word or the name of a bank.
fn account(groups: &Groups<'_>, first: usize) -> Option<Claim> {
    if groups.is_fraction(first) {
        return None;
    }
    let candidate = groups
        .candidates(first)
        .take_while(|candidate| candidate.digits().len() <= 15)
        .filter(|candidate| {
            groups
                .joints(candidate)
                .all(|joint| matches!(joint, " " | "." | "-" | "\u{A0}"))
        })
        .filter(|candidate| candidate.digits().len() >= 8)
        .last()?;
    let digits = candidate.digits();
    let window = window(groups, &candidate);
    let named = window.has(ACCOUNT);
    if !(named || window.has(BANK))
        || window.is_amount()
        || is_inside_a_word(groups, &candidate)
        || is_written_as_amount(groups, &candidate)
        || window.is_law_number()
        || window.is_nearest_before(REGISTRY, &[PHONE, ACCOUNT, BANK])
    {
        return None;
    }
    // Free-phone and premium lines stand beside the names of banks on every
    // page of theirs, and so do dates.
    let line = digits.starts_with("1800") || digits.starts_with("1900");
    if line && digits.len() <= 10 && !window.is_nearest_before(ACCOUNT, &[PHONE, BANK]) {
        return None;
    }
    if is_span_of_years(groups, &candidate) || (!named && is_compact_date(digits)) {
        return None;
    }
    claim(groups, &candidate)
}

/// `1.000.000`: one to three digits, then threes with points. Accounts that
/// are set so begin with 0.
fn is_written_as_amount(groups: &Groups<'_>, candidate: &Candidate) -> bool {
    let mut lengths = groups.lengths(candidate);
    candidate.first != candidate.last
        && !candidate.digits().starts_with('0')
        && lengths.next().is_some_and(|length| length <= 3)
        && lengths.all(|length| length == 3)
        && groups.joints(candidate).all(|joint| joint == ".")
}

fn is_compact_date(digits: &str) -> bool {
    let part = |range: std::ops::Range<usize>| digits.get(range).unwrap_or_default();
    digits.len() == 8
        && (is_date(part(0..4), part(4..6), part(6..8))
            || is_date(part(0..2), part(2..4), part(4..8)))
}

/// Two years with a dash: a term of office, a plan, a life.
fn is_span_of_years(groups: &Groups<'_>, candidate: &Candidate) -> bool {
    let digits = candidate.digits();
    let is_year = |range: std::ops::Range<usize>| {
        let year = digits.get(range).and_then(|year| year.parse().ok());
        year.is_some_and(|year: u16| (1900..2100).contains(&year))
    };
    digits.len() == 8 && groups.lengths(candidate).eq([4, 4]) && is_year(0..4) && is_year(4..8)
}

/// Digits with ASCII letters on both sides, or with a piece of hexadecimal on
/// one, belong to a code or a hash.
fn is_inside_a_word(groups: &Groups<'_>, candidate: &Candidate) -> bool {
    let span = groups.span(candidate);
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    let left = || before(groups.text, span.start);
    let right = || after(groups.text, span.end);
    (is_letter(left().next()) && is_letter(right().next()))
        || is_hexadecimal(left())
        || is_hexadecimal(right())
}

/// Tells whether letters and digits of a hash come next.
fn is_hexadecimal(chars: impl Iterator<Item = char>) -> bool {
    /// Longest run that is looked at.
    const CHARS_MAX: usize = 64;
    let (mut letter, mut digit) = (false, false);
    for c in chars
        .take(CHARS_MAX)
        .take_while(char::is_ascii_alphanumeric)
    {
        match c {
            '0'..='9' => digit = true,
            'a'..='f' => letter = true,
            _ => return false,
        }
    }
    letter && digit
}
