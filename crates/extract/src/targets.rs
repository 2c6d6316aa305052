//! Resolving what `href` and its kin say.

use haidang_model::CanonicalUrl;
use url::Url;

use crate::{decode::decode, parse::split_at_char, script::looks_like_text};

/// Bytes of a target that are kept; longer ones (pictures as `data:`) say
/// nothing about whom a page points to.
const TARGET_BYTES_MAX: usize = 8 << 10;

/// The address that targets are resolved against.
pub(crate) struct Targets {
    base: Option<Url>,
}

impl Targets {
    /// Takes the page's address and the `href` of its first `<base>`.
    pub(crate) fn new(url: Option<&CanonicalUrl>, base: Option<&str>) -> Targets {
        let page = url.map(CanonicalUrl::to_url);
        let base = base.and_then(|base| {
            let base = base.trim();
            match &page {
                Some(page) => page.join(base).ok(),
                None => Url::parse(base).ok(),
            }
        });
        // A base that pages of this kind cannot have is no base.
        let base = base.filter(|base| matches!(base.scheme(), "http" | "https"));
        Targets {
            base: base.or(page),
        }
    }

    /// Resolves a target; `None` for what leads nowhere (empty, a fragment
    /// alone, a script).
    pub(crate) fn resolve(&self, written: &str) -> Option<String> {
        let written = written.trim();
        if written.is_empty() || written.starts_with('#') || is_script(written) {
            return None;
        }
        if written.len() > TARGET_BYTES_MAX {
            return None;
        }
        match &self.base {
            Some(base) => base.join(written).ok().map(String::from),
            None => Some(
                Url::parse(written)
                    .map_or_else(|_| written.replace(['\t', '\n', '\r'], ""), String::from),
            ),
        }
    }
}

/// Tells whether a target is a `javascript:` address.
pub(crate) fn is_script(written: &str) -> bool {
    written
        .trim_start()
        .get(..11)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript:"))
}

/// Returns the target of `<meta http-equiv=refresh content="0; url=…">`.
pub(crate) fn refresh_target(content: &str) -> Option<&str> {
    let (_, rest) = content.split_once([';', ','])?;
    let rest = rest.trim_start();
    let rest = match rest.get(..3) {
        Some(name) if name.eq_ignore_ascii_case("url") => {
            rest.get(3..)?.trim_start().strip_prefix('=')?.trim_start()
        }
        _ => rest,
    };
    let rest = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest.get(1..)?.split(quote).next()?,
        _ => rest,
    };
    (!rest.trim().is_empty()).then(|| rest.trim())
}

/// Bytes of a target in which text is looked for.
const WRITTEN_BYTES_MAX: usize = 4 << 10;

/// Pieces of text of one target that are kept.
const WRITTEN_MAX: usize = 16;

/// Returns the text that a target carries in its path, its query and its
/// fragment: escapes undone, `+` a space, each part for itself. Words in plain
/// ASCII with hyphens are the name of a page and not its text.
pub(crate) fn written_text(written: &str) -> Vec<String> {
    let bytes = written.as_bytes();
    // Nearly all targets end here.
    if bytes.is_ascii() && memchr::memchr2(b'%', b'+', bytes).is_none() {
        return Vec::new();
    }
    let (written, _) = split_at_char(written.trim(), WRITTEN_BYTES_MAX);
    let path = match written.split_once(':') {
        Some((scheme, rest)) if !scheme.contains(['/', '?', '#', '%']) => {
            if scheme.eq_ignore_ascii_case("data") {
                return Vec::new();
            }
            match rest.strip_prefix("//") {
                Some(rest) => rest
                    .split_once(['/', '?', '#'])
                    .map_or("", |(_, path)| path),
                // Whom a letter goes to is a person's matter; what it says is not.
                None => rest.split_once('?').map_or("", |(_, query)| query),
            }
        }
        _ => written,
    };
    path.split(['/', '?', '&', '=', '#', ';'])
        .filter(|part| !part.is_ascii() || part.contains(['%', '+']))
        .filter_map(|part| {
            let part = part.replace('+', " ");
            let text = String::from_utf8(percent_decoded(part.as_bytes())).ok()?;
            (looks_like_text(&text) && !text.contains('\u{fffd}')).then_some(text)
        })
        .take(WRITTEN_MAX)
        .collect()
}

/// Undoes `%XX` (URL standard, "percent-decode").
fn percent_decoded(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte == b'%'
            && let (Some(high), Some(low)) = (digit(bytes.get(at + 1)), digit(bytes.get(at + 2)))
            && let Ok(byte) = u8::try_from(high * 16 + low)
        {
            out.push(byte);
            at += 3;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    out
}

/// Returns the document in a `data:text/html` target (RFC 2397).
pub(crate) fn html_of_data(written: &str) -> Option<String> {
    let written = written.trim_start();
    let (scheme, rest) = written.split_at_checked("data:".len())?;
    if !scheme.eq_ignore_ascii_case("data:") {
        return None;
    }
    let (kind, body) = rest.split_once(',')?;
    let kind = kind.trim().to_ascii_lowercase();
    if !(kind.starts_with("text/html") || kind.starts_with("application/xhtml+xml")) {
        return None;
    }
    let body = percent_decoded(body.as_bytes());
    let body = if kind.ends_with("base64") {
        base64_decoded(&body)
    } else {
        body
    };
    Some(decode(&body, Some(&kind)).text.into_owned())
}

/// Undoes base64 (RFC 4648, section 4) up to the first byte that is none;
/// white space is passed over.
fn base64_decoded(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3 + 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ if byte.is_ascii_whitespace() => continue,
            _ => break,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xff) as u8);
        }
    }
    out
}

