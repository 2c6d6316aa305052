//! The whole way from bytes to a page.

use std::panic::{AssertUnwindSafe, catch_unwind};

use haidang_model::{CanonicalUrl, Origin, Page, Visibility};
use vitext::Legacy;

use crate::{
    Limits,
    article::main_element,
    decode::decode,
    defect::defect,
    fingerprint::{template_print, text_print},
    hosts::gather_hosts,
    language::language_of,
    legacy::{legacy_defect, repair_page, repair_source},
    parse::{parse, split_at_char},
    script::without_tags,
    signals::measure,
    survey::survey,
    walk::{Gathered, InnerPage, push_run, walk},
};

/// What came from the web: bytes and what the server said of them.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The body, content encodings (gzip…) undone.
    pub bytes: &'a [u8],
    /// The address it came from; targets of links are resolved against it.
    pub url: Option<&'a CanonicalUrl>,
    /// The whole `Content-Type` header, if there was one. `text/plain` gives
    /// one run of main text; everything else is read as HTML.
    pub content_type: Option<&'a str>,
}

/// Reads a page. Never fails and never panics: what is wrong with the page is
/// listed in [`Page::defects`].
///
/// ```
/// use haidang_extract::{Input, Limits, extract};
///
/// let page = extract(
///     &Input {
///         bytes: "<title>Tin xã</title><p>đ<b>á</b>nh <i hidden>x</i>bạc".as_bytes(),
///         url: None,
///         content_type: Some("text/html; charset=utf-8"),
///     },
///     &Limits::default(),
/// );
/// assert_eq!(page.title, "Tin xã");
/// assert_eq!(page.main, "đánh bạc");
/// ```
pub fn extract(input: &Input<'_>, limits: &Limits) -> Page {
    let cut = input.bytes.get(..limits.bytes_max);
    let bytes = cut.unwrap_or(input.bytes);
    let decoded = decode(bytes, input.content_type);
    let is_plain = input.content_type.is_some_and(|kind| {
        kind.split(';')
            .next()
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("text/plain"))
    });
    let mut page = if is_plain {
        let (text, legacy) = repair_source(&decoded.text, decoded.legacy);
        let mut page = extract_text(&text, input.url);
        page.defects.extend(legacy.map(legacy_defect));
        page
    } else {
        extract_decoded(&decoded.text, decoded.legacy, input.url, limits)
    };
    page.encoding = decoded.encoding.to_owned();
    if cut.is_some() && input.bytes.len() > limits.bytes_max {
        page.defects
            .push(truncated_bytes(input.bytes.len(), limits));
    }
    page.defects.extend(decoded.defect);
    dedup_defects(&mut page);
    page
}

fn truncated_bytes(length: usize, limits: &Limits) -> haidang_model::Defect {
    defect(
        "truncated_bytes",
        format!("{} of {length} bytes were read", limits.bytes_max),
    )
}

/// Reads a text that is no page of HTML: one run of main text, none when it is
/// empty. Hosts, signals and fingerprint are told of it as of any page.
pub fn extract_text(text: &str, url: Option<&CanonicalUrl>) -> Page {
    let mut page = Page::from_text(url.cloned(), text);
    page.runs.retain(|run| !run.text.trim().is_empty());
    page.lang = language_of(std::iter::once(text)).to_owned();
    page.text_print = text_print(&page.main);
    if page.runs.is_empty() {
        page.defects.push(defect("empty", "there is no text"));
    }
    gather_hosts(&mut page);
    page.signals = measure(&page, &[]);
    page
}

/// Frames with `srcdoc` that are read, nested ones too.
const FRAMES_MAX: usize = 64;

/// Reads a page of HTML that is decoded already.
pub fn extract_html(html: &str, url: Option<&CanonicalUrl>, limits: &Limits) -> Page {
    extract_decoded(html, None, url, limits)
}

/// Reads a page of HTML whose text may be of an encoding that no decoder
/// knows.
fn extract_decoded(
    html: &str,
    legacy: Option<Legacy>,
    url: Option<&CanonicalUrl>,
    limits: &Limits,
) -> Page {
    // None is known. Should a page find a panic in a library all the same, it
    // must neither end the worker nor escape being matched.
    let outcome = catch_unwind(AssertUnwindSafe(|| extract_tree(html, legacy, url, limits)));
    outcome.unwrap_or_else(|_| {
        let (text, _) = split_at_char(html, limits.bytes_max);
        let mut page = extract_text(&without_tags(text), url);
        page.defects
            .push(defect("panic", "read as text, without its tags"));
        page
    })
}

