//! Review from a shell: a decision needs a person, the revision that was seen,
//! and stays on record.

use haidang_model::Role;

use crate::support::{PASSWORD, haidang, person, rows, said, told};

#[tokio::test]
async fn two_people_confirm_a_case_from_the_shell() {
    let data = tempfile::tempdir().unwrap();
    let store = data.path().join("kho");
    let file = data.path().join("tin.jsonl");
    let text =
        r#"{"id":1,"text":"Nhà cái tài xỉu đổi thưởng, nổ hũ nạp rút nhanh, gọi 0912 345 678"}"#;
    std::fs::write(&file, text).unwrap();
    rows(haidang(&store).arg("ingest").arg(&file));
    person(&store, "lan", Role::Reviewer).await;
    person(&store, "minh", Role::Reviewer).await;
    rows(haidang(&store).args(["user", "add", "moi", "--role", "reviewer"]));

    let listed = rows(haidang(&store).args(["cases", "list", "--state", "open"]));
    assert_eq!(listed.len(), 1, "{listed:?}");
    let revision = listed[0]["revision"].to_string();
    let id = listed[0]["id"].to_string();
    let decide = |user: &str, password: &str, revision: &str| {
        let mut command = haidang(&store);
        command
            .env("HAIDANG_PASSWORD", password)
            .args(["--json", "--lang", "en", "cases", "decide", &id])
            .args(["--user", user, "--revision", revision])
            .args(["--outcome", "confirmed", "--reason", "gambling"]);
        command.output().unwrap()
    };
    for (user, password, revision, word) in [
        ("lan", "sai", revision.as_str(), "wrong name or password"),
        ("khong-co", PASSWORD, &revision, "wrong name or password"),
        ("lan", PASSWORD, "0", "has changed"),
    ] {
        let refused = decide(user, password, revision);
        assert_eq!(refused.status.code(), Some(1), "{}", told(&refused));
        assert!(said(&refused).contains(word), "{}", told(&refused));
    }
    let first = decide("lan", PASSWORD, &revision);
    assert!(first.status.success(), "{}", told(&first));
    let shown = rows(haidang(&store).args(["cases", "show", &id])).remove(0);
    assert_eq!(shown["state"], "confirmed_once", "{shown}");
    assert!(
        !shown.to_string().contains("0912"),
        "personal data is masked: {shown}"
    );
    let revision = shown["revision"].to_string();
    let twice = decide("lan", PASSWORD, &revision);
    assert!(said(&twice).contains("stands already"), "{}", told(&twice));
    let second = decide("minh", PASSWORD, &revision);
    assert!(second.status.success(), "{}", told(&second));
    let shown = rows(haidang(&store).args(["cases", "show", &id])).remove(0);
    assert_eq!(shown["state"], "confirmed_twice", "{shown}");
    let acts = shown["history"].as_array().unwrap().iter();
    assert_eq!(
        acts.filter(|act| act["action"] == "case_decided").count(),
        2,
        "{shown}"
    );
}
