//! Many rules at once.

// A test that fails should say where; `unwrap` does.
#![allow(clippy::unwrap_used)]

use haidang_model::{
    Kind, Link, Origin, Page, Region, RuleId, Rung, TextRun, Visibility, WatchlistId, Zone,
};
use haidang_query::{PageMeta, PageText, RuleBody, RulePart, RuleSet, RuleSpec, Scan, UnlessMet};

fn spec(rule: &str, body: RuleBody) -> RuleSpec {
    RuleSpec {
        watchlist: WatchlistId::parse("co-bac").unwrap(),
        rule: RuleId::parse(rule).unwrap(),
        version: 7,
        kind: Kind::Offer,
        body,
        max_rung: Rung::Deobf,
        zones: None,
        unless: Vec::new(),
    }
}

fn terms(rule: &str, terms: &[&str]) -> RuleSpec {
    spec(
        rule,
        RuleBody::Terms(terms.iter().map(|&term| term.to_owned()).collect()),
    )
}

fn query(rule: &str, source: &str) -> RuleSpec {
    spec(rule, RuleBody::Query(source.to_owned()))
}

fn run(origin: Origin, visibility: Visibility, text: &str) -> TextRun {
    TextRun {
        origin,
        region: Region::Main,
        visibility,
        hidden_by: None,
        text: text.to_owned(),
        href: None,
        joined: false,
    }
}

fn page(runs: Vec<TextRun>) -> PageText {
    let page = Page {
        runs,
        ..Page::default()
    };
    PageText::new(&page, PageMeta::default())
}

fn seen(text: &str) -> TextRun {
    run(Origin::Text, Visibility::Visible, text)
}

fn told(scan: &Scan) -> Vec<(&str, &str, &str)> {
    scan.hits
        .iter()
        .map(|hit| (hit.rule.as_str(), hit.term.as_str(), hit.quote.as_str()))
        .collect()
}

#[test]
fn a_set_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>() {}
    shared::<RuleSet>();
    shared::<PageText>();
    shared::<haidang_query::Query>();
}

#[test]
fn each_rule_says_what_it_met() {
    let rules = RuleSet::compile(vec![
        terms("tai-xiu", &["tài xỉu", "nổ hũ"]),
        terms("tai-xiu-md5", &["tài xỉu md5"]),
        query("nap", "\"nhà cái\" NEAR/3 (\"nạp tiền\" OR \"khuyến mãi\")"),
        query("khong", "\"tài xỉu\" NOT \"triệt phá\""),
    ])
    .unwrap();
    assert_eq!(rules.len(), 4);
    let scan = rules.scan(&page(vec![seen(
        "Chơi Tài Xỉu MD5, no hu online. Nhà cái lớn khuyến mãi",
    )]));
    assert_eq!(
        told(&scan),
        [
            ("tai-xiu", "tài xỉu", "Tài Xỉu"),
            ("tai-xiu", "nổ hũ", "no hu"),
            ("tai-xiu-md5", "tài xỉu md5", "Tài Xỉu MD5"),
            ("nap", "nhà cái", "Nhà cái"),
            ("nap", "khuyến mãi", "khuyến mãi"),
            ("khong", "tài xỉu", "Tài Xỉu"),
        ]
    );
    assert!(scan.hits.iter().all(|hit| hit.version == 7));
    assert!(!scan.truncated);
    assert_eq!(rules.scan(&page(vec![seen("Tin xã")])), Scan::default());
}

#[test]
fn rungs_and_zones_hold_per_rule() {
    let mut exact = terms("exact", &["tài xỉu"]);
    exact.max_rung = Rung::Exact;
    let mut hidden = terms("hidden", &["tài xỉu"]);
    hidden.zones = Some(vec![Zone::Hidden]);
    let mut narrowed = query("narrowed", "\"tài xỉu\"~exact");
    narrowed.max_rung = Rung::Deobf;
    let mut not_widened = query("not-widened", "\"tài xỉu\"~folded");
    not_widened.max_rung = Rung::Tone;
    let rules = RuleSet::compile(vec![
        exact,
        hidden,
        narrowed,
        not_widened,
        terms("any", &["tài xỉu"]),
    ])
    .unwrap();
    let met = |runs| {
        let scan = rules.scan(&page(runs));
        let rules: Vec<String> = scan.hits.iter().map(|hit| hit.rule.to_string()).collect();
        rules.join(" ")
    };
    assert_eq!(met(vec![seen("tai xiu")]), "any");
    assert_eq!(met(vec![seen("tài xỉu")]), "exact narrowed not-widened any");
    let unseen = run(Origin::Text, Visibility::Hidden, "tai xiu");
    assert_eq!(met(vec![unseen]), "hidden any");
}

