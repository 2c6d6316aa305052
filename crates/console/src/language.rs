//! The languages of the screen, and the catalog of their words.

use std::{borrow::Cow, collections::HashMap, fmt};

use fluent_templates::{LanguageIdentifier, fluent_bundle::FluentValue, langid};

fluent_templates::static_loader! {
    static CATALOG = {
        locales: "./locales",
        fallback_language: "vi",
        // The marks that isolate values from right-to-left text would be
        // copied along with the words; values of other people's making are
        // never put into a message.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static VI: LanguageIdentifier = langid!("vi");
static EN: LanguageIdentifier = langid!("en");

/// A language of the screen. Vietnamese unless somebody switched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// Every language, the first one first.
    pub const ALL: [Language; 2] = [Language::Vi, Language::En];

    /// Returns the code used in the cookie and in `lang`.
    pub fn as_str(self) -> &'static str {
        match self {
            Language::Vi => "vi",
            Language::En => "en",
        }
    }

    /// Reads a code; anything unknown is Vietnamese.
    pub fn from_code(code: &str) -> Language {
        match code {
            "en" => Language::En,
            _ => Language::Vi,
        }
    }

    fn identifier(self) -> &'static LanguageIdentifier {
        match self {
            Language::Vi => &VI,
            Language::En => &EN,
        }
    }
}

/// The words of one language, by key. A key that is not in the catalog shows
/// itself in brackets; a test makes sure that there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    language: Language,
}

impl Words {
    pub(crate) fn new(language: Language) -> Words {
        Words { language }
    }

    pub(crate) fn language(self) -> Language {
        self.language
    }

