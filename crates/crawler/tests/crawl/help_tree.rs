//! A real tree of pages, from the shared data when present.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    io::Read,
    sync::Arc,
};

use haidang_model::CanonicalUrl;
use haidang_store::FetchOutcome as O;

use crate::{
    harness::{Harness, source, targets},
    server::{Reply, Server},
};

const CLOSED: &str = "/vi/text/shared/optionen/";

/// Reads the regular files of a tar archive, by their path below its folder.
fn files_of(tar: &[u8]) -> HashMap<String, Vec<u8>> {
    let mut files = HashMap::new();
    let mut rest = tar;
    while let Some((head, after)) = rest.split_at_checked(512) {
        let field = |range: std::ops::Range<usize>| {
            let bytes = head.get(range).unwrap();
            let text = String::from_utf8_lossy(bytes);
            text.trim_end_matches(['\0', ' ']).to_owned()
        };
        let Ok(size) = usize::from_str_radix(field(124..136).trim(), 8) else {
            break;
        };
        // ustar splits long names into a prefix and a name.
        let (prefix, name) = (field(345..500), field(0..100));
        let path = if prefix.is_empty() {
            name
        } else {
            format!("{prefix}/{name}")
        };
        let Some(body) = after.get(..size) else { break };
        if matches!(head.get(156), Some(b'0' | 0)) {
            let below = path.trim_start_matches("./").split_once('/');
            files.insert(
                format!("/{}", below.map_or("", |(_, below)| below)),
                body.to_vec(),
            );
        }
        rest = after.get(size.next_multiple_of(512)..).unwrap_or(b"");
    }
    files
}

/// Walks the files themselves, breadth first, as a crawler under the same rule
/// should, and returns the pages.
fn walk(files: &HashMap<String, Vec<u8>>, start: &str) -> HashSet<String> {
    let start = CanonicalUrl::parse(start).unwrap();
    let mut seen = HashSet::from([start.clone()]);
    let mut waiting = VecDeque::from([start.clone()]);
    let mut pages = HashSet::new();
    while let Some(url) = waiting.pop_front() {
        let path = url.to_url().path().to_owned();
        let path = if path == "/" {
            "/index.html".to_owned()
        } else {
            path
        };
        let Some(body) = files.get(&path) else {
            continue;
        };
        pages.insert(url.to_string());
        for target in targets(&String::from_utf8_lossy(body), &url) {
            let inside = target.to_url().origin() == start.to_url().origin();
            if inside && !target.to_url().path().starts_with(CLOSED) && seen.insert(target.clone())
            {
                waiting.push_back(target);
            }
        }
    }
    pages
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_tree_is_walked_whole_and_its_closed_part_left_alone() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/html/lo-help-vi.tar.zst"
    );
    let Ok(packed) = std::fs::File::open(path) else {
        eprintln!("skipped: lo-help-vi.tar.zst is not here");
        return;
    };
    let mut tar = Vec::new();
    zstd::Decoder::new(packed)
        .unwrap()
        .read_to_end(&mut tar)
        .unwrap();
    let files = Arc::new(files_of(&tar));
    assert!(files.len() > 2_500, "{} files", files.len());
    let served = Arc::clone(&files);
    let server = Server::start(move |asked| {
        let path = asked.path.split('?').next().unwrap();
        let path = if path == "/" { "/index.html" } else { path };
        match (path, served.get(path)) {
            ("/robots.txt", _) => Reply::text(&format!("User-agent: *\nDisallow: {CLOSED}\n")),
            (_, Some(body)) if path.ends_with(".html") => {
                Reply::with("200 OK", &[("Content-Type", "text/html")], body)
            }
            (_, Some(body)) => Reply::with("200 OK", &[("Content-Type", "application/xml")], body),
            (_, None) => Reply::status("404 Not Found"),
        }
    })
    .await;
    let host = server.address.ip().to_string();
    let lines = format!("seeds = [\"http://{}/\"]", server.address);
    let mut harness = Harness::new(vec![source(&lines, "")]);
    harness.config.wire_bytes_max = 10 << 20;
    harness.config.decoded_bytes_max = 20 << 20;
    harness.config.batch = 64;
    harness.config.probe_sitemap = true;
    let (summary, records) = harness.crawl(None).await;

    let expected = walk(&files, &format!("http://{}/", server.address));
    // 2,227 pages are reached without the rule (83 of them in the closed
    // folder); two more are linked from nowhere else.
    assert_eq!(expected.len(), 2_227 - 83 - 2);
    let pages: HashSet<String> = records
        .iter()
        .filter(|record| record.outcome == O::Page)
        .map(|record| record.url.clone())
        .collect();
    assert_eq!(pages, expected);
    assert_eq!(summary.pages, expected.len() as u64);
    let asked = server.paths(&host);
    let unique: HashSet<&String> = asked.iter().collect();
    assert_eq!(asked.len(), unique.len(), "an address was asked for twice");
    assert!(
        !asked.iter().any(|path| path.starts_with(CLOSED)),
        "robots.txt was not obeyed"
    );
    let sitemap = records
        .iter()
        .find(|record| record.url.ends_with("/sitemap.xml"))
        .unwrap();
    assert_eq!(sitemap.outcome, O::OutOfScope);
    assert!(
        sitemap
            .reason
            .starts_with("sitemap names foreign host trogiup.test: out of scope"),
        "{}",
        sitemap.reason
    );
}