#[test]
fn unless_terms_are_told_when_a_reader_sees_them() {
    let mut rule = terms("nha-cai", &["nhà cái"]);
    rule.unless = vec!["công an cảnh báo".into(), "khởi tố".into()];
    let mut other = terms("khac", &["vay nóng"]);
    other.unless = vec!["khởi tố".into()];
    let rules = RuleSet::compile(vec![rule, other]).unwrap();
    let scan = rules.scan(&page(vec![
        seen("Khởi tố chủ nhà cái"),
        run(Origin::Comment, Visibility::Visible, "công an cảnh báo"),
    ]));
    assert_eq!(
        scan.unless,
        [UnlessMet {
            watchlist: WatchlistId::parse("co-bac").unwrap(),
            rule: RuleId::parse("nha-cai").unwrap(),
            term: "khởi tố".into(),
        }]
    );
    assert_eq!(scan.hits.len(), 1);
}

#[test]
fn links_anchor_rules() {
    let rules = RuleSet::compile(vec![
        query("den", "link:nhacai.example"),
        query("khac", "link:khac.example OR \"cá độ\""),
        query("ca-hai", "link:nhacai.example AND \"tin xã\""),
    ])
    .unwrap();
    let page = Page {
        runs: vec![seen("tin xã")],
        links: vec![Link {
            target: "https://vao.nhacai.example/".into(),
            text: String::new(),
            rel: String::new(),
            visibility: Visibility::Hidden,
            region: Region::Footer,
        }],
        ..Page::default()
    };
    let scan = rules.scan(&PageText::new(&page, PageMeta::default()));
    assert_eq!(
        told(&scan),
        [
            ("den", "link:nhacai.example", "https://vao.nhacai.example/"),
            (
                "ca-hai",
                "link:nhacai.example",
                "https://vao.nhacai.example/"
            ),
            ("ca-hai", "tin xã", "tin xã"),
        ]
    );
}

#[test]
fn every_fault_of_every_rule_is_told() {
    let mut bad_unless = terms("unless", &["cá độ"]);
    bad_unless.unless = vec!["ổn".into(), "!".into()];
    let faults = RuleSet::compile(vec![
        terms("tot", &["cá độ"]),
        terms("trong", &[]),
        terms("dau", &["cá độ", "…", "?"]),
        query("phu-dinh", "NOT \"cá độ\""),
        query("noi", "site:a.example"),
        query("hong", "\"cá"),
        bad_unless,
    ])
    .unwrap_err();
    let told: Vec<_> = faults
        .iter()
        .map(|fault| {
            (
                fault.rule.as_str(),
                fault.part,
                fault.term_index,
                fault.span.clone(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("trong", RulePart::Terms, None, 0..0),
            ("dau", RulePart::Terms, Some(1), 0..3),
            ("dau", RulePart::Terms, Some(2), 0..1),
            ("phu-dinh", RulePart::Query, None, 0..15),
            ("noi", RulePart::Query, None, 0..14),
            ("hong", RulePart::Query, None, 0..1),
            ("unless", RulePart::Unless, Some(1), 0..1),
        ]
    );
}

#[test]
fn a_page_full_of_a_term_keeps_the_surest_of_every_term_and_zone() {
    let rules = RuleSet::compile(vec![
        terms("tai-xiu", &["tài xỉu", "vay nóng"]),
        query("an", "\"tài xỉu\" zone:hidden"),
        terms("no-hu", &["nổ hũ"]),
        query("gan", "\"tài xỉu\" NEAR/2 \"nổ hũ\""),
    ])
    .unwrap();
    let scan = rules.scan(&page(vec![
        run(
            Origin::Comment,
            Visibility::Visible,
            &"tài xỉu ".repeat(10_000),
        ),
        run(Origin::Text, Visibility::Hidden, "tài xỉu"),
        seen(&"tai xiu ".repeat(1_000)),
        seen("vay nong, tài xỉu nổ hũ"),
    ]));
    assert!(scan.truncated);
    assert!(scan.hits.len() < 100, "{}", scan.hits.len());
    let kinds: std::collections::BTreeSet<_> = scan
        .hits
        .iter()
        .map(|hit| (hit.rule.as_str(), hit.term.as_str(), hit.zone))
        .collect();
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        [
            ("an", "tài xỉu", Zone::Hidden),
            ("gan", "nổ hũ", Zone::Main),
            ("gan", "tài xỉu", Zone::Main),
            ("no-hu", "nổ hũ", Zone::Main),
            ("tai-xiu", "tài xỉu", Zone::Main),
            ("tai-xiu", "tài xỉu", Zone::Comment),
            ("tai-xiu", "tài xỉu", Zone::Hidden),
            ("tai-xiu", "vay nóng", Zone::Main),
        ]
    );
}

#[test]
fn what_is_told_of_a_page_is_shared_out_between_the_rules() {
    let specs = (0..200)
        .map(|at| terms(&format!("r{at}"), &["tài xỉu"]))
        .collect();
    let rules = RuleSet::compile(specs).unwrap();
    let scan = rules.scan(&page(vec![seen(&"tài xỉu ".repeat(100))]));
    assert!(scan.truncated);
    assert_eq!(scan.hits.len(), 5_000);
    assert!((0..200).all(|at| {
        let name = format!("r{at}");
        scan.hits.iter().any(|hit| hit.rule.as_str() == name)
    }));
}
