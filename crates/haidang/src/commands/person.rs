//! Who acts: a user of the store who shows a password.

use haidang_model::Timestamp;
use haidang_store::{DynStore, User};

use crate::{cli::Lang, output::UsageError};

/// Returns the password of the person who acts, from the environment: on the
/// command line others would see it.
pub(super) fn password(lang: Lang) -> anyhow::Result<String> {
    std::env::var("HAIDANG_PASSWORD").map_err(|_| {
        UsageError::anyhow(lang.pick(
            "hãy đặt mật khẩu của người thực hiện vào biến môi trường HAIDANG_PASSWORD",
            "put the password of the person who acts into the environment variable HAIDANG_PASSWORD",
        ))
    })
}

/// Returns the user of this name, if the password is theirs and may be used.
pub(super) async fn authenticate(
    store: &DynStore,
    name: &str,
    password: &str,
    now: Timestamp,
    lang: Lang,
) -> anyhow::Result<User> {
    let user = store.user_by_name(name).await?;
    // Compared even when there is no such user, so that the time tells nothing.
    let hash = user.as_ref().map(|user| user.password_hash.as_str());
    let fits = haidang_console::verify_password(password, hash).await?;
    let open = user.filter(|user| fits && user.locked_until.is_none_or(|until| until <= now));
    let Some(user) = open else {
        anyhow::bail!(
            lang.pick("sai tên đăng nhập hoặc mật khẩu", "wrong name or password")
                .to_owned()
        );
    };
    if user.must_change {
        anyhow::bail!(
            lang.pick(
                "mật khẩu này chỉ dùng một lần; hãy đăng nhập bảng điều khiển và đổi trước",
                "this password is for one use; log in to the console and change it first",
            )
            .to_owned()
        );
    }
    Ok(user)
}
