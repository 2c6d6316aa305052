use std::fmt;

/// Why a hit has the confidence it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Reason {
    /// The text has the tone on another vowel, or i for y.
    TonePlacement,
    /// The text is bare of marks, as its surroundings are.
    Bare,
    /// The term is bare of marks, or of some of them, in text that is
    /// otherwise accented.
    BareInAccented,
    /// Without its marks the term means many things.
    Ambiguous,
    /// A common word begins inside the term and ends outside.
    BoundaryCrossed,
    /// Syllables stood glued together, or to other words.
    Glued,
    /// A disguise was undone.
    Obfuscated,
    /// Written in teencode.
    Teencode,
    /// The text was read in the wrong encoding.
    LegacyEncoding,
    /// The words around are of another language.
    ForeignText,
    /// It looks like a code or an article number.
    Code,
}

impl Reason {
    /// Every reason, in the order in which they are told.
    pub const ALL: [Reason; 11] = [
        Reason::TonePlacement,
        Reason::Bare,
        Reason::BareInAccented,
        Reason::Ambiguous,
        Reason::BoundaryCrossed,
        Reason::Glued,
        Reason::Obfuscated,
        Reason::Teencode,
        Reason::LegacyEncoding,
        Reason::ForeignText,
        Reason::Code,
    ];
}

/// A set of [`Reason`]s, in one machine word.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Reasons(u16);

impl Reasons {
    /// No reason: the term stands as written.
    pub const NONE: Reasons = Reasons(0);

    /// Adds a reason.
    pub fn add(&mut self, reason: Reason) {
        self.0 |= 1 << reason as u16;
    }

    /// Tells whether a reason is among them.
    pub fn has(self, reason: Reason) -> bool {
        self.0 & 1 << reason as u16 != 0
    }

    /// Tells whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns them in the order of [`Reason::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL
            .into_iter()
            .filter(move |reason| self.has(*reason))
    }
}

impl FromIterator<Reason> for Reasons {
    fn from_iter<I: IntoIterator<Item = Reason>>(reasons: I) -> Reasons {
        let mut all = Reasons::NONE;
        for reason in reasons {
            all.add(reason);
        }
        all
    }
}

impl fmt::Debug for Reasons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
