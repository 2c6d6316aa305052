//! Where a crawl ends: pages, days, room on the disk.

use haidang_crawler::{NotCrawled, load_str};
use haidang_store::FetchOutcome as O;

use crate::{
    harness::{Harness, source},
    server::{Reply, Server},
};

async fn endless_site() -> Server {
    Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status("404 Not Found"),
        path => {
            let number: usize = path.trim_start_matches('/').parse().unwrap_or(0);
            let (one, two) = (number * 2 + 1, number * 2 + 2);
            Reply::html(&format!("<a href=\"/{one}\">x</a><a href=\"/{two}\">x</a>"))
        }
    })
    .await
}

fn harness(server: &Server, lines: &str) -> Harness {
    let lines = format!("seeds = [\"http://a.vo-tan.test/\"]\n{lines}");
    let resolve = format!("\"a.vo-tan.test\" = \"{}\"", server.address);
    Harness::new(vec![source(&lines, &resolve)])
}

#[tokio::test]
async fn a_run_ends_at_its_pages_and_goes_on_another_time() {
    let server = endless_site().await;
    let mut harness = harness(&server, "pages_max = 1000");
    let (summary, _) = harness.crawl(Some(17)).await;
    assert_eq!(
        (summary.pages, server.paths("a.vo-tan.test").len()),
        (17, 17)
    );
    let (summary, records) = harness.crawl(Some(5)).await;
    assert_eq!(summary.pages, 5);
    assert!(
        records.iter().all(|record| record.outcome == O::Page),
        "nothing was left out for good"
    );
    assert_eq!(server.paths("a.vo-tan.test").len(), 22);
}

#[tokio::test]
async fn a_source_ends_at_its_pages_and_says_what_it_left_out() {
    let server = endless_site().await;
    let mut harness = harness(&server, "pages_max = 12");
    let (summary, records) = harness.crawl(None).await;
    assert_eq!(
        (summary.pages, server.paths("a.vo-tan.test").len()),
        (12, 12)
    );
    let left_out: Vec<_> = records
        .iter()
        .filter(|record| record.outcome == O::OutOfScope)
        .collect();
    assert_eq!(left_out.len(), 13);
    assert!(
        left_out
            .iter()
            .all(|record| record.reason.contains("pages_max"))
    );
}

#[tokio::test]
async fn links_are_followed_as_deep_as_the_source_says() {
    let server = endless_site().await;
    let (summary, _) = harness(&server, "depth_max = 3").crawl(None).await;
    assert_eq!(summary.pages, 1 + 2 + 4 + 8);
}

#[tokio::test]
async fn crawling_stops_at_the_floor_of_the_disk() {
    let server = endless_site().await;
    let mut harness = harness(&server, "");
    harness.config.free_bytes_min = 1_000;
    harness.free_bytes = Some(999);
    let (summary, records) = harness.crawl(None).await;
    assert!(summary.disk_full && records.is_empty() && server.asked().is_empty());
    harness.free_bytes = Some(1_000);
    let (summary, _) = harness.crawl(Some(3)).await;
    assert!(!summary.disk_full);
    assert_eq!(summary.pages, 3);
}

#[tokio::test]
async fn sources_past_their_day_or_without_a_contact_are_not_crawled() {
    let server = endless_site().await;
    let mut expired = harness(&server, "").sources;
    let mut old = expired.pop().unwrap();
    old.review_by = "2020-01-01".parse().unwrap();
    let text = "version = 1\n[source]\nid = \"cong-khai\"\nname = \"n\"\nbasis = \"b\"\nowner = \"o\"\nreview_by = 2099-01-01\nseeds = [\"http://bao.example/\"]\n";
    let public = load_str("cong-khai.toml", text).unwrap();
    let mut harness = Harness::new(vec![old, public]);
    let (summary, records) = harness.crawl(None).await;
    assert!(records.is_empty() && server.asked().is_empty());
    assert_eq!(summary.fetched, 0);
    let why: Vec<NotCrawled> = harness.not_crawled().await;
    assert_eq!(why, [NotCrawled::Expired, NotCrawled::NoContact]);
}
