//! Sitemaps (sitemaps.org) and feeds: lists of addresses, pure.

use std::io::Read;

use flate2::read::MultiGzDecoder;
use haidang_model::CanonicalUrl;
use quick_xml::{Reader, events::Event};

use crate::fetch::sniff_xml;

/// Addresses of one sitemap (sitemaps.org).
const ADDRESSES_MAX: usize = 50_000;
/// Bytes of one sitemap after decompression (sitemaps.org).
const BYTES_MAX: u64 = 50 << 20;
/// Elements inside each other; a sitemap has three, a feed a few more.
const DEPTH_MAX: usize = 64;
/// Bytes of one address as written, white space around it included.
const TEXT_BYTES_MAX: usize = 16 << 10;

/// What kind of list a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// A sitemap: pages.
    Urlset,
    /// A sitemap index: further sitemaps.
    Index,
    /// RSS or Atom: pages.
    Feed,
    /// A text file with one address a line.
    Lines,
}

impl ListKind {
    /// Returns the English name for records.
    pub fn as_str(self) -> &'static str {
        match self {
            ListKind::Urlset | ListKind::Lines => "sitemap",
            ListKind::Index => "sitemap index",
            ListKind::Feed => "feed",
        }
    }
}

/// The addresses of a sitemap or a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressList {
    /// What it is.
    pub kind: ListKind,
    /// The addresses, resolved, in order, repeats left in.
    pub addresses: Vec<CanonicalUrl>,
    /// Entries that are no address.
    pub invalid: u64,
    /// Whether it ended early: broken, or over a ceiling.
    pub cut: bool,
}

/// Reads a sitemap, a sitemap index, RSS, Atom or RDF, gzip-compressed or not,
/// and lines of addresses where the path of `url` speaks of a sitemap. `None`
/// when it is something else.
pub fn read_list(body: &[u8], url: &CanonicalUrl) -> Option<AddressList> {
    if body.starts_with(b"\x1F\x8B") {
        let mut plain = Vec::new();
        let read = MultiGzDecoder::new(body)
            .take(BYTES_MAX)
            .read_to_end(&mut plain);
        // A broken end does not unsay what came before.
        let mut list = read_plain(&plain, url)?;
        list.cut |= read.is_err() || plain.len() as u64 == BYTES_MAX;
        return Some(list);
    }
    read_plain(body, url)
}

fn read_plain(body: &[u8], url: &CanonicalUrl) -> Option<AddressList> {
    let most = usize::try_from(BYTES_MAX).unwrap_or(usize::MAX);
    let body = body.get(..most).unwrap_or(body);
    if sniff_xml(body) {
        read_xml(&String::from_utf8_lossy(body), url)
    } else if url.to_url().path().to_ascii_lowercase().contains("sitemap") {
        read_lines(body)
    } else {
        None
    }
}

/// Reads a text sitemap: one address a line and nothing else. `None` when it
/// is something else, such as a page about sitemaps.
fn read_lines(body: &[u8]) -> Option<AddressList> {
    let text = std::str::from_utf8(body).ok()?;
    let mut list = AddressList {
        kind: ListKind::Lines,
        addresses: Vec::new(),
        invalid: 0,
        cut: false,
    };
    for line in text.trim_start_matches('\u{feff}').lines() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if line.contains(char::is_whitespace) {
            return None;
        }
        if list.addresses.len() >= ADDRESSES_MAX {
            list.cut = true;
            break;
        }
        match CanonicalUrl::parse(line) {
            Ok(address) => list.addresses.push(address),
            Err(_) => list.invalid += 1,
        }
    }
    (list.addresses.len() as u64 >= list.invalid.max(1)).then_some(list)
}

