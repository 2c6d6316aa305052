//! The fuzz targets on stable Rust: over the kept corpus, and over texts made
//! up to be hard (`--ignored` for a million of them).

#![allow(clippy::print_stderr)]

#[path = "support/chance.rs"]
mod chance;
#[path = "../fuzz/src/targets.rs"]
#[allow(unreachable_pub, reason = "it is the library of the fuzz crate too")]
mod targets;

use std::{fs, path::Path, time::Instant};

use chance::Chance;

type Target = fn(&[u8]);

const TARGETS: [(&str, Target); 3] = [
    ("normalise", targets::normalise),
    ("matcher", targets::matcher),
    ("repair", targets::repair),
];

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("a folder of texts")
        .map(|entry| entry.expect("a file").path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read(path).expect("a text"))
        .collect()
}

#[test]
fn the_kept_corpus_passes() {
    for (name, target) in TARGETS {
        let texts = corpus(name);
        assert!(texts.len() >= 4, "{name}");
        for text in texts {
            target(&text);
        }
    }
}

/// Pieces that meet every branch: letters and their look-alikes, marks, unseen
/// characters, separators, breaks, bytes of old code pages, halves of words.
const PIECES: &[&str] = &[
    "a",
    "o",
    "u",
    "i",
    "y",
    "đ",
    "Đ",
    "ð",
    "n",
    "g",
    "h",
    "c",
    "k",
    "x",
    "t",
    "s",
    "b",
    "ạ",
    "ặ",
    "ợ",
    "ờ",
    "ỹ",
    "Ộ",
    "à",
    "é",
    "sòng",
    "bạc",
    "song",
    "bac",
    "lô",
    "xiên",
    "đặt",
    "cược",
    "xì",
    "tố",
    "hổ",
    "rồng",
    "mã",
    "otp",
    "tài khoản ảo",
    "songbac",
    "ĐặtCược",
    "а",
    "с",
    "о",
    "х",
    "і",
    "α",
    "ο",
    "ν",
    "χ",
    "ｓ",
    "ｏ",
    "𝐬",
    "𝓸",
    "ⓢ",
    "🅂",
    "🇸",
    "🇴",
    "ᴀ",
    "ᵃ",
    "ɑ",
    "ı",
    "4",
    "0",
    "1",
    "3",
    "5",
    "@",
    "$",
    "!",
    "|",
    " ",
    " ",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "\n- ",
    "-",
    "_",
    ".",
    "*",
    "~",
    "+",
    "/",
    "·",
    "'",
    "`",
    ", ",
    ". ",
    "• ",
    ":",
    "#",
    "https://",
    "www.",
    ".example",
    "[.]",
    "[",
    "]",
    "(",
    "88",
    "vip",
    "online",
    "\u{200b}",
    "\u{200d}",
    "\u{ad}",
    "\u{34f}",
    "\u{202e}",
    "\u{202c}",
    "\u{2067}",
    "\u{2069}",
    "\u{feff}",
    "\u{fe0f}",
    "\u{e0061}",
    "\u{3164}",
    "\u{300}",
    "\u{301}",
    "\u{302}",
    "\u{303}",
    "\u{306}",
    "\u{309}",
    "\u{31b}",
    "\u{323}",
    "\u{335}",
    "\u{489}",
    "😀",
    "❤️",
    "★",
    "Ä",
    "áº",
    "º",
    "¡",
    "Ã²",
    "®",
    "¹",
    "«",
    "\u{ad}",
    "ø",
    "ù",
    "ï",
    "ö",
    "ñ",
    "Ì",
    "ò",
    "漢",
    "각",
    "ไ",
    "İ",
    "ẞ",
    "ﬃ",
    "Σ",
    "क़",
    "\0",
    "\u{10ffff}",
];

/// One made-up input: pieces, raw bytes, or a kept text with a few changes.
fn made_up(chance: &mut Chance, kept: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes: Vec<u8> = match chance.below(8) {
        0 => (0..chance.below(64)).map(|_| chance.next() as u8).collect(),
        1 | 2 => chance.pick(kept).clone(),
        _ => (0..chance.below(40))
            .flat_map(|_| chance.pick(PIECES).bytes())
            .collect(),
    };
    for _ in 0..chance.below(4) {
        let place = chance.below(bytes.len() + 1);
        match chance.below(4) {
            0 => bytes.truncate(place),
            1 => {
                let piece = chance.pick(PIECES);
                bytes.splice(place..place, piece.bytes());
            }
            2 if place < bytes.len() => bytes[place] = chance.next() as u8,
            _ => {
                let end = place.min(bytes.len());
                let start = end.saturating_sub(chance.below(12));
                let again = bytes[start..end].to_vec();
                bytes.splice(end..end, again);
            }
        }
    }
    bytes
}

fn drive(rounds: usize, seed: &str) {
    for (name, target) in TARGETS {
        let kept = corpus(name);
        let mut chance = Chance::of(&[seed, name]);
        let start = Instant::now();
        for round in 0..rounds {
            let input = made_up(&mut chance, &kept);
            let result = std::panic::catch_unwind(|| target(&input));
            if result.is_err() {
                let text = String::from_utf8_lossy(&input);
                panic!("{name}, round {round}: {text:?}");
            }
        }
        eprintln!(
            "{name}: {rounds} inputs in {:.1} s",
            start.elapsed().as_secs_f64()
        );
    }
}

#[test]
fn made_up_texts_pass() {
    drive(3_000, "short");
}

#[test]
#[ignore = "a million inputs for each target"]
fn a_million_made_up_texts_pass() {
    drive(1_000_000, "long");
}
