//! From the hits of one rule on a page to one number.
//!
//! A rule's score is `evidence × unless × report`:
//!
//! - **evidence**: for each *different* term its best `confidence × zone
//!   weight`, joined as independent signs, `1 − ∏(1 − cᵢ)`. The same words
//!   again are no new sign, so a page cannot grow sure by repetition.
//! - **unless**: the rule's exclusions that stand on the page.
//! - **report**: how much the page speaks *about* the harm. Lowering comes
//!   after joining, so a warning that quotes ten offers stays as low as one
//!   that quotes one.
//!
//! Hits are first parted by who speaks ([`Voice`]): the page's own text, its
//! lists of links, one reader's comment, hidden text, and what no reader is
//! ever shown. The score is that of the highest voice. A reader's advertisement
//! below a news story is thus not excused by the story, and text hidden in a
//! police portal is not excused by the portal's own words.

use std::collections::BTreeMap;

use haidang_model::{Category, Hit, Kind, Page, Region, RuleId, Severity, WatchlistId, Zone};

use crate::{AlertingConfig, priority::zone_part};

/// What one rule comes to on one page, with its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleScore {
    /// The watchlist.
    pub watchlist: WatchlistId,
    /// The rule.
    pub rule: RuleId,
    /// The category of the watchlist.
    pub category: Category,
    /// The severity of the watchlist.
    pub severity: Severity,
    /// Whether the rule catches the harm or speech about it.
    pub kind: Kind,
    /// How much the hits alone say, zones counted in, from 0 to 1.
    pub evidence: f64,
    /// How sure the hits alone are, zones left out, from 0 to 1.
    pub confidence: f64,
    /// What exclusions leave of it, from 0 to 1; 1 when none was met.
    pub unless: f64,
    /// What report context leaves of it, from 0 to 1; 1 when there is none.
    pub report: f64,
    /// The most telling zone of the hits that made the score.
    pub zone: Zone,
    /// Whether any of those hits may reach the queue at all.
    pub reaches_queue: bool,
}

impl RuleScore {
    /// Returns evidence × unless × report, in thousandths.
    pub fn score(&self) -> f64 {
        thousandths(self.evidence * self.unless * self.report)
    }

    /// Returns how sure the rule is, exclusions and report context counted in
    /// and zones left out, in thousandths.
    pub fn sureness(&self) -> f64 {
        thousandths(self.confidence * self.unless * self.report)
    }
}

/// Rounds to thousandths, as confidences are kept, so that a score on the
/// threshold does not depend on the order of multiplications.
fn thousandths(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

/// Who speaks where a hit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Voice {
    /// The page itself: title, lead, main text, captions, meta data.
    Page,
    /// Texts of links, which are often the headlines of other pages.
    Links,
    /// The reader's comment in this run.
    Reader(usize),
    /// Text that is hidden from readers.
    Hidden,
    /// Scripts and comments of the source: recorded, never queued.
    Unshown,
}

impl Voice {
    pub(crate) fn of(hit: &Hit, page: &Page) -> Voice {
        let region = page.runs.get(hit.run).map(|run| run.region);
        match hit.zone {
            Zone::Script | Zone::Comment => Voice::Unshown,
            Zone::Hidden => Voice::Hidden,
            // The page's own host, and a link or address that stands in no run:
            // such hits name run 0 and nothing of it.
            _ if hit.span.is_empty() => Voice::Page,
            _ if region == Some(Region::Comments) => Voice::Reader(hit.run),
            Zone::Anchor => Voice::Links,
            _ => Voice::Page,
        }
    }
}

/// How much of a hit's confidence counts as evidence in its zone.
fn zone_weight(zone: Zone) -> f64 {
    match zone {
        Zone::Title | Zone::Lead | Zone::Main | Zone::Hidden | Zone::Host => 1.0,
        Zone::Other | Zone::Anchor | Zone::Meta | Zone::Link => 0.9,
        Zone::Attribute => 0.8,
        Zone::Script | Zone::Comment => 0.4,
    }
}

