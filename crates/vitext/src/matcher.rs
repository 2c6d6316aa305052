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
mod spelling;
mod table;
mod term;
mod trie;
mod walk;

use std::collections::HashMap;

use crate::{
    Normalised, Priors, Reading, Reason, Reasons, Rung, Span, disguise::Disguises, ladder, teencode,
};

pub(crate) use mail::is_address as is_mail_address;
use spelling::Spellings;
pub use term::TermOptions;
use term::{Term, is_odd};
use trie::{NONE, ROOT, Trie};

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
    matcher: Matcher,
    known: HashMap<(String, TermOptions), TermId>,
    /// Words of each term, in the order of adding.
    words: Vec<usize>,
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
    keys: Vec<u32>,
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
        let mut builder = MatcherBuilder::default();
        builder.matcher.priors = priors;
        builder
    }

    /// Adds a term: a phrase whose words stand side by side. The same term
    /// twice is one. A term without a word is never met.
    pub fn add(&mut self, term: &str) -> TermId {
        self.add_with(term, TermOptions::default())
    }

    /// Adds a term that is looked for in its own way.
    pub fn add_with(&mut self, term: &str, options: TermOptions) -> TermId {
        let key = (term.to_owned(), options);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let id = TermId(self.words.len() as u32);
        let term = Term::new(term, options, id);
        self.words.push(term.words.len());
        self.known.insert(key, id);
        if options == TermOptions::default() {
            self.add_abbreviations(&term);
        }
        self.matcher.insert(term);
        id
    }

    /// Adds the ways in which people shorten some words of a term.
    fn add_abbreviations(&mut self, term: &Term) {
        let words: Vec<&str> = (0..term.words.len())
            .map(|token| term.words.accented(token))
            .collect();
        for (first, taken, short) in teencode::abbreviations(&words) {
            let before = words.get(..first).unwrap_or_default();
            let after = words.get(first + taken..).unwrap_or_default();
            let shortened = [before, &[short.as_str()], after].concat().join(" ");
            self.matcher.insert(Term::abbreviated(&shortened, term.id));
        }
    }

    /// Returns how many words a term has.
    pub fn words_of(&self, term: TermId) -> usize {
        self.words.get(term.0 as usize).copied().unwrap_or(0)
    }

    /// Makes the terms ready for matching.
    pub fn build(mut self) -> Matcher {
        let Matcher {
            trie, spellings, ..
        } = &mut self.matcher;
        trie.finish();
        spellings.finish(|key| trie.next(ROOT, key).is_some());
        self.matcher
    }
}

impl Matcher {
    fn insert(&mut self, term: Term) {
        let id = self.terms.len() as u32;
        let mut path = Vec::with_capacity(term.words.len());
        for token in 0..term.words.len() {
            let (words, key) = (&term.words, term.words.key(token));
            let key_id = self.trie.add_key(key);
            self.spellings
                .add(words.accented(token), words.folded(token), key, key_id);
            path.push(key_id);
        }
        self.odd_gaps |= term.has_odd_gaps();
        self.words_max = self.words_max.max(path.len());
        if term.options.slop > 0 {
            if let Some(first) = path.first() {
                self.loose.entry(*first).or_default().push(id);
            }
            path.clear();
        }
        self.trie.file(&path);
        self.terms.push(term);
    }

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
        cache.hits.clear();
        cache.keys.clear();
        cache
            .keys
            .extend((0..words.len()).map(|token| self.trie.key(words.key(token))));
        for token in 0..words.len() {
            if let Some(&key) = cache.keys.get(token)
                && key != NONE
            {
                self.follow(text, words, &cache.keys, token, key, &mut cache.hits);
            }
        }
        if rung_max == Rung::Deobf && self.words_max > 0 {
            cache.disguises.read(text, words);
            if !cache.disguises.is_empty() {
                walk::walk(self, text, words, cache);
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
    fn follow(
        &self,
        text: &str,
        words: &Normalised,
        keys: &[u32],
        token: usize,
        key: u32,
        hits: &mut Vec<TermHit>,
    ) {
        if !self.loose.is_empty() {
            for &term in self.loose.get(&key).into_iter().flatten() {
                self.try_term(text, words, token, term, hits);
            }
        }
        let mut node = self.trie.next(ROOT, key);
        let mut at = token;
        while let Some(here) = node {
            for term in self.trie.terms(here) {
                self.try_term(text, words, token, term, hits);
            }
            at += 1;
            let Some(&next) = keys.get(at) else { return };
            if next == NONE
                || !self.trie.leads_on(here)
                || (!self.odd_gaps && is_odd(words.gap(at)))
            {
                return;
            }
            node = self.trie.next(here, next);
        }
    }

    fn try_term(
        &self,
        text: &str,
        words: &Normalised,
        first: usize,
        id: u32,
        hits: &mut Vec<TermHit>,
    ) {
        let Some(term) = self.terms.get(id as usize) else {
            return;
        };
        let Some((last, evidence)) = term.meet(words, first) else {
            return;
        };
        let (start, end) = (words.raw(first).start, words.raw(last).end);
        if cells::are_crossed(text, start..end) || mail::is_around(text, start..end) {
            return;
        }
        let mut verdict = ladder::judge(
            &self.priors,
            evidence,
            term.risk,
            &term.words,
            words,
            first,
            last,
        );
        let mut rung = evidence.rung();
        if term.abbreviated {
            rung = Rung::Deobf;
            verdict.at_most(self.priors.teencode, Some(Reason::Teencode));
        }
        hits.push(TermHit {
            term: term.id,
            first,
            last,
            start,
            end,
            rung,
            confidence: verdict.confidence,
            reasons: verdict.reasons,
        });
    }
}

/// Hits of one term before a hit that are compared with it: those that overlap
/// it are among the last.
const LOOK_BACK: usize = 8;

/// Puts the hits in order and leaves out what is told already: a wider hit of
/// the same term at an overlapping place, unless it is the surer one.
fn settle(hits: &mut Vec<TermHit>) {
    if hits.iter().all(|hit| hit.rung != Rung::Deobf) {
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
    hits.sort_unstable_by_key(|hit| (hit.first, hit.start, hit.end, hit.term, hit.rung));
}
