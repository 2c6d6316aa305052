//! The crawler against real servers on loopback, with a real store.

// A test that unwraps says by its line what did not hold.
#![allow(clippy::unwrap_used)]

mod harness;
mod help_tree;
mod hostile;
mod limits;
mod polite;
mod server;
mod sitemaps;
