//! Verdicts of other people's matchers, from the shared cases when present.

// A test that unwraps says by its line what did not hold.
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeSet, path::PathBuf};

use base64::Engine;
use haidang_crawler::robots::RobotsRules;
use serde_json::Value;

fn cases(name: &str) -> Option<Vec<Value>> {
    let path = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/cases/crawl"
    ))
    .join(name);
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(
            text.lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect(),
        ),
        Err(_) => {
            #[expect(clippy::print_stderr, reason = "a skipped test says so")]
            {
                eprintln!("skipped: {name} is not here");
            }
            None
        }
    }
}

fn rules(case: &Value) -> RobotsRules {
    match case["robots_b64"].as_str() {
        Some(text) => RobotsRules::parse(
            &base64::engine::general_purpose::STANDARD
                .decode(text)
                .unwrap(),
        ),
        None => RobotsRules::parse(case["robots"].as_str().unwrap().as_bytes()),
    }
}

fn agents(case: &Value) -> Vec<&str> {
    match case["uas"].as_array() {
        Some(agents) => agents.iter().filter_map(Value::as_str).collect(),
        None => vec![case["ua"].as_str().unwrap()],
    }
}

/// Returns the cases whose verdict is another than ours, as text.
fn differing(name: &str) -> Option<(usize, Vec<String>)> {
    let cases = cases(name)?;
    let wrong = cases
        .iter()
        .filter(|case| {
            let rules = rules(case);
            let ours = rules
                .for_agents(&agents(case))
                .allows(case["url"].as_str().unwrap());
            Some(ours) != case["allowed"].as_bool()
        })
        .map(|case| {
            let mut text = case.to_string();
            text.truncate(text.floor_char_boundary(600));
            text
        })
        .collect();
    Some((cases.len(), wrong))
}

#[test]
fn every_agreed_verdict_is_ours() {
    if let Some((count, wrong)) = differing("robots_consensus.jsonl") {
        assert_eq!(count, 709);
        assert!(
            wrong.is_empty(),
            "{} of {count}:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }
}

/// Cases of single implementations contradict each other and the RFC in
/// places; the number of those we decide otherwise may fall, not rise. What is
/// left: names of several agents on one line, prefixes of agents' names, rules
/// before any `User-agent`, `$` that is an end and a letter at once, lines cut
/// at 16 KiB, zero bytes, HTML, and cases of google/robotstxt that its own
/// note calls a caller's matter (addresses not escaped).
#[test]
fn single_implementations_are_followed_where_they_agree_with_the_rfc() {
    let mut over = Vec::new();
    for (name, most) in [
        ("robots_google.jsonl", 6),
        ("robots_protego.jsonl", 13),
        ("robots_crawler_commons.jsonl", 14),
        ("robots_texting_robots.jsonl", 12),
    ] {
        if let Some((count, wrong)) = differing(name)
            && wrong.len() > most
        {
            over.push(format!(
                "{name}: {} of {count}:\n{}",
                wrong.len(),
                wrong.join("\n")
            ));
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}

#[test]
fn delays_and_sitemaps_are_read_as_others_read_them() {
    let mut over = Vec::new();
    for (name, most) in [
        ("robots_protego_delay_sitemap.jsonl", 0),
        ("robots_crawler_commons_delay_sitemap.jsonl", 12),
        ("robots_texting_robots_delay_sitemap.jsonl", 6),
    ] {
        let Some(cases) = cases(name) else { continue };
        let wrong: Vec<String> = cases
            .iter()
            .filter(|case| !delays_and_sitemaps_agree(case))
            .map(|case| case.to_string().chars().take(500).collect())
            .collect();
        if wrong.len() > most {
            over.push(format!(
                "{name}: {} of {}:\n{}",
                wrong.len(),
                cases.len(),
                wrong.join("\n")
            ));
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}

fn delays_and_sitemaps_agree(case: &Value) -> bool {
    let rules = rules(case);
    let sitemaps = case
        .get("sitemaps")
        .and_then(Value::as_array)
        .is_none_or(|theirs| {
            let theirs: BTreeSet<&str> = theirs.iter().filter_map(Value::as_str).collect();
            let ours: BTreeSet<&str> = rules.sitemaps().iter().map(String::as_str).collect();
            theirs == ours
        });
    let seconds = |key: &str, unit: f64| {
        case.get(key)
            .map(|value| value.as_f64().map(|value| value / unit))
    };
    let theirs = seconds("crawl_delay", 1.0)
        .or(seconds("delay", 1.0))
        .or(seconds("crawl_delay_ms", 1_000.0));
    let delay = theirs.is_none_or(|theirs| {
        let ours = rules.for_agents(&agents(case)).crawl_delay();
        theirs == ours.map(|ours| ours.as_secs_f64())
    });
    sitemaps && delay
}
