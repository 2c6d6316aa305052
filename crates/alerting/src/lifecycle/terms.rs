//! Terms from a table or a plain list, added to a watchlist, with a report of
//! what to look at before it goes on trial.

use std::collections::{BTreeMap, HashMap};

use haidang_model::{Kind, RuleId, Rung, WatchlistId, Zone, mask};
use haidang_query::{RuleBody, RuleSet, RuleSpec};
use serde::Serialize;

use crate::{
    Fault, Needle, NeedlePlace, Place, Rule, RuleText, WatchTerm, Watchlist, load_str,
    personal_needle, watchlist::TERMS_MAX,
};

/// Rows that are read from one file at most.
pub const TERM_ROWS_MAX: usize = 50_000;

/// Characters of the note that a new rule takes from its rows at most.
const NOTE_CHARS_MAX: usize = 1_000;

/// Columns that a table of terms may have.
const COLUMNS: [&str; 5] = ["term", "rule", "kind", "zone", "note"];

/// One term to be added, as its file says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermRow {
    /// Its line, from 1.
    pub line: usize,
    /// The term.
    pub term: String,
    /// The rule it belongs to; the one named for the import when empty.
    pub rule: String,
    /// `offer` or `report`; that of the rule or list when empty.
    pub kind: String,
    /// Zones, parted by spaces or `|`; those of the rule, or all, when empty.
    pub zone: String,
    /// A remark, kept with a rule that is new.
    pub note: String,
}

/// A term that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedTerm {
    /// Its line.
    pub line: usize,
    /// The term, personal data masked.
    pub term: String,
    /// Why, in Vietnamese.
    pub vi: String,
    /// Why, in English.
    pub en: String,
}

/// Where a term stands already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateOf {
    /// On an earlier line of the file.
    Line(usize),
    /// In a rule.
    Rule {
        /// The watchlist: the one that is added to, or a live one.
        watchlist: WatchlistId,
        /// The rule.
        rule: RuleId,
    },
}

/// A term that stands somewhere already, or one that reads the same without
/// marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Duplicate {
    /// Its line.
    pub line: usize,
    /// The term.
    pub term: String,
    /// The other, as it is written there.
    pub other: String,
    /// Where.
    pub of: DuplicateOf,
    /// Whether it was left out: the very same words, in the file or in the list
    /// that is added to. Otherwise it was added, for people to judge.
    pub left_out: bool,
}

/// A term so short that it may be met in ordinary text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShortTerm {
    /// Its line.
    pub line: usize,
    /// The term.
    pub term: String,
    /// Why it is dangerous, in Vietnamese.
    pub vi: String,
    /// Why it is dangerous, in English.
    pub en: String,
}

/// What came of adding terms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TermReport {
    /// Rows read.
    pub rows: usize,
    /// Terms added, with their lines, in the order of the file.
    pub added: Vec<(usize, String)>,
    /// Terms that were not taken.
    pub refused: Vec<RefusedTerm>,
    /// Terms that stand somewhere already.
    pub duplicates: Vec<Duplicate>,
    /// Terms that were added and are dangerously short.
    pub short: Vec<ShortTerm>,
}

/// Reads a table of terms (RFC 4180, with a header): the column `term`, and
/// `rule`, `kind`, `zone`, `note` if there are any. Semicolons part the columns
/// where the header has them and no comma, as spreadsheets in Vietnam write.
///
/// # Errors
/// Faults of the header, and a row that cannot be taken apart.
pub fn read_csv(file: &str, text: &str) -> Result<Vec<TermRow>, Vec<Fault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let header = text.lines().next().unwrap_or_default();
    let delimiter = if header.contains(';') && !header.contains(',') {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let columns = columns(file, &mut reader)?;
    let mut rows = Vec::new();
    let mut lines = LineCounter {
        text: text.as_bytes(),
        at: 0,
        line: 1,
    };
    for record in reader.records() {
        let record = record.map_err(|error| vec![broken(file, &error)])?;
        let byte = record.position().map_or(0, |position| position.byte());
        let mut row = TermRow {
            line: lines.of(byte),
            ..TermRow::default()
        };
        for (column, value) in columns.iter().zip(&record) {
            let field = match *column {
                "term" => &mut row.term,
                "rule" => &mut row.rule,
                "kind" => &mut row.kind,
                "zone" => &mut row.zone,
                _ => &mut row.note,
            };
            value.clone_into(field);
        }
        push(file, &mut rows, row)?;
    }
    Ok(rows)
}

