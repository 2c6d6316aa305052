use std::fmt;

/// One thing wrong in a watchlist file, with its place.
///
/// Displayed as `file:line:column: message`, Vietnamese first, then English in
/// brackets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, as it was named to the loader.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in Unicode characters, from 1.
    pub column: usize,
    /// What is wrong and the way out, in Vietnamese.
    pub vi: String,
    /// The same in English.
    pub en: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {} ({})",
            self.file, self.line, self.column, self.vi, self.en
        )
    }
}

impl std::error::Error for Fault {}

/// A place in a file, kept so that a fault found later still points there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, from 1; 0 when the watchlist was not read from a file.
    pub line: usize,
    /// The column in Unicode characters, from 1.
    pub column: usize,
}

/// Finds the place of a byte in a text.
pub(crate) struct PlaceFinder<'t> {
    text: &'t str,
    /// The byte at which each line begins.
    lines: Vec<usize>,
}

impl<'t> PlaceFinder<'t> {
    pub(crate) fn new(text: &'t str) -> PlaceFinder<'t> {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        PlaceFinder {
            text,
            lines: std::iter::once(0)
                .chain(starts.map(|(at, _)| at + 1))
                .collect(),
        }
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// Returns the place of the byte `at`; that of the end for any byte beyond.
    pub(crate) fn place(&self, at: usize) -> Place {
        let at = at.min(self.text.len());
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        // Counted by character starts, so that a byte inside a letter names it.
        let column = self
            .text
            .as_bytes()
            .get(start..at)
            .unwrap_or_default()
            .iter()
            .filter(|byte| (**byte as i8) >= -0x40)
            .count();
        Place {
            line,
            column: column + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let finder = PlaceFinder::new("a\nđường = 1\n\nx");
        for (at, line, column) in [
            (0, 1, 1),
            (1, 1, 2),
            (2, 2, 1),
            (4, 2, 2),
            (finder.text().find('=').unwrap(), 2, 7),
            (finder.text().len() - 1, 4, 1),
            (finder.text().len(), 4, 2),
            (9_999, 4, 2),
        ] {
            assert_eq!(finder.place(at), Place { line, column }, "byte {at}");
        }
        assert_eq!(PlaceFinder::new("").place(0), Place { line: 1, column: 1 });
    }
}
