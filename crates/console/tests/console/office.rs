//! An office for tests: a store, an index, watchlists, users, pages.

use std::sync::Arc;

use arc_swap::ArcSwap;
use axum::Router;
use haidang_alerting::{AlertingConfig, HostLists, PageContext, Watch, load_str};
use haidang_console::{ConsoleConfig, ConsoleState, SourceView, hash_password, router};
use haidang_indexer::{IndexConfig, Indexer};
use haidang_model::{
    AuditAction, CanonicalUrl, ContentHash, FixedClock, Link, Origin, Page, PageKey, Region, Role,
    TextRun, Timestamp, UserId, Visibility,
};
use haidang_query::{PageMeta, PageText};
use haidang_store::{FetchOutcome, NewAudit, NewFetch, NewPage, NewUser, PageCommit, Session};
use haidang_testkit::{TestStore, build, sqlite_store};

use crate::client::Client;

/// 2026-11-25T04:00:00Z, eleven o'clock in Vietnam.
pub(crate) const NOW: Timestamp = Timestamp(1_795_579_200_000);

pub(crate) const PASSWORD: &str = "sóng to gió lớn";

const GAMBLING: &str = r#"
version = 1
[watchlist]
id = "co-bac"
name = "Cờ bạc, cá độ trực tuyến"
category = "gambling"
severity = "high"
kind = "offer"
purpose = "Phát hiện quảng cáo cờ bạc trái phép trên trang công khai"
legal_basis = "Điều 321, 322 Bộ luật Hình sự 2015"
owner = "to-van-hanh"
review_by = 2027-06-30

[[rule]]
id = "tro-choi"
terms = ["tài xỉu", "nổ hũ", "cá độ bóng đá"]

[[rule]]
id = "moi-nap-tien"
query = '"nhà cái" NEAR/20 ("nạp tiền" OR "khuyến mãi")'
zones = ["title", "main", "hidden"]
unless = ["công an cảnh báo"]
"#;

const JOBS: &str = r#"
version = 1
[watchlist]
id = "viec-lam-gia"
name = "Việc làm giả, việc nhẹ lương cao"
category = "fake_job"
severity = "high"
kind = "offer"
purpose = "Phát hiện tin tuyển dụng lừa đảo"
legal_basis = "Điều 174 Bộ luật Hình sự 2015"
owner = "to-van-hanh"
review_by = 2027-06-30

[[rule]]
id = "viec-nhe"
terms = ["việc nhẹ lương cao", "cộng tác viên chốt đơn"]
"#;

/// Past its review date: raises nothing and is said everywhere.
const EXPIRED: &str = r#"
version = 1
[watchlist]
id = "vay-nang-lai"
name = "Vay nặng lãi"
category = "loan_shark"
severity = "medium"
kind = "offer"
purpose = "Phát hiện quảng cáo cho vay nặng lãi"
legal_basis = "Điều 201 Bộ luật Hình sự 2015"
owner = "to-van-hanh"
review_by = 2026-06-30

[[rule]]
id = "vay-nong"
terms = ["vay nóng không thế chấp"]
"#;

pub(crate) struct Office {
    /// Holds the folder of the store until the test is over.
    _kept: TestStore,
    pub(crate) state: ConsoleState,
    pub(crate) router: Router,
    pub(crate) clock: Arc<FixedClock>,
}

impl Office {
    pub(crate) async fn open() -> Office {
        Office::with_config(ConsoleConfig::default()).await
    }

    pub(crate) async fn with_config(config: ConsoleConfig) -> Office {
        let kept = sqlite_store().await;
        let clock = Arc::new(FixedClock::new(NOW));
        let folder = kept.config.data.join("index");
        let indexer = Indexer::open(&folder, kept.store.clone(), IndexConfig::default())
            .await
            .unwrap();
        let lists = [GAMBLING, JOBS, EXPIRED]
            .iter()
            .map(|text| (load_str("test.toml", text).unwrap(), 1))
            .collect();
        let watch = Watch::compile(
            lists,
            &HostLists::default(),
            &AlertingConfig::default(),
            NOW,
        )
        .unwrap();
        let source = SourceView {
            id: "trang-xa".into(),
            name: "Trang thông tin xã".into(),
            seeds: vec!["https://xa.hagiang.gov.vn/".into()],
            scope: "site".into(),
            basis: "Theo dõi trang bị chèn liên kết".into(),
            owner: "to-van-hanh".into(),
            review_by: "2027-06-30".into(),
            delay_ms: 2_000,
            pages_max: 5_000,
            every: Some("0 0 */6 * * *".into()),
            ..SourceView::default()
        };
        let state = ConsoleState {
            store: kept.store.clone(),
            indexer: Arc::new(indexer),
            watch: Arc::new(ArcSwap::from_pointee(watch)),
            clock: clock.clone(),
            sources: Arc::new(ArcSwap::from_pointee(vec![source])),
            config,
        };
        Office {
            router: router(state.clone()),
            _kept: kept,
            state,
            clock,
        }
    }

