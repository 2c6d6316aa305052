use std::io::{self, Write};

use brotli_decompressor::{BrotliDecoderParameter, writer::DecompressorWriter};
use bytes::Bytes;
use flate2::write::{DeflateDecoder, GzDecoder, ZlibDecoder};
use zstd::stream::raw::{InBuffer, Operation, OutBuffer};

use super::FetchFault;

/// Ceilings for one body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyLimits {
    /// Bytes on the wire.
    pub wire_bytes_max: u64,
    /// Bytes after decompression.
    pub decoded_bytes_max: u64,
    /// Decoded bytes for one on the wire.
    pub ratio_max: u64,
    /// Whether a body over a ceiling is cut there instead of refused, as
    /// robots.txt is.
    pub cut: bool,
}

/// Decoded bytes up to which no ratio is taken for a bomb: short pages of one
/// repeated line compress well.
const RATIO_FREE_BYTES: u64 = 1 << 20;
/// The largest zstd window, as a power of two: 8 MiB, which RFC 9659 §3 sets
/// for HTTP.
const ZSTD_WINDOW_LOG_MAX: u32 = 23;

/// Content encodings that are understood, in the order we prefer.
pub(super) const ACCEPT_ENCODING: &str = "gzip, br, zstd, deflate";

/// Takes the chunks of a body, decodes them and keeps to the ceilings.
pub(super) struct BodyReader {
    decoder: Decoder,
    limits: BodyLimits,
    wire_bytes: u64,
    /// Set when a body was cut at a ceiling.
    full: bool,
}

enum Decoder {
    Plain(Sink),
    Gzip(GzDecoder<Sink>),
    /// `deflate` that may be zlib (as RFC 9110 says) or raw (as some send).
    DeflateUnknown(Sink),
    Zlib(ZlibDecoder<Sink>),
    Raw(DeflateDecoder<Sink>),
    Brotli(Box<DecompressorWriter<Sink>>),
    Zstd(Box<ZstdWriter>),
}

/// Where decoded bytes go, up to a ceiling.
struct Sink {
    bytes: Vec<u8>,
    max: u64,
    over: bool,
}

