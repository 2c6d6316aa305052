//! The one walk over a page: runs, links, and what the head says.

use haidang_model::{CanonicalUrl, Defect, HiddenBy, Origin, Page, Region, TextRun, Visibility};

use crate::{
    Limits,
    defect::defect,
    dom::{DOCUMENT, Dom, Element, NodeData, NodeId, Step},
    guard::NOSCRIPT,
    line::{Label, Line, fold_space},
    script::without_tags,
    survey::Survey,
    targets::Targets,
    work,
};

mod attributes;
mod links;
mod reading;
mod site_name;

use reading::{Published, choose_title};
pub(crate) use site_name::{NameSource, SiteName};

/// Characters of a link's text that are kept.
const LINK_TEXT_CHARS_MAX: usize = 1_000;

/// A page with this many times as much text in lists of links as outside is a
/// list: then they are its main text.
const LISTS_TO_TEXT: usize = 4;

/// What the walk gathered, beside the page itself.
pub(crate) struct Gathered {
    pub(crate) page: Page,
    /// `srcdoc` documents to be read in turn.
    pub(crate) frames: Vec<InnerPage>,
    /// Addresses that scripts send the reader to, as soon as they run.
    pub(crate) leaves_for: Vec<String>,
}

/// A document inside an attribute, and where on the page it is shown.
pub(crate) struct InnerPage {
    pub(crate) html: String,
    pub(crate) region: Region,
    pub(crate) visibility: Visibility,
    pub(crate) hidden_by: Option<HiddenBy>,
}

