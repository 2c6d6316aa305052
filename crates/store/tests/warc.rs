//! Reading WARC files: collected ones with known counts, and damaged ones.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]
#![allow(
    clippy::print_stderr,
    reason = "a skipped test is said where people look"
)]

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufReader, Write},
    path::{Path, PathBuf},
};

use haidang_store::warc::{Limits, RecordKind, WarcFault, WarcProblem, WarcReader, WarcRecord};
use proptest::prelude::{any, prop_assert, proptest};

fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")).join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}

fn read(bytes: &[u8]) -> (Vec<WarcRecord>, Vec<WarcFault>) {
    read_within(bytes, Limits::default())
}

fn read_within(bytes: &[u8], limits: Limits) -> (Vec<WarcRecord>, Vec<WarcFault>) {
    let (mut records, mut faults) = (Vec::new(), Vec::new());
    for item in WarcReader::open(bytes, limits) {
        match item {
            Ok(record) => records.push(record),
            Err(fault) => faults.push(fault),
        }
    }
    (records, faults)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn record(uri: &str, block: &str) -> String {
    format!(
        "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: {uri}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

fn uris(records: &[WarcRecord]) -> Vec<&str> {
    records
        .iter()
        .map(|record| record.target_uri.as_deref().unwrap_or_default())
        .collect()
}

/// The counts are those of warcio 1.8.1, which `INDEX.json` holds.
#[test]
fn collected_files_have_as_many_records_as_warcio_finds() {
    let Some(index) = shared("warc/INDEX.json") else {
        return;
    };
    let index: Vec<serde_json::Value> =
        serde_json::from_reader(File::open(index).unwrap()).unwrap();
    for entry in index {
        let name = entry["file"].as_str().unwrap();
        let file = BufReader::new(File::open(shared(name).unwrap()).unwrap());
        let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
        let mut faults = Vec::new();
        for item in WarcReader::open(file, Limits::default()) {
            match item {
                Ok(record) => {
                    let kind = match record.kind {
                        RecordKind::Other(kind) if kind.is_empty() => "unknown".to_owned(),
                        kind => kind.to_string(),
                    };
                    *kinds.entry(kind).or_default() += 1;
                }
                Err(fault) => faults.push(fault),
            }
        }
        let of_arc = name.ends_with(".arc") || name.ends_with(".arc.gz");
        if of_arc {
            assert!(kinds.is_empty(), "{name}");
            assert_eq!(faults.len(), 1, "{name}");
            assert!(matches!(faults[0].problem, WarcProblem::Arc), "{name}");
            continue;
        }
        if entry["warcio_1_8_1_error"] != "" {
            // warcio gives up on these; we read on.
            let found: u64 = kinds.values().sum();
            assert!(found >= entry["records"].as_u64().unwrap(), "{name}");
            continue;
        }
        let expected: BTreeMap<String, u64> =
            serde_json::from_value(entry["types"].clone()).unwrap();
        assert_eq!(kinds, expected, "{name}: {faults:?}");
    }
}

#[test]
fn six_hundred_vietnamese_pages_are_read() {
    let Some(path) = shared("warc/vi-sample-600.warc.gz") else {
        return;
    };
    let file = BufReader::new(File::open(path).unwrap());
    let mut responses = 0;
    for item in WarcReader::open(file, Limits::default()) {
        let record = item.unwrap();
        if record.kind == RecordKind::Response {
            let http = record.http.unwrap();
            assert_eq!(http.status, 200);
            assert!(!http.body.is_empty());
            assert!(record.date.is_some() && record.target_uri.is_some());
            responses += 1;
        }
    }
    assert_eq!(responses, 600);
}

#[test]
fn chunked_bodies_and_bracketed_addresses_are_read() {
    let Some(path) = shared("warc/warcio/example-iana.org-chunked.warc") else {
        return;
    };
    let (records, faults) = read(&std::fs::read(path).unwrap());
    assert!(faults.is_empty());
    let http = records[1].http.as_ref().unwrap();
    let body = String::from_utf8_lossy(&http.body);
    assert!(body.trim_start().starts_with("<!doctype html>"));
    assert!(body.trim_end().ends_with("</html>"));

    let path = shared("warc/warcio/example-wget-bad-target-uri.warc.gz").unwrap();
    let (records, _) = read(&std::fs::read(path).unwrap());
    assert_eq!(uris(&records)[2], "http://example.com/");
    assert_eq!(records[0].offset, 0);
    assert!(records.is_sorted_by_key(|record| record.offset));
}

#[test]
fn offsets_are_those_of_the_file() {
    let plain = [record("a:1", "x"), record("a:2", "yy")];
    let (records, faults) = read(plain.concat().as_bytes());
    assert!(faults.is_empty());
    assert_eq!(records[1].offset, plain[0].len() as u64);
    let packed = [gzip(plain[0].as_bytes()), gzip(plain[1].as_bytes())];
    let (records, faults) = read(&packed.concat());
    assert!(faults.is_empty());
    assert_eq!(records[1].offset, packed[0].len() as u64);
}

/// One bad record costs that record, and says where it was.
#[test]
fn reading_goes_on_behind_what_is_broken() {
    let (a, b) = (record("a:1", "x"), record("a:2", "y"));
    let whole = |middle: &str| read(format!("{a}{middle}{b}").as_bytes());
    let no_length = "WARC/1.0\r\nWARC-Target-URI: a:bad\r\n\r\nz\r\n\r\n";
    let wrong_number = "WARC/1.0\r\nContent-Length: +5\r\n\r\nz\r\n\r\n";
    let long_header = format!("WARC/1.0\r\nX: {}\r\n\r\n", "x".repeat(70_000));
    for (middle, expected) in [
        ("rubbish\r\nmore\r\n", "no WARC record begins here"),
        (no_length, "Content-Length"),
        (wrong_number, "Content-Length"),
        (long_header.as_str(), "more than 65536 bytes"),
    ] {
        let (records, faults) = whole(middle);
        assert_eq!(uris(&records), ["a:1", "a:2"], "{expected}");
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(faults[0].offset, a.len() as u64);
        assert!(
            faults[0].problem.to_string().contains(expected),
            "{faults:?}"
        );
        assert!(!faults[0].problem.ends_reading());
    }
    let (_, faults) = whole(no_length);
    assert_eq!(faults[0].target_uri.as_deref(), Some("a:bad"));
    assert!(faults[0].to_string().contains("record of a:bad"));
}

#[test]
fn a_wrong_length_loses_no_other_record() {
    let (a, b) = (record("a:1", "tám chữ"), record("a:2", "y"));
    for length in [2, 10 + 4 + 20] {
        let lying = a.replace("Content-Length: 10", &format!("Content-Length: {length}"));
        assert_ne!(lying, a);
        let (records, faults) = read(format!("{lying}{b}").as_bytes());
        assert_eq!(uris(&records), ["a:1", "a:2"], "length {length}");
        assert_eq!(faults.len(), 1, "length {length}: {faults:?}");
        assert!(matches!(faults[0].problem, WarcProblem::WrongLength));
    }
}

#[test]
fn a_cut_file_gives_what_there_is() {
    let file = format!("{}{}", record("a:1", "x"), record("a:2", "yyyy"));
    let cut = &file.as_bytes()[..file.len() - 6];
    let (records, faults) = read(cut);
    assert_eq!(uris(&records), ["a:1", "a:2"]);
    assert_eq!(
        (records[1].truncated, records[1].block.as_slice()),
        (true, &b"yy"[..])
    );
    assert!(matches!(faults[0].problem, WarcProblem::CutShort));
    let packed = gzip(file.as_bytes());
    let (_, faults) = read(&packed[..packed.len() - 20]);
    assert!(matches!(faults[0].problem, WarcProblem::CutShort));
}

#[test]
fn damaged_gzip_costs_its_members_only() {
    let members: Vec<Vec<u8>> = (1..=3)
        .map(|n| gzip(record(&format!("a:{n}"), &format!("chữ {n}").repeat(200)).as_bytes()))
        .collect();
    let mut damaged = members.concat();
    let middle = members[0].len() + 12;
    for byte in &mut damaged[middle..middle + 6] {
        *byte ^= 0xFF;
    }
    let (records, faults) = read(&damaged);
    assert_eq!(uris(&records), ["a:1", "a:3"], "{faults:?}");
    assert!(matches!(faults[0].problem, WarcProblem::BadGzip(_)));
    assert_eq!(faults[0].offset, members[0].len() as u64);

    // Rubbish and padding between members.
    let gap = [
        &members[0][..],
        &[0; 9],
        &members[1][..],
        b"rubbish",
        &members[2][..],
    ]
    .concat();
    let (records, faults) = read(&gap);
    assert_eq!(uris(&records), ["a:1", "a:2", "a:3"]);
    assert_eq!(faults.len(), 1);
}

#[test]
fn ceilings_hold_on_both_sides() {
    let limits = Limits {
        block_bytes_max: 10,
        ..Limits::default()
    };
    let file = [
        record("a:1", &"x".repeat(10)),
        record("a:2", &"x".repeat(11)),
        record("a:3", ""),
    ];
    let (records, faults) = read_within(file.concat().as_bytes(), limits);
    assert_eq!(uris(&records), ["a:1", "a:3"]);
    assert!(matches!(faults[0].problem, WarcProblem::BlockTooLong(11)));
    assert_eq!(faults[0].target_uri.as_deref(), Some("a:2"));
}

#[test]
fn foreign_packing_is_named() {
    for (start, expected) in [
        (&b"\x04\x22\x4D\x18rest"[..], "LZ4"),
        (b"\x28\xB5\x2F\xFDrest", "Zstandard"),
        (b"filedesc://x 0 0 text/plain 0\n", "ARC is not read"),
        (b"\x89PNG\r\n", "no WARC record"),
    ] {
        let (records, faults) = read(start);
        assert!(records.is_empty());
        assert_eq!(faults.len(), 1);
        assert!(faults[0].to_string().contains(expected), "{}", faults[0]);
    }
    let (records, faults) = read(b"");
    assert!(records.is_empty() && faults.is_empty());
}

proptest! {
    /// Whatever the bytes, reading ends, and offsets lie within the file.
    #[test]
    fn reading_always_ends(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        cut in any::<proptest::sample::Index>(),
        packed in any::<bool>(),
    ) {
        let mut file = [record("a:1", "x"), record("a:2", "yy")].concat().into_bytes();
        let at = cut.index(file.len());
        file.splice(at..at, bytes.iter().copied());
        if packed {
            file = gzip(&file);
            let at = cut.index(file.len());
            file.splice(at..at, bytes);
        }
        let mut items = 0;
        for item in WarcReader::open(file.as_slice(), Limits::default()) {
            items += 1;
            prop_assert!(items <= file.len() + 2);
            let offset = match item {
                Ok(record) => record.offset,
                Err(fault) => fault.offset,
            };
            prop_assert!(offset <= file.len() as u64);
        }
    }
}
