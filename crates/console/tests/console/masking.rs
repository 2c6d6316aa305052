use haidang_model::{AuditAction, Role};

use crate::office::{Office, injected};

const PHONE: &str = "0912 345 678";
const MAIL: &str = "vanphong@hagiang.example";

#[tokio::test]
async fn personal_data_is_masked_until_a_reason_is_given() {
    let office = Office::open().await;
    let id = office.keep(injected()).await;
    let mut lan = office.client("lan", &[Role::Reviewer, Role::Analyst]).await;
    let page = format!("/pages/{id}");
    for path in [
        "/queue",
        "/cases/1",
        page.as_str(),
        "/search?q=v%C4%83n%20ph%C3%B2ng",
    ] {
        let reply = lan.get(path).await;
        assert_eq!(reply.status, 200, "{path}");
        assert!(!reply.body.contains(PHONE), "{path} shows a phone number");
        assert!(!reply.body.contains(MAIL), "{path} shows an address");
    }
    for path in ["/cases/1", page.as_str()] {
        let unmask = format!("{path}/unmask");
        let reply = lan.post(&unmask, &[("reason", "vì")]).await;
        assert_eq!(reply.status, 422, "{path}");
        assert!(!reply.body.contains(PHONE), "{path}");
        let reason = [("reason", "Đối chiếu với đơn tố giác số 12")];
        let reply = lan.post(&unmask, &reason).await;
        assert_eq!(reply.status, 200, "{path}");
        assert!(
            reply.body.contains(PHONE) && reply.body.contains(MAIL),
            "{path}"
        );
        assert_eq!(reply.headers["cache-control"], "no-store");
        // Once only.
        assert!(!lan.get(path).await.body.contains(PHONE), "{path}");
    }
    let rows = office.state.store.audit_list(None, 100).await.unwrap();
    let mut subjects: Vec<&str> = rows
        .iter()
        .filter(|row| row.action == AuditAction::Unmasked)
        .map(|row| row.subject.as_str())
        .collect();
    subjects.sort_unstable();
    assert_eq!(subjects, ["case:1", &format!("page:{id}")]);
    let history = lan.get("/cases/1").await;
    assert!(history.body.contains("xem dữ liệu cá nhân"));
    assert!(history.body.contains("Đối chiếu với đơn tố giác"));
}

#[tokio::test]
async fn an_analyst_cannot_unmask() {
    let office = Office::open().await;
    let id = office.keep(injected()).await;
    let mut nam = office.client("nam", &[Role::Analyst]).await;
    let page = nam.get(&format!("/pages/{id}")).await;
    assert!(!page.body.contains("/unmask"));
    let reason = [("reason", "Tôi rất muốn xem số này")];
    let reply = nam.post(&format!("/pages/{id}/unmask"), &reason).await;
    assert_eq!(reply.status, 403);
    assert!(!reply.body.contains(PHONE));
}
