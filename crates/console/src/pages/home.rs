//! The front door: on to the first page that the user's roles open.

use axum::response::Redirect;

use crate::{
    need::{AnyUser, Need},
    shell::home_path,
};

pub(crate) async fn show(need: Need<AnyUser>) -> Redirect {
    Redirect::to(home_path(&need.who.user.roles))
}
