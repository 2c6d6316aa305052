//! The search index on a real store: its life, its law, its ranking.
#![allow(clippy::unwrap_used, reason = "a panic is the report of a test")]

mod journey;
mod law;
mod retrieval;
mod support;
