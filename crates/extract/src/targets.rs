//! Resolving what `href` and its kin say.

use haidang_model::CanonicalUrl;
use url::Url;

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
}
