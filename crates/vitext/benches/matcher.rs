//! The matcher: 2,000 terms over running text, over text that is all
//! disguise, and over hostile text in two sizes.
//!
//! Bars: 40 MB/s on running text, 10 MB/s on disguises, twice the text in at
//! most 2.2 times the time. The last lines on standard error state the ratio
//! of the two sizes for each hostile text.

#![allow(missing_docs, clippy::print_stderr)]
#![allow(
    dead_code,
    reason = "the disguises are the tests' own, and not all are taken"
)]

#[path = "../tests/support/bare.rs"]
mod bare;
#[path = "../tests/support/carriers.rs"]
mod carriers;
#[path = "../tests/support/chance.rs"]
mod chance;
#[path = "../tests/disguises/classes.rs"]
mod classes;
#[path = "../tests/disguises/form.rs"]
mod form;
#[path = "../tests/disguises/glyphs.rs"]
mod glyphs;
#[path = "../tests/disguises/legacy.rs"]
mod legacy;
#[path = "../tests/support/made_up.rs"]
mod made_up;
#[path = "../tests/support/terms.rs"]
mod terms;
#[path = "../tests/disguises/tricks.rs"]
mod tricks;

use std::{fs::File, hint::black_box, io::Read as _, time::Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use vitext::{Cache, Matcher, MatcherBuilder, Reading, Rung, normalise};

use chance::Chance;
use form::{Case, Form};
use terms::TERMS;

const WIKIPEDIA: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/data/text/viwiki_docs.txt.zst"
);

const SAMPLE_BYTES: usize = 4 << 20;

/// Terms in all: our own, and made-up pairs of syllables.
const TERMS_COUNT: usize = 2_000;

/// A matcher for our own terms and as many made-up ones as are wanted.
fn matcher() -> Matcher {
    let mut builder = MatcherBuilder::new();
    for (term, _) in TERMS {
        builder.add(term);
    }
    let mut chance = Chance::of(&["terms"]);
    for _ in TERMS.len()..TERMS_COUNT {
        builder.add(&made_up::term(&mut chance));
    }
    builder.build()
}

/// Running text, a page a line: Wikipedia when it is here, else a sentence of
/// our own repeated.
fn running() -> String {
    let stored = || -> std::io::Result<String> {
        let mut bytes = Vec::new();
        zstd::Decoder::new(File::open(WIKIPEDIA)?)?
            .take(SAMPLE_BYTES as u64)
            .read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    stored().unwrap_or_else(|_| {
        eprintln!("the shared texts are not here: a sentence of our own instead");
        let page = "Sáng nay thuyền về bến, cá đầy khoang, chợ làng đông từ lúc gà chưa gáy. "
            .repeat(40)
            + "\n";
        page.repeat(SAMPLE_BYTES / page.len())
    })
}

/// A megabyte of terms in disguise, a few to a line, nothing between them.
fn all_disguised() -> String {
    let classes = classes::single();
    let mut chance = Chance::of(&["disguised"]);
    let mut text = String::new();
    while text.len() < 1 << 20 {
        let (term, _) = chance.pick(TERMS);
        let class = chance.pick(&classes);
        let bare = chance.flip() || class.tried == classes::Tried::WithoutMarks;
        let mut form = Form::new(term, bare, Case::Lower);
        if class.stage != classes::Stage::Page && (class.trick)(&mut form, &mut chance) {
            text.push_str(&form.to_string());
            text.push_str(if chance.below(30) == 0 { "\n" } else { " " });
        }
    }
    text
}

/// Scans page by page, as pages come; the caller keeps text and cache.
fn scan(matcher: &Matcher, pages: &str, rung_max: Rung, cache: &mut Cache) -> usize {
    let mut hits = 0;
    for page in black_box(pages).lines() {
        let reading = Reading::of(page);
        matcher.scan(page, &reading, rung_max, cache, |_| hits += 1);
    }
    hits
}

fn speed(criterion: &mut Criterion) {
    let matcher = matcher();
    let mut cache = Cache::default();
    let mut group = criterion.benchmark_group("scan");
    group.sample_size(10);
    for (name, text) in [
        ("running text", running()),
        ("all disguised", all_disguised()),
    ] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format!("{name}, normalise alone"), |bencher| {
            bencher.iter(|| {
                let pages = black_box(&text).lines();
                pages.map(|page| normalise(page).len()).sum::<usize>()
            });
        });
        group.bench_function(format!("{name}, reading alone"), |bencher| {
            bencher.iter(|| {
                let pages = black_box(&text).lines();
                pages
                    .map(|page| Reading::of(page).words().len())
                    .sum::<usize>()
            });
        });
        let readings: Vec<(&str, Reading)> =
            text.lines().map(|page| (page, Reading::of(page))).collect();
        group.bench_function(format!("{name}, scan alone"), |bencher| {
            bencher.iter(|| {
                let mut hits = 0;
                for (page, reading) in black_box(&readings) {
                    matcher.scan(page, reading, Rung::Deobf, &mut cache, |_| hits += 1);
                }
                hits
            });
        });
        for rung_max in [Rung::Deobf, Rung::Folded] {
            group.bench_function(format!("{name}, up to {rung_max}"), |bencher| {
                bencher.iter(|| scan(&matcher, &text, rung_max, &mut cache));
            });
        }
    }
    group.finish();
}

