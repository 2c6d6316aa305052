//! From the text of one file to a [`Watchlist`], every fault noted.

use std::collections::BTreeMap;

use haidang_model::{Category, Kind, RuleId, Rung, Severity, WatchlistId, Zone};
use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

use super::{
    Needle, Rule, RuleText, WatchTerm, Watchlist,
    load::IdAt,
    needle::personal_needle,
    query_needles::query_personal_needle,
    statement::statement_fault,
    table::{FileReader, Message, TableAt},
};
use crate::Fault;

/// Rules of one watchlist at most.
const RULES_MAX: usize = 10_000;
/// Terms of one rule at most.
pub(crate) const TERMS_MAX: usize = 5_000;
/// `unless` terms of one rule at most.
const UNLESS_MAX: usize = 200;
/// The only version of the file format so far.
const FORMAT_VERSION: &str = "1";

const FILE_KEYS: &[&str] = &["version", "watchlist", "rule"];
const LIST_KEYS: &[&str] = &[
    "id",
    "name",
    "category",
    "severity",
    "kind",
    "purpose",
    "legal_basis",
    "owner",
    "review_by",
];
const RULE_KEYS: &[&str] = &[
    "id", "terms", "query", "shapes", "protects", "hosts", "max_rung", "zones", "unless", "kind",
    "note",
];
/// The keys that say what a rule looks for; a rule has exactly one.
const BODY_KEYS: &[&str] = &["terms", "query", "shapes", "protects", "hosts"];

/// The ways of naming hosts that a rule may ask for with `shapes`.
pub const HOST_SHAPES: &[&str] = &["gambling"];

const TERM_KEYS: &[&str] = &["text", "max_rung"];

/// Reads one file. Broken TOML is reported alone, since what follows a broken
/// line cannot be judged; otherwise every fault is.
///
/// The id comes apart from the rest, because ids are compared over all files,
/// those with faults too.
pub(super) fn read(file: &str, text: &str) -> (Option<IdAt>, Result<Watchlist, Vec<Fault>>) {
    let mut reader = FileReader::new(file, text);
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            reader.fault(
                at,
                Message::new(
                    format!("TOML viết sai cú pháp: {}", error.message()),
                    format!("broken TOML: {}", error.message()),
                ),
            );
        }
        return (None, Err(reader.into_faults()));
    }
    let (id, watchlist) = read_root(&mut reader, file, root.get_ref());
    let faults = reader.into_faults();
    match watchlist {
        Some(watchlist) if faults.is_empty() => (id, Ok(watchlist)),
        _ => (id, Err(faults)),
    }
}

fn read_root(
    reader: &mut FileReader<'_>,
    file: &str,
    root: &DeTable<'_>,
) -> (Option<IdAt>, Option<Watchlist>) {
    let root = TableAt {
        table: root,
        name: "tệp / the file".to_owned(),
        at: 0,
    };
    reader.refuse_unknown_keys(&root, FILE_KEYS);
    check_version(reader, &root);
    let (id, facts) = read_facts(reader, &root);
    let kind = facts.as_ref().map_or(Kind::Offer, |facts| facts.kind);
    let rules = read_rules(reader, &root, kind);
    let watchlist = facts.map(|facts| Watchlist {
        rules,
        file: file.to_owned(),
        text: reader.finder().text().into(),
        ..facts
    });
    (id, watchlist)
}

fn check_version(reader: &mut FileReader<'_>, root: &TableAt<'_, '_>) {
    let Some(value) = reader.required(root, "version") else {
        return;
    };
    let known = value
        .get_ref()
        .as_integer()
        .is_some_and(|version| version.radix() == 10 && version.as_str() == FORMAT_VERSION);
    if !known {
        reader.fault(
            value.span().start,
            Message::new(
                "`version` phải là 1; phiên bản này chưa đọc dạng tệp khác",
                "`version` must be 1; no other form of the file is read yet",
            ),
        );
    }
}

/// Takes `[name]` as a table.
fn sub_table<'a, 'i>(
    reader: &mut FileReader<'_>,
    value: &'a Spanned<DeValue<'i>>,
    name: &str,
) -> Option<TableAt<'a, 'i>> {
    match value.get_ref().as_table() {
        Some(table) => Some(TableAt {
            table,
            name: name.to_owned(),
            at: value.span().start,
        }),
        None => {
            reader.wrong_type(value, name, "một bảng", "a table");
            None
        }
    }
}

