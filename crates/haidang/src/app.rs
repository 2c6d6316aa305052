//! What most commands need: the configuration, the store, the index, the
//! compiled watchlists.

use std::{path::PathBuf, sync::Arc};

use anyhow::Context as _;
use arc_swap::ArcSwap;
use haidang_alerting::{
    HostLists, Watch, Watchlist,
    lifecycle::{self, Drift, DriftKind, LifeError},
};
use haidang_indexer::{IndexConfig, Indexer};
use haidang_model::{Clock, SystemClock, WatchlistState};
use haidang_store::{Blobs, DynStore, StoreConfig};
use tokio::sync::Notify;

use crate::{
    cli::{Global, Lang},
    config::{self, Configured},
    output::{Output, UsageError},
    pipeline::Pipeline,
    shipped,
};

/// The configuration as found, and how to speak.
pub struct Setting {
    /// Where state lives.
    pub data: PathBuf,
    /// What was configured.
    pub configured: Configured,
    /// Where rows and words go.
    pub out: Output,
}

impl Setting {
    /// Finds and reads the configuration.
    ///
    /// # Errors
    /// As [`config::load`].
    pub fn load(global: &Global) -> anyhow::Result<Setting> {
        Ok(Setting {
            data: global.data.clone(),
            configured: config::load(global.config.as_deref())?,
            out: Output {
                json: global.json,
                lang: global.lang,
            },
        })
    }

    /// Reads the watchlists of `dir`, or of the configuration, or the shipped
    /// ones when there is no configuration.
    ///
    /// # Errors
    /// A usage error that lists every fault of every file.
    pub fn watchlists(&self, dir: Option<&std::path::Path>) -> anyhow::Result<Vec<Watchlist>> {
        let folder = match dir {
            Some(dir) if !dir.is_dir() => {
                return Err(UsageError::anyhow(format!(
                    "`{}`: {}",
                    dir.display(),
                    self.out.lang.pick("không có thư mục này", "no such folder")
                )));
            }
            Some(dir) => Some(dir.to_owned()),
            None => self.watchlist_folder(),
        };
        let lists = match folder {
            Some(folder) => haidang_alerting::load_dir(&folder),
            None => shipped::watchlists(),
        };
        lists.map_err(|faults| self.faults(&faults))
    }

    /// Reads the lists of hosts beside the watchlists of `dir`, or those of the
    /// configuration; the shipped ones stand behind them.
    ///
    /// # Errors
    /// A usage error that lists every fault.
    pub fn host_lists(&self, dir: Option<&std::path::Path>) -> anyhow::Result<HostLists> {
        let folders = match (dir, &self.configured.folder) {
            (Some(dir), _) => HostLists::folders_of(dir),
            (None, Some(folder)) => vec![folder.join("hosts")],
            (None, None) => Vec::new(),
        };
        HostLists::load(&folders, &shipped::host_lists()).map_err(|faults| self.faults(&faults))
    }

    /// Returns the folder of watchlists of the configuration; `None` when the
    /// shipped ones are used.
    pub fn watchlist_folder(&self) -> Option<PathBuf> {
        self.configured
            .folder
            .as_ref()
            .map(|folder| folder.join("watchlists"))
            .filter(|dir| dir.is_dir())
    }

    /// Turns the refusal of an act on a watchlist into an error in the reader's
    /// language. What names nothing that is there is wrong usage.
    pub fn refused(&self, error: LifeError) -> anyhow::Error {
        let text = self
            .out
            .lang
            .pick(&error.vi(), &error.to_string())
            .to_owned();
        match error {
            LifeError::Store(error) => anyhow::Error::new(error).context(text),
            LifeError::NotOperator { .. }
            | LifeError::UnknownList { .. }
            | LifeError::UnknownVersion { .. } => UsageError::anyhow(text),
            _ => anyhow::Error::msg(text),
        }
    }

    /// Opens the store alone, for what has no need of the index: with PostgreSQL
    /// that can be done beside a process that writes to both.
    ///
    /// # Errors
    /// When another process holds the data folder, or there is nothing to read.
    pub async fn open_store(&self, access: Access) -> anyhow::Result<(DynStore, Blobs)> {
        let postgres = self.configured.config.store.postgres_url()?;
        if access == Access::Read && postgres.is_none() && !self.data.is_dir() {
            return Err(UsageError::anyhow(format!(
                "`{}`: {}",
                self.data.display(),
                self.out.lang.pick(
                    "chưa có dữ liệu ở đây; hãy chạy `haidang ingest` hoặc `haidang crawl` trước",
                    "nothing is kept here yet; run `haidang ingest` or `haidang crawl` first"
                )
            )));
        }
        let config = StoreConfig {
            data: self.data.clone(),
            postgres,
        };
        match access {
            Access::Write => haidang_store::open(&config).await,
            Access::Read => haidang_store::open_read_only(&config).await,
        }
        .with_context(|| format!("cannot open what is kept in `{}`", self.data.display()))
    }