fn extract_tree(
    html: &str,
    legacy: Option<Legacy>,
    url: Option<&CanonicalUrl>,
    limits: &Limits,
) -> Page {
    let (text, cut) = split_at_char(html, limits.bytes_max);
    let (text, legacy) = repair_source(text, legacy);
    let Gathered {
        mut page,
        mut frames,
        leaves_for,
    } = read(&text, url, None, limits);
    if !cut.is_empty() {
        page.defects.push(truncated_bytes(html.len(), limits));
    }
    // Documents inside attributes, one after the other; what they hold in
    // turn is put at the end. Their text counts against the same ceilings.
    let mut text_bytes = page.runs.iter().map(|run| run.text.len()).sum();
    let mut frame_bytes = 0;
    let mut done = 0;
    let mut dropped = 0;
    while done < frames.len() {
        let frame = std::mem::replace(&mut frames[done], InnerPage::EMPTY);
        done += 1;
        frame_bytes += frame.html.len();
        if done > FRAMES_MAX || frame_bytes > limits.bytes_max {
            dropped += 1;
            continue;
        }
        let mut inner = read(&frame.html, url, Some(Origin::Srcdoc), limits);
        let seen_in_frame = |visibility| match frame.visibility {
            Visibility::Visible => visibility,
            _ if visibility == Visibility::Hidden => visibility,
            outer => outer,
        };
        for mut run in inner.page.runs {
            run.region = frame.region;
            let seen = seen_in_frame(run.visibility);
            if seen != run.visibility {
                run.visibility = seen;
                run.hidden_by = frame.hidden_by;
            }
            push_run(run, &mut page.runs, &mut text_bytes, limits, &mut dropped);
        }
        let room = limits.links_max.saturating_sub(page.links.len());
        for mut link in inner.page.links.into_iter().take(room) {
            link.region = frame.region;
            link.visibility = seen_in_frame(link.visibility);
            page.links.push(link);
        }
        for deeper in &mut inner.frames {
            deeper.region = frame.region;
            deeper.visibility = seen_in_frame(deeper.visibility);
            deeper.hidden_by = deeper.hidden_by.or(frame.hidden_by);
        }
        page.defects.extend(inner.page.defects);
        frames.extend(inner.frames);
    }
    if dropped > 0 {
        page.defects.push(defect(
            "truncated_text",
            format!("{dropped} frames or runs of frames were left out"),
        ));
    }
    repair_page(&mut page, legacy);
    page.lang = language(&page).to_owned();
    page.text_print = text_print(&page.main);
    page.encoding = encoding_rs::UTF_8.name().to_owned();
    if page.runs.is_empty() {
        page.defects.push(defect("empty", "there is no text"));
    }
    gather_hosts(&mut page);
    page.signals = measure(&page, &leaves_for);
    dedup_defects(&mut page);
    page
}

fn read(
    html: &str,
    url: Option<&CanonicalUrl>,
    forced: Option<Origin>,
    limits: &Limits,
) -> Gathered {
    let parsed = parse(html, limits, forced.is_some());
    let mut survey = survey(&parsed.dom, limits, forced.is_some());
    let main = main_element(&parsed.dom, &survey);
    let defects = std::mem::take(&mut survey.defects);
    let mut gathered = walk(&parsed.dom, &survey, main, url, forced, limits);
    if forced.is_none() {
        gathered.page.template_print = template_print(&parsed.dom, main);
    }
    gathered
        .page
        .defects
        .splice(0..0, parsed.defects.into_iter().chain(defects));
    gathered
}

/// One defect of each kind is enough.
fn dedup_defects(page: &mut Page) {
    let mut seen: Vec<String> = Vec::new();
    page.defects.retain(|defect| {
        let new = !seen.contains(&defect.code);
        if new {
            seen.push(defect.code.clone());
        }
        new
    });
}

/// The language of the main text; of everything that is seen when that is short.
fn language(page: &Page) -> &'static str {
    /// Less than this many bytes says little.
    const MAIN_BYTES_MIN: usize = 200;
    if page.main.len() >= MAIN_BYTES_MIN {
        return language_of(std::iter::once(page.main.as_str()));
    }
    language_of(
        page.runs
            .iter()
            .filter(|run| run.visibility == Visibility::Visible)
            .map(|run| run.text.as_str()),
    )
}
