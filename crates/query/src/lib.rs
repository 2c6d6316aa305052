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
//! | `/ca d[oô]/` | the expression, on the accented lower-case text |
//! | `url:/…/`, `host:/…/`, `link:/…/` | the expression, on an address |
//! | `2 OF (a, b, c)` | at least two of them |
//! | `COUNT(a) >= 3` | at three places or more |
//! | `signal:doorway` | the page as a whole looks so |
//! | `category:gambling` | the page has such a flag; a search only |
//!
//! Binding, tightest first: `NEAR`, words side by side, `AND`, `OR`. The whole
//! language with examples, each of which is run as a test, stands in
//! `docs/ngon-ngu.md`.
//!
//! In a rule a term reaches as far as `~deobf`, unless the rule or the term
//! says less: disguises (`c.á đ.ộ`, `cadobongda`) are undone. A search reaches
//! as far as `~folded` even where it says `~deobf`, because an index proposes
//! no candidates for disguised words, and what is counted must be found.
//!
//! What a host name says by itself stands in `hosts`: [`HostSet`] holds lists
//! of hosts ([`read_host_list`]), [`Protected`] tells hosts made to be taken
//! for a protected one, [`gambling_shape`] those named as gambling sites are.
//! Rules of these kinds look at the page's own host, its link targets and the
//! hosts written in its text.
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

mod anchor;
mod ast;
mod counters;
mod day;
mod evaluate;
mod fault;
mod hosts;
mod limits;
mod page_text;
mod parse;
mod pattern;
mod patterns;
mod print;
mod program;
mod query;
mod rule_set;
mod scanner;
mod zone_set;

pub use ast::{AddressPart, Node};
pub use counters::RuleCounters;
pub use day::{Day, InvalidDay};
pub use fault::{QueryFault, RuleFault, RulePart};
pub use hosts::{
    HostFault, HostList, HostSet, How, ListedHost, LookAlike, Protected, ProtectedHost,
    ProtectedList, Shape, SkippedLines, gambling_shape, read_host_list, read_protected_list,
};
pub use page_text::{Block, PageMeta, PageText, Place};
pub use query::{Found, Query, Surface};
pub use rule_set::{RuleBody, RuleSet, RuleSpec, Scan, UnlessMet};

use haidang_model::Signal;
use zone_set::ZoneSet;
