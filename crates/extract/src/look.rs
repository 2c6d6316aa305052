//! Whether a reader sees what stands in an element.

use haidang_model::{HiddenBy, Visibility};

use crate::{
    css::{Cascade, Colour, Declaration, Display, FAR_PX, FontSize, Position, Side},
    dom::Element,
    guard::NOSCRIPT,
};

/// Channel distance up to which text and background count as alike; 0 is the
/// same colour and hides, more only makes suspect.
const NEAR_COLOUR: i32 = 24;

/// At most this opacity (.15) makes text suspect.
const FAINT: u8 = 38;

/// At most this opacity (.02) leaves nothing to be seen.
const CLEAR: u8 = 5;

/// A box no larger than this in one direction shows no letter.
const SLIT_PX: f32 = 2.0;

/// Whether a reader sees something, and what keeps it from them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Seen {
    pub(crate) visibility: Visibility,
    pub(crate) hidden_by: Option<HiddenBy>,
}

impl Seen {
    const VISIBLE: Seen = Seen {
        visibility: Visibility::Visible,
        hidden_by: None,
    };

    /// Makes it worse; what already hides as much stays the reason.
    fn worsen(&mut self, visibility: Visibility, by: Option<HiddenBy>) {
        if badness(visibility) > badness(self.visibility) {
            self.visibility = visibility;
            self.hidden_by = by;
        }
    }
}

/// How an element looks, with what it inherits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// What its box is; below it nothing undoes that.
    gone: Seen,
    /// `visibility: hidden`; may be undone below.
    invisible: bool,
    /// Opacity in parts of 255, that of all around multiplied in.
    opacity: u8,
    font: FontSize,
    colour: Option<Colour>,
    /// Its letters are not filled with colour.
    unfilled: bool,
    background: Option<Colour>,
    /// A background stands between it and the stacking context around: what
    /// has a negative `z-index` lies behind that.
    covers: bool,
    /// What hides it is what scripts take away when a page is ready, not what
    /// keeps text from readers: see [`Look::may_be_revealed`].
    may_be_revealed: bool,
    /// Whether its children other than `<summary>` are folded away.
    folds: bool,
    /// `direction: rtl`, or the `dir` attribute.
    right_to_left: bool,
    /// Its letters follow the direction, whatever they are: `<bdo>`.
    overrides_bidi: bool,
    /// Whether a word ends at its edges.
    pub(crate) is_block: bool,
}

impl Look {
    /// The look of the document.
    pub(crate) const ROOT: Look = Look {
        gone: Seen::VISIBLE,
        invisible: false,
        opacity: u8::MAX,
        font: FontSize::Readable,
        colour: None,
        unfilled: false,
        background: None,
        covers: false,
        may_be_revealed: true,
        folds: false,
        right_to_left: false,
        overrides_bidi: false,
        is_block: true,
    };

    /// Returns the look of a document that nothing outside itself paints: white.
    pub(crate) fn on_white(self) -> Look {
        Look {
            background: Some(Colour::Opaque([255; 3])),
            ..self
        }
    }

    /// Tells of hidden text whether a script may show it as the page is read:
    /// pages hide their text until then by `display`, `visibility`, `opacity`
    /// or `hidden`. Text of no size, of the colour of its background, clipped
    /// or out of the screen stays unread.
    pub(crate) fn may_be_revealed(&self) -> bool {
        self.may_be_revealed && self.font != FontSize::Zero && !self.is_colourless()
    }

    /// Tells whether the letters have no colour of their own.
    fn is_colourless(&self) -> bool {
        self.unfilled
            || match (self.colour, self.background) {
                (Some(Colour::Transparent), _) => true,
                (Some(colour), Some(background)) => colour.is_near(background, 0),
                _ => false,
            }
    }

    /// Returns in which direction its letters are set against their own, as the
    /// character of Unicode that does the same (UAX #9, section 2.2): U+202E
    /// from right to left, U+202D from left to right.
    pub(crate) fn bidi_override(&self) -> Option<char> {
        let character = if self.right_to_left {
            '\u{202e}'
        } else {
            '\u{202d}'
        };
        self.overrides_bidi.then_some(character)
    }

