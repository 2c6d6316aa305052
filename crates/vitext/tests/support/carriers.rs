//! Sentences of our own that carry a term; `{}` marks its place.

#![allow(dead_code, reason = "each test takes what it needs")]

use crate::terms::Trade;

/// How the sentence around a term is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dress {
    /// With Vietnamese marks.
    Accented,
    /// Typed without any mark.
    Bare,
    /// The title of a page, with marks, each word with a capital.
    Title,
}

/// Three sentences of running text for each trade.
pub(crate) fn sentences(trade: Trade) -> [&'static str; 3] {
    match trade {
        Trade::Gambling => [
            "Hội anh em mê {} uy tín, nạp rút nhanh trong năm phút",
            "chơi {} nhận thưởng mỗi ngày tại đây nhé cả nhà",
            "Nền tảng {} hàng đầu châu Á, đăng ký nhận ngay tiền thưởng",
        ],
        Trade::Loans => [
            "Bên em nhận {} trong ngày, chỉ cần căn cước, không gọi người thân",
            "ai cần {} thì nhắn tin, lãi suất thấp, duyệt trong ngày",
            "Dịch vụ {} toàn quốc, hồ sơ vay rất đơn giản",
        ],
        Trade::Papers => [
            "Chuyên làm {} bao kiểm tra, giao hàng tận nơi",
            "nhận đặt {} theo yêu cầu, giống thật đến từng nét mực",
            "Cần {} gấp thì liên hệ xưởng, làm xong mới thanh toán",
        ],
        Trade::Drugs => [
            "Shop còn {} hàng mới về, ship kín đáo trong đêm",
            "bán {} giá rẻ, giao nhanh khắp thành phố",
            "Ai dùng {} thì để lại lời nhắn, hàng chuẩn bao đổi trả",
        ],
        Trade::Weapons => [
            "Kho bán {} hàng tốt, gửi về tận tỉnh",
            "cần mua {} thì vào nhóm kín, giá rẻ nhất thị trường",
            "Cửa hàng {} phòng thân, đủ mẫu, ship toàn quốc",
        ],
        Trade::Accounts => [
            "Nhận {} số lượng lớn, trả tiền ngay trong ngày",
            "nhóm {} giá tốt, bảo hành ba tháng, làm việc qua trung gian",
            "Dịch vụ {} cho dân chạy quảng cáo, kho hàng mới mỗi sáng",
        ],
        Trade::Jobs => [
            "Tuyển người {} tại nhà, không cần kinh nghiệm, nhận lương theo ngày",
            "mẹ bỉm {} kiếm thêm thu nhập, chỉ cần điện thoại",
            "Công việc {} đơn giản, hoàn vốn sau mười phút",
        ],
        Trade::Malware => [
            "Bên mình có dịch vụ {} từ xa, cam kết không ai biết",
            "hướng dẫn {} máy người yêu chỉ bằng một đường dẫn",
            "Công cụ {} bản mới, chạy trên mọi điện thoại",
        ],
        Trade::Phishing => [
            "Chúc mừng quý khách, tin về {} đã gửi, bấm vào đường dẫn bên dưới",
            "đừng bỏ lỡ {} hôm nay, nhập số thẻ là nhận được ngay",
            "Nhóm {} gọi điện mỗi ngày, yêu cầu chuyển khoản trước",
        ],
    }
}

/// Two page titles, good for every trade.
pub(crate) const TITLES: [&str; 2] = [
    "{} – Trang Chủ Chính Thức Năm Nay",
    "Địa Chỉ {} Mới Nhất Hôm Nay",
];
