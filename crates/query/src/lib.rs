//! One language for searching and for watching.
//!
//! [`Query::parse`] takes a query apart ([`Node`]), [`PageText`] makes a page
//! ready, and one evaluator holds the one against the other. [`RuleSet`]
//! compiles many rules into one scanner, with the same evaluator behind it, so
//! that a rule says of a page what the same query says. Nothing here does I/O.
//!
//! | written | meets |
//! |---|---|
//! | `"cá độ"` | the words side by side |
//! | `"cá độ"~3` | in this order, at most 3 other words between |
//! | `a NEAR/10 b` | either order, at most 10 words between |
//! | `a AND b`, `a OR b`, `NOT a`, `( )` | in capitals; `and`, `or` are words |
//! | `a b` | a search: either; a rule: refused |
//! | `title:a` | in the title |
//! | `zone:hidden a` | in that zone; limits all that `AND` joins to it |
//! | `site:x.vn`, `host:x.vn`, `link:x.vn/vao` | the page's address, its links |
//! | `lang:vi`, `fetched:[2026-01-01 TO *]` | what is known of the page |
//! | `a~exact`, `~tone`, `~folded`, `~deobf` | no farther than that rung |
//!
//! Binding, tightest first: `NEAR`, words side by side, `AND`, `OR`. Regular
//! expressions, `N OF (…)`, `COUNT(…)` and `category:` are not there; the
//! parser says so where they stand. Undoing disguises is not there either:
//! `~deobf` is accepted and reaches as far as `~folded`.
//!
//! ```
//! use haidang_model::Page;
//! use haidang_query::{PageMeta, PageText, Query, Surface};
//!
//! let page = Page::from_text(None, "Kèo ca do hôm nay, nạp tiền nhanh");
//! let page = PageText::new(&page, PageMeta::default());
//! let query = Query::parse("\"cá độ\" NEAR/10 \"nạp tiền\"", Surface::Rule)?;
//! let quotes: Vec<_> = query.find(&page).into_iter().map(|found| found.quote).collect();
//! assert_eq!(quotes, ["ca do", "nạp tiền"]);
//! # Ok::<(), Vec<haidang_query::QueryFault>>(())
//! ```

// A test that fails should say where; `unwrap` does.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod ast;
mod day;
mod evaluate;
mod fault;
mod limits;
mod page_text;
mod parse;
mod print;
mod program;
mod query;
mod rule_set;
mod scanner;
mod zone_set;

pub use ast::Node;
pub use day::{Day, InvalidDay};
pub use fault::{QueryFault, RuleFault, RulePart};
pub use page_text::{Block, PageMeta, PageText, Place};
pub use query::{Found, Query, Surface};
pub use rule_set::{RuleBody, RuleSet, RuleSpec, Scan, UnlessMet};
use zone_set::ZoneSet;
