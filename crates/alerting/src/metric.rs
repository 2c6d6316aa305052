//! Counters by watchlist and rule; never by page, host or address.

use metrics::counter;

use crate::Assessment;

/// Counts what one page held.
pub(crate) fn count(assessment: &Assessment) {
    counter!("haidang_alerting_pages_total").increment(1);
    for hit in &assessment.hits {
        counter!(
            "haidang_alerting_hits_total",
            "watchlist" => hit.watchlist.to_string(),
            "rule" => hit.rule.to_string(),
        )
        .increment(1);
    }
    for flag in &assessment.flags {
        counter!(
            "haidang_alerting_flags_total",
            "watchlist" => flag.watchlist.to_string(),
            "rule" => flag.rule.to_string(),
            "queued" => match (flag.trial, flag.queued) {
                (Some(_), _) => "trial",
                (None, true) => "yes",
                (None, false) => "no",
            },
        )
        .increment(1);
    }
}
