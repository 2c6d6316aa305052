//! Any bytes give a page, and always the same one.

#![no_main]

use haidang_extract::{Input, Limits, extract};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The first byte chooses what the server says of the rest.
    let (content_type, bytes) = match bytes.split_first() {
        Some((0, rest)) => (Some("text/plain"), rest),
        Some((1, rest)) => (Some("text/html; charset=utf-8"), rest),
        Some((2, rest)) => (Some("text/html; charset=windows-1258"), rest),
        Some((_, rest)) => (None, rest),
        None => (None, bytes),
    };
    let input = Input {
        bytes,
        url: None,
        content_type,
    };
    let page = extract(&input, &Limits::default());
    assert!(page.runs.iter().all(|run| !run.text.trim().is_empty()));
    assert!(page.defects.iter().all(|defect| defect.code != "panic"));
    assert_eq!(page, extract(&input, &Limits::default()));
});