/// Returns the absolute addresses that a script sets `location` to: by
/// `location = "…"`, `location.href = "…"`, `.replace("…")`, `.assign("…")`.
/// Addresses that are put together from pieces are not found.
pub(crate) fn location_targets(source: &str) -> impl Iterator<Item = &str> {
    let places = memchr::memmem::find_iter(source.as_bytes(), b"location");
    places.filter_map(|at| {
        let rest = source.get(at + "location".len()..)?;
        let call = [".replace", ".assign"]
            .iter()
            .find_map(|call| rest.strip_prefix(call));
        let rest = match call {
            Some(rest) => rest.trim_start().strip_prefix('(')?,
            None => {
                let rest = rest.strip_prefix(".href").unwrap_or(rest).trim_start();
                rest.strip_prefix('=')?
            }
        };
        let rest = rest.trim_start();
        let quote = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\'' | '`'))?;
        let target = rest.get(1..)?;
        let is_absolute = ["http://", "https://", "//"]
            .iter()
            .any(|start| target.starts_with(start));
        let end = target
            .bytes()
            .take(TARGET_BYTES_MAX)
            .position(|byte| byte == quote as u8)?;
        is_absolute.then(|| target.get(..end)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_follow_the_base() {
        let page = CanonicalUrl::parse("https://xa.example/tin/1.html").unwrap();
        for (base, written, target) in [
            (None, " /a b ", Some("https://xa.example/a%20b")),
            (None, "b\n.html", Some("https://xa.example/tin/b.html")),
            (
                Some("/goc/"),
                "b.html",
                Some("https://xa.example/goc/b.html"),
            ),
            (
                Some("javascript:x"),
                "b.html",
                Some("https://xa.example/tin/b.html"),
            ),
            (None, "#x", None),
            (None, "JavaScript:alert(1)", None),
            (None, "", None),
            (None, "mailto:a@b.example", Some("mailto:a@b.example")),
            (None, "//khac.example", Some("https://khac.example/")),
        ] {
            let targets = Targets::new(Some(&page), base);
            assert_eq!(targets.resolve(written).as_deref(), target, "{written}");
        }
        assert_eq!(
            Targets::new(None, None).resolve("a.html").as_deref(),
            Some("a.html")
        );
    }

    #[test]
    fn refresh_in_its_spellings() {
        for (content, target) in [
            ("0; url=http://a.example/", Some("http://a.example/")),
            ("5;URL='/b'", Some("/b")),
            ("0;/c", Some("/c")),
            ("5", None),
            ("5; url=", None),
        ] {
            assert_eq!(refresh_target(content), target, "{content}");
        }
    }

    #[test]
    fn text_in_targets_is_found() {
        for (written, texts) in [
            ("/tin/bai-1.html?id=5&p=2", vec![]),
            (
                "/t%C3%ACm?q=%C4%91%C3%A1nh+b%E1%BA%A1c&p=1",
                vec!["tìm", "đánh bạc"],
            ),
            ("https://a.example/đánh-bạc/online", vec!["đánh-bạc"]),
            ("https://đố.example/", vec![]),
            ("?q=danh%20bac%20online#a%2Fb", vec!["danh bac online"]),
            ("?q=%e1%ba", vec![]),
            ("?q=1+2&x=100%", vec![]),
            (
                "mailto:ng%C6%B0%E1%BB%9Di@a.example?subject=l%C3%B4%20%C4%91%E1%BB%81",
                vec!["lô đề"],
            ),
            ("data:image/png;base64,ab+cd+ef", vec![]),
        ] {
            assert_eq!(written_text(written), texts, "{written}");
        }
    }

    #[test]
    fn documents_in_targets_are_read() {
        for (written, html) in [
            ("data:text/html,<p>đ%C3%A1nh", Some("<p>đánh")),
            ("DATA:text/html;charset=utf-8,%3Cb%3Ex", Some("<b>x")),
            (
                "data:text/html;base64,PGI+xJHDoW5oPC9iPg==",
                Some("<b>đánh</b>"),
            ),
            ("data:text/html;base64,PGI%2BeA%3D%3D", Some("<b>x")),
            ("data:text/plain,x", None),
            ("data:image/png;base64,xxxx", None),
            ("data", None),
            ("https://a.example/", None),
        ] {
            assert_eq!(html_of_data(written).as_deref(), html, "{written}");
        }
    }

    #[test]
    fn scripts_that_lead_away() {
        for (source, target) in [
            ("location='https://a.example/'", Some("https://a.example/")),
            (
                "window.location.href = \"//a.example\";",
                Some("//a.example"),
            ),
            (
                "top.location.replace( `http://a.example/b` )",
                Some("http://a.example/b"),
            ),
            (
                "document.location.assign('http://a.example')",
                Some("http://a.example"),
            ),
            ("location == 'https://a.example/'", None),
            ("location.href = '/dang-nhap'", None),
            ("location.reload()", None),
            ("allocation = 5; location", None),
            ("location='https://a.example", None),
        ] {
            assert_eq!(location_targets(source).next(), target, "{source}");
        }
    }
}
