//! Source files, good and bad, as operators write them.

// A test that unwraps says by its line what did not hold.
#![allow(clippy::unwrap_used)]

use haidang_crawler::{AdHoc, Fault, Reach, Scope, Source, load_dir, load_str};
use haidang_model::{CanonicalUrl, Timestamp};

const GOOD: &str = r#"version = 1
[source]
id = "bao-tinh"
name = "Báo tỉnh"
seeds = ["https://bao.example/"]
basis = "Theo dõi quảng cáo trái phép"
owner = "to-van-hanh"
review_by = 2027-06-30
"#;

fn faults(text: &str) -> Vec<Fault> {
    load_str("s.toml", text).err().unwrap_or_default()
}

/// `line:column: English` of every fault.
fn said(text: &str) -> Vec<String> {
    faults(text)
        .iter()
        .map(|fault| fault.to_string().trim_start_matches("s.toml:").to_owned())
        .collect()
}

#[test]
fn the_sample_is_the_manual_and_says_the_defaults() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../config/sources/mau.toml.sample"
    );
    let sample = load_str("mau.toml.sample", &std::fs::read_to_string(path).unwrap()).unwrap();
    let plain = load_str("s.toml", GOOD).unwrap();
    assert_eq!(sample.scope, plain.scope);
    assert_eq!(sample.reach, plain.reach);
    assert_eq!(sample.depth_max, plain.depth_max);
    assert_eq!((plain.scope, plain.delay_ms()), (Scope::Site, 2_000));
    assert_eq!((plain.pages_max, plain.depth_max), (10_000, 64));
    assert!(!plain.allow_private() && !plain.owned && plain.every.is_none());
    assert_eq!(sample.every.unwrap().as_str(), "0 0 */6 * * *");
}

#[test]
fn every_fault_is_told_with_its_place_and_a_way_out() {
    for (change, with, expected) in [
        (
            "version = 1",
            "version = 2",
            "1:11: only `version = 1` can be read",
        ),
        ("version = 1\n", "", "1:1: `version = 1` is missing"),
        (
            "id = \"bao-tinh\"",
            "id = \"Báo\"",
            "3:6: `Báo` is no valid id",
        ),
        ("id = \"bao-tinh\"\n", "", "2:1: the key `id` is missing"),
        (
            "name = \"Báo tỉnh\"",
            "name = 3",
            "4:8: `name` must be a string",
        ),
        ("owner =", "chủ = 1\nowner =", "7:"),
        (
            "owner =",
            "ownr = \"a\"\nowner =",
            "7:1: unknown key `source.ownr`",
        ),
        ("[source]", "[sourse]", "2:2: unknown key `sourse`"),
        (
            "\"Theo dõi quảng cáo trái phép\"",
            "\" … \"",
            "6:9: `basis` says nothing",
        ),
        ("\"to-van-hanh\"", "\"\"", "7:9: `owner` says nothing"),
        (
            "2027-06-30",
            "\"hôm nay\"",
            "8:13: `review_by` must be a date",
        ),
        (
            "2027-06-30",
            "2027-06-30T00:00:00Z",
            "8:13: `review_by` must be a date",
        ),
        ("2027-06-30", "2027-06-31", "8:"),
        ("[\"https://bao.example/\"]", "[]", "5:9: seeds is empty"),
        (
            "[\"https://bao.example/\"]",
            "\"https://bao.example/\"",
            "5:9: `seeds` must be a list",
        ),
        (
            "https://bao.example/",
            "ftp://bao.example/",
            "5:10: the seed cannot be used: scheme `ftp`",
        ),
        (
            "https://bao.example/",
            "bao.example",
            "5:10: the seed cannot be used",
        ),
        (
            "https://bao.example/",
            "https://facebook.com/ai.do",
            "5:10: the address is a personal profile or a social account (facebook.com)",
        ),
        (
            "\"https://bao.example/\"",
            "\"https://bao.example/\", \"https://bao.example:443/\"",
            "5:34: the seed `https://bao.example/` stands twice",
        ),
        (
            "owner",
            "scope = \"all\"\nowner",
            "7:9: unknown scope `all`",
        ),
        (
            "owner",
            "delay_ms = 999\nowner",
            "7:12: a delay under 1000 ms",
        ),
        (
            "owner",
            "delay_ms = -1\nowner",
            "7:12: `delay_ms` must be a whole number",
        ),
        (
            "owner",
            "delay_ms = 2.5\nowner",
            "7:12: `delay_ms` must be a whole number",
        ),
        (
            "owner",
            "pages_max = 0\nowner",
            "7:13: `pages_max` must be a whole number",
        ),
        (
            "owner",
            "owned = \"có\"\nowner",
            "7:9: `owned` must be true or false",
        ),
        (
            "owner",
            "every = \"hằng ngày\"\nowner",
            "7:9: `hằng ngày` is no cron expression",
        ),
        (
            "2027-06-30",
            "2027-06-30\n[resolve]\n\"a.example\" = \"127.0.0.1:80\"",
            "9:1: [resolve] is accepted only with allow_private",
        ),
        (
            "2027-06-30",
            "2027-06-30\nallow_private = true\n[resolve]\n\"a.example\" = \"127.0.0.1\"",
            "11:15: an address with a port is needed",
        ),
        ("owner", "owner owner", "7:"),
    ] {
        assert!(GOOD.contains(change), "{change}");
        let found = said(&GOOD.replacen(change, with, 1));
        assert!(
            found.iter().any(|fault| fault.starts_with(expected)),
            "{with}: expected {expected}, found {found:#?}"
        );
    }
    assert!(faults(GOOD).is_empty());
}

