//! Watchlists from a folder, every fault of every file at once.

use std::{
    collections::BTreeMap,
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use haidang_model::{RuleId, Rung, WatchlistId};
use haidang_query::{RuleBody, RuleFault, RulePart, RuleSet, RuleSpec};

use super::{NeedlePlace, Rule, RuleText, WatchTerm, Watchlist, read::read};
use crate::{Fault, HostLists, Place};

/// Bytes of the largest watchlist file that is read.
pub const FILE_BYTES_MAX: u64 = 4 * 1024 * 1024;
/// Files of one folder at most.
const FILES_MAX: usize = 2_000;

/// Reads every `*.toml` of a folder, in the order of their names. Folders
/// below it are not entered.
///
/// # Errors
/// Every fault of every file, in the order of the files and of their places:
/// what [`load_str`] reports, files that cannot be read (at 1:1), and ids that
/// two files share.
pub fn load_dir(dir: &Path) -> Result<Vec<Watchlist>, Vec<Fault>> {
    let paths = toml_files(dir).map_err(|fault| vec![fault])?;
    let mut watchlists: Vec<Watchlist> = Vec::with_capacity(paths.len());
    let mut faults = Vec::new();
    // Ids are compared also with those of files that have other faults.
    let mut ids = SeenIds::default();
    for path in paths {
        let file = path.display().to_string();
        let text = match read_file(&path) {
            Ok(text) => text,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        let mut found = Vec::new();
        let (id, loaded) = load_with_id(&file, &text);
        found.extend(id.and_then(|id| ids.see(&file, id)));
        match loaded {
            Ok(watchlist) => watchlists.push(watchlist),
            Err(others) => found.extend(others),
        }
        found.sort();
        faults.extend(found);
    }
    if faults.is_empty() {
        Ok(watchlists)
    } else {
        Err(faults)
    }
}

/// Reads one watchlist from a file.
///
/// # Errors
/// As [`load_str`]; a file that cannot be read is a fault at 1:1.
pub fn load_file(path: &Path) -> Result<Watchlist, Vec<Fault>> {
    let text = read_file(path).map_err(|fault| vec![fault])?;
    load_str(&path.display().to_string(), &text)
}

/// Reads one watchlist from the text of a file; `file` names it in faults.
///
/// # Errors
/// Every fault of the file in the order of their places, never empty. Broken
/// TOML is reported alone, because nothing after it can be judged.
pub fn load_str(file: &str, text: &str) -> Result<Watchlist, Vec<Fault>> {
    load_with_id(file, text).1
}

/// As [`load_str`]; returns the watchlist's id too, even if the file has other
/// faults.
fn load_with_id(file: &str, text: &str) -> (Option<IdAt>, Result<Watchlist, Vec<Fault>>) {
    let (id, watchlist) = read(file, text);
    (id, watchlist.and_then(check_rules))
}

/// Compiles the rules, for the faults that only the query language can see.
fn check_rules(watchlist: Watchlist) -> Result<Watchlist, Vec<Fault>> {
    // What is named is looked for when the rules are put to use: a stored text
    // must be readable on any machine.
    let unnamed = HostLists::default();
    if RuleSet::compile(watchlist.rule_specs(0, &unnamed)).is_ok() {
        return Ok(watchlist);
    }
    // Each rule by itself, and each of its rungs, so that a fault can be put to
    // the term that has it.
    let mut faults = Vec::new();
    for rule in &watchlist.rules {
        for rung in rule.rungs() {
            if let Err(found) = RuleSet::compile(vec![watchlist.rule_spec(rule, rung, 0, &unnamed)])
            {
                let placed = found
                    .into_iter()
                    .map(|fault| watchlist.place_fault_of(rule, Some(rung), fault));
                faults.extend(placed);
            }
        }
    }
    faults.sort();
    faults.dedup();
    Err(faults)
}

impl Watchlist {
    /// Returns the rules in the form the scanner compiles: one for each rung that
    /// the terms of a rule may reach, all under the id of the rule. A list that
    /// `named` has not, see [`HostLists::faults`], stands for no host.
    pub(crate) fn rule_specs(&self, version: u32, named: &HostLists) -> Vec<RuleSpec> {
        self.rules
            .iter()
            .flat_map(|rule| {
                let specs = rule
                    .rungs()
                    .into_iter()
                    .map(|rung| self.rule_spec(rule, rung, version, named));
                specs.collect::<Vec<_>>()
            })
            .collect()
    }

    /// Returns what of a rule reaches to `rung`.
    fn rule_spec(&self, rule: &Rule, rung: Rung, version: u32, named: &HostLists) -> RuleSpec {
        let unless = rule.unless.iter().map(|needle| needle.text.clone());
        RuleSpec {
            watchlist: self.id.clone(),
            rule: rule.id.clone(),
            version,
            kind: rule.kind,
            body: match &rule.body {
                RuleText::Terms(_) => RuleBody::Terms(
                    rule.terms_to(rung)
                        .map(|term| term.needle.text.clone())
                        .collect(),
                ),
                RuleText::Query(query) => RuleBody::Query(query.text.clone()),
                // One way of naming so far, so they need not be told apart.
                RuleText::Shapes(_) => RuleBody::Shapes,
                RuleText::LookAlikes(list) => RuleBody::LookAlikes(named.protected(&list.text)),
                RuleText::Hosts(list) => RuleBody::Hosts(named.hosts(&list.text)),
            },
            max_rung: rung,
            zones: rule.zones.clone(),
            unless: unless.collect(),
        }
    }

    /// Returns a rule by its id.
    pub fn rule(&self, id: &RuleId) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == *id)
    }

    /// Turns a fault of the query language into one with a place in the file.
    pub(crate) fn place_fault(&self, fault: RuleFault) -> Fault {
        match self.rule(&fault.rule) {
            Some(rule) => self.place_fault_of(rule, None, fault),
            None => self.fault_at(Place::default(), fault),
        }
    }

    /// As [`Watchlist::place_fault`], for what of `rule` reaches to `rung`; the
    /// beginning of the rule where that is not known and matters.
    fn place_fault_of(&self, rule: &Rule, rung: Option<Rung>, fault: RuleFault) -> Fault {
        let needle = rule.needle_place(rung, &fault);
        let place = needle.map_or(rule.place, |needle| needle.of(fault.span.start));
        self.fault_at(place, fault)
    }

    fn fault_at(&self, place: Place, fault: RuleFault) -> Fault {
        Fault {
            file: self.file.clone(),
            line: place.line,
            column: place.column,
            vi: fault.vi,
            en: fault.en,
        }
    }
}

