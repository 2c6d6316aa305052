use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use haidang_model::{CanonicalUrl, Clock, Timestamp};
use haidang_store::{FetchOutcome, FrontierEntry, NewEntry, NewFetch, StoreError};
use tokio::time::Instant;

use crate::{
    NextVisit, Source, backoff,
    discover::collect,
    fetch::{Answer, Ask, Door, FetchFault, GuardedFetch, Media},
    politeness::{Politeness, delay},
    robots_gate::{Known, RobotsGate, Verdict},
    sitemap::{AddressList, ListKind, read_list},
};

/// Redirects that are followed.
const REDIRECTS_MAX: usize = 5;
/// Characters of a reason that are kept.
const REASON_CHARS_MAX: usize = 500;

/// Everything that a request needs besides its address.
pub(crate) struct Means {
    pub(crate) fetch: GuardedFetch,
    pub(crate) robots: RobotsGate,
    pub(crate) politeness: Politeness,
    pub(crate) clock: Arc<dyn Clock>,
}

/// What came of one entry.
pub(crate) struct Attempt {
    pub(crate) fetch: NewFetch,
    pub(crate) body: Option<Bytes>,
    pub(crate) content_type: Option<String>,
    pub(crate) page_url: CanonicalUrl,
    pub(crate) discovered: Vec<NewEntry>,
    pub(crate) next: NextVisit,
    /// Whether the host is in trouble as a whole, and since how long it asks
    /// to be left alone.
    pub(crate) trouble: Option<Trouble>,
    /// The delay that the host is due after.
    pub(crate) delay: Duration,
    /// The rules of the entry's own origin.
    pub(crate) robots: Option<Arc<Known>>,
}

/// A host that is to be left alone for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// What `Retry-After` said.
    pub(crate) retry_after: Option<Duration>,
}

/// Whether another attempt may end better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Retry {
    /// Not before the schedule comes round.
    No,
    /// This address may.
    Entry,
    /// The host as a whole may.
    Host(Option<Duration>),
}

/// How an attempt ended, before it is written up.
struct Ending {
    outcome: FetchOutcome,
    reason: Option<String>,
    retry: Retry,
}

impl Ending {
    fn of(outcome: FetchOutcome, retry: Retry, reason: impl Into<Option<String>>) -> Ending {
        Ending {
            outcome,
            reason: reason.into(),
            retry,
        }
    }

    fn of_fault(fault: &FetchFault) -> Ending {
        let outcome = fault.outcome();
        let retry = match outcome {
            FetchOutcome::UnknownHost | FetchOutcome::Unreachable | FetchOutcome::Tls => {
                Retry::Host(None)
            }
            FetchOutcome::Timeout => Retry::Entry,
            _ => Retry::No,
        };
        Ending::of(outcome, retry, fault.to_string())
    }
}

/// What was gathered on the way.
struct Trail {
    url: CanonicalUrl,
    answer: Option<Answer>,
    request_headers: String,
    response_headers: String,
    delay: Duration,
    robots: Option<Arc<Known>>,
}

/// Fetches one entry: redirects followed, each hop checked for scope,
/// robots.txt and address, and in its turn.
pub(crate) async fn attempt(
    means: &Means,
    source: &Source,
    entry: &FrontierEntry,
) -> Result<Attempt, StoreError> {
    let at = means.clock.now();
    let began = Instant::now();
    let mut trail = Trail {
        url: entry.url.clone(),
        answer: None,
        request_headers: String::new(),
        response_headers: String::new(),
        delay: Duration::from_millis(source.delay_ms()),
        robots: None,
    };
    let mut ending = travel(means, source, entry, &mut trail).await?;
    let mut discovered = Vec::new();
    let mut body = None;
    if ending.outcome == FetchOutcome::Page
        && let Some(answer) = &trail.answer
    {
        let list = list_of(answer, &trail.url);
        let now = means.clock.now();
        match (list, answer.media) {
            (Some(list), _) => (ending, discovered) = read_up(source, entry, &trail.url, list, now),
            (None, Media::Html | Media::Text) if source.admits(&trail.url) => {
                body = Some(answer.body.clone());
            }
            (None, Media::Html | Media::Text) => {
                ending = Ending::of(
                    FetchOutcome::OutOfScope,
                    Retry::No,
                    out_of_scope(&trail.url),
                );
            }
            (None, _) => {
                let kind = answer.media_type();
                ending = Ending::of(
                    FetchOutcome::SkippedType,
                    Retry::No,
                    format!(
                        "type {} is not read, only HTML and plain text are",
                        kind.as_deref().unwrap_or("unknown")
                    ),
                );
            }
        }
    }
    let now = means.clock.now();
    let next = next_visit(source, entry, &trail, &ending, now);
    let answer = trail.answer.as_ref();
    let moved = trail.url != entry.url;
    Ok(Attempt {
        fetch: NewFetch {
            url: Some(entry.url.clone()),
            final_url: answer.is_some().then(|| trail.url.clone()),
            source: Some(source.id.clone()),
            at,
            outcome: ending.outcome,
            reason: ending.reason.map(|reason| shortened(&reason)),
            status: answer.map(|answer| answer.status),
            content_type: answer.and_then(Answer::media_type),
            body: None,
            body_bytes: answer.map_or(0, |answer| answer.body.len() as u64),
            request_headers: trail.request_headers,
            response_headers: trail.response_headers,
            duration_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
        },
        body,
        content_type: answer.and_then(|answer| answer.content_type.clone()),
        page_url: trail.url,
        discovered,
        next,
        // Trouble on another host, met by a redirect, is not this one's.
        trouble: match ending.retry {
            Retry::Host(retry_after) if !moved => Some(Trouble { retry_after }),
            _ => None,
        },
        delay: trail.delay,
        robots: trail.robots,
    })
}

