//! The words that are added to a name to make a false host of it.

use super::trie::Trie;

/// Words that promise, threaten or ask for something in the name of a bank, a
/// wallet, an office or a shop. A short name counts beside one of them.
///
/// One closed list, written by hand from how such hosts are made in general:
/// the words of log-in and of proving who one is, of money and credit, of
/// gifts, of work from home, of parcels and of offices. No names of hosts.
const BAIT: &str = "\
    login signin dangnhap dangky dangki xacthuc xacnhan xacminh verify verification confirm auth \
    secure security baomat antoan otp smartotp sms account taikhoan capnhat update khoiphuc \
    mokhoa unlock support hotro help cskh chamsoc chamsocthe chamsocthetindung khachhang \
    chamsockhachhang tongdai hotline lienhe service dichvu trungtam id \
    nganhang bank banking ibank ebank ebanking ibanking digibank mobilebanking internetbanking \
    online tructuyen the card visa mastercard credit tindung thetindung vay vaytien vayvon \
    vaynhanh vaytinchap vayonline tinchap tragop khoanvay thechap tieudung von vonnhanh nhanh loan finance finances taichinh hanmuc \
    nanghanmuc nanghan tanghanmuc mothe ruttien rutien chuyentien naptien nap thanhtoan pay \
    payment vi vidientu wallet money tien dautu invest hoahong giaingan giahan ckh khcn \
    khuyenmai uudai uudaithe qua quatang tangqua nhanqua nhanthuong trungthuong tang thuong \
    giaithuong sukien event gift voucher vouchers hoantien hoan trian tailoc locphat lixi \
    vongquay mienphi sale flashsale bonus giftcode quay kiemtien \
    tuyendung vieclam ctv congtacvien job jobs nhiemvu \
    shop mall order donhang giaohang vanchuyen buukien thue hoadon phat phatnguoi dinhdanh cccd \
    bhxh hoso tracuu nopphat chanle cltx taixiu";

/// Words that hosts are filled up with and that say nothing.
const FILLER: &str = "\
    www web app apps mobile m h5 com comvn net netvn org orgvn gov govvn edu info official \
    chinhthuc vip pro plus top club new my hot so1 go 24h 24g 24gio ung dung ungdung tai taiapp download \
    hcm hn hanoi saigon sg dn thang nam khu vuc khuvuc mien bac mienbac miennam";

/// Names of the country. They speak for a short name of four letters or more.
const COUNTRY: &str = "vn viet vietnam vnn";

/// Endings under which a name costs next to nothing, and under which most
/// look-alikes stand; a short name alone counts under them. From the yearly
/// reports on abused endings by Interisle and Spamhaus, as kinds of endings:
/// the cheap new ones and the five that were free.
const CHEAP_ENDINGS: &[&str] = &[
    "app", "asia", "biz", "bond", "buzz", "cam", "cc", "cf", "cfd", "click", "club", "cyou", "fun",
    "ga", "gq", "icu", "info", "ink", "life", "link", "live", "lol", "ltd", "ml", "mobi", "mom",
    "one", "online", "pro", "pw", "rest", "sbs", "shop", "site", "space", "store", "tech", "tk",
    "today", "top", "vip", "website", "win", "work", "ws", "xyz",
];

/// What a piece of a host is covered with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cover {
    /// A word of the trade is among it.
    pub(super) bait: bool,
    /// The name of the country is among it.
    pub(super) country: bool,
}

/// The words, ready for finding.
#[derive(Clone, Debug)]
pub(super) struct Trade {
    words: Trie,
    /// The same, written from the end.
    backwards: Trie,
}

const KIND_FILLER: u32 = 0;
const KIND_COUNTRY: u32 = 1;
const KIND_BAIT: u32 = 2;

