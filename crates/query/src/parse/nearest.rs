//! What was probably meant by a name that is not known.

/// Letters of a name that are compared; no known name is longer.
const LETTERS_MAX: usize = 24;

/// Returns the known name that is at most two slips of the finger away.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name: Vec<char> = name.to_lowercase().chars().take(LETTERS_MAX).collect();
    let slips = known
        .into_iter()
        .map(|known| (distance(&name, known), known));
    let (slips, known) = slips.min()?;
    // Of a name of two letters, two slips leave nothing.
    (slips <= 2 && slips < name.len()).then_some(known)
}

/// Counts letters added, left out, changed or swapped with their neighbour
/// (restricted Damerau–Levenshtein).
fn distance(name: &[char], known: &str) -> usize {
    let known: Vec<char> = known.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=known.len()).collect();
    for (row, letter) in name.iter().enumerate() {
        let mut this = vec![row + 1];
        for (column, other) in known.iter().enumerate() {
            let at = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX);
            let changed = at(&last, column) + usize::from(letter != other);
            let mut least = changed
                .min(at(&last, column + 1) + 1)
                .min(at(&this, column) + 1);
            let swapped = row > 0
                && column > 0
                && name.get(row - 1) == Some(other)
                && known.get(column - 1) == Some(letter);
            if swapped {
                least = least.min(at(&before, column - 1) + 1);
            }
            this.push(least);
        }
        before = std::mem::replace(&mut last, this);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_finger_are_seen() {
        let known = ["title", "site", "host", "link", "lang", "zone"];
        for (name, expected) in [
            ("tilte", Some("title")),
            ("Titel", Some("title")),
            ("hots", Some("host")),
            ("sites", Some("site")),
            ("zon", Some("zone")),
            ("z", None),
            ("author", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, known), expected, "{name}");
        }
        assert_eq!(distance(&['a', 'b'], "ba"), 1);
        assert_eq!(distance(&['a'; 24], ""), 24);
    }
}
