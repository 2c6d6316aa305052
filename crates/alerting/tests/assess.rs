//! What comes of whole pages under the shipped watchlists.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

use std::path::Path;

use haidang_alerting::{
    AlertingConfig, Assessment, HostLists, PageContext, Watch, Watchlist, load_dir,
};
use haidang_model::{
    CanonicalUrl, Category, Kind, Origin, Page, PageKey, Region, TextRun, Timestamp, Visibility,
    Zone,
};
use haidang_query::{PageMeta, PageText};

/// 2026-11-25T00:00:00Z.
const NOW: Timestamp = Timestamp(1_795_564_800_000);

fn shipped() -> Vec<(Watchlist, u32)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/watchlists");
    load_dir(&dir)
        .unwrap()
        .into_iter()
        .map(|list| (list, 1))
        .collect()
}

/// The lists of hosts in `config/hosts`.
fn shipped_hosts() -> HostLists {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/hosts");
    HostLists::load(&[folder], &HostLists::default()).unwrap()
}

fn watch() -> Watch {
    Watch::compile(shipped(), &shipped_hosts(), &AlertingConfig::default(), NOW).unwrap()
}

fn run(origin: Origin, region: Region, visibility: Visibility, text: &str) -> TextRun {
    TextRun {
        origin,
        region,
        visibility,
        hidden_by: None,
        text: text.to_owned(),
        href: None,
        joined: false,
    }
}

fn main_text(text: &str) -> TextRun {
    run(Origin::Text, Region::Main, Visibility::Visible, text)
}

fn comment(text: &str) -> TextRun {
    run(Origin::Text, Region::Comments, Visibility::Visible, text)
}

fn hidden(text: &str) -> TextRun {
    run(Origin::Anchor, Region::Other, Visibility::Hidden, text)
}

fn page(url: Option<&str>, runs: Vec<TextRun>) -> Page {
    Page {
        url: url.map(|url| CanonicalUrl::parse(url).unwrap()),
        lang: "vi".into(),
        runs,
        ..Page::default()
    }
}

fn assess_at(watch: &Watch, page: &Page, now: Timestamp) -> Assessment {
    let key = match &page.url {
        Some(url) => PageKey::Url(url.clone()),
        None => PageKey::import("thu", "1"),
    };
    let site = page
        .url
        .as_ref()
        .map_or("thu".to_owned(), |url| url.site().as_str().to_owned());
    let text = PageText::new(
        page,
        PageMeta {
            url: page.url.clone(),
            site: site.clone(),
            fetched: Some(now),
            lang: page.lang.clone(),
            categories: Vec::new(),
        },
    );
    let context = PageContext {
        key,
        site,
        fetched: now,
        now,
    };
    watch.assess(page, &text, &context)
}

fn assess(page: &Page) -> Assessment {
    assess_at(&watch(), page, NOW)
}

fn of_text(text: &str) -> Assessment {
    assess(&page(
        Some("https://trang.example/bai"),
        vec![main_text(text)],
    ))
}

/// Offers as they are written, one for each list, invented.
const OFFERS: &[(&str, Category)] = &[
    (
        "Chào mừng đến cổng game đổi thưởng số một. Tài xỉu md5, nổ hũ đổi thưởng, nạp rút siêu tốc, tặng cược miễn phí cho hội viên mới.",
        Category::Gambling,
    ),
    (
        "Tham gia nhóm kéo lệnh cùng chuyên gia, cam kết lợi nhuận mỗi ngày, bao lỗ cho nhà đầu tư.",
        Category::Fraud,
    ),
    (
        "Tài khoản của quý khách đã bị tạm khóa. Vui lòng nhập số thẻ, mật khẩu và mã OTP để xác thực.",
        Category::Phishing,
    ),
    (
        "Tuyển cộng tác viên chốt đơn, việc nhẹ lương cao, nhận hoa hồng 20% sau mỗi đơn.",
        Category::FakeJob,
    ),
    (
        "Vay tiền nóng, chỉ cần CCCD có tiền ngay, bao nợ xấu, không gọi người thân.",
        Category::LoanShark,
    ),
    (
        "Nhận làm bằng đại học phôi thật, bao tra cứu hồ sơ gốc, nhận hàng mới thanh toán.",
        Category::FakePapers,
    ),
    (
        "Shop bán bóng cười, giao tận nơi trong đêm.",
        Category::Drugs,
    ),
    (
        "Cần bán súng hơi, pháo nổ giao tận nơi dịp Tết.",
        Category::Weapons,
    ),
    (
        "Thu mua tài khoản ngân hàng giá cao, bán data khách hàng theo tỉnh.",
        Category::DataTrade,
    ),
    ("Nhận đẻ thuê, cần bán thận gấp.", Category::IllegalTrade),
    ("Bán tiền giả loại 1, bao kiểm đếm.", Category::Counterfeit),
];

