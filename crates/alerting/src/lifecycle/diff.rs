//! What changed from one version of a watchlist to another, by rule and term.
//!
//! The two are compared in their canonical form as TOML, key by key, so that a
//! key that rules learn later is compared without a word here.

use std::collections::BTreeMap;

use serde::Serialize;
use toml::{Table, Value};

use crate::Watchlist;

/// What changed between two versions of a watchlist.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ListDiff {
    /// Changed keys of `[watchlist]`.
    pub facts: Vec<ValueChange>,
    /// Rules that were added, removed or changed: those of the newer version in
    /// its order, then those that are gone. The order of rules says nothing and
    /// is not compared.
    pub rules: Vec<RuleDiff>,
}

/// A key whose value changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ValueChange {
    /// The key.
    pub key: String,
    /// The value before, as TOML writes it; `None` where it was left out.
    pub from: Option<String>,
    /// The value after.
    pub to: Option<String>,
}

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
}

/// What changed in a rule.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RuleDiff {
    /// The rule.
    pub id: String,
    /// What became of it.
    pub change: Change,
    /// Keys with one value: query, max_rung, kind, note.
    pub values: Vec<ValueChange>,
    /// Items of keys with many: terms, unless, zones.
    pub items: Vec<ItemChange>,
}

/// An item of a list that was added, removed or changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemChange {
    /// The key of the list.
    pub key: String,
    /// The item's text.
    pub text: String,
    /// What became of it.
    pub change: Change,
    /// What the item said besides its text before (`max_rung = "tone"`).
    pub from: Option<String>,
    /// And after.
    pub to: Option<String>,
}

/// Compares two versions of a watchlist.
pub fn diff(from: &Watchlist, to: &Watchlist) -> ListDiff {
    let (from, to) = (Parts::of(from), Parts::of(to));
    let mut found = ListDiff {
        facts: values(&from.facts, &to.facts),
        rules: Vec::new(),
    };
    let before: BTreeMap<&str, &Table> = from
        .rules
        .iter()
        .map(|(id, rule)| (id.as_str(), rule))
        .collect();
    let empty = Table::new();
    for (id, rule) in &to.rules {
        let (old, change) = match before.get(id.as_str()) {
            Some(old) => (*old, Change::Changed),
            None => (&empty, Change::Added),
        };
        let changed = rule_diff(id, change, old, rule);
        if change == Change::Added || !changed.values.is_empty() || !changed.items.is_empty() {
            found.rules.push(changed);
        }
    }
    for (id, rule) in &from.rules {
        if !to.rules.iter().any(|(other, _)| other == id) {
            found
                .rules
                .push(rule_diff(id, Change::Removed, rule, &empty));
        }
    }
    found
}

/// A watchlist in its canonical form, taken apart.
struct Parts {
    facts: Table,
    rules: Vec<(String, Table)>,
}

impl Parts {
    fn of(watchlist: &Watchlist) -> Parts {
        // What we write ourselves is TOML; were it not so, the two would differ
        // in everything, which nobody overlooks.
        let mut root: Table = toml::from_str(&watchlist.to_toml()).unwrap_or_default();
        let facts = match root.remove("watchlist") {
            Some(Value::Table(facts)) => facts,
            _ => Table::new(),
        };
        let rules = match root.remove("rule") {
            Some(Value::Array(rules)) => rules,
            _ => Vec::new(),
        };
        Parts {
            facts,
            rules: rules
                .into_iter()
                .filter_map(|rule| match rule {
                    Value::Table(mut rule) => {
                        let id = rule.remove("id")?.as_str()?.to_owned();
                        Some((id, rule))
                    }
                    _ => None,
                })
                .collect(),
        }
    }
}

fn rule_diff(id: &str, change: Change, from: &Table, to: &Table) -> RuleDiff {
    let mut items = Vec::new();
    let mut keys: Vec<&String> = to.keys().collect();
    keys.extend(from.keys().filter(|key| !to.contains_key(*key)));
    for key in keys {
        let lists = [from, to].map(|rule| rule.get(key).and_then(Value::as_array));
        if lists.iter().any(Option::is_some) {
            let [from, to] = lists.map(|list| list.map_or(&[] as &[Value], Vec::as_slice));
            item_changes(key, from, to, &mut items);
        }
    }
    RuleDiff {
        id: id.to_owned(),
        change,
        values: values(from, to),
        items,
    }
}

