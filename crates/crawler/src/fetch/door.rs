use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use haidang_model::{CanonicalUrl, SourceId};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use tokio::time::Instant;

use super::{
    BodyLimits, FetchFault, Media, NameLookup, SystemLookup,
    body::{ACCEPT_ENCODING, BodyReader},
    resolve::Pins,
};
use crate::{CrawlerConfig, Reach, Source};

/// Ports that public web servers use.
const PUBLIC_PORTS: &[u16] = &[80, 443, 8080, 8443];
/// Clients of private sources that are held at a time; each holds its own
/// connections, so that none is shared with a public source.
const PRIVATE_DOORS_MAX: usize = 256;
/// Bytes of a decoded sitemap (sitemaps.org: 50 MiB uncompressed).
pub(crate) const SITEMAP_BYTES_MAX: u64 = 50 << 20;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// The address.
    pub url: &'a CanonicalUrl,
    /// The `ETag` of the last answer.
    pub etag: Option<&'a str>,
    /// The `Last-Modified` of the last answer.
    pub last_modified: Option<&'a str>,
    /// Ceilings for the body; `None` for those of the configuration.
    pub limits: Option<BodyLimits>,
    /// Whether the body is read whatever its type and status, as for
    /// robots.txt.
    pub any_type: bool,
}

impl<'a> Ask<'a> {
    /// Asks for a page, unconditionally.
    pub fn page(url: &'a CanonicalUrl) -> Ask<'a> {
        Ask {
            url,
            etag: None,
            last_modified: None,
            limits: None,
            any_type: false,
        }
    }
}

/// An answer, whatever its status.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// What the body is.
    pub media: Media,
    /// The whole `Content-Type`, if it was sent and is text.
    pub content_type: Option<String>,
    /// The decoded body; empty when the status or the type says that it is not
    /// read.
    pub body: Bytes,
    /// Bytes of the body on the wire, as far as it was read.
    pub wire_bytes: u64,
    /// The target of a redirect, as written.
    pub location: Option<String>,
    /// `ETag`, at most 1 KiB.
    pub etag: Option<String>,
    /// `Last-Modified`, at most 1 KiB.
    pub last_modified: Option<String>,
    /// `Retry-After` as written.
    pub retry_after: Option<String>,
    /// The request's line and headers, a line each.
    pub request_headers: String,
    /// The answer's status line and headers, a line each.
    pub response_headers: String,
    /// Time to the answer's headers.
    pub latency: Duration,
}

impl Answer {
    /// Tells whether the status is that of a redirect that we follow.
    pub fn is_redirect(&self) -> bool {
        matches!(self.status, 301 | 302 | 303 | 307 | 308)
    }

    /// Returns the media type without parameters, in lower case.
    pub fn media_type(&self) -> Option<String> {
        media_type(self.content_type.as_deref()?)
    }
}

/// Takes the media type from a `Content-Type`. `None` when there is none that
/// says anything, as for browsers: no slash, or "anything".
fn media_type(content_type: &str) -> Option<String> {
    // Some servers forget the semicolon: `text/html charset=utf-8`.
    let end = |c: char| c == ';' || c == ',' || c.is_whitespace();
    let kind = content_type.trim().split(end).next()?.to_ascii_lowercase();
    let says_nothing = matches!(
        kind.as_str(),
        "*/*" | "unknown/unknown" | "application/unknown"
    );
    (kind.contains('/') && !says_nothing).then_some(kind)
}

/// Makes the only requests that leave this machine.
pub struct GuardedFetch {
    config: CrawlerConfig,
    lookup: Arc<dyn NameLookup>,
    public: OnceDoor,
    private: Mutex<HashMap<SourceId, Arc<Door>>>,
}

type OnceDoor = Mutex<Option<Arc<Door>>>;

/// One client and the addresses it may connect to. Public sources share one;
/// each private source has its own.
pub struct Door {
    reach: Reach,
    pins: Pins,
    client: reqwest::Client,
    lookup: Arc<dyn NameLookup>,
    config: CrawlerConfig,
}

impl GuardedFetch {
    /// Builds the fetch; names are looked up as the machine is set up to.
    ///
    /// # Errors
    /// [`FetchFault::Client`] when TLS cannot be set up.
    pub fn new(config: &CrawlerConfig) -> Result<GuardedFetch, FetchFault> {
        client(config, &Pins::default(), true)?;
        Ok(GuardedFetch::with_lookup(
            config.clone(),
            Arc::new(SystemLookup::default()),
        ))
    }

    /// Builds the fetch with another way to look names up.
    pub fn with_lookup(config: CrawlerConfig, lookup: Arc<dyn NameLookup>) -> GuardedFetch {
        GuardedFetch {
            config,
            lookup,
            public: Mutex::new(None),
            private: Mutex::new(HashMap::new()),
        }
    }

