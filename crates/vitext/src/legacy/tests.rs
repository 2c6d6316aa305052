//! The tables letter by letter, how much is found, and what is left alone.

use std::{
    fmt::Write as _,
    io::{Read as _, Write as _},
    path::PathBuf,
    process::{Command, Stdio},
};

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::{
    steps::Steps,
    tables::{High, TCVN3, VISCII, VISCII_LOW, VPS, VPS_LOW, byte_of},
    *,
};
use crate::letter::{Letter, Tone, VOWELS, VOWELS_UPPER};

/// VNI as its keyboard manual shows it, row by row of [`VOWELS`].
const VNI: [[&str; 6]; 12] = [
    ["a", "aø", "aù", "aû", "aõ", "aï"],
    ["aê", "aè", "aé", "aú", "aü", "aë"],
    ["aâ", "aà", "aá", "aå", "aã", "aä"],
    ["e", "eø", "eù", "eû", "eõ", "eï"],
    ["eâ", "eà", "eá", "eå", "eã", "eä"],
    ["i", "ì", "í", "æ", "ó", "ò"],
    ["o", "oø", "où", "oû", "oõ", "oï"],
    ["oâ", "oà", "oá", "oå", "oã", "oä"],
    ["ô", "ôø", "ôù", "ôû", "ôõ", "ôï"],
    ["u", "uø", "uù", "uû", "uõ", "uï"],
    ["ö", "öø", "öù", "öû", "öõ", "öï"],
    ["y", "yø", "yù", "yû", "yõ", "î"],
];

/// Every letter with a mark, small and capital.
fn letters() -> Vec<char> {
    let small = VOWELS.iter().flat_map(|(_, _, tones)| tones.iter());
    let capital = VOWELS_UPPER.iter().flatten();
    let mut letters: Vec<char> = small.chain(capital).copied().collect();
    letters.extend(['đ', 'Đ']);
    letters.retain(|c| !c.is_ascii());
    assert_eq!(letters.len(), 134);
    letters
}

/// How the bytes were misread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Misread {
    Windows1252,
    Latin1,
}

fn misread(bytes: &[u8], how: Misread) -> String {
    let by_1252 = |byte: u8| {
        ('\u{80}'..='\u{2122}')
            .find(|&c| !('\u{80}'..'\u{a0}').contains(&c) && byte_of(c) == Some(byte))
            .unwrap_or(char::from(byte))
    };
    bytes
        .iter()
        .map(|&byte| match how {
            Misread::Windows1252 if byte >= 0x80 => by_1252(byte),
            _ => char::from(byte),
        })
        .collect()
}

fn by_table(text: &str, high: &High, low: &[(char, char)], small: bool) -> Option<Vec<u8>> {
    let byte_for = |c: char| -> Option<u8> {
        if c.is_ascii() {
            return Some(c as u8);
        }
        if let Some(place) = high.iter().position(|&known| known == c) {
            return Some(0x80 + place as u8);
        }
        low.iter()
            .find(|(_, to)| *to == c)
            .map(|(from, _)| *from as u8)
    };
    text.chars()
        .map(|c| {
            byte_for(c).or_else(|| {
                let lower = c.to_lowercase().next()?;
                small.then(|| byte_for(lower))?
            })
        })
        .collect()
}

