//! One spelling for what may be spelt in two ways: the tone rung.
//!
//! Two spellings of tone placement live side by side: `hòa` (the older
//! typographic one) and `hoà` (the Ministry of Education's rule of 1984,
//! decision 240/QĐ); texts also hold slips like `hòan` and `qúy`. The place of
//! the tone tells no two words apart, so the canonical form puts it by the
//! rule of 1984 wherever it stood. The same decision writes i for y at the end
//! of an open syllable (`kì`, `lí`, `mĩ`); names and habit keep y.

use crate::letter::{Letter, Quality, Tone};

/// No Vietnamese syllable is longer (`nghiêng`, 7); longer tokens are left.
const LETTERS_MAX: usize = 8;

/// The onsets after which i and y are one vowel; `qu` is looked at apart.
const ONSETS: [&[u8]; 26] = [
    b"", b"b", b"c", b"ch", b"d", b"g", b"gh", b"h", b"k", b"kh", b"l", b"m", b"n", b"ng", b"ngh",
    b"nh", b"p", b"ph", b"r", b"s", b"t", b"th", b"tr", b"v", b"x", b"gi",
];

/// Appends the canonical form of an accented token and then its key, and
/// returns where the first ends; writes nothing when the two forms are one.
pub(crate) fn write_canonical(accented: &str, canonical: &mut String) -> Option<usize> {
    let mut letters = [Letter {
        base: 0,
        quality: Quality::Plain,
        tone: Tone::Level,
    }; LETTERS_MAX];
    let mut count = 0;
    for c in accented.chars() {
        match (Letter::of(c), letters.get_mut(count)) {
            (Some(letter), Some(place)) => *place = letter,
            _ => return write_eth(accented, canonical),
        }
        count += 1;
    }
    let letters = letters.get_mut(..count)?;
    if !unify(letters) && !accented.contains(['ð', 'ɖ']) {
        return None;
    }
    canonical.extend(letters.iter().filter_map(|letter| letter.compose()));
    let canonical_end = canonical.len();
    canonical.extend(letters.iter().map(|letter| char::from(letter.base)));
    Some(canonical_end)
}

/// The canonical form of what cannot be a syllable: đ for its doubles.
fn write_eth(accented: &str, canonical: &mut String) -> Option<usize> {
    if !accented.contains(['ð', 'ɖ']) {
        return None;
    }
    canonical.extend(accented.chars().map(|c| match c {
        'ð' | 'ɖ' => 'đ',
        _ => c,
    }));
    let canonical_end = canonical.len();
    canonical.push_str(&crate::fold(accented));
    Some(canonical_end)
}

/// Moves the tone to its place and writes i for y, when the letters have the
/// shape of a syllable: consonants, vowels, consonants. Tells whether anything
/// changed.
fn unify(letters: &mut [Letter]) -> bool {
    let Some(shape) = Shape::of(letters) else {
        return false;
    };
    let mut changed = place_tone(letters, &shape);
    // With a coda the two are kept apart (`kin`), except after qu, where both
    // are in use (`quýt`, `quít`).
    let open = shape.end == letters.len();
    let single = shape.end - shape.nucleus == 1;
    if single && letters[shape.nucleus].base == b'y' && (shape.after_qu || open) {
        let known = shape.after_qu || is_onset(&letters[..shape.vowels]);
        if known {
            letters[shape.nucleus].base = b'i';
            changed = true;
        }
    }
    changed
}

fn is_onset(consonants: &[Letter]) -> bool {
    ONSETS.iter().any(|onset| {
        onset.len() == consonants.len()
            && onset
                .iter()
                .zip(consonants)
                .all(|(base, letter)| *base == letter.base)
    })
}

/// Where the parts of a syllable stand.
pub(crate) struct Shape {
    /// First vowel, the u of qu and the i of gi included.
    vowels: usize,
    /// First vowel of the nucleus, those glides left out.
    nucleus: usize,
    /// Past the last vowel.
    end: usize,
    after_qu: bool,
}

