//! `demo`: the invented web, crawled and flagged by the real binary.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use haidang::demo::pages;

use crate::support::{haidang, rows_of, told};

#[test]
fn harmful_sites_come_to_the_queue_and_the_warning_comes_last() {
    let data = tempfile::tempdir().unwrap();
    let started = Instant::now();
    let output = haidang(data.path())
        .args(["demo", "--once", "--port", "0", "--json"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", told(&output));
    eprintln!(
        "demo took {:.1} s in this build",
        started.elapsed().as_secs_f64()
    );
    let cases = rows_of(&output);
    let best: BTreeMap<String, f64> = cases.iter().rev().fold(BTreeMap::new(), |mut best, case| {
        let site = case["site"].as_str().unwrap_or_default().to_owned();
        let priority = case["priority"].as_f64().unwrap();
        let kept = best.entry(site).or_insert(priority);
        *kept = kept.max(priority);
        best
    });

    let pages = pages().unwrap();
    let site = |page: &haidang::demo::DemoPage| page.url.site().to_string();
    let findable: BTreeSet<String> = pages
        .iter()
        .filter(|page| page.must_be_flagged())
        .map(site)
        .collect();
    assert!(findable.len() >= 6, "{findable:?}");
    for site in &findable {
        assert!(
            best.contains_key(site),
            "{site} is not in the queue: {best:?}"
        );
    }
    let harmless: BTreeSet<String> = {
        let harmful: BTreeSet<String> = pages
            .iter()
            .filter(|page| page.harm.is_some())
            .map(site)
            .collect();
        pages
            .iter()
            .map(site)
            .filter(|site| !harmful.contains(site))
            .collect()
    };
    let least = findable
        .iter()
        .map(|site| best[site])
        .fold(f64::INFINITY, f64::min);
    for site in &harmless {
        // A warning that quotes everything may be recorded, never ahead of the
        // harm it warns of.
        assert!(
            best.get(site).is_none_or(|priority| *priority < least),
            "{site} stands above harm: {best:?}"
        );
    }
}
