//! Counts which hosts of labelled lists look like a protected host.
//!
//! `cargo run --release -p haidang-query --example lookalikes [-- FOLDER
//! FILE…]`, where the folder is that of the shared data and the files hold
//! further names, one a line, in which little should be found. Prints, of the rows of fraud
//! that hold a protected name of six letters, how many are found and which
//! are not; and what is flagged of lists in which little should be.

#![allow(clippy::print_stdout, missing_docs)]

use std::{collections::BTreeMap, error::Error, fs, path::PathBuf};

use haidang_model::Host;
use haidang_query::{Protected, ProtectedHost, gambling_shape, read_protected_list};

/// Letters of a name from which a row that holds it counts.
const NAME_MIN: usize = 6;

/// Rows shown of each kind.
const SHOWN: usize = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::args()
        .nth(1)
        .map_or_else(|| here.join("../../../shared"), PathBuf::from);
    let config = here.join("../../config/hosts/duoc-bao-ve.txt");
    let list = read_protected_list(&fs::read_to_string(config)?);
    for fault in &list.faults {
        println!("{}:{}: {}", fault.line, fault.column, fault.en);
    }
    let names = long_names(&list.hosts);
    let protected = Protected::new(list.hosts);
    println!(
        "{} protected hosts, {} long names",
        protected.len(),
        names.len()
    );

    let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in jsonl(&shared.join("data/lists/domains.jsonl.zst"))? {
        let label = row["label"].as_str().unwrap_or_default().to_owned();
        let host = row["domain"].as_str().unwrap_or_default().to_owned();
        rows.entry(label).or_default().push(host);
    }
    for label in ["threat_vn", "chongluadao_blacklist"] {
        found_of(
            &protected,
            &names,
            label,
            rows.get(label).map_or(&[], Vec::as_slice),
        );
    }
    for label in ["gambling_vn", "ads_tracker_vn", "gambling_global"] {
        flagged_of(
            &protected,
            label,
            rows.get(label).map_or(&[], Vec::as_slice),
        );
    }
    let matomo = fs::read_to_string(shared.join("data/lists/matomo_referrer_spam.txt"))?;
    let matomo: Vec<String> = matomo.lines().map(str::to_owned).collect();
    flagged_of(&protected, "matomo", &matomo);
    let whitelist: Vec<String> = jsonl(&shared.join("data/lists/chongluadao2021_urls.jsonl.zst"))?
        .into_iter()
        .filter(|row| row["label"] == "whitelist")
        .filter_map(|row| host_of(row["url"].as_str()?))
        .collect();
    flagged_of(&protected, "whitelist", &whitelist);

    let gambling = rows.get("gambling_vn").map_or(&[][..], Vec::as_slice);
    let (held, open): (Vec<String>, Vec<String>) = gambling
        .iter()
        .cloned()
        .partition(|host| is_held_back(host));
    shapes_of("gambling_vn, half looked at", &open, true);
    shapes_of("gambling_vn, half held back", &held, false);
    for label in ["ads_tracker_vn", "threat_vn", "gambling_global"] {
        let hosts = rows.get(label).map_or(&[][..], Vec::as_slice);
        shapes_of(label, hosts, true);
    }
    shapes_of("matomo", &matomo, true);
    shapes_of("whitelist", &whitelist, true);
    for file in std::env::args().skip(2) {
        let names: Vec<String> = fs::read_to_string(&file)?
            .lines()
            .map(str::to_owned)
            .collect();
        flagged_of(&protected, &file, &names);
        shapes_of(&file, &names, true);
    }
    Ok(())
}

fn jsonl(path: &std::path::Path) -> Result<Vec<serde_json::Value>, Box<dyn Error>> {
    let text = zstd::decode_all(fs::File::open(path)?)?;
    let rows = String::from_utf8(text)?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

fn host_of(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().map(str::to_owned)
}

fn long_names(hosts: &[ProtectedHost]) -> Vec<String> {
    let mut names = Vec::new();
    for host in hosts {
        let site = host.host.site();
        let first = site.as_str().split('.').next().unwrap_or_default();
        names.push(first.replace('-', ""));
        names.extend(host.names.iter().cloned());
    }
    names.retain(|name| name.len() >= NAME_MIN);
    names
}

/// Of the hosts that hold a protected name, hyphens left out, how many look
/// like a protected host.
fn found_of(protected: &Protected, names: &[String], label: &str, hosts: &[String]) {
    let (mut holding, mut found, mut misses) = (0, 0, Vec::new());
    let mut how: BTreeMap<&str, usize> = BTreeMap::new();
    let mut without = Vec::new();
    for text in hosts {
        let Ok(host) = Host::parse(text) else {
            continue;
        };
        let told = protected.look_alike(&host);
        let labels = host.as_str().replace('-', "");
        let holds = names.iter().any(|name| labels.contains(name.as_str()));
        if holds && !protected.is_own(&host) {
            holding += 1;
            match told {
                Some(told) => {
                    found += 1;
                    *how.entry(told.how.as_str()).or_default() += 1;
                }
                None => misses.push(text),
            }
        } else if let Some(told) = told {
            without.push(format!(
                "{text} ~ {} {} {}",
                told.protected,
                told.how,
                told.confidence.permille()
            ));
        }
    }
    println!("\n{label}: {found} of {holding} that hold a name; {how:?}\n  missed: {misses:?}");
    println!(
        "  and {} of {} others:",
        without.len(),
        hosts.len() - holding
    );
    show(&without);
}

fn flagged_of(protected: &Protected, label: &str, hosts: &[String]) {
    let flagged: Vec<String> = hosts
        .iter()
        .filter_map(|text| {
            let host = Host::parse(text).ok()?;
            let told = protected.look_alike(&host)?;
            Some(format!(
                "{text} ~ {} {} {}",
                told.protected,
                told.how,
                told.confidence.permille()
            ))
        })
        .collect();
    println!("\n{label}: {} of {} flagged", flagged.len(), hosts.len());
    show(&flagged);
}

/// Half of the names, by a hash that has nothing to do with how they are made.
fn is_held_back(host: &str) -> bool {
    let hash = host.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    (hash >> 40) & 1 == 1
}

/// How many hosts are named like gambling sites; shows them, or of gambling
/// names those that are not.
fn shapes_of(label: &str, hosts: &[String], shown: bool) {
    let gambling = label.starts_with("gambling");
    let (mut found, mut rows) = (0, Vec::new());
    for text in hosts {
        let Ok(host) = Host::parse(text) else {
            continue;
        };
        match gambling_shape(&host) {
            Some(shape) => {
                found += 1;
                if !gambling {
                    rows.push(format!("{text} {shape} {}", shape.confidence.permille()));
                }
            }
            None if gambling => rows.push(text.clone()),
            None => {}
        }
    }
    println!("\nshape, {label}: {found} of {}", hosts.len());
    if shown {
        show(&rows);
    }
}

fn show(rows: &[String]) {
    let step = rows.len().div_ceil(SHOWN).max(1);
    for row in rows.iter().step_by(step) {
        println!("  {row}");
    }
}
