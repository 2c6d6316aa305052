//! Look-alikes made by rule, and hosts that must never be taken for one.

// A test that fails should say where; `unwrap` does.
#![allow(clippy::unwrap_used)]

use std::{collections::BTreeMap, fs, path::Path};

use haidang_model::Host;
use haidang_query::{How, Protected, read_protected_list};

/// Bodies whose hosts are imitated here: banks, wallets, telecoms, offices,
/// carriers and shops, by the addresses that they themselves publish.
const HOSTS: [&str; 40] = [
    "vietcombank.com.vn",
    "vietinbank.vn",
    "bidv.com.vn",
    "agribank.com.vn",
    "techcombank.com",
    "mbbank.com.vn",
    "acb.com.vn",
    "vpbank.com.vn",
    "sacombank.com.vn",
    "vib.com.vn",
    "shb.com.vn",
    "hdbank.com.vn",
    "msb.com.vn",
    "eximbank.com.vn",
    "seabank.com.vn",
    "namabank.com.vn",
    "vietabank.com.vn",
    "pvcombank.com.vn",
    "kienlongbank.com",
    "saigonbank.com.vn",
    "momo.vn",
    "zalopay.vn",
    "vnpay.vn",
    "viettelmoney.vn",
    "viettel.vn",
    "vinaphone.com.vn",
    "mobifone.vn",
    "vietnamobile.com.vn",
    "dichvucong.gov.vn",
    "bocongan.gov.vn",
    "baohiemxahoi.gov.vn",
    "vneid.gov.vn",
    "vnpost.vn",
    "giaohangtietkiem.vn",
    "shopee.vn",
    "lazada.vn",
    "tiki.vn",
    "thegioididong.com",
    "dienmayxanh.com",
    "vietnamairlines.com",
];

fn shipped() -> Protected {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/hosts/duoc-bao-ve.txt");
    let list = read_protected_list(&fs::read_to_string(path).unwrap());
    assert_eq!(list.faults, []);
    Protected::new(list.hosts)
}

