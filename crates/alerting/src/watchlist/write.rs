//! A watchlist as the text of a file, always in the same form.

use std::fmt::Write as _;

use haidang_model::{Rung, Zone};

use super::{Needle, Rule, RuleText, WatchTerm, Watchlist};

impl Watchlist {
    /// Writes the watchlist as TOML: keys in the order of the manual, what is
    /// left at its default left out, one term a line. Reading it again gives the
    /// same watchlist, and writing that the same text, so that two texts say the
    /// same if and only if they are written the same. Comments of the file it
    /// was read from are lost.
    pub fn to_toml(&self) -> String {
        let mut out = String::from("version = 1\n\n[watchlist]\n");
        key(&mut out, "id", &basic(self.id.as_str()));
        key(&mut out, "name", &basic(&self.name));
        key(&mut out, "category", &basic(self.category.as_str()));
        key(&mut out, "severity", &basic(self.severity.as_str()));
        key(&mut out, "kind", &basic(self.kind.as_str()));
        key(&mut out, "purpose", &basic(&self.purpose));
        key(&mut out, "legal_basis", &basic(&self.legal_basis));
        key(&mut out, "owner", &basic(&self.owner));
        key(&mut out, "review_by", &self.review_by.to_string());
        for rule in &self.rules {
            self.write_rule(&mut out, rule);
        }
        out
    }

    fn write_rule(&self, out: &mut String, rule: &Rule) {
        out.push_str("\n[[rule]]\n");
        key(out, "id", &basic(rule.id.as_str()));
        match &rule.body {
            RuleText::Terms(terms) => key(out, "terms", &array(terms.iter().map(term))),
            RuleText::Query(query) => key(out, "query", &literal(&query.text)),
            RuleText::Shapes(shapes) => {
                let names = shapes.iter().map(|shape| basic(&shape.text));
                key(out, "shapes", &array(names));
            }
            RuleText::LookAlikes(list) => key(out, "protects", &basic(&list.text)),
            RuleText::Hosts(list) => key(out, "hosts", &basic(&list.text)),
        }
        if rule.max_rung != Rung::Deobf {
            key(out, "max_rung", &basic(rule.max_rung.as_str()));
        }
        if let Some(zones) = &rule.zones {
            let zones: Vec<String> = zones
                .iter()
                .map(|zone| basic(Zone::as_str(*zone)))
                .collect();
            key(out, "zones", &format!("[{}]", zones.join(", ")));
        }
        if !rule.unless.is_empty() {
            let unless = rule.unless.iter().map(|Needle { text, .. }| basic(text));
            key(out, "unless", &array(unless));
        }
        if rule.kind != self.kind {
            key(out, "kind", &basic(rule.kind.as_str()));
        }
        if let Some(note) = &rule.note {
            key(out, "note", &basic(note));
        }
    }
}

fn term(term: &WatchTerm) -> String {
    let text = basic(&term.needle.text);
    match term.max_rung {
        None => text,
        Some(rung) => format!("{{ text = {text}, max_rung = {} }}", basic(rung.as_str())),
    }
}

fn key(out: &mut String, key: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{key} = {value}");
}

/// One item stays on the line of its key, several have a line each.
fn array(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    match items.as_slice() {
        [one] => format!("[{one}]"),
        several => {
            let lines: String = several
                .iter()
                .map(|item| format!("    {item},\n"))
                .collect();
            format!("[\n{lines}]")
        }
    }
}

/// Writes a query without escapes where that can be, for it is full of quotes.
fn literal(text: &str) -> String {
    if text.contains('"') && !text.contains('\'') && !text.contains(char::is_control) {
        format!("'{text}'")
    } else {
        basic(text)
    }
}

