use haidang_model::Role;

use crate::{
    client::between,
    office::{Office, hostile, injected, page},
};

#[tokio::test]
async fn the_queue_shows_why_and_the_warning_is_not_above_the_offers() {
    let office = Office::open().await;
    office.keep_all().await;
    let mut lan = office.reviewer("lan").await;
    let queue = lan.get("/queue").await;
    assert_eq!(queue.status, 200);
    let at = |words: &str| queue.body.find(words);
    let portal = at("Lịch tiếp công dân").unwrap();
    assert!(at("Nhà cái số 1").is_some());
    assert!(at("Tuyển cộng tác viên").is_some());
    assert!(queue.body.contains("Trang chính thống"));
    assert!(queue.body.contains("Chữ ẩn"));
    if let Some(warning) = at("Công an cảnh báo thủ đoạn") {
        assert!(warning > portal, "the police warning is above an offer");
    }
    assert!(
        queue.body.contains("Vay nặng lãi"),
        "the expired list is not said"
    );

    let filtered = lan.get("/queue?category=fake_job").await;
    assert!(filtered.body.contains("Tuyển cộng tác viên"));
    assert!(!filtered.body.contains("Lịch tiếp công dân"));
    let none = lan.get("/queue?site=khong.example").await;
    assert!(none.body.contains("Không có vụ việc nào ở đây"));
    let far = lan.get("/queue?page=4000000000").await;
    assert_eq!(far.status, 200);
}

#[tokio::test]
async fn a_case_is_explained_decided_undone_and_dismissed() {
    let office = Office::open().await;
    office.keep(injected()).await;
    let mut lan = office.reviewer("lan").await;
    let case = lan.get("/cases/1").await;
    assert_eq!(case.status, 200);
    for words in [
        "<mark>nổ hũ</mark>",
        "Chữ ẩn",
        "Bị ẩn",
        "co-bac",
        "tro-choi",
        "Khớp đúng",
        "100%",
        "Mức nghiêm trọng",
        "https://nohu.example/vao",
        "Trang chính thống",
    ] {
        assert!(case.body.contains(words), "the case does not say {words}");
    }
    assert!(
        !case.body.contains("href=\"https"),
        "a live link to a watched site"
    );

    let reply = lan.post("/cases/1/claim", &[]).await;
    assert_eq!(reply.status, 303);
    let mut minh = office.reviewer("minh").await;
    let seen_by_minh = minh.get("/cases/1").await;
    assert!(seen_by_minh.body.contains("lan đang xét"));

    let revision = case.revision();
    let decide = [
        ("revision", revision.as_str()),
        ("outcome", "confirmed"),
        ("category", "hacked_site"),
        ("note", "Liên kết ẩn ở chân trang, gọi 0912 345 678"),
    ];
    let reply = lan.post("/cases/1/decide", &decide).await;
    assert_eq!(
        (reply.status.as_u16(), reply.location()),
        (303, "/cases/1?done=1")
    );
    let decided = lan.get("/cases/1?done=1").await;
    assert!(decided.body.contains("Đã ghi kết luận vụ việc #1"));
    assert!(decided.body.contains("Chờ người thứ hai"));
    assert!(decided.body.contains("Trang bị xâm nhập"));
    assert!(
        !decided.body.contains("345"),
        "the note shows a phone number"
    );

    let undo = [("revision", decided.revision())];
    let undo: Vec<(&str, &str)> = undo.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(lan.post("/cases/1/undo", &undo).await.status, 303);
    let open = lan.get("/cases/1").await;
    assert!(open.body.contains("Chờ xét"));
    assert!(open.body.contains("đã hoàn tác"));

    let revision = open.revision();
    let no_reason = [("revision", revision.as_str()), ("outcome", "not_harmful")];
    let reply = lan.post("/cases/1/decide", &no_reason).await;
    assert_eq!(reply.status, 422);
    assert!(reply.body.contains("Hãy chọn lý do"));
    let no_note = [
        ("revision", revision.as_str()),
        ("outcome", "not_harmful"),
        ("reason", "other"),
    ];
    assert_eq!(lan.post("/cases/1/decide", &no_note).await.status, 422);
    let dismiss = [
        ("revision", revision.as_str()),
        ("outcome", "not_harmful"),
        ("reason", "already_gone"),
    ];
    assert_eq!(lan.post("/cases/1/decide", &dismiss).await.status, 303);
    let closed = lan.get("/cases/1").await;
    assert!(closed.body.contains("Nội dung đã bị gỡ"));
    // Claimed, decided, undone, decided.
    assert!(closed.body.contains("Lịch sử (4)"));
    assert_eq!(
        office.state.store.audit_verify().await.unwrap().broken,
        None
    );
}

