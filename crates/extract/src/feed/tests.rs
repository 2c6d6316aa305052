use std::fmt::Write;

use html5ever::tree_builder::TreeBuilderOpts;
use proptest::prelude::*;

use super::*;
use crate::dom::{DOCUMENT, NodeData, Step};

/// The tree of a page, written down.
fn tree(html: &str, plainly: bool) -> String {
    let limits = Limits::default();
    let builder = TreeBuilder::new(
        Sink::new(limits.attributes_max),
        TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
    );
    let mut feeder = Feeder::new(html, builder, &limits);
    if plainly {
        feeder = feeder.plainly();
    }
    while !feeder.rest().is_empty() {
        feeder.step();
    }
    let (dom, _) = feeder.finish();
    let mut out = String::new();
    for step in dom.walk(DOCUMENT) {
        match step {
            Step::Leave(_) => out.push(')'),
            Step::Enter(id) => match &dom.node(id).data {
                NodeData::Document => out.push_str("(document"),
                NodeData::Text(text) => write!(out, "({:?}", &**text).unwrap(),
                NodeData::Comment(text) => write!(out, "(!{:?}", &**text).unwrap(),
                NodeData::Element(element) => {
                    write!(out, "({}:{}", element.name.ns, element.tag()).unwrap();
                    for attribute in &element.attributes {
                        let name = &attribute.name;
                        write!(
                            out,
                            " {:?}:{}:{}={:?}",
                            name.prefix, name.ns, name.local, &*attribute.value
                        )
                        .unwrap();
                    }
                }
            },
        }
    }
    out
}

/// Pieces of pages, the ordinary and those that look like them.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<P CLASS=x>",
    "<div id='a' class=\"b c\">",
    "</div >",
    "</div x=1>",
    "<br/>",
    "<br / >",
    "<a href=/x/>",
    "<a href = \"?a=1&b=2&amp;c=&copy=3&lt\">",
    "<a x=1 X=2 x>",
    "<a x='",
    "\"",
    "'",
    ">",
    "<",
    "</",
    "<!",
    "&",
    "&amp",
    "&amp;",
    "&#273;",
    "&#x1ED9;",
    "&#150;",
    "&#0;",
    "&nbsp;",
    "&nosuch;",
    "&notit;",
    "&#",
    "&#x;",
    "=",
    "/",
    "-",
    "--",
    "-->",
    "--!>",
    "<!--",
    "<!-->",
    "<!--->",
    "<!-- a > b -->",
    "<!-- a --!>",
    "<!doctype html>",
    "<?xml a?>",
    "<![CDATA[a > b]]>",
    "<script>",
    "<script src=x>",
    "</script>",
    "</SCRIPT >",
    "</scripty>",
    "var a = \"<p>\" + '</p>';",
    "<!--<script>",
    "<style>",
    "</style>",
    "a > b{c:\"&amp;\"}",
    "<title>",
    "</title>",
    "<textarea>",
    "</textarea>",
    "<svg>",
    "</svg>",
    "<math>",
    "<svg><title>",
    "<svg><style>",
    "<iframe>",
    "</iframe>",
    "<noscript>",
    "<xmp>",
    "</xmp>",
    "<plaintext>",
    "<pre>\n",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<select>",
    "<option>",
    "<template>",
    "</template>",
    "<frameset>",
    "<body class=x>",
    "<html lang=vi>",
    "<head>",
    "<b>",
    "<i>",
    "</b>",
    "</i>",
    "<x-y z:w=1>",
    "<đ>",
    "<p đ=ộ>",
    "<p a=ộ b=`>",
    "<p a==>",
    "<p =a>",
    "<p a\"b=c>",
    "<p a='x'b=y>",
    "<p/a>",
    "đánh bạc",
    " ",
    "\n",
    "x",
    "a b",
    "1 < 2",
    "<input type=hidden>",
    "<meta charset=utf-8>",
    "<form>",
    "</form>",
    "</br>",
    "<image>",
];

#[test]
fn each_pair_of_pieces_makes_the_tree_that_the_tokenizer_makes() {
    for first in PIECES {
        for second in PIECES {
            let html = format!("<p>a{first}{second}b<i c>d</i></script>e");
            assert_eq!(tree(&html, false), tree(&html, true), "{html}");
        }
    }
}

#[test]
fn ordinary_pages_need_no_tokenizer() {
    let html =
        "<div class=\"a b\" id=c>đ &amp; &nbsp;<br/><!-- x --><a HREF='/?a=1&b=2'>y</a></div>";
    let builder = TreeBuilder::new(Sink::new(256), TreeBuilderOpts::default());
    let mut feeder = Feeder::new(html, builder, &Limits::default());
    feeder.reads = Some(Reads::Data);
    while !feeder.rest().is_empty() {
        feeder.step();
        assert_eq!(feeder.reads, Some(Reads::Data), "{}", feeder.rest());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_page_makes_the_tree_that_the_tokenizer_makes(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24),
    ) {
        let html = pieces.concat();
        prop_assert_eq!(tree(&html, false), tree(&html, true));
    }
}
