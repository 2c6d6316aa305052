use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use haidang_model::PageId;
use haidang_store::{DynStore, OutboxOp, OutboxRow, StoredPage};
use tantivy::{IndexReader, Searcher};

use crate::{
    IndexConfig, IndexError, Result,
    document::document,
    folder::{self, Found, Writing},
    payload::Payload,
    schema::{Fields, check_definition, schema},
};

/// The job under which the store names the generation of its index.
const GENERATION_JOB: &str = "index-generation";

/// The search index of one store. Cheap to share behind an `Arc`; searches
/// and one [`Indexer::drain`] go on at the same time.
pub struct Indexer {
    pub(crate) shared: Arc<Shared>,
    /// Held by whoever takes in pages or builds anew, across awaits.
    gate: tokio::sync::Mutex<()>,
}

/// What tasks on blocking threads share with the indexer.
pub(crate) struct Shared {
    pub(crate) dir: PathBuf,
    pub(crate) store: DynStore,
    pub(crate) config: IndexConfig,
    pub(crate) fields: Fields,
    reader: RwLock<IndexReader>,
    writing: Mutex<State>,
    /// A search met an error of the index; the next drain builds it anew.
    suspect: AtomicBool,
}

enum State {
    /// Another process writes.
    ReadOnly,
    /// Ready to take in pages.
    Ready(Box<Writing>),
    /// Lost; the next drain sets the folder aside and builds anew.
    Broken,
}

impl Indexer {
    /// Opens the index in `dir` for reading and writing.
    ///
    /// When there is none, when it is broken, of an older version or of
    /// another store, an empty one takes its place (the old folder is set
    /// aside as `<dir>.broken-<n>`) and every page is put into the outbox, so
    /// that [`Indexer::drain`] fills it.
    ///
    /// # Errors
    /// [`IndexError::Busy`] when another process writes to it,
    /// [`IndexError::DiskFull`], [`IndexError::Folder`], [`IndexError::Store`].
    pub async fn open(dir: &Path, store: DynStore, config: IndexConfig) -> Result<Indexer> {
        check_definition()?;
        let expected = generation(&store).await?;
        let found = {
            let (dir, config) = (dir.to_owned(), config.clone());
            blocking(move || folder::open_for_writing(&dir, &config)).await
        };
        let why = match found {
            Ok(Found::Index(writing)) if Some(writing.payload.generation) == expected => {
                // A kill between commit and trim leaves rows that the index
                // has.
                store.outbox_trim(writing.payload.sequence).await?;
                return Ok(Indexer::with(dir, store, config, writing));
            }
            Ok(Found::Index(_)) => "it belongs to another store or was being replaced",
            Ok(Found::Outdated) => "another version built it",
            Ok(Found::Nothing) => "there is none",
            Err(error @ (IndexError::Busy(_) | IndexError::DiskFull(_))) => return Err(error),
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "index broken");
                "it is broken"
            }
        };
        tracing::info!(reason = why, "index is built anew");
        let writing = begin_anew(dir, dir, &store, &config).await?;
        Ok(Indexer::with(dir, store, config, writing))
    }

    /// Opens the index in `dir` for reading only, beside a process that writes.
    ///
    /// # Errors
    /// [`IndexError::Missing`] when there is no index of this version, and
    /// [`IndexError::Tantivy`] when it is broken.
    pub async fn open_read_only(
        dir: &Path,
        store: DynStore,
        config: IndexConfig,
    ) -> Result<Indexer> {
        check_definition()?;
        let path = dir.to_owned();
        let reader = blocking(move || {
            if !path.join("meta.json").exists() {
                return Err(IndexError::Missing(path));
            }
            let index = tantivy::Index::open_in_dir(&path)
                .map_err(IndexError::tantivy("open its folder"))?;
            if index.schema() != schema().0 {
                return Err(IndexError::Missing(path));
            }
            folder::reader(&index).map_err(IndexError::tantivy("be read"))
        })
        .await?;
        Ok(Indexer::assemble(
            dir,
            store,
            config,
            reader,
            State::ReadOnly,
        ))
    }

    fn with(dir: &Path, store: DynStore, config: IndexConfig, writing: Box<Writing>) -> Indexer {
        let reader = writing.reader.clone();
        Indexer::assemble(dir, store, config, reader, State::Ready(writing))
    }

    fn assemble(
        dir: &Path,
        store: DynStore,
        config: IndexConfig,
        reader: IndexReader,
        state: State,
    ) -> Indexer {
        Indexer {
            shared: Arc::new(Shared {
                dir: dir.to_owned(),
                store,
                config,
                fields: schema().1,
                reader: RwLock::new(reader),
                writing: Mutex::new(state),
                suspect: AtomicBool::new(false),
            }),
            gate: tokio::sync::Mutex::new(()),
        }
    }

    /// Takes in everything the outbox names and forgets those rows; returns
    /// how many pages were taken in or taken out. Safe to repeat, and safe to
    /// be killed or dropped anywhere: the commit carries the last row's
    /// sequence, and the rows go only after it.
    ///
    /// When the index itself fails, its folder is set aside, a new one is
    /// begun and filled; a second failure in the same call is an error.
    ///
    /// # Errors
    /// [`IndexError::ReadOnly`] after [`Indexer::open_read_only`],
    /// [`IndexError::DiskFull`] (the rows stay and the index stays as it was),
    /// [`IndexError::Store`], or the second failure.
    pub async fn drain(&self) -> Result<u64> {
        let _gate = self.gate.lock().await;
        if self.shared.suspect.swap(false, Ordering::Relaxed) {
            self.shared.mark_broken();
        }
        self.shared.ensure_ready().await?;
        match self.shared.take_in(&|_| ()).await {
            Err(error @ (IndexError::Tantivy { .. } | IndexError::TaskLost)) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "index broken, building it anew"
                );
                self.shared.mark_broken();
                self.shared.ensure_ready().await?;
                self.shared.take_in(&|_| ()).await
            }
            other => other,
        }
    }

    /// Builds the index anew from the store in a folder of its own, which
    /// takes the place of the old one when it is complete; until then searches
    /// are answered by the old one. Returns how many pages it holds.
    /// `progress` is told the pages done so far.
    ///
    /// # Errors
    /// As [`Indexer::drain`]. The old index is then stale; the next drain
    /// builds it anew.
    pub async fn rebuild(&self, progress: &(dyn Fn(u64) + Send + Sync)) -> Result<u64> {
        let _gate = self.gate.lock().await;
        let shared = &self.shared;
        if matches!(*shared.writing(), State::ReadOnly) {
            return Err(IndexError::ReadOnly);
        }
        // From the moment the store names the new generation, the old index
        // counts as stale, because rows it has not seen may be trimmed.
        shared.mark_broken();
        let new = folder::beside(&shared.dir, "new");
        let writing = begin_anew(&new, &shared.dir, &shared.store, &shared.config).await?;
        *shared.writing() = State::Ready(writing);
        // Should this future be dropped half-way, nothing may go on writing to
        // the folder that does not serve.
        let unfinished = Unfinished(shared);
        let done = shared.take_in(progress).await;
        let taken = std::mem::replace(&mut *shared.writing(), State::Broken);
        drop(unfinished);
        done?;
        let (task, target) = (Arc::clone(shared), shared.dir.clone());
        let writing = blocking(move || {
            // Only one writer may hold the folder that is renamed.
            drop(taken);
            folder::remove(&target)?;
            std::fs::rename(&new, &target).map_err(|error| folder::folder_error(&target, error))?;
            match folder::open_for_writing(&target, &task.config)? {
                Found::Index(writing) => Ok(writing),
                Found::Nothing | Found::Outdated => Err(IndexError::Missing(target)),
            }
        })
        .await?;
        shared.replace(writing);
        Ok(self.document_count())
    }

    /// Counts the documents of the index, as of the last commit this process
    /// has seen.
    pub fn document_count(&self) -> u64 {
        self.shared.searcher().num_docs()
    }
}

