//! Looking at what is kept: list, show, export, diff.

use std::collections::HashMap;

use haidang_alerting::{
    Watchlist,
    lifecycle::{self, LifeError},
};
use haidang_model::{UserId, WatchlistId, WatchlistState, mask};
use haidang_store::{Act, WatchlistMeta, WatchlistVersion};
use serde_json::{Value, json};

use super::Desk;
use crate::{
    app::{Access, Setting},
    cli::Lang,
};

/// Samples of a trial that `show` prints.
const SAMPLES: u32 = 20;

/// The log-in names of users.
pub(super) struct Names(HashMap<UserId, String>);

impl Names {
    pub(super) async fn read(desk: &Desk) -> anyhow::Result<Names> {
        let users = desk.store.users().await?;
        Ok(Names(
            users.into_iter().map(|user| (user.id, user.name)).collect(),
        ))
    }

    fn of(&self, act: Act) -> &str {
        act.by
            .map_or("system", |id| self.0.get(&id).map_or("?", String::as_str))
    }

    fn json(&self, act: Option<Act>) -> Value {
        act.map_or(
            Value::Null,
            |act| json!({"by": self.of(act), "at": act.at.to_string()}),
        )
    }
}

/// A version as a row of JSON, without its text.
pub(super) fn meta_row(meta: &WatchlistMeta, names: &Names) -> Value {
    json!({
        "id": meta.id, "version": meta.version, "state": meta.state, "digest": meta.digest,
        "note": meta.note, "restores": meta.restores,
        "drafted": names.json(Some(meta.drafted)), "tried": names.json(meta.tried),
        "proposed": names.json(meta.proposed), "published": names.json(meta.published),
        "retire_proposed": names.json(meta.retire_proposed), "retired": names.json(meta.retired),
    })
}

/// A version as a line for people.
pub(super) fn meta_line(meta: &WatchlistMeta, names: &Names, lang: Lang) -> String {
    let mut line = format!(
        "{}\t{} {}\t{}\t{} {}",
        meta.id,
        lang.pick("bản", "version"),
        meta.version,
        state(meta.state, lang),
        lang.pick("soạn:", "by"),
        names.of(meta.drafted)
    );
    let acts = [
        ("đề nghị công bố:", "proposed by", meta.proposed),
        ("công bố:", "published by", meta.published),
        (
            "đề nghị ngừng:",
            "retiring proposed by",
            meta.retire_proposed,
        ),
        ("ngừng:", "retired by", meta.retired),
    ];
    for (vi, en, act) in acts {
        if let Some(act) = act {
            line.push_str(&format!(", {} {}", lang.pick(vi, en), names.of(act)));
        }
    }
    if let Some(restores) = meta.restores {
        let words = lang.pick("khôi phục bản", "restores version");
        line.push_str(&format!(" ({words} {restores})"));
    }
    if !meta.note.is_empty() {
        line.push_str(&format!(" – {}", meta.note));
    }
    line
}

pub(super) fn state(state: WatchlistState, lang: Lang) -> &'static str {
    match state {
        WatchlistState::Draft => lang.pick("bản nháp", "draft"),
        WatchlistState::Trial => lang.pick("chạy thử", "trial"),
        WatchlistState::Live => lang.pick("có hiệu lực", "live"),
        WatchlistState::Retired => lang.pick("thôi dùng", "retired"),
    }
}

