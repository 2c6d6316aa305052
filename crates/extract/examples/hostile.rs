//! Pages made to hurt, and what each costs: one child process a page, its CPU
//! time and its highest resident memory as the kernel counts them
//! (`/proc/self/stat`, `VmHWM`), both less what the process cost before it read
//! the page. The memory therefore holds no input, only what reading adds.
//!
//! `cargo run --release -p haidang-extract --example hostile`
//!
//! Linux alone; ends with 1 when a page costs more than 1.1 s or more than ten
//! times its size and 64 MB, or makes the reader panic.

// An example talks to people.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::{fs, process::Command};

use haidang_extract::{Input, Limits, extract};

const CPU_MS_MAX: u64 = 1_100;
const MEMORY_KB_BASE: u64 = 64 << 10;
const MEMORY_TO_INPUT: u64 = 10;

/// How a page is made.
type Make = fn() -> Vec<u8>;

fn numbered(count: usize, one: impl Fn(usize) -> String) -> Vec<u8> {
    (0..count).map(one).collect::<String>().into_bytes()
}

fn nested(open: &str, count: usize, close: &str) -> Vec<u8> {
    format!("{}x{}", open.repeat(count), close.repeat(count)).into_bytes()
}

fn filled(open: &str, piece: &str, bytes: usize) -> Vec<u8> {
    format!("{open}{}", piece.repeat(bytes / piece.len())).into_bytes()
}