/// Reads `[watchlist]`; the rules, file and text are left empty.
fn read_facts(
    reader: &mut FileReader<'_>,
    root: &TableAt<'_, '_>,
) -> (Option<IdAt>, Option<Watchlist>) {
    let table = reader
        .required(root, "watchlist")
        .and_then(|value| sub_table(reader, value, "[watchlist]"));
    let Some(table) = table else {
        return (None, None);
    };
    reader.refuse_unknown_keys(&table, LIST_KEYS);
    let id = reader.required_string(&table, "id").and_then(|id| {
        let parsed = slug(reader, &id, WatchlistId::parse(&id.text).ok())?;
        Some((parsed, id.place.start))
    });
    let facts = read_statements(reader, &table, id.as_ref());
    (id, facts)
}

fn read_statements(
    reader: &mut FileReader<'_>,
    table: &TableAt<'_, '_>,
    id: Option<&IdAt>,
) -> Option<Watchlist> {
    // Everything is read before anything is given up, so that all faults show.
    let name = reader
        .required_string(table, "name")
        .and_then(|name| not_blank(reader, name, "name"));
    let category = closed(
        reader,
        table,
        "category",
        &names(Category::ALL, Category::as_str),
    );
    let severity = closed(
        reader,
        table,
        "severity",
        &names(Severity::ALL, Severity::as_str),
    );
    let kind = closed(reader, table, "kind", &names(Kind::ALL, Kind::as_str));
    let purpose = statement(reader, table, "purpose");
    let legal_basis = statement(reader, table, "legal_basis");
    let owner = reader
        .required_string(table, "owner")
        .and_then(|owner| not_blank(reader, owner, "owner"));
    let review_by = reader
        .required(table, "review_by")
        .and_then(|value| reader.date(value, "review_by"));
    let (id, id_place) = id?.clone();
    Some(Watchlist {
        id,
        name: name?,
        category: category?,
        severity: severity?,
        kind: kind?,
        purpose: purpose?,
        legal_basis: legal_basis?,
        owner: owner?,
        review_by: review_by?,
        rules: Vec::new(),
        id_place,
        file: String::new(),
        text: "".into(),
    })
}

fn names<T: Copy>(all: &[T], name: impl Fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|value| name(*value)).collect()
}

fn closed<T: std::str::FromStr>(
    reader: &mut FileReader<'_>,
    table: &TableAt<'_, '_>,
    key: &str,
    known: &[&str],
) -> Option<T> {
    let needle = reader.required_string(table, key)?;
    reader.name(&needle, key, known)
}

fn slug<T>(reader: &mut FileReader<'_>, id: &Needle, parsed: Option<T>) -> Option<T> {
    if parsed.is_none() {
        reader.fault_at(
            id.place.start,
            Message::new(
                format!(
                    "`{}` không dùng làm id được; id gồm 1 đến 64 ký tự a-z, 0-9, `-`, bắt đầu và kết thúc bằng chữ hoặc số",
                    id.text
                ),
                format!(
                    "`{}` is no valid id: 1 to 64 of a-z, 0-9, `-`, beginning and ending with a letter or digit",
                    id.text
                ),
            ),
        );
    }
    parsed
}

fn not_blank(reader: &mut FileReader<'_>, needle: Needle, key: &str) -> Option<String> {
    if needle.text.chars().any(char::is_alphanumeric) {
        return Some(needle.text);
    }
    reader.fault_at(
        needle.place.start,
        Message::new(
            format!("`{key}` không được để trống"),
            format!("`{key}` must not be empty"),
        ),
    );
    None
}

fn statement(reader: &mut FileReader<'_>, table: &TableAt<'_, '_>, key: &str) -> Option<String> {
    let needle = reader.required_string(table, key)?;
    if let Some(message) = statement_fault(key, &needle.text) {
        reader.fault_at(needle.place.start, message);
        return None;
    }
    Some(needle.text)
}

