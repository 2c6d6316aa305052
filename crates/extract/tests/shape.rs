//! What `haidang extract` prints is a page in JSON; its names stay stable
//! (DESIGN, section 10).

// Tests stop at the first surprise.
#![allow(clippy::unwrap_used)]

use haidang_extract::{Input, Limits, extract};
use haidang_model::{CanonicalUrl, Origin};
use serde_json::Value;

/// A page with a run of every origin.
const PAGE: &str = "<!DOCTYPE html><title>Tin xã hôm nay</title>
    <meta name=description content='Mô tả của trang'>
    <meta property='article:published_time' content='2026-11-25T08:30:00+07:00'>
    <script type='application/ld+json'>{\"headline\":\"Có cấu trúc\"}</script>
    <style>p::before{content:'trước đoạn'}</style>
    <h1>Tin xã hôm nay</h1><p class=sapo>Lời dẫn của tin</p>
    <p>Một đoạn văn, <a href='/b' title='tên nối'>đường nối</a>.</p>
    <script>var a = 'chuỗi có chữ';</script><!-- lời ghi -->
    <noscript>khi tắt mã</noscript><template>trong khuôn</template>
    <iframe srcdoc='trong khung'></iframe><svg><text>chữ hình</text></svg>
    <div hidden>phần ẩn</div>";

#[test]
fn the_printed_page_keeps_its_names() {
    let url = CanonicalUrl::parse("https://xa.example/tin/").unwrap();
    let page = extract(
        &Input {
            bytes: PAGE.as_bytes(),
            url: Some(&url),
            content_type: None,
        },
        &Limits::default(),
    );
    let page: Value = serde_json::from_str(&serde_json::to_string(&page).unwrap()).unwrap();
    let text = |place: &str| {
        page.pointer(place)
            .and_then(Value::as_str)
            .unwrap()
            .to_owned()
    };
    for (place, expected) in [
        ("/url", "https://xa.example/tin/"),
        ("/title", "Tin xã hôm nay"),
        ("/published", "2026-11-25T08:30:00+07:00"),
        ("/lang", "vi"),
        ("/encoding", "UTF-8"),
        ("/lead", "Lời dẫn của tin"),
        ("/links/0/target", "https://xa.example/b"),
        ("/links/0/text", "đường nối"),
        ("/links/0/rel", ""),
        ("/links/0/visibility", "visible"),
        ("/links/0/region", "main"),
    ] {
        assert_eq!(text(place), expected, "{place}");
    }
    assert!(text("/main").contains("Một đoạn văn, đường nối."));
    assert!(page["defects"].as_array().unwrap().is_empty());
    let runs = page["runs"].as_array().unwrap();
    for origin in Origin::ALL {
        assert!(
            runs.iter().any(|run| run["origin"] == origin.as_str()),
            "{origin}"
        );
    }
    assert!(runs.iter().all(|run| run["text"].is_string()
        && run["region"].is_string()
        && run["visibility"].is_string()));
    assert!(runs.iter().any(|run| run["href"] == "https://xa.example/b"));
    assert!(runs.iter().any(|run| run["visibility"] == "hidden"));
}
