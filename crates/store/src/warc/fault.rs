use std::fmt;

/// Something in a file that could not be read. The reader has gone on behind
/// it, unless [`WarcProblem::ends_reading`].
#[derive(Debug, thiserror::Error)]
#[error("at byte {offset}{}: {problem}", About(target_uri.as_deref()))]
pub struct WarcFault {
    /// Where the record (or what should have been one) begins: bytes of the
    /// file; for gzip, where the member begins that holds it.
    pub offset: u64,
    /// The address of the record, if its header was read.
    pub target_uri: Option<String>,
    /// What is wrong.
    #[source]
    pub problem: WarcProblem,
}

struct About<'a>(Option<&'a str>);

impl fmt::Display for About<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(uri) => write!(f, ", record of {uri}"),
            None => Ok(()),
        }
    }
}

/// What is wrong with a place in a file.
#[derive(Debug, thiserror::Error)]
pub enum WarcProblem {
    /// The file is an ARC file, the forerunner of WARC.
    #[error("ARC is not read; convert it to WARC first (`warcio recompress` does)")]
    Arc,
    /// The file is packed in a way that is not read.
    #[error("the file is packed with {0}, which is not read; unpack it or pack it with gzip")]
    Packing(&'static str),
    /// No record begins here.
    #[error("no WARC record begins here")]
    NoRecord,
    /// A record's header, or the HTTP head of its block, is over the ceiling.
    #[error("the header has more than {0} bytes")]
    HeaderTooLong(usize),
    /// A record's header does not say how long its block is.
    #[error("the record does not say its Content-Length, or not as a number")]
    NoLength,
    /// A block is over the ceiling; it was skipped.
    #[error("the block has {0} bytes, more than are read")]
    BlockTooLong(u64),
    /// A block is longer or shorter than its header says.
    #[error("the block does not end where its Content-Length says")]
    WrongLength,
    /// The file ends within a record. What there is of it was given before.
    #[error("the file ends within the record")]
    CutShort,
    /// The packed data is damaged.
    #[error("the gzip data is damaged")]
    BadGzip(#[source] std::io::Error),
    /// A response does not begin with an HTTP status line and headers.
    #[error("the response has no HTTP head")]
    NoHttpHead,
    /// The body does not decode as its headers say, or to too much.
    #[error("the body does not decode: {0}")]
    BadBody(String),
    /// The file cannot be read on.
    #[error("cannot read the file")]
    Io(#[source] std::io::Error),
}

impl WarcProblem {
    /// Tells whether nothing more can be read from the file after this.
    pub fn ends_reading(&self) -> bool {
        matches!(
            self,
            WarcProblem::Arc | WarcProblem::Packing(_) | WarcProblem::Io(_) | WarcProblem::CutShort
        )
    }
}
