use std::fmt;

/// A fault of a source file, with its place, for the person who edits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, as it was named to us.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong and the way out, in Vietnamese.
    pub vi: String,
    /// The same in English.
    pub en: String,
}

impl Fault {
    /// Builds a fault at a byte offset of `text`.
    pub(crate) fn at(file: &str, text: &str, offset: usize, vi: String, en: String) -> Fault {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Fault {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or("").chars().count() + 1,
            vi,
            en,
        }
    }
}

impl fmt::Display for Fault {
    /// Writes `file:line:column: message`, in English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}:{}: {}",
            self.file, self.line, self.column, self.en
        )
    }
}

impl std::error::Error for Fault {}
