use haidang_console::{ConsoleConfig, ensure_first_user};
use haidang_model::{AuditAction, Role};

use crate::office::{Office, PASSWORD};

#[tokio::test]
async fn the_first_user_has_a_secret_that_must_be_changed() {
    let office = Office::open().await;
    let (store, clock) = (&office.state.store, office.clock.as_ref());
    let secret = ensure_first_user(store, clock).await.unwrap().unwrap();
    assert_eq!(secret.name, "admin");
    assert!(ensure_first_user(store, clock).await.unwrap().is_none());

    let mut client = office.stranger();
    let reply = client.log_in("admin", secret.reveal()).await;
    assert_eq!((reply.status.as_u16(), reply.location()), (303, "/account"));
    let page = client.get("/account").await;
    assert!(page.body.contains("mật khẩu dùng một lần"));

    for (old, new, again, words) in [
        (
            "wrong",
            "ngọn hải đăng xa",
            "ngọn hải đăng xa",
            "hiện tại không đúng",
        ),
        (secret.reveal(), "ngắn", "ngắn", "ít nhất 12 ký tự"),
        (
            secret.reveal(),
            "ngọn hải đăng xa",
            "ngọn hải đăng gần",
            "không giống nhau",
        ),
        (
            secret.reveal(),
            "admin admin admin",
            "admin admin admin",
            "tên đăng nhập",
        ),
        (
            secret.reveal(),
            secret.reveal(),
            secret.reveal(),
            "phải khác",
        ),
    ] {
        let fields = [("old", old), ("new", new), ("again", again)];
        let reply = client.post("/account/password", &fields).await;
        assert_eq!(reply.status, 422, "{words}");
        assert!(reply.body.contains(words), "{words}: {}", reply.body);
    }
    let old_session = client.cookie("haidang_session").unwrap().to_owned();
    let new = "ngọn hải đăng xa";
    let fields = [("old", secret.reveal()), ("new", new), ("again", new)];
    let reply = client.post("/account/password", &fields).await;
    assert_eq!((reply.status.as_u16(), reply.location()), (303, "/queue"));
    assert_ne!(client.cookie("haidang_session").unwrap(), old_session);
    assert_eq!(client.get("/queue").await.status, 200);
    assert_eq!(client.get("/users").await.status, 200);

    // The session from before the change is over.
    let mut thief = office.stranger();
    thief.set_cookie("haidang_session", &old_session);
    assert_eq!(thief.get("/queue").await.status, 303);
    let mut late = office.stranger();
    assert_eq!(late.log_in("admin", secret.reveal()).await.status, 401);
}

#[tokio::test]
async fn a_name_is_locked_whether_or_not_it_exists() {
    let office = Office::open().await;
    office.user("lan", &[Role::Reviewer]).await;
    let mut told = Vec::new();
    for name in ["lan", "nobody"] {
        let mut client = office.stranger();
        let mut answers = Vec::new();
        for _ in 0..5 {
            let reply = client.log_in(name, "sai mật khẩu rồi").await;
            assert!(reply.body.contains("không đúng"), "{name}");
            answers.push(reply.status.as_u16());
        }
        // The right password does not help any more.
        let reply = client.log_in(name, PASSWORD).await;
        assert!(reply.body.contains("Quá nhiều lần thử"));
        let wait = reply.headers["retry-after"].to_str().unwrap().to_owned();
        answers.push(reply.status.as_u16());
        told.push((answers, wait));
    }
    assert_eq!(told[0], told[1], "an unknown name is told apart");
    assert_eq!(told[0].0, [401, 401, 401, 401, 401, 429]);

    office.clock.advance_ms(office.state.config.lock_ms);
    let reply = office.stranger().log_in("lan", PASSWORD).await;
    assert_eq!((reply.status.as_u16(), reply.location()), (303, "/queue"));
    let user = office
        .state
        .store
        .user_by_name("lan")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((user.failures, user.locked_until), (0, None));

    let rows = office.state.store.audit_list(None, 100).await.unwrap();
    let of = |action: AuditAction, subject: &str| {
        rows.iter()
            .filter(|row| row.action == action && row.subject == subject)
            .count()
    };
    assert_eq!(of(AuditAction::LogInRefused, "user:lan"), 5);
    // What was typed as a name is not written down unless it is one.
    assert_eq!(of(AuditAction::LogInRefused, "user:?"), 5);
    assert_eq!(of(AuditAction::LogIn, "user:lan"), 1);
}

