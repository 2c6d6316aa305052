//! Watchlist files: what is refused, where, and all of it at once.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

use std::path::Path;

use haidang_alerting::{
    AlertingConfig, Fault, HostLists, PageContext, RuleText, Watch, load_dir, load_str,
};
use haidang_model::{CanonicalUrl, Kind, Page, PageKey, Rung, Timestamp, Zone};
use haidang_query::{PageMeta, PageText};
use proptest::prelude::*;

/// The head of a file that is right, 10 lines long; the first rule stands on
/// line 11.
const HEAD: &str = r#"version = 1
[watchlist]
id = "co-bac"
name = "Cờ bạc"
category = "gambling"
severity = "high"
kind = "offer"
purpose = "Phát hiện quảng cáo cờ bạc trái phép trên trang công khai"
legal_basis = "Điều 321, 322 Bộ luật Hình sự 2015"
owner = "to-van-hanh"
review_by = 2027-06-30
"#;

const RULE: &str = "[[rule]]\nid = \"a\"\nterms = [\"tài xỉu\"]\n";

fn faults(text: &str) -> Vec<Fault> {
    load_str("w.toml", text).err().unwrap_or_default()
}

/// Writes faults as `line:column` with the beginning of the English message.
fn places(text: &str) -> Vec<String> {
    faults(text)
        .iter()
        .map(|fault| format!("{}:{}", fault.line, fault.column))
        .collect()
}

#[test]
fn the_file_of_the_manual_loads() {
    let text = format!(
        "{HEAD}{}",
        r#"
[[rule]]
id = "tai-xiu"
terms = ["tài xỉu", "nổ hũ"]  # any of them
max_rung = "folded"

[[rule]]
id = "moi-nap-tien"
query = '"nhà cái" NEAR/20 ("nạp tiền" OR "khuyến mãi") NOT "triệt phá"'
zones = ["title", "main", "hidden"]
unless = ["công an cảnh báo", "khởi tố"]
kind = "report"
note = "thử"
"#
    );
    let watchlist = load_str("w.toml", &text).unwrap();
    assert_eq!(watchlist.rules.len(), 2);
    let [terms, query] = watchlist.rules.as_slice() else {
        panic!("two rules")
    };
    assert!(matches!(&terms.body, RuleText::Terms(terms) if terms.len() == 2));
    assert_eq!((terms.max_rung, terms.kind), (Rung::Folded, Kind::Offer));
    assert_eq!(terms.zones, None);
    assert!(matches!(&query.body, RuleText::Query(_)));
    assert_eq!((query.max_rung, query.kind), (Rung::Deobf, Kind::Report));
    assert_eq!(
        query.zones.as_deref(),
        Some([Zone::Title, Zone::Main, Zone::Hidden].as_slice())
    );
    assert_eq!(query.unless.len(), 2);
    // 2026-11-25 and the day after the review-by day.
    assert!(!watchlist.is_expired(Timestamp(1_795_564_800_000)));
    assert!(watchlist.is_expired(Timestamp(1_814_374_800_000)));
}

/// The head and one rule about hosts.
fn host_rule(rule: &str) -> Result<haidang_alerting::Watchlist, Vec<Fault>> {
    load_str(
        "w.toml",
        &format!("{HEAD}\n[[rule]]\nid = \"ten\"\n{rule}\n"),
    )
}