/// Counts the lines up to records that come one after the other. The reader's
/// own count is one less where lines end in CR LF.
struct LineCounter<'t> {
    text: &'t [u8],
    at: usize,
    line: usize,
}

impl LineCounter<'_> {
    /// Returns the line of the first byte from `byte` on that ends no line.
    fn of(&mut self, byte: u64) -> usize {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(found) = self.text.get(self.at) {
            if self.at >= byte && !matches!(found, b'\r' | b'\n') {
                break;
            }
            self.line += usize::from(*found == b'\n');
            self.at += 1;
        }
        self.line
    }
}

/// Reads the header; the columns in their order.
fn columns(file: &str, reader: &mut csv::Reader<&[u8]>) -> Result<Vec<&'static str>, Vec<Fault>> {
    let header = reader
        .headers()
        .map_err(|error| vec![broken(file, &error)])?;
    let mut columns = Vec::new();
    let mut faults = Vec::new();
    for name in header {
        match COLUMNS
            .iter()
            .find(|column| column.eq_ignore_ascii_case(name))
        {
            Some(column) if columns.contains(column) => faults.push(fault(
                file,
                1,
                format!("cột `{name}` có hai lần"),
                format!("the column `{name}` is there twice"),
            )),
            Some(column) => columns.push(*column),
            None => faults.push(fault(
                file,
                1,
                format!("cột lạ `{name}`; các cột được dùng: {}", COLUMNS.join(", ")),
                format!(
                    "unknown column `{name}`; known columns: {}",
                    COLUMNS.join(", ")
                ),
            )),
        }
    }
    if !columns.contains(&"term") {
        faults.push(fault(
            file,
            1,
            "dòng đầu phải là tên cột và phải có cột `term`".to_owned(),
            "the first line must name the columns, `term` among them".to_owned(),
        ));
    }
    if faults.is_empty() {
        Ok(columns)
    } else {
        Err(faults)
    }
}

/// Reads a plain list: one term a line; blank lines and lines that begin with
/// `#` say nothing.
///
/// # Errors
/// More than [`TERM_ROWS_MAX`] terms.
pub fn read_terms(file: &str, text: &str) -> Result<Vec<TermRow>, Vec<Fault>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let term = line.trim();
        if term.is_empty() || term.starts_with('#') {
            continue;
        }
        let row = TermRow {
            line: index + 1,
            term: term.to_owned(),
            ..TermRow::default()
        };
        push(file, &mut rows, row)?;
    }
    Ok(rows)
}

fn push(file: &str, rows: &mut Vec<TermRow>, row: TermRow) -> Result<(), Vec<Fault>> {
    if rows.len() >= TERM_ROWS_MAX {
        return Err(vec![fault(
            file,
            row.line,
            format!("quá {TERM_ROWS_MAX} dòng; hãy chia tập tin"),
            format!("more than {TERM_ROWS_MAX} rows; split the file"),
        )]);
    }
    rows.push(row);
    Ok(())
}

fn broken(file: &str, error: &csv::Error) -> Fault {
    let line = error.position().map_or(1, |position| position.line());
    fault(
        file,
        usize::try_from(line).unwrap_or(usize::MAX),
        format!("CSV viết sai: {error}"),
        format!("broken CSV: {error}"),
    )
}

fn fault(file: &str, line: usize, vi: String, en: String) -> Fault {
    Fault {
        file: file.to_owned(),
        line,
        column: 1,
        vi,
        en,
    }
}

