//! Reading lists of hosts in the forms in which they are published.

use haidang_model::Host;

/// Bytes of the longest list that is read. The longest published lists have
/// some 100 MB; what is longer is no list of hosts.
const LIST_BYTES_MAX: usize = 256 * 1_024 * 1_024;

/// Lines of the longest list; the rest is not read, and a fault says so.
const LINES_MAX: usize = 10_000_000;

/// Bytes of the longest line. A host has 253 and a hosts-file names a few on
/// one line; longer lines are cosmetic rules, or no text.
const LINE_BYTES_MAX: usize = 4_096;

/// Bytes of the longest name, and of its longest label (RFC 1035, section
/// 2.3.4, less the last dot).
const NAME_BYTES_MAX: usize = 253;
const LABEL_BYTES_MAX: usize = 63;

/// Faults kept; the rest are only counted.
const FAULTS_MAX: usize = 200;

/// What stands in a list of hosts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostList {
    /// The hosts, each once, in the order of the list.
    pub hosts: Vec<ListedHost>,
    /// What the list takes out again: `@@||x^`.
    pub exceptions: Vec<ListedHost>,
    /// Lines that give no host and should, at most 200 of them.
    pub faults: Vec<HostFault>,
    /// How many such lines there are in all.
    pub fault_count: usize,
    /// What was passed over.
    pub skipped: SkippedLines,
}

/// A host and where its list names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedHost {
    /// The host.
    pub host: Host,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
}

/// A fault of a list of hosts, in both languages of the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostFault {
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

/// How many lines, or names, of a list were passed over, by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SkippedLines {
    /// Empty lines and comments.
    pub comments: usize,
    /// Adblock rules for what a page shows (`##`, `#@#`, `#?#`).
    pub cosmetic: usize,
    /// Adblock rules that are not about a host alone: paths, patterns, and
    /// options that tie the rule to other sites (`domain=`).
    pub patterns: usize,
    /// Addresses with a path; faults as well, since a plain list that holds
    /// them loses them.
    pub paths: usize,
    /// The names of the machine itself in a hosts-file: `localhost`.
    pub local: usize,
    /// Hosts that stood in the list before.
    pub duplicates: usize,
}

impl HostFault {
    fn new(line: u32, column: u32, vi: impl Into<String>, en: impl Into<String>) -> HostFault {
        HostFault {
            line,
            column,
            vi: vi.into(),
            en: en.into(),
        }
    }

    /// An entry that covers the hosts of strangers.
    pub(super) fn public_suffix(listed: &ListedHost) -> HostFault {
        HostFault::new(
            listed.line,
            listed.column,
            format!(
                "`{}` là đuôi tên miền chung, bên dưới có máy chủ của nhiều người; hãy ghi tên miền cụ thể",
                listed.host
            ),
            format!(
                "`{}` is a public suffix with hosts of strangers below it; name the host itself",
                listed.host
            ),
        )
    }

    /// An entry that is protected.
    pub(super) fn protected(listed: &ListedHost) -> HostFault {
        HostFault::new(
            listed.line,
            listed.column,
            format!(
                "`{}` là máy chủ được bảo vệ, không đưa vào danh sách được; hãy bỏ dòng này",
                listed.host
            ),
            format!(
                "`{}` is a protected host and cannot be listed; take the line out",
                listed.host
            ),
        )
    }
}

