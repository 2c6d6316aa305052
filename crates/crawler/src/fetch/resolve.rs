use std::{
    collections::HashMap,
    io,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use haidang_model::Host;
use hickory_resolver::TokioResolver;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::{sync::OnceCell, time::Instant};

use super::FetchFault;
use crate::{Reach, address};

/// For how long looked-up addresses are used; shorter than most records live,
/// so that a site that moves is found again soon.
const PINNED_FOR: Duration = Duration::from_secs(300);
/// Hosts whose addresses are held at a time.
const PINS_MAX: usize = 20_000;
/// Addresses of one host that are tried.
const ADDRESSES_MAX: usize = 4;
/// Time for one look-up.
const LOOKUP_MAX: Duration = Duration::from_secs(10);

/// A name that leads nowhere, with what the resolver said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoSuchName(pub String);

/// Looks names up. A trait, so that tests need no name server.
#[async_trait]
pub trait NameLookup: Send + Sync {
    /// Returns the addresses of a host, unchecked. `private` tells that names
    /// of the machine and its network (`/etc/hosts`, search domains) count too.
    ///
    /// # Errors
    /// [`NoSuchName`] when there are none or nobody knows.
    async fn lookup(&self, host: &Host, private: bool) -> Result<Vec<IpAddr>, NoSuchName>;
}

/// Asks the name servers that the machine is set up with.
#[derive(Default)]
pub struct SystemLookup {
    resolver: OnceCell<TokioResolver>,
}

#[async_trait]
impl NameLookup for SystemLookup {
    async fn lookup(&self, host: &Host, private: bool) -> Result<Vec<IpAddr>, NoSuchName> {
        let said = |error: &dyn std::error::Error| NoSuchName(error.to_string());
        if private {
            let found = tokio::net::lookup_host((host.as_str(), 0))
                .await
                .map_err(|error| said(&error))?;
            return Ok(found.map(|address| address.ip()).collect());
        }
        let resolver = self
            .resolver
            .get_or_try_init(|| async {
                let mut builder = TokioResolver::builder_tokio().map_err(|error| said(&error))?;
                builder.options_mut().use_hosts_file =
                    hickory_resolver::config::ResolveHosts::Never;
                builder.build().map_err(|error| said(&error))
            })
            .await?;
        // The final dot keeps search domains out: a public name must not lead
        // to a machine of our own network.
        let found = resolver
            .lookup_ip(format!("{host}."))
            .await
            .map_err(|error| said(&error))?;
        Ok(found.iter().collect())
    }
}

#[derive(Clone, Debug)]
struct Pinned {
    addresses: Vec<SocketAddr>,
    until: Instant,
}

/// Addresses that were looked up and checked. The HTTP client resolves names
/// here and nowhere else.
#[derive(Clone, Debug, Default)]
pub(super) struct Pins(Arc<Mutex<HashMap<String, Pinned>>>);

impl Pins {
    /// Returns the addresses of a host, all of which may be asked. The port is
    /// 0 where the address's own counts.
    pub(super) async fn resolve(
        &self,
        host: &Host,
        reach: &Reach,
        lookup: &dyn NameLookup,
    ) -> Result<Vec<SocketAddr>, FetchFault> {
        if let Some(address) = host.as_ip() {
            check(host, address, reach)?;
            return Ok(vec![SocketAddr::new(address, 0)]);
        }
        if let Some(found) = self.fresh(host.as_str()) {
            return Ok(found);
        }
        let named = match reach {
            Reach::Private { resolve, .. } => resolve.get(host).copied(),
            Reach::Public { .. } => None,
        };
        let addresses = match named {
            Some(address) => {
                check(host, address.ip(), reach)?;
                vec![address]
            }
            None => {
                let private = matches!(reach, Reach::Private { .. });
                let unknown = |reason: String| FetchFault::UnknownHost {
                    host: host.to_string(),
                    reason,
                };
                let found = tokio::time::timeout(LOOKUP_MAX, lookup.lookup(host, private))
                    .await
                    .map_err(|_| unknown("no name server answered in time".into()))?
                    .map_err(|error| unknown(error.to_string()))?;
                admitted(host, &found, reach)?
            }
        };
        self.pin(host.as_str(), addresses.clone());
        Ok(addresses)
    }

    fn fresh(&self, host: &str) -> Option<Vec<SocketAddr>> {
        let pins = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pinned = pins.get(host)?;
        (pinned.until > Instant::now()).then(|| pinned.addresses.clone())
    }

    fn pin(&self, host: &str, addresses: Vec<SocketAddr>) {
        let now = Instant::now();
        let mut pins = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pins.len() >= PINS_MAX {
            pins.retain(|_, pinned| pinned.until > now);
        }
        if pins.len() >= PINS_MAX {
            pins.clear();
        }
        let until = now + PINNED_FOR;
        pins.insert(host.to_owned(), Pinned { addresses, until });
    }
}

impl Resolve for Pins {
    fn resolve(&self, name: Name) -> Resolving {
        let found = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(name.as_str())
            .map(|pinned| pinned.addresses.clone());
        Box::pin(async move {
            match found {
                Some(addresses) => Ok(Box::new(addresses.into_iter()) as Addrs),
                // Only a request that went past the check could come here.
                None => Err(io::Error::other("the host was not looked up and checked").into()),
            }
        })
    }
}

/// Keeps the addresses that may be asked.
fn admitted(host: &Host, found: &[IpAddr], reach: &Reach) -> Result<Vec<SocketAddr>, FetchFault> {
    let mut refusal = None;
    let mut addresses = Vec::new();
    for address in found {
        match check(host, *address, reach) {
            Ok(()) => addresses.push(SocketAddr::new(*address, 0)),
            Err(fault) => refusal = Some(fault),
        }
    }
    addresses.truncate(ADDRESSES_MAX);
    match (addresses.is_empty(), refusal) {
        (false, _) => Ok(addresses),
        (true, Some(fault)) => Err(fault),
        (true, None) => Err(FetchFault::UnknownHost {
            host: host.to_string(),
            reason: "the name has no address".into(),
        }),
    }
}

fn check(host: &Host, address: IpAddr, reach: &Reach) -> Result<(), FetchFault> {
    let why = match reach {
        Reach::Public { .. } => address::refused(address),
        Reach::Private { .. } => address::refused_always(address),
    };
    match why {
        None => Ok(()),
        Some(why) => Err(FetchFault::Address {
            host: host.to_string(),
            address,
            why,
        }),
    }
}
