//! Strings inside scripts that look like text for people.

use memchr::memchr3;

use crate::{parse::split_at_char, work};

/// Strings of one script that are kept.
const STRINGS_MAX: usize = 5_000;

/// What the string literals of a script say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ScriptStrings {
    /// Those that look like text, escapes undone and tags taken out.
    pub(crate) texts: Vec<String>,
    /// Addresses that the script goes to (`location.href = "…"`,
    /// `window.open("…")`), and those of the tags it writes.
    pub(crate) targets: Vec<String>,
}

/// Reads the string literals of a script (or of JSON).
///
/// No parser: quotes are paired, comments and regular expressions skipped,
/// and a string that a line feed breaks ends there, so that a wrong guess
/// costs one line at most.
pub(crate) fn script_strings(source: &str) -> ScriptStrings {
    let bytes = source.as_bytes();
    let mut found = ScriptStrings::default();
    // Where the literal ends that the next one may be added to by `+`.
    let mut going_to: Option<usize> = None;
    let mut open_comment = false;
    let mut at = 0;
    while let Some(next) =
        memchr3(b'"', b'\'', b'`', bytes.get(at..).unwrap_or_default()).map(|offset| at + offset)
    {
        // Between the last place and the next quote, comments and regular
        // expressions may hold quotes that pair with nothing.
        if let Some(behind) = skip_between(bytes, at, next, &mut open_comment) {
            at = behind;
            continue;
        }
        let end = string_end(bytes, next);
        let inner = source.get(next + 1..end).unwrap_or_default();
        at = end + 1;
        if inner.len() <= TARGET_BYTES_MAX && found.targets.len() < TARGETS_MAX {
            let goes_on = going_to
                .take()
                .is_some_and(|from| is_plus(bytes, from, next));
            if goes_on
                && let Some(last) = found.targets.last_mut()
                && last.len() <= TARGET_BYTES_MAX
            {
                last.push_str(&unescape(inner));
                going_to = Some(at);
            } else if goes_to(bytes.get(..next).unwrap_or_default()) {
                found.targets.push(unescape(inner));
                going_to = Some(at);
            }
        }
        if may_be_text(inner) {
            let written = unescape(inner);
            if written.contains('<') {
                targets_in_html(&written, &mut found.targets);
            }
            let text = without_tags(&written);
            if looks_like_text(&text) {
                found.texts.push(text);
                if found.texts.len() >= STRINGS_MAX {
                    break;
                }
            }
        }
    }
    found.targets.retain(|target| is_whole_host(target));
    found
}

/// Addresses of one script that are kept.
const TARGETS_MAX: usize = 256;

/// Bytes of an address in a script; longer strings are something else.
const TARGET_BYTES_MAX: usize = 2 << 10;

/// Bytes before a literal that may say what is done with it.
const CALL_BYTES_MAX: usize = 48;

/// Tells whether nothing but `+` and white space stands between two literals.
fn is_plus(bytes: &[u8], from: usize, to: usize) -> bool {
    bytes
        .get(from..to)
        .is_some_and(|between| between.len() <= CALL_BYTES_MAX && between.trim_ascii() == b"+")
}

/// Tells whether what stands before a literal makes it the next address:
/// `location =`, `location.href =`, `location.replace(`, `location.assign(`,
/// `window.open(`.
fn goes_to(before: &[u8]) -> bool {
    let before = before.trim_ascii_end();
    let from = before.len().saturating_sub(CALL_BYTES_MAX);
    let Some((&last, before)) = before.get(from..).and_then(<[u8]>::split_last) else {
        return false;
    };
    let before = before.trim_ascii_end();
    let ends_with = |name: &str| {
        before
            .strip_suffix(name.as_bytes())
            .map(|rest| rest.last().copied())
            .is_some_and(|left| !left.is_some_and(is_of_name))
    };
    match last {
        b'=' => ["location", "location.href"].into_iter().any(ends_with),
        b'(' => {
            [
                "location.replace",
                "location.assign",
                "window.open",
                "top.open",
                "parent.open",
            ]
            .into_iter()
            .any(ends_with)
                || ends_with("open")
                    && !before
                        .strip_suffix(b"open")
                        .is_some_and(|rest| rest.ends_with(b"."))
        }
        _ => false,
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || byte >= 0x80
}

/// An address to which a script adds more may end within the host: then it
/// says nothing of whom it leads to. One that is relative is kept.
fn is_whole_host(target: &str) -> bool {
    let target = target.trim();
    if target.is_empty() || target.contains(char::is_whitespace) || target.starts_with('<') {
        return false;
    }
    let rest = target
        .split_once("://")
        .map_or_else(|| target.strip_prefix("//"), |(_, rest)| Some(rest));
    rest.is_none_or(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.contains('.') && !host.ends_with('.')
    })
}

