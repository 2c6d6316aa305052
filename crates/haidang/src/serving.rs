//! The console with what machines ask beside it: `/healthz` and `/metrics`.

use std::sync::Arc;

use anyhow::Context as _;
use arc_swap::ArcSwap;
use axum::{Json, Router, http::StatusCode, response::IntoResponse, routing::get};
use haidang_alerting::Watch;
use haidang_console::{ConsoleConfig, ConsoleState, SourceView};
use haidang_crawler::Source;
use haidang_indexer::Indexer;
use haidang_model::{Clock, Timestamp};
use haidang_store::{Blobs, DynStore};
use metrics_exporter_prometheus::PrometheusHandle;
use serde_json::json;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::app::App;

/// What `/healthz` looks at.
#[derive(Clone)]
struct Health {
    store: DynStore,
    blobs: Blobs,
    indexer: Arc<Indexer>,
    watch: Arc<ArcSwap<Watch>>,
    clock: Arc<dyn Clock>,
    free_bytes_min: u64,
}

/// Serves the console on `listener` until `stop` is cancelled.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    app: &App,
    listener: TcpListener,
    watch: Arc<ArcSwap<Watch>>,
    sources: Arc<ArcSwap<Vec<SourceView>>>,
    metrics: PrometheusHandle,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let config = &app.setting.configured.config;
    let health = Health {
        store: Arc::clone(&app.store),
        blobs: app.blobs.clone(),
        indexer: Arc::clone(&app.indexer),
        watch: Arc::clone(&watch),
        clock: Arc::clone(&app.clock),
        free_bytes_min: config.crawler.free_bytes_min,
    };
    let extra = Router::new()
        .route("/healthz", get(move || healthz(health)))
        .route("/metrics", get(async move || metrics.render()));
    let router = haidang_console::router_with(
        ConsoleState {
            store: Arc::clone(&app.store),
            indexer: Arc::clone(&app.indexer),
            watch,
            clock: Arc::clone(&app.clock),
            sources,
            config: ConsoleConfig {
                secure_cookies: config.console.secure_cookie,
                ..ConsoleConfig::default()
            },
        },
        extra,
    );
    haidang_console::serve(listener, router, async move { stop.cancelled().await })
        .await
        .context("the console stopped")
}

/// Answers 200 when the program can do its work, 503 when it cannot. An
/// expired watchlist is told here too, but does not make the program unwell.
async fn healthz(health: Health) -> impl IntoResponse {
    let now = health.clock.now();
    let pending = health.store.outbox_count().await;
    let free = health.blobs.free_bytes();
    let disk_ok = free
        .as_ref()
        .is_ok_and(|free| *free >= health.free_bytes_min);
    let expired: Vec<String> = health
        .watch
        .load()
        .expired(now)
        .iter()
        .map(|list| list.watchlist.id.to_string())
        .collect();
    let ok = pending.is_ok() && disk_ok;
    let body = json!({
        "ok": ok,
        "database": pending.is_ok(),
        "index": { "documents": health.indexer.document_count(), "pending": pending.ok() },
        "disk": { "ok": disk_ok, "free_bytes": free.ok() },
        "expired_watchlists": expired,
    });
    (
        if ok {
            StatusCode::OK
        } else {
            StatusCode::SERVICE_UNAVAILABLE
        },
        Json(body),
    )
}

/// Binds the console's address.
///
/// # Errors
/// When the address is taken or not ours, with the way out.
pub async fn bind(address: std::net::SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("cannot listen on {address}; another program may use it: choose another with --listen or --port")
    })
}

/// Shows sources as the console wants them.
pub fn source_views(sources: &[Source], now: Timestamp) -> Vec<SourceView> {
    sources
        .iter()
        .map(|source| SourceView {
            id: source.id.to_string(),
            name: source.name.clone(),
            seeds: source.seeds.iter().map(|seed| seed.to_string()).collect(),
            scope: source.scope.as_str().to_owned(),
            basis: source.basis.clone(),
            owner: source.owner.clone(),
            review_by: source.review_by.to_string(),
            expired: source.is_expired(now),
            owned: source.owned,
            allow_private: source.allow_private(),
            delay_ms: source.delay_ms(),
            pages_max: source.pages_max,
            every: source.every.as_ref().map(|schedule| schedule.to_string()),
        })
        .collect()
}
