//! Watched terms of our own: made up for these tests, one list for all of
//! them, two to four syllables each, from the trades that are watched.

/// The trade a term belongs to; the sentences around it speak of the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trade {
    Gambling,
    Loans,
    Papers,
    Drugs,
    Weapons,
    Accounts,
    Jobs,
    Malware,
    Phishing,
}

use Trade::*;

impl Trade {
    #[allow(dead_code, reason = "each test takes what it needs")]
    pub(crate) const ALL: [Trade; 9] = [
        Gambling, Loans, Papers, Drugs, Weapons, Accounts, Jobs, Malware, Phishing,
    ];
}

pub(crate) const TERMS: &[(&str, Trade)] = &[
    ("sòng bạc", Gambling),
    ("đặt cược", Gambling),
    ("soi cầu", Gambling),
    ("dàn đề", Gambling),
    ("lô xiên", Gambling),
    ("kèo chấp", Gambling),
    ("rồng hổ", Gambling),
    ("xì tố", Gambling),
    ("đánh phỏm", Gambling),
    ("tiền cược", Gambling),
    ("quay thưởng", Gambling),
    ("bài ăn tiền", Gambling),
    ("vay nặng lãi", Loans),
    ("bốc họ", Loans),
    ("lãi cắt cổ", Loans),
    ("siết nợ", Loans),
    ("đáo hạn thẻ", Loans),
    ("giải ngân nhanh", Loans),
    ("bùng nợ", Loans),
    ("vay trả góp", Loans),
    ("con dấu giả", Papers),
    ("phôi bằng", Papers),
    ("hộ chiếu giả", Papers),
    ("căn cước giả", Papers),
    ("hóa đơn khống", Papers),
    ("chứng chỉ giả", Papers),
    ("biển số giả", Papers),
    ("học bạ giả", Papers),
    ("kẹo ke", Drugs),
    ("nấm ảo giác", Drugs),
    ("nước vui", Drugs),
    ("cỏ mỹ", Drugs),
    ("khí cười", Drugs),
    ("thuốc mê", Drugs),
    ("bùa lưỡi", Drugs),
    ("súng tự chế", Weapons),
    ("roi điện", Weapons),
    ("mã tấu", Weapons),
    ("bình xịt cay", Weapons),
    ("đạn chì", Weapons),
    ("côn nhị khúc", Weapons),
    ("dao phóng lợn", Weapons),
    ("thuê tài khoản", Accounts),
    ("bán thông tin", Accounts),
    ("sim kích sẵn", Accounts),
    ("rò rỉ dữ liệu", Accounts),
    ("tài khoản ảo", Accounts),
    ("mua lượt thích", Accounts),
    ("giật đơn", Jobs),
    ("chốt đơn ảo", Jobs),
    ("nhiệm vụ nạp tiền", Jobs),
    ("hoa hồng khủng", Jobs),
    ("kiếm tiền nhanh", Jobs),
    ("cày đơn ảo", Jobs),
    ("nghe lén", Malware),
    ("phần mềm gián điệp", Malware),
    ("bẻ khóa", Malware),
    ("tống tiền", Malware),
    ("cài mã ngầm", Malware),
    ("trộm mật khẩu", Malware),
    ("giả danh công an", Phishing),
    ("mã xác thực", Phishing),
    ("trúng thưởng", Phishing),
    ("quà tri ân", Phishing),
    ("hoàn thuế", Phishing),
    ("phí nhận quà", Phishing),
];
