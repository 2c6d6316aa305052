//! Bytes of a web page in, a labelled [`Page`](haidang_model::Page) out.

mod limits;
mod page;

pub use limits::Limits;
pub use page::{Input, extract, extract_html};
