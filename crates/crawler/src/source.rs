//! What is crawled, why, by whom and how far.

mod file;
mod refused;

use std::{collections::BTreeMap, fmt, net::SocketAddr, str::FromStr};

use haidang_model::{CanonicalUrl, ContentHash, Host, SourceId, Timestamp};
use jiff::{civil::Date, tz::Offset};

use crate::Schedule;

pub use file::{load_dir, load_str};

/// Milliseconds between two requests to a public host below which no source
/// may go (DESIGN §8).
pub(crate) const PUBLIC_DELAY_MS_MIN: u64 = 1_000;

/// How far links are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The hosts of the seeds, and their ports.
    Host,
    /// The registrable domains of the seeds (`a.bao.vn` and `bao.vn`); for an
    /// IP literal the same as `Host`.
    Site,
    /// Addresses that begin with a seed, up to its last `/`.
    Prefix,
}

impl Scope {
    /// Returns the name used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Scope::Host => "host",
            Scope::Site => "site",
            Scope::Prefix => "prefix",
        }
    }
}

impl FromStr for Scope {
    type Err = ();

    fn from_str(text: &str) -> Result<Scope, ()> {
        match text {
            "host" => Ok(Scope::Host),
            "site" => Ok(Scope::Site),
            "prefix" => Ok(Scope::Prefix),
            _ => Err(()),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A delay that is polite enough for hosts of other people: 1,000 ms or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PoliteDelay(u64);

impl PoliteDelay {
    /// Takes a delay; `None` when it is under 1,000 ms.
    pub fn from_ms(delay_ms: u64) -> Option<PoliteDelay> {
        (delay_ms >= PUBLIC_DELAY_MS_MIN).then_some(PoliteDelay(delay_ms))
    }

    /// Returns the milliseconds.
    pub fn as_ms(self) -> u64 {
        self.0
    }
}

/// Which addresses a source may reach; a short delay and names of its own
/// exist only where private addresses are admitted, by type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Public addresses only.
    Public {
        /// Least milliseconds between two requests to one host.
        delay: PoliteDelay,
    },
    /// Loopback and private addresses too: our own machines, demo and tests.
    Private {
        /// Least milliseconds between two requests to one host; may be 0.
        delay_ms: u64,
        /// Where names lead, in place of DNS.
        resolve: BTreeMap<Host, SocketAddr>,
    },
}

/// What is crawled, why, by whom and how far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its id, unique over all files.
    pub id: SourceId,
    /// Its name, for people.
    pub name: String,
    /// Where it begins; never empty, all within scope.
    pub seeds: Vec<CanonicalUrl>,
    /// How far links are followed.
    pub scope: Scope,
    /// Why it may be and is crawled.
    pub basis: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it is crawled, in the time of Vietnam.
    pub review_by: Date,
    /// Whether the owner of the site consented in writing.
    pub owned: bool,
    /// Which addresses it may reach, and how fast.
    pub reach: Reach,
    /// Pages that are kept at most.
    pub pages_max: u64,
    /// Links from a seed at most.
    pub depth_max: u32,
    /// When pages are asked for again; `None`: once.
    pub every: Option<Schedule>,
    /// The file it was read from; empty for [`Source::ad_hoc`].
    pub file: String,
    /// The text it was read from, for `config_register`.
    pub text: String,
}

/// What one crawl from the command line may set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdHoc {
    /// Milliseconds between two requests to one host; under 1,000 only with
    /// `allow_private`.
    pub delay_ms: u64,
    /// Whether private and loopback addresses are admitted.
    pub allow_private: bool,
    /// Pages that are kept at most.
    pub pages_max: u64,
}

impl Default for AdHoc {
    fn default() -> Self {
        AdHoc {
            delay_ms: file::DELAY_MS,
            allow_private: false,
            pages_max: file::PAGES_MAX,
        }
    }
}

impl Source {
    /// Builds the source of one crawl from the command line. The same seeds
    /// give the same id, so that a broken-off crawl is resumed. Scope is the
    /// site of each seed.
    ///
    /// # Errors
    /// What is wrong, with the way out; the place is that of the argument
    /// (line 1, column = number of the address).
    pub fn ad_hoc(
        seeds: &[CanonicalUrl],
        options: &AdHoc,
        now: Timestamp,
    ) -> Result<Source, Vec<crate::Fault>> {
        file::ad_hoc(seeds, options, now)
    }

    /// Tells whether private and loopback addresses are admitted.
    pub fn allow_private(&self) -> bool {
        matches!(self.reach, Reach::Private { .. })
    }

    /// Returns the least milliseconds between two requests to one host.
    pub fn delay_ms(&self) -> u64 {
        match &self.reach {
            Reach::Public { delay } => delay.as_ms(),
            Reach::Private { delay_ms, .. } => *delay_ms,
        }
    }

    /// Returns where names lead in place of DNS; empty for public sources.
    pub fn resolve(&self) -> BTreeMap<Host, SocketAddr> {
        match &self.reach {
            Reach::Public { .. } => BTreeMap::new(),
            Reach::Private { resolve, .. } => resolve.clone(),
        }
    }

