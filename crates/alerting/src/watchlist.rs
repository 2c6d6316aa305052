//! What operators tune: watchlists and their rules, as read from files.

mod load;
mod needle;
mod query_needles;
mod read;
mod statement;
mod table;
mod write;

use std::sync::Arc;

use haidang_model::{Category, Kind, RuleId, Rung, Severity, Timestamp, WatchlistId, Zone};
use jiff::{civil::Date, tz::Offset};

use crate::Place;

pub use load::{FILE_BYTES_MAX, load_dir, load_file, load_str, read_file};
pub use needle::{PersonalNeedle, personal_needle};
pub use read::HOST_SHAPES;
pub(crate) use read::TERMS_MAX;
pub(crate) use table::nearest;

/// Hours of Asia/Ho_Chi_Minh before UTC; the zone has had no other offset
/// since 1975, so no time zone database is asked for.
const VIETNAM_OFFSET_HOURS: i8 = 7;

/// A watchlist, read from one file and found free of faults.
#[derive(Clone, Debug, PartialEq)]
pub struct Watchlist {
    /// Its id, unique over all files.
    pub id: WatchlistId,
    /// Its name on screen.
    pub name: String,
    /// The harm its rules look for.
    pub category: Category,
    /// How grave that harm is.
    pub severity: Severity,
    /// What its rules catch, unless a rule says otherwise.
    pub kind: Kind,
    /// What it is for.
    pub purpose: String,
    /// The law it rests on.
    pub legal_basis: String,
    /// Who answers for it.
    pub owner: String,
    /// The last day on which it raises flags, in Vietnam's time.
    pub review_by: Date,
    /// Its rules, in the order of the file; at least one.
    pub rules: Vec<Rule>,
    /// Where the file says the id.
    pub id_place: Place,
    /// The file, as it was named to the loader.
    pub file: String,
    /// The text of the file; its hash tells versions apart.
    pub text: Arc<str>,
}

/// A rule of a watchlist.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its id, unique inside the watchlist.
    pub id: RuleId,
    /// What it looks for.
    pub body: RuleText,
    /// How far from exact its hits may be.
    pub max_rung: Rung,
    /// In which zones it looks; all when `None`.
    pub zones: Option<Vec<Zone>>,
    /// Terms that lower its score when they stand on the page.
    pub unless: Vec<Needle>,
    /// What it catches: the harm, or speech about it.
    pub kind: Kind,
    /// A remark for those who tune it.
    pub note: Option<String>,
    /// Where it begins in the file.
    pub place: Place,
}

/// What a rule looks for.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleText {
    /// Any of these terms; at least one.
    Terms(Vec<WatchTerm>),
    /// One query in the language of `haidang-query`.
    Query(Needle),
    /// Hosts that are named in one of these ways, see [`HOST_SHAPES`]; at least
    /// one.
    Shapes(Vec<Needle>),
    /// Hosts made to be taken for one of the protected list of this name.
    LookAlikes(Needle),
    /// Hosts of the list of this name.
    Hosts(Needle),
}

impl RuleText {
    /// Returns the terms; none for a rule that has another body.
    pub fn terms(&self) -> &[WatchTerm] {
        match self {
            RuleText::Terms(terms) => terms,
            _ => &[],
        }
    }
}

/// One of the terms of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct WatchTerm {
    /// What is looked for.
    pub needle: Needle,
    /// How far from exact its hits may be; as far as the rule says when `None`.
    /// Never farther than the rule says.
    pub max_rung: Option<Rung>,
}

/// A piece of text that is looked for, with its place in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Needle {
    /// The text.
    pub text: String,
    /// Where its characters stand.
    pub place: NeedlePlace,
}

/// Where the characters of a needle stand in its file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NeedlePlace {
    /// The opening quote.
    pub start: Place,
    /// For each byte of the needle at which a character begins, its place; empty
    /// when the string is written over several lines.
    chars: Vec<(usize, Place)>,
}

impl NeedlePlace {
    /// Returns the place of the character that holds byte `at` of the needle;
    /// the opening quote when it is not known.
    pub fn of(&self, at: usize) -> Place {
        let after = self.chars.partition_point(|(byte, _)| *byte <= at);
        match after.checked_sub(1).and_then(|index| self.chars.get(index)) {
            Some((_, place)) => *place,
            None => self.start,
        }
    }
}

impl Watchlist {
    /// Tells whether the review-by day is over, in Vietnam's time. An expired
    /// list stays loaded and raises nothing.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        vietnam_day(now).is_none_or(|today| today > self.review_by)
    }
}

/// Returns the day it is in Vietnam; `None` for moments beyond any calendar.
pub(crate) fn vietnam_day(now: Timestamp) -> Option<Date> {
    let moment = jiff::Timestamp::from_millisecond(now.0).ok()?;
    Some(
        Offset::constant(VIETNAM_OFFSET_HOURS)
            .to_datetime(moment)
            .date(),
    )
}

/// Forgets the places of a watchlist in its file, and the file: what is left is
/// what it says.
#[cfg(test)]
fn without_places(watchlist: &Watchlist) -> Watchlist {
    let mut bare = watchlist.clone();
    bare.id_place = Place::default();
    bare.file.clear();
    bare.text = "".into();
    for rule in &mut bare.rules {
        rule.place = Place::default();
        let needles = match &mut rule.body {
            RuleText::Terms(terms) => terms.iter_mut().map(|term| &mut term.needle).collect(),
            RuleText::Shapes(shapes) => shapes.iter_mut().collect(),
            RuleText::Query(needle) | RuleText::LookAlikes(needle) | RuleText::Hosts(needle) => {
                vec![needle]
            }
        };
        for needle in needles.into_iter().chain(&mut rule.unless) {
            needle.place = NeedlePlace::default();
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_end_at_midnight_in_vietnam() {
        // 2027-06-30T16:59:59.999Z is the last millisecond of that day there.
        let last = Timestamp(1_814_374_799_999);
        let day = vietnam_day(last).unwrap();
        assert_eq!(day, jiff::civil::date(2027, 6, 30));
        assert_eq!(
            vietnam_day(last.plus_ms(1)),
            Some(jiff::civil::date(2027, 7, 1))
        );
        assert_eq!(vietnam_day(Timestamp(i64::MAX)), None);
    }
}
