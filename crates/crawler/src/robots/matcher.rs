use std::time::Duration;

use super::{PathRule, RobotsRules, Rule, Text, normalise, product_token};

/// The longest Crawl-delay that is taken at its word, in seconds: a day.
const CRAWL_DELAY_SECONDS_MAX: f64 = 86_400.0;

/// The rules of one robots.txt that apply to one crawler.
#[derive(Clone, Debug)]
pub struct AgentRules<'a> {
    rules: Vec<&'a PathRule>,
    crawl_delay: Option<Duration>,
}

impl<'a> AgentRules<'a> {
    pub(super) fn select(robots: &'a RobotsRules, agents: &[&str]) -> AgentRules<'a> {
        let tokens: Vec<String> = agents.iter().map(|agent| product_token(agent)).collect();
        let named = |agent: &String| tokens.contains(agent);
        let specific = robots
            .groups
            .iter()
            .any(|group| group.agents.iter().any(named));
        let mut selected = AgentRules {
            rules: Vec::new(),
            crawl_delay: None,
        };
        for group in &robots.groups {
            let place = if specific {
                group.agents.iter().position(named)
            } else {
                group.everyone.then_some(0)
            };
            let Some(place) = place else { continue };
            for rule in &group.rules {
                match rule {
                    Rule::Path(rule) => selected.rules.push(rule),
                    Rule::CrawlDelay {
                        seconds,
                        agents,
                        everyone,
                    } => {
                        // A delay given before an agent was named is not its.
                        let ours = if specific { place < *agents } else { *everyone };
                        if ours && selected.crawl_delay.is_none() {
                            selected.crawl_delay = Some(Duration::from_secs_f64(
                                seconds.min(CRAWL_DELAY_SECONDS_MAX),
                            ));
                        }
                    }
                }
            }
        }
        selected
    }

    /// Tells whether an address may be asked for. Takes an absolute address or
    /// a path with query; a fragment is left aside.
    pub fn allows(&self, url_or_path: &str) -> bool {
        let path = path_and_query(url_or_path);
        // RFC 9309 §2.2.2: the file itself is always allowed.
        if path == "/robots.txt" {
            return true;
        }
        let path = normalise(path.as_bytes(), Text::Path);
        self.rules
            .iter()
            .filter(|rule| rule.meets(&path))
            // The longest wins; of two as long, the one that allows.
            .max_by_key(|rule| (rule.octets, rule.allow))
            .is_none_or(|rule| rule.allow)
    }

    /// Returns the time between two requests that the file asks for.
    pub fn crawl_delay(&self) -> Option<Duration> {
        self.crawl_delay
    }
}

/// Returns path and query of an address, `/` when it has none.
fn path_and_query(url_or_path: &str) -> String {
    let text = url_or_path.split('#').next().unwrap_or("");
    if text.starts_with('/') && !text.starts_with("//") {
        return text.to_owned();
    }
    let rest = match text.split_once("://") {
        // `/a?u=http://b` holds a `://` of its own.
        Some((scheme, rest)) if !scheme.contains(['/', '?']) => rest,
        _ => text.strip_prefix("//").unwrap_or(text),
    };
    match rest.find(['/', '?', ';']) {
        Some(at) => {
            let path = rest.get(at..).unwrap_or("");
            if path.starts_with('/') {
                path.to_owned()
            } else {
                format!("/{path}")
            }
        }
        None => "/".to_owned(),
    }
}

impl PathRule {
    /// Tells whether the pattern meets a path. Linear in both: pieces between
    /// stars are sought leftmost, which is enough where only `*` is wild.
    fn meets(&self, path: &[u8]) -> bool {
        let mut pieces = self.pattern.split(|byte| *byte == b'*');
        let first = pieces.next().unwrap_or(b"");
        let Some(mut rest) = path.strip_prefix(first) else {
            return false;
        };
        let mut pieces = pieces.peekable();
        if pieces.peek().is_none() {
            return !self.anchored || rest.is_empty();
        }
        while let Some(piece) = pieces.next() {
            if pieces.peek().is_none() && self.anchored {
                return rest.ends_with(piece);
            }
            match memchr::memmem::find(rest, piece) {
                Some(at) => rest = rest.get(at + piece.len()..).unwrap_or(b""),
                None => return false,
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(robots: &str, agent: &str, path: &str) -> bool {
        RobotsRules::parse(robots.as_bytes())
            .for_agent(agent)
            .allows(path)
    }

    #[test]
    fn groups_are_chosen_by_product_token() {
        let robots = "User-agent: *\nDisallow: /\n\nUser-agent: haidang\nDisallow: /a\n\nUser-agent: HAIDANG/2\nDisallow: /b\n";
        for (agent, path, allowed) in [
            ("HaiDang", "/x", true),
            ("HaiDang/0.1 (+https://a.example/)", "/x", true),
            ("HaiDang", "/a", false),
            ("HaiDang", "/b", false),
            ("Haidangbot", "/x", false),
            ("other", "/x", false),
            ("other", "/robots.txt", true),
        ] {
            assert_eq!(check(robots, agent, path), allowed, "{agent} {path}");
        }
    }

    #[test]
    fn the_longest_pattern_wins() {
        for (rules, path, allowed) in [
            ("Disallow: /a\nAllow: /a/b", "/a/b/c", true),
            ("Disallow: /a\nAllow: /a", "/a", true),
            ("Disallow: /*.php$", "/x.php", false),
            ("Disallow: /*.php$", "/x.php?y", true),
            ("Disallow: /*a*b*c$", "/xaxbxcxc", false),
            ("Disallow: /*a*b*c$", "/xaxcxb", true),
            ("Disallow: /a$b", "/a$b", false),
            ("Disallow: /a$b", "/a%24b", false),
            ("Disallow: /a%24", "/a$b", false),
            ("Disallow: /a%2Ab", "/a*b", false),
            ("Disallow: /a%2Ab", "/axb", true),
            ("Disallow: /t%E1%BB%A9c", "/tức", false),
            ("Disallow: /tức", "/t%e1%bb%a9c/1", false),
            ("Disallow: /%62ar", "/bar", false),
            ("Disallow: /a%2Fb", "/a/b", true),
            ("Disallow:", "/a", true),
            ("Disallow: *", "/a", false),
            ("Disallow: a", "/abc", false),
        ] {
            let robots = format!("User-agent: *\n{rules}\n");
            assert_eq!(check(&robots, "HaiDang", path), allowed, "{rules} {path}");
        }
    }

    #[test]
    fn every_line_end_and_a_byte_order_mark_are_read() {
        for robots in [
            "\u{feff}User-agent: *\nDisallow: /\n",
            "User-agent: *\rDisallow: /\r",
            "User-agent: *\r\nDisallow: /",
            "User agent: *\ndisallow /\n",
            "  user-agent \t: *  # all\n\n\nDISALLOW : / # nothing\n",
        ] {
            assert!(!check(robots, "HaiDang", "/a"), "{robots:?}");
        }
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes: Vec<u8> = "\u{feff}User-agent: *\r\nDisallow: /kín\r\n"
                .encode_utf16()
                .flat_map(order)
                .collect();
            let rules = RobotsRules::parse(&bytes);
            let agent = rules.for_agent("HaiDang");
            assert!(!agent.allows("/k%C3%ADn") && agent.allows("/"));
        }
    }

    #[test]
    fn delays_belong_to_their_agents() {
        let robots = RobotsRules::parse(
            b"User-agent: a\nCrawl-delay: 3\nUser-agent: b\nCrawl-delay: 0.5\nDisallow: /\nUser-agent: *\nCrawl-delay: x\nSitemap: http://a.example/1\nSitemap: http://a.example/1\n",
        );
        let delay = |agent| robots.for_agent(agent).crawl_delay();
        assert_eq!(delay("a"), Some(Duration::from_secs(3)));
        assert_eq!(delay("b"), Some(Duration::from_millis(500)));
        assert_eq!(delay("c"), None);
        assert_eq!(robots.sitemaps(), ["http://a.example/1"]);
    }

    /// The plainest matcher there is: every way a star can stand for bytes.
    fn slow(pattern: &[u8], path: &[u8], anchored: bool) -> bool {
        match pattern {
            [] => !anchored || path.is_empty(),
            [b'*', rest @ ..] => {
                (0..=path.len()).any(|at| slow(rest, path.get(at..).unwrap_or(b""), anchored))
            }
            [byte, rest @ ..] => {
                path.first() == Some(byte) && slow(rest, path.get(1..).unwrap_or(b""), anchored)
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn the_fast_matcher_agrees_with_the_plain_one(
            pattern in "[/*][ab*]{0,8}",
            path in "/[ab]{0,10}",
            anchored in proptest::bool::ANY,
        ) {
            let rule = PathRule {
                allow: true,
                pattern: pattern.clone().into_bytes(),
                anchored,
                octets: 0,
            };
            proptest::prop_assert_eq!(
                rule.meets(path.as_bytes()),
                slow(pattern.as_bytes(), path.as_bytes(), anchored)
            );
        }

        #[test]
        fn any_bytes_are_a_robots_txt(bytes: Vec<u8>, path in "/.{0,20}") {
            let robots = RobotsRules::parse(&bytes);
            robots.for_agent("HaiDang").allows(&path);
        }

        #[test]
        fn the_compared_form_is_stable(text in "\\PC{0,40}") {
            let once = normalise(text.as_bytes(), Text::Path);
            // A second time changes nothing unless undoing an escape made one.
            if !once.windows(3).any(|w| w.first() == Some(&b'%')) {
                proptest::prop_assert_eq!(normalise(&once, Text::Path), once);
            }
        }
    }
}
