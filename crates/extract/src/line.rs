//! Gathers the text of one line of a page, as a browser sets it, into runs.

use haidang_model::{HiddenBy, Origin, Region, TextRun, Visibility};

use crate::work;

/// How a piece of text is labelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) origin: Origin,
    pub(crate) region: Region,
    pub(crate) visibility: Visibility,
    /// What keeps it from readers; see [`Label::hidden_by`].
    pub(crate) kept_by: Option<HiddenBy>,
    pub(crate) href: Option<std::rc::Rc<str>>,
    /// White space stands as it is (`<pre>`, `<textarea>`).
    pub(crate) keeps_space: bool,
    /// It stands in a control: see [`Line::is_control`].
    pub(crate) in_control: bool,
    /// It is hidden in a way that no script undoes.
    pub(crate) stays_hidden: bool,
}

impl Label {
    /// Returns what keeps the piece from readers, if anything does.
    pub(crate) fn hidden_by(&self) -> Option<HiddenBy> {
        self.kept_by
            .filter(|_| !matches!(self.visibility, Visibility::Visible | Visibility::Unknown))
    }
}

/// One line: the text between two block boundaries.
///
/// What is hidden inside the line is kept apart, for a reader reads across
/// it; so are attributes, comments and scripts that stand between its words.
#[derive(Default)]
pub(crate) struct Line {
    seen: Vec<TextRun>,
    unseen: Vec<TextRun>,
    beside: Vec<TextRun>,
    is_control: bool,
    stays_hidden: bool,
}

impl Line {
    /// Adds the text of one text node.
    pub(crate) fn add(&mut self, text: &str, label: &Label) {
        work::add(1 + text.len() / 16);
        let begins = self.seen.is_empty()
            && (label.visibility != Visibility::Hidden || self.unseen.is_empty());
        let lane = if label.visibility == Visibility::Hidden {
            &mut self.unseen
        } else {
            &mut self.seen
        };
        let text_is_blank = text.chars().all(char::is_whitespace);
        if text_is_blank && !label.keeps_space {
            // White space between two inline elements belongs to the line,
            // not to a run of its own.
            if let Some(last) = lane.last_mut()
                && !last.text.ends_with(is_space)
            {
                last.text.push(' ');
            }
            return;
        }
        if text_is_blank {
            if let Some(last) = lane.last_mut() {
                last.text.push_str(text);
            }
            return;
        }
        if begins {
            self.is_control = label.in_control;
        }
        self.stays_hidden |= label.stays_hidden;
        let extends = lane.last().is_some_and(|last| {
            last.origin == label.origin
                && last.region == label.region
                && last.visibility == label.visibility
                && last.href.as_deref() == label.href.as_deref()
        });
        if !extends {
            // Two links side by side are two items of a menu, not one phrase.
            let joined = lane.last().is_some_and(|last| {
                last.href.is_none()
                    || label.href.is_none()
                    || last.href.as_deref() == label.href.as_deref()
            });
            let ends_in_space = lane
                .last()
                .is_some_and(|last| last.text.ends_with(is_space));
            let mut run = TextRun {
                origin: label.origin,
                region: label.region,
                visibility: label.visibility,
                hidden_by: label.hidden_by(),
                text: String::new(),
                href: label.href.as_deref().map(str::to_owned),
                joined,
            };
            append(
                &mut run.text,
                text,
                label.keeps_space,
                !joined || ends_in_space,
            );
            lane.push(run);
        } else if let Some(last) = lane.last_mut() {
            let ends_in_space = last.text.ends_with(is_space);
            append(&mut last.text, text, label.keeps_space, ends_in_space);
        }
    }

    /// Adds a `<br>`.
    pub(crate) fn add_break(&mut self) {
        for lane in [&mut self.seen, &mut self.unseen] {
            if let Some(last) = lane.last_mut() {
                let length = last.text.trim_end_matches(' ').len();
                last.text.truncate(length);
                last.text.push('\n');
            }
        }
    }