fn read_xml(text: &str, url: &CanonicalUrl) -> Option<AddressList> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    // Sitemaps in the wild are written by hand and by broken programs.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut list: Option<AddressList> = None;
    let mut path: Vec<String> = Vec::new();
    let mut address = String::new();
    let mut cut = false;
    loop {
        let Ok(event) = reader.read_event() else {
            // An end tag that is cut off still ends its text.
            if let (Some(list), [.., parent, name]) = (&mut list, path.as_slice())
                && holds_address(list.kind, parent, name)
                && !address.is_empty()
            {
                add(list, &address, url);
            }
            cut = true;
            break;
        };
        match event {
            Event::Eof => break,
            Event::Start(start) => {
                let name = local(start.local_name().as_ref());
                note_root(&mut list, &name);
                if path.len() >= DEPTH_MAX {
                    cut = true;
                    break;
                }
                link_of_atom(&mut list, &path, &name, &start, url);
                path.push(name);
                address.clear();
            }
            Event::Empty(start) => {
                let name = local(start.local_name().as_ref());
                note_root(&mut list, &name);
                link_of_atom(&mut list, &path, &name, &start, url);
            }
            Event::Text(piece) => push(&mut address, &piece),
            Event::CData(piece) => push(&mut address, &piece),
            Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(character)) => Some(character),
                    _ => match &*reference {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => None,
                    },
                };
                if let Some(character) = resolved {
                    push(&mut address, character.encode_utf8(&mut [0; 4]));
                }
            }
            Event::End(_) => {
                let name = path.pop();
                if let Some(list) = &mut list
                    && let (Some(name), Some(parent)) = (name, path.last())
                    && holds_address(list.kind, parent, &name)
                {
                    add(list, &address, url);
                }
                address.clear();
            }
            _ => {}
        }
        if list
            .as_ref()
            .is_some_and(|list| list.addresses.len() >= ADDRESSES_MAX)
        {
            cut = true;
            break;
        }
    }
    let mut list = list?;
    list.cut |= cut;
    Some(list)
}

fn note_root(list: &mut Option<AddressList>, name: &str) {
    let kind = match name {
        "urlset" => ListKind::Urlset,
        "sitemapindex" => ListKind::Index,
        "rss" | "feed" | "rdf" => ListKind::Feed,
        _ => return,
    };
    list.get_or_insert(AddressList {
        kind,
        addresses: Vec::new(),
        invalid: 0,
        cut: false,
    });
}

/// Tells whether the text of an element is an address of a page. `image:loc`
/// and `video:…` lie inside elements of their own and are none.
fn holds_address(kind: ListKind, parent: &str, name: &str) -> bool {
    match kind {
        ListKind::Urlset => (parent, name) == ("url", "loc"),
        ListKind::Index => (parent, name) == ("sitemap", "loc"),
        ListKind::Feed => matches!((parent, name), ("item" | "channel", "link")),
        ListKind::Lines => false,
    }
}

/// Takes the target of an Atom `<link href>` that leads to a page.
fn link_of_atom(
    list: &mut Option<AddressList>,
    path: &[String],
    name: &str,
    start: &quick_xml::events::BytesStart<'_>,
    url: &CanonicalUrl,
) {
    let Some(list) = list else { return };
    if list.kind != ListKind::Feed
        || name != "link"
        || !matches!(path.last().map(String::as_str), Some("entry" | "feed"))
    {
        return;
    }
    let value = |key: &str| {
        start
            .attributes()
            .flatten()
            .find(|attribute| attribute.key.as_ref() == key)
            .map(|attribute| unescape(&attribute.value))
    };
    if value("rel").is_none_or(|rel| rel == "alternate")
        && let Some(href) = value("href")
    {
        add(list, &href, url);
    }
}

fn unescape(text: &str) -> String {
    quick_xml::escape::unescape(text).map_or_else(|_| text.to_owned(), |text| text.into_owned())
}

fn add(list: &mut AddressList, address: &str, url: &CanonicalUrl) {
    match url.join(address.trim()) {
        Ok(address) if !address.as_str().is_empty() => list.addresses.push(address),
        _ => list.invalid += 1,
    }
}

