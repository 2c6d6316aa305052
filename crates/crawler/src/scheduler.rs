use std::collections::HashMap;

use haidang_model::{CanonicalUrl, SourceId, Timestamp};
use haidang_store::{DynStore, NewEntry, StoreError};

use crate::{Source, Until};

/// Puts the seeds of sources into the frontier, at the start and at every tick
/// of their schedules.
pub(crate) struct Scheduler {
    store: DynStore,
    until: Until,
    planned: HashMap<SourceId, Planned>,
}

/// What is known of one source in this run.
struct Planned {
    seeds: Vec<CanonicalUrl>,
    /// The next tick; `None` without a schedule.
    next: Option<Timestamp>,
}

impl Scheduler {
    pub(crate) fn new(store: DynStore, until: Until) -> Scheduler {
        Scheduler {
            store,
            until,
            planned: HashMap::new(),
        }
    }

    /// Does what is due for a source at `now`.
    pub(crate) async fn plan(&mut self, source: &Source, now: Timestamp) -> Result<(), StoreError> {
        match self.planned.get(&source.id) {
            None => {
                self.begin(source, now).await?;
            }
            // The file was changed while we run.
            Some(planned) if planned.seeds != source.seeds => {
                self.add(source, now).await?;
            }
            Some(planned) if planned.next.is_some_and(|next| next <= now) => {
                self.tick(source, now).await?;
            }
            Some(_) => return Ok(()),
        }
        let planned = Planned {
            seeds: source.seeds.clone(),
            next: match self.until {
                Until::Stopped => source.revisit(now),
                Until::Idle { .. } => None,
            },
        };
        self.planned.insert(source.id.clone(), planned);
        Ok(())
    }

    /// Takes a source up at the start of a run.
    async fn begin(&self, source: &Source, now: Timestamp) -> Result<(), StoreError> {
        let added = self.add(source, now).await?;
        match self.until {
            // One crawl now: from the seeds, unless one is to be resumed.
            Until::Idle { .. } => {
                let counts = self.store.frontier_counts(Some(&source.id), now).await?;
                if added == 0 && counts.waiting == 0 && counts.due == 0 {
                    self.reschedule(source, now).await?;
                }
            }
            Until::Stopped => {
                let Some(every) = &source.every else {
                    return Ok(());
                };
                let last = self
                    .store
                    .job_get(&job(&source.id))
                    .await?
                    .and_then(|text| text.parse().ok())
                    .map(Timestamp);
                match last {
                    // A tick went by while we were not running.
                    Some(last) if every.next_after(last).is_some_and(|tick| tick <= now) => {
                        self.tick(source, now).await?;
                    }
                    Some(_) => {}
                    None => self.keep(source, now).await?,
                }
            }
        }
        Ok(())
    }

    async fn tick(&self, source: &Source, now: Timestamp) -> Result<(), StoreError> {
        tracing::info!(source.id = %source.id, "schedule came round");
        self.reschedule(source, now).await?;
        self.keep(source, now).await
    }

    async fn add(&self, source: &Source, now: Timestamp) -> Result<u64, StoreError> {
        let entries: Vec<NewEntry> = source
            .seeds
            .iter()
            .map(|seed| NewEntry {
                url: seed.clone(),
                source: source.id.clone(),
                depth: 0,
                due: now,
            })
            .collect();
        self.store.frontier_add(&entries).await
    }

    async fn reschedule(&self, source: &Source, now: Timestamp) -> Result<(), StoreError> {
        for seed in &source.seeds {
            self.store
                .frontier_reschedule(&source.id, seed, now)
                .await?;
        }
        Ok(())
    }

    /// Keeps when the schedule was last heeded, so that a tick that falls into
    /// a restart is caught up once.
    async fn keep(&self, source: &Source, now: Timestamp) -> Result<(), StoreError> {
        self.store
            .job_set(&job(&source.id), &now.0.to_string())
            .await
    }
}

fn job(source: &SourceId) -> String {
    format!("crawl-schedule:{source}")
}

#[cfg(test)]
mod tests {
    use haidang_store::{LeaseScope, StoreConfig};

