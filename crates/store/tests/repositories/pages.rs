use haidang_model::{ContentHash, PageId, PageKey, Timestamp};
use haidang_store::{CommitOutcome, FetchOutcome, PageCommit};
use haidang_testkit::{
    TestStore,
    build::{commit, flag, import, source, url},
};

const NOW: Timestamp = Timestamp(1_000);

async fn write(test: &TestStore, commit: PageCommit) -> CommitOutcome {
    let mut outcomes = test.store.commit_pages(&[commit], NOW).await.unwrap();
    assert_eq!(outcomes.len(), 1);
    outcomes.remove(0)
}

pub(crate) async fn a_page_is_kept_and_read_back(test: TestStore) {
    let written = commit("http://www.bao.example/tin?x=1")
        .title("Tin trong ngày")
        .text("Chữ đầy đủ dấu")
        .source("bao")
        .at(Timestamp(77))
        .build();
    let outcome = write(&test, written.clone()).await;
    let (id, version) = (outcome.page.unwrap(), outcome.new_version.unwrap());
    let stored = test.store.page_get(id).await.unwrap().unwrap();
    let new = written.page.unwrap();
    assert_eq!(stored.page, new.page);
    assert_eq!(stored.meta.version, version);
    assert_eq!(stored.meta.key, new.key);
    assert_eq!(stored.meta.url, Some(url("http://www.bao.example/tin?x=1")));
    assert_eq!(stored.meta.site, "bao.example");
    assert_eq!(stored.meta.source, Some(source("bao")));
    assert_eq!(stored.meta.title, "Tin trong ngày");
    assert_eq!(stored.meta.text_hash, new.text_hash);
    assert_eq!(stored.meta.fetched, Timestamp(77));

    let by_key = test.store.page_by_key(&new.key).await.unwrap();
    assert_eq!(by_key.as_ref(), Some(&stored));
    let by_version = test.store.page_version(version).await.unwrap();
    assert_eq!(by_version.as_ref(), Some(&stored));
    assert_eq!(test.store.page_get(PageId(id.0 + 1)).await.unwrap(), None);
    let bao = test.store.source_page_count(&source("bao")).await.unwrap();
    let khac = test.store.source_page_count(&source("khac")).await.unwrap();
    assert_eq!((bao, khac), (1, 0));
}

pub(crate) async fn a_new_version_needs_a_new_text(test: TestStore) {
    let address = "http://a.example/";
    let one = write(&test, commit(address).text("một").build()).await;
    let same = write(&test, commit(address).text("một").build()).await;
    let two = write(&test, commit(address).text("hai").build()).await;
    let back = write(&test, commit(address).text("một").build()).await;
    assert!(one.new_version.is_some());
    assert_eq!(same.new_version, None);
    assert!(same.fetch.is_some());
    assert!(two.new_version > one.new_version);
    assert!(back.new_version > two.new_version);
    let versions = test.store.page_versions(one.page.unwrap()).await.unwrap();
    let ids: Vec<_> = versions.iter().map(|meta| Some(meta.version)).collect();
    assert_eq!(ids, [back.new_version, two.new_version, one.new_version]);
    assert_eq!(test.store.page_count().await.unwrap(), 1);
    assert_eq!(test.store.outbox_count().await.unwrap(), 3);
}

pub(crate) async fn writing_a_batch_again_changes_only_fetch_records(test: TestStore) {
    let batch = [
        commit("http://a.example/1")
            .flag(flag("co-bac", "tai-xiu").key("host:a.example"))
            .link("bao", "http://a.example/2")
            .build(),
        commit("http://a.example/2").text("khác").build(),
        commit("http://a.example/1")
            .flag(flag("co-bac", "tai-xiu").key("host:a.example"))
            .build(),
    ];
    let first = test.store.commit_pages(&batch, NOW).await.unwrap();
    assert_eq!(first[0].flags.len(), 1);
    assert_eq!(first[0].cases_opened.len(), 1);
    assert_eq!(first[0].links_new, 1);
    assert!(first[2].flags.is_empty());
    assert_eq!(first[2].new_version, None);
    let case = test.store.case_get(first[0].cases_opened[0]).await.unwrap();

    let again = test.store.commit_pages(&batch, NOW).await.unwrap();
    for (first, again) in first.iter().zip(&again) {
        assert_eq!(
            again,
            &CommitOutcome {
                fetch: again.fetch,
                page: first.page,
                ..CommitOutcome::default()
            }
        );
        assert!(again.fetch > first.fetch);
    }
    assert_eq!(
        test.store.case_get(first[0].cases_opened[0]).await.unwrap(),
        case
    );
    assert_eq!(test.store.outbox_count().await.unwrap(), 2);
    let counts = test.store.fetch_counts().await.unwrap();
    assert_eq!(counts[0].count, 6);
}

