use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Kind, RuleId, Rung, Span, WatchlistId, Zone, closed_list};

/// How sure a hit is, from 0 to 1, kept in thousandths so that it can be
/// compared, hashed and stored without rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "f64", into = "f64")]
pub struct Confidence(u16);

impl Confidence {
    /// Certain.
    pub const ONE: Confidence = Confidence(1_000);

    /// Takes thousandths, at most 1,000.
    pub fn from_permille(permille: u16) -> Confidence {
        Confidence(permille.min(1_000))
    }

    /// Returns thousandths.
    pub fn permille(self) -> u16 {
        self.0
    }

    /// Returns a number from 0 to 1.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 1_000.0
    }

    /// Multiplies two confidences, rounding to the nearest thousandth.
    #[must_use]
    pub fn times(self, other: Confidence) -> Confidence {
        Confidence(((u32::from(self.0) * u32::from(other.0) + 500) / 1_000) as u16)
    }
}

impl From<f64> for Confidence {
    fn from(value: f64) -> Confidence {
        Confidence((value.clamp(0.0, 1.0) * 1_000.0).round() as u16)
    }
}

impl From<Confidence> for f64 {
    fn from(confidence: Confidence) -> f64 {
        confidence.as_f64()
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.as_f64())
    }
}

closed_list! {
    /// Why a hit has the confidence it has.
    pub enum HitReason, "reason" {
        /// The text has the tone on another vowel, or i for y.
        TonePlacement => "tone_placement",
        /// The text is bare of marks, as its surroundings are.
        Bare => "bare",
        /// The term is bare of marks in text that is otherwise accented.
        BareInAccented => "bare_in_accented",
        /// A short term that means many things without its marks.
        Ambiguous => "ambiguous",
        /// A word boundary was crossed.
        BoundaryCrossed => "boundary_crossed",
        /// Syllables stood glued together.
        Glued => "glued",
        /// A disguise was undone.
        Obfuscated => "obfuscated",
        /// Written in teencode.
        Teencode => "teencode",
        /// The text was read in the wrong encoding.
        LegacyEncoding => "legacy_encoding",
        /// The words around are of another language.
        ForeignText => "foreign_text",
        /// It looks like a code or an article number.
        Code => "code",
    }
}

/// One rule met at one place of a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Hit {
    /// The watchlist of the rule.
    pub watchlist: WatchlistId,
    /// The rule.
    pub rule: RuleId,
    /// The version of the watchlist that was met.
    pub version: u32,
    /// What the rule says its hits are.
    pub kind: Kind,
    /// The term that was met, as the rule writes it.
    pub term: String,
    /// How far from exact.
    pub rung: Rung,
    /// How sure.
    pub confidence: Confidence,
    /// Why that sure.
    pub reasons: Vec<HitReason>,
    /// Where on the page.
    pub zone: Zone,
    /// Which of the page's runs holds `span`.
    pub run: usize,
    /// Bytes of that run's text. A hit that goes on into joined runs ends at
    /// the end of this one here, and whole in `quote`.
    pub span: Span,
    /// The words of the page that were met, as they stand, and no more.
    pub quote: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_stays_between_nought_and_one() {
        assert_eq!(Confidence::from(1.7), Confidence::ONE);
        assert_eq!(Confidence::from(-1.0).permille(), 0);
        assert_eq!(Confidence::from(f64::NAN).permille(), 0);
        assert_eq!(
            Confidence::from(0.8)
                .times(Confidence::from(0.4))
                .permille(),
            320
        );
    }
}
