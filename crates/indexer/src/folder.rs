//! The folder of an index: opening it, sweeping it, setting it aside.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use tantivy::{
    Index, IndexReader, IndexWriter, ReloadPolicy,
    directory::{
        MmapDirectory,
        error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
    },
    indexer::IndexWriterOptions,
};

use crate::{IndexConfig, IndexError, Result, payload::Payload, schema::schema, token};

/// An index that this process writes.
pub(crate) struct Writing {
    /// Sees a commit only when told to, so that a search after it surely does.
    pub(crate) reader: IndexReader,
    pub(crate) writer: IndexWriter,
    pub(crate) payload: Payload,
}

/// What stands in the folder of an index.
pub(crate) enum Found {
    /// An index of this version.
    Index(Box<Writing>),
    /// No index.
    Nothing,
    /// An index that this version does not write on.
    Outdated,
}

/// Opens the index in `dir` for writing, and clears what a killed process left.
///
/// # Errors
/// [`IndexError::Busy`], [`IndexError::DiskFull`]; anything else means that
/// the index is broken.
pub(crate) fn open_for_writing(dir: &Path, config: &IndexConfig) -> Result<Found> {
    if !dir.join("meta.json").exists() {
        return Ok(Found::Nothing);
    }
    let failed = |action| move |source| classify(dir, action, source);
    let index = Index::open_in_dir(dir).map_err(failed("open its folder"))?;
    if index.schema() != schema().0 {
        return Ok(Found::Outdated);
    }
    let meta = index.load_metas().map_err(failed("read its state"))?;
    let Some(payload) = Payload::read(meta.payload.as_deref()) else {
        return Ok(Found::Outdated);
    };
    let writer = writer(&index, dir, config)?;
    Ok(Found::Index(Box::new(Writing {
        reader: reader(&index).map_err(failed("be read"))?,
        writer,
        payload,
    })))
}

/// Builds an empty index in `dir`, which must hold none.
pub(crate) fn create(dir: &Path, config: &IndexConfig, payload: Payload) -> Result<Writing> {
    let failed = |action| move |source| classify(dir, action, source);
    fs::create_dir_all(dir).map_err(|source| folder_error(dir, source))?;
    let directory =
        MmapDirectory::open(dir).map_err(|error| failed("open its folder")(error.into()))?;
    let index = Index::open_or_create(directory, schema().0).map_err(failed("be made"))?;
    let mut writer = writer(&index, dir, config)?;
    let mut commit = writer.prepare_commit().map_err(failed("be made"))?;
    commit.set_payload(&payload.write());
    commit.commit().map_err(failed("be made"))?;
    Ok(Writing {
        reader: reader(&index).map_err(failed("be read"))?,
        writer,
        payload,
    })
}

/// Builds a reader that is reloaded by hand.
pub(crate) fn reader(index: &Index) -> tantivy::Result<IndexReader> {
    let builder = index.reader_builder();
    builder.reload_policy(ReloadPolicy::Manual).try_into()
}

fn writer(index: &Index, dir: &Path, config: &IndexConfig) -> Result<IndexWriter> {
    token::register(index);
    let failed = |action| move |source| classify(dir, action, source);
    // One indexing and one merging thread: pages come in the order of the
    // outbox, and the other core is for matching.
    let options = IndexWriterOptions::builder()
        .num_worker_threads(1)
        .num_merge_threads(1)
        .memory_budget_per_thread(config.writer_bytes)
        .build();
    let writer = index
        .writer_with_options(options)
        .map_err(failed("open for writing"))?;
    // From here on the writer's lock keeps every other writing process out.
    sweep(dir).map_err(|source| folder_error(dir, source))?;
    // After a `kill -9` during a commit with deletes, tantivy 0.27 may later
    // want to write a file of a name that is already there, and fails with
    // `FileAlreadyExists` at every commit. Collecting first takes those away.
    writer
        .garbage_collect_files()
        .wait()
        .map_err(failed("collect stray files"))?;
    Ok(writer)
}

/// Removes the temporary files of writes that a kill cut short.
fn sweep(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let stray = entry
            .file_name()
            .to_str()
            .is_some_and(|name| name.starts_with(".tmp"));
        if stray && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Moves a broken index out of the way, to `<dir>.broken-<n>`, and removes the
/// oldest of those beyond `kept_max`. Returns where it went; `None` when there
/// was nothing, or only what is left of an index that was never finished.
pub(crate) fn set_aside(dir: &Path, kept_max: usize) -> Result<Option<PathBuf>> {
    if !dir.join("meta.json").exists() {
        remove(dir)?;
        return Ok(None);
    }
    let mut broken = broken_folders(dir).map_err(|source| folder_error(dir, source))?;
    let number = broken.last().map_or(1, |(number, _)| number + 1);
    let target = beside(dir, &format!("broken-{number}"));
    fs::rename(dir, &target).map_err(|source| folder_error(dir, source))?;
    broken.push((number, target.clone()));
    let surplus = broken.len().saturating_sub(kept_max);
    for (_, old) in broken.drain(..surplus) {
        fs::remove_dir_all(&old).map_err(|source| folder_error(&old, source))?;
    }
    Ok(Some(target))
}

/// Removes a folder with all that is in it; one that is not there is fine.
pub(crate) fn remove(dir: &Path) -> Result<()> {
    match fs::remove_dir_all(dir) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(folder_error(dir, source)),
        _ => Ok(()),
    }
}

