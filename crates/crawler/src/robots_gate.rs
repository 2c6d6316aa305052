use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use haidang_model::{CanonicalUrl, Clock, Timestamp};
use haidang_store::{DynStore, FetchOutcome, RobotsRecord};

use crate::{
    CrawlerConfig, Source, backoff,
    fetch::{Ask, BodyLimits, Door, FetchFault},
    politeness::{Politeness, delay},
    robots::{ROBOTS_BYTES_MAX, RobotsRules},
};

/// For how long an answer is used (RFC 9309 §2.4).
const FRESH_MS: i64 = 24 * 3_600_000;
/// For how long the last good copy stands in when the file cannot be had
/// (DESIGN §8; RFC 9309 §2.3.1.4 says "a reasonably long period").
const LAST_GOOD_MS_MAX: i64 = 30 * 24 * 3_600_000;
/// After how long the file is asked for again while a last good copy stands in.
const STAND_IN_MS: i64 = 600_000;
/// Redirects that are followed (RFC 9309 §2.3.1.2 asks for at least five).
const REDIRECTS_MAX: usize = 5;
/// Origins that are held in memory.
const ORIGINS_MAX: usize = 20_000;

/// What robots.txt says about one address.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Verdict {
    /// It may be asked for.
    Allowed {
        /// The delay that the file asks for.
        crawl_delay: Option<Duration>,
    },
    /// It may not.
    Denied,
    /// The file could not be had, so nothing may be asked for.
    Unavailable {
        /// As what the attempt is recorded.
        outcome: FetchOutcome,
        /// Why, in English.
        reason: String,
        /// What `Retry-After` said.
        retry_after: Option<Duration>,
    },
}

/// Keeps robots.txt files and asks for them when they are due.
pub(crate) struct RobotsGate {
    store: DynStore,
    clock: Arc<dyn Clock>,
    memory: Mutex<HashMap<String, Arc<Known>>>,
}

/// Rules that stand until `until`.
pub(crate) struct Known {
    rules: RobotsRules,
    until: Timestamp,
}

impl Known {
    pub(crate) fn sitemaps(&self) -> &[String] {
        self.rules.sitemaps()
    }
}

impl RobotsGate {
    pub(crate) fn new(store: DynStore, clock: Arc<dyn Clock>) -> RobotsGate {
        RobotsGate {
            store,
            clock,
            memory: Mutex::default(),
        }
    }

    /// Returns what robots.txt says about an address, and the rules for it
    /// when there are any.
    pub(crate) async fn verdict(
        &self,
        door: &Door,
        source: &Source,
        politeness: &Politeness,
        url: &CanonicalUrl,
    ) -> Result<(Verdict, Option<Arc<Known>>), haidang_store::StoreError> {
        let origin = origin(url);
        let known = match self.remembered(&origin) {
            Some(known) => known,
            None => match self.ask(door, source, politeness, url, &origin).await? {
                Ok(known) => known,
                Err(unavailable) => return Ok((unavailable, None)),
            },
        };
        let agent = known.rules.for_agent(CrawlerConfig::AGENT);
        let verdict = if agent.allows(url.as_str()) {
            Verdict::Allowed {
                crawl_delay: agent.crawl_delay(),
            }
        } else {
            Verdict::Denied
        };
        Ok((verdict, Some(known)))
    }

    fn remembered(&self, origin: &str) -> Option<Arc<Known>> {
        let now = self.clock.now();
        let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory
            .get(origin)
            .filter(|known| known.until > now)
            .cloned()
    }

    fn remember(&self, origin: &str, known: Known) -> Arc<Known> {
        let now = self.clock.now();
        let known = Arc::new(known);
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.len() >= ORIGINS_MAX {
            memory.retain(|_, known| known.until > now);
        }
        if memory.len() >= ORIGINS_MAX {
            memory.clear();
        }
        memory.insert(origin.to_owned(), Arc::clone(&known));
        known
    }