    /// Makes a user whose password is [`PASSWORD`].
    pub(crate) async fn user(&self, name: &str, roles: &[Role]) -> UserId {
        let user = NewUser {
            name: name.into(),
            password_hash: hash_password(PASSWORD).await.unwrap(),
            roles: roles.to_vec(),
            must_change: false,
        };
        let audit = NewAudit {
            at: NOW,
            actor: "system".into(),
            action: AuditAction::UserCreated,
            subject: format!("user:{name}"),
            detail: serde_json::json!({}),
        };
        self.state
            .store
            .user_add(&user, &audit)
            .await
            .unwrap()
            .unwrap()
    }

    /// A browser of somebody not logged in.
    pub(crate) fn stranger(&self) -> Client {
        Client::new(&self.router)
    }

    /// A browser of a new user who is logged in, with the form token at hand.
    pub(crate) async fn client(&self, name: &str, roles: &[Role]) -> Client {
        let user = self.user(name, roles).await;
        let token = format!("token of {name}");
        let session = Session {
            token_hash: ContentHash::of(token.as_bytes()),
            user,
            created: NOW,
            expires: NOW.plus_ms(self.state.config.session_ms),
        };
        self.state.store.session_add(&session).await.unwrap();
        let mut client = Client::new(&self.router);
        client.set_cookie("haidang_session", &token);
        assert_eq!(client.get("/account").await.status, 200);
        client
    }

    pub(crate) async fn reviewer(&self, name: &str) -> Client {
        self.client(name, &[Role::Reviewer]).await
    }

    /// Keeps a page with the flags the watchlists raise on it, and makes it
    /// searchable. Returns its row.
    pub(crate) async fn keep(&self, page: Page) -> haidang_model::PageId {
        let url = page.url.clone().unwrap();
        let meta = PageMeta {
            url: Some(url.clone()),
            site: url.site().to_string(),
            fetched: Some(NOW),
            lang: page.lang.clone(),
            categories: Vec::new(),
        };
        let text = PageText::new(&page, meta);
        let context = PageContext {
            key: PageKey::Url(url.clone()),
            site: url.site().to_string(),
            fetched: NOW,
            now: NOW,
        };
        let assessment = self.state.watch.load().assess(&page, &text, &context);
        let commit = PageCommit {
            fetch: NewFetch {
                at: NOW,
                outcome: FetchOutcome::Page,
                ..build::fetch(url.as_str())
            },
            page: Some(NewPage {
                key: context.key,
                site: context.site,
                content_hash: ContentHash::of(page.main.as_bytes()),
                text_hash: text.text_hash(),
                page,
            }),
            flags: assessment.flags,
            links: vec![],
            frontier: None,
        };
        let done = self.state.store.commit_pages(&[commit], NOW).await.unwrap();
        self.state.indexer.drain().await.unwrap();
        done[0].page.unwrap()
    }

    /// Keeps the pages that the tests and the screenshots look at.
    pub(crate) async fn keep_all(&self) {
        for page in pages() {
            self.keep(page).await;
        }
    }
}

pub(crate) fn run(text: &str, origin: Origin, region: Region, visibility: Visibility) -> TextRun {
    TextRun {
        origin,
        region,
        visibility,
        hidden_by: None,
        text: text.into(),
        href: None,
        joined: false,
    }
}

