//! The story of a reviewer's first minutes, in a real browser on the real
//! program: log in, open the first case, read why, confirm it, undo, dismiss
//! it with a reason, search for a phrase typed without marks.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
};

use haidang_testkit::browser::browser;
use serde_json::Value;

use crate::support::haidang;

/// A running demo, ended with this value.
struct Demo {
    child: Child,
    console: String,
    password: String,
}

impl Demo {
    /// Starts the demo and waits for the address and the log-in of a reviewer.
    fn start(data: &std::path::Path) -> Demo {
        let mut child = haidang(data)
            .args(["demo", "--port", "0", "--json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // From here on the child ends with the value, whatever happens.
        let mut demo = Demo {
            child,
            console: String::new(),
            password: String::new(),
        };
        for line in lines {
            let row: Value = serde_json::from_str(&line.unwrap()).unwrap();
            if row["name"] == "lan" {
                demo.password = row["password"].as_str().unwrap().to_owned();
            }
            if let Some(console) = row["console"].as_str() {
                demo.console = console.to_owned();
                return demo;
            }
        }
        panic!("the demo ended before it named its console");
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let ended = self.child.kill().and_then(|()| self.child.wait());
        if let Err(error) = ended {
            eprintln!("the demo could not be ended: {error}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reviewer_decides_the_first_case_and_searches() {
    let Some(browser) = browser().await else {
        return;
    };
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_owned();
    let demo = tokio::task::spawn_blocking(move || Demo::start(&folder))
        .await
        .unwrap();
    let screens = std::env::var_os("HAIDANG_SCREENS").map(std::path::PathBuf::from);
    let save = async |name: &str| {
        if let Some(folder) = &screens {
            browser
                .screenshot(&folder.join(format!("demo-{name}.png")), false)
                .await
                .unwrap();
        }
    };

    browser
        .goto(&format!("{}queue", demo.console))
        .await
        .unwrap();
    browser.type_into("#name", "lan").await.unwrap();
    browser
        .type_into("#password", &demo.password)
        .await
        .unwrap();
    browser.follow("button.primary").await.unwrap();
    save("queue").await;
    browser.follow(".case-row h2 a").await.unwrap();
    let case = browser.address().await.unwrap();
    let shown = browser.text("main").await.unwrap();
    assert!(shown.contains("Vì sao có cảnh báo"), "{shown}");
    assert!(
        !browser.text(".blocks mark").await.unwrap().is_empty(),
        "the words that were met are marked"
    );
    save("case").await;

    browser.follow("button[value=confirmed]").await.unwrap();
    browser.wait_for(".note.good").await.unwrap();
    browser.follow(".note.good button").await.unwrap();
    assert_eq!(
        browser.address().await.unwrap(),
        case,
        "undoing leads back to the case"
    );
    browser.choose("#reason", "report").await.unwrap();
    browser.follow("button[value=not_harmful]").await.unwrap();
    browser.wait_for(".note.good").await.unwrap();
    browser.goto(&case).await.unwrap();
    let history = browser.text("main").await.unwrap();
    assert!(
        history.contains("đã hoàn tác"),
        "both decisions stay on record: {history}"
    );

    browser
        .goto(&format!("{}search", demo.console))
        .await
        .unwrap();
    browser.type_into("#q", "\"canh bao\"").await.unwrap();
    browser.follow("form.search button").await.unwrap();
    let marked = browser.text("main mark").await.unwrap();
    assert_eq!(
        marked.to_lowercase(),
        "cảnh báo",
        "typed without marks, found with them"
    );
    save("search").await;
    browser.close().await.unwrap();
}
