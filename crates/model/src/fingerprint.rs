use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// 64 bits that stand for a text or for a template, so made that two things
/// that are nearly the same differ in few of them: about 32 × (1 − J) bits,
/// where J is the share of features that they have in common (Jaccard). A
/// text's features are three words in a row, a template's are elements inside
/// one another; how they are made says `haidang_extract::text_print`.
///
/// Written as 16 lower-case hexadecimal digits.
///
/// # How sure
///
/// The threshold was chosen on one half of the texts of four Vietnamese trees
/// and 200 pages of all kinds. These are the figures of the other half, and of
/// half of 83,837 articles of law and 13,875 pieces of an encyclopaedia. They
/// come from the example `near` of `haidang-extract`.
///
/// | copy with this changed | found near |
/// |---|---|
/// | clocks, dates, counters | 1.00 (distance 0) |
/// | one word in 50 | .88–.98 |
/// | a comment of 15 words more | .81–.99 |
/// | 5 % of sentences | .46–.82 |
/// | one word in 20 | .34–.56 |
/// | 10 % of sentences | .28–.42 |
/// | 20 % of sentences | .02–.12 |
/// | 40 % of sentences | .00–.01 |
///
/// Of 3,699 near pairs among 290 million of articles of law, about 9 have
/// less than half of their features in common and none less than .3; they and
/// the near pairs of the trees are the same decree published twice, closing
/// formulas, and help of sibling functions. No near pair of the trees (69)
/// has less than .6. Among 24 million pairs of the encyclopaedia 2 are near,
/// both pieces with the same paragraphs. Pairs with nothing in common begin
/// at distance 10 there, which is why the threshold is no higher.
///
/// Templates: two pages of a help tree are near in .94, two of a manual whose
/// template is the barest in .63. Of 5,253 pairs of pages of two hosts one is
/// near, and both hosts run the same software.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// Two fingerprints that differ in this many bits at most are near: see
    /// the figures above. It is also the most that four bands can find with
    /// values one bit away.
    pub const NEAR_MAX: u32 = 7;

    /// The bands that a fingerprint is cut into.
    pub const BANDS: usize = 4;

    /// Takes 64 bits as a fingerprint.
    pub fn from_bits(bits: u64) -> Fingerprint {
        Fingerprint(bits)
    }

    /// Returns the 64 bits.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// Counts the bits that differ, from 0 to 64. Things that have nothing in
    /// common differ in about 32.
    pub fn distance(self, other: Fingerprint) -> u32 {
        (self.0 ^ other.0).count_ones()
    }

    /// Tells whether two fingerprints stand for nearly the same.
    pub fn is_near(self, other: Fingerprint) -> bool {
        self.distance(other) <= Fingerprint::NEAR_MAX
    }

    /// Returns the four bands of 16 bits, the highest first: what a store
    /// keeps, each with an index. See [`near_bands`](Fingerprint::near_bands).
    pub fn bands(self) -> [u16; Fingerprint::BANDS] {
        // Sixteen bits are left of each.
        [48, 32, 16, 0].map(|shift| (self.0 >> shift) as u16)
    }

    /// Returns, band by band, the values to look up by equality so that no
    /// near fingerprint is missed: the band itself and the 16 values that are
    /// one bit away.
    ///
    /// [`NEAR_MAX`](Fingerprint::NEAR_MAX) bits that differ cannot put two
    /// into each of four bands, so that one band at least differs in one bit
    /// at most. The 68 lookups find a thousandth of all fingerprints by chance
    /// (68 of 65,536); [`is_near`](Fingerprint::is_near) decides.
    ///
    /// ```
    /// use haidang_model::Fingerprint;
    ///
    /// let stored = Fingerprint::from_bits(0x0123_4567_89ab_cdef);
    /// let asked = Fingerprint::from_bits(0x0120_4567_89aa_cdec);
    /// assert!(asked.is_near(stored));
    /// let found = asked
    ///     .near_bands()
    ///     .iter()
    ///     .zip(stored.bands())
    ///     .any(|(values, band)| values.contains(&band));
    /// assert!(found);
    /// ```
    pub fn near_bands(self) -> [[u16; 17]; Fingerprint::BANDS] {
        self.bands().map(|band| {
            let mut values = [band; 17];
            for (bit, value) in values.iter_mut().skip(1).enumerate() {
                *value ^= 1 << bit;
            }
            values
        })
    }
}

// Four bands, each at most one bit away, or two: see `near_bands`.
const _: () = assert!(Fingerprint::NEAR_MAX < 2 * Fingerprint::BANDS as u32);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Text that is not 16 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no fingerprint: 16 lower-case hexadecimal digits")]
pub struct InvalidFingerprint(pub String);

impl FromStr for Fingerprint {
    type Err = InvalidFingerprint;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_hex = |digit: u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
        if text.len() != 16 || !text.bytes().all(is_hex) {
            return Err(InvalidFingerprint(text.to_owned()));
        }
        u64::from_str_radix(text, 16)
            .map(Fingerprint)
            .map_err(|_| InvalidFingerprint(text.to_owned()))
    }
}

impl TryFrom<String> for Fingerprint {
    type Error = InvalidFingerprint;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Fingerprint> for String {
    fn from(print: Fingerprint) -> String {
        print.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn digits_are_read_back() {
        let print = Fingerprint::from_bits(0x00ab_0000_0000_0001);
        assert_eq!(print.to_string(), "00ab000000000001");
        assert_eq!(print.to_string().parse(), Ok(print));
        assert_eq!(
            serde_json::to_string(&print).unwrap(),
            "\"00ab000000000001\""
        );
        for bad in [
            "",
            "1",
            "00AB000000000001",
            "+0ab000000000001",
            "0x00ab0000000001",
            "00ab0000000000011",
            "đđđđđđđđ",
        ] {
            assert!(bad.parse::<Fingerprint>().is_err(), "{bad}");
            let json = serde_json::to_string(bad).unwrap();
            assert!(serde_json::from_str::<Fingerprint>(&json).is_err());
        }
    }

    #[test]
    fn bands_are_the_bits_in_order() {
        let print = Fingerprint::from_bits(0x0123_4567_89ab_cdef);
        assert_eq!(print.bands(), [0x0123, 0x4567, 0x89ab, 0xcdef]);
    }

    #[test]
    fn values_of_a_band_are_all_that_are_one_bit_away() {
        for values in Fingerprint::from_bits(0x8001_ffff_0000_1234).near_bands() {
            let [band, ..] = values;
            let mut sorted = values.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), 17);
            assert!(values.iter().all(|value| (value ^ band).count_ones() <= 1));
        }
    }

    proptest! {
        #[test]
        fn near_ones_share_a_looked_up_band(bits: u64, places in prop::collection::vec(0u32..64, 0..=7)) {
            let one = Fingerprint::from_bits(bits);
            let other = Fingerprint::from_bits(places.iter().fold(bits, |bits, at| bits ^ 1 << at));
            prop_assert!(one.is_near(other));
            prop_assert_eq!(one.distance(other), other.distance(one));
            let found = one
                .near_bands()
                .iter()
                .zip(other.bands())
                .any(|(values, band)| values.contains(&band));
            prop_assert!(found);
        }
    }
}
