//! `cases`: review from a shell or a script.

use haidang_alerting::review;
use haidang_model::{CaseId, Category, Disposition, NotHarmfulReason, mask};
use haidang_store::{CaseFilter, CaseOrder, CaseSummary, Decided, FlagFilter};
use serde_json::json;

use super::person;
use crate::{
    app::{Access, App, Setting},
    cli::Cases,
    output::UsageError,
};

/// Flags that `show` prints at most.
const FLAGS_MAX: u32 = 1_000;

/// States a case may be in, see `AnyCase::state`.
const STATES: [&str; 4] = ["open", "confirmed_once", "confirmed_twice", "closed"];

pub(super) async fn run(setting: Setting, what: &Cases) -> anyhow::Result<()> {
    match what {
        Cases::List { state, limit } => list(setting, state.clone(), *limit).await,
        Cases::Show { id } => show(setting, CaseId(*id)).await,
        Cases::Decide {
            id,
            outcome,
            reason,
            note,
            user,
            revision,
        } => {
            let disposition = disposition(outcome, reason.as_deref())?;
            decide(setting, CaseId(*id), *revision, disposition, note, user).await
        }
    }
}

async fn list(setting: Setting, state: Option<String>, limit: u32) -> anyhow::Result<()> {
    if let Some(state) = &state
        && !STATES.contains(&state.as_str())
    {
        return Err(UsageError::anyhow(format!(
            "--state {state}: {}",
            STATES.join(", ")
        )));
    }
    let app = App::open(setting, Access::Read).await?;
    let filter = CaseFilter {
        state,
        ..CaseFilter::default()
    };
    for summary in app
        .store
        .cases(&filter, CaseOrder::Priority, limit, 0)
        .await?
    {
        let facts = summary.case.facts();
        app.setting.out.row_or(&row(&summary), || {
            format!(
                "{}\t{}\t{}\t{:.2}\t{}\t{}",
                facts.id,
                summary.case.state(),
                facts.category,
                facts.priority,
                facts.site.as_deref().unwrap_or("-"),
                mask(&summary.title)
            )
        })?;
    }
    Ok(())
}

async fn show(setting: Setting, id: CaseId) -> anyhow::Result<()> {
    let app = App::open(setting, Access::Read).await?;
    let Some(summary) = app.store.case_get(id).await? else {
        return Err(missing(&app, id));
    };
    let flags = app
        .store
        .flags(
            &FlagFilter {
                case: Some(id),
                ..FlagFilter::default()
            },
            FLAGS_MAX,
        )
        .await?;
    let mut object = row(&summary);
    object["flag_rows"] = flags
        .iter()
        .map(|row| {
            let quotes: Vec<String> = row.flag.hits.iter().map(|hit| mask(&hit.quote)).collect();
            json!({"id": row.flag.id, "page": row.flag.page.to_string(), "title": mask(&row.title),
                "priority": row.flag.priority, "quotes": quotes})
        })
        .collect();
    let history = app
        .store
        .audit_list(Some(&format!("case:{id}")), FLAGS_MAX)
        .await?;
    object["history"] = history
        .iter()
        .map(|event| json!({"at": event.at.to_string(), "actor": event.actor, "action": event.action}))
        .collect();
    app.setting.out.row_or(&object, || {
        serde_json::to_string_pretty(&object).unwrap_or_default()
    })?;
    Ok(())
}

async fn decide(
    setting: Setting,
    id: CaseId,
    revision: i64,
    disposition: Disposition,
    note: &str,
    user: &str,
) -> anyhow::Result<()> {
    let lang = setting.out.lang;
    let password = person::password(lang)?;
    let app = App::open(setting, Access::Write).await?;
    let now = app.clock.now();
    let user = person::authenticate(&app.store, user, &password, now, lang).await?;
    let reviewer = review::Reviewer::of(&user).map_err(|error| {
        UsageError::anyhow(lang.pick(&error.vi(), &error.to_string()).to_owned())
    })?;
    let verdict = review::Verdict {
        case: id,
        revision,
        disposition,
        note: note.to_owned(),
    };
    let decided = review::decide(&app.store, &reviewer, &verdict, now).await?;
    match decided {
        Decided::Done(case) => {
            let facts = case.facts();
            let object = json!({"id": facts.id, "state": case.state(), "revision": facts.revision});
            app.setting
                .out
                .row_or(&object, || format!("{}\t{}", facts.id, case.state()))?;
            Ok(())
        }
        Decided::Conflict(conflict) => anyhow::bail!(
            "{} (revision {} ≠ {})",
            lang.pick(
                "vụ việc đã thay đổi từ lúc xem; hãy xem lại rồi quyết định",
                "the case has changed since it was read; read it again, then decide"
            ),
            conflict.seen,
            conflict.now
        ),
        Decided::AlreadyDecided => anyhow::bail!(
            lang.pick(
                "người này đã có quyết định cho vụ việc; hãy hoàn tác trước",
                "this person's decision stands already; undo it first"
            )
            .to_owned()
        ),
        Decided::Missing => Err(missing(&app, id)),
    }
}

fn disposition(outcome: &str, reason: Option<&str>) -> anyhow::Result<Disposition> {
    let usage = |error: &dyn std::fmt::Display| UsageError::anyhow(format!("--reason: {error}"));
    match (outcome, reason) {
        ("confirmed", Some(reason)) => {
            let category: Category = reason.parse().map_err(|error| usage(&error))?;
            Ok(Disposition::Confirmed { category })
        }
        ("not_harmful", Some(reason)) => {
            let reason: NotHarmfulReason = reason.parse().map_err(|error| usage(&error))?;
            Ok(Disposition::NotHarmful { reason })
        }
        ("unsure", None) => Ok(Disposition::Unsure),
        _ => Err(UsageError::anyhow(
            "--outcome confirmed --reason CATEGORY | --outcome not_harmful --reason REASON | --outcome unsure",
        )),
    }
}

fn row(summary: &CaseSummary) -> serde_json::Value {
    let facts = summary.case.facts();
    json!({
        "id": facts.id, "state": summary.case.state(), "category": facts.category,
        "site": facts.site, "flags": facts.flags, "priority": facts.priority,
        "opened": facts.opened.to_string(), "revision": facts.revision,
        "title": mask(&summary.title), "page": summary.page_key,
        "decisions": summary.case.decisions().iter().map(|decision| json!({
            "user": decision.user, "disposition": decision.disposition,
            "note": mask(&decision.note), "at": decision.at.to_string(),
            "undone": decision.undone.map(|at| at.to_string()),
        })).collect::<Vec<_>>(),
    })
}

fn missing(app: &App, id: CaseId) -> anyhow::Error {
    UsageError::anyhow(format!(
        "{id}: {}",
        app.setting
            .out
            .lang
            .pick("không có vụ việc này", "no such case")
    ))
}
