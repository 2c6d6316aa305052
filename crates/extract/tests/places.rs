//! A second page written by hand: a marker in every place that text can stand
//! in, and in every way of hiding it that is known to us.

// Tests stop at the first surprise.
#![allow(clippy::unwrap_used)]

use haidang_extract::{Limits, extract_html};

/// Markers from one to another, and their origin, region and visibility.
const PLACES: &[(u16, u16, &str)] = &[
    (1, 1, "title other visible"),
    (2, 6, "meta other unknown"),
    (7, 7, "attribute other visible"),
    (8, 9, "jsonld other unknown"),
    (10, 16, "script other unknown"),
    (18, 19, "script other unknown"),
    (20, 21, "css other unknown"),
    (22, 22, "attribute other unknown"),
    (23, 23, "text header visible"),
    (24, 24, "anchor nav visible"),
    (25, 26, "heading main visible"),
    (27, 27, "text main visible"),
    (28, 28, "noscript main unknown"),
    (29, 29, "template main unknown"),
    (30, 30, "text main visible"),
    (31, 32, "srcdoc main visible"),
    (33, 34, "comment main unknown"),
    (35, 35, "text main visible"),
    (36, 36, "comment main unknown"),
    (37, 40, "text main unknown"),
    (41, 42, "attribute main visible"),
    (43, 47, "svg main visible"),
    (48, 48, "text main visible"),
    (49, 49, "text main hidden"),
    (50, 52, "text main visible"),
    (53, 53, "text main collapsed"),
    (54, 54, "text main visible"),
    (55, 55, "text main collapsed"),
    (56, 56, "text main visible"),
    (57, 58, "attribute main visible"),
    (59, 59, "text main visible"),
    (60, 60, "attribute main collapsed"),
    (61, 61, "attribute main visible"),
    (62, 62, "text main visible"),
    (63, 64, "attribute main visible"),
    (65, 65, "attribute main hidden"),
    (66, 66, "attribute main visible"),
    (67, 69, "text main visible"),
    (70, 70, "attribute main visible"),
    (71, 71, "text main visible"),
    (72, 72, "attribute main visible"),
    (73, 78, "text main visible"),
    (79, 83, "attribute main visible"),
    (84, 84, "anchor main visible"),
    (85, 86, "script main unknown"),
    (87, 88, "text main visible"),
    (89, 90, "text main unknown"),
    (91, 91, "text main visible"),
    (92, 92, "text main hidden"),
    (93, 93, "text main suspect"),
    (94, 110, "text main hidden"),
    (111, 111, "text main suspect"),
    (112, 117, "text main hidden"),
    (118, 118, "text main visible"),
    (119, 123, "text main hidden"),
    (124, 125, "text main hidden"),
    (126, 126, "text main visible"),
    (127, 132, "text main hidden"),
    (133, 133, "text main visible"),
    (134, 135, "text main unknown"),
    (141, 145, "attribute main visible"),
    (146, 146, "attribute main hidden"),
    (147, 148, "srcdoc main visible"),
    (149, 149, "srcdoc main unknown"),
    (150, 150, "attribute main visible"),
    (136, 136, "text aside visible"),
    (137, 137, "text comments visible"),
    (138, 138, "text footer visible"),
    (139, 139, "comment other unknown"),
    (140, 140, "text other visible"),
];

#[test]
fn every_marker_is_found_once_and_labelled() {
    let page = extract_html(
        include_str!("fixtures/places.html"),
        None,
        &Limits::default(),
    );
    let mut wrong = Vec::new();
    let mut markers = 0;
    for &(from, to, label) in PLACES {
        for marker in from..=to {
            markers += 1;
            let name = format!("QX{marker:03}");
            let found: Vec<String> = page
                .runs
                .iter()
                .filter(|run| run.text.contains(&name))
                .map(|run| format!("{} {} {}", run.origin, run.region, run.visibility))
                .collect();
            if found != [label] {
                wrong.push(format!("{name}: {found:?}, not {label}"));
            }
        }
    }
    assert!(markers >= 130);
    assert!(wrong.is_empty(), "{wrong:#?}");
}