    /// Returns whether text standing right in the element is seen.
    pub(crate) fn visibility(&self) -> Visibility {
        self.seen().visibility
    }

    /// As [`Look::visibility`], with the reason.
    pub(crate) fn seen(&self) -> Seen {
        let mut seen = self.gone;
        if self.folds {
            seen.worsen(Visibility::Collapsed, Some(HiddenBy::Folded));
        }
        if self.invisible {
            seen.worsen(Visibility::Hidden, Some(HiddenBy::Visibility));
        }
        if self.opacity <= CLEAR {
            seen.worsen(Visibility::Hidden, Some(HiddenBy::Opacity));
        } else if self.opacity <= FAINT {
            seen.worsen(Visibility::Suspect, Some(HiddenBy::Opacity));
        }
        match self.font {
            FontSize::Zero => seen.worsen(Visibility::Hidden, Some(HiddenBy::FontSize)),
            FontSize::Tiny => seen.worsen(Visibility::Suspect, Some(HiddenBy::FontSize)),
            FontSize::Relative | FontSize::Readable => {}
        }
        if self.is_colourless() {
            seen.worsen(Visibility::Hidden, Some(HiddenBy::Colour));
        }
        match (self.colour, self.background) {
            (Some(colour), Some(background)) if colour.is_near(background, NEAR_COLOUR) => {
                seen.worsen(Visibility::Suspect, Some(HiddenBy::Colour));
            }
            _ => {}
        }
        seen
    }

    /// Returns the look of a child element with the declarations that won on it.
    pub(crate) fn of_child(&self, element: &Element, cascade: &Cascade) -> Look {
        let tag: &str = element.tag();
        let mut own = *self;
        own.folds = false;
        own.overrides_bidi = false;
        own.is_block = is_block(tag);
        if self.folds && tag != "summary" {
            own.gone
                .worsen(Visibility::Collapsed, Some(HiddenBy::Folded));
        }
        own.take_tag(tag, element);

        // A marquee cuts what does not fit.
        let mut outer = Box {
            cut: tag == "marquee",
            ..Box::default()
        };
        if element.attribute("hidden").is_some() {
            outer.display_none = true;
        }
        for declaration in cascade.winners() {
            own.take(declaration, &mut outer);
        }
        // A page that hides itself until its script has run is not hidden.
        if !matches!(tag, "html" | "body") {
            if outer.is_behind() && self.covers {
                outer.behind = true;
            }
            if let Some(by) = outer.hidden_by() {
                own.gone.worsen(Visibility::Hidden, Some(by));
            }
            own.may_be_revealed &= outer.out_of_reach_by().is_none();
            own.opacity = (f32::from(own.opacity) * outer.opacity).round() as u8;
            own.covers = !outer.stacks() && (self.covers || outer.paints);
        } else {
            own.invisible = false;
        }
        own
    }

    /// What the tag and its attributes alone say.
    fn take_tag(&mut self, tag: &str, element: &Element) {
        let has = |name: &str| element.attribute(name).is_some();
        match tag {
            "template" if has("shadowrootmode") => {}
            "details" => self.folds = !has("open"),
            "dialog" if !has("open") => self.fold(),
            "datalist" => self.fold(),
            // Shown only by clients that cannot do what stands around it, or
            // put to use by a script.
            NOSCRIPT | "template" | "noframes" | "noembed" | "object" | "video" | "audio"
            | "canvas" | "iframe" | "progress" | "meter" => {
                self.gone.worsen(Visibility::Unknown, None);
            }
            "input"
                if element
                    .attribute("type")
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")) =>
            {
                self.gone
                    .worsen(Visibility::Hidden, Some(HiddenBy::Element));
            }
            // Other spellings of a formula, which browsers do not show (MathML
            // Core, section 3.5).
            "annotation" | "annotation-xml" => {
                self.gone
                    .worsen(Visibility::Hidden, Some(HiddenBy::Element));
            }
            "marquee" => {
                let tiny = |name: &str| {
                    element
                        .attribute(name)
                        .and_then(|size| size.trim().trim_end_matches("px").parse::<f32>().ok())
                        .is_some_and(|size| size <= 2.0)
                };
                if tiny("width") || tiny("height") {
                    self.gone.worsen(Visibility::Hidden, Some(HiddenBy::Size));
                }
            }
            "body" => {
                if let Some(colour) = element.attribute("text") {
                    self.colour = Some(Colour::parse_attribute(colour));
                }
            }
            "font" => {
                if let Some(colour) = element.attribute("color") {
                    self.colour = Some(Colour::parse_attribute(colour));
                }
            }
            _ => {}
        }
        match element.attribute("dir").map(str::trim) {
            Some(dir) if dir.eq_ignore_ascii_case("rtl") => self.right_to_left = true,
            Some(dir) if dir.eq_ignore_ascii_case("ltr") => self.right_to_left = false,
            _ => {}
        }
        self.overrides_bidi = tag == "bdo" && has("dir");
        if has("popover") {
            self.fold();
        }
        if element.attribute("aria-hidden") == Some("true") {
            self.gone
                .worsen(Visibility::Suspect, Some(HiddenBy::AriaHidden));
        }
        if has("background") {
            self.background = Some(Colour::Unknown);
        }
        if let Some(colour) = element.attribute("bgcolor") {
            self.background = Some(Colour::parse_attribute(colour));
        }
    }

