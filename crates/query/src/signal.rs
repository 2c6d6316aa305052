use std::{fmt, str::FromStr};

use haidang_model::Page;

/// What the page as a whole looks like, for `signal:`. A closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signal {
    /// Many words of the page are glued together (`nhàcáiuytín`).
    GluedWords,
    /// The page is mostly links to other sites.
    LinkFarm,
    /// Links to other sites that no reader sees.
    HiddenOutbound,
    /// A page made for search engines, to lead on to another.
    Doorway,
    /// A part of the page speaks another language than the rest.
    LanguageShift,
}

impl Signal {
    /// Every signal, in the order of the list.
    pub const ALL: &'static [Signal] = &[
        Signal::GluedWords,
        Signal::LinkFarm,
        Signal::HiddenOutbound,
        Signal::Doorway,
        Signal::LanguageShift,
    ];

    /// Returns the stable name, as `signal:` takes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Signal::GluedWords => "glued-words",
            Signal::LinkFarm => "link-farm",
            Signal::HiddenOutbound => "hidden-outbound",
            Signal::Doorway => "doorway",
            Signal::LanguageShift => "language-shift",
        }
    }
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that is no signal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown signal `{0}`")]
pub struct UnknownSignal(pub String);

impl FromStr for Signal {
    type Err = UnknownSignal;

    fn from_str(text: &str) -> Result<Signal, UnknownSignal> {
        let known = Signal::ALL.iter().find(|signal| signal.as_str() == text);
        known.copied().ok_or_else(|| UnknownSignal(text.to_owned()))
    }
}

/// Returns the signals that a page raises. Extraction does not measure any
/// yet; whoever knows them says so with [`crate::PageText::with_signals`].
pub(crate) fn raised(_page: &Page) -> Vec<Signal> {
    Vec::new()
}
