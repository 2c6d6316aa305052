use std::collections::BTreeSet;

use haidang_model::Timestamp;
use haidang_store::{HostLease, LeaseScope};
use haidang_testkit::{
    TestStore,
    build::{commit, entry, source, url},
};

const TTL_MS: i64 = 1_000;

fn at(ms: i64) -> Timestamp {
    Timestamp(ms)
}

fn all() -> LeaseScope {
    LeaseScope::default()
}

fn only(id: &str) -> LeaseScope {
    LeaseScope {
        sources: vec![source(id)],
    }
}

async fn lease(test: &TestStore, now: i64) -> Option<HostLease> {
    test.store
        .frontier_lease(&all(), at(now), TTL_MS)
        .await
        .unwrap()
}

pub(crate) async fn entries_are_added_once(test: TestStore) {
    let entries = [
        entry("bao", "http://a.example/1"),
        entry("bao", "http://a.example/1"),
        entry("khac", "http://a.example/1"),
    ];
    assert_eq!(test.store.frontier_add(&entries).await.unwrap(), 2);
    assert_eq!(test.store.frontier_add(&entries).await.unwrap(), 0);
    assert_eq!(test.store.frontier_add(&[]).await.unwrap(), 0);
    // More than one statement's worth.
    let many: Vec<_> = (0..2_500)
        .map(|n| entry("bao", &format!("http://h{}.example/{n}", n % 7)))
        .collect();
    assert_eq!(test.store.frontier_add(&many).await.unwrap(), 2_500);
}

pub(crate) async fn a_host_is_leased_to_one_at_a_time(test: TestStore) {
    test.store
        .frontier_add(&[
            entry("bao", "http://a.example/1"),
            entry("bao", "http://a.example/2"),
            entry("bao", "http://b.example/1"),
        ])
        .await
        .unwrap();
    let first = lease(&test, 0).await.unwrap();
    let second = lease(&test, 0).await.unwrap();
    assert_ne!(first.host, second.host);
    assert_eq!(lease(&test, 0).await, None);
    let due = test
        .store
        .frontier_due(&all(), &first, at(0), 10)
        .await
        .unwrap();
    assert_eq!(due.len(), 2);
    assert!(due.iter().all(|entry| *entry.url.host() == first.host));
    let one = test
        .store
        .frontier_due(&all(), &first, at(0), 1)
        .await
        .unwrap();
    assert_eq!(one, due[..1]);
}

pub(crate) async fn leases_run_out_and_pauses_hold(test: TestStore) {
    test.store
        .frontier_add(&[entry("bao", "http://a.example/1")])
        .await
        .unwrap();
    let first = lease(&test, 0).await.unwrap();
    assert_eq!(first.until, at(TTL_MS));
    assert_eq!(lease(&test, TTL_MS - 1).await, None);
    assert!(test.store.frontier_renew(&first, at(2_000)).await.unwrap());
    assert_eq!(lease(&test, 1_999).await, None);
    let second = lease(&test, 2_000).await.unwrap();
    assert!(second.fence > first.fence);

    // The first holder has lost it: it may neither renew nor give it back.
    assert!(!test.store.frontier_renew(&first, at(9_000)).await.unwrap());
    test.store.frontier_release(&first, at(0)).await.unwrap();
    assert_eq!(lease(&test, 2_001).await, None);
    assert_eq!(
        test.store
            .frontier_due(&all(), &first, at(2_001), 9)
            .await
            .unwrap(),
        []
    );

    test.store
        .frontier_release(&second, at(5_000))
        .await
        .unwrap();
    assert!(!test.store.frontier_renew(&second, at(9_000)).await.unwrap());
    assert_eq!(lease(&test, 4_999).await, None);
    let third = lease(&test, 5_000).await.unwrap();

    test.store.frontier_release_all().await.unwrap();
    let fourth = lease(&test, 5_000).await.unwrap();
    assert!(fourth.fence > third.fence);
}

pub(crate) async fn scope_keeps_other_sources_out(test: TestStore) {
    test.store
        .frontier_add(&[
            entry("bao", "http://a.example/1"),
            entry("khac", "http://a.example/2"),
            entry("khac", "http://b.example/1"),
        ])
        .await
        .unwrap();
    let scope = only("bao");
    let lease = test
        .store
        .frontier_lease(&scope, at(0), TTL_MS)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(lease.host.as_str(), "a.example");
    let due = test
        .store
        .frontier_due(&scope, &lease, at(0), 10)
        .await
        .unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].source, source("bao"));
    // The host is held for every source, not for one.
    assert_eq!(
        test.store
            .frontier_lease(&scope, at(0), TTL_MS)
            .await
            .unwrap(),
        None
    );
    let other = test
        .store
        .frontier_lease(&only("khac"), at(0), TTL_MS)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(other.host.as_str(), "b.example");
    assert_eq!(
        test.store.frontier_next_due(&only("nobody")).await.unwrap(),
        None
    );
}

