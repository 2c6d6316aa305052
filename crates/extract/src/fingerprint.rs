//! Fingerprints of the main text and of the template: 64 bits each, of which
//! few differ when two texts or templates share nearly all their features.

mod sketch;
mod template;
mod text;

pub(crate) use template::template_print;
pub use text::text_print;
