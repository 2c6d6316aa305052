//! The one evaluator: a program against a page.
//!
//! What it says is the same for one query and for a rule among a hundred
//! thousand: both hand it the occurrences that a scanner met.

mod count;
mod near;

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    hash::Hash,
};

use haidang_model::{Confidence, HitReason, Rung, Zone};

use crate::{
    AddressPart, Found, Node, PageText, Signal, ZoneSet,
    pattern::PatternPart,
    patterns::PatternsMet,
    program::{Op, Program},
    scanner::{Occurrence, Occurrences},
};

/// Links of a page reported for one `link:`.
const LINKS_MAX: usize = 8;

/// Bytes of a link's target that are quoted.
const LINK_QUOTE_BYTES_MAX: usize = 300;

/// A page and what was met on it.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) page: &'a PageText,
    pub(crate) terms: &'a Occurrences,
    pub(crate) patterns: &'a PatternsMet,
}

/// Evaluates a program. Returns what was met, in the order of the page, or
/// None when the page does not meet it.
///
/// At most `most` things are told: the surest of each term and zone first, so
/// that a term repeated a thousand times does not crowd out another.
pub(crate) fn evaluate(
    program: &Program,
    seen: Seen<'_>,
    zones: ZoneSet,
    most: usize,
) -> Option<Told> {
    let evaluation = Evaluation { program, seen };
    let met = evaluation.meet(
        &program.op,
        Scope {
            zones,
            named: false,
            negated: false,
        },
    )?;
    Some(evaluation.report(met, most))
}

/// What is told of a program that was met.
#[derive(Debug)]
pub(crate) struct Told {
    /// In the order of the page; each place once for each term.
    pub(crate) found: Vec<Found>,
    /// Whether more was met.
    pub(crate) truncated: bool,
}

/// Where terms count.
#[derive(Clone, Copy, Debug)]
struct Scope {
    zones: ZoneSet,
    /// The query itself says which zones.
    named: bool,
    /// Inside a `NOT`.
    negated: bool,
}

impl Scope {
    /// Returns the zones in which terms count. What a reader does not see
    /// cannot speak against a page, unless the query names the zone: a page
    /// would talk itself out of a rule in a comment that nobody reads.
    fn effective(self) -> ZoneSet {
        if self.negated && !self.named {
            self.zones.and(ZoneSet::READ)
        } else {
            self.zones
        }
    }
}

/// What a part of a program met.
struct Met {
    items: Vec<Item>,
    /// How sure it is that the part is met.
    best: Confidence,
}

/// One thing met.
#[derive(Clone, Copy)]
struct Item {
    what: What,
    confidence: Confidence,
    zones: ZoneSet,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// A leaf and the number of its needle's occurrence.
    Term {
        leaf: usize,
        occurrence: usize,
    },
    /// The number of a link pattern, and of a link of the page.
    Link {
        pattern: usize,
        link: usize,
    },
    /// The number of an expression on text, and of one of its places.
    Text {
        pattern: usize,
        occurrence: usize,
    },
    /// The number of an expression on links, and of a link of the page.
    LinkShape {
        pattern: usize,
        link: usize,
    },
    /// The number of an expression on the page's address.
    Address {
        pattern: usize,
    },
    Signal(Signal),
}

/// What makes two things met the same: what was looked for, and which of its
/// places.
type Identity = ((u8, u64), usize);

impl Item {
    /// Something that speaks of the page, not of a place in its text.
    fn of_page(what: What) -> Item {
        Item {
            what,
            confidence: Confidence::ONE,
            zones: ZoneSet::of(Zone::Host),
        }
    }
}

impl Met {
    /// Met without anything to show: a filter, or a `NOT`.
    fn silently() -> Met {
        Met {
            items: Vec::new(),
            best: Confidence::ONE,
        }
    }

