//! Filters: fields whose value is not read as a term.

use haidang_model::{Host, Span, Zone};

use super::lexer::Filter;
use crate::{Day, Node};

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
        Filter::Zone => match value.parse::<Zone>() {
            Ok(zone) => Ok(Node::Zone { zone, span }),
            Err(_) => {
                let zones: Vec<&str> = Zone::ALL.iter().map(|zone| zone.as_str()).collect();
                let zones = zones.join(", ");
                Err(BadValue {
                    vi: format!("không có vùng `{value}`; các vùng là {zones}"),
                    en: format!("there is no zone `{value}`; the zones are {zones}"),
                })
            }
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
