//! Hosts written in text: plain, defanged, spaced out.

mod candidate;
mod label;
mod separator;
mod tld;

use label::Label;
use separator::{Separator, separator};
use tld::Ending;
use unicode_normalization::UnicodeNormalization;

use crate::{Span, is_syllable};

/// Most labels of a host; longer chains are passed over.
const LABELS_MAX: usize = 10;

/// Longest host in characters (RFC 1035, section 2.3.4, less its last dot).
const HOST_MAX: usize = 253;

/// Programs named like hosts of `net`: `ASP.NET`, `Visual Basic.NET`.
const PRODUCTS: [&str; 5] = ["ado", "asp", "basic", "ml", "vb"];

/// A host as a text writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenHost {
    /// Where it stands, in bytes of the text: from its first label to the end
    /// of its last, without scheme, port and path.
    pub span: Span,
    /// The host with plain dots, lower case, NFC; letters beyond ASCII are
    /// left as they are (no punycode). At most 253 characters.
    pub host: String,
    /// Tells whether it was written so that no program finds it: `[.]`,
    /// `chấm`, spaces, full-width forms, zero-width characters, `hxxp`.
    pub defanged: bool,
}

/// Returns the hosts written in a text, in order, none overlapping.
///
/// A host is two labels or more, the last of them an ending of our list
/// (`host/tld.rs`), held together by dots, `[.]`, `(dot)`, `{chấm}` and the
/// like; with white space beside the dot, or the bare words `chấm` and `dot`,
/// only before an ending that gambling pages use and after what is no
/// ordinary word. An ending that is also a word (`shop`, `la`) makes no host
/// of one syllable before it, and a capital after a small letter reads as the
/// next sentence. E-mail addresses, file names, versions, numbers and
/// abbreviations are no hosts. Linear in the text: nothing is read twice but
/// the few characters of a separator.
///
/// ```
/// let text = "Vào taixiu88.com, hxxps://nhacai[.]vip/x hay nohu chấm net. Mail a@b.com";
/// let found: Vec<_> = vitext::hosts(text).collect();
/// let hosts: Vec<&str> = found.iter().map(|found| found.host.as_str()).collect();
/// assert_eq!(hosts, ["taixiu88.com", "nhacai.vip", "nohu.net"]);
/// assert_eq!(found[1].span, 27..39);
/// assert!(!found[0].defanged && found[1].defanged && found[2].defanged);
/// ```
pub fn hosts(text: &str) -> impl Iterator<Item = WrittenHost> {
    let (mut from, mut looked) = (0, 0);
    std::iter::from_fn(move || {
        loop {
            let (start, after) = candidate::next(text, from, looked)?;
            let chain = Chain::read(text, start)?;
            from = chain.end;
            looked = from.max(after);
            if let Some(host) = chain.host(text) {
                return Some(host);
            }
        }
    })
}

/// Labels held together by separators, as many as there are.
struct Chain<'t> {
    labels: Vec<Label<'t>>,
    /// What stands before each label but the first.
    separators: Vec<Separator>,
    /// Where the chain ends, dropped labels included.
    end: usize,
    overlong: bool,
}

