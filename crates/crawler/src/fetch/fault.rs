use std::net::IpAddr;

use haidang_store::FetchOutcome;

/// Why an address could not be fetched. The message is what is recorded.
#[derive(Debug, thiserror::Error)]
pub enum FetchFault {
    /// The port is not one that public web servers use.
    #[error(
        "port {0} is not asked; only 80, 443, 8080 and 8443 are, unless the source says allow_private"
    )]
    Port(u16),
    /// The address is one that is never asked.
    #[error(
        "address {address} of host {host} is {why}; such addresses are asked only if the source says allow_private"
    )]
    Address {
        /// The host as named.
        host: String,
        /// The address it led to.
        address: IpAddr,
        /// What kind of address that is.
        why: &'static str,
    },
    /// The name leads nowhere.
    #[error("host {host} does not resolve: {reason}")]
    UnknownHost {
        /// The host.
        host: String,
        /// What the resolver said.
        reason: String,
    },
    /// Nobody answers, or the connection broke.
    #[error("cannot reach the server: {0}")]
    Unreachable(String),
    /// TLS failed.
    #[error("TLS failed: {0}")]
    Tls(String),
    /// The answer was not complete in time.
    #[error("no complete answer within {0} ms")]
    Timeout(u64),
    /// A ceiling was met.
    #[error("the answer has more than {most} {what}")]
    TooLarge {
        /// `bytes of headers`, `bytes on the wire`, …
        what: &'static str,
        /// The ceiling.
        most: u64,
    },
    /// The content encoding is broken or unknown.
    #[error("content encoding: {0}")]
    Encoding(String),
    /// A redirect without a usable target, or one too many.
    #[error("redirect: {0}")]
    Redirect(String),
    /// The program could not set up its client.
    #[error("cannot set up the HTTP client: {0}")]
    Client(String),
}

impl FetchFault {
    /// Returns under which outcome the attempt is recorded.
    pub fn outcome(&self) -> FetchOutcome {
        match self {
            FetchFault::Port(_) | FetchFault::Address { .. } => FetchOutcome::AddressRefused,
            FetchFault::UnknownHost { .. } => FetchOutcome::UnknownHost,
            FetchFault::Unreachable(_) | FetchFault::Client(_) => FetchOutcome::Unreachable,
            FetchFault::Tls(_) => FetchOutcome::Tls,
            FetchFault::Timeout(_) => FetchOutcome::Timeout,
            FetchFault::TooLarge { .. } => FetchOutcome::TooLarge,
            FetchFault::Encoding(_) => FetchOutcome::BadEncoding,
            FetchFault::Redirect(_) => FetchOutcome::BadRedirect,
        }
    }

    /// Sorts an error of the HTTP client by what stands at its root.
    pub(super) fn of_client(error: &reqwest::Error, total_ms: u64, headers_max: u64) -> FetchFault {
        let chain = messages(error);
        if error.is_timeout() {
            return FetchFault::Timeout(total_ms);
        }
        if let Some(tls) = find_in::<rustls::Error>(error) {
            return FetchFault::Tls(tls.to_string());
        }
        if find_in::<std::io::Error>(error)
            .is_some_and(|io| io.kind() == std::io::ErrorKind::TimedOut)
        {
            return FetchFault::Timeout(total_ms);
        }
        // The client gives this cause no type that could be named.
        if chain.contains("message head is too large") || chain.contains("header list too large") {
            return FetchFault::TooLarge {
                what: "bytes of headers",
                most: headers_max,
            };
        }
        FetchFault::Unreachable(chain)
    }
}

/// Finds a cause of one type. Errors of I/O are looked into as well: their
/// `source` is that of what they wrap, and so skips it.
fn find_in<'a, T: std::error::Error + 'static>(
    error: &'a (dyn std::error::Error + 'static),
) -> Option<&'a T> {
    if let Some(found) = error.downcast_ref::<T>() {
        return Some(found);
    }
    let wrapped = error
        .downcast_ref::<std::io::Error>()
        .and_then(std::io::Error::get_ref)
        .map(|inner| inner as &(dyn std::error::Error + 'static));
    wrapped
        .and_then(find_in)
        .or_else(|| error.source().and_then(find_in))
}

/// Writes an error with its causes, each once.
fn messages(error: &dyn std::error::Error) -> String {
    let mut text = String::new();
    let mut cause = error.source();
    while let Some(error) = cause {
        let message = error.to_string();
        if !text.ends_with(&message) {
            if !text.is_empty() {
                text.push_str(": ");
            }
            text.push_str(&message);
        }
        cause = error.source();
    }
    if text.is_empty() {
        text = error.to_string();
    }
    text
}
