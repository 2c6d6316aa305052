//! The little of CSS that hides text or carries it.
//!
//! `<style>` sheets and `style` attributes are read for the properties that
//! can take text out of sight; selectors are parsed and matched by the
//! `selectors` crate (the one under `scraper`) on our own tree, indexed by
//! their rightmost part and within a budget of steps, so that 20,000 rules on
//! 20,000 elements stay a matter of milliseconds.

mod cascade;
mod colour;
mod declarations;
mod rules;
mod selector;

pub(crate) use cascade::{Cascade, Sheet, inline_rank};
pub(crate) use colour::Colour;
pub(crate) use declarations::{
    Declaration, Display, FAR_PX, FontSize, Position, Side, read_inline,
};
pub(crate) use rules::{content_strings, meets_screen};
pub(crate) use selector::Matcher;
