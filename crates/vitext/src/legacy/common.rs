//! Syllables that a Vietnamese text is full of.
//!
//! Written down by us, by hand: function words, and words of news, offices and
//! of the matters that are watched. Two old encodings may both make syllables
//! of one word; the one that makes words people use is right.

/// Sorted, lower case, each with a mark.
#[rustfmt::skip]
pub(super) const COMMON_WORDS: [&str; 493] = [
    "biết", "biển", "biệt", "bà", "bài", "bàn", "bán", "bánh", "báo", "bão", "bè", "bên", "bình",
    "bí", "bóng", "bạc", "bạn", "bản", "bảng", "bảo", "bảy", "bẩn", "bậc", "bắt", "bằng", "bệnh",
    "bị", "bố", "bổ", "bộ", "bớt", "bởi", "chiến", "chiều", "chuẩn", "cháo", "cháu", "chè",
    "chín", "chính", "chúng", "chăn", "chơi", "chưa", "chương", "chạy", "chất", "chẳng", "chết",
    "chỉ", "chị", "chồng", "chỗ", "chủ", "chức", "chứng", "chữ", "chữa", "cuối", "cà", "cá",
    "các", "cách", "cáo", "câu", "có", "công", "cùng", "cúp", "cũ", "cũng", "cơ", "cơm", "cược",
    "cạnh", "cả", "cải", "cảnh", "cấp", "cần", "cầu", "cận", "cặp", "cộng", "cờ", "của", "cứu",
    "cửa", "dài", "dân", "dép", "dù", "dưới", "dẫn", "dễ", "dịch", "dịp", "dục", "dụng", "ghế",
    "già", "giày", "giá", "giáo", "gió", "giúp", "giường", "giả", "giải", "giảm", "giấy", "giống",
    "giới", "giờ", "giữ", "giữa", "gì", "gạo", "gần", "gọi", "hiểu", "hiện", "hoạch", "hoặc",
    "huyện", "hàng", "hành", "hãy", "hình", "hòa", "hóa", "hôm", "hũ", "hơn", "hướng", "hạn",
    "hạnh", "hẹ", "hẹp", "hệ", "họ", "học", "hỏi", "hỗ", "hộ", "hội", "hợp", "khoản", "khác",
    "khách", "khám", "khó", "khô", "không", "khẩu", "khỏe", "khởi", "kiểm", "ký", "kế", "kết",
    "kể", "kỳ", "kỹ", "liên", "loại", "luôn", "luật", "là", "làm", "lãi", "lên", "lí", "lô",
    "lúa", "lúc", "lý", "lũ", "lượng", "lạ", "lại", "lạnh", "lập", "lịch", "lớn", "lớp", "lời",
    "lợi", "lừa", "lực", "miễn", "muối", "muốn", "mà", "màu", "mát", "máy", "mãi", "mình", "môi",
    "mũ", "mưa", "mười", "mạng", "mạnh", "mấy", "mẫu", "mật", "mắm", "mẹ", "mọi", "mỗi", "một",
    "mới", "mở", "mục", "nghiệp", "nghèo", "nghìn", "nghĩ", "nghĩa", "nghị", "ngoài", "nguyên",
    "ngành", "ngày", "ngân", "người", "ngắn", "ngồi", "ngủ", "nhiều", "nhiệm", "nhà", "nhân",
    "nhìn", "như", "nhưng", "nhạc", "nhất", "nhập", "nhẹ", "nhỏ", "nhớ", "những", "nuôi", "nào",
    "này", "nâng", "nên", "nói", "nóng", "nông", "núi", "năm", "nơi", "nước", "nạn", "nạp",
    "nắng", "nặng", "nếu", "nổ", "nợ", "nửa", "pháo", "phát", "phê", "phí", "phòng", "phó",
    "phúc", "phút", "phường", "phạm", "phạt", "phải", "phần", "phẩm", "phố", "phở", "phủ",
    "quyết", "quyền", "quân", "quý", "quả", "quản", "quảng", "quần", "quận", "quốc", "rõ", "rút",
    "rưỡi", "rượu", "rất", "rồi", "rộng", "rừng", "suất", "sách", "sáng", "sát", "sáu", "sông",
    "súng", "sĩ", "sạch", "sản", "sẽ", "số", "sống", "sổ", "sở", "sức", "sử", "sửa", "sữa",
    "thiếu", "thoại", "thuật", "thuốc", "thành", "tháng", "thêm", "thì", "thôn", "thông", "thơ",
    "thương", "thường", "thưởng", "thấp", "thấy", "thật", "thắng", "thế", "thể", "thị", "thịt",
    "thứ", "thực", "tiêu", "tiếng", "tiền", "toán", "triển", "triệu", "truyện", "trách", "trên",
    "trò", "trăm", "trước", "trường", "trưởng", "trả", "trận", "trắng", "trẻ", "trọng", "trọt",
    "trồng", "trời", "trợ", "tuần", "tuổi", "tài", "tác", "tám", "tên", "tím", "tín", "tòa",
    "tôi", "tăng", "tại", "tạo", "tất", "tặng", "tế", "tỉ", "tỉnh", "tịch", "tố", "tối", "tốt",
    "tổ", "tộc", "tội", "tờ", "tủ", "từ", "từng", "tự", "tỷ", "uống", "viên", "viết", "việc",
    "viện", "và", "vài", "vàng", "vào", "vì", "vòng", "vô", "văn", "vấn", "vẫn", "vậy", "về",
    "vệ", "vị", "với", "vợ", "vụ", "vừa", "xuất", "xuống", "xã", "xét", "xóm", "xấu", "xỉu", "xổ",
    "xử", "yêu", "yếu", "án", "áo", "ích", "ông", "ăn", "đang", "đen", "đi", "điều", "điểm",
    "điện", "đoàn", "đoạn", "đào", "đá", "đánh", "đâu", "đã", "đêm", "đình", "đó", "đóng", "đôi",
    "đúng", "đăng", "đơn", "đường", "được", "đạn", "đảng", "đảo", "đất", "đầu", "đặc", "đẹp",
    "đến", "đề", "đều", "để", "địa", "địch", "định", "đọc", "đỏ", "đốc", "đồng", "đổi", "độ",
    "độc", "đội", "động", "đỡ", "đợt", "đủ", "đứng", "đừng", "ướt", "ảnh", "ấm", "ấp", "ở", "ủy",
];