const KINDS: &[(&str, Make)] = &[
    ("nested div", || nested("<div>", 100_000, "</div>")),
    ("unclosed a", || {
        numbered(50_000, |n| format!("<a href='/{n}'>n{n} "))
    }),
    ("unclosed a with blocks", || {
        numbered(50_000, |n| format!("<a href='/{n}'><div>n{n} "))
    }),
    ("nested tables", || nested("<table><tr><td>", 50_000, "")),
    ("attributes", || {
        let all: String = (0..100_000).map(|n| format!(" a{n}=x")).collect();
        format!("<p{all}>x").into_bytes()
    }),
    ("20 MB of text", || filled("<p>", "lô đề ", 20 << 20)),
    ("20 MB of links", || {
        filled("", "<a href='http://a.example/x'>x y</a>", 20 << 20)
    }),
    ("20 MB of script", || {
        filled("<script>", "var a='đánh bạc online';", 20 << 20)
    }),
    ("20 MB of blocks", || filled("", "<p>x y</p>", 20 << 20)),
    ("20 MB of tags", || filled("", "<b><i>", 20 << 20)),
    ("entities", || filled("", "&amp;&#x111;&nosuch;", 8 << 20)),
    ("unclosed script", || {
        filled("<script>", "'a b'/*x", 8 << 20)
    }),
    ("unclosed comment", || filled("<!--", "a - b --", 8 << 20)),
    ("many comments", || filled("", "<!-- a b -->", 8 << 20)),
    ("unclosed title", || filled("<title>", "a b <", 8 << 20)),
    ("unclosed textarea", || {
        filled("<textarea>", "a b </", 8 << 20)
    }),
    ("adoption agency", || {
        format!(
            "{}{}",
            "<a><b><i><u>".repeat(20_000),
            "<div></a></i>x".repeat(20_000)
        )
        .into_bytes()
    }),
    ("formatting with ids", || {
        numbered(100_000, |n| format!("<p><b id=b{n}>x{n}"))
    }),
    ("stray end tags", || {
        filled("", "đ<svg></tr><tbody><input type=hidden><b>", 8 << 20)
    }),
    ("NUL", || vec![0; 8 << 20]),
    ("style rules", || {
        let mut page = b"<style>".to_vec();
        page.extend(numbered(100_000, |n| format!(".c{n}{{display:none}}")));
        page.extend(b"</style>");
        page.extend(numbered(20_000, |n| format!("<p class='c{n} d'>m{n}</p>")));
        page
    }),
    ("slow selectors", || {
        let uses = "<div class=a><p>x</p>".repeat(20_000);
        format!(
            "<style>{}</style>{uses}",
            "* ~ * ~ * p{opacity:.5}.a .a .a .b p{top:0}:not(:not(.a .a p)){opacity:.4}"
                .repeat(1_000)
        )
        .into_bytes()
    }),
    ("nested :not", || {
        format!(
            "<style>{}x{}{{top:0}}</style>a",
            ":not(".repeat(200_000),
            ")".repeat(200_000)
        )
        .into_bytes()
    }),
    ("deep JSON-LD", || {
        format!(
            "<script type=application/ld+json>{}\"a b\"{}",
            "[".repeat(1_000_000),
            "]".repeat(1_000_000)
        )
        .into_bytes()
    }),
    ("wide JSON-LD", || {
        filled(
            "<script type=application/ld+json>[",
            "{\"a\":\"b c\"},",
            8 << 20,
        )
    }),
    ("nested srcdoc", || {
        let mut page = "<p>x</p>".repeat(100);
        for _ in 0..10 {
            let inner = page.replace('&', "&amp;").replace('"', "&quot;");
            page = format!("<iframe srcdoc=\"{inner}\"></iframe>");
        }
        page.into_bytes()
    }),
    ("many srcdoc", || {
        filled("", "<iframe srcdoc='<p>x y'></iframe>", 8 << 20)
    }),
    ("nested templates", || nested("<template><p>", 100_000, "")),
    ("nested svg", || nested("<svg><g>", 100_000, "")),
    ("svg and math in turn", || {
        nested("<svg><foreignObject><math><mi>", 50_000, "")
    }),
    ("framesets", || {
        nested("<frameset><frame src=x>", 100_000, "")
    }),
    ("one attribute of 1 MB", || {
        let mut page = filled("<p title='", "a b c ", 1 << 20);
        page.extend(b"'>x");
        page
    }),
    ("attribute of 1 MB in style", || {
        let mut page = filled("<p style='", "top:0;left:1px;", 1 << 20);
        page.extend(b"'>x");
        page
    }),
    ("many runs", || {
        filled("", "<p>a <b hidden>b</b> <a href=/x>c</a>", 8 << 20)
    }),
    ("many refreshes", || {
        filled("", "<meta http-equiv=refresh content='0;url=x'>", 8 << 20)
    }),
    ("bad UTF-8", || {
        b"<p>a \xc3\x28 \xff\xfe \xf0\x9f ".repeat(1 << 19)
    }),
    ("bad UTF-16", || {
        let mut page = b"\xff\xfe".to_vec();
        page.extend(b"\x00\xd8a\x00\x20\x00".repeat(1 << 20));
        page
    }),
    ("overrides of direction", || {
        filled("<p>", "\u{202e}a \u{202c}", 8 << 20)
    }),
    ("nested bdo", || {
        nested("<bdo dir=rtl>a ", 100_000, "</bdo>")
    }),
    ("nested optgroup", || {
        nested("<select><optgroup label='a b'><option>", 100_000, "")
    }),
    ("nested buttons", || nested("<button>", 100_000, "")),
    ("nested ruby", || nested("<ruby><rt>", 100_000, "")),
    ("less-than signs", || filled("", "<", 8 << 20)),
    ("less-than signs in a comment", || {
        let mut page = filled("<!-- ", "< ", 8 << 20);
        page.extend(b">-->");
        page
    }),
    ("comments in a script", || {
        filled("<script>", "'a'/*x", 8 << 20)
    }),
    ("open braces in a string", || {
        let mut page = filled("<script>'", "\\u{", 1_000_000);
        page.extend(b" a b'");
        page
    }),
    ("addresses in a script", || {
        filled("<script>", "location='/a'+", 8 << 20)
    }),
    ("content in a sheet", || {
        filled("<style>", "content:", 8 << 20)
    }),
    ("declarations of one rule", || {
        let mut page = filled("<style>.a{", "top:0;", 4 << 20);
        page.extend(filled("}</style>", "<p class=a>", 4 << 20));
        page
    }),
    ("lists of selectors", || {
        let list = format!("{}p{{top:0}}", "p,".repeat(8_000));
        let mut page = filled("<style>", &list, 8 << 20);
        page.extend(b"</style><p>x");
        page
    }),
    ("rules inside rules", || {
        let rule = format!(
            "{}p{{{}}}",
            ".a,".repeat(2_000),
            ".b &{top:0}".repeat(1_000)
        );
        let mut page = filled("<style>", &rule, 8 << 20);
        page.extend(b"</style><p>x");
        page
    }),
    ("attributes in a title in SVG", || {
        let all: String = (0..100_000).map(|n| format!(" a{n}=x")).collect();
        format!("<svg><title><p{all}>x</title></svg>").into_bytes()
    }),
    ("many data: frames", || {
        filled("", "<iframe src='data:text/html,<p>x y'></iframe>", 8 << 20)
    }),
    ("text in targets", || {
        filled(
            "",
            "<a href='/%C4%91%C3%A1nh+b?c=%C4%91%E1%BB%81'>x</a>",
            8 << 20,
        )
    }),
    ("quotes", || filled("<script>", "`'\"\\", 8 << 20)),
];

