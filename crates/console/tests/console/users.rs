use haidang_model::Role;

use crate::{client::between, office::Office};

#[tokio::test]
async fn an_admin_makes_resets_and_closes_users() {
    let office = Office::open().await;
    let mut admin = office.client("chu", &[Role::Admin]).await;
    let new = [
        ("name", "Hoa.Tran"),
        ("role_reviewer", "1"),
        ("role_analyst", "1"),
    ];
    let reply = admin.post("/users", &new).await;
    assert_eq!(reply.status, 201);
    let secret = between(&reply.body, "<p class=\"secret\"><code>", "<").unwrap();
    assert!(
        !admin.get("/users").await.body.contains(&secret),
        "shown twice"
    );

    let mut hoa = office.stranger();
    assert_eq!(hoa.log_in("hoa.tran", &secret).await.location(), "/account");
    let own = "một mật khẩu dài";
    let change = [("old", secret.as_str()), ("new", own), ("again", own)];
    hoa.get("/account").await;
    let reply = hoa.post("/account/password", &change).await;
    assert_eq!(reply.location(), "/queue");

    let reply = admin.post("/users/hoa.tran/secret", &[]).await;
    assert_eq!(reply.status, 200);
    assert_eq!(hoa.get("/queue").await.status, 303, "the session goes on");
    let secret = between(&reply.body, "<p class=\"secret\"><code>", "<").unwrap();
    assert_eq!(hoa.log_in("hoa.tran", &secret).await.status, 303);

    assert_eq!(admin.post("/users/hoa.tran/close", &[]).await.status, 303);
    assert_eq!(hoa.get("/account").await.status, 303);
    assert_eq!(hoa.log_in("hoa.tran", &secret).await.status, 401);
    assert!(admin.get("/users").await.body.contains("Đã đóng"));
    assert_eq!(admin.post("/users/hoa.tran/secret", &[]).await.status, 409);

    // One's own account, somebody who is not there, and forms with faults.
    assert_eq!(admin.post("/users/chu/close", &[]).await.status, 409);
    assert_eq!(admin.post("/users/khong/close", &[]).await.status, 404);
    for (fields, words) in [
        (
            vec![("name", "chu"), ("role_admin", "1")],
            "đã có người dùng",
        ),
        (
            vec![("name", "Lê Lan"), ("role_admin", "1")],
            "chỉ gồm chữ thường",
        ),
        (vec![("name", "lan")], "ít nhất một vai trò"),
    ] {
        let reply = admin.post("/users", &fields).await;
        assert_eq!(reply.status, 422, "{words}");
        assert!(reply.body.contains(words), "{words}");
    }
    let audit = admin.get("/audit").await;
    for words in ["tạo người dùng", "đóng tài khoản", "user:hoa.tran"] {
        assert!(audit.body.contains(words), "{words}");
    }
}