impl Default for Trade {
    fn default() -> Trade {
        let mut trade = Trade {
            words: Trie::default(),
            backwards: Trie::default(),
        };
        for (words, kind) in [
            (BAIT, KIND_BAIT),
            (COUNTRY, KIND_COUNTRY),
            (FILLER, KIND_FILLER),
        ] {
            for word in words.split_whitespace() {
                trade.words.add(word.as_bytes(), kind);
                let backwards: Vec<u8> = word.bytes().rev().collect();
                trade.backwards.add(&backwards, kind);
            }
        }
        trade
    }
}

/// Letters of the longest piece that is covered: those of a label.
const PIECE_MAX: usize = 64;

impl Trade {
    /// Adds a word that says something beside a name.
    pub(super) fn add_bait(&mut self, word: &[u8]) {
        self.words.add(word, KIND_BAIT);
        let backwards: Vec<u8> = word.iter().rev().copied().collect();
        self.backwards.add(&backwards, KIND_BAIT);
    }

    /// Covers a piece with words and digits, none left over; `None` when that
    /// cannot be done. An empty piece is covered by nothing.
    pub(super) fn cover(&self, piece: &[u8]) -> Option<Cover> {
        /// Bits of what a covering so far has: itself, bait, country.
        const DONE: u8 = 1;
        const BAIT: u8 = 2;
        const COUNTRY: u8 = 4;
        if piece.len() > PIECE_MAX {
            return None;
        }
        let mut reached = [0_u8; PIECE_MAX + 1];
        reached[0] = DONE;
        for at in 0..piece.len() {
            let so_far = reached[at];
            if so_far == 0 {
                continue;
            }
            if piece[at].is_ascii_digit() {
                reached[at + 1] |= so_far;
            }
            self.words
                .prefixes(piece.get(at..).unwrap_or_default(), |length, kind| {
                    if let Some(place) = reached.get_mut(at + length) {
                        *place |= so_far
                            | match kind {
                                KIND_BAIT => BAIT,
                                KIND_COUNTRY => COUNTRY,
                                _ => 0,
                            };
                    }
                });
        }
        let told = reached[piece.len()];
        (told != 0).then_some(Cover {
            bait: told & BAIT != 0,
            country: told & COUNTRY != 0,
        })
    }

    /// Returns the length of the longest word with which a piece begins, or
    /// of the digits.
    pub(super) fn head(&self, piece: &[u8]) -> usize {
        head_by(&self.words, piece)
    }

    /// Returns the length of the longest word with which a piece ends, or of
    /// the digits.
    pub(super) fn tail(&self, piece: &[u8]) -> usize {
        let mut backwards = [0_u8; PIECE_MAX];
        let length = piece.len().min(PIECE_MAX);
        for (to, from) in backwards.iter_mut().zip(piece.iter().rev()) {
            *to = *from;
        }
        head_by(&self.backwards, backwards.get(..length).unwrap_or_default())
    }

    /// Tells whether an ending is one of the cheap ones.
    pub(super) fn is_cheap(ending: &str) -> bool {
        CHEAP_ENDINGS.binary_search(&ending).is_ok()
    }
}

fn head_by(words: &Trie, piece: &[u8]) -> usize {
    let digits = piece.iter().take_while(|byte| byte.is_ascii_digit());
    let mut longest = digits.count();
    words.prefixes(piece, |length, _| longest = longest.max(length));
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_sorted() {
        assert!(CHEAP_ENDINGS.is_sorted());
        assert!(Trade::is_cheap("top") && !Trade::is_cheap("com"));
    }

    #[test]
    fn pieces_are_covered_whole_or_not_at_all() {
        let trade = Trade::default();
        let bait = |piece: &str| trade.cover(piece.as_bytes()).map(|cover| cover.bait);
        assert_eq!(bait("xacthuc247"), Some(true));
        assert_eq!(bait("vn68"), Some(false));
        assert_eq!(bait(""), Some(false));
        assert_eq!(bait("land"), None);
        assert_eq!(bait("book"), None);
        assert_eq!(trade.tail(b"abcotp"), 3);
        assert_eq!(trade.head(b"88abc"), 2);
    }
}
