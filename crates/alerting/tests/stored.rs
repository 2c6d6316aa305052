//! Watchlists, rematch and review over a real SQLite store.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

use std::sync::Arc;

use haidang_alerting::{
    AlertingConfig, HostLists, RematchProgress, Watch,
    lifecycle::{self, Drafted, Operator},
    load_str, rematch,
    review::{self, Claim, ReviewError, Reviewer, Subject, Verdict},
};
use haidang_model::{
    AnyCase, AuditAction, CanonicalUrl, CaseId, Category, Clock, ContentHash, Disposition,
    FixedClock, NotHarmfulReason, Page, PageId, PageKey, Role, Timestamp,
};
use haidang_query::{PageMeta, PageText};
use haidang_store::{
    CaseFilter, CaseOrder, Decided, DynStore, FetchOutcome, FlagFilter, NewAudit, NewFetch,
    NewPage, NewUser, PageCommit, StoreConfig, User, open,
};
use tokio_util::sync::CancellationToken;

/// 2026-11-25T00:00:00Z.
const NOW: Timestamp = Timestamp(1_795_564_800_000);

/// More than two batches of the rematch.
const PAGES: usize = 150;

fn list(terms: &str) -> String {
    format!(
        r#"version = 1
[watchlist]
id = "co-bac"
name = "Cờ bạc"
category = "gambling"
severity = "high"
kind = "offer"
purpose = "Phát hiện quảng cáo cờ bạc trái phép trên trang công khai"
legal_basis = "Điều 321, 322 Bộ luật Hình sự 2015"
owner = "to-van-hanh"
review_by = 2027-06-30

[[rule]]
id = "tro-choi"
terms = [{terms}]
"#
    )
}

async fn new_store() -> (tempfile::TempDir, DynStore) {
    let folder = tempfile::tempdir().unwrap();
    let config = StoreConfig {
        data: folder.path().to_owned(),
        postgres: None,
    };
    let (store, _) = open(&config).await.unwrap();
    (folder, store)
}

/// Stores pages without any flag; every third one holds an offer.
async fn fill(store: &DynStore) {
    let batch: Vec<PageCommit> = (0..PAGES).map(|number| commit(number, NOW)).collect();
    for part in batch.chunks(50) {
        store.commit_pages(part, NOW).await.unwrap();
    }
}

fn commit(number: usize, at: Timestamp) -> PageCommit {
    let url = CanonicalUrl::parse(&format!("https://trang-{}.example/bai", number / 10)).unwrap();
    let text = if number.is_multiple_of(3) {
        format!("Bài số {number}: tài xỉu md5, nạp rút siêu tốc.")
    } else {
        format!("Bài số {number}: thời tiết hôm nay.")
    };
    let url = url.join(&format!("{number}")).unwrap();
    let page = Page::from_text(Some(url.clone()), &text);
    let prepared = PageText::new(&page, PageMeta::default());
    PageCommit {
        fetch: NewFetch {
            url: Some(url.clone()),
            final_url: Some(url.clone()),
            source: None,
            at,
            outcome: FetchOutcome::Page,
            reason: None,
            status: Some(200),
            content_type: Some("text/html".into()),
            body: None,
            body_bytes: 0,
            request_headers: String::new(),
            response_headers: String::new(),
            duration_ms: 1,
        },
        page: Some(NewPage {
            site: url.site().as_str().to_owned(),
            key: PageKey::Url(url),
            content_hash: ContentHash::of(text.as_bytes()),
            text_hash: prepared.text_hash(),
            page,
        }),
        flags: Vec::new(),
        links: Vec::new(),
        frontier: None,
    }
}

/// Makes these terms the live ones of the list, by two people, and compiles what
/// the store says.
async fn watch(store: &DynStore, terms: &str) -> Watch {
    let watchlist = load_str("co-bac.toml", &list(terms)).unwrap();
    if !lifecycle::install(store, std::slice::from_ref(&watchlist), NOW)
        .await
        .unwrap()
    {
        let (one, other) = (operator(store, "hoa").await, operator(store, "binh").await);
        let drafted = lifecycle::draft(store, &one, &watchlist, "", NOW)
            .await
            .unwrap();
        if let Drafted::New(_) = drafted {
            let id = &watchlist.id;
            lifecycle::put_on_trial(store, &one, id, None, NOW)
                .await
                .unwrap();
            lifecycle::publish(store, &other, id, None, NOW)
                .await
                .unwrap();
        }
    }
    compiled(store).await
}

async fn compiled(store: &DynStore) -> Watch {
    let in_use = lifecycle::in_use(store).await.unwrap();
    in_use
        .compile(&HostLists::default(), &AlertingConfig::default(), NOW)
        .unwrap()
}

