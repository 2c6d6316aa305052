//! The life of a watchlist over a real SQLite store.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

use haidang_alerting::{
    RuleText, Watchlist,
    lifecycle::{
        self, Drafted, Drift, DriftKind, DuplicateOf, LifeError, Operator, Retiring, TermRow,
    },
    load_dir, load_str,
};
use haidang_model::{AuditAction, Role, RuleId, Timestamp, WatchlistId, WatchlistState};
use haidang_store::{DynStore, NewAudit, NewUser, StoreConfig, User, open};

const NOW: Timestamp = Timestamp(1_795_564_800_000);

fn list_with(id: &str, rules: &str) -> Watchlist {
    let text = format!(
        r#"# A comment of the file.
version = 1
[watchlist]
id = "{id}"
name = "Cờ bạc"
category = "gambling"
severity = "high"
kind = "offer"
purpose = "Phát hiện quảng cáo cờ bạc trái phép trên trang công khai"
legal_basis = "Điều 321, 322 Bộ luật Hình sự 2015"
owner = "to-van-hanh"
review_by = 2027-06-30
{rules}"#
    );
    load_str(&format!("{id}.toml"), &text).unwrap()
}

fn list(terms: &str) -> Watchlist {
    list_with(
        "co-bac",
        &format!("[[rule]]\nid = \"tro-choi\"\nterms = [{terms}]\n"),
    )
}

struct Office {
    store: DynStore,
    lan: Operator,
    minh: Operator,
    _folder: tempfile::TempDir,
}

async fn user(store: &DynStore, name: &str, roles: &[Role]) -> User {
    let audit = NewAudit {
        at: NOW,
        actor: "system".into(),
        action: AuditAction::UserCreated,
        subject: format!("user:{name}"),
        detail: serde_json::json!({}),
    };
    let new = NewUser {
        name: name.into(),
        password_hash: "$argon2id$".into(),
        roles: roles.to_vec(),
        must_change: false,
    };
    store.user_add(&new, &audit).await.unwrap().unwrap();
    store.user_by_name(name).await.unwrap().unwrap()
}

impl Office {
    async fn open() -> Office {
        let folder = tempfile::tempdir().unwrap();
        let config = StoreConfig {
            data: folder.path().to_owned(),
            postgres: None,
        };
        let (store, _) = open(&config).await.unwrap();
        let operator = async |name| {
            let user = user(&store, name, &[Role::Operator]).await;
            Operator::of(&user).unwrap()
        };
        Office {
            lan: operator("lan").await,
            minh: operator("minh").await,
            store,
            _folder: folder,
        }
    }

    async fn draft(&self, list: &Watchlist) -> u32 {
        match lifecycle::draft(&self.store, &self.lan, list, "", NOW)
            .await
            .unwrap()
        {
            Drafted::New(meta) => meta.version,
            Drafted::Same(meta) => panic!("{meta:?}"),
        }
    }

    /// Brings a list to live by two people.
    async fn live(&self, list: &Watchlist) -> u32 {
        let version = self.draft(list).await;
        lifecycle::put_on_trial(&self.store, &self.lan, &list.id, Some(version), NOW)
            .await
            .unwrap();
        lifecycle::publish(&self.store, &self.minh, &list.id, None, NOW)
            .await
            .unwrap();
        version
    }

    async fn drift(&self, file: &Watchlist) -> Option<DriftKind> {
        let drifts = lifecycle::drift(&self.store, std::slice::from_ref(file))
            .await
            .unwrap();
        drifts.first().map(|drift: &Drift| drift.kind)
    }
}

fn id() -> WatchlistId {
    WatchlistId::parse("co-bac").unwrap()
}

#[tokio::test]
async fn only_operators_act() {
    let office = Office::open().await;
    for (name, roles, may) in [
        ("a", vec![], false),
        ("b", vec![Role::Analyst, Role::Reviewer, Role::Admin], false),
        ("c", vec![Role::Operator], true),
    ] {
        let mut user = user(&office.store, name, &roles).await;
        assert_eq!(Operator::of(&user).is_ok(), may, "{roles:?}");
        user.closed = Some(NOW);
        assert!(Operator::of(&user).is_err());
    }
}

