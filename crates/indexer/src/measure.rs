//! What `benches/indexing.rs` needs to measure the index by itself, without a
//! store and without a folder. No interface of this crate.

use haidang_store::StoredPage;
use tantivy::{Index, TantivyError, directory::RamDirectory, indexer::IndexWriterOptions};

use crate::{document::document, schema::schema, token};

/// Builds an index of `pages` in memory, by the fields and the writer that the
/// real one has; returns its bytes.
///
/// # Errors
/// What tantivy says.
pub fn index_in_memory(pages: &[StoredPage], writer_bytes: usize) -> Result<u64, TantivyError> {
    let directory = RamDirectory::create();
    let (schema, fields) = schema();
    let index = Index::open_or_create(directory.clone(), schema)?;
    token::register(&index);
    let options = IndexWriterOptions::builder()
        .num_worker_threads(1)
        .memory_budget_per_thread(writer_bytes)
        .build();
    let mut writer = index.writer_with_options(options)?;
    for page in pages {
        writer.add_document(document(&fields, page))?;
    }
    writer.commit()?;
    Ok(directory.total_mem_usage() as u64)
}
