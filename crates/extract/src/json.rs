//! The strings of JSON-LD.

use serde_json::Value;

use crate::{
    date::read_iso,
    script::{script_strings, without_tags},
    walk::{NameSource, SiteName},
};

/// Bytes of JSON that are parsed into a tree; more is read as a script is.
const JSON_BYTES_MAX: usize = 2 << 20;

/// What one JSON-LD block says.
#[derive(Default)]
pub(crate) struct JsonStrings {
    /// Every string that is not an address, a type or an id.
    pub(crate) strings: Vec<String>,
    /// The first `datePublished`.
    pub(crate) date_published: Option<String>,
    /// What the site calls itself.
    pub(crate) site_name: SiteName,
}

/// Reads a JSON-LD block; broken JSON is searched for strings as a script is.
pub(crate) fn json_strings(source: &str) -> JsonStrings {
    let mut found = JsonStrings::default();
    let parsed = (source.len() <= JSON_BYTES_MAX)
        // serde_json refuses to go deeper than 128, so nothing below recurses far.
        .then(|| serde_json::from_str::<Value>(source.trim()).ok())
        .flatten();
    let Some(value) = parsed else {
        found.strings = script_strings(source).texts;
        return found;
    };
    let mut open = vec![(None, &value)];
    while let Some((key, value)) = open.pop() {
        match value {
            Value::String(text) => {
                if key == Some("datePublished") && found.date_published.is_none() {
                    found.date_published = read_iso(text);
                }
                let technical = matches!(key, Some("@type" | "@context" | "@id"));
                let address = text.starts_with("http://") || text.starts_with("https://");
                if !technical && !address && text.chars().any(char::is_alphabetic) {
                    found.strings.push(without_tags(text));
                }
            }
            // Pushed in reverse, so that they come off in the order written.
            Value::Array(items) => open.extend(items.iter().rev().map(|item| (key, item))),
            Value::Object(fields) => {
                if let Some((source, name)) = name_of_site(key, fields) {
                    found.site_name.offer(source, name);
                }
                let fields = fields.iter().rev();
                open.extend(fields.map(|(key, value)| (Some(key.as_str()), value)));
            }
            _ => {}
        }
    }
    found
}

/// The name in an object that stands for the site or for who runs it.
fn name_of_site<'v>(
    key: Option<&str>,
    fields: &'v serde_json::Map<String, Value>,
) -> Option<(NameSource, &'v str)> {
    let name = fields.get("name")?.as_str()?;
    // `@type` is a word or a list of words.
    let is_of = |word: &str| match fields.get("@type") {
        Some(Value::String(kind)) => kind == word,
        Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind.as_str() == Some(word)),
        _ => false,
    };
    // The most used of schema.org's kinds of organization.
    let organizations = [
        "Organization",
        "NewsMediaOrganization",
        "GovernmentOrganization",
    ];
    let source = if is_of("WebSite") {
        NameSource::WebSite
    } else if key == Some("publisher") {
        NameSource::Publisher
    } else if organizations.iter().any(|kind| is_of(kind))
        && !matches!(key, Some("author" | "creator" | "sponsor" | "brand"))
    {
        NameSource::Organization
    } else {
        return None;
    };
    Some((source, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_string_is_found() {
        let found = json_strings(
            r#"{"@type":"NewsArticle","headline":"Tin xã","url":"https://a.example/",
            "datePublished":"2026-11-25T10:00:00+07:00","author":[{"name":"Ban biên tập"}]}"#,
        );
        assert!(found.strings.contains(&"Tin xã".to_owned()));
        assert!(found.strings.contains(&"Ban biên tập".to_owned()));
        assert!(!found.strings.iter().any(|text| text.contains("example")));
        assert_eq!(
            found.date_published.as_deref(),
            Some("2026-11-25T10:00:00+07:00")
        );
    }

    #[test]
    fn broken_json_still_gives_its_strings() {
        let found = json_strings(r#"{"headline":"Tin xã hôm nay",,}"#);
        assert_eq!(found.strings, ["Tin xã hôm nay"]);
        assert!(json_strings(&"[".repeat(100_000)).strings.is_empty());
    }

    #[test]
    fn the_name_of_the_site() {
        for (source, name) in [
            (r#"{"@type":"WebSite","name":" Báo  xã "}"#, "Báo xã"),
            (
                r#"{"publisher":{"@type":"Organization","name":"Nhà in"}}"#,
                "Nhà in",
            ),
            (
                r#"{"publisher":{"name":"Nhà in"},"@graph":[
                {"@type":["Organization","Place"],"name":"Tòa soạn"},
                {"@type":"WebSite","name":"Báo xã"}]}"#,
                "Báo xã",
            ),
            (
                r#"[{"publisher":{"name":"Nhà in"}},{"@type":"Organization","name":"Tòa soạn"}]"#,
                "Tòa soạn",
            ),
            (
                r#"{"author":{"@type":"Organization","name":"Ban biên tập"}}"#,
                "",
            ),
            (r#"{"@type":"NewsArticle","name":"Tin"}"#, ""),
        ] {
            assert_eq!(json_strings(source).site_name.name, name, "{source}");
        }
    }
}
