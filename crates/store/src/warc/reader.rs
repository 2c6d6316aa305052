use std::io::BufRead;

use super::{
    Limits, RecordKind, WarcFault, WarcProblem, WarcRecord, http,
    record::Header,
    stream::{Broken, Stream},
};

/// What every record begins with.
const VERSION_PREFIX: &[u8] = b"WARC/";

/// Reads the records of a file, one after the other.
pub struct WarcReader<R> {
    stream: Option<Stream<R>>,
    limits: Limits,
    /// A fault to be told after the record that was just given.
    later: Option<WarcFault>,
    /// Whether to look for the next record at the beginning of a later line.
    lost: bool,
    /// Whether anything was found yet.
    begun: bool,
}

impl<R: BufRead> WarcReader<R> {
    /// Begins to read. Nothing is read before the first record is asked for,
    /// but the first bytes, to tell whether the file is packed.
    pub fn open(reader: R, limits: Limits) -> WarcReader<R> {
        let (stream, later) = match Stream::open(reader) {
            Ok(stream) => (Some(stream), None),
            Err(error) => (None, Some(Place::default().fault(WarcProblem::Io(error)))),
        };
        WarcReader {
            stream,
            limits,
            later,
            lost: false,
            begun: false,
        }
    }
}

impl<R: BufRead> Iterator for WarcReader<R> {
    type Item = Result<WarcRecord, WarcFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(fault) = self.later.take() {
            if fault.problem.ends_reading() {
                self.stream = None;
            }
            return Some(Err(fault));
        }
        let stream = self.stream.as_mut()?;
        let mut place = Place::default();
        let step = step(stream, &self.limits, &mut place, self.lost, self.begun);
        self.begun = true;
        let (item, lost) = match step {
            Ok(Step::End) => {
                self.stream = None;
                return None;
            }
            Ok(Step::Record { record, then, lost }) => {
                self.later = then.map(|problem| place.fault(problem));
                (Ok(*record), lost)
            }
            Ok(Step::Fault { problem, lost }) => (Err(place.fault(problem)), lost),
            Err(broken) => {
                let broken = match broken {
                    Broken::Gzip(_) => stream.resync().err().unwrap_or(broken),
                    broken => broken,
                };
                (Err(place.fault(broken.into())), true)
            }
        };
        self.lost = lost;
        if let Err(fault) = &item
            && fault.problem.ends_reading()
        {
            self.stream = None;
        }
        Some(item)
    }
}

/// Where the reader is, for faults.
#[derive(Default)]
struct Place {
    offset: u64,
    target_uri: Option<String>,
}

impl Place {
    fn fault(&self, problem: WarcProblem) -> WarcFault {
        WarcFault {
            offset: self.offset,
            target_uri: self.target_uri.clone(),
            problem,
        }
    }
}

impl From<Broken> for WarcProblem {
    fn from(broken: Broken) -> WarcProblem {
        match broken {
            Broken::Gzip(error) => WarcProblem::BadGzip(error),
            Broken::Cut => WarcProblem::CutShort,
            Broken::Io(error) => WarcProblem::Io(error),
        }
    }
}

/// What one look at the stream gave. `lost`: where the next record begins is
/// not known and must be searched for.
enum Step {
    End,
    Record {
        record: Box<WarcRecord>,
        /// What is wrong with it all the same.
        then: Option<WarcProblem>,
        lost: bool,
    },
    Fault {
        problem: WarcProblem,
        lost: bool,
    },
}

fn step<R: BufRead>(
    stream: &mut Stream<R>,
    limits: &Limits,
    place: &mut Place,
    lost: bool,
    begun: bool,
) -> Result<Step, Broken> {
    let lost_by = |problem| {
        Ok(Step::Fault {
            problem,
            lost: true,
        })
    };
    let found = if lost {
        skip_to_version(stream)
    } else {
        skip_blank(stream)
    };
    // Also where a member is that cannot be unpacked from its first byte on.
    place.offset = stream.offset();
    found?;
    let start = stream.peek(VERSION_PREFIX.len())?;
    if start.is_empty() {
        return Ok(Step::End);
    }
    let is_record = start == VERSION_PREFIX;
    place.offset = stream.offset();
    if !is_record {
        return lost_by(what_else(stream.peek(16)?, begun));
    }
    let header = match read_header(stream, limits.header_bytes_max)? {
        Ok(header) => header,
        Err(problem) => return lost_by(problem),
    };
    place.target_uri.clone_from(&header.target_uri);
    let Some(length) = header.length() else {
        return lost_by(WarcProblem::NoLength);
    };
    if length > limits.block_bytes_max as u64 {
        skip(stream, length)?;
        return Ok(Step::Fault {
            problem: WarcProblem::BlockTooLong(length),
            lost: false,
        });
    }
    let mut block = read_block(stream, length)?;
    let truncated = (block.len() as u64) < length;
    let end = if truncated {
        End::Cut
    } else {
        end_of_block(stream, &mut block)?
    };
    let mut record = header.into_record(place.offset, block);
    record.truncated = truncated;
    let mut then = match end {
        End::Right => None,
        End::Cut => Some(WarcProblem::CutShort),
        End::Long | End::Short => Some(WarcProblem::WrongLength),
    };
    let lost = matches!(end, End::Short);
    if record.kind == RecordKind::Response && is_http(&record) {
        match http::parse(&record.block, limits, truncated) {
            Ok((response, problem)) => {
                record.http = Some(response);
                record.block = Vec::new();
                then = then.or(problem);
            }
            Err(problem) => return Ok(Step::Fault { problem, lost }),
        }
    }
    Ok(Step::Record {
        record: Box::new(record),
        then,
        lost,
    })
}

