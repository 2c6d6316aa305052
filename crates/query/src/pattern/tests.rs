use super::*;

fn literals(source: &str) -> Vec<String> {
    match Pattern::read(source, PatternPart::Text) {
        Ok((pattern, _)) => pattern.literals,
        Err(bad) => panic!("{source}: {}", bad.en),
    }
}

#[test]
fn an_expression_yields_what_must_be_there() {
    for (source, expected) in [
        ("cá độ", &["cá độ"] as &[&str]),
        ("Cá Độ", &["cá độ"]),
        ("ca d[oô]", &["ca do", "ca dô"]),
        ("[0-9]+ nhà cái", &[" nhà cái"]),
        ("(tài|tai) xỉu", &["tai xỉu", "tài xỉu"]),
        (".*(bet|win)88.*", &["bet88", "win88"]),
        ("(abc|xyz+)?12 điểm", &["12 điểm"]),
        ("(?:kèo )+", &["kèo "]),
        ("^xin chào$", &["xin chào"]),
        // The shorter one says it all.
        ("abcd?", &["abc"]),
    ] {
        assert_eq!(literals(source), expected, "{source}");
    }
}

#[test]
fn what_cannot_be_looked_for_is_refused_with_the_reason() {
    for (source, word) in [
        ("", "3 characters in a row"),
        ("[0-9]+", "3 characters in a row"),
        ("ab", "3 characters in a row"),
        ("(abc)?", "3 characters in a row"),
        ("abc|x", "3 characters in a row"),
        ("(?i)abc", "flags"),
        ("(?i:abc)", "flags"),
        ("abc[", "`[`"),
        ("abc(", "`(`"),
        ("abc)", "`)`"),
        ("*abc", "`*abc`"),
        ("abc{2,1}", "`{2,1}`"),
        ("(a)bc\\1", "backreferences"),
        ("abc(?=d)", "look-around"),
        ("abc\\w{500}", "too large"),
        ("abc\\p{Nope}", "class"),
    ] {
        match Pattern::read(source, PatternPart::Text) {
            Ok(_) => panic!("{source} was taken"),
            Err(bad) => {
                assert!(bad.en.contains(word), "{source}: {}", bad.en);
                assert!(!bad.vi.is_ascii(), "{source}: {}", bad.vi);
            }
        }
    }
    let deep = format!("{}abc{}", "(".repeat(200), ")".repeat(200));
    let long = "abc".repeat(limits::TERM_BYTES_MAX);
    for source in [deep.as_str(), long.as_str()] {
        assert!(Pattern::read(source, PatternPart::Text).is_err());
    }
}

#[test]
fn an_address_needs_no_literal_but_may_not_be_anything() {
    let part = PatternPart::Address(AddressPart::Host);
    assert!(Pattern::read("^[a-z]{2,5}[0-9]{2}\\.", part).is_ok());
    for source in ["", ".*", "[a-z]", "^$", "ab|abc"] {
        assert!(Pattern::read(source, part).is_err(), "{source}");
    }
}
