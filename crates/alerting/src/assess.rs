use std::collections::{BTreeMap, BTreeSet};

use haidang_model::{
    Category, ContentHash, Hit, Host, Kind, Page, PageKey, RuleId, Timestamp, WatchlistId,
};
use haidang_query::PageText;
use haidang_store::{NewFlag, StoredPageMeta};

use crate::{
    RuleScore, Watch, metric,
    priority::{Found, priority},
    score::{ReportContext, RuleFacts, score},
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
    /// report rules that lowered it, recorded only.
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
        let scan = self.rules().scan(text);
        let expired: BTreeSet<&WatchlistId> = self
            .expired(context.now)
            .into_iter()
            .map(|list| &list.watchlist.id)
            .collect();
        let hits: Vec<Hit> = scan
            .hits
            .into_iter()
            .filter(|hit| !expired.contains(&hit.watchlist))
            .collect();
        let mut unless_met: BTreeMap<(&WatchlistId, &RuleId), BTreeSet<&str>> = BTreeMap::new();
        for met in &scan.unless {
            unless_met
                .entry((&met.watchlist, &met.rule))
                .or_default()
                .insert(&met.term);
        }

        let report = ReportContext::gather(hits.iter(), page);
        let mut groups: BTreeMap<(&WatchlistId, &RuleId), Vec<&Hit>> = BTreeMap::new();
        for hit in &hits {
            groups
                .entry((&hit.watchlist, &hit.rule))
                .or_default()
                .push(hit);
        }
        let mut scored: Vec<(RuleScore, Vec<&Hit>)> = Vec::with_capacity(groups.len());
        for (key, hits) in groups {
            let (Some(list), Some(first)) = (self.list(key.0), hits.first()) else {
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

        let flags = self.flags(&scored, page, text, context);
        let highest = scored
            .first()
            .map(|(score, _)| score)
            .filter(|score| score.kind == Kind::Offer);
        Assessment {
            score: highest.map_or(0.0, RuleScore::score),
            category: highest.map(|score| score.category),
            flagged: flags.iter().any(|flag| flag.queued),
            flags,
            truncated: scan.truncated,
            rules: scored.into_iter().map(|(score, _)| score).collect(),
            hits,
        }
    }

    fn is_queued(&self, score: &RuleScore) -> bool {
        score.kind == Kind::Offer && score.reaches_queue && score.score() >= self.config().flag_at
    }

    fn flags(
        &self,
        scored: &[(RuleScore, Vec<&Hit>)],
        page: &Page,
        text: &PageText,
        context: &PageContext,
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
            let Some(list) = self.list(&score.watchlist) else {
                continue;
            };
            let found = Found {
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
                priority: priority(&found, context, self.config()),
                queued: self.is_queued(score),
                trial: false,
                case_keys: case_keys(text_hash, place.site.as_deref(), score.category),
            });
        }
        flags
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
