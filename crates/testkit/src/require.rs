//! What a machine may lack, and how a test says so.

/// Tells whether this run must have `name` (`postgres`, `chromium`): the
/// variable `HAIDANG_REQUIRE` names it, alone or in a list with commas. CI
/// requires everything, so that nothing is skipped there in silence.
pub fn require(name: &str) -> bool {
    std::env::var("HAIDANG_REQUIRE")
        .is_ok_and(|names| names.split(',').any(|required| required.trim() == name))
}

/// Says loudly that a test was skipped because `name` is missing, with what to
/// do about it.
///
/// # Panics
/// When this run must have `name`, see [`require`].
#[expect(
    clippy::print_stderr,
    reason = "a skipped test is said where people look"
)]
pub fn skip(name: &str, why: &str) {
    assert!(
        !require(name),
        "{name} is required by HAIDANG_REQUIRE and missing: {why}"
    );
    eprintln!("SKIPPED: {name}: {why}");
}
