use std::collections::HashSet;

use haidang_model::{CanonicalUrl, Page, Timestamp, Visibility};
use haidang_store::{FrontierEntry, NewEntry};

use crate::Source;

/// Links of one page that are looked at.
const LINKS_MAX: usize = 10_000;
/// Bytes of an address above which it is a trap rather than a page.
const ADDRESS_BYTES_MAX: usize = 1_024;
/// Path segments of an address.
const SEGMENTS_MAX: usize = 24;
/// How often one path segment may come: `/a/b/a/b/a/b/` is what a relative
/// link to a missing page makes.
const SEGMENT_REPEATS_MAX: usize = 3;
/// Parameters of a query.
const PARAMETERS_MAX: usize = 12;

/// `rel` words of links that lead to no page, or to one that the page does not
/// want followed.
const RELS_LEFT_OUT: &[&str] = &[
    "nofollow",
    "frame",
    "form",
    "ping",
    "stylesheet",
    "icon",
    "apple-touch-icon",
    "mask-icon",
    "manifest",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "pingback",
    "edituri",
    "wlwmanifest",
];

/// Name endings of files that hold no text of a page. Images are not fetched
/// by decision (DESIGN §1); asking for the rest would only cost the site.
const ENDINGS_LEFT_OUT: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "webp", "avif", "bmp", "svg", "ico", "tif", "tiff", "mp3", "m4a",
    "ogg", "wav", "mp4", "m4v", "webm", "avi", "mov", "wmv", "flv", "mkv", "css", "js", "mjs",
    "map", "woff", "woff2", "ttf", "otf", "eot",
];

/// Returns the addresses of a page that are to be crawled: within scope,
/// within depth, no traps, `nofollow` respected, each once.
///
/// Links are expected to be resolved against `<base>` already, as
/// `extract` does. The first 10,000 are looked at.
pub fn discover(
    source: &Source,
    entry: &FrontierEntry,
    page_url: &CanonicalUrl,
    page: &Page,
    now: Timestamp,
) -> Vec<NewEntry> {
    let depth = entry.depth.saturating_add(1);
    if page.nofollow || depth > source.depth_max {
        return Vec::new();
    }
    let links = page
        .links
        .iter()
        .filter(|link| {
            !link
                .rel
                .split_ascii_whitespace()
                .any(|rel| RELS_LEFT_OUT.contains(&rel))
        })
        // The refresh of a `<noscript>` (the one refresh whose visibility is not
        // known) leads to the notice "please switch on JavaScript".
        .filter(|link| link.rel != "refresh" || link.visibility != Visibility::Unknown)
        .filter_map(|link| page_url.join(&link.target).ok())
        .take(LINKS_MAX);
    let known = [&entry.url, page_url];
    collect(source, links, &known, depth, now).0
}

/// What became of a list of addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LeftOut {
    /// Addresses out of scope.
    pub(crate) out_of_scope: u64,
    /// The host of the first of them.
    pub(crate) host: Option<String>,
    /// Addresses that look like traps or lead to no page.
    pub(crate) traps: u64,
}

/// Keeps the addresses that are to be crawled.
pub(crate) fn collect(
    source: &Source,
    addresses: impl IntoIterator<Item = CanonicalUrl>,
    known: &[&CanonicalUrl],
    depth: u32,
    now: Timestamp,
) -> (Vec<NewEntry>, LeftOut) {
    let mut seen: HashSet<CanonicalUrl> = known.iter().map(|url| (*url).clone()).collect();
    let mut entries = Vec::new();
    let mut left_out = LeftOut::default();
    for url in addresses {
        if seen.contains(&url) {
            continue;
        }
        if !source.admits(&url) {
            left_out.out_of_scope += 1;
            left_out
                .host
                .get_or_insert_with(|| url.host().as_str().to_owned());
            continue;
        }
        if is_trap(&url) {
            left_out.traps += 1;
            continue;
        }
        seen.insert(url.clone());
        entries.push(NewEntry {
            url,
            source: source.id.clone(),
            depth,
            due: now,
        });
    }
    (entries, left_out)
}

