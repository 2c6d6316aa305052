//! Pages in encodings that no browser knows, and text set backwards.

// Tests stop at the first surprise.
#![allow(clippy::unwrap_used)]

use haidang_extract::{Input, Limits, extract, extract_html};
use haidang_model::{Origin, Page};

/// A page of one's own, as bytes of windows-1252.
fn read(html: &str, content_type: Option<&str>) -> Page {
    let (bytes, _, unmappable) = encoding_rs::WINDOWS_1252.encode(html);
    assert!(!unmappable, "{html}");
    extract(
        &Input {
            bytes: &bytes,
            url: None,
            content_type,
        },
        &Limits::default(),
    )
}

fn defect<'p>(page: &'p Page, code: &str) -> Option<&'p str> {
    let found = page.defects.iter().find(|defect| defect.code == code);
    found.map(|defect| defect.detail.as_str())
}

fn texts(page: &Page) -> Vec<&str> {
    page.runs.iter().map(|run| run.text.as_str()).collect()
}

const TCVN3: &str = "<title>Tin tøc</title><body><h1>C¶nh b¸o lõa ®¶o</h1>\
    <p>Tæ chøc <b>®¸nh b¹c</b> trªn kh«ng gian m¹ng, <a href=/x>§iÒu 5</a>.\
    <img alt='¶nh: s¸ch b¸o'><p>Ngµy 5 th¸ng 3 n¨m 2001, ng\u{ad}êi d©n ®\u{ad}îc biÕt";

#[test]
fn a_page_in_an_old_font_is_read_as_it_draws() {
    for content_type in [
        None,
        Some("text/html"),
        Some("text/html; charset=windows-1252"),
        Some("text/html; charset=iso-8859-1"),
        Some("text/html; charset=utf-8"),
        Some("text/html; charset=windows-1258"),
        Some("text/html; charset=x-user-defined"),
        Some("text/html; charset=x-viet-tcvn5712"),
    ] {
        let page = read(TCVN3, content_type);
        assert_eq!(page.title, "Tin tức", "{content_type:?}");
        assert_eq!(
            texts(&page),
            [
                "Tin tức",
                "Cảnh báo lừa đảo",
                "Tổ chức đánh bạc trên không gian mạng, ",
                "Điều 5",
                ".",
                "ảnh: sách báo",
                "Ngày 5 tháng 3 năm 2001, người dân được biết",
            ],
            "{content_type:?}"
        );
        assert!(page.main.contains("người dân được biết"), "{}", page.main);
        assert_eq!(page.links[0].text, "Điều 5");
        assert_eq!(page.lang, "vi");
        assert_eq!(page.encoding, "windows-1252");
        assert_eq!(
            defect(&page, "legacy_encoding"),
            Some("text in tcvn3 was put right")
        );
    }
}

#[test]
fn every_old_encoding_is_told() {
    for (html, label, name) in [
        ("<p>nhaø caùi haøng ñaàu chaâu aù", "x-viet-vni", "vni"),
        (
            "<p>t± ch\u{d1}c ðánh bÕc tr\u{f1}c tuyªn",
            "viscii",
            "viscii",
        ),
        ("<p>Çánh båc tr¿c tuy‰n", "x-viet-vps", "vps"),
    ] {
        for content_type in [None, Some(format!("text/html; charset={label}"))] {
            let page = read(html, content_type.as_deref());
            assert_eq!(
                defect(&page, "legacy_encoding"),
                Some(format!("text in {name} was put right").as_str()),
                "{html}"
            );
            assert_eq!(page.runs.len(), 1);
        }
    }
    // Too little to be told by itself; enough when the page names it.
    let page = read("<p>§iÒu 5", Some("text/html; charset=windows-1252"));
    assert_eq!(texts(&page), ["§iÒu 5"]);
    let page = read("<p>§iÒu 5", Some("text/html; charset=tcvn3"));
    assert_eq!(texts(&page), ["Điều 5"]);
}

#[test]
fn capitals_among_the_control_characters_are_kept() {
    // VISCII has Ẫ at 0x06 and Ỹ at 0x19.
    let page = read(
        "<p>M\u{6}U GI„Y T– GIÄ, K\u{19} THU‡T ÐÁNH B€C",
        Some("text/html; charset=viscii"),
    );
    assert_eq!(texts(&page), ["MẪU GIẤY TỜ GIẢ, KỸ THUẬT ĐÁNH BẠC"]);
}

