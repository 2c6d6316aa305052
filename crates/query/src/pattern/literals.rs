//! Text that must be there wherever an expression is met.

use regex_syntax::hir::{Hir, HirKind, literal::Extractor};

use super::BadPattern;
use crate::limits;

/// Parts of a sequence that are looked at together for the literals it begins
/// with. Longer ones would give longer literals than are worth anything.
const WINDOW: usize = 16;

/// Returns literals of at least [`limits::LITERAL_LETTERS_MIN`] characters, one
/// of which is part of whatever `hir` meets.
pub(super) fn required(hir: &Hir) -> Result<Vec<String>, BadPattern> {
    let mut literals = best_of(hir).map_or_else(Vec::new, |found| found.0);
    let shortest = literals.iter().map(|literal| literal.chars().count()).min();
    let least = limits::LITERAL_LETTERS_MIN;
    if shortest.is_none_or(|shortest| shortest < least) {
        return Err(BadPattern::new(
            format!(
                "biểu thức chính quy phải có ít nhất {least} ký tự liền nhau luôn xuất hiện, nếu không sẽ phải dò mọi trang; hãy thêm chữ cố định, ví dụ /nhà c[aá]i [0-9]+/"
            ),
            format!(
                "an expression must hold at least {least} characters in a row that are always there, or it would have to run on every page; add fixed letters, as in /nhà c[aá]i [0-9]+/"
            ),
        ));
    }
    if literals.len() > limits::LITERALS_MAX {
        let most = limits::LITERALS_MAX;
        return Err(BadPattern::new(
            format!("biểu thức chính quy có hơn {most} cách viết bắt đầu; hãy tách bằng OR"),
            format!("the expression begins in more than {most} ways; split it with OR"),
        ));
    }
    // Where the longer literal is, the shorter one within it is too.
    literals.sort_by_key(|literal| (literal.len(), literal.clone()));
    let mut kept: Vec<String> = Vec::with_capacity(literals.len());
    for literal in literals {
        if !kept.iter().any(|short| literal.contains(short)) {
            kept.push(literal);
        }
    }
    Ok(kept)
}

/// Literals one of which is always there.
struct Literals(Vec<String>);

impl Literals {
    /// The longer the shortest literal the better; then the fewer the better.
    fn rank(&self) -> (usize, usize) {
        let shortest = self.0.iter().map(|literal| literal.chars().count()).min();
        (shortest.unwrap_or(0), usize::MAX - self.0.len())
    }
}

fn best(one: Option<Literals>, other: Option<Literals>) -> Option<Literals> {
    one.into_iter().chain(other).max_by_key(Literals::rank)
}

/// Recurses as deep as the expression is nested, which is bounded when it is
/// parsed.
fn best_of(hir: &Hir) -> Option<Literals> {
    let below = match hir.kind() {
        HirKind::Capture(capture) => best_of(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => best_of(&repetition.sub),
        HirKind::Alternation(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(best_of(branch)?.0);
            }
            Some(Literals(all))
        }
        HirKind::Concat(parts) => {
            let mut found = None;
            for at in 0..parts.len() {
                let window = parts.iter().skip(at).take(WINDOW).cloned().collect();
                found = best(found, beginning_of(&Hir::concat(window)));
                found = best(found, parts.get(at).and_then(best_of));
            }
            found
        }
        _ => None,
    };
    best(below, beginning_of(hir))
}

/// Returns what everything that `hir` meets begins with.
fn beginning_of(hir: &Hir) -> Option<Literals> {
    let found = Extractor::new().extract(hir);
    let literals = found.literals()?;
    let whole = |bytes: &[u8]| {
        // A literal may have been cut short within a letter.
        let end = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).into_owned()
    };
    let literals: Vec<String> = literals
        .iter()
        .map(|literal| whole(literal.as_bytes()))
        .collect();
    (!literals.is_empty()).then_some(Literals(literals))
}
