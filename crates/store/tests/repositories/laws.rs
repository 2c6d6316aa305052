//! Laws that hold whatever is done in whatever order.

use std::collections::{BTreeMap, BTreeSet};

use haidang_model::Timestamp;
use haidang_store::{FlagFilter, FrontierEntry, HostLease, LeaseScope, OutboxOp};
use haidang_testkit::{
    TestStore,
    build::{commit, entry, flag},
};
use proptest::{
    prelude::{Strategy, any, prop_oneof},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

/// What a worker may do next.
#[derive(Clone, Debug)]
enum Step {
    /// Adds an address: host and path.
    Add(u8, u8),
    /// Leases a host, for so long.
    Lease(u8),
    /// Fetches one entry of a lease, perhaps one lost long ago, and commits it
    /// with this text.
    Commit { lease: u8, entry: u8, text: u8 },
    /// Gives a lease back.
    Release(u8),
    /// Lets time pass.
    Wait(u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        2 => (0..4_u8, 0..6_u8).prop_map(|(host, path)| Step::Add(host, path)),
        3 => (1..40_u8).prop_map(Step::Lease),
        6 => (any::<u8>(), any::<u8>(), 0..3_u8)
            .prop_map(|(lease, entry, text)| Step::Commit { lease, entry, text }),
        1 => any::<u8>().prop_map(Step::Release),
        2 => (0..30_u8).prop_map(Step::Wait),
    ];
    proptest::collection::vec(step, 1..60)
}

/// One run of random work, with what must come of it.
#[derive(Default)]
struct Run {
    now: i64,
    added: BTreeSet<String>,
    leases: Vec<(HostLease, Vec<FrontierEntry>)>,
    /// The newest fence by host, as given out.
    fences: BTreeMap<String, i64>,
    /// Texts that were accepted, by address.
    texts: BTreeMap<String, BTreeSet<u8>>,
}

impl Run {
    async fn step(&mut self, test: &TestStore, step: Step) {
        let store = &test.store;
        match step {
            Step::Add(host, path) => {
                let address = format!("http://h{host}.example/{path}");
                let added = store.frontier_add(&[entry("bao", &address)]).await.unwrap();
                assert_eq!(added == 1, self.added.insert(address));
            }
            Step::Lease(ttl) => {
                let scope = LeaseScope::default();
                let leased = store
                    .frontier_lease(&scope, Timestamp(self.now), i64::from(ttl))
                    .await
                    .unwrap();
                let Some(lease) = leased else { return };
                let host = lease.host.as_str().to_owned();
                let before = self.fences.insert(host, lease.fence);
                assert!(before < Some(lease.fence), "a fence only grows");
                let due = store
                    .frontier_due(&scope, &lease, Timestamp(self.now), 10)
                    .await
                    .unwrap();
                assert!(!due.is_empty(), "a leased host has something due");
                self.leases.push((lease, due));
            }
            Step::Commit { lease, entry, text } => {
                let Some((lease, due)) = pick(&self.leases, lease) else {
                    return;
                };
                let Some(entry) = pick(due, entry) else {
                    return;
                };
                let address = entry.url.as_str();
                let written = commit(address)
                    .text(&format!("chữ {text}"))
                    .flag(flag("co-bac", "tai-xiu").key(entry.url.host().as_str()))
                    .settles(entry, lease, Some(Timestamp(self.now + 5)))
                    .build();
                let outcome = store
                    .commit_pages(&[written], Timestamp(self.now))
                    .await
                    .unwrap()
                    .remove(0);
                let newest = self.fences.get(lease.host.as_str()) == Some(&lease.fence);
                assert_eq!(
                    outcome.fetch.is_some(),
                    newest,
                    "only the newest lease writes"
                );
                if newest {
                    let new = self
                        .texts
                        .entry(address.to_owned())
                        .or_default()
                        .insert(text);
                    assert_eq!(outcome.flags.len(), usize::from(new), "a text flags once");
                }
            }
            Step::Release(lease) => {
                if let Some((lease, _)) = pick(&self.leases, lease) {
                    let until = Timestamp(self.now + 3);
                    store.frontier_release(lease, until).await.unwrap();
                }
            }
            Step::Wait(ms) => self.now += i64::from(ms),
        }
    }

    /// Everything that was added is still asked for, once all leases ran out.
    async fn check(&self, test: &TestStore) {
        let store = &test.store;
        let far = Timestamp(self.now + 1_000_000);
        let scope = LeaseScope::default();
        let mut found = BTreeSet::new();
        while let Some(lease) = store.frontier_lease(&scope, far, 1_000_000).await.unwrap() {
            let due = store.frontier_due(&scope, &lease, far, 100).await.unwrap();
            found.extend(due.iter().map(|entry| entry.url.as_str().to_owned()));
        }
        assert_eq!(found, self.added, "no address is lost");
        let flags = store.flag_count(&FlagFilter::default()).await.unwrap();
        let expected: usize = self.texts.values().map(BTreeSet::len).sum();
        assert_eq!(flags, expected as u64, "no flag is lost or doubled");
        let pages = store.page_count().await.unwrap();
        assert_eq!(pages, self.texts.len() as u64);
        let outbox = store.outbox_after(0, 10_000).await.unwrap();
        let indexed: BTreeSet<_> = outbox
            .iter()
            .filter(|row| row.op == OutboxOp::Upsert)
            .map(|row| row.page)
            .collect();
        assert_eq!(indexed.len() as u64, pages, "every page is to be indexed");
    }
}

fn pick<T>(from: &[T], index: u8) -> Option<&T> {
    from.get(usize::from(index) % from.len().max(1))
}

pub(crate) async fn random_work_loses_no_address_and_doubles_no_flag(test: TestStore) {
    let config = Config {
        cases: 12,
        failure_persistence: None,
        ..Config::default()
    };
    // A fixed seed: a failure is the same failure tomorrow.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let runtime = tokio::runtime::Handle::current();
    tokio::task::block_in_place(|| {
        TestRunner::new_with_rng(config, rng)
            .run(&steps(), |steps| {
                runtime.block_on(async {
                    let fresh = test.another().await;
                    let mut run = Run::default();
                    for step in steps {
                        run.step(&fresh, step).await;
                    }
                    run.check(&fresh).await;
                });
                Ok(())
            })
            .unwrap();
    });
}
