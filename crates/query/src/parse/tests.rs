use super::*;

/// Writes a tree so that its shape can be read.
fn shape(node: &Node) -> String {
    let all = |name: &str, nodes: &[Node]| {
        let nodes: Vec<String> = nodes.iter().map(shape).collect();
        format!("{name}[{}]", nodes.join(" "))
    };
    match node {
        Node::And { nodes, .. } => all("and", nodes),
        Node::Or { nodes, .. } => all("or", nodes),
        Node::Any { nodes, .. } => all("any", nodes),
        Node::Near {
            left, right, words, ..
        } => format!("near{words}[{} {}]", shape(left), shape(right)),
        Node::AtLeast { count, nodes, .. } => all(&format!("{count}of"), nodes),
        Node::Count { node, places, .. } => format!("count{places}[{}]", shape(node)),
        Node::Not { node, .. } => format!("not[{}]", shape(node)),
        Node::Title { node, .. } => format!("title[{}]", shape(node)),
        leaf => leaf.to_string(),
    }
}

#[test]
fn queries_are_taken_apart() {
    for (source, expected) in [
        ("tài", "tài"),
        ("tài xỉu", "any[tài xỉu]"),
        ("and or not near", "any[and or not near]"),
        ("và AND hoặc", "and[và hoặc]"),
        ("\"cá độ\"", "\"cá độ\""),
        ("“cá độ”", "\"cá độ\""),
        ("«cá độ»", "\"cá độ\""),
        ("\"cá độ\"~3", "\"cá độ\"~3"),
        ("\"cá độ\"~folded~3", "\"cá độ\"~3~folded"),
        ("độ~exact", "độ~exact"),
        ("độ~deobf", "độ~deobf"),
        ("\"a \\\" b\"", "\"a \\\" b\""),
        ("\"a \\\\ b\"", "\"a \\\\ b\""),
        ("\"a AND (b\"", "\"a AND (b\""),
        ("a AND b OR c AND d", "or[and[a b] and[c d]]"),
        ("a OR b OR c", "or[a b c]"),
        ("(a OR b) AND c", "and[or[a b] c]"),
        ("a b AND c", "and[any[a b] c]"),
        ("a (b OR c)", "any[a or[b c]]"),
        ("((a))", "a"),
        ("a NOT b", "and[a not[b]]"),
        ("NOT a b", "and[not[a] b]"),
        ("a b NOT c d", "and[any[a b d] not[c]]"),
        ("NOT NOT a", "not[not[a]]"),
        ("NOT (a OR b)", "not[or[a b]]"),
        ("a NEAR/10 b", "near10[a b]"),
        ("a NEAR/0 b", "near0[a b]"),
        ("x a NEAR/2 b y", "any[x near2[a b] y]"),
        ("a NEAR/2 b NEAR/3 c", "near3[near2[a b] c]"),
        ("a NEAR/2 (b NEAR/3 c)", "near2[a near3[b c]]"),
        ("a NEAR/5 (b OR \"c d\")", "near5[a or[b \"c d\"]]"),
        ("NOT a NEAR/2 b", "not[near2[a b]]"),
        ("title:a b", "any[title[a] b]"),
        ("title:\"a b\"~1", "title[\"a b\"~1]"),
        ("TITLE:(a OR b)", "title[or[a b]]"),
        ("a b site:bao.example", "and[any[a b] site:bao.example]"),
        ("site:bao.example a", "and[site:bao.example a]"),
        ("a OR b site:x.example", "or[a and[b site:x.example]]"),
        (
            "a (site:x.example OR host:y.example)",
            "and[a or[site:x.example host:y.example]]",
        ),
        ("site:Bao.Example", "site:bao.example"),
        ("host:\"bao.example\"", "host:bao.example"),
        ("link:https://a.example/b?c", "link:a.example/b?c"),
        ("link:a.example/", "link:a.example"),
        ("site:\"(\"", "site:\"(\""),
        ("zone:hidden a", "and[zone:hidden a]"),
        ("a NOT zone:comment", "and[a not[zone:comment]]"),
        ("lang:VI", "lang:vi"),
        ("fetched:[2026-01-01 TO *]", "fetched:[2026-01-01 TO *]"),
        ("fetched:2026-01-01", "fetched:[2026-01-01 TO 2026-01-01]"),
        (
            "link:[::1]/a AND fetched:[* TO *] b",
            "and[link:[::1]/a fetched:[* TO *] b]",
        ),
        // What people type into a search.
        ("vay tiền ở đâu?", "any[vay tiền ở đâu?]"),
        (
            "tin tức - sự kiện & giải trí",
            "any[tin tức sự kiện giải trí]",
        ),
        ("Facebook: lừa đảo", "any[Facebook: lừa đảo]"),
        ("24/7 md5", "any[24/7 md5]"),
        ("(a Facebook:)", "any[a Facebook:]"),
        ("/tin/nha-cai.html", "/tin/nha-cai.html"),
        ("tài-xỉu", "tài-xỉu"),
        ("10:30", "10:30"),
        ("COUNT OF 3", "any[COUNT OF 3]"),
        ("(COUNT) (a OR b)", "any[COUNT or[a b]]"),
        ("(2) OF (a OR b)", "any[2 OF or[a b]]"),
        ("3 of (a OR b)", "any[3 of or[a b]]"),
        // Lists and counts.
        ("2 OF (a, b, c)", "2of[a b c]"),
        ("2 OF (a,b,\"c, d\")", "2of[a b \"c, d\"]"),
        ("1 OF (a b, c OR d)", "1of[any[a b] or[c d]]"),
        ("2 OF ((a,b), c)", "2of[a,b c]"),
        ("2 OF (1 OF (a, b), NOT c)", "2of[1of[a b] not[c]]"),
        (
            "2 OF (a NEAR/3 b, /abc,d/) e",
            "any[2of[near3[a b] /abc,d/] e]",
        ),
        (
            "2 OF (site:a.example, signal:doorway)",
            "2of[site:a.example signal:doorway]",
        ),
        ("title:2 OF (a, b)", "title[2of[a b]]"),
        ("COUNT(a) >= 3", "count3[a]"),
        ("COUNT (a OR b)>3", "count4[or[a b]]"),
        ("COUNT(a) ≥ 3 AND b", "and[count3[a] b]"),
        ("NOT COUNT(\"a b\"~2) > 0", "not[count1[\"a b\"~2]]"),
        (
            "COUNT(link:a.example OR link:/abc/) >= 9",
            "count9[or[link:a.example link:/abc/]]",
        ),
        (
            "COUNT(a NEAR/2 /xyz/) >= 2 b",
            "any[count2[near2[a /xyz/]] b]",
        ),
        // Expressions.
        ("/ca d[oô]/", "/ca d[oô]/"),
        ("/CÁ ĐỘ [A-Z]\\D/", "/cá độ [a-z]\\D/"),
        ("/abc\\/def/", "/abc\\/def/"),
        ("/abc\\\\/ x", "any[/abc\\\\/ x]"),
        ("title:/nhà cái/ x", "any[title[/nhà cái/] x]"),
        ("a NEAR/3 /nhà cái/", "near3[a /nhà cái/]"),
        ("/ca\u{301} do/", "/cá do/"),
        ("url:/bet[0-9]+/", "url:/bet[0-9]+/"),
        (
            "host:/^[a-z]{2,4}88\\./ a",
            "and[host:/^[a-z]{2,4}88\\./ a]",
        ),
        ("link:/t\\/k/", "link:/t\\/k/"),
        ("a category:gambling", "and[a category:gambling]"),
        ("signal:glued-words a", "and[signal:glued-words a]"),
        // What keyboards and word processors put in.
        ("a\u{a0}AND\u{a0}b", "and[a b]"),
        ("＂cá độ＂ ‟a b”", "any[\"cá độ\" \"a b\"]"),
    ] {
        match parse(source, Surface::Search) {
            Ok(node) => assert_eq!(shape(&node), expected, "{source}"),
            Err(faults) => panic!("{source}: {faults:?}"),
        }
    }
}

