//! Which path leads to which page, and who may see it.

use std::{future::Future, io, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use haidang_model::{Role, Timestamp};
use tokio::net::TcpListener;
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};

use crate::{
    ConsoleError, ConsoleState, assets, context, csrf, headers,
    need::{Admin, CrawlReader, Reader, Reviewer, Right},
    pages::{account, audit, case, home, log_in, page, queue, search, sources, users, watchlists},
    throttle::Throttle,
};

/// Seconds a request may take. Searches confirm up to 10,000 pages.
const REQUEST_S_MAX: u64 = 30;

/// What every handler works on: the state, and what is counted in memory.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) state: ConsoleState,
    pub(crate) names: Arc<Throttle>,
    pub(crate) addresses: Arc<Throttle>,
}

impl App {
    fn new(state: ConsoleState) -> App {
        let config = &state.config;
        App {
            // Refusals of a name count however far apart, as in the store.
            names: Arc::new(Throttle::new(
                config.name_failures_max,
                config.lock_ms,
                i64::MAX,
            )),
            addresses: Arc::new(Throttle::new(
                config.address_failures_max,
                config.lock_ms,
                config.lock_ms,
            )),
            state,
        }
    }

    /// Names the watchlists that raise nothing because their review is overdue.
    pub(crate) fn expired_watchlists(&self, now: Timestamp) -> Vec<String> {
        self.state
            .watch
            .load()
            .expired(now)
            .into_iter()
            .map(|list| list.watchlist.name.clone())
            .collect()
    }
}

/// Who may take a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, logged in or not.
    Anyone,
    /// Every user who is logged in.
    AnyUser,
    /// Users with one of these roles.
    OneOf(&'static [Role]),
}

/// A route of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// `get` or `post`.
    pub method: &'static str,
    /// The path, with `{name}` for what varies.
    pub path: &'static str,
    /// Who may take it; the handlers enforce it by their first argument, a
    /// test holds both against each other.
    pub access: Access,
}

const READERS: Access = Access::OneOf(Reader::ROLES);
const REVIEWERS: Access = Access::OneOf(Reviewer::ROLES);
const CRAWL_READERS: Access = Access::OneOf(CrawlReader::ROLES);
const ADMINS: Access = Access::OneOf(Admin::ROLES);

macro_rules! routes {
    ($($method:ident $path:literal, $access:expr => $handler:path;)+) => {
        /// Every route of the console, but for `/assets`.
        pub const ROUTES: &[Route] = &[$(
            Route { method: stringify!($method), path: $path, access: $access },
        )+];

        fn pages() -> Router<App> {
            Router::new()$(.route($path, axum::routing::$method($handler)))+
        }
    };
}

routes! {
    get "/", Access::AnyUser => home::show;
    get "/log-in", Access::Anyone => log_in::show;
    post "/log-in", Access::Anyone => log_in::log_in;
    post "/log-out", Access::AnyUser => log_in::log_out;
    post "/language", Access::Anyone => log_in::set_language;
    get "/account", Access::AnyUser => account::show;
    post "/account/password", Access::AnyUser => account::change_password;
    get "/queue", REVIEWERS => queue::show;
    get "/cases/{id}", REVIEWERS => case::show;
    post "/cases/{id}/claim", REVIEWERS => case::claim;
    post "/cases/{id}/decide", REVIEWERS => case::decide;
    post "/cases/{id}/undo", REVIEWERS => case::undo;
    post "/cases/{id}/unmask", REVIEWERS => case::unmask;
    get "/search", READERS => search::show;
    get "/pages/{id}", READERS => page::show;
    post "/pages/{id}/unmask", REVIEWERS => page::unmask;
    get "/watchlists", READERS => watchlists::show;
    get "/watchlists/{id}", READERS => watchlists::show_one;
    post "/watchlists/test", READERS => watchlists::test;
    get "/sources", CRAWL_READERS => sources::show;
    get "/users", ADMINS => users::show;
    post "/users", ADMINS => users::create;
    post "/users/{name}/close", ADMINS => users::close;
    post "/users/{name}/secret", ADMINS => users::new_secret;
    get "/audit", ADMINS => audit::show;
}

/// Builds the console.
pub fn router(state: ConsoleState) -> Router {
    router_with(state, Router::new())
}

/// Builds the console with further routes beside it (`/healthz`, `/metrics`).
/// They get the security headers, but no session: they answer machines.
pub fn router_with(state: ConsoleState, extra: Router) -> Router {
    let app = App::new(state);
    let form_bytes_max = app.state.config.form_bytes_max;
    // Read from the bottom up: a request meets the last layer first.
    pages()
        .fallback(async || ConsoleError::NotFound)
        .layer(from_fn_with_state(app.clone(), csrf::guard))
        .layer(CatchPanicLayer::custom(|_| -> Response {
            ConsoleError::internal("answer", "a handler panicked").into_response()
        }))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::GATEWAY_TIMEOUT,
            Duration::from_secs(REQUEST_S_MAX),
        ))
        .layer(axum::extract::DefaultBodyLimit::max(form_bytes_max))
        .layer(from_fn_with_state(app.clone(), context::attach))
        .with_state(app)
        .merge(assets::routes())
        .merge(extra)
        .layer(from_fn(headers::guard))
}

/// Serves the console on `listener` until `stop` is done; requests that have
/// begun are finished.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    axum::serve(
        listener,
        router.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(stop)
    .await
}
