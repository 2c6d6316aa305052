//! Pages made to hurt: each must end soon, with what was cut said and with
//! what could be kept. Nothing is timed here; work is counted (see
//! `work_grows_no_faster_than_the_page`), and a `timeout` is no way out.

// Tests stop at the first surprise.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;

use haidang_extract::{Input, Limits, extract, extract_html};
use haidang_model::{Origin, Page};

fn read(html: &str) -> Page {
    // Work is counted, not timed: a machine with much else to do is no fault.
    let limits = Limits {
        cpu_ms_max: 600_000,
        ..Limits::default()
    };
    let page = extract_html(html, None, &limits);
    assert!(page.runs.iter().all(|run| !run.text.is_empty()));
    assert!(!has(&page, "panic"));
    page
}

fn has(page: &Page, code: &str) -> bool {
    page.defects.iter().any(|defect| defect.code == code)
}

fn shows(page: &Page, text: &str) -> bool {
    page.runs.iter().any(|run| run.text.contains(text))
}

#[test]
fn a_hundred_thousand_nested_blocks() {
    let html = format!(
        "{}<a href='http://sau.example/'>đáy</a>{}<p>sau cùng",
        "<div>".repeat(100_000),
        "</div>".repeat(100_000)
    );
    let page = read(&html);
    assert!(has(&page, "truncated_depth") && !has(&page, "timeout"));
    assert!(shows(&page, "đáy") && shows(&page, "sau cùng"));
    assert_eq!(page.links.len(), 1);
}

#[test]
fn what_is_cut_keeps_its_targets() {
    let page = read(&format!(
        "{}<a href=/a>x</a><form action=/b><button formaction=/c>y</button></form><object data=/d>z",
        "<div>".repeat(1_000)
    ));
    let links: Vec<(&str, &str)> = page
        .links
        .iter()
        .map(|link| (link.target.as_str(), link.rel.as_str()))
        .collect();
    assert_eq!(
        links,
        [("/a", ""), ("/b", "form"), ("/c", "form"), ("/d", "frame")]
    );
    assert!(has(&page, "truncated_depth"));
}

#[test]
fn deep_but_not_too_deep_is_whole() {
    let page = read(&format!(
        "{}<b>x</b>{}",
        "<div>".repeat(500),
        "</div>".repeat(500)
    ));
    assert!(page.defects.is_empty(), "{:?}", page.defects);
    let many = format!("<div>{}x</div>", "<span></span><br>".repeat(20_000));
    assert!(read(&many).defects.is_empty());
}

#[test]
fn unclosed_links_keep_their_targets() {
    let html: String = (0..50_000)
        .map(|n| format!("<a href='/{n}'>n{n} "))
        .collect();
    let page = read(&html);
    assert!(!has(&page, "timeout"));
    assert_eq!(page.links.len(), 50_000);
    assert!(shows(&page, "n49999"));

    let html: String = (0..20_000)
        .map(|n| format!("<a href='/{n}'><div>n{n} "))
        .collect();
    let page = read(&html);
    assert!(has(&page, "truncated_depth") && !has(&page, "timeout"));
    // Browsers, too, copy a link that a block cuts in two.
    let targets: HashSet<&str> = page.links.iter().map(|link| link.target.as_str()).collect();
    assert_eq!(targets.len(), 20_000);
}

#[test]
fn attribute_bombs_are_cut() {
    let many: String = (0..100_000).map(|n| format!(" a{n}=x")).collect();
    let page = read(&format!(
        "<p{many}>một</p><body{many}><svg><script{many}>2</script></svg><p>hai"
    ));
    assert!(has(&page, "truncated_attributes") && !has(&page, "timeout"));
    assert!(shows(&page, "một") && shows(&page, "hai"));
    let bodies: String = (0..50_000).map(|n| format!("<body b{n}=x>")).collect();
    assert!(shows(&read(&(bodies + "ba")), "ba"));
}

#[test]
fn twenty_megabytes_of_text_are_cut() {
    let html = "lô đề ".repeat(20 << 17);
    let page = extract(
        &Input {
            bytes: html.as_bytes(),
            url: None,
            content_type: Some("text/html; charset=utf-8"),
        },
        &Limits::default(),
    );
    assert!(has(&page, "truncated_bytes") && !has(&page, "timeout"));
    assert!(page.runs[0].text.len() > 7 << 20);
}

