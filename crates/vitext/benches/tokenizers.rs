//! The two streams of an index, from text to tokens.
#![allow(missing_docs, reason = "criterion's macros make undocumented items")]

use std::{fs::File, hint::black_box, io::Read as _};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tantivy_tokenizer_api::{TokenStream as _, Tokenizer};
use vitext::{AccentedSyllables, FoldedSyllables};

const WIKIPEDIA: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/data/text/viwiki_docs.txt.zst"
);

const SAMPLE_BYTES: u64 = 4 << 20;

/// Running text, a page a line: Wikipedia when it is here, else a sentence of
/// our own, which the memory of words makes too easy.
fn sample() -> String {
    let stored = || -> std::io::Result<String> {
        let mut bytes = Vec::new();
        zstd::Decoder::new(File::open(WIKIPEDIA)?)?
            .take(SAMPLE_BYTES)
            .read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    stored().unwrap_or_else(|_| {
        let page = "Bến đò năm xưa nằm bên kia con sông, ai qua cũng nhớ. ".repeat(60) + "\n";
        page.repeat(SAMPLE_BYTES as usize / page.len())
    })
}

fn bytes_of_terms(tokenizer: &mut impl Tokenizer, text: &str) -> usize {
    let mut bytes = 0;
    for page in black_box(text).lines() {
        let mut stream = tokenizer.token_stream(page);
        while stream.advance() {
            bytes += stream.token().text.len();
        }
    }
    bytes
}

fn streams(criterion: &mut Criterion) {
    let text = sample();
    let mut group = criterion.benchmark_group("index streams");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("accented syllables", |bencher| {
        let mut tokenizer = AccentedSyllables::new();
        bencher.iter(|| bytes_of_terms(&mut tokenizer, &text));
    });
    group.bench_function("folded syllables and bigrams", |bencher| {
        let mut tokenizer = FoldedSyllables::with_bigrams();
        bencher.iter(|| bytes_of_terms(&mut tokenizer, &text));
    });
    group.bench_function("both", |bencher| {
        let mut accented = AccentedSyllables::new();
        let mut folded = FoldedSyllables::with_bigrams();
        bencher.iter(|| bytes_of_terms(&mut accented, &text) + bytes_of_terms(&mut folded, &text));
    });
    group.finish();
}

criterion_group!(benches, streams);
criterion_main!(benches);
