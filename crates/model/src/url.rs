use std::{fmt, net::IpAddr, str::FromStr};

use serde::{Deserialize, Serialize};

/// Bytes of the longest address that is accepted. RFC 9110 §4.1 asks for at
/// least 8,000; search engines stop at 2,048, and longer ones are traps.
const URL_BYTES_MAX: usize = 2_048;

/// An exact host: a lower-case ASCII DNS name (punycode, without the final
/// dot), an IPv4 address or a bracketed IPv6 address. Never empty, no port.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Host(Box<str>);

/// Text that is no host.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no host name and no IP address")]
pub struct InvalidHost(pub String);

impl Host {
    /// Parses a host; international names become punycode.
    ///
    /// # Errors
    /// [`InvalidHost`] for anything that the URL standard would not accept as
    /// the host of an `http` address.
    pub fn parse(text: &str) -> Result<Host, InvalidHost> {
        let invalid = || InvalidHost(text.to_owned());
        let host =
            ::url::Host::parse(text.strip_suffix('.').unwrap_or(text)).map_err(|_| invalid())?;
        let host = host.to_string();
        if host.is_empty() {
            Err(invalid())
        } else {
            Ok(Host(host.into()))
        }
    }

    /// Returns the host as written in an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the address if the host is an IP literal.
    pub fn as_ip(&self) -> Option<IpAddr> {
        // Hardly a name ends like an address; the parsers need not be asked.
        if !self
            .0
            .ends_with(|end: char| end == ']' || end.is_ascii_digit())
        {
            return None;
        }
        self.0
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse()
            .ok()
    }

    /// Returns the registrable domain this host belongs to.
    pub fn site(&self) -> Site {
        if self.as_ip().is_some() {
            return Site(self.0.clone());
        }
        match psl::domain_str(&self.0) {
            Some(domain) => Site(domain.into()),
            None => Site(self.0.clone()),
        }
    }

    /// Returns the public suffix the host ends in (`com.vn` of
    /// `a.bao.com.vn`, `github.io` of `a.github.io`), by the Public Suffix
    /// List, its private part included; the last label when the list does not
    /// know it; `None` for an IP literal.
    pub fn public_suffix(&self) -> Option<&str> {
        if self.as_ip().is_some() {
            return None;
        }
        psl::suffix_str(&self.0)
    }

    /// Tells whether the public suffix is that of a firm that gives hosts away
    /// (`a.github.io`, `a.weebly.com`), not that of a registry.
    pub fn is_hosted(&self) -> bool {
        self.as_ip().is_none()
            && psl::suffix(self.0.as_bytes())
                .is_some_and(|suffix| suffix.typ() == Some(psl::Type::Private))
    }

    /// Tells whether the host is nobody's own: a public suffix, below which
    /// strangers have their hosts, or a name of one label.
    pub fn is_public_suffix(&self) -> bool {
        self.public_suffix() == Some(self.as_str())
    }

    /// Tells whether the host is `suffix` or lies below it.
    pub fn is_within(&self, suffix: &str) -> bool {
        self.0
            .strip_suffix(suffix)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Host {
    type Err = InvalidHost;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Host::parse(text)
    }
}

impl TryFrom<String> for Host {
    type Error = InvalidHost;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Host::parse(&text)
    }
}

impl From<Host> for String {
    fn from(host: Host) -> String {
        host.0.into()
    }
}

/// A registrable domain by the Public Suffix List (`a.b.gov.vn` → `b.gov.vn`);
/// for an IP literal or a bare suffix, the host itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Site(Box<str>);

impl Site {
    /// Returns the domain as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether this is a Vietnamese state or school domain
    /// (`.gov.vn`, `.edu.vn`; Circular 24/2015/TT-BTTTT, article 6, reserves
    /// them for such bodies).
    pub fn is_official(&self) -> bool {
        [".gov.vn", ".edu.vn"]
            .iter()
            .any(|end| self.0.ends_with(end))
    }
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address in our normal form.
///
/// `http` or `https`, no user name or password, no fragment, host lower-case
/// without a final dot, default port left out, dot segments resolved,
/// percent-escapes in upper case and only where needed, an empty query left
/// out; at most 2,048 bytes. Parsing the written form gives the same value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CanonicalUrl {
    text: Box<str>,
    host: Host,
}

