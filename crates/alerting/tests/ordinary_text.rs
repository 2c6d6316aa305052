//! Encyclopaedia, news sentences and texts of law must hardly flag under the
//! shipped watchlists. Read from the shared data where it is present.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]
#![allow(
    clippy::print_stderr,
    reason = "a skipped test is said where people look"
)]

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use haidang_alerting::{AlertingConfig, HostLists, PageContext, Watch, load_dir};
use haidang_model::{Page, PageKey, Timestamp};
use haidang_query::{PageMeta, PageText};

/// 2026-11-25T00:00:00Z.
const NOW: Timestamp = Timestamp(1_795_564_800_000);

/// Pages flagged of all pages read, one in `every` of the file's lines.
fn flagged(watch: &Watch, file: &str, every: usize) -> Option<(u64, u64)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/text")
        .join(file);
    let Ok(opened) = File::open(&path) else {
        eprintln!("skipped: {file} is not here");
        return None;
    };
    let reader = BufReader::new(zstd::Decoder::new(opened).unwrap());
    let (mut flagged, mut pages) = (0, 0);
    for line in reader.lines().step_by(every) {
        let line = line.unwrap();
        let text = if file.contains(".jsonl") {
            let row: serde_json::Value = serde_json::from_str(&line).unwrap();
            row["text"].as_str().unwrap_or_default().to_owned()
        } else {
            line
        };
        pages += 1;
        let page = Page::from_text(None, &text);
        let prepared = PageText::new(&page, PageMeta::default());
        let context = PageContext {
            key: PageKey::import("van-ban", &pages.to_string()),
            site: "van-ban".into(),
            fetched: NOW,
            now: NOW,
        };
        flagged += u64::from(watch.assess(&page, &prepared, &context).flagged);
    }
    Some((flagged, pages))
}

#[test]
fn encyclopaedia_news_and_law_hardly_flag() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/watchlists");
    let lists = load_dir(&dir).unwrap();
    let lists = lists.into_iter().map(|list| (list, 1)).collect();
    let hosts = HostLists::load(&HostLists::folders_of(&dir), &HostLists::default()).unwrap();
    let watch = Watch::compile(lists, &hosts, &AlertingConfig::default(), NOW).unwrap();
    for (file, every, pages_min) in [
        ("open_text_vi.jsonl.zst", 1, 2_900),
        ("viwiki_docs.txt.zst", 5, 2_700),
        ("legal_articles_vi.jsonl.zst", 20, 4_100),
    ] {
        if let Some((flagged, pages)) = flagged(&watch, file, every) {
            assert!(pages >= pages_min, "{file}: {pages} pages");
            // One in a thousand is what a reviewer may be asked to bear.
            assert!(flagged * 1_000 <= pages, "{file}: {flagged} of {pages}");
        }
    }
}
