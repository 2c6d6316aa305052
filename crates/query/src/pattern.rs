//! What a regular expression of the language may be.
//!
//! The crate `regex` looks for one in time linear in the text, so what remains
//! to be bounded is the size of the expression, and how often it has to run:
//! an expression on text must hold a literal, and runs only on blocks in which
//! that was met.

mod literals;
mod lower;
mod syntax;

use regex::{Regex, RegexBuilder};

use crate::{AddressPart, limits};

pub(crate) use self::{lower::Lowered, syntax::no_flags};

/// What an expression is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PatternPart {
    /// The text of a block.
    Text,
    /// An address.
    Address(AddressPart),
}

/// A regular expression that was found good.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    pub(crate) regex: Regex,
    /// One of these is part of whatever an expression on text meets; empty for
    /// an expression on addresses.
    pub(crate) literals: Vec<String>,
}

/// Why an expression is refused, and what would do, in both languages.
#[derive(Debug)]
pub(crate) struct BadPattern {
    pub(crate) vi: String,
    pub(crate) en: String,
}

impl BadPattern {
    fn new(vi: impl Into<String>, en: impl Into<String>) -> BadPattern {
        BadPattern {
            vi: vi.into(),
            en: en.into(),
        }
    }
}

impl Pattern {
    /// Reads an expression as it was typed. Returns it with the form that is
    /// kept: NFC and lower case, as the text is that it is held against.
    pub(crate) fn read(typed: &str, part: PatternPart) -> Result<(Pattern, String), BadPattern> {
        if typed.len() > limits::TERM_BYTES_MAX {
            let most = limits::TERM_BYTES_MAX;
            return Err(BadPattern::new(
                format!("biểu thức chính quy dài quá {most} byte; hãy rút ngắn hoặc tách bằng OR"),
                format!(
                    "the expression is longer than {most} bytes; shorten it or split it with OR"
                ),
            ));
        }
        let source = syntax::lower_case(typed)?;
        let hir = syntax::parse(&source)?;
        let literals = match part {
            PatternPart::Text => literals::required(&hir)?,
            PatternPart::Address(_) => {
                let shortest = hir.properties().minimum_len().unwrap_or(0);
                if shortest < limits::ADDRESS_PATTERN_BYTES_MIN {
                    return Err(BadPattern::new(
                        "biểu thức này khớp gần như mọi địa chỉ; hãy viết sao cho nó khớp ít nhất 3 ký tự, ví dụ /bet[0-9]+/",
                        "this expression fits nearly every address; let it fit at least 3 characters, as in /bet[0-9]+/",
                    ));
                }
                Vec::new()
            }
        };
        let regex = RegexBuilder::new(&source)
            .size_limit(limits::PATTERN_COMPILED_BYTES_MAX)
            .dfa_size_limit(limits::PATTERN_COMPILED_BYTES_MAX)
            .nest_limit(limits::PATTERN_DEPTH_MAX)
            .build()
            .map_err(|_| {
                BadPattern::new(
                    "biểu thức chính quy này quá lớn khi biên dịch; hãy giảm số lần lặp {…} hoặc thay \\w, \\d bằng [a-z], [0-9]",
                    "this expression is too large when compiled; lower the repetitions {…} or write [a-z], [0-9] for \\w, \\d",
                )
            })?;
        Ok((Pattern { regex, literals }, source))
    }
}

#[cfg(test)]
mod tests;
