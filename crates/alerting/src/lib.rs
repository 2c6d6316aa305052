//! Watchlists, flags, cases, priorities and the rules of review.
//!
//! Operators write watchlists ([`load_dir`]); [`register`] gives each a version;
//! [`Watch::compile`] makes one scanner of them all. [`Watch::assess`] tells
//! what a page holds, how sure that is and whether a human is asked
//! ([`Assessment`]); [`rematch`] does the same over what is stored already.
//! [`review`] holds what people may do with a case, each act with its audit
//! row.

// A test that fails should say where; `unwrap` does.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod assess;
mod backtest;
mod config;
mod fault;
mod metric;
mod priority;
mod register;
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
pub use register::register;
pub use rematch::{RematchError, RematchProgress, RematchReport, is_matched, rematch};
pub use score::RuleScore;
pub use watch::{LoadedList, Watch};
pub use watchlist::{
    Needle, NeedlePlace, PersonalNeedle, Rule, RuleText, Watchlist, load_dir, load_str,
    personal_needle,
};