/// Adds terms to a watchlist. `rule` takes the terms whose row names none;
/// rules that are not there are made. `live` are the lists to hold the terms
/// against. Terms of queries are not looked at.
///
/// # Errors
/// What makes the list as a whole one that cannot be read, such as too many
/// rules. What is wrong with single terms stands in the report.
pub fn add_terms(
    base: &Watchlist,
    rows: Vec<TermRow>,
    rule: &RuleId,
    live: &[&Watchlist],
) -> Result<(Watchlist, TermReport), Vec<Fault>> {
    let mut report = TermReport {
        rows: rows.len(),
        ..TermReport::default()
    };
    let mut known = KnownTerms::of(base, live);
    let refused = refused_by_language(&rows);
    let mut adding = Adding {
        rule_at: base
            .rules
            .iter()
            .enumerate()
            .map(|(at, rule)| (rule.id.clone(), at))
            .collect(),
        new: base.rules.len(),
        list: base.clone(),
    };
    for (index, row) in rows.into_iter().enumerate() {
        let why = match personal_needle(&row.term) {
            Some((kind, _)) => Some((
                format!("không được tìm theo {}", kind.vi()),
                format!("{} cannot be looked for", kind.en()),
            )),
            None => refused.get(&index).cloned(),
        };
        let duplicates = known.find(&row);
        let left_out = duplicates.iter().any(|duplicate| duplicate.left_out);
        let outcome = match why {
            Some(why) => Err(why),
            None if left_out => Ok(None),
            None => adding.add(&row, rule).map(Some),
        };
        match outcome {
            Err((vi, en)) => report.refused.push(RefusedTerm {
                line: row.line,
                term: mask(&row.term),
                vi,
                en,
            }),
            Ok(added) => {
                report.duplicates.extend(duplicates);
                if added.is_some() {
                    report.short.extend(short(&row));
                    known.insert(&row.term, DuplicateOf::Line(row.line), true);
                    report.added.push((row.line, row.term));
                }
            }
        }
    }
    // Read back, so that what is kept is what any file must be.
    let list = load_str(&base.file, &adding.list.to_toml())?;
    Ok((list, report))
}

/// A watchlist while terms are added to it.
struct Adding {
    list: Watchlist,
    rule_at: HashMap<RuleId, usize>,
    /// Rules from here on are new.
    new: usize,
}

/// Why a term is refused, in Vietnamese and English.
type Why = (String, String);

impl Adding {
    fn add(&mut self, row: &TermRow, default_rule: &RuleId) -> Result<(), Why> {
        let id = match row.rule.as_str() {
            "" => default_rule.clone(),
            name => RuleId::parse(name).map_err(|_| {
                (
                    format!("`{name}` không dùng làm id của luật được"),
                    format!("`{name}` is no valid id of a rule"),
                )
            })?,
        };
        let kind = optional(&row.kind, "kind", str::parse::<Kind>)?;
        let zones = optional(&row.zone, "zone", parse_zones)?;
        let term = WatchTerm {
            needle: Needle {
                text: row.term.clone(),
                place: NeedlePlace::default(),
            },
            max_rung: None,
        };
        let at = self.rule_at.get(&id).copied();
        let Some(rule) = at.and_then(|at| self.list.rules.get_mut(at)) else {
            self.rule_at.insert(id.clone(), self.list.rules.len());
            self.list.rules.push(Rule {
                id: id.clone(),
                body: RuleText::Terms(vec![term]),
                max_rung: Rung::Deobf,
                zones,
                unless: Vec::new(),
                kind: kind.unwrap_or(self.list.kind),
                note: Some(row.note.clone()).filter(|note| !note.is_empty()),
                place: Place::default(),
            });
            return Ok(());
        };
        let RuleText::Terms(terms) = &mut rule.body else {
            return Err((
                format!("luật `{id}` không phải luật danh sách từ, không thêm từ vào được"),
                format!("rule `{id}` holds no terms, so none can be added"),
            ));
        };
        if terms.len() >= TERMS_MAX {
            return Err((
                format!("luật `{id}` đã đủ {TERMS_MAX} từ; hãy dùng thêm luật khác"),
                format!("rule `{id}` holds {TERMS_MAX} terms already; name another rule"),
            ));
        }
        if kind.is_some_and(|kind| kind != rule.kind) {
            return Err(other_than_rule(&id, "kind"));
        }
        if zones.is_some() && zones != rule.zones {
            return Err(other_than_rule(&id, "zone"));
        }
        terms.push(term);
        if at.is_some_and(|at| at >= self.new) {
            join_note(&mut rule.note, &row.note);
        }
        Ok(())
    }
}

