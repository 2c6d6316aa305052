//! Features of any number into 64 bits.

use haidang_model::Fingerprint;

/// Places that each feature is tried at: forty features, the least that a text
/// may have, leave one place in twelve without any.
const TRIES: usize = 4;

/// A set of features, drawn small: one-bit minwise hashing (Li and König,
/// "b-Bit Minwise Hashing", 2010).
///
/// Each of 64 places keeps the least of the values that features have there,
/// and one bit of it is a bit of the fingerprint. Two sets have the same least
/// value at a place in the share J of features that they have in common
/// (Jaccard), and otherwise the same bit half of the time, so that 32 × (1 − J)
/// bits differ. It is a set: a feature counts once however often it stands.
///
/// SimHash (Charikar, 2002) of the same three words was tried beside it: its
/// distance grows with the angle, so steeply at first that at
/// [`Fingerprint::NEAR_MAX`] it finds .55 of the copies with one word in 50
/// changed where this finds .90, and .27 instead of .62 of those with 5 % of
/// their sentences changed (example `near --simhash`, held-out half of a help
/// tree). Of single words it does better, .92 and .41, but then the same words
/// of function bring different texts near: the nearest differ in 11 bits
/// instead of 17.
pub(super) struct Sketch {
    least: [u64; 64],
    /// Linear counting (Whang et al., 1990) of distinct features.
    seen: [u64; 16],
}

impl Sketch {
    pub(super) fn new() -> Sketch {
        Sketch {
            least: [u64::MAX; 64],
            seen: [0; 16],
        }
    }

    /// Adds a feature by its hash, which need not be a good one.
    pub(super) fn add(&mut self, feature: u64) {
        let mut state = mix(feature);
        self.seen[state as usize & 15] |= 1 << (state >> 58);
        for _ in 0..TRIES {
            state = state.wrapping_add(GOLDEN);
            let value = mix(state);
            let least = &mut self.least[(value >> 58) as usize];
            // The place is the same for all values that are compared here.
            *least = (*least).min(value);
        }
    }

    /// Returns the fingerprint unless there are fewer than about so many
    /// distinct features; up to a hundred are counted to within a few.
    pub(super) fn finish(&self, features_min: u32) -> Option<Fingerprint> {
        let features: u32 = self.seen.iter().map(|word| word.count_ones()).sum();
        if features < features_min {
            return None;
        }
        let bits = self
            .least
            .iter()
            .enumerate()
            // A place that no feature reached has the bit 1, as `new` has it.
            .fold(0, |bits, (place, least)| bits | (least & 1) << place);
        Some(Fingerprint::from_bits(bits))
    }
}

/// 2⁶⁴ divided by the golden ratio, the step of SplitMix64.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of SplitMix64 (Steele, Lea and Flood, "Fast Splittable
/// Pseudorandom Number Generators", 2014): every bit of the result depends on
/// every bit of the input. It is written out here, because fingerprints are
/// stored and must be the same in every version and on every machine.
pub(super) fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}

/// FNV-1a of 64 bits (draft-eastlake-fnv), for names and words.
pub(super) fn hash_bytes(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_the_books() {
        // SplitMix64 from seed 0: its first output.
        assert_eq!(mix(GOLDEN), 0xe220_a839_7b1d_cdaf);
        // FNV-1a test vectors of the draft.
        assert_eq!(hash_bytes("".bytes()), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash_bytes("foobar".bytes()), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn distance_follows_the_share_in_common() {
        let print = |from: u64, to: u64| {
            let mut sketch = Sketch::new();
            (from..to).for_each(|feature| sketch.add(feature));
            sketch.finish(1).unwrap()
        };
        for (shift, jaccard) in [
            (0, 1.0),
            (20, 0.9608),
            (111, 0.8002),
            (333, 0.5004),
            (1000, 0.0),
        ] {
            // Many pairs, because one has a spread of up to four bits.
            let pairs = 200;
            let sum: u32 = (0..pairs)
                .map(|pair| {
                    let base = pair * 10_000;
                    print(base, base + 1000).distance(print(base + shift, base + 1000 + shift))
                })
                .sum();
            let mean = f64::from(sum) / pairs as f64;
            let wanted = 32.0 * (1.0 - jaccard);
            assert!((mean - wanted).abs() < 1.0, "{shift}: {mean}, not {wanted}");
        }
    }

    #[test]
    fn few_features_are_told_from_enough() {
        let mut sketch = Sketch::new();
        for feature in 0..20 {
            for _ in 0..10 {
                sketch.add(feature);
            }
        }
        assert!(sketch.finish(21).is_none());
        assert!(sketch.finish(18).is_some());
    }
}
