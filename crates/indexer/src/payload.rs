use serde::{Deserialize, Serialize};

use crate::schema::VERSION;

/// What every commit carries, so that index and store can be put side by side
/// after a crash. JSON, in tantivy's `meta.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Payload {
    /// The version of the index definition it was built by.
    pub(crate) version: u32,
    /// Which building of the index this is. The store names the one that is
    /// complete or being completed from its outbox; any other is stale, as
    /// is one that was carried over from another store.
    pub(crate) generation: u64,
    /// The outbox rows up to here are in the index.
    pub(crate) sequence: i64,
}

impl Payload {
    /// The payload of an index that holds nothing yet.
    pub(crate) fn empty(generation: u64) -> Payload {
        Payload {
            version: VERSION,
            generation,
            sequence: 0,
        }
    }

    /// Reads a payload; `None` for one that another program or version wrote.
    pub(crate) fn read(text: Option<&str>) -> Option<Payload> {
        let payload: Payload = serde_json::from_str(text?).ok()?;
        (payload.version == VERSION).then_some(payload)
    }

    /// Writes the payload.
    pub(crate) fn write(self) -> String {
        serde_json::json!({
            "version": self.version,
            "generation": self.generation,
            "sequence": self.sequence,
        })
        .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_payload_is_read() {
        let payload = Payload {
            sequence: 41,
            ..Payload::empty(3)
        };
        assert_eq!(Payload::read(Some(&payload.write())), Some(payload));
        for other in [
            None,
            Some(""),
            Some("17"),
            Some(r#"{"version":0,"generation":1,"sequence":1}"#),
            Some(r#"{"version":1,"generation":1}"#),
        ] {
            assert_eq!(Payload::read(other), None, "{other:?}");
        }
    }
}