/// Writes a string in double quotes, on one line (TOML 1.0, "String").
fn basic(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::watchlist::{load_dir, load_str, without_places};

    const FULL: &str = r#"# A comment that is lost.
version = 1
[watchlist]
name = "Cờ bạc \"trực tuyến\" C:\\"
id = "co-bac"
category = "gambling"
severity = "high"
kind = "offer"
purpose = "Phát hiện quảng cáo cờ bạc trái phép trên trang công khai"
legal_basis = "Điều 321, 322 Bộ luật Hình sự 2015"
owner = "to-van-hanh"
review_by = 2027-06-30
[[rule]]
terms = ["tài xỉu", { text = "nổ hũ", max_rung = "tone" }, { text = "xóc đĩa", max_rung = "deobf" }]
id = "tro-choi"
kind = "offer"
[[rule]]
id = "moi"
query = '"nhà cái" NEAR/20 ("nạp tiền" OR "khuyến mãi") NOT "triệt phá"'
unless = ["công an cảnh báo"]
zones = ["main", "title"]
kind = "report"
max_rung = "folded"
note = "dòng một\ndòng hai"
[[rule]]
hosts = "chan"
id = "danh-sach"
[[rule]]
id = "gia"
zones = ["host"]
protects = 'duoc-bao-ve'
[[rule]]
id = "dang"
shapes = ["gambling"]
"#;

    const WRITTEN: &str = r#"version = 1

[watchlist]
id = "co-bac"
name = "Cờ bạc \"trực tuyến\" C:\\"
category = "gambling"
severity = "high"
kind = "offer"
purpose = "Phát hiện quảng cáo cờ bạc trái phép trên trang công khai"
legal_basis = "Điều 321, 322 Bộ luật Hình sự 2015"
owner = "to-van-hanh"
review_by = 2027-06-30

[[rule]]
id = "tro-choi"
terms = [
    "tài xỉu",
    { text = "nổ hũ", max_rung = "tone" },
    "xóc đĩa",
]

[[rule]]
id = "moi"
query = '"nhà cái" NEAR/20 ("nạp tiền" OR "khuyến mãi") NOT "triệt phá"'
max_rung = "folded"
zones = ["main", "title"]
unless = ["công an cảnh báo"]
kind = "report"
note = "dòng một\ndòng hai"

[[rule]]
id = "danh-sach"
hosts = "chan"

[[rule]]
id = "gia"
protects = "duoc-bao-ve"
zones = ["host"]

[[rule]]
id = "dang"
shapes = ["gambling"]
"#;

    #[test]
    fn a_list_is_written_in_one_form() {
        let read = load_str("a.toml", FULL).unwrap();
        assert_eq!(read.to_toml(), WRITTEN);
    }

    #[test]
    fn shipped_lists_are_read_back_as_they_were() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/watchlists");
        for list in load_dir(folder.as_ref()).unwrap() {
            let again = load_str("again.toml", &list.to_toml()).unwrap();
            assert_eq!(without_places(&again), without_places(&list), "{}", list.id);
            assert_eq!(again.to_toml(), list.to_toml());
        }
    }

    proptest! {
        /// Whatever stands in the free texts of a list.
        #[test]
        fn hostile_text_is_read_back_as_it_was(
            name in r#"[ -~À-ỹ\n\t"\\']{1,40}"#,
            note in any::<String>(),
            terms in prop::collection::vec("[a-zA-Zà-ỹ\"\\\\' ]{1,12}", 1..5),
            rung in 0..5_usize,
        ) {
            let mut list = load_str("a.toml", FULL).unwrap();
            list.name = format!("x{name}");
            let rule = &mut list.rules[0];
            rule.note = Some(note);
            rule.body = RuleText::Terms(
                terms
                    .iter()
                    .map(|text| WatchTerm {
                        needle: Needle { text: format!("lửa {text}"), place: Default::default() },
                        max_rung: Rung::ALL.get(rung).copied().filter(|rung| *rung != Rung::Deobf),
                    })
                    .collect(),
            );
            let text = list.to_toml();
            match load_str("b.toml", &text) {
                Ok(again) => {
                    prop_assert_eq!(without_places(&again), without_places(&list));
                    prop_assert_eq!(again.to_toml(), text);
                }
                // A term may be one that is refused; the text must be TOML all
                // the same, and the fault that of a term.
                Err(faults) => {
                    prop_assert!(toml::from_str::<toml::Table>(&text).is_ok(), "{}", text);
                    prop_assert!(faults.iter().all(|fault| fault.line > 10), "{:?}", faults);
                }
            }
        }
    }
}
