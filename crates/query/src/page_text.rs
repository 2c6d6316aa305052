use std::collections::{BTreeSet, HashMap};

use haidang_model::{
    CanonicalUrl, Category, ContentHash, Host, Page, Region, Span, TextRun, Timestamp, Visibility,
    Zone,
};
use vitext::{Normalised, Reading};

use crate::{Signal, ZoneSet, scanner::Occurrence};

/// What is known of a page besides its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageMeta {
    /// Its address; absent for imported text.
    pub url: Option<CanonicalUrl>,
    /// Its registrable domain; empty for imported text.
    pub site: String,
    /// When it was fetched.
    pub fetched: Option<Timestamp>,
    /// The language of the content: `vi`, `en`, … or `und`.
    pub lang: String,
    /// The categories of the page's flags, for `category:`; empty where they
    /// are not known, as when rules run over a page.
    pub categories: Vec<Category>,
}

/// A page made ready for matching: what every rule and every query is held
/// against.
///
/// The runs of the page are put together to *blocks*: a run and all that are
/// [joined](TextRun::joined) to it, so that a word split by `<b>` is whole
/// again. Each block is normalised by itself; nothing is ever met across the
/// edge of a block, but [`crate::Node::Near`] may reach from one to the next.
/// Tokens are numbered through the whole page.
#[derive(Clone, Debug)]
pub struct PageText {
    meta: PageMeta,
    address: Option<CanonicalUrl>,
    signals: Vec<Signal>,
    title: String,
    blocks: Vec<Block>,
    tokens: usize,
    links: Vec<LinkTarget>,
    zones: ZoneSet,
}

/// One run of the page, or several joined ones, as one text.
#[derive(Clone, Debug)]
pub struct Block {
    text: String,
    reading: Reading,
    pieces: Vec<Piece>,
    first_token: usize,
    stream: Stream,
    stream_position: usize,
}

/// The part of a block that one run gave.
#[derive(Clone, Copy, Debug)]
struct Piece {
    run: usize,
    /// Byte of the block's text where the run begins.
    start: usize,
    zone: Zone,
    region: Region,
}

/// The web target of a link, ready for comparing.
#[derive(Clone, Debug)]
pub(crate) struct LinkTarget {
    pub(crate) host: Host,
    /// Path and query, beginning with `/`.
    pub(crate) path: String,
    pub(crate) target: String,
    /// The link zone, and the hidden one when no reader sees it.
    pub(crate) zones: ZoneSet,
    /// The run that is the text of the link, if there is one.
    pub(crate) run: Option<usize>,
    /// Bytes of that run.
    pub(crate) run_bytes: usize,
}

/// Text that is read in one go. Nearness is measured within one stream only:
/// a comment between two paragraphs neither parts them nor is near to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    /// Title and meta data.
    Head,
    /// What a reader sees.
    Read,
    Hidden,
    Attribute,
    Comment,
    Script,
}

impl Stream {
    const COUNT: usize = Stream::Script as usize + 1;

    fn of(zone: Zone) -> Stream {
        match zone {
            Zone::Title | Zone::Meta => Stream::Head,
            Zone::Lead | Zone::Main | Zone::Other | Zone::Anchor | Zone::Host | Zone::Link => {
                Stream::Read
            }
            Zone::Hidden => Stream::Hidden,
            Zone::Attribute => Stream::Attribute,
            Zone::Comment => Stream::Comment,
            Zone::Script => Stream::Script,
        }
    }
}

/// Words that the edge of a block counts for when nearness is measured.
/// Landing pages put each slogan into a box of its own, so neighbouring boxes
/// must be near; far paragraphs must not.
const EDGE_WORDS: usize = 5;

/// Where words of the page stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The run of the page that holds the first word.
    pub run: usize,
    /// Bytes of that run's text; ends at the end of the run when the words go
    /// on into joined runs.
    pub span: Span,
    /// The words as they stand, whole.
    pub quote: String,
}

