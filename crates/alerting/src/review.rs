//! What people may do with a case: claim, decide, undo, unmask.
//!
//! Whoever acts shows a [`Reviewer`], which only a user with that role can
//! have. Each act leaves one audit row, which names the subject and the outcome
//! and never holds text of a page, a note or personal data.

use std::fmt;

use haidang_model::{
    AuditAction, AuditEvent, CaseId, Disposition, NotHarmfulReason, PageId, Role, Timestamp, UserId,
};
use haidang_store::{Decided, DynStore, NewAudit, NewDecision, StoreError, User};

/// How long a claim shows others that a case is being worked on, in
/// milliseconds: 15 minutes.
pub const CLAIM_MS: i64 = 15 * 60 * 1_000;

/// Characters of the longest note.
pub const NOTE_CHARS_MAX: usize = 4_000;

/// Characters that the shortest reason for unmasking has, spaces left out.
pub const REASON_CHARS_MIN: usize = 10;

/// Characters of the longest reason for unmasking.
pub const REASON_CHARS_MAX: usize = 500;

/// Audit rows that [`history`] returns at most.
pub const HISTORY_ROWS_MAX: u32 = 500;

/// A user who may review: proof that the role was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewer {
    id: UserId,
    name: String,
}

impl Reviewer {
    /// Takes a user as a reviewer.
    ///
    /// # Errors
    /// [`ReviewError::NotReviewer`] for a user without that role, or a closed
    /// one. An admin is not thereby a reviewer.
    pub fn of(user: &User) -> Result<Reviewer, ReviewError> {
        if user.closed.is_none() && user.roles.contains(&Role::Reviewer) {
            Ok(Reviewer {
                id: user.id,
                name: user.name.clone(),
            })
        } else {
            Err(ReviewError::NotReviewer {
                user: user.name.clone(),
            })
        }
    }

    /// Returns the user's id.
    pub fn id(&self) -> UserId {
        self.id
    }

    /// Returns the user's log-in name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Why an act of review was refused.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// The user does not have the role, or is closed.
    #[error("user {user} is no reviewer")]
    NotReviewer {
        /// The log-in name.
        user: String,
    },
    /// The reason `other` says nothing without a note.
    #[error("the reason `other` needs a note that says what it is")]
    NoteMissing,
    /// The note is longer than it may be.
    #[error("the note is longer than {NOTE_CHARS_MAX} characters")]
    NoteTooLong,
    /// The reason for unmasking is too short to be one.
    #[error("a reason of at least {REASON_CHARS_MIN} characters is needed to unmask")]
    ReasonTooShort,
    /// The reason for unmasking is longer than it may be.
    #[error("the reason is longer than {REASON_CHARS_MAX} characters")]
    ReasonTooLong,
    /// The store could not be read or written.
    #[error("cannot keep the act of review")]
    Store(#[from] StoreError),
}

impl ReviewError {
    /// Says in Vietnamese, for the screen, what is wrong and the way out.
    pub fn vi(&self) -> String {
        match self {
            ReviewError::NotReviewer { user } => {
                format!("tài khoản {user} không có vai trò người xét duyệt")
            }
            ReviewError::NoteMissing => "lý do \"khác\" cần ghi chú nói rõ đó là gì".to_owned(),
            ReviewError::NoteTooLong => format!("ghi chú dài quá {NOTE_CHARS_MAX} ký tự"),
            ReviewError::ReasonTooShort => {
                format!("cần nêu lý do xem dữ liệu cá nhân, ít nhất {REASON_CHARS_MIN} ký tự")
            }
            ReviewError::ReasonTooLong => format!("lý do dài quá {REASON_CHARS_MAX} ký tự"),
            ReviewError::Store(_) => "chưa lưu được, chưa có gì thay đổi; hãy thử lại".to_owned(),
        }
    }
}

/// What came of claiming a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// It is the reviewer's until then.
    Held(Timestamp),
    /// Another holds it until then; deciding it is still possible, and the
    /// revision keeps the two from overwriting each other.
    Other(UserId, Timestamp),
    /// There is no such case.
    Missing,
}

