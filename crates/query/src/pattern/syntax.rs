//! The syntax of an expression: that of the crate `regex`, without flags.

use regex_syntax::{
    ParserBuilder,
    ast::{self, Ast, ClassSetItem, ErrorKind, GroupKind, LiteralKind, Visitor, parse},
    hir::Hir,
};
use unicode_normalization::UnicodeNormalization;

use super::BadPattern;
use crate::limits;

/// Returns the expression in NFC with its letters in lower case, for that is
/// the form of the text it is held against. What is written with a backslash
/// stays as it is.
pub(super) fn lower_case(typed: &str) -> Result<String, BadPattern> {
    let source: String = typed.nfc().collect();
    let ast = parse::ParserBuilder::new()
        .nest_limit(limits::PATTERN_DEPTH_MAX)
        .build()
        .parse(&source)
        .map_err(|error| refused(&error, &source))?;
    let letters = ast::visit(&ast, Letters::default())?;
    let mut lowered = String::with_capacity(source.len());
    for (at, letter) in source.char_indices() {
        if letters.binary_search(&at).is_ok() {
            lowered.extend(letter.to_lowercase());
        } else {
            lowered.push(letter);
        }
    }
    Ok(lowered)
}

/// Parses an expression that [`lower_case`] has returned.
pub(super) fn parse(source: &str) -> Result<Hir, BadPattern> {
    ParserBuilder::new()
        .nest_limit(limits::PATTERN_DEPTH_MAX)
        .build()
        .parse(source)
        .map_err(|error| match error {
            regex_syntax::Error::Parse(error) => refused(&error, source),
            // A class that is not there, or one that could meet half a letter.
            other => BadPattern::new(
                "biểu thức chính quy dùng một lớp ký tự không có; hãy viết rõ các chữ trong [ ]",
                format!(
                    "the expression uses a class that is not there; write the letters in [ ] ({})",
                    first_line(&other)
                ),
            ),
        })
}

/// Where the letters stand that are written as themselves and have another
/// lower case; in order.
#[derive(Default)]
struct Letters(Vec<usize>);

impl Letters {
    fn note(&mut self, literal: &ast::Literal) {
        let changes = literal.c.to_lowercase().next() != Some(literal.c);
        if literal.kind == LiteralKind::Verbatim && changes {
            self.0.push(literal.span.start.offset);
        }
    }
}

impl Visitor for Letters {
    type Output = Vec<usize>;
    type Err = BadPattern;

    fn finish(mut self) -> Result<Vec<usize>, BadPattern> {
        self.0.sort_unstable();
        Ok(self.0)
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), BadPattern> {
        match ast {
            Ast::Literal(literal) => self.note(literal),
            Ast::Flags(_) => return Err(no_flags()),
            Ast::Group(group) => {
                if let GroupKind::NonCapturing(flags) = &group.kind
                    && !flags.items.is_empty()
                {
                    return Err(no_flags());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), BadPattern> {
        match item {
            ClassSetItem::Literal(literal) => self.note(literal),
            ClassSetItem::Range(range) => {
                self.note(&range.start);
                self.note(&range.end);
            }
            _ => {}
        }
        Ok(())
    }
}

/// Says that there are no flags.
pub(crate) fn no_flags() -> BadPattern {
    BadPattern::new(
        "biểu thức chính quy không có cờ như /…/i hay (?i); chữ hoa và chữ thường vốn đã như nhau, hãy bỏ cờ",
        "an expression takes no flags like /…/i or (?i); upper and lower case are the same anyway, remove them",
    )
}

fn first_line(error: &impl ToString) -> String {
    let text = error.to_string();
    text.lines().last().unwrap_or_default().to_owned()
}

/// Says what is wrong with the syntax, and where in the expression.
fn refused(error: &ast::Error, source: &str) -> BadPattern {
    let span = error.span();
    let place = source
        .get(span.start.offset..span.end.offset)
        .filter(|place| !place.is_empty())
        .unwrap_or(source);
    let way_out = match error.kind() {
        ErrorKind::ClassUnclosed => "thiếu dấu ] đóng lớp ký tự",
        ErrorKind::GroupUnclosed => "thiếu dấu ) đóng nhóm",
        ErrorKind::GroupUnopened => "thừa dấu ); hãy viết \\) nếu đó là văn bản",
        ErrorKind::RepetitionMissing => {
            "trước dấu lặp không có gì để lặp; hãy viết \\? \\* \\+ nếu đó là văn bản"
        }
        ErrorKind::RepetitionCountInvalid
        | ErrorKind::RepetitionCountUnclosed
        | ErrorKind::RepetitionCountDecimalEmpty
        | ErrorKind::DecimalEmpty
        | ErrorKind::DecimalInvalid => "số lần lặp phải viết như {2}, {2,} hoặc {2,5}",
        ErrorKind::ClassRangeInvalid | ErrorKind::ClassRangeLiteral => {
            "khoảng ký tự phải đi từ nhỏ đến lớn, như [a-z]"
        }
        ErrorKind::EscapeUnrecognized | ErrorKind::EscapeUnexpectedEof => {
            "dấu \\ ở đây không có nghĩa; hãy viết \\\\ nếu đó là văn bản"
        }
        ErrorKind::UnsupportedBackreference | ErrorKind::UnsupportedLookAround => {
            "không có tham chiếu ngược hay nhìn trước, nhìn sau (để luôn chạy trong thời gian tuyến tính); hãy viết các phần thành luật nối bằng AND, NOT"
        }
        ErrorKind::NestLimitExceeded(_) => "lồng nhau quá sâu; hãy viết phẳng hơn",
        _ => "sai cú pháp; hãy sửa chỗ này hoặc viết các cách bằng OR",
    };
    BadPattern::new(
        format!("biểu thức chính quy sai ở `{place}`: {way_out}"),
        format!("the expression is wrong at `{place}`: {}", error.kind()),
    )
}
