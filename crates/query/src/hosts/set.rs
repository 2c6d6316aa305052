//! Very many hosts, each standing for itself and all below it.

use std::hash::{BuildHasher, RandomState};

use haidang_model::Host;

use super::{HostFault, ListedHost};

/// Entries of the largest set. The number of an entry shares 32 bits with the
/// mark of an exception.
const ENTRIES_MAX: usize = 1 << 30;

/// Bytes of all names together; they are found by 32-bit places.
const NAME_BYTES_MAX: usize = u32::MAX as usize;

/// The bit that marks an exception among the entries.
const EXCEPTION: u32 = 1 << 31;

/// What an empty slot holds: no entry has this number.
const EMPTY: u32 = u32::MAX;

/// A set of hosts, built in one go, from thousands to many millions.
///
/// An entry stands for its host and everything below it; the entry nearest to
/// the host that is asked for decides, so that an exception (`@@||x^` in
/// Adblock lists) takes a part out of what an entry covers. Public suffixes
/// are never entries, so a search never answers for what strangers share.
///
/// Names are kept once, one after the other. Besides its name an entry costs 4
/// bytes for its place and 8 bytes in each slot of the table, which is between
/// .35 and .7 full: 15 to 27 bytes in all.
#[derive(Clone, Debug)]
pub struct HostSet {
    /// The names, one after the other.
    names: String,
    /// Where each name ends.
    ends: Vec<u32>,
    slots: Vec<Slot>,
    seed: u64,
    exceptions: usize,
}

/// One place of the table: the number of an entry, and the half of its hash
/// that the place does not tell.
#[derive(Clone, Copy, Debug)]
struct Slot {
    entry: u32,
    tag: u32,
}

/// Two sets are the same when they were built of the same entries in the same
/// order; the seed of the table is no part of what a set says.
impl PartialEq for HostSet {
    fn eq(&self, other: &HostSet) -> bool {
        (&self.names, &self.ends, self.exceptions) == (&other.names, &other.ends, other.exceptions)
    }
}

impl Eq for HostSet {}

impl Default for HostSet {
    fn default() -> HostSet {
        HostSet::build(Vec::new(), Vec::new(), |_| false).0
    }
}

impl HostSet {
    /// Builds the set of `hosts` without what lies below `exceptions`. Doubles
    /// are kept once; of an entry and an exception for the same host the
    /// exception wins.
    ///
    /// `is_protected` names the hosts that no list may hold: a list from
    /// outside must not raise flags on a ministry. They, and whatever is a
    /// public suffix, are left out and noted as faults.
    pub fn build(
        hosts: Vec<ListedHost>,
        exceptions: Vec<ListedHost>,
        is_protected: impl Fn(&Host) -> bool,
    ) -> (HostSet, Vec<HostFault>) {
        let total = hosts.len() + exceptions.len();
        let slots = (total * 10 / 7 + 1).next_power_of_two().max(8);
        let mut set = HostSet {
            names: String::new(),
            ends: Vec::with_capacity(total),
            slots: vec![
                Slot {
                    entry: EMPTY,
                    tag: 0
                };
                slots
            ],
            // A list from outside must not know how to make its names collide.
            seed: RandomState::new().hash_one(0_u8),
            exceptions: 0,
        };
        let mut faults = Vec::new();
        for listed in exceptions {
            if set.add(&listed.host, EXCEPTION) {
                set.exceptions += 1;
            }
        }
        for listed in hosts {
            if listed.host.is_public_suffix() {
                faults.push(HostFault::public_suffix(&listed));
            } else if is_protected(&listed.host) {
                faults.push(HostFault::protected(&listed));
            } else {
                set.add(&listed.host, 0);
            }
        }
        set.names.shrink_to_fit();
        set.ends.shrink_to_fit();
        (set, faults)
    }

