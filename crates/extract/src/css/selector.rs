//! Lets the `selectors` crate look at our tree.

use std::{cell::Cell, fmt};

use cssparser::{CowRcStr, ParseError, ToCss};
use html5ever::{LocalName, Namespace};
use precomputed_hash::PrecomputedHash;
use selectors::{
    Element as SelectorElement, OpaqueElement,
    attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint},
    bloom::{BLOOM_HASH_MASK, BloomFilter},
    context::{
        MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode,
        SelectorCaches,
    },
    matching::{ElementSelectorFlags, matches_selector, selector_may_match},
    parser::{
        self, AncestorHashes, NonTSPseudoClass, ParseRelative, PseudoElement, Selector,
        SelectorList, SelectorParseErrorKind,
    },
};

use crate::{
    dom::{Dom, Element, NodeData, NodeId},
    work,
};

/// Bytes of one rule's selectors; longer ones hide by being long, not by
/// what they say, and cost.
const SELECTORS_BYTES_MAX: usize = 16 << 10;

/// Brackets inside brackets in a selector; the parser recurses on them.
const NESTING_MAX: u8 = 8;

/// Parses the selectors of a rule; `None` when they are not understood.
pub(crate) fn parse_selectors(text: &str) -> Option<SelectorList<Css>> {
    // The crate keeps a cache of sibling counts that a budget of steps running
    // out would leave wrong; nobody is known to hide by counting siblings.
    if text.len() > SELECTORS_BYTES_MAX || text.contains(":nth-") || text.contains(":NTH-") {
        return None;
    }
    let mut input = cssparser::Parser::new(text);
    input.set_nested_block_limit(NESTING_MAX);
    SelectorList::parse(&CssParser, &mut input, ParseRelative::No).ok()
}

/// The names of our selectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Css;

impl parser::SelectorImpl for Css {
    type ExtraMatchingData<'a> = ();
    type AttrValue = Value;
    type Identifier = Name;
    type LocalName = Name;
    type NamespaceUrl = Namespace;
    type NamespacePrefix = Name;
    type BorrowedNamespaceUrl = Namespace;
    type BorrowedLocalName = Name;
    type NonTSPseudoClass = State;
    type PseudoElement = Generated;
}

/// A tag, class, id or attribute name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name(pub(crate) LocalName);

impl From<&str> for Name {
    fn from(name: &str) -> Name {
        Name(name.into())
    }
}

impl PrecomputedHash for Name {
    fn precomputed_hash(&self) -> u32 {
        hash(&self.0)
    }
}

/// FNV-1a of a tag, class or id. The hash that the atom keeps would cost an
/// atom for each class of each element.
fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

impl ToCss for Name {
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        dest.write_str(&self.0)
    }
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value(String);

impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value(value.to_owned())
    }
}

impl AsRef<str> for Value {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl ToCss for Value {
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        cssparser::serialize_string(&self.0, dest)
    }
}

/// A pseudo-class of a state that a page just opened is not in (`:hover`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct State;

impl NonTSPseudoClass for State {
    fn is_active_or_hover(&self) -> bool {
        false
    }

    fn is_user_action_state(&self) -> bool {
        true
    }
}

impl ToCss for State {
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        dest.write_str(":hover")
    }
}

/// A pseudo-element; no tag of the page is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Generated;

impl PseudoElement for Generated {
    fn is_before_or_after(&self) -> bool {
        true
    }
}

impl ToCss for Generated {
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        dest.write_str("::before")
    }
}

struct CssParser;

impl<'i> parser::Parser<'i> for CssParser {
    type Impl = Css;
    type Error = SelectorParseErrorKind;

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_non_ts_pseudo_class(
        &self,
        _name: CowRcStr<'i>,
    ) -> Result<State, ParseError<SelectorParseErrorKind>> {
        Ok(State)
    }

    fn parse_pseudo_element(
        &self,
        _name: CowRcStr<'i>,
    ) -> Result<Generated, ParseError<SelectorParseErrorKind>> {
        Ok(Generated)
    }
}

