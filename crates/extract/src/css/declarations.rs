//! `property: value` pairs → the few values that hide.

use std::borrow::Cow;

use super::colour::Colour;

/// A declaration that bears on whether text is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Declaration {
    Display(Display),
    /// `visibility`: true when hidden or collapsed, `None` when inherited.
    Invisible(Option<bool>),
    /// `opacity`, from 0 to 1.
    Opacity(f32),
    Position(Position),
    /// `z-index`: true when below what it stands on, `None` for `auto`.
    Below(Option<bool>),
    /// `left`, `right`, `top`, `bottom` in pixels.
    Offset(Side, f32),
    /// `text-indent` in pixels.
    TextIndent(f32),
    /// `margin-left`, `margin-top` in pixels.
    Margin(Side, f32),
    /// `white-space`: true when lines are not broken.
    KeepsLine(bool),
    FontSize(FontSize),
    /// `line-height`: true when lines have no height.
    FlatLines(bool),
    /// `color`; `None` when inherited.
    Colour(Option<Colour>),
    /// `-webkit-text-fill-color`: true when nothing of the letters is drawn.
    Unfilled(bool),
    Background(Colour),
    /// `clip`, which only boxes that are taken out of the flow have: true when
    /// nothing is left.
    ClippedAway(bool),
    /// `clip-path`: true when nothing is left.
    PathClippedAway(bool),
    /// `width` in pixels; `None` for anything else.
    Width(Option<f32>),
    /// `max-width`.
    WidthMax(Option<f32>),
    /// `height` in pixels; `None` for anything else.
    Height(Option<f32>),
    /// `max-height`.
    HeightMax(Option<f32>),
    /// `overflow`: true when what does not fit is cut.
    OverflowCut(bool),
    /// `transform`: true when scaled to nothing or moved far away.
    TransformedAway(bool),
    /// `scale`: true when scaled to nothing. A property of its own beside
    /// `transform` (CSS Transforms Level 2, section 5).
    ScaledAway(bool),
    /// `translate`: true when moved far away.
    MovedAway(bool),
    /// `filter`: true when it lets nothing through.
    FilteredAway(bool),
    /// `content-visibility: hidden`.
    ContentHidden(bool),
    /// `direction`: true when from right to left.
    RightToLeft(bool),
    /// `unicode-bidi`: true when letters follow the direction whatever they are.
    BidiOverride(bool),
}

/// `display`, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Display {
    None,
    /// A word cannot run on into or out of it.
    Block,
    Inline,
}

/// `position`, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    /// Offsets do not move the box.
    Static,
    Relative,
    /// Taken out of the flow: `absolute`.
    Absolute,
    /// `fixed`, `sticky`: a stacking context of its own.
    Fixed,
}

/// `font-size`, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FontSize {
    /// Nothing can be seen.
    Zero,
    /// At most 2 pixels.
    Tiny,
    /// A share of the parent's.
    Relative,
    /// Readable on its own.
    Readable,
}

/// A side of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Right,
    Top,
    Bottom,
}

impl Declaration {
    /// How many slots [`Declaration::slot`] tells apart.
    pub(crate) const SLOTS: usize = 34;

    /// Returns which property is set; a later one with the same slot replaces it.
    pub(crate) fn slot(self) -> usize {
        match self {
            Declaration::Display(_) => 0,
            Declaration::Invisible(_) => 1,
            Declaration::Opacity(_) => 2,
            Declaration::Position(_) => 3,
            Declaration::Offset(side, _) => 4 + side as usize,
            Declaration::TextIndent(_) => 8,
            Declaration::Margin(side, _) => 9 + side as usize,
            Declaration::FontSize(_) => 13,
            Declaration::Colour(_) => 14,
            Declaration::Background(_) => 15,
            Declaration::ClippedAway(_) => 16,
            Declaration::Width(_) => 17,
            Declaration::Height(_) => 18,
            Declaration::OverflowCut(_) => 19,
            Declaration::TransformedAway(_) => 20,
            Declaration::ContentHidden(_) => 21,
            Declaration::RightToLeft(_) => 22,
            Declaration::BidiOverride(_) => 23,
            Declaration::ScaledAway(_) => 24,
            Declaration::MovedAway(_) => 25,
            Declaration::FilteredAway(_) => 26,
            Declaration::Below(_) => 27,
            Declaration::KeepsLine(_) => 28,
            Declaration::FlatLines(_) => 29,
            Declaration::Unfilled(_) => 30,
            Declaration::PathClippedAway(_) => 31,
            Declaration::WidthMax(_) => 32,
            Declaration::HeightMax(_) => 33,
        }
    }
}

