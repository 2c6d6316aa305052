//! Terms in disguise: the trie of terms, walked over letters.
//!
//! A walk begins at a boundary between tokens or inside a stretch, and takes
//! piece after piece: a token as it stands, or a syllable read from the letters
//! of a stretch. The pieces that arrive at a term are held against its words,
//! mark by mark, and then judged. Only what no plain walk can meet is told.

use std::cmp::Reverse;

use super::{
    Cache, Matcher, Scanned, Shortened, TermHit, TermId, TermWords,
    spelling::START,
    term::Term,
    trie::{NONE, ROOT, Step},
};
use crate::{
    Gap, Normalised, Rung, Tone,
    canonical::write_canonical,
    compare::marks_are_absent,
    disguise::{Disguises, Edge, Glyph, Rests, Stretch, flags, is_letter_sign},
    ladder::{self, BareRisk, Evidence, Facts},
    letter::{Letter, Quality},
};

/// Steps of one walk: letters read and pieces tried. Enough for the longest
/// term under two disguises at once; whoever needs more is not read.
const STEPS_MAX: u32 = 400;

/// Letters that may repeat the one before them, in one syllable.
const REPEATS_MAX: u32 = 8;

/// Bytes of an address on either side of a term that are looked at.
const CHUNK_BYTES: usize = 120;

/// Signs that may stand between two words.
const SIGNS_MAX: u32 = 3;

/// Pieces of one walk: the words of the longest term (see the query crate's
/// ceiling of 32).
const PIECES_MAX: usize = 32;

/// Places told in one text beyond which repetitions say nothing more.
const HITS_MAX: usize = 20_000;

/// One word of a term as the text has it.
#[derive(Clone, Copy, Debug)]
struct Piece {
    what: What,
    /// Tricks inside it and before it.
    tricks: u16,
    /// How many words of the term it is short for; 1 for a word as it is.
    taken: u8,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Token(u32),
    Letters {
        stretch: u32,
        /// Glyphs, counted from the first of all.
        from: u32,
        to: u32,
        /// Its letters, in the buffer of letters.
        letters: (u32, u32),
    },
}

/// Tricks that were undone.
mod tricks {
    pub(super) const SEPARATED: u16 = 1;
    pub(super) const UNSEEN: u16 = 1 << 1;
    pub(super) const LOOKALIKE: u16 = 1 << 2;
    pub(super) const LEET: u16 = 1 << 3;
    pub(super) const STACKED: u16 = 1 << 4;
    pub(super) const REPEATED: u16 = 1 << 5;
    pub(super) const GLUED: u16 = 1 << 6;
    pub(super) const TEENCODE: u16 = 1 << 7;
    pub(super) const BRIDGED: u16 = 1 << 8;
    pub(super) const MASKED: u16 = 1 << 9;
    /// Leet that may as well be a code: `c4`, `d0`.
    pub(super) const CODE_LIKE: u16 = 1 << 10;
    pub(super) const JOINED: u16 = 1 << 11;
    pub(super) const REORDERED: u16 = 1 << 12;
    pub(super) const FOREIGN_MARK: u16 = 1 << 13;
    /// Leet that is a code by all odds: `61a`.
    pub(super) const CODE: u16 = 1 << 14;

    /// What nobody writes but to hide.
    pub(super) const HIDDEN: u16 =
        SEPARATED | UNSEEN | LOOKALIKE | LEET | STACKED | BRIDGED | MASKED | REORDERED;
    /// The same, and what names of other languages have by nature.
    pub(super) const OBFUSCATED: u16 = HIDDEN | REPEATED | FOREIGN_MARK;
    /// What makes a reading one of this rung.
    pub(super) const ANY: u16 = OBFUSCATED | GLUED | TEENCODE;
}

/// Buffers of the walks.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    pieces: Vec<Piece>,
    /// The letters of the pieces, one after the other.
    letters: Vec<Letter>,
    accented: String,
    canonical: String,
    rests: Rests,
}

struct Walk<'a> {
    matcher: &'a Matcher,
    scanned: Scanned<'a>,
    text: &'a str,
    words: &'a Normalised,
    keys: &'a [Step],
    /// See [`Cache`].
    reaches: &'a [u32],
    numbers: &'a mut Vec<u32>,
    disguises: &'a Disguises,
    buffers: &'a mut Buffers,
    hits: &'a mut Vec<TermHit>,
    steps_left: u32,
    /// Steps behind a short form.
    short_steps_left: u32,
    /// A stretch at or before the places that are walked from.
    near: usize,
}

