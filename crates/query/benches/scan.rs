//! Speed of scanning: how much more 100,000 rules cost than 1,000, beside a
//! bare automaton over the same folded text, all in one run.
//!
//! The text is made by a fixed generator from fixed beginnings and ends of syllables, so
//! that the numbers can be repeated anywhere.

#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use daachorse::DoubleArrayAhoCorasickBuilder;
use haidang_model::{Kind, Page, RuleId, Rung, WatchlistId};
use haidang_query::{PageMeta, PageText, RuleBody, RuleSet, RuleSpec};

/// Beginnings and ends of syllables; together they give 1,400, about a fifth of
/// what running Vietnamese text uses.
const ONSETS: &str = "b c ch d đ g h kh l m n ng nh ph s t th tr v x";
const RIMES: &str = "a á à ả an án ạn anh ánh ao áo ào at ạt ăn ắn ằng ầm ân ất ậy e ẻ em ệ \
    ê ế ề ên ết i ì ị iên iệc in ính o ó ọ oán oi ói on ong ô ố ộ ôi ối ốn ông ống ơ ở ời ơn u \
    ủ ụ ung ưng ương ước ưởng";

/// Bytes of the text.
const TEXT_BYTES: usize = 1_000_000;

/// A generator of numbers with a fixed seed (Knuth's MMIX constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

fn syllables() -> Vec<String> {
    ONSETS
        .split_whitespace()
        .flat_map(|onset| {
            RIMES
                .split_whitespace()
                .map(move |rime| format!("{onset}{rime}"))
        })
        .collect()
}

/// Running text into which every hundredth place a watched term is put.
fn text(numbers: &mut Numbers, terms: &[String]) -> String {
    let syllables = syllables();
    let mut text = String::with_capacity(TEXT_BYTES + 16);
    while text.len() < TEXT_BYTES {
        if numbers.below(100) == 0 {
            text.push_str(&terms[numbers.below(terms.len())]);
        } else {
            text.push_str(&syllables[numbers.below(syllables.len())]);
        }
        text.push_str(if numbers.below(12) == 0 { ". " } else { " " });
    }
    text
}

/// Terms of three and four syllables, as watched phrases are.
fn terms(count: usize, numbers: &mut Numbers) -> Vec<String> {
    let syllables = syllables();
    let mut terms = std::collections::BTreeSet::new();
    while terms.len() < count {
        let words = 3 + numbers.below(2);
        let term: Vec<&str> = (0..words)
            .map(|_| syllables[numbers.below(syllables.len())].as_str())
            .collect();
        terms.insert(term.join(" "));
    }
    terms.into_iter().collect()
}

fn rules(terms: &[String]) -> RuleSet {
    let specs = terms
        .iter()
        .enumerate()
        .map(|(at, term)| RuleSpec {
            watchlist: WatchlistId::parse("bench").unwrap(),
            rule: RuleId::parse(&format!("r{at}")).unwrap(),
            version: 1,
            kind: Kind::Offer,
            body: RuleBody::Terms(vec![term.clone()]),
            max_rung: Rung::Deobf,
            zones: None,
            unless: Vec::new(),
        })
        .collect();
    RuleSet::compile(specs).unwrap()
}

fn scan(criterion: &mut Criterion) {
    let mut numbers = Numbers(20_261_125);
    let watched = terms(100_000, &mut numbers);
    // Both sets hold these, so that both report the same hits.
    let shared: Vec<String> = watched.iter().step_by(100).cloned().collect();
    let text = text(&mut numbers, &shared);
    let page = Page::from_text(None, &text);
    let page_text = PageText::new(&page, PageMeta::default());
    let folded = vitext::fold(&text);
    let mut group = criterion.benchmark_group("scan");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("page_text", |bencher| {
        bencher.iter(|| PageText::new(black_box(&page), PageMeta::default()));
    });
    for count in [1_000, 100_000] {
        let terms: Vec<String> = watched
            .iter()
            .step_by(watched.len() / count)
            .cloned()
            .collect();
        let rules = rules(&terms);
        group.bench_function(format!("rules_{count}"), |bencher| {
            bencher.iter(|| rules.scan(black_box(&page_text)));
        });
        let patterns: std::collections::BTreeSet<String> =
            terms.iter().map(|term| vitext::fold(term)).collect();
        let automaton = DoubleArrayAhoCorasickBuilder::new()
            .build::<_, _, u32>(patterns)
            .unwrap();
        group.bench_function(format!("daachorse_{count}"), |bencher| {
            bencher.iter(|| automaton.find_overlapping_iter(black_box(&folded)).count());
        });
    }
    group.finish();
}

criterion_group!(benches, scan);
criterion_main!(benches);
