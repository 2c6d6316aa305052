//! Whether a reader sees what stands in an element.

use haidang_model::Visibility;

use crate::{
    css::{Cascade, Colour, Declaration, Display, FAR_PX, FontSize, Side},
    dom::Element,
    guard::NOSCRIPT,
};

/// Channel distance up to which text and background count as alike; 0 is the
/// same colour and hides, more only makes suspect.
const NEAR_COLOUR: i32 = 24;

/// At most this opacity makes text suspect.
const FAINT: f32 = 0.15;

/// How an element looks, with what it inherits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// What its box is; below it nothing undoes that.
    gone: Visibility,
    /// `visibility: hidden`; may be undone below.
    invisible: bool,
    font: FontSize,
    colour: Option<Colour>,
    background: Option<Colour>,
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
        gone: Visibility::Visible,
        invisible: false,
        font: FontSize::Readable,
        colour: None,
        background: None,
        folds: false,
        right_to_left: false,
        overrides_bidi: false,
        is_block: true,
    };

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
        let mut seen = self.gone;
        if self.folds {
            seen = worse(seen, Visibility::Collapsed);
        }
        if self.invisible {
            seen = worse(seen, Visibility::Hidden);
        }
        match self.font {
            FontSize::Zero => seen = worse(seen, Visibility::Hidden),
            FontSize::Tiny => seen = worse(seen, Visibility::Suspect),
            FontSize::Relative | FontSize::Readable => {}
        }
        match (self.colour, self.background) {
            (Some(Colour::Transparent), _) => seen = worse(seen, Visibility::Hidden),
            (Some(colour), Some(background)) if colour.is_near(background, 0) => {
                seen = worse(seen, Visibility::Hidden);
            }
            (Some(colour), Some(background)) if colour.is_near(background, NEAR_COLOUR) => {
                seen = worse(seen, Visibility::Suspect);
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
            own.gone = worse(own.gone, Visibility::Collapsed);
        }
        own.take_tag(tag, element);

        let mut outer = Box::default();
        if element.attribute("hidden").is_some() {
            outer.display_none = true;
        }
        for declaration in cascade.winners() {
            own.take(declaration, &mut outer);
        }
        // A page that hides itself until its script has run is not hidden.
        if !matches!(tag, "html" | "body") {
            own.gone = worse(own.gone, outer.visibility());
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
            "dialog" if !has("open") => self.gone = worse(self.gone, Visibility::Collapsed),
            "datalist" => self.gone = worse(self.gone, Visibility::Collapsed),
            // Shown only by clients that cannot do what stands around it, or
            // put to use by a script.
            NOSCRIPT | "template" | "noframes" | "noembed" | "object" | "video" | "audio"
            | "canvas" | "iframe" | "progress" | "meter" => {
                self.gone = worse(self.gone, Visibility::Unknown)
            }
            "input"
                if element
                    .attribute("type")
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")) =>
            {
                self.gone = worse(self.gone, Visibility::Hidden);
            }
            // Other spellings of a formula, which browsers do not show (MathML
            // Core, section 3.5).
            "annotation" | "annotation-xml" => {
                self.gone = worse(self.gone, Visibility::Hidden);
            }
            "marquee" => {
                let tiny = |name: &str| {
                    element
                        .attribute(name)
                        .and_then(|size| size.trim().trim_end_matches("px").parse::<f32>().ok())
                        .is_some_and(|size| size <= 2.0)
                };
                if tiny("width") || tiny("height") {
                    self.gone = worse(self.gone, Visibility::Hidden);
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
            self.gone = worse(self.gone, Visibility::Collapsed);
        }
        if element.attribute("aria-hidden") == Some("true") {
            self.gone = worse(self.gone, Visibility::Suspect);
        }
        if let Some(colour) = element.attribute("bgcolor") {
            self.background = Some(Colour::parse_attribute(colour));
        }
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
            Declaration::Invisible(invisible) => self.invisible = invisible,
            Declaration::Opacity(opacity) => outer.opacity = opacity,
            Declaration::Positioned(positioned) => outer.positioned = positioned,
            Declaration::Offset(_, pixels) => {
                outer.offset_far |= pixels.abs() >= FAR_PX && pixels < 0.0
            }
            Declaration::TextIndent(pixels) => outer.moved_far |= pixels <= -FAR_PX,
            Declaration::Margin(Side::Left | Side::Top, pixels) => {
                outer.moved_far |= pixels <= -FAR_PX;
            }
            Declaration::Margin(..) => {}
            Declaration::FontSize(FontSize::Relative) => {}
            Declaration::FontSize(size) => self.font = size,
            Declaration::Colour(colour) => self.colour = Some(colour),
            Declaration::Background(Colour::Transparent) => {}
            Declaration::Background(colour) => self.background = Some(colour),
            Declaration::ClippedAway(clipped) => outer.clipped |= clipped,
            Declaration::Width(width) => outer.width = width,
            Declaration::Height(height) => outer.height = height,
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
    positioned: bool,
    offset_far: bool,
    moved_far: bool,
    clipped: bool,
    width: Option<f32>,
    height: Option<f32>,
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
            positioned: false,
            offset_far: false,
            moved_far: false,
            clipped: false,
            width: None,
            height: None,
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
    fn visibility(&self) -> Visibility {
        let is_tiny = |size: Option<f32>, most: f32| size.is_some_and(|size| size <= most);
        let squeezed = self.cut
            && (is_tiny(self.width, 0.0)
                || is_tiny(self.height, 0.0)
                || is_tiny(self.width, 1.0) && is_tiny(self.height, 1.0));
        if self.display_none
            || self.opacity <= 0.0
            || self.positioned && self.offset_far
            || self.moved_far
            || self.clipped
            || self.transformed
            || self.scaled
            || self.moved
            || self.filtered
            || self.content_hidden
            || squeezed
        {
            Visibility::Hidden
        } else if self.opacity <= FAINT {
            Visibility::Suspect
        } else {
            Visibility::Visible
        }
    }
}

/// Returns the one of two that hides more.
fn worse(a: Visibility, b: Visibility) -> Visibility {
    let badness = |visibility| match visibility {
        Visibility::Visible => 0,
        Visibility::Unknown => 1,
        Visibility::Suspect => 2,
        Visibility::Collapsed => 3,
        Visibility::Hidden => 4,
    };
    if badness(b) > badness(a) { b } else { a }
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
