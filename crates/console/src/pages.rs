//! The pages. One page is one struct, one template and one handler; each
//! struct can produce samples, and a test renders them in every language.

pub(crate) mod account;
pub(crate) mod audit;
pub(crate) mod case;
pub(crate) mod home;
pub(crate) mod log_in;
pub(crate) mod page;
pub(crate) mod queue;
pub(crate) mod search;
pub(crate) mod sources;
pub(crate) mod users;
pub(crate) mod watchlists;

#[cfg(test)]
mod samples;
