/// The confidences of the ladder, in thousandths.
///
/// First estimates, from the published experience that the design quotes and
/// from what the collision counts of `docs/benchmarks.md` showed. They are data
/// so that review can recalibrate them: a matcher is built with a set of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Priors {
    /// As the term is written.
    pub exact: u16,
    /// Tone on another vowel, i for y, ð for đ.
    pub tone: u16,
    /// Every mark is there, but `-`, `_`, `+` or `/` stands for the space.
    pub joined: u16,
    /// Bare, and so is the text around.
    pub bare: u16,
    /// Bare in text that has marks: as a whole, or in a syllable that the
    /// language does not have without them (`bac`, `thuong`), or beside a word
    /// of the trade.
    pub bare_in_accented: u16,
    /// One syllable is bare in text that has marks, and may be meant so.
    pub partly_bare: u16,
    /// Bare, and another common word or phrase reads the same.
    pub ambiguous: u16,
    /// The same, beside a word of the trade.
    pub ambiguous_in_context: u16,
    /// A search typed without marks that meets text with them.
    pub typed_bare: u16,
    /// A disguise with the marks of the term.
    pub obfuscated: u16,
    /// A disguise without them.
    pub obfuscated_bare: u16,
    /// Glued to other words, with marks.
    pub glued: u16,
    /// Glued to other words, bare: host names and hashtags.
    pub glued_bare: u16,
    /// Teencode.
    pub teencode: u16,
    /// Read in the wrong encoding.
    pub legacy_encoding: u16,
    /// What a hit is multiplied by when a word crosses its edge.
    pub boundary_factor: u16,
    /// What a bare hit is multiplied by in text of another language.
    pub foreign_factor: u16,
    /// What a hit is multiplied by that looks like a code.
    pub code_factor: u16,
}

impl Priors {
    /// The priors that ship.
    pub const SHIPPED: Priors = Priors {
        exact: 1_000,
        tone: 980,
        joined: 950,
        bare: 800,
        bare_in_accented: 600,
        partly_bare: 500,
        ambiguous: 350,
        ambiguous_in_context: 650,
        typed_bare: 800,
        obfuscated: 950,
        obfuscated_bare: 750,
        glued: 750,
        glued_bare: 600,
        teencode: 600,
        legacy_encoding: 950,
        boundary_factor: 400,
        foreign_factor: 400,
        code_factor: 400,
    };
}

impl Default for Priors {
    fn default() -> Priors {
        Priors::SHIPPED
    }
}