    use super::*;
    use crate::load_str;

    const HOUR: i64 = 3_600_000;

    struct Bench {
        _folder: tempfile::TempDir,
        store: DynStore,
        source: Source,
    }

    async fn bench() -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let config = StoreConfig {
            data: folder.path().to_owned(),
            postgres: None,
        };
        let text = "version = 1\n[source]\nid = \"a\"\nname = \"n\"\nbasis = \"b\"\nowner = \"o\"\nreview_by = 2099-01-01\nseeds = [\"http://a.vn/\"]\nevery = \"0 0 * * * *\"\n";
        Bench {
            store: haidang_store::open(&config).await.unwrap().0,
            source: load_str("a.toml", text).unwrap(),
            _folder: folder,
        }
    }

    impl Bench {
        /// Asks for everything due at `now` and marks it done, so that only the
        /// schedule can bring it back. Returns how many were due.
        async fn crawl(&self, now: i64) -> usize {
            let (scope, now) = (LeaseScope::default(), Timestamp(now));
            let Some(lease) = self.store.frontier_lease(&scope, now, 1_000).await.unwrap() else {
                return 0;
            };
            let due = self
                .store
                .frontier_due(&scope, &lease, now, 10)
                .await
                .unwrap();
            for entry in &due {
                let commit = haidang_store::PageCommit {
                    fetch: haidang_store::NewFetch {
                        url: Some(entry.url.clone()),
                        final_url: None,
                        source: Some(entry.source.clone()),
                        at: now,
                        outcome: haidang_store::FetchOutcome::HttpError,
                        reason: None,
                        status: Some(404),
                        content_type: None,
                        body: None,
                        body_bytes: 0,
                        request_headers: String::new(),
                        response_headers: String::new(),
                        duration_ms: 1,
                    },
                    page: None,
                    flags: Vec::new(),
                    links: Vec::new(),
                    frontier: Some(haidang_store::FrontierOutcome {
                        entry: entry.id,
                        lease: lease.clone(),
                        next_due: None,
                        failures: 0,
                        etag: None,
                        last_modified: None,
                    }),
                };
                self.store.commit_pages(&[commit], now).await.unwrap();
            }
            self.store.frontier_release(&lease, now).await.unwrap();
            due.len()
        }
    }

    #[tokio::test]
    async fn seeds_come_back_with_every_tick() {
        let bench = bench().await;
        let mut scheduler = Scheduler::new(bench.store.clone(), Until::Stopped);
        let mut due = Vec::new();
        // The ticks stand at whole hours.
        for now in [1, 2, HOUR - 1, HOUR, HOUR + 1, 2 * HOUR, 2 * HOUR + 5] {
            scheduler.plan(&bench.source, Timestamp(now)).await.unwrap();
            due.push(bench.crawl(now).await);
        }
        assert_eq!(due, [1, 0, 0, 1, 0, 1, 0]);
    }

    #[tokio::test]
    async fn a_tick_missed_while_stopped_is_caught_up_once() {
        let bench = bench().await;
        let mut due = Vec::new();
        for now in [1, 2, 5 * HOUR + 1, 5 * HOUR + 2] {
            // Each time the program is started anew.
            let mut scheduler = Scheduler::new(bench.store.clone(), Until::Stopped);
            scheduler.plan(&bench.source, Timestamp(now)).await.unwrap();
            due.push(bench.crawl(now).await);
        }
        assert_eq!(due, [1, 0, 1, 0]);
    }

    #[tokio::test]
    async fn one_crawl_now_begins_anew_or_resumes() {
        let bench = bench().await;
        let begin = async |now| {
            let until = Until::Idle { pages_max: None };
            let mut scheduler = Scheduler::new(bench.store.clone(), until);
            scheduler.plan(&bench.source, Timestamp(now)).await.unwrap();
        };
        begin(1).await;
        // Broken off before anything was asked for: what waits is resumed.
        begin(2).await;
        assert_eq!(bench.crawl(3).await, 1);
        begin(4).await;
        assert_eq!(bench.crawl(5).await, 1, "a finished one begins anew");
    }
}
