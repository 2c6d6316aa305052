//! Blocks of a page that speak another language than its main text.

use haidang_model::{Page, Region, TextRun, Visibility};
use vitext::is_syllable;

use super::{is_written_for_people, words::Tally};
use crate::language::verdict;

/// Words of a block that are asked whether they are Vietnamese without marks.
const BARE_WORDS_MAX: usize = 400;

/// Fewer words have no language.
const WORDS_MIN: u32 = 10;

/// Of a hundred words, syllables from which on a text is Vietnamese without
/// its marks. English text has some thirty (`an`, `in`, `the`), Indonesian
/// fewer than forty, Vietnamese without marks over ninety but for brands.
const BARE_PERCENT_MIN: usize = 75;

/// The blocks that are asked; main text and what no region holds is none.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Hidden,
    Footer,
    Aside,
    Menu,
    Links,
}

const BLOCKS: [Block; 5] = [
    Block::Hidden,
    Block::Footer,
    Block::Aside,
    Block::Menu,
    Block::Links,
];

impl Block {
    fn of(run: &TextRun) -> Option<Block> {
        if matches!(run.visibility, Visibility::Hidden | Visibility::Suspect) {
            return Some(Block::Hidden);
        }
        match run.region {
            Region::Footer => Some(Block::Footer),
            Region::Aside => Some(Block::Aside),
            Region::Nav | Region::Header => Some(Block::Menu),
            Region::Other if run.href.is_some() => Some(Block::Links),
            _ => None,
        }
    }
}

/// The words of each block.
#[derive(Default)]
pub(super) struct Blocks([Tally; BLOCKS.len()]);

impl Blocks {
    pub(super) fn add(&mut self, run: &TextRun, tally: &Tally) {
        if let Some(block) = Block::of(run)
            && let Some(sum) = self.0.get_mut(block as usize)
        {
            sum.add(tally);
        }
    }

    /// Returns how many words show that a block is of another language.
    ///
    /// English beside Vietnamese is none: menus, dialogs and notices of rights
    /// that nobody translated stand on most Vietnamese sites.
    pub(super) fn shifted_words(&self, page: &Page) -> u32 {
        if !matches!(page.lang.as_str(), "vi" | "en") {
            return 0;
        }
        let mut shifted = 0_u32;
        for (block, tally) in BLOCKS.into_iter().zip(&self.0) {
            if tally.words < WORDS_MIN {
                continue;
            }
            let words = [tally.words, tally.vietnamese, tally.english];
            let [words, vietnamese, english] = words.map(|count| count as usize);
            let more = match verdict(words, vietnamese, english) {
                "vi" if page.lang == "en" => tally.vietnamese,
                "und" if tally.other_script * 2 >= tally.words => tally.other_script,
                "und" if english == 0 || page.lang == "en" => bare_words(page, block),
                _ => 0,
            };
            shifted = shifted.saturating_add(more);
        }
        shifted
    }
}

/// Returns the words of a block that are Vietnamese without its marks, or 0
/// when the block as a whole is not.
fn bare_words(page: &Page, block: Block) -> u32 {
    let runs = page
        .runs
        .iter()
        .filter(|run| is_written_for_people(run.origin) && Block::of(run) == Some(block));
    let words = runs
        .flat_map(|run| run.text.split(|c: char| !c.is_alphabetic()))
        .filter(|word| word.len() > 1)
        .take(BARE_WORDS_MAX);
    let (mut all, mut bare) = (0_usize, 0_usize);
    for word in words {
        all += 1;
        bare += usize::from(word.is_ascii() && is_syllable(word));
    }
    if bare * 100 >= all * BARE_PERCENT_MIN {
        bare as u32
    } else {
        0
    }
}