/// Follows an entry from hop to hop.
async fn travel(
    means: &Means,
    source: &Source,
    entry: &FrontierEntry,
    trail: &mut Trail,
) -> Result<Ending, StoreError> {
    let door = match means.fetch.door(source) {
        Ok(door) => door,
        Err(fault) => return Ok(Ending::of_fault(&fault)),
    };
    for hop in 0..=REDIRECTS_MAX {
        if !(source.admits(&trail.url) || source.admits_sitemap(&trail.url)) {
            let reason = if hop == 0 {
                out_of_scope(&trail.url)
            } else {
                format!("redirects to {}: out of scope", trail.url)
            };
            return Ok(Ending::of(FetchOutcome::OutOfScope, Retry::No, reason));
        }
        let crawl_delay = match ask_robots(means, &door, source, trail, hop).await? {
            Ok(crawl_delay) => crawl_delay,
            Err(ending) => return Ok(ending),
        };
        let answer = match one(means, &door, source, entry, trail, crawl_delay).await {
            Ok(answer) => answer,
            Err(ending) => return Ok(ending),
        };
        let target = answer.is_redirect().then(|| answer.location.clone());
        let ending = ending_of(&answer, entry, means.clock.now());
        trail.answer = Some(answer);
        match target {
            None => return Ok(ending),
            Some(target) => match target.as_deref().map(|target| trail.url.join(target)) {
                Some(Ok(target)) => trail.url = target,
                Some(Err(error)) => {
                    return Ok(Ending::of_fault(&FetchFault::Redirect(error.to_string())));
                }
                None => {
                    return Ok(Ending::of_fault(&FetchFault::Redirect(
                        "the answer names no target".into(),
                    )));
                }
            },
        }
    }
    Ok(Ending::of_fault(&FetchFault::Redirect(format!(
        "more than {REDIRECTS_MAX} in a row"
    ))))
}

/// Asks robots.txt about the next hop.
async fn ask_robots(
    means: &Means,
    door: &Door,
    source: &Source,
    trail: &mut Trail,
    hop: usize,
) -> Result<Result<Option<Duration>, Ending>, StoreError> {
    // An address that is refused is refused before its robots.txt is asked
    // for, which the same check would only hide.
    if let Err(fault) = door.check(&trail.url).await {
        return Ok(Err(Ending::of_fault(&fault)));
    }
    let (verdict, known) = means
        .robots
        .verdict(door, source, &means.politeness, &trail.url)
        .await?;
    if hop == 0 {
        trail.robots = known;
    }
    Ok(match verdict {
        Verdict::Allowed { crawl_delay } => Ok(crawl_delay),
        Verdict::Denied => Err(Ending::of(
            FetchOutcome::RobotsDenied,
            Retry::No,
            "robots.txt does not allow it".to_owned(),
        )),
        Verdict::Unavailable {
            outcome,
            reason,
            retry_after,
        } => Err(Ending::of(outcome, Retry::Host(retry_after), reason)),
    })
}

/// Sends one request in its turn.
async fn one(
    means: &Means,
    door: &Door,
    source: &Source,
    entry: &FrontierEntry,
    trail: &mut Trail,
    crawl_delay: Option<Duration>,
) -> Result<Answer, Ending> {
    let addresses = door
        .check(&trail.url)
        .await
        .map_err(|fault| Ending::of_fault(&fault))?;
    let turn = means
        .politeness
        .turn(trail.url.host(), addresses.first().copied())
        .await
        .map_err(|not_soon| {
            Ending::of(
                FetchOutcome::Unreachable,
                Retry::Host(Some(not_soon.0)),
                "the host, or the machine it stands on, asked us to pause".to_owned(),
            )
        })?;
    // The validators are those of the entry's own address.
    let own = trail.url == entry.url;
    let answer = door
        .get(Ask {
            etag: entry.etag.as_deref().filter(|_| own),
            last_modified: entry.last_modified.as_deref().filter(|_| own),
            ..Ask::page(&trail.url)
        })
        .await;
    let latency = answer.as_ref().ok().map(|answer| answer.latency);
    trail.delay = delay(&source.reach, crawl_delay, latency);
    turn.finish(trail.delay);
    let answer = answer.map_err(|fault| Ending::of_fault(&fault))?;
    metrics::counter!("haidang_crawler_wire_bytes_total").increment(answer.wire_bytes);
    for (all, one) in [
        (&mut trail.request_headers, &answer.request_headers),
        (&mut trail.response_headers, &answer.response_headers),
    ] {
        if !all.is_empty() {
            all.push('\n');
        }
        all.push_str(one);
    }
    Ok(answer)
}