fn read_rules(reader: &mut FileReader<'_>, root: &TableAt<'_, '_>, kind: Kind) -> Vec<Rule> {
    let Some(value) = reader.required(root, "rule") else {
        return Vec::new();
    };
    let Some(items) = value.get_ref().as_array() else {
        reader.wrong_type(value, "rule", "các bảng [[rule]]", "[[rule]] tables");
        return Vec::new();
    };
    if items.is_empty() || items.len() > RULES_MAX {
        reader.fault(
            value.span().start,
            Message::new(
                format!("danh mục có {} luật; cần từ 1 đến {RULES_MAX}", items.len()),
                format!(
                    "the watchlist has {} rules; 1 to {RULES_MAX} are asked for",
                    items.len()
                ),
            ),
        );
        return Vec::new();
    }
    let mut seen: BTreeMap<RuleId, usize> = BTreeMap::new();
    let mut rules = Vec::with_capacity(items.len());
    for item in items.iter() {
        let Some((rule, id)) = read_rule(reader, item, kind) else {
            continue;
        };
        if let Some(line) = seen.get(&rule.id) {
            reader.fault_at(
                id.place.start,
                Message::new(
                    format!(
                        "luật `{}` đã có ở dòng {line}; mỗi luật cần id riêng",
                        rule.id
                    ),
                    format!(
                        "rule `{}` stands on line {line} already; each needs its own id",
                        rule.id
                    ),
                ),
            );
            continue;
        }
        seen.insert(rule.id.clone(), id.place.start.line);
        rules.push(rule);
    }
    rules
}

/// Reads one `[[rule]]`; returns its id as written beside it.
fn read_rule(
    reader: &mut FileReader<'_>,
    item: &Spanned<DeValue<'_>>,
    list_kind: Kind,
) -> Option<(Rule, Needle)> {
    let table = sub_table(reader, item, "[[rule]]")?;
    reader.refuse_unknown_keys(&table, RULE_KEYS);
    let id = reader.required_string(&table, "id");
    let slug = id
        .as_ref()
        .and_then(|id| slug(reader, id, RuleId::parse(&id.text).ok()));
    let max_rung = read_rung(reader, &table);
    let body = read_body(reader, &table, max_rung.unwrap_or(Rung::Deobf));
    let zones = read_zones(reader, &table);
    let unless = match table.table.get("unless") {
        None => Some(Vec::new()),
        Some(value) => reader.strings(value, "unless", UNLESS_MAX),
    };
    for needle in unless.iter().flatten() {
        refuse_personal(reader, needle, personal_needle(&needle.text));
    }
    let kind = optional_name(
        reader,
        &table,
        "kind",
        list_kind,
        &names(Kind::ALL, Kind::as_str),
    );
    let note = match table.table.get("note") {
        None => None,
        Some(value) => reader.string(value, "note").map(|note| note.text),
    };
    let rule = Rule {
        id: slug?,
        body: body?,
        max_rung: max_rung?,
        zones: zones?,
        unless: unless?,
        kind: kind?,
        note,
        place: reader.finder().place(table.at),
    };
    Some((rule, id?))
}

fn optional_name<T: std::str::FromStr>(
    reader: &mut FileReader<'_>,
    table: &TableAt<'_, '_>,
    key: &str,
    default: T,
    known: &[&str],
) -> Option<T> {
    match table.table.get(key) {
        None => Some(default),
        Some(value) => {
            let needle = reader.string(value, key)?;
            reader.name(&needle, key, known)
        }
    }
}

fn read_zones(reader: &mut FileReader<'_>, table: &TableAt<'_, '_>) -> Option<Option<Vec<Zone>>> {
    let Some(value) = table.table.get("zones") else {
        return Some(None);
    };
    let known = names(Zone::ALL, Zone::as_str);
    let needles = reader.strings(value, "zones", Zone::ALL.len())?;
    let mut zones = Vec::with_capacity(needles.len());
    for needle in &needles {
        if let Some(zone) = reader.name(needle, "zones", &known) {
            zones.push(zone);
        }
    }
    (zones.len() == needles.len()).then_some(Some(zones))
}

fn read_rung(reader: &mut FileReader<'_>, table: &TableAt<'_, '_>) -> Option<Rung> {
    let known = names(&Rung::ALL, Rung::as_str);
    optional_name(reader, table, "max_rung", Rung::Deobf, &known)
}

/// Reads one of `terms`: a string, or `{ text = "…", max_rung = "…" }`.
fn read_term(
    reader: &mut FileReader<'_>,
    item: &Spanned<DeValue<'_>>,
    rule_rung: Rung,
) -> Option<WatchTerm> {
    if item.get_ref().as_table().is_none() {
        let needle = reader.string(item, "terms")?;
        return Some(WatchTerm {
            needle,
            max_rung: None,
        });
    }
    let table = sub_table(reader, item, "terms")?;
    reader.refuse_unknown_keys(&table, TERM_KEYS);
    let needle = reader.required_string(&table, "text");
    let max_rung = read_rung(reader, &table)?;
    if max_rung > rule_rung && table.table.contains_key("max_rung") {
        reader.fault(
            table.at,
            Message::new(
                format!(
                    "từ này nới tới bậc `{max_rung}`, rộng hơn luật (`{rule_rung}`); hãy thu hẹp, hoặc nới `max_rung` của luật"
                ),
                format!(
                    "this term reaches to `{max_rung}`, farther than its rule (`{rule_rung}`); narrow it, or widen the rule's `max_rung`"
                ),
            ),
        );
        return None;
    }
    Some(WatchTerm {
        needle: needle?,
        max_rung: Some(max_rung).filter(|rung| *rung < rule_rung),
    })
}

