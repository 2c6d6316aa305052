use std::marker::PhantomData;

use serde::{Deserialize, Serialize};

use crate::{CaseId, Category, DecisionId, Site, Timestamp, UserId, closed_list};

closed_list! {
    /// Why a case is not harmful.
    pub enum NotHarmfulReason, "reason" {
        /// News, a warning, a court report.
        Report => "report",
        /// The words mean something else here.
        OtherSense => "other_sense",
        /// Somebody else's words are quoted.
        Quoted => "quoted",
        /// A lesson or a text of law.
        Education => "education",
        /// The content was taken down already.
        AlreadyGone => "already_gone",
        /// None of these; the note says what.
        Other => "other",
    }
}

/// What a person decided.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Disposition {
    /// The harm is there.
    Confirmed {
        /// What it is; may differ from what was flagged.
        category: Category,
    },
    /// It is not.
    NotHarmful {
        /// Why not.
        reason: NotHarmfulReason,
    },
    /// A second opinion is asked for.
    Unsure,
}

impl Disposition {
    /// Returns the stable name of the outcome.
    pub fn outcome(&self) -> &'static str {
        match self {
            Disposition::Confirmed { .. } => "confirmed",
            Disposition::NotHarmful { .. } => "not_harmful",
            Disposition::Unsure => "unsure",
        }
    }
}

/// One decision of one person, never edited; an undone one stays with
/// `undone` set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its row.
    pub id: DecisionId,
    /// Whose.
    pub user: UserId,
    /// What.
    pub disposition: Disposition,
    /// In the reviewer's own words.
    pub note: String,
    /// When.
    pub at: Timestamp,
    /// When it was undone, if it was.
    pub undone: Option<Timestamp>,
}

/// What is known of a case in every state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseFacts {
    /// Its row.
    pub id: CaseId,
    /// The category of its flags.
    pub category: Category,
    /// The site most of its flags are on; absent for imported text.
    pub site: Option<String>,
    /// Flags that joined it.
    pub flags: u32,
    /// The highest priority of its flags, from 0 to 1.
    pub priority: f64,
    /// When it was opened.
    pub opened: Timestamp,
    /// Grows with every change (a flag joined, a decision made or undone). A
    /// decision names the revision it was made on and is refused on another.
    pub revision: i64,
}

impl CaseFacts {
    /// Tells whether the case is about a site of the state or a school.
    pub fn is_official(&self) -> bool {
        self.site
            .as_deref()
            .and_then(|site| crate::Host::parse(site).ok())
            .is_some_and(|host| Site::is_official(&host.site()))
    }
}

mod sealed {
    pub trait Sealed {}
}

/// A state of a case; the four below and no others.
pub trait CaseState: sealed::Sealed {}

macro_rules! states {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {}
        impl sealed::Sealed for $name {}
        impl CaseState for $name {}
    )+};
}

states! {
    /// Nobody has decided, or only `unsure` was said, or two people disagree.
    Open,
    /// One person confirmed it.
    ConfirmedOnce,
    /// Two different people confirmed the same category; it may be handed over.
    ConfirmedTwice,
    /// It was decided not harmful.
    Closed,
}

/// A reviewed matter in state `S`. Built by [`AnyCase::from_decisions`] alone,
/// so a `Case<ConfirmedTwice>` cannot be had without two people.
#[derive(Clone, Debug, PartialEq)]
pub struct Case<S: CaseState> {
    facts: CaseFacts,
    decisions: Vec<Decision>,
    state: PhantomData<S>,
}

impl<S: CaseState> Case<S> {
    /// Returns what is known of the case.
    pub fn facts(&self) -> &CaseFacts {
        &self.facts
    }

    /// Returns every decision, undone ones too, oldest first.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }
}

/// The two decisions that a hand-over rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confirmation<'a> {
    /// What both said it is.
    pub category: Category,
    /// The first.
    pub first: &'a Decision,
    /// The second, of another person.
    pub second: &'a Decision,
}

impl Case<ConfirmedTwice> {
    /// Returns the two decisions that confirmed the case.
    pub fn confirmation(&self) -> Confirmation<'_> {
        let (category, first, second) = confirmed_by_two(&self.decisions)
            .expect("the state is only given when two people confirmed");
        Confirmation {
            category,
            first,
            second,
        }
    }
}

/// A case in whichever state its decisions put it.
#[derive(Clone, Debug, PartialEq)]
pub enum AnyCase {
    /// See [`Open`].
    Open(Case<Open>),
    /// See [`ConfirmedOnce`].
    ConfirmedOnce(Case<ConfirmedOnce>),
    /// See [`ConfirmedTwice`].
    ConfirmedTwice(Case<ConfirmedTwice>),
    /// See [`Closed`].
    Closed(Case<Closed>),
}

/// Decisions that cannot stand together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// The same person has two standing decisions on one case.
    #[error("user {user} has more than one standing decision on case {case}")]
    Twice {
        /// The case.
        case: CaseId,
        /// The person.
        user: UserId,
    },
}

