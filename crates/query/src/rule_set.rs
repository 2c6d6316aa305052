use std::{collections::HashMap, sync::Arc, time::Instant};

use haidang_model::{Hit, Host, Kind, RuleId, Rung, WatchlistId, Zone};

use crate::{
    Found, HostSet, Node, PageText, Protected, QueryFault, RuleCounters, RuleFault, RulePart,
    Signal, Surface, ZoneSet,
    anchor::{self, Anchored},
    counters::Tally,
    evaluate::{Seen, Told, evaluate, keep_varied},
    hosts::{HostTest, PageHosts},
    limits, parse,
    patterns::{PatternId, Patterns},
    program::{Anchors, Collected, Defaults, Leaf, Program},
    scanner::{Occurrences, RULE_CONFIDENCE_MIN, Scanner},
};

/// What a rule looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleBody {
    /// Any of these terms. Each is met as a phrase: its words side by side.
    Terms(Vec<String>),
    /// A query on the surface [`crate::Surface::Rule`].
    Query(String),
    /// The page's own host, the hosts it links to and those written in its
    /// text, held against a list.
    Hosts(Arc<HostSet>),
    /// The same hosts, told when they are made to be taken for a protected
    /// one.
    LookAlikes(Arc<Protected>),
    /// The same hosts, told when they are named as gambling sites are.
    Shapes,
}

/// A rule as an operator wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSpec {
    /// Its watchlist.
    pub watchlist: WatchlistId,
    /// Its name.
    pub rule: RuleId,
    /// The version of the watchlist; stamped on each hit.
    pub version: u32,
    /// What its hits are.
    pub kind: Kind,
    /// What it looks for.
    pub body: RuleBody,
    /// The widest rung a hit may have. A query may narrow it per term.
    pub max_rung: Rung,
    /// Where it looks; everywhere if absent.
    pub zones: Option<Vec<Zone>>,
    /// Terms that, seen by a reader anywhere on the page, speak against the
    /// rule.
    pub unless: Vec<String>,
}

/// An `unless` term that was met on a page on which its rule was met.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnlessMet {
    /// The watchlist of the rule.
    pub watchlist: WatchlistId,
    /// The rule.
    pub rule: RuleId,
    /// The term, as the rule writes it.
    pub term: String,
}

/// What a page holds of a [`RuleSet`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// The rules met, in the order of the rules, then of the page.
    pub hits: Vec<Hit>,
    /// The `unless` terms met, for rules that have a hit here.
    pub unless: Vec<UnlessMet>,
    /// Whether hits were left out because the page has too many. Every rule
    /// that was met still has at least one, unless the page is such that
    /// holding all of them against it would take too long.
    pub truncated: bool,
}

/// Many rules in one scanner. Immutable; whoever holds one may share it
/// between threads and swap it for another whole.
#[derive(Debug)]
pub struct RuleSet {
    scanner: Scanner,
    patterns: Patterns,
    rules: Vec<Rule>,
    /// Of each rule, what it cost and brought.
    tallies: Vec<Tally>,
    /// The rules that a needle anchors, by needle.
    by_needle: Anchored,
    /// The rules that a linked host anchors, by host.
    by_link: HashMap<Host, Vec<u32>>,
    /// The rules that a regular expression anchors, by expression.
    by_pattern: HashMap<PatternId, Vec<u32>>,
    /// The rules that a signal anchors, by signal.
    by_signal: HashMap<Signal, Vec<u32>>,
    /// The rules that look at hosts, which every page with a host anchors.
    by_any_host: Vec<u32>,
    /// The widest rung that any rule reaches.
    max_rung: Rung,
}

#[derive(Debug)]
struct Rule {
    watchlist: WatchlistId,
    rule: RuleId,
    version: u32,
    kind: Kind,
    program: Program,
    /// What the hosts of a page are held against, instead of the program.
    hosts: Option<HostTest>,
    zones: ZoneSet,
    unless: Vec<Leaf>,
}

impl Default for RuleSet {
    fn default() -> RuleSet {
        RuleSet {
            scanner: Scanner::default(),
            patterns: Patterns::default(),
            rules: Vec::new(),
            tallies: Vec::new(),
            by_needle: Anchored::default(),
            by_link: HashMap::new(),
            by_pattern: HashMap::new(),
            by_signal: HashMap::new(),
            by_any_host: Vec::new(),
            max_rung: Rung::Folded,
        }
    }
}

