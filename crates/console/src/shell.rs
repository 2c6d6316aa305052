//! What stands around every page: navigation, language, who is logged in.

use std::fmt;

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use haidang_model::Role;

use crate::{ConsoleError, context::Context, error_page::Finished, language::Words, router::App};

/// An entry of the navigation.
#[derive(Clone, Debug)]
pub(crate) struct NavItem {
    pub(crate) path: &'static str,
    pub(crate) key: &'static str,
    /// The name of its picture in the sprite of `base.html`.
    pub(crate) icon: &'static str,
    pub(crate) current: bool,
}

/// The user as the shell shows them.
#[derive(Clone, Debug)]
pub(crate) struct ShellUser {
    pub(crate) name: String,
    pub(crate) roles: Vec<Role>,
    pub(crate) must_change: bool,
}

/// What stands around a page.
#[derive(Clone, Debug)]
pub(crate) struct Shell {
    pub(crate) words: Words,
    pub(crate) title: String,
    pub(crate) user: Option<ShellUser>,
    pub(crate) nav: Vec<NavItem>,
    pub(crate) csrf: String,
    /// Where the language switch comes back to.
    pub(crate) back: String,
    /// Watchlists that raise nothing because their review is overdue.
    pub(crate) expired: Vec<String>,
}

/// Path, key, picture and roles of the navigation, in its order.
const NAV: &[(&str, &str, &str, &[Role])] = {
    use Role::{Admin, Analyst, Operator, Reviewer};
    &[
        ("/queue", "nav-queue", "queue", &[Reviewer]),
        (
            "/search",
            "nav-search",
            "search",
            &[Analyst, Reviewer, Operator],
        ),
        (
            "/watchlists",
            "nav-watchlists",
            "list",
            &[Analyst, Reviewer, Operator],
        ),
        (
            "/sources",
            "nav-sources",
            "globe",
            &[Analyst, Operator, Admin],
        ),
        ("/users", "nav-users", "users", &[Admin]),
        ("/audit", "nav-audit", "audit", &[Admin]),
    ]
};

impl Shell {
    /// Builds the shell of a page titled `title`, whose entry in the
    /// navigation is `current` (its path, or empty).
    pub(crate) fn new(app: &App, context: &Context, title: String, current: &str) -> Shell {
        let now = app.state.clock.now();
        let nav = context
            .who
            .iter()
            .filter(|who| !who.user.must_change)
            .flat_map(|who| NAV.iter().filter(|(.., roles)| who.has_any(roles)))
            .map(|(path, key, icon, _)| NavItem {
                path,
                key,
                icon,
                current: *path == current,
            })
            .collect();
        let user = context.who.as_ref().map(|who| ShellUser {
            name: who.user.name.clone(),
            roles: who.user.roles.clone(),
            must_change: who.user.must_change,
        });
        let expired = match &user {
            Some(user) if !user.must_change => app.expired_watchlists(now),
            _ => Vec::new(),
        };
        Shell {
            words: context.words,
            title,
            user,
            nav,
            csrf: context.csrf.clone(),
            back: context.here.clone(),
            expired,
        }
    }

    /// See [`Words::t`].
    pub(crate) fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// See [`Words::n`].
    pub(crate) fn n(&self, key: &str, n: impl fmt::Display) -> String {
        self.words.n(key, n)
    }

    /// See [`Words::with`].
    pub(crate) fn with(&self, key: &str, name: &'static str, value: impl fmt::Display) -> String {
        self.words.with(key, name, value)
    }

    /// See [`Words::name`].
    pub(crate) fn name(&self, list: &str, value: impl fmt::Display) -> String {
        self.words.name(list, value)
    }

    pub(crate) fn lang(&self) -> &'static str {
        self.words.language().as_str()
    }
}

/// Returns the first page that somebody with `roles` may see.
pub(crate) fn home_path(roles: &[Role]) -> &'static str {
    NAV.iter()
        .find(|(.., allowed)| allowed.iter().any(|role| roles.contains(role)))
        .map_or("/account", |(path, ..)| path)
}

/// Renders a page.
pub(crate) fn html(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => {
            let mut response = (status, Html(text)).into_response();
            response.extensions_mut().insert(Finished);
            response
        }
        Err(error) => ConsoleError::internal("render a page", error).into_response(),
    }
}