/// Checks that `source` has faults at exactly these places, in order.
fn check_faults(source: &str, surface: Surface, expected: &[(&str, &str)]) {
    let faults = match parse(source, surface) {
        Ok(node) => panic!("{source}: parsed to {}", shape(&node)),
        Err(faults) => faults,
    };
    let found: Vec<&str> = faults
        .iter()
        .map(|fault| source.get(fault.span.clone()).unwrap())
        .collect();
    let places: Vec<&str> = expected.iter().map(|(place, _)| *place).collect();
    assert_eq!(found, places, "{source}: {faults:#?}");
    for (fault, (_, word)) in faults.iter().zip(expected) {
        assert!(fault.en.contains(word), "{source}: {}", fault.en);
        assert!(!fault.vi.is_ascii(), "no Vietnamese: {}", fault.vi);
    }
}

#[test]
fn faults_point_at_the_place_and_name_the_way_out() {
    for (source, expected) in [
        ("", &[("", "write at least one word")] as &[(&str, &str)]),
        ("  ", &[("  ", "write at least one word")]),
        ("…", &[("…", "write at least one word")]),
        ("cờ \"bạc", &[("\"", "add a \"")]),
        ("(cờ", &[("(", "add a )")]),
        ("cờ) bạc", &[(")", "remove it")]),
        ("()", &[("()", "write something")]),
        ("cờ AND", &[("AND", "both sides")]),
        ("AND cờ", &[("AND", "both sides")]),
        ("cờ OR OR bạc", &[("OR", "both sides")]),
        ("cờ AND (bạc OR)", &[("OR", "both sides")]),
        ("NOT", &[("NOT", "excluded")]),
        ("cờ NOT", &[("NOT", "excluded")]),
        ("cờ NEAR bạc", &[("NEAR", "NEAR/10")]),
        ("cờ NEAR/x bạc", &[("NEAR/x", "NEAR/10")]),
        ("cờ NEAR/201 bạc", &[("NEAR/201", "200")]),
        ("cờ NEAR/5", &[("NEAR/5", "both sides")]),
        ("NEAR/5 cờ", &[("NEAR/5", "both sides")]),
        ("cờ NEAR/5 (a AND b)", &[("a AND b", "join with AND")]),
        (
            "cờ NEAR/5 site:a.example",
            &[("site:a.example", "join with AND")],
        ),
        ("\"…\"", &[("\"…\"", "write at least one word")]),
        ("\"a b\"~51", &[("~51", "NEAR")]),
        ("độ~2", &[("~2", "no fuzzy")]),
        ("độ~", &[("~", "no fuzzy")]),
        ("đánh~bạc", &[("~bạc", "in quotes")]),
        ("độ~exact~tone", &[("~tone", "remove one")]),
        ("nhà*", &[("nhà*", "in full")]),
        ("nh?", &[]),
        ("nh?a", &[("nh?a", "in full")]),
        ("-cảnh", &[("-cảnh", "write NOT")]),
        // Lists and counts.
        ("3 OF (a b)", &[("3", "commas part them")]),
        ("0 OF (a, b)", &[("0", "1 to 2")]),
        ("3 OF (a, b)", &[("3", "1 to 2")]),
        (
            "99999999999999999999 OF (a)",
            &[("99999999999999999999", "1 to 1")],
        ),
        ("2 OF (a,, b)", &[(",", "lacks a part")]),
        ("2 OF (a, b,)", &[(")", "lacks a part")]),
        ("2 OF ()", &[(")", "lacks a part")]),
        ("2 OF (a, b", &[("(", "add a )")]),
        ("2 OF ((a OR b, c)", &[("(", "add a )")]),
        ("COUNT(a)", &[("COUNT", "COUNT(\"nhà cái\") >= 3")]),
        ("COUNT(a) b", &[("COUNT", "COUNT(\"nhà cái\") >= 3")]),
        ("COUNT(a) >=", &[(">=", "number of 1 to 200")]),
        ("COUNT(a) >= nhiều", &[(">=", "number of 1 to 200")]),
        ("COUNT(a) >= 0", &[(">= 0", "number of 1 to 200")]),
        ("COUNT(a) > 200", &[("> 200", "number of 1 to 200")]),
        ("COUNT(a) < 3", &[("< 3", "NOT COUNT")]),
        ("COUNT(a) = 3", &[("= 3", "NOT COUNT")]),
        ("COUNT(a AND b) >= 2", &[("a AND b", "join with AND")]),
        (
            "COUNT(site:a.example) >= 2",
            &[("site:a.example", "join with AND")],
        ),
        ("COUNT() >= 2", &[("()", "write something")]),
        (
            "a NEAR/3 COUNT(b) >= 2",
            &[("COUNT(b) >= 2", "join with AND")],
        ),
        // Expressions.
        ("/ab/", &[("/ab/", "3 characters in a row")]),
        ("/ca d[oô/", &[("/ca d[oô/", "unclosed")]),
        ("/ca[oô", &[("/ca[oô", "add a /")]),
        ("/https?://a[0-9]/", &[("/https?://a[0-9]/", "\\/")]),
        ("/abc/i", &[("i", "flags")]),
        ("/abc/~folded", &[("~folded", "takes no rung")]),
        ("host:/[a-z]/", &[("host:/[a-z]/", "at least 3")]),
        ("link:/vao", &[("/vao", "add a /")]),
        (
            "url:https://a.example/b",
            &[("https://a.example/b", "url:/https:\\/\\/a\\.example\\/b/")],
        ),
        // Closed lists, and what was probably meant.
        (
            "category:gamblin",
            &[("gamblin", "did you mean `gambling`")],
        ),
        ("signal:", &[("signal:", "right after")]),
        ("signal:glued", &[("glued", "glued-words, link-farm")]),
        ("tilte:lan", &[("tilte:lan", "Did you mean `title:`")]),
        // Full-width marks.
        ("（a OR b）", &[("（", "type `(`"), ("）", "type `)`")]),
        ("title：a", &[("：", "type `:`")]),
        ("2 OF (a， b)", &[("，", "type `,`")]),
        ("a AND AND b", &[("AND", "both sides")]),
        ("author:lan", &[("author:lan", "title:, site:")]),
        ("https://a.example/b", &[("https://a.example/b", "link:")]),
        ("title:", &[("title:", "right after")]),
        (
            "title:site:a.example",
            &[("title:", "group in parentheses")],
        ),
        ("title:)", &[("title:", "right after"), (")", "remove it")]),
        (
            "title:(site:a.example)",
            &[("site:a.example", "filter outside")],
        ),
        ("site:", &[("site:", "right after")]),
        ("site:a^b", &[("a^b", "bao.example")]),
        ("zone:body", &[("body", "hidden")]),
        ("lang:tiếng", &[("tiếng", "vi, en")]),
        ("fetched:2026", &[("2026", "2026-01-31")]),
        (
            "fetched:[2026-02-30 TO *]",
            &[("[2026-02-30 TO *]", "2026-01-31")],
        ),
        (
            "fetched:[2026-02-01 TO 2026-01-01]",
            &[("[2026-02-01 TO 2026-01-01]", "backwards")],
        ),
        // Every fault is told, not only the first.
        (
            "author:lan zone:body nhà*",
            &[
                ("author:lan", "no field"),
                ("body", "no zone"),
                ("nhà*", "wildcards"),
            ],
        ),
    ] {
        if expected.is_empty() {
            assert!(parse(source, Surface::Search).is_ok(), "{source}");
        } else {
            check_faults(source, Surface::Search, expected);
        }
    }
}

