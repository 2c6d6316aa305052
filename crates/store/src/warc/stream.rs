//! The unpacked bytes of a file, with where in the file they came from.

use std::{
    collections::VecDeque,
    io::{self, BufRead, Read},
};

use flate2::bufread::GzDecoder;

/// Bytes that are unpacked at once.
const FILL_BYTES: usize = 32 << 10;

/// Why no more bytes come for now.
#[derive(Debug)]
pub(super) enum Broken {
    /// The packed data is damaged; `resync` may find a later member.
    Gzip(io::Error),
    /// The file ends within a gzip member.
    Cut,
    /// The file cannot be read.
    Io(io::Error),
}

/// What every gzip member begins with: magic and the method deflate
/// (RFC 1952 §2.3).
const GZIP_MAGIC: [u8; 3] = [0x1F, 0x8B, 8];

/// A reader that counts what was taken from it, and to which a magic that was
/// read by way of searching can be given back.
#[derive(Debug)]
struct Counted<R> {
    inner: R,
    count: u64,
    given_back: &'static [u8],
}

impl<R: BufRead> Counted<R> {
    fn give_back_magic(&mut self) {
        self.given_back = &GZIP_MAGIC;
        self.count -= GZIP_MAGIC.len() as u64;
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut from = self.fill_buf()?;
        let read = from.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.given_back.is_empty() {
            self.inner.fill_buf()
        } else {
            Ok(self.given_back)
        }
    }

    fn consume(&mut self, bytes: usize) {
        self.count += bytes as u64;
        match self.given_back.get(bytes..) {
            Some(rest) if !self.given_back.is_empty() => self.given_back = rest,
            _ => self.inner.consume(bytes),
        }
    }
}

enum Raw<R> {
    Plain(Counted<R>),
    Between(Counted<R>),
    Member(Box<GzDecoder<Counted<R>>>),
    Done,
}

/// The bytes of a plain file, or of all members of a gzip file one after the
/// other.
pub(super) struct Stream<R> {
    raw: Raw<R>,
    buffer: Vec<u8>,
    start: usize,
    /// Unpacked bytes before `buffer[start]`.
    position: u64,
    /// Where members begin: unpacked position, byte of the file.
    members: VecDeque<(u64, u64)>,
    is_gzip: bool,
}

impl<R: BufRead> Stream<R> {
    /// Looks at the first bytes to tell whether the file is packed.
    pub(super) fn open(mut reader: R) -> io::Result<Stream<R>> {
        let is_gzip = reader.fill_buf()?.first() == Some(&0x1F);
        let raw = Counted {
            inner: reader,
            count: 0,
            given_back: &[],
        };
        Ok(Stream {
            raw: if is_gzip {
                Raw::Between(raw)
            } else {
                Raw::Plain(raw)
            },
            buffer: Vec::new(),
            start: 0,
            position: 0,
            members: VecDeque::new(),
            is_gzip,
        })
    }

    /// Returns the byte of the file where the next byte comes from; for gzip,
    /// where its member begins.
    pub(super) fn offset(&mut self) -> u64 {
        if !self.is_gzip {
            return self.position;
        }
        while self.members.len() > 1 && self.members[1].0 <= self.position {
            self.members.pop_front();
        }
        self.members.front().map_or(0, |(_, offset)| *offset)
    }

    /// Returns up to `bytes` of what comes next, fewer at the end only.
    pub(super) fn peek(&mut self, bytes: usize) -> Result<&[u8], Broken> {
        while self.buffer.len() - self.start < bytes {
            if self.fill()? == 0 {
                break;
            }
        }
        let end = self.buffer.len().min(self.start + bytes);
        Ok(&self.buffer[self.start..end])
    }

    /// Returns what comes next, at least one byte, none at the end.
    pub(super) fn chunk(&mut self) -> Result<&[u8], Broken> {
        if self.start == self.buffer.len() {
            self.fill()?;
        }
        Ok(&self.buffer[self.start..])
    }

    /// Takes bytes that were peeked at.
    pub(super) fn take(&mut self, bytes: usize) {
        let bytes = bytes.min(self.buffer.len() - self.start);
        self.start += bytes;
        self.position += bytes as u64;
    }