async fn operator(store: &DynStore, name: &str) -> Operator {
    let user = match store.user_by_name(name).await.unwrap() {
        Some(user) => user,
        None => user(store, name, &[Role::Operator]).await,
    };
    Operator::of(&user).unwrap()
}

async fn flag_count(store: &DynStore) -> u64 {
    store.flag_count(&FlagFilter::default()).await.unwrap()
}

fn nothing(_: RematchProgress) {}

#[tokio::test]
async fn versions_count_up_with_the_text_alone() {
    let (_folder, store) = new_store().await;
    let version = async |terms| watch(&store, terms).await.lists()[0].version;
    assert_eq!(version("\"tài xỉu\"").await, 1);
    assert_eq!(version("\"tài xỉu\"").await, 1);
    assert_eq!(version("\"tài xỉu\", \"nổ hũ\"").await, 2);
}

#[tokio::test]
async fn a_trial_is_matched_and_recorded_and_raises_nothing_until_it_is_live() {
    let (_folder, store) = new_store().await;
    fill(&store).await;
    let clock = FixedClock::new(NOW);
    let never = CancellationToken::new();
    let rematched = async || {
        let watch = compiled(&store).await;
        rematch(&store, &watch, &clock, nothing, &never)
            .await
            .unwrap()
            .flags
    };
    watch(&store, "\"bầu cua online\"").await;
    let (lan, minh) = (
        operator(&store, "lan").await,
        operator(&store, "minh").await,
    );
    let changed = load_str("co-bac.toml", &list("\"tài xỉu md5\"")).unwrap();
    lifecycle::draft(&store, &lan, &changed, "", NOW)
        .await
        .unwrap();
    assert_eq!(rematched().await, 0, "a draft does nothing");
    assert!(store.trial_totals(&changed.id, 2).await.unwrap().is_empty());

    lifecycle::put_on_trial(&store, &lan, &changed.id, None, NOW)
        .await
        .unwrap();
    assert_eq!(rematched().await, 0, "a trial raises nothing");
    assert_eq!(flag_count(&store).await, 0);
    let totals = store.trial_totals(&changed.id, 2).await.unwrap();
    let [total] = totals.as_slice() else {
        panic!("{totals:?}")
    };
    let expected = PAGES as u64 / 3;
    assert_eq!((total.flags, total.would_queue), (expected, expected));

    lifecycle::publish(&store, &minh, &changed.id, None, NOW)
        .await
        .unwrap();
    assert_eq!(rematched().await, expected, "what was recorded is raised");
    assert_eq!(flag_count(&store).await, expected);
    assert!(store.trial_totals(&changed.id, 2).await.unwrap().is_empty());
}

#[tokio::test]
async fn rematch_flags_what_a_changed_list_meets_and_repeats_without_doubling() {
    let (_folder, store) = new_store().await;
    fill(&store).await;
    let clock = FixedClock::new(NOW);
    let never = CancellationToken::new();
    let first = watch(&store, "\"bầu cua online\"").await;
    let report = rematch(&store, &first, &clock, nothing, &never)
        .await
        .unwrap();
    assert_eq!((report.pages, report.flags), (PAGES as u64, 0));

    let changed = watch(&store, "\"bầu cua online\", \"tài xỉu md5\"").await;
    assert_ne!(first.digest(), changed.digest());
    let mut seen = Vec::new();
    let report = rematch(&store, &changed, &clock, |p| seen.push(p.pages), &never)
        .await
        .unwrap();
    assert_eq!(report.flags, PAGES as u64 / 3);
    assert!(!report.cancelled && !report.resumed);
    assert_eq!(flag_count(&store).await, PAGES as u64 / 3);
    assert_eq!(seen.first(), Some(&0));
    assert_eq!(seen.last(), Some(&(PAGES as u64)));
    // One case a site, not one a page.
    let cases = store.case_count(&CaseFilter::default()).await.unwrap();
    assert!(cases <= PAGES as u64 / 10, "{cases} cases");

    let again = rematch(&store, &changed, &clock, nothing, &never)
        .await
        .unwrap();
    assert_eq!(
        (again.pages, again.flags, again.cases),
        (PAGES as u64, 0, 0)
    );
    assert_eq!(flag_count(&store).await, PAGES as u64 / 3);
    let audit = store.audit_list(None, 100).await.unwrap();
    let rematches = audit
        .iter()
        .filter(|row| row.action == AuditAction::Rematched)
        .count();
    assert_eq!(rematches, 3);
    assert!(store.audit_verify().await.unwrap().broken.is_none());
}