#[test]
fn a_rule_says_what_it_looks_for() {
    for (source, place, word) in [
        (
            "category:gambling",
            "category:gambling",
            "must not look at flags",
        ),
        (
            "a AND (b OR NOT category:fraud)",
            "category:fraud",
            "must not look at flags",
        ),
        (
            "2 OF (a, site:x.example, lang:vi)",
            "2 OF (a, site:x.example, lang:vi)",
            "flag a whole site",
        ),
        ("1 OF (a, NOT b)", "1 OF (a, NOT b)", "NOT alone"),
        ("NOT COUNT(a) >= 2", "NOT COUNT(a) >= 2", "NOT alone"),
        ("NOT signal:doorway", "NOT signal:doorway", "NOT alone"),
        ("NOT /nhà cái/", "NOT /nhà cái/", "NOT alone"),
        ("cờ bạc", "cờ bạc", "put a phrase in quotes"),
        ("…", "…", "letter or digit"),
        ("NOT \"cờ bạc\"", "NOT \"cờ bạc\"", "NOT alone"),
        ("NOT a AND NOT b", "NOT a AND NOT b", "NOT alone"),
        ("site:a.example", "site:a.example", "flag a whole site"),
        (
            "host:a.example lang:vi",
            "host:a.example lang:vi",
            "flag a whole site",
        ),
        ("lang:vi", "lang:vi", "filters alone"),
        ("zone:hidden", "zone:hidden", "filters alone"),
        ("a OR site:x.example", "site:x.example", "flag a whole site"),
        ("a AND b OR NOT c", "NOT c", "NOT alone"),
        ("(a OR NOT b) NOT c", "(a OR NOT b) NOT c", "NOT alone"),
    ] {
        check_faults(source, Surface::Rule, &[(place, word)]);
    }
    for source in [
        "\"nhà cái\" NEAR/20 (\"nạp tiền\" OR \"khuyến mãi\") NOT \"triệt phá\"",
        "link:a.example",
        "a site:x.example",
        "(a OR NOT b) AND c",
        "title:\"cá độ\" zone:hidden",
        "/nhà c[aá]i/",
        "url:/bet[0-9]+/",
        "host:/bet[0-9]+/ lang:vi",
        "link:/bet[0-9]+/",
        "signal:doorway",
        "2 OF (a, b, site:x.example)",
        "COUNT(link:x.example) >= 3",
    ] {
        assert!(parse(source, Surface::Rule).is_ok(), "{source}");
    }
}

