//! The life of a watchlist from a shell: imported as a draft, tried without a
//! flag, published by a second person, compared, exported, brought back, retired.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

use haidang_model::Role;
use haidang_store::StoreConfig;
use serde_json::Value;

use crate::support::{PASSWORD, haidang, person, person_in, rows, rows_of, said, told};

/// A configuration folder with one watchlist of these terms.
fn write_list(config: &Path, terms: &str) {
    let folder = config.join("watchlists");
    std::fs::create_dir_all(&folder).unwrap();
    let text = format!(
        r#"# Chú thích.
version = 1
[watchlist]
id = "co-bac"
name = "Cờ bạc"
category = "gambling"
severity = "high"
kind = "offer"
purpose = "Phát hiện quảng cáo cờ bạc trên trang công khai"
legal_basis = "Điều 321 Bộ luật Hình sự 2015"
owner = "to-van-hanh"
review_by = 2099-06-30

[[rule]]
id = "tro-choi"
terms = [{terms}]
"#
    );
    std::fs::write(folder.join("co-bac.toml"), text).unwrap();
}

struct Office {
    _folder: tempfile::TempDir,
    data: std::path::PathBuf,
    config: std::path::PathBuf,
    postgres: Option<String>,
}

impl Office {
    /// An office with one live list and three stored pages.
    fn open() -> Office {
        Office::over(None)
    }

    fn over(postgres: Option<String>) -> Office {
        let folder = tempfile::tempdir().unwrap();
        let office = Office {
            data: folder.path().join("kho"),
            config: folder.path().join("cau-hinh"),
            _folder: folder,
            postgres,
        };
        write_list(&office.config, "\"bầu cua online\"");
        let pages = office.config.join("tin.jsonl");
        std::fs::write(
            &pages,
            "{\"id\":1,\"text\":\"Chơi bầu cua online nạp rút nhanh\"}\n\
             {\"id\":2,\"text\":\"Mời chơi tài xỉu md5, nạp rút nhanh\"}\n\
             {\"id\":3,\"text\":\"Thời tiết hôm nay có mưa rào\"}\n",
        )
        .unwrap();
        rows(office.command().arg("ingest").arg(&pages));
        office
    }

    fn command(&self) -> Command {
        let mut command = haidang(&self.data);
        command.arg("--config").arg(&self.config);
        if let Some(url) = &self.postgres {
            command.env("HAIDANG_POSTGRES", url);
        }
        command
    }

    fn watchlist(&self, user: &str, arguments: &[&str]) -> Output {
        self.command()
            .env("HAIDANG_PASSWORD", PASSWORD)
            .args(["--json", "--lang", "en", "watchlist"])
            .args(arguments)
            .args(["--as", user])
            .output()
            .unwrap()
    }

    /// An act that succeeds; its first row.
    fn act(&self, user: &str, arguments: &[&str]) -> Value {
        let output = self.watchlist(user, arguments);
        assert!(output.status.success(), "{arguments:?}: {}", told(&output));
        rows_of(&output).remove(0)
    }

    fn refused(&self, user: &str, arguments: &[&str], code: i32, word: &str) {
        let output = self.watchlist(user, arguments);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {}",
            told(&output)
        );
        assert!(said(&output).contains(word), "{word}: {}", told(&output));
    }

    fn rows(&self, arguments: &[&str]) -> Vec<Value> {
        rows(self.command().args(arguments))
    }

    fn flags(&self) -> usize {
        self.rows(&["flags"]).len()
    }
}