#[test]
fn a_rule_may_look_for_hosts() {
    let body = |rule: &str| host_rule(rule).unwrap().rules.remove(0).body;
    let shapes = body("shapes = [\"gambling\"]\nzones = [\"host\", \"link\"]");
    assert!(matches!(&shapes, RuleText::Shapes(shapes) if shapes.len() == 1));
    let protects = body("protects = \"duoc-bao-ve\"\nunless = [\"cảnh báo\"]");
    assert!(matches!(&protects, RuleText::LookAlikes(list) if list.text == "duoc-bao-ve"));
    let hosts = body("hosts = 'chan-2026'");
    assert!(matches!(&hosts, RuleText::Hosts(list) if list.text == "chan-2026"));
    let line = HEAD.lines().count() + 4;
    for (rule, column, fault) in [
        (
            "shapes = [\"gamblin\"]",
            11,
            "`shapes` does not take `gamblin`; did you mean `gambling`?",
        ),
        (
            "shapes = \"gambling\"",
            10,
            "`shapes` must be an array of strings",
        ),
        (
            "protect = \"duoc-bao-ve\"\nterms = [\"nổ hũ\"]",
            1,
            "unknown key `protect` in [[rule]]; did you mean `protects`?",
        ),
        (
            "hosts = \"../chan.txt\"",
            9,
            "`hosts` asks for the name of a file in the folder `hosts`",
        ),
    ] {
        let faults = host_rule(rule).unwrap_err();
        assert_eq!(faults.len(), 1, "{rule}: {faults:?}");
        assert!(faults[0].en.starts_with(fault), "{}", faults[0].en);
        assert_eq!((faults[0].line, faults[0].column), (line, column), "{rule}");
    }
    let both = host_rule("protects = \"a\"\nhosts = \"b\"").unwrap_err();
    assert!(
        both[0]
            .en
            .starts_with("the rule has both `protects` and `hosts`")
    );
}

#[test]
fn named_lists_are_found_when_a_watch_is_made_and_are_part_of_its_digest() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("hosts");
    std::fs::create_dir(&folder).unwrap();
    let compile = |rule: &str| {
        let lists = vec![(host_rule(rule).unwrap(), 1)];
        let hosts = HostLists::load(std::slice::from_ref(&folder), &HostLists::default()).unwrap();
        let now = Timestamp(1_795_564_800_000);
        Watch::compile(lists, &hosts, &AlertingConfig::default(), now)
    };
    let write = |text: &str| std::fs::write(folder.join("chan.txt"), text).unwrap();

    write("xau.example\n");
    let first = compile("hosts = \"chan\"").unwrap();
    assert_eq!(first.host_lists().host_count("chan"), Some(1));
    let read = |url: &str| {
        let url = CanonicalUrl::parse(url).unwrap();
        let page = Page::from_text(Some(url.clone()), "Trang chủ");
        let text = PageText::new(&page, PageMeta::default());
        let context = PageContext {
            key: PageKey::Url(url),
            site: "thu".into(),
            fetched: Timestamp(0),
            now: Timestamp(1_795_564_800_000),
        };
        first.assess(&page, &text, &context).hits.len()
    };
    assert_eq!(read("https://a.xau.example/"), 1);
    assert_eq!(read("https://tot.example/"), 0);
    assert_eq!(
        first.digest(),
        compile("hosts = \"chan\"").unwrap().digest()
    );
    write("xau.example\nxau2.example\n");
    assert_ne!(
        first.digest(),
        compile("hosts = \"chan\"").unwrap().digest()
    );

    let line = HEAD.lines().count() + 4;
    let faults = compile("hosts = \"chann\"").unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    let fault = &faults[0];
    assert_eq!(
        (fault.file.as_str(), fault.line, fault.column),
        ("w.toml", line, 9)
    );
    for part in [
        "rule `ten`",
        "`chann`",
        "did you mean `chan`?",
        &*folder.to_string_lossy(),
    ] {
        assert!(fault.en.contains(part), "{part}: {}", fault.en);
    }

    // Faults of a list stand where the list has them.
    write("xau.example\n  gov.vn\nhttps://xau.example/trang\n");
    let faults = compile("hosts = \"chan\"").unwrap_err();
    let file = folder.join("chan.txt").display().to_string();
    assert!(faults.iter().all(|fault| fault.file == file), "{faults:?}");
    let lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [2, 3], "{faults:?}");
}

