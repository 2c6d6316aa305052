/// How the index is built and asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexConfig {
    /// Bytes the writer may gather before it writes a segment; tantivy asks
    /// for at least 15 MB.
    pub writer_bytes: usize,
    /// Pages taken from the outbox into one commit.
    pub batch_pages_max: u32,
    /// Pages that one search may read from the store to confirm them. Beyond
    /// it, [`crate::SearchPage::total_is_lower_bound`] is set.
    pub confirm_pages_max: usize,
    /// Characters of a snippet, the markers of left-out text not counted.
    pub snippet_chars_max: usize,
    /// Folders of broken indexes kept for looking into; older ones go.
    pub broken_kept_max: usize,
}

impl Default for IndexConfig {
    fn default() -> IndexConfig {
        IndexConfig {
            writer_bytes: 32 << 20,
            batch_pages_max: 500,
            confirm_pages_max: 10_000,
            snippet_chars_max: 200,
            broken_kept_max: 2,
        }
    }
}
