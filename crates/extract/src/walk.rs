//! The one walk over a page: runs, links, and what the head says.

use std::rc::Rc;

use haidang_model::{CanonicalUrl, Defect, Link, Origin, Page, Region, TextRun, Visibility};

use crate::{
    Limits,
    article::is_boilerplate,
    css::content_strings,
    date::{read_iso, read_vietnamese},
    defect::defect,
    dom::{DOCUMENT, Dom, Element, NodeData, NodeId, Step},
    guard::NOSCRIPT,
    json::json_strings,
    line::{Label, Line, fold_space},
    script::{looks_like_text, script_strings, without_tags},
    survey::Survey,
    targets::{Targets, is_script, refresh_target},
};

/// Characters of a link's text that are kept.
const LINK_TEXT_CHARS_MAX: usize = 1_000;

/// A line of the main text that is links for more than this is a list of
/// other articles.
const LINK_SHARE_MAX: f64 = 0.7;

/// A page with this many times as much text in lists of links as outside is a
/// list: then they are its main text.
const LISTS_TO_TEXT: usize = 4;

/// What the walk gathered, beside the page itself.
pub(crate) struct Gathered {
    pub(crate) page: Page,
    /// `srcdoc` documents to be read in turn.
    pub(crate) frames: Vec<String>,
}

/// The date of the page, the best source found so far.
#[derive(Default)]
struct Published {
    /// Smaller is better.
    rank: u8,
    date: Option<String>,
}

impl Published {
    fn offer(&mut self, rank: u8, date: Option<String>) {
        if let Some(date) = date
            && (self.date.is_none() || rank < self.rank)
        {
            self.rank = rank;
            self.date = Some(date);
        }
    }
}

/// What holds for what stands in an element.
#[derive(Clone)]
struct Frame {
    id: NodeId,
    label: Label,
    /// Place in `Page::links` of the link around.
    link: Option<usize>,
    is_block: bool,
    in_head: bool,
    in_svg: bool,
}

struct Walker<'a> {
    dom: &'a Dom,
    survey: &'a Survey,
    limits: &'a Limits,
    main: Option<NodeId>,
    targets: Targets,
    /// Set for a `srcdoc` document: all its text has this origin.
    forced: Option<Origin>,
    page: Page,
    frames: Vec<String>,
    line: Line,
    stack: Vec<Frame>,
    text_bytes: usize,
    dropped_runs: usize,
    dropped_links: usize,
    published: Published,
    title_tag: String,
    og_title: String,
    first_heading: Option<String>,
    description: String,
    lead_open: bool,
    /// The main text with its lists of links.
    with_lists: String,
}

/// Goes over the tree and gathers everything that is text or target. `main`
/// is the element that holds the main text; without one the whole page does.
pub(crate) fn walk(
    dom: &Dom,
    survey: &Survey,
    main: Option<NodeId>,
    url: Option<&CanonicalUrl>,
    forced: Option<Origin>,
    limits: &Limits,
) -> Gathered {
    let mut walker = Walker {
        dom,
        survey,
        limits,
        main,
        targets: Targets::new(url, survey.base.as_deref()),
        forced,
        page: Page {
            url: url.cloned(),
            ..Page::default()
        },
        frames: Vec::new(),
        line: Line::default(),
        stack: Vec::new(),
        text_bytes: 0,
        dropped_runs: 0,
        dropped_links: 0,
        published: Published::default(),
        title_tag: String::new(),
        og_title: String::new(),
        first_heading: None,
        description: String::new(),
        lead_open: true,
        with_lists: String::new(),
    };
    walker.run();
    walker.finish()
}

