//! What has to hold for any text at all; one function a fuzz target.
//!
//! The functions use nothing but the public face of `vitext`, so that the
//! crate's own tests can drive them as well (`tests/hostile.rs`).

use std::sync::OnceLock;

use vitext::{Matcher, MatcherBuilder, Normalised, Rung, TermHit, normalise as read};

/// Tokens lie in order on character boundaries, have forms, and reading the
/// forms again changes nothing.
///
/// # Panics
///
/// When one of these does not hold.
pub fn normalise(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let tokens = read(&text);
    let mut end = 0;
    for i in 0..tokens.len() {
        let span = tokens.raw(i);
        assert!(end <= span.start && span.start < span.end);
        assert!(text.get(span.clone()).is_some(), "a span within a letter");
        assert!(!tokens.accented(i).is_empty() && !tokens.folded(i).is_empty());
        end = span.end;
    }
    assert!(end <= text.len());
    let forms = accented(&tokens).join(" ");
    assert_eq!(accented(&tokens), accented(&read(&forms)));
}

fn accented(tokens: &Normalised) -> Vec<&str> {
    (0..tokens.len()).map(|i| tokens.accented(i)).collect()
}

/// Hits lie in order inside the text on character boundaries, and reading the
/// same text again gives the same hits.
///
/// # Panics
///
/// When one of these does not hold.
pub fn matcher(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let hits = watched().find(&text);
    check_hits(&text, &hits);
    assert_eq!(hits, watched().find(&text));
}

/// Panics when a hit is out of place or says what cannot be.
pub fn check_hits(text: &str, hits: &[TermHit]) {
    let mut start = 0;
    for hit in hits {
        assert!(hit.start < hit.end, "an empty hit: {hit:?}");
        assert!(
            text.get(hit.span()).is_some(),
            "a hit within a letter: {hit:?}"
        );
        assert!(start <= hit.start, "hits out of order: {hit:?}");
        assert!(hit.first <= hit.last, "tokens out of order: {hit:?}");
        assert!(hit.confidence <= 1_000, "{hit:?}");
        assert!(hit.rung != Rung::Exact || hit.confidence > 0, "{hit:?}");
        start = hit.start;
    }
}

/// Terms with something of everything: long, short, with y and đ, with a word
/// that is no syllable.
pub fn watched() -> &'static Matcher {
    static WATCHED: OnceLock<Matcher> = OnceLock::new();
    WATCHED.get_or_init(|| {
        let mut builder = MatcherBuilder::new();
        for term in [
            "sòng bạc",
            "lô xiên",
            "xì tố",
            "đặt cược",
            "rồng hổ",
            "hóa đơn khống",
            "giấy khám giả",
            "quà tri ân",
            "mã otp",
            "cỏ mỹ",
            "tài khoản ảo",
            "phần mềm gián điệp",
            "đề",
        ] {
            builder.add(term);
        }
        builder.build()
    })
}

/// What is repaired has a place in the source for each of its parts.
///
/// # Panics
///
/// When one has not.
pub fn repair(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Some(repaired) = vitext::repair(&text) else {
        return;
    };
    assert_ne!(repaired.text(), text, "a repair that repairs nothing");
    let mut end = 0;
    for (start, c) in repaired.text().char_indices() {
        let source = repaired.source_span(start..start + c.len_utf8());
        assert!(text.get(source.clone()).is_some(), "a span within a letter");
        assert!(source.start <= source.end && end <= source.end);
        end = source.end;
    }
    assert_eq!(
        repaired.source_span(0..repaired.text().len()),
        0..text.len()
    );
}
