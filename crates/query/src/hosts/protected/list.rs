//! The file in which protected hosts are listed.

use haidang_model::Host;

use super::ProtectedHost;
use crate::hosts::HostFault;

/// Protected hosts of one list at most.
const HOSTS_MAX: usize = 5_000;

/// Letters of the longest name: those of a label.
const NAME_CHARS_MAX: usize = 63;

/// What a list of protected hosts holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProtectedList {
    /// The hosts, in the order of the list.
    pub hosts: Vec<ProtectedHost>,
    /// What cannot be read, with its place.
    pub faults: Vec<HostFault>,
}

/// Reads a list of protected hosts.
///
/// One host a line; behind it, on the same line or on lines that begin with
/// blanks, `also` and hosts that the body has besides, `name` and further
/// names of it, and `common` for a name that is an ordinary word. Notes stand
/// behind `#`.
///
/// ```
/// let list = haidang_query::read_protected_list(
///     "vietcombank.com.vn  name vcb   # Vietcombank\n    also vcbs.com.vn\n",
/// );
/// assert_eq!(list.faults, []);
/// assert_eq!(list.hosts[0].names, ["vcb"]);
/// assert_eq!(list.hosts[0].also[0].as_str(), "vcbs.com.vn");
/// ```
pub fn read_protected_list(text: &str) -> ProtectedList {
    let mut list = ProtectedList::default();
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    for (at, line) in text.lines().enumerate() {
        let line_number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let rule = line.split('#').next().unwrap_or_default();
        let goes_on = rule.starts_with([' ', '\t']);
        let mut words = words(rule);
        let mut fault = |column, vi: String, en: String| {
            list.faults.push(HostFault {
                line: line_number,
                column,
                vi,
                en,
            });
        };
        if !goes_on && let Some((column, word)) = words.next() {
            if list.hosts.len() >= HOSTS_MAX {
                fault(
                    column,
                    format!("danh sách có quá {HOSTS_MAX} máy chủ; phần sau không được đọc"),
                    format!("the list has more than {HOSTS_MAX} hosts; the rest is not read"),
                );
                break;
            }
            match own_host(word) {
                Ok(host) => list.hosts.push(ProtectedHost {
                    host,
                    names: Vec::new(),
                    also: Vec::new(),
                    common: false,
                }),
                Err((vi, en)) => {
                    fault(column, vi, en);
                    continue;
                }
            }
        }
        let mut key = "";
        for (column, word) in words {
            let Some(host) = list.hosts.last_mut() else {
                fault(
                    column,
                    "dòng này thụt vào nhưng chưa có máy chủ nào ở trên".to_owned(),
                    "the line goes on from a host, and there is none above".to_owned(),
                );
                break;
            };
            match (word, key) {
                ("also" | "name", _) => key = word,
                ("common", _) => host.common = true,
                (word, "also") => match own_host(word) {
                    Ok(also) => host.also.push(also),
                    Err((vi, en)) => fault(column, vi, en),
                },
                (word, "name") if is_name(word) => host.names.push(word.to_owned()),
                (word, "name") => fault(
                    column,
                    format!("`{word}` không phải tên; tên gồm 2 đến 63 chữ a-z và số, không dấu"),
                    format!("`{word}` is no name: 2 to 63 letters a-z and digits"),
                ),
                (word, _) => fault(
                    column,
                    format!("không hiểu `{word}`; sau máy chủ là also, name hoặc common"),
                    format!("`{word}` is not understood; also, name or common may follow a host"),
                ),
            }
        }
    }
    list
}

/// A host that somebody can have for himself.
fn own_host(word: &str) -> Result<Host, (String, String)> {
    match Host::parse(word) {
        Ok(host) if host.as_ip().is_none() && !host.is_public_suffix() => Ok(host),
        _ => Err((
            format!("`{word}` không phải máy chủ riêng của một cơ quan; cần dạng ten.vn"),
            format!("`{word}` is no host of one body; it must be like name.vn"),
        )),
    }
}

fn is_name(word: &str) -> bool {
    (2..=NAME_CHARS_MAX).contains(&word.len())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && !word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words with their columns, from 1, in characters.
fn words(rule: &str) -> impl Iterator<Item = (u32, &str)> {
    rule.split_whitespace().map(move |word| {
        let at = (word.as_ptr() as usize).saturating_sub(rule.as_ptr() as usize);
        let before = rule.get(..at).map_or(0, |before| before.chars().count());
        (u32::try_from(before + 1).unwrap_or(u32::MAX), word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_know_their_place() {
        let list = read_protected_list(
            "   also x.vn\ngov.vn\n# ghi chú\nacb.com.vn nmae x\n   name A1 abc\n  also 1.2.3.4 b.vn common\n",
        );
        let places: Vec<(u32, u32)> = list
            .faults
            .iter()
            .map(|fault| (fault.line, fault.column))
            .collect();
        assert_eq!(places, [(1, 4), (2, 1), (4, 12), (4, 17), (5, 9), (6, 8)]);
        assert_eq!(list.hosts.len(), 1);
        assert_eq!(list.hosts[0].names, ["abc"]);
        assert!(list.hosts[0].common && list.hosts[0].also.len() == 1);
    }
}
