/// What an answer is, as far as reading it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// HTML or XHTML.
    Html,
    /// Plain text.
    Text,
    /// XML that may be a sitemap or a feed.
    Xml,
    /// gzip-compressed bytes that may be a sitemap.
    Gzip,
    /// Nothing that is read.
    Other,
    /// The server did not say; the first bytes tell.
    Missing,
}

/// First bytes that are looked at.
const SNIFF_BYTES: usize = 1_024;

impl Media {
    /// Sorts a media type, without parameters, in lower case.
    pub(super) fn of_type(media_type: Option<&str>, path: &str) -> Media {
        match media_type {
            None | Some("") => Media::Missing,
            Some("text/html" | "application/xhtml+xml") => Media::Html,
            Some("text/plain") => Media::Text,
            Some("text/xml" | "application/xml" | "application/x-xml") => Media::Xml,
            Some(kind) if kind.ends_with("+xml") && !kind.starts_with("image/") => Media::Xml,
            Some(
                "application/gzip"
                | "application/x-gzip"
                | "application/x-gunzip"
                | "application/gzipped"
                | "application/gzip-compressed"
                | "gzip/document",
            ) => Media::Gzip,
            // What many servers call a `sitemap.xml.gz`.
            Some("application/octet-stream") if path.ends_with(".xml.gz") => Media::Gzip,
            Some(_) => Media::Other,
        }
    }

    /// Looks at the first bytes where the type was missing or too wide: a
    /// missing type is guessed, XML with an `<html>` root is a page, a sitemap
    /// sent as HTML is XML, text with zero bytes is none.
    pub(super) fn sniffed(self, body: &[u8]) -> Media {
        let head = body.get(..SNIFF_BYTES).unwrap_or(body);
        let lower = head.to_ascii_lowercase();
        let has = |needle: &[u8]| memchr::memmem::find(&lower, needle).is_some();
        let sitemap = [
            b"<urlset".as_slice(),
            b":urlset",
            b"<sitemapindex",
            b":sitemapindex",
        ]
        .iter()
        .any(|needle| has(needle));
        match self {
            Media::Missing if body.starts_with(b"\x1F\x8B") => Media::Gzip,
            Media::Missing if binary(body) => Media::Other,
            Media::Missing if sitemap => Media::Xml,
            Media::Missing if has(b"<?xml") && !has(b"<html") => Media::Xml,
            Media::Missing
                if has(b"<html")
                    || has(b"<!doctype")
                    || has(b"<head")
                    || has(b"<body")
                    || has(b"<div")
                    || has(b"<p")
                    || has(b"<a ") =>
            {
                Media::Html
            }
            Media::Missing => Media::Text,
            Media::Xml if has(b"<html") => Media::Html,
            Media::Html if sitemap && !has(b"<html") => Media::Xml,
            Media::Text if binary(body) => Media::Other,
            media => media,
        }
    }
}

/// Tells whether bytes are no text: signatures of other formats, or zero bytes
/// without a UTF-16 byte order mark.
fn binary(body: &[u8]) -> bool {
    let head = body.get(..SNIFF_BYTES).unwrap_or(body);
    let utf16 = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
    let signed = [
        b"%PDF-".as_slice(),
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"PK\x03\x04",
        b"\x7FELF",
        b"Rar!",
        b"OggS",
    ]
    .iter()
    .any(|signature| head.starts_with(signature));
    signed || (head.contains(&0) && !utf16)
}

/// Tells whether bytes are a sitemap or a feed, by their first element.
pub(crate) fn sniff_xml(body: &[u8]) -> bool {
    let head = body.get(..SNIFF_BYTES).unwrap_or(body).to_ascii_lowercase();
    [
        b"<urlset".as_slice(),
        // Namespaces may have a prefix: `<sit:urlset xmlns:sit=…>`.
        b":urlset",
        b"<sitemapindex",
        b":sitemapindex",
        b"<rss",
        b"<feed",
        b"<rdf:rdf",
    ]
    .iter()
    .any(|needle| memchr::memmem::find(&head, needle).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_as_servers_mean_them() {
        for (kind, path, body, expected) in [
            (Some("text/html"), "/", "<p>", Media::Html),
            (Some("application/xhtml+xml"), "/", "<html>", Media::Html),
            (Some("text/plain"), "/", "chữ", Media::Text),
            (Some("text/plain"), "/", "a\0b", Media::Other),
            (Some("text/plain"), "/", "%PDF-1.7", Media::Other),
            (Some("image/png"), "/", "<html>", Media::Other),
            (Some("image/svg+xml"), "/", "<svg>", Media::Other),
            (Some("application/pdf"), "/", "", Media::Other),
            (Some("text/xml"), "/", "<?xml?><html xmlns=''>", Media::Html),
            (
                Some("text/html"),
                "/sitemap.xml",
                "<?xml?><urlset>",
                Media::Xml,
            ),
            (Some("application/rss+xml"), "/", "<rss>", Media::Xml),
            (Some("application/x-gzip"), "/", "", Media::Gzip),
            (
                Some("application/octet-stream"),
                "/s.xml.gz",
                "",
                Media::Gzip,
            ),
            (Some("application/octet-stream"), "/s.exe", "", Media::Other),
            (None, "/", "<!DOCTYPE html>", Media::Html),
            (None, "/", "  xin chào", Media::Text),
            (None, "/", "<?xml version='1.0'?><rss>", Media::Xml),
            (None, "/", "\u{7f}ELF", Media::Other),
            (None, "/", "", Media::Text),
        ] {
            let found = Media::of_type(kind, path).sniffed(body.as_bytes());
            assert_eq!(found, expected, "{kind:?} {path} {body}");
        }
    }
}
