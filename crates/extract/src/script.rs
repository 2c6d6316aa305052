//! Strings inside scripts that look like text for people.

use memchr::memchr3;

/// Strings of one script that are kept.
const STRINGS_MAX: usize = 5_000;

/// Returns the string literals of a script (or of JSON) that look like text,
/// escapes undone and tags taken out.
///
/// No parser: quotes are paired, comments and regular expressions skipped,
/// and a string that a line feed breaks ends there, so that a wrong guess
/// costs one line at most.
pub(crate) fn script_strings(source: &str) -> Vec<String> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) =
        memchr3(b'"', b'\'', b'`', bytes.get(at..).unwrap_or_default()).map(|offset| at + offset)
    {
        // Between the last place and the next quote, comments and regular
        // expressions may hold quotes that pair with nothing.
        if let Some(behind) = skip_between(bytes, at, next) {
            at = behind;
            continue;
        }
        let end = string_end(bytes, next);
        let inner = source.get(next + 1..end).unwrap_or_default();
        at = end + 1;
        if may_be_text(inner) {
            let text = without_tags(&unescape(inner));
            if looks_like_text(&text) {
                found.push(text);
                if found.len() >= STRINGS_MAX {
                    break;
                }
            }
        }
    }
    found
}

/// Looks for a comment or a regular expression between two places that
/// reaches beyond the second; returns the place behind it.
fn skip_between(bytes: &[u8], from: usize, to: usize) -> Option<usize> {
    let mut at = from;
    while let Some(offset) = memchr::memchr(b'/', bytes.get(at..to)?) {
        let slash = at + offset;
        let behind = match bytes.get(slash + 1) {
            Some(b'/') => memchr::memchr(b'\n', bytes.get(slash..)?)
                .map_or(bytes.len(), |end| slash + end + 1),
            Some(b'*') => memchr::memmem::find(bytes.get(slash + 2..)?, b"*/")
                .map_or(bytes.len(), |end| slash + 2 + end + 2),
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
                let (digits, behind) = match rest.strip_prefix('{').and_then(|r| r.split_once('}'))
                {
                    Some((digits, behind)) if digits.len() <= 6 => (digits, behind),
                    _ => rest.split_at_checked(4).unwrap_or(("", rest)),
                };
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
        match behind.split_once('>') {
            Some((tag, behind)) if is_tag => {
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
            Some(_) => {
                text.push('<');
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
            assert_eq!(script_strings(source), expected, "{source}");
        }
    }
}
