use std::time::Duration;

use haidang_model::Timestamp;

/// The first pause after a failure; it doubles with each.
const PAUSE_MIN: Duration = Duration::from_secs(4);
/// The longest pause after a failure (DESIGN §8).
const PAUSE_MAX: Duration = Duration::from_secs(3_600);
/// Failures in a row after which an address is given up until its schedule
/// comes round: about four hours of trying.
pub(crate) const FAILURES_MAX: u32 = 13;

/// Returns how long to wait after so many failures in a row.
pub(crate) fn pause(failures: u32) -> Duration {
    let doublings = failures.saturating_sub(1).min(16);
    (PAUSE_MIN * (1 << doublings)).min(PAUSE_MAX)
}

/// Reads `Retry-After`: seconds or a date (RFC 9110 §10.2.3), from a second to
/// an hour. `None` when it is neither.
pub(crate) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    let wait = match value.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let date = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
            let ms = Timestamp(date.as_millisecond()).ms_since(now);
            Duration::from_millis(u64::try_from(ms).unwrap_or(0))
        }
    };
    Some(wait.clamp(Duration::from_secs(1), PAUSE_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        let seconds: Vec<u64> = [0, 1, 2, 3, 10, 11, 12, u32::MAX]
            .map(|failures| pause(failures).as_secs())
            .to_vec();
        assert_eq!(seconds, [4, 4, 8, 16, 2_048, 3_600, 3_600, 3_600]);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = Timestamp(784_111_770_000); // 1994-11-06T08:49:30Z
        for (value, seconds) in [
            ("120", Some(120)),
            (" 0 ", Some(1)),
            ("999999999", Some(3_600)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(7)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(1)),
            ("soon", None),
            ("-5", None),
        ] {
            let found = retry_after(value, now).map(|wait| wait.as_secs());
            assert_eq!(found, seconds, "{value}");
        }
    }
}
