//! The whole path of watching, beside a bare automaton in the same run:
//! raw text, made ready, scanned, held against a hundred thousand rules.
//!
//! `cargo bench -p haidang-query --bench watch -- DOCS TERMS [PART…]`, with one
//! document a line and one term a line; parts are `read`, `terms`, `rules`,
//! `peers` (ours on prepared text, for `benches/peers`), numbers of terms,
//! `folded` or `deobf`, and `prepare=FOLDER`, which writes the prepared text. Every figure is processor time of
//! this thread, the least of several rounds. What is compared is the time for
//! the same documents: daachorse is given text that is folded and parted by
//! single spaces already, and its layout is tuned on some of it; ours is given
//! the raw text and looks on all rungs.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]
#![allow(unsafe_code, reason = "an allocator that counts has to be one")]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    collections::BTreeSet,
    fs,
    hint::black_box,
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};

use daachorse::DoubleArrayAhoCorasickBuilder;
use haidang_model::{Kind, Page, RuleId, Rung, WatchlistId};
use haidang_query::{PageMeta, PageText, RuleBody, RuleSet, RuleSpec};

/// The system's allocator, counting the bytes that are in use.
struct Counting;

static IN_USE: AtomicUsize = AtomicUsize::new(0);

// SAFETY: everything is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        IN_USE.fetch_add(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        IN_USE.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the pointer came from `System.alloc` with this layout.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// Rounds of each measurement.
const ROUNDS: usize = 4;

/// Rules of the form `A NEAR/20 (B OR C OR D) NOT E`.
const RULES: usize = 100_000;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let [docs, terms, sections @ ..] = arguments.as_slice() else {
        println!("skipped: no files; call with DOCS TERMS, one document and one term a line");
        return;
    };
    let docs = fs::read_to_string(docs).unwrap();
    let docs: Vec<&str> = docs.lines().collect();
    let terms = fs::read_to_string(terms).unwrap();
    let terms: Vec<&str> = terms.lines().filter(|term| is_term(term)).collect();
    let wanted = |section: &str| {
        !["read", "terms", "rules", "peers"]
            .iter()
            .any(|part| sections.iter().any(|s| s == part))
            || sections.iter().any(|s| s == section)
    };
    let bytes: usize = docs.iter().map(|doc| doc.len()).sum();
    println!(
        "{} documents, {:.1} MB, {} terms",
        docs.len(),
        bytes as f64 / 1e6,
        terms.len()
    );
    let bench = Bench {
        docs,
        terms,
        bytes,
        counts: sections
            .iter()
            .filter_map(|section| section.parse().ok())
            .collect(),
        rung: sections.iter().find_map(|section| section.parse().ok()),
    };
    if wanted("read") {
        bench.reading();
    }
    if wanted("terms") {
        bench.terms();
    }
    if wanted("rules") {
        bench.rules();
    }
    if wanted("peers") {
        bench.peers();
    }
    if let Some(folder) = sections.iter().find_map(|s| s.strip_prefix("prepare=")) {
        bench.prepare(folder);
    }
}

/// Terms that the language can quote.
fn is_term(term: &str) -> bool {
    let words = vitext::normalise(term).len();
    (1..=32).contains(&words) && !term.contains(['"', '\\'])
}

struct Bench<'a> {
    docs: Vec<&'a str>,
    terms: Vec<&'a str>,
    bytes: usize,
    /// Numbers of terms to measure with; all if empty.
    counts: Vec<usize>,
    /// The rung to measure on; all if absent.
    rung: Option<Rung>,
}

