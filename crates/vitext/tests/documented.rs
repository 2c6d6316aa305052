//! The examples of `docs/nguy-trang.md` hold.

use vitext::{MatcherBuilder, Rung};

const TERMS: [&str; 5] = [
    "sòng bạc",
    "hóa đơn khống",
    "xì tố",
    "hộ chiếu giả",
    "đặt cược",
];

/// Returns the narrowest rung at which any of the terms is reported.
fn rung(text: &str) -> Option<Rung> {
    let mut builder = MatcherBuilder::new();
    for term in TERMS {
        builder.add(term);
    }
    let hits = builder.build().find(text);
    let reported = hits.iter().filter(|hit| hit.is_reported());
    reported.map(|hit| hit.rung).min()
}

#[test]
fn what_is_said_to_be_met_is_met() {
    for (text, wanted) in [
        ("SÒNG   BẠC", Rung::Exact),
        ("so\u{300}ng ba\u{323}c", Rung::Exact),
        ("hoá đơn khống", Rung::Tone),
        ("nhóm xỳ tố mới", Rung::Tone),
        ("hóa ðơn khống", Rung::Tone),
        ("hóa ɖơn khống", Rung::Tone),
        ("hóa ƌơn khống", Rung::Deobf),
        ("hóa d\u{335}ơn khống", Rung::Deobf),
        ("song bac", Rung::Folded),
        ("sòng bac", Rung::Folded),
        ("song-bac", Rung::Folded),
        ("sòng_bạc", Rung::Folded),
        ("s.ò.n.g b.ạ.c", Rung::Deobf),
        ("sò-ng bạc", Rung::Deobf),
        ("s ò n g  b ạ c", Rung::Deobf),
        ("sò\u{200b}ng b\u{ad}ạc", Rung::Deobf),
        ("sòng 🎲 bạc", Rung::Deobf),
        ("sòng★bạc", Rung::Deobf),
        ("s*ng b*c", Rung::Deobf),
        ("s̷̖ò̓n̘g b̡ạ͗c", Rung::Deobf),
        ("vào ѕоng bас nhé", Rung::Deobf),
        ("vào ѕòηg bạc nhé", Rung::Deobf),
        ("ｓｏｎｇ ｂａｃ", Rung::Deobf),
        ("𝐬𝐨𝐧𝐠 𝓫𝓪𝓬", Rung::Deobf),
        ("ⓢⓞⓝⓖ ⓑⓐⓒ", Rung::Deobf),
        ("🅂🄾🄽🄶 🄱🄰🄲", Rung::Deobf),
        ("🇸🇴🇳🇬 🇧🇦🇨", Rung::Deobf),
        ("ꜱᴏɴɢ ʙᴀᴄ", Rung::Deobf),
        ("ˢᵒⁿᵍ ᵇᵃᶜ", Rung::Deobf),
        ("sòŋɡ bɑ̣c", Rung::Deobf),
        ("s0ng b4c", Rung::Deobf),
        ("$òng b@c", Rung::Deobf),
        ("hộ chiếuuu giảảả", Rung::Deobf),
        ("hộ chiếu jả", Rung::Deobf),
        ("đặt kượk", Rung::Deobf),
        ("đặtcược", Rung::Deobf),
        ("datcuoc", Rung::Deobf),
        ("ĐặtCược", Rung::Deobf),
        ("#datcuoc", Rung::Deobf),
        ("#ĐặtCượcOnline", Rung::Deobf),
        ("vào datcuoc88.example", Rung::Deobf),
        ("/dat-cuoc-uy-tin.html", Rung::Folded),
        ("hxxps://datcuoc88[.]example", Rung::Deobf),
        ("\u{202e}cợưc tặđ\u{202c}", Rung::Deobf),
        ("nhËn ®Æt c\u{ad}îc trªn m¹ng", Rung::Deobf),
        ("Ｓ.ｏ.ｎ.ｇ b4c", Rung::Deobf),
        ("#ѕòngbạс88", Rung::Deobf),
    ] {
        assert_eq!(rung(text), Some(wanted), "{text}");
    }
}

#[test]
fn what_is_said_not_to_be_met_is_not() {
    for text in [
        "sông bạc",
        "Cả nhà đi sòng. Bạc thì để lại",
        "khoản B4C, mã hàng C0-B4",
        "sb, đ.c",
        "snòg, sng bc",
        "sofng bajc, so2ng ba5c",
        "vào xito chơi",
        "songbac@thu.example",
        "sóng bạc",
    ] {
        assert_eq!(rung(text), None, "{text}");
    }
}