impl<'t> Chain<'t> {
    /// Reads the chain that begins at a place; `None` when no label does.
    fn read(text: &'t str, start: usize) -> Option<Chain<'t>> {
        let first = Label::at(text, start)?;
        let mut chain = Chain {
            end: first.end(),
            labels: Vec::new(),
            separators: Vec::new(),
            overlong: false,
        };
        let mut last = first;
        while let Some((separator, length)) = text.get(last.end()..).and_then(separator) {
            let Some(next) = Label::at(text, last.end() + length) else {
                break;
            };
            if !joins(&first, &last, separator, &next) {
                break;
            }
            chain.end = next.end();
            chain.overlong |= chain.labels.len() >= LABELS_MAX;
            if !chain.overlong {
                if chain.labels.is_empty() {
                    chain.labels.push(first);
                }
                chain.labels.push(next);
                chain.separators.push(separator);
            }
            last = next;
        }
        Some(chain)
    }

    /// Makes a host of the chain, or of what is left of it when the sentences
    /// that it was joined to are cut off.
    fn host(&self, text: &str) -> Option<WrittenHost> {
        if self.overlong || self.labels.len() < 2 {
            return None;
        }
        let last = (1..self.labels.len()).rev().find(|&last| {
            let next = self.labels.get(last + 1);
            let cut = next.is_none_or(|next| {
                self.separators.get(last) == Some(&Separator::Dot) && next.begins_sentence()
            });
            cut && self.labels.get(last).is_some_and(|l| l.ending().is_some())
        })?;
        let labels = self.labels.get(..=last)?;
        // "xem ngay nhé.taixiu88.com"
        let joined = labels.len() > 2 && labels.first()?.is_marked_syllable();
        let labels = labels.get(usize::from(joined)..)?;
        let mut separators = self.separators.get(usize::from(joined)..last)?.iter();
        let candidate = Candidate::of(text, labels)?;
        if !candidate.is_host() {
            return None;
        }
        let mut host = String::new();
        for (i, label) in labels.iter().enumerate() {
            if i > 0 {
                host.push('.');
            }
            let is_last = i + 1 == labels.len();
            let letters = if is_last { label.head() } else { label.text };
            host.extend(label::plain(letters));
        }
        let host: String = host.nfc().collect();
        if host.chars().count() > HOST_MAX {
            return None;
        }
        let span = candidate.span();
        let hidden = text
            .get(span.clone())?
            .chars()
            .any(|c| label::is_invisible(c) || label::is_wide(c));
        Some(WrittenHost {
            defanged: hidden
                || separators.any(|separator| *separator != Separator::Dot)
                || candidate.has_defanged_scheme(),
            span,
            host,
        })
    }
}

/// Tells whether a separator makes one host of two labels, the first of the
/// chain known. Dots and brackets always do; for the rest the labels have to
/// speak for it.
fn joins(first: &Label<'_>, left: &Label<'_>, separator: Separator, right: &Label<'_>) -> bool {
    match separator {
        Separator::Dot | Separator::WideDot | Separator::Bracketed => return true,
        Separator::Spaced | Separator::Cham | Separator::Dotword => {}
    }
    if left.is("www") {
        return true;
    }
    let ending: String = right.plain();
    // A capital begins a sentence, unless all is in capitals.
    let written = right.is_lower() || (right.is_upper() && left.is_upper());
    if !tld::is_spaced_ending(&ending) || !written {
        return false;
    }
    let inside = left.start > first.start;
    if inside && (first.is("www") || tld::is_second_level(&left.plain())) {
        return true;
    }
    match separator {
        Separator::Cham => left.is_no_word(),
        // A capital alone is a name of the language: `Canada .cc`.
        _ => left.is_name() && (!left.begins_upper() || left.is_upper() || left.has_digit()),
    }
}

/// Labels that end in an ending, to be judged with what stands around them.
struct Candidate<'l, 't> {
    labels: &'l [Label<'t>],
    last: &'l Label<'t>,
    /// The label that was registered: before the ending, and before `com` in
    /// `com.vn`.
    name: &'l Label<'t>,
    ending: Ending,
    before: &'t str,
    after: &'t str,
}

impl<'l, 't> Candidate<'l, 't> {
    /// `None` when there is no name before the ending.
    fn of(text: &'t str, labels: &'l [Label<'t>]) -> Option<Candidate<'l, 't>> {
        let (last, rest) = labels.split_last()?;
        let ending = last.ending()?;
        let (mut name, rest) = rest.split_last()?;
        let is_country = last.head().len() == 2;
        if is_country && tld::is_second_level(&name.plain()) {
            // `com.vn` alone is where others have their hosts.
            name = rest.last()?;
        }
        let first = labels.first()?;
        Some(Candidate {
            labels,
            last,
            name,
            ending,
            before: text.get(..first.start)?,
            after: text.get(last.start + last.head().len()..)?,
        })
    }

    fn span(&self) -> Span {
        let start = self.labels.first().map_or(0, |first| first.start);
        start..self.last.start + self.last.head().len()
    }

    fn is_host(&self) -> bool {
        let (inner, last) = (self.labels.len() - 1, self.last);
        self.labels.iter().take(inner).all(Label::is_legal)
            && !self.is_mail()
            && self.is_written_as_host(last)
            && self.name_fits()
    }

    /// Tells a part of an e-mail address, before or behind its at sign. The
    /// user of a URL (`https://user@host`) is none.
    fn is_mail(&self) -> bool {
        if self.after.starts_with(['@', '＠']) {
            return true;
        }
        let before = self.before.trim_end_matches([' ', '\u{A0}']);
        let Some(user) = before.strip_suffix(['@', '＠']) else {
            return [
                "(at)",
                "[at]",
                "{at}",
                " at]",
                " a còng",
                "[a còng]",
                "(a còng)",
            ]
            .into_iter()
            .any(|at| ends_with(before, at));
        };
        let user = user.trim_end_matches(|c: char| {
            c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | ':' | '%' | '+')
        });
        !user.ends_with("//")
    }

