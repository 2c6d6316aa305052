//! How young people, and sellers who hide, spell syllables: the rules as data.
//!
//! Written from what Vietnamese chat and sales posts show and from the
//! spelling rules that each row bends; no list was copied. The commoner rules
//! stand first, because the result is cut at a bound. A swap that always gives
//! another syllable (s for x, tr for ch, p for ph, t for th) has no row: it
//! could never be told from innocent text.

use super::Part::{self, Coda, Nucleus, Onset};

/// One way to respell a part of a syllable.
pub(super) struct Rule {
    pub(super) part: Part,
    /// The spelling that it replaces: a whole onset or coda, or letters of a
    /// nucleus without their tone.
    pub(super) from: &'static str,
    pub(super) to: &'static str,
}

const fn rule(part: Part, from: &'static str, to: &'static str) -> Rule {
    Rule { part, from, to }
}

pub(super) const RULES: [Rule; 55] = [
    // k has the sound of c before every vowel: cá → ká, cược → kược.
    rule(Onset, "c", "k"),
    // And c that of k: kiếm → ciếm.
    rule(Onset, "k", "c"),
    // The letter that the foreign alphabet has for the sound: phí → fí.
    rule(Onset, "ph", "f"),
    // quá → wá, quay → way.
    rule(Onset, "qu", "w"),
    // quá → qá: the u is silent anyway.
    rule(Onset, "qu", "q"),
    // giá → já, giả → zả.
    rule(Onset, "gi", "j"),
    rule(Onset, "gi", "z"),
    // dâm → zâm, dụng → jụng; đ has another sound and keeps its bar.
    rule(Onset, "d", "z"),
    rule(Onset, "d", "j"),
    // The southern v, and r of the north: vay → zay, rút → zút.
    rule(Onset, "v", "z"),
    rule(Onset, "r", "z"),
    // The h that the spelling rule asks for and the ear does not: nghiện →
    // ngiện, ghi → gi (a syllable, so it goes).
    rule(Onset, "ngh", "ng"),
    rule(Onset, "gh", "g"),
    // The same rule bent the other way: ngân → nghân.
    rule(Onset, "ng", "ngh"),
    rule(Onset, "g", "gh"),
    // không → kông, khoản → koản.
    rule(Onset, "kh", "k"),
    // A k drawn for every h after a consonant: nhà → nkà, chơi → ckơi, thẻ →
    // tkẻ, phải → pkải.
    rule(Onset, "nh", "nk"),
    rule(Onset, "ch", "ck"),
    rule(Onset, "th", "tk"),
    rule(Onset, "ph", "pk"),
    rule(Onset, "kh", "kk"),
    rule(Onset, "gh", "gk"),
    // q drawn for g: người → nqười, gái → qái.
    rule(Onset, "ng", "nq"),
    rule(Onset, "g", "q"),
    // dz, zd as a z with more to it: vui → dzui, dạ → dzạ.
    rule(Onset, "v", "dz"),
    rule(Onset, "d", "dz"),
    rule(Onset, "gi", "dz"),
    // trời → tzời.
    rule(Onset, "tr", "tz"),
    // The end of a syllable shortened: không → khôg, nóng → nóg, trong → trog.
    rule(Coda, "ng", "g"),
    // đánh → đáh, nhanh → nhah.
    rule(Coda, "nh", "h"),
    // bạc → bạk, lộc → lộk.
    rule(Coda, "c", "k"),
    // thích → thík, thíck, thíc.
    rule(Coda, "ch", "k"),
    rule(Coda, "ch", "ck"),
    rule(Coda, "ch", "c"),
    // The k for h and the q for g again: đánh → đánk, không → khônq.
    rule(Coda, "nh", "nk"),
    rule(Coda, "ng", "nq"),
    // j for i and y: tài → tàj, tiền → tjền, xỉu → xjủ (the tone moves, for no
    // j bears one), mình → mjnh (it falls), vay → vaj.
    rule(Nucleus, "i", "j"),
    rule(Nucleus, "y", "j"),
    // y for i where the spelling rule has i: tiền → tyền, chơi → chơy.
    rule(Nucleus, "i", "y"),
    // i for y where it has y: yêu → iêu, quyền → quiền.
    rule(Nucleus, "y", "i"),
    // Diphthongs said short. Alone these are syllables (kiếm → kím) and go;
    // with a second rule they are not: kím → kjm, cím.
    rule(Nucleus, "iê", "i"),
    rule(Nucleus, "uô", "u"),
    rule(Nucleus, "ươ", "ư"),
    rule(Nucleus, "yê", "y"),
    // The rounded glide as w: hoa → hwa, khoản → khwản, thuế → thwế.
    rule(Nucleus, "oa", "wa"),
    rule(Nucleus, "oă", "wă"),
    rule(Nucleus, "oe", "we"),
    rule(Nucleus, "uê", "wê"),
    rule(Nucleus, "uâ", "wâ"),
    rule(Nucleus, "uyê", "wyê"),
    rule(Nucleus, "uy", "wy"),
    // The final glide by its English letter: cao → caw, sau → saw.
    rule(Nucleus, "ao", "aw"),
    rule(Nucleus, "au", "aw"),
    rule(Nucleus, "âu", "âw"),
    rule(Nucleus, "iu", "iw"),
];

/// Syllables so common in chat that they have short forms of their own, which
/// no rule gives. Own writing; forms that are syllables (`hem`, `iu`) go.
pub(super) const CHAT: [(&str, &[&str]); 29] = [
    ("không", &["ko", "kg", "hok", "hem", "hk", "k"]),
    ("được", &["đc", "dc", "đx"]),
    ("với", &["vs"]),
    ("người", &["ng", "ngừi", "ngj"]),
    ("nhiều", &["nhìu", "nhju"]),
    ("biết", &["bít", "bik", "bt"]),
    ("tiền", &["tìn", "tjn"]),
    ("kiếm", &["kím", "kjm"]),
    ("việc", &["vc"]),
    ("gì", &["j", "gj"]),
    ("vậy", &["vz"]),
    ("cũng", &["cg"]),
    ("những", &["nhg", "nhữg"]),
    ("trước", &["trc", "trk"]),
    ("làm", &["lm"]),
    ("mình", &["mk", "mik", "mjh"]),
    ("tháng", &["thg"]),
    ("trong", &["trg"]),
    ("thích", &["thk"]),
    ("chồng", &["ck"]),
    ("vợ", &["vk"]),
    ("nhắn", &["nt"]),
    ("giờ", &["h", "jo"]),
    ("quá", &["wa", "qa"]),
    ("chưa", &["chx"]),
    ("viết", &["vt"]),
    ("nhưng", &["nhg", "nhưg"]),
    ("đăng", &["đg"]),
    ("chuyển", &["chn"]),
];