    async fn ask(
        &self,
        door: &Door,
        source: &Source,
        politeness: &Politeness,
        url: &CanonicalUrl,
        origin: &str,
    ) -> Result<Result<Arc<Known>, Verdict>, haidang_store::StoreError> {
        let kept = self.store.robots_get(origin).await?;
        if let Some(record) = &kept
            && let Some(known) = standing(record, self.clock.now())
        {
            return Ok(Ok(self.remember(origin, known)));
        }
        let answer = follow(door, source, politeness, origin).await;
        // Somebody else may have asked while we waited for our turn.
        if let Some(known) = self.remembered(origin) {
            return Ok(Ok(known));
        }
        let now = self.clock.now();
        let record = settle(kept, &answer, origin, now);
        self.store.robots_put(&record).await?;
        metrics::counter!("haidang_crawler_robots_fetches_total").increment(1);
        if let Some(known) = standing(&record, now) {
            return Ok(Ok(self.remember(origin, known)));
        }
        tracing::debug!(host = %url.host(), status = ?record.status, "robots.txt cannot be had");
        Ok(Err(match answer {
            Ok(answer) => Verdict::Unavailable {
                outcome: FetchOutcome::RobotsDenied,
                reason: format!(
                    "robots.txt answered {}; nothing is asked for until it can be had",
                    answer.status
                ),
                retry_after: answer
                    .retry_after
                    .as_deref()
                    .and_then(|value| backoff::retry_after(value, now)),
            },
            Err(fault) => Verdict::Unavailable {
                // Without the file nothing of the host can be had either, so
                // the cause is recorded rather than a denial.
                outcome: fault.outcome(),
                reason: format!("robots.txt: {fault}"),
                retry_after: None,
            },
        }))
    }
}

/// Returns `scheme://host[:port]`.
pub(crate) fn origin(url: &CanonicalUrl) -> String {
    url.to_url().origin().ascii_serialization()
}

/// The end of asking for a robots.txt.
pub(crate) struct RobotsAnswer {
    status: u16,
    body: Vec<u8>,
    retry_after: Option<String>,
}

/// Asks for a robots.txt, redirects followed, each in its turn.
pub(crate) async fn follow(
    door: &Door,
    source: &Source,
    politeness: &Politeness,
    origin: &str,
) -> Result<RobotsAnswer, FetchFault> {
    let mut url = CanonicalUrl::parse(&format!("{origin}/robots.txt"))
        .map_err(|error| FetchFault::Redirect(error.to_string()))?;
    let limits = BodyLimits {
        wire_bytes_max: ROBOTS_BYTES_MAX as u64,
        decoded_bytes_max: ROBOTS_BYTES_MAX as u64,
        ratio_max: u64::MAX,
        cut: true,
    };
    for _ in 0..=REDIRECTS_MAX {
        let address = door.check(&url).await?.into_iter().next();
        let turn = politeness
            .turn(url.host(), address)
            .await
            .map_err(|_| FetchFault::Unreachable("the host asked us to pause".into()))?;
        let answer = door
            .get(Ask {
                limits: Some(limits),
                any_type: true,
                ..Ask::page(&url)
            })
            .await;
        let latency = answer.as_ref().ok().map(|answer| answer.latency);
        turn.finish(delay(&source.reach, None, latency));
        let answer = answer?;
        let target = answer
            .is_redirect()
            .then(|| {
                answer
                    .location
                    .as_deref()
                    .and_then(|target| url.join(target).ok())
            })
            .flatten();
        match target {
            Some(target) => url = target,
            None => {
                return Ok(RobotsAnswer {
                    status: answer.status,
                    body: answer.body.to_vec(),
                    retry_after: answer.retry_after,
                });
            }
        }
    }
    // RFC 9309 §2.3.1.2: too many redirects may be taken as if there were no
    // file.
    Ok(RobotsAnswer {
        status: 404,
        body: Vec::new(),
        retry_after: None,
    })
}

/// Returns the rules that an answer gives, without what was known before; why
/// there are none otherwise.
pub(crate) fn rules_of(
    answer: Result<RobotsAnswer, FetchFault>,
    origin: &str,
    now: Timestamp,
) -> Result<RobotsRules, String> {
    let record = settle(None, &answer, origin, now);
    match (standing(&record, now), answer) {
        (Some(known), _) => Ok(known.rules),
        (None, Ok(answer)) => Err(format!("robots.txt answered {}", answer.status)),
        (None, Err(fault)) => Err(format!("robots.txt: {fault}")),
    }
}