/// Claims a case for [`CLAIM_MS`], or extends the reviewer's own claim. A new
/// claim leaves an audit row; extending one does not.
///
/// # Errors
/// [`ReviewError::Store`].
pub async fn claim(
    store: &DynStore,
    reviewer: &Reviewer,
    case: CaseId,
    now: Timestamp,
) -> Result<Claim, ReviewError> {
    let Some(summary) = store.case_get(case).await? else {
        return Ok(Claim::Missing);
    };
    let standing = summary.claim.filter(|(_, until)| *until > now);
    let until = now.plus_ms(CLAIM_MS);
    if !store.case_claim(case, reviewer.id, now, until).await? {
        let (user, until) = match standing {
            Some(claim) => claim,
            // Claimed by another between the two questions.
            None => match store.case_get(case).await?.and_then(|case| case.claim) {
                Some(claim) => claim,
                None => return Ok(Claim::Missing),
            },
        };
        return Ok(Claim::Other(user, until));
    }
    if standing.is_none_or(|(user, _)| user != reviewer.id) {
        let detail = serde_json::json!({ "until": until.0 });
        store
            .audit_add(&audit(
                reviewer,
                AuditAction::CaseClaimed,
                Subject::Case(case),
                now,
                detail,
            ))
            .await?;
    }
    Ok(Claim::Held(until))
}

/// What a reviewer says of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The case.
    pub case: CaseId,
    /// The revision the reviewer saw. On another, the verdict is refused with
    /// [`Decided::Conflict`] and nothing is written.
    pub revision: i64,
    /// What was decided.
    pub disposition: Disposition,
    /// In the reviewer's own words; may be empty unless the reason is `other`.
    pub note: String,
}

/// Decides a case. The decision and its audit row stand or fall together.
///
/// # Errors
/// [`ReviewError::NoteMissing`], [`ReviewError::NoteTooLong`],
/// [`ReviewError::Store`].
pub async fn decide(
    store: &DynStore,
    reviewer: &Reviewer,
    verdict: &Verdict,
    now: Timestamp,
) -> Result<Decided, ReviewError> {
    let note = verdict.note.trim();
    if note.chars().nth(NOTE_CHARS_MAX).is_some() {
        return Err(ReviewError::NoteTooLong);
    }
    let other = Disposition::NotHarmful {
        reason: NotHarmfulReason::Other,
    };
    if note.is_empty() && verdict.disposition == other {
        return Err(ReviewError::NoteMissing);
    }
    let mut detail = serde_json::json!({
        "outcome": verdict.disposition.outcome(),
        "revision": verdict.revision,
        "note": !note.is_empty(),
    });
    match verdict.disposition {
        Disposition::Confirmed { category } => detail["category"] = category.as_str().into(),
        Disposition::NotHarmful { reason } => detail["reason"] = reason.as_str().into(),
        Disposition::Unsure => {}
    }
    let decision = NewDecision {
        case: verdict.case,
        revision: verdict.revision,
        user: reviewer.id,
        disposition: verdict.disposition.clone(),
        note: note.to_owned(),
        at: now,
        audit: audit(
            reviewer,
            AuditAction::CaseDecided,
            Subject::Case(verdict.case),
            now,
            detail,
        ),
    };
    Ok(store.case_decide(&decision).await?)
}

/// Undoes the reviewer's own standing decision. The undoing and its audit row
/// stand or fall together.
///
/// # Errors
/// [`ReviewError::Store`].
pub async fn undo(
    store: &DynStore,
    reviewer: &Reviewer,
    case: CaseId,
    revision: i64,
    now: Timestamp,
) -> Result<Decided, ReviewError> {
    let detail = serde_json::json!({ "revision": revision });
    let audit = audit(
        reviewer,
        AuditAction::CaseUndone,
        Subject::Case(case),
        now,
        detail,
    );
    Ok(store
        .case_undo(case, revision, reviewer.id, now, &audit)
        .await?)
}

