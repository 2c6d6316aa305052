//! Versions of watchlists and their life: draft, trial, live, retired.
//!
//! A version is a text that never changes; another text is another version.
//! Every change of state is written by [`WatchlistRepository::watchlist_step`]
//! with its audit row in the same transaction. What a step asks for is looked at
//! twice: here, so that people are told why, and by the database, so that no
//! other way leads around it.

use async_trait::async_trait;
use haidang_model::{ContentHash, Timestamp, UserId, WatchlistId, WatchlistState};

use crate::Result;

/// Somebody who acts on a watchlist; that they may is for the caller to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The user's row.
    pub id: UserId,
    /// The log-in name, for the audit.
    pub name: String,
}

/// Who did something, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// Who; `None` when it was the installation.
    pub by: Option<UserId>,
    /// When.
    pub at: Timestamp,
}

/// What is known of a version of a watchlist besides its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchlistMeta {
    /// The watchlist.
    pub id: WatchlistId,
    /// Counts from 1 for each watchlist.
    pub version: u32,
    /// Where it stands.
    pub state: WatchlistState,
    /// The hash of the text.
    pub digest: ContentHash,
    /// Why it was made, in its author's words; may be empty.
    pub note: String,
    /// The earlier version whose text it brings back.
    pub restores: Option<u32>,
    /// Who wrote it; by nobody when it was taken in at installation.
    pub drafted: Act,
    /// Who put it on trial.
    pub tried: Option<Act>,
    /// Who asked last that it be published.
    pub proposed: Option<Act>,
    /// Who published it.
    pub published: Option<Act>,
    /// Who asked last that it be retired; only live ones are asked about.
    pub retire_proposed: Option<Act>,
    /// Who retired it; by nobody when the next file of its list came in the days
    /// before versions had a life.
    pub retired: Option<Act>,
}

/// A version of a watchlist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchlistVersion {
    /// All but the text.
    pub meta: WatchlistMeta,
    /// The text: TOML.
    pub text: String,
}

/// A draft to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDraft {
    /// The watchlist; need not be known yet.
    pub id: WatchlistId,
    /// The text: TOML, already found free of faults.
    pub text: String,
    /// Why it was made.
    pub note: String,
    /// Who made it.
    pub by: Person,
    /// When.
    pub at: Timestamp,
}

/// What is to be done with a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchlistStep {
    /// A draft goes on trial; the one on trial before it, if any, is retired.
    Try,
    /// It is asked that a trial, or a draft that restores, go live. Another
    /// proposal takes the place of the one before.
    Propose,
    /// It goes live, by another person than wrote and proposed it; the live one
    /// before it, if any, is retired. Without a proposal its author counts as
    /// the one who proposed.
    Publish,
    /// It is asked that a live version be retired without one to follow.
    ProposeRetiring,
    /// It is over: a draft or a trial at once, a live one by another person than
    /// proposed it.
    Retire,
}

/// Why a step was refused. Nothing was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchlistRefusal {
    /// There is no such version.
    Missing,
    /// The version stands in a state from which the step does not lead.
    State(WatchlistState),
    /// It wants a second person, and this one wrote or proposed it.
    SamePerson,
    /// A live version is retired only after it was proposed.
    NotProposed,
}

/// The outcome of a step.
pub type Stepped = std::result::Result<WatchlistMeta, WatchlistRefusal>;

impl WatchlistStep {
    /// Tells whether `by` may take this step with a version that stands as
    /// `meta` says.
    ///
    /// # Errors
    /// Why not.
    pub fn check(
        self,
        meta: &WatchlistMeta,
        by: UserId,
    ) -> std::result::Result<(), WatchlistRefusal> {
        use WatchlistState as S;
        let leads = |next| meta.state.may_become(next, meta.restores.is_some());
        let stands = match self {
            WatchlistStep::Try => leads(S::Trial),
            WatchlistStep::Propose | WatchlistStep::Publish => leads(S::Live),
            WatchlistStep::ProposeRetiring => meta.state == S::Live,
            WatchlistStep::Retire => leads(S::Retired),
        };
        if !stands {
            return Err(WatchlistRefusal::State(meta.state));
        }
        let is_by = |act: Option<Act>| act.and_then(|act| act.by) == Some(by);
        match self {
            WatchlistStep::Publish if is_by(Some(meta.drafted)) || is_by(meta.proposed) => {
                Err(WatchlistRefusal::SamePerson)
            }
            WatchlistStep::Retire if meta.state == S::Live => match meta.retire_proposed {
                None => Err(WatchlistRefusal::NotProposed),
                proposed if is_by(proposed) => Err(WatchlistRefusal::SamePerson),
                Some(_) => Ok(()),
            },
            _ => Ok(()),
        }
    }
}