fn push(address: &mut String, piece: &str) {
    if address.len() + piece.len() <= TEXT_BYTES_MAX {
        address.push_str(piece);
    }
}

fn local(name: &str) -> String {
    name.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url() -> CanonicalUrl {
        CanonicalUrl::parse("https://bao.vn/sitemap.xml").unwrap()
    }

    fn read(text: &str) -> (ListKind, Vec<String>, bool) {
        let list = read_list(text.as_bytes(), &url()).unwrap();
        (
            list.kind,
            list.addresses.iter().map(ToString::to_string).collect(),
            list.cut,
        )
    }

    #[test]
    fn lists_are_read_as_found_in_the_wild() {
        let one = |address: &str| vec![address.to_owned()];
        for (text, kind, addresses, cut) in [
            (
                "<?xml version='1.0'?><urlset xmlns='x'><url><loc> https://bao.vn/a?b=1&amp;c=2\n</loc><image:image><image:loc>https://bao.vn/i.jpg</image:loc></image:image></url></urlset>",
                ListKind::Urlset,
                one("https://bao.vn/a?b=1&c=2"),
                false,
            ),
            (
                "<urlset><url><loc><![CDATA[https://bao.vn/a]]></loc></url><url><loc>javascript:x</loc></url>",
                ListKind::Urlset,
                one("https://bao.vn/a"),
                false,
            ),
            (
                "<urlset><url><loc>https://bao.vn/a</loc></url><url><loc>https://bao.vn/b",
                ListKind::Urlset,
                one("https://bao.vn/a"),
                false,
            ),
            (
                "<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>",
                ListKind::Index,
                one("https://bao.vn/s1.xml"),
                false,
            ),
            (
                "<rss><channel><item><title>t</title><link>https://bao.vn/t</link><guid>https://bao.vn/g</guid></item></channel></rss>",
                ListKind::Feed,
                one("https://bao.vn/t"),
                false,
            ),
            (
                "<feed><entry><link rel='self' href='/x'/><link href='/t&amp;'/></entry></feed>",
                ListKind::Feed,
                one("https://bao.vn/t&"),
                false,
            ),
        ] {
            assert_eq!(read(text), (kind, addresses, cut), "{text}");
        }
        assert!(read_list(b"<svg></svg>", &url()).is_none());
    }

    #[test]
    fn ceilings_end_a_list() {
        let many: String = (0..ADDRESSES_MAX + 5)
            .map(|n| format!("<url><loc>https://bao.vn/{n}</loc></url>"))
            .collect();
        let (_, addresses, cut) = read(&format!("<urlset>{many}</urlset>"));
        assert_eq!((addresses.len(), cut), (ADDRESSES_MAX, true));
        let deep = format!("<urlset>{}", "<a>".repeat(1_000_000));
        assert!(read(&deep).2);
    }

    #[test]
    fn compressed_lists_and_plain_lines_are_read() {
        use std::io::Write;
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), Default::default());
        writer
            .write_all(b"<urlset><url><loc>/a</loc></url></urlset>")
            .unwrap();
        let packed = writer.finish().unwrap();
        assert_eq!(read_list(&packed, &url()).unwrap().addresses.len(), 1);
        let short = packed.get(..packed.len() - 4).unwrap();
        let list = read_list(short, &url()).unwrap();
        assert!(list.cut && list.addresses.len() == 1);
        let lines = read_list(b"https://bao.vn/a\r\nhttps://bao.vn/b\n", &url()).unwrap();
        assert_eq!(lines.addresses.len(), 2);
        assert!(read_list("không phải".as_bytes(), &url()).is_none());
        assert!(read_list(b"", &url()).is_none());
        let page = CanonicalUrl::parse("https://bao.vn/a.txt").unwrap();
        assert!(read_list(b"https://bao.vn/a\n", &page).is_none());
    }
}