impl PageText {
    /// Makes a page ready for matching. Never fails; the cost is one pass over
    /// its text.
    pub fn new(page: &Page, meta: PageMeta) -> PageText {
        let address = meta.url.as_ref().or(page.url.as_ref()).cloned();
        let mut blocks: Vec<Block> = Vec::new();
        let mut tokens = 0;
        let mut positions = [0; Stream::COUNT];
        let mut zones = ZoneSet::EMPTY;
        let mut at = 0;
        while at < page.runs.len() {
            let length = 1 + page
                .runs
                .iter()
                .skip(at + 1)
                .take_while(|run| run.joined)
                .count();
            let runs = page.runs.get(at..at + length).unwrap_or_default();
            if let Some(block) = Block::new(runs, at, tokens, &mut positions) {
                tokens += block.normalised().len();
                for piece in &block.pieces {
                    zones = zones.or(ZoneSet::of(piece.zone));
                }
                blocks.push(block);
            }
            at += length;
        }
        let links = links(page);
        PageText {
            meta,
            address,
            signals: page.signals.raised(),
            title: page.title.clone(),
            blocks,
            tokens,
            links,
            zones,
        }
    }

    /// Returns what is known of the page besides its content.
    pub fn meta(&self) -> &PageMeta {
        &self.meta
    }

    /// Returns the host of the page, if it has an address.
    pub fn host(&self) -> Option<&Host> {
        self.address.as_ref().map(CanonicalUrl::host)
    }

    /// Returns the address of the page, if it has one.
    pub(crate) fn address(&self) -> Option<&CanonicalUrl> {
        self.address.as_ref()
    }

    /// Says what the page as a whole looks like, for `signal:`, in place of what
    /// extraction measured.
    #[must_use]
    pub fn with_signals(self, signals: impl IntoIterator<Item = Signal>) -> PageText {
        PageText {
            signals: signals.into_iter().collect(),
            ..self
        }
    }

    /// Returns what the page as a whole looks like.
    pub fn signals(&self) -> &[Signal] {
        &self.signals
    }

    /// Returns the title of the page, as a reader sees it.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the blocks with at least one word, in the order of the source.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Returns how many tokens the page has.
    pub fn token_count(&self) -> usize {
        self.tokens
    }

    /// Returns the zone of token `token`, counted through the page.
    pub fn zone_of(&self, token: usize) -> Option<Zone> {
        let block = self.block_of(token)?;
        Some(block.zone_of(token - block.first_token))
    }

    /// Returns where the tokens from `first` to `last`, both included, stand.
    /// None unless they lie in one block.
    pub fn place(&self, first: usize, last: usize) -> Option<Place> {
        let block = self.block_of(first)?;
        let (first, last) = (
            first.checked_sub(block.first_token)?,
            last.checked_sub(block.first_token)?,
        );
        if first > last || last >= block.normalised().len() {
            return None;
        }
        Some(block.place(first, last))
    }

    /// Returns where an occurrence stands.
    pub(crate) fn place_of(&self, occurrence: &Occurrence) -> Option<Place> {
        let block = self.block_of(occurrence.first)?;
        Some(block.place_of_bytes(occurrence.start..occurrence.end))
    }

    /// Hashes what the page says: the accented words of all blocks in order,
    /// the title, and the hosts it links to. The same after a change of markup
    /// alone.
    pub fn text_hash(&self) -> ContentHash {
        let mut words = String::new();
        for block in &self.blocks {
            for token in 0..block.normalised().len() {
                words.push_str(block.normalised().accented(token));
                words.push(' ');
            }
        }
        let title = vitext::normalise(&self.title);
        let title: Vec<&str> = (0..title.len())
            .map(|token| title.accented(token))
            .collect();
        let hosts: BTreeSet<&str> = self.links.iter().map(|link| link.host.as_str()).collect();
        let hosts: Vec<&str> = hosts.into_iter().collect();
        ContentHash::of_parts([
            words.as_bytes(),
            title.join(" ").as_bytes(),
            hosts.join(" ").as_bytes(),
        ])
    }