#[tokio::test]
async fn a_list_goes_from_file_to_draft_to_trial_to_live_and_back() {
    let office = Office::open();
    for name in ["lan", "minh"] {
        person(&office.data, name, Role::Operator).await;
    }
    person(&office.data, "thu", Role::Reviewer).await;
    assert_eq!(office.flags(), 1);
    let listed = office.rows(&["watchlist", "list"]);
    assert_eq!(listed[0]["live"], 1, "{listed:?}");

    // The file changes: it is told of, with the command, and changes nothing.
    write_list(
        &office.config,
        "\"bầu cua online\", { text = \"tài xỉu md5\", max_rung = \"tone\" }",
    );
    let file = office.config.join("watchlists/co-bac.toml");
    let file = file.to_str().unwrap();
    let output = office.command().args(["--lang", "en", "rematch"]).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", told(&output));
    let import = format!("haidang watchlist import {file} --as USER");
    assert!(said(&output).contains(&import), "{}", told(&output));
    assert_eq!(office.flags(), 1);

    office.refused("thu", &["import", file], 2, "no operator");
    let drafted = office.act("lan", &["import", file, "--note", "thêm tài xỉu"]);
    assert_eq!(drafted["version"]["version"], 2, "{drafted}");
    assert_eq!(office.act("lan", &["import", file])["new"], false);
    office.refused(
        "minh",
        &["publish", "co-bac", "--version", "2"],
        1,
        "on trial first",
    );
    let trial = office.act("lan", &["trial", "co-bac"]);
    assert_eq!(trial["state"], "trial");

    // On trial: recorded, never queued, shown apart.
    rows(office.command().arg("rematch"));
    assert_eq!(office.flags(), 1);
    let shown = office.rows(&["watchlist", "show", "co-bac"]).remove(0);
    assert_eq!(shown["versions"][0]["note"], "thêm tài xỉu");
    let total: u64 = shown["trial"]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["would_queue"].as_u64().unwrap())
        .sum();
    assert_eq!(total, 2, "{shown}");

    office.refused("lan", &["publish", "co-bac"], 1, "another operator");
    let live = office.act("minh", &["publish", "co-bac"]);
    assert_eq!(
        (&live["state"], &live["published"]["by"]),
        (&"live".into(), &"minh".into())
    );
    rows(office.command().arg("rematch"));
    // The page of the old version is flagged in the new one too, in its case.
    assert_eq!(office.flags(), 3);
    let silent = office.command().arg("rematch").output().unwrap();
    assert!(
        !said(&silent).contains("watchlist import"),
        "{}",
        told(&silent)
    );

    let diff = office
        .rows(&["watchlist", "diff", "co-bac", "1", "2"])
        .remove(0);
    assert_eq!(
        diff["rules"][0]["items"][0]["text"], "tài xỉu md5",
        "{diff}"
    );
    let exported = office
        .command()
        .args(["watchlist", "export", "co-bac"])
        .output();
    let exported = exported.unwrap();
    let again = office.config.join("lai.toml");
    std::fs::write(&again, &exported.stdout).unwrap();
    assert!(!String::from_utf8_lossy(&exported.stdout).contains("Chú thích"));
    assert!(said(&exported).contains("Chú thích"), "{}", told(&exported));
    let unchanged = office.act("lan", &["import", again.to_str().unwrap()]);
    assert_eq!(unchanged["new"], false, "{unchanged}");

    let back = office.act("lan", &["rollback", "co-bac", "--to", "1"]);
    assert_eq!(
        (&back["version"], &back["restores"]),
        (&3.into(), &1.into())
    );
    office.refused("lan", &["publish", "co-bac"], 1, "another operator");
    office.act("minh", &["publish", "co-bac"]);
    assert_eq!(office.rows(&["watchlist", "list"])[0]["live"], 3);

    let proposed = office.act("minh", &["retire", "co-bac"]);
    assert_eq!(proposed["state"], "live");
    office.refused("minh", &["retire", "co-bac"], 1, "another operator");
    assert_eq!(office.act("lan", &["retire", "co-bac"])["state"], "retired");
    assert!(office.rows(&["watchlist", "list"])[0]["live"].is_null());
    office.refused("lan", &["trial", "khong-co"], 2, "no watchlist");
    assert_eq!(rows(office.command().arg("verify"))[0]["ok"], true);
}