/// Walks from every place where a disguised term may begin.
pub(super) fn walk(matcher: &Matcher, scanned: Scanned<'_>, cache: &mut Cache) {
    let Scanned { text, words, .. } = scanned;
    let mut walk = Walk {
        matcher,
        scanned,
        text,
        words,
        keys: &cache.keys,
        reaches: &cache.reaches,
        numbers: &mut cache.numbers,
        disguises: &cache.disguises,
        buffers: &mut cache.walk,
        hits: &mut cache.hits,
        steps_left: 0,
        short_steps_left: 0,
        near: 0,
    };
    walk.buffers.rests.clear();
    // A term that ends in a disguise may begin some tokens before it.
    let reach = matcher.words_max.min(PIECES_MAX).saturating_sub(1) as u32;
    let mut done = 0;
    let mut bridges = cache.disguises.bridges.iter().copied().peekable();
    for (number, stretch) in cache.disguises.stretches.iter().enumerate() {
        walk.move_near(number, stretch.start.saturating_sub(reach));
        while let Some(&bridge) = bridges.peek()
            && bridge < stretch.start
        {
            bridges.next();
            walk.start_at_boundaries(&mut done, bridge, reach, true);
        }
        walk.start_at_boundaries(&mut done, stretch.start, reach, false);
        // Inside it; its own beginning is one of the boundaries. Those past
        // the text are not among them.
        let inside = u32::from(stretch.start as usize <= words.len());
        for glyph in stretch.from + inside..stretch.to {
            if inside == 1
                && !(walk.is_known_before(number as u32, glyph)
                    && walk.may_begin(glyph, stretch.to))
            {
                continue;
            }
            walk.begin();
            walk.letters(ROOT, number as u32, glyph);
        }
        if inside == 1 {
            walk.start_at_boundaries(&mut done, stretch.start, 0, true);
        }
    }
    for bridge in bridges {
        walk.start_at_boundaries(&mut done, bridge, reach, true);
    }
}