    /// Returns the door that a source goes out by.
    ///
    /// # Errors
    /// [`FetchFault::Client`] when TLS cannot be set up.
    pub fn door(&self, source: &Source) -> Result<Arc<Door>, FetchFault> {
        if !source.allow_private() {
            let mut public = self.public.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(door) = &*public {
                return Ok(Arc::clone(door));
            }
            // The delay is not the door's, so one serves all public sources.
            let door = self.open(source.reach.clone())?;
            *public = Some(Arc::clone(&door));
            return Ok(door);
        }
        let mut private = self.private.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(door) = private.get(&source.id)
            && door.reach == source.reach
        {
            return Ok(Arc::clone(door));
        }
        if private.len() >= PRIVATE_DOORS_MAX {
            private.clear();
        }
        let door = self.open(source.reach.clone())?;
        private.insert(source.id.clone(), Arc::clone(&door));
        Ok(door)
    }

    pub(crate) fn config(&self) -> &CrawlerConfig {
        &self.config
    }

    fn open(&self, reach: Reach) -> Result<Arc<Door>, FetchFault> {
        let pins = Pins::default();
        let client = client(&self.config, &pins, false).or_else(|error| {
            // A machine without root certificates can still read http pages.
            tracing::warn!(%error, "no root certificates; https pages cannot be read");
            client(&self.config, &pins, true)
        })?;
        Ok(Arc::new(Door {
            reach,
            pins,
            client,
            lookup: Arc::clone(&self.lookup),
            config: self.config.clone(),
        }))
    }
}

/// Chooses the cryptography of TLS for the whole process; done by the first
/// fetch if nobody did it before.
pub fn install_tls() {
    // A second time it says that one is there already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

fn client(
    config: &CrawlerConfig,
    pins: &Pins,
    without_roots: bool,
) -> Result<reqwest::Client, FetchFault> {
    install_tls();
    let mut builder = reqwest::Client::builder()
        .user_agent(config.user_agent())
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .dns_resolver(Arc::new(pins.clone()))
        .connect_timeout(Duration::from_millis(config.connect_ms_max))
        .pool_idle_timeout(Duration::from_secs(30))
        .pool_max_idle_per_host(1)
        .http2_max_header_list_size(u32::try_from(config.header_bytes_max).unwrap_or(u32::MAX));
    if without_roots {
        builder = builder.tls_certs_only([]);
    }
    builder
        .build()
        .map_err(|error| FetchFault::Client(error.to_string()))
}

impl Door {
    /// Checks an address and returns the IP addresses it leads to; nothing is
    /// sent but the look-up of its name.
    ///
    /// # Errors
    /// [`FetchFault::Port`], [`FetchFault::Address`] or
    /// [`FetchFault::UnknownHost`].
    pub async fn check(&self, url: &CanonicalUrl) -> Result<Vec<IpAddr>, FetchFault> {
        let port = url.to_url().port_or_known_default().unwrap_or(0);
        if matches!(self.reach, Reach::Public { .. }) && !PUBLIC_PORTS.contains(&port) {
            return Err(FetchFault::Port(port));
        }
        let addresses = self
            .pins
            .resolve(url.host(), &self.reach, &*self.lookup)
            .await?;
        Ok(addresses.iter().map(|address| address.ip()).collect())
    }

    /// Sends one request and reads its answer; redirects are not followed.
    ///
    /// # Errors
    /// [`FetchFault`], see its variants; a status is none.
    pub async fn get(&self, ask: Ask<'_>) -> Result<Answer, FetchFault> {
        self.check(ask.url).await?;
        let total_ms = self.config.total_ms_max;
        tokio::time::timeout(Duration::from_millis(total_ms), self.exchange(ask))
            .await
            .map_err(|_| FetchFault::Timeout(total_ms))?
    }

    async fn exchange(&self, ask: Ask<'_>) -> Result<Answer, FetchFault> {
        let headers = request_headers(&ask);
        let request_text = request_text(ask.url, &headers, &self.config.user_agent());
        let fault = |error: reqwest::Error| {
            FetchFault::of_client(
                &error,
                self.config.total_ms_max,
                self.config.header_bytes_max as u64,
            )
        };
        let began = Instant::now();
        let mut response = self
            .client
            .get(ask.url.to_url())
            .headers(headers)
            .send()
            .await
            .map_err(fault)?;
        let latency = began.elapsed();
        let status = response.status().as_u16();
        let response_text = response_text(&response, self.config.header_bytes_max)?;
        let headers = response.headers();
        let content_type = text_of(headers, &header::CONTENT_TYPE, 1_024);
        let kind = content_type.as_deref().and_then(media_type);
        let path = ask.url.to_url().path().to_owned();
        let mut answer = Answer {
            status,
            media: Media::of_type(kind.as_deref(), &path),
            content_type,
            body: Bytes::new(),
            wire_bytes: 0,
            location: text_of(headers, &header::LOCATION, 8_192),
            etag: text_of(headers, &header::ETAG, 1_024),
            last_modified: text_of(headers, &header::LAST_MODIFIED, 1_024),
            retry_after: text_of(headers, &header::RETRY_AFTER, 128),
            request_headers: request_text,
            response_headers: response_text,
            latency,
        };
        let wanted = (200..300).contains(&status) && (ask.any_type || answer.media != Media::Other);
        if !wanted {
            // The rest is not read; dropping the answer closes the connection
            // if there is more of it.
            return Ok(answer);
        }
        let encoding = headers
            .get_all(header::CONTENT_ENCODING)
            .iter()
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect::<Vec<_>>()
            .join(",");
        let limits = ask.limits.unwrap_or_else(|| self.limits(answer.media));
        if let Some(length) = response.content_length()
            && length > limits.wire_bytes_max
            && !limits.cut
        {
            return Err(FetchFault::TooLarge {
                what: "bytes on the wire",
                most: limits.wire_bytes_max,
            });
        }
        let mut reader = BodyReader::new(&encoding, limits)?;
        while let Some(chunk) = response.chunk().await.map_err(fault)? {
            if !reader.take(&chunk)? {
                break;
            }
        }
        (answer.body, answer.wire_bytes) = reader.finish()?;
        answer.media = answer.media.sniffed(&answer.body);
        Ok(answer)
    }

    fn limits(&self, media: Media) -> BodyLimits {
        let decoded_bytes_max = match media {
            Media::Xml | Media::Gzip => SITEMAP_BYTES_MAX.max(self.config.decoded_bytes_max),
            _ => self.config.decoded_bytes_max,
        };
        BodyLimits {
            wire_bytes_max: self.config.wire_bytes_max,
            decoded_bytes_max,
            ratio_max: self.config.ratio_max,
            cut: false,
        }
    }
}

fn request_headers(ask: &Ask<'_>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(
        header::ACCEPT,
        HeaderValue::from_static(
            "text/html,application/xhtml+xml,text/plain;q=0.9,application/xml;q=0.8,*/*;q=0.1",
        ),
    );
    headers.insert(
        header::ACCEPT_LANGUAGE,
        HeaderValue::from_static("vi,en;q=0.5"),
    );
    headers.insert(
        header::ACCEPT_ENCODING,
        HeaderValue::from_static(ACCEPT_ENCODING),
    );
    for (name, value) in [
        (header::IF_NONE_MATCH, ask.etag),
        (header::IF_MODIFIED_SINCE, ask.last_modified),
    ] {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
            headers.insert(name, value);
        }
    }
    headers
}

