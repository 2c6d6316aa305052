//! Moments as people in Vietnam read them.

use haidang_model::Timestamp;
use jiff::tz::Offset;

use crate::language::Words;

/// Vietnam has been at UTC+7 without summer time since 1975; a fixed offset
/// needs no time zone database, which small images lack.
const VIETNAM: Offset = Offset::constant(7);

/// A moment, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// `25/11/2026 17:05`.
    pub(crate) text: String,
    /// RFC 3339, for `<time datetime>`.
    pub(crate) machine: String,
    /// `3 phút trước`.
    pub(crate) ago: String,
}

impl Moment {
    pub(crate) fn new(words: Words, at: Timestamp, now: Timestamp) -> Moment {
        Moment {
            text: moment(at),
            machine: machine(at),
            ago: ago(words, at, now),
        }
    }
}

/// Writes a moment as `25/11/2026 17:05`.
fn moment(at: Timestamp) -> String {
    written(at, "%d/%m/%Y %H:%M")
}

/// Writes a moment for `<time datetime>`, RFC 3339 with the offset of Vietnam.
fn machine(at: Timestamp) -> String {
    written(at, "%Y-%m-%dT%H:%M:%S+07:00")
}

fn written(at: Timestamp, form: &str) -> String {
    match jiff::Timestamp::from_millisecond(at.0) {
        Ok(time) => VIETNAM.to_datetime(time).strftime(form).to_string(),
        Err(_) => at.to_string(),
    }
}

/// Writes how long ago `at` was: `3 phút trước`.
fn ago(words: Words, at: Timestamp, now: Timestamp) -> String {
    let minutes = now.ms_since(at).max(0) / 60_000;
    match minutes {
        0 => words.t("ago-now"),
        1..60 => words.n("ago-minutes", minutes),
        60..1_440 => words.n("ago-hours", minutes / 60),
        _ => words.n("ago-days", minutes / 1_440),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn moments_are_those_of_vietnam() {
        // 2026-11-25T17:30:00Z is half past midnight of the 26th there.
        let at = Timestamp(1_795_627_800_000);
        assert_eq!(at.to_string(), "2026-11-25T17:30:00.000Z");
        assert_eq!(moment(at), "26/11/2026 00:30");
        assert_eq!(machine(at), "2026-11-26T00:30:00+07:00");
    }

    #[test]
    fn ages_take_the_widest_unit_that_fits() {
        let words = Words::new(Language::Vi);
        for (minutes, expected) in [
            (-5, "vừa xong"),
            (0, "vừa xong"),
            (1, "1 phút trước"),
            (59, "59 phút trước"),
            (60, "1 giờ trước"),
            (1_439, "23 giờ trước"),
            (1_440, "1 ngày trước"),
        ] {
            let now = Timestamp(0).plus_ms(minutes * 60_000);
            assert_eq!(ago(words, Timestamp(0), now), expected, "{minutes}");
        }
    }
}