/// What personal data may be unmasked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A case, with the quotes of its flags.
    Case(CaseId),
    /// A stored page.
    Page(PageId),
}

impl fmt::Display for Subject {
    /// Writes the subject as audit rows name it: `case:12`, `page:7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Case(id) => write!(f, "case:{id}"),
            Subject::Page(id) => write!(f, "page:{id}"),
        }
    }
}

/// Proof that an unmasking was asked for with a reason and stands in the audit
/// chain. Only [`unmask`] and [`unmask_page`] make one, so a screen that asks
/// for it cannot show personal data without the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmasked {
    subject: Subject,
    event: i64,
}

impl Unmasked {
    /// Returns what may be shown with its personal data, in this answer only.
    pub fn subject(&self) -> Subject {
        self.subject
    }

    /// Returns the place of the audit row in the chain.
    pub fn event(&self) -> i64 {
        self.event
    }
}

/// Asks to see the personal data of a case. `Ok(None)` when there is no such
/// case. Personal data inside the reason itself is masked before it is kept.
///
/// # Errors
/// [`ReviewError::ReasonTooShort`], [`ReviewError::ReasonTooLong`],
/// [`ReviewError::Store`].
pub async fn unmask(
    store: &DynStore,
    reviewer: &Reviewer,
    case: CaseId,
    reason: &str,
    now: Timestamp,
) -> Result<Option<Unmasked>, ReviewError> {
    let reason = checked_reason(reason)?;
    if store.case_get(case).await?.is_none() {
        return Ok(None);
    }
    let subject = Subject::Case(case);
    write_unmasking(store, reviewer, subject, reason, now)
        .await
        .map(Some)
}

/// Asks to see the personal data of a stored page; see [`unmask`].
///
/// # Errors
/// Those of [`unmask`].
pub async fn unmask_page(
    store: &DynStore,
    reviewer: &Reviewer,
    page: PageId,
    reason: &str,
    now: Timestamp,
) -> Result<Option<Unmasked>, ReviewError> {
    let reason = checked_reason(reason)?;
    if store.page_get(page).await?.is_none() {
        return Ok(None);
    }
    let subject = Subject::Page(page);
    write_unmasking(store, reviewer, subject, reason, now)
        .await
        .map(Some)
}

/// Checks that a reason may be one, without judging it.
fn checked_reason(reason: &str) -> Result<&str, ReviewError> {
    let reason = reason.trim();
    let letters = reason.chars().filter(|c| c.is_alphanumeric()).count();
    if letters < REASON_CHARS_MIN {
        return Err(ReviewError::ReasonTooShort);
    }
    if reason.chars().nth(REASON_CHARS_MAX).is_some() {
        return Err(ReviewError::ReasonTooLong);
    }
    Ok(reason)
}

async fn write_unmasking(
    store: &DynStore,
    reviewer: &Reviewer,
    subject: Subject,
    reason: &str,
    now: Timestamp,
) -> Result<Unmasked, ReviewError> {
    let detail = serde_json::json!({ "reason": haidang_model::mask(reason) });
    let row = audit(reviewer, AuditAction::Unmasked, subject, now, detail);
    let event = store.audit_add(&row).await?;
    Ok(Unmasked {
        subject,
        event: event.sequence,
    })
}

/// Lists what was done with a case, newest first.
///
/// # Errors
/// [`ReviewError::Store`].
pub async fn history(store: &DynStore, case: CaseId) -> Result<Vec<AuditEvent>, ReviewError> {
    Ok(store
        .audit_list(Some(&Subject::Case(case).to_string()), HISTORY_ROWS_MAX)
        .await?)
}

fn audit(
    reviewer: &Reviewer,
    action: AuditAction,
    subject: Subject,
    at: Timestamp,
    detail: serde_json::Value,
) -> NewAudit {
    NewAudit {
        at,
        actor: reviewer.name.clone(),
        action,
        subject: subject.to_string(),
        detail,
    }
}
