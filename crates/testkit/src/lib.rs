//! What tests share: builders that say only what a test is about, a clock that
//! stands still, stores on either database, and what a machine may lack.
//!
//! For tests only; a fault of the machine ends a test with a panic that says
//! what is wrong.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must end")]

pub mod browser;
pub mod build;
mod postgres;
mod require;
mod store;

pub use haidang_model::FixedClock;
pub use postgres::{PgDatabase, postgres};
pub use require::{require, skip};
pub use store::{TestStore, postgres_store, sqlite_store};