/// Reads a list of hosts; each line is taken in the form it has.
///
/// | form | example |
/// |---|---|
/// | plain | `xau.example`, `*.xau.example`, `xau.example:8080` |
/// | a bare address | `https://xau.example/`; with a path it is no host |
/// | defanged | `hxxps://xau[.]example`, `xau(.)example`, `xau[dot]example` |
/// | hosts-file | `0.0.0.0 xau.example www.xau.example # ghi chú` |
/// | Adblock | `\|\|xau.example^`, `\|\|xau.example^$third-party`, `@@\|\|xau.example^` |
///
/// Comments begin with `#`, `!`, `//` or `;`; a byte order mark and carriage
/// returns are taken off. Never fails: what cannot be read is a fault with its
/// place. Linear in the text.
///
/// ```
/// let list = haidang_query::read_host_list("# ví dụ\n0.0.0.0 a.example\n||b.example^\nc[.]example\n");
/// let hosts: Vec<&str> = list.hosts.iter().map(|listed| listed.host.as_str()).collect();
/// assert_eq!(hosts, ["a.example", "b.example", "c.example"]);
/// assert_eq!((list.hosts[2].line, list.skipped.comments), (4, 1));
/// ```
pub fn read_host_list(text: &str) -> HostList {
    let mut reader = Reader::default();
    let kept = text.floor_char_boundary(LIST_BYTES_MAX);
    if kept < text.len() {
        reader.fault(
            1,
            format!("danh sách dài quá {LIST_BYTES_MAX} byte; phần sau không được đọc"),
            format!("the list is longer than {LIST_BYTES_MAX} bytes; the rest is not read"),
        );
    }
    let text = text.get(..kept).unwrap_or_default();
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    for (at, line) in text.lines().enumerate() {
        reader.line = u32::try_from(at + 1).unwrap_or(u32::MAX);
        if at >= LINES_MAX {
            reader.fault(
                1,
                format!("danh sách có quá {LINES_MAX} dòng; phần sau không được đọc"),
                format!("the list has more than {LINES_MAX} lines; the rest is not read"),
            );
            break;
        }
        reader.read_line(line);
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    list: HostList,
    line: u32,
}

impl Reader {
    fn read_line(&mut self, line: &str) {
        let skipped = &mut self.list.skipped;
        if line.len() > LINE_BYTES_MAX {
            if is_cosmetic(line) {
                skipped.cosmetic += 1;
                return;
            }
            self.fault(
                1,
                format!("dòng dài quá {LINE_BYTES_MAX} byte"),
                format!("the line is longer than {LINE_BYTES_MAX} bytes"),
            );
            return;
        }
        let rule = line.trim();
        if is_cosmetic(rule) {
            skipped.cosmetic += 1;
        } else if is_comment(rule) {
            skipped.comments += 1;
        } else if let Some(exception) = rule.strip_prefix("@@") {
            self.read_adblock(line, exception, true);
        } else if rule.starts_with('|') || rule.contains('^') {
            self.read_adblock(line, rule, false);
        } else if rule.starts_with('/') || rule.starts_with('&') || rule.starts_with('?') {
            skipped.patterns += 1;
        } else {
            self.read_names(line, rule);
        }
    }

    /// `||host^`, with options that do not tie it to other sites.
    fn read_adblock(&mut self, line: &str, rule: &str, exception: bool) {
        let (pattern, options) = rule.split_once('$').unwrap_or((rule, ""));
        let about_a_host = pattern
            .strip_prefix("||")
            .map(|host| host.strip_suffix('^').unwrap_or(host))
            .filter(|host| !host.contains(['/', '^', '|', '?', '=']))
            // A star inside a name is a pattern; `||*.x^` is x.
            .map(|host| host.strip_prefix("*.").unwrap_or(host))
            .filter(|host| !host.contains('*'));
        let bound = options.split(',').any(|option| {
            let option = option.trim();
            // `@@||x^$elemhide` only says what is shown on x.
            let shown = [
                "elemhide",
                "generichide",
                "specifichide",
                "ehide",
                "ghide",
                "shide",
            ];
            option == "badfilter"
                || shown.contains(&option)
                || ["domain=", "denyallow=", "from=", "to=", "header="]
                    .iter()
                    .any(|key| option.starts_with(key))
        });
        match about_a_host {
            Some(host) if !bound => self.read_host(line, host, exception),
            _ => self.list.skipped.patterns += 1,
        }
    }

    /// One name, or an address and names.
    fn read_names(&mut self, line: &str, rule: &str) {
        let rule = without_comment(rule);
        let mut words = rule.split_whitespace();
        let Some(first) = words.next() else {
            self.list.skipped.comments += 1;
            return;
        };
        let Some(second) = words.next() else {
            return self.read_host(line, first, false);
        };
        // The address that a hosts-file sends a host to is no entry.
        if is_address(first) {
            for name in std::iter::once(second).chain(words) {
                if is_local(name) {
                    self.list.skipped.local += 1;
                } else {
                    self.read_host(line, name, false);
                }
            }
            return;
        }
        self.fault(
            column(line, second),
            "một dòng chỉ ghi một máy chủ; ghi chú đặt sau dấu #",
            "one host a line; notes stand behind a #",
        );
    }

    fn read_host(&mut self, line: &str, written: &str, exception: bool) {
        let at = column(line, written);
        let plain = refanged(written);
        let address = plain.split_once("://").map_or(plain.as_str(), |(_, rest)| {
            // A user name in an address is there to deceive: the host is what
            // stands behind it.
            rest.split_once('@').map_or(rest, |(_, host)| host)
        });
        let (host, path) = address
            .find(['/', '?', '#'])
            .map_or((address, ""), |slash| address.split_at(slash));
        if !matches!(path, "" | "/" | "/*") {
            self.list.skipped.paths += 1;
            self.fault(
                at,
                format!(
                    "`{}` là địa chỉ có đường dẫn, không phải máy chủ; hãy dùng luật link: cho địa chỉ này",
                    shown(written)
                ),
                format!(
                    "`{}` is an address with a path, not a host; a rule with link: is for it",
                    shown(written)
                ),
            );
            return;
        }
        let host = host.strip_prefix("*.").unwrap_or(host);
        let host = host.strip_prefix('.').unwrap_or(host);
        let host = Host::parse(without_port(host)).ok().filter(is_dns_name);
        let Some(host) = host else {
            self.fault(
                at,
                format!("`{}` không phải tên máy chủ hay địa chỉ IP", shown(written)),
                format!("`{}` is no host name and no IP address", shown(written)),
            );
            return;
        };
        let listed = ListedHost {
            host,
            line: self.line,
            column: at,
        };
        if listed.host.is_public_suffix() {
            self.note(HostFault::public_suffix(&listed));
        } else if exception {
            self.list.exceptions.push(listed);
        } else {
            self.list.hosts.push(listed);
        }
    }

    fn fault(&mut self, column: u32, vi: impl Into<String>, en: impl Into<String>) {
        let fault = HostFault::new(self.line.max(1), column, vi, en);
        self.note(fault);
    }

    fn note(&mut self, fault: HostFault) {
        self.list.fault_count += 1;
        if self.list.faults.len() < FAULTS_MAX {
            self.list.faults.push(fault);
        }
    }

    /// Drops doubles, the first kept.
    fn finish(mut self) -> HostList {
        for hosts in [&mut self.list.hosts, &mut self.list.exceptions] {
            let before = hosts.len();
            hosts.sort_by(|a, b| {
                let place = |listed: &ListedHost| (listed.line, listed.column);
                a.host.cmp(&b.host).then(place(a).cmp(&place(b)))
            });
            hosts.dedup_by(|later, kept| later.host == kept.host);
            hosts.sort_by_key(|listed| (listed.line, listed.column));
            self.list.skipped.duplicates += before - hosts.len();
        }
        self.list
    }
}

/// `##`, `#@#`, `#?#`, `#$#`: rules for what a page shows. A note (`## Phần 1`)
/// has a blank behind its signs.
fn is_cosmetic(rule: &str) -> bool {
    ["##", "#@#", "#?#", "#$#", "#%#"].iter().any(|sign| {
        rule.find(sign).is_some_and(|at| {
            let behind = rule.get(at + sign.len()..).unwrap_or_default();
            let named = at > 0 && !rule.starts_with(['#', '!']);
            let bare = behind.starts_with(['.', '#', '[', '*', '+', '^'])
                && !behind.starts_with("##")
                && !behind.trim_matches('#').is_empty();
            (named && !behind.starts_with([' ', '#'])) || (at == 0 && bare)
        })
    })
}

fn is_comment(rule: &str) -> bool {
    // `[Adblock Plus 2.0]` heads a list; `[2001:db8::1]` is a host.
    let is_head = rule.starts_with('[') && rule.ends_with(']') && !rule.contains("::");
    rule.is_empty() || is_head || rule.starts_with(['#', '!', ';']) || rule.starts_with("//")
}

/// Cuts off a note behind the names: ` # …`, ` ; …`, ` // …`.
fn without_comment(rule: &str) -> &str {
    let cut = ["#", " ;", "\t;", " //", "\t//"]
        .iter()
        .filter_map(|sign| rule.find(sign))
        .min()
        .unwrap_or(rule.len());
    rule.get(..cut).unwrap_or(rule).trim_end()
}

/// Tells a name that the DNS can hold. The URL standard also lets through
/// commas and the like, which in a list are two names run together.
fn is_dns_name(host: &Host) -> bool {
    let name = host.as_str();
    let letters = |label: &str| {
        let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        (1..=LABEL_BYTES_MAX).contains(&label.len()) && label.chars().all(known)
    };
    host.as_ip().is_some() || (name.len() <= NAME_BYTES_MAX && name.split('.').all(letters))
}

fn is_address(word: &str) -> bool {
    word.parse::<std::net::IpAddr>().is_ok() || word == "0"
}

/// The names by which a machine calls itself and its neighbours.
fn is_local(name: &str) -> bool {
    !name.contains('.') || is_address(name) || name == "localhost.localdomain"
}

/// Undoes what makes an address safe to pass on.
fn refanged(written: &str) -> String {
    let mut plain = written.to_owned();
    for (sign, meant) in [
        ("[.]", "."),
        ("(.)", "."),
        ("{.}", "."),
        ("[dot]", "."),
        ("(dot)", "."),
        ("[:]", ":"),
        ("[://]", "://"),
        ("[/]", "/"),
    ] {
        if plain.contains(sign) {
            plain = plain.replace(sign, meant);
        }
    }
    for (sign, meant) in [("hxxp", "http"), ("hXXp", "http"), ("meow", "http")] {
        if let Some(rest) = plain.strip_prefix(sign)
            && (rest.starts_with("://") || rest.starts_with("s://"))
        {
            plain = format!("{meant}{rest}");
        }
    }
    plain
}

/// Takes a port off; the colons of an IPv6 address stand in brackets.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port))
            if !name.is_empty()
                && port.bytes().all(|byte| byte.is_ascii_digit())
                && (name.ends_with(']') || !name.contains(':')) =>
        {
            name
        }
        _ => host,
    }
}