/// Marks the index as lost when dropped.
struct Unfinished<'a>(&'a Shared);

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        self.0.mark_broken();
    }
}

impl Shared {
    fn writing(&self) -> MutexGuard<'_, State> {
        // A panic while the lock was held leaves `Broken` to be seen, see
        // `apply`; the poison itself tells nothing more.
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn mark_broken(&self) {
        let mut state = self.writing();
        if !matches!(*state, State::ReadOnly) {
            *state = State::Broken;
        }
    }

    /// Notes that a search met an error of the index.
    pub(crate) fn suspect(&self) {
        self.suspect.store(true, Ordering::Relaxed);
    }

    /// Returns the newest searcher.
    pub(crate) fn searcher(&self) -> Searcher {
        self.reader
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .searcher()
    }

    /// Looks for commits of the writing process, when this one only reads.
    pub(crate) fn refresh_if_read_only(&self) -> Result<()> {
        if !matches!(*self.writing(), State::ReadOnly) {
            return Ok(());
        }
        self.reader
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .reload()
            .map_err(IndexError::tantivy("see new commits"))
    }

    fn replace(&self, writing: Box<Writing>) {
        let reader = writing.reader.clone();
        *self.reader.write().unwrap_or_else(PoisonError::into_inner) = reader;
        *self.writing() = State::Ready(writing);
    }

    /// Begins a new index when the old one was lost.
    async fn ensure_ready(&self) -> Result<()> {
        match *self.writing() {
            State::Ready(_) => return Ok(()),
            State::ReadOnly => return Err(IndexError::ReadOnly),
            State::Broken => (),
        }
        let writing = begin_anew(&self.dir, &self.dir, &self.store, &self.config).await?;
        self.replace(writing);
        Ok(())
    }

