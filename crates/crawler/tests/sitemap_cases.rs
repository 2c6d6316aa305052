//! Sitemaps and feeds as another project's tests hold them, from the shared
//! cases when present.

// A test that unwraps says by its line what did not hold.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use base64::Engine;
use haidang_crawler::sitemap::read_list;
use haidang_model::CanonicalUrl;
use serde_json::Value;

/// Cases we read otherwise, with why.
const OTHERWISE: &[(&str, &str)] = &[
    (
        "testRSSFormat",
        "a <guid> is taken for an item without a link; we take links only",
    ),
    (
        "testMissingLocSitemapIndexFile",
        "addresses outside <loc> are taken; we take none",
    ),
    (
        "testSitemapXMLfilterUrls",
        "`www.example.com/` is guessed to lack http://; it is relative",
    ),
    ("testSitemapTXTfilterUrls", "the same"),
    ("testUrlLocUrl", "a <url> inside <loc> is looked through"),
];

#[test]
fn lists_hold_the_addresses_that_others_find() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/cases/crawl/sitemaps_crawler_commons.jsonl"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: sitemaps_crawler_commons.jsonl is not here");
        return;
    };
    let mut wrong = Vec::new();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let name = case["test"].as_str().unwrap();
        // Errors are those of a strict reader; we keep what can be read.
        if case.get("error").is_some() || OTHERWISE.iter().any(|(test, _)| name.contains(test)) {
            continue;
        }
        let body = base64::engine::general_purpose::STANDARD
            .decode(case["content_b64"].as_str().unwrap())
            .unwrap();
        let url = CanonicalUrl::parse(case["url"].as_str().unwrap()).unwrap();
        let ours: BTreeSet<String> = read_list(&body, &url)
            .map(|list| list.addresses.iter().map(ToString::to_string).collect())
            .unwrap_or_default();
        let theirs: BTreeSet<String> = case["urls"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| {
                CanonicalUrl::parse(row["loc"].as_str().unwrap())
                    .unwrap()
                    .to_string()
            })
            .collect();
        if !theirs.is_subset(&ours) {
            let missing: Vec<_> = theirs.difference(&ours).take(3).collect();
            wrong.push(format!(
                "{name} {url}: missing {missing:?}, found {}",
                ours.len()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
