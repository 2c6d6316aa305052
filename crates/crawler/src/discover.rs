use haidang_model::{CanonicalUrl, Page, Timestamp};
use haidang_store::{FrontierEntry, NewEntry};

use crate::Source;

/// Returns the addresses of a page that are to be crawled: within scope,
/// within depth, no traps, `nofollow` respected, each once.
pub fn discover(
    source: &Source,
    entry: &FrontierEntry,
    page_url: &CanonicalUrl,
    page: &Page,
    now: Timestamp,
) -> Vec<NewEntry> {
    let _ = (source, entry, page_url, page, now);
    Vec::new()
}