/// A selector, and what the elements around one that it selects must be.
pub(super) struct Wanted {
    pub(super) selector: Selector<Css>,
    around: AncestorHashes,
}

impl Wanted {
    pub(super) fn new(selector: Selector<Css>) -> Wanted {
        Wanted {
            around: AncestorHashes::new(&selector, QuirksMode::NoQuirks),
            selector,
        }
    }
}

/// Matches selectors on one tree within a budget of steps.
pub(crate) struct Matcher<'d> {
    dom: &'d Dom,
    steps_left: Cell<u64>,
    caches: SelectorCaches,
    /// The tags, classes and ids of the elements that are open, so that most
    /// selectors of more than one part are refused without a walk up the tree.
    open: BloomFilter,
    /// Open elements that `open` does not know.
    unknown: usize,
}

impl<'d> Matcher<'d> {
    pub(crate) fn new(dom: &'d Dom, steps_max: u64) -> Matcher<'d> {
        Matcher {
            dom,
            steps_left: Cell::new(steps_max),
            caches: SelectorCaches::default(),
            open: BloomFilter::new(),
            unknown: 0,
        }
    }

    /// Goes into an element: from here on it stands around what is matched.
    pub(crate) fn enter(&mut self, element: &Element) {
        let open = &mut self.open;
        if !for_each_hash(element, |hash| open.insert_hash(hash)) {
            self.unknown += 1;
        }
    }

    /// Leaves an element that was entered.
    pub(crate) fn leave(&mut self, element: &Element) {
        let open = &mut self.open;
        if !for_each_hash(element, |hash| open.remove_hash(hash)) {
            self.unknown -= 1;
        }
    }

    fn may_match(&self, wanted: &Wanted) -> bool {
        self.unknown > 0 || selector_may_match(&wanted.around, &self.open)
    }

    /// Tells whether the budget is used up; from then on nothing matches.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.steps_left.get() == 0
    }

    /// Tells whether a selector selects the element at `id`, around which those
    /// stand that were entered.
    pub(super) fn matches(&mut self, wanted: &Wanted, id: NodeId) -> bool {
        let place = Place {
            dom: self.dom,
            steps_left: &self.steps_left,
            id,
        };
        if !place.step() || !self.may_match(wanted) {
            return false;
        }
        let mut context = MatchingContext::new(
            MatchingMode::Normal,
            None,
            &mut self.caches,
            QuirksMode::NoQuirks,
            NeedsSelectorFlags::No,
            MatchingForInvalidation::No,
        );
        matches_selector(&wanted.selector, 0, None, &place, &mut context) && !self.is_exhausted()
    }
}

/// Bytes of an element's id and classes that are hashed. A formatting element
/// with more may be made again for each block of a page.
const NAMES_BYTES_MAX: usize = 4 << 10;

/// Hands out what selectors know an element by; false, and nothing, when that
/// is too long.
fn for_each_hash(element: &Element, mut found: impl FnMut(u32)) -> bool {
    let id = element.attribute("id");
    let classes = element.attribute("class").unwrap_or_default();
    if id.map_or(0, str::len) + classes.len() > NAMES_BYTES_MAX {
        return false;
    }
    let names = classes.split_ascii_whitespace().chain(id);
    for name in names.chain([&**element.tag()]) {
        found(hash(name) & BLOOM_HASH_MASK);
    }
    true
}

/// An element of the tree, for the `selectors` crate.
#[derive(Clone)]
struct Place<'a> {
    dom: &'a Dom,
    steps_left: &'a Cell<u64>,
    id: NodeId,
}

impl fmt::Debug for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "node {}", self.id)
    }
}

impl Place<'_> {
    /// Takes a step of the budget; false when there is none left.
    fn step(&self) -> bool {
        work::add(1);
        let left = self.steps_left.get();
        self.steps_left.set(left.saturating_sub(1));
        left > 1
    }

    fn at(&self, id: NodeId) -> Self {
        Place { id, ..self.clone() }
    }

    fn element(&self) -> Option<&Element> {
        self.dom.element(self.id)
    }

    /// Goes along siblings to the first element.
    fn seek(&self, mut from: Option<NodeId>, back: bool) -> Option<Self> {
        while let Some(id) = from {
            if !self.step() {
                return None;
            }
            if self.dom.element(id).is_some() {
                return Some(self.at(id));
            }
            from = if back {
                self.dom.previous(id)
            } else {
                self.dom.next(id)
            };
        }
        None
    }
}