#[tokio::test]
async fn a_decision_on_what_changed_meanwhile_is_refused_and_explained() {
    let office = Office::open().await;
    office.keep(injected()).await;
    let mut lan = office.reviewer("lan").await;
    let mut minh = office.reviewer("minh").await;
    let seen = lan.get("/cases/1").await.revision();
    let also_seen = minh.get("/cases/1").await.revision();
    assert_eq!(seen, also_seen);
    let confirm = |revision| {
        [
            ("revision", revision),
            ("outcome", "confirmed"),
            ("category", "gambling"),
            ("note", "ghi chú của tôi"),
        ]
    };
    assert_eq!(
        lan.post("/cases/1/decide", &confirm(&seen)).await.status,
        303
    );
    let refused = minh.post("/cases/1/decide", &confirm(&also_seen)).await;
    assert_eq!(refused.status, 409);
    for words in [
        "Vụ việc đã thay đổi",
        "lan",
        "Xác nhận vi phạm",
        "ghi chú của tôi",
        "href=\"/cases/1\"",
    ] {
        assert!(
            refused.body.contains(words),
            "the conflict does not say {words}"
        );
    }
    let again = minh.get("/cases/1").await.revision();
    assert_eq!(
        minh.post("/cases/1/decide", &confirm(&again)).await.status,
        303
    );
    assert!(minh.get("/cases/1").await.body.contains("Đã xác nhận"));
    // Twice by one person is refused as well.
    let now = lan.get("/cases/1").await.revision();
    assert_eq!(
        lan.post("/cases/1/decide", &confirm(&now)).await.status,
        409
    );
    // What was undone cannot be undone again, and not on an old revision.
    let stale = lan
        .post("/cases/1/undo", &[("revision", seen.as_str())])
        .await;
    assert_eq!(stale.status, 409);
}

#[tokio::test]
async fn after_a_decision_comes_the_next_case_that_nobody_holds() {
    let office = Office::open().await;
    office.keep_all().await;
    let mut lan = office.reviewer("lan").await;
    let mut minh = office.reviewer("minh").await;
    let queue = lan.get("/queue").await;
    let ids: Vec<String> = queue
        .body
        .split("<h2><a href=\"/cases/")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert!(ids.len() >= 3, "{ids:?}");
    minh.get("/queue").await;
    minh.post(&format!("/cases/{}/claim", ids[1]), &[]).await;
    let path = format!("/cases/{}", ids[0]);
    let revision = lan.get(&path).await.revision();
    let unsure = [("revision", revision.as_str()), ("outcome", "unsure")];
    let reply = lan.post(&format!("{path}/decide"), &unsure).await;
    assert_eq!(
        reply.location(),
        format!("/cases/{}?done={}", ids[2], ids[0])
    );
    let next = lan.get(reply.location()).await;
    assert!(next.body.contains("Hoàn tác"));
}

#[tokio::test]
async fn hostile_pages_stay_text() {
    let office = Office::open().await;
    let id = office.keep(hostile()).await;
    let mut lan = office.client("lan", &[Role::Reviewer, Role::Analyst]).await;
    for path in [
        "/queue".to_owned(),
        "/cases/1".to_owned(),
        format!("/pages/{id}"),
        "/search?q=n%E1%BB%95%20h%C5%A9".to_owned(),
    ] {
        let reply = lan.get(&path).await;
        assert_eq!(reply.status, 200, "{path}");
        for harm in [
            "<script>alert",
            "<img src=x",
            "href=\"javascript",
            "\u{202E}",
            "\u{202C}",
        ] {
            assert!(!reply.body.contains(harm), "{path} lets {harm:?} through");
        }
    }
    let case = lan.get("/cases/1").await;
    assert!(case.body.contains(">RLO<"), "the control is not shown");
    assert!(case.body.contains("{{ 7*7 }}") || case.body.contains("7*7"));
}

#[tokio::test]
async fn several_flags_join_one_case() {
    let office = Office::open().await;
    office.keep(injected()).await;
    office
        .keep(page(
            "https://xa.hagiang.gov.vn/van-ban/12",
            "Văn bản số 12",
            &["Trang bị chèn: tài xỉu, nổ hũ đổi thưởng."],
        ))
        .await;
    let mut lan = office.reviewer("lan").await;
    let case = lan.get("/cases/1").await;
    assert!(case.body.contains("Các cảnh báo của vụ việc (2)"));
    let flag = between(&case.body, "href=\"/cases/1?flag=2", "\"");
    assert_eq!(flag.as_deref(), Some(""));
    let other = lan.get("/cases/1?flag=2").await;
    assert!(other.body.contains("Văn bản số 12"));
}
