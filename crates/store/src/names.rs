//! The stable names of this crate's closed lists, as they stand in rows.

use std::{fmt, str::FromStr};

use crate::{ConfigKind, FetchOutcome, OutboxOp};

/// A name that is not on one of the closed lists of this crate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what} `{found}`")]
pub struct UnknownName {
    /// What was to be named.
    pub what: &'static str,
    /// The text that was found instead.
    pub found: String,
}

macro_rules! names {
    ($name:ident, $what:literal { $($variant:ident => $text:literal,)+ }) => {
        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// Returns the stable name, used in rows and in JSON.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok($name::$variant),)+
                    _ => Err(UnknownName { what: $what, found: text.to_owned() }),
                }
            }
        }
    };
}

names! { FetchOutcome, "fetch outcome" {
    Page => "page",
    NotModified => "not_modified",
    SkippedType => "skipped_type",
    HttpError => "http_error",
    RobotsDenied => "robots_denied",
    AddressRefused => "address_refused",
    UnknownHost => "unknown_host",
    Unreachable => "unreachable",
    Tls => "tls",
    Timeout => "timeout",
    TooLarge => "too_large",
    BadEncoding => "bad_encoding",
    BadRedirect => "bad_redirect",
    OutOfScope => "out_of_scope",
    Imported => "imported",
}}

names! { OutboxOp, "outbox operation" {
    Upsert => "upsert",
    Delete => "delete",
}}

names! { ConfigKind, "kind of configuration" {
    Source => "source",
}}
