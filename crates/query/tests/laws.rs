//! Laws of matching, on random pages and rules made of few words, so that they
//! meet often.

// A test that fails should say where; `unwrap` does.
#![allow(clippy::unwrap_used)]

use std::cell::Cell;

use haidang_model::{
    CanonicalUrl, Kind, Link, Origin, Page, Region, RuleId, Rung, Signal, TextRun, Visibility,
    WatchlistId,
};
use haidang_query::{Found, PageMeta, PageText, Query, RuleBody, RuleSet, RuleSpec, Surface};
use proptest::{
    prelude::*,
    test_runner::{TestCaseResult, TestRunner},
};
use unicode_normalization::UnicodeNormalization;

const SYLLABLES: [&str; 10] = [
    "cá", "độ", "ca", "do", "cạ", "đô", "nhà", "hoà", "hòa", "online",
];

fn syllable() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(SYLLABLES.to_vec())
}

fn text() -> impl Strategy<Value = String> {
    let gap = proptest::sample::select(vec![" ", " ", " ", "-", ", ", ". ", "\n", " (", "/"]);
    prop::collection::vec((syllable(), gap), 1..12).prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(word, gap)| format!("{word}{gap}"))
            .collect()
    })
}

fn page() -> impl Strategy<Value = PageText> {
    let origin = proptest::sample::select(vec![
        Origin::Text,
        Origin::Text,
        Origin::Title,
        Origin::Comment,
    ]);
    let visibility = proptest::sample::select(vec![Visibility::Visible, Visibility::Hidden]);
    let run = (text(), origin, visibility, any::<bool>()).prop_map(
        |(text, origin, visibility, joined)| TextRun {
            origin,
            region: Region::Main,
            visibility,
            hidden_by: None,
            text,
            href: None,
            joined,
        },
    );
    let address = || {
        proptest::sample::select(vec![
            "https://a1.example/",
            "https://www.a1.example/Nh%C3%A0",
            "http://bet88.example/vao?x=1",
            "https://b.example/bet99",
        ])
    };
    let link = (address(), visibility_of_links()).prop_map(|(target, visibility)| Link {
        target: target.to_owned(),
        text: String::new(),
        rel: String::new(),
        visibility,
        region: Region::Main,
    });
    let signals = proptest::sample::subsequence(Signal::ALL.to_vec(), 0..=2);
    let runs = prop::collection::vec(run, 1..5);
    let links = prop::collection::vec(link, 0..4);
    let url = proptest::option::of(address());
    (runs, links, url, signals).prop_map(|(runs, links, url, signals)| {
        let page = Page {
            url: url.map(|url| CanonicalUrl::parse(url).unwrap()),
            runs,
            links,
            ..Page::default()
        };
        PageText::new(&page, PageMeta::default()).with_signals(signals)
    })
}

fn visibility_of_links() -> impl Strategy<Value = Visibility> {
    proptest::sample::select(vec![Visibility::Visible, Visibility::Hidden])
}

/// Expressions on text, of the words that the pages are made of.
const REGEXES: [&str; 7] = [
    "cá độ",
    "(ca|cá) ?[,.-]? ?d[oô]",
    "độ.{0,6}nhà",
    "o[nm]line\\b",
    "(hoà|hòa)[^a-z]+",
    "(cá độ|ca do)( (cá độ|ca do))*",
    "^nhà",
];

fn regex_source() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(REGEXES.to_vec())
}

/// What is met by an address, a link or a signal.
fn of_page() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "link:a1.example",
        "link:/bet[0-9]+/",
        "link:/example\\/v/",
        "host:/^a[0-9]+\\./",
        "host:/bet[0-9]/",
        "url:/nhà/",
        "signal:doorway",
        "signal:glued-words",
    ])
    .prop_map(str::to_owned)
}

fn term() -> impl Strategy<Value = String> {
    prop::collection::vec(syllable(), 1..4).prop_map(|words| words.join(" "))
}

/// The source of a rule; some are refused, which the law steps over.
fn rule() -> impl Strategy<Value = String> {
    let suffix = proptest::sample::select(vec!["", "", "~exact", "~tone", "~folded", "~2"]);
    let word = (term(), suffix).prop_map(|(term, suffix)| format!("\"{term}\"{suffix}"));
    let leaf = prop_oneof![
        4 => word,
        1 => regex_source().prop_map(|source| format!("/{source}/")),
        1 => of_page(),
    ];
    leaf.prop_recursive(3, 10, 2, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            pair.clone().prop_map(|(a, b)| format!("({a}) AND ({b})")),
            pair.clone().prop_map(|(a, b)| format!("({a}) OR ({b})")),
            pair.clone()
                .prop_map(|(a, b)| format!("({a}) AND NOT ({b})")),
            (pair, 0..8_u32).prop_map(|((a, b), words)| format!("({a}) NEAR/{words} ({b})")),
            inner.clone().prop_map(|a| format!("title:({a})")),
            inner.clone().prop_map(|a| format!("({a}) zone:hidden")),
            (inner.clone(), 1..4_usize).prop_map(|(a, n)| format!("COUNT({a}) >= {n}")),
            (
                prop::collection::vec(inner, 1..5),
                any::<prop::sample::Index>()
            )
                .prop_map(|(parts, n)| {
                    let n = 1 + n.index(parts.len());
                    format!("{n} OF ({})", parts.join(", "))
                }),
        ]
    })
}

