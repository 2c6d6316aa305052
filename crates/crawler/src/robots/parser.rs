use std::borrow::Cow;

use super::{
    Group, PathRule, ROBOTS_BYTES_MAX, RobotsRules, Rule, SITEMAPS_MAX, Text, normalise,
    product_token,
};

pub(super) fn parse(bytes: &[u8]) -> RobotsRules {
    let bytes = bytes.get(..ROBOTS_BYTES_MAX).unwrap_or(bytes);
    let bytes = &*without_mark(bytes);
    let mut rules = RobotsRules::default();
    // Whether the last line that counted was a `User-agent`, so that another
    // joins its group rather than opening one.
    let mut naming = false;
    // CR, LF and CR LF all end a line; the empty lines that CR LF makes this
    // way say nothing.
    for line in bytes.split(|byte| matches!(byte, b'\n' | b'\r')) {
        let Some((key, value)) = key_value(line) else {
            continue;
        };
        match Key::of(&key) {
            Key::UserAgent => {
                if !naming {
                    rules.groups.push(Group::default());
                    naming = true;
                }
                if let Some(group) = rules.groups.last_mut() {
                    let value = String::from_utf8_lossy(value);
                    if is_everyone(&value) {
                        group.everyone = true;
                    } else {
                        group.agents.push(product_token(&value));
                    }
                }
            }
            Key::Path { allow } => {
                naming = false;
                // Rules before the first `User-agent` belong to nobody.
                if let Some(group) = rules.groups.last_mut()
                    && let Some(rule) = path_rule(allow, value)
                {
                    group.rules.extend(directory_rule(&rule).map(Rule::Path));
                    group.rules.push(Rule::Path(rule));
                }
            }
            Key::CrawlDelay => {
                // No rule of the RFC, so it does not end the naming.
                let seconds = String::from_utf8_lossy(value).parse::<f64>();
                if let Some(group) = rules.groups.last_mut()
                    && let Ok(seconds) = seconds
                    && seconds.is_finite()
                    && seconds >= 0.0
                {
                    group.rules.push(Rule::CrawlDelay {
                        seconds,
                        agents: group.agents.len(),
                        everyone: group.everyone,
                    });
                }
            }
            Key::Sitemap => {
                let address = String::from_utf8_lossy(value).into_owned();
                if !address.is_empty()
                    && rules.sitemaps.len() < SITEMAPS_MAX
                    && !rules.sitemaps.contains(&address)
                {
                    rules.sitemaps.push(address);
                }
            }
            Key::Other => {}
        }
    }
    rules
}

/// Takes the byte order mark off, and decodes UTF-16, which editors of Windows
/// call "Unicode" and sites serve.
fn without_mark(bytes: &[u8]) -> Cow<'_, [u8]> {
    let (rest, little) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => return Cow::Borrowed(rest),
        [0xFF, 0xFE, rest @ ..] => (rest, true),
        [0xFE, 0xFF, rest @ ..] => (rest, false),
        _ => return Cow::Borrowed(bytes),
    };
    let units = rest.as_chunks::<2>().0.iter().map(|pair| {
        if little {
            u16::from_le_bytes(*pair)
        } else {
            u16::from_be_bytes(*pair)
        }
    });
    let text: String = char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    Cow::Owned(text.into_bytes())
}

enum Key {
    UserAgent,
    Path { allow: bool },
    CrawlDelay,
    Sitemap,
    Other,
}

impl Key {
    /// Recognises a key, misspellings of google/robotstxt included.
    fn of(key: &str) -> Key {
        match key {
            "user-agent" | "useragent" | "user agent" => Key::UserAgent,
            "allow" => Key::Path { allow: true },
            "disallow" | "dissallow" | "dissalow" | "disalow" | "diasllow" | "disallaw" => {
                Key::Path { allow: false }
            }
            "crawl-delay" | "crawldelay" | "crawl delay" => Key::CrawlDelay,
            "sitemap" | "site-map" | "site map" => Key::Sitemap,
            _ => Key::Other,
        }
    }
}

/// Takes a line apart: comment cut off, key in lower case, both trimmed. A
/// line of exactly two words is taken as if it had a colon.
fn key_value(line: &[u8]) -> Option<(String, &[u8])> {
    let line = line.split(|byte| *byte == b'#').next()?.trim_ascii();
    let (key, value) = match line.iter().position(|byte| *byte == b':') {
        Some(colon) => (line.get(..colon)?, line.get(colon + 1..)?),
        None => {
            let space = line.iter().position(u8::is_ascii_whitespace)?;
            let value = line.get(space..)?.trim_ascii();
            if value.iter().any(u8::is_ascii_whitespace) {
                return None;
            }
            (line.get(..space)?, value)
        }
    };
    let key = String::from_utf8_lossy(key.trim_ascii()).to_ascii_lowercase();
    Some((key, value.trim_ascii()))
}

/// Tells whether a `User-agent` value means everyone: `*`, alone or before
/// white space.
fn is_everyone(value: &str) -> bool {
    value
        .strip_prefix('*')
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// Builds a rule; an empty value is none (RFC 9309 §2.2.2).
fn path_rule(allow: bool, value: &[u8]) -> Option<PathRule> {
    if value.is_empty() {
        return None;
    }
    // Escapes of ours in place of `$` and `*` do not make a pattern longer.
    let dollars = value.iter().filter(|byte| **byte == b'$').count();
    let octets = normalise(value, Text::Pattern).len() - 2 * dollars;
    let (value, anchored) = match value.strip_suffix(b"$") {
        Some(value) => (value, true),
        None => (value, false),
    };
    let mut pattern = normalise(value, Text::Pattern);
    // A pattern that lacks the leading `/` means the path below the root.
    if !matches!(pattern.first(), Some(b'/' | b'*')) {
        pattern.insert(0, b'/');
    }
    Some(PathRule {
        allow,
        pattern,
        anchored,
        octets,
    })
}

/// Allowing `/a/index.html` allows `/a/` too, of which it is the other name;
/// not in the RFC, but all large matchers agree on it.
fn directory_rule(rule: &PathRule) -> Option<PathRule> {
    let slash = rule.pattern.iter().rposition(|byte| *byte == b'/')?;
    let name = rule.pattern.get(slash + 1..)?;
    (rule.allow && name.starts_with(b"index.htm")).then(|| PathRule {
        allow: true,
        pattern: rule.pattern.get(..=slash).unwrap_or(b"/").to_vec(),
        anchored: true,
        octets: slash + 2,
    })
}
