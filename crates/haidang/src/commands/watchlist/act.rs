//! Acts that move a version on: trial, propose, publish, retire, rollback.

use haidang_alerting::lifecycle::{self, LifeError, Operator, Retiring};
use haidang_model::{Clock, SystemClock, WatchlistId};
use haidang_store::WatchlistMeta;

use super::{
    super::person,
    Desk,
    look::{Names, meta_line, meta_row},
    parse_id,
};
use crate::{
    app::{Access, Setting},
    cli::WatchlistAct,
};

/// What is to be done with a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Trial,
    Propose,
    Publish,
    Retire,
}

pub(super) async fn run(setting: Setting, act: Act, options: &WatchlistAct) -> anyhow::Result<()> {
    let id = parse_id(&options.id)?;
    let (desk, operator) = open_as(setting, &options.user).await?;
    let (store, now, version) = (&desk.store, SystemClock.now(), options.version);
    let done = match act {
        Act::Trial => lifecycle::put_on_trial(store, &operator, &id, version, now).await,
        Act::Propose => lifecycle::propose(store, &operator, &id, version, now).await,
        Act::Publish => lifecycle::publish(store, &operator, &id, version, now).await,
        Act::Retire => match lifecycle::retire(store, &operator, &id, version, now).await {
            Ok(Retiring::Done(meta)) => Ok(meta),
            Ok(Retiring::Proposed(meta)) => {
                desk.setting.out.say(
                    &format!("Đã ghi đề nghị ngừng dùng. Cần người thứ hai: haidang watchlist retire {id} --as USER"),
                    &format!("The proposal to retire it stands. A second person is needed: haidang watchlist retire {id} --as USER"),
                );
                return tell(&desk, &meta).await;
            }
            Err(error) => Err(error),
        },
    };
    let meta = done.map_err(|error| desk.setting.refused(error))?;
    tell(&desk, &meta).await?;
    match act {
        Act::Trial => desk.setting.out.say(
            &format!(
                "Chỉ ghi nhận, chưa sinh cảnh báo. {} Xem: haidang watchlist show {id}",
                TAKES_EFFECT_VI
            ),
            &format!(
                "It records and raises nothing. {} See: haidang watchlist show {id}",
                TAKES_EFFECT_EN
            ),
        ),
        Act::Propose => desk.setting.out.say(
            &format!("Cần người thứ hai: haidang watchlist publish {id} --as USER"),
            &format!("A second person is needed: haidang watchlist publish {id} --as USER"),
        ),
        Act::Publish | Act::Retire => desk.setting.out.say(TAKES_EFFECT_VI, TAKES_EFFECT_EN),
    }
    Ok(())
}

const TAKES_EFFECT_VI: &str =
    "Có tác dụng khi `haidang run` khởi động hoặc nhận SIGHUP, hoặc khi chạy `haidang rematch`.";
const TAKES_EFFECT_EN: &str =
    "It takes effect when `haidang run` starts or gets SIGHUP, or with `haidang rematch`.";

pub(super) async fn rollback(
    setting: Setting,
    id: &WatchlistId,
    to: u32,
    note: &str,
    user: &str,
) -> anyhow::Result<()> {
    let (desk, operator) = open_as(setting, user).await?;
    let done = lifecycle::rollback(&desk.store, &operator, id, to, note, SystemClock.now()).await;
    let meta = done.map_err(|error: LifeError| desk.setting.refused(error))?;
    tell(&desk, &meta).await?;
    let version = meta.version;
    desk.setting.out.say(
        &format!("Đã soạn lại thành bản {version}. Cần người thứ hai: haidang watchlist publish {id} --version {version} --as USER"),
        &format!("It is version {version} now, a draft. A second person is needed: haidang watchlist publish {id} --version {version} --as USER"),
    );
    Ok(())
}

/// Opens the store for a person who tunes watchlists.
pub(super) async fn open_as(setting: Setting, user: &str) -> anyhow::Result<(Desk, Operator)> {
    let lang = setting.out.lang;
    let password = person::password(lang)?;
    let desk = Desk::open(setting, Access::Write).await?;
    let now = SystemClock.now();
    let user = person::authenticate(&desk.store, user, &password, now, lang).await?;
    let operator = Operator::of(&user).map_err(|error| desk.setting.refused(error))?;
    Ok((desk, operator))
}

async fn tell(desk: &Desk, meta: &WatchlistMeta) -> anyhow::Result<()> {
    let names = Names::read(desk).await?;
    desk.setting.out.row_or(&meta_row(meta, &names), || {
        meta_line(meta, &names, desk.setting.out.lang)
    })?;
    Ok(())
}