    /// Reads the sources of `dir` or of the configuration; none when there is
    /// no such folder.
    ///
    /// # Errors
    /// A usage error that lists every fault of every file.
    pub fn sources(
        &self,
        dir: Option<&std::path::Path>,
    ) -> anyhow::Result<Vec<haidang_crawler::Source>> {
        let folder = match (dir, &self.configured.folder) {
            (Some(dir), _) => dir.to_owned(),
            (None, Some(folder)) => folder.join("sources"),
            (None, None) => return Ok(Vec::new()),
        };
        if dir.is_none() && !folder.is_dir() {
            return Ok(Vec::new());
        }
        haidang_crawler::load_dir(&folder).map_err(|faults| {
            let lang = self.out.lang;
            let lines: Vec<String> = faults
                .iter()
                .map(|fault| {
                    let text = lang.pick(&fault.vi, &fault.en);
                    format!("{}:{}:{}: {text}", fault.file, fault.line, fault.column)
                })
                .collect();
            UsageError::anyhow(lines.join("\n"))
        })
    }

    /// Turns the faults of watchlists into one error in the reader's language.
    pub fn faults(&self, faults: &[haidang_alerting::Fault]) -> anyhow::Error {
        let lines: Vec<String> = faults
            .iter()
            .map(|fault| fault_line(fault, self.out.lang))
            .collect();
        UsageError::anyhow(lines.join("\n"))
    }

    /// Compiles watchlists that are not kept anywhere: all are version 0.
    ///
    /// # Errors
    /// A usage error that lists every fault.
    pub fn compile_unkept(
        &self,
        lists: Vec<Watchlist>,
        hosts: &HostLists,
        now: haidang_model::Timestamp,
    ) -> anyhow::Result<Watch> {
        let lists = lists.into_iter().map(|list| (list, 0)).collect();
        let watch = Watch::compile(lists, hosts, &self.configured.config.alerting, now)
            .map_err(|faults| self.faults(&faults))?;
        self.warn_expired(&watch, now);
        Ok(watch)
    }

    /// Says loudly which watchlists raise nothing because nobody reviewed them.
    pub fn warn_expired(&self, watch: &Watch, now: haidang_model::Timestamp) {
        for list in watch.expired(now) {
            let id = &list.watchlist.id;
            self.out.say(
                &format!("CẢNH BÁO: danh mục `{id}` đã quá hạn rà soát (review_by) và không còn cảnh báo gì nữa."),
                &format!("WARNING: watchlist `{id}` is past its review_by date and raises nothing any more."),
            );
        }
    }
}

/// Writes one fault as `file:line:column: message`.
pub fn fault_line(fault: &haidang_alerting::Fault, lang: Lang) -> String {
    format!(
        "{}:{}:{}: {}",
        fault.file,
        fault.line,
        fault.column,
        lang.pick(&fault.vi, &fault.en)
    )
}

/// Says how a file differs from the store, and the way on.
fn drift_words(drift: &Drift, shipped: bool) -> (String, String) {
    let Drift { id, file, kind } = drift;
    let import = if shipped {
        "haidang watchlist import --shipped --as USER".to_owned()
    } else {
        format!("haidang watchlist import {file} --as USER")
    };
    match kind {
        DriftKind::New => (
            format!(
                "`{file}`: danh mục `{id}` chưa có trong kho nên chưa được dùng. Đưa vào: {import}"
            ),
            format!(
                "`{file}`: watchlist `{id}` is not in the store and so is not used. Bring it in: {import}"
            ),
        ),
        DriftKind::Differs { live } => (
            format!(
                "`{file}` khác bản {live} đang có hiệu lực của danh mục `{id}`; tập tin không tự có hiệu lực. Đưa vào: {import}. Lấy bản đang dùng ra tập tin: haidang watchlist export {id}"
            ),
            format!(
                "`{file}` says something else than version {live} of watchlist `{id}`, which is live; files do not take effect by themselves. Bring it in: {import}. Write the live version to a file: haidang watchlist export {id}"
            ),
        ),
        DriftKind::Kept { version, state } => {
            let (vi, en) = match state {
                WatchlistState::Draft => (
                    format!("mới là bản nháp. Chạy thử: haidang watchlist trial {id} --as USER"),
                    format!(
                        "a draft as yet. Put it on trial: haidang watchlist trial {id} --as USER"
                    ),
                ),
                WatchlistState::Trial => (
                    format!(
                        "đang chạy thử. Người thứ hai công bố: haidang watchlist publish {id} --as USER"
                    ),
                    format!(
                        "on trial. A second person publishes it: haidang watchlist publish {id} --as USER"
                    ),
                ),
                WatchlistState::Live | WatchlistState::Retired => {
                    ("đã thôi dùng".to_owned(), "retired".to_owned())
                }
            };
            (
                format!("`{file}`: nội dung này là bản {version} của danh mục `{id}`, {vi}"),
                format!("`{file}`: this is version {version} of watchlist `{id}`, {en}"),
            )
        }
        DriftKind::NotLive => (
            format!(
                "`{file}`: danh mục `{id}` không có bản nào có hiệu lực, và tập tin khác mọi bản đã có. Đưa vào: {import}"
            ),
            format!(
                "`{file}`: watchlist `{id}` has no live version, and the file says something else than any kept one. Bring it in: {import}"
            ),
        ),
    }
}

