use std::{fmt, str::FromStr};

/// How far from exact a hit is, narrowest first.
///
/// A hit at one rung is also a hit at every wider rung, so `Ord` is the
/// climbing order: `Exact < Tone < Folded < Deobf`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "lowercase")
)]
pub enum Rung {
    /// NFC, Unicode case folding, any run of white space.
    Exact,
    /// Exact, and tone placement (`hoà` = `hòa`), i/y variants (`kì` = `kỳ`),
    /// `Ð` and `ð` read as `đ`.
    Tone,
    /// Tone, and marks may be absent in the text, never contradictory.
    Folded,
    /// Disguises undone.
    Deobf,
}

impl Rung {
    /// Every rung, narrowest first.
    pub const ALL: [Rung; 4] = [Rung::Exact, Rung::Tone, Rung::Folded, Rung::Deobf];

    /// Returns the stable lower-case name used in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Rung::Exact => "exact",
            Rung::Tone => "tone",
            Rung::Folded => "folded",
            Rung::Deobf => "deobf",
        }
    }
}

impl fmt::Display for Rung {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The error of parsing a [`Rung`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRung(pub String);

impl fmt::Display for UnknownRung {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "unknown rung `{}`; one of exact, tone, folded, deobf",
            self.0
        )
    }
}

impl std::error::Error for UnknownRung {}

impl FromStr for Rung {
    type Err = UnknownRung;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Rung::ALL
            .into_iter()
            .find(|rung| rung.as_str() == text)
            .ok_or_else(|| UnknownRung(text.to_owned()))
    }
}
