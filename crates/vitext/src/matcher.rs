//! Many terms, one walk over the text, every rung.
//!
//! Terms are paths of a trie over *keys* (folded syllables, i and y as one).
//! Every token of a text is looked up once; from each, the trie is walked as
//! far as the text follows it. What arrives at a term is a candidate, and is
//! held against the accented words by [`crate::compare`]. Then, where the text
//! may hide something, the same trie is walked over letters ([`walk`]). Nothing
//! is done per term that the text does not hold.

mod cells;
mod mail;
mod short;
mod spelling;
mod table;
mod term;
mod trie;
mod vocabulary;
mod walk;

use std::collections::HashMap;

use crate::{
    Gap, Normalised, Priors, Reading, Reason, Reasons, Rung, Span,
    disguise::Disguises,
    ladder::{self, BareRisk, Evidence},
    normalise::normalise_into,
    teencode,
};

pub(crate) use mail::is_address as is_mail_address;
use short::{ShortBuilder, ShortForms};
use spelling::{Drafts, Spellings};
pub(crate) use table::{WordTable, mixed, packed};
pub use term::TermOptions;
use term::{Term, is_odd};
use trie::{NONE, ROOT, Step, Trie};
pub(crate) use vocabulary::TermWords;
use vocabulary::Vocabulary;

/// The number of a term in its matcher, in the order of adding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

/// One term met at one place of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermHit {
    /// Which term.
    pub term: TermId,
    /// The first token that it touches.
    pub first: usize,
    /// The last token that it touches.
    pub last: usize,
    /// Bytes of the text, from the start of its first letter to the end of its
    /// last. Inside one token when the term is glued to other words.
    pub start: usize,
    /// End of those bytes.
    pub end: usize,
    /// How far from exact.
    pub rung: Rung,
    /// How sure, in thousandths. Under [`REPORT_MIN`](crate::REPORT_MIN)
    /// another reading of the words is the likelier one.
    pub confidence: u16,
    /// Why that sure.
    pub reasons: Reasons,
}

impl TermHit {
    /// Returns where the term stands, in bytes of the text.
    pub fn span(&self) -> Span {
        self.start..self.end
    }

    /// Tells whether the hit is sure enough to be told.
    pub fn is_reported(&self) -> bool {
        self.confidence >= ladder::REPORT_MIN
    }
}

/// Collects terms.
#[derive(Debug, Default)]
pub struct MatcherBuilder {
    priors: Priors,
    vocabulary: Vocabulary,
    terms: Vec<Term>,
    odd_gaps: bool,
    /// The terms that were added, by the ways in which they are looked for,
    /// which are few.
    known: Vec<(TermOptions, HashMap<Box<str>, TermId>)>,
    /// The term that is being added.
    text: Normalised,
}

/// Looks for many terms at once, at every rung. Immutable; whoever holds one
/// may share it between threads.
///
/// ```
/// use vitext::{MatcherBuilder, Rung};
/// let mut builder = MatcherBuilder::new();
/// let term = builder.add("cá độ");
/// let matcher = builder.build();
/// for (text, rung, quote) in [
///     ("Cá độ bóng đá", Rung::Exact, "Cá độ"),
///     ("ca do bong da", Rung::Folded, "ca do"),
///     ("c.á đ.ộ bóng đá", Rung::Deobf, "c.á đ.ộ"),
///     ("vào cadobongda.example", Rung::Deobf, "cado"),
/// ] {
///     let hits = matcher.find(text);
///     assert_eq!((hits[0].term, hits[0].rung), (term, rung), "{text}");
///     assert_eq!(text.get(hits[0].span()), Some(quote));
/// }
/// assert!(matcher.find("Ông mua con cá, độ tươi rất cao").is_empty());
/// ```
#[derive(Debug, Default)]
pub struct Matcher {
    trie: Trie,
    spellings: Spellings,
    vocabulary: Vocabulary,
    /// What the key of each word leads to, by the number of the word.
    steps: Vec<Step>,
    short_forms: ShortForms,
    terms: Vec<Term>,
    /// Terms with slop, by their first key.
    loose: HashMap<u32, Vec<u32>>,
    /// Whether a term itself has a comma, a full stop or the like inside.
    odd_gaps: bool,
    /// Words of the longest term.
    words_max: usize,
    priors: Priors,
}