impl SelectorElement for Place<'_> {
    type Impl = Css;

    fn opaque(&self) -> OpaqueElement {
        OpaqueElement::new(self.dom.node(self.id))
    }

    fn parent_element(&self) -> Option<Self> {
        let parent = self.dom.parent(self.id)?;
        (self.step() && self.dom.element(parent).is_some()).then(|| self.at(parent))
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.seek(self.dom.previous(self.id), true)
    }

    fn next_sibling_element(&self) -> Option<Self> {
        self.seek(self.dom.next(self.id), false)
    }

    fn first_element_child(&self) -> Option<Self> {
        self.seek(self.dom.first_child(self.id), false)
    }

    fn is_html_element_in_html_document(&self) -> bool {
        self.element().is_some_and(Element::is_html)
    }

    fn has_local_name(&self, name: &Name) -> bool {
        self.element()
            .is_some_and(|element| *element.tag() == name.0)
    }

    fn has_namespace(&self, namespace: &Namespace) -> bool {
        self.element()
            .is_some_and(|element| element.name.ns == *namespace)
    }

    fn is_same_type(&self, other: &Self) -> bool {
        match (self.element(), other.element()) {
            (Some(a), Some(b)) => a.name == b.name,
            _ => false,
        }
    }

    fn attr_matches(
        &self,
        namespace: &NamespaceConstraint<&Namespace>,
        name: &Name,
        operation: &AttrSelectorOperation<&Value>,
    ) -> bool {
        self.element().is_some_and(|element| {
            element.attributes.iter().any(|attribute| {
                !matches!(*namespace, NamespaceConstraint::Specific(url) if *url != attribute.name.ns)
                    && attribute.name.local == name.0
                    && operation.eval_str(&attribute.value)
            })
        })
    }

    fn match_non_ts_pseudo_class(
        &self,
        _state: &State,
        _context: &mut MatchingContext<'_, Css>,
    ) -> bool {
        false
    }

    fn match_pseudo_element(
        &self,
        _generated: &Generated,
        _context: &mut MatchingContext<'_, Css>,
    ) -> bool {
        false
    }

    fn apply_selector_flags(&self, _flags: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        self.element().is_some_and(|element| {
            matches!(&**element.tag(), "a" | "area") && element.attribute("href").is_some()
        })
    }

    fn is_html_slot_element(&self) -> bool {
        false
    }

    fn has_id(&self, id: &Name, case_sensitivity: CaseSensitivity) -> bool {
        self.element()
            .and_then(|element| element.attribute("id"))
            .is_some_and(|found| case_sensitivity.eq(found.as_bytes(), id.0.as_bytes()))
    }

    fn has_class(&self, name: &Name, case_sensitivity: CaseSensitivity) -> bool {
        self.element()
            .and_then(|element| element.attribute("class"))
            .is_some_and(|classes| {
                classes
                    .split_ascii_whitespace()
                    .any(|class| case_sensitivity.eq(class.as_bytes(), name.0.as_bytes()))
            })
    }

    fn has_custom_state(&self, _name: &Name) -> bool {
        false
    }

    fn imported_part(&self, _name: &Name) -> Option<Name> {
        None
    }

    fn is_part(&self, _name: &Name) -> bool {
        false
    }

    fn is_empty(&self) -> bool {
        let mut child = self.dom.first_child(self.id);
        while let Some(id) = child {
            if !matches!(self.dom.node(id).data, NodeData::Comment(_)) {
                return false;
            }
            child = self.dom.next(id);
        }
        true
    }

    fn is_root(&self) -> bool {
        self.dom.parent(self.id) == Some(crate::dom::DOCUMENT)
    }

    fn add_element_unique_hashes(&self, _filter: &mut BloomFilter) -> bool {
        false
    }
}
