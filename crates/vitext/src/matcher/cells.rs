//! Tables as text: cells parted by tabs are not read as one phrase.

use std::ops::Range;

/// Bytes of a line that are looked at on either side.
const LINE_BYTES: usize = 400;

/// Tabs of a line that make it the row of a table. A single one is white space
/// that somebody typed.
const TABS_MIN: usize = 2;

/// Tells whether a tab inside some bytes parts two cells of a table.
pub(super) fn are_crossed(text: &str, bytes: Range<usize>) -> bool {
    let inside = text.get(bytes.clone()).unwrap_or_default();
    if !inside.contains('\t') {
        return false;
    }
    let before_start = text.floor_char_boundary(bytes.start.saturating_sub(LINE_BYTES));
    let before = text.get(before_start..bytes.start).unwrap_or_default();
    let after_end = text.floor_char_boundary((bytes.end + LINE_BYTES).min(text.len()));
    let after = text.get(bytes.end..after_end).unwrap_or_default();
    let line_before = before.rsplit('\n').next().unwrap_or_default();
    let line_after = after.split('\n').next().unwrap_or_default();
    // A run of tabs parts two cells once.
    let cells = |text: &str| {
        text.split('\t')
            .filter(|cell| !cell.trim().is_empty())
            .count()
    };
    let outside = usize::from(cells(line_before) > 0 && line_before.contains('\t'))
        + usize::from(cells(line_after) > 0 && line_after.contains('\t'));
    cells(inside).saturating_sub(1) + outside >= TABS_MIN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_table_are_told_from_a_tab_between_words() {
        for (text, crossed) in [
            ("nhà cái", false),
            ("nhà\tcái md5", false),
            ("nhà\t\tcái", false),
            ("STT\tnhà\tcái", true),
            ("nhà\tcái\tghế", true),
            ("a\tb\nnhà\tcái\nc\td", false),
        ] {
            let start = text.find("nhà").unwrap();
            let end = text.find("cái").unwrap() + "cái".len();
            assert_eq!(are_crossed(text, start..end), crossed, "{text:?}");
        }
    }
}