impl Rule {
    /// Returns the rungs that its terms reach to, each once; for any other body
    /// that of the rule.
    fn rungs(&self) -> Vec<Rung> {
        let RuleText::Terms(terms) = &self.body else {
            return vec![self.max_rung];
        };
        let mut rungs: Vec<Rung> = terms
            .iter()
            .map(|term| term.max_rung.unwrap_or(self.max_rung))
            .collect();
        rungs.sort_unstable();
        rungs.dedup();
        rungs
    }

    /// Returns the terms that reach to `rung`, and no farther.
    fn terms_to(&self, rung: Rung) -> impl Iterator<Item = &WatchTerm> {
        self.body
            .terms()
            .iter()
            .filter(move |term| term.max_rung.unwrap_or(self.max_rung) == rung)
    }

    fn needle_place(&self, rung: Option<Rung>, fault: &RuleFault) -> Option<&NeedlePlace> {
        let index = fault.term_index.unwrap_or(0);
        let needle = match (fault.part, &self.body) {
            (RulePart::Unless, _) => self.unless.get(index),
            (RulePart::Terms, RuleText::Terms(_)) => {
                let rung = rung.or_else(|| match self.rungs().as_slice() {
                    [one] => Some(*one),
                    _ => None,
                })?;
                self.terms_to(rung).nth(index).map(|term| &term.needle)
            }
            (_, RuleText::Query(query)) => Some(query),
            (_, RuleText::LookAlikes(list) | RuleText::Hosts(list)) => Some(list),
            (_, RuleText::Shapes(shapes)) => shapes.first(),
            (RulePart::Query, RuleText::Terms(_)) => None,
        };
        needle.map(|needle| &needle.place)
    }
}

/// Lists the files of a folder that end in `.toml`, sorted by name.
fn toml_files(dir: &Path) -> Result<Vec<PathBuf>, Fault> {
    let unreadable = |error: std::io::Error| Fault {
        file: dir.display().to_string(),
        line: 1,
        column: 1,
        vi: format!("không đọc được thư mục danh mục: {error}"),
        en: format!("cannot read the watchlist folder: {error}"),
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            paths.push(path);
        }
        if paths.len() > FILES_MAX {
            return Err(Fault {
                file: dir.display().to_string(),
                line: 1,
                column: 1,
                vi: format!("thư mục có hơn {FILES_MAX} tệp danh mục"),
                en: format!("the folder holds more than {FILES_MAX} watchlist files"),
            });
        }
    }
    paths.sort();
    Ok(paths)
}

/// Reads the text of a file of at most [`FILE_BYTES_MAX`].
///
/// # Errors
/// A fault at 1:1 when it cannot be read, is larger, or is not UTF-8.
pub fn read_file(path: &Path) -> Result<String, Fault> {
    let fault = |vi: String, en: String| Fault {
        file: path.display().to_string(),
        line: 1,
        column: 1,
        vi,
        en,
    };
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|opened| opened.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes))
        .map_err(|error| {
            fault(
                format!("không đọc được tệp: {error}"),
                format!("cannot read the file: {error}"),
            )
        })?;
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(fault(
            format!("tệp lớn hơn {FILE_BYTES_MAX} byte"),
            format!("the file is larger than {FILE_BYTES_MAX} bytes"),
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        fault(
            format!("tệp không phải UTF-8: {error}"),
            format!("the file is not UTF-8: {error}"),
        )
    })
}

/// The id of a watchlist with its place in the file.
pub(super) type IdAt = (WatchlistId, Place);

/// The ids met so far, with the file of each.
#[derive(Default)]
struct SeenIds(BTreeMap<WatchlistId, String>);

impl SeenIds {
    /// Notes an id; a fault if an earlier file has it.
    fn see(&mut self, file: &str, (id, place): IdAt) -> Option<Fault> {
        let Some(first) = self.0.get(&id) else {
            self.0.insert(id, file.to_owned());
            return None;
        };
        Some(Fault {
            file: file.to_owned(),
            line: place.line,
            column: place.column,
            vi: format!("id `{id}` đã dùng trong {first}; mỗi danh mục cần id riêng"),
            en: format!("id `{id}` is used in {first} already; each watchlist needs its own"),
        })
    }
}