#[tokio::test]
async fn publishing_takes_two_and_says_so_in_both_languages() {
    let office = Office::open().await;
    let (store, lan, minh) = (&office.store, &office.lan, &office.minh);
    office.draft(&list("\"tài xỉu\"")).await;
    let error = lifecycle::publish(store, minh, &id(), Some(1), NOW).await;
    let error = error.unwrap_err();
    assert!(matches!(error, LifeError::State { .. }), "{error:?}");
    assert!(error.vi().contains("chạy thử trước"), "{}", error.vi());
    let error = lifecycle::publish(store, minh, &id(), None, NOW).await;
    assert!(matches!(error, Err(LifeError::NothingTo { .. })));

    lifecycle::put_on_trial(store, lan, &id(), None, NOW)
        .await
        .unwrap();
    lifecycle::propose(store, lan, &id(), None, NOW)
        .await
        .unwrap();
    let error = lifecycle::publish(store, lan, &id(), None, NOW).await;
    let error = error.unwrap_err();
    assert!(matches!(error, LifeError::SamePerson { .. }), "{error:?}");
    assert!(error.to_string().contains("another operator"), "{error}");
    assert!(error.vi().contains("người vận hành khác"), "{}", error.vi());
    let live = lifecycle::publish(store, minh, &id(), None, NOW)
        .await
        .unwrap();
    assert_eq!(live.state, WatchlistState::Live);

    let unknown = WatchlistId::parse("khong-co").unwrap();
    let error = lifecycle::publish(store, minh, &unknown, None, NOW).await;
    assert!(matches!(error, Err(LifeError::UnknownList { .. })));
    let error = lifecycle::publish(store, minh, &id(), Some(9), NOW).await;
    assert!(matches!(error, Err(LifeError::UnknownVersion { .. })));
}

#[tokio::test]
async fn retiring_and_rolling_back_take_two() {
    let office = Office::open().await;
    let (store, lan, minh) = (&office.store, &office.lan, &office.minh);
    office.live(&list("\"tài xỉu\"")).await;
    office.live(&list("\"tài xỉu\", \"nổ hũ\"")).await;

    let error = lifecycle::rollback(store, lan, &id(), 2, "", NOW).await;
    assert!(matches!(error, Err(LifeError::NotRestorable { .. })));
    let back = lifecycle::rollback(store, lan, &id(), 1, "nhiễu", NOW)
        .await
        .unwrap();
    assert_eq!((back.version, back.restores), (3, Some(1)));
    // A trial beside it: which one is meant must be said.
    let other = office.draft(&list("\"bầu cua\"")).await;
    lifecycle::put_on_trial(store, lan, &id(), None, NOW)
        .await
        .unwrap();
    let error = lifecycle::publish(store, minh, &id(), None, NOW).await;
    let error = error.unwrap_err();
    assert!(
        matches!(&error, LifeError::Several { versions, .. } if *versions == [other, 3]),
        "{error:?}"
    );
    assert!(error.vi().contains("--version"), "{}", error.vi());
    lifecycle::retire(store, lan, &id(), Some(other), NOW)
        .await
        .unwrap();
    let error = lifecycle::publish(store, lan, &id(), Some(3), NOW).await;
    assert!(matches!(error, Err(LifeError::SamePerson { .. })));
    lifecycle::publish(store, minh, &id(), None, NOW)
        .await
        .unwrap();
    let in_use = lifecycle::in_use(store).await.unwrap();
    assert_eq!(in_use.live.len(), 1);
    assert_eq!(in_use.live[0].1, 3);
    assert_eq!(in_use.live[0].0.to_toml(), list("\"tài xỉu\"").to_toml());

    let proposed = lifecycle::retire(store, lan, &id(), None, NOW)
        .await
        .unwrap();
    assert!(matches!(proposed, Retiring::Proposed(_)), "{proposed:?}");
    let error = lifecycle::retire(store, lan, &id(), None, NOW).await;
    assert!(matches!(error, Err(LifeError::SamePerson { .. })));
    // Too late to be the second: it is a proposal again, of the other.
    let late = NOW.plus_ms(lifecycle::RETIRE_PROPOSAL_MS + 1);
    let again = lifecycle::retire(store, minh, &id(), None, late).await;
    assert!(matches!(again, Ok(Retiring::Proposed(_))), "{again:?}");
    let done = lifecycle::retire(store, lan, &id(), None, late)
        .await
        .unwrap();
    assert!(matches!(done, Retiring::Done(_)), "{done:?}");
    assert!(lifecycle::in_use(store).await.unwrap().live.is_empty());
    assert!(store.audit_verify().await.unwrap().broken.is_none());
}

