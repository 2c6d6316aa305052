use regex::{Regex, RegexSet, RegexSetBuilder};

use super::{PatternId, PatternsMet};
use crate::{AddressPart, PageText, limits, pattern::Lowered};

/// Expressions on one kind of address.
#[derive(Debug, Default)]
pub(super) struct AddressSet {
    /// One set, unless it would be too large.
    sets: Vec<(RegexSet, Vec<PatternId>)>,
}

impl AddressSet {
    pub(super) fn new(patterns: Vec<(PatternId, &Regex)>) -> AddressSet {
        let mut sets = Vec::new();
        // In the order of the expressions; the next to look at stands last.
        let mut pending = vec![patterns.as_slice()];
        while let Some(patterns) = pending.pop() {
            if patterns.is_empty() {
                continue;
            }
            let built = RegexSetBuilder::new(patterns.iter().map(|(_, regex)| regex.as_str()))
                .size_limit(limits::PATTERN_SET_BYTES_MAX)
                .dfa_size_limit(limits::PATTERN_COMPILED_BYTES_MAX)
                .nest_limit(limits::PATTERN_DEPTH_MAX)
                .build();
            match built {
                Ok(set) => sets.push((set, patterns.iter().map(|(id, _)| *id).collect())),
                // One alone fits: it was compiled within a smaller ceiling.
                Err(_) if patterns.len() > 1 => {
                    let (left, right) = patterns.split_at(patterns.len() / 2);
                    pending.extend([right, left]);
                }
                Err(_) => {}
            }
        }
        AddressSet { sets }
    }

    pub(super) fn meet(&self, part: AddressPart, page: &PageText, met: &mut PatternsMet) {
        if self.sets.is_empty() {
            return;
        }
        for_each_address(part, page, |link, address| {
            for (set, ids) in &self.sets {
                for found in set.matches(address) {
                    if let Some(id) = ids.get(found) {
                        note(*id, link, met);
                    }
                }
            }
        });
    }
}

/// Holds one expression against every address of its kind.
pub(super) fn meet_one(
    id: PatternId,
    part: AddressPart,
    regex: &Regex,
    page: &PageText,
    met: &mut PatternsMet,
) {
    for_each_address(part, page, |link, address| {
        if regex.is_match(address) {
            note(id, link, met);
        }
    });
}

fn note(id: PatternId, link: Option<usize>, met: &mut PatternsMet) {
    match link {
        Some(link) => met.links.entry(id).or_default().push(link),
        None => {
            met.addresses.insert(id);
        }
    }
}

/// Hands out the addresses of one kind, as an expression sees them, each with
/// the number of its link.
fn for_each_address(
    part: AddressPart,
    page: &PageText,
    mut visit: impl FnMut(Option<usize>, &str),
) {
    match part {
        AddressPart::Url => {
            if let Some(url) = page.address() {
                visit(None, &readable(url.as_str()));
            }
        }
        AddressPart::Host => {
            if let Some(host) = page.host() {
                visit(None, host.as_str());
            }
        }
        AddressPart::Link => {
            for (at, link) in page.links().iter().enumerate() {
                visit(Some(at), &readable(&link.target));
            }
        }
    }
}

/// Returns an address as a person would write it: `%C3%A1` undone, NFC and
/// lower case.
fn readable(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |at: usize| {
            after
                .get(at)
                .and_then(|digit| char::from(*digit).to_digit(16))
        };
        match (first, digit(0), digit(1)) {
            // Both digits are under 16, so they fit a byte.
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    Lowered::of(&String::from_utf8_lossy(&bytes)).into_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_write_them() {
        for (address, expected) in [
            (
                "https://a.example/Nh%C3%A0-C%C3%A1i?Q=%2f",
                "https://a.example/nhà-cái?q=/",
            ),
            ("https://a.example/100%", "https://a.example/100%"),
            ("https://a.example/%zz%4", "https://a.example/%zz%4"),
        ] {
            assert_eq!(readable(address), expected);
        }
    }
}