    /// Adds a piece that stands beside the text (an attribute, a comment).
    pub(crate) fn add_beside(&mut self, text: &str, label: &Label) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.beside.push(TextRun {
            origin: label.origin,
            region: label.region,
            visibility: label.visibility,
            hidden_by: label.hidden_by(),
            text: text.to_owned(),
            href: label.href.as_deref().map(str::to_owned),
            joined: false,
        });
    }

    /// Returns the text of the line that is shown.
    pub(crate) fn shown_text(&self, counts_hidden: bool) -> String {
        let mut text = String::new();
        for run in self.shown(counts_hidden) {
            work::add(1 + run.text.len() / 16);
            if !run.joined && !text.is_empty() && !text.ends_with(is_space) {
                text.push(' ');
            }
            text.push_str(&run.text);
        }
        text
    }

    /// Returns the runs that are seen; of a line without any, the hidden ones
    /// where these count and may come to be shown.
    pub(crate) fn shown(&self, counts_hidden: bool) -> &[TextRun] {
        if self.seen.is_empty() && counts_hidden && !self.stays_hidden {
            &self.unseen
        } else {
            &self.seen
        }
    }

    /// Tells whether the line begins in a control.
    pub(crate) fn is_control(&self) -> bool {
        self.is_control
    }

    /// Puts all that is seen into another region.
    pub(crate) fn set_region(&mut self, region: Region) {
        for run in &mut self.seen {
            run.region = region;
        }
    }

    /// Ends the line and hands out its runs.
    pub(crate) fn drain(&mut self) -> impl Iterator<Item = TextRun> {
        let mut runs: Vec<TextRun> = Vec::new();
        for lane in [&mut self.seen, &mut self.unseen] {
            if let Some(last) = lane.last_mut() {
                let length = last.text.trim_end_matches(is_space).len();
                last.text.truncate(length);
            }
            runs.append(lane);
        }
        runs.append(&mut self.beside);
        self.stays_hidden = false;
        runs.retain(|run| !run.text.is_empty());
        runs.into_iter()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.seen.is_empty() && self.unseen.is_empty() && self.beside.is_empty()
    }
}

/// White space that HTML folds; a no-break space is a character.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

/// Appends text with each stretch of white space made one space, as browsers
/// show it: a line feed in the source is no line feed on the screen.
fn append(out: &mut String, text: &str, keeps_space: bool, mut after_space: bool) {
    if keeps_space {
        out.push_str(text);
        return;
    }
    out.reserve(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_space) {
        let (word, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        if !word.is_empty() {
            out.push_str(word);
            after_space = false;
        }
        if !after_space {
            out.push(' ');
            after_space = true;
        }
        rest = behind.trim_start_matches(is_space);
    }
    out.push_str(rest);
}

/// Folds all white space to single spaces and takes it off the ends.
pub(crate) fn fold_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(visibility: Visibility, href: Option<&str>) -> Label {
        Label {
            origin: Origin::Text,
            region: Region::Main,
            visibility,
            kept_by: None,
            href: href.map(Into::into),
            keeps_space: false,
            in_control: false,
            stays_hidden: false,
        }
    }

    fn texts(line: &mut Line) -> Vec<(String, bool)> {
        line.drain().map(|run| (run.text, run.joined)).collect()
    }

    #[test]
    fn white_space_is_folded_across_nodes() {
        let seen = label(Visibility::Visible, None);
        for (pieces, text) in [
            (vec![" nhà\n\n\t cái "], "nhà cái"),
            (vec!["nhà ", " cái"], "nhà cái"),
            (vec!["nhà", "\n", "cái"], "nhà cái"),
            (vec!["đ", "á", "nh"], "đánh"),
            (vec!["nhà", "\u{a0}", "cái"], "nhà cái"),
            (vec!["nhà\u{a0}\u{a0}cái"], "nhà\u{a0}\u{a0}cái"),
        ] {
            let mut line = Line::default();
            for piece in &pieces {
                line.add(piece, &seen);
            }
            assert_eq!(texts(&mut line), [(text.to_owned(), false)], "{pieces:?}");
        }
        let mut line = Line::default();
        line.add(" \n", &seen);
        assert!(line.is_empty());
    }

    #[test]
    fn links_side_by_side_are_not_one_phrase() {
        let mut line = Line::default();
        line.add("xem ", &label(Visibility::Visible, None));
        line.add("nhà", &label(Visibility::Visible, Some("/a")));
        line.add(" ", &label(Visibility::Visible, None));
        line.add("cái", &label(Visibility::Visible, Some("/b")));
        let found: Vec<(String, bool)> = [("xem ", false), ("nhà ", true), ("cái", false)]
            .map(|(text, joined)| (text.to_owned(), joined))
            .into();
        assert_eq!(texts(&mut line), found);
    }

    #[test]
    fn a_break_is_a_line_feed() {
        let seen = label(Visibility::Visible, None);
        let mut line = Line::default();
        line.add_break();
        line.add("một ", &seen);
        line.add_break();
        line.add(" hai", &seen);
        assert_eq!(texts(&mut line), [("một\nhai".to_owned(), false)]);
    }
}
