//! The posts of a forum thread, known by the names that forum software gives
//! them, and what stands in a post beside its words.

use crate::dom::Element;

/// Bytes of a class attribute that are looked at.
const NAMES_BYTES_MAX: usize = 256;

/// Tells whether an element is one post of many, by its class or by the type
/// it has in schema.org (`Comment`, `Answer`, `Question`,
/// `DiscussionForumPosting`).
pub(super) fn is_post(element: &Element) -> bool {
    if !matches!(
        &**element.tag(),
        "li" | "article" | "div" | "section" | "tr" | "table"
    ) {
        return false;
    }
    let typed = element.attribute("itemprop") == Some("comment")
        || element.attribute("itemtype").is_some_and(|kind| {
            ["Comment", "Answer", "Question", "DiscussionForumPosting"]
                .iter()
                .any(|name| kind.trim_end().ends_with(name))
        });
    typed
        || element.attribute("class").is_some_and(|names| {
            names.split_ascii_whitespace().take(16).any(|name| {
                [
                    "post",
                    "message",
                    "comment",
                    "reply",
                    "answer",
                    "question",
                    "topic-post",
                    "postbit",
                    "postcontainer",
                    "discussionboard-item",
                    "crawler-post",
                    "thing",
                ]
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known))
            })
        })
}

/// Tells whether an element of a post stands beside its words.
pub(super) fn is_side(element: &Element) -> bool {
    if element.attribute("itemprop") == Some("author") {
        return true;
    }
    let Some(names) = element.attribute("class") else {
        return false;
    };
    let names = names.get(..NAMES_BYTES_MAX).unwrap_or(names);
    let mut is_side = false;
    let mut word = String::new();
    let mut before = ' ';
    // Words end at hyphens and where a capital follows a small letter.
    for next in names.chars().chain([' ']) {
        let ends = !next.is_ascii_alphanumeric()
            || next.is_ascii_uppercase() && before.is_ascii_lowercase();
        if ends && !word.is_empty() {
            if is_word_of_text(&word) {
                return false;
            }
            is_side |= is_word_of_side(&word);
            word.clear();
        }
        if next.is_ascii_alphanumeric() {
            word.push(next.to_ascii_lowercase());
        }
        before = next;
    }
    is_side
}

fn is_word_of_text(word: &str) -> bool {
    matches!(
        word,
        "content" | "contents" | "text" | "body" | "main" | "md" | "inner" | "usertext"
    )
}

fn is_word_of_side(word: &str) -> bool {
    matches!(
        word,
        "user"
            | "userinfo"
            | "username"
            | "author"
            | "poster"
            | "profile"
            | "avatar"
            | "attribution"
            | "statistics"
            | "stats"
            | "signature"
            | "actions"
            | "action"
            | "controls"
            | "control"
            | "buttons"
            | "button"
            | "btn"
            | "likes"
            | "like"
            | "reactions"
            | "reaction"
            | "footer"
            | "expand"
            | "tagline"
            | "extras"
            | "vote"
            | "votes"
            | "voting"
            | "thanks"
            | "meta"
            | "header"
            | "heading"
            | "infobar"
            | "userdetails"
            | "details"
            | "date"
            | "permalink"
            | "tools"
    )
}

#[cfg(test)]
mod tests {
    use html5ever::{Attribute, LocalName, QualName, ns};

    use super::*;

    fn element(class: &str) -> Element {
        let name = |name: &str| QualName::new(None, ns!(html), LocalName::from(name));
        Element {
            name: name("div"),
            attributes: vec![Attribute {
                name: QualName::new(None, ns!(), LocalName::from("class")),
                value: class.into(),
            }],
        }
    }

    #[test]
    fn panels_of_a_post_are_told_from_its_words() {
        for (class, side) in [
            ("message-cell message-cell--user", true),
            ("messageUserInfo", true),
            ("post_author", true),
            ("message-userContent", false),
            ("usertext-body md", false),
            ("message-main", false),
            ("likesSummary", true),
            ("bbWrapper", false),
            ("", false),
        ] {
            assert_eq!(is_side(&element(class)), side, "{class}");
        }
    }

    #[test]
    fn posts_are_known_by_their_names() {
        for (class, post) in [
            ("message message--post js-post", true),
            ("Post", true),
            ("postal", false),
            ("blog-post", false),
        ] {
            assert_eq!(is_post(&element(class)), post, "{class}");
        }
    }
}