pub(super) async fn list(setting: Setting) -> anyhow::Result<()> {
    let desk = Desk::open(setting, Access::Read).await?;
    let lang = desk.setting.out.lang;
    let metas = desk.store.watchlist_metas(None).await?;
    for versions in metas.chunk_by(|one, other| one.id == other.id) {
        let newest = |state| versions.iter().find(|meta| meta.state == state);
        let number = |state| newest(state).map(|meta| meta.version);
        let shown = newest(WatchlistState::Live).or(versions.first());
        let Some(shown) = shown else { continue };
        let kept = desk.store.watchlist_get(&shown.id, shown.version).await?;
        let name = kept
            .and_then(|kept| lifecycle::read(&kept).ok())
            .map(|list| list.name);
        let object = json!({
            "id": shown.id, "name": name, "live": number(WatchlistState::Live),
            "trial": number(WatchlistState::Trial), "draft": number(WatchlistState::Draft),
            "versions": versions.len(),
        });
        desk.setting.out.row_or(&object, || {
            let states = [
                WatchlistState::Live,
                WatchlistState::Trial,
                WatchlistState::Draft,
            ];
            let states: Vec<String> = states
                .into_iter()
                .filter_map(|one| number(one).map(|version| (one, version)))
                .map(|(one, version)| {
                    format!(
                        "{}: {} {version}",
                        state(one, lang),
                        lang.pick("bản", "version")
                    )
                })
                .collect();
            let states = match states.as_slice() {
                [] => state(WatchlistState::Retired, lang).to_owned(),
                states => states.join(", "),
            };
            format!("{}\t{}\t{states}", shown.id, name.as_deref().unwrap_or("?"))
        })?;
    }
    Ok(())
}

pub(super) async fn show(
    setting: Setting,
    id: &WatchlistId,
    version: Option<u32>,
) -> anyhow::Result<()> {
    let desk = Desk::open(setting, Access::Read).await?;
    let names = Names::read(&desk).await?;
    if let Some(version) = version {
        let kept = get(&desk, id, version).await?;
        let mut object = meta_row(&kept.meta, &names);
        object["text"] = kept.text.clone().into();
        desk.setting.out.row_or(&object, || {
            let line = meta_line(&kept.meta, &names, desk.setting.out.lang);
            format!("# {line}\n{}", kept.text.trim_end())
        })?;
        return Ok(());
    }
    let metas = desk.store.watchlist_metas(Some(id)).await?;
    if metas.is_empty() {
        return Err(desk
            .setting
            .refused(LifeError::UnknownList { id: id.clone() }));
    }
    let trial = metas
        .iter()
        .find(|meta| meta.state == WatchlistState::Trial);
    let trial = match trial {
        Some(meta) => Some(trial_of(&desk, meta).await?),
        None => None,
    };
    let versions: Vec<Value> = metas.iter().map(|meta| meta_row(meta, &names)).collect();
    let object = json!({"id": id, "versions": versions, "trial": trial});
    desk.setting.out.row_or(&object, || {
        let lang = desk.setting.out.lang;
        let mut lines: Vec<String> = metas
            .iter()
            .map(|meta| meta_line(meta, &names, lang))
            .collect();
        if let Some(trial) = &trial {
            lines.push(String::new());
            lines.extend(trial_lines(trial, lang));
        }
        lines.join("\n")
    })?;
    Ok(())
}

/// What a trial has recorded so far, as JSON.
async fn trial_of(desk: &Desk, meta: &WatchlistMeta) -> anyhow::Result<Value> {
    let totals = desk.store.trial_totals(&meta.id, meta.version).await?;
    let flags = desk
        .store
        .trial_flags(&meta.id, meta.version, SAMPLES)
        .await?;
    let rules: Vec<Value> = totals
        .iter()
        .map(|total| json!({"rule": total.rule, "flags": total.flags, "would_queue": total.would_queue}))
        .collect();
    let samples: Vec<Value> = flags
        .iter()
        .map(|flag| {
            let quotes: Vec<String> = flag.hits.iter().map(|hit| mask(&hit.quote)).collect();
            json!({"rule": flag.rule, "would_queue": flag.would_queue, "page": flag.page.to_string(),
                "site": flag.site, "title": mask(&flag.title), "priority": flag.priority.total(),
                "quotes": quotes})
        })
        .collect();
    Ok(json!({"version": meta.version, "rules": rules, "samples": samples}))
}