/// What a rehearsal says of a draft is what comes when it is live.
#[tokio::test]
async fn flags_come_as_the_backtest_said() {
    let office = Office::open();
    for name in ["lan", "minh"] {
        person(&office.data, name, Role::Operator).await;
    }
    write_list(&office.config, "\"tài xỉu md5\"");
    let file = office.config.join("watchlists/co-bac.toml");
    let file = file.to_str().unwrap();
    let from_file = office.rows(&["watchlist", "backtest", "co-bac", "--file", file]);
    office.act("lan", &["import", file]);
    let told_of = office.rows(&["watchlist", "backtest", "co-bac"]);
    let (report, samples) = told_of.split_first().unwrap();
    assert_eq!(
        (&report["tried"]["version"], &report["tried"]["live"]),
        (&2.into(), &1.into())
    );
    for (key, number) in [("pages", 3), ("raised", 1), ("gained", 1), ("lost", 1)] {
        assert_eq!(report[key], number, "{key} {report}");
        assert_eq!(from_file[0][key], number, "{key} of the file");
    }
    assert_eq!(report["complete"], true);
    let [gained, lost] = samples else {
        panic!("{samples:?}")
    };
    assert_eq!(
        (&gained["change"], &lost["change"]),
        (&"gained".into(), &"lost".into())
    );
    let hit = &gained["hits"][0];
    assert_eq!(
        [&hit["before"], &hit["quote"], &hit["after"]],
        ["Mời chơi ", "tài xỉu md5", ", nạp rút nhanh"]
    );
    // For people, by one rule; nothing came of any of it.
    let people = office
        .command()
        .args(["watchlist", "backtest", "co-bac", "--rule", "tro-choi"])
        .output()
        .unwrap();
    assert!(people.status.success(), "{}", told(&people));
    let text = String::from_utf8_lossy(&people.stdout).into_owned();
    assert!(
        text.contains("Mời chơi «tài xỉu md5», nạp rút nhanh"),
        "{text}"
    );
    for wrong in [
        &["watchlist", "backtest", "co-bac", "--rule", "khong-co"][..],
        &["watchlist", "backtest", "lua-dao", "--file", file],
        &["watchlist", "backtest", "khong-co"],
        &["watchlist", "backtest", "co-bac", "--version", "9"],
    ] {
        let output = office.command().args(wrong).output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(2),
            "{wrong:?}: {}",
            told(&output)
        );
    }
    assert_eq!(office.flags(), 1);

    office.act("lan", &["trial", "co-bac"]);
    office.act("minh", &["publish", "co-bac"]);
    rows(office.command().arg("rematch"));
    let flags = office.rows(&["flags"]);
    let of_new: Vec<&str> = flags
        .iter()
        .filter(|flag| flag["hits"][0]["version"] == 2)
        .filter_map(|flag| flag["page"].as_str())
        .collect();
    assert_eq!(of_new, [gained["key"].as_str().unwrap()], "{flags:?}");
}