impl Walker<'_> {
    fn run(&mut self) {
        let mut walk = self.dom.walk(DOCUMENT);
        let root = Label {
            origin: self.forced.unwrap_or(Origin::Text),
            region: if self.main.is_none() {
                Region::Main
            } else {
                Region::Other
            },
            visibility: Visibility::Visible,
            href: None,
            keeps_space: false,
        };
        self.stack.push(Frame {
            id: DOCUMENT,
            label: root,
            link: None,
            is_block: true,
            in_head: false,
            in_svg: false,
        });
        while let Some(step) = walk.next() {
            match step {
                Step::Enter(id) => match &self.dom.node(id).data {
                    NodeData::Document => {}
                    NodeData::Element(element) => {
                        if self.enter(id, element) {
                            walk.pass_over(id);
                        }
                    }
                    NodeData::Text(text) => self.text(text),
                    NodeData::Comment(text) => self.comment(text),
                },
                Step::Leave(id) => self.leave(id),
            }
        }
        self.flush();
    }

    fn top(&self) -> &Frame {
        // The frame of the document is never taken off.
        &self.stack[self.stack.len() - 1]
    }

    /// Begins an element; returns whether what is in it is passed over.
    fn enter(&mut self, id: NodeId, element: &Element) -> bool {
        let tag: &str = element.tag();
        let facts = self.survey.of(id);
        let outer = self.top();
        let mut frame = Frame {
            id,
            link: outer.link,
            is_block: facts.look.is_block,
            in_head: outer.in_head || tag == "head",
            in_svg: outer.in_svg || tag == "svg",
            label: Label {
                visibility: facts.look.visibility(),
                ..outer.label.clone()
            },
        };
        frame.label.region = self.region_in(id, frame.label.region);
        frame.label.origin = self.origin_in(element, &frame);
        if matches!(tag, "pre" | "textarea" | "listing" | "xmp") {
            frame.label.keeps_space = true;
        }
        if frame.is_block {
            self.flush();
        }
        if tag == "br" {
            self.line.add_break();
        }
        if let Some((link, href)) = self.links_of(tag, element, &frame) {
            frame.link = Some(link);
            frame.label.href = Some(href);
        }
        self.attributes(tag, element, &frame);
        let skip = self.special(tag, id, element, &frame);
        self.stack.push(frame);
        skip
    }

    fn leave(&mut self, id: NodeId) {
        if self.top().id != id || self.stack.len() == 1 {
            return;
        }
        if self.top().is_block {
            self.flush();
        }
        self.stack.pop();
    }

    /// The region inside an element, given the one outside.
    fn region_in(&self, id: NodeId, outer: Region) -> Region {
        if self.main == Some(id) {
            return Region::Main;
        }
        match self.survey.of(id).region {
            // The head and foot of an article belong to it.
            Some(Region::Header | Region::Footer)
                if outer == Region::Main && self.main.is_some() =>
            {
                outer
            }
            // Once among comments or in a menu, all there is of it.
            Some(_) if matches!(outer, Region::Comments | Region::Nav) => outer,
            Some(region) => region,
            None => outer,
        }
    }

    fn origin_in(&self, element: &Element, frame: &Frame) -> Origin {
        let outer = frame.label.origin;
        if let Some(forced) = self.forced {
            return forced;
        }
        let tag: &str = element.tag();
        if matches!(outer, Origin::Template | Origin::Noscript | Origin::Svg) {
            return outer;
        }
        match tag {
            "template" => Origin::Template,
            NOSCRIPT => Origin::Noscript,
            "svg" => Origin::Svg,
            "title" if element.is_html() => Origin::Title,
            "a" if element.attribute("href").is_some() => Origin::Anchor,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if outer != Origin::Anchor => Origin::Heading,
            _ => outer,
        }
    }

    fn text(&mut self, text: &str) {
        let frame = &self.stack[self.stack.len() - 1];
        self.line.add(text, &frame.label);
        if let Some(link) = frame.link
            && let Some(link) = self.page.links.get_mut(link)
            && link.text.len() < 4 * LINK_TEXT_CHARS_MAX
        {
            link.text.push_str(text);
        }
    }

    fn comment(&mut self, text: &str) {
        if !text.chars().any(char::is_alphabetic) {
            return;
        }
        let label = self.beside(Origin::Comment, Visibility::Unknown);
        self.line.add_beside(&without_tags(text), &label);
    }

    /// A label for what is not shown as it stands.
    fn beside(&self, origin: Origin, visibility: Visibility) -> Label {
        Label {
            origin: self.forced.unwrap_or(origin),
            visibility,
            href: None,
            ..self.top().label.clone()
        }
    }

    /// Elements whose content is no text of the page, or that say something
    /// of it; returns whether the content is passed over.
    fn special(&mut self, tag: &str, id: NodeId, element: &Element, frame: &Frame) -> bool {
        match tag {
            "script" => {
                self.script(id, element);
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

    fn script(&mut self, id: NodeId, element: &Element) {
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
            for text in found.strings {
                self.line.add_beside(&text, &label);
            }
            return;
        }
        let label = self.beside(Origin::Script, Visibility::Unknown);
        if kind.contains("html") || kind.contains("template") || kind.contains("handlebars") {
            self.line.add_beside(&without_tags(&source), &label);
            return;
        }
        for text in script_strings(&source) {
            self.line.add_beside(&text, &label);
        }
    }

    /// Attributes that carry text.
    fn attributes(&mut self, tag: &str, element: &Element, frame: &Frame) {
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
                "srcdoc" => self.frames.push(value.to_owned()),
                "style" => {
                    for text in content_strings(value) {
                        self.line.add_beside(&text, &label);
                    }
                }
                "href" | "src" | "action" | "formaction" | "xlink:href" if is_script(value) => {
                    for text in script_strings(value) {
                        self.line.add_beside(&text, &scripts);
                    }
                }
                "href" | "src" | "action" | "formaction" | "xlink:href" => {}
                "class" | "id" | "rel" | "type" | "name" | "lang" | "for" | "role" | "width"
                | "height" | "target" | "srcset" | "sizes" | "d" | "points" | "viewbox" => {}
                _ if name.starts_with("on") => {
                    for text in script_strings(value) {
                        self.line.add_beside(&text, &scripts);
                    }
                }
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

    /// Records the links of an element; returns the one that text inside it
    /// belongs to, with its target.
    fn links_of(
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

    /// Ends the line: its runs go to the page, its text to the main text.
    fn flush(&mut self) {
        if self.line.is_empty() {
            return;
        }
        self.read_line();
        for run in self.line.drain() {
            push_run(
                run,
                &mut self.page.runs,
                &mut self.text_bytes,
                self.limits,
                &mut self.dropped_runs,
            );
        }
    }

    /// Takes from a line what it says of the page: lead, main text, date.
    fn read_line(&mut self) {
        let Some(first) = self.line.seen().first() else {
            return;
        };
        let region = first.region;
        let origin = first.origin;
        if matches!(origin, Origin::Title) || self.top().in_head {
            return;
        }
        let reads = match first.visibility {
            Visibility::Visible | Visibility::Suspect | Visibility::Collapsed => true,
            Visibility::Unknown => self.survey.counts_unshown,
            Visibility::Hidden => false,
        };
        if !reads {
            return;
        }
        let text = self.line.seen_text();
        let text = tidy_line(&text);
        if text.is_empty() {
            return;
        }
        if self.published.date.is_none() && !is_boilerplate(region)
            || self.published.rank > 5 && self.published.date.is_some()
        {
            let rank = if is_boilerplate(region) { 7 } else { 5 };
            self.published.offer(rank, read_vietnamese(&text));
        }
        let is_lead = region == Region::Lead
            || self.page.lead.is_empty()
                && !is_boilerplate(region)
                && origin != Origin::Heading
                && self.is_described(&text);
        if is_lead && self.lead_open {
            if !self.page.lead.is_empty() {
                self.page.lead.push('\n');
            }
            self.page.lead.push_str(&text);
            self.line.set_region(Region::Lead);
            // Several blocks make one lead only inside one lead element.
            self.lead_open = region == Region::Lead;
            return;
        }
        if !self.page.lead.is_empty() {
            self.lead_open = false;
        }
        if region == Region::Main {
            self.with_lists.push_str(&text);
            self.with_lists.push('\n');
            if !self.is_link_list() {
                self.page.main.push_str(&text);
                self.page.main.push('\n');
            }
        }
    }

    /// Tells whether a line says what the page's description says: the lead
    /// of a page that does not mark it.
    fn is_described(&self, text: &str) -> bool {
        /// Fewer characters may agree by chance.
        const ALIKE_CHARS_MIN: usize = 40;
        let alike: usize = text
            .chars()
            .zip(self.description.chars())
            .take_while(|(a, b)| a == b)
            .count();
        alike >= ALIKE_CHARS_MIN && alike * 10 >= text.chars().count() * 6
    }

    fn is_link_list(&self) -> bool {
        let mut all = 0;
        let mut linked = 0;
        for run in self.line.seen() {
            all += run.text.len();
            if run.href.is_some() {
                linked += run.text.len();
            }
        }
        all > 0 && linked as f64 > LINK_SHARE_MAX * all as f64
    }

    fn finish(mut self) -> Gathered {
        let lead = self.page.lead.clone();
        let mut main = std::mem::take(&mut self.page.main);
        if main.len() * LISTS_TO_TEXT < self.with_lists.len() {
            main = std::mem::take(&mut self.with_lists);
        }
        main.truncate(main.trim_end().len());
        self.page.main = match (lead.is_empty(), main.is_empty()) {
            (true, _) => main,
            (false, true) => lead,
            (false, false) => format!("{lead}\n{main}"),
        };
        for link in &mut self.page.links {
            link.text = fold_space(&link.text)
                .chars()
                .take(LINK_TEXT_CHARS_MAX)
                .collect();
        }
        self.page.published = self.published.date.take();
        self.page.title = choose_title(
            &self.title_tag,
            &self.og_title,
            self.first_heading.as_deref().unwrap_or_default(),
        );
        let defects = self.defects();
        self.page.defects.extend(defects);
        Gathered {
            page: self.page,
            frames: self.frames,
        }
    }

    fn defects(&self) -> Vec<Defect> {
        let mut defects = Vec::new();
        if self.dropped_runs > 0 {
            defects.push(defect(
                "truncated_text",
                format!(
                    "{} runs beyond {} runs or {} bytes were left out",
                    self.dropped_runs, self.limits.runs_max, self.limits.text_bytes_max
                ),
            ));
        }
        if self.dropped_links > 0 {
            defects.push(defect(
                "truncated_links",
                format!(
                    "{} links beyond {} were left out",
                    self.dropped_links, self.limits.links_max
                ),
            ));
        }
        defects
    }
}

/// Adds a run unless the page is full.
pub(crate) fn push_run(
    run: TextRun,
    runs: &mut Vec<TextRun>,
    text_bytes: &mut usize,
    limits: &Limits,
    dropped: &mut usize,
) {
    if runs.len() >= limits.runs_max || *text_bytes + run.text.len() > limits.text_bytes_max {
        *dropped += 1;
        return;
    }
    *text_bytes += run.text.len();
    runs.push(run);
}

fn read_date(content: &str) -> Option<String> {
    read_iso(content).or_else(|| read_vietnamese(content))
}

/// Folds the white space of each line of a text; empty lines vanish.
fn tidy_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = fold_space(line);
        if line.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&line);
    }
    out
}