/// Text that is no address we could ever ask for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidUrl {
    /// It does not parse at all.
    #[error("`{text}` is no address: {reason}")]
    Malformed {
        /// The address as found, cut to 200 characters.
        text: String,
        /// What the parser said.
        reason: String,
    },
    /// Its scheme is not `http` or `https`.
    #[error("scheme `{0}` is not read, only http and https")]
    Scheme(String),
    /// It carries a user name or password.
    #[error("addresses with a user name or password are not read")]
    Credentials,
    /// It is longer than we accept.
    #[error("the address has {0} bytes, more than {URL_BYTES_MAX}")]
    TooLong(usize),
}

impl CanonicalUrl {
    /// Parses and normalises an absolute address.
    ///
    /// # Errors
    /// [`InvalidUrl`], see its variants.
    pub fn parse(text: &str) -> Result<CanonicalUrl, InvalidUrl> {
        if text.len() > 4 * URL_BYTES_MAX {
            return Err(InvalidUrl::TooLong(text.len()));
        }
        let url = ::url::Url::parse(text.trim()).map_err(|error| InvalidUrl::Malformed {
            text: text.chars().take(200).collect(),
            reason: error.to_string(),
        })?;
        CanonicalUrl::from_url(url)
    }

    /// Resolves `reference` against this address.
    ///
    /// # Errors
    /// [`InvalidUrl`], see its variants.
    pub fn join(&self, reference: &str) -> Result<CanonicalUrl, InvalidUrl> {
        if reference.len() > 4 * URL_BYTES_MAX {
            return Err(InvalidUrl::TooLong(reference.len()));
        }
        let url = self
            .to_url()
            .join(reference.trim())
            .map_err(|error| InvalidUrl::Malformed {
                text: reference.chars().take(200).collect(),
                reason: error.to_string(),
            })?;
        CanonicalUrl::from_url(url)
    }

    /// Normalises a parsed address.
    ///
    /// # Errors
    /// [`InvalidUrl`], see its variants.
    pub fn from_url(mut url: ::url::Url) -> Result<CanonicalUrl, InvalidUrl> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(InvalidUrl::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidUrl::Credentials);
        }
        let written: String = url.as_str().chars().take(200).collect();
        let malformed = |reason: String| InvalidUrl::Malformed {
            text: written.clone(),
            reason,
        };
        let host = Host::parse(url.host_str().unwrap_or_default())
            .map_err(|error| malformed(error.to_string()))?;
        if url.host_str() != Some(host.as_str()) {
            url.set_host(Some(host.as_str()))
                .map_err(|error| malformed(error.to_string()))?;
        }
        url.set_fragment(None);
        if url.query() == Some("") {
            url.set_query(None);
        }
        let path = normalise_escapes(url.path());
        if path != url.path() {
            url.set_path(&path);
        }
        if let Some(query) = url.query() {
            let normal = normalise_escapes(query);
            if normal != query {
                url.set_query(Some(&normal));
            }
        }
        let text: String = url.into();
        if text.len() > URL_BYTES_MAX {
            return Err(InvalidUrl::TooLong(text.len()));
        }
        Ok(CanonicalUrl {
            text: text.into(),
            host,
        })
    }

    /// Returns the address as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the host.
    pub fn host(&self) -> &Host {
        &self.host
    }

    /// Returns the registrable domain.
    pub fn site(&self) -> Site {
        self.host.site()
    }

    /// Returns the address as the `url` crate's type, for taking it apart.
    pub fn to_url(&self) -> ::url::Url {
        ::url::Url::parse(&self.text)
            .expect("a canonical address parses: it was parsed to be built")
    }
}