#[tokio::test]
async fn a_text_that_is_kept_already_makes_no_draft() {
    let office = Office::open().await;
    let (store, lan) = (&office.store, &office.lan);
    let version = office.live(&list("\"tài xỉu\"")).await;
    // Written otherwise, the same said.
    let again = lifecycle::draft(store, lan, &list("\n  \"tài xỉu\",\n"), "", NOW).await;
    let again = again.unwrap();
    assert!(
        matches!(&again, Drafted::Same(meta) if meta.version == version),
        "{again:?}"
    );
    let long = "x".repeat(lifecycle::NOTE_CHARS_MAX + 1);
    let error = lifecycle::draft(store, lan, &list("\"nổ hũ\""), &long, NOW).await;
    assert!(matches!(error, Err(LifeError::NoteTooLong)));
}

#[tokio::test]
async fn files_are_taken_in_once_and_then_only_told_of() {
    let office = Office::open().await;
    let store = &office.store;
    let file = list("\"tài xỉu\"");
    assert_eq!(office.drift(&file).await, Some(DriftKind::New));
    let files = [
        file.clone(),
        list_with("khac", "[[rule]]\nid = \"a\"\nterms = [\"lô đề\"]\n"),
    ];
    assert!(lifecycle::install(store, &files, NOW).await.unwrap());
    assert_eq!(office.drift(&file).await, None);

    let changed = list("\"tài xỉu\", \"nổ hũ\"");
    assert!(
        !lifecycle::install(store, std::slice::from_ref(&changed), NOW)
            .await
            .unwrap()
    );
    assert_eq!(
        office.drift(&changed).await,
        Some(DriftKind::Differs { live: 1 })
    );
    let version = office.draft(&changed).await;
    let kept = |state| Some(DriftKind::Kept { version, state });
    assert_eq!(office.drift(&changed).await, kept(WatchlistState::Draft));
    lifecycle::put_on_trial(store, &office.lan, &id(), None, NOW)
        .await
        .unwrap();
    assert_eq!(office.drift(&changed).await, kept(WatchlistState::Trial));
    lifecycle::publish(store, &office.minh, &id(), None, NOW)
        .await
        .unwrap();
    assert_eq!(office.drift(&changed).await, None);
    // The old file is old.
    assert_eq!(
        office.drift(&file).await,
        Some(DriftKind::Differs { live: 2 })
    );
    lifecycle::retire(store, &office.lan, &id(), None, NOW)
        .await
        .unwrap();
    lifecycle::retire(store, &office.minh, &id(), None, NOW)
        .await
        .unwrap();
    assert_eq!(office.drift(&changed).await, kept(WatchlistState::Retired));
    let other = list("\"bầu cua\"");
    assert_eq!(office.drift(&other).await, Some(DriftKind::NotLive));
}

#[tokio::test]
async fn shipped_lists_are_installed_and_used_as_they_are() {
    let office = Office::open().await;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/watchlists");
    let shipped = load_dir(folder.as_ref()).unwrap();
    assert!(
        lifecycle::install(&office.store, &shipped, NOW)
            .await
            .unwrap()
    );
    let in_use = lifecycle::in_use(&office.store).await.unwrap();
    assert_eq!(in_use.live.len(), shipped.len());
    let drifts = lifecycle::drift(&office.store, &shipped).await.unwrap();
    assert_eq!(drifts, []);
}

fn row(line: usize, term: &str) -> TermRow {
    TermRow {
        line,
        term: term.into(),
        ..TermRow::default()
    }
}

fn new_rule() -> RuleId {
    RuleId::parse("nhap-them").unwrap()
}

