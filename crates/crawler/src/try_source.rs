use haidang_model::{CanonicalUrl, Clock};
use serde::Serialize;

use crate::{
    CrawlerConfig, Source,
    crawler::why_not,
    fetch::{Ask, GuardedFetch, Media},
    politeness::Politeness,
    robots_gate::{follow, origin, rules_of},
};

/// Redirects that are followed.
const REDIRECTS_MAX: usize = 5;

/// What came of asking for the first seed of a source.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceTrial {
    /// Whether a page, a sitemap or a feed was read.
    pub ok: bool,
    /// The seed that was asked for.
    pub url: String,
    /// The address that answered, after redirects.
    pub final_url: String,
    /// What robots.txt says about it: `allowed`, `denied` or `unavailable`.
    pub robots: &'static str,
    /// Seconds between two requests that robots.txt asks for.
    pub crawl_delay: Option<f64>,
    /// Sitemaps that robots.txt names.
    pub sitemaps: Vec<String>,
    /// The status of the answer.
    pub status: Option<u16>,
    /// The whole `Content-Type`.
    pub content_type: Option<String>,
    /// Bytes of the decoded body.
    pub body_bytes: u64,
    /// Why it is not `ok`, in English.
    pub reason: Option<String>,
}

impl GuardedFetch {
    /// Asks for robots.txt and the first seed of a source, under the rules of
    /// any crawl, and keeps nothing.
    pub async fn try_source(&self, source: &Source, clock: &dyn Clock) -> SourceTrial {
        let seed = source.seeds.first();
        let url = seed.map(ToString::to_string).unwrap_or_default();
        let mut trial = SourceTrial {
            ok: false,
            final_url: url.clone(),
            url,
            robots: "unavailable",
            crawl_delay: None,
            sitemaps: Vec::new(),
            status: None,
            content_type: None,
            body_bytes: 0,
            reason: None,
        };
        let ended = match (why_not(self.config(), source, clock.now()), seed) {
            (Some(why), _) => Err(why.to_string()),
            (None, None) => Err("the source has no seed".into()),
            (None, Some(seed)) => self.travel(source, seed.clone(), clock, &mut trial).await,
        };
        trial.ok = ended.is_ok();
        trial.reason = ended.err();
        trial
    }

    async fn travel(
        &self,
        source: &Source,
        mut url: CanonicalUrl,
        clock: &dyn Clock,
        trial: &mut SourceTrial,
    ) -> Result<(), String> {
        let door = self.door(source).map_err(|fault| fault.to_string())?;
        let politeness = Politeness::default();
        for _ in 0..=REDIRECTS_MAX {
            trial.final_url = url.to_string();
            if !(source.admits(&url) || source.admits_sitemap(&url)) {
                return Err(format!("{url} is out of scope"));
            }
            trial.robots = "unavailable";
            let answer = follow(&door, source, &politeness, &origin(&url)).await;
            let rules = rules_of(answer, &origin(&url), clock.now())?;
            let agent = rules.for_agent(CrawlerConfig::AGENT);
            trial.crawl_delay = agent.crawl_delay().map(|delay| delay.as_secs_f64());
            trial.sitemaps = rules.sitemaps().to_vec();
            if !agent.allows(url.as_str()) {
                trial.robots = "denied";
                return Err("robots.txt does not allow it".into());
            }
            trial.robots = "allowed";
            let address = door
                .check(&url)
                .await
                .map_err(|fault| fault.to_string())?
                .into_iter()
                .next();
            let turn = politeness
                .turn(url.host(), address)
                .await
                .map_err(|_| "the host asked us to pause".to_owned())?;
            let answer = door.get(Ask::page(&url)).await;
            turn.finish(crate::politeness::delay(
                &source.reach,
                agent.crawl_delay(),
                None,
            ));
            let answer = answer.map_err(|fault| fault.to_string())?;
            trial.status = Some(answer.status);
            if answer.is_redirect() {
                let target = answer.location.as_deref().unwrap_or("");
                url = url
                    .join(target)
                    .map_err(|error| format!("redirect: {error}"))?;
                continue;
            }
            trial.body_bytes = answer.body.len() as u64;
            trial.content_type = answer.content_type.clone();
            return match (answer.status, answer.media) {
                (200..=299, Media::Other | Media::Missing) => {
                    Err("its type is not read, only HTML and plain text are".into())
                }
                (200..=299, _) => Ok(()),
                (status, _) => Err(format!("the server answered {status}")),
            };
        }
        Err(format!("more than {REDIRECTS_MAX} redirects in a row"))
    }
}