    /// Folds the element away until a reader opens it.
    fn fold(&mut self) {
        self.gone
            .worsen(Visibility::Collapsed, Some(HiddenBy::Folded));
    }

    fn take(&mut self, declaration: Declaration, outer: &mut Box) {
        match declaration {
            Declaration::Display(display) => {
                outer.display_none = display == Display::None;
                match display {
                    Display::Block => self.is_block = true,
                    Display::Inline => self.is_block = false,
                    Display::None => {}
                }
            }
            Declaration::Invisible(Some(invisible)) => self.invisible = invisible,
            Declaration::Invisible(None) => {}
            Declaration::Opacity(opacity) => outer.opacity = opacity.clamp(0.0, 1.0),
            Declaration::Position(position) => outer.position = position,
            Declaration::Below(below) => outer.below = below,
            // A page is scrolled down to what stands far below, not sideways.
            Declaration::Offset(Side::Top, pixels) => outer.offset_far |= pixels <= -FAR_PX,
            // Shares of the parent (`left: 100%`) are how menus stand beside it.
            Declaration::Offset(_, pixels) => {
                outer.offset_far |= pixels <= -FAR_PX || pixels >= 2.0 * FAR_PX;
            }
            Declaration::TextIndent(pixels) => outer.indent = pixels,
            Declaration::KeepsLine(keeps) => outer.keeps_line = keeps,
            Declaration::FlatLines(flat) => outer.flat_lines = flat,
            Declaration::Margin(Side::Left | Side::Top, pixels) => {
                outer.moved_far |= pixels <= -FAR_PX;
            }
            Declaration::Margin(..) => {}
            Declaration::FontSize(FontSize::Relative) => {}
            Declaration::FontSize(size) => self.font = size,
            Declaration::Colour(Some(colour)) => self.colour = Some(colour),
            Declaration::Colour(None) => {}
            Declaration::Unfilled(unfilled) => self.unfilled = unfilled,
            Declaration::Background(Colour::Transparent) => {}
            Declaration::Background(colour) => {
                self.background = Some(colour);
                outer.paints |= colour != Colour::Unknown;
            }
            Declaration::ClippedAway(clipped) => outer.rect_clipped = clipped,
            Declaration::PathClippedAway(clipped) => outer.clipped = clipped,
            Declaration::Width(width) => outer.width = width,
            Declaration::WidthMax(width) => outer.width_max = width,
            Declaration::Height(height) => outer.height = height,
            Declaration::HeightMax(height) => outer.height_max = height,
            Declaration::OverflowCut(cut) => outer.cut = cut,
            Declaration::TransformedAway(away) => outer.transformed |= away,
            Declaration::ScaledAway(away) => outer.scaled = away,
            Declaration::MovedAway(away) => outer.moved = away,
            Declaration::FilteredAway(away) => outer.filtered = away,
            Declaration::RightToLeft(is) => self.right_to_left = is,
            Declaration::BidiOverride(is) => self.overrides_bidi = is,
            Declaration::ContentHidden(hidden) => outer.content_hidden = hidden,
        }
    }
}

