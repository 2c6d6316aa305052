use std::collections::{BTreeMap, BTreeSet};

use haidang_model::{
    Category, ContentHash, Hit, Host, Kind, Page, PageKey, RuleId, Timestamp, WatchlistId,
};
use haidang_query::{PageMeta, PageText, UnlessMet};
use haidang_store::{NewFlag, StoredPageMeta};

use crate::{
    LoadedList, RuleScore, Watch, metric,
    priority::{PriorityFacts, priority},
    score::{ReportContext, RuleFacts, score},
    watch::ListSet,
};

/// Hits kept with one flag at most. A page of one phrase a thousand times is
/// understood from the first few.
const FLAG_HITS_MAX: usize = 50;

/// What is known of a page besides its content.
#[derive(Clone, Debug, PartialEq)]
pub struct PageContext {
    /// What names it.
    pub key: PageKey,
    /// Its site, or the file stem of an import.
    pub site: String,
    /// When this content was fetched.
    pub fetched: Timestamp,
    /// The present moment.
    pub now: Timestamp,
}

impl PageContext {
    /// Takes what is known of a stored page.
    pub fn of_stored(meta: &StoredPageMeta, now: Timestamp) -> PageContext {
        PageContext {
            key: meta.key.clone(),
            site: meta.site.clone(),
            fetched: meta.fetched,
            now,
        }
    }
}

/// Makes a stored page ready for matching.
pub(crate) fn text_of(page: &Page, meta: &StoredPageMeta) -> PageText {
    let known = PageMeta {
        url: meta.url.clone(),
        site: meta.site.clone(),
        fetched: Some(meta.fetched),
        lang: meta.lang.clone(),
        categories: Vec::new(),
    };
    PageText::new(page, known)
}

/// What the watchlists say of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assessment {
    /// Every hit of a list that is not past its review-by day.
    pub hits: Vec<Hit>,
    /// The score of the highest rule that catches an offer, from 0 to 1 in
    /// thousandths; 0 when there is none.
    pub score: f64,
    /// The category of that rule.
    pub category: Option<Category>,
    /// Whether a human is asked: the score of a rule, lowered by exclusions and
    /// report context, meets `flag_at`, and not by scripts and comments alone.
    pub flagged: bool,
    /// Every rule met, with the parts of its score; highest first.
    pub rules: Vec<RuleScore>,
    /// What is to be written with the page: one flag for each rule that catches
    /// an offer, queued or recorded only; and, where there is one, those of the
    /// report rules that lowered it, recorded only. Then the same of the versions
    /// on trial, which are in no other part of the assessment.
    pub flags: Vec<NewFlag>,
    /// Whether hits were left out because the page has too many.
    pub truncated: bool,
}

impl Watch {
    /// Tells what a page holds. Pure but for the counters of hits and flags.
    pub fn assess(&self, page: &Page, text: &PageText, context: &PageContext) -> Assessment {
        let assessment = self.weigh(page, text, context);
        metric::count(&assessment);
        assessment
    }

    /// As [`Watch::assess`], without counting: a rehearsal is no event.
    pub(crate) fn weigh(&self, page: &Page, text: &PageText, context: &PageContext) -> Assessment {
        let found = Found::of(self.live_set(), text, context.now);
        let live = |id: &WatchlistId| self.live_set().list(id);
        let scored = self.score(&found, page, live);
        let mut flags = self.flags(&scored, page, text, context, live);
        flags.extend(self.trial_flags(&found, page, text, context));
        let highest = scored
            .first()
            .map(|(score, _)| score)
            .filter(|score| score.kind == Kind::Offer);
        Assessment {
            score: highest.map_or(0.0, RuleScore::score),
            category: highest.map(|score| score.category),
            flagged: flags.iter().any(|flag| flag.queued),
            flags,
            truncated: found.truncated,
            rules: scored.into_iter().map(|(score, _)| score).collect(),
            hits: found.hits,
        }
    }

    /// Tells what the versions on trial would raise were they live: each in the
    /// place of the live version of its list, all others as they are, so that
    /// report cues of other lists lower a trial as they would.
    fn trial_flags(
        &self,
        live: &Found,
        page: &Page,
        text: &PageText,
        context: &PageContext,
    ) -> Vec<NewFlag> {
        if self.trial_set().is_empty() {
            return Vec::new();
        }
        let on_trial = |id: &WatchlistId| self.trial_set().list(id);
        let mut found = Found::of(self.trial_set(), text, context.now);
        if found.hits.is_empty() {
            return Vec::new();
        }
        found.extend(live.without(|id| on_trial(id).is_some()));
        let either = |id: &WatchlistId| on_trial(id).or_else(|| self.live_set().list(id));
        let scored = self.score(&found, page, either);
        let mut flags = self.flags(&scored, page, text, context, either);
        flags.retain(|flag| on_trial(&flag.watchlist).is_some());
        for flag in &mut flags {
            flag.trial = Some(flag.queued);
            flag.queued = false;
        }
        flags
    }

