//! What the shipped watchlists raise, and what they leave alone. Every text and
//! host here is invented.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot go on must end, and one that is skipped says so"
)]

use std::{
    collections::BTreeSet,
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

use haidang_alerting::{AlertingConfig, HostLists, PageContext, Watch, load_dir};
use haidang_extract::{Limits, extract_html, extract_text};
use haidang_model::{CanonicalUrl, Page, PageKey, Region, Timestamp};
use haidang_query::{PageMeta, PageText};

/// 2026-11-25T00:00:00Z.
const NOW: Timestamp = Timestamp(1_795_564_800_000);

fn watch() -> Watch {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/watchlists");
    let lists = load_dir(&dir).unwrap();
    let lists = lists.into_iter().map(|list| (list, 1)).collect();
    let hosts = HostLists::load(&HostLists::folders_of(&dir), &HostLists::default()).unwrap();
    Watch::compile(lists, &hosts, &AlertingConfig::default(), NOW).unwrap()
}

/// Returns the watchlists that flag a page.
fn lists(watch: &Watch, page: &Page) -> BTreeSet<String> {
    let meta = PageMeta {
        url: page.url.clone(),
        ..PageMeta::default()
    };
    let context = PageContext {
        key: PageKey::import("thu", "1"),
        site: "thu".into(),
        fetched: NOW,
        now: NOW,
    };
    let assessment = watch.assess(page, &PageText::new(page, meta), &context);
    let queued = assessment.flags.iter().filter(|flag| flag.queued);
    queued.map(|flag| flag.watchlist.to_string()).collect()
}

#[test]
fn each_list_raises_its_harm_and_leaves_speech_about_it_alone() {
    let watch = watch();
    for (url, text, expected) in [
        // Safety of children: the ways of luring, and advice, school, stories.
        (
            None,
            "Các em vào chơi nhận robux nhé, đừng nói với bố mẹ, nhắn riêng cho anh",
            Some("an-toan-tre-em"),
        ),
        (
            None,
            "Bé nào học sinh cấp 2 kết bạn telegram vào nhóm kín để nhận quà",
            Some("an-toan-tre-em"),
        ),
        (
            None,
            "Nhận quân huy miễn phí: chụp ảnh thẻ học sinh và gửi mã OTP của bố mẹ cho admin",
            Some("an-toan-tre-em"),
        ),
        (
            None,
            "Tuyển mẫu nhí toàn quốc, vào nhóm telegram làm nhiệm vụ, đặt cọc 500 nghìn",
            Some("an-toan-tre-em"),
        ),
        (
            None,
            "Phụ huynh hãy dạy con: nếu người lạ dặn đừng nói với bố mẹ rồi hứa nhận quà, đó là dấu hiệu kẻ xấu",
            None,
        ),
        (
            None,
            "Chú mèo thì thầm: đừng nói với bố mẹ nhé, mình cùng ra vườn hái ổi",
            None,
        ),
        (
            None,
            "Các bé lớp mầm tựu trường ngày 5 tháng 9, phụ huynh kết bạn Zalo với giáo viên chủ nhiệm",
            None,
        ),
        (
            None,
            "Cửa hàng tuyển mẫu nhí chụp bộ sưu tập mùa hè, mời bé đến 12 phố Hàng Bún",
            None,
        ),
        // Malware: lures, and help pages and news.
        (
            None,
            "Xác minh bạn không phải robot: nhấn Windows R rồi nhấn Ctrl V và Enter",
            Some("ma-doc"),
        ),
        (
            None,
            "Tải bản crack full key về, tắt Windows Defender trước khi cài hack",
            Some("ma-doc"),
        ),
        (
            None,
            "Để mở hộp thoại Run, hãy nhấn Windows R rồi gõ tên chương trình",
            None,
        ),
        (
            None,
            "Không nên tắt phần mềm diệt virus để cài bản bẻ khóa: nguy cơ nhiễm mã độc rất cao",
            None,
        ),
        // An official page into which offers were put, and one that warns.
        (
            Some("https://xa.tinhgia.gov.vn/tin/1"),
            "Top nhà cái uy tín, game bài đổi thưởng, nạp rút siêu tốc",
            Some("trang-bi-chen"),
        ),
        (
            Some("https://truonggia.edu.vn/a"),
            "Situs slot gacor terbaru, daftar slot dan link alternatif",
            Some("trang-bi-chen"),
        ),
        (
            Some("https://xa.tinhgia.gov.vn/tin/2"),
            "Công an cảnh báo người dân: cá cược trực tuyến là hành vi bị nghiêm cấm, cơ quan điều tra đã khởi tố vụ án",
            None,
        ),
        (
            Some("https://xa.tinhgia.gov.vn/tin/3"),
            "Tác hại của cờ bạc: tài xỉu, lô đề khiến nhiều gia đình tan nát",
            None,
        ),
        // Hosts.
        (
            Some("https://www.i88bet88.com/"),
            "Trang chủ",
            Some("co-bac"),
        ),
        (
            Some("https://vietcombank.com.vn.xacthuc-gia.top/"),
            "Đăng nhập",
            Some("gia-mao-dang-nhap"),
        ),
        (Some("https://vietcombank.com.vn/"), "Đăng nhập", None),
        (Some("https://bancaphe.example/"), "Cà phê rang xay", None),
        // Number games: a machine's page of search phrases, and one of results.
        (
            Some("https://k3xq9z7.viduxa.example/619849/viewspace-825215.html"),
            "du doan xo so mien bac hom naycơ cấu giải thưởng xổ số miền bắctải game bài đổi thưởngsoi cầu chuẩn xsmb",
            Some("co-bac"),
        ),
        (
            Some("https://xosotinhgia.example/ket-qua/25-11-2026"),
            "Kết quả xổ số miền Bắc ngày 25/11/2026. XSMB: giải đặc biệt 04512, giải nhất 88123. Xem thêm xổ số miền Nam, xổ số miền Trung, lịch mở thưởng và cơ cấu giải thưởng. Vé số trúng thưởng được đổi tại công ty xổ số kiến thiết.",
            None,
        ),
    ] {
        let url = url.map(|url| CanonicalUrl::parse(url).unwrap());
        let found = lists(&watch, &extract_text(text, url.as_ref()));
        match expected {
            Some(list) => assert!(found.contains(list), "{text}: {found:?}"),
            None => assert!(found.is_empty(), "{text}: {found:?}"),
        }
    }
}

#[test]
fn a_news_page_that_names_gambling_hosts_is_left_alone() {
    let text = "Trang i88bet88.com và x79win79.net bị chặn, theo cơ quan quản lý.";
    let url = CanonicalUrl::parse("https://baotinhgia.example/tin").unwrap();
    assert!(lists(&watch(), &extract_text(text, Some(&url))).is_empty());
}

#[test]
fn a_host_met_in_links_alone_is_not_a_readers_word() {
    // The first run of this page is a comment, and a hit that stands in no run
    // names run 0.
    let html = r#"<html><body><div class="comments"><ul><li class="comment">Công an
        khuyến cáo người dân, cơ quan điều tra đã khởi tố vụ án</li></ul></div></body></html>"#;
    let url = CanonicalUrl::parse("https://www.i88bet88.com/").unwrap();
    let page = extract_html(html, Some(&url), &Limits::default());
    assert_eq!(page.runs[0].region, Region::Comments);
    assert!(lists(&watch(), &page).contains("co-bac"));
}

/// Reads the rows of a file of the shared data; `None`, said loudly, when it is
/// not there.
fn rows(file: &str) -> Option<Vec<serde_json::Value>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/");
    let path = format!("{path}{file}");
    let Ok(file) = File::open(&path) else {
        eprintln!("skipped: {path} is not there");
        return None;
    };
    let lines = BufReader::new(zstd::Decoder::new(file).unwrap()).lines();
    Some(
        lines
            .map(|line| serde_json::from_str(&line.unwrap()).unwrap())
            .collect(),
    )
}

