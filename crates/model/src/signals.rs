//! What the shape of a page says, counted; and the few signals that rules may
//! ask for.

use serde::{Deserialize, Serialize};

use crate::closed_list;

closed_list! {
    /// What the shape of a page may be, for rules that ask for more than words.
    ///
    /// A signal is no verdict: it narrows a rule that has other evidence. The
    /// thresholds stand beside [`Signals::has`], each with what it rests on;
    /// how often each is raised on innocent pages stands in the README of
    /// `haidang-extract`.
    pub enum Signal, "signal" {
        /// Words of Vietnamese run together where generated pages string
        /// search phrases without a space between them.
        GluedWords => "glued-words",
        /// Most of the page is links, and they lead to many other sites.
        LinkFarm => "link-farm",
        /// Links to many other sites that a reader does not see.
        HiddenOutbound => "hidden-outbound",
        /// Several traits of generated landing pages together.
        Doorway => "doorway",
        /// A hidden block, a foot, a side column or a block of links speaks
        /// another language than the main text.
        LanguageShift => "language-shift",
    }
}

closed_list! {
    /// One fact about how generated landing pages are made. None says
    /// anything alone: each also holds of some honest pages.
    ///
    /// Sources: Fetterly, Manasse and Najork, "Spam, Damn Spam, and
    /// Statistics" (WebDB 2004), for hosts and addresses made by programs;
    /// Ntoulas, Najork, Manasse and Fetterly, "Detecting Spam Web Pages
    /// through Content Analysis" (WWW 2006), for words of titles, composite
    /// words and the share of link text; Google Search Central, "Spam
    /// policies", for doorways, sneaky redirects and hacked content.
    pub enum DoorwayTrait, "doorway trait" {
        /// The first label of the page's own host is random letters and
        /// digits: `hx3kq9.…` (WebDB 2004, section 3.1: spam hosts are made by
        /// programs).
        RandomHost => "random-host",
        /// The path of the page itself says nothing: `/news-801260.index.html`.
        MachineAddress => "machine-address",
        /// Most links into the own site have such paths.
        MachinePaths => "machine-paths",
        /// The words of the title come back as a heading and as the text of
        /// many links (WWW 2006, section 4.2: stuffed titles).
        EchoedTitle => "echoed-title",
        /// The text is phrases without one sentence, some of them run
        /// together.
        SearchPhrases => "search-phrases",
        /// The page sends the reader to another site by itself (`<meta
        /// refresh>`, a script that sets `location`): "sneaky redirects".
        LeavesAtOnce => "leaves-at-once",
        /// The title is Vietnamese and the text is of another language, or the
        /// other way round: the title was injected.
        ForeignTitle => "foreign-title",
    }
}

/// Counts of what a page is made of. All are zero where nothing was measured,
/// as on pages that were stored before there were signals.
///
/// Another site is another registrable domain. A page without an address and
/// without a canonical one belongs to no site: then nothing leads outside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signals {
    /// Words of text that is written for people: running text, headings,
    /// links, title and metadata; no attributes, scripts or comments.
    pub words: u32,
    /// Of these, words that are two or more Vietnamese syllables run together.
    pub glued_words: u32,
    /// Different ones of these.
    pub glued_kinds: u32,
    /// Ends of sentences in that text: `. ! ? …` behind a word.
    pub sentence_ends: u32,
    /// Letters and digits that a reader may see.
    pub text_chars: u32,
    /// Of these, those that are the text of links.
    pub link_chars: u32,
    /// Different targets of `http` or `https` that a reader can follow.
    pub links: u32,
    /// Of these, those on other sites.
    pub outside_links: u32,
    /// Different hosts of those.
    pub outside_hosts: u32,
    /// Different sites of those.
    pub outside_sites: u32,
    /// Different targets of `http` or `https` on other sites whose links are
    /// hidden or made hard to see.
    pub hidden_outside_links: u32,
    /// Different sites that only such links lead to.
    pub hidden_outside_sites: u32,
    /// The traits of generated landing pages that were met, in the order of
    /// their list.
    pub doorway_traits: Vec<DoorwayTrait>,
    /// Words of the blocks whose language is not that of the main text.
    pub shifted_words: u32,
}

/// A page of fewer words has too few to take a share of.
const WORDS_MIN: u32 = 10;

/// Fewer different ones are a slip of typing or a loan word that comes back
/// (`lôga` on a page about logarithms).
/// One in 25 words asks for this many at most.
const GLUED_KINDS_MIN: u32 = 2;
const GLUED_KINDS_ENOUGH: u32 = 5;

/// One word in this many. Text made of search phrases has a seam every four
/// to eight words, and each seam glues two of them; Vietnamese loan words
/// (`hiđrô`) and lost spaces stay below one in a hundred even in laws.
const GLUED_ONE_IN: u32 = 25;

/// Other sites that a page of links has to lead to. Directories of one trade
/// and the feet of news pages stay below.
const FARM_SITES_MIN: u32 = 50;

/// Hidden sites: more than the menus, share buttons and dialogs hold that
/// honest pages hide until asked for. Injected blocks hold tens.
const HIDDEN_SITES_MIN: u32 = 10;

