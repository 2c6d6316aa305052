//! Stored pages: every one is taken in, found, and taken in only once.

use crate::support::{haidang, rows, shared};

#[test]
fn the_sample_archive_is_taken_in_whole_and_once() {
    let Some(archive) = shared("data/warc/vi-sample-600.warc.gz") else {
        return;
    };
    let data = tempfile::tempdir().unwrap();
    let first = rows(haidang(data.path()).arg("ingest").arg(&archive)).remove(0);
    assert_eq!(first["errors"], 0, "{first}");
    assert_eq!(first["pages"], 600, "{first}");
    assert_eq!(first["new"], 600, "{first}");

    let flags = rows(haidang(data.path()).arg("flags"));
    let again = rows(haidang(data.path()).arg("ingest").arg(&archive)).remove(0);
    assert_eq!(
        (&again["new"], &again["flags"], &again["cases"]),
        (&0.into(), &0.into(), &0.into()),
        "{again}"
    );
    assert_eq!(rows(haidang(data.path()).arg("flags")), flags);

    // A sentence of the law on penal matters, as written and as typed in haste.
    for query in ["\"trách nhiệm hình sự\"", "\"trach nhiem hinh su\""] {
        let found = rows(haidang(data.path()).args(["search", query, "--limit", "3"]));
        assert!(
            found[0]["total"].as_u64().unwrap() > 0,
            "{query}: {found:?}"
        );
        assert!(
            !found[1]["marks"].as_array().unwrap().is_empty(),
            "{found:?}"
        );
    }
    let both = ["\"trách nhiệm hình sự\"", "\"trach nhiem hinh su\""].map(|query| {
        rows(haidang(data.path()).args(["search", query, "--limit", "1"])).remove(0)["total"]
            .clone()
    });
    assert!(
        both[1].as_u64() >= both[0].as_u64(),
        "marks left out find no less: {both:?}"
    );

    let verified = rows(haidang(data.path()).arg("verify")).remove(0);
    assert_eq!(verified["ok"], true, "{verified}");
}

#[test]
fn rows_without_an_address_and_rows_that_share_one_are_each_a_page() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("mau.jsonl");
    let text = [
        r#"{"id":"a","text":"Nhà cái tài xỉu đổi thưởng, nổ hũ nạp rút nhanh"}"#,
        r#"{"id":"b","html":"<title>Bài viết</title><p>ngọn hải đăng</p>","url":"https://bao.example/1"}"#,
        r#"{"id":"c","text":"ngọn hải đăng khác","url":"https://bao.example/1"}"#,
        r#"{"id":4,"text":"dòng có số"}"#,
        r#"{"id":"hỏng","text":"#,
        "",
    ]
    .join("\n");
    std::fs::write(&file, text).unwrap();
    let store = data.path().join("kho");
    let summary = rows(haidang(&store).arg("ingest").arg(&file)).remove(0);
    assert_eq!(
        (&summary["new"], &summary["errors"]),
        (&4.into(), &1.into()),
        "{summary}"
    );
    let found = rows(haidang(&store).args(["search", "\"hai dang\""]));
    let mut ids: Vec<_> = found[1..]
        .iter()
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    ids.sort_unstable();
    assert_eq!(ids, ["import:mau/b", "import:mau/c"]);
    let flags = rows(haidang(&store).arg("flags"));
    assert!(
        flags.iter().any(|flag| flag["page"] == "import:mau/a"),
        "{flags:?}"
    );
}

#[tokio::test]
async fn postgresql_keeps_the_same() {
    let Some(database) = haidang_testkit::postgres().await else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tin.jsonl");
    let lines: String = (0..40)
        .map(|row| {
            let harm = if row % 4 == 0 {
                "nhà cái tài xỉu đổi thưởng, nổ hũ"
            } else {
                "bản tin"
            };
            format!(
                "{}\n",
                serde_json::json!({"id": row, "text": format!("Trang số {row}: {harm}")})
            )
        })
        .collect();
    std::fs::write(&file, lines).unwrap();
    let kept = |postgres: Option<&str>, data: &std::path::Path| {
        let run = |arguments: &[&str]| {
            let mut command = haidang(data);
            if let Some(url) = postgres {
                command.env("HAIDANG_POSTGRES", url);
            }
            rows(command.args(arguments))
        };
        run(&["ingest", file.to_str().unwrap()]);
        let again = run(&["ingest", file.to_str().unwrap()]).remove(0);
        assert_eq!(again["new"], 0, "{again}");
        assert_eq!(run(&["verify"]).remove(0)["ok"], true);
        let flags: Vec<_> = run(&["flags"])
            .into_iter()
            .map(|flag| (flag["page"].clone(), flag["hits"].clone()))
            .collect();
        let found = run(&["search", "\"tai xiu\""]).remove(0)["total"].clone();
        (flags, found)
    };
    let sqlite = kept(None, &folder.path().join("sqlite"));
    assert_eq!(sqlite.1, 10);
    assert_eq!(kept(Some(&database.url), &folder.path().join("pg")), sqlite);
}
