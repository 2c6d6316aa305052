//! The fingerprint of a template: the page around the main text.

use haidang_model::Fingerprint;

use super::sketch::{Sketch, hash_bytes, mix};
use crate::dom::{DOCUMENT, Dom, Element, NodeId, Step};

/// Fewer distinct features than this are no template: hand-written pages and
/// pages that a program made of plain text have up to ten (`html`, `body`, a
/// heading, a list). The barest real template of the study, that of DocBook
/// (a table of links above and below the text), has 16.
const FEATURES_MIN: u32 = 12;

/// Names of one class attribute that are looked at.
const NAMES_MAX: usize = 8;

/// Bytes of one name that are looked at.
const NAME_BYTES_MAX: usize = 64;

/// Returns the fingerprint of the elements around the main text, which is in
/// the element `main`; of all elements when there is no such. `None` when
/// there are too few of them.
///
/// Its features are elements inside one another, by tag, class and id. They
/// are a set, so that a list of ten items and one of twenty have the same. A
/// number in a name counts as one mark, whatever it is. Text, order and
/// attributes other than class and id count for nothing, nor does the head.
pub(crate) fn template_print(dom: &Dom, main: Option<NodeId>) -> Option<Fingerprint> {
    let mut sketch = Sketch::new();
    // The kinds of the elements that are open.
    let mut open: Vec<u64> = Vec::new();
    let mut walk = dom.walk(DOCUMENT);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(id) => {
                let Some(element) = dom.element(id) else {
                    continue;
                };
                let around = open.last().copied().unwrap_or_default();
                open.push(add_element(&mut sketch, element, around));
                if main == Some(id) || is_closed(element) {
                    walk.pass_over(id);
                }
            }
            Step::Leave(id) => {
                if dom.element(id).is_some() {
                    open.pop();
                }
            }
        }
    }
    sketch.finish(FEATURES_MIN)
}

/// Adds the features of an element inside one of the kind `around`; returns
/// its own kind.
fn add_element(sketch: &mut Sketch, element: &Element, around: u64) -> u64 {
    let around = around.wrapping_mul(INSIDE);
    let tag = mix(hash_name(element.tag()));
    // The kind is told by the first name: those behind it often tell a state,
    // as "active" or "open" do.
    let mut kind = None;
    for attribute in &element.attributes {
        let is_class = &*attribute.name.local == "class";
        if !is_class && (&*attribute.name.local != "id" || is_anchor(element)) {
            continue;
        }
        let names = attribute.value.split_ascii_whitespace();
        for name in names.take(NAMES_MAX) {
            let sort = tag.wrapping_add(u64::from(is_class));
            let named = mix(sort ^ hash_name(name));
            sketch.add(around.wrapping_add(named));
            if is_class && kind.is_none() {
                kind = Some(named);
            }
        }
    }
    kind.unwrap_or_else(|| {
        sketch.add(around.wrapping_add(tag));
        tag
    })
}

/// An odd factor, so that a in b is not b in a.
const INSIDE: u64 = 0x9e37_79b9_7f4a_7c15;

/// Tells whether the id of an element is a place in the text to go to, which
/// is another on every page.
fn is_anchor(element: &Element) -> bool {
    matches!(
        &**element.tag(),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "a" | "p" | "li" | "dt" | "span" | "tr" | "td"
    )
}

/// Tells whether what is in an element is no part of the template: machinery,
/// pictures, and choices made of data.
fn is_closed(element: &Element) -> bool {
    matches!(
        &**element.tag(),
        "head" | "svg" | "math" | "select" | "object"
    )
}

/// The hash of a name, each number in it as one mark, in lower case.
fn hash_name(name: &str) -> u64 {
    let mut in_number = false;
    let bytes = name.bytes().take(NAME_BYTES_MAX).filter_map(|byte| {
        let is_digit = byte.is_ascii_digit();
        let goes_on = is_digit && in_number;
        in_number = is_digit;
        match is_digit {
            true if goes_on => None,
            true => Some(b'#'),
            false => Some(byte.to_ascii_lowercase()),
        }
    });
    hash_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_one_mark() {
        for (one, other, same) in [
            ("post-1", "post-20481", true),
            ("Post-1", "post-2", true),
            ("post-1", "page-1", false),
            ("col2-x", "col-x", false),
        ] {
            assert_eq!(hash_name(one) == hash_name(other), same, "{one}, {other}");
        }
    }
}