    /// Returns the zones in which the page has text.
    pub(crate) fn zones(&self) -> ZoneSet {
        self.zones
    }

    pub(crate) fn links(&self) -> &[LinkTarget] {
        &self.links
    }

    pub(crate) fn block_of(&self, token: usize) -> Option<&Block> {
        let after = self
            .blocks
            .partition_point(|block| block.first_token <= token);
        self.blocks
            .get(after.checked_sub(1)?)
            .filter(|block| token - block.first_token < block.normalised().len())
    }

    /// Returns the stream of a token and its place in it, for measuring
    /// nearness.
    pub(crate) fn stream_position(&self, token: usize) -> Option<(Stream, usize)> {
        let block = self.block_of(token)?;
        Some((
            block.stream,
            block.stream_position + (token - block.first_token),
        ))
    }
}

impl Block {
    fn new(
        runs: &[TextRun],
        first_run: usize,
        first_token: usize,
        positions: &mut [usize; Stream::COUNT],
    ) -> Option<Block> {
        let mut text = String::with_capacity(runs.iter().map(|run| run.text.len()).sum());
        let mut pieces = Vec::with_capacity(runs.len());
        for (offset, run) in runs.iter().enumerate() {
            if run.text.is_empty() {
                continue;
            }
            pieces.push(Piece {
                run: first_run + offset,
                start: text.len(),
                zone: run.zone(),
                region: run.region,
            });
            text.push_str(&run.text);
        }
        let stream = Stream::of(pieces.first()?.zone);
        let reading = Reading::of(&text);
        if reading.words().is_empty() {
            return None;
        }
        let position = &mut positions[stream as usize];
        let stream_position = *position;
        *position += reading.words().len() + EDGE_WORDS;
        Some(Block {
            text,
            reading,
            pieces,
            first_token,
            stream,
            stream_position,
        })
    }

    /// Returns the text of the block: its runs, one after the other.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the reading of the block's text.
    pub(crate) fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Returns the words of the block. Where they stand in [`Block::text`],
    /// [`Block::raw`] says: their own spans are those of a text that may have
    /// been put right.
    pub fn normalised(&self) -> &Normalised {
        self.reading.words()
    }

    /// Returns where word `token` of the block stands, in bytes of
    /// [`Block::text`].
    pub fn raw(&self, token: usize) -> Span {
        self.reading.raw(token)
    }

    /// Returns the number of the block's first token, counted through the page.
    pub fn first_token(&self) -> usize {
        self.first_token
    }

    /// Returns the zone in which the block begins.
    pub fn zone(&self) -> Zone {
        self.piece_at(0).zone
    }

    /// Returns the part of the page in which the block begins.
    pub fn region(&self) -> Region {
        self.piece_at(0).region
    }

    /// Returns the zone of token `token`, counted from the block's first.
    pub fn zone_of(&self, token: usize) -> Zone {
        self.piece_at(self.raw(token).start).zone
    }

    /// Returns the run of the page and the byte of its text that byte `byte`
    /// of [`Block::text`] came from.
    pub fn run_and_byte(&self, byte: usize) -> (usize, usize) {
        let piece = self.piece_at(byte);
        (piece.run, byte - piece.start)
    }

    /// Returns where tokens of the block stand.
    ///
    /// `first` and `last` count from the block's first token, both included.
    pub(crate) fn place(&self, first: usize, last: usize) -> Place {
        self.place_of_bytes(self.raw(first).start..self.raw(last).end)
    }

    /// Returns the zone of a byte of [`Block::text`].
    pub(crate) fn zone_of_byte(&self, byte: usize) -> Zone {
        self.piece_at(byte).zone
    }