/// Adds the targets of the links in a piece of HTML that a script writes.
pub(crate) fn targets_in_html(html: &str, targets: &mut Vec<String>) {
    let mut behind = 0;
    for at in memchr::memmem::find_iter(html.as_bytes(), b"href") {
        if targets.len() >= TARGETS_MAX {
            return;
        }
        if at < behind {
            // Inside the value before.
            continue;
        }
        let Some(value) = html
            .get(at + "href".len()..)
            .and_then(|rest| rest.trim_start().strip_prefix('='))
        else {
            continue;
        };
        let (value, _) = split_at_char(value.trim_start(), TARGET_BYTES_MAX);
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value.get(1..).and_then(|rest| rest.split(quote).next()),
            _ => value
                .split(|c: char| c.is_ascii_whitespace() || c == '>')
                .next(),
        };
        let value = value.unwrap_or_default().trim();
        work::add(value.len());
        behind = at + "href".len() + value.len();
        // What a template fills in is not known yet.
        if !value.is_empty() && !value.contains(['{', '<', '$']) {
            targets.push(value.replace("&amp;", "&"));
        }
    }
}

/// Looks for a comment or a regular expression between two places that
/// reaches beyond the second; returns the place behind it. `open_comment` is
/// set once a comment has no end: then no later one has, and none is looked for.
fn skip_between(bytes: &[u8], from: usize, to: usize, open_comment: &mut bool) -> Option<usize> {
    work::add(to - from);
    let mut at = from;
    while let Some(offset) = memchr::memchr(b'/', bytes.get(at..to)?) {
        let slash = at + offset;
        let behind = match bytes.get(slash + 1) {
            Some(b'/') => memchr::memchr(b'\n', bytes.get(slash..)?)
                .map_or(bytes.len(), |end| slash + end + 1),
            Some(b'*') if *open_comment => slash + 1,
            Some(b'*') => match comment_end(bytes, slash + 2) {
                Some(end) => end,
                None => {
                    *open_comment = true;
                    slash + 1
                }
            },
            _ if begins_regex(bytes, slash) => regex_end(bytes, slash),
            _ => slash + 1,
        };
        if behind > to {
            return Some(behind);
        }
        at = behind;
    }
    None
}

/// Returns the place behind a comment.
fn comment_end(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let end = memchr::memmem::find(rest, b"*/");
    work::add(end.unwrap_or(rest.len()));
    end.map(|end| from + end + 2)
}

/// A slash begins a regular expression after an operator or an opening bracket.
fn begins_regex(bytes: &[u8], slash: usize) -> bool {
    bytes
        .get(..slash)
        .unwrap_or_default()
        .iter()
        .rev()
        .take(16)
        .find(|byte| !byte.is_ascii_whitespace())
        .is_some_and(|byte| b"(,=:[!&|?{};".contains(byte))
}

/// A slash whose partner is further away is taken for a division; without a
/// ceiling each slash of a long line would look at the whole rest.
const REGEX_BYTES_MAX: usize = 512;