impl Write for Sink {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let room = self.max.saturating_sub(self.bytes.len() as u64);
        let taken = usize::try_from(room)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        self.bytes
            .extend_from_slice(buffer.get(..taken).unwrap_or(buffer));
        if taken < buffer.len() {
            self.over = true;
            return Err(io::Error::other("decoded body over its ceiling"));
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A zstd decoder that can tell a whole frame from one cut short, which that
/// of the `zstd` crate for writing cannot.
struct ZstdWriter {
    decoder: zstd::stream::raw::Decoder<'static>,
    sink: Sink,
    between_frames: bool,
    scratch: Vec<u8>,
}

impl ZstdWriter {
    fn new(sink: Sink) -> io::Result<ZstdWriter> {
        let mut decoder = zstd::stream::raw::Decoder::new()?;
        decoder.set_parameter(zstd::stream::raw::DParameter::WindowLogMax(
            ZSTD_WINDOW_LOG_MAX,
        ))?;
        Ok(ZstdWriter {
            decoder,
            sink,
            between_frames: true,
            scratch: vec![0; 64 << 10],
        })
    }

    fn decode(&mut self, chunk: &[u8]) -> io::Result<()> {
        let mut input = InBuffer::around(chunk);
        loop {
            let mut output = OutBuffer::around(self.scratch.as_mut_slice());
            let hint = self.decoder.run(&mut input, &mut output)?;
            let (written, whole) = (output.pos(), output.capacity());
            self.sink
                .write_all(self.scratch.get(..written).unwrap_or_default())?;
            self.between_frames = hint == 0;
            // A full scratch may mean that there is more to come out.
            if input.pos() >= chunk.len() && written < whole {
                return Ok(());
            }
        }
    }

    fn end(&self) -> io::Result<()> {
        if self.between_frames {
            Ok(())
        } else {
            Err(io::ErrorKind::UnexpectedEof.into())
        }
    }
}

impl BodyReader {
    /// Builds a reader for a `Content-Encoding`.
    pub(super) fn new(encoding: &str, limits: BodyLimits) -> Result<BodyReader, FetchFault> {
        let sink = Sink {
            bytes: Vec::new(),
            max: limits.decoded_bytes_max,
            over: false,
        };
        let mut names = encoding
            .split(',')
            .map(|name| name.trim().to_ascii_lowercase())
            .filter(|name| !matches!(name.as_str(), "" | "identity" | "none"));
        let decoder = match (names.next().as_deref(), names.next()) {
            (None, _) => Decoder::Plain(sink),
            (Some("gzip" | "x-gzip"), None) => Decoder::Gzip(GzDecoder::new(sink)),
            (Some("deflate"), None) => Decoder::DeflateUnknown(sink),
            (Some("br"), None) => {
                let mut decoder = DecompressorWriter::new(sink, 32 << 10);
                // Large windows are outside RFC 7932 and may ask for 1 GiB.
                decoder.set_parameter(BrotliDecoderParameter::BROTLI_DECODER_PARAM_LARGE_WINDOW, 0);
                Decoder::Brotli(Box::new(decoder))
            }
            (Some("zstd"), None) => {
                let decoder = ZstdWriter::new(sink)
                    .map_err(|error| FetchFault::Encoding(error.to_string()))?;
                Decoder::Zstd(Box::new(decoder))
            }
            _ => {
                return Err(FetchFault::Encoding(format!(
                    "`{encoding}` is not understood"
                )));
            }
        };
        Ok(BodyReader {
            decoder,
            limits,
            wire_bytes: 0,
            full: false,
        })
    }

    /// Takes one chunk. Returns false when no more is wanted.
    pub(super) fn take(&mut self, chunk: &Bytes) -> Result<bool, FetchFault> {
        if self.full {
            return Ok(false);
        }
        let room = self.limits.wire_bytes_max.saturating_sub(self.wire_bytes);
        let over = chunk.len() as u64 > room;
        if over && !self.limits.cut {
            return Err(FetchFault::TooLarge {
                what: "bytes on the wire",
                most: self.limits.wire_bytes_max,
            });
        }
        let taken = usize::try_from(room).unwrap_or(usize::MAX).min(chunk.len());
        let chunk = chunk.get(..taken).unwrap_or(chunk);
        self.wire_bytes += chunk.len() as u64;
        let written = self.decode(chunk);
        let sink = self.sink();
        let (decoded, sink_over) = (sink.bytes.len() as u64, sink.over);
        if sink_over && !self.limits.cut {
            return Err(FetchFault::TooLarge {
                what: "bytes after decompression",
                most: self.limits.decoded_bytes_max,
            });
        }
        if decoded > RATIO_FREE_BYTES && decoded / self.wire_bytes.max(1) > self.limits.ratio_max {
            return Err(FetchFault::TooLarge {
                what: "decoded bytes for each on the wire",
                most: self.limits.ratio_max,
            });
        }
        if !sink_over {
            written.map_err(|error| FetchFault::Encoding(format!("broken: {error}")))?;
        }
        self.full = over || sink_over;
        Ok(!self.full)
    }

    /// Returns the whole body once the wire has ended.
    pub(super) fn finish(mut self) -> Result<(Bytes, u64), FetchFault> {
        let ended = if self.full { Ok(()) } else { self.end() };
        let sink = self.sink();
        if sink.over && !self.limits.cut {
            return Err(FetchFault::TooLarge {
                what: "bytes after decompression",
                most: self.limits.decoded_bytes_max,
            });
        }
        if !self.sink().over {
            ended.map_err(|error| FetchFault::Encoding(format!("cut short: {error}")))?;
        }
        let wire_bytes = self.wire_bytes;
        let bytes = std::mem::take(&mut self.sink_mut().bytes);
        Ok((bytes.into(), wire_bytes))
    }

    fn decode(&mut self, chunk: &[u8]) -> io::Result<()> {
        if let Decoder::DeflateUnknown(sink) = &mut self.decoder
            && let Some(first) = chunk.first()
        {
            let sink = std::mem::replace(
                sink,
                Sink {
                    bytes: Vec::new(),
                    max: 0,
                    over: false,
                },
            );
            // RFC 1950: the low half of the first byte is 8 in a zlib header;
            // in raw deflate that would be a stored block of odd form.
            self.decoder = if first & 0x0F == 8 {
                Decoder::Zlib(ZlibDecoder::new(sink))
            } else {
                Decoder::Raw(DeflateDecoder::new(sink))
            };
        }
        match &mut self.decoder {
            Decoder::Plain(sink) => sink.write_all(chunk),
            Decoder::Gzip(decoder) => write_until_end(decoder, chunk),
            Decoder::Zlib(decoder) => write_until_end(decoder, chunk),
            Decoder::Raw(decoder) => write_until_end(decoder, chunk),
            Decoder::Brotli(decoder) => decoder.write_all(chunk),
            Decoder::Zstd(decoder) => decoder.decode(chunk),
            Decoder::DeflateUnknown(_) => Ok(()),
        }
    }

    /// Says that the wire has ended. A body of no bytes at all is empty, not
    /// broken: answers to HEAD-like requests and errors often are.
    fn end(&mut self) -> io::Result<()> {
        if self.wire_bytes == 0 {
            return Ok(());
        }
        match &mut self.decoder {
            Decoder::Plain(_) | Decoder::DeflateUnknown(_) => Ok(()),
            Decoder::Gzip(decoder) => decoder.try_finish(),
            Decoder::Zlib(decoder) => decoder.try_finish(),
            Decoder::Raw(decoder) => decoder.try_finish(),
            Decoder::Brotli(decoder) => decoder.close(),
            Decoder::Zstd(decoder) => decoder.end(),
        }
    }

    fn sink(&self) -> &Sink {
        match &self.decoder {
            Decoder::Plain(sink) | Decoder::DeflateUnknown(sink) => sink,
            Decoder::Gzip(decoder) => decoder.get_ref(),
            Decoder::Zlib(decoder) => decoder.get_ref(),
            Decoder::Raw(decoder) => decoder.get_ref(),
            Decoder::Brotli(decoder) => decoder.get_ref(),
            Decoder::Zstd(decoder) => &decoder.sink,
        }
    }

    fn sink_mut(&mut self) -> &mut Sink {
        match &mut self.decoder {
            Decoder::Plain(sink) | Decoder::DeflateUnknown(sink) => sink,
            Decoder::Gzip(decoder) => decoder.get_mut(),
            Decoder::Zlib(decoder) => decoder.get_mut(),
            Decoder::Raw(decoder) => decoder.get_mut(),
            Decoder::Brotli(decoder) => decoder.get_mut(),
            Decoder::Zstd(decoder) => &mut decoder.sink,
        }
    }
}

/// Writes a chunk; bytes after the end of the compressed stream are left
/// aside, as browsers do.
fn write_until_end(decoder: &mut impl Write, chunk: &[u8]) -> io::Result<()> {
    let mut rest = chunk;
    while !rest.is_empty() {
        match decoder.write(rest) {
            Ok(0) => return Ok(()),
            Ok(written) => rest = rest.get(written..).unwrap_or(b""),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;

    const LIMITS: BodyLimits = BodyLimits {
        wire_bytes_max: 1 << 20,
        decoded_bytes_max: 4 << 20,
        ratio_max: 200,
        cut: false,
    };

    fn read(encoding: &str, wire: &[u8], limits: BodyLimits) -> Result<Vec<u8>, String> {
        let mut reader = BodyReader::new(encoding, limits).map_err(|e| e.to_string())?;
        for chunk in wire.chunks(97) {
            if !reader
                .take(&Bytes::copy_from_slice(chunk))
                .map_err(|e| e.to_string())?
            {
                break;
            }
        }
        let (bytes, _) = reader.finish().map_err(|e| e.to_string())?;
        Ok(bytes.to_vec())
    }

    fn packed(encoding: &str, plain: &[u8]) -> Vec<u8> {
        let level = Compression::default();
        match encoding {
            "gzip" => {
                let mut writer = flate2::write::GzEncoder::new(Vec::new(), level);
                writer.write_all(plain).unwrap();
                writer.finish().unwrap()
            }
            "deflate" => {
                let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), level);
                writer.write_all(plain).unwrap();
                writer.finish().unwrap()
            }
            "raw" => {
                let mut writer = flate2::write::DeflateEncoder::new(Vec::new(), level);
                writer.write_all(plain).unwrap();
                writer.finish().unwrap()
            }
            "br" => {
                let mut out = Vec::new();
                {
                    let mut writer = brotli::CompressorWriter::new(&mut out, 4_096, 5, 22);
                    writer.write_all(plain).unwrap();
                }
                out
            }
            "zstd" => zstd::encode_all(plain, 3).unwrap(),
            _ => plain.to_vec(),
        }
    }

    #[test]
    fn every_encoding_is_read_back() {
        let plain: Vec<u8> = (0..200_000u32)
            .flat_map(|n| (n.wrapping_mul(2_654_435_761)).to_le_bytes())
            .take(300_000)
            .collect();
        for (name, sent) in [
            ("", "plain"),
            ("identity", "plain"),
            ("gzip", "gzip"),
            ("X-GZIP", "gzip"),
            ("deflate", "deflate"),
            ("deflate", "raw"),
            ("br", "br"),
            ("zstd", "zstd"),
        ] {
            let found = read(name, &packed(sent, &plain), LIMITS);
            assert!(found.as_deref() == Ok(plain.as_slice()), "{name} {sent}");
            let empty = read(name, b"", LIMITS);
            assert_eq!(empty, Ok(Vec::new()), "{name}, nothing sent");
        }
    }

    #[test]
    fn broken_and_unknown_encodings_are_told() {
        let plain = "một trang dài ".repeat(500);
        for name in ["gzip", "deflate", "br", "zstd"] {
            let whole = packed(name, plain.as_bytes());
            let short = whole.get(..whole.len() - 9).unwrap();
            let found = read(name, short, LIMITS);
            assert!(
                found.is_err(),
                "{name} cut short gave {:?}",
                found.map(|b| b.len())
            );
            let mut bent = whole.clone();
            if let Some(byte) = bent.get_mut(0) {
                *byte ^= 0x55;
            }
            let found = read(name, &bent, LIMITS);
            assert!(
                found.as_deref() != Ok(plain.as_bytes()),
                "{name} with another first byte was read"
            );
        }
        assert!(read("gzip, br", b"x", LIMITS).is_err());
        assert!(read("compress", b"x", LIMITS).is_err());
    }

    #[test]
    fn ceilings_hold_on_the_wire_and_after_decompression() {
        let zeros = vec![b'a'; 8 << 20];
        for name in ["gzip", "deflate", "br", "zstd"] {
            let error = read(name, &packed(name, &zeros), LIMITS).unwrap_err();
            assert!(error.contains("more than"), "{name}: {error}");
        }
        let error = read("", &zeros, LIMITS).unwrap_err();
        assert!(error.contains("on the wire"), "{error}");
        let cut = BodyLimits {
            decoded_bytes_max: 1_000,
            cut: true,
            ..LIMITS
        };
        for name in ["", "gzip", "br", "zstd"] {
            let found = read(name, &packed(name, &zeros), cut).unwrap();
            assert_eq!(found.len(), 1_000, "{name}");
        }
    }

    #[test]
    fn bytes_after_the_end_are_left_aside() {
        let mut wire = packed("gzip", b"trang");
        wire.extend_from_slice(b"trailing");
        assert_eq!(read("gzip", &wire, LIMITS), Ok(b"trang".to_vec()));
    }
}
