use haidang_model::{
    AuditAction, ContentHash, PageVersionId, Role, Timestamp, UserId, WatchlistId, WatchlistState,
};
use haidang_store::{
    FlagFilter, NewAudit, NewDraft, NewUser, Person, Stepped, WatchlistMeta, WatchlistRefusal,
    WatchlistStep,
};
use haidang_testkit::{
    TestStore,
    build::{commit, flag},
};
use serde_json::json;

use crate::audit::by_hand;

fn list(id: &str) -> WatchlistId {
    WatchlistId::parse(id).unwrap()
}

async fn person(test: &TestStore, name: &str) -> Person {
    let new = NewUser {
        name: name.into(),
        password_hash: "$argon2id$".into(),
        roles: vec![Role::Operator],
        must_change: false,
    };
    let audit = NewAudit {
        at: Timestamp(0),
        actor: "system".into(),
        action: AuditAction::UserCreated,
        subject: format!("user:{name}"),
        detail: json!({}),
    };
    Person {
        id: test.store.user_add(&new, &audit).await.unwrap().unwrap(),
        name: name.into(),
    }
}

async fn draft(test: &TestStore, text: &str, by: &Person) -> WatchlistMeta {
    test.store
        .watchlist_draft(&NewDraft {
            id: list("co-bac"),
            text: text.into(),
            note: "thử\0".into(),
            by: by.clone(),
            at: Timestamp(5),
        })
        .await
        .unwrap()
}

async fn step(test: &TestStore, version: u32, step: WatchlistStep, by: &Person) -> Stepped {
    test.store
        .watchlist_step(&list("co-bac"), version, step, by, Timestamp(6))
        .await
        .unwrap()
}

/// The states of all versions, oldest first.
async fn states(test: &TestStore) -> Vec<WatchlistState> {
    let metas = test
        .store
        .watchlist_metas(Some(&list("co-bac")))
        .await
        .unwrap();
    metas.iter().rev().map(|meta| meta.state).collect()
}

async fn actions(test: &TestStore) -> Vec<AuditAction> {
    let rows = test
        .store
        .audit_list(Some("watchlist:co-bac"), 99)
        .await
        .unwrap();
    rows.iter().rev().map(|row| row.action).collect()
}

/// Brings a text to live by two people.
async fn live(test: &TestStore, text: &str, lan: &Person, minh: &Person) -> u32 {
    let version = draft(test, text, lan).await.version;
    step(test, version, WatchlistStep::Try, lan).await.unwrap();
    step(test, version, WatchlistStep::Publish, minh)
        .await
        .unwrap();
    version
}

pub(crate) async fn watchlists_are_installed_once(test: TestStore) {
    let lists = [
        (list("co-bac"), "a = 1".to_owned()),
        (list("ma-tuy"), "b = 1".to_owned()),
    ];
    let store = &test.store;
    assert!(
        store
            .watchlists_install(&lists, Timestamp(5))
            .await
            .unwrap()
    );
    let active = store.watchlists_active().await.unwrap();
    assert_eq!(active.len(), 2);
    let first = &active[0];
    assert_eq!((first.meta.id.as_str(), first.meta.version), ("co-bac", 1));
    assert_eq!(first.meta.state, WatchlistState::Live);
    assert_eq!(first.meta.drafted.by, None);
    assert_eq!(first.text, "a = 1");
    assert_eq!(first.meta.digest, ContentHash::of(b"a = 1"));
    assert_eq!(actions(&test).await, [AuditAction::WatchlistInstalled]);

    // Whatever the files say later, they are not taken in by themselves.
    let changed = [(list("lua-dao"), "c = 1".to_owned())];
    assert!(
        !store
            .watchlists_install(&changed, Timestamp(6))
            .await
            .unwrap()
    );
    assert_eq!(store.watchlists_active().await.unwrap(), active);
}