impl Bench<'_> {
    fn line(&self, name: &str, seconds: f64, beside: Option<f64>, note: &str) {
        let rate = self.bytes as f64 / 1e6 / seconds;
        let ratio = beside.map_or(String::new(), |beside| {
            format!("{:6.2} of daachorse", beside / seconds)
        });
        let per_second = self.docs.len() as f64 / seconds;
        println!("{name:<38} {rate:7.1} MB/s raw {per_second:8.0} documents/s {ratio} {note}");
    }

    fn readings(&self) -> Vec<vitext::Reading> {
        self.docs
            .iter()
            .map(|doc| vitext::Reading::of(doc))
            .collect()
    }

    fn reading(&self) {
        let seconds = least(|| {
            for doc in &self.docs {
                black_box(vitext::normalise(doc));
            }
        });
        self.line("normalise", seconds, None, "");
        let seconds = least(|| {
            for doc in &self.docs {
                black_box(page_text(doc));
            }
        });
        self.line("page and page text", seconds, None, "");
    }

    /// The bare automaton, on prepared text.
    fn daachorse(&self, count: usize) -> f64 {
        let padded = |text: &str| format!(" {} ", prepared(text));
        let prepared: Vec<String> = self.docs.iter().map(|doc| padded(doc)).collect();
        let patterns: BTreeSet<String> = self
            .terms
            .iter()
            .take(count)
            .map(|term| padded(term))
            .collect();
        let automaton = DoubleArrayAhoCorasickBuilder::new()
            .corpus(prepared.iter().take(400))
            .build::<_, _, u32>(&patterns)
            .unwrap();
        let mut met = 0;
        let seconds = least(|| {
            met = prepared
                .iter()
                .map(|doc| automaton.find_overlapping_iter(doc).count())
                .sum::<usize>();
        });
        let name = format!("daachorse, {count} terms, prepared text");
        self.line(&name, seconds, Some(seconds), &format!("{met} met"));
        seconds
    }

    fn terms(&self) {
        let readings = self.readings();
        let mut before = None;
        for count in [1_000, 10_000, self.terms.len()] {
            if !self.counts.is_empty() && !self.counts.contains(&count) {
                continue;
            }
            let bare = self.daachorse(count);
            for rung in [Rung::Folded, Rung::Deobf] {
                if self.rung.is_some_and(|only| only != rung) {
                    continue;
                }
                let mut builder = vitext::MatcherBuilder::new();
                let empty = IN_USE.load(Ordering::Relaxed);
                let mut matcher = None;
                let build = once(|| {
                    for term in self.terms.iter().take(count) {
                        builder.add(term);
                    }
                    matcher = Some(std::mem::take(&mut builder).build());
                });
                let matcher = matcher.unwrap();
                let per_term = (IN_USE.load(Ordering::Relaxed) - empty) / count;
                let mut cache = vitext::Cache::default();
                let mut met = 0;
                let seconds = least(|| {
                    met = 0;
                    for (doc, reading) in self.docs.iter().zip(&readings) {
                        matcher.scan(doc, reading, rung, &mut cache, |_| met += 1);
                    }
                });
                let name = format!("scan of {count} terms, up to {rung}");
                let note = format!("{met} met, built in {build:.2} s, {per_term} bytes a term");
                self.line(&name, seconds, Some(bare), &note);
                if rung == Rung::Deobf {
                    let first = *before.get_or_insert(seconds);
                    println!("    {:.2} × the time of 1000 terms", seconds / first);
                }
            }
        }
    }

    fn rules(&self) {
        let readings = self.readings();
        let pages: Vec<PageText> = self.docs.iter().map(|doc| page_text(doc)).collect();
        for (count, rung) in [
            (1_000, Rung::Deobf),
            (self.terms.len(), Rung::Folded),
            (self.terms.len(), Rung::Deobf),
        ] {
            if !self.counts.is_empty() && !self.counts.contains(&count) {
                continue;
            }
            if self.rung.is_some_and(|only| only != rung) {
                continue;
            }
            let bare = self.daachorse(count);
            let specs = self.specs(count, rung);
            let again = specs.clone();
            let empty = IN_USE.load(Ordering::Relaxed);
            let mut set = None;
            let start = Instant::now();
            let build = once(|| set = Some(RuleSet::compile(specs)));
            let clock = start.elapsed().as_secs_f64();
            let set = set.unwrap().unwrap();
            let in_use = IN_USE.load(Ordering::Relaxed) - empty;
            println!(
                "{} rules of {count} terms, up to {rung}: compiled in {build:.2} s ({clock:.2} by the clock), {} bytes a rule",
                set.len(),
                in_use / set.len()
            );
            let build = once(|| drop(black_box(RuleSet::compile(again))));
            println!("    compiled again in {build:.2} s, the old one in use");
            let mut builder = vitext::MatcherBuilder::new();
            for term in self.terms.iter().take(count) {
                builder.add(term);
            }
            let matcher = builder.build();
            let mut cache = vitext::Cache::default();
            let scan = least(|| {
                for (doc, reading) in self.docs.iter().zip(&readings) {
                    matcher.scan(doc, reading, rung, &mut cache, |_| ());
                }
            });
            self.line("scan of the terms alone", scan, Some(bare), "");
            let mut met = 0;
            let rules = least(|| met = pages.iter().map(|page| set.scan(page).hits.len()).sum());
            let note = format!(
                "{met} met, {:+.0} % to the scan",
                (rules / scan - 1.0) * 100.0
            );
            self.line("scan and rules", rules, Some(bare), &note);
            let whole = least(|| {
                for doc in &self.docs {
                    black_box(set.scan(&page_text(doc)));
                }
            });
            self.line("whole path", whole, Some(bare), "");
        }
    }

    /// What the programs in `benches/peers` are compared with: one rule a
    /// phrase, prepared text, nothing but the phrase as it stands.
    fn peers(&self) {
        let docs: Vec<String> = self.docs.iter().map(|doc| prepared(doc)).collect();
        for count in [10_000, 100_000] {
            let phrases: BTreeSet<String> = self
                .terms
                .iter()
                .take(count)
                .map(|term| prepared(term))
                .collect();
            let specs = phrases.into_iter().enumerate();
            let specs = specs
                .map(|(at, phrase)| spec(at, RuleBody::Terms(vec![phrase]), Rung::Exact))
                .collect();
            let set = RuleSet::compile(specs).unwrap();
            let mut met = 0;
            let seconds = least(|| {
                met = docs
                    .iter()
                    .map(|doc| set.scan(&page_text(doc)).hits.len())
                    .sum::<usize>();
            });
            println!(
                "peers: {} phrases, {:.0} documents a CPU second, {met} hits",
                set.len(),
                docs.len() as f64 / seconds
            );
        }
    }

    /// Writes what every peer is given.
    fn prepare(&self, folder: &str) {
        let write = |name: &str, lines: &[&str]| {
            let lines: Vec<String> = lines.iter().map(|line| prepared(line)).collect();
            fs::write(format!("{folder}/{name}"), lines.join("\n") + "\n").unwrap();
        };
        fs::create_dir_all(folder).unwrap();
        write("docs.txt", &self.docs);
        write("terms.txt", &self.terms);
    }

    /// Rules of five terms each, drawn as the rival's own benchmark draws them.
    fn specs(&self, terms: usize, rung: Rung) -> Vec<RuleSpec> {
        let mut state = 88_172_645_463_325_252_u64;
        let mut draw = || {
            // xorshift64 (Marsaglia 2003).
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            self.terms[(state % terms as u64) as usize]
        };
        (0..RULES)
            .map(|at| {
                let [a, b, c, d, e] = [draw(), draw(), draw(), draw(), draw()];
                let source = format!("\"{a}\" NEAR/20 (\"{b}\" OR \"{c}\" OR \"{d}\") NOT \"{e}\"");
                spec(at, RuleBody::Query(source), rung)
            })
            .collect()
    }
}