#[test]
fn every_fault_of_a_mistyped_file_is_found_with_its_place() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/typo.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let found: Vec<String> = load_str("config/watchlists/typo.toml", &text)
        .unwrap_err()
        .iter()
        .map(|fault| {
            format!(
                "{}:{}:{}: {}",
                fault.file, fault.line, fault.column, fault.en
            )
        })
        .collect();
    let expected = [
        ("3:1", "[watchlist] lacks the key `legal_basis`"),
        (
            "6:12",
            "`category` does not take `gamblin`; did you mean `gambling`?",
        ),
        (
            "7:12",
            "`severity` does not take `hihg`; did you mean `high`?",
        ),
        (
            "10:1",
            "unknown key `legal_bases` in [watchlist]; did you mean `legal_basis`?",
        ),
        ("12:13", "`review_by` must be a date without quotes"),
        (
            "14:1",
            "the rule does not say what it looks for; exactly one of `terms`, `query`, `shapes`",
        ),
        (
            "16:1",
            "unknown key `term` in [[rule]]; did you mean `terms`?",
        ),
        (
            "20:32",
            "a phone, account or ID number cannot be looked for",
        ),
        ("21:12", "a social handle cannot be looked for"),
        ("22:12", "`max_rung` does not take `fuzzy`"),
        ("23:19", "`zones` does not take `boddy`"),
        ("28:9", "the rule has both `terms` and `query`"),
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, (place, message)) in found.iter().zip(expected) {
        let beginning = format!("config/watchlists/typo.toml:{place}: {message}");
        assert!(found.starts_with(&beginning), "{found}\n{beginning}");
    }
}

