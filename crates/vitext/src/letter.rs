//! The letters of the Vietnamese alphabet, taken apart and put together.

/// A tone of a syllable, in the order that dictionaries list them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Tone {
    /// Ngang: no mark.
    Level = 0,
    /// Huyền: grave.
    Grave = 1,
    /// Sắc: acute.
    Acute = 2,
    /// Hỏi: hook above.
    Hook = 3,
    /// Ngã: tilde.
    Tilde = 4,
    /// Nặng: dot below.
    Dot = 5,
}

impl Tone {
    pub(crate) const ALL: [Tone; 6] = [
        Tone::Level,
        Tone::Grave,
        Tone::Acute,
        Tone::Hook,
        Tone::Tilde,
        Tone::Dot,
    ];

    /// Returns the tone that a combining mark writes.
    pub(crate) fn of_mark(mark: char) -> Option<Tone> {
        Some(match mark {
            // U+0340 and U+0341 are deprecated doubles, equal to the first two
            // by canonical decomposition.
            '\u{300}' | '\u{340}' => Tone::Grave,
            '\u{301}' | '\u{341}' => Tone::Acute,
            '\u{309}' => Tone::Hook,
            '\u{303}' => Tone::Tilde,
            '\u{323}' => Tone::Dot,
            _ => return None,
        })
    }
}

/// What makes another letter of a base letter: the hat of â, the bar of đ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quality {
    /// The base letter itself.
    Plain,
    /// â ê ô
    Circumflex,
    /// ă
    Breve,
    /// ơ ư
    Horn,
    /// đ
    Stroke,
}

impl Quality {
    pub(crate) fn of_mark(mark: char) -> Option<Quality> {
        Some(match mark {
            '\u{302}' => Quality::Circumflex,
            '\u{306}' => Quality::Breve,
            '\u{31B}' => Quality::Horn,
            _ => return None,
        })
    }
}

/// A lower-case letter taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Letter {
    /// An ASCII letter.
    pub(crate) base: u8,
    pub(crate) quality: Quality,
    pub(crate) tone: Tone,
}

