use haidang_model::Role;

use crate::office::Office;

#[tokio::test]
async fn search_finds_with_and_without_marks_and_pages() {
    let office = Office::open().await;
    office.keep_all().await;
    let mut nam = office.client("nam", &[Role::Analyst]).await;
    for query in [
        "%22ng%E1%BB%8Dn+h%E1%BA%A3i+%C4%91%C4%83ng%22",
        "%22ngon+hai+dang%22",
    ] {
        let reply = nam.get(&format!("/search?q={query}")).await;
        assert_eq!(reply.status, 200, "{query}");
        assert!(reply.body.contains("Ngọn hải đăng trên đảo"), "{query}");
        assert!(reply.body.contains("<mark>"), "{query} marks nothing");
        assert!(reply.body.contains("1 trang"), "{query}");
    }
    let none = nam
        .get("/search?q=%22kh%C3%B4ng+c%C3%B3+%C4%91%C3%A2u+nh%C3%A9%22")
        .await;
    assert!(none.body.contains("Không tìm thấy trang nào"));
    let help = nam.get("/search").await;
    assert!(help.body.contains("Cách viết câu tìm"));
    let newest = nam.get("/search?q=n%E1%BB%95&sort=newest&page=7").await;
    assert_eq!(newest.status, 200);
}

#[tokio::test]
async fn a_faulty_query_is_shown_at_its_place() {
    let office = Office::open().await;
    let mut nam = office.client("nam", &[Role::Analyst]).await;
    let reply = nam.get("/search?q=%28%22nh%C3%A0+c%C3%A1i%22+AND").await;
    assert_eq!(reply.status, 400);
    assert!(reply.body.contains("class=\"fault\""), "{}", reply.body);
    assert!(reply.body.contains("aria-invalid"));
    let long = "a".repeat(3_000);
    let reply = nam.get(&format!("/search?q={long}")).await;
    assert_eq!(reply.status, 400);
    assert!(reply.body.contains("Câu tìm quá dài"));
}

#[tokio::test]
async fn watchlists_are_read_and_tried() {
    let office = Office::open().await;
    let mut ha = office.client("ha", &[Role::Operator]).await;
    let lists = ha.get("/watchlists").await;
    for words in [
        "Cờ bạc, cá độ trực tuyến",
        "to-van-hanh",
        "30/06/2027",
        "Quá hạn",
    ] {
        assert!(lists.body.contains(words), "{words}");
    }
    let list = ha.get("/watchlists/co-bac").await;
    for words in [
        "Điều 321, 322",
        "nổ hũ",
        "NEAR/20",
        "công an cảnh báo",
        "id=\"tro-choi\"",
    ] {
        assert!(list.body.contains(words), "{words}");
    }
    assert_eq!(ha.get("/watchlists/khong-co").await.status, 404);
    assert_eq!(ha.get("/watchlists/%2E%2E").await.status, 404);
    for (text, words) in [
        ("Chơi tài xỉu, nổ hũ ngay hôm nay", "Sẽ vào hàng chờ xét"),
        ("Hôm nay trời đẹp", "Không luật nào khớp"),
        // Its list is past the review date.
        ("Vay nóng không thế chấp", "Không luật nào khớp"),
    ] {
        let reply = ha.post("/watchlists/test", &[("text", text)]).await;
        assert_eq!(reply.status, 200, "{text}");
        assert!(reply.body.contains(words), "{text}");
    }
    assert_eq!(office.state.store.page_count().await.unwrap(), 0);
}

#[tokio::test]
async fn sources_show_how_the_crawl_goes() {
    let office = Office::open().await;
    office.keep_all().await;
    let mut ha = office.client("ha", &[Role::Operator]).await;
    let reply = ha.get("/sources").await;
    for words in [
        "Trang thông tin xã",
        "https://xa.hagiang.gov.vn/",
        "Theo dõi trang bị chèn liên kết",
        "Đọc được trang",
        "cả trang",
    ] {
        assert!(reply.body.contains(words), "{words}");
    }
}

#[tokio::test]
async fn stored_pages_show_zones_and_versions() {
    let office = Office::open().await;
    let id = office.keep(crate::office::injected()).await;
    let mut changed = crate::office::injected();
    changed.runs[1].text = "Lịch tiếp công dân đã thay đổi.".into();
    assert_eq!(office.keep(changed).await, id);
    let mut nam = office.client("nam", &[Role::Analyst]).await;
    let reply = nam.get(&format!("/pages/{id}")).await;
    for words in [
        "đã thay đổi",
        "Các bản đã lưu (2)",
        "Liên kết trên trang (2)",
        "Chữ ẩn",
        "https://taixiu.example/",
    ] {
        assert!(reply.body.contains(words), "{words}");
    }
    assert!(!reply.body.contains("href=\"https"), "a live link");
    let old = nam.get(&format!("/pages/{id}?version=1")).await;
    assert_eq!(old.status, 200);
    assert!(old.body.contains("định kỳ tháng 11"));
    assert_eq!(
        nam.get(&format!("/pages/{id}?version=99")).await.status,
        404
    );
    assert_eq!(nam.get("/pages/99").await.status, 404);
}
