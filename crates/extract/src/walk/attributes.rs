//! Text in attributes, in metadata, in scripts and styles.

use haidang_model::{Origin, Visibility};

use super::{Frame, InnerPage, LINK_TEXT_CHARS_MAX, NameSource, Walker};
use crate::{
    article::is_boilerplate,
    css::content_strings,
    date::{read_iso, read_vietnamese},
    dom::{Element, NodeId},
    json::json_strings,
    line::{Label, fold_space},
    script::{looks_like_text, script_strings, targets_in_html, without_tags},
    targets::{is_script, location_targets, written_text},
};

impl Walker<'_> {
    /// Attributes that carry text.
    pub(super) fn attributes(&mut self, tag: &str, element: &Element, frame: &Frame) {
        if tag == "meta" {
            self.meta(element);
            return;
        }
        let label = Label {
            origin: self.forced.unwrap_or(Origin::Attribute),
            href: None,
            ..frame.label.clone()
        };
        let scripts = Label {
            origin: self.forced.unwrap_or(Origin::Script),
            visibility: Visibility::Unknown,
            ..label.clone()
        };
        for attribute in &element.attributes {
            let name: &str = &attribute.name.local;
            let value: &str = &attribute.value;
            match name {
                "alt"
                | "title"
                | "aria-label"
                | "aria-description"
                | "aria-placeholder"
                | "aria-valuetext"
                | "aria-roledescription"
                | "placeholder"
                | "value"
                | "content"
                | "label"
                | "summary"
                | "abbr"
                | "download"
                | "standby"
                | "prompt" => {
                    if !value.chars().any(char::is_alphanumeric) {
                        continue;
                    }
                    self.line.add_beside(value, &label);
                    if name == "alt"
                        && let Some(link) = frame.link
                        && let Some(link) = self.page.links.get_mut(link)
                        && link.text.len() < 4 * LINK_TEXT_CHARS_MAX
                    {
                        link.text.push(' ');
                        link.text.push_str(value);
                    }
                }
                "srcdoc" => {
                    self.frames.push(InnerPage {
                        html: value.to_owned(),
                        region: label.region,
                        visibility: self.shown_in_frame(frame),
                        hidden_by: frame.label.hidden_by(),
                    });
                }
                "style" => {
                    for text in content_strings(value) {
                        self.line.add_beside(&text, &label);
                    }
                }
                "href" | "src" | "action" | "formaction" | "xlink:href" if is_script(value) => {
                    self.script_text(value, &scripts, frame);
                }
                // Files of pictures, films and code are named by machines.
                "src" if matches!(tag, "img" | "source" | "video" | "audio" | "script") => {}
                "href" | "src" | "action" | "formaction" | "xlink:href" | "cite" => {
                    for text in written_text(value) {
                        self.line.add_beside(&text, &label);
                    }
                }
                "class" | "id" | "rel" | "type" | "name" | "lang" | "for" | "role" | "width"
                | "height" | "target" | "srcset" | "sizes" | "d" | "points" | "viewbox" => {}
                _ if name.starts_with("on") => self.script_text(value, &scripts, frame),
                // `data-title="…"` and whatever else a script may show.
                _ if looks_like_text(value) => {
                    let text = without_tags(value);
                    self.line.add_beside(&text, &label);
                }
                _ => {}
            }
        }
    }

    fn meta(&mut self, element: &Element) {
        let Some(content) = element.attribute("content") else {
            return;
        };
        let name = ["property", "name", "itemprop"]
            .into_iter()
            .find_map(|name| element.attribute(name))
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        match name.as_str() {
            "robots" | "googlebot" => {
                let content = content.to_ascii_lowercase();
                let says = |word: &str| content.split([',', ' ']).any(|part| part == word);
                self.page.noindex |= says("noindex") || says("none");
                self.page.nofollow |= says("nofollow") || says("none");
                return;
            }
            "viewport" | "theme-color" | "format-detection" | "referrer" | "color-scheme" => return,
            "article:published_time" | "og:article:published_time" => {
                self.published.offer(0, read_date(content));
            }
            "datepublished" | "pubdate" | "publishdate" | "article:published" => {
                self.published.offer(1, read_date(content));
            }
            "date"
            | "dc.date"
            | "dc.date.issued"
            | "dcterms.created"
            | "dcterms.date"
            | "datecreated"
            | "cxenseparse:recs:publishtime" => {
                self.published.offer(3, read_date(content));
            }
            "og:site_name" => self.site_name.offer(NameSource::OpenGraph, content),
            "application-name" => self.site_name.offer(NameSource::Application, content),
            "og:url" if self.og_url.is_none() => self.og_url = Some(content.to_owned()),
            "og:title" => self.og_title = fold_space(content),
            "description" => self.description = fold_space(content),
            "og:description" if self.description.is_empty() => {
                self.description = fold_space(content);
            }
            _ => {}
        }
        if element.attribute("http-equiv").is_some() {
            return;
        }
        let looks_like_address = content.starts_with("http://") || content.starts_with("https://");
        if content.chars().any(char::is_alphabetic) && !looks_like_address {
            let label = self.beside(Origin::Meta, Visibility::Unknown);
            self.line.add_beside(content, &label);
        }
    }

    /// Takes the strings of a script, and the addresses it goes to.
    fn script_text(&mut self, source: &str, label: &Label, frame: &Frame) {
        let strings = script_strings(source);
        for text in strings.texts {
            self.line.add_beside(&text, label);
        }
        self.script_links(&strings.targets, frame);
    }

    fn script(&mut self, id: NodeId, element: &Element, frame: &Frame) {
        let source = self.dom.child_text(id);
        let kind = element
            .attribute("type")
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        if kind.ends_with("ld+json") {
            let label = self.beside(Origin::JsonLd, Visibility::Unknown);
            let found = json_strings(&source);
            self.published.offer(2, found.date_published);
            self.site_name.merge(found.site_name);
            for text in found.strings {
                self.line.add_beside(&text, &label);
            }
            return;
        }
        self.leaves(&source);
        let label = self.beside(Origin::Script, Visibility::Unknown);
        if kind.contains("html") || kind.contains("template") || kind.contains("handlebars") {
            self.line.add_beside(&without_tags(&source), &label);
            let mut targets = Vec::new();
            targets_in_html(&source, &mut targets);
            self.script_links(&targets, frame);
            return;
        }
        self.script_text(&source, &label, frame);
    }

    /// Keeps the addresses that a script sends the reader to.
    fn leaves(&mut self, source: &str) {
        /// The first say enough.
        const LEAVES_MAX: usize = 8;
        let room = LEAVES_MAX.saturating_sub(self.leaves_for.len());
        let targets = location_targets(source).filter_map(|written| self.targets.resolve(written));
        self.leaves_for.extend(targets.take(room));
    }

    /// Elements whose content is no text of the page, or that say something
    /// of it; returns whether the content is passed over.
    pub(super) fn special(
        &mut self,
        tag: &str,
        id: NodeId,
        element: &Element,
        frame: &Frame,
    ) -> bool {
        match tag {
            "script" => {
                self.script(id, element, frame);
                true
            }
            "style" => {
                let label = self.beside(Origin::Css, Visibility::Unknown);
                for text in content_strings(&self.dom.child_text(id)) {
                    self.line.add_beside(&text, &label);
                }
                true
            }
            "title" if element.is_html() && !frame.in_svg && self.title_tag.is_empty() => {
                self.title_tag = fold_space(&self.dom.child_text(id));
                false
            }
            "h1" if self.first_heading.is_none()
                && frame.label.visibility != Visibility::Hidden =>
            {
                self.first_heading = Some(fold_space(&self.dom.text_of(id)));
                false
            }
            "time" => {
                if let Some(time) = element.attribute("datetime") {
                    let rank = if is_boilerplate(frame.label.region) {
                        6
                    } else {
                        4
                    };
                    self.published.offer(rank, read_iso(time));
                }
                false
            }
            "iframe" | "noembed" | "noframes" => {
                let text = without_tags(&self.dom.child_text(id));
                let mut label = frame.label.clone();
                label.keeps_space = false;
                self.line.add(&text, &label);
                true
            }
            _ => false,
        }
    }
}

fn read_date(content: &str) -> Option<String> {
    read_iso(content).or_else(|| read_vietnamese(content))
}
