use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use vitext::Span;

use crate::{CanonicalUrl, Fingerprint, HiddenBy, Host, Origin, Region, Signals, Visibility, Zone};

/// What names a page for good: its address, or its place in an import.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PageKey {
    /// A page of the web.
    Url(CanonicalUrl),
    /// A row of an imported file: `import:<file stem>/<row id>`.
    Import(Box<str>),
}

impl PageKey {
    /// Names a row of an imported file.
    pub fn import(file_stem: &str, row_id: &str) -> PageKey {
        PageKey::Import(format!("{file_stem}/{row_id}").into())
    }
}

impl fmt::Display for PageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PageKey::Url(url) => url.fmt(f),
            PageKey::Import(place) => write!(f, "import:{place}"),
        }
    }
}

impl FromStr for PageKey {
    type Err = crate::InvalidUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix("import:") {
            Some(place) => Ok(PageKey::Import(place.into())),
            None => CanonicalUrl::parse(text).map(PageKey::Url),
        }
    }
}

impl TryFrom<String> for PageKey {
    type Error = crate::InvalidUrl;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PageKey> for String {
    fn from(key: PageKey) -> String {
        key.to_string()
    }
}

/// One labelled piece of text of a page. Hits point into `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextRun {
    /// Where in the source it stood.
    pub origin: Origin,
    /// In which part of the page.
    pub region: Region,
    /// Whether a reader sees it.
    pub visibility: Visibility,
    /// What keeps it from readers, when something does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden_by: Option<HiddenBy>,
    /// The text, character references resolved; white space as found.
    pub text: String,
    /// The target, for the text of a link, resolved and as written in the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// Whether this run continues the line of the run before it (`<b>` inside
    /// a word or a sentence), so that a word or a phrase may cross the seam.
    /// False at every block boundary and at every change of origin that a
    /// reader would not read on across.
    #[serde(default)]
    pub joined: bool,
}

impl TextRun {
    /// Returns the derived zone.
    pub fn zone(&self) -> Zone {
        Zone::derive(self.origin, self.region, self.visibility)
    }
}

/// A link of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The target, resolved against `<base>`; not yet canonical, may have any scheme.
    pub target: String,
    /// The text of the link, white space folded.
    pub text: String,
    /// The `rel` of the link, lower case, words separated by one space. Links
    /// that are not `<a>`/`<area>` have `canonical`, `alternate` (followed by
    /// the `hreflang`, if there is one: `alternate hreflang=vi`), `feed`,
    /// `next`, `prev` and the like, `refresh`, `frame`, `form`, `ping`, and
    /// `script` for addresses that a script goes to or writes.
    pub rel: String,
    /// Whether a reader sees it.
    pub visibility: Visibility,
    /// In which part of the page it stood.
    pub region: Region,
}

/// A host that the text of a page writes, linked or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenHost {
    /// The host, in punycode.
    pub host: Host,
    /// The place in [`Page::runs`] of the run that writes it.
    pub run: usize,
    /// Where it stands, in bytes of that run's text, without scheme and path.
    pub span: Span,
    /// It is written so that no program finds it: `a[.]com`, `a chấm com`.
    pub defanged: bool,
}

/// A fault of a page that reading it came upon; the page is kept all the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Defect {
    /// A stable name: `truncated_depth`, `truncated_attributes`,
    /// `truncated_bytes`, `timeout`, `panic`, `bad_encoding`, `empty`,
    /// `hidden_main` (the main text is hidden until a script shows it), …
    pub code: String,
    /// What was met, for people.
    pub detail: String,
}

/// An extracted page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The address the content came from; absent for imported text.
    pub url: Option<CanonicalUrl>,
    /// The title as a reader sees it; empty when there is none.
    pub title: String,
    /// When the page says it was published: RFC 3339, with the page's own
    /// offset, or a date alone.
    pub published: Option<String>,
    /// The language of the content: `vi`, `en`, … or `und`.
    pub lang: String,
    /// The name of the encoding that was decoded, by the Encoding Standard.
    pub encoding: String,
    /// The lead (sapo); empty when there is none.
    pub lead: String,
    /// The main text, paragraphs separated by line feeds.
    pub main: String,
    /// Every piece of text, in the order of the source.
    pub runs: Vec<TextRun>,
    /// Every link, in the order of the source.
    pub links: Vec<Link>,
    /// What the site calls itself: `og:site_name`, else `application-name`,
    /// else the name in JSON-LD of the `WebSite`, of an `Organization` or of
    /// the publisher; empty when the page says none of these.
    #[serde(default)]
    pub site_name: String,
    /// The address that the page names as its own: `<link rel=canonical>`,
    /// else `og:url`, resolved, as written.
    #[serde(default)]
    pub canonical: Option<String>,
    /// Hosts written in the text of any run, in the order of the runs.
    #[serde(default)]
    pub hosts: Vec<WrittenHost>,
    /// What the shape of the page says.
    #[serde(default)]
    pub signals: Signals,
    /// What `<meta name="robots">` said: the page is not to be indexed.
    #[serde(default)]
    pub noindex: bool,
    /// The links of the page are not to be followed.
    #[serde(default)]
    pub nofollow: bool,
    /// What the main text is nearly the same as; absent when it is too short
    /// to say, and in pages stored before there were any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_print: Option<Fingerprint>,
    /// The same of the page around the main text; absent when there is too
    /// little of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template_print: Option<Fingerprint>,
    /// Faults met on the way.
    pub defects: Vec<Defect>,
}

impl Page {
    /// Builds the page of a plain text: one visible run of main text.
    pub fn from_text(url: Option<CanonicalUrl>, text: &str) -> Page {
        Page {
            url,
            lang: "und".into(),
            encoding: "UTF-8".into(),
            main: text.to_owned(),
            runs: vec![TextRun {
                origin: Origin::Text,
                region: Region::Main,
                visibility: Visibility::Visible,
                hidden_by: None,
                text: text.to_owned(),
                href: None,
                joined: false,
            }],
            ..Page::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stored_before_there_were_signals_are_read() {
        let stored = r#"{"url":"https://xa.example/","title":"Tin","published":null,
            "lang":"vi","encoding":"UTF-8","lead":"","main":"Tin xã","links":[],"defects":[],
            "runs":[{"origin":"text","region":"main","visibility":"visible","text":"Tin xã"}]}"#;
        let page: Page = serde_json::from_str(stored).unwrap();
        assert_eq!((page.site_name.as_str(), page.canonical), ("", None));
        assert!(page.hosts.is_empty() && page.signals == Signals::default());
    }
}
