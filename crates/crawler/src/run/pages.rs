//! How many pages a run and its sources may still take.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use haidang_model::SourceId;

/// Counts pages against a limit: those that are certain and those that may yet
/// come.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) sure: AtomicU64,
    pub(super) open: AtomicU64,
}

/// Whether one more page may be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    Yes,
    /// Not unless one of those in flight turns out to be none.
    Perhaps,
    No,
}

impl Pages {
    /// Takes room for one page.
    pub(super) fn reserve(&self, most: u64) -> Room {
        let open = self.open.fetch_add(1, Ordering::SeqCst);
        let sure = self.sure.load(Ordering::SeqCst);
        if sure.saturating_add(open) < most {
            return Room::Yes;
        }
        self.open.fetch_sub(1, Ordering::SeqCst);
        if sure >= most {
            Room::No
        } else {
            Room::Perhaps
        }
    }

    pub(super) fn release(&self, count: u64) {
        self.open.fetch_sub(count, Ordering::SeqCst);
    }
}

/// Room that a batch holds in its sources until its pages are committed, and
/// so counted by the store.
#[derive(Default)]
pub(super) struct Reserved(pub(super) HashMap<SourceId, (Arc<Pages>, u64)>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_flight_is_neither_a_page_nor_none() {
        let pages = Pages {
            sure: AtomicU64::new(8),
            open: AtomicU64::new(0),
        };
        assert_eq!([pages.reserve(10), pages.reserve(10)], [Room::Yes; 2]);
        assert_eq!(pages.reserve(10), Room::Perhaps);
        pages.release(1);
        assert_eq!(pages.reserve(10), Room::Yes);
        pages.sure.store(10, Ordering::SeqCst);
        assert_eq!(pages.reserve(10), Room::No);
    }
}