/// Compares the keys that do not hold lists.
fn values(from: &Table, to: &Table) -> Vec<ValueChange> {
    let mut keys: Vec<&String> = to.keys().collect();
    keys.extend(from.keys().filter(|key| !to.contains_key(*key)));
    let is_list = |table: &Table, key: &str| table.get(key).is_some_and(Value::is_array);
    keys.into_iter()
        .filter(|key| !is_list(from, key.as_str()) && !is_list(to, key.as_str()))
        .filter(|key| from.get(*key) != to.get(*key))
        .map(|key| ValueChange {
            key: key.clone(),
            from: from.get(key).map(Value::to_string),
            to: to.get(key).map(Value::to_string),
        })
        .collect()
}

fn item_changes(key: &str, from: &[Value], to: &[Value], found: &mut Vec<ItemChange>) {
    let before: BTreeMap<String, Option<String>> = from.iter().map(item).collect();
    let after: BTreeMap<String, Option<String>> = to.iter().map(item).collect();
    let mut push = |text: &String, change, from: Option<String>, to: Option<String>| {
        found.push(ItemChange {
            key: key.to_owned(),
            text: text.clone(),
            change,
            from,
            to,
        });
    };
    // In the order of the lists, each text once.
    let mut seen = std::collections::BTreeSet::new();
    for (text, rest) in to.iter().map(item) {
        if !seen.insert(text.clone()) {
            continue;
        }
        match before.get(&text) {
            None => push(&text, Change::Added, None, rest),
            Some(old) if *old != rest => push(&text, Change::Changed, old.clone(), rest),
            Some(_) => {}
        }
    }
    for (text, rest) in from.iter().map(item) {
        if !after.contains_key(&text) && seen.insert(text.clone()) {
            push(&text, Change::Removed, rest, None);
        }
    }
}

/// Takes an item apart: its text, and what it says besides.
fn item(item: &Value) -> (String, Option<String>) {
    match item {
        Value::String(text) => (text.clone(), None),
        Value::Table(table) => {
            let text = table.get("text").and_then(Value::as_str);
            let rest: Vec<String> = table
                .iter()
                .filter(|(key, _)| *key != "text")
                .map(|(key, value)| format!("{key} = {value}"))
                .collect();
            let text = text.map_or_else(|| item.to_string(), str::to_owned);
            (text, Some(rest.join(", ")).filter(|rest| !rest.is_empty()))
        }
        other => (other.to_string(), None),
    }
}

impl ListDiff {
    /// Tells whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.rules.is_empty()
    }

    /// Tells in Vietnamese what changed, a line each: `+` added, `-` removed,
    /// `~` changed.
    pub fn lines_vi(&self) -> Vec<String> {
        self.lines(&Words {
            rule: "luật",
            nothing: "không",
        })
    }

    /// The same in English.
    pub fn lines_en(&self) -> Vec<String> {
        self.lines(&Words {
            rule: "rule",
            nothing: "none",
        })
    }

    fn lines(&self, words: &Words) -> Vec<String> {
        let mut lines: Vec<String> = self.facts.iter().map(|fact| fact.line(words)).collect();
        for rule in &self.rules {
            lines.push(format!(
                "{} {} `{}`",
                rule.change.sign(),
                words.rule,
                rule.id
            ));
            let inner = rule.values.iter().map(|value| value.line(words));
            let inner = inner.chain(rule.items.iter().map(|item| item.line(words)));
            lines.extend(inner.map(|line| format!("    {line}")));
        }
        lines
    }
}

struct Words {
    rule: &'static str,
    nothing: &'static str,
}

impl Change {
    fn sign(self) -> char {
        match self {
            Change::Added => '+',
            Change::Removed => '-',
            Change::Changed => '~',
        }
    }
}

