//! Indexing speed: both text fields of the project against one field with
//! tantivy's default analysis, on the same text and the same number of
//! threads. Text: Vietnamese Wikipedia from beside the project, else a made-up
//! one, which says little.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "criterion's macros make undocumented items, and a bench may panic"
)]

use std::io::{BufRead, BufReader};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use haidang_indexer::measure::index_in_memory;
use haidang_model::{ContentHash, Page, PageId, PageKey, PageVersionId, Timestamp};
use haidang_store::{StoredPage, StoredPageMeta};
use tantivy::{
    Index, TantivyDocument,
    directory::RamDirectory,
    indexer::IndexWriterOptions,
    schema::{Schema, TEXT},
};

const WIKIPEDIA: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/data/text/viwiki_docs.txt.zst"
);

/// Documents of a round, about 3 KB each.
const DOCUMENTS: usize = 2_000;

const WRITER_BYTES: usize = 64 << 20;

fn texts() -> Vec<String> {
    match std::fs::File::open(WIKIPEDIA) {
        Ok(file) => BufReader::new(zstd::Decoder::new(file).unwrap())
            .lines()
            .take(DOCUMENTS)
            .map(Result::unwrap)
            .collect(),
        Err(_) => (0..DOCUMENTS)
            .map(|number| format!("Trang số {number} kể chuyện bến đò năm xưa. ").repeat(60))
            .collect(),
    }
}

fn stored(number: usize, text: &str) -> StoredPage {
    let id = number as i64;
    StoredPage {
        meta: StoredPageMeta {
            id: PageId(id),
            version: PageVersionId(id),
            key: PageKey::import("bench", &number.to_string()),
            url: None,
            site: "bench".into(),
            source: None,
            title: String::new(),
            lang: "vi".into(),
            content_hash: ContentHash::of(text.as_bytes()),
            text_hash: ContentHash::of(text.as_bytes()),
            fetched: Timestamp(id),
        },
        page: Page::from_text(None, text),
    }
}

/// One field, tantivy's default tokenizer, positions and all: its `TEXT`.
fn single_field(texts: &[String]) -> u64 {
    let mut builder = Schema::builder();
    let body = builder.add_text_field("body", TEXT);
    let directory = RamDirectory::create();
    let index = Index::open_or_create(directory.clone(), builder.build()).unwrap();
    let options = IndexWriterOptions::builder()
        .num_worker_threads(1)
        .memory_budget_per_thread(WRITER_BYTES)
        .build();
    let mut writer = index.writer_with_options(options).unwrap();
    for text in texts {
        let mut document = TantivyDocument::default();
        document.add_text(body, text);
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    directory.total_mem_usage() as u64
}

fn indexing(criterion: &mut Criterion) {
    let texts = texts();
    let bytes: u64 = texts.iter().map(|text| text.len() as u64).sum();
    let pages: Vec<StoredPage> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| stored(number, text))
        .collect();
    report(&format!(
        "text {bytes} bytes; index: two fields {} bytes, single field {} bytes",
        index_in_memory(&pages, WRITER_BYTES).unwrap(),
        single_field(&texts)
    ));
    let mut group = criterion.benchmark_group("indexing");
    group.throughput(Throughput::Bytes(bytes)).sample_size(10);
    group.bench_function("two fields", |bencher| {
        bencher.iter(|| index_in_memory(&pages, WRITER_BYTES).unwrap());
    });
    group.bench_function("single field, tantivy default", |bencher| {
        bencher.iter(|| single_field(&texts));
    });
    group.finish();
}

#[expect(clippy::print_stderr, reason = "a bench says what it measured")]
fn report(line: &str) {
    eprintln!("{line}");
}

criterion_group!(benches, indexing);
criterion_main!(benches);
