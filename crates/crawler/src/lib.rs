//! Fetching public pages politely, and nothing else.
//!
//! [`load_dir`] reads what may be crawled and why; [`Crawler`] leases hosts
//! from the frontier, asks robots.txt, keeps its distance and hands every
//! attempt on as [`Fetched`]; [`discover()`] finds further addresses. The guarded
//! fetch ([`fetch::GuardedFetch`]) is the only way out of the machine.

// A test that unwraps says by its line what did not hold.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod config;
mod crawler;
mod discover;
mod fault;
pub mod robots;
mod schedule;
mod source;

pub use config::CrawlerConfig;
pub use crawler::{CrawlSummary, Crawler, Fetched, NextVisit, Until};
pub use discover::discover;
pub use fault::Fault;
pub use schedule::Schedule;
pub use source::{AdHoc, PoliteDelay, Reach, Scope, Source, load_dir, load_str};