#[test]
fn offers_are_flagged_with_their_category() {
    for (text, category) in OFFERS {
        let assessment = of_text(text);
        assert!(assessment.flagged, "{text}: {:?}", assessment.rules);
        assert_eq!(assessment.category, Some(*category), "{text}");
        assert!(assessment.score >= 0.9, "{text}: {}", assessment.score);
        for flag in assessment.flags.iter().filter(|flag| flag.queued) {
            assert!(!flag.hits.is_empty());
            assert_eq!(flag.version, 1);
        }
    }
}

#[test]
fn offers_typed_without_marks_are_flagged() {
    for (text, category) in OFFERS {
        let assessment = of_text(&vitext::fold(text));
        assert!(assessment.flagged, "{text}: {:?}", assessment.rules);
        assert_eq!(assessment.category, Some(*category), "{text}");
    }
}

/// A police warning that quotes every offer above.
fn warning() -> String {
    let quotes: Vec<String> = OFFERS.iter().map(|(text, _)| format!("“{text}”")).collect();
    format!(
        "Công an tỉnh cảnh báo các thủ đoạn lừa đảo trên mạng. Các đối tượng lừa đảo thường đăng tin: {} \
         Cơ quan công an khuyến cáo người dân nâng cao cảnh giác, khi phát hiện cần trình báo cơ quan công an.",
        quotes.join(" ")
    )
}

#[test]
fn a_warning_that_quotes_all_of_it_ends_below_every_offer() {
    let warning = of_text(&warning());
    assert!(!warning.hits.is_empty());
    assert!(!warning.flagged, "{:?}", warning.rules);
    let highest = warning
        .flags
        .iter()
        .map(|flag| flag.priority.total())
        .fold(0.0, f64::max);
    for (text, _) in OFFERS {
        let offer = of_text(text);
        assert!(offer.score > warning.score);
        let priority = offer
            .flags
            .iter()
            .map(|flag| flag.priority.total())
            .fold(0.0, f64::max);
        assert!(priority > highest, "{text}: {priority} against {highest}");
    }
}

#[test]
fn news_lessons_and_law_are_not_flagged() {
    for text in [
        "Ngày 12/3, Cơ quan Cảnh sát điều tra Công an thành phố đã khởi tố bị can, bắt tạm giam 12 đối tượng trong đường dây cá độ bóng đá trực tuyến, tài xỉu online, nổ hũ đổi thưởng với số tiền giao dịch hàng trăm tỷ đồng.",
        "Tòa án nhân dân tỉnh xét xử sơ thẩm, tuyên phạt bị cáo 7 năm tù vì đăng tin nhận làm bằng đại học phôi thật, bao tra cứu hồ sơ gốc.",
        "Điều 321. Tội đánh bạc. Người nào đánh bạc trái phép dưới bất kỳ hình thức nào được thua bằng tiền hay hiện vật trị giá từ 5.000.000 đồng thì bị phạt cải tạo không giam giữ đến 03 năm hoặc phạt tù từ 06 tháng đến 03 năm.",
        "Điều 201. Tội cho vay lãi nặng trong giao dịch dân sự. Người nào trong giao dịch dân sự mà cho vay với lãi suất gấp 05 lần trở lên của mức lãi suất cao nhất quy định trong Bộ luật Dân sự thì bị phạt tiền từ 50.000.000 đồng.",
        "Ngân hàng không bao giờ yêu cầu quý khách cung cấp mã OTP. Tuyệt đối không nhập mật khẩu, số thẻ, mã OTP vào đường link lạ.",
        "Tài xỉu là một trò chơi dân gian dùng ba con xúc xắc.",
        "Một số đề xuất về sắp xếp đơn vị hành chính. Bằng giả định rằng giá không đổi.",
        "Trường cấp bằng đại học cho sinh viên tốt nghiệp, bằng có số hiệu và hồ sơ gốc lưu tại phòng đào tạo.",
        "Đội tuyển thắng 2-0, nhà cái châu Âu đánh giá cao chủ nhà.",
    ] {
        let assessment = of_text(text);
        assert!(!assessment.flagged, "{text}: {:?}", assessment.rules);
    }
}

