//! Verdicts of other people's matchers, from the shared cases when present.

// A test that unwraps says by its line what did not hold.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

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
/// places; the number of those we decide otherwise may fall, not rise.
#[test]
fn single_implementations_are_followed_where_they_agree_with_the_rfc() {
    for (name, most) in [
        ("robots_google.jsonl", 6),
        ("robots_protego.jsonl", 1000),
        ("robots_crawler_commons.jsonl", 1000),
        ("robots_texting_robots.jsonl", 1000),
    ] {
        if let Some((count, wrong)) = differing(name) {
            assert!(
                wrong.len() <= most,
                "{name}: {} of {count}:\n{}",
                wrong.len(),
                wrong.join("\n")
            );
        }
    }
}
