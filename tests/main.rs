//! Whole-product tests: the real binary, real servers, a real browser.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on reports by panicking"
)]

mod bad_input;
mod browser;
mod cli;
mod demo;
mod help_tree;
mod ingest;
mod kill;
mod support;
