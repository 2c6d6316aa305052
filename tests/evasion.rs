//! Disguises, from the bytes of a page to the row that is told: the cases of
//! another author through the real binary, in text and in markup.

use std::path::Path;

use serde_json::Value;

use crate::support::{haidang, rows, shared};

/// Told apart: no rule on words alone can be expected to decide them.
const HARD: [&str; 5] = [
    "word_boundary_semantic",
    "bare_ambiguous",
    "viqr",
    "telex_raw",
    "vni_keys_raw",
];

fn read(path: &Path) -> Vec<Value> {
    std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_default()
}

/// Runs the cases: a rule for each term and rung. Returns each row's hits of
/// its own rule.
fn told(cases: &[Value], field: &str) -> Vec<Vec<Value>> {
    let folder = tempfile::tempdir().unwrap();
    let lists = folder.path().join("lists");
    std::fs::create_dir(&lists).unwrap();
    let mode = |case: &Value| match text(case, "mode") {
        "" => "deobf".to_owned(),
        mode => mode.to_owned(),
    };
    let mut rules: Vec<(String, String)> = cases
        .iter()
        .map(|case| (text(case, "term").to_owned(), mode(case)))
        .collect();
    rules.sort();
    rules.dedup();
    let mut list = String::from(
        "version = 1\n[watchlist]\nid = \"thu\"\nname = \"Danh mục thử\"\ncategory = \"gambling\"\n\
         severity = \"high\"\nkind = \"offer\"\n\
         purpose = \"Phát hiện quảng cáo cờ bạc trái phép trên trang công khai\"\n\
         legal_basis = \"Điều 321, 322 Bộ luật Hình sự 2015\"\nowner = \"to-van-hanh\"\n\
         review_by = 2099-06-30\n",
    );
    for (number, (term, mode)) in rules.iter().enumerate() {
        list +=
            &format!("[[rule]]\nid = \"r{number}\"\nterms = [\"{term}\"]\nmax_rung = \"{mode}\"\n");
    }
    std::fs::write(lists.join("thu.toml"), list).unwrap();
    let input: String = cases
        .iter()
        .enumerate()
        .map(|(at, case)| {
            let row = serde_json::json!({ "id": at.to_string(), field: case[field] });
            format!("{row}\n")
        })
        .collect();
    let file = folder.path().join("rows.jsonl");
    std::fs::write(&file, input).unwrap();
    let mut command = haidang(folder.path());
    command
        .arg("match")
        .arg("--watchlists")
        .arg(&lists)
        .arg(&file);
    let out = rows(&mut command);
    assert_eq!(out.len(), cases.len());
    cases
        .iter()
        .zip(out)
        .map(|(case, row)| {
            let own = (text(case, "term").to_owned(), mode(case));
            let number = rules.iter().position(|rule| *rule == own).unwrap();
            let hits = row["hits"].as_array().unwrap().iter();
            hits.filter(|hit| hit["rule"] == format!("r{number}"))
                .cloned()
                .collect()
        })
        .collect()
}

#[test]
fn disguised_text_is_met_and_its_look_alikes_are_not() {
    let Some(path) = shared("cases/text/evasion.jsonl") else {
        return;
    };
    let cases = read(&path);
    let (mut met, mut missed, mut wrongly) = (0, 0, 0);
    for (case, hits) in cases.iter().zip(told(&cases, "text")) {
        let letters: Vec<char> = text(case, "text").chars().collect();
        for hit in &hits {
            let place = |key: &str| hit[key].as_u64().unwrap() as usize;
            let quoted: String = letters[place("start")..place("end")].iter().collect();
            assert_eq!(hit["quote"], quoted, "{case}");
        }
        if HARD.contains(&text(case, "trick")) {
            continue;
        }
        match (case["should_match"].as_bool().unwrap(), hits.is_empty()) {
            (true, false) => met += 1,
            (true, true) => missed += 1,
            (false, false) => wrongly += 1,
            (false, true) => {}
        }
    }
    eprintln!("evasion through the binary: {met} met, {missed} missed, {wrongly} wrongly met");
    assert!(met * 100 >= (met + missed) * 98, "{missed} missed");
    assert!(met * 100 >= (met + wrongly) * 99, "{wrongly} wrongly met");
}

#[test]
fn tricks_of_markup_hide_nothing() {
    let Some(path) = shared("cases/text/evasion_html.jsonl") else {
        return;
    };
    let cases = read(&path);
    for (case, hits) in cases.iter().zip(told(&cases, "html")) {
        let should = case["should_match"].as_bool().unwrap();
        assert_eq!(!hits.is_empty(), should, "{case}: {hits:?}");
        if let Some(zone) = case["zone"].as_str() {
            assert!(
                hits.iter().any(|hit| hit["zone"] == zone),
                "{case}: {hits:?}"
            );
        }
    }
}
