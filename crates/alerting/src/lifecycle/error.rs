//! Why an act on a watchlist was refused, in both languages.

use haidang_model::{WatchlistId, WatchlistState};
use haidang_store::{StoreError, WatchlistMeta, WatchlistRefusal, WatchlistStep};

use super::{NOTE_CHARS_MAX, Operator};
use crate::Fault;

/// Why an act on a watchlist was refused. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum LifeError {
    /// The user does not have the role, or is closed.
    #[error("user {user} is no operator; only operators change watchlists")]
    NotOperator {
        /// The log-in name.
        user: String,
    },
    /// There is no such watchlist in the store.
    #[error("there is no watchlist `{id}` in the store; bring it in with `watchlist import`")]
    UnknownList {
        /// Its id.
        id: WatchlistId,
    },
    /// There is no such version of it.
    #[error("watchlist `{id}` has no version {version}")]
    UnknownVersion {
        /// The watchlist.
        id: WatchlistId,
        /// The version.
        version: u32,
    },
    /// No version stands where the step leads on from.
    #[error("watchlist `{id}` has no version that could be {}", step_en(*.step))]
    NothingTo {
        /// The watchlist.
        id: WatchlistId,
        /// The step.
        step: WatchlistStep,
    },
    /// Several versions stand where the step leads on from.
    #[error(
        "several versions of watchlist `{id}` could be {}: {}; name one with --version",
        step_en(*.step),
        numbers(.versions)
    )]
    Several {
        /// The watchlist.
        id: WatchlistId,
        /// The step.
        step: WatchlistStep,
        /// The versions, newest first.
        versions: Vec<u32>,
    },
    /// The version stands in a state from which the step does not lead.
    #[error(
        "version {version} of watchlist `{id}` is {state} and cannot be {}; {}",
        step_en(*.step),
        way_en(*.step)
    )]
    State {
        /// The watchlist.
        id: WatchlistId,
        /// The version.
        version: u32,
        /// Where it stands.
        state: WatchlistState,
        /// The step.
        step: WatchlistStep,
    },
    /// Only what has been live and is over can be brought back.
    #[error(
        "version {version} of watchlist `{id}` is {state}; only a version that has been live and is over can be brought back"
    )]
    NotRestorable {
        /// The watchlist.
        id: WatchlistId,
        /// The version.
        version: u32,
        /// Where it stands.
        state: WatchlistState,
    },
    /// The step wants a second person.
    #[error(
        "version {version} of watchlist `{id}` was written or proposed by {user}; it takes another operator for it to be {}",
        step_en(*.step)
    )]
    SamePerson {
        /// The watchlist.
        id: WatchlistId,
        /// The version.
        version: u32,
        /// Who asked.
        user: String,
        /// The step.
        step: WatchlistStep,
    },
    /// The note is longer than it may be.
    #[error("the note is longer than {NOTE_CHARS_MAX} characters")]
    NoteTooLong,
    /// Kept versions that cannot be read any more.
    #[error(
        "a watchlist in the store has faults by this version of the program; write it out with `watchlist show ID --version N`, mend it, `watchlist import` it:\n{}",
        fault_lines(.0, |fault| &fault.en)
    )]
    Faults(Vec<Fault>),
    /// The store could not be read or written.
    #[error("cannot keep the change of the watchlist")]
    Store(#[from] StoreError),
}

impl LifeError {
    /// Says in Vietnamese, for the screen, what is wrong and the way out.
    pub fn vi(&self) -> String {
        match self {
            LifeError::NotOperator { user } => format!(
                "tài khoản {user} không có vai trò vận hành (operator); chỉ người vận hành được sửa danh mục"
            ),
            LifeError::UnknownList { id } => {
                format!("trong kho chưa có danh mục `{id}`; hãy đưa vào bằng `watchlist import`")
            }
            LifeError::UnknownVersion { id, version } => {
                format!("danh mục `{id}` không có bản {version}")
            }
            LifeError::NothingTo { id, step } => {
                format!("danh mục `{id}` không có bản nào để {}", step_vi(*step))
            }
            LifeError::Several { id, step, versions } => format!(
                "danh mục `{id}` có nhiều bản có thể {}: {}; hãy chọn bằng --version",
                step_vi(*step),
                numbers(versions)
            ),
            LifeError::State {
                id,
                version,
                state,
                step,
            } => format!(
                "bản {version} của danh mục `{id}` {}, không {} được; {}",
                state_vi(*state),
                step_vi(*step),
                way_vi(*step)
            ),
            LifeError::NotRestorable { id, version, state } => format!(
                "bản {version} của danh mục `{id}` {}; chỉ khôi phục được bản đã từng có hiệu lực và đã ngừng",
                state_vi(*state)
            ),
            LifeError::SamePerson {
                id,
                version,
                user,
                step,
            } => format!(
                "bản {version} của danh mục `{id}` do chính {user} soạn hoặc đề nghị; cần một người vận hành khác {}",
                step_vi(*step)
            ),
            LifeError::NoteTooLong => format!("ghi chú dài quá {NOTE_CHARS_MAX} ký tự"),
            LifeError::Faults(faults) => format!(
                "danh mục trong kho có lỗi theo phiên bản chương trình này; lấy ra bằng `watchlist show ID --version N`, sửa rồi `watchlist import`:\n{}",
                fault_lines(faults, |fault| &fault.vi)
            ),
            LifeError::Store(_) => "chưa lưu được, chưa có gì thay đổi; hãy thử lại".to_owned(),
        }
    }