impl InnerPage {
    /// Stands where a document was that has been read.
    pub(crate) const EMPTY: InnerPage = InnerPage {
        html: String::new(),
        region: Region::Other,
        visibility: Visibility::Visible,
        hidden_by: None,
    };
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
    /// The character of Unicode that sets its letters in one direction.
    bidi: Option<char>,
    /// That character stands in the line.
    bidi_is_open: bool,
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
    frames: Vec<InnerPage>,
    line: Line,
    stack: Vec<Frame>,
    text_bytes: usize,
    dropped_runs: usize,
    /// Each is a run; so many wait in one line that they are counted here.
    comments: usize,
    dropped_links: usize,
    published: Published,
    site_name: SiteName,
    og_url: Option<String>,
    leaves_for: Vec<String>,
    title_tag: String,
    og_title: String,
    first_heading: Option<String>,
    description: String,
    lead_open: bool,
    /// An element whose text leads on to other pages.
    leads_on: Option<NodeId>,
    /// The main text with its lists of links; `None` as long as it has none,
    /// and is the same.
    with_lists: Option<String>,
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
        comments: 0,
        dropped_links: 0,
        published: Published::default(),
        site_name: SiteName::default(),
        og_url: None,
        leaves_for: Vec::new(),
        title_tag: String::new(),
        og_title: String::new(),
        first_heading: None,
        description: String::new(),
        lead_open: true,
        leads_on: None,
        with_lists: None,
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
            kept_by: None,
            href: None,
            keeps_space: false,
            in_control: false,
            stays_hidden: false,
        };
        self.stack.push(Frame {
            id: DOCUMENT,
            label: root,
            link: None,
            is_block: true,
            in_head: false,
            in_svg: false,
            bidi: None,
            bidi_is_open: false,
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
        let seen = facts.look.seen();
        let mut frame = Frame {
            id,
            link: outer.link,
            is_block: facts.look.is_block,
            in_head: outer.in_head || tag == "head",
            in_svg: outer.in_svg || tag == "svg",
            bidi: facts.look.bidi_override(),
            bidi_is_open: false,
            label: Label {
                visibility: seen.visibility,
                kept_by: seen.hidden_by,
                stays_hidden: !facts.look.may_be_revealed(),
                ..outer.label.clone()
            },
        };
        frame.label.region = self.region_in(id, frame.label.region);
        frame.label.in_control |= facts.is_control;
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
            if href.is_some() {
                frame.label.href = href;
            }
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
        self.close_bidi(self.stack.len() - 1);
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
            // A template with a shadow root is shown in place.
            "template" if element.attribute("shadowrootmode").is_none() => Origin::Template,
            NOSCRIPT => Origin::Noscript,
            "svg" => Origin::Svg,
            "title" if element.is_html() => Origin::Title,
            "a" if element.attribute("href").is_some() => Origin::Anchor,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" if outer != Origin::Anchor => Origin::Heading,
            _ => outer,
        }
    }

    fn text(&mut self, text: &str) {
        let opened = self.open_bidi(text);
        let top = self.stack.len() - 1;
        if opened.is_empty() {
            self.put(text, top);
        } else {
            self.put(&(opened + text), top);
        }
    }

    /// Adds text to the line, and to the link that it stands in.
    fn put(&mut self, text: &str, frame: usize) {
        let frame = &self.stack[frame];
        self.line.add(text, &frame.label);
        if let Some(link) = frame.link
            && let Some(link) = self.page.links.get_mut(link)
            && link.text.len() < 4 * LINK_TEXT_CHARS_MAX
        {
            link.text.push_str(text);
        }
    }

    /// Returns what has to stand before a text that is set against the
    /// direction of its letters, so that it says what the browser shows. An
    /// override holds up to the next block.
    fn open_bidi(&mut self, text: &str) -> String {
        let mut opened = String::new();
        if text.chars().all(char::is_whitespace) {
            return opened;
        }
        let block = self.stack.iter().rposition(|frame| frame.is_block);
        let mut is_reversed = false;
        for frame in self.stack.iter_mut().skip(block.unwrap_or(0)) {
            work::add(1);
            let Some(character) = frame.bidi else {
                continue;
            };
            // From left to right is how it stands anyway, but inside another.
            if character == '\u{202d}' && !is_reversed {
                continue;
            }
            is_reversed = true;
            if !frame.bidi_is_open {
                frame.bidi_is_open = true;
                opened.push(character);
            }
        }
        opened
    }

    /// Ends the overrides of the elements from one on, innermost first.
    fn close_bidi(&mut self, from: usize) {
        for at in (from..self.stack.len()).rev() {
            work::add(1);
            if self.stack[at].bidi_is_open {
                self.stack[at].bidi_is_open = false;
                self.put("\u{202c}", at);
            }
        }
    }

    fn comment(&mut self, text: &str) {
        if !text.chars().any(char::is_alphabetic) {
            return;
        }
        if self.comments >= self.limits.runs_max {
            self.dropped_runs += 1;
            return;
        }
        self.comments += 1;
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

    /// Ends the line: its runs go to the page, its text to the main text.
    fn flush(&mut self) {
        if self.line.is_empty() {
            return;
        }
        self.close_bidi(0);
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

    fn finish(mut self) -> Gathered {
        let lead = self.page.lead.clone();
        let mut main = std::mem::take(&mut self.page.main);
        if let Some(with_lists) = self.with_lists.take()
            && main.len() * LISTS_TO_TEXT < with_lists.len()
        {
            main = with_lists;
        }
        main.truncate(main.trim_end().len());
        if main.is_empty() && lead.is_empty() {
            main = self.told_of_itself();
        }
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
        self.page.site_name = std::mem::take(&mut self.site_name).name;
        self.page.canonical = self.canonical();
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
            leaves_for: self.leaves_for,
        }
    }

    /// The address that the page names as its own.
    fn canonical(&mut self) -> Option<String> {
        let linked = self.page.links.iter().find(|link| link.rel == "canonical");
        let linked = linked.map(|link| link.target.clone());
        linked.or_else(|| self.targets.resolve(&self.og_url.take()?))
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
    mut run: TextRun,
    runs: &mut Vec<TextRun>,
    text_bytes: &mut usize,
    limits: &Limits,
    dropped: &mut usize,
) {
    if runs.len() >= limits.runs_max || *text_bytes + run.text.len() > limits.text_bytes_max {
        *dropped += 1;
        return;
    }
    // The run it goes on from may have been left out.
    run.joined &= *dropped == 0 && !runs.is_empty();
    *text_bytes += run.text.len();
    runs.push(run);
}