    /// Returns the same, no surer than that.
    fn at_most(mut self, best: Confidence) -> Met {
        self.best = self.best.min(best);
        for item in &mut self.items {
            item.confidence = item.confidence.min(best);
        }
        self
    }

    fn of_items(items: Vec<Item>) -> Option<Met> {
        let best = items.iter().map(|item| item.confidence).max()?;
        Some(Met { items, best })
    }
}

struct Evaluation<'a> {
    program: &'a Program,
    seen: Seen<'a>,
}

impl<'a> Evaluation<'a> {
    fn meet(&self, op: &Op, scope: Scope) -> Option<Met> {
        match op {
            Op::Leaf(leaf) => Met::of_items(self.items_of(*leaf, scope)),
            Op::Near { .. } => {
                let extents = self.extents(op, scope);
                Met::of_items(
                    extents
                        .into_iter()
                        .flat_map(|extent| extent.items)
                        .collect(),
                )
            }
            Op::And(ops) => self.meet_all(ops, scope),
            Op::Or(ops) => {
                let met: Vec<Met> = ops.iter().filter_map(|op| self.meet(op, scope)).collect();
                let best = met.iter().map(|met| met.best).max()?;
                let items = met.into_iter().flat_map(|met| met.items).collect();
                Some(Met { items, best })
            }
            Op::AtLeast(count, ops) => self.meet_some(*count, ops, scope),
            Op::Count { op, places } => self.meet_often(op, *places, scope),
            Op::Not(op) => {
                let scope = if scope.named {
                    scope
                } else {
                    // The zones of a rule say where its words count for it.
                    Scope {
                        zones: ZoneSet::ALL,
                        named: false,
                        negated: true,
                    }
                };
                match self.meet(op, scope) {
                    Some(_) => None,
                    None => Some(Met::silently()),
                }
            }
            Op::Title(op) => self.meet(
                op,
                Scope {
                    zones: scope.zones.and(ZoneSet::of(Zone::Title)),
                    named: true,
                    ..scope
                },
            ),
            Op::Link(pattern) => Met::of_items(self.links_of(*pattern, scope)),
            Op::Pattern(pattern) => Met::of_items(self.pattern_items(*pattern, scope)),
            Op::Signal(signal) => {
                let raised = self.seen.page.signals().contains(signal);
                raised.then(|| Met::of_items(vec![Item::of_page(What::Signal(*signal))]))?
            }
            Op::Filter(filter) => self.passes(filter, scope).then(Met::silently),
        }
    }

    /// All of the parts, each in the zones that the `zone:` parts leave.
    fn meet_all(&self, ops: &[Op], mut scope: Scope) -> Option<Met> {
        let narrows = |op: &Op| match op {
            Op::Filter(Node::Zone { zone, .. }) => Some((*zone, true)),
            Op::Not(op) => match op.as_ref() {
                Op::Filter(Node::Zone { zone, .. }) => Some((*zone, false)),
                _ => None,
            },
            _ => None,
        };
        if ops.iter().any(|op| narrows(op).is_none()) {
            for (zone, inside) in ops.iter().filter_map(narrows) {
                let zone = ZoneSet::of(zone);
                scope.zones = if inside {
                    scope.zones.and(zone)
                } else {
                    scope.zones.without(zone)
                };
                scope.named |= inside;
            }
        }
        let mut all = Met::silently();
        let only_zones = ops.iter().all(|op| narrows(op).is_some());
        for op in ops {
            if narrows(op).is_some() && !only_zones {
                continue;
            }
            let met = self.meet(op, scope)?;
            all.best = all.best.min(met.best);
            all.items.extend(met.items);
        }
        // A chain is as sure as its weakest link: a word that only counts
        // beside another cannot be surer than that other.
        let best = all.best;
        Some(all.at_most(best))
    }