pub(crate) async fn a_list_lives_from_draft_to_retired(test: TestStore) {
    let (lan, minh) = (person(&test, "lan").await, person(&test, "minh").await);
    let made = draft(&test, "a = 1", &lan).await;
    assert_eq!((made.version, made.state), (1, WatchlistState::Draft));
    assert_eq!(made.note, "thử\u{FFFD}");
    assert!(test.store.watchlists_active().await.unwrap().is_empty());
    let tried = step(&test, 1, WatchlistStep::Try, &lan).await.unwrap();
    assert_eq!(tried.tried.unwrap().by, Some(lan.id));
    step(&test, 1, WatchlistStep::Propose, &lan).await.unwrap();
    let published = step(&test, 1, WatchlistStep::Publish, &minh).await.unwrap();
    assert_eq!(published.state, WatchlistState::Live);
    assert_eq!(published.published.unwrap().by, Some(minh.id));
    assert_eq!(published.published.unwrap().at, Timestamp(6));

    // Written is what was answered.
    let kept = test
        .store
        .watchlist_get(&list("co-bac"), 1)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((&kept.meta, kept.text.as_str()), (&published, "a = 1"));

    step(&test, 1, WatchlistStep::ProposeRetiring, &lan)
        .await
        .unwrap();
    let retired = step(&test, 1, WatchlistStep::Retire, &minh).await.unwrap();
    assert_eq!(retired.retire_proposed.unwrap().by, Some(lan.id));
    assert_eq!(retired.retired.unwrap().by, Some(minh.id));
    assert!(test.store.watchlists_active().await.unwrap().is_empty());
    use AuditAction as A;
    assert_eq!(
        actions(&test).await,
        [
            A::WatchlistDrafted,
            A::WatchlistTried,
            A::WatchlistProposed,
            A::WatchlistPublished,
            A::WatchlistRetireProposed,
            A::WatchlistRetired,
        ]
    );
    let rows = test
        .store
        .audit_list(Some("watchlist:co-bac"), 99)
        .await
        .unwrap();
    let actors: Vec<&str> = rows.iter().rev().map(|row| row.actor.as_str()).collect();
    assert_eq!(actors, ["lan", "lan", "lan", "minh", "lan", "minh"]);
    assert!(test.store.audit_verify().await.unwrap().broken.is_none());
}

pub(crate) async fn what_is_refused_writes_nothing(test: TestStore) {
    let (lan, minh) = (person(&test, "lan").await, person(&test, "minh").await);
    draft(&test, "a = 1", &lan).await;
    let before = actions(&test).await;
    for (version, action, by, refusal) in [
        (2, WatchlistStep::Try, &lan, WatchlistRefusal::Missing),
        (
            1,
            WatchlistStep::Publish,
            &minh,
            WatchlistRefusal::State(WatchlistState::Draft),
        ),
        (
            1,
            WatchlistStep::ProposeRetiring,
            &minh,
            WatchlistRefusal::State(WatchlistState::Draft),
        ),
    ] {
        assert_eq!(step(&test, version, action, by).await, Err(refusal));
    }
    assert_eq!(actions(&test).await, before);
    step(&test, 1, WatchlistStep::Try, &minh).await.unwrap();
    let refused = step(&test, 1, WatchlistStep::Publish, &lan).await;
    assert_eq!(refused, Err(WatchlistRefusal::SamePerson));
    step(&test, 1, WatchlistStep::Publish, &minh).await.unwrap();
    let refused = step(&test, 1, WatchlistStep::Retire, &minh).await;
    assert_eq!(refused, Err(WatchlistRefusal::NotProposed));
    step(&test, 1, WatchlistStep::ProposeRetiring, &minh)
        .await
        .unwrap();
    let refused = step(&test, 1, WatchlistStep::Retire, &minh).await;
    assert_eq!(refused, Err(WatchlistRefusal::SamePerson));
    assert_eq!(states(&test).await, [WatchlistState::Live]);
}

