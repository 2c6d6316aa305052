//! The hosts of a page, held against lists, protected hosts and shapes.

use std::{collections::HashSet, sync::Arc};

use haidang_model::{Confidence, Host, Rung, Span, Zone};

use super::{HostSet, Protected, gambling_shape};
use crate::{
    Found, PageText, ZoneSet,
    evaluate::{Told, keep_varied},
};

/// Hosts of one page that are looked at. A link farm names thousands; the
/// first of each zone say what it is.
const PAGE_HOSTS_MAX: usize = 10_000;

/// Bytes of a link's target that are quoted.
const QUOTE_BYTES_MAX: usize = 300;

/// What the hosts of a page are held against.
#[derive(Clone, Debug)]
pub(crate) enum HostTest {
    Listed(Arc<HostSet>),
    LookAlikes(Arc<Protected>),
    Shapes,
}

impl HostTest {
    /// Tells why a host is met, and how sure that is.
    fn meet(&self, host: &Host) -> Option<(String, Confidence)> {
        match self {
            HostTest::Listed(set) => {
                let entry = set.find(host)?;
                Some((entry.to_owned(), Confidence::ONE))
            }
            HostTest::LookAlikes(protected) => {
                let found = protected.look_alike(host)?;
                let term = format!("{} ~ {}", found.protected, found.how);
                Some((term, found.confidence))
            }
            HostTest::Shapes => {
                let shape = gambling_shape(host)?;
                Some((shape.to_string(), shape.confidence))
            }
        }
    }
}

/// A host of a page, and where it stands.
#[derive(Clone, Debug)]
struct PageHost {
    host: Host,
    /// The zones in which it counts.
    zones: ZoneSet,
    /// The zone that is told.
    zone: Zone,
    run: usize,
    span: Span,
    quote: String,
}

/// The hosts of a page: its own, those it links to, those written in its text.
/// Each stands here once for each zone.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageHosts(Vec<PageHost>);

impl PageHosts {
    /// Collects the hosts of a page.
    pub(crate) fn of(page: &PageText) -> PageHosts {
        let mut hosts = Vec::new();
        hosts.extend(page.host().map(own));
        // Pages link to themselves; what their own host says is told already.
        let links = page
            .links()
            .iter()
            .filter(|link| Some(&link.host) != page.host());
        hosts.extend(links.map(|link| {
            let end = link.target.floor_char_boundary(QUOTE_BYTES_MAX);
            PageHost {
                host: link.host.clone(),
                zones: link.zones,
                zone: Zone::Link,
                run: link.run.unwrap_or(0),
                span: 0..link.run_bytes,
                quote: link.target.get(..end).unwrap_or_default().to_owned(),
            }
        }));
        hosts.extend(written(page));
        let mut seen: HashSet<(Host, ZoneSet)> = HashSet::new();
        hosts.retain(|host| seen.insert((host.host.clone(), host.zones)));
        hosts.truncate(PAGE_HOSTS_MAX);
        PageHosts(hosts)
    }
}

/// The page's own host.
fn own(host: &Host) -> PageHost {
    PageHost {
        host: host.clone(),
        zones: ZoneSet::of(Zone::Host),
        zone: Zone::Host,
        run: 0,
        span: 0..0,
        quote: host.as_str().to_owned(),
    }
}

/// The hosts written in the text of a page. The one place that knows how they
/// are found: here in the blocks, so that a host parted by markup is whole and
/// pages stored before hosts were extracted have theirs too.
fn written(page: &PageText) -> impl Iterator<Item = PageHost> {
    page.blocks().iter().flat_map(|block| {
        vitext::hosts(block.text()).filter_map(|written| {
            let host = Host::parse(&written.host).ok()?;
            let zone = block.zone_of_byte(written.span.start);
            let place = block.place_of_bytes(written.span);
            Some(PageHost {
                host,
                zones: ZoneSet::of(zone),
                zone,
                run: place.run,
                span: place.span,
                quote: place.quote,
            })
        })
    })
}

impl Told {
    /// Holds the hosts of a page against a test. None when none is met in the
    /// zones of the rule. At most `most` are told: the surest of each term and
    /// zone first.
    pub(crate) fn of_hosts(
        test: &HostTest,
        hosts: &PageHosts,
        zones: ZoneSet,
        most: usize,
    ) -> Option<Told> {
        let inside = hosts.0.iter().filter(|host| host.zones.meets(zones));
        let mut found: Vec<Found> = inside
            .filter_map(|host| {
                let (term, confidence) = test.meet(&host.host)?;
                Some(Found {
                    term,
                    rung: Rung::Exact,
                    confidence,
                    reasons: Vec::new(),
                    zone: host.zone,
                    run: host.run,
                    span: host.span.clone(),
                    quote: host.quote.clone(),
                    first_token: 0,
                    last_token: 0,
                })
            })
            .collect();
        let truncated = found.len() > most;
        keep_varied(
            &mut found,
            most,
            |found| (found.term.clone(), found.zone),
            |found| found.confidence,
        );
        (!found.is_empty()).then_some(Told { found, truncated })
    }
}