/// Lists the folders set aside before, oldest first.
fn broken_folders(dir: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    let Some(parent) = dir.parent().filter(|parent| parent.exists()) else {
        return Ok(Vec::new());
    };
    let prefix = format!("{}.broken-", file_name(dir));
    let mut found = Vec::new();
    for entry in fs::read_dir(parent)? {
        let entry = entry?;
        let name = entry.file_name();
        let number = name
            .to_str()
            .and_then(|name| name.strip_prefix(&prefix))
            .and_then(|number| number.parse().ok());
        if let Some(number) = number {
            found.push((number, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// Names the folder `<dir>.<suffix>`.
pub(crate) fn beside(dir: &Path, suffix: &str) -> PathBuf {
    dir.with_file_name(format!("{}.{suffix}", file_name(dir)))
}

fn file_name(dir: &Path) -> String {
    dir.file_name().map_or_else(
        || "index".into(),
        |name| name.to_string_lossy().into_owned(),
    )
}

pub(crate) fn folder_error(path: &Path, source: io::Error) -> IndexError {
    if is_full(&source) {
        return IndexError::DiskFull(path.to_owned());
    }
    IndexError::Folder {
        path: path.to_owned(),
        source,
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}

/// Tells apart what tantivy's error means: another writer, a full disk, or a
/// broken index.
pub(crate) fn classify(
    dir: &Path,
    action: &'static str,
    source: tantivy::TantivyError,
) -> IndexError {
    use tantivy::TantivyError as T;
    let io_error = match &source {
        T::LockFailure(LockError::LockBusy, _) => return IndexError::Busy(dir.to_owned()),
        T::IoError(error)
        | T::LockFailure(LockError::IoError(error), _)
        | T::OpenDirectoryError(OpenDirectoryError::IoError {
            io_error: error, ..
        })
        | T::OpenReadError(OpenReadError::IoError {
            io_error: error, ..
        })
        | T::OpenWriteError(OpenWriteError::IoError {
            io_error: error, ..
        }) => Some(error),
        _ => None,
    };
    if io_error.is_some_and(|error| is_full(error)) {
        return IndexError::DiskFull(dir.to_owned());
    }
    // An error of the indexing thread reaches us as text alone.
    if matches!(&source, T::ErrorInThread(text) if text.contains("StorageFull")) {
        return IndexError::DiskFull(dir.to_owned());
    }
    IndexError::Tantivy { action, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_folders_are_numbered_and_bounded() {
        let data = tempfile::tempdir().unwrap();
        let dir = data.path().join("index");
        assert_eq!(set_aside(&dir, 2).unwrap(), None);
        fs::create_dir(&dir).unwrap();
        fs::write(dir.join("abc.term"), "never committed").unwrap();
        assert_eq!(set_aside(&dir, 2).unwrap(), None);
        for number in 1..=4 {
            fs::create_dir(&dir).unwrap();
            fs::write(dir.join("meta.json"), "{}").unwrap();
            let target = set_aside(&dir, 2).unwrap().unwrap();
            assert_eq!(target, data.path().join(format!("index.broken-{number}")));
        }
        let left: Vec<u64> = broken_folders(&dir)
            .unwrap()
            .into_iter()
            .map(|(number, _)| number)
            .collect();
        assert_eq!(left, [3, 4]);
    }

    #[test]
    fn a_second_writer_is_refused_and_stray_files_are_swept() {
        let data = tempfile::tempdir().unwrap();
        let dir = data.path().join("index");
        let config = IndexConfig::default();
        let first = create(&dir, &config, Payload::empty(1)).unwrap();
        assert!(matches!(
            open_for_writing(&dir, &config),
            Err(IndexError::Busy(_))
        ));
        drop(first);
        fs::write(dir.join(".tmpAb12"), "left over").unwrap();
        let Found::Index(again) = open_for_writing(&dir, &config).unwrap() else {
            panic!("the index is not found again")
        };
        assert_eq!(again.payload, Payload::empty(1));
        assert!(!dir.join(".tmpAb12").exists());
        assert!(dir.join("meta.json").exists());
    }
}