/// Reads the status of an answer.
fn ending_of(answer: &Answer, entry: &FrontierEntry, now: Timestamp) -> Ending {
    let retry_after = answer
        .retry_after
        .as_deref()
        .and_then(|value| backoff::retry_after(value, now));
    let status = answer.status;
    let said = || format!("the server answered {status}");
    match status {
        200..=299 => Ending::of(FetchOutcome::Page, Retry::No, None),
        304 if entry.etag.is_some() || entry.last_modified.is_some() => {
            Ending::of(FetchOutcome::NotModified, Retry::No, None)
        }
        429 | 503 => Ending::of(FetchOutcome::HttpError, Retry::Host(retry_after), said()),
        408 | 425 | 500..=599 => Ending::of(FetchOutcome::HttpError, Retry::Entry, said()),
        _ => Ending::of(FetchOutcome::HttpError, Retry::No, said()),
    }
}

/// Reads an answer as a sitemap or a feed, if it is one.
fn list_of(answer: &Answer, url: &CanonicalUrl) -> Option<AddressList> {
    match answer.media {
        Media::Xml | Media::Gzip | Media::Text => read_list(&answer.body, url),
        Media::Html | Media::Other | Media::Missing => None,
    }
}

/// Takes what a sitemap or a feed names. Addresses out of scope are refused,
/// and the record says so.
fn read_up(
    source: &Source,
    entry: &FrontierEntry,
    url: &CanonicalUrl,
    list: AddressList,
    now: Timestamp,
) -> (Ending, Vec<NewEntry>) {
    let depth = entry.depth.saturating_add(1);
    let kind = list.kind.as_str();
    let known = [&entry.url, url];
    let (mut discovered, left_out) = if list.kind == ListKind::Index {
        let (sitemaps, foreign): (Vec<_>, Vec<_>) = list
            .addresses
            .into_iter()
            .partition(|address| source.admits_sitemap(address));
        let entries = sitemaps
            .into_iter()
            .filter(|address| !known.contains(&address))
            .map(|url| NewEntry {
                url,
                source: source.id.clone(),
                depth,
                due: now,
            })
            .collect();
        let (_, left_out) = collect(source, foreign, &known, depth, now);
        (entries, left_out)
    } else {
        collect(source, list.addresses, &known, depth, now)
    };
    if depth > source.depth_max {
        discovered.clear();
    }
    let taken = discovered.len();
    let ending = match left_out.host {
        Some(host) => Ending::of(
            FetchOutcome::OutOfScope,
            Retry::No,
            format!(
                "{kind} names foreign host {host}: out of scope, {} addresses left out, {taken} taken",
                left_out.out_of_scope
            ),
        ),
        None => Ending::of(
            FetchOutcome::SkippedType,
            Retry::No,
            format!(
                "{kind} read: {taken} addresses taken{}{}",
                match list.invalid {
                    0 => String::new(),
                    invalid => format!(", {invalid} entries are no addresses"),
                },
                if list.cut {
                    ", broken or cut at its end"
                } else {
                    ""
                }
            ),
        ),
    };
    (ending, discovered)
}

fn out_of_scope(url: &CanonicalUrl) -> String {
    if crate::source::looks_like_sitemap(url) {
        format!(
            "sitemap stands on foreign host {}: out of scope",
            url.host()
        )
    } else {
        format!("host {} or this part of it is out of scope", url.host())
    }
}

/// Decides when an entry is due again.
fn next_visit(
    source: &Source,
    entry: &FrontierEntry,
    trail: &Trail,
    ending: &Ending,
    now: Timestamp,
) -> NextVisit {
    let revisit = source.revisit(now);
    let kept = NextVisit {
        next_due: revisit,
        failures: 0,
        etag: entry.etag.clone(),
        last_modified: entry.last_modified.clone(),
    };
    let retry_after = match ending.retry {
        Retry::No if ending.outcome == FetchOutcome::Page => {
            let own = trail.answer.as_ref().filter(|_| trail.url == entry.url);
            return NextVisit {
                etag: own.and_then(|answer| answer.etag.clone()),
                last_modified: own.and_then(|answer| answer.last_modified.clone()),
                ..kept
            };
        }
        Retry::No => return kept,
        Retry::Entry => None,
        Retry::Host(retry_after) => retry_after,
    };
    let failures = entry.failures.saturating_add(1);
    if failures >= backoff::FAILURES_MAX {
        // Given up; the schedule begins anew with a clean sheet.
        return kept;
    }
    let wait = backoff::pause(failures).max(retry_after.unwrap_or_default());
    let due = now.plus_ms(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX));
    NextVisit {
        next_due: Some(due),
        failures,
        ..kept
    }
}

fn shortened(reason: &str) -> String {
    match reason.char_indices().nth(REASON_CHARS_MAX) {
        Some((end, _)) => format!("{}…", reason.get(..end).unwrap_or(reason)),
        None => reason.to_owned(),
    }
}
