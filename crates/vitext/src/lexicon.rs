//! stand-in until the lexicon lands
pub(crate) fn is_word(_: &str, _: &str) -> bool {
    false
}
pub(crate) fn is_bare_word(_: &str, _: &str) -> bool {
    false
}
pub(crate) fn keeps(_: &str, _: &str) -> bool {
    false
}
pub(crate) fn keeps_bare(_: &str, _: &str) -> bool {
    false
}
pub(crate) fn context(_: &str, _: Option<&str>) -> bool {
    false
}
pub(crate) fn is_foreign(_: &str) -> bool {
    false
}
