//! Stored pages from files: WARC, JSONL, plain text (a page a line), HTML.
//!
//! A file is read as a stream of [`ImportItem`]s. A row that cannot be taken
//! is an item too, with its place and its reason: nothing is lost in silence.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use haidang_model::{CanonicalUrl, PageKey, Timestamp};
use haidang_store::warc;
use serde::Deserialize;

use crate::output::UsageError;

/// Bytes of the longest line that is read. The longest page of the web archive
/// samples has 2.3 MB; JSON escapes may treble that.
const LINE_BYTES_MAX: u64 = 32 << 20;

/// The content of an imported page.
#[derive(Debug)]
pub enum ImportBody {
    /// HTML, or whatever the content type says, as bytes.
    Bytes(Vec<u8>),
    /// HTML that is decoded already.
    Html(String),
    /// Plain text.
    Text(String),
}

/// One page of an import.
#[derive(Debug)]
pub struct ImportRow {
    /// What names the page.
    pub key: PageKey,
    /// Its address, if known.
    pub url: Option<CanonicalUrl>,
    /// Its site, or the file stem.
    pub site: String,
    /// Its content.
    pub body: ImportBody,
    /// The full content type, if known.
    pub content_type: Option<String>,
    /// When it was fetched, if the file says so.
    pub fetched: Option<Timestamp>,
    /// The status of the answer, if the file has one.
    pub status: Option<u16>,
    /// The answer's headers, if the file has them.
    pub response_headers: String,
}

/// What a file holds at one place.
#[derive(Debug)]
pub enum ImportItem {
    /// A page.
    Row(Box<ImportRow>),
    /// Something that is no page for us, by design (an image, a redirect).
    Skipped {
        /// A stable name, for counting.
        reason: &'static str,
    },
    /// Something that could not be read.
    Fault {
        /// `file:line` or `file, byte N`.
        place: String,
        /// What is wrong.
        problem: String,
    },
}

/// A file being read, with how far it has come.
pub struct Import {
    items: Box<dyn Iterator<Item = ImportItem> + Send>,
    /// Bytes of the file.
    pub bytes_total: u64,
    /// Bytes of the file read so far.
    pub bytes_read: Arc<AtomicU64>,
}

impl Iterator for Import {
    type Item = ImportItem;

    fn next(&mut self) -> Option<ImportItem> {
        self.items.next()
    }
}

/// Counts what passes through.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Opens a file by what its name ends in.
///
/// # Errors
/// A usage error when the ending is none we read; the system's error when the
/// file cannot be opened.
pub fn open(path: &Path) -> anyhow::Result<Import> {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let cannot = |error: io::Error| {
        UsageError::anyhow(format!(
            "`{}`: không mở được / cannot open: {error}",
            path.display()
        ))
    };
    let file = File::open(path).map_err(cannot)?;
    let bytes_total = file.metadata().map_err(cannot)?.len();
    let bytes_read = Arc::new(AtomicU64::new(0));
    let counted = Counted {
        inner: file,
        count: Arc::clone(&bytes_read),
    };

    let plain = name.strip_suffix(".zst");
    let lines: Box<dyn BufRead + Send> = if plain.is_some() {
        Box::new(BufReader::new(zstd::Decoder::new(counted)?))
    } else {
        Box::new(BufReader::with_capacity(1 << 16, counted))
    };
    let place = path.display().to_string();
    let items: Box<dyn Iterator<Item = ImportItem> + Send> = match plain.unwrap_or(&name) {
        name if name.ends_with(".jsonl") => {
            let stem = name.trim_end_matches(".jsonl").to_owned();
            Box::new(
                Lines::new(lines, place.clone())
                    .map(move |(line, bytes)| json_row(&stem, &place, line, bytes)),
            )
        }
        name if name.ends_with(".txt") => {
            let stem = name.trim_end_matches(".txt").to_owned();
            Box::new(
                Lines::new(lines, place.clone())
                    .map(move |(line, bytes)| text_row(&stem, &place, line, bytes)),
            )
        }
        name if name.ends_with(".html") || name.ends_with(".htm") => {
            let stem = name
                .trim_end_matches(".html")
                .trim_end_matches(".htm")
                .to_owned();
            Box::new(std::iter::once(html_file(&stem, &place, lines)))
        }
        name if name.ends_with(".warc") || name.ends_with(".warc.gz") => {
            let mut records = warc::WarcReader::open(lines, warc::Limits::default());
            Box::new(std::iter::from_fn(move || {
                records.next().map(|record| warc_row(&place, record))
            }))
        }
        _ => {
            return Err(UsageError::anyhow(format!(
                "`{}`: chỉ đọc được .warc, .warc.gz, .jsonl, .jsonl.zst, .txt, .txt.zst, .html / \
                 only these endings are read",
                path.display()
            )));
        }
    };
    Ok(Import {
        items,
        bytes_total,
        bytes_read,
    })
}