    /// Returns where bytes of the block's text stand.
    pub(crate) fn place_of_bytes(&self, bytes: Span) -> Place {
        let Span { start, end } = bytes;
        let piece = self.piece_at(start);
        let piece_end = self.piece_end(piece);
        Place {
            run: piece.run,
            span: start - piece.start..end.min(piece_end) - piece.start,
            quote: self.text.get(start..end).unwrap_or_default().to_owned(),
        }
    }

    /// Returns the zones that tokens of the block touch.
    pub(crate) fn zones(&self, first: usize, last: usize) -> ZoneSet {
        if let [piece] = self.pieces.as_slice() {
            return ZoneSet::of(piece.zone);
        }
        (first..=last).fold(ZoneSet::EMPTY, |zones, token| {
            zones.or(ZoneSet::of(self.zone_of(token)))
        })
    }

    /// Returns the zones that bytes of the block touch.
    pub(crate) fn zones_of_bytes(&self, bytes: &Span) -> ZoneSet {
        let before = self
            .pieces
            .partition_point(|piece| piece.start <= bytes.start);
        let touched = self
            .pieces
            .iter()
            .skip(before.saturating_sub(1))
            .take_while(|piece| piece.start < bytes.end);
        touched.fold(ZoneSet::EMPTY, |zones, piece| {
            zones.or(ZoneSet::of(piece.zone))
        })
    }

    /// Returns the first and the last token, counted from the block's first,
    /// that bytes of the block touch; the nearest one when they touch none.
    pub(crate) fn tokens_of_bytes(&self, bytes: &Span) -> (usize, usize) {
        let most = self.normalised().len().saturating_sub(1);
        let first = self
            .tokens_where(|token| token.end <= bytes.start)
            .min(most);
        let after = self.tokens_where(|token| token.start < bytes.end);
        (first, after.saturating_sub(1).clamp(first, most))
    }