    /// Scores every rule met, highest first, those that catch an offer before
    /// those that catch a report.
    fn score<'f, 'l>(
        &self,
        found: &'f Found,
        page: &Page,
        list_of: impl Fn(&WatchlistId) -> Option<&'l LoadedList>,
    ) -> Vec<(RuleScore, Vec<&'f Hit>)> {
        let mut unless_met: BTreeMap<(&WatchlistId, &RuleId), BTreeSet<&str>> = BTreeMap::new();
        for met in &found.unless {
            unless_met
                .entry((&met.watchlist, &met.rule))
                .or_default()
                .insert(&met.term);
        }
        let report = ReportContext::gather(found.hits.iter(), page);
        let mut groups: BTreeMap<(&WatchlistId, &RuleId), Vec<&Hit>> = BTreeMap::new();
        for hit in &found.hits {
            groups
                .entry((&hit.watchlist, &hit.rule))
                .or_default()
                .push(hit);
        }
        let mut scored: Vec<(RuleScore, Vec<&Hit>)> = Vec::with_capacity(groups.len());
        for (key, hits) in groups {
            let (Some(list), Some(first)) = (list_of(key.0), hits.first()) else {
                continue;
            };
            let facts = RuleFacts {
                watchlist: key.0,
                rule: key.1,
                category: list.watchlist.category,
                severity: list.watchlist.severity,
                kind: first.kind,
                unless_met: unless_met
                    .get(&key)
                    .map_or(0, |terms| u32::try_from(terms.len()).unwrap_or(u32::MAX)),
            };
            scored.push((score(&facts, &hits, page, &report, self.config()), hits));
        }
        scored.sort_by(|(one, _), (other, _)| {
            (other.kind == Kind::Offer)
                .cmp(&(one.kind == Kind::Offer))
                .then(other.score().total_cmp(&one.score()))
                .then(other.severity.cmp(&one.severity))
        });
        scored
    }

    fn is_queued(&self, score: &RuleScore) -> bool {
        score.kind == Kind::Offer && score.reaches_queue && score.score() >= self.config().flag_at
    }

    fn flags<'l>(
        &self,
        scored: &[(RuleScore, Vec<&Hit>)],
        page: &Page,
        text: &PageText,
        context: &PageContext,
        list_of: impl Fn(&WatchlistId) -> Option<&'l LoadedList>,
    ) -> Vec<NewFlag> {
        // A page that only speaks about harm leaves no rows: every news portal
        // would fill the store.
        if !scored.iter().any(|(score, _)| score.kind == Kind::Offer) {
            return Vec::new();
        }
        let place = WebPlace::of(page, context);
        let text_hash = text.text_hash();
        let mut flags = Vec::with_capacity(scored.len());
        for (score, hits) in scored {
            let Some(list) = list_of(&score.watchlist) else {
                continue;
            };
            let facts = PriorityFacts {
                severity: score.severity,
                confidence: score.sureness(),
                zone: score.zone,
                official: place.official,
                has_address: place.site.is_some(),
            };
            flags.push(NewFlag {
                watchlist: score.watchlist.clone(),
                rule: score.rule.clone(),
                version: list.version,
                category: score.category,
                hits: first_hits(hits),
                priority: priority(&facts, context, self.config()),
                queued: self.is_queued(score),
                trial: None,
                case_keys: case_keys(text_hash, place.site.as_deref(), score.category),
            });
        }
        flags
    }
}

/// What a scan found, without the lists that are past their review-by day.
struct Found {
    hits: Vec<Hit>,
    unless: Vec<UnlessMet>,
    truncated: bool,
}

impl Found {
    fn of(set: &ListSet, text: &PageText, now: Timestamp) -> Found {
        let scan = set.rules().scan(text);
        let mut hits = scan.hits;
        hits.retain(|hit| {
            set.list(&hit.watchlist)
                .is_some_and(|list| !list.watchlist.is_expired(now))
        });
        Found {
            hits,
            unless: scan.unless,
            truncated: scan.truncated,
        }
    }

    /// Returns what was found of other lists than those named.
    fn without(&self, is_named: impl Fn(&WatchlistId) -> bool) -> Found {
        let hits = self.hits.iter().filter(|hit| !is_named(&hit.watchlist));
        let unless = self.unless.iter().filter(|met| !is_named(&met.watchlist));
        Found {
            hits: hits.cloned().collect(),
            unless: unless.cloned().collect(),
            truncated: self.truncated,
        }
    }

    fn extend(&mut self, other: Found) {
        self.hits.extend(other.hits);
        self.unless.extend(other.unless);
        self.truncated |= other.truncated;
    }
}

/// Keeps the surest hits, in the order of the page.
fn first_hits(hits: &[&Hit]) -> Vec<Hit> {
    let mut order: Vec<usize> = (0..hits.len()).collect();
    // Stable, and by queue first: a flag must show what brought it to the queue.
    order.sort_by_key(|index| {
        hits.get(*index)
            .map(|hit| std::cmp::Reverse((hit.zone.reaches_queue(), hit.confidence)))
    });
    order.truncate(FLAG_HITS_MAX);
    order.sort_unstable();
    order
        .into_iter()
        .filter_map(|index| hits.get(index))
        .map(|hit| (*hit).clone())
        .collect()
}

/// Where on the web a page stands, if it does.
struct WebPlace {
    site: Option<String>,
    official: bool,
}

impl WebPlace {
    fn of(page: &Page, context: &PageContext) -> WebPlace {
        let url = page.url.as_ref().or(match &context.key {
            PageKey::Url(url) => Some(url),
            PageKey::Import(_) => None,
        });
        // `context.site` of an import without an address is a file stem, which
        // joins nothing and is nobody's host.
        match url.map(|url| url.site()) {
            Some(site) => WebPlace {
                official: site.is_official(),
                site: Some(site.as_str().to_owned()),
            },
            None => WebPlace {
                official: false,
                site: None,
            },
        }
    }
}

/// What joins a flag to a case, most telling first: the same text wherever it
/// stands, then the same site; always of one category.
fn case_keys(text_hash: ContentHash, site: Option<&str>, category: Category) -> Vec<String> {
    let mut keys = vec![format!("text:{text_hash}|{category}")];
    keys.extend(
        site.filter(|site| Host::parse(site).is_ok())
            .map(|site| format!("site:{site}|{category}")),
    );
    keys
}