#[test]
fn formatting_elements_do_not_multiply() {
    let html: String = (0..20_000).map(|n| format!("<p><b id=b{n}>x{n}")).collect();
    let page = read(&html);
    assert!(has(&page, "truncated_depth") && !has(&page, "timeout"));
    assert!(shows(&page, "x19999"));

    let html = format!(
        "{}{}",
        "<a><b><i><u>".repeat(2_000),
        "<div></a></i>x".repeat(2_000)
    );
    assert!(!has(&read(&html), "timeout"));
    let html = "<table><a><tr><b><td><i>".repeat(5_000) + "cuối";
    assert!(shows(&read(&html), "cuối"));
}

/// Stray end tags make the parser look through its whole stack, each time.
#[test]
fn stray_end_tags_on_a_full_stack_end() {
    for piece in [
        "đ<svg></tr><tbody><input type=hidden><b>",
        "</style><template><ul><ruby><input type=hidden><math>",
    ] {
        let page = read(&(piece.repeat(60_000) + "<p>cuối cùng"));
        assert!(has(&page, "truncated_depth") && !has(&page, "timeout"));
        assert!(shows(&page, "cuối cùng"));
    }
}

#[test]
fn nested_tables_and_lists_end() {
    for piece in [
        "<table><tr><td>",
        "<table>",
        "<table><div>",
        "<ul><li>",
        "<select><option>",
        "<template>",
        "<svg><g>",
        "<math><mi>",
        "<svg><foreignObject>",
        "<button>",
        "<form>",
        "<p><details><summary>",
        "<font size=1>",
        "<frameset>",
        "<ruby><rt>",
        "<custom-tag>",
    ] {
        let page = read(&(piece.repeat(20_000) + "cuối cùng"));
        assert!(!has(&page, "timeout"), "{piece}");
        if piece != "<frameset>" {
            assert!(shows(&page, "cuối cùng"), "{piece}");
        }
    }
}

#[test]
fn floods_of_small_things_end() {
    for (piece, count) in [
        ("&amp;&#x111;&nosuch;", 100_000),
        ("\0", 1_000_000),
        ("<", 500_000),
        ("<!--", 200_000),
        ("<!-- x -->", 100_000),
        ("</p>", 100_000),
        ("</", 300_000),
        ("<script>", 100_000),
        ("<br>", 200_000),
        ("<a", 300_000),
        ("<p a='", 100_000),
        ("<![CDATA[", 100_000),
        ("<style>a{", 50_000),
        ("<svg><style>a{content:'", 20_000),
        ("<script>'x y'/*", 50_000),
        ("<iframe srcdoc='<p>x'></iframe>", 5_000),
        ("<meta http-equiv=refresh content='0;url=x'>", 20_000),
        ("<title>", 50_000),
        ("<textarea>", 50_000),
        ("&", 500_000),
    ] {
        let page = read(&piece.repeat(count));
        assert!(!has(&page, "timeout"), "{piece}");
    }
}

#[test]
fn too_many_nodes_are_flattened_not_lost() {
    let html = "<i>a</i>".repeat(700_000) + "<a href='http://cuoi.example/'>cuối cùng</a>";
    let page = read(&html);
    assert!(has(&page, "truncated_nodes") && !has(&page, "timeout"));
    assert!(shows(&page, "cuối cùng"));
    assert_eq!(page.links.len(), 1);
}

#[test]
fn an_unclosed_script_still_gives_its_strings() {
    let page = read("<p>trước</p><script>var a = 'đánh bạc online';");
    let script = page
        .runs
        .iter()
        .find(|run| run.origin == Origin::Script)
        .unwrap();
    assert_eq!(script.text, "đánh bạc online");
    let long = format!("<script>{}", "x=/[/;'a b c d'+\"\\u0111 \\".repeat(50_000));
    assert!(!has(&read(&long), "timeout"));
}