/// Keeps watchlists.
#[async_trait]
pub trait WatchlistRepository {
    /// Takes watchlists in as live, version 1 each, each with an audit row by
    /// `system`, if not one watchlist is kept yet. Returns whether it did.
    async fn watchlists_install(
        &self,
        lists: &[(WatchlistId, String)],
        now: Timestamp,
    ) -> Result<bool>;

    /// Lists every version that is live or on trial, by id, the live one of a
    /// watchlist before the one on trial.
    async fn watchlists_active(&self) -> Result<Vec<WatchlistVersion>>;

    /// Lists all versions of one watchlist, or of all when `None`, by id, newest
    /// first.
    async fn watchlist_metas(&self, id: Option<&WatchlistId>) -> Result<Vec<WatchlistMeta>>;

    /// Returns a version.
    async fn watchlist_get(
        &self,
        id: &WatchlistId,
        version: u32,
    ) -> Result<Option<WatchlistVersion>>;

    /// Keeps a draft under the next number.
    async fn watchlist_draft(&self, draft: &NewDraft) -> Result<WatchlistMeta>;

    /// Keeps a draft that brings back the text of an earlier version, which must
    /// have been live and be over.
    async fn watchlist_restore(
        &self,
        id: &WatchlistId,
        version: u32,
        note: &str,
        by: &Person,
        at: Timestamp,
    ) -> Result<Stepped>;

    /// Takes a step with a version.
    async fn watchlist_step(
        &self,
        id: &WatchlistId,
        version: u32,
        step: WatchlistStep,
        by: &Person,
        at: Timestamp,
    ) -> Result<Stepped>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(by: i64) -> Act {
        Act {
            by: Some(UserId(by)),
            at: Timestamp(0),
        }
    }

    /// A version that user 1 wrote.
    fn meta(state: WatchlistState) -> WatchlistMeta {
        WatchlistMeta {
            id: WatchlistId::parse("co-bac").unwrap(),
            version: 2,
            state,
            digest: ContentHash::of(b""),
            note: String::new(),
            restores: None,
            drafted: act(1),
            tried: None,
            proposed: None,
            published: None,
            retire_proposed: None,
            retired: None,
        }
    }

    #[test]
    fn steps_ask_for_a_state_and_a_second_person() {
        use WatchlistRefusal as R;
        use WatchlistState as S;
        use WatchlistStep as Step;
        let trial = meta(S::Trial);
        let proposed = WatchlistMeta {
            proposed: Some(act(2)),
            ..meta(S::Trial)
        };
        let live = meta(S::Live);
        let leaving = WatchlistMeta {
            retire_proposed: Some(act(2)),
            ..meta(S::Live)
        };
        let restoring = WatchlistMeta {
            restores: Some(1),
            ..meta(S::Draft)
        };
        let draft = meta(S::Draft);
        let retired = meta(S::Retired);
        for (step, meta, by, expected) in [
            (Step::Try, &draft, 1, Ok(())),
            (Step::Try, &trial, 1, Err(R::State(S::Trial))),
            (Step::Try, &retired, 1, Err(R::State(S::Retired))),
            (Step::Propose, &draft, 1, Err(R::State(S::Draft))),
            (Step::Propose, &trial, 1, Ok(())),
            (Step::Propose, &restoring, 1, Ok(())),
            (Step::Publish, &draft, 2, Err(R::State(S::Draft))),
            (Step::Publish, &trial, 1, Err(R::SamePerson)),
            (Step::Publish, &trial, 2, Ok(())),
            (Step::Publish, &proposed, 2, Err(R::SamePerson)),
            (Step::Publish, &proposed, 1, Err(R::SamePerson)),
            (Step::Publish, &proposed, 3, Ok(())),
            (Step::Publish, &restoring, 1, Err(R::SamePerson)),
            (Step::Publish, &restoring, 2, Ok(())),
            (Step::Publish, &live, 2, Err(R::State(S::Live))),
            (Step::ProposeRetiring, &trial, 1, Err(R::State(S::Trial))),
            (Step::ProposeRetiring, &live, 1, Ok(())),
            (Step::Retire, &draft, 1, Ok(())),
            (Step::Retire, &trial, 1, Ok(())),
            (Step::Retire, &live, 1, Err(R::NotProposed)),
            (Step::Retire, &leaving, 2, Err(R::SamePerson)),
            (Step::Retire, &leaving, 1, Ok(())),
            (Step::Retire, &retired, 1, Err(R::State(S::Retired))),
        ] {
            assert_eq!(
                step.check(meta, UserId(by)),
                expected,
                "{step:?} by {by} of {meta:?}"
            );
        }
    }
}