/// Buffers of a scan, kept from text to text so that scanning does not
/// allocate once they have grown.
#[derive(Debug, Default)]
pub struct Cache {
    keys: Vec<Step>,
    /// Numbers of the tokens' words among those of the terms.
    found: Vec<u32>,
    /// For each token, what it and the next one lead to from the root.
    seconds: Vec<Step>,
    /// Tokens of which that is to be looked up.
    pairs: Vec<u32>,
    /// For each token, the farthest boundary that a plain walk from it may
    /// get to on its way to a term.
    reaches: Vec<u32>,
    /// The words of a term with some of them shortened.
    numbers: Vec<u32>,
    disguises: Disguises,
    walk: walk::Buffers,
    hits: Vec<TermHit>,
}

impl MatcherBuilder {
    /// Starts an empty set of terms with the priors that ship.
    pub fn new() -> MatcherBuilder {
        MatcherBuilder::default()
    }

    /// Starts an empty set of terms with priors of its own.
    pub fn with_priors(priors: Priors) -> MatcherBuilder {
        MatcherBuilder {
            priors,
            ..MatcherBuilder::default()
        }
    }

    /// Adds a term: a phrase whose words stand side by side. The same term
    /// twice is one. A term without a word is never met.
    pub fn add(&mut self, term: &str) -> TermId {
        self.add_with(term, TermOptions::default())
    }

    /// Adds a term that is looked for in its own way.
    pub fn add_with(&mut self, term: &str, options: TermOptions) -> TermId {
        let same = |known: &(TermOptions, _)| known.0 == options;
        let at = match self.known.iter().position(same) {
            Some(at) => at,
            None => {
                self.known.push((options, HashMap::new()));
                self.known.len() - 1
            }
        };
        let known = self.known.get(at).and_then(|(_, known)| known.get(term));
        if let Some(known) = known {
            return *known;
        }
        let id = TermId(self.terms.len() as u32);
        normalise_into(term, &mut self.text);
        let listed = self.vocabulary.list(&self.text);
        self.odd_gaps |= listed.has_odd_gap;
        self.terms.push(Term::new(listed, options));
        if let Some((_, known)) = self.known.get_mut(at) {
            known.insert(term.into(), id);
        }
        id
    }

    /// Returns how many words a term has.
    pub fn words_of(&self, term: TermId) -> usize {
        let term = self.terms.get(term.0 as usize);
        term.map_or(0, |term| term.len as usize)
    }

    /// Makes the terms ready for matching.
    pub fn build(self) -> Matcher {
        let MatcherBuilder {
            priors,
            mut vocabulary,
            mut terms,
            odd_gaps,
            known,
            ..
        } = self;
        drop(known);
        terms.shrink_to_fit();
        let mut trie = Trie::default();
        let mut drafts = Drafts::default();
        let mut keys = Vec::with_capacity(vocabulary.len());
        for word in 0..vocabulary.len() {
            let words = vocabulary.words();
            let key = trie.add_key(words.key(word));
            drafts.add(words.folded(word), words.key(word), key);
            drafts.add_teencode(word as u32, teencode::respelled(words.accented(word)), key);
            keys.push(key);
        }
        let short_forms = ShortBuilder {
            vocabulary: &mut vocabulary,
            trie: &mut trie,
            drafts: &mut drafts,
            keys: &keys,
        }
        .build(&terms);
        vocabulary.finish(keys.len());
        let steps = terms
            .iter()
            .map(|term| (term.len as usize).saturating_sub(1));
        trie.begin(terms.len(), steps.sum());
        let key_of = |word: &u32| keys.get(*word as usize).copied();
        let mut loose: HashMap<u32, Vec<u32>> = HashMap::new();
        for (id, term) in (0..).zip(&terms) {
            let words = vocabulary.numbers_of(term);
            if term.slop == 0 {
                trie.file(id, words.iter().filter_map(key_of));
            } else if let Some(key) = words.first().and_then(key_of) {
                trie.mark_loose(key);
                loose.entry(key).or_default().push(id);
            }
        }
        for key in short_forms.keys.all() {
            trie.mark_short(key);
        }
        trie.finish();
        let begins = |key: Step| {
            trie.next(ROOT, key).is_some()
                || key.is_short() && short_forms.keys.next(&trie, ROOT, key).next().is_some()
        };
        let spellings = drafts.finish(|key| trie.root(key), begins);
        let steps = keys.iter().map(|key| trie.root(*key)).collect();
        let words_max = terms.iter().map(|term| term.len as usize).max();
        Matcher {
            spellings,
            steps,
            vocabulary,
            short_forms,
            loose,
            odd_gaps,
            words_max: words_max.unwrap_or(0),
            priors,
            terms,
            trie,
        }
    }
}

