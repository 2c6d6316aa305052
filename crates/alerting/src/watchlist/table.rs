//! Reading a TOML table key by key, every fault noted with its place.
//!
//! `serde` stops at the first fault and we want all of them, so the tree with
//! spans is walked by hand.

use jiff::civil::Date;
use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Needle, NeedlePlace};
use crate::{Fault, fault::PlaceFinder};

/// Characters of the longest string of a watchlist file.
const STRING_CHARS_MAX: usize = 4_000;

/// A message in both languages.
pub(super) struct Message {
    pub(super) vi: String,
    pub(super) en: String,
}

impl Message {
    pub(super) fn new(vi: impl Into<String>, en: impl Into<String>) -> Message {
        Message {
            vi: vi.into(),
            en: en.into(),
        }
    }
}

/// One file being read, and what was found wrong in it so far.
pub(super) struct FileReader<'t> {
    file: &'t str,
    finder: PlaceFinder<'t>,
    faults: Vec<Fault>,
}

impl<'t> FileReader<'t> {
    pub(super) fn new(file: &'t str, text: &'t str) -> FileReader<'t> {
        FileReader {
            file,
            finder: PlaceFinder::new(text),
            faults: Vec::new(),
        }
    }

    pub(super) fn finder(&self) -> &PlaceFinder<'t> {
        &self.finder
    }

    /// Notes a fault at byte `at`.
    pub(super) fn fault(&mut self, at: usize, message: Message) {
        let place = self.finder.place(at);
        self.fault_at(place, message);
    }

    /// Notes a fault at a place known already.
    pub(super) fn fault_at(&mut self, place: crate::Place, message: Message) {
        self.faults.push(Fault {
            file: self.file.to_owned(),
            line: place.line,
            column: place.column,
            vi: message.vi,
            en: message.en,
        });
    }

    /// Returns the faults in the order of their places.
    pub(super) fn into_faults(mut self) -> Vec<Fault> {
        self.faults.sort();
        self.faults.dedup();
        self.faults
    }

    /// Notes every key of `table` that is not in `known`.
    pub(super) fn refuse_unknown_keys(&mut self, table: &TableAt<'_, '_>, known: &[&str]) {
        for key in table.table.keys() {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            let near = nearest(name, known);
            let (vi_hint, en_hint) = match near {
                Some(near) => (
                    format!("có phải `{near}`?"),
                    format!("did you mean `{near}`?"),
                ),
                None => (
                    format!("các khóa được dùng: {}", known.join(", ")),
                    format!("known keys: {}", known.join(", ")),
                ),
            };
            self.fault(
                key.span().start,
                Message::new(
                    format!("khóa lạ `{name}` trong {}; {vi_hint}", table.name),
                    format!("unknown key `{name}` in {}; {en_hint}", table.name),
                ),
            );
        }
    }

    /// Returns a value that must be there.
    pub(super) fn required<'a, 'i>(
        &mut self,
        table: &TableAt<'a, 'i>,
        key: &str,
    ) -> Option<&'a Spanned<DeValue<'i>>> {
        let value = table.table.get(key);
        if value.is_none() {
            self.fault(
                table.at,
                Message::new(
                    format!("{} thiếu khóa `{key}`", table.name),
                    format!("{} lacks the key `{key}`", table.name),
                ),
            );
        }
        value
    }

    /// Notes that a value has the wrong type.
    pub(super) fn wrong_type(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        key: &str,
        vi: &str,
        en: &str,
    ) {
        let found = value.get_ref().type_str();
        self.fault(
            value.span().start,
            Message::new(
                format!("`{key}` phải là {vi}, ở đây là {found}"),
                format!("`{key}` must be {en}, here it is a TOML {found}"),
            ),
        );
    }

    /// Reads a value as a string with its place.
    pub(super) fn string(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<Needle> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(value, key, "chuỗi trong ngoặc kép", "a string in quotes");
            return None;
        };
        if text.chars().nth(STRING_CHARS_MAX).is_some() {
            self.fault(
                value.span().start,
                Message::new(
                    format!("`{key}` dài quá {STRING_CHARS_MAX} ký tự"),
                    format!("`{key}` is longer than {STRING_CHARS_MAX} characters"),
                ),
            );
            return None;
        }
        Some(Needle {
            text: text.to_owned(),
            place: self.needle_place(value.span(), text),
        })
    }

    /// Reads a string that must be there.
    pub(super) fn required_string(&mut self, table: &TableAt<'_, '_>, key: &str) -> Option<Needle> {
        let value = self.required(table, key)?;
        self.string(value, key)
    }

    /// Reads a value as an array of strings; an empty array is a fault.
    pub(super) fn strings(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        key: &str,
        items_max: usize,
    ) -> Option<Vec<Needle>> {
        let items = self.items(value, key, items_max)?;
        Some(
            items
                .iter()
                .filter_map(|item| self.string(item, key))
                .collect(),
        )
    }

    /// Takes a value as an array that is not empty.
    pub(super) fn items<'a, 'i>(
        &mut self,
        value: &'a Spanned<DeValue<'i>>,
        key: &str,
        items_max: usize,
    ) -> Option<&'a [Spanned<DeValue<'i>>]> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(
                value,
                key,
                "danh sách chuỗi, ví dụ [\"…\", \"…\"]",
                "an array of strings",
            );
            return None;
        };
        if items.is_empty() || items.len() > items_max {
            self.fault(
                value.span().start,
                Message::new(
                    format!("`{key}` có {} mục; cần từ 1 đến {items_max}", items.len()),
                    format!(
                        "`{key}` has {} items; 1 to {items_max} are asked for",
                        items.len()
                    ),
                ),
            );
            return None;
        }
        Some(items)
    }

    /// Reads a name from one of the closed lists.
    pub(super) fn name<T>(&mut self, needle: &Needle, key: &str, known: &[&str]) -> Option<T>
    where
        T: std::str::FromStr,
    {
        if let Ok(value) = needle.text.parse() {
            return Some(value);
        }
        let (vi_near, en_near) = match nearest(&needle.text, known) {
            Some(near) => (
                format!("có phải `{near}`? "),
                format!("did you mean `{near}`? "),
            ),
            None => (String::new(), String::new()),
        };
        self.fault_at(
            needle.place.start,
            Message::new(
                format!(
                    "`{key}` không nhận giá trị `{}`; {vi_near}một trong: {}",
                    needle.text,
                    known.join(", ")
                ),
                format!(
                    "`{key}` does not take `{}`; {en_near}one of: {}",
                    needle.text,
                    known.join(", ")
                ),
            ),
        );
        None
    }

    /// Reads a value as a date without a time.
    pub(super) fn date(&mut self, value: &Spanned<DeValue<'_>>, key: &str) -> Option<Date> {
        let date = value
            .get_ref()
            .as_datetime()
            .filter(|datetime| datetime.time.is_none() && datetime.offset.is_none())
            .and_then(|datetime| datetime.date)
            .and_then(|date| {
                Date::new(
                    i16::try_from(date.year).ok()?,
                    i8::try_from(date.month).ok()?,
                    i8::try_from(date.day).ok()?,
                )
                .ok()
            });
        if date.is_none() {
            self.wrong_type(
                value,
                key,
                "ngày không có dấu ngoặc kép, ví dụ 2027-06-30",
                "a date without quotes, for example 2027-06-30",
            );
        }
        date
    }

    /// Maps the characters of a string to their places in the file.
    fn needle_place(&self, span: std::ops::Range<usize>, value: &str) -> NeedlePlace {
        NeedlePlace {
            start: self.finder.place(span.start),
            chars: self
                .finder
                .text()
                .get(span.clone())
                .and_then(|raw| char_offsets(raw, value))
                .unwrap_or_default()
                .into_iter()
                .map(|(byte, offset)| (byte, self.finder.place(span.start + offset)))
                .collect(),
        }
    }
}