fn spec(number: usize, body: RuleBody) -> RuleSpec {
    RuleSpec {
        watchlist: WatchlistId::parse("w").unwrap(),
        rule: RuleId::parse(&format!("r{number}")).unwrap(),
        version: 1,
        kind: Kind::Offer,
        body,
        max_rung: Rung::Folded,
        zones: None,
        unless: Vec::new(),
    }
}

/// Holds a phrase against every place of a page by the letter of the rule,
/// without a trie: the slow matcher that the fast one must agree with. Of its
/// places those are told at which the guards leave enough confidence.
fn slowly(term: &str, page: &PageText) -> Vec<(usize, usize)> {
    let words = vitext::normalise(term);
    let mut builder = vitext::MatcherBuilder::new();
    builder.add(term);
    let matcher = builder.build();
    let mut met = Vec::new();
    for block in page.blocks() {
        let text = block.normalised();
        let told: Vec<usize> = matcher
            .find(block.text())
            .iter()
            .filter(|hit| hit.is_reported() && hit.rung <= Rung::Folded)
            .map(|hit| hit.first)
            .collect();
        for first in 0..text.len() {
            let agrees = (0..words.len()).all(|token| {
                let gap = token == 0
                    || matches!(
                        text.gap(first + token),
                        vitext::Gap::Space | vitext::Gap::Joiner
                    );
                gap && vitext::compare(&words, token, text, first + token).is_some()
            });
            if agrees && told.contains(&first) {
                let first = block.first_token() + first;
                met.push((first, first + words.len() - 1));
            }
        }
    }
    met
}

fn places(found: &[Found]) -> Vec<(usize, usize)> {
    found
        .iter()
        .map(|found| (found.first_token, found.last_token))
        .collect()
}

/// Holds rules against a page all at once and one by one, and returns how many
/// the language took.
fn a_rule_among_many_says_what_it_says_alone(
    sources: Vec<String>,
    page: &PageText,
) -> Result<usize, TestCaseError> {
    let queries: Vec<(String, Query)> = sources
        .into_iter()
        .filter_map(|source| {
            let query = Query::parse(&source, Surface::Rule).ok()?;
            Some((source, query))
        })
        .collect();
    let specs = queries
        .iter()
        .enumerate()
        .map(|(at, (source, _))| spec(at, RuleBody::Query(source.clone())))
        .collect();
    let rules = RuleSet::compile(specs).unwrap();
    let scan = rules.scan(page);
    prop_assert!(!scan.truncated);
    for (at, (source, query)) in queries.iter().enumerate() {
        let name = format!("r{at}");
        let hits: Vec<_> = scan
            .hits
            .iter()
            .filter(|hit| hit.rule.as_str() == name)
            .map(|hit| {
                (
                    hit.term.clone(),
                    hit.rung,
                    hit.confidence,
                    hit.zone,
                    hit.run,
                    hit.span.clone(),
                    hit.quote.clone(),
                )
            })
            .collect();
        let alone: Vec<_> = query
            .find(page)
            .into_iter()
            .map(|found| {
                (
                    found.term,
                    found.rung,
                    found.confidence,
                    found.zone,
                    found.run,
                    found.span,
                    found.quote,
                )
            })
            .collect();
        prop_assert_eq!(hits, alone, "{}", source);
        // Every rule has an anchor, so one that is met has something to show.
        prop_assert_eq!(
            query.matches(page),
            !query.find(page).is_empty(),
            "{}",
            source
        );
    }
    Ok(queries.len())
}

