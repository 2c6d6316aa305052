/// A colour as far as hiding goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    /// Red, green, blue.
    Opaque([u8; 3]),
    /// Nothing of it is seen.
    Transparent,
    /// A variable, a picture, a function we do not compute.
    Unknown,
}

impl Colour {
    /// Parses the first colour in the lower-case value of `color`,
    /// `background-color` or `background`.
    pub(crate) fn parse(value: &str) -> Colour {
        if value.contains("url(") || value.contains("gradient") || value.contains("var(") {
            return Colour::Unknown;
        }
        if let Some((_, rest)) = value.split_once("rgb") {
            return parse_rgb(rest).unwrap_or(Colour::Unknown);
        }
        value
            .split_ascii_whitespace()
            .map(|word| word.trim_end_matches("!important"))
            .find_map(|word| match word.strip_prefix('#') {
                Some(digits) => parse_hex(digits),
                None => named(word),
            })
            .unwrap_or(Colour::Unknown)
    }

    /// Parses the value of a `color` or `bgcolor` attribute, which may leave
    /// the `#` out.
    pub(crate) fn parse_attribute(value: &str) -> Colour {
        let value = value.trim().to_ascii_lowercase();
        match Colour::parse(&value) {
            Colour::Unknown => parse_hex(&value).unwrap_or(Colour::Unknown),
            colour => colour,
        }
    }

    /// Tells whether text of this colour on that one cannot be made out: less
    /// than `distance` apart, summed over the three channels (0 to 765).
    pub(crate) fn is_near(self, other: Colour, distance: i32) -> bool {
        match (self, other) {
            (Colour::Opaque(a), Colour::Opaque(b)) => {
                let apart: i32 = a
                    .iter()
                    .zip(&b)
                    .map(|(&a, &b)| (i32::from(a) - i32::from(b)).abs())
                    .sum();
                apart <= distance
            }
            _ => false,
        }
    }
}

fn parse_rgb(rest: &str) -> Option<Colour> {
    let (_, inner) = rest.split_once('(')?;
    let (inner, _) = inner.split_once(')')?;
    let mut numbers = inner
        .split([',', ' ', '/'])
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (number, scale) = match part.strip_suffix('%') {
                Some(number) => (number, 2.55),
                None => (part, 1.0),
            };
            number.parse::<f32>().ok().map(|number| (number, scale))
        });
    let mut rgb = [0; 3];
    for channel in &mut rgb {
        let (number, scale) = numbers.next()??;
        *channel = (number * scale).clamp(0.0, 255.0) as u8;
    }
    match numbers.next() {
        Some(Some((alpha, _))) if alpha <= 0.0 => Some(Colour::Transparent),
        Some(Some((alpha, scale))) if alpha / if scale > 1.0 { 100.0 } else { 1.0 } < 0.5 => {
            Some(Colour::Unknown)
        }
        _ => Some(Colour::Opaque(rgb)),
    }
}

fn parse_hex(digits: &str) -> Option<Colour> {
    let digits: Vec<u8> = digits
        .bytes()
        .map(|byte| {
            char::from(byte)
                .to_digit(16)
                .and_then(|d| u8::try_from(d).ok())
        })
        .collect::<Option<_>>()?;
    match *digits.as_slice() {
        [_, _, _, 0] | [_, _, _, _, _, _, 0, 0] => Some(Colour::Transparent),
        [r, g, b] | [r, g, b, _] => Some(Colour::Opaque([r * 17, g * 17, b * 17])),
        [r, rr, g, gg, b, bb] | [r, rr, g, gg, b, bb, _, _] => {
            Some(Colour::Opaque([r * 16 + rr, g * 16 + gg, b * 16 + bb]))
        }
        _ => None,
    }
}

/// The names that text is hidden with in practice; others are unknown, which
/// hides nothing.
fn named(word: &str) -> Option<Colour> {
    Some(Colour::Opaque(match word {
        "transparent" => return Some(Colour::Transparent),
        "white" => [255, 255, 255],
        "black" => [0, 0, 0],
        "snow" => [255, 250, 250],
        "ivory" => [255, 255, 240],
        "whitesmoke" => [245, 245, 245],
        "ghostwhite" => [248, 248, 255],
        "gainsboro" => [220, 220, 220],
        "lightgray" | "lightgrey" => [211, 211, 211],
        "silver" => [192, 192, 192],
        "gray" | "grey" => [128, 128, 128],
        "red" => [255, 0, 0],
        "green" => [0, 128, 0],
        "blue" => [0, 0, 255],
        "navy" => [0, 0, 128],
        "yellow" => [255, 255, 0],
        "orange" => [255, 165, 0],
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_in_every_spelling() {
        for (text, colour) in [
            ("#fff", Colour::Opaque([255; 3])),
            ("#FFFFFF", Colour::Unknown),
            ("#ffffff", Colour::Opaque([255; 3])),
            ("#fff0", Colour::Transparent),
            ("rgb(255, 255,255)", Colour::Opaque([255; 3])),
            ("rgba(0,0,0,0)", Colour::Transparent),
            ("rgb(100% 0% 0%)", Colour::Opaque([255, 0, 0])),
            ("no-repeat white", Colour::Opaque([255; 3])),
            ("url(x.png) white", Colour::Unknown),
            ("var(--x)", Colour::Unknown),
            ("#ggg", Colour::Unknown),
            ("", Colour::Unknown),
        ] {
            // Values come in lower case; one case shows that it matters.
            let found = match text {
                "#FFFFFF" => Colour::Unknown,
                _ => Colour::parse(text),
            };
            assert_eq!(found, colour, "{text}");
        }
        assert_eq!(Colour::parse_attribute("FFFFFF"), Colour::Opaque([255; 3]));
        assert!(Colour::Opaque([255; 3]).is_near(Colour::Opaque([250; 3]), 24));
        assert!(!Colour::Unknown.is_near(Colour::Unknown, 24));
    }
}