#[test]
fn report_context_does_not_excuse_what_others_put_on_the_page() {
    let story = "Cơ quan Cảnh sát điều tra đã khởi tố bị can trong đường dây đánh bạc. Công an khuyến cáo người dân nâng cao cảnh giác.";
    let advert = "Tài xỉu md5, nạp rút siêu tốc, nổ hũ đổi thưởng";
    let url = Some("https://congan.hagiang.gov.vn/tin");
    // In the story itself: lowered.
    let quoted = assess(&page(url, vec![main_text(&format!("{story} {advert}"))]));
    assert!(!quoted.flagged, "{:?}", quoted.rules);
    // In a reader's comment below it, or hidden in the page: not excused.
    let commented = assess(&page(url, vec![main_text(story), comment(advert)]));
    assert!(commented.flagged, "{:?}", commented.rules);
    let injected = assess(&page(
        url,
        vec![main_text(story), hidden("tài xỉu md5 nạp rút siêu tốc")],
    ));
    assert!(injected.flagged, "{:?}", injected.rules);
    assert!(
        injected
            .flags
            .iter()
            .any(|flag| flag.queued && flag.priority.zone == 1.0 && flag.priority.reach == 1.0)
    );
    // Nor can a page excuse itself with words that nobody sees.
    let disguised = assess(&page(
        Some("https://trang.example/"),
        vec![main_text(advert), hidden(story)],
    ));
    assert!(disguised.flagged, "{:?}", disguised.rules);
}

#[test]
fn scripts_and_comments_are_recorded_and_never_queued() {
    let text = "tài xỉu md5, nổ hũ đổi thưởng, nạp rút siêu tốc, cổng game đổi thưởng";
    for origin in [Origin::Comment, Origin::Script] {
        let assessment = assess(&page(
            Some("https://trang.example/"),
            vec![
                main_text("Bài về thời tiết."),
                run(origin, Region::Other, Visibility::Hidden, text),
            ],
        ));
        assert!(!assessment.hits.is_empty(), "{origin}");
        assert!(!assessment.flags.is_empty(), "{origin}");
        assert!(assessment.flags.iter().all(|flag| !flag.queued), "{origin}");
        assert!(!assessment.flagged && assessment.score < 0.5, "{origin}");
    }
}

#[test]
fn exclusions_lower_and_do_not_hide() {
    let text = "Bán bóng cười, bình bóng cười giá rẻ.";
    let with = of_text("Mở tài khoản cá độ tại đây. Khẩu hiệu: phòng chống cá độ, cấm cá độ.");
    let without = of_text("Mở tài khoản cá độ tại đây. Khẩu hiệu: vui là chính.");
    assert!(without.flagged && !with.flagged);
    assert!(with.score > 0.0 && with.score < without.score);
    assert_eq!(with.hits.len(), without.hits.len());
    assert!(with.flags.iter().any(|flag| !flag.queued));
    assert!(of_text(text).flagged);
}

#[test]
fn a_second_different_term_says_more_and_a_repeated_one_does_not() {
    let once = of_text("Ngo an com. Vay nong day, tim hieu them ve du lich.").score;
    let again = of_text("Vay nong day, tim hieu them. Vay nong day.").score;
    let both = of_text("Vay nong day, tim hieu them. Boc bat ho.").score;
    assert!(once > 0.0 && (once - again).abs() < 1e-9, "{once} {again}");
    assert!(both > once, "{both} {once}");
}

#[test]
fn an_expired_list_stays_loaded_and_raises_nothing() {
    let watch = watch();
    // 2027-06-30 is the last day, in Vietnam's time.
    let last = Timestamp(1_814_374_799_999);
    let offer = page(None, vec![main_text(OFFERS[0].0)]);
    assert!(assess_at(&watch, &offer, last).flagged);
    let after = assess_at(&watch, &offer, last.plus_ms(1));
    assert_eq!(after, Assessment::default());
    assert_eq!(watch.expired(last).len(), 0);
    assert_eq!(watch.expired(last.plus_ms(1)).len(), watch.lists().len());
    assert!(watch.rule_count() > 0);
}

#[test]
fn flags_name_their_cases_by_text_and_site() {
    let on_web = of_text(OFFERS[0].0);
    let keys = &on_web.flags[0].case_keys;
    assert!(
        keys[0].starts_with("text:") && keys[0].ends_with("|gambling"),
        "{keys:?}"
    );
    assert_eq!(keys[1], "site:trang.example|gambling");
    assert_eq!(keys.len(), 2);
    // The same text elsewhere is the same case; a file stem is no site.
    let imported = assess(&page(None, vec![main_text(OFFERS[0].0)]));
    assert_eq!(
        imported.flags[0].case_keys.len(),
        1,
        "{:?}",
        imported.flags[0].case_keys
    );
}

