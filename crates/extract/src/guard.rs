//! Stands between html5ever's tokenizer and its tree builder.
//!
//! The tree builder walks its stack of open elements for nearly every tag, and
//! its list of open formatting elements for nearly every block: a page of
//! nested `<div>` or of unclosed `<b>` costs quadratic time. So tags that
//! would go too deep, or whose formatting elements multiply, are *flattened*
//! here: the tag is left out, its text stays where it stands, and what its
//! attributes carry (targets, texts) stays in the tree on a childless `<wbr>`.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};

use html5ever::{
    LocalName, local_name,
    tendril::StrTendril,
    tokenizer::{
        EndTag, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult, states::RawKind,
    },
    tree_builder::{Tracer, TreeBuilder},
};

use crate::{
    Limits,
    dom::{Dom, NodeId},
    sink::Sink,
    work,
};

/// Elements that one token may make: more means that a list of unclosed
/// formatting elements is rebuilt for each block. Pages written by hand in
/// nested `<font>` stay below it.
const FORMATTING_MAX: usize = 32;

/// Attributes kept on a formatting element; each rebuilt one copies them.
const FORMATTING_ATTRIBUTES_MAX: usize = 32;

/// Open elements may outnumber the depth of the tree (foster parenting leaves
/// two for each level); beyond this many per level they are flattened too.
const STACK_PER_DEPTH_MAX: usize = 4;

/// Elements that the tree builder may look at while it walks its lists: stray
/// end tags on a full stack cost 500 each. A page of 8 MiB in ordinary tags
/// takes about 10 million; beyond this all tags are flattened.
const STEPS_MAX: u64 = 60_000_000;

/// Bytes of text that wait at most.
const PENDING_BYTES_MAX: usize = 64 << 10;

/// What `<noscript>` is called in the tree. In the head, a `<noscript>` is
/// thrown out by the first tag inside it that belongs to the body, and its
/// text would look like any other; a tag of no standing keeps what is in it.
pub(crate) const NOSCRIPT: &str = "x-noscript";

/// The tokens' way into the tree builder.
pub(crate) struct Guard {
    builder: TreeBuilder<NodeId, Sink>,
    limits: Limits,
    noscript: LocalName,
    /// Not less than how many elements are open; counted exactly when it
    /// reaches the ceiling.
    open_bound: Cell<usize>,
    /// Whether the last count found no room; true until a tag goes through.
    full: Cell<bool>,
    /// Start tags left out whose end tags must be left out too.
    left_out: RefCell<HashMap<LocalName, usize>>,
    formatting_flood: Cell<bool>,
    /// Whether an element whose content is text was begun.
    raw_open: Cell<bool>,
    /// What was cut.
    cuts: Cell<Cuts>,
    links_kept: Cell<usize>,
    /// What is to be read behind the last tag, comment or doctype.
    reads: RefCell<Option<Reads>>,
    /// Text that the tree builder has not been given yet. A flood of `<` comes
    /// one by one, and each would cost it a walk of its own.
    pending: RefCell<StrTendril>,
}

/// What is to be read next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    /// Text and tags.
    Data,
    /// The text of an element of this name, without references, up to its end
    /// tag.
    RawText(LocalName),
}

/// What the guard had to cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cuts {
    /// Tags flattened because they stood too deep.
    pub(crate) depth: usize,
    /// Tags flattened because the page has too many nodes.
    pub(crate) nodes: usize,
    /// Attributes dropped.
    pub(crate) attributes: usize,
}

/// Counts the handles a tree builder holds and the depth of the deepest.
struct Census<'s> {
    sink: &'s Sink,
    held: Cell<usize>,
    deepest: Cell<u32>,
}

impl Tracer for Census<'_> {
    type Handle = NodeId;

    fn trace_handle(&self, node: &NodeId) {
        self.held.set(self.held.get() + 1);
        self.deepest
            .set(self.deepest.get().max(self.sink.depth(*node)));
    }
}

