//! `health`: asks a running server of ours how it is, for container engines.

use std::time::Duration;

use anyhow::Context as _;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::{app::Setting, output::UsageError};

/// How long an answer may take.
const WAIT: Duration = Duration::from_secs(5);

/// Bytes of the answer that are read.
const ANSWER_BYTES_MAX: u64 = 64 << 10;

/// Asks by hand over one connection to this machine: the guarded fetch refuses
/// loopback, and a second HTTP client for one line is not worth having.
pub(super) async fn run(setting: &Setting, url: &str) -> anyhow::Result<()> {
    let url = haidang_model::CanonicalUrl::parse(url)
        .map_err(|error| UsageError::anyhow(format!("--url: {error}")))?;
    if !url.host().as_ip().is_some_and(|ip| ip.is_loopback()) {
        return Err(UsageError::anyhow(
            "--url: only addresses of this machine, such as http://127.0.0.1:8088/healthz",
        ));
    }
    let parts = url.to_url();
    let address = (
        url.host().as_str().to_owned(),
        parts.port_or_known_default().unwrap_or(80),
    );
    let answer = tokio::time::timeout(WAIT, async {
        let mut stream = TcpStream::connect(address).await?;
        let request = format!(
            "GET {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            parts.path(),
            url.host()
        );
        stream.write_all(request.as_bytes()).await?;
        let mut answer = Vec::new();
        stream
            .take(ANSWER_BYTES_MAX)
            .read_to_end(&mut answer)
            .await?;
        std::io::Result::Ok(String::from_utf8_lossy(&answer).into_owned())
    })
    .await
    .context("no answer in time")?
    .with_context(|| format!("cannot ask {url}"))?;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    setting.out.say(body, body);
    anyhow::ensure!(
        head.starts_with("HTTP/1.1 200"),
        "{}",
        head.lines().next().unwrap_or("no answer")
    );
    Ok(())
}