/// A table with the name it has in messages and the byte at which it begins.
pub(super) struct TableAt<'a, 'i> {
    pub(super) table: &'a DeTable<'i>,
    pub(super) name: String,
    pub(super) at: usize,
}

/// Pairs each character of `value` with its byte offset inside `raw`, the
/// one-line TOML string it was written as. `None` for strings over several
/// lines and for whatever does not fit.
fn char_offsets(raw: &str, value: &str) -> Option<Vec<(usize, usize)>> {
    if raw.starts_with("\"\"\"") || raw.starts_with("'''") {
        return None;
    }
    let literal = raw.starts_with('\'');
    let mut raw_chars = raw.char_indices().skip(1);
    let mut pairs = Vec::new();
    for (byte, _) in value.char_indices() {
        let (offset, found) = raw_chars.next()?;
        pairs.push((byte, offset));
        if found == '\\' && !literal {
            // TOML 1.1: \xHH, \uHHHH, \UHHHHHHHH; any other escape is one letter.
            let digits = match raw_chars.next()?.1 {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            for _ in 0..digits {
                raw_chars.next()?;
            }
        }
    }
    // The closing quote alone must be left.
    (raw_chars.count() == 1).then_some(pairs)
}

/// Returns the known name that a typing error away is `found`.
pub(crate) fn nearest<'k>(found: &str, known: &[&'k str]) -> Option<&'k str> {
    known
        .iter()
        .map(|name| (distance(found, name), *name))
        .filter(|(distance, name)| *distance <= 1 + name.len() / 5)
        .min()
        .map(|(_, name)| name)
}

/// Counts the letters to add, drop, change or swap with their neighbour between
/// two short names (optimal string alignment); anything long counts as far.
fn distance(one: &str, other: &str) -> usize {
    /// Characters of the longest name that is compared.
    const NAME_CHARS_MAX: usize = 40;
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().max(other.len()) > NAME_CHARS_MAX {
        return usize::MAX;
    }
    let mut rows = vec![vec![0; other.len() + 1]; one.len() + 1];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let changed = rows[i - 1][j - 1] + usize::from(one[i - 1] != other[j - 1]);
                let swapped =
                    i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                let least = changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                if swapped {
                    least.min(rows[i - 2][j - 2] + 1)
                } else {
                    least
                }
            };
        }
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_walked_over() {
        for (raw, value, expected) in [
            (r#""ab""#, "ab", Some(vec![(0, 1), (1, 2)])),
            (r#""\"é""#, "\"é", Some(vec![(0, 1), (1, 3)])),
            (r#""\u00e9x""#, "éx", Some(vec![(0, 1), (2, 7)])),
            (r"'\a'", r"\a", Some(vec![(0, 1), (1, 2)])),
            ("\"\"\"a\"\"\"", "a", None),
            (r#""ab""#, "a", None),
        ] {
            assert_eq!(char_offsets(raw, value), expected, "{raw}");
        }
    }

    #[test]
    fn near_names_are_offered_and_far_ones_not() {
        let known = ["terms", "query", "legal_basis", "review_by"];
        for (found, near) in [
            ("term", Some("terms")),
            ("legal_base", Some("legal_basis")),
            ("reviewby", Some("review_by")),
            ("qeury", Some("query")),
            ("colour", None),
        ] {
            assert_eq!(nearest(found, &known), near, "{found}");
        }
    }
}