#[test]
fn faults_stand_at_their_place() {
    let mut wrong = Vec::new();
    let with_rule = |rule: &str| format!("{HEAD}{rule}");
    let with_head = |from: &str, to: &str| format!("{}{RULE}", HEAD.replace(from, to));
    for (what, text, expected) in [
        ("nothing", String::new(), vec!["1:1", "1:1", "1:1"]),
        ("broken", "version = \n".to_owned(), vec!["1:11"]),
        ("no rule", HEAD.to_owned(), vec!["1:1"]),
        (
            "version 2",
            with_head("version = 1", "version = 2"),
            vec!["1:11"],
        ),
        (
            "version text",
            with_head("version = 1", "version = \"1\""),
            vec!["1:11"],
        ),
        ("bad id", with_head("\"co-bac\"", "\"Cờ bạc\""), vec!["3:6"]),
        ("empty name", with_head("\"Cờ bạc\"", "\" \""), vec!["4:8"]),
        (
            "name is a number",
            with_head("\"Cờ bạc\"", "7"),
            vec!["4:8"],
        ),
        (
            "political",
            with_head("\"gambling\"", "\"politics\""),
            vec!["5:12"],
        ),
        (
            "dotted basis",
            with_head("Điều 321, 322 Bộ luật Hình sự 2015", "..."),
            vec!["9:15"],
        ),
        (
            "empty basis",
            with_head("Điều 321, 322 Bộ luật Hình sự 2015", ""),
            vec!["9:15"],
        ),
        (
            "no basis yet",
            with_head("Điều 321, 322 Bộ luật Hình sự 2015", "chưa có"),
            vec!["9:15"],
        ),
        (
            "time of day",
            with_head("2027-06-30", "2027-06-30T10:00:00Z"),
            vec!["11:13"],
        ),
        (
            "no such day",
            with_head("2027-06-30", "2027-02-30"),
            vec!["11:13"],
        ),
        ("flat rule", format!("rule = 1\n{HEAD}"), vec!["1:8"]),
        (
            "empty terms",
            with_rule("[[rule]]\nid = \"a\"\nterms = []\n"),
            vec!["14:9"],
        ),
        (
            "term no text",
            with_rule("[[rule]]\nid = \"a\"\nterms = [\"tài xỉu\", 5]\n"),
            vec!["14:21"],
        ),
        (
            "term without words",
            with_rule("[[rule]]\nid = \"a\"\nterms = [\"tài xỉu\", \"!!\"]\n"),
            vec!["14:22"],
        ),
        ("same id", with_rule(&format!("{RULE}{RULE}")), vec!["16:6"]),
        (
            "query broken",
            with_rule("[[rule]]\nid = \"a\"\nquery = '\"tài xỉu\" AND'\n"),
            vec!["14:20"],
        ),
        (
            "words side by side",
            with_rule("[[rule]]\nid = \"a\"\nquery = 'tài xỉu'\n"),
            vec!["14:10"],
        ),
        (
            "only not",
            with_rule("[[rule]]\nid = \"a\"\nquery = 'NOT \"tài xỉu\"'\n"),
            vec!["14:10"],
        ),
        (
            "site alone",
            with_rule("[[rule]]\nid = \"a\"\nquery = 'site:bao.example'\n"),
            vec!["14:10"],
        ),
        (
            "host alone",
            with_rule("[[rule]]\nid = \"a\"\nquery = 'host:www.bao.example'\n"),
            vec!["14:10"],
        ),
        (
            "sites alone",
            with_rule("[[rule]]\nid = \"a\"\nquery = 'site:a.example OR host:b.example'\n"),
            vec!["14:10", "14:28"],
        ),
        (
            "personal query",
            with_rule("[[rule]]\nid = \"a\"\nquery = '\"vay nóng\" AND \"0912345678\"'\n"),
            vec!["14:26"],
        ),
        (
            "escaped query",
            with_rule(
                "[[rule]]\nid = \"a\"\nquery = \"\\\"vay nóng\\\" AND \\\"0912345678\\\"\"\n",
            ),
            vec!["14:29"],
        ),
    ] {
        if places(&text) != expected {
            wrong.push(format!("{what}: not {expected:?} but {:#?}", faults(&text)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn personal_data_is_refused_wherever_it_stands() {
    for needle in [
        "0912 345 678",
        "ai.do@thu.example",
        "@vaynong24h",
        "facebook.com/nguyen.van.a",
        "t.me/kenhban",
        "stk 19034567890123",
        "CCCD 001099012345",
    ] {
        for rule in [
            format!("terms = [\"vay nóng\", \"{needle}\"]"),
            format!("query = '\"vay nóng\" AND \"{needle}\"'"),
            format!("terms = [\"vay nóng\"]\nunless = [\"{needle}\"]"),
        ] {
            let text = format!("{HEAD}[[rule]]\nid = \"a\"\n{rule}\n");
            assert!(
                faults(&text)
                    .iter()
                    .any(|fault| fault.en.contains("cannot be looked for")
                        && fault.vi.contains("không được tìm theo")),
                "{rule}: {:?}",
                faults(&text)
            );
        }
    }
}

#[test]
fn a_folder_reports_all_its_files_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
    write("a.toml", &format!("{HEAD}{RULE}"));
    write("b.toml", &format!("{HEAD}{RULE}"));
    write(
        "c.toml",
        &format!("{}{RULE}", HEAD.replace("gambling", "x")),
    );
    write("d.toml", "version = ");
    std::fs::write(dir.path().join("e.toml"), [0xff, 0xfe]).unwrap();
    write("f.txt", "not a watchlist");
    let found: Vec<String> = load_dir(dir.path())
        .unwrap_err()
        .iter()
        .map(|fault| {
            let name = Path::new(&fault.file).file_name().unwrap();
            format!("{}:{}:{}", name.to_string_lossy(), fault.line, fault.column)
        })
        .collect();
    // `b` and `c` both take the id of `a`.
    assert_eq!(
        found,
        [
            "b.toml:3:6",
            "c.toml:3:6",
            "c.toml:5:12",
            "d.toml:1:11",
            "e.toml:1:1"
        ]
    );
    assert!(load_dir(&dir.path().join("none")).is_err());
}

#[test]
fn faults_print_as_file_line_column_message() {
    let fault = &faults(&format!("{}{RULE}", HEAD.replace("gambling", "gamblin")))[0];
    let line = fault.to_string();
    assert!(
        line.starts_with("w.toml:5:12: `category` không nhận giá trị `gamblin`"),
        "{line}"
    );
    assert!(line.contains("did you mean `gambling`?"), "{line}");
}

proptest! {
    /// Whatever an operator's editor does to a file, it loads or it is refused
    /// with faults that lie inside it.
    #[test]
    fn damaged_files_are_refused_inside_the_file(
        from in 0_usize..1_200,
        length in 0_usize..60,
        put in "[\"'\\[\\]=#\\\\\n a0đ…@]{0,6}",
    ) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/typo.toml");
        let text = std::fs::read_to_string(path).unwrap();
        let kept: String = text
            .chars()
            .take(from)
            .chain(put.chars())
            .chain(text.chars().skip(from + length))
            .collect();
        if let Err(faults) = load_str("w.toml", &kept) {
            prop_assert!(!faults.is_empty());
            let lines: Vec<&str> = kept.split('\n').collect();
            for fault in faults {
                let line = lines.get(fault.line - 1);
                prop_assert!(line.is_some(), "{fault}");
                prop_assert!(fault.column <= line.unwrap_or(&"").chars().count() + 1, "{fault}");
            }
        }
    }
}

#[test]
fn a_term_may_have_its_own_limit() {
    let rule = "[[rule]]\nid = \"a\"\nmax_rung = \"folded\"\nterms = [\"tài xỉu\", { text = \"nổ hũ\", max_rung = \"exact\" }, { text = \"xóc đĩa\" }]\n";
    let list = load_str("w.toml", &format!("{HEAD}{rule}")).unwrap();
    let RuleText::Terms(terms) = &list.rules[0].body else {
        panic!("terms")
    };
    let rungs: Vec<_> = terms.iter().map(|term| term.max_rung).collect();
    assert_eq!(rungs, [None, Some(Rung::Exact), None]);

    let watch = Watch::compile(
        vec![(list, 1)],
        &HostLists::default(),
        &AlertingConfig::default(),
        Timestamp(1_795_564_800_000),
    )
    .unwrap();
    let page = Page::from_text(None, "Chơi tai xiu, no hu và xoc dia mỗi ngày.");
    let text = PageText::new(&page, PageMeta::default());
    let context = PageContext {
        key: PageKey::import("thu", "1"),
        site: String::new(),
        fetched: Timestamp(1_795_564_800_000),
        now: Timestamp(1_795_564_800_000),
    };
    let found = watch.assess(&page, &text, &context);
    let mut met: Vec<&str> = found.hits.iter().map(|hit| hit.term.as_str()).collect();
    met.sort_unstable();
    assert_eq!(met, ["tài xỉu", "xóc đĩa"]);
    assert_eq!(found.rules.len(), 1, "one rule, however many limits");

    for (terms, expected) in [
        // Wider than the rule, an unknown key, no text, an unknown rung.
        ("{ text = \"nổ hũ\", max_rung = \"deobf\" }", vec!["15:10"]),
        ("{ text = \"nổ hũ\", rung = \"tone\" }", vec!["15:28"]),
        ("{ max_rung = \"tone\" }", vec!["15:10"]),
        ("{ text = \"nổ hũ\", max_rung = \"fuzzy\" }", vec!["15:39"]),
        ("{ text = \"gọi 0912 345 678\" }", vec!["15:24"]),
        // What the language refuses is put to the term that has it.
        (
            "\"tài xỉu\", { text = \"...\", max_rung = \"tone\" }",
            vec!["15:31"],
        ),
    ] {
        let text =
            format!("{HEAD}[[rule]]\nid = \"a\"\nmax_rung = \"folded\"\nterms = [{terms}]\n");
        assert_eq!(places(&text), expected, "{terms}: {:?}", faults(&text));
    }
}
