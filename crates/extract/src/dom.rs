//! A compact tree of a page: nodes in one vector, linked by index.
//!
//! Nothing here or in the walks over it recurses, so that the depth of a
//! hostile page costs no stack; dropping a vector does not recurse either.

use html5ever::{Attribute, LocalName, QualName, tendril::StrTendril};

use crate::work;

/// The place of a node in [`Dom::nodes`].
pub(crate) type NodeId = u32;

/// Stands for "no node" inside [`Node`].
const NONE: NodeId = NodeId::MAX;

/// The document node.
pub(crate) const DOCUMENT: NodeId = 0;

/// One node and its neighbours.
pub(crate) struct Node {
    parent: NodeId,
    previous: NodeId,
    next: NodeId,
    first: NodeId,
    last: NodeId,
    /// Edges from the document, as known when the node was put in.
    pub(crate) depth: u32,
    pub(crate) data: NodeData,
}

/// What a node is.
pub(crate) enum NodeData {
    Document,
    Element(Element),
    Text(StrTendril),
    Comment(StrTendril),
}

/// A tag with its attributes.
pub(crate) struct Element {
    pub(crate) name: QualName,
    pub(crate) attributes: Vec<Attribute>,
}

impl Element {
    /// Returns the value of an attribute without a namespace.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|attribute| &*attribute.name.local == name)
            .map(|attribute| &*attribute.value)
    }

    /// Returns the local name.
    pub(crate) fn tag(&self) -> &LocalName {
        &self.name.local
    }

    /// Tells whether the tag is one of HTML, not of SVG or MathML.
    pub(crate) fn is_html(&self) -> bool {
        self.name.ns == html5ever::ns!(html)
    }
}

/// The tree.
pub(crate) struct Dom {
    nodes: Vec<Node>,
    no_name: QualName,
}

fn known(id: NodeId) -> Option<NodeId> {
    (id != NONE).then_some(id)
}

impl Dom {
    /// Makes a tree of the document node alone.
    pub(crate) fn new() -> Dom {
        let mut dom = Dom {
            nodes: Vec::new(),
            no_name: QualName::new(None, html5ever::ns!(), html5ever::local_name!("")),
        };
        dom.push(NodeData::Document);
        dom
    }

    /// Adds a node that has no parent yet.
    pub(crate) fn push(&mut self, data: NodeData) -> NodeId {
        // Far out of reach: `Limits::nodes_max` cuts long before 2³² nodes.
        let id = NodeId::try_from(self.nodes.len()).unwrap_or(NONE);
        self.nodes.push(Node {
            parent: NONE,
            previous: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            depth: 0,
            data,
        });
        id
    }

