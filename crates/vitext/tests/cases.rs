//! The shared evasion cases whose widest rung is exact, tone or folded, met by
//! the plainest matcher that the rules of the ladder allow. Cases that need
//! context (`word_boundary_semantic`, `bare_ambiguous`) belong to the matcher.

use vitext::{Agreement, Gap, Normalised, Rung, compare, normalise};

const CASES: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/cases/text/evasion.jsonl"
);

/// Takes a string field out of a row of flat JSON.
fn field(row: &str, name: &str) -> Option<String> {
    let (_, rest) = row.split_once(&format!("\"{name}\":"))?;
    let mut chars = rest.trim_start().strip_prefix('"')?.chars();
    let mut value = String::new();
    loop {
        match chars.next()? {
            '"' => return Some(value),
            '\\' => match chars.next()? {
                'n' => value.push('\n'),
                't' => value.push('\t'),
                'u' => {
                    let hex: String = chars.by_ref().take(4).collect();
                    value.push(char::from_u32(u32::from_str_radix(&hex, 16).ok()?)?);
                }
                c => value.push(c),
            },
            c => value.push(c),
        }
    }
}

fn meets(term: &Normalised, text: &Normalised, widest: Rung) -> bool {
    (0..text.len()).any(|start| {
        (0..term.len()).all(|i| {
            let rung = match compare(term, i, text, start + i) {
                Some(Agreement::Exact) => Rung::Exact,
                Some(Agreement::Tone) => Rung::Tone,
                Some(Agreement::Folded) => Rung::Folded,
                None => return false,
            };
            let gap_rung = match text.gap(start + i) {
                _ if i == 0 => Rung::Exact,
                Gap::Space => Rung::Exact,
                Gap::Joiner => Rung::Folded,
                _ => Rung::Deobf,
            };
            rung.max(gap_rung) <= widest
        })
    })
}

#[test]
fn cases_up_to_the_folded_rung_are_decided() {
    let Ok(rows) = std::fs::read_to_string(CASES) else {
        eprintln!("skipped: the shared cases are not here ({CASES})");
        return;
    };
    let mut decided = 0;
    let mut wrong = Vec::new();
    for row in rows.lines() {
        let get = |name| field(row, name).unwrap_or_default();
        let trick = get("trick");
        let Ok(widest) = get("mode").parse::<Rung>() else {
            panic!("a row without a mode: {row}");
        };
        if widest == Rung::Deobf || trick.starts_with("word_boundary") || trick == "bare_ambiguous"
        {
            continue;
        }
        let should_match = row.contains("\"should_match\": true");
        decided += 1;
        if meets(&normalise(&get("term")), &normalise(&get("text")), widest) != should_match {
            wrong.push(row);
        }
    }
    assert!(decided > 40, "{decided}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