fn read_body(
    reader: &mut FileReader<'_>,
    table: &TableAt<'_, '_>,
    max_rung: Rung,
) -> Option<RuleText> {
    let mut bodies = BODY_KEYS
        .iter()
        .filter_map(|key| Some((*key, table.table.get(*key)?)));
    let Some((key, value)) = bodies.next() else {
        let keys = BODY_KEYS.join("`, `");
        reader.fault(
            table.at,
            Message::new(
                format!("luật không nói tìm gì; cần đúng một trong `{keys}`"),
                format!(
                    "the rule does not say what it looks for; exactly one of `{keys}` is needed"
                ),
            ),
        );
        return None;
    };
    if let Some((other, second)) = bodies.next() {
        reader.fault(
            second.span().start,
            Message::new(
                format!("luật có cả `{key}` lẫn `{other}`; chỉ giữ một, hoặc tách thành hai luật"),
                format!("the rule has both `{key}` and `{other}`; keep one, or make two rules"),
            ),
        );
        return None;
    }
    match key {
        "terms" => {
            let items = reader.items(value, key, TERMS_MAX)?;
            let mut read = Vec::with_capacity(items.len());
            for item in items {
                if let Some(term) = read_term(reader, item, max_rung) {
                    refuse_personal(reader, &term.needle, personal_needle(&term.needle.text));
                    read.push(term);
                }
            }
            Some(RuleText::Terms(read))
        }
        "query" => {
            let needle = reader.string(value, key)?;
            refuse_personal(reader, &needle, query_personal_needle(&needle.text));
            Some(RuleText::Query(needle))
        }
        "shapes" => {
            let needles = reader.strings(value, key, HOST_SHAPES.len())?;
            let known = needles
                .iter()
                .filter_map(|needle| reader.name::<HostShape>(needle, key, HOST_SHAPES))
                .count();
            (known == needles.len()).then_some(RuleText::Shapes(needles))
        }
        "protects" => read_list_name(reader, value, key).map(RuleText::LookAlikes),
        _ => read_list_name(reader, value, key).map(RuleText::Hosts),
    }
}

/// Reads the name of a list of hosts: the stem of its file. Whether there is
/// such a list is seen when the rule is put to use.
fn read_list_name(
    reader: &mut FileReader<'_>,
    value: &Spanned<DeValue<'_>>,
    key: &str,
) -> Option<Needle> {
    let needle = reader.string(value, key)?;
    // The names that ids may have: no dot, no slash, so no path either.
    if RuleId::parse(&needle.text).is_err() {
        reader.fault_at(
            needle.place.start,
            Message::new(
                format!(
                    "`{key}` cần tên một tệp trong thư mục `hosts`, bỏ đuôi `.txt` (a-z, 0-9, `-`), không phải `{}`",
                    needle.text
                ),
                format!(
                    "`{key}` asks for the name of a file in the folder `hosts` without `.txt` (a-z, 0-9, `-`), not for `{}`",
                    needle.text
                ),
            ),
        );
        return None;
    }
    Some(needle)
}

/// One of [`HOST_SHAPES`].
struct HostShape;

impl std::str::FromStr for HostShape {
    type Err = ();

    fn from_str(name: &str) -> Result<HostShape, ()> {
        HOST_SHAPES.contains(&name).then_some(HostShape).ok_or(())
    }
}

fn refuse_personal(
    reader: &mut FileReader<'_>,
    needle: &Needle,
    found: Option<(super::PersonalNeedle, std::ops::Range<usize>)>,
) {
    let Some((kind, range)) = found else {
        return;
    };
    reader.fault_at(
        needle.place.of(range.start),
        Message::new(
            format!(
                "không được tìm theo {}: hệ thống theo dõi trang, không theo dõi người; hãy bỏ khỏi luật",
                kind.vi()
            ),
            format!(
                "{} cannot be looked for: pages are watched, not people; take it out of the rule",
                kind.en()
            ),
        ),
    );
}
