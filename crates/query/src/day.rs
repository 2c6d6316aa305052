use std::{fmt, str::FromStr};

use haidang_model::Timestamp;
use jiff::civil::Date;

/// Milliseconds by which Vietnamese time is ahead of UTC. Vietnam has kept
/// UTC+7 without summer time since 1975-06-13 (IANA tz, `Asia/Ho_Chi_Minh`),
/// before any page was fetched, so no table of zones is needed.
const VIETNAM_AHEAD_MS: i64 = 7 * 3_600_000;

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// A day of the Vietnamese calendar, written `2026-01-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// Returns the first moment of the day in Vietnam.
    pub fn start(self) -> Timestamp {
        let days = self.0.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24;
        Timestamp(days * DAY_MS - VIETNAM_AHEAD_MS)
    }

    /// Returns the first moment after the day in Vietnam.
    pub fn end(self) -> Timestamp {
        self.start().plus_ms(DAY_MS)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Text that is no day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no day of the form 2026-01-31")]
pub struct InvalidDay(pub String);

impl FromStr for Day {
    type Err = InvalidDay;

    fn from_str(text: &str) -> Result<Day, InvalidDay> {
        let invalid = || InvalidDay(text.to_owned());
        // The form is checked first: `jiff` also reads other ISO 8601 forms,
        // which would not be printed back the same.
        let form = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !form {
            return Err(invalid());
        }
        text.parse().map(Day).map_err(|_| invalid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_vietnam() {
        let day: Day = "2026-01-31".parse().unwrap();
        assert_eq!(day.start().to_string(), "2026-01-30T17:00:00.000Z");
        assert_eq!(day.end().to_string(), "2026-01-31T17:00:00.000Z");
        let early: Day = "1969-12-31".parse().unwrap();
        assert_eq!(early.start().to_string(), "1969-12-30T17:00:00.000Z");
        for bad in [
            "",
            "2026-1-31",
            "2026-02-30",
            "20260131",
            "31/01/2026",
            "2026-01-31T0",
        ] {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
    }
}
