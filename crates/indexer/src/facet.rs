use std::collections::HashMap;

use haidang_model::Timestamp;

use crate::FacetCount;

/// Values of a facet; the rarer ones beyond are left out.
const VALUES_MAX: usize = 50;

/// Counts values, most frequent first, equal ones by name.
pub(crate) fn count<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> Vec<FacetCount> {
    let mut counts: HashMap<String, u64> = HashMap::new();
    for value in values {
        match counts.get_mut(value.as_ref()) {
            Some(count) => *count += 1,
            None => {
                counts.insert(value.as_ref().to_owned(), 1);
            }
        }
    }
    let mut counts: Vec<FacetCount> = counts
        .into_iter()
        .map(|(value, count)| FacetCount { value, count })
        .collect();
    counts.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    counts.truncate(VALUES_MAX);
    counts
}

/// Names the day of a moment in Vietnam, `2026-01-31`. Vietnam keeps UTC+7
/// without summer time.
pub(crate) fn day(moment: Timestamp) -> String {
    match jiff::Timestamp::from_millisecond(moment.0) {
        Ok(time) => jiff::tz::offset(7).to_datetime(time).date().to_string(),
        // No page was fetched in the year 10000.
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_most_frequent_first() {
        let counts = count(["b", "a", "c", "b", "a", "b"]);
        let counts: Vec<(&str, u64)> = counts
            .iter()
            .map(|count| (count.value.as_str(), count.count))
            .collect();
        assert_eq!(counts, [("b", 3), ("a", 2), ("c", 1)]);
        assert_eq!(count((0..60).map(|n| n.to_string())).len(), VALUES_MAX);
    }

    #[test]
    fn a_day_is_vietnamese() {
        // 2026-01-30T16:59:59.999Z and one millisecond later.
        assert_eq!(day(Timestamp(1_769_792_399_999)), "2026-01-30");
        assert_eq!(day(Timestamp(1_769_792_400_000)), "2026-01-31");
    }
}