/// A page of a title and visible main text.
pub(crate) fn page(url: &str, title: &str, paragraphs: &[&str]) -> Page {
    let mut runs = vec![run(
        title,
        Origin::Title,
        Region::Header,
        Visibility::Visible,
    )];
    runs.extend(
        paragraphs
            .iter()
            .map(|text| run(text, Origin::Text, Region::Main, Visibility::Visible)),
    );
    Page {
        url: Some(CanonicalUrl::parse(url).unwrap()),
        title: title.into(),
        lang: "vi".into(),
        encoding: "UTF-8".into(),
        main: paragraphs.join("\n"),
        runs,
        ..Page::default()
    }
}

/// The portal of a commune with hidden links to a gambling site.
pub(crate) fn injected() -> Page {
    let mut page = page(
        "https://xa.hagiang.gov.vn/tin-tuc/lich-tiep-cong-dan",
        "Lịch tiếp công dân tháng 11 của Ủy ban nhân dân xã",
        &[
            "Ủy ban nhân dân xã thông báo lịch tiếp công dân định kỳ tháng 11 năm 2026 tại trụ sở.",
            "Công dân có nhu cầu mang theo giấy tờ tùy thân và đến đúng giờ theo lịch đã niêm yết.",
            "Mọi thắc mắc liên hệ văn phòng, số điện thoại 0912 345 678 hoặc thư vanphong@hagiang.example.",
        ],
    );
    for (text, href) in [
        ("nổ hũ đổi thưởng uy tín", "https://nohu.example/vao"),
        ("tài xỉu online", "https://taixiu.example/"),
    ] {
        page.runs.push(TextRun {
            href: Some(href.into()),
            ..run(text, Origin::Anchor, Region::Footer, Visibility::Hidden)
        });
        page.links.push(Link {
            target: href.into(),
            text: text.into(),
            rel: String::new(),
            visibility: Visibility::Hidden,
            region: Region::Footer,
        });
    }
    page.runs.push(run(
        "Bản quyền thuộc về Ủy ban nhân dân xã.",
        Origin::Text,
        Region::Footer,
        Visibility::Visible,
    ));
    page
}

/// A page that tries to break out of the console.
pub(crate) fn hostile() -> Page {
    page(
        "https://xau.example/?q=%3Cscript%3E",
        "Chơi nổ hũ <script>alert(1)</script>",
        &[
            "\"><img src=x onerror=alert(1)> nổ hũ \u{202E}đảo ngược\u{202C} {{ 7*7 }}",
            "tài xỉu </mark></bdi><a href=\"javascript:alert(1)\">bấm vào đây</a>",
        ],
    )
}

pub(crate) fn pages() -> Vec<Page> {
    vec![
        injected(),
        page(
            "https://keonhacai.example/khuyen-mai",
            "Nhà cái số 1 châu Á, khuyến mãi 100% lần nạp đầu",
            &[
                "Nhà cái uy tín tặng khuyến mãi khủng cho thành viên mới nạp tiền lần đầu, rút tiền trong năm phút.",
                "Cá độ bóng đá, tài xỉu, nổ hũ với tỷ lệ cược cao nhất, hoàn trả mỗi ngày.",
                "Liên hệ Zalo 0987 654 321 để được hỗ trợ đăng ký.",
            ],
        ),
        page(
            "https://tuyendung-nhanh.example/viec-nhe",
            "Tuyển cộng tác viên làm tại nhà",
            &[
                "Việc nhẹ lương cao, chỉ cần điện thoại, thu nhập năm trăm nghìn mỗi ngày.",
                "Tuyển cộng tác viên chốt đơn cho sàn thương mại, nhận hoa hồng ngay sau mỗi đơn.",
                "Đặt cọc vào số tài khoản 0123456789012 ngân hàng để giữ chỗ.",
            ],
        ),
        page(
            "https://bao-tinh.example/phap-luat/canh-bao",
            "Công an cảnh báo thủ đoạn mời chơi cờ bạc trực tuyến",
            &[
                "Công an cảnh báo người dân không tham gia tài xỉu, nổ hũ trên mạng.",
                "Cơ quan điều tra đã khởi tố, triệt phá đường dây cá độ bóng đá.",
            ],
        ),
        page(
            "https://bao-tinh.example/doi-song/hai-dang",
            "Ngọn hải đăng trên đảo",
            &[
                "Ngọn hải đăng cổ nhất vùng biển vẫn sáng đèn mỗi đêm dẫn đường cho tàu thuyền.",
                "Người gác đèn kể chuyện những mùa biển động.",
            ],
        ),
        hostile(),
    ]
}
