//! Exact bytes, content-addressed.

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use haidang_model::ContentHash;
use object_store::{ObjectStoreExt, PutPayload, local::LocalFileSystem, path::Path as ObjectPath};
use tokio::sync::Mutex;

use crate::{Result, StoreError};

/// The level at which blobs are compressed; higher ones cost far more time
/// than they save room on web pages.
const ZSTD_LEVEL: i32 = 3;

/// Bytes of the largest blob that is given back, unpacked. Ceilings of the
/// crawler and of imports are lower; this one keeps a damaged or hostile file
/// from filling memory.
pub const BLOB_BYTES_MAX: usize = 256 << 20;

/// Exact bytes by their SHA-256, zstd-compressed, in a local folder through
/// `object_store`: the blob `ab12…` is the file `ab/12/ab12….zst`.
///
/// Files are written beside their place and renamed into it, so a blob is
/// there whole or not at all. Clones share one folder.
#[derive(Clone, Debug)]
pub struct Blobs {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    objects: LocalFileSystem,
    /// Grows with every blob asked to be kept.
    put: AtomicU64,
    /// The value of `put` that the last sync covered.
    synced: Mutex<u64>,
}

impl Blobs {
    /// Opens the folder, and makes it when absent.
    ///
    /// # Errors
    /// [`StoreError::DataFolder`] when it cannot be made.
    pub fn open(folder: &Path) -> Result<Blobs> {
        let unusable = |source| StoreError::DataFolder {
            path: folder.display().to_string(),
            source,
        };
        std::fs::create_dir_all(folder).map_err(unusable)?;
        let objects = LocalFileSystem::new_with_prefix(folder)
            .map_err(|error| unusable(std::io::Error::other(error)))?;
        Ok(Blobs {
            shared: Arc::new(Shared {
                folder: folder.to_owned(),
                objects,
                put: AtomicU64::new(0),
                synced: Mutex::new(0),
            }),
        })
    }

    /// Keeps `bytes`; returns at once when they are kept already. Not durable
    /// before [`Blobs::sync`].
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::Blob`].
    pub async fn put(&self, bytes: &[u8]) -> Result<ContentHash> {
        let hash = ContentHash::of(bytes);
        let path = object_path(&hash);
        // A file without content is what a power cut may leave of a rename:
        // such a one is written anew.
        let kept = match self.shared.objects.head(&path).await {
            Ok(object) => object.size > 0,
            Err(object_store::Error::NotFound { .. }) => false,
            Err(error) => return Err(self.error("look for", hash, error.into())),
        };
        if !kept {
            let packed = zstd::bulk::compress(bytes, ZSTD_LEVEL)
                .map_err(|error| self.error("compress", hash, error.into()))?;
            self.shared
                .objects
                .put(&path, PutPayload::from(packed))
                .await
                .map_err(|error| self.error("write", hash, error.into()))?;
        }
        // Also for one that is there: another task may have written it just
        // now, and it may not be durable yet.
        self.shared.put.fetch_add(1, Ordering::SeqCst);
        Ok(hash)
    }

    /// Returns the bytes, checked against their name; `None` when unknown.
    ///
    /// # Errors
    /// [`StoreError::BlobCorrupt`], [`StoreError::Blob`].
    pub async fn get(&self, hash: &ContentHash) -> Result<Option<Vec<u8>>> {
        let object = match self.shared.objects.get(&object_path(hash)).await {
            Ok(object) => object,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(self.error("read", *hash, error.into())),
        };
        if object.meta.size > BLOB_BYTES_MAX as u64 {
            return Err(StoreError::BlobCorrupt(*hash));
        }
        let packed = object
            .bytes()
            .await
            .map_err(|error| self.error("read", *hash, error.into()))?;
        match unpack(&packed) {
            Some(bytes) if ContentHash::of(&bytes) == *hash => Ok(Some(bytes)),
            _ => Err(StoreError::BlobCorrupt(*hash)),
        }
    }

    /// Makes everything put so far durable, with one `syncfs` for the batch: it
    /// covers the files, the folders they were renamed into, and those that an
    /// earlier process wrote and did not get to sync.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::DataFolder`].
    pub async fn sync(&self) -> Result<()> {
        // Held over the sync, so that nobody returns on the strength of one
        // that is still under way.
        let mut synced = self.shared.synced.lock().await;
        let put = self.shared.put.load(Ordering::SeqCst);
        if *synced == put {
            return Ok(());
        }
        let folder = self.shared.folder.clone();
        tokio::task::spawn_blocking(move || -> std::io::Result<()> {
            rustix::fs::syncfs(File::open(folder)?)?;
            Ok(())
        })
        .await
        .unwrap_or_else(|error| Err(std::io::Error::other(error)))
        .map_err(|error| self.folder_error(error))?;
        *synced = put;
        Ok(())
    }

    /// Returns the bytes that this process may still write to the disk of the
    /// blobs, for the floor at which crawling stops.
    ///
    /// # Errors
    /// [`StoreError::DataFolder`].
    pub fn free_bytes(&self) -> Result<u64> {
        let found = rustix::fs::statvfs(&self.shared.folder)
            .map_err(|error| self.folder_error(error.into()))?;
        Ok(found.f_bavail.saturating_mul(found.f_frsize))
    }

    fn error(
        &self,
        action: &'static str,
        hash: ContentHash,
        error: Box<dyn std::error::Error + Send + Sync>,
    ) -> StoreError {
        let holds = self.shared.folder.display().to_string();
        StoreError::file_system(&holds, error, |source| StoreError::Blob {
            action,
            hash,
            source,
        })
    }

    fn folder_error(&self, error: std::io::Error) -> StoreError {
        let path = self.shared.folder.display().to_string();
        let kind = error.kind();
        StoreError::file_system(&path.clone(), error.into(), |source| {
            StoreError::DataFolder {
                path,
                source: std::io::Error::new(kind, source),
            }
        })
    }
}

fn object_path(hash: &ContentHash) -> ObjectPath {
    let name = hash.to_string();
    let (first, second) = (
        name.get(..2).unwrap_or_default(),
        name.get(2..4).unwrap_or_default(),
    );
    ObjectPath::from_iter([first, second, &format!("{name}.zst")])
}

fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let size = zstd::zstd_safe::get_frame_content_size(packed).ok()??;
    let size = usize::try_from(size).ok()?;
    if size > BLOB_BYTES_MAX {
        return None;
    }
    zstd::bulk::decompress(packed, size).ok()
}
