//! Forms are only taken from pages of the same session.

use axum::{
    Extension, Form,
    body::{Body, to_bytes},
    extract::{FromRequest, Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use serde::Deserialize;
use subtle::ConstantTimeEq;

use crate::{ConsoleError, context::Context, router::App};

#[derive(Deserialize)]
struct Token {
    csrf: String,
}

/// Refuses every request that changes something and does not carry the form
/// token of its session. Stands around all routes, so that none can forget it.
pub(crate) async fn guard(
    State(app): State<App>,
    Extension(context): Extension<Context>,
    request: Request,
    next: Next,
) -> Result<Response, ConsoleError> {
    if matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) {
        return Ok(next.run(request).await);
    }
    // Set by browsers and out of reach of pages; SameSite says the same again.
    if request
        .headers()
        .get("sec-fetch-site")
        .is_some_and(|site| site == "cross-site")
    {
        return Err(ConsoleError::Forged);
    }
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, app.state.config.form_bytes_max)
        .await
        .map_err(|_| ConsoleError::TooLarge)?;
    let copy = Request::from_parts(parts.clone(), Body::from(bytes.clone()));
    let carried = Form::<Token>::from_request(copy, &())
        .await
        .map(|Form(token)| token.csrf)
        .unwrap_or_default();
    if !bool::from(carried.as_bytes().ct_eq(context.csrf.as_bytes())) {
        metrics::counter!("haidang_console_forged_forms_total").increment(1);
        return Err(ConsoleError::Forged);
    }
    Ok(next
        .run(Request::from_parts(parts, Body::from(bytes)))
        .await)
}