impl ValueChange {
    fn line(&self, words: &Words) -> String {
        let key = &self.key;
        match (&self.from, &self.to) {
            (None, Some(to)) => format!("+ {key}: {to}"),
            (Some(from), None) => format!("- {key}: {from}"),
            (from, to) => format!("~ {key}: {} → {}", words.or(from), words.or(to)),
        }
    }
}

impl ItemChange {
    fn line(&self, words: &Words) -> String {
        let (sign, key, text) = (self.change.sign(), &self.key, &self.text);
        match (self.change, &self.from, &self.to) {
            (Change::Changed, from, to) => {
                format!(
                    "{sign} {key}: \"{text}\" ({} → {})",
                    words.or(from),
                    words.or(to)
                )
            }
            (_, Some(rest), None) | (_, None, Some(rest)) => {
                format!("{sign} {key}: \"{text}\" ({rest})")
            }
            _ => format!("{sign} {key}: \"{text}\""),
        }
    }
}

impl Words {
    fn or<'a>(&self, value: &'a Option<String>) -> &'a str
    where
        Self: 'a,
    {
        value.as_deref().unwrap_or(self.nothing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load_str;

    fn list(severity: &str, rules: &str) -> Watchlist {
        let text = format!(
            "version = 1\n[watchlist]\nid = \"co-bac\"\nname = \"Cờ bạc\"\ncategory = \"gambling\"\n\
             severity = \"{severity}\"\nkind = \"offer\"\npurpose = \"Phát hiện quảng cáo cờ bạc\"\n\
             legal_basis = \"Điều 321 Bộ luật Hình sự\"\nowner = \"a\"\nreview_by = 2027-06-30\n{rules}"
        );
        load_str("a.toml", &text).unwrap()
    }

    #[test]
    fn changes_are_told_by_rule_and_term() {
        let before = list(
            "high",
            r#"
[[rule]]
id = "mot"
terms = ["tài xỉu", "nổ hũ", "xóc đĩa"]
[[rule]]
id = "hai"
query = '"nhà cái" AND "nạp tiền"'
note = "cũ"
[[rule]]
id = "ba"
terms = ["lô đề"]
[[rule]]
id = "nam"
terms = ["bầu cua"]
"#,
        );
        let after = list(
            "critical",
            r#"
[[rule]]
id = "nam"
terms = ["bầu cua"]
[[rule]]
id = "bon"
terms = ["cá độ"]
[[rule]]
id = "hai"
query = '"nhà cái" AND "rút tiền"'
zones = ["main"]
[[rule]]
id = "mot"
terms = ["xóc đĩa", { text = "tài xỉu", max_rung = "tone" }, "đá gà"]
"#,
        );
        let found = diff(&before, &after);
        let lines = [
            "~ severity: \"high\" → \"critical\"",
            "+ luật `bon`",
            "    + terms: \"cá độ\"",
            "~ luật `hai`",
            "    ~ query: '\"nhà cái\" AND \"nạp tiền\"' → '\"nhà cái\" AND \"rút tiền\"'",
            "    - note: \"cũ\"",
            "    + zones: \"main\"",
            "~ luật `mot`",
            "    ~ terms: \"tài xỉu\" (không → max_rung = \"tone\")",
            "    + terms: \"đá gà\"",
            "    - terms: \"nổ hũ\"",
            "- luật `ba`",
            "    - terms: \"lô đề\"",
        ];
        assert_eq!(found.lines_vi(), lines);
        assert!(found.lines_en()[1].contains("rule `bon`"));
        assert!(diff(&after, &after).is_empty());

        // There and back is the same with the signs turned.
        let back = diff(&after, &before);
        let count = |found: &ListDiff, change| {
            let items = found.rules.iter().flat_map(|rule| &rule.items);
            items.filter(|item| item.change == change).count()
        };
        assert_eq!(count(&found, Change::Added), count(&back, Change::Removed));
        assert_eq!(
            count(&found, Change::Changed),
            count(&back, Change::Changed)
        );
        let json = serde_json::to_value(&found).unwrap();
        assert_eq!(json["rules"][2]["items"][1]["change"], "added");
    }
}