/// Tells whether an address looks endless or leads to no page.
fn is_trap(url: &CanonicalUrl) -> bool {
    if url.as_str().len() > ADDRESS_BYTES_MAX {
        return true;
    }
    let parsed = url.to_url();
    let segments: Vec<&str> = parsed
        .path_segments()
        .into_iter()
        .flatten()
        .filter(|segment| !segment.is_empty())
        .collect();
    let repeats = |segment: &str| segments.iter().filter(|other| **other == segment).count();
    let parameters = parsed
        .query()
        .map_or(0, |query| query.split(['&', ';']).count());
    let ending = segments
        .last()
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, ending)| ending.to_ascii_lowercase());
    segments.len() > SEGMENTS_MAX
        || segments
            .iter()
            .any(|segment| repeats(segment) > SEGMENT_REPEATS_MAX)
        || parameters > PARAMETERS_MAX
        || ending.is_some_and(|ending| ENDINGS_LEFT_OUT.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use haidang_model::{FrontierId, Link, Region};

    use super::*;
    use crate::AdHoc;

    fn url(text: &str) -> CanonicalUrl {
        CanonicalUrl::parse(text).unwrap()
    }

    fn found(links: &[(&str, &str)], depth: u32, nofollow: bool) -> Vec<String> {
        let here = url("https://www.bao.vn/tin/a");
        let source = Source {
            depth_max: 3,
            ..Source::ad_hoc(&[url("https://bao.vn/")], &AdHoc::default(), Timestamp(0)).unwrap()
        };
        let entry = FrontierEntry {
            id: FrontierId(1),
            url: here.clone(),
            source: source.id.clone(),
            depth,
            due: Timestamp(0),
            failures: 0,
            etag: None,
            last_modified: None,
        };
        let page = Page {
            nofollow,
            links: links
                .iter()
                .map(|(target, rel)| Link {
                    target: (*target).to_owned(),
                    text: String::new(),
                    rel: (*rel).to_owned(),
                    // As `extract` tells of what stands in a `<noscript>`.
                    visibility: match *target {
                        "/bat-javascript" => Visibility::Unknown,
                        _ => Visibility::Visible,
                    },
                    region: Region::Main,
                })
                .collect(),
            ..Page::default()
        };
        discover(&source, &entry, &here, &page, Timestamp(7))
            .into_iter()
            .map(|entry| {
                assert_eq!((entry.depth, entry.due), (depth + 1, Timestamp(7)));
                entry.url.to_string()
            })
            .collect()
    }

    #[test]
    fn links_in_scope_are_followed_once() {
        let links = [
            ("https://bao.vn/1", ""),
            ("/1", "next"),
            ("https://bao.vn/1#x", ""),
            ("b", "canonical"),
            ("https://khac.vn/", ""),
            ("/khong", "ugc nofollow"),
            ("/khung", "frame"),
            ("/anh.JPG", ""),
            ("/tep.pdf", ""),
            ("mailto:a@bao.vn", ""),
            ("a", ""),
            ("#", ""),
            ("/chuyen", "refresh"),
            ("/bat-javascript", "refresh"),
        ];
        let expected = [
            "https://bao.vn/1",
            "https://www.bao.vn/1",
            "https://www.bao.vn/tin/b",
            "https://www.bao.vn/tep.pdf",
            "https://www.bao.vn/chuyen",
        ];
        assert_eq!(found(&links, 0, false), expected);
        assert!(found(&links, 0, true).is_empty(), "nofollow");
        assert_eq!(found(&links, 2, false).len(), 5);
        assert!(found(&links, 3, false).is_empty(), "depth");
    }

    #[test]
    fn traps_are_left_out() {
        let long = format!("/{}", "a".repeat(1_100));
        let many = format!("/?{}", "a=1&".repeat(13));
        for (trap, kept) in [
            ("/a/b/a/b/a/b/a/", "/a/b/a/b/a/b/"),
            (long.as_str(), "/aaaa"),
            (many.as_str(), "/?a=1&a=1"),
        ] {
            assert!(found(&[(trap, "")], 0, false).is_empty(), "{trap}");
            assert_eq!(found(&[(kept, "")], 0, false).len(), 1, "{kept}");
        }
    }
}
