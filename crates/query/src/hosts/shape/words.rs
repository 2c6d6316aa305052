//! The words, numbers and endings of which such names are made. Closed lists,
//! written by hand: the names of games and of betting in Vietnamese and
//! English, and what promises winning. No brands. The state lottery (`xoso`) is no
//! gambling by itself and stands with the words that need company.

/// Games and betting; nothing else is called so. Written as hosts write them,
/// without marks and spaces.
pub(super) const GAMES: &str = "\
    nhacai keonhacai tylekeo tilekeo keobong keobongda keochuan soikeo soicau \
    taixiu nohu xocdia doithuong gamebai danhbai cacuoc cadobongda cacuocbongda cuocbanh cuocbong \
    cado88 lodeonline danhde ghilo sodep\
    rongho bacarat baccarat sicbo casino casinos sportsbook betting gambling quayhu \
    tienlen bongdacuoc dagatructiep dagacampuchia bantruc sanhbai songbai songbac";

/// Games whose names are also other words: `banca` (fish; a bank elsewhere),
/// `cado` (avocado), `lode` (explode), `daga` (a dagger). They count when
/// nothing is left over and luck or a stake stands beside.
pub(super) const AMBIGUOUS_GAMES: &str = "\
    xoso xosomienbac banca cado lode loto lotto lottery daga keo cuoc bai banh dabanh bongda bong poker slot slots \
    jackpot roulette sodo thethao tructiep";

/// Words that promise.
pub(super) const LURES: &str = "\
    play game games live top fun hit king vua sun lucky choi choingay may phat loc vang hay sky \
    star big mega gold royal hot new pro app apps tai taive dangky dangki fan link vao now go gem \
    man rich real max uytin online asia sport sports sieu topbet hom nay homnay so1 somot world \
    cup trangchu chinhhang chinhthuc ok nhat san zo rik ric wap web";

/// The country.
pub(super) const COUNTRY: &str = "vn viet vietnam vnd";

/// Words and names that end or begin like stakes.
const ORDINARY: &[&str] = &[
    "abet",
    "alphabet",
    "alphabets",
    "baldwin",
    "barbet",
    "biobet",
    "betvn",
    "corbet",
    "darwin",
    "debet",
    "diabet",
    "edwin",
    "erwin",
    "gibbet",
    "godwin",
    "goodwin",
    "irwin",
    "kelwin",
    "kevwin",
    "kibet",
    "melwin",
    "microwin",
    "selwin",
    "sherwin",
    "sorbet",
    "tibet",
    "twin",
    "twins",
    "unwin",
    "winter",
    "windows",
    "window",
    "wine",
    "wines",
    "winner",
    "wing",
    "wings",
    "winery",
    "club",
    "clubs",
    "vip",
    "win",
    "better",
    "bethany",
    "betty",
    "beton",
];

/// Endings that mean winning, playing, or a club.
pub(super) const GAMBLING_ENDINGS: &[&str] = &["win", "club", "vip", "vin", "game", "games"];

/// Endings under which many such sites stand, with many others.
pub(super) const LIVELY_ENDINGS: &[&str] = &[
    "fun", "live", "top", "zone", "pro", "red", "life", "cc", "me", "tv", "app", "xyz", "asia",
    "site", "online", "today", "team", "ltd", "men", "bz", "biz", "info", "pw", "one", "link",
    "click", "club", "run", "fan", "fans", "space", "store", "mobi", "world", "fit", "lol", "icu",
    "cool", "gold", "social", "party", "best", "guru",
];

/// Tells a number that is chosen for luck, not for counting: only of 6 to 9
/// with two alike or two of 68, 86, 79, 89; or a run (123, 789, 365).
pub(super) fn is_lucky(number: &str) -> bool {
    const RUNS: &[&str] = &[
        "123", "234", "345", "456", "567", "678", "789", "6789", "365", "777",
    ];
    let ends = [
        "88", "68", "86", "79", "89", "99", "66", "77", "69", "39", "33", "55",
    ];
    let short = (2..=4).contains(&number.len());
    // Years and telephone services are no luck.
    let year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    short && !year && (RUNS.contains(&number) || ends.iter().any(|end| number.ends_with(end)))
}

/// Tells a label that is an ordinary word although it looks like a stake.
pub(super) fn is_ordinary(label: &str) -> bool {
    ORDINARY.contains(&label)
}
