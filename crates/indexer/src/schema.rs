use std::collections::BTreeMap;

use serde::Deserialize;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};

use crate::{IndexError, Result, token};

/// The version of `index/pages.toml` that this code builds. Raised whenever a
/// field or its analysis changes.
pub(crate) const VERSION: u32 = 1;

/// Bytes of a token; a longer one is cut there, in pages and queries alike,
/// because tantivy drops what it finds too long (64 KiB).
pub(crate) const TOKEN_BYTES_MAX: usize = 128;

/// What the index is, for people; see the file.
const DEFINITION: &str = include_str!("../../../index/pages.toml");

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// The id of the page; what a deletion names.
    pub(crate) page: Field,
    /// Accented syllables.
    pub(crate) accented: Field,
    /// Folded syllables and folded pairs.
    pub(crate) folded: Field,
    /// The registrable domain, or the file stem of an import.
    pub(crate) site: Field,
    /// The host and every domain above it.
    pub(crate) host: Field,
    /// The host of every link and every domain above it.
    pub(crate) link: Field,
    /// The language.
    pub(crate) lang: Field,
    /// When this version was first fetched, milliseconds since 1970.
    pub(crate) fetched: Field,
}

/// The names of the fast fields that searches read.
pub(crate) mod fast {
    pub(crate) const PAGE: &str = "page";
    pub(crate) const SITE: &str = "site";
    pub(crate) const FETCHED: &str = "fetched";
}

/// Builds the schema. The order of the fields is part of the index's form.
pub(crate) fn schema() -> (Schema, Fields) {
    let text = |tokenizer| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_fieldnorms(true)
                .set_index_option(IndexRecordOption::WithFreqs),
        )
    };
    let mut builder = Schema::builder();
    let fields = Fields {
        page: builder.add_i64_field(fast::PAGE, INDEXED | FAST),
        accented: builder.add_text_field("accented", text(token::LINES)),
        folded: builder.add_text_field("folded", text(token::PAIRS)),
        site: builder.add_text_field(fast::SITE, STRING | FAST),
        host: builder.add_text_field("host", STRING),
        link: builder.add_text_field("link", STRING),
        lang: builder.add_text_field("lang", STRING | FAST),
        fetched: builder.add_i64_field(fast::FETCHED, INDEXED | FAST),
    };
    (builder.build(), fields)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Definition {
    version: u32,
    field: BTreeMap<String, DefinedField>,
    analysis: DefinedAnalysis,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DefinedField {
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "use")]
    usage: String,
    holds: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DefinedAnalysis {
    weight: BTreeMap<String, f32>,
    token_bytes_max: usize,
}

/// Checks that `index/pages.toml` describes the schema of this code.
///
/// # Errors
/// [`IndexError::Definition`] with the first difference.
pub(crate) fn check_definition() -> Result<()> {
    check(DEFINITION)
}

fn check(text: &str) -> Result<()> {
    let wrong = |problem: String| Err(IndexError::Definition(problem));
    let definition: Definition =
        toml::from_str(text).map_err(|error| IndexError::Definition(error.to_string()))?;
    if definition.version != VERSION {
        return wrong(format!(
            "it has version {}, the code {VERSION}",
            definition.version
        ));
    }
    let (schema, fields) = schema();
    for (field, entry) in schema.fields() {
        let name = entry.name();
        let Some(defined) = definition.field.get(name) else {
            return wrong(format!("field `{name}` is missing"));
        };
        let is_text = field == fields.accented || field == fields.folded;
        let kind = match entry.field_type().value_type() {
            tantivy::schema::Type::I64 => "i64",
            tantivy::schema::Type::Str if is_text => "text",
            _ => "string",
        };
        let usage = match (is_text, entry.is_fast()) {
            (true, _) => "frequencies, norms",
            (false, true) => "indexed, fast",
            (false, false) => "indexed",
        };
        if (defined.kind.as_str(), defined.usage.as_str()) != (kind, usage) {
            return wrong(format!("field `{name}` is `{kind}`, `{usage}` in the code"));
        }
        if defined.holds.trim().is_empty() {
            return wrong(format!("field `{name}` does not say what it holds"));
        }
    }
    if definition.field.len() != schema.fields().count() {
        return wrong("it has fields that the code does not build".into());
    }
    let equal = [("accented", 1.0), ("folded", 1.0)].map(|(name, weight)| (name.into(), weight));
    if definition.analysis.weight != BTreeMap::from(equal) {
        return wrong("the code weighs both text fields 1.0".into());
    }
    if definition.analysis.token_bytes_max != TOKEN_BYTES_MAX {
        return wrong(format!("the code cuts tokens at {TOKEN_BYTES_MAX} bytes"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_describes_the_code() {
        check_definition().unwrap();
    }

    #[test]
    fn a_definition_that_drifted_is_refused() {
        for (from, to) in [
            ("version = 1", "version = 2"),
            ("[field.lang]", "[field.language]"),
            ("token_bytes_max = 128", "token_bytes_max = 64"),
            ("accented = 1.0, folded", "accented = 2.0, folded"),
            (
                "use = \"indexed, fast\"\nholds = \"the registrable",
                "use = \"indexed\"\nholds = \"the registrable",
            ),
            ("[analysis]", "[analysis]\ntypo = 1"),
        ] {
            let drifted = DEFINITION.replacen(from, to, 1);
            assert_ne!(drifted, DEFINITION, "{from} is not in the file");
            assert!(check(&drifted).is_err(), "{to}");
        }
    }
}
