//! Pages in the manner of twelve Vietnamese papers and portals, all of our own
//! invention: title, lead, date with its own offset, and main text.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::HashMap;

use haidang_extract::{Limits, extract_html};

/// What token F1 of the main text has to reach on every page.
const F1_MIN: f64 = 0.97;

fn tokens(text: &str) -> HashMap<String, i64> {
    let mut bag = HashMap::new();
    for word in text
        .to_lowercase()
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
    {
        *bag.entry(word.to_owned()).or_default() += 1;
    }
    bag
}

fn f1(found: &str, gold: &str) -> f64 {
    let (found, gold) = (tokens(found), tokens(gold));
    let both: i64 = found
        .iter()
        .map(|(word, count)| (*count).min(gold.get(word).copied().unwrap_or(0)))
        .sum();
    let all: i64 = found.values().chain(gold.values()).sum();
    2.0 * both as f64 / all.max(1) as f64
}

#[test]
fn papers_are_read_as_their_readers_read_them() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/news");
    let mut wrong = Vec::new();
    let mut pages = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "html") {
            continue;
        }
        pages += 1;
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let html = std::fs::read_to_string(&path).unwrap();
        let wanted: serde_json::Value =
            serde_json::from_slice(&std::fs::read(path.with_extension("json")).unwrap()).unwrap();
        let text = |key: &str| wanted[key].as_str().unwrap();
        let page = extract_html(&html, None, &Limits::default());
        for (what, found) in [
            ("title", page.title.as_str()),
            ("lead", page.lead.as_str()),
            ("published", page.published.as_deref().unwrap_or_default()),
        ] {
            if found != text(what) {
                wrong.push(format!("{name}: {what} is {found:?}, not {:?}", text(what)));
            }
        }
        for what in ["lead", "first", "last"] {
            if !page.main.contains(text(what)) {
                wrong.push(format!("{name}: main lacks its {what}: {:?}", text(what)));
            }
        }
        for absent in wanted["absent"].as_array().unwrap() {
            let absent = absent.as_str().unwrap();
            assert!(html.contains(absent), "{name} does not hold {absent:?}");
            if page.main.contains(absent) {
                wrong.push(format!("{name}: main holds {absent:?}"));
            }
        }
        let score = f1(&page.main, text("main"));
        if score < F1_MIN {
            wrong.push(format!("{name}: F1 {score:.3} of {:?}", page.main));
        }
    }
    assert!(pages >= 12, "{pages} pages");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
