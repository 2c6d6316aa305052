//! Progress bars for long work, on standard error and only on a terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over bytes of files.
pub(super) fn bytes(total: u64) -> ProgressBar {
    styled(
        ProgressBar::new(total),
        "{wide_bar} {bytes}/{total_bytes} {msg} {eta}",
    )
}

/// A bar over a known number of things.
pub(super) fn count(total: u64) -> ProgressBar {
    styled(
        ProgressBar::new(total),
        "{wide_bar} {pos}/{len} {msg} {eta}",
    )
}

/// A spinner, when nobody knows how long it takes.
pub(super) fn spinner() -> ProgressBar {
    styled(ProgressBar::new_spinner(), "{spinner} {elapsed} {msg}")
}

fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