impl RuleSet {
    /// Compiles rules.
    ///
    /// # Errors
    /// Every fault of every rule, not only the first.
    pub fn compile(specs: Vec<RuleSpec>) -> Result<RuleSet, Vec<RuleFault>> {
        let mut faults = Vec::new();
        let mut collected = Collected::default();
        let mut set = RuleSet::default();
        let (mut entries, mut guards) = (Vec::new(), Vec::new());
        let parsed = parse_all(&specs);
        for (spec, parsed) in specs.into_iter().zip(parsed) {
            let compiled = compile_rule(spec, parsed, &mut collected, &mut faults);
            let Some((rule, anchors)) = compiled else {
                continue;
            };
            let number = set.rules.len() as u32;
            let widest = rule.program.leaves.iter().map(|leaf| leaf.max_rung).max();
            set.max_rung = set.max_rung.max(widest.unwrap_or(Rung::Exact));
            let needle_of = |leaf: usize| rule.program.leaves.get(leaf).map(|leaf| leaf.needle);
            let from = guards.len() as u32;
            if anchors.links.is_empty() {
                let op = &rule.program.op;
                guards.extend(anchor::guard(op, &needle_of, &anchors.needles));
            }
            let guard = (from, guards.len() as u32);
            entries.extend(anchors.needles.into_iter().map(|needle| anchor::Entry {
                needle,
                rule: number,
                guard,
            }));
            for host in anchors.links {
                set.by_link.entry(host).or_default().push(number);
            }
            for pattern in anchors.patterns {
                set.by_pattern.entry(pattern).or_default().push(number);
            }
            for signal in anchors.signals {
                set.by_signal.entry(signal).or_default().push(number);
            }
            if rule.hosts.is_some() {
                set.by_any_host.push(number);
            }
            set.rules.push(rule);
        }
        if faults.is_empty() {
            set.scanner = collected.scanner.build();
            set.patterns = collected.patterns.build();
            set.by_needle = Anchored::of(entries, &guards);
            set.rules.shrink_to_fit();
            set.tallies = set.rules.iter().map(|_| Tally::default()).collect();
            Ok(set)
        } else {
            Err(faults)
        }
    }

