//! A page written by hand with a marker in each place text can stand.

// Tests stop at the first surprise.
#![allow(clippy::unwrap_used)]

use haidang_extract::{Input, Limits, extract};
use haidang_model::{CanonicalUrl, Page, TextRun};

fn page() -> Page {
    let url = CanonicalUrl::parse("https://xa.example/x/y.html").unwrap();
    extract(
        &Input {
            bytes: include_bytes!("fixtures/planted.html"),
            url: Some(&url),
            content_type: Some("text/html"),
        },
        &Limits::default(),
    )
}

fn run_of<'p>(page: &'p Page, marker: &str) -> &'p TextRun {
    let found: Vec<&TextRun> = page
        .runs
        .iter()
        .filter(|run| run.text.contains(marker))
        .collect();
    assert_eq!(found.len(), 1, "{marker}: {found:?}");
    found[0]
}

/// Marker, then origin, region and visibility as they are written in JSON.
const PLACES: [(&str, &str); 77] = [
    ("MK01", "title other visible"),
    ("MK02", "meta other unknown"),
    ("MK03", "meta other unknown"),
    ("MK04", "attribute other visible"),
    ("MK05", "css other unknown"),
    ("MK06", "jsonld other unknown"),
    ("MK07", "jsonld other unknown"),
    ("MK08", "script other unknown"),
    ("MK09", "script other unknown"),
    ("MK10", "noscript other unknown"),
    ("MK11", "text header visible"),
    ("MK12", "anchor nav visible"),
    ("MK13", "anchor nav visible"),
    ("MK14", "script main unknown"),
    ("MK15", "heading main visible"),
    ("MK16", "heading lead visible"),
    ("MK17", "text main visible"),
    ("MK18", "text main visible"),
    ("MK19", "anchor main visible"),
    ("MK20", "text main visible"),
    ("MK21", "text main visible"),
    ("MK22", "text main visible"),
    ("MK23", "text main visible"),
    ("MK24", "text main visible"),
    ("MK25", "text main visible"),
    ("MK26", "text main visible"),
    ("MK27", "attribute main visible"),
    ("MK28", "attribute main visible"),
    ("MK29", "text main visible"),
    ("MK30", "text main hidden"),
    ("MK31", "text main hidden"),
    ("MK32", "anchor main hidden"),
    ("MK33", "text main hidden"),
    ("MK34", "text main visible"),
    ("MK35", "text main hidden"),
    ("MK36", "text main hidden"),
    ("MK37", "text main hidden"),
    ("MK38", "text main hidden"),
    ("MK39", "text main suspect"),
    ("MK40", "text main suspect"),
    ("MK41", "text main visible"),
    ("MK42", "text main collapsed"),
    ("MK43", "text main visible"),
    ("MK44", "text main hidden"),
    ("MK45", "text main hidden"),
    ("MK46", "text main hidden"),
    ("MK47", "template main unknown"),
    ("MK48", "attribute main unknown"),
    ("MK49", "srcdoc main visible"),
    ("MK50", "svg main visible"),
    ("MK51", "svg main visible"),
    ("MK52", "text main visible"),
    ("MK53", "text main visible"),
    ("MK54", "attribute main visible"),
    ("MK55", "attribute main visible"),
    ("MK56", "attribute main hidden"),
    ("MK57", "text main visible"),
    ("MK58", "attribute main visible"),
    ("MK59", "text main visible"),
    ("MK60", "attribute main visible"),
    ("MK61", "text main visible"),
    ("MK62", "text main unknown"),
    ("MK63", "attribute main visible"),
    ("MK64", "comment main unknown"),
    ("MK65", "text main visible"),
    ("MK66", "text main visible"),
    ("MK67", "text main visible"),
    ("MK68", "attribute main visible"),
    ("MK69", "text main unknown"),
    ("MK70", "noscript main unknown"),
    ("MK71", "script main unknown"),
    ("MK72", "text main collapsed"),
    ("MK73", "text aside visible"),
    ("MK74", "anchor aside visible"),
    ("MK75", "text comments visible"),
    ("MK76", "anchor comments visible"),
    ("MK77", "text footer visible"),
];