    fn passes(&self, filter: &Node, scope: Scope) -> bool {
        let page = self.seen.page;
        let meta = page.meta();
        match filter {
            Node::Zone { zone, .. } => scope.zones.has(*zone) && page.zones().has(*zone),
            Node::Site { site, .. } => {
                let below = |host: &haidang_model::Host| host.is_within(site.as_str());
                meta.site == site.as_str() || page.host().is_some_and(below)
            }
            Node::Host { host, .. } => page.host() == Some(host),
            Node::Category { category, .. } => meta.categories.contains(category),
            Node::Lang { lang, .. } => meta.lang.eq_ignore_ascii_case(lang),
            Node::Fetched { from, to, .. } => meta.fetched.is_some_and(|fetched| {
                from.is_none_or(|from| from.start() <= fetched)
                    && to.is_none_or(|to| fetched < to.end())
            }),
            _ => false,
        }
    }

    fn items_of(&self, leaf: usize, scope: Scope) -> Vec<Item> {
        let Some(rule) = self.program.leaves.get(leaf) else {
            return Vec::new();
        };
        let zones = scope.effective();
        let occurrences = self.seen.terms.of(rule.needle).iter().enumerate();
        occurrences
            .filter(|(_, found)| found.rung <= rule.max_rung && found.zones.meets(zones))
            .map(|(occurrence, found)| Item {
                what: What::Term { leaf, occurrence },
                confidence: found.confidence,
                zones: found.zones.and(zones),
            })
            .collect()
    }

    fn links_of(&self, pattern: usize, scope: Scope) -> Vec<Item> {
        let Some(wanted) = self.program.links.get(pattern) else {
            return Vec::new();
        };
        let links = self.seen.page.links().iter().enumerate();
        links
            .filter(|(_, link)| {
                link.zones.meets(scope.zones)
                    && link.host.is_within(wanted.host.as_str())
                    && link.path.starts_with(&wanted.path)
            })
            .map(|(at, link)| Item {
                what: What::Link { pattern, link: at },
                confidence: Confidence::ONE,
                zones: link.zones.and(scope.zones),
            })
            .collect()
    }

    /// Returns what a regular expression met.
    fn pattern_items(&self, pattern: usize, scope: Scope) -> Vec<Item> {
        let Some((id, part)) = self
            .program
            .patterns
            .get(pattern)
            .and_then(|leaf| Some((leaf.id?, leaf.part)))
        else {
            return Vec::new();
        };
        match part {
            PatternPart::Text => {
                let zones = scope.effective();
                let places = self.seen.patterns.texts(id).iter().enumerate();
                places
                    .filter(|(_, found)| found.zones.meets(zones))
                    .map(|(occurrence, found)| Item {
                        what: What::Text {
                            pattern,
                            occurrence,
                        },
                        confidence: found.confidence,
                        zones: found.zones.and(zones),
                    })
                    .collect()
            }
            PatternPart::Address(AddressPart::Link) => {
                let numbers = self.seen.patterns.links(id).iter();
                numbers
                    .filter_map(|&link| Some((link, self.seen.page.links().get(link)?.zones)))
                    .filter(|(_, zones)| zones.meets(scope.zones))
                    .map(|(link, zones)| Item {
                        what: What::LinkShape { pattern, link },
                        confidence: Confidence::ONE,
                        zones: zones.and(scope.zones),
                    })
                    .collect()
            }
            // Like `site:`, of which no zone speaks.
            PatternPart::Address(AddressPart::Url | AddressPart::Host) => {
                let met = self.seen.patterns.has_address(id);
                Vec::from_iter(met.then_some(Item::of_page(What::Address { pattern })))
            }
        }
    }

    /// Returns the term, as it is written, and the place of something met in
    /// the text.
    fn occurrence(&self, item: &Item) -> Option<(&'a str, &'a Occurrence)> {
        match item.what {
            What::Term { leaf, occurrence } => {
                let leaf = self.program.leaves.get(leaf)?;
                let places = self.seen.terms.of(leaf.needle);
                Some((&leaf.term, places.get(occurrence)?))
            }
            What::Text {
                pattern,
                occurrence,
            } => {
                let leaf = self.program.patterns.get(pattern)?;
                let places = self.seen.patterns.texts(leaf.id?);
                Some((&leaf.term, places.get(occurrence)?))
            }
            _ => None,
        }
    }

