//! Runs every example of `docs/ngon-ngu.md`, and checks that nothing of the
//! language goes without one.

// A test that fails should say where; `unwrap` does.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use haidang_model::{
    CanonicalUrl, Category, Link, Origin, Page, Region, Rung, Signal, TextRun, Visibility, Zone,
};
use haidang_query::{Day, Node, PageMeta, PageText, Query, Surface};

const PAGE: &str = include_str!("../../../docs/ngon-ngu.md");

/// A fenced block with its table.
#[derive(Debug)]
struct Example {
    line: usize,
    surfaces: Vec<Surface>,
    source: String,
    /// The header and the rows of the table, cell by cell.
    rows: Vec<(usize, Vec<String>)>,
}

/// Reads the examples of a page; a fence of any other sort is a fault, so that
/// no example goes unrun.
fn examples(page: &str) -> Result<Vec<Example>, String> {
    let mut examples = Vec::new();
    let mut lines = (1..).zip(page.lines()).peekable();
    while let Some((line, text)) = lines.next() {
        let Some(sort) = text.strip_prefix("```") else {
            continue;
        };
        let surfaces = match sort {
            "tim" => vec![Surface::Search],
            "luat" => vec![Surface::Rule],
            "tim-luat" => vec![Surface::Search, Surface::Rule],
            _ => return Err(format!("{line}: a fence marked `{sort}`")),
        };
        let mut source = Vec::new();
        loop {
            match lines.next() {
                Some((_, "```")) => break,
                Some((_, text)) => source.push(text),
                None => return Err(format!("{line}: the fence is open")),
            }
        }
        while lines.next_if(|(_, text)| text.is_empty()).is_some() {}
        let mut rows = Vec::new();
        while let Some((line, row)) = lines.next_if(|(_, text)| text.starts_with('|')) {
            let cells = row.trim_matches('|').split('|');
            rows.push((line, cells.map(|cell| cell.trim().to_owned()).collect()));
        }
        examples.push(Example {
            line,
            surfaces,
            source: source.join("\n"),
            rows,
        });
    }
    Ok(examples)
}

/// Builds the page that a cell describes.
fn page_of(cell: &str) -> Result<PageText, String> {
    let mut page = Page::default();
    let mut meta = PageMeta::default();
    let mut signals = Vec::new();
    let mut parts = vec![("đoạn", cell)];
    if let Some((first, labelled)) = cell.split_once('[') {
        parts = vec![("đoạn", first)];
        for part in labelled.split('[') {
            let part = part.split_once(']');
            parts.push(part.ok_or_else(|| format!("a label is open in `{cell}`"))?);
        }
    }
    for (label, text) in parts {
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        let seen = |origin, region| Some((origin, region, Visibility::Visible));
        let run = match label {
            "đoạn" => seen(Origin::Text, Region::Main),
            "tiêu đề" => seen(Origin::Title, Region::Other),
            "mô tả" => seen(Origin::Meta, Region::Other),
            "sapo" => seen(Origin::Text, Region::Lead),
            "chân trang" => seen(Origin::Text, Region::Footer),
            "chữ liên kết" => seen(Origin::Anchor, Region::Main),
            "thuộc tính" => seen(Origin::Attribute, Region::Main),
            "ghi chú" => seen(Origin::Comment, Region::Other),
            "mã" => seen(Origin::Script, Region::Other),
            "ẩn" => Some((Origin::Text, Region::Main, Visibility::Hidden)),
            _ => None,
        };
        let wrong = |what: &str| format!("`{text}` is no {what}");
        match (label, run) {
            (_, Some((origin, region, visibility))) => page.runs.push(TextRun {
                origin,
                region,
                visibility,
                hidden_by: None,
                text: text.to_owned(),
                href: None,
                joined: false,
            }),
            ("liên kết" | "liên kết ẩn", _) => page.links.push(Link {
                target: text.to_owned(),
                text: String::new(),
                rel: String::new(),
                visibility: if label == "liên kết" {
                    Visibility::Visible
                } else {
                    Visibility::Hidden
                },
                region: Region::Main,
            }),
            ("địa chỉ", _) => {
                let url = CanonicalUrl::parse(text).map_err(|_| wrong("address"))?;
                meta.site = url.site().to_string();
                meta.url = Some(url);
            }
            ("ngôn ngữ", _) => meta.lang = text.to_owned(),
            ("ngày", _) => {
                let day: Day = text.parse().map_err(|_| wrong("day"))?;
                meta.fetched = Some(day.start());
            }
            ("loại", _) => {
                let category: Category = text.parse().map_err(|_| wrong("category"))?;
                meta.categories.push(category);
            }
            ("dấu hiệu", _) => {
                let signal: Signal = text.parse().map_err(|_| wrong("signal"))?;
                signals.push(signal);
            }
            _ => return Err(format!("there is no label `[{label}]`")),
        }
    }
    Ok(PageText::new(&page, meta).with_signals(signals))
}

