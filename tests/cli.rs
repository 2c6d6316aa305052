//! The stable shapes of the command line, and its exit codes.

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::support::{haidang, rows, rows_of, said, shared, told, workspace};

fn with_input(command: &mut Command, input: &str) -> std::process::Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn wrong_usage_ends_with_2_and_says_the_way_out() {
    let data = tempfile::tempdir().unwrap();
    let none = data.path().join("none");
    for (arguments, word) in [
        (vec!["search", "\"nhà cái"], "^"),
        (vec!["ingest", "khong-co.jsonl"], "khong-co.jsonl"),
        (vec!["ingest", "Cargo.toml"], ".jsonl"),
        (vec!["crawl", "ftp://bao.example/"], "ftp"),
        (
            vec!["crawl", "https://bao.example/", "--delay", "10"],
            "1000",
        ),
        (vec!["search", "x"], "haidang ingest"),
        (vec!["flags", "--category", "politics"], "gambling"),
        (vec!["match", "--watchlists", "khong-co"], "khong-co"),
        (vec!["--config", "khong-co", "flags"], "khong-co"),
        (vec!["nonsense"], "nonsense"),
    ] {
        let output = haidang(&none).args(&arguments).output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(2),
            "{arguments:?}: {}",
            told(&output)
        );
        let message = said(&output).replace(['.', ','], "");
        assert!(
            message.contains(&word.replace('.', "")),
            "{arguments:?}: {}",
            told(&output)
        );
        assert!(output.stdout.is_empty(), "{arguments:?}: {}", told(&output));
    }
}

#[test]
fn match_gives_a_row_a_row_in_order_with_scalar_offsets() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("danh-muc");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(
        folder.join("co-bac.toml"),
        r#"version = 1
[watchlist]
id = "co-bac"
name = "Cờ bạc"
category = "gambling"
severity = "high"
kind = "offer"
purpose = "Phát hiện quảng cáo cờ bạc trên trang công khai"
legal_basis = "Điều 321 Bộ luật Hình sự 2015"
owner = "to-van-hanh"
review_by = 2099-06-30

[[rule]]
id = "tai-xiu"
terms = ["tài xỉu"]
"#,
    )
    .unwrap();
    let input = [
        r#"{"id":1,"text":"Mời chơi: tài xỉu uy tín"}"#,
        r#"{"id":"hai","text":"một con số để xuất kho"}"#,
        r#"{"id":"ba","html":"<p>choi <b>tai</b> xiu</p>"}"#,
    ]
    .join("\n");
    let output = with_input(
        haidang(data.path())
            .arg("match")
            .arg("--watchlists")
            .arg(&folder)
            .arg("-"),
        &input,
    );
    assert!(output.status.success(), "{}", told(&output));
    let rows = rows_of(&output);
    let ids: Vec<_> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["1", "hai", "ba"]);
    let hit = &rows[0]["hits"][0];
    assert_eq!(
        (&hit["mode"], &hit["start"], &hit["end"]),
        (&"exact".into(), &10.into(), &17.into()),
        "{hit}"
    );
    assert_eq!(hit["quote"], "tài xỉu");
    assert_eq!(rows[0]["flagged"], true);
    assert_eq!(rows[0]["category"], "gambling");
    assert_eq!(
        (
            &rows[1]["flagged"],
            rows[1]["hits"].as_array().unwrap().len()
        ),
        (&false.into(), 0)
    );
    assert_eq!(rows[2]["hits"][0]["mode"], "folded");
    assert!(
        !data.path().join("haidang.sqlite").exists(),
        "match keeps nothing"
    );
}

#[test]
fn extract_prints_runs_links_and_defects() {
    let data = tempfile::tempdir().unwrap();
    let html = "<html><head><title>Tin xã</title></head><body><p>Chào <b>bà con</b></p>\
        <p style='display:none'>nhà cái</p><a href='/a'>liên kết</a></body></html>";
    let output = with_input(
        haidang(data.path()).args(["extract", "-", "--url", "https://xa.example/tin/"]),
        html,
    );
    assert!(output.status.success(), "{}", told(&output));
    let page = rows_of(&output).remove(0);
    assert_eq!(page["title"], "Tin xã");
    assert_eq!(page["links"][0]["target"], "https://xa.example/a");
    let runs = page["runs"].as_array().unwrap();
    let hidden: Vec<_> = runs
        .iter()
        .filter(|run| run["visibility"] == "hidden")
        .map(|run| &run["text"])
        .collect();
    assert_eq!(hidden, ["nhà cái"], "{page}");
    for key in [
        "url",
        "published",
        "lang",
        "encoding",
        "lead",
        "main",
        "defects",
    ] {
        assert!(page.get(key).is_some(), "{key} is missing: {page}");
    }
}

#[test]
fn robots_verdicts_of_the_agreed_cases() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("robots.txt");
    std::fs::write(&file, "User-agent: *\nDisallow: /kin\nAllow: /kin/mo\n").unwrap();
    for (url, verdict) in [
        ("/kin/a", "disallowed"),
        ("/kin/mo/a", "allowed"),
        ("https://x.example/", "allowed"),
    ] {
        let output = haidang(data.path())
            .args(["robots", "--agent", "HaiDang", "--url", url])
            .arg(&file)
            .output()
            .unwrap();
        assert_eq!(
            String::from_utf8_lossy(&output.stdout).trim(),
            verdict,
            "{url}: {}",
            told(&output)
        );
    }
    let Some(cases) = shared("cases/crawl/robots_consensus.jsonl") else {
        return;
    };
    let output = haidang(data.path())
        .arg("robots")
        .arg("--cases")
        .arg(&cases)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", told(&output));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let text = std::fs::read_to_string(&cases).unwrap();
    let expected: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(said.lines().count(), expected.len());
    let wrong: Vec<_> = said
        .lines()
        .zip(&expected)
        .filter(|(verdict, case)| (*verdict == "allowed") != case["allowed"].as_bool().unwrap())
        .map(|(_, case)| case.to_string())
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} wrong: {:?}",
        wrong.len(),
        expected.len(),
        wrong.first()
    );
}

#[test]
fn watchlists_and_sources_are_checked_with_every_fault_named() {
    let data = tempfile::tempdir().unwrap();
    assert!(rows(haidang(data.path()).args(["watchlist", "check"])).len() >= 6);
    let folder = data.path().join("danh-muc");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(
        folder.join("sai.toml"),
        "version = 1\n[watchlist]\nid = \"sai\"\nname = \"Sai\"\ncategory = \"politics\"\nseverity = \"high\"\n\
         kind = \"offer\"\npurpose = \"Thử\"\nlegal_basis = \"...\"\nowner = \"a\"\nreview_by = 2099-01-01\ncolour = 1\n\
         [[rule]]\nid = \"so\"\nterms = [\"0912 345 678\"]\n",
    )
    .unwrap();
    let output = haidang(data.path())
        .arg("watchlist")
        .arg("check")
        .arg(&folder)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    let message = said(&output);
    for place in ["sai.toml:5:", "sai.toml:9:", "sai.toml:12:", "sai.toml:15:"] {
        assert!(message.contains(place), "{place} is not named:\n{message}");
    }
    let shipped = workspace().join("config/sources");
    assert!(
        haidang(data.path())
            .arg("source")
            .arg("check")
            .arg(shipped)
            .output()
            .unwrap()
            .status
            .success()
    );
}
