//! What the lines of a page say of it: lead, main text, date, title.

use haidang_model::{Origin, Region, Visibility};

use super::Walker;
use crate::{article::is_boilerplate, date::read_vietnamese, line::fold_space};

/// A line of the main text that is links for more than this is a list of
/// other articles.
const LINK_SHARE_MAX: f64 = 0.7;

/// More main text than this before the lead is text of its own.
const BEFORE_LEAD_BYTES_MAX: usize = 400;

/// The date of the page, from the best source found so far.
#[derive(Default)]
pub(super) struct Published {
    /// Smaller is better: metadata, structured data, `<time>`, then lines.
    rank: u8,
    pub(super) date: Option<String>,
}

impl Published {
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

impl Walker<'_> {
    /// Takes from a line what it says of the page: lead, main text, date.
    pub(super) fn read_line(&mut self) {
        let Some(first) = self.line.seen().first() else {
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
            Visibility::Hidden => false,
        };
        if !reads {
            return;
        }
        let text = self.line.seen_text();
        let text = tidy_line(&text);
        if text.is_empty() {
            return;
        }
        if self.published.date.is_none() && !is_boilerplate(region)
            || self.published.rank > 5 && self.published.date.is_some()
        {
            let rank = if is_boilerplate(region) { 7 } else { 5 };
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
                self.with_lists.clear();
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
        if region == Region::Main {
            self.with_lists.push_str(&text);
            self.with_lists.push('\n');
            if !self.is_link_list() {
                self.page.main.push_str(&text);
                self.page.main.push('\n');
            }
        }
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
        for run in self.line.seen() {
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
