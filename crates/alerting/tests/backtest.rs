//! Rehearsals over a real SQLite store.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on must end")]

use std::collections::BTreeSet;

use haidang_alerting::{
    AlertingConfig, Backtest, BacktestProgress, BacktestReport, HostLists, PageContext, Watch,
    backtest, load_str,
    review::{self, Reviewer, Verdict},
};
use haidang_model::{
    AuditAction, Category, Disposition, NotHarmfulReason, PageId, Role, RuleId, Timestamp,
    WatchlistId,
};
use haidang_query::{PageMeta, PageText};
use haidang_store::{CaseFilter, CaseOrder, DynStore, NewAudit, NewUser, PageCommit};
use haidang_testkit::{TestStore, build::commit, sqlite_store};
use proptest::prelude::*;
use tokio_util::sync::CancellationToken;

/// 2026-11-25T00:00:00Z.
const NOW: Timestamp = Timestamp(1_795_564_800_000);

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// More than three batches.
const PAGES: usize = 900;

fn list(id: &str, kind: &str, rules: &str) -> String {
    format!(
        r#"version = 1
[watchlist]
id = "{id}"
name = "Cờ bạc"
category = "gambling"
severity = "high"
kind = "{kind}"
purpose = "Phát hiện quảng cáo cờ bạc trái phép trên trang công khai"
legal_basis = "Điều 321, 322 Bộ luật Hình sự 2015"
owner = "to-van-hanh"
review_by = 2027-06-30

{rules}"#
    )
}

fn terms(terms: &str) -> String {
    format!("[[rule]]\nid = \"tro-choi\"\nterms = [{terms}]\n")
}

fn watch(lists: &[String]) -> Watch {
    let lists = lists
        .iter()
        .map(|text| (load_str("thu.toml", text).unwrap(), 1))
        .collect();
    Watch::compile(
        lists,
        &HostLists::default(),
        &AlertingConfig::default(),
        NOW,
    )
    .unwrap()
}

fn offer(needles: &str) -> Watch {
    watch(&[list("co-bac", "offer", &terms(needles))])
}

fn tried() -> BTreeSet<WatchlistId> {
    BTreeSet::from([WatchlistId::parse("co-bac").unwrap()])
}

/// Page `number`: one in three offers "tài xỉu md5", one in five "nổ hũ online".
fn text(number: usize) -> String {
    let mut text = format!("Bài số {number}.");
    if number.is_multiple_of(3) {
        text.push_str(" Tài xỉu md5, nạp rút siêu tốc.");
    }
    if number.is_multiple_of(5) {
        text.push_str(" Chơi nổ hũ online ngay.");
    }
    text
}

async fn filled() -> TestStore {
    let test = sqlite_store().await;
    let batch: Vec<PageCommit> = (0..PAGES)
        .map(|number| {
            // Three days, ten sites.
            let at = Timestamp(NOW.0 - 3 * DAY_MS + (number as i64 % 3) * DAY_MS);
            commit(&format!("https://trang-{}.example/{number}", number % 10))
                .text(&text(number))
                .at(at)
                .build()
        })
        .collect();
    for part in batch.chunks(300) {
        test.store.commit_pages(part, NOW).await.unwrap();
    }
    test
}

