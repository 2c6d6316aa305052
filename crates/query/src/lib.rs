//! One language for searching and for watching.
//!
//! [`Query::parse`] takes a query apart ([`Node`]), [`PageText`] makes a page
//! ready, and one evaluator holds the one against the other. [`RuleSet`]
//! compiles many rules into one scanner, with the same evaluator behind it, so
//! that a rule says of a page what the same query says. Nothing here does I/O.

// A test that fails should say where; `unwrap` does.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod ast;
mod day;
mod evaluate;
mod fault;
mod ladder;
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
