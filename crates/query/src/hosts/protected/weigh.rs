//! How much a name in a host says, by where it stands and what is beside it.

use std::ops::Range;

use haidang_model::Host;

use super::{
    How, Protected,
    brand::{Brand, syllables},
    letters::Letters,
    near,
    trade::{Cover, Trade},
};

/// A trick that was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// Number of the protected host.
    pub(super) host: u32,
    pub(super) how: How,
    pub(super) permille: u16,
    /// Letters of the name.
    pub(super) length: usize,
}

/// Words stripped from one end of a part when edits are looked for.
const STRIPPED_MAX: usize = 4;

/// Labels, and parts of them between hyphens, in which edits are looked for,
/// from the name on. Hosts that people are to read have fewer.
const EDITED_LABELS_MAX: usize = 4;
const EDITED_PARTS_MAX: usize = 12;

/// Letters of the shortest name whose look-alike digits count: of `m0mo`, but
/// not of `mb`.
const CONFUSED_MIN: usize = 4;

/// Returns the surest trick in the letters of a host.
pub(super) fn surest(
    protected: &Protected,
    letters: &Letters,
    host: &Host,
    suffix: &str,
) -> Option<Found> {
    let mut weighing = Weighing {
        protected,
        letters,
        host,
        suffix,
        best: None,
    };
    weighing.exact();
    weighing.confusable();
    if weighing.best.is_none_or(|best| best.permille < 600) {
        weighing.edited();
    }
    weighing.best
}

struct Weighing<'a> {
    protected: &'a Protected,
    letters: &'a Letters,
    host: &'a Host,
    suffix: &'a str,
    best: Option<Found>,
}

impl<'a> Weighing<'a> {
    /// Notes a trick. The longest name says most about who is meant
    /// (`viettelmoney` more than `viettel` in it), unless a shorter one is met
    /// much more surely; the host is as suspicious as the surest of them says.
    fn note(&mut self, brand: &Brand, how: How, permille: u16) {
        let length = brand.letters.len();
        let mut found = Found {
            host: brand.host,
            how,
            permille,
            length,
        };
        if let Some(best) = self.best {
            let sure = best.permille.max(permille);
            let rank = |found: &Found| found.length * 100 + usize::from(found.permille);
            if rank(&best) >= rank(&found) {
                found = best;
            }
            found.permille = sure;
        }
        self.best = Some(found);
    }

    /// Names letter by letter.
    fn exact(&mut self) {
        let (protected, letters) = (self.protected, self.letters);
        for start in 0..letters.text.len() {
            let rest = letters.of(start..letters.text.len());
            protected.names.prefixes(rest, |length, number| {
                if let Some(brand) = protected.brands.get(number as usize)
                    && let Some((how, permille)) = self.company(brand, start..start + length)
                {
                    let disguised = letters.is_disguised(&(start..start + length));
                    let how = if disguised { How::Confusable } else { how };
                    self.note(brand, how, permille + if disguised { 100 } else { 0 });
                }
            });
        }
    }

    /// Names by what letters look like.
    fn confusable(&mut self) {
        let (protected, letters) = (self.protected, self.letters);
        for start in 0..letters.looks.len() {
            let rest = letters.looks.get(start..).unwrap_or_default();
            protected.looks.prefixes(rest, |length, number| {
                let places = letters
                    .places
                    .get(start)
                    .zip(letters.places.get(start + length));
                let (Some(brand), Some((from, to))) =
                    (protected.brands.get(number as usize), places)
                else {
                    return;
                };
                let written = letters.of(*from..*to);
                if written == brand.letters.as_ref() || !is_confused(brand, written) {
                    return;
                }
                if let Some((_, permille)) = self.company(brand, *from..*to) {
                    self.note(brand, How::Confusable, permille.max(700) + 100);
                }
            });
        }
    }

    /// Tells how sure a name is by its company.
    fn company(&self, brand: &Brand, at: Range<usize>) -> Option<(How, u16)> {
        let (number, label) = self.letters.label_at(at.start)?;
        let is_site = number + 1 == self.letters.labels.len();
        let whole_parts = self.letters.begins_part(at.start) && self.letters.ends_part(at.end);
        if at.end > label.end {
            // Parted by a dot: only a long name, and nothing beside it.
            let long = !brand.needs_company() && whole_parts;
            return long.then_some((How::Hyphenated, 600));
        }
        let part = self.letters.part_at(at.start)?;
        let hyphens = at.end > part.end;
        if hyphens && !whole_parts {
            return self.parted(brand, &at, &label);
        }
        if at == label {
            return self.whole_label(brand, number, is_site, hyphens);
        }
        let before = self
            .protected
            .trade
            .cover(self.letters.of(label.start..at.start));
        let behind = self
            .protected
            .trade
            .cover(self.letters.of(at.end..label.end));
        if brand.needs_company() {
            return self.added_to_short(brand, &at, &label, before, behind, whole_parts);
        }
        // `cimbbank` is no `mbbank` with letters before it.
        if !brand.stands_out() && before.is_none() && !self.letters.begins_part(at.start) {
            return None;
        }
        let bait = [before, behind]
            .into_iter()
            .flatten()
            .any(|cover| cover.bait);
        let covered = before.is_some() && behind.is_some();
        let permille = match (whole_parts, covered) {
            (true, _) if bait => 900,
            (true, _) => 850,
            (false, true) if bait => 850,
            (false, true) => 750,
            (false, false) => 600,
        };
        if self.ending_follows(brand, &at, &label) {
            return Some((How::DotsLost, 900));
        }
        let how = if hyphens {
            How::Hyphenated
        } else {
            How::AddedWords
        };
        Some((how, permille))
    }

