//! How many log-ins were refused lately, by key, in memory.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, MutexGuard},
};

use haidang_model::Timestamp;

/// Keys that are remembered; beyond, those refused longest ago are forgotten.
const KEYS_MAX: usize = 10_000;

#[derive(Clone, Copy, Debug)]
struct Refusals {
    count: u32,
    first: Timestamp,
    last: Timestamp,
}

/// Counts log-in attempts by key until they turn out right.
#[derive(Debug)]
pub(crate) struct Throttle {
    /// Attempts after which the key is locked.
    max: u32,
    /// How long a lock lasts after the last attempt.
    lock_ms: i64,
    /// Attempts count together within this time of the first.
    window_ms: i64,
    keys: Mutex<HashMap<String, Refusals>>,
}

impl Throttle {
    pub(crate) fn new(max: u32, lock_ms: i64, window_ms: i64) -> Throttle {
        Throttle {
            max,
            lock_ms,
            window_ms,
            keys: Mutex::default(),
        }
    }

    /// Counts an attempt, before it is known whether it is right, so that
    /// many at once do not slip through.
    ///
    /// # Errors
    /// Until when the key must wait; then nothing is counted.
    pub(crate) fn attempt(&self, key: &str, now: Timestamp) -> Result<(), Timestamp> {
        let mut keys = self.lock();
        if keys.len() >= KEYS_MAX && !keys.contains_key(key) {
            self.forget(&mut keys, now);
        }
        let fresh = Refusals {
            count: 0,
            first: now,
            last: now,
        };
        let refusals = keys.entry(key.to_owned()).or_insert(fresh);
        if refusals.count >= self.max {
            let until = refusals.last.plus_ms(self.lock_ms);
            if now < until {
                return Err(until);
            }
            *refusals = fresh;
        }
        if now.ms_since(refusals.first) >= self.window_ms {
            *refusals = fresh;
        }
        refusals.count = refusals.count.saturating_add(1);
        refusals.last = now;
        Ok(())
    }

    /// Forgets all attempts of a key: the name behind it logged in.
    pub(crate) fn forgive(&self, key: &str) {
        self.lock().remove(key);
    }

    /// Takes one attempt back: it was right, which says nothing of the others
    /// from the same address.
    pub(crate) fn take_back(&self, key: &str) {
        if let Some(refusals) = self.lock().get_mut(key) {
            refusals.count = refusals.count.saturating_sub(1);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Refusals>> {
        // The map is whole after every step, so a panic elsewhere is no harm.
        self.keys
            .lock()
            .unwrap_or_else(|broken| broken.into_inner())
    }

    fn forget(&self, keys: &mut HashMap<String, Refusals>, now: Timestamp) {
        keys.retain(|_, refusals| now.ms_since(refusals.last) < self.lock_ms);
        if keys.len() >= KEYS_MAX {
            let mut last: Vec<i64> = keys.values().map(|refusals| refusals.last.0).collect();
            last.sort_unstable();
            let middle = last.get(last.len() / 2).copied().unwrap_or_default();
            keys.retain(|_, refusals| refusals.last.0 > middle);
        }
    }
}

/// Returns the key of an address: one host of IPv4, one network of IPv6, since
/// whoever has one IPv6 address has 2⁶⁴ of them.
pub(crate) fn address_key(address: Option<IpAddr>) -> String {
    match address {
        Some(IpAddr::V4(v4)) => v4.to_string(),
        Some(IpAddr::V6(v6)) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.to_string(),
            None => {
                let [a, b, c, d, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        },
        None => "unknown".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_allowed_refusal_locks() {
        let throttle = Throttle::new(3, 1_000, 10_000);
        let at = Timestamp;
        for ms in [0, 10, 20] {
            assert_eq!(throttle.attempt("a", at(ms)), Ok(()));
        }
        assert_eq!(throttle.attempt("a", at(30)), Err(at(1_020)));
        assert_eq!(throttle.attempt("b", at(30)), Ok(()));
        assert_eq!(throttle.attempt("a", at(1_019)), Err(at(1_020)));
        // The lock is over: counting starts anew.
        for ms in [1_020, 1_021, 1_022] {
            assert_eq!(throttle.attempt("a", at(ms)), Ok(()));
        }
        assert!(throttle.attempt("a", at(1_023)).is_err());
        throttle.take_back("a");
        assert_eq!(throttle.attempt("a", at(1_023)), Ok(()));
        assert!(throttle.attempt("a", at(1_023)).is_err());
        throttle.forgive("a");
        assert_eq!(throttle.attempt("a", at(1_024)), Ok(()));
    }

    #[test]
    fn attempts_far_apart_do_not_add_up() {
        let throttle = Throttle::new(2, 1_000, 5_000);
        assert_eq!(throttle.attempt("a", Timestamp(0)), Ok(()));
        assert_eq!(throttle.attempt("a", Timestamp(5_000)), Ok(()));
        assert_eq!(throttle.attempt("a", Timestamp(9_999)), Ok(()));
        assert!(throttle.attempt("a", Timestamp(10_000)).is_err());
    }

    #[test]
    fn memory_is_bounded() {
        let throttle = Throttle::new(1, i64::MAX, i64::MAX);
        for n in 0..2 * KEYS_MAX as i64 {
            throttle.attempt(&n.to_string(), Timestamp(n)).unwrap();
        }
        assert!(throttle.lock().len() <= KEYS_MAX);
        let newest = (2 * KEYS_MAX - 1).to_string();
        assert!(throttle.attempt(&newest, Timestamp(0)).is_err());
    }

    #[test]
    fn addresses_of_one_holder_share_a_key() {
        let key = |text: &str| address_key(Some(text.parse().unwrap()));
        assert_eq!(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::9"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_eq!(key("::ffff:192.0.2.1"), key("192.0.2.1"));
        assert_ne!(key("192.0.2.1"), key("192.0.2.2"));
    }
}