impl AnyCase {
    /// Puts a case into the state that its standing decisions give it:
    /// none or only `unsure`, or people who disagree → open; one confirmation →
    /// confirmed once; two people confirming one category → confirmed twice;
    /// only `not harmful` → closed.
    ///
    /// # Errors
    /// [`DecisionError::Twice`] if one person has two standing decisions.
    pub fn from_decisions(
        facts: CaseFacts,
        decisions: Vec<Decision>,
    ) -> Result<AnyCase, DecisionError> {
        let standing = || {
            decisions
                .iter()
                .filter(|decision| decision.undone.is_none())
        };
        for (index, decision) in standing().enumerate() {
            if standing()
                .skip(index + 1)
                .any(|other| other.user == decision.user)
            {
                return Err(DecisionError::Twice {
                    case: facts.id,
                    user: decision.user,
                });
            }
        }
        let confirmed = standing()
            .filter(|d| matches!(d.disposition, Disposition::Confirmed { .. }))
            .count();
        let not_harmful = standing()
            .filter(|d| matches!(d.disposition, Disposition::NotHarmful { .. }))
            .count();
        let twice = confirmed_by_two(&decisions).is_some();
        Ok(match (confirmed, not_harmful) {
            (_, 0) if twice => AnyCase::ConfirmedTwice(Case {
                facts,
                decisions,
                state: PhantomData,
            }),
            (1, 0) => AnyCase::ConfirmedOnce(Case {
                facts,
                decisions,
                state: PhantomData,
            }),
            (0, 1..) => AnyCase::Closed(Case {
                facts,
                decisions,
                state: PhantomData,
            }),
            _ => AnyCase::Open(Case {
                facts,
                decisions,
                state: PhantomData,
            }),
        })
    }

    /// Returns what is known of the case.
    pub fn facts(&self) -> &CaseFacts {
        match self {
            AnyCase::Open(case) => case.facts(),
            AnyCase::ConfirmedOnce(case) => case.facts(),
            AnyCase::ConfirmedTwice(case) => case.facts(),
            AnyCase::Closed(case) => case.facts(),
        }
    }

    /// Returns every decision, undone ones too, oldest first.
    pub fn decisions(&self) -> &[Decision] {
        match self {
            AnyCase::Open(case) => case.decisions(),
            AnyCase::ConfirmedOnce(case) => case.decisions(),
            AnyCase::ConfirmedTwice(case) => case.decisions(),
            AnyCase::Closed(case) => case.decisions(),
        }
    }

    /// Returns the stable name of the state.
    pub fn state(&self) -> &'static str {
        match self {
            AnyCase::Open(_) => "open",
            AnyCase::ConfirmedOnce(_) => "confirmed_once",
            AnyCase::ConfirmedTwice(_) => "confirmed_twice",
            AnyCase::Closed(_) => "closed",
        }
    }
}

fn confirmed_by_two(decisions: &[Decision]) -> Option<(Category, &Decision, &Decision)> {
    let confirmed = || {
        decisions
            .iter()
            .filter(|decision| decision.undone.is_none())
            .filter_map(|decision| match decision.disposition {
                Disposition::Confirmed { category } => Some((category, decision)),
                _ => None,
            })
    };
    confirmed()
        .enumerate()
        .find_map(|(index, (category, first))| {
            confirmed()
                .skip(index + 1)
                .find(|(other, second)| *other == category && second.user != first.user)
                .map(|(_, second)| (category, first, second))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> CaseFacts {
        CaseFacts {
            id: CaseId(1),
            category: Category::Gambling,
            site: Some("xa.gov.vn".into()),
            flags: 1,
            priority: 0.5,
            opened: Timestamp(0),
            revision: 1,
        }
    }

    fn decision(user: i64, disposition: Disposition) -> Decision {
        Decision {
            id: DecisionId(user),
            user: UserId(user),
            disposition,
            note: String::new(),
            at: Timestamp(1),
            undone: None,
        }
    }

    fn state(decisions: Vec<Decision>) -> &'static str {
        AnyCase::from_decisions(facts(), decisions).map_or("refused", |case| case.state())
    }

    #[test]
    fn states_follow_standing_decisions() {
        let yes = || Disposition::Confirmed {
            category: Category::Gambling,
        };
        let other = || Disposition::Confirmed {
            category: Category::Fraud,
        };
        let no = || Disposition::NotHarmful {
            reason: NotHarmfulReason::Report,
        };
        let undone = |user| Decision {
            undone: Some(Timestamp(2)),
            ..decision(user, yes())
        };
        for (decisions, expected) in [
            (vec![], "open"),
            (vec![decision(1, Disposition::Unsure)], "open"),
            (vec![decision(1, yes())], "confirmed_once"),
            (
                vec![decision(1, Disposition::Unsure), decision(2, yes())],
                "confirmed_once",
            ),
            (
                vec![decision(1, yes()), decision(2, yes())],
                "confirmed_twice",
            ),
            (vec![decision(1, yes()), decision(1, yes())], "refused"),
            (vec![decision(1, yes()), decision(2, other())], "open"),
            (vec![decision(1, yes()), decision(2, no())], "open"),
            (vec![decision(1, no())], "closed"),
            (vec![undone(1), decision(1, no())], "closed"),
            (vec![undone(1), decision(2, yes())], "confirmed_once"),
        ] {
            assert_eq!(state(decisions.clone()), expected, "{decisions:?}");
        }
    }

    #[test]
    fn a_confirmation_names_two_people() {
        let yes = || Disposition::Confirmed {
            category: Category::Gambling,
        };
        let case =
            AnyCase::from_decisions(facts(), vec![decision(1, yes()), decision(2, yes())]).unwrap();
        let AnyCase::ConfirmedTwice(case) = case else {
            panic!("{case:?}")
        };
        let confirmation = case.confirmation();
        assert_ne!(confirmation.first.user, confirmation.second.user);
    }
}
