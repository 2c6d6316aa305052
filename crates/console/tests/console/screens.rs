//! The pages in a real browser. With `HAIDANG_SCREENS` naming a folder, every
//! page is also saved there as a picture, to be looked at.

use std::path::PathBuf;

use haidang_console::serve;
use haidang_model::Role;
use haidang_testkit::browser::{Browser, browser};
use tokio::{net::TcpListener, sync::oneshot};

use crate::office::{Office, PASSWORD};

struct Screens {
    browser: Browser,
    folder: Option<PathBuf>,
}

impl Screens {
    async fn save(&self, name: &str) {
        if let Some(folder) = &self.folder {
            let path = folder.join(format!("{name}.png"));
            let whole = name.ends_with("-whole");
            self.browser.screenshot(&path, whole).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_reviewer_works_through_a_case_in_a_browser() {
    let Some(browser) = browser().await else {
        return;
    };
    let office = Office::open().await;
    office.keep_all().await;
    office.user("lan", Role::ALL).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, office.router.clone(), async {
        let _ = stopped.await;
    }));
    let screens = Screens {
        browser,
        folder: std::env::var_os("HAIDANG_SCREENS").map(PathBuf::from),
    };
    let browser = &screens.browser;
    browser.goto(&format!("{base}/queue")).await.unwrap();
    assert!(
        browser
            .address()
            .await
            .unwrap()
            .ends_with("/log-in?next=/queue")
    );
    screens.save("log-in").await;
    browser.type_into("#name", "lan").await.unwrap();
    browser.type_into("#password", "sai rồi").await.unwrap();
    browser.follow("button.primary").await.unwrap();
    assert!(browser.text("main").await.unwrap().contains("không đúng"));
    screens.save("log-in-refused").await;
    browser.type_into("#password", PASSWORD).await.unwrap();
    browser.follow("button.primary").await.unwrap();
    assert!(browser.address().await.unwrap().ends_with("/queue"));
    screens.save("queue").await;

    // By keys alone: choose the first case, open it, confirm it.
    browser.press("j").await.unwrap();
    browser.wait_for(".case-row.chosen").await.unwrap();
    screens.save("queue-chosen").await;
    browser.follow(".case-row h2 a").await.unwrap();
    screens.save("case").await;
    screens.save("case-whole").await;
    let first = browser.address().await.unwrap();
    assert!(
        browser
            .text("main")
            .await
            .unwrap()
            .contains("Vì sao có cảnh báo")
    );
    browser.press("1").await.unwrap();
    browser.wait_for(".note.good").await.unwrap();
    screens.save("case-decided").await;
    browser.follow(".note.good button").await.unwrap();
    assert_eq!(browser.address().await.unwrap(), first);
    assert!(browser.text("main").await.unwrap().contains("đã hoàn tác"));
    // Typing digits into the note decides nothing.
    browser.type_into("#note", "123").await.unwrap();
    assert_eq!(browser.address().await.unwrap(), first);
    browser.choose("#reason", "report").await.unwrap();
    browser.follow("button[value=not_harmful]").await.unwrap();
    assert!(
        browser
            .text(".note.good")
            .await
            .unwrap()
            .contains("Không vi phạm")
    );

    browser.goto(&format!("{base}/search")).await.unwrap();
    screens.save("search-help").await;
    browser.type_into("#q", "\"ngon hai dang\"").await.unwrap();
    browser.follow("form.search button").await.unwrap();
    let found = browser.text("main").await.unwrap();
    assert!(found.contains("Ngọn hải đăng trên đảo"), "{found}");
    screens.save("search").await;

    if screens.folder.is_some() {
        look_at_the_rest(&screens, &base).await;
    }
    screens.browser.close().await.unwrap();
    stop.send(()).unwrap();
    server.await.unwrap().unwrap();
}

async fn look_at_the_rest(screens: &Screens, base: &str) {
    let browser = &screens.browser;
    for (name, path) in [
        ("search-many", "/search?q=n%E1%BB%95+h%C5%A9"),
        ("search-fault", "/search?q=%28%22nh%C3%A0+c%C3%A1i%22+AND"),
        ("page", "/pages/1"),
        ("watchlists", "/watchlists"),
        ("watchlist", "/watchlists/co-bac"),
        ("sources", "/sources"),
        ("users", "/users"),
        ("audit", "/audit"),
        ("account", "/account"),
        ("not-found", "/nothing"),
        ("queue-empty", "/queue?state=confirmed_twice"),
        ("case-hostile", "/search?q=x"),
    ] {
        browser.goto(&format!("{base}{path}")).await.unwrap();
        screens.save(name).await;
    }
    browser.goto(&format!("{base}/watchlists")).await.unwrap();
    let text = "Nhà cái tặng khuyến mãi nạp tiền, chơi tai xiu và nổ hũ";
    browser.type_into("#text", text).await.unwrap();
    browser.follow("main form button.primary").await.unwrap();
    screens.save("watchlists-tried").await;
    browser.prefer_dark(true).await.unwrap();
    for (name, path) in [("dark-queue", "/queue"), ("dark-case", "/cases/2")] {
        browser.goto(&format!("{base}{path}")).await.unwrap();
        screens.save(name).await;
    }
    browser.prefer_dark(false).await.unwrap();
    browser.resize(420, 860).await.unwrap();
    for (name, path) in [("narrow-queue", "/queue"), ("narrow-case", "/cases/2")] {
        browser.goto(&format!("{base}{path}")).await.unwrap();
        screens.save(name).await;
    }
    browser.resize(1_440, 900).await.unwrap();
    browser.follow(".language button[value=en]").await.unwrap();
    screens.save("english-case").await;
}
