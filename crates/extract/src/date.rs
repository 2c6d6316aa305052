//! Dates of publication, with the offset that the page itself gives.

/// Reads a date as metadata writes it (`2026-11-25T10:00:00+07:00`,
/// `2026-11-25 10:00 +0700`, `2026-11-25`, `20261125`): RFC 3339 when there
/// are a time and an offset, else the date alone, for a time without an
/// offset is no point in time.
pub(crate) fn read_iso(text: &str) -> Option<String> {
    let text = text.trim();
    let (date, rest) = match text.split_at_checked(10) {
        Some((date, rest)) if date.as_bytes().get(4) == Some(&b'-') => (date.to_owned(), rest),
        _ => {
            let (digits, rest) = text.split_at_checked(8)?;
            if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            let (year, rest_of_date) = digits.split_at_checked(4)?;
            let (month, day) = rest_of_date.split_at_checked(2)?;
            (format!("{year}-{month}-{day}"), rest)
        }
    };
    let mut parts = date.split('-').map(str::parse::<u32>);
    let (year, month, day) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    if !is_date(year, month, day) || parts.next().is_some() {
        return None;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    let rest = rest.trim_start_matches(['T', 't', ' ']);
    Some(read_time(rest).map_or(date.clone(), |time| format!("{date}T{time}")))
}

/// Reads `10:00:00.5+0700` and the like into the time of RFC 3339.
fn read_time(text: &str) -> Option<String> {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.'))
        .unwrap_or(text.len());
    let (clock, offset) = text.split_at_checked(end)?;
    let clock = clock.split('.').next()?;
    let mut parts = clock.split(':').map(str::parse::<u32>);
    let hour = parts.next()?.ok()?;
    let minute = parts.next()?.ok()?;
    let second = parts.next().map_or(Some(0), Result::ok)?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let offset = read_offset(offset)?;
    Some(format!("{hour:02}:{minute:02}:{second:02}{offset}"))
}

/// Reads `Z`, `+07:00`, `+0700`, `+7`, `GMT+7`, `(GMT+7)`, `UTC+07:00`.
fn read_offset(text: &str) -> Option<String> {
    let text = text
        .trim()
        .trim_start_matches('(')
        .trim_end_matches(')')
        .trim();
    if text.eq_ignore_ascii_case("z") {
        return Some("Z".into());
    }
    let text = ["GMT", "gmt", "UTC", "utc"]
        .iter()
        .find_map(|name| text.strip_prefix(name))
        .unwrap_or(text)
        .trim();
    let sign = text
        .chars()
        .next()
        .filter(|sign| matches!(sign, '+' | '-'))?;
    let digits: String = text
        .chars()
        .skip(1)
        .take_while(|c| c.is_ascii_digit() || *c == ':')
        .collect();
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits.as_str(), "0"),
    };
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours <= 14 && minutes <= 59).then(|| format!("{sign}{hours:02}:{minutes:02}"))
}

fn is_date(year: u32, month: u32, day: u32) -> bool {
    (1990..=2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// Characters of a line that are looked at for a date.
const LINE_CHARS_MAX: usize = 120;

/// Reads a date as Vietnamese papers print it: `Thứ tư, 25/11/2026, 10:00
/// (GMT+7)`, `Ngày 25 tháng 11 năm 2026`, `10:00 25-11-2026`. The line must
/// be short: a date inside a sentence is not the page's.
pub(crate) fn read_vietnamese(line: &str) -> Option<String> {
    if line.chars().nth(LINE_CHARS_MAX).is_some() {
        return None;
    }
    let lower = line.to_lowercase();
    let (year, month, day) = written_out(&lower).or_else(|| numeric(&lower))?;
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = clock(&lower).and_then(|(hour, minute)| {
        let at = ["gmt", "utc"].iter().find_map(|name| lower.find(name))?;
        let offset = read_offset(lower.get(at..)?)?;
        Some(format!("T{hour:02}:{minute:02}:00{offset}"))
    });
    Some(date + &time.unwrap_or_default())
}

/// `25/11/2026`, `25-11-2026`, `25.11.2026`.
fn numeric(text: &str) -> Option<(u32, u32, u32)> {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '-' | '.')))
        .find_map(|word| {
            let mut parts = word
                .trim_matches(|c: char| !c.is_ascii_digit())
                .split(['/', '-', '.']);
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            if parts.next().is_some() || year.len() != 4 {
                return None;
            }
            let (day, month, year) = (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
            is_date(year, month, day).then_some((year, month, day))
        })
}

/// `ngày 25 tháng 11 năm 2026`.
fn written_out(text: &str) -> Option<(u32, u32, u32)> {
    let number_after = |word: &str| -> Option<u32> {
        let (_, rest) = text.split_once(word)?;
        let digits: String = rest
            .trim_start()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse().ok()
    };
    let (day, month, year) = (
        number_after("ngày")?,
        number_after("tháng")?,
        number_after("năm")?,
    );
    is_date(year, month, day).then_some((year, month, day))
}

/// `10:05`, `10h05`.
fn clock(text: &str) -> Option<(u32, u32)> {
    text.split(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | 'h')))
        .find_map(|word| {
            let mut parts = word.split([':', 'h']);
            let (hour, minute) = (parts.next()?, parts.next()?);
            if hour.is_empty() || hour.len() > 2 || minute.len() != 2 {
                return None;
            }
            let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
            (hour <= 23 && minute <= 59).then_some((hour, minute))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_dates_keep_their_offset() {
        for (text, date) in [
            (
                "2026-11-25T10:00:00+07:00",
                Some("2026-11-25T10:00:00+07:00"),
            ),
            (
                "2026-11-25T10:00:00+0700",
                Some("2026-11-25T10:00:00+07:00"),
            ),
            ("2026-11-25T03:00:00.000Z", Some("2026-11-25T03:00:00Z")),
            ("2026-11-25 10:00 GMT+7", Some("2026-11-25T10:00:00+07:00")),
            ("2026-11-25T10:00:00", Some("2026-11-25")),
            ("2026-11-25", Some("2026-11-25")),
            ("20261125", Some("2026-11-25")),
            ("2026-13-25", None),
            ("25/11/2026", None),
            ("", None),
            ("đđđđđ", None),
        ] {
            assert_eq!(read_iso(text).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn vietnamese_dates_as_papers_print_them() {
        for (text, date) in [
            (
                "Thứ tư, 25/11/2026, 10:00 (GMT+7)",
                Some("2026-11-25T10:00:00+07:00"),
            ),
            ("Thứ Tư, 25/11/2026 - 10:05", Some("2026-11-25")),
            ("Ngày 5 tháng 1 năm 2026", Some("2026-01-05")),
            ("10h05 25-11-2026 GMT+7", Some("2026-11-25T10:05:00+07:00")),
            ("25.11.2026", Some("2026-11-25")),
            ("Số 25/2026/NĐ-CP", None),
            ("99/99/2026", None),
            ("Tin xã", None),
        ] {
            assert_eq!(read_vietnamese(text).as_deref(), date, "{text}");
        }
    }
}