    /// Returns how many tokens at the beginning of the block are so.
    fn tokens_where(&self, is_so: impl Fn(Span) -> bool) -> usize {
        let (mut low, mut high) = (0, self.normalised().len());
        while low < high {
            let middle = low + (high - low) / 2;
            if is_so(self.raw(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn piece_at(&self, byte: usize) -> Piece {
        let after = self.pieces.partition_point(|piece| piece.start <= byte);
        // The first piece starts at 0, so there always is one.
        self.pieces[after.max(1) - 1]
    }

    fn piece_end(&self, piece: Piece) -> usize {
        let after = self
            .pieces
            .partition_point(|other| other.start <= piece.start);
        self.pieces
            .get(after)
            .map_or(self.text.len(), |next| next.start)
    }
}

/// Collects the web targets of a page, each once.
fn links(page: &Page) -> Vec<LinkTarget> {
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut links: Vec<LinkTarget> = Vec::new();
    let of_runs = page.runs.iter().enumerate().filter_map(|(at, run)| {
        let run_at = Some((at, run.text.len()));
        Some((run.href.as_deref()?, run_at, run.visibility))
    });
    let of_links = page
        .links
        .iter()
        .map(|link| (link.target.as_str(), None, link.visibility));
    for (target, run, visibility) in of_runs.chain(of_links) {
        let mut zones = ZoneSet::of(Zone::Link);
        if visibility == Visibility::Hidden {
            zones = zones.or(ZoneSet::of(Zone::Hidden));
        }
        if let Some(link) = known.get(target).and_then(|at| links.get_mut(*at)) {
            link.zones = link.zones.or(zones);
            continue;
        }
        let Ok(url) = CanonicalUrl::parse(target) else {
            continue;
        };
        known.insert(target, links.len());
        let (run, run_bytes) = run.unzip();
        links.push(LinkTarget {
            host: url.host().clone(),
            path: path_of(&url),
            target: url.to_string(),
            zones,
            run,
            run_bytes: run_bytes.unwrap_or(0),
        });
    }
    links
}

/// Returns path and query of an address, beginning with `/`.
fn path_of(url: &CanonicalUrl) -> String {
    url.as_str()
        .split_once("://")
        .and_then(|(_, rest)| rest.find('/').and_then(|slash| rest.get(slash..)))
        .unwrap_or("/")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use haidang_model::{Origin, Visibility};

    use super::*;

    fn run(origin: Origin, visibility: Visibility, text: &str, joined: bool) -> TextRun {
        TextRun {
            origin,
            region: Region::Main,
            visibility,
            hidden_by: None,
            text: text.to_owned(),
            href: None,
            joined,
        }
    }

    fn page_text(runs: Vec<TextRun>) -> PageText {
        let page = Page {
            runs,
            ..Page::default()
        };
        PageText::new(&page, PageMeta::default())
    }

    #[test]
    fn tokens_know_their_block_run_and_zone() {
        use {Origin as O, Visibility as V};
        let page = page_text(vec![
            run(O::Title, V::Visible, "Tin", false),
            run(O::Text, V::Visible, " – ", false),
            run(O::Text, V::Visible, "đá", true),
            run(O::Text, V::Visible, "", true),
            run(O::Text, V::Hidden, "nh bạc", true),
            run(O::Comment, V::Visible, "…", false),
            run(O::Attribute, V::Visible, "ảnh", false),
        ]);
        // The comment has no word, so it is no block.
        assert_eq!((page.blocks().len(), page.token_count()), (3, 4));
        let zones: Vec<_> = (0..5).map(|token| page.zone_of(token)).collect();
        assert_eq!(
            zones,
            [
                Some(Zone::Title),
                Some(Zone::Main),
                Some(Zone::Hidden),
                Some(Zone::Attribute),
                None
            ]
        );
        let word = page.place(1, 2).unwrap();
        assert_eq!(
            (word.run, word.span, word.quote.as_str()),
            (2, 0..4, "đánh bạc")
        );
        assert_eq!(page.place(2, 2).unwrap().run, 4);
        assert_eq!(page.blocks()[1].run_and_byte(0), (1, 0));
        assert_eq!(page.blocks()[1].run_and_byte(5), (2, 0));
        for (first, last) in [(0, 1), (2, 1), (3, 4), (4, 4)] {
            assert_eq!(page.place(first, last), None, "{first}..={last}");
        }
    }

    #[test]
    fn a_first_run_that_claims_to_be_joined_begins_a_block() {
        let page = page_text(vec![run(Origin::Text, Visibility::Visible, "tin", true)]);
        assert_eq!(page.blocks().len(), 1);
        assert_eq!(page_text(Vec::new()).token_count(), 0);
    }

    #[test]
    fn a_link_stands_in_the_zones_of_all_its_places() {
        let mut anchor = run(Origin::Anchor, Visibility::Hidden, "vào", false);
        anchor.href = Some("https://A.example/x#y".into());
        let link = |target: &str| haidang_model::Link {
            target: target.to_owned(),
            text: String::new(),
            rel: String::new(),
            visibility: Visibility::Visible,
            region: Region::Main,
        };
        let page = Page {
            runs: vec![anchor],
            links: vec![
                link("https://A.example/x#y"),
                link("mailto:a@b.example"),
                link("https://b.example"),
            ],
            ..Page::default()
        };
        let page = PageText::new(&page, PageMeta::default());
        let told: Vec<_> = page
            .links()
            .iter()
            .map(|link| (link.target.as_str(), link.path.as_str(), link.run))
            .collect();
        assert_eq!(
            told,
            [
                ("https://a.example/x", "/x", Some(0)),
                ("https://b.example/", "/", None)
            ]
        );
        assert!(page.links()[0].zones.has(Zone::Hidden));
        assert!(!page.links()[1].zones.has(Zone::Hidden));
    }
}
