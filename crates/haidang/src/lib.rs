//! Hải Đăng: the binary's own part. It joins the rooms and speaks to the
//! person at the terminal; rules of work live in the rooms.
//!
//! - [`cli`] what may be written on the command line, [`commands`] what it does
//! - [`config`] `haidang.toml`; [`app`] everything opened; [`shipped`] the
//!   watchlists that come with the program
//! - [`import`] pages from files; [`pipeline`] the one path of a page
//! - [`demo`] the invented web
//! - [`lifecycle`], [`telemetry`], [`output`]
// Tests may unwrap: a panic is how they report.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod app;
pub mod cli;
pub mod commands;
pub mod config;
pub mod crawling;
pub mod demo;
pub mod import;
pub mod lifecycle;
pub mod output;
pub mod pipeline;
pub mod serving;
pub mod shipped;
pub mod telemetry;
