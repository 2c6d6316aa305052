//! What the fuzz targets run, on a stable compiler: pages and style sheets put
//! together at random from pieces that parsers trip over.
//!
//! `cargo test --release -p haidang-extract --test random -- --ignored --nocapture`

// Tests say what they did.
#![allow(clippy::print_stderr)]

use std::time::Instant;

use haidang_extract::{Input, Limits, extract, extract_html};

const PAGES: u64 = 500_000;
const SHEETS: u64 = 500_000;

const HTML: &[&str] = &[
    "<div>",
    "</div>",
    "<p",
    ">",
    "<a href='",
    "'",
    "\"",
    "<b>",
    "</b>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<svg>",
    "</svg>",
    "<math>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<!--",
    "-->",
    "<title>",
    "</title>",
    "<template>",
    "</template>",
    "<select>",
    "<option>",
    "<iframe srcdoc='",
    "<noscript>",
    "</noscript>",
    "<textarea>",
    "&amp;",
    "&#x111;",
    "&",
    "\0",
    "đánh bạc",
    " lô đề ",
    "<",
    "</",
    "<![CDATA[",
    "]]>",
    "\\u0111",
    "`",
    "{",
    "}",
    "//",
    "/*",
    "*/",
    " style='display:none'",
    "<meta charset=",
    "utf-16",
    "\u{202e}",
    "\u{feff}",
    "<plaintext>",
    "<frameset>",
    "<base href=//a>",
    "location='",
    "window.open(\"",
    "'+'",
    "href=\"/x?q=%C4%91+",
    "%E1%BA",
    "data:text/html;base64,PGI+",
    "data:text/html,",
    " ping='a b'",
    "\\u{",
    "<li>",
    "<br>",
    "=",
    " ",
    "\n",
    "e\u{301}",
];

const CSS: &[&str] = &[
    "p",
    ".a",
    "#b",
    "*",
    ">",
    "+",
    "~",
    " ",
    ",",
    "{",
    "}",
    ":",
    ";",
    "display",
    "none",
    "@media ",
    "screen",
    "@supports",
    "@layer x",
    "@import ",
    "(",
    ")",
    "[data-c",
    "=",
    "^=",
    "]",
    "\"",
    "'",
    "/*",
    "*/",
    "\\",
    "\\41 ",
    ":not(",
    ":is(",
    "::before",
    "content",
    "url(",
    "!important",
    "opacity",
    "0",
    "-9999px",
    "1e9",
    ".5",
    "%",
    "rgba(0,0,0,0)",
    "color",
    "#fff",
    "font-size",
    "transform",
    "scale(",
    "clip-path",
    "inset(",
    "visibility:hidden",
    "&.a{",
    "@media (width<9px){",
    "@media not ",
    "z-index:-1",
    "inset:",
    "polygon(0 0,",
    "matrix(0,",
    "inherit",
    "calc(",
    "&",
    "<!--",
    "\0",
    "đ",
];

/// Marsaglia's xorshift (2003): the same inputs in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    fn text(&mut self, pieces: &[&str]) -> String {
        let count = 1 + self.below(24);
        (0..count)
            .filter_map(|_| pieces.get(self.below(pieces.len())))
            .copied()
            .collect()
    }
}

#[test]
#[ignore = "a million inputs; for release builds"]
fn a_million_inputs() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let started = Instant::now();
    for _ in 0..PAGES {
        let mut bytes = dice.text(HTML).into_bytes();
        if dice.below(4) == 0 {
            let at = dice.below(bytes.len());
            if let Some(byte) = bytes.get_mut(at) {
                *byte = dice.below(256) as u8;
            }
        }
        let input = Input {
            bytes: &bytes,
            url: None,
            content_type: [None, Some("text/html; charset=utf-8"), Some("text/plain")]
                [dice.below(3)],
        };
        let page = extract(&input, &Limits::default());
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            page.runs.iter().all(|run| !run.text.trim().is_empty()),
            "{text:?}"
        );
        assert!(
            page.defects.iter().all(|defect| defect.code != "panic"),
            "{text:?}"
        );
    }
    eprintln!("{PAGES} pages in {:?}", started.elapsed());
    let started = Instant::now();
    for _ in 0..SHEETS {
        let css = dice.text(CSS);
        let sheet = css.replace('<', " ");
        let attribute = css.replace('&', "&amp;").replace('"', "&quot;");
        let html = format!(
            "<style>{sheet}</style><div class=a id=b data-c=d><p style=\"{attribute}\">dấu mốc<b>x</b>"
        );
        let page = extract_html(&html, None, &Limits::default());
        assert!(
            page.runs.iter().any(|run| run.text.contains("dấu mốc")),
            "{css:?}"
        );
        assert!(
            page.defects.iter().all(|defect| defect.code != "panic"),
            "{css:?}"
        );
    }
    eprintln!("{SHEETS} style sheets in {:?}", started.elapsed());
}
