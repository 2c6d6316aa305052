use serde::{Deserialize, Serialize};

use crate::{ContentHash, Timestamp, closed_list};

closed_list! {
    /// An act of a person or a change of configuration.
    pub enum AuditAction, "audit action" {
        /// A user logged in.
        LogIn => "log_in",
        /// A log-in was refused.
        LogInRefused => "log_in_refused",
        /// A user logged out.
        LogOut => "log_out",
        /// A user was made.
        UserCreated => "user_created",
        /// A user's password or roles were changed.
        UserChanged => "user_changed",
        /// A user was closed.
        UserClosed => "user_closed",
        /// A case was claimed.
        CaseClaimed => "case_claimed",
        /// A case was decided.
        CaseDecided => "case_decided",
        /// A decision was undone.
        CaseUndone => "case_undone",
        /// Personal data was unmasked, with a reason.
        Unmasked => "unmasked",
        /// A watchlist was loaded from its file in a version not seen before;
        /// so it was before the store became the truth.
        WatchlistLoaded => "watchlist_loaded",
        /// A watchlist was taken in from its file at installation, live at once.
        WatchlistInstalled => "watchlist_installed",
        /// A draft of a watchlist was made.
        WatchlistDrafted => "watchlist_drafted",
        /// A draft of a watchlist was put on trial.
        WatchlistTried => "watchlist_tried",
        /// It was proposed to publish a version of a watchlist.
        WatchlistProposed => "watchlist_proposed",
        /// A version of a watchlist went live.
        WatchlistPublished => "watchlist_published",
        /// It was proposed to retire the live version of a watchlist.
        WatchlistRetireProposed => "watchlist_retire_proposed",
        /// A version of a watchlist was retired.
        WatchlistRetired => "watchlist_retired",
        /// A source was loaded in a version not seen before.
        SourceLoaded => "source_loaded",
        /// Stored pages were matched anew.
        Rematched => "rematched",
        /// The search index was built anew.
        Reindexed => "reindexed",
    }
}

/// Who did what, when. Only ever added; each row's hash covers the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEvent {
    /// Its place in the chain, from 1, without gaps.
    pub sequence: i64,
    /// When.
    pub at: Timestamp,
    /// The log-in name of who did it, or `system`.
    pub actor: String,
    /// What was done.
    pub action: AuditAction,
    /// To what: `case:12`, `watchlist:co-bac`, `user:lan`.
    pub subject: String,
    /// More, as JSON; never page text or personal data.
    pub detail: serde_json::Value,
    /// The hash of the row before, or of nothing.
    pub previous: ContentHash,
    /// The hash of this row.
    pub hash: ContentHash,
}

impl AuditEvent {
    /// Computes the hash that [`AuditEvent::hash`] must have.
    pub fn compute_hash(&self) -> ContentHash {
        ContentHash::of_parts([
            self.sequence.to_string().as_bytes(),
            self.at.0.to_string().as_bytes(),
            self.actor.as_bytes(),
            self.action.as_str().as_bytes(),
            self.subject.as_bytes(),
            self.detail.to_string().as_bytes(),
            self.previous.as_bytes().as_slice(),
        ])
    }
}
