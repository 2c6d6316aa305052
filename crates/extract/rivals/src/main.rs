//! Main text and speed beside other crates, all in one run.
//!
//! `cargo run --release -- PAGES.jsonl.zst FOLDER` reads rows `{"id", "html"}`,
//! prints pages a second of processor time, and writes `FOLDER/NAME.jsonl` with rows
//! `{"id", "main"}` for scoring.

use std::{io::Write, time::Duration};

use rustix::time::{ClockId, clock_gettime};

/// How long this thread has had the processor: the same on a busy machine.
fn cpu_time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap()
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(pages), Some(folder)) = (arguments.next(), arguments.next()) else {
        eprintln!("PAGES.jsonl.zst FOLDER");
        return;
    };
    let rows = zstd::decode_all(std::fs::read(pages).unwrap().as_slice()).unwrap();
    let rows: Vec<serde_json::Value> = rows
        .split(|b| *b == b'\n')
        .filter(|r| !r.is_empty())
        .map(|r| serde_json::from_slice(r).unwrap())
        .collect();
    std::panic::set_hook(Box::new(|_| {}));
    let topts = trafilatura::Options::default();
    let f: Vec<(&str, Box<dyn Fn(&str) -> String>)> = vec![
        (
            "haidang",
            Box::new(|h| {
                haidang_extract::extract_html(h, None, &haidang_extract::Limits::default()).main
            }),
        ),
        (
            "dom_smoothie",
            Box::new(|h| {
                dom_smoothie::Readability::new(h, None, None)
                    .ok()
                    .and_then(|mut r| r.parse().ok())
                    .map(|a| a.text_content.to_string())
                    .unwrap_or_default()
            }),
        ),
        (
            "rs-trafilatura",
            Box::new(|h| {
                rs_trafilatura::extract(h)
                    .map(|r| r.content_text)
                    .unwrap_or_default()
            }),
        ),
        (
            "trafilatura",
            Box::new(move |h| {
                trafilatura::extract(h, &topts)
                    .map(|r| r.content_text)
                    .unwrap_or_default()
            }),
        ),
    ];
    for (name, f) in f {
        let mut out = std::fs::File::create(format!("{folder}/{name}.jsonl")).unwrap();
        let (mut s, mut panics) = (0.0, 0);
        for r in &rows {
            let t = cpu_time();
            let main = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                f(r["html"].as_str().unwrap())
            }))
            .unwrap_or_else(|_| {
                panics += 1;
                String::new()
            });
            s += (cpu_time() - t).as_secs_f64();
            writeln!(out, "{}", serde_json::json!({"id": r["id"], "main": main})).unwrap();
        }
        println!(
            "{name}: {:.0} pages/s, {panics} panics",
            rows.len() as f64 / s
        );
    }
}