fn host(text: &str) -> Host {
    Host::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

/// Tricks for any name.
fn for_any(whole: &str, name: &str, made: &mut Vec<(&'static str, String)>) {
    let lost = whole.replace('.', "");
    for (trick, host) in [
        ("full name", format!("{whole}.abcxyz.top")),
        ("full name", format!("{whole}-tt.click")),
        ("sub-domain", format!("{name}.vn-gss.club")),
        ("sub-domain", format!("{name}.uudai-khachhang.com.vn")),
        ("word with hyphen", format!("{name}-xacthuc.com")),
        ("word with hyphen", format!("dangnhap-{name}.net")),
        ("word with hyphen", format!("{name}-khuyen-mai.info")),
        ("word glued", format!("nhanqua{name}.vip")),
        ("word glued", format!("{name}hoantien24h.com")),
        ("word glued", format!("vay{name}vn.xyz")),
        ("dots lost", format!("{}.top", lost)),
    ] {
        // `momovn` alone is no more than a name and the country.
        if trick != "dots lost" || whole.matches('.').count() > 1 {
            made.push((trick, host));
        }
    }
}

/// Names that are ordinary words: they count alone, or beside words of the
/// trade, since `my-dichvucong` may be anybody's service; and a letter less
/// makes other words of them.
const ORDINARY: [&str; 3] = ["dichvucong", "bocongan", "baohiemxahoi"];

/// Tricks for names that nothing else is called by.
fn for_long(name: &str, made: &mut Vec<(&'static str, String)>) {
    made.push(("other ending", format!("{name}.top")));
    made.push(("other ending", format!("{name}.online")));
    let middle = name.len() / 2;
    let (left, right) = name.split_at(middle);
    made.push(("hyphen inside", format!("{left}-{right}.com")));
    made.push(("word without meaning", format!("my-{name}.net")));
    made.push(("word without meaning", format!("{name}-qk.com")));
    made.push(("word without meaning", format!("{name}vn.org")));
    for (trick, from, to) in [
        ("digit for letter", "o", "0"),
        ("digit for letter", "i", "1"),
        ("digit for letter", "e", "3"),
        ("i for l", "l", "i"),
        ("rn for m", "m", "rn"),
        ("other alphabet", "a", "а"),
        ("other alphabet", "o", "о"),
        ("other alphabet", "e", "е"),
        ("other marks", "a", "ạ"),
    ] {
        if name.contains(from) {
            made.push((trick, format!("{}.com", name.replacen(from, to, 1))));
        }
    }
}

/// A letter more, less, other or swapped, at three places of a name.
fn edits(name: &str, made: &mut Vec<(&'static str, String)>) {
    let letters: Vec<char> = name.chars().collect();
    for at in [1, letters.len() / 2, letters.len() - 2] {
        let written = |letters: Vec<char>| letters.into_iter().collect::<String>();
        let mut missing = letters.clone();
        missing.remove(at);
        let mut doubled = letters.clone();
        doubled.insert(at, letters[at]);
        let mut added = letters.clone();
        added.insert(at, 'k');
        let mut swapped = letters.clone();
        swapped.swap(at, at - 1);
        for (trick, letters) in [
            ("missing letter", missing),
            ("doubled letter", doubled),
            ("added letter", added),
            ("swapped letters", swapped),
        ] {
            let edited = written(letters);
            if edited != name {
                made.push((trick, format!("{edited}.com")));
                made.push((trick, format!("{edited}-otp.com")));
            }
        }
    }
}

#[test]
fn made_by_rule_they_are_found_by_rule() {
    let protected = shipped();
    let (mut all, mut found, mut named) = (0, 0, 0);
    let mut by_trick: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut misses = Vec::new();
    for whole in HOSTS {
        assert_eq!(protected.look_alike(&host(whole)), None, "{whole}");
        let name = whole.split('.').next().unwrap();
        let mut made = Vec::new();
        for_any(whole, name, &mut made);
        if name.len() >= 6 {
            for_long(name, &mut made);
        }
        if name.len() >= 7 {
            edits(name, &mut made);
        }
        if ORDINARY.contains(&name) {
            made.retain(|(trick, _)| {
                ![
                    "word without meaning",
                    "hyphen inside",
                    "missing letter",
                    "swapped letters",
                ]
                .contains(trick)
            });
        }
        for (trick, text) in made {
            let told = protected.look_alike(&host(&text));
            named += usize::from(told.is_some_and(|told| told.protected.is_within(whole)));
            let count = by_trick.entry(trick).or_default();
            count.1 += 1;
            all += 1;
            if told.is_some() {
                count.0 += 1;
                found += 1;
            } else {
                misses.push(format!("{text} ({trick}): {told:?}"));
            }
        }
    }
    println!("{found} of {all} found: {by_trick:?}\nmissed: {misses:#?}");
    println!("{named} named right");
    assert!(all >= 200);
    assert!(named * 100 >= all * 95, "{named} of {all} named right");
    assert!(found * 100 >= all * 98, "{misses:#?}");
}

#[test]
fn the_trick_is_named() {
    let protected = shipped();
    for (text, how, of) in [
        (
            "vietcombank.com.vn.xyz.top",
            How::FullName,
            "vietcombank.com.vn",
        ),
        (
            "vietcombank.vn-gss.club",
            How::SubDomain,
            "vietcombank.com.vn",
        ),
        (
            "vietcombank.weebly.com",
            How::SubDomain,
            "vietcombank.com.vn",
        ),
        (
            "vietcombank-xacthuc.com",
            How::AddedWords,
            "vietcombank.com.vn",
        ),
        ("my-vietcombank.net", How::AddedWords, "vietcombank.com.vn"),
        ("vietcombankvn.top", How::AddedWords, "vietcombank.com.vn"),
        ("vietcombankcomvn.top", How::DotsLost, "vietcombank.com.vn"),
        ("vietcombank.net", How::OtherEnding, "vietcombank.com.vn"),
        ("viet-combank.net", How::Hyphenated, "vietcombank.com.vn"),
        ("vietcornbank.com", How::Confusable, "vietcombank.com.vn"),
        ("vietcоmbank.com", How::Confusable, "vietcombank.com.vn"),
        ("vietcombannk.com", How::Edited, "vietcombank.com.vn"),
        ("m0mo.vn-xx.top", How::Confusable, "momo.vn"),
        ("acb.vn-mybank.top", How::SubDomain, "acb.com.vn"),
    ] {
        let host = host(text);
        let told = protected
            .look_alike(&host)
            .unwrap_or_else(|| panic!("{text}"));
        assert_eq!((told.how, told.protected.as_str()), (how, of), "{text}");
        assert!(told.confidence.permille() >= 400);
    }
    let sure = |text: &str| protected.look_alike(&host(text)).unwrap().confidence;
    assert!(sure("vietcombank.net") < sure("vietcombank-otp.net"));
    assert!(sure("vietcombank.net") < sure("vietcombank.vn-a.net"));
}

#[test]
fn innocents_are_left_alone() {
    let protected = shipped();
    let own = HOSTS.into_iter().flat_map(|whole| {
        [
            whole.to_owned(),
            format!("www.{whole}"),
            format!("a.b.{whole}"),
        ]
    });
    let words = INNOCENT.split_whitespace().map(str::to_owned);
    let flagged: Vec<String> = own
        .chain(words)
        .filter_map(|text| {
            let host = host(&text);
            let told = protected.look_alike(&host)?;
            Some(format!("{text}: {told:?}"))
        })
        .collect();
    assert!(flagged.is_empty(), "{flagged:#?}");
}

/// Papers, shops, schools, words in which short names stand, and bodies whose
/// names are near to one another. Names of real bodies are here because they
/// must not be flagged.
const INNOCENT: &str = "
    vnexpress.net tuoitre.vn thanhnien.vn nhandan.vn vietnamnet.vn laodong.vn tienphong.vn
    dantri.com.vn nld.com.vn vov.vn vtv.vn vtc.vn baomoi.com cafef.vn vietnamplus.vn
    baotintuc.vn sggp.org.vn hanoimoi.vn congan.com.vn cand.com.vn baochinhphu.vn qdnd.vn
    thoibaonganhang.vn tapchinganhang.gov.vn vneconomy.vn phunuonline.com.vn zingnews.vn
    macbook.com macbookpro-shop.vn momoland.com momoyo.vn vibrant.com vibe.co tikitour.com
    ambassador.org acbd.net zalora.com thebacbac.com movib.net shbeauty.com evnt.io scbd.co
    ocbcom.net msbuild.dev ghnames.com sendoutcards.com sendoff.com tikinti.az mobile.com
    vienphong.com vietnam.travel vietnamtourism.gov.vn vietbao.com vietstock.vn viettan.org
    dichvucongnghe.com congnghe.vn chinhphuc.com chinhphucdinhcao.vn tinchinhphu.com
    giaohang.com.vn dienmay.com dienmaycholon.vn thegioitranh.vn bachhoa.vn hoaxanh.com
    nguyenkimanh.com nguyenkimson.vn haiquan.com customsbroker.com bankofamerica.com
    bank.com citibank.com.vn publicbank.com.vn cimbbank.com.vn uob.com.vn hsbc.com.vn
    scb.co.th ncbi.nlm.nih.gov scbam.com shop.com shopify.com shopper.com shoppers.ca
    workshop.com customers.com custom.com customs-broker.vn shindan.com hopee.com lazarus.com gardena.com arena.com marena.vn garden.vn
    postgresql.org techcrunch.com saigontourist.net saigon.com namaste.com
    caphe.vn quancaphe.com xemay.vn hoctienganh.com toanhoc247.com vayne.com
    danang.gov.vn dichvucong.danang.gov.vn dichvucong.hanoi.gov.vn hcmut.edu.vn
    fpt.edu.vn poly.edu.vn baria-vungtau.gov.vn 192.168.1.1 localhost example.com";

/// Hosts as long and as many-sided as they can be are read in a moment: what
/// is looked at is bounded by the letters of the host, not by the ways in which
/// words and names fit together.
#[test]
fn hostile_hosts_cost_little() {
    let protected = shipped();
    let start = std::time::Instant::now();
    for piece in [
        "vn",
        "the",
        "1",
        "vietcomban",
        "a-",
        "shope",
        "momo",
        "vay-",
        "rn",
        "0o",
    ] {
        let label: String = piece.repeat(63).chars().take(62).chain(['z']).collect();
        let whole = [label.as_str(); 3].join(".");
        let host = host(&format!("{whole}.example.top"));
        for _ in 0..100 {
            let _ = protected.look_alike(&host);
            let _ = haidang_query::gambling_shape(&host);
        }
    }
    // 2,000 readings; unoptimised and on a busy machine they take well under
    // a second.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    println!("hostile hosts: {:?}", start.elapsed());
}

#[test]
fn the_whitelist_of_others_is_left_alone() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/lists/chongluadao2021_urls.jsonl.zst");
    let Ok(file) = fs::File::open(&path) else {
        eprintln!("skipped: {} is absent", path.display());
        return;
    };
    let protected = shipped();
    let text = String::from_utf8(zstd::decode_all(file).unwrap()).unwrap();
    let (mut all, mut flagged) = (0, Vec::new());
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        if row["label"] != "whitelist" {
            continue;
        }
        all += 1;
        let url = row["url"].as_str().unwrap();
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let host = host(rest.split('/').next().unwrap());
        if let Some(told) = protected.look_alike(&host) {
            flagged.push(format!("{host}: {told:?}"));
        }
    }
    assert_eq!(all, 1_288);
    assert!(flagged.is_empty(), "{flagged:#?}");
}