impl Walk<'_> {
    fn begin(&mut self) {
        self.steps_left = STEPS_MAX;
        self.short_steps_left = STEPS_MAX;
        self.buffers.pieces.clear();
        self.buffers.letters.clear();
    }

    /// Keeps the first stretch at hand that begins at a boundary or after it;
    /// boundaries come in order.
    fn move_near(&mut self, number: usize, boundary: u32) {
        let starts = |number: usize| self.disguises.stretches.get(number).map(|s| s.start);
        let mut near = self.near;
        while near < number && starts(near).is_some_and(|start| start < boundary) {
            near += 1;
        }
        self.near = near;
    }

    /// Tells whether the letters from a glyph on may begin a term.
    fn may_begin(&self, from: u32, to: u32) -> bool {
        let spellings = &self.matcher.spellings;
        let mut node = START;
        for at in from..to {
            let Some(glyph) = self.disguises.glyphs.get(at as usize) else {
                return false;
            };
            let again = at > from
                && self
                    .disguises
                    .glyphs
                    .get(at as usize - 1)
                    .is_some_and(|before| before.options[0] == glyph.options[0]);
            if again || !glyph.is_single() {
                return true;
            }
            match spellings.next(node, glyph.options[0]) {
                Some(next) if spellings.begins_terms(next) => node = next,
                _ => return false,
            }
            if !spellings.accepted(node).is_empty() {
                return true;
            }
        }
        false
    }

    /// Tells whether what stands in the word before a glyph is known; else no
    /// term begins there.
    fn is_known_before(&mut self, stretch: u32, glyph: u32) -> bool {
        let mut rests = std::mem::take(&mut self.buffers.rests);
        let known = self.glyphs(stretch).is_some_and(|glyphs| {
            let start = (glyph - glyphs.offset) as usize;
            rests.before(stretch, glyphs.all, start) != Edge::Unknown
        });
        self.buffers.rests = rests;
        known
    }

    /// Walks from the boundaries up to a place that have not been walked from,
    /// where the plain words lead as far as the place. The place is the first
    /// after them at which anything else than plain words can be read.
    fn start_at_boundaries(&mut self, done: &mut u32, place: u32, reach: u32, at_place: bool) {
        if place as usize > self.words.len() {
            return;
        }
        let end = if at_place { place + 1 } else { place };
        for boundary in place.saturating_sub(reach).max(*done)..end {
            let reach = self.reaches.get(boundary as usize);
            if boundary < place && reach.is_some_and(|reach| *reach < place) {
                continue;
            }
            self.begin();
            self.pieces_from(ROOT, boundary);
        }
        *done = (*done).max(end);
    }

    fn step(&mut self) -> bool {
        self.steps_left = self.steps_left.saturating_sub(1);
        self.steps_left > 0
    }

    /// Takes the next piece at a boundary.
    fn pieces_from(&mut self, node: Step, boundary: u32) {
        if !self.step() || self.buffers.pieces.len() >= PIECES_MAX {
            return;
        }
        if let Some(&key) = self.keys.get(boundary as usize)
            && key != NONE
            && !self.words.is_disguised(boundary as usize)
        {
            self.take_key(node, key, What::Token(boundary), 0, boundary + 1, None);
        }
        let starting = self.disguises.at(boundary, self.near);
        for stretch in starting {
            let from = self.disguises.stretches.get(stretch).map_or(0, |s| s.from);
            self.letters(node, stretch as u32, from);
        }
    }

    /// Goes on over a piece that has a key: over the word that it is, and over
    /// those that it is short for.
    fn take_key(
        &mut self,
        node: Step,
        key: Step,
        what: What,
        seen: u16,
        boundary: u32,
        inside: Option<(u32, u32)>,
    ) {
        let matcher = self.matcher;
        let take = |walk: &mut Self, next: Step, taken: usize| {
            walk.buffers.pieces.push(Piece {
                what,
                tricks: seen,
                taken: taken as u8,
            });
            walk.arrive(next, boundary, inside);
            walk.buffers.pieces.pop();
        };
        if let Some(next) = matcher.trie.next(node, key) {
            take(self, next, 1);
        }
        // One short form in a term.
        if key.is_short() && self.shortened().is_none() {
            // On steps of their own: a short form may stand for many words.
            std::mem::swap(&mut self.steps_left, &mut self.short_steps_left);
            for (next, taken) in matcher.short_forms.keys.next(&matcher.trie, node, key) {
                take(self, next, taken);
            }
            std::mem::swap(&mut self.steps_left, &mut self.short_steps_left);
        }
    }

    /// Returns the piece that is short for several words, if any.
    fn shortened(&self) -> Option<Shortened> {
        let at = self
            .buffers
            .pieces
            .iter()
            .position(|piece| piece.taken > 1)?;
        let taken = self.buffers.pieces.get(at)?.taken;
        Some(Shortened {
            at,
            taken: usize::from(taken),
        })
    }

    /// Goes on after a piece: at a boundary, or inside a stretch at a glyph.
    fn arrive(&mut self, node: Step, boundary: u32, inside: Option<(u32, u32)>) {
        if self.is_disguised() {
            for term in self.matcher.trie.terms(node) {
                self.judge(term);
            }
        }
        if !node.leads_on() {
            return;
        }
        if let Some((stretch, glyph)) = inside {
            let Some(next) = self.disguises.glyphs.get(glyph as usize) else {
                return;
            };
            if next.has(flags::WALLED) {
                return;
            }
            self.letters(node, stretch, glyph);
            // Signs that part two words; a bar parts two cells.
            for ahead in 0..SIGNS_MAX {
                let is_sign = |glyph: &&Glyph| {
                    let byte = self.text.as_bytes().get(glyph.start as usize);
                    glyph.has(flags::MAY_SKIP) && byte != Some(&b'|')
                };
                let sign = self.disguises.glyphs.get((glyph + ahead) as usize);
                if sign.filter(is_sign).is_none() {
                    break;
                }
                self.with_tricks(tricks::BRIDGED, |walk| {
                    walk.letters(node, stretch, glyph + ahead + 1);
                });
            }
            return;
        }
        let crossing = if boundary as usize >= self.words.len() {
            // Past the text: words in display order, or the end.
            0
        } else {
            match self.words.gap(boundary as usize) {
                Gap::Space | Gap::None => 0,
                Gap::Joiner => tricks::JOINED,
                Gap::Other if self.disguises.bridges.binary_search(&boundary).is_ok() => {
                    tricks::BRIDGED
                }
                // Signs that were read as letters stand in the gap.
                Gap::Other if self.only_space_is_left(boundary) => 0,
                _ => return,
            }
        };
        self.with_tricks(crossing, |walk| walk.pieces_from(node, boundary));
    }

    /// Goes on with a trick noted on the last piece.
    fn with_tricks(&mut self, seen: u16, go_on: impl FnOnce(&mut Self)) {
        let Some(last) = self.buffers.pieces.last_mut() else {
            return;
        };
        let before = last.tricks;
        last.tricks |= seen;
        let depth = self.buffers.pieces.len();
        go_on(self);
        self.buffers.pieces.truncate(depth);
        if let Some(last) = self.buffers.pieces.last_mut() {
            last.tricks = before;
        }
    }

    /// Tells whether the gap before a token holds, besides signs that are
    /// letters of the pieces beside it, nothing but white space.
    fn only_space_is_left(&self, boundary: u32) -> bool {
        let end = match self.buffers.pieces.last().map(|piece| piece.what) {
            Some(What::Letters { to, .. }) => to
                .checked_sub(1)
                .and_then(|last| self.disguises.glyphs.get(last as usize))
                .map_or(0, |glyph| glyph.end as usize),
            Some(What::Token(token)) => self.words.raw(token as usize).end,
            None => return false,
        };
        let start = self.words.raw(boundary as usize).start;
        let gap = self.text.get(end..start).unwrap_or_default();
        let gap = gap.trim_end_matches(is_letter_sign);
        !gap.is_empty()
            && gap.chars().all(char::is_whitespace)
            && gap.chars().filter(|c| *c == '\n').count() < 2
    }

    fn is_disguised(&self) -> bool {
        let pieces = &self.buffers.pieces;
        pieces.iter().any(|piece| {
            matches!(piece.what, What::Letters { .. }) || piece.tricks & tricks::BRIDGED != 0
        })
    }

    /// Reads one syllable from the letters of a stretch.
    fn letters(&mut self, node: Step, stretch: u32, from: u32) {
        let Some(to) = self
            .disguises
            .stretches
            .get(stretch as usize)
            .map(|stretch| stretch.to)
        else {
            return;
        };
        if self.buffers.pieces.len() >= PIECES_MAX {
            return;
        }
        let first_letter = self.buffers.letters.len() as u32;
        let reading = Reading {
            node,
            stretch,
            from,
            to,
            first_letter,
            after_skip: from,
        };
        self.spell(reading, START, from, 0, 0);
        self.buffers.letters.truncate(first_letter as usize);
    }

    /// Goes on spelling: `at` is the next glyph, `spelt` the node that the
    /// letters so far have led to.
    fn spell(&mut self, reading: Reading, spelt: u32, at: u32, seen: u16, repeats: u32) {
        let depth = self.buffers.letters.len();
        let (mut spelt, mut at, mut seen) = (spelt, at, seen);
        // Most glyphs are letters that stand for themselves: no branch there.
        while self.step() {
            if at > reading.after_skip {
                self.accept(reading, spelt, at, seen);
            }
            if at >= reading.to {
                break;
            }
            let Some(&glyph) = self.disguises.glyphs.get(at as usize) else {
                break;
            };
            let repeated = at > reading.from
                && self
                    .buffers
                    .letters
                    .last()
                    .is_some_and(|last| last.base == glyph.options[0]);
            if repeated || !glyph.is_single() {
                self.branch(reading, spelt, at, seen, repeats);
                break;
            }
            seen |= seen_in(&glyph, at > reading.from);
            let Some(next) = self.next_spelt(reading, spelt, glyph.options[0]) else {
                break;
            };
            self.buffers.letters.push(glyph.letter(glyph.options[0]));
            spelt = next;
            at += 1;
        }
        self.buffers.letters.truncate(depth);
    }

    /// Returns where a letter leads, if it leads to a word that can stand here.
    fn next_spelt(&self, reading: Reading, spelt: u32, letter: u8) -> Option<u32> {
        let spellings = &self.matcher.spellings;
        let next = spellings.next(spelt, letter)?;
        (reading.node != ROOT || spellings.begins_terms(next)).then_some(next)
    }

    /// Goes on spelling at a glyph that may be read in several ways.
    fn branch(&mut self, reading: Reading, spelt: u32, at: u32, seen: u16, repeats: u32) {
        let Some(&glyph) = self.disguises.glyphs.get(at as usize) else {
            return;
        };
        let seen_here = seen | seen_in(&glyph, at > reading.from);
        // One letter of a word is masked, or none: more would fit any word.
        if glyph.has(flags::MASK)
            && !glyph.has(flags::WALLED)
            && at > reading.from
            && seen & tricks::MASKED == 0
        {
            for vowel in [b'a', b'e', b'i', b'o', b'u', b'y'] {
                self.take(
                    reading,
                    spelt,
                    at,
                    vowel,
                    glyph,
                    seen_here | tricks::MASKED,
                    repeats,
                );
            }
        }
        for option in glyph.options {
            if option == 0 {
                continue;
            }
            let digit_as_typed = option.is_ascii_digit();
            let leet = glyph.has(flags::LEET) && !digit_as_typed;
            let seen_now = seen_here | if leet { tricks::LEET } else { 0 };
            self.take(reading, spelt, at, option, glyph, seen_now, repeats);
        }
        if at > reading.from && glyph.has(flags::MAY_SKIP) && at + 1 < reading.to {
            let reading = Reading {
                after_skip: at + 1,
                ..reading
            };
            let seen = seen_here | tricks::SEPARATED;
            self.spell(reading, spelt, at + 1, seen, repeats);
        }
        // A letter again: "tàiii". Not where the syllable itself has it twice,
        // which the letters above have tried.
        let last = self.buffers.letters.last().copied();
        if at > reading.from
            && repeats < REPEATS_MAX
            && let Some(last) = last
            && glyph.options.first() == Some(&last.base)
        {
            let merged = merge(last, glyph.letter(last.base));
            if let (Some(merged), Some(place)) = (merged, self.buffers.letters.last_mut()) {
                *place = merged;
                self.spell(
                    reading,
                    spelt,
                    at + 1,
                    seen_here | tricks::REPEATED,
                    repeats + 1,
                );
                if let Some(place) = self.buffers.letters.last_mut() {
                    *place = last;
                }
            }
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the state of one step of a search"
    )]
    fn take(
        &mut self,
        reading: Reading,
        spelt: u32,
        at: u32,
        option: u8,
        glyph: Glyph,
        seen: u16,
        repeats: u32,
    ) {
        let Some(next) = self.next_spelt(reading, spelt, option) else {
            return;
        };
        let depth = self.buffers.letters.len();
        self.buffers.letters.push(glyph.letter(option));
        self.spell(reading, next, at + 1, seen, repeats);
        self.buffers.letters.truncate(depth);
    }

    /// Takes the letters so far as a word, where they spell one.
    fn accept(&mut self, reading: Reading, spelt: u32, at: u32, seen: u16) {
        let matcher = self.matcher;
        for spelled in matcher.spellings.accepted(spelt) {
            let mut seen = seen;
            if spelled.teencode {
                seen |= tricks::TEENCODE;
            }
            if seen & tricks::LEET != 0 {
                seen |= self.digits(reading.from, at);
            }
            let what = What::Letters {
                stretch: reading.stretch,
                from: reading.from,
                to: at,
                letters: (reading.first_letter, self.buffers.letters.len() as u32),
            };
            if at >= reading.to {
                let stretch = self.disguises.stretches.get(reading.stretch as usize);
                let boundary = stretch.map_or(u32::MAX, |stretch| stretch.end);
                self.take_key(reading.node, spelled.key, what, seen, boundary, None);
            } else {
                let inside = Some((reading.stretch, at));
                self.take_key(reading.node, spelled.key, what, seen, 0, inside);
            }
        }
    }

    /// Tells what share of a bare word is digits: `c4` and `61a` look like
    /// codes.
    fn digits(&self, from: u32, to: u32) -> u16 {
        let glyphs = self
            .disguises
            .glyphs
            .get(from as usize..to as usize)
            .unwrap_or_default();
        let digits = glyphs
            .iter()
            .filter(|glyph| glyph.has(flags::DIGIT))
            .count();
        let marked = glyphs.iter().any(|glyph| {
            glyph.is_letter() && (glyph.quality != Quality::Plain || glyph.tone != Tone::Level)
        });
        match (digits * 2).cmp(&glyphs.len()) {
            _ if marked || digits == 0 => 0,
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => tricks::CODE_LIKE,
            std::cmp::Ordering::Greater => tricks::CODE,
        }
    }

    /// Holds what was read against a term: as it is, or in each of its short
    /// forms.
    fn judge(&mut self, id: u32) {
        if self.hits.len() >= HITS_MAX {
            return;
        }
        let matcher = self.matcher;
        let Some(term) = matcher.terms.get(id as usize) else {
            return;
        };
        let pieces = self.buffers.pieces.len();
        let Some(shortened) = self.shortened() else {
            let words = matcher.vocabulary.of(term);
            if words.len() == pieces && term.slop == 0 {
                self.judge_as(id, term, words, false);
            }
            return;
        };
        let Shortened { at, taken } = shortened;
        if term.len as usize + 1 != pieces + taken {
            return;
        }
        let mut numbers = std::mem::take(self.numbers);
        for form in matcher.short_forms.of(&matcher.vocabulary, term, at, taken) {
            matcher.shorten(term, shortened, form, &mut numbers);
            self.judge_as(id, term, matcher.vocabulary.view(&numbers), true);
        }
        *self.numbers = numbers;
    }

    fn judge_as(&mut self, id: u32, term: &Term, words: TermWords<'_>, abbreviated: bool) {
        let matcher = self.matcher;
        let mut evidence = Evidence::default();
        let mut marked = true;
        for at in 0..self.buffers.pieces.len() {
            let Some(found) = self.agree(words, at, &mut evidence) else {
                return;
            };
            marked &= found || !words.has_marks(at);
        }
        let Some(mut facts) = self.facts() else {
            return;
        };
        facts.marked = marked;
        // Two letters that stand for a word begin no other word.
        if abbreviated && facts.edge > Edge::Clean {
            return;
        }
        if facts.separated && !marked && self.is_in_host() {
            return;
        }
        if !facts.tricks_any {
            return;
        }
        facts.teencode |= abbreviated;
        let (first, last, start, end) = self.extent();
        if self.scanned.signs.bar(self.text, start..end) {
            return;
        }
        let risk = match abbreviated {
            true => BareRisk::None,
            false => term.risk(words),
        };
        let verdict = ladder::judge_disguised(
            &matcher.priors,
            evidence,
            facts,
            risk,
            self.words,
            first,
            last,
        );
        let hit = TermHit {
            term: TermId(id),
            first,
            last,
            start,
            end,
            rung: Rung::Deobf,
            confidence: verdict.confidence,
            reasons: verdict.reasons,
        };
        self.tell(hit);
    }

    /// Adds a hit, unless the same place was read as surely before.
    fn tell(&mut self, hit: TermHit) {
        let same = |other: &&mut TermHit| {
            other.term == hit.term && other.start < hit.end && hit.start < other.end
        };
        let near = self.hits.iter_mut().rev().take(8);
        for other in near {
            if same(&other) && other.rung == Rung::Deobf {
                let longer = |hit: &TermHit| (hit.confidence, Reverse(hit.end - hit.start));
                if longer(&hit) > longer(other) {
                    *other = hit;
                }
                return;
            }
        }
        self.hits.push(hit);
    }

    /// Compares one piece with the term's word; tells whether the piece bears
    /// marks.
    fn agree(&mut self, term: TermWords<'_>, at: usize, evidence: &mut Evidence) -> Option<bool> {
        let (all, word) = term.place(at)?;
        let piece = *self.buffers.pieces.get(at)?;
        let (first, last) = match piece.what {
            What::Token(token) => {
                let agreement = crate::compare(all, word, self.words, token as usize)?;
                evidence.agree(agreement);
                return Some(self.words.has_marks(token as usize));
            }
            What::Letters { letters, .. } => letters,
        };
        let letters = self
            .buffers
            .letters
            .get(first as usize..last as usize)
            .unwrap_or_default();
        let marked = letters
            .iter()
            .any(|letter| letter.quality != Quality::Plain || letter.tone != Tone::Level);
        let accented = &mut self.buffers.accented;
        accented.clear();
        for letter in letters {
            // A tone on a consonant is noise of a stack.
            let composed = letter.compose().or_else(|| {
                Letter {
                    tone: Tone::Level,
                    ..*letter
                }
                .compose()
            });
            accented.push(composed.unwrap_or(char::from(letter.base)));
        }
        if piece.tricks & tricks::TEENCODE != 0 {
            let mut spellings = self.matcher.spellings.teencode_of(word as u32);
            let fits =
                spellings.any(|spelling| fits(spelling, accented, &mut self.buffers.canonical));
            return fits.then_some(marked);
        }
        if accented == all.accented(word) {
            return Some(marked);
        }
        let canonical = &mut self.buffers.canonical;
        canonical.clear();
        let read = match write_canonical(accented, canonical) {
            Some(end) => canonical.get(..end).unwrap_or_default(),
            None => accented.as_str(),
        };
        if read == all.canonical(word) {
            evidence.tone = true;
            return Some(marked);
        }
        marks_are_absent(all.canonical(word), read).then(|| {
            evidence.bare = true;
            marked
        })
    }

    /// Gathers what the disguise was, and whether the edges hold; `None` when
    /// they do not.
    fn facts(&mut self) -> Option<Facts> {
        let mut rests = std::mem::take(&mut self.buffers.rests);
        let facts = self.facts_with(&mut rests);
        self.buffers.rests = rests;
        facts
    }

    fn facts_with(&self, rests: &mut Rests) -> Option<Facts> {
        let pieces = &self.buffers.pieces;
        let mut all = pieces.iter().fold(0, |all, piece| all | piece.tricks);
        let mut glued = false;
        let mut camel = false;
        let mut edge = Edge::Clean;
        let mut letters = 0;
        for (at, piece) in pieces.iter().enumerate() {
            let What::Letters {
                stretch, from, to, ..
            } = piece.what
            else {
                continue;
            };
            let glyphs = self.glyphs(stretch)?;
            let offset = glyphs.offset;
            letters += (to - from) as usize;
            let (from, to) = ((from - offset) as usize, (to - offset) as usize);
            let goes_on = |next: Option<&Piece>| {
                next.is_some_and(|next| matches!(next.what, What::Letters { stretch: other, .. } if other == stretch))
            };
            let before = at.checked_sub(1).and_then(|before| pieces.get(before));
            if goes_on(before) {
                match glyphs.all.get(from) {
                    Some(glyph) if glyph.has(flags::SIGNED) => all |= tricks::BRIDGED,
                    Some(glyph) if glyph.has(flags::PARTED) => all |= tricks::JOINED,
                    next => {
                        glued = true;
                        let upper = |glyph: Option<&Glyph>| {
                            glyph.is_some_and(|glyph| glyph.has(flags::UPPER))
                        };
                        let last = from.checked_sub(1).and_then(|last| glyphs.all.get(last));
                        camel |= upper(next) && !upper(last);
                    }
                }
            } else {
                edge = edge.max(rests.before(stretch, glyphs.all, from));
            }
            if !goes_on(pieces.get(at + 1)) {
                edge = edge.max(rests.after(stretch, glyphs.all, to));
            }
            if self.is_reordered(stretch) {
                all |= tricks::REORDERED;
            }
        }
        if edge == Edge::Unknown {
            return None;
        }
        glued |= edge > Edge::Clean;
        // A word that goes on after what would be the end of a disguise is
        // another word: "Liban-Canada", "bằng Java", a key in base 64.
        const WHOLE_WORDS: u16 =
            tricks::LEET | tricks::SEPARATED | tricks::BRIDGED | tricks::JOINED | tricks::TEENCODE;
        if edge > Edge::Brand && all & WHOLE_WORDS != 0 {
            return None;
        }
        if glued {
            all |= tricks::GLUED;
        }
        let code_like = pieces
            .iter()
            .all(|piece| piece.tricks & tricks::CODE_LIKE != 0)
            || all & tricks::CODE != 0
            || all & tricks::LEET != 0 && edge > Edge::Clean && self.is_shouted()
            || self.is_abbreviation(all);
        Some(Facts {
            marked: false,
            tricks_any: all & tricks::ANY != 0,
            hidden: all & tricks::HIDDEN != 0,
            obfuscated: all & tricks::OBFUSCATED != 0,
            glued,
            edge,
            letters,
            camel,
            separated: all & tricks::SEPARATED != 0,
            teencode: all & tricks::TEENCODE != 0,
            code_like,
            in_address: self.in_address(),
        })
    }

    /// Tells whether every letter read is a capital: `L0-DE9` is the number of a
    /// part.
    fn is_shouted(&self) -> bool {
        self.buffers.pieces.iter().all(|piece| match piece.what {
            What::Token(_) => false,
            What::Letters { from, to, .. } => {
                let glyphs = self.disguises.glyphs.get(from as usize..to as usize);
                glyphs.is_some_and(|glyphs| {
                    glyphs
                        .iter()
                        .all(|glyph| glyph.has(flags::UPPER) || !glyph.is_letter())
                })
            }
        })
    }

    /// Tells whether the pieces are capitals parted by full stops, two to a
    /// word at most: "C.A. Đ.O" is two abbreviations.
    fn is_abbreviation(&self, all: u16) -> bool {
        if all & tricks::SEPARATED == 0 {
            return false;
        }
        self.buffers.pieces.iter().all(|piece| match piece.what {
            What::Token(_) => false,
            What::Letters { from, to, .. } => {
                let glyphs = self.disguises.glyphs.get(from as usize..to as usize);
                glyphs.is_some_and(|glyphs| {
                    glyphs.len() == 2
                        && glyphs.iter().all(|glyph| glyph.has(flags::UPPER))
                        && self.between(&glyphs[0], &glyphs[1]).trim() == "."
                })
            }
        })
    }

    /// Tells whether the chunk of what was read names a host. The signs of an
    /// address part its words; a term is not read across them letter by letter.
    fn is_in_host(&self) -> bool {
        let (_, _, start, end) = self.extent();
        let part = |c: char| c.is_whitespace();
        let before = self.text.get(..start).unwrap_or_default();
        let floor = self
            .text
            .ceil_char_boundary(start.saturating_sub(CHUNK_BYTES));
        let before = before.get(floor..).unwrap_or_default();
        let from = before.rfind(part).map_or(floor, |at| floor + at);
        let ceiling = self
            .text
            .floor_char_boundary((end + CHUNK_BYTES).min(self.text.len()));
        let after = self.text.get(end..ceiling).unwrap_or_default();
        let to = end + after.find(part).unwrap_or(after.len());
        let chunk = self.text.get(from..to).unwrap_or_default();
        crate::hosts(chunk).next().is_some()
    }

    fn between(&self, first: &Glyph, second: &Glyph) -> &str {
        let bytes = first.end as usize..second.start as usize;
        self.text.get(bytes).unwrap_or_default()
    }

    /// Tells whether the first letters stand in a hashtag or a host name.
    fn in_address(&self) -> bool {
        let Some(Piece {
            what: What::Letters { stretch, .. },
            ..
        }) = self.buffers.pieces.first()
        else {
            return false;
        };
        let Some(stretch) = self.disguises.stretches.get(*stretch as usize) else {
            return false;
        };
        let glyphs = self
            .disguises
            .glyphs
            .get(stretch.from as usize..stretch.to as usize)
            .unwrap_or_default();
        let (Some(first), Some(last)) = (glyphs.first(), glyphs.last()) else {
            return false;
        };
        let before = self.text.get(..first.start as usize).unwrap_or_default();
        let chunk = self
            .text
            .get(first.start as usize..last.end as usize)
            .unwrap_or_default();
        before.ends_with('#') || before.ends_with('/') || chunk.contains('.') || chunk.contains('/')
    }

    fn is_reordered(&self, stretch: u32) -> bool {
        self.disguises
            .stretches
            .get(stretch as usize)
            .is_some_and(|stretch| stretch.start as usize > self.words.len())
    }

    fn glyphs(&self, stretch: u32) -> Option<Glyphs<'_>> {
        let stretch: &Stretch = self.disguises.stretches.get(stretch as usize)?;
        Some(Glyphs {
            offset: stretch.from,
            all: self
                .disguises
                .glyphs
                .get(stretch.from as usize..stretch.to as usize)?,
        })
    }

    /// Returns the first and the last token and the bytes of what was read.
    fn extent(&self) -> (usize, usize, usize, usize) {
        let (mut first, mut last) = (usize::MAX, 0);
        let (mut start, mut end) = (usize::MAX, 0);
        for piece in &self.buffers.pieces {
            match piece.what {
                What::Token(token) => {
                    let raw = self.words.raw(token as usize);
                    first = first.min(token as usize);
                    last = last.max(token as usize);
                    start = start.min(raw.start);
                    end = end.max(raw.end);
                }
                What::Letters { from, to, .. } => {
                    for glyph in self
                        .disguises
                        .glyphs
                        .get(from as usize..to as usize)
                        .unwrap_or_default()
                    {
                        start = start.min(glyph.start as usize);
                        end = end.max(glyph.end as usize);
                    }
                }
            }
        }
        // The tokens that the bytes touch.
        let touched = tokens_of(self.words, start, end);
        if let Some((from, to)) = touched {
            first = first.min(from);
            last = last.max(to);
        }
        (first.min(last), last, start.min(end), end)
    }
}

