//! What the program says: rows on standard output, words on standard error.

use std::io::{self, Write};

use serde::Serialize;

use crate::cli::Lang;

/// Where rows and words go, and in which language.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// One JSON object a line, instead of text for people.
    pub json: bool,
    /// The reader's language.
    pub lang: Lang,
}

impl Output {
    /// Writes one row of JSON.
    ///
    /// # Errors
    /// When standard output is gone (a closed pipe ends the program quietly,
    /// see [`is_closed_pipe`]).
    pub fn row(&self, row: &impl Serialize) -> io::Result<()> {
        let mut out = io::stdout().lock();
        serde_json::to_writer(&mut out, row)?;
        out.write_all(b"\n")
    }

    /// Writes a row of JSON, or the text for people that says the same.
    ///
    /// # Errors
    /// As [`Output::row`].
    pub fn row_or(&self, row: &impl Serialize, text: impl FnOnce() -> String) -> io::Result<()> {
        if self.json {
            self.row(row)
        } else {
            writeln!(io::stdout().lock(), "{}", text())
        }
    }

    /// Says something to the person at the terminal, on standard error.
    pub fn say(&self, vi: &str, en: &str) {
        // Nothing is to be done when standard error is gone.
        let _ = writeln!(io::stderr().lock(), "{}", self.lang.pick(vi, en));
    }
}

/// Tells whether an error only means that the reader of our output has gone,
/// as in `haidang search … | head`.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|error| error.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}

/// Wrong usage: the way out is to call differently. Ends with exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct UsageError(pub String);

impl UsageError {
    /// Wraps a message for `anyhow`.
    pub fn anyhow(message: impl Into<String>) -> anyhow::Error {
        anyhow::Error::new(UsageError(message.into()))
    }
}
