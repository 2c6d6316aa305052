use std::{
    collections::HashMap,
    hash::Hash,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use haidang_model::Host;
use tokio::{
    sync::{Mutex as AsyncMutex, OwnedMutexGuard},
    time::Instant,
};

use crate::{Reach, address::IpGroup};

/// The longest Crawl-delay that is obeyed to the letter. Longer ones would
/// hold a worker for one page a day; the site still gets one request a minute
/// at most.
const CRAWL_DELAY_MAX: Duration = Duration::from_secs(60);
/// The longest pause that a slow server earns by its slowness (DESIGN §8).
const LATENCY_DELAY_MAX: Duration = Duration::from_secs(30);
/// How many times the latency of the last answer is waited (DESIGN §8: 2 to 5).
const LATENCY_FACTOR: u32 = 2;
/// The longest wait for one turn; a host due later is come back to.
const TURN_WAIT_MAX: Duration = Duration::from_secs(120);
/// Gates that are held at a time.
const GATES_MAX: usize = 50_000;

/// Who may ask when: one request in flight per host, and a host **and** its IP
/// group both due.
#[derive(Debug, Default)]
pub(crate) struct Politeness {
    hosts: Gates<Host>,
    groups: Gates<IpGroup>,
}

#[derive(Debug)]
struct Gates<K>(Mutex<HashMap<K, Arc<AsyncMutex<Instant>>>>);

impl<K> Default for Gates<K> {
    fn default() -> Self {
        Gates(Mutex::default())
    }
}

impl<K: Eq + Hash> Gates<K> {
    fn gate(&self, key: K) -> Arc<AsyncMutex<Instant>> {
        let now = Instant::now();
        let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if gates.len() >= GATES_MAX {
            // Those that nobody holds and that are due say nothing any more.
            gates.retain(|_, gate| gate.try_lock().map_or(true, |due| *due > now));
        }
        Arc::clone(
            gates
                .entry(key)
                .or_insert_with(|| Arc::new(AsyncMutex::new(now))),
        )
    }
}

/// The right to send one request. Others to the same host or machine wait
/// until it is finished and the delay is over.
#[derive(Debug)]
pub(crate) struct Turn {
    host: OwnedMutexGuard<Instant>,
    group: Option<OwnedMutexGuard<Instant>>,
}

/// The host is not due within any wait that makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotSoon(pub(crate) Duration);

impl Politeness {
    /// Waits until a host and the machine it stands on are due.
    ///
    /// The host's gate is taken before the group's, and nobody holds two of a
    /// kind, so no two workers wait for each other.
    pub(crate) async fn turn(&self, host: &Host, address: Option<IpAddr>) -> Result<Turn, NotSoon> {
        let host = self.hosts.gate(host.clone()).lock_owned().await;
        wait(*host).await?;
        let group = match address {
            Some(address) => {
                let group = self.groups.gate(IpGroup::of(address)).lock_owned().await;
                wait(*group).await?;
                Some(group)
            }
            None => None,
        };
        Ok(Turn { host, group })
    }

    /// Closes a host for a time, as when it said 429.
    pub(crate) async fn pause(&self, host: &Host, pause: Duration) {
        let mut due = self.hosts.gate(host.clone()).lock_owned().await;
        *due = (*due).max(Instant::now() + pause);
    }
}

async fn wait(due: Instant) -> Result<(), NotSoon> {
    let left = due.saturating_duration_since(Instant::now());
    if left > TURN_WAIT_MAX {
        return Err(NotSoon(left));
    }
    tokio::time::sleep(left).await;
    Ok(())
}

impl Turn {
    /// Gives the turn back; the next may come after `delay`.
    pub(crate) fn finish(mut self, delay: Duration) {
        let due = Instant::now() + delay;
        *self.host = due;
        if let Some(group) = &mut self.group {
            **group = due;
        }
    }
}

/// Returns the time between the end of one request and the next: the longest
/// of the source's delay, the Crawl-delay of robots.txt and, for hosts of
/// other people, twice the latency of the last answer.
pub(crate) fn delay(
    reach: &Reach,
    crawl_delay: Option<Duration>,
    latency: Option<Duration>,
) -> Duration {
    let (own, adaptive) = match reach {
        Reach::Public { delay } => (delay.as_ms(), latency.unwrap_or_default() * LATENCY_FACTOR),
        Reach::Private { delay_ms, .. } => (*delay_ms, Duration::ZERO),
    };
    Duration::from_millis(own)
        .max(crawl_delay.unwrap_or_default().min(CRAWL_DELAY_MAX))
        .max(adaptive.min(LATENCY_DELAY_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PoliteDelay;

    #[test]
    fn the_longest_wish_is_met() {
        let public = Reach::Public {
            delay: PoliteDelay::from_ms(1_000).unwrap(),
        };
        let private = Reach::Private {
            delay_ms: 0,
            resolve: Default::default(),
        };
        for (reach, crawl_delay, latency, expected) in [
            (&public, None, Some(100), 1_000),
            (&public, None, Some(2_000), 4_000),
            (&public, None, Some(25_000), 30_000),
            (&public, Some(10_000), Some(2_000), 10_000),
            (&public, Some(86_400_000), None, 60_000),
            (&private, None, Some(2_000), 0),
            (&private, Some(3_000), None, 3_000),
        ] {
            let found = delay(
                reach,
                crawl_delay.map(Duration::from_millis),
                latency.map(Duration::from_millis),
            );
            assert_eq!(found.as_millis(), expected, "{crawl_delay:?} {latency:?}");
        }
    }

    const HOUR: Duration = Duration::from_secs(3_600);

    #[tokio::test]
    async fn a_host_and_its_machine_are_both_waited_for() {
        let (a, b) = (Host::parse("a.vn").unwrap(), Host::parse("b.vn").unwrap());
        let machine = Some("9.9.9.9".parse().unwrap());
        let other = Some("9.9.9.8".parse().unwrap());
        for (host, address, soon) in [
            (&a, other, false),
            (&a, machine, false),
            (&b, machine, false),
            (&b, other, true),
            (&b, None, true),
        ] {
            let politeness = Politeness::default();
            politeness.turn(&a, machine).await.unwrap().finish(HOUR);
            let turn = politeness.turn(host, address).await;
            assert_eq!(turn.is_ok(), soon, "{host} {address:?}");
        }
        let politeness = Politeness::default();
        politeness
            .turn(&a, None)
            .await
            .unwrap()
            .finish(Duration::ZERO);
        assert!(politeness.turn(&a, None).await.is_ok());
        politeness.pause(&a, HOUR).await;
        assert!(politeness.turn(&a, None).await.is_err());
    }

    #[tokio::test]
    async fn one_request_is_in_flight() {
        let politeness = Arc::new(Politeness::default());
        let host = Host::parse("a.vn").unwrap();
        let turn = politeness.turn(&host, None).await.unwrap();
        let second = {
            let (politeness, host) = (Arc::clone(&politeness), host.clone());
            tokio::spawn(async move { politeness.turn(&host, None).await.is_ok() })
        };
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert!(!second.is_finished(), "a second request was let through");
        turn.finish(Duration::ZERO);
        assert!(second.await.unwrap());
    }
}