#[test]
fn style_bombs_end() {
    let rules: String = (0..20_000)
        .map(|n| format!(".c{n}{{display:none}}"))
        .collect();
    let uses: String = (0..5_000)
        .map(|n| format!("<p class='c{n} d'>m{n}</p>"))
        .collect();
    let page = read(&format!("<style>{rules}</style>{uses}<p>hiện"));
    assert!(!has(&page, "timeout") && !has(&page, "truncated_styles"));
    let hidden = page
        .runs
        .iter()
        .filter(|run| run.zone().as_str() == "hidden")
        .count();
    assert_eq!(hidden, 5_000);

    for rule in [
        "*{opacity:0}",
        "* ~ * ~ *{opacity:.5}",
        "* * * * * * x{opacity:.5}",
        ":nth-child(2n+1):nth-last-child(3){opacity:.5}",
        ":not(:not(:not(:not(:not(x))))){opacity:.5}",
        "@media screen{@media screen{",
    ] {
        let uses = "<p>x</p>".repeat(5_000);
        let page = read(&format!("<style>{}</style>{uses}<p>cuối", rule.repeat(500)));
        assert!(!has(&page, "timeout"), "{rule}");
        assert!(shows(&page, "cuối"));
    }
    let nested = format!(
        "<style>{}x{}{{display:none}}</style>a",
        ":not(".repeat(100_000),
        ")".repeat(100_000)
    );
    assert!(shows(&read(&nested), "a"));
}

#[test]
fn frames_inside_frames_end() {
    let mut html = "<p>trong cùng</p>".to_owned();
    for _ in 0..8 {
        html = format!(
            "<iframe srcdoc=\"{}\"></iframe>",
            html.replace('&', "&amp;").replace('"', "&quot;")
        );
    }
    assert!(shows(&read(&html), "trong cùng"));
}

#[test]
fn the_clock_is_a_net() {
    let limits = Limits {
        cpu_ms_max: 0,
        ..Limits::default()
    };
    std::thread::sleep(std::time::Duration::from_millis(2));
    let page = extract_html(&"<p>a b c</p>".repeat(100_000), None, &limits);
    assert!(has(&page, "timeout"));
}

#[test]
fn comments_beyond_the_ceiling_do_not_wait_in_the_line() {
    let limits = Limits {
        runs_max: 100,
        ..Limits::default()
    };
    let page = extract_html(&"<!-- a b -->".repeat(1_000), None, &limits);
    assert_eq!(page.runs.len(), 100);
    assert!(has(&page, "truncated_text"));
}

#[test]
fn text_that_comes_in_pieces_stays_where_it_stood() {
    let page = read("<p>a < b << c<b>d</b> < e</p><svg><![CDATA[f < g]]></svg>< h");
    let texts: Vec<&str> = page.runs.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(texts, ["a < b << cd < e", "f < g", "< h"]);
}

/// Pieces that are repeated, with what stands before and behind.
#[cfg(debug_assertions)]
const REPEATED: &[(&str, &str, &str)] = &[
    ("", "<div>", ""),
    ("", "<a href='/x'>n ", ""),
    ("", "<a href='/x'><div>n ", ""),
    ("", "<table><tr><td>", ""),
    ("", "<p>x y</p>", ""),
    ("", "<b><i>", ""),
    ("", "<p><b id=x>x", ""),
    ("", "<a><b><i><u>", ""),
    ("", "<div></a></i>x", ""),
    ("", "<table><a><tr><b><td><i>", ""),
    ("", "<svg><foreignObject><math><mi>", ""),
    ("", "<svg><g>", ""),
    ("", "<template><p>", ""),
    ("", "<frameset><frame src=x>", ""),
    ("", "<button>", ""),
    ("", "<ruby><rt>", ""),
    ("", "<bdo dir=rtl>a ", ""),
    ("<p>", "<bdo dir=rtl>a <span>b", ""),
    ("", "<body a=x>", ""),
    ("<p", " a=x", ">x"),
    ("<p title='", "a b c ", "'>x"),
    ("<p style='", "top:0;left:1px;", "'>x"),
    ("", "<", ""),
    ("", "</", ""),
    ("", "<!--", ""),
    ("", "<!-- a b -->", ""),
    ("<!-- ", "< ", ">-->"),
    ("<!-- ", "<a", ">-->"),
    ("", "&amp;&#x111;&nosuch;", ""),
    ("", "\0", ""),
    ("", "<script>", ""),
    ("", "<svg><script>", ""),
    ("", "<title>", ""),
    ("", "<textarea></", ""),
    ("<script>", "var a='đánh bạc online';", ""),
    ("<script>", "'a b'/*x", ""),
    ("<script>", "'a'/*x", ""),
    ("<script>", "'a'//x", ""),
    ("<script>", "a=/b", ""),
    ("<script>'", "\\u{", " a b'"),
    ("<script>", "`'\"\\", ""),
    ("<script>", "location='/a'+", ""),
    ("<script>", "location='", ""),
    ("<script>", "'<a href={'", ""),
    ("<script>'<i ", "href={href=", "a b'"),
    ("<script type=application/ld+json>", "[", ""),
    ("<script type=application/ld+json>[", "{\"a\":\"b c\"},", ""),
    ("<style>", "a{", ""),
    ("<style>", "a{content:'", ""),
    ("<style>", "content:", ""),
    ("<style>", "/*", ""),
    ("<style>", "@media screen{", ""),
    ("<style>", ".a .b{.c &{top:0;", ""),
    ("<style>", "*{opacity:.5}", "</style><p>a<p>b<p>c"),
    ("<style>", "p,", "p{top:0}</style><p>a"),
    ("<style>.a{top:0}", ".b{top:0}", "</style><p class=b>a"),
    ("<style>*~*~p{opacity:.5}</style>", "<p>x</p>", ""),
    (
        "<style>.a .a .a .b p{top:0}</style>",
        "<div class=a><p>x</p>",
        "",
    ),
    ("<style>:empty{top:0}</style><p>", "<!-- -->", "</p>"),
    ("", "<iframe srcdoc='<p>x y'></iframe>", ""),
    ("", "<iframe src='data:text/html,<p>x y'></iframe>", ""),
    ("", "<meta http-equiv=refresh content='0;url=x'>", ""),
    ("", "<p>a <b hidden>b</b> <a href=/x>c</a>", ""),
    ("", "<a href='/%C4%91+a?b=%C4%91+b'>c</a>", ""),
    ("<a href='/", "%C4%91+a/", "'>x"),
    ("", "<h2>Tin liên quan</h2><p>x", ""),
    (
        "",
        "<div class=post>bài viết thứ nhất của một người dùng trên diễn đàn này",
        "",
    ),
    (
        "<h1>x</h1>",
        "<p>một đoạn văn đủ dài để là đoạn văn, có dấu phẩy, có chữ</p>",
        "",
    ),
    ("", "<details><summary>x", ""),
    ("", "<div class=comments>x", ""),
    ("", "a<br>", ""),
];

