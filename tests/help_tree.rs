//! The Vietnamese help tree, crawled from its index: exactly what a plain
//! breadth-first walk reaches, nothing twice, nothing that robots.txt closes.

use std::{
    collections::{BTreeSet, VecDeque},
    path::Path,
};

use haidang_model::CanonicalUrl;
use scraper::{Html, Selector};

use crate::support::{Answer, TreeServer, haidang, rows, shared, unpack};

const ROBOTS: &str = "User-agent: *\nDisallow: /vi/text/shared/optionen/\n";
const CLOSED: &str = "/vi/text/shared/optionen/";

#[test]
fn the_help_tree_is_crawled_as_a_plain_walk_reaches_it() {
    let Some(archive) = shared("data/html/lo-help-vi.tar.zst") else {
        return;
    };
    let unpacked = unpack(&archive);
    let root = tree_root(unpacked.path());
    let server = TreeServer::start(&[("/robots.txt", Answer::text(ROBOTS))], Some(&root));
    let (open, closed) = reachable(&root, &server.url("/"));
    // Facts of this tree, counted by another program: 2,142 open pages and 60
    // closed ones that an open page links to. One link says `vi//text/…`; by
    // the URL standard that is an address of its own.
    assert_eq!((open.len(), closed.len()), (2_142 + 1, 60));

    let data = tempfile::tempdir().unwrap();
    let crawled = rows(haidang(data.path()).args([
        "crawl",
        &server.url("/"),
        "--allow-private",
        "--delay",
        "0",
    ]));
    let summary = &crawled[0];
    let asked = server.asked();
    let html: Vec<String> = asked
        .iter()
        .map(|asked| server.url(&asked.path))
        .filter(|url| open.contains(url) || closed.contains(url))
        .collect();
    let distinct: BTreeSet<String> = html.iter().cloned().collect();
    let missing: Vec<_> = open.difference(&distinct).take(5).collect();
    assert!(missing.is_empty(), "not asked for: {missing:?}");
    assert_eq!(
        distinct.intersection(&closed).count(),
        0,
        "robots.txt was not obeyed"
    );
    let all = asked
        .iter()
        .filter(|asked| asked.path.starts_with(CLOSED))
        .count();
    assert_eq!(all, 0, "robots.txt was not obeyed");
    assert_eq!(html.len(), distinct.len(), "pages were asked for twice");
    assert_eq!(distinct, open);
    assert_eq!(
        server.most_at_once(),
        1,
        "more than one request at a host at a time"
    );
    assert_eq!(summary["pages"], open.len(), "{summary}");
    assert_eq!(summary["robots_denied"], closed.len(), "{summary}");
    assert!(
        asked
            .iter()
            .all(|asked| asked.user_agent.starts_with("HaiDang/")),
        "an honest User-Agent"
    );
    // Its sitemap names a foreign host: refused, with the reason shown.
    let outcomes = summary["outcomes"].as_array().unwrap();
    let refused = outcomes
        .iter()
        .find(|outcome| outcome["outcome"] == "out_of_scope");
    let reason = refused.and_then(|refused| refused["last_reason"].as_str());
    assert!(
        reason.is_some_and(|reason| reason.contains("foreign host")),
        "{summary}"
    );
}

/// The folder that holds `index.html`.
fn tree_root(unpacked: &Path) -> std::path::PathBuf {
    if unpacked.join("index.html").exists() {
        return unpacked.to_owned();
    }
    let inner = std::fs::read_dir(unpacked)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    inner
        .into_iter()
        .find(|path| path.join("index.html").exists())
        .expect("a tree with an index.html")
}

/// Walks over the files themselves, without HTTP and without our extractor.
/// Returns the addresses of the HTML files reached, open and closed ones.
fn reachable(root: &Path, start: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let links = Selector::parse("a[href], area[href]").unwrap();
    let base = Selector::parse("base[href]").unwrap();
    let start = CanonicalUrl::parse(start).unwrap();
    let mut seen = BTreeSet::from([start.clone()]);
    let mut queue = VecDeque::from([start.clone()]);
    let (mut open, mut closed) = (BTreeSet::new(), BTreeSet::new());
    while let Some(url) = queue.pop_front() {
        let path = url.to_url().path().trim_start_matches('/').to_owned();
        let file = if path.is_empty() {
            root.join("index.html")
        } else {
            root.join(&path)
        };
        let Ok(bytes) = std::fs::read(&file) else {
            continue;
        };
        if !path.is_empty() && !path.ends_with(".html") {
            continue;
        }
        open.insert(url.to_string());
        let page = Html::parse_document(&String::from_utf8_lossy(&bytes));
        let from = page
            .select(&base)
            .next()
            .and_then(|base| url.join(base.value().attr("href").unwrap()).ok())
            .unwrap_or_else(|| url.clone());
        for link in page.select(&links) {
            let Ok(target) = from.join(link.value().attr("href").unwrap()) else {
                continue;
            };
            if target.to_url().authority() != start.to_url().authority() {
                continue;
            }
            let path = target.to_url().path().to_owned();
            if path.starts_with(CLOSED) {
                if root.join(path.trim_start_matches('/')).exists() {
                    closed.insert(target.to_string());
                }
            } else if seen.insert(target.clone()) {
                queue.push_back(target);
            }
        }
    }
    (open, closed)
}
