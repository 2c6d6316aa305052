//! `demo`: everything, on an invented web on this machine.

use std::{sync::Arc, time::Instant};

use arc_swap::ArcSwap;
use haidang_console::hash_password;
use haidang_crawler::{CrawlerConfig, Until};
use haidang_model::{AuditAction, Role};
use haidang_store::{CaseFilter, CaseOrder, NewAudit, NewUser};
use serde_json::json;

use crate::{
    app::{Access, App, Setting},
    cli::Demo,
    crawling, demo, lifecycle,
    output::UsageError,
    serving, telemetry,
};

/// The people of the demo, with what they may do. There are two reviewers, so
/// that a case can be confirmed by two.
const PEOPLE: [(&str, &[Role]); 3] = [
    ("lan", &[Role::Reviewer, Role::Analyst, Role::Operator]),
    ("minh", &[Role::Reviewer, Role::Analyst]),
    ("quantri", &[Role::Admin, Role::Operator]),
];

/// Cases that are listed on the terminal; `--json` lists up to 1,000.
const CASES_SHOWN: u32 = 12;

pub(super) async fn run(mut setting: Setting, options: &Demo) -> anyhow::Result<()> {
    let metrics = telemetry::init_metrics()?;
    let address = std::net::SocketAddr::from(([127, 0, 0, 1], options.port));
    let listener = serving::bind(address).await?;
    // The demo is about the shipped rules and keeps nothing: its folder goes
    // with it, and an office's own data and settings are left alone.
    let folder = tempfile::tempdir()?;
    setting.data = folder.path().to_owned();
    setting.configured = crate::config::Configured::default();
    let app = App::open(setting, Access::Write).await?;
    let out = app.setting.out;
    let stop = lifecycle::stop_on_signals()?;
    let started = Instant::now();

    let web = demo::serve().await?;
    let sources = web
        .sources()
        .map_err(|faults| UsageError::anyhow(faults.join("\n")))?;
    out.say(
        &format!(
            "Mạng trang web hư cấu: {} trang trên {} máy chủ, chỉ ở máy này.",
            web.page_count(),
            web.host_count()
        ),
        &format!(
            "An invented web: {} pages on {} hosts, on this machine only.",
            web.page_count(),
            web.host_count()
        ),
    );
    let watch = app.watch().await?;
    let views = Arc::new(ArcSwap::from_pointee(serving::source_views(
        &sources,
        app.clock.now(),
    )));
    let (summary, tally) = crawling::crawl(
        &app,
        CrawlerConfig {
            free_bytes_min: 0,
            ..CrawlerConfig::default()
        },
        Arc::new(ArcSwap::from_pointee(sources)),
        Arc::clone(&watch),
        stop.clone(),
        Until::Idle { pages_max: None },
    )
    .await?;
    let cases = app.store.case_count(&CaseFilter::default()).await?;
    let seconds = started.elapsed().as_secs_f64();
    out.say(
        &format!(
            "Đã thu thập {} trang trong {seconds:.1} giây: {} cảnh báo, {cases} vụ việc chờ xét.",
            summary.pages, tally.flags
        ),
        &format!(
            "Crawled {} pages in {seconds:.1} seconds: {} flags, {cases} cases to review.",
            summary.pages, tally.flags
        ),
    );
    for summary in app
        .store
        .cases(
            &CaseFilter::default(),
            CaseOrder::Priority,
            if out.json { 1_000 } else { CASES_SHOWN },
            0,
        )
        .await?
    {
        let facts = summary.case.facts();
        out.row_or(
            &json!({"case": facts.id, "category": facts.category, "site": facts.site,
                "priority": facts.priority, "title": haidang_model::mask(&summary.title), "page": summary.page_key}),
            || {
                format!(
                    "  {:.2}  {:<13} {:<28} {}",
                    facts.priority,
                    facts.category,
                    facts.site.as_deref().unwrap_or("-"),
                    haidang_model::mask(&summary.title)
                )
            },
        )?;
    }
    if options.once || stop.is_cancelled() {
        return Ok(());
    }

    out.say(
        "Đăng nhập (mật khẩu chỉ có trong lần chạy này):",
        "Log-ins (for this run only):",
    );
    for (name, roles) in PEOPLE {
        let secret = haidang_console::OneTimeSecret::draw(name)?;
        let user = NewUser {
            name: name.to_owned(),
            password_hash: hash_password(secret.reveal()).await?,
            roles: roles.to_vec(),
            must_change: false,
        };
        let audit = NewAudit {
            at: app.clock.now(),
            actor: "system".into(),
            action: AuditAction::UserCreated,
            subject: format!("user:{name}"),
            detail: json!({"roles": roles, "demo": true}),
        };
        app.store.user_add(&user, &audit).await?;
        let roles: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
        out.row_or(
            &json!({"name": name, "password": secret.reveal(), "roles": roles}),
            || format!("  {name:<8} {}  ({})", secret.reveal(), roles.join(", ")),
        )?;
    }
    let address = listener.local_addr()?;
    out.row_or(&json!({"console": format!("http://{address}/")}), || {
        format!(
            "{}: http://{address}/",
            out.lang.pick("Bảng điều khiển", "Console")
        )
    })?;
    out.say(
        "Nhấn Ctrl-C để dừng; mọi thứ của bản chạy thử sẽ được xóa.",
        "Press Ctrl-C to stop; the demo then leaves nothing behind.",
    );
    let result = serving::serve(&app, listener, watch, views, metrics, stop).await;
    // Kept until here: both would take their files with them.
    drop((app, web, folder));
    result
}
