//! Words of a term written by their first letters.

use super::is_innocent;
use crate::is_syllable;

/// Most words of a term that are looked at; the rest is left as it stands.
pub(crate) const WORDS_MAX: usize = 16;

/// Terms of fewer words are not abbreviated: what is left of them is too
/// short to tell from anything.
pub(crate) const TERM_WORDS_MIN: usize = 3;

/// Abbreviations in general use, of own writing: what forms, signs and posts
/// of Vietnam write for words of administration, banking, schooling, and of
/// the trades that this program watches.
pub(crate) const KNOWN: [(&str, &[&str]); 73] = [
    ("bóng đá", &["bđ"]),
    ("bảo hiểm", &["bh"]),
    ("bảo hiểm xã hội", &["bhxh"]),
    ("bảo hiểm y tế", &["bhyt"]),
    ("bảo hiểm thất nghiệp", &["bhtn"]),
    ("bằng lái xe", &["blx"]),
    ("bất động sản", &["bđs"]),
    ("bệnh viện", &["bv"]),
    ("bình luận", &["bl", "cmt"]),
    ("cao đẳng", &["cđ"]),
    ("chi nhánh", &["cn"]),
    ("chiết khấu", &["ck"]),
    ("chuyển khoản", &["ck"]),
    ("chứng chỉ", &["cc"]),
    ("chứng minh", &["cm"]),
    ("chứng minh nhân dân", &["cmnd", "cmt"]),
    ("chứng minh thư", &["cmt"]),
    ("con dấu", &["cdấu"]),
    ("công an", &["ca"]),
    ("công chức", &["cc"]),
    ("công ti", &["cty", "ct"]),
    ("công ty", &["cty", "ct"]),
    ("cộng tác viên", &["ctv"]),
    ("căn cước", &["cc"]),
    ("căn cước công dân", &["cccd"]),
    ("doanh nghiệp", &["dn"]),
    ("giao dịch", &["gd"]),
    ("giám đốc", &["gđ"]),
    ("giấy phép", &["gp"]),
    ("giấy phép lái xe", &["gplx"]),
    ("giấy phép kinh doanh", &["gpkd"]),
    ("giấy tờ", &["gt"]),
    ("học sinh", &["hs"]),
    ("học viên", &["hv"]),
    ("hồ sơ", &["hs"]),
    ("hộ chiếu", &["hc"]),
    ("hộ khẩu", &["hk"]),
    ("khuyến mãi", &["km"]),
    ("khách hàng", &["kh"]),
    ("kinh doanh", &["kd"]),
    ("liên hệ", &["lh", "lhệ"]),
    ("lãi suất", &["ls"]),
    ("mật khẩu", &["mk"]),
    ("nghĩa vụ quân sự", &["nvqs"]),
    ("ngân hàng", &["nh"]),
    ("nhà cái", &["nc"]),
    ("nhân viên", &["nv"]),
    ("sinh viên", &["sv"]),
    ("sản phẩm", &["sp"]),
    ("số tài khoản", &["stk"]),
    ("số điện thoại", &["sđt", "sdt"]),
    ("sổ hộ khẩu", &["shk"]),
    ("sổ đỏ", &["sđ"]),
    ("thanh toán", &["tt"]),
    ("thành phố", &["tp"]),
    ("thành viên", &["tv"]),
    ("thông tin", &["tt"]),
    ("thẻ tín dụng", &["ttd"]),
    ("tin nhắn", &["tn"]),
    ("tiếng anh", &["ta"]),
    ("trung học phổ thông", &["thpt"]),
    ("trung tâm", &["tt"]),
    ("tài khoản", &["tk"]),
    ("tài xỉu", &["tx"]),
    ("tín dụng", &["td"]),
    ("tư vấn", &["tv"]),
    ("việt nam", &["vn"]),
    ("xuất khẩu lao động", &["xklđ", "xkld"]),
    ("đáo hạn", &["đh"]),
    ("đăng ký", &["đk", "dk", "đký"]),
    ("đăng kí", &["đk", "dk", "đkí"]),
    ("đại học", &["đh"]),
    ("điện thoại", &["đt", "dt"]),
];

/// Returns how runs of a term's words may be abbreviated: the first word, how
/// many words are taken, and what stands for them, lower case.
///
/// Two ways: the abbreviations in general use (`tài khoản` → `tk`), and the
/// first letter of one syllable before the whole of the next (`tkhoản`, and
/// bare `tkhoan`). Only for terms of three words and more, of which at least
/// one is left as it stands unless the abbreviation takes three or more; none
/// is a syllable, with its marks or without. Words past the sixteenth are
/// left. The words are lower-case and accented, as
/// [`Normalised::accented`](crate::Normalised::accented) gives them. At most
/// 5 a word, in the order of the words.
///
/// ```
/// let found = vitext::abbreviations(&["hack", "tài", "khoản"]);
/// assert!(found.contains(&(1, 2, "tk".to_owned())));
/// assert!(found.contains(&(1, 2, "tkhoản".to_owned())));
/// assert!(found.contains(&(1, 2, "tkhoan".to_owned())));
/// assert!(vitext::abbreviations(&["tài", "khoản"]).is_empty());
/// ```
pub fn abbreviations(words: &[&str]) -> Vec<(usize, usize, String)> {
    let words = words.get(..words.len().min(WORDS_MAX)).unwrap_or_default();
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    if words.len() < TERM_WORDS_MIN {
        return found;
    }
    let mut keep = |first, taken, short: String| {
        let known = (first, taken, short);
        if !is_innocent(&known.2) && !found.contains(&known) {
            found.push(known);
        }
    };
    for (first, rest) in (0..words.len()).filter_map(|first| Some((first, words.get(first..)?))) {
        for (long, shorts) in &KNOWN {
            let taken = long.split(' ').count();
            let fits = long.split(' ').eq(rest.iter().take(taken).copied());
            if fits && (taken < words.len() || taken >= TERM_WORDS_MIN) {
                for short in *shorts {
                    keep(first, taken, (*short).to_owned());
                }
            }
        }
        if let [word, whole, ..] = rest
            && let Some(letter) = initial(word)
            && is_syllable(whole)
        {
            for short in shorts_of_pair(letter, whole) {
                keep(first, 2, short);
            }
        }
    }
    found
}

