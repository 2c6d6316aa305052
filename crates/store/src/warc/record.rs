use std::fmt;

use haidang_model::Timestamp;

use super::HttpResponse;

/// What a record is, by its `WARC-Type`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordKind {
    /// About the file.
    Warcinfo,
    /// An answer of a server.
    Response,
    /// A file without its HTTP head.
    Resource,
    /// What was asked of a server.
    Request,
    /// About another record.
    Metadata,
    /// An answer whose body stands in an earlier record.
    Revisit,
    /// Another record, converted.
    Conversion,
    /// The rest of a record of another file.
    Continuation,
    /// Anything else, as written; empty when there is no `WARC-Type`.
    Other(String),
}

impl RecordKind {
    fn parse(text: &str) -> RecordKind {
        match text.to_ascii_lowercase().as_str() {
            "warcinfo" => RecordKind::Warcinfo,
            "response" => RecordKind::Response,
            "resource" => RecordKind::Resource,
            "request" => RecordKind::Request,
            "metadata" => RecordKind::Metadata,
            "revisit" => RecordKind::Revisit,
            "conversion" => RecordKind::Conversion,
            "continuation" => RecordKind::Continuation,
            _ => RecordKind::Other(text.to_owned()),
        }
    }
}

impl fmt::Display for RecordKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            RecordKind::Warcinfo => "warcinfo",
            RecordKind::Response => "response",
            RecordKind::Resource => "resource",
            RecordKind::Request => "request",
            RecordKind::Metadata => "metadata",
            RecordKind::Revisit => "revisit",
            RecordKind::Conversion => "conversion",
            RecordKind::Continuation => "continuation",
            RecordKind::Other(text) => text,
        })
    }
}

/// A record of a WARC file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarcRecord {
    /// Where it begins: bytes of the file; for gzip, where the member begins
    /// that holds it.
    pub offset: u64,
    /// What it is.
    pub kind: RecordKind,
    /// Its `WARC-Record-ID`, as written.
    pub id: Option<String>,
    /// Its `WARC-Target-URI`, without the angle brackets that some writers put
    /// around it; not checked to be an address.
    pub target_uri: Option<String>,
    /// Its `WARC-Date`, if it is one.
    pub date: Option<Timestamp>,
    /// The media type of the block, as written.
    pub content_type: Option<String>,
    /// Whether the file ended before the block did.
    pub truncated: bool,
    /// The answer, for responses; its body is decoded.
    pub http: Option<HttpResponse>,
    /// The block as it stands; empty when it was read as `http`.
    pub block: Vec<u8>,
}

/// The header of a record.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) kind: Option<String>,
    pub(super) id: Option<String>,
    pub(super) target_uri: Option<String>,
    pub(super) date: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) content_length: Option<String>,
}

impl Header {
    /// Reads the lines after the version line. The first of repeated fields
    /// counts, and what is no field is passed over.
    pub(super) fn parse(lines: &[u8]) -> Header {
        let mut header = Header::default();
        for (name, value) in super::http::fields(lines) {
            let field = match name.to_ascii_lowercase().as_str() {
                "warc-type" => &mut header.kind,
                "warc-record-id" => &mut header.id,
                "warc-target-uri" => &mut header.target_uri,
                "warc-date" => &mut header.date,
                "content-type" => &mut header.content_type,
                "content-length" => &mut header.content_length,
                _ => continue,
            };
            field.get_or_insert(value);
        }
        if let Some(uri) = &mut header.target_uri {
            // Wget up to 1.19 writes <http://…>, by the letter of WARC 1.0.
            let bare = uri.strip_prefix('<').and_then(|uri| uri.strip_suffix('>'));
            if let Some(bare) = bare {
                *uri = bare.to_owned();
            }
        }
        header
    }

    pub(super) fn length(&self) -> Option<u64> {
        let digits = self.content_length.as_deref()?;
        digits
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| digits.parse().ok())
            .flatten()
    }

    pub(super) fn into_record(self, offset: u64, block: Vec<u8>) -> WarcRecord {
        WarcRecord {
            offset,
            kind: RecordKind::parse(self.kind.as_deref().unwrap_or_default()),
            id: self.id,
            target_uri: self.target_uri,
            date: self
                .date
                .and_then(|date| date.parse::<jiff::Timestamp>().ok())
                .map(|date| Timestamp(date.as_millisecond())),
            content_type: self.content_type,
            truncated: false,
            http: None,
            block,
        }
    }
}
