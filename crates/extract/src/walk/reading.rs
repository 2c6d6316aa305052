//! What the lines of a page say of it: lead, main text, date, title.

use haidang_model::{Origin, Region, Visibility};

use super::Walker;
use crate::{article::is_boilerplate, date::read_vietnamese, line::fold_space};

/// A line of the main text that is links for more than this is a list of
/// other articles.
const LINK_SHARE_MAX: f64 = 0.7;

/// More main text than this before the lead is text of its own.
const BEFORE_LEAD_BYTES_MAX: usize = 400;

/// Dates up to this rank are those of metadata and structured data.
const MARKED_RANK_MAX: u8 = 2;

/// The date of the page, from the best source found so far.
#[derive(Default)]
pub(super) struct Published {
    /// Smaller is better: metadata, structured data, `<time>`, then lines.
    rank: u8,
    pub(super) date: Option<String>,
}

impl Published {
    /// Tells whether the page's own metadata or structured data give a date:
    /// then it is an article, not a list.
    pub(super) fn is_marked(&self) -> bool {
        self.date.is_some() && self.rank <= MARKED_RANK_MAX
    }

    /// Takes a date unless one of a better source is there.
    pub(super) fn offer(&mut self, rank: u8, date: Option<String>) {
        if let Some(date) = date
            && (self.date.is_none() || rank < self.rank)
        {
            self.rank = rank;
            self.date = Some(date);
        }
    }
}

/// A line this long is a sentence, not the name of a box.
const LEADING_ON_BYTES_MAX: usize = 40;

/// The share of the main text that a box of other articles holds at most.
const BOX_SHARE_MAX: f64 = 0.3;

/// Elements around a line that may be the heading it stands in.
const TITLE_LEVELS: usize = 4;

/// Shorter strings of structured data are names and kinds.
const TOLD_BYTES_MIN: usize = 80;

/// Strings of structured data that are taken at most.
const TOLD_MAX: usize = 64;

/// How boxes of other articles begin, on Vietnamese and on English pages.
const LEADING_ON: [&str; 34] = [
    "tin liên quan",
    "bài liên quan",
    "tin bài liên quan",
    "bài viết liên quan",
    "tin cùng chuyên mục",
    "tin khác",
    "tin cùng mục",
    "cùng chuyên mục",
    "đọc thêm",
    "xem thêm",
    "đọc nhiều",
    "xem nhiều",
    "tin nổi bật",
    "tin mới",
    "có thể bạn quan tâm",
    "bạn có thể quan tâm",
    "sản phẩm liên quan",
    "sản phẩm tương tự",
    "đọc tiếp",
    "related",
    "you may also like",
    "you might also like",
    "you may also be interested",
    "recommended for you",
    "read next",
    "read more",
    "see also",
    "more from",
    "recently viewed",
    "customers also",
    "people also",
    "similar products",
    "keep reading",
    "popular posts",
];

/// Tells whether a date line tells when the page was changed.
fn says_updated(line: &str) -> bool {
    let line = line.trim_start().to_lowercase();
    [
        "cập nhật",
        "sửa lần cuối",
        "updated",
        "last updated",
        "last modified",
    ]
    .iter()
    .any(|start| line.starts_with(start))
}

