//! Pages a second, everything extracted, beside a bare html5ever parse into
//! scraper's tree, on the same pages: real ones if they are at hand, else the
//! page of markers.

use std::{hint::black_box, time::Duration};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use haidang_extract::{Limits, extract_html};

/// Pages taken of the sample; enough of each kind to mean something.
const PAGES_MAX: usize = 40;

fn pages() -> Vec<String> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/html/wcxb_dev_sample.jsonl.zst"
    );
    let fixture = || vec![include_str!("../tests/fixtures/planted.html").to_owned()];
    let Ok(bytes) = std::fs::read(path) else {
        return fixture();
    };
    let Ok(rows) = zstd::decode_all(bytes.as_slice()) else {
        return fixture();
    };
    rows.split(|byte| *byte == b'\n')
        .filter_map(|row| serde_json::from_slice::<serde_json::Value>(row).ok())
        .filter_map(|row| row["html"].as_str().map(str::to_owned))
        .take(PAGES_MAX)
        .collect()
}

fn bench(criterion: &mut Criterion) {
    let pages = pages();
    let limits = Limits::default();
    let mut group = criterion.benchmark_group("pages");
    group.throughput(Throughput::Elements(pages.len() as u64));
    group.sample_size(10);
    group.measurement_time(Duration::from_secs(5));
    group.bench_function("extract", |bencher| {
        bencher.iter(|| {
            for page in &pages {
                black_box(extract_html(page, None, &limits));
            }
        });
    });
    group.bench_function("html5ever into scraper", |bencher| {
        bencher.iter(|| {
            for page in &pages {
                black_box(scraper::Html::parse_document(page));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
