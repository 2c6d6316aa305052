//! Exact bytes, content-addressed.

use haidang_model::ContentHash;

use crate::Result;

/// Exact bytes by their SHA-256, zstd-compressed, in a local folder through
/// `object_store`.
#[derive(Clone, Debug)]
pub struct Blobs {}

impl Blobs {
    /// Keeps `bytes`; returns at once when they are kept already. Not durable
    /// before [`Blobs::sync`].
    pub async fn put(&self, bytes: &[u8]) -> Result<ContentHash> {
        let _ = bytes;
        todo!()
    }

    /// Returns the bytes, checked against their name; `None` when unknown.
    pub async fn get(&self, hash: &ContentHash) -> Result<Option<Vec<u8>>> {
        let _ = hash;
        todo!()
    }

    /// Makes everything put so far durable: one `fsync` a batch.
    pub async fn sync(&self) -> Result<()> {
        todo!()
    }
}
