use haidang_model::{
    AuditAction, CaseId, Category, Disposition, NotHarmfulReason, PageId, Timestamp, UserId,
};
use haidang_store::{
    CaseFilter, CaseOrder, Decided, FlagFilter, NewAudit, NewDecision, NewUser, RevisionConflict,
};
use haidang_testkit::{
    TestStore,
    build::{commit, flag, import},
};
use serde_json::json;

const NOW: Timestamp = Timestamp(1_000);

fn audit(action: AuditAction, case: CaseId) -> NewAudit {
    NewAudit {
        at: NOW,
        actor: "lan".into(),
        action,
        subject: format!("case:{case}"),
        detail: json!({}),
    }
}

async fn user(test: &TestStore, name: &str) -> UserId {
    let new = NewUser {
        name: name.into(),
        password_hash: "$argon2id$".into(),
        roles: vec![haidang_model::Role::Reviewer],
        must_change: false,
    };
    let audit = NewAudit {
        at: NOW,
        actor: "system".into(),
        action: AuditAction::UserCreated,
        subject: format!("user:{name}"),
        detail: json!({}),
    };
    test.store.user_add(&new, &audit).await.unwrap().unwrap()
}

/// Writes one flagged page and returns the case that it opened.
async fn open_case(test: &TestStore, address: &str, key: &str) -> CaseId {
    let written = commit(address).flag(flag("co-bac", "tai-xiu").key(key));
    let outcomes = test
        .store
        .commit_pages(&[written.build()], NOW)
        .await
        .unwrap();
    outcomes[0].cases_opened[0]
}

fn confirmed() -> Disposition {
    Disposition::Confirmed {
        category: Category::Gambling,
    }
}

fn not_harmful() -> Disposition {
    Disposition::NotHarmful {
        reason: NotHarmfulReason::Report,
    }
}

async fn decide(
    test: &TestStore,
    case: CaseId,
    revision: i64,
    user: UserId,
    disposition: Disposition,
) -> Decided {
    test.store
        .case_decide(&NewDecision {
            case,
            revision,
            user,
            disposition,
            note: "ghi chú".into(),
            at: NOW,
            audit: audit(AuditAction::CaseDecided, case),
        })
        .await
        .unwrap()
}

async fn undo(test: &TestStore, case: CaseId, revision: i64, user: UserId) -> Decided {
    test.store
        .case_undo(
            case,
            revision,
            user,
            NOW,
            &audit(AuditAction::CaseUndone, case),
        )
        .await
        .unwrap()
}

async fn state_and_revision(test: &TestStore, case: CaseId) -> (&'static str, i64) {
    let found = test.store.case_get(case).await.unwrap().unwrap().case;
    // The column that lists are filtered by says the same as the decisions.
    let filter = CaseFilter {
        state: Some(found.state().into()),
        ..CaseFilter::default()
    };
    let listed = test
        .store
        .cases(&filter, CaseOrder::Priority, 100, 0)
        .await
        .unwrap();
    assert!(listed.iter().any(|listed| listed.case == found));
    (found.state(), found.facts().revision)
}

pub(crate) async fn flags_are_unique(test: TestStore) {
    let page = || commit("http://a.example/").text("tài xỉu");
    let batch = [
        page()
            .flag(flag("co-bac", "tai-xiu"))
            .flag(flag("co-bac", "tai-xiu"))
            .flag(flag("co-bac", "no-hu"))
            .flag(flag("khac", "tai-xiu"))
            .flag(flag("co-bac", "tai-xiu").version(2))
            .build(),
        page().flag(flag("co-bac", "tai-xiu")).build(),
        page()
            .text("tài xỉu khác")
            .flag(flag("co-bac", "tai-xiu"))
            .build(),
        page().flag(flag("co-bac", "tai-xiu")).build(),
    ];
    let outcomes = test.store.commit_pages(&batch, NOW).await.unwrap();
    let new: Vec<usize> = outcomes.iter().map(|outcome| outcome.flags.len()).collect();
    assert_eq!(new, [4, 0, 1, 0]);
    assert_eq!(
        test.store.flag_count(&FlagFilter::default()).await.unwrap(),
        5
    );
}