    /// Turns what was met into what is told. A place that several parts of
    /// the program met is as sure as the surest of them says.
    fn report(&self, met: Met, most: usize) -> Told {
        let mut items = met.items;
        items.sort_by_key(|item| (self.identity(item), Reverse(item.confidence)));
        items.dedup_by(|later, kept| {
            let same = self.identity(later) == self.identity(kept);
            if same {
                kept.zones = kept.zones.or(later.zones);
            }
            same
        });
        self.keep_few_links(&mut items);
        let truncated = items.len() > most;
        keep_varied(
            &mut items,
            most,
            |item| (self.identity(item).0, item.zones),
            |item| item.confidence,
        );
        let mut found: Vec<Found> = items
            .iter()
            .filter_map(|item| match item.what {
                What::Term { .. } | What::Text { .. } => self.report_term(item),
                What::Link { pattern, link } => {
                    self.report_link(&self.program.links.get(pattern)?.term, link)
                }
                What::LinkShape { pattern, link } => {
                    self.report_link(&self.program.patterns.get(pattern)?.term, link)
                }
                What::Address { pattern } => self.report_address(pattern),
                What::Signal(signal) => {
                    let term = Node::Signal { signal, span: 0..0 }.to_string();
                    Some(of_page(term, String::new()))
                }
            })
            .collect();
        found.sort_by(|a, b| {
            (a.first_token, a.last_token, &a.term, &a.quote)
                .cmp(&(b.first_token, b.last_token, &b.term, &b.quote))
                .then(b.confidence.cmp(&a.confidence))
        });
        // A phrase with and without slop is the same term to a reader.
        found.dedup_by(|later, kept| {
            (later.first_token, later.last_token) == (kept.first_token, kept.last_token)
                && later.term == kept.term
                && later.quote == kept.quote
        });
        Told { found, truncated }
    }

    fn identity(&self, item: &Item) -> Identity {
        match item.what {
            What::Term { leaf, occurrence } => {
                let needle = self.program.leaves.get(leaf).map(|leaf| leaf.needle);
                (
                    (0, needle.map_or(0, |needle| u64::from(needle.0))),
                    occurrence,
                )
            }
            What::Link { pattern, link } => ((1, pattern as u64), link),
            What::Text {
                pattern,
                occurrence,
            } => ((2, self.pattern_number(pattern)), occurrence),
            What::LinkShape { pattern, link } => ((3, self.pattern_number(pattern)), link),
            What::Address { pattern } => ((4, self.pattern_number(pattern)), 0),
            What::Signal(signal) => ((5, signal as u64), 0),
        }
    }

    /// Returns the number of an expression: the same for the same expression
    /// written twice.
    fn pattern_number(&self, pattern: usize) -> u64 {
        let id = self.program.patterns.get(pattern).and_then(|leaf| leaf.id);
        id.map_or(0, u64::from)
    }

    /// Keeps the first links of each pattern. A page may have thousands.
    fn keep_few_links(&self, items: &mut Vec<Item>) {
        let (mut last, mut count) = (None, 0);
        items.retain(|item| {
            if !matches!(item.what, What::Link { .. } | What::LinkShape { .. }) {
                return true;
            }
            let of = Some(self.identity(item).0);
            count = if of == last { count + 1 } else { 1 };
            last = of;
            count <= LINKS_MAX
        });
    }

