//! Many regular expressions held against a page.
//!
//! Those on text run only on blocks in which one of their literals was met;
//! the literals of all of them sit in one automaton. Those on addresses sit in
//! one set a kind, and are held against each different address once.

mod address;
mod text;

use std::collections::{HashMap, HashSet};

use crate::{
    AddressPart, PageText, ZoneSet, limits,
    pattern::{Pattern, PatternPart},
    scanner::Occurrence,
};

use self::{address::AddressSet, text::TextSet};

/// The number of an expression among those of a query or of a set of rules.
pub(crate) type PatternId = u32;

/// Collects expressions; the same one twice is one.
#[derive(Debug, Default)]
pub(crate) struct PatternsBuilder {
    known: HashMap<(PatternPart, String), PatternId>,
    patterns: Vec<(PatternPart, Pattern)>,
}

impl PatternsBuilder {
    /// Adds an expression in the form that is kept. None for one that cannot
    /// be; the parser has refused those.
    pub(crate) fn add(&mut self, part: PatternPart, source: &str) -> Option<PatternId> {
        let key = (part, source.to_owned());
        if let Some(known) = self.known.get(&key) {
            return Some(*known);
        }
        let (pattern, _) = Pattern::read(source, part).ok()?;
        let id = PatternId::try_from(self.patterns.len()).ok()?;
        self.patterns.push((part, pattern));
        self.known.insert(key, id);
        Some(id)
    }

    /// Returns the expressions, to be held against a page one by one.
    pub(crate) fn build_few(self) -> FewPatterns {
        FewPatterns(self.patterns)
    }

    /// Compiles the expressions to be held against a page all at once.
    pub(crate) fn build(self) -> Patterns {
        let of_part = |wanted: AddressPart| {
            let numbered = (0..).zip(&self.patterns);
            let found = numbered.filter(|(_, (part, _))| *part == PatternPart::Address(wanted));
            AddressSet::new(
                found
                    .map(|(id, (_, pattern))| (id, &pattern.regex))
                    .collect(),
            )
        };
        let (urls, hosts, links) = (
            of_part(AddressPart::Url),
            of_part(AddressPart::Host),
            of_part(AddressPart::Link),
        );
        let numbered = (0..).zip(self.patterns);
        let texts = numbered
            .filter(|(_, (part, _))| *part == PatternPart::Text)
            .map(|(id, (_, pattern))| (id, pattern))
            .collect();
        Patterns {
            texts: TextSet::new(texts),
            urls,
            hosts,
            links,
        }
    }
}

/// What was met on a page, by expression, in the order of the page.
#[derive(Debug, Default)]
pub(crate) struct PatternsMet {
    texts: HashMap<PatternId, Vec<Occurrence>>,
    /// Numbers of the page's links.
    links: HashMap<PatternId, Vec<usize>>,
    /// Expressions on the page's own address.
    addresses: HashSet<PatternId>,
    counts: HashMap<(PatternId, ZoneSet), usize>,
    pub(crate) truncated: bool,
}

impl PatternsMet {
    /// Counts a place of the text, and tells whether it is to be kept. Zones
    /// are counted apart, as they are for terms.
    fn has_room(&mut self, id: PatternId, zones: ZoneSet) -> bool {
        let count = self.counts.entry((id, zones)).or_default();
        *count += 1;
        let room = *count <= limits::OCCURRENCES_MAX;
        self.truncated |= !room;
        room
    }

    /// Returns where an expression on text was met.
    pub(crate) fn texts(&self, id: PatternId) -> &[Occurrence] {
        self.texts.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Returns the numbers of the links that an expression was met by.
    pub(crate) fn links(&self, id: PatternId) -> &[usize] {
        self.links.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Tells whether the page's own address, or its host, was met.
    pub(crate) fn has_address(&self, id: PatternId) -> bool {
        self.addresses.contains(&id)
    }

    /// Returns every expression that was met, in no order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = PatternId> + '_ {
        let places = self.texts.keys().chain(self.links.keys());
        places.chain(&self.addresses).copied()
    }
}

/// A few expressions, each held against the page by itself.
#[derive(Debug, Default)]
pub(crate) struct FewPatterns(Vec<(PatternPart, Pattern)>);

impl FewPatterns {
    pub(crate) fn meet(&self, page: &PageText) -> PatternsMet {
        let mut met = PatternsMet::default();
        for (id, (part, pattern)) in (0..).zip(&self.0) {
            match part {
                PatternPart::Text => text::meet_one(id, pattern, page, &mut met),
                PatternPart::Address(part) => {
                    address::meet_one(id, *part, &pattern.regex, page, &mut met);
                }
            }
        }
        met
    }
}

/// Many expressions, held against the page together.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    texts: TextSet,
    urls: AddressSet,
    hosts: AddressSet,
    links: AddressSet,
}

impl Patterns {
    pub(crate) fn meet(&self, page: &PageText) -> PatternsMet {
        let mut met = PatternsMet::default();
        self.texts.meet(page, &mut met);
        self.urls.meet(AddressPart::Url, page, &mut met);
        self.hosts.meet(AddressPart::Host, page, &mut met);
        self.links.meet(AddressPart::Link, page, &mut met);
        met
    }
}