fn spec(at: usize, body: RuleBody, max_rung: Rung) -> RuleSpec {
    RuleSpec {
        watchlist: WatchlistId::parse("bench").unwrap(),
        rule: RuleId::parse(&format!("r{at}")).unwrap(),
        version: 1,
        kind: Kind::Offer,
        body,
        max_rung,
        zones: None,
        unless: Vec::new(),
    }
}

/// Folds a text and parts its tokens by single spaces.
fn prepared(text: &str) -> String {
    let words = vitext::normalise(text);
    let words: Vec<&str> = (0..words.len()).map(|token| words.folded(token)).collect();
    words.join(" ")
}

fn page_text(doc: &str) -> PageText {
    PageText::new(&Page::from_text(None, doc), PageMeta::default())
}

/// Returns the least processor time of several calls, in seconds.
fn least(mut call: impl FnMut()) -> f64 {
    (0..ROUNDS)
        .map(|_| once(&mut call))
        .fold(f64::MAX, f64::min)
}

/// Returns the processor time of a call, in seconds; where the system does not
/// tell it, the time by the clock.
fn once(call: impl FnOnce()) -> f64 {
    let start = Instant::now();
    let before = processor_seconds();
    call();
    match (before, processor_seconds()) {
        (Some(before), Some(after)) => after - before,
        _ => start.elapsed().as_secs_f64(),
    }
}

/// Seconds that this thread was on a processor, as Linux counts them. What
/// other threads do meanwhile, as they do while rules are parsed, is not in it.
fn processor_seconds() -> Option<f64> {
    let told = fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanoseconds: f64 = told.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}
