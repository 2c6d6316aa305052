//! Laws of matching, on random pages and rules made of few words, so that they
//! meet often.

// A test that fails should say where; `unwrap` does.
#![allow(clippy::unwrap_used)]

use haidang_model::{Kind, Origin, Page, Region, RuleId, Rung, TextRun, Visibility, WatchlistId};
use haidang_query::{Found, PageMeta, PageText, Query, RuleBody, RuleSet, RuleSpec, Surface};
use proptest::prelude::*;

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
    prop::collection::vec(run, 1..5).prop_map(|runs| {
        let page = Page {
            runs,
            ..Page::default()
        };
        PageText::new(&page, PageMeta::default())
    })
}

fn term() -> impl Strategy<Value = String> {
    prop::collection::vec(syllable(), 1..4).prop_map(|words| words.join(" "))
}

/// The source of a rule; some are refused, which the law steps over.
fn rule() -> impl Strategy<Value = String> {
    let suffix = proptest::sample::select(vec!["", "", "~exact", "~tone", "~folded", "~2"]);
    let leaf = (term(), suffix).prop_map(|(term, suffix)| format!("\"{term}\"{suffix}"));
    leaf.prop_recursive(3, 10, 2, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            pair.clone().prop_map(|(a, b)| format!("({a}) AND ({b})")),
            pair.clone().prop_map(|(a, b)| format!("({a}) OR ({b})")),
            pair.clone()
                .prop_map(|(a, b)| format!("({a}) AND NOT ({b})")),
            (pair, 0..8_u32).prop_map(|((a, b), words)| format!("({a}) NEAR/{words} ({b})")),
            inner.clone().prop_map(|a| format!("title:({a})")),
            inner.prop_map(|a| format!("({a}) zone:hidden")),
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rule_among_many_says_what_it_says_alone(
        sources in prop::collection::vec(rule(), 1..12),
        page in page(),
    ) {
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
        let scan = rules.scan(&page);
        prop_assert!(!scan.truncated);
        for (at, (source, query)) in queries.iter().enumerate() {
            let name = format!("r{at}");
            let hits: Vec<_> = scan
                .hits
                .iter()
                .filter(|hit| hit.rule.as_str() == name)
                .map(|hit| (hit.term.clone(), hit.rung, hit.confidence, hit.zone, hit.run, hit.span.clone(), hit.quote.clone()))
                .collect();
            let alone: Vec<_> = query
                .find(&page)
                .into_iter()
                .map(|found| (found.term, found.rung, found.confidence, found.zone, found.run, found.span, found.quote))
                .collect();
            prop_assert_eq!(hits, alone, "{}", source);
            // Every rule has an anchor, so one that is met has something to show.
            prop_assert_eq!(query.matches(&page), !query.find(&page).is_empty(), "{}", source);
        }
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
