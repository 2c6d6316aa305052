//! Which declarations win on which element.

use std::{collections::HashMap, rc::Rc};

use selectors::parser::{Component, Selector};

use super::{
    declarations::{Declaration, read_inline},
    rules::{flatten_nested, rules},
    selector::{Css, Matcher, Wanted, parse_selectors},
};
use crate::{
    dom::{Element, NodeId},
    work,
};

/// The winning declarations of one element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cascade {
    slots: [Option<(u64, Declaration)>; Declaration::SLOTS],
    is_empty: bool,
}

impl Cascade {
    /// No declarations.
    pub(crate) const EMPTY: Cascade = Cascade {
        slots: [None; Declaration::SLOTS],
        is_empty: true,
    };

    /// Takes all declarations out. Most elements have none, and then there is
    /// nothing to do.
    pub(crate) fn clear(&mut self) {
        if !self.is_empty {
            *self = Cascade::EMPTY;
        }
    }

    /// Sets a declaration unless one of higher rank is there.
    pub(crate) fn set(&mut self, declaration: Declaration, rank: u64) {
        work::add(1);
        self.is_empty = false;
        let slot = &mut self.slots[declaration.slot()];
        if slot.is_none_or(|(known, _)| known <= rank) {
            *slot = Some((rank, declaration));
        }
    }

    /// Returns the winning declarations.
    pub(crate) fn winners(&self) -> impl Iterator<Item = Declaration> + '_ {
        let slots: &[_] = if self.is_empty { &[] } else { &self.slots };
        slots.iter().flatten().map(|&(_, declaration)| declaration)
    }
}

/// The order of the cascade in one number: importance, then whether it stands
/// in the `style` attribute, then whether it stands in a layer (that speaks
/// against it, and for it if it is important), then specificity, then order in
/// the source.
fn rank(important: bool, inline: bool, layered: bool, specificity: u32, order: usize) -> u64 {
    let order = u64::try_from(order).unwrap_or(u64::MAX) & ((1 << 30) - 1);
    u64::from(important) << 63
        | u64::from(inline) << 62
        | u64::from(layered == important) << 61
        | (u64::from(specificity) & ((1 << 31) - 1)) << 30
        | order
}

/// The rank of a `style` attribute's declaration.
pub(crate) fn inline_rank(important: bool) -> u64 {
    rank(important, true, false, 0, 0)
}

struct StyleRule {
    wanted: Wanted,
    declarations: Rc<[(Declaration, bool)]>,
    layered: bool,
    order: usize,
}

/// All `<style>` sheets of a page, found by the rightmost part of a selector.
#[derive(Default)]
pub(crate) struct Sheet {
    rules: Vec<StyleRule>,
    by_id: HashMap<String, Vec<usize>>,
    by_class: HashMap<String, Vec<usize>>,
    by_tag: HashMap<String, Vec<usize>>,
    everywhere: Vec<usize>,
    seen: usize,
    nested_bytes: usize,
}

impl Sheet {
    /// Adds the text of a `<style>` element; false when rules had to be left
    /// out because there are more than `rules_max`.
    pub(crate) fn add(&mut self, text: &str, rules_max: usize) -> bool {
        let mut complete = true;
        for rule in rules(text) {
            self.seen += 1;
            if self.seen > rules_max {
                return false;
            }
            if !rule.block.contains('{') {
                complete &= self.add_rule(rule.selectors, rule.block, rule.layered, rules_max);
                continue;
            }
            let mut bytes_left = NESTED_BYTES_MAX.saturating_sub(self.nested_bytes);
            let before = bytes_left;
            let mut within = true;
            let all = flatten_nested(
                rule.selectors,
                rule.block,
                0,
                &mut bytes_left,
                &mut |selectors, declarations| {
                    within &= self.add_rule(selectors, declarations, rule.layered, rules_max);
                },
            );
            self.nested_bytes += before - bytes_left;
            complete &= all && within;
        }
        complete
    }

    /// Adds one rule; false when it has more selectors than there is room for.
    fn add_rule(&mut self, selectors: &str, block: &str, layered: bool, rules_max: usize) -> bool {
        // The last of a kind wins; the others would be gone through for each
        // element all the same.
        let mut last = [Cascade::EMPTY; 2];
        read_inline(block, |declaration, important| {
            last[usize::from(important)].set(declaration, 0);
        });
        let [normal, important] = &last;
        let declarations: Rc<[_]> = normal
            .winners()
            .map(|declaration| (declaration, false))
            .chain(important.winners().map(|declaration| (declaration, true)))
            .collect();
        if declarations.is_empty() {
            return true;
        }
        let Some(list) = parse_selectors(selectors) else {
            return true;
        };
        for (nth, selector) in list.slice().iter().enumerate() {
            // Each selector of a list costs as much as a rule of its own.
            self.seen += usize::from(nth > 0);
            if self.seen > rules_max {
                return false;
            }
            if !selector.has_pseudo_element() {
                self.index(selector, &declarations, layered);
            }
        }
        true
    }

    fn index(
        &mut self,
        selector: &Selector<Css>,
        declarations: &Rc<[(Declaration, bool)]>,
        layered: bool,
    ) {
        let index = self.rules.len();
        let (mut id, mut class, mut tag) = (None, None, None);
        for component in selector.iter() {
            match component {
                Component::ID(name) => id = Some(&name.0),
                Component::Class(name) => class = Some(&name.0),
                Component::LocalName(name) => tag = Some(&name.lower_name.0),
                _ => {}
            }
        }
        let bucket = if let Some(id) = id {
            self.by_id.entry(id.to_string()).or_default()
        } else if let Some(class) = class {
            self.by_class.entry(class.to_string()).or_default()
        } else if let Some(tag) = tag {
            self.by_tag.entry(tag.to_string()).or_default()
        } else {
            &mut self.everywhere
        };
        bucket.push(index);
        self.rules.push(StyleRule {
            wanted: Wanted::new(selector.clone()),
            declarations: Rc::clone(declarations),
            layered,
            order: index,
        });
    }

    /// Tells whether there is no rule at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Adds what the sheets say of an element to its cascade.
    pub(crate) fn apply(
        &self,
        element: &Element,
        id: NodeId,
        matcher: &mut Matcher<'_>,
        cascade: &mut Cascade,
    ) {
        let mut apply = |rules: &[usize]| {
            for &index in rules {
                let rule = &self.rules[index];
                if !matcher.matches(&rule.wanted, id) {
                    continue;
                }
                let specificity = rule.wanted.selector.specificity();
                for &(declaration, important) in &*rule.declarations {
                    cascade.set(
                        declaration,
                        rank(important, false, rule.layered, specificity, rule.order),
                    );
                }
            }
        };
        if let Some(rules) = element
            .attribute("id")
            .and_then(|name| self.by_id.get(name))
        {
            apply(rules);
        }
        if let Some(classes) = element.attribute("class") {
            for class in classes.split_ascii_whitespace().take(CLASSES_MAX) {
                if let Some(rules) = self.by_class.get(class) {
                    apply(rules);
                }
            }
        }
        if let Some(rules) = self.by_tag.get(&**element.tag()) {
            apply(rules);
        }
        apply(&self.everywhere);
    }
}

/// Bytes that the selectors of rules inside rules take, put together.
const NESTED_BYTES_MAX: usize = 1 << 20;

/// Classes of one element that are looked up.
const CLASSES_MAX: usize = 256;