impl Guard {
    pub(crate) fn new(builder: TreeBuilder<NodeId, Sink>, limits: &Limits) -> Guard {
        Guard {
            builder,
            limits: *limits,
            noscript: LocalName::from(NOSCRIPT),
            open_bound: Cell::new(0),
            full: Cell::new(false),
            left_out: RefCell::default(),
            formatting_flood: Cell::new(false),
            raw_open: Cell::new(false),
            cuts: Cell::default(),
            links_kept: Cell::new(0),
            reads: RefCell::default(),
            pending: RefCell::default(),
        }
    }

    /// Forgets what [`Guard::take_reads`] would tell.
    pub(crate) fn forget_reads(&self) {
        self.reads.take();
    }

    /// Returns what is to be read behind the last tag, comment or doctype that
    /// came since that was forgotten; `None` when there was none, or when only
    /// the tokenizer can read it.
    pub(crate) fn take_reads(&self) -> Option<Reads> {
        self.reads.take()
    }

    /// Adds text.
    pub(crate) fn add_text(&self, text: &str, line: u64) {
        let mut pending = self.pending.borrow_mut();
        pending.push_slice(text);
        if pending.len() >= PENDING_BYTES_MAX {
            drop(pending);
            self.pass_text(line);
        }
    }

    /// Gives back the tree and what was cut.
    pub(crate) fn finish(self) -> (Dom, Cuts) {
        use html5ever::tree_builder::TreeSink;
        (self.builder.sink.finish(), self.cuts.get())
    }

    fn cut(&self, change: impl FnOnce(&mut Cuts)) {
        let mut cuts = self.cuts.get();
        change(&mut cuts);
        self.cuts.set(cuts);
    }

    /// Tells whether the tree builder has worked more than any honest page asks.
    fn is_exhausted(&self) -> bool {
        self.builder.sink.steps() >= STEPS_MAX
    }

    /// Tells whether the stack of open elements has room for one more.
    fn has_room(&self) -> bool {
        if self.full.get() {
            return false;
        }
        if self.open_bound.get() < self.limits.depth_max {
            return true;
        }
        let census = Census {
            sink: &self.builder.sink,
            held: Cell::new(0),
            deepest: Cell::new(0),
        };
        self.builder.trace_handles(&census);
        let room = (census.deepest.get() as usize) < self.limits.depth_max
            && census.held.get() < STACK_PER_DEPTH_MAX * self.limits.depth_max;
        self.full.set(!room);
        self.open_bound
            .set(census.held.get().min(self.limits.depth_max));
        if room {
            self.left_out.borrow_mut().clear();
        }
        room
    }

    /// Passes a token on and keeps the count of what it opened.
    fn pass(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let before = self.builder.sink.elements();
        let result = self.builder.process_token(token, line);
        let made = self.builder.sink.elements() - before;
        self.open_bound.set(self.open_bound.get() + made);
        if made > 0 {
            self.formatting_flood.set(made > FORMATTING_MAX);
        }
        result
    }

    /// Gives the tree builder the text that waits.
    fn pass_text(&self, line: u64) {
        let text = self.pending.take();
        if !text.is_empty() {
            // Text never changes what the tokenizer reads next.
            let _ = self.pass(Token::CharacterTokens(text), line);
        }
    }

    /// Leaves a start tag out; what it carries stays on a `<wbr>`.
    fn flatten(&self, mut tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        if !is_void(&tag.name) && !tag.self_closing {
            *self
                .left_out
                .borrow_mut()
                .entry(tag.name.clone())
                .or_default() += 1;
        }
        tag.attrs
            .retain(|attribute| carries(&attribute.name.local) && !attribute.value.is_empty());
        if tag.attrs.is_empty() || self.links_kept.get() >= self.limits.links_max {
            return TokenSinkResult::Continue;
        }
        self.links_kept.set(self.links_kept.get() + 1);
        tag.name = local_name!("wbr");
        tag.self_closing = false;
        self.builder.process_token(TagToken(tag), line)
    }

