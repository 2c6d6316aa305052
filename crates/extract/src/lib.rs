//! Bytes of a web page in, a labelled [`Page`](haidang_model::Page) out.
//!
//! Nothing on a page may escape matching, and nothing on it is trusted. The
//! way of a page: `decode` → `parse` (`attributes` and `guard` stand before
//! html5ever's quadratic paths, `sink` and `dom` behind it) → `survey` (how
//! each element looks, by `css` and `look`, and its `region`) → `article`
//! (which element holds the main text) → `walk` (every run and link, line by
//! `line`) → `fingerprint` (of main text and template), `hosts` (written in
//! text), `signals` (what the shape says). No I/O, no
//! way of a page: `decode` → `parse` (`feed` spares html5ever's tokenizer what
//! is ordinary, `attributes` and `guard` stand before html5ever's quadratic
//! paths, `sink` and `dom` behind it) → `survey` (how each element looks, by
//! `css` and `look`, and its `region`) → `article` (which element holds the
//! main text) → `walk` (every run and link, line by `line`). No I/O, no
//! recursion over the tree, a ceiling on everything: see [`Limits`].

// Tests stop at the first surprise.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod article;
mod attributes;
mod css;
mod date;
mod decode;
mod defect;
mod dom;
mod feed;
mod fingerprint;
mod guard;
mod hosts;
mod json;
mod language;
mod legacy;
mod limits;
mod line;
mod look;
mod page;
mod parse;
mod region;
mod script;
mod signals;
mod sink;
mod survey;
mod targets;
mod walk;
mod work;

pub use fingerprint::text_print;
pub use limits::Limits;
pub use page::{Input, extract, extract_html, extract_text};
/// For the tests of this crate.
#[cfg(debug_assertions)]
#[doc(hidden)]
pub use work::steps_taken;
