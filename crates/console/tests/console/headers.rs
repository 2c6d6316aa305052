use axum::http::Method;

use crate::office::Office;

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let office = Office::open().await;
    let mut client = office.stranger();
    for path in [
        "/log-in",
        "/assets/console.css",
        "/assets/nothing",
        "/nothing",
        "/queue",
    ] {
        let reply = client.get(path).await;
        let header = |name: &str| reply.headers.get(name).map(|value| value.to_str().unwrap());
        let policy = header("content-security-policy").unwrap();
        for part in [
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "img-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(header("referrer-policy"), Some("no-referrer"), "{path}");
        assert!(header("cache-control").is_some(), "{path}");
    }
}

#[tokio::test]
async fn errors_have_a_page_or_json() {
    let office = Office::open().await;
    let mut lan = office.reviewer("lan").await;
    for (path, status, words) in [
        ("/nothing", 404, "Không tìm thấy"),
        ("/cases/999", 404, "Không tìm thấy"),
        ("/cases/abc", 400, "Yêu cầu không hợp lệ"),
        ("/users", 403, "Không có quyền"),
    ] {
        let reply = lan.get(path).await;
        assert_eq!(reply.status, status, "{path}");
        assert!(reply.body.contains(words), "{path}: {}", reply.body);
        assert!(
            reply.body.contains("href=\"/\""),
            "{path} has no way forward"
        );
        let accept = [("accept", "application/json")];
        let reply = lan.send(Method::GET, path, None, &accept).await;
        assert_eq!(reply.status, status, "{path}");
        let json: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
        assert!(json["error"].is_string(), "{path}: {json}");
    }
    let accept = [("accept", "application/json")];
    let mut stranger = office.stranger();
    let reply = stranger.send(Method::GET, "/queue", None, &accept).await;
    assert_eq!(reply.status, 401);
    let reply = lan.send(Method::DELETE, "/queue", None, &[]).await;
    // Without a form token nothing else is looked at.
    assert_eq!(reply.status, 403);
}

#[tokio::test]
async fn the_language_is_kept_and_the_way_back_stays_here() {
    let office = Office::open().await;
    let mut client = office.stranger();
    let page = client.get("/log-in").await;
    assert!(page.body.contains("<html lang=\"vi\">"));
    for (back, location) in [
        ("/log-in", "/log-in"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
    ] {
        let fields = [("language", "en"), ("back", back)];
        let reply = client.post("/language", &fields).await;
        assert_eq!((reply.status.as_u16(), reply.location()), (303, location));
    }
    let page = client.get("/log-in").await;
    assert!(page.body.contains("<html lang=\"en\">"));
    assert!(page.body.contains("Log-in name") && !page.body.contains("Đăng nhập"));
    let page = client.get("/nothing").await;
    assert!(page.body.contains("Not found"));
}