    /// Tells whether `review_by` has passed; such a source is not crawled.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        let Ok(now) = jiff::Timestamp::from_millisecond(now.0) else {
            return true;
        };
        Offset::constant(7).to_datetime(now).date() > self.review_by
    }

    /// Tells whether an address lies within scope.
    ///
    /// Every seed opens its own; with `prefix`, seeds that are sitemaps open
    /// none, for theirs would be the whole host.
    pub fn admits(&self, url: &CanonicalUrl) -> bool {
        self.openers().any(|seed| within(self.scope, seed, url))
    }

    /// Tells whether a sitemap may be read: one on a host within scope,
    /// wherever on it.
    pub(crate) fn admits_sitemap(&self, url: &CanonicalUrl) -> bool {
        match self.scope {
            Scope::Prefix => {
                looks_like_sitemap(url) && self.openers().any(|seed| within(Scope::Host, seed, url))
            }
            Scope::Host | Scope::Site => self.admits(url),
        }
    }

    fn openers(&self) -> impl Iterator<Item = &CanonicalUrl> {
        self.seeds
            .iter()
            .filter(|seed| self.scope != Scope::Prefix || !looks_like_sitemap(seed))
    }

    /// Returns when a page fetched at `now` is to be asked for again.
    pub(crate) fn revisit(&self, now: Timestamp) -> Option<Timestamp> {
        self.every.as_ref()?.next_after(now)
    }
}

/// Tells whether `url` is as near to `seed` as `scope` says.
fn within(scope: Scope, seed: &CanonicalUrl, url: &CanonicalUrl) -> bool {
    match scope {
        Scope::Host => url.host() == seed.host() && same_port(seed, url),
        // Two ports of one IP literal are two servers, often of two people;
        // under one registrable domain they are not.
        Scope::Site if seed.host().as_ip().is_some() => {
            url.host() == seed.host() && same_port(seed, url)
        }
        Scope::Site => url.site() == seed.site(),
        Scope::Prefix => {
            let end = seed
                .as_str()
                .split(['?'])
                .next()
                .and_then(|path| path.rfind('/'));
            end.and_then(|end| seed.as_str().get(..=end))
                .is_some_and(|prefix| url.as_str().starts_with(prefix))
        }
    }
}

/// Tells whether an address is named as sitemaps and feeds are.
pub(crate) fn looks_like_sitemap(url: &CanonicalUrl) -> bool {
    let path = url.to_url().path().to_ascii_lowercase();
    let name = path.rsplit('/').next().unwrap_or("");
    name.contains("sitemap")
        || [".xml", ".xml.gz", ".rss", ".atom"]
            .iter()
            .any(|ending| name.ends_with(ending))
}

/// Tells whether both stand on one port, 80 and 443 counting as one: a site
/// moves from http to https without becoming another.
fn same_port(one: &CanonicalUrl, other: &CanonicalUrl) -> bool {
    one.to_url().port() == other.to_url().port()
}

/// Returns a stable id for a crawl from the command line.
pub(crate) fn ad_hoc_id(seeds: &[CanonicalUrl]) -> String {
    let digest = ContentHash::of_parts(seeds.iter().map(|seed| seed.as_str().as_bytes()));
    format!("crawl-{}", digest.to_string().get(..12).unwrap_or("0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> CanonicalUrl {
        CanonicalUrl::parse(text).unwrap()
    }

    #[test]
    fn scopes_end_where_they_should() {
        use Scope::{Host, Prefix, Site};
        for (scope, seed, address, expected) in [
            (Host, "https://bao.vn/", "https://bao.vn/a", true),
            (Host, "https://bao.vn/", "http://bao.vn/a", true),
            (Host, "https://bao.vn/", "https://a.bao.vn/a", false),
            (Host, "http://127.0.0.1:1/", "http://127.0.0.1:2/", false),
            (Host, "http://127.0.0.1:1/", "http://127.0.0.1:1/x", true),
            (Site, "https://www.bao.vn/", "https://a.bao.vn/", true),
            (Site, "https://www.bao.vn/", "https://bao.com.vn/", false),
            (Site, "https://xa.gov.vn/", "https://khac.gov.vn/", false),
            (Site, "http://127.0.0.1:1/", "http://127.0.0.1:2/", false),
            (Site, "http://127.0.0.1:1/", "http://127.0.0.2:1/", false),
            (Prefix, "https://bao.vn/tin/", "https://bao.vn/tin/a", true),
            (
                Prefix,
                "https://bao.vn/tin/i.html?q=/",
                "https://bao.vn/tin/a",
                true,
            ),
            (
                Prefix,
                "https://bao.vn/tin/",
                "https://bao.vn/tintuc",
                false,
            ),
            (
                Prefix,
                "https://bao.vn/tin/",
                "https://bao.vn.x.example/tin/",
                false,
            ),
            (Prefix, "https://bao.vn", "https://bao.vn.x.example/", false),
        ] {
            assert_eq!(
                within(scope, &url(seed), &url(address)),
                expected,
                "{scope} {seed} {address}"
            );
        }
    }
}