/// The lines of a file, each with its number from 1 and at most
/// 32 MiB long; the rest of a longer one is passed over.
pub struct Lines<R> {
    reader: R,
    place: String,
    line: u64,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    /// Reads lines of `reader`; `place` names the file in messages.
    pub fn new(reader: R, place: String) -> Lines<R> {
        Lines {
            reader,
            place,
            line: 0,
            ended: false,
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    /// The line number, and the line or what is wrong with it.
    type Item = (u64, Result<Vec<u8>, String>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        self.line += 1;
        let mut bytes = Vec::new();
        let read = (&mut self.reader)
            .take(LINE_BYTES_MAX)
            .read_until(b'\n', &mut bytes);
        match read {
            Ok(0) => None,
            Ok(_) if bytes.last() == Some(&b'\n') => {
                bytes.pop();
                if bytes.last() == Some(&b'\r') {
                    bytes.pop();
                }
                Some((self.line, Ok(bytes)))
            }
            Ok(read) if (read as u64) < LINE_BYTES_MAX => {
                self.ended = true;
                Some((self.line, Ok(bytes)))
            }
            Ok(_) => {
                if let Err(error) = skip_line(&mut self.reader) {
                    self.ended = true;
                    return Some((self.line, Err(error.to_string())));
                }
                Some((
                    self.line,
                    Err(format!("the line is longer than {LINE_BYTES_MAX} bytes")),
                ))
            }
            Err(error) => {
                // A broken compressed stream cannot be read on.
                self.ended = true;
                tracing::warn!(file = self.place, line = self.line, %error, "file ends in the middle");
                Some((self.line, Err(format!("cannot read on: {error}"))))
            }
        }
    }
}

fn skip_line(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let (used, found) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        reader.consume(used);
        if found {
            return Ok(());
        }
    }
}

/// A row of JSONL as offices and data sets write it; other keys are passed over.
#[derive(Debug, Deserialize)]
pub struct JsonRow {
    /// Names the row; a string or a number.
    pub id: RowId,
    /// The page as HTML.
    #[serde(default)]
    pub html: Option<String>,
    /// The page as plain text.
    #[serde(default)]
    pub text: Option<String>,
    /// The page's address.
    #[serde(default)]
    pub url: Option<String>,
}

/// The id of a row: a string or a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowId(pub String);

impl<'de> Deserialize<'de> for RowId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::String(text) => Ok(RowId(text)),
            serde_json::Value::Number(number) => Ok(RowId(number.to_string())),
            _ => Err(D::Error::custom("`id` must be a string or a number")),
        }
    }
}