    fn start_tag(&self, mut tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        if tag.name == local_name!("noscript") {
            tag.name = self.noscript.clone();
        }
        if tag.attrs.len() > self.limits.attributes_max {
            let over = tag.attrs.len() - self.limits.attributes_max;
            self.cut(|cuts| cuts.attributes += over);
            tag.attrs.truncate(self.limits.attributes_max);
        }
        let formatting = is_formatting(&tag.name);
        if formatting {
            tag.attrs.truncate(FORMATTING_ATTRIBUTES_MAX);
        }
        // The tokenizer reads what follows these as text only if the tree
        // builder sees them; they cannot nest, so they cost one level.
        let raw = is_raw_text(&tag.name);
        if raw {
            self.raw_open.set(true);
        }
        if self.is_exhausted() && !raw {
            self.cut(|cuts| cuts.depth += 1);
            return self.flatten(tag, line);
        }
        if self.builder.sink.weight() >= self.limits.nodes_max && !raw {
            self.cut(|cuts| cuts.nodes += 1);
            return self.flatten(tag, line);
        }
        if formatting && self.formatting_flood.get() {
            self.cut(|cuts| cuts.depth += 1);
            return self.flatten(tag, line);
        }
        if !raw && !is_void(&tag.name) && !self.has_room() {
            self.cut(|cuts| cuts.depth += 1);
            return self.flatten(tag, line);
        }
        let name = tag.name.clone();
        let result = self.pass(TagToken(tag), line);
        match result {
            TokenSinkResult::RawData(RawKind::Rawtext | RawKind::ScriptData) => {
                self.reads.replace(Some(Reads::RawText(name)));
            }
            TokenSinkResult::RawData(_) | TokenSinkResult::Plaintext => self.forget_reads(),
            _ => {}
        }
        result
    }

    fn end_tag(&self, mut tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        if tag.name == local_name!("noscript") {
            tag.name = self.noscript.clone();
        }
        let mut left_out = self.left_out.borrow_mut();
        if let Some(count) = left_out.get_mut(&tag.name)
            && *count > 0
        {
            *count -= 1;
            return TokenSinkResult::Continue;
        }
        drop(left_out);
        // Without its end tag, an open script would swallow the rest.
        let closes_raw = is_raw_text(&tag.name) && self.raw_open.replace(false);
        if self.is_exhausted() && !closes_raw {
            return TokenSinkResult::Continue;
        }
        if self.builder.sink.weight() >= self.limits.nodes_max && &*tag.name == "p" {
            // An end tag of a paragraph that is not open makes one.
            return TokenSinkResult::Continue;
        }
        self.full.set(false);
        self.pass(TagToken(tag), line)
    }
}

impl TokenSink for Guard {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        work::add(1);
        match token {
            Token::CharacterTokens(text) => {
                self.add_text(&text, line);
                return TokenSinkResult::Continue;
            }
            Token::ParseError(_) => return TokenSinkResult::Continue,
            _ => self.pass_text(line),
        }
        self.reads.replace(Some(Reads::Data));
        match token {
            TagToken(tag) if tag.kind == StartTag => self.start_tag(tag, line),
            TagToken(tag) if tag.kind == EndTag => self.end_tag(tag, line),
            Token::CommentToken(_) if self.builder.sink.weight() >= self.limits.nodes_max => {
                self.cut(|cuts| cuts.nodes += 1);
                TokenSinkResult::Continue
            }
            token => self.pass(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        // Text may open the body, or formatting elements again.
        self.pass_text(0);
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Attributes that a flattened tag keeps.
fn carries(name: &LocalName) -> bool {
    matches!(
        &**name,
        "href"
            | "xlink:href"
            | "src"
            | "action"
            | "formaction"
            | "data"
            | "rel"
            | "title"
            | "alt"
            | "aria-label"
            | "placeholder"
            | "value"
            | "content"
            | "style"
            | "hidden"
            | "srcdoc"
    )
}

fn is_void(name: &LocalName) -> bool {
    matches!(
        &**name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Tells whether the content of an element is text, not tags.
pub(crate) fn is_raw_text(name: &LocalName) -> bool {
    matches!(
        &**name,
        "script" | "style" | "title" | "textarea" | "xmp" | "iframe" | "noembed" | "noframes"
    )
}

/// The formatting elements of the HTML standard, §13.2.4.2.
fn is_formatting(name: &LocalName) -> bool {
    matches!(
        &**name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}
