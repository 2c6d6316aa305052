//! A printed query parses to the same tree.

// A test that fails should say where; `unwrap` does.
#![allow(clippy::unwrap_used)]

use haidang_model::{Category, Host, Page, Rung, Signal, Zone};
use haidang_query::{AddressPart, Node, PageMeta, PageText, Query, Surface};
use proptest::prelude::*;

fn rung() -> impl Strategy<Value = Option<Rung>> {
    proptest::option::of(proptest::sample::select(Rung::ALL.to_vec()))
}

fn words() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "tài", "xỉu", "and", "or", "not", "tai-xiu", "24/7", "đâu?", "to", "a,b", "N.H", "10:30",
        "OF", "COUNT", "2",
    ])
    .prop_map(str::to_owned)
}

fn term() -> impl Strategy<Value = Node> {
    (words(), rung()).prop_map(|(text, rung)| Node::Term {
        text,
        rung,
        span: 0..0,
    })
}

fn phrase() -> impl Strategy<Value = Node> {
    ("[a-zđề \"\\\\()~:*“]{0,12}[a-z]", 0..=50_u32, rung()).prop_map(|(text, slop, rung)| {
        Node::Phrase {
            text,
            slop,
            rung,
            span: 0..0,
        }
    })
}

/// Expressions in the form that is kept: all hold a literal.
fn pattern() -> impl Strategy<Value = String> {
    let before = proptest::sample::select(vec!["", "^", "[0-9]+", "\\\\", "/", "(a|b,)?"]);
    let after = proptest::sample::select(vec!["", "$", " x{2,3}", "\\.", "/[^/]*", "\\b"]);
    (before, "[a-zđề ]{3,6}", after)
        .prop_map(|(before, literal, after)| format!("{before}{literal}{after}"))
        .prop_filter("what begins with a space is no expression", |pattern| {
            !pattern.starts_with(' ')
        })
}

fn regex() -> impl Strategy<Value = Node> {
    pattern().prop_map(|pattern| Node::Regex {
        pattern,
        span: 0..0,
    })
}

fn filter() -> impl Strategy<Value = Node> {
    let host = || {
        proptest::sample::select(vec![
            "bao.example",
            "127.0.0.1",
            "[::1]",
            "a(b)",
            "xã.example",
        ])
        .prop_map(|host| Host::parse(host).unwrap())
    };
    let day =
        || {
            proptest::option::of((2000..2100_i32, 1..13_u8, 1..29_u8).prop_map(
                |(year, month, day)| format!("{year}-{month:02}-{day:02}").parse().unwrap(),
            ))
        };
    let span = 0..0;
    prop_oneof![
        host().prop_map({
            let span = span.clone();
            move |site| Node::Site {
                site,
                span: span.clone(),
            }
        }),
        host().prop_map({
            let span = span.clone();
            move |host| Node::Host {
                host,
                span: span.clone(),
            }
        }),
        (host(), "(/[a-z() \"?=~]{0,8}[a-z])?").prop_map({
            let span = span.clone();
            move |(host, path)| Node::Link {
                host,
                path,
                span: span.clone(),
            }
        }),
        proptest::sample::select(Zone::ALL.to_vec()).prop_map({
            let span = span.clone();
            move |zone| Node::Zone {
                zone,
                span: span.clone(),
            }
        }),
        (
            proptest::sample::select(vec![AddressPart::Url, AddressPart::Host, AddressPart::Link]),
            pattern()
        )
            .prop_map({
                let span = span.clone();
                move |(part, pattern)| Node::Shape {
                    part,
                    pattern,
                    span: span.clone(),
                }
            }),
        proptest::sample::select(Signal::ALL.to_vec()).prop_map({
            let span = span.clone();
            move |signal| Node::Signal {
                signal,
                span: span.clone(),
            }
        }),
        proptest::sample::select(Category::ALL.to_vec()).prop_map({
            let span = span.clone();
            move |category| Node::Category {
                category,
                span: span.clone(),
            }
        }),
        Just(Node::Lang {
            lang: "vi".into(),
            span: span.clone()
        }),
        (day(), day()).prop_map(move |(from, to)| {
            let (from, to) = match (from, to) {
                (Some(from), Some(to)) if from > to => (Some(to), Some(from)),
                ends => ends,
            };
            Node::Fetched {
                from,
                to,
                span: span.clone(),
            }
        }),
    ]
}

