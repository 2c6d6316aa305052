//! The console over a real SQLite store, a real index and real watchlists.
// Tests may fail by panicking: that is how they report.
#![allow(clippy::unwrap_used)]

mod client;
mod forged;
mod headers;
mod log_in;
mod masking;
mod office;
mod reading;
mod review;
mod roles;
mod screens;
mod users;