pub(crate) async fn flags_join_the_open_case_of_their_keys(test: TestStore) {
    let batch = [
        commit("http://a.example/")
            .title("Một")
            .flag(
                flag("co-bac", "tai-xiu")
                    .key("text:1")
                    .key("host:a")
                    .priority(0.4),
            )
            .build(),
        commit("http://b.example/")
            .title("Hai")
            .flag(
                flag("co-bac", "tai-xiu")
                    .key("text:2")
                    .key("host:b")
                    .priority(0.5),
            )
            .build(),
        // Joins by its second key, and has the highest priority.
        commit("http://c.example/")
            .title("Ba")
            .flag(
                flag("co-bac", "tai-xiu")
                    .key("text:3")
                    .key("host:a")
                    .priority(0.9),
            )
            .build(),
        // Its first key is the most telling one, so it goes to the second case.
        commit("http://d.example/")
            .flag(
                flag("co-bac", "tai-xiu")
                    .key("text:2")
                    .key("host:a")
                    .priority(0.1),
            )
            .build(),
        // No keys: a case of its own.
        commit("http://e.example/")
            .flag(flag("co-bac", "tai-xiu").priority(0.2))
            .build(),
    ];
    let outcomes = test.store.commit_pages(&batch, NOW).await.unwrap();
    let opened: Vec<usize> = outcomes
        .iter()
        .map(|outcome| outcome.cases_opened.len())
        .collect();
    assert_eq!(opened, [1, 1, 0, 0, 1]);
    let first = test
        .store
        .case_get(outcomes[0].cases_opened[0])
        .await
        .unwrap()
        .unwrap();
    let facts = first.case.facts();
    assert_eq!((facts.flags, facts.revision), (2, 2));
    assert!((facts.priority - 0.9).abs() < 1e-9);
    assert_eq!(facts.opened, NOW);
    assert_eq!(
        (first.title.as_str(), first.page_key.as_str()),
        ("Ba", "http://c.example/")
    );
    let second = test
        .store
        .case_get(outcomes[1].cases_opened[0])
        .await
        .unwrap()
        .unwrap();
    assert_eq!(second.case.facts().flags, 2);
    assert_eq!(second.title, "Hai", "the flag that joined is lower");

    let filter = FlagFilter {
        case: Some(first.case.facts().id),
        ..FlagFilter::default()
    };
    let flags = test.store.flags(&filter, 9).await.unwrap();
    let titles: Vec<&str> = flags.iter().map(|flag| flag.title.as_str()).collect();
    assert_eq!(titles, ["Một", "Ba"]);
    assert_eq!(test.store.flag_count(&filter).await.unwrap(), 2);
}

pub(crate) async fn a_recorded_flag_joins_nothing_until_it_is_queued(test: TestStore) {
    let recorded = commit("http://a.example/")
        .flag(flag("co-bac", "tai-xiu").key("k").recorded_only())
        .build();
    let outcomes = test.store.commit_pages(&[recorded], NOW).await.unwrap();
    assert!(outcomes[0].flags.is_empty() && outcomes[0].cases_opened.is_empty());
    let version = outcomes[0].new_version.unwrap();
    assert_eq!(
        test.store.flags(&FlagFilter::default(), 9).await.unwrap(),
        []
    );
    let page = test.store.pages_after(PageId(0), 1).await.unwrap()[0]
        .meta
        .id;
    assert_eq!(test.store.page_categories(&[page]).await.unwrap(), []);
    assert_eq!(
        test.store.case_count(&CaseFilter::default()).await.unwrap(),
        0
    );

    // The threshold was lowered: the same flag now asks for a human.
    let queued = [flag("co-bac", "tai-xiu").key("k").priority(0.3).build()];
    let outcome = test
        .store
        .commit_flags(version, &queued, NOW)
        .await
        .unwrap();
    assert_eq!((outcome.flags.len(), outcome.cases_opened.len()), (1, 1));
    let again = test
        .store
        .commit_flags(version, &queued, NOW)
        .await
        .unwrap();
    assert_eq!((again.flags.len(), again.cases_opened.len()), (0, 0));
    let flags = test.store.flags(&FlagFilter::default(), 9).await.unwrap();
    assert_eq!(flags.len(), 1);
    assert!((flags[0].flag.priority.total() - 0.3).abs() < 1e-9);
    let pages = [PageId(999), page, page];
    assert_eq!(
        test.store.page_categories(&pages).await.unwrap(),
        [(page, Category::Gambling)]
    );
    assert_eq!(test.store.page_categories(&[]).await.unwrap(), []);
}