    /// Returns how many rules there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Tells whether there are no rules.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Returns what each rule cost and brought since the set was compiled, in
    /// the order of the rules. A set that takes the place of another begins at
    /// nothing.
    ///
    /// ```
    /// use haidang_model::{Kind, Page, RuleId, Rung, WatchlistId};
    /// use haidang_query::{PageMeta, PageText, RuleBody, RuleSet, RuleSpec};
    ///
    /// let spec = RuleSpec {
    ///     watchlist: WatchlistId::parse("thu").unwrap(),
    ///     rule: RuleId::parse("loi-moi").unwrap(),
    ///     version: 1,
    ///     kind: Kind::Offer,
    ///     body: RuleBody::Query("\"nhà cái\" AND \"nạp tiền\"".into()),
    ///     max_rung: Rung::Deobf,
    ///     zones: None,
    ///     unless: Vec::new(),
    /// };
    /// let rules = RuleSet::compile(vec![spec]).unwrap();
    /// for text in ["Nhà cái mới, nạp tiền nhanh", "Nhà cái bị bắt", "Trời đẹp"] {
    ///     rules.scan(&PageText::new(&Page::from_text(None, text), PageMeta::default()));
    /// }
    /// let counters = rules.counters().next().unwrap();
    /// assert_eq!((counters.candidates, counters.pages, counters.hits), (1, 1, 2));
    /// ```
    pub fn counters(&self) -> impl Iterator<Item = RuleCounters> + '_ {
        let rules = self.rules.iter().zip(&self.tallies);
        rules.map(|(rule, tally)| tally.read(&rule.watchlist, &rule.rule))
    }

    /// Holds all rules against a page. The cost is that of the page's text and
    /// of what is met in it, whatever the number of rules.
    pub fn scan(&self, page: &PageText) -> Scan {
        let occurrences = self.scanner.scan(page, self.max_rung, RULE_CONFIDENCE_MIN);
        let seen = Seen {
            page,
            terms: &occurrences,
            patterns: &self.patterns.meet(page),
        };
        let mut scan = Scan {
            truncated: occurrences.truncated || seen.patterns.truncated,
            ..Scan::default()
        };
        let mut met = Vec::new();
        let mut places = 0_usize;
        let mut hosts = None;
        for number in self.anchored(seen) {
            let Some(rule) = self.rules.get(number as usize) else {
                continue;
            };
            let leaves = rule.program.leaves.iter();
            places += leaves
                .map(|leaf| occurrences.of(leaf.needle).len())
                .sum::<usize>();
            if places > limits::PAGE_PLACES_MAX {
                scan.truncated = true;
                break;
            }
            let most = limits::RULE_HITS_MAX;
            let start = Instant::now();
            let told = match &rule.hosts {
                Some(test) => {
                    let hosts = hosts.get_or_insert_with(|| PageHosts::of(page));
                    Told::of_hosts(test, hosts, rule.zones, most)
                }
                None => evaluate(&rule.program, seen, rule.zones, most),
            };
            if let Some(tally) = self.tallies.get(number as usize) {
                tally.count(told.as_ref().map(|told| told.found.len()), start.elapsed());
            }
            let Some(told) = told else { continue };
            scan.truncated |= told.truncated;
            scan.unless.extend(rule.unless_met(&occurrences));
            met.push((rule, told.found));
        }
        let total: usize = met.iter().map(|(_, found)| found.len()).sum();
        if total > limits::PAGE_HITS_MAX {
            scan.truncated = true;
            let share = (limits::PAGE_HITS_MAX / met.len()).max(1);
            for (_, found) in &mut met {
                keep_varied(
                    found,
                    share,
                    |found| (found.term.clone(), found.zone),
                    |found| found.confidence,
                );
            }
        }
        for (rule, found) in met {
            scan.hits
                .extend(found.into_iter().map(|found| rule.hit(found)));
        }
        scan
    }

    /// Returns the rules that an anchor was met of, in their order.
    fn anchored(&self, seen: Seen<'_>) -> Vec<u32> {
        let mut rules = Vec::new();
        self.by_needle.candidates(seen.terms, &mut rules);
        if !self.by_link.is_empty() {
            for link in seen.page.links() {
                for host in host_and_above(&link.host) {
                    rules.extend(self.by_link.get(&host).into_iter().flatten());
                }
            }
        }
        let by_pattern = seen
            .patterns
            .ids()
            .filter_map(|id| self.by_pattern.get(&id));
        let signals = seen.page.signals().iter();
        let by_signal = signals.filter_map(|signal| self.by_signal.get(signal));
        rules.extend(by_pattern.chain(by_signal).flatten());
        rules.extend(&self.by_any_host);
        rules.sort_unstable();
        rules.dedup();
        rules
    }
}

impl Rule {
    fn hit(&self, found: Found) -> Hit {
        Hit {
            watchlist: self.watchlist.clone(),
            rule: self.rule.clone(),
            version: self.version,
            kind: self.kind,
            term: found.term,
            rung: found.rung,
            confidence: found.confidence,
            reasons: found.reasons,
            zone: found.zone,
            run: found.run,
            span: found.span,
            quote: found.quote,
        }
    }

    fn unless_met<'a>(
        &'a self,
        occurrences: &'a Occurrences,
    ) -> impl Iterator<Item = UnlessMet> + 'a {
        let met = |leaf: &&Leaf| {
            occurrences
                .of(leaf.needle)
                .iter()
                .any(|found| found.rung <= leaf.max_rung && found.zones.meets(ZoneSet::READ))
        };
        self.unless.iter().filter(met).map(|leaf| UnlessMet {
            watchlist: self.watchlist.clone(),
            rule: self.rule.clone(),
            term: leaf.term.clone(),
        })
    }
}

/// Returns a host and the domains above it.
fn host_and_above(host: &Host) -> Vec<Host> {
    let mut hosts = vec![host.clone()];
    if host.as_ip().is_some() {
        return hosts;
    }
    let mut rest = host.as_str();
    while let Some((_, above)) = rest.split_once('.') {
        hosts.extend(Host::parse(above));
        rest = above;
    }
    hosts
}

/// What parsing a rule's query gave; `None` for a rule that has none.
type Parsed = Option<Result<Node, Vec<QueryFault>>>;

/// Rules from which on they are parsed on several processors.
const PARALLEL_MIN: usize = 2_000;

/// Threads at most that parse.
const THREADS_MAX: usize = 4;