    /// Tells a host by its capitals: `Com` behind a small letter is the next
    /// sentence.
    fn is_written_as_host(&self, last: &Label<'_>) -> bool {
        let name = self.name;
        let stated = self.is_stated();
        if last.is_lower() || stated {
            return true;
        }
        if last.is_upper() {
            // `ASP.NET` is a product; `TP.CA` an abbreviation.
            let product = PRODUCTS.into_iter().any(|dotnet| name.is(dotnet));
            let long = name.text.chars().count() > 3 || name.has_digit();
            return !product && (self.ending == Ending::Firm || (long && !name.is_syllable()));
        }
        // TaiXiu88.Com, but not "game.Top 10" and not "Hà Nội.Top".
        (name.begins_upper() || name.has_digit())
            && !name.is_syllable()
            && !PRODUCTS.into_iter().any(|dotnet| name.is(dotnet))
    }

    fn name_fits(&self) -> bool {
        let name = self.name;
        let firm = self.ending == Ending::Firm || self.is_stated();
        if name.is_number() {
            let numbers = self.labels.iter().filter(|label| label.is_number());
            return firm && numbers.count() == 1;
        }
        if name.is_letter() {
            let letters = self.labels.iter().filter(|label| label.is_letter());
            let known = name.is("t") && matches!(self.last.head(), "me" | "co");
            return (firm || known) && name.is_lower() && letters.count() == 1;
        }
        if name.is_marked_syllable() {
            return self.is_stated() || self.last.is("vn");
        }
        if name.is_syllable() || (self.ending == Ending::Particle && !name.is_name()) {
            return firm;
        }
        // In the path of another address, or before a bracket of code, only
        // an ending that is nothing else speaks.
        let inside = self.before.ends_with(['/', '=']) && !self.before.ends_with("//");
        firm || !(inside || self.after.starts_with('('))
    }

    /// Tells whether the text says by itself that this is an address: a scheme
    /// before it, `www`, or a path behind it.
    fn is_stated(&self) -> bool {
        let first = self.labels.first();
        self.before.ends_with("//")
            || self.before.ends_with("//]")
            || first.is_some_and(|first| first.is("www"))
            || (self.after.starts_with('/') && !self.after.starts_with("//"))
    }

    fn has_defanged_scheme(&self) -> bool {
        [
            "[:]//",
            "[://]",
            "hxxp://",
            "hxxps://",
            "hxxp:\\\\",
            "meow://",
        ]
        .into_iter()
        .any(|scheme| ends_with(self.before, scheme))
    }
}