/// Clock ticks a second in `/proc`, as Linux gives them to programs.
const TICKS: u64 = 100;

/// User and system time of this process.
fn cpu_ms() -> u64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    let behind = stat.rsplit_once(')').unwrap().1;
    behind
        .split_ascii_whitespace()
        .skip(11)
        .take(2)
        .map(|ticks| ticks.parse::<u64>().unwrap() * 1_000 / TICKS)
        .sum()
}

fn status_kb(field: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap();
    line.split_ascii_whitespace()
        .nth(1)
        .unwrap()
        .parse()
        .unwrap()
}

/// Reads one page and prints what it cost.
fn child(kind: &str) {
    let make = KINDS.iter().find(|(name, _)| *name == kind).unwrap().1;
    let bytes = make();
    // Making the page may have taken more than reading it will.
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let (cpu, memory) = (cpu_ms(), status_kb("VmRSS:"));
    let page = extract(
        &Input {
            bytes: &bytes,
            url: None,
            content_type: Some(match kind {
                "bad UTF-16" => "text/html; charset=utf-16le",
                _ => "text/html; charset=utf-8",
            }),
        },
        &Limits::default(),
    );
    let cpu = cpu_ms() - cpu;
    let memory = status_kb("VmHWM:").saturating_sub(memory);
    let codes: Vec<&str> = page.defects.iter().map(|one| one.code.as_str()).collect();
    println!(
        "{}\t{cpu}\t{memory}\t{}\t{}\t{}",
        bytes.len() >> 10,
        page.runs.len(),
        page.links.len(),
        codes.join(" ")
    );
}

fn main() {
    if let Some(kind) = std::env::args().nth(1) {
        child(&kind);
        return;
    }
    let mut over = 0;
    println!(
        "{:28}      KB     ms  KB more   runs  links defects",
        "kind"
    );
    for (kind, _) in KINDS {
        let output = Command::new(std::env::current_exe().unwrap())
            .arg(kind)
            .output()
            .unwrap();
        let line = String::from_utf8(output.stdout).unwrap();
        let fields: Vec<&str> = line.trim_end_matches('\n').split('\t').collect();
        let &[kb, ms, more, runs, links, defects] = fields.as_slice() else {
            println!("{kind:28} ended: {}", output.status);
            over += 1;
            continue;
        };
        let number = |text: &str| text.parse::<u64>().unwrap();
        let too_much = number(ms) > CPU_MS_MAX
            || number(more) > MEMORY_KB_BASE + MEMORY_TO_INPUT * number(kb)
            || defects.contains("panic");
        over += usize::from(too_much);
        let mark = if too_much { "  OVER" } else { "" };
        println!("{kind:28} {kb:>7} {ms:>6} {more:>8} {runs:>6} {links:>6} {defects}{mark}");
    }
    println!("{} kinds, {over} over", KINDS.len());
    std::process::exit(i32::from(over > 0));
}