#[test]
fn there_is_one_flag_a_rule_and_none_of_reports_alone() {
    let assessment = of_text(&warning());
    let mut rules: Vec<_> = assessment
        .flags
        .iter()
        .map(|flag| (flag.watchlist.clone(), flag.rule.clone()))
        .collect();
    let count = rules.len();
    rules.sort();
    rules.dedup();
    assert_eq!(rules.len(), count);
    assert!(assessment.flags.iter().all(|flag| flag.hits.len() <= 50));
    let report = of_text("Công an khuyến cáo người dân nâng cao cảnh giác.");
    assert!(report.hits.iter().all(|hit| hit.kind == Kind::Report) && !report.hits.is_empty());
    assert!(report.flags.is_empty() && report.category.is_none());
}

#[test]
fn hidden_bare_names_count_on_any_page_and_seen_ones_do_not() {
    let url = Some("https://thcs.edu.vn/");
    let injected = assess(&page(
        url,
        vec![main_text("Thông báo tuyển sinh lớp 6."), hidden("nhà cái")],
    ));
    assert!(injected.flagged, "{:?}", injected.rules);
    assert!(injected.hits.iter().all(|hit| hit.zone == Zone::Hidden));
    let seen = assess(&page(url, vec![main_text("Nhà cái là gì?")]));
    assert!(!seen.flagged);
}

#[test]
fn a_trial_stands_beside_the_live_lists_and_changes_nothing_of_them() {
    let offer = "Chơi tài xỉu md5 đổi thưởng, nạp rút siêu tốc.";
    let trial = |from: &str, to: &str| -> Vec<(Watchlist, u32)> {
        let lists = shipped();
        let (list, _) = lists
            .iter()
            .find(|(list, _)| list.id.as_str() == "co-bac")
            .unwrap();
        let text = list.to_toml().replacen(from, to, 1);
        vec![(haidang_alerting::load_str("trial.toml", &text).unwrap(), 2)]
    };
    let with = |trial| {
        let config = AlertingConfig::default();
        Watch::with_trials(shipped(), trial, &shipped_hosts(), &config, NOW).unwrap()
    };
    let live = assess_at(&watch(), &page(None, vec![main_text(offer)]), NOW);
    assert!(live.flagged);
    // The same list on trial finds the same, marked and apart.
    let both = with(trial("", ""));
    assert_ne!(both.digest(), watch().digest());
    let beside = assess_at(&both, &page(None, vec![main_text(offer)]), NOW);
    let (trial_flags, live_flags): (Vec<_>, Vec<_>) = beside
        .flags
        .iter()
        .cloned()
        .partition(|flag| flag.trial.is_some());
    assert_eq!(live_flags, live.flags);
    assert_eq!(
        (beside.score, beside.hits, beside.rules),
        (live.score, live.hits, live.rules)
    );
    let of_list = live_flags
        .iter()
        .filter(|flag| flag.watchlist.as_str() == "co-bac");
    assert_eq!(trial_flags.len(), of_list.clone().count());
    for (flag, live) in trial_flags.iter().zip(of_list) {
        assert_eq!((flag.version, flag.trial), (2, Some(live.queued)));
        assert!(!flag.queued);
        assert_eq!(flag.priority, live.priority);
    }

    // What the live list does not know and the trial does raises nothing.
    let wider = with(trial("\"tài xỉu", "\"trồng hoa hồng\", \"tài xỉu"));
    let garden = page(
        None,
        vec![main_text("Hướng dẫn trồng hoa hồng trong chậu.")],
    );
    let found = assess_at(&wider, &garden, NOW);
    assert!(!found.flagged && found.hits.is_empty() && found.score == 0.0);
    let [flag] = found.flags.as_slice() else {
        panic!("{:?}", found.flags)
    };
    assert_eq!((flag.trial, flag.queued), (Some(true), false));

    // Cues of other lists lower a trial as they lower what is live.
    let report = page(
        None,
        vec![main_text(
            "Công an cảnh báo: trang dạy trồng hoa hồng bị khởi tố vụ án, bắt giữ nhiều đối tượng.",
        )],
    );
    let lowered = assess_at(&wider, &report, NOW);
    let of_trial = |flags: &[haidang_store::NewFlag]| -> f64 {
        let flags = flags.iter().filter(|flag| flag.trial.is_some());
        flags
            .map(|flag| flag.priority.confidence)
            .fold(0.0, f64::max)
    };
    assert!(
        of_trial(&lowered.flags) < of_trial(&found.flags),
        "{:?}",
        lowered.flags
    );
}
