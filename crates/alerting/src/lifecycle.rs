//! The life of a watchlist: drafted, put on trial, published, retired, brought
//! back. The store is the truth; files are imported and exported.
//!
//! Whoever acts shows an [`Operator`], which only a user with that role can
//! have. What goes live, and what is taken off, needs two of them. Each act
//! leaves one audit row, in the same transaction.

mod diff;
mod drift;
mod error;
mod in_use;
mod terms;

use haidang_model::{Role, Timestamp, WatchlistId, WatchlistState};
use haidang_store::{
    DynStore, NewDraft, Person, Stepped, StoreError, User, WatchlistMeta, WatchlistStep,
    WatchlistVersion,
};

use crate::{Watchlist, load_str};

pub use diff::{Change, ItemChange, ListDiff, RuleDiff, ValueChange, diff};
pub use drift::{Drift, DriftKind, drift};
pub use error::LifeError;
pub use in_use::{InUse, in_use, install};
pub use terms::{
    Duplicate, DuplicateOf, RefusedTerm, ShortTerm, TERM_ROWS_MAX, TermReport, TermRow, add_terms,
    read_csv, read_terms,
};

/// Characters of the longest note.
pub const NOTE_CHARS_MAX: usize = 1_000;

/// How long a proposal to retire a live version stands, in milliseconds: 7 days.
/// Whoever asks after that proposes anew, so that nobody ends by one call what
/// they only meant to propose.
pub const RETIRE_PROPOSAL_MS: i64 = 7 * 24 * 60 * 60 * 1_000;

/// A user who may tune watchlists: proof that the role was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator(Person);

impl Operator {
    /// Takes a user as an operator.
    ///
    /// # Errors
    /// [`LifeError::NotOperator`] for a user without that role, or a closed
    /// one. An admin is not thereby an operator.
    pub fn of(user: &User) -> Result<Operator, LifeError> {
        if user.closed.is_none() && user.roles.contains(&Role::Operator) {
            Ok(Operator(Person {
                id: user.id,
                name: user.name.clone(),
            }))
        } else {
            Err(LifeError::NotOperator {
                user: user.name.clone(),
            })
        }
    }

    /// Returns the user's log-in name.
    pub fn name(&self) -> &str {
        &self.0.name
    }
}

/// What came of drafting a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drafted {
    /// It is a new draft.
    New(WatchlistMeta),
    /// This version says the same already and is not over; nothing was written.
    Same(WatchlistMeta),
}

/// Keeps a watchlist as a draft, in its canonical text ([`Watchlist::to_toml`]).
///
/// # Errors
/// [`LifeError::NoteTooLong`], [`LifeError::Store`].
pub async fn draft(
    store: &DynStore,
    operator: &Operator,
    watchlist: &Watchlist,
    note: &str,
    now: Timestamp,
) -> Result<Drafted, LifeError> {
    let note = checked_note(note)?;
    let text = watchlist.to_toml();
    let metas = store.watchlist_metas(Some(&watchlist.id)).await?;
    for meta in metas {
        if meta.state != WatchlistState::Retired && says(store, &meta, &text).await? {
            return Ok(Drafted::Same(meta));
        }
    }
    let draft = NewDraft {
        id: watchlist.id.clone(),
        text,
        note: note.to_owned(),
        by: operator.0.clone(),
        at: now,
    };
    Ok(Drafted::New(store.watchlist_draft(&draft).await?))
}

/// Tells whether a version says what a canonical text says.
async fn says(store: &DynStore, meta: &WatchlistMeta, text: &str) -> Result<bool, LifeError> {
    if meta.digest == haidang_model::ContentHash::of(text.as_bytes()) {
        return Ok(true);
    }
    // Texts that were loaded before the store was the truth stand there as their
    // files were written.
    let Some(version) = store.watchlist_get(&meta.id, meta.version).await? else {
        return Ok(false);
    };
    Ok(canonical(&version).is_some_and(|canonical| canonical == text))
}

/// Returns the canonical text of a kept version; `None` when it cannot be read
/// any more.
fn canonical(version: &WatchlistVersion) -> Option<String> {
    read(version).ok().map(|watchlist| watchlist.to_toml())
}

/// Reads a kept version. In faults it is called `id@version`.
///
/// # Errors
/// [`LifeError::Faults`] when a later program refuses what an earlier one took.
pub fn read(version: &WatchlistVersion) -> Result<Watchlist, LifeError> {
    let name = format!("{}@{}", version.meta.id, version.meta.version);
    load_str(&name, &version.text).map_err(LifeError::Faults)
}

/// Puts a draft on trial: it is matched from the next load on, what it finds is
/// recorded and raises nothing. The newest draft when no version is named. The
/// version on trial before it, if any, is retired.
///
/// # Errors
/// [`LifeError`].
pub async fn put_on_trial(
    store: &DynStore,
    operator: &Operator,
    id: &WatchlistId,
    version: Option<u32>,
    now: Timestamp,
) -> Result<WatchlistMeta, LifeError> {
    let chosen = choose(store, id, version, WatchlistStep::Try).await?;
    step(store, operator, &chosen, WatchlistStep::Try, now).await
}