/// The bytes that a text is in an old encoding; `None` when it has characters
/// that the encoding has not.
fn encode(text: &str, legacy: Legacy) -> Option<Vec<u8>> {
    match legacy {
        Legacy::Tcvn3 => by_table(text, &TCVN3, &[], true),
        Legacy::Viscii => by_table(text, &VISCII, &VISCII_LOW, false),
        Legacy::Vps => by_table(text, &VPS, &VPS_LOW, false),
        Legacy::Vni => {
            let mut bytes = Vec::new();
            for c in text.chars() {
                let lower = c.to_lowercase().next()?;
                let spelt = if lower == 'đ' {
                    Some("ñ")
                } else {
                    VOWELS.iter().zip(VNI).find_map(|((_, _, tones), spelt)| {
                        Some(spelt[tones.iter().position(|&tone| tone == lower)?])
                    })
                };
                match spelt {
                    Some(spelt) => {
                        for sign in spelt.chars() {
                            let sign = if c == lower {
                                sign
                            } else {
                                sign.to_uppercase().next()?
                            };
                            bytes.push(sign as u8);
                        }
                    }
                    None if c.is_ascii() => bytes.push(c as u8),
                    None => return None,
                }
            }
            Some(bytes)
        }
        Legacy::Windows1258 => {
            let mut bytes = Vec::new();
            for c in text.chars() {
                let lower = c.to_lowercase().next()?;
                let Some(letter) = Letter::of(lower) else {
                    bytes.push(u8::try_from(c).ok().filter(u8::is_ascii)?);
                    continue;
                };
                let level = Letter {
                    tone: Tone::Level,
                    ..letter
                }
                .compose()?;
                let upper = c != lower;
                bytes.push(match (level, upper) {
                    ('ă', false) => 0xE3,
                    ('ă', true) => 0xC3,
                    ('ơ', false) => 0xF5,
                    ('ơ', true) => 0xD5,
                    ('ư', false) => 0xFD,
                    ('ư', true) => 0xDD,
                    ('đ', false) => 0xF0,
                    ('đ', true) => 0xD0,
                    (_, false) => u8::try_from(level).ok()?,
                    (_, true) => u8::try_from(level.to_uppercase().next()?).ok()?,
                });
                match letter.tone {
                    Tone::Level => {}
                    Tone::Grave => bytes.push(0xCC),
                    Tone::Hook => bytes.push(0xD2),
                    Tone::Tilde => bytes.push(0xDE),
                    Tone::Acute => bytes.push(0xEC),
                    Tone::Dot => bytes.push(0xF2),
                }
            }
            Some(bytes)
        }
        Legacy::Utf8AsLatin1 => Some(text.as_bytes().to_vec()),
        Legacy::Utf8AsLatin1Twice => {
            Some(misread(text.as_bytes(), Misread::Windows1252).into_bytes())
        }
    }
}

/// Reads a text as of one encoding, whatever it looks like.
fn decode(text: &str, legacy: Legacy) -> String {
    Steps::new(legacy, text).map(|step| step.out).collect()
}

/// What comes out at best: TCVN3 has no capitals with a tone.
fn expected(text: &str, legacy: Legacy) -> String {
    let has = |c: char| c.is_ascii() || TCVN3.contains(&c);
    text.chars()
        .map(|c| match legacy {
            Legacy::Tcvn3 if !has(c) => c.to_lowercase().next().unwrap(),
            _ => c,
        })
        .collect()
}

#[test]
fn every_letter_goes_round() {
    for legacy in Legacy::ALL {
        for c in letters() {
            // A syllable around it, which no-break spaces need to be told.
            let text = format!("{c} ");
            let bytes = encode(&text, legacy).unwrap_or_else(|| panic!("{legacy:?} {c}"));
            for how in [Misread::Windows1252, Misread::Latin1] {
                if how == Misread::Latin1 && legacy == Legacy::Utf8AsLatin1Twice {
                    continue;
                }
                let read = misread(&bytes, how);
                assert_eq!(
                    decode(&read, legacy),
                    expected(&text, legacy),
                    "{legacy:?} {read:?}"
                );
            }
        }
    }
}

