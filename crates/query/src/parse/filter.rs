//! Filters: fields whose value is not read as a term.

use haidang_model::{Category, Host, Span, Zone};

use super::{lexer::Filter, nearest::nearest};
use crate::{Day, Node, Signal};

/// Why a value does not fit its filter, and what would, in both languages.
pub(super) struct BadValue {
    pub(super) vi: String,
    pub(super) en: String,
}

/// Builds a filter from its value.
pub(super) fn build(filter: Filter, value: &str, span: Span) -> Result<Node, BadValue> {
    let host = |text: &str| {
        Host::parse(text).map_err(|_| BadValue {
            vi: format!("`{text}` không phải tên máy chủ; hãy viết như bao.example"),
            en: format!("`{text}` is no host; write it like bao.example"),
        })
    };
    match filter {
        Filter::Site => Ok(Node::Site {
            site: host(value)?,
            span,
        }),
        Filter::Host => Ok(Node::Host {
            host: host(value)?,
            span,
        }),
        Filter::Link => {
            let address = value
                .strip_prefix("https://")
                .or_else(|| value.strip_prefix("http://"))
                .unwrap_or(value);
            let (name, path) = match address.find('/').filter(|slash| *slash > 0) {
                Some(slash) => address.split_at(slash),
                None => (address, ""),
            };
            Ok(Node::Link {
                host: host(name)?,
                path: if path == "/" {
                    String::new()
                } else {
                    path.to_owned()
                },
                span,
            })
        }
        Filter::Url => {
            let address = regex_syntax::escape(value).replace('/', "\\/");
            Err(BadValue {
                vi: format!(
                    "`url:` cần một biểu thức chính quy; hãy viết url:/{address}/, hoặc site: hay host: kèm tên máy chủ"
                ),
                en: format!(
                    "`url:` takes an expression; write url:/{address}/, or site: or host: with a host"
                ),
            })
        }
        Filter::Zone => match value.parse::<Zone>() {
            Ok(zone) => Ok(Node::Zone { zone, span }),
            Err(_) => Err(unknown(
                value,
                ("vùng", "zone"),
                Zone::ALL.iter().map(|zone| zone.as_str()).collect(),
            )),
        },
        Filter::Signal => match value.parse::<Signal>() {
            Ok(signal) => Ok(Node::Signal { signal, span }),
            Err(_) => Err(unknown(
                value,
                ("dấu hiệu", "signal"),
                Signal::ALL.iter().map(|signal| signal.as_str()).collect(),
            )),
        },
        Filter::Category => match value.parse::<Category>() {
            Ok(category) => Ok(Node::Category { category, span }),
            Err(_) => Err(unknown(
                value,
                ("loại vi phạm", "category"),
                Category::ALL
                    .iter()
                    .map(|category| category.as_str())
                    .collect(),
            )),
        },
        Filter::Lang => {
            let lang = value.to_ascii_lowercase();
            let fits = (2..=8).contains(&lang.len())
                && lang
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            if fits {
                Ok(Node::Lang { lang, span })
            } else {
                Err(BadValue {
                    vi: format!("`{value}` không phải mã ngôn ngữ; hãy viết như vi, en, und"),
                    en: format!("`{value}` is no language code; write vi, en or und"),
                })
            }
        }
        Filter::Fetched => fetched(value, span),
    }
}

/// Says that a closed list does not hold a name: which, what it holds, and
/// what was probably meant.
fn unknown(value: &str, what: (&str, &str), known: Vec<&str>) -> BadValue {
    let meant = nearest(value, known.iter().copied());
    let meant_vi = meant.map_or_else(String::new, |meant| format!(" có phải `{meant}`?"));
    let meant_en = meant.map_or_else(String::new, |meant| format!(" did you mean `{meant}`?"));
    let (vi, en) = what;
    let known = known.join(", ");
    BadValue {
        vi: format!("không có {vi} `{value}`;{meant_vi} danh sách là {known}"),
        en: format!("there is no {en} `{value}`;{meant_en} the list is {known}"),
    }
}

fn fetched(value: &str, span: Span) -> Result<Node, BadValue> {
    let wrong = || BadValue {
        vi: format!(
            "`{value}` không phải khoảng ngày; hãy viết [2026-01-01 TO 2026-01-31], dùng * cho đầu để mở, hoặc một ngày 2026-01-31"
        ),
        en: format!(
            "`{value}` is no range of days; write [2026-01-01 TO 2026-01-31], * for an open end, or one day 2026-01-31"
        ),
    };
    let (from, to) = match value.strip_prefix('[') {
        Some(range) => range
            .strip_suffix(']')
            .and_then(|range| range.split_once(" TO "))
            .ok_or_else(wrong)?,
        None => (value, value),
    };
    let day = |text: &str| match text.trim() {
        "*" => Ok(None),
        text => text.parse::<Day>().map(Some).map_err(|_| wrong()),
    };
    let (from, to) = (day(from)?, day(to)?);
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        return Err(BadValue {
            vi: format!("khoảng ngày ngược: {from} sau {to}; hãy đổi chỗ hai ngày"),
            en: format!("the range runs backwards: {from} is after {to}; swap the days"),
        });
    }
    Ok(Node::Fetched { from, to, span })
}
