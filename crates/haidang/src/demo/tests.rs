use std::collections::{BTreeMap, BTreeSet};

use haidang_alerting::{AlertingConfig, Assessment, Watch};
use haidang_extract::{Input, Limits};
use haidang_model::{CanonicalUrl, HitReason, Page, PageKey, Rung, Timestamp, Zone};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::*;
use crate::pipeline::{Body, RawPage, analyse};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/demo");

/// 2026-11-25T00:00:00Z, before any list has to be looked at again.
const NOW: Timestamp = Timestamp(1_795_564_800_000);

fn extracted(page: &DemoPage) -> Page {
    let input = Input {
        bytes: &page.body,
        url: Some(&page.url),
        content_type: Some(page.content_type),
    };
    haidang_extract::extract(&input, &Limits::default())
}

#[test]
fn the_invented_web_is_large_enough() {
    let sites = sites().unwrap();
    let pages = pages().unwrap();
    assert!(sites.len() >= 12, "{} hosts", sites.len());
    assert!(pages.len() >= 60, "{} pages", pages.len());
    let addresses: BTreeSet<&CanonicalUrl> = pages.iter().map(|page| &page.url).collect();
    assert_eq!(addresses.len(), pages.len(), "an address stands twice");
    let met: BTreeSet<Need> = pages.iter().flat_map(|page| page.needs.clone()).collect();
    for need in [
        Need::Exact,
        Need::Tone,
        Need::Folded,
        Need::Hidden,
        Need::Zone,
        Need::Disguise,
        Need::Teencode,
        Need::Tcvn3,
        Need::LookalikeHost,
        Need::Doorway,
    ] {
        assert!(met.contains(&need), "no page needs {need:?}");
    }
    assert!(pages.iter().any(|page| page.closed));
}

#[test]
fn every_file_is_kept_in_the_program_and_used() {
    let mut found = BTreeSet::new();
    for folder in std::fs::read_dir(FOLDER).unwrap() {
        let folder = folder.unwrap().path();
        if folder.is_dir() {
            for file in std::fs::read_dir(&folder).unwrap() {
                let path = file.unwrap().path();
                let name = path.strip_prefix(FOLDER).unwrap();
                found.insert(name.to_str().unwrap().to_owned());
            }
        }
    }
    let kept: BTreeSet<String> = files::FILES
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(kept, found);
    assert!(files::FILES.is_sorted_by_key(|(name, _)| *name));
    let layouts = kept.iter().filter(|name| name.ends_with("/_layout.html"));
    assert_eq!(kept.len() - layouts.count(), pages().unwrap().len());
}

#[test]
fn every_link_leads_to_a_page() {
    let pages = pages().unwrap();
    let known: BTreeSet<&CanonicalUrl> = pages.iter().map(|page| &page.url).collect();
    let mut led_to: BTreeSet<CanonicalUrl> = BTreeSet::new();
    for page in &pages {
        for link in extracted(page).links {
            // Pictures of one point stand in the page itself.
            if link.target.starts_with("data:") {
                continue;
            }
            let target = CanonicalUrl::parse(&link.target).unwrap();
            assert!(known.contains(&target), "{} links to {target}", page.url);
            led_to.insert(target);
        }
    }
    for page in &pages {
        let is_front = page.url.as_str() == format!("http://{}/", page.url.host());
        assert!(
            is_front || led_to.contains(&page.url),
            "no link leads to {}",
            page.url
        );
    }
}

#[test]
fn every_page_reads_well() {
    let mut titles: BTreeMap<(String, String), String> = BTreeMap::new();
    for page in pages().unwrap() {
        let read = extracted(&page);
        let place = page.url.as_str();
        if page.needs.contains(&Need::Tcvn3) || page.url.as_str().ends_with("/trang/tho") {
            assert!(std::str::from_utf8(&page.body).is_err(), "{place}");
            continue;
        }
        let source = std::str::from_utf8(&page.body).unwrap();
        // Composed letters only; none is written with a mark of its own.
        let loose = |c| ('\u{300}'..='\u{36f}').contains(&c);
        assert!(!source.contains(loose), "{place}");
        assert!(!source.contains("{{"), "{place}");
        assert!(!read.title.is_empty(), "{place}");
        let words: usize = read
            .runs
            .iter()
            .map(|run| vitext::normalise(&run.text).len())
            .sum();
        assert!(
            words >= 20 || page.harm.is_some(),
            "{place} has {words} words"
        );
        let twin = titles.insert((page.url.host().to_string(), read.title), place.into());
        assert_eq!(twin, None, "{place} has the same title");
    }
}

/// Holds the watchlists that come with the program against every page.
fn assessed() -> Vec<(DemoPage, Assessment)> {
    let lists = crate::shipped::watchlists().unwrap();
    let lists = lists.into_iter().map(|list| (list, 1)).collect();
    let watch = Watch::compile(
        lists,
        &crate::shipped::host_lists(),
        &AlertingConfig::default(),
        NOW,
    )
    .unwrap();
    let mut assessed = Vec::new();
    for page in pages().unwrap() {
        let raw = RawPage {
            key: PageKey::Url(page.url.clone()),
            url: Some(page.url.clone()),
            site: page.url.site().to_string(),
            content_type: Some(page.content_type.to_owned()),
            body: Body::Bytes(page.body.clone().into()),
        };
        let assessment = analyse(&raw, &watch, NOW, NOW).assessment;
        assessed.push((page, assessment));
    }
    assessed
}

