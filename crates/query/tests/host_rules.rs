//! Rules that look at the hosts of a page.

// A test that fails should say where; `unwrap` does.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use haidang_model::{
    CanonicalUrl, Host, Kind, Link, Page, Region, RuleId, Rung, Visibility, WatchlistId, Zone,
};
use haidang_query::{
    HostSet, PageMeta, PageText, Protected, RuleBody, RuleSet, RuleSpec, Scan, read_host_list,
    read_protected_list,
};

fn spec(rule: &str, body: RuleBody) -> RuleSpec {
    RuleSpec {
        watchlist: WatchlistId::parse("gia-mao").unwrap(),
        rule: RuleId::parse(rule).unwrap(),
        version: 3,
        kind: Kind::Offer,
        body,
        max_rung: Rung::Deobf,
        zones: None,
        unless: vec!["công an cảnh báo".to_owned()],
    }
}

fn listed() -> RuleBody {
    let list = read_host_list("xau.example\n@@||tot.xau.example^\n");
    let (set, faults) = HostSet::build(list.hosts, list.exceptions, |_| false);
    assert_eq!(faults, []);
    RuleBody::Hosts(Arc::new(set))
}

fn protected() -> RuleBody {
    let list = read_protected_list("vietcombank.com.vn\nacb.com.vn\n");
    RuleBody::LookAlikes(Arc::new(Protected::new(list.hosts)))
}

fn page(url: Option<&str>, text: &str, links: &[(&str, Visibility)]) -> PageText {
    let link = |(target, visibility): &(&str, Visibility)| Link {
        target: (*target).to_owned(),
        text: String::new(),
        rel: String::new(),
        visibility: *visibility,
        region: Region::Main,
    };
    let url = url.map(|url| CanonicalUrl::parse(url).unwrap());
    let page = Page {
        links: links.iter().map(link).collect(),
        ..Page::from_text(url, text)
    };
    PageText::new(&page, PageMeta::default())
}

fn told(scan: &Scan) -> Vec<(&str, &str, Zone, &str, u16)> {
    scan.hits
        .iter()
        .map(|hit| {
            let permille = hit.confidence.permille();
            (
                hit.rule.as_str(),
                hit.term.as_str(),
                hit.zone,
                hit.quote.as_str(),
                permille,
            )
        })
        .collect()
}

#[test]
fn own_linked_and_written_hosts_are_met() {
    let rules = RuleSet::compile(vec![
        spec("may-chu", listed()),
        spec("gia-mao", protected()),
        spec("hinh-dang", RuleBody::Shapes),
    ])
    .unwrap();
    let scan = rules.scan(&page(
        Some("https://www.xau.example/tin"),
        "Mời vào vietcombank-xacthuc[.]com ngay, hoặc q98bet.com",
        &[
            ("https://vietcombank.vn-gss.club/vao", Visibility::Visible),
            ("https://www.xau.example/khac", Visibility::Visible),
            ("https://a.xau.example/", Visibility::Hidden),
            ("https://tot.xau.example/", Visibility::Visible),
        ],
    ));
    assert_eq!(
        told(&scan),
        [
            (
                "may-chu",
                "xau.example",
                Zone::Host,
                "www.xau.example",
                1_000
            ),
            (
                "may-chu",
                "xau.example",
                Zone::Link,
                "https://a.xau.example/",
                1_000
            ),
            (
                "gia-mao",
                "vietcombank.com.vn ~ sub-domain",
                Zone::Link,
                "https://vietcombank.vn-gss.club/vao",
                950
            ),
            (
                "gia-mao",
                "vietcombank.com.vn ~ added-words",
                Zone::Main,
                "vietcombank-xacthuc[.]com",
                900
            ),
            ("hinh-dang", "98+bet", Zone::Main, "q98bet.com", 850),
        ]
    );
    assert!(!scan.truncated);
    assert!(scan.hits.iter().all(|hit| hit.version == 3));
}

#[test]
fn zones_and_unless_hold_as_for_other_rules() {
    let mut hidden = spec("an", listed());
    hidden.zones = Some(vec![Zone::Hidden]);
    let mut own = spec("rieng", listed());
    own.zones = Some(vec![Zone::Host]);
    let rules = RuleSet::compile(vec![hidden, own]).unwrap();
    let scan = rules.scan(&page(
        None,
        "Công an cảnh báo trang xau.example",
        &[("https://b.xau.example/", Visibility::Hidden)],
    ));
    let met: Vec<&str> = scan.hits.iter().map(|hit| hit.rule.as_str()).collect();
    assert_eq!(met, ["an"]);
    assert_eq!(scan.unless.len(), 1);
}

#[test]
fn protected_hosts_and_pages_without_hosts_are_left() {
    let rules = RuleSet::compile(vec![
        spec("gia-mao", protected()),
        spec("may-chu", listed()),
    ])
    .unwrap();
    for page in [
        page(Some("https://www.vietcombank.com.vn/"), "acb.com.vn", &[]),
        page(None, "Không có máy chủ nào", &[]),
    ] {
        assert_eq!(rules.scan(&page), Scan::default());
    }
}

#[test]
fn a_link_farm_leaves_room_for_all_it_names() {
    let links: Vec<String> = (0..3_000)
        .map(|at| format!("https://h{at}.xau.example/"))
        .collect();
    let links: Vec<(&str, Visibility)> = links
        .iter()
        .map(|link| (link.as_str(), Visibility::Visible))
        .collect();
    let rules = RuleSet::compile(vec![spec("may-chu", listed())]).unwrap();
    let scan = rules.scan(&page(Some("https://xau.example/"), "x", &links));
    assert!(scan.truncated);
    let zones: Vec<Zone> = scan.hits.iter().map(|hit| hit.zone).collect();
    assert!(zones.contains(&Zone::Host) && zones.contains(&Zone::Link));
}

proptest::proptest! {
    #[test]
    fn a_rule_says_of_a_page_what_each_of_its_hosts_says(
        hosts in proptest::collection::vec("(vietcombank|acb|xau|q88bet|tot)[a-z-]{0,3}\\.(example|top|vn)", 0..6),
    ) {
        let targets: Vec<String> = hosts.iter().map(|host| format!("https://{host}/")).collect();
        let links: Vec<(&str, Visibility)> =
            targets.iter().map(|target| (target.as_str(), Visibility::Visible)).collect();
        let page = page(None, "x", &links);
        let RuleBody::LookAlikes(protected) = protected() else { unreachable!() };
        let body = RuleBody::LookAlikes(Arc::clone(&protected));
        let scan = RuleSet::compile(vec![spec("r", body)]).unwrap().scan(&page);
        let mut slow: Vec<String> = hosts
            .iter()
            .filter_map(|host| Host::parse(host).ok())
            .filter_map(|host| {
                let found = protected.look_alike(&host)?;
                Some(format!("{host} {} ~ {}", found.protected, found.how))
            })
            .collect();
        let mut fast: Vec<String> = scan
            .hits
            .iter()
            .map(|hit| {
                let host = hit.quote.trim_start_matches("https://").trim_end_matches('/');
                format!("{host} {}", hit.term)
            })
            .collect();
        slow.sort();
        slow.dedup();
        fast.sort();
        proptest::prop_assert_eq!(fast, slow);
    }
}