/// A plain term with some of its words shortened.
#[derive(Clone, Copy, Debug)]
struct Shortened {
    /// The word of the term that the short form begins at, which is also the
    /// token, counted from the first.
    at: usize,
    /// How many words it stands for.
    taken: usize,
}

/// What the whole of a text is asked once.
#[derive(Clone, Copy, Debug)]
struct Signs {
    has_tabs: bool,
    has_at: bool,
}

impl Signs {
    fn of(text: &str) -> Signs {
        Signs {
            has_tabs: text.contains('\t'),
            has_at: text.contains('@'),
        }
    }

    /// Tells whether bytes of a text stand where no term is told: across the
    /// cells of a table, or in an address of electronic mail.
    #[inline]
    fn bar(self, text: &str, bytes: Span) -> bool {
        self.has_tabs && cells::are_crossed(text, bytes.clone())
            || self.has_at && mail::is_around(text, bytes)
    }
}

/// A text that is scanned.
#[derive(Clone, Copy)]
struct Scanned<'t> {
    text: &'t str,
    words: &'t Normalised,
    signs: Signs,
}

impl Matcher {
    /// Returns everything that is met in a text, in its order, at every rung
    /// and however unsure.
    pub fn find(&self, text: &str) -> Vec<TermHit> {
        let mut hits = Vec::new();
        let mut cache = Cache::default();
        let reading = Reading::of(text);
        self.scan(text, &reading, Rung::Deobf, &mut cache, |hit| {
            hits.push(hit);
        });
        hits
    }

    /// Looks for all terms in a text, up to a rung, and tells what is met, in
    /// the order of the text. `reading` is the reading of `source`, and hits
    /// are placed in `source`.
    ///
    /// Linear in the text and in what is met; allocates only while the buffers
    /// of `cache` grow. A place is told once for each term; when it is met on
    /// a wider rung with more confidence (a disguise rules out an innocent
    /// reading), it is told on both. Past 20,000 hits in one text no further
    /// disguises are looked for, and a token is searched for them in its first
    /// 96 letters.
    pub fn scan(
        &self,
        source: &str,
        reading: &Reading,
        rung_max: Rung,
        cache: &mut Cache,
        mut met: impl FnMut(TermHit),
    ) {
        let (text, words) = (reading.text(source), reading.words());
        let scanned = Scanned {
            text,
            words,
            signs: Signs::of(text),
        };
        cache.hits.clear();
        cache.keys.clear();
        cache.reaches.clear();
        if self.terms.is_empty() {
            return;
        }
        cache.found.clear();
        let found = (0..words.len()).map(|token| self.vocabulary.number_of(words, token));
        cache.found.extend(found);
        let keys = cache.found.iter().enumerate().map(|(token, number)| {
            let step = self.steps.get(*number as usize).copied();
            step.unwrap_or_else(|| self.key_of(words, token))
        });
        cache.keys.extend(keys);
        self.look_up_pairs(words, cache);
        for token in 0..words.len() {
            let reach = match cache.keys.get(token) {
                Some(&key) if key.begins() => self.follow(scanned, cache, token, key),
                _ => 0,
            };
            cache.reaches.push(reach);
        }
        if rung_max == Rung::Deobf && self.words_max > 0 {
            cache.disguises.read(text, words);
            if !cache.disguises.is_empty() {
                walk::walk(self, scanned, cache);
            }
        }
        settle(&mut cache.hits);
        for hit in &cache.hits {
            let hit = self.place(*hit, reading);
            if hit.rung <= rung_max {
                met(hit);
            }
        }
    }

    /// Looks up what each token and the next one lead to. Done for all of them
    /// at once, since each look-up waits for memory and none for another.
    fn look_up_pairs(&self, words: &Normalised, cache: &mut Cache) {
        cache.seconds.clear();
        cache.seconds.resize(words.len(), NONE);
        cache.pairs.clear();
        for (token, pair) in cache.keys.windows(2).enumerate() {
            let [key, next] = *pair else { continue };
            if key.begins()
                && key.leads_on()
                && next != NONE
                && (self.odd_gaps || !is_odd(words.gap(token + 1)))
                && self.trie.may_lead_on(key, next)
            {
                cache.pairs.push(token as u32);
            }
        }
        for &token in &cache.pairs {
            let token = token as usize;
            if let Some(&[key, next]) = cache.keys.get(token..token + 2)
                && let Some(place) = cache.seconds.get_mut(token)
                && let Some(second) = self.trie.edge(key, next)
            {
                *place = second;
            }
        }
    }