/// The report cues of a page, by who speaks them.
#[derive(Debug, Default)]
pub(crate) struct ReportContext {
    /// Sum of the confidences of the different cues of each voice.
    cues: BTreeMap<Voice, f64>,
}

impl ReportContext {
    /// Gathers the cues of a page. Only what a reader sees counts, and neither
    /// menus, side columns nor footers: those speak about other pages.
    pub(crate) fn gather<'a>(hits: impl Iterator<Item = &'a Hit>, page: &Page) -> ReportContext {
        let mut best: BTreeMap<(Voice, &str), f64> = BTreeMap::new();
        for hit in hits.filter(|hit| hit.kind == Kind::Report) {
            let voice = Voice::of(hit, page);
            let seen = match hit.zone {
                Zone::Title | Zone::Lead | Zone::Main | Zone::Anchor => true,
                Zone::Other => !page.runs.get(hit.run).is_some_and(|run| {
                    matches!(run.region, Region::Nav | Region::Aside | Region::Footer)
                }),
                _ => false,
            };
            if seen {
                let cue = best.entry((voice, hit.term.as_str())).or_default();
                *cue = cue.max(hit.confidence.as_f64());
            }
        }
        let mut cues: BTreeMap<Voice, f64> = BTreeMap::new();
        for ((voice, _), confidence) in best {
            *cues.entry(voice).or_default() += confidence;
        }
        ReportContext { cues }
    }

    /// Returns what the context leaves of a score in `voice`.
    fn factor(&self, voice: Voice, config: &AlertingConfig) -> f64 {
        let of = |voice: Voice| self.cues.get(&voice).copied().unwrap_or(0.0);
        let cues = match voice {
            Voice::Page | Voice::Reader(_) => of(voice),
            // A headline of a news portal is read under the portal's own words.
            Voice::Links => of(Voice::Links) + of(Voice::Page),
            Voice::Hidden => 0.0,
            Voice::Unshown => of(Voice::Page),
        };
        (1.0 / (1.0 + config.report_weight * cues)).max(config.report_floor)
    }
}

/// What the assessment knows of a rule besides its hits.
pub(crate) struct RuleFacts<'a> {
    pub(crate) watchlist: &'a WatchlistId,
    pub(crate) rule: &'a RuleId,
    pub(crate) category: Category,
    pub(crate) severity: Severity,
    pub(crate) kind: Kind,
    /// Different `unless` terms of the rule that stand on the page.
    pub(crate) unless_met: u32,
}

/// Scores the hits of one rule on one page.
pub(crate) fn score(
    facts: &RuleFacts<'_>,
    hits: &[&Hit],
    page: &Page,
    context: &ReportContext,
    config: &AlertingConfig,
) -> RuleScore {
    let mut voices: BTreeMap<Voice, Vec<&Hit>> = BTreeMap::new();
    for hit in hits {
        voices.entry(Voice::of(hit, page)).or_default().push(hit);
    }
    let mut best: Option<RuleScore> = None;
    for (voice, hits) in voices {
        // A report rule is not lowered by being one.
        let report = match facts.kind {
            Kind::Offer => context.factor(voice, config),
            Kind::Report => 1.0,
        };
        let unless = match voice {
            // The exclusion is what a reader sees; it says nothing of what is
            // hidden from them.
            Voice::Hidden => 1.0,
            _ => config
                .unless_factor
                .powi(facts.unless_met.min(config.unless_terms_max) as i32),
        };
        let found = RuleScore {
            watchlist: facts.watchlist.clone(),
            rule: facts.rule.clone(),
            category: facts.category,
            severity: facts.severity,
            kind: facts.kind,
            evidence: joined(&hits, voice, zone_weight),
            confidence: joined(&hits, voice, |_| 1.0),
            unless,
            report,
            zone: most_telling_zone(&hits),
            reaches_queue: hits.iter().any(|hit| hit.zone.reaches_queue()),
        };
        let higher = best.as_ref().is_none_or(|best| {
            (found.reaches_queue, found.score()) > (best.reaches_queue, best.score())
        });
        if higher {
            best = Some(found);
        }
    }
    best.unwrap_or_else(|| RuleScore {
        watchlist: facts.watchlist.clone(),
        rule: facts.rule.clone(),
        category: facts.category,
        severity: facts.severity,
        kind: facts.kind,
        evidence: 0.0,
        confidence: 0.0,
        unless: 1.0,
        report: 1.0,
        zone: Zone::Other,
        reaches_queue: false,
    })
}

