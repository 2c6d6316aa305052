//! Text that its page's own font draws otherwise than it is encoded, put right
//! before anything is read out of it.
//!
//! First the source as a whole, so that title, date, lead and scripts are read
//! right; then what only the tree shows: text in character references
//! (`&#174;&#184;nh`) and in strings of scripts.

use std::borrow::Cow;

use haidang_model::{Defect, Page, TextRun};
use vitext::{Legacy, Repaired, repair, repair_as};

use crate::defect::defect;

/// Puts the source of a page right; `known` is what its encoding was told or
/// found to be.
pub(crate) fn repair_source(text: &str, known: Option<Legacy>) -> (Cow<'_, str>, Option<Legacy>) {
    match put_right(text, known) {
        Some(repaired) => {
            let legacy = repaired.legacy();
            (Cow::Owned(repaired.into_text()), Some(legacy))
        }
        None => (Cow::Borrowed(text), known),
    }
}

/// Puts the runs of a page right, and what was derived from them, and says so
/// among the defects. `known` is the encoding that its source was found to be
/// of.
pub(crate) fn repair_page(page: &mut Page, known: Option<Legacy>) {
    let mut found = known;
    let mut groups_left = Vec::new();
    let mut groups_right = 0;
    for group in groups(&page.runs) {
        let Some(runs) = page.runs.get_mut(group.clone()) else {
            continue;
        };
        match repair_group(runs, None) {
            Some(legacy) => {
                groups_right += 1;
                found = found.or(Some(legacy));
            }
            None => groups_left.push(group),
        }
    }
    let Some(legacy) = found else {
        return;
    };
    // One run in an old encoding may be planted, and then the others are what
    // they are; several make the page one of that encoding.
    if known.is_some() || groups_right > 1 {
        for group in groups_left {
            if let Some(runs) = page.runs.get_mut(group) {
                repair_group(runs, Some(legacy));
            }
        }
    }
    page.runs.retain(|run| !run.text.is_empty());
    for text in [&mut page.title, &mut page.lead, &mut page.main] {
        repair_in_place(text, Some(legacy));
    }
    for link in &mut page.links {
        repair_in_place(&mut link.text, Some(legacy));
    }
    page.defects.push(legacy_defect(legacy));
}

/// Tells that text of a page was not in the encoding that it was decoded by.
pub(crate) fn legacy_defect(legacy: Legacy) -> Defect {
    defect(
        "legacy_encoding",
        format!("text in {} was put right", legacy.name()),
    )
}

/// Puts a text right; tells the encoding that it was of.
pub(crate) fn repair_in_place(text: &mut String, known: Option<Legacy>) -> Option<Legacy> {
    let repaired = put_right(text, known)?;
    let legacy = repaired.legacy();
    *text = repaired.into_text();
    Some(legacy)
}

fn put_right(text: &str, known: Option<Legacy>) -> Option<Repaired> {
    match known {
        Some(legacy) => repair_as(text, legacy),
        None => repair(text),
    }
}

/// The runs that a reader reads on across, as ranges of run numbers.
fn groups(runs: &[TextRun]) -> Vec<std::ops::Range<usize>> {
    let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if run.joined => group.end = at + 1,
            _ => groups.push(at..at + 1),
        }
    }
    groups
}

/// Puts runs right that make one line: markup may stand in the middle of a
/// word, or between a vowel and its mark.
fn repair_group(runs: &mut [TextRun], known: Option<Legacy>) -> Option<Legacy> {
    if let [run] = runs {
        return repair_in_place(&mut run.text, known);
    }
    if runs.iter().all(|run| run.text.is_ascii()) {
        return None;
    }
    let line: String = runs.iter().map(|run| run.text.as_str()).collect();
    let repaired = put_right(&line, known)?;
    let mut source_end = 0;
    let mut start = 0;
    for run in runs {
        source_end += run.text.len();
        let end = repaired.place_of(source_end).max(start);
        let text = repaired.text().get(start..end).unwrap_or_default();
        text.clone_into(&mut run.text);
        start = end;
    }
    Some(repaired.legacy())
}
