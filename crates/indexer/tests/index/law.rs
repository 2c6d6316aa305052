//! The law of a search: its number, its list and its facets are what the
//! evaluator says of every page of the store, whatever the query.

use std::collections::BTreeSet;

use crate::support::{Room, web_page};
use haidang_indexer::{FacetField, SearchRequest, SortOrder};
use haidang_model::PageId;
use haidang_query::{PageMeta, PageText, Query, Surface};
use haidang_store::PageCommit;
use proptest::prelude::*;

/// Syllables close to one another, so that queries and pages meet, miss and
/// nearly meet; the last have unseen characters inside.
const SYLLABLES: [&str; 26] = [
    "số",
    "sổ",
    "so",
    "sô",
    "đề",
    "để",
    "de",
    "dễ",
    "đê",
    "tài",
    "tai",
    "tái",
    "xỉu",
    "xiu",
    "hoà",
    "hòa",
    "hoa",
    "hoá",
    "kỳ",
    "kì",
    "ky",
    "kí",
    "Nhà",
    "nha",
    "so\u{ad}ng",
    "đ\u{200b}ề",
];

fn syllable() -> impl Strategy<Value = &'static str> {
    prop::sample::select(SYLLABLES.as_slice())
}

fn paragraph() -> impl Strategy<Value = String> {
    let gap = prop::sample::select([" ", " ", " ", ", ", ". ", "-", "\n"].as_slice());
    prop::collection::vec((syllable(), gap), 1..8).prop_map(|words| {
        words
            .into_iter()
            .flat_map(|(word, gap)| [word, gap])
            .collect()
    })
}

fn corpus() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(paragraph(), 1..4), 1..9)
}

/// Queries as people type them; those that the parser refuses are left out.
fn query_text() -> impl Strategy<Value = String> {
    let word = syllable().prop_map(str::to_owned);
    let phrase = prop::collection::vec(syllable(), 1..4)
        .prop_map(|words| format!("\"{}\"", words.join(" ")));
    let slop = (prop::collection::vec(syllable(), 2..4), 0..4_u32)
        .prop_map(|(words, slop)| format!("\"{}\"~{slop}", words.join(" ")));
    let near = (syllable(), syllable(), 0..5_u32)
        .prop_map(|(left, right, words)| format!("{left} NEAR/{words} {right}"));
    let filter = prop::sample::select(
        [
            "site:a.example",
            "host:b.example",
            "site:example",
            "lang:vi",
            "lang:en",
            "zone:main",
            "zone:hidden",
            "fetched:[1970-01-01 TO 1970-01-02]",
            "fetched:[1970-01-03 TO *]",
            "/nhà[ ,.]/",
            "url:/b\\.example/",
            "host:/^w\\./",
            "link:/example/",
            "signal:doorway",
            "category:gambling",
        ]
        .as_slice(),
    )
    .prop_map(str::to_owned);
    let title = syllable().prop_map(|word| format!("title:{word}"));
    let count =
        (syllable(), 1..3_usize).prop_map(|(word, places)| format!("COUNT({word}) >= {places}"));
    let leaf = prop_oneof![
        6 => word, 4 => phrase, 1 => slop, 1 => near, 2 => filter, 1 => title, 1 => count,
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let joint = prop::sample::select([" AND ", " OR ", " ", " AND NOT "].as_slice());
        prop_oneof![
            (inner.clone(), joint, inner.clone())
                .prop_map(|(left, joint, right)| format!("({left}){joint}({right})")),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.join(" ")),
            prop::collection::vec(inner, 2..4)
                .prop_map(|parts| format!("2 OF ({})", parts.join(", "))),
        ]
    })
}

fn commits(corpus: &[Vec<String>]) -> Vec<PageCommit> {
    corpus
        .iter()
        .enumerate()
        .map(|(at, paragraphs)| {
            let host = ["a.example", "b.example", "w.a.example"][at % 3];
            let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
            web_page(
                &format!("https://{host}/{at}"),
                paragraphs.first().unwrap(),
                paragraphs.get(1..).unwrap(),
                at as i64 * 40_000_000,
            )
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn count_list_and_facets_are_what_the_evaluator_says(
        corpus in corpus(),
        queries in prop::collection::vec(query_text(), 40),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let room = Room::new().await;
            room.put(&commits(&corpus)).await;
            let indexer = room.open().await;
            indexer.drain().await.unwrap();
            let pages = room.store.pages_after(PageId(i64::MIN), 100).await.unwrap();
            prop_assert_eq!(pages.len(), corpus.len());
            for text in &queries {
                let Ok(query) = Query::parse(text, Surface::Search) else {
                    continue;
                };
                let expected: BTreeSet<PageId> = pages
                    .iter()
                    .filter(|stored| {
                        let meta = PageMeta {
                            url: stored.meta.url.clone(),
                            site: stored.meta.site.clone(),
                            fetched: Some(stored.meta.fetched),
                            lang: stored.meta.lang.clone(),
                            categories: Vec::new(),
                        };
                        query.matches(&PageText::new(&stored.page, meta))
                    })
                    .map(|stored| stored.meta.id)
                    .collect();
                for sort in [SortOrder::Relevance, SortOrder::Newest] {
                    let found = indexer
                        .search(&SearchRequest {
                            limit: 100,
                            sort,
                            facets: vec![FacetField::Site, FacetField::Day],
                            ..SearchRequest::new(query.clone())
                        })
                        .await
                        .unwrap();
                    let listed: BTreeSet<PageId> =
                        found.hits.iter().map(|hit| hit.page_id).collect();
                    prop_assert_eq!(&listed, &expected, "list of `{}`", text);
                    prop_assert_eq!(found.total, expected.len() as u64, "number of `{}`", text);
                    for counts in found.facets.values() {
                        let sum: u64 = counts.iter().map(|facet| facet.count).sum();
                        prop_assert_eq!(sum, found.total, "facets of `{}`", text);
                    }
                }
            }
            Ok(())
        })?;
    }
}