pub(crate) async fn an_outdated_lease_writes_nothing(test: TestStore) {
    test.store
        .frontier_add(&[entry("bao", "http://a.example/1")])
        .await
        .unwrap();
    let old = lease(&test, 0).await.unwrap();
    let due = test
        .store
        .frontier_due(&all(), &old, at(0), 1)
        .await
        .unwrap();
    let new = lease(&test, TTL_MS).await.unwrap();

    let late = commit("http://a.example/1")
        .link("bao", "http://a.example/2")
        .settles(&due[0], &old, None)
        .build();
    let outcome = test.store.commit_pages(&[late], at(0)).await.unwrap();
    assert_eq!(outcome, [haidang_store::CommitOutcome::default()]);
    assert_eq!(test.store.page_count().await.unwrap(), 0);
    assert_eq!(test.store.outbox_count().await.unwrap(), 0);
    assert_eq!(test.store.fetch_counts().await.unwrap(), []);
    let counts = test.store.frontier_counts(None, at(0)).await.unwrap();
    assert_eq!((counts.total, counts.waiting), (1, 1));

    let timely = commit("http://a.example/1")
        .settles(&due[0], &new, None)
        .build();
    let outcome = test.store.commit_pages(&[timely], at(0)).await.unwrap();
    assert!(outcome[0].fetch.is_some());
    let counts = test.store.frontier_counts(None, at(0)).await.unwrap();
    assert_eq!((counts.waiting, counts.done), (0, 1));
}

pub(crate) async fn a_schedule_brings_entries_back(test: TestStore) {
    let address = url("http://a.example/");
    test.store
        .frontier_add(&[entry("bao", "http://a.example/")])
        .await
        .unwrap();
    let first = lease(&test, 0).await.unwrap();
    let due = test
        .store
        .frontier_due(&all(), &first, at(0), 1)
        .await
        .unwrap();
    let done = commit("http://a.example/")
        .settles(&due[0], &first, None)
        .build();
    test.store.commit_pages(&[done], at(0)).await.unwrap();
    test.store.frontier_release(&first, at(10)).await.unwrap();
    assert_eq!(lease(&test, 1_000_000).await, None);

    let moved = |due| {
        let test = &test;
        let address = &address;
        async move {
            test.store
                .frontier_reschedule(&source("bao"), address, at(due))
                .await
                .unwrap()
        }
    };
    assert_eq!(moved(500).await, 1);
    assert_eq!(moved(700).await, 0, "it is due earlier already");
    assert_eq!(moved(400).await, 1);
    assert_eq!(
        test.store
            .frontier_reschedule(&source("khac"), &address, at(0))
            .await
            .unwrap(),
        0
    );
    assert_eq!(lease(&test, 399).await, None);
    assert!(lease(&test, 400).await.is_some());
}

pub(crate) async fn counts_and_next_due_follow(test: TestStore) {
    assert_eq!(test.store.frontier_next_due(&all()).await.unwrap(), None);
    let mut later = entry("bao", "http://a.example/2");
    later.due = at(100);
    test.store
        .frontier_add(&[entry("bao", "http://a.example/1"), later])
        .await
        .unwrap();
    assert_eq!(
        test.store.frontier_next_due(&all()).await.unwrap(),
        Some(at(0))
    );
    let held = lease(&test, 0).await.unwrap();
    assert_eq!(
        test.store.frontier_next_due(&all()).await.unwrap(),
        Some(held.until)
    );
    let due = test
        .store
        .frontier_due(&all(), &held, at(0), 9)
        .await
        .unwrap();
    assert_eq!(due.len(), 1);
    let done = commit("http://a.example/1")
        .settles(&due[0], &held, Some(at(9_000)))
        .build();
    test.store.commit_pages(&[done], at(0)).await.unwrap();
    test.store.frontier_release(&held, at(50)).await.unwrap();
    assert_eq!(
        test.store.frontier_next_due(&all()).await.unwrap(),
        Some(at(100))
    );
    let counts = test
        .store
        .frontier_counts(Some(&source("bao")), at(100))
        .await
        .unwrap();
    assert_eq!(
        (counts.total, counts.waiting, counts.due, counts.done),
        (2, 1, 1, 0)
    );
    let none = test
        .store
        .frontier_counts(Some(&source("khac")), at(100))
        .await
        .unwrap();
    assert_eq!(none, haidang_store::FrontierCounts::default());
}

pub(crate) async fn parallel_workers_share_hosts(test: TestStore) {
    let entries: Vec<_> = (0..20)
        .map(|n| entry("bao", &format!("http://h{n}.example/")))
        .collect();
    test.store.frontier_add(&entries).await.unwrap();
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let store = test.store.clone();
            tokio::spawn(async move {
                let mut hosts = Vec::new();
                while let Some(lease) = store
                    .frontier_lease(&LeaseScope::default(), at(0), TTL_MS)
                    .await
                    .unwrap()
                {
                    hosts.push(lease.host);
                }
                hosts
            })
        })
        .collect();
    let mut leased = Vec::new();
    for worker in workers {
        leased.extend(worker.await.unwrap());
    }
    assert_eq!(leased.len(), 20);
    assert_eq!(leased.iter().collect::<BTreeSet<_>>().len(), 20);
}