/// Places of the text: what may stand beside a `NEAR`.
fn place() -> impl Strategy<Value = Node> {
    prop_oneof![3 => term(), 3 => phrase(), 1 => regex()].prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone(), 0..=200_u32).prop_map(|(left, right, words)| {
                Node::Near {
                    left: Box::new(left),
                    right: Box::new(right),
                    words,
                    span: 0..0,
                }
            }),
            prop::collection::vec(inner, 2..4).prop_map(|nodes| Node::Or { nodes, span: 0..0 }),
        ]
    })
}

fn count() -> impl Strategy<Value = Node> {
    (place(), 1..=200_usize).prop_map(|(node, places)| Node::Count {
        node: Box::new(node),
        places,
        span: 0..0,
    })
}

fn node() -> impl Strategy<Value = Node> {
    prop_oneof![4 => place(), 2 => filter(), 1 => count()].prop_recursive(4, 24, 4, |inner| {
        let narrows = |node: &Node| node.is_filter() || matches!(node, Node::Not { .. });
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|nodes| Node::And { nodes, span: 0..0 }),
            prop::collection::vec(inner.clone(), 2..4)
                .prop_map(|nodes| Node::Or { nodes, span: 0..0 }),
            prop::collection::vec(inner.clone(), 2..4)
                .prop_filter("filters and NOT always narrow", move |nodes| {
                    !nodes.iter().any(narrows)
                })
                .prop_map(|nodes| Node::Any { nodes, span: 0..0 }),
            (
                prop::collection::vec(inner.clone(), 1..4),
                any::<prop::sample::Index>()
            )
                .prop_map(|(nodes, count)| Node::AtLeast {
                    count: 1 + count.index(nodes.len()),
                    nodes,
                    span: 0..0,
                }),
            inner.clone().prop_map(|node| Node::Not {
                node: Box::new(node),
                span: 0..0,
            }),
            inner
                .prop_filter("title: takes a word, a phrase or a group of them", |node| {
                    !node.is_filter() && !matches!(node, Node::Not { .. } | Node::Title { .. })
                })
                .prop_map(|node| Node::Title {
                    node: Box::new(node),
                    span: 0..0,
                }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printing_and_parsing_give_the_same_tree(node in node()) {
        let printed = node.to_string();
        let parsed = Query::parse(&printed, Surface::Search);
        prop_assert!(parsed.is_ok(), "{printed}: {parsed:?}");
        let parsed = parsed.unwrap();
        prop_assert_eq!(parsed.ast().without_spans(), node, "{}", printed);
    }

    #[test]
    fn any_text_parses_or_has_faults_with_places(
        source in "([a-c]|[ ()\"~:/*,>=3-]|AND|OR|NOT|NEAR/2|title:|site:|host:/|signal:|fetched:|\\[|TO|\\]|đề|“|”|（|：|2 OF \\(|COUNT\\(|\\) >= 2|/abc|abc/|\\\\){0,24}"
    ) {
        for surface in [Surface::Search, Surface::Rule] {
            match Query::parse(&source, surface) {
                Ok(query) => {
                    let printed = query.to_string();
                    let again = Query::parse(&printed, surface);
                    prop_assert!(again.is_ok(), "{source} -> {printed}: {again:?}");
                    prop_assert_eq!(
                        again.unwrap().ast().without_spans(),
                        query.ast().without_spans(),
                        "{} -> {}", source, printed
                    );
                    prop_assert!(source.get(query.ast().span()).is_some());
                }
                Err(faults) => {
                    prop_assert!(!faults.is_empty());
                    for fault in faults {
                        prop_assert!(source.get(fault.span.clone()).is_some(), "{fault:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn no_text_at_all_makes_it_stumble(
        source in prop_oneof![
            "\\PC{0,40}",
            any::<String>(),
            "/[a-cđ.*+?()\\[\\]{}|^$\\\\,0-9 /]{0,16}/?[imx~]?",
        ]
    ) {
        let page = Page::from_text(None, &source);
        let page = PageText::new(&page, PageMeta::default());
        for surface in [Surface::Search, Surface::Rule] {
            match Query::parse(&source, surface) {
                Ok(query) => {
                    let met = query.find(&page);
                    prop_assert!(met.is_empty() || query.matches(&page));
                    let again = Query::parse(&query.to_string(), surface);
                    let again = again.map(|again| again.ast().without_spans());
                    prop_assert_eq!(again, Ok(query.ast().without_spans()), "{}", source);
                }
                Err(faults) => {
                    prop_assert!(!faults.is_empty() && faults.len() <= 20);
                    for fault in faults {
                        prop_assert!(source.get(fault.span.clone()).is_some(), "{fault:?}");
                        prop_assert!(!fault.vi.is_empty() && !fault.en.is_empty());
                    }
                }
            }
        }
    }
}
