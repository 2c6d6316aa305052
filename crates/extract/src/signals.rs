//! What the shape of a page says: one pass over its runs and one over its
//! links. Linear in both, and nothing is kept but counts.

use haidang_model::{CanonicalUrl, Origin, Page, Signals, Site, TextRun};

use doorway::doorway_traits;
use links::{LinkCounts, count_links};
use shift::Blocks;
use words::{Met, Tally};

mod doorway;
mod links;
mod shift;
mod words;

/// Counts the shape of a page that is read to its end.
///
/// `leaves_for` are the addresses that its scripts send the reader to.
pub(crate) fn measure(page: &Page, leaves_for: &[String]) -> Signals {
    let site = own_site(page);
    let mut texts = Texts::default();
    for run in &page.runs {
        texts.add(run);
    }
    let links = count_links(page, site.as_ref());
    let all = texts.all;
    let facts = PageFacts {
        page,
        site: site.as_ref(),
        leaves_for,
        all: &all,
        title: &texts.title,
        links: &links,
    };
    let traits = doorway_traits(&facts);
    Signals {
        words: all.words,
        glued_words: all.glued().words,
        glued_kinds: all.glued().kinds,
        sentence_ends: all.sentence_ends,
        text_chars: texts.seen_chars,
        link_chars: texts.link_chars,
        links: links.all,
        outside_links: links.outside,
        outside_hosts: links.outside_hosts,
        outside_sites: links.outside_sites,
        hidden_outside_links: links.hidden_outside,
        hidden_outside_sites: links.hidden_sites,
        doorway_traits: traits,
        shifted_words: texts.blocks.shifted_words(page),
    }
}

/// The site that a page belongs to, by its address or by what it names as
/// such; `None` for a file from nowhere.
fn own_site(page: &Page) -> Option<Site> {
    let canonical = || CanonicalUrl::parse(page.canonical.as_deref()?).ok();
    let url = page.url.clone().or_else(canonical)?;
    Some(url.site())
}

/// What the traits of doorways are read from.
struct PageFacts<'a> {
    page: &'a Page,
    site: Option<&'a Site>,
    leaves_for: &'a [String],
    all: &'a Tally,
    title: &'a Tally,
    links: &'a LinkCounts,
}

/// The text of a page, counted.
#[derive(Default)]
struct Texts {
    all: Tally,
    title: Tally,
    blocks: Blocks,
    met: Met,
    seen_chars: u32,
    link_chars: u32,
}

impl Texts {
    fn add(&mut self, run: &TextRun) {
        if !is_written_for_people(run.origin) {
            return;
        }
        let mut tally = Tally::default();
        tally.read(&run.text, &mut self.met);
        self.all.add(&tally);
        if run.origin == Origin::Title {
            self.title.add(&tally);
        }
        if !matches!(run.origin, Origin::Title | Origin::Meta) {
            if run.visibility != haidang_model::Visibility::Hidden {
                self.seen_chars = self.seen_chars.saturating_add(tally.chars);
                if run.href.is_some() {
                    self.link_chars = self.link_chars.saturating_add(tally.chars);
                }
            }
            self.blocks.add(run, &tally);
        }
    }
}

/// Text of attributes, scripts, comments and styles follows other habits.
fn is_written_for_people(origin: Origin) -> bool {
    matches!(
        origin,
        Origin::Title
            | Origin::Meta
            | Origin::Heading
            | Origin::Text
            | Origin::Anchor
            | Origin::Noscript
            | Origin::Template
            | Origin::Srcdoc
    )
}

#[cfg(test)]
mod tests;