/// Compares the end of a text without regard to case (of ASCII, and as long
/// in bytes: enough for the words asked for).
fn ends_with(text: &str, end: &str) -> bool {
    let start = text.len().checked_sub(end.len());
    start
        .and_then(|start| text.get(start..))
        .is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

/// Tells letters that are two Vietnamese syllables or more written as one,
/// like `nhacai`; each of two letters at least.
fn is_glued(letters: &str) -> bool {
    /// Longer names are not taken apart.
    const LETTERS_MAX: usize = 32;
    let mut ends = [0_usize; LETTERS_MAX + 1];
    if letters.len() > LETTERS_MAX || !letters.is_ascii() {
        return false;
    }
    // How many syllables reach each place, at most; 0 is none.
    for end in 2..=letters.len() {
        for start in end.saturating_sub(7)..=end - 2 {
            let reached = ends.get(start).copied().unwrap_or(0);
            let piece = letters.get(start..end).unwrap_or("");
            if (start == 0 || reached > 0)
                && is_syllable(piece)
                && let Some(place) = ends.get_mut(end)
            {
                *place = (*place).max(reached + 1);
            }
        }
    }
    ends.get(letters.len())
        .is_some_and(|&syllables| syllables > 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, wanted: &[&str]) {
        let found: Vec<WrittenHost> = hosts(text).collect();
        let names: Vec<&str> = found.iter().map(|found| found.host.as_str()).collect();
        assert_eq!(names, wanted, "{text}");
    }

    #[test]
    fn plain_hosts() {
        for (text, wanted) in [
            ("taixiu88.com", &["taixiu88.com"][..]),
            ("Vào TAIXIU88.COM ngay", &["taixiu88.com"]),
            ("TaiXiu88.Com uy tín", &["taixiu88.com"]),
            ("https://m.nhacai.vip/dang-ky?ref=1", &["m.nhacai.vip"]),
            ("www.nha-cai.com.vn.", &["www.nha-cai.com.vn"]),
            ("(88.vn), 789.club!", &["88.vn"]),
            ("http://789.club/", &["789.club"]),
            (
                "t.me/nhom zalo.me/g/abc bit.ly/x",
                &["t.me", "zalo.me", "bit.ly"],
            ),
            ("t.me", &["t.me"]),
            ("abc.com:8080/x", &["abc.com"]),
            ("abc.com-nhà cái số 1", &["abc.com"]),
            ("-abc.com- uy tín", &["abc.com"]),
            ("a1.com/b2.net", &["a1.com", "b2.net"]),
            ("https://user:pass@evil.com/", &["evil.com"]),
            ("nhé.taixiu88.com", &["taixiu88.com"]),
            ("taixiu88.com.Nhà cái", &["taixiu88.com"]),
            ("taixiu88.com.đăng ký", &["taixiu88.com"]),
            ("tênmiền.vn", &["tênmiền.vn"]),
            ("te\u{302}nmie\u{302}\u{300}n.vn", &["tênmiền.vn"]),
            ("тaixiu.com", &["тaixiu.com"]),
            ("bongda.shop", &["bongda.shop"]),
            ("xn--tnmin-7ra.vn", &["xn--tnmin-7ra.vn"]),
            ("nohu88.la", &["nohu88.la"]),
        ] {
            check(text, wanted);
            assert!(hosts(text).all(|found| !found.defanged), "{text}");
        }
    }

    #[test]
    fn defanged_hosts() {
        for (text, host) in [
            ("hxxps://taixiu[.]com/x", "taixiu.com"),
            ("hxxp://taixiu.com/x", "taixiu.com"),
            ("https[:]//taixiu.com/x", "taixiu.com"),
            ("nhacai(dot)vip", "nhacai.vip"),
            ("nhacai [dot] vip", "nhacai.vip"),
            ("nhacai[chấm]com", "nhacai.com"),
            ("nhacai {CHẤM} com", "nhacai.com"),
            ("nhacai(cham)com(dot)vn", "nhacai.com.vn"),
            ("nhacai chấm com", "nhacai.com"),
            ("nhacai chấm com chấm vn", "nhacai.com.vn"),
            ("nhacai cha\u{302}\u{301}m com", "nhacai.com"),
            ("taixiu88 dot net", "taixiu88.net"),
            ("nhacai . com", "nhacai.com"),
            ("nhacai .com", "nhacai.com"),
            ("taixiu88. com", "taixiu88.com"),
            ("TAIXIU88 . COM", "taixiu88.com"),
            ("www . abc . com", "www.abc.com"),
            ("taixiu88．com", "taixiu88.com"),
            ("taixiu88。com", "taixiu88.com"),
            ("ｔａｉｘｉｕ８８．ｃｏｍ", "taixiu88.com"),
            ("tai\u{200b}xiu88.com", "taixiu88.com"),
            ("taixiu88 [.] com", "taixiu88.com"),
            ("taixiu88<.>com", "taixiu88.com"),
            ("taixiu88（．）com", "taixiu88.com"),
        ] {
            check(text, &[host]);
            assert!(hosts(text).all(|found| found.defanged), "{text}");
        }
    }

    #[test]
    fn spans_hold_the_host_alone() {
        for (text, written) in [
            ("Vào hxxps://taixiu[.]com/x nhé", "taixiu[.]com"),
            ("ở nhacai chấm com chấm vn nhé", "nhacai chấm com chấm vn"),
            ("(abc.com-nhà)", "abc.com"),
            ("nhé.taixiu88.com.Nhà", "taixiu88.com"),
        ] {
            let found: Vec<WrittenHost> = hosts(text).collect();
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(text.get(found[0].span.clone()), Some(written));
        }
    }

    #[test]
    fn what_is_no_host() {
        for text in [
            "",
            ".",
            "com",
            ".com",
            "Anh về nhà. Com đâu",
            "Anh về nhà.Com đâu",
            "anh ve nha. com dau",
            "anh ve nha . com dau",
            "nhà.Cái",
            "xong.co ai",
            "facebook.la mot",
            "game.Top 10 nhà cái",
            "tốt.shop mình",
            "gia re.shop uy tin",
            "Hà Nội.Top 5",
            "dấu chấm com",
            "cái dot com",
            "the dot com bubble",
            "another dot com company",
            "a@b.example",
            "a@b.com",
            "nguyen.van.me@gmail.com",
            "lienhe [at] gmail[.]com",
            "lienhe(at)gmail.com",
            "lienhe @ gmail.com",
            "lienhe a còng gmail.com",
            "so_1.de_2.pdf",
            "so_1.com",
            "readme.md",
            "hop-dong.docx",
            "taixiu.com.pdf",
            "index.html main.rs lib.so a.py",
            "1.2.3",
            "v1.2.3",
            "1.000.000",
            "192.168.1.1",
            "10.30 sáng",
            "v.v.",
            "v.v.la",
            "TP.HCM",
            "TP.Vinh",
            "U.B.N.D",
            "U.S.",
            "Q.Me",
            "P.CO",
            "ASP.NET VB.Net Visual Basic.NET",
            "Canada .cc",
            "Node.js",
            "đồng/kg.In",
            "com.vn",
            "các tên miền .com .vn .net",
            "...com",
            "a..com",
            "covid19. Top 5 tỉnh",
            "nhacai\n.com",
            "nhacai    .com",
            "x.list.in(y)",
            "nhacai (chấm bài) com",
            "kết thúc. Vip",
            "điểm 10.vn.20.vn",
        ] {
            let found: Vec<WrittenHost> = hosts(text).collect();
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }

    #[test]
    fn bounds_of_a_host() {
        let label = |length| "a".repeat(length);
        check(
            &format!("{}.com", label(63)),
            &[&format!("{}.com", label(63))],
        );
        check(&format!("{}.com", label(64)), &[]);
        check(&format!("{}com", "a.".repeat(LABELS_MAX - 1)), &[]);
        let long = format!("{}com", format!("{}.", label(60)).repeat(5));
        check(&long, &[]);
        let many = format!("{}com", "ab1.".repeat(LABELS_MAX - 1));
        check(&many, &[&many]);
        check(&format!("x2.{many} y2.com"), &["y2.com"]);
    }

    /// Counts no time, but a quadratic reading of a megabyte would never end.
    #[test]
    fn a_hostile_megabyte_is_read_once() {
        for piece in [
            "a.", "a", ".", "a ", " ", "a . ", "[", "a[", "a [ ", "@a.com", "\u{200b}", "a-", "_",
            "ấ.", "a.com/", "dot ",
        ] {
            let text = piece.repeat(1_000_000 / piece.len());
            assert!(hosts(&text).count() <= text.len());
        }
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_slice(text in text()) {
            let mut end = 0;
            for found in hosts(&text) {
                prop_assert!(found.span.start >= end && found.span.start < found.span.end);
                prop_assert!(text.get(found.span.clone()).is_some());
                prop_assert!(found.host.chars().count() <= HOST_MAX);
                prop_assert!(found.host.contains('.') && !found.host.contains(char::is_whitespace));
                end = found.span.end;
            }
        }

        /// Going from stop to stop finds what reading every label does.
        #[test]
        fn the_fast_way_finds_what_the_slow_one_does(text in text()) {
            let fast: Vec<WrittenHost> = hosts(&text).collect();
            prop_assert_eq!(fast, slow(&text));
        }

        /// A host read from a text reads again as itself.
        #[test]
        fn a_refanged_host_is_a_host(text in text()) {
            for found in hosts(&text) {
                let again: Vec<String> = hosts(&format!("//{}/", found.host)).map(|h| h.host).collect();
                prop_assert_eq!(again, vec![found.host]);
            }
        }

        #[test]
        fn any_text_is_read(text in "\\PC{0,60}") {
            prop_assert!(hosts(&text).count() <= text.len());
        }
    }

    fn slow(text: &str) -> Vec<WrittenHost> {
        let (mut found, mut from) = (Vec::new(), 0);
        while let Some(start) = text.get(from..).and_then(|rest| rest.find(label::begins)) {
            let chain = Chain::read(text, from + start).unwrap();
            from = chain.end;
            found.extend(chain.host(text));
        }
        found
    }

    fn text() -> impl Strategy<Value = String> {
        let pieces = [
            ".",
            " ",
            "[",
            "]",
            "(",
            ")",
            "dot",
            "chấm",
            "com",
            "vn",
            "www",
            "nhacai",
            "88",
            "nhà",
            "-",
            "_",
            "@",
            "/",
            "://",
            "hxxp",
            "．",
            "\u{200b}",
            "\u{302}",
            "Com",
            "ｃｏｍ",
            "la",
            "t",
            "me",
            "İ",
            "ß",
            "ﬁ",
        ];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..24)
            .prop_map(|pieces| pieces.concat())
    }
}