    pub(super) fn of_step(
        operator: &Operator,
        meta: &WatchlistMeta,
        step: WatchlistStep,
        refusal: WatchlistRefusal,
    ) -> LifeError {
        let (id, version) = (meta.id.clone(), meta.version);
        match refusal {
            WatchlistRefusal::Missing => LifeError::UnknownVersion { id, version },
            WatchlistRefusal::State(state) => LifeError::State {
                id,
                version,
                state,
                step,
            },
            WatchlistRefusal::SamePerson => LifeError::SamePerson {
                id,
                version,
                user: operator.name().to_owned(),
                step,
            },
            WatchlistRefusal::NotProposed => LifeError::NothingTo { id, step },
        }
    }

    pub(super) fn of_restoring(
        id: &WatchlistId,
        version: u32,
        refusal: WatchlistRefusal,
    ) -> LifeError {
        let id = id.clone();
        match refusal {
            WatchlistRefusal::State(state) => LifeError::NotRestorable { id, version, state },
            _ => LifeError::UnknownVersion { id, version },
        }
    }
}

fn step_en(step: WatchlistStep) -> &'static str {
    match step {
        WatchlistStep::Try => "put on trial",
        WatchlistStep::Propose => "proposed for publishing",
        WatchlistStep::Publish => "published",
        WatchlistStep::ProposeRetiring => "proposed for retiring",
        WatchlistStep::Retire => "retired",
    }
}

fn step_vi(step: WatchlistStep) -> &'static str {
    match step {
        WatchlistStep::Try => "đưa vào chạy thử",
        WatchlistStep::Propose => "đề nghị công bố",
        WatchlistStep::Publish => "công bố",
        WatchlistStep::ProposeRetiring => "đề nghị ngừng dùng",
        WatchlistStep::Retire => "ngừng dùng",
    }
}

fn state_vi(state: WatchlistState) -> &'static str {
    match state {
        WatchlistState::Draft => "đang là bản nháp",
        WatchlistState::Trial => "đang chạy thử",
        WatchlistState::Live => "đang có hiệu lực",
        WatchlistState::Retired => "đã thôi dùng",
    }
}

/// The order of a life, said where somebody tries to leave it.
fn way_en(step: WatchlistStep) -> &'static str {
    match step {
        WatchlistStep::Try => "only a draft goes on trial",
        WatchlistStep::Propose | WatchlistStep::Publish => {
            "a draft goes on trial first (`watchlist trial`)"
        }
        WatchlistStep::ProposeRetiring | WatchlistStep::Retire => "it is over already",
    }
}

fn way_vi(step: WatchlistStep) -> &'static str {
    match step {
        WatchlistStep::Try => "chỉ bản nháp mới đưa vào chạy thử",
        WatchlistStep::Propose | WatchlistStep::Publish => {
            "bản nháp phải chạy thử trước (`watchlist trial`)"
        }
        WatchlistStep::ProposeRetiring | WatchlistStep::Retire => "bản này đã thôi dùng rồi",
    }
}

fn numbers(versions: &[u32]) -> String {
    let versions: Vec<String> = versions.iter().map(u32::to_string).collect();
    versions.join(", ")
}

/// Faults, one a line where there are several.
fn fault_lines(faults: &[Fault], text: impl Fn(&Fault) -> &String) -> String {
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| {
            format!(
                "{}:{}:{}: {}",
                fault.file,
                fault.line,
                fault.column,
                text(fault)
            )
        })
        .collect();
    lines.join("\n")
}
