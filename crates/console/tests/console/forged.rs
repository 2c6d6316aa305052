use axum::http::Method;
use haidang_console::{Access, ROUTES};

use crate::{client::encode, office::Office};

#[tokio::test]
async fn forms_of_another_session_are_refused_on_every_route() {
    let office = Office::open().await;
    office.keep_all().await;
    let mut lan = office.client("lan", haidang_model::Role::ALL).await;
    let minh = office.client("minh", haidang_model::Role::ALL).await;
    assert_ne!(lan.csrf, minh.csrf);
    let before = office
        .state
        .store
        .audit_list(None, 100)
        .await
        .unwrap()
        .len();
    let posts = ROUTES.iter().filter(|route| route.method == "post");
    let mut tried = 0;
    for route in posts {
        let path = route.path.replace("{id}", "1").replace("{name}", "minh");
        for csrf in ["", "0", minh.csrf.as_str()] {
            let body = encode(&[("csrf", csrf), ("revision", "1"), ("outcome", "unsure")]);
            let reply = lan.send(Method::POST, &path, Some(body), &[]).await;
            assert_eq!(reply.status, 403, "{path} with `{csrf}`");
            assert!(reply.body.contains("Biểu mẫu không hợp lệ"), "{path}");
            tried += 1;
        }
        let reply = lan.send(Method::POST, &path, None, &[]).await;
        assert_eq!(reply.status, 403, "{path} without a body");
    }
    assert!(tried > 30);
    let after = office
        .state
        .store
        .audit_list(None, 100)
        .await
        .unwrap()
        .len();
    assert_eq!(before, after, "a forged form did something");
}

#[tokio::test]
async fn forms_from_other_sites_are_refused_even_with_the_token() {
    let office = Office::open().await;
    let mut lan = office.reviewer("lan").await;
    let body = encode(&[("csrf", &lan.csrf)]);
    let from_elsewhere = [("sec-fetch-site", "cross-site")];
    let reply = lan
        .send(
            Method::POST,
            "/log-out",
            Some(body.clone()),
            &from_elsewhere,
        )
        .await;
    assert_eq!(reply.status, 403);
    let from_here = [("sec-fetch-site", "same-origin")];
    let reply = lan
        .send(Method::POST, "/log-out", Some(body), &from_here)
        .await;
    assert_eq!(reply.status, 303);
}

#[tokio::test]
async fn forms_that_are_too_large_are_refused() {
    let office = Office::open().await;
    let mut lan = office.reviewer("lan").await;
    let limit = office.state.config.form_bytes_max;
    let text = "a".repeat(limit);
    let reply = lan.post("/watchlists/test", &[("text", &text)]).await;
    assert_eq!(reply.status, 413);
    assert!(reply.body.contains("Dữ liệu quá lớn"));
    let text = "a".repeat(limit - 200);
    let reply = lan.post("/watchlists/test", &[("text", &text)]).await;
    assert_eq!(reply.status, 200);
}

#[test]
fn every_route_that_changes_something_is_a_post() {
    for route in ROUTES {
        assert!(["get", "post"].contains(&route.method), "{route:?}");
        if let Access::OneOf(roles) = route.access {
            assert!(!roles.is_empty(), "{route:?}");
        }
    }
}
