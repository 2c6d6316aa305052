use haidang_model::{AuditAction, Timestamp};
use haidang_store::{NewAudit, StoreConfig};
use haidang_testkit::TestStore;
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection};

fn event(n: usize) -> NewAudit {
    NewAudit {
        at: Timestamp(n as i64),
        actor: "lan".into(),
        action: AuditAction::Unmasked,
        subject: format!("case:{}", n % 2),
        detail: json!({ "lý do": "xác minh\0", "n": n, "part": 0.1 + 0.2 }),
    }
}

/// Runs one statement beside the store, as somebody with the password might.
pub(crate) async fn by_hand(config: &StoreConfig, statement: &str) -> sqlx::Result<()> {
    let statement = AssertSqlSafe(statement.to_owned());
    match &config.postgres {
        Some(url) => {
            let mut connection = sqlx::PgConnection::connect(url).await?;
            sqlx::raw_sql(statement).execute(&mut connection).await?;
        }
        None => {
            let file = config.data.join("haidang.sqlite");
            let url = format!("sqlite://{}", file.display());
            let mut connection = sqlx::SqliteConnection::connect(&url).await?;
            sqlx::raw_sql(statement).execute(&mut connection).await?;
        }
    }
    Ok(())
}

pub(crate) async fn the_chain_verifies(test: TestStore) {
    let empty = test.store.audit_verify().await.unwrap();
    assert_eq!((empty.rows, empty.broken), (0, None));
    for n in 0..5 {
        let added = test.store.audit_add(&event(n)).await.unwrap();
        assert_eq!(added.sequence, n as i64 + 1);
    }
    let report = test.store.audit_verify().await.unwrap();
    assert_eq!((report.rows, report.broken), (5, None));
    let newest = test.store.audit_list(None, 2).await.unwrap();
    let sequences: Vec<i64> = newest.iter().map(|event| event.sequence).collect();
    assert_eq!(sequences, [5, 4]);
    let of_one = test.store.audit_list(Some("case:1"), 9).await.unwrap();
    let sequences: Vec<i64> = of_one.iter().map(|event| event.sequence).collect();
    assert_eq!(sequences, [4, 2]);
    assert_eq!(of_one[0].detail["lý do"], "xác minh\0");
}

pub(crate) async fn rows_cannot_be_changed(test: TestStore) {
    test.store.audit_add(&event(0)).await.unwrap();
    for statement in [
        "UPDATE audit SET actor = 'minh' WHERE sequence = 1",
        "DELETE FROM audit WHERE sequence = 1",
    ] {
        let error = by_hand(&test.config, statement).await.unwrap_err();
        assert!(
            error.to_string().contains("only ever added"),
            "{statement}: {error}"
        );
    }
    let report = test.store.audit_verify().await.unwrap();
    assert_eq!((report.rows, report.broken), (1, None));
}

pub(crate) async fn parallel_appends_leave_no_gap(test: TestStore) {
    let tasks: Vec<_> = (0..20)
        .map(|n| {
            let store = test.store.clone();
            tokio::spawn(async move { store.audit_add(&event(n)).await.unwrap().sequence })
        })
        .collect();
    let mut sequences = Vec::new();
    for task in tasks {
        sequences.push(task.await.unwrap());
    }
    sequences.sort_unstable();
    assert!(sequences.into_iter().eq(1..=20));
    let report = test.store.audit_verify().await.unwrap();
    assert_eq!((report.rows, report.broken), (20, None));
}

/// Somebody who owns the database can drop the triggers; the chain then tells.
pub(crate) async fn a_forged_row_is_found(test: TestStore) {
    for n in 0..3 {
        test.store.audit_add(&event(n)).await.unwrap();
    }
    let drop = if test.config.postgres.is_some() {
        "DROP TRIGGER audit_no_change ON audit"
    } else {
        "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete"
    };
    by_hand(&test.config, drop).await.unwrap();
    let forge = "UPDATE audit SET actor = 'minh' WHERE sequence = 2";
    by_hand(&test.config, forge).await.unwrap();
    let (row, _) = test.store.audit_verify().await.unwrap().broken.unwrap();
    assert_eq!(row, 2);
    let cut = "DELETE FROM audit WHERE sequence = 2";
    by_hand(&test.config, cut).await.unwrap();
    let (row, problem) = test.store.audit_verify().await.unwrap().broken.unwrap();
    assert_eq!((row, problem.as_str()), (3, "row 2 is missing"));
}