/// Writes percent-escapes in upper case and undoes those of unreserved
/// characters (RFC 3986 §6.2.2). Leaves broken escapes alone.
fn normalise_escapes(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = (bytes[at] == b'%')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten()
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .filter(|pair| pair.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match escape {
            Some(byte)
                if (byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
                    && !ends_in_broken_escape(&out) =>
            {
                out.push(byte);
                at += 3;
            }
            Some(byte) => {
                out.extend_from_slice(format!("%{byte:02X}").as_bytes());
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    // The input was ASCII (the `url` crate escapes the rest), and only ASCII
    // was added.
    String::from_utf8_lossy(&out).into_owned()
}

/// Tells whether what comes next could complete a broken escape to a whole one:
/// `%4%31` must not become `%41`, which is another address and would be read
/// back as `A`. Whole escapes are written three bytes at a time, so a `%` in
/// one of the last two places is a broken one.
fn ends_in_broken_escape(out: &[u8]) -> bool {
    out.iter().rev().take(2).any(|byte| *byte == b'%')
}

impl fmt::Display for CanonicalUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for CanonicalUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl FromStr for CanonicalUrl {
    type Err = InvalidUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        CanonicalUrl::parse(text)
    }
}

impl TryFrom<String> for CanonicalUrl {
    type Error = InvalidUrl;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        CanonicalUrl::parse(&text)
    }
}

impl From<CanonicalUrl> for String {
    fn from(url: CanonicalUrl) -> String {
        url.text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> String {
        CanonicalUrl::parse(text).map_or_else(|error| format!("! {error}"), |url| url.to_string())
    }

    #[test]
    fn addresses_come_to_one_form() {
        for (from, to) in [
            ("HTTP://Bao.Example:80/a/../b?#x", "http://bao.example/b"),
            ("https://bao.example./", "https://bao.example/"),
            (
                "https://bao.example/%7euser/%c3%a0?q=%41+b",
                "https://bao.example/~user/%C3%A0?q=A+b",
            ),
            (
                "https://bao.example/tin tức",
                "https://bao.example/tin%20t%E1%BB%A9c",
            ),
            ("http://xã.example/", "http://xn--x-yfa.example/"),
            ("http://127.1/", "http://127.0.0.1/"),
            ("http://a.example/100%", "http://a.example/100%"),
            ("http://a.example/%4%31", "http://a.example/%4%31"),
            ("http://a.example/%%34%31", "http://a.example/%%341"),
            ("http://a.example/%2541", "http://a.example/%2541"),
        ] {
            assert_eq!(canonical(from), to, "{from}");
            assert_eq!(canonical(to), to, "{to} is not stable");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_written_form_is_read_back_as_it_is(path in "[%0-9a-fA-FxX/?.=&~]{0,24}") {
            if let Ok(url) = CanonicalUrl::parse(&format!("http://a.example/{path}")) {
                let again = CanonicalUrl::parse(url.as_str());
                proptest::prop_assert_eq!(again, Ok(url));
            }
        }
    }

    #[test]
    fn what_we_never_ask_for_is_refused() {
        for bad in [
            "",
            "/a",
            "ftp://a.example/",
            "javascript:alert(1)",
            "mailto:a@b.example",
            "http://u:p@a.example/",
            "http://u@a.example/",
            "http:///",
            "http://a b/",
        ] {
            assert!(CanonicalUrl::parse(bad).is_err(), "{bad}");
        }
        let long = |bytes: usize| format!("http://a.example/{}", "a".repeat(bytes - 17));
        assert!(CanonicalUrl::parse(&long(URL_BYTES_MAX)).is_ok());
        assert!(CanonicalUrl::parse(&long(URL_BYTES_MAX + 1)).is_err());
    }

    #[test]
    fn sites_follow_the_public_suffix_list() {
        for (host, site, official) in [
            ("www.xa.hagiang.gov.vn", "hagiang.gov.vn", true),
            ("truong.edu.vn", "truong.edu.vn", true),
            ("a.b.bao.com.vn", "bao.com.vn", false),
            ("127.0.0.1", "127.0.0.1", false),
            ("gov.vn.example", "vn.example", false),
        ] {
            let found = Host::parse(host).unwrap().site();
            assert_eq!(
                (found.as_str(), found.is_official()),
                (site, official),
                "{host}"
            );
        }
    }

    #[test]
    fn suffixes_belong_to_nobody() {
        for (host, suffix, nobody) in [
            ("gov.vn", Some("gov.vn"), true),
            ("xa.gov.vn", Some("gov.vn"), false),
            ("blogspot.com", Some("blogspot.com"), true),
            ("a.github.io", Some("github.io"), false),
            ("localhost", Some("localhost"), true),
            ("127.0.0.1", None, false),
            ("[2001:db8::a]", None, false),
        ] {
            let host = Host::parse(host).unwrap();
            let found = (host.public_suffix(), host.is_public_suffix());
            assert_eq!(found, (suffix, nobody), "{host}");
        }
        let hosted = |text: &str| Host::parse(text).unwrap().is_hosted();
        assert!(hosted("a.github.io") && !hosted("a.com.vn") && !hosted("127.0.0.1"));
    }

    #[test]
    fn within_stops_at_label_edges() {
        let host = Host::parse("a.bank.example").unwrap();
        assert!(host.is_within("bank.example") && host.is_within("a.bank.example"));
        assert!(!host.is_within("ank.example"));
    }
}
