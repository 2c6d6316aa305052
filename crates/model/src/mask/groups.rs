//! Runs of digits, and what joins them into one number.

use super::{MASK, email};
use crate::Span;

/// Most digits of any number we look for.
const DIGITS_MAX: usize = 19;

/// One run of ASCII digits.
struct Group {
    span: Span,
    /// No rule has claimed it, and it is no date, host or rest of a mask.
    free: bool,
}

/// The digit runs of a text, from left to right.
pub(super) struct Groups<'t> {
    pub(super) text: &'t str,
    /// The addresses of the text, in order.
    pub(super) emails: &'t [Span],
    groups: Vec<Group>,
}

/// Neighbouring groups that may be one number.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    pub(super) first: usize,
    pub(super) last: usize,
    digits: [u8; DIGITS_MAX],
    count: usize,
}

/// What a rule claims.
pub(super) struct Claim {
    pub(super) last: usize,
    pub(super) span: Span,
}

impl Candidate {
    pub(super) fn digits(&self) -> &str {
        let digits = self.digits.get(..self.count).unwrap_or_default();
        std::str::from_utf8(digits).unwrap_or_default()
    }
}

impl<'t> Groups<'t> {
    /// Reads the groups; those inside addresses are nobody's number.
    pub(super) fn read(text: &'t str, emails: &'t [Span]) -> Groups<'t> {
        let bytes = text.as_bytes();
        let mut groups = Vec::new();
        let mut taken: Vec<Span> = emails.to_vec();
        // What looks like a host is one, with or without a name before it.
        taken.extend(email::hosts(text));
        taken.sort_by_key(|span| span.start);
        let mut taken = taken.into_iter().peekable();
        let mut pos = 0;
        while let Some(start) = bytes
            .get(pos..)
            .and_then(|rest| rest.iter().position(u8::is_ascii_digit))
            .map(|ahead| pos + ahead)
        {
            let rest = bytes.get(start..).unwrap_or_default();
            let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let end = start + length;
            while taken.next_if(|span| span.end <= start).is_some() {}
            let is_taken = taken.peek().is_some_and(|span| span.start < end);
            // The digits that a mask left readable are nobody's number.
            let beside_mask =
                before(text, start).next() == Some(MASK) || after(text, end).next() == Some(MASK);
            groups.push(Group {
                span: start..end,
                free: !is_taken && !beside_mask,
            });
            pos = end;
        }
        let mut groups = Groups {
            text,
            emails,
            groups,
        };
        groups.set_dates_aside();
        groups
    }

    /// Lets a rule try at every group that is still free, from left to right.
    pub(super) fn claim(
        &mut self,
        rule: impl Fn(&Groups<'t>, usize) -> Option<Claim>,
        mut found: impl FnMut(Span),
    ) {
        let mut first = 0;
        while first < self.groups.len() {
            let claim = self.is_free(first).then(|| rule(self, first)).flatten();
            let Some(claim) = claim else {
                first += 1;
                continue;
            };
            for group in self.groups.iter_mut().take(claim.last + 1).skip(first) {
                group.free = false;
            }
            found(claim.span);
            first = claim.last + 1;
        }
    }

    /// Returns the group alone, then with the next one, and so on, as long as
    /// what parts them may stand inside a number.
    pub(super) fn candidates(&self, first: usize) -> impl Iterator<Item = Candidate> {
        let mut candidate = Candidate {
            first,
            last: first,
            digits: [0; DIGITS_MAX],
            count: 0,
        };
        let mut next = first;
        std::iter::from_fn(move || {
            if !self.is_free(next) || (next > first && !self.is_joint(next)) {
                return None;
            }
            let group = self.digits_of(next).as_bytes();
            let room = candidate
                .digits
                .get_mut(candidate.count..candidate.count + group.len())?;
            room.copy_from_slice(group);
            candidate.count += group.len();
            candidate.last = next;
            next += 1;
            Some(candidate)
        })
    }

    pub(super) fn span(&self, candidate: &Candidate) -> Span {
        self.group(candidate.first).start..self.group(candidate.last).end
    }

    /// Returns the lengths of a candidate's groups.
    pub(super) fn lengths(&self, candidate: &Candidate) -> impl Iterator<Item = usize> {
        (candidate.first..=candidate.last).map(|i| self.group(i).len())
    }

    /// Returns what stands between a candidate's groups.
    pub(super) fn joints(&self, candidate: &Candidate) -> impl Iterator<Item = &'t str> {
        (candidate.first + 1..=candidate.last).map(|i| self.joint(i))
    }

    /// Tells whether a number goes on into the group across a decimal sign, so
    /// that it begins earlier than here.
    pub(super) fn is_fraction(&self, first: usize) -> bool {
        first > 0 && matches!(self.joint(first), "." | ",")
    }

    fn group(&self, i: usize) -> Span {
        self.groups.get(i).map_or(0..0, |group| group.span.clone())
    }

    fn is_free(&self, i: usize) -> bool {
        self.groups.get(i).is_some_and(|group| group.free)
    }

    fn digits_of(&self, i: usize) -> &'t str {
        self.text.get(self.group(i)).unwrap_or_default()
    }

    /// Returns what stands before a group, back to the group before it.
    fn joint(&self, i: usize) -> &'t str {
        let from = i.checked_sub(1).map_or(0, |before| self.group(before).end);
        self.text.get(from..self.group(i).start).unwrap_or_default()
    }

    fn is_joint(&self, i: usize) -> bool {
        let joint = self.joint(i);
        // Three characters of three bytes at most.
        joint.len() <= 9
            && joint.chars().count() <= 3
            && joint
                .chars()
                .all(|c| matches!(c, ' ' | '\u{A0}' | '.' | '-' | '–' | '(' | ')'))
    }

    /// Dates have digits and points too; no rule may take them.
    fn set_dates_aside(&mut self) {
        let is_date: Vec<usize> = (0..self.groups.len().saturating_sub(2))
            .filter(|&i| {
                let sign = self.joint(i + 1);
                matches!(sign, "." | "-" | "/")
                    && sign == self.joint(i + 2)
                    && is_date(
                        self.digits_of(i),
                        self.digits_of(i + 1),
                        self.digits_of(i + 2),
                    )
            })
            .collect();
        for first in is_date {
            for group in self.groups.iter_mut().skip(first).take(3) {
                group.free = false;
            }
        }
    }
}

/// Tells whether three groups are day, month and year, in either order.
pub(super) fn is_date(first: &str, second: &str, third: &str) -> bool {
    let within = |digits: &str, range: std::ops::RangeInclusive<u16>| {
        digits.parse().is_ok_and(|number| range.contains(&number))
    };
    let is_year = |digits: &str| digits.len() == 4 && within(digits, 1900..=2099);
    let is_day = |digits: &str| digits.len() <= 2 && within(digits, 1..=31);
    second.len() <= 2
        && within(second, 1..=12)
        && ((is_day(first) && is_year(third)) || (is_year(first) && is_day(third)))
}

/// Returns the characters before a place, nearest first.
pub(super) fn before(text: &str, place: usize) -> impl Iterator<Item = char> {
    text.get(..place).unwrap_or_default().chars().rev()
}

/// Returns the characters from a place on.
pub(super) fn after(text: &str, place: usize) -> impl Iterator<Item = char> {
    text.get(place..).unwrap_or_default().chars()
}