pub(crate) async fn parallel_commits_open_one_case(test: TestStore) {
    let tasks: Vec<_> = (0..8)
        .map(|n| {
            let store = test.store.clone();
            tokio::spawn(async move {
                let written = commit(&format!("http://h{n}.example/"))
                    .flag(flag("co-bac", "tai-xiu").key("campaign"))
                    .build();
                store.commit_pages(&[written], NOW).await.unwrap()
            })
        })
        .collect();
    let mut opened = Vec::new();
    for task in tasks {
        opened.extend(task.await.unwrap().remove(0).cases_opened);
    }
    assert_eq!(opened.len(), 1);
    let case = test.store.case_get(opened[0]).await.unwrap().unwrap();
    let facts = case.case.facts();
    assert_eq!((facts.flags, facts.revision), (8, 8));
}

pub(crate) async fn rematch_adds_flags_to_a_version(test: TestStore) {
    let outcomes = test
        .store
        .commit_pages(&[commit("http://a.example/").build()], NOW)
        .await
        .unwrap();
    let version = outcomes[0].new_version.unwrap();
    let flags = [flag("co-bac", "tai-xiu").key("k").build()];
    let outcome = test.store.commit_flags(version, &flags, NOW).await.unwrap();
    assert_eq!(outcome.page, outcomes[0].page);
    assert_eq!((outcome.flags.len(), outcome.cases_opened.len()), (1, 1));
    assert_eq!(outcome.fetch, None);
    let rows = test.store.flags(&FlagFilter::default(), 9).await.unwrap();
    assert_eq!(rows[0].page_version, version);
    assert_eq!(rows[0].flag.hits, flags[0].hits);
    let missing = haidang_model::PageVersionId(version.0 + 1);
    assert!(test.store.commit_flags(missing, &flags, NOW).await.is_err());
}

pub(crate) async fn the_site_of_a_case_is_that_of_most_flags(test: TestStore) {
    let batch = [
        import("tap", "1")
            .flag(flag("co-bac", "tai-xiu").key("k"))
            .build(),
        commit("http://a.example/")
            .flag(flag("co-bac", "tai-xiu").key("k"))
            .build(),
        commit("http://www.xa.gov.vn/1")
            .flag(flag("co-bac", "tai-xiu").key("k"))
            .build(),
        commit("http://www.xa.gov.vn/2")
            .flag(flag("co-bac", "tai-xiu").key("k"))
            .build(),
    ];
    let mut sites = Vec::new();
    for commit in batch {
        test.store.commit_pages(&[commit], NOW).await.unwrap();
        let cases = test
            .store
            .cases(&CaseFilter::default(), CaseOrder::Priority, 9, 0)
            .await
            .unwrap();
        assert_eq!(cases.len(), 1);
        sites.push(cases[0].case.facts().site.clone());
    }
    assert_eq!(sites[0], None, "imported text is on no site");
    assert_eq!(sites[1].as_deref(), Some("a.example"));
    assert_eq!(sites[3].as_deref(), Some("xa.gov.vn"));
    let by_site = CaseFilter {
        site: Some("a.example".into()),
        ..CaseFilter::default()
    };
    assert_eq!(test.store.case_count(&by_site).await.unwrap(), 1);
}

