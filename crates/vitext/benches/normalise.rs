//! `normalise` against `nfc().to_lowercase()`, and against hostile input.
//!
//! Hostile inputs come in two sizes, n and 2n: linear means that the second
//! takes about twice as long as the first.

use std::{fs::File, hint::black_box, io::Read as _};

use charabia::Tokenize as _;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use unicode_normalization::UnicodeNormalization as _;
use vitext::{Normalised, compare, is_syllable, normalise, normalise_into};

const WIKIPEDIA: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/data/text/viwiki_docs.txt.zst"
);

/// Enough pages to be like others, few enough for many rounds.
const SAMPLE_BYTES: u64 = 4 << 20;

const OWN_TEXT: &str = "Hải Đăng đọc các trang công khai, tìm lời quảng cáo cờ bạc, giấy tờ giả \
    và trang mạo danh ngân hàng, rồi đưa từng vụ việc cho người có thẩm quyền xem xét. ";

/// Running text, a page a line as it comes to us: Wikipedia when it is here,
/// else our own sentence repeated.
fn sample() -> String {
    let stored = || -> std::io::Result<String> {
        let mut bytes = Vec::new();
        zstd::Decoder::new(File::open(WIKIPEDIA)?)?
            .take(SAMPLE_BYTES)
            .read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    stored().unwrap_or_else(|_| {
        let page = OWN_TEXT.repeat(20) + "\n";
        page.repeat(SAMPLE_BYTES as usize / page.len())
    })
}

fn running_text(criterion: &mut Criterion) {
    let text = sample();
    let decomposed: String = text.nfd().collect();
    let mut group = criterion.benchmark_group("running text");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("normalise", |bencher| {
        bencher.iter(|| pages(&text, |page| normalise(page).len()));
    });
    group.bench_function("normalise_into", |bencher| {
        let mut into = Normalised::default();
        bencher.iter(|| {
            pages(&text, |page| {
                normalise_into(page, &mut into);
                into.len()
            })
        });
    });
    group.bench_function("nfc().to_lowercase()", |bencher| {
        bencher.iter(|| {
            pages(&text, |page| {
                page.nfc().collect::<String>().to_lowercase().len()
            })
        });
    });
    group.bench_function("decancer", |bencher| {
        bencher.iter(|| {
            pages(&text, |page| {
                let cured = decancer::cure(page, decancer::Options::default());
                cured.map_or(0, |cured| cured.len())
            })
        });
    });
    group.bench_function("charabia", |bencher| {
        bencher.iter(|| pages(&text, |page| page.tokenize().count()));
    });
    group.throughput(Throughput::Bytes(decomposed.len() as u64));
    group.bench_function("normalise, decomposed", |bencher| {
        bencher.iter(|| pages(&decomposed, |page| normalise(page).len()));
    });
    group.finish();
}

fn pages(text: &str, read: impl FnMut(&str) -> usize) -> usize {
    black_box(text).lines().map(read).sum()
}

fn tokens(criterion: &mut Criterion) {
    let text = normalise(&sample());
    let term = normalise("đánh");
    let mut group = criterion.benchmark_group("tokens");
    group.sample_size(20);
    group.throughput(Throughput::Elements(text.len() as u64));
    group.bench_function("compare", |bencher| {
        bencher.iter(|| {
            (0..text.len())
                .filter(|&i| compare(&term, 0, &text, i).is_some())
                .count()
        });
    });
    group.bench_function("is_syllable", |bencher| {
        bencher.iter(|| {
            (0..text.len())
                .filter(|&i| is_syllable(text.accented(i)))
                .count()
        });
    });
    group.finish();
}

fn hostile(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hostile");
    group.sample_size(10);
    for (name, piece) in [
        ("marks", "\u{301}\u{323}"),
        (
            "marks on a letter",
            "a\u{301}\u{323}\u{301}\u{323}\u{301}\u{323}",
        ),
        ("zero-width", "\u{200b}"),
        ("zero-width inside", "a\u{200b}"),
        ("one letter", "a"),
        ("one accented letter", "ộ"),
        ("y", "ỳ"),
        ("letters that grow", "İ"),
        ("han", "漢"),
        ("foreign words", "é "),
        ("words that grow", "क़ "),
        ("full stops", "."),
        ("line breaks", "\n"),
    ] {
        for megabytes in [1, 2] {
            let mut text = String::from("x");
            text.push_str(&piece.repeat((megabytes << 20) / piece.len()));
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(format!("{name}, {megabytes} MB"), |bencher| {
                bencher.iter(|| normalise(black_box(&text)));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, running_text, tokens, hostile);
criterion_main!(benches);
