//! What a host name says by itself: lists of hosts, look-alikes of protected
//! hosts, shapes of gambling names.

mod read;
mod set;

pub use read::{HostFault, HostList, ListedHost, SkippedLines, read_host_list};
pub use set::HostSet;
