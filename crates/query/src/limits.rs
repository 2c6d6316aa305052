//! Ceilings of the language. A query comes from outside and may be hostile;
//! these bound what it can cost.

/// Bytes of the longest query. A rule of 256 phrases fits.
pub(crate) const QUERY_BYTES_MAX: usize = 16 * 1_024;

/// Parentheses, `NOT`, `NEAR` and `title:` inside one another. Parsing,
/// evaluating and dropping a tree recurse this deep.
pub(crate) const DEPTH_MAX: usize = 32;

/// Terms and filters of one query.
pub(crate) const PARTS_MAX: usize = 256;

/// Bytes of one term.
pub(crate) const TERM_BYTES_MAX: usize = 512;

/// Syllables of one term. The trie of terms is walked at most this deep from
/// every token of a page.
pub(crate) const TERM_WORDS_MAX: usize = 32;

/// Words that may stand inside a phrase (`"a b"~3`).
pub(crate) const SLOP_WORDS_MAX: u32 = 50;

/// Words that may stand between the sides of a `NEAR`.
pub(crate) const NEAR_WORDS_MAX: u32 = 200;

/// Faults reported for one query; more would help nobody.
pub(crate) const FAULTS_MAX: usize = 20;

/// Times one term is kept for one page, zone and rung. Enough that nearness and
/// `AND` see every place of any page that a person wrote; a page that repeats
/// a term more often is a doorway, and the first places say it all.
pub(crate) const OCCURRENCES_MAX: usize = 4_096;

/// Things that [`crate::Query::find`] tells of one page.
pub(crate) const FOUND_MAX: usize = 1_000;

/// Hits of one rule kept for one page.
pub(crate) const RULE_HITS_MAX: usize = 50;

/// Hits kept for one page. When there are more, each rule met keeps the same
/// share, and at least one.
pub(crate) const PAGE_HITS_MAX: usize = 5_000;

/// Characters in a row that a regular expression on text must hold.
pub(crate) const LITERAL_LETTERS_MIN: usize = 3;

/// Literals that one regular expression may be looked for by.
pub(crate) const LITERALS_MAX: usize = 250;

/// Bytes that whatever an expression on addresses meets must have.
pub(crate) const ADDRESS_PATTERN_BYTES_MIN: usize = 3;

/// Bytes of one compiled regular expression, and of the cache it runs with.
pub(crate) const PATTERN_COMPILED_BYTES_MAX: usize = 1 << 20;

/// Bytes of a compiled set of expressions on addresses. A set that would be
/// larger is cut in two.
pub(crate) const PATTERN_SET_BYTES_MAX: usize = 64 << 20;

/// Groups inside one another in a regular expression.
pub(crate) const PATTERN_DEPTH_MAX: u32 = 32;

/// Places of one expression looked for in one block. Looking for each next one
/// may read the rest of the block, so without this a block of a million letters
/// would cost their square.
pub(crate) const PATTERN_PLACES_MAX: usize = 256;

/// Bytes of a place of an expression that are told; an expression like `/.*bet.*/`
/// meets whole blocks.
pub(crate) const PATTERN_QUOTE_BYTES_MAX: usize = 300;

/// Places that `COUNT(…)` may ask for; under [`PATTERN_PLACES_MAX`], so that
/// what is looked for is always enough to tell.
pub(crate) const COUNT_PLACES_MAX: usize = 200;

/// Places of terms that the rules of one page may look at, all together. A page
/// of usual size needs some thousands; one that repeats every term of every
/// list must not hold up the others. Rules past it are not held against the
/// page.
pub(crate) const PAGE_PLACES_MAX: usize = 50_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_the_language_states_them() {
        let page = include_str!("../../../docs/ngon-ngu.md");
        let (_, table) = page.split_once("## Giới hạn").unwrap();
        let stated: Vec<&str> = table
            .lines()
            .filter_map(|row| row.trim_end_matches(" |").rsplit_once("| "))
            .map(|(_, most)| most)
            .skip(1)
            .collect();
        let kept = [
            QUERY_BYTES_MAX,
            DEPTH_MAX,
            PARTS_MAX,
            TERM_BYTES_MAX,
            TERM_WORDS_MAX,
            SLOP_WORDS_MAX as usize,
            NEAR_WORDS_MAX as usize,
            COUNT_PLACES_MAX,
            FAULTS_MAX,
        ];
        assert_eq!(stated, kept.map(|most| most.to_string()));
    }
}