fn other_than_rule(id: &RuleId, key: &str) -> Why {
    (
        format!("cột `{key}` khác với luật `{id}`; hãy dùng luật khác"),
        format!("the column `{key}` says something else than rule `{id}`; name another rule"),
    )
}

/// Reads a field that may be empty.
fn optional<T, E: std::fmt::Display>(
    text: &str,
    column: &str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Result<Option<T>, Why> {
    if text.is_empty() {
        return Ok(None);
    }
    parse(text).map(Some).map_err(|error| {
        (
            format!("cột `{column}` không nhận giá trị này: {error}"),
            format!("the column `{column}` does not take this: {error}"),
        )
    })
}

fn parse_zones(text: &str) -> Result<Vec<Zone>, haidang_model::UnknownName> {
    let names = text.split(|c: char| c.is_whitespace() || c == '|');
    let mut zones = Vec::new();
    for name in names.filter(|name| !name.is_empty()) {
        let zone = name.parse()?;
        if !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    Ok(zones)
}

fn join_note(note: &mut Option<String>, other: &str) {
    if other.is_empty() {
        return;
    }
    match note {
        None => *note = Some(other.to_owned()),
        Some(note) if note.split("; ").any(|part| part == other) => {}
        Some(note) => {
            let chars = note.chars().count() + other.chars().count();
            if chars < NOTE_CHARS_MAX {
                note.push_str("; ");
                note.push_str(other);
            }
        }
    }
}

/// Compiles each term as a rule of its own, for what the language refuses; by
/// the index of the row.
fn refused_by_language(rows: &[TermRow]) -> BTreeMap<usize, Why> {
    let (Ok(watchlist), Ok(first)) = (WatchlistId::parse("nhap"), RuleId::parse("t0")) else {
        return BTreeMap::new();
    };
    let mut index_of = HashMap::with_capacity(rows.len());
    let specs = rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let rule = RuleId::parse(&format!("t{index}")).unwrap_or_else(|_| first.clone());
            index_of.insert(rule.clone(), index);
            RuleSpec {
                watchlist: watchlist.clone(),
                rule,
                version: 0,
                kind: Kind::Offer,
                body: RuleBody::Terms(vec![row.term.clone()]),
                max_rung: Rung::Deobf,
                zones: None,
                unless: Vec::new(),
            }
        })
        .collect();
    let faults = RuleSet::compile(specs).err().unwrap_or_default();
    faults
        .into_iter()
        .filter_map(|fault| {
            let index = index_of.get(&fault.rule)?;
            Some((*index, (fault.vi, fault.en)))
        })
        .collect()
}

/// The terms there are already.
#[derive(Default)]
struct KnownTerms {
    /// By their very words; of one's own lists before others.
    by_words: HashMap<String, KnownTerm>,
    /// The first few of those that read the same without marks, by how they read.
    by_folded: HashMap<String, Vec<KnownTerm>>,
}

#[derive(Clone)]
struct KnownTerm {
    text: String,
    words: String,
    of: DuplicateOf,
    /// Whether the very same words are left out when they come again.
    own: bool,
}

/// Places of one term that are told of, and terms that are kept for one reading
/// without marks: a list of all tones of a phrase must not cost its square.
const PLACES_MAX: usize = 3;