/// With PostgreSQL the commands work while the server does, and SIGHUP has it
/// take up what they changed. (With SQLite the server has the store for itself.)
#[tokio::test]
async fn a_running_server_takes_up_what_was_published_at_sighup() {
    let Some(database) = haidang_testkit::postgres().await else {
        return;
    };
    let office = Office::over(Some(database.url.clone()));
    let config = StoreConfig {
        data: office.data.clone(),
        postgres: Some(database.url),
    };
    for name in ["lan", "minh"] {
        person_in(&config, name, Role::Operator).await;
    }
    let mut server = office
        .command()
        .args(["run", "--listen", "127.0.0.1:0"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut words = BufReader::new(server.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("http://") {
        line.clear();
        let bytes = words.read_line(&mut line).unwrap();
        assert!(bytes > 0, "the server ended before it listened");
    }
    // Read on, so that the server is never stopped by a full pipe.
    std::thread::spawn(move || std::io::copy(&mut words, &mut std::io::sink()));

    write_list(&office.config, "\"bầu cua online\", \"tài xỉu md5\"");
    let file = office.config.join("watchlists/co-bac.toml");
    office.act("lan", &["import", file.to_str().unwrap()]);
    office.act("lan", &["trial", "co-bac"]);
    office.act("minh", &["publish", "co-bac"]);
    assert_eq!(office.flags(), 1, "nothing changes by itself");
    let signal = |name: &str| {
        let id = server.id().to_string();
        let sent = Command::new("kill").args([name, &id]).status().unwrap();
        assert!(sent.success());
    };
    signal("-HUP");
    let began = Instant::now();
    while office.flags() < 3 {
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "the server did not take up what was published"
        );
        std::thread::sleep(Duration::from_millis(100));
    }
    signal("-TERM");
    assert!(server.wait().unwrap().success());
}

#[tokio::test]
async fn terms_come_in_with_a_report() {
    let office = Office::open();
    person(&office.data, "lan", Role::Operator).await;
    let terms = office.config.join("tu.txt");
    std::fs::write(
        &terms,
        "# chú thích\nbầu cua online\nthời tiết hôm nay\nzalo 0912 345 678\nxóc đĩa đổi thưởng\n",
    )
    .unwrap();
    let table = office.config.join("tu.csv");
    std::fs::write(
        &table,
        "term,rule,kind\r\nbị bắt vì xóc đĩa,tin-tuc,report\r\n",
    )
    .unwrap();
    let (terms, table) = (terms.to_str().unwrap(), table.to_str().unwrap());
    office.refused("lan", &["import", terms], 2, "--into");
    let output = office.watchlist("lan", &["import", terms, table, "--into", "co-bac"]);
    assert!(output.status.success(), "{}", told(&output));
    assert!(!told(&output).contains("0912"), "{}", told(&output));
    let told_of = rows_of(&output);
    let [first, second] = told_of.as_slice() else {
        panic!("{told_of:?}")
    };
    assert_eq!(first["version"]["version"], 2);
    assert_eq!(first["report"]["added"].as_array().unwrap().len(), 2);
    assert_eq!(first["report"]["duplicates"][0]["left_out"], true);
    assert_eq!(first["report"]["refused"][0]["line"], 4);
    let found = &first["corpus"]["found"][0];
    assert_eq!(
        (&found["term"], &found["pages"]),
        (&"thời tiết hôm nay".into(), &1.into()),
        "{first}"
    );
    assert_eq!(second["version"]["version"], 2, "one draft for all files");
    let shown = office.rows(&["watchlist", "show", "co-bac", "--version", "2"]);
    let text = shown[0]["text"].as_str().unwrap();
    for part in [
        "tin-tuc",
        "kind = \"report\"",
        "nhap-them",
        "xóc đĩa đổi thưởng",
    ] {
        assert!(text.contains(part), "{text}");
    }
    let people = office
        .command()
        .args(["watchlist", "diff", "co-bac", "1", "2"])
        .output()
        .unwrap();
    let lines = String::from_utf8_lossy(&people.stdout).into_owned();
    assert!(lines.contains("+ luật `tin-tuc`"), "{lines}");
}

#[test]
fn files_are_tried_on_rows_without_a_store() {
    let folder = tempfile::tempdir().unwrap();
    write_list(folder.path(), "\"tài xỉu\"");
    let page = folder.path().join("tin.jsonl");
    std::fs::write(
        &page,
        "{\"id\":1,\"text\":\"Chơi tài xỉu\"}\n{\"id\":2,\"text\":\"mưa\"}\n",
    )
    .unwrap();
    let list = folder.path().join("watchlists/co-bac.toml");
    let data = folder.path().join("kho");
    let tried = rows(
        haidang(&data)
            .args(["watchlist", "test"])
            .arg(&list)
            .arg("--on")
            .arg(&page),
    );
    let hits: Vec<usize> = tried
        .iter()
        .map(|row| row["hits"].as_array().unwrap().len())
        .collect();
    assert_eq!(hits, [1, 0]);
    let tried = rows(haidang(&data).args(["watchlist", "test", "--text", "nhà cái uy tín"]));
    assert_eq!(tried.len(), 1);
    assert_eq!(
        rows(haidang(&data).args(["watchlist", "check"]).arg(&list)).len(),
        1
    );
    assert!(!data.exists());
}
