//! Whole-product tests: the real binary, real servers, a real browser.
#![expect(
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test says loudly what it skips, and panics where it cannot go on"
)]

mod bad_input;
mod browser;
mod cli;
mod demo;
mod evasion;
mod help_tree;
mod ingest;
mod kill;
mod review;
mod support;
mod watchlists;
