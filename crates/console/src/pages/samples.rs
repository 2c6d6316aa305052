//! A sample of every page, rendered in every language.

use haidang_model::{
    Category, HiddenBy, HitReason, Kind, NotHarmfulReason, Role, Rung, Severity, Timestamp,
    Visibility, WatchlistState, Zone,
};
use haidang_store::FrontierCounts;

use super::{
    account::AccountPage,
    audit::{AuditPage, AuditRow},
    case::{
        CasePage, ConflictPage, DecisionView, FlagView, FlaggedPage, HitView, JustDecided,
        PriorityPart, Refused,
    },
    log_in::LogInPage,
    page::{LinkRow, PageFlag, StoredPagePage, VersionRow},
    queue::{QueuePage, QueueRow, STATES, Tab, Why},
    search::{FaultView, ResultRow, Results, SearchPage},
    sources::{OutcomeRow, SourceRow, SourcesPage},
    users::{UserRow, UsersPage},
    watchlists::{ListRow, RuleRow, Tried, TriedRule, WatchlistPage, WatchlistsPage},
};
use crate::{
    Language, SourceView,
    error_page::ErrorPage,
    language::{Words, catalog},
    piece::{Masking, Piece, pieces, plain},
    shell::{NavItem, Shell, ShellUser},
    text_block::{TextBlock, TextBlocks},
    when::Moment,
};

