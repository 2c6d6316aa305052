use std::{
    collections::HashMap,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::{Context, bail};
use axum::{
    Router,
    extract::{OriginalUri, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use haidang_crawler::Source;
use haidang_model::Host;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{DemoSite, render, sites};

/// The second byte of the addresses, `127.77.0.x`: a range of its own, away
/// from what else may listen on this machine.
const NETWORK: u8 = 77;

/// Ports tried before giving up: one has to be free on every address.
const PORT_TRIES: u32 = 20;

/// Requests that the log holds; later ones are answered and not noted.
const LOG_MAX: usize = 100_000;

/// What a path without a page says.
const NOT_FOUND: &str = "Không có trang này.\n";

/// A request that a server of the invented web answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoRequest {
    /// Whose address was asked.
    pub host: Host,
    /// The path asked for, with its query.
    pub path: String,
    /// The status it was answered with.
    pub status: u16,
    /// The `User-Agent`.
    pub user_agent: String,
}

/// The invented web, being served. Dropping it stops it.
#[derive(Debug)]
pub struct DemoWeb {
    sites: Vec<(DemoSite, SocketAddr)>,
    log: Log,
    stop: CancellationToken,
}

type Log = Arc<Mutex<Vec<DemoRequest>>>;

impl DemoWeb {
    /// Returns a source for each host, which may reach it at its loopback
    /// address and follows links on that host alone.
    ///
    /// # Errors
    /// What is wrong with one, for people.
    pub fn sources(&self) -> Result<Vec<Source>, Vec<String>> {
        self.source_files()
            .iter()
            .map(|(file, text)| {
                haidang_crawler::load_str(file, text)
                    .map_err(|faults| faults.iter().map(ToString::to_string).collect())
            })
            .collect()
    }

    /// Returns the same as files of `config/sources`: name and text.
    pub fn source_files(&self) -> Vec<(String, String)> {
        self.sites
            .iter()
            .map(|(site, address)| {
                let id = site.host.as_str().replace('.', "-");
                (format!("{id}.toml"), source_file(&id, site, *address))
            })
            .collect()
    }

    /// Counts the pages.
    pub fn page_count(&self) -> usize {
        self.sites.iter().map(|(site, _)| site.pages.len()).sum()
    }

    /// Counts the hosts.
    pub fn host_count(&self) -> usize {
        self.sites.len()
    }

    /// Returns the address at which a host is served.
    pub fn address(&self, host: &Host) -> Option<SocketAddr> {
        let mut sites = self.sites.iter();
        let (_, address) = sites.find(|(site, _)| site.host == *host)?;
        Some(*address)
    }

    /// Returns the requests so far, in the order they came in.
    pub fn requests(&self) -> Vec<DemoRequest> {
        self.log
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Drop for DemoWeb {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

fn source_file(id: &str, site: &DemoSite, address: SocketAddr) -> String {
    let (host, name) = (&site.host, &site.name);
    format!(
        r#"version = 1
[source]
id = "{id}"
name = "{name}"
seeds = ["http://{host}/", "http://{host}/sitemap.xml"]
scope = "host"
basis = "Trang web hư cấu của bản chạy thử, chỉ có trên máy này"
owner = "ban-chay-thu"
review_by = 2099-12-31
owned = true
allow_private = true
delay_ms = 0
pages_max = 500

[resolve]
"{host}" = "{address}"
"#
    )
}

/// Serves the invented web: one loopback address a host, one port for all.
///
/// # Errors
/// When the pages are not in order, or no port is free on every address.
pub async fn serve() -> anyhow::Result<DemoWeb> {
    let sites = sites()?;
    let listeners = listen(sites.len()).await?;
    let log = Log::default();
    let stop = CancellationToken::new();
    let mut served = Vec::with_capacity(sites.len());
    for (site, listener) in sites.into_iter().zip(listeners) {
        let address = listener.local_addr()?;
        let answers = Arc::new(Answers::new(&site, Arc::clone(&log)));
        let router = Router::new().fallback(answer).with_state(answers);
        let stopped = stop.clone().cancelled_owned();
        tokio::spawn(async move {
            let server = axum::serve(listener, router).with_graceful_shutdown(stopped);
            if let Err(error) = server.await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "demo server ended"
                );
            }
        });
        served.push((site, address));
    }
    Ok(DemoWeb {
        sites: served,
        log,
        stop,
    })
}

/// Listens at `127.77.0.1` and up, everywhere at the same port.
async fn listen(count: usize) -> anyhow::Result<Vec<TcpListener>> {
    let count = u8::try_from(count).context("at most 255 hosts")?;
    let mut last = None;
    for _ in 0..PORT_TRIES {
        match listen_once(count).await {
            Ok(listeners) => return Ok(listeners),
            Err(error) => last = Some(error),
        }
    }
    match last {
        Some(error) => Err(error).context("cannot listen on loopback addresses 127.77.0.x"),
        None => bail!("no port was tried"),
    }
}

async fn listen_once(count: u8) -> std::io::Result<Vec<TcpListener>> {
    let mut listeners = Vec::with_capacity(usize::from(count));
    let mut port = 0;
    for number in 1..=count {
        let address = IpAddr::V4(Ipv4Addr::new(127, NETWORK, 0, number));
        let listener = TcpListener::bind((address, port)).await?;
        port = listener.local_addr()?.port();
        listeners.push(listener);
    }
    Ok(listeners)
}

/// What one host answers.
struct Answers {
    host: Host,
    by_path: HashMap<String, (&'static str, Vec<u8>)>,
    log: Log,
}

impl Answers {
    fn new(site: &DemoSite, log: Log) -> Answers {
        let mut by_path: HashMap<String, (&'static str, Vec<u8>)> = HashMap::new();
        for page in &site.pages {
            let path = path_of(page.url.as_str()).to_owned();
            by_path.insert(path, (page.content_type, page.body.clone()));
        }
        by_path.insert(
            "/robots.txt".into(),
            ("text/plain; charset=utf-8", site.robots.clone().into()),
        );
        by_path.insert(
            "/sitemap.xml".into(),
            ("application/xml", render::sitemap(site).into()),
        );
        Answers {
            host: site.host.clone(),
            by_path,
            log,
        }
    }
}

/// Returns path and query of an `http` address in our normal form.
fn path_of(url: &str) -> &str {
    url.strip_prefix("http://")
        .and_then(|rest| rest.find('/').and_then(|slash| rest.get(slash..)))
        .unwrap_or("/")
}

async fn answer(
    State(answers): State<Arc<Answers>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let path = uri
        .path_and_query()
        .map_or("/", |path| path.as_str())
        .to_owned();
    let (status, content_type, body) = match answers.by_path.get(&path) {
        Some((content_type, body)) => (StatusCode::OK, *content_type, body.clone()),
        None => (
            StatusCode::NOT_FOUND,
            "text/plain; charset=utf-8",
            NOT_FOUND.into(),
        ),
    };
    let user_agent = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let mut log = answers.log.lock().unwrap_or_else(PoisonError::into_inner);
    if log.len() < LOG_MAX {
        log.push(DemoRequest {
            host: answers.host.clone(),
            path,
            status: status.as_u16(),
            user_agent,
        });
    }
    drop(log);
    (status, [(header::CONTENT_TYPE, content_type)], body).into_response()
}
