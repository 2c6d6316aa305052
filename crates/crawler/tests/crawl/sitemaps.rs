//! Lists of addresses that sites keep.

use haidang_store::FetchOutcome as O;

use crate::{
    harness::{Harness, source},
    server::{Reply, Server},
};

fn xml(body: &str) -> Reply {
    Reply::with(
        "200 OK",
        &[("Content-Type", "application/xml")],
        body.as_bytes(),
    )
}

async fn crawl(
    lines: &str,
    probe: bool,
    handler: impl Fn(&str) -> Reply + Send + Sync + 'static,
) -> (
    Server,
    Vec<crate::harness::Record>,
    haidang_crawler::CrawlSummary,
) {
    let server = Server::start(move |asked| handler(&asked.path)).await;
    let resolve = format!("\"a.so-do.test\" = \"{}\"", server.address);
    let mut harness = Harness::new(vec![source(lines, &resolve)]);
    harness.config.probe_sitemap = probe;
    let (summary, records) = harness.crawl(None).await;
    (server, records, summary)
}

#[tokio::test]
async fn sitemaps_named_by_robots_txt_are_read_within_scope() {
    let (server, records, summary) = crawl("seeds = [\"http://a.so-do.test/\"]", true, |path| match path {
        "/robots.txt" => Reply::text("Sitemap: /chi-muc.xml\nSitemap: http://noi-khac.example/sitemap.xml\n"),
        "/chi-muc.xml" => xml("<sitemapindex><sitemap><loc>/mot.xml</loc></sitemap><sitemap><loc>http://noi-khac.example/hai.xml</loc></sitemap></sitemapindex>"),
        "/mot.xml" => xml("<urlset><url><loc>http://a.so-do.test/an</loc></url><url><loc>https://noi-khac.example/1</loc></url><url><loc>https://noi-khac.example/2</loc></url></urlset>"),
        "/" | "/an" => Reply::html("<p>x"),
        _ => Reply::status("404 Not Found"),
    })
    .await;
    let mut paths = server.paths("a.so-do.test");
    paths.sort();
    assert_eq!(paths, ["/", "/an", "/chi-muc.xml", "/mot.xml"]);
    let reason = |url: &str| {
        let record = records.iter().find(|record| record.url == url).unwrap();
        (record.outcome, record.reason.as_str())
    };
    assert_eq!(
        reason("http://a.so-do.test/mot.xml"),
        (
            O::OutOfScope,
            "sitemap names foreign host noi-khac.example: out of scope, 2 addresses left out, 1 taken"
        )
    );
    assert_eq!(
        reason("http://a.so-do.test/chi-muc.xml"),
        (
            O::OutOfScope,
            "sitemap index names foreign host noi-khac.example: out of scope, 1 addresses left out, 1 taken"
        )
    );
    assert_eq!(
        reason("http://noi-khac.example/sitemap.xml"),
        (
            O::OutOfScope,
            "sitemap stands on foreign host noi-khac.example: out of scope"
        )
    );
    assert_eq!(
        (summary.pages, summary.errors, summary.out_of_scope),
        (2, 0, 3)
    );
}

#[tokio::test]
async fn the_usual_place_is_tried_and_may_be_empty() {
    let (server, _, summary) = crawl(
        "seeds = [\"http://a.so-do.test/\"]",
        true,
        |path| match path {
            "/" => Reply::html("<p>x"),
            _ => Reply::status("404 Not Found"),
        },
    )
    .await;
    assert_eq!(server.paths("a.so-do.test"), ["/", "/sitemap.xml"]);
    assert_eq!((summary.pages, summary.errors), (1, 0));
}

#[tokio::test]
async fn a_prefix_is_kept_to_by_sitemaps_too() {
    let lines = "scope = \"prefix\"\nseeds = [\"http://a.so-do.test/tin/\", \"http://a.so-do.test/sitemap.xml\"]";
    let (server, records, _) = crawl(lines, true, |path| match path {
        "/robots.txt" => Reply::status("404 Not Found"),
        "/sitemap.xml" => {
            xml("<urlset><url><loc>/tin/a</loc></url><url><loc>/khac/b</loc></url></urlset>")
        }
        _ => Reply::html("<a href=\"/khac/c\">x</a>"),
    })
    .await;
    let mut paths = server.paths("a.so-do.test");
    paths.sort();
    assert_eq!(paths, ["/sitemap.xml", "/tin/", "/tin/a"]);
    assert!(records.iter().any(|record| record.outcome == O::OutOfScope));
}

#[tokio::test]
async fn feeds_are_read_for_their_links() {
    let lines = "seeds = [\"http://a.so-do.test/tin.rss\"]";
    let (server, records, _) = crawl(lines, false, |path| match path {
        "/robots.txt" => Reply::status("404 Not Found"),
        "/tin.rss" => Reply::with(
            "200 OK",
            &[("Content-Type", "application/rss+xml")],
            b"<rss><channel><item><link>/mot</link></item></channel></rss>",
        ),
        _ => Reply::html("<p>x"),
    })
    .await;
    assert_eq!(server.paths("a.so-do.test"), ["/tin.rss", "/mot"]);
    assert_eq!(
        records.first().unwrap().reason,
        "feed read: 1 addresses taken"
    );
}