#[tokio::test]
async fn a_lock_outlives_a_restart() {
    let office = Office::open().await;
    office.user("lan", &[Role::Reviewer]).await;
    let mut client = office.stranger();
    for _ in 0..5 {
        client.log_in("lan", "sai mật khẩu rồi").await;
    }
    let restarted = haidang_console::router(office.state.clone());
    let mut client = crate::client::Client::new(&restarted);
    assert_eq!(client.log_in("lan", PASSWORD).await.status, 429);
}

#[tokio::test]
async fn an_address_that_tries_many_names_must_wait() {
    let config = ConsoleConfig {
        address_failures_max: 3,
        ..ConsoleConfig::default()
    };
    let office = Office::with_config(config).await;
    office.user("lan", &[Role::Reviewer]).await;
    let mut client = office.stranger();
    for name in ["a", "b", "c"] {
        assert_eq!(client.log_in(name, "x").await.status, 401);
    }
    assert_eq!(client.log_in("lan", PASSWORD).await.status, 429);
    office.clock.advance_ms(office.state.config.lock_ms);
    assert_eq!(client.log_in("lan", PASSWORD).await.status, 303);
    // Right log-ins do not count.
    for _ in 0..5 {
        let mut other = office.stranger();
        assert_eq!(other.log_in("lan", PASSWORD).await.status, 303);
    }
}

#[tokio::test]
async fn sessions_end() {
    let office = Office::open().await;
    let mut lan = office.reviewer("lan").await;
    let session = lan.cookie("haidang_session").unwrap().to_owned();
    assert_eq!(lan.get("/queue").await.status, 200);
    let reply = lan.post("/log-out", &[]).await;
    assert_eq!((reply.status.as_u16(), reply.location()), (303, "/log-in"));
    assert_eq!(lan.cookie("haidang_session"), None);
    let mut thief = office.stranger();
    thief.set_cookie("haidang_session", &session);
    assert_eq!(thief.get("/queue").await.status, 303);

    let mut minh = office.reviewer("minh").await;
    office.clock.advance_ms(office.state.config.session_ms - 1);
    assert_eq!(minh.get("/queue").await.status, 200);
    office.clock.advance_ms(1);
    let reply = minh.get("/cases/1").await;
    assert_eq!(reply.location(), "/log-in?next=/cases/1");
}

#[tokio::test]
async fn after_the_log_in_comes_what_was_asked_for() {
    let office = Office::open().await;
    office.user("lan", &[Role::Analyst]).await;
    for (next, location) in [
        ("/watchlists", "/watchlists"),
        ("", "/search"),
        ("//evil.example", "/search"),
    ] {
        let mut client = office.stranger();
        client.get("/log-in").await;
        let fields = [("name", " LAN "), ("password", PASSWORD), ("next", next)];
        let reply = client.post("/log-in", &fields).await;
        assert_eq!((reply.status.as_u16(), reply.location()), (303, location));
        let cookie = reply.headers["set-cookie"].to_str().unwrap();
        assert!(cookie.contains("HttpOnly; SameSite=Strict"), "{cookie}");
        assert!(!cookie.contains("Secure"), "{cookie}");
    }
}

#[tokio::test]
async fn secure_cookies_when_configured() {
    let config = ConsoleConfig {
        secure_cookies: true,
        ..ConsoleConfig::default()
    };
    let office = Office::with_config(config).await;
    office.user("lan", &[Role::Analyst]).await;
    let reply = office.stranger().log_in("lan", PASSWORD).await;
    let cookie = reply.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-haidang_session="), "{cookie}");
    assert!(cookie.contains("; Secure"), "{cookie}");
}
