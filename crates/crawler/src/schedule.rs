use std::{fmt, str::FromStr};

use chrono::{DateTime, FixedOffset};
use haidang_model::Timestamp;

/// Seconds by which Asia/Ho_Chi_Minh is ahead of UTC, all year: Vietnam keeps
/// no summer time (Decision 134/2002/QD-TTg fixes UTC+7).
const VIETNAM_OFFSET_SECONDS: i32 = 7 * 3_600;

/// When something is to be done again: a cron expression of six or seven
/// fields (second, minute, hour, day, month, weekday[, year]) in the time of
/// Vietnam.
#[derive(Clone, PartialEq, Eq)]
pub struct Schedule(cron::Schedule);

impl Schedule {
    /// Parses a cron expression.
    ///
    /// # Errors
    /// What the parser said, for people.
    pub fn parse(text: &str) -> Result<Schedule, String> {
        cron::Schedule::from_str(text)
            .map(Schedule)
            .map_err(|error| error.to_string())
    }

    /// Returns the first moment after `after` that fits, `None` when there is
    /// none (a year that has passed).
    pub fn next_after(&self, after: Timestamp) -> Option<Timestamp> {
        let offset = FixedOffset::east_opt(VIETNAM_OFFSET_SECONDS)?;
        let after = DateTime::from_timestamp_millis(after.0)?.with_timezone(&offset);
        let next = self.0.after(&after).next()?;
        Some(Timestamp(next.timestamp_millis()))
    }

    /// Returns the expression as written.
    pub fn as_str(&self) -> &str {
        self.0.source()
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn ticks_stand_in_the_time_of_vietnam() {
        for (expression, after, expected) in [
            // Midnight in Hà Nội is 17:00 UTC of the day before.
            (
                "0 0 0 * * *",
                "2026-11-25T10:00:00Z",
                "2026-11-25T17:00:00Z",
            ),
            (
                "0 0 */6 * * *",
                "2026-11-25T10:00:00Z",
                "2026-11-25T11:00:00Z",
            ),
            // A tick is after, never at.
            (
                "0 0 */6 * * *",
                "2026-11-25T11:00:00Z",
                "2026-11-25T17:00:00Z",
            ),
            (
                "0 30 2 * * Mon",
                "2026-11-25T00:00:00Z",
                "2026-11-29T19:30:00Z",
            ),
        ] {
            let schedule = Schedule::parse(expression).unwrap();
            assert_eq!(
                schedule.next_after(at(after)),
                Some(at(expected)),
                "{expression}"
            );
        }
    }

    #[test]
    fn what_never_comes_is_none_and_nonsense_is_refused() {
        let past = Schedule::parse("0 0 0 1 1 * 2020").unwrap();
        assert_eq!(past.next_after(at("2026-11-25T10:00:00Z")), None);
        for bad in ["", "hằng ngày", "* * * *", "99 * * * * *"] {
            assert!(Schedule::parse(bad).is_err(), "{bad}");
        }
    }
}