/// Tells whether a line names a box of other articles.
fn says_leading_on(text: &str) -> bool {
    let lower = text.trim_start().to_lowercase();
    LEADING_ON.iter().any(|start| {
        lower
            .strip_prefix(start)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

impl Walker<'_> {
    /// Takes from a line what it says of the page: lead, main text, date.
    pub(super) fn read_line(&mut self) {
        let Some(first) = self.line.shown(self.survey.counts_hidden).first() else {
            return;
        };
        let region = first.region;
        let origin = first.origin;
        if matches!(origin, Origin::Title) || self.top().in_head {
            return;
        }
        let reads = match first.visibility {
            Visibility::Visible | Visibility::Suspect | Visibility::Collapsed => true,
            Visibility::Unknown => self.survey.counts_unshown,
            Visibility::Hidden => self.survey.counts_hidden,
        };
        if !reads {
            return;
        }
        let text = self.line.shown_text(self.survey.counts_hidden);
        let text = tidy_line(&text);
        if text.is_empty() {
            return;
        }
        if self.published.date.is_none() && !is_boilerplate(region)
            || self.published.rank > 5 && self.published.date.is_some()
        {
            // The day in the head of the site and the time of the last change
            // count only where the page gives no other.
            let is_own = self.first_heading.is_some() && !says_updated(&text);
            let rank = match (is_boilerplate(region), is_own) {
                (true, _) => 7,
                (false, false) => 6,
                (false, true) => 5,
            };
            self.published.offer(rank, read_vietnamese(&text));
        }
        let is_lead = region == Region::Lead
            || self.page.lead.is_empty()
                && !is_boilerplate(region)
                && origin != Origin::Heading
                && self.is_described(&text);
        if is_lead && self.lead_open {
            if self.page.lead.is_empty() && self.page.main.len() <= BEFORE_LEAD_BYTES_MAX {
                // The title, the date and the way to the page stand before.
                self.page.main.clear();
                self.with_lists = None;
            }
            if !self.page.lead.is_empty() {
                self.page.lead.push('\n');
            }
            self.page.lead.push_str(&text);
            self.line.set_region(Region::Lead);
            // Several blocks make one lead only inside one lead element.
            self.lead_open = region == Region::Lead;
            return;
        }
        if !self.page.lead.is_empty() {
            self.lead_open = false;
        }
        if region == Region::Main && !self.line.is_control() && !self.is_leading_on(&text, origin) {
            let take = |into: &mut String| {
                into.push_str(&text);
                into.push('\n');
            };
            let is_listed = self.is_link_list() && !self.is_title_in_list();
            if is_listed && self.with_lists.is_none() {
                self.with_lists = Some(self.page.main.clone());
            }
            if let Some(with_lists) = &mut self.with_lists {
                take(with_lists);
            }
            if !is_listed {
                take(&mut self.page.main);
            }
        }
    }

    /// Tells whether a line stands in a box of other articles: one whose first
    /// line says so ("Tin liên quan", "You may also like").
    fn is_leading_on(&mut self, text: &str, origin: Origin) -> bool {
        if let Some(id) = self.leads_on {
            if self.stack.iter().any(|frame| frame.id == id) {
                return true;
            }
            self.leads_on = None;
        }
        if origin != Origin::Heading && text.len() > LEADING_ON_BYTES_MAX || !says_leading_on(text)
        {
            return false;
        }
        let main = self.main.map_or(0, |id| self.survey.of(id).text);
        // The largest element around that holds a small part of the text.
        let mut found = None;
        for frame in self.stack.iter().rev().filter(|frame| frame.is_block) {
            let inside = self.survey.of(frame.id).text;
            if self.main == Some(frame.id) || f64::from(inside) > BOX_SHARE_MAX * f64::from(main) {
                break;
            }
            found = Some(frame.id);
        }
        self.leads_on = found;
        true
    }

    /// Tells whether a line is the linked title of one of the things that a
    /// page without a date lists.
    fn is_title_in_list(&self) -> bool {
        !self.published.is_marked()
            && self.stack.iter().rev().take(TITLE_LEVELS).any(|frame| {
                self.dom.element(frame.id).is_some_and(|element| {
                    matches!(&**element.tag(), "h2" | "h3" | "h4" | "h5" | "h6")
                })
            })
    }

    /// What a page without any text to read says of itself: its structured
    /// data, else its description.
    pub(super) fn told_of_itself(&self) -> String {
        let mut told: Vec<&str> = Vec::new();
        for run in &self.page.runs {
            if run.origin == Origin::JsonLd
                && run.text.len() >= TOLD_BYTES_MIN
                && told.len() < TOLD_MAX
                && !told.contains(&run.text.as_str())
            {
                told.push(&run.text);
            }
        }
        if told.is_empty() {
            told.push(&self.description);
        }
        told.join("\n")
    }

    /// Tells whether a line says what the page's description says: the lead
    /// of a page that does not mark it.
    fn is_described(&self, text: &str) -> bool {
        /// Fewer characters may agree by chance.
        const ALIKE_CHARS_MIN: usize = 40;
        let alike: usize = text
            .chars()
            .zip(self.description.chars())
            .take_while(|(a, b)| a == b)
            .count();
        alike >= ALIKE_CHARS_MIN && alike * 10 >= text.chars().count() * 6
    }

    fn is_link_list(&self) -> bool {
        let mut all = 0;
        let mut linked = 0;
        for run in self.line.shown(self.survey.counts_hidden) {
            all += run.text.len();
            if run.href.is_some() {
                linked += run.text.len();
            }
        }
        all > 0 && linked as f64 > LINK_SHARE_MAX * all as f64
    }
}

/// Folds the white space of each line of a text; empty lines vanish.
fn tidy_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = fold_space(line);
        if line.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&line);
    }
    out
}

/// The title as a reader sees it: the `<title>` without the name of the site
/// behind it, when the heading or Open Graph tell where that begins.
pub(super) fn choose_title(title_tag: &str, og_title: &str, heading: &str) -> String {
    /// Shorter ones are names of sections.
    const CHARS_MIN: usize = 10;
    let begins = |start: &str| start.chars().count() >= CHARS_MIN && title_tag.starts_with(start);
    let chosen = if title_tag.is_empty() {
        if og_title.is_empty() {
            heading
        } else {
            og_title
        }
    } else if begins(heading) {
        heading
    } else if begins(og_title) {
        og_title
    } else {
        title_tag
    };
    chosen.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_the_name_of_the_site() {
        for (tag, og, heading, title) in [
            (
                "Cảnh báo lừa đảo mới | Báo tỉnh",
                "",
                "Cảnh báo lừa đảo mới",
                "Cảnh báo lừa đảo mới",
            ),
            (
                "Cảnh báo lừa đảo mới - Báo tỉnh",
                "Cảnh báo lừa đảo mới",
                "Tin",
                "Cảnh báo lừa đảo mới",
            ),
            ("Trang chủ - Xã", "", "Trang chủ", "Trang chủ - Xã"),
            ("", "Từ mạng", "Đầu đề", "Từ mạng"),
            ("", "", "Đầu đề", "Đầu đề"),
            ("", "", "", ""),
        ] {
            assert_eq!(choose_title(tag, og, heading), title, "{tag}");
        }
    }
}
