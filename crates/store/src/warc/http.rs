//! HTTP answers as blocks of records, and the codings of their bodies.

use std::io::{ErrorKind, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::{Limits, WarcProblem};

/// An answer of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpResponse {
    /// The status code.
    pub status: u16,
    /// The status line and the header lines, as they stood, separated by line
    /// feeds; bytes that are no UTF-8 replaced.
    pub head: String,
    /// The headers in their order, names as written.
    pub headers: Vec<(String, String)>,
    /// The body, with its transfer coding and content codings undone.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// Returns the first header of this name, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// Reads a block as an answer. `truncated`: the block was cut by the end of
/// the file, and as much of the body as decodes is kept without a word. A body
/// whose coding ends too early in a whole block is kept as far as it goes, as a
/// browser shows it, and the problem comes with it.
pub(super) fn parse(
    block: &[u8],
    limits: &Limits,
    truncated: bool,
) -> Result<(HttpResponse, Option<WarcProblem>), WarcProblem> {
    let (head, body) = split_head(block, truncated).ok_or(WarcProblem::NoHttpHead)?;
    if head.len() > limits.header_bytes_max {
        return Err(WarcProblem::HeaderTooLong(limits.header_bytes_max));
    }
    let (status_line, lines) = match head.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&head[..end], &head[end + 1..]),
        None => (head, &[][..]),
    };
    let status = parse_status(status_line).ok_or(WarcProblem::NoHttpHead)?;
    let mut response = HttpResponse {
        status,
        head: String::from_utf8_lossy(head)
            .replace('\r', "")
            .trim_end()
            .to_owned(),
        headers: fields(lines).collect(),
        body: Vec::new(),
    };
    let mut incomplete = None;
    let body = decode(&response, body, limits.block_bytes_max, &mut incomplete)?;
    response.body = body;
    let problem = incomplete.filter(|_| !truncated).map(WarcProblem::BadBody);
    Ok((response, problem))
}

/// Splits a block at its first empty line.
fn split_head(block: &[u8], truncated: bool) -> Option<(&[u8], &[u8])> {
    if !block.starts_with(b"HTTP/") {
        return None;
    }
    let mut line = 0;
    while let Some(length) = block[line..].iter().position(|byte| *byte == b'\n') {
        let end = line + length;
        let text = block[line..end]
            .strip_suffix(b"\r")
            .unwrap_or(&block[line..end]);
        if text.is_empty() {
            return Some((&block[..line], &block[end + 1..]));
        }
        line = end + 1;
    }
    // Answers without a body may stand without the empty line; in a cut one it
    // may be what is missing.
    (truncated || line == block.len()).then_some((block, &[]))
}

fn parse_status(line: &[u8]) -> Option<u16> {
    let line = std::str::from_utf8(line).ok()?;
    let code = line.split_ascii_whitespace().nth(1)?;
    let status: u16 = code.parse().ok()?;
    (100..1_000).contains(&status).then_some(status)
}