/// Returns the letter that a syllable is shortened to, if it may be.
pub(crate) fn initial(word: &str) -> Option<char> {
    let letter = word.chars().next().filter(|c| !is_vowel(*c))?;
    is_syllable(word).then_some(letter)
}

/// Returns how two words are written with the first shortened to a letter: the
/// second a syllable, accented. None is a syllable.
pub(crate) fn shorts_of_pair(letter: char, whole: &str) -> impl Iterator<Item = String> {
    let short = format!("{letter}{whole}");
    let bare = crate::fold(&short);
    let bare = (bare != short).then_some(bare);
    let all = [Some(short), bare].into_iter().flatten();
    all.filter(|short| !is_innocent(short))
}

/// Returns the forms in general use of one row of [`KNOWN`], without those
/// that are a syllable.
pub(crate) fn shorts_of_known(shorts: &[&'static str]) -> impl Iterator<Item = &'static str> {
    shorts.iter().copied().filter(|short| !is_innocent(short))
}

/// A vowel is no initial: `ăn tiền` is not written `ătiền`.
fn is_vowel(c: char) -> bool {
    crate::letter::Letter::of(c).is_none_or(|letter| letter.is_vowel())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(term: &str, wanted: &[(usize, usize, &str)]) {
        let words: Vec<&str> = term.split(' ').collect();
        let found = abbreviations(&words);
        for &(first, taken, short) in wanted {
            let row = (first, taken, short.to_owned());
            assert!(found.contains(&row), "{term}: {row:?} in {found:?}");
        }
        assert_eq!(wanted.is_empty(), found.is_empty(), "{term}: {found:?}");
    }

    #[test]
    fn terms_and_their_abbreviations() {
        check(
            "hack tài khoản",
            &[(1, 2, "tk"), (1, 2, "tkhoản"), (1, 2, "tkhoan")],
        );
        check(
            "mua bán tài khoản ngân hàng",
            &[(2, 2, "tk"), (4, 2, "nh"), (4, 2, "nhàng"), (1, 2, "btài")]
                .into_iter()
                .filter(|(_, _, short)| !is_innocent(short))
                .collect::<Vec<_>>(),
        );
        check(
            "bán số điện thoại",
            &[(1, 3, "sđt"), (1, 3, "sdt"), (2, 2, "đt"), (2, 2, "đthoại")],
        );
        check("số điện thoại", &[(0, 3, "sđt"), (1, 2, "đt")]);
        check(
            "làm giả căn cước công dân",
            &[(2, 4, "cccd"), (2, 2, "ccước")],
        );
        check("vay tín dụng đen", &[(1, 2, "td"), (1, 2, "tdụng")]);
        check("tài khoản", &[]);
        check("hack", &[]);
        check("", &[]);
    }

    #[test]
    fn an_abbreviation_that_is_a_syllable_is_left_out() {
        // t + ăn, c + an, t + hàng, and ca for công an.
        for term in ["tiền ăn chặn", "công an giả", "tiền hàng giả"] {
            let words: Vec<&str> = term.split(' ').collect();
            for (_, _, short) in abbreviations(&words) {
                assert!(!is_syllable(&short), "{term}: {short}");
            }
        }
    }

    #[test]
    fn the_list_is_sound() {
        for (long, shorts) in KNOWN {
            assert!(
                long.split(' ').count() > 1 && long.split(' ').all(is_syllable),
                "{long}"
            );
            assert!(!shorts.is_empty());
        }
        let mut longs: Vec<&str> = KNOWN.iter().map(|(long, _)| *long).collect();
        longs.sort_unstable();
        longs.dedup();
        assert_eq!(longs.len(), KNOWN.len());
    }

    proptest! {
        #[test]
        fn abbreviations_are_bounded_and_in_range(words in prop::collection::vec(
            prop::sample::select(vec!["tài", "khoản", "số", "điện", "thoại", "hack", "án", "đá", "ngân", "hàng"]), 0..40,
        )) {
            let found = abbreviations(&words);
            prop_assert!(found.len() <= 5 * words.len());
            for (first, taken, short) in found {
                prop_assert!(taken >= 2 && first + taken <= words.len());
                prop_assert!(!is_innocent(&short) && !short.is_empty());
            }
        }
    }
}