/// Runs `iconv`; `None` when it is not there.
fn iconv(bytes: &[u8], charset: &str) -> Option<String> {
    let mut child = Command::new("iconv")
        .args(["-f", charset, "-t", "UTF-8"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(bytes).ok()?;
    let output = child.wait_with_output().ok()?;
    String::from_utf8(output.stdout).ok()
}

#[test]
fn iconv_reads_the_same() {
    for (legacy, charset) in [
        (Legacy::Tcvn3, "TCVN5712-1"),
        (Legacy::Viscii, "VISCII"),
        (Legacy::Windows1258, "CP1258"),
    ] {
        let mut text = String::new();
        for c in letters() {
            writeln!(text, "{c}").unwrap();
        }
        let bytes = encode(&text, legacy).unwrap();
        let Some(read) = iconv(&bytes, charset) else {
            println!("skipped: there is no iconv");
            return;
        };
        let read: String = read.nfc().collect();
        assert_eq!(read, expected(&text, legacy), "{legacy:?}");
    }
}

/// Running text of our own: news, notices, and what the watchlists are about.
const SENTENCES: &str = "\
Công an tỉnh vừa triệt phá một đường dây đánh bạc trên không gian mạng
Người dân cần cảnh giác với các trang web quảng cáo nhà cái hàng đầu châu Á
Ủy ban nhân dân xã thông báo lịch tiếp công dân trong tháng mười hai
Đăng ký tài khoản nhận ngay tiền thưởng, nạp rút siêu tốc trong vòng năm phút
Học sinh trường trung học cơ sở Nguyễn Huệ được nghỉ học vì mưa lũ kéo dài
Nhận làm giấy tờ giả các loại giống thật, giao hàng tận nơi trên toàn quốc
Bộ Y tế khuyến cáo mọi người đeo khẩu trang ở nơi đông người và rửa tay thường xuyên
Tuyển dụng việc nhẹ lương cao cho sinh viên, không cần kinh nghiệm hay bằng cấp
Giá vàng trong nước sáng nay tiếp tục tăng thêm hai trăm nghìn đồng mỗi lượng
Quyết định này có hiệu lực thi hành kể từ ngày ký và thay thế các quy định trước đây
Vay tiền nhanh không thế chấp, giải ngân trong ngày, không gọi điện cho người thân
Các đối tượng dùng mạng xã hội để lôi kéo người chơi tham gia lô đề, cá độ bóng đá
Mùa xuân về trên những bản làng vùng cao, hoa mận nở trắng khắp các sườn núi
Chị bảo em cứ để đó, mai mẹ đi chợ về rồi nấu cơm cho cả nhà cùng ăn
Thủ tướng yêu cầu các bộ, ngành, địa phương đẩy mạnh cải cách hành chính
Đội tuyển Việt Nam thắng đậm đội khách ngay trên sân nhà trong trận ra quân
Cửa hàng bán thuốc lá lậu, rượu ngoại không rõ nguồn gốc bị lập biên bản
Ông lão đánh cá ngồi lặng lẽ bên bờ sông, nhìn dòng nước chảy về phía biển
Khoản hỗ trợ được chi trả trực tiếp cho hộ nghèo và hộ cận nghèo trên địa bàn
Kính mời quý khách đến tham quan gian hàng tại hội chợ triển lãm nông nghiệp";

/// Sentences of others, when they are there.
fn shared(name: &str, bytes_max: usize) -> Option<String> {
    let path: PathBuf = [
        env!("CARGO_MANIFEST_DIR"),
        "../../../shared/data/text",
        name,
    ]
    .iter()
    .collect();
    let Ok(file) = std::fs::File::open(&path) else {
        println!("skipped: there is no ../shared/data/text/{name}");
        return None;
    };
    let mut bytes = Vec::new();
    zstd::Decoder::new(file)
        .unwrap()
        .take(bytes_max as u64)
        .read_to_end(&mut bytes)
        .unwrap();
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// Runs of words of running text, of so many words each.
fn runs(length_min: usize, length_max: usize) -> Vec<String> {
    let mut sentences: Vec<String> = SENTENCES.lines().map(str::to_owned).collect();
    if let Some(text) = shared("open_text_vi.jsonl.zst", 1 << 20) {
        for row in text.lines() {
            let text = row
                .split_once("\"text\": \"")
                .and_then(|(_, rest)| rest.split('"').next());
            sentences.extend(text.filter(|text| !text.contains('\\')).map(str::to_owned));
        }
    }
    if let Some(text) = shared("viwiki_docs.txt.zst", 300_000) {
        sentences.extend(text.split(['.', '\n']).map(str::to_owned));
    }
    let mut runs = Vec::new();
    let mut length = length_min;
    for sentence in sentences {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        let mut rest = words.as_slice();
        while rest.len() >= length {
            let (run, after) = rest.split_at(length);
            runs.push(run.join(" "));
            rest = after;
            length = if length == length_max {
                length_min
            } else {
                length + 1
            };
        }
    }
    // What the encodings cannot write, and foreign words, tell nothing.
    runs.retain(|run| run.chars().all(|c| c.is_ascii() || letters().contains(&c)));
    runs.retain(|run| run.chars().filter(|c| !c.is_ascii()).count() >= length_min.min(4));
    runs
}

#[test]
fn synthetic_runs_are_found() {
    let runs = runs(5, 20);
    println!("{} runs of 5 to 20 words", runs.len());
    for legacy in Legacy::ALL {
        for how in [Misread::Windows1252, Misread::Latin1] {
            if how == Misread::Latin1 && legacy == Legacy::Utf8AsLatin1Twice {
                continue;
            }
            let (mut all, mut found, mut exact) = (0, 0, 0);
            let mut shown = 0;
            for run in &runs {
                let Some(bytes) = encode(run, legacy) else {
                    continue;
                };
                let read = misread(&bytes, how);
                if read == *run {
                    continue; // It is the same in both.
                }
                all += 1;
                let repaired = repair(&read);
                let text = repaired.as_ref().map(Repaired::text);
                found += usize::from(repaired.as_ref().map(Repaired::legacy) == Some(legacy));
                let is_exact = text == Some(&expected(run, legacy));
                exact += usize::from(is_exact);
                if !is_exact && shown < 12 {
                    shown += 1;
                    println!(
                        "  {run:?} {read:?} {:?}",
                        repaired.map(|r| (r.legacy(), r.into_text()))
                    );
                }
            }
            println!("{legacy:?} as {how:?}: {found} found, {exact} exact, of {all}");
            assert!(found * 100 >= all * 99, "{legacy:?} {how:?}");
            assert!(exact * 100 >= all * 99, "{legacy:?} {how:?}");
        }
    }
}

#[test]
fn short_runs_are_found_or_left_but_not_garbled() {
    for length in [2, 3, 4] {
        let runs = runs(length, length);
        for legacy in Legacy::ALL {
            let (mut all, mut exact, mut wrong) = (0, 0, 0);
            // One in eight: there are many.
            for run in runs.iter().step_by(8) {
                let Some(bytes) = encode(run, legacy) else {
                    continue;
                };
                let read = misread(&bytes, Misread::Windows1252);
                if read == *run {
                    continue;
                }
                all += 1;
                if let Some(repaired) = repair(&read) {
                    let is_exact = repaired.text() == expected(run, legacy);
                    exact += usize::from(is_exact);
                    wrong += usize::from(!is_exact);
                }
            }
            println!("{length} words of {legacy:?}: {exact} exact, {wrong} wrong, of {all}");
            // Two tables may both make words of two.
            assert!(wrong * 100 <= all * 3, "{legacy:?}");
            assert!(exact * 10 >= all * 6, "{legacy:?}");
        }
    }
}

#[test]
fn common_words_are_sorted_syllables() {
    use super::common::COMMON_WORDS;
    assert!(COMMON_WORDS.is_sorted_by(|a, b| a < b));
    for word in COMMON_WORDS {
        assert!(crate::Syllable::parse(word).is_some(), "{word}");
    }
}

fn check_clean(text: &str) {
    assert_eq!(repair(text), None, "{text}");
}

#[test]
fn what_is_right_is_left_alone() {
    for text in [
        "",
        "plain text",
        "déjà vu à côté",
        "naïve café",
        "Où est le Thaï? À côté de l'hôtel",
        "Nå må du gå på ski så få",
        "Øl på små øer",
        "für die schöne Höhe über Köln",
        "São Paulo não é só ação",
        "el niño y la niña, ¿qué? ¡sí! según él",
        "það er við á í ó ý, maðurinn ský ný",
        "“Smart” — don’t… ©2020 ®™ €5",
        "100 m² × 3 m³ = ½ x² + m² = h² ± 5 µm",
        "30 °C, 20°C, 5º, 1ª, §5, ¶2, 10·20",
        "«không» «là» và «đề»",
        "Advarsel: usikker ejerskab på »%s«",
        "Ukendt variabel »%s« på »%s«",
        "Oznaka »s« še ni določena",
        "%P\u{a0}: %pS\u{a0}: avertissement",
        "assert decode(b) == ('Ã\u{83}Â©', 'é')",
        "hoà hoá toà quý khoá",
        "l’été, c’est l’œuvre d’été",
        "https://example.com/ä?b=ü&c=%C3%A9",
        "let s = \"é\"; // ñ → ø",
        "hy\u{ad}phen\u{ad}ation",
        "đánh bạc có ở đâu và là gì không ạ",
        "ä ö ü ß",
        "Ä Ö Ü",
        "à",
        "ừ",
        "×",
        "«»",
        "é è ê",
        "Zoölogie coöperatie geïnteresseerd",
        "Åsa är här från två",
        "½ ¼ ¾ ¹ ² ³",
    ] {
        check_clean(text);
        let decomposed: String = text.nfd().collect();
        check_clean(&decomposed);
    }
}

#[test]
fn short_runs_that_can_only_be_one_thing() {
    for (read, text, legacy) in [
        ("®¸nh b¹c", "đánh bạc", Legacy::Tcvn3),
        ("tæ chøc", "tổ chức", Legacy::Tcvn3),
        (
            "c¶nh b¸o tæ chøc ®¸nh b¹c trªn kh«ng gian m¹ng, ng\u{ad}êi d©n",
            "cảnh báo tổ chức đánh bạc trên không gian mạng, người dân",
            Legacy::Tcvn3,
        ),
        ("nhaø caùi", "nhà cái", Legacy::Vni),
        (
            "nhaø caùi haøng ñaàu chaâu aù, naïp ruùt",
            "nhà cái hàng đầu châu á, nạp rút",
            Legacy::Vni,
        ),
        ("NHAØ CAÙI", "NHÀ CÁI", Legacy::Vni),
        ("ðánh bÕc", "đánh bạc", Legacy::Viscii),
        ("Çánh båc tr¿c tuy‰n", "đánh bạc trực tuyến", Legacy::Vps),
        ("ðaình baòc", "đánh bạc", Legacy::Windows1258),
        (
            "caÒnh baìo tôÒ chýìc ðaình baòc",
            "cảnh báo tổ chức đánh bạc",
            Legacy::Windows1258,
        ),
        (
            "nhÃ  cÃ¡i hÃ ng Ä‘áº§u",
            "nhà cái hàng đầu",
            Legacy::Utf8AsLatin1,
        ),
        (
            "nhÃ\u{a0} cÃ¡i hÃ\u{a0}ng Ä‘áº§u",
            "nhà cái hàng đầu",
            Legacy::Utf8AsLatin1,
        ),
        (
            "nhÃ cÃ¡i hÃ ng Ä‘áº§u",
            "nhà cái hàng đầu",
            Legacy::Utf8AsLatin1,
        ),
        ("cáº£nh bÃ¡o", "cảnh báo", Legacy::Utf8AsLatin1),
        ("Ä\u{90}Ã¡nh báº¡c", "Đánh bạc", Legacy::Utf8AsLatin1),
        (
            "Ã„â€˜ÃƒÂ¡nh bÃ¡ÂºÂ¡c",
            "đánh bạc",
            Legacy::Utf8AsLatin1Twice,
        ),
        (
            "xem §iÒu 5 LuËt §Êt ®ai t¹i http://luat.vn/a?b=1",
            "xem Điều 5 Luật Đất đai tại http://luat.vn/a?b=1",
            Legacy::Tcvn3,
        ),
    ] {
        let repaired = repair(read);
        assert_eq!(
            repaired
                .as_ref()
                .map(|repaired| (repaired.text(), repaired.legacy())),
            Some((text, legacy)),
            "{read}"
        );
    }
}

#[test]
fn clean_text_is_left_alone() {
    for (name, bytes) in [
        ("viwiki_docs.txt.zst", 4 << 20),
        ("legal_articles_vi.jsonl.zst", 4 << 20),
        ("open_text_vi.jsonl.zst", 1 << 20),
    ] {
        let Some(text) = shared(name, bytes) else {
            continue;
        };
        let mut wrong = 0;
        for line in text.lines() {
            if let Some(repaired) = repair(line) {
                wrong += 1;
                let at = repaired.changes[0].source_start;
                let near: String = line.get(..at).unwrap().chars().rev().take(40).collect();
                let near: String = near.chars().rev().collect();
                let after: String = line.get(at..).unwrap().chars().take(40).collect();
                println!("{name}: {:?} {near}|{after}", repaired.legacy());
            }
        }
        println!("{name}: {wrong} false conversions in {} bytes", text.len());
        assert_eq!(wrong, 0, "{name}");
    }
}

/// Text of the kind that needs repair: words of Vietnamese in some encoding,
/// pieces of them, and anything else between.
fn torn_text() -> impl Strategy<Value = String> {
    let words: Vec<&'static str> = SENTENCES.split_whitespace().collect();
    let word = (
        proptest::sample::select(words),
        proptest::sample::select(Legacy::ALL.to_vec()),
        any::<bool>(),
    )
        .prop_map(|(word, legacy, is_1252)| {
            let how = if is_1252 {
                Misread::Windows1252
            } else {
                Misread::Latin1
            };
            encode(word, legacy).map_or_else(|| word.to_owned(), |bytes| misread(&bytes, how))
        });
    let sign = proptest::sample::select(
        misread(&(0x80..=0xff).collect::<Vec<u8>>(), Misread::Windows1252)
            .chars()
            .collect::<Vec<_>>(),
    );
    let piece = prop_oneof![
        8 => word,
        2 => sign.prop_map(String::from),
        1 => "[a-zA-Zđạàù\u{300}\u{a0}\u{ad} ]{0,4}",
        1 => ".{0,3}",
    ];
    let gap = proptest::sample::select(vec![" ", " ", " ", "", "\n", "  ", ", "]);
    prop::collection::vec((piece, gap), 0..30).prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(piece, gap)| [piece, gap.to_owned()])
            .collect()
    })
}

