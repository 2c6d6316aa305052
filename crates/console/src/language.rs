//! The languages of the screen, and the catalog of their words.

use std::{borrow::Cow, collections::HashMap, fmt};

use fluent_templates::{LanguageIdentifier, Loader, fluent_bundle::FluentValue, langid};

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

const VI: LanguageIdentifier = langid!("vi");
const EN: LanguageIdentifier = langid!("en");

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
        let value = FluentValue::try_number(&n.to_string());
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