impl Shape {
    /// Reads the shape of a token's letters; `None` when they are not
    /// consonants, vowels, consonants, with at least one vowel.
    pub(crate) fn of(letters: &[Letter]) -> Option<Shape> {
        let vowels = letters.iter().position(|letter| letter.is_vowel())?;
        let (onset, rest) = letters.split_at(vowels);
        let length = rest.iter().take_while(|letter| letter.is_vowel()).count();
        let (vowel_letters, coda) = rest.split_at(length);
        if coda.iter().any(|letter| letter.is_vowel()) {
            return None;
        }
        let glide = match (onset, vowel_letters) {
            ([first], [glide, _, ..]) if glide.quality == Quality::Plain => {
                matches!((first.base, glide.base), (b'q', b'u') | (b'g', b'i'))
            }
            _ => false,
        };
        Some(Shape {
            vowels,
            nucleus: vowels + usize::from(glide),
            end: vowels + length,
            after_qu: glide && onset.first().is_some_and(|first| first.base == b'q'),
        })
    }
}

/// Moves a syllable's one tone to the vowel that bears it by the rule of 1984;
/// tells whether it stood elsewhere. A token with two tones is no syllable and
/// stays.
fn place_tone(letters: &mut [Letter], shape: &Shape) -> bool {
    let mut toned = (shape.vowels..shape.end).filter(|&i| letters[i].tone != Tone::Level);
    let (Some(from), None) = (toned.next(), toned.next()) else {
        return false;
    };
    let nucleus = &letters[shape.nucleus..shape.end];
    let open = shape.end == letters.len();
    // The vowel with a quality mark bears the tone, the second of ươ; else the
    // last before a coda; else, in an open syllable, the one that is not a
    // glide.
    let offset = match nucleus
        .iter()
        .rposition(|vowel| vowel.quality != Quality::Plain)
    {
        Some(place) => place,
        None if !open => nucleus.len() - 1,
        None => match nucleus {
            [first, second] => usize::from(matches!(
                (first.base, second.base),
                (b'o', b'a') | (b'o', b'e') | (b'u', b'y')
            )),
            [_, _, _, ..] => 1,
            _ => 0,
        },
    };
    let tone = letters[from].tone;
    let to = shape.nucleus + offset;
    letters[from].tone = Tone::Level;
    letters[to].tone = tone;
    from != to
}

#[cfg(test)]
mod tests {
    use crate::normalise;

    #[test]
    fn spellings_of_one_syllable_are_one() {
        for (left, right) in [
            ("hoà", "hòa"),
            ("khoẻ", "khỏe"),
            ("uý", "úy"),
            ("thuỷ", "thủy"),
            ("tuý", "túy"),
            ("quý", "qúy"),
            ("quý", "quí"),
            ("quỳ", "qùi"),
            ("quýt", "quít"),
            ("hoàn", "hòan"),
            ("của", "cuả"),
            ("miền", "mìên"),
            ("già", "gìa"),
            ("khuỷu", "khủyu"),
            ("ngoài", "ngòai"),
            ("kì", "kỳ"),
            ("lí", "lý"),
            ("mĩ", "mỹ"),
            ("ti", "ty"),
            ("ý", "í"),
            ("Ðà", "đà"),
            ("ɖà", "đà"),
            ("ÐÐÐ24", "đđđ24"),
        ] {
            let (a, b) = (normalise(left), normalise(right));
            assert_eq!(a.canonical(0), b.canonical(0), "{left} {right}");
            assert_eq!(a.key(0), b.key(0), "{left} {right}");
            assert_ne!(a.accented(0), b.accented(0), "{left} {right}");
        }
    }

    #[test]
    fn different_syllables_stay_apart() {
        for (left, right) in [
            ("thuy", "thui"),
            ("thúy", "thúi"),
            ("tay", "tai"),
            ("cáy", "cái"),
            ("hoà", "hoá"),
            ("mùa", "mua"),
            ("kín", "kýn"),
            ("skynet", "skinet"),
            ("đà", "dà"),
        ] {
            let (a, b) = (normalise(left), normalise(right));
            assert_ne!(a.canonical(0), b.canonical(0), "{left} {right}");
        }
    }

    #[test]
    fn the_canonical_form_reads_well() {
        for (typed, canonical) in [
            ("hòa", "hoà"),
            ("Thủy", "thuỷ"),
            ("quyền", "quyền"),
            ("giếng", "giếng"),
            ("người", "người"),
            ("xỉu", "xỉu"),
            ("đánh", "đánh"),
            ("lừa", "lừa"),
            ("mười", "mười"),
            ("gì", "gì"),
            ("giữ", "giữ"),
            ("yêu", "yêu"),
            ("café", "café"),
            ("đánhbạc", "đánhbạc"),
        ] {
            assert_eq!(normalise(typed).canonical(0), canonical, "{typed}");
        }
    }
}
