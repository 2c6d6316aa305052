//! Reading WARC files (ISO 28500, versions 1.0 and 1.1), plain or as any
//! chain of gzip members.
//!
//! The reader streams and is tolerant: what is broken becomes a [`WarcFault`]
//! that says where, and the reader goes on at the next record it can find. A
//! file from outside can make it neither panic nor hold more than a record.
//!
//! ```
//! use haidang_store::warc::{Limits, WarcReader};
//!
//! let file: &[u8] = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n";
//! let records: Vec<_> = WarcReader::open(file, Limits::default()).collect();
//! assert_eq!(records.len(), 1);
//! assert_eq!(records[0].as_ref().unwrap().block, b"hi");
//! ```

mod fault;
mod http;
mod reader;
mod record;
mod stream;

pub use fault::{WarcFault, WarcProblem};
pub use http::HttpResponse;
pub use reader::WarcReader;
pub use record::{RecordKind, WarcRecord};

/// Ceilings of reading. What lies beyond is skipped and becomes a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a record's header, and of the HTTP head within its block.
    pub header_bytes_max: usize,
    /// Bytes of a record's block, and of an HTTP body once it is decoded.
    pub block_bytes_max: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            header_bytes_max: 64 << 10,
            block_bytes_max: 32 << 20,
        }
    }
}