fn regex_end(bytes: &[u8], slash: usize) -> usize {
    let mut at = slash + 1;
    let mut in_class = false;
    while let Some(&byte) = bytes.get(at)
        && at - slash <= REGEX_BYTES_MAX
    {
        match byte {
            b'\\' => at += 1,
            b'\n' => return slash + 1,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => return at + 1,
            _ => {}
        }
        at += 1;
        work::add(1);
    }
    slash + 1
}

/// Returns where the quote that closes the string stands.
fn string_end(bytes: &[u8], open: usize) -> usize {
    let quote = bytes.get(open).copied();
    let mut at = open + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' if quote != Some(b'`') => return at,
            _ if Some(byte) == quote => return at,
            _ => {}
        }
        at += 1;
        work::add(1);
    }
    bytes.len()
}

/// A cheap look before escapes are undone.
fn may_be_text(inner: &str) -> bool {
    inner.len() >= 2
        && inner.len() <= 1 << 20
        && inner
            .bytes()
            .any(|byte| byte == b' ' || byte >= 0x80 || byte == b'\\' || byte == b'+')
}

/// Letters with marks, or at least two words mostly of letters: text. One
/// plain word is a key, a class or a path.
pub(crate) fn looks_like_text(text: &str) -> bool {
    let mut letters = 0_usize;
    let mut marked = false;
    let mut others = 0_usize;
    let mut words = 0_usize;
    let mut in_word = false;
    for char in text.chars() {
        if char.is_alphabetic() {
            letters += 1;
            marked |= !char.is_ascii();
            if !in_word {
                words += 1;
            }
            in_word = true;
        } else {
            in_word = false;
            if !char.is_whitespace() && !char.is_ascii_digit() && !",.!?:;-–“”\"'()".contains(char)
            {
                others += 1;
            }
        }
    }
    if text.starts_with("http://") || text.starts_with("https://") || text.starts_with("//") {
        return false;
    }
    letters >= 2 && others * 6 <= letters && (marked || words >= 2 && text.contains(' '))
}

/// Undoes the escapes of JavaScript and JSON.
fn unescape(inner: &str) -> String {
    if !inner.contains('\\') {
        return inner.to_owned();
    }
    let mut out: Vec<u16> = Vec::new();
    let mut text = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    let flush = |units: &mut Vec<u16>, text: &mut String| {
        if !units.is_empty() {
            text.push_str(&String::from_utf16_lossy(units));
            units.clear();
        }
    };
    while let Some(char) = chars.next() {
        if char != '\\' {
            flush(&mut out, &mut text);
            text.push(char);
            continue;
        }
        match chars.next() {
            Some('u') => {
                let rest = chars.as_str();
                // At most six digits; a brace that is not closed soon is none.
                let braced = rest.strip_prefix('{').and_then(|inner| {
                    let end = inner.bytes().take(7).position(|byte| byte == b'}')?;
                    Some((inner.get(..end)?, inner.get(end + 1..)?))
                });
                let (digits, behind) =
                    braced.unwrap_or_else(|| rest.split_at_checked(4).unwrap_or(("", rest)));
                match u32::from_str_radix(digits, 16) {
                    Ok(code) => {
                        // Halves of a pair come one by one and are joined.
                        match u16::try_from(code) {
                            Ok(unit) => out.push(unit),
                            Err(_) => {
                                flush(&mut out, &mut text);
                                text.push(char::from_u32(code).unwrap_or('\u{fffd}'));
                            }
                        }
                        chars = behind.chars();
                    }
                    Err(_) => text.push('u'),
                }
            }
            Some('x') => {
                let rest = chars.as_str();
                if let Some((digits, behind)) = rest.split_at_checked(2)
                    && let Ok(code) = u8::from_str_radix(digits, 16)
                {
                    out.push(u16::from(code));
                    chars = behind.chars();
                }
            }
            Some('n' | 'r' | 't' | 'v' | 'f' | 'b' | '\n') => {
                flush(&mut out, &mut text);
                text.push(' ');
            }
            Some(other) => {
                flush(&mut out, &mut text);
                text.push(other);
            }
            None => {}
        }
    }
    flush(&mut out, &mut text);
    text
}

/// Takes tags out of a piece of HTML: inline ones vanish, others leave a
/// space. Character references stay as they are but for the common ones.
pub(crate) fn without_tags(html: &str) -> String {
    if !html.contains('<') {
        return html.trim().to_owned();
    }
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, behind)) = rest.split_once('<') {
        text.push_str(before);
        let is_tag = behind.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if !is_tag {
            text.push('<');
            rest = behind;
            continue;
        }
        work::add(before.len());
        match behind.split_once('>') {
            Some((tag, behind)) => {
                work::add(tag.len());
                let name: String = tag
                    .trim_start_matches('/')
                    .chars()
                    .take_while(char::is_ascii_alphanumeric)
                    .collect();
                if !matches!(
                    name.as_str(),
                    "b" | "i" | "u" | "em" | "strong" | "span" | "font" | "wbr" | "a"
                ) {
                    text.push(' ');
                }
                rest = behind;
            }
            // No tag ends any more.
            None => {
                rest = behind;
                break;
            }
        }
    }
    text.push_str(rest);
    text.replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_that_look_like_text_are_found() {
        for (source, expected) in [
            ("var a='đánh bạc'", vec!["đánh bạc"]),
            (r#"x("\u0111\u00e1nh b\u1EA1c")"#, vec!["đánh bạc"]),
            (r"x('\u{1F600} hay qu\xe1')", vec!["😀 hay quá"]),
            (r#"e.innerHTML="<p>nhà c<b>ái</b></p>""#, vec!["nhà cái"]),
            (
                "a='danh bac online'; b='key'; c='a.b > .c'",
                vec!["danh bac online"],
            ),
            ("// don't\nvar a='lô đề hôm nay'", vec!["lô đề hôm nay"]),
            ("/* it's */ a='tài xỉu nhé'", vec!["tài xỉu nhé"]),
            ("s.replace(/['\"]/g,'x');a='số đề đây'", vec!["số đề đây"]),
            ("a=1/2;b='cá độ bóng đá'", vec!["cá độ bóng đá"]),
            ("`nhiều\ndòng chữ`", vec!["nhiều\ndòng chữ"]),
            ("a='không đóng\nb='có đóng'", vec!["không đóng", "có đóng"]),
            ("a='https://x.example/a b'", vec![]),
            (r"'\", vec![]),
            (r"'\u12", vec![]),
        ] {
            assert_eq!(script_strings(source).texts, expected, "{source}");
        }
    }

    #[test]
    fn addresses_that_a_script_goes_to() {
        for (source, targets) in [
            (
                "location.href = 'https://a.example/x'",
                vec!["https://a.example/x"],
            ),
            ("window.location='/trang'", vec!["/trang"]),
            (
                "top.location.replace(\"//a.example/\")",
                vec!["//a.example/"],
            ),
            ("document.location.assign(`/b`)", vec!["/b"]),
            (
                "window . open('https://a.example')",
                vec!["https://a.example"],
            ),
            (
                "window.open('https://a.example')",
                vec!["https://a.example"],
            ),
            ("open ( 'https://a.example' )", vec!["https://a.example"]),
            (
                "location.href='htt'+'ps://a.exa' + \"mple/\"+x",
                vec!["https://a.example/"],
            ),
            (
                r#"location="https:\/\/a.example\/\u0111""#,
                vec!["https://a.example/đ"],
            ),
            (
                "document.write('<a href=\"https://a.example/?a=1&amp;b\">x</a><a href=/b>y</a>')",
                vec!["https://a.example/?a=1&b", "/b"],
            ),
            // Another host than is known, a comparison, another object.
            ("location.href='https://'+host+'/x'", vec![]),
            ("location.href='https://www.'+host", vec![]),
            ("if(location.href=='https://a.example/')x", vec![]),
            ("allocation='https://a.example/'", vec![]),
            ("xhr.open('GET','/x')", vec![]),
            ("'<a href=\"{{link}}\">x</a>'", vec![]),
        ] {
            assert_eq!(script_strings(source).targets, targets, "{source}");
        }
    }
}
