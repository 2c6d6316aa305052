//! Any style sheet, and any style attribute, gives a page with its text.

#![no_main]

use haidang_extract::{Limits, extract_html};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|css: &str| {
    // What ends the element would end the style sheet too.
    let sheet = css.replace('<', " ");
    let attribute = css.replace('&', "&amp;").replace('"', "&quot;");
    let html = format!(
        "<style>{sheet}</style><div class=a id=b data-c=d><p style=\"{attribute}\">dấu mốc<b>x</b>"
    );
    let page = extract_html(&html, None, &Limits::default());
    assert!(page.runs.iter().any(|run| run.text.contains("dấu mốc")));
    assert!(page.defects.iter().all(|defect| defect.code != "panic"));
});
