use haidang_model::{ContentHash, Page, PageKey, Timestamp};
use haidang_store::{FetchOutcome, NewFetch, NewPage, PageCommit, StoreConfig};

use super::*;

fn row(sequence: i64, page: PageId, op: OutboxOp) -> OutboxRow {
    OutboxRow { sequence, page, op }
}

#[test]
fn only_the_newest_row_of_a_page_is_acted_on() {
    use OutboxOp::{Delete, Upsert};
    let [a, b, c] = [7, 8, 9].map(PageId);
    let rows = [
        row(1, a, Upsert),
        row(2, b, Upsert),
        row(3, a, Delete),
        row(5, c, Upsert),
        row(6, b, Upsert),
    ];
    assert_eq!(
        newest_ops(&rows),
        [row(3, a, Delete), row(5, c, Upsert), row(6, b, Upsert)]
    );
}

/// A store with three pages, in a folder.
async fn three_pages(data: &Path) -> (DynStore, Vec<PageId>) {
    let (store, _) = haidang_store::open(&StoreConfig {
        data: data.to_owned(),
        postgres: None,
    })
    .await
    .unwrap();
    let commits: Vec<PageCommit> = ["một", "hai", "ba"].map(commit).into();
    let outcomes = store.commit_pages(&commits, Timestamp(1)).await.unwrap();
    let ids = outcomes.into_iter().map(|outcome| outcome.page.unwrap());
    (store, ids.collect())
}

fn commit(text: &str) -> PageCommit {
    PageCommit {
        fetch: NewFetch {
            url: None,
            final_url: None,
            source: None,
            at: Timestamp(1),
            outcome: FetchOutcome::Imported,
            reason: None,
            status: None,
            content_type: None,
            body: None,
            body_bytes: 0,
            request_headers: String::new(),
            response_headers: String::new(),
            duration_ms: 0,
        },
        page: Some(NewPage {
            key: PageKey::import("rows", text),
            site: "rows".into(),
            content_hash: ContentHash::of(text.as_bytes()),
            text_hash: ContentHash::of(text.as_bytes()),
            page: Page::from_text(None, text),
        }),
        flags: Vec::new(),
        links: Vec::new(),
        frontier: None,
    }
}

async fn open(data: &Path, store: &DynStore) -> Indexer {
    let config = IndexConfig::default();
    Indexer::open(&data.join("index"), store.clone(), config)
        .await
        .unwrap()
}

/// Does what `drain` does up to its commit, and not the trim after it.
async fn take_in_without_trim(indexer: &Indexer, store: &DynStore, ids: &[PageId]) {
    let rows = store.outbox_after(0, 100).await.unwrap();
    let last = rows.last().unwrap().sequence;
    let stored = store.pages_get(ids).await.unwrap();
    let shared = Arc::clone(&indexer.shared);
    blocking(move || shared.apply(&newest_ops(&rows), &stored, last))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_between_commit_and_trim_nothing_doubles() {
    let data = tempfile::tempdir().unwrap();
    let (store, ids) = three_pages(data.path()).await;
    let indexer = open(data.path(), &store).await;
    take_in_without_trim(&indexer, &store, &ids).await;
    assert!(store.outbox_count().await.unwrap() > 0);
    drop(indexer);
    let indexer = open(data.path(), &store).await;
    assert_eq!(indexer.drain().await.unwrap(), 0);
    assert_eq!(store.outbox_count().await.unwrap(), 0);
    assert_eq!(indexer.document_count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_before_the_commit_it_is_done_again() {
    let data = tempfile::tempdir().unwrap();
    let (store, ids) = three_pages(data.path()).await;
    let indexer = open(data.path(), &store).await;
    // Written, never committed.
    let stored = store.pages_get(&ids).await.unwrap();
    match &*indexer.shared.writing() {
        State::Ready(writing) => {
            for page in &stored {
                let document = document(&indexer.shared.fields, page);
                writing.writer.add_document(document).unwrap();
            }
        }
        _ => panic!("not ready"),
    }
    drop(indexer);
    let indexer = open(data.path(), &store).await;
    assert_eq!(indexer.document_count(), 0);
    assert_eq!(indexer.drain().await.unwrap(), 3);
    assert_eq!(indexer.document_count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_page_leaves_the_index() {
    let data = tempfile::tempdir().unwrap();
    let (store, ids) = three_pages(data.path()).await;
    let indexer = open(data.path(), &store).await;
    indexer.drain().await.unwrap();
    let last = match &*indexer.shared.writing() {
        State::Ready(writing) => writing.payload.sequence + 1,
        _ => panic!("not ready"),
    };
    let shared = Arc::clone(&indexer.shared);
    let gone = row(last, *ids.first().unwrap(), OutboxOp::Delete);
    blocking(move || shared.apply(&[gone], &[], last))
        .await
        .unwrap();
    assert_eq!(indexer.document_count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_beginning_anew_it_begins_again() {
    let data = tempfile::tempdir().unwrap();
    let (store, _) = three_pages(data.path()).await;
    let indexer = open(data.path(), &store).await;
    indexer.drain().await.unwrap();
    drop(indexer);
    // The store names the next generation; the folder still holds the last.
    let next = generation(&store).await.unwrap().unwrap() + 1;
    store
        .job_set(GENERATION_JOB, &next.to_string())
        .await
        .unwrap();
    let indexer = open(data.path(), &store).await;
    assert_eq!(indexer.drain().await.unwrap(), 3);
    assert_eq!(indexer.document_count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_writer_is_replaced_by_the_next_drain() {
    let data = tempfile::tempdir().unwrap();
    let (store, _) = three_pages(data.path()).await;
    let indexer = open(data.path(), &store).await;
    indexer.drain().await.unwrap();
    indexer.shared.suspect();
    assert_eq!(indexer.drain().await.unwrap(), 3);
    assert_eq!(indexer.document_count(), 3);
    assert!(data.path().join("index.broken-1").exists());
}
