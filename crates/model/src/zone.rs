use crate::closed_list;

closed_list! {
    /// Where in the source of a page a text run stood.
    pub enum Origin, "origin" {
        /// `<title>`.
        Title => "title",
        /// `<meta>`, Open Graph.
        Meta => "meta",
        /// `<h1>` to `<h6>`.
        Heading => "heading",
        /// Running text.
        Text => "text",
        /// The text of a link.
        Anchor => "anchor",
        /// An attribute that carries text.
        Attribute => "attribute",
        /// A string inside JSON-LD.
        JsonLd => "jsonld",
        /// A string inside a script.
        Script => "script",
        /// An HTML comment.
        Comment => "comment",
        /// `<noscript>`.
        Noscript => "noscript",
        /// `<template>`.
        Template => "template",
        /// The `srcdoc` of a frame.
        Srcdoc => "srcdoc",
        /// CSS `content`.
        Css => "css",
        /// Text inside SVG.
        Svg => "svg",
    }
}

closed_list! {
    /// In which part of the page a text run stood.
    pub enum Region, "region" {
        /// The main text.
        Main => "main",
        /// The lead (sapo).
        Lead => "lead",
        /// Readers' comments.
        Comments => "comments",
        /// Navigation.
        Nav => "nav",
        /// The head of the page.
        Header => "header",
        /// A side column.
        Aside => "aside",
        /// The foot of the page.
        Footer => "footer",
        /// Anywhere else.
        Other => "other",
    }
}

closed_list! {
    /// Whether a reader sees a text run.
    pub enum Visibility, "visibility" {
        /// Seen.
        Visible => "visible",
        /// Not seen.
        Hidden => "hidden",
        /// Made hard to see.
        Suspect => "suspect",
        /// Folded away until asked for.
        Collapsed => "collapsed",
        /// Not decided.
        Unknown => "unknown",
    }
}

closed_list! {
    /// What keeps a text run from readers; told of runs that are hidden,
    /// collapsed or suspect.
    pub enum HiddenBy, "reason" {
        /// `display: none`, the `hidden` attribute, `content-visibility`.
        Display => "display",
        /// `visibility: hidden`.
        Visibility => "visibility",
        /// Opacity.
        Opacity => "opacity",
        /// A box too small for a letter that cuts off what does not fit.
        Size => "size",
        /// Moved out of the screen.
        OffScreen => "off_screen",
        /// Clipped away.
        Clip => "clip",
        /// Scaled to nothing, or filtered away.
        Transform => "transform",
        /// Behind a background.
        Behind => "behind",
        /// The colour of its background, or none.
        Colour => "colour",
        /// Letters of no size, or too small to read.
        FontSize => "font_size",
        /// Folded away until a reader opens it.
        Folded => "folded",
        /// Kept from those who have the page read to them, `aria-hidden`.
        AriaHidden => "aria_hidden",
        /// The element shows no text: a hidden field, a spelling of a formula.
        Element => "element",
    }
}

closed_list! {
    /// Where on the page a hit stood; derived from origin, region and
    /// visibility, never set by hand.
    pub enum Zone, "zone" {
        /// The title.
        Title => "title",
        /// Meta data.
        Meta => "meta",
        /// The lead (sapo).
        Lead => "lead",
        /// The main text.
        Main => "main",
        /// Seen text outside the main text.
        Other => "other",
        /// The text of a link.
        Anchor => "anchor",
        /// An attribute that carries text.
        Attribute => "attribute",
        /// An HTML comment.
        Comment => "comment",
        /// A script.
        Script => "script",
        /// Hidden text; wins over all others.
        Hidden => "hidden",
        /// The host of the page itself.
        Host => "host",
        /// The target of a link.
        Link => "link",
    }
}

impl Zone {
    /// Derives the zone of a text run. Hidden wins over everything else.
    pub fn derive(origin: Origin, region: Region, visibility: Visibility) -> Zone {
        if visibility == Visibility::Hidden
            && !matches!(
                origin,
                Origin::Comment | Origin::Script | Origin::JsonLd | Origin::Meta | Origin::Title
            )
        {
            return Zone::Hidden;
        }
        match origin {
            Origin::Title => Zone::Title,
            Origin::Meta | Origin::JsonLd => Zone::Meta,
            Origin::Anchor => Zone::Anchor,
            Origin::Attribute => Zone::Attribute,
            Origin::Comment => Zone::Comment,
            Origin::Script => Zone::Script,
            Origin::Heading
            | Origin::Text
            | Origin::Noscript
            | Origin::Template
            | Origin::Srcdoc
            | Origin::Css
            | Origin::Svg => match region {
                Region::Main => Zone::Main,
                Region::Lead => Zone::Lead,
                _ => Zone::Other,
            },
        }
    }

    /// Tells whether a hit in this zone alone may reach the queue. Scripts and
    /// comments are recorded only.
    pub fn reaches_queue(self) -> bool {
        !matches!(self, Zone::Script | Zone::Comment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_wins_over_place() {
        use {Origin as O, Region as R, Visibility as V};
        assert_eq!(Zone::derive(O::Anchor, R::Main, V::Hidden), Zone::Hidden);
        assert_eq!(Zone::derive(O::Heading, R::Main, V::Visible), Zone::Main);
        assert_eq!(Zone::derive(O::Text, R::Lead, V::Suspect), Zone::Lead);
        assert_eq!(Zone::derive(O::Text, R::Footer, V::Visible), Zone::Other);
        assert_eq!(Zone::derive(O::Comment, R::Other, V::Hidden), Zone::Comment);
    }
}