    /// A name parted by hyphens with more letters at its ends:
    /// `myviet-combank`. Only what the trade covers may be glued to it.
    fn parted(&self, brand: &Brand, at: &Range<usize>, label: &Range<usize>) -> Option<(How, u16)> {
        if brand.needs_company() {
            return None;
        }
        let trade = &self.protected.trade;
        let before = trade.cover(self.letters.of(label.start..at.start));
        let behind = trade.cover(self.letters.of(at.end..label.end));
        (before.is_some() && behind.is_some()).then_some((How::Hyphenated, 700))
    }

    fn whole_label(
        &self,
        brand: &Brand,
        number: usize,
        is_site: bool,
        hyphens: bool,
    ) -> Option<(How, u16)> {
        if !is_site {
            let company = self.trade_elsewhere(number);
            let permille = match (brand.needs_company(), company) {
                _ if brand.letters.len() < 3 && !company => return None,
                (false, false) => 800,
                (false, true) => 950,
                (true, false) => 500,
                (true, true) => 850,
            };
            return Some((How::SubDomain, permille));
        }
        // Anybody gets a host there for nothing.
        let shared = self.host.is_hosted();
        let cheap = Trade::is_cheap(self.suffix) || shared;
        let permille = match (brand.is_short(), brand.ordinary, cheap) {
            (true, _, false) => return None,
            (true, _, true) if brand.letters.len() < 3 => return None,
            (true, _, true) => 450,
            (false, true, false) => 400,
            (false, true, true) => 600,
            (false, false, false) => 600,
            (false, false, true) => 750,
        };
        let how = match (hyphens, shared) {
            (true, _) if brand.needs_company() => return None,
            (true, _) => How::Hyphenated,
            (false, true) => How::SubDomain,
            (false, false) => How::OtherEnding,
        };
        Some((how, permille + if hyphens { 100 } else { 0 }))
    }

    /// Tells whether another label says what such hosts say: `vn-…`, `com`,
    /// or words of the trade.
    fn trade_elsewhere(&self, number: usize) -> bool {
        self.letters
            .labels
            .iter()
            .enumerate()
            .any(|(other, label)| {
                let written = self.letters.of(label.clone());
                let parts = self.letters.parts.iter().filter(|part| {
                    label.start <= part.start && part.end <= label.end && **part != *label
                });
                other != number
                    && (written == b"com"
                        || written == b"vn"
                        || self.covers_with_bait(written)
                        || parts.into_iter().any(|part| {
                            let part = self.letters.of(part.clone());
                            matches!(part, b"vn" | b"com") || self.covers_with_bait(part)
                        }))
            })
    }

    fn covers_with_bait(&self, piece: &[u8]) -> bool {
        let cover = self.protected.trade.cover(piece);
        cover.is_some_and(|cover| cover.bait)
    }

    /// A short or ordinary name in a longer label: all that is glued to it has
    /// to be words of the trade, and one of them has to say something.
    fn added_to_short(
        &self,
        brand: &Brand,
        at: &Range<usize>,
        label: &Range<usize>,
        before: Option<Cover>,
        behind: Option<Cover>,
        whole_parts: bool,
    ) -> Option<(How, u16)> {
        let says = |cover: &Cover| cover.bait || (cover.country && brand.letters.len() >= 4);
        if let (Some(before), Some(behind)) = (before, behind)
            && (says(&before) || says(&behind))
        {
            return match (whole_parts, brand.letters.len()) {
                (true, _) => Some((How::AddedWords, 750)),
                (false, 0..3) => None,
                (false, _) => Some((How::AddedWords, 600)),
            };
        }
        if self.ending_follows(brand, at, label) && self.letters.begins_part(at.start) {
            return Some((How::DotsLost, 700));
        }
        // A part of its own, beside a part that is of the trade.
        let beside = self
            .letters
            .parts
            .iter()
            .filter(|part| label.start <= part.start && part.end <= label.end)
            .filter(|part| part.end <= at.start || part.start >= at.end)
            .any(|part| self.covers_with_bait(self.letters.of(part.clone())));
        let alone = self.letters.part_at(at.start).as_ref() == Some(at);
        (whole_parts && alone && beside && !brand.ordinary).then_some((How::AddedWords, 650))
    }

