//! The study behind `Fingerprint::NEAR_MAX`: how far made copies of real pages
//! lie from the originals, how near different pages come, and the same of
//! templates.
//!
//! `cargo run --release -p haidang-extract --example near -- PATH…` with
//! folders of pages, `.jsonl.zst` files of rows `{"id", "html", "url"}` or
//! `{"id", "text"}` and `.txt.zst` files of one text a line. Each path is a
//! corpus. Figures are of the half of the texts whose name hashes to odd; with
//! `--even` of the other half, on which the threshold was chosen. `--pairs N`
//! prints N near pairs of different texts of each corpus, to be read;
//! `--templates` does templates alone; `--simhash` adds 64-bit SimHash of one,
//! two and three words of the same copies.

// An example talks to people; its files are its user's own.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

use std::{
    collections::{BTreeMap, HashSet},
    path::{Path, PathBuf},
};

use haidang_extract::{Input, Limits, extract, text_print};
use haidang_model::{CanonicalUrl, Fingerprint};

/// Texts of one corpus that copies are made of.
const COPIED_MAX: usize = 400;

/// Pairs drawn of pages or templates.
const PAIRS: usize = 20_000;

/// The distances of which the tables give the share at most so far apart.
const COLUMNS: [u32; 9] = [0, 3, 5, 6, 7, 8, 9, 11, 15];

struct Item {
    name: String,
    host: String,
    text: String,
    print: Option<Fingerprint>,
    template: Option<Fingerprint>,
}

/// Numbers that are the same in every run.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ bits >> 31
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Distances, counted.
#[derive(Default)]
struct Histogram(BTreeMap<u32, usize>);

impl Histogram {
    fn add(&mut self, distance: u32) {
        *self.0.entry(distance).or_default() += 1;
    }

    fn quantile(&self, share: f64) -> u32 {
        let all: usize = self.0.values().sum();
        let mut left = (share * all as f64) as usize;
        for (&distance, &count) in &self.0 {
            if count > left {
                return distance;
            }
            left -= count;
        }
        self.0.keys().last().copied().unwrap_or(64)
    }

    fn row(&self, what: &str) {
        let all: usize = self.0.values().sum();
        if all == 0 {
            return;
        }
        let shares: Vec<String> = COLUMNS
            .iter()
            .map(|&at| {
                let within: usize = self.0.range(..=at).map(|(_, count)| count).sum();
                format!("{:8.4}", within as f64 / all as f64)
            })
            .collect();
        println!(
            "{what:44} {all:8} | {:3} {:3} {:3} {:3} {:3} |{}",
            self.quantile(0.0),
            self.quantile(0.05),
            self.quantile(0.5),
            self.quantile(0.95),
            self.0.keys().last().unwrap(),
            shares.join("")
        );
    }
}