    /// Puts bytes back that were taken last.
    pub(super) fn put_back(&mut self, bytes: &[u8]) {
        self.buffer.splice(..self.start, bytes.iter().copied());
        self.start = 0;
        self.position = self.position.saturating_sub(bytes.len() as u64);
    }

    /// Leaves damaged data behind and looks for a later gzip member.
    pub(super) fn resync(&mut self) -> Result<(), Broken> {
        self.position += (self.buffer.len() - self.start) as u64;
        self.buffer.clear();
        self.start = 0;
        let mut raw = match std::mem::replace(&mut self.raw, Raw::Done) {
            Raw::Member(decoder) => decoder.into_inner(),
            Raw::Between(raw) => raw,
            plain @ (Raw::Plain(_) | Raw::Done) => {
                self.raw = plain;
                return Ok(());
            }
        };
        // Three bytes that only look like a magic give one more fault, and the
        // search goes on behind them.
        let mut seen = [0_u8; 3];
        loop {
            let buffer = raw.fill_buf().map_err(Broken::Io)?;
            if buffer.is_empty() {
                return Ok(());
            }
            let mut used = 0;
            for byte in buffer {
                seen = [seen[1], seen[2], *byte];
                used += 1;
                if seen == GZIP_MAGIC {
                    break;
                }
            }
            raw.consume(used);
            if seen == GZIP_MAGIC {
                raw.give_back_magic();
                self.raw = Raw::Between(raw);
                return Ok(());
            }
        }
    }

    /// Unpacks some more; returns how many bytes, 0 at the end of the file.
    fn fill(&mut self) -> Result<usize, Broken> {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        loop {
            match std::mem::replace(&mut self.raw, Raw::Done) {
                Raw::Done => return Ok(0),
                Raw::Plain(mut raw) => {
                    let read = read_into(&mut self.buffer, &mut raw).map_err(Broken::Io)?;
                    self.raw = Raw::Plain(raw);
                    return Ok(read);
                }
                Raw::Between(mut raw) => {
                    skip_padding(&mut raw).map_err(Broken::Io)?;
                    let Some(first) = raw.fill_buf().map_err(Broken::Io)?.first().copied() else {
                        return Ok(0);
                    };
                    let end = self.position + self.buffer.len() as u64;
                    self.members.push_back((end, raw.count));
                    // Asked here, because the decoder would take ten bytes
                    // before it says no, and a member may begin among them.
                    if first != GZIP_MAGIC[0] {
                        self.raw = Raw::Between(raw);
                        let error = io::Error::new(
                            io::ErrorKind::InvalidData,
                            "no gzip member begins where the one before ends",
                        );
                        return Err(Broken::Gzip(error));
                    }
                    self.raw = Raw::Member(Box::new(GzDecoder::new(raw)));
                }
                Raw::Member(mut decoder) => {
                    let read = read_into(&mut self.buffer, &mut decoder);
                    match read {
                        Ok(0) => self.raw = Raw::Between(decoder.into_inner()),
                        Ok(read) => {
                            self.raw = Raw::Member(decoder);
                            return Ok(read);
                        }
                        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                            return Err(Broken::Cut);
                        }
                        Err(error)
                            if matches!(
                                error.kind(),
                                io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput
                            ) =>
                        {
                            self.raw = Raw::Member(decoder);
                            return Err(Broken::Gzip(error));
                        }
                        Err(error) => return Err(Broken::Io(error)),
                    }
                }
            }
        }
    }
}

/// Appends what one read gives, at most [`FILL_BYTES`].
fn read_into(buffer: &mut Vec<u8>, from: &mut impl Read) -> io::Result<usize> {
    let length = buffer.len();
    buffer.resize(length + FILL_BYTES, 0);
    let read = loop {
        match from.read(&mut buffer[length..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => break read,
        }
    };
    buffer.truncate(length + *read.as_ref().unwrap_or(&0));
    read
}

/// Skips the zero bytes that tapes and some writers leave between members.
fn skip_padding<R: BufRead>(raw: &mut Counted<R>) -> io::Result<()> {
    loop {
        let buffer = raw.fill_buf()?;
        let zeros = buffer.iter().take_while(|byte| **byte == 0).count();
        let more = zeros > 0 && zeros == buffer.len();
        raw.consume(zeros);
        if !more {
            return Ok(());
        }
    }
}