/// Joins the best hit of each different term as independent signs. In scripts
/// and comments the best one alone counts: many weak places are one weak place.
fn joined(hits: &[&Hit], voice: Voice, weight: impl Fn(Zone) -> f64) -> f64 {
    let mut best: BTreeMap<&str, f64> = BTreeMap::new();
    for hit in hits {
        let value = best.entry(hit.term.as_str()).or_default();
        *value = value.max(hit.confidence.as_f64() * weight(hit.zone));
    }
    if voice == Voice::Unshown {
        return best.into_values().fold(0.0, f64::max);
    }
    1.0 - best.into_values().map(|value| 1.0 - value).product::<f64>()
}

fn most_telling_zone(hits: &[&Hit]) -> Zone {
    hits.iter()
        .map(|hit| hit.zone)
        .max_by(|one, other| zone_part(*one).total_cmp(&zone_part(*other)))
        .unwrap_or(Zone::Other)
}

#[cfg(test)]
mod tests {
    use haidang_model::{Confidence, Origin, Rung, TextRun, Visibility};
    use proptest::prelude::*;

    use super::*;

    fn hit(term: u8, permille: u16, zone: Zone, run: usize, kind: Kind) -> Hit {
        Hit {
            watchlist: WatchlistId::parse("thu").unwrap(),
            rule: RuleId::parse("luat").unwrap(),
            version: 1,
            kind,
            term: format!("từ {term}"),
            rung: Rung::Exact,
            confidence: Confidence::from_permille(permille),
            reasons: Vec::new(),
            zone,
            run,
            span: 0..1,
            quote: String::new(),
        }
    }

    /// One run of main text, one reader's comment.
    fn page() -> Page {
        let run = |region| TextRun {
            origin: Origin::Text,
            region,
            visibility: Visibility::Visible,
            hidden_by: None,
            text: "x".into(),
            href: None,
            joined: false,
        };
        Page {
            runs: vec![run(Region::Main), run(Region::Comments)],
            ..Page::default()
        }
    }

    fn scored(offers: &[Hit], cues: &[Hit], unless_met: u32) -> RuleScore {
        let page = page();
        let (watchlist, rule) = (
            WatchlistId::parse("thu").unwrap(),
            RuleId::parse("luat").unwrap(),
        );
        let facts = RuleFacts {
            watchlist: &watchlist,
            rule: &rule,
            category: Category::Gambling,
            severity: Severity::High,
            kind: Kind::Offer,
            unless_met,
        };
        let context = ReportContext::gather(cues.iter(), &page);
        let hits: Vec<&Hit> = offers.iter().collect();
        score(&facts, &hits, &page, &context, &AlertingConfig::default())
    }

    fn offer(term: u8, permille: u16, zone: Zone) -> Hit {
        hit(term, permille, zone, 0, Kind::Offer)
    }

    fn cue(term: u8) -> Hit {
        hit(term, 1_000, Zone::Main, 0, Kind::Report)
    }

