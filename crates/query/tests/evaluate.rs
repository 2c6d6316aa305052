//! What a query says of a page.

// A test that fails should say where; `unwrap` does.
#![allow(clippy::unwrap_used)]

use haidang_model::{
    CanonicalUrl, Category, HitReason, Link, Origin, Page, Region, Rung, Signal, TextRun,
    Timestamp, Visibility, Zone,
};
use haidang_query::{PageMeta, PageText, Query, Surface};

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

fn main_run(text: &str) -> TextRun {
    run(Origin::Text, Region::Main, Visibility::Visible, text)
}

fn joined(mut run: TextRun) -> TextRun {
    run.joined = true;
    run
}

fn page_of(runs: Vec<TextRun>) -> PageText {
    let page = Page {
        runs,
        ..Page::default()
    };
    PageText::new(&page, PageMeta::default())
}

fn text_page(text: &str) -> PageText {
    page_of(vec![main_run(text)])
}

fn query(source: &str, surface: Surface) -> Query {
    Query::parse(source, surface).unwrap_or_else(|faults| panic!("{source}: {faults:?}"))
}

#[test]
fn words_phrases_and_booleans() {
    for (source, text, expected) in [
        ("\"cá độ\"", "kèo Cá Độ hôm nay", true),
        ("\"cá độ\"", "con cá có độ tươi", false),
        ("\"cá độ\"", "độ cá", false),
        ("\"cá độ\"", "con cá. Độ tươi", false),
        ("\"cá độ\"", "con cá, độ tươi", false),
        ("\"cá độ\"", "cá (độ)", false),
        ("\"cá độ\"", "cá-độ", true),
        ("\"cá độ\"~exact", "cá-độ", false),
        ("\"cá độ\"", "ca do bong da", true),
        ("\"cá độ\"~tone", "ca do", false),
        ("\"cá độ\"", "cả độ", false),
        ("\"khóa thẻ\"~tone", "khoá thẻ", true),
        ("\"khóa thẻ\"~exact", "khoá thẻ", false),
        ("\"a, b\"", "a, b", true),
        ("\"a, b\"", "a b", false),
        ("\"a. b\"", "xong a. B rồi", true),
        ("tai-xiu", "tai-xiu", true),
        ("tai-xiu", "tai xiu", true),
        ("tai-xiu~exact", "tai xiu", false),
        ("\"a c\"~1", "a b c", true),
        ("\"a c\"~1", "a b b c", false),
        ("\"a c\"~2", "a b b c", true),
        ("\"a c\"~2", "a, b (b) c", true),
        ("\"a c\"~2", "a b. C", false),
        ("\"a c\"~5", "c b a", false),
        ("\"a c e\"~2", "a b c d e", true),
        ("\"a c e\"~1", "a b c d e", false),
        ("\"a c\"~1", "a a b c", true),
        ("a AND b", "b x a", true),
        ("a AND b", "a x", false),
        ("a OR b", "x b", true),
        ("a NOT b", "a x", true),
        ("a NOT b", "a b", false),
        ("a AND NOT NOT b", "a b", true),
        ("(a OR b) AND (c OR d)", "b d", true),
        ("(a OR b) AND (c OR d)", "a b", false),
        ("a NEAR/0 b", "a b", true),
        ("a NEAR/0 b", "b a", true),
        ("a NEAR/0 b", "a x b", false),
        ("a NEAR/1 b", "a x b", true),
        ("a NEAR/1 b", "a. X. B", true),
        ("a NEAR/3 a", "a", false),
        ("a NEAR/3 a", "a x a", true),
        ("\"a b\" NEAR/1 \"b c\"", "a b c", false),
        ("\"a b\" NEAR/1 \"b c\"", "a b x b c", true),
        ("a NEAR/1 (b OR \"c d\")", "c d x a", true),
        ("a NEAR/1 b NEAR/1 c", "a b c", true),
        ("a NEAR/1 b NEAR/1 c", "a b x x c", false),
        ("a NEAR/1 b NEAR/1 c", "c x b a", true),
        ("đề", "để", false),
        ("2 OF (a, b, c)", "a x b", true),
        ("2 OF (a, b, c)", "a a x", false),
        ("3 OF (a, b, c)", "c b a", true),
        ("2 OF (a, \"b c\", d AND e)", "e b c d", true),
        ("2 OF (a, \"b c\", d AND e)", "e b d", false),
        ("2 OF (a, NOT b, c)", "a x", true),
        ("2 OF (a, NOT b, c)", "a b", false),
        ("1 OF (2 OF (a, b), c)", "a x", false),
        ("COUNT(a) >= 2", "a x a", true),
        ("COUNT(a) >= 2", "a x", false),
        ("COUNT(a) > 1", "a. A", true),
        ("COUNT(a OR b) >= 3", "a b b", true),
        // Places that overlap are one.
        ("COUNT(\"a b\" OR \"b c\") >= 2", "a b c", false),
        ("COUNT(\"a b\" OR \"b c\") >= 2", "a b c a b", true),
        ("COUNT(\"a a\") >= 2", "a a a", false),
        ("COUNT(\"a a\") >= 2", "a a a a", true),
        ("COUNT(a NEAR/1 b) >= 2", "a b x a b", true),
        ("COUNT(a NEAR/1 b) >= 2", "a x b x", false),
        ("a NOT COUNT(b) >= 2", "a b", true),
        ("a NOT COUNT(b) >= 2", "a b b", false),
        ("/ca d[oô]/", "Ca Do hay", true),
        ("/ca d[oô]/", "cá độ", false),
        ("/CÁ ĐỘ/", "ca\u{301} đo\u{323}\u{302}", true),
        ("/bet[0-9]{2}/", "vào BET88 ngay", true),
        ("/bet[0-9]{2}$/", "vào bet88 ngay", false),
        ("/a\\/b,c/", "xa/b,cx", true),
        ("/cá độ/ NEAR/2 d", "cá độ x y d", true),
        ("/cá độ/ NEAR/1 d", "cá độ x y d", false),
        ("COUNT(/bet[0-9]+/) >= 2", "bet1 và bet22", true),
        ("COUNT(/bet[0-9]+/) >= 2", "bet122", false),
    ] {
        let page = text_page(text);
        for surface in [Surface::Search, Surface::Rule] {
            assert_eq!(
                query(source, surface).matches(&page),
                expected,
                "{source} on {text} ({surface:?})"
            );
        }
    }
}