#[test]
fn ceilings_stand_at_both_sides() {
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(limits::DEPTH_MAX), Surface::Search).is_ok());
    let faults = parse(&nested(limits::DEPTH_MAX + 1), Surface::Search).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].en.contains("flatter"));

    let chain = |nears: usize| format!("a{}", " NEAR/1 a".repeat(nears));
    assert!(parse(&chain(limits::DEPTH_MAX), Surface::Rule).is_ok());
    assert!(parse(&chain(limits::DEPTH_MAX + 1), Surface::Rule).is_err());

    let words = |count: usize| "a ".repeat(count);
    assert!(parse(&words(limits::PARTS_MAX), Surface::Search).is_ok());
    let faults = parse(&words(limits::PARTS_MAX + 1), Surface::Search).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");

    let phrase = |words: usize| format!("\"{}\"", "a ".repeat(words));
    assert!(parse(&phrase(limits::TERM_WORDS_MAX), Surface::Rule).is_ok());
    assert!(parse(&phrase(limits::TERM_WORDS_MAX + 1), Surface::Rule).is_err());

    let long = "a".repeat(limits::QUERY_BYTES_MAX + 1);
    assert_eq!(parse(&long, Surface::Search).unwrap_err().len(), 1);
    for hostile in [
        "(".repeat(limits::QUERY_BYTES_MAX),
        ")".repeat(limits::QUERY_BYTES_MAX),
        "NOT ".repeat(limits::QUERY_BYTES_MAX / 4),
        "title:".repeat(limits::QUERY_BYTES_MAX / 6),
        "\"".repeat(limits::QUERY_BYTES_MAX),
        "a NEAR/1 ".repeat(limits::QUERY_BYTES_MAX / 9),
        "~".repeat(limits::QUERY_BYTES_MAX),
        "OR ".repeat(limits::QUERY_BYTES_MAX / 3),
        "2 OF (".repeat(limits::QUERY_BYTES_MAX / 6),
        "COUNT(".repeat(limits::QUERY_BYTES_MAX / 6),
        "/[".repeat(limits::QUERY_BYTES_MAX / 2),
        "/abc ".repeat(limits::QUERY_BYTES_MAX / 5),
        "host:/".repeat(limits::QUERY_BYTES_MAX / 6),
        format!("2 OF ({}", ",".repeat(limits::QUERY_BYTES_MAX - 6)),
    ] {
        let faults = parse(&hostile, Surface::Rule).unwrap_err();
        assert!((1..=limits::FAULTS_MAX).contains(&faults.len()));
    }
}