fn met(assessment: &Assessment) -> String {
    let hits = assessment.hits.iter();
    let hits: Vec<String> = hits
        .map(|hit| format!("{} ({} {})", hit.quote, hit.zone, hit.rung))
        .collect();
    format!("{:.2}, {}", assessment.score, hits.join(", "))
}

#[test]
fn what_can_be_found_today_is_flagged_and_the_rest_is_not_yet() {
    let mut wrong = Vec::new();
    for (page, assessment) in assessed() {
        let met = met(&assessment);
        // A page may do more than one harm; its own must be among them.
        let found = assessment.flags.iter().filter(|flag| flag.queued);
        let found: BTreeSet<_> = found.map(|flag| flag.category).collect();
        if page.must_be_flagged() && !page.harm.is_some_and(|harm| found.contains(&harm)) {
            wrong.push(format!("{}: flagged as {found:?}, met {met}", page.url));
        }
        // The crawler never sees a closed page, whatever is on it.
        let as_its_harm = page.harm.is_some_and(|harm| found.contains(&harm));
        if page.must_not_be_flagged_yet() && !page.closed && as_its_harm {
            wrong.push(format!("{}: flagged already, met {met}", page.url));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_needed_to_find_a_page_is_what_found_it() {
    let mut wrong = Vec::new();
    for (page, assessment) in assessed() {
        if !page.must_be_flagged() {
            continue;
        }
        let hits = || assessment.hits.iter();
        for need in &page.needs {
            let shown = match need {
                Need::Exact => hits().any(|hit| hit.rung == Rung::Exact),
                Need::Tone => hits().all(|hit| hit.rung == Rung::Tone),
                Need::Folded => hits().all(|hit| hit.rung == Rung::Folded),
                Need::Hidden => hits().all(|hit| hit.zone == Zone::Hidden),
                Need::Zone => hits().all(|hit| hit.zone == Zone::Attribute),
                Need::Disguise => hits().any(|hit| hit.reasons.contains(&HitReason::Obfuscated)),
                Need::Teencode => hits().any(|hit| hit.reasons.contains(&HitReason::Teencode)),
                // The page is put right where it is read.
                Need::Tcvn3 => !assessment.hits.is_empty(),
                Need::Doorway => hits().any(|hit| hit.term.starts_with("signal:")),
                Need::ListedHost | Need::LookalikeHost => false,
            };
            if !shown {
                wrong.push(format!("{}: {need:?}, met {}", page.url, met(&assessment)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_harmless_is_flagged() {
    let flagged: Vec<String> = assessed()
        .iter()
        .filter(|(page, assessment)| page.harm.is_none() && assessment.flagged)
        .map(|(page, assessment)| format!("{}: {}", page.url, met(assessment)))
        .collect();
    assert!(flagged.is_empty(), "{}", flagged.join("\n"));
}

#[tokio::test]
async fn every_host_answers_at_its_own_address_and_says_who_asked() {
    let web = serve().await.unwrap();
    let sources = web.sources().unwrap();
    assert_eq!(sources.len(), web.host_count());
    let sites = sites().unwrap();
    let addresses: BTreeSet<_> = sites
        .iter()
        .map(|site| web.address(&site.host).unwrap())
        .collect();
    assert_eq!(addresses.len(), sites.len());
    let ports: BTreeSet<u16> = addresses.iter().map(std::net::SocketAddr::port).collect();
    assert_eq!(ports.len(), 1);

    let xa = haidang_model::Host::parse("xaanbinh-gov.example").unwrap();
    let address = web.address(&xa).unwrap();
    let robots = ask(address, "/robots.txt").await;
    assert!(robots.contains("Disallow: /noi-bo/"), "{robots}");
    let sitemap = ask(address, "/sitemap.xml").await;
    assert!(sitemap.contains("http://xaanbinh-gov.example/tin/duong-hoa"));
    assert!(!sitemap.contains("/noi-bo/"));
    assert!(ask(address, "/khong-co").await.starts_with("HTTP/1.1 404"));
    let old = haidang_model::Host::parse("tusachxomdinh.example").unwrap();
    let page = ask(web.address(&old).unwrap(), "/trang/rao-vat").await;
    assert!(
        page.to_lowercase().contains("content-type: text/html\r\n"),
        "{page}"
    );
    let log: Vec<(String, u16)> = web
        .requests()
        .into_iter()
        .map(|request| (request.path, request.status))
        .collect();
    assert_eq!(
        log,
        [
            ("/robots.txt".to_owned(), 200),
            ("/sitemap.xml".to_owned(), 200),
            ("/khong-co".to_owned(), 404),
            ("/trang/rao-vat".to_owned(), 200),
        ]
    );
    assert_eq!(web.requests()[0].user_agent, "thu");
}

async fn ask(address: std::net::SocketAddr, path: &str) -> String {
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: x.example\r\nUser-Agent: thu\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}
