//! Markup that tears terms apart, from a file of cases outside this
//! repository: what a reader sees must stand together in the runs.

// Tests stop at the first surprise, and say loudly what they left out.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use haidang_extract::{Limits, extract_html};
use haidang_model::{Page, Zone};

/// The lines of a page: joined runs put together, each with the zones of its runs.
fn lines(page: &Page) -> Vec<(String, Vec<Zone>)> {
    let mut lines: Vec<(String, Vec<Zone>)> = Vec::new();
    for run in &page.runs {
        if !run.joined {
            lines.push(Default::default());
        }
        let (text, zones) = lines.last_mut().unwrap();
        text.push_str(&run.text);
        zones.push(run.zone());
    }
    lines
}

/// Characters that a later stage takes out.
fn without_disguise(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .filter(|c| !matches!(c, '\u{200b}' | '\u{ad}'))
        .collect()
}

/// A line as it is shown: what U+202E opens stands the other way round.
fn as_shown(line: &str) -> String {
    let mut shown = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\u{202e}') {
        let (inside, behind) = after.split_once('\u{202c}').unwrap_or((after, ""));
        shown.push_str(before);
        shown.extend(inside.chars().rev());
        rest = behind;
    }
    shown + rest
}

#[test]
fn markup_hides_no_term_and_makes_none() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/cases/text/evasion_html.jsonl"
    );
    let Ok(cases) = std::fs::read_to_string(path) else {
        eprintln!("skipped: no {path}");
        return;
    };
    let mut right = 0;
    for line in cases.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| case[key].as_str().unwrap_or_default();
        let trick = text("trick");
        let page = extract_html(text("html"), None, &Limits::default());
        let term = text("term");
        let found = lines(&page)
            .into_iter()
            .find(|(line, _)| without_disguise(&as_shown(line)).contains(term));
        assert_eq!(
            found.is_some(),
            case["should_match"].as_bool().unwrap(),
            "{trick}: {:?}",
            page.runs
        );
        if let Some((_, zones)) = found {
            let zone = match trick {
                "hidden_offscreen" | "hidden_same_colour" => "hidden",
                "attr_alt" => "attribute",
                _ => case["zone"].as_str().unwrap_or("main"),
            };
            assert!(
                zones.iter().all(|z| z.as_str() == zone),
                "{trick}: {zones:?}"
            );
        }
        right += 1;
    }
    eprintln!("{right} cases right");
    assert!(right >= 15);
}
