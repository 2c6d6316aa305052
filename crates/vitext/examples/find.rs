//! Shows what terms are met in a text: `find TEXT TERM…`.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use vitext::MatcherBuilder;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let text = arguments.next().unwrap();
    let mut builder = MatcherBuilder::new();
    let terms: Vec<String> = arguments.collect();
    for term in &terms {
        builder.add(term);
    }
    for hit in builder.build().find(&text) {
        println!(
            "{}\t{}\t{}\t{:?}\t{}",
            terms[hit.term.0 as usize],
            hit.rung,
            hit.confidence,
            hit.reasons,
            text.get(hit.span()).unwrap()
        );
    }
}
