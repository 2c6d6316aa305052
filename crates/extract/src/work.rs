//! Counts work where debug assertions are on, so that a test can tell a path
//! that is linear from one that is not without looking at a clock.
//!
//! What is counted: questions of the tree builder, steps over the tree,
//! comparisons of selectors, declarations applied, bytes that are scanned for
//! an end that may be far away, pieces of lines. In other builds nothing is.

#[cfg(debug_assertions)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Counts steps of work.
#[inline(always)]
pub(crate) fn add(steps: usize) {
    #[cfg(debug_assertions)]
    STEPS.with(|count| count.set(count.get() + steps as u64));
    #[cfg(not(debug_assertions))]
    let _ = steps;
}

/// Returns the steps that this thread has taken since it was last asked.
#[cfg(debug_assertions)]
pub fn steps_taken() -> u64 {
    STEPS.with(std::cell::Cell::take)
}