#[test]
fn terms_are_added_with_a_report() {
    let base = list("\"tài xỉu\"");
    let live = list_with("khac", "[[rule]]\nid = \"a\"\nterms = [\"lô đề online\"]\n");
    let rows = vec![
        row(1, "nổ hũ đổi thưởng"),
        row(2, "Tài  XỈU"),
        row(3, "nổ hũ đổi thưởng"),
        row(4, "nô hu đoi thuong"),
        row(5, "lô đề online"),
        row(6, "zalo 0912 345 678"),
        row(7, ""),
        row(8, "cược"),
        row(9, "đề xuất"),
        row(10, "đánh bạc"),
        TermRow {
            rule: "moi".into(),
            kind: "report".into(),
            zone: "title main".into(),
            note: "thử".into(),
            ..row(11, "bị bắt vì đánh bạc")
        },
        TermRow {
            rule: "moi".into(),
            kind: "offer".into(),
            ..row(12, "một cụm khác hẳn")
        },
        TermRow {
            zone: "trên-trời".into(),
            ..row(13, "một cụm khác nữa")
        },
    ];
    let (list, report) = lifecycle::add_terms(&base, rows, &new_rule(), &[&base, &live]).unwrap();
    let added: Vec<usize> = report.added.iter().map(|(line, _)| *line).collect();
    assert_eq!(added, [1, 4, 5, 8, 9, 10, 11]);
    assert_eq!(report.rows, 13);
    let refused: Vec<usize> = report.refused.iter().map(|term| term.line).collect();
    assert_eq!(refused, [6, 7, 12, 13]);
    assert!(!report.refused[0].term.contains("345 678"));
    let duplicates: Vec<(usize, bool)> = report
        .duplicates
        .iter()
        .map(|duplicate| (duplicate.line, duplicate.left_out))
        .collect();
    assert_eq!(duplicates, [(2, true), (3, true), (4, false), (5, false)]);
    assert_eq!(report.duplicates[1].of, DuplicateOf::Line(1));
    assert!(matches!(
        &report.duplicates[3].of,
        DuplicateOf::Rule { watchlist, .. } if watchlist.as_str() == "khac"
    ));
    let short: Vec<usize> = report.short.iter().map(|term| term.line).collect();
    assert_eq!(short, [8, 9, 10]);
    assert!(
        report.short[2].vi.contains("max_rung"),
        "{:?}",
        report.short
    );

    let ids: Vec<&str> = list.rules.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(ids, ["tro-choi", "nhap-them", "moi"]);
    assert_eq!(list.rules[2].kind, haidang_model::Kind::Report);
    assert_eq!(list.rules[2].zones.as_ref().unwrap().len(), 2);
    assert!(matches!(&list.rules[1].body, RuleText::Terms(terms) if terms.len() == 6));
}

#[test]
fn tables_and_lists_are_read() {
    let table = "\u{feff}Term,rule,note\r\n\"tài xỉu, nổ hũ\",a,\"hai\ndòng\"\r\n\r\nlô đề,,\r\n";
    let rows = lifecycle::read_csv("a.csv", table).unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].term, "tài xỉu, nổ hũ");
    assert_eq!((rows[0].rule.as_str(), rows[0].line), ("a", 2));
    assert_eq!((rows[1].term.as_str(), rows[1].line), ("lô đề", 5));
    let rows = lifecycle::read_csv("a.csv", "term;zone\ntài xỉu;title|main\n").unwrap();
    assert_eq!(rows[0].zone, "title|main");
    for (table, place) in [
        ("từ,rule\na,b\n", "a.csv:1:"),
        ("rule\nb\n", "a.csv:1:"),
        ("term,term\na,b\n", "a.csv:1:"),
        ("term,rule\na,b,c\n", "a.csv:2:"),
        ("", "a.csv:1:"),
    ] {
        let faults = lifecycle::read_csv("a.csv", table).unwrap_err();
        assert!(faults[0].to_string().starts_with(place), "{faults:?}");
    }
    let rows = lifecycle::read_terms("a.txt", "# chú thích\n\n  tài xỉu \r\nnổ hũ").unwrap();
    assert_eq!(rows, [row(3, "tài xỉu"), row(4, "nổ hũ")]);
    let many = "a\n".repeat(lifecycle::TERM_ROWS_MAX + 1);
    assert!(lifecycle::read_terms("a.txt", &many).is_err());
}

#[test]
fn long_and_hostile_files_are_taken_within_bounds() {
    // Every tone on five syllables: all read the same without marks.
    let vowels = ["a", "à", "á", "ả", "ã", "ạ"];
    let rows: Vec<TermRow> = (0..7_776_usize)
        .map(|number| {
            let syllables: Vec<String> = (0..5)
                .map(|place| format!("b{}", vowels[number / 6_usize.pow(place) % 6]))
                .collect();
            row(number + 1, &syllables.join(" "))
        })
        .collect();
    let base = list("\"tài xỉu\"");
    let (list, report) = lifecycle::add_terms(&base, rows, &new_rule(), &[]).unwrap();
    assert_eq!(report.added.len(), 5_000, "a rule holds so many");
    assert_eq!(report.refused.len(), 2_776);
    assert!(report.refused[0].en.contains("name another rule"));
    assert!(report.duplicates.len() <= 3 * 7_776);
    assert_eq!(list.rules.len(), 2);
}
