use serde::{Deserialize, Serialize};

/// How the crawler behaves, whatever the source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CrawlerConfig {
    /// Where a site's owner can read who we are or write to us: an address of
    /// a page or an e-mail address. It stands in the User-Agent. Without it only sources
    /// with `allow_private` are crawled.
    pub contact: String,
    /// Hosts that are crawled at the same time; one task each, so a few dozen
    /// cost little.
    pub workers: usize,
    /// Addresses of one host taken at a time.
    pub batch: u32,
    /// For how long a host is leased; renewed while it is worked on.
    pub lease_ms: i64,
    /// Bytes of an answer's body on the wire.
    pub wire_bytes_max: u64,
    /// Bytes of an answer's body after decompression.
    pub decoded_bytes_max: u64,
    /// Bytes of an answer's headers.
    pub header_bytes_max: usize,
    /// Decoded bytes for one on the wire; more is a decompression bomb.
    pub ratio_max: u64,
    /// Time for connecting, TLS included.
    pub connect_ms_max: u64,
    /// Time for one whole answer, redirects not counted in.
    pub total_ms_max: u64,
    /// Bytes that must stay free on the disk; below that nothing new is
    /// fetched. 0 switches the floor off.
    pub free_bytes_min: u64,
    /// Whether `/sitemap.xml` is tried on hosts whose robots.txt names no
    /// sitemap.
    pub probe_sitemap: bool,
    /// Whether this is the only process on the store, which may then free the
    /// leases that a killed one left behind.
    pub sole_process: bool,
}

impl Default for CrawlerConfig {
    fn default() -> Self {
        CrawlerConfig {
            contact: String::new(),
            workers: 32,
            batch: 32,
            lease_ms: 300_000,
            wire_bytes_max: 10 << 20,
            decoded_bytes_max: 20 << 20,
            header_bytes_max: 64 << 10,
            ratio_max: 200,
            connect_ms_max: 10_000,
            total_ms_max: 30_000,
            free_bytes_min: 1 << 30,
            probe_sitemap: true,
            sole_process: true,
        }
    }
}

impl CrawlerConfig {
    /// Returns the product token that robots.txt groups are chosen by.
    pub const AGENT: &'static str = "HaiDang";

    /// Returns the `User-Agent` that every request carries.
    pub fn user_agent(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        let (major_minor, _) = version.rsplit_once('.').unwrap_or((version, ""));
        // Nothing but visible ASCII may stand in the header.
        let contact: String = self
            .contact
            .chars()
            .filter(|c| c.is_ascii_graphic() && !matches!(c, '(' | ')'))
            .collect();
        if contact.is_empty() {
            format!("{}/{major_minor}", Self::AGENT)
        } else {
            format!("{}/{major_minor} (+{contact})", Self::AGENT)
        }
    }
}
