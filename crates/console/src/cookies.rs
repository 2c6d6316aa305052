//! The three cookies of the console.

use axum::http::{HeaderMap, HeaderValue, header};

/// Which cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// The token of a log-in.
    Session,
    /// The token that binds the forms of somebody not logged in, the log-in
    /// form above all.
    Form,
    /// The language of the screen.
    Language,
}

impl Cookie {
    /// With HTTPS the names begin with `__Host-`, so that a neighbouring host
    /// cannot plant one (RFC 6265bis §4.1.3.2).
    fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Cookie::Session, false) => "haidang_session",
            (Cookie::Session, true) => "__Host-haidang_session",
            (Cookie::Form, false) => "haidang_form",
            (Cookie::Form, true) => "__Host-haidang_form",
            (Cookie::Language, false) => "haidang_lang",
            (Cookie::Language, true) => "__Host-haidang_lang",
        }
    }

    /// Reads the cookie from a request.
    pub(crate) fn read(self, headers: &HeaderMap, secure: bool) -> Option<String> {
        let name = self.name(secure);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value.to_owned())
    }

    /// Writes the `Set-Cookie` header; `max_age_s` of 0 forgets the cookie,
    /// `None` keeps it until the browser closes.
    pub(crate) fn set(self, value: &str, max_age_s: Option<i64>, secure: bool) -> HeaderValue {
        let name = self.name(secure);
        let age = max_age_s.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
        let secure = if secure { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict{age}{secure}");
        // Values are base64url or a language code of ours.
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_read_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("a=1; haidang_session=abc; xhaidang_form=no"),
        );
        headers.append(header::COOKIE, HeaderValue::from_static("haidang_lang=en"));
        assert_eq!(
            Cookie::Session.read(&headers, false).as_deref(),
            Some("abc")
        );
        assert_eq!(
            Cookie::Language.read(&headers, false).as_deref(),
            Some("en")
        );
        assert_eq!(Cookie::Form.read(&headers, false), None);
        assert_eq!(Cookie::Session.read(&headers, true), None);
    }

    #[test]
    fn cookies_are_closed_to_script_and_to_other_sites() {
        let plain = Cookie::Session.set("abc", None, false);
        assert_eq!(
            plain,
            "haidang_session=abc; Path=/; HttpOnly; SameSite=Strict"
        );
        let secure = Cookie::Session.set("", Some(0), true);
        assert_eq!(
            secure,
            "__Host-haidang_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0; Secure"
        );
    }
}
