use haidang_model::{CanonicalUrl, Page};

use crate::Limits;

/// What came from the web: bytes and what the server said of them.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The body, content encodings (gzip…) undone.
    pub bytes: &'a [u8],
    /// The address it came from; targets of links are resolved against it.
    pub url: Option<&'a CanonicalUrl>,
    /// The whole `Content-Type` header, if there was one.
    pub content_type: Option<&'a str>,
}

/// Reads a page. Never fails and never panics: what is wrong with the page is
/// listed in [`Page::defects`].
pub fn extract(input: &Input<'_>, limits: &Limits) -> Page {
    extract_html(&String::from_utf8_lossy(input.bytes), input.url, limits)
}

/// Reads a page of HTML that is decoded already.
pub fn extract_html(html: &str, url: Option<&CanonicalUrl>, limits: &Limits) -> Page {
    let _ = limits;
    Page::from_text(url.cloned(), html)
}
