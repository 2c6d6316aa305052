//! The name of a protected host, and how readily it is taken for one.

use haidang_model::Host;

use super::letters::looks;

/// Letters of the shortest name that counts as a mere part of a longer word.
pub(super) const LONG_MIN: usize = 6;

/// Letters that must be left of a name without the word `bank` for it to stand
/// out: all banks share that word, and what is left of `hdbank` is two letters
/// away from half of the others.
const STEM_MIN: usize = 3;

/// A name under which a protected host is known.
#[derive(Clone, Debug)]
pub(super) struct Brand {
    /// Lower-case letters and digits, no hyphens.
    pub(super) letters: Box<[u8]>,
    /// What it looks like at a glance.
    pub(super) looks: Box<[u8]>,
    /// Number of the protected host.
    pub(super) host: u32,
    /// Whether the name is made of ordinary words (`dichvucong`).
    pub(super) ordinary: bool,
    /// Whether the list says that it is an ordinary word (`customs`).
    common: bool,
}

impl Brand {
    /// Takes a name; `None` when it has no letters or is longer than a label.
    pub(super) fn new(name: &str, host: u32, of: &Host, common: bool) -> Option<Brand> {
        let letters: Vec<u8> = name
            .bytes()
            .map(|byte| byte.to_ascii_lowercase())
            .filter(u8::is_ascii_alphanumeric)
            .collect();
        if letters.len() < 2 || letters.len() > 63 || letters.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let (mut look, mut places) = (Vec::new(), Vec::new());
        looks(&letters, &mut look, &mut places);
        let count = syllables(&letters);
        // Offices are called by what they do, in words that everybody uses;
        // so are names of two syllables, and people and places have such.
        let ordinary = count.is_some_and(|count| count <= 2 || of.is_within("gov.vn"));
        Some(Brand {
            letters: letters.into(),
            looks: look.into(),
            host,
            ordinary: common || ordinary,
            common,
        })
    }

    pub(super) fn is_short(&self) -> bool {
        self.letters.len() < LONG_MIN
    }

    /// Tells whether the name needs a label of its own, or a word of the trade
    /// beside it, to count.
    pub(super) fn needs_company(&self) -> bool {
        self.is_short() || self.ordinary
    }

    /// Tells whether the name means this body with a letter more, less, other
    /// or swapped, and in the midst of other letters.
    pub(super) fn stands_out(&self) -> bool {
        let bank = self.letters.ends_with(b"bank") || self.letters.starts_with(b"bank");
        let stem = self.letters.len() - if bank { 4 } else { 0 };
        // Of a word, a letter less is another word: `custom`.
        !self.is_short() && !self.common && stem >= STEM_MIN
    }
}

/// Returns the least number of Vietnamese syllables, without marks, that make
/// up a word; `None` when none do.
pub(super) fn syllables(letters: &[u8]) -> Option<usize> {
    /// Letters of the longest syllable, `nghieng`, and of the shortest that is
    /// a word on its own in a name.
    const SYLLABLE: std::ops::RangeInclusive<usize> = 2..=7;
    let text = std::str::from_utf8(letters).ok()?;
    let mut least: Vec<Option<usize>> = vec![None; text.len() + 1];
    *least.first_mut()? = Some(0);
    for start in 0..text.len() {
        let Some(so_far) = least.get(start).copied().flatten() else {
            continue;
        };
        for end in start + SYLLABLE.start()..=text.len().min(start + SYLLABLE.end()) {
            let syllable = text.get(start..end).unwrap_or_default();
            if vitext::is_syllable(syllable)
                && let Some(place) = least.get_mut(end)
                && place.is_none_or(|known| known > so_far + 1)
            {
                *place = Some(so_far + 1);
            }
        }
    }
    least.last().copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brand(name: &str, of: &str) -> Brand {
        Brand::new(name, 0, &Host::parse(of).unwrap(), false).unwrap()
    }

    #[test]
    fn words_are_told_from_made_up_names() {
        for (name, of, company, edits) in [
            ("vietcombank", "vietcombank.com.vn", false, true),
            ("acb", "acb.com.vn", true, false),
            ("hdbank", "hdbank.com.vn", false, false),
            ("shopee", "shopee.vn", false, true),
            ("dichvucong", "dichvucong.gov.vn", true, true),
            ("chinhphu", "chinhphu.vn", true, true),
            ("giaohangtietkiem", "giaohangtietkiem.vn", false, true),
        ] {
            let brand = brand(name, of);
            assert_eq!(
                (brand.needs_company(), brand.stands_out()),
                (company, edits),
                "{name}"
            );
        }
    }

    #[test]
    fn syllables_are_counted() {
        assert_eq!(syllables(b"dichvucong"), Some(3));
        assert_eq!(syllables(b"chinhphuc"), Some(2));
        assert_eq!(syllables(b"vietcombank"), None);
    }
}