/// Runs an example; returns what is wrong with it.
fn run(example: &Example, constructs: &mut BTreeSet<String>) -> Vec<String> {
    let [(_, header), _, rows @ ..] = example.rows.as_slice() else {
        return vec![format!("{}: no table follows", example.line)];
    };
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let mut wrong = Vec::new();
    for &surface in &example.surfaces {
        let parsed = Query::parse(&example.source, surface);
        match (header.as_slice(), parsed) {
            (["trang", "gặp"], Ok(query)) => {
                collect(query.ast(), constructs);
                wrong.extend(run_pages(&query, rows));
            }
            (["lỗi ở", "cách sửa"], Err(faults)) => {
                let told: Vec<(&str, &str)> = faults
                    .iter()
                    .map(|fault| {
                        let place = example.source.get(fault.span.clone());
                        (place.unwrap_or("no place"), fault.vi.as_str())
                    })
                    .collect();
                let agree = told.len() == rows.len()
                    && rows.iter().zip(&told).all(|((_, cells), (place, vi))| {
                        matches!(cells.as_slice(), [at, way_out] if at == place && vi.contains(way_out))
                    });
                if !agree {
                    let line = example.line;
                    wrong.push(format!("{line}: the faults are {told:?} ({surface:?})"));
                }
            }
            (_, parsed) => {
                let (line, parsed) = (example.line, parsed.err());
                wrong.push(format!("{line}: {surface:?} says {parsed:?}"));
            }
        }
    }
    wrong
}

fn run_pages(query: &Query, rows: &[(usize, Vec<String>)]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut answers = BTreeSet::new();
    for (line, cells) in rows {
        let [text, answer] = cells.as_slice() else {
            wrong.push(format!("{line}: not two cells"));
            continue;
        };
        let expected = match answer.as_str() {
            "có" => true,
            "không" => false,
            other => {
                wrong.push(format!("{line}: `{other}` is neither có nor không"));
                continue;
            }
        };
        answers.insert(expected);
        match page_of(text) {
            Ok(page) if query.matches(&page) == expected => {}
            Ok(_) => wrong.push(format!(
                "{line}: `{text}` – {query} ({:?})",
                query.surface()
            )),
            Err(fault) => wrong.push(format!("{line}: {fault}")),
        }
    }
    if answers.len() < 2 {
        wrong.push(format!(
            "{query}: the table shows no page with the other answer"
        ));
    }
    wrong
}

/// Names every construct of the language, in a match that a new one breaks.
macro_rules! constructs {
    ($($name:ident),+) => {
        const CONSTRUCTS: &[&str] = &[$(stringify!($name)),+];

        fn construct(node: &Node) -> &'static str {
            match node { $(Node::$name { .. } => stringify!($name)),+ }
        }
    };
}

constructs!(
    Term, Phrase, Regex, Near, And, Or, Any, AtLeast, Count, Not, Title, Zone, Site, Host, Link,
    Shape, Signal, Category, Lang, Fetched
);