    fn key_of(&self, words: &Normalised, token: usize) -> Step {
        match words.packed_key(token) {
            None => self.trie.key(None, words.key(token)),
            packed => self.trie.key(packed, ""),
        }
    }

    /// Places a hit in the text that was read; one that was read in the wrong
    /// encoding is of the widest rung.
    fn place(&self, hit: TermHit, reading: &Reading) -> TermHit {
        let mut hit = hit;
        if reading.legacy(hit.span()).is_some() {
            hit.rung = Rung::Deobf;
            hit.confidence = hit.confidence.min(self.priors.legacy_encoding);
            hit.reasons.add(Reason::LegacyEncoding);
        }
        let source = reading.source_span(hit.span());
        (hit.start, hit.end) = (source.start, source.end);
        hit
    }

    /// Follows the trie from one token, and tries the loose terms there.
    /// Returns the farthest boundary that a walk through plain words may get
    /// to; [`FAR`] where signs or short forms may lead farther.
    #[inline]
    fn follow(&self, scanned: Scanned<'_>, cache: &mut Cache, token: usize, key: Step) -> u32 {
        if key.is_loose() {
            for &term in self.loose.get(&key.node()).into_iter().flatten() {
                self.try_term(scanned, token, term, &cache.found, &mut cache.hits);
            }
        }
        let mut reach = 0;
        if key.is_short() {
            self.follow_short(scanned, cache, token, token, ROOT);
            reach = FAR;
        }
        let Some(mut here) = self.trie.next(ROOT, key) else {
            return reach;
        };
        let mut at = token;
        loop {
            if here.ends() {
                for term in self.trie.terms(here) {
                    self.try_term(scanned, token, term, &cache.found, &mut cache.hits);
                }
            }
            if !here.leads_on() {
                return reach;
            }
            at += 1;
            let Some(&next) = cache.keys.get(at) else {
                return reach;
            };
            if !self.odd_gaps {
                let gap = scanned.words.gap(at);
                if is_odd(gap) {
                    // Some signs may be read across.
                    return if gap == Gap::Other { FAR } else { reach };
                }
            }
            reach = reach.max(at as u32);
            if next == NONE {
                return reach;
            }
            if next.is_short() {
                self.follow_short(scanned, cache, token, at, here);
                reach = FAR;
            }
            let next = match at - token {
                1 => cache
                    .seconds
                    .get(token)
                    .copied()
                    .filter(|next| *next != NONE),
                _ => self.trie.next(here, next),
            };
            match next {
                Some(next) => here = next,
                None => return reach,
            }
        }
    }

    /// Follows the trie from a node on, over the words that the short form at
    /// token `short` may stand for, and the plain words after it.
    #[cold]
    #[inline(never)]
    fn follow_short(
        &self,
        scanned: Scanned<'_>,
        cache: &mut Cache,
        first: usize,
        short: usize,
        from: Step,
    ) {
        let Cache {
            keys,
            numbers,
            hits,
            ..
        } = cache;
        let Some(&key) = keys.get(short) else { return };
        for (mut here, taken) in self.short_forms.keys.next(&self.trie, from, key) {
            let shortened = Shortened {
                at: short - first,
                taken,
            };
            let mut at = short;
            loop {
                for term in self.trie.terms(here) {
                    self.try_short(scanned, first, term, shortened, numbers, hits);
                }
                at += 1;
                let Some(&next) = keys.get(at) else { break };
                if next == NONE
                    || !here.leads_on()
                    || (!self.odd_gaps && is_odd(scanned.words.gap(at)))
                {
                    break;
                }
                match self.trie.next(here, next) {
                    Some(next) => here = next,
                    None => break,
                }
            }
        }
    }

    fn try_term(
        &self,
        scanned: Scanned<'_>,
        first: usize,
        id: u32,
        found: &[u32],
        hits: &mut Vec<TermHit>,
    ) {
        let Some(term) = self.terms.get(id as usize) else {
            return;
        };
        let words = self.vocabulary.of(term);
        if term.is_written(found, scanned.words, first) {
            let place = (first, (first + term.len as usize).saturating_sub(1));
            let risk = || BareRisk::None;
            hits.extend(self.judge(scanned, id, words, risk, place, Evidence::default()));
            return;
        }
        let gap = |token| self.vocabulary.gap(term, token);
        let Some((last, evidence)) = term.meet(words, gap, scanned.words, first) else {
            return;
        };
        let risk = || term.risk(words);
        hits.extend(self.judge(scanned, id, words, risk, (first, last), evidence));
    }