fn hold_rules_against_pages(cases: u32, pairs_min: usize) {
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let pairs = Cell::new(0);
    let many = (prop::collection::vec(rule(), 1..12), page());
    let outcome = TestRunner::new(config).run(&many, |(sources, page)| -> TestCaseResult {
        let count = a_rule_among_many_says_what_it_says_alone(sources, &page)?;
        pairs.set(pairs.get() + count);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(pairs.get() >= pairs_min, "only {} pairs", pairs.get());
}

#[test]
fn rules_among_many_say_what_they_say_alone() {
    hold_rules_against_pages(1_500, 4_000);
}

#[test]
#[ignore = "long: 100,000 pairs of rule and page"]
fn rules_among_many_say_what_they_say_alone_on_100_000_pairs() {
    hold_rules_against_pages(40_000, 100_000);
}

/// Where an expression is met, by the letter of the law: block by block, on
/// NFC and lower case.
fn regex_slowly(source: &str, page: &PageText) -> Vec<String> {
    let regex = regex::Regex::new(source).unwrap();
    let blocks = page.blocks().iter();
    blocks
        .flat_map(|block| {
            let text: String = block.text().nfc().flat_map(char::to_lowercase).collect();
            let found: Vec<String> = regex
                .find_iter(&text)
                .map(|found| found.as_str().to_owned())
                .collect();
            found
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_expression_is_met_where_its_text_stands(source in regex_source(), page in page()) {
        let query = Query::parse(&format!("/{source}/"), Surface::Rule).unwrap();
        let quotes: Vec<String> = query
            .find(&page)
            .iter()
            .map(|found| found.quote.nfc().flat_map(char::to_lowercase).collect())
            .collect();
        let mut expected = regex_slowly(source, &page);
        prop_assert_eq!(query.matches(&page), !expected.is_empty());
        // Two in one word are told apart by their quotes only.
        expected.sort();
        expected.dedup();
        let mut told = quotes;
        told.sort();
        told.dedup();
        prop_assert_eq!(told, expected, "{}", source);
    }

    #[test]
    fn so_many_of_a_list_are_that_many_met(
        parts in prop::collection::vec(rule(), 1..5), n in 1..5_usize, page in page(),
    ) {
        let (parts, alone): (Vec<String>, Vec<Query>) = parts
            .into_iter()
            .filter_map(|part| {
                let query = Query::parse(&part, Surface::Rule).ok()?;
                Some((part, query))
            })
            .unzip();
        let n = n.min(parts.len());
        let list = Query::parse(&format!("{n} OF (({}))", parts.join("), (")), Surface::Rule);
        let Ok(list) = list else {
            // None of the parts was a rule.
            prop_assert!(parts.is_empty());
            return Ok(());
        };
        let met = alone.iter().filter(|query| query.matches(&page)).count();
        prop_assert_eq!(list.matches(&page), met >= n, "{}", list);
    }

    #[test]
    fn a_count_is_the_number_of_places_apart(term in term(), n in 1..5_usize, page in page()) {
        let source = format!("COUNT(\"{term}\"~folded) >= {n}");
        let query = Query::parse(&source, Surface::Rule).unwrap();
        let (mut count, mut free_from) = (0, 0);
        for (first, last) in slowly(&term, &page) {
            if first >= free_from {
                count += 1;
                free_from = last + 1;
            }
        }
        prop_assert_eq!(query.matches(&page), count >= n, "{}", source);
    }

    #[test]
    fn the_trie_meets_what_a_slow_matcher_meets(
        terms in prop::collection::vec(term(), 1..8),
        page in page(),
    ) {
        let specs = terms
            .iter()
            .enumerate()
            .map(|(at, term)| spec(at, RuleBody::Terms(vec![term.clone()])))
            .collect();
        let scan = RuleSet::compile(specs).unwrap().scan(&page);
        for (at, term) in terms.iter().enumerate() {
            let query = Query::parse(&format!("\"{term}\"~folded"), Surface::Rule).unwrap();
            prop_assert_eq!(places(&query.find(&page)), slowly(term, &page), "{}", term);
            let name = format!("r{at}");
            let hits = scan.hits.iter().filter(|hit| hit.rule.as_str() == name).count();
            prop_assert_eq!(hits, slowly(term, &page).len(), "{}", term);
        }
    }

    #[test]
    fn nearness_is_what_counting_words_says(
        left in term(), right in term(), words in 0..8_usize, text in text(),
    ) {
        let page = Page::from_text(None, &text);
        let page = PageText::new(&page, PageMeta::default());
        let source = format!("\"{left}\"~folded NEAR/{words} \"{right}\"~folded");
        let query = Query::parse(&source, Surface::Rule).unwrap();
        let near = |a: (usize, usize), b: (usize, usize)| b.0 > a.1 && b.0 - a.1 - 1 <= words;
        let lefts = slowly(&left, &page);
        let rights = slowly(&right, &page);
        let expected = lefts
            .iter()
            .any(|&a| rights.iter().any(|&b| near(a, b) || near(b, a)));
        prop_assert_eq!(query.matches(&page), expected, "{} on {}", source, text);
    }

    #[test]
    fn what_is_quoted_is_the_term(term in term(), page in page()) {
        let query = Query::parse(&format!("\"{term}\"~folded"), Surface::Rule).unwrap();
        let words = vitext::normalise(&term);
        for found in query.find(&page) {
            let quote = vitext::normalise(&found.quote);
            prop_assert_eq!(quote.len(), words.len());
            for token in 0..words.len() {
                prop_assert!(vitext::compare(&words, token, &quote, token).is_some());
            }
        }
    }
}
