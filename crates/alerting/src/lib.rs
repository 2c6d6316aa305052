//! Watchlists, flags, cases, priorities and the rules of review.
//!
//! Operators write watchlists ([`load_dir`]) and bring them into the store, where
//! each version has a [`lifecycle`]: draft, trial, live, retired. [`Watch`] makes
//! one scanner of all that are live, and one of those on trial. [`Watch::assess`]
//! tells what a page holds, how sure that is and whether a human is asked
//! ([`Assessment`]); [`rematch`] does the same over what is stored already.
//! [`review`] holds what people may do with a case, each act with its audit
//! row.

// A test that fails should say where; `unwrap` does.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod assess;
mod backtest;
mod config;
mod fault;
mod host_lists;
pub mod lifecycle;
mod metric;
mod priority;
mod rematch;
pub mod review;
mod score;
mod watch;
mod watchlist;

pub use assess::{Assessment, PageContext};
pub use backtest::{
    Backtest, BacktestError, BacktestProgress, BacktestReport, Expected, RuleCount, Sample,
    SampleHit, backtest,
};
pub use config::{AlertingConfig, ConfigOutOfBounds};
pub use fault::{Fault, Place};
pub use host_lists::HostLists;
pub use rematch::{RematchError, RematchProgress, RematchReport, is_matched, rematch};
pub use score::RuleScore;
pub use watch::{LoadedList, Watch};
pub use watchlist::{
    FILE_BYTES_MAX, HOST_SHAPES, Needle, NeedlePlace, PersonalNeedle, Rule, RuleText, WatchTerm,
    Watchlist, load_dir, load_file, load_str, personal_needle, read_file,
};
