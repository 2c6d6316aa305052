//! robots.txt by RFC 9309: parsing and matching, pure.

mod matcher;
mod parser;

pub use matcher::AgentRules;

/// Bytes of a robots.txt that are read; the least that RFC 9309 §2.5 asks
/// for. What comes after is left unread, as if the file ended there.
pub const ROBOTS_BYTES_MAX: usize = 500 << 10;

/// Sitemaps of one robots.txt that are kept.
const SITEMAPS_MAX: usize = 100;

/// The rules of one robots.txt.
///
/// Parsing never fails: lines that say nothing are passed over (RFC 9309
/// §2.2). Misspellings that large crawlers accept (`dissallow`, `user agent`,
/// a missing colon) are accepted too, so that a site that meant to keep us out
/// does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RobotsRules {
    groups: Vec<Group>,
    sitemaps: Vec<String>,
}

/// Rules that a run of `User-agent` lines leads.
#[derive(Clone, Debug, Default, PartialEq)]
struct Group {
    /// Product tokens, lower case.
    agents: Vec<String>,
    /// Whether one of the lines said `*`.
    everyone: bool,
    rules: Vec<Rule>,
}

/// What one line says.
#[derive(Clone, Debug, PartialEq)]
enum Rule {
    /// A path may or may not be asked for.
    Path(PathRule),
    /// Seconds between two requests, for the agents named so far.
    CrawlDelay {
        seconds: f64,
        /// How many of the group's agents had been named before the line.
        agents: usize,
        /// Whether `*` had been.
        everyone: bool,
    },
}

/// A pattern for paths.
#[derive(Clone, Debug, PartialEq)]
struct PathRule {
    allow: bool,
    /// Normalised; `*` stands for any bytes.
    pattern: Vec<u8>,
    /// Whether the pattern must reach the end of the path (`$`).
    anchored: bool,
    /// Octets of the pattern as far as precedence counts them.
    octets: usize,
}

impl RobotsRules {
    /// Parses a robots.txt, whatever its bytes.
    pub fn parse(bytes: &[u8]) -> RobotsRules {
        parser::parse(bytes)
    }

    /// Returns the rules that apply to a crawler: all groups that name its
    /// product token, else all groups for `*`. `agent` is a product token or
    /// a whole `User-Agent` (`HaiDang/0.1 (+…)`), in any case.
    pub fn for_agent(&self, agent: &str) -> AgentRules<'_> {
        self.for_agents(&[agent])
    }

    /// Returns the rules for a crawler that answers to several tokens.
    pub fn for_agents(&self, agents: &[&str]) -> AgentRules<'_> {
        AgentRules::select(self, agents)
    }

    /// Returns the addresses of sitemaps as written, in the order of the file,
    /// each once; at most 100. They belong to no group.
    pub fn sitemaps(&self) -> &[String] {
        &self.sitemaps
    }
}

/// Returns the product token of a `User-agent` value, lower case: everything
/// before the first character that cannot stand in one. RFC 9309 §2.2.1 knows
/// letters, `_` and `-`; digits and dots stand in many tokens in use
/// (`MJ12bot`) and are taken in.
fn product_token(agent: &str) -> String {
    agent
        .trim()
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// What is brought into the compared form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    /// A path, in which `*` and `$` are letters like others.
    Path,
    /// A pattern without its final `$`, in which `*` is wild.
    Pattern,
}

/// Brings a path or a pattern into the form that is compared (RFC 9309
/// §2.2.2): escapes in upper case, those of unreserved characters undone,
/// everything that may not stand in an address escaped. So are `*` and `$`
/// where they mean themselves, for a pattern writes them as `%2A` and `%24`
/// (§2.2.3).
fn normalise(text: &[u8], what: Text) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [byte, tail @ ..] = rest {
        rest = tail;
        if *byte == b'%'
            && let [high, low, after @ ..] = tail
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            rest = after;
            let decoded = high << 4 | low;
            if unreserved(decoded) {
                out.push(decoded);
            } else {
                escape(decoded, &mut out);
            }
        } else if unreserved(*byte)
            || b"!#%&'()+,/:;=?@[]".contains(byte)
            || (*byte == b'*' && what == Text::Pattern)
        {
            out.push(*byte);
        } else {
            escape(*byte, &mut out);
        }
    }
    out
}

fn hex(digit: u8) -> Option<u8> {
    (digit as char)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

fn escape(byte: u8, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.extend([
        b'%',
        DIGITS[usize::from(byte >> 4)],
        DIGITS[usize::from(byte & 15)],
    ]);
}

fn unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}
