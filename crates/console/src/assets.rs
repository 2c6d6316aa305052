//! The style, the script and the picture of the console, built in.

use axum::{
    Router,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::ConsoleError;

/// Our own script; kept under 20 KB, and everything works without it.
pub(crate) const SCRIPT: &str = include_str!("../assets/console.js");
const STYLE: &str = include_str!("../assets/console.css");
const ICON: &str = include_str!("../assets/lighthouse.svg");

/// Routes `/assets/…`. They need no log-in: the log-in page uses them.
pub(crate) fn routes() -> Router {
    Router::new().route("/assets/{name}", get(asset))
}

async fn asset(Path(name): Path<String>) -> Response {
    let (kind, text) = match name.as_str() {
        "console.css" => ("text/css; charset=utf-8", STYLE),
        "console.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "lighthouse.svg" => ("image/svg+xml", ICON),
        _ => return ConsoleError::NotFound.into_response(),
    };
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    // Short, so that an upgrade shows within minutes without versioned names.
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("max-age=300"),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_script_stays_small() {
        assert!(SCRIPT.len() <= 20 * 1024, "{} bytes", SCRIPT.len());
    }
}