impl KnownTerms {
    fn of(base: &Watchlist, live: &[&Watchlist]) -> KnownTerms {
        let mut known = KnownTerms::default();
        let others = live.iter().filter(|list| list.id != base.id).copied();
        for (list, own) in std::iter::once((base, true)).chain(others.map(|list| (list, false))) {
            for rule in &list.rules {
                let RuleText::Terms(terms) = &rule.body else {
                    continue;
                };
                for term in terms {
                    let of = DuplicateOf::Rule {
                        watchlist: list.id.clone(),
                        rule: rule.id.clone(),
                    };
                    known.insert(&term.needle.text, of, own);
                }
            }
        }
        known
    }

    fn insert(&mut self, text: &str, of: DuplicateOf, own: bool) {
        let (folded, words) = words_of(text);
        let term = KnownTerm {
            text: text.to_owned(),
            words: words.clone(),
            of,
            own,
        };
        let same = self.by_folded.entry(folded).or_default();
        if same.len() <= PLACES_MAX {
            same.push(term.clone());
        }
        match self.by_words.get(&words) {
            Some(known) if known.own || !own => {}
            _ => {
                self.by_words.insert(words, term);
            }
        }
    }

    /// Finds where a term stands already: the very same words if there are
    /// any, then some that read the same without marks.
    fn find(&self, row: &TermRow) -> Vec<Duplicate> {
        let (folded, words) = words_of(&row.term);
        if folded.is_empty() {
            return Vec::new();
        }
        let exact = self.by_words.get(&words);
        let alike = self.by_folded.get(&folded).into_iter().flatten();
        exact
            .into_iter()
            .chain(alike.filter(|term| term.words != words))
            .take(PLACES_MAX)
            .map(|term| Duplicate {
                line: row.line,
                term: row.term.clone(),
                other: term.text.clone(),
                of: term.of.clone(),
                left_out: term.own && term.words == words,
            })
            .collect()
    }
}

/// Returns the folded words of a term, and its words as they are told apart:
/// with their marks, the tone wherever it is written.
fn words_of(text: &str) -> (String, String) {
    let normalised = vitext::normalise(text);
    let words = |form: &dyn Fn(usize) -> String| {
        let words: Vec<String> = (0..normalised.len()).map(form).collect();
        words.join(" ")
    };
    (
        words(&|i| normalised.folded(i).to_owned()),
        words(&|i| normalised.canonical(i).to_owned()),
    )
}

/// Tells why a term is dangerously short: one syllable, or two that are an
/// everyday word, or that everyday words fold to. The everyday words are those
/// of `vitext` ([`vitext::bare_readings`]).
fn short(row: &TermRow) -> Option<ShortTerm> {
    let normalised = vitext::normalise(&row.term);
    let (vi, en) = match normalised.len() {
        1 => (
            "chỉ có một âm tiết, gặp khắp nơi trong văn bản thường; nên viết thành cụm hoặc câu tìm có NEAR".to_owned(),
            "a single syllable is met everywhere in ordinary text; make it a phrase, or a query with NEAR".to_owned(),
        ),
        2 => {
            let readings = vitext::bare_readings(normalised.folded(0), normalised.folded(1));
            let itself = |reading: &&&str| {
                let reading = vitext::normalise(reading);
                reading.canonical(0) == normalised.canonical(0)
                    && reading.canonical(1) == normalised.canonical(1)
            };
            if readings.iter().any(|reading| itself(&reading)) {
                (
                    "là từ thường dùng; nên thêm ngữ cảnh bằng câu tìm có NEAR".to_owned(),
                    "an everyday word; give it context with a query with NEAR".to_owned(),
                )
            } else if readings.is_empty() {
                return None;
            } else {
                let readings: Vec<String> = readings
                    .iter()
                    .take(PLACES_MAX)
                    .map(|reading| format!("“{reading}”"))
                    .collect();
                let readings = readings.join(", ");
                (
                    format!("bỏ dấu thì trùng với từ thường dùng {readings}; nên đặt max_rung = \"tone\""),
                    format!("without marks it reads as the everyday {readings}; set max_rung = \"tone\""),
                )
            }
        }
        _ => return None,
    };
    Some(ShortTerm {
        line: row.line,
        term: row.term.clone(),
        vi,
        en,
    })
}