    /// Returns how many nodes there are, detached ones too.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns a node.
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id as usize]
    }

    /// Returns the element at `id`, if it is one.
    pub(crate) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id).data {
            NodeData::Element(element) => Some(element),
            _ => None,
        }
    }

    /// Returns the name of an element; the empty name for other nodes.
    pub(crate) fn name(&self, id: NodeId) -> &QualName {
        self.element(id)
            .map_or(&self.no_name, |element| &element.name)
    }

    pub(crate) fn element_mut(&mut self, id: NodeId) -> Option<&mut Element> {
        match &mut self.node_mut(id).data {
            NodeData::Element(element) => Some(element),
            _ => None,
        }
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        known(self.node(id).parent)
    }

    pub(crate) fn previous(&self, id: NodeId) -> Option<NodeId> {
        known(self.node(id).previous)
    }

    pub(crate) fn next(&self, id: NodeId) -> Option<NodeId> {
        known(self.node(id).next)
    }

    pub(crate) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        known(self.node(id).first)
    }

    pub(crate) fn last_child(&self, id: NodeId) -> Option<NodeId> {
        known(self.node(id).last)
    }

    /// Takes a node out of its parent.
    pub(crate) fn detach(&mut self, id: NodeId) {
        let (parent, previous, next) = {
            let node = self.node_mut(id);
            let links = (node.parent, node.previous, node.next);
            (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
            links
        };
        if parent == NONE {
            return;
        }
        match known(previous) {
            Some(previous) => self.node_mut(previous).next = next,
            None => self.node_mut(parent).first = next,
        }
        match known(next) {
            Some(next) => self.node_mut(next).previous = previous,
            None => self.node_mut(parent).last = previous,
        }
    }

    /// Puts a node behind the last child of `parent`.
    pub(crate) fn append(&mut self, parent: NodeId, id: NodeId) {
        self.detach(id);
        let last = self.node(parent).last;
        let depth = self.node(parent).depth + 1;
        let node = self.node_mut(id);
        node.parent = parent;
        node.previous = last;
        node.depth = depth;
        match known(last) {
            Some(last) => self.node_mut(last).next = id,
            None => self.node_mut(parent).first = id,
        }
        self.node_mut(parent).last = id;
    }

    /// Puts a node right before `sibling`; does nothing if that has no parent.
    pub(crate) fn insert_before(&mut self, sibling: NodeId, id: NodeId) {
        self.detach(id);
        let parent = self.node(sibling).parent;
        if parent == NONE {
            return;
        }
        let previous = self.node(sibling).previous;
        let depth = self.node(sibling).depth;
        let node = self.node_mut(id);
        node.parent = parent;
        node.previous = previous;
        node.next = sibling;
        node.depth = depth;
        self.node_mut(sibling).previous = id;
        match known(previous) {
            Some(previous) => self.node_mut(previous).next = id,
            None => self.node_mut(parent).first = id,
        }
    }

    /// Adds text behind the last child of `parent`, joining it to a text that
    /// stands there.
    pub(crate) fn append_text(&mut self, parent: NodeId, text: &StrTendril) {
        if let Some(last) = self.last_child(parent)
            && self.extend_text(last, text)
        {
            return;
        }
        let id = self.push(NodeData::Text(text.clone()));
        self.append(parent, id);
    }

    /// Adds text right before `sibling`, joining it to a text that stands there.
    pub(crate) fn insert_text_before(&mut self, sibling: NodeId, text: &StrTendril) {
        if let Some(previous) = self.previous(sibling)
            && self.extend_text(previous, text)
        {
            return;
        }
        let id = self.push(NodeData::Text(text.clone()));
        self.insert_before(sibling, id);
    }

    fn extend_text(&mut self, id: NodeId, more: &StrTendril) -> bool {
        match &mut self.node_mut(id).data {
            NodeData::Text(text) => {
                text.push_tendril(more);
                true
            }
            _ => false,
        }
    }

    /// Returns the nodes below `root` and `root` itself in the order of the
    /// document: each once when it is entered and once when it is left.
    pub(crate) fn walk(&self, root: NodeId) -> Walk<'_> {
        Walk {
            dom: self,
            root,
            next: Some(Step::Enter(root)),
        }
    }

    /// Returns the text that stands right in an element, as it stands. Of a
    /// `<style>` that is its sheet, even where (inside SVG) tags may stand in it.
    pub(crate) fn child_text(&self, id: NodeId) -> String {
        let mut text = String::new();
        let mut child = self.first_child(id);
        while let Some(id) = child {
            work::add(1);
            if let NodeData::Text(piece) = &self.node(id).data {
                text.push_str(piece);
            }
            child = self.next(id);
        }
        text
    }

    /// Returns the text below `root`, as it stands. Not to be asked of each
    /// of many nested elements.
    pub(crate) fn text_of(&self, root: NodeId) -> String {
        let mut text = String::new();
        for step in self.walk(root) {
            if let Step::Enter(id) = step
                && let NodeData::Text(piece) = &self.node(id).data
            {
                text.push_str(piece);
            }
        }
        text
    }
}

/// A step of [`Dom::walk`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The node begins.
    Enter(NodeId),
    /// All that is in the node was passed.
    Leave(NodeId),
}

/// See [`Dom::walk`].
pub(crate) struct Walk<'d> {
    dom: &'d Dom,
    root: NodeId,
    next: Option<Step>,
}

impl Walk<'_> {
    /// Goes on behind the node that was just entered, leaving out what is in
    /// it; its `Leave` still comes.
    pub(crate) fn pass_over(&mut self, entered: NodeId) {
        self.next = Some(Step::Leave(entered));
    }
}

impl Iterator for Walk<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.next?;
        work::add(1);
        self.next = match step {
            Step::Enter(id) => Some(match self.dom.first_child(id) {
                Some(child) => Step::Enter(child),
                None => Step::Leave(id),
            }),
            Step::Leave(id) if id == self.root => None,
            Step::Leave(id) => match self.dom.next(id) {
                Some(next) => Some(Step::Enter(next)),
                None => self.dom.parent(id).map(Step::Leave),
            },
        };
        Some(step)
    }
}
