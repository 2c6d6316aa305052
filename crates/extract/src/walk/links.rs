//! Everything that leads to another address.

use std::rc::Rc;

use haidang_model::Link;

use super::{Frame, Walker};
use crate::{dom::Element, line::fold_space, targets::refresh_target};

impl Walker<'_> {
    /// Records the links of an element; returns the one that text inside it
    /// belongs to, with its target.
    pub(super) fn links_of(
        &mut self,
        tag: &str,
        element: &Element,
        frame: &Frame,
    ) -> Option<(usize, Rc<str>)> {
        let attribute = |name: &str| element.attribute(name);
        let rel = || {
            attribute("rel")
                .map(|rel| fold_space(rel).to_lowercase())
                .unwrap_or_default()
        };
        let (written, rel) = match tag {
            // `wbr` stands for a tag that was flattened.
            "a" | "area" | "wbr" => {
                let written = attribute("href").or_else(|| {
                    element
                        .attributes
                        .iter()
                        .find(|attribute| &*attribute.name.local == "xlink:href")
                        .map(|attribute| &*attribute.value)
                });
                (written, rel())
            }
            "link" => {
                let rel = rel();
                let says = |word: &str| rel.split(' ').any(|part| part == word);
                let kind = attribute("type").unwrap_or_default();
                let name = if says("canonical") {
                    "canonical"
                } else if says("alternate") && (kind.contains("rss") || kind.contains("atom")) {
                    "feed"
                } else if says("alternate") && !says("stylesheet") {
                    "alternate"
                } else {
                    return None;
                };
                (attribute("href"), name.to_owned())
            }
            "iframe" | "frame" | "embed" => (attribute("src"), "frame".to_owned()),
            "object" => (attribute("data"), "frame".to_owned()),
            "form" => (attribute("action"), "form".to_owned()),
            "button" | "input" => (attribute("formaction"), "form".to_owned()),
            "meta"
                if attribute("http-equiv")
                    .is_some_and(|name| name.trim().eq_ignore_ascii_case("refresh")) =>
            {
                (
                    attribute("content").and_then(refresh_target),
                    "refresh".to_owned(),
                )
            }
            _ => return None,
        };
        let target = self.targets.resolve(written?)?;
        if self.page.links.len() >= self.limits.links_max {
            self.dropped_links += 1;
            return None;
        }
        let href: Rc<str> = target.as_str().into();
        self.page.links.push(Link {
            target,
            text: String::new(),
            rel,
            visibility: frame.label.visibility,
            region: frame.label.region,
        });
        matches!(tag, "a").then(|| (self.page.links.len() - 1, href))
    }
}
