//! `kill -9` at random moments of crawling, importing and matching anew: no
//! page lost, no flag lost or doubled, the index whole, the audit chain sound.
//!
//! `HAIDANG_KILLS` says how many kills (20 when absent, 200 in CI),
//! `HAIDANG_KILL_SEED` repeats a run.

use std::{collections::BTreeMap, path::Path, process::Stdio, time::Duration};

use serde_json::{Value, json};

use crate::support::{Answer, TreeServer, haidang, rows, said};

/// Pages of the small site that is crawled.
const SITE_PAGES: usize = 120;

/// Rows of the file that is imported.
const ROWS: usize = 240;

/// How long a process lives at most before it is killed. Starting takes about
/// 100 ms, the work of one step a few hundred.
const LIFE_MS_MAX: u64 = 600;

#[test]
fn nothing_is_lost_or_doubled_by_kill_9() {
    let kills_wanted: usize =
        std::env::var("HAIDANG_KILLS").map_or(20, |kills| kills.parse().unwrap());
    let seed: u64 =
        std::env::var("HAIDANG_KILL_SEED").map_or(20_261_125, |seed| seed.parse().unwrap());
    eprintln!("{kills_wanted} kills, seed {seed}");
    let mut chance = Chance(seed | 1);
    let files = tempfile::tempdir().unwrap();
    let (first, second) = (
        files.path().join("tin.jsonl"),
        files.path().join("moi").join("tin.jsonl"),
    );
    std::fs::create_dir(second.parent().unwrap()).unwrap();
    std::fs::write(&first, import(1)).unwrap();
    std::fs::write(&second, import(2)).unwrap();
    let site = site();
    let server = TreeServer::start(
        &site
            .iter()
            .map(|(path, answer)| (path.as_str(), answer.clone()))
            .collect::<Vec<_>>(),
        None,
    );

    // What an undisturbed run keeps.
    let undisturbed = tempfile::tempdir().unwrap();
    for step in steps(&server, &first, &second) {
        rows(haidang(undisturbed.path()).args(&step));
    }
    let expected = kept(undisturbed.path());
    assert_eq!(expected.pages, SITE_PAGES + ROWS);
    assert!(
        expected.flags.len() > 50,
        "{} flags are too few to lose any",
        expected.flags.len()
    );

    let mut kills = 0;
    let mut rounds = 0;
    while kills < kills_wanted {
        rounds += 1;
        let data = tempfile::tempdir().unwrap();
        for step in steps(&server, &first, &second) {
            loop {
                let mut child = haidang(data.path())
                    .args(&step)
                    .stdout(Stdio::null())
                    .stderr(Stdio::piped())
                    .spawn()
                    .unwrap();
                std::thread::sleep(Duration::from_millis(chance.below(LIFE_MS_MAX)));
                let ended = child.try_wait().unwrap().is_some();
                if !ended && kills < kills_wanted {
                    child.kill().unwrap();
                    child.wait().unwrap();
                    kills += 1;
                    continue;
                }
                let output = child.wait_with_output().unwrap();
                assert!(
                    output.status.success(),
                    "after {kills} kills, {step:?}: {}",
                    said(&output)
                );
                break;
            }
        }
        let found = kept(data.path());
        assert_eq!(
            found.flags, expected.flags,
            "round {rounds}, {kills} kills, seed {seed}"
        );
        assert_eq!(
            found.pages, expected.pages,
            "round {rounds}, {kills} kills, seed {seed}"
        );
        assert_eq!(
            found.searchable, expected.searchable,
            "round {rounds}, {kills} kills, seed {seed}"
        );
    }
    eprintln!("{kills} kills in {rounds} rounds");
}

/// What is done in each round, in order. The second import brings new versions
/// of half the pages, so that the index must forget the old ones.
fn steps(server: &TreeServer, first: &Path, second: &Path) -> Vec<Vec<String>> {
    let words = |words: &[&str]| {
        words
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    vec![
        words(&[
            "crawl",
            &server.url("/0"),
            "--allow-private",
            "--delay",
            "0",
        ]),
        words(&["ingest", &path(first)]),
        words(&["ingest", &path(second)]),
        words(&["rematch"]),
    ]
}

#[derive(Debug, PartialEq)]
struct Kept {
    /// How often each (page, rule, term) was flagged.
    flags: BTreeMap<String, usize>,
    pages: usize,
    searchable: u64,
}

/// What stands in a data folder; it must verify.
fn kept(data: &Path) -> Kept {
    let verified = rows(haidang(data).arg("verify")).remove(0);
    assert_eq!(verified["ok"], true, "{verified}");
    let mut flags = BTreeMap::new();
    for flag in rows(haidang(data).arg("flags")) {
        let rules: Vec<String> = flag["hits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|hit| format!("{}/{}", hit["watchlist"], hit["rule"]))
            .collect();
        *flags
            .entry(format!("{} {}", page_of(&flag), rules.join(" ")))
            .or_default() += 1;
    }
    let searchable = rows(haidang(data).args(["search", "\"trang số\"", "--limit", "0"])).remove(0);
    Kept {
        flags,
        pages: verified["index"]["pages"].as_u64().unwrap() as usize,
        searchable: searchable["total"].as_u64().unwrap(),
    }
}

/// The page of a flag, without the port, which no two runs of the test share.
fn page_of(flag: &Value) -> String {
    let page = flag["page"].as_str().unwrap();
    page.rsplit('/').next().unwrap_or(page).to_owned()
}

/// A site whose pages link onwards in two chains; every third is harmful.
fn site() -> Vec<(String, Answer)> {
    (0..SITE_PAGES)
        .map(|page| {
            let links: String = [page * 2 + 1, page * 2 + 2]
                .iter()
                .filter(|next| **next < SITE_PAGES)
                .map(|next| format!("<a href=\"/{next}\">tiếp</a> "))
                .collect();
            let text = text(page, 1);
            (
                format!("/{page}"),
                Answer::html(&format!(
                    "<title>Trang số {page}</title><p>{text}</p>{links}"
                )),
            )
        })
        .collect()
}

/// The rows of an import; odd ones change from version to version.
fn import(version: usize) -> String {
    (0..ROWS)
        .map(|row| {
            let version = if row % 2 == 1 { version } else { 1 };
            format!("{}\n", json!({"id": format!("dong-{row}"), "text": format!("Trang số {row}. {}", text(row, version))}))
        })
        .collect()
}

fn text(number: usize, version: usize) -> String {
    let harm = if number.is_multiple_of(3) {
        "Nhà cái tài xỉu đổi thưởng, nổ hũ, nạp rút nhanh."
    } else {
        "Bản tin thời tiết trong ngày."
    };
    format!("{harm} Lần {version}, mục {}.", number * 7)
}

/// A small generator of random numbers (xorshift, Marsaglia 2003), so that a
/// run can be repeated by its seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}
