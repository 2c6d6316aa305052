//! What servers do wrong, and where nobody should be led.

use std::{collections::HashMap, io::Write, net::IpAddr, sync::Arc};

use flate2::{Compression, write::GzEncoder};
use haidang_crawler::{fetch::GuardedFetch, load_str};
use haidang_model::SystemClock;
use haidang_store::FetchOutcome as O;

use crate::{
    harness::{Harness, source},
    server::{Reply, Server},
};

const OK_HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::default());
    writer.write_all(plain).unwrap();
    writer.finish().unwrap()
}

fn encoded(encoding: &str, body: &[u8]) -> Reply {
    Reply::with(
        "200 OK",
        &[
            ("Content-Type", "text/html"),
            ("Content-Encoding", encoding),
        ],
        body,
    )
}

type Behaviour = Box<dyn Fn() -> Reply + Send + Sync>;

/// What the server does at each path, how the attempt must end, and a piece of
/// the reason that must be recorded.
fn behaviours() -> Vec<(&'static str, Behaviour, O, &'static str)> {
    vec![
        ("plain", Box::new(|| Reply::html("<p>trang")), O::Page, ""),
        ("empty", Box::new(|| Reply::html("")), O::Page, ""),
        (
            "gzip",
            Box::new(|| encoded("gzip", &gzip(b"<p>trang"))),
            O::Page,
            "",
        ),
        (
            "zstd",
            Box::new(|| {
                encoded(
                    "zstd",
                    &zstd::encode_all(b"<p>trang".as_slice(), 1).unwrap(),
                )
            }),
            O::Page,
            "",
        ),
        (
            "typeless",
            Box::new(|| Reply::with("200 OK", &[], b"<!doctype html><p>x")),
            O::Page,
            "",
        ),
        (
            "pdf",
            Box::new(|| Reply::with("200 OK", &[("Content-Type", "application/pdf")], b"%PDF")),
            O::SkippedType,
            "application/pdf is not read",
        ),
        (
            "lying",
            Box::new(|| {
                Reply::with(
                    "200 OK",
                    &[("Content-Type", "text/plain")],
                    b"\x89PNG\r\n\0\0",
                )
            }),
            O::SkippedType,
            "is not read",
        ),
        (
            "gone",
            Box::new(|| Reply::status("404 Not Found")),
            O::HttpError,
            "answered 404",
        ),
        (
            "endless",
            Box::new(|| Reply::Endless(OK_HEAD.to_vec(), vec![b'a'; 4_096])),
            O::TooLarge,
            "bytes on the wire",
        ),
        (
            "twenty-megabytes",
            Box::new(|| {
                Reply::Raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20971520\r\n\r\n<p>".to_vec())
            }),
            O::TooLarge,
            "bytes on the wire",
        ),
        (
            "bomb",
            Box::new(|| encoded("gzip", &gzip(&vec![b'a'; 10 << 20]))),
            O::TooLarge,
            "after decompression",
        ),
        (
            "bomb-br",
            Box::new(|| {
                let mut packed = Vec::new();
                brotli::CompressorWriter::new(&mut packed, 4_096, 5, 22)
                    .write_all(&vec![b'a'; 10 << 20])
                    .unwrap();
                encoded("br", &packed)
            }),
            O::TooLarge,
            "after decompression",
        ),
        (
            "broken-gzip",
            Box::new(|| encoded("gzip", b"\x1f\x8b\x08\x00nonsense")),
            O::BadEncoding,
            "content encoding",
        ),
        (
            "short-gzip",
            Box::new(|| {
                let mut packed = gzip(b"<p>trang");
                packed.truncate(packed.len() - 6);
                encoded("gzip", &packed)
            }),
            O::BadEncoding,
            "cut short",
        ),
        (
            "odd-encoding",
            Box::new(|| encoded("rot13", b"<c>")),
            O::BadEncoding,
            "`rot13` is not understood",
        ),
        (
            "drip",
            Box::new(|| Reply::Drip(OK_HEAD.to_vec())),
            O::Timeout,
            "within 4000 ms",
        ),
        (
            "drip-head",
            Box::new(|| Reply::Drip(b"HTTP/1.1 200 OK\r\nX-".to_vec())),
            O::Timeout,
            "within 4000 ms",
        ),
        (
            "many-headers",
            Box::new(|| Reply::with("200 OK", &[("X-A", &"a".repeat(20_000))], b"")),
            O::TooLarge,
            "bytes of headers",
        ),
        (
            "endless-headers",
            Box::new(|| {
                Reply::Endless(
                    b"HTTP/1.1 200 OK\r\n".to_vec(),
                    b"X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(50),
                )
            }),
            O::TooLarge,
            "bytes of headers",
        ),
        (
            "loop",
            Box::new(|| Reply::redirect("/")),
            O::BadRedirect,
            "more than 5",
        ),
        (
            "nowhere",
            Box::new(|| Reply::status("302 Found")),
            O::BadRedirect,
            "no target",
        ),
        (
            "odd-target",
            Box::new(|| Reply::redirect("http://[::")),
            O::BadRedirect,
            "redirect",
        ),
        (
            "script-target",
            Box::new(|| Reply::redirect("javascript:alert(1)")),
            O::BadRedirect,
            "javascript",
        ),
        (
            "foreign",
            Box::new(|| Reply::redirect("http://elsewhere.example/")),
            O::OutOfScope,
            "redirects to http://elsewhere.example/: out of scope",
        ),
        (
            "inward",
            Box::new(|| Reply::redirect("http://inner.xau.test/")),
            O::AddressRefused,
            "0.0.0.0",
        ),
        (
            "inward-literal",
            Box::new(|| Reply::redirect("http://169.254.169.254/latest/")),
            O::OutOfScope,
            "out of scope",
        ),
        (
            "garbage",
            Box::new(|| Reply::Raw(b"\x00\x01\x02 no HTTP at all\r\n\r\n".to_vec())),
            O::Unreachable,
            "cannot reach",
        ),
        (
            "hang-up",
            Box::new(|| Reply::Raw(Vec::new())),
            O::Unreachable,
            "cannot reach",
        ),
        (
            "cut-off",
            Box::new(|| {
                Reply::Raw(
                    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>"
                        .to_vec(),
                )
            }),
            O::Unreachable,
            "cannot reach",
        ),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_bad_server_is_recorded_and_the_rest_goes_on() {
    let table: HashMap<_, _> = behaviours()
        .into_iter()
        .map(|(name, reply, _, _)| (format!("{name}.xau.test"), reply))
        .collect();
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status("404 Not Found"),
        _ => table
            .get(&asked.host)
            .map_or_else(|| Reply::html("?"), |reply| reply()),
    })
    .await;
    let mut hosts: Vec<(String, O, &str)> = behaviours()
        .into_iter()
        .map(|(name, _, outcome, reason)| (format!("{name}.xau.test"), outcome, reason))
        .collect();
    let mut seeds: Vec<String> = hosts
        .iter()
        .map(|(host, _, _)| format!("\"http://{host}/\""))
        .collect();
    // A port where nobody listens: bound once, then given up.
    let closed = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let mut resolve: String = hosts
        .iter()
        .map(|(host, _, _)| format!("\"{host}\" = \"{}\"\n", server.address))
        .collect();
    resolve.push_str(&format!("\"closed.xau.test\" = \"{closed}\"\n"));
    resolve.push_str(&format!("\"tls.xau.test\" = \"{}\"\n", server.address));
    resolve.push_str("\"inner.xau.test\" = \"0.0.0.0:80\"\n");
    for (host, scheme, outcome, reason) in [
        ("closed.xau.test", "http", O::Unreachable, "refused"),
        ("tls.xau.test", "https", O::Tls, "TLS failed"),
        (
            "unknown.xau.test",
            "http",
            O::UnknownHost,
            "does not resolve",
        ),
    ] {
        seeds.push(format!("\"{scheme}://{host}/\""));
        hosts.push((host.to_owned(), outcome, reason));
    }
    let lines = format!("scope = \"site\"\nseeds = [{}]", seeds.join(", "));
    let mut harness = Harness::new(vec![source(&lines, &resolve)]);
    harness.stop_after = Some(hosts.len());
    let (_, records) = harness.crawl(None).await;
    let mut wrong = Vec::new();
    for (host, outcome, reason) in &hosts {
        let record = records
            .iter()
            .find(|record| record.url.contains(&format!("//{host}/")));
        match record {
            Some(record) if record.outcome == *outcome && record.reason.contains(reason) => {}
            Some(record) => wrong.push(format!(
                "{host}: {:?} `{}`, expected {outcome:?} `{reason}`",
                record.outcome, record.reason
            )),
            None => wrong.push(format!("{host}: no record")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for record in &records {
        assert_eq!(
            record.body.is_some(),
            record.outcome == O::Page,
            "{} has a body that is no page",
            record.url
        );
    }
}

#[tokio::test]
async fn public_sources_are_never_led_inward() {
    let server = Server::start(|_| Reply::html("<p>bên trong")).await;
    let port = server.address.port();
    let seeds = [
        // A port that no public source asks, and one that it would.
        format!("http://127.0.0.1:{port}/"),
        "http://127.0.0.1:8080/".into(),
        "http://[::1]/".into(),
        "http://[::ffff:127.0.0.1]/".into(),
        "http://169.254.169.254/latest/meta-data/".into(),
        "http://2130706433/".into(),
        "http://loopback.example/".into(),
        "http://mixed.example/".into(),
        "http://nat64.example/".into(),
        format!("http://loopback.example:{port}/"),
    ];
    let quoted: Vec<String> = seeds.iter().map(|seed| format!("\"{seed}\"")).collect();
    let text = format!(
        "version = 1\n[source]\nid = \"cong-khai\"\nname = \"n\"\nbasis = \"b\"\nowner = \"o\"\nreview_by = 2099-01-01\ndelay_ms = 1000\nseeds = [{}]\n",
        quoted.join(", ")
    );
    let mut harness = Harness::new(vec![load_str("cong-khai.toml", &text).unwrap()]);
    harness.config.contact = "https://haidang.example/".into();
    for (name, addresses) in [
        ("loopback.example", vec!["127.0.0.1"]),
        ("mixed.example", vec!["10.0.0.1", "::1"]),
        ("nat64.example", vec!["64:ff9b::7f00:1"]),
    ] {
        let addresses: Vec<IpAddr> = addresses.iter().map(|a| a.parse().unwrap()).collect();
        harness.names.0.insert(name.to_owned(), addresses);
    }
    let (summary, records) = harness.crawl(None).await;
    assert_eq!(records.len(), seeds.len());
    for record in &records {
        assert_eq!(
            record.outcome,
            O::AddressRefused,
            "{} {}",
            record.url,
            record.reason
        );
        assert!(record.reason.contains("allow_private"), "{}", record.reason);
    }
    assert_eq!((summary.fetched, summary.pages), (0, 0));
    assert!(server.asked().is_empty(), "{:?}", server.asked());
}

#[tokio::test]
async fn what_was_sent_and_answered_is_kept_as_evidence() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status("404 Not Found"),
        "/" => Reply::redirect("/moi?a=1"),
        _ => Reply::html("<p>trang"),
    })
    .await;
    let lines = "seeds = [\"http://a.xau.test/\"]";
    let resolve = format!("\"a.xau.test\" = \"{}\"", server.address);
    let mut harness = Harness::new(vec![source(lines, &resolve)]);
    harness.config.contact = "https://haidang.example/".into();
    let (_, records) = harness.crawl(None).await;
    let record = records.first().unwrap();
    assert_eq!(
        record.final_url.as_deref(),
        Some("http://a.xau.test/moi?a=1")
    );
    let agent = "HaiDang/0.1 (+https://haidang.example/)";
    for piece in ["GET / HTTP/1.1\n", "GET /moi?a=1 HTTP/1.1\n", agent] {
        assert!(
            record.request_headers.contains(piece),
            "{}",
            record.request_headers
        );
    }
    for piece in [
        "HTTP/1.1 302 Found\nlocation: /moi?a=1\n",
        "HTTP/1.1 200 OK\n",
    ] {
        assert!(
            record.response_headers.contains(piece),
            "{}",
            record.response_headers
        );
    }
    for asked in server.asked() {
        assert!(
            asked.head.contains(&format!("user-agent: {agent}\r\n")),
            "{}",
            asked.head
        );
    }
}