/// Those that first fill the parser's stack of open elements, which each tag
/// then goes along: up to the ceiling of steps.
#[cfg(debug_assertions)]
const FILLING: &[(&str, &str, &str)] = &[
    ("", "đ<svg></tr><tbody><input type=hidden><b>", ""),
    (
        "",
        "</style><template><ul><ruby><input type=hidden><math>",
        "",
    ),
    ("", "<select><optgroup label='a b'><option>", ""),
];

/// Twice the page, at most 2.3 times the work: a quadratic path takes four
/// times as much. Pages stand above the ceilings and below them.
#[cfg(debug_assertions)]
#[test]
fn work_grows_no_faster_than_the_page() {
    let mut faster = Vec::new();
    let kinds = REPEATED
        .iter()
        .map(|kind| (kind, [50_000, 150_000].as_slice()));
    let filling = FILLING.iter().map(|kind| (kind, [600_000].as_slice()));
    for ((before, piece, behind), sizes) in kinds.chain(filling) {
        for &bytes in sizes {
            let work = |bytes: usize| {
                let html = format!("{before}{}{behind}", piece.repeat(bytes / piece.len()));
                haidang_extract::steps_taken();
                read(&html);
                haidang_extract::steps_taken()
            };
            let (once, twice) = (work(bytes), work(2 * bytes));
            // What a small page costs anyway.
            if twice * 10 > once * 23 + 10_000 {
                faster.push(format!(
                    "{before}{piece}{behind}: {once} steps for {bytes} bytes, {twice} for twice as many"
                ));
            }
        }
    }
    assert!(faster.is_empty(), "{faster:#?}");
}

/// A class with many declarations on many elements, many rules on many
/// elements: the product is bounded, by a ceiling that says so.
#[cfg(debug_assertions)]
#[test]
fn the_work_of_styles_is_bounded() {
    let work = |rules: usize, declarations: usize, uses: usize| {
        let rule = format!(".a{{{}}}", "top:0;".repeat(declarations));
        let html = format!(
            "<style>{}</style>{}",
            rule.repeat(rules),
            "<p class=a>".repeat(uses)
        );
        haidang_extract::steps_taken();
        let page = read(&html);
        (
            haidang_extract::steps_taken(),
            has(&page, "truncated_styles"),
        )
    };
    let (few, _) = work(1, 1, 2_000);
    let (many, is_cut) = work(1, 20_000, 2_000);
    assert!(many < 3 * few + 300_000 && !is_cut, "{few} {many}");
    let (most, is_cut) = work(3_000, 1, 10_000);
    assert!(is_cut && most < 150_000_000, "{most}");
}
