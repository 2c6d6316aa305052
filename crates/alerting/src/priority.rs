//! The parts of a priority.

use haidang_model::{Priority, Severity, Zone};

use crate::{AlertingConfig, PageContext};

/// Milliseconds of a day.
const DAY_MS: f64 = 86_400_000.0;

/// Reach of a page of the state or a school: readers trust it, and its name is
/// what was stolen.
const REACH_OFFICIAL: f64 = 1.0;
/// Reach of any other page with an address.
const REACH_WEB: f64 = 0.7;
/// Reach of imported text of which no address is known.
const REACH_UNKNOWN: f64 = 0.5;

/// What a priority is made of, as the assessment found it.
pub(crate) struct PriorityFacts {
    pub(crate) severity: Severity,
    pub(crate) confidence: f64,
    pub(crate) zone: Zone,
    pub(crate) official: bool,
    pub(crate) has_address: bool,
}

/// Puts a priority together.
pub(crate) fn priority(
    found: &PriorityFacts,
    context: &PageContext,
    config: &AlertingConfig,
) -> Priority {
    Priority {
        severity: severity_part(found.severity),
        confidence: found.confidence,
        zone: zone_part(found.zone),
        freshness: freshness_part(context, config),
        reach: match (found.official, found.has_address) {
            (true, _) => REACH_OFFICIAL,
            (false, true) => REACH_WEB,
            (false, false) => REACH_UNKNOWN,
        },
    }
}

fn severity_part(severity: Severity) -> f64 {
    match severity {
        Severity::Low => 0.4,
        Severity::Medium => 0.6,
        Severity::High => 0.8,
        Severity::Critical => 1.0,
    }
}

/// Hidden text comes first: what is kept from readers and shown to search
/// engines is there on purpose. Then what a page says of itself in its title.
pub(crate) fn zone_part(zone: Zone) -> f64 {
    match zone {
        Zone::Hidden => 1.0,
        Zone::Title => 0.95,
        Zone::Host | Zone::Link => 0.9,
        Zone::Lead | Zone::Main => 0.85,
        Zone::Anchor => 0.8,
        Zone::Other => 0.75,
        Zone::Meta => 0.7,
        Zone::Attribute => 0.6,
        Zone::Comment | Zone::Script => 0.3,
    }
}

fn freshness_part(context: &PageContext, config: &AlertingConfig) -> f64 {
    // A page from the future (a clock that was set back) is as new as can be.
    let age_days = context.now.ms_since(context.fetched).max(0) as f64 / DAY_MS;
    0.5_f64
        .powf(age_days / config.freshness_half_life_days)
        .max(config.freshness_min)
}

#[cfg(test)]
mod tests {
    use haidang_model::{PageKey, Timestamp};

    use super::*;

    fn context(age_days: i64) -> PageContext {
        let now = Timestamp(1_800_000_000_000);
        PageContext {
            key: PageKey::import("thu", "1"),
            site: String::new(),
            fetched: now.plus_ms(-age_days * 86_400_000),
            now,
        }
    }

    fn found() -> PriorityFacts {
        PriorityFacts {
            severity: Severity::High,
            confidence: 0.9,
            zone: Zone::Main,
            official: false,
            has_address: true,
        }
    }

    #[test]
    fn parts_stand_as_they_are_and_the_total_is_their_product() {
        let config = AlertingConfig::default();
        let priority = priority(&found(), &context(0), &config);
        assert_eq!(
            (
                priority.severity,
                priority.confidence,
                priority.zone,
                priority.freshness,
                priority.reach
            ),
            (0.8, 0.9, 0.85, 1.0, 0.7)
        );
        assert!((priority.total() - 0.8 * 0.9 * 0.85 * 0.7).abs() < 1e-12);
    }

    #[test]
    fn official_hosts_and_hidden_text_rank_higher() {
        let config = AlertingConfig::default();
        let total = |found: PriorityFacts| priority(&found, &context(0), &config).total();
        let plain = total(found());
        let official = total(PriorityFacts {
            official: true,
            ..found()
        });
        let hidden = total(PriorityFacts {
            zone: Zone::Hidden,
            ..found()
        });
        let both = total(PriorityFacts {
            official: true,
            zone: Zone::Hidden,
            ..found()
        });
        assert!(plain < official && plain < hidden && both > official && both > hidden);
    }

    #[test]
    fn freshness_halves_and_stops_at_its_floor() {
        let config = AlertingConfig::default();
        let at = |days| priority(&found(), &context(days), &config).freshness;
        assert_eq!(at(0), 1.0);
        assert_eq!(at(-5), 1.0);
        assert!((at(30) - 0.5).abs() < 1e-9);
        assert_eq!(at(10_000), config.freshness_min);
    }
}
