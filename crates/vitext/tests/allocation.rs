//! No allocation on a page after warm-up: counted, alone in its binary.

#![allow(unsafe_code, reason = "an allocator that counts has to be one")]

#[path = "support/carriers.rs"]
mod carriers;
#[path = "support/terms.rs"]
mod terms;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

use terms::TERMS;
use vitext::{Cache, MatcherBuilder, Reading, Rung};

/// The system's allocator, counting what one thread asks of it.
struct Counting;

thread_local! {
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

fn count() {
    // A thread that is ending has no counter left, and nobody asks for it.
    let _ = ASKED.try_with(|asked| asked.set(asked.get() + 1));
}

// SAFETY: everything is passed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // SAFETY: the pointer came from `System.alloc` with this layout.
        unsafe { System.dealloc(ptr, layout) }
    }

    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        // SAFETY: the pointer came from `System.alloc` with this layout.
        unsafe { System.realloc(ptr, layout, size) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// Pages with terms as they are, bare, disguised, and with none at all.
fn pages() -> Vec<String> {
    let mut pages = Vec::new();
    for (term, trade) in TERMS {
        let parted: Vec<String> = term.chars().map(String::from).collect();
        let glued = term.replace(' ', "");
        let tag = format!("#{glued}online");
        let turned: String = term.chars().rev().collect();
        let turned = format!("\u{202E}{turned}\u{202C}");
        let forms = [
            (*term).to_owned(),
            parted.join("."),
            parted.join(" "),
            term.replace('a', "4").replace('o', "0"),
            term.replace('a', "а").replace('o', "о"),
            glued,
            tag,
            turned,
        ];
        for form in forms {
            for sentence in carriers::sentences(*trade) {
                pages.push(sentence.replace("{}", &form));
            }
        }
    }
    pages
}

#[test]
fn scanning_allocates_nothing_once_warm() {
    let mut builder = MatcherBuilder::new();
    for (term, _) in TERMS {
        builder.add(term);
    }
    let matcher = builder.build();
    let pages: Vec<_> = pages()
        .into_iter()
        .map(|page| (Reading::of(&page), page))
        .collect();
    let mut cache = Cache::default();
    let mut hits = 0;
    let mut scan = |hits: &mut usize| {
        for (reading, page) in &pages {
            matcher.scan(page, reading, Rung::Deobf, &mut cache, |_| *hits += 1);
        }
    };
    scan(&mut hits);
    let warm = ASKED.with(Cell::get);
    scan(&mut hits);
    let after = ASKED.with(Cell::get);
    assert!(
        hits > pages.len(),
        "{hits} hits on {} pages, twice",
        pages.len()
    );
    assert_eq!(after - warm, 0, "allocations on {} pages", pages.len());
}