#[test]
fn a_search_typed_without_marks_meets_marks_a_rule_does_not() {
    let page = text_page("Cảnh báo tài xỉu");
    for (source, search, rule) in [
        ("\"tai xiu\"", true, false),
        ("\"tài xiu\"", true, false),
        ("\"tái xiu\"", false, false),
        ("\"tai xiu\"~tone", false, false),
        ("\"tài xỉu\"", true, true),
    ] {
        assert_eq!(
            query(source, Surface::Search).matches(&page),
            search,
            "{source}"
        );
        assert_eq!(
            query(source, Surface::Rule).matches(&page),
            rule,
            "{source}"
        );
    }
    assert!(query("khong xiu", Surface::Search).matches(&page));
}

#[test]
fn zones_limit_what_stands_beside_them() {
    use {Origin as O, Region as R, Visibility as V};
    let page = page_of(vec![
        run(O::Title, R::Other, V::Visible, "Trang xã"),
        main_run("Tin tức của xã"),
        run(O::Text, R::Footer, V::Hidden, "nhà cái uy tín"),
        run(O::Comment, R::Other, V::Visible, "công an triệt phá"),
    ]);
    for (source, expected) in [
        ("\"nhà cái\" zone:hidden", true),
        ("zone:hidden AND \"nhà cái\"", true),
        ("\"nhà cái\" zone:main", false),
        ("\"nhà cái\" NOT zone:hidden", false),
        ("\"tin tức\" NOT zone:hidden", true),
        ("(zone:hidden \"nhà cái\") AND \"tin tức\"", true),
        ("zone:hidden \"nhà cái\" AND \"tin tức\"", false),
        ("title:\"trang xã\"", true),
        ("title:\"tin tức\"", false),
        ("title:trang AND \"nhà cái\"", true),
        // What a reader does not see cannot excuse a page.
        ("\"nhà cái\" NOT \"triệt phá\"", true),
        ("\"tin tức\" NOT \"nhà cái\"", true),
        ("\"triệt phá\"", true),
        ("\"tin tức\" NOT (zone:comment \"triệt phá\")", false),
        ("\"tin tức\" NOT (zone:comment \"khởi tố\")", true),
    ] {
        assert_eq!(
            query(source, Surface::Rule).matches(&page),
            expected,
            "{source}"
        );
    }
    assert!(query("zone:hidden", Surface::Search).matches(&page));
    assert!(!query("zone:script", Surface::Search).matches(&page));
    assert!(query("zone:hidden NOT zone:script", Surface::Search).matches(&page));
    assert!(!query("zone:hidden NOT zone:comment", Surface::Search).matches(&page));
}