fn json_row(stem: &str, place: &str, line: u64, bytes: Result<Vec<u8>, String>) -> ImportItem {
    let fault = |problem: String| ImportItem::Fault {
        place: format!("{place}:{line}"),
        problem,
    };
    let bytes = match bytes {
        Ok(bytes) if bytes.iter().all(u8::is_ascii_whitespace) => {
            return ImportItem::Skipped {
                reason: "empty_line",
            };
        }
        Ok(bytes) => bytes,
        Err(problem) => return fault(problem),
    };
    let row: JsonRow = match serde_json::from_slice(&bytes) {
        Ok(row) => row,
        Err(error) => return fault(format!("no row {{\"id\", \"text\" or \"html\"}}: {error}")),
    };
    let body = match (row.html, row.text) {
        (Some(html), _) => ImportBody::Html(html),
        (None, Some(text)) => ImportBody::Text(text),
        (None, None) => return fault("the row has neither `html` nor `text`".into()),
    };
    // An address that is none is no reason to lose the page.
    let url = row
        .url
        .as_deref()
        .and_then(|url| CanonicalUrl::parse(url).ok());
    ImportItem::Row(Box::new(ImportRow {
        key: PageKey::import(stem, &row.id.0),
        site: url
            .as_ref()
            .map_or_else(|| stem.to_owned(), |url| url.site().to_string()),
        url,
        body,
        content_type: None,
        fetched: None,
        status: None,
        response_headers: String::new(),
    }))
}

fn text_row(stem: &str, place: &str, line: u64, bytes: Result<Vec<u8>, String>) -> ImportItem {
    let bytes = match bytes {
        Ok(bytes) if bytes.iter().all(u8::is_ascii_whitespace) => {
            return ImportItem::Skipped {
                reason: "empty_line",
            };
        }
        Ok(bytes) => bytes,
        Err(problem) => {
            return ImportItem::Fault {
                place: format!("{place}:{line}"),
                problem,
            };
        }
    };
    ImportItem::Row(Box::new(ImportRow {
        key: PageKey::import(stem, &line.to_string()),
        url: None,
        site: stem.to_owned(),
        body: ImportBody::Text(String::from_utf8_lossy(&bytes).into_owned()),
        content_type: None,
        fetched: None,
        status: None,
        response_headers: String::new(),
    }))
}

fn html_file(stem: &str, place: &str, reader: impl Read) -> ImportItem {
    let mut bytes = Vec::new();
    match reader.take(LINE_BYTES_MAX).read_to_end(&mut bytes) {
        Ok(_) => ImportItem::Row(Box::new(ImportRow {
            key: PageKey::import(stem, "1"),
            url: None,
            site: stem.to_owned(),
            body: ImportBody::Bytes(bytes),
            content_type: Some("text/html".into()),
            fetched: None,
            status: None,
            response_headers: String::new(),
        })),
        Err(error) => ImportItem::Fault {
            place: place.to_owned(),
            problem: error.to_string(),
        },
    }
}

/// Takes a record of a WARC file: HTML and plain text answered with 200.
fn warc_row(place: &str, record: Result<warc::WarcRecord, warc::WarcFault>) -> ImportItem {
    let record = match record {
        Ok(record) => record,
        Err(fault) => {
            return ImportItem::Fault {
                place: place.to_owned(),
                problem: chain(&fault),
            };
        }
    };
    if record.kind != warc::RecordKind::Response {
        return ImportItem::Skipped {
            reason: "no_response_record",
        };
    }
    let Some(http) = record.http else {
        return ImportItem::Skipped { reason: "no_http" };
    };
    if http.status != 200 {
        return ImportItem::Skipped { reason: "status" };
    }
    let content_type = http.header("content-type").map(str::to_owned);
    let media = content_type
        .as_deref()
        .unwrap_or("text/html")
        .split(';')
        .next()
        .unwrap_or_default();
    let media = media.trim().to_ascii_lowercase();
    if !matches!(
        media.as_str(),
        "text/html" | "application/xhtml+xml" | "text/plain" | ""
    ) {
        return ImportItem::Skipped { reason: "type" };
    }
    let target = record.target_uri.unwrap_or_default();
    let url = match CanonicalUrl::parse(target.trim_matches(['<', '>'])) {
        Ok(url) => url,
        Err(error) => {
            return ImportItem::Fault {
                place: place.to_owned(),
                problem: format!("at byte {}: {error}", record.offset),
            };
        }
    };
    ImportItem::Row(Box::new(ImportRow {
        key: PageKey::Url(url.clone()),
        site: url.site().to_string(),
        url: Some(url),
        body: ImportBody::Bytes(http.body),
        content_type,
        fetched: record.date,
        status: Some(http.status),
        response_headers: http.head,
    }))
}

/// Writes an error with its causes.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    text
}