#[test]
fn every_marker_is_found_once_and_labelled() {
    let page = page();
    let mut wrong = Vec::new();
    for (marker, label) in PLACES {
        let run = run_of(&page, marker);
        let found = format!("{} {} {}", run.origin, run.region, run.visibility);
        if found != label {
            wrong.push(format!("{marker}: {found}, not {label}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_page_itself_is_read() {
    let page = page();
    assert_eq!(page.encoding, "UTF-8");
    assert_eq!(page.lang, "vi", "the lang attribute lies");
    assert_eq!(page.published.as_deref(), Some("2026-11-25T08:30:00+07:00"));
    assert!(page.noindex && !page.nofollow);
    assert!(page.title.starts_with("MK01"), "{}", page.title);
    assert!(page.lead.starts_with("MK16"), "{}", page.lead);
    assert!(page.main.starts_with("MK15") || page.main.starts_with("MK16"));
    for there in ["MK17", "MK18", "MK21", "MK22", "một nửa và một phần"] {
        assert!(page.main.contains(there), "{there}: {}", page.main);
    }
    for elsewhere in ["MK12", "MK30", "MK32", "MK73", "MK74", "MK75", "MK77"] {
        assert!(!page.main.contains(elsewhere), "{elsewhere}");
    }
    assert!(page.defects.is_empty(), "{:?}", page.defects);
}

#[test]
fn words_torn_by_tags_stay_whole() {
    let page = page();
    // Same label, so one run even though three tags cut it.
    assert!(run_of(&page, "MK20").text.contains("một nửa và một phần"));
    // A link in a sentence is a run of its own that the line goes on with.
    let at = page
        .runs
        .iter()
        .position(|run| run.text.contains("MK19"))
        .unwrap();
    assert!(page.runs[at].joined && page.runs[at + 1].joined);
    assert!(page.runs[at - 1].text.ends_with("công an xã, "));
    assert!(page.runs[at + 1].text.starts_with(" để biết thêm"));
}

#[test]
fn links_are_resolved_against_the_base() {
    let page = page();
    let links: Vec<(&str, &str, &str)> = page
        .links
        .iter()
        .map(|link| {
            (
                link.target.as_str(),
                link.rel.as_str(),
                link.visibility.as_str(),
            )
        })
        .collect();
    for expected in [
        ("https://xa.example/lam-moi", "refresh", "visible"),
        ("https://xa.example/tin/bai-1.html", "canonical", "visible"),
        (
            "https://xa.example/en/bai-1.html",
            "alternate hreflang=en",
            "visible",
        ),
        ("https://xa.example/rss.xml", "feed", "visible"),
        ("https://xa.example/tin/bai-2.html", "nofollow", "visible"),
        ("https://ngoai.example/", "", "hidden"),
        ("https://khung.example/k", "frame", "unknown"),
        ("https://xa.example/gui", "form", "visible"),
        ("https://xa.example/o.swf", "frame", "unknown"),
        ("https://xa.example/vung", "", "visible"),
        ("https://moi.example/", "ugc nofollow", "visible"),
    ] {
        assert!(links.contains(&expected), "{expected:?} not in {links:#?}");
    }
    let link = page
        .links
        .iter()
        .find(|link| link.target.ends_with("bai-2.html"))
        .unwrap();
    assert_eq!(link.text, "MK19 xem bài trước");
}

/// Everything that leads on: target, `rel`, text, visibility, region.
#[test]
fn links_of_every_kind() {
    let url = CanonicalUrl::parse("https://xa.example/x/y.html").unwrap();
    for (html, expected) in [
        (
            "<a href=b rel='NoFollow  ugc'>c <b>d</b></a>",
            "https://xa.example/x/b|nofollow ugc|c d|visible|main",
        ),
        (
            "<a hidden href=/b>c</a>",
            "https://xa.example/b||c|hidden|main",
        ),
        (
            "<footer><a href=//b.example>c</a></footer>",
            "https://b.example/||c|visible|footer",
        ),
        (
            "<map><area href=/b alt='vùng'></map>",
            "https://xa.example/b||vùng|visible|main",
        ),
        (
            "<svg><a href=/b><text>c</text></a></svg>",
            "https://xa.example/b||c|visible|main",
        ),
        (
            "<svg><a xlink:href=/b><text>c</text></a></svg>",
            "https://xa.example/b||c|visible|main",
        ),
        (
            "<a ping='/p https://b.example/q'>c</a>",
            "https://xa.example/p|ping||visible|main https://b.example/q|ping||visible|main",
        ),
        (
            "<form action=/b><button formaction=/c>gửi</button><input type=submit formaction=/d value=x></form>",
            "https://xa.example/b|form||visible|main https://xa.example/c|form|gửi|visible|main https://xa.example/d|form|x|visible|main",
        ),
        (
            "<link rel=alternate hreflang=VI href=/b>",
            "https://xa.example/b|alternate hreflang=vi||visible|main",
        ),
        (
            "<link rel=alternate hreflang='a b' href=/b>",
            "https://xa.example/b|alternate||visible|main",
        ),
        (
            "<link rel=prev href=/b><link rel='next' href=/c><a rel=next href=/d>e</a>",
            "https://xa.example/b|prev||visible|main https://xa.example/c|next||visible|main https://xa.example/d|next|e|visible|main",
        ),
        ("<link rel=icon href=/b><link rel=stylesheet href=/c>", ""),
        (
            "<base href=/g/><a href=b>c</a>",
            "https://xa.example/g/b||c|visible|main",
        ),
        (
            "<meta http-equiv=Refresh content='0;URL=/b'>",
            "https://xa.example/b|refresh||visible|main",
        ),
        (
            "<script>location.href='/b'</script>",
            "https://xa.example/b|script||unknown|main",
        ),
        (
            "<p onclick=\"window.open('https://b.example/')\">x</p>",
            "https://b.example/|script||unknown|main",
        ),
        (
            "<a href=\"javascript:location.replace('/b')\">x</a>",
            "https://xa.example/b|script||unknown|main",
        ),
        (
            "<script>document.write('<p style=\"left:-9999px\"><a href=\"https://b.example/\">c d</a>')</script>",
            "https://b.example/|script||unknown|main",
        ),
        (
            "<iframe srcdoc='<a href=/b>c</a>'></iframe>",
            "https://xa.example/b||c|visible|main",
        ),
        (
            "<iframe src='data:text/html,<a href=https://b.example/>c</a>'></iframe>",
            "data:text/html,<a href=https://b.example/>c</a>|frame||unknown|main https://b.example/||c|visible|main",
        ),
        (
            "<a href='#x'>x</a><a href=''>y</a><img srcset='/b 2x' src=/c>",
            "",
        ),
    ] {
        let page = haidang_extract::extract_html(html, Some(&url), &Limits::default());
        let found: Vec<String> = page
            .links
            .iter()
            .map(|link| {
                format!(
                    "{}|{}|{}|{}|{}",
                    link.target, link.rel, link.text, link.visibility, link.region
                )
            })
            .collect();
        assert_eq!(found.join(" "), expected, "{html}");
    }
}

/// A page that hides nearly all it has: its runs are hidden whatever comes,
/// and only what a script may show is taken for main text.
#[test]
fn hidden_text_is_main_text_only_where_a_script_shows_it() {
    let sentence =
        "Ủy ban nhân dân xã thông báo lịch tiếp công dân tháng này, mời bà con theo dõi. ";
    let story = format!("<p>{}</p>", sentence.repeat(10));
    let links = "<a href='https://nhacai.example/'>nhà cái uy tín</a> ".repeat(60);
    let spam = format!(
        "<p>{}</p>",
        "nhà cái uy tín, nạp tiền nhận thưởng. ".repeat(40)
    );
    for (html, is_main) in [
        // Shown by a script when all is loaded, or on the way down.
        (
            format!("<style>.s{{opacity:0}}</style><div class=s>{story}</div>"),
            true,
        ),
        (
            format!("<style>#app{{visibility:hidden}}</style><div id=app>{story}</div>"),
            true,
        ),
        (
            format!("<div style='display:none'>{story}</div><p>Đang tải…</p>"),
            true,
        ),
        (format!("<article hidden>{story}</article>"), true),
        // Put on another's page: for search engines, never shown.
        (
            format!(
                "<p>Trang đang nâng cấp.</p><div style='position:absolute;left:-9999px'>{spam}</div>"
            ),
            false,
        ),
        (
            format!(
                "<p>Trang đang nâng cấp.</p><div style='height:0;overflow:hidden'>{spam}</div>"
            ),
            false,
        ),
        (
            format!("<p>Trang đang nâng cấp.</p><div style='font-size:0'>{spam}</div>"),
            false,
        ),
        (
            format!(
                "<body bgcolor=white><p>Trang đang nâng cấp.</p><font color=white>{spam}</font>"
            ),
            false,
        ),
        (
            format!("<p>Trang đang nâng cấp.</p><div style='display:none'>{links}</div>"),
            false,
        ),
        // Enough is shown: what is hidden is no story.
        (format!("{}<div hidden>{}</div>", story, spam), false),
    ] {
        let page = haidang_extract::extract_html(&html, None, &Limits::default());
        let is_hidden = |text: &str| {
            page.runs
                .iter()
                .filter(|run| run.text.contains(text))
                .all(|run| run.zone() == haidang_model::Zone::Hidden)
        };
        assert!(is_hidden("nhà cái"), "{html}");
        let says = page
            .defects
            .iter()
            .any(|defect| defect.code == "hidden_main");
        assert_eq!(says, is_main, "{html}");
        assert!(!page.main.contains("nhà cái"), "{html}");
        if is_main {
            assert!(is_hidden("Ủy ban"), "{html}");
            assert!(page.main.contains("Ủy ban"), "{html}");
        }
    }
}

#[test]
fn plain_text_is_one_run() {
    let page = extract(
        &Input {
            bytes: "Tin xã <b>không thẻ</b>".as_bytes(),
            url: None,
            content_type: Some("text/plain; charset=utf-8"),
        },
        &Limits::default(),
    );
    assert_eq!(page.runs.len(), 1);
    assert_eq!(page.runs[0].text, "Tin xã <b>không thẻ</b>");
    assert_eq!(page.main, page.runs[0].text);
    assert_eq!(page.lang, "vi");
}

/// Small pages and what one marker on them is.
#[test]
fn small_pages() {
    for (html, label) in [
        ("<p>MK", "text main visible"),
        (
            "<div style='display:none'><iframe srcdoc='MK'></iframe></div>",
            "srcdoc main hidden",
        ),
        (
            "<div><template shadowrootmode=open><p>MK</p></template></div>",
            "text main visible",
        ),
        (
            "<noscript><style>p{display:none}</style></noscript><p>MK",
            "text main visible",
        ),
        (
            "<style>p{display:none}</style><p style='display:block'>MK",
            "text main visible",
        ),
        (
            "<style>p{display:none!important}</style><p style='display:block'>MK",
            "text main hidden",
        ),
        (
            "<style>#a{display:block}p{display:none}</style><p id=a>MK",
            "text main visible",
        ),
        (
            "<style>.x .y>b{display:none}</style><p class=x><i class=y><b>MK",
            "text main hidden",
        ),
        (
            "<style>@media print{p{display:none}}</style><p>MK",
            "text main visible",
        ),
        (
            "<style>p:not(.hien){opacity:0}</style><p class=hien>MK",
            "text main visible",
        ),
        (
            "<style>p:hover{display:none}</style><p>MK",
            "text main visible",
        ),
        (
            "<style>[data-a^='b']{left:-5000px;position:fixed}</style><p data-a=bc>MK",
            "text main hidden",
        ),
        (
            "<p style='position:static;left:-9999px'>MK",
            "text main visible",
        ),
        ("<body style='opacity:0'><p>MK", "text main visible"),
        (
            "<body bgcolor=#ffffff><font color=white>MK",
            "text main hidden",
        ),
        (
            "<body bgcolor=white><font color=#fdfdfd>MK",
            "text main suspect",
        ),
        (
            "<div style='background:#fff url(a.png)'><p style='color:#fff'>MK",
            "text main visible",
        ),
        (
            "<p style='font-size:0'><span style='font-size:14px'>MK",
            "text main visible",
        ),
        (
            "<p style='width:1px;height:1px;overflow:hidden'>MK",
            "text main hidden",
        ),
        ("<marquee width=1 height=1>MK", "text main hidden"),
        ("<p style='color:#fff'>MK", "text main hidden"),
        ("<body text=white><p>MK", "text main hidden"),
        // A frame is clear where it paints nothing.
        (
            "<body bgcolor=black><iframe srcdoc='<p style=color:#fff>MK'></iframe>",
            "srcdoc main visible",
        ),
        (
            "<body background=a.png text=white><p>MK",
            "text main visible",
        ),
        // What stands in a sheet elsewhere may colour the page.
        (
            "<link rel=stylesheet href=a.css><p style='color:#fff'>MK",
            "text main visible",
        ),
        (
            "<style>@import 'a.css';</style><p style='color:#fff'>MK",
            "text main visible",
        ),
        (
            "<style>@media (hover:none){p{display:none}}</style><p>MK",
            "text main visible",
        ),
        (
            "<p style='opacity:.3'><b style='opacity:.3'>MK",
            "text main suspect",
        ),
        ("<p style='font-size:.05em'>MK", "text main suspect"),
        ("<div class=binh-luan>MK", "text comments visible"),
        ("<p role=navigation>MK", "text nav visible"),
    ] {
        let page = haidang_extract::extract_html(html, None, &Limits::default());
        let run = run_of(&page, "MK");
        let found = format!("{} {} {}", run.origin, run.region, run.visibility);
        assert_eq!(found, label, "{html}");
    }
}

#[test]
fn hidden_words_inside_a_line_do_not_tear_it() {
    let page = haidang_extract::extract_html(
        "<p>đánh<span hidden>rác</span> b<!-- x -->ạc <img alt='ảnh'>online</p>",
        None,
        &Limits::default(),
    );
    let texts: Vec<(&str, bool)> = page
        .runs
        .iter()
        .map(|run| (run.text.as_str(), run.joined))
        .collect();
    assert_eq!(
        texts,
        [
            ("đánh bạc online", false),
            ("rác", false),
            ("x", false),
            ("ảnh", false),
        ]
    );
}

/// Written in the manner of a provincial paper.
#[test]
fn an_article_as_a_reader_sees_it() {
    let page = haidang_extract::extract_html(
        include_str!("fixtures/article.html"),
        None,
        &Limits::default(),
    );
    assert_eq!(page.title, "Công an cảnh báo thủ đoạn giả danh ngân hàng");
    assert_eq!(page.published.as_deref(), Some("2026-11-25T10:00:00+07:00"));
    assert_eq!(page.lang, "vi");
    assert!(page.lead.starts_with("Công an tỉnh cảnh báo thủ đoạn"));
    let lines: Vec<&str> = page.main.lines().collect();
    assert_eq!(lines.len(), 5, "{lines:#?}");
    assert_eq!(lines[0], page.lead);
    assert_eq!(lines[4], "Minh Hà");
    let region = |text: &str| run_of(&page, text).region.as_str();
    assert_eq!(region("Bắt nhóm"), "aside");
    assert_eq!(region("Bạn đọc"), "comments");
    assert_eq!(region("Giấy phép"), "footer");
    assert_eq!(region("Thời sự"), "nav");
}