#[test]
fn nine_in_ten_doorway_pages_are_flagged_as_gambling() {
    let Some(rows) = rows("labelled/doorway_excerpts_vi.jsonl.zst") else {
        return;
    };
    let watch = watch();
    let flagged = rows
        .iter()
        .filter(|row| {
            let url = CanonicalUrl::parse(row["url"].as_str().unwrap()).unwrap();
            let page = extract_text(row["text"].as_str().unwrap(), Some(&url));
            lists(&watch, &page).contains("co-bac")
        })
        .count();
    assert!(
        flagged * 10 >= rows.len() * 9,
        "{flagged} of {}",
        rows.len()
    );
}

#[test]
fn no_whitelisted_host_is_flagged_by_its_name() {
    let Some(rows) = rows("lists/chongluadao2021_urls.jsonl.zst") else {
        return;
    };
    let watch = watch();
    let mut seen = 0;
    for row in rows.iter().filter(|row| row["label"] == "whitelist") {
        let pattern = row["url"].as_str().unwrap().replace('*', "");
        let url = CanonicalUrl::parse(&pattern).unwrap();
        let found = lists(&watch, &extract_text("Trang chủ", Some(&url)));
        assert!(found.is_empty(), "{pattern}: {found:?}");
        seen += 1;
    }
    assert_eq!(seen, 1_288);
}
