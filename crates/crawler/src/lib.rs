//! Fetching public pages politely, and nothing else.
//!
//! [`load_dir`] reads what may be crawled and why; [`Crawler`] leases hosts
//! from the frontier, asks robots.txt, keeps its distance and hands every
//! attempt on as [`Fetched`]; [`discover()`] finds further addresses. The guarded
//! fetch ([`fetch::GuardedFetch`]) is the only way out of the machine.

// A test that unwraps says by its line what did not hold.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod address;
mod attempt;
mod backoff;
mod config;
mod crawler;
mod discover;
mod fault;
pub mod fetch;
mod politeness;
pub mod robots;
mod robots_gate;
mod run;
mod schedule;
mod scheduler;
pub mod sitemap;
mod source;
mod try_source;

pub use config::CrawlerConfig;
pub use crawler::{CrawlSummary, Crawler, Fetched, FreeBytes, NextVisit, NotCrawled, Until};
pub use discover::discover;
pub use fault::Fault;
pub use fetch::install_tls;
pub use schedule::Schedule;
pub use source::{AdHoc, PoliteDelay, Reach, Scope, Source, load_dir, load_str};
pub use try_source::SourceTrial;