/// Takes header lines apart; lines that begin with white space go on from the
/// one before (RFC 9112 §5.2), lines that are no fields are passed over.
pub(super) fn fields(lines: &[u8]) -> impl Iterator<Item = (String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in lines.split(|byte| *byte == b'\n') {
        let line = String::from_utf8_lossy(line);
        let folded = line.starts_with([' ', '\t']);
        if let (true, Some((_, value))) = (folded, fields.last_mut()) {
            value.push(' ');
            value.push_str(line.trim());
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    fields.into_iter()
}

/// Undoes the transfer coding, then the content codings, last applied first.
/// Notes in `incomplete` why a coding ends too early.
fn decode(
    response: &HttpResponse,
    body: &[u8],
    bytes_max: usize,
    incomplete: &mut Option<String>,
) -> Result<Vec<u8>, WarcProblem> {
    let chunked = response
        .header("transfer-encoding")
        .is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
    // Many writers undo the chunks and keep the header: what does not begin
    // with a chunk is taken as it stands.
    let mut body = match chunked.then(|| unchunk(body, incomplete)).flatten() {
        Some(joined) => joined,
        None => body.to_vec(),
    };
    let codings = response.header("content-encoding").unwrap_or_default();
    for coding in codings.split(',').rev() {
        let coding = coding.trim().to_ascii_lowercase();
        body = undo(&coding, body, bytes_max, incomplete)?;
    }
    Ok(body)
}

/// Joins the chunks of a body (RFC 9112 §7.1), as far as there are any; `None`
/// when it does not begin with one.
fn unchunk(body: &[u8], incomplete: &mut Option<String>) -> Option<Vec<u8>> {
    let (mut size, mut rest) = chunk_size(body)?;
    let mut joined = Vec::with_capacity(body.len());
    while size > 0 {
        let Some(chunk) = rest.get(..size) else {
            joined.extend_from_slice(rest);
            *incomplete = Some("the last chunk is cut short".to_owned());
            break;
        };
        joined.extend_from_slice(chunk);
        let after = &rest[size..];
        let after = after.strip_prefix(b"\r").unwrap_or(after);
        let after = after.strip_prefix(b"\n").unwrap_or(after);
        let Some(next) = chunk_size(after) else {
            *incomplete = Some("a chunk is not followed by another".to_owned());
            break;
        };
        (size, rest) = next;
    }
    Some(joined)
}

fn chunk_size(from: &[u8]) -> Option<(usize, &[u8])> {
    // 16 digits are more than any size; the rest may be extensions.
    let end = from.iter().take(1_024).position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(&from[..end]).ok()?;
    let digits = line.split(';').next()?.trim();
    let size = usize::from_str_radix(digits, 16).ok()?;
    Some((size, &from[end + 1..]))
}

/// Undoes one content coding (RFC 9110 §8.4.1).
fn undo(
    coding: &str,
    body: Vec<u8>,
    bytes_max: usize,
    incomplete: &mut Option<String>,
) -> Result<Vec<u8>, WarcProblem> {
    let mut read = |decoder: &mut dyn Read| read_capped(decoder, coding, bytes_max, incomplete);
    match coding {
        "" | "identity" => Ok(body),
        // Many writers undo the coding and keep the header.
        "gzip" | "x-gzip" if !body.starts_with(&[0x1F, 0x8B]) => Ok(body),
        "gzip" | "x-gzip" => read(&mut MultiGzDecoder::new(body.as_slice())),
        // Meant to be zlib, but bare deflate is sent as well; zlib begins with
        // method 8 and a check that makes the first two bytes divide by 31.
        "deflate" => match body.as_slice() {
            [first, second, ..]
                if first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0 =>
            {
                read(&mut ZlibDecoder::new(body.as_slice()))
            }
            _ => read(&mut DeflateDecoder::new(body.as_slice())),
        },
        "br" => read(&mut brotli_decompressor::Decompressor::new(
            body.as_slice(),
            4_096,
        )),
        _ => Err(WarcProblem::BadBody(format!(
            "content coding `{}` is not read",
            coding.chars().take(40).collect::<String>()
        ))),
    }
}

fn read_capped(
    decoder: &mut dyn Read,
    coding: &str,
    bytes_max: usize,
    incomplete: &mut Option<String>,
) -> Result<Vec<u8>, WarcProblem> {
    let mut decoded = Vec::new();
    let read = decoder.take(bytes_max as u64 + 1).read_to_end(&mut decoded);
    if decoded.len() > bytes_max {
        return Err(WarcProblem::BadBody(format!(
            "more than {bytes_max} bytes come out of it"
        )));
    }
    match read {
        Ok(_) => Ok(decoded),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof && !decoded.is_empty() => {
            *incomplete = Some(format!("{coding}: {error}"));
            Ok(decoded)
        }
        Err(error) => Err(WarcProblem::BadBody(format!("{coding}: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn body(head: &str, body: &[u8]) -> Result<Vec<u8>, String> {
        let mut block = format!("HTTP/1.1 200 OK\r\n{head}\r\n").into_bytes();
        block.extend_from_slice(body);
        let limits = Limits {
            block_bytes_max: 1_000,
            ..Limits::default()
        };
        match parse(&block, &limits, false) {
            Ok((response, None)) => Ok(response.body),
            Ok((_, Some(problem))) | Err(problem) => Err(problem.to_string()),
        }
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn codings_are_undone() {
        let gzipped = gzip(b"xin");
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(b"xin").unwrap();
        let zlib = zlib.finish().unwrap();
        let mut deflate =
            flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        deflate.write_all(b"xin").unwrap();
        let deflate = deflate.finish().unwrap();
        // "xin" as one uncompressed metablock (RFC 7932 §9.2).
        let brotli = [0x0B, 0x01, 0x80, b'x', b'i', b'n', 0x03];
        let gzip_header = "Content-Encoding: gzip\r\n";
        for (head, packed, expected) in [
            ("", b"xin".as_slice(), "xin"),
            (gzip_header, &gzipped, "xin"),
            ("content-encoding:  X-GZIP\r\n", &gzipped, "xin"),
            (gzip_header, b"xin", "xin"),
            ("Content-Encoding: deflate\r\n", &zlib, "xin"),
            ("Content-Encoding: deflate\r\n", &deflate, "xin"),
            ("Content-Encoding: br\r\n", &brotli, "xin"),
            ("Content-Encoding: gzip, gzip\r\n", &gzip(&gzipped), "xin"),
            (
                "Transfer-Encoding: chunked\r\n",
                b"2;x=y\r\nxi\r\n1\r\nn\r\n0\r\n\r\n",
                "xin",
            ),
            ("Transfer-Encoding: chunked\r\n", b"xin", "xin"),
            ("Transfer-Encoding: chunked\r\n", b"3\nxin\n0\n\n", "xin"),
        ] {
            let found = body(head, packed);
            assert_eq!(found.as_deref(), Ok(expected.as_bytes()), "{head:?}");
        }
    }

    #[test]
    fn broken_bodies_say_why() {
        let gzip_header = "Content-Encoding: gzip\r\n";
        let bomb = gzip(&[0; 1_001]);
        for (head, packed, expected) in [
            (gzip_header, b"\x1F\x8B\x08broken".as_slice(), "gzip: "),
            (gzip_header, bomb.as_slice(), "more than 1000 bytes"),
            ("Content-Encoding: zpaq\r\n", b"x", "`zpaq` is not read"),
            (
                "Transfer-Encoding: chunked\r\n",
                b"2\r\nxi\r\nzz\r\n",
                "not followed by another",
            ),
            (
                "Transfer-Encoding: chunked\r\n",
                b"2\r\nxi\r\nffffffffffffffff\r\nx",
                "last chunk is cut short",
            ),
        ] {
            let found = body(head, packed).unwrap_err();
            assert!(found.contains(expected), "{head:?}: {found}");
        }
        assert_eq!(body(gzip_header, &gzip(&[0; 1_000])), Ok(vec![0; 1_000]));
    }

    #[test]
    fn what_there_is_of_a_cut_body_is_kept() {
        let packed = gzip("chữ ".repeat(500).as_bytes());
        let mut block = b"HTTP/1.1 200 OK\nContent-Encoding: gzip\n\n".to_vec();
        block.extend_from_slice(&packed[..packed.len() - 8]);
        let (response, problem) = parse(&block, &Limits::default(), false).unwrap();
        assert!(response.body.starts_with("chữ chữ".as_bytes()));
        assert!(matches!(problem, Some(WarcProblem::BadBody(_))));
        // The file's own end is told by the reader.
        let (_, problem) = parse(&block, &Limits::default(), true).unwrap();
        assert!(problem.is_none());
    }

    #[test]
    fn heads_are_taken_apart() {
        let block = b"HTTP/1.0 404 Kh\xC3\xB4ng\nA: 1\n  2\r\nno field\na: 3\n\nbody";
        let (response, problem) = parse(block, &Limits::default(), false).unwrap();
        assert!(problem.is_none());
        assert_eq!(response.status, 404);
        assert_eq!(response.header("a"), Some("1 2"));
        assert_eq!(response.headers.len(), 2);
        assert_eq!(
            response.head,
            "HTTP/1.0 404 Không\nA: 1\n  2\nno field\na: 3"
        );
        assert_eq!(response.body, b"body");
        for bad in [
            b"".as_slice(),
            b"<html>\n\n",
            b"HTTP/1.1 OK\n\n",
            b"HTTP/1.1 99 x\n\n",
            b"HTTP/1.1 200 OK\nA: 1",
        ] {
            assert!(parse(bad, &Limits::default(), false).is_err(), "{bad:?}");
        }
        assert!(parse(b"HTTP/1.1 304 x\nA: 1\n", &Limits::default(), false).is_ok());
    }
}