fn is_http(record: &WarcRecord) -> bool {
    record.content_type.as_deref().is_none_or(|media_type| {
        media_type
            .trim_start()
            .to_ascii_lowercase()
            .starts_with("application/http")
    })
}

/// Says what stands where a record should begin.
fn what_else(start: &[u8], begun: bool) -> WarcProblem {
    if begun {
        return WarcProblem::NoRecord;
    }
    match start {
        [b'f', b'i', b'l', b'e', b'd', b'e', b's', b'c', b':', ..] => WarcProblem::Arc,
        [0x04, 0x22, 0x4D, 0x18, ..] => WarcProblem::Packing("LZ4"),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => WarcProblem::Packing("Zstandard"),
        [b'B', b'Z', b'h', ..] => WarcProblem::Packing("bzip2"),
        [0xFD, b'7', b'z', b'X', b'Z', ..] => WarcProblem::Packing("xz"),
        _ => WarcProblem::NoRecord,
    }
}

/// Skips the empty lines between records, however many.
fn skip_blank<R: BufRead>(stream: &mut Stream<R>) -> Result<(), Broken> {
    loop {
        let chunk = stream.chunk()?;
        let blank = chunk
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let more = blank > 0 && blank == chunk.len();
        stream.take(blank);
        if !more {
            return Ok(());
        }
    }
}

/// Skips to the next line that may begin a record, or to the end.
fn skip_to_version<R: BufRead>(stream: &mut Stream<R>) -> Result<(), Broken> {
    loop {
        let start = stream.peek(VERSION_PREFIX.len())?;
        if start.is_empty() || start == VERSION_PREFIX {
            return Ok(());
        }
        skip_line(stream)?;
    }
}

fn skip_line<R: BufRead>(stream: &mut Stream<R>) -> Result<(), Broken> {
    loop {
        let chunk = stream.chunk()?;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let length = chunk.len();
        match end {
            Some(end) => {
                stream.take(end + 1);
                return Ok(());
            }
            None if length == 0 => return Ok(()),
            None => stream.take(length),
        }
    }
}

/// Reads the version line and the fields, up to the empty line after them.
fn read_header<R: BufRead>(
    stream: &mut Stream<R>,
    bytes_max: usize,
) -> Result<Result<Header, WarcProblem>, Broken> {
    let mut lines: Vec<u8> = Vec::new();
    let mut line = 0;
    loop {
        let chunk = stream.chunk()?;
        if chunk.is_empty() {
            return Ok(Err(WarcProblem::CutShort));
        }
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(chunk.len(), |end| end + 1);
        lines.extend_from_slice(&chunk[..used]);
        stream.take(used);
        if lines.len() > bytes_max {
            return Ok(Err(WarcProblem::HeaderTooLong(bytes_max)));
        }
        if end.is_some() {
            if matches!(&lines[line..], b"\n" | b"\r\n") {
                return Ok(Ok(Header::parse(&lines)));
            }
            line = lines.len();
        }
    }
}

/// Reads a block, fewer bytes if the file ends before.
fn read_block<R: BufRead>(stream: &mut Stream<R>, length: u64) -> Result<Vec<u8>, Broken> {
    // Grows as bytes come: the length is only what the header says.
    let mut block = Vec::new();
    while (block.len() as u64) < length {
        let chunk = match stream.chunk() {
            Ok([]) | Err(Broken::Cut) => break,
            Ok(chunk) => chunk,
            Err(broken) => return Err(broken),
        };
        let wanted = usize::try_from(length).unwrap_or(usize::MAX) - block.len();
        let used = chunk.len().min(wanted);
        block.extend_from_slice(&chunk[..used]);
        stream.take(used);
    }
    Ok(block)
}

fn skip<R: BufRead>(stream: &mut Stream<R>, mut length: u64) -> Result<(), Broken> {
    while length > 0 {
        let chunk = stream.chunk()?;
        if chunk.is_empty() {
            return Err(Broken::Cut);
        }
        let used = usize::try_from(length).map_or(chunk.len(), |length| length.min(chunk.len()));
        stream.take(used);
        length -= used as u64;
    }
    Ok(())
}

/// How a block ends.
enum End {
    /// With an empty line or the file, as it should.
    Right,
    /// The file ended before it did.
    Cut,
    /// It went on into the next record, which was put back.
    Long,
    /// It goes on behind its length.
    Short,
}

/// Checks what follows a block; one that went on into the next record is cut
/// there and the rest put back.
fn end_of_block<R: BufRead>(stream: &mut Stream<R>, block: &mut Vec<u8>) -> Result<End, Broken> {
    match stream.peek(1) {
        Ok([] | [b'\r' | b'\n']) => return Ok(End::Right),
        // What comes next is broken, but that is not this record's matter.
        Err(_) => return Ok(End::Right),
        Ok(_) => {}
    }
    const NEXT: &[u8] = b"\r\n\r\nWARC/";
    match block.windows(NEXT.len()).position(|window| window == NEXT) {
        Some(at) => {
            stream.put_back(&block.split_off(at));
            Ok(End::Long)
        }
        None => Ok(End::Short),
    }
}