    /// Takes in the outbox, a commit for each batch.
    async fn take_in(self: &Arc<Self>, progress: &(dyn Fn(u64) + Send + Sync)) -> Result<u64> {
        let mut pages = 0;
        loop {
            let after = match &*self.writing() {
                State::Ready(writing) => writing.payload.sequence,
                State::ReadOnly => return Err(IndexError::ReadOnly),
                State::Broken => return Err(IndexError::TaskLost),
            };
            let rows = self
                .store
                .outbox_after(after, self.config.batch_pages_max)
                .await?;
            let Some(last) = rows.last().map(|row| row.sequence) else {
                return Ok(pages);
            };
            let batch = newest_ops(&rows);
            let wanted: Vec<PageId> = batch
                .iter()
                .filter(|row| row.op == OutboxOp::Upsert)
                .map(|row| row.page)
                .collect();
            let stored = self.store.pages_get(&wanted).await?;
            pages += batch.len() as u64;
            let shared = Arc::clone(self);
            blocking(move || shared.apply(&batch, &stored, last)).await?;
            self.store.outbox_trim(last).await?;
            progress(pages);
        }
    }

    /// Deletes, adds and commits one batch.
    fn apply(&self, batch: &[OutboxRow], stored: &[StoredPage], last: i64) -> Result<()> {
        let mut state = self.writing();
        // Taken out while it is worked on, so that an error or a panic leaves
        // `Broken` behind.
        let State::Ready(mut writing) = std::mem::replace(&mut *state, State::Broken) else {
            return Err(IndexError::TaskLost);
        };
        let outcome = self.write(&mut writing, batch, stored, last);
        match outcome {
            Ok(()) => {
                *state = State::Ready(writing);
                drop(state);
                self.reader
                    .read()
                    .unwrap_or_else(PoisonError::into_inner)
                    .reload()
                    .map_err(IndexError::tantivy("show a commit"))
            }
            Err(source) => {
                let error = folder::classify(&self.dir, "take in pages", source);
                // A full disk is no fault of the index: go back to the last
                // commit and wait for room.
                if matches!(error, IndexError::DiskFull(_)) && writing.writer.rollback().is_ok() {
                    *state = State::Ready(writing);
                }
                Err(error)
            }
        }
    }

    fn write(
        &self,
        writing: &mut Writing,
        batch: &[OutboxRow],
        stored: &[StoredPage],
        last: i64,
    ) -> tantivy::Result<()> {
        for row in batch {
            let id = tantivy::Term::from_field_i64(self.fields.page, row.page.0);
            if cfg!(not(feature = "defect-missing-delete")) || row.op == OutboxOp::Delete {
                writing.writer.delete_term(id);
            }
        }
        for page in stored {
            writing.writer.add_document(document(&self.fields, page))?;
        }
        let payload = Payload {
            sequence: last,
            ..writing.payload
        };
        let mut commit = writing.writer.prepare_commit()?;
        commit.set_payload(&payload.write());
        commit.commit()?;
        writing.payload = payload;
        Ok(())
    }
}

/// Keeps the newest row of each page, in the order of the rows.
fn newest_ops(rows: &[OutboxRow]) -> Vec<OutboxRow> {
    let mut seen = std::collections::HashSet::new();
    let mut batch: Vec<OutboxRow> = rows
        .iter()
        .rev()
        .filter(|row| seen.insert(row.page))
        .copied()
        .collect();
    batch.reverse();
    batch
}

/// Begins an empty index in `dir` and puts every page into the outbox.
///
/// `live` is the folder that serves: when it is `dir` itself, what stands
/// there is set aside. Killed after any of the steps, the next open sees a
/// generation that the store does not name, and begins again.
async fn begin_anew(
    dir: &Path,
    live: &Path,
    store: &DynStore,
    config: &IndexConfig,
) -> Result<Box<Writing>> {
    let next = generation(store).await?.unwrap_or(0) + 1;
    store.job_set(GENERATION_JOB, &next.to_string()).await?;
    let pages = store.outbox_refill().await?;
    tracing::info!(pages, generation = next, "index begins empty");
    let (dir, config, in_place) = (dir.to_owned(), config.clone(), dir == live);
    blocking(move || {
        if !in_place {
            folder::remove(&dir)?;
        } else if let Some(target) = folder::set_aside(&dir, config.broken_kept_max)? {
            tracing::warn!(folder = %target.display(), "old index set aside");
        }
        folder::create(&dir, &config, Payload::empty(next)).map(Box::new)
    })
    .await
}

/// Returns the generation of the index that the store names.
async fn generation(store: &DynStore) -> Result<Option<u64>> {
    let state = store.job_get(GENERATION_JOB).await?;
    Ok(state.and_then(|state| state.parse().ok()))
}

/// Runs `work` on a thread that may wait. Dropping the future does not stop
/// it; a panic becomes [`IndexError::TaskLost`].
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or(Err(IndexError::TaskLost))
}

#[cfg(test)]
mod tests;