fn head(what: &str) {
    let columns: Vec<String> = COLUMNS
        .iter()
        .map(|at| format!("{:>8}", format!("≤{at}")))
        .collect();
    println!(
        "\n{what:44}        n | min  5% 50% 95% max |{}",
        columns.join("")
    );
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                std::fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn item_of_page(name: String, host: String, bytes: &[u8], url: Option<&CanonicalUrl>) -> Item {
    let page = extract(
        &Input {
            bytes,
            url,
            content_type: None,
        },
        &Limits::default(),
    );
    Item {
        name,
        host,
        text: page.main,
        print: page.text_print,
        template: page.template_print,
    }
}

fn item_of_text(name: String, text: &str) -> Item {
    Item {
        name,
        host: String::new(),
        text: text.to_owned(),
        print: text_print(text),
        template: None,
    }
}

fn read(path: &Path) -> Vec<Item> {
    let name = path.display().to_string();
    let mut items = Vec::new();
    if path.is_dir() {
        for file in files_below(path) {
            let name = file.display().to_string();
            if name.ends_with(".html") || name.ends_with(".htm") {
                let bytes = std::fs::read(&file).unwrap();
                items.push(item_of_page(name, path.display().to_string(), &bytes, None));
            }
        }
        return items;
    }
    let rows = zstd::decode_all(std::fs::read(path).unwrap().as_slice()).unwrap();
    for (number, row) in rows
        .split(|byte| *byte == b'\n')
        .filter(|row| !row.is_empty())
        .enumerate()
    {
        if name.ends_with(".txt.zst") {
            items.push(item_of_text(
                number.to_string(),
                &String::from_utf8_lossy(row),
            ));
            continue;
        }
        let row: serde_json::Value = serde_json::from_slice(row).unwrap();
        let get = |key: &str| row[key].as_str().unwrap_or_default();
        let id = get("id").to_owned();
        if get("html").is_empty() {
            items.push(item_of_text(id, get("text")));
        } else {
            let url = CanonicalUrl::parse(get("url")).ok();
            let host = get("url").split('/').nth(2).unwrap_or_default().to_owned();
            items.push(item_of_page(id, host, get("html").as_bytes(), url.as_ref()));
        }
    }
    items
}

/// The words of a text, plainly: what is a letter or digit, in lower case,
/// numbers masked. Not the words of the fingerprint, so that the judge is not
/// the judged.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            if word.bytes().any(|byte| byte.is_ascii_digit()) {
                "#".to_owned()
            } else {
                word.to_lowercase()
            }
        })
        .collect()
}

fn shingles(text: &str, size: usize) -> HashSet<u64> {
    words(text)
        .windows(size)
        .map(|words| fnv(&words.join(" ")))
        .collect()
}

/// The share of shingles of three that two texts have in common.
fn jaccard(one: &str, other: &str) -> f64 {
    let (one, other) = (shingles(one, 3), shingles(other, 3));
    let common = one.intersection(&other).count();
    common as f64 / (one.len() + other.len() - common).max(1) as f64
}

/// SimHash (Charikar, 2002) of the same features.
fn simhash(text: &str, size: usize) -> Fingerprint {
    let mut counts = [0_i32; 64];
    for shingle in shingles(text, size) {
        let hash = Draw(shingle).next();
        for (bit, count) in counts.iter_mut().enumerate() {
            *count += if hash >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    let bits = counts
        .iter()
        .enumerate()
        .fold(0, |bits, (bit, &count)| bits | u64::from(count > 0) << bit);
    Fingerprint::from_bits(bits)
}

fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['\n', '.', ';', '?', '!']).collect()
}

/// Puts sentences of `other` in place of a share of those of `text`.
fn with_sentences_changed(text: &str, other: &str, share: f64, draw: &mut Draw) -> String {
    let count = |text: &str| text.split_whitespace().count();
    let (mine, theirs) = (sentences(text), sentences(other));
    let mut order: Vec<usize> = (0..mine.len()).collect();
    for i in (1..order.len()).rev() {
        order.swap(i, draw.below(i + 1));
    }
    // By words, so that a heading does not count as much as a sentence.
    let wanted = share * count(text) as f64;
    let mut done = 0.0;
    let mut changed = HashSet::new();
    for at in order {
        let size = count(mine[at]) as f64;
        if done + size / 2.0 <= wanted {
            done += size;
            changed.insert(at);
        }
    }
    let mut copy = String::new();
    for (at, sentence) in mine.iter().enumerate() {
        if !changed.contains(&at) {
            copy.push_str(sentence);
            continue;
        }
        // About as many words as were there.
        let mut left = count(sentence);
        let from = draw.below(theirs.len());
        for piece in theirs.iter().cycle().skip(from).take(theirs.len()) {
            if left == 0 {
                break;
            }
            left = left.saturating_sub(count(piece));
            copy.push_str(piece);
            copy.push(' ');
        }
    }
    copy
}

fn with_words_changed(text: &str, other: &str, one_in: usize, draw: &mut Draw) -> String {
    let theirs: Vec<&str> = other.split_whitespace().collect();
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            if draw.below(one_in) == 0 {
                format!("{} ", theirs[draw.below(theirs.len())])
            } else {
                word.to_owned()
            }
        })
        .collect()
}

