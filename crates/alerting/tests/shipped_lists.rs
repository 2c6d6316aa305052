//! The watchlists in `config/watchlists`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

use std::{collections::BTreeSet, path::Path};

use haidang_alerting::{AlertingConfig, HostLists, Watch, Watchlist, load_dir};
use haidang_model::{Category, Kind, Timestamp};

/// 2026-11-25T00:00:00Z.
const NOW: Timestamp = Timestamp(1_795_564_800_000);

fn shipped() -> Vec<Watchlist> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/watchlists");
    match load_dir(&dir) {
        Ok(lists) => lists,
        Err(faults) => {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            panic!("{}", lines.join("\n"))
        }
    }
}

fn terms(list: &Watchlist) -> impl Iterator<Item = &str> {
    list.rules
        .iter()
        .flat_map(|rule| rule.body.terms())
        .map(|term| term.needle.text.as_str())
}

/// The lists of hosts in `config/hosts`.
fn shipped_hosts() -> HostLists {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/hosts");
    HostLists::load(&[folder], &HostLists::default()).unwrap()
}

#[test]
fn all_load_and_compile_and_none_is_expired() {
    let lists = shipped();
    let watch = Watch::compile(
        lists.into_iter().map(|list| (list, 1)).collect(),
        &shipped_hosts(),
        &AlertingConfig::default(),
        NOW,
    )
    .unwrap();
    assert!(watch.expired(NOW).is_empty());
    assert!(watch.rule_count() >= 40);
}

#[test]
fn the_harms_that_are_asked_for_are_covered() {
    let lists = shipped();
    let categories: BTreeSet<Category> = lists
        .iter()
        .filter(|list| list.kind == Kind::Offer)
        .map(|list| list.category)
        .collect();
    for category in [
        Category::Gambling,
        Category::Fraud,
        Category::Phishing,
        Category::FakeJob,
        Category::LoanShark,
        Category::FakePapers,
        Category::Drugs,
        Category::Weapons,
        Category::DataTrade,
        Category::ChildSafety,
        Category::Malware,
        Category::HackedSite,
    ] {
        assert!(categories.contains(&category), "{category}");
    }
    let offers: usize = lists
        .iter()
        .filter(|list| list.kind == Kind::Offer)
        .map(|list| terms(list).count())
        .sum();
    assert!(offers >= 150, "{offers} terms");
    assert!(lists.iter().any(|list| list.kind == Kind::Report));
}

#[test]
fn terms_are_several_words_with_marks_and_stand_once() {
    let mut seen = BTreeSet::new();
    for list in shipped() {
        let hidden_only: BTreeSet<String> = list
            .rules
            .iter()
            .filter(|rule| rule.zones.is_some())
            .flat_map(|rule| rule.body.terms())
            .map(|term| term.needle.text.clone())
            .collect();
        for term in terms(&list) {
            assert!(term.split_whitespace().count() >= 2, "{term}");
            assert_eq!(term.trim(), term);
            assert!(
                hidden_only.contains(term) || seen.insert(term.to_owned()),
                "{term} stands twice"
            );
        }
    }
}

#[test]
fn every_rule_has_a_comment_that_says_what_it_must_not_catch() {
    for list in shipped() {
        let text: &str = &list.text;
        let mut before = String::new();
        let mut rules = 0;
        for line in text.lines() {
            if line.starts_with('#') {
                before.push_str(line);
            } else if line == "[[rule]]" {
                rules += 1;
                assert!(
                    !before.is_empty(),
                    "{}: rule {rules} has no comment",
                    list.id
                );
                before.clear();
            } else if line.is_empty() {
                before.clear();
            }
        }
        assert_eq!(rules, list.rules.len());
        assert!(
            list.kind == Kind::Report || text.contains("Không bắt"),
            "{}",
            list.id
        );
    }
}