    /// Tells whether the ending of the protected host follows its name without
    /// the dots.
    fn ending_follows(&self, brand: &Brand, at: &Range<usize>, label: &Range<usize>) -> bool {
        let host = self.protected.hosts.get(brand.host as usize);
        let Some(ending) = host.and_then(|host| host.host.public_suffix()) else {
            return false;
        };
        // `momovn` is no more than momo in Vietnam.
        let letters = ending.bytes().filter(|byte| *byte != b'.');
        let behind = self.letters.of(at.end..label.end);
        ending.contains('.')
            && behind
                .iter()
                .copied()
                .take(letters.clone().count())
                .eq(letters)
    }

    /// Names with a letter missing, added, changed or swapped.
    fn edited(&mut self) {
        let letters = self.letters;
        for label in letters.labels.iter().rev().take(EDITED_LABELS_MAX) {
            self.edited_in(label.clone());
        }
        let parts = letters.parts.iter().rev();
        for part in parts
            .filter(|part| !letters.labels.contains(part))
            .take(EDITED_PARTS_MAX)
        {
            self.edited_in(part.clone());
        }
    }

    /// Looks at a part whole, and without the words of the trade at its ends.
    fn edited_in(&mut self, part: Range<usize>) {
        let trade = &self.protected.trade;
        let Range { mut start, end } = part.clone();
        for heads in 0..=STRIPPED_MAX {
            let mut to = end;
            for tails in 0..=STRIPPED_MAX {
                self.edited_core(start..to, heads + tails > 0);
                let tail = trade.tail(self.letters.of(start..to));
                if tail == 0 || to - start <= tail {
                    break;
                }
                to -= tail;
            }
            let head = trade.head(self.letters.of(start..end));
            if head == 0 || end - start <= head {
                break;
            }
            start += head;
        }
    }

    fn edited_core(&mut self, core: Range<usize>, stripped: bool) {
        let (protected, letters) = (self.protected, self.letters);
        let written = letters.of(core.clone());
        // Digits at the ends are numbers, not letters in disguise.
        let number = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        if written.len() < 5 || number(written.first()) || number(written.last()) {
            return;
        }
        if protected.names.number(written).is_some() {
            return;
        }
        let from = letters.places.partition_point(|place| *place < core.start);
        let to = letters.places.partition_point(|place| *place < core.end);
        let Some(looks) = letters.looks.get(from..to) else {
            return;
        };
        protected.near.find(looks, |number, length, edits| {
            let Some(brand) = protected.brands.get(number as usize) else {
                return;
            };
            let first = looks.first() == brand.looks.first();
            // Two letters off, a name must at least begin alike; a name of six
            // letters must be the same letters, or stand in company.
            let same_letters = || is_typing_slip(written, &brand.letters);
            let doubled = || undoubled(written) == undoubled(&brand.letters);
            let near_enough = match (length, edits) {
                (_, 2) => first,
                (0..=6, _) => (first && stripped && !brand.ordinary) || same_letters(),
                // Another letter in a name of seven may make another name.
                (7..=8, _) if looks.len() == length => stripped || same_letters(),
                _ => true,
            };
            // `chinhphuc` is a word of its own, not `chinhphu` misspelt.
            let other_words = brand.ordinary && !doubled() && syllables(written).is_some();
            if !near_enough || other_words {
                return;
            }
            let permille = match (length, edits) {
                (_, 2) => 550,
                (0..=6, _) => 550,
                (7..=8, _) => 600,
                _ => 700,
            };
            self.note(
                brand,
                How::Edited,
                permille + if stripped { 100 } else { 0 },
            );
        });
    }
}

/// Tells whether letters were changed for ones that look like them: for a
/// short name a digit must be among them, since `i` for `l` makes other words
/// of short ones.
fn is_confused(brand: &Brand, written: &[u8]) -> bool {
    let digits = |letters: &[u8]| letters.iter().filter(|byte| byte.is_ascii_digit()).count();
    let more_digits = digits(written) > digits(&brand.letters);
    if brand.is_short() {
        return more_digits
            && brand.letters.len() >= CONFUSED_MIN
            && written.iter().any(u8::is_ascii_alphabetic);
    }
    written.iter().any(u8::is_ascii_alphabetic)
}

/// Tells a letter doubled, left out of a double, or swapped with its
/// neighbour: the slips that leave the letters of a name the same.
fn is_typing_slip(written: &[u8], name: &[u8]) -> bool {
    let set = |letters: &[u8]| {
        let mut letters = letters.to_vec();
        letters.sort_unstable();
        letters
    };
    let (mut one, mut other) = (set(written), set(name));
    if one == other {
        return true;
    }
    one.dedup();
    other.dedup();
    one == other && near::distance(written, name) == 1
}

/// Letters without the second of doubles.
fn undoubled(letters: &[u8]) -> Vec<u8> {
    let mut single = letters.to_vec();
    single.dedup();
    single
}