/// Notes the constructs of a tree, and the suffixes of its terms.
fn collect(node: &Node, constructs: &mut BTreeSet<String>) {
    constructs.insert(construct(node).to_owned());
    match node {
        Node::Term {
            rung: Some(rung), ..
        } => {
            constructs.insert(rung.to_string());
        }
        Node::Phrase { rung, slop, .. } => {
            constructs.extend(rung.map(|rung| rung.to_string()));
            constructs.extend((*slop > 0).then(|| "slop".to_owned()));
        }
        Node::Shape { part, .. } => {
            constructs.insert(format!("{}:/…/", part.as_str()));
        }
        _ => {}
    }
    for child in node.children() {
        collect(child, constructs);
    }
}

#[test]
fn every_example_of_the_page_says_what_is_true() {
    let examples = examples(PAGE).unwrap();
    assert!(examples.len() > 40, "only {} examples", examples.len());
    let mut constructs = BTreeSet::new();
    let wrong: Vec<String> = examples
        .iter()
        .flat_map(|example| run(example, &mut constructs))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    let rungs = Rung::ALL.iter().map(ToString::to_string);
    let others = ["slop", "url:/…/", "host:/…/", "link:/…/"].map(str::to_owned);
    let missing: Vec<String> = CONSTRUCTS
        .iter()
        .map(|name| (*name).to_owned())
        .chain(rungs)
        .chain(others)
        .filter(|name| !constructs.contains(name))
        .collect();
    assert!(missing.is_empty(), "no example shows {missing:?}");
}

#[test]
fn the_page_names_every_value_of_the_closed_lists() {
    let names = Zone::ALL
        .iter()
        .map(|zone| zone.as_str())
        .chain(Category::ALL.iter().map(|category| category.as_str()))
        .chain(Signal::ALL.iter().map(|signal| signal.as_str()));
    let missing: Vec<&str> = names
        .filter(|name| !PAGE.contains(&format!("`{name}`")))
        .collect();
    assert!(missing.is_empty(), "the page does not name {missing:?}");
}

#[test]
fn a_wrong_example_is_found_out() {
    let wrong = |page: &str| match examples(page) {
        Ok(examples) => {
            let mut constructs = BTreeSet::new();
            let all = examples.iter();
            all.flat_map(|example| run(example, &mut constructs))
                .count()
        }
        Err(_) => 1,
    };
    let met = "| trang | gặp |\n|---|---|\n";
    let fault = "| lỗi ở | cách sửa |\n|---|---|\n";
    for (page, expected) in [
        (
            format!("```tim\ncá\n```\n\n{met}| cá | có |\n| gà | không |\n"),
            0,
        ),
        (
            format!("```tim\ncá\n```\n\n{met}| cá | không |\n| gà | có |\n"),
            2,
        ),
        (format!("```tim\ncá\n```\n\n{met}| cá | có |\n"), 1),
        (
            format!("```tim\ncá\n```\n\n{met}| cá | có |\n| [gì] gà | không |\n"),
            1,
        ),
        ("```tim\ncá\n```\n\nKhông có bảng.\n".to_owned(), 1),
        (format!("```sql\ncá\n```\n\n{met}| cá | có |\n"), 1),
        (
            format!("```tim\n(cá\n```\n\n{met}| cá | có |\n| gà | không |\n"),
            1,
        ),
        (
            format!("```tim\n(cá\n```\n\n{fault}| ( | thêm dấu ) |\n"),
            0,
        ),
        (format!("```tim\n(cá\n```\n\n{fault}| ( | bỏ đi |\n"), 1),
        (format!("```tim\ncá\n```\n\n{fault}| cá | thêm |\n"), 1),
        (
            format!("```tim\n(cá zone:x\n```\n\n{fault}| ( | thêm dấu ) |\n"),
            1,
        ),
        (
            format!("```luat\ncá gà\n```\n\n{met}| cá | có |\n| gà | không |\n"),
            1,
        ),
    ] {
        assert_eq!(wrong(&page), expected, "{page}");
    }
}