/// What an element's own declarations make of its box.
struct Box {
    display_none: bool,
    opacity: f32,
    position: Position,
    below: Option<bool>,
    offset_far: bool,
    moved_far: bool,
    indent: f32,
    keeps_line: bool,
    flat_lines: bool,
    rect_clipped: bool,
    clipped: bool,
    behind: bool,
    paints: bool,
    width: Option<f32>,
    width_max: Option<f32>,
    height: Option<f32>,
    height_max: Option<f32>,
    cut: bool,
    transformed: bool,
    scaled: bool,
    moved: bool,
    filtered: bool,
    content_hidden: bool,
}

impl Default for Box {
    fn default() -> Box {
        Box {
            display_none: false,
            opacity: 1.0,
            position: Position::Static,
            below: None,
            offset_far: false,
            moved_far: false,
            indent: 0.0,
            keeps_line: false,
            flat_lines: false,
            rect_clipped: false,
            clipped: false,
            behind: false,
            paints: false,
            width: None,
            width_max: None,
            height: None,
            height_max: None,
            cut: false,
            transformed: false,
            scaled: false,
            moved: false,
            filtered: false,
            content_hidden: false,
        }
    }
}

impl Box {
    /// Returns what hides it, if anything does.
    fn hidden_by(&self) -> Option<HiddenBy> {
        if self.display_none || self.content_hidden {
            return Some(HiddenBy::Display);
        }
        self.out_of_reach_by()
    }

    /// Returns what hides it in a way that no page shows later.
    fn out_of_reach_by(&self) -> Option<HiddenBy> {
        let is_slit = |size: Option<f32>| size.is_some_and(|size| size <= SLIT_PX);
        let squeezed = self.cut
            && (is_slit(self.width)
                || is_slit(self.width_max)
                || is_slit(self.height)
                || is_slit(self.height_max)
                || self.flat_lines
                || self.indent >= FAR_PX && self.keeps_line);
        let out_of_flow = matches!(self.position, Position::Absolute | Position::Fixed);
        let off_screen = self.position != Position::Static && self.offset_far
            || self.moved_far
            || self.moved
            || self.indent <= -FAR_PX;
        [
            (off_screen, HiddenBy::OffScreen),
            (
                self.rect_clipped && out_of_flow || self.clipped,
                HiddenBy::Clip,
            ),
            (squeezed, HiddenBy::Size),
            (
                self.transformed || self.scaled || self.filtered,
                HiddenBy::Transform,
            ),
            (self.behind, HiddenBy::Behind),
        ]
        .into_iter()
        .find_map(|(holds, by)| holds.then_some(by))
    }

    /// Tells whether it lies behind the background it stands on.
    fn is_behind(&self) -> bool {
        self.position != Position::Static && self.below == Some(true)
    }

    /// Tells whether it is a stacking context: what is in it does not go
    /// behind its background (CSS 2.2, appendix E).
    fn stacks(&self) -> bool {
        self.opacity < 1.0
            || self.position == Position::Fixed
            || self.position != Position::Static && self.below.is_some()
    }
}

/// How much of a text is kept from readers.
fn badness(visibility: Visibility) -> u8 {
    match visibility {
        Visibility::Visible => 0,
        Visibility::Unknown => 1,
        Visibility::Suspect => 2,
        Visibility::Collapsed => 3,
        Visibility::Hidden => 4,
    }
}

/// Tells whether a word ends at the edges of the tag, as browsers show it
/// without a style sheet: blocks, cells, and controls.
fn is_block(tag: &str) -> bool {
    !matches!(
        tag,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "blink"
            | "br"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "input"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "meter"
            | "nobr"
            | "output"
            | "picture"
            | "progress"
            | "q"
            | "rb"
            | "ruby"
            | "s"
            | "samp"
            | "slot"
            | "small"
            | "source"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tspan"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "script"
            | "style"
            | "template"
            | "link"
            | "meta"
            | "base"
    ) && !tag.contains('-')
}
