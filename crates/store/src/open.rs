//! Opening a store: which database, where the blobs lie, who may write.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{Blobs, DynStore, PostgresStore, Result, SqliteStore, StoreError};

/// Where a store lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreConfig {
    /// The data folder: the SQLite file `haidang.sqlite`, the folder `blobs`,
    /// the lock file `haidang.lock`. Made when absent.
    pub data: PathBuf,
    /// The address of a PostgreSQL database
    /// (`postgres://user:password@host/database`) to keep rows in instead of
    /// the SQLite file.
    pub postgres: Option<String>,
}

/// Bytes of a lock file that are read to name the holder.
const LOCK_NOTE_BYTES_MAX: u64 = 200;

/// Opens a store for reading and writing, and brings its database to this
/// version's form.
///
/// With SQLite one process at a time may write: it holds `haidang.lock` in the
/// data folder until the store is dropped. With PostgreSQL many may.
///
/// # Errors
/// [`StoreError::InUse`] when another process holds the folder,
/// [`StoreError::DataFolder`] when it cannot be made,
/// [`StoreError::Database`], [`StoreError::Migrate`].
pub async fn open(config: &StoreConfig) -> Result<(DynStore, Blobs)> {
    let folder = |source| StoreError::DataFolder {
        path: config.data.display().to_string(),
        source,
    };
    std::fs::create_dir_all(&config.data).map_err(folder)?;
    let store: DynStore = match &config.postgres {
        Some(url) => Arc::new(PostgresStore::connect(url).await?),
        None => {
            let lock = DataLock::take(&config.data)?;
            Arc::new(SqliteStore::open(&config.data, lock).await?)
        }
    };
    Ok((store, Blobs::open(&config.data.join("blobs"))?))
}

/// Opens a store for reading only, also while another process writes to it:
/// SQLite's log lets readers see the last commit without waiting. Every write
/// fails with [`StoreError::ReadOnly`].
///
/// # Errors
/// [`StoreError::DataFolder`] when there is no store there yet,
/// [`StoreError::Database`].
pub async fn open_read_only(config: &StoreConfig) -> Result<(DynStore, Blobs)> {
    let store: DynStore = match &config.postgres {
        Some(url) => Arc::new(PostgresStore::connect_read_only(url).await?),
        None => Arc::new(SqliteStore::open_read_only(&config.data).await?),
    };
    Ok((store, Blobs::open(&config.data.join("blobs"))?))
}

/// The right to write to a data folder, given back when dropped or when the
/// process ends, however it ends: the system releases the lock.
#[derive(Debug)]
pub(crate) struct DataLock {
    _file: File,
}

impl DataLock {
    fn take(data: &Path) -> Result<DataLock> {
        let folder = |source| StoreError::DataFolder {
            path: data.display().to_string(),
            source,
        };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(data.join("haidang.lock"))
            .map_err(folder)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut note = String::new();
                // The note is a help to people; unreadable, it is left out.
                let _ = (&file).take(LOCK_NOTE_BYTES_MAX).read_to_string(&mut note);
                let holder = match note.trim() {
                    "" => "another process",
                    note => note,
                };
                return Err(StoreError::InUse {
                    path: data.display().to_string(),
                    holder: holder.to_owned(),
                });
            }
            Err(TryLockError::Error(source)) => return Err(folder(source)),
        }
        file.set_len(0).map_err(folder)?;
        file.rewind().map_err(folder)?;
        writeln!(file, "process {}", std::process::id()).map_err(folder)?;
        Ok(DataLock { _file: file })
    }
}