    fn report_term(&self, item: &Item) -> Option<Found> {
        let (term, occurrence) = self.occurrence(item)?;
        let place = self.seen.page.place_of(occurrence)?;
        let zones = (occurrence.first..=occurrence.last)
            .filter_map(|token| self.seen.page.zone_of(token))
            .filter(|zone| item.zones.has(*zone));
        let zone = if item.zones.has(Zone::Hidden) {
            Zone::Hidden
        } else {
            // An expression may meet what is no word: its bytes say the zone.
            zones.take(1).next().or_else(|| item.zones.first())?
        };
        Some(Found {
            term: term.to_owned(),
            rung: occurrence.rung,
            confidence: item.confidence,
            reasons: occurrence.reasons(),
            zone,
            run: place.run,
            span: place.span,
            quote: place.quote,
            first_token: occurrence.first,
            last_token: occurrence.last,
        })
    }

    fn report_link(&self, term: &str, link: usize) -> Option<Found> {
        let link = self.seen.page.links().get(link)?;
        let end = link.target.floor_char_boundary(LINK_QUOTE_BYTES_MAX);
        Some(Found {
            zone: Zone::Link,
            run: link.run.unwrap_or(0),
            span: 0..link.run_bytes,
            ..of_page(
                term.to_owned(),
                link.target.get(..end).unwrap_or_default().to_owned(),
            )
        })
    }

    fn report_address(&self, pattern: usize) -> Option<Found> {
        let leaf = self.program.patterns.get(pattern)?;
        let quote = match leaf.part {
            PatternPart::Address(AddressPart::Host) => self.seen.page.host()?.as_str(),
            _ => self.seen.page.address()?.as_str(),
        };
        let end = quote.floor_char_boundary(LINK_QUOTE_BYTES_MAX);
        let quote = quote.get(..end).unwrap_or_default();
        Some(of_page(leaf.term.clone(), quote.to_owned()))
    }
}

/// Returns what is told of something that speaks of the page.
fn of_page(term: String, quote: String) -> Found {
    Found {
        term,
        rung: Rung::Exact,
        confidence: Confidence::ONE,
        reasons: Vec::<HitReason>::new(),
        zone: Zone::Host,
        run: 0,
        span: 0..0,
        quote,
        first_token: 0,
        last_token: 0,
    }
}

/// Keeps at most `most` things, in their order: of each group the surest, then
/// of each group the next surest, and so on.
pub(crate) fn keep_varied<T, K: Eq + Hash>(
    things: &mut Vec<T>,
    most: usize,
    group: impl Fn(&T) -> K,
    confidence: impl Fn(&T) -> Confidence,
) {
    if things.len() <= most {
        return;
    }
    let mut by_sureness: Vec<usize> = (0..things.len()).collect();
    by_sureness.sort_by_key(|at| Reverse(things.get(*at).map(&confidence)));
    let mut sizes: HashMap<K, usize> = HashMap::new();
    // (rank in its group, place in the order of sureness, number)
    let mut ranked: Vec<(usize, usize, usize)> = Vec::with_capacity(things.len());
    for (place, at) in by_sureness.into_iter().enumerate() {
        let Some(thing) = things.get(at) else {
            continue;
        };
        let size = sizes.entry(group(thing)).or_default();
        ranked.push((*size, place, at));
        *size += 1;
    }
    ranked.sort_unstable();
    ranked.truncate(most);
    let kept: HashSet<usize> = ranked.into_iter().map(|(_, _, at)| at).collect();
    let mut at = 0;
    things.retain(|_| {
        at += 1;
        kept.contains(&(at - 1))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_varied_and_sure() {
        let sure = Confidence::from_permille;
        let mut things = vec![
            ('a', sure(500)),
            ('a', sure(900)),
            ('a', sure(800)),
            ('b', sure(100)),
            ('a', sure(700)),
        ];
        keep_varied(&mut things, 3, |thing| thing.0, |thing| thing.1);
        assert_eq!(
            things,
            [('a', sure(900)), ('a', sure(800)), ('b', sure(100))]
        );
        keep_varied(&mut things, 3, |thing| thing.0, |thing| thing.1);
        assert_eq!(things.len(), 3);
    }
}