fn check_laws(text: &str) -> Result<(), TestCaseError> {
    let Some(repaired) = repair(text) else {
        return Ok(());
    };
    let out = repaired.text();
    let again = repair(out);
    prop_assert!(again.is_none(), "{text:?} {out:?} {again:?}");
    let mut end = 0;
    for (at, c) in out.char_indices() {
        let span = repaired.source_span(at..at + c.len_utf8());
        prop_assert!(span.start >= end && span.end > span.start, "{text:?} {at}");
        prop_assert!(text.get(span.clone()).is_some(), "{text:?} {at} {span:?}");
        prop_assert_eq!(repaired.place_of(span.start), at);
        prop_assert_eq!(repaired.place_of(span.end), at + c.len_utf8());
        end = span.end;
        if repaired.legacy_within(at..at + c.len_utf8()).is_none() {
            prop_assert_eq!(text.get(span).unwrap(), c.to_string());
        }
    }
    prop_assert_eq!(repaired.source_span(0..out.len()), 0..text.len());
    // Nonsense is cut to the text.
    let span = repaired.source_span(usize::MAX - 1..usize::MAX);
    prop_assert!(text.get(span).is_some());
    for at in 0..=out.len() {
        prop_assert!(text.get(repaired.source_span(at..at + 1)).is_some());
    }
    Ok(())
}

#[test]
fn floods_end() {
    for piece in [
        "á»", "¸ ", "Ã ", "aø", "\u{ad}", "Ã", "Ãƒ", "\u{a0}A", "®¸nh ", "ìì", "é",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        if let Some(repaired) = repair(&text) {
            assert_eq!(repair(repaired.text()), None, "{piece:?}");
        }
    }
}

proptest! {
    #[test]
    fn the_laws_hold(text in torn_text()) {
        check_laws(&text)?;
        for legacy in Legacy::ALL {
            // Never panics, whatever it is told.
            let _ = repair_as(&text, legacy);
        }
    }

    #[test]
    fn the_laws_hold_for_anything(text in "\\PC{0,40}|[\\x00-\u{1ff}]{0,60}") {
        check_laws(&text)?;
    }
}