/// What a page put on screen, and under which name it is known here.
struct Sample(&'static str, String);

/// Text from a hostile page; it must come out harmless wherever it stands.
const HOSTILE: &str = "<script>alert(1)</script>\"'&\u{202E}zzz";

fn shell(words: Words, key: &str) -> Shell {
    let item = |path, key, icon, current| NavItem {
        path,
        key,
        icon,
        current,
    };
    Shell {
        words,
        title: words.t(key),
        user: Some(ShellUser {
            name: "lan".into(),
            roles: Role::ALL.to_vec(),
            must_change: false,
        }),
        nav: vec![
            item("/queue", "nav-queue", "queue", true),
            item("/search", "nav-search", "search", false),
            item("/watchlists", "nav-watchlists", "list", false),
            item("/sources", "nav-sources", "globe", false),
            item("/users", "nav-users", "users", false),
            item("/audit", "nav-audit", "audit", false),
        ],
        csrf: "token".into(),
        back: "/queue".into(),
        expired: vec!["QQQ".into(), HOSTILE.into()],
    }
}

fn moment(words: Words) -> Moment {
    Moment::new(words, Timestamp(0), Timestamp(7_300_000))
}

fn hostile() -> Vec<Piece> {
    plain(HOSTILE, Masking::Masked)
}

fn hit(rung: Rung, zone: Zone, reasons: &[HitReason]) -> HitView {
    HitView {
        quote: hostile(),
        term: "zzz".into(),
        list_id: "qqq".into(),
        list_name: "QQQ".into(),
        rule: "zzz".into(),
        version: 3,
        kind: Kind::Offer,
        zone,
        rung,
        confidence: 80,
        reasons: reasons.to_vec(),
        places: 2,
    }
}

fn blocks() -> TextBlocks {
    let block = |zone: &Zone, visibility: &Visibility| TextBlock {
        zone: *zone,
        visibility: *visibility,
        hidden_by: (*visibility == Visibility::Hidden).then_some(HiddenBy::Colour),
        pieces: pieces(HOSTILE, std::slice::from_ref(&(0..8)), Masking::Masked),
        hit: true,
        target: Some(hostile()),
    };
    let whole: Vec<TextBlock> = Zone::ALL
        .iter()
        .zip(Visibility::ALL.iter().cycle())
        .map(|(zone, visibility)| block(zone, visibility))
        .collect();
    TextBlocks {
        focus: whole.clone(),
        whole,
        cut: true,
    }
}

fn audit_rows(words: Words) -> Vec<AuditRow> {
    use haidang_model::AuditAction;
    AuditAction::ALL
        .iter()
        .map(|action| AuditRow {
            at: moment(words),
            actor: "lan".into(),
            action: words.name("audit", action),
            subject: "case:1".into(),
            detail: hostile(),
        })
        .collect()
}

fn list_row() -> ListRow {
    ListRow {
        id: "qqq".into(),
        name: HOSTILE.into(),
        category: Category::Gambling,
        severity: Severity::High,
        kind: Kind::Offer,
        version: 2,
        state: WatchlistState::Trial,
        owner: "zzz".into(),
        review_by: "30/06/2027".into(),
        expired: true,
        purpose: "zzz".into(),
        legal_basis: "zzz".into(),
        rules: 1,
    }
}

fn case_page(words: Words) -> CasePage {
    CasePage {
        shell: shell(words, "queue-title"),
        id: 1,
        revision: 4,
        state: "confirmed_once",
        category: Category::HackedSite,
        site: Some("xa.gov.vn".into()),
        official: true,
        opened: moment(words),
        flag_count: 2,
        claimed_by: Some("minh".into()),
        claimed_by_me: false,
        priority: 72,
        parts: ["severity", "confidence", "zone", "freshness", "reach"]
            .map(|name| PriorityPart { name, value: 60 })
            .into(),
        page: Some(FlaggedPage {
            page_id: 1,
            version_id: 2,
            title: hostile(),
            address: hostile(),
            fetched: moment(words),
            blocks: blocks(),
            hits: Rung::ALL
                .into_iter()
                .map(|rung| hit(rung, Zone::Hidden, HitReason::ALL))
                .collect(),
        }),
        flags: [1, 2]
            .map(|id| FlagView {
                id,
                title: hostile(),
                key: hostile(),
                rules: "qqq / zzz".into(),
                priority: 50,
                raised: moment(words),
                current: id == 1,
            })
            .into(),
        decisions: ["confirmed", "not_harmful", "unsure"]
            .map(|outcome| DecisionView {
                user: "minh".into(),
                outcome,
                detail: Some(words.name("reason", NotHarmfulReason::Report)),
                note: hostile(),
                at: moment(words),
                undone: Some(moment(words)),
                own: true,
            })
            .into(),
        history: audit_rows(words),
        decided_by_me: false,
        next: Some(2),
        just_decided: Some(JustDecided {
            case: 7,
            revision: 2,
            outcome: "confirmed",
        }),
        unmasked: false,
        refused: Some(Refused {
            key: "unmask-reason-short",
            note: HOSTILE.into(),
        }),
        categories: Category::ALL,
        reasons: NotHarmfulReason::ALL,
    }
}

fn queue_page(words: Words) -> QueuePage {
    QueuePage {
        shell: shell(words, "queue-title"),
        tabs: STATES
            .map(|state| Tab {
                state,
                count: 3,
                current: state == "open",
            })
            .into(),
        state: "open",
        categories: Category::ALL,
        category: Some(Category::Fraud),
        site: HOSTILE.into(),
        rows: [
            (Some("minh"), false, false),
            (None, true, false),
            (None, false, true),
            (None, false, false),
        ]
        .map(|(claimed_by, claimed_by_me, decided_by_me)| QueueRow {
            id: 1,
            category: Category::Gambling,
            title: hostile(),
            site: claimed_by.map(|_| HOSTILE.into()),
            official: true,
            flags: 1,
            priority: 44,
            why: Why {
                quotes: vec![hostile()],
                zone: Some(words.name("zone", Zone::Main)),
                rung: Some(words.name("rung", Rung::Exact)),
            },
            opened: moment(words),
            claimed_by: claimed_by.map(str::to_owned),
            claimed_by_me,
            decided_by_me,
        })
        .into(),
        total: 90,
        page: 1,
        has_next: true,
    }
}

fn search_page(words: Words) -> SearchPage {
    SearchPage {
        shell: shell(words, "search-title"),
        q: HOSTILE.into(),
        newest: true,
        page: 1,
        faults: vec![FaultView {
            before: HOSTILE.into(),
            there: String::new(),
            after: HOSTILE.into(),
            message: "zzz".into(),
        }],
        results: Some(Results {
            total: 31,
            at_least: true,
            rows: vec![ResultRow {
                page_id: 1,
                title: hostile(),
                address: hostile(),
                site: HOSTILE.into(),
                snippet: hostile(),
                fetched: moment(words),
            }],
            sites: vec![(HOSTILE.into(), 3), ("zzz".into(), 1)],
            has_next: true,
        }),
    }
}

fn page_page(words: Words) -> StoredPagePage {
    StoredPagePage {
        shell: shell(words, "page-text"),
        id: 1,
        version: 2,
        title: hostile(),
        address: hostile(),
        site: HOSTILE.into(),
        source: Some("zzz".into()),
        lang: HOSTILE.into(),
        encoding: "UTF-8".into(),
        published: Some(HOSTILE.into()),
        fetched: moment(words),
        content_hash: "00".into(),
        blocks: blocks(),
        links: vec![LinkRow {
            target: hostile(),
            text: hostile(),
            hidden: true,
        }],
        link_count: 1,
        defects: vec![("zzz".into(), hostile())],
        versions: [true, false]
            .map(|current| VersionRow {
                id: 1,
                fetched: moment(words),
                current,
            })
            .into(),
        flags: vec![PageFlag {
            case: 1,
            category: Category::Fraud,
            raised: moment(words),
        }],
        is_reviewer: true,
        unmasked: false,
        fault: Some("unmask-reason-long"),
    }
}

fn sources_page(words: Words) -> SourcesPage {
    let view = SourceView {
        id: "zzz".into(),
        name: HOSTILE.into(),
        seeds: vec![HOSTILE.into()],
        scope: "site".into(),
        basis: HOSTILE.into(),
        owner: "zzz".into(),
        review_by: "2027-06-30".into(),
        expired: true,
        owned: true,
        allow_private: true,
        delay_ms: 1_000,
        pages_max: 10,
        every: None,
    };
    let row = |view: Option<SourceView>, id: &str| SourceRow {
        view,
        id: id.into(),
        frontier: FrontierCounts::default(),
        outcomes: haidang_store::FetchOutcome::ALL
            .iter()
            .map(|outcome| OutcomeRow {
                outcome: outcome.as_str(),
                good: false,
                count: 1,
                last: moment(words),
                reason: Some(hostile()),
            })
            .collect(),
        fetched: 3,
        pages: 2,
        failed: 1,
        last: Some(moment(words)),
    };
    SourcesPage {
        shell: shell(words, "sources-title"),
        rows: vec![
            row(Some(view), "zzz"),
            row(None, "gone"),
            SourceRow {
                last: None,
                ..row(None, "")
            },
        ],
        frontier: FrontierCounts::default(),
        pages: 2,
        index_lag: 1,
    }
}

fn watchlists_page(words: Words, flagged: bool, hits: bool) -> WatchlistsPage {
    WatchlistsPage {
        shell: shell(words, "watchlists-title"),
        lists: vec![list_row()],
        text: HOSTILE.into(),
        tried: Some(Tried {
            flagged,
            category: Some(Category::Gambling),
            score: 70,
            flag_at: 50,
            pieces: hostile(),
            hits: if hits {
                vec![hit(Rung::Deobf, Zone::Main, HitReason::ALL)]
            } else {
                vec![]
            },
            rules: vec![TriedRule {
                list_name: HOSTILE.into(),
                rule: "zzz".into(),
                kind: Kind::Report,
                score: 70,
                evidence: 80,
                unless: 100,
                report: 90,
            }],
        }),
    }
}

fn users_page(words: Words) -> UsersPage {
    let user = |closed: bool, locked, must_change, own| UserRow {
        name: "lan".into(),
        roles: Role::ALL.to_vec(),
        must_change,
        closed: closed.then(|| moment(words)),
        locked,
        own,
    };
    UsersPage {
        shell: shell(words, "users-title"),
        users: vec![
            user(true, false, false, false),
            user(false, true, false, false),
            user(false, false, true, false),
            user(false, false, false, true),
        ],
        secret: Some(("minh".into(), "abc".into())),
        fault: Some("users-bad-name"),
        typed: HOSTILE.into(),
        all_roles: Role::ALL,
    }
}

/// Renders every page with samples that reach every branch of its template.
fn samples(words: Words) -> Vec<Sample> {
    let mut out = Vec::new();
    let mut add = |name, page: &dyn askama::DynTemplate| {
        out.push(Sample(name, page.dyn_render().unwrap()));
    };
    for refused in [true, false] {
        let mut page = LogInPage {
            shell: shell(words, "log-in-title"),
            name: HOSTILE.into(),
            next: HOSTILE.into(),
            refused,
        };
        page.shell.user = None;
        add("log_in", &page);
    }
    for fault in [
        None,
        Some("password-old-wrong"),
        Some("password-differs"),
        Some("password-same"),
        Some("password-too-short"),
        Some("password-too-long"),
        Some("password-holds-name"),
        Some("password-monotone"),
    ] {
        let page = AccountPage {
            shell: shell(words, "account-title"),
            name: "lan".into(),
            roles: Role::ALL.to_vec(),
            must_change: fault.is_none(),
            chars_min: 12,
            fault,
        };
        add("account", &page);
    }
    add("users", &users_page(words));
    let audit = AuditPage {
        shell: shell(words, "audit-title"),
        rows: audit_rows(words),
    };
    add("audit", &audit);
    add("queue", &queue_page(words));
    let empty = QueuePage {
        rows: vec![],
        ..queue_page(words)
    };
    add("queue", &empty);
    add("case", &case_page(words));
    let decided = CasePage {
        page: None,
        flags: vec![],
        decisions: vec![],
        decided_by_me: true,
        claimed_by_me: true,
        unmasked: true,
        refused: None,
        just_decided: None,
        next: None,
        ..case_page(words)
    };
    add("case", &decided);
    let conflict = ConflictPage {
        shell: shell(words, "conflict-title"),
        id: 1,
        seen: 1,
        now: 2,
        state: "closed",
        changes: audit_rows(words),
        flag_count: 2,
        flags_seen: Some(1),
        note: HOSTILE.into(),
    };
    add("conflict", &conflict);
    add("search", &search_page(words));
    let help = SearchPage {
        results: None,
        ..search_page(words)
    };
    add("search", &help);
    let none = SearchPage {
        results: Some(Results::default()),
        ..search_page(words)
    };
    add("search", &none);
    add("page", &page_page(words));
    let unmasked = StoredPagePage {
        blocks: TextBlocks::default(),
        flags: vec![],
        unmasked: true,
        ..page_page(words)
    };
    add("page", &unmasked);
    add("sources", &sources_page(words));
    let no_sources = SourcesPage {
        rows: vec![],
        ..sources_page(words)
    };
    add("sources", &no_sources);
    for (flagged, hits) in [(true, true), (false, true), (false, false)] {
        add("watchlists", &watchlists_page(words, flagged, hits));
    }
    let no_lists = WatchlistsPage {
        lists: vec![],
        tried: None,
        ..watchlists_page(words, false, false)
    };
    add("watchlists", &no_lists);
    let rule = |query: Option<String>| RuleRow {
        id: "zzz".into(),
        terms: vec![HOSTILE.into()],
        query,
        max_rung: Rung::Folded,
        kind: Kind::Report,
        zones: Zone::ALL.to_vec(),
        unless: vec![HOSTILE.into()],
        note: Some(HOSTILE.into()),
    };
    let list = WatchlistPage {
        shell: shell(words, "watchlists-title"),
        list: list_row(),
        rules: vec![rule(None), rule(Some(HOSTILE.into()))],
    };
    add("watchlist", &list);
    for code in [
        "not-found",
        "unauthenticated",
        "forbidden",
        "forged",
        "invalid",
        "too-large",
        "too-many",
        "conflict",
        "disk-full",
        "internal",
    ] {
        let page = ErrorPage {
            shell: shell(words, &format!("error-{code}-title")),
            status: 500,
            code,
            way: ("/", "way-home"),
            minutes: Some(3),
        };
        add("error", &page);
    }
    out
}

#[test]
fn every_page_renders_in_every_language_without_missing_words() {
    for language in Language::ALL {
        for Sample(name, html) in samples(Words::new(language)) {
            let lang = format!("<html lang=\"{}\">", language.as_str());
            assert!(html.contains(&lang), "{name}");
            let missing: Vec<&str> = html
                .split('[')
                .skip(1)
                .filter_map(|rest| rest.split(']').next())
                .filter(|key| key.contains('-') && !key.contains('\\'))
                .collect();
            assert!(missing.is_empty(), "{name} lacks {missing:?}");
        }
    }
}

#[test]
fn no_page_mixes_languages() {
    for (language, other) in [(Language::Vi, Language::En), (Language::En, Language::Vi)] {
        let own: Vec<String> = catalog(language)
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        let foreign: Vec<String> = catalog(other)
            .into_iter()
            .map(|(_, text)| text)
            // Short words and names may well be the same in both.
            .filter(|text| text.chars().count() > 5 && !text.contains('{'))
            .filter(|text| !own.iter().any(|own| own.contains(text.as_str())))
            .collect();
        assert!(foreign.len() > 200, "{}", foreign.len());
        for Sample(name, html) in samples(Words::new(language)) {
            // Each language is named in itself on the switch.
            let html = html
                .replace(">Tiếng Việt<", "><")
                .replace(">English<", "><");
            for words in &foreign {
                let shown = html.contains(&format!(">{words}<"))
                    || html.contains(&format!(">{words} <"))
                    || ["title", "placeholder", "aria-label"]
                        .iter()
                        .any(|name| html.contains(&format!("{name}=\"{words}\"")));
                assert!(!shown, "{name} in {} says `{words}`", language.as_str());
            }
        }
    }
}

#[test]
fn hostile_text_comes_out_harmless_on_every_page() {
    for Sample(name, html) in samples(Words::default()) {
        assert!(!html.contains("<script>alert"), "{name}");
        assert!(!html.contains(" style="), "{name} has inline style");
        assert!(!html.contains(" onclick"), "{name} has inline script");
        for (index, _) in html.match_indices("href=\"") {
            let target = html.get(index + 6..index + 7);
            assert!(
                matches!(target, Some("/" | "#")),
                "{name} links elsewhere: {:?}",
                html.get(index..index + 40)
            );
        }
    }
}

#[test]
fn pages_have_one_heading_labels_and_unique_ids() {
    for Sample(name, html) in samples(Words::default()) {
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        let mut ids: Vec<&str> = html
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let labels: Vec<&str> = html
            .split("<label for=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        for label in &labels {
            assert!(ids.contains(label), "{name}: label for {label}");
        }
        ids.retain(|id| *id != "zzz");
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{name} repeats an id");
        let forms = html.matches("method=\"post\"").count();
        assert_eq!(html.matches("name=\"csrf\"").count(), forms, "{name}");
    }
}
