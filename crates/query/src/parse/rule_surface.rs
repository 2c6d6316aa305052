//! What a rule may not be: one that has nothing to look for. The scanner holds
//! a rule against a page only when one of its anchors, a term or a link that
//! must be there, was met; a rule without one would have to be held against
//! every page, and would flag most.

use crate::{Node, QueryFault};

/// Checks that whatever meets the rule contains a term or a link.
pub(super) fn check(node: &Node, faults: &mut Vec<QueryFault>) {
    if is_anchored(node) {
        return;
    }
    match node {
        // The branch that has none is the place to point at.
        Node::Or { nodes, .. } | Node::Any { nodes, .. } => {
            for branch in nodes.iter().filter(|branch| !is_anchored(branch)) {
                check(branch, faults);
            }
        }
        _ => faults.push(reason(node)),
    }
}

fn is_anchored(node: &Node) -> bool {
    match node {
        Node::Term { .. } | Node::Phrase { .. } | Node::Near { .. } | Node::Link { .. } => true,
        Node::And { nodes, .. } => nodes.iter().any(is_anchored),
        Node::Or { nodes, .. } | Node::Any { nodes, .. } => nodes.iter().all(is_anchored),
        Node::Title { node, .. } => is_anchored(node),
        Node::Not { .. }
        | Node::Zone { .. }
        | Node::Site { .. }
        | Node::Host { .. }
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
            "luật chỉ có bộ lọc thì không có gì để tìm trong trang; hãy thêm ít nhất một từ hoặc link:",
            "a rule of filters alone has nothing to look for on a page; add at least one word or link:",
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