/// Returns the tricks that a glyph shows, by itself and, inside a word, by what
/// stands before it.
#[inline]
fn seen_in(glyph: &Glyph, inside: bool) -> u16 {
    let mut seen = 0;
    for (flag, trick, always) in [
        (flags::PARTED, tricks::SEPARATED, false),
        (flags::UNSEEN, tricks::UNSEEN, false),
        (flags::LOOKALIKE, tricks::LOOKALIKE, true),
        (flags::FOREIGN_MARK, tricks::FOREIGN_MARK, true),
        (flags::STACKED, tricks::STACKED, true),
    ] {
        if glyph.has(flag) && (always || inside) {
            seen |= trick;
        }
    }
    seen
}

/// The syllable being read.
#[derive(Clone, Copy)]
struct Reading {
    /// Node of the trie of terms before it.
    node: Step,
    stretch: u32,
    /// Its first glyph, and one past the last of the stretch.
    from: u32,
    to: u32,
    /// Its first letter in the buffer of letters.
    first_letter: u32,
    /// The glyph after a sign that was skipped, if any: no word ends with a
    /// sign.
    after_skip: u32,
}

struct Glyphs<'a> {
    /// Number of the first.
    offset: u32,
    all: &'a [Glyph],
}

/// Joins the marks of a repeated letter with those of the one before; `None`
/// when they contradict.
fn merge(first: Letter, again: Letter) -> Option<Letter> {
    let quality = match (first.quality, again.quality) {
        (Quality::Plain, quality) | (quality, Quality::Plain) => quality,
        (a, b) if a == b => a,
        _ => return None,
    };
    let tone = match (first.tone, again.tone) {
        (Tone::Level, tone) | (tone, Tone::Level) => tone,
        (a, b) if a == b => a,
        _ => return None,
    };
    Some(Letter {
        base: first.base,
        quality,
        tone,
    })
}

/// Tells whether what was read is a teencode spelling, marks absent or not.
fn fits(spelling: &str, read: &str, scratch: &mut String) -> bool {
    if spelling == read {
        return true;
    }
    scratch.clear();
    let Some(end) = write_canonical(read, scratch) else {
        return marks_are_absent(spelling, read);
    };
    marks_are_absent(spelling, scratch.get(..end).unwrap_or_default())
        || marks_are_absent(spelling, read)
}

/// Returns the first and the last token that some bytes touch.
fn tokens_of(words: &Normalised, start: usize, end: usize) -> Option<(usize, usize)> {
    let (mut low, mut high) = (0, words.len());
    while low < high {
        let middle = (low + high) / 2;
        if words.raw(middle).end <= start {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    let first = low;
    let mut last = first;
    while last + 1 < words.len() && words.raw(last + 1).start < end {
        last += 1;
    }
    (first < words.len() && words.raw(first).start < end).then_some((first, last))
}
