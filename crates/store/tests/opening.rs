//! Opening a store, sharing its folder, and what its blobs hold.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

use std::path::{Path, PathBuf};

use haidang_model::{ContentHash, Timestamp, WatchlistState};
use haidang_store::{ConfigKind, DynStore, StoreConfig, StoreError, open, open_read_only};
use haidang_testkit::{build::commit, postgres, sqlite_store};
use sqlx::Connection;

fn config(data: &Path) -> StoreConfig {
    StoreConfig {
        data: data.to_owned(),
        postgres: None,
    }
}

#[tokio::test]
async fn a_folder_has_one_writer_and_many_readers() {
    let test = sqlite_store().await;
    let Err(error) = open(&test.config).await else {
        panic!("two writers share a folder")
    };
    let text = error.to_string();
    assert!(matches!(error, StoreError::InUse { .. }));
    assert!(
        text.contains(&test.config.data.display().to_string()),
        "{text}"
    );
    assert!(
        text.contains(&format!("process {}", std::process::id())),
        "{text}"
    );

    let (reader, _) = open_read_only(&test.config).await.unwrap();
    assert_eq!(reader.page_count().await.unwrap(), 0);
    let written = [commit("http://a.example/").build()];
    test.store
        .commit_pages(&written, Timestamp(0))
        .await
        .unwrap();
    assert_eq!(reader.page_count().await.unwrap(), 1);
    let refused = reader.commit_pages(&written, Timestamp(0)).await;
    assert!(matches!(refused, Err(StoreError::ReadOnly)), "{refused:?}");

    // The lock goes with the store, and what was written is there.
    let config = test.config.clone();
    drop(reader);
    let folder = test.close();
    let (again, _) = open(&config).await.unwrap();
    assert_eq!(again.page_count().await.unwrap(), 1);
    drop(folder);
}

#[tokio::test]
async fn what_cannot_be_opened_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let Err(error) = open_read_only(&config(folder.path())).await else {
        panic!("there is no store there")
    };
    assert!(matches!(error, StoreError::DataFolder { .. }), "{error:?}");

    let file = folder.path().join("file");
    std::fs::write(&file, b"x").unwrap();
    let Err(error) = open(&config(&file)).await else {
        panic!("a file is no folder")
    };
    assert!(matches!(error, StoreError::DataFolder { .. }), "{error:?}");

    let nobody = StoreConfig {
        postgres: Some("postgres://u:secret@127.0.0.1:1/x".into()),
        ..config(folder.path())
    };
    let Err(error) = open(&nobody).await else {
        panic!("nobody listens on port 1")
    };
    let told = format!("{error:?} {error}");
    assert!(!told.contains("secret"), "{told}");
}

#[tokio::test]
async fn postgres_readers_write_nothing() {
    let Some(database) = postgres().await else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let config = StoreConfig {
        data: folder.path().to_owned(),
        postgres: Some(database.url),
    };
    let (writer, _) = open(&config).await.unwrap();
    // Several processes may write to one database.
    open(&config).await.unwrap();
    let (reader, _) = open_read_only(&config).await.unwrap();
    let written = [commit("http://a.example/").build()];
    let refused = reader.commit_pages(&written, Timestamp(0)).await;
    assert!(matches!(refused, Err(StoreError::ReadOnly)), "{refused:?}");
    writer.commit_pages(&written, Timestamp(0)).await.unwrap();
    assert_eq!(reader.page_count().await.unwrap(), 1);
}

/// Opens a database in the form it had before watchlists had a life, with
/// watchlists loaded from files, and then as it is now.
async fn carried_over(config: &StoreConfig) -> DynStore {
    let kind = if config.postgres.is_some() {
        "postgres"
    } else {
        "sqlite"
    };
    let first = "20261125000001_first_landing.sql";
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let old = tempfile::tempdir().unwrap();
    std::fs::copy(shipped.join(kind).join(first), old.path().join(first)).unwrap();
    let migrator = sqlx::migrate::Migrator::new(old.path()).await.unwrap();
    let loaded = "INSERT INTO config_versions (kind, id, version, digest, loaded, text)
                  SELECT kind, id, version, hash, version * 10, text
                  FROM (
                      SELECT 'watchlist' AS kind, 'co-bac' AS id, 1 AS version, 'a = 1' AS text
                      UNION ALL SELECT 'watchlist', 'co-bac', 2, 'a = 2'
                      UNION ALL SELECT 'watchlist', 'ma-tuy', 1, 'b = 1'
                      UNION ALL SELECT 'source', 'bao', 1, 'c = 1'
                  ) AS v
                  CROSS JOIN (SELECT HASH AS hash) AS h";
    if let Some(url) = &config.postgres {
        let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
        migrator.run(&mut connection).await.unwrap();
        let loaded = loaded.replace("HASH", "decode(repeat('00', 32), 'hex')");
        let loaded = sqlx::AssertSqlSafe(loaded);
        sqlx::raw_sql(loaded)
            .execute(&mut connection)
            .await
            .unwrap();
    } else {
        std::fs::create_dir_all(&config.data).unwrap();
        let url = format!(
            "sqlite://{}?mode=rwc",
            config.data.join("haidang.sqlite").display()
        );
        let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
        migrator.run(&mut connection).await.unwrap();
        let loaded = loaded.replace("HASH", "zeroblob(32)");
        let loaded = sqlx::AssertSqlSafe(loaded);
        sqlx::raw_sql(loaded)
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
    }
    open(config).await.unwrap().0
}

