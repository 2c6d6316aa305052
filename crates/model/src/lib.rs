//! The nouns of Hải Đăng, as types that cannot be wrong. No I/O.
//!
//! There is no author and no person here, by decision: the program watches
//! pages and sites. The dictionary of these names stands in
//! `ARCHITECTURE.md`.

mod audit;
mod case;
mod category;
mod clock;
mod fingerprint;
mod flag;
mod hash;
mod hit;
mod ids;
mod mask;
mod page;
mod role;
mod signals;
mod url;
mod watchlist;
mod zone;

pub use self::url::{CanonicalUrl, Host, InvalidHost, InvalidUrl, Site};
pub use audit::{AuditAction, AuditEvent};
pub use case::{
    AnyCase, Case, CaseFacts, CaseState, Closed, Confirmation, ConfirmedOnce, ConfirmedTwice,
    Decision, DecisionError, Disposition, NotHarmfulReason, Open,
};
pub use category::{Category, Kind, Severity};
pub use clock::{Clock, FixedClock, SystemClock, Timestamp};
pub use fingerprint::{Fingerprint, InvalidFingerprint};
pub use flag::{Flag, Priority};
pub use hash::{ContentHash, InvalidHash};
pub use hit::{Confidence, Hit, HitReason};
pub use ids::{
    CaseId, DecisionId, FetchId, FlagId, FrontierId, InvalidSlug, PageId, PageVersionId, RuleId,
    SourceId, UserId, WatchlistId,
};
pub use mask::{PersonalDataKind, find_personal_data, mask, mask_with_spans};
pub use page::{Defect, Link, Page, PageKey, TextRun, WrittenHost};
pub use role::Role;
pub use signals::{DoorwayTrait, Signal, Signals};
pub use vitext::{Rung, Span};
pub use watchlist::WatchlistState;
pub use zone::{HiddenBy, Origin, Region, Visibility, Zone};

/// Implements `as_str`, `Display`, `FromStr`, `ALL` and serde for a closed
/// list of names. The names are stable: they stand in files, rows and URLs.
macro_rules! closed_list {
    ($(#[$meta:meta])* $vis:vis enum $name:ident, $what:literal { $($(#[$vmeta:meta])* $variant:ident => $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        $vis enum $name { $($(#[$vmeta])* #[serde(rename = $text)] $variant,)+ }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// Returns the stable name used in files, rows and on the command line.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok($name::$variant),)+
                    _ => Err($crate::UnknownName {
                        what: $what,
                        found: text.to_owned(),
                        known: &[$($text),+],
                    }),
                }
            }
        }
    };
}
pub(crate) use closed_list;

/// A name that is not on one of the closed lists of this crate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what} `{found}`; one of {}", known.join(", "))]
pub struct UnknownName {
    /// What was to be named, for example `category`.
    pub what: &'static str,
    /// The text that was found instead.
    pub found: String,
    /// The names that are on the list.
    pub known: &'static [&'static str],
}