#[test]
fn windows_1258_needs_no_defect() {
    let page = read("<p>ðaình baòc trên maòng, ngýõÌi dân không ðýõòc", None);
    assert_eq!(page.encoding, "windows-1258");
    assert_eq!(texts(&page), ["đánh bạc trên mạng, người dân không được"]);
    assert_eq!(defect(&page, "legacy_encoding"), None);
}

#[test]
fn mojibake_is_undone() {
    for html in [
        "<p>nhÃ\u{a0} cÃ¡i hÃ\u{a0}ng Ä‘áº§u <b>chÃ¢u</b> Ã¡",
        "<p>nhÃ&nbsp; cÃ¡i hÃ&nbsp;ng Ä&#8216;áº§u <b>chÃ¢u</b> Ã¡",
    ] {
        let page = extract_html(html, None, &Limits::default());
        assert_eq!(texts(&page), ["nhà cái hàng đầu châu á"], "{html}");
        assert_eq!(page.main, "nhà cái hàng đầu châu á");
        assert_eq!(
            defect(&page, "legacy_encoding"),
            Some("text in utf-8 was put right")
        );
    }
}

#[test]
fn character_references_and_seams_are_no_way_out() {
    let page = extract_html(
        "<p>&#174;&#184;nh b&#185;c tr&ordf;n m&#185;ng\
         <p>nha&oslash; <a href=/x>ca&ugrave;i ha&oslash;ng</a> &ntilde;a&agrave;u\
         <p>tæ ch<a href=/y>øc ®</a>¸nh b¹c",
        None,
        &Limits::default(),
    );
    assert_eq!(
        texts(&page),
        [
            "đánh bạc trên mạng",
            "nhà ",
            "cái hàng",
            " đầu",
            "tổ ch",
            "ức đ",
            "ánh bạc",
        ]
    );
    assert_eq!(page.links[1].text, "ức đ");
}

#[test]
fn clean_pages_are_left_alone() {
    for html in [
        "<p>Déjà vu à côté, «naïve» © 2020 ®",
        "<p>Đánh bạc là gì? Có ở đâu không. 100 m² × 3",
        "<p>Für die schöne Höhe <script>x('ä ö ü')</script>",
    ] {
        let page = extract_html(html, None, &Limits::default());
        assert_eq!(defect(&page, "legacy_encoding"), None, "{html}");
    }
}

#[test]
fn text_set_backwards_says_so() {
    for (html, runs) in [
        (
            "<p>xem <bdo dir=\"rtl\">cạb hnáđ</bdo> nhé",
            vec!["xem \u{202e}cạb hnáđ\u{202c} nhé"],
        ),
        ("<bdo dir=RTL> </bdo>x", vec!["x"]),
        ("<bdo>xuôi</bdo>", vec!["xuôi"]),
        ("<bdo dir=ltr>xuôi</bdo>", vec!["xuôi"]),
        (
            "<bdo dir=rtl>a<bdo dir=ltr>b</bdo>c</bdo>",
            vec!["\u{202e}a\u{202d}b\u{202c}c\u{202c}"],
        ),
        (
            "<bdo dir=rtl>cạb <b>hnáđ</b></bdo>",
            vec!["\u{202e}cạb hnáđ\u{202c}"],
        ),
        (
            "<span style='unicode-bidi: bidi-override; direction: rtl'>cạb</span>",
            vec!["\u{202e}cạb\u{202c}"],
        ),
        (
            "<style>.r{direction:rtl;unicode-bidi:isolate-override}</style><i class=r>cạb</i>",
            vec!["\u{202e}cạb\u{202c}"],
        ),
        (
            "<div dir=rtl><span style='unicode-bidi:bidi-override'>cạb</span></div>",
            vec!["\u{202e}cạb\u{202c}"],
        ),
        // A block begins anew; what is in it is no letter of the override.
        (
            "<div style='unicode-bidi:bidi-override;direction:rtl'>a<p>b</p>c</div>",
            vec!["\u{202e}a\u{202c}", "b", "\u{202e}c\u{202c}"],
        ),
        ("<span dir=rtl>a</span>", vec!["a"]),
        ("<p>\u{202e}cạb hnáđ", vec!["\u{202e}cạb hnáđ"]),
    ] {
        let page = extract_html(html, None, &Limits::default());
        let texts: Vec<&str> = page
            .runs
            .iter()
            .filter(|run| run.origin == Origin::Text)
            .map(|run| run.text.as_str())
            .collect();
        assert_eq!(texts, runs, "{html}");
    }
    let page = extract_html(
        "<a href=/x>xem <bdo dir=rtl>cạb</bdo></a>",
        None,
        &Limits::default(),
    );
    assert_eq!(page.links[0].text, "xem \u{202e}cạb\u{202c}");
}