pub(crate) async fn one_version_is_live_and_one_on_trial(test: TestStore) {
    use WatchlistState as S;
    let (lan, minh) = (person(&test, "lan").await, person(&test, "minh").await);
    live(&test, "a = 1", &lan, &minh).await;
    draft(&test, "a = 2", &lan).await;
    draft(&test, "a = 3", &minh).await;
    step(&test, 2, WatchlistStep::Try, &lan).await.unwrap();
    step(&test, 3, WatchlistStep::Try, &lan).await.unwrap();
    assert_eq!(states(&test).await, [S::Live, S::Retired, S::Trial]);
    let active = test.store.watchlists_active().await.unwrap();
    let found: Vec<(u32, S)> = active
        .iter()
        .map(|version| (version.meta.version, version.meta.state))
        .collect();
    assert_eq!(found, [(1, S::Live), (3, S::Trial)]);
    step(&test, 3, WatchlistStep::Publish, &lan).await.unwrap();
    assert_eq!(states(&test).await, [S::Retired, S::Retired, S::Live]);
    let first = &test.store.watchlist_metas(None).await.unwrap()[2];
    assert_eq!(first.retire_proposed.unwrap().by, Some(minh.id));
    assert_eq!(first.retired.unwrap().by, Some(lan.id));

    // Two who publish at the same time do not both come through.
    let version = draft(&test, "a = 4", &lan).await.version;
    step(&test, version, WatchlistStep::Try, &lan)
        .await
        .unwrap();
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let (store, minh) = (test.store.clone(), minh.clone());
            tokio::spawn(async move {
                let step = WatchlistStep::Publish;
                store
                    .watchlist_step(&list("co-bac"), version, step, &minh, Timestamp(7))
                    .await
                    .unwrap()
                    .is_ok()
            })
        })
        .collect();
    let mut through = 0;
    for task in tasks {
        through += usize::from(task.await.unwrap());
    }
    assert_eq!(through, 1);
}

pub(crate) async fn an_earlier_version_comes_back_by_two_people(test: TestStore) {
    use WatchlistState as S;
    let (lan, minh) = (person(&test, "lan").await, person(&test, "minh").await);
    live(&test, "a = 1", &lan, &minh).await;
    live(&test, "a = 2", &lan, &minh).await;
    draft(&test, "a = 3", &lan).await;
    let restore = async |version, by: &Person| {
        test.store
            .watchlist_restore(&list("co-bac"), version, "nhiều nhiễu", by, Timestamp(8))
            .await
            .unwrap()
    };
    for (version, refusal) in [
        (9, WatchlistRefusal::Missing),
        (2, WatchlistRefusal::State(S::Live)),
        (3, WatchlistRefusal::State(S::Draft)),
    ] {
        assert_eq!(restore(version, &lan).await, Err(refusal), "{version}");
    }
    step(&test, 3, WatchlistStep::Retire, &lan).await.unwrap();
    let never_live = restore(3, &lan).await;
    assert_eq!(never_live, Err(WatchlistRefusal::State(S::Retired)));

    let restored = restore(1, &lan).await.unwrap();
    assert_eq!((restored.version, restored.restores), (4, Some(1)));
    let refused = step(&test, 4, WatchlistStep::Publish, &lan).await;
    assert_eq!(refused, Err(WatchlistRefusal::SamePerson));
    step(&test, 4, WatchlistStep::Publish, &minh).await.unwrap();
    assert_eq!(
        states(&test).await,
        [S::Retired, S::Retired, S::Retired, S::Live]
    );
    let active = test.store.watchlists_active().await.unwrap();
    assert_eq!(active[0].text, "a = 1");
}

