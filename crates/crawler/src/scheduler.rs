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