/// Parses the queries of all rules, in their order.
fn parse_all(specs: &[RuleSpec]) -> Vec<Parsed> {
    let parse = |spec: &RuleSpec| match &spec.body {
        RuleBody::Query(source) => Some(parse::parse(source, Surface::Rule)),
        _ => None,
    };
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get());
    let threads = threads.min(THREADS_MAX);
    if specs.len() < PARALLEL_MIN || threads == 1 {
        return specs.iter().map(parse).collect();
    }
    std::thread::scope(|scope| {
        let parts: Vec<_> = specs
            .chunks(specs.len().div_ceil(threads))
            .map(|part| {
                let thread = scope.spawn(move || part.iter().map(parse).collect::<Vec<Parsed>>());
                (part, thread)
            })
            .collect();
        parts
            .into_iter()
            .flat_map(|(part, thread)| {
                // A parser that panicked does so again, where it is seen.
                let parsed = thread.join();
                parsed.unwrap_or_else(|_| part.iter().map(parse).collect())
            })
            .collect()
    })
}

/// Compiles one rule, or notes all its faults.
fn compile_rule(
    spec: RuleSpec,
    parsed: Parsed,
    collected: &mut Collected,
    faults: &mut Vec<RuleFault>,
) -> Option<(Rule, Anchors)> {
    let before = faults.len();
    let mut note = |part, term_index, fault: QueryFault| {
        faults.push(RuleFault {
            watchlist: spec.watchlist.clone(),
            rule: spec.rule.clone(),
            term_index,
            part,
            span: fault.span,
            vi: fault.vi,
            en: fault.en,
        });
    };
    for (at, term) in spec.unless.iter().enumerate() {
        if let Some(fault) = parse::text_fault(term, 0..term.len()) {
            note(RulePart::Unless, Some(at), fault);
        }
    }
    let mut node = None;
    let mut hosts = None;
    match &spec.body {
        RuleBody::Hosts(set) => hosts = Some(HostTest::Listed(Arc::clone(set))),
        RuleBody::LookAlikes(protected) => {
            hosts = Some(HostTest::LookAlikes(Arc::clone(protected)));
        }
        RuleBody::Shapes => hosts = Some(HostTest::Shapes),
        RuleBody::Terms(terms) if terms.is_empty() => note(
            RulePart::Terms,
            None,
            QueryFault::new(
                0..0,
                "luật không có từ nào; hãy viết ít nhất một từ vào terms",
                "the rule has no terms; write at least one",
            ),
        ),
        RuleBody::Terms(terms) => {
            for (at, term) in terms.iter().enumerate() {
                if let Some(fault) = parse::text_fault(term, 0..term.len()) {
                    note(RulePart::Terms, Some(at), fault);
                }
            }
        }
        RuleBody::Query(_) => match parsed {
            Some(Ok(parsed)) => node = Some(parsed),
            Some(Err(found)) => {
                for fault in found {
                    note(RulePart::Query, None, fault);
                }
            }
            // Every query was parsed.
            None => return None,
        },
    }
    if faults.len() > before {
        return None;
    }
    let defaults = Defaults {
        max_rung: spec.max_rung,
        typed_bare: false,
    };
    let program = match (&spec.body, node) {
        (_, Some(node)) => Program::of_node(&node, defaults, collected),
        (RuleBody::Terms(terms), None) => {
            Program::of_terms(terms, defaults, &mut collected.scanner)
        }
        // A query that did not parse has left a fault.
        (RuleBody::Query(_), None) => return None,
        (RuleBody::Hosts(_) | RuleBody::LookAlikes(_) | RuleBody::Shapes, None) => {
            Program::of_terms(&[], defaults, &mut collected.scanner)
        }
    };
    let unless = Program::of_terms(
        &spec.unless,
        Defaults {
            max_rung: Rung::Folded,
            typed_bare: false,
        },
        &mut collected.scanner,
    );
    // The parser refuses a query without an anchor. A rule that looks at hosts
    // has none.
    let anchors = program.anchors(|needle| collected.scanner.words_of(needle))?;
    let zones = spec
        .zones
        .as_deref()
        .map_or(ZoneSet::ALL, ZoneSet::from_zones);
    let rule = Rule {
        watchlist: spec.watchlist,
        rule: spec.rule,
        version: spec.version,
        kind: spec.kind,
        program,
        hosts,
        zones,
        unless: unless.leaves,
    };
    Some((rule, anchors))
}