/// Reads the text of a `style` attribute or of a rule's block; `found` gets
/// each declaration that matters and whether it is `!important`.
pub(crate) fn read_inline(text: &str, mut found: impl FnMut(Declaration, bool)) {
    let text = tidy(text);
    for pair in text.split(';') {
        let Some((property, value)) = pair.split_once(':') else {
            continue;
        };
        let (value, important) = match value.rsplit_once('!') {
            Some((value, flag)) if flag.trim() == "important" => (value, true),
            _ => (value, false),
        };
        if let Some(declaration) = read(property.trim(), value.trim()) {
            found(declaration, important);
        }
    }
}

/// Lower case, without comments and with escapes undone. Text in quotes is
/// treated alike: none of the properties here takes any.
fn tidy(text: &str) -> Cow<'_, str> {
    let plain = !text
        .bytes()
        .any(|byte| byte.is_ascii_uppercase() || byte == b'\\')
        && !text.contains("/*");
    if plain {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    Cow::Owned(unescape(&out).to_ascii_lowercase())
}

/// Undoes CSS escapes: `\64`, `\000064 `, `\d`.
pub(crate) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        if char != '\\' {
            out.push(char);
            continue;
        }
        let mut code = 0;
        let mut digits = 0;
        while digits < 6
            && let Some(digit) = chars.peek().and_then(|next| next.to_digit(16))
        {
            code = code * 16 + digit;
            digits += 1;
            chars.next();
        }
        if digits > 0 {
            out.push(char::from_u32(code).unwrap_or('\u{fffd}'));
            if chars.peek().is_some_and(char::is_ascii_whitespace) {
                chars.next();
            }
        } else if let Some(next) = chars.next()
            && next != '\n'
        {
            out.push(next);
        }
    }
    out
}

