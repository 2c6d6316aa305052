use haidang_model::{AuditAction, ContentHash, Role, Timestamp, UserId};
use haidang_store::{ConfigKind, NewAudit, NewUser, RobotsRecord, Session, StoreError};
use haidang_testkit::TestStore;
use serde_json::json;

fn audit(action: AuditAction) -> NewAudit {
    NewAudit {
        at: Timestamp(1),
        actor: "system".into(),
        action,
        subject: "user:lan".into(),
        detail: json!({}),
    }
}

pub(crate) async fn users_and_sessions(test: TestStore) {
    let store = &test.store;
    let new = NewUser {
        name: "lan".into(),
        password_hash: "$argon2id$1".into(),
        roles: vec![Role::Reviewer, Role::Admin],
        must_change: true,
    };
    let created = audit(AuditAction::UserCreated);
    let id = store.user_add(&new, &created).await.unwrap().unwrap();
    assert_eq!(store.user_add(&new, &created).await.unwrap(), None);
    assert_eq!(store.audit_verify().await.unwrap().rows, 1);
    let mut user = store.user_by_name("lan").await.unwrap().unwrap();
    assert_eq!(user.id, id);
    assert_eq!(user.roles, new.roles);
    assert!(user.must_change);
    assert_eq!(store.user_by_name("Lan").await.unwrap(), None);
    assert_eq!(store.users().await.unwrap(), [user.clone()]);

    store
        .user_log_in_state(id, 3, Some(Timestamp(99)))
        .await
        .unwrap();
    let locked = store.user_get(id).await.unwrap().unwrap();
    assert_eq!(
        (locked.failures, locked.locked_until),
        (3, Some(Timestamp(99)))
    );

    let session = Session {
        token_hash: ContentHash::of(b"token"),
        user: id,
        created: Timestamp(10),
        expires: Timestamp(20),
    };
    store.session_add(&session).await.unwrap();
    let (found, of) = store
        .session_get(&session.token_hash, Timestamp(19))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((&found, of.id), (&session, id));
    let ended = store.session_get(&session.token_hash, Timestamp(20));
    assert_eq!(ended.await.unwrap(), None);
    store.session_end(&session.token_hash).await.unwrap();
    let ended = store.session_get(&session.token_hash, Timestamp(19));
    assert_eq!(ended.await.unwrap(), None);

    // A change of the user ends every session.
    store.session_add(&session).await.unwrap();
    user.password_hash = "$argon2id$2".into();
    user.must_change = false;
    user.closed = Some(Timestamp(15));
    user.roles.clear();
    let changed = audit(AuditAction::UserChanged);
    store.user_update(&user, &changed).await.unwrap();
    let ended = store.session_get(&session.token_hash, Timestamp(19));
    assert_eq!(ended.await.unwrap(), None);
    let found = store.user_get(id).await.unwrap().unwrap();
    assert_eq!((found.closed, found.roles), (user.closed, vec![]));

    user.id = UserId(id.0 + 1);
    assert!(matches!(
        store.user_update(&user, &changed).await,
        Err(StoreError::Affected { found: 0, .. })
    ));
    assert_eq!(store.audit_verify().await.unwrap().rows, 2);
}

pub(crate) async fn configuration_versions(test: TestStore) {
    let register = |kind, id: &'static str, text: &'static str| {
        let test = &test;
        async move {
            test.store
                .config_register(kind, id, text, Timestamp(5))
                .await
                .unwrap()
        }
    };
    assert_eq!(register(ConfigKind::Source, "bao", "a = 1").await, 1);
    assert_eq!(register(ConfigKind::Source, "bao", "a = 1").await, 1);
    assert_eq!(register(ConfigKind::Source, "bao", "a = 2").await, 2);
    assert_eq!(register(ConfigKind::Source, "bao", "a = 1").await, 3);
    assert_eq!(register(ConfigKind::Source, "dai", "a = 1").await, 1);
    let versions = test
        .store
        .config_versions(ConfigKind::Source, "bao")
        .await
        .unwrap();
    let numbers: Vec<u32> = versions.iter().map(|version| version.version).collect();
    assert_eq!(numbers, [3, 2, 1]);
    assert_eq!(versions[1].text, "a = 2");
    assert_eq!(versions[1].digest, ContentHash::of(b"a = 2"));
    let rows = test.store.audit_list(Some("source:bao"), 9).await.unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0].action, AuditAction::SourceLoaded);
    assert_eq!(rows[0].detail["version"], 3);
}

pub(crate) async fn robots_and_jobs(test: TestStore) {
    let origin = "http://a.example";
    assert_eq!(test.store.robots_get(origin).await.unwrap(), None);
    let mut record = RobotsRecord {
        origin: origin.into(),
        checked: Timestamp(1),
        status: None,
        body: None,
        body_fetched: None,
    };
    test.store.robots_put(&record).await.unwrap();
    record.status = Some(200);
    record.body = Some(b"User-agent: *\0\xFF".to_vec());
    record.body_fetched = Some(Timestamp(2));
    test.store.robots_put(&record).await.unwrap();
    assert_eq!(test.store.robots_get(origin).await.unwrap(), Some(record));

    assert_eq!(test.store.job_get("rematch").await.unwrap(), None);
    test.store.job_set("rematch", "17").await.unwrap();
    test.store.job_set("rematch", "18").await.unwrap();
    assert_eq!(
        test.store.job_get("rematch").await.unwrap().as_deref(),
        Some("18")
    );
}