async fn check_carried_over(config: &StoreConfig) {
    let store = carried_over(config).await;
    let metas = store.watchlist_metas(None).await.unwrap();
    let found: Vec<_> = metas
        .iter()
        .map(|meta| {
            (
                meta.id.as_str(),
                meta.version,
                meta.state,
                meta.retired.map(|act| act.at),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("co-bac", 2, WatchlistState::Live, None),
            ("co-bac", 1, WatchlistState::Retired, Some(Timestamp(20))),
            ("ma-tuy", 1, WatchlistState::Live, None),
        ]
    );
    let active = store.watchlists_active().await.unwrap();
    let texts: Vec<&str> = active.iter().map(|version| version.text.as_str()).collect();
    assert_eq!(texts, ["a = 2", "b = 1"]);
    let sources = store.config_versions(ConfigKind::Source, "bao").await;
    assert_eq!(sources.unwrap().len(), 1);
}

#[tokio::test]
async fn loaded_watchlists_are_carried_over() {
    let folder = tempfile::tempdir().unwrap();
    check_carried_over(&config(folder.path())).await;
    if let Some(database) = postgres().await {
        check_carried_over(&StoreConfig {
            postgres: Some(database.url),
            ..config(folder.path())
        })
        .await;
    }
}

fn file_of(data: &Path, hash: &ContentHash) -> PathBuf {
    let name = hash.to_string();
    let (first, second) = (name.get(..2).unwrap(), name.get(2..4).unwrap());
    data.join("blobs")
        .join(first)
        .join(second)
        .join(format!("{name}.zst"))
}

#[tokio::test]
async fn blobs_are_kept_by_their_hash() {
    let test = sqlite_store().await;
    let text = "Ngọn hải đăng ".repeat(1_000);
    let hash = test.blobs.put(text.as_bytes()).await.unwrap();
    assert_eq!(hash, ContentHash::of(text.as_bytes()));
    assert_eq!(test.blobs.put(text.as_bytes()).await.unwrap(), hash);
    test.blobs.sync().await.unwrap();
    test.blobs.sync().await.unwrap();
    let found = test.blobs.get(&hash).await.unwrap();
    assert_eq!(found.as_deref(), Some(text.as_bytes()));
    let file = file_of(&test.config.data, &hash);
    assert!(std::fs::metadata(&file).unwrap().len() < 1_000);
    let empty = test.blobs.put(b"").await.unwrap();
    assert_eq!(test.blobs.get(&empty).await.unwrap(), Some(Vec::new()));
    let unknown = ContentHash::of(b"unknown");
    assert_eq!(test.blobs.get(&unknown).await.unwrap(), None);
    assert!(test.blobs.free_bytes().unwrap() > 0);
}

#[tokio::test]
async fn damaged_blobs_are_told() {
    let test = sqlite_store().await;
    let hash = test.blobs.put(b"bytes").await.unwrap();
    let file = file_of(&test.config.data, &hash);
    let whole = std::fs::read(&file).unwrap();
    // A frame that says it unpacks to 4 GiB (RFC 8878 §3.1.1).
    let bomb = b"\x28\xB5\x2F\xFD\xA0\xFF\xFF\xFF\xFF\x01\x00\x00".to_vec();
    let other = zstd::bulk::compress(b"other bytes", 3).unwrap();
    for damaged in [
        whole[..whole.len() - 2].to_vec(),
        other,
        bomb,
        b"x".to_vec(),
    ] {
        std::fs::write(&file, &damaged).unwrap();
        let found = test.blobs.get(&hash).await;
        assert!(
            matches!(found, Err(StoreError::BlobCorrupt(bad)) if bad == hash),
            "{found:?}"
        );
    }
    // What a power cut leaves of a file without content is written anew.
    std::fs::write(&file, b"").unwrap();
    assert_eq!(test.blobs.put(b"bytes").await.unwrap(), hash);
    assert_eq!(std::fs::read(&file).unwrap(), whole);
}