/// Texts that a careless matcher takes quadratic time for.
const HOSTILE: [(&str, &str); 20] = [
    ("zero-width", "\u{200b}"),
    ("marks", "\u{301}\u{323}"),
    ("separators", "-._*~"),
    ("letters parted by one sign", "s.o.n.g.b.a.c."),
    ("letters parted by spaces", "s o n g b a c "),
    ("one letter", "a"),
    ("one letter, parted", "a-"),
    ("leet", "4013"),
    ("leet words", "s0ng b4c "),
    ("glued syllables", "songbacdatcuoc"),
    ("glued first syllables", "songsongsong"),
    ("glued terms, spaced", "songbac "),
    ("glued terms and tails, spaced", "songbacdatcuoconline "),
    ("one term, bare", "song bac "),
    ("one term, disguised", "s0ng b.a.c "),
    ("repeated letters", "sooooooooong "),
    ("RLO nests", "\u{202e}cab \u{202e}gnos "),
    ("RLO without an end", "\u{202e}a"),
    ("look-alikes", "ѕоոg"),
    ("mojibake", "Ã²áº¡"),
];

fn hostile(_: &mut Criterion) {
    let matcher = matcher();
    let mut cache = Cache::default();
    let mut time = |piece: &str, bytes: usize| {
        let text = piece.repeat(bytes / piece.len());
        // Reading a text has benches of its own and would hide the scan here.
        let reading = Reading::of(&text);
        let rounds = (0..4).map(|_| {
            let start = Instant::now();
            matcher.scan(&text, &reading, Rung::Deobf, &mut cache, |hit| {
                black_box(hit);
            });
            start.elapsed().as_secs_f64()
        });
        rounds.fold(f64::INFINITY, f64::min)
    };
    eprintln!("hostile: MB/s at 1 MB, t(2n)/t(n)");
    for (name, piece) in HOSTILE {
        time(piece, 1 << 16);
        let (one, two) = (time(piece, 1 << 20), time(piece, 2 << 20));
        let ratio = two / one;
        // Under a few milliseconds the clock tells more of the machine.
        let is_over = ratio > 2.2 && two > 0.01;
        let verdict = if is_over { "  over 2.2" } else { "" };
        eprintln!("{:7.1} {ratio:5.2}  {name}{verdict}", 1.05 / one);
    }
}

criterion_group!(benches, speed, hostile);
criterion_main!(benches);
