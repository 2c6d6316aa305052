//! The search index: what the store holds, made searchable by tantivy.
//!
//! The index is a shadow of the store. It takes in what the outbox names
//! ([`Indexer::drain`]), may be thrown away at any time, and only ever
//! *proposes* pages: `haidang_query`'s evaluator confirms each on the stored
//! text, so that the number, the list, the facets and the highlights of a
//! search agree with what a watchlist rule would say. `index/pages.toml`
//! describes its fields.
// Tests may unwrap: a panic there is the report.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod config;
mod error;
mod request;
mod schema;

mod folder;
mod indexer;
mod payload;

mod document;
mod key;
mod token;

mod collect;
mod facet;
mod search;
mod snippet;
mod translate;

mod verify;

#[doc(hidden)]
pub mod measure;

pub use config::IndexConfig;
pub use error::{IndexError, Result};
pub use indexer::Indexer;
pub use request::{FacetCount, FacetField, Piece, SearchHit, SearchPage, SearchRequest, SortOrder};
pub use verify::IndexReport;
