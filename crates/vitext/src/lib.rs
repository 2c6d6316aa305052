//! Vietnamese text: normalise, fold, syllables and span maps.
//!
//! One linear pass ([`normalise`]) turns a `&str` into a [`Normalised`]: a
//! list of [`Token`]s, each with its accented form, its folded form and the
//! [`Span`] of the source it came from. Nothing here does I/O and nothing here
//! knows the rest of the workspace.

mod rung;

pub use rung::Rung;

/// A half-open byte range of a *named* text; both ends lie on `char` boundaries.
pub type Span = std::ops::Range<usize>;