#[tokio::test]
async fn a_source_can_be_tried_without_keeping_anything() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => {
            Reply::text("User-agent: *\nDisallow: /dong\nCrawl-delay: 0\nSitemap: /s.xml\n")
        }
        "/" => Reply::redirect("/moi"),
        _ => Reply::html("<p>trang"),
    })
    .await;
    let resolve = format!("\"a.xau.test\" = \"{}\"", server.address);
    let trial = async |seed: &str| {
        let source = source(&format!("seeds = [\"{seed}\"]"), &resolve);
        let harness = Harness::new(Vec::new());
        GuardedFetch::with_lookup(harness.config.clone(), Arc::new(harness.names))
            .try_source(&source, &SystemClock)
            .await
    };
    let good = trial("http://a.xau.test/").await;
    assert!(good.ok, "{good:?}");
    assert_eq!(
        (good.robots, good.status, good.body_bytes),
        ("allowed", Some(200), 8)
    );
    assert_eq!(good.final_url, "http://a.xau.test/moi");
    assert_eq!(good.sitemaps, ["/s.xml"]);
    let closed = trial("http://a.xau.test/dong").await;
    assert_eq!((closed.ok, closed.robots), (false, "denied"));
    let unknown = trial("http://b.xau.test/").await;
    assert!(!unknown.ok && unknown.reason.unwrap().contains("does not resolve"));
    assert_eq!(server.paths("a.xau.test"), ["/", "/moi"]);
}
