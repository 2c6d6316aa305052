use serde::{Deserialize, Serialize};

/// How scores are made of hits, and which of them ask for a human.
///
/// Every number is a plain share from 0 to 1 unless its comment says
/// otherwise. The defaults are first values, to be recalibrated from review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AlertingConfig {
    /// The score from which a page goes to the queue; below it a hit is
    /// recorded only. From 0 (all) to 1.
    pub flag_at: f64,
    /// What a rule's score is multiplied by for each of its `unless` terms
    /// that stands on the page.
    pub unless_factor: f64,
    /// How many `unless` terms count at most.
    pub unless_terms_max: u32,
    /// How much one sure report cue ("công an cảnh báo", "khởi tố vụ án")
    /// lowers: a score is divided by `1 + report_weight × Σ confidence` over
    /// the different cues met. With .6, one cue leaves .63 of a score, two
    /// leave .45.
    pub report_weight: f64,
    /// No report context lowers a score to less than this part of it.
    pub report_floor: f64,
    /// How many days halve the freshness of a page, from the day it was
    /// fetched.
    pub freshness_half_life_days: f64,
    /// The freshness of the oldest page; old harm is still harm.
    pub freshness_min: f64,
}

impl Default for AlertingConfig {
    fn default() -> Self {
        AlertingConfig {
            flag_at: 0.5,
            unless_factor: 0.5,
            unless_terms_max: 2,
            report_weight: 0.6,
            report_floor: 0.2,
            freshness_half_life_days: 30.0,
            freshness_min: 0.4,
        }
    }
}

/// A number of [`AlertingConfig`] that is out of bounds.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("[alerting] {key} = {value} is out of bounds; it must be from {min} to {max}")]
pub struct ConfigOutOfBounds {
    /// The key.
    pub key: &'static str,
    /// Its value.
    pub value: f64,
    /// The least it may be.
    pub min: f64,
    /// The most it may be.
    pub max: f64,
}

impl AlertingConfig {
    /// Checks the bounds of every number.
    ///
    /// # Errors
    /// The first number that is out of bounds, or not a number.
    pub fn check(&self) -> Result<(), ConfigOutOfBounds> {
        for (key, value, min, max) in [
            ("flag_at", self.flag_at, 0.0, 1.0),
            ("unless_factor", self.unless_factor, 0.0, 1.0),
            ("report_weight", self.report_weight, 0.0, 100.0),
            ("report_floor", self.report_floor, 0.0, 1.0),
            (
                "freshness_half_life_days",
                self.freshness_half_life_days,
                0.01,
                36_500.0,
            ),
            ("freshness_min", self.freshness_min, 0.0, 1.0),
        ] {
            if !(min..=max).contains(&value) {
                return Err(ConfigOutOfBounds {
                    key,
                    value,
                    min,
                    max,
                });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_key_is_refused() {
        let fault = toml::from_str::<AlertingConfig>("flag_at = 0.6\nflag_et = 0.5\n").unwrap_err();
        assert!(fault.message().contains("flag_et"), "{fault}");
        let config: AlertingConfig = toml::from_str("flag_at = 0.6\n").unwrap();
        assert_eq!(
            config.unless_factor,
            AlertingConfig::default().unless_factor
        );
    }

    #[test]
    fn bounds_hold_on_both_sides() {
        let with = |flag_at| AlertingConfig {
            flag_at,
            ..AlertingConfig::default()
        };
        for (flag_at, fine) in [
            (0.0, true),
            (1.0, true),
            (-0.1, false),
            (1.1, false),
            (f64::NAN, false),
        ] {
            assert_eq!(with(flag_at).check().is_ok(), fine, "{flag_at}");
        }
    }
}
