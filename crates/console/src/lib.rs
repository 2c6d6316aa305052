//! The console: pages on which people see what was found and decide.
//!
//! It shows and asks; it decides nothing. What may be decided, and by whom,
//! is the business of `haidang-alerting`. Every page reads: who asks
//! (the `Need` extractor), load, decide by calling `alerting`, render.
//!
//! Pages work without script, load nothing from elsewhere, and show the text
//! of watched pages as text only, masked.
// Tests may fail by panicking: that is how they report.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod assets;
mod context;
mod cookies;
mod csrf;
mod error;
mod error_page;
mod first_user;
mod headers;
mod language;
mod need;
mod pages;
mod password;
mod piece;
mod router;
mod secret;
mod shell;
mod state;
mod text_block;
mod throttle;
mod when;

pub use error::ConsoleError;
pub use first_user::ensure_first_user;
pub use language::Language;
pub use password::{MIN_PASSWORD_CHARS, PasswordFault, hash_password, verify_password};
pub use router::{Access, ROUTES, Route, router, router_with, serve};
pub use secret::OneTimeSecret;
pub use state::{ConsoleConfig, ConsoleState, SourceView};