pub(crate) async fn an_import_again_changes_nothing(test: TestStore) {
    let row = || {
        import("bai-viet", "17")
            .text("tài xỉu")
            .flag(flag("co-bac", "tai-xiu"))
    };
    let first = write(&test, row().build()).await;
    assert!(first.fetch.is_some());
    let again = write(&test, row().flag(flag("khac", "luat")).build()).await;
    assert_eq!(
        again,
        CommitOutcome {
            page: first.page,
            ..CommitOutcome::default()
        }
    );
    let counts = test.store.fetch_counts().await.unwrap();
    assert_eq!((counts.len(), counts[0].count), (1, 1));
    assert_eq!(counts[0].source, None);
    assert_eq!(counts[0].outcome, FetchOutcome::Imported);

    let changed = write(&test, row().text("tài xỉu mới").build()).await;
    assert!(changed.new_version.is_some());
    let stored = test.store.page_get(first.page.unwrap()).await.unwrap();
    let stored = stored.unwrap();
    assert_eq!(stored.meta.key, PageKey::import("bai-viet", "17"));
    assert_eq!(stored.meta.url, None);
    assert_eq!(stored.meta.site, "bai-viet");
}

pub(crate) async fn links_join_the_frontier(test: TestStore) {
    let outcome = write(
        &test,
        commit("http://a.example/")
            .link("bao", "http://a.example/1")
            .link("bao", "http://a.example/1")
            .link("bao", "http://b.example/")
            .build(),
    )
    .await;
    assert_eq!(outcome.links_new, 2);
    let counts = test.store.frontier_counts(None, NOW).await.unwrap();
    assert_eq!((counts.total, counts.due), (2, 2));
    let due = test
        .store
        .frontier_next_due(&haidang_store::LeaseScope::default())
        .await
        .unwrap();
    assert_eq!(due, Some(Timestamp(0)));
}

pub(crate) async fn fetches_are_counted_with_their_newest_reason(test: TestStore) {
    for (at, reason) in [(5, "no answer"), (9, "reset"), (7, "late record")] {
        write(
            &test,
            commit("http://a.example/")
                .source("bao")
                .at(Timestamp(at))
                .failed(FetchOutcome::Unreachable, reason)
                .build(),
        )
        .await;
    }
    write(&test, commit("http://a.example/").source("bao").build()).await;
    let counts = test.store.fetch_counts().await.unwrap();
    assert_eq!(counts.len(), 2);
    let failed = counts
        .iter()
        .find(|count| count.outcome == FetchOutcome::Unreachable)
        .unwrap();
    assert_eq!(failed.source, Some(source("bao")));
    assert_eq!((failed.count, failed.last), (3, Timestamp(9)));
    assert_eq!(failed.last_reason.as_deref(), Some("reset"));
    assert_eq!(test.store.page_count().await.unwrap(), 1);
}

/// PostgreSQL refuses NUL in text, and JSON in SQL refuses its escape.
pub(crate) async fn hostile_text_is_kept(test: TestStore) {
    let mut hostile = commit("http://a.example/")
        .title("a\0b 'x'; DROP TABLE pages; --")
        .text("nội\0dung \u{1F3B2} \u{202E}gnor")
        .flag(flag("co-bac", "tai-xiu").key("k\0ey"))
        .build();
    hostile.fetch.response_headers = "HTTP/1.1 200 OK\nX: \0\n".into();
    hostile.fetch.reason = Some("\0".into());
    hostile.flags[0].hits[0].quote = "\0".into();
    let page = hostile.page.as_ref().map(|page| page.page.clone());
    let outcome = write(&test, hostile).await;
    let stored = test.store.page_get(outcome.page.unwrap()).await.unwrap();
    let stored = stored.unwrap();
    assert_eq!(Some(stored.page), page, "the page itself is kept exactly");
    assert_eq!(stored.meta.title, "a\u{FFFD}b 'x'; DROP TABLE pages; --");
    let flags = test
        .store
        .flags(&haidang_store::FlagFilter::default(), 9)
        .await
        .unwrap();
    assert_eq!(flags[0].flag.hits[0].quote, "\0");
}

pub(crate) async fn pages_are_walked_in_order(test: TestStore) {
    let batch: Vec<_> = (0..5)
        .map(|n| commit(&format!("http://a.example/{n}")).build())
        .collect();
    let outcomes = test.store.commit_pages(&batch, NOW).await.unwrap();
    let ids: Vec<PageId> = outcomes
        .iter()
        .map(|outcome| outcome.page.unwrap())
        .collect();
    let mut walked = Vec::new();
    let mut after = PageId(0);
    loop {
        let step = test.store.pages_after(after, 2).await.unwrap();
        let Some(last) = step.last() else { break };
        after = last.meta.id;
        walked.extend(step.iter().map(|page| page.meta.id));
    }
    assert_eq!(walked, ids);
    let some = test
        .store
        .pages_get(&[ids[3], PageId(999), ids[1]])
        .await
        .unwrap();
    let some: Vec<PageId> = some.iter().map(|page| page.meta.id).collect();
    assert_eq!(some, [ids[1], ids[3]]);
    assert_eq!(test.store.pages_get(&[]).await.unwrap(), []);
}

pub(crate) async fn bodies_are_walked_in_order(test: TestStore) {
    let mut hashes = Vec::new();
    for n in 0..5 {
        let mut commit = commit(&format!("http://a.example/{n}")).build();
        let hash = ContentHash::of(&[n / 2]);
        commit.fetch.body = Some(hash);
        hashes.push(hash);
        write(&test, commit).await;
    }
    hashes.sort();
    hashes.dedup();
    let mut walked = Vec::new();
    let mut after = None;
    loop {
        let step = test.store.body_hashes(after, 2).await.unwrap();
        after = step.last().copied();
        if step.is_empty() {
            break;
        }
        walked.extend(step);
    }
    assert_eq!(walked, hashes);
}
