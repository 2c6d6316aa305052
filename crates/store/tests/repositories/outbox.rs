use haidang_model::Timestamp;
use haidang_store::OutboxOp;
use haidang_testkit::{TestStore, build::commit};

pub(crate) async fn rows_come_in_order_and_are_trimmed(test: TestStore) {
    let batch: Vec<_> = (0..3)
        .map(|n| commit(&format!("http://a.example/{n}")).build())
        .collect();
    let outcomes = test.store.commit_pages(&batch, Timestamp(0)).await.unwrap();
    let rows = test.store.outbox_after(0, 9).await.unwrap();
    let pages: Vec<_> = rows.iter().map(|row| Some(row.page)).collect();
    let written: Vec<_> = outcomes.iter().map(|outcome| outcome.page).collect();
    assert_eq!(pages, written);
    assert!(rows.iter().all(|row| row.op == OutboxOp::Upsert));
    assert!(rows.is_sorted_by_key(|row| row.sequence));
    let first = test.store.outbox_after(0, 1).await.unwrap();
    assert_eq!(first, rows[..1]);
    let rest = test.store.outbox_after(rows[0].sequence, 9).await.unwrap();
    assert_eq!(rest, rows[1..]);

    // A number is never given twice: the index remembers the highest.
    let last = rows[2].sequence;
    test.store.outbox_trim(last).await.unwrap();
    assert_eq!(test.store.outbox_count().await.unwrap(), 0);
    test.store
        .commit_pages(&[commit("http://a.example/9").build()], Timestamp(0))
        .await
        .unwrap();
    let new = test.store.outbox_after(0, 9).await.unwrap();
    assert_eq!(new.len(), 1);
    assert!(new[0].sequence > last);

    assert_eq!(test.store.outbox_refill().await.unwrap(), 4);
    assert_eq!(test.store.outbox_refill().await.unwrap(), 4);
    assert_eq!(test.store.outbox_count().await.unwrap(), 4);
}

/// Writers and a reader side by side: the reader goes on from the last number
/// it saw and must come by every page all the same.
pub(crate) async fn no_row_shows_up_below_one_seen(test: TestStore) {
    const WRITERS: usize = 4;
    const PAGES: usize = 15;
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let store = test.store.clone();
            tokio::spawn(async move {
                for n in 0..PAGES {
                    let written = commit(&format!("http://h{writer}.example/{n}")).build();
                    store.commit_pages(&[written], Timestamp(0)).await.unwrap();
                }
            })
        })
        .collect();
    let mut seen = 0;
    let mut last = 0;
    let mut done = false;
    loop {
        let rows = test.store.outbox_after(last, 5).await.unwrap();
        seen += rows.len();
        if let Some(row) = rows.last() {
            last = row.sequence;
        } else if done {
            break;
        } else {
            done = writers.iter().all(tokio::task::JoinHandle::is_finished);
        }
    }
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(seen, WRITERS * PAGES);
}
