//! HTML text → [`Dom`], within [`Limits`].

use std::{borrow::Cow, time::Duration};

use haidang_model::Defect;
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use rustix::time::{ClockId, clock_gettime};

use crate::{
    Limits, attributes::cut_attributes, defect::defect, dom::Dom, feed::Feeder, sink::Sink,
};

/// Bytes that are read between two looks at the clock.
const CHUNK_BYTES: usize = 32 << 10;

/// A tree and what had to be cut to get it.
pub(crate) struct Parsed {
    pub(crate) dom: Dom,
    pub(crate) defects: Vec<Defect>,
}

/// Returns how long this thread has had the processor.
fn cpu_time() -> Duration {
    let spent = clock_gettime(ClockId::ThreadCPUTime);
    // Never negative; were it so, the net under the ceilings would be gone, not
    // the page.
    Duration::try_from(spent).unwrap_or_default()
}

/// Builds the tree of a page.
pub(crate) fn parse(html: &str, limits: &Limits, srcdoc: bool) -> Parsed {
    // The one clock of this crate: a net under the other ceilings, so that a
    // page that found a slow path in the parser cannot hold a worker.
    let started = cpu_time();
    let budget = Duration::from_millis(limits.cpu_ms_max);
    let mut defects = Vec::new();

    let cut = cut_attributes(html, limits.attributes_max);
    let html = cut.html;
    let builder = TreeBuilder::new(
        Sink::new(limits.attributes_max),
        TreeBuilderOpts {
            // `<noscript>` is read as tags: its text must be met.
            scripting_enabled: false,
            iframe_srcdoc: srcdoc,
            ..TreeBuilderOpts::default()
        },
    );
    let html = with_line_feeds(html);
    let mut feeder = Feeder::new(&html, builder, limits);
    let mut read_when_asked = 0;
    while !feeder.rest().is_empty() {
        let read = html.len() - feeder.rest().len();
        if read >= read_when_asked {
            read_when_asked = read + CHUNK_BYTES;
            if cpu_time().saturating_sub(started) > budget {
                defects.push(defect(
                    "timeout",
                    format!(
                        "{read} of {} bytes were read in {} ms",
                        html.len(),
                        limits.cpu_ms_max
                    ),
                ));
                break;
            }
        }
        feeder.step();
    }
    let (dom, cuts) = feeder.finish();
    if cuts.depth > 0 {
        defects.push(defect(
            "truncated_depth",
            format!(
                "{} tags deeper than {} or multiplying were flattened",
                cuts.depth, limits.depth_max
            ),
        ));
    }
    if cuts.nodes > 0 {
        defects.push(defect(
            "truncated_nodes",
            format!(
                "{} tags beyond {} nodes and attributes were flattened",
                cuts.nodes, limits.nodes_max
            ),
        ));
    }
    if cut.strays > 0 {
        defects.push(defect(
            "truncated_text",
            format!("{} signs `<` that begin no tag were left out", cut.strays),
        ));
    }
    if cut.tags > 0 || cuts.attributes > 0 {
        defects.push(defect(
            "truncated_attributes",
            format!(
                "tags of more than {} attributes were cut",
                limits.attributes_max
            ),
        ));
    }
    Parsed { dom, defects }
}

/// Makes each end of a line one line feed, as the HTML standard has it
/// ("preprocessing the input stream").
fn with_line_feeds(html: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(b'\r', html.as_bytes()).is_none() {
        return html;
    }
    let mut text = String::with_capacity(html.len());
    let mut lines = html.split('\r');
    text.push_str(lines.next().unwrap_or_default());
    for line in lines {
        if !line.starts_with('\n') {
            text.push('\n');
        }
        text.push_str(line);
    }
    Cow::Owned(text)
}

/// Splits off at most `bytes_max` bytes, at least one character.
pub(crate) fn split_at_char(text: &str, bytes_max: usize) -> (&str, &str) {
    if text.len() <= bytes_max {
        return (text, "");
    }
    let mut at = bytes_max.max(1);
    loop {
        if let Some(parts) = text.split_at_checked(at) {
            return parts;
        }
        at += 1;
    }
}