/// Tells whether a status says what the rules are: a file, or that there is
/// none.
fn is_settled(status: u16) -> bool {
    (200..500).contains(&status) && status != 429
}

/// Makes the record of what was learned; the last good copy is carried on when
/// nothing was.
fn settle(
    kept: Option<RobotsRecord>,
    answer: &Result<RobotsAnswer, FetchFault>,
    origin: &str,
    now: Timestamp,
) -> RobotsRecord {
    match answer {
        Ok(answer) if is_settled(answer.status) => RobotsRecord {
            origin: origin.to_owned(),
            checked: now,
            status: Some(answer.status),
            // That there is no file is a good copy too: an empty one.
            body: Some(if (200..300).contains(&answer.status) {
                answer.body.clone()
            } else {
                Vec::new()
            }),
            body_fetched: Some(now),
        },
        _ => {
            let (body, body_fetched) =
                kept.map_or((None, None), |record| (record.body, record.body_fetched));
            RobotsRecord {
                origin: origin.to_owned(),
                checked: now,
                status: answer.as_ref().ok().map(|answer| answer.status),
                body,
                body_fetched,
            }
        }
    }
}

/// Returns the rules that a record stands for at `now`; `None` when the file
/// must be asked for, and nothing else may be until then.
fn standing(record: &RobotsRecord, now: Timestamp) -> Option<Known> {
    let settled = record.status.is_some_and(is_settled);
    let until = record
        .checked
        .plus_ms(if settled { FRESH_MS } else { STAND_IN_MS });
    let good = record
        .body_fetched
        .is_some_and(|fetched| now.ms_since(fetched) < LAST_GOOD_MS_MAX);
    (until > now && (settled || good)).then(|| Known {
        rules: RobotsRules::parse(record.body.as_deref().unwrap_or_default()),
        until,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, body: &str) -> Result<RobotsAnswer, FetchFault> {
        Ok(RobotsAnswer {
            status,
            body: body.as_bytes().to_vec(),
            retry_after: None,
        })
    }

    fn failed() -> Result<RobotsAnswer, FetchFault> {
        Err(FetchFault::Timeout(1))
    }

    const DAY: i64 = 24 * 3_600_000;

    /// What stands after a series of answers, each at its time: `Some(allowed)`
    /// or nothing.
    fn after(answers: Vec<(i64, Result<RobotsAnswer, FetchFault>)>, now: i64) -> Option<bool> {
        let mut record = None;
        for (at, answer) in answers {
            record = Some(settle(record, &answer, "https://a.vn", Timestamp(at)));
        }
        let known = standing(&record?, Timestamp(now))?;
        Some(known.rules.for_agent("HaiDang").allows("/x"))
    }

    #[test]
    fn statuses_follow_the_rfc() {
        let closed = "User-agent: *\nDisallow: /";
        for (answers, now, expected, why) in [
            (vec![(0, answered(200, closed))], 1, Some(false), "a file"),
            (vec![(0, answered(200, closed))], DAY, None, "a day old"),
            (
                vec![(0, answered(404, closed))],
                1,
                Some(true),
                "none there",
            ),
            (vec![(0, answered(403, closed))], 1, Some(true), "forbidden"),
            (vec![(0, answered(429, ""))], 1, None, "too many requests"),
            (vec![(0, answered(503, ""))], 1, None, "server error"),
            (vec![(0, failed())], 1, None, "no answer"),
            (
                vec![(0, answered(200, closed)), (DAY, failed())],
                DAY + 1,
                Some(false),
                "the last good copy stands in",
            ),
            (
                vec![(0, answered(404, "")), (DAY, answered(500, ""))],
                DAY + 1,
                Some(true),
                "that there was none stands in",
            ),
            (
                vec![(0, answered(200, closed)), (DAY, failed())],
                DAY + STAND_IN_MS,
                None,
                "and is asked for again",
            ),
            (
                vec![(0, answered(200, "")), (31 * DAY, failed())],
                31 * DAY + 1,
                None,
                "but not for ever",
            ),
        ] {
            assert_eq!(after(answers, now), expected, "{why}");
        }
    }
}
