//! Builds a [`Dom`] from what html5ever's tree builder says.

use std::{
    borrow::Cow,
    cell::{Cell, Ref, RefCell},
};

use html5ever::{
    Attribute, QualName,
    tendril::StrTendril,
    tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
};

use crate::{
    dom::{DOCUMENT, Dom, Element, NodeData, NodeId},
    work,
};

/// The tree sink. Counts what it builds, for [`crate::guard`].
pub(crate) struct Sink {
    dom: RefCell<Dom>,
    elements: Cell<usize>,
    attributes: Cell<usize>,
    attributes_max: usize,
    /// Questions the tree builder asked while walking its lists.
    steps: Cell<u64>,
}

impl Sink {
    /// Makes an empty tree whose elements hold at most `attributes_max`
    /// attributes each.
    pub(crate) fn new(attributes_max: usize) -> Sink {
        Sink {
            dom: RefCell::new(Dom::new()),
            elements: Cell::new(0),
            attributes: Cell::new(0),
            attributes_max,
            steps: Cell::new(0),
        }
    }

    /// Returns how many elements were made so far.
    pub(crate) fn elements(&self) -> usize {
        self.elements.get()
    }

    /// Returns how many nodes and attributes were made so far.
    pub(crate) fn weight(&self) -> usize {
        self.dom.borrow().len() + self.attributes.get()
    }

    /// Returns how many questions the tree builder asked: one for each element
    /// it looks at while walking its lists, so a measure of its work.
    pub(crate) fn steps(&self) -> u64 {
        self.steps.get()
    }

    fn step(&self) {
        work::add(1);
        self.steps.set(self.steps.get() + 1);
    }

    /// Returns the depth of a node in the tree, 0 for the document.
    pub(crate) fn depth(&self, id: NodeId) -> u32 {
        self.step();
        self.dom.borrow().node(id).depth
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Dom {
        self.dom.into_inner()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.step();
        Ref::map(self.dom.borrow(), |dom| dom.name(*target))
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _flags: ElementFlags,
    ) -> NodeId {
        self.elements.set(self.elements.get() + 1);
        self.attributes
            .set(self.attributes.get() + attributes.len());
        self.dom
            .borrow_mut()
            .push(NodeData::Element(Element { name, attributes }))
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.dom.borrow_mut().push(NodeData::Comment(text))
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        let text = format!("{target} {data}").into();
        self.dom.borrow_mut().push(NodeData::Comment(text))
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let mut dom = self.dom.borrow_mut();
        match child {
            NodeOrText::AppendNode(id) => dom.append(*parent, id),
            NodeOrText::AppendText(text) => dom.append_text(*parent, &text),
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous_element: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let has_parent = self.dom.borrow().parent(*element).is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous_element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The contents of a template stand below the template itself, so that
    /// the one walk meets them.
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        self.step();
        x == y
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, new_node: NodeOrText<NodeId>) {
        let mut dom = self.dom.borrow_mut();
        match new_node {
            NodeOrText::AppendNode(id) => dom.insert_before(*sibling, id),
            NodeOrText::AppendText(text) => dom.insert_text_before(*sibling, &text),
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        if let Some(element) = self.dom.borrow_mut().element_mut(*target) {
            for attribute in attributes {
                // Each further `<body x>` adds to the first one, and each is
                // compared with all there: quadratic without a ceiling.
                if element.attributes.len() >= self.attributes_max {
                    break;
                }
                if element
                    .attributes
                    .iter()
                    .all(|known| known.name != attribute.name)
                {
                    element.attributes.push(attribute);
                    self.attributes.set(self.attributes.get() + 1);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.dom.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut dom = self.dom.borrow_mut();
        while let Some(child) = dom.first_child(*node) {
            dom.append(*new_parent, child);
        }
    }
}