fn trial_lines(trial: &Value, lang: Lang) -> Vec<String> {
    let mut lines = vec![format!(
        "{} ({} {}):",
        lang.pick(
            "Chạy thử đã ghi nhận, không vào hàng chờ",
            "The trial has recorded, none of it queued"
        ),
        lang.pick("bản", "version"),
        trial["version"]
    )];
    let each = |key: &str| trial[key].as_array().cloned().unwrap_or_default();
    let rules = each("rules");
    if rules.is_empty() {
        lines.push(format!("  {}", lang.pick("chưa có gì", "nothing yet")));
    }
    for rule in rules {
        lines.push(format!(
            "  {}\t{} {}, {} {}",
            rule["rule"].as_str().unwrap_or_default(),
            rule["flags"],
            lang.pick("trang", "pages"),
            rule["would_queue"],
            lang.pick("sẽ vào hàng chờ", "would be queued")
        ));
    }
    for sample in each("samples") {
        let quotes: Vec<&str> = sample["quotes"]
            .as_array()
            .map(|quotes| quotes.iter().filter_map(Value::as_str).take(3).collect())
            .unwrap_or_default();
        lines.push(format!(
            "  {}\t{}\t“{}”",
            sample["rule"].as_str().unwrap_or_default(),
            sample["page"].as_str().unwrap_or_default(),
            quotes.join("”, “")
        ));
    }
    lines
}

pub(super) async fn export(
    setting: Setting,
    id: &WatchlistId,
    version: Option<u32>,
) -> anyhow::Result<()> {
    let desk = Desk::open(setting, Access::Read).await?;
    let version = match version {
        Some(version) => version,
        None => live_version(&desk, id).await?,
    };
    let kept = get(&desk, id, version).await?;
    let text = read(&desk, &kept)?.to_toml();
    let object = json!({"id": id, "version": version, "state": kept.meta.state, "text": text});
    desk.setting
        .out
        .row_or(&object, || text.trim_end().to_owned())?;
    desk.setting.out.say(
        "Chú thích trong tập tin gốc không được lưu trong kho nên không có ở đây.",
        "Comments of the original file are not kept in the store and so are not here.",
    );
    Ok(())
}

pub(super) async fn diff(
    setting: Setting,
    id: &WatchlistId,
    from: u32,
    to: u32,
) -> anyhow::Result<()> {
    let desk = Desk::open(setting, Access::Read).await?;
    let (before, after) = (get(&desk, id, from).await?, get(&desk, id, to).await?);
    let found = lifecycle::diff(&read(&desk, &before)?, &read(&desk, &after)?);
    let object =
        json!({"id": id, "from": from, "to": to, "facts": found.facts, "rules": found.rules});
    let lang = desk.setting.out.lang;
    desk.setting.out.row_or(&object, || match lang {
        _ if found.is_empty() => lang.pick("không khác gì", "no change").to_owned(),
        Lang::Vi => found.lines_vi().join("\n"),
        Lang::En => found.lines_en().join("\n"),
    })?;
    Ok(())
}

/// Returns the number of the live version.
async fn live_version(desk: &Desk, id: &WatchlistId) -> anyhow::Result<u32> {
    let metas = desk.store.watchlist_metas(Some(id)).await?;
    let live = metas.iter().find(|meta| meta.state == WatchlistState::Live);
    match live {
        Some(live) => Ok(live.version),
        None if metas.is_empty() => Err(desk
            .setting
            .refused(LifeError::UnknownList { id: id.clone() })),
        None => anyhow::bail!(
            "`{id}`: {}",
            desk.setting.out.lang.pick(
                "không có bản nào có hiệu lực; hãy chọn bản bằng --version",
                "no version is live; choose one with --version"
            )
        ),
    }
}

pub(super) async fn get(
    desk: &Desk,
    id: &WatchlistId,
    version: u32,
) -> anyhow::Result<WatchlistVersion> {
    let kept = desk.store.watchlist_get(id, version).await?;
    kept.ok_or_else(|| {
        desk.setting.refused(LifeError::UnknownVersion {
            id: id.clone(),
            version,
        })
    })
}

pub(super) fn read(desk: &Desk, kept: &WatchlistVersion) -> anyhow::Result<Watchlist> {
    lifecycle::read(kept).map_err(|error| desk.setting.refused(error))
}
