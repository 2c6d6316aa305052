//! What must hold of any page whatever.

// Tests stop at the first surprise, and say loudly what they left out.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::path::Path;

use haidang_extract::{Input, Limits, extract, extract_html};
use haidang_model::Page;
use proptest::prelude::*;

/// Holds of every page.
fn check(page: &Page) {
    assert!(page.runs.iter().all(|run| !run.text.trim().is_empty()));
    assert!(page.runs.first().is_none_or(|run| !run.joined));
    assert!(page.links.iter().all(|link| !link.target.is_empty()));
    assert!(matches!(page.lang.as_str(), "vi" | "en" | "und"));
    assert!(!page.encoding.is_empty());
    assert!(page.defects.iter().all(|defect| defect.code != "panic"));
    assert_eq!(
        page.runs.is_empty(),
        page.defects.iter().any(|d| d.code == "empty")
    );
}

fn read(bytes: &[u8], content_type: Option<&str>) -> Page {
    let page = extract(
        &Input {
            bytes,
            url: None,
            content_type,
        },
        &Limits::default(),
    );
    check(&page);
    page
}

/// Tags, text and half of both.
fn piece() -> impl Strategy<Value = String> {
    let tags = proptest::sample::select(vec![
        "a", "b", "p", "div", "table", "tr", "td", "select", "option", "svg", "math", "title",
        "template", "script", "style", "noscript", "iframe", "h1", "li", "form", "details", "body",
        "html", "head", "frameset", "br", "wbr", "meta", "base", "textarea", "article",
    ]);
    let attributes = proptest::sample::select(vec![
        "",
        " href=/x",
        " style='display:none'",
        " class=an",
        " hidden",
        " srcdoc='<p>y'",
        " content='đánh bạc'",
        " title=\"<b>\"",
        " style=color:#fff;background:#FFF",
        " a=",
        " onclick=\"x('cá độ')\"",
        " type=application/ld+json",
        " name=robots content=none",
    ]);
    prop_oneof![
        (tags.clone(), attributes).prop_map(|(tag, attributes)| format!("<{tag}{attributes}>")),
        tags.prop_map(|tag| format!("</{tag}>")),
        "[ a-zđàạ'\"<>&;{}/\\\\:=!-]{0,12}",
        Just(".an{display:none}".to_owned()),
        Just("{\"a\":[\"lô đề\"]}".to_owned()),
        Just("\0\r\n\t".to_owned()),
    ]
}

proptest! {
    #[test]
    fn any_bytes_give_a_page(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read(&bytes, None);
        read(&bytes, Some("text/plain"));
    }

    #[test]
    fn any_tag_soup_gives_a_page(pieces in proptest::collection::vec(piece(), 0..60)) {
        let html = pieces.concat();
        let page = extract_html(&html, None, &Limits::default());
        check(&page);
        // The same page always reads the same.
        prop_assert_eq!(&page, &extract_html(&html, None, &Limits::default()));
        // Tight ceilings cut, and never break.
        let tight = Limits {
            bytes_max: 200, depth_max: 3, attributes_max: 1, nodes_max: 10,
            text_bytes_max: 30, links_max: 1, runs_max: 3, style_rules_max: 1,
            style_steps_max: 5, cpu_ms_max: 5_000,
        };
        let page = extract_html(&html, None, &tight);
        prop_assert!(page.runs.len() <= 3 && page.links.len() <= 1);
    }

    /// Every text stands in exactly one run, whatever tags are around it.
    #[test]
    fn every_text_is_in_one_run(pieces in proptest::collection::vec(piece(), 0..30)) {
        let mut html = String::new();
        for (n, piece) in pieces.iter().enumerate() {
            // Only tags: a loose quote or comment may swallow what follows.
            let is_tag = piece.starts_with('<') && piece.ends_with('>') && !piece.ends_with("a=>");
            let takes_all = ["script", "style", "title", "textarea", "iframe", "frameset", "noscript", "svg", "math", "template", "select", "option"]
                .iter()
                .any(|tag| piece.trim_start_matches(['<', '/']).starts_with(tag));
            if is_tag && !takes_all {
                html.push_str(piece);
            }
            html.push_str(&format!("mk{n}x "));
        }
        let page = extract_html(&html, None, &Limits::default());
        for n in 0..pieces.len() {
            let marker = format!("mk{n}x");
            let count: usize = page.runs.iter().map(|run| run.text.matches(&marker).count()).sum();
            prop_assert_eq!(count, 1, "{} in {:?} of {}", marker, page.runs, html);
        }
    }
}

/// A sample of real pages, if they are at hand.
#[test]
fn real_pages_give_pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/html");
    let mut read_pages = 0;
    for tree in ["debian-docs-vi", "lo-help-vi", "ms-docs-vi", "phap-luat-vi"] {
        let archive = folder.join(format!("{tree}.tar.zst"));
        if !archive.exists() {
            eprintln!("skipped: no {}", archive.display());
            continue;
        }
        let bytes = std::fs::read(&archive).unwrap();
        let tar = zstd::decode_all(bytes.as_slice()).unwrap();
        for (name, content) in tar_files(&tar).step_by(37) {
            if name.ends_with(".html") {
                let page = read(content, None);
                assert!(!page.title.is_empty() || !page.main.is_empty(), "{name}");
                read_pages += 1;
            }
        }
    }
    eprintln!("{read_pages} pages");
}

/// The plain files of a tar archive (POSIX ustar: 512-byte headers, name in
/// the first 100 bytes, size in octal at 124, kind at 156).
fn tar_files(tar: &[u8]) -> impl Iterator<Item = (String, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let header = tar.get(at..at + 512)?;
            let text = |range: std::ops::Range<usize>| {
                String::from_utf8_lossy(&header[range])
                    .trim_matches(['\0', ' '])
                    .to_owned()
            };
            let size = usize::from_str_radix(&text(124..136), 8).ok()?;
            let content = tar.get(at + 512..at + 512 + size)?;
            at += 512 + size.div_ceil(512) * 512;
            if matches!(header[156], b'0' | 0) {
                return Some((text(0..100), content));
            }
        }
    })
}