/// The twelve vowels in the order of the alphabet, each with its six tones,
/// lower case.
pub(crate) const VOWELS: [(u8, Quality, [char; 6]); 12] = [
    (b'a', Quality::Plain, ['a', 'à', 'á', 'ả', 'ã', 'ạ']),
    (b'a', Quality::Breve, ['ă', 'ằ', 'ắ', 'ẳ', 'ẵ', 'ặ']),
    (b'a', Quality::Circumflex, ['â', 'ầ', 'ấ', 'ẩ', 'ẫ', 'ậ']),
    (b'e', Quality::Plain, ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ']),
    (b'e', Quality::Circumflex, ['ê', 'ề', 'ế', 'ể', 'ễ', 'ệ']),
    (b'i', Quality::Plain, ['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị']),
    (b'o', Quality::Plain, ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ']),
    (b'o', Quality::Circumflex, ['ô', 'ồ', 'ố', 'ổ', 'ỗ', 'ộ']),
    (b'o', Quality::Horn, ['ơ', 'ờ', 'ớ', 'ở', 'ỡ', 'ợ']),
    (b'u', Quality::Plain, ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ']),
    (b'u', Quality::Horn, ['ư', 'ừ', 'ứ', 'ử', 'ữ', 'ự']),
    (b'y', Quality::Plain, ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ']),
];

/// The upper-case forms of [`VOWELS`], in the same places.
pub(crate) const VOWELS_UPPER: [[char; 6]; 12] = [
    ['A', 'À', 'Á', 'Ả', 'Ã', 'Ạ'],
    ['Ă', 'Ằ', 'Ắ', 'Ẳ', 'Ẵ', 'Ặ'],
    ['Â', 'Ầ', 'Ấ', 'Ẩ', 'Ẫ', 'Ậ'],
    ['E', 'È', 'É', 'Ẻ', 'Ẽ', 'Ẹ'],
    ['Ê', 'Ề', 'Ế', 'Ể', 'Ễ', 'Ệ'],
    ['I', 'Ì', 'Í', 'Ỉ', 'Ĩ', 'Ị'],
    ['O', 'Ò', 'Ó', 'Ỏ', 'Õ', 'Ọ'],
    ['Ô', 'Ồ', 'Ố', 'Ổ', 'Ỗ', 'Ộ'],
    ['Ơ', 'Ờ', 'Ớ', 'Ở', 'Ỡ', 'Ợ'],
    ['U', 'Ù', 'Ú', 'Ủ', 'Ũ', 'Ụ'],
    ['Ư', 'Ừ', 'Ứ', 'Ử', 'Ữ', 'Ự'],
    ['Y', 'Ỳ', 'Ý', 'Ỷ', 'Ỹ', 'Ỵ'],
];

/// Latin up to and with the IPA ɖ, then the toned vowels of Latin Extended
/// Additional.
const LOW_END: usize = 0x260;
const HIGH_START: usize = 0x1EA0;
const HIGH_END: usize = 0x1EFA;

static LETTERS: [Option<Letter>; LOW_END + HIGH_END - HIGH_START] = letters();

const fn letters() -> [Option<Letter>; LOW_END + HIGH_END - HIGH_START] {
    const fn level(base: u8, quality: Quality) -> Option<Letter> {
        Some(Letter {
            base,
            quality,
            tone: Tone::Level,
        })
    }
    let mut letters = [None; LOW_END + HIGH_END - HIGH_START];
    let mut base = b'a';
    while base <= b'z' {
        letters[base as usize] = level(base, Quality::Plain);
        base += 1;
    }
    let mut row = 0;
    while row < VOWELS.len() {
        let (base, quality, tones) = VOWELS[row];
        let mut tone = 0;
        while tone < Tone::ALL.len() {
            let code = tones[tone] as usize;
            let slot = if code < LOW_END {
                code
            } else {
                code - HIGH_START + LOW_END
            };
            letters[slot] = Some(Letter {
                base,
                quality,
                tone: Tone::ALL[tone],
            });
            tone += 1;
        }
        row += 1;
    }
    // The Icelandic eth and the African d stand for đ in old fonts and in
    // disguises; in capitals the three look the same.
    letters['đ' as usize] = level(b'd', Quality::Stroke);
    letters['ð' as usize] = level(b'd', Quality::Stroke);
    letters['ɖ' as usize] = level(b'd', Quality::Stroke);
    letters
}

impl Letter {
    /// Takes a lower-case letter apart; `None` for anything that is not an
    /// ASCII letter, a Vietnamese one, or one of the two read as đ.
    #[inline]
    pub(crate) fn of(c: char) -> Option<Letter> {
        let code = c as usize;
        let slot = match code {
            ..LOW_END => code,
            HIGH_START..HIGH_END => code - HIGH_START + LOW_END,
            _ => return None,
        };
        LETTERS.get(slot).copied().flatten()
    }

    /// Puts the letter together; `None` when there is no such letter, like a
    /// dotted consonant.
    pub(crate) fn compose(self) -> Option<char> {
        if let Some((_, _, tones)) = VOWELS
            .iter()
            .find(|(base, quality, _)| *base == self.base && *quality == self.quality)
        {
            return Some(tones[self.tone as usize]);
        }
        match (self.quality, self.tone) {
            (Quality::Plain, Tone::Level) => Some(char::from(self.base)),
            (Quality::Stroke, Tone::Level) if self.base == b'd' => Some('đ'),
            _ => None,
        }
    }

    /// Adds a combining mark the way NFC does; `None` when the result is not
    /// one letter of the alphabet and the general algorithm has to decide.
    pub(crate) fn with_mark(self, mark: char) -> Option<char> {
        if let Some(tone) = Tone::of_mark(mark) {
            if self.tone != Tone::Level {
                return None;
            }
            return Letter { tone, ..self }.compose();
        }
        let quality = Quality::of_mark(mark)?;
        if self.quality != Quality::Plain {
            return None;
        }
        // A hat typed after a tone that also stands above is a different
        // sequence by Unicode (both marks are of class 230, so their order
        // counts). The dot (220) sorts before it and the horn (216) before all.
        let above = !matches!(self.tone, Tone::Level | Tone::Dot);
        if above && quality != Quality::Horn {
            return None;
        }
        Letter { quality, ..self }.compose()
    }

    pub(crate) fn is_vowel(self) -> bool {
        matches!(self.base, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn letters_come_apart_and_together_as_unicode_says() {
        for (row, (base, quality, tones)) in VOWELS.into_iter().enumerate() {
            for tone in Tone::ALL {
                let c = tones[tone as usize];
                let upper = VOWELS_UPPER[row][tone as usize];
                assert_eq!(upper.to_lowercase().collect::<String>(), c.to_string());
                let letter = Letter {
                    base,
                    quality,
                    tone,
                };
                assert_eq!(Letter::of(c), Some(letter), "{c}");
                assert_eq!(letter.compose(), Some(c));
                assert_eq!(c.nfd().next(), Some(char::from(base)));
            }
        }
        assert_eq!(Letter::of('đ').unwrap().compose(), Some('đ'));
        assert_eq!(Letter::of('ð').unwrap().compose(), Some('đ'));
        assert_eq!(Letter::of('ñ'), None);
        assert_eq!(Letter::of('5'), None);
    }

    #[test]
    fn adding_a_mark_agrees_with_nfc() {
        let marks = [
            '\u{300}', '\u{301}', '\u{302}', '\u{303}', '\u{306}', '\u{309}',
        ]
        .into_iter()
        .chain([
            '\u{31B}', '\u{323}', '\u{340}', '\u{341}', '\u{308}', '\u{338}',
        ]);
        for mark in marks {
            let vowels = VOWELS.iter().flat_map(|(_, _, tones)| tones.iter());
            for &c in vowels.chain(['b', 'n', 'd', 'đ', 's'].iter()) {
                let nfc: Vec<char> = [c, mark].into_iter().nfc().collect();
                if let Some(ours) = Letter::of(c).unwrap().with_mark(mark) {
                    assert_eq!(nfc, [ours], "{c} + {mark:?}");
                }
            }
        }
    }
}