/// What a page shows beside its text, at one visit.
fn with_clocks(text: &str, draw: &mut Draw) -> String {
    let day = [
        "Thứ Hai",
        "Thứ Ba",
        "Thứ Tư",
        "Thứ Năm",
        "Thứ Sáu",
        "Thứ Bảy",
        "Chủ nhật",
    ][draw.below(7)];
    let ago = [
        "5 phút trước",
        "2 giờ trước",
        "1 ngày trước",
        "Hôm qua",
        "vừa xong",
    ][draw.below(5)];
    let views = ["999", "1.204", "12,5 nghìn", "3 triệu"][draw.below(4)];
    let (hour, minute, date) = (draw.below(24), draw.below(60), 1 + draw.below(28));
    format!(
        "{day}, {date:02}/11/2026, {hour:02}:{minute:02} (GMT+7)\n{views} lượt xem - {ago}\n{text}\n{} bình luận | Phiên {:08x} | Online: {}",
        draw.below(500),
        draw.next() >> 32,
        draw.below(9_000)
    )
}

fn with_comment(text: &str, other: &str, draw: &mut Draw) -> String {
    let theirs: Vec<&str> = other.split_whitespace().collect();
    let from = draw.below(theirs.len());
    let comment: Vec<&str> = theirs.iter().cycle().skip(from).take(15).copied().collect();
    format!("{text}\nBạn đọc · 3 giờ trước\n{}", comment.join(" "))
}

fn is_chosen(item: &Item, even: bool) -> bool {
    (Draw(fnv(&item.name)).next() & 1 == 0) == even
}

