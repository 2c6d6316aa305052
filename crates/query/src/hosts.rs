//! What a host name says by itself: lists of hosts, look-alikes of protected
//! hosts, shapes of gambling names.

mod page;
mod protected;
mod read;
mod set;
mod shape;

pub(crate) use page::{HostTest, PageHosts};
pub use protected::{How, LookAlike, Protected, ProtectedHost, ProtectedList, read_protected_list};
pub use read::{HostFault, HostList, ListedHost, SkippedLines, read_host_list};
pub use set::HostSet;
pub use shape::{Shape, gambling_shape};
