//! Bad input from servers, files and disks: told clearly, recorded where it
//! belongs, and the rest goes on.
//!
//! What only one room can see is tested there: addresses that are refused and
//! redirects to them in `crawler`, forged forms and wrong roles in `console`.

use std::{
    io::Write as _,
    net::{TcpListener, TcpStream},
    path::Path,
    process::Command,
    sync::Arc,
};

use flate2::{Compression, write::GzEncoder};

use crate::support::{Answer, TreeServer, haidang, rows, said, told};

fn raw(head: &'static str, body: Vec<u8>) -> Answer {
    Answer::Raw(Arc::new(move |stream: &mut TcpStream| {
        let written = stream
            .write_all(format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes())
            .and_then(|()| stream.write_all(&body));
        // The other side may hang up on us; that is what is tested.
        drop(written);
    }))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_crawl_goes_on_past_everything_a_server_may_do() {
    // A port that nobody listens on: taken and given back. A host of its own,
    // as is the one spoken to by TLS: hosts, not ports, are left in peace.
    let closed = TcpListener::bind("127.0.0.2:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let plain = TcpListener::bind("127.0.0.3:0").unwrap();
    let tls = plain.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in plain.incoming() {
            drop(
                stream.and_then(|mut stream| stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")),
            );
        }
    });
    let good = gzip("<title>Nén</title><p>ngọn hải đăng nén</p>".as_bytes());
    let cut = good.get(..good.len() / 2).unwrap().to_vec();
    let endless = Answer::Raw(Arc::new(|stream: &mut TcpStream| {
        let chunk = vec![b'a'; 1 << 16];
        if stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            .is_ok()
        {
            // Ends when the crawler hangs up, or after 1 GiB should it not.
            for _ in 0..(1 << 14) {
                if stream.write_all(&chunk).is_err() {
                    break;
                }
            }
        }
    }));
    let big: String = "<p>trang rất dài</p>"
        .chars()
        .cycle()
        .take(20 << 20)
        .collect();
    let index = "<title>Mục lục</title>".to_owned()
        + &[
            "rong",
            "sai-ma",
            "khong-het",
            "qua-lon",
            "gzip-hong",
            "gzip-tot",
            "anh",
            "vong",
            "loi",
            "cuoi",
        ]
        .map(|name| format!("<a href=\"/{name}\">{name}</a>"))
        .concat();
    let server = TreeServer::start(
        &[
            ("/", Answer::html(&index)),
            ("/rong", Answer::html("")),
            // Declared UTF-8, sent as windows-1258.
            (
                "/sai-ma",
                Answer::Body(
                    200,
                    "text/html; charset=utf-8",
                    b"<p>ti\xAAng vi\xD0t</p>".to_vec(),
                ),
            ),
            ("/khong-het", endless),
            ("/qua-lon", Answer::html(&big)),
            (
                "/gzip-hong",
                raw(
                    "Content-Type: text/html\r\nContent-Encoding: gzip\r\nConnection: close",
                    cut,
                ),
            ),
            (
                "/gzip-tot",
                raw(
                    "Content-Type: text/html\r\nContent-Encoding: gzip\r\nConnection: close",
                    good,
                ),
            ),
            (
                "/anh",
                Answer::Body(200, "image/png", b"\x89PNG\r\n\x1a\n".to_vec()),
            ),
            ("/vong", raw("", Vec::new())),
            ("/loi", Answer::Body(404, "text/html", b"khong co".to_vec())),
            (
                "/cuoi",
                Answer::html("<title>Cuối</title><p>ngọn hải đăng cuối cùng</p>"),
            ),
        ],
        None,
    );
    // TLS towards a server that speaks none; a name that no resolver knows.
    let seeds = [
        server.url("/"),
        format!("http://{closed}/"),
        format!("https://{tls}/"),
        "http://khong-co-ten-nay.invalid/".to_owned(),
    ];
    let data = tempfile::tempdir().unwrap();
    let summary = rows(haidang(data.path()).arg("crawl").args(&seeds).args([
        "--allow-private",
        "--delay",
        "0",
    ]))
    .remove(0);
    for (query, count) in [
        ("\"ngọn hải đăng cuối cùng\"", 1),
        ("\"ngọn hải đăng nén\"", 1),
        ("\"mục lục\"", 1),
    ] {
        let found = rows(haidang(data.path()).args(["search", query])).remove(0);
        assert_eq!(found["total"], count, "{query}: {summary}");
    }
    assert!(summary["errors"].as_u64().unwrap() >= 5, "{summary}");
    assert_eq!(summary["skipped"], 1, "the picture: {summary}");
    let verified = rows(haidang(data.path()).arg("verify")).remove(0);
    assert_eq!(verified["ok"], true, "{verified}");
}

/// A WARC record of one HTTP response.
fn record(url: &str, body: &str) -> Vec<u8> {
    let http = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-11-01T00:00:00Z\r\n\
         WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
    .into_bytes()
}

#[test]
fn a_broken_archive_gives_what_is_whole_and_names_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let good = gzip(&record(
        "https://a.example/1",
        "<title>Một</title><p>trang thứ nhất</p>",
    ));
    let mut bytes = good.clone();
    let second = gzip(&record(
        "https://a.example/2",
        "<title>Hai</title><p>trang thứ hai</p>",
    ));
    bytes.extend_from_slice(second.get(..second.len() - 20).unwrap());
    let file = folder.path().join("hong.warc.gz");
    std::fs::write(&file, &bytes).unwrap();
    let data = folder.path().join("kho");
    let output = haidang(&data)
        .arg("--json")
        .arg("ingest")
        .arg(&file)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", told(&output));
    let message = said(&output);
    assert!(
        message.contains("hong.warc.gz"),
        "the file is named: {message}"
    );
    assert!(message.contains("byte"), "the place is named: {message}");
    let found = rows(haidang(&data).args(["search", "\"trang thứ nhất\""])).remove(0);
    assert_eq!(found["total"], 1);
}

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("nho");
    std::fs::create_dir(&data).unwrap();
    let Some(_mounted) = SmallDisk::mount(&data, "6m") else {
        return;
    };
    let file = folder.path().join("nhieu.jsonl");
    let lines: String = (0..3_000)
        .map(|row| {
            // Numbers do not compress away.
            let filler: String = (0..60)
                .map(|n| format!("{} ", (row * 7_919 + n * 104_729) % 1_000_003))
                .collect();
            format!(
                "{}\n",
                serde_json::json!({"id": row, "text": format!("trang số {row} {filler}")})
            )
        })
        .collect();
    std::fs::write(&file, lines).unwrap();
    let output = haidang(&data).arg("ingest").arg(&file).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    let message = said(&output).to_lowercase();
    assert!(
        message.contains("no room") || message.contains("no space"),
        "{message}"
    );

    SmallDisk::resize(&data, "256m");
    let summary = rows(haidang(&data).arg("ingest").arg(&file)).remove(0);
    assert_eq!(summary["pages"], 3_000, "{summary}");
    let verified = rows(haidang(&data).arg("verify")).remove(0);
    assert_eq!(
        (&verified["ok"], &verified["index"]["documents"]),
        (&true.into(), &3_000.into()),
        "{verified}"
    );
}

/// A disk of a few megabytes in memory.
struct SmallDisk<'p>(&'p Path);

impl SmallDisk<'_> {
    /// Mounts it; says so and gives `None` where that is not allowed.
    fn mount<'p>(folder: &'p Path, size: &str) -> Option<SmallDisk<'p>> {
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(folder)
            .output()
            .is_ok_and(|output| output.status.success());
        if !done {
            eprintln!("SKIPPED: a small tmpfs cannot be mounted here (needs root)");
        }
        done.then_some(SmallDisk(folder))
    }

    fn resize(folder: &Path, size: &str) {
        let status = Command::new("mount")
            .args(["-o", &format!("remount,size={size}")])
            .arg(folder)
            .status()
            .unwrap();
        assert!(status.success());
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg(self.0).status();
        if !unmounted.is_ok_and(|status| status.success()) {
            eprintln!("the small disk at {} stays mounted", self.0.display());
        }
    }
}