type Change = (&'static str, fn(&str, &str, &mut Draw) -> String);

const CHANGES: [Change; 9] = [
    ("clocks, dates, counters", |text, _, draw| {
        with_clocks(text, draw)
    }),
    ("one comment of 15 words more", with_comment),
    ("one word in 50", |text, other, draw| {
        with_words_changed(text, other, 50, draw)
    }),
    ("one word in 20", |text, other, draw| {
        with_words_changed(text, other, 20, draw)
    }),
    ("5 % of sentences", |text, other, draw| {
        with_sentences_changed(text, other, 0.05, draw)
    }),
    ("10 % of sentences", |text, other, draw| {
        with_sentences_changed(text, other, 0.1, draw)
    }),
    ("20 % of sentences", |text, other, draw| {
        with_sentences_changed(text, other, 0.2, draw)
    }),
    ("40 % of sentences", |text, other, draw| {
        with_sentences_changed(text, other, 0.4, draw)
    }),
    ("all sentences", |_, other, _| other.to_owned()),
];

fn copies(corpora: &[(String, Vec<&Item>)], simhash_size: Option<usize>) {
    let print = |text: &str| match simhash_size {
        Some(size) => Some(simhash(text, size)),
        None => text_print(text),
    };
    for (name, items) in corpora {
        let items: Vec<&&Item> = items.iter().filter(|item| item.print.is_some()).collect();
        let step = items.len().div_ceil(COPIED_MAX).max(1);
        for (what, change) in CHANGES {
            let mut histogram = Histogram::default();
            let mut lost = 0;
            let mut draw = Draw(fnv(what));
            for item in items.iter().step_by(step) {
                let other = items[draw.below(items.len())];
                if other.name == item.name {
                    continue;
                }
                let (one, copy) = match what {
                    "clocks, dates, counters" => (
                        print(&with_clocks(&item.text, &mut draw)),
                        print(&change(&item.text, &other.text, &mut draw)),
                    ),
                    _ => (
                        print(&item.text),
                        print(&change(&item.text, &other.text, &mut draw)),
                    ),
                };
                match (one, copy) {
                    (Some(one), Some(copy)) => histogram.add(one.distance(copy)),
                    _ => lost += 1,
                }
            }
            histogram.row(&format!("{name}: {what}"));
            if lost > 0 {
                println!("{:44} {lost} without a fingerprint", "");
            }
        }
    }
}

/// How many distinct shingles a text needs: one word of it is changed.
fn lengths(corpora: &[(String, Vec<&Item>)]) {
    let mut by_length: BTreeMap<usize, (Histogram, Histogram)> = BTreeMap::new();
    let all: Vec<&&Item> = corpora
        .iter()
        .flat_map(|(_, items)| items)
        .filter(|item| item.print.is_some())
        .collect();
    let mut draw = Draw(7);
    for item in all.iter().step_by(all.len().div_ceil(20_000).max(1)) {
        let (other, third) = (all[draw.below(all.len())], all[draw.below(all.len())]);
        for wanted in [30, 40, 50, 60, 80, 120, 200] {
            let cut = |text: &str| -> Vec<String> {
                text.split_whitespace()
                    .take(wanted)
                    .map(str::to_owned)
                    .collect()
            };
            let mut mine = cut(&item.text);
            let theirs = cut(&other.text);
            if mine.len() < wanted || theirs.len() < wanted {
                continue;
            }
            let (one, far) = (text_print(&mine.join(" ")), text_print(&theirs.join(" ")));
            let at = draw.below(wanted);
            mine[at] = third
                .text
                .split_whitespace()
                .nth(5)
                .unwrap_or("khác")
                .to_owned();
            let (near, other) = by_length.entry(wanted).or_default();
            if let (Some(one), Some(copy)) = (one, text_print(&mine.join(" "))) {
                near.add(one.distance(copy));
            }
            if let (Some(one), Some(far)) = (one, far) {
                other.add(one.distance(far));
            }
        }
    }
    head("by words of the text");
    for (words, (near, far)) in by_length {
        near.row(&format!("{words} words, one changed"));
        far.row(&format!("{words} words, two texts"));
    }
}

fn different(corpora: &[(String, Vec<&Item>)], pairs_shown: usize) {
    for (name, items) in corpora {
        let items: Vec<(&Item, Fingerprint)> = items
            .iter()
            .filter_map(|item| item.print.map(|print| (*item, print)))
            .collect();
        let mut nearest = Histogram::default();
        let mut all = Histogram::default();
        let mut near_pairs: BTreeMap<u32, Vec<(usize, usize)>> = BTreeMap::new();
        for (i, (_, print)) in items.iter().enumerate() {
            let mut least = 65;
            for (j, (_, other)) in items.iter().enumerate() {
                if i == j {
                    continue;
                }
                let distance = print.distance(*other);
                least = least.min(distance);
                if j > i && distance <= 12 {
                    near_pairs.entry(distance).or_default().push((i, j));
                }
            }
            nearest.add(least);
        }
        let mut draw = Draw(11);
        for _ in 0..PAIRS {
            let (i, j) = (draw.below(items.len()), draw.below(items.len()));
            if i != j {
                all.add(items[i].1.distance(items[j].1));
            }
        }
        head("different texts");
        nearest.row(&format!("{name}: nearest of all"));
        all.row(&format!("{name}: two at random"));
        println!(
            "{:>10} {:>9} {:>7}   share of pairs whose Jaccard is at least",
            "distance", "pairs", "judged"
        );
        println!(
            "{:30}{}",
            "",
            [0.9, 0.8, 0.7, 0.6, 0.5, 0.3]
                .map(|j| format!("{j:7}"))
                .join("")
        );
        for (distance, pairs) in &near_pairs {
            let step = pairs.len().div_ceil(1_000).max(1);
            let judged: Vec<f64> = pairs
                .iter()
                .step_by(step)
                .map(|&(i, j)| jaccard(&items[i].0.text, &items[j].0.text))
                .collect();
            let shares = [0.9, 0.8, 0.7, 0.6, 0.5, 0.3].map(|least| {
                format!(
                    "{:7.3}",
                    judged.iter().filter(|j| **j >= least).count() as f64 / judged.len() as f64
                )
            });
            println!(
                "{distance:>10} {:>9} {:>7}   {}",
                pairs.len(),
                judged.len(),
                shares.join("")
            );
        }
        let mut shown: Vec<(u32, usize, usize)> = near_pairs
            .iter()
            .flat_map(|(d, pairs)| pairs.iter().map(|&(i, j)| (*d, i, j)))
            .collect();
        for _ in 0..pairs_shown.min(shown.len()) {
            let (distance, i, j) = shown.swap_remove(draw.below(shown.len()));
            let (one, other) = (items[i].0, items[j].0);
            let start = |text: &str| {
                text.chars()
                    .take(160)
                    .collect::<String>()
                    .replace('\n', " / ")
            };
            println!(
                "-- {distance}, Jaccard {:.2}\n   {} {}\n   {} {}",
                jaccard(&one.text, &other.text),
                one.name,
                start(&one.text),
                other.name,
                start(&other.text)
            );
        }
    }
}

/// Two templates with room for a text, in the manner of a newspaper and of a
/// manual.
const SHELLS: [(&str, &str); 2] = [
    (
        r#"<body class="page single"><div class="top"><span class="clock">Thứ Hai, 23/11/2026 08:15</span></div>
<header class="site"><a class="logo" href="/"></a><form class="search"><input class="box"></form><nav class="menu"><ul><li class="entry"><a href="/a">Thời sự</a></li></ul></nav></header>
<div class="wrap"><article class="detail"><div class="detail__content">"#,
        r#"</div></article><div class="related"><h3 class="related__title">Tin liên quan</h3><ul class="list"><li class="item"><a class="item__link" href="/t">Tin khác</a></li></ul></div></div>
<footer class="foot"><p class="license">Giấy phép số 17</p><div class="counter">Lượt truy cập: 1.204</div></footer>"#,
    ),
    (
        r#"<body><div class="navheader"><table summary="Navigation header"><tr><th colspan="3">Chương 3</th></tr><tr><td><a accesskey="p" href="p.html"><img src="prev.png"></a></td><td><a accesskey="n" href="n.html"><img src="next.png"></a></td></tr></table><hr></div>
<div class="sect1"><div class="titlepage"></div>"#,
        r#"</div><div class="navfooter"><hr><table summary="Navigation footer"><tr><td><a href="p.html">Lùi</a></td><td><a href="n.html">Tiếp</a></td></tr></table></div>"#,
    ),
];

fn shells(corpora: &[(String, Vec<&Item>)]) {
    let mut by_what: BTreeMap<&str, Histogram> = BTreeMap::new();
    let read = |shell: usize, text: &str| {
        let paragraphs: String = text
            .lines()
            .map(|line| {
                format!(
                    "<p>{}</p>\n",
                    line.replace('&', "&amp;").replace('<', "&lt;")
                )
            })
            .collect();
        let (before, after) = SHELLS[shell];
        let html = format!("{before}{paragraphs}{after}");
        item_of_page(String::new(), String::new(), html.as_bytes(), None)
    };
    let mut draw = Draw(17);
    for (_, items) in corpora {
        let items: Vec<&&Item> = items.iter().filter(|item| item.print.is_some()).collect();
        for item in items.iter().step_by(items.len().div_ceil(100).max(1)) {
            let other = items[draw.below(items.len())];
            let pages = [
                read(0, &item.text),
                read(1, &item.text),
                read(0, &other.text),
            ];
            for (what, one, two) in [
                ("another template around the text", 0, 1),
                ("another text in the template", 0, 2),
            ] {
                if let (Some(one), Some(two)) = (pages[one].print, pages[two].print) {
                    by_what.entry(what).or_default().add(one.distance(two));
                }
            }
            for (what, one, two) in [
                ("another template around the text: template", 0, 1),
                ("another text in the template: template", 0, 2),
            ] {
                if let (Some(one), Some(two)) = (pages[one].template, pages[two].template) {
                    by_what.entry(what).or_default().add(one.distance(two));
                }
            }
        }
    }
    head("texts and templates exchanged");
    for (what, histogram) in by_what {
        histogram.row(what);
    }
}

fn templates(corpora: &[(String, Vec<&Item>)]) {
    let mut draw = Draw(13);
    head("templates");
    let all: Vec<(&str, &Item, Fingerprint)> = corpora
        .iter()
        .flat_map(|(name, items)| {
            items
                .iter()
                .filter_map(|item| item.template.map(|print| (name.as_str(), *item, print)))
        })
        .collect();
    for (name, items) in corpora {
        let with = items.iter().filter(|item| item.template.is_some()).count();
        println!("{name}: {with} of {} with a template", items.len());
    }
    let mut same: BTreeMap<&str, Histogram> = BTreeMap::new();
    let mut other = Histogram::default();
    for (name, _) in corpora {
        let own: Vec<_> = all.iter().filter(|(corpus, ..)| corpus == name).collect();
        if own.len() < 2 {
            continue;
        }
        for _ in 0..PAIRS {
            let (one, two) = (own[draw.below(own.len())], own[draw.below(own.len())]);
            if one.1.host == two.1.host && one.1.name != two.1.name {
                same.entry(name).or_default().add(one.2.distance(two.2));
            }
        }
    }
    // Every pair of hosts counts once: of a tree only one page is taken.
    let mut of_host: BTreeMap<&str, Vec<&(&str, &Item, Fingerprint)>> = BTreeMap::new();
    for one in &all {
        of_host.entry(&one.1.host).or_default().push(one);
    }
    let hosts: Vec<_> = of_host.values().collect();
    let mut near = Vec::new();
    for (i, one) in hosts.iter().enumerate() {
        for two in hosts.iter().skip(i + 1) {
            let (one, two) = (one[draw.below(one.len())], two[draw.below(two.len())]);
            let distance = one.2.distance(two.2);
            other.add(distance);
            if distance <= 12 {
                near.push((distance, one.1, two.1));
            }
        }
    }
    for (name, histogram) in same {
        histogram.row(&format!("{name}: same host"));
    }
    for host in &hosts {
        let [one, two] = host.as_slice() else {
            continue;
        };
        println!("   same host, {}: {}", one.1.host, one.2.distance(two.2));
    }
    other.row("two hosts");
    near.sort_by_key(|(distance, ..)| *distance);
    for (distance, one, two) in near.iter().take(20) {
        println!(
            "   {distance}: {} {} | {} {}",
            one.host, one.name, two.host, two.name
        );
    }
}

fn main() {
    let mut even = false;
    let mut only_templates = false;
    let mut simhash = false;
    let mut pairs = 0;
    let mut paths = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--even" => even = true,
            "--simhash" => simhash = true,
            "--templates" => only_templates = true,
            "--pairs" => pairs = arguments.next().unwrap().parse().unwrap(),
            _ => paths.push(PathBuf::from(argument)),
        }
    }
    let read: Vec<(String, Vec<Item>)> = paths
        .iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            (
                name.split('.').next().unwrap_or_default().to_owned(),
                read(path),
            )
        })
        .collect();
    let corpora: Vec<(String, Vec<&Item>)> = read
        .iter()
        .map(|(name, items)| {
            let half: Vec<&Item> = items.iter().filter(|item| is_chosen(item, even)).collect();
            let with = half.iter().filter(|item| item.print.is_some()).count();
            println!(
                "{name}: {} texts in this half, {with} with a fingerprint",
                half.len()
            );
            (name.clone(), half)
        })
        .collect();
    if only_templates {
        shells(&corpora);
        templates(&corpora);
        return;
    }
    head("copies, one-bit minwise hashing");
    copies(&corpora, None);
    for size in [1, 2, 3].into_iter().filter(|_| simhash) {
        head(&format!("copies, SimHash of {size} words"));
        copies(&corpora, Some(size));
    }
    lengths(&corpora);
    different(&corpora, pairs);
    shells(&corpora);
    templates(&corpora);
}