    /// Returns the words of `key`.
    pub(crate) fn t(self, key: &str) -> String {
        self.look_up(key, &HashMap::<Cow<'static, str>, _>::new())
    }

    /// Returns the words of `key` with one value put in, as it is written.
    pub(crate) fn with(self, key: &str, name: &'static str, value: impl fmt::Display) -> String {
        let value = FluentValue::from(value.to_string());
        self.look_up(key, &HashMap::from([(Cow::Borrowed(name), value)]))
    }

    /// Returns the words of `key` with the number `n` put in, in the form
    /// that the language has for it.
    pub(crate) fn n(self, key: &str, n: impl fmt::Display) -> String {
        let digits = n.to_string();
        let value = FluentValue::try_number(&digits);
        self.look_up(key, &HashMap::from([(Cow::Borrowed("n"), value)]))
    }

    /// Returns the name of a value of a closed list: key `<list>-<value>`,
    /// with hyphens for underscores.
    pub(crate) fn name(self, list: &str, value: impl fmt::Display) -> String {
        self.t(&format!("{list}-{}", value.to_string().replace('_', "-")))
    }

    fn look_up(self, key: &str, values: &HashMap<Cow<'static, str>, FluentValue<'_>>) -> String {
        CATALOG
            .lookup_single_language(self.language.identifier(), key, Some(values))
            .unwrap_or_else(|_| format!("[{key}]"))
    }
}

/// Every message of a catalog, as its file writes it.
#[cfg(test)]
pub(crate) fn catalog(language: Language) -> Vec<(String, String)> {
    let text = match language {
        Language::Vi => include_str!("../locales/vi/console.ftl"),
        Language::En => include_str!("../locales/en/console.ftl"),
    };
    let mut out: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        match line.split_once(" = ") {
            Some((key, words)) if !line.starts_with([' ', '}']) => {
                out.push((key.to_owned(), words.to_owned()));
            }
            _ => {
                if let Some((_, words)) = out.last_mut() {
                    words.push('\n');
                    words.push_str(line);
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::{
        collections::{BTreeMap, BTreeSet},
        fs,
        path::Path,
    };

    use haidang_model::{
        AuditAction, Category, HiddenBy, HitReason, Kind, NotHarmfulReason, Role, Rung, Severity,
        Signal, Visibility, WatchlistState, Zone,
    };
    use haidang_store::FetchOutcome;

    use super::*;

    /// Keys that are put together from a list and one of its values.
    fn keys_of_lists() -> BTreeSet<String> {
        fn names<T: ToString>(list: &str, values: impl IntoIterator<Item = T>) -> Vec<String> {
            values
                .into_iter()
                .map(|value| format!("{list}-{}", value.to_string().replace('_', "-")))
                .collect()
        }
        [
            names("audit", AuditAction::ALL),
            names("category", Category::ALL),
            names("fetch", FetchOutcome::ALL),
            names("hit-reason", HitReason::ALL),
            names("kind", Kind::ALL),
            names("list-state", WatchlistState::ALL),
            names("hidden-by", HiddenBy::ALL),
            names("outcome", ["confirmed", "not_harmful", "unsure"]),
            names(
                "part",
                ["severity", "confidence", "zone", "freshness", "reach"],
            ),
            names("reason", NotHarmfulReason::ALL),
            names("role", Role::ALL),
            names("role-does", Role::ALL),
            names("rung", Rung::ALL),
            names("scope", ["host", "site", "prefix"]),
            names("severity", Severity::ALL),
            names("signal", Signal::ALL),
            names("state", crate::pages::queue::STATES),
            names("visibility", Visibility::ALL),
            names("zone", Zone::ALL),
        ]
        .concat()
        .into_iter()
        .collect()
    }

    /// Every text in quotes of templates and code that has the form of a key.
    fn quoted(folder: &Path, out: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                quoted(&path, out);
            } else if !path.ends_with("samples.rs") && !path.ends_with("language.rs") {
                let text = fs::read_to_string(&path).unwrap();
                out.extend(text.split('"').map(str::to_owned));
            }
        }
    }

    fn used_in(text: &str, call: &str) -> Vec<String> {
        text.split(call)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(str::to_owned)
            .collect()
    }

    fn keys_called(folder: &Path, out: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                keys_called(&path, out);
                continue;
            }
            if path.ends_with("language.rs") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for call in [".t(\"", ".n(\"", ".with(\""] {
                out.extend(used_in(&text, call));
            }
        }
    }

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    #[test]
    fn every_language_has_the_same_keys_with_the_same_values() {
        let values = |words: &str| -> BTreeSet<String> {
            words
                .split("{ $")
                .skip(1)
                .filter_map(|rest| rest.split([' ', '}']).next())
                .map(str::to_owned)
                .collect()
        };
        let read = |language| -> BTreeMap<String, BTreeSet<String>> {
            let messages = catalog(language);
            let count = messages.len();
            let map: BTreeMap<_, _> = messages
                .into_iter()
                .map(|(key, words)| (key, values(&words)))
                .collect();
            assert_eq!(map.len(), count, "a key is written twice");
            map
        };
        let (vi, en) = (read(Language::Vi), read(Language::En));
        assert!(vi.len() > 200, "{}", vi.len());
        for (key, values) in &vi {
            let other = en.get(key);
            assert!(other.is_some(), "{key} has no English words");
            // English may spell out "one" without the number.
            assert_eq!(Some(values), other, "{key}");
        }
        for key in en.keys() {
            assert!(vi.contains_key(key), "{key} has no Vietnamese words");
        }
    }

    #[test]
    fn every_key_that_is_used_has_words_and_every_word_is_used() {
        let known: BTreeSet<String> = catalog(Language::Vi)
            .into_iter()
            .map(|(key, _)| key)
            .collect();
        let mut called = BTreeSet::new();
        keys_called(&root().join("templates"), &mut called);
        keys_called(&root().join("src"), &mut called);
        assert!(called.len() > 150, "{}", called.len());
        let lists = keys_of_lists();
        for key in called.union(&lists) {
            assert!(known.contains(key), "`{key}` has no words");
        }
        let mut mentioned = BTreeSet::new();
        quoted(&root().join("templates"), &mut mentioned);
        quoted(&root().join("src"), &mut mentioned);
        for key in &known {
            let of_error = key.starts_with("error-");
            assert!(
                mentioned.contains(key) || lists.contains(key) || of_error,
                "nobody says `{key}`"
            );
        }
    }

    #[test]
    fn numbers_take_the_form_of_the_language() {
        let en = Words::new(Language::En);
        assert_eq!(en.n("ago-minutes", 1), "1 minute ago");
        assert_eq!(en.n("ago-minutes", 5), "5 minutes ago");
        assert_eq!(en.with("queue-claimed-by", "name", "007"), "007 is on it");
        assert_eq!(Words::default().t("no-such-key"), "[no-such-key]");
    }
}
