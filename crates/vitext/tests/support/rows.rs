//! The shared texts: real pages that nobody here wrote. They are read where
//! they lie and never copied; a test says so when they are not here.

use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    path::Path,
};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/");

/// Vietnamese running text.
pub(crate) const FILES: [&str; 3] = [
    "text/viwiki_docs.txt.zst",
    "text/legal_articles_vi.jsonl.zst",
    "text/open_text_vi.jsonl.zst",
];

/// Gives the texts of a file one after the other until so many bytes have
/// been given; `None` when the file is not here.
pub(crate) fn texts(file: &str, bytes_max: usize) -> Option<impl Iterator<Item = String> + use<>> {
    fields(file, "text", bytes_max)
}

/// The same for another field of the rows.
pub(crate) fn fields(
    file: &str,
    name: &'static str,
    bytes_max: usize,
) -> Option<impl Iterator<Item = String> + use<>> {
    let path = Path::new(DATA).join(file);
    let Ok(opened) = File::open(&path) else {
        eprintln!(
            "skipped: the shared texts are not here ({})",
            path.display()
        );
        return None;
    };
    let reader = BufReader::new(zstd::Decoder::new(opened).expect("a zstd stream"));
    let is_rows = file.contains("jsonl");
    let mut given = 0;
    let texts = reader.lines().map_while(Result::ok).map(move |line| {
        if is_rows {
            field(&line, name).unwrap_or_default()
        } else {
            line
        }
    });
    Some(texts.take_while(move |text| {
        given += text.len();
        given <= bytes_max
    }))
}

/// Takes a string field out of a row of flat JSON.
pub(crate) fn field(row: &str, name: &str) -> Option<String> {
    let (_, rest) = row.split_once(&format!("\"{name}\":"))?;
    let mut chars = rest.trim_start().strip_prefix('"')?.chars();
    let mut value = String::new();
    loop {
        match chars.next()? {
            '"' => return Some(value),
            '\\' => match chars.next()? {
                'n' => value.push('\n'),
                't' => value.push('\t'),
                'r' => value.push('\r'),
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