#[test]
fn runs_that_read_on_are_one_text() {
    let page = page_of(vec![
        main_run("Chơi đ"),
        joined(main_run("á")),
        joined(main_run("nh ")),
        joined(run(
            Origin::Anchor,
            Region::Main,
            Visibility::Visible,
            "bạc",
        )),
        joined(main_run(" ngay")),
        main_run("nhà"),
        main_run("cái bàn"),
    ]);
    let found = query("\"đánh bạc\"", Surface::Rule).find(&page);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (
            found[0].run,
            found[0].span.clone(),
            found[0].quote.as_str(),
            found[0].zone
        ),
        (0, 6..8, "đánh bạc", Zone::Main)
    );
    assert_eq!((found[0].first_token, found[0].last_token), (1, 2));
    assert!(query("\"đánh bạc\" zone:anchor", Surface::Rule).matches(&page));
    // The edge of a block is never crossed by a phrase, but nearness reaches
    // over it.
    assert!(!query("\"nhà cái\"", Surface::Rule).matches(&page));
    assert!(query("nhà NEAR/5 cái", Surface::Search).matches(&page));
    assert!(!query("nhà NEAR/4 cái", Surface::Search).matches(&page));
}

#[test]
fn nearness_stays_in_one_stream() {
    use {Origin as O, Region as R, Visibility as V};
    let page = page_of(vec![
        main_run("nhà cái"),
        run(O::Comment, R::Other, V::Visible, "khởi tố"),
        run(
            O::Script,
            R::Other,
            V::Visible,
            "một hai ba bốn năm sáu bảy",
        ),
        main_run("nạp tiền"),
    ]);
    assert!(query("\"nhà cái\" NEAR/5 \"nạp tiền\"", Surface::Rule).matches(&page));
    assert!(!query("\"nhà cái\" NEAR/100 \"khởi tố\"", Surface::Rule).matches(&page));
}

#[test]
fn filters_speak_of_the_page() {
    let url = CanonicalUrl::parse("https://xa.tinh.gov.vn/a").unwrap();
    let mut anchor = run(
        Origin::Anchor,
        Region::Main,
        Visibility::Visible,
        "xem thêm",
    );
    anchor.href = Some("https://m.nhacai.example/vao?x=1".into());
    let page = Page {
        url: Some(url.clone()),
        runs: vec![main_run("tin xã"), anchor],
        links: vec![Link {
            target: "http://anh.example/x.png".into(),
            text: String::new(),
            rel: String::new(),
            visibility: Visibility::Hidden,
            region: Region::Main,
        }],
        ..Page::default()
    };
    let page = PageText::new(
        &page,
        PageMeta {
            site: url.site().to_string(),
            url: Some(url),
            // 2026-01-31T23:30 in Vietnam.
            fetched: Some(Timestamp(1_769_877_000_000)),
            lang: "vi".into(),
            categories: vec![Category::Gambling],
        },
    );
    for (source, expected) in [
        ("site:tinh.gov.vn", true),
        ("site:xa.tinh.gov.vn", true),
        ("site:gov.vn", true),
        ("site:inh.gov.vn", false),
        ("host:xa.tinh.gov.vn", true),
        ("host:tinh.gov.vn", false),
        ("lang:vi", true),
        ("lang:en", false),
        ("fetched:2026-01-31", true),
        ("fetched:2026-02-01", false),
        ("fetched:[* TO 2026-01-31]", true),
        ("fetched:[2026-02-01 TO *]", false),
        ("fetched:[* TO *]", true),
        ("link:nhacai.example", true),
        ("link:m.nhacai.example/vao", true),
        ("link:m.nhacai.example/ra", false),
        ("link:x.nhacai.example", false),
        ("link:anh.example", true),
        ("link:nh.example", false),
        ("link:anh.example zone:hidden", true),
        ("link:nhacai.example zone:hidden", false),
        ("link:nhacai.example zone:link", true),
        ("category:gambling", true),
        ("category:fraud", false),
        ("NOT category:fraud", true),
        ("url:/gov\\.vn\\/a$/", true),
        ("url:/^http:/", false),
        ("host:/^xa\\./", true),
        ("host:/vn\\/a$/", false),
        ("link:/NHACAI.*vao/", true),
        ("link:/nhacai/ zone:hidden", false),
        ("link:/anh\\.example/ zone:hidden", true),
        ("link:/gov\\.vn/", false),
        ("COUNT(link:/example/) >= 2", true),
        ("COUNT(link:/example/) >= 3", false),
        ("COUNT(link:nhacai.example OR link:/nhacai/) >= 2", false),
        ("2 OF (site:gov.vn, lang:en, link:/nhacai/)", true),
    ] {
        assert_eq!(
            query(source, Surface::Search).matches(&page),
            expected,
            "{source}"
        );
    }
    let found = query("link:nhacai.example", Surface::Rule).find(&page);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (
            found[0].zone,
            found[0].run,
            found[0].span.clone(),
            found[0].quote.as_str()
        ),
        (Zone::Link, 1, 0..9, "https://m.nhacai.example/vao?x=1")
    );
    assert!(
        query("site:tinh.gov.vn NOT lang:en", Surface::Search)
            .find(&page)
            .is_empty()
    );
}

