//! Everything that leads to another address.

use std::rc::Rc;

use haidang_model::{Link, Visibility};

use super::{Frame, InnerPage, Walker};
use crate::{
    dom::Element,
    line::fold_space,
    targets::{html_of_data, refresh_target},
};

impl Walker<'_> {
    /// Records the links of an element; returns the one that text inside it
    /// belongs to, with its target if that text is an anchor.
    pub(super) fn links_of(
        &mut self,
        tag: &str,
        element: &Element,
        frame: &Frame,
    ) -> Option<(usize, Option<Rc<str>>)> {
        if let Some(beacons) = element.attribute("ping")
            && matches!(tag, "a" | "area")
        {
            for beacon in beacons.split_ascii_whitespace().take(PINGS_MAX) {
                self.link(beacon, "ping".to_owned(), frame);
            }
        }
        let (written, rel) = written_link(tag, element)?;
        if let Some(html) = html_of_data(written) {
            // Frames show it in place; anywhere else it waits for a click, and
            // browsers of today refuse that.
            let visibility = match tag {
                "iframe" | "frame" | "embed" | "object" => self.shown_in_frame(frame),
                _ => Visibility::Unknown,
            };
            self.frames.push(InnerPage {
                html,
                region: frame.label.region,
                visibility,
                hidden_by: frame.label.hidden_by(),
            });
        }
        let link = self.link(written, rel, frame)?;
        let target = self.page.links.get_mut(link)?;
        match tag {
            "a" => {
                let href = target.target.as_str().into();
                Some((link, Some(href)))
            }
            "button" => Some((link, None)),
            // Elements that stand alone are named by an attribute.
            "area" | "input" => {
                let name = element.attribute("alt").or(element.attribute("value"));
                target.text.push_str(name.unwrap_or_default());
                None
            }
            _ => None,
        }
    }

    /// Records the addresses that a script goes to.
    pub(super) fn script_links(&mut self, targets: &[String], frame: &Frame) {
        for target in targets {
            if let Some(link) = self.link(target, "script".to_owned(), frame)
                && let Some(link) = self.page.links.get_mut(link)
            {
                // Whether and when the script runs is not known.
                link.visibility = match link.visibility {
                    Visibility::Hidden => Visibility::Hidden,
                    _ => Visibility::Unknown,
                };
            }
        }
    }

    /// Records one link; returns its place unless it leads nowhere or the page
    /// has too many.
    fn link(&mut self, written: &str, rel: String, frame: &Frame) -> Option<usize> {
        let target = self.targets.resolve(written)?;
        if self.page.links.len() >= self.limits.links_max {
            self.dropped_links += 1;
            return None;
        }
        self.page.links.push(Link {
            target,
            text: String::new(),
            rel,
            visibility: frame.label.visibility,
            region: frame.label.region,
        });
        Some(self.page.links.len() - 1)
    }

    /// How a document is seen that a frame shows: the frame itself is of
    /// unknown visibility only to what stands between its tags.
    pub(super) fn shown_in_frame(&self, frame: &Frame) -> Visibility {
        match frame.label.visibility {
            Visibility::Unknown => self.top().label.visibility,
            own => own,
        }
    }
}

/// What an element says it leads to, and the `rel` of that.
fn written_link<'e>(tag: &str, element: &'e Element) -> Option<(&'e str, String)> {
    let attribute = |name: &str| element.attribute(name);
    let rel = || {
        attribute("rel")
            .map(|rel| fold_space(rel).to_lowercase())
            .unwrap_or_default()
    };
    let (written, rel) = match tag {
        // `wbr` stands for a tag that was flattened; a form or an object is
        // known by its attribute.
        "wbr" if attribute("action").or(attribute("formaction")).is_some() => (
            attribute("action").or(attribute("formaction")),
            "form".to_owned(),
        ),
        "wbr" if attribute("data").is_some() => (attribute("data"), "frame".to_owned()),
        "a" | "area" | "wbr" => {
            let written = attribute("href").or_else(|| attribute("xlink:href"));
            (written, rel())
        }
        "link" => {
            let rel = rel();
            let says = |word: &str| rel.split(' ').any(|part| part == word);
            let kind = attribute("type").unwrap_or_default();
            let name = if says("canonical") {
                "canonical".to_owned()
            } else if says("alternate") && (kind.contains("rss") || kind.contains("atom")) {
                "feed".to_owned()
            } else if says("alternate") && !says("stylesheet") {
                match attribute("hreflang").map(str::trim) {
                    Some(language) if is_language_tag(language) => {
                        format!("alternate hreflang={}", language.to_ascii_lowercase())
                    }
                    _ => "alternate".to_owned(),
                }
            } else {
                // What leads on to pages of the same kind. The rest (icons,
                // style sheets, writers) leads to no page.
                let word = PAGE_RELS.iter().find(|word| says(word))?;
                (*word).to_owned()
            };
            (attribute("href"), name)
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
    Some((written?, rel))
}

/// Tells whether a `hreflang` is a language tag (or `x-default`): letters,
/// digits and hyphens (RFC 5646, section 2.1), 35 at most.
fn is_language_tag(text: &str) -> bool {
    (1..=35).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// `rel` words of a `<link>` that lead to another page.
const PAGE_RELS: [&str; 8] = [
    "next",
    "prev",
    "previous",
    "first",
    "last",
    "amphtml",
    "shortlink",
    "index",
];

/// Addresses of one `ping` that are kept.
const PINGS_MAX: usize = 16;
