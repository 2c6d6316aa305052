//! What a rule may not be: one that has nothing to look for. The scanner holds
//! a rule against a page only when one of its anchors, a term or a link that
//! must be there, was met; a rule without one would have to be held against
//! every page, and would flag most.

use crate::{Node, QueryFault};

/// Checks that whatever meets the rule holds something that is looked for, and
/// that the rule does not look at flags.
pub(super) fn check(node: &Node, faults: &mut Vec<QueryFault>) {
    refuse_categories(node, faults);
    if faults.is_empty() {
        check_anchored(node, faults);
    }
}

fn refuse_categories(node: &Node, faults: &mut Vec<QueryFault>) {
    if let Node::Category { span, .. } = node {
        faults.push(QueryFault::new(
            span.clone(),
            "luật không được xét cảnh báo đã có (category:), vì luật sinh ra cảnh báo; hãy viết điều cần tìm trong trang, và dùng category: khi tìm kiếm",
            "a rule must not look at flags (category:), for it raises them; write what to look for on the page, and use category: in a search",
        ));
    }
    for child in node.children() {
        refuse_categories(child, faults);
    }
}

fn check_anchored(node: &Node, faults: &mut Vec<QueryFault>) {
    if is_anchored(node) {
        return;
    }
    match node {
        // The branch that has none is the place to point at.
        Node::Or { nodes, .. } | Node::Any { nodes, .. } => {
            for branch in nodes.iter().filter(|branch| !is_anchored(branch)) {
                check_anchored(branch, faults);
            }
        }
        _ => faults.push(reason(node)),
    }
}

fn is_anchored(node: &Node) -> bool {
    match node {
        Node::Term { .. }
        | Node::Phrase { .. }
        | Node::Regex { .. }
        | Node::Near { .. }
        | Node::Link { .. }
        | Node::Shape { .. }
        | Node::Signal { .. } => true,
        Node::And { nodes, .. } => nodes.iter().any(is_anchored),
        Node::Or { nodes, .. } | Node::Any { nodes, .. } => nodes.iter().all(is_anchored),
        Node::AtLeast { count, nodes, .. } => {
            // So many may be left unmet; one more must be among the anchored.
            let unmet = nodes.len().saturating_sub(*count);
            nodes.iter().filter(|node| is_anchored(node)).count() > unmet
        }
        Node::Title { node, .. } | Node::Count { node, .. } => is_anchored(node),
        Node::Not { .. }
        | Node::Zone { .. }
        | Node::Site { .. }
        | Node::Host { .. }
        | Node::Category { .. }
        | Node::Lang { .. }
        | Node::Fetched { .. } => false,
    }
}

fn reason(node: &Node) -> QueryFault {
    let (vi, en) = match node {
        _ if has_negation(node) => (
            "luật chỉ có NOT sẽ gắn cờ gần như mọi trang; hãy thêm điều cần tìm, ví dụ \"nhà cái\" NOT \"triệt phá\"",
            "a rule of NOT alone would meet nearly every page; add what to look for, as in \"nhà cái\" NOT \"triệt phá\"",
        ),
        _ if speaks_of_site(node) => (
            "luật chỉ có site: hay host: sẽ gắn cờ mọi trang của một nơi dù trang viết gì; hãy thêm từ cần tìm, hoặc link: để tìm trang dẫn đến nơi đó",
            "a rule of site: or host: alone would flag a whole site whatever it says; add words to look for, or use link: for pages that lead there",
        ),
        _ => (
            "luật chỉ có bộ lọc thì không có gì để tìm trong trang; hãy thêm ít nhất một từ, /…/, link: hoặc signal:",
            "a rule of filters alone has nothing to look for on a page; add at least one word, /…/, link: or signal:",
        ),
    };
    QueryFault::new(node.span(), vi, en)
}

fn has_negation(node: &Node) -> bool {
    matches!(node, Node::Not { .. }) || node.children().into_iter().any(has_negation)
}

fn speaks_of_site(node: &Node) -> bool {
    matches!(node, Node::Site { .. } | Node::Host { .. })
        || node.children().into_iter().any(speaks_of_site)
}