/// Asks that a trial, or a draft that brings an earlier version back, go live.
///
/// # Errors
/// [`LifeError`].
pub async fn propose(
    store: &DynStore,
    operator: &Operator,
    id: &WatchlistId,
    version: Option<u32>,
    now: Timestamp,
) -> Result<WatchlistMeta, LifeError> {
    let chosen = choose(store, id, version, WatchlistStep::Propose).await?;
    step(store, operator, &chosen, WatchlistStep::Propose, now).await
}

/// Lets a version go live; the live one before it is retired. The operator must
/// be another than wrote and proposed it.
///
/// # Errors
/// [`LifeError::SamePerson`], and others of [`LifeError`].
pub async fn publish(
    store: &DynStore,
    operator: &Operator,
    id: &WatchlistId,
    version: Option<u32>,
    now: Timestamp,
) -> Result<WatchlistMeta, LifeError> {
    let chosen = choose(store, id, version, WatchlistStep::Publish).await?;
    step(store, operator, &chosen, WatchlistStep::Publish, now).await
}

/// What came of asking that a version be retired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retiring {
    /// It is live, and this was the proposal; another operator retires it.
    Proposed(WatchlistMeta),
    /// It is over.
    Done(WatchlistMeta),
}

/// Retires a version, the live one when none is named. A draft or a trial is
/// over at once; a live one is proposed by the first who asks and retired by
/// the second, within [`RETIRE_PROPOSAL_MS`].
///
/// # Errors
/// [`LifeError::SamePerson`] when the same operator asks again, and others of
/// [`LifeError`].
pub async fn retire(
    store: &DynStore,
    operator: &Operator,
    id: &WatchlistId,
    version: Option<u32>,
    now: Timestamp,
) -> Result<Retiring, LifeError> {
    let chosen = choose(store, id, version, WatchlistStep::Retire).await?;
    let stands = chosen
        .retire_proposed
        .is_some_and(|act| now.ms_since(act.at) <= RETIRE_PROPOSAL_MS);
    if chosen.state == WatchlistState::Live && !stands {
        let wanted = WatchlistStep::ProposeRetiring;
        let meta = step(store, operator, &chosen, wanted, now).await?;
        return Ok(Retiring::Proposed(meta));
    }
    let meta = step(store, operator, &chosen, WatchlistStep::Retire, now).await?;
    Ok(Retiring::Done(meta))
}

/// Brings the text of an earlier version back as a draft, proposed for
/// publishing. It has been live, so it needs no trial; another operator
/// publishes it.
///
/// # Errors
/// [`LifeError`].
pub async fn rollback(
    store: &DynStore,
    operator: &Operator,
    id: &WatchlistId,
    to: u32,
    note: &str,
    now: Timestamp,
) -> Result<WatchlistMeta, LifeError> {
    let note = checked_note(note)?;
    let stepped = store
        .watchlist_restore(id, to, note, &operator.0, now)
        .await?;
    let meta = stepped.map_err(|refusal| LifeError::of_restoring(id, to, refusal))?;
    step(store, operator, &meta, WatchlistStep::Propose, now).await
}

fn checked_note(note: &str) -> Result<&str, LifeError> {
    let note = note.trim();
    if note.chars().nth(NOTE_CHARS_MAX).is_some() {
        return Err(LifeError::NoteTooLong);
    }
    Ok(note)
}

/// Finds the version that is meant: the one named, else the one that stands where
/// the step leads on from; of drafts the newest.
async fn choose(
    store: &DynStore,
    id: &WatchlistId,
    version: Option<u32>,
    step: WatchlistStep,
) -> Result<WatchlistMeta, LifeError> {
    let metas = store.watchlist_metas(Some(id)).await?;
    if metas.is_empty() {
        return Err(LifeError::UnknownList { id: id.clone() });
    }
    if let Some(version) = version {
        let found = metas.into_iter().find(|meta| meta.version == version);
        return found.ok_or_else(|| LifeError::UnknownVersion {
            id: id.clone(),
            version,
        });
    }
    use WatchlistState as S;
    let fits = |meta: &WatchlistMeta| match step {
        WatchlistStep::Try => meta.state == S::Draft && meta.restores.is_none(),
        WatchlistStep::Propose | WatchlistStep::Publish => {
            meta.state.may_become(S::Live, meta.restores.is_some())
        }
        WatchlistStep::ProposeRetiring | WatchlistStep::Retire => meta.state == S::Live,
    };
    let mut fitting = metas.into_iter().filter(fits);
    let Some(newest) = fitting.next() else {
        return Err(LifeError::NothingTo {
            id: id.clone(),
            step,
        });
    };
    // A trial and a version that is to be brought back both wait to go live:
    // nobody should publish the one and mean the other.
    let others: Vec<u32> = fitting.map(|meta| meta.version).collect();
    if step != WatchlistStep::Try && !others.is_empty() {
        return Err(LifeError::Several {
            id: id.clone(),
            step,
            versions: std::iter::once(newest.version).chain(others).collect(),
        });
    }
    Ok(newest)
}

async fn step(
    store: &DynStore,
    operator: &Operator,
    meta: &WatchlistMeta,
    step: WatchlistStep,
    now: Timestamp,
) -> Result<WatchlistMeta, LifeError> {
    let stepped: Result<Stepped, StoreError> = store
        .watchlist_step(&meta.id, meta.version, step, &operator.0, now)
        .await;
    stepped?.map_err(|refusal| LifeError::of_step(operator, meta, step, refusal))
}