/// The title as a reader sees it: the `<title>` without the name of the site
/// behind it, when the heading or Open Graph tell where that begins.
fn choose_title(title_tag: &str, og_title: &str, heading: &str) -> String {
    /// Shorter ones are names of sections.
    const CHARS_MIN: usize = 10;
    let begins = |start: &str| start.chars().count() >= CHARS_MIN && title_tag.starts_with(start);
    let chosen = if title_tag.is_empty() {
        if og_title.is_empty() {
            heading
        } else {
            og_title
        }
    } else if begins(heading) {
        heading
    } else if begins(og_title) {
        og_title
    } else {
        title_tag
    };
    chosen.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_the_name_of_the_site() {
        for (tag, og, heading, title) in [
            (
                "Cảnh báo lừa đảo mới | Báo tỉnh",
                "",
                "Cảnh báo lừa đảo mới",
                "Cảnh báo lừa đảo mới",
            ),
            (
                "Cảnh báo lừa đảo mới - Báo tỉnh",
                "Cảnh báo lừa đảo mới",
                "Tin",
                "Cảnh báo lừa đảo mới",
            ),
            ("Trang chủ - Xã", "", "Trang chủ", "Trang chủ - Xã"),
            ("", "Từ mạng", "Đầu đề", "Từ mạng"),
            ("", "", "Đầu đề", "Đầu đề"),
            ("", "", "", ""),
        ] {
            assert_eq!(choose_title(tag, og, heading), title, "{tag}");
        }
    }
}