    /// Returns the entry that covers a host: the host itself or the nearest of
    /// its parents that is listed. None when an exception is nearer.
    ///
    /// One pass over the name from its end, and a look into the table at each
    /// dot; no allocation.
    pub fn find(&self, host: &Host) -> Option<&str> {
        let name = host.as_str();
        let is_ip = host.as_ip().is_some();
        let mut found = None;
        let mut hash = self.seed;
        let mut at = name.len();
        for byte in name.bytes().rev() {
            if byte == b'.'
                && !is_ip
                && let Some(slot) = self.slot_of(mixed(hash), name.get(at..)?)
            {
                found = Some(slot.entry);
            }
            hash = step(hash, byte);
            at -= 1;
        }
        if let Some(slot) = self.slot_of(mixed(hash), name) {
            found = Some(slot.entry);
        }
        found
            .filter(|entry| entry & EXCEPTION == 0)
            .and_then(|entry| self.name(entry))
    }

    /// Returns how many hosts stand in the set, exceptions not counted.
    pub fn len(&self) -> usize {
        self.ends.len() - self.exceptions
    }

    /// Tells whether there are no hosts.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the bytes of memory that the set takes, the names included.
    pub fn heap_bytes(&self) -> usize {
        self.names.capacity()
            + self.ends.capacity() * size_of::<u32>()
            + self.slots.capacity() * size_of::<Slot>()
    }

    /// Returns the bytes of the names alone.
    pub fn name_bytes(&self) -> usize {
        self.names.len()
    }

    /// Adds an entry; false when its host is there already, or when the set is
    /// full, which the ceilings of a list keep from happening.
    fn add(&mut self, host: &Host, mark: u32) -> bool {
        let name = host.as_str();
        let full = self.ends.len() >= ENTRIES_MAX
            || self.names.len().saturating_add(name.len()) > NAME_BYTES_MAX;
        let hash = mixed(name.bytes().rev().fold(self.seed, step));
        if full || self.slot_of(hash, name).is_some() {
            return false;
        }
        let free = self.probe(hash).find(|&at| {
            let slot = self.slots.get(at);
            slot.is_some_and(|slot| slot.entry == EMPTY)
        });
        let entry = self.ends.len() as u32 | mark;
        let Some(slot) = free.and_then(|at| self.slots.get_mut(at)) else {
            return false;
        };
        *slot = Slot {
            entry,
            tag: (hash >> 32) as u32,
        };
        self.names.push_str(name);
        self.ends.push(self.names.len() as u32);
        true
    }

    fn slot_of(&self, hash: u64, name: &str) -> Option<Slot> {
        let tag = (hash >> 32) as u32;
        for at in self.probe(hash) {
            let slot = *self.slots.get(at)?;
            if slot.entry == EMPTY {
                return None;
            }
            if slot.tag == tag && self.name(slot.entry) == Some(name) {
                return Some(slot);
            }
        }
        None
    }

    /// Returns the places of the table in the order in which a hash tries
    /// them. The number of slots is a power of two.
    fn probe(&self, hash: u64) -> impl Iterator<Item = usize> + use<> {
        let mask = self.slots.len() - 1;
        let first = hash as usize & mask;
        (0..self.slots.len()).map(move |step| (first + step) & mask)
    }

    fn name(&self, entry: u32) -> Option<&str> {
        let entry = (entry & !EXCEPTION) as usize;
        let start = match entry.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        self.names.get(start..*self.ends.get(entry)? as usize)
    }
}

/// Takes one byte into a hash, so that the hashes of a host and of all its
/// parents come out of one pass from the end (FNV-1a, 64 bits, from a seed of
/// our own).
fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
}

