//! The invented web: pages written for this program on hosts that do not
//! exist, served on this machine alone.
//!
//! `demo/manifest.toml` lists every page with what it takes to find it; the
//! tests hold the watchlists that come with the program against it. The names
//! end in `.example`, which nobody can own (RFC 2606), and no rule was written
//! for these pages.

mod files;
mod manifest;
mod render;
mod server;

pub use manifest::{DemoPage, DemoSite, Need, sites};
pub use server::{DemoRequest, DemoWeb, serve};

/// Returns every page of every site, in the order of the manifest.
///
/// # Errors
/// When the manifest or a page it names is not in order.
pub fn pages() -> anyhow::Result<Vec<DemoPage>> {
    Ok(sites()?.into_iter().flat_map(|site| site.pages).collect())
}

#[cfg(test)]
mod tests;
