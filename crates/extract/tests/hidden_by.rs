//! What keeps a text from readers is told with it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

use haidang_extract::{Limits, extract_html};
use haidang_model::{HiddenBy, TextRun, Visibility};

/// The run of a page in which "mật" stands.
fn run_of(html: &str) -> TextRun {
    let page = extract_html(html, None, &Limits::default());
    let mut runs = page.runs.into_iter();
    runs.find(|run| run.text.contains("mật")).unwrap()
}

#[test]
fn each_way_to_hide_is_named() {
    use HiddenBy::{
        AriaHidden, Behind, Clip, Colour, Display, Element, Folded, FontSize, OffScreen, Opacity,
        Size, Transform,
    };
    use Visibility::{Collapsed, Hidden, Suspect};
    for (style, visibility, by) in [
        ("display:none", Hidden, Display),
        ("visibility:hidden", Hidden, HiddenBy::Visibility),
        ("opacity:0", Hidden, Opacity),
        ("opacity:.1", Suspect, Opacity),
        ("width:0;overflow:hidden", Hidden, Size),
        ("position:absolute;left:-9999px", Hidden, OffScreen),
        ("text-indent:-9999px", Hidden, OffScreen),
        ("position:absolute;clip:rect(0,0,0,0)", Hidden, Clip),
        ("clip-path:inset(100%)", Hidden, Clip),
        ("transform:scale(0)", Hidden, Transform),
        ("background:white;color:white", Hidden, Colour),
        ("color:transparent", Hidden, Colour),
        ("font-size:0", Hidden, FontSize),
    ] {
        let run = run_of(&format!("<p>đầu<p style='{style}'>mật"));
        assert_eq!(
            (run.visibility, run.hidden_by),
            (visibility, Some(by)),
            "{style}"
        );
    }
    for (html, visibility, by) in [
        ("<p hidden>mật", Hidden, Display),
        ("<details>tên<p>mật</details>", Collapsed, Folded),
        ("<dialog>mật</dialog>", Collapsed, Folded),
        ("<p aria-hidden=true>mật", Suspect, AriaHidden),
        ("<input type=hidden value='chữ mật ở đây'>", Hidden, Element),
        (
            "<div style='background:white'><p style='position:absolute;z-index:-1'>mật",
            Hidden,
            Behind,
        ),
        // The outermost reason is the one that holds whatever is inside.
        ("<div hidden><p style='opacity:0'>mật", Hidden, Display),
        // What hides more is the reason.
        (
            "<div aria-hidden=true><p style='font-size:0'>mật",
            Hidden,
            FontSize,
        ),
        ("<iframe hidden srcdoc='<p>mật'></iframe>", Hidden, Display),
    ] {
        let run = run_of(html);
        assert_eq!(
            (run.visibility, run.hidden_by),
            (visibility, Some(by)),
            "{html}"
        );
    }
}

#[test]
fn what_is_seen_has_no_reason() {
    for html in [
        "<p>mật",
        "<noscript><p>mật</noscript>",
        "<!-- mật -->",
        "<p hidden>x</p><p>mật",
        "<div style='visibility:hidden'><p style='visibility:visible'>mật",
    ] {
        let run = run_of(html);
        assert_ne!(run.visibility, Visibility::Hidden, "{html}");
        assert_eq!(run.hidden_by, None, "{html}");
    }
}