/// Somebody who writes past the program is stopped by the database.
pub(crate) async fn the_database_knows_the_life_of_a_list_too(test: TestStore) {
    let (lan, minh) = (person(&test, "lan").await, person(&test, "minh").await);
    live(&test, "a = 1", &lan, &minh).await;
    draft(&test, "a = 2", &lan).await;
    let UserId(lan) = lan.id;
    let UserId(minh) = minh.id;
    let set = |what: &str, version: u32| {
        format!("UPDATE watchlist_versions SET {what} WHERE version = {version}")
    };
    let publish = |by| {
        format!(
            "state = 'live', proposed_by = {lan}, proposed_at = 9, published_by = {by}, published_at = 9"
        )
    };
    for statement in [
        // Backwards, sideways, or with another text.
        set("state = 'draft'", 1),
        set("state = 'trial', tried_by = 1, tried_at = 9", 1),
        set("text = 'b = 1'", 1),
        set("note = 'b'", 2),
        set("state = 'retired', retired_at = 9", 1),
        // A draft that never was on trial.
        set(&publish(minh), 2),
        "DELETE FROM watchlist_versions".to_owned(),
        // Live from nowhere.
        format!(
            "INSERT INTO watchlist_versions (id, version, state, text, digest, note, created, published_at)
             SELECT id, 9, 'live', text, digest, note, created, published_at
             FROM watchlist_versions WHERE version = 1 AND author = {lan}"
        ),
        // Alone.
        set(
            &format!("state = 'retired', retired_by = {lan}, retired_at = 9"),
            1,
        ),
        set(
            &format!(
                "state = 'retired', retired_by = {lan}, retired_at = 9, retire_proposed_by = {lan}, retire_proposed_at = 9"
            ),
            1,
        ),
    ] {
        let done = by_hand(&test.config, &statement).await;
        assert!(done.is_err(), "{statement}");
    }
    let trial = set(
        &format!("state = 'trial', tried_by = {lan}, tried_at = 9"),
        2,
    );
    by_hand(&test.config, &trial).await.unwrap();
    let retire = set(
        &format!(
            "state = 'retired', retired_by = {lan}, retired_at = 9, retire_proposed_by = {minh}, retire_proposed_at = 9"
        ),
        1,
    );
    // Live beside another live one.
    let two = by_hand(&test.config, &set(&publish(minh), 2)).await;
    assert!(two.is_err());
    by_hand(&test.config, &retire).await.unwrap();
    // By its author.
    let alone = by_hand(&test.config, &set(&publish(lan), 2)).await;
    assert!(alone.is_err());
    by_hand(&test.config, &set(&publish(minh), 2))
        .await
        .unwrap();
}

pub(crate) async fn a_trial_is_recorded_apart_until_it_goes_live(test: TestStore) {
    let store = &test.store;
    let page = |address: &str| {
        commit(address)
            .text(address)
            .flag(flag("co-bac", "tai-xiu").version(2).key("k").on_trial())
            .flag(
                flag("co-bac", "no-hu")
                    .version(2)
                    .recorded_only()
                    .on_trial(),
            )
            .flag(flag("co-bac", "tai-xiu").version(1).key("k"))
            .build()
    };
    let batch = [page("http://a.example/"), page("http://b.example/")];
    let outcomes = store.commit_pages(&batch, Timestamp(1)).await.unwrap();
    assert_eq!(outcomes[0].flags.len(), 1, "the live one alone is raised");
    let count = async || store.flag_count(&FlagFilter::default()).await.unwrap();
    assert_eq!(count().await, 2);

    let id = list("co-bac");
    let totals = store.trial_totals(&id, 2).await.unwrap();
    let found: Vec<(&str, u64, u64)> = totals
        .iter()
        .map(|total| (total.rule.as_str(), total.flags, total.would_queue))
        .collect();
    assert_eq!(found, [("tai-xiu", 2, 2), ("no-hu", 2, 0)]);
    assert!(store.trial_totals(&id, 1).await.unwrap().is_empty());
    let flags = store.trial_flags(&id, 2, 3).await.unwrap();
    assert_eq!(flags.len(), 3);
    assert_eq!(flags[0].page.to_string(), "http://b.example/");
    assert_eq!(
        (flags[0].rule.as_str(), flags[0].would_queue),
        ("no-hu", false)
    );
    assert_eq!(flags[0].hits[0].version, 2);

    // Live now, and matched anew: the same rows, one of them queued.
    let version: PageVersionId = outcomes[0].new_version.unwrap();
    let again = [flag("co-bac", "tai-xiu").version(2).key("k").build()];
    let outcome = store
        .commit_flags(version, &again, Timestamp(2))
        .await
        .unwrap();
    assert_eq!(outcome.flags.len(), 1);
    assert_eq!(count().await, 3);
    let totals = store.trial_totals(&id, 2).await.unwrap();
    let left: u64 = totals.iter().map(|total| total.flags).sum();
    assert_eq!(left, 3);
}
