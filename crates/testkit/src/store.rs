//! Stores for tests, each fresh and gone with its test.

use haidang_store::{Blobs, DynStore, StoreConfig, open};

/// A fresh store with its blobs; its folder goes when it is dropped.
pub struct TestStore {
    /// The store.
    pub store: DynStore,
    /// Its blobs.
    pub blobs: Blobs,
    /// How to open it again.
    pub config: StoreConfig,
    folder: tempfile::TempDir,
}

impl TestStore {
    /// Opens another fresh store over the same kind of database.
    ///
    /// # Panics
    /// When it cannot be made.
    pub async fn another(&self) -> TestStore {
        match self.config.postgres {
            Some(_) => postgres_store()
                .await
                .expect("this store is over PostgreSQL, so there is one"),
            None => sqlite_store().await,
        }
    }

    /// Closes the store and keeps its folder, to open it again.
    pub fn close(self) -> tempfile::TempDir {
        self.folder
    }
}

/// Opens a fresh store over SQLite.
///
/// # Panics
/// When it cannot be made.
pub async fn sqlite_store() -> TestStore {
    fresh(None).await
}

/// Opens a fresh store over a throw-away PostgreSQL; `None` when there is none
/// on this machine, see [`crate::postgres`].
///
/// # Panics
/// When it cannot be made.
pub async fn postgres_store() -> Option<TestStore> {
    let database = crate::postgres().await?;
    Some(fresh(Some(database.url)).await)
}

async fn fresh(postgres: Option<String>) -> TestStore {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let config = StoreConfig {
        data: folder.path().to_owned(),
        postgres,
    };
    let (store, blobs) = open(&config).await.expect("a fresh store opens");
    TestStore {
        store,
        blobs,
        config,
        folder,
    }
}
