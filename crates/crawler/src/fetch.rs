//! The guarded fetch: the only way out of the machine.
//!
//! Every address is checked before a connection is opened, twice over: IP
//! literals by us, because the HTTP client does not ask its resolver about
//! them, and names by pinning the addresses that we looked up and checked, so
//! that the client cannot be led to others (DNS rebinding). One call is one
//! request; redirects are followed by the caller, who checks scope, robots.txt
//! and politeness anew for each.

mod body;
mod door;
mod fault;
mod media;
mod resolve;

pub use body::BodyLimits;
pub use door::{Answer, Ask, Door, GuardedFetch, install_tls};
pub use fault::FetchFault;
pub use media::Media;
pub(crate) use media::sniff_xml;
pub use resolve::{NameLookup, NoSuchName, SystemLookup};
