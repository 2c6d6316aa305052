//! robots.txt, one request at a time, pauses that servers ask for.

use std::{
    collections::HashSet,
    sync::atomic::{AtomicUsize, Ordering},
};

use haidang_store::FetchOutcome as O;

use crate::{
    harness::{Harness, source},
    server::{Asked, Reply, Server},
};

/// A site of `count` pages, each linking to the next two and to a closed part.
fn site(asked: &Asked, count: usize) -> Reply {
    if asked.path == "/robots.txt" {
        return Reply::text("User-agent: *\nDisallow: /dong/\n");
    }
    let number: usize = asked.path.trim_start_matches('/').parse().unwrap_or(0);
    let links: String = [number * 2 + 1, number * 2 + 2]
        .iter()
        .filter(|next| **next < count)
        .map(|next| format!("<a href=\"/{next}\">x</a><a href=\"/dong/{next}\">x</a>"))
        .collect();
    Reply::html(&format!("<p>trang {number} {links}"))
}

fn two_hosts(server: &Server) -> Harness {
    let lines = "seeds = [\"http://a.lich.test/\", \"http://b.lich.test/\"]";
    let resolve = format!(
        "\"a.lich.test\" = \"{0}\"\n\"b.lich.test\" = \"{0}\"",
        server.address
    );
    Harness::new(vec![source(lines, &resolve)])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_page_is_asked_for_once_and_one_at_a_time() {
    const PAGES: usize = 60;
    let server = Server::start(|asked| site(asked, PAGES)).await;
    let (summary, records) = two_hosts(&server).crawl(None).await;
    assert_eq!(server.in_flight_max(), 1, "requests in flight for one host");
    for host in ["a.lich.test", "b.lich.test"] {
        let paths = server.paths(host);
        let unique: HashSet<&String> = paths.iter().collect();
        assert_eq!(paths.len(), PAGES, "{host} was asked {} times", paths.len());
        assert_eq!(unique.len(), PAGES);
        let violations = paths.iter().filter(|path| path.starts_with("/dong/"));
        assert_eq!(violations.count(), 0, "robots.txt was not obeyed");
        let robots = server
            .asked()
            .iter()
            .filter(|asked| asked.host == host && asked.path == "/robots.txt")
            .count();
        assert_eq!(
            robots, 1,
            "robots.txt of {host} was asked for {robots} times"
        );
    }
    let denied = records
        .iter()
        .filter(|record| record.outcome == O::RobotsDenied)
        .count() as u64;
    assert_eq!(denied, 2 * (PAGES as u64 - 1));
    assert_eq!(summary.pages, 2 * PAGES as u64);
    assert_eq!((summary.robots_denied, summary.errors), (denied, 0));
}

#[tokio::test]
async fn without_robots_txt_nothing_is_asked_for() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => Reply::with("503 Service Unavailable", &[("Retry-After", "600")], b""),
        _ => Reply::html("<p>x"),
    })
    .await;
    let (summary, records) = two_hosts(&server).crawl(None).await;
    assert_eq!(records.len(), 2);
    for record in &records {
        assert_eq!(record.outcome, O::RobotsDenied);
        assert!(record.reason.contains("answered 503"), "{}", record.reason);
        assert!(record.wait_ms.unwrap() > 500_000, "{:?}", record.wait_ms);
        assert!(record.body.is_none());
    }
    assert!(
        server
            .asked()
            .iter()
            .all(|asked| asked.path == "/robots.txt")
    );
    assert_eq!(summary.robots_denied, 2);
}

#[tokio::test]
async fn a_redirect_is_asked_about_where_it_leads() {
    let server = Server::start(|asked| match (asked.host.as_str(), asked.path.as_str()) {
        ("b.lich.test", "/robots.txt") => Reply::text("User-agent: HaiDang\nDisallow: /kin\n"),
        (_, "/robots.txt") => Reply::status("404 Not Found"),
        ("a.lich.test", _) => Reply::redirect("http://b.lich.test/kin"),
        _ => Reply::html("<p>x"),
    })
    .await;
    let (_, records) = two_hosts(&server).crawl(None).await;
    let record = records
        .iter()
        .find(|record| record.url == "http://a.lich.test/")
        .unwrap();
    assert_eq!(record.outcome, O::RobotsDenied, "{}", record.reason);
    assert_eq!(server.paths("b.lich.test"), ["/"]);
}

#[tokio::test]
async fn a_server_that_asks_for_a_pause_gets_it() {
    let asked_for = AtomicUsize::new(0);
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status("404 Not Found"),
        _ if asked.host == "a.lich.test" && asked_for.fetch_add(1, Ordering::SeqCst) == 0 => {
            Reply::with("429 Too Many Requests", &[("Retry-After", "1")], b"")
        }
        _ => Reply::html("<p>x"),
    })
    .await;
    let (summary, records) = two_hosts(&server).crawl(None).await;
    let first = records
        .iter()
        .find(|record| record.outcome == O::HttpError)
        .unwrap();
    // The back-off of a first failure is longer than what was asked for.
    assert!(
        (1_000..=5_000).contains(&first.wait_ms.unwrap()),
        "{first:?}"
    );
    assert_eq!(
        server.paths("a.lich.test"),
        ["/", "/"],
        "it is come back to"
    );
    assert_eq!(server.paths("b.lich.test"), ["/"], "the other goes on");
    assert_eq!(summary.pages, 2);
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status("404 Not Found"),
        _ if asked.head.contains("if-none-match: \"v1\"") => Reply::status("304 Not Modified"),
        _ => Reply::with(
            "200 OK",
            &[("Content-Type", "text/html"), ("ETag", "\"v1\"")],
            b"<p>x",
        ),
    })
    .await;
    let mut harness = two_hosts(&server);
    let (first, _) = harness.crawl(None).await;
    let (second, records) = harness.crawl(None).await;
    assert_eq!((first.pages, first.not_modified), (2, 0));
    assert_eq!((second.pages, second.not_modified), (0, 2));
    assert!(records.iter().all(|record| record.body.is_none()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crawl_that_was_broken_off_is_resumed() {
    const PAGES: usize = 40;
    let server = Server::start(|asked| site(asked, PAGES)).await;
    let mut harness = two_hosts(&server);
    let mut fetched = HashSet::new();
    // Each round commits some attempts, loses the rest and stops.
    for round in 0..6 {
        harness.lose_after = Some(10 + round);
        let (_, records) = harness.crawl(None).await;
        fetched.extend(
            records
                .iter()
                .take(10 + round)
                .map(|record| record.url.clone()),
        );
    }
    harness.lose_after = None;
    let (_, records) = harness.crawl(None).await;
    let again = records
        .iter()
        .filter(|record| fetched.contains(&record.url))
        .count();
    assert_eq!(again, 0, "what was committed is not asked for again");
    fetched.extend(records.iter().map(|record| record.url.clone()));
    let pages = fetched.iter().filter(|url| !url.contains("/dong/")).count();
    assert_eq!(pages, 2 * PAGES, "no address is lost");
}
