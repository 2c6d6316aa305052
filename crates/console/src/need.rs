//! Who may see a page, said in the type of its handler's first argument.

use std::{marker::PhantomData, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{Method, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use haidang_model::Role;

use crate::{
    ConsoleError,
    context::{Context, Who},
    pages::log_in::log_in_path,
};

/// A right, as one of several roles gives it.
pub(crate) trait Right: Send + Sync + 'static {
    /// The roles that give it; empty for every user.
    const ROLES: &'static [Role];
    /// Whether a user whose one-time secret is not changed yet has it.
    const BEFORE_CHANGE: bool = false;
}

macro_rules! rights {
    ($($(#[$meta:meta])* $name:ident: [$($role:ident),*] $(, before_change = $before:literal)?;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub(crate) enum $name {}
        impl Right for $name {
            const ROLES: &'static [Role] = &[$(Role::$role),*];
            $(const BEFORE_CHANGE: bool = $before;)?
        }
    )+};
}

rights! {
    /// Every user who is logged in.
    AnyUser: [];
    /// Every user, even one who must first change the password.
    OwnAccount: [], before_change = true;
    /// Decides cases, and may see personal data with a reason.
    Reviewer: [Reviewer];
    /// Reads what was collected and what is watched for.
    Reader: [Analyst, Reviewer, Operator];
    /// Sees how the crawl goes.
    CrawlReader: [Analyst, Operator, Admin];
    /// Users and audit.
    Admin: [Admin];
}

/// The user who asks, known to have the right `R`.
#[derive(Clone, Debug)]
pub(crate) struct Need<R> {
    pub(crate) who: Arc<Who>,
    pub(crate) context: Context,
    right: PhantomData<R>,
}

impl<R: Right, S: Send + Sync> FromRequestParts<S> for Need<R> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let Some(context) = parts.extensions.get::<Context>().cloned() else {
            let error = ConsoleError::internal("find who asks", "the context layer is missing");
            return Err(error.into_response());
        };
        let Some(who) = context.who.clone() else {
            if context.json {
                return Err(ConsoleError::Unauthenticated.into_response());
            }
            let next = (parts.method == Method::GET).then_some(context.here.as_str());
            return Err(Redirect::to(&log_in_path(next)).into_response());
        };
        if who.user.must_change && !R::BEFORE_CHANGE {
            return Err(Redirect::to("/account").into_response());
        }
        if !R::ROLES.is_empty() && !who.has_any(R::ROLES) {
            return Err(ConsoleError::Forbidden.into_response());
        }
        Ok(Need {
            who,
            context,
            right: PhantomData,
        })
    }
}
