//! A throw-away PostgreSQL server, from the binaries of the system.
//!
//! One server a test process, a database a test. The server listens on a Unix
//! socket in its own folder alone. It is the child of a small shell that reads
//! from a pipe of the test process: however that process ends, the pipe closes,
//! and the shell stops the server and removes the folder.

use std::{
    fs,
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::{Path, PathBuf},
    process::{ChildStdin, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use anyhow::{Context, bail, ensure};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, postgres::PgConnectOptions};
use tokio::sync::{Mutex, OnceCell};

use crate::skip;

/// How long the server may take to come up on a busy machine.
const START_TIMEOUT: Duration = Duration::from_secs(60);

/// How often it is asked whether it is up.
const START_STEP: Duration = Duration::from_millis(50);

/// What folders of servers are named, before the process id.
const FOLDER_PREFIX: &str = "haidang-pg-";

/// A fresh database on the throw-away server.
#[derive(Clone, Debug)]
pub struct PgDatabase {
    /// Its address, as `StoreConfig::postgres` takes it.
    pub url: String,
}

struct Server {
    folder: PathBuf,
    /// Closed by the system when this process ends; the keeper waits for it.
    _keeper: ChildStdin,
}

/// Makes a fresh database, starting the server when it is the first.
///
/// `None`, with a loud line on standard error, when there is no PostgreSQL on
/// this machine.
///
/// # Panics
/// When PostgreSQL is missing and required (see [`crate::require`]), or is
/// there and does not start.
pub async fn postgres() -> Option<PgDatabase> {
    static SERVER: OnceCell<Option<Server>> = OnceCell::const_new();
    let server = SERVER
        .get_or_init(|| async {
            let Some(bin) = find_binaries() else {
                skip(
                    "postgres",
                    "no initdb in /usr/lib/postgresql/*/bin or PATH; apt-get install postgresql",
                );
                return None;
            };
            Some(start(&bin).await.expect("PostgreSQL starts"))
        })
        .await
        .as_ref()?;
    Some(server.fresh().await.expect("a database can be made"))
}

impl Server {
    async fn fresh(&self) -> anyhow::Result<PgDatabase> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        // CREATE DATABASE copies a template that nobody else may be copying.
        static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());
        let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::SeqCst));
        let _turn = ONE_AT_A_TIME.lock().await;
        let mut connection = connect(&self.folder).await?;
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .execute(&mut connection)
            .await?;
        connection.close().await?;
        Ok(PgDatabase {
            url: format!(
                "postgres://haidang@localhost/{name}?host={}",
                self.folder.display()
            ),
        })
    }
}

async fn connect(folder: &Path) -> sqlx::Result<sqlx::PgConnection> {
    PgConnectOptions::new_without_pgpass()
        .socket(folder)
        .username("haidang")
        .database("postgres")
        .disable_statement_logging()
        .connect()
        .await
}

/// Finds the newest PostgreSQL: Debian keeps its server binaries out of PATH.
fn find_binaries() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort();
    let on_path = std::env::var_os("PATH")
        .map(|path| std::env::split_paths(&path).collect::<Vec<_>>())
        .unwrap_or_default();
    versions
        .into_iter()
        .rev()
        .map(|(_, bin)| bin)
        .chain(on_path)
        .find(|bin| bin.join("initdb").exists() && bin.join("postgres").exists())
}

/// Whom to run the server as: PostgreSQL refuses to run as root.
#[derive(Clone, Copy)]
struct Account {
    uid: u32,
    gid: u32,
}

impl Account {
    /// Returns the account to change to; `None` when we are not root.
    fn needed() -> anyhow::Result<Option<Account>> {
        if fs::metadata("/proc/self")?.uid() != 0 {
            return Ok(None);
        }
        let accounts = fs::read_to_string("/etc/passwd")?;
        for name in ["postgres", "nobody"] {
            for line in accounts.lines() {
                let fields: Vec<&str> = line.split(':').collect();
                if let [found, _, uid, gid, ..] = fields.as_slice()
                    && *found == name
                {
                    return Ok(Some(Account {
                        uid: uid.parse()?,
                        gid: gid.parse()?,
                    }));
                }
            }
        }
        bail!("run as root, and /etc/passwd has neither `postgres` nor `nobody`")
    }
}

async fn start(bin: &Path) -> anyhow::Result<Server> {
    sweep();
    let folder = make_folder()?;
    let account = Account::needed()?;
    if let Some(Account { uid, gid }) = account {
        std::os::unix::fs::chown(&folder, Some(uid), Some(gid))?;
    }
    let command = |program: &Path| {
        let mut command = Command::new(program);
        if let Some(Account { uid, gid }) = account {
            command.uid(uid).gid(gid);
        }
        command.current_dir(&folder).env("LC_ALL", "C");
        command
    };
    let initdb = command(&bin.join("initdb"))
        .args(["--username=haidang", "--auth=trust", "--encoding=UTF8"])
        .args(["--no-locale", "--no-sync", "--pgdata=data"])
        .output()
        .context("cannot run initdb")?;
    ensure!(
        initdb.status.success(),
        "initdb: {}",
        String::from_utf8_lossy(&initdb.stderr)
    );
    // Durability is switched off: the tests are about what a transaction shows,
    // and the data goes with the server.
    let mut keeper = command(Path::new("/bin/sh"))
        .args(["-c", KEEPER, "keeper"])
        .arg(bin.join("postgres"))
        .arg(&folder)
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("cannot start the keeper of PostgreSQL")?;
    let server = Server {
        folder: folder.clone(),
        _keeper: keeper.stdin.take().context("the keeper has no pipe")?,
    };
    let mut waited = Duration::ZERO;
    loop {
        match connect(&folder).await {
            Ok(connection) => {
                connection.close().await?;
                return Ok(server);
            }
            Err(error) if waited > START_TIMEOUT => {
                let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
                return Err(error).context(format!("PostgreSQL does not come up: {log}"));
            }
            Err(_) => {
                tokio::time::sleep(START_STEP).await;
                waited += START_STEP;
            }
        }
    }
}

/// Starts the server, waits for the end of the test process, cleans up.
const KEEPER: &str = r#"
"$1" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=200 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off >"$2/log" 2>&1 </dev/null &
server=$!
trap '' INT TERM HUP
cat >/dev/null
kill -INT "$server"
wait "$server"
cd /
rm -rf "$2"
"#;

fn make_folder() -> anyhow::Result<PathBuf> {
    // A socket's path has at most 107 bytes (unix(7)); a deep TMPDIR has no room.
    let base = Some(std::env::temp_dir())
        .filter(|base| base.as_os_str().len() < 60)
        .unwrap_or_else(|| PathBuf::from("/tmp"));
    Ok(tempfile::Builder::new()
        .prefix(&format!("{FOLDER_PREFIX}{}-", std::process::id()))
        .tempdir_in(base)?
        .keep())
}

/// Removes what servers left behind whose keeper was killed too: folders over
/// an hour old, of processes that are gone.
fn sweep() {
    let entries = fs::read_dir(std::env::temp_dir());
    for entry in entries.into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name
            .to_str()
            .and_then(|name| name.strip_prefix(FOLDER_PREFIX))
            .and_then(|rest| rest.split('-').next());
        let old = entry
            .metadata()
            .and_then(|metadata| metadata.modified())
            .ok()
            .and_then(|modified| modified.elapsed().ok())
            .is_some_and(|age| age > Duration::from_secs(3_600));
        if let Some(process) = process
            && old
            && !Path::new("/proc").join(process).exists()
        {
            // Another sweep may be at it; what stays is tried again next time.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