/// Spreads a hash over all its bits (the finalizer of MurmurHash3, public
/// domain): the low bits choose the place, the high ones tell names apart.
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn listed(names: &[&str]) -> Vec<ListedHost> {
        let listed = |(at, name): (usize, &&str)| ListedHost {
            host: Host::parse(name).unwrap(),
            line: at as u32 + 1,
            column: 1,
        };
        names.iter().enumerate().map(listed).collect()
    }

    fn set(hosts: &[&str], exceptions: &[&str]) -> (HostSet, Vec<HostFault>) {
        HostSet::build(listed(hosts), listed(exceptions), |host| {
            host.is_within("vietcombank.com.vn")
        })
    }

    fn find<'s>(set: &'s HostSet, host: &str) -> Option<&'s str> {
        set.find(&Host::parse(host).unwrap())
    }

    #[test]
    fn an_entry_covers_itself_and_all_below() {
        let (set, faults) = set(
            &["xau.example", "BÀI.example.", "a.tot.example", "192.0.2.1"],
            &[],
        );
        assert!(faults.is_empty());
        assert_eq!(set.len(), 4);
        for (host, entry) in [
            ("xau.example", Some("xau.example")),
            ("a.b.XAU.example.", Some("xau.example")),
            ("xxau.example", None),
            ("x.au.example", None),
            ("www.bài.example", Some("xn--bi-jia.example")),
            ("tot.example", None),
            ("b.tot.example", None),
            ("x.a.tot.example", Some("a.tot.example")),
            ("192.0.2.1", Some("192.0.2.1")),
            ("9.192.0.2.1.example", None),
            ("192.0.2.11", None),
            ("example", None),
        ] {
            assert_eq!(find(&set, host), entry, "{host}");
        }
    }

    #[test]
    fn the_nearest_entry_decides() {
        let (set, _) = set(
            &["xau.example", "c.b.xau.example"],
            &["b.xau.example", "tot.example"],
        );
        assert_eq!(set.len(), 2);
        assert_eq!(find(&set, "a.xau.example"), Some("xau.example"));
        assert_eq!(find(&set, "b.xau.example"), None);
        assert_eq!(find(&set, "d.b.xau.example"), None);
        assert_eq!(find(&set, "d.c.b.xau.example"), Some("c.b.xau.example"));
        assert_eq!(find(&set, "tot.example"), None);
    }

    #[test]
    fn what_strangers_share_and_what_is_protected_is_a_fault() {
        let (set, faults) = set(
            &[
                "gov.vn",
                "blogspot.com",
                "github.io",
                "vn",
                "a.github.io",
                "www.vietcombank.com.vn",
            ],
            &[],
        );
        let lines: Vec<u32> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [1, 2, 3, 4, 6]);
        assert!(faults.iter().all(|fault| !fault.vi.is_empty()));
        assert_eq!(set.len(), 1);
        for host in ["xa.gov.vn", "b.github.io", "www.vietcombank.com.vn"] {
            assert_eq!(find(&set, host), None, "{host}");
        }
    }

    #[test]
    fn an_empty_set_finds_nothing() {
        assert_eq!(HostSet::default().find(&Host::parse("a.b").unwrap()), None);
        assert!(HostSet::default().is_empty());
    }

    #[test]
    fn many_hosts_stay_small() {
        let hosts: Vec<ListedHost> = (0..50_000)
            .map(|at| ListedHost {
                host: Host::parse(&format!("h{at}.example")).unwrap(),
                line: at,
                column: 1,
            })
            .collect();
        let (set, _) = HostSet::build(hosts, Vec::new(), |_| false);
        let besides = (set.heap_bytes() - set.name_bytes()) / set.len();
        assert!(besides <= 40, "{besides} bytes a host besides its name");
        assert_eq!(find(&set, "x.h49999.example"), Some("h49999.example"));
    }

    proptest! {
        #[test]
        fn finds_what_a_walk_over_the_parents_finds(
            hosts in proptest::collection::vec("[ab]{1,2}(\\.[ab]{1,2}){0,3}\\.example", 0..40),
            asked in proptest::collection::vec("[ab]{1,2}(\\.[ab]{1,2}){0,4}\\.example", 0..40),
        ) {
            let names: Vec<&str> = hosts.iter().map(String::as_str).collect();
            let (set, _) = HostSet::build(listed(&names), Vec::new(), |_| false);
            let known: HashSet<&str> = names.iter().copied().collect();
            prop_assert_eq!(set.len(), known.len());
            for host in &asked {
                let parents = host.match_indices('.').filter_map(|(at, _)| host.get(at + 1..));
                let slow = std::iter::once(host.as_str()).chain(parents).find(|name| known.contains(name));
                prop_assert_eq!(find(&set, host), slow);
            }
        }
    }
}