#[test]
fn all_faults_come_at_once_in_both_languages() {
    let text = "version = 1\n[source]\nid = \"A\"\nname = \"\"\nseeds = [\"x\", \"https://t.me/ai\"]\nscop = 1\nreview_by = 1\ndelay_ms = 5\nevery = \"x\"\n";
    let found = faults(text);
    // id, name, two seeds, the unknown key, two missing keys, date, delay, cron.
    assert_eq!(found.len(), 10, "{found:#?}");
    for fault in &found {
        assert!(!fault.vi.is_empty() && !fault.en.is_empty());
        assert_ne!(fault.vi, fault.en);
        assert!(fault.line >= 1 && fault.column >= 1);
    }
    // Broken TOML tells all of its own faults, and no others.
    let broken = faults("version = \n[source]\nid = 'a\nname = \"b\"\n");
    assert!(
        broken.len() >= 2
            && broken
                .iter()
                .all(|fault| fault.en.starts_with("not valid TOML")),
        "{broken:#?}"
    );
}

#[test]
fn private_sources_may_hurry_and_name_hosts() {
    let text = format!(
        "{GOOD}allow_private = true\ndelay_ms = 0\n[resolve]\n\"Xã.example\" = \"127.0.0.3:8080\"\n"
    );
    let source = load_str("s.toml", &text).unwrap();
    let Reach::Private { delay_ms, resolve } = &source.reach else {
        panic!("{:?}", source.reach)
    };
    assert_eq!(*delay_ms, 0);
    let names: Vec<String> = resolve.iter().map(|(h, a)| format!("{h} {a}")).collect();
    assert_eq!(names, ["xn--x-yfa.example 127.0.0.3:8080"]);
}

#[test]
fn a_prefix_needs_a_page_that_opens_it() {
    let with = |seeds: &str| {
        GOOD.replace(
            "seeds = [\"https://bao.example/\"]",
            &format!("scope = \"prefix\"\nseeds = {seeds}"),
        )
    };
    let good = with("[\"https://bao.example/tin/\", \"https://bao.example/sitemap.xml\"]");
    let source = load_str("s.toml", &good).unwrap();
    let url = |text: &str| CanonicalUrl::parse(text).unwrap();
    assert!(source.admits(&url("https://bao.example/tin/a")));
    assert!(!source.admits(&url("https://bao.example/khac")));
    let found = said(&with(
        "[\"https://bao.example/tin/\", \"https://khac.example/sitemap.xml\"]",
    ));
    assert!(
        found
            .iter()
            .any(|fault| fault
                .starts_with("6:38: `https://khac.example/sitemap.xml` is out of scope")),
        "{found:?}"
    );
}

#[test]
fn a_source_ends_after_its_day_in_vietnam() {
    let source = load_str("s.toml", GOOD).unwrap();
    let at = |text: &str| Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond());
    assert!(!source.is_expired(at("2027-06-30T16:59:59Z")));
    assert!(source.is_expired(at("2027-06-30T17:00:00Z")));
}

#[test]
fn a_folder_is_read_whole() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("b.toml", GOOD);
    write("a.toml", &GOOD.replace("bao-tinh", "a"));
    write("c.toml.sample", "not read");
    let ids = |sources: Vec<Source>| sources.iter().map(|s| s.id.to_string()).collect::<Vec<_>>();
    assert_eq!(ids(load_dir(folder.path()).unwrap()), ["a", "bao-tinh"]);
    write("c.toml", GOOD);
    write("d.toml", "version = 3");
    write("e.toml", &format!("# {}", "a".repeat(300 << 10)));
    let found: Vec<String> = load_dir(folder.path())
        .unwrap_err()
        .iter()
        .map(|fault| fault.to_string())
        .collect();
    for (file, message) in [
        ("c.toml:3:6", "the source id `bao-tinh` is taken by"),
        ("d.toml:1:11", "only `version = 1`"),
        ("e.toml:1:1", "more than"),
    ] {
        assert!(
            found
                .iter()
                .any(|fault| fault.contains(file) && fault.contains(message)),
            "{file}: {found:#?}"
        );
    }
    assert!(load_dir(&folder.path().join("none")).is_err());
}

#[test]
fn one_crawl_from_the_command_line_keeps_to_the_same_rules() {
    let url = |text: &str| CanonicalUrl::parse(text).unwrap();
    let now = Timestamp(1_800_000_000_000);
    let build = |address: &str, delay_ms: u64, allow_private: bool| {
        let options = AdHoc {
            delay_ms,
            allow_private,
            pages_max: 9,
        };
        Source::ad_hoc(&[url(address)], &options, now)
    };
    let source = build("https://bao.example/", 1_000, false).unwrap();
    assert!(!source.is_expired(now));
    assert_eq!(
        source.id,
        build("https://bao.example/", 5_000, false).unwrap().id
    );
    assert_ne!(
        source.id,
        build("https://khac.example/", 1_000, false).unwrap().id
    );
    assert!(build("https://bao.example/", 999, false).is_err());
    assert!(build("http://127.0.0.1/", 0, true).is_ok());
    assert!(build("https://zalo.me/1", 1_000, false).is_err());
    assert!(Source::ad_hoc(&[], &AdHoc::default(), now).is_err());
}
