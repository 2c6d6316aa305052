//! What is told of the hosts of labelled lists that others made.

// A test that fails should say where; `unwrap` does.
#![allow(clippy::unwrap_used)]

use std::{fs, path::Path};

use haidang_model::Host;
use haidang_query::{Protected, gambling_shape, read_protected_list};

/// Rows of a shared list; `None`, said aloud, where it is absent.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn rows(file: &str) -> Option<Vec<serde_json::Value>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/lists")
        .join(file);
    let Ok(opened) = fs::File::open(&path) else {
        eprintln!("skipped: {} is absent", path.display());
        return None;
    };
    let text = String::from_utf8(zstd::decode_all(opened).unwrap()).unwrap();
    let rows = text.lines().map(|line| serde_json::from_str(line).unwrap());
    Some(rows.collect())
}

fn hosts(rows: &[serde_json::Value], labels: &[&str]) -> Vec<Host> {
    rows.iter()
        .filter(|row| labels.contains(&row["label"].as_str().unwrap()))
        .filter_map(|row| Host::parse(row["domain"].as_str()?).ok())
        .collect()
}

/// Half of the names, by a hash that has nothing to do with how they are made;
/// the rules of shapes were written with the other half in view.
fn is_held_back(host: &Host) -> bool {
    let hash = host
        .as_str()
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
        });
    (hash >> 40) & 1 == 1
}

#[test]
fn names_of_fraud_that_hold_a_protected_name_are_found() {
    let Some(rows) = rows("domains.jsonl.zst") else {
        return;
    };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/hosts/duoc-bao-ve.txt");
    let list = read_protected_list(&fs::read_to_string(path).unwrap());
    let mut names: Vec<String> = Vec::new();
    for host in &list.hosts {
        let site = host.host.site();
        names.push(site.as_str().split('.').next().unwrap().replace('-', ""));
        names.extend(host.names.iter().cloned());
    }
    names.retain(|name| name.len() >= 6);
    let protected = Protected::new(list.hosts);
    let holding: Vec<Host> = hosts(&rows, &["threat_vn", "chongluadao_blacklist"])
        .into_iter()
        .filter(|host| {
            let letters = host.as_str().replace('-', "");
            names.iter().any(|name| letters.contains(name.as_str())) && !protected.is_own(host)
        })
        .collect();
    let (found, missed): (Vec<&Host>, Vec<&Host>) = holding
        .iter()
        .partition(|host| protected.look_alike(host).is_some());
    println!(
        "{} of {} found; missed {missed:?}",
        found.len(),
        holding.len()
    );
    assert!(holding.len() > 2_000);
    assert!(found.len() * 100 >= holding.len() * 95, "{missed:?}");
    let others = hosts(&rows, &["ads_tracker_vn", "gambling_vn", "gambling_global"]);
    let flagged: Vec<&Host> = others
        .iter()
        .filter(|host| protected.look_alike(host).is_some())
        .collect();
    assert!(flagged.is_empty(), "{flagged:?}");
}

#[test]
fn gambling_names_are_told_and_others_are_not() {
    let (Some(rows), Some(urls)) = (
        rows("domains.jsonl.zst"),
        rows("chongluadao2021_urls.jsonl.zst"),
    ) else {
        return;
    };
    let (held, open): (Vec<Host>, Vec<Host>) = hosts(&rows, &["gambling_vn"])
        .into_iter()
        .partition(is_held_back);
    let told = |hosts: &[Host]| {
        let told = hosts.iter().filter(|host| gambling_shape(host).is_some());
        told.count()
    };
    println!(
        "looked at {} of {}, held back {} of {}",
        told(&open),
        open.len(),
        told(&held),
        held.len()
    );
    assert!(told(&held) * 100 >= held.len() * 45);
    // `qc.kqbd88.com`, results of football under a number of luck, is told.
    assert!(told(&hosts(&rows, &["ads_tracker_vn"])) <= 1);
    let whitelist: Vec<Host> = urls
        .iter()
        .filter(|row| row["label"] == "whitelist")
        .filter_map(|row| {
            let (_, rest) = row["url"].as_str()?.split_once("://")?;
            Host::parse(rest.split('/').next()?).ok()
        })
        .collect();
    assert_eq!((whitelist.len(), told(&whitelist)), (1_288, 0));
}
