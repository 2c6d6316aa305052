//! What the whole-product tests share: the program, a data folder, small web
//! servers on loopback, the shared data sets.

mod tree;

use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use haidang_model::{AuditAction, Clock, Role, SystemClock};
use haidang_store::{NewAudit, NewUser, StoreConfig};
use serde_json::Value;

pub(crate) use tree::{Answer, TreeServer};

/// The program, as cargo built it.
pub(crate) fn haidang(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_haidang"));
    command
        .arg("--data")
        .arg(data)
        .env_remove("RUST_LOG")
        .env_remove("HAIDANG_CONFIG")
        .env_remove("HAIDANG_POSTGRES")
        .current_dir(workspace())
        .stdin(Stdio::null());
    command
}

/// The password of every [`person`].
pub(crate) const PASSWORD: &str = "ngọn đèn biển số chín";

/// Adds a user of one role whose password is no one-time secret any more.
pub(crate) async fn person(data: &Path, name: &str, role: Role) {
    let config = StoreConfig {
        data: data.to_owned(),
        postgres: None,
    };
    person_in(&config, name, role).await;
}

/// As [`person`], in whichever store.
pub(crate) async fn person_in(config: &StoreConfig, name: &str, role: Role) {
    let (store, _blobs) = haidang_store::open(config).await.unwrap();
    let user = NewUser {
        name: name.to_owned(),
        password_hash: haidang_console::hash_password(PASSWORD).await.unwrap(),
        roles: vec![role],
        must_change: false,
    };
    let audit = NewAudit {
        at: SystemClock.now(),
        actor: "system".into(),
        action: AuditAction::UserCreated,
        subject: format!("user:{name}"),
        detail: serde_json::json!({}),
    };
    store.user_add(&user, &audit).await.unwrap().unwrap();
}

/// The folder of the workspace.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A file or folder of the shared data sets; says so and gives `None` where
/// they are not at hand.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let found = workspace().join("../shared").join(path);
    if found.exists() {
        Some(found)
    } else {
        eprintln!("SKIPPED: ../shared/{path} is not at hand");
        None
    }
}

/// Runs a command and expects it to succeed; returns its rows of JSON.
pub(crate) fn rows(command: &mut Command) -> Vec<Value> {
    let output = command.arg("--json").output().unwrap();
    assert!(output.status.success(), "{}", told(&output));
    rows_of(&output)
}

/// The rows of JSON on standard output.
pub(crate) fn rows_of(output: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

/// Everything a command said, for the message of a failed test.
pub(crate) fn told(output: &Output) -> String {
    format!(
        "{}\n--- standard output\n{}\n--- standard error\n{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// What a command said on standard error.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Unpacks a `.tar.zst` of the shared data into a folder that goes with the
/// returned value.
pub(crate) fn unpack(archive: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let file = std::fs::File::open(archive).unwrap();
    let mut tar = Command::new("tar")
        .arg("-x")
        .arg("-C")
        .arg(folder.path())
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut decoder = zstd::Decoder::new(file).unwrap();
    std::io::copy(&mut decoder, tar.stdin.as_mut().unwrap()).unwrap();
    drop(tar.stdin.take());
    assert!(tar.wait().unwrap().success());
    folder
}
