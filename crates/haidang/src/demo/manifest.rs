use std::str::FromStr;

use anyhow::{Context, ensure};
use haidang_model::{CanonicalUrl, Category, Host};
use serde::Deserialize;

use super::{files, render};

const MANIFEST: &str = include_str!("../../demo/manifest.toml");

/// What it takes to find the harm of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Terms as they are written.
    Exact,
    /// Terms with the tone elsewhere, or i for y.
    Tone,
    /// Terms without their marks.
    Folded,
    /// Text that a reader does not see.
    Hidden,
    /// A certain place: the text of a link, an attribute, the title.
    Zone,
    /// A host of a host list.
    ListedHost,
    /// Disguised words.
    Disguise,
    /// The shorthand of chats.
    Teencode,
    /// Text in the old TCVN3 encoding, which no page declares.
    Tcvn3,
    /// A host that looks like another one.
    LookalikeHost,
    /// The signs of a doorway page: a link farm of glued words.
    Doorway,
}

impl Need {
    /// Tells whether the program can do this already. Each work that brings
    /// one more turns the pages that need it round.
    pub fn is_met(self) -> bool {
        match self {
            Need::Exact
            | Need::Tone
            | Need::Folded
            | Need::Hidden
            | Need::Zone
            | Need::Disguise
            | Need::Teencode
            | Need::Tcvn3
            | Need::Doorway => true,
            // No list that comes with the program may hold invented names.
            Need::ListedHost | Need::LookalikeHost => false,
        }
    }
}

/// A site of the invented web: one host.
#[derive(Clone, Debug)]
pub struct DemoSite {
    /// The host.
    pub host: Host,
    /// Its name, for people.
    pub name: String,
    /// Its robots.txt.
    pub robots: String,
    /// Its pages; the first is the front page, `/`.
    pub pages: Vec<DemoPage>,
}

/// A page of the invented web.
#[derive(Clone, Debug)]
pub struct DemoPage {
    /// Its address.
    pub url: CanonicalUrl,
    /// The value of its `Content-Type`.
    pub content_type: &'static str,
    /// Its bytes.
    pub body: Vec<u8>,
    /// The harm it does, if any.
    pub harm: Option<Category>,
    /// What it takes to find that harm: all of these. Empty for harmless pages.
    pub needs: Vec<Need>,
    /// Whether robots.txt closes it.
    pub closed: bool,
}

impl DemoPage {
    /// Tells whether the page must be flagged today: it is harmful, open, and
    /// needs nothing that is not met.
    pub fn must_be_flagged(&self) -> bool {
        self.harm.is_some() && !self.closed && self.needs.iter().all(|need| need.is_met())
    }

    /// Tells whether the page must not be flagged today: its harm takes
    /// something that is not there yet. Of harmless pages nothing is promised:
    /// a report that quotes an offer may well be looked at by a person.
    pub fn must_not_be_flagged_yet(&self) -> bool {
        self.closed || self.needs.iter().any(|need| !need.is_met())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    version: u32,
    site: Vec<SiteRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteRow {
    host: String,
    name: String,
    folder: String,
    #[serde(default)]
    disallow: Vec<String>,
    page: Vec<PageRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageRow {
    path: String,
    file: String,
    harm: Option<String>,
    #[serde(default)]
    needs: Vec<Need>,
}

/// Returns the sites of the invented web.
///
/// # Errors
/// When the manifest or a page it names is not in order.
pub fn sites() -> anyhow::Result<Vec<DemoSite>> {
    let manifest: Manifest = toml::from_str(MANIFEST).context("demo/manifest.toml")?;
    ensure!(
        manifest.version == 1,
        "demo/manifest.toml has version {}, this program reads 1",
        manifest.version
    );
    manifest
        .site
        .iter()
        .map(|row| site(row).with_context(|| format!("demo site `{}`", row.host)))
        .collect()
}

fn site(row: &SiteRow) -> anyhow::Result<DemoSite> {
    let host = Host::parse(&row.host)?;
    ensure!(
        host.as_str().ends_with(".example"),
        "a host of the demo ends in `.example`"
    );
    let layout = files::text(&row.folder, "_layout.html")?;
    let pages: Vec<DemoPage> = row
        .page
        .iter()
        .map(|page| read_page(row, page, layout).with_context(|| format!("page `{}`", page.file)))
        .collect::<anyhow::Result<_>>()?;
    ensure!(
        row.page.first().is_some_and(|page| page.path == "/"),
        "the first page of a site is its front page"
    );
    Ok(DemoSite {
        robots: render::robots(&host, &row.disallow),
        host,
        name: row.name.clone(),
        pages,
    })
}

fn read_page(site: &SiteRow, row: &PageRow, layout: &str) -> anyhow::Result<DemoPage> {
    let url = CanonicalUrl::parse(&format!("http://{}{}", site.host, row.path))?;
    let harm = row.harm.as_deref().map(Category::from_str).transpose()?;
    ensure!(
        harm.is_some() != row.needs.is_empty(),
        "a harmful page says what it takes to find it, any other does not"
    );
    // A page in an old encoding is kept as its bytes, and like its models says
    // nothing of the encoding anywhere.
    let (content_type, body) = if row.file.ends_with(".tcvn3") {
        ("text/html", files::bytes(&site.folder, &row.file)?.to_vec())
    } else {
        let source = files::text(&site.folder, &row.file)?;
        let html = render::page(layout, &site.name, source)?;
        ("text/html; charset=utf-8", html.into_bytes())
    };
    Ok(DemoPage {
        url,
        content_type,
        body,
        harm,
        needs: row.needs.clone(),
        closed: site.disallow.iter().any(|path| row.path.starts_with(path)),
    })
}
