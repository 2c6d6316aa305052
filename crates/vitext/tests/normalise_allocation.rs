//! Once its buffers have grown, no page allocates.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
};

use vitext::{Normalised, normalise_into};

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, counting what each thread asks of it.
struct Counting;

// The one way to see an allocation.
#[allow(
    unsafe_code,
    reason = "an allocator is unsafe by its nature; it only counts"
)]
// SAFETY: every call is passed on as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = COUNT.try_with(|count| count.set(count.get() + 1));
        // SAFETY: as above.
        unsafe { System.alloc(layout) }
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let _ = COUNT.try_with(|count| count.set(count.get() + 1));
        // SAFETY: as above.
        unsafe { System.realloc(old, layout, size) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn no_page_allocates_after_the_first() {
    let pages = [
        "Nhà Cái UY TÍN, nạp rút 24/7: đánh bạc. Hòa, kỳ, quý, Ðề!\n".repeat(40),
        "cafe\u{301} se\u{f1}or Москва 한국 đ\u{200b}ánh nghie\u{302}\u{303}ng ".repeat(40),
        "\u{200b}".repeat(2_000),
        "\u{301}".repeat(2_000),
        "a".repeat(4_000),
        String::new(),
    ];
    let mut text = Normalised::default();
    let mut counts = Vec::new();
    for _ in 0..3 {
        let before = COUNT.get();
        for page in &pages {
            normalise_into(page, &mut text);
        }
        counts.push(COUNT.get() - before);
    }
    assert!(counts[0] > 0, "the counter counts");
    assert_eq!(counts[1..], [0, 0]);
}
