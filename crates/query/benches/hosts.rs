//! Speed and memory of what hosts are held against: a set of 50,270 listed
//! hosts beside the set of the standard library in the same run, and
//! look-alikes at 200 protected names.
//!
//! Reads the list of the shared data; names made by rule stand in for it where
//! it is absent.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr
)]

use std::{collections::HashSet, fs, hint::black_box, path::Path};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use haidang_model::Host;
use haidang_query::{HostSet, Protected, ProtectedHost, read_host_list, read_protected_list};

/// Protected names of the bench.
const PROTECTED: usize = 200;

fn names() -> Vec<String> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/lists/domains.jsonl.zst");
    let Ok(file) = fs::File::open(&path) else {
        eprintln!("skipped: {} is absent; names made by rule", path.display());
        return (0..50_000).map(|at| format!("xau{at}.example")).collect();
    };
    let text = String::from_utf8(zstd::decode_all(file).unwrap()).unwrap();
    let row = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
    text.lines()
        .map(|line| row(line)["domain"].as_str().unwrap().to_owned())
        .collect()
}

/// The shipped hosts, and made ones up to 200 names.
fn protected() -> Protected {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/hosts/duoc-bao-ve.txt");
    let mut hosts = read_protected_list(&fs::read_to_string(path).unwrap()).hosts;
    for at in hosts.len()..PROTECTED {
        hosts.push(ProtectedHost {
            host: Host::parse(&format!("ngan{at:03}hangso.com.vn").replace('0', "t")).unwrap(),
            names: Vec::new(),
            also: Vec::new(),
            common: false,
        });
    }
    Protected::new(hosts)
}

/// Looks as a host-file library would: the host and each parent, as text.
fn find_in_std(set: &HashSet<String>, host: &str) -> bool {
    let mut rest = host;
    loop {
        if set.contains(rest) {
            return true;
        }
        match rest.split_once('.') {
            Some((_, above)) => rest = above,
            None => return false,
        }
    }
}

fn hosts(criterion: &mut Criterion) {
    let names = names();
    let text = names.join("\n");
    let build = |text: &str| {
        let list = read_host_list(text);
        HostSet::build(list.hosts, list.exceptions, |_| false).0
    };
    let set = build(&text);
    let std_set: HashSet<String> = names.iter().cloned().collect();
    // hashbrown: 7/8 full at most, a String and a byte a bucket.
    let buckets = (std_set.capacity() * 8 / 7).next_power_of_two();
    let std_names: usize = std_set.iter().map(String::capacity).sum();
    let std_bytes = buckets * (size_of::<String>() + 1) + std_names;
    println!(
        "{} hosts: {} bytes, {:.1} a host besides its name; std {} bytes, {:.1} besides (before what the allocator adds to each)",
        set.len(),
        set.heap_bytes(),
        (set.heap_bytes() - set.name_bytes()) as f64 / set.len() as f64,
        std_bytes,
        (std_bytes - std_names) as f64 / std_set.len() as f64,
    );
    // Half are met, one label below; half are not.
    let asked: Vec<Host> = names
        .iter()
        .enumerate()
        .filter_map(|(at, name)| {
            let asked = if at % 2 == 0 {
                format!("a.{name}")
            } else {
                format!("a{name}")
            };
            Host::parse(&asked).ok()
        })
        .collect();
    let protected = protected();

    let mut group = criterion.benchmark_group("hosts");
    group.sample_size(20);
    group.throughput(Throughput::Elements(names.len() as u64));
    group.bench_function("set_load", |bencher| {
        bencher.iter(|| build(black_box(&text)))
    });
    group.bench_function("std_load", |bencher| {
        bencher.iter(|| {
            let lines = black_box(&text).lines();
            lines.map(str::to_owned).collect::<HashSet<String>>()
        });
    });
    group.bench_function("set_find", |bencher| {
        bencher.iter(|| asked.iter().filter(|host| set.find(host).is_some()).count());
    });
    group.bench_function("std_find", |bencher| {
        bencher.iter(|| {
            let found = |host: &&Host| find_in_std(&std_set, host.as_str());
            asked.iter().filter(found).count()
        });
    });
    group.bench_function("look_alike_200", |bencher| {
        bencher.iter(|| {
            let alike = |host: &&Host| protected.look_alike(host).is_some();
            asked.iter().filter(alike).count()
        });
    });
    group.finish();
}

criterion_group!(benches, hosts);
criterion_main!(benches);