pub(crate) async fn filters_and_orders_hold(test: TestStore) {
    let mut ids = Vec::new();
    for (n, priority, category) in [
        (1, 0.2, Category::Gambling),
        (2, 0.8, Category::Fraud),
        (3, 0.5, Category::Gambling),
        (4, 0.5, Category::Gambling),
    ] {
        let written = commit(&format!("http://h{n}.example/"))
            .flag(
                flag("danh-muc", "luat")
                    .priority(priority)
                    .category(category),
            )
            .build();
        let outcome = test
            .store
            .commit_pages(&[written], Timestamp(n))
            .await
            .unwrap();
        ids.push(outcome[0].cases_opened[0]);
    }
    let listed = |filter: CaseFilter, order, limit, offset| {
        let test = &test;
        async move {
            test.store
                .cases(&filter, order, limit, offset)
                .await
                .unwrap()
                .iter()
                .map(|case| case.case.facts().id)
                .collect::<Vec<_>>()
        }
    };
    let all = CaseFilter::default;
    assert_eq!(
        listed(all(), CaseOrder::Priority, 9, 0).await,
        [ids[1], ids[2], ids[3], ids[0]]
    );
    assert_eq!(
        listed(all(), CaseOrder::Newest, 9, 0).await,
        [ids[3], ids[2], ids[1], ids[0]]
    );
    assert_eq!(
        listed(all(), CaseOrder::Priority, 2, 1).await,
        [ids[2], ids[3]]
    );
    let gambling = CaseFilter {
        category: Some(Category::Gambling),
        state: Some("open".into()),
        ..CaseFilter::default()
    };
    assert_eq!(
        listed(gambling.clone(), CaseOrder::Priority, 9, 0).await,
        [ids[2], ids[3], ids[0]]
    );
    assert_eq!(test.store.case_count(&gambling).await.unwrap(), 3);
    let fraud = FlagFilter {
        category: Some(Category::Fraud),
        ..FlagFilter::default()
    };
    let flags = test.store.flags(&fraud, 9).await.unwrap();
    assert_eq!(flags.len(), 1);
    let later = FlagFilter {
        after: Some(flags[0].flag.id),
        ..FlagFilter::default()
    };
    assert_eq!(test.store.flag_count(&later).await.unwrap(), 2);
    let of_page = FlagFilter {
        page: Some(flags[0].page_id),
        ..FlagFilter::default()
    };
    assert_eq!(test.store.flag_count(&of_page).await.unwrap(), 1);
}

pub(crate) async fn a_decision_needs_the_revision_seen(test: TestStore) {
    let lan = user(&test, "lan").await;
    let case = open_case(&test, "http://a.example/", "k").await;
    // A flag joins while Lan reads.
    test.store
        .commit_pages(
            &[commit("http://b.example/")
                .flag(flag("co-bac", "tai-xiu").key("k"))
                .build()],
            NOW,
        )
        .await
        .unwrap();
    let before = test.store.case_get(case).await.unwrap();
    assert_eq!(
        decide(&test, case, 1, lan, confirmed()).await,
        Decided::Conflict(RevisionConflict { seen: 1, now: 2 })
    );
    assert_eq!(test.store.case_get(case).await.unwrap(), before);
    let subject = format!("case:{case}");
    let rows = |limit| test.store.audit_list(Some(&subject), limit);
    assert_eq!(rows(9).await.unwrap(), []);

    let Decided::Done(decided) = decide(&test, case, 2, lan, confirmed()).await else {
        panic!("the revision is the one seen")
    };
    assert_eq!(decided.state(), "confirmed_once");
    assert_eq!(decided.facts().revision, 3);
    assert_eq!(decided.decisions()[0].note, "ghi chú");
    assert_eq!(state_and_revision(&test, case).await, ("confirmed_once", 3));
    assert_eq!(rows(9).await.unwrap().len(), 1);
    assert_eq!(
        decide(&test, CaseId(case.0 + 1), 1, lan, confirmed()).await,
        Decided::Missing
    );
}

pub(crate) async fn one_standing_decision_a_person(test: TestStore) {
    let lan = user(&test, "lan").await;
    let case = open_case(&test, "http://a.example/", "k").await;
    assert!(matches!(
        decide(&test, case, 1, lan, Disposition::Unsure).await,
        Decided::Done(_)
    ));
    assert_eq!(state_and_revision(&test, case).await, ("open", 2));
    assert_eq!(
        decide(&test, case, 2, lan, confirmed()).await,
        Decided::AlreadyDecided
    );
    assert_eq!(state_and_revision(&test, case).await, ("open", 2));
}