#[test]
fn a_hit_is_as_sure_as_the_weakest_that_had_to_be_met() {
    let page = text_page("co bac nao biet khong, nạp tiền nhanh ở đây ngay bây giờ nhé các bạn ơi");
    let sure = |source: &str| {
        let found = query(source, Surface::Rule).find(&page);
        found
            .iter()
            .map(|found| (found.term.clone(), found.confidence.permille()))
            .collect::<Vec<_>>()
    };
    let both = sure("\"cờ bạc\" AND \"nạp tiền\"");
    assert_eq!(both[0].1, both[1].1);
    assert_eq!(both.len(), 2);
    let either = sure("\"cờ bạc\" OR \"nạp tiền\"");
    assert_eq!(either[1], ("nạp tiền".to_owned(), 1_000));
    assert!(either[0].1 < 1_000);
}

#[test]
fn found_says_how_and_why() {
    let page = text_page("Dịch vụ xoá nợ, tai xiu online");
    let found = query("\"xóa nợ\" OR \"tài xỉu\"", Surface::Rule).find(&page);
    let told: Vec<_> = found
        .iter()
        .map(|found| (found.rung, found.reasons.clone(), found.quote.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Rung::Tone, vec![HitReason::TonePlacement], "xoá nợ"),
            (
                Rung::Folded,
                vec![HitReason::BareInAccented, HitReason::Ambiguous],
                "tai xiu"
            ),
        ]
    );
}

#[test]
fn the_text_hash_follows_the_words_not_the_markup() {
    let hash = |runs: Vec<TextRun>, title: &str, link: &str| {
        let page = Page {
            title: title.to_owned(),
            runs,
            links: vec![Link {
                target: link.to_owned(),
                text: String::new(),
                rel: String::new(),
                visibility: Visibility::Visible,
                region: Region::Main,
            }],
            ..Page::default()
        };
        PageText::new(&page, PageMeta::default()).text_hash()
    };
    let link = "https://a.example/1";
    let one = hash(vec![main_run("Tin xã hôm nay")], "Tin", link);
    let split = vec![main_run("TIN  xã"), main_run("hôm\nnay.")];
    assert_eq!(one, hash(split, "tin", "https://a.example/2"));
    assert_ne!(one, hash(vec![main_run("Tin xa hôm nay")], "Tin", link));
    assert_ne!(one, hash(vec![main_run("Tin xã hôm nay")], "Tin mới", link));
    assert_ne!(
        one,
        hash(
            vec![main_run("Tin xã hôm nay")],
            "Tin",
            "https://b.example/"
        )
    );
}

#[test]
fn a_search_shows_doubtful_places_and_a_rule_does_not_accuse() {
    for (source, text) in [
        ("đề", "de tai nay"),
        ("\"cờ bạc\"", "co bac nao biet khong"),
        ("\"lô đề\"", "nhiều lô đề nghị cấp phép"),
    ] {
        let page = text_page(text);
        assert!(query(source, Surface::Search).matches(&page), "{source}");
        assert!(!query(source, Surface::Rule).matches(&page), "{source}");
    }
}

#[test]
fn disguises_are_undone_for_rules() {
    for text in [
        "c.á đ.ộ bóng đá",
        "vào cadobongda.example",
        "caù ñoä boùng ñaù",
    ] {
        let page = text_page(text);
        let found = query("\"cá độ\"", Surface::Rule).find(&page);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].rung, Rung::Deobf, "{text}");
        assert!(
            !query("\"cá độ\"~folded", Surface::Rule).matches(&page),
            "{text}"
        );
    }
}