/// Traits that make a doorway. Two meet by chance: a page with a number for
/// its path has neighbours with numbers for theirs.
const DOORWAY_TRAITS_MIN: usize = 3;

/// Fewer words of another language are a name or the switch of languages.
const SHIFTED_WORDS_MIN: u32 = 20;

impl Signals {
    /// Returns the signals that the counts raise, in the order of the list.
    pub fn raised(&self) -> Vec<Signal> {
        let all = Signal::ALL.iter().copied();
        all.filter(|signal| self.has(*signal)).collect()
    }

    /// Tells whether the counts raise a signal.
    ///
    /// - `glued-words`: one word in 25 or more on a page of ten words or more,
    ///   and one in 25 different ones as well, two at least and no more than
    ///   five (composite words mark spam: WWW 2006, section 4.3).
    /// - `link-farm`: 50 other sites or more, half of the links or more lead
    ///   there, and half of the characters or more are link text (WWW 2006,
    ///   section 4.4).
    /// - `hidden-outbound`: ten other sites or more that only hidden links
    ///   lead to.
    /// - `doorway`: three traits or more.
    /// - `language-shift`: twenty words or more of blocks of another language.
    ///
    /// ```
    /// use haidang_model::{Signal, Signals};
    ///
    /// let signals = Signals { words: 17, glued_words: 3, glued_kinds: 2, ..Signals::default() };
    /// assert_eq!(signals.raised(), [Signal::GluedWords]);
    /// assert!(!Signals { words: 1_700, ..signals }.has(Signal::GluedWords));
    /// ```
    pub fn has(&self, signal: Signal) -> bool {
        match signal {
            Signal::GluedWords => {
                self.words >= WORDS_MIN
                    && self.glued_kinds >= kinds_min(self.words)
                    && self.glued_words.saturating_mul(GLUED_ONE_IN) >= self.words
            }
            Signal::LinkFarm => {
                self.outside_sites >= FARM_SITES_MIN
                    && self.outside_links.saturating_mul(2) >= self.links
                    && self.link_chars.saturating_mul(2) >= self.text_chars
            }
            Signal::HiddenOutbound => self.hidden_outside_sites >= HIDDEN_SITES_MIN,
            Signal::Doorway => self.doorway_traits.len() >= DOORWAY_TRAITS_MIN,
            Signal::LanguageShift => self.shifted_words >= SHIFTED_WORDS_MIN,
        }
    }
}

/// Different glued words that a page of so many words has to have.
fn kinds_min(words: u32) -> u32 {
    (words / GLUED_ONE_IN).clamp(GLUED_KINDS_MIN, GLUED_KINDS_ENOUGH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_hold_on_both_sides() {
        let none = Signals::default();
        assert!(none.raised().is_empty());
        let glued = |words, glued_words| Signals {
            words,
            glued_words,
            glued_kinds: glued_words,
            ..Signals::default()
        };
        let kinds = |words, glued_kinds| Signals {
            words,
            glued_words: 20,
            glued_kinds,
            ..Signals::default()
        };
        let farm = |outside_sites, outside_links, link_chars| Signals {
            links: 100,
            text_chars: 1_000,
            outside_sites,
            outside_links,
            link_chars,
            ..Signals::default()
        };
        let hidden = |hidden_outside_sites| Signals {
            hidden_outside_sites,
            ..Signals::default()
        };
        let traits = |count| Signals {
            doorway_traits: DoorwayTrait::ALL.iter().copied().take(count).collect(),
            ..Signals::default()
        };
        let shifted = |shifted_words| Signals {
            shifted_words,
            ..Signals::default()
        };
        for (raised, signal, quiet) in [
            (
                vec![glued(10, 2), glued(50, 2), glued(250, 10)],
                Signal::GluedWords,
                vec![glued(9, 2), glued(10, 1), glued(51, 2)],
            ),
            (
                vec![farm(50, 50, 500), farm(90, 90, 900)],
                Signal::LinkFarm,
                vec![farm(49, 50, 500), farm(50, 49, 500), farm(50, 50, 499)],
            ),
            (
                vec![kinds(500, 5), kinds(75, 3)],
                Signal::GluedWords,
                vec![kinds(500, 4), kinds(75, 2)],
            ),
            (vec![hidden(10)], Signal::HiddenOutbound, vec![hidden(9)]),
            (vec![traits(3), traits(7)], Signal::Doorway, vec![traits(2)]),
            (vec![shifted(20)], Signal::LanguageShift, vec![shifted(19)]),
        ] {
            for signals in raised {
                assert_eq!(signals.raised(), [signal], "{signals:?}");
            }
            for signals in quiet {
                assert!(signals.raised().is_empty(), "{signals:?}");
            }
        }
    }

    #[test]
    fn counts_that_are_not_there_are_zero() {
        let read: Signals = serde_json::from_str(r#"{"words": 3}"#).unwrap();
        assert_eq!((read.words, read.glued_words), (3, 0));
        let names: Vec<_> = Signal::ALL.iter().map(|signal| signal.as_str()).collect();
        let read: Vec<Signal> = names.iter().map(|name| name.parse().unwrap()).collect();
        assert_eq!(read, Signal::ALL);
    }
}