pub(crate) async fn undo_brings_the_case_back(test: TestStore) {
    let lan = user(&test, "lan").await;
    let minh = user(&test, "minh").await;
    let case = open_case(&test, "http://a.example/", "k").await;
    assert_eq!(undo(&test, case, 1, lan).await, Decided::Missing);
    decide(&test, case, 1, lan, not_harmful()).await;
    assert_eq!(state_and_revision(&test, case).await, ("closed", 2));
    assert_eq!(
        undo(&test, case, 1, lan).await,
        Decided::Conflict(RevisionConflict { seen: 1, now: 2 })
    );
    assert_eq!(undo(&test, case, 2, minh).await, Decided::Missing);
    let Decided::Done(undone) = undo(&test, case, 2, lan).await else {
        panic!("Lan's decision stands")
    };
    assert_eq!(undone.decisions()[0].undone, Some(NOW));
    assert_eq!(state_and_revision(&test, case).await, ("open", 3));
    assert!(matches!(
        decide(&test, case, 3, lan, confirmed()).await,
        Decided::Done(_)
    ));
    assert_eq!(state_and_revision(&test, case).await, ("confirmed_once", 4));
    assert_eq!(test.store.audit_verify().await.unwrap().broken, None);
}

pub(crate) async fn two_people_confirm_twice(test: TestStore) {
    let lan = user(&test, "lan").await;
    let minh = user(&test, "minh").await;
    let case = open_case(&test, "http://a.example/", "k").await;
    decide(&test, case, 1, lan, confirmed()).await;
    decide(&test, case, 2, minh, confirmed()).await;
    assert_eq!(
        state_and_revision(&test, case).await,
        ("confirmed_twice", 3)
    );
}

pub(crate) async fn what_was_decided_is_told_by_page(test: TestStore) {
    let (lan, minh) = (user(&test, "lan").await, user(&test, "minh").await);
    let confirmed_case = open_case(&test, "https://a.example/", "a").await;
    let harmless_case = open_case(&test, "https://b.example/", "b").await;
    let unsure_case = open_case(&test, "https://c.example/", "c").await;
    let undone_case = open_case(&test, "https://d.example/", "d").await;
    decide(&test, confirmed_case, 1, lan, confirmed()).await;
    decide(&test, confirmed_case, 2, minh, confirmed()).await;
    decide(&test, harmless_case, 1, lan, not_harmful()).await;
    decide(&test, unsure_case, 1, lan, Disposition::Unsure).await;
    decide(&test, undone_case, 1, lan, confirmed()).await;
    undo(&test, undone_case, 2, lan).await;

    let told = test.store.page_decisions().await.unwrap();
    let mut by_key = Vec::new();
    for decision in &told {
        let page = test.store.page_get(decision.page).await.unwrap().unwrap();
        assert_eq!(decision.category, Category::Gambling);
        by_key.push((page.meta.key.to_string(), decision.confirmed));
    }
    by_key.sort();
    // Two people who say the same are told once; `unsure` and what was undone
    // are not told.
    assert_eq!(
        by_key,
        [
            ("https://a.example/".to_owned(), true),
            ("https://b.example/".to_owned(), false)
        ]
    );
}

pub(crate) async fn a_decided_case_takes_no_more_flags(test: TestStore) {
    let lan = user(&test, "lan").await;
    let case = open_case(&test, "http://a.example/", "k").await;
    decide(&test, case, 1, lan, not_harmful()).await;
    let other = open_case(&test, "http://b.example/", "k").await;
    assert_ne!(case, other);
    assert_eq!(state_and_revision(&test, case).await, ("closed", 2));
}

pub(crate) async fn a_claim_is_exclusive_until_it_runs_out(test: TestStore) {
    let lan = user(&test, "lan").await;
    let minh = user(&test, "minh").await;
    let case = open_case(&test, "http://a.example/", "k").await;
    let claim = |user, now: i64, until: i64| {
        let test = &test;
        async move {
            test.store
                .case_claim(case, user, Timestamp(now), Timestamp(until))
                .await
                .unwrap()
        }
    };
    assert!(claim(lan, 0, 10).await);
    assert!(!claim(minh, 9, 20).await);
    assert!(claim(lan, 9, 15).await);
    assert!(claim(minh, 15, 30).await);
    let found = test.store.case_get(case).await.unwrap().unwrap();
    assert_eq!(found.claim, Some((minh, Timestamp(30))));
    assert_eq!(found.case.facts().revision, 1);
    decide(&test, case, 1, minh, confirmed()).await;
    let found = test.store.case_get(case).await.unwrap().unwrap();
    assert_eq!(found.claim, None, "a claim ends with its decision");
    let missing = CaseId(case.0 + 1);
    assert!(!test.store.case_claim(missing, lan, NOW, NOW).await.unwrap());
}
