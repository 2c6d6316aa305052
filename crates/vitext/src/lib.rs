//! Vietnamese text: normalise, fold, syllables and span maps.
//!
//! One linear pass ([`normalise`]) turns a `&str` into a [`Normalised`]: a
//! list of tokens, each with the [`Span`] of the source it came from and the
//! forms that the rungs of matching compare (accented, canonical, folded).
//! [`compare`] holds one token of a term against one token of a text by the
//! rule "marks may be absent in the text, never contradictory". Nothing here
//! does I/O and nothing here knows the rest of the workspace.
//!
//! ```
//! let text = vitext::normalise("Dịch vụ xoá nợ xấu");
//! let term = vitext::normalise("xóa nợ");
//! assert_eq!(text.accented(2), "xoá");
//! assert_eq!(text.folded(2), "xoa");
//! assert_eq!(text.raw(2), 12..16);
//! assert_eq!(vitext::compare(&term, 0, &text, 2), Some(vitext::Agreement::Tone));
//! assert_eq!(vitext::compare(&term, 1, &text, 3), Some(vitext::Agreement::Exact));
//! ```

// A test that unwraps says what must hold; outside tests the lint stands.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod canonical;
mod class;
mod compare;
mod disguise;
mod fold;
mod gap;
mod glue;
mod host;
mod ladder;
mod legacy;
mod letter;
mod lexicon;
mod lookalike;
mod matcher;
mod memo;
mod normalise;
mod normalised;
mod reading;
mod rung;
mod syllable;
mod teencode;
#[cfg(feature = "tantivy")]
mod tokenizer;
#[cfg(feature = "words")]
mod word;

pub use compare::{Agreement, compare};
pub use fold::fold;
pub use gap::Gap;
pub use glue::is_run_together;
pub use host::{WrittenHost, hosts};
pub use ladder::{Priors, REPORT_MIN, Reason, Reasons};
pub use legacy::{Legacy, Repaired, repair, repair_as};
pub use letter::Tone;
pub use lexicon::bare_readings;
pub use lookalike::{Lookalike, Style, lookalike};
pub use matcher::{Cache, Matcher, MatcherBuilder, TermHit, TermId, TermOptions};
pub use normalise::{normalise, normalise_into};
pub use normalised::{Normalised, TokenKind};
pub use reading::Reading;
pub use rung::Rung;
pub use syllable::{Syllable, is_syllable};
pub use teencode::{abbreviations, spellings};
#[cfg(feature = "tantivy")]
pub use tokenizer::{AccentedSyllables, FoldedSyllables, SyllableStream};
#[cfg(feature = "words")]
pub use word::words;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// A half-open byte range of a *named* text; both ends lie on `char` boundaries.
pub type Span = std::ops::Range<usize>;