fn read(property: &str, value: &str) -> Option<Declaration> {
    Some(match property {
        "display" => Declaration::Display(match value {
            "none" => Display::None,
            "inline" | "contents" | "inline-block" | "inline-flex" | "ruby" => Display::Inline,
            "block" | "flex" | "grid" | "table" | "list-item" | "table-cell" | "table-row"
            | "flow-root" | "inherit" | "initial" | "unset" | "revert" => Display::Block,
            _ => return None,
        }),
        "visibility" => Declaration::Invisible(match value {
            "inherit" | "unset" | "revert" => None,
            _ => Some(matches!(value, "hidden" | "collapse")),
        }),
        "opacity" => Declaration::Opacity(match value.strip_suffix('%') {
            Some(percent) => percent.trim().parse::<f32>().ok()? / 100.0,
            None => value.parse().ok()?,
        }),
        "position" => Declaration::Position(match value {
            "relative" => Position::Relative,
            "absolute" => Position::Absolute,
            "fixed" | "sticky" => Position::Fixed,
            _ => Position::Static,
        }),
        "z-index" => Declaration::Below(value.parse::<i64>().ok().map(|layer| layer < 0)),
        "inset" => {
            let sides = value.split_ascii_whitespace().filter_map(pixels);
            Declaration::Offset(Side::Left, sides.fold(0.0, f32::min))
        }
        "left" | "inset-inline-start" => Declaration::Offset(Side::Left, pixels(value)?),
        "right" => Declaration::Offset(Side::Right, pixels(value)?),
        "top" => Declaration::Offset(Side::Top, pixels(value)?),
        "bottom" => Declaration::Offset(Side::Bottom, pixels(value)?),
        "text-indent" => Declaration::TextIndent(pixels(value)?),
        "white-space" | "text-wrap" => Declaration::KeepsLine(matches!(value, "nowrap" | "pre")),
        "line-height" => Declaration::FlatLines(pixels(value).is_some_and(|height| height <= 0.0)),
        "margin-left" | "margin-inline-start" => Declaration::Margin(Side::Left, pixels(value)?),
        "margin-top" => Declaration::Margin(Side::Top, pixels(value)?),
        "margin" => {
            let sides: Vec<f32> = value.split_ascii_whitespace().filter_map(pixels).collect();
            let lowest = sides.iter().copied().fold(0.0, f32::min);
            Declaration::Margin(Side::Left, lowest)
        }
        "font-size" => Declaration::FontSize(font_size(value)?),
        "font" => Declaration::FontSize(
            value
                .split_ascii_whitespace()
                .map(|word| word.split('/').next().unwrap_or(word))
                .filter(|word| word.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
                .find_map(|word| pixels(word).and(font_size(word)))?,
        ),
        "color" => Declaration::Colour(match value {
            "inherit" | "currentcolor" | "unset" => None,
            _ => Some(Colour::parse(value)),
        }),
        "-webkit-text-fill-color" => {
            Declaration::Unfilled(Colour::parse(value) == Colour::Transparent)
        }
        "background" | "background-color" => Declaration::Background(match value {
            // What stands behind is seen.
            "none" | "initial" | "unset" | "revert" | "0 0" => Colour::Transparent,
            _ => Colour::parse(value),
        }),
        // A picture behind the text, of whatever colours.
        "background-image" if value != "none" => Declaration::Background(Colour::Unknown),
        "clip" => Declaration::ClippedAway(is_empty_rect(value)),
        "clip-path" | "-webkit-clip-path" => Declaration::PathClippedAway(is_empty_path(value)),
        "width" | "inline-size" => Declaration::Width(pixels(value)),
        "max-width" | "max-inline-size" => Declaration::WidthMax(pixels(value)),
        "height" | "block-size" => Declaration::Height(pixels(value)),
        "max-height" | "max-block-size" => Declaration::HeightMax(pixels(value)),
        "overflow" | "overflow-x" | "overflow-y" => {
            Declaration::OverflowCut(matches!(value, "hidden" | "clip"))
        }
        "transform" | "-webkit-transform" => Declaration::TransformedAway(is_far(value)),
        "scale" => Declaration::ScaledAway(
            value
                .split_ascii_whitespace()
                .any(|factor| pixels(factor).is_some_and(is_no_scale)),
        ),
        "translate" => Declaration::MovedAway(
            value
                .split_ascii_whitespace()
                .any(|way| pixels(way).is_some_and(|far| far.abs() >= FAR_PX)),
        ),
        "filter" | "-webkit-filter" => Declaration::FilteredAway(value.split(')').any(|call| {
            call.trim()
                .strip_prefix("opacity(")
                .is_some_and(|share| pixels(share.trim()).is_some_and(|share| share <= 0.0))
        })),
        "direction" => Declaration::RightToLeft(match value {
            "rtl" => true,
            "ltr" | "initial" => false,
            _ => return None,
        }),
        "unicode-bidi" => {
            Declaration::BidiOverride(matches!(value, "bidi-override" | "isolate-override"))
        }
        "content-visibility" => Declaration::ContentHidden(value == "hidden"),
        _ => return None,
    })
}

/// A length in CSS pixels, roughly: font-relative units at 16 pixels, shares
/// of the window or the parent at 1,000.
fn pixels(value: &str) -> Option<f32> {
    let end = value
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+')))
        .unwrap_or(value.len());
    let (number, unit) = value.split_at_checked(end)?;
    let number: f32 = number.parse().ok()?;
    Some(match unit.trim() {
        "" | "px" => number,
        "em" | "rem" | "ex" | "ch" => number * 16.0,
        "pt" => number * 1.333,
        "%" | "vw" | "vh" | "vmin" | "vmax" => number * 10.0,
        "cm" => number * 37.8,
        "in" => number * 96.0,
        _ => return None,
    })
}

fn font_size(value: &str) -> Option<FontSize> {
    let size = pixels(value)?;
    Some(if size <= 0.0 {
        FontSize::Zero
    } else if value.ends_with('%') && size <= 100.0 || value.ends_with("em") && size <= 2.0 {
        // At most a tenth of a parent of usual size.
        FontSize::Tiny
    } else if value.ends_with("em") && !value.ends_with("rem") || value.ends_with('%') {
        FontSize::Relative
    } else if size <= 2.0 {
        FontSize::Tiny
    } else {
        FontSize::Readable
    })
}

/// `rect(0,0,0,0)`, `rect(1px 1px 1px 1px)`: no area.
fn is_empty_rect(value: &str) -> bool {
    let Some(inner) = value
        .strip_prefix("rect(")
        .and_then(|rest| rest.strip_suffix(')'))
    else {
        return false;
    };
    let edges: Vec<f32> = inner
        .split([',', ' '])
        .filter(|part| !part.is_empty())
        .filter_map(pixels)
        .collect();
    matches!(*edges, [top, right, bottom, left] if bottom <= top || right <= left)
}

/// `inset(50%)`, `circle(0)`, `polygon(0 0, 0 0, 0 0)`: no area.
fn is_empty_path(value: &str) -> bool {
    let Some((shape, inner)) = value.split_once('(') else {
        return false;
    };
    let inner = inner.split(')').next().unwrap_or_default();
    match shape.trim() {
        "inset" => {
            // Shares of the box; lengths say nothing without its size.
            let sides: Vec<f32> = inner
                .split_ascii_whitespace()
                .take_while(|side| *side != "round")
                .map(|side| {
                    side.strip_suffix('%')
                        .and_then(|share| share.parse().ok())
                        .unwrap_or(0.0)
                })
                .collect();
            let (top, right, bottom, left) = match *sides.as_slice() {
                [all] => (all, all, all, all),
                [y, x] => (y, x, y, x),
                [top, x, bottom] => (top, x, bottom, x),
                [top, right, bottom, left, ..] => (top, right, bottom, left),
                [] => return false,
            };
            top + bottom >= 100.0 || left + right >= 100.0
        }
        "circle" | "ellipse" => inner
            .split_ascii_whitespace()
            .take_while(|word| *word != "at")
            .filter_map(pixels)
            .any(|radius| radius <= 0.0),
        "polygon" => {
            let mut points = inner.split(',').map(str::trim);
            let first = points.next();
            points.all(|point| Some(point) == first)
        }
        _ => false,
    }
}

/// A factor that leaves no letter to be made out.
fn is_no_scale(factor: f32) -> bool {
    factor.abs() <= 0.02
}

/// Scaled to nothing or moved far away.
fn is_far(value: &str) -> bool {
    value.split(')').any(|call| {
        let Some((name, arguments)) = call.trim().split_once('(') else {
            return false;
        };
        let angle = arguments;
        let mut arguments = arguments.split(',').map(|argument| pixels(argument.trim()));
        match name {
            "scale" | "scalex" | "scaley" | "scale3d" => {
                arguments.any(|number| number.is_some_and(is_no_scale))
            }
            // The first and the fourth number are the factors.
            "matrix" => [0, 2]
                .into_iter()
                .any(|skipped| arguments.nth(skipped).flatten().is_some_and(is_no_scale)),
            "rotatex" | "rotatey" => angle.trim() == "90deg",
            "translate" | "translatex" | "translatey" | "translate3d" => {
                arguments.any(|number| number.is_some_and(|far| far.abs() >= FAR_PX))
            }
            _ => false,
        }
    })
}

/// Further out than this no screen reaches; `-999px` is the least that is
/// used to hide in practice. A full `-100%` or `-100vw` counts as 1,000.
pub(crate) const FAR_PX: f32 = 999.0;

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Declaration> {
        let mut found = Vec::new();
        read_inline(text, |declaration, _| found.push(declaration));
        found
    }

    #[test]
    fn declarations_in_every_spelling() {
        use Declaration as D;
        for (text, expected) in [
            ("display:none", D::Display(Display::None)),
            (" DISPLAY : None !important", D::Display(Display::None)),
            (r"d\69splay:n\6fne", D::Display(Display::None)),
            ("display:/* x */none", D::Display(Display::None)),
            ("visibility:collapse", D::Invisible(Some(true))),
            ("visibility:inherit", D::Invisible(None)),
            ("z-index:-1", D::Below(Some(true))),
            ("z-index:auto", D::Below(None)),
            ("max-height:0", D::HeightMax(Some(0.0))),
            ("background:none", D::Background(Colour::Transparent)),
            ("color:inherit", D::Colour(None)),
            ("font-size:.1em", D::FontSize(FontSize::Tiny)),
            ("font-size:5%", D::FontSize(FontSize::Tiny)),
            ("line-height:0", D::FlatLines(true)),
            ("opacity:0%", D::Opacity(0.0)),
            ("left:-9999px", D::Offset(Side::Left, -9999.0)),
            ("top:-100vh", D::Offset(Side::Top, -1000.0)),
            ("font-size:0", D::FontSize(FontSize::Zero)),
            ("font-size:1px", D::FontSize(FontSize::Tiny)),
            ("font-size:.8em", D::FontSize(FontSize::Relative)),
            ("font:0/0 a", D::FontSize(FontSize::Zero)),
            (
                "font:italic bold 12px/30px x",
                D::FontSize(FontSize::Readable),
            ),
            ("clip:rect(0 0 0 0)", D::ClippedAway(true)),
            ("clip:rect(0,100px,100px,0)", D::ClippedAway(false)),
            ("clip-path:inset(50%)", D::PathClippedAway(true)),
            ("clip-path:inset(0 100% 0 0)", D::PathClippedAway(true)),
            ("clip-path:inset(0 10%)", D::PathClippedAway(false)),
            ("clip-path:inset(0 0 round 5px)", D::PathClippedAway(false)),
            ("clip-path:polygon(0 0,0 0,0 0)", D::PathClippedAway(true)),
            (
                "clip-path:polygon(0 0,9px 0,0 9px)",
                D::PathClippedAway(false),
            ),
            ("clip-path:circle(50% at 0 0)", D::PathClippedAway(false)),
            ("transform:scale(0)", D::TransformedAway(true)),
            ("transform:matrix(1,0,0,0,0,0)", D::TransformedAway(true)),
            ("transform:matrix(1,0,0,1,0,0)", D::TransformedAway(false)),
            ("transform:rotateY(90deg)", D::TransformedAway(true)),
            ("transform:translateX(-9999px)", D::TransformedAway(true)),
            ("Unicode-Bidi: bidi-override", D::BidiOverride(true)),
            ("unicode-bidi:isolate", D::BidiOverride(false)),
            ("direction:RTL", D::RightToLeft(true)),
            ("scale:0", D::ScaledAway(true)),
            ("scale:1 0", D::ScaledAway(true)),
            ("scale:1.5", D::ScaledAway(false)),
            ("translate:0 -9999px", D::MovedAway(true)),
            ("translate:10px", D::MovedAway(false)),
            ("filter:blur(1px) opacity(0%)", D::FilteredAway(true)),
            ("filter:opacity(.5)", D::FilteredAway(false)),
            ("transform:rotate(45deg)", D::TransformedAway(false)),
            ("color:#FFF", D::Colour(Some(Colour::Opaque([255; 3])))),
        ] {
            assert_eq!(all(text), [expected], "{text}");
        }
        assert!(all("margin;:;;color").is_empty());
    }
}