    #[test]
    fn parts_multiply_to_the_documented_score() {
        for (offers, cues, unless, expected) in [
            (vec![offer(1, 1_000, Zone::Main)], vec![], 0, 1.0),
            (vec![offer(1, 600, Zone::Main)], vec![], 0, 0.6),
            (vec![offer(1, 600, Zone::Main); 9], vec![], 0, 0.6),
            // 1 − .4 × .4
            (
                vec![offer(1, 600, Zone::Main), offer(2, 600, Zone::Main)],
                vec![],
                0,
                0.84,
            ),
            (vec![offer(1, 1_000, Zone::Attribute)], vec![], 0, 0.8),
            (vec![offer(1, 1_000, Zone::Main)], vec![], 1, 0.5),
            (vec![offer(1, 1_000, Zone::Main)], vec![], 2, 0.25),
            (vec![offer(1, 1_000, Zone::Main)], vec![], 9, 0.25),
            // 1 / (1 + .6), 1 / (1 + 1.2), then the floor.
            (vec![offer(1, 1_000, Zone::Main)], vec![cue(1)], 0, 0.625),
            (
                vec![offer(1, 1_000, Zone::Main)],
                vec![cue(1), cue(2)],
                0,
                0.455,
            ),
            (
                vec![offer(1, 1_000, Zone::Main)],
                (0..50).map(cue).collect(),
                0,
                0.2,
            ),
            // The same cue again is no new cue.
            (vec![offer(1, 1_000, Zone::Main)], vec![cue(1); 9], 0, 0.625),
            // Hidden text is excused by nothing that is seen.
            (
                vec![offer(1, 1_000, Zone::Hidden)],
                vec![cue(1), cue(2)],
                2,
                1.0,
            ),
            // Many terms in a script are one weak place.
            (
                (0..9)
                    .map(|term| offer(term, 1_000, Zone::Script))
                    .collect(),
                vec![],
                0,
                0.4,
            ),
            (vec![], vec![], 0, 0.0),
        ] {
            let found = scored(&offers, &cues, unless);
            assert_eq!(found.score(), expected, "{offers:?} {cues:?} {unless}");
        }
    }

    #[test]
    fn the_highest_voice_that_reaches_the_queue_gives_the_score() {
        let script = offer(1, 1_000, Zone::Script);
        let weak = offer(2, 100, Zone::Main);
        let found = scored(&[script, weak], &[], 0);
        assert!(found.reaches_queue);
        assert_eq!((found.score(), found.zone), (0.1, Zone::Main));
        let comment = hit(1, 1_000, Zone::Other, 1, Kind::Offer);
        assert_eq!(scored(&[comment], &[cue(1), cue(2)], 0).report, 1.0);
    }

    fn any_hit() -> impl Strategy<Value = Hit> {
        (0_u8..6, 0_u16..=1_000, 0..Zone::ALL.len(), 0_usize..3).prop_map(
            |(term, permille, zone, run)| {
                let zone = Zone::ALL.get(zone).copied().unwrap_or(Zone::Main);
                hit(term, permille, zone, run, Kind::Offer)
            },
        )
    }

    proptest! {
        #[test]
        fn scores_keep_their_order(
            offers in proptest::collection::vec(any_hit(), 0..12),
            cues in proptest::collection::vec(0_u8..9, 0..9),
            unless in 0_u32..4,
        ) {
            let cues: Vec<Hit> = cues.into_iter().map(cue).collect();
            let whole = scored(&offers, &cues, unless);
            for part in [whole.evidence, whole.confidence, whole.unless, whole.report, whole.score()] {
                prop_assert!((0.0..=1.0).contains(&part), "{whole:?}");
            }
            // More context or more exclusions never raise.
            if let Some((_, fewer)) = cues.split_last() {
                prop_assert!(scored(&offers, fewer, unless).score() >= whole.score());
            }
            prop_assert!(scored(&offers, &cues, unless + 1).score() <= whole.score());
            // The order of the hits does not matter, nor does seeing one twice.
            let mut turned = offers.clone();
            turned.reverse();
            turned.extend(offers.first().cloned());
            prop_assert_eq!(scored(&turned, &cues, unless).score(), whole.score());
            // A hit that may reach the queue never lowers.
            if let Some((last, fewer)) = offers.split_last()
                && last.zone.reaches_queue()
                && fewer.iter().all(|hit| hit.zone.reaches_queue())
            {
                prop_assert!(scored(fewer, &cues, unless).score() <= whole.score());
            }
        }
    }
}