/// Whether a command changes what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It does; no other process may.
    Write,
    /// It only reads.
    Read,
}

/// Everything that is kept, opened.
pub struct App {
    /// The configuration.
    pub setting: Setting,
    /// The store.
    pub store: DynStore,
    /// The bytes of pages.
    pub blobs: Blobs,
    /// The search index.
    pub indexer: Arc<Indexer>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Notified after each committed batch.
    pub committed: Arc<Notify>,
}

impl App {
    /// Opens store and index.
    ///
    /// # Errors
    /// When another process holds the data folder, or what is kept cannot be
    /// opened.
    pub async fn open(setting: Setting, access: Access) -> anyhow::Result<App> {
        let (store, blobs) = setting.open_store(access).await?;
        let folder = setting.data.join("index");
        let indexer = match access {
            Access::Write => {
                Indexer::open(&folder, Arc::clone(&store), IndexConfig::default()).await
            }
            Access::Read => {
                Indexer::open_read_only(&folder, Arc::clone(&store), IndexConfig::default()).await
            }
        }
        .with_context(|| format!("cannot open the search index in `{}`", folder.display()))?;
        Ok(App {
            setting,
            store,
            blobs,
            indexer: Arc::new(indexer),
            clock: Arc::new(SystemClock),
            committed: Arc::new(Notify::new()),
        })
    }

    /// Compiles the watchlists that the store says are live and on trial. A store
    /// without any takes in those of the configuration as live; after that, files
    /// are only held against it, and where they differ this is said.
    ///
    /// # Errors
    /// Every fault of the files at installation or of the kept versions, or a
    /// fault of the store.
    pub async fn watch(&self) -> anyhow::Result<Arc<ArcSwap<Watch>>> {
        let now = self.clock.now();
        let files = self.setting.watchlists(None);
        if self.store.watchlist_metas(None).await?.is_empty() {
            if lifecycle::install(&self.store, &files?, now).await? {
                tracing::info!("the watchlists of the configuration are taken in as live");
            }
        } else {
            self.tell_drift(files).await?;
        }
        let in_use = lifecycle::in_use(&self.store)
            .await
            .map_err(|error| self.setting.refused(error))?;
        let hosts = self.setting.host_lists(None)?;
        let watch = in_use
            .compile(&hosts, &self.setting.configured.config.alerting, now)
            .map_err(|faults| self.setting.faults(&faults))?;
        self.setting.warn_expired(&watch, now);
        Ok(Arc::new(ArcSwap::from_pointee(watch)))
    }

    /// Says loudly which files say something else than the store, and how they
    /// are brought in. Files with faults are told of and hold nothing up: the
    /// store is what counts.
    async fn tell_drift(&self, files: anyhow::Result<Vec<Watchlist>>) -> anyhow::Result<()> {
        let out = self.setting.out;
        let files = match files {
            Ok(files) => files,
            Err(error) => {
                tracing::warn!(
                    "files of watchlists have faults; the versions in the store are used"
                );
                out.say(
                    &format!("CẢNH BÁO: tập tin danh mục có lỗi; các bản trong kho vẫn được dùng.\n{error}"),
                    &format!("WARNING: files of watchlists have faults; the versions in the store are used.\n{error}"),
                );
                return Ok(());
            }
        };
        let shipped = self.setting.watchlist_folder().is_none();
        for drift in lifecycle::drift(&self.store, &files).await? {
            tracing::warn!(
                watchlist.id = %drift.id,
                file = drift.file,
                "a file says something else than the live version of its watchlist"
            );
            let (vi, en) = drift_words(&drift, shipped);
            out.say(&format!("CẢNH BÁO: {vi}"), &format!("WARNING: {en}"));
        }
        Ok(())
    }

    /// Builds the pipeline on this store.
    pub fn pipeline(&self, watch: Arc<ArcSwap<Watch>>) -> Pipeline {
        Pipeline::new(
            Arc::clone(&self.store),
            self.blobs.clone(),
            watch,
            Arc::clone(&self.clock),
            Arc::clone(&self.committed),
        )
    }

    /// Feeds the index after each committed batch, until `stop` is cancelled,
    /// and then once more.
    pub async fn keep_indexing(
        &self,
        stop: tokio_util::sync::CancellationToken,
    ) -> anyhow::Result<()> {
        loop {
            self.indexer.drain().await?;
            tokio::select! {
                () = stop.cancelled() => break,
                () = self.committed.notified() => {}
            }
        }
        self.indexer.drain().await?;
        Ok(())
    }
}