/// Writes the request as it goes out over HTTP/1.1.
fn request_text(url: &CanonicalUrl, headers: &HeaderMap, user_agent: &str) -> String {
    let parsed = url.to_url();
    let query = parsed
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let port = parsed
        .port()
        .map(|port| format!(":{port}"))
        .unwrap_or_default();
    let mut text = format!(
        "GET {}{query} HTTP/1.1\nhost: {}{port}\nuser-agent: {user_agent}\n",
        parsed.path(),
        url.host()
    );
    for (name, value) in headers {
        push_header(&mut text, name, value);
    }
    text
}

/// Writes status line and headers of an answer, if they are not too many.
fn response_text(response: &reqwest::Response, bytes_max: usize) -> Result<String, FetchFault> {
    let mut text = format!("{:?} {}\n", response.version(), response.status());
    for (name, value) in response.headers() {
        push_header(&mut text, name, value);
        if text.len() > bytes_max {
            return Err(FetchFault::TooLarge {
                what: "bytes of headers",
                most: bytes_max as u64,
            });
        }
    }
    Ok(text)
}

fn push_header(text: &mut String, name: &HeaderName, value: &HeaderValue) {
    text.push_str(name.as_str());
    text.push_str(": ");
    text.push_str(&String::from_utf8_lossy(value.as_bytes()));
    text.push('\n');
}

fn text_of(headers: &HeaderMap, name: &HeaderName, bytes_max: usize) -> Option<String> {
    let value = headers.get(name)?.as_bytes();
    (value.len() <= bytes_max).then(|| String::from_utf8_lossy(value).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_taken_as_browsers_take_them() {
        for (written, kind) in [
            ("text/html; charset=utf-8", Some("text/html")),
            (" Text/HTML ", Some("text/html")),
            ("text/html charset=windows-1258", Some("text/html")),
            ("text/html, text/html", Some("text/html")),
            ("", None),
            ("html", None),
            ("*/*", None),
        ] {
            assert_eq!(media_type(written).as_deref(), kind, "{written}");
        }
    }

    #[test]
    fn requests_are_written_as_they_are_sent() {
        let url = CanonicalUrl::parse("http://a.vn:8080/b?c=1").unwrap();
        let ask = Ask {
            etag: Some("\"v1\""),
            last_modified: Some("bad\nvalue"),
            ..Ask::page(&url)
        };
        let text = request_text(&url, &request_headers(&ask), "HaiDang/0.1");
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("GET /b?c=1 HTTP/1.1"));
        assert_eq!(lines.next(), Some("host: a.vn:8080"));
        assert!(text.contains("\nif-none-match: \"v1\"\n"));
        assert!(
            !text.contains("if-modified-since"),
            "a value that is no header is left out"
        );
    }
}
