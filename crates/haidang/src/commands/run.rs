//! `run`: everything in one process.

use std::{sync::Arc, time::Duration};

use anyhow::Context as _;
use arc_swap::ArcSwap;
use haidang_alerting::Watch;
use haidang_console::SourceView;
use haidang_crawler::{Source, Until};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::{
    app::{Access, App, Setting},
    cli::Run,
    crawling, lifecycle, serving, telemetry,
};

/// How often expired watchlists are told of again.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) async fn run(setting: Setting, options: &Run) -> anyhow::Result<()> {
    let metrics = telemetry::init_metrics()?;
    let listen = options
        .listen
        .unwrap_or(setting.configured.config.console.listen);
    // Bound before anything is opened: a taken port is the most common fault.
    let listener = serving::bind(listen).await?;
    let app = App::open(setting, Access::Write).await?;
    let stop = lifecycle::stop_on_signals()?;
    let watch = app.watch().await?;
    let sources = Arc::new(ArcSwap::from_pointee(app.setting.sources(None)?));
    let views = Arc::new(ArcSwap::from_pointee(serving::source_views(
        &sources.load(),
        app.clock.now(),
    )));
    if let Some(secret) = haidang_console::ensure_first_user(&app.store, &*app.clock).await? {
        app.setting.out.say(
            &format!(
                "Đăng nhập lần đầu: tên `{}`, mật khẩu dùng một lần `{}`",
                secret.name,
                secret.reveal()
            ),
            &format!(
                "First log-in: name `{}`, one-time password `{}`",
                secret.name,
                secret.reveal()
            ),
        );
    }
    let address = listener.local_addr()?;
    app.setting.out.say(
        &format!("Bảng điều khiển: http://{address}/ (Ctrl-C để dừng)"),
        &format!("Console: http://{address}/ (Ctrl-C to stop)"),
    );

    // One part that ends, in whatever way, brings the others to an orderly end.
    let crawl = ended(&stop, async {
        let config = app.setting.configured.config.crawler.clone();
        let (summary, _) = crawling::crawl(
            &app,
            config,
            Arc::clone(&sources),
            Arc::clone(&watch),
            stop.clone(),
            Until::Stopped,
        )
        .await?;
        anyhow::ensure!(
            !summary.store_failed,
            "the store failed; see the log. Started again, the crawl goes on from here"
        );
        Ok(())
    });
    let serve = ended(
        &stop,
        serving::serve(
            &app,
            listener,
            Arc::clone(&watch),
            Arc::clone(&views),
            metrics,
            stop.clone(),
        ),
    );
    let reload = ended(&stop, reload(&app, &watch, &sources, &views, &stop));
    let (crawled, served, reloaded) = tokio::join!(crawl, serve, reload);
    crawled.and(served).and(reloaded)
}

/// Runs one part and stops the others when it ends.
async fn ended(
    stop: &CancellationToken,
    part: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<()> {
    let result = part.await;
    if let Err(error) = &result {
        tracing::error!(
            error = format!("{error:#}"),
            "a part of the program failed; stopping"
        );
    }
    stop.cancel();
    result
}

/// Matches stored pages anew when the watchlists have changed since, now and
/// at each SIGHUP, which also loads the watchlists that are live and on trial in
/// the store and the files of sources again. Faults leave the ones in use as they
/// are.
async fn reload(
    app: &App,
    watch: &ArcSwap<Watch>,
    sources: &ArcSwap<Vec<Source>>,
    views: &ArcSwap<Vec<SourceView>>,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let mut hang_up = signal(SignalKind::hangup()).context("cannot watch for SIGHUP")?;
    loop {
        let current = watch.load_full();
        if !haidang_alerting::is_matched(&app.store, &current).await? {
            let report =
                haidang_alerting::rematch(&app.store, &current, &*app.clock, |_| (), stop).await?;
            tracing::info!(
                pages = report.pages,
                flags = report.flags,
                "stored pages are matched anew"
            );
        }
        current.warn_of_expired(app.clock.now());
        tokio::select! {
            () = stop.cancelled() => return Ok(()),
            _ = hang_up.recv() => {}
            // Looks daily whether a watchlist has passed its day meanwhile.
            () = tokio::time::sleep(DAY) => continue,
        }
        match (app.watch().await, app.setting.sources(None)) {
            (Ok(new_watch), Ok(new_sources)) => {
                views.store(Arc::new(serving::source_views(
                    &new_sources,
                    app.clock.now(),
                )));
                watch.store(new_watch.load_full());
                sources.store(Arc::new(new_sources));
                tracing::info!("watchlists and sources are loaded again");
            }
            (Err(error), _) | (_, Err(error)) => {
                tracing::error!(
                    error = format!("{error:#}"),
                    "watchlists or sources have faults; the ones in use stay"
                );
            }
        }
    }
}
