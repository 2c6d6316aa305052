//! What can go wrong on a page, and what people are told about it.

use std::{error::Error, sync::Arc};

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use haidang_store::StoreError;

/// Why a request was not answered with the page that was asked for. Each has
/// a page of its own with a way forward, in the reader's language.
#[derive(Debug, thiserror::Error)]
pub enum ConsoleError {
    /// There is no such page, case or user.
    #[error("not found")]
    NotFound,
    /// Nobody is logged in, and the answer is to be JSON.
    #[error("not logged in")]
    Unauthenticated,
    /// The user's roles do not allow it.
    #[error("the roles of the user do not allow this")]
    Forbidden,
    /// The form does not come from a page of this session.
    #[error("the form token is missing or does not fit the session")]
    Forged,
    /// What was sent cannot be understood.
    #[error("the request cannot be understood: {0}")]
    Invalid(String),
    /// More was sent than is read.
    #[error("the form is too large")]
    TooLarge,
    /// Too many log-ins were refused.
    #[error("too many refused log-ins; wait {retry_after_s} s")]
    TooMany {
        /// Seconds to wait.
        retry_after_s: u64,
    },
    /// The thing changed since it was read.
    #[error("changed meanwhile")]
    Conflict,
    /// The store refused or could not be reached.
    #[error("the store failed")]
    Store(#[from] StoreError),
    /// Anything else that should not happen.
    #[error("cannot {action}")]
    Internal {
        /// What was to be done.
        action: &'static str,
        /// Why it could not.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
}

impl ConsoleError {
    pub(crate) fn internal(
        action: &'static str,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> ConsoleError {
        ConsoleError::Internal {
            action,
            source: source.into(),
        }
    }

    /// Returns the status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            ConsoleError::NotFound => StatusCode::NOT_FOUND,
            ConsoleError::Unauthenticated => StatusCode::UNAUTHORIZED,
            ConsoleError::Forbidden | ConsoleError::Forged => StatusCode::FORBIDDEN,
            ConsoleError::Invalid(_) => StatusCode::BAD_REQUEST,
            ConsoleError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            ConsoleError::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            ConsoleError::Conflict => StatusCode::CONFLICT,
            ConsoleError::Store(StoreError::DiskFull(_)) => StatusCode::INSUFFICIENT_STORAGE,
            ConsoleError::Store(_) | ConsoleError::Internal { .. } => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }

    /// Returns the stable name used as `error` in JSON and in the keys of the
    /// catalog.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            ConsoleError::NotFound => "not-found",
            ConsoleError::Unauthenticated => "unauthenticated",
            ConsoleError::Forbidden => "forbidden",
            ConsoleError::Forged => "forged",
            ConsoleError::Invalid(_) => "invalid",
            ConsoleError::TooLarge => "too-large",
            ConsoleError::TooMany { .. } => "too-many",
            ConsoleError::Conflict => "conflict",
            ConsoleError::Store(StoreError::DiskFull(_)) => "disk-full",
            ConsoleError::Store(_) | ConsoleError::Internal { .. } => "internal",
        }
    }

    /// Writes the error with all its causes, for the log.
    pub(crate) fn chain(&self) -> String {
        let mut text = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        text
    }
}

/// Answers with the bare status and the error beside it; the layer around all
/// pages knows the reader's language and makes a page of it.
impl IntoResponse for ConsoleError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let ConsoleError::TooMany { retry_after_s } = self {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(retry_after_s));
        }
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}