async fn run(store: &DynStore, what: &Backtest) -> BacktestReport {
    backtest(store, what, NOW, |_| (), &CancellationToken::new())
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_told_what_it_would_add_and_lose() {
    let test = filled().await;
    let live = offer("\"tài xỉu md5\"");
    let draft = offer("\"nổ hũ online\"");
    let what = Backtest::new(draft, live, tried(), NOW).unwrap();
    let report = run(&test.store, &what).await;

    let both = PAGES.div_ceil(15) as u64;
    assert!(report.complete);
    assert_eq!((report.pages, report.broken), (PAGES as u64, 0));
    assert_eq!(report.raised, PAGES.div_ceil(5) as u64);
    assert_eq!(report.gained, report.raised - both);
    assert_eq!(report.lost, PAGES.div_ceil(3) as u64 - both);
    let [rule] = report.by_rule.as_slice() else {
        panic!("{:?}", report.by_rule);
    };
    assert_eq!(
        (rule.rule.as_str(), rule.pages),
        ("tro-choi", report.raised)
    );
    assert_eq!(
        report.by_site.iter().map(|(_, pages)| pages).sum::<u64>(),
        report.raised
    );
    // Multiples of five end in 0 or 5: two sites of ten, and one case a site.
    assert_eq!(report.by_site.len(), 2);
    assert_eq!(report.cases, 2);
    assert_eq!(report.by_day.len(), 3);
    assert_eq!(report.days, 2);
    assert!((report.minutes_a_day - 2.0).abs() < 1e-9);

    assert_eq!(report.samples_gained.len(), what.samples_max);
    for sample in &report.samples_gained {
        assert_eq!(sample.hits.len(), 1, "{sample:?}");
        assert_eq!(sample.hits[0].quote, "nổ hũ online");
    }
    for sample in &report.samples_lost {
        assert_eq!(sample.hits[0].quote, "Tài xỉu md5");
    }
    // Nothing is written.
    assert_eq!(
        test.store.case_count(&CaseFilter::default()).await.unwrap(),
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_rule_is_rehearsed_among_the_others() {
    let test = filled().await;
    let no_hu = "[[rule]]\nid = \"no-hu\"\nterms = [\"nổ hũ online\"]\n";
    let rules = format!("{}{no_hu}", terms("\"tài xỉu md5\""));
    let draft = watch(&[list("co-bac", "offer", &rules)]);
    let live = offer("\"tài xỉu md5\"");
    let id = WatchlistId::parse("co-bac").unwrap();
    let rule = RuleId::parse("no-hu").unwrap();
    let what = Backtest::of_rule(draft, live, id, rule.clone(), NOW).unwrap();
    let report = run(&test.store, &what).await;
    let pages = PAGES.div_ceil(5) as u64;
    assert_eq!(
        (report.raised, report.gained, report.lost),
        (pages, pages, 0)
    );
    assert_eq!(report.by_rule.len(), 1, "{:?}", report.by_rule);
    for hit in report.samples_gained.iter().flat_map(|sample| &sample.hits) {
        assert_eq!(hit.rule, rule);
        assert!(hit.before.ends_with("Chơi "), "{hit:?}");
        assert_eq!((&*hit.quote, &*hit.after), ("nổ hũ online", " ngay."));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_lists_lower_the_draft_as_they_would_live() {
    let test = sqlite_store().await;
    let story =
        "Công an cảnh báo: cơ quan điều tra đã khởi tố vụ án. Nhóm này mời chơi tài xỉu md5.";
    let batch = [
        commit("https://bao.example/1").text(story).build(),
        commit("https://moi.example/1").text("Tài xỉu md5").build(),
    ];
    test.store.commit_pages(&batch, NOW).await.unwrap();
    let cues = list(
        "tin",
        "report",
        "[[rule]]\nid = \"tin\"\nterms = [\"công an cảnh báo\", \"cơ quan điều tra\", \"khởi tố vụ án\"]\n",
    );
    let draft = watch(&[list("co-bac", "offer", &terms("\"tài xỉu md5\"")), cues]);
    let nothing = offer("\"không có ở đâu\"");
    let what = Backtest::new(draft, nothing, tried(), NOW).unwrap();
    let report = run(&test.store, &what).await;
    assert_eq!((report.raised, report.recorded), (1, 1));
    assert_eq!(report.by_site, [("moi.example".to_owned(), 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn past_decisions_tell_the_precision_to_expect() {
    let test = filled().await;
    let live = offer("\"tài xỉu md5\"");
    // The live list flags, and people decide on two of the cases.
    let clock = haidang_model::FixedClock::new(NOW);
    haidang_alerting::rematch(
        &test.store,
        &live,
        &clock,
        |_| (),
        &CancellationToken::new(),
    )
    .await
    .unwrap();
    let lan = reviewer(&test.store, "lan").await;
    let cases = test
        .store
        .cases(&CaseFilter::default(), CaseOrder::Newest, 100, 0)
        .await
        .unwrap();
    assert_eq!(cases.len(), 10);
    let mut pages = [0, 0];
    for (at, summary) in cases.iter().take(3).enumerate() {
        let facts = summary.case.facts();
        let disposition = if at < 2 {
            Disposition::Confirmed {
                category: Category::Gambling,
            }
        } else {
            Disposition::NotHarmful {
                reason: NotHarmfulReason::Report,
            }
        };
        pages[usize::from(at >= 2)] += u64::from(facts.flags);
        let verdict = Verdict {
            case: facts.id,
            revision: facts.revision,
            disposition,
            note: "đã xem trang".into(),
        };
        review::decide(&test.store, &lan, &verdict, NOW)
            .await
            .unwrap();
    }
    let what = Backtest::new(live.clone(), live, tried(), NOW).unwrap();
    let report = run(&test.store, &what).await;
    assert_eq!((report.gained, report.lost), (0, 0));
    assert_eq!(
        [report.expected.confirmed, report.expected.not_harmful],
        pages
    );
    let precision = report.expected.precision.unwrap();
    let share = pages[0] as f64 / (pages[0] + pages[1]) as f64;
    assert!((precision - share).abs() < 1e-9, "{precision} {share}");
}

async fn reviewer(store: &DynStore, name: &str) -> Reviewer {
    let new = NewUser {
        name: name.into(),
        password_hash: "$argon2id$".into(),
        roles: vec![Role::Reviewer],
        must_change: false,
    };
    let audit = NewAudit {
        at: NOW,
        actor: "system".into(),
        action: AuditAction::UserCreated,
        subject: format!("user:{name}"),
        detail: serde_json::json!({}),
    };
    store.user_add(&new, &audit).await.unwrap().unwrap();
    let user = store.user_by_name(name).await.unwrap().unwrap();
    Reviewer::of(&user).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_backtest_says_so() {
    let test = filled().await;
    let stop = CancellationToken::new();
    let what = Backtest::new(offer("\"nổ hũ online\""), offer("\"x y z\""), tried(), NOW).unwrap();
    let mut seen: Vec<BacktestProgress> = Vec::new();
    let report = backtest(
        &test.store,
        &what,
        NOW,
        |progress| {
            seen.push(progress);
            stop.cancel();
        },
        &stop,
    )
    .await
    .unwrap();
    assert!(!report.complete);
    assert!(report.pages > 0 && report.pages <= PAGES as u64);
    assert!(seen.iter().all(|at| at.pages_total == PAGES as u64));
}

/// Words from which pages and rules are made, so that rules are met often, by
/// bare, disguised and contradicting text too.
const WORDS: [&str; 12] = [
    "tài xỉu",
    "tai xiu",
    "t.à.i x.ỉ.u",
    "tái xịu",
    "nổ hũ",
    "n0 hu",
    "nhà cái",
    "uy tín",
    "cảnh báo",
    "khởi tố",
    "thời tiết.",
    "md5",
];

fn page_text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 1..12).prop_map(|words| words.join(" "))
}

fn rule() -> impl Strategy<Value = String> {
    let word = || prop::sample::select(vec!["tài xỉu", "nổ hũ", "nhà cái", "uy tín", "md5"]);
    prop_oneof![
        word().prop_map(|word| terms(&format!("\"{word}\""))),
        (word(), word(), 0_u32..8).prop_map(|(one, other, far)| format!(
            "[[rule]]\nid = \"tro-choi\"\nquery = '\"{one}\" NEAR/{far} \"{other}\"'\n"
        )),
        (word(), word()).prop_map(|(one, other)| format!(
            "[[rule]]\nid = \"tro-choi\"\nquery = '\"{one}\" NOT \"{other}\"'\nunless = [\"cảnh báo\"]\n"
        )),
    ]
}

/// Pages of one store and rules tried on each of them: their product is the
/// number of pairs.
const LAW_PAGES: usize = 320;
const LAW_RULES: usize = 320;

/// live(rule, page) == backtest(rule, page), on more than 10⁵ pairs.
#[test]
fn a_backtest_says_of_each_page_what_the_live_rule_says() {
    use proptest::{strategy::ValueTree as _, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let mut draw = |count: usize| -> Vec<String> {
        (0..count)
            .map(|_| page_text().new_tree(&mut runner).unwrap().current())
            .collect()
    };
    let texts = draw(LAW_PAGES);
    let mut runner = TestRunner::deterministic();
    let rules: Vec<String> = (0..LAW_RULES)
        .map(|_| rule().new_tree(&mut runner).unwrap().current())
        .collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let test = sqlite_store().await;
        let batch: Vec<PageCommit> = texts
            .iter()
            .enumerate()
            .map(|(number, text)| {
                commit(&format!("https://trang-{number}.example/"))
                    .text(&format!("{number}: {text}"))
                    .build()
            })
            .collect();
        test.store.commit_pages(&batch, NOW).await.unwrap();
        let stored = test.store.pages_after(PageId(0), 1_000).await.unwrap();
        assert_eq!(stored.len(), LAW_PAGES);
        let cues = list(
            "tin",
            "report",
            "[[rule]]\nid = \"tin\"\nterms = [\"khởi tố\"]\n",
        );
        let nothing = offer("\"không có ở đâu\"");
        let (mut pairs, mut raised) = (0, 0);
        for rule in &rules {
            let live = watch(&[list("co-bac", "offer", rule), cues.clone()]);
            let mut expected = BTreeSet::new();
            for page in &stored {
                let meta = PageMeta {
                    url: page.meta.url.clone(),
                    site: page.meta.site.clone(),
                    fetched: Some(page.meta.fetched),
                    lang: page.meta.lang.clone(),
                    categories: Vec::new(),
                };
                let context = PageContext::of_stored(&page.meta, NOW);
                let text = PageText::new(&page.page, meta);
                let assessment = live.assess(&page.page, &text, &context);
                let ours = |flag: &haidang_store::NewFlag| {
                    flag.queued && flag.watchlist.as_str() == "co-bac"
                };
                if assessment.flags.iter().any(ours) {
                    expected.insert(page.meta.id);
                }
                pairs += 1;
            }
            let mut what = Backtest::new(live, nothing.clone(), tried(), NOW).unwrap();
            what.samples_max = LAW_PAGES;
            let report = run(&test.store, &what).await;
            let said: BTreeSet<PageId> = report
                .samples_gained
                .iter()
                .map(|sample| sample.page)
                .collect();
            assert_eq!(said, expected, "{rule}");
            raised += said.len();
        }
        assert!(pairs >= 100_000, "{pairs}");
        // Rules that are never met would prove nothing.
        assert!(raised * 20 > pairs, "{raised} of {pairs}");
    });
}