    /// Tries a term with some words shortened, in each of its short forms.
    fn try_short(
        &self,
        scanned: Scanned<'_>,
        first: usize,
        id: u32,
        shortened: Shortened,
        numbers: &mut Vec<u32>,
        hits: &mut Vec<TermHit>,
    ) {
        let Some(term) = self.terms.get(id as usize) else {
            return;
        };
        let Shortened { at, taken } = shortened;
        // The text without marks is met by the short form without marks too,
        // and that one needs no excuse: of two as sure, the later is told.
        let mut best: Option<TermHit> = None;
        for form in self.short_forms.of(&self.vocabulary, term, at, taken) {
            self.shorten(term, shortened, form, numbers);
            let words = self.vocabulary.view(numbers);
            let met = term.meet(words, |_| Gap::Space, scanned.words, first);
            let Some((last, evidence)) = met else {
                continue;
            };
            // What is no syllable is taken for nothing else.
            let risk = || BareRisk::None;
            let hit = self.judge(scanned, id, words, risk, (first, last), evidence);
            let Some(mut hit) = hit else { continue };
            hit.rung = Rung::Deobf;
            hit.confidence = hit.confidence.min(self.priors.teencode);
            hit.reasons.add(Reason::Teencode);
            if best.is_none_or(|best| best.confidence <= hit.confidence) {
                best = Some(hit);
            }
        }
        hits.extend(best);
    }

    /// Writes the words of a term with some of them shortened.
    fn shorten(&self, term: &Term, shortened: Shortened, form: u32, numbers: &mut Vec<u32>) {
        let all = self.vocabulary.numbers_of(term);
        let Shortened { at, taken } = shortened;
        numbers.clear();
        numbers.extend_from_slice(all.get(..at).unwrap_or_default());
        numbers.push(form);
        numbers.extend_from_slice(all.get(at + taken..).unwrap_or_default());
    }

    #[inline]
    fn judge(
        &self,
        scanned: Scanned<'_>,
        id: u32,
        term: TermWords<'_>,
        risk: impl FnOnce() -> BareRisk,
        (first, last): (usize, usize),
        evidence: Evidence,
    ) -> Option<TermHit> {
        let words = scanned.words;
        let (start, end) = (words.raw(first).start, words.raw(last).end);
        if scanned.signs.bar(scanned.text, start..end) {
            return None;
        }
        let verdict = ladder::judge(&self.priors, evidence, risk, term, words, first, last);
        Some(TermHit {
            term: TermId(id),
            first,
            last,
            start,
            end,
            rung: evidence.rung(),
            confidence: verdict.confidence,
            reasons: verdict.reasons,
        })
    }
}

/// A boundary past all of a text.
const FAR: u32 = u32::MAX;

/// Hits of one term before a hit that are compared with it: those that overlap
/// it are among the last.
const LOOK_BACK: usize = 8;

/// Puts the hits in order and leaves out what is told already: a wider hit of
/// the same term at an overlapping place, unless it is the surer one. Only of
/// terms that were met in disguise can there be such.
fn settle(hits: &mut Vec<TermHit>) {
    let by_place = |hit: &TermHit| {
        let place = (hit.first as u64) << 32 | hit.start as u64;
        (place, hit.end, hit.term, hit.rung)
    };
    if hits.iter().all(|hit| hit.rung != Rung::Deobf) {
        hits.sort_unstable_by_key(by_place);
        return;
    }
    hits.sort_unstable_by_key(|hit| (hit.term, hit.start, hit.rung, hit.end));
    let mut kept = 0_usize;
    for at in 0..hits.len() {
        let hit = hits[at];
        let near = kept.saturating_sub(LOOK_BACK)..kept;
        let mut is_told = false;
        for other in near.rev() {
            let earlier = hits[other];
            let same = earlier.term == hit.term
                && earlier.start < hit.end
                && hit.start < earlier.end
                && earlier.confidence > 0;
            if !same {
                continue;
            }
            if earlier.rung <= hit.rung && earlier.confidence >= hit.confidence {
                is_told = true;
            } else if hit.rung <= earlier.rung && hit.confidence >= earlier.confidence {
                // Marked as dropped; no hit is told with no confidence.
                hits[other].confidence = 0;
            }
        }
        if !is_told {
            hits[kept] = hit;
            kept += 1;
        }
    }
    hits.truncate(kept);
    hits.retain(|hit| hit.confidence > 0);
    hits.sort_unstable_by_key(by_place);
}