#[test]
fn an_expression_tells_where_it_was_met() {
    let page = page_of(vec![
        main_run("Ưu đãi: CA\u{301} "),
        joined(run(
            Origin::Text,
            Region::Main,
            Visibility::Hidden,
            "ĐỘ 24/7!",
        )),
        main_run("một hai"),
    ]);
    let found = query("/cá độ [0-9]+\\/7!+/", Surface::Rule).find(&page);
    assert_eq!(found.len(), 1);
    let found = &found[0];
    assert_eq!(found.quote, "CA\u{301} ĐỘ 24/7!");
    assert_eq!((found.run, found.rung), (0, Rung::Exact));
    // Both runs are touched; what no reader sees says more.
    assert_eq!(found.zone, Zone::Hidden);
    assert_eq!(found.term, "/cá độ [0-9]+\\/7!+/");
    assert_eq!(found.confidence.permille(), 1_000);
    assert!(query("/cá độ/ zone:hidden", Surface::Rule).matches(&page));
    assert!(!query("/ưu đãi/ zone:hidden", Surface::Rule).matches(&page));
    assert!(!query("title:/ưu đãi/", Surface::Rule).matches(&page));
    // Never across the edge of a block.
    assert!(!query("/7!.*một/", Surface::Rule).matches(&page));
}

#[test]
fn what_is_told_of_an_expression_is_bounded() {
    let text = format!("bet8 {}", "đ ".repeat(1_000));
    let page = text_page(&text.repeat(2));
    let found = query("/bet[0-9]+.*/", Surface::Rule).find(&page);
    assert_eq!(found.len(), 1);
    // Cut where a letter begins; what is near it is still measured from its end.
    assert_eq!(found[0].quote.len(), 299);
    assert_eq!(found[0].span, 0..299);
    assert_eq!(found[0].last_token, 2_001);
    let many = text_page(&"bet88 ".repeat(100_000));
    let found = query("COUNT(/bet(.*zzz)?/) >= 200", Surface::Rule).find(&many);
    assert_eq!(found.len(), 256);
}

#[test]
fn a_signal_and_an_address_are_told_without_a_place() {
    let page = Page {
        url: Some(CanonicalUrl::parse("https://bet88.example/Nh%C3%A0-C%C3%A1i").unwrap()),
        runs: vec![main_run("tin")],
        ..Page::default()
    };
    let page = PageText::new(&page, PageMeta::default()).with_signals([Signal::Doorway]);
    for (source, quote) in [
        ("signal:doorway", ""),
        ("host:/bet[0-9]+/", "bet88.example"),
        ("url:/nhà-cái/", "https://bet88.example/Nh%C3%A0-C%C3%A1i"),
    ] {
        // The zones of a rule speak of its words.
        let found = query(&format!("{source} zone:main"), Surface::Rule).find(&page);
        assert_eq!(found.len(), 1, "{source}");
        assert_eq!(
            (
                found[0].term.as_str(),
                found[0].quote.as_str(),
                found[0].zone,
                found[0].span.clone()
            ),
            (source, quote, Zone::Host, 0..0)
        );
    }
    assert!(!query("signal:link-farm", Surface::Rule).matches(&page));
    assert!(query("tin NOT signal:link-farm", Surface::Rule).matches(&page));
}

#[test]
fn a_count_is_as_sure_as_the_last_place_it_needs() {
    let page = text_page("nạp tiền nhanh. Nạp tiền ở đây. nap tien ngay bây giờ nhé các bạn ơi");
    let sure = |source: &str| {
        let found = query(source, Surface::Rule).find(&page);
        found.iter().map(|found| found.confidence.permille()).max()
    };
    let bare = sure("\"nạp tiền\" AND COUNT(\"nạp tiền\") >= 3");
    assert_eq!(sure("COUNT(\"nạp tiền\") >= 2"), Some(1_000));
    assert!(bare.is_some_and(|bare| bare < 1_000), "{bare:?}");
    assert_eq!(sure("COUNT(\"nạp tiền\") >= 3"), bare);
    assert_eq!(sure("1 OF (\"nạp tiền\", x)"), Some(1_000));
    assert_eq!(sure("COUNT(\"nạp tiền\") >= 4"), None);
}