#[tokio::test]
async fn a_stopped_rematch_goes_on_where_it_stopped() {
    let (_folder, store) = new_store().await;
    fill(&store).await;
    let clock = FixedClock::new(NOW);
    let changed = watch(&store, "\"tài xỉu md5\"").await;
    let stop = CancellationToken::new();
    let stopped = rematch(
        &store,
        &changed,
        &clock,
        |progress| {
            if progress.pages > 0 {
                stop.cancel();
            }
        },
        &stop,
    )
    .await
    .unwrap();
    assert!(stopped.cancelled && stopped.pages > 0 && stopped.pages < PAGES as u64);
    let before = flag_count(&store).await;
    assert_eq!(before, stopped.flags);

    let mut first_seen = None;
    let report = rematch(
        &store,
        &changed,
        &clock,
        |progress| {
            first_seen.get_or_insert(progress.pages);
        },
        &CancellationToken::new(),
    )
    .await
    .unwrap();
    assert!(report.resumed && !report.cancelled);
    assert_eq!(first_seen, Some(stopped.pages));
    assert_eq!(report.pages, PAGES as u64);
    assert_eq!(flag_count(&store).await, PAGES as u64 / 3);
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

/// A store with one flagged case.
async fn with_case() -> (tempfile::TempDir, DynStore, CaseId) {
    let (folder, store) = new_store().await;
    store.commit_pages(&[commit(0, NOW)], NOW).await.unwrap();
    let watch = watch(&store, "\"tài xỉu md5\"").await;
    let clock: Arc<dyn Clock> = Arc::new(FixedClock::new(NOW));
    rematch(
        &store,
        &watch,
        clock.as_ref(),
        nothing,
        &CancellationToken::new(),
    )
    .await
    .unwrap();
    let cases = store
        .cases(&CaseFilter::default(), CaseOrder::Priority, 10, 0)
        .await
        .unwrap();
    assert_eq!(cases.len(), 1);
    let id = cases[0].case.facts().id;
    (folder, store, id)
}

async fn revision(store: &DynStore, case: CaseId) -> i64 {
    let summary = store.case_get(case).await.unwrap().unwrap();
    summary.case.facts().revision
}

#[tokio::test]
async fn only_reviewers_act() {
    let (_folder, store) = new_store().await;
    for roles in [
        vec![],
        vec![Role::Analyst],
        vec![Role::Operator],
        vec![Role::Admin],
        vec![Role::Analyst, Role::Operator, Role::Admin],
    ] {
        let name = format!(
            "u{}",
            roles.len() * 10 + roles.first().map_or(0, |r| *r as usize)
        );
        let user = user(&store, &name, &roles).await;
        assert!(
            matches!(Reviewer::of(&user), Err(ReviewError::NotReviewer { .. })),
            "{roles:?}"
        );
    }
    let mut lan = user(&store, "lan", &[Role::Reviewer]).await;
    assert_eq!(Reviewer::of(&lan).unwrap().name(), "lan");
    lan.closed = Some(NOW);
    assert!(Reviewer::of(&lan).is_err());
}

#[tokio::test]
async fn decisions_are_refused_on_a_changed_case_and_can_be_undone() {
    let (_folder, store, case) = with_case().await;
    let lan = Reviewer::of(&user(&store, "lan", &[Role::Reviewer]).await).unwrap();
    let minh = Reviewer::of(&user(&store, "minh", &[Role::Reviewer]).await).unwrap();
    let seen = revision(&store, case).await;
    let verdict = |revision, disposition| Verdict {
        case,
        revision,
        disposition,
        note: String::new(),
    };
    let confirmed = || Disposition::Confirmed {
        category: Category::Gambling,
    };
    let first = review::decide(&store, &lan, &verdict(seen, confirmed()), NOW)
        .await
        .unwrap();
    assert!(
        matches!(first, Decided::Done(AnyCase::ConfirmedOnce(_))),
        "{first:?}"
    );
    // The second reviewer saw the case before the first decided.
    let late = review::decide(&store, &minh, &verdict(seen, confirmed()), NOW)
        .await
        .unwrap();
    assert!(
        matches!(late, Decided::Conflict(conflict) if conflict.seen == seen),
        "{late:?}"
    );
    let now = revision(&store, case).await;
    let second = review::decide(&store, &minh, &verdict(now, confirmed()), NOW)
        .await
        .unwrap();
    assert!(
        matches!(second, Decided::Done(AnyCase::ConfirmedTwice(_))),
        "{second:?}"
    );
    let now = revision(&store, case).await;
    let undone = review::undo(&store, &minh, case, now, NOW).await.unwrap();
    assert!(
        matches!(undone, Decided::Done(AnyCase::ConfirmedOnce(_))),
        "{undone:?}"
    );

    let actions: Vec<AuditAction> = review::history(&store, case)
        .await
        .unwrap()
        .iter()
        .map(|row| row.action)
        .collect();
    assert_eq!(
        actions,
        [
            AuditAction::CaseUndone,
            AuditAction::CaseDecided,
            AuditAction::CaseDecided
        ]
    );
}

#[tokio::test]
async fn the_reason_other_needs_a_note_and_notes_stay_out_of_the_audit() {
    let (_folder, store, case) = with_case().await;
    let lan = Reviewer::of(&user(&store, "lan", &[Role::Reviewer]).await).unwrap();
    let verdict = |note: &str| Verdict {
        case,
        revision: 1,
        disposition: Disposition::NotHarmful {
            reason: NotHarmfulReason::Other,
        },
        note: note.into(),
    };
    for (note, refused) in [
        ("", true),
        ("  ", true),
        (&*"x".repeat(review::NOTE_CHARS_MAX + 1), true),
    ] {
        let outcome = review::decide(&store, &lan, &verdict(note), NOW).await;
        assert_eq!(outcome.is_err(), refused, "{}", note.len());
    }
    let mut said = verdict("Trang thử nghiệm nội bộ");
    said.revision = revision(&store, case).await;
    let outcome = review::decide(&store, &lan, &said, NOW).await.unwrap();
    assert!(
        matches!(outcome, Decided::Done(AnyCase::Closed(_))),
        "{outcome:?}"
    );
    let rows = review::history(&store, case).await.unwrap();
    let detail = rows[0].detail.to_string();
    assert!(
        detail.contains("\"other\"") && !detail.contains("nội bộ"),
        "{detail}"
    );
}

#[tokio::test]
async fn claims_show_to_others_and_leave_one_row_each() {
    let (_folder, store, case) = with_case().await;
    let lan = Reviewer::of(&user(&store, "lan", &[Role::Reviewer]).await).unwrap();
    let minh = Reviewer::of(&user(&store, "minh", &[Role::Reviewer]).await).unwrap();
    let claim =
        async |reviewer: &Reviewer, at| review::claim(&store, reviewer, case, at).await.unwrap();
    let until = NOW.plus_ms(review::CLAIM_MS);
    assert_eq!(claim(&lan, NOW).await, Claim::Held(until));
    assert_eq!(claim(&lan, NOW).await, Claim::Held(until));
    assert_eq!(claim(&minh, NOW).await, Claim::Other(lan.id(), until));
    let later = until.plus_ms(1);
    assert!(matches!(claim(&minh, later).await, Claim::Held(_)));
    let rows = review::history(&store, case).await.unwrap();
    assert_eq!(rows.len(), 2, "{rows:?}");
    let missing = review::claim(&store, &lan, CaseId(999), NOW).await.unwrap();
    assert_eq!(missing, Claim::Missing);
}

#[tokio::test]
async fn unmasking_needs_a_reason_and_leaves_no_personal_data() {
    let (_folder, store, case) = with_case().await;
    let lan = Reviewer::of(&user(&store, "lan", &[Role::Reviewer]).await).unwrap();
    for short in ["", "abc", "          ", ". . . . . . . . . . ."] {
        let outcome = review::unmask(&store, &lan, case, short, NOW).await;
        assert!(
            matches!(outcome, Err(ReviewError::ReasonTooShort)),
            "{short:?}"
        );
    }
    let reason = "Gọi lại 0912 345 678 theo đơn tố giác";
    let unmasked = review::unmask(&store, &lan, case, reason, NOW)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(unmasked.subject(), Subject::Case(case));
    let rows = review::history(&store, case).await.unwrap();
    assert_eq!(rows[0].action, AuditAction::Unmasked);
    assert_eq!(rows[0].sequence, unmasked.event());
    let detail = rows[0].detail.to_string();
    assert!(
        detail.contains("đơn tố giác") && !detail.contains("345 678"),
        "{detail}"
    );
    let missing = review::unmask(&store, &lan, CaseId(999), reason, NOW).await;
    assert!(missing.unwrap().is_none());

    let page = store.pages_after(PageId(0), 1).await.unwrap()[0].meta.id;
    let unmasked = review::unmask_page(&store, &lan, page, reason, NOW)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(unmasked.subject(), Subject::Page(page));
    let about = Subject::Page(page).to_string();
    let rows = store.audit_list(Some(&about), 10).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert!(!rows[0].detail.to_string().contains("345 678"), "{rows:?}");
    let missing = review::unmask_page(&store, &lan, PageId(999), reason, NOW).await;
    assert!(missing.unwrap().is_none());
}
