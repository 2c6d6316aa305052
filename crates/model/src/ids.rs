use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A row id that cannot be passed where the id of another kind is asked for.
macro_rules! row_id {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }
    )+};
}

row_id! {
    /// A reviewed matter.
    CaseId,
    /// One decision of one person on a case.
    DecisionId,
    /// One attempt to fetch an address.
    FetchId,
    /// A flag on a page.
    FlagId,
    /// An address waiting in the frontier.
    FrontierId,
    /// A page, whatever its versions.
    PageId,
    /// One version of a page: one content at one time.
    PageVersionId,
    /// A user of the console.
    UserId,
}

/// A name that does not fit the form of a slug.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no valid id: 1 to 64 of a-z, 0-9, `-`, beginning and ending with a letter or digit"
)]
pub struct InvalidSlug(pub String);

/// Bytes of the longest slug; fits every file system and index.
const SLUG_BYTES_MAX: usize = 64;

fn is_slug(text: &str) -> bool {
    let edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    bytes.len() <= SLUG_BYTES_MAX
        && edge(bytes.first())
        && edge(bytes.last())
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-')
}

macro_rules! slug {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        ///
        /// 1 to 64 of `a-z`, `0-9` and `-`, beginning and ending with a letter
        /// or digit; never empty.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// Parses an id.
            ///
            /// # Errors
            /// [`InvalidSlug`] when the text does not have the form of a slug.
            pub fn parse(text: &str) -> Result<Self, InvalidSlug> {
                if is_slug(text) {
                    Ok($name(text.into()))
                } else {
                    Err(InvalidSlug(text.to_owned()))
                }
            }

            /// Returns the id as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidSlug;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $name::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidSlug;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                $name::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.into()
            }
        }
    )+};
}

slug! {
    /// A source, as its file names it.
    SourceId,
    /// A watchlist, as its file names it.
    WatchlistId,
    /// A rule inside one watchlist.
    RuleId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_checked_at_both_edges() {
        for good in ["a", "co-bac", "0", "a1-b2", &"a".repeat(64)] {
            assert!(RuleId::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "-a",
            "a-",
            "Cờ",
            "A",
            "a_b",
            "a b",
            "../x",
            &"a".repeat(65),
        ] {
            assert!(RuleId::parse(bad).is_err(), "{bad}");
        }
    }
}