/// Returns the column of a part of a line, from 1, in characters.
fn column(line: &str, part: &str) -> u32 {
    let at = (part.as_ptr() as usize).saturating_sub(line.as_ptr() as usize);
    let before = line.get(..at).map_or(0, |before| before.chars().count());
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

/// Cuts what is quoted in a message.
fn shown(written: &str) -> String {
    /// Characters quoted at most.
    const SHOWN_CHARS_MAX: usize = 80;
    written.chars().take(SHOWN_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names(hosts: &[ListedHost]) -> Vec<&str> {
        hosts.iter().map(|listed| listed.host.as_str()).collect()
    }

    #[test]
    fn each_line_is_read_in_its_form() {
        for (line, host) in [
            ("xau.example", "xau.example"),
            ("  XAU.example.  ", "xau.example"),
            ("xau.example # ghi chú", "xau.example"),
            ("xau.example:8443", "xau.example"),
            ("*.xau.example", "xau.example"),
            (".xau.example", "xau.example"),
            ("xấu.example", "xn--xu-r5s.example"),
            ("192.0.2.7", "192.0.2.7"),
            ("192.0.2.7:80", "192.0.2.7"),
            ("[2001:db8::7]", "[2001:db8::7]"),
            ("http://xau.example", "xau.example"),
            ("https://xau.example:81/", "xau.example"),
            ("https://xau.example/*", "xau.example"),
            ("https://vietcombank.com.vn@xau.example/", "xau.example"),
            ("hxxps://xau[.]example", "xau.example"),
            ("hxxp[:]//xau(.)example/", "xau.example"),
            ("xau[dot]exa{.}example", "xau.exa.example"),
            ("0.0.0.0 xau.example", "xau.example"),
            ("127.0.0.1\txau.example # x", "xau.example"),
            ("::1 xau.example", "xau.example"),
            ("0 xau.example", "xau.example"),
            ("||xau.example^", "xau.example"),
            ("||xau.example^$third-party,important", "xau.example"),
            ("||xau.example", "xau.example"),
            ("||*.xau.example^", "xau.example"),
        ] {
            let list = read_host_list(line);
            assert_eq!(names(&list.hosts), [host], "{line}");
            assert!(list.faults.is_empty(), "{line}: {:?}", list.faults);
        }
    }

    #[test]
    fn what_is_no_host_is_counted_by_reason() {
        let text = "\u{FEFF}! Title: x\r\n[Adblock Plus 2.0]\r\n\r\n# x\r\n// y\r\n; z\r\n\
            xau.example##.ads\r\n##.banner\r\n## Phần 1\r\nxau.example#@#div\r\n\
            /ads/*\r\n||xau.example/ads^\r\n||xau.example^$domain=a.example\r\n|http://x^\r\n\
            127.0.0.1 localhost\r\n::1 ip6-localhost\r\n\
            https://xau.example/vao\r\na.example\r\nA.example\r\n@@||b.a.example^\r\n";
        let list = read_host_list(text);
        assert_eq!(names(&list.hosts), ["a.example"]);
        assert_eq!(names(&list.exceptions), ["b.a.example"]);
        assert_eq!(
            list.skipped,
            SkippedLines {
                comments: 7,
                cosmetic: 3,
                patterns: 4,
                paths: 1,
                local: 2,
                duplicates: 1,
            }
        );
        assert_eq!(list.fault_count, 1);
        assert_eq!((list.faults[0].line, list.faults[0].column), (17, 1));
    }

    #[test]
    fn faults_know_their_place() {
        let list = read_host_list(
            "a.example\n   không phải\n\n0.0.0.0 b.example x<y.example\ngov.vn\nabc\n",
        );
        let places: Vec<(u32, u32)> = list
            .faults
            .iter()
            .map(|fault| (fault.line, fault.column))
            .collect();
        assert_eq!(places, [(2, 10), (4, 19), (5, 1), (6, 1)]);
        assert_eq!(names(&list.hosts), ["a.example", "b.example"]);
        assert_eq!(list.skipped.comments, 1);
    }

    #[test]
    fn what_the_dns_cannot_hold_is_a_fault() {
        let long = format!("{}.example", "a".repeat(64));
        for line in [
            "xau.example,tot.example",
            "xau..example",
            "a!b.example",
            &long,
            "xau.example;",
        ] {
            let list = read_host_list(line);
            assert_eq!((list.hosts.len(), list.fault_count), (0, 1), "{line}");
        }
        let list = read_host_list("@@||xau.example^$elemhide\n");
        assert_eq!((list.exceptions.len(), list.skipped.patterns), (0, 1));
    }

    #[test]
    fn faults_and_lines_have_a_ceiling() {
        let list = read_host_list(&"a b c\n".repeat(1_000));
        assert_eq!((list.faults.len(), list.fault_count), (FAULTS_MAX, 1_000));
        let list = read_host_list(&"a".repeat(LINE_BYTES_MAX + 1));
        assert_eq!((list.hosts.len(), list.fault_count), (0, 1));
    }

    #[test]
    fn an_empty_list_is_empty() {
        for text in ["", "\n", "\u{FEFF}"] {
            let list = read_host_list(text);
            assert!(list.hosts.is_empty() && list.faults.is_empty(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics_and_places_lie_in_the_text(text in "\\PC{0,40}(\n\\PC{0,40}){0,4}") {
            let list = read_host_list(&text);
            let lines = text.split('\n').count() as u32;
            for fault in &list.faults {
                prop_assert!(fault.line >= 1 && fault.line <= lines);
                prop_assert!(fault.column >= 1);
            }
        }

        #[test]
        fn hosts_come_back_in_every_form(host in "[a-z]{1,8}(\\.[a-z]{1,8}){1,2}\\.example") {
            for line in [
                host.clone(),
                format!("0.0.0.0 {host}"),
                format!("||{host}^"),
                format!("https://{host}/"),
                host.replace('.', "[.]"),
            ] {
                let list = read_host_list(&line);
                prop_assert_eq!(names(&list.hosts), [host.as_str()]);
            }
        }
    }
}
