//! Start and orderly end: the first signal stops taking work, finishes and
//! commits; a second one, or too long a wait, ends the program at once.

use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// How long the work in hand may take after the first signal.
const GRACE: Duration = Duration::from_secs(30);

/// Returns a token that is cancelled by SIGINT or SIGTERM.
///
/// # Errors
/// When the signal handlers cannot be set.
pub fn stop_on_signals() -> anyhow::Result<CancellationToken> {
    let stop = CancellationToken::new();
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let token = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("signal received, finishing the work in hand");
        token.cancel();
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            () = tokio::time::sleep(GRACE) => {}
        }
        tracing::error!(
            "ended before the work in hand was finished; it is taken up again at the next start"
        );
        std::process::exit(1);
    });
    Ok(stop)
}
