//! What the site calls itself.

use crate::line::fold_space;

/// Characters of a name that are kept.
const CHARS_MAX: usize = 200;

/// Where a page names its site, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NameSource {
    /// `og:site_name`.
    OpenGraph,
    /// `<meta name=application-name>`.
    Application,
    /// JSON-LD of type `WebSite`.
    WebSite,
    /// JSON-LD of type `Organization` and its kinds.
    Organization,
    /// The `publisher` in JSON-LD.
    Publisher,
}

/// The name of the site, from the best source found so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SiteName {
    pub(crate) name: String,
    source: Option<NameSource>,
}

impl SiteName {
    /// Takes a name unless one of a source as good is there.
    pub(crate) fn offer(&mut self, source: NameSource, name: &str) {
        if self.source.is_some_and(|known| known <= source) {
            return;
        }
        let name: String = fold_space(name).chars().take(CHARS_MAX).collect();
        if !name.is_empty() {
            self.name = name;
            self.source = Some(source);
        }
    }

    /// Takes what another one found.
    pub(crate) fn merge(&mut self, other: SiteName) {
        if let Some(source) = other.source {
            self.offer(source, &other.name);
        }
    }
}
